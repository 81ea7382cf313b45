// The quorum of a committee, as its charter words it: how many voices are needed, who is one, which groups and persons must be heard.
//
// A voice is a voting seat that somebody holds, or, where the charter counts institutions, an institution that has a voting seat.
// Two persons of one institution are one voice; an alternate is the voice of a titular who is not there, never beside them; chair
// and secretariat without a vote are none. One person is never two voices.

import type { PersonId } from '../../../shared/ids.ts';
import type { Charter, Committee, Quorum, Seat } from '../../committees/domain/charter.ts';
import { isVotingSeat } from '../../committees/domain/check-committee.ts';
import { groupsOf } from '../../committees/domain/representation.ts';
import { isFilled, seatsToday } from '../../committees/domain/term.ts';

/** One voice: who has it of right, and who may lend it to them. */
export interface Voice {
  /** Seat id, or institution id. */
  readonly key: string;
  readonly titulars: readonly PersonId[];
  readonly alternates: readonly PersonId[];
  /** Stakeholder groups that it speaks for. */
  readonly groups: ReadonlySet<string>;
}

/** Who comes in whose place for this meeting only, by titular. */
export type StandIns = ReadonlyMap<PersonId, PersonId>;

export interface GroupCount { readonly group: string; readonly present: number; readonly needed: number; readonly of: number; readonly ok: boolean }

export interface QuorumState {
  /** `none`: the charter asks for no quorum. */
  readonly state: 'met' | 'not-met' | 'none';
  readonly present: number;
  readonly needed: number;
  readonly of: number;
  readonly groups: readonly GroupCount[];
  readonly missing: Missing;
}

export interface Missing {
  /** Voices short of the number needed; 0 when there are enough. */
  readonly voices: number;
  readonly groups: readonly { readonly group: string; readonly voices: number }[];
  /** Those without whom there is no quorum. */
  readonly persons: readonly PersonId[];
}

export function quorumOf(charter: Charter, committee: Committee, date: string, present: Iterable<PersonId>, standIns: StandIns = new Map()): QuorumState {
  const voices = voicesOf(charter, committee, date);
  const here = new Set(present);
  const counted = countVoices(committee, voices, heard(voices, here, standIns), (person) => standsFor(committee, date, person, here, standIns));
  return { ...counted, state: committee.quorum.type === 'aucun' ? 'none' : isMet(counted.missing) ? 'met' : 'not-met' };
}

export const isMet = (missing: Missing): boolean => missing.voices === 0 && missing.groups.length === 0 && missing.persons.length === 0;

/** The voices of a committee that day. An institution keeps its own while its seat is vacant; a vacant seat by itself has none. */
export function voicesOf(charter: Charter, committee: Committee, date: string): Voice[] {
  const seats = seatsToday(committee, date);
  const filled = seats.filter((seat) => isFilled(seat, date));
  const voting = seats.filter(isVotingSeat);
  const held = (some: readonly Seat[]): PersonId[] => some.flatMap((seat) => (filled.includes(seat) ? (seat.holder ?? []) : []));
  const groups = (some: readonly Seat[]): ReadonlySet<string> => new Set(some.flatMap((seat) => [...groupsOf(charter, seat)]));
  if (committee.quorum.base === 'etablissements_representes') {
    const institutions = new Set(charter.institutions.map((i) => i.id));
    const named = new Set(voting.flatMap((seat) => (seat.represents !== null && institutions.has(seat.represents) ? [seat.represents] : [])));
    return [...named].map((key) => {
      const own = voting.filter((seat) => seat.represents === key);
      const holders = new Set(own.map((seat) => seat.holder));
      return { key, titulars: held(own), alternates: held(seats.filter((seat) => seat.alternateOf !== null && (seat.represents === key || holders.has(seat.alternateOf)))), groups: groups(own) };
    });
  }
  return voting.filter((seat) => filled.includes(seat)).map((seat) => ({
    key: seat.id, titulars: held([seat]), alternates: held(seats.filter((other) => other.alternateOf !== null && other.alternateOf === seat.holder)), groups: groups([seat]),
  }));
}

/** The voices that these persons are, and by whom: titulars first, then as many alternates as can be placed. */
export function heard(voices: readonly Voice[], present: ReadonlySet<PersonId>, standIns: StandIns): ReadonlyMap<Voice, PersonId> {
  const by = new Map<Voice, PersonId>();
  const used = new Set<PersonId>();
  for (const voice of voices) {
    const titular = voice.titulars.find((person) => present.has(person) && !used.has(person));
    if (titular === undefined) continue;
    by.set(voice, titular);
    used.add(titular);
  }
  const silent = voices.filter((voice) => !by.has(voice));
  const able = (voice: Voice): PersonId[] => [...new Set([...voice.titulars.flatMap((t) => standIns.get(t) ?? []), ...voice.alternates])].filter((p) => present.has(p) && !used.has(p));
  // Somebody who may stand in for two must not take the one place that another could: a maximum matching.
  const placed = new Map<PersonId, Voice>();
  const place = (voice: Voice, tried: Set<PersonId>): boolean => able(voice).some((person) => {
    if (tried.has(person)) return false;
    tried.add(person);
    const other = placed.get(person);
    if (other !== undefined && !place(other, tried)) return false;
    placed.set(person, voice);
    return true;
  });
  for (const voice of silent) place(voice, new Set());
  for (const [person, voice] of placed) by.set(voice, person);
  return by;
}

/** How many voices the charter asks for, of so many. */
export function neededOf(quorum: Quorum, of: number): number {
  const majority = Math.floor(of / 2) + 1;
  switch (quorum.type) {
    case 'aucun':
      return 0;
    case 'majorite':
      return quorum.minimum ?? majority;
    case 'nombre':
      return quorum.minimum ?? 1;
    case 'composite':
      return Math.max(quorum.minimum ?? 0, quorum.majority ? majority : 0);
    default:
      return quorum.type satisfies never;
  }
}

/**
 * Voices heard beside voices needed, in all, by group and by person; `stands`: whether that person, or somebody for them, is there.
 * Groups that must be heard come first; the others that the committee is to gather follow, with nothing needed of them.
 */
export function countVoices({ quorum, represents }: Pick<Committee, 'quorum' | 'represents'>, voices: readonly Voice[], by: ReadonlyMap<Voice, PersonId>, stands: (person: PersonId) => boolean): Omit<QuorumState, 'state'> {
  const needed = neededOf(quorum, voices.length);
  const asked = quorum.type === 'aucun' ? {} : quorum.minimumByGroup;
  const groups = [...new Set([...Object.keys(asked), ...represents])].flatMap((group): GroupCount[] => {
    const least = asked[group] ?? 0;
    const own = voices.filter((voice) => voice.groups.has(group));
    const present = own.filter((voice) => by.has(voice)).length;
    return least === 0 && own.length === 0 ? [] : [{ group, present, needed: least, of: own.length, ok: present >= least }];
  });
  const missing: Missing = {
    voices: Math.max(0, needed - by.size),
    groups: groups.filter((g) => !g.ok).map((g) => ({ group: g.group, voices: g.needed - g.present })),
    persons: quorum.type === 'aucun' ? [] : quorum.mustInclude.filter((person) => !stands(person)),
  };
  return { present: by.size, needed, of: voices.length, groups, missing };
}

/** Whether somebody who must be there is: in person or, where the charter lets them delegate, by an alternate or whoever they sent. */
export function standsFor(committee: Committee, date: string, person: PersonId, present: ReadonlySet<PersonId>, standIns: StandIns): boolean {
  if (present.has(person)) return true;
  if (committee.quorum.delegable !== true) return false;
  const sent = standIns.get(person);
  if (sent !== undefined && present.has(sent)) return true;
  return seatsToday(committee, date).some((seat) => seat.alternateOf === person && isFilled(seat, date) && seat.holder !== null && present.has(seat.holder));
}
