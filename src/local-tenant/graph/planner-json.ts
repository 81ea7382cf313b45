// How plans, buckets and tasks look in an answer. "plannerPlan", "plannerBucket", "plannerTask", "plannerTaskDetails" resource types.

import { etagOf, type Actor, type PlannerBucket, type PlannerPlan, type PlannerTask } from '../planner/records.ts';
import type { Json } from './body.ts';
import type { Shape } from './odata.ts';
import { iso } from './operation.ts';

export const PLAN: Shape = { type: 'plannerPlan', properties: ['id', 'title', 'owner', 'container', 'createdBy', 'createdDateTime'], navigation: ['buckets', 'details', 'tasks'] };
export const BUCKET: Shape = { type: 'plannerBucket', properties: ['id', 'name', 'planId', 'orderHint'], navigation: ['tasks'] };
export const TASK: Shape = {
  type: 'plannerTask',
  properties: ['id', 'planId', 'bucketId', 'title', 'orderHint', 'assigneePriority', 'percentComplete', 'startDateTime', 'createdDateTime', 'dueDateTime', 'hasDescription', 'previewType', 'completedDateTime', 'completedBy', 'referenceCount', 'checklistItemCount', 'activeChecklistItemCount', 'conversationThreadId', 'priority', 'createdBy', 'appliedCategories', 'assignments'],
  navigation: ['details', 'assignedToTaskBoardFormat', 'bucketTaskBoardFormat', 'progressTaskBoardFormat'],
};

const identity = ({ userId, appId }: Actor): Json => ({ user: { displayName: null, id: userId }, application: { displayName: null, id: appId } });
const time = (at: number | null): string | null => (at === null ? null : iso(at).replace('.000Z', 'Z'));

export const planJson = (plan: PlannerPlan): Json => ({
  '@odata.etag': etagOf('Plan', plan.id, plan), createdDateTime: iso(plan.createdAt), owner: plan.groupId, title: plan.title, id: plan.id, createdBy: identity(plan.createdBy),
  container: { containerId: plan.groupId, type: 'group', url: `https://graph.microsoft.com/v1.0/groups/${plan.groupId}` },
});
export const planDetailsJson = ({ id, details }: PlannerPlan): Json => ({ '@odata.etag': etagOf('PlanDetails', id, details), id, sharedWith: details.sharedWith, categoryDescriptions: Object.fromEntries(Array.from({ length: 25 }, (_, i) => [`category${i + 1}`, details.categoryDescriptions[`category${i + 1}`] ?? null])) });
export const bucketJson = (bucket: PlannerBucket): Json => ({ '@odata.etag': etagOf('Bucket', bucket.id, bucket), name: bucket.name, planId: bucket.planId, orderHint: bucket.orderHint, id: bucket.id });

export function taskJson(task: PlannerTask): Json {
  const items = Object.values(task.details.checklist);
  return {
    '@odata.etag': etagOf('Task', task.id, task), planId: task.planId, bucketId: task.bucketId, title: task.title, orderHint: task.orderHint, assigneePriority: task.assigneePriority, percentComplete: task.percentComplete,
    startDateTime: time(task.startAt), createdDateTime: iso(task.createdAt), dueDateTime: time(task.dueAt), hasDescription: task.details.description !== '', previewType: task.details.previewType,
    completedDateTime: time(task.completedAt), completedBy: task.completedBy === null ? null : identity(task.completedBy), referenceCount: Object.keys(task.details.references).length,
    checklistItemCount: items.length, activeChecklistItemCount: items.filter((i) => !i.isChecked).length, conversationThreadId: task.conversationThreadId, priority: task.priority, id: task.id, createdBy: identity(task.createdBy),
    appliedCategories: task.appliedCategories,
    assignments: Object.fromEntries(Object.entries(task.assignments).map(([userId, a]) => [userId, { '@odata.type': '#microsoft.graph.plannerAssignment', assignedDateTime: iso(a.assignedAt), orderHint: a.orderHint, assignedBy: identity(a.assignedBy) }])),
  };
}
export const detailsJson = ({ id, details }: PlannerTask): Json => ({
  '@odata.etag': etagOf('TaskDetails', id, details), description: details.description, previewType: details.previewType, id,
  references: Object.fromEntries(Object.entries(details.references).map(([key, r]) => [key, { '@odata.type': '#microsoft.graph.plannerExternalReference', alias: r.alias, type: r.type, previewPriority: r.previewPriority, lastModifiedDateTime: iso(r.modifiedAt), lastModifiedBy: identity(r.modifiedBy) }])),
  checklist: Object.fromEntries(Object.entries(details.checklist).map(([key, c]) => [key, { '@odata.type': '#microsoft.graph.plannerChecklistItem', isChecked: c.isChecked, title: c.title, orderHint: c.orderHint, lastModifiedDateTime: iso(c.modifiedAt), lastModifiedBy: identity(c.modifiedBy) }])),
});
