// The embedded database's directory: one process at a time, on the disk when it says so, and never somebody else's files.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { journalStore, sha256 } from '../../src/adapters/store/journal-store.ts';
import { openData } from '../../src/adapters/store/open-data.ts';
import { preference } from '../../src/adapters/store/schema/index.ts';
import { verifyJournal } from '../../src/features/journal/use-cases/verify-journal.ts';
import type { Home } from '../support/pglite-home.ts';
import { pgliteHome } from '../support/pglite-home.ts';

const ROUNDS = 5;
const children = new Set<ChildProcess>();

/** Runs TypeScript in a process of its own, and hands over its lines as they come. */
function start(script: string, ...args: string[]): { child: ChildProcess; lines: string[]; ended: Promise<number | null>; saw: (line: string) => Promise<void> } {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...(script.endsWith('.ts') ? [script] : ['--input-type=module-typescript', '-e', script]), ...args], { cwd: join(import.meta.dirname, '../..'), stdio: ['ignore', 'pipe', 'pipe'] });
  children.add(child);
  const lines: string[] = [];
  const waiting: { line: string; resolve: () => void }[] = [];
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', (line) => { lines.push(line); for (const wait of waiting) if (line === wait.line) wait.resolve(); });
  const ended = new Promise<number | null>((resolve) => { child.on('close', (code) => { children.delete(child); resolve(code); }); });
  return { child, lines, ended, saw: (line) => Promise.race([new Promise<void>((resolve) => { if (lines.includes(line)) resolve(); else waiting.push({ line, resolve }); }), ended.then((code) => { throw new Error(`ended with ${code}: ${lines.join('\n')}`); })]) };
}

describe('the directory of the embedded database', () => {
  let home: Home;
  let root: string;
  beforeAll(async () => {
    home = await pgliteHome();
    root = mkdtempSync(join(tmpdir(), 'gouverne-dir-'));
  });
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await home.remove();
    rmSync(root, { recursive: true, force: true });
  });

  it('is opened by one process at a time; the second hears which one and what to do', async () => {
    const data = await openData(home.url);
    try {
      const second = start(`import { openData } from './src/adapters/store/open-data.ts'; await openData(process.argv[1]).catch((error) => { console.log(JSON.stringify([error.kind, error.said.fr, error.remedy.en])); process.exit(3); });`, home.url);
      expect(await second.ended).toBe(3);
      const [kind, said, remedy] = JSON.parse(second.lines[0] ?? '[]') as string[];
      expect(kind).toBe('directory-in-use');
      expect(said).toContain(home.url);
      expect(said).toContain(`(processus ${process.pid})`);
      expect(remedy).toContain('DATA_DIR');
      await expect(openData(home.url)).rejects.toMatchObject({ kind: 'directory-in-use' });
    } finally {
      await data.close();
    }
    await (await openData(home.url)).close();
  }, 30_000);

  it('is free again at once when its process was killed', async () => {
    const writer = start('tests/support/store-writer.ts', home.url);
    await writer.saw('open');
    writer.child.kill('SIGKILL');
    await writer.ended;
    await (await openData(home.url)).close();
  }, 30_000);

  it(`loses nothing that was acknowledged, over ${ROUNDS} kills at any moment`, async () => {
    const acknowledged: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const writer = start('tests/support/store-writer.ts', home.url);
      // One round in five is killed while it still opens; the others at some moment after the first acknowledgment.
      if (round % 5 === 4) await new Promise((resolve) => { setTimeout(resolve, 250 + round * 20); });
      else {
        await writer.saw(`${writer.child.pid}-0`);
        await new Promise((resolve) => { setTimeout(resolve, 20 + Math.random() * 250); });
      }
      writer.child.kill('SIGKILL');
      await writer.ended;
      acknowledged.push(...writer.lines.filter((line) => /^\d+-\d+$/.test(line)));
    }
    const data = await openData(home.url, { queues: [{ name: 'greet' }] });
    try {
      const rows = new Set((await data.db.select({ subject: preference.subject }).from(preference)).map((row) => row.subject));
      expect(acknowledged.length).toBeGreaterThanOrEqual(ROUNDS - 1);
      expect(acknowledged.filter((subject) => !rows.has(subject))).toEqual([]);
      // Facts, job and journal entry are one: none without the others, acknowledged or not.
      const { rows: [counts] } = await data.db.execute<{ jobs: number; entries: number }>(sql`select (select count(*) from pgboss.job where name = 'greet') as jobs, (select count(*) from journal_entry where tenant_id = 't1') as entries`);
      expect(counts).toEqual({ jobs: rows.size, entries: rows.size });
      expect(await verifyJournal({ journal: journalStore(data.db), sha256 })('t1')).toMatchObject({ ok: true, entries: rows.size });
    } finally {
      await data.close();
    }
  }, 120_000);

  it('is flushed to the disk at every commit', async () => {
    // Counts the calls that PGlite's file system makes; it makes none of its own accord.
    const counter = start(`
      import fs from 'node:fs';
      import { syncBuiltinESMExports } from 'node:module';
      let flushed = 0;
      const real = fs.fsyncSync;
      fs.fsyncSync = (file) => { flushed += 1; return real(file); };
      syncBuiltinESMExports();
      const { openData } = await import('./src/adapters/store/open-data.ts');
      const { sql } = await import('drizzle-orm');
      const data = await openData(process.argv[1]);
      const { rows } = await data.db.execute(sql\`select current_setting('fsync') as fsync, current_setting('wal_sync_method') as method\`);
      const before = flushed;
      for (let n = 0; n < 20; n += 1) await data.tx((tx) => tx.execute(sql\`insert into preference values ('flush', \${String(n)}, 'fr-CA', now())\`));
      console.log(JSON.stringify({ ...rows[0], flushed: flushed - before }));
      await data.close();
    `, home.url);
    expect(await counter.ended).toBe(0);
    const seen = JSON.parse(counter.lines[0] ?? '{}') as { fsync: string; method: string; flushed: number };
    expect(seen).toMatchObject({ fsync: 'on', method: 'fsync' });
    expect(seen.flushed).toBeGreaterThanOrEqual(20);
  }, 30_000);

  it('that holds somebody else’s files is refused, and left as it is', async () => {
    const dir = join(root, 'documents');
    mkdirSync(dir);
    writeFileSync(join(dir, 'thesis.txt'), 'years of work');
    await expect(openData(dir)).rejects.toMatchObject({ kind: 'directory-not-ours', said: { fr: expect.stringContaining(dir) } });
    expect(readFileSync(join(dir, 'thesis.txt'), 'utf8')).toBe('years of work');
    expect(readdirSync(dir)).toEqual(['thesis.txt']);
  });

  it('written by another version of PostgreSQL is refused, and says which', async () => {
    const dir = join(root, 'older');
    mkdirSync(dir);
    writeFileSync(join(dir, 'PG_VERSION'), '17\n');
    await expect(openData(dir)).rejects.toMatchObject({ kind: 'directory-of-another-version', said: { en: expect.stringContaining('PostgreSQL 17') } });
  });

  it('in a place that cannot be written is refused, and says where', async () => {
    writeFileSync(join(root, 'file'), '');
    await expect(openData(join(root, 'file', 'sub', 'db'))).rejects.toMatchObject({ kind: 'directory-unwritable', said: { fr: expect.stringContaining(join(root, 'file')) } });
  });

  it('is made whole at the first start, or not at all', async () => {
    const dir = join(root, 'fresh', 'db');
    const first = start(`import { openData } from './src/adapters/store/open-data.ts'; await openData(process.argv[1]);`, dir);
    // Killed while it is being made: its directory is there, the database not yet.
    while (!existsSync(join(root, 'fresh'))) await new Promise((resolve) => { setTimeout(resolve, 20); });
    await new Promise((resolve) => { setTimeout(resolve, 300); });
    first.child.kill('SIGKILL');
    await first.ended;
    expect(existsSync(dir) && !readdirSync(dir).includes('PG_VERSION')).toBe(false);
    const data = await openData(dir);
    await data.tx((tx) => tx.execute(sql`select 1`));
    await data.close();
    expect(readdirSync(join(root, 'fresh')).sort()).toEqual(['db', 'db.lock']);
  }, 60_000);
});
