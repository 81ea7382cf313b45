// Serves the page's own files: TypeScript is stripped of its types as it goes out, so that there is no build step and no second copy to keep in step.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire, stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';
import { empty, text, type Reply, type TenantRequest } from '../http.ts';

const PAGE = new URL('./page/', import.meta.url);
const TYPES: Readonly<Record<string, string>> = { ts: 'text/javascript', js: 'text/javascript', css: 'text/css', html: 'text/html', svg: 'image/svg+xml' };

/**
 * The page itself asks nobody outside: not even a card's picture. Frames are the applications' own business.
 * Styles set by script (the card renderer does) pass without 'unsafe-inline', because they go through the CSSOM.
 */
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-src http: https:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const compiled = new Map<string, { source: string; body: string; etag: string }>();

export async function page(request: TenantRequest): Promise<Reply> {
  return file(request, 'index.html', { 'content-security-policy': POLICY, 'referrer-policy': 'strict-origin-when-cross-origin', 'x-content-type-options': 'nosniff' });
}

export async function asset(request: TenantRequest, name: string): Promise<Reply> {
  if (!/^[a-z0-9-]+\.(ts|css|svg)$/.test(name)) return empty(404);
  return file(request, name, { 'x-content-type-options': 'nosniff' });
}

/** The card renderer comes as the package ships it; under Node its main entry does not load, as one file in a browser it does. */
export async function cardRenderer(request: TenantRequest): Promise<Reply> {
  const path = createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.min.js');
  return send(request, path, await readFile(path, 'utf8'), 'js', {});
}

async function file(request: TenantRequest, name: string, headers: Record<string, string>): Promise<Reply> {
  const extension = name.split('.').at(-1) ?? '';
  let source: string;
  try { source = await readFile(new URL(name, PAGE), 'utf8'); } catch { return empty(404); }
  return send(request, fileURLToPath(new URL(name, PAGE)), source, extension, headers);
}

function send(request: TenantRequest, key: string, source: string, extension: string, headers: Record<string, string>): Reply {
  let entry = compiled.get(key);
  if (entry?.source !== source) {
    const body = extension === 'ts' ? strip(source) : source;
    entry = { source, body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` };
    compiled.set(key, entry);
  }
  // Asked each time and answered 304: the page is never of two versions at once.
  const caching = { etag: entry.etag, 'cache-control': 'no-cache' };
  if (request.header('if-none-match') === entry.etag) return empty(304, caching);
  return text(200, entry.body, `${TYPES[extension] ?? 'text/plain'}; charset=utf-8`, { ...headers, ...caching });
}

/** Node warns once that this function may change; whoever starts the tenant can do nothing about it. */
function strip(source: string): string {
  const warn = Object.getOwnPropertyDescriptor(process, 'emitWarning');
  process.emitWarning = () => {};
  try { return stripTypeScriptTypes(source); } finally { if (warn !== undefined) Object.defineProperty(process, 'emitWarning', warn); }
}
