// Which decisions somebody looks at, as an address keeps it. Addresses are read before anything else is loaded: this imports nothing.
import type { DecisionKind, DecisionQuery, DecisionStanding } from '../../src/contract/decisions.ts';

export const KINDS: readonly DecisionKind[] = ['decision', 'ruling', 'direction', 'recommendation'];
export const STANDINGS: readonly DecisionStanding[] = ['in-force', 'to-review', 'superseded'];

export interface DecisionFilter {
  readonly q: string;
  readonly committee: string | null;
  readonly territory: string | null;
  /** Only of committees that the reader answers for. */
  readonly answered: boolean;
  readonly kind: DecisionKind | null;
  readonly standing: DecisionStanding | null;
  /** In force, and not carried out everywhere yet. */
  readonly awaiting: boolean;
  readonly year: number | null;
}
export const NO_DECISION_FILTER: DecisionFilter = { q: '', committee: null, territory: null, answered: false, kind: null, standing: null, awaiting: false, year: null };
/** `within`: the committee whose page this is, which nobody chose. */
export const isFilteringDecisions = (filter: DecisionFilter, within: string | null): boolean =>
  JSON.stringify({ ...filter, q: filter.q.trim(), committee: filter.committee === within ? null : filter.committee }) !== JSON.stringify(NO_DECISION_FILTER);

const kindOf = (word: string | null): DecisionKind | null => KINDS.find((one) => one === word) ?? null;
const standingOf = (word: string | null): DecisionStanding | null => STANDINGS.find((one) => one === word) ?? null;
const yearOf = (word: string | null): number | null => (word !== null && /^20\d\d$/.test(word) ? Number(word) : null);

export const readDecisionFilter = (query: URLSearchParams): DecisionFilter => ({
  q: query.get('q') ?? '', committee: query.get('committee'), territory: query.get('territory'), answered: query.get('answered') === '1', kind: kindOf(query.get('kind')), standing: standingOf(query.get('standing')), awaiting: query.get('awaiting') === '1', year: yearOf(query.get('year')),
});

/** The words of an address; what is null is not said. */
export const decisionFilterWords = (filter: DecisionFilter): Readonly<Record<string, string | null>> => ({
  committee: filter.committee, territory: filter.territory, answered: filter.answered ? '1' : null, kind: filter.kind, standing: filter.standing, awaiting: filter.awaiting ? '1' : null, year: filter.year?.toString() ?? null, q: filter.q.trim() === '' ? null : filter.q.trim(),
});

/** As the server takes it. */
export const decisionQueryOf = (filter: DecisionFilter): DecisionQuery => ({
  ...(filter.committee !== null && { committee: filter.committee }), ...(filter.territory !== null && { territory: filter.territory }), ...(filter.answered && { answered: 'true' as const }), ...(filter.kind !== null && { kind: filter.kind }), ...(filter.standing !== null && { standing: filter.standing }),
  ...(filter.awaiting && { awaiting: 'true' as const }), ...(filter.year !== null && { year: filter.year }), ...(filter.q.trim() !== '' && { q: filter.q.trim() }),
});
