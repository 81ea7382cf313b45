// The machine's clock, with sleeps that end when the work is told to stop.

import { localTime } from '../../shared/zones.ts';

export interface SystemClock {
  now(): Date;
  sleep(ms: number, until?: AbortSignal): Promise<void>;
}

/** `offsetMs` moves the clock, for a demonstration or a test that plays another day. */
export const systemClock = (offsetMs = 0): SystemClock => clockOf(() => Date.now() + offsetMs);

/** Runs on evenly when somebody sets the machine's clock: for measuring spans, not for telling the time. */
export const monotonicClock = (): SystemClock => clockOf(() => performance.timeOrigin + performance.now());

function clockOf(now: () => number): SystemClock {
  return {
    now: () => new Date(now()),
    sleep: (ms, until) => new Promise((resolve) => {
      if (until?.aborted ?? false) { resolve(); return; }
      const done = (): void => { clearTimeout(timer); until?.removeEventListener('abort', done); resolve(); };
      const timer = setTimeout(done, Math.max(0, ms));
      until?.addEventListener('abort', done, { once: true });
    }),
  };
}

/** Today in a zone, as an ISO date. */
export const todayIn = (zone: string, now: Date): string => localTime(now, zone).date;
