// An action item: what was asked of whom by when, and what has become of it. Late is a question of the day, never a state that somebody
// types.

import { daysBetween } from '../../../shared/dates.ts';
import type { ActionId, CommitteeId, DecisionId, PersonId, SeatId } from '../../../shared/ids.ts';
import type { Charter, Seat } from '../../committees/domain/charter.ts';
import { isFilled } from '../../committees/domain/term.ts';
import type { MeetingId } from '../../meetings/domain/meeting.ts';

export type ActionState = 'todo' | 'in-progress' | 'blocked' | 'done' | 'cancelled';
export type Priority = 'urgent' | 'important' | 'medium' | 'low';
/** A person, or whoever holds a seat: an action given to a seat follows it. */
export type Owner = { readonly is: 'person'; readonly person: PersonId } | { readonly is: 'seat'; readonly seat: SeatId };
/** Through which door it came. */
export type Origin = 'tab' | 'bot' | 'message' | 'meeting' | 'decision' | 'risk' | 'planner' | 'import' | 'example';

/** What it follows from or serves. `project` and `risk` are ids of the charter file until those features hold them. */
export interface Links {
  readonly meeting: MeetingId | null;
  readonly item: string | null;
  readonly decision: DecisionId | null;
  readonly project: string | null;
  readonly risk: string | null;
}
export const NO_LINKS: Links = { meeting: null, item: null, decision: null, project: null, risk: null };

/** The message in Teams from which it was made. */
export interface QuotedMessage { readonly url: string; readonly quote: string }

/** The due day was changed. `by` is null for a change that came from Planner. */
export interface Postponement { readonly from: string; readonly to: string; readonly at: Date; readonly by: PersonId | null; readonly reason: string }

export interface Action {
  readonly id: ActionId;
  readonly committee: CommitteeId;
  readonly title: string;
  readonly detail: string | null;
  /** Null: to be assigned. */
  readonly owner: Owner | null;
  /** ISO day in the committee's zone. */
  readonly due: string;
  readonly state: ActionState;
  /** Why it is blocked; null in every other state. */
  readonly blocked: string | null;
  /** What was delivered, or why it was cancelled. */
  readonly outcome: string | null;
  readonly priority: Priority;
  readonly links: Links;
  readonly message: QuotedMessage | null;
  /** Follows from what was said in camera: only the committee's members know of it. */
  readonly inCamera: boolean;
  readonly origin: Origin;
  readonly postponements: readonly Postponement[];
  readonly createdAt: Date;
  /** Null when Gouverne made it: an example, a task of Planner. */
  readonly createdBy: PersonId | null;
  readonly closedAt: Date | null;
  readonly changedAt: Date;
  /** 1 when it is created. */
  readonly version: number;
}

export const isOpen = ({ state }: Pick<Action, 'state'>): boolean => state !== 'done' && state !== 'cancelled';

/** `today` is the day in the committee's zone. An action is late from the day after its due day. */
export const isLate = (action: Pick<Action, 'state' | 'due'>, today: string): boolean => isOpen(action) && action.due < today;
export const lateDays = (action: Pick<Action, 'state' | 'due'>, today: string): number => (isLate(action, today) ? daysBetween(action.due, today) : 0);

/** How often the due day was put off; one that was brought forward is no postponement. */
export const timesPostponed = ({ postponements }: Pick<Action, 'postponements'>): number => postponements.filter(({ from, to }) => to > from).length;

/** Who answers for it on that day; null while it is to be assigned, or its seat is vacant. */
export function ownerToday(charter: Pick<Charter, 'committees'>, owner: Owner | null, today: string): PersonId | null {
  if (owner === null) return null;
  if (owner.is === 'person') return owner.person;
  return linesOf(charter, owner.seat).find((line) => isFilled(line, today))?.holder ?? null;
}

/** One for each who held it, holds it or will. */
const linesOf = (charter: Pick<Charter, 'committees'>, id: SeatId): readonly Seat[] => charter.committees.flatMap(({ seats }) => seats.filter((seat) => seat.id === id));

/** What the seat is, whoever sits there. */
export const seatOf = (charter: Pick<Charter, 'committees'>, id: SeatId): Seat | null => linesOf(charter, id)[0] ?? null;

/** Every way in which a person may be named as owner on that day: in person, and by the seats held. */
export const ownersOf = (charter: Pick<Charter, 'committees'>, person: PersonId, today: string): { readonly person: PersonId; readonly seats: readonly SeatId[] } =>
  ({ person, seats: charter.committees.flatMap(({ seats }) => seats.filter((seat) => seat.holder === person && isFilled(seat, today)).map(({ id }) => id)) });
