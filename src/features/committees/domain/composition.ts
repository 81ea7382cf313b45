// What a committee's page shows of its members on a given day: seats with titular, alternates and term, what is vacant, and
// which groups are heard. Facts only; the sentences are in ../words.ts.

import type { PersonId } from '../../../shared/ids.ts';
import type { Charter, Committee, Seat } from './charter.ts';
import { isVotingSeat } from './check-committee.ts';
import { groupsOf, missingInstitutions, representation } from './representation.ts';
import type { GroupVoice } from './representation.ts';
import { isFilled, seatsToday, termState } from './term.ts';
import type { TermState } from './term.ts';

/** In the order of a page: those who lead, those who keep, those who vote, those who listen. */
export type SeatGroup = 'chair' | 'secretariat' | 'voting' | 'other-members' | 'guests' | 'observers';

export interface ComposedSeat {
  readonly seat: Seat;
  readonly group: SeatGroup;
  readonly holder: PersonId | null;
  readonly term: TermState;
  /** Somebody sits there today. */
  readonly filled: boolean;
  readonly vacant: boolean;
  /** Stakeholder groups that the seat speaks for. */
  readonly speaksFor: readonly string[];
  readonly alternates: readonly { readonly seat: Seat; readonly person: PersonId | null; readonly term: TermState }[];
}

export interface Composition {
  readonly seats: readonly ComposedSeat[];
  readonly counts: {
    /** Seats proper: those that vote in their own name. */
    readonly total: number;
    readonly filled: number;
    readonly vacant: number;
    readonly ended: number;
    readonly endsSoon: number;
    readonly underRepresented: number;
  };
  readonly representation: readonly GroupVoice[];
  /** Institutions of the territory that have no voting member today. */
  readonly missingInstitutions: readonly string[];
}

const ORDER: readonly SeatGroup[] = ['chair', 'secretariat', 'voting', 'other-members', 'guests', 'observers'];

export function composition(charter: Charter, committee: Committee, today: string): Composition {
  const lines = seatsToday(committee, today);
  const alternates = lines.filter((seat) => seat.alternateOf !== null);
  const composed = lines
    .filter((seat) => seat.alternateOf === null)
    .map((seat): ComposedSeat => ({
      seat,
      group: groupOf(seat),
      holder: seat.holder,
      term: termState(seat, today),
      filled: isFilled(seat, today),
      vacant: seat.holder === null,
      speaksFor: [...groupsOf(charter, seat)],
      alternates: isVotingSeat(seat) ? alternates.filter((a) => a.alternateOf === seat.holder).map((a) => ({ seat: a, person: a.holder, term: termState(a, today) })) : [],
    }))
    .map((seat, i) => ({ seat, i }))
    .sort((a, b) => ORDER.indexOf(a.seat.group) - ORDER.indexOf(b.seat.group) || a.i - b.i)
    .map(({ seat }) => seat);
  const voting = composed.filter((s) => isVotingSeat(s.seat));
  const groups = representation(charter, committee, today);
  return {
    seats: composed,
    counts: {
      total: voting.length,
      filled: voting.filter((s) => s.filled).length,
      vacant: voting.filter((s) => s.vacant).length,
      ended: voting.filter((s) => s.term === 'ended').length,
      endsSoon: voting.filter((s) => s.filled && s.term === 'ends-soon').length,
      underRepresented: groups.filter((g) => g.state !== 'represented').length,
    },
    representation: groups,
    missingInstitutions: missingInstitutions(charter, committee, today),
  };
}

function groupOf(seat: Seat): SeatGroup {
  switch (seat.role) {
    case 'presidence':
    case 'copresidence':
      return 'chair';
    case 'secretariat':
      return 'secretariat';
    case 'membre':
    case 'substitut':
      return seat.votes ? 'voting' : 'other-members';
    case 'invite_permanent':
    case 'invite':
      return 'guests';
    case 'observateur':
      return 'observers';
    default:
      return seat.role satisfies never;
  }
}
