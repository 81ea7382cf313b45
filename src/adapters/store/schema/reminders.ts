// What the bot told of meetings, and what each person chose of reminders and of their calendar feed.
import { integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { json, moment } from './columns.ts';
import type { StoredNotice } from './meetings.ts';

/** The last notice of each meeting that was told in Teams, and the channels where its card stands. */
export const meetingTold = pgTable('meeting_told', {
  tenantId: text().notNull(),
  meetingId: text().notNull(),
  revision: integer().notNull(),
  notice: json<StoredNotice>().notNull(),
  channels: json<readonly { readonly channelId: string; readonly groupId: string }[]>().notNull(),
  at: moment().notNull(),
}, (t) => [primaryKey({ columns: [t.tenantId, t.meetingId] })]);

export const reminderChoice = pgTable('reminder_choice', {
  tenantId: text().notNull(),
  personId: text().notNull(),
  /** ISO 8601 durations before the meeting. */
  before: json<readonly string[]>().notNull(),
  /** Local hours of the person; both null: no quiet hours. */
  quietFrom: text(),
  quietUntil: text(),
  updatedAt: moment().notNull(),
}, (t) => [primaryKey({ columns: [t.tenantId, t.personId] })]);

export const calendarFeed = pgTable('calendar_feed', {
  tenantId: text().notNull(),
  personId: text().notNull(),
  /** SHA-256 of the secret in the address, which only its owner has. */
  secretHash: text().notNull(),
  madeAt: moment().notNull(),
}, (t) => [
  primaryKey({ columns: [t.tenantId, t.personId] }),
  uniqueIndex('calendar_feed_secret').on(t.tenantId, t.secretHash),
]);
