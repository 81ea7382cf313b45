// The doctor: what Gouverne needs in order to work, checked one by one, each with what to do when it fails.

import type { Text } from '../../../shared/language.ts';
import { SENDING_PERMISSIONS } from '../../conversations/domain/permissions.ts';
import { PLANNER_PERMISSIONS } from '../../actions/domain/planner-permissions.ts';
import { CALENDAR_PERMISSIONS } from '../../meetings/domain/calendar-permissions.ts';
import { PERMISSION, READING_PERMISSIONS } from '../domain/step.ts';
import type { TenantFault } from '../ports.ts';

export type CheckState = 'ok' | 'warning' | 'failure' | 'unknown';
export interface Check { readonly id: string; readonly state: CheckState; readonly title: Text; readonly detail: Text; readonly remedy: Text | null }

export interface Vitals {
  /** Milliseconds that a trivial query took. */
  database(): Promise<{ readonly engine: string; readonly ms: number }>;
  /** Gets an application token: how long it has to live, or why there is none. */
  token(): Promise<{ readonly ok: true; readonly expiresInSeconds: number } | { readonly ok: false; readonly why: Text; readonly remedy: Text }>;
  granted(): Promise<ReadonlySet<string> | null>;
  catalogApp(): Promise<string | null>;
  /** Their clock less ours, in milliseconds, from the Date of an answer. */
  skewMs(): Promise<number>;
  /** Null when no bot is configured. */
  bot(): Promise<{ readonly ok: boolean; readonly detail: Text; readonly remedy: Text | null } | null>;
  charter(): Promise<{ readonly version: number; readonly committees: number } | null>;
  /** Mailboxes that organize meetings to come, how many of them tell us of changes, and meetings whose event could not be written. */
  outlook(): Promise<{ readonly organizers: number; readonly watched: number; readonly unsettled: number }>;
  /** Plans that are kept in step, why others are not, and tasks that Planner refuses; null where Planner is not used. */
  planner(): Promise<{ readonly plans: number; readonly stuck: readonly string[]; readonly refused: number } | null>;
  configuration(): { readonly tenant: string; readonly warnings: readonly { readonly detail: Text; readonly remedy: Text }[] };
}

const t = (fr: string, en: string): Text => ({ fr, en });
/** Tokens are refused beyond five minutes; half of that leaves time to mend it. */
const SKEW_WARN_MS = 30_000;
const SKEW_FAIL_MS = 150_000;

export const examine = (vitals: Vitals) => async (): Promise<Check[]> => {
  const token = await attempt(() => vitals.token());
  // Without a token nothing else of Microsoft 365 can be asked.
  const reachable = token.ok && token.value.ok;
  return Promise.all([
    configuration(vitals),
    charter(vitals),
    database(vitals),
    tokenCheck(token),
    reachable ? consent(vitals) : unknown('consent', t('Consentement', 'Consent')),
    reachable ? catalogue(vitals) : unknown('catalogue', t('Catalogue d’applications', 'App catalogue')),
    reachable ? clockCheck(vitals) : unknown('clock', t('Horloge', 'Clock')),
    bot(vitals),
    outlook(vitals),
    planner(vitals),
  ]);
};

type Attempt<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown };
const attempt = async <T>(what: () => Promise<T>): Promise<Attempt<T>> => { try { return { ok: true, value: await what() }; } catch (error) { return { ok: false, error }; } };
const unknown = (id: string, title: Text): Check => ({ id, state: 'unknown', title, detail: t('Pas vérifié : il faut d’abord un jeton.', 'Not checked: a token is needed first.'), remedy: null });
const failed = (id: string, title: Text, error: unknown): Check => {
  const kind = (error as Partial<TenantFault>).kind;
  return {
    id, state: 'failure', title,
    detail: kind === 'forbidden' ? t('Microsoft 365 refuse la lecture : une autorisation manque.', 'Microsoft 365 denies the reading: a permission is missing.') : t('Microsoft 365 ne répond pas.', 'Microsoft 365 does not answer.'),
    remedy: kind === 'forbidden' ? t('Voir « Consentement » ci-dessus.', 'See “Consent” above.') : t('Vérifier le réseau et l’état du service, puis refaire le diagnostic.', 'Check the network and the service health, then run the diagnostic again.'),
  };
};

async function configuration(vitals: Vitals): Promise<Check> {
  const { tenant, warnings } = vitals.configuration();
  const title = t('Configuration', 'Configuration');
  const [first] = warnings;
  return first === undefined
    ? { id: 'configuration', state: 'ok', title, detail: tenant === 'local' ? t('Microsoft 365 local (démonstration).', 'Local Microsoft 365 (demonstration).') : t(`Locataire ${tenant}.`, `Tenant ${tenant}.`), remedy: null }
    : { id: 'configuration', state: 'warning', title, detail: first.detail, remedy: first.remedy };
}

async function charter(vitals: Vitals): Promise<Check> {
  const title = t('Charte', 'Charter');
  const inForce = await vitals.charter();
  return inForce === null
    ? { id: 'charter', state: 'failure', title, detail: t('Aucune charte n’est en vigueur.', 'No charter is in force.'), remedy: t('Appliquer une charte : gouverne apply charters/rqt.yaml', 'Apply a charter: gouverne apply charters/rqt.yaml') }
    : { id: 'charter', state: 'ok', title, detail: t(`Version ${inForce.version}, ${inForce.committees} instances.`, `Version ${inForce.version}, ${inForce.committees} committees.`), remedy: null };
}

async function database(vitals: Vitals): Promise<Check> {
  const title = t('Base de données', 'Database');
  const seen = await attempt(() => vitals.database());
  return seen.ok
    ? { id: 'database', state: seen.value.ms > 500 ? 'warning' : 'ok', title, detail: t(`${seen.value.engine}, réponse en ${Math.round(seen.value.ms)} ms.`, `${seen.value.engine}, answered in ${Math.round(seen.value.ms)} ms.`), remedy: seen.value.ms > 500 ? t('La base est lente : vérifier sa charge et son disque.', 'The database is slow: check its load and disk.') : null }
    : { id: 'database', state: 'failure', title, detail: t('La base de données ne répond pas.', 'The database does not answer.'), remedy: t('Vérifier DATABASE_URL ou l’espace disque, puis redémarrer.', 'Check DATABASE_URL or the disk space, then restart.') };
}

async function tokenCheck(token: Attempt<Awaited<ReturnType<Vitals['token']>>>): Promise<Check> {
  const title = t('Jeton d’application', 'Application token');
  if (!token.ok) return failed('token', title, token.error);
  return token.value.ok
    ? { id: 'token', state: 'ok', title, detail: t(`Obtenu; valable encore ${Math.round(token.value.expiresInSeconds / 60)} min.`, `Obtained; valid for another ${Math.round(token.value.expiresInSeconds / 60)} min.`), remedy: null }
    : { id: 'token', state: 'failure', title, detail: token.value.why, remedy: token.value.remedy };
}

async function consent(vitals: Vitals): Promise<Check> {
  const title = t('Consentement', 'Consent');
  const seen = await attempt(() => vitals.granted());
  if (!seen.ok) return failed('consent', title, seen.error);
  if (seen.value === null) return { id: 'consent', state: 'unknown', title, detail: t('Les autorisations accordées ne peuvent pas être lues.', 'The granted permissions cannot be read.'), remedy: null };
  const granted = seen.value;
  const needed = [...new Set([...READING_PERMISSIONS, ...SENDING_PERMISSIONS, ...CALENDAR_PERMISSIONS, ...PLANNER_PERMISSIONS, ...Object.values(PERMISSION).filter((p) => p !== null)])].sort();
  const missing = needed.filter((p) => !granted.has(p));
  return missing.length === 0
    ? { id: 'consent', state: 'ok', title, detail: t(`Les ${needed.length} autorisations nécessaires sont accordées.`, `All ${needed.length} permissions needed are granted.`), remedy: null }
    : { id: 'consent', state: 'failure', title, detail: t(`Manque : ${missing.join(', ')}.`, `Missing: ${missing.join(', ')}.`), remedy: t('L’administration d’Entra ID accorde le consentement : Applications d’entreprise > Gouverne > Autorisations > Accorder.', 'The Entra ID administrator grants consent: Enterprise applications > Gouverne > Permissions > Grant.') };
}

async function catalogue(vitals: Vitals): Promise<Check> {
  const title = t('Catalogue d’applications', 'App catalogue');
  const seen = await attempt(() => vitals.catalogApp());
  if (!seen.ok) return failed('catalogue', title, seen.error);
  return seen.value === null
    ? { id: 'catalogue', state: 'failure', title, detail: t('Gouverne n’est pas dans le catalogue de l’organisation.', 'Gouverne is not in the organization’s catalogue.'), remedy: t('L’administration de Teams téléverse appPackage/build/gouverne.zip (npm run package).', 'The Teams administrator uploads appPackage/build/gouverne.zip (npm run package).') }
    : { id: 'catalogue', state: 'ok', title, detail: t('Gouverne est publié dans le catalogue.', 'Gouverne is published in the catalogue.'), remedy: null };
}

async function clockCheck(vitals: Vitals): Promise<Check> {
  const title = t('Horloge', 'Clock');
  const seen = await attempt(() => vitals.skewMs());
  if (!seen.ok) return failed('clock', title, seen.error);
  const off = Math.abs(seen.value);
  const seconds = Math.round(off / 1000);
  const state: CheckState = off > SKEW_FAIL_MS ? 'failure' : off > SKEW_WARN_MS ? 'warning' : 'ok';
  return state === 'ok'
    ? { id: 'clock', state, title, detail: t('À l’heure de Microsoft 365.', 'On Microsoft 365’s time.'), remedy: null }
    : { id: 'clock', state, title, detail: t(`L’horloge du serveur s’écarte de ${seconds} s de celle de Microsoft 365.`, `The server’s clock is ${seconds} s away from Microsoft 365’s.`), remedy: t('Synchroniser l’horloge du serveur (NTP) : au-delà de 5 min, les jetons sont refusés.', 'Synchronize the server’s clock (NTP): beyond 5 min, tokens are refused.') };
}

async function bot(vitals: Vitals): Promise<Check> {
  const title = t('Agent conversationnel', 'Bot');
  const seen = await attempt(() => vitals.bot());
  if (!seen.ok) return failed('bot', title, seen.error);
  if (seen.value === null) return { id: 'bot', state: 'warning', title, detail: t('Aucun agent n’est configuré : pas de mot de bienvenue ni de rappels.', 'No bot is configured: no welcome message and no reminders.'), remedy: t('Renseigner MICROSOFT_APP_ID et ses identifiants.', 'Set MICROSOFT_APP_ID and its credentials.') };
  return { id: 'bot', state: seen.value.ok ? 'ok' : 'failure', title, detail: seen.value.detail, remedy: seen.value.remedy };
}

async function outlook(vitals: Vitals): Promise<Check> {
  const title = t('Agendas Outlook', 'Outlook calendars');
  const seen = await attempt(() => vitals.outlook());
  if (!seen.ok) return failed('outlook', title, seen.error);
  const { organizers, watched, unsettled } = seen.value;
  if (unsettled > 0) return { id: 'outlook', state: 'failure', title, detail: t(`${unsettled} séance(s) à venir ne sont pas à jour dans Outlook.`, `${unsettled} meeting(s) to come are not up to date in Outlook.`), remedy: t('La page de chaque séance dit pourquoi; le plus souvent, Calendars.ReadWrite n’est pas accordée ou le secrétariat est vacant.', 'Each meeting’s page says why; most often, Calendars.ReadWrite is not granted or the secretariat is vacant.') };
  return watched < organizers
    ? { id: 'outlook', state: 'warning', title, detail: t(`${watched} des ${organizers} agendas annoncent leurs changements.`, `${watched} of ${organizers} calendars tell of their changes.`), remedy: t('Vérifier que {BASE_URL}/api/graph/notifications est joignable d’Internet; sinon les changements faits dans Outlook arrivent une fois par jour.', 'Check that {BASE_URL}/api/graph/notifications can be reached from the Internet; otherwise changes made in Outlook arrive once a day.') }
    : { id: 'outlook', state: 'ok', title, detail: organizers === 0 ? t('Aucune séance à venir n’est dans Outlook.', 'No meeting to come is in Outlook.') : t(`Les ${organizers} agendas qui organisent des séances annoncent leurs changements.`, `All ${organizers} calendars that organize meetings tell of their changes.`), remedy: null };
}

async function planner(vitals: Vitals): Promise<Check> {
  const title = t('Plans Planner', 'Planner plans');
  const seen = await attempt(() => vitals.planner());
  if (!seen.ok) return failed('planner', title, seen.error);
  if (seen.value === null) return { id: 'planner', state: 'ok', title, detail: t('Les actions ne sont pas tenues dans Planner (PLANNER=off).', 'Actions are not kept in Planner (PLANNER=off).'), remedy: null };
  const { plans, stuck, refused } = seen.value;
  if (stuck.length > 0) {
    return {
      id: 'planner', state: 'failure', title, detail: t(`${stuck.length} plan(s) ne sont pas à jour dans Planner.`, `${stuck.length} plan(s) are not up to date in Planner.`),
      remedy: stuck.includes('restricted') ? t('Une instance est devenue restreinte, et toute son équipe voit encore son plan : le supprimer dans Planner, ou lui donner une équipe à elle.', 'A committee became restricted while its whole team still sees its plan: delete it in Planner, or give the committee a team of its own.')
        : stuck.includes('forbidden') ? t('L’administration d’Entra ID accorde Tasks.ReadWrite.All à Gouverne, ou PLANNER=off.', 'The Entra ID administrator grants Gouverne Tasks.ReadWrite.All, or PLANNER=off.')
        : t('Planner ne répond pas ou refuse; le journal du serveur (« planner ») dit pourquoi. Nouvel essai à chaque cycle.', 'Planner does not answer or refuses; the server log (“planner”) says why. Tried again at each cycle.'),
    };
  }
  return refused > 0
    ? { id: 'planner', state: 'warning', title, detail: t(`${refused} tâche(s) attendent dans Planner.`, `${refused} task(s) are waiting in Planner.`), remedy: t('Leur responsable n’est pas encore membre de l’équipe, ou le plan est plein. Nouvel essai toutes les demi-heures.', 'Their owner is not a member of the team yet, or the plan is full. Tried again every half hour.') }
    : { id: 'planner', state: 'ok', title, detail: plans === 0 ? t('Aucune action n’est encore dans Planner.', 'No action is in Planner yet.') : t(`Les ${plans} plans sont à jour.`, `All ${plans} plans are up to date.`), remedy: null };
}
