// The rules of an action item: what one may be when it is made, and what may be done with it afterwards. A blocked action says why, a due
// day that is put off says why, what is closed is reopened before anything else.

import { addDays, isDate } from '../../../shared/dates.ts';
import { accept, refuse, type Decision } from '../../../shared/decision.ts';
import { looksLikeHealthNumber } from '../../../shared/health-number.ts';
import type { ActionId, CommitteeId, PersonId } from '../../../shared/ids.ts';
import type { Charter } from '../../committees/domain/charter.ts';
import { isFilled } from '../../committees/domain/term.ts';
import type { Act } from '../../journal/domain/acts.ts';
import { addBusinessDays } from '../../meetings/domain/days-off.ts';
import { isOpen, timesPostponed, type Action, type ActionState, type Links, type Origin, type Owner, type Priority, type QuotedMessage } from './action.ts';

export const LONGEST_TITLE = 200;
export const LONGEST_TEXT = 4000;
export const LONGEST_REASON = 1000;
/** A due day further away is a mistake of the year. */
const FURTHEST_DAYS = 3660;
const MOST_WORKING_DAYS = 500;
/** For so long, whoever changed the due day may take that back as if it had not been. */
const TAKEN_BACK_MS = 5 * 60_000;

export type TextField = 'title' | 'detail' | 'reason' | 'outcome' | 'message' | 'item' | 'project' | 'risk';
export type ActionRefusal =
  | { readonly why: 'unknown-committee'; readonly committee: string }
  | { readonly why: 'no-title' }
  | { readonly why: 'too-long'; readonly field: TextField; readonly most: number }
  | { readonly why: 'health-number'; readonly field: TextField }
  | { readonly why: 'not-a-day'; readonly due: string }
  | { readonly why: 'in-the-past'; readonly due: string; readonly today: string }
  | { readonly why: 'too-far'; readonly due: string }
  /** Somebody without a seat in the committee. */
  | { readonly why: 'outside'; readonly person: string; readonly committee: CommitteeId }
  | { readonly why: 'not-its-seat'; readonly seat: string; readonly committee: CommitteeId }
  | { readonly why: 'blocked-without-reason' }
  | { readonly why: 'postponed-without-reason' }
  | { readonly why: 'cancelled-without-reason' }
  /** Done or cancelled: to be reopened first. */
  | { readonly why: 'closed'; readonly state: 'done' | 'cancelled' };

/** A day, or so many working days from today. */
export type Due = string | { readonly workingDays: number };

export interface AskedAction {
  readonly committee: CommitteeId;
  readonly title: string;
  readonly detail: string | null;
  readonly owner: Owner | null;
  readonly due: Due;
  readonly priority: Priority;
  readonly links: Links;
  readonly message: QuotedMessage | null;
  readonly inCamera: boolean;
  readonly origin: Origin;
}

/** What is absent stays as it is. `reason` goes with a due day that is put off, with `blocked` and with `cancelled`. */
export interface ActionChange {
  readonly title?: string | undefined;
  readonly detail?: string | null | undefined;
  readonly owner?: Owner | null | undefined;
  readonly due?: Due | undefined;
  readonly state?: ActionState | undefined;
  readonly reason?: string | null | undefined;
  readonly outcome?: string | null | undefined;
  readonly priority?: Priority | undefined;
  readonly links?: Partial<Links> | undefined;
  /** What is in camera stays so. */
  readonly inCamera?: true | undefined;
}

/** When a rule is asked: the moment, and the day that it is in the committee's zone. */
export interface When { readonly now: Date; readonly today: string }

/** Without its number, which it gets when it is stored. */
export type UnnumberedAction = Omit<Action, 'id'>;
export const numbered = (action: UnnumberedAction, id: ActionId): Action => ({ ...action, id });

export function newAction(charter: Charter, asked: AskedAction, by: PersonId | null, { now, today }: When): Decision<UnnumberedAction, ActionRefusal> {
  const committee = charter.committees.find(({ id }) => id === asked.committee);
  if (committee === undefined) return refuse({ why: 'unknown-committee', committee: asked.committee });
  const text = textFault({ title: asked.title, detail: asked.detail, message: asked.message?.quote ?? null, ...textsOf(asked.links) });
  if (text !== null) return refuse(text);
  const due = dueDay(charter, asked.committee, asked.due, today);
  if (!due.ok) return due;
  const owner = ownerFault(charter, asked.committee, asked.owner, today);
  if (owner !== null) return refuse(owner);
  return accept({
    committee: asked.committee, title: oneLine(asked.title), detail: blankIsNull(asked.detail), owner: asked.owner, due: due.value, state: 'todo', blocked: null, outcome: null,
    priority: asked.priority, links: asked.links, message: asked.message, inCamera: asked.inCamera, origin: asked.origin, postponements: [],
    createdAt: now, createdBy: by, closedAt: null, changedAt: now, version: 1,
  });
}

export function changeAction(charter: Charter, action: Action, change: ActionChange, by: PersonId | null, { now, today }: When): Decision<Action, ActionRefusal> {
  const state = change.state ?? action.state;
  if (!isOpen(action) && !isOpen({ state }) && state === action.state) {
    // What was delivered may still be added to; nothing else of it changes.
    const rest = Object.entries(change).some(([key, value]) => value !== undefined && !['state', 'outcome', 'reason'].includes(key));
    if (rest) return refuse({ why: 'closed', state: action.state as 'done' | 'cancelled' });
  } else if (!isOpen(action) && !isOpen({ state })) {
    return refuse({ why: 'closed', state: action.state as 'done' | 'cancelled' });
  }
  const reason = blankIsNull(change.reason ?? null);
  const text = textFault({ title: change.title ?? action.title, detail: change.detail ?? null, reason, outcome: change.outcome ?? null, ...textsOf(change.links ?? {}) });
  if (text !== null) return refuse(text);
  const due = change.due === undefined || change.due === action.due ? accept(action.due) : dueDay(charter, action.committee, change.due, today);
  if (!due.ok) return due;
  const back = due.value !== action.due && takesBack(action, due.value, by, now);
  if (due.value > action.due && !back && reason === null) return refuse({ why: 'postponed-without-reason' });
  const owner = change.owner === undefined ? action.owner : change.owner;
  if (change.owner !== undefined && !sameOwner(owner, action.owner)) {
    const fault = ownerFault(charter, action.committee, owner, today);
    if (fault !== null) return refuse(fault);
  }
  // The reason of a new due day is not that of the blocking.
  const blocked = state !== 'blocked' ? null : change.state === 'blocked' ? (reason ?? action.blocked) : action.blocked;
  if (state === 'blocked' && blocked === null) return refuse({ why: 'blocked-without-reason' });
  if (state === 'cancelled' && action.state !== 'cancelled' && reason === null) return refuse({ why: 'cancelled-without-reason' });
  const outcome = state === 'cancelled' && action.state !== 'cancelled' ? reason : change.outcome === undefined ? (isOpen({ state }) && !isOpen(action) ? null : action.outcome) : blankIsNull(change.outcome);
  return accept({
    ...action, title: oneLine(change.title ?? action.title), detail: change.detail === undefined ? action.detail : blankIsNull(change.detail), owner, due: due.value, state, blocked, outcome,
    priority: change.priority ?? action.priority, links: { ...action.links, ...change.links }, inCamera: action.inCamera || change.inCamera === true,
    postponements: due.value === action.due ? action.postponements : back ? action.postponements.slice(0, -1) : [...action.postponements, { from: action.due, to: due.value, at: now, by, reason: reason ?? '' }],
    closedAt: isOpen({ state }) ? null : (action.closedAt ?? now), changedAt: now,
  });
}

/** A mistake undone is no postponement: the same person puts back the day that they have just changed. Planner does not say who did it. */
function takesBack({ postponements, due }: Action, to: string, by: PersonId | null, now: Date): boolean {
  const last = postponements.at(-1);
  return last !== undefined && by !== null && last.by === by && last.to === due && last.from === to && now.getTime() - last.at.getTime() <= TAKEN_BACK_MS;
}

/** The day that is meant. A day off is taken as it is: reminders look for working days by themselves. */
export function dueDay(charter: Charter, committee: CommitteeId, due: Due, today: string): Decision<string, ActionRefusal> {
  if (typeof due !== 'string') {
    const { workingDays } = due;
    if (!Number.isInteger(workingDays) || workingDays < 0 || workingDays > MOST_WORKING_DAYS) return refuse({ why: 'not-a-day', due: String(workingDays) });
    return accept(addBusinessDays(charter.calendar, today, workingDays, charter.committees.find(({ id }) => id === committee)?.easter));
  }
  if (!isDate(due)) return refuse({ why: 'not-a-day', due: due.slice(0, 40) });
  if (due < today) return refuse({ why: 'in-the-past', due, today });
  return due > addDays(today, FURTHEST_DAYS) ? refuse({ why: 'too-far', due }) : accept(due);
}

/** Whoever may answer for an action of a committee: its people of that day, and its seats, vacant ones too. */
function ownerFault(charter: Charter, committee: CommitteeId, owner: Owner | null, today: string): ActionRefusal | null {
  if (owner === null) return null;
  const seats = charter.committees.find(({ id }) => id === committee)?.seats ?? [];
  if (owner.is === 'seat') return seats.some(({ id }) => id === owner.seat) ? null : { why: 'not-its-seat', seat: owner.seat, committee };
  return seats.some((seat) => seat.holder === owner.person && isFilled(seat, today)) ? null : { why: 'outside', person: owner.person, committee };
}

const ONE_LINE: ReadonlySet<TextField> = new Set<TextField>(['title', 'item', 'project', 'risk']);
/** What people write among the links. */
const textsOf = ({ item = null, project = null, risk = null }: Partial<Links>) => ({ item, project, risk });

function textFault(fields: Partial<Record<TextField, string | null>>): ActionRefusal | null {
  if (fields.title !== undefined && (fields.title ?? '').trim() === '') return { why: 'no-title' };
  for (const [field, text] of Object.entries(fields) as [TextField, string | null][]) {
    if (text === null) continue;
    if (looksLikeHealthNumber(text)) return { why: 'health-number', field };
    const most = ONE_LINE.has(field) ? LONGEST_TITLE : field === 'reason' ? LONGEST_REASON : LONGEST_TEXT;
    if (text.trim().length > most) return { why: 'too-long', field, most };
  }
  return null;
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
const blankIsNull = (text: string | null): string | null => (text === null || text.trim() === '' ? null : text.trim());
export const sameOwner = (a: Owner | null, b: Owner | null): boolean => JSON.stringify(ownerKey(a)) === JSON.stringify(ownerKey(b));
const ownerKey = (owner: Owner | null): readonly string[] => (owner === null ? [] : owner.is === 'person' ? ['person', owner.person] : ['seat', owner.seat]);
/** `person:per-…`, `seat:cncot:membre:…`, or null: how the journal names an owner. */
export const ownerWord = (owner: Owner | null): string | null => (owner === null ? null : ownerKey(owner).join(':'));

/** What changed, for the journal: ids, days and states. Titles, reasons and details are free text and stay with the action. */
export function actsOf(before: Action, after: Action): Act[] {
  const { id: action } = after;
  const [owned, owns] = [ownerWord(before.owner), ownerWord(after.owner)];
  const fields = (['title', 'detail', 'priority', 'outcome', 'inCamera'] as const).filter((field) => before[field] !== after[field]);
  const linked = JSON.stringify(before.links) !== JSON.stringify(after.links);
  return [
    ...(owned === owns ? [] : [{ act: 'action-handed-over', action, before: owned, after: owns } as const]),
    ...(before.due === after.due ? [] : [{ act: 'action-due-changed', action, times: timesPostponed(after), before: before.due, after: after.due } as const]),
    ...(before.state === after.state ? [] : [{ act: 'action-state-changed', action, before: before.state, after: after.state } as const]),
    ...(fields.length === 0 && !linked && before.blocked === after.blocked ? [] : [{ act: 'action-changed', action, fields: [...fields, ...(linked ? ['links'] : []), ...(before.blocked === after.blocked ? [] : ['blocked'])] } as const]),
  ];
}
