// What the journal needs from outside: reading back what was recorded. Appending is not here: it is part of each feature's
// own save, in the transaction of its facts (`appendJournal` in the store).

import type { Chain, ChainHead, RecordedEntry } from './domain/entry.ts';
import type { PagePosition } from './domain/page.ts';

export interface JournalReader {
  /** Newest first, entries strictly older than `before`. */
  newest(tenantId: string, wanted: { readonly chains: readonly Chain[] | 'all'; readonly before: PagePosition | null; readonly limit: number }): Promise<RecordedEntry[]>;
  /** Every chain that has a head, or entries: `head` is null where entries stand without one. */
  chains(tenantId: string): Promise<{ readonly chain: Chain; readonly head: ChainHead | null }[]>;
  head(tenantId: string, chain: Chain): Promise<ChainHead | null>;
  /** In order, those after this number. */
  following(tenantId: string, chain: Chain, seq: number, limit: number): Promise<RecordedEntry[]>;
}

/** What entries of the journal sealed by its SHA-256: texts of a register, say. */
export interface SealedTexts {
  /** Numbers of those entries, of one chain, whose text is no longer what it was, or is gone. */
  broken(tenantId: string, entries: readonly RecordedEntry[]): Promise<readonly number[]>;
}
