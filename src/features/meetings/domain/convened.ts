// Whom a meeting convenes: those who hold a seat that day, of the committee and of those it sits with, and the guests of that day.

import type { CommitteeId, PersonId } from '../../../shared/ids.ts';
import { seatId } from '../../../shared/ids.ts';
import type { Charter, Seat } from '../../committees/domain/charter.ts';
import { isVotingSeat } from '../../committees/domain/check-committee.ts';
import { isFilled, seatsToday } from '../../committees/domain/term.ts';
import type { Meeting } from './meeting.ts';

export interface Convened {
  readonly person: PersonId;
  /** The committee by which the person comes: of a joint meeting, the first one where they sit. */
  readonly committee: CommitteeId;
  readonly seat: Seat;
  /** Votes in their own name. An alternate does not, until the titular is away. */
  readonly votes: boolean;
  /** For an alternate: whose place they may take. */
  readonly standsInFor: PersonId | null;
}

/** One line a person, in the charter's order, guests last; somebody with two seats comes by the one that votes. `date` is the local day. */
export function convenedTo(charter: Pick<Charter, 'committees'>, meeting: Pick<Meeting, 'committee' | 'jointly' | 'guests'>, date: string): Convened[] {
  const lines = new Map<PersonId, Convened>();
  for (const id of [meeting.committee, ...meeting.jointly]) {
    const committee = charter.committees.find((c) => c.id === id);
    for (const seat of committee === undefined ? [] : seatsToday(committee, date)) {
      if (seat.holder === null || !isFilled(seat, date)) continue;
      const line: Convened = { person: seat.holder, committee: id, seat, votes: isVotingSeat(seat), standsInFor: seat.alternateOf };
      const before = lines.get(seat.holder);
      if (before === undefined || weight(line) > weight(before)) lines.set(seat.holder, line);
    }
  }
  for (const guest of meeting.guests) {
    if (guest.is === 'person' && !lines.has(guest.person)) lines.set(guest.person, { person: guest.person, committee: meeting.committee, seat: guestSeat(meeting.committee, guest.person), votes: false, standsInFor: null });
  }
  return [...lines.values()];
}

const weight = (line: Convened): number => (line.votes ? 2 : line.standsInFor === null ? 1 : 0);

/** A guest of one meeting has no seat in the charter. */
const guestSeat = (committee: CommitteeId, person: PersonId): Seat => ({
  id: seatId(`${committee}:invite:${person}`), role: 'invite', holder: person, votes: false, alternateOf: null, represents: null, group: null, axis: null, from: null, until: null, alsoSecretary: false,
});
