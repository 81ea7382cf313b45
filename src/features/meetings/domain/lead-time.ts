// How long before a meeting somebody wants to be reminded, as ISO 8601 writes it.

import { Temporal } from 'temporal-polyfill';

const LEAST_MINUTES = 5;
const MOST_MINUTES = 30 * 24 * 60;
const ANY_DAY = Temporal.PlainDate.from('2027-01-01');

/** Null for what is no duration. */
export function minutesIn(iso: string): number | null {
  try {
    return Temporal.Duration.from(iso).total({ unit: 'minutes', relativeTo: ANY_DAY });
  } catch {
    return null;
  }
}

/** A duration that a meeting can be reminded of before: from five minutes to thirty days. */
export function isLeadTime(iso: string): boolean {
  const minutes = minutesIn(iso);
  return minutes !== null && minutes >= LEAST_MINUTES && minutes <= MOST_MINUTES;
}
