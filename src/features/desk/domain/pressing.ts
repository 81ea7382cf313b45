// What needs somebody now, the most pressing first: what is theirs and late, what climbed to them, what waits for their answer, what falls
// due this week, then what the committees they keep are short of.

import { addDays, daysBetween } from '../../../shared/dates.ts';
import type { CommitteeId, SeatId } from '../../../shared/ids.ts';
import { isLate, lateDays, type Action } from '../../actions/domain/action.ts';
import { dayAfter } from '../../actions/domain/action-reminders.ts';
import { owns } from '../../actions/domain/permissions.ts';
import type { Roles } from '../../committees/domain/permissions.ts';
import { isFilled, seatsToday } from '../../committees/domain/term.ts';
import type { RegisterLine } from '../../decisions/domain/registered-decision.ts';
import type { Meeting } from '../../meetings/domain/meeting.ts';

export type Pressing =
  | { readonly is: 'action-late' | 'action-due' | 'action-blocked' | 'climbed'; readonly action: Action; readonly days: number }
  | { readonly is: 'answer-meeting'; readonly meeting: Meeting }
  | { readonly is: 'reach'; readonly decision: RegisterLine }
  | { readonly is: 'decision-review'; readonly decision: RegisterLine }
  | { readonly is: 'vacant-seat'; readonly committee: CommitteeId; readonly seats: number }
  | { readonly is: 'drift'; readonly count: number };

export interface Facts {
  /** One's own, and those of the scope; open ones. */
  readonly actions: readonly Action[];
  readonly unanswered: readonly Meeting[];
  readonly toAnswer: readonly RegisterLine[];
  readonly toReview: readonly RegisterLine[];
  readonly kept: readonly CommitteeId[];
  readonly drift: number;
  readonly today: string;
  readonly weekEnd: string;
}

const MOST = 30;
const MOST_OF_A_KIND = 8;

export function pressing(roles: Roles, facts: Facts): readonly Pressing[] {
  const { actions, today } = facts;
  const mine = actions.filter((action) => owns(roles, action));
  const others = actions.filter((action) => !owns(roles, action));
  const chaired = new Set(roles.seats.filter(({ seat }) => seat.role === 'presidence' || seat.role === 'copresidence').map(({ committee }) => committee.id));
  const { toChairAfter, toParentAfter } = roles.charter.rules.actionReminders;
  const climbed = others.filter((action) => {
    const reached = (after: string | null): boolean => { const day = dayAfter(action.due, after); return day !== null && day <= today; };
    const parent = roles.charter.committees.find(({ id }) => id === action.committee)?.parent ?? null;
    return (chaired.has(action.committee) && reached(toChairAfter)) || (parent !== null && chaired.has(parent) && reached(toParentAfter));
  });
  const ofActions = (is: 'action-late' | 'action-due' | 'action-blocked' | 'climbed', some: readonly Action[]): Pressing[] => some.slice(0, MOST_OF_A_KIND).map((action) => ({ is, action, days: is === 'action-due' ? daysBetween(today, action.due) : lateDays(action, today) }));
  return [
    ...ofActions('action-late', mine.filter((action) => isLate(action, today))),
    ...ofActions('climbed', climbed),
    ...facts.unanswered.slice(0, MOST_OF_A_KIND).map((meeting): Pressing => ({ is: 'answer-meeting', meeting })),
    ...facts.toAnswer.slice(0, MOST_OF_A_KIND).map((decision): Pressing => ({ is: 'reach', decision })),
    ...ofActions('action-due', mine.filter((action) => !isLate(action, today) && action.due <= facts.weekEnd)),
    ...ofActions('action-blocked', others.filter((action) => action.state === 'blocked' && chaired.has(action.committee) && !climbed.includes(action))),
    ...facts.toReview.slice(0, MOST_OF_A_KIND).map((decision): Pressing => ({ is: 'decision-review', decision })),
    ...vacancies(roles, facts.kept, today),
    ...(facts.drift > 0 ? [{ is: 'drift', count: facts.drift } as const] : []),
  ].slice(0, MOST);
}

export interface VacantSeat { readonly committee: CommitteeId; readonly seat: SeatId }

/** Seats that somebody should hold today: alternates and guests are nobody's duty. */
export const vacantSeats = (roles: Roles, committees: readonly CommitteeId[], today: string): readonly VacantSeat[] =>
  roles.charter.committees.filter(({ id }) => committees.includes(id)).flatMap((committee) => seatsToday(committee, today).filter((seat) => !isFilled(seat, today) && seat.role !== 'substitut' && seat.role !== 'invite').map((seat) => ({ committee: committee.id, seat: seat.id })));

function vacancies(roles: Roles, kept: readonly CommitteeId[], today: string): Pressing[] {
  const seats = vacantSeats(roles, kept, today);
  return [...new Set(seats.map(({ committee }) => committee))].slice(0, MOST_OF_A_KIND).map((committee) => ({ is: 'vacant-seat', committee, seats: seats.filter((seat) => seat.committee === committee).length }));
}

export const soon = (today: string): string => addDays(today, 30);
