// PostgreSQL inside the process (PGlite), in a directory: what `npm start` uses when no DATABASE_URL is given.
// PGlite alone never reaches the disk, lets two processes in, and neither checkpoints nor vacuums: this file mends all four.
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { unaccent } from '@electric-sql/pglite/contrib/unaccent';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate as runMigrations } from 'drizzle-orm/pglite/migrator';
import { fromPglite, PgBoss } from 'pg-boss';
import type { Log } from '../../shared/log.ts';
import type { Engine, Orm, Tx } from './engines.ts';
import { casing } from './engines.ts';
import { DataFault } from './fault.ts';
import { lockDirectory } from './lock.ts';
import { migrate } from './migrate.ts';
import type { TransactionGuard } from './transaction-guard.ts';

/** PostgreSQL's major version inside the pinned PGlite: a directory of another one cannot be opened. */
const MAJOR = '18';
const CHECKPOINT_EVERY_MS = 5 * 60_000;
const VACUUM_EVERY_MS = 6 * 3_600_000;

/** PGlite's file system has no fsync, so a commit would be safe from kill -9 but not from a power cut. */
class DurableNodeFS extends NodeFS {
  override async init(...args: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const made = await super.init(...args);
    const hooks = (made.emscriptenOpts.preRun ??= []) as ((module: unknown) => void)[];
    hooks.push((module) => {
      const { stream_ops: operations } = (module as { NODEFS: { stream_ops: { fsync?: (stream: { nfd: number }) => number } } }).NODEFS;
      operations.fsync = (stream) => { fsyncSync(stream.nfd); return 0; };
    });
    return made;
  }
}
// `-F` in PGlite's own parameters turns fsync off; `fdatasync`, the default method, does nothing there.
const DURABLE = [...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'), '-c', 'fsync=on', '-c', 'wal_sync_method=fsync'];

export async function openEmbedded(path: string, guard: TransactionGuard, log: Log): Promise<Engine> {
  const dir = resolve(path);
  const lock = lockFor(dir);
  try {
    await firstStart(dir);
    const lite = await open(dir);
    const client = guard.protect(lite, ['query', 'exec', 'transaction', 'sql', 'describeQuery'], 'its tx');
    const orm = drizzle({ client, casing });
    // These block the event loop while they run (0.2 s seen), hence seldom.
    const upkeep = (statement: string, ms: number) => setInterval(() => {
      lite.exec(statement).catch((error: unknown) => { log.warn('upkeep-failed', { statement, error }); });
    }, ms).unref();
    const timers = [upkeep('CHECKPOINT', CHECKPOINT_EVERY_MS), upkeep('VACUUM (ANALYZE)', VACUUM_EVERY_MS)];
    return {
      name: 'pglite',
      alone: true,
      orm: orm as unknown as Orm,
      transaction: (fn) => orm.transaction((tx) => fn(tx as unknown as Tx)),
      boss: () => new PgBoss({ db: fromPglite(client), backend: 'pglite', useListenNotify: true, monitorVacuum: false }),
      migrate: () => migrate(orm as unknown as Orm, (config) => runMigrations(drizzle({ client: lite }), config)),
      async close() {
        for (const timer of timers) clearInterval(timer);
        // A checkpoint now makes the next start fast; without it the next start replays the log.
        await lite.exec('CHECKPOINT').catch((error: unknown) => { log.warn('upkeep-failed', { statement: 'CHECKPOINT', error }); });
        await lite.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function lockFor(dir: string): ReturnType<typeof lockDirectory> {
  try {
    mkdirSync(dirname(dir), { recursive: true });
  } catch (cause) {
    throw new DataFault('directory-unwritable',
      { fr: `Impossible de créer ${dirname(dir)}.`, en: `Cannot create ${dirname(dir)}.` },
      { fr: 'Donnez au compte qui exécute Gouverne le droit d’y écrire, ou choisissez un autre dossier par DATA_DIR.', en: 'Let the account that runs Gouverne write there, or choose another directory with DATA_DIR.' }, cause);
  }
  return lockDirectory(dir);
}

/** The first start builds the database aside and renames it into place: a start killed half-way leaves nothing half-made. */
async function firstStart(dir: string): Promise<void> {
  if (existsSync(join(dir, 'PG_VERSION'))) return;
  if (existsSync(dir)) {
    // Somebody else's files: never ours to remove.
    if (!statSync(dir).isDirectory() || readdirSync(dir).length > 0) {
      throw new DataFault('directory-not-ours',
        { fr: `${dir} contient autre chose que les données de Gouverne.`, en: `${dir} holds something other than the data of Gouverne.` },
        { fr: 'Choisissez par DATA_DIR un dossier vide ou qui n’existe pas encore.', en: 'Choose, with DATA_DIR, a directory that is empty or does not exist yet.' });
    }
    rmdirSync(dir);
  }
  const aside = `${dir}.init`;
  rmSync(aside, { recursive: true, force: true });
  await (await PGlite.create({ dataDir: aside })).close();
  fsyncTree(aside);
  renameSync(aside, dir);
  fsync(dirname(dir));
}

async function open(dir: string): Promise<PGlite> {
  const major = readFileSync(join(dir, 'PG_VERSION'), 'utf8').trim();
  if (major !== MAJOR) {
    throw new DataFault('directory-of-another-version',
      { fr: `Les données de ${dir} sont au format PostgreSQL ${major}; cette version de Gouverne lit le format ${MAJOR}.`, en: `The data in ${dir} are in the format of PostgreSQL ${major}; this version of Gouverne reads format ${MAJOR}.` },
      { fr: 'Exportez-les avec la version qui les a écrites (voir docs/operations.md), puis rechargez-les dans un dossier vide.', en: 'Export them with the version that wrote them (see docs/operations.md), then load them into an empty directory.' });
  }
  try {
    return await PGlite.create({ fs: new DurableNodeFS(dir), startParams: DURABLE, extensions: { unaccent } });
  } catch (cause) {
    throw new DataFault('directory-unreadable',
      { fr: `Les données de ${dir} ne s’ouvrent pas.`, en: `The data in ${dir} do not open.` },
      { fr: 'Gardez une copie du dossier, restaurez la dernière sauvegarde (voir docs/operations.md) et signalez l’erreur.', en: 'Keep a copy of the directory, restore the last backup (see docs/operations.md) and report the error.' }, cause);
  }
}

function fsync(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } catch (error) {
    // Windows opens no directory for flushing; its renames are journalled by the file system.
    if (process.platform !== 'win32') throw error;
  } finally {
    closeSync(file);
  }
}
function fsyncTree(path: string): void {
  if (statSync(path).isDirectory()) for (const name of readdirSync(path)) fsyncTree(join(path, name));
  fsync(path);
}
