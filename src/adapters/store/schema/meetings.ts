// The meetings of committees: when each one is, what was decided about it, and what those convened answered.
import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { CommitteeId } from '../../../shared/ids.ts';
import type { Guest } from '../../../features/meetings/domain/meeting.ts';
import { json, moment } from './columns.ts';

/** What those concerned were last told, with its moment as text. */
export interface StoredNotice {
  readonly revision: number;
  readonly start: string;
  readonly minutes: number;
  readonly zone: string;
  readonly title: string | null;
  readonly cancelled: boolean;
  readonly convened: readonly string[];
  readonly guests: readonly Guest[];
  readonly at: string;
}

export const meeting = pgTable('meeting', {
  tenantId: text().notNull(),
  id: text().notNull(),
  committeeId: text().notNull(),
  kind: text({ enum: ['regular', 'special'] }).notNull(),
  /** Ids of the other committees of a joint meeting. */
  jointly: json<readonly CommitteeId[]>().notNull(),
  /** Local date-time that the committee's rule gave it; null for a special meeting. */
  slot: text(),
  /** Local date-time in `zone`: nine o'clock stays nine o'clock whatever becomes of the zone's rules. */
  start: text().notNull(),
  minutes: integer().notNull(),
  zone: text().notNull(),
  state: text({ enum: ['planned', 'convened', 'cancelled'] }).notNull(),
  title: text(),
  reason: text(),
  guests: json<readonly Guest[]>().notNull(),
  version: integer().notNull(),
  notice: json<StoredNotice>(),
}, (t) => [
  primaryKey({ columns: [t.tenantId, t.id] }),
  index('meeting_committee').on(t.tenantId, t.committeeId, t.start),
  index('meeting_start').on(t.tenantId, t.start),
  check('meeting_kind', sql`${t.kind} in ('regular', 'special')`),
  check('meeting_state', sql`${t.state} in ('planned', 'convened', 'cancelled')`),
]);

/** One answer for one person and meeting, wherever it was given: the latest. */
export const attendance = pgTable('attendance', {
  tenantId: text().notNull(),
  meetingId: text().notNull(),
  personId: text().notNull(),
  answer: text({ enum: ['present', 'alternate', 'absent', 'tentative'] }).notNull(),
  alternateId: text(),
  answeredFrom: text({ enum: ['card', 'tab', 'outlook'] }).notNull(),
  at: moment().notNull(),
}, (t) => [
  primaryKey({ columns: [t.tenantId, t.meetingId, t.personId] }),
  foreignKey({ name: 'attendance_meeting', columns: [t.tenantId, t.meetingId], foreignColumns: [meeting.tenantId, meeting.id] }),
  check('attendance_answer', sql`${t.answer} in ('present', 'alternate', 'absent', 'tentative')`),
  check('attendance_answered_from', sql`${t.answeredFrom} in ('card', 'tab', 'outlook')`),
]);

/** « Fréquence adaptée »: a rule that replaces the committee's own from a day on, as the year was adopted. */
export const adaptedCadence = pgTable('adapted_cadence', {
  tenantId: text().notNull(),
  committeeId: text().notNull(),
  fromDay: text().notNull(),
  rule: text().notNull(),
  start: text().notNull(),
  minutes: integer().notNull(),
}, (t) => [primaryKey({ columns: [t.tenantId, t.committeeId, t.fromDay] })]);
