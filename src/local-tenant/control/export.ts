// The tenant as a test wants to compare it with a charter: names rather than ids, sorted, without what is deleted.

import type { TenantContext } from '../context.ts';

const byName = <T extends { displayName: string }>(rows: T[]): T[] => rows.toSorted((a, b) => a.displayName.localeCompare(b.displayName, 'fr') || JSON.stringify(a).localeCompare(JSON.stringify(b)));

export function stateByName(ctx: TenantContext) {
  const { state } = ctx;
  const upn = (userId: string) => state.users.get(userId)?.userPrincipalName ?? userId;
  const appName = (id: string) => state.catalog.get(id)?.displayName ?? id;
  const members = (teamId: string, channelId: string | null) => state.memberships.filter((m) => m.teamId === teamId && m.channelId === channelId).map((m) => ({ user: upn(m.userId), roles: m.roles })).toSorted((a, b) => a.user.localeCompare(b.user));
  const teams = state.teams.filter((t) => state.groups.get(t.id)?.deletedAt === null).map((t) => ({
    id: t.id, displayName: t.displayName, description: t.description, visibility: t.visibility, isArchived: t.isArchived, ready: t.readyAt <= ctx.clock.now(), settings: t.settings,
    members: members(t.id, null),
    apps: state.installations.filter((i) => i.scope === 'team' && i.scopeId === t.id).map((i) => appName(i.catalogAppId)).toSorted(),
    channels: byName(state.channels.filter((c) => c.teamId === t.id && c.deletedAt === null).map((c) => ({
      id: c.id, displayName: c.displayName, description: c.description, membershipType: c.membershipType, isGeneral: c.isGeneral, isArchived: c.isArchived,
      members: c.membershipType === 'standard' ? null : members(t.id, c.id),
      tabs: state.tabs.filter((x) => x.channelId === c.id).map((x) => ({ id: x.id, displayName: x.displayName, app: appName(x.catalogAppId), configuration: x.configuration })).toSorted((a, b) => a.displayName.localeCompare(b.displayName, 'fr')),
    }))),
  }));
  return {
    tenant: ctx.tenant(),
    teams: byName(teams),
    groups: byName(state.groups.filter((g) => g.deletedAt === null && !g.isTeam).map((g) => ({ id: g.id, displayName: g.displayName, mailNickname: g.mailNickname, members: members(g.id, null) }))),
    personalApps: state.installations.filter((i) => i.scope === 'user').map((i) => ({ user: upn(i.scopeId), app: appName(i.catalogAppId) })).toSorted((a, b) => a.user.localeCompare(b.user)),
    catalog: state.catalog.values().map((a) => ({ id: a.id, externalId: a.externalId, displayName: a.displayName, version: a.version })),
    registrations: state.registrations.values().map((r) => ({ appId: r.appId, displayName: r.displayName, graphRoles: r.graphRoles, graphScopes: r.graphScopes })),
    users: state.users.size,
    subscriptions: state.subscriptions.values(),
  };
}

/** Meetings as their organizers see them; in each, who answered what. */
export const meetings = (ctx: TenantContext) =>
  ctx.state.calendarEvents.filter((e) => e.isOrganizer).map((e) => ({
    id: e.id, uid: e.uid, subject: e.content.subject, organizer: e.organizer.address, start: e.content.start, end: e.content.end, series: e.recurrence, exceptions: e.exceptions, cancelledDays: e.cancelledDays, cancelled: e.deletedAt !== null,
    joinUrl: e.online?.joinUrl ?? null, attendees: e.content.attendees.map((a) => ({ address: a.emailAddress.address, type: a.type, response: a.response })), transactionId: e.transactionId, extended: e.extended,
  }));

/** Every table but the keys. */
export function stateRaw(ctx: TenantContext) {
  const { users, groups, teams, channels, memberships, catalog, installations, tabs, operations, bots, subscriptions, driveItems, changes, pending, calendarEvents, calendarChanges } = ctx.state;
  return Object.fromEntries(Object.entries({ users, groups, teams, channels, memberships, catalog, installations, tabs, operations, bots, subscriptions, driveItems, changes, pending, calendarEvents, calendarChanges }).map(([name, table]) => [name, table.values()]));
}

export const conversations = (ctx: TenantContext) =>
  ctx.state.conversations.values().map((c) => ({ ...c, messages: ctx.state.messages.filter((m) => m.conversationId === c.id).toSorted((a, b) => a.createdAt - b.createdAt) }));
