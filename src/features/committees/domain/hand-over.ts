// Somebody leaves, and their seats and rights pass to those who follow, in one change of the charter: the terms of the one end the day
// before, those of the others begin today. What was done in a seat stays in the name of whoever held it then.

import { addDays } from '../../../shared/dates.ts';
import { accept, refuse, type Decision } from '../../../shared/decision.ts';
import type { CommitteeId, PersonId, SeatId } from '../../../shared/ids.ts';
import type { AppRole, Charter, Committee, Seat } from './charter.ts';
import { checkCharter } from './check-charter.ts';
import { isVotingSeat } from './check-committee.ts';
import type { CharterFault } from './fault.ts';
import { coordinates, isCoordinator, maySeeCommittee, type Permission, type Roles } from './permissions.ts';
import { isFilled } from './term.ts';
import { keepersOf } from './workspace.ts';

/** Why a seat cannot be left vacant: nobody else presides, owns the workspace, or makes the quorum. */
export type Required = 'chair' | 'owner' | 'quorum';

export interface SeatToPass {
  readonly committee: Committee;
  readonly seat: Seat;
  readonly required: Required | null;
  /** Alternates first, then the people of the committee and of the same organisation. */
  readonly successors: readonly PersonId[];
  readonly proposed: PersonId | null;
}

export interface AskedHandOver {
  readonly person: PersonId;
  /** Every seat of the person; null leaves it to be filled. */
  readonly seats: ReadonlyMap<SeatId, PersonId | null>;
  /** Who takes the rights that come from no seat; null: nobody. */
  readonly roles: PersonId | null;
  readonly interim: boolean;
}

export type HandOverRefusal =
  | { readonly why: 'unknown-person'; readonly person: string }
  | { readonly why: 'nothing-to-hand-over'; readonly person: PersonId }
  /** A seat of the person of which nothing is said. */
  | { readonly why: 'seat-not-said'; readonly committee: CommitteeId; readonly seat: SeatId }
  | { readonly why: 'not-their-seat'; readonly seat: string }
  | { readonly why: 'to-themselves'; readonly person: PersonId }
  /** One person, one vote: this one has a seat there that leaves no room for the other. */
  | { readonly why: 'cannot-hold'; readonly person: PersonId; readonly committee: CommitteeId; readonly seat: SeatId }
  | { readonly why: 'needs-replacement'; readonly required: Required; readonly committee: CommitteeId; readonly seat: SeatId }
  | { readonly why: 'last-in-role'; readonly role: AppRole['role']; readonly scope: string | null }
  | { readonly why: 'faults'; readonly faults: readonly CharterFault[] };

type Held = Pick<Seat, 'holder' | 'until'>;
const holdsOrWill = (seat: Held, person: PersonId, today: string): boolean => seat.holder === person && (seat.until === null || seat.until >= today);

/** The lines by which somebody sits somewhere today, or will. */
export const heldBy = (charter: Pick<Charter, 'committees'>, person: PersonId, today: string): readonly { readonly committee: Committee; readonly seat: Seat }[] =>
  charter.committees.flatMap((committee) => committee.seats.filter((seat) => holdsOrWill(seat, person, today)).map((seat) => ({ committee, seat })));

export const rolesHeldBy = (charter: Pick<Charter, 'appRoles'>, person: PersonId): readonly AppRole[] => charter.appRoles.filter(({ persons }) => persons.includes(person));

/** The coordination of all that the person has a part in, and the administration. Rights beyond a territory are the network's to give. */
export function mayHandOver(roles: Roles, person: PersonId, today: string): Permission {
  if (roles.administrator || roles.coordination === 'network') return accept(true);
  if (!isCoordinator(roles)) return refuse({ why: 'coordination-only' });
  const beyond = rolesHeldBy(roles.charter, person).some(({ role, scope }) => role !== 'coordination' || scope === null || !roles.coordination.includes(scope));
  const committees = heldBy(roles.charter, person, today).map(({ committee }) => committee.id);
  // Which committees lie elsewhere is not told: some are restricted.
  if (beyond || committees.length === 0 || !coordinates(roles, committees, roles.charter).ok || !committees.every((id) => maySeeCommittee(roles, id).ok)) return refuse({ why: 'hand-over-of-the-network' });
  return accept(true);
}

/** Each seat once, with who may follow. */
export function seatsToPass(charter: Charter, person: PersonId, today: string): readonly SeatToPass[] {
  const held = heldBy(charter, person, today);
  const everywhere = alternatesOf(held.flatMap(({ committee }) => committee.seats), person, today);
  const colleagues = charter.persons.filter((p) => p.organisation === charter.persons.find(({ id }) => id === person)?.organisation).map(({ id }) => id);
  const first = new Map(held.toReversed().map((line) => [line.seat.id, line]));
  return [...new Set(held.map(({ seat }) => seat.id))].map((id): SeatToPass => {
    const { committee, seat } = first.get(id)!;
    const alternates = isVotingSeat(seat) ? alternatesOf(committee.seats, person, today) : [];
    const members = committee.seats.flatMap((other) => (other.holder !== null && isFilled(other, today) ? [other.holder] : []));
    const successors = [...new Set([...alternates, ...members, ...everywhere, ...colleagues])].filter((one) => one !== person && mayHold(committee, seat, one, today));
    return { committee, seat, required: requiredIn(committee, seat, person, today), successors, proposed: [...alternates, ...everywhere].find((one) => successors.includes(one)) ?? null };
  });
}

/** The charter as it is once the person has left. */
export function handOver(charter: Charter, asked: AskedHandOver, today: string): Decision<Charter, HandOverRefusal> {
  const { person, seats, roles } = asked;
  const held = heldBy(charter, person, today);
  const rights = rolesHeldBy(charter, person);
  const unknown = [person, ...seats.values(), roles].find((id) => id !== null && !charter.persons.some((p) => p.id === id));
  if (unknown != null) return refuse({ why: 'unknown-person', person: unknown });
  if ([...seats.values(), roles].includes(person)) return refuse({ why: 'to-themselves', person });
  const stray = [...seats.keys()].find((id) => !held.some(({ seat }) => seat.id === id));
  if (stray !== undefined) return refuse({ why: 'not-their-seat', seat: stray });
  for (const { committee, seat } of held) {
    const successor = seats.get(seat.id);
    if (successor === undefined) return refuse({ why: 'seat-not-said', committee: committee.id, seat: seat.id });
    const required = requiredIn(committee, seat, person, today);
    if (successor === null && required !== null) return refuse({ why: 'needs-replacement', required, committee: committee.id, seat: seat.id });
    if (successor !== null && !mayHold(committee, seat, successor, today)) return refuse({ why: 'cannot-hold', person: successor, committee: committee.id, seat: seat.id });
  }
  const last = rights.find(({ persons }) => roles === null && persons.every((one) => one === person));
  if (last !== undefined) return refuse({ why: 'last-in-role', role: last.role, scope: last.scope });

  const concerned = new Set(held.map(({ committee }) => committee.id));
  const after: Charter = {
    ...charter,
    committees: charter.committees.map((committee) => (concerned.has(committee.id) ? passedOn(committee, asked, today) : committee)),
    appRoles: charter.appRoles.map((role) => (rights.includes(role) ? { ...role, persons: replaced(role.persons, person, roles) } : role)),
  };
  for (const { committee, seat } of held) {
    const now = after.committees.find(({ id }) => id === committee.id);
    if (now !== undefined && keepersOf(committee, today).length > 0 && keepersOf(now, today).length === 0) return refuse({ why: 'needs-replacement', required: 'owner', committee: committee.id, seat: seat.id });
  }
  const faults = checkCharter(after);
  return faults.length === 0 ? accept(after) : refuse({ why: 'faults', faults });
}

const alternatesOf = (seats: readonly Seat[], person: PersonId, today: string): readonly PersonId[] =>
  seats.flatMap((seat) => (seat.alternateOf === person && seat.holder !== null && isFilled(seat, today) ? [seat.holder] : []));

function requiredIn(committee: Committee, seat: Seat, person: PersonId, today: string): Required | null {
  const others = committee.seats.filter((other) => other.holder !== person && isFilled(other, today));
  if (seat.role === 'presidence' && seat.alternateOf === null && !others.some((other) => other.role === 'presidence' && other.alternateOf === null)) return 'chair';
  if (isVotingSeat(seat) && committee.quorum.mustInclude.includes(person)) return 'quorum';
  const keepers = keepersOf(committee, today);
  return keepers.length === 1 && keepers[0] === person && keepersOf({ ...committee, seats: [seat] }, today).length > 0 && !holdsChair(committee, person, today) ? 'owner' : null;
}

/** The chair's seat is required by itself: whoever takes it owns the workspace too. */
const holdsChair = (committee: Committee, person: PersonId, today: string): boolean => committee.seats.some((seat) => seat.role === 'presidence' && seat.alternateOf === null && seat.holder === person && isFilled(seat, today));

/** One person, one vote. Standing in for somebody ends where a seat of one's own begins. */
function mayHold(committee: Committee, seat: Seat, successor: PersonId, today: string): boolean {
  const lines = committee.seats.filter((other) => holdsOrWill(other, successor, today));
  if (lines.some((other) => other.role === seat.role && other.alternateOf === seat.alternateOf)) return false;
  if (seat.alternateOf !== null) return seat.alternateOf !== successor && !lines.some(isVotingSeat);
  return !isVotingSeat(seat) || !lines.some(isVotingSeat);
}

function passedOn(committee: Committee, { person, seats: to, interim }: AskedHandOver, today: string): Committee {
  const yesterday = addDays(today, -1);
  const begun = (seat: Seat): boolean => seat.from === null || seat.from <= yesterday;
  const ended = (seat: Seat): readonly Seat[] => (begun(seat) ? [{ ...seat, until: yesterday }] : []);
  const votesNow = new Set(committee.seats.flatMap((seat) => (holdsOrWill(seat, person, today) && isVotingSeat(seat) ? (to.get(seat.id) ?? []) : [])));
  const [principal = null] = votesNow;

  const seats = committee.seats.flatMap((seat): readonly Seat[] => {
    const { interim: _before, ...line } = seat;
    if (holdsOrWill(seat, person, today)) {
      const successor = to.get(seat.id) ?? null;
      if (successor !== null) return [...ended(seat), { ...line, holder: successor, from: begun(seat) ? today : seat.from, ...(interim && { interim: true as const }) }];
      if (begun(seat)) return ended(seat);
      return isVotingSeat(seat) ? [{ ...line, holder: null, from: null, until: null }] : [];
    }
    const standsIn = seat.alternateOf !== null && (seat.until === null || seat.until >= today);
    if (!standsIn) return [seat];
    if (seat.holder !== null && votesNow.has(seat.holder)) return ended(seat);
    if (seat.alternateOf !== person || principal === null) return [seat];
    return [...ended(seat), { ...seat, alternateOf: principal, from: begun(seat) ? today : seat.from }];
  });
  return {
    ...committee,
    // Nobody stands in for somebody who never sat.
    seats: seats.filter((seat) => seat.alternateOf !== person || seats.some((other) => isVotingSeat(other) && other.holder === person)),
    quorum: principal === null ? committee.quorum : { ...committee.quorum, mustInclude: replaced(committee.quorum.mustInclude, person, principal) },
  };
}

const replaced = (persons: readonly PersonId[], before: PersonId, after: PersonId | null): readonly PersonId[] =>
  [...new Set(persons.flatMap((one) => (one === before ? (after ?? []) : [one])))];
