// Acts of people in Planner: they make, edit and remove tasks by hand. A plan is named by its id or title, a task by its id or title within its plan.
//
// { "act": "add-task", "user", "plan", "to": title, "bucket"?, "due"?: "2027-02-12", "assign"?: ["…"], "priority"?: 1, "percent"?: 0 }
// { "act": "edit-task", "user", "plan", "task", "to"?, "bucket"?, "due"?: "…" | null, "assign"?: ["…"], "unassign"?: ["…"], "priority"?, "percent"? }
// { "act": "complete-task" | "remove-task", "user", "plan", "task" }     { "act": "add-bucket" | "remove-bucket" | "remove-plan", "user", "plan", "bucket"? }

import type { TenantContext } from '../context.ts';
import type { TaskChange } from '../planner/board.ts';
import type { Actor, PlannerBucket, PlannerPlan, PlannerTask } from '../planner/records.ts';
import type { User } from '../state.ts';
import { BadAct } from './bad-act.ts';

type Body = Record<string, unknown>;

export function plannerActs(ctx: TenantContext, read: { text: (body: Body, name: string) => string; user: (body: Body, name?: string) => User }): Record<string, (body: Body) => unknown> {
  const { state, board } = ctx;
  const { text, user } = read;
  const one = <T>(what: string, name: string, found: readonly T[]): T => {
    const [first] = found;
    if (first === undefined || found.length > 1) throw new BadAct(first === undefined ? `no ${what} "${name}"` : `there are ${found.length} of ${what} "${name}": name it by its id`);
    return first;
  };
  const plan = (body: Body): PlannerPlan => { const name = text(body, 'plan'); return one('plan', name, state.plannerPlans.filter((p) => p.id === name || p.title === name)); };
  const bucket = (body: Body): PlannerBucket => { const name = text(body, 'bucket'); const { id } = plan(body); return one('bucket', name, state.plannerBuckets.filter((b) => b.planId === id && (b.id === name || b.name === name))); };
  const task = (body: Body): PlannerTask => { const name = text(body, 'task'); const { id } = plan(body); return one('task', name, state.plannerTasks.filter((t) => t.planId === id && (t.id === name || t.title === name))); };
  const by = (body: Body): Actor => ({ userId: user(body).id, appId: null });
  const people = (body: Body, name: string): User[] => (Array.isArray(body[name]) ? body[name].map((who) => user(body, String(who))) : []);
  const number = (body: Body, name: string): number | undefined => {
    const given = body[name];
    if (given !== undefined && typeof given !== 'number') throw new BadAct(`"${name}" must be a number`);
    return given;
  };

  function change(body: Body): TaskChange {
    const [percentComplete, priority] = [number(body, 'percent'), number(body, 'priority')];
    const due = body['due'];
    const assignments = Object.fromEntries([...people(body, 'assign').map((u) => [u.id, { orderHint: ' !' }] as const), ...people(body, 'unassign').map((u) => [u.id, null] as const)]);
    return {
      ...(body['to'] === undefined ? {} : { title: text(body, 'to') }), ...(body['bucket'] === undefined ? {} : { bucketId: bucket(body).id }), ...(percentComplete === undefined ? {} : { percentComplete }), ...(priority === undefined ? {} : { priority }),
      // The client sets ten in the morning, UTC: the same day in all of the Americas and Europe.
      ...(due === undefined ? {} : { dueAt: due === null ? null : Date.parse(`${text(body, 'due')}T10:00:00Z`) }), assignments,
    };
  }
  return {
    'add-task': (b) => { const { title = '', ...rest } = change({ ...b, to: text(b, 'to') }); return { taskId: board.addTask({ planId: plan(b).id, title, by: by(b), change: rest }).id }; },
    'edit-task': (b) => board.changeTask(task(b), change(b), by(b)),
    'complete-task': (b) => board.changeTask(task(b), { percentComplete: 100 }, by(b)),
    'remove-task': (b) => { user(b); board.removeTask(task(b)); },
    'add-bucket': (b) => ({ bucketId: board.addBucket({ planId: plan(b).id, name: text(b, 'bucket') }).id }),
    'remove-bucket': (b) => board.removeBucket(bucket(b)),
    'remove-plan': (b) => board.removePlan(plan(b)),
  };
}

/** What Planner shows, by name. */
export function plannerByName(ctx: TenantContext) {
  const { state } = ctx;
  const name = (id: string): string => state.users.get(id)?.displayName ?? id;
  return state.plannerPlans.values().map((plan) => ({
    id: plan.id, title: plan.title, group: state.groups.get(plan.groupId)?.displayName ?? plan.groupId, groupId: plan.groupId,
    buckets: state.plannerBuckets.filter((b) => b.planId === plan.id).map((b) => b.name),
    tasks: state.plannerTasks.filter((t) => t.planId === plan.id).map((t) => ({
      id: t.id, title: t.title, bucket: t.bucketId === null ? null : (state.plannerBuckets.get(t.bucketId)?.name ?? null), percent: t.percentComplete, priority: t.priority, due: t.dueAt === null ? null : new Date(t.dueAt).toISOString().slice(0, 10),
      assigned: Object.keys(t.assignments).map(name), version: t.version, description: t.details.description, references: Object.keys(t.details.references),
    })),
  }));
}
