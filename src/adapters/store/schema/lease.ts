// Who among the replicas holds what only one of them may do. Times are the database's own, so that replicas agree on them.
import { bigint, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';

export const lease = pgTable('lease', {
  tenantId: text().notNull(),
  name: text().notNull(),
  holder: text().notNull(),
  until: moment().notNull(),
  /** Grows each time the lease changes hands: a holder that slept through its loss can be told apart by what it writes. */
  token: bigint({ mode: 'number' }).notNull(),
}, (t) => [primaryKey({ columns: [t.tenantId, t.name] })]);
