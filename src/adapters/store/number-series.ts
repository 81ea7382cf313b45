// Numbers given out one after the other, without a gap and without a twin: the row of the series is locked until the transaction ends.
import { sql } from 'drizzle-orm';
import type { Tx } from './open-data.ts';
import { numberSeries } from './schema/index.ts';

/** The first of `count` new numbers of a series. */
export async function takeNumbers(tx: Tx, tenantId: string, series: string, count: number): Promise<number> {
  const [row] = await tx.insert(numberSeries).values({ tenantId, series, last: count })
    .onConflictDoUpdate({ target: [numberSeries.tenantId, numberSeries.series], set: { last: sql`${numberSeries.last} + ${count}` } })
    .returning({ last: numberSeries.last });
  return row!.last - count + 1;
}

/** `A-2027-003`: three signs at least. */
export const numberWord = (series: string, n: number): string => `${series}-${String(n).padStart(3, '0')}`;

/** A number that was given elsewhere: none that is given here comes before it, or is the same. */
export async function keepNumber(tx: Tx, tenantId: string, word: string): Promise<void> {
  const at = word.lastIndexOf('-');
  await tx.insert(numberSeries).values({ tenantId, series: word.slice(0, at), last: Number(word.slice(at + 1)) })
    .onConflictDoUpdate({ target: [numberSeries.tenantId, numberSeries.series], set: { last: sql`greatest(${numberSeries.last}, excluded.last)` } });
}
