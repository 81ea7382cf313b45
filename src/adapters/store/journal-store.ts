// The journal in SQL: appending, as part of a feature's own transaction, and reading back.
import { createHash } from 'node:crypto';
import { and, asc, desc, eq, gt, inArray, lt, or, sql } from 'drizzle-orm';
import { canonicalEntry, GENESIS, linkHash } from '../../features/journal/domain/chain.ts';
import type { Actor, Chain, ChainHead, JournalEntry, RecordedEntry } from '../../features/journal/domain/entry.ts';
import { recordedParts } from '../../features/journal/domain/entry.ts';
import type { JournalReader } from '../../features/journal/ports.ts';
import type { PersonId } from '../../shared/ids.ts';
import type { Reader, Tx } from './engines.ts';
import { journalEntry, journalHead } from './schema/index.ts';

export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/**
 * Records acts in the transaction that makes them true. The row of the chain's head is locked until the transaction ends, so
 * numbers have no gap and no twin whoever writes at the same time; hence the call comes late in a transaction, and short.
 */
export async function appendJournal(tx: Tx, tenantId: string, entries: readonly JournalEntry[]): Promise<RecordedEntry[]> {
  if (entries.length === 0) return [];
  const heads = await lockHeads(tx, tenantId, new Set(entries.map((entry) => entry.chain)));
  const recorded = entries.map(({ chain, at, by, did }) => {
    const head = heads.get(chain) ?? { seq: 0, hash: GENESIS };
    const next = { chain, seq: head.seq + 1, at, by, ...recordedParts(did) };
    const hash = linkHash(sha256, head.hash, canonicalEntry(tenantId, next));
    heads.set(chain, { seq: next.seq, hash });
    return { ...next, previous: head.hash, hash };
  });
  // A statement takes 65,535 parameters at most, and a row has twelve.
  for (let from = 0; from < recorded.length; from += 2000) await tx.insert(journalEntry).values(recorded.slice(from, from + 2000).map((entry) => toRow(tenantId, entry)));
  await tx.insert(journalHead).values([...heads].map(([chain, head]) => ({ tenantId, chain, ...head })))
    .onConflictDoUpdate({ target: [journalHead.tenantId, journalHead.chain], set: { seq: sql`excluded.seq`, hash: sql`excluded.hash` } });
  return recorded;
}

/** The no-op update takes the rows' locks, also when another transaction has just created one. In one order for everybody, so that two transactions on the same chains cannot wait for each other. */
async function lockHeads(tx: Tx, tenantId: string, chains: ReadonlySet<Chain>): Promise<Map<Chain, { seq: number; hash: string }>> {
  const rows = await tx.insert(journalHead).values([...chains].sort().map((chain) => ({ tenantId, chain, seq: 0, hash: GENESIS })))
    .onConflictDoUpdate({ target: [journalHead.tenantId, journalHead.chain], set: { seq: sql`${journalHead.seq}` } })
    .returning({ chain: journalHead.chain, seq: journalHead.seq, hash: journalHead.hash });
  return new Map(rows.map(({ chain, seq, hash }) => [chain as Chain, { seq, hash }]));
}

export const journalStore = (db: Reader): JournalReader => ({
  async newest(tenantId, { chains, before, limit }) {
    if (chains !== 'all' && chains.length === 0) return [];
    const { at, chain, seq } = journalEntry;
    const older = before === null ? undefined : or(lt(at, before.at), and(eq(at, before.at), or(gt(chain, before.chain), and(eq(chain, before.chain), lt(seq, before.seq)))));
    const rows = await db.select().from(journalEntry)
      .where(and(eq(journalEntry.tenantId, tenantId), chains === 'all' ? undefined : inArray(chain, [...chains]), older))
      .orderBy(desc(at), asc(chain), desc(seq)).limit(limit);
    return rows.map(fromRow);
  },
  async chains(tenantId) {
    const heads = await db.select().from(journalHead).where(eq(journalHead.tenantId, tenantId)).orderBy(asc(journalHead.chain));
    const written = await db.selectDistinct({ chain: journalEntry.chain }).from(journalEntry).where(eq(journalEntry.tenantId, tenantId));
    const byChain = new Map<Chain, ChainHead | null>(written.map(({ chain }) => [chain as Chain, null]));
    for (const { chain, seq, hash } of heads) byChain.set(chain as Chain, { chain: chain as Chain, seq, hash });
    return [...byChain].map(([chain, head]) => ({ chain, head })).sort((a, b) => (a.chain < b.chain ? -1 : 1));
  },
  async head(tenantId, chain) {
    const [row] = await db.select().from(journalHead).where(and(eq(journalHead.tenantId, tenantId), eq(journalHead.chain, chain)));
    return row === undefined ? null : { chain, seq: row.seq, hash: row.hash };
  },
  async following(tenantId, chain, seq, limit) {
    const rows = await db.select().from(journalEntry)
      .where(and(eq(journalEntry.tenantId, tenantId), eq(journalEntry.chain, chain), gt(journalEntry.seq, seq)))
      .orderBy(asc(journalEntry.seq)).limit(limit);
    return rows.map(fromRow);
  },
});

type Row = typeof journalEntry.$inferSelect;

const toRow = (tenantId: string, { by, ...entry }: RecordedEntry): typeof journalEntry.$inferInsert =>
  ({ tenantId, ...entry, byKind: by.kind, byId: by.kind === 'gouverne' ? null : by.id });

const fromRow = ({ tenantId: _tenantId, byKind, byId, chain, ...row }: Row): RecordedEntry => ({ ...row, chain: chain as Chain, by: actor(byKind, byId) });

function actor(kind: Row['byKind'], id: string | null): Actor {
  switch (kind) {
    case 'person': return { kind, id: (id ?? '') as PersonId };
    case 'application': return { kind, id: id ?? '' };
    case 'gouverne': return { kind };
    // The column was changed behind our back: shown as it is, so that verification finds it.
    default: return { kind: kind satisfies never, id } as unknown as Actor;
  }
}
