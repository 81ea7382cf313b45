// Three thousand people, one message each, against the local tenant as a process of its own with the documented limits on: how
// fast, and whether everybody has exactly one copy when requests fail, senders are killed, and two of them share the work.
// BENCH_PEOPLE changes how many; DATABASE_URL or TEST_DATABASE_URL names the PostgreSQL for two replicas.

import { Client } from 'pg';
import { PER_TENANT } from '../src/features/conversations/domain/send-limits.ts';
import { fanOut, faults, limitsSeen, type Arrivals, type Limits } from './fan-out.ts';
import { openLab, type Lab } from './lab.ts';
import { report, type Line } from './report.ts';

const DOCUMENTED = 50;
const SERVER = process.env['DATABASE_URL'] ?? process.env['TEST_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test';

export async function benchSending(): Promise<Line[]> {
  const people = Number(process.env['BENCH_PEOPLE'] ?? 3_000);
  return [...(await alone(people)), ...(await together(people))];
}

async function alone(people: number): Promise<Line[]> {
  const lab = await openLab({ people });
  try {
    // The first time two requests a person: the chat is opened, and written to.
    const first = await fanOut(lab, { people, message: 'bench:1', killAfterMs: null });
    const requests = 2 * first.perSecond;
    const second = await fanOut(lab, { people, message: 'bench:2', killAfterMs: null });
    const quiet = await limitsSeen(lab);
    await lab.control('/faults', faults());
    const hurt = await fanOut(lab, { people, message: 'bench:3', killAfterMs: Math.min(20_000, (people / DOCUMENTED) * 500) });
    return [
      { name: 'people', value: people },
      { name: 'first time, requests/s ÷ 50', value: requests / DOCUMENTED, atLeast: 0.9 },
      { name: 'again, requests/s ÷ 50', value: second.perSecond / DOCUMENTED, atLeast: 0.9 },
      { name: `again, requests/s ÷ ours (${PER_TENANT.most})`, value: second.perSecond / PER_TENANT.most, atLeast: 0.9 },
      ...outcome('without faults', second, quiet),
      ...outcome('5 % faults, kill -9', hurt, await limitsSeen(lab)),
    ];
  } finally {
    await lab.close();
  }
}

async function together(people: number): Promise<Line[]> {
  const database = `gouverne_bench_${process.pid}`;
  try {
    await onServer(`create database ${database}`);
  } catch (error) {
    return [{ name: 'two replicas', value: `not measured, no PostgreSQL: ${error instanceof Error ? error.message : String(error)}` }];
  }
  let lab: Lab | undefined;
  try {
    lab = await openLab({ people, database: Object.assign(new URL(SERVER), { pathname: `/${database}` }).href });
    await lab.control('/faults', faults());
    const both = await fanOut(lab, { people, message: 'bench:1', killAfterMs: Math.min(30_000, (people / DOCUMENTED) * 1_000), second: true });
    return outcome('two replicas, one killed', both, await limitsSeen(lab));
  } finally {
    await lab?.close();
    await onServer(`drop database ${database} with (force)`);
  }
}

async function onServer(statement: string): Promise<void> {
  const client = new Client({ connectionString: SERVER, connectionTimeoutMillis: 3_000 });
  await client.connect();
  try { await client.query(statement); } finally { await client.end(); }
}

const outcome = (what: string, { duplicates, losses, peakMB, seconds, killed }: Arrivals, { exceeded, mostInASecond, refused }: Limits): Line[] => [
  { name: `${what}: seconds`, value: seconds },
  { name: `${what}: killed`, value: killed ? 'yes' : 'no' },
  { name: `${what}: duplicates`, value: duplicates, most: 0 },
  { name: `${what}: losses`, value: losses, most: 0 },
  { name: `${what}: most in a second`, value: mostInASecond, most: DOCUMENTED },
  { name: `${what}: limits exceeded`, value: exceeded.length + refused, most: 0 },
  { name: `${what}: peak memory, MB`, value: peakMB },
];

if (import.meta.main) process.exitCode = report('sending', await benchSending());
