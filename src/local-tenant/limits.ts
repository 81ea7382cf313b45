// Throttling: sliding windows and a token bucket, which answer how long to wait, and note the highest rate seen in each window whether or not they refuse.

import type { Clock } from './clock.ts';

export interface Window {
  /** What is counted together: `teams/{id}|{app}`. */
  readonly key: string;
  /** The rule, as reported: `Teams: requests on one team`. */
  readonly name: string;
  readonly limit: number;
  readonly windowMs: number;
  /** Units that this request takes; 1 unless given. */
  readonly cost?: number;
}

export interface Seen {
  readonly name: string;
  readonly limit: number;
  readonly windowMs: number;
  /** The highest count of any key in any window. */
  max: number;
  /** The key that reached it. */
  maxKey: string;
  refused: number;
  /** Requests sent before an earlier Retry-After had passed. */
  tooSoon: number;
}

export interface LimitBook {
  enforced: boolean;
  /** Counts the request in every window; the longest wait if any of them is full. A refused request counts too: the service says that retrying at once uses up the allowance. */
  take(windows: readonly Window[]): { retryAfterMs: number; window: Window } | undefined;
  /** Room for one more at the same time: what to call when it is done; undefined when there is none. */
  enter(place: { readonly key: string; readonly name: string; readonly limit: number }): (() => void) | undefined;
  /** The share of the window in use, 0…1 and more. */
  used(window: Window): number;
  seen(): Seen[];
  reset(): void;
}

/** What was taken in one window: entries in the order of time, those that left it at the front, and their running sum. */
interface Log { entries: { at: number; cost: number }[]; from: number; sum: number }

export function openLimits(clock: Clock, enforced: boolean): LimitBook {
  const logs = new Map<string, Log>();
  const waits = new Map<string, number>();
  const seen = new Map<string, Seen>();
  const inFlight = new Map<string, number>();
  const nameOf = (window: Window): string => `${window.key}|${window.name}`;

  function recent(window: Window, now: number): Log {
    let log = logs.get(nameOf(window));
    // A clock set back makes the past the future: nothing that was counted then says anything now.
    if (log === undefined || (log.entries.at(-1)?.at ?? 0) > now) logs.set(nameOf(window), (log = { entries: [], from: 0, sum: 0 }));
    for (let first = log.entries[log.from]; first !== undefined && now - first.at >= window.windowMs; first = log.entries[log.from]) { log.sum -= first.cost; log.from += 1; }
    // The front is dropped now and then, not at each request: a window may hold a hundred thousand.
    if (log.from > 1024 && log.from * 2 > log.entries.length) { log.entries = log.entries.slice(log.from); log.from = 0; }
    return log;
  }

  return {
    enforced,
    take(windows) {
      const now = clock.now();
      let worst: { retryAfterMs: number; window: Window } | undefined;
      for (const window of windows) {
        const cost = window.cost ?? 1;
        const log = recent(window, now);
        const record = seen.get(window.name) ?? { name: window.name, limit: window.limit, windowMs: window.windowMs, max: 0, maxKey: window.key, refused: 0, tooSoon: 0 };
        seen.set(window.name, record);
        log.entries.push({ at: now, cost });
        log.sum += cost;
        if (log.sum > record.max) { record.max = log.sum; record.maxKey = window.key; }
        if ((waits.get(nameOf(window)) ?? 0) > now + 50) record.tooSoon += 1;
        if (!this.enforced || log.sum <= window.limit) continue;
        record.refused += 1;
        const retryAfterMs = untilRoom(log, cost, window, now);
        waits.set(nameOf(window), now + retryAfterMs);
        if (worst === undefined || retryAfterMs > worst.retryAfterMs) worst = { retryAfterMs, window };
      }
      if (worst === undefined) return undefined;
      // A refused request counts in every window: who waits as told must not be refused again by one that it has just filled.
      for (const window of windows) {
        const log = recent(window, now);
        const cost = window.cost ?? 1;
        if (log.sum + cost > window.limit) worst.retryAfterMs = Math.max(worst.retryAfterMs, untilRoom(log, cost, window, now));
      }
      return worst;
    },
    enter({ key, name, limit }) {
      const id = `${key}|${name}`;
      const count = (inFlight.get(id) ?? 0) + 1;
      const record = seen.get(name) ?? { name, limit, windowMs: 0, max: 0, maxKey: key, refused: 0, tooSoon: 0 };
      seen.set(name, record);
      if (count > record.max) { record.max = count; record.maxKey = key; }
      if (this.enforced && count > limit) { record.refused += 1; return undefined; }
      inFlight.set(id, count);
      return () => { const left = (inFlight.get(id) ?? 1) - 1; if (left === 0) inFlight.delete(id); else inFlight.set(id, left); };
    },
    used: (window) => recent(window, clock.now()).sum / window.limit,
    seen: () => [...seen.values()].map((s) => ({ ...s })),
    reset: () => { logs.clear(); waits.clear(); seen.clear(); },
  };
}

/** When enough of the oldest entries will have left the window for one more request of this cost. */
function untilRoom(log: Log, cost: number, window: Window, now: number): number {
  let left = log.sum;
  for (let i = log.from; i < log.entries.length; i += 1) {
    const entry = log.entries[i];
    if (entry === undefined) break;
    left -= entry.cost;
    if (left + cost <= window.limit) return Math.max(1, entry.at + window.windowMs - now);
  }
  return window.windowMs;
}
