// From the local hour of a committee to the instant it names, and back. The local hour is what members agreed on; the instant
// follows from it, so that 9 h stays 9 h when clocks change.

import { Temporal } from 'temporal-polyfill';
import type { Slot } from './meeting.ts';

const MINUTE = 60_000;

/**
 * When the slot begins. An hour that clocks skip in spring is read after the skip (2 h 30 is 3 h 30); of an hour that comes twice in
 * autumn the first is meant (RFC 5545, section 3.3.5). Throws RangeError when the zone or the hour is not one.
 */
export function instantOf({ start, zone }: Pick<Slot, 'start' | 'zone'>): Date {
  const key = `${start} ${zone}`;
  const known = instants.get(key);
  if (known !== undefined) return new Date(known);
  const instant = Temporal.PlainDateTime.from(start).toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
  if (instants.size >= MOST_KNOWN) instants.clear();
  instants.set(key, instant);
  return new Date(instant);
}

// A network's year is compared with itself many times over, and zones are slow to ask.
const instants = new Map<string, number>();
const MOST_KNOWN = 20_000;

/** When the slot ends: minutes that people sit, whatever clocks do meanwhile. */
export const endOf = (slot: Pick<Slot, 'start' | 'minutes' | 'zone'>): Date => new Date(instantOf(slot).getTime() + slot.minutes * MINUTE);

/** What calendar and clock show there: `2027-06-24T09:00`. */
export const localIn = (instant: Date, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' });

/** The local hour that stands for one that does not exist that day; null when it exists. */
export function gapOf(start: string, zone: string): string | null {
  const read = localIn(instantOf({ start, zone }), zone);
  return read === start.slice(0, 16) ? null : read;
}

export const dayOf = (local: string): string => local.slice(0, 10);
export const hourOf = (local: string): string => local.slice(11, 16);
export const at = (day: string, hour: string): string => `${day}T${hour}`;

/** Whether two slots share a minute. */
export const overlap = (a: { readonly from: Date; readonly until: Date }, b: { readonly from: Date; readonly until: Date }): boolean => a.from < b.until && b.from < a.until;
