// Provisioning in sentences, French and English: what a step does, what stands in its way, why it failed and what to do, and what
// somebody changed by hand. The same words serve the tab, the command line and the journal.

import type { Text } from '../../shared/language.ts';
import { typeset } from '../../shared/words.ts';
import type { CharterField } from './domain/charter-changes.ts';
import type { AdoptRefusal, Drift, DriftKind } from './domain/drift.ts';
import type { TeamRole } from './domain/found.ts';
import type { Obstacle, Step } from './domain/step.ts';
import type { StepReason } from './ports.ts';

const t = (fr: string, en: string): Text => ({ fr: typeset(fr), en });
const many = (n: number, one: Text, more: Text): Text => ({ fr: n < 2 ? one.fr : more.fr, en: n === 1 ? one.en : more.en });

/** What the step does: « Créer le canal privé ». */
export function actOf(step: Step): Text {
  switch (step.do) {
    case 'create-team': return t('Créer l’équipe', 'Create the team');
    case 'rename-team': return t('Renommer l’équipe', 'Rename the team');
    case 'unarchive-team': return t('Rouvrir l’équipe archivée', 'Reopen the archived team');
    case 'archive-team': return t('Archiver l’équipe', 'Archive the team');
    case 'install-app': return t('Installer Gouverne dans l’équipe', 'Install Gouverne in the team');
    case 'add-members': return many(step.people.length, t('Ajouter 1 personne à l’équipe', 'Add 1 person to the team'), t(`Ajouter ${step.people.length} personnes à l’équipe`, `Add ${step.people.length} people to the team`));
    case 'set-role': return t('Changer le rôle dans l’équipe', 'Change the role in the team');
    case 'remove-member': return t('Retirer de l’équipe', 'Remove from the team');
    case 'create-channel': return step.people.length === 0
      ? t('Créer le canal', 'Create the channel')
      : many(step.people.length, t('Créer le canal privé, avec 1 personne', 'Create the private channel, with 1 person'), t(`Créer le canal privé, avec ${step.people.length} personnes`, `Create the private channel, with ${step.people.length} people`));
    case 'rename-channel': return t('Renommer le canal', 'Rename the channel');
    case 'unarchive-channel': return t('Rouvrir le canal archivé', 'Reopen the archived channel');
    case 'archive-channel': return t('Archiver le canal', 'Archive the channel');
    case 'add-channel-member': return t('Ajouter au canal privé', 'Add to the private channel');
    case 'set-channel-role': return t('Changer le rôle dans le canal privé', 'Change the role in the private channel');
    case 'remove-channel-member': return t('Retirer du canal privé', 'Remove from the private channel');
    case 'add-tab': return t('Ajouter l’onglet Gouverne', 'Add the Gouverne tab');
    case 'update-tab': return t('Remettre l’onglet Gouverne à jour', 'Update the Gouverne tab');
    case 'welcome': return t('Publier le mot de bienvenue de l’agent conversationnel', 'Post the bot’s welcome message');
    default: return step satisfies never;
  }
}

/** Parts of a committee's record, as a plan names what a new charter changes. */
export const fieldWord: Readonly<Record<CharterField, Text>> = {
  acronym: t('acronyme', 'acronym'), name: t('nom', 'name'), level: t('palier', 'level'), nature: t('nature', 'nature'), mandate: t('mandat', 'mandate'),
  parent: t('instance de palier supérieur', 'parent committee'), advises: t('instances conseillées', 'committees advised'), reportsTo: t('reddition de comptes', 'accountability'),
  territory: t('territoire', 'territory'), institution: t('établissement', 'institution'), organisations: t('organisations', 'organizations'), represents: t('groupes représentés', 'groups represented'),
  zone: t('fuseau horaire', 'time zone'), cadence: t('fréquence', 'frequency'), quorum: t('quorum', 'quorum'), confidentiality: t('confidentialité', 'confidentiality'), record: t('type de trace', 'kind of record'),
  seats: t('sièges', 'seats'), workspace: t('espace Teams', 'Teams workspace'),
};

export const roleWord: Readonly<Record<TeamRole, Text>> = {
  owner: t('propriétaire', 'owner'),
  member: t('membre', 'member'),
  guest: t('personne invitée', 'guest'),
};

/** Why a permission is needed, one line each. */
export const permissionReason: Readonly<Record<string, Text>> = {
  'Team.Create': t('Créer les équipes des instances', 'Create the committees’ teams'),
  'TeamSettings.ReadWrite.All': t('Renommer, archiver et rouvrir une équipe', 'Rename, archive and reopen a team'),
  'TeamsAppInstallation.ReadWriteSelfForTeam.All': t('Installer Gouverne, et lui seul, dans les équipes', 'Install Gouverne, and nothing else, in the teams'),
  'TeamMember.ReadWrite.All': t('Ajouter et retirer les membres des équipes selon les sièges', 'Add and remove team members according to the seats'),
  'Channel.Create': t('Créer les canaux des instances', 'Create the committees’ channels'),
  'ChannelSettings.ReadWrite.All': t('Renommer, archiver et rouvrir un canal', 'Rename, archive and reopen a channel'),
  'ChannelMember.ReadWrite.All': t('Ajouter et retirer les membres des canaux privés', 'Add and remove private channel members'),
  'TeamsTab.ReadWriteSelfForTeam.All': t('Ajouter l’onglet Gouverne, et lui seul, aux canaux', 'Add the Gouverne tab, and nothing else, to the channels'),
  'Team.ReadBasic.All': t('Lire le nom et l’état des équipes', 'Read the name and state of teams'),
  'Channel.ReadBasic.All': t('Lire le nom des canaux', 'Read the names of channels'),
  'GroupMember.Read.All': t('Retrouver les équipes de Gouverne', 'Find Gouverne’s teams'),
  'User.Read.All': t('Retrouver les comptes des personnes de la charte', 'Find the accounts of the charter’s people'),
  'AppCatalog.Read.All': t('Trouver Gouverne dans le catalogue d’applications', 'Find Gouverne in the app catalogue'),
};

/** What stands in the way, and who must do what. `name` gives the title of a person, or the name of a committee. */
export function obstacleSentence(o: Obstacle, nameOf: (id: string) => Text): { readonly what: Text; readonly remedy: Text } {
  switch (o.is) {
    case 'unknown-account': {
      const who = nameOf(o.person);
      return {
        what: t(`« ${who.fr} » n’a pas de compte dans l’annuaire de l’organisation.`, `“${who.en ?? who.fr}” has no account in the organization’s directory.`),
        remedy: t('L’administration de Microsoft 365 crée le compte, ou la coordination corrige le courriel dans la charte. Le reste se fait sans attendre.', 'The Microsoft 365 administrator creates the account, or the coordinator corrects the e-mail in the charter. The rest goes ahead.'),
      };
    }
    case 'disabled-account': {
      const who = nameOf(o.person);
      return {
        what: t(`Le compte de « ${who.fr} » est désactivé.`, `The account of “${who.en ?? who.fr}” is disabled.`),
        remedy: t('Si la personne a quitté ses fonctions, la coordination nomme quelqu’un d’autre au siège; sinon l’administration réactive le compte.', 'If the person has left, the coordinator appoints someone else to the seat; otherwise the administrator enables the account.'),
      };
    }
    case 'no-owner-account': return {
      what: t('Aucune personne de la présidence ou du secrétariat n’a de compte : Teams refuse un espace sans propriétaire.', 'Nobody from the chair or the secretariat has an account: Teams refuses a space without an owner.'),
      remedy: t('Nommer à la présidence ou au secrétariat une personne qui a un compte, puis relancer.', 'Appoint someone with an account as chair or secretary, then run again.'),
    };
    case 'stranger-with-the-name': return {
      what: t(`Une équipe « ${o.name} » existe déjà et n’a pas été créée par Gouverne.`, `A team “${o.name}” already exists and was not created by Gouverne.`),
      remedy: t('Renommer cette équipe dans Teams, ou donner un autre nom dans la charte. Gouverne n’y touche pas.', 'Rename that team in Teams, or give another name in the charter. Gouverne does not touch it.'),
    };
    case 'app-not-in-catalogue': return {
      what: t('Gouverne n’est pas dans le catalogue d’applications de l’organisation : ni onglet ni agent conversationnel.', 'Gouverne is not in the organization’s app catalogue: no tab and no bot.'),
      remedy: t('L’administration de Teams téléverse le paquet appPackage/build/gouverne.zip (Centre d’administration Teams > Gérer les applications), puis relancer.', 'The Teams administrator uploads the package appPackage/build/gouverne.zip (Teams admin center > Manage apps), then run again.'),
    };
    case 'channel-of-another-kind': return {
      what: t(`Le canal « ${o.name} » est ${kindWord[o.found]?.fr ?? o.found}; la charte le veut ${kindWord[o.wanted]?.fr ?? o.wanted}. Teams ne change jamais le type d’un canal.`, `The channel “${o.name}” is ${kindWord[o.found]?.en ?? o.found}; the charter wants it ${kindWord[o.wanted]?.en ?? o.wanted}. Teams never changes a channel’s type.`),
      remedy: t('Renommer ou archiver ce canal dans Teams, puis relancer : un nouveau sera créé.', 'Rename or archive that channel in Teams, then run again: a new one will be created.'),
    };
    case 'last-owner': return {
      what: t(`« ${o.name} » est la dernière personne propriétaire et ne peut pas être retirée sans remplacement.`, `“${o.name}” is the last owner and cannot be removed without a replacement.`),
      remedy: t('Nommer d’abord une présidence ou un secrétariat qui a un compte.', 'First appoint a chair or secretary who has an account.'),
    };
    case 'permission-missing': return {
      what: many(o.steps, t(`L’autorisation ${o.permission} n’a pas reçu le consentement de l’organisation : 1 étape attend.`, `The permission ${o.permission} has not been consented to: 1 step is waiting.`), t(`L’autorisation ${o.permission} n’a pas reçu le consentement de l’organisation : ${o.steps} étapes attendent.`, `The permission ${o.permission} has not been consented to: ${o.steps} steps are waiting.`)),
      remedy: t('L’administration d’Entra ID accorde le consentement (Applications d’entreprise > Gouverne > Autorisations), puis relancer. Rien n’est fait à moitié.', 'The Entra ID administrator grants consent (Enterprise applications > Gouverne > Permissions), then run again. Nothing is left half done.'),
    };
    default: return o satisfies never;
  }
}

const kindWord: Readonly<Record<string, { fr: string; en: string }>> = { standard: { fr: 'standard', en: 'standard' }, private: { fr: 'privé', en: 'private' }, shared: { fr: 'partagé', en: 'shared' } };

/** Why a step is not done, and what to do. */
/** `gaveUp`: Gouverne no longer tries by itself, somebody must resume. */
export function reasonSentence(reason: StepReason, gaveUp: boolean): { readonly why: Text; readonly remedy: Text } {
  const resume = t('Reprendre dans quelques minutes : Gouverne regarde d’abord ce qui existe, puis ne fait que ce qui manque.', 'Resume in a few minutes: Gouverne first looks at what exists, then does only what is missing.');
  const said = reason.code === '' ? '' : ` (${reason.code})`;
  switch (reason.kind) {
    case 'lost': return { why: t('La réponse de Microsoft 365 s’est perdue : l’étape est peut-être faite.', 'Microsoft 365’s answer was lost: the step may be done.'), remedy: gaveUp ? resume : t('Gouverne vérifie avant de recommencer. Rien à faire.', 'Gouverne checks before trying again. Nothing to do.') };
    case 'throttled': return { why: t('Microsoft 365 demande de patienter.', 'Microsoft 365 asks us to wait.'), remedy: gaveUp ? resume : t('Gouverne réessaie de lui-même. Rien à faire.', 'Gouverne tries again by itself. Nothing to do.') };
    case 'unavailable': return { why: t('Microsoft 365 ne répond pas.', 'Microsoft 365 does not answer.'), remedy: gaveUp ? resume : t('Gouverne réessaie de lui-même; si cela dure, consulter l’état du service.', 'Gouverne tries again by itself; if it lasts, check the service health.') };
    case 'unauthenticated': return { why: t(`L’identité de Gouverne est refusée${said}.`, `Gouverne’s identity was refused${said}.`), remedy: t('L’administration vérifie le secret ou le certificat et l’horloge du serveur : voir le diagnostic.', 'The administrator checks the secret or certificate and the server’s clock: see the diagnostic.') };
    case 'forbidden': return { why: t(`Microsoft 365 refuse : une autorisation manque${said}.`, `Microsoft 365 refuses: a permission is missing${said}.`), remedy: t('L’administration d’Entra ID accorde le consentement demandé par le plan, puis relancer.', 'The Entra ID administrator grants the consent named in the plan, then run again.') };
    case 'not-found': return { why: t(`Ce sur quoi porte l’étape n’a pas été trouvé${said}.`, `What the step acts on was not found${said}.`), remedy: t('Relancer : Gouverne relit l’espace et repart de ce qui existe.', 'Run again: Gouverne reads the workspace anew and starts from what is there.') };
    case 'conflict': return { why: t(`Une chose du même nom existe déjà${said}.`, `Something of that name already exists${said}.`), remedy: t('Le nom d’un canal supprimé reste réservé 30 jours : le restaurer dans Teams, ou donner un autre nom.', 'The name of a deleted channel stays reserved for 30 days: restore it in Teams, or give another name.') };
    case 'refused': return { why: t(`Microsoft 365 refuse la demande${said} : ${reason.message}`, `Microsoft 365 refuses the request${said}: ${reason.message}`), remedy: t('Corriger ce que dit le message, puis relancer. Sinon, transmettre ce message à l’administration.', 'Correct what the message says, then run again. Otherwise pass this message on to the administrator.') };
    case 'waiting': return { why: t('Teams n’a pas encore annoncé l’installation à l’agent conversationnel.', 'Teams has not yet told the bot that it is installed.'), remedy: gaveUp ? t('Vérifier l’adresse de l’agent (voir le diagnostic), puis reprendre.', 'Check the bot’s address (see the diagnostic), then resume.') : t('Cela vient d’ordinaire en quelques secondes. Rien à faire.', 'It usually takes a few seconds. Nothing to do.') };
    case 'failed-creation': return { why: t(`Microsoft 365 n’a pas pu créer l’équipe : ${reason.message}`, `Microsoft 365 could not create the team: ${reason.message}`), remedy: gaveUp ? resume : t('Gouverne réessaie; si cela se répète, consulter l’état du service.', 'Gouverne tries again; if it repeats, check the service health.') };
    case 'blocked': return { why: t('Cette étape attend une autre, qui a échoué.', 'This step waits for another one, which failed.'), remedy: t('Régler l’étape en échec, puis relancer.', 'Settle the failed step, then run again.') };
    default: return reason.kind satisfies never;
  }
}

/** What somebody changed by hand, as a title. */
export const driftTitle: Readonly<Record<DriftKind, Text>> = {
  'team-renamed': t('Équipe renommée', 'Team renamed'),
  'team-archived': t('Équipe archivée', 'Team archived'),
  'team-removed': t('Équipe supprimée', 'Team deleted'),
  'app-removed': t('Gouverne désinstallé de l’équipe', 'Gouverne uninstalled from the team'),
  'channel-renamed': t('Canal renommé', 'Channel renamed'),
  'channel-archived': t('Canal archivé', 'Channel archived'),
  'channel-removed': t('Canal supprimé', 'Channel deleted'),
  'tab-removed': t('Onglet Gouverne retiré', 'Gouverne tab removed'),
  'tab-renamed': t('Onglet Gouverne renommé', 'Gouverne tab renamed'),
  'member-added': t('Personne ajoutée', 'Person added'),
  'member-removed': t('Personne retirée', 'Person removed'),
  'role-changed': t('Rôle changé', 'Role changed'),
};

/** What the charter expects and what stands, in words; `who` is the person concerned. */
export function driftFacts(drift: Drift, who: Text, names: { readonly team: string; readonly channel: string | null }): { readonly expected: Text; readonly found: Text } {
  const { step } = drift;
  const person = { fr: who.fr, en: who.en ?? who.fr };
  const role = (r: TeamRole) => roleWord[r];
  switch (drift.kind) {
    case 'team-renamed': case 'channel-renamed': case 'tab-renamed':
      return 'from' in step && 'to' in step ? { expected: t(step.to, step.to), found: t(step.from, step.from) } : { expected: t('', ''), found: t('', '') };
    case 'team-archived': case 'channel-archived': return { expected: t('ouvert', 'open'), found: t('archivé', 'archived') };
    case 'team-removed': return { expected: t(names.team, names.team), found: t('n’existe plus', 'no longer exists') };
    case 'channel-removed': return { expected: t(names.channel ?? '', names.channel ?? ''), found: t('n’existe plus', 'no longer exists') };
    case 'app-removed': return { expected: t('installé', 'installed'), found: t('absent', 'absent') };
    case 'tab-removed': return { expected: t('onglet Gouverne', 'Gouverne tab'), found: t('aucun onglet', 'no tab') };
    case 'member-added': return { expected: t('aucun siège', 'no seat'), found: t(person.fr, person.en) };
    case 'member-removed': return { expected: t(person.fr, person.en), found: t('absente de l’espace', 'not in the workspace') };
    case 'role-changed': {
      if (step.do !== 'set-role' && step.do !== 'set-channel-role') return { expected: t('', ''), found: t('', '') };
      const [to, from] = [role(step.to), role(step.from)];
      return { expected: t(`${person.fr} : ${to.fr}`, `${person.en}: ${to.en}`), found: t(`${person.fr} : ${from.fr}`, `${person.en}: ${from.en}`) };
    }
    default: return drift.kind satisfies never;
  }
}

export function driftEffects(drift: Drift, who: Text): { readonly adopt: Text; readonly restore: Text } {
  const person = { fr: who.fr, en: who.en ?? who.fr };
  const { step } = drift;
  switch (drift.kind) {
    case 'team-renamed': case 'channel-renamed': return { adopt: t('Le nouveau nom devient celui de la charte.', 'The new name becomes the charter’s.'), restore: 'to' in step ? t(`Le nom redevient « ${step.to} ».`, `The name becomes “${step.to}” again.`) : t('Le nom est rétabli.', 'The name is restored.') };
    case 'tab-renamed': return { adopt: t('', ''), restore: t('L’onglet reprend son nom.', 'The tab gets its name back.') };
    case 'tab-removed': return { adopt: t('Le canal reste sans onglet Gouverne.', 'The channel stays without the Gouverne tab.'), restore: t('L’onglet est remis dans le canal.', 'The tab is put back in the channel.') };
    case 'member-added': return { adopt: t(`${person.fr} garde l’accès, sans siège.`, `${person.en} keeps access, without a seat.`), restore: t(`${person.fr} perd l’accès.`, `${person.en} loses access.`) };
    case 'member-removed': return { adopt: t(`${person.fr} garde son siège, sans accès à l’espace Teams.`, `${person.en} keeps the seat, without access to the Teams workspace.`), restore: t(`${person.fr} retrouve l’accès.`, `${person.en} gets access back.`) };
    case 'role-changed': return { adopt: t('Le nouveau rôle est gardé.', 'The new role is kept.'), restore: t('Le rôle prévu par le siège est rétabli.', 'The role that the seat gives is restored.') };
    case 'team-archived': case 'channel-archived': return { adopt: t('', ''), restore: t('L’espace est rouvert.', 'The workspace is reopened.') };
    case 'team-removed': return { adopt: t('', ''), restore: t('Une nouvelle équipe est créée; les conversations supprimées ne reviennent pas.', 'A new team is created; deleted conversations do not come back.') };
    case 'channel-removed': return { adopt: t('', ''), restore: t('Un nouveau canal est créé; les conversations supprimées ne reviennent pas.', 'A new channel is created; deleted conversations do not come back.') };
    case 'app-removed': return { adopt: t('', ''), restore: t('Gouverne est réinstallé.', 'Gouverne is installed again.') };
    default: return drift.kind satisfies never;
  }
}

export function adoptRefusal(refusal: AdoptRefusal): Text {
  switch (refusal.why) {
    case 'a-committee-needs-it':
      return refusal.kind === 'tab-renamed'
        ? t('Le nom de l’onglet est le même partout, pour qu’on le reconnaisse.', 'The tab has the same name everywhere, so that people recognize it.')
        : t('L’instance ne peut pas travailler ainsi. Pour s’en défaire, retirez-la de la charte.', 'The committee cannot work that way. To be rid of it, remove it from the charter.');
    default: return refusal.why satisfies never;
  }
}
