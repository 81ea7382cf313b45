// The week of a committee for its channel, and of what they look after for its coordinators: counts, and the first few lines behind them.

import { addDays } from '../../../shared/dates.ts';
import type { ActionId, CommitteeId, EntraId, PersonId } from '../../../shared/ids.ts';
import { committeeId } from '../../../shared/ids.ts';
import { localTime } from '../../../shared/zones.ts';
import type { Charter } from '../../committees/domain/charter.ts';
import { coordinates, rolesOf } from '../../committees/domain/permissions.ts';
import type { Recipient } from '../../conversations/domain/outgoing.ts';
import { isLate, type Action } from '../domain/action.ts';
import type { ActionStore, Clock } from '../ports.ts';
import { showAction, type ShownAction } from './show-action.ts';

export interface WeekOfActions {
  /** Of the committee; null for what a coordinator looks after. */
  readonly acronym: string | null;
  readonly late: number;
  readonly blocked: number;
  /** Due from Monday to Sunday. */
  readonly due: number;
  /** Decisions in force whose execution is not over; null where nobody counts them. */
  readonly awaiting: number | null;
  /** None of a restricted committee. */
  readonly lines: readonly ShownAction[];
  readonly page: string;
}

export interface WeekDeps {
  readonly charter: () => Promise<Charter | null>;
  readonly actions: Pick<ActionStore, 'open' | 'findAll'>;
  readonly personOf: (account: EntraId) => Promise<PersonId | null>;
  readonly pageOf: (action: ActionId) => string;
  readonly logOf: (charter: Charter, committee: CommitteeId | null) => string;
  /** How many decisions of these committees await execution; null while nobody counts them. */
  readonly awaiting: ((committees: readonly CommitteeId[]) => Promise<number>) | null;
  readonly clock: Clock;
}

const MOST_LINES = 5;

/** Null when there is nothing to say of the week. */
export const weekOfActions = ({ charter, actions, personOf, pageOf, logOf, awaiting, clock }: WeekDeps) =>
  async ({ committee: asked, monday }: { readonly committee: string | null; readonly monday: string }, to: Recipient): Promise<WeekOfActions | null> => {
    const network = await charter();
    if (network === null) return null;
    const committees = asked === null ? await lookedAfter(network, to, personOf, monday) : network.committees.flatMap(({ id }) => (id === asked ? [id] : []));
    if (committees.length === 0) return null;
    const now = clock.now();
    const todayOf = (action: Action): string => localTime(now, network.committees.find(({ id }) => id === action.committee)?.zone ?? network.zone).date;
    const open = await actions.open(committees);
    const [late, blocked] = [open.filter((action) => isLate(action, todayOf(action))), open.filter(({ state }) => state === 'blocked')];
    const due = open.filter((action) => action.due >= monday && action.due <= addDays(monday, 6));
    const waiting = awaiting === null ? null : await awaiting(committees);
    if (late.length + blocked.length + due.length + (waiting ?? 0) === 0) return null;
    const restricted = network.committees.some(({ id, confidentiality }) => confidentiality === 'restreinte' && id === asked);
    // Of what was said in camera, and of restricted committees, there are counts and no line.
    const isOpenToAll = ({ committee, inCamera }: Action): boolean => !inCamera && network.committees.find(({ id }) => id === committee)?.confidentiality === 'interne';
    const ids = restricted ? [] : [...new Set([...late, ...due, ...blocked].filter(isOpenToAll).map(({ id }) => id))].slice(0, MOST_LINES);
    return {
      acronym: asked === null ? null : (network.committees.find(({ id }) => id === asked)?.acronym ?? asked),
      late: late.length, blocked: blocked.length, due: due.length, awaiting: waiting,
      lines: (await actions.findAll(ids)).map((action) => showAction(network, action, { page: pageOf(action.id), now })),
      page: logOf(network, asked === null ? null : committeeId(asked)),
    };
  };

/** Those that the coordinator answers for, of the network or of a territory. */
async function lookedAfter(network: Charter, to: Recipient, personOf: WeekDeps['personOf'], day: string): Promise<readonly CommitteeId[]> {
  const person = to.is === 'person' ? await personOf(to.person) : null;
  if (person === null) return [];
  const roles = rolesOf(network, person, day);
  return network.committees.map(({ id }) => id).filter((id) => coordinates(roles, [id], network).ok);
}
