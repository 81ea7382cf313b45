// The one door to the data, on both engines: what commits together, and the mistakes that it turns into errors.
import { describe, expect, it } from '@jest/globals';
import { eq, sql } from 'drizzle-orm';
import { Client } from 'pg';
import type { DataOptions } from '../../src/adapters/store/open-data.ts';
import { openData } from '../../src/adapters/store/open-data.ts';
import { preference } from '../../src/adapters/store/schema/index.ts';
import type { StoreInTest } from '../support/stores.ts';
import { everyStore, postgresHome } from '../support/stores.ts';

const OPTIONS: DataOptions = {
  queues: [
    { name: 'greet', policy: 'exclusive', retryLimit: 2, accept: (payload) => { if (typeof (payload as { whom?: unknown }).whom !== 'string') throw new Error('whom is missing'); } },
    { name: 'sweep', policy: 'stately' },
  ],
};
const NOON = new Date('2027-01-07T17:00:00.000Z');

const suite = (store: StoreInTest): void => {
  const remember = (subject: string, language: 'fr-CA' | 'en-CA' = 'fr-CA') => ({ tenantId: 't1', subject, language, updatedAt: NOON });
  const known = async (subject: string) => (await store.data.db.select().from(preference).where(eq(preference.subject, subject))).length === 1;
  const waiting = async (queue: string, key: string) => (await store.data.boss.findJobs(queue, { key })).filter((job) => job.state === 'created').length;

  describe('one transaction', () => {
    it('saves the facts and the job that follows from them', async () => {
      const id = await store.data.tx(async (tx) => {
        await tx.insert(preference).values(remember('ana'));
        return store.data.enqueue(tx, { job: 'greet', payload: { whom: 'ana' }, key: 'ana' });
      });
      expect(id).toMatch(/^[0-9a-f-]{36}$/);
      expect(await known('ana')).toBe(true);
      expect(await waiting('greet', 'ana')).toBe(1);
    });

    it('saves neither when it fails after both', async () => {
      await expect(store.data.tx(async (tx) => {
        await tx.insert(preference).values(remember('ben'));
        await store.data.enqueue(tx, { job: 'greet', payload: { whom: 'ben' }, key: 'ben' });
        throw new Error('the rule said no');
      })).rejects.toThrow('the rule said no');
      expect(await known('ben')).toBe(false);
      expect(await waiting('greet', 'ben')).toBe(0);
    });

    it('is not reported as saved when a failed statement was swallowed inside it', async () => {
      await expect(store.data.tx(async (tx) => {
        await tx.insert(preference).values(remember('cleo'));
        await tx.execute(sql`select * from no_such_table`).catch(() => {});
      })).rejects.toThrow();
      expect(await known('cleo')).toBe(false);
    });

    it('keeps what a failed savepoint did not touch', async () => {
      await store.data.tx(async (tx) => {
        await tx.insert(preference).values(remember('dina'));
        await tx.transaction(async (inner) => { await inner.insert(preference).values(remember('dina')); }).catch(() => {});
      });
      expect(await known('dina')).toBe(true);
    });

    it('lets thirty others run at the same time, each on its own', async () => {
      await Promise.all(Array.from({ length: 30 }, (_, n) => store.data.tx(async (tx) => {
        await tx.insert(preference).values(remember(`many-${n}`));
        if (n % 3 === 0) throw new Error('no');
      }).catch(() => {})));
      const saved = await store.data.db.select().from(preference).where(sql`${preference.subject} like 'many-%'`);
      expect(saved).toHaveLength(20);
    });
  });

  describe('a mistake', () => {
    it('of reading from the database inside a transaction is refused rather than waiting for ever', async () => {
      await expect(store.data.tx(() => store.data.db.select().from(preference))).rejects.toMatchObject({ cause: { message: expect.stringContaining('use its tx') } });
    });
    it('of opening a transaction inside another is refused', async () => {
      await expect(store.data.tx(() => store.data.tx(async () => 1))).rejects.toThrow('pass the tx on');
    });
    it('of sending a job past the transaction is refused', async () => {
      await expect(store.data.tx(() => store.data.boss.send('greet', { whom: 'eve' }))).rejects.toThrow('use enqueue');
    });
    it('of naming a job that does not exist is refused', async () => {
      await expect(store.data.tx((tx) => store.data.enqueue(tx, { job: 'greeet', payload: {} }))).rejects.toThrow('no job is called greeet');
    });
    it('in a job’s payload is refused before it is stored', async () => {
      await expect(store.data.tx((tx) => store.data.enqueue(tx, { job: 'greet', payload: { who: 'eve' }, key: 'eve' }))).rejects.toThrow('whom is missing');
      expect(await waiting('greet', 'eve')).toBe(0);
    });
    it('of leaving a statement behind is refused once the transaction is over', async () => {
      let late: Promise<unknown> | undefined;
      await store.data.tx(async (tx) => {
        late = (async () => {
          await new Promise((resolve) => { setImmediate(() => setImmediate(resolve)); });
          await new Promise((resolve) => { setTimeout(resolve, 30); });
          await tx.insert(preference).values(remember('late'));
        })();
        late.catch(() => {});
      });
      await expect(late).rejects.toThrow();
      expect(await known('late')).toBe(false);
    });
    it('does not outlive the transaction: what it leaves running may read again afterwards', async () => {
      let after: Promise<unknown> | undefined;
      await store.data.tx(async () => {
        after = new Promise((resolve) => { setTimeout(resolve, 20); }).then(() => store.data.db.select().from(preference).limit(1));
      });
      await expect(after).resolves.toHaveLength(1);
    });
    it('is not made by a handler that runs outside', async () => {
      let read: Promise<unknown> | undefined;
      await store.data.tx(async () => { read = store.data.outside(async () => store.data.db.select().from(preference).limit(1)); });
      await expect(read).resolves.toHaveLength(1);
    });
  });

  describe('a follow-up', () => {
    const send = (key: string) => store.data.tx((tx) => store.data.enqueue(tx, { job: 'greet', payload: { whom: key }, key }));
    it('is absorbed by one of the same key that waits', async () => {
      expect(await send('twice')).not.toBeNull();
      expect(await send('twice')).toBeNull();
      expect(await waiting('greet', 'twice')).toBe(1);
    });
    it('is absorbed by one that runs, when the queue is exclusive', async () => {
      await send('running');
      const [job] = await store.data.boss.fetch('greet', { batchSize: 50 }).then((jobs) => jobs.filter((found) => (found.data as { whom: string }).whom === 'running'));
      expect(job).toBeDefined();
      expect(await send('running')).toBeNull();
    });
    it('waits behind one that runs, when the queue is stately', async () => {
      const sweep = () => store.data.tx((tx) => store.data.enqueue(tx, { job: 'sweep', payload: {}, key: 'all' }));
      await sweep();
      expect(await store.data.boss.fetch('sweep')).toHaveLength(1);
      expect(await sweep()).not.toBeNull();
      expect(await sweep()).toBeNull();
    });
    it('starts not before its time', async () => {
      const notBefore = new Date(Date.now() + 3_600_000);
      await store.data.tx((tx) => store.data.enqueue(tx, { job: 'greet', payload: { whom: 'later' }, key: 'later', notBefore }));
      const [job] = await store.data.boss.findJobs('greet', { key: 'later' });
      expect(job?.startAfter.getTime()).toBeCloseTo(notBefore.getTime(), -3);
    });
  });

  describe('the tables', () => {
    it('all have the tenant first in their primary key', async () => {
      const { rows } = await store.data.db.execute<{ table: string; first: string | null }>(sql`
        select c.relname as table, a.attname as first
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        left join pg_index i on i.indrelid = c.oid and i.indisprimary
        left join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
        where c.relkind in ('r', 'p') and n.nspname = 'public'`);
      expect(rows.length).toBeGreaterThanOrEqual(10);
      expect(rows.filter((row) => row.first !== 'tenant_id')).toEqual([]);
    });
    it('give counts as numbers and times as they were saved', async () => {
      const { rows } = await store.data.db.execute<{ n: unknown }>(sql`select 3::int8 as n`);
      expect(rows[0]?.n).toBe(3);
      const [row] = await store.data.db.select().from(preference).where(eq(preference.subject, 'ana'));
      expect(row?.updatedAt.toISOString()).toBe(NOON.toISOString());
    });
  });

  describe('a restart', () => {
    it('keeps facts and jobs, and takes the queues’ new rules', async () => {
      const data = await store.reopen({ queues: [{ name: 'greet', policy: 'exclusive', retryLimit: 7 }, { name: 'sweep', policy: 'stately' }] });
      expect(await known('ana')).toBe(true);
      expect(await waiting('greet', 'ana') + (await data.boss.findJobs('greet', { key: 'ana' })).length).toBeGreaterThan(0);
      expect((await data.boss.getQueue('greet'))?.retryLimit).toBe(7);
    });
    it('refuses to change a queue’s policy behind its jobs', async () => {
      await expect(store.reopen({ queues: [{ name: 'greet', policy: 'short' }] })).rejects.toThrow('give a queue of another policy another name');
      await store.reopen(OPTIONS);
    });
    it('is refused to an older version on newer tables', async () => {
      const future = Date.now() + 10 * 365 * 86_400_000;
      await store.data.tx((tx) => tx.execute(sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('future', ${future})`));
      await expect(store.reopen()).rejects.toMatchObject({ kind: 'newer-schema' });
    });
  });
};

everyStore('PGlite', suite, OPTIONS);
everyStore('PostgreSQL', suite, OPTIONS);

// What only a server can do: several connections, several replicas.
everyStore('PostgreSQL', (store) => {
  it('starts a transaction over when a deadlock undid it', async () => {
    await store.data.tx((tx) => tx.insert(preference).values(['x', 'y'].map((subject) => ({ tenantId: 't1', subject, language: 'fr-CA' as const, updatedAt: NOON }))));
    let runs = 0;
    // Each holds its first row before either asks for its second.
    const held = { count: 0, both: Promise.withResolvers<void>() };
    const both = (first: string, second: string) => store.data.tx(async (tx) => {
      runs += 1;
      const lock = (subject: string) => tx.update(preference).set({ language: 'en-CA' }).where(eq(preference.subject, subject));
      await lock(first);
      if ((held.count += 1) === 2) held.both.resolve();
      await held.both.promise;
      await lock(second);
    });
    await Promise.all([both('x', 'y'), both('y', 'x')]);
    expect(runs).toBeGreaterThan(2);
  }, 20_000);

  it('goes on after the server dropped its connections', async () => {
    const client = new Client({ connectionString: store.url });
    await client.connect();
    await client.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'gouverne%'");
    await client.end();
    await new Promise((resolve) => { setTimeout(resolve, 100); });
    await store.data.tx((tx) => tx.insert(preference).values({ tenantId: 't1', subject: 'after', language: 'fr-CA', updatedAt: NOON }));
    expect(await store.data.db.select().from(preference).where(eq(preference.subject, 'after'))).toHaveLength(1);
    await store.data.tx((tx) => store.data.enqueue(tx, { job: 'greet', payload: { whom: 'after' }, key: 'after' }));
    expect(await store.data.boss.fetch('greet')).toHaveLength(1);
  });

  it('says why a transaction was lost, and gives the next one a connection that works', async () => {
    const dying = store.data.tx(async (tx) => {
      await tx.insert(preference).values({ tenantId: 't1', subject: 'dying', language: 'fr-CA', updatedAt: NOON });
      await tx.execute(sql`select pg_terminate_backend(pg_backend_pid())`);
    });
    await expect(dying).rejects.toMatchObject({ cause: { code: '57P01' } });
    await Promise.all(Array.from({ length: 12 }, () => store.data.tx((tx) => tx.execute(sql`select 1`))));
    expect(await store.data.db.select().from(preference).where(eq(preference.subject, 'dying'))).toEqual([]);
  });

  it('lets four replicas start together on an empty database', async () => {
    const home = await postgresHome();
    try {
      const opened = await Promise.allSettled(Array.from({ length: 4 }, () => openData(home.url, OPTIONS)));
      expect(opened.map((result) => result.status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'fulfilled']);
      for (const result of opened) if (result.status === 'fulfilled') await result.value.close();
    } finally {
      await home.remove();
    }
  }, 30_000);

  it('says what to do when the server refuses', async () => {
    const missing = new URL(store.url);
    missing.pathname = '/no_such_database';
    await expect(openData(missing.href)).rejects.toMatchObject({ kind: 'database-missing', remedy: { fr: expect.stringContaining('DATABASE_URL') } });
    await expect(openData('postgres://somebody:hunter2@127.0.0.1:1/x')).rejects.toMatchObject({ kind: 'unreachable', message: expect.not.stringContaining('hunter2') });
  });
}, OPTIONS);
