// From a frequency and a first meeting to a recurrence rule (RFC 5545) and to the words that name it.
import { clock } from '../ui/format.ts';
import type { Language } from '../ui/words.ts';
import { newWords } from './words.ts';

export const FREQUENCIES = ['asNeeded', 'weekly', 'fortnightly', 'monthly', 'twoMonthly', 'quarterly'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

const CODES = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const;

export interface First { readonly date: string; readonly time: string; readonly last: boolean }

/** A calendar date, without any zone: what the person picked. */
function dateOf(date: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return null;
  const at = new Date(`${date}T00:00:00Z`);
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== date ? null : at;
}

export const isDate = (date: string): boolean => dateOf(date) !== null;
export const isTime = (time: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(time);

/** Which weekday of its month, 1 to 5, and whether none follows it. */
export function placeInMonth(date: string): { readonly weekday: number; readonly nth: number; readonly isLast: boolean } | null {
  const at = dateOf(date);
  if (at === null) return null;
  const next = new Date(at.getTime() + 7 * 86_400_000);
  return { weekday: at.getUTCDay(), nth: Math.ceil(at.getUTCDate() / 7), isLast: next.getUTCMonth() !== at.getUTCMonth() };
}

/** The 4th Thursday may also be the last: only then is there a question to ask. */
export const isAmbiguous = (date: string): boolean => { const place = placeInMonth(date); return place !== null && place.isLast && place.nth === 4; };
const isLast = (first: First): boolean => { const place = placeInMonth(first.date); return place !== null && (place.nth === 5 || (place.isLast && first.last)); };

export function ruleOf(frequency: Frequency, first: First): string | null {
  const place = placeInMonth(first.date);
  if (frequency === 'asNeeded' || place === null) return null;
  const day = CODES[place.weekday];
  const monthly = isLast(first) ? `-1${day}` : `${place.nth}${day}`;
  switch (frequency) {
    case 'weekly': return `FREQ=WEEKLY;BYDAY=${day}`;
    case 'fortnightly': return `FREQ=WEEKLY;INTERVAL=2;BYDAY=${day}`;
    case 'monthly': return `FREQ=MONTHLY;BYDAY=${monthly}`;
    case 'twoMonthly': return `FREQ=MONTHLY;INTERVAL=2;BYDAY=${monthly}`;
    case 'quarterly': return `FREQ=MONTHLY;INTERVAL=3;BYDAY=${monthly}`;
    default: return frequency satisfies never;
  }
}

export const weekdayName = (date: string, language: Language): string => {
  const at = dateOf(date);
  return at === null ? '' : new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(at);
};

export function timeName(time: string, language: Language): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  if (language === 'fr-CA') return clock(hour, minute);
  return new Intl.DateTimeFormat('en-CA', { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' }).format(new Date(Date.UTC(2000, 0, 1, hour, minute))).replaceAll('\u202f', ' ');
}

/** « 2e vendredi », « dernier jeudi ». */
export function placeName(first: First, language: Language): string {
  const words = newWords[language];
  const place = placeInMonth(first.date);
  const weekday = weekdayName(first.date, language);
  return place === null ? '' : isLast(first) ? words.words.last(weekday) : `${words.ordinals[place.nth - 1] ?? ''} ${weekday}`;
}

export function labelOf(frequency: Frequency, first: First, language: Language): string {
  const words = newWords[language];
  if (frequency === 'asNeeded' || !isDate(first.date) || !isTime(first.time)) return words.frequencies[frequency];
  const weekday = weekdayName(first.date, language);
  const time = timeName(first.time, language);
  switch (frequency) {
    case 'weekly': return words.words.week(weekday, time);
    case 'fortnightly': return words.words.fortnight(weekday, time);
    case 'monthly': return words.words.month(placeName(first, language), time);
    case 'twoMonthly': return words.words.twoMonths(placeName(first, language), time);
    case 'quarterly': return words.words.quarter(placeName(first, language), time);
    default: return frequency satisfies never;
  }
}
