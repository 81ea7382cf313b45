// Bodies of Planner's writes: open types keyed by person, by client's id or by encoded URL, each value with its type, none without properties.

import { isGuid } from '../ids.ts';
import type { DetailsChange, TaskChange } from '../planner/board.ts';
import type { PlannerPlan, PlannerTask } from '../planner/records.ts';
import { BOOLEAN, READ_ONLY, readObject, STRING, TEXT, textOf, type Field, type Fields, type Json } from './body.ts';
import { badRequest, forbidden } from './errors.ts';
import { membersOf } from './groups.ts';
import type { Call } from './operation.ts';
import { LIMITS, limitReached, requireHint } from './planner-rules.ts';

const OPEN: Field = { is: 'open' };
const DATE: Field = { is: 'dateTime' };
const TITLE: Field = { is: 'string', max: LIMITS.title };
const PREVIEWS = ['automatic', 'noPreview', 'checklist', 'description', 'reference'];
const SET_BY_SERVICE: Fields = Object.fromEntries(['id', 'createdBy', 'createdDateTime', 'completedBy', 'completedDateTime', 'hasDescription', 'referenceCount', 'checklistItemCount', 'activeChecklistItemCount'].map((name) => [name, READ_ONLY]));
const TASK_FIELDS: Fields = {
  ...SET_BY_SERVICE, title: TITLE, bucketId: STRING, percentComplete: { is: 'int', min: 0, max: 100 }, priority: { is: 'int', min: 0, max: 10 }, orderHint: STRING, assigneePriority: STRING, conversationThreadId: TEXT,
  previewType: { is: 'enum', of: PREVIEWS }, assignments: OPEN, appliedCategories: OPEN,
};
const DATES = ['startDateTime', 'dueDateTime'] as const;
/** Dates are nullable: they are judged apart. */
const withDates = (fields: Fields, body: unknown): Fields => ({ ...fields, ...Object.fromEntries(DATES.map((name) => [name, (body as Json | undefined)?.[name] === null ? TEXT : DATE])) });

export const readNewTask = (body: unknown): Json => readObject(body, 'plannerTask', withDates({ ...TASK_FIELDS, planId: STRING }, body));

export function readTaskChange(call: Call, plan: PlannerPlan, task: PlannerTask | undefined, body: unknown): TaskChange {
  const given = task === undefined ? (body as Json) : readObject(body, 'plannerTask', withDates({ ...TASK_FIELDS, planId: READ_ONLY }, body));
  if (task !== undefined && given['title'] === '') throw badRequest('The request is invalid:\r\ntitle: it may not be empty.', '');
  const dates = Object.fromEntries(DATES.flatMap((name) => (name in given ? [[name === 'dueDateTime' ? 'dueAt' : 'startAt', given[name] === null ? null : Date.parse(textOf(given, name))]] : []))) as Pick<TaskChange, 'dueAt' | 'startAt'>;
  const [startAt, dueAt] = [dates.startAt ?? task?.startAt ?? null, dates.dueAt === undefined ? (task?.dueAt ?? null) : dates.dueAt];
  if (startAt !== null && dueAt !== null && startAt > dueAt) throw badRequest('The request is invalid:\r\nThe start date must not be after the due date.', '');
  if ('bucketId' in given && call.ctx.state.plannerBuckets.get(textOf(given, 'bucketId'))?.planId !== plan.id) throw badRequest('The request is invalid:\r\nbucketId: there is no such bucket in the plan.', '');
  const copied = Object.fromEntries(['title', 'bucketId', 'percentComplete', 'priority', 'conversationThreadId'].flatMap((name) => (name in given ? [[name, given[name]]] : [])));
  return {
    ...copied, ...dates, ...previewOf(given),
    ...('orderHint' in given ? { orderHint: requireHint(given['orderHint'], 'orderHint') } : {}),
    ...('assigneePriority' in given ? { assigneePriority: requireHint(given['assigneePriority'], 'assigneePriority') } : {}),
    ...('assignments' in given ? { assignments: readAssignments(call, plan, task, given['assignments'] as Json) } : {}),
    ...('appliedCategories' in given ? { appliedCategories: readCategories(given['appliedCategories']) } : {}),
  };
}

/** Names of members are taken in any case, and come back in their own. */
function previewOf(given: Json): { previewType?: string } {
  const previewType = PREVIEWS.find((name) => name.toLowerCase() === textOf(given, 'previewType').toLowerCase());
  return previewType === undefined ? {} : { previewType };
}

function readAssignments(call: Call, plan: PlannerPlan, task: PlannerTask | undefined, given: Json): Record<string, { orderHint: string } | null> {
  const members = new Set(membersOf(call, plan.groupId).map((m) => m.userId));
  const read = Object.fromEntries(Object.entries(given).filter(([key]) => !key.startsWith('@')).map(([key, value]) => {
    if (!isGuid(key)) throw badRequest(`The request is invalid:\r\nassignments: '${key}' is not the id of a user.`, '');
    const userId = key.toLowerCase();
    if (value === null) return [userId, null];
    const entry = typed(value, 'plannerAssignment', { orderHint: STRING, assignedBy: READ_ONLY, assignedDateTime: READ_ONLY }, `assignments/${key}`);
    const isNew = task?.assignments[userId] === undefined;
    if (isNew && !members.has(userId)) throw forbidden('The user to whom the task is assigned does not have access to the plan.', '');
    return [userId, { orderHint: requireHint(entry['orderHint'], `assignments/${key}/orderHint`) }];
  })) as Record<string, { orderHint: string } | null>;
  const kept = new Set(Object.keys(task?.assignments ?? {}));
  for (const [userId, entry] of Object.entries(read)) if (entry === null) kept.delete(userId); else kept.add(userId);
  if (kept.size > LIMITS.assigneesOfTask) throw limitReached('MaximumAssigneesInTasks');
  return read;
}

const isLabel = (name: string): boolean => /^category(?:[1-9]|1\d|2[0-5])$/.test(name);
const readCategories = (given: unknown) => readEntries<boolean | null>('appliedCategories', given, (name, value) => (isLabel(name) && (value === null || typeof value === 'boolean') ? [name, value] : undefined));

/** "plannerUserIds": true to share with somebody, false to share no more; null is for neither. */
export function readPlanDetailsChange(body: unknown): { sharedWith?: Record<string, boolean>; categoryDescriptions?: Record<string, string | null> } {
  const given = readObject(body, 'plannerPlanDetails', { id: READ_ONLY, sharedWith: OPEN, categoryDescriptions: OPEN });
  return {
    ...('sharedWith' in given ? { sharedWith: readEntries<boolean>('sharedWith', given['sharedWith'], (name, value) => (isGuid(name) && typeof value === 'boolean' ? [name.toLowerCase(), value] : undefined)) } : {}),
    ...('categoryDescriptions' in given ? { categoryDescriptions: readEntries<string | null>('categoryDescriptions', given['categoryDescriptions'], (name, value) => (isLabel(name) && (value === null || typeof value === 'string') ? [name, value] : undefined)) } : {}),
  };
}

/** An open type whose values are plain ones. Its annotations are left out; whatever is no entry of it is refused by name. */
function readEntries<T>(property: string, given: unknown, read: (name: string, value: unknown) => [string, T] | undefined): Record<string, T> {
  return Object.fromEntries(Object.entries(given as Json).filter(([name]) => !name.startsWith('@')).map(([name, value]) => {
    const entry = read(name, value);
    if (entry === undefined) throw badRequest(`The request is invalid:\r\n${property}: '${name}' is not valid there, or its value is not.`, '');
    return entry;
  }));
}

export function readDetailsChange(task: PlannerTask, body: unknown): DetailsChange {
  const given = readObject(body, 'plannerTaskDetails', { id: READ_ONLY, description: TEXT, previewType: { is: 'enum', of: PREVIEWS }, checklist: OPEN, references: OPEN });
  const checklist = 'checklist' in given ? entries(given['checklist'], (key, value) => {
    const item = typed(value, 'plannerChecklistItem', { title: { is: 'string', max: 100 }, isChecked: BOOLEAN, orderHint: STRING, lastModifiedBy: READ_ONLY, lastModifiedDateTime: READ_ONLY }, `checklist/${key}`);
    if ('orderHint' in item) requireHint(item['orderHint'], `checklist/${key}/orderHint`);
    return item;
  }) : undefined;
  const references = 'references' in given ? entries(given['references'], (key, value) => {
    if (/[.:@#]/.test(key) || !/^https?:\/\/[^/]/i.test(decoded(key))) throw badRequest(`The request is invalid:\r\nreferences: '${key}' is not an address in which the characters . : % @ # are encoded.`, '');
    const item = typed(value, 'plannerExternalReference', { alias: TEXT, type: TEXT, previewPriority: STRING, lastModifiedBy: READ_ONLY, lastModifiedDateTime: READ_ONLY }, `references/${key}`);
    if ('previewPriority' in item) requireHint(item['previewPriority'], `references/${key}/previewPriority`);
    return item;
  }) : undefined;
  if (countWith(task.details.checklist, checklist) > LIMITS.checklistItems) throw limitReached('MaximumChecklistItemsOnTask');
  if (countWith(task.details.references, references) > LIMITS.references) throw limitReached('MaximumReferencesOnTask');
  return {
    ...('description' in given ? { description: textOf(given, 'description') } : {}), ...previewOf(given),
    ...(checklist === undefined ? {} : { checklist }), ...(references === undefined ? {} : { references }),
  };
}

const entries = (given: unknown, read: (key: string, value: unknown) => Json): Record<string, Json | null> => Object.fromEntries(Object.entries(given as Json).filter(([key]) => !key.startsWith('@')).map(([key, value]) => [key, value === null ? null : read(key, value)]));
const countWith = (kept: object, changed: Record<string, unknown> = {}): number => new Set([...Object.keys(kept), ...Object.keys(changed)].filter((key) => changed[key] !== null)).size;
function decoded(key: string): string {
  try { return decodeURIComponent(key); } catch { return ''; }
}

/** "Values of open types must name their type", and an empty one is refused. */
function typed(value: unknown, type: string, fields: Fields, where: string): Json {
  if (typeof value !== 'object' || value === null || (value as Json)['@odata.type'] === undefined) throw badRequest(`The request is invalid:\r\n${where}: '@odata.type' must be given for a value of an open type.`, '');
  const { '@odata.type': _type, ...rest } = readObject(value, type, fields);
  if (Object.keys(rest).length === 0) throw badRequest(`The request is invalid:\r\n${where}: the value has no properties.`, '');
  return rest;
}

/** The properties that a change touches, as the board writes them down. */
export const touchedBy = (change: TaskChange): string[] => {
  const { assignments = {}, appliedCategories = {}, ...plain } = change;
  return [...Object.keys(plain), ...Object.keys(assignments).map((id) => `assignments/${id}`), ...Object.keys(appliedCategories).map((name) => `appliedCategories/${name}`)];
};
export const touchedByDetails = ({ checklist = {}, references = {}, ...plain }: DetailsChange): string[] => [...Object.keys(plain), ...Object.keys(checklist).map((key) => `checklist/${key}`), ...Object.keys(references).map((key) => `references/${key}`)];
