// What the bot says, in French and in English: a sentence missing in one of them does not compile.
// The terms are those of the client's vocabulary: clavardage, canal, onglet, instance, présidence, agent conversationnel.

import type { Language } from '../src/shared/language.ts';

const french = {
  // The names of commands as people type them.
  commands: { help: 'aide', myCommittee: 'mon comité', myCommittees: 'mes comités', nextMeeting: 'prochaine séance', myWeek: 'mes séances cette semaine', myActions: 'mes actions', lateActions: 'actions en retard', newAction: 'nouvelle action' },
  buttons: {
    help: 'Aide',
    myCommittees: 'Mes comités',
    openTab: 'Ouvrir l’onglet',
    openChannel: 'Ouvrir le canal',
    openHome: 'Ouvrir l’accueil',
    openChat: 'Ouvrir le clavardage',
    privacyOfficer: 'Aviser la personne responsable',
    privacy: 'Protection des renseignements',
  },
  welcomeChannel: {
    title: (acronym: string) => `${acronym} : Gouverne est en place`,
    tab: 'Son onglet, en haut de ce canal, montre le mandat, la composition, les sièges vacants et les instances liées.',
    bot: 'Pour une réponse ici, écrivez « @Gouverne mon comité » ou « @Gouverne aide ».',
    restricted: 'Instance à accès restreint : les détails se lisent dans l’onglet seulement.',
  },
  welcomeChat: {
    title: 'Bonjour, je suis Gouverne',
    purpose: 'L’agent conversationnel des instances du réseau : vos comités, leur mandat, leur présidence et le chemin vers chacun.',
    ask: 'Écrivez « mes comités », « mon comité » ou « aide ».',
    otherLanguage: 'English is available: choose it in Gouverne, under Accueil.',
  },
  help: {
    title: 'Ce que je comprends',
    myCommittee: 'l’instance de ce canal ou la vôtre : mandat, présidence, liens',
    myCommittees: 'toutes les instances où vous avez un siège',
    nextMeeting: 'la vôtre ou, dans un canal, celle de son instance',
    myWeek: 'vos séances des sept prochains jours',
    myActions: 'vos actions ouvertes; « action A-2027-003 » en montre une',
    lateActions: 'les vôtres et celles des instances que vous tenez; dans un canal, celles de son instance',
    newAction: 'suivi de « : … pour … avant le 12 février »; vous la voyez avant qu’elle soit créée',
    help: 'cette liste',
    inChannel: 'Dans un canal, commencez par @Gouverne.',
    care: 'N’écrivez jamais de renseignement de santé : je le refuse et ne le garde pas.',
  },
  committee: {
    level: 'Palier',
    chair: 'Présidence',
    role: 'Votre rôle',
    vacant: 'Siège vacant',
    restricted: 'Instance à accès restreint. Les détails se lisent dans l’onglet, selon vos droits.',
    noWorkspace: 'Son espace Teams n’est pas encore en place.',
  },
  committees: {
    title: (count: number) => (count === 1 ? 'Votre comité' : `Vos ${count} comités`),
    more: (count: number) => (count === 1 ? 'Et 1 autre, à l’accueil de Gouverne.' : `Et ${count} autres, à l’accueil de Gouverne.`),
    none: 'Vous n’avez de siège dans aucune instance',
    noneDetail: 'La charte du réseau ne vous attribue pas de siège en ce moment. Si c’est une erreur, le secrétariat de votre comité peut la faire corriger.',
    restricted: 'Accès restreint',
  },
  channelWithoutCommittee: {
    title: 'Ce canal n’est celui d’aucune instance',
    detail: 'Pour voir les vôtres, ouvrez le clavardage avec Gouverne et écrivez « mes comités ».',
  },
  answerInChat: {
    title: 'Vos comités ne regardent que vous',
    detail: 'Je vous réponds en clavardage plutôt que devant tout le canal. Écrivez-y « mes comités ».',
  },
  notUnderstood: {
    title: 'Je n’ai pas compris',
    detail: 'Je réponds à « mes actions », « prochaine séance », « mon comité », « mes comités », « aide » et au sigle d’une de vos instances.',
  },
  refused: {
    title: 'Je ne peux pas vous montrer cette instance',
    detail: 'Elle n’existe plus, ou elle ne vous est pas ouverte. Son secrétariat peut vous renseigner.',
  },
  outdated: {
    title: 'Cette carte n’est plus à jour',
    detail: 'Elle date d’une version précédente; son bouton n’a rien changé. Écrivez « aide » pour continuer.',
  },
  replaced: {
    title: 'Cette carte a été remplacée',
    detail: (what: string) => `L’information à jour : ${what}.`,
  },
  healthNumber: {
    title: 'Supprimez votre message',
    detail: 'Il semble contenir un numéro d’assurance maladie. Je ne l’ai ni gardé ni transmis, mais il reste visible dans la conversation.',
    how: 'Pointez votre message, ouvrez le menu « … », puis choisissez « Supprimer ».',
    officer: (title: string) => `C’est peut-être un incident de confidentialité. À aviser, sans répéter le numéro : ${title}.`,
    noOfficer: 'C’est peut-être un incident de confidentialité : avisez-en la personne responsable de la protection des renseignements personnels, sans répéter le numéro.',
    draft: 'Bonjour, un message de Teams a pu contenir un numéro d’assurance maladie. Je l’ai supprimé. Où et quand : ',
  },
  failed: {
    title: 'Je n’ai pas pu répondre',
    detail: 'Rien n’a été perdu ni changé. Réessayez dans une minute.',
    reference: (id: string) => `Si cela continue, donnez ce numéro au soutien : ${id}`,
  },
};

export type BotWords = typeof french;

const english: BotWords = {
  commands: { help: 'help', myCommittee: 'my committee', myCommittees: 'my committees', nextMeeting: 'next meeting', myWeek: 'my meetings this week', myActions: 'my actions', lateActions: 'late actions', newAction: 'new action' },
  buttons: {
    help: 'Help',
    myCommittees: 'My committees',
    openTab: 'Open the tab',
    openChannel: 'Open the channel',
    openHome: 'Open Home',
    openChat: 'Open the chat',
    privacyOfficer: 'Notify the person in charge',
    privacy: 'Privacy',
  },
  welcomeChannel: {
    title: (acronym) => `${acronym}: Gouverne is here`,
    tab: 'Its tab, at the top of this channel, shows the mandate, the seats, the vacancies and the related committees.',
    bot: 'For an answer here, write “@Gouverne my committee” or “@Gouverne help”.',
    restricted: 'Restricted committee: details are read in the tab only.',
  },
  welcomeChat: {
    title: 'Hello, I am Gouverne',
    purpose: 'The bot of the network’s committees: yours, their mandate, their chair and the way to each.',
    ask: 'Write “my committees”, “my committee” or “help”.',
    otherLanguage: 'Le français est offert : choisissez-le dans Gouverne, sous Home.',
  },
  help: {
    title: 'What I understand',
    myCommittee: 'the committee of this channel, or yours: mandate, chair, links',
    myCommittees: 'every committee where you have a seat',
    nextMeeting: 'yours or, in a channel, that of its committee',
    myWeek: 'your meetings of the next seven days',
    myActions: 'your open actions; “action A-2027-003” shows one',
    lateActions: 'yours and those of the committees that you keep; in a channel, those of its committee',
    newAction: 'followed by “: … for … by February 12”; you see it before it is made',
    help: 'this list',
    inChannel: 'In a channel, begin with @Gouverne.',
    care: 'Never write health information: I refuse it and keep nothing of it.',
  },
  committee: {
    level: 'Level',
    chair: 'Chair',
    role: 'Your role',
    vacant: 'Vacant seat',
    restricted: 'Restricted committee. Details are read in the tab, according to your rights.',
    noWorkspace: 'Its Teams workspace is not there yet.',
  },
  committees: {
    title: (count) => (count === 1 ? 'Your committee' : `Your ${count} committees`),
    more: (count) => (count === 1 ? 'And 1 more, in Gouverne’s Home.' : `And ${count} more, in Gouverne’s Home.`),
    none: 'You have no seat on any committee',
    noneDetail: 'The network’s charter gives you no seat at the moment. If that is a mistake, your committee’s secretariat can have it corrected.',
    restricted: 'Restricted',
  },
  channelWithoutCommittee: {
    title: 'This channel belongs to no committee',
    detail: 'To see yours, open the chat with Gouverne and write “my committees”.',
  },
  answerInChat: {
    title: 'Your committees are your business',
    detail: 'I answer you in the chat rather than before the whole channel. Write “my committees” there.',
  },
  notUnderstood: {
    title: 'I did not understand',
    detail: 'I answer to “my actions”, “next meeting”, “my meetings this week”, “my committee”, “my committees”, “help” and the acronym of one of your committees.',
  },
  refused: {
    title: 'I cannot show you this committee',
    detail: 'It no longer exists, or it is not open to you. Its secretariat can tell you more.',
  },
  outdated: {
    title: 'This card is out of date',
    detail: 'It comes from an earlier version; its button changed nothing. Write “help” to go on.',
  },
  replaced: {
    title: 'This card has been replaced',
    detail: (what) => `Up-to-date information: ${what}.`,
  },
  healthNumber: {
    title: 'Delete your message',
    detail: 'It seems to contain a health insurance number. I neither kept it nor passed it on, but it stays visible in the conversation.',
    how: 'Point at your message, open the “…” menu, then choose “Delete”.',
    officer: (title) => `This may be a confidentiality incident. To be notified, without repeating the number: ${title}.`,
    noOfficer: 'This may be a confidentiality incident: notify the person in charge of the protection of personal information, without repeating the number.',
    draft: 'Hello, a Teams message may have contained a health insurance number. I deleted it. Where and when: ',
  },
  failed: {
    title: 'I could not answer',
    detail: 'Nothing was lost or changed. Try again in a minute.',
    reference: (id) => `If this goes on, give this number to support: ${id}`,
  },
};

export const botWords = (language: Language): BotWords => (language === 'en-CA' ? english : french);
