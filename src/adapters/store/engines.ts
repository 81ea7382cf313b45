// What the two engines have in common, and the types that the rest of the store speaks in.
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { PgBoss } from 'pg-boss';

export type Orm = NodePgDatabase;
/** The inside of a transaction: reads and writes. */
export type Tx = Parameters<Parameters<Orm['transaction']>[0]>[0];
/** Reading outside a transaction. Writing goes through tx(), which is where facts, journal and follow-ups become one. */
export type Reader = Pick<Orm, 'select' | 'selectDistinct' | 'selectDistinctOn' | 'with' | '$with' | '$count' | 'execute'>;

export interface Engine {
  readonly name: 'pglite' | 'postgres';
  /** True when no other process can be working on the same data. */
  readonly alone: boolean;
  readonly orm: Orm;
  transaction<T>(fn: (tx: Tx) => Promise<T>): Promise<T>;
  /** A pg-boss on the same database, not started. */
  boss(): PgBoss;
  migrate(): Promise<void>;
  close(): Promise<void>;
}

/** Columns are written in TypeScript's case, tables in SQL's. */
export const casing = 'snake_case' as const;
