#!/usr/bin/env node
// Starts Gouverne under whatever Node (20 or newer) runs this file: with the Node that npm ci brought. Builds the pages first when
// they are missing or older than their sources.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const major = Number(process.versions.node.split('.')[0]);
const pinned = ['node_modules/node/bin/node', 'node_modules/node/bin/node.exe'].map((path) => join(root, path)).find((path) => existsSync(path));
const node = pinned ?? (major >= 24 ? process.execPath : undefined);
if (node === undefined) {
  console.error(`Gouverne : il faut Node 24 (celui-ci est ${process.versions.node}). Lancez d’abord : npm ci`);
  console.error(`Gouverne: Node 24 is needed (this is ${process.versions.node}). First run: npm ci`);
  process.exit(1);
}

const newest = (path) => (statSync(path).isDirectory() ? Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name)))) : statSync(path).mtimeMs);
const built = join(root, 'dist/tabs/index.html');
const sources = ['tabs', 'src/contract', 'vite.config.ts'].map((path) => join(root, path)).filter((path) => existsSync(path));
// A production image has the pages and not their sources.
const stale = sources.length > 0 && (!existsSync(built) || Math.max(...sources.map(newest)) > statSync(built).mtimeMs);
if (stale && existsSync(join(root, 'node_modules/vite'))) {
  console.error('Construction des pages… / Building the pages…');
  const result = spawnSync(node, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'error'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  if (result.status !== 0) process.exit(result.status ?? 1);
}

// What V8 made of the sources is kept, for this program and for the local tenant that it starts: a restart is a second shorter.
const env = { NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/gouverne'), ...process.env };
const child = spawn(node, ['--disable-warning=ExperimentalWarning', join(root, 'src/main.ts')], { cwd: root, stdio: 'inherit', env });
// A terminal sends Ctrl-C to both; the child closes what it opened. Other signals reach only this process and are passed on.
process.on('SIGINT', () => {});
for (const signal of ['SIGTERM', 'SIGHUP']) if (process.platform !== 'win32') process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => { process.exitCode = signal === null ? (code ?? 1) : 1; });
