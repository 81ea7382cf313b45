// A PostgreSQL server, which several replicas share: what DATABASE_URL names.
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as runMigrations } from 'drizzle-orm/node-postgres/migrator';
import type { PoolClient } from 'pg';
import { Pool, types } from 'pg';
import { PgBoss } from 'pg-boss';
import type { Log } from '../../shared/log.ts';
import type { Engine } from './engines.ts';
import { casing } from './engines.ts';
import { codeOf, DataFault, serverFault, withoutPassword } from './fault.ts';
import { migrate } from './migrate.ts';
import type { TransactionGuard } from './transaction-guard.ts';

const OLDEST = 15;
const CONNECT_TIMEOUT_MS = 10_000;
const MIGRATION_WAIT = '60s';

// int8 as PGlite gives it (a number while it is a safe one), so that count(*) and the like are the same on both engines.
// It has to be pg's global table: drizzle reads that one, not the pool's.
types.setTypeParser(types.builtins.INT8, (text) => { const number = Number(text); return Number.isSafeInteger(number) ? number : BigInt(text); });

export async function openServer(connectionString: string, guard: TransactionGuard, log: Log): Promise<Engine> {
  const pool = new Pool({ connectionString, max: 10, connectionTimeoutMillis: CONNECT_TIMEOUT_MS, idle_in_transaction_session_timeout: 60_000, application_name: 'gouverne' });
  // The server closed a connection (a restart, a failover): the pool opens another when one is needed. The pool only listens
  // to those that are idle; one that is lost while we hold it would, unheard, end the process.
  const onLost = (error: Error): void => { log.warn('connection-lost', { error }); };
  pool.on('error', onLost);
  const borrow = async (): Promise<PoolClient> => {
    const client = await pool.connect().catch((error: unknown) => { throw serverFault(connectionString, error); });
    client.on('error', onLost);
    return client;
  };
  const giveBack = (client: PoolClient, destroy: boolean): void => {
    client.release(destroy);
    client.off('error', onLost);
  };
  try {
    await judgeServer(pool, connectionString);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return {
    name: 'postgres',
    alone: false,
    orm: drizzle({ client: guard.protect(pool, ['query', 'connect'], 'its tx'), casing }),
    async transaction(fn) {
      const client = await borrow();
      const door = closable(client);
      try {
        return await drizzle({ client: door.client, casing }).transaction(fn);
      } finally {
        // A connection that was lost would fail whoever takes it next.
        giveBack(client, door.close() === 'lost');
      }
    },
    boss: () => new PgBoss({ connectionString, max: 4, useListenNotify: true, connectionTimeoutMillis: CONNECT_TIMEOUT_MS, application_name: 'gouverne-jobs' }),
    async migrate() {
      const client = await borrow();
      try {
        // Replicas that start together would break each other's migration: all but one wait here.
        await client.query(`set lock_timeout = '${MIGRATION_WAIT}'`);
        await client.query("select pg_advisory_lock(hashtext('gouverne-migrations'))");
        await client.query('set lock_timeout = default');
        await migrate(drizzle({ client, casing }), (config) => runMigrations(drizzle({ client }), config));
      } catch (error) {
        throw error instanceof DataFault ? error : migrationFault(connectionString, error);
      } finally {
        await client.query("select pg_advisory_unlock(hashtext('gouverne-migrations'))").catch(() => {});
        // Not given back: its settings are the migration's.
        giveBack(client, true);
      }
    },
    close: () => pool.end(),
  };
}

async function judgeServer(pool: Pool, url: string): Promise<void> {
  const { rows } = await pool.query<{ server_version_num: string }>('show server_version_num').catch((error: unknown) => { throw serverFault(url, error); });
  const major = Math.trunc(Number(rows[0]?.server_version_num ?? 0) / 10_000);
  if (major < OLDEST) {
    throw new DataFault('server-too-old',
      { fr: `${withoutPassword(url)} est un PostgreSQL ${major}.`, en: `${withoutPassword(url)} is PostgreSQL ${major}.` },
      { fr: `Gouverne demande PostgreSQL ${OLDEST} ou plus récent.`, en: `Gouverne needs PostgreSQL ${OLDEST} or later.` });
  }
}

const migrationFault = (url: string, error: unknown): DataFault => (codeOf(error) === '55P03'
  ? new DataFault('migration-busy',
    { fr: 'Une autre instance met les tables à niveau depuis plus d’une minute.', en: 'Another instance has been upgrading the tables for more than a minute.' },
    { fr: 'Laissez-la finir, puis redémarrez celle-ci.', en: 'Let it finish, then restart this one.' }, error)
  : serverFault(url, error));

/**
 * A connection that can be taken back. Three things that drizzle does not see: a statement that outlives its transaction would
 * run in the next one to use the connection; PostgreSQL answers COMMIT with ROLLBACK, without an error, when a statement failed
 * and the failure was swallowed (PGlite throws there by itself); and a ROLLBACK on a lost connection fails, and would hide why.
 */
function closable(client: PoolClient): { client: PoolClient; close(): 'whole' | 'lost' } {
  let open = true;
  let lost = false;
  const run = client.query.bind(client) as unknown as (...args: unknown[]) => Promise<unknown>;
  const query = async (...args: unknown[]): Promise<unknown> => {
    if (!open) throw new Error('the transaction is over: await what it runs before leaving it');
    const statement = statementOf(args[0]);
    try {
      const result = await run(...args);
      if (statement === 'commit' && (result as { command?: string }).command === 'ROLLBACK') throw new Error('nothing was saved: a statement of the transaction had failed, and the failure was not passed on');
      return result;
    } catch (error) {
      // Class 08 and 57P: PostgreSQL's words for a connection that is gone; the others are Node's.
      if (/^(08|57P|ECONN|EPIPE)/.test(codeOf(error) ?? '')) lost = true;
      if (statement !== 'rollback') throw error;
      lost = true;
      return { rows: [] };
    }
  };
  return { client: { query } as unknown as PoolClient, close: () => { open = false; return lost ? 'lost' : 'whole'; } };
}
const statementOf = (first: unknown): unknown => (typeof first === 'string' ? first : (first as { text?: unknown } | undefined)?.text);
