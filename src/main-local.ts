// The local Microsoft 365 beside the server: what is registered there in our name, and the process that serves it. The product
// itself knows nothing of it but its addresses.

import { spawn, type ChildProcess } from 'node:child_process';
import { buildPackage } from '../scripts/app-package.mjs';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import type { Config } from './config/config.ts';
import type { Charter } from './features/committees/domain/charter.ts';
import { PERMISSION, READING_PERMISSIONS } from './features/committees/domain/step.ts';
import { SENDING_PERMISSIONS } from './features/conversations/domain/permissions.ts';
import { PLANNER_PERMISSIONS } from './features/actions/domain/planner-permissions.ts';
import { CALENDAR_PERMISSIONS } from './features/meetings/domain/calendar-permissions.ts';
import { MICROSOFT_HOSTS } from './adapters/entra/token-verifier.ts';

/** The package that an administrator would upload, made for these addresses. */
export async function appPackageOf(config: Config): Promise<AppPackage> {
  const { app } = config;
  const { manifest, localisations } = await buildPackage({ BASE_URL: config.baseUrl, MICROSOFT_APP_ID: app.id, TEAMS_APP_ID: app.manifestId, APP_ID_URI: app.idUri });
  const color = readFileSync(new URL('../appPackage/color.png', import.meta.url)).toString('base64');
  return { manifest, localisations, icons: { color } };
}

export interface AppPackage { readonly manifest: Record<string, unknown>; readonly localisations: Record<string, Record<string, unknown>>; readonly icons: { readonly color: string } }

/** What an administrator would set up once in a real tenant: people, our registration with its consents, our app, our bot. */
export function localSeed(config: Config, charter: Charter, appPackage: AppPackage, messagesUrl: string): object {
  const administrators = new Set(charter.appRoles.filter((r) => r.role === 'administration').flatMap((r) => r.persons));
  const { app } = config;
  return {
    tenantId: app.tenantId,
    displayName: charter.organisations[0]?.name.fr ?? 'Réseau',
    domain: charter.persons[0]?.email.split('@')[1] ?? 'rqt.example',
    users: charter.persons.map((person) => ({
      displayName: person.title.fr, userPrincipalName: person.email, mail: person.email, preferredLanguage: person.language, zone: person.zone,
      jobTitle: [...charter.organisations, ...charter.institutions].find((o) => o.id === person.organisation)?.name.fr ?? null,
      admin: administrators.has(person.id),
    })),
    registrations: [{
      appId: app.id, displayName: 'Gouverne', secrets: app.credential.kind === 'secret' ? [app.credential.secret] : [], certificates: app.credential.kind === 'certificate' ? [app.credential.certificate] : [],
      identifierUris: [app.idUri], exposedScopes: ['access_as_user'], exposedRoles: ['Gouverne.Operate'], redirectUris: ['http://localhost'], publicClient: true, preAuthorizedClients: [...MICROSOFT_HOSTS],
      graphRoles: [...new Set([...READING_PERMISSIONS, ...SENDING_PERMISSIONS, ...CALENDAR_PERMISSIONS, ...PLANNER_PERMISSIONS, ...Object.values(PERMISSION).filter((p) => p !== null)])], graphScopes: ['User.Read'], otherRoles: { [app.id]: ['Gouverne.Operate'] },
    }],
    catalog: [appPackage],
    bots: [{ appId: app.id, endpoint: messagesUrl, displayName: 'Gouverne' }],
  };
}

export interface LocalTenantProcess { readonly url: string; readonly stop: () => Promise<void> }

/** Starts it as a program of its own. It ends with us, even when we are killed: its standard input closes. */
export async function startLocalTenant(config: Config, seed: object): Promise<LocalTenantProcess> {
  const local = config.localTenant;
  if (local === null) throw new Error('no local tenant is configured');
  mkdirSync(dirname(local.stateFile), { recursive: true });
  const seedFile = `${config.dataDir}/tenant-seed.json`;
  writeFileSync(seedFile, JSON.stringify(seed));
  const args = [
    '--disable-warning=ExperimentalWarning', new URL('./local-tenant/main.ts', import.meta.url).pathname, '--port', String(local.port), '--state', local.stateFile, '--seed', seedFile,
    '--manners', local.manners, '--latency-ms', String(local.latencyMs), '--exit-with-parent', ...(local.recordFile === null ? [] : ['--record', local.recordFile]),
  ];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const url = await ready(child);
  return { url, stop: () => stop(child) };
}

function ready(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout! }).once('line', (line) => { resolve((JSON.parse(line) as { url: string }).url); });
    child.once('error', reject);
    child.once('exit', (code) => { reject(Object.assign(new Error('Le Microsoft 365 local ne démarre pas : son message est ci-dessus. Si son port est pris, Gouverne tourne peut-être déjà; autre port : LOCAL_TENANT_PORT=4001 npm start\nThe local Microsoft 365 does not start: its message is above. If its port is taken, Gouverne may be running already; another port: LOCAL_TENANT_PORT=4001 npm start'), { code: `EXIT_${code ?? '?'}` })); });
  });
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => { resolve(); });
    child.stdin?.end();
    setTimeout(() => child.kill('SIGKILL'), 3_000).unref();
  });
}
