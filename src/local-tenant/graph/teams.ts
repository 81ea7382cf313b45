// Teams: creation from a template or a group, settings, archiving, and the operations that these return. "Create team", "team resource type".

import { isGuid } from '../ids.ts';
import type { Operation as AsyncOperation, Team } from '../state.ts';
import type { NewTab, NewTeam } from '../world.ts';
import { BIND, BOOLEAN, boundKey, READ_ONLY, readObject, STRING, TEXT, textOf, type Field, type Fields, type Json } from './body.ts';
import { listing } from './collection.ts';
import { MEMBER_LIST, readMember, refuseGuest } from './conversation-members.ts';
import { badRequest, conflict, forbidden, notFound } from './errors.ts';
import { findGroup } from './groups.ts';
import { channelNameFault } from './names.ts';
import { readQuery } from './odata.ts';
import { accepted, context, created, noContent, ok, param, type Call, type Operation } from './operation.ts';
import { PERMISSIONS } from './permissions.ts';
import { isAdmin, requirePlace, rscOf, webApplicationId } from './access.ts';
import { readTab, TAB_IN_TEAM } from './tabs.ts';
import { operationJson, STORE_APPS, TEAM, TEAM_SETTINGS, teamJson } from './shapes.ts';
import { isUsable, teamOf } from './team-access.ts';

const settingsOf = (name: string): Field => ({ is: 'object', type: `team${name[0]?.toUpperCase()}${name.slice(1)}`, nullable: true, fields: Object.fromEntries(Object.keys(TEAM_SETTINGS[name] ?? {}).map((key) => [key, key === 'giphyContentRating' ? { is: 'enum', of: ['strict', 'moderate'] } as const : BOOLEAN])) });
const SETTINGS: Fields = Object.fromEntries(Object.keys(TEAM_SETTINGS).map((name) => [name, settingsOf(name)]));
const VISIBILITY: Field = { is: 'enum', of: ['private', 'public', 'hiddenMembership'] };
const SPECIALIZATION: Field = { is: 'enum', of: ['none', 'educationStandard', 'educationClass', 'educationProfessionalLearningCommunity', 'educationStaff', 'healthcareStandard', 'healthcareCareCoordination'] };

const CHANNEL_IN_TEAM: Fields = { displayName: STRING, description: { is: 'string', max: 1024, nullable: true }, isFavoriteByDefault: BOOLEAN, membershipType: { is: 'enum', of: ['standard', 'private', 'shared'] }, tabs: { is: 'list', of: { is: 'object', fields: TAB_IN_TEAM, type: 'teamsTab' } }, id: READ_ONLY, createdDateTime: READ_ONLY, email: READ_ONLY, webUrl: READ_ONLY, members: READ_ONLY };
const NEW_TEAM: Fields = {
  'template@odata.bind': BIND, 'group@odata.bind': BIND, displayName: { is: 'string', max: 256 }, description: { is: 'string', max: 1024, nullable: true }, visibility: VISIBILITY, specialization: SPECIALIZATION, classification: TEXT, firstChannelName: TEXT,
  members: MEMBER_LIST, channels: { is: 'list', of: { is: 'object', fields: CHANNEL_IN_TEAM, type: 'channel' } }, installedApps: { is: 'list', of: { is: 'object', fields: { 'teamsApp@odata.bind': BIND }, type: 'teamsAppInstallation' } }, ...SETTINGS,
  '@microsoft.graph.teamCreationMode': STRING, createdDateTime: READ_ONLY, id: READ_ONLY, internalId: READ_ONLY, webUrl: READ_ONLY, isArchived: READ_ONLY, tenantId: READ_ONLY, summary: READ_ONLY,
};
const CHANGED_TEAM: Fields = { displayName: { is: 'string', max: 256 }, description: { is: 'string', max: 1024, nullable: true }, visibility: VISIBILITY, classification: TEXT, ...SETTINGS, id: READ_ONLY, internalId: READ_ONLY, webUrl: READ_ONLY, isArchived: READ_ONLY, tenantId: READ_ONLY, createdDateTime: READ_ONLY, specialization: READ_ONLY, firstChannelName: READ_ONLY, summary: READ_ONLY };
const TEMPLATES = new Set(['standard', 'educationClass', 'educationStaff', 'educationProfessionalLearningCommunity', 'healthcareWard', 'healthcareHospital', 'retailStore', 'retailManagerCollaboration']);
/** Templates of the service's own library ("Get started with Teams templates"). */
const LIBRARY_TEMPLATE = /^com\.microsoft\.teams\.template\.\w+$/;
/** "members: … limited to 200 channels at creation" is not documented; the team's own limit is ("Limits and specifications for Microsoft Teams"). */
export const CHANNELS_PER_TEAM = 1000;

const pathOf = (operation: AsyncOperation): string => `/teams('${operation.teamId}')/operations('${operation.id}')`;
/** Relative, OData-quoted and without a version, as the service writes them. */
export const locationOf = (operation: AsyncOperation): Record<string, string> => ({ Location: pathOf(operation), 'Content-Location': operation.target.location });

function createTeam(call: Call) {
  const body = readObject(call.body, 'team', NEW_TEAM);
  if (body['@microsoft.graph.teamCreationMode'] !== undefined) throw forbidden('Migration mode needs Teamwork.Migrate.All, and this stand-in has none.');
  const template = boundKey(body['template@odata.bind'], 'teamsTemplates', call.origin);
  if (template === undefined) throw badRequest("Bad Request: Invalid bind property name template in request: 'template@odata.bind' must name a template, for example https://graph.microsoft.com/v1.0/teamsTemplates('standard').");
  if (!TEMPLATES.has(template) && !LIBRARY_TEMPLATE.test(template)) throw notFound(`Template '${template}' was not found.`);
  if (body['group@odata.bind'] !== undefined) return fromGroup(call, body);

  const displayName = textOf(body, 'displayName').trim();
  if (displayName === '') throw badRequest('Bad Request: Team display name cannot be empty.');
  const team: NewTeam = {
    displayName, description: (body['description'] as string | undefined) ?? null, visibility: textOf(body, 'visibility', 'public').toLowerCase() === 'public' ? 'public' : 'private',
    firstChannelName: readFirstChannel(body), settings: readSettings(body), ownerIds: readOwners(call, body), installedAppIds: readApps(call, body), channels: readChannels(call, body), by: call.caller.user?.id ?? null,
  };
  if (call.ctx.state.teams.find((t) => t.displayName.toLowerCase() === displayName.toLowerCase() && call.ctx.state.groups.get(t.id)?.deletedAt === null) !== undefined) call.ctx.counters.note('team-name-again', displayName);
  const { operation } = call.ctx.world.createTeam(team, call.ctx.nextOperationError('createTeam'));
  return accepted(locationOf(operation));
}

function fromGroup(call: Call, body: Json) {
  const excluded = ['displayName', 'visibility', 'specialization', 'members'].find((name) => body[name] !== undefined);
  if (excluded !== undefined) throw badRequest(`Bad Request: '${excluded}' cannot be given together with group@odata.bind: it is inherited from the group.`);
  const key = boundKey(body['group@odata.bind'], 'groups', call.origin);
  if (key === undefined) throw badRequest('Bad Request: Invalid bind property name group in request.');
  const group = teamable(call, key);
  const { operation } = call.ctx.world.teamify(group, readSettings(body), call.ctx.options.teamReadyMs);
  return accepted(locationOf(operation));
}

/** "If the group was created less than 15 minutes ago, it's possible for the call to fail with a 404 error code due to replication delays." */
function teamable(call: Call, groupId: string) {
  const group = findGroup({ ...call, params: { ...call.params, group: groupId } });
  if (call.caller.user !== undefined && !isAdmin(call.caller) && call.ctx.state.memberships.find((m) => m.teamId === group.id && m.channelId === null && m.userId === call.caller.user?.id && m.roles.includes('owner')) === undefined) throw forbidden('The user must be an owner of the group.');
  if (group.isTeam) throw conflict(`The group is already provisioned`, 'Conflict', 'TeamAlreadyExists');
  if (call.ctx.clock.now() < group.createdAt + call.ctx.options.groupTeamableMs) throw notFound(`Failed to execute MS Graph backend request GetGroupInternalApiRequest: group ${group.id} was not found.`, 'NotFound', 'GroupNotFound');
  if (call.ctx.state.memberships.find((m) => m.teamId === group.id && m.channelId === null && m.roles.includes('owner')) === undefined) throw badRequest('Bad Request: the group must have at least one owner to become a team.', 'BadRequest', 'NoOwner');
  return group;
}

function readOwners(call: Call, body: Json): string[] {
  const members = (body['members'] as unknown[] | undefined) ?? [];
  if (members.length === 0 && call.caller.user === undefined) throw badRequest('A team owner must be provided when creating a team in application context.', 'BadRequest', 'OwnerRequired');
  if (members.length > 1) throw badRequest(`Bad Request: exactly one member, an owner, may be given when a team is created (${members.length} were). Add the others afterwards.`, 'BadRequest', 'TooManyMembers');
  const read = members.map((m) => readMember(call, m));
  for (const { roles, user } of read) {
    if (!roles.includes('owner')) throw badRequest("Bad Request: the member given when a team is created must have the role 'owner'.", 'BadRequest', 'OwnerRequired');
    refuseGuest(call, user);
  }
  return [...new Set([...(call.caller.user === undefined ? [] : [call.caller.user.id]), ...read.map((m) => m.user.id)])];
}

function readFirstChannel(body: Json): string | null {
  const name = body['firstChannelName'];
  if (typeof name !== 'string') return null;
  const fault = channelNameFault(name);
  if (fault !== undefined) throw fault;
  return name;
}

function readChannels(call: Call, body: Json): NewTeam['channels'] {
  const raw = (body['channels'] as Json[] | undefined) ?? [];
  if (raw.length > CHANNELS_PER_TEAM) throw badRequest(`Bad Request: a team has at most ${CHANNELS_PER_TEAM} channels.`);
  const names = new Set<string>();
  return raw.map((c) => {
    const displayName = c['displayName'];
    if (typeof displayName !== 'string') throw badRequest('Bad Request: a channel needs a displayName.');
    const fault = channelNameFault(displayName);
    if (fault !== undefined) throw fault;
    if (names.has(displayName.toLowerCase())) throw badRequest('Channel name already existed, please use other name.', 'BadRequest', 'NameAlreadyExists');
    names.add(displayName.toLowerCase());
    if (textOf(c, 'membershipType', 'standard').toLowerCase() !== 'standard') throw badRequest('Bad Request: only standard channels can be created with the team.');
    const tabs = ((c['tabs'] as Json[] | undefined) ?? []).map((t): NewTab => readTab(call, t, (appId) => isPinnable(call, body, appId)));
    return { displayName, description: (c['description'] as string | undefined) ?? null, isFavoriteByDefault: (c['isFavoriteByDefault'] as boolean | undefined) ?? null, tabs };
  });
}

/** A tab's app is installed with the team or belongs to the store. */
const isPinnable = (call: Call, body: Json, appId: string): boolean => STORE_APPS.some((s) => s.id === appId) || readApps(call, body).includes(appId);

function readApps(call: Call, body: Json): string[] {
  const ids = ((body['installedApps'] as Json[] | undefined) ?? []).map((a) => {
    const key = boundKey(a['teamsApp@odata.bind'], 'appCatalogs/teamsApps', call.origin);
    if (key === undefined) throw badRequest('Bad Request: Invalid bind property name teamsApp in request.');
    if (call.ctx.state.catalog.get(key) === undefined && !STORE_APPS.some((s) => s.id === key)) throw notFound(`App with id '${key}' was not found in the catalog.`, 'NotFound', 'AppNotFound');
    return key;
  });
  return [...new Set(ids)];
}

function readSettings(body: Json): Team['settings'] {
  return Object.fromEntries(Object.keys(TEAM_SETTINGS).flatMap((name) => (typeof body[name] === 'object' && body[name] !== null ? [[name, body[name] as Record<string, unknown>]] : [])));
}

function putTeam(call: Call) {
  const fields: Fields = { ...SETTINGS, displayName: READ_ONLY, visibility: READ_ONLY };
  const body = readObject(call.body ?? {}, 'team', fields);
  const group = teamable(call, param(call, 'group'));
  const { team } = call.ctx.world.teamify(group, readSettings(body), 0);
  return created({ '@odata.context': context(call, 'teams/$entity'), ...teamJson(call, team) });
}

function listTeams(call: Call) {
  const query = readQuery(call.url.searchParams, { shape: TEAM, allow: ['$select', '$filter', '$top', '$skiptoken', '$count'], filterable: ['displayName', 'id'] }, call.header);
  const { ctx } = call;
  const visible = ctx.state.teams.filter((t) => isUsable(ctx, t) && (ctx.state.groups.get(t.id)?.listedFrom ?? 0) <= ctx.clock.now()).toSorted((a, b) => a.id.localeCompare(b.id));
  const rows = visible.map((team) => ({ row: { id: team.id, displayName: team.displayName }, shown: () => (query.select === undefined ? { id: team.id, displayName: team.displayName, description: team.description, visibility: team.visibility } : teamJson(call, team, query.select)) }));
  return listing(call, { rows, query, fragment: 'teams', pageSize: 100, alwaysCount: true, projected: true });
}

function getTeam(call: Call) {
  const query = readQuery(call.url.searchParams, { shape: TEAM, allow: ['$select', '$expand'], expandable: [] }, call.header);
  const team = teamOf(call);
  return ok({ '@odata.context': context(call, query.select === undefined ? 'teams/$entity' : `teams(${query.select.join(',')})/$entity`), ...teamJson(call, team, query.select) });
}

function patchTeam(call: Call) {
  const team = teamOf(call, { as: 'owner', write: true });
  const body = readObject(call.body, 'team', CHANGED_TEAM);
  const name = body['displayName'];
  if (typeof name === 'string' && name.trim() === '') throw badRequest('Bad Request: Team display name cannot be empty.');
  const settings = readSettings(body);
  call.ctx.world.patchTeam(team, {
    ...(typeof name === 'string' ? { displayName: name } : {}),
    ...(body['description'] === undefined ? {} : { description: body['description'] as string | null }),
    ...(body['visibility'] === undefined ? {} : { visibility: textOf(body, 'visibility').toLowerCase() === 'public' ? 'public' : 'private' }),
    ...(Object.keys(settings).length === 0 ? {} : { settings: { ...team.settings, ...Object.fromEntries(Object.entries(settings).map(([key, value]) => [key, { ...team.settings[key], ...value }])) } }),
  });
  return noContent;
}

function archive(archived: boolean) {
  return (call: Call) => {
    const team = teamOf(call, { as: 'owner' });
    if (call.body !== undefined && archived) readObject(call.body, 'archive', { shouldSetSpoSiteReadOnlyForMembers: BOOLEAN });
    return accepted(locationOf(call.ctx.world.archiveTeam(team, archived)));
  };
}

function getOperation(call: Call) {
  readQuery(call.url.searchParams, { shape: { type: 'teamsAsyncOperation', properties: [] }, allow: [] }, call.header);
  const id = param(call, 'operation');
  const operation = isGuid(id) ? call.ctx.state.operations.get(id.toLowerCase()) : undefined;
  if (operation === undefined || operation.teamId !== param(call, 'team').toLowerCase()) throw notFound(`No operation found with id ${id}.`);
  const now = call.ctx.clock.now();
  // "wait > 30 seconds between checks": it still answers, but it is counted.
  if (operation.lastPolledAt !== null && now - operation.lastPolledAt < 29_500) call.ctx.counters.note('operation-polled-too-fast', `${operation.id} after ${now - operation.lastPolledAt} ms`);
  call.ctx.state.operations.put(operation.id, Object.assign(operation, { lastPolledAt: now }));
  const team = call.ctx.state.teams.get(operation.teamId);
  if (team !== undefined && isUsable(call.ctx, team)) requirePlace(call, team, 'member');
  return ok({ '@odata.context': context(call, `teams('${operation.teamId}')/operations/$entity`), ...operationJson(call, operation) });
}

function permissionGrants(call: Call) {
  const team = teamOf(call);
  const query = readQuery(call.url.searchParams, { shape: { type: 'resourceSpecificPermissionGrant', properties: ['id', 'clientAppId', 'clientId', 'permission', 'permissionType', 'resourceAppId', 'deletedDateTime'] }, allow: ['$select', '$filter'] }, call.header);
  const rows = call.ctx.state.installations.filter((i) => i.scope === 'team' && i.scopeId === team.id).flatMap((i) => {
    const clientAppId = webApplicationId(call.ctx.state.catalog.get(i.catalogAppId)?.manifest);
    if (clientAppId === undefined || rscOf(call.ctx, clientAppId, team.id).length === 0) return [];
    return i.consented.map((c) => {
      const row: Json = { id: Buffer.from(`${team.id}|${c.permissionValue}`).toString('base64url'), deletedDateTime: null, clientId: clientAppId, clientAppId, resourceAppId: '00000003-0000-0000-c000-000000000000', permissionType: c.permissionType === 'application' ? 'Application' : 'Delegated', permission: c.permissionValue };
      return { row, shown: () => row };
    });
  });
  return listing(call, { rows, query, fragment: 'permissionGrants', pageSize: 100 });
}

export const TEAMS: readonly Operation[] = [
  { method: 'GET', path: '/teams', permissions: PERMISSIONS.readTeam, run: listTeams },
  { method: 'POST', path: '/teams', permissions: PERMISSIONS.createTeam, run: createTeam },
  { method: 'GET', path: '/teams/{team}', permissions: PERMISSIONS.readTeam, run: getTeam },
  { method: 'PATCH', path: '/teams/{team}', permissions: PERMISSIONS.changeTeam, run: patchTeam },
  { method: 'POST', path: '/teams/{team}/archive', permissions: PERMISSIONS.changeTeam, run: archive(true) },
  { method: 'POST', path: '/teams/{team}/unarchive', permissions: PERMISSIONS.changeTeam, run: archive(false) },
  { method: 'GET', path: '/teams/{team}/operations/{operation}', permissions: PERMISSIONS.readOperation, run: getOperation },
  { method: 'GET', path: '/teams/{team}/permissionGrants', permissions: PERMISSIONS.readGrants, run: permissionGrants },
  { method: 'GET', path: '/groups/{group}/team', permissions: PERMISSIONS.readTeam, run: (call) => getTeam({ ...call, params: { ...call.params, team: param(call, 'group') } }) },
  { method: 'PUT', path: '/groups/{group}/team', permissions: PERMISSIONS.teamify, run: putTeam },
];
