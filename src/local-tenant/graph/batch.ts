// $batch: up to twenty requests in one, each judged and throttled by itself. "Combine multiple HTTP requests using JSON batching".

import { badRequest } from './errors.ts';

export interface Inner { readonly id: string; readonly method: string; readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body: unknown; readonly dependsOn: readonly string[] }
export interface InnerReply { id: string; status: number; headers: Record<string, string>; body?: unknown }

const MOST = 20;

export function readBatch(body: unknown): Inner[] {
  const requests = (body as { requests?: unknown } | undefined)?.requests;
  if (!Array.isArray(requests)) throw badRequest('Invalid batch payload format.');
  if (requests.length === 0) throw badRequest('Invalid batch payload format: there are no requests.');
  if (requests.length > MOST) throw badRequest(`Number of batch request steps exceeds the maximum value of ${MOST}.`, 'BadRequest', 'MaxStepsExceeded');
  const unknown = Object.keys(body as object).find((key) => key !== 'requests');
  if (unknown !== undefined) throw badRequest(`Invalid batch payload format: unknown property '${unknown}'.`);
  const inner = requests.map(readInner);
  const ids = new Set<string>();
  for (const { id } of inner) {
    if (ids.has(id.toLowerCase())) throw badRequest(`Invalid batch payload format: the request id '${id}' is not unique.`, 'BadRequest', 'DuplicateId');
    ids.add(id.toLowerCase());
  }
  for (const { id, dependsOn } of inner) for (const other of dependsOn) if (!ids.has(other.toLowerCase())) throw badRequest(`Invalid batch payload format: request '${id}' depends on '${other}', which is not in the batch.`);
  levels(inner);
  return inner;
}

function readInner(raw: unknown): Inner {
  if (typeof raw !== 'object' || raw === null) throw badRequest('Invalid batch payload format.');
  const request = raw as Record<string, unknown>;
  const unknown = Object.keys(request).find((key) => !['id', 'method', 'url', 'headers', 'body', 'dependsOn'].includes(key));
  if (unknown !== undefined) throw badRequest(`Invalid batch payload format: unknown property '${unknown}' in a request.`);
  const { id, method, url, headers, body, dependsOn } = request;
  if (typeof id !== 'string' || id === '') throw badRequest('Invalid batch payload format: each request needs an id.');
  if (typeof method !== 'string' || !/^(?:GET|POST|PATCH|PUT|DELETE)$/i.test(method)) throw badRequest(`Invalid batch payload format: the method of request '${id}' is missing or unknown.`);
  if (typeof url !== 'string' || url === '') throw badRequest(`Invalid batch payload format: the url of request '${id}' is missing.`);
  if (/^https?:\/\//i.test(url)) throw badRequest(`Invalid batch payload format: the url of request '${id}' must be relative.`);
  if (dependsOn !== undefined && (!Array.isArray(dependsOn) || dependsOn.some((d) => typeof d !== 'string'))) throw badRequest(`Invalid batch payload format: dependsOn of request '${id}' must be a list of ids.`);
  const lower = Object.fromEntries(Object.entries((headers as Record<string, unknown> | null | undefined) ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]));
  return { id, method: method.toUpperCase(), url: url.startsWith('/') ? url : `/${url}`, headers: lower, body: body ?? undefined, dependsOn: (dependsOn as string[] | undefined) ?? [] };
}

/** Requests side by side, then those that wait for them, and so on. A circle is refused. */
export function levels(inner: readonly Inner[]): Inner[][] {
  const done = new Set<string>();
  const out: Inner[][] = [];
  let left = [...inner];
  while (left.length > 0) {
    const now = left.filter((r) => r.dependsOn.every((d) => done.has(d.toLowerCase())));
    if (now.length === 0) throw badRequest('Invalid batch payload format: dependsOn goes in a circle.');
    out.push(now);
    for (const r of now) done.add(r.id.toLowerCase());
    left = left.filter((r) => !now.includes(r));
  }
  return out;
}
