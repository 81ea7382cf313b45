// Action items, the numbers given out to what is numbered, and the filters that people gave a name.
import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { QuotedMessage } from '../../../features/actions/domain/action.ts';
import type { SavedView } from '../../../features/actions/ports.ts';
import { json, moment } from './columns.ts';

/** A change of the due day, with its moment as text. */
export interface StoredPostponement { readonly from: string; readonly to: string; readonly at: string; readonly by: string | null; readonly reason: string }

const OPEN = sql`state in ('todo', 'in-progress', 'blocked')`;

export const action = pgTable('action', {
  tenantId: text().notNull(),
  /** `A-2027-003`: numbered through the network, anew each year. */
  id: text().notNull(),
  committeeId: text().notNull(),
  title: text().notNull(),
  detail: text(),
  ownerKind: text({ enum: ['person', 'seat'] }),
  /** A person's id, or a seat's; null with the kind: to be assigned. */
  ownerId: text(),
  /** ISO day in the committee's zone. */
  due: text().notNull(),
  state: text({ enum: ['todo', 'in-progress', 'blocked', 'done', 'cancelled'] }).notNull(),
  blocked: text(),
  outcome: text(),
  priority: text({ enum: ['urgent', 'important', 'medium', 'low'] }).notNull(),
  meetingId: text(),
  item: text(),
  decisionId: text(),
  projectId: text(),
  riskId: text(),
  message: json<QuotedMessage>(),
  inCamera: boolean().notNull(),
  origin: text({ enum: ['tab', 'bot', 'message', 'meeting', 'decision', 'risk', 'planner', 'import', 'example'] }).notNull(),
  postponements: json<readonly StoredPostponement[]>().notNull(),
  createdAt: moment().notNull(),
  createdBy: text(),
  closedAt: moment(),
  changedAt: moment().notNull(),
  version: integer().notNull(),
}, (t) => [
  primaryKey({ columns: [t.tenantId, t.id] }),
  // Open ones are a hundredth of all after ten years: they have indexes of their own.
  index('action_open').on(t.tenantId, t.due, t.id).where(OPEN),
  index('action_open_committee').on(t.tenantId, t.committeeId, t.due, t.id).where(OPEN),
  index('action_open_owner').on(t.tenantId, t.ownerId, t.due, t.id).where(OPEN),
  index('action_due').on(t.tenantId, t.due, t.id),
  index('action_committee').on(t.tenantId, t.committeeId, t.due, t.id),
  index('action_owner').on(t.tenantId, t.ownerId, t.due, t.id),
  index('action_closed').on(t.tenantId, t.committeeId, t.closedAt).where(sql`closed_at is not null`),
  index('action_decision').on(t.tenantId, t.decisionId).where(sql`decision_id is not null`),
  index('action_project').on(t.tenantId, t.projectId).where(sql`project_id is not null`),
  check('action_state', sql`${t.state} in ('todo', 'in-progress', 'blocked', 'done', 'cancelled')`),
  check('action_priority', sql`${t.priority} in ('urgent', 'important', 'medium', 'low')`),
  check('action_owner_kind', sql`${t.ownerKind} in ('person', 'seat')`),
  check('action_owned', sql`(${t.ownerKind} is null) = (${t.ownerId} is null)`),
  check('action_blocked', sql`(${t.state} = 'blocked') = (${t.blocked} is not null)`),
  check('action_closed', sql`(${t.state} in ('done', 'cancelled')) = (${t.closedAt} is not null)`),
]);

/** What asked for an action: a button pressed twice, or a request that Teams repeats, makes one. */
export const actionRequest = pgTable('action_request', {
  tenantId: text().notNull(),
  /** Of the card or dialog, and who answered it. */
  key: text().notNull(),
  actionId: text().notNull(),
  at: moment().notNull(),
}, (t) => [primaryKey({ columns: [t.tenantId, t.key] })]);

/** The last number given out: of `A-2027`, of `D-2027`, of `CNCOT-2027`. */
export const numberSeries = pgTable('number_series', {
  tenantId: text().notNull(),
  series: text().notNull(),
  last: integer().notNull(),
}, (t) => [primaryKey({ columns: [t.tenantId, t.series] })]);

export const savedView = pgTable('saved_view', {
  tenantId: text().notNull(),
  personId: text().notNull(),
  views: json<readonly SavedView[]>().notNull(),
  updatedAt: moment().notNull(),
}, (t) => [primaryKey({ columns: [t.tenantId, t.personId] })]);
