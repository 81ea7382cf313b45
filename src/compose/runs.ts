// Who carries out runs: the job that was enqueued with the run, or, after a crash, whoever starts. One at a time among all replicas.

import type { Leases, ProvisioningStore, RunState } from '../features/committees/ports.ts';
import { carryOutRun, type RunDeps } from '../features/committees/use-cases/carry-out-run.ts';
import type { Surroundings } from '../features/committees/domain/missing-steps.ts';
import type { Step } from '../features/committees/domain/step.ts';
import type { Log } from '../shared/log.ts';

const LEASE = 'provision';
const BUSY_MS = 500;

export interface Runs {
  /** `busy`: another replica is at it. */
  carryOut(runId: string, stop: AbortSignal): Promise<RunState | 'stopped' | 'busy'>;
  /** Takes up what an earlier process left, until it is done or `stop` says so. */
  resume(stop: AbortSignal): Promise<void>;
  /** Resolves with the state in which the run ends, whoever carries it out. */
  finished(runId: string): Promise<RunState>;
}

export function runsOf(deps: RunDeps, leases: Leases, store: ProvisioningStore, log: Log): Runs {
  const carry = carryOutRun({ ...deps, onFault: (step, fault) => { log.warn('step', { step: step.do, team: step.team, channel: step.channel, error: fault }); } });
  // The lease tells processes apart, not the job from the resumption inside one: whoever comes second waits for the first.
  const underWay = new Map<string, ReturnType<Runs['carryOut']>>();
  const carryOut: Runs['carryOut'] = (runId, stop) => {
    const running = underWay.get(runId);
    if (running !== undefined) return running;
    const mine = leases.hold(LEASE, (lost) => carry(runId, AbortSignal.any([stop, lost]))).then((state) => state ?? 'busy').finally(() => { underWay.delete(runId); });
    underWay.set(runId, mine);
    return mine;
  };
  const run = async (runId: string): Promise<RunState | null> => { const found = await store.get(runId); return found === null || found.finishedAt === null ? null : found.state; };
  return {
    carryOut,
    async resume(stop) {
      for (;;) {
        const open = await store.unfinished();
        if (open === null || stop.aborted) return;
        const state = await carryOut(open.id, stop).catch((error: unknown) => { log.warn('resume', { run: open.id, error }); return 'busy' as const; });
        if (state !== 'busy') return;
        await deps.clock.sleep(BUSY_MS, stop);
      }
    },
    async finished(runId) {
      for (;;) {
        const state = await run(runId);
        if (state !== null) return state;
        await deps.clock.sleep(100);
      }
    },
  };
}

/** What a plan saw, for the run that starts from it in this process within a minute. */
export function lastSeen(clock: { now(): Date }) {
  let last: { readonly steps: string; readonly surroundings: Surroundings; readonly at: number } | null = null;
  const idsOf = (steps: readonly Step[]): string => steps.map((step) => step.id).join('\n');
  return {
    note: (steps: readonly Step[], surroundings: Surroundings): void => { last = { steps: idsOf(steps), surroundings, at: clock.now().getTime() }; },
    recall: (steps: readonly Step[]): Surroundings | null => (last !== null && last.steps === idsOf(steps) && clock.now().getTime() - last.at < FRESH_MS ? last.surroundings : null),
  };
}
const FRESH_MS = 60_000;
