// The product's clock in the hands of a test: it runs as the machine's does, from another day on, and jumps when told to. Jobs that wait
// for a moment come nearer by as much.
import { sql } from 'drizzle-orm';
import { systemClock, type SystemClock } from '../../src/adapters/clock/system-clock.ts';
import type { Data } from '../../src/adapters/store/open-data.ts';

export interface MovedClock extends SystemClock {
  /** `2027-06-14T12:30:00Z` */
  jumpTo(instant: string, data: Data): Promise<void>;
}

export function movedClock(from: string): MovedClock {
  let offset = Date.parse(from) - Date.now();
  return {
    now: () => new Date(Date.now() + offset),
    sleep: (ms, until) => systemClock().sleep(ms, until),
    async jumpTo(instant, data) {
      const by = Date.parse(instant) - Date.now() - offset;
      offset += by;
      await data.tx(async (tx) => { await tx.execute(sql`update pgboss.job set start_after = start_after - make_interval(secs => ${by / 1000}) where state in ('created', 'retry')`); });
    },
  };
}
