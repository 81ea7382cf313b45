// Finding a team or a channel for a request: not before it is ready, not when it was deleted, and with the words of the service.

import type { TenantContext } from '../context.ts';
import { isGuid } from '../ids.ts';
import type { Channel, Team } from '../state.ts';
import { requirePlace } from './access.ts';
import { badRequest, forbidden, notFound } from './errors.ts';
import { param, type Call } from './operation.ts';

export function isUsable(ctx: TenantContext, team: Team): boolean {
  return team.readyAt <= ctx.clock.now() && ctx.state.groups.get(team.id)?.deletedAt === null;
}

/** The team of the path. `write`: an archived team is read-only, but for its members. */
export function teamOf(call: Call, need: { as?: 'member' | 'owner'; write?: boolean } = {}): Team {
  const id = param(call, 'team');
  if (!isGuid(id)) throw badRequest('teamId needs to be a valid GUID.');
  const team = call.ctx.state.teams.get(id.toLowerCase());
  if (team === undefined || !isUsable(call.ctx, team)) throw notFound(`No team found with Group Id ${id}`, 'NotFound', 'ItemNotFound');
  requirePlace(call, team, need.as ?? 'member');
  if (need.write === true && team.isArchived) throw forbidden('The team is archived: it can only be read.', 'Forbidden', 'TeamArchived');
  return team;
}

/** A shared channel exists some time after it was asked for. */
export const isThere = (ctx: TenantContext, channel: Channel): boolean => channel.deletedAt === null && channel.createdAt <= ctx.clock.now();

export function channelOf(call: Call, team: Team): Channel {
  const id = param(call, 'channel');
  if (!/^19:[\w-]+@thread\.(?:tacv2|skype|v2)$/.test(id)) throw badRequest(`Invalid thread id: '${id}'.`);
  const channel = call.ctx.state.channels.get(id);
  if (channel === undefined || channel.teamId !== team.id || !isThere(call.ctx, channel)) throw notFound(`NotFound: no channel found with id ${id} in team ${team.id}`, 'NotFound', 'ItemNotFound');
  const { caller, ctx } = call;
  // A private channel exists only for those who are in it.
  if (channel.membershipType !== 'standard' && caller.user !== undefined && caller.user.admin !== true && ctx.state.memberships.find((m) => m.channelId === channel.id && m.userId === caller.user?.id) === undefined) throw notFound(`NotFound: no channel found with id ${id} in team ${team.id}`, 'NotFound', 'ItemNotFound');
  return channel;
}
