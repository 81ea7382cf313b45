// The data leave one engine as a file and arrive whole in the other: nothing lost, nothing doubled, the journal still proven.
import { createReadStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { copyLines, CopyRefused, readCopy, tables, writeCopy } from '../../src/adapters/store/data-copy.ts';
import { appendJournal, journalStore, sha256 } from '../../src/adapters/store/journal-store.ts';
import type { Data } from '../../src/adapters/store/open-data.ts';
import { openData } from '../../src/adapters/store/open-data.ts';
import { preference, provisioningRun, provisioningStep } from '../../src/adapters/store/schema/index.ts';
import { verifyJournal } from '../../src/features/journal/use-cases/verify-journal.ts';
import { anEntry, NOON, renamed } from '../support/journal-builder.ts';
import { pgliteHome } from '../support/pglite-home.ts';
import { everyStore, type StoreInTest } from '../support/stores.ts';

const folder = mkdtempSync(join(tmpdir(), 'gouverne-copy-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
const aFile = (): string => join(folder, `${(files += 1)}.ndjson`);
const linesOf = (path: string): AsyncIterable<string> => copyLines(createReadStream(path));
const TENANT = 'tenant';
/** A second database is opened in most of these; a busy machine takes its time over it. */
const MINUTE = 60_000;

async function write(data: Data): Promise<string> {
  const path = aFile();
  await writeCopy(data, NOON, (line) => appendFile(path, line));
  return path;
}
async function elsewhere<T>(work: (data: Data) => Promise<T>): Promise<T> {
  const home = await pgliteHome();
  const data = await openData(home.url);
  try {
    return await work(data);
  } finally {
    await data.close();
    await home.remove();
  }
}
const refusal = async (work: Promise<unknown>): Promise<unknown> => work.then(() => 'accepted', (error: unknown) => (error instanceof CopyRefused ? error.refusal : error));
const rows = async (data: Data, table: string): Promise<unknown> => (await data.db.execute(sql`select row_to_json(t) as row from ${sql.identifier(table)} t order by 1::text`)).rows;

async function fillSome(data: Data): Promise<void> {
  await data.tx(async (tx) => {
    await appendJournal(tx, TENANT, [anEntry(), anEntry({ did: renamed('Réunion « à huis clos » — l’été\n"x" \\ 💡', '123') })]);
    await appendJournal(tx, TENANT, Array.from({ length: 600 }, (_, i) => anEntry({ chain: 'reseau', did: renamed(String(i), String(i + 1)) })));
    await tx.insert(preference).values({ tenantId: TENANT, subject: 'per-ana', language: 'en-CA', updatedAt: NOON });
    await tx.insert(provisioningRun).values({ tenantId: TENANT, id: 'r1', state: 'done', startedBy: null, charterVersion: 1, startedAt: NOON, finishedAt: new Date(NOON.getTime() + 1), counts: { create: 2, note: null }, plan: '123' });
    await tx.insert(provisioningStep).values({ tenantId: TENANT, runId: 'r1', stepId: 's1', ordinal: 1, teamKey: 'rqt', committeeId: null, kind: 'add-tab', target: 'é', state: 'done', attempts: 2 });
  });
}
const proof = (data: Data): Promise<unknown> => verifyJournal({ journal: journalStore(data.db), sha256 })(TENANT);
const everything = async (data: Data): Promise<Record<string, unknown>> => Object.fromEntries(await Promise.all(tables().map(async ({ name }) => [name, await rows(data, name)] as const)));

function suite(store: StoreInTest): void {
  it('fills this engine from a laptop’s, with text and JSON of every kind, and the journal goes on', async () => {
    const [path, there] = await elsewhere(async (data) => { await fillSome(data); return [await write(data), await everything(data)] as const; });
    const counts = await readCopy(store.data, linesOf(path));
    expect(counts).toMatchObject({ journal_entry: 602, journal_head: 2, preference: 1, provisioning_run: 1, provisioning_step: 1, lease: 0 });
    expect(await everything(store.data)).toEqual(there);
    expect(await proof(store.data)).toMatchObject({ ok: true, chains: 2, entries: 602 });
    await store.data.tx((tx) => appendJournal(tx, TENANT, [anEntry()]));
  }, MINUTE);

  it('leaves this engine the same way', async () => {
    const path = await write(store.data);
    const here = await everything(store.data);
    await elsewhere(async (data) => {
      await readCopy(data, linesOf(path));
      expect(await everything(data)).toEqual(here);
      expect(await proof(data)).toMatchObject({ ok: true, entries: 603 });
    });
  }, MINUTE);

  it('never fills a database that holds something', async () => {
    expect(await refusal(readCopy(store.data, linesOf(await write(store.data))))).toEqual({ why: 'not-empty', table: expect.any(String) });
  }, MINUTE);

  it('is refused whole when anything is wrong with the file', async () => {
    const good = readFileSync(await write(store.data), 'utf8').trimEnd().split('\n');
    const [head = '', ...rest] = good;
    const spoiled = (lines: readonly string[]): string => { const path = aFile(); writeFileSync(path, lines.join('\n')); return path; };
    await elsewhere(async (data) => {
      expect(await refusal(readCopy(data, linesOf(spoiled(rest))))).toEqual({ why: 'not-a-copy', line: 1 });
      expect(await refusal(readCopy(data, linesOf(spoiled([head, 'oups', ...rest]))))).toEqual({ why: 'not-a-copy', line: 2 });
      expect(await refusal(readCopy(data, linesOf(spoiled([head, '{"table":"pg_class","row":{}}', ...rest]))))).toEqual({ why: 'not-a-copy', line: 2 });
      expect(await refusal(readCopy(data, linesOf(spoiled(good.slice(0, -1)))))).toEqual({ why: 'incomplete' });
      expect(await refusal(readCopy(data, linesOf(spoiled([...good.slice(0, 5), ...good.slice(6)]))))).toEqual({ why: 'incomplete' });
      expect(await refusal(readCopy(data, linesOf(spoiled([head.replace(/"schema":\d+/, '"schema":1'), ...rest]))))).toMatchObject({ why: 'other-version', file: 1 });
      for (const { name } of tables()) expect(await rows(data, name)).toEqual([]);
    });
  }, MINUTE);

  it('is not made while a run is under way, for its job would stay behind', async () => {
    await store.data.tx((tx) => tx.insert(provisioningRun).values({ tenantId: TENANT, id: 'r2', state: 'running', startedBy: null, charterVersion: 1, startedAt: NOON }));
    expect(await refusal(writeCopy(store.data, NOON, async () => {}))).toEqual({ why: 'run-under-way' });
  }, MINUTE);
}

describe('a copy of the data', () => {
  everyStore('PGlite', suite);
  everyStore('PostgreSQL', suite);
});
