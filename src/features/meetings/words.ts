// Meetings in words, French and English: what is in the way of one, why something is not done, what the quorum looks like. The same for
// a page, a card and a mail.

import { formatDate, formatHour } from '../../shared/format.ts';
import type { Language, Text } from '../../shared/language.ts';
import { say } from '../../shared/language.ts';
import { counted, listed, plural, quoted, typeset, type Forms } from '../../shared/words.ts';
import type { MoveStrategy } from '../committees/domain/charter.ts';
import type { PermissionRefusal } from '../committees/domain/permissions.ts';
import type { Alternative } from './domain/alternatives.ts';
import type { AnswerRefusal } from './domain/attendance.ts';
import { MOST_PEOPLE, type ChangeRefusal } from './domain/change-meeting.ts';
import type { Forecast } from './domain/forecast.ts';
import type { Meeting, Obstacle } from './domain/meeting.ts';
import type { MeetingRightRefusal } from './domain/permissions.ts';
import type { YearRefusal } from './domain/year.ts';
import type { ActRefusal } from './use-cases/act-on-meeting.ts';
import type { AdoptRefusal, AskedRefusal } from './use-cases/plan-year.ts';

const t = (fr: string, en: string): Text => ({ fr: typeset(fr), en });
const both = (make: (language: Language) => string): Text => ({ fr: typeset(make('fr-CA')), en: make('en-CA') });

// ---- when

const hourOf = (local: string, language: Language): string => formatHour(Number(local.slice(11, 13)), Number(local.slice(14, 16)), language);
/** « jeudi 24 juin 2027 à 9 h » of a local date-time. */
export const localWords = (local: string): Text => both((language) => `${formatDate(local.slice(0, 10), language)} ${language === 'fr-CA' ? 'à' : 'at'} ${hourOf(local, language)}`);
const dayWords = (local: string): Text => both((language) => formatDate(local.slice(0, 10), language));

/** Its own title, or the usual one: « CNCOT, séance du 24 juin 2027 ». `acronyms`: of the committee, then of those it sits with. */
export function meetingTitle(meeting: Pick<Meeting, 'title' | 'kind' | 'start'>, acronyms: readonly string[]): Text {
  if (meeting.title !== null) return { fr: meeting.title, en: meeting.title };
  const who = acronyms.join(' + ');
  const day = both((language) => formatDate(meeting.start.slice(0, 10), language, { weekday: false }));
  return meeting.kind === 'special' ? t(`${who}, séance extraordinaire du ${day.fr}`, `${who}, special meeting of ${day.en ?? ''}`) : t(`${who}, séance du ${day.fr}`, `${who}, meeting of ${day.en ?? ''}`);
}

// ---- what is in the way

const COMMON: Readonly<Record<Language, Forms>> = { 'fr-CA': { one: 'personne commune', other: 'personnes communes' }, 'en-CA': { one: 'person in common', other: 'people in common' } };
const VOTING: Readonly<Record<Language, Forms>> = { 'fr-CA': { one: 'votante', other: 'votantes' }, 'en-CA': { one: 'voting', other: 'voting' } };

/** `committee`: what the other committee of a collision is called; null when the reader may not know of it. */
export function obstacleWords(obstacle: Obstacle, committee: string | null): Text {
  switch (obstacle.is) {
    case 'holiday':
      return t(`Jour férié : ${obstacle.name.fr}`, `Statutory holiday: ${obstacle.name.en ?? obstacle.name.fr}`);
    case 'closure': {
      const [from, until] = [dayWords(obstacle.from), dayWords(obstacle.until)];
      return t(`Fermeture : ${obstacle.name.fr}, du ${from.fr} au ${until.fr}`, `Closed: ${obstacle.name.en ?? obstacle.name.fr}, ${from.en ?? ''} to ${until.en ?? ''}`);
    }
    case 'weekend':
      return t('Fin de semaine', 'Weekend');
    case 'no-such-hour':
      return both((language) => (language === 'fr-CA' ? `Changement d’heure : cette heure n’existe pas ce jour-là, la séance commencerait à ${hourOf(obstacle.moved, language)}` : `Clocks change: this hour does not exist that day, the meeting would begin at ${hourOf(obstacle.moved, language)}`));
    case 'collision': {
      const { persons, voting } = obstacle;
      return both((language) => {
        const fr = language === 'fr-CA';
        const with_ = committee === null ? (fr ? 'une autre instance' : 'another committee') : fr ? `l’instance ${committee}` : committee;
        const votes = voting.length === 0 ? '' : fr ? `, dont ${counted(voting.length, language, VOTING[language])}` : `, ${counted(voting.length, language, VOTING[language])}`;
        return `${fr ? 'En conflit avec' : 'Collides with'} ${with_} : ${counted(persons.length, language, COMMON[language])}${votes}`.replace(' : ', fr ? ' : ' : ': ');
      });
    }
    default:
      return obstacle satisfies never;
  }
}

// ---- why not

export function changeRefusal(refusal: ChangeRefusal): Text {
  switch (refusal.why) {
    case 'not-a-date':
      return t(`${quoted(refusal.start, 'fr-CA')} n’est ni un jour ni une heure qui existe. Écrivez par exemple 2027-06-23T09:00.`, `${quoted(refusal.start, 'en-CA')} is not a day and an hour that exist. Write for example 2027-06-23T09:00.`);
    case 'unknown-zone':
      return t(`Le fuseau horaire ${quoted(refusal.zone, 'fr-CA')} n’existe pas. Choisissez par exemple America/Toronto.`, `The time zone ${quoted(refusal.zone, 'en-CA')} does not exist. Choose for example America/Toronto.`);
    case 'no-duration':
      return t('La séance se terminerait avant de commencer, ou en même temps. Donnez une fin qui vient après le début.', 'The meeting would end before it begins, or as it begins. Give an end that comes after the beginning.');
    case 'too-long':
      return t('Une séance dure au plus une journée (24 heures). Planifiez plutôt une séance par jour.', 'A meeting lasts one day (24 hours) at most. Schedule one meeting a day instead.');
    case 'no-such-hour':
      return both((language) => (language === 'fr-CA'
        ? `Le ${formatDate(refusal.start.slice(0, 10), language)}, l’heure avance : il n’y a pas de ${hourOf(refusal.start, language)}. Choisissez ${hourOf(refusal.moved, language)}, ou une heure avant le changement.`
        : `On ${formatDate(refusal.start.slice(0, 10), language)} clocks go forward: there is no ${hourOf(refusal.start, language)}. Choose ${hourOf(refusal.moved, language)}, or an hour before the change.`));
    case 'in-the-past':
      return t(`Le ${localWords(refusal.start).fr} est déjà passé. Choisissez une date à venir.`, `${localWords(refusal.start).en ?? ''} is already past. Choose a date to come.`);
    case 'unknown-committee':
      return t('Cette instance n’existe pas dans la charte en vigueur.', 'This committee does not exist in the charter in force.');
    case 'joint-with-itself':
      return t('Une séance conjointe réunit des instances différentes : chacune ne se nomme qu’une fois.', 'A joint meeting brings different committees together: name each of them once.');
    case 'unknown-guest':
      return t('Cette personne n’est pas dans la charte. Invitez-la par son adresse de courriel.', 'This person is not in the charter. Invite them by their e-mail address.');
    case 'too-many-people':
      return both((language) => (language === 'fr-CA'
        ? `Cette séance réunirait ${counted(refusal.people, language, { one: 'personne', other: 'personnes' })}; Outlook en accepte ${MOST_PEOPLE} au plus. Invitez un groupe, ou diffusez la séance.`
        : `This meeting would bring ${counted(refusal.people, language, { one: 'person', other: 'people' })} together; Outlook takes ${MOST_PEOPLE} at most. Invite a group, or broadcast the meeting.`));
    case 'health-number':
      return healthNumber(refusal.field);
    case 'is-cancelled':
      return t('Cette séance est annulée. Rétablissez-la d’abord.', 'This meeting is cancelled. Restore it first.');
    case 'not-cancelled':
      return t('Cette séance n’est pas annulée.', 'This meeting is not cancelled.');
    case 'is-over':
      return t('Cette séance est terminée : elle ne change plus.', 'This meeting is over: it no longer changes.');
    default:
      return refusal satisfies never;
  }
}

/** `stale` says what the meeting has become, so that whoever acted knows what to look at. */
export function actRefusal(refusal: ActRefusal): Text {
  if (refusal.why === 'no-meeting') return t('Cette séance n’existe pas, ou sa consultation est restreinte.', 'This meeting does not exist, or is restricted.');
  if (refusal.why === 'all-told') return t('L’avis de convocation a été transmis à toutes les personnes concernées, et rien n’a changé depuis.', 'The notice of meeting was sent to everybody concerned, and nothing has changed since.');
  if (refusal.why === 'nobody-to-convene') return t('Aucun siège de cette instance n’est pourvu ce jour-là : il n’y a personne à convoquer.', 'No seat of this committee is filled that day: there is nobody to convene.');
  if (refusal.why !== 'stale') return changeRefusal(refusal);
  const when = localWords(refusal.meeting.start);
  return refusal.meeting.state === 'cancelled'
    ? t(`Quelqu’un a annulé cette séance pendant que vous la regardiez (elle était prévue le ${when.fr}). Rien n’a été changé.`, `Somebody cancelled this meeting while you were looking at it (it was to be on ${when.en ?? ''}). Nothing was changed.`)
    : t(`Quelqu’un a modifié cette séance pendant que vous la regardiez : elle a maintenant lieu le ${when.fr}. Rien n’a été changé.`, `Somebody changed this meeting while you were looking at it: it is now on ${when.en ?? ''}. Nothing was changed.`);
}

/** `nameOf`: the titles of people. */
export function answerRefusal(refusal: AnswerRefusal, nameOf: (person: string) => Text | null): Text {
  const name = (person: string, language: Language): string => quoted(say(nameOf(person) ?? { fr: person }, language), language);
  const names = (people: readonly string[], language: Language): string => listed(people.map((person) => name(person, language)), language, 'or');
  switch (refusal.why) {
    case 'not-convened':
      return t('Cette personne n’est pas convoquée à cette séance.', 'This person is not convened to this meeting.');
    case 'cancelled':
      return t('Cette séance est annulée : aucune réponse n’est attendue.', 'This meeting is cancelled: no answer is expected.');
    case 'over':
      return t('Cette séance est terminée : les réponses ne changent plus.', 'This meeting is over: answers no longer change.');
    case 'no-alternate':
      return t('Ce siège n’a pas de substitut. Répondez présent ou absent, ou demandez au secrétariat d’en inscrire un.', 'This seat has no alternate. Answer present or absent, or ask the secretariat to register one.');
    case 'which-alternate':
      return t(`Dites qui vient à votre place : ${names(refusal.among, 'fr-CA')}.`, `Say who comes instead of you: ${names(refusal.among, 'en-CA')}.`);
    case 'not-an-alternate':
      return t(`${name(refusal.alternate, 'fr-CA')} ne peut pas tenir ce siège. Choisissez ${names(refusal.among, 'fr-CA')}.`, `${name(refusal.alternate, 'en-CA')} cannot hold this seat. Choose ${names(refusal.among, 'en-CA')}.`);
    case 'alternate-absent':
      return t(`${name(refusal.alternate, 'fr-CA')} a annoncé son absence. Choisissez un autre substitut, ou répondez absent.`, `${name(refusal.alternate, 'en-CA')} will be absent. Choose another alternate, or answer absent.`);
    default:
      return refusal satisfies never;
  }
}

/** Only the refusals that are the meetings’ own; the others are said in the committees’ words. */
export function rightRefusal(refusal: Exclude<MeetingRightRefusal, PermissionRefusal>): Text {
  switch (refusal.why) {
    case 'keepers-only':
      return t('Réservé à la présidence et au secrétariat de l’instance, à la coordination et à l’administration.', 'Reserved for the committee’s chair and secretariat, the coordination and the administration.');
    case 'secretariat-only':
      return t('Seul le secrétariat de l’instance répond au nom d’une autre personne.', 'Only the committee’s secretariat answers on somebody’s behalf.');
    case 'not-convened':
      return t('Vous n’êtes pas convoqué ou convoquée à cette séance.', 'You are not convened to this meeting.');
    default:
      return refusal satisfies never;
  }
}

// ---- quorum and alternatives

const VOICE: Readonly<Record<Language, Forms>> = { 'fr-CA': { one: 'voix annoncée', other: 'voix annoncées' }, 'en-CA': { one: 'voice announced', other: 'voices announced' } };
const QUORUM: Readonly<Record<Exclude<Forecast['state'], 'none'>, Text>> = {
  likely: t('Quorum probable', 'Quorum likely'), possible: t('Quorum possible', 'Quorum possible'), unlikely: t('Quorum improbable', 'Quorum unlikely'),
};

/** « Quorum possible : 4 voix annoncées sur 12, il en faut 7. » */
export function forecastWords({ state, sure, needed, of }: Pick<Forecast, 'state' | 'sure' | 'needed' | 'of'>): Text {
  if (state === 'none') return t('Aucun quorum n’est exigé.', 'No quorum is required.');
  const fr = `${QUORUM[state].fr} : ${counted(sure, 'fr-CA', VOICE['fr-CA'])} sur ${of}, il en faut ${needed}.`;
  return t(fr, `${QUORUM[state].en ?? ''}: ${counted(sure, 'en-CA', VOICE['en-CA'])} out of ${of}, ${needed} needed.`);
}

export const strategyWords: Readonly<Record<MoveStrategy, Text>> = {
  jour_ouvrable_suivant: t('Jour ouvrable suivant', 'Next business day'),
  jour_ouvrable_precedent: t('Jour ouvrable précédent', 'Previous business day'),
  semaine_suivante_meme_jour: t('Même jour, semaine suivante', 'Same day, following week'),
  annuler: t('Annuler la séance', 'Cancel the meeting'),
};

/** « 11 personnes libres sur 12; quorum probable », or what is not known. */
export function alternativeWords({ free, busy, unknown, forecast: { state } }: Pick<Alternative, 'free' | 'busy' | 'unknown' | 'forecast'>): Text {
  const all = free.length + busy.length + unknown.length;
  const quorum = state === 'none' ? null : QUORUM[state];
  if (unknown.length === all) return t('Les disponibilités ne sont pas connues.', 'Availability is not known.');
  return both((language) => {
    const fr = language === 'fr-CA';
    const people = free.length === 0 && unknown.length > 0
      ? `${counted(busy.length, language, fr ? { one: 'personne prise', other: 'personnes prises' } : { one: 'person busy', other: 'people busy' })} ${fr ? 'sur' : 'out of'} ${all}`
      : `${counted(free.length, language, fr ? { one: 'personne libre', other: 'personnes libres' } : { one: 'person free', other: 'people free' })} ${fr ? 'sur' : 'out of'} ${all}`;
    // Not knowing about most of them, nothing is said of the quorum.
    if (quorum === null || unknown.length > 0) return `${people}.`;
    return fr ? `${people}; ${quorum.fr.toLowerCase()}.` : `${people}; ${(quorum.en ?? '').toLowerCase()}.`;
  });
}

// ---- the cascade

/** « Un point adopté ce jour-là manquerait le CNCOT du 4 mars (dépôt le 25 février) et attendrait le 18 mars. » */
export function missesWords(above: string, missed: { readonly start: string; readonly deadline: string }, feeds: string | null): Text {
  const day = (local: string): Text => both((language) => formatDate(local.slice(0, 10), language, { weekday: false, year: false }));
  const [missing, deadline] = [day(missed.start), day(missed.deadline)];
  const then = feeds === null ? t('et n’aurait pas de séance suivante', 'and would have no next meeting') : both((language) => (language === 'fr-CA' ? `et attendrait celle du ${say(day(feeds), language)}` : `and would wait for that of ${say(day(feeds), language)}`));
  return t(
    `Un point adopté ce jour-là manquerait la séance de l’instance ${above} du ${missing.fr} (dépôt le ${deadline.fr}) ${then.fr}.`,
    `An item adopted that day would miss the ${above} meeting of ${missing.en ?? ''} (submission by ${deadline.en ?? ''}) ${then.en ?? ''}.`,
  );
}

/** « pour décision », beside an agenda item. */
export const itemNature: Readonly<Record<'decision' | 'discussion' | 'information', Text>> = { decision: t('pour décision', 'for decision'), discussion: t('pour discussion', 'for discussion'), information: t('pour information', 'for information') };

export const notOnCalendar: Text = t('Aucun événement Outlook pour cette séance.', 'No Outlook event for this meeting.');

// ---- what was typed

const FIELDS: Readonly<Record<'title' | 'reason' | 'guests', Text>> = { title: t('Le titre', 'The title'), reason: t('Le motif', 'The reason'), guests: t('Une personne invitée', 'A guest') };
function healthNumber(field: keyof typeof FIELDS): Text {
  const named = FIELDS[field];
  return t(`${named.fr} contient ce qui ressemble à un numéro d’assurance maladie. Retirez-le : rien n’a été enregistré.`, `${named.en ?? ''} contains what looks like a health insurance number. Remove it: nothing was saved.`);
}

/** `bad-rule` is told with the words of a charter’s rule, which the caller has. */
export function yearRefusal(refusal: Exclude<AdoptRefusal | AskedRefusal, { readonly why: 'bad-rule' }> | YearRefusal): Text {
  switch (refusal.why) {
    case 'unknown-committee':
    case 'no-duration':
      return changeRefusal(refusal);
    case 'not-a-date':
      return changeRefusal({ why: 'not-a-date', start: refusal.start });
    case 'no-such-hour':
      return changeRefusal(refusal);
    case 'health-number':
      return healthNumber(refusal.field);
    case 'no-slots':
      return t(`La règle de cette instance ne donne aucune séance en ${refusal.year} : convoquez-les au besoin.`, `This committee’s rule gives no meeting in ${refusal.year}: call them as needed.`);
    case 'unknown-slot':
      return t(`La règle ne donne pas de séance le ${localWords(refusal.slot).fr}. Rechargez le projet de calendrier.`, `The rule gives no meeting on ${localWords(refusal.slot).en ?? ''}. Reload the draft calendar.`);
    case 'slot-chosen-twice':
      return t(`Deux choix ont été faits pour la séance du ${localWords(refusal.slot).fr}. Gardez-en un.`, `Two choices were made for the meeting of ${localWords(refusal.slot).en ?? ''}. Keep one.`);
    case 'stands-already':
      return t(`La séance du ${localWords(refusal.slot).fr} est déjà au calendrier : ouvrez-la pour la déplacer ou l’annuler.`, `The meeting of ${localWords(refusal.slot).en ?? ''} is already in the calendar: open it in order to move or cancel it.`);
    case 'where-to':
      return t(`Dites à quelle date déplacer la séance du ${localWords(refusal.slot).fr}.`, `Say to which date the meeting of ${localWords(refusal.slot).en ?? ''} is to be moved.`);
    case 'past':
      return changeRefusal({ why: 'in-the-past', start: refusal.start });
    case 'taken':
      return t(`Deux séances de l’instance commenceraient le ${localWords(refusal.start).fr}. Choisissez une autre date pour l’une d’elles.`, `Two meetings of the committee would begin on ${localWords(refusal.start).en ?? ''}. Choose another date for one of them.`);
    case 'planned-meanwhile':
      return t('Quelqu’un planifie ce calendrier en même temps que vous. Rechargez-le, puis confirmez de nouveau.', 'Somebody is planning this calendar at the same time. Reload it, then confirm again.');
    default:
      return refusal satisfies never;
  }
}

/** What to know of a drafted year; null when there is nothing. */
export function draftNote({ asNeeded, past, outside }: { readonly asNeeded: boolean; readonly past: number; readonly outside: number }): Text | null {
  if (asNeeded) return t('Aucune règle de récurrence : les séances sont convoquées au besoin.', 'No recurrence rule: meetings are called as needed.');
  const lines = both((language) => {
    const fr = language === 'fr-CA';
    return [
      past === 0 ? '' : fr ? `${counted(past, language, { one: 'date passée n’est pas planifiée', other: 'dates passées ne sont pas planifiées' })}.` : `${counted(past, language, { one: 'past date is not planned', other: 'past dates are not planned' })}.`,
      outside === 0 ? '' : fr
        ? `${counted(outside, language, { one: 'séance déjà planifiée ne suit plus', other: 'séances déjà planifiées ne suivent plus' })} cette fréquence; ${plural(outside, language, { one: 'elle reste', other: 'elles restent' })} tant que personne ne l${outside > 1 ? 'es' : '’'}${outside > 1 ? ' ' : ''}annule.`
        : `${counted(outside, language, { one: 'planned meeting no longer follows', other: 'planned meetings no longer follow' })} this rule and stay until somebody cancels ${plural(outside, language, { one: 'it', other: 'them' })}.`,
    ].filter((line) => line !== '').join(' ');
  });
  return lines.fr === '' ? null : lines;
}
