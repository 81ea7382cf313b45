// The register in words, French and English: kinds, votes, quorum, standing, how far a decision has gone, and why something is not done. The
// same for a page, a card and a file.

import { formatDate, formatHour } from '../../shared/format.ts';
import type { Language, Text } from '../../shared/language.ts';
import { counted, listed, quoted, typeset, type Forms } from '../../shared/words.ts';
import type { PermissionRefusal } from '../committees/domain/permissions.ts';
import type { DecisionRightRefusal } from './domain/permissions.ts';
import type { AskRefusal, ReachRefusal, ReachState } from './domain/reach.ts';
import type { AmendRefusal, RecordRefusal, ReviewRefusal, TextField } from './domain/record-decision.ts';
import type { DecisionKind, QuorumThen, Standing, Vote } from './domain/registered-decision.ts';
import type { VoteRefusal } from './domain/vote.ts';
import type { AnsweringRefusal } from './use-cases/answer-reach.ts';
import type { ChangeRefusal } from './use-cases/change-decision.ts';
import type { NotAllowed } from './use-cases/record-decision.ts';

const t = (fr: string, en: string): Text => ({ fr: typeset(fr), en });
const both = (make: (language: Language) => string): Text => ({ fr: typeset(make('fr-CA')), en: make('en-CA') });
const dayIn = (day: string, language: Language): string => formatDate(day, language, { weekday: false });
const day = (date: string): { readonly fr: string; readonly en: string } => ({ fr: dayIn(date, 'fr-CA'), en: dayIn(date, 'en-CA') });

export const kindWords: Readonly<Record<DecisionKind, Text>> = { decision: t('Décision', 'Decision'), ruling: t('Arbitrage', 'Ruling'), direction: t('Orientation', 'Direction'), recommendation: t('Recommandation', 'Recommendation') };
export const standingWords: Readonly<Record<Standing, Text>> = { 'in-force': t('En vigueur', 'In force'), 'to-review': t('À revoir', 'To review'), superseded: t('Remplacée', 'Superseded') };
export const reachWords: Readonly<Record<ReachState, Text>> = { asked: t('Sans réponse', 'No answer'), received: t('Reçue', 'Received'), planned: t('Planifiée', 'Planned'), applied: t('Appliquée', 'Applied'), 'not-applicable': t('Sans objet', 'Not applicable') };

/** « jeudi 7 janvier 2027 à 9 h 40 » of a local date-time. */
export const momentWords = (local: string): Text => both((language) =>
  `${formatDate(local.slice(0, 10), language)} ${language === 'fr-CA' ? 'à' : 'at'} ${formatHour(Number(local.slice(11, 13)), Number(local.slice(14, 16)), language)}`);

const VOICE: Readonly<Record<Language, Forms>> = { 'fr-CA': { one: 'voix', other: 'voix' }, 'en-CA': { one: 'voice', other: 'voices' } };
const ABSTENTION: Forms = { one: 'abstention', other: 'abstentions' };
const INSTITUTION: Readonly<Record<Language, Forms>> = { 'fr-CA': { one: 'établissement', other: 'établissements' }, 'en-CA': { one: 'institution', other: 'institutions' } };

/** « À la majorité : 5 pour, 1 contre, 0 abstention. » */
export function voteWords({ mode, for: yes, against, abstained }: Vote): Text {
  const abstentions = counted(abstained, 'fr-CA', ABSTENTION);
  switch (mode) {
    case 'unanimous':
      return t(`À l’unanimité : ${counted(yes, 'fr-CA', VOICE['fr-CA'])}.`, `Unanimously: ${counted(yes, 'en-CA', VOICE['en-CA'])}.`);
    case 'consensus':
      return abstained === 0 ? t('Par consensus.', 'By consensus.') : t(`Par consensus, ${abstentions}.`, `By consensus, ${abstained} abstained.`);
    case 'majority':
      return t(`À la majorité : ${yes} pour, ${against} contre, ${abstentions}.`, `By majority: ${yes} in favour, ${against} against, ${abstained} abstained.`);
    case 'casting':
      return t(`Par la voix prépondérante de la présidence : ${yes} pour, ${against} contre, ${abstentions}.`, `By the chair’s casting vote: ${yes} in favour, ${against} against, ${abstained} abstained.`);
    default:
      return mode satisfies never;
  }
}

const people = ({ counts }: Pick<QuorumThen, 'counts'>, n: number, language: Language): string => counted(n, language, counts === 'institutions' ? INSTITUTION[language] : VOICE[language]);

/** « Quorum constaté : 5 établissements sur 9 (il en faut 5). » */
export function quorumWords(quorum: QuorumThen): Text {
  const { state, present, needed, of } = quorum;
  if (state === 'none') return t('Aucun quorum n’est exigé.', 'No quorum is required.');
  const fr = `${people(quorum, present, 'fr-CA')} sur ${of} (il en faut ${needed}).`;
  const en = `${people(quorum, present, 'en-CA')} of ${of} (${needed} required).`;
  return state === 'met' ? t(`Quorum constaté : ${fr}`, `Quorum confirmed: ${en}`) : t(`Quorum non atteint : ${fr}`, `No quorum: ${en}`);
}

// ---- why something is not done

/** Titles of people, acronyms of committees, names of institutions and groups. */
export type NameOf = (id: string) => Text | null;
const FIELDS: Readonly<Record<TextField, Text>> = { title: t('le titre', 'the title'), text: t('le texte de la décision', 'the text of the decision'), item: t('le point de l’ordre du jour', 'the agenda item'), reason: t('la raison', 'the reason') };
const HEALTH = (field: string, en: string): Text =>
  t(`Ce texte contient ce qui ressemble à un numéro d’assurance maladie (${field}). Retirez-le, puis enregistrez de nouveau : Gouverne ne garde aucun renseignement de santé.`, `This text holds what looks like a health insurance number (${en}). Take it out, then save again: Gouverne keeps no health information.`);

export function recordRefusal(refusal: RecordRefusal | AmendRefusal, nameOf: NameOf): Text {
  const name = (id: string): { readonly fr: string; readonly en: string } => { const found = nameOf(id); return { fr: found?.fr ?? id, en: found?.en ?? found?.fr ?? id }; };
  switch (refusal.why) {
    case 'empty':
      return t(`Il manque ${FIELDS[refusal.field].fr}.`, `Missing: ${FIELDS[refusal.field].en ?? ''}.`);
    case 'too-long':
      return t(`Raccourcissez ${FIELDS[refusal.field].fr} : ${refusal.most} caractères au plus.`, `Shorten ${FIELDS[refusal.field].en ?? ''}: ${refusal.most} characters at most.`);
    case 'health-number':
      return HEALTH(FIELDS[refusal.field].fr, FIELDS[refusal.field].en ?? '');
    case 'same-text':
      return t('Le correctif dit la même chose que le texte en vigueur : modifiez-le, ou renoncez.', 'The amendment says what the text already says: change it, or give up.');
    case 'unknown-committee':
      return t('Cette instance n’existe pas dans la charte en vigueur.', 'This committee does not exist in the charter in force.');
    case 'not-a-date':
      return t(`${quoted(refusal.takenAt, 'fr-CA')} n’est pas une date et une heure. Écrivez par exemple 2027-01-07T09:40, à l’heure de l’instance.`, `${quoted(refusal.takenAt, 'en-CA')} is not a date and time. Write for example 2027-01-07T09:40, in the committee’s time.`);
    case 'no-such-hour':
      return t(`Cette heure n’existe pas ce jour-là : les horloges avancent. Il était alors ${momentWords(refusal.moved).fr}.`, `That hour does not exist that day: clocks move forward. It was then ${momentWords(refusal.moved).en ?? ''}.`);
    case 'in-the-future':
      return t(`Le ${momentWords(refusal.takenAt).fr} n’est pas encore passé : une décision s’inscrit une fois prise.`, `${momentWords(refusal.takenAt).en ?? ''} is still to come: a decision is recorded once it is taken.`);
    case 'no-meeting':
      return t('Cette séance n’existe pas, ou sa consultation est restreinte.', 'This meeting does not exist, or is restricted.');
    case 'meeting-of-others':
      return t('Cette séance n’est pas de cette instance. Choisissez une de ses séances, ou aucune.', 'This meeting is not of this committee. Choose one of its own, or none.');
    case 'meeting-cancelled':
      return t('Cette séance a été annulée : rien ne peut y avoir été décidé.', 'This meeting was cancelled: nothing can have been decided in it.');
    case 'another-day':
      return t(`La séance choisie est celle du ${day(refusal.start.slice(0, 10)).fr}, et la décision est datée du ${day(refusal.takenAt.slice(0, 10)).fr}. Corrigez l’une ou l’autre.`, `The meeting chosen is that of ${day(refusal.start.slice(0, 10)).en}, and the decision is dated ${day(refusal.takenAt.slice(0, 10)).en}. Correct one or the other.`);
    case 'nobody-there':
      return t('Dites qui était présent : le quorum en dépend.', 'Say who was there: the quorum depends on it.');
    case 'unknown-person-there':
      return t(`Une personne présente n’est pas dans la charte (${refusal.person}).`, `Somebody present is not in the charter (${refusal.person}).`);
    case 'no-quorum':
      return noQuorum(refusal, name);
    case 'no-such-replaced':
      return t(`La décision ${refusal.decision} n’existe pas, ou sa consultation est restreinte.`, `Decision ${refusal.decision} does not exist, or is restricted.`);
    case 'already-superseded':
      if (refusal.by === null) return t(`La décision ${refusal.decision} est déjà remplacée : elle ne peut pas l’être de nouveau.`, `Decision ${refusal.decision} is already superseded: it cannot be replaced again.`);
      return t(`La décision ${refusal.decision} est déjà remplacée par ${refusal.by} : remplacez plutôt celle-ci.`, `Decision ${refusal.decision} is already superseded by ${refusal.by}: replace that one instead.`);
    case 'not-below':
      return t(`La décision ${refusal.decision} est de l’instance ${name(refusal.committee).fr}. Une instance remplace ses propres décisions et celles des instances qui relèvent d’elle.`, `Decision ${refusal.decision} was taken by ${name(refusal.committee).en}. A committee replaces its own decisions and those of the committees below it.`);
    case 'replaced-is-later':
      return t(`La décision ${refusal.decision} a été prise plus tard : elle ne peut pas être remplacée par celle-ci.`, `Decision ${refusal.decision} was taken later: this one cannot replace it.`);
    case 'recommendation-replaces':
      return t(`Une recommandation ne remplace pas la décision ${refusal.decision} : il faut décider.`, `A recommendation does not replace decision ${refusal.decision}: it takes a decision.`);
    case 'not-a-day':
    case 'review-in-the-past':
    case 'is-superseded':
      return reviewRefusal(refusal);
    case 'unknown-institution':
    case 'in-camera-stays':
    case 'all-asked':
      return askRefusal(refusal);
    case 'no-voter': case 'too-many-voices': case 'not-unanimous': case 'unanimity-of-some': case 'against-consensus': case 'no-majority': case 'no-tie': case 'chair-away':
      return voteRefusal(refusal);
    default:
      return refusal satisfies never;
  }
}

function noQuorum({ quorum, missing }: Extract<RecordRefusal, { readonly why: 'no-quorum' }>, name: (id: string) => { readonly fr: string; readonly en: string }): Text {
  const lacks = (language: 'fr' | 'en'): string[] => [
    ...missing.groups.map(({ group, voices }) => (language === 'fr' ? `${counted(voices, 'fr-CA', VOICE['fr-CA'])} de plus pour : ${name(group).fr}` : `${counted(voices, 'en-CA', VOICE['en-CA'])} more for: ${name(group).en}`)),
    ...missing.persons.map((person) => name(person)[language]),
  ];
  const [fr, en] = [lacks('fr'), lacks('en')];
  const also = fr.length === 0 ? { fr: '', en: '' } : { fr: ` Il manque ${listed(fr, 'fr-CA')}.`, en: ` Missing: ${listed(en, 'en-CA')}.` };
  return t(
    `Le quorum n’est pas atteint : ${people(quorum, quorum.present, 'fr-CA')} sur ${quorum.of} (il en faut ${quorum.needed}).${also.fr} Sans quorum rien n’est décidé; une recommandation peut être inscrite.`,
    `No quorum: ${people(quorum, quorum.present, 'en-CA')} of ${quorum.of} (${quorum.needed} required).${also.en} Without a quorum nothing is decided; a recommendation may be recorded.`,
  );
}

function voteRefusal(refusal: VoteRefusal): Text {
  switch (refusal.why) {
    case 'no-voter':
      return t('Aucune des personnes présentes n’a droit de vote dans cette instance.', 'Nobody who was there has a vote in this committee.');
    case 'too-many-voices':
      return t(`Vous comptez ${counted(refusal.counted, 'fr-CA', VOICE['fr-CA'])} et il n’y en avait que ${refusal.voters} à la table. Corrigez les nombres, ou la liste des présences.`, `You count ${counted(refusal.counted, 'en-CA', VOICE['en-CA'])} and there were only ${refusal.voters} at the table. Correct the numbers, or the list of those present.`);
    case 'not-unanimous':
      return t('L’unanimité n’a ni voix contre ni abstention. Choisissez la majorité, ou corrigez les nombres.', 'Unanimity has no voice against and nobody who abstained. Choose majority, or correct the numbers.');
    case 'unanimity-of-some':
      return t(`À l’unanimité, chacune des ${counted(refusal.voters, 'fr-CA', VOICE['fr-CA'])} présentes est pour; vous en comptez ${refusal.for}.`, `Unanimously, each of the ${counted(refusal.voters, 'en-CA', VOICE['en-CA'])} present is in favour; you count ${refusal.for}.`);
    case 'against-consensus':
      return t('Un consensus n’a pas de voix contre. Choisissez la majorité, ou corrigez les nombres.', 'A consensus has no voice against. Choose majority, or correct the numbers.');
    case 'no-majority':
      return t(`Avec ${refusal.for} pour et ${refusal.against} contre, il n’y a pas de majorité : la proposition n’est pas adoptée.`, `With ${refusal.for} in favour and ${refusal.against} against there is no majority: the motion is not carried.`);
    case 'no-tie':
      return t(`La voix prépondérante départage un partage égal; vous comptez ${refusal.for} pour et ${refusal.against} contre.`, `A casting vote breaks a tie; you count ${refusal.for} in favour and ${refusal.against} against.`);
    case 'chair-away':
      return t('La voix prépondérante est celle de la présidence, qui n’était pas là.', 'The casting vote is the chair’s, who was not there.');
    default:
      return refusal satisfies never;
  }
}

function reviewRefusal(refusal: ReviewRefusal): Text {
  switch (refusal.why) {
    case 'not-a-day':
      return t(`${quoted(refusal.day, 'fr-CA')} n’est pas un jour. Écrivez par exemple 2028-01-07.`, `${quoted(refusal.day, 'en-CA')} is not a day. Write for example 2028-01-07.`);
    case 'review-in-the-past':
      return t(`Le ${day(refusal.day).fr} n’est pas à venir. Choisissez une date de révision après le ${day(refusal.today).fr}.`, `${day(refusal.day).en} is not to come. Choose a review date after ${day(refusal.today).en}.`);
    case 'is-superseded':
      if (refusal.by === null) return t('Cette décision est remplacée : elle n’est plus à revoir.', 'This decision is superseded: there is nothing to review any more.');
      return t(`Cette décision est remplacée par ${refusal.by} : elle n’est plus à revoir.`, `This decision is superseded by ${refusal.by}: there is nothing to review any more.`);
    default:
      return refusal satisfies never;
  }
}

function askRefusal(refusal: AskRefusal): Text {
  switch (refusal.why) {
    case 'unknown-institution':
      return t(`L’établissement ${quoted(refusal.institution, 'fr-CA')} n’est pas dans la charte.`, `The institution ${quoted(refusal.institution, 'en-CA')} is not in the charter.`);
    case 'in-camera-stays':
      return t('Ce qui est décidé à huis clos reste entre les membres : une décision à transmettre aux établissements s’inscrit sans huis clos.', 'What is decided in camera stays with the members: a decision that is to go to institutions is not recorded in camera.');
    case 'all-asked':
      return t('La décision a déjà été transmise à ces établissements.', 'The decision was sent to these institutions already.');
    default:
      return refusal satisfies never;
  }
}

/** Other permissions are told in the committees' own words, which the caller has. */
export function rightRefusal(refusal: Exclude<DecisionRightRefusal, PermissionRefusal>, nameOf: NameOf): Text {
  switch (refusal.why) {
    case 'register-keepers-only':
      return t('Réservé à la présidence et au secrétariat de l’instance, et à la coordination.', 'For the committee’s chair and secretariat, and the coordination.');
    case 'in-camera-members-only':
      return t('Ce qui est décidé à huis clos est inscrit par qui prend part aux travaux de l’instance.', 'What is decided in camera is recorded by somebody who takes part in the committee’s work.');
    case 'no-decision':
      return noDecision;
    case 'not-their-institution': {
      const name = nameOf(refusal.institution);
      return t(`Réservé aux responsables de l’établissement ${name?.fr ?? refusal.institution} et à la coordination de son territoire.`, `For the leads of ${name?.en ?? name?.fr ?? refusal.institution} and the coordination of its territory.`);
    }
    default:
      return refusal satisfies never;
  }
}
const RIGHTS: ReadonlySet<string> = new Set<Exclude<DecisionRightRefusal, PermissionRefusal>['why']>(['register-keepers-only', 'in-camera-members-only', 'no-decision', 'not-their-institution']);
export const isRegisterRight = (refusal: DecisionRightRefusal): refusal is Exclude<DecisionRightRefusal, PermissionRefusal> => RIGHTS.has(refusal.why);

export const noDecision: Text = t('Cette décision n’existe pas, ou sa consultation est restreinte.', 'This decision does not exist, or is restricted.');

export function reachRefusal(refusal: ReachRefusal, nameOf: NameOf): Text {
  switch (refusal.why) {
    case 'not-asked': {
      const name = nameOf(refusal.institution);
      return t(`Cette décision n’a pas été transmise à l’établissement ${name?.fr ?? refusal.institution}.`, `This decision was not sent to ${name?.en ?? name?.fr ?? refusal.institution}.`);
    }
    case 'superseded':
      if (refusal.by === null) return t('Cette décision est remplacée : il n’y a plus à y répondre.', 'This decision is superseded: there is nothing to answer any more.');
      return t(`Cette décision est remplacée par ${refusal.by} : c’est à celle-ci qu’il faut répondre.`, `This decision is superseded by ${refusal.by}: answer that one.`);
    case 'no-planned-day':
      return t('Dites pour quel jour l’application est planifiée.', 'Say for which day it is planned.');
    case 'not-a-planned-day':
      return t(`${quoted(refusal.day, 'fr-CA')} n’est pas un jour. Écrivez par exemple 2027-03-01.`, `${quoted(refusal.day, 'en-CA')} is not a day. Write for example 2027-03-01.`);
    case 'planned-in-the-past':
      return t(`Le ${day(refusal.day).fr} est déjà passé. Choisissez un jour à partir du ${day(refusal.today).fr}, ou répondez « Appliquée ».`, `${day(refusal.day).en} is already past. Choose a day from ${day(refusal.today).en} on, or answer “Applied”.`);
    case 'no-reason':
      return t('Dites pourquoi la décision est sans objet dans l’établissement.', 'Say why the decision does not apply to the institution.');
    case 'reason-too-long':
      return t(`Raccourcissez la raison : ${refusal.most} caractères au plus.`, `Shorten the reason: ${refusal.most} characters at most.`);
    case 'reason-health-number':
      return HEALTH('la raison', 'the reason');
    default:
      return refusal satisfies never;
  }
}

const REACHING: ReadonlySet<string> = new Set<ReachRefusal['why']>(['not-asked', 'superseded', 'no-planned-day', 'not-a-planned-day', 'planned-in-the-past', 'no-reason', 'reason-too-long', 'reason-health-number']);
type Told = Exclude<ChangeRefusal | AnsweringRefusal | RecordRefusal, NotAllowed>;
const isReachRefusal = (refusal: Told): refusal is ReachRefusal => REACHING.has(refusal.why);

/** All but a right: those have the caller's words. */
export function changeRefusal(refusal: Told, nameOf: NameOf): Text {
  if (refusal.why === 'no-decision') return noDecision;
  if (refusal.why === 'stale') return t('Quelqu’un a modifié cette décision entre-temps. Relisez-la, puis recommencez au besoin.', 'Somebody changed this decision meanwhile. Read it again, then start over if need be.');
  if (refusal.why === 'sent-superseded' && refusal.by === null) return t('Cette décision est remplacée : elle n’est plus à transmettre.', 'This decision is superseded: it is no longer to be sent.');
  if (refusal.why === 'sent-superseded') return t(`Cette décision est remplacée par ${refusal.by} : transmettez plutôt celle-ci.`, `This decision is superseded by ${refusal.by}: send that one instead.`);
  return isReachRefusal(refusal) ? reachRefusal(refusal, nameOf) : recordRefusal(refusal, nameOf);
}
