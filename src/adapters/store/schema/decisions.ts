// The register of decisions, and how far each one has gone in the institutions that it concerns.
import { sql } from 'drizzle-orm';
import { boolean, check, foreignKey, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { Presence, QuorumThen } from '../../../features/decisions/domain/registered-decision.ts';
import { REACH_STATES } from '../../../features/decisions/domain/reach.ts';
import { json, moment } from './columns.ts';

/** An amendment, with its moment as text. */
export interface StoredAmendment { readonly at: string; readonly by: string | null; readonly text: string; readonly reason: string }

export const decision = pgTable('decision', {
  tenantId: text().notNull(),
  /** `D-2027-001`: numbered through the network, anew each year. */
  id: text().notNull(),
  /** `CNCOT-2027-001`. */
  number: text().notNull(),
  committeeId: text().notNull(),
  kind: text({ enum: ['decision', 'ruling', 'direction', 'recommendation'] }).notNull(),
  title: text().notNull(),
  text: text().notNull(),
  /** Local date-time in `zone`. */
  takenAt: text().notNull(),
  zone: text().notNull(),
  meetingId: text(),
  item: text(),
  voteMode: text({ enum: ['unanimous', 'consensus', 'majority', 'casting'] }).notNull(),
  votesFor: integer().notNull(),
  votesAgainst: integer().notNull(),
  votesAbstained: integer().notNull(),
  quorum: json<QuorumThen>().notNull(),
  present: json<readonly Presence[]>().notNull(),
  supersededBy: text(),
  reviewOn: text(),
  inCamera: boolean().notNull(),
  amendments: json<readonly StoredAmendment[]>().notNull(),
  /** Counts of the institutions, kept with each answer: a page of the register counts nothing. */
  reachAsked: integer().notNull(),
  reachApplied: integer().notNull(),
  reachLeft: integer().notNull(),
  recordedAt: moment().notNull(),
  recordedBy: text(),
  version: integer().notNull(),
}, (t) => [
  primaryKey({ columns: [t.tenantId, t.id] }),
  index('decision_number').on(t.tenantId, t.number),
  index('decision_newest').on(t.tenantId, t.takenAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
  index('decision_committee').on(t.tenantId, t.committeeId, t.takenAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
  index('decision_superseded').on(t.tenantId, t.supersededBy).where(sql`superseded_by is not null`),
  index('decision_replaced_newest').on(t.tenantId, t.takenAt.desc().nullsFirst(), t.id.desc().nullsFirst()).where(sql`superseded_by is not null`),
  index('decision_review').on(t.tenantId, t.reviewOn).where(sql`superseded_by is null and review_on is not null`),
  index('decision_reach_left').on(t.tenantId, t.id).where(sql`superseded_by is null and reach_left > 0`),
  check('decision_kind', sql`${t.kind} in ('decision', 'ruling', 'direction', 'recommendation')`),
  check('decision_vote_mode', sql`${t.voteMode} in ('unanimous', 'consensus', 'majority', 'casting')`),
  check('decision_reach', sql`${t.reachLeft} >= 0 and ${t.reachApplied} >= 0 and ${t.reachLeft} + ${t.reachApplied} <= ${t.reachAsked}`),
]);

export const decisionReach = pgTable('decision_reach', {
  tenantId: text().notNull(),
  decisionId: text().notNull(),
  institutionId: text().notNull(),
  state: text({ enum: REACH_STATES }).notNull(),
  plannedOn: text(),
  reason: text(),
  askedAt: moment().notNull(),
  answeredAt: moment(),
  answeredBy: text(),
}, (t) => [
  primaryKey({ columns: [t.tenantId, t.decisionId, t.institutionId] }),
  foreignKey({ name: 'decision_reach_decision', columns: [t.tenantId, t.decisionId], foreignColumns: [decision.tenantId, decision.id] }),
  index('decision_reach_unanswered').on(t.tenantId, t.institutionId, t.askedAt).where(sql`state = 'asked'`),
  check('decision_reach_state', sql`${t.state} in ('asked', 'received', 'planned', 'applied', 'not-applicable')`),
  check('decision_reach_planned', sql`(${t.state} = 'planned') = (${t.plannedOn} is not null)`),
]);
