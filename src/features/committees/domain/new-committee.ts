// The form that creates a committee, of any level: the committee it asks for, or what is wrong with it, field by field.

import { looksLikeHealthNumber } from '../../../shared/health-number.ts';
import type { CommitteeId } from '../../../shared/ids.ts';
import { committeeId, personId, seatId } from '../../../shared/ids.ts';
import type { Decision } from '../../../shared/decision.ts';
import { accept, refuse } from '../../../shared/decision.ts';
import type { Text } from '../../../shared/language.ts';
import type { Charter, Committee, CommitteeWorkspace, Level, Nature, Quorum, Seat, SeatRole } from './charter.ts';
import type { Where } from './charter-fields.ts';
import { checkCharter } from './check-charter.ts';
import type { CharterFault, CharterFaultWhy } from './fault.ts';
import { cleanName, derivedNames, fillTeamTemplate } from './naming.ts';
import type { CleanName } from './naming.ts';
import { seatNames } from './read-committees.ts';
import { slug } from './workspace.ts';

export interface NewSeat {
  readonly personId: string | null;
  readonly role: SeatRole;
  readonly votes: boolean;
  readonly represents: string | null;
  readonly alternateOf: string | null;
  readonly from: string | null;
  readonly until: string | null;
}

/** As the form sends it (contract NewCommittee). */
export interface NewCommitteeForm {
  readonly nameFr: string;
  readonly nameEn?: string | undefined;
  readonly acronym: string;
  readonly level: Level;
  readonly parentId: string;
  readonly institution?: string | undefined;
  readonly mandateFr: string;
  readonly mandateEn?: string | undefined;
  readonly cadence: { readonly label: string; readonly rule: string | null; readonly start: string | null; readonly zone: string; readonly minutes: number };
  readonly quorum: { readonly type: 'majorite' | 'nombre' | 'aucun'; readonly minimum: number | null };
  readonly confidential: boolean;
  readonly seats: readonly NewSeat[];
  /** Typed names are refused when Teams would refuse them; absent ones are derived and cleaned. */
  readonly team?: string | undefined;
  readonly channel?: string | undefined;
  readonly channelKind: 'standard' | 'private';
}

/** The committee in the charter's shape; the charter itself is not changed (see amend-charter.ts). */
export function newCommittee(charter: Charter, form: NewCommitteeForm): Decision<Committee, CharterFault[]> {
  const committee = committeeOf(charter, form);
  const faults = [...missingFields(form), ...faultsOf(charter, committee, form)];
  return faults.length === 0 ? accept(committee) : refuse(faults);
}

/** The final names that a form would give, shown before anything is confirmed, also while the rest is still being typed. */
export function namesFor(charter: Charter, form: Pick<NewCommitteeForm, 'acronym' | 'level' | 'parentId' | 'institution' | 'team' | 'channel' | 'channelKind'>): { readonly team: CleanName; readonly channel: CleanName; readonly teamExists: boolean } {
  const { team, channel } = workspaceOf(charter, form);
  return {
    team: cleanName(team, 'team', charter.naming),
    channel: cleanName(channel, 'channel', charter.naming),
    teamExists: charter.committees.some((c) => slug(c.workspace.team) === slug(team)),
  };
}

const NATURE: Readonly<Record<Level, Nature>> = { ministeriel_strategique: 'strategique', national: 'operationnelle', territorial: 'operationnelle', local: 'operationnelle', conseil: 'consultative', projet: 'operationnelle' };

function committeeOf(charter: Charter, form: NewCommitteeForm): Committee {
  const id = freeId(charter, form);
  const institution = trimmed(form.institution);
  const peers = charter.committees.filter((c) => c.level === form.level);
  const seats = seatsOf(id, form.seats);
  return {
    id,
    acronym: form.acronym.trim(),
    name: textOf(form.nameFr, form.nameEn),
    level: form.level,
    nature: NATURE[form.level],
    mandate: textOf(form.mandateFr, form.mandateEn),
    parent: committeeId(form.parentId.trim()),
    advises: [],
    reportsTo: [],
    territory: null,
    institution,
    organisations: [],
    // What all committees of the level have in common holds for one more: local ones hear management, clinicians, technology.
    represents: shared(peers.map((c) => c.represents)) ?? [...new Set(seats.flatMap((s) => (charter.groups.some((g) => g.id === s.represents) ? (s.represents ?? []) : [])))],
    zone: form.cadence.zone,
    cadence: { label: { fr: form.cadence.label.trim() }, start: trimmed(form.cadence.start), rule: trimmed(form.cadence.rule), zone: form.cadence.zone, minutes: form.cadence.minutes, adaptable: true },
    quorum: quorumOf(form.quorum),
    confidentiality: form.confidential ? 'restreinte' : 'interne',
    record: shared(peers.map((c) => c.record)) ?? 'compte_rendu',
    seats,
    workspace: workspaceOf(charter, form),
    provenance: '',
    origin: 'form',
  };
}

const trimmed = (text: string | null | undefined): string | null => {
  const plain = text?.trim() ?? '';
  return plain === '' ? null : plain;
};
const textOf = (fr: string, en: string | undefined): Text => {
  const english = trimmed(en);
  return { fr: fr.trim(), ...(english === null ? {} : { en: english }) };
};
const shared = <Value>(values: readonly Value[]): Value | null => {
  const [first] = values;
  return first !== undefined && values.every((value) => JSON.stringify(value) === JSON.stringify(first)) ? first : null;
};

/** `cc-sad`, `loc-ciussse-chus`: from the acronym, or the institution for local ones, as the network names its own. */
function freeId(charter: Charter, form: NewCommitteeForm): CommitteeId {
  const institution = trimmed(form.institution);
  const base = slug(form.level === 'local' && institution !== null ? `loc-${institution}` : form.acronym);
  const root = base === '' ? 'instance' : base;
  const taken = new Set([charter.organisations, charter.institutions, charter.groups, charter.committees].flat().map((thing) => thing.id));
  let free = root;
  for (let n = 2; taken.has(free); n += 1) free = `${root}-${n}`;
  return committeeId(free);
}

function seatsOf(id: CommitteeId, seats: readonly NewSeat[]): Seat[] {
  const drafts = seats.map((s) => {
    const [holder, alternateOf] = [trimmed(s.personId), trimmed(s.alternateOf)];
    return {
      role: s.role,
      holder: holder === null ? null : personId(holder),
      votes: s.votes,
      alternateOf: alternateOf === null ? null : personId(alternateOf),
      represents: trimmed(s.represents),
      group: null,
      axis: null,
      from: trimmed(s.from),
      until: trimmed(s.until),
      alsoSecretary: false,
    };
  });
  const names = seatNames(drafts);
  return drafts.map((draft, i) => ({ id: seatId(`${id}:${names[i] ?? i}`), ...draft }));
}

function quorumOf(quorum: NewCommitteeForm['quorum']): Quorum {
  const { type } = quorum;
  const minimum = type === 'nombre' ? quorum.minimum : null;
  const label: Readonly<Record<typeof type, Text>> = {
    majorite: { fr: 'Majorité des membres votants', en: 'Majority of voting members' },
    nombre: minimum === 1 ? { fr: 'Un membre votant', en: 'One voting member' } : { fr: `${minimum ?? 0} membres votants`, en: `${minimum ?? 0} voting members` },
    aucun: { fr: 'Aucun', en: 'None' },
  };
  return { type, base: type === 'aucun' ? null : 'membres_votants', minimum, majority: type === 'majorite', mustInclude: [], minimumByGroup: {}, label: label[type] };
}

// ---- workspace

function workspaceOf(charter: Charter, form: Pick<NewCommitteeForm, 'acronym' | 'level' | 'parentId' | 'institution' | 'team' | 'channel' | 'channelKind'>): CommitteeWorkspace {
  const acronym = form.acronym.trim();
  const typedTeam = trimmed(form.team);
  const typedChannel = trimmed(form.channel);
  const home = typedTeam ?? (form.level === 'local' ? teamOfTerritory(charter, trimmed(form.institution), form.parentId) : null);
  const neighbours = home === null ? [] : charter.committees.filter((c) => slug(c.workspace.team) === slug(home));
  const taken = neighbours.flatMap((c) => [c.workspace.channel, ...c.workspace.otherChannels].map((name) => cleanName(name, 'channel', charter.naming).name));
  const derived = derivedNames(charter.naming, { acronym }, home !== null && neighbours.length > 0 ? { team: home, taken } : null).channel;
  // The acronym is kept as typed, so that the plan can show what was cleaned; not where another channel has that name.
  const asTyped = neighbours.length > 0 && cleanName(acronym, 'channel', charter.naming).name === derived.name ? acronym : derived.name;
  return {
    team: home ?? fillTeamTemplate(charter.naming, acronym),
    channel: typedChannel ?? asTyped,
    kind: form.channelKind,
    otherChannels: [],
    typed: typedChannel !== null,
  };
}

/** Local committees live in their territory's team, one private channel each. */
function teamOfTerritory(charter: Charter, institution: string | null, parent: string): string | null {
  const place = charter.institutions.find((i) => i.id === institution);
  const territory = charter.territories.find((t) => t.id === place?.territory);
  const home = charter.committees.find((c) => c.id === territory?.committee) ?? charter.committees.find((c) => c.id === parent && c.level === 'territorial');
  return home?.workspace.team ?? null;
}

// ---- faults, by field of the form

const at = (path: string, why: CharterFaultWhy): CharterFault => ({ line: null, column: null, path, why });

function missingFields(form: NewCommitteeForm): CharterFault[] {
  const { cadence, quorum } = form;
  const required: readonly (readonly [string, string])[] = [['nameFr', form.nameFr], ['acronym', form.acronym], ['parentId', form.parentId], ['mandateFr', form.mandateFr], ['cadence.label', cadence.label]];
  return [
    ...required.flatMap(([field, value]) => (value.trim() === '' ? [at(field, { is: 'missing', field })] : [])),
    ...(Number.isInteger(cadence.minutes) && cadence.minutes >= 15 && cadence.minutes <= 600 ? [] : [at('cadence.minutes', { is: 'out-of-range', field: 'cadence.minutes', value: cadence.minutes, least: 15, most: 600 })]),
    ...(quorum.type === 'nombre' && quorum.minimum === null ? [at('quorum.minimum', { is: 'missing', field: 'quorum.minimum' })] : []),
    ...(quorum.type === 'nombre' && quorum.minimum !== null && quorum.minimum < 1 ? [at('quorum.minimum', { is: 'out-of-range', field: 'quorum.minimum', value: quorum.minimum, least: 1, most: 200 })] : []),
  ];
}

const FIELDS: Readonly<Record<string, string>> = {
  'acronyme': 'acronym', 'nom_fr': 'nameFr', 'nom_en': 'nameEn', 'niveau': 'level', 'parent': 'parentId', 'etablissement': 'institution', 'mandat_fr': 'mandateFr', 'mandat_en': 'mandateEn', 'fuseau': 'cadence.zone',
  'cadence.libelle_fr': 'cadence.label', 'cadence.rrule': 'cadence.rule', 'cadence.dtstart': 'cadence.start', 'cadence.fuseau': 'cadence.zone', 'quorum.minimum': 'quorum.minimum', 'membres': 'seats', 'teams.equipe': 'team', 'teams.canal': 'channel',
};
const SEAT_FIELDS: Readonly<Record<string, string>> = { personne: 'personId', role: 'role', represente: 'represents', substitut_de: 'alternateOf', depuis: 'from', jusqu_a: 'until' };
const ELSEWHERE = '';

/** The checks of a charter file, on the charter as it would be; what they find in this committee is told at the form's fields. */
function faultsOf(charter: Charter, committee: Committee, form: NewCommitteeForm): CharterFault[] {
  const where: Where = (thing, ...keys) => {
    const place = (path: string) => ({ line: null, column: null, path });
    const seat = committee.seats.indexOf(thing as Seat);
    if (seat >= 0) {
      const field = SEAT_FIELDS[String(keys[0] ?? '')];
      return place(field === undefined ? `seats[${seat}]` : `seats[${seat}].${field}`);
    }
    return place(thing === committee ? (FIELDS[keys.filter((key) => typeof key === 'string').join('.')] ?? 'form') : ELSEWHERE);
  };
  const faults = checkCharter({ ...charter, committees: [...charter.committees, committee] }, where);
  // A missing or taken acronym spoils the names derived from it; the acronym is fault enough.
  const spoilt = committee.acronym === '' || faults.some((fault) => fault.path === 'acronym');
  const quiet = spoilt ? [...(trimmed(form.team) === null ? ['team'] : []), ...(trimmed(form.channel) === null ? ['channel'] : [])] : [];
  return faults
    .filter((fault) => (fault.path !== ELSEWHERE && !quiet.includes(fault.path)) || (fault.why.is === 'loop' && fault.why.committees.includes(committee.id)))
    .filter((fault) => !(fault.why.is === 'unknown-parent' && committee.parent === ''))
    .map((fault) => (fault.why.is === 'loop' ? { ...fault, path: 'parentId' } : fault))
    .map((fault) => ('field' in fault.why ? { ...fault, why: { ...fault.why, field: fault.path } } : fault));
}

/** Whether any text of a form holds a health number: asked before a form is stored anywhere, as a draft for instance. */
export const holdsHealthNumber = (form: NewCommitteeForm): boolean =>
  [form.nameFr, form.nameEn, form.acronym, form.mandateFr, form.mandateEn, form.cadence.label, form.team, form.channel].some((text) => text !== undefined && looksLikeHealthNumber(text));
