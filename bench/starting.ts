// How long a person waits for Gouverne itself: the charter read and judged, and the whole product started again on its data.

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCharterText } from '../src/compose/charter-text.ts';
import type { Line } from './report.ts';

const RQT = 'charters/rqt.yaml';

export async function benchStarting(): Promise<Line[]> {
  const text = readFileSync(RQT, 'utf8');
  readCharterText(text, RQT, null);
  const read = best(5, () => { readCharterText(text, RQT, null); });

  const dir = mkdtempSync(join(tmpdir(), 'gouverne-start-'));
  const [port, tenantPort] = [await freePort(), await freePort()];
  const env = { ...process.env, DATA_DIR: join(dir, 'data'), PORT: String(port), LOCAL_TENANT_PORT: String(tenantPort) };
  try {
    const first = await started(env, port, /Ouvrir/);
    const again: number[] = [];
    for (let n = 0; n < 3; n += 1) again.push((await started(env, port, null)).seconds);
    return [
      { name: 'charter read and judged, ms', value: read },
      { name: 'first start and provisioned, s', value: first.seconds },
      { name: 'started again, page answers, s', value: Math.min(...again), most: 2 },
    ];
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function best(times: number, work: () => void): number {
  const took = Array.from({ length: times }, () => { const began = performance.now(); work(); return performance.now() - began; });
  return Math.min(...took);
}

/** Seconds until the host page and the API answer (and the terminal says `until`); the product is then asked to stop. */
async function started(env: NodeJS.ProcessEnv, port: number, until: RegExp | null): Promise<{ readonly seconds: number }> {
  const began = performance.now();
  const child = spawn(process.execPath, ['bin/start.mjs'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => { child.on('close', () => { resolve(); }); });
  const said: string[] = [];
  child.stdout.on('data', (chunk: Buffer) => { said.push(chunk.toString()); });
  const answers = async (path: string): Promise<boolean> => fetch(`http://127.0.0.1:${port}${path}`).then((r) => r.ok, () => false);
  while (!((until?.test(said.join('')) ?? true) && (await answers('/teams/')) && (await answers('/api/config')))) {
    if (child.exitCode !== null) throw new Error(`the product ended with ${child.exitCode}\n${said.join('')}`);
    await new Promise((resolve) => { setTimeout(resolve, 20); });
  }
  const seconds = (performance.now() - began) / 1000;
  child.kill('SIGTERM');
  await ended;
  return { seconds };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => { server.once('listening', resolve); });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => { server.close(resolve); });
  return port;
}
