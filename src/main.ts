// Reads the environment, composes, listens, says where to click and as whom, stops cleanly; nothing else.

import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { jsonLines } from './adapters/log/json-lines.ts';
import { DataFault } from './adapters/store/fault.ts';
import type { Gouverne } from './compose.ts';
import { readCharterText } from './compose/charter-text.ts';
import { atLocalTenant, ConfigError, loadConfig, type Config } from './config/config.ts';
import { appPackageOf, localSeed, startLocalTenant, type LocalTenantProcess } from './main-local.ts';
import { terminal } from './main-terminal.ts';

const readText = (path: string): string => readFileSync(path, 'utf8');
const say = terminal(process.stdout);

/** Closed in the other order, whatever was opened. */
const opened: { close: () => Promise<void> }[] = [];
const closeAll = async (): Promise<void> => { for (const part of opened.splice(0).reverse()) await part.close().catch((error: unknown) => { process.stderr.write(`${String(error)}\n`); }); };

try {
  await start();
} catch (error) {
  say.stop();
  await closeAll();
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
}

async function start(): Promise<void> {
  const given = loadConfig(readText);
  // Most of a start is reading the program: the tenant's process starts meanwhile.
  const [config, { compose }] = await Promise.all([given.localTenant === null ? given : withLocalTenant(given), import('./compose.ts')]);
  const log = jsonLines({ level: config.logLevel });
  say.title(config);
  const gouverne = await say.during({ fr: 'Base de données', en: 'Database' }, () => compose(config, { log }));
  opened.push(gouverne);
  const server = createServer(gouverne.app);
  // Longer than whoever stands in front keeps a connection (App Service: 240 s): else it writes into one that we have just closed.
  server.keepAliveTimeout = 250_000;
  opened.push({ close: () => stop(server) });
  // Before the first run: Teams tells the bot of its installation while the run goes on.
  await listen(server, config);
  await gouverne.start();
  await firstCharter(gouverne, config);
  say.where(config);
  const leave = (): void => { say.leaving(); void closeAll().finally(() => { process.exit(0); }); };
  process.once('SIGINT', leave);
  process.once('SIGTERM', leave);
}

async function withLocalTenant(config: Config): Promise<Config> {
  const file = config.charterFile ?? 'charters/rqt.yaml';
  const read = readCharterText(readText(file), file, null);
  // Whoever breaks the file sees every fault from the plan; the tenant is seeded with whom it had.
  if (!read.ok) throw new Error(`${file} : ${read.faults.length} fautes. Voir : npx gouverne plan ${file}`);
  const seed = localSeed(config, read.charter.charter, await appPackageOf(config), `http://127.0.0.1:${config.port}/api/messages`);
  const tenant: LocalTenantProcess = await startLocalTenant(config, seed);
  opened.push({ close: tenant.stop });
  return atLocalTenant(config, tenant.url);
}

/** At the very first start the charter of the configuration is put in force, and in a local tenant carried out. */
async function firstCharter(gouverne: Gouverne, config: Config): Promise<void> {
  const { charterFile } = config;
  if ((await gouverne.charters.inForce()) === null && charterFile !== null && existsSync(charterFile)) {
    if (config.localTenant === null) await gouverne.load(readText(charterFile), charterFile);
    else {
      await gouverne.apply(readText(charterFile), charterFile, null);
      await gouverne.seedExamples();
    }
  }
  const open = await gouverne.store.unfinished();
  if (open !== null) await say.progress(gouverne, open);
}

function listen(server: Server, config: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.port, config.host, () => { resolve(); });
  });
}

/** Requests under way end; streams that people watch are cut. */
function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => { resolve(); });
    server.closeIdleConnections();
    setTimeout(() => { server.closeAllConnections(); }, 500).unref();
  });
}

function explain(error: unknown): string {
  if (error instanceof ConfigError) return `${error.report('fr')}\n\n${error.report('en')}`;
  if (error instanceof DataFault) return `${error.said.fr} ${error.remedy.fr}\n${error.said.en} ${error.remedy.en}`;
  const { code, port, message, stack } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') return `Le port ${port ?? ''} est déjà pris : Gouverne tourne peut-être déjà. Autre port : PORT=4000 npm start\nPort ${port ?? ''} is taken: Gouverne may be running already. Another port: PORT=4000 npm start`;
  return code === undefined ? (stack ?? message) : message;
}
