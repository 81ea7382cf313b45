// The tenant's own clock: real time plus an offset that tests move, so that nobody waits for five minutes to pass.

export interface Clock {
  /** Epoch milliseconds of the tenant. */
  readonly now: () => number;
  date(): Date;
  readonly offsetMs: number;
  setOffset(ms: number): void;
  /** Waits in real time: a delay on the wire is never skipped by moving the clock. */
  wait(ms: number): Promise<void>;
  /** Calls back when the tenant's time reaches `at`, also when it gets there by a move of the clock. */
  at(at: number, run: () => void): void;
  close(): void;
}

/** Node fires at once a timer of more than 2^31 - 1 ms. */
const LONGEST_TIMER = 2 ** 31 - 1;

export function openClock(offsetMs: number, remember: (offsetMs: number) => void): Clock {
  let offset = offsetMs;
  let closed = false;
  const due: { at: number; run: () => void }[] = [];
  let timer: NodeJS.Timeout | undefined;
  const waits = new Set<() => void>();
  const now = () => Date.now() + offset;

  function arm(): void {
    if (timer !== undefined) clearTimeout(timer);
    timer = undefined;
    const next = due[0];
    if (next === undefined || closed) return;
    timer = setTimeout(ring, Math.min(Math.max(0, next.at - now()), LONGEST_TIMER));
    timer.unref();
  }
  function ring(): void {
    while (due[0] !== undefined && due[0].at <= now()) due.shift()?.run();
    arm();
  }
  return {
    now,
    date: () => new Date(now()),
    get offsetMs() { return offset; },
    setOffset: (ms) => { offset = ms; remember(ms); ring(); },
    wait: (ms) =>
      ms <= 0 || closed
        ? Promise.resolve()
        : new Promise((resolve) => {
            const done = () => { clearTimeout(handle); waits.delete(done); resolve(); };
            const handle = setTimeout(done, ms);
            waits.add(done);
          }),
    at: (at, run) => {
      const place = due.findIndex((entry) => entry.at > at);
      due.splice(place === -1 ? due.length : place, 0, { at, run });
      arm();
    },
    close: () => { closed = true; if (timer !== undefined) clearTimeout(timer); for (const done of waits) done(); due.length = 0; },
  };
}
