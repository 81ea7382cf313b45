// The wire below botbuilder's connector client: one request, one answer, no repetition.
//
// botbuilder repeats a POST up to three times after a 5xx or a cut connection, so that a message delivered behind a 504 is
// there twice; it never repeats 412, nor 429 without Retry-After. Its retry policy only looks at its own error class and at
// answers that it gets to see, so every failure leaves here as our own error, which it passes on untouched.
import { ConnectorFault, codeOf, kindOfCode, kindOfStatus, retryAfterMs } from './connector-fault.ts';

/** The part of botbuilder's request and response that matters; its own types come from a package that is not ours to import. */
interface Headers {
  set(name: string, value: string): void;
  remove(name: string): boolean;
  headersArray(): { name: string; value: string }[];
  clone(): Headers;
}
interface Request {
  url: string;
  method: string;
  headers: Headers;
  body?: unknown;
}

const ANSWER_TIMEOUT_MS = 15_000;

export interface ConnectorHttp {
  sendRequest<R extends Request>(request: R): Promise<{ request: R; status: number; headers: R['headers']; bodyAsText: string }>;
}

export function connectorHttp({ timeoutMs = ANSWER_TIMEOUT_MS }: { timeoutMs?: number } = {}): ConnectorHttp {
  return {
    async sendRequest(request) {
      const name = `${request.method} ${new URL(request.url).pathname}`;
      let status: number;
      let text: string;
      let reply: Response;
      try {
        reply = await fetch(request.url, {
          method: request.method,
          headers: request.headers.headersArray().map(({ name: key, value }) => [key, value] as [string, string]),
          redirect: 'manual', // a redirection would carry the bot's token to wherever it points
          signal: AbortSignal.timeout(timeoutMs),
          ...(typeof request.body === 'string' ? { body: request.body } : {}),
        });
        status = reply.status;
        text = await reply.text();
      } catch (cause) {
        const code = codeOf(cause);
        throw new ConnectorFault(kindOfCode(code), name, { code, cause });
      }
      if (status < 200 || status >= 300) {
        throw new ConnectorFault(kindOfStatus(status), name, { status, code: errorCode(text), retryAfterMs: retryAfterMs(reply.headers.get('retry-after'), Date.now()) });
      }
      const headers = request.headers.clone();
      for (const { name: key } of headers.headersArray()) headers.remove(key);
      reply.headers.forEach((value, key) => { headers.set(key, value); });
      return { request, status, headers, bodyAsText: text };
    },
  };
}

/** `{ "error": { "code", "message" } }`; the message may quote what was sent, so that only the code is kept. */
function errorCode(text: string): string {
  try {
    const body: unknown = JSON.parse(text);
    const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : undefined;
    if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string') return error.code;
  } catch {
    // Gateways answer HTML.
  }
  return 'Unspecified';
}
