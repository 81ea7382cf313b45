// Before any route sees a request: a text with what looks like a health insurance number goes no further. It is neither kept nor logged;
// the journal has where it was stopped, and in which field.

import type { RequestHandler } from 'express';
import type { Actor } from '../../features/journal/domain/entry.ts';
import type { RefusedEntry } from '../../features/incidents/ports.ts';
import { stoppedEntry } from '../../features/incidents/words.ts';
import { findHealthNumber, looksLikeHealthNumber, type FoundNumber } from '../../shared/health-number.ts';
import { say } from '../../shared/language.ts';
import { callerOf, languageOfReply, type Caller } from './caller.ts';
import { HttpProblem } from './problem.ts';

export interface EntryGuardDeps {
  readonly note: (entry: RefusedEntry, by: Actor) => Promise<void>;
  /** A file as whoever reads it afterwards decodes it; null where its encoding is unknown. */
  readonly textOf: (bytes: Uint8Array) => string | null;
}

export const entryGuard = ({ note, textOf }: EntryGuardDeps): RequestHandler => async (req, res, next) => {
  const found = inPath(req.path) ?? findHealthNumber(req.query) ?? findHealthNumber(asText(req.body, textOf));
  if (found === null) { next(); return; }
  const language = languageOfReply(res);
  const field = fieldOf(found.path);
  // The first word of the address names the thing; what follows may be anything.
  const [, thing = ''] = /^\/([a-z-]{1,40})(?:\/|$)/.exec(req.path) ?? [];
  await note({ where: thing === '' ? 'api' : `api/${thing}`, field }, actorOf(callerOf(res)));
  throw new HttpProblem(422, 'health-number', stoppedEntry.detail(field), {
    remedy: stoppedEntry.remedy,
    errors: [{ field: field ?? '', line: found.line, column: null, code: 'health-number', message: say(stoppedEntry.field, language), remedy: say(stoppedEntry.remedy, language) }],
  });
};

/** An account that the charter does not know has no name that the journal could keep. */
const actorOf = ({ kind, person, clientId }: Caller): Actor => (kind === 'application' ? { kind, id: clientId } : person === null ? { kind: 'gouverne' } : { kind: 'person', id: person.id });

function inPath(path: string): FoundNumber | null {
  let plain = path;
  try { plain = decodeURIComponent(path); } catch { /* What cannot be decoded is read as it stands. */ }
  return looksLikeHealthNumber(plain) ? { path: [], line: null } : null;
}

/** Names come from whoever asks: only those that a field of ours could have are repeated. */
const fieldOf = (path: FoundNumber['path']): string | null => (path.length > 0 && path.every((part) => typeof part === 'number' || /^[a-z]\w{0,40}$/i.test(part)) ? path.join('.') : null);

/** A file sent as base64 is judged by what it holds: the letters that carry it say nothing. */
function asText(body: unknown, textOf: EntryGuardDeps['textOf']): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  return Object.fromEntries(Object.entries(body).map(([name, part]) => [name, typeof part === 'string' && isBase64(part) && (name === FILE || part.length >= SHORTEST) ? decoded(part, textOf) : part]));
}

/** Known to be a file, however short. */
const FILE = 'file';
/** Anywhere else a shorter text is a word. */
const SHORTEST = 64;
const isBase64 = (text: string): boolean => text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);

function decoded(base64: string, textOf: EntryGuardDeps['textOf']): string {
  const bytes = Buffer.from(base64, 'base64');
  // What Excel writes on Windows, for one: letters and digits are the same signs as in UTF-8.
  return textOf(bytes) ?? bytes.toString('utf8');
}
