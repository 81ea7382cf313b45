// The one middleware behind the Graph client: a token for our own Graph's exact origin only, a timeout, one answer to a claims
// challenge, and every body read or cancelled. It repeats nothing by itself: what may be repeated is known to batch.ts.

import { Client, type Context, type Middleware } from '@microsoft/microsoft-graph-client';
import { randomUUID } from 'node:crypto';
import { Agent } from 'undici';

export interface GraphTransportOptions {
  /** `https://graph.microsoft.com`, or the local tenant's origin. */
  readonly baseUrl: string;
  readonly token: (claims?: string) => Promise<string>;
  readonly timeoutMs: number;
  readonly onRequest?: (seen: { method: string; path: string; status: number; ms: number }) => void;
}

export interface GraphConnection { readonly client: Client; close(): Promise<void> }

export function connectToGraph(options: GraphTransportOptions): GraphConnection {
  // Unbounded, the default fetch opened 99 sockets for 100 parallel calls.
  const dispatcher = new Agent({ connections: 8, keepAliveTimeout: 30_000, headersTimeout: options.timeoutMs, bodyTimeout: options.timeoutMs });
  const client = Client.initWithMiddleware({ baseUrl: `${options.baseUrl}/`, defaultVersion: 'v1.0', middleware: new Transport(options, dispatcher) });
  return { client, close: () => dispatcher.close() };
}

export class Transport implements Middleware {
  readonly #options: GraphTransportOptions;
  readonly #dispatcher: Agent;
  readonly #origin: string;
  constructor(options: GraphTransportOptions, dispatcher: Agent) {
    this.#options = options;
    this.#dispatcher = dispatcher;
    this.#origin = new URL(options.baseUrl).origin;
  }

  /** The client calls this on the last of its chain; there is none after us. */
  setNext(): void {}

  async execute(context: Context): Promise<void> {
    const url = typeof context.request === 'string' ? context.request : context.request.url;
    const method = (context.options?.method ?? 'GET').toUpperCase();
    const first = await this.#once(url, method, context.options);
    const claims = first.status === 401 ? claimsOf(first.headers.get('www-authenticate')) : undefined;
    if (claims === undefined) { context.response = first; return; }
    await first.body?.cancel();
    context.response = await this.#once(url, method, context.options, claims);
  }

  async #once(url: string, method: string, init: Context['options'], claims?: string): Promise<Response> {
    const { origin, pathname } = new URL(url);
    const headers = new Headers(init?.headers);
    headers.set('client-request-id', randomUUID());
    // A nextLink that points elsewhere must not carry our token away.
    if (origin === this.#origin) headers.set('authorization', `Bearer ${await this.#options.token(claims)}`);
    else headers.delete('authorization');
    const began = performance.now();
    let status = 0;
    try {
      // undici's Agent is not in Node's own RequestInit type, though its fetch takes it.
      const request = { method, body: init?.body ?? null, headers, redirect: 'manual', dispatcher: this.#dispatcher, signal: AbortSignal.timeout(this.#options.timeoutMs) } as unknown as RequestInit;
      const response = await fetch(url, request);
      ({ status } = response);
      return response;
    } finally {
      this.#options.onRequest?.({ method, path: pathname, status, ms: performance.now() - began });
    }
  }
}

/** The claims that Entra wants answered (continuous access evaluation), base64 in the challenge. */
function claimsOf(challenge: string | null): string | undefined {
  const encoded = challenge === null ? undefined : /claims="([^"]+)"/.exec(challenge)?.[1];
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString('utf8');
}
