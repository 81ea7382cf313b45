// What a bench or a soak stands on: the local tenant as a process of its own, and Gouverne composed against it.

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { readCharterText } from '../src/compose/charter-text.ts';
import { atLocalTenant, loadConfig, type Config, type Environment } from '../src/config/config.ts';
import type { Charter } from '../src/features/committees/domain/charter.ts';
import { localSeed, type AppPackage } from '../src/main-local.ts';
import { entraId, type EntraId } from '../src/shared/ids.ts';

export const CHARTER_FILE = 'charters/rqt.yaml';
export const charterText = (file = CHARTER_FILE): string => readFileSync(file, 'utf8');
export function theCharter(file = CHARTER_FILE): Charter {
  const read = readCharterText(charterText(file), file, null);
  if (!read.ok) throw new Error(`${file} has faults`);
  return read.charter.charter;
}

/** Enough of a package for Graph: the id, a configurable tab and a bot. */
const packageOf = (config: Config): AppPackage => ({
  manifest: { id: config.app.manifestId, version: '1.0.0', name: { short: 'Gouverne', full: 'Gouverne' }, bots: [{ botId: config.app.id, scopes: ['team', 'personal'] }], configurableTabs: [{ configurationUrl: `${config.baseUrl}/tabs/config`, scopes: ['team'], canUpdateConfiguration: true }], staticTabs: [], validDomains: [new URL(config.baseUrl).host] },
  localisations: {},
  icons: { color: '' },
});

export interface Lab {
  readonly dir: string;
  readonly charterFile: string;
  readonly config: Config;
  readonly url: string;
  control(path: string, body?: unknown): Promise<unknown>;
  close(): Promise<void>;
}

export interface LabOptions { readonly tenantArgs?: readonly string[]; readonly env?: Environment; readonly database?: string; readonly messagesUrl?: string; readonly charterFile?: string; /** So many further people, who have the app. */ readonly people?: number }

/** The nth of the further people. */
export const personInLab = (n: number): EntraId => entraId(`00000000-0000-4000-8000-${String(n).padStart(12, '0')}`);

export async function openLab({ tenantArgs = [], env = {}, database, messagesUrl = 'http://127.0.0.1:9/api/messages', charterFile = CHARTER_FILE, people = 0 }: LabOptions = {}): Promise<Lab> {
  const dir = mkdtempSync(join(tmpdir(), 'gouverne-lab-'));
  const base = loadConfig((path) => readFileSync(path, 'utf8'), { TENANT: 'local', DATA_DIR: join(dir, 'data'), LOG_LEVEL: 'error', PORT: '0', LOCAL_TENANT_PORT: '0', ...env });
  const seed = join(dir, 'seed.json');
  const seeded = localSeed(base, theCharter(charterFile), packageOf(base), messagesUrl) as { users: object[] };
  const further = Array.from({ length: people }, (_, n) => ({ id: personInLab(n), displayName: `Personne ${n}`, userPrincipalName: `p${n}@rqt.example`, apps: [base.app.manifestId] }));
  writeFileSync(seed, JSON.stringify({ ...seeded, users: [...seeded.users, ...further] }));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/local-tenant/main.ts', '--port', '0', '--seed', seed, '--exit-with-parent', ...tenantArgs], { stdio: ['pipe', 'pipe', 'inherit'] });
  const url = await firstUrl(child);
  const config: Config = { ...atLocalTenant(base, url), ...(database === undefined ? {} : { database }) };
  return {
    dir, charterFile, config, url,
    async control(path, body) {
      const response = await fetch(`${url}/_control${path}`, body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
      if (!response.ok) throw new Error(`_control${path}: ${response.status} ${await response.text()}`);
      return response.json();
    },
    async close() {
      await new Promise<void>((resolve) => { child.once('exit', () => { resolve(); }); child.stdin.end(); setTimeout(() => child.kill('SIGKILL'), 3_000).unref(); });
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function firstUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout! }).once('line', (line) => { resolve((JSON.parse(line) as { url: string }).url); });
    child.once('exit', (code) => { reject(new Error(`the local tenant ended with ${code ?? '?'}`)); });
  });
}
