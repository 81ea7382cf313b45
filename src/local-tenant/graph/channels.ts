// Channels of the three kinds: standard (the team's members), private (members of their own), shared (made asynchronously). "Create channel".

import type { Channel, Team } from '../state.ts';
import { BOOLEAN, READ_ONLY, readObject, STRING, textOf, type Fields, type Json } from './body.ts';
import { listing } from './collection.ts';
import { MEMBER_LIST, readMember, type NewMember } from './conversation-members.ts';
import { badRequest, forbidden, notFound } from './errors.ts';
import { channelNameFault } from './names.ts';
import { readQuery, type Rules } from './odata.ts';
import { accepted, context, created, noContent, ok, type Call, type Operation } from './operation.ts';
import { PERMISSIONS } from './permissions.ts';
import { CHANNEL, channelJson } from './shapes.ts';
import { CHANNELS_PER_TEAM, locationOf } from './teams.ts';
import { channelOf, isThere, teamOf } from './team-access.ts';

const NAME_RESERVED_MS = 30 * 86_400_000;
/** "at most 200 members when creating a private channel". */
const PRIVATE_MEMBERS_AT_CREATION = 200;
const NEW_CHANNEL: Fields = {
  displayName: STRING, description: { is: 'string', max: 1024, nullable: true }, membershipType: { is: 'enum', of: ['standard', 'private', 'shared'] }, layoutType: { is: 'enum', of: ['post', 'chat'] }, members: MEMBER_LIST,
  id: READ_ONLY, createdDateTime: READ_ONLY, email: READ_ONLY, webUrl: READ_ONLY, tenantId: READ_ONLY, isArchived: READ_ONLY, isFavoriteByDefault: READ_ONLY, summary: READ_ONLY,
};
const CHANGED_CHANNEL: Fields = { displayName: STRING, description: { is: 'string', max: 1024, nullable: true }, layoutType: { is: 'enum', of: ['post', 'chat'] }, membershipType: READ_ONLY, id: READ_ONLY, createdDateTime: READ_ONLY, email: READ_ONLY, webUrl: READ_ONLY, tenantId: READ_ONLY, isArchived: READ_ONLY, isFavoriteByDefault: READ_ONLY, summary: READ_ONLY, members: READ_ONLY };
const LIST: Rules = { shape: CHANNEL, allow: ['$select', '$filter', '$expand'], expandable: [], filterable: ['displayName', 'membershipType', 'id', 'layoutType'] };

/** Private channels show only to who is in them, unless an application or an administrator asks. */
function visible(call: Call, team: Team): Channel[] {
  const { state } = call.ctx;
  const mine = (c: Channel) => call.caller.user === undefined || call.caller.user.admin === true || c.membershipType === 'standard' || state.memberships.find((m) => m.channelId === c.id && m.userId === call.caller.user?.id) !== undefined;
  return state.channels.filter((c) => c.teamId === team.id && isThere(call.ctx, c) && mine(c)).toSorted((a, b) => Number(b.isGeneral) - Number(a.isGeneral) || a.createdAt - b.createdAt || a.id.localeCompare(b.id));
}

function listChannels(call: Call) {
  const query = readQuery(call.url.searchParams, LIST, call.header);
  const team = teamOf(call);
  const rows = visible(call, team).map((c) => ({ row: { id: c.id, displayName: c.displayName, membershipType: c.membershipType, layoutType: 'post' } as Json, shown: () => channelJson(call, c, query.select) }));
  return listing(call, { rows, query, fragment: `teams('${team.id}')/channels`, pageSize: 5000, alwaysCount: true, projected: true });
}

function answer(call: Call, channel: Channel, select?: readonly string[]): Json {
  return { '@odata.context': context(call, `teams('${channel.teamId}')/channels${select === undefined ? '' : `(${select.join(',')})`}/$entity`), ...channelJson(call, channel, select) };
}
function getChannel(call: Call) {
  const query = readQuery(call.url.searchParams, { ...LIST, allow: ['$select', '$expand', '$filter'] }, call.header);
  return ok(answer(call, channelOf(call, teamOf(call)), query.select));
}
function primaryChannel(call: Call) {
  const query = readQuery(call.url.searchParams, LIST, call.header);
  const team = teamOf(call);
  const general = call.ctx.state.channels.find((c) => c.teamId === team.id && c.isGeneral);
  if (general === undefined) throw notFound('The primary channel was not found.');
  return ok(answer(call, general, query.select));
}

function createChannel(call: Call) {
  const team = teamOf(call, { write: true });
  const body = readObject(call.body, 'channel', NEW_CHANNEL);
  if (body['@microsoft.graph.channelCreationMode'] !== undefined) throw forbidden('Migration mode needs Teamwork.Migrate.All, and this stand-in has none.');
  const displayName = body['displayName'];
  if (typeof displayName !== 'string') throw badRequest('Bad Request: a channel needs a displayName.');
  refuseName(call, team, displayName, undefined);
  const type = textOf(body, 'membershipType', 'standard').toLowerCase() as Channel['membershipType'];
  const { state, clock } = call.ctx;
  if (state.channels.filter((c) => c.teamId === team.id && isReserved(c, clock.now())).length >= CHANNELS_PER_TEAM) throw forbidden(`The maximum number of channels in a team (${CHANNELS_PER_TEAM}, with those deleted in the last 30 days) has been reached.`, 'Forbidden', 'ChannelLimitReached');
  const members = readMembers(call, team, type, (body['members'] as unknown[] | undefined) ?? []);
  const description = (body['description'] as string | undefined) ?? null;
  if (type === 'shared') return createShared(call, team, { displayName, description, members });
  const channel = call.ctx.world.createChannel({ teamId: team.id, displayName, description, membershipType: type, members: members.map((m) => ({ userId: m.user.id, roles: m.roles })) });
  return created(answer(call, channel), { Location: `/teams('${team.id}')/channels('${channel.id}')` });
}

function createShared(call: Call, team: Team, c: { displayName: string; description: string | null; members: NewMember[] }) {
  const channel = call.ctx.world.createChannel({ teamId: team.id, displayName: c.displayName, description: c.description, membershipType: 'shared', members: c.members.map((m) => ({ userId: m.user.id, roles: m.roles })), inMs: call.ctx.options.operationMs });
  const operation = call.ctx.world.newOperation({ teamId: team.id, operationType: 'createChannel', inMs: call.ctx.options.operationMs, target: { id: channel.id, location: `/teams('${team.id}')/channels('${channel.id}')` } });
  return accepted(locationOf(operation));
}

const isReserved = (c: Channel, now: number): boolean => c.deletedAt === null || now - c.deletedAt < NAME_RESERVED_MS;

function refuseName(call: Call, team: Team, name: string, self: Channel | undefined): void {
  const fault = channelNameFault(name);
  if (fault !== undefined) throw fault;
  const { state, clock } = call.ctx;
  // A deleted channel keeps its name for thirty days: it can still be restored.
  const taken = state.channels.find((c) => c !== self && c.teamId === team.id && c.displayName.toLowerCase() === name.toLowerCase() && isReserved(c, clock.now()));
  if (taken === undefined) return;
  call.ctx.counters.note('channel-name-again', `${team.displayName}: ${name}`);
  throw badRequest('Channel name already existed, please use other name.', 'BadRequest', 'NameAlreadyExists');
}

function readMembers(call: Call, team: Team, type: Channel['membershipType'], raw: readonly unknown[]): NewMember[] {
  if (type === 'standard') {
    if (raw.length > 0) throw badRequest('Bad Request: members cannot be given for a standard channel: it has those of the team.');
    return [];
  }
  const { state, clock } = call.ctx;
  if (type === 'private' && clock.now() < team.settledAt) throw notFound(`Failed to execute Skype backend request CreateThreadRequest: team ${team.id} was not found.`, 'NotFound', 'ThreadNotFound');
  if (type === 'private' && raw.length > PRIVATE_MEMBERS_AT_CREATION) throw badRequest(`Bad Request: at most ${PRIVATE_MEMBERS_AT_CREATION} members can be given when a private channel is created.`);
  const members = raw.map((m) => readMember(call, m));
  if (new Set(members.map((m) => m.user.id)).size !== members.length) throw badRequest('Bad Request: duplicate members are specified in the request body.', 'BadRequest', 'DuplicateMembers');
  if (call.caller.user !== undefined && members.every((m) => m.user.id !== call.caller.user?.id)) members.push({ user: call.caller.user, roles: ['owner'] });
  const owners = members.filter((m) => m.roles.includes('owner'));
  if (owners.length === 0) throw badRequest(`Bad Request: a ${type} channel needs a member with the role owner when it is created in application context.`, 'BadRequest', 'OwnerRequired');
  if (type === 'shared' && owners.length > 1) throw badRequest('Bad Request: only one owner can be given when a shared channel is created.', 'BadRequest', 'TooManyOwners');
  if (type === 'private') {
    for (const { user } of members) {
      const membership = state.memberships.find((m) => m.teamId === team.id && m.channelId === null && m.userId === user.id);
      if (membership === undefined) throw badRequest(`Bad Request: '${user.id}' is not a member of the team: members of a private channel must be in its team.`, 'BadRequest', 'NotInTeam');
      if (membership.listedFrom > clock.now()) throw notFound(`Failed to find '${user.id}' in the roster of the team.`, 'NotFound', 'MemberNotFound');
    }
  }
  return members;
}

function patchChannel(call: Call) {
  const team = teamOf(call, { write: true });
  const channel = channelOf(call, team);
  const body = readObject(call.body, 'channel', CHANGED_CHANNEL);
  const name = body['displayName'];
  if (typeof name === 'string' && name !== channel.displayName) {
    if (channel.isGeneral) throw badRequest('Bad Request: the General channel cannot be renamed.', 'BadRequest', 'GeneralChannel');
    refuseName(call, team, name, channel);
  }
  call.ctx.world.patchChannel(channel, { ...(typeof name === 'string' ? { displayName: name } : {}), ...(body['description'] === undefined ? {} : { description: body['description'] as string | null }) });
  return noContent;
}

function deleteChannel(call: Call) {
  const channel = channelOf(call, teamOf(call, { write: true }));
  if (channel.isGeneral) throw badRequest('Bad Request: the General channel cannot be deleted.', 'BadRequest', 'GeneralChannel');
  call.ctx.world.deleteChannel(channel);
  return noContent;
}

function archive(archived: boolean) {
  return (call: Call) => {
    const channel = channelOf(call, teamOf(call, { as: 'owner', write: true }));
    if (channel.isGeneral) throw badRequest('Bad Request: the General channel cannot be archived.', 'BadRequest', 'GeneralChannel');
    if (call.body !== undefined && archived) readObject(call.body, 'archive', { shouldSetSpoSiteReadOnlyForMembers: BOOLEAN });
    return accepted(locationOf(call.ctx.world.archiveChannel(channel, archived)));
  };
}

export const CHANNELS: readonly Operation[] = [
  { method: 'GET', path: '/teams/{team}/channels', permissions: PERMISSIONS.readChannel, run: listChannels },
  { method: 'GET', path: '/teams/{team}/allChannels', permissions: PERMISSIONS.readChannel, run: listChannels },
  { method: 'POST', path: '/teams/{team}/channels', permissions: PERMISSIONS.createChannel, run: createChannel },
  { method: 'GET', path: '/teams/{team}/primaryChannel', permissions: PERMISSIONS.readChannel, run: primaryChannel },
  { method: 'GET', path: '/teams/{team}/channels/{channel}', permissions: PERMISSIONS.readChannel, run: getChannel },
  { method: 'PATCH', path: '/teams/{team}/channels/{channel}', permissions: PERMISSIONS.changeChannel, run: patchChannel },
  { method: 'DELETE', path: '/teams/{team}/channels/{channel}', permissions: PERMISSIONS.deleteChannel, run: deleteChannel },
  { method: 'POST', path: '/teams/{team}/channels/{channel}/archive', permissions: PERMISSIONS.changeChannel, run: archive(true) },
  { method: 'POST', path: '/teams/{team}/channels/{channel}/unarchive', permissions: PERMISSIONS.changeChannel, run: archive(false) },
];
