// The few lines of HTTP that every service of the stand-in shares: requests as the client sees them, replies as values, a small router.

import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';

/** Uploads to a drive are the largest thing that anybody sends (250 MB for the simple upload). */
const MAX_BODY_BYTES = 260 * 1024 * 1024;

export interface TenantRequest {
  readonly method: string;
  /** The whole URL as the client wrote it: scheme from X-Forwarded-Proto, host from Host. */
  readonly url: URL;
  /** The path inside the service (the connector sees `/ca/v3/…`, whatever stands before it), still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** What the router took out of the path, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly raw: IncomingMessage;
  readonly header: (name: string) => string | undefined;
  readonly bytes: () => Promise<Buffer>;
  readonly text: () => Promise<string>;
  /** undefined when there is no body; throws BadBody when it is not JSON. */
  readonly json: () => Promise<unknown>;
  readonly form: () => Promise<URLSearchParams>;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** A string or bytes go out as they are; anything else as JSON; undefined is an empty body. */
  readonly body?: unknown;
  /** Takes the response over (server-sent events); status and headers are already written. */
  readonly stream?: (response: ServerResponse) => void;
  /** Drops the connection without an answer, as an overloaded front end does. */
  readonly reset?: true;
}

export type Handler = (request: TenantRequest) => Reply | Promise<Reply>;

export class BadBody extends Error {}

export const json = (status: number, body: unknown, headers: Record<string, string> = {}): Reply => ({ status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body: JSON.stringify(body) });
export const empty = (status: number, headers: Record<string, string> = {}): Reply => ({ status, headers });
export const text = (status: number, body: string, type = 'text/plain; charset=utf-8', headers: Record<string, string> = {}): Reply => ({ status, headers: { 'content-type': type, ...headers }, body });
export const html = (status: number, body: string, headers: Record<string, string> = {}): Reply => text(status, body, 'text/html; charset=utf-8', { 'cache-control': 'no-store', ...headers });
export const redirect = (location: string, headers: Record<string, string | readonly string[]> = {}): Reply => ({ status: 302, headers: { location, 'cache-control': 'no-store', ...headers } });
export const RESET: Reply = { status: 0, reset: true };

/** A segment that cannot be decoded stays as it is: the service then fails to find it, rather than the program to answer. */
export function decodeSegment(segment: string): string {
  try { return decodeURIComponent(segment); } catch { return segment; }
}

export type Route = readonly [method: string, pattern: string, handler: Handler];

/**
 * Patterns are plain paths in which `:name` takes one segment and a final `*` takes the rest (as `params['*']`).
 * The first match wins. A path that exists under another method answers 405, an unknown one `otherwise` (404 unless given).
 */
export function router(routes: readonly Route[], otherwise: Handler = () => json(404, { error: { code: 'NotFound', message: 'No such address.' } })): Handler {
  const compiled = routes.map(([method, pattern, handler]) => ({ method, parts: pattern.split('/').slice(1), handler }));
  return (request) => {
    const segments = request.path.split('/').slice(1);
    if (segments.length > 1 && segments.at(-1) === '') segments.pop();
    let pathKnown = false;
    for (const { method, parts, handler } of compiled) {
      const params = match(parts, segments);
      if (params === undefined) continue;
      pathKnown = true;
      if (method === request.method || method === '*') return handler({ ...request, params });
    }
    return pathKnown ? json(405, { error: { code: 'MethodNotAllowed', message: `${request.method} is not allowed here.` } }) : otherwise(request);
  };
}

function match(parts: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [i, part] of parts.entries()) {
    if (part === '*') { params['*'] = segments.slice(i).map(decodeSegment).join('/'); return params; }
    const segment = segments[i];
    if (segment === undefined) return undefined;
    if (part.startsWith(':')) { if (segment === '') return undefined; params[part.slice(1)] = decodeSegment(segment); }
    else if (part !== segment) return undefined;
  }
  return parts.length === segments.length ? params : undefined;
}

/** The request with another path, for a service that is mounted below a prefix. */
export const under = (request: TenantRequest, path: string): TenantRequest => ({ ...request, path: path === '' ? '/' : path });

export function readRequest(raw: IncomingMessage): TenantRequest {
  const proto = first(raw.headers['x-forwarded-proto'])?.split(',')[0]?.trim();
  const host = raw.headers.host ?? 'localhost';
  const origin = `${proto === 'https' ? 'https' : 'http'}://${host}`;
  // `//x` would be read as a host by URL: such paths are kept as paths.
  const target = raw.url ?? '/';
  const url = URL.canParse(`${origin}${target.startsWith('/') ? target : '/'}`) ? new URL(`${origin}${target.startsWith('/') ? target : '/'}`) : new URL('http://localhost/');
  let bytes: Promise<Buffer> | undefined;
  const read = () => (bytes ??= readAll(raw));
  const asText = async () => (await read()).toString('utf8');
  return {
    method: raw.method ?? 'GET',
    url,
    path: url.pathname,
    query: url.searchParams,
    headers: raw.headers,
    params: {},
    raw,
    header: (name) => first(raw.headers[name.toLowerCase()]),
    bytes: read,
    text: asText,
    json: async () => {
      const body = (await asText()).replace(/^\uFEFF/, '');
      if (body === '') return undefined;
      try { return JSON.parse(body) as unknown; } catch { throw new BadBody('the body is not JSON'); }
    },
    form: async () => new URLSearchParams(await asText()),
  };
}

const first = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value);

async function readAll(raw: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of raw as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new BadBody('the body is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export function writeReply(response: ServerResponse, reply: Reply): void {
  if (reply.reset === true) { response.socket?.resetAndDestroy(); return; }
  if (response.destroyed || response.writableEnded) return;
  const body = reply.body === undefined ? undefined : typeof reply.body === 'string' || Buffer.isBuffer(reply.body) ? reply.body : JSON.stringify(reply.body);
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(reply.headers ?? {})) headers[name] = typeof value === 'string' ? value : [...value];
  if (reply.stream !== undefined) { response.writeHead(reply.status, headers); reply.stream(response); return; }
  if (reply.status !== 204 && reply.status !== 304) headers['content-length'] = String(body === undefined ? 0 : Buffer.byteLength(body));
  response.writeHead(reply.status, headers);
  response.end(body);
}
