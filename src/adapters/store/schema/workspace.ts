// What Gouverne did in Teams: the runs that apply a charter, step by step, and every thing that it made there or means to make.
import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { json, moment } from './columns.ts';

export const provisioningRun = pgTable('provisioning_run', {
  tenantId: text().notNull(),
  id: text().notNull(),
  state: text({ enum: ['queued', 'running', 'done', 'partial', 'failed'] }).notNull(),
  /** Person id; null when Gouverne started it by itself. */
  startedBy: text(),
  charterVersion: integer().notNull(),
  startedAt: moment().notNull(),
  finishedAt: moment(),
  counts: json<unknown>(),
  plan: json<unknown>(),
}, (t) => [
  primaryKey({ columns: [t.tenantId, t.id] }),
  index('provisioning_run_newest').on(t.tenantId, t.startedAt.desc().nullsFirst()),
  // One run at a time: the second one that starts is refused, whichever replica it starts on.
  uniqueIndex('provisioning_run_open').on(t.tenantId).where(sql`${t.finishedAt} is null`),
  check('provisioning_run_state', sql`${t.state} in ('queued', 'running', 'done', 'partial', 'failed')`),
]);

export const provisioningStep = pgTable('provisioning_step', {
  tenantId: text().notNull(),
  runId: text().notNull(),
  stepId: text().notNull(),
  ordinal: integer().notNull(),
  teamKey: text().notNull(),
  committeeId: text(),
  kind: text().notNull(),
  target: text().notNull(),
  state: text({ enum: ['todo', 'running', 'done', 'failed', 'retry', 'blocked'] }).notNull(),
  attempts: integer().notNull().default(0),
  reason: json<unknown>(),
  retryAt: moment(),
  startedAt: moment(),
  finishedAt: moment(),
  result: json<unknown>(),
}, (t) => [
  primaryKey({ columns: [t.tenantId, t.runId, t.stepId] }),
  foreignKey({ name: 'provisioning_step_run', columns: [t.tenantId, t.runId], foreignColumns: [provisioningRun.tenantId, provisioningRun.id] }),
  index('provisioning_step_order').on(t.tenantId, t.runId, t.ordinal),
  check('provisioning_step_state', sql`${t.state} in ('todo', 'running', 'done', 'failed', 'retry', 'blocked')`),
]);

/** Written before the write to Graph (`intended`) and after it (`present`): a crash between the two is settled by looking. */
export const workspaceResource = pgTable('workspace_resource', {
  tenantId: text().notNull(),
  kind: text({ enum: ['team', 'channel', 'tab', 'installation', 'member-sync'] }).notNull(),
  key: text().notNull(),
  graphId: text(),
  parentGraphId: text(),
  name: text().notNull(),
  state: text({ enum: ['intended', 'present', 'gone'] }).notNull(),
  intendedAt: moment(),
  details: json<unknown>(),
  updatedAt: moment().notNull(),
}, (t) => [
  primaryKey({ columns: [t.tenantId, t.kind, t.key] }),
  index('workspace_resource_graph').on(t.tenantId, t.kind, t.graphId),
  check('workspace_resource_kind', sql`${t.kind} in ('team', 'channel', 'tab', 'installation', 'member-sync')`),
  check('workspace_resource_state', sql`${t.state} in ('intended', 'present', 'gone')`),
]);
