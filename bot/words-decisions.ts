// What the bot says of decisions, in French and in English: a sentence missing in one of them does not compile.
import type { Language } from '../src/shared/language.ts';
import { typeset } from '../src/shared/words.ts';

const french = {
  buttons: { received: 'Reçue', planned: 'Planifiée le…', applied: 'Appliquée', notApplicable: 'Sans objet…', send: 'Envoyer', open: 'Ouvrir la décision' },
  toApply: (number: string) => typeset(`Décision à appliquer : ${number}`),
  reminder: (number: string) => typeset(`Rappel, décision sans réponse : ${number}`),
  answered: (number: string) => typeset(`Réponse notée : ${number}`),
  notNoted: 'Votre réponse n’a pas été notée',
  facts: { number: 'Numéro', committee: 'Instance', title: 'Titre', kind: 'Type', day: 'Prise le', standing: 'État', institution: 'Établissement', answer: 'Réponse' },
  ask: 'Où en est votre établissement?',
  plannedOn: 'Jour prévu de l’application',
  dayMissing: 'Choisissez un jour.',
  reason: 'Pourquoi la décision est sans objet',
  reasonMissing: 'Dites pourquoi.',
  care: 'N’écrivez aucun renseignement de santé.',
  superseded: (by: string) => `Cette décision a été remplacée par ${by}.`,
  restricted: 'Le texte se lit dans la page de la décision.',
  none: { title: 'Cette décision n’existe pas', detail: 'Ou sa consultation est restreinte. Un numéro s’écrit comme D-2027-001 ou CNCOT-2027-001.' },
  inChat: { title: 'Je vous réponds en clavardage', detail: 'Cette réponse n’est pas pour tout le monde ici. Écrivez-moi la même chose en clavardage.' },
  gone: { title: 'Cette décision ne vous est pas accessible', detail: 'Elle n’existe plus pour vous : votre siège a changé, ou sa consultation est restreinte.' },
  latest: (acronym: string | null) => typeset(acronym === null ? 'Les dernières décisions' : `Les dernières décisions : ${acronym}`),
  noneYet: 'Aucune décision au registre que je puisse montrer ici.',
  noSuchCommittee: { title: 'Je ne connais pas cette instance', detail: 'Écrivez par exemple « décisions du CNCOT ».' },
};
export type DecisionWords = typeof french;

const english: DecisionWords = {
  buttons: { received: 'Received', planned: 'Planned for…', applied: 'Applied', notApplicable: 'Not applicable…', send: 'Send', open: 'Open the decision' },
  toApply: (number) => `Decision to be applied: ${number}`,
  reminder: (number) => `Reminder, decision without an answer: ${number}`,
  answered: (number) => `Answer noted: ${number}`,
  notNoted: 'Your answer was not noted',
  facts: { number: 'Number', committee: 'Committee', title: 'Title', kind: 'Type', day: 'Taken on', standing: 'Standing', institution: 'Institution', answer: 'Answer' },
  ask: 'How far is your institution?',
  plannedOn: 'Day for which it is planned',
  dayMissing: 'Choose a day.',
  reason: 'Why the decision does not apply',
  reasonMissing: 'Say why.',
  care: 'Write no health information.',
  superseded: (by) => `This decision was superseded by ${by}.`,
  restricted: 'The text is read on the decision’s page.',
  none: { title: 'This decision does not exist', detail: 'Or it is restricted. A number is written like D-2027-001 or CNCOT-2027-001.' },
  inChat: { title: 'I answer you in the chat', detail: 'This answer is not for everybody here. Write me the same in the chat.' },
  gone: { title: 'This decision is not open to you', detail: 'It no longer exists for you: your seat changed, or it is restricted.' },
  latest: (acronym) => (acronym === null ? 'The latest decisions' : `The latest decisions: ${acronym}`),
  noneYet: 'No decision in the register that I can show here.',
  noSuchCommittee: { title: 'I do not know this committee', detail: 'Write for example “decisions of the CNCOT”.' },
};

export const decisionWords = (language: Language): DecisionWords => (language === 'en-CA' ? english : french);
