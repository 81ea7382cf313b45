// The only fetch of the tabs: adds the token and the language, tries a read again when the network fails, checks every
// reply against the contract, and turns problem details into an error with a sentence. A write is never sent twice.
import { z } from 'zod';
import { Problem, type Language } from '../../src/contract/common.ts';
import { ApiError } from './problem.ts';
import type { Tokens } from './token.ts';

// zod would probe `new Function` for speed, which the content security policy refuses and the console reports.
z.config({ jitless: true });

export interface Api {
  get<T>(path: string, shape: z.ZodType<T>, signal?: AbortSignal): Promise<T>;
  /** `waitMs`: reading a whole tenant takes longer than an ordinary request. */
  send<T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body: unknown, shape: z.ZodType<T>, options?: { signal?: AbortSignal; waitMs?: number }): Promise<T>;
  /** A file with the name that the server gives it. */
  download(path: string): Promise<Download>;
  /** Server-sent events, with the token that EventSource cannot carry. Ends when the server ends it or the signal says so. */
  stream<T>(path: string, shape: z.ZodType<T>, onValue: (value: T) => void, signal: AbortSignal): Promise<void>;
}

export interface Download { readonly name: string; readonly content: Blob }

export interface ApiNeeds {
  readonly tokens: Tokens | null;
  /** Null until known: the server then takes the person's own choice. */
  readonly language: () => Language | null;
  readonly fetch?: typeof fetch;
  readonly wait?: (ms: number) => Promise<void>;
  readonly random?: () => number;
}

const READ_TRIES = 4;
const REQUEST_MS = 30_000;
/** A list of years takes a while to write. */
const DOWNLOAD_MS = 120_000;
const BUSY = new Set([429, 502, 503, 504]);

export function createApi({ tokens, language, fetch: send = (...args) => fetch(...args), wait = (ms) => new Promise((done) => { setTimeout(done, ms); }), random = Math.random }: ApiNeeds): Api {
  async function once(method: string, path: string, body: unknown, signal: AbortSignal | undefined, waitMs: number, accept: string): Promise<Response> {
    for (let renewed = false; ; renewed = true) {
      const headers: Record<string, string> = { accept };
      const wanted = language();
      if (wanted !== null) headers['gouverne-language'] = wanted;
      if (tokens !== null) headers['authorization'] = `Bearer ${await tokens.get()}`;
      if (body !== undefined) headers['content-type'] = 'application/json';
      const limit = AbortSignal.timeout(waitMs);
      let response: Response;
      try {
        response = await send(path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }), signal: signal === undefined ? limit : AbortSignal.any([signal, limit]) });
      } catch (cause) {
        if (signal?.aborted === true) throw cause;
        throw new ApiError('network', { code: limit.aborted ? 'timeout' : 'unreachable', cause });
      }
      // A token refused is a request not carried out: asking again with a new one doubles nothing.
      if (response.status !== 401 || renewed || tokens === null) return response;
      await response.body?.cancel();
      tokens.drop();
    }
  }

  async function read<T>(response: Response, shape: z.ZodType<T>): Promise<T> {
    let json: unknown;
    try {
      json = response.status === 204 ? undefined : await response.json();
    } catch (cause) {
      if (response.ok) throw new ApiError('contract', { status: response.status, code: 'not-json', cause });
      json = null;
    }
    if (!response.ok) {
      const problem = Problem.safeParse(json);
      if (problem.success) throw new ApiError(response.status === 401 ? 'sign-in' : 'problem', { status: response.status, problem: problem.data });
      throw new ApiError(response.status === 401 ? 'sign-in' : BUSY.has(response.status) ? 'network' : 'problem', { status: response.status });
    }
    const value = shape.safeParse(json);
    if (!value.success) throw new ApiError('contract', { status: response.status, code: value.error.issues[0]?.path.join('.') ?? '', cause: value.error });
    return value.data;
  }

  const pause = (attempt: number, response: Response | null): number => {
    const asked = Number(response?.headers.get('retry-after') ?? NaN);
    return Number.isFinite(asked) ? Math.min(asked, 10) * 1000 : 300 * 2 ** attempt * (0.75 + random() / 2);
  };

  return {
    async get(path, shape, signal) {
      for (let attempt = 0; ; attempt += 1) {
        const last = attempt === READ_TRIES - 1;
        try {
          const response = await once('GET', path, undefined, signal, REQUEST_MS, 'application/json, application/problem+json');
          if (last || !BUSY.has(response.status)) return await read(response, shape);
          await response.body?.cancel();
          await wait(pause(attempt, response));
        } catch (error) {
          if (last || !(error instanceof ApiError) || error.kind !== 'network' || error.status > 0) throw error;
          await wait(pause(attempt, null));
        }
      }
    },
    async send(method, path, body, shape, { signal, waitMs = REQUEST_MS } = {}) {
      return read(await once(method, path, body, signal, waitMs, 'application/json, application/problem+json'), shape);
    },
    async download(path) {
      const response = await once('GET', path, undefined, undefined, DOWNLOAD_MS, '*/*');
      if (!response.ok) await read(response, z.never());
      return { name: fileNameIn(response.headers.get('content-disposition') ?? ''), content: await response.blob() };
    },
    async stream(path, shape, onValue, signal) {
      const response = await once('GET', path, undefined, signal, 24 * 3_600_000, 'text/event-stream');
      if (!response.ok || response.body === null || !(response.headers.get('content-type') ?? '').startsWith('text/event-stream')) {
        onValue(await read(response, shape));
        return;
      }
      for await (const data of events(response.body)) {
        const value = shape.safeParse(parseJson(data));
        if (value.success) onValue(value.data);
      }
    },
  };
}

/** RFC 6266: the name with accents comes first where both are given. */
export function fileNameIn(disposition: string): string {
  const wide = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
  if (wide !== undefined) return decodeURIComponent(wide);
  return /filename="?([^";]+)"?/.exec(disposition)?.[1] ?? 'gouverne';
}

function parseJson(text: string): unknown {
  try { return JSON.parse(text) as unknown; } catch { return undefined; }
}

/** The `data` of each event of a text/event-stream. Other fields (event, id, retry) and comments are of no use here. */
export async function* events(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let pending = '';
  let data: string[] = [];
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      pending += value;
      const lines = pending.split(/\r\n|\n|\r(?!$)/);
      pending = lines.pop() ?? '';
      for (const line of lines) {
        if (line === '' && data.length > 0) { yield data.join('\n'); data = []; }
        else if (line.startsWith('data:')) data.push(line.slice(line.startsWith('data: ') ? 6 : 5));
      }
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}
