// What the bot must remember: where it can speak, and what it has already said to whom.
import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, primaryKey, smallint, text } from 'drizzle-orm/pg-core';
import type { CardFacts, OutgoingMessage, Recipient } from '../../../features/conversations/domain/outgoing.ts';
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

/** What is still to be said or edited. Rows leave when they end; what became of each message stays in the ledger. */
export const outgoing = pgTable('outgoing', {
  tenantId: text().notNull(),
  act: text({ enum: ['send', 'edit'] }).notNull(),
  messageId: text().notNull(),
  /** Entra id, or channel id: also the lane whose pace it keeps. */
  recipient: text().notNull(),
  destination: json<Recipient>().notNull(),
  /** Facts for the card: ids, versions and dates. */
  card: json<CardFacts>().notNull(),
  /** 0 urgent, 1 normal, 2 bulk. */
  urgency: smallint().notNull(),
  dueAt: moment().notNull(),
  notAfter: moment().notNull(),
  followUp: json<NonNullable<OutgoingMessage['follow']>>(),
  attempts: integer().notNull().default(0),
  /** Grows when other facts are asked for: an edit that was under way then is done once more. */
  revision: integer().notNull().default(1),
  /** The replica that has it in hand; free again when that one is dead. */
  holder: text(),
}, (t) => [
  primaryKey({ columns: [t.tenantId, t.messageId, t.recipient, t.act] }),
  index('outgoing_next').on(t.tenantId, t.urgency, t.dueAt),
  check('outgoing_act', sql`${t.act} in ('send', 'edit')`),
]);

/** The replicas that send, and how many requests of the tenant's second each may have out. A row that is not renewed is a dead replica. */
export const sender = pgTable('sender', {
  tenantId: text().notNull(),
  holder: text().notNull(),
  share: integer().notNull(),
  until: moment().notNull(),
}, (t) => [primaryKey({ columns: [t.tenantId, t.holder] })]);

/** One conversation's pace: who speaks there now, and when the last hour's requests were answered. Times are the database's own. */
export const sendLane = pgTable('send_lane', {
  tenantId: text().notNull(),
  lane: text().notNull(),
  holder: text(),
  until: moment().notNull(),
  nextAt: moment().notNull(),
  /** Epoch milliseconds, oldest first. */
  answered: json<number[]>().notNull(),
}, (t) => [
  primaryKey({ columns: [t.tenantId, t.lane] }),
  index('send_lane_idle').on(t.tenantId, t.nextAt),
]);

/** For whom Gouverne installed itself, or who took it away: nobody is given it a second time against their will. */
export const appForPerson = pgTable('app_for_person', {
  tenantId: text().notNull(),
  entraId: text().notNull(),
  state: text({ enum: ['installed', 'left'] }).notNull(),
  at: moment().notNull(),
}, (t) => [
  primaryKey({ columns: [t.tenantId, t.entraId] }),
  check('app_for_person_state', sql`${t.state} in ('installed', 'left')`),
]);
