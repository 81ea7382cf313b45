// The provisioning store in memory. What is written survives a "killed" run, because the object outlives it; what a real engine
// adds (transactions, replicas) is tried on PGlite and PostgreSQL by tests/ports.

import type { ChannelKey, EntraId, PersonId, TeamKey } from '../../src/shared/ids.ts';
import type { Account, Accounts, Adoptions, RememberedChannel, RememberedTeam, TeamRole } from '../../src/features/committees/domain/found.ts';
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
  readonly #accounts = new Map<PersonId, { account: Account; at: Date }>();
  /** By what each decides on: the next one on the same thing takes its place. */
  readonly #kept = new Map<string, Adoption>();
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
    this.#amend(id, { state: 'running' });
    for (const step of steps) {
      const before = this.recorded.get(id)?.get(step.id);
      this.recorded.get(id)?.set(step.id, { step, state: { is: 'running' }, attempts: (before?.attempts ?? 0) + 1, startedAt: at });
      this.writes.set(step.team, at);
      if (step.do !== 'create-team' || this.pending.has(step.team)) continue;
      this.pending.set(step.team, { key: step.team, askedAt: at, accepted: null });
      // One that is made anew is no longer the one that was.
      this.teams.delete(step.team);
    }
  }
  async settle(id: string, outcomes: readonly Outcome[], at: Date) {
    this.beforeWrite();
    for (const { step, state, remembering } of outcomes) {
      const before = this.recorded.get(id)?.get(step.id);
      this.recorded.get(id)?.set(step.id, { step, state, attempts: before?.attempts ?? 0, startedAt: before?.startedAt ?? null });
      if ((before?.attempts ?? 0) > 0) this.writes.set(step.team, at);
      if (remembering !== undefined) this.#remember(remembering);
      if (step.do === 'create-team' && state.is === 'done' && (remembering?.creationTookMs ?? 0) > 0) this.took.push(remembering!.creationTookMs!);
    }
  }
  async remember(what: Remembering) { this.beforeWrite(); this.#remember(what); }
  #remember(what: Remembering): void {
    for (const t of what.teams ?? []) this.pending.delete(t.key);
    for (const t of what.teams ?? []) this.teams.set(t.key, { id: t.id, name: t.name, people: t.people ?? this.teams.get(t.key)?.people ?? new Map() });
    for (const c of what.channels ?? []) {
      const before = this.channels.get(c.key);
      this.channels.set(c.key, { id: c.id, name: c.name, tabId: c.tabId === undefined ? (before?.tabId ?? null) : c.tabId, people: c.people ?? before?.people ?? new Map() });
    }
    if (what.creation !== undefined) { const { key, id, operation, nextCheckAt, at } = what.creation; this.pending.set(key, { key, askedAt: this.pending.get(key)?.askedAt ?? at, accepted: { id, operation, nextCheckAt } }); this.teams.delete(key); }
    if (what.creationGone !== undefined) this.pending.delete(what.creationGone);
  }
  async finish(id: string, state: RunState, at: Date) { this.beforeWrite(); this.#amend(id, { state, finishedAt: at }); }
  #amend(id: string, change: Partial<Run>): void { const i = this.runs.findIndex((r) => r.id === id); this.runs[i] = { ...this.runs[i]!, ...change }; }
  async memory() { return { teams: new Map(this.teams), channels: new Map(this.channels) }; }
  async lastWrites() { return new Map(this.writes); }
  async pendingCreations() { return [...this.pending.values()]; }
  async usualCreationMs() {
    const recent = this.took.slice(-20).sort((a, b) => a - b);
    if (recent.length === 0) return null;
    const at = 0.8 * (recent.length - 1);
    const [low, high] = [recent[Math.floor(at)]!, recent[Math.ceil(at)]!];
    return low + (high - low) * (at - Math.floor(at));
  }
  async welcomed() { return this.greeted; }
  async knownAccounts(among?: readonly PersonId[]) {
    const times = [...this.#accounts].flatMap(([person, { at }]) => (among === undefined || among.includes(person) ? [at.getTime()] : []));
    return { accounts: new Map([...this.#accounts].map(([person, { account }]) => [person, account])), checkedAt: times.length === 0 ? null : new Date(Math.min(...times)) };
  }
  async rememberAccounts(accounts: Accounts, at: Date) { for (const [person, account] of accounts) this.#accounts.set(person, { account, at }); }
  async adoptions(): Promise<Adoptions> {
    const teamNames = new Map<TeamKey, string>();
    const channelNames = new Map<ChannelKey, string>();
    const withoutTab = new Set<ChannelKey>();
    const extraPeople = new Map<string, Map<EntraId, TeamRole>>();
    const absentPeople = new Map<string, Set<EntraId>>();
    const roles = new Map<string, Map<EntraId, 'owner' | 'member'>>();
    for (const what of this.#kept.values()) {
      switch (what.is) {
        case 'team-name': teamNames.set(what.team, what.name); break;
        case 'channel-name': channelNames.set(what.channel, what.name); break;
        case 'no-tab': withoutTab.add(what.channel); break;
        case 'extra-person': extraPeople.set(what.where, new Map([...(extraPeople.get(what.where) ?? []), [what.user, what.role]])); break;
        case 'absent-person': absentPeople.set(what.where, new Set([...(absentPeople.get(what.where) ?? []), what.user])); break;
        case 'role': roles.set(what.where, new Map([...(roles.get(what.where) ?? []), [what.user, what.role]])); break;
        default: what satisfies never;
      }
    }
    return { teamNames, channelNames, withoutTab, extraPeople, absentPeople, roles };
  }
  async adopt(what: Adoption) {
    this.beforeWrite();
    this.#kept.set('user' in what ? `${what.where} ${what.user}` : `${what.is} ${'team' in what ? what.team : what.channel}`, what);
    if (what.is === 'team-name') this.#name(this.teams, what.team, what.name);
    if (what.is === 'channel-name') this.#name(this.channels, what.channel, what.name);
    if ('user' in what) this.#place(what.committee === null ? this.teams : this.channels, what.where, what.user, 'role' in what ? what.role : null);
  }
  #name<K, V extends { readonly name: string }>(all: Map<K, V>, key: K, name: string): void { const one = all.get(key); if (one !== undefined) all.set(key, { ...one, name }); }
  #place(all: Map<TeamKey, RememberedTeam> | Map<ChannelKey, RememberedChannel>, where: TeamKey | ChannelKey, user: EntraId, role: TeamRole | null): void {
    const one = (all as Map<string, RememberedTeam>).get(where);
    if (one !== undefined) (all as Map<string, RememberedTeam>).set(where, { ...one, people: new Map([...one.people, ...(role === null ? [] : [[user, role] as const])].filter(([u]) => role !== null || u !== user)) });
  }
}
