// The product as `npm start` starts it, on free ports, with data of its own: what a person has in front of them.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PublicConfig } from '../../src/contract/public-config.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface RunningGouverne {
  readonly url: string;
  readonly directory: string;
  /** What the terminal shows. */
  printed(): string;
  /** Acts as a person would in Teams; see src/local-tenant/control/person.ts. */
  inTeams(act: Readonly<Record<string, unknown>>): Promise<void>;
  stop(): Promise<void>;
}

/** `name` is also that of the recording of its Graph traffic, which CI has judged. */
export async function runningGouverne(name: string, env: Readonly<Record<string, string>> = {}): Promise<RunningGouverne> {
  const directory = mkdtempSync(join(tmpdir(), `gouverne-${name}-`));
  const recordings = join(root, 'artifacts/graph');
  mkdirSync(recordings, { recursive: true });
  const recording = join(recordings, `${name}.ndjson`);
  rmSync(recording, { force: true }); // the recorder adds to what is there, and another run's exchanges are another story
  const port = await freePort();
  const child = spawn(process.execPath, [join(root, 'bin/start.mjs')], {
    cwd: root, stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '', NODE_ENV: 'development', TENANT: 'local', PORT: String(port), LOCAL_TENANT_PORT: '0', LOCAL_TENANT_MANNERS: 'fast', DATA_DIR: join(directory, 'data'), LOCAL_TENANT_RECORD_FILE: recording, ...env },
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { printed += chunk.toString(); });
  const over = { is: false };
  const ended = new Promise<void>((resolve) => { child.once('exit', () => { over.is = true; resolve(); }); });
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
    rmSync(directory, { recursive: true, force: true });
  };
  const url = `http://localhost:${port}`;
  // The address is printed once everything stands.
  for (const began = Date.now(); !printed.includes(`${url}/teams/`); ) {
    if (over.is || Date.now() - began > 120_000) { await stop(); throw new Error(`Gouverne did not start:\n${printed}`); }
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
  const { authority } = await (await fetch(`${url}/api/config`)).json() as PublicConfig;
  return {
    url, directory, stop,
    printed: () => printed,
    async inTeams(act) {
      const response = await fetch(`${authority}/_control/person`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(act) });
      if (!response.ok) throw new Error(`${JSON.stringify(act)}: ${await response.text()}`);
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
