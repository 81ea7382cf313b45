// Which stakeholder groups have a voice in a committee. The charter names the groups that must be heard; this says which seats
// speak for each, and whether somebody sits there today (ANAP: each group concerned has a voice).
//
// A seat has a voice when its holder sits at the table of right: chair, co-chair or member, with or without a vote. Secretariat,
// guests, observers and those who come only in a titular's absence (role « substitut ») have none.
//
// A seat speaks for the group that the charter says: `groupe`, or a `represente` that is a group. Where it says neither, for
//   1. the groups of the body it represents, else of the holder's own: ministry, coordination centre, users, academic network;
//   2. the group of the holder's function: manager of an institution, clinical or technology respondent or coordination,
//      clinical advisor, expert of an axis (clinician, or technology for applications and platforms).
// A vacant seat speaks for what its sister seats (same role, same kind of body, titular or not) all speak for.

import type { Charter, Committee, Person, Seat } from './charter.ts';
import { isFilled, seatsToday } from './term.ts';

export type RepresentationState = 'represented' | 'under-represented' | 'absent';

export interface GroupVoice {
  readonly group: string;
  /** Seats that speak for the group. */
  readonly seats: readonly Seat[];
  readonly filled: number;
  readonly state: RepresentationState;
}

/** Groups of the network's model (rqt.yaml, section 1); a charter with others names them on its seats. */
const GROUP = { ministry: 'gpp-ministere', centres: 'gpp-cct', management: 'gpp-directions', clinicians: 'gpp-cliniciens', technology: 'gpp-techno', users: 'gpp-usagers', academic: 'gpp-universitaire' } as const;

const AT_THE_TABLE: ReadonlySet<Seat['role']> = new Set(['presidence', 'copresidence', 'membre']);

export function representation(charter: Charter, committee: Committee, today: string): GroupVoice[] {
  const seats = seatsToday(committee, today).filter((seat) => AT_THE_TABLE.has(seat.role));
  const groups = new Map(seats.map((seat) => [seat, groupsOf(charter, seat)] as const));
  for (const seat of seats) if (seat.holder === null && (groups.get(seat)?.size ?? 0) === 0) groups.set(seat, groupsOfSisters(charter, seat, groups));
  return committee.represents.map((group): GroupVoice => {
    const speaking = seats.filter((seat) => groups.get(seat)?.has(group) ?? false);
    const filled = speaking.filter((seat) => isFilled(seat, today)).length;
    return { group, seats: speaking, filled, state: filled === 0 ? 'absent' : filled < speaking.length ? 'under-represented' : 'represented' };
  });
}

/** Institutions that a committee is to gather and that have no voting member today: those of its territory, where it has one. */
export function missingInstitutions(charter: Charter, committee: Committee, today: string): string[] {
  if (committee.territory === null || !committee.organisations.includes('etablissements')) return [];
  const heard = new Set(seatsToday(committee, today).filter((seat) => seat.votes && isFilled(seat, today)).map((seat) => seat.represents));
  // An institution that another territory serves first is invited, not owed: it counts only when it has a seat.
  return charter.institutions.filter((i) => i.territory === committee.territory && !heard.has(i.id)).map((i) => i.id);
}

/** The groups that a seat with a holder, or with a group of its own, speaks for. */
export function groupsOf(charter: Charter, seat: Seat): ReadonlySet<string> {
  if (seat.group !== null) return new Set([seat.group]);
  const isGroup = charter.groups.some((group) => group.id === seat.represents);
  if (seat.represents !== null && isGroup) return new Set([seat.represents]);
  const holder = charter.persons.find((person) => person.id === seat.holder);
  const body = charter.committees.some((c) => c.id === seat.represents) ? (holder?.organisation ?? null) : (seat.represents ?? holder?.organisation ?? null);
  return new Set([...groupsOfBody(charter, body), ...groupsOfFunction(charter, seat, holder)]);
}

/** The organisation and those above it: what the DGTI says, the ministry says. */
function groupsOfBody(charter: Charter, body: string | null): string[] {
  const line: string[] = [];
  for (let id = body; id !== null && !line.includes(id);) {
    line.push(id);
    const here: string = id;
    id = charter.organisations.find((o) => o.id === here)?.parent ?? null;
  }
  const names = line.flatMap((id) => charter.organisations.find((o) => o.id === id)?.name.fr ?? []);
  const groups: string[] = [];
  if (names.some((name) => /^minist[eè]re/i.test(name))) groups.push(GROUP.ministry);
  if (charter.territories.some((territory) => line.includes(territory.centre))) groups.push(GROUP.centres);
  if (names.some((name) => /usag(er|ère)s?|patient/i.test(name))) groups.push(GROUP.users);
  if (names.some((name) => /universitaire/i.test(name))) groups.push(GROUP.academic);
  return groups;
}

/** The network's own words for these functions (vocabulary, section 2); the title is what the charter knows of a person. */
function groupsOfFunction(charter: Charter, seat: Seat, holder: Person | undefined): string[] {
  if (seat.axis !== null) {
    const axis = charter.axes.find((a) => a.id === seat.axis);
    return [/applicatif|plateforme|technolog/i.test(axis?.name.fr ?? '') ? GROUP.technology : GROUP.clinicians];
  }
  const title = (holder?.title.fr ?? '').toLowerCase();
  const groups: string[] = [];
  if (/(^|[^\p{L}])cliniques?($|[^\p{L}])/u.test(title)) groups.push(GROUP.clinicians);
  if (/(^|[^\p{L}])technologi(que|e)s?($|[^\p{L}])/u.test(title)) groups.push(GROUP.technology);
  const ofInstitution = charter.institutions.some((i) => i.id === holder?.organisation);
  if (ofInstitution && /(^|[^\p{L}])(gestionnaire|direct(ion|eur|rice))($|[^\p{L}])/u.test(title)) groups.push(GROUP.management);
  return groups;
}

function groupsOfSisters(charter: Charter, seat: Seat, groups: ReadonlyMap<Seat, ReadonlySet<string>>): ReadonlySet<string> {
  const kind = (s: Seat): string => (charter.institutions.some((i) => i.id === s.represents) ? 'institution' : s.represents === null ? 'none' : 'body');
  const sisters = [...groups].filter(([other]) => other.holder !== null && other.role === seat.role && other.votes === seat.votes && (other.alternateOf === null) === (seat.alternateOf === null) && kind(other) === kind(seat));
  const [first, ...rest] = sisters.map(([, of]) => of);
  return new Set([...(first ?? [])].filter((group) => rest.every((of) => of.has(group))));
}
