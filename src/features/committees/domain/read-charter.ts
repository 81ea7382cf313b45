// From the French keys of a charter file (charters/rqt.yaml) to the facts of charter.ts. Reading is forgiving, so that one wrong
// field does not hide the others: whether the charter may be used is for check-charter.ts to say, with the faults found here.

import { isDate, isTime } from '../../../shared/dates.ts';
import { looksLikeHealthNumber } from '../../../shared/health-number.ts';
import { committeeId, personId } from '../../../shared/ids.ts';
import type { Language } from '../../../shared/language.ts';
import type { AgendaItem, AppRole, Calendar, Charter, CommonRules, Institution, Json, MoveStrategy, NamedThing, NamingRules, Organisation, Person, SeatRole, StakeholderGroup, Territory } from './charter.ts';
import { fieldsOf, whereOf } from './charter-fields.ts';
import type { Fields, Reading, Where } from './charter-fields.ts';
import type { CharterFault } from './fault.ts';
import { plain, valuesUnder } from './located.ts';
import type { Located } from './located.ts';
import { TEAMS_CONVENTION } from './naming.ts';
import { EASTER_RULES, readCommittees, SEAT_ROLES } from './read-committees.ts';

const LANGUAGES = ['fr-CA', 'en-CA'] as const satisfies readonly Language[];
const DEFAULT_ZONE = 'America/Toronto';
const NOTES = ['prov', 'note', 'note_fr', 'note_en'] as const;

const SECTIONS = ['meta', 'organisations', 'groupes_parties_prenantes', 'territoires', 'etablissements', 'niveaux', 'roles', 'axes', 'personnes', 'instances', 'gabarits_instance', 'roles_applicatifs', 'nommage_teams', 'calendrier', 'regles_communes', 'ordre_du_jour_type'] as const;
/** Sections of features to come: kept as they are. */
const OTHER_SECTIONS = ['sources', 'regions', 'finalites', 'domaines_expertise', 'actifs_provinciaux', 'natures', 'phases_projet', 'conflit_apres_report', 'projets', 'feuilles_de_route', 'plans_action', 'echelles', 'risques', 'actions', 'decisions'] as const;
const DATED_SECTION = /^(non_)?collisions(_pause)?_\d{4}$/;

export interface ReadCharter {
  /** Null only when the file is no map at all. With faults, a best effort that must not be used for anything but checking. */
  readonly charter: Charter | null;
  readonly faults: CharterFault[];
  /** Where each thing of the charter stands in the file. */
  readonly where: Where;
}

export function readCharter(tree: Located): ReadCharter {
  const reading: Reading = { faults: [], sources: new Map() };
  const where = whereOf(reading);
  const dated = tree.is === 'map' ? tree.entries.map((entry) => entry.key).filter((key) => DATED_SECTION.test(key)) : [];
  const top = fieldsOf(reading, tree, '', [...SECTIONS, ...OTHER_SECTIONS, ...dated]);
  if (top === null) return { charter: null, faults: reading.faults, where };
  for (const { path, key, node } of valuesUnder(tree)) {
    // Health information is refused on every entry path; the number itself is never repeated.
    if (typeof node.value === 'string' && looksLikeHealthNumber(node.value)) reading.faults.push({ line: node.line, column: node.column, path, why: { is: 'health-number', field: key } });
  }
  const charter = readSections(reading, top, [...OTHER_SECTIONS, ...dated]);
  return { charter, faults: reading.faults, where };
}

function readSections(reading: Reading, top: Fields, kept: readonly string[]): Charter {
  const meta = top.map('meta', ['version', 'langue_par_defaut', 'langues', 'fuseau_par_defaut', 'date_de_reference', 'domaine_courriel', 'exercice_financier', ...NOTES]);
  const language = meta?.oneOf('langue_par_defaut', LANGUAGES, 'fr-CA') ?? 'fr-CA';
  const zone = meta?.text('fuseau_par_defaut') ?? DEFAULT_ZONE;
  meta?.date('date_de_reference');
  const naming = readNaming(top);
  const territories = top.maps('territoires', ['id', 'nom_fr', 'nom_en', 'cct', 'ruisss', 'ctcot', 'desservis_attendus', ...NOTES]).map(readTerritory);
  const institutions = top.maps('etablissements', ['id', 'sigle', 'nom_fr', 'nom_en', 'type', 'region', 'territoire', 'territoires_secondaires', 'fuseau', 'fuseau_partiel', 'sante_quebec', ...NOTES]).map((f) => readInstitution(f, zone));
  if (!top.has('instances')) top.fault({ is: 'missing', field: 'instances' }, 'instances');
  const rules = readRules(top);
  const charter: Charter = {
    language,
    zone,
    organisations: top.maps('organisations', ['id', 'acronyme', 'nom_fr', 'nom_en', 'parent', 'hote', 'depuis', ...NOTES]).map(readOrganisation),
    groups: top.maps('groupes_parties_prenantes', ['id', 'nom_fr', 'nom_en', ...NOTES]).map(readNamed) satisfies StakeholderGroup[],
    territories,
    institutions,
    levels: top.maps('niveaux', ['id', 'rang', 'nom_fr', 'nom_en', ...NOTES]).map(readNamed),
    roles: top.maps('roles', ['id', 'nom_fr', 'nom_en', 'compte_au_quorum', 'vote', ...NOTES]).map(readNamed),
    axes: top.maps('axes', ['id', 'ordre', 'nom_fr', 'nom_en', ...NOTES]).map(readNamed),
    persons: top.maps('personnes', ['id', 'titre_fr', 'titre_en', 'courriel', 'organisation', 'langue', 'fuseau', ...NOTES]).map((f) => readPerson(f, language, zone)),
    committees: readCommittees(reading, top, { zone, confidentiality: rules.confidentiality, naming, territories, institutions }),
    appRoles: top.maps('roles_applicatifs', ['role', 'portee', 'personnes', ...NOTES]).map(readAppRole),
    naming,
    calendar: readCalendar(top),
    rules,
    agenda: top.maps('ordre_du_jour_type', ['ordre', 'titre_fr', 'titre_en', 'nature', ...NOTES]).map(readAgendaItem),
    otherSections: keptSections(top, kept),
  };
  return top.as(charter);
}

function keptSections(top: Fields, kept: readonly string[]): { [section: string]: Json } {
  const sections: { [section: string]: Json } = {};
  for (const key of kept) {
    const node = top.node(key);
    if (node !== undefined) sections[key] = plain(node);
  }
  // What these maps say beyond the shape stays with them.
  const partly: Readonly<Record<string, readonly string[]>> = {
    meta: ['langue_par_defaut', 'fuseau_par_defaut'],
    nommage_teams: ['prefixe', 'gabarit_equipe', 'longueur_max_canal', 'caracteres_interdits'],
    calendrier: ['jours_feries', 'paques_par_defaut', 'jours_ouvrables_au_quebec', 'pauses', 'regle_de_deplacement'],
  };
  for (const [key, modelled] of Object.entries(partly)) {
    const node = top.node(key);
    if (node?.is !== 'map') continue;
    const rest = node.entries.filter((entry) => !modelled.includes(entry.key)).map((entry) => [entry.key, plain(entry.value)] as const);
    if (rest.length > 0) sections[key] = Object.fromEntries(rest);
  }
  return sections;
}

// ---- who and where

const readNamed = (f: Fields): NamedThing => f.as({ id: f.id(), name: f.named('nom') });

function readOrganisation(f: Fields): Organisation {
  f.date('depuis');
  const parent = f.text('parent');
  return f.as({ id: f.id(), acronym: f.requiredText('acronyme'), name: f.named('nom'), ...(parent === null ? {} : { parent }) });
}

function readTerritory(f: Fields): Territory {
  const committee = f.text('ctcot');
  return f.as({ id: f.id(), name: f.named('nom'), centre: f.requiredText('cct'), committee: committee === null ? null : committeeId(committee), expectedInstitutions: f.whole('desservis_attendus', 0, 1000) });
}

const readInstitution = (f: Fields, zone: string): Institution =>
  f.as({
    id: f.id(),
    acronym: f.requiredText('sigle'),
    name: f.named('nom'),
    type: f.text('type') ?? '',
    region: f.text('region') ?? '',
    territory: f.requiredText('territoire'),
    secondaryTerritories: f.texts('territoires_secondaires'),
    zone: f.text('fuseau') ?? zone,
  });

const readPerson = (f: Fields, language: Language, zone: string): Person =>
  f.as({
    id: personId(f.id()),
    title: f.named('titre'),
    email: f.requiredText('courriel'),
    organisation: f.requiredText('organisation'),
    language: f.oneOf('langue', LANGUAGES, language),
    zone: f.text('fuseau') ?? zone,
  });

function readAppRole(f: Fields): AppRole {
  const role = f.oneOf('role', ['administration', 'verification', 'rprp', 'coordination'] as const, null);
  const scope = f.text('portee');
  if (role === 'coordination' && scope === null) f.fault({ is: 'missing', field: 'portee' }, 'portee');
  return f.as({ role, scope, persons: f.texts('personnes').map(personId) });
}

// ---- conventions and common rules

const WORD_CHARACTERS = /[\p{L}\p{N} -]/u;

function readNaming(top: Fields): NamingRules {
  const f = top.map('nommage_teams', ['prefixe', 'gabarit_equipe', 'exemple_chuq', 'longueur_max_canal', 'caracteres_interdits', ...NOTES]);
  const usual: NamingRules = { prefix: 'RQT', teamTemplate: '{prefixe} - {acronyme}', ...TEAMS_CONVENTION };
  if (f === null) return usual;
  const template = f.text('gabarit_equipe') ?? usual.teamTemplate;
  if (!/\{acronyme?\}/.test(template)) f.fault({ is: 'wrong-value', field: 'gabarit_equipe', value: template, expected: [usual.teamTemplate] }, 'gabarit_equipe');
  const forbidden = f.has('caracteres_interdits') ? f.texts('caracteres_interdits') : usual.forbidden;
  forbidden.forEach((c, i) => {
    // Forbidding a letter would leave no name at all.
    if (Array.from(c).length !== 1 || WORD_CHARACTERS.test(c)) f.fault({ is: 'wrong-value', field: 'caracteres_interdits', value: c, expected: TEAMS_CONVENTION.forbidden }, 'caracteres_interdits', i);
  });
  return f.as({ prefix: f.text('prefixe') ?? usual.prefix, teamTemplate: template, maxChannelLength: f.whole('longueur_max_canal', 12, TEAMS_CONVENTION.maxChannelLength) ?? usual.maxChannelLength, forbidden });
}

function readRules(top: Fields): CommonRules {
  const f = top.map('regles_communes', ['convocation_jours', 'documents_jours', 'projet_compte_rendu_jours_ouvrables', 'approbation_jours_ouvrables', 'rappels_seance', 'rappels_action', 'confidentialite_par_defaut', 'approbation_tacite', 'heure_rappels', 'seuil_escalade_risque', ...NOTES]);
  const usual: CommonRules = { noticeDays: 10, documentDays: 5, draftBusinessDays: 5, approvalBusinessDays: 10, meetingReminders: [], actionReminders: { before: [], after: [], toChairAfter: null, toParentAfter: null }, confidentiality: 'interne', tacitApproval: false, reminderTime: '08:30', riskThreshold: 12 };
  if (f === null) return usual;
  const reminders = f.map('rappels_action', ['avant', 'apres', 'escalade_apres', 'escalade_palier_superieur_apres', ...NOTES]);
  const time = f.text('heure_rappels') ?? usual.reminderTime;
  if (!isTime(time)) f.fault({ is: 'wrong-value', field: 'heure_rappels', value: time, expected: ['08:30'] }, 'heure_rappels');
  return f.as({
    noticeDays: f.whole('convocation_jours', 0, 90) ?? usual.noticeDays,
    documentDays: f.whole('documents_jours', 0, 90) ?? usual.documentDays,
    draftBusinessDays: f.whole('projet_compte_rendu_jours_ouvrables', 0, 90) ?? usual.draftBusinessDays,
    approvalBusinessDays: f.whole('approbation_jours_ouvrables', 0, 90) ?? usual.approvalBusinessDays,
    meetingReminders: durations(f, 'rappels_seance'),
    actionReminders: {
      before: reminders === null ? [] : durations(reminders, 'avant'),
      after: reminders === null ? [] : durations(reminders, 'apres'),
      toChairAfter: reminders === null ? null : duration(reminders, 'escalade_apres'),
      toParentAfter: reminders === null ? null : duration(reminders, 'escalade_palier_superieur_apres'),
    },
    confidentiality: f.oneOf('confidentialite_par_defaut', ['interne', 'restreinte'] as const, usual.confidentiality),
    tacitApproval: f.flag('approbation_tacite') ?? usual.tacitApproval,
    reminderTime: time,
    riskThreshold: f.whole('seuil_escalade_risque', 1, 25) ?? usual.riskThreshold,
  });
}

const DURATION = /^P(?=\w)(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?)?$/;

function durations(f: Fields, key: string): string[] {
  const found = f.texts(key);
  found.forEach((value, i) => { if (!DURATION.test(value)) f.fault({ is: 'wrong-value', field: key, value, expected: ['P7D', 'PT30M'] }, key, i); });
  return found;
}

function duration(f: Fields, key: string): string | null {
  const value = f.text(key);
  if (value !== null && !DURATION.test(value)) f.fault({ is: 'wrong-value', field: key, value, expected: ['P14D'] }, key);
  return value;
}

// ---- calendar and agenda

const STRATEGIES = ['jour_ouvrable_suivant', 'jour_ouvrable_precedent', 'semaine_suivante_meme_jour', 'annuler'] as const satisfies readonly MoveStrategy[];

function readCalendar(top: Fields): Calendar {
  const usual: Calendar = { holidays: [], easter: 'les_deux', closures: [], workingDays: [], move: { strategies: STRATEGIES, usual: 'jour_ouvrable_suivant', decidedBy: ['presidence', 'secretariat'] } };
  const f = top.map('calendrier', ['changements_heure', 'prov_heure', 'exceptions_heure', 'jours_feries', 'paques_par_defaut', 'prov_feries', 'jours_ouvrables_au_quebec', 'pauses', 'regle_de_deplacement', ...NOTES]);
  if (f === null) return usual;
  const move = f.map('regle_de_deplacement', ['strategies', 'par_defaut', 'decideur', ...NOTES]);
  return f.as({
    holidays: f.maps('jours_feries', ['date', 'nom_fr', 'nom_en', 'base', ...NOTES]).map((h) => h.as({ date: requiredDate(h, 'date'), name: h.named('nom'), basis: h.text('base') ?? 'legal' })),
    easter: f.oneOf('paques_par_defaut', EASTER_RULES, usual.easter),
    closures: f.maps('pauses', ['du', 'au', 'nom_fr', 'nom_en', ...NOTES]).map((c) => {
      const from = requiredDate(c, 'du');
      const until = requiredDate(c, 'au');
      if (isDate(from) && isDate(until) && until < from) c.fault({ is: 'term-ends-before-it-starts', from, until }, 'au');
      return c.as({ from, until, name: c.named('nom') });
    }),
    workingDays: f.maps('jours_ouvrables_au_quebec', ['regle', 'nom_fr', 'nom_en', ...NOTES]).map((d) => {
      const day = d.requiredText('regle');
      if (day !== '' && !isDate(`2028-${day}`)) d.fault({ is: 'wrong-date', field: 'regle', value: day }, 'regle');
      return d.as({ day, name: d.named('nom') });
    }),
    move: {
      strategies: chosen(move, 'strategies', STRATEGIES),
      usual: move?.oneOf('par_defaut', STRATEGIES, usual.move.usual) ?? usual.move.usual,
      decidedBy: chosen<SeatRole>(move, 'decideur', SEAT_ROLES, usual.move.decidedBy),
    },
  });
}

function requiredDate(f: Fields, key: string): string {
  const before = f.date(key);
  if (before === null) f.fault({ is: 'missing', field: key }, key);
  return before ?? '';
}

function chosen<Value extends string>(f: Fields | null, key: string, values: readonly Value[], otherwise: readonly Value[] = values): readonly Value[] {
  if (f === null || !f.has(key)) return otherwise;
  return f.texts(key).flatMap((text, i) => {
    const known = values.find((v) => v === text);
    if (known === undefined) f.fault({ is: 'wrong-value', field: key, value: text, expected: values }, key, i);
    return known ?? [];
  });
}

const readAgendaItem = (f: Fields): AgendaItem => {
  const nature = f.has('nature') ? f.oneOf('nature', ['decision', 'discussion', 'information'] as const, 'information') : null;
  return f.as({ order: f.whole('ordre', 1, 1000) ?? 0, title: f.named('titre'), nature });
};
