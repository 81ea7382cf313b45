// Dates, times and durations as people of the network read them: « jeudi 4 mars à 9 h », « Thursday, March 4 at 9:00 a.m. ».
// Intl alone writes « 09 h 00 » in French, which the OQLF does not accept.
import type { Language } from './words.ts';

const cache = new Map<string, Intl.DateTimeFormat>();
function formatter(language: Language, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language}|${zone}|${JSON.stringify(options)}`;
  const known = cache.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(language, { ...options, timeZone: zone });
  cache.set(key, made);
  return made;
}

const part = (parts: readonly Intl.DateTimeFormatPart[], type: string): string => parts.find((p) => p.type === type)?.value ?? '';

/** « 9 h », « 13 h 30 », « 8 h 5 »; "9:00 a.m.". */
export function time(at: Date, language: Language, zone: string): string {
  if (language === 'en-CA') return formatter(language, zone, { hour: 'numeric', minute: '2-digit' }).format(at).replaceAll('\u202f', ' ');
  const parts = formatter(language, zone, { hour: 'numeric', minute: 'numeric', hourCycle: 'h23' }).formatToParts(at);
  return clock(Number(part(parts, 'hour')), Number(part(parts, 'minute')));
}

/** A French clock time, from its two numbers. */
export const clock = (hour: number, minute: number): string => (minute === 0 ? `${hour}\u00a0h` : `${hour}\u00a0h\u00a0${minute}`);

/** « jeudi 18 mars 2027 », « 1er mars 2027 »; "Thursday, March 18, 2027". */
export function day(at: Date, language: Language, zone: string, { weekday = true, year = true } = {}): string {
  const options: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', ...(weekday && { weekday: 'long' }), ...(year && { year: 'numeric' }) };
  if (language === 'en-CA') return formatter(language, zone, options).format(at);
  return formatter(language, zone, options).formatToParts(at).map((p) => (p.type === 'day' && p.value === '1' ? '1er' : p.value)).join('');
}

export function dayAndTime(at: Date, language: Language, zone: string, options: { weekday?: boolean; year?: boolean } = {}): string {
  return language === 'en-CA' ? `${day(at, language, zone, options)} at ${time(at, language, zone)}` : `${day(at, language, zone, options)} à ${time(at, language, zone)}`;
}

/** A local date-time `2027-06-24T09:00`, as its own place reads it. */
export const localAt = (local: string): Date => new Date(`${local.slice(0, 16)}:00Z`);
export const localDayAndTime = (local: string, language: Language, options: { weekday?: boolean; year?: boolean } = {}): string => dayAndTime(localAt(local), language, 'UTC', options);
export const localTime = (local: string, language: Language): string => time(localAt(local), language, 'UTC');

/** ISO, the same in both languages. */
export const shortDay = (at: Date, zone: string): string => formatter('en-CA', zone, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);

/** When something close to now happened, as the end of a sentence: « à 9 h » on the same day, « le 3 mars à 9 h » on another. */
export function moment(at: Date, now: Date, language: Language, zone: string): string {
  const french = language === 'fr-CA';
  if (shortDay(at, zone) === shortDay(now, zone)) return `${french ? 'à' : 'at'} ${time(at, language, zone)}`;
  return `${french ? 'le' : 'on'} ${dayAndTime(at, language, zone, { weekday: false, year: at.getFullYear() !== now.getFullYear() })}`;
}

/** « 45 s », « 2 min 30 s », « 1 h 5 min »; "2 min 30 s". */
export function duration(seconds: number, language: Language): string {
  const whole = Math.max(0, Math.round(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = whole % 60;
  const gap = language === 'fr-CA' ? '\u00a0' : ' ';
  if (hours > 0) return minutes > 0 ? `${hours}${gap}h${gap}${minutes}${gap}min` : `${hours}${gap}h`;
  if (minutes > 0) return rest > 0 ? `${minutes}${gap}min${gap}${rest}${gap}s` : `${minutes}${gap}min`;
  return `${rest}${gap}s`;
}

/** Comparison without accents, case or punctuation, for what people type in a filter. */
export const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[’']/g, ' ').toLowerCase();
export function matches(typed: string, ...fields: readonly (string | null | undefined)[]): boolean {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const text = plain(fields.filter(Boolean).join(' '));
  return words.every((word) => text.includes(word));
}
