// How each resource looks in an answer, and which properties it has: what $select may name and what comes without asking.

import type { Shape } from './odata.ts';
import { iso, prefersUnknown, type Call } from './operation.ts';
import type { CatalogApp, Channel, Group, Installation, Membership, Operation as AsyncOperation, Tab, Team, User } from '../state.ts';

export type Json = Record<string, unknown>;

const USER_DEFAULT = ['businessPhones', 'displayName', 'givenName', 'jobTitle', 'mail', 'mobilePhone', 'officeLocation', 'preferredLanguage', 'surname', 'userPrincipalName', 'id'];
const USER_LISTS = ['businessPhones', 'imAddresses', 'otherMails', 'proxyAddresses', 'assignedLicenses', 'assignedPlans', 'provisionedPlans', 'identities'];
const USER_PLAIN = ['accountEnabled', 'ageGroup', 'city', 'companyName', 'consentProvidedForMinor', 'country', 'createdDateTime', 'creationType', 'deletedDateTime', 'department', 'employeeHireDate', 'employeeId', 'employeeType', 'externalUserState', 'faxNumber', 'lastPasswordChangeDateTime', 'legalAgeGroupClassification', 'mailNickname', 'onPremisesDistinguishedName', 'onPremisesDomainName', 'onPremisesImmutableId', 'onPremisesLastSyncDateTime', 'onPremisesSamAccountName', 'onPremisesSecurityIdentifier', 'onPremisesSyncEnabled', 'onPremisesUserPrincipalName', 'passwordPolicies', 'postalCode', 'preferredDataLocation', 'securityIdentifier', 'showInAddressList', 'signInSessionsValidFromDateTime', 'state', 'streetAddress', 'usageLocation', 'userType'];
export const USER: Shape = { type: 'user', properties: [...new Set([...USER_DEFAULT, ...USER_LISTS, ...USER_PLAIN])], navigation: ['manager', 'directReports', 'memberOf', 'transitiveMemberOf', 'joinedTeams', 'teamwork', 'drive', 'ownedObjects'] };

export function userJson(user: User, select: readonly string[] | undefined): Json {
  const known: Json = {
    id: user.id, displayName: user.displayName, givenName: user.givenName, surname: user.surname, userPrincipalName: user.userPrincipalName, mail: user.mail, jobTitle: user.jobTitle,
    preferredLanguage: user.preferredLanguage, userType: user.userType, accountEnabled: user.accountEnabled, createdDateTime: iso(user.createdAt), mailNickname: user.userPrincipalName.split('@')[0] ?? null,
    proxyAddresses: user.mail === null ? [] : [`SMTP:${user.mail}`], usageLocation: 'CA', securityIdentifier: null,
  };
  const names = select ?? USER_DEFAULT;
  return Object.fromEntries(names.filter((n) => USER.properties.includes(n)).map((n) => [n, n in known ? known[n] : USER_LISTS.includes(n) ? [] : null]));
}

const GROUP_LISTS = ['groupTypes', 'proxyAddresses', 'resourceBehaviorOptions', 'resourceProvisioningOptions', 'creationOptions', 'onPremisesProvisioningErrors', 'serviceProvisioningErrors', 'assignedLabels', 'infoCatalogs', 'assignedLicenses'];
const GROUP_DEFAULT = ['id', 'deletedDateTime', 'classification', 'createdDateTime', 'description', 'displayName', 'expirationDateTime', 'groupTypes', 'isAssignableToRole', 'mail', 'mailEnabled', 'mailNickname', 'membershipRule', 'membershipRuleProcessingState', 'onPremisesDomainName', 'onPremisesLastSyncDateTime', 'onPremisesNetBiosName', 'onPremisesSamAccountName', 'onPremisesSecurityIdentifier', 'onPremisesSyncEnabled', 'preferredDataLocation', 'preferredLanguage', 'proxyAddresses', 'renewedDateTime', 'resourceBehaviorOptions', 'resourceProvisioningOptions', 'securityEnabled', 'securityIdentifier', 'theme', 'uniqueName', 'visibility', 'onPremisesProvisioningErrors', 'serviceProvisioningErrors'];
export const GROUP: Shape = {
  type: 'group',
  properties: [...new Set([...GROUP_DEFAULT, ...GROUP_LISTS.filter((n) => n !== 'creationOptions'), 'allowExternalSenders', 'autoSubscribeNewMembers', 'hideFromAddressLists', 'hideFromOutlookClients', 'isArchived', 'isSubscribedByMail', 'unseenCount', 'hasMembersWithLicenseErrors', 'licenseProcessingState'])],
  navigation: ['members', 'owners', 'transitiveMembers', 'memberOf', 'team', 'drive', 'drives', 'sites'],
};

export function groupJson(group: Group, domain: string, select: readonly string[] | undefined): Json {
  const mail = `${group.mailNickname}@${domain}`;
  const known: Json = {
    id: group.id, deletedDateTime: group.deletedAt === null ? null : iso(group.deletedAt), createdDateTime: iso(group.createdAt), renewedDateTime: iso(group.createdAt), description: group.description, displayName: group.displayName,
    groupTypes: ['Unified'], mail, mailEnabled: true, mailNickname: group.mailNickname, proxyAddresses: [`SMTP:${mail}`], resourceProvisioningOptions: group.isTeam ? ['Team'] : [], securityEnabled: false, visibility: group.visibility,
    resourceBehaviorOptions: group.isTeam ? ['HideGroupInOutlook', 'SubscribeMembersToCalendarEventsDisabled', 'WelcomeEmailDisabled'] : [],
  };
  const names = select ?? GROUP_DEFAULT;
  return Object.fromEntries(names.filter((n) => GROUP.properties.includes(n)).map((n) => [n, n in known ? known[n] : GROUP_LISTS.includes(n) ? [] : null]));
}

export const TEAM_SETTINGS: Record<string, Record<string, unknown>> = {
  memberSettings: { allowCreateUpdateChannels: true, allowCreatePrivateChannels: true, allowDeleteChannels: true, allowAddRemoveApps: true, allowCreateUpdateRemoveTabs: true, allowCreateUpdateRemoveConnectors: true },
  guestSettings: { allowCreateUpdateChannels: false, allowDeleteChannels: false },
  messagingSettings: { allowUserEditMessages: true, allowUserDeleteMessages: true, allowOwnerDeleteMessages: true, allowTeamMentions: true, allowChannelMentions: true },
  funSettings: { allowGiphy: true, giphyContentRating: 'moderate', allowStickersAndMemes: true, allowCustomMemes: true },
};
export const TEAM: Shape = { type: 'team', properties: ['id', 'createdDateTime', 'displayName', 'description', 'internalId', 'classification', 'specialization', 'visibility', 'webUrl', 'isArchived', 'tenantId', 'summary', 'firstChannelName', ...Object.keys(TEAM_SETTINGS)], navigation: ['channels', 'allChannels', 'incomingChannels', 'members', 'installedApps', 'operations', 'primaryChannel', 'permissionGrants', 'group', 'template', 'photo', 'schedule', 'tags'] };

const link = (path: string, query: Record<string, string>): string => `https://teams.microsoft.com/l/${path}?${Object.entries(query).map(([k, v]) => `${k}=${encodeURIComponent(v)}`).join('&')}`;

export function teamJson(call: Call, team: Team, select?: readonly string[]): Json {
  const { state } = call.ctx;
  const tenantId = call.ctx.tenant().id;
  const whole: Json = {
    id: team.id, createdDateTime: iso(team.createdAt), displayName: team.displayName, description: team.description, internalId: team.internalId, classification: null, specialization: 'none', visibility: team.visibility,
    webUrl: link(`team/${encodeURIComponent(team.internalId)}/conversations`, { groupId: team.id, tenantId }), isArchived: team.isArchived, tenantId,
    ...Object.fromEntries(Object.entries(TEAM_SETTINGS).map(([name, defaults]) => [name, { ...defaults, ...team.settings[name] }])),
  };
  if (select === undefined) return whole;
  const members = state.memberships.filter((m) => m.teamId === team.id && m.channelId === null);
  const guests = members.filter((m) => m.roles.includes('guest')).length;
  const owners = members.filter((m) => m.roles.includes('owner')).length;
  const all: Json = { ...whole, summary: { ownersCount: owners, membersCount: members.length - owners - guests, guestsCount: guests }, firstChannelName: null };
  return Object.fromEntries(['id', ...select].filter((n) => n in all).map((n) => [n, all[n]]));
}

export const CHANNEL: Shape = { type: 'channel', properties: ['id', 'createdDateTime', 'displayName', 'description', 'email', 'webUrl', 'membershipType', 'isFavoriteByDefault', 'tenantId', 'isArchived', 'summary', 'layoutType'], navigation: ['members', 'allMembers', 'messages', 'tabs', 'filesFolder', 'sharedWithTeams'] };

export function channelJson(call: Call, channel: Channel, select?: readonly string[]): Json {
  const tenantId = call.ctx.tenant().id;
  const whole: Json = {
    id: channel.id, createdDateTime: iso(channel.createdAt), displayName: channel.displayName, description: channel.description, isFavoriteByDefault: null, email: channel.email, tenantId,
    webUrl: link(`channel/${encodeURIComponent(channel.id)}/${encodeURIComponent(channel.displayName)}`, { groupId: channel.teamId, tenantId, allowXTenantAccess: channel.membershipType === 'shared' ? 'true' : 'false' }),
    membershipType: channel.membershipType === 'shared' && !prefersUnknown(call) ? 'unknownFutureValue' : channel.membershipType, isArchived: channel.isArchived,
  };
  if (select === undefined) return whole;
  const { state } = call.ctx;
  const members = state.memberships.filter((m) => m.teamId === channel.teamId && (channel.membershipType === 'standard' ? m.channelId === null : m.channelId === channel.id));
  const owners = members.filter((m) => m.roles.includes('owner')).length;
  const guests = members.filter((m) => m.roles.includes('guest')).length;
  const all: Json = { ...whole, layoutType: 'post', summary: { hasMembersFromOtherTenants: false, ownersCount: owners, membersCount: members.length - owners - guests, guestsCount: guests } };
  return Object.fromEntries(['id', ...select].filter((n) => n in all).map((n) => [n, all[n]]));
}

export const MEMBER: Shape = { type: 'conversationMember', properties: ['id', 'roles', 'displayName', 'visibleHistoryStartDateTime', 'userId', 'email', 'tenantId'], navigation: ['user'] };

export function memberJson(call: Call, membership: Membership): Json {
  const user = call.ctx.state.users.get(membership.userId);
  return { '@odata.type': '#microsoft.graph.aadUserConversationMember', id: membership.id, roles: membership.roles, displayName: user?.displayName ?? null, visibleHistoryStartDateTime: '0001-01-01T00:00:00Z', userId: membership.userId, email: user?.mail ?? null, tenantId: call.ctx.tenant().id };
}

export const CATALOG_APP: Shape = { type: 'teamsApp', properties: ['id', 'externalId', 'displayName', 'distributionMethod'], navigation: ['appDefinitions'] };
export const INSTALLATION: Shape = { type: 'teamsAppInstallation', properties: ['id', 'consentedPermissionSet'], navigation: ['teamsApp', 'teamsAppDefinition'] };
export const TAB: Shape = { type: 'teamsTab', properties: ['id', 'displayName', 'webUrl', 'configuration'], navigation: ['teamsApp'] };

/** Apps of the store that every tenant has. Only these may be pinned without being installed. */
export const STORE_APPS = [
  { id: 'com.microsoft.teamspace.tab.web', displayName: 'Website' },
  { id: 'com.microsoft.teamspace.tab.planner', displayName: 'Planner' },
] as const;

export const catalogAppJson = (app: CatalogApp): Json => ({ id: app.id, externalId: app.externalId, displayName: app.displayName, distributionMethod: 'organization' });
export const storeAppJson = (app: (typeof STORE_APPS)[number]): Json => ({ id: app.id, externalId: null, displayName: app.displayName, distributionMethod: 'store' });

export function appById(call: Call, id: string): Json {
  const app = call.ctx.state.catalog.get(id);
  if (app !== undefined) return catalogAppJson(app);
  const store = STORE_APPS.find((s) => s.id === id);
  return store === undefined ? { id, externalId: null, displayName: null, distributionMethod: 'organization' } : storeAppJson(store);
}

export function definitionJson(app: CatalogApp, version: string): Json {
  const described = app.manifest['description'] as { short?: string; full?: string } | undefined;
  return {
    id: Buffer.from(`1##${app.id}##${version}##Published`).toString('base64'), teamsAppId: app.id, displayName: app.displayName, version, publishingState: 'published',
    shortDescription: described?.short ?? null, description: described?.full ?? null, lastModifiedDateTime: iso(app.createdAt), createdBy: null,
    authorization: { clientAppId: (app.manifest['webApplicationInfo'] as { id?: string } | undefined)?.id ?? null },
  };
}

export function installationJson(call: Call, installation: Installation): Json {
  return { id: installation.id, ...(installation.consented.length > 0 ? { consentedPermissionSet: { resourceSpecificPermissions: installation.consented } } : {}), teamsApp: appById(call, installation.catalogAppId), teamsAppDefinition: installedDefinition(call, installation) };
}
function installedDefinition(call: Call, installation: Installation): Json {
  const app = call.ctx.state.catalog.get(installation.catalogAppId);
  return app === undefined ? { id: installation.id, teamsAppId: installation.catalogAppId, displayName: null, version: installation.version } : definitionJson(app, installation.version);
}

export function tabJson(call: Call, tab: Tab): Json {
  const entity = encodeURIComponent(tab.configuration.entityId ?? '');
  return {
    id: tab.id, displayName: tab.displayName,
    webUrl: link(`entity/${tab.catalogAppId}/${entity === '' ? '_djb2_msteams_prefix' : entity}`, { label: tab.displayName, context: JSON.stringify({ canvasUrl: tab.configuration.contentUrl, channelId: tab.channelId, subEntityId: null }), groupId: tab.teamId, tenantId: call.ctx.tenant().id }),
    configuration: { ...tab.configuration },
    teamsApp: appById(call, tab.catalogAppId),
  };
}

const AFTER_SENTINEL = new Set(['teamifyGroup', 'createChannel', 'archiveChannel', 'unarchiveChannel']);

export function operationJson(call: Call, operation: AsyncOperation): Json {
  const now = call.ctx.clock.now();
  const done = now >= operation.doneAt;
  // Nothing is seen to happen for the first moment.
  const begun = now - operation.createdAt > Math.min(500, (operation.doneAt - operation.createdAt) / 4);
  const status = !done ? (begun ? 'inProgress' : 'notStarted') : operation.error === null ? 'succeeded' : 'failed';
  return {
    id: operation.id,
    operationType: AFTER_SENTINEL.has(operation.operationType) && !prefersUnknown(call) ? 'unknownFutureValue' : operation.operationType,
    createdDateTime: iso(operation.createdAt), status, lastActionDateTime: iso(done ? operation.doneAt : begun ? now : operation.createdAt), attemptsCount: operation.attempts,
    targetResourceId: operation.target.id, targetResourceLocation: operation.target.location,
    error: done && operation.error !== null ? operation.error : null,
  };
}
