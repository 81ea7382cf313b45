// The whole product for a journey: the local tenant and the server in this process, on free ports, over real HTTP. Every Graph
// exchange is recorded into artifacts/graph, where CI has it judged.

import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { systemClock } from '../../src/adapters/clock/system-clock.ts';
import { compose, type ComposeOptions, type Gouverne } from '../../src/compose.ts';
import { readCharterText } from '../../src/compose/charter-text.ts';
import { atLocalTenant, loadConfig, type Config } from '../../src/config/config.ts';
import { teamsService } from '../../src/local-tenant/connector/service.ts';
import { TEAMS_WEB_CLIENT } from '../../src/local-tenant/context.ts';
import { startLocalTenant, type LocalTenant, type StartOptions } from '../../src/local-tenant/start.ts';
import { appPackageOf, localSeed } from '../../src/main-local.ts';
import { copyEmptyPglite } from './pglite-home.ts';
import { recordingLog } from './recording-log.ts';

export const RQT = 'charters/rqt.yaml';
export const rqtText = (): string => readFileSync(RQT, 'utf8');

export interface Answer<T> { readonly status: number; readonly body: T; readonly headers: Headers }

export interface Product {
  readonly url: string;
  readonly config: Config;
  readonly gouverne: Gouverne;
  readonly tenant: LocalTenant;
  readonly log: { readonly lines: readonly unknown[] };
  /** A token as Teams would give the tab of that person (work address). */
  token(email: string): Promise<string>;
  api<T>(as: string | null, method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer<T>>;
  /** Puts a charter in force and carries it out. */
  standUp(text?: string): Promise<void>;
  /** Stops the server and starts another on the same data, at the same address, as a deployment does. */
  restart(): Promise<void>;
  /** Until Teams has told the bot everything and no job is left that is due: what has not happened then does not happen. */
  quiet(): Promise<void>;
  control<T = unknown>(method: string, path: string, body?: unknown): Promise<T>;
  close(): Promise<void>;
}

export interface RunningOptions {
  /** Name of the recording. */
  readonly name: string;
  readonly charter?: string;
  readonly tenant?: Partial<StartOptions>;
  readonly compose?: Partial<ComposeOptions>;
  readonly env?: Readonly<Record<string, string>>;
}

export async function startProduct({ name, charter = rqtText(), tenant: tenantOptions = {}, compose: composeOptions = {}, env = {} }: RunningOptions): Promise<Product> {
  const dir = mkdtempSync(join(tmpdir(), 'gouverne-journey-'));
  mkdirSync('artifacts/graph', { recursive: true });
  const record = `artifacts/graph/${name}.ndjson`;
  rmSync(record, { force: true });
  const server = createServer();
  // As the product's own server: while this process is busy for seconds, no idle connection is closed under whoever uses it next.
  server.keepAliveTimeout = 250_000;
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.address() as AddressInfo;

  const base = loadConfig((path) => readFileSync(path, 'utf8'), { TENANT: 'local', DATA_DIR: join(dir, 'data'), PORT: String(port), LOCAL_TENANT_PORT: '0', TEAM_FIRST_CHECK_MS: '250', GRAPH_SETTLE_MS: '150', TEAM_SETTLE_MS: '300', ...env });
  const read = readCharterText(charter, RQT, null);
  if (!read.ok) throw new Error(`the charter has ${read.faults.length} faults`);
  const tenant = await startLocalTenant({ manners: 'fast', recordFile: record, ...tenantOptions, seed: localSeed(base, read.charter.charter, await appPackageOf(base), `http://127.0.0.1:${port}/api/messages`) });
  const config = atLocalTenant(base, tenant.url);
  if (!/^postgres(ql)?:/.test(config.database)) await copyEmptyPglite(config.database);
  const log = recordingLog();
  const open = async (): Promise<Gouverne> => {
    const opened = await compose(config, { log, ...composeOptions });
    server.on('request', opened.app);
    await opened.start();
    return opened;
  };
  let gouverne = await open();
  const { context } = tenant;
  const url = `http://127.0.0.1:${port}`;

  const token = (email: string): Promise<string> => {
    const user = context.state.users.find((u) => u.userPrincipalName === email);
    if (user === undefined) throw new Error(`nobody is called ${email}`);
    return context.issueUserToken({ userId: user.id, clientAppId: TEAMS_WEB_CLIENT, audience: config.app.id, scopes: ['access_as_user'] });
  };
  return {
    url, config, tenant,
    get gouverne() { return gouverne; },
    log: log as unknown as Product['log'], token,
    async api<T>(as: string | null, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: { ...(as === null ? {} : { authorization: `Bearer ${await token(as)}` }), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as T, headers: response.headers };
    },
    async standUp(text = charter) {
      const state = await gouverne.finished(await gouverne.apply(text, RQT, null));
      if (state !== 'done') throw new Error(`the network stands ${state}`);
    },
    async restart() {
      server.off('request', gouverne.app);
      await gouverne.close();
      gouverne = await open();
    },
    async quiet() {
      const { deliveries } = teamsService(context);
      for (;;) {
        await deliveries.settled();
        // What is to be said waits by the product's clock, which may be another one than the machine's.
        const now = (composeOptions.clock ?? systemClock()).now().getTime();
        const { rows } = await gouverne.data.db.execute<{ left: number }>(sql`select ((select count(*) from pgboss.job where state < 'completed' and (state <> 'created' or start_after <= now() + interval '30 seconds') and name not like '\\_\\_pgboss%') + (select count(*) from outgoing where due_at <= ${new Date(now + 30_000).toISOString()}::timestamptz))::int as left`);
        // Teams tells the bot of an installation a moment after it happened.
        if (rows[0]?.left === 0 && context.state.pending.size === 0) return;
        await new Promise((resolve) => { setTimeout(resolve, 50); });
      }
    },
    async control<T>(method: string, path: string, body?: unknown) {
      const response = await fetch(`${tenant.url}/_control${path}`, { method, ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }) });
      if (!response.ok) throw new Error(`_control${path}: ${response.status} ${await response.text()}`);
      return (await response.json()) as T;
    },
    async close() {
      await stop(server);
      await gouverne.close();
      await tenant.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

const stop = (server: Server): Promise<void> => new Promise((resolve) => {
  server.close(() => { resolve(); });
  server.closeAllConnections();
});
