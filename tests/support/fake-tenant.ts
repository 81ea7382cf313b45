// A tenant in memory with the service's bad manners: answers that are lost after the effect, reads that lag behind writes, bulk
// additions that half succeed. It implements the port, not Graph: the local tenant is the one that speaks HTTP.

import { entraId, type ChannelKey, type EntraId, type PersonId, type TeamKey } from '../../src/shared/ids.ts';
import type { FoundChannel, FoundMember, FoundTab, TeamRole } from '../../src/features/committees/domain/found.ts';
import type { Newcomer } from '../../src/features/committees/domain/step.ts';
import type { DesiredTeam } from '../../src/features/committees/domain/workspace.ts';
import type { TenantFault, TenantTeams } from '../../src/features/committees/ports.ts';
import type { VirtualClock } from './virtual-clock.ts';

export interface FakeOptions {
  readonly clock: VirtualClock;
  readonly teamReadyMs?: number;
  /** How long reads lag behind writes. */
  readonly lagMs?: number;
  /** Share of calls that go wrong, and the dice. */
  readonly faults?: { readonly share: number; readonly dice: () => number };
  /** Called before every call; may throw to play a process that was killed. */
  readonly beforeCall?: () => void;
  readonly nobody?: ReadonlySet<PersonId>;
}

interface Channel { id: string; name: string; kind: FoundChannel['kind']; archived: boolean; tabs: (FoundTab & { from: number })[]; members: (FoundMember & { from: number })[]; from: number }
interface Team { id: string; name: string; mark: string; archived: boolean; installed: boolean; readyAt: number; listedFrom: number; channels: Channel[]; members: (FoundMember & { from: number })[] }

export class Fault extends Error implements TenantFault {
  readonly kind: TenantFault['kind'];
  readonly code: string;
  readonly retryAfterMs: number | null;
  constructor(kind: TenantFault['kind'], code = '', retryAfterMs: number | null = null) { super(`${kind} ${code}`); this.kind = kind; this.code = code; this.retryAfterMs = retryAfterMs; }
}

export class FakeTenant implements TenantTeams {
  readonly all: Team[] = [];
  writes = 0;
  reads = 0;
  #serial = 0;
  readonly #o: Required<Omit<FakeOptions, 'faults' | 'beforeCall'>> & Pick<FakeOptions, 'faults' | 'beforeCall'>;
  constructor(options: FakeOptions) { this.#o = { teamReadyMs: 5000, lagMs: 0, nobody: new Set(), ...options }; }

  get #now(): number { return this.#o.clock.now().getTime(); }
  #id(kind: string): string { this.#serial += 1; return `${kind}-${this.#serial}`; }

  /** Latency, faults, and the effect: before the fault, after it, or not at all. */
  async #call<T>(kind: 'read' | 'write', effect: () => T): Promise<T> {
    this.#o.beforeCall?.();
    if (kind === 'read') this.reads += 1; else this.writes += 1;
    await this.#o.clock.sleep(60);
    this.#o.beforeCall?.();
    const f = this.#o.faults;
    if (f !== undefined && f.dice() < f.share) {
      const which = f.dice();
      // Reads are repeated below the port, so that a fault is only a delay.
      if (kind === 'read') return this.#call(kind, effect);
      if (which < 0.3) throw new Fault('throttled', 'TooManyRequests', 1000);
      if (which < 0.6) throw new Fault('lost', 'reset');
      effect();
      throw new Fault('lost', 'GatewayTimeout');
    }
    const result = effect();
    await this.#o.clock.sleep(60);
    // A kill may fall between the effect and the answer.
    this.#o.beforeCall?.();
    return result;
  }

  catalogApp(): Promise<string | null> { return this.#call('read', () => 'app-1'); }
  granted(): Promise<null> { return Promise.resolve(null); }
  addressOf(account: EntraId): Promise<string | null> { return Promise.resolve(account.startsWith('user-') ? `${account.slice('user-'.length)}@rqt.example` : null); }
  accounts(persons: readonly { id: PersonId }[]) {
    return this.#call('read', () => new Map(persons.map((p) => [p.id, this.#o.nobody.has(p.id) ? ({ is: 'unknown' } as const) : ({ is: 'known', id: entraId(`user-${p.id}`) } as const)])));
  }
  find(teams: readonly Pick<DesiredTeam, 'key' | 'name' | 'description'>[]) {
    return this.#call('read', () => {
      const ours = new Map<TeamKey, string>();
      const strangers = new Map<TeamKey, { id: string; name: string }>();
      for (const team of teams) {
        const listed = this.all.filter((t) => t.listedFrom <= this.#now);
        const mine = listed.find((t) => team.description.endsWith(t.mark) && t.mark !== '');
        const namesake = listed.find((t) => t.name === team.name);
        if (mine) ours.set(team.key, mine.id); else if (namesake) strangers.set(team.key, { id: namesake.id, name: namesake.name });
      }
      return { ours, strangers };
    });
  }
  read(teamId: string) {
    return this.#call('read', () => {
      const team = this.all.find((t) => t.id === teamId);
      if (team === undefined || team.readyAt > this.#now) return null;
      return { id: team.id, name: team.name, archived: team.archived, webUrl: null, installation: team.installed ? 'installed' : null, channels: team.channels.map((c) => this.#shown(c)), members: team.members.filter((m) => m.from <= this.#now) };
    });
  }
  #shown(c: Channel): FoundChannel {
    return { id: c.id, name: c.name, kind: c.kind, archived: c.archived, webUrl: null, tabs: c.tabs.filter((t) => t.from <= this.#now), members: c.kind === 'standard' ? null : c.members.filter((m) => m.from <= this.#now) };
  }
  readCreated(teamId: string, team: DesiredTeam, owner: EntraId) {
    return this.#call('read', () => {
      const found = this.#team(teamId);
      return { id: found.id, name: team.name, archived: false, webUrl: null, installation: 'installed', channels: found.channels.map((c) => this.#shown(c)), members: [{ membershipId: '', user: owner, name: '', role: 'owner' as const }] };
    });
  }
  createTeam(team: DesiredTeam, owner: EntraId, _app: string | null, withoutTab: ReadonlySet<ChannelKey>) {
    return this.#call('write', () => {
      const id = this.#id('team');
      const at = this.#now;
      this.all.push({
        id, name: team.name, mark: /\[gouverne:[^\]]+\]$/.exec(team.description)?.[0] ?? '', archived: false, installed: true, readyAt: at + this.#o.teamReadyMs, listedFrom: at + this.#o.lagMs,
        members: [this.#member({ person: null, user: owner, role: 'owner' }, 0)],
        channels: team.channels.filter((c) => c.kind === 'standard').map((c) => ({ id: this.#id('channel'), name: c.name, kind: c.kind, archived: false, members: [], from: 0, tabs: withoutTab.has(c.key) ? [] : [{ id: this.#id('tab'), name: c.tab.name, entityId: c.tab.entityId, contentUrl: c.tab.contentUrl, from: 0 }] })),
      });
      return { id, operation: `op:${id}` };
    });
  }
  creation(operation: string) {
    return this.#call('read', () => {
      const team = this.all.find((t) => `op:${t.id}` === operation);
      if (team === undefined) return { is: 'failed', reason: 'no such operation' } as const;
      return team.readyAt > this.#now ? ({ is: 'running' } as const) : ({ is: 'done', tookMs: this.#o.teamReadyMs } as const);
    });
  }
  renameTeam(teamId: string, name: string) { return this.#call('write', () => { this.#team(teamId).name = name; }); }
  archiveTeam(teamId: string) { return this.#call('write', () => { this.#team(teamId).archived = true; }); }
  unarchiveTeam(teamId: string) { return this.#call('write', () => { this.#team(teamId).archived = false; }); }
  installApp(teamId: string) { return this.#call('write', () => { this.#team(teamId).installed = true; }); }
  addMembers(teamId: string, people: readonly Newcomer[]) {
    return this.#call('write', () => {
      const team = this.#team(teamId);
      const f = this.#o.faults;
      return new Map(people.map((p): readonly [EntraId, { readonly ok: true; readonly membershipId: string; readonly name: string } | { readonly ok: false; readonly fault: Fault }] => {
        if (f !== undefined && f.dice() < f.share / 4) return [p.user, { ok: false, fault: new Fault('unavailable', 'ServiceUnavailable') }];
        if (!team.members.some((m) => m.user === p.user)) team.members.push(this.#member(p));
        return [p.user, { ok: true, membershipId: '', name: '' }];
      }));
    });
  }
  setRole(teamId: string, channelId: string | null, membershipId: string, role: TeamRole) { return this.#call('write', () => { const list = this.#people(teamId, channelId); const i = list.findIndex((m) => m.membershipId === membershipId); if (i < 0) throw new Fault('not-found'); list[i] = { ...list[i]!, role }; }); }
  removeMember(teamId: string, channelId: string | null, membershipId: string) { return this.#call('write', () => { const list = this.#people(teamId, channelId); const i = list.findIndex((m) => m.membershipId === membershipId); if (i >= 0) list.splice(i, 1); }); }
  createChannel(teamId: string, channel: { kind: FoundChannel['kind'] }, name: string, people: readonly Newcomer[]) {
    return this.#call('write', () => {
      const team = this.#team(teamId);
      if (team.channels.some((c) => c.name.toLowerCase() === name.toLowerCase())) throw new Fault('refused', 'NameAlreadyExists');
      if (people.some((p) => !team.members.some((m) => m.user === p.user))) throw new Fault('refused', 'BadRequest');
      const made: Channel = { id: this.#id('channel'), name, kind: channel.kind, archived: false, tabs: [], members: people.map((p) => this.#member(p)), from: this.#now };
      team.channels.push(made);
      return { ...this.#shown(made), members: channel.kind === 'standard' ? null : made.members };
    });
  }
  renameChannel(teamId: string, channelId: string, name: string) { return this.#call('write', () => { this.#channel(teamId, channelId).name = name; }); }
  archiveChannel(teamId: string, channelId: string) { return this.#call('write', () => { this.#channel(teamId, channelId).archived = true; }); }
  unarchiveChannel(teamId: string, channelId: string) { return this.#call('write', () => { this.#channel(teamId, channelId).archived = false; }); }
  addChannelMember(teamId: string, channelId: string, p: Newcomer) { return this.#call('write', () => { const c = this.#channel(teamId, channelId); if (!c.members.some((m) => m.user === p.user)) c.members.push(this.#member(p)); return { membershipId: `m-${p.user}`, name: '' }; }); }
  addTab(teamId: string, channelId: string, channel: { tab: { name: string; entityId: string; contentUrl: string } }) {
    return this.#call('write', () => { const id = this.#id('tab'); this.#channel(teamId, channelId).tabs.push({ id, name: channel.tab.name, entityId: channel.tab.entityId, contentUrl: channel.tab.contentUrl, from: this.#now + this.#o.lagMs }); return id; });
  }
  updateTab(teamId: string, channelId: string, tabId: string, channel: { tab: { name: string; entityId: string; contentUrl: string } }) {
    return this.#call('write', () => { const { tabs } = this.#channel(teamId, channelId); const i = tabs.findIndex((t) => t.id === tabId); if (i < 0) throw new Fault('not-found'); tabs[i] = { ...tabs[i]!, name: channel.tab.name, entityId: channel.tab.entityId, contentUrl: channel.tab.contentUrl }; });
  }

  #member(p: Newcomer, lag = this.#o.lagMs): FoundMember & { from: number } { return { membershipId: `m-${p.user}`, user: p.user, name: p.user, role: p.role, from: this.#now + lag }; }
  #team(id: string): Team { const t = this.all.find((x) => x.id === id); if (t === undefined || t.readyAt > this.#now) throw new Fault('not-found', 'NotFound'); return t; }
  #channel(team: string, id: string): Channel { const c = this.#team(team).channels.find((x) => x.id === id); if (c === undefined) throw new Fault('not-found', 'NotFound'); return c; }
  #people(team: string, channel: string | null) { return channel === null ? this.#team(team).members : this.#channel(team, channel).members; }

  /** What stands, in words that a test can compare with the charter. */
  picture(): string[] {
    return this.all.flatMap((t) => [
      `team ${t.name}${t.archived ? ' (archived)' : ''}`,
      ...t.members.map((m) => `${t.name}: ${m.role} ${m.user}`),
      ...t.channels.flatMap((c) => [`${t.name} / ${c.name} ${c.kind}`, ...c.tabs.map((tab) => `${t.name} / ${c.name}: tab ${tab.entityId}`), ...(c.kind === 'standard' ? [] : c.members.map((m) => `${t.name} / ${c.name}: ${m.role} ${m.user}`))]),
    ]).sort();
  }
}

/** What the charter asks for, in the same words. */
export function pictureOf(desired: readonly DesiredTeam[]): string[] {
  return desired.flatMap((t) => [
    `team ${t.name}`,
    ...t.owners.map((p) => `${t.name}: owner user-${p}`), ...t.members.map((p) => `${t.name}: member user-${p}`),
    ...t.channels.flatMap((c) => [`${t.name} / ${c.name} ${c.kind}`, `${t.name} / ${c.name}: tab ${c.tab.entityId}`, ...c.owners.map((p) => `${t.name} / ${c.name}: owner user-${p}`), ...c.members.map((p) => `${t.name} / ${c.name}: member user-${p}`)]),
  ]).sort();
}
