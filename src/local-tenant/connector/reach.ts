// Where a bot may speak and to whom: installed in the team, or for the person; not in a channel kind that its app does not support.

import type { CatalogApp, Channel, State, Team, User } from '../state.ts';
import { readManifest } from './manifest.ts';

export const appOfBot = (state: State, botAppId: string): CatalogApp | undefined =>
  state.catalog.find((app) => readManifest(app).bots.some((bot) => bot.botId === botAppId.toLowerCase()));

export const installed = (state: State, app: CatalogApp, scope: 'team' | 'user', scopeId: string): boolean =>
  state.installations.find((entry) => entry.scope === scope && entry.scopeId === scopeId && entry.catalogAppId === app.id) !== undefined;

export const isTeamMember = (state: State, teamId: string, userId: string): boolean =>
  state.memberships.find((entry) => entry.teamId === teamId && entry.channelId === null && entry.userId === userId) !== undefined;

/** A private or shared channel has members of its own; a standard one has the team's. */
export function membersOf(state: State, teamId: string, channel: Channel | null): User[] {
  const own = channel !== null && channel.membershipType !== 'standard';
  return state.memberships
    .filter((entry) => entry.teamId === teamId && (own ? entry.channelId === channel.id : entry.channelId === null))
    .sort((a, b) => Number(b.roles.includes('owner')) - Number(a.roles.includes('owner')) || (a.userId < b.userId ? -1 : 1))
    .map((entry) => state.users.get(entry.userId))
    .filter((user): user is User => user !== undefined);
}

export const supportsChannel = (app: CatalogApp, channel: Channel): boolean => readManifest(app).channelTypes.includes(channel.membershipType);

export const inTeam = (state: State, app: CatalogApp, team: Team): boolean => installed(state, app, 'team', team.id);

/** A bot may begin a chat with a person who has the app, or who is in a team that has it. */
export function reachable(state: State, app: CatalogApp, userId: string): boolean {
  if (installed(state, app, 'user', userId)) return true;
  return state.installations.filter((entry) => entry.scope === 'team' && entry.catalogAppId === app.id).some((entry) => isTeamMember(state, entry.scopeId, userId));
}

const blockedKey = (botAppId: string, userId: string): string => `blocked-bot|${botAppId}|${userId}`;
export const isBlocked = (state: State, botAppId: string, userId: string): boolean => state.settings.get(blockedKey(botAppId, userId)) === true;
export function block(state: State, botAppId: string, userId: string, blocked: boolean): void {
  if (blocked) state.settings.put(blockedKey(botAppId, userId), true); else state.settings.delete(blockedKey(botAppId, userId));
}
