// Every charter that was ever loaded, as its file said it and as it was read; one per tenant is in force.
import { sql } from 'drizzle-orm';
import { boolean, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { Charter } from '../../../features/committees/domain/charter.ts';
import { json, moment } from './columns.ts';

export const charterVersion = pgTable('charter_version', {
  tenantId: text().notNull(),
  /** 1, 2, 3 …; two writers of the same number collide on the key, which is the version check. */
  version: integer().notNull(),
  /** File name, or `form`. */
  source: text().notNull(),
  sha256: text().notNull(),
  text: text().notNull(),
  parsed: json<Charter>().notNull(),
  inForce: boolean().notNull(),
  /** Person id; null when Gouverne loaded it at its first start. */
  loadedBy: text(),
  loadedAt: moment().notNull(),
}, (t) => [
  primaryKey({ columns: [t.tenantId, t.version] }),
  uniqueIndex('charter_version_in_force').on(t.tenantId).where(sql`${t.inForce}`),
]);
