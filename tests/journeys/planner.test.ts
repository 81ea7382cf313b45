// Actions and Planner, both ways, through the running product: what is made and changed here, what people do there, what both do at once,
// what gets lost on the way, and what a cycle costs when nothing happened. The Graph traffic goes to the judge.

import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Doctor } from '../../src/contract/provisioning.ts';
import { ActionDetail, ActionList } from '../../src/contract/actions.ts';
import { movedClock } from '../support/moved-clock.ts';
import { startProduct, type Product } from '../support/product.ts';
import { PEOPLE, smallNetwork } from '../support/small-network.ts';

jest.setTimeout(90_000);

const { secretary: SECRETARY, chair: CHAIR, territory: TERRITORY } = PEOPLE;
const PLAN = 'Actions – CNCOT';

interface Task { id: string; title: string; bucket: string | null; percent: number; priority: number; due: string | null; assigned: string[]; version: number }
interface Plan { id: string; title: string; group: string; buckets: string[]; tasks: Task[] }
interface Fault { kinds: string[]; times: number; hits: number }
interface Counters { operations: Record<string, { requests: number }> }

describe('actions and Planner', () => {
  const clock = movedClock('2027-01-11T15:00:00Z');
  let g: Product;
  beforeAll(async () => {
    g = await startProduct({ name: 'planner', charter: smallNetwork(), compose: { clock } });
    await g.standUp();
    await g.quiet();
  });
  afterAll(async () => { await g.close(); });

  const detail = async (id: string): Promise<ActionDetail> => ActionDetail.parse((await g.api(SECRETARY, 'GET', `/api/actions/${id}`)).body);
  const made = async (title: string, more: object = {}): Promise<string> => {
    const answer = await g.api(SECRETARY, 'POST', '/api/actions', { committee: 'cncot', title, owner: { kind: 'person', id: 'per-coord' }, due: '2027-02-12', ...more });
    if (answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
    await g.quiet();
    return ActionDetail.parse(answer.body).id;
  };
  const change = async (id: string, asked: object): Promise<void> => {
    const answer = await g.api(SECRETARY, 'POST', `/api/actions/${id}/change`, { version: (await detail(id)).version, ...asked });
    if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  };
  const plans = async (): Promise<Plan[]> => (await g.control<{ plans: Plan[] }>('GET', '/planner')).plans;
  const tasks = async (plan = PLAN): Promise<Task[]> => (await plans()).find(({ title }) => title === plan)?.tasks ?? [];
  const task = async (title: string): Promise<Task> => {
    const found = (await tasks()).filter((one) => one.title === title);
    if (found.length !== 1) throw new Error(`${found.length} tasks are called ${title}`);
    return found[0]!;
  };
  const inPlanner = (act: string, more: object, user: string = TERRITORY): Promise<unknown> => g.control('POST', '/person', { act, user, plan: PLAN, ...more });
  /** Five minutes later, the plans are looked at. */
  const cycle = async (minutes = 5): Promise<void> => {
    await clock.jumpTo(new Date(clock.now().getTime() + minutes * 60_000).toISOString(), g.gouverne.data);
    await g.gouverne.data.tx((tx) => g.gouverne.data.enqueue(tx, { job: 'planner-cycle', payload: {} }));
    await g.quiet();
  };
  /** Requests of Planner since the last call. */
  const requests = async (): Promise<Record<string, number>> => {
    const { operations } = await g.control<Counters>('GET', '/counters');
    await g.control('DELETE', '/counters');
    return Object.fromEntries(Object.entries(operations).filter(([name]) => name.includes('planner')).map(([name, { requests: count }]) => [name, count]));
  };
  const fail = (method: string, path: string, kind: string, times = 1): Promise<unknown> => g.control('POST', '/faults', { match: { service: 'graph', method, path }, kind, times });

  describe('an action made here', () => {
    it('has its task in a plan of its committee, in the team’s group, with a link to it', async () => {
      const id = await made('Préparer le bilan', { priority: 'important' });
      const [plan] = await plans();
      expect(plan).toMatchObject({ title: PLAN, group: 'RQT - CNCOT', buckets: expect.arrayContaining(['À faire', 'En cours', 'Bloquées', 'Terminées', 'Annulées']) });
      expect(await task('Préparer le bilan')).toMatchObject({ bucket: 'À faire', percent: 0, priority: 3, due: '2027-02-12', assigned: ['Coordination provinciale'] });
      expect((await detail(id)).plannerUrl).toBe(`https://planner.cloud.microsoft/webui/plan/${plan!.id}/view/board/task/${plan!.tasks[0]!.id}?tid=${g.config.app.tenantId}`);
    });
    it('of another committee of the same team is in a plan of its own, and what was said in camera is in none', async () => {
      await made('Vision clinique', { committee: 'cnccs' });
      const secret = await made('Négocier à huis clos', { inCamera: true });
      expect((await plans()).map(({ title, group, tasks: { length } }) => [title, group, length])).toEqual([[PLAN, 'RQT - CNCOT', 1], ['Actions – CNCCS', 'RQT - CNCOT', 1]]);
      expect((await detail(secret)).plannerUrl).toBeNull();
    });
    it('and changed here says so there at once: blocked, handed over, postponed, done and reopened', async () => {
      const id = await made('Choisir la plateforme');
      await change(id, { state: 'blocked', reason: 'Le fournisseur ne répond pas', due: '2027-03-01', owner: { kind: 'person', id: 'per-territoire' } });
      await g.quiet();
      expect(await task('Choisir la plateforme')).toMatchObject({ bucket: 'Bloquées', percent: 0, due: '2027-03-01', assigned: ['Coordination CCT CHUM'] });
      await change(id, { state: 'done' });
      await g.quiet();
      expect(await task('Choisir la plateforme')).toMatchObject({ bucket: 'Terminées', percent: 100 });
      await change(id, { state: 'in-progress' });
      await g.quiet();
      expect(await task('Choisir la plateforme')).toMatchObject({ bucket: 'En cours', percent: 50 });
    });
  });

  describe('what people do in Planner', () => {
    it('is done here by the next cycle, with what Planner cannot say', async () => {
      const id = await made('Recenser les sites');
      await inPlanner('edit-task', { task: 'Recenser les sites', to: 'Recenser les sites ruraux', due: '2027-02-26', bucket: 'Bloquées', assign: [TERRITORY], unassign: [CHAIR], priority: 1 });
      await cycle();
      expect(await detail(id)).toMatchObject({
        title: 'Recenser les sites ruraux', due: '2027-02-26', state: 'blocked', blocked: 'Bloquée dans Planner : le motif reste à préciser', priority: 'urgent', owner: { kind: 'person', person: 'per-territoire' },
        postponements: [{ from: '2027-02-12', to: '2027-02-26', by: null, reason: expect.stringContaining('Planner') }],
      });
      await inPlanner('complete-task', { task: 'Recenser les sites ruraux' });
      await cycle();
      expect([(await detail(id)).state, (await task('Recenser les sites ruraux')).bucket]).toEqual(['done', 'Terminées']);
      await inPlanner('edit-task', { task: 'Recenser les sites ruraux', percent: 0, bucket: 'À faire' });
      await cycle();
      expect((await detail(id)).state).toBe('todo');
    });
    it('that the rules refuse is put back: a day that is past, a person from elsewhere, a health number', async () => {
      const id = await made('Former les équipes');
      await inPlanner('edit-task', { task: 'Former les équipes', due: '2027-01-04', to: 'Former TREM 1234 5678', assign: [PEOPLE.expert], unassign: [CHAIR] });
      await cycle();
      expect(await detail(id)).toMatchObject({ title: 'Former les équipes', due: '2027-02-12', owner: { person: 'per-coord' } });
      const { due, assigned } = await task('Former les équipes');
      expect([due, assigned.toSorted()]).toEqual(['2027-02-12', ['Coordination provinciale', 'Expert ou experte — Soins à domicile']]);
      expect(JSON.stringify(g.log.lines)).not.toMatch(/TREM/);
    });
    it('beside what is done here is kept on both sides, and of the same field the later edit', async () => {
      const id = await made('Rédiger le guide');
      await inPlanner('edit-task', { task: 'Rédiger le guide', to: 'Guide de Planner', bucket: 'En cours' });
      await clock.jumpTo(new Date(clock.now().getTime() + 4 * 60_000).toISOString(), g.gouverne.data);
      await change(id, { title: 'Guide de Gouverne', due: '2027-03-15', reason: 'Le comité siège plus tard' });
      await g.quiet();
      expect(await detail(id)).toMatchObject({ title: 'Guide de Gouverne', due: '2027-03-15', state: 'in-progress' });
      expect(await task('Guide de Gouverne')).toMatchObject({ due: '2027-03-15', bucket: 'En cours', percent: 50 });
    });
    it('by hand becomes an action of the committee; one with a health number does not, and the log says so without it', async () => {
      await inPlanner('add-task', { to: 'Visiter le CHUM', bucket: 'À faire', assign: [TERRITORY] });
      await inPlanner('add-task', { to: 'Rappeler TREM 1234 5678', bucket: 'À faire' });
      await cycle();
      const found = ActionList.parse((await g.api(SECRETARY, 'GET', '/api/actions?committee=cncot&q=visiter')).body).actions;
      expect(found).toMatchObject([{ title: 'Visiter le CHUM', owner: { person: 'per-territoire' }, due: '2027-01-25', state: 'todo' }]);
      expect((await task('Visiter le CHUM')).due).toBe('2027-01-25');
      const { id } = await task('Rappeler TREM 1234 5678');
      await cycle();
      const told = g.log.lines.filter((line) => JSON.stringify(line).includes(id));
      expect([told.length, JSON.stringify(g.log.lines).includes('TREM'), JSON.stringify(told)]).toEqual([1, false, expect.stringContaining('health-number')]);
      expect(ActionList.parse((await g.api(SECRETARY, 'GET', '/api/actions?committee=cncot&q=rappeler')).body).actions).toEqual([]);
      await inPlanner('remove-task', { task: id });
    });
    it('to a task that is taken away: an open action gets it again, a closed one does not', async () => {
      const [open, closed] = [await made('Tenir le registre'), await made('Classer le dossier')];
      await change(closed, { state: 'done' });
      await g.quiet();
      const before = await task('Tenir le registre');
      for (const title of ['Tenir le registre', 'Classer le dossier']) await inPlanner('remove-task', { task: title });
      await cycle();
      expect([(await task('Tenir le registre')).id === before.id, (await tasks()).some(({ title }) => title === 'Classer le dossier')]).toEqual([false, false]);
      expect([(await detail(open)).state, (await detail(closed)).state]).toEqual(['todo', 'done']);
    });
  });

  it('costs one request a plan when nothing happened, and writes nothing', async () => {
    await cycle();
    await requests();
    await cycle();
    expect(await requests()).toEqual({ 'GET /planner/plans/{plan}/tasks': 2 });
  });

  describe('whatever gets lost', () => {
    // A fault that never struck proves nothing, and one that is left would strike the next test.
    afterEach(async () => {
      const { plans: planted } = await g.control<{ plans: Fault[] }>('GET', '/faults');
      await g.control('DELETE', '/faults');
      expect(planted).not.toEqual([]);
      expect(planted.filter(({ hits, times }) => hits === 0 || times > 0)).toEqual([]);
    });
    it('on the way back: a task that was made without an answer is not made twice', async () => {
      await fail('POST', '/planner/tasks$', 'reset-after-effect');
      const id = await made('Une seule fois');
      expect((await detail(id)).plannerUrl).toBeNull();
      await cycle(2);
      expect([(await task('Une seule fois')).title, (await detail(id)).plannerUrl]).toEqual(['Une seule fois', expect.stringContaining('planner')]);
    });
    it('on the way back of a change: what was written is not taken for a person’s edit', async () => {
      const id = await made('Réserver la salle');
      await fail('PATCH', '/planner/tasks/', '504-after-effect');
      await change(id, { title: 'Réserver la grande salle' });
      await g.quiet();
      await change(id, { title: 'Réserver la salle' });
      await cycle(2);
      expect([(await detail(id)).title, (await task('Réserver la salle')).title]).toEqual(['Réserver la salle', 'Réserver la salle']);
    });
    it('by a consent that was taken away, which the doctor says until it is given again', async () => {
      const planner = async () => Doctor.parse((await g.api(SECRETARY, 'GET', '/api/doctor')).body).checks.find((check) => check.id === 'planner');
      expect(await planner()).toMatchObject({ state: 'ok', detail: 'Les 2 plans sont à jour.' });
      await fail('GET', '/tasks$', '403', 2);
      await cycle();
      expect(await planner()).toMatchObject({ state: 'failure', remedy: expect.stringContaining('Tasks.ReadWrite.All') });
      await cycle();
      expect((await planner())?.state).toBe('ok');
    });
    it('to a service that is throttled or down', async () => {
      await fail('GET', '/tasks$', '429', 2);
      await fail('PATCH', '/planner/tasks/', '503');
      const id = await made('Attendre son tour');
      await change(id, { state: 'in-progress' });
      await g.quiet();
      await cycle(2);
      expect(await task('Attendre son tour')).toMatchObject({ bucket: 'En cours' });
    });
  });
});
