// Who may do what: from the seats that a person holds today and the rights that do not come from a seat. A seat whose term is
// over gives nothing. The rights are those of the charter in force, never of one that somebody wants to load.

import type { Decision } from '../../../shared/decision.ts';
import { accept, refuse } from '../../../shared/decision.ts';
import type { CommitteeId, PersonId } from '../../../shared/ids.ts';
import type { Charter, Committee, Level, Seat, SeatRole } from './charter.ts';
import { isFilled } from './term.ts';

export type RoleName = 'coordinator' | 'secretary' | 'chair' | 'member' | 'observer' | 'auditor' | 'administrator' | 'privacy';

export interface Roles {
  readonly charter: Charter;
  readonly person: PersonId;
  readonly known: boolean;
  /** Of the whole network, or of some territories; an empty list is none. */
  readonly coordination: 'network' | readonly string[];
  readonly administrator: boolean;
  /** Reads everything, changes nothing. */
  readonly auditor: boolean;
  /** Responsible for the protection of personal information. */
  readonly privacy: boolean;
  readonly seats: readonly { readonly committee: Committee; readonly seat: Seat }[];
  /** Seats held, but not today: their term is over or to come. */
  readonly pastSeats: readonly { readonly committee: Committee; readonly seat: Seat }[];
}

export type PermissionRefusal =
  | { readonly why: 'unknown-person' }
  | { readonly why: 'unknown-committee'; readonly committee: string }
  /** Only the coordination may; of the network or, where it is enough, of a territory. */
  | { readonly why: 'coordination-only' }
  | { readonly why: 'network-coordination-only' }
  | { readonly why: 'other-territory'; readonly committees: readonly string[]; readonly territories: readonly string[] }
  | { readonly why: 'level-of-the-network'; readonly level: Level }
  /** Somebody who has a part in the network, beyond one territory. */
  | { readonly why: 'hand-over-of-the-network' }
  | { readonly why: 'administration-only' }
  | { readonly why: 'restricted' }
  | { readonly why: 'no-seat'; readonly committee: string }
  | { readonly why: 'no-say'; readonly role: SeatRole }
  | { readonly why: 'term-over'; readonly committee: string; readonly until: string | null }
  | { readonly why: 'journal-of-others' };

export type Permission = Decision<true, PermissionRefusal>;
const yes: Permission = accept(true);
const no = (refusal: PermissionRefusal): Permission => refuse(refusal);

export function rolesOf(charter: Charter, person: PersonId, today: string): Roles {
  const granted = charter.appRoles.filter((role) => role.persons.includes(person));
  const scopes = granted.flatMap((role) => (role.role === 'coordination' ? (role.scope ?? []) : []));
  const held = charter.committees.flatMap((committee) => committee.seats.filter((seat) => seat.holder === person).map((seat) => ({ committee, seat })));
  return {
    charter,
    person,
    known: charter.persons.some((p) => p.id === person),
    coordination: scopes.includes('reseau') ? 'network' : scopes,
    administrator: granted.some((role) => role.role === 'administration'),
    auditor: granted.some((role) => role.role === 'verification'),
    privacy: granted.some((role) => role.role === 'rprp'),
    seats: held.filter(({ seat }) => isFilled(seat, today)),
    pastSeats: held.filter(({ seat }) => !isFilled(seat, today)),
  };
}

/** What a person is, all committees together, the weightiest first. */
export function roleNames(roles: Roles): RoleName[] {
  const sits = (...wanted: readonly SeatRole[]): boolean => roles.seats.some(({ seat }) => wanted.includes(seat.role));
  const all: readonly (readonly [RoleName, boolean])[] = [
    ['administrator', roles.administrator],
    ['coordinator', isCoordinator(roles)],
    ['auditor', roles.auditor],
    ['privacy', roles.privacy],
    ['chair', sits('presidence', 'copresidence')],
    ['secretary', roles.seats.some(({ seat }) => keepsSecretariat(seat))],
    ['member', sits('membre', 'substitut')],
    ['observer', sits('observateur', 'invite', 'invite_permanent')],
  ];
  return all.flatMap(([name, is]) => (is ? [name] : []));
}

export const isCoordinator = (roles: Roles): boolean => roles.coordination === 'network' || roles.coordination.length > 0;
export const keepsSecretariat = (seat: Seat): boolean => seat.role === 'secretariat' || seat.alsoSecretary;

type Placed = Pick<Committee, 'id' | 'territory' | 'institution' | 'parent'>;

/**
 * The territory that a committee belongs to: its own, its institution's, or its parent's; null for those of the network. A
 * territory's coordination answers for the territory's committee and the local ones.
 */
export function territoryOf(charter: Pick<Charter, 'committees' | 'institutions'>, committee: Placed): string | null {
  const seen = new Set<string>();
  let here: Placed | undefined = committee;
  while (here !== undefined && !seen.has(here.id)) {
    const { id, territory, institution, parent }: Placed = here;
    if (territory !== null) return territory;
    const place = charter.institutions.find((i) => i.id === institution);
    if (place !== undefined) return place.territory;
    seen.add(id);
    here = charter.committees.find((c) => c.id === parent);
  }
  return null;
}

export function coordinates(roles: Roles, committees: readonly CommitteeId[], charter: Charter): Permission {
  if (roles.coordination === 'network') return yes;
  if (roles.coordination.length === 0) return no({ why: 'coordination-only' });
  const own = roles.coordination;
  const foreign = committees.filter((id) => {
    const committee = charter.committees.find((c) => c.id === id) ?? roles.charter.committees.find((c) => c.id === id);
    const territory = committee === undefined ? null : territoryOf(charter, committee);
    return territory === null || !own.includes(territory);
  });
  return foreign.length === 0 ? yes : no({ why: 'other-territory', committees: foreign, territories: own });
}

// ---- the network

/** Seeing what an application would change. */
export const mayPlan = (roles: Roles): Permission => (isCoordinator(roles) || roles.administrator || roles.auditor ? yes : no({ why: 'coordination-only' }));

/**
 * Changing the tenant: the whole network, or only these committees. The administration may too, for it mends what fails.
 * `charter` is the one to be applied, when it is not the one in force.
 */
export function mayApply(roles: Roles, scope: 'network' | readonly CommitteeId[], charter: Charter = roles.charter): Permission {
  if (roles.administrator) return yes;
  if (scope !== 'network') return scope.length === 0 ? mayPlan(roles) : coordinates(roles, scope, charter);
  if (roles.coordination === 'network') return yes;
  return no({ why: isCoordinator(roles) ? 'network-coordination-only' : 'coordination-only' });
}

/** The whole charter as a file, restricted committees and all. */
export const mayReadCharter = (roles: Roles): Permission => (roles.coordination === 'network' || roles.administrator || roles.auditor ? yes : no({ why: isCoordinator(roles) ? 'network-coordination-only' : 'coordination-only' }));

/** Keeping or undoing what somebody changed by hand, in the workspace of these committees. */
export const mayResolveDrift = (roles: Roles, committees: CommitteeId | readonly CommitteeId[]): Permission => coordinates(roles, typeof committees === 'string' ? [committees] : committees, roles.charter);

/** Creating a committee, of any level when none is said. A territory creates its own local committees and project offices. */
export function mayCreateCommittee(roles: Roles, level?: Level, territory?: string | null): Permission {
  if (roles.coordination === 'network') return yes;
  if (roles.coordination.length === 0) return no({ why: 'coordination-only' });
  if (level === undefined) return yes;
  if (level !== 'local' && level !== 'projet' && level !== 'territorial') return no({ why: 'level-of-the-network', level });
  if (territory === undefined || (territory !== null && roles.coordination.includes(territory))) return yes;
  return no({ why: 'other-territory', committees: [], territories: roles.coordination });
}

export const mayAdminister = (roles: Roles): Permission => (roles.administrator ? yes : no({ why: 'administration-only' }));

// ---- one committee

/** That it exists, its mandate and its cadence. An internal committee is open to the whole network. */
export function maySeeCommittee(roles: Roles, id: CommitteeId): Permission {
  const committee = roles.charter.committees.find((c) => c.id === id);
  if (committee === undefined) return no({ why: 'unknown-committee', committee: id });
  if (!roles.known) return no({ why: 'unknown-person' });
  if (committee.confidentiality === 'interne' || roles.coordination === 'network' || roles.auditor || roles.administrator) return yes;
  if (roles.seats.some((s) => s.committee.id === id)) return yes;
  const past = roles.pastSeats.find((s) => s.committee.id === id);
  return past === undefined ? no({ why: 'restricted' }) : no({ why: 'term-over', committee: id, until: past.seat.until });
}

/** Who sits there: whoever sees the committee, for seats are public in the network. */
export const maySeeComposition = (roles: Roles, id: CommitteeId): Permission => maySeeCommittee(roles, id);

/** Putting a Gouverne tab of the committee in a channel: those who take part in its work, and those who look after it. */
export function mayConfigureTab(roles: Roles, id: CommitteeId): Permission {
  const seen = maySeeCommittee(roles, id);
  if (!seen.ok || roles.administrator || coordinates(roles, [id], roles.charter).ok) return seen;
  const mine = roles.seats.filter((s) => s.committee.id === id).map((s) => s.seat);
  if (mine.some((seat) => !['observateur', 'invite', 'invite_permanent'].includes(seat.role))) return yes;
  const guest = mine[0];
  if (guest !== undefined) return no({ why: 'no-say', role: guest.role });
  const past = roles.pastSeats.find((s) => s.committee.id === id);
  return past === undefined ? no({ why: 'no-seat', committee: id }) : no({ why: 'term-over', committee: id, until: past.seat.until });
}

/** The journal of a committee, of the network as a whole, or, when nothing is said, of anything at all. */
export function mayReadJournal(roles: Roles, of?: CommitteeId | 'reseau'): Permission {
  if (roles.auditor || roles.administrator || roles.coordination === 'network') return yes;
  const keeps = roles.seats.filter(({ seat }) => seat.role === 'presidence' || seat.role === 'copresidence' || keepsSecretariat(seat)).map(({ committee }) => committee.id);
  const mine = of === undefined ? keeps.length > 0 || isCoordinator(roles) : of !== 'reseau' && (keeps.includes(of) || coordinates(roles, [of], roles.charter).ok);
  if (mine && of !== undefined && of !== 'reseau') return maySeeCommittee(roles, of);
  return mine ? yes : no({ why: 'journal-of-others' });
}
