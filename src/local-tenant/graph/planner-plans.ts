// Plans and their buckets. There is no list of all plans, no delta, no subscription: plans are found by their group, tasks by their plan.

import { READ_ONLY, readObject, STRING, textOf, type Fields, type Json } from './body.ts';
import { listing } from './collection.ts';
import { badRequest, noObject } from './errors.ts';
import { findGroup } from './groups.ts';
import { project, readQuery, type Rules, type Shape } from './odata.ts';
import { context, created, noContent, ok, type Call, type Operation } from './operation.ts';
import { PERMISSIONS } from './permissions.ts';
import { readPlanDetailsChange } from './planner-body.ts';
import { BUCKET, bucketJson, PLAN, planDetailsJson, planJson } from './planner-json.ts';
import { actorOf, changed, findBucket, findPlan, LIMITS, limitReached, requireGroupMember, requireHint, requireVersion } from './planner-rules.ts';

/** The size of a page is not documented; a plan of the usual size comes in one. */
const PAGE = 400;
const listOf = (shape: Shape): Rules => ({ shape, allow: ['$select', '$filter', '$top', '$count', '$skiptoken'] });
const oneOf = (shape: Shape): Rules => ({ shape, allow: ['$select'] });

export function answerList(call: Call, shape: Shape, rows: readonly Json[], fragment: string) {
  const query = readQuery(call.url.searchParams, listOf(shape), call.header);
  return listing(call, { rows: rows.map((row) => ({ row, shown: () => row })), query, fragment, pageSize: PAGE, alwaysCount: true });
}
export function answerOne(call: Call, shape: Shape, body: Json, fragment: string) {
  const query = readQuery(call.url.searchParams, oneOf(shape), call.header);
  const select = query.select;
  return ok({ '@odata.context': context(call, `${fragment}${select === undefined ? '' : `(${select.join(',')})`}/$entity`), ...project(body, select === undefined ? undefined : ['id', ...select]) }, { ETag: String(body['@odata.etag']) });
}

const NEW_PLAN: Fields = { title: { is: 'string', max: LIMITS.title }, owner: STRING, container: { is: 'object', type: 'plannerPlanContainer', fields: { url: STRING, containerId: STRING, type: { is: 'enum', of: ['group', 'roster', 'driveItem', 'user', 'teamsChannel'] } } }, id: READ_ONLY, createdBy: READ_ONLY, createdDateTime: READ_ONLY };

function createPlan(call: Call) {
  const body = readObject(call.body, 'plannerPlan', NEW_PLAN);
  if (textOf(body, 'title') === '') throw badRequest('The request is invalid:\r\ntitle: it is required.', '');
  const groupId = containerOf(call, body);
  const group = call.ctx.state.groups.get(groupId);
  if (group === undefined || group.deletedAt !== null) throw noObject(groupId);
  requireGroupMember(call, groupId);
  if (call.ctx.state.plannerPlans.filter((p) => p.groupId === groupId).length >= LIMITS.plansInGroup) throw limitReached('MaximumPlannerPlans');
  const plan = planJson(call.ctx.board.addPlan({ groupId, title: textOf(body, 'title'), by: actorOf(call) }));
  return created({ '@odata.context': context(call, 'planner/plans/$entity'), ...plan }, { ETag: String(plan['@odata.etag']), Location: `${call.origin}/v1.0/planner/plans('${String(plan['id'])}')` });
}
function containerOf(call: Call, body: Json): string {
  const container = body['container'] as Json | undefined;
  const url = typeof container?.['url'] === 'string' ? /^https:\/\/graph\.microsoft\.com\/(?:v1\.0|beta)\/groups\/([^/]+)$/i.exec(container['url'].replace(`${call.origin}/`, 'https://graph.microsoft.com/'))?.[1] : undefined;
  const id = url ?? (container?.['type'] === 'group' ? container['containerId'] : undefined) ?? (container === undefined ? body['owner'] : undefined);
  if (typeof id !== 'string') throw badRequest('The request is invalid:\r\ncontainer: the address of a supported container is required.', '');
  return id.toLowerCase();
}

/** A change may leave a name out, not empty it. */
function requireWords(body: Json, name: string): void {
  if (body[name] === '') throw badRequest(`The request is invalid:\r\n${name}: it may not be empty.`, '');
}

function changePlan(call: Call) {
  const plan = findPlan(call);
  const body = readObject(call.body, 'plannerPlan', { title: { is: 'string', max: LIMITS.title }, container: READ_ONLY, owner: READ_ONLY, id: READ_ONLY, createdBy: READ_ONLY, createdDateTime: READ_ONLY });
  requireWords(body, 'title');
  requireVersion(call, 'Plan', plan.id, plan, Object.keys(body));
  if ('title' in body) call.ctx.board.changePlan(plan, { title: textOf(body, 'title') });
  return changed(call, () => planJson(plan));
}
function removePlan(call: Call) {
  const plan = findPlan(call);
  requireVersion(call, 'Plan', plan.id, plan);
  call.ctx.board.removePlan(plan);
  return noContent;
}
function changePlanDetails(call: Call) {
  const plan = findPlan(call);
  const change = readPlanDetailsChange(call.body);
  requireVersion(call, 'PlanDetails', plan.id, plan.details, Object.values(change).flatMap((part) => Object.keys(part)));
  call.ctx.board.changePlanDetails(plan, change);
  return changed(call, () => planDetailsJson(plan));
}

function createBucket(call: Call) {
  const body = readObject(call.body, 'plannerBucket', { name: { is: 'string', max: LIMITS.title }, planId: STRING, orderHint: STRING, id: READ_ONLY });
  for (const name of ['name', 'planId']) if (textOf(body, name) === '') throw badRequest(`The request is invalid:\r\n${name}: it is required.`, '');
  if ('orderHint' in body) requireHint(body['orderHint'], 'orderHint');
  const plan = findPlan(call, textOf(body, 'planId'));
  if (bucketsOf(call, plan.id).length >= LIMITS.bucketsInPlan) throw limitReached('MaximumBucketsInProject');
  const bucket = bucketJson(call.ctx.board.addBucket({ planId: plan.id, name: textOf(body, 'name') }));
  return created({ '@odata.context': context(call, 'planner/buckets/$entity'), ...bucket }, { ETag: String(bucket['@odata.etag']), Location: `${call.origin}/v1.0/planner/buckets('${String(bucket['id'])}')` });
}
const bucketsOf = (call: Call, planId: string) => call.ctx.state.plannerBuckets.filter((b) => b.planId === planId);
function changeBucket(call: Call) {
  const bucket = findBucket(call);
  const body = readObject(call.body, 'plannerBucket', { name: { is: 'string', max: LIMITS.title }, orderHint: STRING, planId: READ_ONLY, id: READ_ONLY });
  requireWords(body, 'name');
  if ('orderHint' in body) requireHint(body['orderHint'], 'orderHint');
  requireVersion(call, 'Bucket', bucket.id, bucket, Object.keys(body));
  call.ctx.board.changeBucket(bucket, body);
  return changed(call, () => bucketJson(bucket));
}
function removeBucket(call: Call) {
  const bucket = findBucket(call);
  requireVersion(call, 'Bucket', bucket.id, bucket);
  call.ctx.board.removeBucket(bucket);
  return noContent;
}

function plansOfGroup(call: Call) {
  const group = findGroup(call);
  requireGroupMember(call, group.id);
  return answerList(call, PLAN, call.ctx.state.plannerPlans.filter((p) => p.groupId === group.id).map(planJson), `groups('${group.id}')/planner/plans`);
}
function bucketsOfPlan(call: Call) {
  const plan = findPlan(call);
  return answerList(call, BUCKET, bucketsOf(call, plan.id).map(bucketJson), `planner/plans('${plan.id}')/buckets`);
}

export const PLANNER_PLANS: readonly Operation[] = [
  { method: 'POST', path: '/planner/plans', permissions: PERMISSIONS.writePlanner, run: createPlan },
  { method: 'GET', path: '/planner/plans/{plan}', permissions: PERMISSIONS.readPlanner, run: (call) => answerOne(call, PLAN, planJson(findPlan(call)), 'planner/plans') },
  { method: 'PATCH', path: '/planner/plans/{plan}', permissions: PERMISSIONS.writePlanner, run: changePlan },
  { method: 'DELETE', path: '/planner/plans/{plan}', permissions: PERMISSIONS.writePlanner, run: removePlan },
  { method: 'GET', path: '/planner/plans/{plan}/details', permissions: PERMISSIONS.readPlanner, run: (call) => ok({ '@odata.context': context(call, 'planner/plans/details/$entity'), ...planDetailsJson(findPlan(call)) }) },
  { method: 'PATCH', path: '/planner/plans/{plan}/details', permissions: PERMISSIONS.writePlanner, run: changePlanDetails },
  { method: 'GET', path: '/planner/plans/{plan}/buckets', permissions: PERMISSIONS.readPlanner, run: bucketsOfPlan },
  { method: 'GET', path: '/groups/{group}/planner/plans', permissions: PERMISSIONS.readPlanner, run: plansOfGroup },
  { method: 'POST', path: '/planner/buckets', permissions: PERMISSIONS.writePlanner, run: createBucket },
  { method: 'GET', path: '/planner/buckets/{bucket}', permissions: PERMISSIONS.readPlanner, run: (call) => answerOne(call, BUCKET, bucketJson(findBucket(call)), 'planner/buckets') },
  { method: 'PATCH', path: '/planner/buckets/{bucket}', permissions: PERMISSIONS.writePlanner, run: changeBucket },
  { method: 'DELETE', path: '/planner/buckets/{bucket}', permissions: PERMISSIONS.writePlanner, run: removeBucket },
];
