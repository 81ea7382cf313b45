// Actions as one reader may know them: a page of a list, what is open and late among them, one action.

import { addDays, endOfWeek } from '../../../shared/dates.ts';
import type { ActionId, CommitteeId, PersonId } from '../../../shared/ids.ts';
import type { Roles } from '../../committees/domain/permissions.ts';
import { narrowed, sightOf } from '../../committees/domain/sight.ts';
import { isLate, type Action, type ActionState } from '../domain/action.ts';
import { maySeeAction, ownedBy } from '../domain/permissions.ts';
import type { ActionFilter, ActionPage, ActionStore, Tally } from '../ports.ts';

export interface AskedActions {
  readonly committee?: CommitteeId | undefined;
  readonly territory?: string | undefined;
  /** Only of committees for which the reader answers, as the desk counts them. */
  readonly answered?: boolean | undefined;
  readonly owner?: PersonId | 'nobody' | undefined;
  readonly state?: ActionState | 'open' | 'closed' | 'all' | undefined;
  readonly late?: boolean | undefined;
  /** Due between today and Sunday. */
  readonly week?: boolean | undefined;
  readonly rest: Pick<ActionFilter, 'priority' | 'decision' | 'project' | 'words' | 'closedSince'>;
}

const STATES: Readonly<Record<'open' | 'closed' | 'all', readonly ActionState[]>> = {
  open: ['todo', 'in-progress', 'blocked'], closed: ['done', 'cancelled'], all: ['todo', 'in-progress', 'blocked', 'done', 'cancelled'],
};

/** What the reader asked, narrowed to what the reader may see. One's own actions are seen whatever became of the seat, unless only what the reader answers for is asked. */
export function filterFor(roles: Roles, asked: AskedActions, today: string): ActionFilter {
  const own = asked.owner !== undefined && asked.owner === roles.person && asked.answered !== true;
  const all = roles.charter.committees.map(({ id }) => id);
  const anywhere = own && asked.committee === undefined && asked.territory === undefined;
  const sight = anywhere ? { committees: null, inCamera: null } : narrowed(own ? { committees: all, inCamera: all } : sightOf(roles), roles, asked);
  const state = asked.state ?? 'open';
  return {
    ...asked.rest,
    ...sight,
    ...(asked.owner === undefined ? {} : { owner: asked.owner === 'nobody' ? ('nobody' as const) : ownedBy(roles, asked.owner, today) }),
    states: state === 'open' || state === 'closed' || state === 'all' ? STATES[state] : [state],
    ...(asked.week === true ? { dueFrom: today, dueBefore: addDays(endOfWeek(today), 1) } : {}),
    ...(asked.late === true ? { dueBefore: today } : {}),
  };
}

export const readActions = ({ actions }: { readonly actions: Pick<ActionStore, 'list' | 'tally'> }) =>
  async (roles: Roles, asked: AskedActions, page: { readonly cursor: string | null; readonly limit: number }, today: string): Promise<ActionPage & { readonly counts: Tally }> => {
    const filter = filterFor(roles, asked, today);
    const found = await actions.list(filter, page);
    // One's own few actions are counted as they stand, without asking twice.
    const whole = page.cursor === null && found.next === null && filter.states === STATES.open && filter.dueFrom === undefined && filter.dueBefore === undefined && filter.closedSince === undefined;
    return { ...found, counts: whole ? countOf(found.actions, today) : await actions.tally(filter, today, endOfWeek(today)) };
  };

const countOf = (open: readonly Action[], today: string): Tally => ({
  open: open.length, late: open.filter((action) => isLate(action, today)).length, blocked: open.filter(({ state }) => state === 'blocked').length,
  dueThisWeek: open.filter(({ due }) => due >= today && due <= endOfWeek(today)).length,
});

/** Null for an action that does not exist, or of which the reader may not know. */
export const readAction = ({ actions }: { readonly actions: Pick<ActionStore, 'find'> }) =>
  async (roles: Roles, id: ActionId): Promise<Action | null> => {
    const action = await actions.find(id);
    return action !== null && maySeeAction(roles, action).ok ? action : null;
  };
