// The tenant as a run knows it while it works: what was read, and since then what its own steps did. Graph lags behind our
// writes, so what we know to have done counts until the next read that is late enough to show it.

import type { ChannelKey, EntraId, TeamKey } from '../../../shared/ids.ts';
import type { Accounts, Adoptions, FoundChannel, FoundMember, FoundTeam, Memory, RememberedChannel, RememberedTeam, TeamRole, Tenant } from '../domain/found.ts';
import type { Surroundings } from '../domain/missing-steps.ts';
import type { Newcomer } from '../domain/step.ts';
import type { Remembering } from '../ports.ts';

export class World implements Surroundings {
  readonly adoptions: Adoptions;
  readonly #teams: Map<TeamKey, FoundTeam | 'removed'>;
  readonly #strangers: Map<TeamKey, { id: string; name: string }>;
  readonly #remembered: { teams: Map<TeamKey, RememberedTeam>; channels: Map<ChannelKey, RememberedChannel> };
  readonly #welcomed: Set<ChannelKey> | null;
  readonly #accounts: Accounts;
  readonly #catalogApp: string | null;
  readonly #granted: ReadonlySet<string> | null;

  constructor(seen: Surroundings) {
    this.adoptions = seen.adoptions;
    this.#teams = new Map(seen.tenant.teams);
    this.#strangers = new Map(seen.tenant.strangers);
    this.#remembered = { teams: new Map(seen.memory.teams), channels: new Map(seen.memory.channels) };
    this.#welcomed = seen.welcomed === null ? null : new Set(seen.welcomed);
    this.#accounts = seen.tenant.accounts;
    this.#catalogApp = seen.tenant.catalogApp;
    this.#granted = seen.tenant.granted;
  }

  get tenant(): Tenant {
    return { teams: this.#teams, strangers: this.#strangers, accounts: this.#accounts, catalogApp: this.#catalogApp, granted: this.#granted };
  }
  get memory(): Memory { return this.#remembered; }
  get welcomed(): ReadonlySet<ChannelKey> | null { return this.#welcomed; }

  team(key: TeamKey): FoundTeam {
    const team = this.#teams.get(key);
    if (team === undefined || team === 'removed') throw new Error(`team ${key} is not in the tenant as known`);
    return team;
  }
  channel(team: TeamKey, channelId: string): FoundChannel | undefined { return this.team(team).channels.find((c) => c.id === channelId); }

  put(key: TeamKey, team: FoundTeam | null): void { this.#teams.set(key, team ?? 'removed'); }
  /** Not known to stand: the next pass starts from its creation again. */
  forget(key: TeamKey): void { this.#teams.delete(key); }
  change(key: TeamKey, change: Partial<FoundTeam>): void { this.#teams.set(key, { ...this.team(key), ...change }); }
  changeChannel(key: TeamKey, channelId: string, change: Partial<FoundChannel>): void {
    this.change(key, { channels: this.team(key).channels.map((c) => (c.id === channelId ? { ...c, ...change } : c)) });
  }
  addChannel(key: TeamKey, channel: FoundChannel): void {
    this.change(key, { channels: [...this.team(key).channels.filter((c) => c.id !== channel.id), channel] });
  }
  addPeople(key: TeamKey, people: readonly Newcomer[]): void {
    const present = new Set(this.team(key).members.map((m) => m.user));
    this.change(key, { members: [...this.team(key).members, ...people.filter((p) => !present.has(p.user)).map(asMember)] });
  }
  greeted(channel: ChannelKey): void { this.#welcomed?.add(channel); }

  /** What the store keeps of an outcome, kept here too so that both say the same. */
  remember(what: Remembering): void {
    for (const { key, people, ...team } of what.teams ?? []) this.#remembered.teams.set(key, { id: team.id, name: team.name, people: people ?? this.#remembered.teams.get(key)?.people ?? new Map() });
    for (const { key, people, ...channel } of what.channels ?? []) {
      const before = this.#remembered.channels.get(key);
      this.#remembered.channels.set(key, { id: channel.id, name: channel.name, tabId: channel.tabId === undefined ? (before?.tabId ?? null) : channel.tabId, people: people ?? before?.people ?? new Map() });
    }
  }
}

const asMember = (p: Newcomer): FoundMember => ({ membershipId: '', user: p.user, name: '', role: p.role });

/** Roles by account, as they are remembered. */
export const rolesOf = (members: readonly { readonly user: EntraId; readonly role: TeamRole }[]): Map<EntraId, TeamRole> => new Map(members.map((m) => [m.user, m.role]));
