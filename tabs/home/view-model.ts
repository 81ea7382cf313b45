// What needs this person now besides what the server's desk says: the state of Teams workspaces and the balance of committees; and which rows a count leads to.
import type { CommitteeSummary, Me } from '../../src/contract/committees.ts';
import type { Desk, DeskQuery } from '../../src/contract/desk.ts';
import type { Run } from '../../src/contract/provisioning.ts';
import { needsWorkspace } from '../network/view-model.ts';
import { committeeRoute, type Route } from '../route.ts';

export type Task =
  | { readonly is: 'run'; readonly state: 'queued' | 'running' | 'partial' | 'failed'; readonly to: Route }
  | { readonly is: 'workspace'; readonly count: number; readonly to: Route }
  | { readonly is: 'under'; readonly count: number; readonly committee: CommitteeSummary; readonly to: Route };

/** Who looks after the seats of a committee: its chair and secretariat, and the coordination. */
const LOOKS_AFTER = new Set(['presidence', 'copresidence', 'secretariat']);

export function tasksOf(me: Me, committees: readonly CommitteeSummary[], run: Run | null): readonly Task[] {
  const tasks: Task[] = [];
  const coordinates = me.may.plan.ok;
  if (coordinates && run !== null && run.state !== 'done') tasks.push({ is: 'run', state: run.state, to: { page: 'run', id: run.id } });
  const missing = committees.filter(needsWorkspace).length;
  // While a run goes on, its own line says so.
  if (coordinates && missing > 0 && (run === null || run.state === 'done')) tasks.push({ is: 'workspace', count: missing, to: { page: 'plan' } });
  const mine = new Set(me.committees.filter((one) => LOOKS_AFTER.has(one.roleId)).map((one) => one.id));
  for (const committee of committees) {
    if ((coordinates || mine.has(committee.id)) && committee.seats.vacant === 0 && committee.seats.underRepresented > 0) tasks.push({ is: 'under', count: committee.seats.underRepresented, committee, to: committeeRoute(committee.id, 'composition', 'all', 'representation') });
  }
  return tasks;
}

/** Whether the state of things is this person's business, beyond their own; `desk` is null while it is not known. */
export const looksAfter = (me: Pick<Me, 'roles'>, desk: Pick<Desk, 'scope'> | null): boolean => desk?.scope.coordinator === true || me.roles.some((role) => role === 'coordinator' || role === 'secretary' || role === 'chair');

/** `t:` a territory, `c:` a committee, null: all that the reader answers for. */
export const scopeOf = (chosen: string | null): DeskQuery => (chosen === null ? {} : chosen.startsWith('t:') ? { territory: chosen.slice(2) } : { committee: chosen.slice(2) });
/** The same, as the filters of lists say it: but for one committee that was chosen, the desk counts only what the reader answers for. */
export const placeOf = ({ committee, territory }: DeskQuery): { readonly committee: string | null; readonly territory: string | null; readonly answered: boolean } =>
  ({ committee: committee ?? null, territory: territory ?? null, answered: committee === undefined });

type Share = Desk['actions']['byCommittee'][number];
/** Late, blocked, and what else is open: one action may be late and blocked, and is then drawn as late. */
export const partsOf = ({ open, late, blocked }: Share): readonly [late: number, blocked: number, rest: number] => {
  const stuck = Math.min(blocked, Math.max(0, open - late));
  return [late, stuck, Math.max(0, open - late - stuck)];
};
