// What ties actions to Planner, on both engines.
import { describe, expect, it } from '@jest/globals';
import { plannerLinksStore } from '../../src/adapters/store/planner-store.ts';
import type { PlanLink, TaskLink } from '../../src/features/actions/ports-planner.ts';
import { actionId, committeeId, entraId } from '../../src/shared/ids.ts';
import { everyStore, type StoreInTest } from '../support/stores.ts';

const NOON = new Date('2027-01-07T17:00:00.000Z');
const CNCOT = committeeId('cncot');
let tenants = 0;
const nextTenant = (): string => `planner-${(tenants += 1)}`;

const aPlan = (more: Partial<PlanLink> = {}): PlanLink => ({ committee: CNCOT, plan: 'p1', buckets: { todo: 'a', 'in-progress': 'b', blocked: 'c', done: 'd', cancelled: 'e' }, askedAt: null, lookedAt: NOON, problem: null, refused: ['t9 W/"1"'], ...more });
const aTask = (more: Partial<TaskLink> = {}): TaskLink => ({
  action: actionId('A-2027-001'), committee: CNCOT, task: 't1', state: 'there', agreed: { title: 'Bilan « final »', due: '2027-02-12', assignee: entraId('ana'), state: 'todo', priority: 'medium' }, sent: null, lookedAt: NOON, retryAt: null, problem: null, ...more,
});

const suite = (store: StoreInTest): void => {
  describe('a plan', () => {
    it('is read back as it was saved, and saved over', async () => {
      const links = plannerLinksStore(store.data, nextTenant());
      expect(await links.plan(CNCOT)).toBeNull();
      await links.savePlan(aPlan({ plan: null, buckets: null, askedAt: NOON, lookedAt: null, problem: 'lost', refused: [] }));
      await links.savePlan(aPlan());
      expect([await links.plan(CNCOT), await links.plans()]).toEqual([aPlan(), [aPlan()]]);
    });
  });
  describe('a task', () => {
    it('is read back as it was saved, and saved over, many at once', async () => {
      const links = plannerLinksStore(store.data, nextTenant());
      const many = Array.from({ length: 250 }, (_, i) => aTask({ action: actionId(`A-2027-${String(i).padStart(3, '0')}`), task: `t${i}`, state: 'asked' }));
      await links.saveTasks(many);
      const over = many.map((link) => ({ ...link, state: 'there' as const, sent: { ...link.agreed, assignee: null }, retryAt: NOON, problem: 'forbidden' }));
      await links.saveTasks(over);
      expect([await links.tasks(CNCOT), await links.refusedTasks()]).toEqual([over, 250]);
      await links.saveTasks([]);
      expect(await links.tasks(committeeId('other'))).toEqual([]);
    });
    it('that is over is only found by its id, or by its action', async () => {
      const links = plannerLinksStore(store.data, nextTenant());
      await links.saveTasks([aTask({ state: 'over' })]);
      const over = [aTask({ state: 'over' })];
      expect([await links.tasks(CNCOT), await links.of({ tasks: ['t1', 't2'], actions: [] }), await links.of({ tasks: [], actions: [aTask().action] }), await links.of({ tasks: [], actions: [] })]).toEqual([[], over, over, []]);
    });
    it('has a place once its plan has one', async () => {
      const links = plannerLinksStore(store.data, nextTenant());
      await links.saveTasks([aTask()]);
      expect(await links.placeOf(aTask().action)).toBeNull();
      await links.savePlan(aPlan());
      expect(await links.placeOf(aTask().action)).toEqual({ plan: 'p1', task: 't1' });
      await links.saveTasks([aTask({ task: null, state: 'wanted' })]);
      expect(await links.placeOf(aTask().action)).toBeNull();
    });
  });
};

everyStore('PGlite', suite);
everyStore('PostgreSQL', suite);
