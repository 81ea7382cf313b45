// The data as a file that either engine reads back: how a laptop's data move to a server, and past a PGlite of another PostgreSQL.
// One JSON value per line: what it is, then every row of every table, then how many there were. Waiting jobs are not in it.
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { getTableColumns, is, sql } from 'drizzle-orm';
import { CasingCache } from 'drizzle-orm/casing';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import { casing, type Tx } from './engines.ts';
import { MIGRATIONS } from './migrate.ts';
import type { Data } from './open-data.ts';
import * as schema from './schema/index.ts';

const FORMAT = 1;
const ROWS_AT_A_TIME = 500;

type Row = Readonly<Record<string, unknown>>;
type Line =
  | { readonly gouverne: typeof FORMAT; readonly schema: number; readonly at: string }
  | { readonly table: string; readonly row: Row }
  | { readonly end: Readonly<Record<string, number>> };

export type CopyRefusal =
  /** A run is under way: its job would not come along. */
  | { readonly why: 'run-under-way' }
  | { readonly why: 'not-empty'; readonly table: string }
  | { readonly why: 'other-version'; readonly file: number; readonly here: number }
  | { readonly why: 'not-a-copy'; readonly line: number }
  /** The file ends early, or lines are missing. */
  | { readonly why: 'incomplete' };

/** Nothing was written, or the transaction was undone. */
export class CopyRefused extends Error {
  override readonly name = 'CopyRefused';
  readonly refusal: CopyRefusal;
  constructor(refusal: CopyRefusal) {
    super(refusal.why);
    this.refusal = refusal;
  }
}

interface Table { readonly name: string; readonly columns: readonly string[]; readonly after: readonly string[] }

/** The tables, those that others refer to first. Generated columns are computed again where they are loaded. */
export function tables(): Table[] {
  const cased = new CasingCache(casing);
  const all = Object.values<unknown>(schema).filter((value): value is PgTable => is(value, PgTable)).map((table) => {
    const { name, foreignKeys } = getTableConfig(table);
    const columns = Object.values(getTableColumns(table)).filter((column) => column.generated === undefined).map((column) => cased.getColumnCasing(column));
    return { name, columns, after: foreignKeys.map((key) => getTableConfig(key.reference().foreignTable).name) };
  });
  const ordered: Table[] = [];
  const place = (table: Table): void => {
    if (ordered.includes(table)) return;
    for (const other of all.filter(({ name }) => name !== table.name && table.after.includes(name))) place(other);
    ordered.push(table);
  };
  for (const table of all) place(table);
  return ordered;
}

const newestMigration = (): number => readMigrationFiles({ migrationsFolder: MIGRATIONS }).at(-1)?.folderMillis ?? 0;
const named = (table: Table) => sql.identifier(table.name);
const listed = (table: Table) => sql.join(table.columns.map((column) => sql.identifier(column)), sql`, `);

/** Writes line by line what one moment of the database held. Returns the number of rows by table. */
export async function writeCopy(data: Pick<Data, 'tx'>, now: Date, write: (line: string) => Promise<void>): Promise<Record<string, number>> {
  const put = (line: Line): Promise<void> => write(`${JSON.stringify(line)}\n`);
  return data.tx(async (tx) => {
    await tx.execute(sql`set transaction isolation level repeatable read, read only`);
    const { rows: open } = await tx.execute(sql`select 1 from provisioning_run where finished_at is null limit 1`);
    if (open.length > 0) throw new CopyRefused({ why: 'run-under-way' });
    await put({ gouverne: FORMAT, schema: newestMigration(), at: now.toISOString() });
    const counts: Record<string, number> = {};
    for (const table of tables()) {
      let count = 0;
      // A cursor: a journal of years is never in memory whole. row_to_json spells every type in a way that both engines read back.
      await tx.execute(sql`declare copied no scroll cursor for select row_to_json(t) as row from (select ${listed(table)} from ${named(table)}) t`);
      for (;;) {
        const { rows } = await tx.execute<{ row: Row }>(sql`fetch ${sql.raw(String(ROWS_AT_A_TIME))} from copied`);
        for (const { row } of rows) await put({ table: table.name, row });
        count += rows.length;
        if (rows.length < ROWS_AT_A_TIME) break;
      }
      await tx.execute(sql`close copied`);
      counts[table.name] = count;
    }
    await put({ end: counts });
    return counts;
  });
}

/** The lines of a copy. A generator, because readline drops what it reads before somebody listens. */
export async function* copyLines(input: Readable): AsyncGenerator<string> {
  yield* createInterface({ input, crlfDelay: Infinity });
}

/** Fills an empty database of the same version, whole or not at all. */
export async function readCopy(data: Pick<Data, 'tx'>, lines: AsyncIterable<string>): Promise<Record<string, number>> {
  return data.tx(async (tx) => {
    const known = new Map(tables().map((table) => [table.name, table]));
    for (const table of known.values()) {
      const { rows } = await tx.execute(sql`select 1 from ${named(table)} limit 1`);
      if (rows.length > 0) throw new CopyRefused({ why: 'not-empty', table: table.name });
    }
    const counts: Record<string, number> = Object.fromEntries([...known.keys()].map((name) => [name, 0]));
    let waiting: { readonly table: Table; readonly rows: Row[] } | null = null;
    let number = 0;
    let ended = false;
    for await (const text of lines) {
      number += 1;
      if (text.trim() === '') continue;
      const line = lineOf(text);
      if (line === null || ended || (number === 1) !== 'gouverne' in line) throw new CopyRefused({ why: 'not-a-copy', line: number });
      if ('gouverne' in line) {
        if (line.schema !== newestMigration()) throw new CopyRefused({ why: 'other-version', file: line.schema, here: newestMigration() });
      } else if ('row' in line) {
        const table = known.get(line.table);
        if (table === undefined) throw new CopyRefused({ why: 'not-a-copy', line: number });
        if (waiting !== null && (waiting.table !== table || waiting.rows.length >= ROWS_AT_A_TIME)) { await fill(tx, waiting.table, waiting.rows); waiting = null; }
        waiting ??= { table, rows: [] };
        waiting.rows.push(line.row);
        counts[table.name] = (counts[table.name] ?? 0) + 1;
      } else {
        ended = true;
        if (Object.entries(counts).some(([name, count]) => (line.end[name] ?? 0) !== count)) throw new CopyRefused({ why: 'incomplete' });
      }
    }
    if (!ended) throw new CopyRefused({ why: 'incomplete' });
    if (waiting !== null) await fill(tx, waiting.table, waiting.rows);
    return counts;
  });
}

async function fill(tx: Tx, table: Table, rows: readonly Row[]): Promise<void> {
  await tx.execute(sql`insert into ${named(table)} (${listed(table)}) select ${listed(table)} from json_populate_recordset(null::${named(table)}, ${JSON.stringify(rows)}::json)`);
}

function lineOf(text: string): Line | null {
  let value: unknown;
  try {
    value = JSON.parse(text) as unknown;
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const line = value as Record<string, unknown>;
  if (line['gouverne'] === FORMAT && typeof line['schema'] === 'number') return value as Line;
  if (typeof line['table'] === 'string' && typeof line['row'] === 'object' && line['row'] !== null) return value as Line;
  return typeof line['end'] === 'object' && line['end'] !== null ? (value as Line) : null;
}
