// Months and days of a calendar, and the meetings of each. A day is that of the meeting's own place, as its members say it.
import type { CommitteeSummary } from '../../src/contract/committees.ts';
import type { MeetingList, MeetingSummary } from '../../src/contract/meetings.ts';
import { matches } from '../ui/format.ts';

const utc = (date: string): Date => new Date(`${date}T00:00:00Z`);
const iso = (at: Date): string => at.toISOString().slice(0, 10);
export const addDays = (date: string, days: number): string => iso(new Date(utc(date).getTime() + days * 86_400_000));
export const monthOfDate = (date: string): string => date.slice(0, 7);

export function addMonths(month: string, months: number): string {
  const at = utc(`${month}-01`);
  at.setUTCMonth(at.getUTCMonth() + months);
  return iso(at).slice(0, 7);
}

/** Weeks from Sunday, as calendars in Québec have them; null outside the month. */
export function weeksOf(month: string): readonly (readonly (string | null)[])[] {
  const first = `${month}-01`;
  const weeks: (string | null)[][] = [];
  for (let sunday = addDays(first, -utc(first).getUTCDay()); sunday < `${addMonths(month, 1)}-01`; sunday = addDays(sunday, 7)) {
    weeks.push(Array.from({ length: 7 }, (_, place) => addDays(sunday, place)).map((date) => (monthOfDate(date) === month ? date : null)));
  }
  return weeks;
}

export const dateOf = (meeting: Pick<MeetingSummary, 'start'>): string => meeting.start.slice(0, 10);
const inOrder = (a: MeetingSummary, b: MeetingSummary): number => a.startsAt.localeCompare(b.startsAt) || a.committee.acronym.localeCompare(b.committee.acronym);

export function byDate(meetings: readonly MeetingSummary[]): ReadonlyMap<string, readonly MeetingSummary[]> {
  const dates = new Map<string, MeetingSummary[]>();
  for (const meeting of [...meetings].sort(inOrder)) {
    const date = dateOf(meeting);
    const held = dates.get(date);
    if (held === undefined) dates.set(date, [meeting]); else held.push(meeting);
  }
  return dates;
}

export function byMonth(meetings: readonly MeetingSummary[]): readonly { readonly month: string; readonly meetings: readonly MeetingSummary[] }[] {
  const months = new Map<string, MeetingSummary[]>();
  for (const meeting of [...meetings].sort(inOrder)) {
    const month = monthOfDate(dateOf(meeting));
    months.set(month, [...(months.get(month) ?? []), meeting]);
  }
  return [...months].map(([month, of]) => ({ month, meetings: of }));
}

export interface Filter { readonly typed: string; readonly level: string }
export const NO_FILTER: Filter = { typed: '', level: '' };
export const isFiltering = (filter: Filter): boolean => filter.typed.trim() !== '' || filter.level !== '';

/** By any word of the committee or of the title; by level where the reader knows the committee. */
export const filterMeetings = (meetings: readonly MeetingSummary[], filter: Filter, levels: ReadonlyMap<string, CommitteeSummary['level']>): readonly MeetingSummary[] =>
  (isFiltering(filter) ? meetings.filter((one) => (filter.level === '' || [one.committee, ...one.jointly].some(({ id }) => levels.get(id) === filter.level)) && matches(filter.typed, one.committee.acronym, one.committee.name, one.title, ...one.jointly.map(({ acronym }) => acronym))) : meetings);

/** How many are held each month of a year; what is cancelled is not. */
export const monthCounts = (meetings: readonly MeetingSummary[], year: number): readonly { readonly month: string; readonly count: number }[] =>
  Array.from({ length: 12 }, (_, place) => `${year}-${String(place + 1).padStart(2, '0')}`).map((month) => ({ month, count: meetings.filter((one) => one.state !== 'cancelled' && monthOfDate(dateOf(one)) === month).length }));

/** The next that is held, from an instant on. */
export const comingOf = (meetings: readonly MeetingSummary[], now: Date): MeetingSummary | null =>
  [...meetings].sort(inOrder).find((one) => one.state !== 'cancelled' && new Date(one.endsAt) > now) ?? null;

export const daysMarked = (days: MeetingList['days']): ReadonlyMap<string, MeetingList['days'][number]> => new Map(days.map((day) => [day.date, day]));

/** Two lists of neighbouring years as one. */
export const joined = (lists: readonly MeetingList[]): Pick<MeetingList, 'meetings' | 'days'> => ({ meetings: lists.flatMap((one) => one.meetings), days: lists.flatMap((one) => one.days) });

/** Where an arrow leads from a day; null for a key that leads nowhere. */
export function dayAfterKey(date: string, key: string): string | null {
  switch (key) {
    case 'ArrowLeft': return addDays(date, -1);
    case 'ArrowRight': return addDays(date, 1);
    case 'ArrowUp': return addDays(date, -7);
    case 'ArrowDown': return addDays(date, 7);
    case 'Home': return addDays(date, -utc(date).getUTCDay());
    case 'End': return addDays(date, 6 - utc(date).getUTCDay());
    case 'PageUp': return sameDay(date, -1);
    case 'PageDown': return sameDay(date, 1);
    default: return null;
  }
}
/** The same day of another month, or its last one. */
function sameDay(date: string, months: number): string {
  const month = addMonths(monthOfDate(date), months);
  const last = addDays(`${addMonths(month, 1)}-01`, -1);
  const same = `${month}-${date.slice(8)}`;
  return same > last ? last : same;
}
