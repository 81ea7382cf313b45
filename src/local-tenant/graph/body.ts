// Request bodies, checked against the shape that the reference pages give: unknown, misspelt, read-only and ill-typed properties are refused by name.

import { badRequest, GraphError } from './errors.ts';

export type Field =
  | { is: 'string'; max?: number; nullable?: boolean }
  | { is: 'boolean'; nullable?: boolean }
  | { is: 'int'; min?: number; max?: number }
  | { is: 'number' }
  | { is: 'dateTime' }
  | { is: 'enum'; of: readonly string[]; nullable?: boolean }
  | { is: 'object'; fields: Fields; type: string; nullable?: boolean }
  | { is: 'list'; of: Field; nullable?: boolean }
  /** `x@odata.bind` of one thing, or of several. */
  | { is: 'bind' }
  | { is: 'binds' }
  /** An open type: its names are keys of the client's, judged by whoever reads it. */
  | { is: 'open' }
  /** It exists, but cannot be sent here. */
  | { is: 'readOnly' };
export type Fields = Readonly<Record<string, Field>>;
export type Json = Record<string, unknown>;

/** The directory words its refusals otherwise than the services behind /teams. */
export type Tone = 'service' | 'directory';

export const STRING: Field = { is: 'string' };
export const TEXT: Field = { is: 'string', nullable: true };
export const BOOLEAN: Field = { is: 'boolean', nullable: true };
export const READ_ONLY: Field = { is: 'readOnly' };
export const BIND: Field = { is: 'bind' };

/** As people count them, not as UTF-16 does. */
export const characters = (text: string): number => Array.from(text).length;

export function readObject(body: unknown, type: string, fields: Fields, tone: Tone = 'service'): Json {
  if (body === undefined) throw tone === 'directory' ? new GraphError(400, 'Request_BadRequest', 'A request body is required.') : badRequest('Invalid request body: a JSON payload is required.');
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw badRequest('Invalid JSON request payload: an object was expected.');
  for (const [name, value] of Object.entries(body)) checkProperty(name, value, type, fields, tone);
  return body as Json;
}

function checkProperty(name: string, value: unknown, type: string, fields: Fields, tone: Tone): void {
  if (name.startsWith('@')) {
    if (name === '@odata.type') {
      if (typeof value !== 'string' || !typeNamed(value, type)) throw badRequest(`The provided '${String(value)}' for 'odata.type' is not valid for this operation.`);
      return;
    }
    if (['@odata.context', '@odata.id', '@odata.etag'].includes(name) || fields[name] !== undefined) return;
    throw badRequest(`The annotation '${name}' is not supported in a request.`);
  }
  const field = fields[name];
  if (field === undefined) {
    const typed = /^(.+)@odata\.(?:type|context)$/.exec(name)?.[1];
    if (typed !== undefined && fields[typed] !== undefined) return;
    throw tone === 'directory'
      ? new GraphError(400, 'Request_BadRequest', `Invalid property '${name}'.`)
      : badRequest(`Invalid request body: The property '${name}' does not exist on type 'microsoft.graph.${type}'. Make sure to only use property names that are defined by the type or mark the type as open type.`);
  }
  checkValue(name, value, field, type, tone);
}

function checkValue(name: string, value: unknown, field: Field, type: string, tone: Tone): void {
  const wrong = (expected: string): never => { throw tone === 'directory' ? new GraphError(400, 'Request_BadRequest', `Invalid value specified for property '${name}' of resource '${type[0]?.toUpperCase()}${type.slice(1)}'.`) : badRequest(`Invalid request body: Cannot convert the value ${JSON.stringify(value)?.slice(0, 80)} of '${name}' to the expected type '${expected}'.`); };
  if (field.is === 'readOnly') throw tone === 'directory' ? new GraphError(400, 'Request_BadRequest', `Property '${name}' is read-only and cannot be set.`) : badRequest(`Bad Request: Property '${name}' cannot be set: it is read-only or fixed at creation.`);
  if (value === null) {
    if ('nullable' in field && field.nullable) return;
    wrong(field.is);
  }
  switch (field.is) {
    case 'string':
      if (typeof value !== 'string') return wrong('Edm.String');
      if (field.max !== undefined && characters(value) > field.max) throw tone === 'directory' ? new GraphError(400, 'Request_BadRequest', `Invalid value specified for property '${name}' of resource '${type[0]?.toUpperCase()}${type.slice(1)}': at most ${field.max} characters.`) : badRequest(`Bad Request: '${name}' is longer than ${field.max} characters.`);
      return;
    case 'int': if (typeof value !== 'number' || !Number.isInteger(value) || value < (field.min ?? -(2 ** 31)) || value > (field.max ?? 2 ** 31 - 1)) wrong('Edm.Int32'); return;
    case 'number': if (typeof value !== 'number') wrong('Edm.Double'); return;
    case 'boolean': if (typeof value !== 'boolean') wrong('Edm.Boolean'); return;
    case 'dateTime': if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/.test(value) || Number.isNaN(Date.parse(value))) wrong('Edm.DateTimeOffset'); return;
    case 'enum': if (typeof value !== 'string' || !field.of.some((member) => member.toLowerCase() === value.toLowerCase())) wrong(`one of ${field.of.join(', ')}`); return;
    case 'object': {
      if (typeof value !== 'object' || Array.isArray(value)) return wrong(`microsoft.graph.${field.type}`);
      readObject(value, field.type, field.fields, tone);
      return;
    }
    case 'list': {
      if (!Array.isArray(value)) return wrong('Collection');
      for (const [i, item] of value.entries()) checkValue(`${name}[${i}]`, item, field.of, type, tone);
      return;
    }
    case 'open': if (typeof value !== 'object' || Array.isArray(value)) wrong('an open type'); return;
    case 'bind': if (typeof value !== 'string') wrong('a URL'); return;
    case 'binds': if (!Array.isArray(value) || value.some((v) => typeof v !== 'string')) wrong('a collection of URLs'); return;
    default: field satisfies never;
  }
}

/** A text of a body that was read; `otherwise` where it was left out. */
export const textOf = (body: Json, name: string, otherwise = ''): string => (typeof body[name] === 'string' ? body[name] : otherwise);

/** `#microsoft.graph.channel`, in any case, with or without the hash. */
const typeNamed = (given: string, type: string): boolean => {
  const plain = given.replace(/^#/, '').toLowerCase();
  return plain === `microsoft.graph.${type.toLowerCase()}` || (type === 'conversationMember' && plain === 'microsoft.graph.aaduserconversationmember');
};

/** The key at the end of a bind, if it points at `collection` in Graph itself (or in this stand-in, which stands for it). */
export function boundKey(value: unknown, collection: string, origin: string): string | undefined {
  if (typeof value !== 'string') return undefined;
  const m = /^(https?:\/\/[^/]+)\/(?:v1\.0|beta)\/(.+)$/i.exec(value);
  if (m?.[1] === undefined || m[2] === undefined) return undefined;
  if (m[1].toLowerCase() !== 'https://graph.microsoft.com' && m[1] !== origin) return undefined;
  const parts = new RegExp(`^${collection.replace('/', '\\/')}(?:\\/([^/()?]+)|\\('([^']+)'\\))$`, 'i').exec(m[2]);
  const key = parts?.[1] ?? parts?.[2];
  try { return key === undefined ? undefined : decodeURIComponent(key); } catch { return undefined; }
}
