// Why Entra ID gives no token, in sentences, and who must do what.
import type { Text } from '../../shared/language.ts';
import type { EntraFaultWhy } from './fault.ts';

const t = (fr: string, en: string): Text => ({ fr, en });
interface Said { readonly why: Text; readonly remedy: Text }

const RETRY = t('Réessayer dans une minute; si cela dure, consulter l’état du service.', 'Try again in a minute; if it lasts, check the service health.');
const REGISTRATION = t('Entra ID > Inscriptions d’applications > Gouverne : vérifier l’identifiant et le locataire.', 'Entra ID > App registrations > Gouverne: check the application and tenant ids.');
const SECRET = t('Entra ID > Inscriptions d’applications > Gouverne > Certificats et secrets : en créer un et le donner à Gouverne.', 'Entra ID > App registrations > Gouverne > Certificates & secrets: create one and give it to Gouverne.');
const CONSENT = t('L’administration d’Entra ID accorde le consentement : Applications d’entreprise > Gouverne > Autorisations.', 'The Entra ID administrator grants consent: Enterprise applications > Gouverne > Permissions.');
const SIGN_IN = t('Rouvrir l’onglet dans Teams, ou `gouverne login`.', 'Reopen the tab in Teams, or `gouverne login`.');

export const entraWords: Readonly<Record<EntraFaultWhy, Said>> = {
  'consent-missing': { why: t('Le consentement de l’organisation manque.', 'The organization’s consent is missing.'), remedy: CONSENT },
  'interaction-required': { why: t('Entra ID demande une étape à la personne (double authentification, appareil).', 'Entra ID asks the person for a step (multifactor, device).'), remedy: SIGN_IN },
  'wrong-secret': { why: t('Le secret de Gouverne est refusé.', 'Gouverne’s secret is refused.'), remedy: SECRET },
  'expired-secret': { why: t('Le secret de Gouverne est expiré.', 'Gouverne’s secret has expired.'), remedy: SECRET },
  'wrong-certificate': { why: t('Le certificat de Gouverne est refusé.', 'Gouverne’s certificate is refused.'), remedy: SECRET },
  'expired-certificate': { why: t('Le certificat de Gouverne est expiré.', 'Gouverne’s certificate has expired.'), remedy: SECRET },
  'wrong-identity': { why: t('L’identité gérée n’est pas reconnue par l’application.', 'The managed identity is not recognized by the application.'), remedy: t('Ajouter l’identité gérée aux informations d’identification fédérées de l’application.', 'Add the managed identity to the application’s federated credentials.') },
  'clock-skew': { why: t('L’horloge du serveur est trop loin de celle d’Entra ID.', 'The server’s clock is too far from Entra ID’s.'), remedy: t('Synchroniser l’horloge du serveur (NTP).', 'Synchronize the server’s clock (NTP).') },
  'unknown-application': { why: t('Entra ID ne connaît pas cette application.', 'Entra ID does not know this application.'), remedy: REGISTRATION },
  'disabled-application': { why: t('L’application est désactivée dans Entra ID.', 'The application is disabled in Entra ID.'), remedy: REGISTRATION },
  'unknown-tenant': { why: t('Entra ID ne connaît pas ce locataire.', 'Entra ID does not know this tenant.'), remedy: REGISTRATION },
  'unknown-resource': { why: t('Ce qui est demandé n’existe pas dans ce locataire.', 'What is asked for does not exist in this tenant.'), remedy: CONSENT },
  'session-expired': { why: t('La session est expirée.', 'The session has expired.'), remedy: SIGN_IN },
  'session-refused': { why: t('La session est refusée.', 'The session is refused.'), remedy: SIGN_IN },
  throttled: { why: t('Entra ID demande de patienter.', 'Entra ID asks us to wait.'), remedy: RETRY },
  unavailable: { why: t('Entra ID ne répond pas.', 'Entra ID does not answer.'), remedy: RETRY },
  network: { why: t('Entra ID n’a pas pu être joint.', 'Entra ID could not be reached.'), remedy: t('Vérifier le réseau, le mandataire et AUTHORITY_HOST.', 'Check the network, the proxy and AUTHORITY_HOST.') },
  refused: { why: t('Entra ID refuse de donner un jeton.', 'Entra ID refuses to give a token.'), remedy: REGISTRATION },
};
