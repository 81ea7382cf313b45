// The batches, the limits and the repeats, against a small server that answers as told and notes what it saw.

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GraphSender, type Operation } from '../../src/adapters/graph/batch.ts';
import { GraphFault, retryAfterMs } from '../../src/adapters/graph/graph-fault.ts';
import { Limiter, teamsLimits } from '../../src/adapters/graph/limiter.ts';
import { Agent } from 'undici';
import { connectToGraph, Transport, type GraphConnection } from '../../src/adapters/graph/transport.ts';

interface Inner { id: string; method: string; url: string; body?: unknown; headers?: Record<string, string> }
interface Seen { at: number; path: string; authorization: string | undefined; requests: Inner[] }
type Answer = (inner: Inner, nth: number) => { status: number; headers?: Record<string, string>; body?: unknown };

let server: Server;
let origin: string;
let seen: Seen[];
let outer: (n: number) => { status: number; headers?: Record<string, string> } | 'reset' | undefined;
let answer: Answer;
let graph: GraphConnection;
let sender: GraphSender;
const counts = new Map<string, number>();

beforeEach(async () => {
  seen = [];
  counts.clear();
  outer = () => undefined;
  answer = () => ({ status: 200, body: { ok: true } });
  server = createServer((req, res) => { void serve(req, res); });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  graph = connectToGraph({ baseUrl: origin, token: async () => 'jwt', timeoutMs: 2_000 });
  sender = new GraphSender({ client: graph.client, limiter: new Limiter(() => []), size: 20 });
});
afterEach(async () => {
  await sender.close();
  await graph.close();
  server.closeAllConnections();
  await new Promise((resolve) => { server.close(resolve); });
});

async function serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
  let raw = '';
  for await (const chunk of req) raw += String(chunk);
  const body = raw === '' ? {} : (JSON.parse(raw) as { requests?: Inner[] });
  seen.push({ at: Date.now(), path: req.url ?? '', authorization: req.headers.authorization, requests: body.requests ?? [] });
  const whole = outer(seen.length);
  if (whole === 'reset') { req.socket.destroy(); return; }
  if (whole !== undefined) { res.writeHead(whole.status, { 'content-type': 'application/json', ...whole.headers }).end(JSON.stringify({ error: { code: 'x', message: 'y' } })); return; }
  const responses = (body.requests ?? []).map((inner) => {
    const nth = (counts.get(inner.url) ?? 0) + 1;
    counts.set(inner.url, nth);
    return { id: inner.id, headers: {}, ...answer(inner, nth) };
  });
  // The service answers in any order.
  res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ responses: responses.reverse() }));
}
const get = (url: string): Operation => ({ method: 'GET', url });
const post = (url: string, body: unknown = { a: 1 }): Operation => ({ method: 'POST', url, body });

describe('sending together', () => {
  it('puts what is asked within a moment in one $batch, at most 20 a call', async () => {
    await Promise.all(Array.from({ length: 45 }, (_, i) => sender.send(get(`/users/${i}`))));
    expect(seen.map((s) => s.requests.length)).toEqual([20, 20, 5]);
    expect(seen.every((s) => s.path === '/v1.0/$batch' && s.authorization === 'Bearer jwt')).toBe(true);
    expect(seen[0]!.requests[0]).toEqual({ id: '1', method: 'GET', url: '/users/0' });
  });

  it('sends a mailbox one batch at a time, and the others meanwhile', async () => {
    const held: { readonly requests: readonly Inner[]; readonly release: () => void }[] = [];
    const post20 = (body: { requests: Inner[] }): Promise<Response> => new Promise((resolve) => {
      held.push({ requests: body.requests, release: () => { resolve(new Response(JSON.stringify({ responses: body.requests.map(({ id }) => ({ id, status: 201 })) }))); } });
    });
    const request = { responseType: () => request, headers: () => request, post: post20 };
    const slow = new GraphSender({ client: { api: () => request } as never, limiter: new Limiter(() => []), size: 20 });
    const sent = Promise.all([...Array.from({ length: 26 }, (_, i) => slow.send(post(`/users/ana/events?${i}`))), slow.send(get('/users/ben/events'))]);
    const arrived = async (count: number): Promise<void> => { while (held.length < count) await new Promise((resolve) => { setImmediate(resolve); }); };
    const mailboxes = (n: number): string[] => [...new Set(held[n]?.requests.map(({ url }) => url.split('/')[2] ?? ''))];
    await arrived(2);
    expect([held[0]?.requests.length, mailboxes(0), mailboxes(1)]).toEqual([20, ['ana'], ['ben']]);
    held[0]?.release();
    await arrived(3);
    expect([held[2]?.requests.length, mailboxes(2)]).toEqual([6, ['ana']]);
    held[1]?.release();
    held[2]?.release();
    await sent;
    await slow.close();
  });

  it('gives each caller the answer with its own id', async () => {
    answer = (inner) => ({ status: 200, body: { url: inner.url } });
    const [a, b] = await Promise.all([sender.send(get('/a')), sender.send(post('/b'))]);
    expect([a.body, b.body]).toEqual([{ url: '/a' }, { url: '/b' }]);
    expect(seen[0]!.requests[1]).toMatchObject({ body: { a: 1 }, headers: { 'Content-Type': 'application/json' } });
  });

  it('reads the empty 202 of an asynchronous creation, with its headers', async () => {
    answer = () => ({ status: 202, headers: { Location: "/teams('x')/operations('y')" } });
    expect(await sender.send(post('/teams'))).toMatchObject({ status: 202, headers: { location: "/teams('x')/operations('y')" }, body: null });
  });

  it('sends one by one where batches are switched off', async () => {
    const alone = new GraphSender({ client: graph.client, limiter: new Limiter(() => []), size: 1 });
    outer = () => ({ status: 404 });
    await expect(alone.send(get('/teams/1'))).rejects.toMatchObject({ kind: 'not-found', code: 'x' });
    expect(seen.map((s) => s.path)).toEqual(['/v1.0/teams/1']);
    await alone.close();
  });
});

describe('repeating', () => {
  it('repeats a throttled request of any method after its Retry-After', async () => {
    answer = (_inner, nth) => (nth === 1 ? { status: 429, headers: { 'Retry-After': '1' } } : { status: 201, body: {} });
    await sender.send(post('/teams'));
    expect(seen).toHaveLength(2);
    expect(seen[1]!.at - seen[0]!.at).toBeGreaterThanOrEqual(990);
  });

  it('repeats a read that failed, and never a write that may have been done', async () => {
    answer = (_inner, nth) => (nth === 1 ? { status: 504, headers: { 'Retry-After': '0' } } : { status: 200 });
    expect((await sender.send(get('/r'))).status).toBe(200);
    await expect(sender.send(post('/w'))).rejects.toMatchObject({ kind: 'lost', status: 504 });
    expect(counts.get('/w')).toBe(1);
  });

  it('calls a write lost when the whole answer is lost, and repeats the reads beside it', async () => {
    outer = (n) => (n === 1 ? 'reset' : undefined);
    const [read, write] = await Promise.allSettled([sender.send(get('/r')), sender.send(post('/w'))]);
    expect(read.status).toBe('fulfilled');
    expect((write as PromiseRejectedResult).reason).toBeInstanceOf(GraphFault);
    expect((write as PromiseRejectedResult).reason).toMatchObject({ kind: 'lost' });
    expect(seen[1]!.requests.map((r) => r.url)).toEqual(['/r']);
  });

  it('lets everything rest while the service asks for it', async () => {
    outer = (n) => (n === 1 ? { status: 429, headers: { 'retry-after': '1' } } : undefined);
    const first = sender.send(post('/a'));
    await new Promise((resolve) => { setTimeout(resolve, 200); });
    await Promise.all([first, sender.send(post('/b'))]);
    expect(seen[1]!.at - seen[0]!.at).toBeGreaterThanOrEqual(990);
    expect(seen.slice(1).flatMap((s) => s.requests.map((r) => r.url)).sort()).toEqual(['/a', '/b']);
  });

  it('hands back a wait longer than a request may take', async () => {
    answer = () => ({ status: 429, headers: { 'Retry-After': '600' } });
    await expect(sender.send(get('/r'))).rejects.toMatchObject({ kind: 'throttled', retryAfterMs: 600_000 });
    expect(seen).toHaveLength(1);
  });

  it('sorts refusals by what to do about them', async () => {
    const kinds: Record<string, number> = { '/401': 401, '/403': 403, '/404': 404, '/409': 409, '/400': 400 };
    answer = (inner) => ({ status: kinds[inner.url] ?? 200, body: { error: { code: 'C', message: 'm', innerError: { 'request-id': 'rid' } } } });
    const results = await Promise.allSettled(Object.keys(kinds).map((url) => sender.send(post(url))));
    expect(results.map((r) => ((r as PromiseRejectedResult).reason as GraphFault).kind)).toEqual(['unauthenticated', 'forbidden', 'not-found', 'conflict', 'refused']);
    expect(((results[4] as PromiseRejectedResult).reason as GraphFault).requestId).toBe('rid');
  });
});

describe('the token', () => {
  const agent = new Agent();
  it('goes to our own Graph only', async () => {
    outer = () => ({ status: 200 });
    const transport = new Transport({ baseUrl: origin, token: async () => 'jwt', timeoutMs: 2_000 }, agent);
    await transport.execute({ request: `${origin}/v1.0/a`, options: { headers: {} } });
    await transport.execute({ request: `http://localhost:${(server.address() as AddressInfo).port}/v1.0/b`, options: { headers: { authorization: 'Bearer leak' } } });
    expect(seen.map((s) => s.authorization)).toEqual(['Bearer jwt', undefined]);
    await agent.close();
  });
});

describe('the limiter', () => {
  it('lets four requests a second reach one team, and one its channel', () => {
    const limiter = new Limiter(teamsLimits);
    expect([1, 2, 3, 4].map(() => limiter.admit('GET', '/teams/t1/channels', 0))).toEqual([0, 0, 0, 0]);
    expect(limiter.admit('GET', '/teams/t1/members', 0)).toBe(1100);
    expect(limiter.admit('GET', '/teams/t2', 0)).toBe(0);
    expect(limiter.admit('POST', '/teams/t3/channels/c1/tabs', 0)).toBe(0);
    expect(limiter.admit('GET', '/teams/t3/channels/c1/tabs', 500)).toBe(600);
    expect(limiter.admit('GET', '/teams/t1/members', 1100)).toBe(0);
  });

  it('never exceeds a limit in any window, whatever the order of asking', () => {
    const limiter = new Limiter(teamsLimits);
    const sent: number[] = [];
    for (let now = 0; now < 20_000; now += 37) if (limiter.admit('POST', '/teams', now) === 0) sent.push(now);
    for (const at of sent) expect(sent.filter((t) => t >= at && t < at + 1000).length).toBeLessThanOrEqual(10);
    expect(sent.length).toBeGreaterThan(160);
  });

  it('knows a team in both ways of writing it', () => {
    expect(teamsLimits('GET', "/teams('t1')/operations('o')").map((l) => l.key)).toContain('team:t1');
    expect(teamsLimits('POST', '/teams/t1/members/add').map((l) => l.key)).toContain('members:t1');
    expect(teamsLimits('GET', '/users')).toEqual([]);
  });
});

describe('Retry-After', () => {
  it('is read as seconds and as a date, and never negative', () => {
    const now = Date.parse('2027-01-04T12:00:00Z');
    expect(retryAfterMs('2', now)).toBe(2000);
    expect(retryAfterMs('Mon, 04 Jan 2027 12:00:05 GMT', now)).toBe(6000);
    expect(retryAfterMs('Mon, 04 Jan 2027 11:00:00 GMT', now)).toBe(0);
    expect(retryAfterMs('soon', now)).toBeNull();
    expect(retryAfterMs(undefined, now)).toBeNull();
  });
});
