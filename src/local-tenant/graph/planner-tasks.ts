// Tasks and their details, which have etags of their own. A task that was just made may not be found yet.

import { textOf, type Json } from './body.ts';
import { badRequest } from './errors.ts';
import { context, created, noContent, ok, type Call, type Operation } from './operation.ts';
import { PERMISSIONS } from './permissions.ts';
import { readDetailsChange, readNewTask, readTaskChange, touchedBy, touchedByDetails } from './planner-body.ts';
import { detailsJson, TASK, taskJson } from './planner-json.ts';
import { answerList, answerOne } from './planner-plans.ts';
import { actorOf, changed, findBucket, findPlan, findTask, LIMITS, limitReached, requireOneself, requireVersion, shownTasks } from './planner-rules.ts';
import { findUser } from './users.ts';

function createTask(call: Call) {
  const body = readNewTask(call.body);
  for (const name of ['planId', 'title']) if (textOf(body, name) === '') throw badRequest(`The request is invalid:\r\n${name}: it is required.`, '');
  const plan = findPlan(call, textOf(body, 'planId'));
  const { title: _title, ...change } = readTaskChange(call, plan, undefined, body);
  const others = call.ctx.state.plannerTasks.filter((t) => t.planId === plan.id);
  if (others.length >= LIMITS.tasksInPlan) throw limitReached('MaximumTasksInProject');
  if (others.filter((t) => t.percentComplete < 100).length >= LIMITS.activeTasksInPlan) throw limitReached('MaximumActiveTasksInProject');
  const task = taskJson(call.ctx.board.addTask({ planId: plan.id, title: textOf(body, 'title'), by: actorOf(call), change }));
  return created({ '@odata.context': context(call, 'planner/tasks/$entity'), ...task }, { ETag: String(task['@odata.etag']), Location: `${call.origin}/v1.0/planner/tasks('${String(task['id'])}')` });
}
function changeTask(call: Call) {
  const task = findTask(call);
  const change = readTaskChange(call, findPlan(call, task.planId), task, call.body);
  requireVersion(call, 'Task', task.id, task, touchedBy(change));
  call.ctx.board.changeTask(task, change, actorOf(call));
  return changed(call, () => taskJson(task));
}
function removeTask(call: Call) {
  const task = findTask(call);
  requireVersion(call, 'Task', task.id, task);
  call.ctx.board.removeTask(task);
  return noContent;
}
function changeDetails(call: Call) {
  const task = findTask(call);
  const change = readDetailsChange(task, call.body);
  requireVersion(call, 'TaskDetails', task.id, task.details, touchedByDetails(change));
  call.ctx.board.changeDetails(task, change, actorOf(call));
  return changed(call, () => detailsJson(task));
}

function tasksOfPlan(call: Call) {
  const plan = findPlan(call);
  return answerList(call, TASK, shownTasks(call).filter((t) => t.planId === plan.id).map(taskJson), `planner/plans('${plan.id}')/tasks`);
}
function tasksOfBucket(call: Call) {
  const bucket = findBucket(call);
  return answerList(call, TASK, shownTasks(call).filter((t) => t.bucketId === bucket.id).map(taskJson), `planner/buckets('${bucket.id}')/tasks`);
}
function tasksOfUser(call: Call) {
  const user = findUser(call, call.params['user'] ?? '');
  requireOneself(call, user.id);
  return answerList(call, TASK, shownTasks(call).filter((t) => t.assignments[user.id] !== undefined).map(taskJson), `users('${user.id}')/planner/tasks`);
}
function details(call: Call) {
  const body: Json = detailsJson(findTask(call));
  return ok({ '@odata.context': context(call, 'planner/tasks/details/$entity'), ...body }, { ETag: String(body['@odata.etag']) });
}

export const PLANNER_TASKS: readonly Operation[] = [
  { method: 'POST', path: '/planner/tasks', permissions: PERMISSIONS.writePlanner, run: createTask },
  { method: 'GET', path: '/planner/tasks/{task}', permissions: PERMISSIONS.readPlanner, run: (call) => answerOne(call, TASK, taskJson(findTask(call)), 'planner/tasks') },
  { method: 'PATCH', path: '/planner/tasks/{task}', permissions: PERMISSIONS.writePlanner, run: changeTask },
  { method: 'DELETE', path: '/planner/tasks/{task}', permissions: PERMISSIONS.writePlanner, run: removeTask },
  { method: 'GET', path: '/planner/tasks/{task}/details', permissions: PERMISSIONS.readPlanner, run: details },
  { method: 'PATCH', path: '/planner/tasks/{task}/details', permissions: PERMISSIONS.writePlanner, run: changeDetails },
  { method: 'GET', path: '/planner/plans/{plan}/tasks', permissions: PERMISSIONS.readPlanner, run: tasksOfPlan },
  { method: 'GET', path: '/planner/buckets/{bucket}/tasks', permissions: PERMISSIONS.readPlanner, run: tasksOfBucket },
  { method: 'GET', path: '/users/{user}/planner/tasks', permissions: PERMISSIONS.readPlanner, run: tasksOfUser },
];
