// How a run is read: steps by team, what must be settled first, what is worth saying aloud, and how long is left.
import type { Run, RunStep } from '../../src/contract/provisioning.ts';

export const isOver = (run: Run): boolean => run.state === 'done' || run.state === 'partial' || run.state === 'failed';
export const percentOf = (run: Run): number => (run.total === 0 ? (isOver(run) ? 100 : 0) : Math.floor((run.done / run.total) * 100));

/** What asks for somebody: failures, then what waits for them, then what will be tried again. */
const URGENCY: Partial<Record<RunStep['state'], number>> = { failed: 0, blocked: 1, retry: 2 };
export const toSettle = (run: Run): readonly RunStep[] =>
  run.steps.filter((step) => URGENCY[step.state] !== undefined).sort((a, b) => (URGENCY[a.state] ?? 9) - (URGENCY[b.state] ?? 9));

export interface TeamSteps { readonly team: string; readonly steps: readonly RunStep[]; readonly done: number; readonly state: RunStep['state'] }
export function stepsByTeam(run: Run): readonly TeamSteps[] {
  const teams = new Map<string, RunStep[]>();
  for (const step of run.steps) teams.set(step.team, [...(teams.get(step.team) ?? []), step]);
  return [...teams].map(([team, steps]) => ({ team, steps, done: steps.filter((step) => step.state === 'done').length, state: worst(steps) }));
}

function worst(steps: readonly RunStep[]): RunStep['state'] {
  for (const state of ['failed', 'blocked', 'retry', 'running'] as const) if (steps.some((step) => step.state === state)) return state;
  if (steps.every((step) => step.state === 'done')) return 'done';
  return steps.some((step) => step.state === 'done') ? 'running' : 'todo';
}

export interface Said { readonly state: Run['state'] | null; readonly percent: number | null; readonly failed: number | null }
/** Screen readers hear the change of state, each tenth of the way, and each new failure; nothing else. */
export function worthSaying(before: Run | null, now: Run): Said | null {
  const state = before?.state === now.state ? null : now.state;
  const tenth = Math.floor(percentOf(now) / 10);
  const percent = before === null || Math.floor(percentOf(before) / 10) === tenth || isOver(now) ? null : percentOf(now);
  const failed = now.failed > (before?.failed ?? 0) ? now.failed : null;
  return state === null && percent === null && failed === null ? null : { state, percent, failed };
}

export const elapsedSeconds = (run: Run, now: number): number => Math.max(0, ((run.finishedAt === null ? now : Date.parse(run.finishedAt)) - Date.parse(run.startedAt)) / 1000);

/** From the pace so far; null while there is no pace to speak of. */
export function remainingSeconds(run: Run, now: number): number | null {
  if (isOver(run) || run.done < 5 || run.total === 0) return null;
  return (elapsedSeconds(run, now) / run.done) * (run.total - run.done);
}
