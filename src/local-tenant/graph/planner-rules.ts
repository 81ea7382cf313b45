// What every request on Planner shares: which resource is meant, whose group it is in, etags, order hints, and its refusals.
// "Use the Planner REST API" > Planner resource versioning, Common Planner error conditions.

import { versionIn, type Actor, type PlannerBucket, type PlannerKind, type PlannerPlan, type PlannerTask } from '../planner/records.ts';
import { badRequest, conflict, forbidden, GraphError, notFound, type GraphReply } from './errors.ts';
import { membersOf } from './groups.ts';
import { noContent, ok, param, type Call } from './operation.ts';
import type { Json } from './body.ts';

/** "Microsoft Planner limits". */
export const LIMITS = { plansInGroup: 200, bucketsInPlan: 200, tasksInPlan: 9000, activeTasksInPlan: 3000, assigneesOfTask: 20, checklistItems: 20, references: 15, title: 255 } as const;

const NOT_FOUND = 'The requested item is not found.';
const noRight = () => forbidden('You do not have the required permissions to access this item, or the item may not exist.');
/** "403 Forbidden … the code property": which limit of the service was reached. */
export const limitReached = (code: string) => forbidden('The request could not be carried out, because a limit of the service was reached.', code);

export const actorOf = ({ caller }: Call): Actor => ({ userId: caller.user?.id ?? null, appId: caller.appId });

/** A person needs a place in the group; an application with the permission does not. */
export function requireGroupMember(call: Call, groupId: string): void {
  if (call.caller.kind === 'delegated' && !membersOf(call, groupId).some((m) => m.userId === call.caller.user?.id)) throw noRight();
}
/** People see their own tasks; those of others they find in the plans that they share. */
export function requireOneself(call: Call, userId: string): void {
  if (call.caller.kind === 'delegated' && call.caller.user?.id !== userId) throw noRight();
}
/** With its group go its plans, and come back with it. */
const isShown = (call: Call, plan: PlannerPlan | undefined): plan is PlannerPlan => plan !== undefined && call.ctx.state.groups.get(plan.groupId)?.deletedAt === null;
export const shownTasks = (call: Call): PlannerTask[] => call.ctx.state.plannerTasks.filter((t) => t.shownFrom <= call.ctx.clock.now() && isShown(call, call.ctx.state.plannerPlans.get(t.planId)));
export function findPlan(call: Call, id = param(call, 'plan')): PlannerPlan {
  const plan = call.ctx.state.plannerPlans.get(id);
  if (!isShown(call, plan)) throw notFound(NOT_FOUND, '');
  requireGroupMember(call, plan.groupId);
  return plan;
}
export function findBucket(call: Call): PlannerBucket {
  const bucket = call.ctx.state.plannerBuckets.get(param(call, 'bucket'));
  if (bucket === undefined) throw notFound(NOT_FOUND, '');
  findPlan(call, bucket.planId);
  return bucket;
}
export function findTask(call: Call): PlannerTask {
  const task = call.ctx.state.plannerTasks.get(param(call, 'task'));
  if (task === undefined || task.shownFrom > call.ctx.clock.now()) throw notFound(NOT_FOUND, '');
  findPlan(call, task.planId);
  return task;
}

/**
 * 412 without the resource's own etag. An older one of the same resource does, unless what is to be changed was changed since: then 409.
 * `changed` names the properties as the board does (`assignments/{user}`); undefined for a removal, with which any newer change conflicts.
 */
export function requireVersion(call: Call, kind: PlannerKind, id: string, resource: { version: number; changedIn: Record<string, number> }, changed?: readonly string[]): void {
  const given = call.header('if-match')?.trim();
  const version = given === undefined ? undefined : versionIn(given, kind, id);
  if (version === undefined || version > resource.version) throw new GraphError(412, '', 'The If-Match header contains an invalid value.');
  const newer = Object.entries(resource.changedIn).filter(([, at]) => at > version).map(([name]) => name);
  if (changed === undefined ? resource.version > version : changed.some((name) => newer.includes(name))) throw conflict('The attempted changes conflict with other accepted changes. Read the latest version of the item and resolve the conflict.', '');
}

/** "{previous} {next}!": what the service answers with may not be sent back. */
export function requireHint(value: unknown, where: string): string {
  if (typeof value !== 'string' || !/^[\x20-\x7e]*!$/.test(value)) throw badRequest(`The request is invalid:\r\n${where}: the value of an order hint must follow the format '<previous order hint> <next order hint>!'.`, '');
  return value;
}

/** 204, or what it is now for who asked by `Prefer: return=representation`. */
export function changed(call: Call, body: () => Json): GraphReply {
  return /return\s*=\s*representation/i.test(call.header('prefer') ?? '') ? ok(body(), { 'Preference-Applied': 'return=representation' }) : noContent;
}
