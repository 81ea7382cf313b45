#!/usr/bin/env node
// Starts the command line under whatever Node (20 or newer) runs this file: with the Node that npm ci brought, else with this one if it can read TypeScript.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../', import.meta.url);
const cli = fileURLToPath(new URL('src/cli.ts', root));
const major = Number(process.versions.node.split('.')[0]);

// Node reads HTTPS_PROXY only when asked; what is on this machine never goes through the proxy.
const env = { ...process.env };
if (env.HTTPS_PROXY || env.https_proxy || env.HTTP_PROXY || env.http_proxy) {
  env.NODE_USE_ENV_PROXY ??= '1';
  const known = env.NO_PROXY ?? env.no_proxy ?? '';
  env.NO_PROXY = env.no_proxy = [known, 'localhost', '127.0.0.1', '[::1]'].filter((host) => host !== '').join(',');
}

const pinned = ['node_modules/node/bin/node', 'node_modules/node/bin/node.exe'].map((path) => fileURLToPath(new URL(path, root))).find((path) => existsSync(path));
const node = pinned ?? (major >= 24 ? process.execPath : undefined);
if (node === undefined) {
  console.error(`gouverne : il faut Node 24 (celui-ci est ${process.versions.node}). Lancez npm ci dans ${fileURLToPath(root)}.`);
  console.error(`gouverne: Node 24 is needed (this is ${process.versions.node}). Run npm ci in ${fileURLToPath(root)}.`);
  process.exit(1);
}

const child = spawn(node, ['--disable-warning=ExperimentalWarning', cli, ...process.argv.slice(2)], { stdio: 'inherit', env });
// A terminal sends Ctrl-C to both: the child decides what it means. The other signals reach only this process and are passed on.
process.on('SIGINT', () => {});
for (const signal of ['SIGTERM', 'SIGHUP', 'SIGQUIT']) if (process.platform !== 'win32') process.on(signal, () => child.kill(signal));
child.on('error', (error) => {
  console.error(`gouverne: ${node}: ${error.message}`);
  process.exit(1);
});
child.on('exit', (code, signal) => {
  if (signal !== null) {
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  }
  process.exitCode = code ?? 1;
});
