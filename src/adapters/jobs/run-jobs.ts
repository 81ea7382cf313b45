// Does the jobs of the table until it is stopped: fetches, parses, runs, retries, and says what it had to give up.
import type { Db as BossDb, JobResult, JobWithMetadata, PgBoss } from 'pg-boss';
import type { FollowUp } from '../../shared/follow-up.ts';
import type { Log } from '../../shared/log.ts';
import { redact } from '../../shared/log.ts';
import type { Again, Job, JobTable } from './job-table.ts';
import { DEAD_LETTER, GiveUp } from './job-table.ts';

/** What the runner needs of the open data (src/adapters/store/open-data.ts). */
export interface JobsOn<Tx> {
  readonly boss: PgBoss;
  tx<T>(fn: (tx: Tx) => Promise<T>): Promise<T>;
  enqueue(tx: Tx, followUp: FollowUp): Promise<string | null>;
  jobsWithin(tx: Tx): BossDb;
  outside<T>(fn: () => T): T;
}

export interface RunningJobs {
  /** Fetches nothing more, asks the handlers to stop, and waits for them. What does not stop is tried again by the next start. */
  stop(): Promise<void>;
}

// pg-boss wakes a worker when a job arrives; what falls due later is only seen by polling. Where we know when that is, we
// wake the worker ourselves; the poll is for what another replica left.
const POLL_SECONDS = 2;
const SETTLED_MS = 40;
const FETCHING = { includeMetadata: true, perJobResults: true, pollingIntervalSeconds: POLL_SECONDS, notifyPollingIntervalSeconds: POLL_SECONDS } as const;

export async function runJobs<Tx>(on: JobsOn<Tx>, table: JobTable, { log }: { log: Log }): Promise<RunningJobs> {
  const stopping = new AbortController();
  const timers = new Set<NodeJS.Timeout>();
  const looks = new Set<Promise<void>>();
  const workers: { queue: string; id: string }[] = [];

  const work = async (queue: string, handle: (job: JobWithMetadata) => Promise<JobResult>, together = 1): Promise<void> => {
    const worker = { queue, id: '' };
    const fetching = { ...FETCHING, batchSize: together };
    worker.id = await on.boss.work<object, JobResult[], typeof fetching>(queue, fetching,
      // Outside: the worker may have been woken by a commit, and so still be in that transaction's context.
      async (jobs: JobWithMetadata[]) => on.outside(async () => {
        const results = await Promise.all(jobs.map(handle));
        // With one job a fetch, pg-boss would wait out its polling interval although more are queued.
        on.boss.notifyWorker(worker.id);
        return results;
      }));
    workers.push(worker);
  };

  /** The job is done and queued anew in one transaction: never lost, never twice. */
  const anew = async (job: JobWithMetadata, afterMs: number): Promise<void> => {
    const key = job.singletonKey === null ? {} : { key: job.singletonKey };
    await on.tx(async (tx) => {
      await on.boss.complete(job.name, job, { again: afterMs }, { db: on.jobsWithin(tx) });
      await on.enqueue(tx, { job: job.name, payload: job.data, ...key, priority: job.priority, ...(afterMs > 0 ? { notBefore: new Date(Date.now() + afterMs) } : {}) });
    });
    if (afterMs > 0) wakeIn(job.name, afterMs);
  };
  const later = (ms: number, what: () => void): void => {
    if (stopping.signal.aborted || ms > 60_000) return;
    const timer = setTimeout(() => { timers.delete(timer); what(); }, ms);
    timers.add(timer);
  };
  const wakeIn = (queue: string, ms: number): void => later(ms + 5, () => { for (const worker of workers) if (worker.queue === queue) on.boss.notifyWorker(worker.id); });
  /** Once pg-boss has settled a failure, it is known when the job is due again, or that its letter is dead. */
  const followFailure = (job: JobWithMetadata): void => later(SETTLED_MS, () => {
    const looking = lookAt(job).catch((error: unknown) => { log.debug('job-not-followed', { error }); }).finally(() => { looks.delete(looking); });
    looks.add(looking);
  });
  const lookAt = async (job: JobWithMetadata): Promise<void> => {
    const [settled] = await on.boss.findJobs(job.name, { id: job.id });
    if (settled?.state === 'retry') wakeIn(job.name, Math.max(0, settled.startAfter.getTime() - Date.now()));
    if (settled?.state === 'failed') wakeIn(DEAD_LETTER, 0);
  };

  const doJob = (row: Job) => async (job: JobWithMetadata): Promise<JobResult> => {
    const attempt = job.retryCount + 1;
    const said = log.with({ job: job.name, id: job.id, attempt });
    const started = performance.now();
    const signal = AbortSignal.any([job.signal, stopping.signal]);
    try {
      const payload = row.payload.safeParse(job.data);
      if (!payload.success) throw new GiveUp(`the payload is not right: ${payload.error.issues.map(({ path, code }) => `${path.join('.')} ${code}`).join(', ')}`);
      const outcome: Again | void = await row.run(payload.data, { id: job.id, attempt, signal, log: said });
      said.info('job-done', { ms: Math.round(performance.now() - started), ...(outcome === undefined ? {} : { again: outcome.again.afterMs }) });
      if (outcome !== undefined) await anew(job, Math.max(0, outcome.again.afterMs));
      return { id: job.id, status: 'completed' };
    } catch (error) {
      if (stopping.signal.aborted && !(error instanceof GiveUp)) {
        // Interrupted by our own stop, which is no fault of the job's: it starts over with all its attempts.
        said.info('job-interrupted');
        await anew(job, 0);
        return { id: job.id, status: 'completed' };
      }
      const reason = redact(error);
      said.warn('job-failed', { reason, left: error instanceof GiveUp ? 0 : Math.max(0, job.retryLimit - job.retryCount) });
      followFailure(job);
      return { id: job.id, status: error instanceof GiveUp ? 'deadletter' : 'failed', output: reason };
    }
  };

  const bury = async (job: JobWithMetadata): Promise<JobResult> => {
    const name = job.sourceName ?? '';
    const dead = { id: job.sourceId ?? job.id, attempts: (job.sourceRetryCount ?? 0) + 1, reason: job.sourceOutput };
    try {
      const row = table[name];
      const payload = row?.payload.safeParse(job.data);
      if (row?.dead !== undefined && payload?.success === true) await row.dead(payload.data, dead);
      log.error('job-dead', { job: name, ...dead });
      return { id: job.id, status: 'completed' };
    } catch (error) {
      log.error('job-dead-untold', { job: name, ...dead, error });
      followFailure(job);
      return { id: job.id, status: 'failed', output: redact(error) };
    }
  };

  await work(DEAD_LETTER, bury);
  for (const [name, row] of Object.entries(table)) {
    for (let n = 0; n < (row.rules?.atOnce ?? 1); n += 1) await work(name, doJob(row), row.rules?.together);
    // One row in the database for all replicas: a job that is no longer begun by the clock loses it.
    if (row.rules?.every !== undefined) await on.boss.schedule(name, row.rules.every.cron, row.rules.every.payload, { tz: 'UTC', key: '' });
    else await on.boss.unschedule(name);
  }

  return {
    async stop() {
      stopping.abort(new Error('the program is stopping'));
      for (const timer of timers) clearTimeout(timer);
      await Promise.all(looks);
      await Promise.all([...new Set(workers.map((worker) => worker.queue))].map((queue) => on.boss.offWork(queue, { wait: true })));
    },
  };
}
