// Users: get by id or user principal name, lists as the directory answers them, /me, and the teams and groups that a person is in.

import type { User } from '../state.ts';
import { isGuid } from '../ids.ts';
import { listing } from './collection.ts';
import { forbidden, noObject } from './errors.ts';
import { filtered } from './filtered.ts';
import { readQuery, type Rules } from './odata.ts';
import { context, ok, param, type Call, type Operation } from './operation.ts';
import { PERMISSIONS } from './permissions.ts';
import { GROUP, groupJson, TEAM, USER, userJson } from './shapes.ts';
import { isUsable } from './team-access.ts';

const LIST: Rules = { shape: USER, allow: ['$select', '$filter', '$top', '$orderby', '$count', '$search', '$skiptoken', '$expand'], directory: true, expandable: [] };
const ONE: Rules = { shape: USER, allow: ['$select', '$expand'], expandable: [] };
const MEMBER_OF: Rules = { shape: GROUP, allow: ['$select', '$filter', '$top', '$orderby', '$count', '$search', '$skiptoken'], directory: true };

/** By object id or user principal name; GET by id sees a new person at once. */
export function findUser(call: Call, key: string): User {
  const { state } = call.ctx;
  const user = key === 'me' ? call.caller.user : isGuid(key) ? state.users.get(key.toLowerCase()) : state.users.find((u) => u.userPrincipalName.toLowerCase() === key.toLowerCase());
  if (user === undefined) throw noObject(key);
  return user;
}

/** With User.Read alone a person sees nobody but themselves. */
function mayRead(call: Call, user: User): void {
  const { caller } = call;
  if (caller.kind === 'app' || caller.user?.id === user.id) return;
  if (!caller.granted.some((g) => ['User.ReadBasic.All', 'User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'].includes(g))) throw forbidden('Insufficient privileges to complete the operation.', 'Authorization_RequestDenied');
}

const everything = USER.properties;
/** Replicas: a query sees a new person later than GET by id. */
const listed = (call: Call): User[] => call.ctx.state.users.filter((u) => u.createdAt + call.ctx.options.directoryLagMs <= call.ctx.clock.now()).toSorted((a, b) => a.id.localeCompare(b.id));

function listUsers(call: Call) {
  const query = readQuery(call.url.searchParams, LIST, call.header);
  const rows = listed(call).map((user) => ({ row: userJson(user, everything), shown: () => userJson(user, query.select) }));
  return listing(call, { rows, query, fragment: 'users', pageSize: 100, projected: true });
}

function countUsers(call: Call) {
  const query = readQuery(countable(call.url.searchParams), { ...LIST, allow: ['$filter', '$search', '$count'] }, call.header);
  return ok(filtered(listed(call).map((user) => ({ row: userJson(user, everything) })), query).length, { 'Content-Type': 'text/plain' });
}

/** `/users/$count` is a count already: the header is still required. */
export function countable(search: URLSearchParams): URLSearchParams {
  const copy = new URLSearchParams(search);
  copy.set('$count', 'true');
  return copy;
}

function getUser(call: Call) {
  const user = findUser(call, param(call, 'user'));
  mayRead(call, user);
  const query = readQuery(call.url.searchParams, ONE, call.header);
  return ok({ '@odata.context': context(call, query.select === undefined ? 'users/$entity' : `users(${query.select.join(',')})/$entity`), ...userJson(user, query.select) });
}

function joinedTeams(call: Call) {
  const user = findUser(call, param(call, 'user'));
  const query = readQuery(call.url.searchParams, { shape: TEAM, allow: ['$select', '$skiptoken'] }, call.header);
  const { state } = call.ctx;
  const teams = state.memberships.filter((m) => m.channelId === null && m.userId === user.id).flatMap((m) => state.teams.get(m.teamId) ?? []).filter((team) => isUsable(call.ctx, team));
  const rows = teams.map((team) => {
    // Only these come back, whatever else a team has ("List joinedTeams").
    const row = { id: team.id, displayName: team.displayName, description: team.description, isArchived: team.isArchived, tenantId: call.ctx.tenant().id };
    return { row, shown: () => row };
  });
  return listing(call, { rows, query, fragment: 'teams', pageSize: 1000, alwaysCount: true });
}

function memberOf(call: Call) {
  const user = findUser(call, param(call, 'user'));
  const query = readQuery(call.url.searchParams, MEMBER_OF, call.header);
  const { state } = call.ctx;
  const now = call.ctx.clock.now();
  const groups = state.memberships.filter((m) => m.channelId === null && m.userId === user.id && m.listedFrom <= now).flatMap((m) => state.groups.get(m.teamId) ?? []).filter((g) => g.deletedAt === null && g.listedFrom <= now);
  const cast = call.url.pathname.endsWith('microsoft.graph.group');
  const rows = groups.map((group) => ({ row: groupJson(group, call.ctx.tenant().domain, GROUP.properties), shown: () => ({ ...(cast ? {} : { '@odata.type': '#microsoft.graph.group' }), ...groupJson(group, call.ctx.tenant().domain, query.select) }) }));
  return listing(call, { rows, query, fragment: cast ? 'groups' : 'directoryObjects', pageSize: 100, projected: true });
}

const memberOfPaths = ['memberOf', 'memberOf/microsoft.graph.group', 'transitiveMemberOf', 'transitiveMemberOf/microsoft.graph.group'];

export const USERS: readonly Operation[] = [
  { method: 'GET', path: '/users', permissions: PERMISSIONS.listUsers, run: listUsers },
  { method: 'GET', path: '/users/$count', permissions: PERMISSIONS.listUsers, run: countUsers },
  { method: 'GET', path: '/users/{user}', permissions: PERMISSIONS.readUser, run: getUser },
  { method: 'GET', path: '/users/{user}/joinedTeams', permissions: PERMISSIONS.joinedTeams, run: joinedTeams },
  ...memberOfPaths.map((path): Operation => ({ method: 'GET', path: `/users/{user}/${path}`, permissions: PERMISSIONS.memberOf, run: memberOf })),
];
