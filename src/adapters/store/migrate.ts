// Brings the tables to what this version needs: forward only, one process at a time, and never onto tables of a newer version.
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import type { MigrationConfig } from 'drizzle-orm/migrator';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import type { Orm } from './engines.ts';
import { codeOf, DataFault } from './fault.ts';

export const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url));

/** `run` is drizzle's migrator for the engine. It takes no lock of its own: the caller holds one where several processes may start together. */
export async function migrate(orm: Pick<Orm, 'execute'>, run: (config: MigrationConfig) => Promise<void>, migrationsFolder = MIGRATIONS): Promise<void> {
  const ours = readMigrationFiles({ migrationsFolder }).at(-1)?.folderMillis ?? 0;
  const applied = await newestApplied(orm);
  if (applied === ours) return;
  if (applied > ours) {
    throw new DataFault('newer-schema',
      { fr: 'Ces données ont été ouvertes par une version plus récente de Gouverne.', en: 'These data were opened by a newer version of Gouverne.' },
      { fr: 'Démarrez cette version plus récente, ou restaurez la sauvegarde faite avant la mise à niveau : les migrations ne se défont pas.', en: 'Start that newer version, or restore the backup made before the upgrade: migrations are not undone.' });
  }
  try {
    await run({ migrationsFolder });
  } catch (cause) {
    if (codeOf(cause) === '42501') throw cause;
    throw new DataFault('migration-failed',
      { fr: 'Les tables n’ont pas pu être mises à niveau; rien n’a été changé.', en: 'The tables could not be upgraded; nothing was changed.' },
      { fr: 'Gardez ce message et les données telles quelles, redémarrez la version précédente et signalez l’erreur.', en: 'Keep this message and the data as they are, restart the previous version and report the error.' }, cause);
  }
}

/** When the newest applied migration was written; 0 on an empty database. */
async function newestApplied(orm: Pick<Orm, 'execute'>): Promise<number> {
  const { rows: [there] } = await orm.execute<{ there: boolean }>(sql`select to_regclass('drizzle.__drizzle_migrations') is not null as there`);
  if (there?.there !== true) return 0;
  const { rows: [newest] } = await orm.execute<{ at: string | number | null }>(sql`select max(created_at) as at from drizzle.__drizzle_migrations`);
  return Number(newest?.at ?? 0);
}
