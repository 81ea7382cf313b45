// What the bot says of actions, in French and in English: a sentence missing in one of them does not compile.

import type { Language } from '../src/shared/language.ts';
import { counted, typeset } from '../src/shared/words.ts';

const fr = 'fr-CA';
const en = 'en-CA';
const actionsFr = (count: number): string => counted(count, fr, { one: 'action', other: 'actions' });
const actionsEn = (count: number): string => counted(count, en, { one: 'action', other: 'actions' });

const french = {
  buttons: {
    done: 'Terminée', other: 'Autre réponse', open: 'Ouvrir l’action', openAll: typeset('Ouvrir « Mes actions »'), back: 'Retour', postpone: 'Nouvelle échéance', block: 'Bloquée', handOver: 'Confier à…', send: 'Envoyer',
    deliver: 'Joindre un lien', create: 'Créer', correct: 'Corriger', mine: 'Mes actions', late: 'Actions en retard',
  },
  heading: {
    before: (what: string) => typeset(`Rappel : ${what}`), after: (what: string) => typeset(`En retard : ${what}`), chair: (what: string) => typeset(`À titre de présidence : ${what}`), above: (what: string) => typeset(`À titre de présidence : ${what}`),
    given: (what: string) => typeset(`On vous confie : ${what}`), vacant: (what: string) => typeset(`Sans responsable : ${what}`), 'postponed-again': (what: string) => typeset(`Reportée de nouveau : ${what}`),
  },
  several: {
    digest: (count: number) => typeset(`Vos actions du jour : ${count}`), climbed: (count: number) => typeset(`À titre de présidence : ${actionsFr(count)}`),
    given: (count: number) => `On vous confie ${actionsFr(count)}`, vacant: (count: number) => typeset(`Sans responsable : ${actionsFr(count)}`),
  },
  climbed: 'À titre de présidence',
  climbedDetail: { one: 'Son échéance est passée sans qu’elle soit terminée : elle remonte jusqu’à vous.', several: 'Leur échéance est passée sans qu’elles soient terminées : elles remontent jusqu’à vous.' },
  vacantDetail: 'Plus personne n’en répond : confiez-la à quelqu’un de l’instance.',
  postponedDetail: 'C’est au moins le deuxième report de son échéance.',
  due: 'Échéance',
  committee: 'Instance',
  owner: 'Responsable',
  state: 'État',
  priority: 'Priorité',
  title: 'Action',
  unassigned: 'À désigner',
  ended: { done: (day: string) => `Terminée le ${day}`, cancelled: (day: string) => `Annulée le ${day}` },
  restricted: 'Accès restreint : le titre se lit dans la page de l’action.',
  more: (count: number) => (count === 1 ? 'Et 1 autre, dans « Mes actions ».' : `Et ${count} autres, dans « Mes actions ».`),
  mine: (count: number) => (count === 0 ? 'Aucune action ouverte à votre nom' : typeset(`Vos actions ouvertes : ${count}`)),
  mineNone: 'Pour en créer une, écrivez par exemple « nouvelle action : réviser le plan pour moi avant vendredi ».',
  late: (count: number) => (count === 0 ? 'Aucune action en retard' : `${actionsFr(count)} en retard`),
  lateNone: 'Rien n’est en retard parmi les actions que vous suivez.',
  lateNoneHere: 'Rien n’est en retard dans cette instance.',
  inChat: { title: 'Vos actions ne regardent que vous', detail: 'Je vous réponds en clavardage plutôt que devant tout le canal. Écrivez-y « mes actions ».' },
  noCommitteeHere: { title: 'Ce canal n’est celui d’aucune instance', detail: 'Pour voir vos actions, ouvrez le clavardage avec Gouverne et écrivez « mes actions ».' },
  gone: { title: 'Cette action n’existe pas', detail: 'Elle n’a jamais existé, ou sa consultation est restreinte. Vérifiez le numéro, par exemple A-2027-003; le secrétariat de l’instance peut vous renseigner.' },
  answer: (what: string) => typeset(`Votre réponse : ${what}`),
  answered: { done: (id: string) => `${id} est terminée`, delivered: (id: string) => `Le résultat de ${id} est noté`, postpone: (id: string) => `${id} a une nouvelle échéance`, block: (id: string) => `${id} est bloquée`, 'hand-over': (id: string) => `${id} change de responsable` },
  noted: { title: 'Votre réponse est notée', detail: 'Elle se lit dans la page de l’action.' },
  refused: 'Votre réponse n’a pas été notée',
  form: {
    newDue: 'Nouvelle échéance', why: 'Pourquoi', whyPostpone: 'Ce qui explique le report', whyBlocked: 'Ce qui bloque, et qui pourrait débloquer', to: 'À qui', choose: 'Choisissez une personne de l’instance', outcome: 'Lien ou phrase qui montre le résultat',
    dueMissing: 'Choisissez la nouvelle échéance.', whyMissing: 'Dites pourquoi : la raison est obligatoire.', toMissing: 'Choisissez à qui confier l’action.', outcomeMissing: 'Écrivez une phrase ou collez un lien.', titleMissing: 'Dites ce qui est à faire.', committeeMissing: 'Choisissez l’instance.',
  },
  draft: {
    title: 'Voici ce que j’ai compris', wanting: 'Il manque quelque chose', notYet: 'L’action n’est pas encore créée.', understood: 'Vérifiez, puis créez-la.',
    unknownDay: (words: string) => typeset(`Je ne reconnais pas de jour dans « ${words} ».`),
    example: typeset('Exemple : « nouvelle action : réviser le plan pour la présidence avant le 12 février ».'),
    restricted: (acronym: string) => typeset(`${acronym} : à créer dans Gouverne`), restrictedDetail: typeset('Cette instance est à accès restreint : ses actions se créent dans sa page, pas dans une conversation.'),
    notAllowed: 'L’action n’a pas été créée',
    fromMessage: 'Créer une action', messageKept: 'Le message cité et son lien sont gardés avec l’action.',
  },
  created: (id: string) => `Action ${id} créée`,
  week: {
    title: (acronym: string) => typeset(`${acronym} : actions de la semaine`), network: 'Actions de la semaine', late: 'En retard', blocked: 'Bloquées', due: 'À échéance cette semaine', awaiting: 'Décisions en attente d’exécution',
    open: 'Ouvrir le tableau de suivi',
  },
};

export type ActionWords = typeof french;

const english: ActionWords = {
  buttons: {
    done: 'Completed', other: 'Another answer', open: 'Open the action', openAll: 'Open “My actions”', back: 'Back', postpone: 'New due date', block: 'Blocked', handOver: 'Hand over to…', send: 'Send',
    deliver: 'Add a link', create: 'Create', correct: 'Correct', mine: 'My actions', late: 'Late actions',
  },
  heading: {
    before: (what) => `Reminder: ${what}`, after: (what) => `Late: ${what}`, chair: (what) => `As chair: ${what}`, above: (what) => `As chair: ${what}`,
    given: (what) => `Entrusted to you: ${what}`, vacant: (what) => `Without an owner: ${what}`, 'postponed-again': (what) => `Put off again: ${what}`,
  },
  several: {
    digest: (count) => `Your actions today: ${count}`, climbed: (count) => `As chair: ${actionsEn(count)}`,
    given: (count) => `${actionsEn(count)} entrusted to you`, vacant: (count) => `Without an owner: ${actionsEn(count)}`,
  },
  climbed: 'As chair',
  climbedDetail: { one: 'Its due date has passed and it is not completed: it comes up to you.', several: 'Their due dates have passed and they are not completed: they come up to you.' },
  vacantDetail: 'Nobody answers for it any more: hand it over to somebody of the committee.',
  postponedDetail: 'Its due date is put off for the second time or more.',
  due: 'Due date',
  committee: 'Committee',
  owner: 'Owner',
  state: 'Progress',
  priority: 'Priority',
  title: 'Action',
  unassigned: 'To be assigned',
  ended: { done: (day) => `Completed on ${day}`, cancelled: (day) => `Cancelled on ${day}` },
  restricted: 'Restricted: the title is read on the action’s page.',
  more: (count) => (count === 1 ? 'And 1 more, in “My actions”.' : `And ${count} more, in “My actions”.`),
  mine: (count) => (count === 0 ? 'No open action in your name' : `Your open actions: ${count}`),
  mineNone: 'To make one, write for example “new action: review the plan for me by Friday”.',
  late: (count) => (count === 0 ? 'No late action' : counted(count, en, { one: 'late action', other: 'late actions' })),
  lateNone: 'Nothing is late among the actions that you follow.',
  lateNoneHere: 'Nothing is late in this committee.',
  inChat: { title: 'Your actions are your business', detail: 'I answer you in the chat rather than before the whole channel. Write “my actions” there.' },
  noCommitteeHere: { title: 'This channel belongs to no committee', detail: 'To see your actions, open the chat with Gouverne and write “my actions”.' },
  gone: { title: 'This action does not exist', detail: 'It never did, or it is restricted. Check the number, for example A-2027-003; the committee’s secretariat can tell you more.' },
  answer: (what) => `Your answer: ${what}`,
  answered: { done: (id) => `${id} is completed`, delivered: (id) => `The outcome of ${id} is noted`, postpone: (id) => `${id} has a new due date`, block: (id) => `${id} is blocked`, 'hand-over': (id) => `${id} changes owner` },
  noted: { title: 'Your answer is noted', detail: 'It is read on the action’s page.' },
  refused: 'Your answer was not noted',
  form: {
    newDue: 'New due date', why: 'Why', whyPostpone: 'What explains the new date', whyBlocked: 'What blocks it, and who could help', to: 'To whom', choose: 'Choose somebody of the committee', outcome: 'Link or sentence that shows the outcome',
    dueMissing: 'Choose the new due date.', whyMissing: 'Say why: the reason is compulsory.', toMissing: 'Choose to whom the action goes.', outcomeMissing: 'Write a sentence or paste a link.', titleMissing: 'Say what is to be done.', committeeMissing: 'Choose the committee.',
  },
  draft: {
    title: 'Here is what I understood', wanting: 'Something is missing', notYet: 'The action is not made yet.', understood: 'Check it, then create it.',
    unknownDay: (words) => `I recognise no day in “${words}”.`,
    example: 'Example: “new action: review the plan for the chair by February 12”.',
    restricted: (acronym) => `${acronym}: to be made in Gouverne`, restrictedDetail: 'This committee is restricted: its actions are made on its page, not in a conversation.',
    notAllowed: 'The action was not made',
    fromMessage: 'Create an action', messageKept: 'The quoted message and its link are kept with the action.',
  },
  created: (id) => `Action ${id} created`,
  week: {
    title: (acronym) => `${acronym}: actions of the week`, network: 'Actions of the week', late: 'Late', blocked: 'Blocked', due: 'Due this week', awaiting: 'Decisions awaiting execution',
    open: 'Open the action log',
  },
};

export const actionWords = (language: Language): ActionWords => (language === 'en-CA' ? english : french);
