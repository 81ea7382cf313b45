// The tenant's acts: the one place that changes teams, channels, members, apps and tabs, and tells the others what happened.
// It judges nothing: who may do what, and which names are refused, is decided by whoever calls (Graph's rules, or a person in the client).

import type { Clock } from './clock.ts';
import { drawFor } from './faults.ts';
import type { EventBus, TenantEventName, TenantEvents } from './events.ts';
import { guid, opaqueId, threadId } from './ids.ts';
import type { TenantOptions } from './options.ts';
import type { CatalogApp, Channel, Group, Installation, Membership, Operation, PendingEvent, State, Tab, Team, TenantInfo, User } from './state.ts';

export interface NewTeam {
  displayName: string;
  description: string | null;
  visibility: 'private' | 'public';
  /** Null: the name of the first channel is General. */
  firstChannelName: string | null;
  settings: Team['settings'];
  ownerIds: readonly string[];
  channels: readonly { displayName: string; description: string | null; isFavoriteByDefault: boolean | null; tabs: readonly NewTab[] }[];
  installedAppIds: readonly string[];
  /** The person for whom it is made; null for an application. */
  by: string | null;
}
export interface NewTab { displayName: string; catalogAppId: string; configuration: Tab['configuration'] }
export interface NewChannel {
  teamId: string;
  displayName: string;
  description: string | null;
  membershipType: Channel['membershipType'];
  /** Of a private or shared channel. */
  members: readonly { userId: string; roles: readonly string[] }[];
  /** Until it is there; 0 unless given. */
  inMs?: number;
}
export interface NewGroup { displayName: string; description: string | null; mailNickname: string; visibility: Group['visibility']; ownerIds: readonly string[]; memberIds: readonly string[] }

export interface World {
  putUser(user: User): User;
  createGroup(group: NewGroup): Group;
  patchGroup(group: Group, change: Partial<Pick<Group, 'displayName' | 'description' | 'visibility' | 'mailNickname'>>): void;
  deleteGroup(group: Group): void;
  restoreGroup(group: Group): void;
  createTeam(team: NewTeam, failure?: Operation['error']): { team: Team; operation: Operation };
  /** Makes a team of a group; `readyAt` is now when the answer is synchronous (PUT). */
  teamify(group: Group, settings: Team['settings'], readyInMs: number): { team: Team; operation: Operation };
  patchTeam(team: Team, change: Partial<Pick<Team, 'displayName' | 'description' | 'visibility' | 'settings'>>): void;
  archiveTeam(team: Team, archived: boolean): Operation;
  createChannel(channel: NewChannel): Channel;
  patchChannel(channel: Channel, change: Partial<Pick<Channel, 'displayName' | 'description'>>): void;
  archiveChannel(channel: Channel, archived: boolean): Operation;
  /** Its tabs and members come back with it if it is restored within thirty days. */
  deleteChannel(channel: Channel): void;
  restoreChannel(channel: Channel): void;
  addMember(member: { teamId: string; channelId: string | null; userId: string; roles: readonly string[]; by: string | null }): Membership;
  setRoles(membership: Membership, roles: readonly string[]): void;
  /** Leaving a team is leaving its private channels too. */
  removeMember(membership: Membership, by: string | null): void;
  putCatalogApp(app: Omit<CatalogApp, 'createdAt' | 'id'> & { id?: string }): CatalogApp;
  removeCatalogApp(app: CatalogApp): void;
  installApp(installation: { scope: Installation['scope']; scopeId: string; catalogAppId: string; consented?: Installation['consented']; by: string | null }): Installation;
  upgradeApp(installation: Installation): void;
  uninstallApp(installation: Installation, by: string | null): void;
  addTab(tab: NewTab & { teamId: string; channelId: string; by: string | null }): Tab;
  patchTab(tab: Tab, change: Partial<Pick<Tab, 'displayName' | 'configuration' | 'sortOrderIndex'>>): void;
  removeTab(tab: Tab): void;
  newOperation(operation: Pick<Operation, 'teamId' | 'operationType' | 'target'> & { inMs: number; error?: Operation['error'] }): Operation;
  /** Tells what was due when the stand-in was last stopped; to be called once the listeners are there. */
  start(): void;
}

export const GENERAL = 'General';
const CHANGE_LOG_KEPT = 20_000;

export function openWorld({ state, clock, events, options, tenant }: { state: State; clock: Clock; events: EventBus; options: TenantOptions; tenant: () => TenantInfo }): World {
  /** Kept in the state until it is told, so that a restart loses none. */
  function tellAt<Name extends TenantEventName>(at: number, name: Name, payload: TenantEvents[Name]): void {
    if (at <= clock.now()) { events.emit(name, payload); return; }
    const pending: PendingEvent = { id: guid(), at, name, payload: { ...payload } };
    state.pending.put(pending.id, pending);
    schedule(pending);
  }
  function schedule(pending: PendingEvent): void {
    clock.at(pending.at, () => {
      if (!state.pending.delete(pending.id)) return;
      const payload = asItIsNow(pending);
      if (payload !== undefined) events.emit(pending.name as TenantEventName, payload as never);
    });
  }
  /** What was told of may have changed or gone while it waited. */
  function asItIsNow({ payload }: PendingEvent): Record<string, unknown> | undefined {
    const fresh: Record<string, unknown> = { ...payload };
    for (const [key, table] of [['team', state.teams], ['channel', state.channels], ['membership', state.memberships], ['tab', state.tabs], ['installation', state.installations]] as const) {
      const old = payload[key] as { id: string } | undefined;
      if (old === undefined) continue;
      const now = table.get(old.id);
      if (now === undefined) return undefined;
      fresh[key] = now;
    }
    return fresh;
  }

  function logChange(kind: 'user' | 'group' | 'member', id: string, memberId: string | null, removed: 'deleted' | 'changed' | null): void {
    const seq = Number(state.settings.get('change-seq') ?? 0) + 1;
    state.settings.put('change-seq', seq);
    state.changes.put(String(seq), { seq, at: clock.now(), kind, id, memberId, removed });
    if (seq % 1000 === 0) for (const change of state.changes.filter((c) => c.seq <= seq - CHANGE_LOG_KEPT)) state.changes.delete(String(change.seq));
  }

  const nicknameOf = (displayName: string): string => {
    const plain = displayName.normalize('NFD').replaceAll(/[^\w-]/g, '').slice(0, 50) || 'team';
    let nickname = plain;
    for (let n = 1; state.groups.find((g) => g.mailNickname.toLowerCase() === nickname.toLowerCase()) !== undefined; n += 1) nickname = `${plain}${String(n).padStart(3, '0')}`;
    return nickname;
  };

  function newChannel(c: NewChannel & { isGeneral: boolean; id?: string; at: number; favorite?: boolean | null }): Channel {
    const channel: Channel = {
      id: c.id ?? threadId(), teamId: c.teamId, displayName: c.displayName, description: c.description, membershipType: c.membershipType, isGeneral: c.isGeneral, isArchived: false,
      email: '', createdAt: c.at, filesFrom: c.at + (c.membershipType === 'standard' ? options.filesReadyMs : options.filesReadyPrivateMs), deletedAt: null,
    };
    return state.channels.put(channel.id, channel);
  }
  function newMembership(m: { teamId: string; channelId: string | null; userId: string; roles: readonly string[]; listedFrom: number }): Membership {
    const membership: Membership = { id: opaqueId(guid(), m.channelId ?? m.teamId, m.userId), teamId: m.teamId, channelId: m.channelId, userId: m.userId, roles: [...m.roles], listedFrom: m.listedFrom };
    if (m.channelId === null) logChange('member', m.teamId, m.userId, null);
    return state.memberships.put(membership.id, membership);
  }
  function newInstallation(i: { scope: Installation['scope']; scopeId: string; catalogAppId: string; consented?: Installation['consented'] }, at: number): Installation {
    const id = opaqueId(guid(), i.scopeId, i.catalogAppId);
    return state.installations.put(id, { id, scope: i.scope, scopeId: i.scopeId, catalogAppId: i.catalogAppId, createdAt: at, listedFrom: at + options.tabLagMs, version: state.catalog.get(i.catalogAppId)?.version ?? '1.0.0', consented: i.consented ?? [] });
  }
  function newTab(t: NewTab & { teamId: string; channelId: string }, at: number): Tab {
    const existing = state.tabs.filter((x) => x.channelId === t.channelId).length;
    const id = guid();
    return state.tabs.put(id, { id, teamId: t.teamId, channelId: t.channelId, displayName: t.displayName, catalogAppId: t.catalogAppId, configuration: t.configuration, sortOrderIndex: String(10_000 + existing * 100), createdAt: at, listedFrom: at + options.tabLagMs });
  }
  function newOperation(o: Pick<Operation, 'teamId' | 'operationType' | 'target'> & { inMs: number; error?: Operation['error'] }): Operation {
    const id = guid();
    return state.operations.put(id, { id, teamId: o.teamId, operationType: o.operationType, createdAt: clock.now(), doneAt: clock.now() + o.inMs, error: o.error ?? null, attempts: 1, target: o.target, lastPolledAt: null });
  }
  function newGroup(g: NewGroup & { id?: string; isTeam: boolean }): Group {
    const now = clock.now();
    const group: Group = { id: g.id ?? guid(), displayName: g.displayName, description: g.description, mailNickname: g.mailNickname, visibility: g.visibility, isTeam: g.isTeam, createdAt: now, listedFrom: now + options.directoryLagMs, deletedAt: null };
    logChange('group', group.id, null, null);
    return state.groups.put(group.id, group);
  }
  function tellTeam(team: Team): void {
    const at = team.readyAt;
    const teamNow = { team };
    tellAt(at, 'team-created', teamNow);
    for (const channel of state.channels.filter((c) => c.teamId === team.id && c.deletedAt === null)) tellAt(at, 'channel-created', { channel, team });
    for (const membership of state.memberships.filter((m) => m.teamId === team.id && m.channelId === null)) tellAt(at, 'member-added', { membership, by: null });
    for (const tab of state.tabs.filter((t) => t.teamId === team.id)) tellAt(at, 'tab-added', { tab, by: null });
    for (const installation of state.installations.filter((i) => i.scope === 'team' && i.scopeId === team.id)) tellInstalled(installation, null, at);
  }
  function tellInstalled(installation: Installation, by: string | null, from = clock.now()): void {
    const app = state.catalog.get(installation.catalogAppId);
    if (app !== undefined) tellAt(from + options.installEventMs, 'app-installed', { installation, app, by });
  }
  const teamOf = (teamId: string): Team => {
    const team = state.teams.get(teamId);
    if (team === undefined) throw new Error(`no team ${teamId}`);
    return team;
  };
  /** Everything of the act is one write; the others hear of it afterwards. */
  const act = <T>(change: () => T, tell: (result: T) => void): T => {
    const result = state.atomically(change);
    tell(result);
    return result;
  };

  return {
    putUser: (user) => act(() => { logChange('user', user.id, null, null); return state.users.put(user.id, user); }, () => events.emit('user-changed', { user })),

    createGroup: (g) =>
      act(() => {
        const group = newGroup({ ...g, isTeam: false });
        for (const userId of new Set([...g.ownerIds, ...g.memberIds])) newMembership({ teamId: group.id, channelId: null, userId, roles: g.ownerIds.includes(userId) ? ['owner'] : [], listedFrom: clock.now() + options.memberLagMs });
        return group;
      }, (group) => events.emit('group-created', { group })),
    patchGroup: (group, change) => {
      act(() => {
        state.groups.put(group.id, Object.assign(group, change));
        const team = state.teams.get(group.id);
        if (team !== undefined) state.teams.put(team.id, Object.assign(team, { displayName: group.displayName, description: group.description, visibility: group.visibility === 'Public' ? 'public' : 'private' } satisfies Partial<Team>));
        logChange('group', group.id, null, null);
      }, () => events.emit('group-changed', { group }));
    },
    deleteGroup: (group) => {
      act(() => {
        state.groups.put(group.id, Object.assign(group, { deletedAt: clock.now() }));
        logChange('group', group.id, null, 'changed');
      }, () => {
        events.emit('group-deleted', { group });
        const team = state.teams.get(group.id);
        if (team !== undefined) events.emit('team-deleted', { team });
      });
    },
    restoreGroup: (group) => {
      act(() => {
        state.groups.put(group.id, Object.assign(group, { deletedAt: null }));
        logChange('group', group.id, null, null);
      }, () => {
        events.emit('group-restored', { group });
        const team = state.teams.get(group.id);
        if (team !== undefined) events.emit('team-restored', { team });
      });
    },

    createTeam: (t, failure) =>
      act(() => {
        const now = clock.now();
        const group = newGroup({ displayName: t.displayName, description: t.description, mailNickname: nicknameOf(t.displayName), visibility: t.visibility === 'public' ? 'Public' : 'Private', ownerIds: t.ownerIds, memberIds: [], isTeam: failure === undefined || failure === null });
        const generalId = threadId();
        const readyAt = now + options.teamReadyMs;
        const team: Team = { id: group.id, internalId: generalId, displayName: t.displayName, description: t.description, visibility: t.visibility, isArchived: false, createdAt: now, readyAt, settledAt: settledAt(group.id, readyAt), settings: t.settings };
        const operation = newOperation({ teamId: team.id, operationType: 'createTeam', inMs: options.teamReadyMs, target: { id: team.id, location: `/teams('${team.id}')` }, error: failure ?? null });
        // A team whose creation fails leaves its group behind, as it happens in the service; nothing hangs from it.
        if (operation.error !== null) return { team, operation };
        state.teams.put(team.id, team);
        for (const userId of t.ownerIds) newMembership({ teamId: team.id, channelId: null, userId, roles: ['owner'], listedFrom: readyAt });
        const general = t.channels.find((c) => c.displayName.toLowerCase() === GENERAL.toLowerCase());
        const first = newChannel({ teamId: team.id, displayName: t.firstChannelName ?? GENERAL, description: general?.description ?? t.description, membershipType: 'standard', members: [], isGeneral: true, id: generalId, at: readyAt });
        for (const installed of t.installedAppIds) newInstallation({ scope: 'team', scopeId: team.id, catalogAppId: installed }, readyAt);
        for (const c of t.channels) {
          const channel = c === general ? first : newChannel({ teamId: team.id, displayName: c.displayName, description: c.description, membershipType: 'standard', members: [], isGeneral: false, at: readyAt });
          for (const tab of c.tabs) newTab({ ...tab, teamId: team.id, channelId: channel.id }, readyAt);
        }
        return { team, operation };
      }, ({ team, operation }) => { if (operation.error === null) tellTeam(team); }),
    teamify: (group, settings, readyInMs) =>
      act(() => {
        const now = clock.now();
        const generalId = threadId();
        const readyAt = now + readyInMs;
        const team: Team = { id: group.id, internalId: generalId, displayName: group.displayName, description: group.description, visibility: group.visibility === 'Public' ? 'public' : 'private', isArchived: false, createdAt: now, readyAt, settledAt: settledAt(group.id, readyAt), settings };
        state.groups.put(group.id, Object.assign(group, { isTeam: true }));
        state.teams.put(team.id, team);
        newChannel({ teamId: team.id, displayName: GENERAL, description: group.description, membershipType: 'standard', members: [], isGeneral: true, id: generalId, at: readyAt });
        logChange('group', group.id, null, null);
        return { team, operation: newOperation({ teamId: team.id, operationType: 'teamifyGroup', inMs: readyInMs, target: { id: team.id, location: `/teams('${team.id}')` } }) };
      }, ({ team }) => tellTeam(team)),
    patchTeam: (team, change) => {
      const before = team.displayName;
      act(() => {
        state.teams.put(team.id, Object.assign(team, change));
        const group = state.groups.get(team.id);
        if (group !== undefined) state.groups.put(group.id, Object.assign(group, { displayName: team.displayName, description: team.description, visibility: team.visibility === 'public' ? 'Public' : 'Private' } satisfies Partial<Group>));
        logChange('group', team.id, null, null);
      }, () => {
        events.emit('team-changed', { team });
        if (team.displayName !== before) events.emit('team-renamed', { team, before });
      });
    },
    archiveTeam: (team, archived) =>
      act(() => {
        state.teams.put(team.id, Object.assign(team, { isArchived: archived }));
        return newOperation({ teamId: team.id, operationType: archived ? 'archiveTeam' : 'unarchiveTeam', inMs: options.operationMs, target: { id: team.id, location: `/teams('${team.id}')` } });
      }, () => events.emit(archived ? 'team-archived' : 'team-unarchived', { team })),

    createChannel: (c) =>
      act(() => {
        const channel = newChannel({ ...c, isGeneral: false, at: clock.now() + (c.inMs ?? 0) });
        if (c.membershipType !== 'standard') for (const m of c.members) newMembership({ teamId: c.teamId, channelId: channel.id, userId: m.userId, roles: m.roles, listedFrom: clock.now() + options.memberLagMs });
        return channel;
      }, (channel) => {
        const team = teamOf(channel.teamId);
        const at = Math.max(channel.createdAt, team.readyAt);
        tellAt(at, 'channel-created', { channel, team });
        for (const membership of state.memberships.filter((m) => m.channelId === channel.id)) tellAt(at, 'member-added', { membership, by: null });
      }),
    patchChannel: (channel, change) => {
      const before = channel.displayName;
      act(() => state.channels.put(channel.id, Object.assign(channel, change)), () => {
        const team = teamOf(channel.teamId);
        events.emit('channel-changed', { channel, team });
        if (channel.displayName !== before) events.emit('channel-renamed', { channel, team, before });
      });
    },
    archiveChannel: (channel, archived) =>
      act(() => {
        state.channels.put(channel.id, Object.assign(channel, { isArchived: archived }));
        return newOperation({ teamId: channel.teamId, operationType: archived ? 'archiveChannel' : 'unarchiveChannel', inMs: options.operationMs, target: { id: channel.id, location: `/teams('${channel.teamId}')/channels('${channel.id}')` } });
      }, () => events.emit('channel-changed', { channel, team: teamOf(channel.teamId) })),
    deleteChannel: (channel) => {
      act(() => state.channels.put(channel.id, Object.assign(channel, { deletedAt: clock.now() })), () => events.emit('channel-deleted', { channel, team: teamOf(channel.teamId) }));
    },
    restoreChannel: (channel) => {
      act(() => state.channels.put(channel.id, Object.assign(channel, { deletedAt: null })), () => events.emit('channel-restored', { channel, team: teamOf(channel.teamId) }));
    },

    addMember: (m) =>
      act(() => newMembership({ ...m, listedFrom: clock.now() + options.memberLagMs }), (membership) => events.emit('member-added', { membership, by: m.by })),
    setRoles: (membership, roles) => {
      act(() => {
        state.memberships.put(membership.id, Object.assign(membership, { roles: [...roles] }));
        if (membership.channelId === null) logChange('group', membership.teamId, null, null);
      }, () => events.emit('member-changed', { membership }));
    },
    removeMember: (membership, by) => {
      act(() => {
        const gone = membership.channelId === null ? state.memberships.filter((m) => m.teamId === membership.teamId && m.userId === membership.userId && isOfPrivateChannel(state, m)) : [];
        const all = [membership, ...gone];
        for (const m of all) state.memberships.delete(m.id);
        if (membership.channelId === null) logChange('member', membership.teamId, membership.userId, 'deleted');
        return all;
      }, (all) => { for (const m of all) events.emit('member-removed', { membership: m, by }); });
    },

    putCatalogApp: (app) =>
      act(() => {
        const existing = state.catalog.find((a) => a.externalId === app.externalId);
        const id = existing?.id ?? app.id ?? guid();
        return state.catalog.put(id, { ...app, id, createdAt: existing?.createdAt ?? clock.now() });
      }, () => {}),
    removeCatalogApp: (app) => { act(() => state.catalog.delete(app.id), () => {}); },
    installApp: ({ by, ...i }) => act(() => newInstallation(i, clock.now()), (installation) => tellInstalled(installation, by)),
    upgradeApp: (installation) => { act(() => state.installations.put(installation.id, Object.assign(installation, { version: state.catalog.get(installation.catalogAppId)?.version ?? installation.version })), () => {}); },
    uninstallApp: (installation, by) => {
      const app = state.catalog.get(installation.catalogAppId);
      act(() => {
        state.installations.delete(installation.id);
        const tabs = installation.scope === 'team' ? state.tabs.filter((t) => t.teamId === installation.scopeId && t.catalogAppId === installation.catalogAppId) : [];
        for (const tab of tabs) state.tabs.delete(tab.id);
        return tabs;
      }, (tabs) => {
        for (const tab of tabs) events.emit('tab-removed', { tab });
        if (app !== undefined) events.emit('app-uninstalled', { installation, app, by });
      });
    },
    addTab: ({ by, ...t }) => act(() => newTab(t, clock.now()), (tab) => events.emit('tab-added', { tab, by })),
    patchTab: (tab, change) => { act(() => state.tabs.put(tab.id, Object.assign(tab, change)), () => events.emit('tab-changed', { tab })); },
    removeTab: (tab) => { act(() => state.tabs.delete(tab.id), () => events.emit('tab-removed', { tab })); },
    newOperation: (o) => state.atomically(() => newOperation(o)),
    start: () => {
      if (tenant().id === '') return;
      for (const pending of state.pending.values()) schedule(pending);
    },
  };

  function settledAt(teamId: string, readyAt: number): number {
    return readyAt + Math.round(drawFor(teamId, options.randomSeed) * options.privateChannelSettleMs);
  }
}

function isOfPrivateChannel(state: State, membership: Membership): boolean {
  return membership.channelId !== null && state.channels.get(membership.channelId)?.membershipType === 'private';
}
