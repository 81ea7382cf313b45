// Carries out a run: asks again and again what is missing, does it, and ends when nothing is. It may be killed at any moment and
// started again: what was under way is then looked at before it is repeated, late enough for the service to show it.

import type { ChannelKey, TeamKey } from '../../../shared/ids.ts';
import type { Charter } from '../domain/charter.ts';
import { difference, isReady, type Surroundings } from '../domain/missing-steps.ts';
import { PERMISSION, type Step } from '../domain/step.ts';
import { desiredWorkspace, housing, type DesiredTeam, type TabOf } from '../domain/workspace.ts';
import type { Charters, Clock, Greeter, Outcome, PendingCreation, ProvisioningStore, Run, RunState, StepReason, StepState, TenantFault, TenantTeams } from '../ports.ts';
import { carryOutStep, NotYet, PartlyDone } from './carry-out-step.ts';
import { createTeam } from './create-team.ts';
import { observe } from './observe.ts';
import { takeStock } from './take-stock.ts';
import type { Timing } from './timing.ts';
import { World } from './world.ts';

export interface RunDeps {
  readonly teams: TenantTeams;
  readonly store: ProvisioningStore;
  readonly charters: Charters;
  readonly greeter: Greeter | null;
  readonly clock: Clock;
  readonly timing: Timing;
  /** Name of the network in the mark of its teams. */
  readonly network: string;
  readonly tabOf: TabOf;
  /** Today as an ISO date in the network's zone. */
  readonly today: () => string;
  /** What was read for the plan that started this run, if that was a moment ago in this process: not read again. */
  readonly seen?: (steps: readonly Step[]) => Surroundings | null;
  /** For the operator: what a step met, with ids only. */
  readonly onFault?: (step: Step, fault: unknown) => void;
}

/** Resolves when the run is finished, or when `stop` tells it to leave the rest to somebody else. */
export const carryOutRun = (deps: RunDeps) => async (runId: string, stop: AbortSignal): Promise<RunState | 'stopped'> => {
  const run = await deps.store.get(runId);
  if (run === null) throw new Error(`run ${runId} does not exist`);
  if (run.finishedAt !== null) return run.state;
  const version = await deps.charters.inForce();
  if (version === null) throw new Error('no charter is in force');
  return new Work(deps, run, version.charter, stop).toTheEnd();
};

interface Try { count: number; at: number; reason: StepReason | null }
/** Completions within this time are written in one transaction, and what they make possible leaves in one batch. */
const COALESCE_MS = 15;
/** Source: "Create team", a group younger than 15 minutes may give 404. */
const YOUNG_MS = 15 * 60_000;

class Work {
  readonly #deps: RunDeps;
  readonly #run: Run;
  readonly #stop: AbortSignal;
  readonly #charter: Charter;
  readonly #desired: readonly DesiredTeam[];
  readonly #scope: ReadonlySet<TeamKey> | null;
  #world!: World;
  readonly #tries = new Map<string, Try>();
  readonly #givenUp = new Map<string, StepReason>();
  readonly #flying = new Map<string, TeamKey>();
  readonly #arrived: Outcome[] = [];
  /** Teams whose state we are not sure of, with the time from which a read tells. */
  readonly #doubtful = new Map<TeamKey, number>();
  readonly #lastWrite = new Map<TeamKey, number>();
  readonly #pending = new Map<TeamKey, PendingCreation>();
  /** When people were last added to a team. */
  readonly #peopledAt = new Map<TeamKey, number>();
  /** Teams made by this run: for a while the service may not find what hangs from them. */
  readonly #madeAt = new Map<TeamKey, number>();
  #wake: (() => void) | null = null;

  constructor(deps: RunDeps, run: Run, charter: Charter, stop: AbortSignal) {
    this.#deps = deps;
    this.#run = run;
    this.#stop = stop;
    this.#desired = housing(desiredWorkspace(charter, deps.today(), deps.network, deps.tabOf), run.only);
    this.#scope = run.only === null ? null : new Set(this.#desired.map((t) => t.key));
    this.#charter = charter;
  }

  async toTheEnd(): Promise<RunState | 'stopped'> {
    const { store, clock } = this.#deps;
    const onStop = (): void => this.#wake?.();
    this.#stop.addEventListener('abort', onStop);
    try {
      await this.#begin();
      for (;;) {
        if (this.#stop.aborted && this.#flying.size === 0) return 'stopped';
        await this.#land();
        if (!this.#stop.aborted) await this.#reread();
        const next = this.#stop.aborted ? Infinity : await this.#launch();
        if (this.#flying.size === 0 && this.#arrived.length === 0) {
          if (next === Infinity) break;
        }
        await this.#wait(next - this.#now());
      }
      if (this.#stop.aborted) return 'stopped';
      const state = await this.#conclude();
      await store.finish(this.#run.id, state, clock.now());
      return state;
    } finally {
      this.#stop.removeEventListener('abort', onStop);
    }
  }

  /** Picks up where an earlier attempt left off: its tries count, and what it had under way is in doubt. */
  async #begin(): Promise<void> {
    const { store, clock, timing } = this.#deps;
    const recorded = await store.steps(this.#run.id);
    for (const { step, state, attempts, startedAt } of recorded) {
      const at = state.is === 'retry' ? state.at.getTime() : 0;
      if (attempts > 0) this.#tries.set(step.id, { count: state.is === 'running' ? 0 : attempts, at, reason: state.is === 'retry' ? state.reason : null });
      if (state.is === 'running' && step.do !== 'create-team' && startedAt !== null) this.#doubt(step.team, startedAt.getTime() + timing.settleMs);
    }
    for (const pending of await store.pendingCreations()) this.#pending.set(pending.key, pending);
    // observe() itself waits until the last recorded write has settled, so the doubts above end with it.
    const untouched = recorded.every(({ attempts }) => attempts === 0);
    const seen = untouched ? (this.#deps.seen?.(recorded.map(({ step }) => step)) ?? null) : null;
    // What was read for fewer teams would make the others look as if they did not exist.
    const complete = seen !== null && this.#desired.every(({ key }) => !seen.memory.teams.has(key) || seen.tenant.teams.has(key));
    this.#world = new World(complete ? seen : await observe({ ...this.#deps, settleMs: timing.settleMs, greets: this.#deps.greeter !== null })(this.#charter, this.#desired, this.#run.only === null ? 'network' : 'these-teams'));
    await this.#stock();
    for (const [team, until] of this.#doubtful) if (until <= clock.now().getTime()) this.#doubtful.delete(team);
  }

  async #stock(): Promise<void> {
    // What a creation brings is remembered with the creation, and so stands in the journal as its act.
    const found = takeStock(this.#desired.filter((team) => !this.#flying.has(`create-team:${team.key}`)), this.#world);
    if (found === null) return;
    this.#world.remember(found);
    await this.#deps.store.remember(found, this.#deps.clock.now());
  }

  /** Starts every step whose ground is laid; returns when the next thing falls due (Infinity: nothing is waiting). */
  async #launch(): Promise<number> {
    const now = this.#now();
    const ready: Step[] = [];
    let next = Math.min(Infinity, ...[...this.#doubtful].filter(([team]) => !this.#busy(team)).map(([, at]) => at));
    for (const step of this.#missing()) {
      if (this.#flying.has(step.id) || this.#givenUp.has(step.id) || this.#doubtful.has(step.team)) continue;
      // While a new team is being read, only its people may come: the rest would be taken for missing.
      if (step.do !== 'add-members' && this.#flying.has(`create-team:${step.team}`)) continue;
      if (!isReady(step, this.#team(step.team), this.#world)) continue;
      const due = Math.max(this.#tries.get(step.id)?.at ?? 0, this.#rosterDue(step));
      if (due > now) next = Math.min(next, due);
      else ready.push(step);
    }
    if (ready.length > 0) {
      await this.#deps.store.begin(this.#run.id, ready, this.#deps.clock.now());
      for (const step of ready) this.#fly(step);
    }
    return next;
  }

  /** What is left to do and may be done: building is what was asked for; changing and removing only what somebody saw in the plan. */
  #missing(): readonly Step[] {
    const { approved, exact } = this.#run;
    const { steps } = difference(this.#desired, this.#world);
    const inScope = steps.filter((step) => this.#inScope(step));
    return exact ? inScope.flatMap((step) => narrowed(step, approved)) : inScope.filter((step) => step.sign === '+' || approved.has(step.id));
  }

  #inScope(step: Step): boolean {
    if (this.#scope === null || this.#run.only === null) return true;
    return step.committee === null ? this.#scope.has(step.team) && step.channel === null : this.#run.only.includes(step.committee);
  }

  #fly(step: Step): void {
    this.#flying.set(step.id, step.team);
    const tries = this.#tries.get(step.id) ?? { count: 0, at: 0, reason: null };
    this.#tries.set(step.id, { ...tries, count: tries.count + 1 });
    const working = step.do === 'create-team'
      ? createTeam(this.#deps)(step, this.#team(step.team), this.#world, this.#pending, { stop: this.#stop, onStanding: () => this.#wake?.() })
      : carryOutStep(this.#deps)(step, this.#team(step.team), this.#world);
    void this.#arrive(step, working.catch((fault: unknown) => this.#failed(step, fault)));
  }

  async #arrive(step: Step, coming: Promise<Outcome>): Promise<void> {
    const outcome = await coming;
    this.#lastWrite.set(step.team, this.#now());
    this.#arrived.push(outcome);
    this.#wake?.();
  }

  /** Writes down what has come back since the last time. */
  async #land(): Promise<void> {
    if (this.#arrived.length === 0) return;
    await this.#deps.clock.sleep(COALESCE_MS);
    const outcomes = this.#arrived.splice(0);
    await this.#deps.store.settle(this.#run.id, outcomes, this.#deps.clock.now());
    for (const { step, state } of outcomes) {
      this.#flying.delete(step.id);
      if (state.is === 'failed') this.#givenUp.set(step.id, state.reason);
      if (state.is === 'done' && step.do === 'create-team') this.#madeAt.set(step.team, this.#now());
      if (step.do === 'add-members') this.#peopledAt.set(step.team, this.#now());
    }
    await this.#stock();
  }

  /** Reads again the teams in doubt, once the service has had time to show what was done. */
  async #reread(): Promise<void> {
    const due = [...this.#doubtful].filter(([team, at]) => at <= this.#now() && !this.#busy(team)).map(([team]) => team);
    await Promise.all(due.map(async (key) => {
      const team = this.#world.tenant.teams.get(key);
      if (team === undefined || team === 'removed') { this.#doubtful.delete(key); return; }
      try {
        this.#world.put(key, await this.#deps.teams.read(team.id));
        this.#doubtful.delete(key);
      } catch (fault) {
        this.#doubtful.set(key, this.#now() + backoffMs(3, asFault(fault).retryAfterMs));
      }
    }));
    if (due.length > 0) await this.#stock();
  }

  #failed(step: Step, fault: unknown): Outcome {
    const { timing } = this.#deps;
    this.#deps.onFault?.(step, fault);
    const tries = this.#tries.get(step.id)?.count ?? 1;
    if (fault instanceof PartlyDone) {
      const worst = fault.faults.find((f) => isPassing(f.kind)) ?? fault.faults[0]!;
      return { step, state: this.#verdict(step, worst, tries), remembering: fault.remembering };
    }
    if (fault instanceof NotYet) {
      const reason: StepReason = { kind: 'waiting', code: '', message: fault.message };
      return { step, state: tries >= timing.attempts * 2 ? { is: 'failed', reason } : this.#later(step, 2_000, reason) };
    }
    return { step, state: this.#verdict(step, asFault(fault), tries) };
  }

  #verdict(step: Step, fault: TenantFault, tries: number): StepState {
    const { timing } = this.#deps;
    const reason: StepReason = { kind: fault.kind, code: fault.code, message: fault.message };
    const again = tries < timing.attempts;
    switch (fault.kind) {
      case 'lost':
        // It may have been done. A team that is being created looks after itself; any other is read again before we repeat.
        if (step.do !== 'create-team') this.#doubt(step.team, this.#now() + timing.settleMs);
        return again ? this.#later(step, step.do === 'create-team' ? timing.teamSettleMs : timing.settleMs, reason) : { is: 'failed', reason };
      case 'throttled':
      case 'unavailable':
        return again ? this.#later(step, backoffMs(tries, fault.retryAfterMs), reason) : { is: 'failed', reason };
      case 'conflict':
        // Something of the kind is there already: see what, then decide anew.
        this.#doubt(step.team, this.#now() + timing.settleMs);
        return tries < 3 ? this.#later(step, timing.settleMs, reason) : { is: 'failed', reason };
      case 'not-found':
      case 'refused':
      case 'forbidden':
        // Right after its creation, what hangs from a team may not be found or allowed yet: documented, so it is only waited for.
        if (this.#isYoung(step.team)) {
          // Not for ever, though: after two tries we ask what really stands, the app's installation for instance.
          if (tries >= 2) this.#doubt(step.team, this.#now() + timing.settleMs);
          return tries < 6 ? this.#later(step, backoffMs(tries, null), reason) : { is: 'failed', reason };
        }
        if (fault.kind === 'forbidden') return { is: 'failed', reason };
        // Later it means that the tenant is not what we believed: read it again, and decide anew.
        this.#doubt(step.team, this.#now() + timing.settleMs);
        return tries < 3 ? this.#later(step, timing.settleMs, reason) : { is: 'failed', reason };
      case 'unauthenticated':
        return tries < 3 ? this.#later(step, backoffMs(tries + 3, null), reason) : { is: 'failed', reason };
      default:
        return fault.kind satisfies never;
    }
  }

  #later(step: Step, inMs: number, reason: StepReason): StepState {
    const at = this.#now() + inMs;
    const tries = this.#tries.get(step.id);
    if (tries !== undefined) this.#tries.set(step.id, { ...tries, at, reason });
    return { is: 'retry', at: new Date(at), reason };
  }

  /** What could not be started because it stands on a step that failed is said to be blocked, not forgotten. */
  async #conclude(): Promise<RunState> {
    const { store, clock } = this.#deps;
    const left = this.#missing();
    const blocked = left.filter((step) => !this.#givenUp.has(step.id));
    if (blocked.length > 0) {
      const reason: StepReason = { kind: 'blocked', code: '', message: 'stands on a step that failed' };
      await store.settle(this.#run.id, blocked.map((step) => ({ step, state: { is: 'blocked', reason } })), clock.now());
    }
    // A step that was listed and is no longer missing is done: by us, when a crash kept us from writing it down, or by somebody else.
    // Unless it waits for a consent that was taken away since the plan.
    const open = new Set(left.map((step) => step.id));
    const { tenant, memory, adoptions, welcomed } = this.#world;
    const unpermitted = new Set(difference(this.#desired, { tenant: { ...tenant, granted: null }, memory, adoptions, welcomed }).steps.map((step) => step.id));
    const rest = (await store.steps(this.#run.id)).filter(({ step, state }) => state.is !== 'done' && !open.has(step.id));
    const outcomes = rest.map(({ step, attempts }): Outcome => {
      if (unpermitted.has(step.id)) return { step, state: { is: 'failed', reason: { kind: 'forbidden', code: PERMISSION[step.do] ?? '', message: 'the consent was taken away' } } };
      return attempts === 0 ? { step, state: { is: 'done' }, byOthers: true } : { step, state: { is: 'done' }, ...this.#madeBefore(step) };
    });
    if (outcomes.length > 0) await store.settle(this.#run.id, outcomes, clock.now());
    if (left.length === 0 && outcomes.every(({ state }) => state.is === 'done')) return 'done';
    const anythingDone = (await store.steps(this.#run.id)).some(({ state }) => state.is === 'done');
    return anythingDone ? 'partial' : 'failed';
  }

  /** What a creation made whose answer was never written down, so that the journal tells of it all the same. */
  #madeBefore(step: Step): Pick<Outcome, 'remembering'> {
    const { teams, channels } = this.#world.memory;
    const team = teams.get(step.team);
    const known = (keys: readonly ChannelKey[]) => keys.flatMap((key) => { const c = channels.get(key); return c === undefined ? [] : [{ key, team: step.team, id: c.id, name: c.name, tabId: c.tabId }]; });
    if (step.do === 'create-team') return team === undefined ? {} : { remembering: { teams: [{ key: step.team, id: team.id, name: team.name }], channels: known((this.#team(step.team)?.channels ?? []).flatMap((c) => (c.kind === 'standard' ? [c.key] : []))) } };
    if (step.do === 'create-channel') return step.channel === null ? {} : { remembering: { channels: known([step.channel]) } };
    return {};
  }

  #rosterDue(step: Step): number { return step.do === 'create-channel' && step.people.length > 0 ? (this.#peopledAt.get(step.team) ?? -Infinity) + this.#deps.timing.rosterMs : 0; }
  #doubt(team: TeamKey, until: number): void { this.#doubtful.set(team, Math.max(until, this.#doubtful.get(team) ?? 0, (this.#lastWrite.get(team) ?? 0) + this.#deps.timing.settleMs)); }
  #busy(team: TeamKey): boolean { return [...this.#flying.values()].includes(team); }
  #team(key: TeamKey): DesiredTeam | undefined { return this.#desired.find((t) => t.key === key); }
  #isYoung(team: TeamKey): boolean { return (this.#madeAt.get(team) ?? -Infinity) > this.#now() - YOUNG_MS || this.#flying.has(`create-team:${team}`); }
  #now(): number { return this.#deps.clock.now().getTime(); }

  /** Until a step comes back, the stop is asked for, or that time has passed. */
  async #wait(ms: number): Promise<void> {
    if (this.#arrived.length > 0 || ms <= 0) return;
    const early = new AbortController();
    const woken = new Promise<void>((resolve) => { this.#wake = resolve; });
    await (Number.isFinite(ms) ? Promise.race([woken, this.#deps.clock.sleep(ms, early.signal)]) : woken);
    this.#wake = null;
    early.abort();
  }
}

/** In an exact run, of a bulk addition only the people who were named. */
function narrowed(step: Step, approved: ReadonlySet<string>): Step[] {
  if (approved.has(step.id)) return [step];
  if (step.do !== 'add-members') return [];
  const people = step.people.filter((p) => approved.has(`${step.id}:${p.user}`));
  return people.length === 0 ? [] : [{ ...step, people }];
}

const isPassing = (kind: TenantFault['kind']): boolean => kind === 'lost' || kind === 'throttled' || kind === 'unavailable';
const backoffMs = (tries: number, asked: number | null): number => asked ?? Math.min(60_000, 500 * 2 ** tries);

/** An error of our own making stops its step, visibly, and not the run. */
function asFault(fault: unknown): TenantFault {
  if (fault instanceof Error && 'kind' in fault && 'retryAfterMs' in fault) return fault as unknown as TenantFault;
  return { kind: 'refused', code: 'internal', message: fault instanceof Error ? fault.message : String(fault), retryAfterMs: null };
}
