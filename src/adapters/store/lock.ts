// One process per data directory. PGlite itself lets two in, and each then loses what the other wrote, without an error.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { DataFault } from './fault.ts';

export interface DirectoryLock { release(): void }

/** A kernel file lock, held by SQLite so that no native package is needed: kill -9 releases it, a stale file does not hold it. */
export function lockDirectory(dir: string): DirectoryLock {
  const owner = `${dir}.owner`;
  let file: DatabaseSync | undefined;
  try {
    // The reference must live as long as the lock: garbage collection would close the file and free it.
    file = new DatabaseSync(`${dir}.lock`);
    file.exec('PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    writeFileSync(owner, String(process.pid));
  } catch (cause) {
    file?.close();
    // 5 SQLITE_BUSY, 6 SQLITE_LOCKED: held by somebody. Anything else means that the lock could not be tried at all.
    if ([5, 6].includes((cause as { errcode?: number }).errcode ?? 0)) throw inUse(dir, pidIn(owner), cause);
    throw new DataFault('directory-unwritable',
      { fr: `Impossible d’écrire à côté de ${dir}.`, en: `Cannot write beside ${dir}.` },
      { fr: 'Donnez au compte qui exécute Gouverne le droit d’écrire dans ce dossier, sur un disque local, ou choisissez-en un autre par DATA_DIR.', en: 'Let the account that runs Gouverne write in that directory, on a local disk, or choose another one with DATA_DIR.' }, cause);
  }
  const held = file;
  return { release: () => { rmSync(owner, { force: true }); held.close(); } };
}

const inUse = (dir: string, pid: string | undefined, cause: unknown): DataFault => new DataFault('directory-in-use',
  { fr: `Les données de ${dir} sont déjà ouvertes par un autre Gouverne${pid === undefined ? '' : ` (processus ${pid})`}.`, en: `The data in ${dir} are already open in another Gouverne${pid === undefined ? '' : ` (process ${pid})`}.` },
  { fr: 'Arrêtez-le, ou donnez à celui-ci un autre dossier par DATA_DIR. Pour en exécuter plusieurs sur les mêmes données, utilisez un serveur PostgreSQL (DATABASE_URL).', en: 'Stop it, or give this one another directory with DATA_DIR. To run several on the same data, use a PostgreSQL server (DATABASE_URL).' }, cause);

function pidIn(owner: string): string | undefined {
  try {
    return /^\d+$/.exec(readFileSync(owner, 'utf8').trim())?.[0];
  } catch {
    return undefined;
  }
}
