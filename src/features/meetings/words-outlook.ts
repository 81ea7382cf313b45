// Where a meeting stands in Outlook, as its page says it; in both languages, for whoever reads.

import type { Text } from '../../shared/language.ts';
import type { EventLink } from './domain/outlook-changes.ts';
import type { OnCalendar } from './ports.ts';

const t = (fr: string, en: string): Text => ({ fr, en });

/** Null where there is no event, and none is wanted. */
export function onCalendar({ state, problem, joinUrl }: EventLink): OnCalendar | null {
  if (state === 'over') return null;
  const trouble = problem === null ? null : troubleOf(problem);
  if (trouble !== null) return { ...trouble, joinUrl };
  if (state === 'asked') return { state: 'waiting', sentence: t('L’événement Outlook se prépare.', 'The Outlook event is being prepared.'), joinUrl };
  return { state: 'there', sentence: t('L’événement est dans Outlook.', 'The event is in Outlook.'), joinUrl };
}

function troubleOf(problem: string): Pick<OnCalendar, 'state' | 'sentence'> {
  switch (problem) {
    case 'no-organizer': return { state: 'failed', sentence: t('Personne n’a de boîte aux lettres pour organiser la séance. Donnez un titulaire au secrétariat ou à la présidence.', 'Nobody has a mailbox to organize the meeting. Give the secretariat or the chair a holder.') };
    case 'forbidden': return { state: 'failed', sentence: t('Microsoft 365 refuse l’accès au calendrier. L’administration doit accorder Calendars.ReadWrite à Gouverne.', 'Microsoft 365 denies access to the calendar. The administrator must grant Gouverne Calendars.ReadWrite.') };
    case 'not-found': return { state: 'failed', sentence: t('La boîte aux lettres qui organise la séance est introuvable.', 'The mailbox that organizes the meeting cannot be found.') };
    case 'refused': case 'conflict': return { state: 'failed', sentence: t('Outlook refuse l’événement. Prévenez l’administration de Gouverne.', 'Outlook refuses the event. Tell Gouverne’s administrator.') };
    default: return { state: 'waiting', sentence: t('Outlook ne répond pas. L’événement y sera mis à jour dès son retour.', 'Outlook does not answer. The event will be updated there as soon as it is back.') };
  }
}

/** What the secretariat is told of a change that came from Outlook. `obstacles`: in the way now, in words. */
export interface WarningWords { readonly title: Text; readonly lines: readonly Text[]; readonly button: Text }

const BUTTON = t('Ouvrir la séance', 'Open the meeting');
const PUT_BACK: Readonly<Record<string, Text>> = {
  'in-the-past': t('La nouvelle date est passée.', 'The new date is past.'),
  'no-such-hour': t('Cette heure n’existe pas ce jour-là : on change d’heure.', 'This hour does not exist that day: clocks change.'),
  'all-day': t('Une séance commence et finit à une heure.', 'A meeting begins and ends at an hour.'),
  'health-number': t('Le titre semble contenir un numéro d’assurance maladie.', 'The title seems to hold a health insurance number.'),
};

export const movedOntoWords = (acronym: string, when: Text, obstacles: readonly Text[]): WarningWords => ({
  title: t(`${acronym} : séance déplacée dans Outlook`, `${acronym}: meeting moved in Outlook`),
  lines: [
    t(`Elle est maintenant ${when.fr}, et quelque chose s’y oppose :`, `It is now on ${when.en ?? when.fr}, and something is in the way:`),
    ...obstacles,
    t('Rien d’autre ne bouge sans vous : gardez la date, ou choisissez-en une autre.', 'Nothing else moves without you: keep the date, or choose another.'),
  ],
  button: BUTTON,
});

export const putBackWords = (acronym: string, when: Text, why: string): WarningWords => ({
  title: t(`${acronym} : changement fait dans Outlook refusé`, `${acronym}: change made in Outlook refused`),
  lines: [PUT_BACK[why] ?? t('La séance ne peut pas être changée ainsi.', 'The meeting cannot be changed so.'), t(`Outlook montre de nouveau la séance ${when.fr}.`, `Outlook shows the meeting on ${when.en ?? when.fr} again.`)],
  button: BUTTON,
});
