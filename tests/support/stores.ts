// Both engines for a suite: `everyStore('PGlite', suite); everyStore('PostgreSQL', suite);`. Each call opens its own database,
// dropped at the end. PostgreSQL is TEST_DATABASE_URL, or a server on this machine; where none answers the suite is skipped
// with a loud warning, and fails under CI.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { Client } from 'pg';
import type { Data, DataOptions } from '../../src/adapters/store/open-data.ts';
import { openData } from '../../src/adapters/store/open-data.ts';
import { pgliteHome, type Home } from './pglite-home.ts';

export type EngineName = 'PGlite' | 'PostgreSQL';

export interface StoreInTest {
  readonly name: EngineName;
  /** The open data; there from the first test on. */
  readonly data: Data;
  /** What openData() was given: a directory, or the address of a database of this suite's own. */
  readonly url: string;
  /** Closes and opens again, as a restart does. */
  reopen(options?: DataOptions): Promise<Data>;
  close(): Promise<void>;
}

const SERVER = process.env['TEST_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test';
const unreachable = await reason();
const START_MS = 60_000;
let warned = false;

export function everyStore(name: EngineName, suite: (store: StoreInTest) => void, options: DataOptions = {}): void {
  if (name === 'PostgreSQL' && unreachable !== undefined) {
    if (process.env['CI'] !== undefined) it('needs PostgreSQL', () => { throw new Error(`no PostgreSQL at ${SERVER}: ${unreachable}`); });
    else {
      if (!warned) console.warn(`\n!!! PostgreSQL was NOT tested: none answers at ${SERVER} (${unreachable}). Set TEST_DATABASE_URL. Under CI this fails. !!!\n`);
      warned = true;
      describe.skip('on PostgreSQL', () => { it('was not tested: no server answers', () => {}); });
    }
    return;
  }
  describe(`on ${name}`, () => {
    let home: Home | undefined;
    let open: Data | undefined;
    let rules = options;
    const store: StoreInTest = {
      name,
      get data() { if (open === undefined) throw new Error('the store is not open'); return open; },
      get url() { if (home === undefined) throw new Error('the store is not open'); return home.url; },
      async reopen(next = rules) {
        await store.close();
        rules = next;
        open = await openData(store.url, next);
        return open;
      },
      async close() {
        const closing = open;
        open = undefined;
        await closing?.close();
      },
    };
    beforeAll(async () => {
      home = name === 'PGlite' ? await pgliteHome() : await postgresHome();
      open = await openData(home.url, options);
    }, START_MS);
    afterAll(async () => {
      await store.close();
      await home?.remove();
    }, START_MS);
    suite(store);
  });
}

export async function postgresHome(): Promise<Home> {
  const database = `gouverne_${process.pid}_${Math.random().toString(36).slice(2, 8)}`;
  await asServer((client) => client.query(`create database ${database}`));
  const url = new URL(SERVER);
  url.pathname = `/${database}`;
  return { url: url.href, remove: async () => { await asServer((client) => client.query(`drop database ${database} with (force)`)); } };
}

async function asServer(work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: SERVER, connectionTimeoutMillis: 3000 });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

async function reason(): Promise<string | undefined> {
  try {
    await asServer(async () => {});
    return undefined;
  } catch (error) {
    return error instanceof Error && error.message !== '' ? error.message : String((error as { code?: string }).code ?? error);
  }
}
