// Sentences for those who open a tab outside Teams, whom Teams does not answer, or who follow a dead link.
import { bilingual } from '../ui/words.ts';

export const outsideWords = bilingual(
  {
    title: 'Gouverne s’ouvre dans Microsoft Teams',
    lead: 'Cette page fait partie de l’application des comités du Réseau québécois de la télésanté. Teams confirme qui vous êtes; ailleurs, Gouverne ne peut rien vous montrer.',
    open: 'Ouvrir dans Teams',
    silent: 'Teams n’a pas répondu',
    silentLead: 'Gouverne attendait une réponse de Teams depuis dix secondes. Rechargez la page; si rien ne change, fermez Teams et rouvrez-le.',
    reload: 'Recharger la page',
    unreachable: 'Le service Gouverne ne répond pas pour le moment. Réessayez dans un instant.',
    notFound: 'Cette page n’existe pas',
    notFoundLead: 'L’adresse est peut-être incomplète, ou l’objet n’existe plus.',
    home: 'Aller à l’accueil',
    network: 'Voir le réseau',
    privacy: 'Confidentialité',
    terms: 'Conditions d’utilisation',
  },
  {
    title: 'Gouverne opens in Microsoft Teams',
    lead: 'This page belongs to the committee app of the Québec Telehealth Network. Teams confirms who you are; elsewhere, Gouverne cannot show you anything.',
    open: 'Open in Teams',
    silent: 'Teams did not answer',
    silentLead: 'Gouverne waited ten seconds for an answer from Teams. Reload the page; if nothing changes, quit Teams and open it again.',
    reload: 'Reload the page',
    unreachable: 'The Gouverne service does not answer at the moment. Try again in a while.',
    notFound: 'This page does not exist',
    notFoundLead: 'The address may be incomplete, or the object is gone.',
    home: 'Go to the home page',
    network: 'See the network',
    privacy: 'Privacy',
    terms: 'Terms of use',
  },
);
