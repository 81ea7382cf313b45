// Incidents in words, French and English: natures, places, fields, and why something is not done.

import type { Text } from '../../shared/language.ts';
import { listed, typeset } from '../../shared/words.ts';
import type { DayField, IncidentFacts, IncidentOrigin, IncidentState, Nature, Needed, Place, Risk } from './domain/incident.ts';
import type { IncidentRightRefusal } from './domain/permissions.ts';
import type { RegisterRefusal } from './use-cases/keep-register.ts';

const t = (fr: string, en: string): Text => ({ fr: typeset(fr), en });

export const natureWords: Readonly<Record<Nature, Text>> = {
  'health-number': t('Numéro d’assurance maladie saisi', 'Health insurance number typed'),
  'health-information': t('Autre renseignement de santé saisi', 'Other health information typed'),
  access: t('Accès non autorisé', 'Unauthorized access'),
  use: t('Utilisation non autorisée', 'Unauthorized use'),
  disclosure: t('Communication non autorisée', 'Unauthorized disclosure'),
  loss: t('Perte', 'Loss'),
  other: t('Autre atteinte', 'Other breach'),
};
export const placeWords: Readonly<Record<Place, Text>> = { channel: t('Canal', 'Channel'), chat: t('Clavardage', 'Chat'), tab: t('Onglet', 'Tab'), document: t('Document', 'Document'), elsewhere: t('Ailleurs', 'Elsewhere') };
export const riskWords: Readonly<Record<Risk, Text>> = { serious: t('Préjudice sérieux possible', 'Risk of serious injury'), 'not-serious': t('Pas de risque de préjudice sérieux', 'No risk of serious injury') };
export const stateWords: Readonly<Record<IncidentState, Text>> = { open: t('Ouvert', 'Open'), closed: t('Fermé', 'Closed') };
export const originWords: Readonly<Record<IncidentOrigin, Text>> = { register: t('Inscrit au registre', 'Entered in the register'), bot: t('Signalé à l’agent conversationnel', 'Reported to the bot') };

export const fieldWords: Readonly<Record<keyof IncidentFacts, Text>> = {
  nature: t('Nature', 'Nature'),
  occurredOn: t('Date de l’incident', 'Date of the incident'),
  learnedOn: t('Date où il a été connu', 'Date when it became known'),
  place: t('Lieu', 'Place'),
  where: t('Précision sur le lieu', 'Details of the place'),
  concerns: t('Renseignements visés (leur nature seulement)', 'Information concerned (its kind only)'),
  circumstances: t('Circonstances', 'Circumstances'),
  people: t('Nombre de personnes concernées', 'Number of people concerned'),
  risk: t('Risque', 'Risk'),
  riskReason: t('Motifs de l’évaluation du risque', 'Reasons of the risk assessment'),
  measures: t('Mesures prises', 'Measures taken'),
  authorityToldOn: t('Avis à la Commission d’accès à l’information', 'Notice to the Commission d’accès à l’information'),
  peopleToldOn: t('Avis aux personnes concernées', 'Notice to the people concerned'),
};
const inField = (field: keyof IncidentFacts): readonly [fr: string, en: string] => [`« ${fieldWords[field].fr} »`, `“${fieldWords[field].en ?? ''}”`];
const names = (fields: readonly (DayField | Needed)[]): readonly [fr: string, en: string] => [listed(fields.map((f) => inField(f)[0]), 'fr-CA'), listed(fields.map((f) => inField(f)[1]), 'en-CA')];

export function registerRefusal(refusal: RegisterRefusal): Text {
  switch (refusal.why) {
    case 'no-incident':
      return t('Cet incident n’est pas au registre.', 'This incident is not in the register.');
    case 'changed-meanwhile':
      return t('Cet incident a été modifié pendant que vous écriviez. Relisez-le, puis reprenez votre modification.', 'This incident was changed while you were writing. Read it again, then make your change once more.');
    case 'is-closed':
      return t('Cet incident est fermé. Rouvrez-le pour le modifier.', 'This incident is closed. Reopen it in order to change it.');
    case 'is-open':
      return t('Cet incident est déjà ouvert.', 'This incident is open already.');
    case 'incomplete':
      return t(`Avant de fermer l’incident, remplissez ${names(refusal.missing)[0]}.`, `Before closing the incident, fill in ${names(refusal.missing)[1]}.`);
    case 'health-number':
      return t(`${inField(refusal.field)[0]} contient ce qui ressemble à un numéro d’assurance maladie. Retirez-le : rien n’a été enregistré, et le registre ne répète jamais le renseignement.`, `${inField(refusal.field)[1]} contains what looks like a health insurance number. Remove it: nothing was saved, and the register never repeats the information.`);
    case 'too-long':
      return t(`Raccourcissez ${inField(refusal.field)[0]} : ${refusal.most} caractères au plus.`, `Shorten ${inField(refusal.field)[1]}: ${refusal.most} characters at most.`);
    case 'not-a-day':
      return t(`${inField(refusal.field)[0]} n’est pas un jour. Écrivez par exemple 2027-03-18.`, `${inField(refusal.field)[1]} is not a day. Write for example 2027-03-18.`);
    case 'to-come':
      return t(`${inField(refusal.field)[0]} est à venir : inscrivez un jour déjà passé, ou aujourd’hui.`, `${inField(refusal.field)[1]} is yet to come: enter a past day, or today.`);
    case 'before-it-happened':
      return t(`${inField(refusal.field)[0]} précède l’incident. Vérifiez les deux dates.`, `${inField(refusal.field)[1]} is before the incident. Check both dates.`);
    case 'not-a-number':
      return t('Le nombre de personnes est un nombre entier, 0 ou plus. Laissez vide s’il n’est pas connu.', 'The number of people is a whole number, 0 or more. Leave it empty when it is not known.');
    default:
      return refusal satisfies never;
  }
}

export function rightRefusal(refusal: IncidentRightRefusal): Text {
  switch (refusal.why) {
    case 'register-closed-to-you':
      return t('Le registre des incidents est réservé à la personne responsable de la protection des renseignements personnels et à la vérification.', 'The register of incidents is reserved for the privacy officer and audit.');
    case 'privacy-only':
      return t('Seule la personne responsable de la protection des renseignements personnels tient ce registre. La vérification le lit.', 'Only the privacy officer keeps this register. Audit reads it.');
    default:
      return refusal satisfies never;
  }
}

/** What is said of a text that was stopped; the text itself is nowhere. */
export const stoppedEntry = {
  detail: (field: string | null): Text => (field === null
    ? t('Ce texte contient ce qui ressemble à un numéro d’assurance maladie. Retirez-le : rien n’a été enregistré.', 'This text contains what looks like a health insurance number. Remove it: nothing was saved.')
    : t(`Le champ « ${field} » contient ce qui ressemble à un numéro d’assurance maladie. Retirez-le : rien n’a été enregistré.`, `The field “${field}” contains what looks like a health insurance number. Remove it: nothing was saved.`)),
  field: t('Ce texte semble contenir un numéro d’assurance maladie. Retirez-le : aucun renseignement de santé ne doit être saisi ici.', 'This text seems to contain a health insurance number. Remove it: no health information may be entered here.'),
  remedy: t('Retirez le numéro, puis enregistrez de nouveau. S’il a déjà été vu ailleurs, avisez la personne responsable de la protection des renseignements personnels, sans le répéter.', 'Remove the number, then save again. If it was seen elsewhere, tell the privacy officer, without repeating it.'),
};
