// A clock that tests own. Nothing is waited for: when everybody sleeps, the time of the next sleeper comes.

import { setImmediate as idle } from 'node:timers/promises';

interface Sleeper { readonly at: number; readonly wake: () => void }

export class VirtualClock {
  #now: number;
  #sleepers: Sleeper[] = [];
  constructor(start = Date.parse('2027-01-04T13:00:00Z')) { this.#now = start; }

  now(): Date { return new Date(this.#now); }
  sleep(ms: number, until?: AbortSignal): Promise<void> {
    if (until?.aborted ?? false) return Promise.resolve();
    return new Promise((resolve) => {
      const sleeper: Sleeper = { at: this.#now + Math.max(0, ms), wake: resolve };
      this.#sleepers.push(sleeper);
      until?.addEventListener('abort', () => { this.#sleepers = this.#sleepers.filter((s) => s !== sleeper); resolve(); }, { once: true });
    });
  }

  /** Moves time on until the work is done. Fails when everything stands still and the work is not. */
  async run<Result>(work: Promise<Result>): Promise<Result> {
    let settled = false;
    const watched = work.finally(() => { settled = true; });
    watched.catch(() => {});
    for (let still = 0; !settled; ) {
      await idle();
      await idle();
      if (settled) break;
      const next = Math.min(...this.#sleepers.map((s) => s.at));
      if (!Number.isFinite(next)) {
        still += 1;
        if (still > 50) throw new Error('nothing sleeps and nothing moves: the work waits for ever');
        continue;
      }
      still = 0;
      this.#now = Math.max(this.#now, next);
      const due = this.#sleepers.filter((s) => s.at <= this.#now);
      this.#sleepers = this.#sleepers.filter((s) => s.at > this.#now);
      for (const { wake } of due) wake();
    }
    return watched;
  }
}
