// When a person is reminded of a meeting. Reminders counted in days come on a working day at the network's hour of reminders, where
// the person is; those counted in minutes come at their minute, on any day. None in quiet hours, none to somebody who is not coming.

import { Temporal } from 'temporal-polyfill';
import { isTime } from '../../../shared/dates.ts';
import type { PersonId } from '../../../shared/ids.ts';
import type { Calendar, EasterRule } from '../../committees/domain/charter.ts';
import { broughtForward } from './days-off.ts';
import type { Answer, Meeting } from './meeting.ts';
import { at, dayOf, hourOf, instantOf, localIn } from './when.ts';

const MINUTE = 60_000;

/** Local hours of the person, `20:00` and `07:00`; the first is quiet, the last is not. The same hour twice is no quiet at all. */
export interface QuietHours { readonly from: string; readonly until: string }

export interface ReminderWish {
  readonly meeting: Pick<Meeting, 'start' | 'zone' | 'state'>;
  /** Zone of the person. */
  readonly zone: string;
  /** ISO 8601: `P7D`, `P1D`, `PT30M`. */
  readonly wanted: readonly string[];
  readonly quiet: QuietHours | null;
  readonly calendar: Calendar;
  readonly easter?: EasterRule | undefined;
  /** Local hour of reminders counted in days, `08:30`. */
  readonly reminderTime: string;
  readonly answer: Answer | null;
  readonly now: Date;
}

export interface Reminder { readonly before: string; readonly at: Date }

/** Those still to come, the earliest first. Two that fall together are one, the nearer to the meeting. */
export function remindersFor(wish: ReminderWish): Reminder[] {
  const { meeting, now, answer } = wish;
  if (meeting.state === 'cancelled' || answer === 'absent' || answer === 'alternate') return [];
  const starts = instantOf(meeting);
  const found = new Map<number, { readonly reminder: Reminder; readonly length: number }>();
  for (const before of wish.wanted) {
    const duration = durationOf(before);
    const due = duration === null ? null : outsideQuiet(whenDue(wish, duration, starts), wish.zone, wish.quiet);
    if (duration === null || due === null || due <= now || due >= starts) continue;
    const length = duration.total({ unit: 'minutes', relativeTo: ANY_DAY });
    const same = found.get(due.getTime());
    if (same === undefined || length < same.length) found.set(due.getTime(), { reminder: { before, at: due }, length });
  }
  return [...found.values()].map((f) => f.reminder).sort((a, b) => a.at.getTime() - b.at.getTime());
}

const ANY_DAY = Temporal.PlainDate.from('2027-01-01');

/** Null for what is no duration, and for one that is not before the meeting. */
function durationOf(iso: string): Temporal.Duration | null {
  try {
    const duration = Temporal.Duration.from(iso);
    return duration.sign > 0 ? duration : null;
  } catch {
    return null;
  }
}

function whenDue({ meeting, zone, calendar, easter, reminderTime }: ReminderWish, duration: Temporal.Duration, starts: Date): Date {
  const inDays = duration.hours === 0 && duration.minutes === 0 && duration.seconds === 0;
  if (!inDays) return new Date(starts.getTime() - duration.total({ unit: 'milliseconds', relativeTo: ANY_DAY }));
  const day = Temporal.PlainDate.from(dayOf(localIn(instantOf(meeting), zone))).subtract(duration).toString();
  return instantOf({ start: at(broughtForward(calendar, day, easter), reminderTime), zone });
}

/** In the evening the reminder comes just before the quiet; in the morning at its end, which may be too late to be of use. */
function outsideQuiet(due: Date, zone: string, quiet: QuietHours | null): Date {
  if (quiet === null || !isTime(quiet.from) || !isTime(quiet.until) || quiet.from === quiet.until) return due;
  const local = localIn(due, zone);
  const [day, hour] = [dayOf(local), hourOf(local)];
  const overnight = quiet.from > quiet.until;
  const isQuiet = overnight ? hour >= quiet.from || hour < quiet.until : hour >= quiet.from && hour < quiet.until;
  if (!isQuiet) return due;
  if (overnight && hour >= quiet.from) return new Date(instantOf({ start: at(day, quiet.from), zone }).getTime() - MINUTE);
  return instantOf({ start: at(day, quiet.until), zone });
}

export interface Digest<Item> { readonly person: PersonId; readonly at: Date; readonly items: readonly Item[] }

/** Reminders of one person that come at the same minute are one message, in the order given; the earliest first. */
export function digests<Item extends { readonly person: PersonId; readonly at: Date }>(reminders: readonly Item[]): Digest<Item>[] {
  const together = new Map<string, Item[]>();
  for (const reminder of reminders) {
    const key = `${reminder.person} ${Math.floor(reminder.at.getTime() / MINUTE)}`;
    together.set(key, [...(together.get(key) ?? []), reminder]);
  }
  return [...together.values()].flatMap((items) => (items[0] === undefined ? [] : [{ person: items[0].person, at: items[0].at, items }])).sort((a, b) => a.at.getTime() - b.at.getTime());
}
