// What ties meetings to Outlook: each one's event, and how we are told of changes in the organizers' mailboxes.
import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { EventLink, Said } from '../../../features/meetings/domain/outlook-changes.ts';
import { json, moment } from './columns.ts';

export const calendarEvent = pgTable('calendar_event', {
  tenantId: text().notNull(),
  meetingId: text().notNull(),
  /** Entra id of the mailbox; null while none was found. */
  organizer: text(),
  generation: integer().notNull(),
  state: text({ enum: ['asked', 'there', 'over'] }).notNull(),
  eventId: text(),
  /** As the calendar held it when we last looked. */
  seen: json<NonNullable<EventLink['seen']>>(),
  /** As the meeting said it when we last wrote, with the addresses invited: those that others added are told from ours by it. */
  said: json<Said>(),
  /** Local day of the meeting. */
  day: text().notNull(),
  joinUrl: text(),
  webLink: text(),
  problem: text(),
  at: moment().notNull(),
}, (t) => [
  primaryKey({ columns: [t.tenantId, t.meetingId] }),
  index('calendar_event_id').on(t.tenantId, t.organizer, t.eventId),
  index('calendar_event_day').on(t.tenantId, t.state, t.day),
  check('calendar_event_state', sql`${t.state} in ('asked', 'there', 'over')`),
]);

export const mailboxWatch = pgTable('mailbox_watch', {
  tenantId: text().notNull(),
  organizer: text().notNull(),
  subscriptionId: text(),
  /** SHA-256 of the secret that notifications carry: the secret itself is only known to the service. */
  stateHash: text(),
  since: moment().notNull(),
  expiresAt: moment(),
  deltaLink: text(),
  windowUntil: text(),
  readAt: moment(),
  staleAt: moment(),
  renew: boolean().notNull().default(false),
}, (t) => [
  primaryKey({ columns: [t.tenantId, t.organizer] }),
  index('mailbox_watch_subscription').on(t.tenantId, t.subscriptionId),
]);
