// What can go wrong between the bot and the Bot Connector, sorted by what to do about it rather than by number.

export type ConnectorFaultKind =
  /** Certainly not delivered; later it may be: 429, 412 and 503, and a connection that was never made. */
  | 'later'
  /** It may or may not be there: 500, 502, 504, a cut connection, no answer in time. */
  | 'uncertain'
  /** The person blocked the bot, or the bot was taken away from that place. Stop sending there. */
  | 'gone'
  /** Our own token or identity was refused: an operator must look. */
  | 'refused'
  /** The request itself is wrong: too large, malformed. */
  | 'wrong';

export class ConnectorFault extends Error {
  readonly kind: ConnectorFaultKind;
  readonly status: number | null;
  readonly code: string;
  readonly retryAfterMs: number | null;

  constructor(kind: ConnectorFaultKind, request: string, facts: { status?: number; code: string; retryAfterMs?: number | null; cause?: unknown }) {
    // The address holds ids of conversations only, never text or names: it may be logged.
    super(`${request}: ${facts.code}${facts.status === undefined ? '' : ` (${facts.status})`}`, { cause: facts.cause });
    this.name = 'ConnectorFault';
    this.kind = kind;
    this.status = facts.status ?? null;
    this.code = facts.code;
    this.retryAfterMs = facts.retryAfterMs ?? null;
  }
}

/** Source: "Optimize your bot with rate limiting in Teams" (retry 429, 412, 502, 504) and "Proactive messages" (403 is final). */
export function kindOfStatus(status: number): ConnectorFaultKind {
  switch (status) {
    case 412:
    case 429:
    case 503:
      return 'later';
    case 401:
      return 'refused';
    case 403:
    case 404:
      return 'gone';
    default:
      return status >= 500 ? 'uncertain' : 'wrong';
  }
}

// Nothing left this machine: the name was not found, nobody listened, or the connection was not made in time.
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

/** fetch hides the system's code in `cause`, sometimes twice. Read by shape: an error of another realm is no `instanceof Error`. */
export function codeOf(cause: unknown): string {
  for (let error: unknown = cause; typeof error === 'object' && error !== null; error = 'cause' in error ? error.cause : undefined) {
    if ('code' in error && typeof error.code === 'string') return error.code;
    if ('name' in error && error.name === 'TimeoutError') return 'TIMEOUT';
  }
  return 'UNKNOWN';
}

export const kindOfCode = (code: string): ConnectorFaultKind => (NEVER_SENT.has(code) ? 'later' : 'uncertain');

/** Seconds, or a date. */
export function retryAfterMs(header: string | null | undefined, now: number): number | null {
  if (header === null || header === undefined || header === '') return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, Math.round(seconds * 1000));
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
