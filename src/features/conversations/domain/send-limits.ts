// How fast the bot may speak, ahead of time rather than after a refusal.
// Source: "Optimize your bot with rate limiting in Teams": per bot and conversation 7 in 1 s, 8 in 2 s, 60 in 30 s, 1,800 in
// 1 h; per app and tenant 50 requests a second.

export interface Window { readonly most: number; readonly ms: number }

// What counts is when requests reach the service. A request is there at the latest when it is answered, and the next one at the
// earliest when it leaves: counting from answers to departures keeps the limits whatever the network does in between. The rest is for clocks.
const CLOCKS_MS = 50;
const within = (most: number, ms: number): Window => ({ most, ms: ms + CLOCKS_MS });

export const PER_CONVERSATION: readonly Window[] = [within(7, 1_000), within(8, 2_000), within(60, 30_000), within(1_800, 3_600_000)];
/** Below the 50 of the documentation: the tenant's share also pays for what this process does not count. */
export const PER_TENANT: Window = within(45, 1_000);

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
