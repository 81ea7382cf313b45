// What the bot must remember: where it can speak, and what it has already said to whom.
import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { json, moment } from './columns.ts';

export const conversationReference = pgTable('conversation_reference', {
  tenantId: text().notNull(),
  /** Conversation id without `;messageid=`: a thread and its channel are one place. */
  key: text().notNull(),
  kind: text({ enum: ['personal', 'channel', 'groupChat'] }).notNull(),
  /** As the last activity gave it: it may change, and is only trusted from a signed activity. */
  serviceUrl: text().notNull(),
  /** Entra id of the person; null in a channel. */
  entraId: text(),
  /** Entra group id of the team; events do not always carry it. */
  teamId: text(),
  /** `19:…@thread.tacv2` of the team, by which events name it. */
  teamThreadId: text(),
  channelId: text(),
  updatedAt: moment().notNull(),
}, (t) => [
  primaryKey({ columns: [t.tenantId, t.key] }),
  index('conversation_reference_person').on(t.tenantId, t.entraId),
  index('conversation_reference_channel').on(t.tenantId, t.channelId),
  index('conversation_reference_team').on(t.tenantId, t.teamId),
  index('conversation_reference_thread').on(t.tenantId, t.teamThreadId),
  index('conversation_reference_latest').on(t.tenantId, t.updatedAt),
]);

/** One row per message and recipient, written before and after the send: what makes a repeated job send once. */
export const messageLedger = pgTable('message_ledger', {
  tenantId: text().notNull(),
  /** `welcome:rqt-cncot/general`: the same for every attempt of the same message. */
  messageId: text().notNull(),
  /** Entra id, or channel id. */
  recipient: text().notNull(),
  /** `unknown`: the service may or may not have delivered it (504, reset). */
  state: text({ enum: ['intended', 'sent', 'failed', 'unknown'] }).notNull(),
  activityId: text(),
  conversationId: text(),
  /** How many copies may be out there: a send that certainly failed takes its own back. */
  copies: integer().notNull().default(0),
  reason: json<Record<string, unknown>>(),
  /** Last change of state. */
  at: moment().notNull(),
}, (t) => [
  primaryKey({ columns: [t.tenantId, t.messageId, t.recipient] }),
  index('message_ledger_state').on(t.tenantId, t.state, t.at),
  check('message_ledger_state', sql`${t.state} in ('intended', 'sent', 'failed', 'unknown')`),
]);
