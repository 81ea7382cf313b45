// What may go wrong inside a transaction, made to happen on either engine.
import { sql } from 'drizzle-orm';
import type { Data } from '../../src/adapters/store/open-data.ts';

class Undone extends Error {}

/** Every transaction runs twice, as one does that got in another's way: what the first run wrote is undone. */
export const everythingTwice = (data: Data): Data => ({
  ...data,
  tx: (fn) => data.tx(async (tx) => {
    await tx.transaction(async (inner) => { await fn(inner); throw new Undone(); }).catch((error: unknown) => { if (!(error instanceof Undone)) throw error; });
    return fn(tx);
  }),
});

/** While the work lasts, the table takes nothing from this tenant: the statement fails, and the transaction with it. */
export async function refusing<T>(data: Data, table: string, tenant: string, work: () => Promise<T>): Promise<T> {
  const name = `refuse_${table}`;
  await data.tx(async (tx) => {
    await tx.execute(sql.raw(`create function ${name}() returns trigger language plpgsql as $$ begin if new.tenant_id = '${tenant}' then raise exception 'the disk is full'; end if; return new; end $$`));
    await tx.execute(sql.raw(`create trigger ${name} before insert or update on ${table} for each row execute function ${name}()`));
  });
  try {
    return await work();
  } finally {
    await data.tx(async (tx) => {
      await tx.execute(sql.raw(`drop trigger ${name} on ${table}`));
      await tx.execute(sql.raw(`drop function ${name}()`));
    });
  }
}
