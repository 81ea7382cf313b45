// What can go wrong with Microsoft Graph, sorted by what to do about it: a caller decides by kind, an operator reads the rest.

export type GraphFaultKind =
  /** The answer was lost (timeout, reset, 5xx after a write): the write may have taken effect. Look before repeating. */
  | 'lost'
  /** Nothing was done and the service asks to wait longer than a request may: try again later. */
  | 'throttled'
  /** The service does not answer; a read, so nothing was done. */
  | 'unavailable'
  /** No token, or the token was refused: credentials or clock. */
  | 'unauthenticated'
  /** Consent or a role is missing. */
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  /** The request itself is wrong, or the tenant refuses it. */
  | 'refused';

export class GraphFault extends Error {
  override readonly name = 'GraphFault';
  readonly kind: GraphFaultKind;
  /** `POST /teams/{id}/channels`: ids, never names. */
  readonly request: string;
  readonly status: number;
  /** Graph's own code, e.g. `Request_ResourceNotFound`; empty when there was no answer. */
  readonly code: string;
  readonly requestId: string | null;
  readonly retryAfterMs: number | null;

  constructor(kind: GraphFaultKind, request: string, about: { status?: number; code?: string; message?: string; requestId?: string | null; retryAfterMs?: number | null; cause?: unknown } = {}) {
    super(`${request}: ${kind}${about.status === undefined ? '' : ` ${about.status}`}${about.code === undefined ? '' : ` ${about.code}`}${about.message === undefined ? '' : ` (${about.message})`}`, { cause: about.cause });
    this.kind = kind;
    this.request = request;
    this.status = about.status ?? 0;
    this.code = about.code ?? '';
    this.requestId = about.requestId ?? null;
    this.retryAfterMs = about.retryAfterMs ?? null;
  }
}

export interface GraphAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

interface ErrorBody { readonly error?: { readonly code?: string; readonly message?: string; readonly innerError?: { readonly 'request-id'?: string; readonly code?: string } } }

/** The fault that an answer of 400 or more means. `idempotent`: repeating the request could do no harm. */
export function faultOf(request: string, answer: GraphAnswer, idempotent: boolean): GraphFault {
  const error = (answer.body as ErrorBody | null)?.error;
  const about = {
    status: answer.status,
    code: error?.code ?? '',
    message: error?.message ?? '',
    requestId: error?.innerError?.['request-id'] ?? answer.headers['request-id'] ?? null,
    retryAfterMs: retryAfterMs(answer.headers['retry-after']),
  };
  // The name of a channel, also of one deleted less than thirty days ago, is answered with a 400. Source: "Create channel", known issues.
  const taken = answer.status === 400 && (error?.innerError?.code === 'NameAlreadyExists' || /name already exist/i.test(about.message));
  return new GraphFault(taken ? 'conflict' : kindOf(answer.status, idempotent), request, { ...about, code: taken ? 'NameAlreadyExists' : about.code });
}

function kindOf(status: number, idempotent: boolean): GraphFaultKind {
  if (status === 401) return 'unauthenticated';
  if (status === 403) return 'forbidden';
  if (status === 404 || status === 410) return 'not-found';
  if (status === 409) return 'conflict';
  if (status === 429) return 'throttled';
  if (status >= 500 || status === 408) return idempotent ? 'unavailable' : 'lost';
  return 'refused';
}

/** `Retry-After` as seconds or as an HTTP date, in milliseconds from `now`; null when absent or unreadable. Never negative. */
export function retryAfterMs(value: string | null | undefined, now = Date.now()): number | null {
  if (value === null || value === undefined || value.trim() === '') return null;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(value);
  // An HTTP date has no milliseconds: a second more keeps us from coming early.
  return Number.isNaN(date) ? null : Math.max(0, date - now + 1000);
}
