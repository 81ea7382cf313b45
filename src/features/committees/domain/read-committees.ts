// The committees of a charter file: templates filled in, seats with ids that outlive their holders, the workspace each asks for.

import type { CommitteeId } from '../../../shared/ids.ts';
import { committeeId, personId, seatId } from '../../../shared/ids.ts';
import type { Cadence, ChannelKind, Charter, Committee, CommitteeWorkspace, Confidentiality, EasterRule, Level, Nature, Quorum, Seat, SeatRole } from './charter.ts';
import type { Fields, Reading } from './charter-fields.ts';
import { fieldsOf, joined } from './charter-fields.ts';
import type { LocatedMap } from './located.ts';
import { MEETINGS_CHANNEL } from './naming.ts';

export const LEVELS = ['ministeriel_strategique', 'national', 'territorial', 'local', 'conseil', 'projet'] as const satisfies readonly Level[];
export const NATURES = ['strategique', 'operationnelle', 'consultative'] as const satisfies readonly Nature[];
export const SEAT_ROLES = ['presidence', 'copresidence', 'secretariat', 'membre', 'substitut', 'invite_permanent', 'invite', 'observateur'] as const satisfies readonly SeatRole[];
export const EASTER_RULES = ['vendredi_saint', 'lundi_de_paques', 'les_deux'] as const satisfies readonly EasterRule[];
const KINDS = ['standard', 'private', 'shared'] as const satisfies readonly ChannelKind[];

/** In `teams.equipe`: the team of the territory's committee. */
export const TEAM_OF_TERRITORY = 'equipe_du_territoire';

const NOTES = ['prov', 'note', 'note_fr', 'note_en'] as const;
const COMMITTEE_KEYS = ['id', 'gabarit', 'acronyme', 'nom_fr', 'nom_en', 'niveau', 'nature', 'mandat_fr', 'mandat_en', 'parent', 'conseille', 'rend_compte_a', 'territoire', 'etablissement', 'organisations', 'represente', 'fuseau', 'cadence', 'quorum', 'confidentialite', 'trace', 'membres', 'teams', 'paques', 'origine', ...NOTES] as const;
const SEAT_KEYS = ['personne', 'vacant', 'role', 'votant', 'represente', 'groupe', 'axe', 'substitut_de', 'depuis', 'jusqu_a', 'secretariat', 'interim', 'desserte', 'siege', ...NOTES] as const;

interface Around extends Pick<Charter, 'zone' | 'naming' | 'territories' | 'institutions'> { readonly confidentiality: Confidentiality }

export function readCommittees(reading: Reading, top: Fields, around: Around): Committee[] {
  const templates = readTemplates(reading, top);
  const node = top.node('instances');
  if (node === undefined) return [];
  if (node.is !== 'list') {
    top.fault({ is: 'wrong-shape', field: 'instances', expected: 'list' }, 'instances');
    return [];
  }
  const read: { readonly committee: Committee; readonly fields: Fields }[] = [];
  node.items.forEach((item, i) => {
    const path = joined('instances', i);
    const wanted = item.is === 'map' ? item.entries.find((entry) => entry.key === 'gabarit')?.value : undefined;
    const name = wanted?.is === 'value' ? wanted.source : null;
    const template = name === null ? undefined : templates.get(name);
    const fields = fieldsOf(reading, item, path, COMMITTEE_KEYS, template === undefined ? null : { node: template, path: joined('gabarits_instance', name ?? '') });
    if (fields === null) return;
    if (name !== null && template === undefined) fields.fault({ is: 'unknown-reference', field: 'gabarit', id: name, nearest: [...templates.keys()][0] ?? null }, 'gabarit');
    read.push({ committee: readCommittee(fields, around), fields });
  });
  const committees = read.map((r) => r.committee);
  return read.map(({ committee, fields }) => (committee.workspace.team === TEAM_OF_TERRITORY ? settled(committee, committees, fields, around) : committee));
}

function readTemplates(reading: Reading, top: Fields): Map<string, LocatedMap> {
  const templates = new Map<string, LocatedMap>();
  const node = top.node('gabarits_instance');
  if (node?.is !== 'map') return templates;
  const keys = COMMITTEE_KEYS.filter((key) => key !== 'id' && key !== 'gabarit');
  for (const entry of node.entries) {
    fieldsOf(reading, entry.value, joined('gabarits_instance', entry.key), keys);
    if (entry.value.is === 'map') templates.set(entry.key, entry.value);
  }
  return templates;
}

function readCommittee(f: Fields, around: Around): Committee {
  const id = committeeId(f.id());
  const cadence = readCadence(f, around.zone);
  const parent = f.text('parent');
  const acronym = f.requiredText('acronyme');
  const easter = f.has('paques') ? f.oneOf('paques', EASTER_RULES, 'les_deux') : undefined;
  return f.as({
    id,
    acronym,
    name: f.named('nom'),
    level: f.oneOf('niveau', LEVELS, null),
    nature: f.oneOf('nature', NATURES, null),
    mandate: f.named('mandat'),
    parent: parent === null ? null : committeeId(parent),
    advises: f.texts('conseille').map(committeeId),
    reportsTo: f.texts('rend_compte_a').map(committeeId),
    territory: f.text('territoire'),
    institution: f.text('etablissement'),
    organisations: f.texts('organisations'),
    represents: f.texts('represente'),
    zone: f.text('fuseau') ?? cadence.zone,
    cadence,
    quorum: readQuorum(f),
    confidentiality: f.oneOf('confidentialite', ['interne', 'restreinte'] as const, around.confidentiality),
    record: f.oneOf('trace', ['compte_rendu', 'releve_decisions'] as const, 'compte_rendu'),
    seats: readSeats(f, id),
    workspace: readWorkspace(f, acronym, around),
    ...(easter === undefined ? {} : { easter }),
    provenance: f.text('prov') ?? '',
    origin: f.oneOf('origine', ['charte', 'formulaire'] as const, 'charte') === 'formulaire' ? 'form' : 'charter',
  });
}

function readCadence(f: Fields, zone: string): Cadence {
  const own = f.text('fuseau') ?? zone;
  const c = f.map('cadence', ['frequence', 'libelle_fr', 'libelle_en', 'dtstart', 'rrule', 'fuseau', 'duree_min', 'adaptable', ...NOTES]);
  if (c === null) {
    f.fault({ is: 'missing', field: 'cadence' }, 'cadence');
    return { label: { fr: '' }, start: null, rule: null, zone: own, minutes: 60, adaptable: true };
  }
  const frequency = c.text('frequence');
  return c.as({
    ...(frequency === null ? {} : { frequency }),
    label: c.named('libelle'),
    start: c.text('dtstart'),
    rule: c.text('rrule'),
    zone: c.text('fuseau') ?? own,
    minutes: c.whole('duree_min', 5, 1440) ?? 60,
    adaptable: c.flag('adaptable') ?? true,
  });
}

function readQuorum(f: Fields): Quorum {
  const q = f.map('quorum', ['type', 'base', 'minimum', 'majorite', 'minimum_par_groupe', 'doit_inclure', 'delegation_ponctuelle', 'libelle_fr', 'libelle_en', ...NOTES]);
  if (q === null) {
    f.fault({ is: 'missing', field: 'quorum' }, 'quorum');
    return { type: 'aucun', base: null, minimum: null, majority: false, mustInclude: [], minimumByGroup: {}, label: { fr: '' } };
  }
  const type = q.oneOf('type', ['majorite', 'nombre', 'composite', 'aucun'] as const, null);
  const minimum = q.whole('minimum', 1, 1000);
  if (type === 'nombre' && !q.has('minimum')) q.fault({ is: 'missing', field: 'minimum' }, 'minimum');
  const delegable = q.flag('delegation_ponctuelle');
  return q.as({
    type,
    base: q.has('base') ? q.oneOf('base', ['membres_votants', 'etablissements_representes'] as const, null) : null,
    minimum,
    majority: type === 'majorite' || (q.flag('majorite') ?? false),
    mustInclude: q.texts('doit_inclure').map(personId),
    minimumByGroup: readMinimumByGroup(q),
    ...(delegable === null ? {} : { delegable }),
    label: q.named('libelle'),
  });
}

function readMinimumByGroup(q: Fields): Record<string, number> {
  const node = q.node('minimum_par_groupe');
  if (node === undefined || (node.is === 'value' && node.value === null)) return {};
  const groups = node.is === 'map' ? node.entries.map((entry) => entry.key) : [];
  const fields = q.map('minimum_par_groupe', groups);
  return Object.fromEntries(groups.flatMap((group) => {
    const least = fields?.whole(group, 0, 1000) ?? null;
    return least === null ? [] : [[group, least]];
  }));
}

// ---- seats

interface SeatDraft extends Omit<Seat, 'id'> { readonly suffix: string | null; readonly fields: Fields }

function readSeats(f: Fields, id: CommitteeId): Seat[] {
  if (!f.has('membres')) f.fault({ is: 'missing', field: 'membres' }, 'membres');
  const drafts = f.maps('membres', SEAT_KEYS).map((s) => readSeat(s, id));
  const names = seatNames(drafts);
  return drafts.map(({ suffix, fields, ...seat }, i) => fields.as({ id: seatId(`${id}:${suffix ?? names[i] ?? ''}`), ...seat }));
}

function readSeat(s: Fields, committee: CommitteeId): SeatDraft {
  const role = s.oneOf('role', SEAT_ROLES, null);
  const holder = readHolder(s, committee, role);
  const alternateOf = s.text('substitut_de');
  if (role === 'substitut' && alternateOf === null && !s.has('substitut_de')) s.fault({ is: 'missing', field: 'substitut_de' }, 'substitut_de');
  const votes = s.flag('votant') ?? (alternateOf === null && (role === 'presidence' || role === 'copresidence' || role === 'membre'));
  if (s.has('desserte')) s.oneOf('desserte', ['principal', 'secondaire'] as const, 'principal');
  return {
    role,
    holder: holder === null ? null : personId(holder),
    votes,
    alternateOf: alternateOf === null ? null : personId(alternateOf),
    represents: s.text('represente'),
    group: s.text('groupe'),
    axis: s.text('axe'),
    from: s.date('depuis'),
    until: s.date('jusqu_a'),
    alsoSecretary: s.flag('secretariat') ?? false,
    ...(s.flag('interim') === true && { interim: true as const }),
    suffix: s.text('siege'),
    fields: s,
  };
}

function readHolder(s: Fields, committee: CommitteeId, role: SeatRole): string | null {
  const vacant = s.flag('vacant') ?? false;
  const node = s.node('personne');
  if (node?.is === 'list') {
    // A seat has one holder; what two people share is two seats, or a holder and an alternate.
    s.fault({ is: 'seat-with-two-holders', committee, seat: s.text('represente') ?? role, persons: s.texts('personne') }, 'personne');
    return null;
  }
  const holder = s.text('personne');
  if (holder === null && !vacant && node?.is !== 'map') s.fault({ is: 'missing', field: 'personne' }, 'personne');
  if (holder !== null && vacant) s.fault({ is: 'wrong-value', field: 'vacant', value: 'true', expected: ['false'] }, 'vacant');
  return holder;
}

/**
 * A seat is named for what it is, not for who sits there: role, then whom it speaks for; an alternate's like its titular's.
 * `membre:cct-chum`, `substitut:cct-chum`, `membre:gpp-usagers-2`. The file may name it itself (`siege`), which an export does
 * when the order of the lines no longer gives the same name.
 */
export function seatNames(seats: readonly Pick<Seat, 'role' | 'holder' | 'alternateOf' | 'represents' | 'axis' | 'group'>[]): string[] {
  const used = new Map<string, number>();
  return seats.map((seat) => {
    const titular = seat.alternateOf === null ? undefined : seats.find((other) => other.alternateOf === null && other.holder === seat.alternateOf);
    const about = seat.represents ?? seat.axis ?? seat.group ?? titular?.represents ?? titular?.axis ?? titular?.group ?? null;
    const base = [seat.alternateOf === null ? seat.role : 'substitut', ...(about === null ? [] : [about])].join(':');
    const times = (used.get(base) ?? 0) + 1;
    used.set(base, times);
    return times === 1 ? base : `${base}-${times}`;
  });
}

// ---- workspace

function readWorkspace(f: Fields, acronym: string, around: Around): CommitteeWorkspace {
  const t = f.map('teams', ['equipe', 'canal', 'type_canal', 'autres_canaux', 'derive', ...NOTES]);
  const filled = (text: string): string => text.replace(/\{acronyme\}/g, () => acronym).replace(/\{prefixe\}/g, () => around.naming.prefix);
  const team = t?.text('equipe') ?? around.naming.teamTemplate;
  const channel = t?.text('canal') ?? null;
  const workspace: CommitteeWorkspace = {
    team: filled(team),
    channel: filled(channel ?? MEETINGS_CHANNEL),
    kind: t?.oneOf('type_canal', KINDS, 'standard') ?? 'standard',
    otherChannels: (t?.texts('autres_canaux') ?? []).map(filled),
    typed: channel !== null && !channel.includes('{') && t?.flag('derive') !== true,
  };
  return t === null ? workspace : t.as(workspace);
}

/** « equipe_du_territoire »: the team of the committee of the institution's territory, or of the parent's where there is none. */
function settled(committee: Committee, all: readonly Committee[], fields: Fields, around: Around): Committee {
  const institution = around.institutions.find((i) => i.id === committee.institution);
  const territory = around.territories.find((t) => t.id === (institution?.territory ?? committee.territory));
  const home = all.find((c) => c.id === (territory?.committee ?? committee.parent));
  if (home === undefined || home.workspace.team === TEAM_OF_TERRITORY) {
    fields.fault({ is: 'unknown-reference', field: 'teams.equipe', id: TEAM_OF_TERRITORY, nearest: null }, 'teams', 'equipe');
    return committee;
  }
  return fields.as({ ...committee, workspace: { ...committee.workspace, team: home.workspace.team } });
}
