// A charter in the French keys of its file: the inverse of read-charter.ts. What is as the format assumes is left unsaid.

import type { Calendar, Charter, Closure, Committee, CommonRules, Institution, Json, NamedThing, Organisation, Person, Seat } from '../../features/committees/domain/charter.ts';
import { seatNames } from '../../features/committees/domain/read-committees.ts';
import type { Text } from '../../shared/language.ts';

type Plain = { readonly [key: string]: Json };

/** Without what is absent or empty. */
const said = (pairs: { readonly [key: string]: Json | undefined }): Plain =>
  Object.fromEntries(Object.entries(pairs).flatMap(([key, value]) => (value === undefined || (Array.isArray(value) && value.length === 0) ? [] : [[key, value]])));
const named = (stem: string, text: Text): { readonly [key: string]: Json | undefined } => ({ [`${stem}_fr`]: text.fr, [`${stem}_en`]: text.en });
const orAbsent = <Value>(value: Value | null): Value | undefined => value ?? undefined;

/** Lists of the file whose items have an id, by section. */
export function listSections(charter: Charter): { readonly [section: string]: readonly Plain[] } {
  const simple = (thing: NamedThing): Plain => said({ id: thing.id, ...named('nom', thing.name) });
  return {
    organisations: charter.organisations.map((o: Organisation) => said({ id: o.id, acronyme: o.acronym, parent: o.parent, ...named('nom', o.name) })),
    groupes_parties_prenantes: charter.groups.map(simple),
    territoires: charter.territories.map((t) => said({ id: t.id, ...named('nom', t.name), cct: t.centre, ctcot: orAbsent(t.committee), desservis_attendus: orAbsent(t.expectedInstitutions) })),
    etablissements: charter.institutions.map((i: Institution) => said({ id: i.id, sigle: i.acronym, ...named('nom', i.name), type: i.type, region: i.region, territoire: i.territory, territoires_secondaires: i.secondaryTerritories, fuseau: i.zone })),
    axes: charter.axes.map(simple),
    niveaux: charter.levels.map(simple),
    roles: charter.roles.map(simple),
    personnes: charter.persons.map((p: Person) => said({ id: p.id, ...named('titre', p.title), courriel: p.email, organisation: p.organisation, langue: p.language, fuseau: p.zone })),
    instances: charter.committees.map((c) => committeeKeys(c, charter)),
  };
}

/** The sections that have one shape each. */
export function otherSections(charter: Charter): Plain {
  const { otherSections: kept, naming } = charter;
  const rest = (section: string): Plain => (kept[section] ?? {}) as Plain;
  return said({
    ...kept,
    meta: { ...rest('meta'), langue_par_defaut: charter.language, fuseau_par_defaut: charter.zone },
    roles_applicatifs: charter.appRoles.map((r) => said({ role: r.role, portee: orAbsent(r.scope), personnes: r.persons })),
    nommage_teams: { prefixe: naming.prefix, gabarit_equipe: naming.teamTemplate, longueur_max_canal: naming.maxChannelLength, caracteres_interdits: naming.forbidden, ...rest('nommage_teams') },
    calendrier: { ...rest('calendrier'), ...calendarKeys(charter.calendar) },
    regles_communes: ruleKeys(charter.rules),
    ordre_du_jour_type: charter.agenda.map((a) => said({ ordre: a.order, ...named('titre', a.title), nature: orAbsent(a.nature) })),
  });
}

function committeeKeys(c: Committee, charter: Charter): Plain {
  const { cadence, quorum, workspace } = c;
  const derivedNames = seatNames(c.seats);
  return said({
    id: c.id,
    acronyme: c.acronym,
    ...named('nom', c.name),
    niveau: c.level,
    nature: c.nature,
    ...named('mandat', c.mandate),
    parent: c.parent,
    conseille: c.advises,
    rend_compte_a: c.reportsTo,
    territoire: orAbsent(c.territory),
    etablissement: orAbsent(c.institution),
    organisations: c.organisations,
    represente: c.represents,
    fuseau: c.zone === cadence.zone ? undefined : c.zone,
    cadence: said({ frequence: cadence.frequency, ...named('libelle', cadence.label), dtstart: orAbsent(cadence.start), rrule: cadence.rule, fuseau: cadence.zone, duree_min: cadence.minutes, adaptable: cadence.adaptable }),
    quorum: said({
      type: quorum.type,
      base: orAbsent(quorum.base),
      minimum: orAbsent(quorum.minimum),
      majorite: quorum.majority && quorum.type !== 'majorite' ? true : undefined,
      minimum_par_groupe: Object.keys(quorum.minimumByGroup).length === 0 ? undefined : quorum.minimumByGroup,
      doit_inclure: quorum.mustInclude,
      delegation_ponctuelle: quorum.delegable,
      ...named('libelle', quorum.label),
    }),
    confidentialite: c.confidentiality === charter.rules.confidentiality ? undefined : c.confidentiality,
    trace: c.record,
    membres: c.seats.map((seat, i) => seatKeys(seat, `${c.id}:${derivedNames[i] ?? ''}`, c.id)),
    teams: said({
      equipe: workspace.team,
      canal: !workspace.typed && workspace.channel === c.acronym ? '{acronyme}' : workspace.channel,
      type_canal: workspace.kind,
      autres_canaux: workspace.otherChannels,
      derive: !workspace.typed && workspace.channel !== c.acronym ? true : undefined,
    }),
    paques: c.easter,
    origine: c.origin === 'form' ? 'formulaire' : undefined,
    prov: c.provenance === '' ? undefined : c.provenance,
  });
}

const seatKeys = (seat: Seat, derivedId: string, committee: string): Plain =>
  said({
    ...(seat.holder === null ? { vacant: true } : { personne: seat.holder }),
    role: seat.role,
    votant: seat.votes,
    substitut_de: orAbsent(seat.alternateOf),
    represente: orAbsent(seat.represents),
    groupe: orAbsent(seat.group),
    axe: orAbsent(seat.axis),
    depuis: orAbsent(seat.from),
    jusqu_a: orAbsent(seat.until),
    secretariat: seat.alsoSecretary ? true : undefined,
    interim: seat.interim,
    // The order of the lines no longer gives this name: the seat says it itself, and keeps it.
    siege: seat.id === derivedId ? undefined : seat.id.replace(`${committee}:`, ''),
  });

const calendarKeys = (calendar: Calendar): Plain => ({
  jours_feries: calendar.holidays.map((h) => said({ date: h.date, ...named('nom', h.name), base: h.basis })),
  paques_par_defaut: calendar.easter,
  jours_ouvrables_au_quebec: calendar.workingDays.map((d) => said({ regle: d.day, ...named('nom', d.name) })),
  pauses: calendar.closures.map((c: Closure) => said({ du: c.from, au: c.until, ...named('nom', c.name) })),
  regle_de_deplacement: { strategies: calendar.move.strategies, par_defaut: calendar.move.usual, decideur: calendar.move.decidedBy },
});

const ruleKeys = (rules: CommonRules): Plain => ({
  convocation_jours: rules.noticeDays,
  documents_jours: rules.documentDays,
  projet_compte_rendu_jours_ouvrables: rules.draftBusinessDays,
  approbation_jours_ouvrables: rules.approvalBusinessDays,
  rappels_seance: rules.meetingReminders,
  rappels_action: said({ avant: rules.actionReminders.before, apres: rules.actionReminders.after, escalade_apres: orAbsent(rules.actionReminders.toChairAfter), escalade_palier_superieur_apres: orAbsent(rules.actionReminders.toParentAfter) }),
  confidentialite_par_defaut: rules.confidentiality,
  approbation_tacite: rules.tacitApproval,
  heure_rappels: rules.reminderTime,
  seuil_escalade_risque: rules.riskThreshold,
});
