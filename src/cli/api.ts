// The only place that talks to the server: sends the token and the language, repeats what may be repeated, and believes an answer only if it has the contract's shape.
import { types } from 'node:util';
import type { z } from 'zod';
import { Problem } from '../contract/common.ts';
import type { Language } from '../shared/language.ts';
import { Interrupted, NotSignedIn, ServerRefusal, StrangeReply, Unreachable } from './failures.ts';
import type { World } from './world.ts';

export interface Api {
  get<Shape extends z.ZodType>(path: string, shape: Shape): Promise<z.infer<Shape>>;
  /** `repeatable`: the request changes nothing, so that a lost answer may be asked for again. */
  post<Shape extends z.ZodType>(path: string, body: unknown, shape: Shape, how: { readonly repeatable: boolean }): Promise<z.infer<Shape>>;
  /** Server-sent events; ends when the server closes the stream or says nothing for `silenceMs`. */
  events<Shape extends z.ZodType>(path: string, shape: Shape, silenceMs: number): AsyncGenerator<z.infer<Shape>>;
}

/** Gives the token to send; `fresh` when the last one was refused. Null for what needs no sign-in. */
export type TokenSource = ((fresh: boolean) => Promise<string>) | null;

const PAUSES_MS = [300, 1000, 2500] as const;
const LONGEST_WAIT_MS = 10_000;
const ANSWER_WITHIN_MS = 180_000; // a plan reads the whole tenant

export function api(world: World, server: string, language: Language, token: TokenSource): Api {
  const url = (path: string): string => `${server}${path}`;

  async function once(path: string, init: { readonly method: string; readonly body?: string; readonly accept: string }, signal: AbortSignal, fresh: boolean): Promise<Response> {
    const headers: Record<string, string> = { accept: init.accept, 'accept-language': language, 'gouverne-language': language, 'user-agent': 'gouverne-cli' };
    if (init.body !== undefined) headers['content-type'] = 'application/json';
    if (token !== null) headers['authorization'] = `Bearer ${await token(fresh)}`;
    try {
      return await world.fetch(url(path), { method: init.method, headers, signal, ...(init.body === undefined ? {} : { body: init.body }) });
    } catch (error) {
      throw asFailure(error, server, world.interrupt);
    }
  }

  async function send(path: string, init: { readonly method: string; readonly body?: string; readonly accept: string }, repeatable: boolean): Promise<Response> {
    let refreshed = false;
    for (let attempt = 0; ; attempt += 1) {
      const pause = repeatable ? PAUSES_MS[attempt] : undefined;
      let response: Response;
      try {
        response = await once(path, init, AbortSignal.any([world.interrupt, AbortSignal.timeout(ANSWER_WITHIN_MS)]), refreshed);
      } catch (error) {
        // Nothing listens there: asking again within seconds would only keep the person waiting.
        if (!(error instanceof Unreachable) || pause === undefined || error.why === 'ECONNREFUSED' || error.why === 'ENOTFOUND') throw error;
        await world.sleep(pause, world.interrupt);
        continue;
      }
      if (response.status === 401 && token !== null && !refreshed) {
        refreshed = true;
        await response.body?.cancel();
        continue;
      }
      const wait = [429, 502, 503, 504].includes(response.status) && pause !== undefined ? waitAsked(response, pause) : null;
      // A longer wait is the person's to decide: the server's sentence says how long.
      if (wait === null || wait > LONGEST_WAIT_MS) return response;
      await response.body?.cancel();
      await world.sleep(wait, world.interrupt);
    }
  }

  async function read<Shape extends z.ZodType>(response: Response, shape: Shape): Promise<z.infer<Shape>> {
    const where = response.url === '' ? server : response.url;
    const text = await response.text().catch((error: unknown) => { throw asFailure(error, server, world.interrupt); });
    if (response.status === 401) throw new NotSignedIn({ is: 'over' });
    const body = asJson(text);
    if (!response.ok) {
      const problem = Problem.safeParse(body);
      if (problem.success) throw new ServerRefusal(problem.data);
      throw new StrangeReply(where, `HTTP ${response.status}`);
    }
    const parsed = shape.safeParse(body);
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    throw new StrangeReply(where, body === undefined ? 'HTML?' : `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
  }

  return {
    get: async (path, shape) => read(await send(path, { method: 'GET', accept: 'application/json' }, true), shape),
    post: async (path, body, shape, { repeatable }) => read(await send(path, { method: 'POST', body: JSON.stringify(body), accept: 'application/json' }, repeatable), shape),
    async *events(path, shape, silenceMs) {
      const stop = new AbortController();
      let silence = setTimeout(() => stop.abort(), silenceMs);
      try {
        const response = await once(path, { method: 'GET', accept: 'text/event-stream' }, AbortSignal.any([world.interrupt, stop.signal]), false);
        if (!response.ok || response.body === null || !(response.headers.get('content-type') ?? '').startsWith('text/event-stream')) {
          await response.body?.cancel();
          throw new Unreachable(server, `HTTP ${response.status}`);
        }
        const decoder = new TextDecoder();
        let pending = '';
        for await (const chunk of response.body) {
          clearTimeout(silence);
          silence = setTimeout(() => stop.abort(), silenceMs);
          pending += decoder.decode(chunk, { stream: true }).replaceAll('\r\n', '\n');
          for (let end = pending.indexOf('\n\n'); end >= 0; end = pending.indexOf('\n\n')) {
            const data = eventData(pending.slice(0, end));
            pending = pending.slice(end + 2);
            if (data === null) continue;
            const parsed = shape.safeParse(asJson(data));
            if (parsed.success) yield parsed.data;
          }
        }
      } catch (error) {
        throw error instanceof Unreachable ? error : asFailure(error, server, world.interrupt);
      } finally {
        clearTimeout(silence);
        stop.abort();
      }
    },
  };
}

/** The `data:` lines of one event; null for a comment that only keeps the connection alive. */
function eventData(event: string): string | null {
  const lines = event.split('\n').filter((line) => line.startsWith('data:')).map((line) => line.slice(5).replace(/^ /, ''));
  return lines.length === 0 ? null : lines.join('\n');
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function waitAsked(response: Response, otherwise: number): number {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : otherwise;
}

/** fetch says « fetch failed » whatever happened; what happened is in its cause, sometimes one cause deeper (a name with several addresses). */
export function asFailure(error: unknown, server: string, interrupt: AbortSignal): Error {
  if (interrupt.aborted) return new Interrupted();
  if (!types.isNativeError(error)) return new Unreachable(server, 'UNKNOWN', error);
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return new Unreachable(server, 'ETIMEDOUT', error);
  if (error.name !== 'TypeError' && !('code' in error)) return error;
  return new Unreachable(server, codeOf(error) ?? 'UNKNOWN', error);
}

function codeOf(error: unknown): string | null {
  if (!types.isNativeError(error)) return null;
  if ('errors' in error && Array.isArray(error.errors)) for (const inner of error.errors) { const code = codeOf(inner); if (code !== null) return code; }
  if ('code' in error && typeof error.code === 'string') return error.code;
  return codeOf(error.cause);
}
