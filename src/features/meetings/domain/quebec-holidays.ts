// The holidays of Québec as its laws say them, of any year: Loi sur les normes du travail, art. 60, and Loi sur la fête nationale,
// art. 2. For years that the charter's own list does not reach. 30 September and 11 November are working days in Québec.

import { addDays, weekday } from '../../../shared/dates.ts';
import type { Holiday } from '../../committees/domain/charter.ts';

const pad = (n: number): string => String(n).padStart(2, '0');
const day = (year: number, month: number, date: number): string => `${String(year).padStart(4, '0')}-${pad(month)}-${pad(date)}`;
const MONDAY = 1;
const isSunday = (date: string): boolean => weekday(date) === 7;
/** The first Monday on that day or after it. */
const mondayFrom = (date: string): string => addDays(date, (MONDAY - weekday(date) + 7) % 7);

/** Easter Sunday of the Gregorian calendar (Butcher's computation). */
export function easterSunday(year: number): string {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const skipped = Math.floor(century / 4);
  const moon = (19 * golden + century - skipped - Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3) + 15) % 30;
  const week = (32 + 2 * (century % 4) + 2 * Math.floor((year % 100) / 4) - moon - (year % 4)) % 7;
  const late = Math.floor((golden + 11 * moon + 22 * week) / 451);
  const sum = moon + week - 7 * late + 114;
  return day(year, Math.floor(sum / 31), (sum % 31) + 1);
}

export function quebecHolidays(year: number): Holiday[] {
  const easter = easterSunday(year);
  const national = day(year, 6, 24);
  const canada = day(year, 7, 1);
  const legal = (date: string, fr: string, en: string): Holiday => ({ date, name: { fr, en }, basis: 'legal' });
  const choice = (date: string, fr: string, en: string): Holiday => ({ date, name: { fr, en }, basis: 'legal_au_choix' });
  return [
    legal(day(year, 1, 1), 'Jour de l’An', 'New Year’s Day'),
    choice(addDays(easter, -2), 'Vendredi saint', 'Good Friday'),
    choice(addDays(easter, 1), 'Lundi de Pâques', 'Easter Monday'),
    legal(addDays(mondayFrom(day(year, 5, 25)), -7), 'Journée nationale des patriotes', 'National Patriots’ Day'),
    legal(national, 'Fête nationale', 'National Holiday'),
    // Those who do not work on Sundays have the Monday.
    ...(isSunday(national) ? [legal(addDays(national, 1), 'Fête nationale', 'National Holiday')] : []),
    legal(isSunday(canada) ? addDays(canada, 1) : canada, 'Fête du Canada', 'Canada Day'),
    legal(mondayFrom(day(year, 9, 1)), 'Fête du Travail', 'Labour Day'),
    legal(addDays(mondayFrom(day(year, 10, 1)), 7), 'Action de grâces', 'Thanksgiving Day'),
    legal(day(year, 12, 25), 'Noël', 'Christmas Day'),
  ];
}
