// Ten years of the whole network read by twenty people at once: lists, board, one's own actions, the register and search, on the embedded
// database and on a server, beside one year of the same.

import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { Client } from 'pg';
import { rqtText, startProduct } from '../tests/support/product.ts';
import { makeHistory } from './history.ts';
import { theCharter } from './lab.ts';
import type { Asked, Took } from './reading-users.ts';
import type { Line } from './report.ts';

const PEOPLE = 20;
const SECONDS = 20;
const MOST_MS = 60;
const TEN_TIMES = 1.5;
/** A ratio of two figures of a few milliseconds tells of the machine, not of the data. */
const FLOOR_MS = 10;
const SERVER = process.env['TEST_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres';
const WORDS = ['déploiement', 'teleconsultation pédiatrie', 'fiche portefeuille', 'sondage satisf', 'migration version incident', 'A-2026-00042', 'réunion', 'indicateurs', 'budget entente région', 'protoc'];

export async function benchReading(): Promise<Line[]> {
  const lines: Line[] = [];
  for (const engine of ['PGlite', 'PostgreSQL'] as const) {
    const [one, ten] = [await readYears(engine, 1), await readYears(engine, 10)];
    lines.push({ name: engine, value: `${ten.rows.meetings} meetings, ${ten.rows.actions} actions, ${ten.rows.decisions} decisions; made in ${ten.made.toFixed(0)} s; peak ${ten.peakMb} MB` });
    for (const [kind, { p95, p50 }] of Object.entries(ten.took)) {
      lines.push({ name: `${kind}, p95 ms`, value: p95, most: MOST_MS });
      lines.push({ name: '  p50 ms; of one year', value: `${p50.toFixed(1)}; ${(one.took[kind]?.p50 ?? 0).toFixed(1)}` });
      lines.push({ name: '  p95 beside one year', value: Math.max(p95, FLOOR_MS), least: Math.max(one.took[kind]?.p95 ?? 0, FLOOR_MS), limit: TEN_TIMES });
    }
  }
  return lines;
}

interface Read { readonly took: Took; readonly rows: Awaited<ReturnType<typeof makeHistory>>; readonly made: number; readonly peakMb: number }

async function readYears(engine: 'PGlite' | 'PostgreSQL', years: number): Promise<Read> {
  const database = engine === 'PostgreSQL' ? await emptyDatabase() : null;
  const charter = theCharter();
  const g = await startProduct({ name: `bench-reading-${years}`, env: database === null ? {} : { DATABASE_URL: database.url } });
  try {
    await g.gouverne.load(rqtText(), 'charters/rqt.yaml');
    const began = performance.now();
    const rows = await makeHistory(g.gouverne.data, g.config.app.tenantId, charter, years, new Date().toISOString().slice(0, 10));
    const made = (performance.now() - began) / 1000;
    // Coordination, secretariats, chairs and members: those who hold the most seats see the most.
    const readers = charter.persons.filter(({ id }) => charter.committees.some(({ seats }) => seats.some(({ holder }) => holder === id))).filter((_, n) => n % 7 === 0).slice(0, PEOPLE);
    const people = await Promise.all(readers.map(async ({ id, email }) => ({ token: await g.token(email), committee: charter.committees.find(({ seats }) => seats.some(({ holder }) => holder === id))?.id ?? 'cncot' })));
    const asked: Asked = { url: g.url, people, seconds: SECONDS, words: WORDS };
    return { took: await readAs(asked), rows, made, peakMb: Math.round(process.resourceUsage().maxRSS / 1024) };
  } finally {
    await g.close();
    await database?.drop();
  }
}

/** In a process of its own, so that whoever waits does not slow whoever answers. The tokens go by its input: a command line is for all to see. */
async function readAs(asked: Asked): Promise<Took> {
  const users = spawn(process.execPath, ['bench/reading-users.ts'], { stdio: ['pipe', 'pipe', 'inherit'] });
  users.stdin.end(JSON.stringify(asked));
  return JSON.parse(await text(users.stdout)) as Took;
}

/** A database of its own on the server, dropped at the end. */
async function emptyDatabase(): Promise<{ readonly url: string; readonly drop: () => Promise<void> }> {
  const name = `gouverne_bench_${process.pid}`;
  const run = async (statement: string): Promise<void> => {
    const client = new Client({ connectionString: SERVER });
    await client.connect();
    await client.query(statement);
    await client.end();
  };
  await run(`drop database if exists ${name}`);
  await run(`create database ${name}`);
  const url = new URL(SERVER);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(`drop database if exists ${name} with (force)`) };
}
