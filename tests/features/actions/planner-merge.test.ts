// Actions and tasks put together: what a card means, and that both sides end up the same whatever people, polls and lost answers do in between.

import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { ActionState, Priority } from '../../../src/features/actions/domain/action.ts';
import { agreedSince, merge, withFields } from '../../../src/features/actions/domain/planner-merge.ts';
import { changeTo, FIELDS, isNothing, newCard, shows, tidy, viewOf, written, type CardChange, type PlannerCard, type PlannerView, type ViewField } from '../../../src/features/actions/domain/planner-view.ts';
import { entraId, type EntraId } from '../../../src/shared/ids.ts';

const [ANA, BEN, CLEO, STRANGER] = ['a', 'b', 'c', 'x'].map(entraId) as [EntraId, EntraId, EntraId, EntraId];
const mayOwn = (person: EntraId): boolean => person !== STRANGER;
const at = (minute: number): Date => new Date(Date.UTC(2027, 1, 1, 9, minute));
const VIEW: PlannerView = { title: 'Préparer le bilan', due: '2027-02-12', assignee: ANA, state: 'in-progress', priority: 'medium' };
const aCard = (over: Partial<PlannerCard> = {}): PlannerCard => ({ title: VIEW.title, due: VIEW.due, assignees: [{ person: ANA, at: at(0) }], bucket: 'in-progress', percent: 50, priority: 5, completedAt: null, ...over });
const never = Object.fromEntries(FIELDS.map((field) => [field, at(0)])) as Record<ViewField, Date>;
const on = (person: EntraId, minute = 0) => ({ person, at: at(minute) });

describe('a card', () => {
  it.each<[string, Partial<PlannerCard>, ActionState]>([
    ['is completed by its tick, in whatever bucket', { percent: 100 }, 'done'],
    ['is completed by being carried there', { bucket: 'done' }, 'done'],
    ['is not begun again by being carried back', { bucket: 'todo' }, 'todo'],
    ['is not begun when its progress says so', { percent: 0 }, 'todo'],
    ['is blocked by being carried there', { bucket: 'blocked' }, 'blocked'],
    ['is cancelled by being carried there', { bucket: 'cancelled' }, 'cancelled'],
    ['goes on in a bucket that people made', { bucket: null }, 'in-progress'],
    ['goes on at thirty per cent', { percent: 30 }, 'in-progress'],
  ])('that was under way %s', (_what, over, state) => { expect(viewOf(aCard(over), VIEW, mayOwn).state).toBe(state); });

  it.each<[string, Partial<PlannerCard>, ActionState, ActionState]>([
    ['reopened by its tick', { percent: 0, bucket: 'done' }, 'done', 'todo'],
    ['carried back to work', { percent: 100, bucket: 'in-progress' }, 'done', 'in-progress'],
    ['unblocked by being carried off', { percent: 50, bucket: 'todo' }, 'blocked', 'todo'],
    ['unblocked into a bucket that people made', { percent: 50, bucket: null }, 'blocked', 'in-progress'],
    ['completed while blocked', { percent: 100, bucket: 'blocked' }, 'blocked', 'done'],
    ['still cancelled', { percent: 100, bucket: 'cancelled' }, 'cancelled', 'cancelled'],
    ['reopened though cancelled', { percent: 0, bucket: 'cancelled' }, 'cancelled', 'todo'],
  ])('%s', (_what, over, agreed, state) => { expect(viewOf(aCard(over), { ...VIEW, state: agreed }, mayOwn).state).toBe(state); });

  it('keeps its owner while others help, and changes hands when somebody of the committee takes over', () => {
    const reads = (...assignees: PlannerCard['assignees']) => viewOf(aCard({ assignees }), VIEW, mayOwn).assignee;
    expect([reads(on(ANA), on(BEN, 3)), reads(on(BEN, 3), on(CLEO, 4)), reads(), reads(on(STRANGER))]).toEqual([ANA, CLEO, null, ANA]);
  });
  it('cannot lose its due day, nor its title', () => { expect(viewOf(aCard({ due: null, title: ' ' }), VIEW, mayOwn)).toEqual(VIEW); });
  it('takes a bucket of people’s own for what it is', () => {
    expect(changeTo(aCard({ bucket: null, percent: 30 }), VIEW, [], mayOwn)).toEqual({});
    expect(changeTo(aCard({ bucket: null, percent: 30 }), { ...VIEW, state: 'done' }, [], mayOwn)).toEqual({ percent: 100 });
    expect(changeTo(aCard({ bucket: null, percent: 30 }), { ...VIEW, state: 'blocked' }, [], mayOwn)).toEqual({ bucket: 'blocked' });
  });
  it('hands over without removing those who help', () => {
    expect(changeTo(aCard({ assignees: [on(ANA), on(CLEO), on(STRANGER)] }), { ...VIEW, assignee: BEN }, [ANA], mayOwn)).toEqual({ assign: [BEN], unassign: [ANA] });
    expect(changeTo(aCard({ assignees: [on(ANA), on(STRANGER)] }), { ...VIEW, assignee: null }, [ANA], mayOwn)).toEqual({ unassign: [ANA] });
  });
});

describe('two sides', () => {
  const together = (ours: Partial<PlannerView>, card: Partial<PlannerCard>, oursAt = at(3)) => merge({ agreed: VIEW, ours: { ...VIEW, ...ours }, oursAt: { ...never, ...Object.fromEntries(Object.keys(ours).map((f) => [f, oursAt])) }, card: aCard(card), lookedAt: at(0), now: at(10), mayOwn });
  it('each give what they changed', () => { expect(together({ due: '2027-03-01' }, { title: 'Bilan final', percent: 100 }).view).toEqual({ ...VIEW, due: '2027-03-01', title: 'Bilan final', state: 'done' }); });
  it('agree where they changed the same', () => { expect(together({ title: 'Bilan' }, { title: 'Bilan' })).toMatchObject({ take: [], view: { title: 'Bilan' } }); });
  it.each([['before the middle, Planner’s', 3, 'de Planner'], ['after it, ours', 8, 'de Gouverne']])('changed the same, and no time is told: %s', (_what, minute, title) => {
    expect(together({ title: 'de Gouverne' }, { title: 'de Planner' }, at(minute)).view.title).toBe(title);
  });
  it.each([['later', 9, 'done'], ['earlier', 2, 'blocked']] as const)('changed the same, and Planner’s was completed %s than ours', (_what, minute, state) => {
    expect(together({ state: 'blocked' }, { percent: 100, completedAt: at(minute) }, at(4)).view.state).toBe(state);
  });
});

// A board as the service keeps it, and a product that looks at it now and then.
type Edit = { at: number; side: 'ours' | 'planner'; field: ViewField; value: unknown };
type Event =
  | { do: 'ours'; field: ViewField; pick: number } | { do: 'planner'; field: ViewField; pick: number }
  | { do: 'look'; mishap: 'none' | 'lost-answer' | 'lost-request' | 'overtaken'; overtake: { field: ViewField; pick: number } };

const STATES: readonly ActionState[] = ['todo', 'in-progress', 'blocked', 'done', 'cancelled'];
const PEOPLE: readonly (EntraId | null)[] = [ANA, BEN, CLEO, null];
const PRIORITIES: readonly Priority[] = ['urgent', 'important', 'medium', 'low'];
const TITLES = ['Un', 'Deux', 'Trois', 'Quatre', 'Cinq'];
const DUES = ['2027-02-12', '2027-03-01', '2027-04-01', '2027-05-03'];
const VALUES: Readonly<Record<ViewField, readonly unknown[]>> = { state: STATES, title: TITLES, due: DUES, assignee: PEOPLE, priority: PRIORITIES };
const valueFor = (field: ViewField, pick: number): unknown => VALUES[field][pick % VALUES[field].length];

class World {
  minute = 0;
  ours: PlannerView = { ...VIEW };
  oursAt: Record<ViewField, Date> = { ...never };
  card: PlannerCard;
  agreed: PlannerView = { ...VIEW };
  sent: PlannerView | null = null;
  lookedAt = at(0);
  writes = 0;
  readonly edits: Edit[] = [];
  /** When the product looked and what it then knew, to tell which edits fell between the same two looks. */
  readonly looks: number[] = [0];
  constructor() { this.card = written(aCard({ assignees: [] }), newCard(VIEW), at(0)); }

  editOurs(field: ViewField, pick: number): void {
    const value = valueFor(field, pick);
    if (this.ours[field] === value) return;
    this.ours = { ...this.ours, [field]: value };
    this.oursAt[field] = at(this.minute);
    this.edits.push({ at: this.minute, side: 'ours', field, value });
  }
  /** What a person does in Planner: ticks, carries, types, puts somebody on it in somebody's stead. */
  editPlanner(field: ViewField, pick: number): void {
    const value = valueFor(field, pick);
    const shown = viewOf(this.card, { ...this.agreed }, mayOwn)[field];
    if (shown === value) return;
    const change: CardChange = field === 'state' ? this.moveTo(value as ActionState)
      : field === 'assignee' ? { unassign: this.card.assignees.map(({ person }) => person), ...(value === null ? {} : { assign: [value as EntraId] }) }
      : field === 'priority' ? { priority: [1, 3, 5, 9][PRIORITIES.indexOf(value as Priority)]! } : { [field]: value };
    const before = this.card;
    this.card = written(this.card, change, at(this.minute));
    // Planner stamps anew whoever is put on a task, and what is completed again.
    if (field === 'assignee') this.card = { ...this.card, assignees: this.card.assignees.map((a) => ({ ...a, at: at(this.minute) })) };
    if (before.percent < 100 && this.card.percent === 100) this.card = { ...this.card, completedAt: at(this.minute) };
    this.edits.push({ at: this.minute, side: 'planner', field, value });
  }
  private moveTo(state: ActionState): CardChange {
    const percent = state === 'done' || state === 'cancelled' ? 100 : state === 'todo' ? 0 : 50;
    return { bucket: state, percent };
  }
  look(mishap: 'none' | 'lost-answer' | 'lost-request' | 'overtaken', overtake?: { field: ViewField; pick: number }): void {
    const seen = this.card;
    const agreed = agreedSince(this.agreed, this.sent, seen, mayOwn);
    const merged = merge({ agreed, ours: this.ours, oursAt: this.oursAt, card: seen, lookedAt: this.lookedAt, now: at(this.minute), mayOwn });
    // What Planner changed is taken in one transaction with what is agreed by that, and with what is about to be sent.
    this.ours = merged.view;
    this.agreed = withFields(agreed, merged.view, FIELDS.filter((f) => merged.theirs[f] === merged.view[f]));
    this.sent = null;
    const change = changeTo(seen, merged.view, [agreed.assignee, merged.theirs.assignee], mayOwn);
    if (isNothing(change)) { this.settle(merged.view); return; }
    this.sent = merged.view;
    if (mishap === 'overtaken' && overtake !== undefined) this.editPlanner(overtake.field, overtake.pick);
    // 409 and 412: nothing was written, and the next look decides.
    if (this.card !== seen || mishap === 'lost-request') return;
    this.writes += 1;
    this.card = written(this.card, change, at(this.minute));
    if (mishap !== 'lost-answer') this.settle(merged.view);
  }
  private settle(view: PlannerView): void {
    this.agreed = view;
    this.sent = null;
    this.lookedAt = at(this.minute);
    this.looks.push(this.minute);
  }
}

const field = fc.constantFrom(...FIELDS);
const pick = fc.nat({ max: 4 });
const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('ours' as const), field, pick }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('planner' as const), field, pick }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('look' as const), mishap: fc.constantFrom('none' as const, 'lost-answer' as const, 'lost-request' as const, 'overtaken' as const), overtake: fc.record({ field, pick }) }) },
);

const run = (events: readonly Event[]): World => {
  const world = new World();
  for (const e of events) {
    world.minute += 1;
    if (e.do === 'ours') world.editOurs(e.field, e.pick);
    else if (e.do === 'planner') world.editPlanner(e.field, e.pick);
    else world.look(e.mishap, e.overtake);
  }
  world.minute += 1;
  world.look('none');
  return world;
};

describe('whatever happens in between', () => {
  it('both sides say the same after one undisturbed look, and nothing is written any more', () => {
    fc.assert(fc.property(fc.array(event, { maxLength: 30 }), (events) => {
      const world = run(events);
      expect(viewOf(world.card, world.ours, mayOwn)).toEqual(world.ours);
      expect([shows(world.card, world.ours.state), tidy(world.card.title)]).toEqual([true, world.ours.title]);
      const before = world.writes;
      const settled = world.ours;
      for (let i = 0; i < 3; i += 1) { world.minute += 1; world.look('none'); }
      expect([world.writes, world.ours]).toEqual([before, settled]);
    }), { numRuns: 400 });
  });

  it('the later human edit of a field stands, or, of two between the same two looks of which the order is not told, one of them', () => {
    fc.assert(fc.property(fc.array(event, { maxLength: 30 }), (events) => {
      const world = run(events);
      for (const f of FIELDS) {
        const edits = world.edits.filter((e) => e.field === f);
        const last = edits.at(-1);
        if (last === undefined) continue;
        const other = edits.findLast((e) => e.side !== last.side);
        const look = world.looks.findLast((minute) => minute < last.at) ?? 0;
        const between = other !== undefined && other.at >= look ? [last.value, other.value] : [last.value];
        expect(between).toContainEqual(world.ours[f]);
      }
    }), { numRuns: 400 });
  });
});
