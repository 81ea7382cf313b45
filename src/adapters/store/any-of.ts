// « one of these »: a list of ids as one parameter, so that a statement is the same text whatever their number, and read by the database
// once instead of fifty times.
import { sql, type AnyColumn, type SQL } from 'drizzle-orm';

export const anyOf = (column: AnyColumn, ids: readonly string[]): SQL => sql`${column} = any(${arrayOf(ids)}::text[])`;

/** What was said in camera only of these committees. Written as a case: an « or » would have the planner weigh every pair of indexes. */
export const outOfCamera = (inCamera: AnyColumn, committee: AnyColumn, open: readonly string[]): SQL => sql`case when ${inCamera} then ${anyOf(committee, open)} else true end`;

/** An array as PostgreSQL writes it. */
export const arrayOf = (ids: readonly string[]): string => `{${ids.map((id) => `"${id.replace(/[\\"]/g, String.raw`\$&`)}"`).join(',')}}`;
