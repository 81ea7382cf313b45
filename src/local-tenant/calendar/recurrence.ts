// Series of Outlook: which days a pattern and a range give, and which patterns are refused. "recurrencePattern resource type", "recurrenceRange resource type".

import { addDays, daysBetween } from './zones.ts';

export interface Recurrence {
  pattern: { type: PatternType; interval: number; daysOfWeek: string[]; firstDayOfWeek: string; dayOfMonth: number; month: number; index: string };
  range: { type: 'endDate' | 'noEnd' | 'numbered'; startDate: string; endDate: string; numberOfOccurrences: number; recurrenceTimeZone: string };
}
export const PATTERN_TYPES = ['daily', 'weekly', 'absoluteMonthly', 'relativeMonthly', 'absoluteYearly', 'relativeYearly'] as const;
export type PatternType = (typeof PATTERN_TYPES)[number];
export const WEEK_DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
export const WEEK_INDEXES = ['first', 'second', 'third', 'fourth', 'last'] as const;
export const RANGE_TYPES = ['endDate', 'noEnd', 'numbered'] as const;
export const NO_DATE = '0001-01-01';

/** What each type needs, and what else it may carry. Anything more is refused: "include only the properties that you need". */
export const NEEDS: Record<PatternType, { required: readonly string[]; allowed: readonly string[] }> = {
  daily: { required: [], allowed: [] },
  weekly: { required: ['daysOfWeek', 'firstDayOfWeek'], allowed: [] },
  absoluteMonthly: { required: ['dayOfMonth'], allowed: [] },
  relativeMonthly: { required: ['daysOfWeek'], allowed: ['index', 'firstDayOfWeek'] },
  absoluteYearly: { required: ['dayOfMonth', 'month'], allowed: [] },
  relativeYearly: { required: ['daysOfWeek', 'month'], allowed: ['index', 'firstDayOfWeek'] },
};

/** A series without end is looked at no further than this. */
const HORIZON_DAYS = 366 * 30;

/** Days on which the series falls, in order, up to `until` (included). */
export function* daysOf({ pattern, range }: Recurrence, until: string): Generator<string> {
  const last = [until, range.type === 'endDate' ? range.endDate : until, addDays(range.startDate, HORIZON_DAYS)].toSorted()[0] ?? until;
  let count = 0;
  for (const day of candidates(pattern, range.startDate, last)) {
    if (day < range.startDate) continue;
    if (day > last || (range.type === 'numbered' && count >= range.numberOfOccurrences)) return;
    count += 1;
    yield day;
  }
}

function* candidates(pattern: Recurrence['pattern'], start: string, last: string): Generator<string> {
  const { interval } = pattern;
  switch (pattern.type) {
    case 'daily': for (let day = start; day <= last; day = addDays(day, interval)) yield day; return;
    case 'weekly': {
      const first = WEEK_DAYS.indexOf(pattern.firstDayOfWeek as 'sunday');
      const offsets = pattern.daysOfWeek.map((d) => (WEEK_DAYS.indexOf(d as 'sunday') - first + 7) % 7).toSorted((a, b) => a - b);
      for (let week = addDays(start, -((weekDay(start) - first + 7) % 7)); week <= last; week = addDays(week, 7 * interval)) for (const offset of offsets) yield addDays(week, offset);
      return;
    }
    case 'absoluteMonthly': case 'relativeMonthly': for (const month of months(start, last, interval)) yield* inMonth(pattern, month); return;
    case 'absoluteYearly': case 'relativeYearly': {
      const first = Number(start.slice(0, 4));
      for (let year = first; `${year}-01-01` <= last; year += interval) yield* inMonth(pattern, `${year}-${String(pattern.month).padStart(2, '0')}`);
      return;
    }
    default: pattern.type satisfies never;
  }
}
function* months(start: string, last: string, interval: number): Generator<string> {
  let [year, month] = [Number(start.slice(0, 4)), Number(start.slice(5, 7))];
  while (`${year}-${String(month).padStart(2, '0')}` <= last.slice(0, 7)) {
    yield `${year}-${String(month).padStart(2, '0')}`;
    month += interval;
    year += Math.floor((month - 1) / 12);
    month = ((month - 1) % 12) + 1;
  }
}
function* inMonth(pattern: Recurrence['pattern'], month: string): Generator<string> {
  const length = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).getUTCDate();
  const days = Array.from({ length }, (_, i) => `${month}-${String(i + 1).padStart(2, '0')}`);
  // The 31st of a month that has thirty days is its last day, as in Outlook.
  if (pattern.type.startsWith('absolute')) { yield days[Math.min(pattern.dayOfMonth, length) - 1] ?? `${month}-01`; return; }
  const matching = days.filter((day) => pattern.daysOfWeek.includes(WEEK_DAYS[weekDay(day)] ?? ''));
  const hit = pattern.index === 'last' ? matching.at(-1) : matching[WEEK_INDEXES.indexOf(pattern.index as 'first')];
  if (hit !== undefined) yield hit;
}
const weekDay = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();

export const firstDay = (recurrence: Recurrence): string | undefined => daysOf(recurrence, addDays(recurrence.range.startDate, HORIZON_DAYS)).next().value as string | undefined;

/** Shortest distance, in days, between neighbours among the first of the series; undefined for a single one. */
export function shortestGap(recurrence: Recurrence): number | undefined {
  let before: string | undefined;
  let gap: number | undefined;
  let seen = 0;
  for (const day of daysOf(recurrence, addDays(recurrence.range.startDate, 366 * 3))) {
    if (before !== undefined) gap = Math.min(gap ?? Infinity, daysBetween(before, day));
    before = day;
    if ((seen += 1) > 20) break;
  }
  return gap;
}

export function recurrenceJson({ pattern, range }: Recurrence) {
  return {
    pattern: { type: pattern.type, interval: pattern.interval, month: pattern.month, dayOfMonth: pattern.dayOfMonth, ...(pattern.daysOfWeek.length === 0 ? {} : { daysOfWeek: pattern.daysOfWeek }), firstDayOfWeek: pattern.firstDayOfWeek, index: pattern.index },
    range: { ...range },
  };
}
