// What a server does by itself and the embedded database does not: checkpoints, or its log grows without end, and vacuum.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { sql } from 'drizzle-orm';
import type { Data } from '../../src/adapters/store/open-data.ts';
import { openData } from '../../src/adapters/store/open-data.ts';
import type { Home } from '../support/pglite-home.ts';
import { pgliteHome } from '../support/pglite-home.ts';

const MINUTE = 60_000;

describe('the upkeep of the embedded database', () => {
  let home: Home;
  let data: Data;
  beforeAll(async () => {
    home = await pgliteHome();
    // Only the intervals are ours to move: the database itself lives on real time.
    jest.useFakeTimers({ doNotFake: ['Date', 'hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate', 'setTimeout', 'clearTimeout'] });
    data = await openData(home.url);
  }, 60_000);
  afterAll(async () => {
    await data.close();
    jest.useRealTimers();
    await home.remove();
  });
  const write = () => data.tx((tx) => tx.execute(sql`insert into preference values ('t', ${String(Math.random())}, 'fr-CA', now())`));
  const number = async (query: ReturnType<typeof sql>): Promise<unknown> => (await data.db.execute<{ n: unknown }>(query)).rows[0]?.n;
  const checkpoint = () => number(sql`select checkpoint_lsn::text as n from pg_control_checkpoint()`);

  it('checkpoints every five minutes', async () => {
    await write();
    const before = await checkpoint();
    jest.advanceTimersByTime(4 * MINUTE);
    expect(await checkpoint()).toBe(before);
    jest.advanceTimersByTime(MINUTE);
    expect(await checkpoint()).not.toBe(before);
  });
  it('vacuums every six hours', async () => {
    await write();
    await data.tx((tx) => tx.execute(sql`delete from preference`));
    jest.advanceTimersByTime(6 * 60 * MINUTE);
    await data.tx((tx) => tx.execute(sql`select pg_stat_force_next_flush()`));
    expect(Number(await number(sql`select vacuum_count as n from pg_stat_user_tables where relname = 'preference'`))).toBeGreaterThan(0);
  });
  it('stops with the database', async () => {
    const intervals = jest.getTimerCount();
    expect(intervals).toBeGreaterThanOrEqual(2);
    await data.close();
    expect(jest.getTimerCount()).toBe(0);
    data = await openData(home.url);
  });
});
