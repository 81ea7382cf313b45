// Microsoft 365 groups: the directory's side of a team. Lists lag behind, a deleted group can be restored for thirty days.

import { isGuid } from '../ids.ts';
import type { Group, Membership } from '../state.ts';
import { BOOLEAN, boundKey, READ_ONLY, readObject, STRING, TEXT, textOf, type Fields, type Json } from './body.ts';
import { listing } from './collection.ts';
import { badRequest, forbidden, noObject } from './errors.ts';
import { filtered } from './filtered.ts';
import { readQuery, type Rules } from './odata.ts';
import { context, created, noContent, ok, param, type Call, type Operation } from './operation.ts';
import { PERMISSIONS } from './permissions.ts';
import { GROUP, groupJson, USER, userJson } from './shapes.ts';
import { countable, findUser } from './users.ts';

const LIST: Rules = { shape: GROUP, allow: ['$select', '$filter', '$top', '$orderby', '$count', '$search', '$skiptoken', '$expand'], directory: true, expandable: [] };
const ONE: Rules = { shape: GROUP, allow: ['$select', '$expand'], expandable: ['members', 'owners'] };
const MEMBERS: Rules = { shape: USER, allow: ['$select', '$filter', '$top', '$orderby', '$count', '$search', '$skiptoken'], directory: true };

/** "Create group": at most twenty owners and members in the request. */
const RELATIONS_AT_CREATION = 20;
const RESTORABLE_MS = 30 * 86_400_000;

const NEW_GROUP: Fields = {
  displayName: { is: 'string', max: 256 }, description: { is: 'string', max: 1024, nullable: true }, mailNickname: { is: 'string', max: 64 }, mailEnabled: { is: 'boolean' }, securityEnabled: { is: 'boolean' },
  groupTypes: { is: 'list', of: STRING }, visibility: { is: 'enum', of: ['Private', 'Public', 'HiddenMembership'], nullable: true }, isAssignableToRole: BOOLEAN, preferredLanguage: TEXT, preferredDataLocation: TEXT, theme: TEXT, classification: TEXT, uniqueName: TEXT,
  resourceBehaviorOptions: { is: 'list', of: STRING }, 'owners@odata.bind': { is: 'binds' }, 'members@odata.bind': { is: 'binds' },
  id: READ_ONLY, createdDateTime: READ_ONLY, mail: READ_ONLY, proxyAddresses: READ_ONLY, renewedDateTime: READ_ONLY, securityIdentifier: READ_ONLY, resourceProvisioningOptions: READ_ONLY,
  allowExternalSenders: READ_ONLY, autoSubscribeNewMembers: READ_ONLY, hideFromAddressLists: READ_ONLY, hideFromOutlookClients: READ_ONLY, isSubscribedByMail: READ_ONLY, unseenCount: READ_ONLY,
};
const CHANGED_GROUP: Fields = {
  displayName: { is: 'string', max: 256 }, description: { is: 'string', max: 1024, nullable: true }, mailNickname: { is: 'string', max: 64 }, visibility: { is: 'enum', of: ['Private', 'Public'] }, classification: TEXT, preferredLanguage: TEXT, theme: TEXT, securityEnabled: { is: 'boolean' }, mailEnabled: { is: 'boolean' },
  'members@odata.bind': { is: 'binds' }, id: READ_ONLY, createdDateTime: READ_ONLY, mail: READ_ONLY, proxyAddresses: READ_ONLY, groupTypes: READ_ONLY, resourceProvisioningOptions: READ_ONLY, renewedDateTime: READ_ONLY,
};

export function findGroup(call: Call): Group {
  const id = param(call, 'group');
  const group = isGuid(id) ? call.ctx.state.groups.get(id.toLowerCase()) : undefined;
  if (group === undefined || group.deletedAt !== null) throw noObject(id);
  return group;
}
const shown = (call: Call, group: Group, select: readonly string[] | undefined) => groupJson(group, call.ctx.tenant().domain, select);
const listed = (call: Call): Group[] => call.ctx.state.groups.filter((g) => g.deletedAt === null && g.listedFrom <= call.ctx.clock.now()).toSorted((a, b) => a.id.localeCompare(b.id));
export const membersOf = (call: Call, groupId: string): Membership[] => call.ctx.state.memberships.filter((m) => m.teamId === groupId && m.channelId === null && m.listedFrom <= call.ctx.clock.now());

function listGroups(call: Call) {
  const query = readQuery(call.url.searchParams, LIST, call.header);
  return listing(call, { rows: listed(call).map((group) => ({ row: shown(call, group, GROUP.properties), shown: () => shown(call, group, query.select) })), query, fragment: 'groups', pageSize: 100, projected: true });
}
function countGroups(call: Call) {
  const query = readQuery(countable(call.url.searchParams), { ...LIST, allow: ['$filter', '$search', '$count'] }, call.header);
  return ok(filtered(listed(call).map((group) => ({ row: shown(call, group, GROUP.properties) })), query).length, { 'Content-Type': 'text/plain' });
}
function getGroup(call: Call) {
  const group = findGroup(call);
  const query = readQuery(call.url.searchParams, ONE, call.header);
  if (query.expand.length > 1) throw badRequest('Only one property can be expanded in a single query.', 'Request_UnsupportedQuery');
  const expanded = Object.fromEntries(query.expand.map(({ name, select }) => [name, personsOf(call, group.id, name === 'owners').slice(0, 20).map((u) => ({ '@odata.type': '#microsoft.graph.user', ...userJson(u, select) }))]));
  return ok({ '@odata.context': context(call, query.select === undefined ? 'groups/$entity' : `groups(${query.select.join(',')})/$entity`), ...shown(call, group, query.select), ...expanded });
}
const personsOf = (call: Call, groupId: string, ownersOnly: boolean) => membersOf(call, groupId).filter((m) => !ownersOnly || m.roles.includes('owner')).flatMap((m) => call.ctx.state.users.get(m.userId) ?? []);

function listPersons(ownersOnly: boolean) {
  return (call: Call) => {
    const group = findGroup(call);
    const query = readQuery(call.url.searchParams, MEMBERS, call.header);
    const cast = call.url.pathname.endsWith('microsoft.graph.user');
    const rows = personsOf(call, group.id, ownersOnly).map((user) => ({ row: userJson(user, USER.properties), shown: () => ({ ...(cast ? {} : { '@odata.type': '#microsoft.graph.user' }), ...userJson(user, query.select) }) }));
    return listing(call, { rows, query, fragment: cast ? 'users' : 'directoryObjects', pageSize: 100, projected: true });
  };
}

function createGroup(call: Call) {
  const body = readObject(call.body, 'group', NEW_GROUP, 'directory');
  const missing = ['displayName', 'mailEnabled', 'mailNickname', 'securityEnabled'].find((name) => body[name] === undefined);
  if (missing !== undefined) throw badRequest(`A value is required for property '${missing}' of resource 'Group'.`, 'Request_BadRequest');
  const unified = (body['groupTypes'] as string[] | undefined)?.includes('Unified') === true;
  if (!unified) throw badRequest('The service does not currently support writes of mail-enabled groups, and this stand-in has Microsoft 365 groups only. Please ensure that the groupTypes property contains "Unified".', 'Request_BadRequest');
  if (body['mailEnabled'] !== true) throw badRequest("The property 'mailEnabled' must be true for a group whose groupTypes contains 'Unified'.", 'Request_BadRequest');
  const mailNickname = checkNickname(call, String(body['mailNickname']), undefined);
  const ownerIds = bound(call, body, 'owners@odata.bind');
  const memberIds = bound(call, body, 'members@odata.bind');
  if (ownerIds.length + memberIds.length > RELATIONS_AT_CREATION) throw badRequest(`The number of objects bound in a create request exceeds the maximum of ${RELATIONS_AT_CREATION}.`, 'Request_BadRequest');
  if (call.caller.kind === 'app' && ownerIds.length + memberIds.length > 0 && !call.caller.granted.some((g) => ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'].includes(g))) throw forbidden('Insufficient privileges to complete the operation.', 'Authorization_RequestDenied');
  const visibility = textOf(body, 'visibility', 'Public').toLowerCase() === 'public' ? 'Public' : 'Private';
  // A person who makes a group becomes its owner; an application's group has the owners that it names, or none.
  const owners = call.caller.user === undefined ? ownerIds : [...new Set([call.caller.user.id, ...ownerIds])];
  const group = call.ctx.world.createGroup({ displayName: String(body['displayName']), description: (body['description'] as string | undefined) ?? null, mailNickname, visibility, ownerIds: owners, memberIds });
  return created({ '@odata.context': context(call, 'groups/$entity'), ...shown(call, group, undefined) }, { Location: `${call.origin}/v2/${call.ctx.tenant().id}/directoryObjects/${group.id}/Microsoft.DirectoryServices.Group` });
}

function checkNickname(call: Call, nickname: string, self: Group | undefined): string {
  if (nickname === '' || /[@()\\[\]";:.<>, ]/.test(nickname) || !/^[\x20-\x7e]+$/.test(nickname)) throw badRequest("Invalid value specified for property 'mailNickname' of resource 'Group'.", 'Request_BadRequest');
  if (call.ctx.state.groups.find((g) => g !== self && g.deletedAt === null && g.mailNickname.toLowerCase() === nickname.toLowerCase()) !== undefined) throw badRequest('Another object with the same value for property mailNickname already exists.', 'Request_BadRequest', 'ObjectConflict');
  return nickname;
}

function bound(call: Call, body: Json, name: string): string[] {
  const urls = (body[name] as string[] | undefined) ?? [];
  const ids = urls.map((url) => boundUser(call, url));
  if (new Set(ids).size !== ids.length) throw badRequest("Request contains a property with duplicate values.", 'Request_BadRequest');
  return ids;
}
function boundUser(call: Call, url: unknown): string {
  const key = boundKey(url, 'users', call.origin) ?? boundKey(url, 'directoryObjects', call.origin);
  if (key === undefined) throw badRequest(`Invalid URL format specified in @odata.bind or @odata.id: '${String(url)}'.`, 'Request_BadRequest');
  return findUser(call, key).id;
}

function patchGroup(call: Call) {
  const group = findGroup(call);
  const body = readObject(call.body, 'group', CHANGED_GROUP, 'directory');
  const change: Parameters<typeof call.ctx.world.patchGroup>[1] = {
    ...(body['displayName'] === undefined ? {} : { displayName: textOf(body, 'displayName') }),
    ...(body['description'] === undefined ? {} : { description: body['description'] as string | null }),
    ...(body['visibility'] === undefined ? {} : { visibility: textOf(body, 'visibility').toLowerCase() === 'public' ? 'Public' : 'Private' }),
    ...(body['mailNickname'] === undefined ? {} : { mailNickname: checkNickname(call, textOf(body, 'mailNickname'), group) }),
  };
  const added = bound(call, body, 'members@odata.bind');
  if (added.length > RELATIONS_AT_CREATION) throw badRequest(`The number of objects bound in an update request exceeds the maximum of ${RELATIONS_AT_CREATION}.`, 'Request_BadRequest');
  for (const userId of added) refuseIfMember(call, group, userId, 'members');
  call.ctx.world.patchGroup(group, change);
  for (const userId of added) call.ctx.world.addMember({ teamId: group.id, channelId: null, userId, roles: [], by: call.caller.user?.id ?? null });
  return noContent;
}

function deleteGroup(call: Call) {
  call.ctx.world.deleteGroup(findGroup(call));
  return noContent;
}

function refuseIfMember(call: Call, group: Group, userId: string, property: 'members' | 'owners'): void {
  const existing = call.ctx.state.memberships.find((m) => m.teamId === group.id && m.channelId === null && m.userId === userId);
  if (existing !== undefined && (property === 'members' || existing.roles.includes('owner'))) throw badRequest(`One or more added object references already exist for the following modified properties: '${property}'.`, 'Request_BadRequest');
}

function addReference(property: 'members' | 'owners') {
  return (call: Call) => {
    const group = findGroup(call);
    const body = readObject(call.body, 'referenceCreate', {}, 'directory');
    const userId = boundUser(call, body['@odata.id']);
    refuseIfMember(call, group, userId, property);
    const existing = call.ctx.state.memberships.find((m) => m.teamId === group.id && m.channelId === null && m.userId === userId);
    if (existing !== undefined) call.ctx.world.setRoles(existing, ['owner']);
    else call.ctx.world.addMember({ teamId: group.id, channelId: null, userId, roles: property === 'owners' ? ['owner'] : [], by: call.caller.user?.id ?? null });
    return noContent;
  };
}

function removeReference(property: 'members' | 'owners') {
  return (call: Call) => {
    const group = findGroup(call);
    const membership = call.ctx.state.memberships.find((m) => m.teamId === group.id && m.channelId === null && m.userId === param(call, 'person').toLowerCase());
    if (membership === undefined || (property === 'owners' && !membership.roles.includes('owner'))) throw noObject(param(call, 'person'));
    const others = call.ctx.state.memberships.filter((m) => m.teamId === group.id && m.channelId === null && m !== membership && m.roles.includes('owner'));
    if (membership.roles.includes('owner') && others.length === 0) throw badRequest('The group must have at least one owner, hence this owner cannot be removed.', 'Request_BadRequest');
    if (property === 'owners') call.ctx.world.setRoles(membership, []);
    else call.ctx.world.removeMember(membership, call.caller.user?.id ?? null);
    return noContent;
  };
}

const deleted = (call: Call): Group[] => call.ctx.state.groups.filter((g) => g.deletedAt !== null && g.deletedAt + RESTORABLE_MS > call.ctx.clock.now());
function findDeleted(call: Call): Group {
  const group = deleted(call).find((g) => g.id === param(call, 'object').toLowerCase());
  if (group === undefined) throw noObject(param(call, 'object'));
  return group;
}
function listDeleted(call: Call) {
  const query = readQuery(call.url.searchParams, { ...LIST, allow: ['$select', '$filter', '$top', '$orderby', '$count', '$search', '$skiptoken'] }, call.header);
  return listing(call, { rows: deleted(call).map((group) => ({ row: shown(call, group, GROUP.properties), shown: () => shown(call, group, query.select) })), query, fragment: 'groups', pageSize: 100, projected: true });
}
const asObject = (call: Call, group: Group): Json => ({ '@odata.context': context(call, 'directoryObjects/$entity'), '@odata.type': '#microsoft.graph.group', ...shown(call, group, undefined) });

function restore(call: Call) {
  const group = findDeleted(call);
  call.ctx.world.restoreGroup(group);
  return ok(asObject(call, group));
}
function purge(call: Call) {
  const group = findDeleted(call);
  const { state } = call.ctx;
  state.atomically(() => {
    for (const m of state.memberships.filter((x) => x.teamId === group.id)) state.memberships.delete(m.id);
    for (const c of state.channels.filter((x) => x.teamId === group.id)) state.channels.delete(c.id);
    for (const t of state.tabs.filter((x) => x.teamId === group.id)) state.tabs.delete(t.id);
    for (const i of state.installations.filter((x) => x.scopeId === group.id)) state.installations.delete(i.id);
    state.teams.delete(group.id);
    state.groups.delete(group.id);
  });
  return noContent;
}

function getObject(call: Call) {
  const id = param(call, 'object').toLowerCase();
  const user = call.ctx.state.users.get(id);
  if (user !== undefined) return ok({ '@odata.context': context(call, 'directoryObjects/$entity'), '@odata.type': '#microsoft.graph.user', ...userJson(user, undefined) });
  const group = call.ctx.state.groups.get(id);
  if (group === undefined || group.deletedAt !== null) throw noObject(id);
  return ok(asObject(call, group));
}

const persons = (name: 'members' | 'owners' | 'transitiveMembers'): Operation[] => ['', '/microsoft.graph.user'].map((cast): Operation => ({ method: 'GET', path: `/groups/{group}/${name}${cast}`, permissions: PERMISSIONS.readGroupMembers, run: listPersons(name === 'owners') }));

export const GROUPS: readonly Operation[] = [
  { method: 'GET', path: '/groups', permissions: PERMISSIONS.readGroup, run: listGroups },
  { method: 'GET', path: '/groups/$count', permissions: PERMISSIONS.readGroup, run: countGroups },
  { method: 'POST', path: '/groups', permissions: PERMISSIONS.createGroup, run: createGroup },
  { method: 'GET', path: '/groups/{group}', permissions: PERMISSIONS.readGroup, run: getGroup },
  { method: 'PATCH', path: '/groups/{group}', permissions: PERMISSIONS.changeGroup, run: patchGroup },
  { method: 'DELETE', path: '/groups/{group}', permissions: PERMISSIONS.deleteGroup, run: deleteGroup },
  ...persons('members'), ...persons('owners'), ...persons('transitiveMembers'),
  { method: 'POST', path: '/groups/{group}/members/$ref', permissions: PERMISSIONS.writeGroupMembers, run: addReference('members') },
  { method: 'DELETE', path: '/groups/{group}/members/{person}/$ref', permissions: PERMISSIONS.writeGroupMembers, run: removeReference('members') },
  { method: 'POST', path: '/groups/{group}/owners/$ref', permissions: PERMISSIONS.writeGroupOwners, run: addReference('owners') },
  { method: 'DELETE', path: '/groups/{group}/owners/{person}/$ref', permissions: PERMISSIONS.writeGroupOwners, run: removeReference('owners') },
  { method: 'GET', path: '/directory/deletedItems/microsoft.graph.group', permissions: PERMISSIONS.readDeleted, run: listDeleted },
  { method: 'GET', path: '/directory/deletedItems/{object}', permissions: PERMISSIONS.readDeleted, run: (call) => ok(asObject(call, findDeleted(call))) },
  { method: 'POST', path: '/directory/deletedItems/{object}/restore', permissions: PERMISSIONS.restoreGroup, run: restore },
  { method: 'DELETE', path: '/directory/deletedItems/{object}', permissions: PERMISSIONS.restoreGroup, run: purge },
  { method: 'GET', path: '/directoryObjects/{object}', permissions: PERMISSIONS.readUser, run: getObject },
];
