// What ties actions to Planner: the plan of each committee, and the task of each action.
import { sql } from 'drizzle-orm';
import { check, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { PlannerView } from '../../../features/actions/domain/planner-view.ts';
import type { PlanLink } from '../../../features/actions/ports-planner.ts';
import { json, moment } from './columns.ts';

export const plannerPlan = pgTable('planner_plan', {
  tenantId: text().notNull(),
  committeeId: text().notNull(),
  planId: text(),
  /** Id of the bucket of each state. */
  buckets: json<NonNullable<PlanLink['buckets']>>(),
  askedAt: moment(),
  lookedAt: moment(),
  problem: text(),
  refused: json<readonly string[]>().notNull(),
}, (t) => [primaryKey({ columns: [t.tenantId, t.committeeId] })]);

export const plannerTask = pgTable('planner_task', {
  tenantId: text().notNull(),
  actionId: text().notNull(),
  committeeId: text().notNull(),
  taskId: text(),
  state: text({ enum: ['wanted', 'asked', 'there', 'over'] }).notNull(),
  /** What both sides said when they were last the same. */
  agreed: json<PlannerView>().notNull(),
  /** What was being written when no answer came. */
  sent: json<PlannerView>(),
  lookedAt: moment().notNull(),
  retryAt: moment(),
  problem: text(),
}, (t) => [
  primaryKey({ columns: [t.tenantId, t.actionId] }),
  // What is over is most of it after some years.
  index('planner_task_committee').on(t.tenantId, t.committeeId).where(sql`state <> 'over'`),
  index('planner_task_id').on(t.tenantId, t.taskId),
  check('planner_task_state', sql`${t.state} in ('wanted', 'asked', 'there', 'over')`),
]);
