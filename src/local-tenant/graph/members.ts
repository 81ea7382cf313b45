// Members of teams and of private and shared channels, one by one and in bulk. "Add member to team", "conversationMember: add".

import type { Channel, Membership, Team } from '../state.ts';
import { READ_ONLY, readObject, STRING, type Fields } from './body.ts';
import { listing } from './collection.ts';
import { checkType, MEMBER_LIST, readMember, readRoles, refuseGuest, type NewMember } from './conversation-members.ts';
import { badRequest, GraphError, notFound } from './errors.ts';
import { readQuery, type Rules } from './odata.ts';
import { context, created, noContent, ok, param, type Call, type Operation } from './operation.ts';
import { PERMISSIONS } from './permissions.ts';
import { MEMBER, memberJson, type Json } from './shapes.ts';
import { channelOf, teamOf } from './team-access.ts';

/** "members/add: at most 200 conversation members". */
const BULK = 200;
/** "Limits and specifications for Microsoft Teams". */
const MEMBERS_PER_TEAM = 25_000;
const OWNERS_PER_TEAM = 100;
const CHANGED: Fields = { roles: { is: 'list', of: STRING }, id: READ_ONLY, displayName: READ_ONLY, email: READ_ONLY, userId: READ_ONLY, 'user@odata.bind': READ_ONLY };
const LIST: Rules = { shape: MEMBER, allow: ['$filter', '$select', '$top', '$skiptoken', '$count'], filterable: ['displayName', 'email', 'userId', 'roles'], maxTop: 999 };

interface Roster { team: Team; channel: Channel | null; fragment: string; members: () => Membership[] }

const teamRoster = (call: Call, as: 'member' | 'owner' = 'member'): Roster => {
  const team = teamOf(call, { as });
  return { team, channel: null, fragment: `teams('${team.id}')/members`, members: () => call.ctx.state.memberships.filter((m) => m.teamId === team.id && m.channelId === null) };
};
const channelRoster = (call: Call): Roster => {
  const team = teamOf(call);
  const channel = channelOf(call, team);
  const members = () => call.ctx.state.memberships.filter((m) => m.teamId === team.id && (channel.membershipType === 'standard' ? m.channelId === null : m.channelId === channel.id));
  return { team, channel, fragment: `teams('${team.id}')/channels('${encodeURIComponent(channel.id)}')/members`, members };
};
/** A standard channel has no members of its own to write. */
const writableRoster = (call: Call): Roster => {
  const roster = channelRoster(call);
  if (roster.channel?.membershipType === 'standard') throw badRequest("Bad Request: members can be changed only in channels whose membershipType is 'private' or 'shared'.", 'BadRequest', 'StandardChannel');
  return roster;
};

function list(roster: (call: Call) => Roster) {
  return (call: Call) => {
    const query = readQuery(call.url.searchParams, LIST, call.header);
    const { members, fragment } = roster(call);
    const now = call.ctx.clock.now();
    const rows = members().filter((m) => m.listedFrom <= now).map((m) => { const row: Json = memberJson(call, m); return { row, shown: () => row }; });
    return listing(call, { rows, query, fragment, pageSize: 100, alwaysCount: true });
  };
}

function find(call: Call, roster: Roster): Membership {
  const membership = roster.members().find((m) => m.id === param(call, 'member'));
  if (membership === undefined) throw notFound('NotFound: no member found with that id.', 'NotFound', 'MemberNotFound');
  return membership;
}
const answer = (call: Call, roster: Roster, m: Membership): Json => ({ '@odata.context': context(call, `${roster.fragment}/microsoft.graph.aadUserConversationMember/$entity`), ...memberJson(call, m) });

function get(roster: (call: Call) => Roster) {
  return (call: Call) => {
    const r = roster(call);
    const membership = find(call, r);
    if (membership.listedFrom > call.ctx.clock.now()) throw notFound('NotFound: no member found with that id.', 'NotFound', 'MemberNotFound');
    return ok(answer(call, r, membership));
  };
}

function add(roster: (call: Call) => Roster) {
  return (call: Call) => {
    const r = roster(call);
    const membership = join(call, r, readMember(call, call.body));
    return created(answer(call, r, membership));
  };
}

/** Adding somebody who is there already changes nothing, but may make them an owner. */
function join(call: Call, { team, channel, members }: Roster, { user, roles }: NewMember): Membership {
  refuseGuest(call, user);
  const { world, counters, state, clock } = call.ctx;
  // "TeamMember.ReadWriteNonOwnerRole.All": members only.
  if (roles.includes('owner') && channel === null && !call.caller.granted.some((g) => g === 'TeamMember.ReadWrite.All')) throw new GraphError(403, 'Forbidden', 'The permission on the request does not allow the role owner to be given.');
  const roster = members();
  const existing = roster.find((m) => m.userId === user.id);
  if (roles.includes('owner') && roster.filter((m) => m.roles.includes('owner') && m !== existing).length >= OWNERS_PER_TEAM) throw badRequest(`Bad Request: a team has at most ${OWNERS_PER_TEAM} owners.`, 'BadRequest', 'OwnerLimitReached');
  if (existing !== undefined) {
    counters.note('member-again', `${team.displayName}: ${user.userPrincipalName}`);
    if (roles.includes('owner') && !existing.roles.includes('owner')) world.setRoles(existing, roles);
    return existing;
  }
  if (roster.length >= MEMBERS_PER_TEAM) throw badRequest(`Bad Request: a team has at most ${MEMBERS_PER_TEAM} members.`, 'BadRequest', 'MemberLimitReached');
  if (channel?.membershipType === 'private') {
    const inTeam = state.memberships.find((m) => m.teamId === team.id && m.channelId === null && m.userId === user.id);
    if (inTeam === undefined) throw badRequest(`Bad Request: '${user.id}' is not a member of the team: members of a private channel must be in its team.`, 'BadRequest', 'NotInTeam');
    if (inTeam.listedFrom > clock.now()) throw notFound(`Failed to find '${user.id}' in the roster of the team.`, 'NotFound', 'MemberNotFound');
  }
  return world.addMember({ teamId: team.id, channelId: channel?.id ?? null, userId: user.id, roles: user.userType === 'Guest' ? [...new Set([...roles, 'guest'])] : roles, by: call.caller.user?.id ?? null });
}

/** 200 when all went well, 207 when only some did: each result says what happened to it. */
function bulkAdd(call: Call) {
  const roster = teamRoster(call);
  const body = readObject(call.body, 'add', { values: MEMBER_LIST });
  const values = body['values'];
  if (!Array.isArray(values) || values.length === 0) throw badRequest("Bad Request: 'values' must be a non-empty collection of members.");
  if (values.length > BULK) throw badRequest(`Bad Request: at most ${BULK} members can be added in one request (${values.length} were given).`, 'BadRequest', 'TooManyMembers');
  for (const value of values) readShape(value);
  let failed = 0;
  const results = values.map((value, i): Json => {
    const result = { '@odata.type': '#microsoft.graph.aadUserConversationMemberResult', userId: null as string | null, error: null as Json | null };
    try {
      // What a fault takes away: every third, and always the first.
      if (call.partial && i % 3 === 0) throw new GraphError(500, 'InternalServerError', 'Failed to add the member.');
      const member = readMember(call, value);
      result.userId = member.user.id;
      join(call, roster, member);
    } catch (error) {
      if (!(error instanceof GraphError)) throw error;
      failed += 1;
      result.userId ??= String((value as Json)['user@odata.bind']).replace(/^.*\('?([^')]+)'?\)$/, '$1').replace(/^.*\//, '');
      result.error = { code: error.code, message: error.message };
    }
    return result;
  });
  return { status: failed === 0 ? 200 : 207, body: { '@odata.context': context(call, 'Collection(microsoft.graph.aadUserConversationMemberResult)'), value: results } };
}

/** A malformed member fails the whole request; one that cannot be added fails alone. */
function readShape(value: unknown): void {
  const body = value as Json;
  checkType(body);
  readRoles(body);
  if (body['user@odata.bind'] === undefined) throw badRequest("Bad Request: 'user@odata.bind' must be given for a member.");
}

function patch(roster: (call: Call) => Roster) {
  return (call: Call) => {
    const r = roster(call);
    const membership = find(call, r);
    const body = readObject(call.body, 'conversationMember', CHANGED);
    checkType(body);
    const roles = readRoles(body);
    if (!roles.includes('owner')) refuseLastOwner(r, membership);
    call.ctx.world.setRoles(membership, roles);
    return ok(answer(call, r, membership));
  };
}

function remove(roster: (call: Call) => Roster) {
  return (call: Call) => {
    const r = roster(call);
    const membership = find(call, r);
    refuseLastOwner(r, membership);
    call.ctx.world.removeMember(membership, call.caller.user?.id ?? null);
    return noContent;
  };
}

function refuseLastOwner(roster: Roster, membership: Membership): void {
  if (!membership.roles.includes('owner')) return;
  if (roster.members().filter((m) => m !== membership && m.roles.includes('owner')).length === 0) throw badRequest('Bad Request: the last owner can be neither removed nor made a member. Name another owner first.', 'BadRequest', 'LastOwner');
}

const owned = (call: Call) => teamRoster(call, 'owner');
const anyMember = (call: Call) => teamRoster(call);

export const MEMBERS: readonly Operation[] = [
  { method: 'GET', path: '/teams/{team}/members', permissions: PERMISSIONS.readMembers, run: list(anyMember) },
  { method: 'POST', path: '/teams/{team}/members', permissions: PERMISSIONS.addMember, run: add(owned) },
  { method: 'POST', path: '/teams/{team}/members/add', permissions: PERMISSIONS.addMember, run: bulkAdd },
  { method: 'GET', path: '/teams/{team}/members/{member}', permissions: PERMISSIONS.readMembers, run: get(anyMember) },
  { method: 'PATCH', path: '/teams/{team}/members/{member}', permissions: PERMISSIONS.changeMember, run: patch(owned) },
  { method: 'DELETE', path: '/teams/{team}/members/{member}', permissions: PERMISSIONS.addMember, run: remove(owned) },
  { method: 'GET', path: '/teams/{team}/channels/{channel}/members', permissions: PERMISSIONS.readChannelMembers, run: list(channelRoster) },
  { method: 'GET', path: '/teams/{team}/channels/{channel}/allMembers', permissions: PERMISSIONS.readChannelMembers, run: list(channelRoster) },
  { method: 'POST', path: '/teams/{team}/channels/{channel}/members', permissions: PERMISSIONS.writeChannelMembers, run: add(writableRoster) },
  { method: 'GET', path: '/teams/{team}/channels/{channel}/members/{member}', permissions: PERMISSIONS.readChannelMembers, run: get(channelRoster) },
  { method: 'PATCH', path: '/teams/{team}/channels/{channel}/members/{member}', permissions: PERMISSIONS.writeChannelMembers, run: patch(writableRoster) },
  { method: 'DELETE', path: '/teams/{team}/channels/{channel}/members/{member}', permissions: PERMISSIONS.writeChannelMembers, run: remove(writableRoster) },
];
