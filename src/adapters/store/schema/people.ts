// What a person chose for their own screens. The subject is an Entra object id, or a person id of the charter.
import { sql } from 'drizzle-orm';
import { check, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';

export const preference = pgTable('preference', {
  tenantId: text().notNull(),
  subject: text().notNull(),
  language: text({ enum: ['fr-CA', 'en-CA'] }).notNull(),
  updatedAt: moment().notNull(),
}, (t) => [
  primaryKey({ columns: [t.tenantId, t.subject] }),
  check('preference_language', sql`${t.language} in ('fr-CA', 'en-CA')`),
]);
