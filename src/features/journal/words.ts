// The journal as sentences, fr and en. Ids become titles here, by the charter of the day on which the journal is read.

import type { Language } from '../../shared/language.ts';
import { formatDate, formatHour } from '../../shared/format.ts';
import { counted, listed, quoted, typeset } from '../../shared/words.ts';
import type { ActFacts, ActName, Someone } from './domain/acts.ts';
import type { BrokenLink } from './domain/chain.ts';
import type { Actor, Chain, RecordedEntry } from './domain/entry.ts';
import type { ReadRefusal } from './use-cases/read-journal.ts';

/** What an id is called today; null when the charter no longer knows it. */
export interface Names {
  person(id: Someone): string | null;
  committee(id: string): string | null;
  team(key: string): string | null;
  channel(key: string): string | null;
  /** A part of a committee's record. */
  field(name: string): string | null;
  institution(id: string): string | null;
}

/** Inside a sentence: everything that a title or a number needs in order to be said in one language. */
interface Speech {
  readonly en: boolean;
  quote(text: string): string;
  count(n: number, one: [fr: string, en: string], other: [fr: string, en: string]): string;
  team(key: string): string;
  channel(key: string): string;
  person(id: Someone): string;
  people(ids: readonly Someone[]): string;
  where(team: string, channel: string | null): string;
  role(role: string): string;
  place(key: string): string;
  handChange(facts: Facts<'drift-adopted'>): string;
  readonly field: (name: string) => string;
  list(items: readonly string[]): string;
  /** A local date-time as the committee reads it. */
  when(local: string): string;
  day(date: string): string;
  /** Of an action, by the word that the journal keeps. */
  owner(word: string | null): string;
  progress(state: string): string;
  part(field: string): string;
  institution(id: string): string;
  /** « , dans Outlook, » where it was done there. */
  outlook(where: 'gouverne' | 'card' | 'tab' | 'outlook'): string;
}

type Facts<Name extends ActName> = ActFacts[Name];
type Sentences = { readonly [Name in ActName]: (facts: Facts<Name>, s: Speech) => readonly [fr: string, en: string] };

const SENTENCES: Sentences = {
  'charter-loaded': ({ version, source, committees }, s) => {
    const n = s.count(committees, ['instance', 'committee'], ['instances', 'committees']);
    return [`La version ${version} de la charte a été mise en vigueur (${source}, ${n}).`, `Version ${version} of the charter was put in force (${source}, ${n}).`];
  },
  'plan-applied': ({ charterVersion, create, change, archive, cannot }, s) => {
    const parts = s.list([
      s.count(create, ['création', 'creation'], ['créations', 'creations']),
      s.count(change, ['modification', 'change'], ['modifications', 'changes']),
      s.count(archive, ['archivage', 'archival'], ['archivages', 'archivals']),
      ...(cannot > 0 ? [s.count(cannot, ['impossible', 'impossible'], ['impossibles', 'impossible'])] : []),
    ]);
    return [`L’application de la version ${charterVersion} de la charte a été demandée : ${parts}.`, `Applying version ${charterVersion} of the charter was requested: ${parts}.`];
  },
  'run-resumed': () => ['L’application de la charte a repris.', 'Applying the charter was resumed.'],
  'run-finished': ({ state, done, failed }, s) => {
    const steps = s.count(done, ['étape faite', 'step done'], ['étapes faites', 'steps done']);
    const missed = s.count(failed, ['étape en échec', 'step failed'], ['étapes en échec', 'steps failed']);
    switch (state) {
      case 'done': return [`La charte est appliquée : ${steps}.`, `The charter is applied: ${steps}.`];
      case 'partial': return [`La charte est appliquée en partie : ${steps}, ${missed}.`, `The charter is applied in part: ${steps}, ${missed}.`];
      case 'failed': return [`L’application de la charte a échoué : ${missed}.`, `Applying the charter failed: ${missed}.`];
      default: return state satisfies never;
    }
  },
  'committee-created': ({ acronym }, s) => [`L’instance ${s.quote(acronym)} a été créée.`, `The committee ${s.quote(acronym)} was created.`],
  'committee-changed': ({ acronym, fields }, s) => [`L’instance ${s.quote(acronym)} a été modifiée (${s.list(fields.map(s.field))}).`, `The committee ${s.quote(acronym)} was changed (${s.list(fields.map(s.field))}).`],
  'committee-removed': ({ acronym }, s) => [`L’instance ${s.quote(acronym)} a été retirée de la charte.`, `The committee ${s.quote(acronym)} was removed from the charter.`],
  'team-created': ({ name }, s) => [`L’équipe ${s.quote(name)} a été créée.`, `The team ${s.quote(name)} was created.`],
  'team-renamed': ({ before, after }, s) => [`L’équipe ${s.quote(before)} s’appelle désormais ${s.quote(after)}.`, `The team ${s.quote(before)} is now called ${s.quote(after)}.`],
  'team-archived': ({ name }, s) => [`L’équipe ${s.quote(name)} a été archivée.`, `The team ${s.quote(name)} was archived.`],
  'team-reopened': ({ name }, s) => [`L’équipe ${s.quote(name)} a été rouverte.`, `The team ${s.quote(name)} was reopened.`],
  'channel-created': ({ team, name, kind }, s) => {
    const fr = { standard: 'Le canal', private: 'Le canal privé', shared: 'Le canal partagé' }[kind];
    const en = { standard: 'The channel', private: 'The private channel', shared: 'The shared channel' }[kind];
    return [`${fr} ${s.quote(name)} a été créé dans l’équipe ${s.team(team)}.`, `${en} ${s.quote(name)} was created in the team ${s.team(team)}.`];
  },
  'channel-renamed': ({ team, before, after }, s) => [`Le canal ${s.quote(before)} de l’équipe ${s.team(team)} s’appelle désormais ${s.quote(after)}.`, `The channel ${s.quote(before)} of the team ${s.team(team)} is now called ${s.quote(after)}.`],
  'channel-archived': ({ team, name }, s) => [`Le canal ${s.quote(name)} de l’équipe ${s.team(team)} a été archivé.`, `The channel ${s.quote(name)} of the team ${s.team(team)} was archived.`],
  'channel-reopened': ({ team, name }, s) => [`Le canal ${s.quote(name)} de l’équipe ${s.team(team)} a été rouvert.`, `The channel ${s.quote(name)} of the team ${s.team(team)} was reopened.`],
  // Titles of seats agree with nothing for sure (« Coordination … », « Secrétariat … »): the act is a noun, the people follow.
  'members-added': ({ team, channel, persons, role }, s) => [`Ajout ${s.where(team, channel)} comme ${s.role(role)} : ${s.people(persons)}.`, `Added ${s.where(team, channel)} as ${s.role(role)}: ${s.people(persons)}.`],
  'member-removed': ({ team, channel, person }, s) => [`Accès retiré ${s.where(team, channel)} : ${s.person(person)}.`, `Access removed ${s.where(team, channel)}: ${s.person(person)}.`],
  'role-changed': ({ team, channel, person, before, after }, s) => [`Changement de rôle ${s.where(team, channel)}, de ${s.role(before)} à ${s.role(after)} : ${s.person(person)}.`, `Role changed ${s.where(team, channel)}, from ${s.role(before)} to ${s.role(after)}: ${s.person(person)}.`],
  'tab-added': ({ channel }, s) => [`L’onglet de Gouverne a été ajouté au canal ${s.channel(channel)}.`, `Gouverne’s tab was added to the channel ${s.channel(channel)}.`],
  'tab-changed': ({ channel, after }, s) => [`L’onglet de Gouverne du canal ${s.channel(channel)} a été mis à jour : ${s.quote(after)}.`, `Gouverne’s tab in the channel ${s.channel(channel)} was updated: ${s.quote(after)}.`],
  'app-installed': ({ team }, s) => [`Gouverne a été installé dans l’équipe ${s.team(team)}.`, `Gouverne was installed in the team ${s.team(team)}.`],
  'welcome-posted': ({ channel }, s) => [`Le mot d’accueil a été publié dans le canal ${s.channel(channel)}.`, `The welcome card was posted in the channel ${s.channel(channel)}.`],
  'drift-adopted': (facts, s) => [`Un changement fait dans Teams a été adopté pour ${s.place(facts.place)} : ${s.handChange(facts)}.`, `A change made in Teams was adopted for ${s.place(facts.place)}: ${s.handChange(facts)}.`],
  'drift-restored': (facts, s) => [`Un changement fait dans Teams a été défait pour ${s.place(facts.place)} : ${s.handChange(facts)}.`, `A change made in Teams was undone for ${s.place(facts.place)}: ${s.handChange(facts)}.`],
  'year-adopted': ({ year, planned, flagged }, s) => {
    const meetings = s.count(planned, ['séance', 'meeting'], ['séances', 'meetings']);
    const marks = flagged === 0 ? ['', ''] : [`, dont ${s.count(flagged, ['à revoir', 'to review'], ['à revoir', 'to review'])}`, `, ${s.count(flagged, ['à revoir', 'to review'], ['à revoir', 'to review'])}`];
    return [`Le calendrier ${year} a été adopté : ${meetings}${marks[0]}.`, `The ${year} calendar was adopted: ${meetings}${marks[1]}.`];
  },
  'meeting-planned': ({ start, kind }, s) => [`${kind === 'special' ? 'La séance extraordinaire' : 'La séance'} du ${s.when(start)} a été planifiée.`, `The ${kind === 'special' ? 'special meeting' : 'meeting'} of ${s.when(start)} was planned.`],
  'meeting-moved': ({ where, before, after }, s) => [`La séance du ${s.when(before)} a été reportée${s.outlook(where)} au ${s.when(after)}.`, `The meeting of ${s.when(before)} was moved${s.outlook(where)} to ${s.when(after)}.`],
  'meeting-renamed': ({ start, where, after }, s) => after === null
    ? [`La séance du ${s.when(start)} a repris${s.outlook(where)} son titre habituel.`, `The meeting of ${s.when(start)} went back${s.outlook(where)} to its usual title.`]
    : [`La séance du ${s.when(start)} s’intitule désormais${s.outlook(where)} ${s.quote(after)}.`, `The meeting of ${s.when(start)} is now called${s.outlook(where)} ${s.quote(after)}.`],
  'meeting-cancelled': ({ start, where }, s) => [`La séance du ${s.when(start)} a été annulée${s.outlook(where)}.`, `The meeting of ${s.when(start)} was cancelled${s.outlook(where)}.`],
  'meeting-restored': ({ start }, s) => [`La séance du ${s.when(start)} a été rétablie.`, `The meeting of ${s.when(start)} was restored.`],
  'guests-changed': ({ start, after }, s) => {
    const guests = s.count(after, ['personne invitée', 'guest'], ['personnes invitées', 'guests']);
    return [`La liste des personnes invitées à la séance du ${s.when(start)} a changé : ${guests}.`, `The guest list of the meeting of ${s.when(start)} changed: ${guests}.`];
  },
  'meeting-convened': ({ start, revision, told }, s) => {
    const people = s.count(told, ['personne', 'person'], ['personnes', 'people']);
    return revision === 1
      ? [`L’avis de convocation à la séance du ${s.when(start)} a été transmis : ${people}.`, `The notice of the meeting of ${s.when(start)} was sent: ${people}.`]
      : [`L’avis de convocation révisé (${revision}) à la séance du ${s.when(start)} a été transmis : ${people}.`, `The revised notice (${revision}) of the meeting of ${s.when(start)} was sent: ${people}.`];
  },
  'attendance-answered': ({ start, person, alternate, where, after }, s) => {
    const answer = ANSWERS[after] ?? [after, after];
    const instead = alternate === null ? ['', ''] : [` (${s.person(alternate)})`, ` (${s.person(alternate)})`];
    return [`Réponse${s.outlook(where)} pour la séance du ${s.when(start)}, ${s.person(person)} : ${answer[0]}${instead[0]}.`, `Answer${s.outlook(where)} for the meeting of ${s.when(start)}, ${s.person(person)}: ${answer[1]}${instead[1]}.`];
  },
  'action-created': ({ action, due, owner }, s) => [`L’action ${action} a été créée (échéance le ${s.day(due)}, ${s.owner(owner)}).`, `Action ${action} was created (due ${s.day(due)}, ${s.owner(owner)}).`],
  'action-handed-over': ({ action, before, after }, s) => [`L’action ${action} a changé de responsable : ${s.owner(before)} avant, ${s.owner(after)} maintenant.`, `Action ${action} changed owner: ${s.owner(before)} before, ${s.owner(after)} now.`],
  'action-due-changed': ({ action, times, before, after }, s) => {
    const n = s.count(times, ['report', 'postponement'], ['reports', 'postponements']);
    return [`L’échéance de l’action ${action} est passée du ${s.day(before)} au ${s.day(after)} (${n}).`, `The due date of action ${action} went from ${s.day(before)} to ${s.day(after)} (${n}).`];
  },
  'action-state-changed': ({ action, before, after }, s) => [`L’action ${action} est passée de ${s.quote(s.progress(before))} à ${s.quote(s.progress(after))}.`, `Action ${action} went from ${s.quote(s.progress(before))} to ${s.quote(s.progress(after))}.`],
  'handed-over': ({ person, seats, roles, actions, interim }, s) => {
    const parts = s.list([
      s.count(seats, ['siège', 'seat'], ['sièges', 'seats']),
      ...(roles === 0 ? [] : [s.count(roles, ['droit', 'right'], ['droits', 'rights'])]),
      s.count(actions, ['action', 'action item'], ['actions', 'action items']),
    ]);
    return [`Fin de fonctions, ${s.person(person)} : ${parts} à ${interim ? 'l’intérim' : 'la relève'}.`, `Left office, ${s.person(person)}: ${parts} handed over${interim ? ' in the interim' : ''}.`];
  },
  'action-changed': ({ action, fields }, s) => [`L’action ${action} a été modifiée : ${s.list(fields.map((field) => s.part(field)))}.`, `Action ${action} was changed: ${s.list(fields.map((field) => s.part(field)))}.`],
  'decision-recorded': ({ decision, number, kind, inCamera, votes }, s) => {
    const [fr, en] = DECIDED[kind];
    if (inCamera || votes === null) return [`Inscription au registre, à huis clos : ${fr} ${decision} (${number}).`, `Recorded in the register, in camera: ${en} ${decision} (${number}).`];
    return [`Inscription au registre : ${fr} ${decision} (${number}); ${votes.for} pour, ${votes.against} contre, ${s.count(votes.abstained, ['abstention', 'abstained'], ['abstentions', 'abstained'])}.`, `Recorded in the register: ${en} ${decision} (${number}); ${votes.for} in favour, ${votes.against} against, ${votes.abstained} abstained.`];
  },
  'decision-superseded': ({ decision, by }) => [`La décision ${decision} a été remplacée par ${by}.`, `Decision ${decision} was superseded by ${by}.`],
  'decision-amended': ({ decision, amendment }) => [`Le correctif nº ${amendment} a été ajouté à la décision ${decision}.`, `Amendment no. ${amendment} was added to decision ${decision}.`],
  'decision-review-set': ({ decision, after }, s) => after === null
    ? [`La décision ${decision} n’a plus de date de révision.`, `Decision ${decision} has no review date any more.`]
    : [`La décision ${decision} est à revoir le ${s.day(after)}.`, `Decision ${decision} is to be reviewed on ${s.day(after)}.`],
  'decision-sent': ({ decision, institutions }, s) => {
    const n = s.count(institutions, ['établissement', 'institution'], ['établissements', 'institutions']);
    return [`La décision ${decision} a été transmise : ${n}.`, `Decision ${decision} was sent: ${n}.`];
  },
  'reach-answered': ({ decision, institution, plannedOn, after }, s) => {
    const state = REACHED[after] ?? [after, after];
    const day = plannedOn === null ? ['', ''] : [`, le ${s.day(plannedOn)}`, `, ${s.day(plannedOn)}`];
    return [`Décision ${decision}, réponse de l’établissement ${s.institution(institution)} : ${state[0]}${day[0]}.`, `Decision ${decision}, answer of ${s.institution(institution)}: ${state[1]}${day[1]}.`];
  },
  'entry-refused': ({ where, field }, s) => {
    const place = ENTRIES[where] ?? [`interface de programmation, ${s.quote(where)}`, `programming interface, ${s.quote(where)}`];
    const named = field === null ? ['', ''] : [`, champ ${s.quote(field)}`, `, field ${s.quote(field)}`];
    return [`Saisie refusée : motif NAM (${place[0]}${named[0]}).`, `Entry refused: health insurance number pattern (${place[1]}${named[1]}).`];
  },
  'incident-opened': ({ incident, origin }) => origin === 'bot'
    ? [`L’incident ${incident} a été signalé à l’agent conversationnel.`, `Incident ${incident} was reported to the bot.`]
    : [`L’incident ${incident} a été inscrit au registre.`, `Incident ${incident} was entered in the register.`],
  'incident-changed': ({ incident, fields }, s) => {
    const n = s.count(fields.length, ['champ', 'field'], ['champs', 'fields']);
    return [`L’incident ${incident} a été complété : ${n}.`, `Incident ${incident} was completed: ${n}.`];
  },
  'incident-state-changed': ({ incident, after }) => after === 'closed'
    ? [`L’incident ${incident} a été fermé.`, `Incident ${incident} was closed.`]
    : [`L’incident ${incident} a été rouvert.`, `Incident ${incident} was reopened.`],
  'incidents-exported': ({ count }, s) => {
    const n = s.count(count, ['incident', 'incident'], ['incidents', 'incidents']);
    return [`Le registre des incidents a été exporté : ${n}.`, `The register of incidents was exported: ${n}.`];
  },
  'preference-changed': ({ after }) => {
    const language = { 'fr-CA': ['français', 'French'], 'en-CA': ['anglais', 'English'] } as const;
    return [`La langue d’affichage choisie est désormais : ${language[after][0]}.`, `The display language chosen is now ${language[after][1]}.`];
  },
  'reminders-chosen': ({ after, quiet }, s) => {
    const reminders = s.count(after.length, ['rappel', 'reminder'], ['rappels', 'reminders']);
    return [`Des rappels de séance ont été choisis : ${reminders}${quiet ? ', avec des heures tranquilles' : ''}.`, `Meeting reminders were chosen: ${reminders}${quiet ? ', with quiet hours' : ''}.`];
  },
  'feed-made': () => ['Une adresse secrète a été créée pour un agenda personnel; la précédente ne répond plus.', 'A secret address was made for a personal calendar; the one before no longer answers.'],
  'feed-revoked': () => ['L’adresse secrète d’un agenda personnel a été révoquée.', 'The secret address of a personal calendar was revoked.'],
};

const ROLES: Readonly<Record<string, readonly [fr: string, en: string]>> = { owner: ['propriétaire', 'owner'], member: ['membre', 'member'], guest: ['personne invitée', 'guest'] };

const ANSWERS: Readonly<Record<string, readonly [fr: string, en: string]>> = { present: ['présence', 'present'], alternate: ['substitut', 'alternate'], absent: ['absence', 'absent'], tentative: ['à confirmer', 'tentative'] };

/** Where people type, other than through the programming interface. */
const ENTRIES: Readonly<Record<string, readonly [fr: string, en: string]>> = {
  'bot/message': ['message à l’agent conversationnel', 'message to the bot'], 'bot/card': ['carte de l’agent conversationnel', 'card of the bot'], 'bot/extension': ['extension de message', 'message extension'],
};

const PROGRESS: Readonly<Record<string, readonly [fr: string, en: string]>> = { todo: ['à faire', 'to do'], 'in-progress': ['en cours', 'in progress'], blocked: ['bloquée', 'blocked'], done: ['terminée', 'completed'], cancelled: ['annulée', 'cancelled'] };

const PARTS: Readonly<Record<string, readonly [fr: string, en: string]>> = { title: ['titre', 'title'], detail: ['description', 'description'], priority: ['priorité', 'priority'], outcome: ['résultat', 'outcome'], links: ['liens', 'links'], inCamera: ['huis clos', 'in camera'], blocked: ['raison du blocage', 'reason of the blocking'] };

const DECIDED = { decision: ['décision', 'decision'], ruling: ['arbitrage', 'ruling'], direction: ['orientation', 'direction'], recommendation: ['recommandation', 'recommendation'] } as const;

const REACHED: Readonly<Record<string, readonly [fr: string, en: string]>> = { asked: ['sans réponse', 'no answer'], received: ['reçue', 'received'], planned: ['planifiée', 'planned'], applied: ['appliquée', 'applied'], 'not-applicable': ['sans objet', 'not applicable'] };

const HAND_CHANGES: Readonly<Record<Facts<'drift-adopted'>['change'], readonly [fr: string, en: string]>> = {
  name: ['nom', 'name'], tab: ['onglet de Gouverne retiré', 'Gouverne’s tab removed'], 'person-added': ['accès ajouté', 'access added'], 'person-removed': ['accès retiré', 'access removed'], role: ['rôle', 'role'], archived: ['archivage', 'archiving'],
};

/** What happened, as a sentence. An act that this version no longer knows, or not in that shape, is named as it stands. */
export function sentence(entry: Pick<RecordedEntry, 'act' | 'facts' | 'before' | 'after'>, language: Language, names: Names): string {
  const s = speech(language, names);
  const say = Object.hasOwn(SENTENCES, entry.act) ? (SENTENCES[entry.act as ActName] as (facts: unknown, s: Speech) => readonly [string, string]) : undefined;
  try {
    const said = say?.({ ...(entry.facts as object), before: entry.before, after: entry.after }, s);
    if (said !== undefined) return s.en ? said[1] : typeset(said[0]);
  } catch {
    // The entry was written by another version: its sentence cannot be made, its facts can still be read.
  }
  return s.en ? `Act: ${entry.act}.` : typeset(`Acte : ${entry.act}.`);
}

function speech(language: Language, names: Names): Speech {
  const en = language === 'en-CA';
  const quote = (text: string): string => quoted(text, language);
  const person = (id: Someone): string => names.person(id) ?? (en ? 'an account outside the charter' : 'une personne hors charte');
  const value = (text: string): string => ROLES[text]?.[en ? 1 : 0] ?? quote(text);
  const team = (key: string): string => quote(names.team(key) ?? key);
  const channel = (key: string): string => quote(names.channel(key) ?? key);
  const s: Speech = {
    en, quote, team, channel,
    person,
    count: (n, one, other) => counted(n, language, { one: one[en ? 1 : 0], other: other[en ? 1 : 0] }),
    // Names for a few, a number for many: a committee of forty does not fit in a line.
    people: (ids) => (ids.length <= 3 ? listed(ids.map(person), language) : counted(ids.length, language, en ? { one: 'person', other: 'people' } : { one: 'personne', other: 'personnes' })),
    where: (key, channelKey) => (channelKey === null ? `${en ? 'in the team' : 'dans l’équipe'} ${team(key)}` : `${en ? 'in the channel' : 'dans le canal'} ${channel(channelKey)}`),
    role: (role) => ROLES[role]?.[en ? 1 : 0] ?? role,
    place: (key) => quote(names.channel(key) ?? names.team(key) ?? key),
    handChange: ({ change, person: whose, before, after }) => [HAND_CHANGES[change][en ? 1 : 0], ...(whose === null ? [] : [person(whose)]), ...(after === null ? [] : [before === null ? value(after) : `${value(before)} → ${value(after)}`])].join(', '),
    field: (name) => names.field(name) ?? name,
    list: (items) => listed(items, language),
    when: (local) => `${formatDate(local.slice(0, 10), language)} ${en ? 'at' : 'à'} ${formatHour(Number(local.slice(11, 13)), Number(local.slice(14, 16)), language)}`,
    day: (date) => formatDate(date, language, { weekday: false }),
    owner: (word) => {
      if (word === null) return en ? 'to be assigned' : 'à attribuer';
      const [kind, id] = [word.slice(0, word.indexOf(':')), word.slice(word.indexOf(':') + 1)];
      return kind === 'person' ? person(id as Someone) : en ? 'the holder of a seat' : 'titulaire d’un siège';
    },
    progress: (state) => PROGRESS[state]?.[en ? 1 : 0] ?? state,
    institution: (id) => names.institution(id) ?? id,
    part: (field) => PARTS[field]?.[en ? 1 : 0] ?? field,
    outlook: (where) => (where === 'outlook' ? (en ? ' in Outlook' : ' dans Outlook') : ''),
  };
  return s;
}

/** Who did it. */
export function actor(by: Actor, language: Language, names: Names): string {
  switch (by.kind) {
    case 'person': return names.person(by.id) ?? (language === 'en-CA' ? 'A person who is no longer in the charter' : 'Une personne qui n’est plus dans la charte');
    case 'application': return language === 'en-CA' ? `The application ${by.id}` : `L’application ${by.id}`;
    case 'gouverne': return 'Gouverne';
    default: return by satisfies never;
  }
}

export const chainName = (chain: Chain, language: Language, names: Names): string => (chain === 'reseau' ? (language === 'en-CA' ? 'The whole network' : 'Tout le réseau') : (names.committee(chain) ?? chain));

export function brokenLink({ chain, seq, why }: BrokenLink, language: Language, names: Names): string {
  const name = quoted(chainName(chain, language, names), language);
  const said: readonly [fr: string, en: string] = ((): readonly [string, string] => {
    switch (why) {
      case 'altered': return [`${name}, nº ${seq} : l’inscription a été modifiée après coup.`, `${name}, no. ${seq}: the entry was altered afterwards.`];
      case 'unlinked': return [`${name}, nº ${seq} : l’inscription ne suit pas celle qui la précède; l’une des deux a été remplacée.`, `${name}, no. ${seq}: the entry does not follow from the one before it; one of the two was replaced.`];
      case 'missing': return [`${name}, nº ${seq} : des inscriptions manquent à partir de ce numéro.`, `${name}, no. ${seq}: entries are missing from this number on.`];
      case 'head': return [`${name}, nº ${seq} : la fin de la chaîne ne concorde pas avec sa dernière inscription.`, `${name}, no. ${seq}: the end of the chain does not agree with its last entry.`];
      case 'text': return [`${name}, nº ${seq} : le texte inscrit au registre n’est plus celui qui avait été inscrit.`, `${name}, no. ${seq}: the text in the register is no longer the one that was recorded.`];
      default: return why satisfies never;
    }
  })();
  return language === 'en-CA' ? said[1] : typeset(said[0]);
}

export function readRefusal(refusal: ReadRefusal, language: Language): string {
  switch (refusal.why) {
    case 'no-such-page': return language === 'en-CA' ? 'This page of the journal does not exist. Start again from the newest entries.' : 'Cette page du journal n’existe pas. Reprenez à partir des inscriptions les plus récentes.';
    default: return refusal.why satisfies never;
  }
}
