// Names that Teams refuses for channels. Source: "Limits and specifications for Microsoft Teams" > Channel names, and "Create channel".

import { characters } from './body.ts';
import { badRequest, type GraphError } from './errors.ts';

const FORBIDDEN = /[~#%&*{}+/\\:<>?|'"\u0000-\u001F\u0080-\u009F]/; // eslint-disable-line no-control-regex -- they are what is refused
const RESERVED = /^(?:forms|con|conin\$|conout\$|prn|aux|nul|com[1-9]|lpt[1-9]|desktop\.ini|_vti_)$/i;
const LONGEST = 50;

export function channelNameFault(name: string): GraphError | undefined {
  if (name.trim() === '') return badRequest('Channel name cannot be empty.', 'BadRequest', 'InvalidChannelName');
  if (characters(name) > LONGEST) return badRequest(`Channel name cannot be longer than ${LONGEST} characters.`, 'BadRequest', 'InvalidChannelName');
  const bad = FORBIDDEN.exec(name)?.[0];
  if (bad !== undefined) return badRequest(`Channel name cannot contain any of ~ # % & * { } + / \\ : < > ? | ' " nor control characters (found ${JSON.stringify(bad)}).`, 'BadRequest', 'InvalidChannelName');
  if (name.includes('..') || /^[_.]/.test(name) || name.endsWith('.')) return badRequest('Channel name cannot start with an underscore or a period, end with a period, or contain two periods in a row.', 'BadRequest', 'InvalidChannelName');
  if (RESERVED.test(name)) return badRequest(`'${name}' is a reserved name.`, 'BadRequest', 'InvalidChannelName');
  return undefined;
}
