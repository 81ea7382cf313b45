// Words of the bot about incidents: what somebody reported, and what the person in charge hears of it.
import type { Language } from '../src/shared/language.ts';
import { typeset } from '../src/shared/words.ts';

const french = {
  /** Of the dialog, where the card stands inside Teams’ own frame. */
  stoppedSearch: typeset('Ce texte semble contenir un numéro d’assurance maladie. Retirez-le : je ne l’ai ni gardé ni transmis.'),
  write: 'Lui écrire',
  reported: {
    title: (id: string) => typeset(`Incident signalé : ${id}`),
    told: (title: string) => typeset(`Merci. L’incident est inscrit au registre, et cette personne en est avisée : ${title}.`),
    remember: typeset('Si ce n’est pas fait, supprimez votre message : il reste visible dans la conversation.'),
  },
  unknownPerson: {
    title: 'Je n’ai pas pu inscrire l’incident',
    detail: 'Votre compte ne correspond à aucune personne de la charte. Écrivez à la personne responsable, sans répéter le numéro.',
  },
  toOfficer: {
    title: (id: string) => typeset(`Incident à examiner : ${id}`),
    detail: typeset('Une personne a écrit ce qui ressemble à un numéro d’assurance maladie, et l’a signalé à Gouverne. Le numéro n’est pas au registre.'),
    next: typeset('Vérifiez que le message est supprimé, puis complétez l’incident : circonstances, risque, mesures, avis.'),
    open: 'Ouvrir l’incident',
  },
};

export type IncidentWords = typeof french;

const english: IncidentWords = {
  stoppedSearch: 'This text seems to contain a health insurance number. Remove it: I neither kept it nor passed it on.',
  write: 'Write to them',
  reported: {
    title: (id) => `Incident reported: ${id}`,
    told: (title) => `Thank you. The incident is in the register, and this person is told of it: ${title}.`,
    remember: 'If you have not done so, delete your message: it stays visible in the conversation.',
  },
  unknownPerson: {
    title: 'I could not enter the incident',
    detail: 'Your account matches no person of the charter. Write to the person in charge, without repeating the number.',
  },
  toOfficer: {
    title: (id) => `Incident to be examined: ${id}`,
    detail: 'Somebody wrote what looks like a health insurance number, and reported it to Gouverne. The number is not in the register.',
    next: 'Check that the message is deleted, then complete the incident: circumstances, risk, measures, notices.',
    open: 'Open the incident',
  },
};

export const incidentWords = (language: Language): IncidentWords => (language === 'en-CA' ? english : french);
