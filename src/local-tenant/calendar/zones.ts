// Wall-clock times in named zones: both standards that Outlook takes, without a library, for the stand-in must not share the product's.

import { WINDOWS_ZONES } from './windows-zones.ts';

/** A time as Graph writes it: `2027-01-05T10:00:00`, and the zone's name as it was given. */
export interface ZonedTime { dateTime: string; timeZone: string }

const DAY = 86_400_000;
const byLowerCase = new Map(Object.entries(WINDOWS_ZONES).map(([name, iana]) => [name.toLowerCase(), iana]));
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(iana: string): Intl.DateTimeFormat {
  let found = formatters.get(iana);
  if (found === undefined) formatters.set(iana, (found = new Intl.DateTimeFormat('en-CA', { timeZone: iana, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' })));
  return found;
}

/** The IANA zone behind a Windows or IANA name; undefined for anything else, offsets included. */
export function ianaOf(name: string): string | undefined {
  const windows = byLowerCase.get(name.toLowerCase());
  if (windows !== undefined) return windows;
  if (/^tzone:\/\/Microsoft\/Utc$/i.test(name)) return 'UTC';
  if (!/^[A-Za-z]+\/[\w+\-/]+$/.test(name)) return undefined;
  try { formatter(name); return name; } catch { return undefined; }
}

/** The name that Windows has for an IANA zone: zones with the same rules today share one. */
export function windowsOf(iana: string): string {
  const exact = Object.entries(WINDOWS_ZONES).find(([, zone]) => zone === iana);
  if (exact !== undefined) return exact[0];
  const [winter, summer] = [Date.UTC(2026, 0, 15), Date.UTC(2026, 6, 15)];
  const same = Object.entries(WINDOWS_ZONES).find(([, zone]) => offsetAt(zone, winter) === offsetAt(iana, winter) && offsetAt(zone, summer) === offsetAt(iana, summer));
  // A zone east of Québec shares its hours with several: America comes first in the table, which is what is wanted here.
  return same?.[0] ?? 'UTC';
}

/** Milliseconds to add to UTC to get the wall clock there. */
function offsetAt(iana: string, at: number): number {
  if (iana === 'UTC') return 0;
  return wallMs(iana, at) - Math.floor(at / 1000) * 1000;
}
function wallMs(iana: string, at: number): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatter(iana).formatToParts(at)) parts[type] = Number(value);
  return Date.UTC(parts['year'] ?? 0, (parts['month'] ?? 1) - 1, parts['day'], parts['hour'], parts['minute'], parts['second']);
}

const asUtc = (wall: string): number => Date.parse(`${wall.slice(0, 19)}Z`);

/** When the wall clock of the zone shows that time. One that a change of hour skips is read an hour later; one that comes twice, the first time. */
export function instantOf({ dateTime, timeZone }: ZonedTime): number {
  const iana = ianaOf(timeZone) ?? 'UTC';
  const wall = asUtc(dateTime.length === 10 ? `${dateTime}T00:00:00` : dateTime.length === 16 ? `${dateTime}:00` : dateTime);
  if (iana === 'UTC') return wall;
  const before = wall - offsetAt(iana, wall - DAY);
  const after = wall - offsetAt(iana, wall + DAY);
  const hit = [before, after].toSorted((a, b) => a - b).find((at) => at + offsetAt(iana, at) === wall);
  return hit ?? before;
}

/** `2027-01-05T10:00:00` on the wall clock of that zone. */
export function wallOf(at: number, zone: string): string {
  const iana = ianaOf(zone) ?? 'UTC';
  return new Date(at + offsetAt(iana, at)).toISOString().slice(0, 19);
}

/** As answers carry it: seven decimals, and the zone that was asked for. */
export const answered = (at: number, zone: string): ZonedTime => ({ dateTime: `${wallOf(at, zone)}.0000000`, timeZone: zone });

export const dayOf = (wall: string): string => wall.slice(0, 10);
export const addDays = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);
