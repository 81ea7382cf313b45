// A Planner in memory and what is noted of it, for tests of the rules by which actions and tasks are kept in step: people edit it, requests and
// answers get lost, somebody is not in the group yet.

import type { PlanLink, Planner, PlannerLinks, PlannerTask, TaskLink, TaskWriting } from '../../src/features/actions/ports-planner.ts';
import type { EntraId } from '../../src/shared/ids.ts';

export type Mishap = 'lost-request' | 'lost-answer' | 'throttled' | 'forbidden' | 'refused';

export class PlannerTrouble extends Error {
  readonly kind: 'lost' | 'throttled' | 'forbidden' | 'refused' | 'not-found';
  readonly retryAfterMs: number | null;
  constructor(kind: PlannerTrouble['kind'], retryAfterMs: number | null = null) { super(kind); this.kind = kind; this.retryAfterMs = retryAfterMs; }
}

interface Held { plan: string; bucketId: string | null; title: string; due: string | null; percent: number; priority: number; assignees: { person: EntraId; at: Date }[]; completedAt: Date | null; byUs: boolean; version: number; shownFrom: number }

export class FakePlanner implements Planner {
  readonly plans = new Map<string, { group: string; title: string }>();
  readonly buckets = new Map<string, { plan: string; name: string }>();
  readonly tasks = new Map<string, Held>();
  /** Requests that write, as `POST task`, `PATCH task`. */
  readonly writes: string[] = [];
  /** What befalls the next requests that write. */
  readonly mishaps: Mishap[] = [];
  /** Not in the group of the team. */
  readonly outside = new Set<EntraId>();
  /** Lists show a new task, plan or bucket so late. */
  lagMs = 0;
  readonly #now: () => Date;
  #made = 0;
  constructor(now: () => Date) { this.#now = now; }

  #befall<T>(what: string, writing: TaskWriting, effect: () => T): T {
    const mishap = this.mishaps.shift();
    if (mishap === 'throttled') throw new PlannerTrouble('throttled', 5_000);
    if (mishap === 'forbidden' || mishap === 'refused') throw new PlannerTrouble(mishap);
    if (mishap === 'lost-request') throw new PlannerTrouble('lost');
    if (writing.assign?.some((person) => this.outside.has(person)) === true) throw new PlannerTrouble('forbidden');
    if (writing.bucketId !== undefined && !this.buckets.has(writing.bucketId)) throw new PlannerTrouble('refused');
    const done = effect();
    if (done !== null) this.writes.push(what);
    if (mishap === 'lost-answer') throw new PlannerTrouble('lost');
    return done;
  }
  #read(id: string): PlannerTask {
    const { bucketId, byUs, version, plan: _plan, shownFrom: _shownFrom, ...card } = this.tasks.get(id)!;
    return { id, etag: String(version), bucketId, byUs, card: structuredClone(card) };
  }
  #write(id: string, { assign = [], unassign = [], ...rest }: TaskWriting): void {
    const task = this.tasks.get(id)!;
    const before = task.percent;
    Object.assign(task, rest);
    task.assignees = [...task.assignees.filter(({ person }) => !unassign.includes(person)), ...assign.filter((person) => !task.assignees.some((a) => a.person === person)).map((person) => ({ person, at: this.#now() }))];
    if (task.percent === 100 && before < 100) task.completedAt = this.#now();
    if (task.percent < 100) task.completedAt = null;
    task.version += 1;
  }
  #add(plan: string, writing: TaskWriting, byUs: boolean): string {
    const id = `task-${(this.#made += 1)}`;
    this.tasks.set(id, { plan, bucketId: null, title: '', due: null, percent: 0, priority: 5, assignees: [], completedAt: null, byUs, version: 0, shownFrom: this.#now().getTime() + this.lagMs });
    this.#write(id, writing);
    return id;
  }

  // What people do.
  edit(id: string, writing: TaskWriting): void { this.#write(id, writing); }
  addByHand(writing: TaskWriting): string { return this.#add([...this.plans.keys()][0]!, writing, false); }
  bucket(name: string): string { return [...this.buckets].find(([, bucket]) => bucket.name === name)![0]; }
  named(title: string): string[] { return [...this.tasks].filter(([, task]) => task.title === title).map(([id]) => id); }

  async plansOf(group: string) { return [...this.plans].filter(([, plan]) => plan.group === group).map(([id, { title }]) => ({ id, title })); }
  async createPlan(group: string, title: string) {
    return this.#befall('POST plan', {}, () => { const id = `plan-${(this.#made += 1)}`; this.plans.set(id, { group, title }); return id; });
  }
  async bucketsOf(plan: string) { return [...this.buckets].filter(([, bucket]) => bucket.plan === plan).map(([id, { name }]) => ({ id, name })); }
  async createBucket(plan: string, name: string) {
    return this.#befall('POST bucket', {}, () => { const id = `bucket-${(this.#made += 1)}`; this.buckets.set(id, { plan, name }); return id; });
  }
  async tasksOf(plan: string) {
    const now = this.#now().getTime();
    return this.plans.has(plan) ? [...this.tasks].filter(([, task]) => task.plan === plan && task.shownFrom <= now).map(([id]) => this.#read(id)) : null;
  }
  async exists(task: string) { return this.tasks.has(task); }
  async create(plan: string, writing: TaskWriting) { return this.#befall('POST task', writing, () => this.#read(this.#add(plan, writing, true))); }
  async change(task: string, etag: string, writing: TaskWriting) {
    return this.#befall('PATCH task', writing, () => {
      if (!this.tasks.has(task) || String(this.tasks.get(task)!.version) !== etag) return null;
      this.#write(task, writing);
      return this.#read(task);
    });
  }
}

export class MemoryPlannerLinks implements PlannerLinks {
  readonly planLinks = new Map<string, PlanLink>();
  readonly taskLinks = new Map<string, TaskLink>();
  async plan(committee: string) { return this.planLinks.get(committee) ?? null; }
  async plans() { return [...this.planLinks.values()]; }
  async savePlan(link: PlanLink) { this.planLinks.set(link.committee, structuredClone(link)); }
  async tasks(committee: string) { return [...this.taskLinks.values()].filter((link) => link.committee === committee && link.state !== 'over'); }
  async of({ tasks, actions }: { readonly tasks: readonly string[]; readonly actions: readonly string[] }) { return [...this.taskLinks.values()].filter(({ task, action }) => (task !== null && tasks.includes(task)) || actions.includes(action)); }
  async saveTasks(links: readonly TaskLink[]) { for (const link of links) this.taskLinks.set(link.action, structuredClone(link)); }
  async placeOf(action: string) { const link = this.taskLinks.get(action); const plan = this.planLinks.get(link?.committee ?? '')?.plan ?? null; return link?.task === null || link === undefined || plan === null ? null : { plan, task: link.task }; }
  async refusedTasks() { return [...this.taskLinks.values()].filter(({ problem }) => problem !== null).length; }
  async enqueue() { /* the test begins each look itself */ }
}
