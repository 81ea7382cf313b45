// One page of the journal, newest first, among the chains that the reader may see.

import type { Decision } from '../../../shared/decision.ts';
import { accept, refuse } from '../../../shared/decision.ts';
import type { Chain, RecordedEntry } from '../domain/entry.ts';
import { positionOf, readPosition, writePosition } from '../domain/page.ts';
import type { JournalReader } from '../ports.ts';

export interface JournalPage {
  readonly entries: readonly RecordedEntry[];
  /** Where the next page begins; null on the last one. */
  readonly next: string | null;
}
export type ReadRefusal = { readonly why: 'no-such-page' };

const LARGEST = 200;

export const readJournal = ({ journal }: { journal: JournalReader }) =>
  async (tenantId: string, wanted: { chains: readonly Chain[] | 'all'; before?: string | undefined; limit?: number | undefined }): Promise<Decision<JournalPage, ReadRefusal>> => {
    const before = wanted.before === undefined ? null : readPosition(wanted.before);
    if (wanted.before !== undefined && before === null) return refuse({ why: 'no-such-page' });
    const limit = Math.min(Math.max(Math.trunc(wanted.limit ?? 50), 1), LARGEST);
    // One more than the page shows whether there is a next one.
    const found = await journal.newest(tenantId, { chains: wanted.chains, before, limit: limit + 1 });
    const entries = found.slice(0, limit);
    const last = entries.at(-1);
    return accept({ entries, next: found.length > limit && last !== undefined ? writePosition(positionOf(last)) : null });
  };
