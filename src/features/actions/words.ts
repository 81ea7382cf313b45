// Actions in words, French and English: states, priorities, lateness, and why something is not done. The same for a page, a card and a
// mail.

import { formatDate } from '../../shared/format.ts';
import type { Language, Text } from '../../shared/language.ts';
import { counted, quoted, typeset } from '../../shared/words.ts';
import type { Charter } from '../committees/domain/charter.ts';
import { roleName, voiceName } from '../committees/domain/names.ts';
import { seatOf, type Action, type ActionState, type Origin, type Owner, type Priority } from './domain/action.ts';
import type { ActionRefusal, TextField } from './domain/change-action.ts';
import type { ActionRightRefusal } from './domain/permissions.ts';
import type { ActOnActionRefusal } from './use-cases/act-on-action.ts';

const t = (fr: string, en: string): Text => ({ fr: typeset(fr), en });
const both = (make: (language: Language) => string): Text => ({ fr: typeset(make('fr-CA')), en: make('en-CA') });
const dayIn = (day: string, language: Language): string => formatDate(day, language, { weekday: false });

export const stateWords: Readonly<Record<ActionState, Text>> = { todo: t('À faire', 'To do'), 'in-progress': t('En cours', 'In progress'), blocked: t('Bloquée', 'Blocked'), done: t('Terminée', 'Completed'), cancelled: t('Annulée', 'Cancelled') };
export const priorityWords: Readonly<Record<Priority, Text>> = { urgent: t('Urgente', 'Urgent'), important: t('Importante', 'Important'), medium: t('Moyenne', 'Medium'), low: t('Basse', 'Low') };
export const originWords: Readonly<Record<Origin, Text>> = {
  tab: t('Créée dans Gouverne', 'Created in Gouverne'), bot: t('Dictée à l’agent conversationnel', 'Dictated to the bot'), message: t('Créée à partir d’un message', 'Created from a message'),
  meeting: t('Confiée en séance', 'Assigned in a meeting'), decision: t('Découle d’une décision', 'Follows from a decision'), risk: t('Découle d’un risque', 'Follows from a risk'),
  planner: t('Créée dans Planner', 'Created in Planner'), import: t('Importée d’un fichier', 'Imported from a file'), example: t('Exemple de la charte', 'Example of the charter'),
};

/** « En retard de 3 jours »; null when it is not. */
export const lateWords = (days: number): Text | null =>
  (days === 0 ? null : both((language) => (language === 'fr-CA' ? `En retard de ${counted(days, language, { one: 'jour', other: 'jours' })}` : `${counted(days, language, { one: 'day', other: 'days' })} late`)));

/** A person by title, a seat by its role and whom it speaks for, with its holder of the day. */
export function ownerWords(charter: Charter, owner: Owner, holder: string | null): Text {
  const title = (id: string | null): Text | null => charter.persons.find((p) => p.id === id)?.title ?? null;
  if (owner.is === 'person') return title(owner.person) ?? t('Une personne qui n’est plus dans la charte', 'Somebody no longer in the charter');
  const seat = seatOf(charter, owner.seat);
  if (seat === null) return t('Un siège qui n’existe plus', 'A seat that no longer exists');
  const [role, voice, who] = [roleName(charter, seat.role), voiceName(charter, seat), title(holder)];
  const named = { fr: `${role.fr}${voice === null ? '' : `, ${voice.fr}`}`, en: `${role.en ?? role.fr}${voice === null ? '' : `, ${voice.en ?? voice.fr}`}` };
  return who === null ? t(`${named.fr} (siège à pourvoir)`, `${named.en} (vacant seat)`) : t(`${named.fr} (${who.fr})`, `${named.en} (${who.en ?? who.fr})`);
}

const FIELDS: Readonly<Record<TextField, Text>> = { title: t('le titre', 'the title'), detail: t('la description', 'the description'), reason: t('la raison', 'the reason'), outcome: t('le résultat', 'the outcome'), message: t('le message cité', 'the quoted message'), item: t('le point de l’ordre du jour', 'the agenda item'), project: t('le projet', 'the project'), risk: t('le risque', 'the risk') };

/** `nameOf`: the titles of people and the acronyms of committees. */
export function actionRefusal(refusal: ActionRefusal, nameOf: (id: string) => Text | null): Text {
  switch (refusal.why) {
    case 'unknown-committee':
      return t('Cette instance n’existe pas dans la charte en vigueur.', 'This committee does not exist in the charter in force.');
    case 'no-title':
      return t('Dites ce qui est à faire : le titre manque.', 'Say what is to be done: the title is missing.');
    case 'too-long':
      return t(`Raccourcissez ${FIELDS[refusal.field].fr} : ${refusal.most} caractères au plus.`, `Shorten ${FIELDS[refusal.field].en ?? ''}: ${refusal.most} characters at most.`);
    case 'health-number':
      return t(`Ce texte contient ce qui ressemble à un numéro d’assurance maladie (${FIELDS[refusal.field].fr}). Retirez-le, puis enregistrez de nouveau : Gouverne ne garde aucun renseignement de santé.`, `This text holds what looks like a health insurance number (${FIELDS[refusal.field].en ?? ''}). Take it out, then save again: Gouverne keeps no health information.`);
    case 'not-a-day':
      return t(`${quoted(refusal.due, 'fr-CA')} n’est pas un jour. Écrivez par exemple 2027-02-12, ou un nombre de jours ouvrables de 0 à 500.`, `${quoted(refusal.due, 'en-CA')} is not a day. Write for example 2027-02-12, or a number of working days from 0 to 500.`);
    case 'in-the-past':
      return both((language) => (language === 'fr-CA' ? `Le ${dayIn(refusal.due, language)} est déjà passé. Choisissez une échéance à partir du ${dayIn(refusal.today, language)}.` : `${dayIn(refusal.due, language)} is already past. Choose a due date from ${dayIn(refusal.today, language)} on.`));
    case 'too-far':
      return both((language) => (language === 'fr-CA' ? `Le ${dayIn(refusal.due, language)} est à plus de dix ans : vérifiez l’année.` : `${dayIn(refusal.due, language)} is more than ten years away: check the year.`));
    case 'outside': {
      const [person, committee] = [nameOf(refusal.person), nameOf(refusal.committee)];
      const who = person === null ? { fr: 'Cette personne', en: 'This person' } : { fr: quoted(person.fr, 'fr-CA'), en: quoted(person.en ?? person.fr, 'en-CA') };
      const where = committee === null ? { fr: 'dans cette instance', en: 'in this committee' } : { fr: `dans l’instance ${committee.fr}`, en: `in ${committee.en ?? committee.fr}` };
      return t(`${who.fr} n’a pas de siège ${where.fr}. Choisissez une personne qui y siège, ou un siège.`, `${who.en} has no seat ${where.en}. Choose somebody who sits there, or a seat.`);
    }
    case 'not-its-seat':
      return t('Ce siège n’est pas de cette instance. Choisissez un de ses sièges, ou une personne qui y siège.', 'This seat is not of this committee. Choose one of its seats, or somebody who sits there.');
    case 'blocked-without-reason':
      return t('Dites ce qui bloque l’action : la raison est obligatoire.', 'Say what blocks the action: the reason is compulsory.');
    case 'postponed-without-reason':
      return t('Dites pourquoi l’échéance est reportée : la raison est obligatoire.', 'Say why the due date is put off: the reason is compulsory.');
    case 'cancelled-without-reason':
      return t('Dites pourquoi l’action est annulée : la raison est obligatoire.', 'Say why the action is cancelled: the reason is compulsory.');
    case 'closed':
      return refusal.state === 'done' ? t('Cette action est terminée. Rouvrez-la d’abord.', 'This action is completed. Reopen it first.') : t('Cette action est annulée. Rouvrez-la d’abord.', 'This action is cancelled. Reopen it first.');
    default:
      return refusal satisfies never;
  }
}

/** `stale` says what the action has become, so that whoever acted knows what to look at. */
export function actOnActionRefusal(refusal: ActOnActionRefusal, nameOf: (id: string) => Text | null): Text {
  if (refusal.why === 'no-action') return t('Cette action n’existe pas, ou sa consultation est restreinte.', 'This action does not exist, or is restricted.');
  if (refusal.why === 'no-decision') return t('Cette décision n’existe pas, ou sa consultation est restreinte.', 'This decision does not exist, or is restricted.');
  return refusal.why === 'stale' ? staleWords(refusal.action) : actionRefusal(refusal, nameOf);
}

const staleWords = ({ id, state, due }: Pick<Action, 'id' | 'state' | 'due'>): Text => both((language) => {
  const now = quoted((language === 'fr-CA' ? stateWords[state].fr : (stateWords[state].en ?? '')).toLowerCase(), language);
  return language === 'fr-CA'
    ? `Quelqu’un a modifié l’action ${id} pendant que vous la regardiez : elle est maintenant ${now}, échéance le ${dayIn(due, language)}. Rien n’a été changé.`
    : `Somebody changed action ${id} while you were looking at it: it is now ${now}, due ${dayIn(due, language)}. Nothing was changed.`;
});

type OwnRefusal = Extract<ActionRightRefusal, { readonly why: 'owner-only' | 'action-keepers-only' | 'no-action' }>;
export const isActionRight = (refusal: ActionRightRefusal): refusal is OwnRefusal => refusal.why === 'owner-only' || refusal.why === 'action-keepers-only' || refusal.why === 'no-action';

export function actionRightRefusal(refusal: OwnRefusal): Text {
  switch (refusal.why) {
    case 'owner-only':
      return t('Seuls la personne responsable, la présidence, le secrétariat et la coordination changent cette action.', 'Only its owner, the chair, the secretariat and the coordination change this action.');
    case 'action-keepers-only':
      return t('Seuls la présidence, le secrétariat et la coordination de l’instance font ce geste.', 'Only the chair, the secretariat and the coordination of the committee do this.');
    case 'no-action':
      return t('Cette action n’existe pas, ou sa consultation est restreinte.', 'This action does not exist, or is restricted.');
    default:
      return refusal satisfies never;
  }
}
