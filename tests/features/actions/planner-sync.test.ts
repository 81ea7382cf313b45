// The actions of a committee and its plan, look by look: what is made, what is settled by looking, who cannot be assigned yet, and that any
// order of edits, looks and mishaps ends with both sides the same and nothing twice.

import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Action } from '../../../src/features/actions/domain/action.ts';
import { newAction, numbered, type ActionChange } from '../../../src/features/actions/domain/change-action.ts';
import { isOpen } from '../../../src/features/actions/domain/action.ts';
import { viewOfAction, type Accounts } from '../../../src/features/actions/domain/planner-action.ts';
import { viewOf, type PlannerCard } from '../../../src/features/actions/domain/planner-view.ts';
import type { ActionStore } from '../../../src/features/actions/ports.ts';
import type { TaskWriting } from '../../../src/features/actions/ports-planner.ts';
import { changeActionAs } from '../../../src/features/actions/use-cases/act-on-action.ts';
import { syncPlanner } from '../../../src/features/actions/use-cases/planner-sync.ts';
import { BUCKET_NAMES } from '../../../src/features/actions/words-planner.ts';
import { actionId, entraId, personId, type ActionId, type PersonId } from '../../../src/shared/ids.ts';
import type { Charter } from '../../../src/features/committees/domain/charter.ts';
import { theNetwork } from '../../support/charter-builder.ts';
import { FakePlanner, MemoryPlannerLinks, type Mishap } from '../../support/fake-planner.ts';

const charter = theNetwork();
const committee = charter.committees.find(({ id }) => id === 'cncot')!;
const [FIRST, SECOND] = [...new Set(committee.seats.flatMap((seat) => seat.holder ?? []))] as [PersonId, PersonId | undefined];
const accounts: Accounts = { accountOf: (person) => entraId(`account-${person}`), personOf: (account) => (account.startsWith('account-') ? personId(account.slice(8)) : null) };
const account = (person: PersonId) => accounts.accountOf(person)!;

function aWorld({ team = 'group-1' }: { team?: string | null } = {}) {
  let ms = Date.parse('2027-01-11T15:00:00Z');
  const clock = { now: () => new Date(ms) };
  const store = new Map<ActionId, Action>();
  const actions: ActionStore = {
    find: async (id) => store.get(id) ?? null,
    findAll: async (ids) => ids.flatMap((id) => store.get(id) ?? []),
    list: async ({ committees }) => ({ actions: [...store.values()].filter((a) => (committees?.includes(a.committee) ?? true) && isOpen(a) && !a.inCamera), next: null }),
    tally: async () => ({ open: 0, late: 0, blocked: 0, dueThisWeek: 0 }),
    open: async () => [],
    addExamples: async () => [],
    create: async (given) => given.map((one) => { const made = numbered(one, actionId(`A-2027-${String(store.size + 1).padStart(3, '0')}`)); store.set(made.id, made); return made; }),
    change: async (action, seen) => { if (store.get(action.id)?.version !== seen) return null; const after = { ...action, version: seen + 1 }; store.set(action.id, after); return after; },
  };
  const planner = new FakePlanner(clock.now);
  const links = new MemoryPlannerLinks();
  const problems: string[] = [];
  const group = { id: team };
  const standing: { charter: Charter } = { charter };
  const act = { actions, clock, announce: () => [], decisionBehind: async () => null };
  const sync = syncPlanner({ ...act, planner, links, charter: async () => standing.charter, accounts: async () => accounts, groupOf: async () => group.id, reasons: { postponed: 'p', blocked: 'b', cancelled: 'c' }, onProblem: ({ why }) => { problems.push(why); } });
  return {
    planner, links, problems, store, group, standing,
    pass: (minutes: number) => { ms += minutes * 60_000; },
    /** A look as the job has it: a lost answer, a pause asked for by the service, are no failures of the rules. */
    look: async () => { ms += 1_000; try { return await sync(committee.id); } catch (fault) { if ((fault as { kind?: string }).kind === undefined) throw fault; return 'fault' as const; } },
    async make(title: string, over: object = {}): Promise<Action> {
      const decision = newAction(charter, { committee: committee.id, title, detail: null, owner: { is: 'person', person: FIRST }, due: '2027-02-12', priority: 'medium', links: { meeting: null, item: null, decision: null, project: null, risk: null }, message: null, inCamera: false, origin: 'tab', ...over }, null, { now: clock.now(), today: '2027-01-11' });
      if (!decision.ok) throw new Error(decision.refusal.why);
      return (await actions.create([decision.value], () => ({ journal: [], next: [] })))[0]!;
    },
    change: (id: ActionId, change: ActionChange) => changeActionAs(act)(charter, id, change, { by: { kind: 'gouverne' }, seen: null }),
    bucket: (state: Action['state']) => planner.bucket(BUCKET_NAMES[state].fr),
    card(id: string): PlannerCard {
      const { bucketId, title, due, percent, priority, assignees, completedAt } = planner.tasks.get(id)!;
      const state = (Object.keys(BUCKET_NAMES) as Action['state'][]).find((s) => [...planner.buckets].some(([bucket, { name }]) => bucket === bucketId && name === BUCKET_NAMES[s].fr)) ?? null;
      return { title, due, percent, priority, assignees, completedAt, bucket: state };
    },
  };
}

describe('a plan', () => {
  it('is made with the first action, once, with its buckets', async () => {
    const w = aWorld();
    await w.look();
    expect(w.planner.plans.size).toBe(0);
    await w.make('Bilan');
    await w.look();
    expect([w.planner.plans.size, w.planner.buckets.size, w.planner.named('Bilan').length]).toEqual([1, 5, 1]);
    const writes = w.planner.writes.length;
    for (let i = 0; i < 3; i += 1) await w.look();
    expect(w.planner.writes).toHaveLength(writes);
  });
  it('waits for the team of its committee', async () => {
    const w = aWorld({ team: null });
    await w.make('Bilan');
    expect([await w.look(), w.planner.plans.size, (await w.links.plans())[0]?.problem]).toEqual([undefined, 0, 'no-team']);
    w.group.id = 'group-1';
    await w.look();
    expect(w.planner.named('Bilan')).toHaveLength(1);
  });
  it('of which the creation got no answer is found, and not made twice', async () => {
    const w = aWorld();
    await w.make('Bilan');
    w.planner.mishaps.push('lost-answer');
    expect(await w.look()).toBe('fault');
    await w.look();
    expect([w.planner.plans.size, w.planner.named('Bilan').length]).toEqual([1, 1]);
  });
  it('of another committee with the same acronym in the same team stays that one’s', async () => {
    const w = aWorld();
    const other = await w.planner.createPlan('group-1', `Actions – ${committee.acronym}`);
    await w.links.savePlan({ committee: charter.committees.find(({ id }) => id !== committee.id)!.id, plan: other, buckets: null, askedAt: null, lookedAt: null, problem: null, refused: [] });
    await w.make('Bilan');
    await w.look();
    expect([w.planner.plans.size, (await w.links.plan(committee.id))?.plan === other]).toEqual([2, false]);
  });
  it('of a committee that became restricted is left as it is, and told of once', async () => {
    const w = aWorld();
    const { id } = await w.make('Bilan');
    await w.look();
    w.standing.charter = { ...charter, committees: charter.committees.map((c) => (c.id === committee.id ? { ...c, confidentiality: 'restreinte' } : { ...c, workspace: { ...c.workspace, team: committee.workspace.team } })) };
    await w.change(id, { title: 'Bilan secret' });
    await w.look();
    await w.look();
    expect([w.planner.named('Bilan secret'), w.problems, (await w.links.plan(committee.id))?.problem]).toEqual([[], ['restricted'], 'restricted']);
    w.planner.plans.clear();
    w.planner.tasks.clear();
    await w.look();
    expect([await w.links.plan(committee.id), w.planner.plans.size]).toMatchObject([{ plan: null, problem: null }, 0]);
    w.standing.charter = charter;
    await w.look();
    expect([w.planner.named('Bilan secret').length, (await w.links.plan(committee.id))?.problem]).toEqual([1, null]);
  });
  it('that people took away is made again, with what is open', async () => {
    const w = aWorld();
    await w.make('Bilan');
    const done = await w.make('Avis');
    await w.look();
    await w.change(done.id, { state: 'done' });
    await w.look();
    w.planner.plans.clear();
    w.planner.buckets.clear();
    w.planner.tasks.clear();
    await w.look();
    expect([w.planner.plans.size, w.planner.buckets.size, w.planner.named('Bilan').length, w.planner.named('Avis').length, w.problems]).toEqual([1, 5, 1, 0, ['plan-gone']]);
  });
  it('of which people took a bucket away gets it again', async () => {
    const w = aWorld();
    const { id } = await w.make('Bilan');
    await w.look();
    w.planner.buckets.delete(w.bucket('done'));
    await w.change(id, { state: 'done' });
    await w.look();
    w.pass(31);
    await w.look();
    expect(w.card(w.planner.named('Bilan')[0]!)).toMatchObject({ bucket: 'done', percent: 100 });
  });
});

describe('a task', () => {
  it('of which the creation got no answer is found by what it says, also when somebody edited it first', async () => {
    const w = aWorld();
    await w.make('Bilan');
    await w.look();
    const { id } = await w.make('Avis');
    w.planner.mishaps.push('lost-answer');
    expect(await w.look()).toEqual({ again: { afterMs: 60_000 } });
    w.planner.edit(w.planner.named('Avis')[0]!, { title: 'Avis au ministère' });
    w.pass(5);
    await w.look();
    expect([w.planner.tasks.size, w.store.get(id)?.title]).toEqual([2, 'Avis au ministère']);
  });
  it('that does not show yet is waited for', async () => {
    const w = aWorld();
    w.planner.lagMs = 20_000;
    await w.make('Bilan');
    await w.look();
    expect(await w.look()).toEqual({ again: { afterMs: 60_000 } });
    w.pass(2);
    expect(await w.look()).toBeUndefined();
    expect(w.planner.named('Bilan')).toHaveLength(1);
  });
  it('for somebody who is not in the team’s group yet goes to nobody at first, and everything else of it is kept in step', async () => {
    const w = aWorld();
    w.planner.outside.add(account(FIRST));
    const { id } = await w.make('Bilan');
    await w.look();
    const [task] = w.planner.named('Bilan');
    expect(w.card(task!).assignees).toEqual([]);
    const before = w.planner.writes.length;
    await w.look();
    expect([w.planner.writes.length, w.store.get(id)?.owner]).toEqual([before, { is: 'person', person: FIRST }]);
    await w.change(id, { title: 'Bilan final' });
    await w.look();
    expect(w.card(task!).title).toBe('Bilan final');
    w.planner.outside.clear();
    w.pass(31);
    await w.look();
    expect(w.card(task!).assignees.map(({ person }) => person)).toEqual([account(FIRST)]);
  });
  it('made by hand, of which the action was made and the link lost, is not made an action twice', async () => {
    const w = aWorld();
    await w.make('Bilan');
    await w.look();
    w.planner.addByHand({ title: 'À la main', due: '2027-03-01' });
    await w.look();
    expect(w.store.size).toBe(2);
    w.links.taskLinks.delete([...w.store.values()].find(({ origin }) => origin === 'planner')!.id);
    await w.look();
    expect([w.store.size, w.planner.named('À la main').length]).toEqual([2, 1]);
  });
  it('of what came to be in camera is told nothing more, and tells nothing', async () => {
    const w = aWorld();
    const { id } = await w.make('Bilan');
    await w.look();
    await w.change(id, { inCamera: true, title: 'Nomination confidentielle' });
    const writes = w.planner.writes.length;
    await w.look();
    w.planner.edit(w.planner.named('Bilan')[0]!, { percent: 100 });
    await w.look();
    expect([w.planner.writes.length, w.store.get(id)?.title, w.store.get(id)?.state, w.store.size]).toEqual([writes, 'Nomination confidentielle', 'todo', 1]);
  });
  it('closed long ago is the same one when it is reopened, there or here', async () => {
    const w = aWorld();
    const { id } = await w.make('Bilan');
    await w.look();
    await w.change(id, { state: 'done' });
    await w.look();
    w.pass(40 * 24 * 60);
    await w.look();
    expect(w.links.taskLinks.get(id)?.state).toBe('over');
    w.planner.edit(w.planner.named('Bilan')[0]!, { percent: 0 });
    await w.look();
    expect([w.store.get(id)?.state, w.store.size, w.planner.tasks.size]).toEqual(['todo', 1, 1]);
    await w.change(id, { state: 'done' });
    await w.look();
    w.pass(40 * 24 * 60);
    await w.look();
    await w.change(id, { state: 'in-progress' });
    await w.look();
    expect([w.planner.tasks.size, w.card(w.planner.named('Bilan')[0]!).percent]).toEqual([1, 50]);
  });
});

type Event =
  | { do: 'make' } | { do: 'ours'; which: number; change: ActionChange } | { do: 'edit'; which: number; writing: TaskWriting; bucket: Action['state'] | null }
  | { do: 'add' } | { do: 'remove'; which: number } | { do: 'mishap'; mishap: Mishap } | { do: 'look' } | { do: 'pass'; minutes: number };

const which = fc.nat({ max: 5 });
const state = fc.constantFrom<Action['state']>('todo', 'in-progress', 'blocked', 'done', 'cancelled');
const title = fc.constantFrom('Un', 'Deux', 'Trois');
const due = fc.constantFrom('2027-02-12', '2027-03-01', '2027-04-01');
const owner = fc.constantFrom(FIRST, SECOND ?? FIRST).map((person) => ({ is: 'person' as const, person }));
const change: fc.Arbitrary<ActionChange> = fc.oneof(fc.record({ title }), fc.record({ due, reason: fc.constant('r') }), fc.record({ state, reason: fc.constant('r') }), fc.record({ owner }), fc.record({ priority: fc.constantFrom('urgent' as const, 'low' as const) }));
const writing: fc.Arbitrary<TaskWriting> = fc.oneof(fc.record({ title }), fc.record({ due }), fc.record({ percent: fc.constantFrom(0, 30, 50, 100) }), fc.record({ priority: fc.constantFrom(0, 4, 9) }), fc.record({ assign: owner.map(({ person }) => [account(person)]), unassign: owner.map(({ person }) => [account(person)]) }));
const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ do: fc.constant('make' as const) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('ours' as const), which, change }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('edit' as const), which, writing, bucket: fc.option(state) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('add' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('mishap' as const), mishap: fc.constantFrom<Mishap>('lost-request', 'lost-answer', 'throttled') }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('look' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('pass' as const), minutes: fc.constantFrom(1, 5) }) },
);

it('whatever happens in between, both sides end up the same, nothing is twice, and nothing is written any more', async () => {
  await fc.assert(fc.asyncProperty(fc.array(event, { maxLength: 25 }), async (events) => {
    const w = aWorld();
    await w.make('Premier');
    await w.look();
    let hands = 0;
    for (const e of events) {
      const ids = [...w.store.keys()];
      const tasks = [...w.planner.tasks.keys()];
      if (e.do === 'make') await w.make(`Action ${w.store.size + 1}`);
      else if (e.do === 'ours') await w.change(ids[e.which % ids.length]!, e.change);
      else if (e.do === 'edit' && tasks.length > 0) w.planner.edit(tasks[e.which % tasks.length]!, { ...e.writing, ...(e.bucket === null ? {} : { bucketId: w.bucket(e.bucket) }) });
      else if (e.do === 'add') w.planner.addByHand({ title: `À la main ${(hands += 1)}` });
      else if (e.do === 'remove' && tasks.length > 0) w.planner.tasks.delete(tasks[e.which % tasks.length]!);
      else if (e.do === 'mishap') w.planner.mishaps.push(e.mishap);
      else if (e.do === 'look') await w.look();
      else if (e.do === 'pass') w.pass(e.minutes);
    }
    w.planner.mishaps.length = 0;
    for (let i = 0; i < 4; i += 1) { w.pass(5); await w.look(); }
    const writes = w.planner.writes.length;
    w.pass(5);
    expect([await w.look(), w.planner.writes.length]).toEqual([undefined, writes]);
    const links = [...w.links.taskLinks.values()];
    for (const action of w.store.values()) {
      const link = links.find((l) => l.action === action.id);
      const task = link?.task ?? null;
      if (isOpen(action)) expect([link?.state, task !== null && w.planner.tasks.has(task)]).toEqual(['there', true]);
      if (task === null || !w.planner.tasks.has(task)) continue;
      const view = viewOfAction(charter, action, accounts, '2027-01-11');
      expect(viewOf(w.card(task), view, () => true)).toEqual(view);
    }
    const held = links.flatMap(({ task, state: s }) => (task !== null && s === 'there' ? [task] : []));
    expect(new Set(held).size).toBe(held.length);
    // One that nobody holds was completed before anybody saw it, or belongs to what is closed.
    for (const [id, task] of w.planner.tasks) if (!held.includes(id)) expect([id, task.percent]).toEqual([id, 100]);
  }), { numRuns: 150 });
}, 60_000);
