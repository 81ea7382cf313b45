// The register as one reader may know it: a page of it, one decision with what follows from it, and what an institution has to answer.

import type { CommitteeId, DecisionId } from '../../../shared/ids.ts';
import type { Roles } from '../../committees/domain/permissions.ts';
import { narrowed, sightOf, type Sight } from '../../committees/domain/sight.ts';
import { institutionsOf, maySeeDecision } from '../domain/permissions.ts';
import type { Reached } from '../domain/reach.ts';
import type { RegisteredDecision, RegisterLine } from '../domain/registered-decision.ts';
import type { Carrying, DecisionFilter, DecisionStore, Execution } from '../ports.ts';

export interface AskedDecisions extends Pick<DecisionFilter, 'kind' | 'standing' | 'awaiting' | 'year' | 'words'> {
  readonly committee?: CommitteeId | undefined;
  readonly territory?: string | undefined;
  /** Only of committees for which the reader answers, as the desk shows them. */
  readonly answered?: boolean | undefined;
}
export interface SeenLine<Line extends RegisterLine = RegisterLine> { readonly line: Line; readonly execution: Execution; /** False where what superseded it is not for the reader to know. */ readonly seesNext: boolean }
type Reading = Pick<DecisionStore, 'find' | 'findNumber' | 'lines' | 'list' | 'listInFull' | 'replacedBy' | 'execution' | 'carrying' | 'reach' | 'unanswered'>;
export interface ReadDeps { readonly decisions: Reading }

export const NOT_BEGUN: Execution = { open: 0, late: 0, done: 0 };

/** What was asked, narrowed to what the reader may see. */
export function filterFor(roles: Roles, { committee, territory, answered, ...rest }: AskedDecisions, today: string): DecisionFilter {
  return { ...rest, today, sight: narrowed(sightOf(roles), roles, { committee, territory, answered }) };
}

export const readDecisions = ({ decisions }: ReadDeps) =>
  async (roles: Roles, asked: AskedDecisions, page: { readonly cursor: string | null; readonly limit: number }, today: string): Promise<{ readonly lines: readonly SeenLine[]; readonly next: string | null }> => {
    const { decisions: lines, next } = await decisions.list(filterFor(roles, asked, today), page);
    return { lines: await withExecution(decisions, roles, lines, today), next };
  };

/** The same with their texts, for a file. */
export const readRegister = ({ decisions }: ReadDeps) =>
  async (roles: Roles, asked: AskedDecisions, page: { readonly cursor: string | null; readonly limit: number }, today: string): Promise<{ readonly lines: readonly SeenLine<RegisteredDecision>[]; readonly next: string | null }> => {
    const { decisions: lines, next } = await decisions.listInFull(filterFor(roles, asked, today), page);
    return { lines: await withExecution(decisions, roles, lines, today), next };
  };

async function withExecution<Line extends RegisterLine>(decisions: Reading, roles: Roles, lines: readonly Line[], today: string): Promise<readonly SeenLine<Line>[]> {
  const sight = sightOf(roles);
  const after = [...new Set(lines.flatMap(({ supersededBy }) => supersededBy ?? []))];
  const [counts, next] = await Promise.all([decisions.execution(lines.map(({ id }) => id), sight, today), after.length === 0 ? [] : decisions.lines(after)]);
  const seen = new Set(next.filter((line) => isIn(sight, line)).map(({ id }) => id));
  return lines.map((line) => ({ line, execution: counts.get(line.id) ?? NOT_BEGUN, seesNext: line.supersededBy !== null && seen.has(line.supersededBy) }));
}

/** What the store's lists ask in SQL. */
const isIn = ({ committees, inCamera }: Sight, { committee, inCamera: restricted }: RegisterLine): boolean => committees.includes(committee) && (!restricted || inCamera.includes(committee));

export interface DecisionInFull extends Omit<SeenLine, 'line'> {
  readonly decision: RegisteredDecision;
  readonly replaces: readonly RegisterLine[];
  readonly replacedBy: RegisterLine | null;
  readonly carrying: readonly Carrying[];
  readonly reach: readonly Reached[];
}

/** Null for a decision that does not exist, or of which the reader may not know. */
export const readDecision = ({ decisions }: ReadDeps) =>
  async (roles: Roles, id: DecisionId, today: string): Promise<DecisionInFull | null> => {
    const decision = await decisions.find(id);
    if (decision === null) return null;
    const reach = decision.reach.asked === 0 ? [] : await decisions.reach(id);
    if (!maySeeDecision(roles, decision, reach.map(({ institution }) => institution)).ok) return null;
    const sight = sightOf(roles);
    const [replaces, next, carrying] = await Promise.all([decisions.replacedBy(id), decision.supersededBy === null ? [] : decisions.lines([decision.supersededBy]), decisions.carrying(id, sight, today)]);
    const [replacedBy = null] = next.filter((line) => isIn(sight, line));
    return {
      decision, reach, carrying, replacedBy, seesNext: replacedBy !== null, replaces: replaces.filter((line) => isIn(sight, line)),
      execution: { open: carrying.filter(({ state }) => state !== 'done' && state !== 'cancelled').length, late: carrying.filter(({ late }) => late).length, done: carrying.filter(({ state }) => state === 'done').length },
    };
  };

/** By either of its numbers; null when there is none that the reader may know. */
export const readNumber = ({ decisions }: ReadDeps) =>
  async (roles: Roles, number: string): Promise<RegisterLine | null> => {
    const line = await decisions.findNumber(number);
    return line !== null && isIn(sightOf(roles), line) ? line : null;
  };

/** What the institutions for which the reader answers have not answered yet, the oldest first. */
export const readUnanswered = ({ decisions }: ReadDeps) =>
  async (roles: Roles, limit: number): Promise<readonly RegisterLine[]> => {
    // Whoever coordinates the whole network could answer for everybody, and is not asked to.
    const mine = roles.coordination === 'network' ? institutionsOf({ ...roles, coordination: [] }) : institutionsOf(roles);
    const ids = await decisions.unanswered(mine, limit);
    const lines = new Map((await decisions.lines(ids)).map((line) => [line.id, line]));
    return ids.flatMap((id) => lines.get(id) ?? []);
  };
