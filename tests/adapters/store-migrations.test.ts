// The migrations that are committed are what the schema asks for: nobody changes a table and forgets its migration.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { MIGRATIONS } from '../../src/adapters/store/migrate.ts';

const root = join(import.meta.dirname, '../..');

describe('the migrations', () => {
  it('leave nothing of the schema to be generated', () => {
    const out = mkdtempSync(join(tmpdir(), 'gouverne-migrations-'));
    try {
      cpSync(MIGRATIONS, out, { recursive: true });
      const before = readdirSync(out).sort();
      const said = execFileSync(process.execPath, ['node_modules/drizzle-kit/bin.cjs', 'generate', '--dialect', 'postgresql', '--casing', 'snake_case', '--schema', './src/adapters/store/schema/index.ts', '--out', relative(root, out), '--name', 'forgotten'], { cwd: root, encoding: 'utf8' });
      expect(said).toContain('No schema changes');
      expect(readdirSync(out).sort()).toEqual(before);
    } finally {
      rmSync(out, { recursive: true, force: true });
    }
  }, 60_000);

  it('stand in the order in which they were written, or a database that exists would skip one', () => {
    const times = readMigrationFiles({ migrationsFolder: MIGRATIONS }).map((migration) => migration.folderMillis);
    expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
  });

  it('only ever go forward: none drops a table or a column of the journal', () => {
    for (const { sql } of readMigrationFiles({ migrationsFolder: MIGRATIONS })) expect(sql.join('\n')).not.toMatch(/drop\s+(table|column)[^;]*journal|disable\s+trigger|drop\s+trigger[^;]*append_only/i);
  });
});
