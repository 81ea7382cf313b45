// Planner for twenty committees of 150 open actions each: how long the plans take to be made, what a cycle costs when nothing happened, and
// whether a change on either side arrives within one. Every exchange goes to the judge where it is here.

import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { actionsStore } from '../src/adapters/store/actions-store.ts';
import { newAction, type UnnumberedAction } from '../src/features/actions/domain/change-action.ts';
import { NO_LINKS } from '../src/features/actions/domain/action.ts';
import { maySharePlan } from '../src/features/actions/domain/planner-action.ts';
import { createActions } from '../src/features/actions/use-cases/act-on-action.ts';
import { whenThere } from '../src/features/actions/use-cases/announce.ts';
import type { Committee } from '../src/features/committees/domain/charter.ts';
import { addDays } from '../src/shared/dates.ts';
import { startProduct, type Product } from '../tests/support/product.ts';
import { theCharter } from './lab.ts';
import type { Line } from './report.ts';

const COMMITTEES = 20;
const ACTIONS = 150;
const COORDINATION = 'secretariat.telesante.msss@rqt.example';
/** Beside one request a plan: where more than a page is read, a batch that is asked again. */
const CONSTANT = 5;
const RECORDING = 'artifacts/graph/bench-planner.ndjson';
const CONTRACT = [process.env['GRAPH_CONTRACT'], resolve('../shared/graph-contract')].find((path) => path !== undefined && existsSync(`${path}/cli.mjs`));

interface Counters { readonly wire: { readonly graph?: number }; readonly operations: Readonly<Record<string, { readonly requests: number; readonly statuses: Readonly<Record<string, number>> }>> }
interface Plan { readonly title: string; readonly tasks: readonly { readonly id: string; readonly title: string; readonly percent: number }[] }

export async function benchPlanner(): Promise<Line[]> {
  const charter = theCharter();
  const committees = charter.committees.filter((c) => maySharePlan(charter, c.id) && ownersOf(c).length > 0).slice(0, COMMITTEES);
  const g = await startProduct({ name: 'bench-planner' });
  const cycle = async (): Promise<number> => {
    const began = performance.now();
    await g.gouverne.data.tx((tx) => g.gouverne.data.enqueue(tx, { job: 'planner-cycle', payload: {} }));
    await g.quiet();
    return (performance.now() - began) / 1000;
  };
  try {
    await g.standUp();
    await g.quiet();
    await requests(g);
    const began = performance.now();
    await makeActions(g, committees);
    const written = (performance.now() - began) / 1000;
    await g.quiet();
    // Twenty committees at once are told to wait now and then: the cycle ends what is left.
    await cycle();
    const made = (performance.now() - began) / 1000;
    const making = await requests(g);
    const tasks = (await plans(g)).reduce((sum, plan) => sum + plan.tasks.length, 0);

    await requests(g);
    const idleSeconds = await cycle();
    const idle = await requests(g);

    const edited = await editBothSides(g);
    await requests(g);
    const busySeconds = await cycle();
    const busy = await requests(g);
    const arrived = await edited();

    return [
      { name: 'committees, actions', value: `${committees.length}, ${committees.length * ACTIONS}` },
      { name: 'tasks made', value: tasks, atLeast: committees.length * ACTIONS, most: committees.length * ACTIONS },
      { name: 'writing the actions, seconds', value: written },
      { name: 'making their tasks, seconds', value: made - written },
      { name: 'making them, Graph requests', value: making.planner, most: committees.length * (ACTIONS + 12) },
      { name: 'making them, HTTP requests', value: making.http },
      { name: 'idle cycle, Graph requests', value: idle.planner, most: committees.length + CONSTANT },
      { name: 'idle cycle, writes', value: idle.writes, most: 0 },
      { name: 'idle cycle, HTTP requests', value: idle.http, most: CONSTANT },
      { name: 'idle cycle, seconds', value: idleSeconds },
      { name: 'changes on both sides', value: arrived.asked },
      { name: 'arrived within one cycle', value: arrived.there, atLeast: arrived.asked },
      { name: 'that cycle, Graph requests', value: busy.planner },
      { name: 'that cycle, seconds', value: busySeconds },
      { name: '429 received', value: making.refused + idle.refused + busy.refused, most: 0 },
      judged(),
    ];
  } finally {
    await g.close();
    // Of sixteen megabytes, and judged already.
    rmSync(RECORDING, { force: true });
  }
}

const ownersOf = ({ seats }: Committee) => seats.flatMap(({ holder }) => holder ?? []);

async function makeActions(g: Product, committees: readonly Committee[]): Promise<void> {
  const charter = theCharter();
  const clock = { now: () => new Date() };
  const actions = actionsStore(g.gouverne.data, g.config.app.tenantId);
  for (const committee of committees) {
    const when = whenThere(charter, committee.id, clock.now());
    const owners = ownersOf(committee);
    const asked = Array.from({ length: ACTIONS }, (_, n): UnnumberedAction => {
      const owner = owners[n % owners.length];
      const decision = newAction(charter, { committee: committee.id, title: `${committee.acronym}, action ${n + 1}`, detail: null, owner: owner === undefined ? null : { is: 'person', person: owner }, due: addDays(when.today, 10 + (n % 300)), priority: 'medium', links: NO_LINKS, message: null, inCamera: false, origin: 'import' }, null, when);
      if (!decision.ok) throw new Error(`${committee.id}: ${decision.refusal.why}`);
      return decision.value;
    });
    await createActions({ actions, announce: ({ committee: id }) => [{ job: 'planner', payload: { committee: id }, key: id }] })(asked, { kind: 'gouverne' });
  }
}

const plans = async (g: Product): Promise<readonly Plan[]> => (await g.control<{ plans: Plan[] }>('GET', '/planner')).plans;

/** In each plan somebody completes a task in Planner, and another action is renamed here; says afterwards how many of these the other side knows. */
async function editBothSides(g: Product): Promise<() => Promise<{ readonly asked: number; readonly there: number }>> {
  const renamed = new Set<string>();
  const completed = new Set<string>();
  for (const { title, tasks } of await plans(g)) {
    const [there, here] = tasks;
    if (there === undefined || here === undefined) throw new Error(`${title} is empty`);
    await g.control('POST', '/person', { act: 'complete-task', user: COORDINATION, plan: title, task: there.id });
    completed.add(await actionOf(g, there.id));
    const action = await actionOf(g, here.id);
    const { body: { version } } = await g.api<{ version: number }>(COORDINATION, 'GET', `/api/actions/${action}`);
    const answer = await g.api(COORDINATION, 'POST', `/api/actions/${action}/change`, { version, title: `${here.title}, précisée` });
    if (answer.status !== 200) throw new Error(`${action}: ${answer.status}`);
    renamed.add(`${here.title}, précisée`);
  }
  return async () => {
    const shown = new Set((await plans(g)).flatMap(({ tasks }) => tasks.map(({ title }) => title)));
    const done = await Promise.all([...completed].map(async (id) => (await g.api<{ state: string }>(COORDINATION, 'GET', `/api/actions/${id}`)).body.state === 'done'));
    return { asked: renamed.size + completed.size, there: [...renamed].filter((title) => shown.has(title)).length + done.filter(Boolean).length };
  };
}
async function actionOf(g: Product, task: string): Promise<string> {
  const { rows } = await g.gouverne.data.db.execute<{ action_id: string }>(`select action_id from planner_task where task_id = '${task}'`);
  const [row] = rows;
  if (row === undefined) throw new Error(`nobody knows the task ${task}`);
  return row.action_id;
}

/** Since the last call: of Planner, those that write, what went over the wire, and what was refused. */
async function requests(g: Product): Promise<{ readonly planner: number; readonly writes: number; readonly http: number; readonly refused: number }> {
  const { wire, operations } = await g.control<Counters>('GET', '/counters');
  await g.control('DELETE', '/counters');
  const planner = Object.entries(operations).filter(([name]) => name.includes('planner'));
  const sum = (some: typeof planner): number => some.reduce((total, [, { requests: count }]) => total + count, 0);
  return { planner: sum(planner), writes: sum(planner.filter(([name]) => !name.startsWith('GET'))), http: wire.graph ?? 0, refused: planner.reduce((total, [, { statuses }]) => total + (statuses['429'] ?? 0), 0) };
}

function judged(): Line {
  if (CONTRACT === undefined) return { name: 'contract', value: 'not judged: set GRAPH_CONTRACT' };
  const run = spawnSync(process.execPath, [`${CONTRACT}/cli.mjs`, '--allow-warn', '--json', RECORDING], { encoding: 'utf8', maxBuffer: 2 ** 28 });
  return { name: 'contract, errors', value: run.stdout.split('\n').filter((line) => line !== '' && (JSON.parse(line) as { severity: string }).severity === 'error').length, most: 0 };
}
