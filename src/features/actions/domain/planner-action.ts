// An action beside its task: what Planner is to hold of it, what it takes from Planner within its rules, and what a task made by hand becomes.

import type { CommitteeId, EntraId, PersonId } from '../../../shared/ids.ts';
import type { Charter } from '../../committees/domain/charter.ts';
import { isFilled } from '../../committees/domain/term.ts';
import { isOpen, NO_LINKS, ownerToday, type Action } from './action.ts';
import { changeAction, type ActionChange, type ActionRefusal, type AskedAction, type When } from './change-action.ts';
import { tidy, viewOf, type MayOwn, type PlannerCard, type PlannerView, type ViewField } from './planner-view.ts';

/** Accounts of people in the tenant, as provisioning learnt them. */
export interface Accounts {
  readonly accountOf: (person: PersonId) => EntraId | null;
  readonly personOf: (account: EntraId) => PersonId | null;
}
/** Sentences that go with what Planner cannot say. */
export interface Reasons { readonly postponed: string; readonly blocked: string; readonly cancelled: string }

/** A task without a due day gets one: an action has always one, and people see it there and change it. */
const USUAL_WORKING_DAYS = 10;

/**
 * A plan is seen by everybody of its team. The actions of a restricted committee that shares its team are not put there, and what was said
 * in camera never is. Those of any other committee are no secret within the network, whatever its channel.
 */
export function maySharePlan({ committees }: Pick<Charter, 'committees'>, id: CommitteeId): boolean {
  const committee = committees.find((c) => c.id === id);
  if (committee === undefined) return false;
  return committee.confidentiality !== 'restreinte' || !committees.some((c) => c.id !== id && c.workspace.team === committee.workspace.team);
}

export const viewOfAction = (charter: Charter, action: Action, { accountOf }: Accounts, today: string): PlannerView => {
  const owner = ownerToday(charter, action.owner, today);
  return { title: tidy(action.title), due: action.due, assignee: owner === null ? null : accountOf(owner), state: action.state, priority: action.priority };
};

/** When each field last changed here, as far as the action tells. */
export const changedAt = (action: Action): Readonly<Record<ViewField, Date>> => ({
  title: action.changedAt, assignee: action.changedAt, priority: action.changedAt,
  due: action.postponements.at(-1)?.at ?? action.createdAt,
  state: action.closedAt ?? action.changedAt,
});

export const mayOwnIn = (charter: Charter, committee: CommitteeId, { personOf }: Accounts, today: string): MayOwn => {
  const seats = charter.committees.find(({ id }) => id === committee)?.seats ?? [];
  const people = new Set(seats.flatMap((seat) => (seat.holder !== null && isFilled(seat, today) ? [seat.holder] : [])));
  return (account) => { const person = personOf(account); return person !== null && people.has(person); };
};

export interface Taken {
  /** Null: nothing that the rules allow. */
  readonly change: ActionChange | null;
  /** What Planner says and the rules do not allow: ours stands, and is written back. */
  readonly refused: readonly { readonly field: ViewField; readonly why: ActionRefusal['why'] }[];
}

/** What the action takes of these fields, each judged by the rules as a person's change would be. */
export function takeFromPlanner(charter: Charter, action: Action, theirs: PlannerView, fields: readonly ViewField[], { personOf }: Accounts, reasons: Reasons, when: When): Taken {
  const closing = !isOpen(theirs);
  // What is closed is reopened before anything else of it changes, and closed after it.
  const order = fields.toSorted((a, b) => Number(a === 'state') * (closing ? 1 : -1) - Number(b === 'state') * (closing ? 1 : -1));
  let current = action;
  let change: ActionChange = {};
  const refused: Taken['refused'][number][] = [];
  for (const field of order) {
    const part = partOf(field, theirs, personOf, reasons);
    const decision = changeAction(charter, current, part, null, when);
    if (!decision.ok) { refused.push({ field, why: decision.refusal.why }); continue; }
    current = decision.value;
    // One sentence goes with all of it: that of the state where there is one.
    change = { ...change, ...part, ...(field !== 'state' && change.reason !== undefined ? { reason: change.reason } : {}) };
  }
  return { change: Object.keys(change).length === 0 ? null : change, refused };
}

function partOf(field: ViewField, theirs: PlannerView, personOf: Accounts['personOf'], reasons: Reasons): ActionChange {
  switch (field) {
    case 'title': return { title: theirs.title };
    case 'priority': return { priority: theirs.priority };
    case 'due': return { due: theirs.due, reason: reasons.postponed };
    case 'assignee': {
      const person = theirs.assignee === null ? null : personOf(theirs.assignee);
      return { owner: person === null ? null : { is: 'person', person } };
    }
    case 'state': return { state: theirs.state, ...(theirs.state === 'blocked' ? { reason: reasons.blocked } : theirs.state === 'cancelled' ? { reason: reasons.cancelled } : {}) };
    default: return field satisfies never;
  }
}

/** A task that somebody made in our plan, as an action of its committee. One whose day is past is due today. */
export function actionOf(committee: CommitteeId, card: PlannerCard, { personOf }: Accounts, mayOwn: MayOwn, today: string): AskedAction {
  const view = viewOf(card, { title: '', due: today, assignee: null, state: 'todo', priority: 'medium' }, mayOwn);
  const person = view.assignee === null ? null : personOf(view.assignee);
  return {
    committee, title: view.title, detail: null, owner: person === null ? null : { is: 'person', person }, due: card.due === null ? { workingDays: USUAL_WORKING_DAYS } : card.due < today ? today : card.due,
    priority: view.priority, links: NO_LINKS, message: null, inCamera: false, origin: 'planner',
  };
}
