// Opens the data, embedded or on a server, behind one door: read with `db`, write with `tx`, and what follows with `enqueue`.
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { Db as BossDb, PgBoss, Queue } from 'pg-boss';
import { fromDrizzle } from 'pg-boss';
import type { FollowUp } from '../../shared/follow-up.ts';
import type { Log } from '../../shared/log.ts';
import { silentLog } from '../../shared/log.ts';
import { openEmbedded } from './embedded.ts';
import type { Engine, Reader, Tx } from './engines.ts';
import { codeOf } from './fault.ts';
import { openServer } from './server.ts';
import type { TransactionGuard } from './transaction-guard.ts';
import { transactionGuard } from './transaction-guard.ts';

export type { Reader, Tx } from './engines.ts';

/** A queue as pg-boss creates it, and the check that a payload passes before it is stored. */
export interface JobQueue extends Queue {
  /** Throws when the payload is not what the job's handler expects. */
  readonly accept?: (payload: unknown) => void;
}

export interface Data {
  readonly engine: 'pglite' | 'postgres';
  /** For reading, outside a transaction. */
  readonly db: Reader;
  readonly boss: PgBoss;
  /**
   * One transaction. Everything inside uses the tx that it is given. It may run more than once (of two transactions that get
   * in each other's way, one starts over), so it does nothing but read and write the database.
   */
  tx<T>(fn: (tx: Tx) => Promise<T>): Promise<T>;
  /** The outbox: the job exists if and only if the transaction commits. Null when the queue's policy absorbs it as a duplicate. */
  enqueue(tx: Tx, followUp: FollowUp): Promise<string | null>;
  /** pg-boss's own calls as part of a transaction: `boss.complete(name, id, null, { db: jobsWithin(tx) })`. */
  jobsWithin(tx: Tx): BossDb;
  /** Runs what has nothing to do with the transaction it was started from. */
  outside<T>(fn: () => T): T;
  close(): Promise<void>;
}

export interface DataOptions {
  readonly queues?: readonly JobQueue[];
  readonly log?: Log;
  /** How long close() lets running jobs finish. */
  readonly stopMs?: number;
}

/** `postgres://…` is a server, anything else the directory of the embedded database. */
export async function openData(url: string, { queues = [], log = silentLog, stopMs = 10_000 }: DataOptions = {}): Promise<Data> {
  const guard = transactionGuard();
  const engine = await (/^postgres(ql)?:/.test(url) ? openServer(url, guard, log) : openEmbedded(url.replace(/^file:(\/\/)?/, ''), guard, log));
  try {
    await engine.migrate();
    return await withJobs(engine, guard, queues, log, stopMs);
  } catch (error) {
    await engine.close();
    throw error;
  }
}

async function withJobs(engine: Engine, guard: TransactionGuard, queues: readonly JobQueue[], log: Log, stopMs: number): Promise<Data> {
  const boss = engine.boss();
  boss.on('error', (error) => { log.error('jobs-error', { error }); });
  boss.on('warning', ({ message, data }) => { log.warn('jobs-warning', { message, data }); });
  await boss.start();
  try {
    await createQueues(boss, queues);
    const data = door(engine, boss, guard, queues, log, stopMs);
    if (engine.alone) await takeUpOrphans(data, queues, log);
    return data;
  } catch (error) {
    await boss.stop({ graceful: false });
    throw error;
  }
}

/**
 * Jobs that were running when the process was killed. A server's replicas find them by their missing heartbeat, after a
 * minute; here no other process can be doing them, so they start over at once. Being killed is no fault of the job's: it
 * gets all its attempts back.
 */
async function takeUpOrphans(data: Data, queues: readonly JobQueue[], log: Log): Promise<void> {
  const graves = new Set(queues.map((queue) => queue.deadLetter));
  const names = queues.map((queue) => queue.name).filter((name) => !graves.has(name));
  if (names.length === 0) return;
  const { rows } = await data.db.execute<{ id: string; name: string }>(sql`select id, name from pgboss.job where state = 'active' and name in ${names} order by created_on`);
  for (const { id, name } of rows) {
    try {
      await data.tx(async (tx) => {
        const [job] = await data.boss.findJobs<object>(name, { id, db: data.jobsWithin(tx) });
        if (job === undefined) return;
        await data.boss.complete(name, id, { orphan: true }, { db: data.jobsWithin(tx) });
        await data.enqueue(tx, { job: name, payload: job.data, ...(job.singletonKey === null ? {} : { key: job.singletonKey }), priority: job.priority });
      });
      log.info('job-taken-up', { job: name, id });
    } catch (error) {
      // It stays as it is, and its missing heartbeat is noticed later.
      log.warn('job-not-taken-up', { job: name, id, error });
    }
  }
}

function door(engine: Engine, boss: PgBoss, guard: TransactionGuard, queues: readonly JobQueue[], log: Log, stopMs: number): Data {
  const accepted = new Map(queues.map((queue) => [queue.name, queue]));
  const jobsWithin = (tx: Tx): BossDb => fromDrizzle(tx, sql);
  return {
    engine: engine.name,
    db: engine.orm,
    boss: guard.protect(boss, ['send', 'sendAfter', 'sendThrottled', 'sendDebounced', 'insert', 'update', 'upsert', 'flow', 'publish'], 'enqueue(tx, …)'),
    jobsWithin,
    outside: (fn) => guard.outside(fn),
    tx: (fn) => {
      if (guard.isInside()) return Promise.reject(new Error('tx() inside a transaction: pass the tx on'));
      return withRetry(() => engine.transaction((tx) => guard.inside(() => fn(tx))), log);
    },
    async enqueue(tx, { job, payload, key, notBefore, priority }) {
      const queue = accepted.get(job);
      // pg-boss would look an unknown queue up on its own connection, which on PGlite is the one that this transaction holds.
      if (queue === undefined) throw new Error(`no job is called ${job}`);
      queue.accept?.(payload);
      return boss.send(job, payload, { ...(key === undefined ? {} : { singletonKey: key }), ...(notBefore === undefined ? {} : { startAfter: notBefore }), ...(priority === undefined ? {} : { priority }), db: jobsWithin(tx) });
    },
    async close() {
      await boss.stop({ graceful: true, timeout: stopMs });
      await engine.close();
    },
  };
}

/** Creates what is missing, mends what changed, and warms pg-boss's cache: a send inside a transaction must find its queue there. */
async function createQueues(boss: PgBoss, queues: readonly JobQueue[]): Promise<void> {
  const standing = new Map((await boss.getQueues()).map((queue) => [queue.name, queue]));
  for (const { accept: _accept, ...queue } of queues) {
    const found = standing.get(queue.name);
    const { name, policy, partition: _partition, ...rules } = queue;
    if (found === undefined) {
      await boss.createQueue(name, queue);
    } else {
      // A policy is part of the queue's indexes and cannot be changed in place.
      if ((policy ?? 'standard') !== (found.policy ?? 'standard')) throw new Error(`the queue ${name} has the policy ${found.policy ?? 'standard'}: give a queue of another policy another name`);
      if (Object.entries(rules).some(([rule, value]) => found[rule as keyof typeof rules] !== value)) await boss.updateQueue(name, rules);
    }
    await boss.findJobs(name, { id: '00000000-0000-4000-8000-000000000000' });
  }
}

// How often a transaction is started over. 40P01 deadlock, 40001 serialization failure: the database undid one of two so that
// the other could go on. 23505: somebody else wrote the same key first; read again, there is another number to take, or the
// decision is another. When the second run collides too, the key is taken for good and the caller hears of it.
const STARTED_OVER: Readonly<Record<string, number>> = { '40P01': 3, 40001: 3, 23505: 1 };

async function withRetry<T>(run: () => Promise<T>, log: Log): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      const code = codeOf(error) ?? '';
      if (attempt > (STARTED_OVER[code] ?? 0)) throw error;
      log.debug('transaction-repeated', { attempt, code });
      await pause(attempt * 10 + Math.random() * 20);
    }
  }
}
