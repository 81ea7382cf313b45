// Whether a recurrence rule (RFC 5545, section 3.3.10) says something that a committee can hold: right in its writing, and
// firing at least once. The meetings themselves are computed on the server from the same rule.

import { dayNumber, fromDayNumber, isDate, weekday } from '../../../shared/dates.ts';
import type { RuleProblem } from './fault.ts';

type Frequency = 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';
interface WeekdayRule { readonly day: number; /** 2 for the second, -1 for the last, 0 for every one. */ readonly nth: number }

interface Rule {
  readonly frequency: Frequency;
  readonly interval: number;
  readonly until: string | null;
  readonly months: readonly number[];
  readonly monthDays: readonly number[];
  readonly yearDays: readonly number[];
  readonly weeks: readonly number[];
  readonly days: readonly WeekdayRule[];
  readonly positions: readonly number[];
  readonly weekStart: number;
}

export interface RuleFault { readonly because: RuleProblem; readonly part: string }

const FREQUENCIES: readonly string[] = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] satisfies Frequency[];
const TOO_FINE = ['SECONDLY', 'MINUTELY', 'HOURLY', 'BYHOUR', 'BYMINUTE', 'BYSECOND'];
const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

class Wrong extends Error {
  readonly fault: RuleFault;
  constructor(because: RuleProblem, part: string) {
    super(because);
    this.fault = { because, part };
  }
}

/** What is wrong with the rule, or null. `start` is the local date-time of the first meeting. */
export function judgeRule(text: string, start: string | null): RuleFault | null {
  try {
    const rule = parseRule(text);
    const first = (start ?? '').slice(0, 10);
    if (!isDate(first)) return null; // a wrong or missing start is a fault of its own
    if (rule.until !== null && rule.until < first) throw new Wrong('ends-before-it-starts', 'UNTIL');
    if (!fires(rule, first)) throw new Wrong('never-fires', text);
    return null;
  } catch (error) {
    if (error instanceof Wrong) return error.fault;
    throw error;
  }
}

function parseRule(text: string): Rule {
  const parts = new Map<string, string>();
  for (const piece of text.trim().split(';')) {
    const [name = '', value = '', ...more] = piece.split('=');
    if (!/^[A-Z]+$/.test(name) || value === '' || more.length > 0) throw new Wrong('syntax', piece);
    if (parts.has(name)) throw new Wrong('part-twice', name);
    parts.set(name, value);
  }
  for (const [name, value] of parts) {
    if (TOO_FINE.includes(name) || (name === 'FREQ' && TOO_FINE.includes(value))) throw new Wrong('too-fine', `${name}=${value}`);
    if (!KNOWN.includes(name)) throw new Wrong('unknown-part', name);
  }
  const frequency = parts.get('FREQ');
  if (frequency === undefined) throw new Wrong('no-frequency', 'FREQ');
  if (!FREQUENCIES.includes(frequency)) throw new Wrong('syntax', `FREQ=${frequency}`);
  if (parts.has('UNTIL') && parts.has('COUNT')) throw new Wrong('until-and-count', 'UNTIL, COUNT');
  single(parts, 'COUNT', 1, 10_000);
  const rule: Rule = {
    frequency: frequency as Frequency,
    interval: single(parts, 'INTERVAL', 1, 1_000) ?? 1,
    until: untilOf(parts),
    months: several(parts, 'BYMONTH', 1, 12, false),
    monthDays: several(parts, 'BYMONTHDAY', 1, 31, true),
    yearDays: several(parts, 'BYYEARDAY', 1, 366, true),
    weeks: several(parts, 'BYWEEKNO', 1, 53, true),
    days: weekdaysOf(parts),
    positions: several(parts, 'BYSETPOS', 1, 366, true),
    weekStart: weekStartOf(parts),
  };
  refuseMismatch(rule, parts);
  return rule;
}

const KNOWN = ['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'BYMONTH', 'BYMONTHDAY', 'BYYEARDAY', 'BYWEEKNO', 'BYDAY', 'BYSETPOS', 'WKST'];

function several(parts: ReadonlyMap<string, string>, name: string, least: number, most: number, signed: boolean): number[] {
  return (parts.get(name) ?? '').split(',').filter((_, i, all) => parts.has(name) || all.length > 1).map((raw) => {
    if (!/^[+-]?\d{1,4}$/.test(raw)) throw new Wrong('syntax', `${name}=${raw}`);
    const value = Number(raw);
    const size = signed ? Math.abs(value) : value;
    if (size < least || size > most) throw new Wrong('out-of-range', `${name}=${raw}`);
    return value;
  });
}

function single(parts: ReadonlyMap<string, string>, name: string, least: number, most: number): number | null {
  const raw = parts.get(name);
  if (raw === undefined) return null;
  if (!/^\d{1,6}$/.test(raw)) throw new Wrong('syntax', `${name}=${raw}`);
  if (Number(raw) < least || Number(raw) > most) throw new Wrong('out-of-range', `${name}=${raw}`);
  return Number(raw);
}

function untilOf(parts: ReadonlyMap<string, string>): string | null {
  const raw = parts.get('UNTIL');
  if (raw === undefined) return null;
  const found = /^(\d{4})(\d{2})(\d{2})(T([01]\d|2[0-3])[0-5]\d[0-5]\dZ?)?$/.exec(raw);
  const date = found === null ? '' : `${found[1]}-${found[2]}-${found[3]}`;
  if (!isDate(date)) throw new Wrong('syntax', `UNTIL=${raw}`);
  return date;
}

function weekStartOf(parts: ReadonlyMap<string, string>): number {
  const raw = parts.get('WKST') ?? 'MO';
  const day = DAYS.indexOf(raw) + 1;
  if (day === 0) throw new Wrong('syntax', `WKST=${raw}`);
  return day;
}

function weekdaysOf(parts: ReadonlyMap<string, string>): WeekdayRule[] {
  if (!parts.has('BYDAY')) return [];
  return (parts.get('BYDAY') ?? '').split(',').map((raw) => {
    const found = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(raw);
    if (found === null) throw new Wrong('syntax', `BYDAY=${raw}`);
    const nth = found[1] === undefined ? 0 : Number(found[1]);
    if (found[1] !== undefined && (nth === 0 || Math.abs(nth) > 53)) throw new Wrong('out-of-range', `BYDAY=${raw}`);
    return { day: DAYS.indexOf(found[2] ?? '') + 1, nth };
  });
}

/** What RFC 5545 forbids together, and what no month or year has. */
function refuseMismatch(rule: Rule, parts: ReadonlyMap<string, string>): void {
  const no = (part: string): never => { throw new Wrong('does-not-go-with-frequency', part); };
  const ordinal = rule.days.find((d) => d.nth !== 0);
  if (rule.frequency === 'WEEKLY' && rule.monthDays.length > 0) no('BYMONTHDAY');
  if (rule.frequency !== 'YEARLY' && rule.yearDays.length > 0) no('BYYEARDAY');
  if (rule.frequency !== 'YEARLY' && rule.weeks.length > 0) no('BYWEEKNO');
  if (ordinal !== undefined && rule.frequency !== 'MONTHLY' && rule.frequency !== 'YEARLY') no(`BYDAY=${parts.get('BYDAY') ?? ''}`);
  if (ordinal !== undefined && rule.weeks.length > 0) no('BYWEEKNO');
  if (ordinal !== undefined && withinMonth(rule) && rule.days.some((d) => Math.abs(d.nth) > 5)) throw new Wrong('out-of-range', `BYDAY=${parts.get('BYDAY') ?? ''}`);
  const others = rule.days.length + rule.months.length + rule.monthDays.length + rule.yearDays.length + rule.weeks.length;
  if (rule.positions.length > 0 && others === 0) no('BYSETPOS');
}

const withinMonth = (rule: Rule): boolean => rule.frequency === 'MONTHLY' || rule.months.length > 0;

// ---- does it fire?

/** Days and weekdays come back every 28 years, some more around a year such as 2100. A rule silent so long is silent for ever. */
const PERIODS = 29;

interface Day { readonly number: number; readonly year: number; readonly month: number; readonly date: number; readonly weekday: number }

const dayOf = (number: number): Day => {
  const iso = fromDayNumber(number);
  return { number, year: Number(iso.slice(0, 4)), month: Number(iso.slice(5, 7)), date: Number(iso.slice(8, 10)), weekday: weekday(iso) };
};
const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const daysIn = (year: number, month: number): number => (month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);
const nextDay = (day: Day): Day => {
  const last = day.date === daysIn(day.year, day.month);
  const newYear = last && day.month === 12;
  return { number: day.number + 1, year: newYear ? day.year + 1 : day.year, month: newYear ? 1 : last ? day.month + 1 : day.month, date: last ? 1 : day.date + 1, weekday: (day.weekday % 7) + 1 };
};
const pad = (n: number, width = 2): string => String(n).padStart(width, '0');
const firstOf = (year: number, month: number): number => dayNumber(`${pad(year + Math.floor((month - 1) / 12), 4)}-${pad(((month - 1) % 12) + 1)}-01`);

function fires(rule: Rule, start: string): boolean {
  const first = dayOf(dayNumber(start));
  const until = rule.until === null ? Number.POSITIVE_INFINITY : dayNumber(rule.until);
  for (let n = 0; ; n += 1) {
    const period = periodOf(rule, first, n * rule.interval);
    if (period.from > until || period.from > 2_900_000 || n > limitOf(rule)) return false;
    const set: number[] = [];
    for (let day = dayOf(period.from); day.number < period.to; day = nextDay(day)) if (matches(rule, day, first)) set.push(day.number);
    const chosen = rule.positions.length === 0 ? set : rule.positions.flatMap((p) => set[p > 0 ? p - 1 : set.length + p] ?? []);
    if (chosen.some((number) => number >= first.number && number <= until)) return true;
  }
}

const limitOf = (rule: Rule): number => ({ DAILY: 366 * PERIODS, WEEKLY: 54 * PERIODS, MONTHLY: 12 * PERIODS, YEARLY: PERIODS + 12 })[rule.frequency];

/** The nth day, week, month or year from the start's own: its first day and the one after its last. */
function periodOf(rule: Rule, first: Day, n: number): { readonly from: number; readonly to: number } {
  switch (rule.frequency) {
    case 'DAILY':
      return { from: first.number + n, to: first.number + n + 1 };
    case 'WEEKLY': {
      const from = first.number - ((first.weekday - rule.weekStart + 7) % 7) + n * 7;
      return { from, to: from + 7 };
    }
    case 'MONTHLY': {
      const month = first.month + n;
      return { from: firstOf(first.year, month), to: firstOf(first.year, month + 1) };
    }
    case 'YEARLY':
      return { from: firstOf(first.year + n, 1), to: firstOf(first.year + n + 1, 1) };
    default:
      return rule.frequency satisfies never;
  }
}

function matches(rule: Rule, day: Day, first: Day): boolean {
  if (rule.months.length > 0 && !rule.months.includes(day.month)) return false;
  const inMonth = daysIn(day.year, day.month);
  const inYear = isLeap(day.year) ? 366 : 365;
  const dayOfYear = day.number - firstOf(day.year, 1) + 1;
  const signed = (values: readonly number[], position: number, size: number): boolean => values.length === 0 || values.includes(position) || values.includes(position - size - 1);
  if (!signed(rule.monthDays, day.date, inMonth) || !signed(rule.yearDays, dayOfYear, inYear) || !inWeeks(rule, day)) return false;
  if (rule.days.length > 0) {
    const [position, size] = withinMonth(rule) ? [day.date, inMonth] : [dayOfYear, inYear];
    const rank = Math.ceil(position / 7);
    const fromEnd = -Math.ceil((size - position + 1) / 7);
    return rule.days.some((d) => d.day === day.weekday && (d.nth === 0 || d.nth === rank || d.nth === fromEnd));
  }
  // What the rule leaves unsaid, the start says.
  if (rule.monthDays.length > 0 || rule.yearDays.length > 0 || rule.frequency === 'DAILY') return true;
  if (rule.frequency === 'WEEKLY' || rule.weeks.length > 0) return day.weekday === first.weekday;
  return day.date === first.date && (rule.frequency === 'MONTHLY' || rule.months.length > 0 || day.month === first.month);
}

/** Weeks as ISO 8601 numbers them, when they begin on Monday: the first has at least four days in the year. */
function inWeeks(rule: Rule, day: Day): boolean {
  if (rule.weeks.length === 0) return true;
  const weekOne = (year: number): number => {
    const january = dayOf(firstOf(year, 1));
    const offset = (january.weekday - rule.weekStart + 7) % 7;
    return january.number - offset + (offset > 3 ? 7 : 0);
  };
  // A week belongs to one year only; days of it that fall in the year's neighbour are not in this year's set.
  const from = weekOne(day.year);
  const weeks = (weekOne(day.year + 1) - from) / 7;
  const week = Math.floor((day.number - from) / 7) + 1;
  return rule.weeks.includes(week) || rule.weeks.includes(week - weeks - 1);
}
