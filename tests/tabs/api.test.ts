/** @jest-environment node */
// The only fetch of the tabs: reads are tried again, writes never; problems become sentences; tokens are shared and renewed.
import { jest } from '@jest/globals';
import { z } from 'zod';
import { createApi, events, fileNameIn } from '../../tabs/api/client.ts';
import { ApiError, mayRetry } from '../../tabs/api/problem.ts';
import { tokens } from '../../tabs/api/token.ts';
import { explain } from '../../tabs/errors.ts';
import { shellWords } from '../../tabs/shell-words.ts';

const Thing = z.object({ name: z.string() });
const words = shellWords['fr-CA'];
const json = (status: number, body: unknown, headers: Record<string, string> = {}): Response => new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });
const jwt = (exp: number): string => `x.${Buffer.from(JSON.stringify({ exp })).toString('base64url')}.y`;

function apiOf(answers: (() => Response | Promise<Response>)[], ask: () => Promise<string> = async () => jwt(Date.now() / 1000 + 3600)) {
  const calls: { path: string; init: RequestInit }[] = [];
  const waits: number[] = [];
  const api = createApi({
    tokens: tokens(ask), language: () => 'fr-CA', random: () => 0.5,
    fetch: async (path, init) => { calls.push({ path: path as string, init: init ?? {} }); const answer = answers.shift(); if (answer === undefined) throw new TypeError('no more answers'); return answer(); },
    wait: async (ms) => { waits.push(ms); },
  });
  return { api, calls, waits };
}
const caught = async (promise: Promise<unknown>): Promise<ApiError> => { try { await promise; } catch (error) { if (error instanceof ApiError) return error; throw error; } throw new Error('nothing was thrown'); };
const unreachable = () => { throw new TypeError('Failed to fetch'); };

describe('reading', () => {
  it('carries the token and the reader’s language', async () => {
    const { api, calls } = apiOf([() => json(200, { name: 'CNCOT' })]);
    await expect(api.get('/api/x', Thing)).resolves.toEqual({ name: 'CNCOT' });
    expect(calls[0]?.init.headers).toMatchObject({ 'gouverne-language': 'fr-CA', authorization: expect.stringMatching(/^Bearer /) });
  });

  it('tries again when the network fails, each time after a longer pause, then says so', async () => {
    const { api, calls, waits } = apiOf([unreachable, unreachable, unreachable, unreachable]);
    const error = await caught(api.get('/api/x', Thing));
    expect(calls).toHaveLength(4);
    expect(waits).toEqual([300, 600, 1200]);
    expect(explain(error, words)).toMatchObject({ title: words.errors.network.title, act: 'retry' });
  });

  it('waits as long as a busy server asks', async () => {
    const { api, waits } = apiOf([() => json(503, {}, { 'retry-after': '2' }), () => json(200, { name: 'x' })]);
    await api.get('/api/x', Thing);
    expect(waits).toEqual([2000]);
  });

  it('does not try again what was refused', async () => {
    const { api, calls } = apiOf([() => json(403, { type: 't', title: 'Refusé', status: 403, code: 'not-allowed', detail: 'Le plan est réservé à la coordination.', remedy: 'Écrivez à la coordination.' })]);
    const error = await caught(api.get('/api/x', Thing));
    expect(calls).toHaveLength(1);
    expect(explain(error, words)).toMatchObject({ sentence: 'Le plan est réservé à la coordination.', remedy: 'Écrivez à la coordination.', act: 'none' });
    expect(mayRetry(error)).toBe(false);
  });

  it('proposes a reload when the reply is not what this version knows', async () => {
    const { api } = apiOf([() => json(200, { title: 'no name' })]);
    expect(explain(await caught(api.get('/api/x', Thing)), words).act).toBe('reload');
  });

  it('stops at once when the page is left', async () => {
    const stop = new AbortController();
    const { api, calls } = apiOf([() => { stop.abort(); throw new DOMException('left', 'AbortError'); }]);
    await expect(api.get('/api/x', Thing, stop.signal)).rejects.toThrow('left');
    expect(calls).toHaveLength(1);
  });
});

describe('a file', () => {
  it('comes with the name that the server gives it', async () => {
    const { api } = apiOf([() => new Response('a;b', { status: 200, headers: { 'content-disposition': 'attachment; filename="actions.csv"' } })]);
    const { name, content } = await api.download('/api/actions/export?format=csv');
    expect([name, await content.text()]).toEqual(['actions.csv', 'a;b']);
    expect(['attachment; filename=actions-2027.xlsx', 'attachment; filename="x.csv"; filename*=UTF-8\'\'d%C3%A9cisions.csv', 'attachment'].map(fileNameIn)).toEqual(['actions-2027.xlsx', 'décisions.csv', 'gouverne']);
  });

  it('that is refused is a sentence like any other', async () => {
    const { api } = apiOf([() => json(403, { type: 'about:blank', title: 'Non', status: 403, code: 'not-allowed', detail: 'Réservé au secrétariat.' })]);
    expect((await caught(api.download('/api/x'))).sentence).toBe('Réservé au secrétariat.');
  });
});

describe('writing', () => {
  it('never sends a write twice', async () => {
    for (const answer of [unreachable, () => json(503, {})]) {
      const { api, calls } = apiOf([answer, () => json(200, { name: 'x' })]);
      expect((await caught(api.send('POST', '/api/x', { a: 1 }, Thing))).kind).toBe('network');
      expect(calls).toHaveLength(1);
    }
  });

  it('keeps the faults of each field', async () => {
    const errors = [{ field: 'parent', line: 3, column: 1, code: 'loop', message: 'Une boucle.', remedy: 'Changez-la.' }];
    const { api } = apiOf([() => json(422, { type: 't', title: 't', status: 422, code: 'charter-faults', detail: 'd', errors })]);
    expect((await caught(api.send('POST', '/api/plan', {}, Thing))).fields).toEqual(errors);
  });

  it('accepts a reply without a body', async () => {
    const { api } = apiOf([() => new Response(null, { status: 204 })]);
    await expect(api.send('PUT', '/api/x', {}, z.unknown())).resolves.toBeUndefined();
  });
});

describe('the token', () => {
  it('is asked of Teams once for requests that start together, and again shortly before it ends', async () => {
    let now = 1_000_000;
    const ask = jest.fn(async () => jwt(now / 1000 + 3600));
    const held = tokens(ask, () => now);
    await Promise.all([held.get(), held.get(), held.get()]);
    expect(ask).toHaveBeenCalledTimes(1);
    now += 54 * 60_000;
    await held.get();
    expect(ask).toHaveBeenCalledTimes(1);
    now += 2 * 60_000;
    await held.get();
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('is renewed once when the server refuses it, even for a write: a refused request was not carried out', async () => {
    const ask = jest.fn(async () => jwt(Date.now() / 1000 + 3600));
    const { api, calls } = apiOf([() => json(401, {}), () => json(200, { name: 'x' })], ask);
    await api.send('POST', '/api/x', {}, Thing);
    expect(calls).toHaveLength(2);
    expect(ask).toHaveBeenCalledTimes(2);
    const again = apiOf([() => json(401, {}), () => json(401, {})], ask);
    expect((await caught(again.api.get('/api/x', Thing))).kind).toBe('sign-in');
  });

  it('names who must consent when Teams says that consent is missing', async () => {
    const { api } = apiOf([], async () => { throw new Error('resourceRequiresConsent'); });
    const error = await caught(api.get('/api/x', Thing));
    expect(error.kind).toBe('consent');
    expect(explain(error, words).remedy).toMatch(/administratrice de Microsoft 365/);
  });
});

describe('server-sent events', () => {
  const stream = (...parts: string[]): ReadableStream<Uint8Array> => new ReadableStream({ start(controller) { for (const part of parts) controller.enqueue(new TextEncoder().encode(part)); controller.close(); } });
  const all = async (body: ReadableStream<Uint8Array>): Promise<string[]> => { const found: string[] = []; for await (const data of events(body)) found.push(data); return found; };

  it('are read across any cut, with comments and other fields left aside', async () => {
    await expect(all(stream('event: run\nda', 'ta: {"a":1}\n\n: still\n\ndata: {"a"', ':2}\r\n\r\n'))).resolves.toEqual(['{"a":1}', '{"a":2}']);
  });

  it('join the lines of one event, and drop what does not fit the contract', async () => {
    const seen: string[] = [];
    const { api } = apiOf([() => new Response(stream('data: {"name":\ndata: "a"}\n\ndata: nonsense\n\ndata: {"other":1}\n\n'), { headers: { 'content-type': 'text/event-stream; charset=utf-8' } })]);
    await api.stream('/api/x', Thing, (thing) => seen.push(thing.name), new AbortController().signal);
    expect(seen).toEqual(['a']);
  });
});
