// The person's token for our server: asked of Teams once, shared by all requests, renewed shortly before it ends.
import { ApiError } from './problem.ts';

export interface Tokens { get(): Promise<string>; drop(): void }

const RENEW_BEFORE_MS = 5 * 60_000;

/** End of a JWT, epoch milliseconds; a token that cannot be read is used once. */
function endOf(token: string): number {
  try {
    const payload = token.split('.')[1] ?? '';
    const json = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/'))) as { exp?: unknown };
    return typeof json.exp === 'number' ? json.exp * 1000 : 0;
  } catch {
    return 0;
  }
}

export function tokens(ask: () => Promise<string>, now: () => number = Date.now): Tokens {
  let held: { token: string; until: number } | null = null;
  let pending: Promise<string> | null = null;
  return {
    async get() {
      if (held !== null && now() < held.until - RENEW_BEFORE_MS) return held.token;
      pending ??= ask()
        .then((token) => {
          held = { token, until: endOf(token) };
          return token;
        })
        .catch((cause: unknown) => {
          // Teams says why in words of its own: resourceRequiresConsent, invalid_grant, CancelledByUser …
          const reason = cause instanceof Error ? cause.message : String(cause);
          throw new ApiError(/consent|invalid_grant|interaction_required/i.test(reason) ? 'consent' : 'sign-in', { code: reason.slice(0, 80), cause });
        })
        .finally(() => { pending = null; });
      return pending;
    },
    drop() { held = null; },
  };
}
