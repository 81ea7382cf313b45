// The journal: one row per act, and for each chain the row that gives out numbers and holds the last hash.
// A trigger (migration `append_only`) refuses UPDATE, DELETE and TRUNCATE on the entries, whoever asks.
import { bigint, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { json, moment } from './columns.ts';

export const journalEntry = pgTable('journal_entry', {
  tenantId: text().notNull(),
  /** Committee id, or `reseau`. */
  chain: text().notNull(),
  /** 1, 2, 3 … without a gap inside a chain. */
  seq: bigint({ mode: 'number' }).notNull(),
  // Milliseconds, as JavaScript has them: what is read back must hash to the same bytes.
  at: moment().notNull(),
  byKind: text({ enum: ['person', 'application', 'gouverne'] }).notNull(),
  byId: text(),
  act: text().notNull(),
  facts: json<unknown>().notNull(),
  before: json<unknown>(),
  after: json<unknown>(),
  previous: text().notNull(),
  hash: text().notNull(),
}, (t) => [
  primaryKey({ columns: [t.tenantId, t.chain, t.seq] }),
  // NULLS FIRST is how SQL's own DESC sorts: an index in another order would not serve it.
  index('journal_entry_newest').on(t.tenantId, t.at.desc().nullsFirst(), t.chain, t.seq.desc().nullsFirst()),
]);

export const journalHead = pgTable('journal_head', {
  tenantId: text().notNull(),
  chain: text().notNull(),
  seq: bigint({ mode: 'number' }).notNull(),
  hash: text().notNull(),
}, (t) => [primaryKey({ columns: [t.tenantId, t.chain] })]);
