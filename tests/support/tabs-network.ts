// The RQT as the API would tell it, worked out from charters/rqt.yaml, so that the tabs can be opened and judged without the
// server. A fixture, not a second truth: its rules of representation and terms are only near enough to look real.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Choices, CommitteeDetail, CommitteeSummary, Me, Representation, SeatView } from '../../src/contract/committees.ts';
import type { CommitteeRef, Language, PersonRef } from '../../src/contract/common.ts';

interface Named { id: string; nom_fr: string; nom_en?: string; acronyme?: string; sigle?: string }
interface RawMember { personne?: string; vacant?: boolean; role: SeatView['role']; votant?: boolean; represente?: string; groupe?: string; substitut_de?: string; depuis?: string; jusqu_a?: string; secretariat?: boolean }
interface RawCommittee {
  id: string; acronyme: string; nom_fr: string; nom_en?: string; niveau: CommitteeSummary['level']; nature: string; parent: string | null; territoire?: string; etablissement?: string;
  mandat_fr?: string; mandat_en?: string; represente?: string[]; cadence?: RawTemplate['cadence']; quorum?: RawTemplate['quorum']; confidentialite?: string; trace?: string; membres: RawMember[];
  teams?: { equipe: string; canal: string; type_canal: string }; conseille?: string[]; rend_compte_a?: string[]; avise?: string[]; gabarit?: string; prov: string;
}
interface RawTemplate { mandat_fr: string; mandat_en: string; represente: string[]; cadence: { libelle_fr: string; libelle_en: string; rrule: string | null; fuseau?: string; duree_min: number }; quorum: { libelle_fr: string; libelle_en: string }; trace: string }
interface Raw {
  personnes: { id: string; titre_fr: string; titre_en?: string; courriel: string; organisation: string; langue: Language; fuseau: string }[];
  organisations: Named[]; etablissements: (Named & { territoire: string })[]; territoires: (Named & { ctcot?: string })[]; groupes_parties_prenantes: Named[]; niveaux: Named[]; roles: Named[]; instances: RawCommittee[]; gabarits_instance: { loc: RawTemplate };
}

const raw = parse(readFileSync(new URL('../../charters/rqt.yaml', import.meta.url), 'utf8')) as Raw;
const say = (named: { nom_fr: string; nom_en?: string } | undefined, language: Language): string => (named === undefined ? '' : language === 'en-CA' ? (named.nom_en ?? named.nom_fr) : named.nom_fr);
const persons = new Map(raw.personnes.map((one) => [one.id, one]));
const committees = new Map(raw.instances.map((one) => [one.id, one]));

export const personRef = (id: string, language: Language): PersonRef => {
  const person = persons.get(id);
  return { id, title: (language === 'en-CA' ? person?.titre_en : undefined) ?? person?.titre_fr ?? id, email: person?.courriel ?? '' };
};
export const committeeRef = (id: string, language: Language): CommitteeRef => {
  const found = committees.get(id);
  return { id, acronym: found?.acronyme ?? id, name: say(found, language) };
};
const nature = { strategique: ['Stratégique', 'Strategic'], operationnelle: ['Opérationnelle', 'Operational'], consultative: ['Consultative', 'Advisory'] } as Record<string, [string, string]>;
const in2 = (language: Language, fr: string, en: string): string => (language === 'fr-CA' ? fr : en);

function territoryOf(one: RawCommittee): Named | undefined {
  const id = one.territoire ?? raw.etablissements.find((etab) => etab.id === one.etablissement)?.territoire;
  return raw.territoires.find((ter) => ter.id === id);
}
const territoryTeam: Record<string, string> = { 'ter-udem': 'RQT - Territoire CHUM', 'ter-sherbrooke': 'RQT - Territoire Estrie-CHUS', 'ter-mcgill': 'RQT - Territoire CUSM', 'ter-laval': 'RQT - Territoire CHUQ-UL' };
export const workspaceOf = (one: RawCommittee): { team: string; channel: string; isPrivate: boolean } =>
  one.teams === undefined ? { team: territoryTeam[territoryOf(one)?.id ?? ''] ?? '', channel: one.acronyme, isPrivate: true } : { team: one.teams.equipe, channel: one.teams.canal, isPrivate: one.teams.type_canal === 'private' };

const represented = (id: string | undefined, language: Language): string | null =>
  id === undefined ? null : say([...raw.organisations, ...raw.etablissements, ...raw.groupes_parties_prenantes, ...raw.instances].find((one) => one.id === id), language) || id;

function seats(one: RawCommittee, language: Language): SeatView[] {
  return one.membres.map((member, place) => {
    const alternates = one.membres.filter((other) => other.substitut_de !== undefined && other.substitut_de === member.personne);
    const ends = member.jusqu_a === '2027-05-31';
    return {
      id: `${one.id}:${place}`, role: member.role, roleName: say(raw.roles.find((role) => role.id === member.role), language),
      holder: member.personne === undefined ? null : personRef(member.personne, language), vacant: member.vacant === true,
      alternates: alternates.map((other) => personRef(other.personne ?? '', language)), votes: member.votant === true, alsoSecretary: member.secretariat === true,
      represents: represented(member.represente, language),
      term: { from: member.depuis ?? null, until: member.jusqu_a ?? null, state: ends ? 'ends-soon' : 'open', label: ends ? in2(language, 'Jusqu’au 31 mai 2027', 'Until May 31, 2027') : in2(language, 'Sans échéance', 'No end date') },
    };
  });
}

const VOICES: Record<string, (member: RawMember) => boolean> = {
  'gpp-ministere': (m) => (m.represente ?? '').startsWith('org-') || m.represente === 'cdm', 'gpp-cct': (m) => (m.represente ?? '').startsWith('cct-'),
  'gpp-cliniciens': (m) => /-clin$|expert|conseil/.test(m.personne ?? ''), 'gpp-techno': (m) => /-tech$|-app$/.test(m.personne ?? ''), 'gpp-usagers': (m) => m.represente === 'gpp-usagers',
  'gpp-directions': (m) => (m.personne ?? '').endsWith('-gest'), 'gpp-universitaire': (m) => m.personne === 'per-ruisss',
};
function representation(one: RawCommittee, language: Language): Representation[] {
  const wanted = one.represente ?? raw.gabarits_instance.loc.represente;
  return wanted.map((group) => {
    const speaking = one.membres.filter((member) => member.groupe === group || VOICES[group]?.(member) === true);
    const filled = speaking.filter((member) => member.vacant !== true).length;
    const state = filled === 0 ? 'absent' : filled < speaking.length ? 'under-represented' : 'represented';
    return { group, name: say(raw.groupes_parties_prenantes.find((one) => one.id === group), language), seats: Math.max(1, speaking.length), filled, state, detail: state === 'represented' ? '' : in2(language, `${speaking.length - filled || 1} siège sur ${speaking.length || 1} est vacant`, `${speaking.length - filled || 1} seat of ${speaking.length || 1} is vacant`) };
  });
}

export type WorkspaceStateOf = (id: string) => CommitteeSummary['workspace']['state'];
export function summary(one: RawCommittee, language: Language, reader: string, stateOf: WorkspaceStateOf): CommitteeSummary {
  const place = workspaceOf(one);
  const mine = one.membres.find((member) => member.personne === reader);
  const state = stateOf(one.id);
  return {
    ...committeeRef(one.id, language), level: one.niveau, levelName: say(raw.niveaux.find((level) => level.id === one.niveau), language), parentId: one.parent,
    territory: say(territoryOf(one), language) || null, territoryId: territoryOf(one)?.id ?? null, institution: one.etablissement === undefined ? null : represented(one.etablissement, language), confidential: one.confidentialite === 'restreinte',
    mine: mine === undefined ? null : say(raw.roles.find((role) => role.id === mine.role), language),
    seats: { total: one.membres.length, vacant: one.membres.filter((member) => member.vacant === true).length, underRepresented: representation(one, language).filter((group) => group.state !== 'represented').length },
    workspace: { state, team: place.team, channel: place.channel, link: state === 'ready' || state === 'partial' ? `https://teams.microsoft.com/l/channel/19%3A${one.id}%40thread.tacv2/${encodeURIComponent(place.channel)}?groupId=00000000-0000-4000-8000-0000000000f0&tenantId=00000000-0000-4000-8000-00000000d3f0` : null },
  };
}

export function detail(id: string, language: Language, reader: string, stateOf: WorkspaceStateOf): CommitteeDetail | null {
  const one = committees.get(id);
  if (one === undefined) return null;
  const template = raw.gabarits_instance.loc;
  const cadence = one.cadence ?? template.cadence;
  const quorum = one.quorum ?? template.quorum;
  const summarised = summary(one, language, reader, stateOf);
  const mayConfigure = reader.startsWith('per-coord') || reader.startsWith('per-secretariat') || ['presidence', 'secretariat'].includes(one.membres.find((member) => member.personne === reader)?.role ?? '');
  return {
    ...summarised, mandate: in2(language, one.mandat_fr ?? template.mandat_fr, one.mandat_en ?? template.mandat_en), natureName: nature[one.nature]?.[language === 'fr-CA' ? 0 : 1] ?? one.nature,
    parent: one.parent === null ? null : committeeRef(one.parent, language), parentHidden: false, children: raw.instances.filter((child) => child.parent === id).map((child) => committeeRef(child.id, language)),
    advises: (one.conseille ?? one.avise ?? []).map((other) => committeeRef(other, language)), reportsTo: (one.rend_compte_a ?? []).map((other) => committeeRef(other, language)),
    cadence: { label: in2(language, cadence.libelle_fr, cadence.libelle_en), zone: cadence.fuseau ?? 'America/Toronto', minutes: cadence.duree_min, asNeeded: cadence.rrule === null },
    quorum: in2(language, quorum.libelle_fr, quorum.libelle_en), record: (one.trace ?? template.trace) === 'releve_decisions' ? in2(language, 'Relevé de décisions', 'Record of decisions') : in2(language, 'Compte rendu', 'Meeting notes'),
    provenance: { text: one.prov, assumed: one.prov.includes('suppose'), fictional: one.prov.includes('fictif') },
    seatList: seats(one, language), representation: representation(one, language),
    may: { configure: mayConfigure ? { ok: true } : { ok: false, why: in2(language, 'Seuls la présidence, le secrétariat et la coordination règlent les onglets de cette instance.', 'Only the chair, the secretariat and the coordination set the tabs of this committee.') } },
  };
}

/** A restricted committee is for those who sit there, and the network's coordination. */
const sees = (one: RawCommittee, reader: string): boolean => one.confidentialite !== 'restreinte' || /^per-(coord|secretariat-msss|verif|admin)/.test(reader) || one.membres.some((member) => member.personne === reader);
export const summaries = (language: Language, reader: string, stateOf: WorkspaceStateOf): CommitteeSummary[] => raw.instances.filter((one) => sees(one, reader)).map((one) => summary(one, language, reader, stateOf));

export function me(reader: string, language: Language): Me {
  const person = persons.get(reader);
  const coordinator = /^per-(coord|secretariat-msss|cct-.*-(coord|secretariat))/.test(reader);
  const auditor = reader === 'per-verif-interne';
  const no = (fr: string, en: string) => ({ ok: false, why: in2(language, fr, en) });
  return {
    person: { ...personRef(reader, language), organisation: say(raw.organisations.find((org) => org.id === person?.organisation), language), zone: person?.fuseau ?? 'America/Toronto' },
    language, roles: coordinator ? ['coordinator'] : auditor ? ['auditor'] : ['member'],
    committees: raw.instances.flatMap((one) => one.membres.filter((member) => member.personne === reader).map((member) => ({ ...committeeRef(one.id, language), role: say(raw.roles.find((role) => role.id === member.role), language), roleId: member.role }))),
    may: {
      plan: coordinator ? { ok: true } : no('Le plan est réservé à la coordination.', 'The plan is for the coordination.'),
      createCommittee: coordinator ? { ok: true } : no('Seule la coordination crée une instance.', 'Only the coordination creates a committee.'),
      readJournal: coordinator || auditor ? { ok: true } : no('Le journal est réservé à la coordination et à la vérification.', 'The journal is for the coordination and the auditors.'),
      administer: no('Réservé à l’administration.', 'For administrators.'),
    },
    tenant: 'local',
  };
}

export function choices(language: Language): Choices {
  const hosts = new Set(raw.instances.map((one) => one.etablissement));
  return {
    levels: raw.niveaux.map((one) => ({ id: one.id as Choices['levels'][number]['id'], name: say(one, language) })), roles: raw.roles.map((one) => ({ id: one.id as Choices['roles'][number]['id'], name: say(one, language) })),
    persons: raw.personnes.map((one) => personRef(one.id, language)), committees: raw.instances.map((one) => ({ ...committeeRef(one.id, language), level: one.niveau })),
    institutions: raw.etablissements.map((one) => ({ id: one.id, name: say(one, language), acronym: one.sigle ?? one.id, hasCommittee: hosts.has(one.id), parentId: raw.territoires.find((t) => t.id === one.territoire)?.ctcot ?? null })),
    represents: [...raw.groupes_parties_prenantes, ...raw.organisations, ...raw.etablissements].map((one) => ({ id: one.id, name: say(one, language) })),
    teams: teamNames(), zones: ['America/Toronto', 'America/Halifax', 'America/Blanc-Sablon'],
  };
}

/** With the territory's id as `territory`, as the register has it. */
export const institutions = (language: Language): { id: string; acronym: string; name: string; territory: string; territoryName: string }[] =>
  raw.etablissements.map((one) => ({ id: one.id, acronym: one.sigle ?? one.id, name: say(one, language), territory: one.territoire, territoryName: say(raw.territoires.find((t) => t.id === one.territoire), language) }));
export const teamNames = (): string[] => [...new Set(raw.instances.map((one) => workspaceOf(one).team))];
export const committeesOfTeam = (team: string): { id: string; acronym: string; channel: string; isPrivate: boolean; members: number; persons: string[] }[] =>
  raw.instances.filter((one) => workspaceOf(one).team === team).map((one) => ({ id: one.id, acronym: one.acronyme, channel: workspaceOf(one).channel, isPrivate: workspaceOf(one).isPrivate, members: one.membres.length, persons: one.membres.flatMap((member) => member.personne ?? []) }));
export const languageChosenBy = (reader: string): Language => persons.get(reader)?.langue ?? 'fr-CA';
