// What needs this person now, from what they may act on. Most urgent first.
import type { CommitteeSummary, Me } from '../../src/contract/committees.ts';
import type { Drift, Run } from '../../src/contract/provisioning.ts';
import { needsWorkspace } from '../network/view-model.ts';
import { committeeRoute, type Route } from '../route.ts';

export type Task =
  | { readonly is: 'run'; readonly state: 'queued' | 'running' | 'partial' | 'failed'; readonly to: Route }
  | { readonly is: 'answers'; readonly count: number; readonly to: Route }
  | { readonly is: 'drift'; readonly count: number; readonly to: Route }
  | { readonly is: 'workspace'; readonly count: number; readonly to: Route }
  | { readonly is: 'vacant' | 'under'; readonly count: number; readonly committee: CommitteeSummary; readonly to: Route };

/** Who looks after the seats of a committee: its chair and secretariat, and the coordination. */
const LOOKS_AFTER = new Set(['presidence', 'copresidence', 'secretariat']);

/** `due`: meetings to which this person is called and has not answered. */
export function tasksOf(me: Me, committees: readonly CommitteeSummary[], run: Run | null, drift: Drift | undefined, due = 0): readonly Task[] {
  const tasks: Task[] = [];
  if (due > 0) tasks.push({ is: 'answers', count: due, to: { page: 'meetings' } });
  const coordinates = me.may.plan.ok;
  if (coordinates && run !== null && run.state !== 'done') tasks.push({ is: 'run', state: run.state, to: { page: 'run', id: run.id } });
  if (coordinates && drift !== undefined && drift.items.length > 0) tasks.push({ is: 'drift', count: drift.items.length, to: { page: 'drift' } });
  const missing = committees.filter(needsWorkspace).length;
  // While a run goes on, its own line says so.
  if (coordinates && missing > 0 && (run === null || run.state === 'done')) tasks.push({ is: 'workspace', count: missing, to: { page: 'plan' } });
  const mine = new Set(me.committees.filter((one) => LOOKS_AFTER.has(one.roleId)).map((one) => one.id));
  for (const committee of committees) {
    if (!coordinates && !mine.has(committee.id)) continue;
    if (committee.seats.vacant > 0) tasks.push({ is: 'vacant', count: committee.seats.vacant, committee, to: committeeRoute(committee.id, 'composition', 'vacant') });
    else if (committee.seats.underRepresented > 0) tasks.push({ is: 'under', count: committee.seats.underRepresented, committee, to: committeeRoute(committee.id, 'composition', 'all', 'representation') });
  }
  return tasks;
}
