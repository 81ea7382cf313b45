// Jobs on both engines: done once, tried again, given up in the end, and never lost by a stop or a kill.
import { afterEach, describe, expect, it } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Job, JobTable } from '../../src/adapters/jobs/job-table.ts';
import { GiveUp, queuesOf } from '../../src/adapters/jobs/job-table.ts';
import type { FollowUpOf } from '../../src/adapters/jobs/job-table.ts';
import type { RunningJobs } from '../../src/adapters/jobs/run-jobs.ts';
import { runJobs } from '../../src/adapters/jobs/run-jobs.ts';
import type { FollowUp } from '../../src/shared/follow-up.ts';
import { recordingLog } from '../support/recording-log.ts';
import type { StoreInTest } from '../support/stores.ts';
import { everyStore } from '../support/stores.ts';

type Greet = { name: string };
const Greet = z.object({ name: z.string() });

/** A table of which each test sets the handlers: the queues must be there before the first test. */
function aTable() {
  const doing: { greet: Job<Greet>['run']; dead: NonNullable<Job<Greet>['dead']> } = { greet: async () => {}, dead: async () => {} };
  const greet = (rules: Job['rules']): Job<Greet> => ({ payload: Greet, ...(rules === undefined ? {} : { rules }), run: (payload, context) => doing.greet(payload, context), dead: (payload, dead) => doing.dead(payload, dead) });
  const table = {
    greet: greet({ policy: 'exclusive', retries: 2, waitSeconds: 1, longestWaitSeconds: 1 }),
    'greet-many': greet({ atOnce: 3 }),
    sweep: greet({ policy: 'stately' }),
    'greet-together': greet({ together: 3 }),
    'greet-hourly': greet({ every: { cron: '17 * * * *', payload: { name: 'hour' } } }),
  } satisfies JobTable;
  return { doing, table };
}

const suite = (store: StoreInTest, { doing, table }: ReturnType<typeof aTable>): void => {
  let running: RunningJobs | undefined;
  let log = recordingLog();
  const start = async () => { log = recordingLog(); running = await runJobs(store.data, table, { log }); };
  const stop = async () => { await running?.stop(); running = undefined; };
  afterEach(async () => {
    await stop();
    doing.greet = async () => {};
    doing.dead = async () => {};
    await store.data.boss.deleteAllJobs();
  });
  const ask = (name: string, more: Partial<FollowUp> = {}) => store.data.tx((tx) => store.data.enqueue(tx, { job: 'greet', payload: { name }, key: name, ...more }));
  const until = async (what: () => boolean | Promise<boolean>, ms = 15_000) => {
    const end = Date.now() + ms;
    while (!await what()) {
      if (Date.now() > end) throw new Error('it did not happen');
      await new Promise((resolve) => { setTimeout(resolve, 20); });
    }
  };
  const states = async (queue: string) => (await store.data.boss.findJobs(queue)).map((job) => job.state).sort();

  describe('jobs that go together', () => {
    it('are done side by side, each with its own end', async () => {
      const inHand = new Set<string>();
      let most = 0;
      doing.greet = async ({ name }) => {
        inHand.add(name);
        // Those of one fetch wait for each other: alone, none would ever end.
        await until(() => inHand.size >= 3 || most >= 3);
        most = Math.max(most, inHand.size);
        if (name === 'ben') throw new GiveUp('ben is not to be greeted');
      };
      for (const name of ['ana', 'ben', 'cleo']) await ask(name, { job: 'greet-together' });
      await start();
      await until(async () => (await states('greet-together')).join() === 'completed,completed,failed');
      expect(most).toBe(3);
    });

    it('are begun by the clock from one row, which goes with the rule', async () => {
      await start();
      const rows = async () => (await store.data.boss.getSchedules()).map(({ name, cron, timezone, data }) => ({ name, cron, timezone, data }));
      expect(await rows()).toEqual([{ name: 'greet-hourly', cron: '17 * * * *', timezone: 'UTC', data: { name: 'hour' } }]);
      await stop();
      const { rules: _rules, ...never } = table['greet-hourly'];
      running = await runJobs(store.data, { ...table, 'greet-hourly': never }, { log });
      expect(await rows()).toEqual([]);
    });
  });

  describe('a job', () => {
    it('is done once, soon after its transaction', async () => {
      const done: string[] = [];
      doing.greet = async ({ name }) => { done.push(name); };
      await start();
      await ask('ana');
      await until(() => done.length > 0);
      await until(async () => (await states('greet')).join() === 'completed');
      expect(done).toEqual(['ana']);
      expect(log.of('job-done')[0]?.facts).toMatchObject({ job: 'greet', attempt: 1 });
    });

    it('may use the database, although a commit woke it', async () => {
      let seen: unknown;
      doing.greet = async () => {
        seen = (await store.data.db.execute(sql`select 1 as one`)).rows;
        await store.data.tx(async (tx) => { await tx.execute(sql`select 1`); });
      };
      await start();
      await ask('ana');
      await until(() => seen !== undefined);
      await until(() => log.of('job-done').length === 1);
      expect(seen).toEqual([{ one: 1 }]);
    });

    it('of a backlog follows the one before it at once, not at the next poll', async () => {
      const done: string[] = [];
      doing.greet = async ({ name }) => { done.push(name); };
      await store.data.tx(async (tx) => { for (let n = 0; n < 12; n += 1) await store.data.enqueue(tx, { job: 'greet', payload: { name: `${n}` }, key: `${n}` }); });
      await start();
      await until(() => done.length === 12, 3000);
    });

    it('runs beside others of its kind, as many at once as its row says', async () => {
      let now = 0;
      let most = 0;
      doing.greet = async () => {
        now += 1;
        most = Math.max(most, now);
        await new Promise((resolve) => { setTimeout(resolve, 60); });
        now -= 1;
      };
      await store.data.tx(async (tx) => { for (let n = 0; n < 9; n += 1) await store.data.enqueue(tx, { job: 'greet-many', payload: { name: `${n}` } }); });
      await start();
      await until(() => log.of('job-done').length === 9);
      expect(most).toBe(3);
    });

    it('that must wait is queued anew, keeps its key, and its attempts are forgotten', async () => {
      const attempts: number[] = [];
      doing.greet = async (_, { attempt }) => {
        attempts.push(attempt);
        return attempts.length < 5 ? { again: { afterMs: attempts.length === 1 ? 200 : 0 } } : undefined;
      };
      await start();
      await ask('ana');
      await until(() => attempts.length > 0);
      // Its key is taken all the while: a second one is absorbed.
      expect(await ask('ana')).toBeNull();
      await until(() => attempts.length === 5);
      await until(async () => (await states('greet')).join() === 'completed,completed,completed,completed,completed');
      expect(attempts).toEqual([1, 1, 1, 1, 1]);
    });

    it('asked for while the same one runs is run again afterwards, when its queue is stately', async () => {
      const seen: string[] = [];
      let release: () => void = () => {};
      doing.greet = async ({ name }) => { seen.push(name); if (seen.length === 1) await new Promise<void>((resolve) => { release = resolve; }); };
      await start();
      const sweep = () => store.data.tx((tx) => store.data.enqueue(tx, { job: 'sweep', payload: { name: 'all' }, key: 'all' }));
      await sweep();
      await until(() => seen.length === 1);
      expect(await sweep()).not.toBeNull();
      expect(await sweep()).toBeNull();
      release();
      await until(() => seen.length === 2);
      await until(() => log.of('job-done').length === 2);
    });
  });

  describe('a job that fails', () => {
    it('is tried again, then given up, and its row is told once', async () => {
      const attempts: number[] = [];
      const dead: unknown[] = [];
      doing.greet = async (_, { attempt }) => { attempts.push(attempt); throw Object.assign(new Error('Graph said no to ana.tremblay@rqt.example'), { kind: 'throttled', body: 'Ana Tremblay' }); };
      doing.dead = async (payload, why) => { dead.push({ payload, why }); };
      await start();
      await ask('ana');
      await until(() => dead.length > 0);
      expect(attempts).toEqual([1, 2, 3]);
      expect(dead).toEqual([{ payload: { name: 'ana' }, why: { id: expect.any(String), attempts: 3, reason: expect.objectContaining({ error: 'Error', kind: 'throttled', message: 'Graph said no to [e-mail]' }) } }]);
      await until(() => log.of('job-dead').length === 1);
      expect(log.of('job-failed').map((line) => line.facts['left'])).toEqual([2, 1, 0]);
      // Neither in the log, nor in what pg-boss keeps.
      const kept = JSON.stringify([await store.data.boss.findJobs('greet'), await store.data.boss.findJobs('dead-letter')]);
      for (const text of [log.text(), kept]) for (const name of ['tremblay', 'Tremblay']) expect(text).not.toContain(name);
    }, 20_000);

    it('and says that trying again cannot help, is given up at once', async () => {
      let runs = 0;
      doing.greet = async () => { runs += 1; throw new GiveUp('nobody is called that'); };
      await start();
      await ask('ana');
      await until(() => log.of('job-dead').length === 1);
      expect(runs).toBe(1);
    });

    it('because an older version wrote its payload is given up, and says which member is wrong but not its value', async () => {
      await store.data.boss.send('greet', { nom: 'Ana Tremblay' });
      await start();
      await until(() => log.of('job-dead').length === 1);
      expect(log.text()).toContain('name invalid_type');
      expect(log.text()).not.toContain('Tremblay');
    });

    it('is buried again when burying it failed', async () => {
      let told = 0;
      doing.greet = async () => { throw new GiveUp('no'); };
      doing.dead = async () => { told += 1; if (told === 1) throw new Error('the database was away'); };
      await start();
      await ask('ana');
      await until(() => log.of('job-dead').length === 1, 15_000);
      expect(told).toBe(2);
    }, 20_000);
  });

  describe('a stop', () => {
    it('waits for a job that ends by itself', async () => {
      let ended = false;
      doing.greet = async () => { await new Promise((resolve) => { setTimeout(resolve, 300); }); ended = true; };
      await start();
      await ask('ana');
      await until(async () => (await states('greet')).join() === 'active');
      await stop();
      expect(ended).toBe(true);
      expect(await states('greet')).toEqual(['completed']);
    });

    it('interrupts a long one, which starts over at the next start with all its attempts', async () => {
      const attempts: number[] = [];
      doing.greet = async (_, { attempt, signal }) => {
        attempts.push(attempt);
        if (attempts.length === 1) await new Promise((_resolve, reject) => { signal.addEventListener('abort', () => reject(signal.reason as Error)); });
      };
      await start();
      await ask('ana');
      await until(() => attempts.length === 1);
      await stop();
      expect(await states('greet')).toEqual(['completed', 'created']);
      await start();
      await until(() => attempts.length === 2);
      expect(attempts).toEqual([1, 1]);
      await until(() => log.of('job-done').length === 1);
    });
  });
};

for (const engine of ['PGlite', 'PostgreSQL'] as const) {
  const rows = aTable();
  everyStore(engine, (store) => suite(store, rows), { queues: queuesOf(rows.table) });
}

const { table: orphaned } = aTable();
everyStore('PGlite', (store) => {
  it('takes up at once, at the next start, what was running when the process was killed', async () => {
    await store.data.tx((tx) => store.data.enqueue(tx, { job: 'greet', payload: { name: 'ana' }, key: 'ana' }));
    // Fetched by a process that is then no more: nobody completes it.
    expect(await store.data.boss.fetch('greet')).toHaveLength(1);
    const data = await store.reopen();
    const waiting = (await data.boss.findJobs('greet')).filter((job) => job.state === 'created');
    expect(waiting).toMatchObject([{ data: { name: 'ana' }, singletonKey: 'ana', retryCount: 0 }]);
  });
}, { queues: queuesOf(orphaned) });

describe('the table', () => {
  it('tells the compiler which follow-ups it can do', () => {
    type Known = FollowUpOf<typeof orphaned>;
    const right: Known = { job: 'greet', payload: { name: 'ana' } };
    // @ts-expect-error -- no such job
    const unknown: Known = { job: 'gret', payload: { name: 'ana' } };
    // @ts-expect-error -- not its payload
    const wrong: Known = { job: 'greet', payload: { nom: 'ana' } };
    expect([right, unknown, wrong]).toHaveLength(3);
  });
  it('checks a payload without repeating it', () => {
    const { accept } = queuesOf(orphaned).find((queue) => queue.name === 'greet')!;
    expect(() => accept?.({ name: 'ana' })).not.toThrow();
    expect(() => accept?.({ name: 12345678 })).toThrow(/^the payload of greet is not right: name invalid_type$/);
  });
});
