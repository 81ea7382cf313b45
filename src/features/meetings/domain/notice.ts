// The notice of meeting (avis de convocation): when it leaves, what it said, and whom a later change concerns. One revised notice a
// change, to those concerned and to nobody else.

import { addDays } from '../../../shared/dates.ts';
import type { PersonId } from '../../../shared/ids.ts';
import type { Calendar, CommonRules, EasterRule } from '../../committees/domain/charter.ts';
import type { Convened } from './convened.ts';
import { broughtForward, previousBusinessDay } from './days-off.ts';
import type { Guest, Meeting, Notice } from './meeting.ts';
import { at, dayOf, instantOf } from './when.ts';

/** The network's notice delay before the meeting, at the hour of reminders there; brought forward to a working day. */
export function noticeAt(meeting: Pick<Meeting, 'start' | 'zone'>, rules: Pick<CommonRules, 'noticeDays' | 'reminderTime'>, calendar: Calendar, easter?: EasterRule): Date {
  const day = broughtForward(calendar, addDays(dayOf(meeting.start), -rules.noticeDays), easter);
  const leaves = instantOf({ start: at(day, rules.reminderTime), zone: meeting.zone });
  if (leaves < instantOf(meeting)) return leaves;
  return instantOf({ start: at(previousBusinessDay(calendar, day, easter), rules.reminderTime), zone: meeting.zone });
}

/** What those concerned are told now, to be kept on the meeting. */
export const noticeOf = (meeting: Meeting, convened: readonly Pick<Convened, 'person'>[], now: Date): Notice => ({
  revision: (meeting.notice?.revision ?? 0) + 1,
  start: meeting.start, minutes: meeting.minutes, zone: meeting.zone, title: meeting.title, cancelled: meeting.state === 'cancelled',
  convened: convened.map((c) => c.person), guests: meeting.guests, at: now,
});

export type NoticeChange = 'cancelled' | 'restored' | 'moved' | 'duration' | 'renamed' | 'people';

export interface Concerned {
  /** Were told before, and are told of the change. */
  readonly told: readonly PersonId[];
  /** Are convened for the first time. */
  readonly newly: readonly PersonId[];
  /** Need not come any more. */
  readonly dropped: readonly PersonId[];
  /** Guests by address only: they have no person in the charter. */
  readonly newGuests: readonly Guest[];
  readonly droppedGuests: readonly Guest[];
  /** Empty: no notice is due. */
  readonly why: readonly NoticeChange[];
}

/** Who is concerned by what changed since the last notice. A reason, or an answer, concerns nobody. */
export function concernedBy(before: Notice, meeting: Meeting, convened: readonly Pick<Convened, 'person'>[]): Concerned {
  const cancelled = meeting.state === 'cancelled';
  if (cancelled) return { ...NOBODY, ...(before.cancelled ? {} : { told: before.convened, why: ['cancelled'] }) };
  const [was, is] = [new Set(before.convened), new Set(convened.map((c) => c.person))];
  const newly = [...is].filter((p) => !was.has(p));
  const dropped = [...was].filter((p) => !is.has(p));
  const newGuests = addressesBeyond(meeting.guests, before.guests);
  const droppedGuests = addressesBeyond(before.guests, meeting.guests);
  const forAll = [
    ...(before.cancelled ? ['restored' as const] : []),
    ...(before.start !== meeting.start || before.zone !== meeting.zone ? ['moved' as const] : []),
    ...(before.minutes === meeting.minutes ? [] : ['duration' as const]),
    ...(before.title === meeting.title ? [] : ['renamed' as const]),
  ];
  const people = newly.length + dropped.length + newGuests.length + droppedGuests.length > 0;
  return { told: forAll.length === 0 ? [] : [...is].filter((p) => was.has(p)), newly, dropped, newGuests, droppedGuests, why: [...forAll, ...(people ? ['people' as const] : [])] };
}

const NOBODY: Concerned = { told: [], newly: [], dropped: [], newGuests: [], droppedGuests: [], why: [] };

const addressOf = (guest: Guest): string | null => (guest.is === 'address' ? guest.email.toLowerCase() : null);
function addressesBeyond(guests: readonly Guest[], others: readonly Guest[]): Guest[] {
  const known = new Set(others.map(addressOf));
  return guests.filter((guest) => guest.is === 'address' && !known.has(addressOf(guest)));
}
