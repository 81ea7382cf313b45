// What can be searched: one row for each action, decision and meeting, written in the transaction of what it repeats. The words are
// French stems without accents, computed by the database on both engines.
import { sql, type SQL } from 'drizzle-orm';
import { boolean, check, customType, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });

export const searchDocument = pgTable('search_document', {
  tenantId: text().notNull(),
  kind: text({ enum: ['action', 'decision', 'meeting'] }).notNull(),
  id: text().notNull(),
  committeeId: text().notNull(),
  inCamera: boolean().notNull(),
  title: text().notNull(),
  body: text().notNull(),
  /** Day by which results of equal worth are sorted: due, taken, held. */
  day: text().notNull(),
  state: text().notNull(),
  words: tsvector().generatedAlwaysAs((): SQL => sql`setweight(to_tsvector('gouverne_french', coalesce(id, '') || ' ' || title), 'A') || setweight(to_tsvector('gouverne_french', body), 'B')`),
}, (t) => [
  primaryKey({ columns: [t.tenantId, t.kind, t.id] }),
  index('search_document_words').using('gin', t.words),
  index('search_document_newest').on(t.tenantId, t.day.desc().nullsFirst(), t.kind, t.id),
  check('search_document_kind', sql`${t.kind} in ('action', 'decision', 'meeting')`),
]);
