// The days on which a committee does not sit: holidays, closures of the network, week-ends; and counting the others.

import { addDays, weekday } from '../../../shared/dates.ts';
import type { Calendar, EasterRule, Holiday } from '../../committees/domain/charter.ts';
import type { Obstacle } from './meeting.ts';
import { quebecHolidays } from './quebec-holidays.ts';

export type DayOff = Extract<Obstacle, { readonly is: 'holiday' | 'closure' | 'weekend' }>;
type Days = Pick<Calendar, 'holidays' | 'easter' | 'closures'>;

/** Why nobody sits that day; null for a working day. `easter` is the committee's own choice, when it has one. */
export function dayOff(calendar: Days, easter: EasterRule | undefined, date: string): DayOff | null {
  const holiday = holidayOn(calendar, date);
  if (holiday !== undefined && isKept(holiday, easter ?? calendar.easter)) return { is: 'holiday', name: holiday.name };
  const closure = calendar.closures.find((c) => c.from <= date && date <= c.until);
  if (closure !== undefined) return { is: 'closure', name: closure.name, from: closure.from, until: closure.until };
  return weekday(date) >= 6 ? { is: 'weekend' } : null;
}

/** The charter's list speaks from its first day to its last: institutions negotiate theirs. Outside it the law does. */
function holidayOn(calendar: Days, date: string): Holiday | undefined {
  const { first, last, byDate } = listed(calendar);
  return first <= date && date <= last ? byDate.get(date) : lawOf(Number(date.slice(0, 4))).get(date);
}

interface Listed { readonly first: string; readonly last: string; readonly byDate: ReadonlyMap<string, Holiday> }
const lists = new WeakMap<readonly Holiday[], Listed>();
const laws = new Map<number, ReadonlyMap<string, Holiday>>();

function listed({ holidays }: Days): Listed {
  const known = lists.get(holidays);
  if (known !== undefined) return known;
  const days = holidays.map((h) => h.date).sort();
  const list: Listed = { first: days[0] ?? '9999', last: days.at(-1) ?? '', byDate: new Map(holidays.map((h) => [h.date, h])) };
  lists.set(holidays, list);
  return list;
}

function lawOf(year: number): ReadonlyMap<string, Holiday> {
  const known = laws.get(year);
  if (known !== undefined) return known;
  const law = new Map(quebecHolidays(year).map((h) => [h.date, h]));
  if (laws.size < 500) laws.set(year, law);
  return law;
}

/** Good Friday or Easter Monday, at the employer's choice; both where the network closes on both. */
function isKept(holiday: Holiday, easter: EasterRule): boolean {
  if (holiday.basis !== 'legal_au_choix' || easter === 'les_deux') return true;
  return weekday(holiday.date) === (easter === 'vendredi_saint' ? 5 : 1);
}

/** Neither week-end, holiday nor closure. */
export const isBusinessDay = (calendar: Days, date: string, easter?: EasterRule): boolean => dayOff(calendar, easter, date) === null;

/** The first business day after that day. */
export const nextBusinessDay = (calendar: Days, date: string, easter?: EasterRule): string => step(calendar, date, 1, easter);
/** The last business day before that day. */
export const previousBusinessDay = (calendar: Days, date: string, easter?: EasterRule): string => step(calendar, date, -1, easter);
/** That day, or the last business day before it: what is due on a day off is brought forward. */
export const broughtForward = (calendar: Days, date: string, easter?: EasterRule): string => (isBusinessDay(calendar, date, easter) ? date : previousBusinessDay(calendar, date, easter));

/** That day, or the first business day after it: what follows a day is put off. */
export const putOff = (calendar: Days, date: string, easter?: EasterRule): string => (isBusinessDay(calendar, date, easter) ? date : nextBusinessDay(calendar, date, easter));

/** That many business days later (earlier when negative), not counting the day itself. */
export function addBusinessDays(calendar: Days, date: string, days: number, easter?: EasterRule): string {
  let day = date;
  for (let n = 0; n < Math.abs(days); n += 1) day = step(calendar, day, days > 0 ? 1 : -1, easter);
  return day;
}

function step(calendar: Days, date: string, by: 1 | -1, easter: EasterRule | undefined): string {
  let day = addDays(date, by);
  // A closure without end, written by mistake, must not hang the server: after a year any weekday will do.
  for (let n = 0; n < 400 && !isBusinessDay(calendar, day, easter); n += 1) day = addDays(day, by);
  return day;
}

/** Holidays and closures to mark in a calendar, between two days, both included; `les_deux` shows both days of Easter. */
export function daysOffBetween(calendar: Days, from: string, until: string): { readonly date: string; readonly off: Exclude<DayOff, { readonly is: 'weekend' }> }[] {
  const days: { date: string; off: Exclude<DayOff, { readonly is: 'weekend' }> }[] = [];
  for (let date = from; date <= until; date = addDays(date, 1)) {
    const off = dayOff(calendar, undefined, date);
    if (off !== null && off.is !== 'weekend') days.push({ date, off });
  }
  return days;
}
