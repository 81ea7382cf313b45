// Every sentence of the page, in French of Québec and in English. A sentence that is missing in one of them does not compile.

import type { Language, Refusal } from '../wire.ts';
import { session } from './session.ts';

const plural = (n: number, one: string, many: string): string => `${n} ${Math.abs(n) < 2 ? one : many}`;
const pluralEn = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

const fr = {
  product: 'Microsoft 365 local',
  productShort: 'M365 local',
  notTeams: 'Simulation de Teams pour l’essai et la formation',
  skip: 'Aller au contenu',
  loading: 'Chargement…',
  retry: 'Réessayer',
  close: 'Fermer',
  cancel: 'Annuler',
  save: 'Enregistrer',
  done: 'Terminé',
  back: 'Précédent',
  more: 'Autres options',
  search: 'Rechercher',
  copy: 'Copier',
  copied: 'Copié',
  you: 'Vous',
  guest: 'Invité',
  archived: 'Archivée',
  archivedChannel: 'Archivé',
  edited: 'Modifié',
  newWindow: 'nouvelle fenêtre',
  offline: 'La liaison avec Microsoft 365 local est interrompue. Nouvelle tentative en cours…',
  online: 'La liaison est rétablie.',
  noAnswer: 'Microsoft 365 local ne répond pas. Vérifiez qu’il est démarré, puis réessayez.',
  rail: { label: 'Barre de navigation', activity: 'Activité', chat: 'Clavardage', teams: 'Équipes', calendar: 'Calendrier', apps: 'Applications', unread: (n: number) => plural(n, 'nouveauté', 'nouveautés') },
  bar: {
    label: 'Réglages de la simulation', person: 'Changer de personne', current: 'En tant que', theme: 'Thème', light: 'Clair', dark: 'Sombre', contrast: 'Contraste élevé', language: 'Langue', width: 'Largeur', full: 'Pleine', narrow: '320 px',
    log: 'Journal du protocole teams-js', logShort: 'Journal', value: (label: string, value: string) => `${label}\u00a0: ${value}`,
  },
  people: {
    title: 'Qui êtes-vous?', intro: 'Choisissez la personne en tant que qui vous travaillez. Le choix vaut pour cet onglet du navigateur.', search: 'Nom, rôle ou courriel', recent: 'Récemment', others: 'Autres personnes', none: 'Personne ne correspond à cette recherche.',
    count: (n: number) => plural(n, 'personne', 'personnes'), unknown: (who: string) => `« ${who} » n’est pas une personne de ce tenant. Choisissez-en une autre.`, empty: 'Ce tenant n’a encore personne. Les personnes apparaissent ici dès qu’une charte est chargée.',
    current: 'personne actuelle',
  },
  teams: {
    title: 'Équipes et canaux', filter: 'Filtrer les équipes et les canaux', noMatch: 'Aucune équipe ni aucun canal ne correspond.', none: 'Vous n’êtes membre d’aucune équipe.', noneMore: 'Les équipes où l’on vous ajoute apparaissent ici sans recharger la page.',
    general: 'Général', private: 'canal privé', shared: 'canal partagé', archivedTeam: 'équipe archivée', archivedChannel: 'canal archivé', unread: 'nouveaux messages', mentions: (n: number) => plural(n, 'mention', 'mentions'),
    members: (n: number) => plural(n, 'membre', 'membres'), owner: 'Propriétaire', member: 'Membre', pick: 'Choisissez un canal', pickMore: 'Les publications et les onglets du canal s’affichent ici.',
    notFound: 'Ce canal n’existe pas, ou vous n’en êtes pas membre.', notFoundMore: 'Choisissez un autre canal, ou changez de personne en haut de la page.', privateTeam: 'Équipe privée', publicTeam: 'Équipe publique', expand: 'Développer', collapse: 'Réduire',
  },
  channel: {
    posts: 'Publications', tabs: 'Onglets du canal', addTab: 'Ajouter un onglet', empty: 'Rien n’a encore été publié dans ce canal.', emptyMore: 'Publiez un premier message, ou mentionnez un agent conversationnel avec @.',
    newPost: 'Publier dans le canal', reply: 'Répondre', replies: (n: number) => plural(n, 'réponse', 'réponses'), showAll: (n: number) => `Afficher les ${n} réponses`, deletedRoot: 'Ce message a été supprimé.',
    archivedPosting: 'Ce canal est archivé : on peut le lire, mais plus y publier.', copyLink: 'Copier le lien', deleteMessage: 'Supprimer', messageActions: 'Actions du message', from: (name: string, when: string) => `${name}, ${when}`, thread: (name: string) => `Fil de ${name}`,
    newMessages: (n: number) => plural(n, 'nouveau message', 'nouveaux messages'),
  },
  composer: {
    post: 'Votre message au canal', reply: 'Votre réponse', chat: 'Votre message', send: 'Envoyer', publish: 'Publier', mention: 'Mentionner quelqu’un', mentions: 'Personnes et agents à mentionner', bot: 'Agent conversationnel', hintPost: 'Ctrl + Entrée pour publier, @ pour mentionner', hintReply: 'Entrée pour envoyer, Maj + Entrée pour aller à la ligne', failed: 'Le message n’est pas parti. Votre texte est conservé.', commands: 'Ce que l’on peut demander',
    extensions: 'Extensions de messages', tooLong: 'Le message est trop long. Raccourcissez-le.',
  },
  chat: {
    title: 'Clavardage', none: 'Aucune conversation.', noneMore: 'Les agents conversationnels de votre organisation apparaissent ici.', pick: 'Choisissez une conversation', start: (name: string) => `Écrivez à ${name} pour commencer.`, startMore: 'Essayez l’une des demandes proposées.', me: (text: string) => `Vous : ${text}`, typing: (name: string) => `${name} écrit…`,
    block: 'Bloquer cet agent', unblock: 'Débloquer cet agent', blocked: 'Vous avez bloqué cet agent : il ne reçoit plus vos messages et ne peut plus vous écrire.', notFound: 'Cet agent conversationnel n’existe pas dans ce tenant.', log: (name: string) => `Conversation avec ${name}`, tabs: 'Onglets de l’application', chatTab: 'Clavardage', about: 'À propos', suggested: 'Réponses proposées', today: 'Aujourd’hui', yesterday: 'Hier',
  },
  activity: { title: 'Activité', none: 'Rien de nouveau pour vous.', noneMore: 'Les mentions, les réponses à vos messages et les messages des agents apparaissent ici.', mention: (name: string) => `${name} vous a mentionné`, reply: (name: string) => `${name} a répondu`, chat: (name: string) => `${name} vous a écrit`, unread: 'non lu', pick: 'Choisissez un élément pour l’ouvrir.' },
  calendar: {
    title: 'Calendrier', week: (from: string, to: string) => `Semaine du ${from} au ${to}`, zone: (name: string) => `Les heures sont celles de votre fuseau : ${name}.`, previous: 'Semaine précédente', today: 'Aujourd’hui', next: 'Semaine suivante', whose: 'Calendrier de', mine: 'Moi', none: 'Aucune réunion', allDay: 'Toute la journée', noSubject: 'Sans objet',
    organizer: (name: string) => `Organisée par ${name}`, series: 'Série', cancelled: 'Annulée', join: 'Rejoindre la réunion Teams', attendees: (n: number) => plural(n, 'personne invitée', 'personnes invitées'),
    responses: { none: 'Sans réponse', accepted: 'Acceptée', tentativelyAccepted: 'Provisoire', declined: 'Refusée' }, answers: { accepted: 'Accepter', tentativelyAccepted: 'Provisoire', declined: 'Refuser' },
    answered: { accepted: 'Vous avez accepté. L’organisateur en est avisé.', tentativelyAccepted: 'Vous avez accepté provisoirement. L’organisateur en est avisé.', declined: 'Vous avez refusé. L’organisateur en est avisé.' },
    move: 'Déplacer', moveTitle: (name: string) => `Déplacer ${name}`, start: 'Début', end: 'Fin', moved: 'La réunion est déplacée. Les personnes invitées en sont avisées.', rename: 'Renommer', renameTitle: 'Renommer la réunion', subject: 'Objet', renamed: 'La réunion est renommée.', whole: 'Toute la série',
    cancel: 'Annuler la réunion', cancelTitle: (name: string) => `Annuler ${name}?`, cancelText: 'Les personnes invitées en sont avisées, et la réunion reste annulée dans leur calendrier.', cancelDone: 'La réunion est annulée.', remove: 'Retirer du calendrier', removed: 'La réunion est retirée de votre calendrier.',
  },
  apps: {
    title: 'Applications', org: 'Conçues pour votre organisation', none: 'Le catalogue de l’organisation est vide.', noneMore: 'Une application apparaît ici dès qu’elle est téléversée dans le catalogue.', add: 'Ajouter', open: 'Ouvrir', remove: 'Retirer', addToTeam: 'Ajouter à une équipe', added: 'Ajoutée pour vous', by: (name: string) => `Par ${name}`, version: (v: string) => `Version ${v}`,
    details: 'Détails', inTeams: (n: number) => plural(n, 'de vos équipes l’utilise', 'de vos équipes l’utilisent'), website: 'Site Web', privacy: 'Confidentialité', terms: 'Conditions', commands: 'Demandes comprises', about: 'À propos', removed: (name: string) => `${name} a été retirée.`, chooseTeam: (name: string) => `Ajouter ${name} à une équipe`, alreadyThere: 'Déjà ajoutée', addedTo: (name: string, team: string) => `${name} est ajoutée à ${team}.`, notFound: 'Cette application n’existe pas dans ce tenant.', noPage: 'Cette application n’a pas de page personnelle.',
  },
  tab: {
    add: 'Ajouter un onglet', choose: 'Choisissez une application', installed: 'Dans cette équipe', others: 'Autres applications de l’organisation', othersMore: 'Choisir l’une d’elles l’ajoute aussi à l’équipe.', none: 'Aucune application de l’organisation n’offre d’onglet.', notHere: 'Ne fonctionne pas dans ce type de canal', settings: 'Paramètres', rename: 'Renommer', remove: 'Supprimer', copyLink: 'Copier le lien de l’onglet', menu: (name: string) => `Options de l’onglet ${name}`, name: 'Nom de l’onglet', removeTitle: (name: string) => `Supprimer l’onglet ${name}?`, removeText: 'L’onglet disparaît pour tous les membres du canal.', added: (name: string) => `L’onglet ${name} est ajouté.`, removed: (name: string) => `L’onglet ${name} est supprimé.`, renamed: 'L’onglet est renommé.', saved: 'Les paramètres de l’onglet sont enregistrés.', configure: (app: string) => `Configurer ${app}`, saveFailed: 'L’application n’a pas pu enregistrer', reload: 'Actualiser l’onglet', openWebsite: 'Ouvrir le site Web', notFound: 'Cet onglet n’existe plus.', notFoundMore: 'Il a peut-être été supprimé. Choisissez un autre onglet du canal.',
    why: { archived: 'Le canal est archivé : ses onglets ne changent plus.', guest: 'Une personne invitée ne peut pas modifier les onglets.', 'owners-only': 'Seuls les propriétaires peuvent modifier les onglets.' },
  },
  frame: {
    slow: (app: string) => `${app} ne répond pas.`, slowMore: 'L’application n’a pas établi le contact avec Teams. Actualisez, ou consultez le journal du protocole.', failed: (app: string) => `${app} signale un problème.`, authentication: 'Connexion', popupBlocked: 'Le navigateur a bloqué la fenêtre de connexion.', opening: (app: string) => `Ouverture de ${app}…`,
  },
  card: { sending: 'Envoi en cours…', sent: 'Votre réponse a été envoyée à l’application.', failed: 'Une erreur s’est produite. Réessayez.', unreachable: 'L’agent conversationnel ne répond pas. Réessayez dans un moment.', unreadable: 'Cette carte ne peut pas être affichée.', attachment: 'Pièce jointe', unsupported: 'Ce type de pièce jointe ne s’affiche pas dans la simulation.', signIn: 'L’application demande une connexion, ce que la simulation n’offre pas.', invalid: 'Corrigez les champs signalés.', card: 'Carte' },
  picker: { title: 'Choisir des personnes', search: 'Nom, rôle ou courriel', selected: (n: number) => plural(n, 'personne choisie', 'personnes choisies') },
  link: { title: 'Copier le lien', local: 'Adresse dans la simulation', teams: 'Adresse dans Teams', unknown: 'Ce lien ne mène à rien dans ce tenant.', unknownMore: (url: string) => `Adresse : ${url}`, copiedAs: 'Le lien est copié.' },
  extension: { search: 'Rechercher', noResult: 'Aucun résultat.', type: 'Écrivez pour rechercher.', insert: (title: string) => `Insérer ${title}`, params: 'Remplissez le formulaire', submit: 'Continuer', message: 'Message de l’application', unavailable: 'L’extension ne répond pas.', more: 'Autres actions', preview: 'L’application veut montrer un message avant de le publier, ce que la simulation n’offre pas.' },
  log: { title: 'Journal teams-js', empty: 'Aucun message pour le moment. Ouvrez un onglet d’application.', clear: 'Effacer', refuse: 'Refuser les jetons d’authentification', refuseMore: 'getAuthToken échoue avec resourceRequiresConsent, comme avant le consentement.', in: 'de l’application', out: 'vers l’application', event: 'événement', unhandled: 'Non pris en charge', origin: 'L’origine de cette page n’est pas parmi celles que l’application accepte : elle n’entendra pas les réponses.', filter: 'Filtrer' },
  refusals: {
    'not-member': 'Vous n’êtes pas membre de ce canal.', archived: 'C’est archivé : on ne peut plus rien y changer.', guest: 'Une personne invitée ne peut pas faire cela.', 'owners-only': 'Vous n’en avez pas le droit : seuls les propriétaires le peuvent.', blocked: 'Vous avez bloqué cet agent. Débloquez-le pour lui écrire.', gone: 'Cela n’existe plus.', 'bad-request': 'La demande est incomplète.', 'no-app': 'L’application n’est pas disponible ici.',
    'channel-type': 'Cette application ne fonctionne pas dans ce type de canal.', 'outside-domains': 'L’application veut ouvrir une adresse qui n’est pas dans ses domaines valides.', 'name-missing': 'Donnez un nom à l’onglet (128 caractères au plus).', 'already-installed': 'L’application est déjà dans cette équipe.', 'unknown-person': 'Cette personne n’existe plus dans le tenant.', fault: 'Microsoft 365 local est momentanément indisponible. Réessayez.',
    'no-mailbox': 'Il n’y a pas de boîte aux lettres ici : celle d’une personne invitée est dans son organisation.', 'not-organizer': 'Seul l’organisateur peut changer cette réunion.', 'bad-time': 'La fin doit venir après le début.', crossing: 'Une réunion d’une série ne peut pas passer par-dessus la précédente ou la suivante.',
  } satisfies Record<Refusal, string>,
};

export type Words = typeof fr;

const en: Words = {
  product: 'Microsoft 365 local',
  productShort: 'M365 local',
  notTeams: 'A simulation of Teams, for trials and training',
  skip: 'Skip to content',
  loading: 'Loading…',
  retry: 'Try again',
  close: 'Close',
  cancel: 'Cancel',
  save: 'Save',
  done: 'Done',
  back: 'Back',
  more: 'More options',
  search: 'Search',
  copy: 'Copy',
  copied: 'Copied',
  you: 'You',
  guest: 'Guest',
  archived: 'Archived',
  archivedChannel: 'Archived',
  edited: 'Edited',
  newWindow: 'new window',
  offline: 'The connection with Microsoft 365 local is lost. Trying again…',
  online: 'The connection is back.',
  noAnswer: 'Microsoft 365 local does not answer. Check that it is running, then try again.',
  rail: { label: 'Navigation bar', activity: 'Activity', chat: 'Chat', teams: 'Teams', calendar: 'Calendar', apps: 'Apps', unread: (n) => pluralEn(n, 'new item', 'new items') },
  bar: {
    label: 'Simulation settings', person: 'Switch person', current: 'As', theme: 'Theme', light: 'Light', dark: 'Dark', contrast: 'High contrast', language: 'Language', width: 'Width', full: 'Full', narrow: '320 px',
    log: 'teams-js protocol log', logShort: 'Log', value: (label, value) => `${label}: ${value}`,
  },
  people: {
    title: 'Who are you?', intro: 'Choose the person as whom you work. The choice holds for this browser tab.', search: 'Name, role or e-mail', recent: 'Recent', others: 'Other people', none: 'Nobody matches this search.',
    count: (n) => pluralEn(n, 'person', 'people'), unknown: (who) => `“${who}” is not a person of this tenant. Choose another.`, empty: 'This tenant has nobody yet. People appear here as soon as a charter is loaded.',
    current: 'current person',
  },
  teams: {
    title: 'Teams and channels', filter: 'Filter teams and channels', noMatch: 'No team or channel matches.', none: 'You are not a member of any team.', noneMore: 'Teams to which you are added appear here without reloading the page.',
    general: 'General', private: 'private channel', shared: 'shared channel', archivedTeam: 'archived team', archivedChannel: 'archived channel', unread: 'new messages', mentions: (n) => pluralEn(n, 'mention', 'mentions'),
    members: (n) => pluralEn(n, 'member', 'members'), owner: 'Owner', member: 'Member', pick: 'Choose a channel', pickMore: 'The channel’s posts and tabs appear here.',
    notFound: 'This channel does not exist, or you are not a member of it.', notFoundMore: 'Choose another channel, or switch person at the top of the page.', privateTeam: 'Private team', publicTeam: 'Public team', expand: 'Expand', collapse: 'Collapse',
  },
  channel: {
    posts: 'Posts', tabs: 'Channel tabs', addTab: 'Add a tab', empty: 'Nothing has been posted in this channel yet.', emptyMore: 'Post a first message, or mention a bot with @.',
    newPost: 'Post in channel', reply: 'Reply', replies: (n) => pluralEn(n, 'reply', 'replies'), showAll: (n) => `Show all ${n} replies`, deletedRoot: 'This message has been deleted.',
    archivedPosting: 'This channel is archived: it can be read, but nothing more can be posted.', copyLink: 'Copy link', deleteMessage: 'Delete', messageActions: 'Message actions', from: (name, when) => `${name}, ${when}`, thread: (name) => `Thread by ${name}`,
    newMessages: (n) => pluralEn(n, 'new message', 'new messages'),
  },
  composer: {
    post: 'Your message to the channel', reply: 'Your reply', chat: 'Your message', send: 'Send', publish: 'Post', mention: 'Mention someone', mentions: 'People and bots to mention', bot: 'Bot', hintPost: 'Ctrl + Enter to post, @ to mention', hintReply: 'Enter to send, Shift + Enter for a new line', failed: 'The message was not sent. Your text is kept.', commands: 'What you can ask',
    extensions: 'Message extensions', tooLong: 'The message is too long. Shorten it.',
  },
  chat: {
    title: 'Chat', none: 'No conversations.', noneMore: 'Your organization’s bots appear here.', pick: 'Choose a conversation', start: (name) => `Write to ${name} to begin.`, startMore: 'Try one of the suggested requests.', me: (text) => `You: ${text}`, typing: (name) => `${name} is typing…`,
    block: 'Block this bot', unblock: 'Unblock this bot', blocked: 'You have blocked this bot: it no longer receives your messages and cannot write to you.', notFound: 'This bot does not exist in this tenant.', log: (name) => `Conversation with ${name}`, tabs: 'App tabs', chatTab: 'Chat', about: 'About', suggested: 'Suggested replies', today: 'Today', yesterday: 'Yesterday',
  },
  activity: { title: 'Activity', none: 'Nothing new for you.', noneMore: 'Mentions, replies to your messages and messages from bots appear here.', mention: (name) => `${name} mentioned you`, reply: (name) => `${name} replied`, chat: (name) => `${name} wrote to you`, unread: 'unread', pick: 'Choose an item to open it.' },
  calendar: {
    title: 'Calendar', week: (from, to) => `Week of ${from} to ${to}`, zone: (name) => `Times are those of your zone: ${name}.`, previous: 'Previous week', today: 'Today', next: 'Next week', whose: 'Calendar of', mine: 'Me', none: 'No meeting', allDay: 'All day', noSubject: 'No subject',
    organizer: (name) => `Organized by ${name}`, series: 'Series', cancelled: 'Cancelled', join: 'Join the Teams meeting', attendees: (n) => pluralEn(n, 'person invited', 'people invited'),
    responses: { none: 'No answer', accepted: 'Accepted', tentativelyAccepted: 'Tentative', declined: 'Declined' }, answers: { accepted: 'Accept', tentativelyAccepted: 'Tentative', declined: 'Decline' },
    answered: { accepted: 'You accepted. The organizer is told.', tentativelyAccepted: 'You accepted tentatively. The organizer is told.', declined: 'You declined. The organizer is told.' },
    move: 'Move', moveTitle: (name) => `Move ${name}`, start: 'Start', end: 'End', moved: 'The meeting is moved. The people invited are told.', rename: 'Rename', renameTitle: 'Rename the meeting', subject: 'Subject', renamed: 'The meeting is renamed.', whole: 'The whole series',
    cancel: 'Cancel the meeting', cancelTitle: (name) => `Cancel ${name}?`, cancelText: 'The people invited are told, and the meeting stays in their calendar as cancelled.', cancelDone: 'The meeting is cancelled.', remove: 'Remove from calendar', removed: 'The meeting is removed from your calendar.',
  },
  apps: {
    title: 'Apps', org: 'Built for your organization', none: 'The organization’s catalog is empty.', noneMore: 'An app appears here as soon as it is uploaded to the catalog.', add: 'Add', open: 'Open', remove: 'Remove', addToTeam: 'Add to a team', added: 'Added for you', by: (name) => `By ${name}`, version: (v) => `Version ${v}`,
    details: 'Details', inTeams: (n) => pluralEn(n, 'of your teams uses it', 'of your teams use it'), website: 'Website', privacy: 'Privacy', terms: 'Terms of use', commands: 'Requests understood', about: 'About', removed: (name) => `${name} has been removed.`, chooseTeam: (name) => `Add ${name} to a team`, alreadyThere: 'Already added', addedTo: (name, team) => `${name} is added to ${team}.`, notFound: 'This app does not exist in this tenant.', noPage: 'This app has no personal page.',
  },
  tab: {
    add: 'Add a tab', choose: 'Choose an app', installed: 'In this team', others: 'Other apps of the organization', othersMore: 'Choosing one of them also adds it to the team.', none: 'No app of the organization offers a tab.', notHere: 'Does not work in this type of channel', settings: 'Settings', rename: 'Rename', remove: 'Remove', copyLink: 'Copy link to tab', menu: (name) => `Options of the tab ${name}`, name: 'Tab name', removeTitle: (name) => `Remove the tab ${name}?`, removeText: 'The tab disappears for all members of the channel.', added: (name) => `The tab ${name} is added.`, removed: (name) => `The tab ${name} is removed.`, renamed: 'The tab is renamed.', saved: 'The tab’s settings are saved.', configure: (app) => `Set up ${app}`, saveFailed: 'The app could not save', reload: 'Reload tab', openWebsite: 'Go to website', notFound: 'This tab no longer exists.', notFoundMore: 'It may have been removed. Choose another tab of the channel.',
    why: { archived: 'The channel is archived: its tabs no longer change.', guest: 'A guest cannot change tabs.', 'owners-only': 'Only owners can change tabs.' },
  },
  frame: {
    slow: (app) => `${app} does not answer.`, slowMore: 'The app has not made contact with Teams. Reload, or look at the protocol log.', failed: (app) => `${app} reports a problem.`, authentication: 'Sign in', popupBlocked: 'The browser blocked the sign-in window.', opening: (app) => `Opening ${app}…`,
  },
  card: { sending: 'Sending…', sent: 'Your response was sent to the app.', failed: 'Something went wrong. Try again.', unreachable: 'The bot does not answer. Try again in a moment.', unreadable: 'This card cannot be shown.', attachment: 'Attachment', unsupported: 'This type of attachment is not shown in the simulation.', signIn: 'The app asks for a sign-in, which the simulation does not offer.', invalid: 'Correct the fields that are marked.', card: 'Card' },
  picker: { title: 'Choose people', search: 'Name, role or e-mail', selected: (n) => pluralEn(n, 'person chosen', 'people chosen') },
  link: { title: 'Copy link', local: 'Address in the simulation', teams: 'Address in Teams', unknown: 'This link leads nowhere in this tenant.', unknownMore: (url) => `Address: ${url}`, copiedAs: 'The link is copied.' },
  extension: { search: 'Search', noResult: 'No results.', type: 'Type to search.', insert: (title) => `Insert ${title}`, params: 'Fill in the form', submit: 'Continue', message: 'Message from the app', unavailable: 'The extension does not answer.', more: 'More actions', preview: 'The app wants to show a message before posting it, which the simulation does not offer.' },
  log: { title: 'teams-js log', empty: 'No messages yet. Open an app’s tab.', clear: 'Clear', refuse: 'Refuse authentication tokens', refuseMore: 'getAuthToken fails with resourceRequiresConsent, as before consent.', in: 'from the app', out: 'to the app', event: 'event', unhandled: 'Not supported', origin: 'This page’s origin is not among those the app accepts: it will not hear the answers.', filter: 'Filter' },
  refusals: {
    'not-member': 'You are not a member of this channel.', archived: 'It is archived: nothing can be changed there any more.', guest: 'A guest cannot do this.', 'owners-only': 'You are not allowed to: only owners are.', blocked: 'You have blocked this bot. Unblock it to write to it.', gone: 'It no longer exists.', 'bad-request': 'The request is incomplete.', 'no-app': 'The app is not available here.',
    'channel-type': 'This app does not work in this type of channel.', 'outside-domains': 'The app wants to open an address that is not among its valid domains.', 'name-missing': 'Give the tab a name (128 characters at most).', 'already-installed': 'The app is already in this team.', 'unknown-person': 'This person no longer exists in the tenant.', fault: 'Microsoft 365 local is unavailable for a moment. Try again.',
    'no-mailbox': 'There is no mailbox here: a guest’s is in their own organization.', 'not-organizer': 'Only the organizer can change this meeting.', 'bad-time': 'The end must come after the start.', crossing: 'A meeting of a series cannot go past the one before or after it.',
  },
};

const dictionaries: Record<Language, Words> = { fr, en };
export const t: Words = dictionaries[session.language];
