// Whom somebody means by « moi », « la présidence », « CHUM » or a title, among those who sit in a committee.

import type { CommitteeId, PersonId } from '../../../shared/ids.ts';
import { plainWords } from '../../../shared/plain.ts';
import type { Charter, Seat, SeatRole } from '../../committees/domain/charter.ts';
import { keepsSecretariat } from '../../committees/domain/permissions.ts';
import { isFilled } from '../../committees/domain/term.ts';

const ME = ['moi', 'moi meme', 'me', 'myself', 'i'];
const ROLES: readonly (readonly [names: readonly string[], is: (seat: Seat) => boolean])[] = [
  [['presidence', 'president', 'presidente', 'chair'], ({ role }) => role === 'presidence'],
  [['copresidence', 'co presidence', 'co chair', 'cochair'], ({ role }) => role === ('copresidence' satisfies SeatRole)],
  [['secretariat', 'secretaire', 'secretary'], keepsSecretariat],
];

/** Null where the words name nobody there, or more than one. */
export function spokenOwner(charter: Charter, committee: CommitteeId, words: string, by: PersonId, today: string): PersonId | null {
  const said = bare(words);
  if (ME.includes(said)) return by;
  const seats = (charter.committees.find(({ id }) => id === committee)?.seats ?? []).filter((seat) => isFilled(seat, today));
  const role = ROLES.find(([names]) => names.includes(said));
  if (role !== undefined) return only(seats.filter(role[1]));
  const wanted = said.split(' ').filter((word) => word !== '');
  if (wanted.length === 0) return null;
  const exact = only(seats.filter((seat) => titlesOf(charter, seat.holder).includes(said)));
  // Somebody of that very title sits elsewhere: whoever has a part of it in common is not meant.
  if (exact !== null || charter.persons.some(({ id }) => titlesOf(charter, id).includes(said))) return exact;
  return only(seats.filter((seat) => { const known = new Set(namesOf(charter, seat).flatMap((name) => name.split(' '))); return wanted.every((word) => known.has(word)); }));
}

function only(seats: readonly Seat[]): PersonId | null {
  const [person, ...more] = new Set(seats.flatMap(({ holder }) => holder ?? []));
  return person === undefined || more.length > 0 ? null : person;
}

/** What somebody is called by: title, address, and whom the seat speaks for. */
function namesOf(charter: Charter, seat: Seat): readonly string[] {
  const voice = [...charter.institutions, ...charter.organisations].find(({ id }) => id === seat.represents);
  return [...titlesOf(charter, seat.holder), ...(voice === undefined ? [] : [voice.acronym, voice.name.fr, voice.name.en ?? ''].map(bare))];
}

function titlesOf(charter: Charter, holder: PersonId | null): readonly string[] {
  const person = charter.persons.find(({ id }) => id === holder);
  return person === undefined ? [] : [person.id, person.email, person.email.split('@')[0] ?? '', person.title.fr, person.title.en ?? ''].map(bare);
}

const bare = (text: string): string => plainWords(text).replace(/^(?:l|le|la|les|the|au|a) /u, '');
