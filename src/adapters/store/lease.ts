// What only one replica may do at a time: a lease with an end, so that a replica that dies frees it by doing nothing.
// The database's clock decides, not the replicas': theirs may differ by more than a lease lasts.
import { setTimeout as pause } from 'node:timers/promises';
import { and, eq, sql } from 'drizzle-orm';
import type { Leases } from '../../features/committees/ports.ts';
import type { Log } from '../../shared/log.ts';
import { silentLog } from '../../shared/log.ts';
import type { Data } from './open-data.ts';
import { lease } from './schema/index.ts';

export interface LeaseHeld {
  readonly name: string;
  readonly until: Date;
  /** Grows each time the lease changes hands: what is written under an older token can be told from what is written under a newer. */
  readonly token: number;
}

export interface LeaseDesk {
  /** Null while somebody else holds it. Its own holder takes it again as a renewal. */
  take(name: string): Promise<LeaseHeld | null>;
  /** Null when it was lost meanwhile. */
  renew(held: LeaseHeld): Promise<LeaseHeld | null>;
  release(held: LeaseHeld): Promise<void>;
}

const now = sql`clock_timestamp()`;

export function leaseDesk(data: Pick<Data, 'tx'>, { tenantId, holder, leaseMs = 30_000 }: { tenantId: string; holder: string; leaseMs?: number }): LeaseDesk {
  const end = sql`clock_timestamp() + ${leaseMs}::float8 * interval '1 millisecond'`;
  const mine = (held: LeaseHeld) => and(eq(lease.tenantId, tenantId), eq(lease.name, held.name), eq(lease.holder, holder), eq(lease.token, held.token));
  const given = { name: lease.name, until: lease.until, token: lease.token };
  return {
    take: (name) => data.tx(async (tx) => {
      const [held] = await tx.insert(lease).values({ tenantId, name, holder, until: end, token: 1 })
        .onConflictDoUpdate({
          target: [lease.tenantId, lease.name],
          set: { holder, until: end, token: sql`case when ${lease.holder} = excluded.holder and ${lease.until} > ${now} then ${lease.token} else ${lease.token} + 1 end` },
          setWhere: sql`${lease.holder} = excluded.holder or ${lease.until} <= ${now}`,
        })
        .returning(given);
      return held ?? null;
    }),
    renew: (held) => data.tx(async (tx) => {
      const [renewed] = await tx.update(lease).set({ until: end }).where(and(mine(held), sql`${lease.until} > ${now}`)).returning(given);
      return renewed ?? null;
    }),
    // The row stays, ended: its token must not start again from 1.
    release: (held) => data.tx(async (tx) => { await tx.update(lease).set({ until: now }).where(mine(held)); }),
  };
}

/** Work done while a lease is held: renewed at a third of its length, given back at the end, and told at once when it is lost. */
export function leases(data: Pick<Data, 'tx'>, { tenantId, holder, leaseMs = 30_000, log = silentLog }: { tenantId: string; holder: string; leaseMs?: number; log?: Log }): Leases {
  const desk = leaseDesk(data, { tenantId, holder, leaseMs });
  return {
    async hold(name, work) {
      const held = await desk.take(name);
      if (held === null) return null;
      const lost = new AbortController();
      const over = new AbortController();
      const renewing = keep(desk, held, leaseMs, over.signal).catch((error: unknown) => {
        log.warn('lease-lost', { name, error });
        lost.abort(new Error(`the lease ${name} was lost`));
      });
      try {
        return await work(lost.signal);
      } finally {
        over.abort();
        await renewing;
        await desk.release(held).catch((error: unknown) => { log.warn('lease-not-released', { name, error }); });
      }
    },
  };
}

/** Rejects when the lease is gone, or could not be renewed before its end. */
async function keep(desk: LeaseDesk, taken: LeaseHeld, leaseMs: number, over: AbortSignal): Promise<void> {
  let endsAt = performance.now() + leaseMs;
  for (;;) {
    try {
      await pause(leaseMs / 3, undefined, { signal: over });
    } catch {
      return;
    }
    const asked = performance.now();
    try {
      if (await desk.renew(taken) === null) throw new Error('somebody else holds it');
      endsAt = asked + leaseMs;
    } catch (error) {
      // A database that does not answer for a moment is no loss yet: until the end, nobody else can have taken it.
      if (over.aborted) return;
      if ((error as Error).message === 'somebody else holds it' || performance.now() + leaseMs / 3 >= endsAt) throw error;
    }
  }
}
