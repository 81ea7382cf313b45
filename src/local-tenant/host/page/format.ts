// Times and initials as people read them: « 9 h », « 13 h 30 », « hier », “9:00 a.m.”.

import { locale, session } from './session.ts';
import { t } from './words.ts';

/** OQLF: « 9 h », « 13 h 30 », « 8 h 5 »; Intl writes « 09 h 00 ». */
export function clockTime(at: number, zone: string): string {
  const parts = Object.fromEntries(new Intl.DateTimeFormat('en-CA', { timeZone: zone, hourCycle: 'h23', hour: 'numeric', minute: 'numeric' }).formatToParts(at).map((part) => [part.type, part.value]));
  const hour = Number(parts['hour']);
  const minute = Number(parts['minute']);
  if (session.language === 'fr') return minute === 0 ? `${hour}\u00a0h` : `${hour}\u00a0h\u00a0${minute}`;
  return `${hour % 12 === 0 ? 12 : hour % 12}:${String(minute).padStart(2, '0')}\u00a0${hour < 12 ? 'a.m.' : 'p.m.'}`;
}

const dayOf = (at: number, zone: string): string => new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);

/** The day as a heading: « Aujourd’hui », « Hier », « jeudi 18 mars ». */
export function dayName(at: number, zone: string, now = Date.now()): string {
  const day = dayOf(at, zone);
  if (day === dayOf(now, zone)) return t.chat.today;
  if (day === dayOf(now - 86_400_000, zone)) return t.chat.yesterday;
  const sameYear = day.slice(0, 4) === dayOf(now, zone).slice(0, 4);
  return firstOfMonth(new Intl.DateTimeFormat(locale(), { timeZone: zone, weekday: 'long', day: 'numeric', month: 'long', ...(sameYear ? {} : { year: 'numeric' }) }).format(at));
}
export const sameDay = (a: number, b: number, zone: string): boolean => dayOf(a, zone) === dayOf(b, zone);

/** « 1er mars », not « 1 mars ». */
const firstOfMonth = (text: string): string => (session.language === 'fr' ? text.replace(/(^|\s)1(?=\s)/, '$11er') : text);

/** A calendar day, not an instant: « mardi 2 février », « 2 févr. ». */
export function dayTitle(date: string, length: 'long' | 'short'): string {
  const at = Date.parse(`${date}T12:00:00Z`);
  return firstOfMonth(new Intl.DateTimeFormat(locale(), { timeZone: 'UTC', ...(length === 'long' ? { weekday: 'long', day: 'numeric', month: 'long' } : { day: 'numeric', month: 'short', year: 'numeric' }) }).format(at));
}
/** « heure de l’Est », “Eastern Time”. */
export const zoneName = (zone: string): string => new Intl.DateTimeFormat(locale(), { timeZone: zone, timeZoneName: 'longGeneric' }).formatToParts(0).find((part) => part.type === 'timeZoneName')?.value ?? zone;

/** Beside a name: the time today, the day and the time before. */
export function when(at: number, zone: string, now = Date.now()): string {
  const time = clockTime(at, zone);
  if (sameDay(at, now, zone)) return time;
  if (sameDay(at, now - 86_400_000, zone)) return `${t.chat.yesterday}, ${time}`;
  const day = firstOfMonth(new Intl.DateTimeFormat(locale(), { timeZone: zone, day: 'numeric', month: 'short' }).format(at));
  return `${day}, ${time}`;
}

export const exact = (at: number, zone: string): string => `${dayName(at, zone)}, ${clockTime(at, zone)}`;

/** Two letters that stand for a face. Small words of a title say nothing. */
export function initials(name: string): string {
  const words = name.split(' — ')[0]?.split(/[\s’'-]+/).filter((word) => /^\p{Lu}/u.test(word) || word.length > 3) ?? [];
  const [first, last] = [words[0], words.length > 1 ? words.at(-1) : undefined];
  return `${first?.[0] ?? name[0] ?? '?'}${last?.[0] ?? ''}`.toUpperCase();
}

/** One of twelve colours, always the same for the same name. */
export function hue(name: string): number {
  let hash = 0;
  for (const unit of name) hash = (hash * 31 + (unit.codePointAt(0) ?? 0)) >>> 0;
  return hash % 12;
}

/** Without accents or case: what a search compares. */
export const folded = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
export const matches = (query: string, ...texts: (string | null)[]): boolean => {
  const haystack = folded(texts.filter((text) => text !== null).join(' '));
  return folded(query).split(/\s+/).every((word) => haystack.includes(word));
};
