// Hours, days, money and shares as Québec writes them (OQLF) and as Canada does in English. Intl alone gives « 09 h 00 » and
// « 1 mars »: neither is right.

import { weekday } from './dates.ts';
import type { Language } from './language.ts';
import { HARD_SPACE } from './words.ts';
import { localTime, placeOf } from './zones.ts';

/** « 9 h », « 13 h 30 », « 8 h 5 »; “9:00 a.m.”, “1:30 p.m.”. */
export function formatHour(hour: number, minute: number, language: Language): string {
  if (language === 'fr-CA') return [hour, 'h', ...(minute === 0 ? [] : [minute])].join(HARD_SPACE);
  return `${hour % 12 === 0 ? 12 : hour % 12}:${String(minute).padStart(2, '0')}${HARD_SPACE}${hour < 12 ? 'a.m.' : 'p.m.'}`;
}

/** The hour that a clock shows at an instant in a zone. */
export const formatTime = (instant: Date | string, zone: string, language: Language): string => {
  const { hour, minute } = localTime(instant, zone);
  return formatHour(hour, minute, language);
};

const WEEKDAYS = { 'fr-CA': ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'], 'en-CA': ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] } as const;
const MONTHS = {
  'fr-CA': ['janvier', 'février', 'mars', 'avril', 'mai', 'juin', 'juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre'],
  'en-CA': ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
} as const;

/** « jeudi 18 mars 2027 », « samedi 1er mai 2027 »; “Thursday, March 18, 2027”. `date` is an ISO day. */
export function formatDate(date: string, language: Language, parts: { readonly weekday?: boolean; readonly year?: boolean } = {}): string {
  const [year = '', month = '', day = ''] = date.split('-');
  const name = MONTHS[language][Number(month) - 1] ?? month;
  const dayName = parts.weekday === false ? '' : (WEEKDAYS[language][weekday(date) - 1] ?? '');
  if (language === 'fr-CA') return [dayName, day === '01' ? '1er' : String(Number(day)), name, parts.year === false ? '' : year].filter((part) => part !== '').join(' ');
  return [dayName, `${name} ${Number(day)}`, parts.year === false ? '' : year].filter((part) => part !== '').join(', ');
}

/** « jeudi 18 mars 2027 à 9 h »; “Thursday, March 18, 2027 at 9:00 a.m.” */
export function formatDateTime(instant: Date | string, zone: string, language: Language): string {
  const { date, hour, minute } = localTime(instant, zone);
  return `${formatDate(date, language)} ${language === 'fr-CA' ? 'à' : 'at'} ${formatHour(hour, minute, language)}`;
}

/**
 * The hour for a reader whose zone is not the committee's: « 10 h, heure des Îles — 9 h à Québec ». Where both clocks agree
 * that day (Basse-Côte-Nord in summer), one hour is enough.
 */
export function formatBothTimes(instant: Date | string, reader: string, committee: string, language: Language): string {
  const mine = localTime(instant, reader);
  const theirs = localTime(instant, committee);
  const hour = formatHour(mine.hour, mine.minute, language);
  if (reader === committee || (mine.date === theirs.date && mine.hour === theirs.hour && mine.minute === theirs.minute)) return hour;
  const otherDay = mine.date === theirs.date ? '' : `, ${formatDate(theirs.date, language, { year: false })}`;
  return `${hour}, ${placeOf(reader, language).hour} — ${formatHour(theirs.hour, theirs.minute, language)} ${placeOf(committee, language).at}${otherDay}`;
}

/** « 1 234,5 »; “1,234.5”. */
export const formatNumber = (value: number, language: Language, digits = 2): string => new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value);

/** « 2 503 500 $ »; “$2,503,500”. Cents are shown only where there are some. */
export function formatMoney(amount: number, language: Language): string {
  const cents = Number.isInteger(amount) ? 0 : 2;
  return new Intl.NumberFormat(language, { style: 'currency', currency: 'CAD', currencyDisplay: 'narrowSymbol', minimumFractionDigits: cents, maximumFractionDigits: cents }).format(amount);
}

/** A share of 1: « 41 % », « 81,5 % »; “81.5%”. */
export const formatPercent = (share: number, language: Language): string => new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(share);
