// How fast the bot may speak, ahead of time rather than after a refusal.
// Source: "Optimize your bot with rate limiting in Teams": per bot and conversation 7 in 1 s, 8 in 2 s, 60 in 30 s, 1,800 in
// 1 h; per app and tenant 50 requests a second.

export interface Window { readonly most: number; readonly ms: number }

// What counts is when requests reach the service. A request is there at the latest when it is answered, and the next one at the
// earliest when it leaves: counting from answers to departures keeps the limits whatever the network does in between. The rest
// is for clocks that count whole milliseconds, and for two that do not run quite alike.
const CLOCKS_MS = 10;
const within = (most: number, ms: number): Window => ({ most, ms: ms + CLOCKS_MS });

export const PER_CONVERSATION: readonly Window[] = [within(7, 1_000), within(8, 2_000), within(60, 30_000), within(1_800, 3_600_000)];
/** One below the 50 of the documentation. All replicas together: each holds a share of it. */
export const PER_TENANT: Window = within(49, 1_000);

// ---- the tenant's pace, shared among replicas
//
// A share is a number of places. A request takes a place when it leaves and gives it back a second after it was answered, so
// that whatever the network does no window sees more requests than there are places. Places are handed from one replica to
// another only when they are empty, and those of a replica that fell silent only when its last request must have arrived.

export interface Share { readonly holder: string; readonly places: number }

/** What a replica says of itself when it renews: how many places its gate has, and how many of its requests still count. */
export interface Renewal { readonly holder: string; readonly limit: number; readonly using: number }

/**
 * What the replica holds from now on, and how many places its gate may have. `others`: the shares of the other replicas that are
 * not known to be dead; `held`: its own. The sum never grows past `total`. A replica that must give some away first narrows its
 * gate (`limit`), and says so the next time, once the places are empty.
 */
export function nextShare({ limit, using }: Renewal, held: number, others: readonly Share[], total: number = PER_TENANT.most): { readonly places: number; readonly limit: number } {
  const taken = others.reduce((sum, { places }) => sum + places, 0);
  const fair = Math.floor(total / (others.length + 1));
  const narrow = Math.min(limit, held);
  if (fair < narrow) return { places: Math.max(narrow, Math.min(using, held)), limit: fair };
  const wider = Math.max(narrow, Math.min(fair, total - taken));
  return { places: Math.max(wider, Math.min(using, held)), limit: wider };
}

/** Longest that a past sending can matter. */
export const memoryOf = (windows: readonly Window[]): number => Math.max(...windows.map((window) => window.ms));

/**
 * First moment, not before `now`, at which one more sending keeps every window.
 * `past`: when the earlier ones were answered, oldest first.
 */
export function earliest(now: number, past: readonly number[], windows: readonly Window[]): number {
  let at = Math.max(now, past.at(-1) ?? now);
  for (const window of windows) {
    const oldest = past.at(-window.most);
    if (past.length >= window.most && oldest !== undefined) at = Math.max(at, oldest + window.ms);
  }
  return at;
}
