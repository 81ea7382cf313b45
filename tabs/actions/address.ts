// Which actions somebody looks at, as an address keeps it. Addresses are read before anything else is loaded: this imports nothing.
import type { ActionPriority, ActionQuery } from '../../src/contract/actions.ts';

export const STATE_FILTERS = ['open', 'todo', 'in-progress', 'blocked', 'done', 'cancelled', 'closed', 'all'] as const satisfies readonly NonNullable<ActionQuery['state']>[];
const PRIORITIES: readonly ActionPriority[] = ['urgent', 'important', 'medium', 'low'];
export type StateFilter = (typeof STATE_FILTERS)[number];
/** Of those that nobody answers for. */
export const NOBODY = 'none';

export interface ActionFilter {
  readonly q: string;
  readonly state: StateFilter;
  readonly late: boolean;
  /** Due between today and Sunday. */
  readonly week: boolean;
  /** A person's id, a vacant seat's, or `none`. */
  readonly owner: string | null;
  readonly priority: ActionPriority | null;
  readonly committee: string | null;
  readonly territory: string | null;
  /** Only of committees that the reader answers for. */
  readonly answered: boolean;
  readonly decision: string | null;
}
export const NO_FILTER: ActionFilter = { q: '', state: 'open', late: false, week: false, owner: null, priority: null, committee: null, territory: null, answered: false, decision: null };
/** `within`: the committee whose page this is, which nobody chose. */
export const isFiltering = (filter: ActionFilter, within: string | null): boolean => JSON.stringify({ ...filter, q: filter.q.trim(), committee: filter.committee === within ? null : filter.committee }) !== JSON.stringify(NO_FILTER);

export const stateOf = (word: string | null | undefined): StateFilter => STATE_FILTERS.find((one) => one === word) ?? 'open';
export const priorityOf = (word: string | null | undefined): ActionPriority | null => PRIORITIES.find((one) => one === word) ?? null;

export const readFilter = (query: URLSearchParams): ActionFilter => ({
  q: query.get('q') ?? '', state: stateOf(query.get('state')), late: query.get('late') === '1', week: query.get('week') === '1', owner: query.get('owner'),
  priority: priorityOf(query.get('priority')), committee: query.get('committee'), territory: query.get('territory'), answered: query.get('answered') === '1', decision: query.get('decision'),
});

/** The words of an address; what is null is not said. */
export const filterWords = (filter: ActionFilter): Readonly<Record<string, string | null>> => ({
  committee: filter.committee, territory: filter.territory, answered: filter.answered ? '1' : null, state: filter.state === 'open' ? null : filter.state, late: filter.late ? '1' : null, week: filter.week ? '1' : null,
  owner: filter.owner, priority: filter.priority, decision: filter.decision, q: filter.q.trim() === '' ? null : filter.q,
});
