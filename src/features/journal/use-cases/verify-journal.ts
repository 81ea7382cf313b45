// Walks every chain of the journal and names each broken link, and each text that is no longer what the journal sealed. Page by page: a
// journal is never held in memory whole.

import type { BrokenLink, Sha256 } from '../domain/chain.ts';
import { follow, judgeEnd, walkFrom } from '../domain/chain.ts';
import type { Chain, ChainHead } from '../domain/entry.ts';
import type { JournalReader, SealedTexts } from '../ports.ts';

export interface JournalVerdict {
  readonly ok: boolean;
  readonly chains: number;
  readonly entries: number;
  readonly broken: readonly BrokenLink[];
  /** The last hash of every chain. Kept elsewhere, they prove later that nothing before them was rewritten, heads included. */
  readonly heads: readonly ChainHead[];
}

const PAGE = 500;

export interface VerifyDeps { readonly journal: JournalReader; readonly sha256: Sha256; readonly texts?: SealedTexts }

export const verifyJournal = (deps: VerifyDeps) =>
  async (tenantId: string): Promise<JournalVerdict> => {
    const chains = await deps.journal.chains(tenantId);
    const broken: BrokenLink[] = [];
    const heads: ChainHead[] = [];
    let entries = 0;
    for (const { chain, head } of chains) {
      const walked = await walkChain(deps, tenantId, chain, head);
      entries += walked.entries;
      broken.push(...walked.broken);
      if (walked.head !== null) heads.push(walked.head);
    }
    return { ok: broken.length === 0, chains: chains.length, entries, broken, heads };
  };

async function walkChain({ journal, sha256, texts }: VerifyDeps, tenantId: string, chain: Chain, atStart: ChainHead | null): Promise<{ entries: number; broken: BrokenLink[]; head: ChainHead | null }> {
  const broken: BrokenLink[] = [];
  let walk = walkFrom(chain);
  let entries = 0;
  let full = true;
  while (full) {
    const page = await journal.following(tenantId, chain, walk.seq, PAGE);
    for (const entry of page) {
      const step = follow(sha256, tenantId, walk, entry);
      if (step.broken !== null) broken.push(step.broken);
      walk = step.walk;
    }
    for (const seq of (await texts?.broken(tenantId, page)) ?? []) broken.push({ chain, seq, why: 'text' });
    entries += page.length;
    full = page.length === PAGE;
  }
  const now = atStart?.seq === walk.seq ? atStart : await journal.head(tenantId, chain);
  const end = judgeEnd(walk, atStart, now);
  if (end !== null) broken.push(end);
  return { entries, broken, head: now };
}
