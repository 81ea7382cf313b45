// The acts on plans, buckets and tasks: the one place that changes them, for the API as for people who work in Planner.

import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { TenantOptions } from '../options.ts';
import type { State } from '../state.ts';
import type { Actor, ChecklistItem, ExternalReference, PlannerBucket, PlannerPlan, PlannerTask } from './records.ts';

/** What a change holds: whatever is absent stays. `null` in a dictionary removes the entry. */
export interface TaskChange {
  title?: string;
  bucketId?: string;
  percentComplete?: number;
  priority?: number;
  startAt?: number | null;
  dueAt?: number | null;
  orderHint?: string;
  assigneePriority?: string;
  conversationThreadId?: string | null;
  /** Kept with the details; the task shows it, and may be told it. */
  previewType?: string;
  assignments?: Record<string, { orderHint: string } | null>;
  appliedCategories?: Record<string, boolean | null>;
}
export interface DetailsChange {
  description?: string;
  previewType?: string;
  checklist?: Record<string, { title?: string; isChecked?: boolean; orderHint?: string } | null>;
  references?: Record<string, { alias?: string | null; type?: string | null; previewPriority?: string } | null>;
}

export interface Board {
  addPlan(plan: { groupId: string; title: string; by: Actor }): PlannerPlan;
  changePlan(plan: PlannerPlan, change: { title: string }): void;
  changePlanDetails(plan: PlannerPlan, change: { sharedWith?: Record<string, boolean>; categoryDescriptions?: Record<string, string | null> }): void;
  removePlan(plan: PlannerPlan): void;
  addBucket(bucket: { planId: string; name: string }): PlannerBucket;
  changeBucket(bucket: PlannerBucket, change: { name?: string; orderHint?: string }): void;
  removeBucket(bucket: PlannerBucket): void;
  addTask(task: { planId: string; title: string; by: Actor; change: TaskChange }): PlannerTask;
  changeTask(task: PlannerTask, change: TaskChange, by: Actor): void;
  changeDetails(task: PlannerTask, change: DetailsChange, by: Actor): void;
  removeTask(task: PlannerTask): void;
}

const DEFAULT_PRIORITY = 5;
const newId = (): string => randomBytes(21).toString('base64url');

export function openBoard({ state, clock, options }: { state: State; clock: Clock; options: TenantOptions }): Board {
  /** "8585…": computed by the service, and not to be sent back. */
  const newHint = (): string => {
    const seq = Number(state.settings.get('planner-hints') ?? 0) + 1;
    state.settings.put('planner-hints', seq);
    return `85${String(8_000_000_000_000 + seq)}${seq % 2 === 0 ? '+' : 'P'}`;
  };
  const touched = (resource: { version: number; changedIn: Record<string, number> }, properties: readonly string[]): void => {
    resource.version += 1;
    for (const property of properties) resource.changedIn[property] = resource.version;
  };
  const fresh = { version: 1, changedIn: {} };

  function apply(task: PlannerTask, change: TaskChange, by: Actor): string[] {
    const now = clock.now();
    const { assignments, appliedCategories, orderHint, assigneePriority, previewType, ...plain } = change;
    const changed: string[] = [];
    for (const [name, value] of Object.entries(plain)) if (task[name as keyof typeof plain] !== value) { Object.assign(task, { [name]: value }); changed.push(name); }
    if (previewType !== undefined && previewType !== task.details.previewType) { task.details.previewType = previewType; changed.push('previewType'); }
    if (orderHint !== undefined) { task.orderHint = newHint(); changed.push('orderHint'); }
    if (assigneePriority !== undefined) { task.assigneePriority = newHint(); changed.push('assigneePriority'); }
    for (const [userId, assignment] of Object.entries(assignments ?? {})) {
      const before = task.assignments[userId];
      if (assignment === null && before === undefined) continue;
      if (assignment === null) delete task.assignments[userId];
      else task.assignments[userId] = { assignedAt: before?.assignedAt ?? now, assignedBy: before?.assignedBy ?? by, orderHint: newHint() };
      changed.push(`assignments/${userId}`);
    }
    for (const [name, on] of Object.entries(appliedCategories ?? {})) {
      if (on === true) task.appliedCategories[name] = true; else delete task.appliedCategories[name];
      changed.push(`appliedCategories/${name}`);
    }
    if (task.percentComplete === 100 && task.completedAt === null) Object.assign(task, { completedAt: now, completedBy: by });
    if (task.percentComplete < 100 && task.completedAt !== null) Object.assign(task, { completedAt: null, completedBy: null });
    return changed;
  }

  return {
    addPlan: ({ groupId, title, by }) => {
      const id = newId();
      return state.plannerPlans.put(id, { id, groupId, title, createdBy: by, createdAt: clock.now(), ...structuredClone(fresh), details: { ...structuredClone(fresh), sharedWith: {}, categoryDescriptions: {} } });
    },
    changePlan: (plan, { title }) => { plan.title = title; touched(plan, ['title']); state.plannerPlans.put(plan.id, plan); },
    changePlanDetails: (plan, { sharedWith, categoryDescriptions }) => {
      for (const [userId, on] of Object.entries(sharedWith ?? {})) { if (on) plan.details.sharedWith[userId] = true; else delete plan.details.sharedWith[userId]; }
      Object.assign(plan.details.categoryDescriptions, categoryDescriptions);
      touched(plan.details, [...Object.keys(sharedWith ?? {}), ...Object.keys(categoryDescriptions ?? {})]);
      state.plannerPlans.put(plan.id, plan);
    },
    removePlan: (plan) => state.atomically(() => {
      for (const task of state.plannerTasks.filter((t) => t.planId === plan.id)) state.plannerTasks.delete(task.id);
      for (const bucket of state.plannerBuckets.filter((b) => b.planId === plan.id)) state.plannerBuckets.delete(bucket.id);
      state.plannerPlans.delete(plan.id);
    }),
    addBucket: ({ planId, name }) => {
      const id = newId();
      return state.plannerBuckets.put(id, { id, planId, name, orderHint: newHint(), ...structuredClone(fresh) });
    },
    changeBucket: (bucket, { name, orderHint }) => {
      if (name !== undefined) bucket.name = name;
      if (orderHint !== undefined) bucket.orderHint = newHint();
      touched(bucket, [...(name === undefined ? [] : ['name']), ...(orderHint === undefined ? [] : ['orderHint'])]);
      state.plannerBuckets.put(bucket.id, bucket);
    },
    // With a bucket go its tasks, as in the client.
    removeBucket: (bucket) => state.atomically(() => {
      for (const task of state.plannerTasks.filter((t) => t.bucketId === bucket.id)) state.plannerTasks.delete(task.id);
      state.plannerBuckets.delete(bucket.id);
    }),
    addTask: ({ planId, title, by, change }) => {
      const id = newId();
      const task: PlannerTask = {
        id, planId, bucketId: null, title, orderHint: newHint(), assigneePriority: '', percentComplete: 0, priority: DEFAULT_PRIORITY, startAt: null, dueAt: null, createdAt: clock.now(), createdBy: by, completedAt: null, completedBy: null,
        conversationThreadId: null, assignments: {}, appliedCategories: {}, ...structuredClone(fresh),
        details: { ...structuredClone(fresh), description: '', previewType: 'automatic', checklist: {}, references: {} }, shownFrom: clock.now() + options.plannerLagMs,
      };
      apply(task, change, by);
      return state.plannerTasks.put(id, task);
    },
    changeTask: (task, change, by) => {
      const changed = apply(task, change, by);
      touched(task, changed);
      if (changed.includes('previewType')) touched(task.details, ['previewType']);
      state.plannerTasks.put(task.id, task);
    },
    changeDetails: (task, { description, previewType, checklist, references }, by) => {
      const { details } = task;
      const stamp = { modifiedAt: clock.now(), modifiedBy: by };
      if (description !== undefined) details.description = description;
      if (previewType !== undefined) details.previewType = previewType;
      for (const [key, item] of Object.entries(checklist ?? {})) {
        if (item === null) delete details.checklist[key];
        else details.checklist[key] = { title: '', isChecked: false, ...details.checklist[key], ...item, ...stamp, orderHint: newHint() } satisfies ChecklistItem;
      }
      for (const [key, reference] of Object.entries(references ?? {})) {
        if (reference === null) delete details.references[key];
        else details.references[key] = { alias: null, type: null, ...details.references[key], ...reference, ...stamp, previewPriority: newHint() } satisfies ExternalReference;
      }
      touched(details, [...(description === undefined ? [] : ['description']), ...(previewType === undefined ? [] : ['previewType']), ...Object.keys(checklist ?? {}).map((key) => `checklist/${key}`), ...Object.keys(references ?? {}).map((key) => `references/${key}`)]);
      // The task shows how many entries its details hold, and which of them it previews.
      touched(task, previewType === undefined ? [] : ['previewType']);
      state.plannerTasks.put(task.id, task);
    },
    removeTask: (task) => { state.plannerTasks.delete(task.id); },
  };
}
