// How a plan is read: which lines show, what reaches people, which permissions are missing, where a charter is faulty.
import type { FieldError } from '../api/problem.ts';
import type { Plan, PlanLine, PlanTeam, Sign } from '../../src/contract/provisioning.ts';

export const SIGNS = ['+', '~', '-', '!', '='] as const satisfies readonly Sign[];
export const COUNT_OF = { '+': 'create', '~': 'change', '=': 'leave', '-': 'archive', '!': 'cannot' } as const satisfies Record<Sign, keyof Plan['counts']>;

/** What is already right is of little interest at first: it can be asked for. */
export const SHOWN_AT_FIRST: ReadonlySet<Sign> = new Set(['+', '~', '-', '!']);

export const changesOf = (plan: Plan): number => plan.counts.create + plan.counts.change + plan.counts.archive;

export interface ShownTeam { readonly team: PlanTeam; readonly lines: readonly PlanLine[] }
export const shownTeams = (plan: Plan, shown: ReadonlySet<Sign>): readonly ShownTeam[] =>
  plan.teams.map((team) => ({ team, lines: team.lines.filter((line) => shown.has(line.sign)) })).filter((one) => one.lines.length > 0);

export const countLines = (lines: readonly PlanLine[]): readonly { readonly sign: Sign; readonly count: number }[] =>
  SIGNS.map((sign) => ({ sign, count: lines.filter((line) => line.sign === sign).length })).filter((one) => one.count > 0);

export interface Reach {
  readonly newTeams: readonly PlanTeam[];
  readonly changedTeams: readonly { readonly team: PlanTeam; readonly changes: number }[];
  /** What disappears or closes for somebody. */
  readonly archived: readonly PlanLine[];
}
export function reachOf(plan: Plan): Reach {
  const newTeams = plan.teams.filter((team) => team.sign === '+');
  const changedTeams = plan.teams
    .filter((team) => team.sign !== '+')
    .map((team) => ({ team, changes: team.lines.filter((line) => line.sign === '+' || line.sign === '~').length }))
    .filter((one) => one.changes > 0);
  return { newTeams, changedTeams, archived: plan.teams.flatMap((team) => team.lines.filter((line) => line.sign === '-')) };
}

export function missingPermissions(plan: Plan): { readonly permissions: number; readonly steps: number } {
  const missing = plan.permissions.filter((one) => one.granted === false);
  return { permissions: missing.length, steps: missing.reduce((sum, one) => sum + one.steps, 0) };
}

/** The faulty line with its neighbours, numbered, and where the caret stands under it. */
export function excerpt(text: string, line: number, column: number | null): readonly { readonly number: number; readonly text: string; readonly caret: number | null }[] {
  const lines = text.split(/\r\n|\n|\r/);
  const first = Math.max(1, line - 1);
  const last = Math.min(lines.length, line + 1);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_unused, place) => {
    const number = first + place;
    return { number, text: (lines[number - 1] ?? '').slice(0, 400), caret: number === line ? (column === null ? null : column - 1) : null };
  });
}

/** Where a line begins and ends in the text, to select it in the editor. */
export function lineRange(text: string, line: number): readonly [number, number] {
  let start = 0;
  for (let seen = 1; seen < line; seen += 1) {
    const next = text.indexOf('\n', start);
    if (next === -1) return [text.length, text.length];
    start = next + 1;
  }
  const end = text.indexOf('\n', start);
  return [start, end === -1 ? text.length : end];
}

export const byPlace = (faults: readonly FieldError[]): readonly FieldError[] => [...faults].sort((a, b) => (a.line ?? Infinity) - (b.line ?? Infinity) || (a.column ?? 0) - (b.column ?? 0));
