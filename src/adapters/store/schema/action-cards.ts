// Which cards of the bot show which actions, so that they can be edited in place.
import { index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { Recipient } from '../../../features/conversations/domain/outgoing.ts';
import { json, moment } from './columns.ts';

export const actionCard = pgTable('action_card', {
  tenantId: text().notNull(),
  messageId: text().notNull(),
  /** Entra id, or channel id. */
  recipient: text().notNull(),
  actionId: text().notNull(),
  destination: json<Recipient>().notNull(),
  toldAs: text({ enum: ['before', 'after', 'chair', 'above', 'given', 'vacant', 'postponed-again'] }).notNull(),
  at: moment().notNull(),
}, (t) => [
  primaryKey({ columns: [t.tenantId, t.messageId, t.recipient, t.actionId] }),
  index('action_card_action').on(t.tenantId, t.actionId),
  index('action_card_at').on(t.tenantId, t.at),
]);
