// The register of confidentiality incidents.
import { integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { NATURES, PLACES, RISKS } from '../../../features/incidents/domain/incident.ts';
import { moment } from './columns.ts';

export const incident = pgTable('incident', {
  tenantId: text().notNull(),
  /** `I-2027-001`: numbered anew each year. */
  id: text().notNull(),
  nature: text({ enum: NATURES }).notNull(),
  /** ISO days. */
  occurredOn: text().notNull(),
  learnedOn: text().notNull(),
  place: text({ enum: PLACES }).notNull(),
  whereabouts: text(),
  concerns: text(),
  circumstances: text(),
  people: integer(),
  risk: text({ enum: RISKS }),
  riskReason: text(),
  measures: text(),
  authorityToldOn: text(),
  peopleToldOn: text(),
  origin: text({ enum: ['register', 'bot'] }).notNull(),
  /** Of the card that reported it: pressed twice, it reports once. */
  reportKey: text(),
  state: text({ enum: ['open', 'closed'] }).notNull(),
  openedAt: moment().notNull(),
  openedBy: text().notNull(),
  closedAt: moment(),
  version: integer().notNull(),
}, (t) => [
  primaryKey({ columns: [t.tenantId, t.id] }),
  uniqueIndex('incident_report').on(t.tenantId, t.reportKey),
]);
