// The provisioning store in memory. What is written survives a "killed" run, because the object outlives it; what a real engine
// adds (transactions, replicas) is tried on PGlite and PostgreSQL by tests/ports.

import type { ChannelKey, EntraId, PersonId, TeamKey } from '../../src/shared/ids.ts';
import type { Accounts, Adoptions, RememberedChannel, RememberedTeam, TeamRole } from '../../src/features/committees/domain/found.ts';
import type { Step } from '../../src/features/committees/domain/step.ts';
import type { Adoption, Outcome, PendingCreation, ProvisioningStore, RecordedStep, Remembering, Run, RunState } from '../../src/features/committees/ports.ts';

export class MemoryProvisioningStore implements ProvisioningStore {
  readonly runs: Run[] = [];
  readonly recorded = new Map<string, Map<string, RecordedStep>>();
  readonly teams = new Map<TeamKey, RememberedTeam>();
  readonly channels = new Map<ChannelKey, RememberedChannel>();
  readonly pending = new Map<TeamKey, PendingCreation>();
  readonly greeted = new Set<ChannelKey>();
  readonly writes = new Map<TeamKey, Date>();
  took: number[] = [];
  #accounts: { accounts: Accounts; checkedAt: Date | null } = { accounts: new Map(), checkedAt: null };
  readonly adopted: { -readonly [K in keyof Adoptions]: Adoptions[K] } = { teamNames: new Map(), channelNames: new Map(), withoutTab: new Set(), extraPeople: new Map(), absentPeople: new Map(), roles: new Map() };
  /** May throw, to play a process killed between an answer and its record. */
  beforeWrite: () => void = () => {};

  async start(run: { by: PersonId | null; charterVersion: number; at: Date; approved: ReadonlySet<string>; only: Run['only']; exact: boolean; steps: readonly Step[] }) {
    const running = await this.unfinished();
    if (running !== null) return { ok: false, running } as const;
    const made: Run = { id: `run-${this.runs.length + 1}`, state: 'queued', startedBy: run.by, charterVersion: run.charterVersion, startedAt: run.at, finishedAt: null, approved: run.approved, only: run.only, exact: run.exact };
    this.runs.push(made);
    this.recorded.set(made.id, new Map(run.steps.map((step) => [step.id, { step, state: { is: 'todo' }, attempts: 0, startedAt: null }])));
    return { ok: true, run: made } as const;
  }
  async get(id: string) { return this.runs.find((r) => r.id === id) ?? null; }
  async latest() { return this.runs.at(-1) ?? null; }
  async unfinished() { return this.runs.find((r) => r.finishedAt === null) ?? null; }
  async steps(id: string) { return [...(this.recorded.get(id)?.values() ?? [])]; }
  async begin(id: string, steps: readonly Step[], at: Date) {
    this.beforeWrite();
    for (const step of steps) {
      const before = this.recorded.get(id)?.get(step.id);
      this.recorded.get(id)?.set(step.id, { step, state: { is: 'running' }, attempts: (before?.attempts ?? 0) + 1, startedAt: at });
      this.writes.set(step.team, at);
      if (step.do === 'create-team' && !this.pending.has(step.team)) this.pending.set(step.team, { key: step.team, askedAt: at, accepted: null });
    }
  }
  async settle(id: string, outcomes: readonly Outcome[], at: Date) {
    this.beforeWrite();
    for (const { step, state, remembering } of outcomes) {
      const before = this.recorded.get(id)?.get(step.id);
      this.recorded.get(id)?.set(step.id, { step, state, attempts: before?.attempts ?? 0, startedAt: before?.startedAt ?? null });
      this.writes.set(step.team, at);
      if (remembering !== undefined) this.#remember(remembering);
      if (step.do === 'create-team' && state.is === 'done') this.pending.delete(step.team);
    }
  }
  async remember(what: Remembering) { this.beforeWrite(); this.#remember(what); }
  #remember(what: Remembering): void {
    for (const t of what.teams ?? []) this.teams.set(t.key, { id: t.id, name: t.name, people: t.people ?? this.teams.get(t.key)?.people ?? new Map() });
    for (const c of what.channels ?? []) {
      const before = this.channels.get(c.key);
      this.channels.set(c.key, { id: c.id, name: c.name, tabId: c.tabId === undefined ? (before?.tabId ?? null) : c.tabId, people: c.people ?? before?.people ?? new Map() });
    }
    if (what.creation !== undefined) { const { key, id, operation, nextCheckAt, at } = what.creation; this.pending.set(key, { key, askedAt: this.pending.get(key)?.askedAt ?? at, accepted: { id, operation, nextCheckAt } }); }
    if (what.creationGone !== undefined) this.pending.delete(what.creationGone);
    if (what.creationTookMs !== undefined) this.took.push(what.creationTookMs);
  }
  async finish(id: string, state: RunState, at: Date) { this.beforeWrite(); const i = this.runs.findIndex((r) => r.id === id); this.runs[i] = { ...this.runs[i]!, state, finishedAt: at }; }
  async memory() { return { teams: new Map(this.teams), channels: new Map(this.channels) }; }
  async lastWrites() { return new Map(this.writes); }
  async pendingCreations() { return [...this.pending.values()]; }
  async usualCreationMs() { return this.took.at(-1) ?? null; }
  async welcomed() { return this.greeted; }
  async knownAccounts() { return this.#accounts; }
  async rememberAccounts(accounts: Accounts, at: Date) { this.#accounts = { accounts: new Map([...this.#accounts.accounts, ...accounts]), checkedAt: at }; }
  async adoptions() { return this.adopted; }
  async adopt(what: Adoption) {
    this.beforeWrite();
    const a = this.adopted;
    const within = <V>(all: ReadonlyMap<string, ReadonlyMap<EntraId, V>>, where: string, user: EntraId, value: V) => new Map([...all, [where, new Map([...(all.get(where) ?? []), [user, value]])]]);
    switch (what.is) {
      case 'team-name': a.teamNames = new Map([...a.teamNames, [what.team, what.name]]); this.#name(this.teams, what.team, what.name); break;
      case 'channel-name': a.channelNames = new Map([...a.channelNames, [what.channel, what.name]]); this.#name(this.channels, what.channel, what.name); break;
      case 'no-tab': a.withoutTab = new Set([...a.withoutTab, what.channel]); break;
      case 'extra-person': a.extraPeople = within(a.extraPeople, what.where, what.user, what.role); break;
      case 'absent-person': a.absentPeople = new Map([...a.absentPeople, [what.where, new Set([...(a.absentPeople.get(what.where) ?? []), what.user])]]); break;
      case 'role': if (what.role !== 'guest') a.roles = within(a.roles, what.where, what.user, what.role); break;
      default: what satisfies never;
    }
    if ('user' in what) this.#place(what.committee === null ? this.teams : this.channels, what.where, what.user, 'role' in what ? what.role : null);
  }
  #name<K, V extends { readonly name: string }>(all: Map<K, V>, key: K, name: string): void { const one = all.get(key); if (one !== undefined) all.set(key, { ...one, name }); }
  #place(all: Map<TeamKey, RememberedTeam> | Map<ChannelKey, RememberedChannel>, where: TeamKey | ChannelKey, user: EntraId, role: TeamRole | null): void {
    const one = (all as Map<string, RememberedTeam>).get(where);
    if (one !== undefined) (all as Map<string, RememberedTeam>).set(where, { ...one, people: new Map([...one.people, ...(role === null ? [] : [[user, role] as const])].filter(([u]) => role !== null || u !== user)) });
  }
}
