// Changes of a charter as pure facts: a committee that comes or goes, and what people did by hand in Teams and the network
// decides to keep. The result is always a sound charter, or a reason why not.

import { addDays } from '../../../shared/dates.ts';
import type { Decision } from '../../../shared/decision.ts';
import { accept, refuse } from '../../../shared/decision.ts';
import type { CommitteeId, PersonId } from '../../../shared/ids.ts';
import { seatId } from '../../../shared/ids.ts';
import type { Charter, Committee, Seat } from './charter.ts';
import { checkCharter } from './check-charter.ts';
import { isVotingSeat } from './check-committee.ts';
import type { CharterFault } from './fault.ts';
import { isFilled } from './term.ts';

export type AmendRefusal =
  | { readonly why: 'unknown-committee'; readonly committee: string }
  | { readonly why: 'unknown-person'; readonly person: string }
  | { readonly why: 'has-children'; readonly committees: readonly CommitteeId[] }
  /** Others advise it, report to it or speak for it, or it is a territory's committee. */
  | { readonly why: 'referred-to'; readonly by: readonly string[] }
  | { readonly why: 'already-there'; readonly person: PersonId }
  | { readonly why: 'not-there'; readonly person: PersonId }
  /** The chair is not taken away without somebody to follow. */
  | { readonly why: 'chair-needs-replacement'; readonly person: PersonId }
  | { readonly why: 'faults'; readonly faults: readonly CharterFault[] };

type Amended = Decision<Charter, AmendRefusal>;

const sound = (charter: Charter): Amended => {
  const faults = checkCharter(charter);
  return faults.length === 0 ? accept(charter) : refuse({ why: 'faults', faults });
};

function changed(charter: Charter, id: CommitteeId, change: (committee: Committee) => Committee): Amended {
  if (!charter.committees.some((c) => c.id === id)) return refuse({ why: 'unknown-committee', committee: id });
  return sound({ ...charter, committees: charter.committees.map((c) => (c.id === id ? change(c) : c)) });
}

export const addCommittee = (charter: Charter, committee: Committee): Amended => sound({ ...charter, committees: [...charter.committees, committee] });

export function removeCommittee(charter: Charter, id: CommitteeId): Amended {
  if (!charter.committees.some((c) => c.id === id)) return refuse({ why: 'unknown-committee', committee: id });
  const others = charter.committees.filter((c) => c.id !== id);
  const children = others.filter((c) => c.parent === id).map((c) => c.id);
  if (children.length > 0) return refuse({ why: 'has-children', committees: children });
  const by = [
    ...others.filter((c) => c.advises.includes(id) || c.reportsTo.includes(id) || c.seats.some((s) => s.represents === id)).map((c) => c.id as string),
    ...charter.territories.filter((t) => t.committee === id).map((t) => t.id),
  ];
  return by.length > 0 ? refuse({ why: 'referred-to', by }) : sound({ ...charter, committees: others });
}

// ---- what was done by hand in Teams, kept

/** The committee's main channel bears another name from now on. Somebody typed it, so it is judged as typed. */
export const renameChannel = (charter: Charter, id: CommitteeId, name: string): Amended =>
  changed(charter, id, (c) => ({ ...c, workspace: { ...c.workspace, channel: name, typed: true } }));

/** Somebody was added to the workspace: a guest of the committee, without a vote, from that day on. */
export function inviteMember(charter: Charter, id: CommitteeId, person: PersonId, today: string): Amended {
  if (!charter.persons.some((p) => p.id === person)) return refuse({ why: 'unknown-person', person });
  if (charter.committees.find((c) => c.id === id)?.seats.some((s) => s.holder === person && (s.until === null || s.until >= today)) === true) return refuse({ why: 'already-there', person });
  return changed(charter, id, (c) => ({ ...c, seats: [...c.seats, guestSeat(c, person, today)] }));
}

function guestSeat(committee: Committee, holder: PersonId, from: string): Seat {
  const taken = new Set(committee.seats.map((s) => s.id as string));
  let id = `${committee.id}:invite`;
  for (let n = 2; taken.has(id); n += 1) id = `${committee.id}:invite-${n}`;
  return { id: seatId(id), role: 'invite', holder, votes: false, alternateOf: null, represents: null, group: null, axis: null, from, until: null, alsoSecretary: false };
}

/**
 * Somebody was taken out of the workspace: access ends the same day, so the term ended the day before. The seat stays, to be
 * filled, and keeps the name of who held it; what never began is vacant, or gone where it was no seat.
 */
export function withdrawMember(charter: Charter, id: CommitteeId, person: PersonId, today: string): Amended {
  const committee = charter.committees.find((c) => c.id === id);
  if (committee === undefined) return refuse({ why: 'unknown-committee', committee: id });
  const held = committee.seats.filter((s) => s.holder === person && (s.until === null || s.until >= today));
  if (held.length === 0) return refuse({ why: 'not-there', person });
  const chairs = held.some((s) => s.role === 'presidence');
  const replaced = committee.seats.some((s) => s.role === 'presidence' && s.holder !== person && isFilled(s, today));
  if (chairs && !replaced) return refuse({ why: 'chair-needs-replacement', person });
  const yesterday = addDays(today, -1);
  return changed(charter, id, (c) => {
    const seats = c.seats.flatMap((seat): readonly Seat[] => {
      if (!held.includes(seat)) return [seat];
      if (seat.from === null || seat.from <= yesterday) return [{ ...seat, until: yesterday }];
      return isVotingSeat(seat) ? [{ ...seat, holder: null, from: null, until: null }] : [];
    });
    // Nobody stands in for somebody who never sat.
    return { ...c, seats: seats.filter((seat) => seat.alternateOf !== person || seats.some((other) => isVotingSeat(other) && other.holder === person)) };
  });
}
