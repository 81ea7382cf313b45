// Permissions of each operation, from the "Permissions" section of its v1.0 reference page, least privileged first.
// Group.ReadWrite.All and Directory.ReadWrite.All are deprecated on the Teams pages, but still taken.

import type { Permissions } from './operation.ts';

const G = ['Group.ReadWrite.All', 'Directory.ReadWrite.All'];
const GR = ['Group.Read.All', 'Group.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'];
const teams = (app: readonly string[] | undefined, delegated: readonly string[] | undefined, rsc: readonly string[] = []): Permissions => ({ app, delegated, rsc, refusal: 'teams' });
const directory = (app: readonly string[] | undefined, delegated: readonly string[] | undefined = app): Permissions => ({ app, delegated, refusal: 'directory' });
const outlook = (app: readonly string[] | undefined, delegated: readonly string[] | undefined): Permissions => ({ app, delegated, refusal: 'outlook' });
/** The same names for both kinds of token. */
const both = (names: readonly string[], rsc: readonly string[] = []): Permissions => teams(names, names, rsc);

export const PERMISSIONS = {
  createTeam: teams(['Team.Create', 'Teamwork.Migrate.All', ...G], ['Team.Create', ...G]),
  teamify: both(G),
  readTeam: both(['Team.ReadBasic.All', 'TeamSettings.Read.All', 'TeamSettings.ReadWrite.All', ...GR], ['TeamSettings.Read.Group', 'TeamSettings.ReadWrite.Group']),
  changeTeam: both(['TeamSettings.ReadWrite.All', ...G], ['TeamSettings.ReadWrite.Group', 'TeamSettings.Edit.Group']),
  readOperation: both(['Team.Create', 'TeamSettings.Read.All', 'TeamSettings.ReadWrite.All', 'Channel.Create', 'Channel.Delete.All', 'TeamMember.Read.All', 'TeamMember.ReadWrite.All', ...GR], ['TeamSettings.Read.Group', 'Channel.Create.Group']),
  joinedTeams: both(['Team.ReadBasic.All', 'TeamSettings.Read.All', 'TeamSettings.ReadWrite.All', 'User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All']),
  readGrants: both(['ResourceSpecificPermissionGrant.ReadForTeam.All', ...GR], ['TeamsAppInstallation.Read.Group']),

  createChannel: teams(['Channel.Create', 'Teamwork.Migrate.All', ...G], ['Channel.Create', ...G], ['Channel.Create.Group']),
  readChannel: both(['Channel.ReadBasic.All', 'ChannelSettings.Read.All', 'ChannelSettings.ReadWrite.All', ...GR], ['ChannelSettings.Read.Group', 'ChannelSettings.ReadWrite.Group']),
  changeChannel: both(['ChannelSettings.ReadWrite.All', ...G], ['ChannelSettings.ReadWrite.Group']),
  deleteChannel: both(['Channel.Delete.All', ...G], ['Channel.Delete.Group']),

  readMembers: both(['TeamMember.Read.All', 'TeamMember.ReadWrite.All'], ['TeamMember.Read.Group']),
  addMember: both(['TeamMember.ReadWrite.All', 'TeamMember.ReadWriteNonOwnerRole.All']),
  changeMember: both(['TeamMember.ReadWrite.All']),
  readChannelMembers: both(['ChannelMember.Read.All', 'ChannelMember.ReadWrite.All'], ['ChannelMember.Read.Group']),
  writeChannelMembers: both(['ChannelMember.ReadWrite.All']),

  readCatalog: teams(['AppCatalog.Read.All', 'AppCatalog.ReadWrite.All'], ['AppCatalog.Read.All', 'AppCatalog.Submit', 'AppCatalog.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All']),
  /** Application permissions are not supported for publishing. */
  publish: teams(undefined, ['AppCatalog.Submit', 'AppCatalog.ReadWrite.All', 'Directory.ReadWrite.All']),
  unpublish: teams(undefined, ['AppCatalog.ReadWrite.All', 'Directory.ReadWrite.All']),

  readTeamApps: teams(
    ['TeamsAppInstallation.ReadForTeam.All', 'TeamsAppInstallation.Read.All', 'TeamsAppInstallation.ManageSelectedForTeam.All', 'TeamsAppInstallation.ReadWriteSelfForTeam.All', 'TeamsAppInstallation.ReadWriteForTeam.All', 'TeamsAppInstallation.ReadWriteAndConsentSelfForTeam.All', 'TeamsAppInstallation.ReadWriteAndConsentForTeam.All', ...GR],
    ['TeamsAppInstallation.ReadForTeam', 'TeamsAppInstallation.ReadWriteSelfForTeam', 'TeamsAppInstallation.ReadWriteForTeam', 'TeamsAppInstallation.ReadWriteAndConsentForTeam', ...GR],
    ['TeamsAppInstallation.Read.Group'],
  ),
  installInTeam: teams(
    ['TeamsAppInstallation.ReadWriteSelfForTeam.All', 'TeamsAppInstallation.ManageSelectedForTeam.All', 'TeamsAppInstallation.ReadWriteForTeam.All', 'TeamsAppInstallation.ReadWriteAndConsentSelfForTeam.All', 'TeamsAppInstallation.ReadWriteAndConsentForTeam.All', ...G],
    ['TeamsAppInstallation.ReadWriteSelfForTeam', 'TeamsAppInstallation.ReadWriteForTeam', 'TeamsAppInstallation.ReadWriteAndConsentSelfForTeam', 'TeamsAppInstallation.ReadWriteAndConsentForTeam', ...G],
  ),
  uninstallFromTeam: teams(
    ['TeamsAppInstallation.ReadWriteSelfForTeam.All', 'TeamsAppInstallation.ReadWriteForTeam.All', 'TeamsAppInstallation.ReadWriteAndConsentSelfForTeam.All', 'TeamsAppInstallation.ReadWriteAndConsentForTeam.All', ...G],
    ['TeamsAppInstallation.ReadWriteSelfForTeam', 'TeamsAppInstallation.ReadWriteForTeam', ...G],
  ),
  readUserApps: teams(
    ['TeamsAppInstallation.ReadForUser.All', 'TeamsAppInstallation.Read.All', 'TeamsAppInstallation.ReadWriteSelfForUser.All', 'TeamsAppInstallation.ReadWriteForUser.All', 'TeamsAppInstallation.ReadWriteAndConsentForUser.All'],
    ['TeamsAppInstallation.ReadForUser', 'TeamsAppInstallation.ReadWriteSelfForUser', 'TeamsAppInstallation.ReadWriteForUser'],
  ),
  installForUser: teams(
    ['TeamsAppInstallation.ReadWriteSelfForUser.All', 'TeamsAppInstallation.ReadWriteForUser.All', 'TeamsAppInstallation.ReadWriteAndConsentSelfForUser.All', 'TeamsAppInstallation.ReadWriteAndConsentForUser.All'],
    ['TeamsAppInstallation.ReadWriteSelfForUser', 'TeamsAppInstallation.ReadWriteForUser', 'TeamsAppInstallation.ReadWriteAndConsentForUser'],
  ),
  /** …WhereInstalled: the chats in which the calling application's own app is installed. */
  readChat: teams(['Chat.Read.WhereInstalled', 'Chat.ReadWrite.WhereInstalled', 'Chat.Read.All', 'Chat.ReadWrite.All'], ['Chat.Read', 'Chat.ReadWrite'], ['ChatMessage.Read.Chat']),

  readTabs: teams(['TeamsTab.Read.All', 'TeamsTab.ReadWriteSelfForTeam.All', 'TeamsTab.ReadWriteForTeam.All', 'TeamsTab.ReadWrite.All', ...GR], ['TeamsTab.Read.All', 'TeamsTab.ReadWriteSelfForTeam', 'TeamsTab.ReadWriteForTeam', 'TeamsTab.ReadWrite.All', ...GR], ['TeamsTab.Read.Group', 'TeamsTab.ReadWrite.Group']),
  createTab: teams(['TeamsTab.Create', 'TeamsTab.ReadWriteSelfForTeam.All', 'TeamsTab.ReadWriteForTeam.All', 'TeamsTab.ReadWrite.All', ...G], ['TeamsTab.Create', 'TeamsTab.ReadWriteSelfForTeam', 'TeamsTab.ReadWriteForTeam', 'TeamsTab.ReadWrite.All', ...G], ['TeamsTab.Create.Group', 'TeamsTab.ReadWrite.Group']),
  changeTab: teams(['TeamsTab.ReadWriteSelfForTeam.All', 'TeamsTab.ReadWriteForTeam.All', 'TeamsTab.ReadWrite.All', ...G], ['TeamsTab.ReadWriteSelfForTeam', 'TeamsTab.ReadWriteForTeam', 'TeamsTab.ReadWrite.All', ...G], ['TeamsTab.ReadWrite.Group']),
  deleteTab: teams(['TeamsTab.ReadWriteSelfForTeam.All', 'TeamsTab.ReadWriteForTeam.All', 'TeamsTab.ReadWrite.All', ...G], ['TeamsTab.ReadWriteSelfForTeam', 'TeamsTab.ReadWriteForTeam', 'TeamsTab.ReadWrite.All', ...G], ['TeamsTab.Delete.Group', 'TeamsTab.ReadWrite.Group']),

  readFilesFolder: { ...both(['Files.Read.All', 'Files.ReadWrite.All', 'Sites.Read.All', 'Sites.ReadWrite.All', ...GR]) },
  readFiles: { app: ['Files.Read.All', 'Files.ReadWrite.All', 'Sites.Read.All', 'Sites.ReadWrite.All'], delegated: ['Files.Read', 'Files.ReadWrite', 'Files.Read.All', 'Files.ReadWrite.All', 'Sites.Read.All', 'Sites.ReadWrite.All'], refusal: 'files' },
  writeFiles: { app: ['Files.ReadWrite.All', 'Sites.ReadWrite.All'], delegated: ['Files.ReadWrite', 'Files.ReadWrite.All', 'Sites.ReadWrite.All'], refusal: 'files' },

  readUser: directory(['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'], ['User.Read', 'User.ReadWrite', 'User.ReadBasic.All', 'User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All']),
  listUsers: directory(['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'], ['User.ReadBasic.All', 'User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All']),
  deltaUsers: directory(['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'], ['User.Read', 'User.ReadWrite', 'User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All']),
  memberOf: directory(['Directory.Read.All', 'GroupMember.Read.All', 'Directory.ReadWrite.All'], ['User.Read', 'GroupMember.Read.All', 'Directory.Read.All', 'Directory.ReadWrite.All']),
  readGroup: directory(['GroupMember.Read.All', ...GR]),
  createGroup: directory(['Group.Create', ...G], G),
  changeGroup: directory(G),
  deleteGroup: directory(['Group.ReadWrite.All']),
  readGroupMembers: directory(['GroupMember.Read.All', 'GroupMember.ReadWrite.All', ...GR]),
  writeGroupMembers: directory(['GroupMember.ReadWrite.All', ...G]),
  writeGroupOwners: directory(G),
  readDeleted: directory(GR),
  restoreGroup: directory(['Group.ReadWrite.All']),
  readOrganization: directory(['Organization.Read.All', 'Organization.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'], ['User.Read', 'Organization.Read.All', 'Organization.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All']),
  readDomains: directory(['Domain.Read.All', 'Domain.ReadWrite.All', 'Directory.Read.All']),
  readApplications: directory(['Application.Read.All', 'Application.ReadWrite.OwnedBy', 'Application.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'], ['Application.Read.All', 'Application.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All']),
  readEvents: outlook(['Calendars.ReadBasic.All', 'Calendars.ReadBasic', 'Calendars.Read', 'Calendars.ReadWrite'], ['Calendars.ReadBasic', 'Calendars.Read', 'Calendars.Read.Shared', 'Calendars.ReadWrite', 'Calendars.ReadWrite.Shared']),
  deltaEvents: outlook(['Calendars.ReadBasic.All', 'Calendars.ReadBasic', 'Calendars.Read', 'Calendars.ReadWrite'], ['Calendars.ReadBasic', 'Calendars.Read', 'Calendars.ReadWrite']),
  writeEvents: outlook(['Calendars.ReadWrite'], ['Calendars.ReadWrite', 'Calendars.ReadWrite.Shared']),
  getSchedule: outlook(['Calendars.ReadBasic', 'Calendars.Read', 'Calendars.ReadWrite'], ['Calendars.ReadBasic', 'Calendars.Read', 'Calendars.ReadWrite']),
  /** Of a group's calendar: Application is not supported. */
  readGroupEvents: outlook(undefined, ['Group.Read.All', 'Group.ReadWrite.All']),
  writeGroupEvents: outlook(undefined, ['Group.ReadWrite.All']),
  readMailboxSettings: outlook(['MailboxSettings.Read', 'MailboxSettings.ReadWrite'], ['MailboxSettings.Read', 'MailboxSettings.ReadWrite']),
  supportedTimeZones: outlook(['User.Read.All'], ['User.Read', 'User.Read.All']),
  readOnlineMeetings: { app: ['OnlineMeetings.Read.All', 'OnlineMeetings.ReadWrite.All'], delegated: ['OnlineMeetings.Read', 'OnlineMeetings.ReadWrite'], refusal: 'directory' },
  /** Group.* is for people only. */
  readPlanner: directory(['Tasks.Read.All', 'Tasks.ReadWrite.All'], ['Tasks.Read', 'Tasks.ReadWrite', 'Group.Read.All', 'Group.ReadWrite.All']),
  writePlanner: directory(['Tasks.ReadWrite.All'], ['Tasks.ReadWrite', 'Group.ReadWrite.All']),
  /** Judged by the resource subscribed to. */
  subscriptions: { app: [], delegated: [], refusal: 'directory' },
} as const satisfies Record<string, Permissions>;

/** Every application permission that this stand-in knows: the app roles of Graph's service principal. */
export const ALL_APP_ROLES: readonly string[] = [...new Set(Object.values(PERMISSIONS as Record<string, Permissions>).flatMap((p) => p.app ?? []))].toSorted();
