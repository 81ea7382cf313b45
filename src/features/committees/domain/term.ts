// The term of a seat on a given day, and which lines of the charter count that day: one holder may follow another in a seat.

import { addDays } from '../../../shared/dates.ts';
import type { Committee, Seat } from './charter.ts';
import { inTerm } from './workspace.ts';

/** A term that ends within this many days is to be renewed or replaced now. */
export const ENDS_SOON_DAYS = 60;

export type TermState = 'open' | 'current' | 'ends-soon' | 'ended' | 'not-begun';

/** Both dates are included: on its last day a term still runs. */
export function termState(seat: Pick<Seat, 'from' | 'until'>, today: string): TermState {
  if (seat.from !== null && today < seat.from) return 'not-begun';
  if (seat.until === null) return seat.from === null ? 'open' : 'current';
  if (seat.until < today) return 'ended';
  return seat.until <= addDays(today, ENDS_SOON_DAYS) ? 'ends-soon' : 'current';
}

/** Whether somebody sits there today: a vacant seat, or a term that is over or to come, seats nobody. */
export const isFilled = (seat: Seat, today: string): boolean => seat.holder !== null && inTerm(seat, today);

/** Whether the second line takes the seat over from the first: the same seat by name, or the same voice from the next day on. */
function follows(first: Seat, second: Seat): boolean {
  if (first.until === null || second.from === null || second.from <= first.until || second.holder === null) return false;
  if (first.id === second.id) return true;
  const same = first.role === second.role && first.represents === second.represents && first.axis === second.axis && first.group === second.group && first.votes === second.votes && (first.alternateOf === null) === (second.alternateOf === null);
  // With a gap between them they may be two seats of a group: only the next day speaks for one.
  return same && second.from === addDays(first.until, 1);
}

/**
 * The lines of a committee that count today: a holder whose term is over leaves the place to the one who follows, and the one
 * who follows is not there before. Of a seat that nobody follows, the last holder stays, with the term ended: it is to be filled.
 */
export function seatsToday(committee: Pick<Committee, 'seats'>, today: string): readonly Seat[] {
  const hidden = new Set<Seat>();
  const taken = new Set<Seat>();
  for (const seat of committee.seats) {
    const next = committee.seats.find((other) => other !== seat && !taken.has(other) && follows(seat, other));
    if (next === undefined) continue;
    taken.add(next); // one line takes over from one
    hidden.add((next.from ?? '') <= today ? seat : next);
  }
  return committee.seats.filter((seat) => !hidden.has(seat));
}
