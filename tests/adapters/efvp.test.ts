// The privacy impact assessment names every column that is kept: a table or column that it does not know fails here, before it is in use.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { is } from 'drizzle-orm';
import { CasingCache } from 'drizzle-orm/casing';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import * as schema from '../../src/adapters/store/schema/index.ts';

const assessment = readFileSync(new URL('../../docs/efvp.md', import.meta.url), 'utf8');

/** Rows of the inventory: `table`: `column` `column` … */
const listed = new Map(
  [...assessment.matchAll(/^\| `(\w+)`: ((?:`\w+` ?)+)\| (oui|non) \|/gm)].map(([, table = '', columns = '']) => [table, [...columns.matchAll(/`(\w+)`/g)].map(([, name = '']) => name)]),
);

const casing = new CasingCache('snake_case');
const kept = new Map(
  Object.values<unknown>(schema).filter((value): value is PgTable => is(value, PgTable)).map((table) => {
    const { name, columns } = getTableConfig(table);
    return [name, columns.map((column) => casing.getColumnCasing(column))];
  }),
);

describe('docs/efvp.md', () => {
  it('lists every table that Gouverne keeps', () => {
    expect(kept.size).toBeGreaterThan(10);
    expect([...listed.keys()].sort()).toEqual([...kept.keys()].sort());
  });

  it.each([...kept])('lists every column of %s', (table, columns) => {
    expect([...(listed.get(table) ?? [])].sort()).toEqual([...columns].sort());
  });
});
