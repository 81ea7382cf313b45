// The pace of the bot, shared by all replicas: places in the tenant's second, and one lane for each conversation. The
// database's clock decides, not the replicas': theirs may be hours apart.
import { and, eq, lt, sql, type SQL } from 'drizzle-orm';
import { earliest, memoryOf, nextShare, PER_CONVERSATION } from '../../features/conversations/domain/send-limits.ts';
import type { Lanes, Pace } from '../../features/conversations/ports.ts';
import type { Tx } from './engines.ts';
import type { Data } from './open-data.ts';
import { sender, sendLane } from './schema/index.ts';

/** A replica that did not renew for so long stops sending by itself … */
const SHARE_MS = 4_000;
/** … and so much later its last request is older than the window, and its places are anybody's. */
const SILENCE_MS = 2_000;
/** Longer than a request is waited for. */
const LANE_MS = 20_000;
/** Asked again at this pace while somebody else speaks there. */
const BUSY_MS = 60;

const databaseNow = sql`clock_timestamp()`;
const ms = (count: number): SQL => sql`${count}::float8 * interval '1 millisecond'`;
/** True of a replica's row while its requests may still arrive, or it may yet renew. */
export const notDead = sql`${sender.until} + ${ms(SILENCE_MS)} > clock_timestamp()`;

export function sendPace(data: Pick<Data, 'tx'>, tenantId: string): Pace {
  return {
    renew: (renewal) => data.tx(async (tx) => {
      // One replica at a time, or two would be given the same places.
      await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`sender ${tenantId}`}))`);
      await tx.delete(sender).where(and(eq(sender.tenantId, tenantId), sql`not (${notDead})`));
      const shares = await tx.select({ holder: sender.holder, places: sender.share }).from(sender).where(eq(sender.tenantId, tenantId));
      const held = shares.find(({ holder }) => holder === renewal.holder)?.places ?? 0;
      const { places, limit } = nextShare(renewal, held, shares.filter(({ holder }) => holder !== renewal.holder));
      if (held === 0) await forgetIdleLanes(tx, tenantId);
      const until = sql`clock_timestamp() + ${ms(SHARE_MS)}`;
      await tx.insert(sender).values({ tenantId, holder: renewal.holder, share: places, until })
        .onConflictDoUpdate({ target: [sender.tenantId, sender.holder], set: { share: places, until } });
      return { limit, forMs: SHARE_MS };
    }),
    leave: (holder) => data.tx(async (tx) => { await tx.delete(sender).where(and(eq(sender.tenantId, tenantId), eq(sender.holder, holder))); }),
  };
}

const free = sql`(${sendLane.holder} is null or ${sendLane.until} <= clock_timestamp())`;

/** The lanes of these names that nobody is in and that are due, now this holder's. In the order of their names: no two replicas wait for each other. */
export async function enterLanes(tx: Tx, tenantId: string, lanes: readonly string[], holder: string): Promise<ReadonlySet<string>> {
  if (lanes.length === 0) return new Set();
  const until = sql`clock_timestamp() + ${ms(LANE_MS)}`;
  const entered = await tx.insert(sendLane)
    .values([...lanes].sort().map((lane) => ({ tenantId, lane, holder, until, nextAt: databaseNow, answered: [] })))
    .onConflictDoUpdate({ target: [sendLane.tenantId, sendLane.lane], set: { holder, until }, setWhere: sql`${free} and ${sendLane.nextAt} <= clock_timestamp()` })
    .returning({ lane: sendLane.lane });
  return new Set(entered.map(({ lane }) => lane));
}

export interface Left { readonly lane: string; readonly requests: number; readonly pauseMs: number }

/** Counts the requests as answered now, which is after they were, and frees the lanes. */
export async function leaveLanes(tx: Tx, tenantId: string, left: readonly Left[], holder: string): Promise<void> {
  if (left.length === 0) return;
  const names = left.map(({ lane }) => lane).sort();
  const rows = await tx.select({ lane: sendLane.lane, answered: sendLane.answered, now: sql<number>`(extract(epoch from clock_timestamp()) * 1000)::float8` })
    .from(sendLane).where(and(eq(sendLane.tenantId, tenantId), sql`${sendLane.lane} in ${names}`, eq(sendLane.holder, holder))).orderBy(sendLane.lane).for('update');
  if (rows.length === 0) return;
  const changed = rows.map(({ lane, answered, now }) => {
    const { requests, pauseMs } = left.find((one) => one.lane === lane) ?? { requests: 0, pauseMs: 0 };
    const at = Math.ceil(now);
    const counted = [...answered.filter((past) => past > at - memoryOf(PER_CONVERSATION)), ...Array.from({ length: requests }, () => at)];
    const next = Math.max(at + pauseMs, earliest(at, counted, PER_CONVERSATION));
    return { tenantId, lane, holder: null, until: new Date(at), nextAt: new Date(next), answered: counted };
  });
  await tx.insert(sendLane).values(changed).onConflictDoUpdate({
    target: [sendLane.tenantId, sendLane.lane],
    set: { holder: null, until: sql`excluded.until`, nextAt: sql`greatest(${sendLane.nextAt}, excluded.next_at)`, answered: sql`excluded.answered` },
  });
}

/** Lanes where nothing counts any more. */
async function forgetIdleLanes(tx: Tx, tenantId: string): Promise<void> {
  await tx.delete(sendLane).where(and(eq(sendLane.tenantId, tenantId), lt(sendLane.nextAt, sql`clock_timestamp() - ${ms(memoryOf(PER_CONVERSATION))}`), free));
}

export function sendLanes(data: Pick<Data, 'tx'>, tenantId: string): Lanes {
  const of = (lane: string) => and(eq(sendLane.tenantId, tenantId), eq(sendLane.lane, lane));
  return {
    enter: (lane, holder) => data.tx(async (tx) => {
      if ((await enterLanes(tx, tenantId, [lane], holder)).has(lane)) return 0;
      const [row] = await tx.select({ wait: sql<number>`(extract(epoch from ${sendLane.nextAt} - clock_timestamp()) * 1000)::float8` }).from(sendLane).where(of(lane));
      return Math.max(BUSY_MS, Math.ceil(row?.wait ?? 0));
    }),
    leave: (lane, holder, requests) => data.tx((tx) => leaveLanes(tx, tenantId, [{ lane, requests, pauseMs: 0 }], holder)),
    pause: (lane, pauseMs) => data.tx(async (tx) => {
      const nextAt = sql`clock_timestamp() + ${ms(pauseMs)}`;
      await tx.insert(sendLane).values({ tenantId, lane, holder: null, until: databaseNow, nextAt, answered: [] })
        .onConflictDoUpdate({ target: [sendLane.tenantId, sendLane.lane], set: { nextAt: sql`greatest(${sendLane.nextAt}, ${nextAt})` } });
    }),
  };
}
