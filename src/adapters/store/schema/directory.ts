// Who of the charter is whom in the tenant's directory, and what was decided about changes made by hand in Teams.
import { sql } from 'drizzle-orm';
import { check, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { json, moment } from './columns.ts';

export const account = pgTable('account', {
  tenantId: text().notNull(),
  personId: text().notNull(),
  state: text({ enum: ['known', 'unknown', 'disabled'] }).notNull(),
  /** Null while the directory knows nobody of that address. */
  entraId: text(),
  checkedAt: moment().notNull(),
}, (t) => [
  primaryKey({ columns: [t.tenantId, t.personId] }),
  index('account_entra').on(t.tenantId, t.entraId),
  check('account_state', sql`${t.state} in ('known', 'unknown', 'disabled')`),
]);

/** A change made by hand that a coordinator decided to keep: from then on the charter wants it so. */
export const adoption = pgTable('adoption', {
  tenantId: text().notNull(),
  /** `channel-name:cncot`, `extra-person:rqt-cncot:{account}`: the same change is adopted once. */
  id: text().notNull(),
  what: json<unknown>().notNull(),
  adoptedBy: text().notNull(),
  adoptedAt: moment().notNull(),
}, (t) => [primaryKey({ columns: [t.tenantId, t.id] })]);
