// An action as Planner can hold it, and a task of Planner as an action: which bucket and which percentage stand for which state, what a
// person's move of a card means, and what to write so that the card says what was agreed.
//
// What Planner cannot hold stays ours: the reason of a blocked action, the history of due days, links, what was delivered. What an action
// cannot hold stays Planner's: further people on a task, buckets that people made for themselves, a percentage between nothing and all.

import type { EntraId } from '../../../shared/ids.ts';
import type { ActionState, Priority } from './action.ts';
import { LONGEST_TITLE } from './change-action.ts';

/** What both sides can hold. */
export interface PlannerView {
  readonly title: string;
  /** ISO day. */
  readonly due: string;
  readonly assignee: EntraId | null;
  readonly state: ActionState;
  readonly priority: Priority;
}
export type ViewField = keyof PlannerView;
export const FIELDS: readonly ViewField[] = ['state', 'title', 'due', 'assignee', 'priority'];

/** The buckets that Gouverne makes, in the order of the board. */
export const BUCKETS = ['todo', 'in-progress', 'blocked', 'done', 'cancelled'] as const satisfies readonly ActionState[];

/** A task as Planner shows it. */
export interface PlannerCard {
  readonly title: string;
  readonly due: string | null;
  readonly assignees: readonly { readonly person: EntraId; readonly at: Date }[];
  /** Null: a bucket that people made, or none. */
  readonly bucket: ActionState | null;
  readonly percent: number;
  /** 0 to 10, the smaller the more urgent. */
  readonly priority: number;
  readonly completedAt: Date | null;
}

/** What is to be written; what is absent stays. */
export interface CardChange {
  readonly title?: string;
  readonly due?: string;
  readonly assign?: readonly EntraId[];
  readonly unassign?: readonly EntraId[];
  readonly bucket?: ActionState;
  readonly percent?: number;
  readonly priority?: number;
}
export const isNothing = (change: CardChange): boolean => Object.keys(change).length === 0;

/** Whether a person of the tenant may answer for actions of the committee. */
export type MayOwn = (person: EntraId) => boolean;

const PRIORITIES: Readonly<Record<Priority, number>> = { urgent: 1, important: 3, medium: 5, low: 9 };
/** As the client groups them: 0 and 1, 2 to 4, 5 to 7, 8 to 10. */
const priorityIn = (priority: number): Priority => (priority <= 1 ? 'urgent' : priority <= 4 ? 'important' : priority <= 7 ? 'medium' : 'low');

/** A title of Planner on one line, no longer than an action's may be. */
export const tidy = (title: string): string => Array.from(title.replace(/\s+/g, ' ').trim()).slice(0, LONGEST_TITLE).join('').trim();

const started = (percent: number): ActionState => (percent === 100 ? 'done' : percent === 0 ? 'todo' : 'in-progress');
const closed = (state: ActionState): boolean => state === 'done' || state === 'cancelled';

/** Whether the card says that state. A bucket of people's own says nothing, but cannot stand for what only a bucket says. */
export function shows({ bucket, percent }: Pick<PlannerCard, 'bucket' | 'percent'>, state: ActionState): boolean {
  if (state === 'blocked') return bucket === 'blocked' && percent < 100;
  if (state === 'cancelled') return bucket === 'cancelled' && percent === 100;
  return started(percent) === state && (bucket === state || bucket === null);
}

/** Of percentage and bucket, the one that no longer says what was agreed is the one that somebody moved. */
function stateIn(card: PlannerCard, agreed: ActionState): ActionState {
  if (shows(card, agreed)) return agreed;
  const { bucket, percent } = card;
  const carried = bucket !== null && bucket !== agreed ? bucket : null;
  // Completed by its tick, or reopened, and perhaps carried where it goes on.
  if ((percent === 100) !== closed(agreed)) return carried !== null && closed(carried) === (percent === 100) ? carried : started(percent);
  return carried ?? (closed(agreed) ? 'done' : started(percent));
}

/** The same person as agreed while still on the task; else whoever of the committee was put on it last; a task for strangers alone changes nothing. */
function assigneeIn({ assignees }: PlannerCard, agreed: EntraId | null, mayOwn: MayOwn): EntraId | null {
  if (assignees.length === 0) return null;
  if (agreed !== null && assignees.some(({ person }) => person === agreed)) return agreed;
  const [last] = assignees.filter(({ person }) => mayOwn(person)).toSorted((a, b) => b.at.getTime() - a.at.getTime() || a.person.localeCompare(b.person));
  return last?.person ?? agreed;
}

/** What Planner says, given what was agreed: what it does not contradict stands. A due day that was taken away is put back: an action has one. */
export const viewOf = (card: PlannerCard, agreed: PlannerView, mayOwn: MayOwn): PlannerView => ({
  title: tidy(card.title) === '' ? agreed.title : tidy(card.title),
  due: card.due ?? agreed.due,
  assignee: assigneeIn(card, agreed.assignee, mayOwn),
  state: stateIn(card, agreed.state),
  priority: priorityIn(card.priority) === agreed.priority ? agreed.priority : priorityIn(card.priority),
});

/** What to write so that the card says this. `before` are people who answered for it and no longer do. */
export function changeTo(card: PlannerCard, view: PlannerView, before: readonly (EntraId | null)[], mayOwn: MayOwn): CardChange {
  const on = card.assignees.map(({ person }) => person);
  const assign = view.assignee !== null && !on.includes(view.assignee) ? [view.assignee] : [];
  const unassign = on.filter((person) => person !== view.assignee && (before.includes(person) || (view.assignee === null && mayOwn(person))));
  return {
    ...(tidy(card.title) === view.title ? {} : { title: view.title }),
    ...(card.due === view.due ? {} : { due: view.due }),
    ...(assign.length === 0 ? {} : { assign }), ...(unassign.length === 0 ? {} : { unassign }),
    ...(shows(card, view.state) ? {} : placeFor(card, view.state)),
    ...(priorityIn(card.priority) === view.priority ? {} : { priority: PRIORITIES[view.priority] }),
  };
}

function placeFor(card: Pick<PlannerCard, 'bucket' | 'percent'>, state: ActionState): Pick<CardChange, 'bucket' | 'percent'> {
  const percent = closed(state) ? 100 : state === 'todo' ? 0 : state === 'in-progress' ? (started(card.percent) === state ? card.percent : 50) : card.percent === 100 ? 50 : card.percent;
  const bucket = card.bucket === state || shows({ bucket: card.bucket, percent }, state) ? undefined : state;
  return { ...(percent === card.percent ? {} : { percent }), ...(bucket === undefined ? {} : { bucket }) };
}

/** A card for an action that Planner does not hold yet. */
export const newCard = (view: PlannerView): Required<Pick<CardChange, 'title' | 'due' | 'bucket' | 'percent' | 'priority' | 'assign'>> => ({
  title: view.title, due: view.due, bucket: view.state, percent: closed(view.state) ? 100 : view.state === 'in-progress' ? 50 : 0, priority: PRIORITIES[view.priority], assign: view.assignee === null ? [] : [view.assignee],
});

/** What was written, as it would be read. */
export const written = (card: PlannerCard, change: CardChange, at: Date): PlannerCard => ({
  title: change.title ?? card.title, due: change.due ?? card.due, bucket: change.bucket ?? card.bucket, percent: change.percent ?? card.percent, priority: change.priority ?? card.priority,
  assignees: [...card.assignees.filter(({ person }) => change.unassign?.includes(person) !== true), ...(change.assign ?? []).map((person) => ({ person, at }))],
  completedAt: (change.percent ?? card.percent) === 100 ? (card.completedAt ?? at) : null,
});
