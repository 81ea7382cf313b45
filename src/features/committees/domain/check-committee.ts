// What is wrong inside one committee: its texts, cadence, quorum and seats.

import { isDate, isLocalDateTime } from '../../../shared/dates.ts';
import { looksLikeHealthNumber } from '../../../shared/health-number.ts';
import { nearest } from '../../../shared/nearest.ts';
import { judgeRule } from './cadence-rule.ts';
import type { Committee, Seat } from './charter.ts';
import type { Check } from './check.ts';

/** What the screens, cards and descriptions of Teams hold. */
export const TEXT_LIMITS = { acronyme: 40, nom: 200, mandat: 2000, libelle: 200 } as const;

export function checkCommittee(check: Check, committee: Committee): void {
  checkTexts(check, committee);
  checkCadence(check, committee);
  checkQuorum(check, committee);
  for (const seat of committee.seats) checkSeat(check, committee, seat);
  checkChair(check, committee);
  checkHolders(check, committee);
  checkPersons(check, committee);
}

function checkTexts(check: Check, committee: Committee): void {
  const { name, mandate, cadence, quorum, workspace } = committee;
  const texts: readonly (readonly [text: string | undefined, most: number, thing: object, ...keys: string[]])[] = [
    [committee.acronym, TEXT_LIMITS.acronyme, committee, 'acronyme'],
    [name.fr, TEXT_LIMITS.nom, committee, 'nom_fr'],
    [name.en, TEXT_LIMITS.nom, committee, 'nom_en'],
    [mandate.fr, TEXT_LIMITS.mandat, committee, 'mandat_fr'],
    [mandate.en, TEXT_LIMITS.mandat, committee, 'mandat_en'],
    [cadence.label.fr, TEXT_LIMITS.libelle, committee, 'cadence', 'libelle_fr'],
    [cadence.label.en, TEXT_LIMITS.libelle, committee, 'cadence', 'libelle_en'],
    [quorum.label.fr, TEXT_LIMITS.libelle, committee, 'quorum', 'libelle_fr'],
    [quorum.label.en, TEXT_LIMITS.libelle, committee, 'quorum', 'libelle_en'],
    [workspace.team, Number.POSITIVE_INFINITY, committee, 'teams', 'equipe'],
    [workspace.channel, Number.POSITIVE_INFINITY, committee, 'teams', 'canal'],
  ];
  for (const [text, most, thing, ...keys] of texts) {
    if (text === undefined) continue;
    const field = keys.at(-1) ?? '';
    if (text.length > most) check.fault({ is: 'too-long', field, length: text.length, most }, thing, ...keys);
    if (looksLikeHealthNumber(text)) check.fault({ is: 'health-number', field }, thing, ...keys);
  }
}

function checkCadence(check: Check, committee: Committee): void {
  const { cadence } = committee;
  check.zone(committee.zone, committee, 'fuseau');
  if (cadence.zone !== committee.zone) check.zone(cadence.zone, committee, 'cadence', 'fuseau');
  if (cadence.start !== null && !isLocalDateTime(cadence.start)) check.fault({ is: 'wrong-date', field: 'dtstart', value: cadence.start }, committee, 'cadence', 'dtstart');
  if (cadence.rule === null) return;
  if (cadence.start === null) check.fault({ is: 'missing', field: 'dtstart' }, committee, 'cadence', 'dtstart');
  const problem = judgeRule(cadence.rule, cadence.start);
  if (problem !== null) check.fault({ is: 'wrong-rule', value: cadence.rule, ...problem }, committee, 'cadence', 'rrule');
}

function checkQuorum(check: Check, committee: Committee): void {
  const { quorum, seats } = committee;
  const holders = new Set(seats.flatMap((seat) => seat.holder ?? []));
  quorum.mustInclude.forEach((person, i) => { check.refers(person, [holders], committee, 'quorum', 'doit_inclure', i); });
  for (const group of Object.keys(quorum.minimumByGroup)) check.refers(group, [check.ids.groups], committee, 'quorum', 'minimum_par_groupe', group);
  if (quorum.minimum === null || quorum.type === 'aucun') return;
  // A quorum that the full committee cannot reach would block every decision.
  const voting = seats.filter(isVotingSeat);
  const reach = quorum.base === 'etablissements_representes' ? new Set(voting.flatMap((s) => (s.represents !== null && check.ids.institutions.has(s.represents) ? [s.represents] : []))).size : voting.length;
  if (quorum.minimum > reach) check.fault({ is: 'quorum-out-of-reach', minimum: quorum.minimum, seats: reach }, committee, 'quorum', 'minimum');
}

// ---- seats

/** A seat proper: it votes in its own name. Lines with `substitut_de` stand in for one, whatever their role. */
export const isVotingSeat = (seat: Seat): boolean => seat.votes && seat.alternateOf === null;

function checkSeat(check: Check, committee: Committee, seat: Seat): void {
  const { ids } = check;
  check.refers(seat.holder, [ids.persons], seat, 'personne');
  check.refers(seat.represents, [ids.organisations, ids.institutions, ids.committees, ids.groups], seat, 'represente');
  check.refers(seat.group, [ids.groups], seat, 'groupe');
  check.refers(seat.axis, [ids.axes], seat, 'axe');
  for (const [field, value] of [['depuis', seat.from], ['jusqu_a', seat.until]] as const) {
    if (value !== null && !isDate(value)) check.fault({ is: 'wrong-date', field, value }, seat, field);
  }
  if (seat.from !== null && seat.until !== null && isDate(seat.from) && isDate(seat.until) && seat.until < seat.from) {
    check.fault({ is: 'term-ends-before-it-starts', from: seat.from, until: seat.until }, seat, 'jusqu_a');
  }
  if (seat.alternateOf !== null && !committee.seats.some((other) => isVotingSeat(other) && other.holder === seat.alternateOf)) {
    check.fault({ is: 'alternate-of-nobody', committee: committee.id, person: seat.holder ?? '', of: seat.alternateOf, nearest: nearest(seat.alternateOf, committee.seats.flatMap((other) => (isVotingSeat(other) ? (other.holder ?? []) : []))) }, seat, 'substitut_de');
  }
}

/** Whether two terms share a day: one holder may follow another. */
const overlap = (a: Seat, b: Seat): boolean => (a.from ?? '') <= (b.until ?? '9999-12-31') && (b.from ?? '') <= (a.until ?? '9999-12-31');

function checkChair(check: Check, committee: Committee): void {
  const chairs = committee.seats.filter((seat) => seat.role === 'presidence' && seat.alternateOf === null && seat.holder !== null);
  if (chairs.length === 0) check.fault({ is: 'no-chair', committee: committee.id }, committee, 'membres');
  chairs.forEach((chair, i) => {
    const others = chairs.slice(0, i).filter((other) => overlap(other, chair));
    if (others.length > 0) check.fault({ is: 'two-chairs', committee: committee.id, persons: [...others, chair].flatMap((c) => c.holder ?? []) }, chair);
  });
}

/**
 * Two voting members for one seat. An institution and a territory's centre have one voice each, and an axis one expert; a
 * ministry or a stakeholder group may hold several seats. Lines that name the same seat (`siege`) are one seat too.
 */
function checkHolders(check: Check, committee: Committee): void {
  const centres = new Set(check.charter.territories.map((territory) => territory.centre));
  const seatOf = (seat: Seat): string | null => {
    if (seat.represents !== null) return check.ids.institutions.has(seat.represents) || centres.has(seat.represents) ? seat.represents : null;
    return seat.axis;
  };
  committee.seats.forEach((seat, i) => {
    if (seat.holder === null) return;
    const key = isVotingSeat(seat) && seat.role === 'membre' ? seatOf(seat) : null;
    const others = committee.seats.slice(0, i).filter((other) => {
      if (other.holder === null || other.holder === seat.holder || !overlap(other, seat)) return false;
      return other.id === seat.id || (key !== null && isVotingSeat(other) && other.role === 'membre' && seatOf(other) === key);
    });
    if (others.length > 0) check.fault({ is: 'seat-with-two-holders', committee: committee.id, seat: key ?? seat.role, persons: [...others, seat].flatMap((s) => s.holder ?? []) }, seat);
  });
}

/** One person, one vote: nobody holds two voting seats, stands in for somebody while voting, or is written twice. */
function checkPersons(check: Check, committee: Committee): void {
  const mayVote = (seat: Seat): boolean => seat.votes || seat.alternateOf !== null;
  committee.seats.forEach((seat, i) => {
    const before = committee.seats.slice(0, i).filter((other) => other.holder !== null && other.holder === seat.holder && overlap(other, seat));
    // One person may be the alternate of several: which one is decided at the meeting, and it is one vote.
    const twice = before.find((other) => (isVotingSeat(other) && mayVote(seat)) || (mayVote(other) && isVotingSeat(seat)) || (other.role === seat.role && other.alternateOf === seat.alternateOf));
    if (twice !== undefined) check.fault({ is: 'same-person-twice', committee: committee.id, person: seat.holder ?? '' }, seat, 'personne');
  });
}
