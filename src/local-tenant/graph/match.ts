// From a Graph URL to the operation that it names: both spellings of a key, functions, casts, and the colon addressing of drive items.

import { decodeSegment } from '../http.ts';
import { noSegment, notAllowed } from './errors.ts';
import type { Operation } from './operation.ts';

export interface Matched { operation: Operation; params: Record<string, string> }
interface Compiled { operation: Operation; parts: readonly string[] }

export function matcher(operations: readonly Operation[]): (method: string, path: string) => Matched {
  const compiled: Compiled[] = operations.map((operation) => ({ operation, parts: operation.path.split('/').slice(1) }));
  return (method, path) => {
    const segments = segmentsOf(path);
    let deepest = 0;
    let otherMethod = false;
    let best: Matched | undefined;
    for (const { operation, parts } of compiled) {
      const { depth, params } = compare(parts, segments);
      deepest = Math.max(deepest, depth);
      if (depth !== segments.length || parts.length !== segments.length) continue;
      if (operation.method !== method) { otherMethod = true; continue; }
      // A literal (`delta`) stands before a key in the tables, so the first match is the right one.
      best ??= { operation, params };
    }
    if (best !== undefined) return best;
    if (otherMethod) throw notAllowed(method);
    throw noSegment(segments[Math.min(deepest, segments.length - 1)] ?? '');
  };
}

function compare(parts: readonly string[], segments: readonly string[]): { depth: number; params: Record<string, string> } {
  const params: Record<string, string> = {};
  let depth = 0;
  while (depth < segments.length && depth < parts.length) {
    const part = parts[depth] ?? '';
    const segment = segments[depth] ?? '';
    if (part.startsWith('{')) { if (segment === '') break; params[part.slice(1, -1)] = segment; }
    else if (part.toLowerCase() !== segment.toLowerCase()) break;
    depth += 1;
  }
  return { depth, params };
}

/** `/teams('x')/channels/19%3A…` → teams, x, channels, 19:… ; `delta()` → delta ; `items/{id}:/a/b:/content` → items, id, :, a/b, content. */
export function segmentsOf(path: string): string[] {
  const raw = path.split('/').slice(1);
  if (raw.length > 1 && raw.at(-1) === '') raw.pop();
  const segments: string[] = [];
  for (let i = 0; i < raw.length; i += 1) {
    const part = raw[i] ?? '';
    if (part.endsWith(':') && part !== ':' && (segments.at(-1) === 'items' || part === 'root:')) {
      segments.push(decodeSegment(part.slice(0, -1)), ':');
      const names: string[] = [];
      for (i += 1; i < raw.length; i += 1) {
        const name = raw[i] ?? '';
        names.push(decodeSegment(name.replace(/:$/, '')));
        if (name.endsWith(':')) break;
      }
      segments.push(names.filter((n) => n !== '').join('/'));
      continue;
    }
    const segment = decodeSegment(part);
    const call = /^([\w.$]+)\((.*)\)$/s.exec(segment);
    if (call === null) { segments.push(segment.replace(/^microsoft\.graph\.(?=(?:delta|add|archive|unarchive|cancel|accept|tentativelyAccept|decline|getSchedule|supportedTimeZones)$)/i, '')); continue; }
    const [, name = '', args = ''] = call;
    segments.push(name.replace(/^microsoft\.graph\./i, ''));
    const quoted = /^'(.*)'$/s.exec(args)?.[1];
    const named = /^(\w+)='(.*)'$/s.exec(args);
    if (quoted !== undefined) segments.push(quoted.replaceAll("''", "'"));
    else if (named !== null) segments.push(`${named[1]}=${named[2]}`);
    else if (args !== '') segments.push(args);
  }
  return segments;
}
