// Kinds of column that the tables share.
import { customType, timestamp } from 'drizzle-orm/pg-core';

/** Milliseconds, as JavaScript has them. */
export const moment = () => timestamp({ withTimezone: true, precision: 3 });

/**
 * JSON as the driver gives it. drizzle's own jsonb() parses once more what the driver has parsed already, and so reads a
 * channel called "123" back as a number.
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- it types the column, as text<…>() would
export const json = <Data>() => customType<{ data: Data; driverData: unknown }>({
  dataType: () => 'jsonb',
  toDriver: (value) => JSON.stringify(value),
  fromDriver: (value) => value as Data,
})();
