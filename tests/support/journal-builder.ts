// Journal entries for tests: what a test does not say does not matter.
import type { Act } from '../../src/features/journal/domain/acts.ts';
import type { JournalEntry, RecordedEntry } from '../../src/features/journal/domain/entry.ts';
import { recordedParts } from '../../src/features/journal/domain/entry.ts';
import { canonicalEntry, GENESIS, linkHash } from '../../src/features/journal/domain/chain.ts';
import type { Sha256 } from '../../src/features/journal/domain/chain.ts';
import { channelKey, committeeId, personId, teamKey } from '../../src/shared/ids.ts';

export const CNCOT = committeeId('cncot');
export const ANA = personId('per-ana');
export const NOON = new Date('2027-01-07T17:00:00.000Z');

export const renamed = (before: string, after: string): Act => ({ act: 'channel-renamed', team: teamKey('rqt-cncot'), channel: channelKey('cncot'), before, after });

export const anEntry = ({ did = renamed('A', 'B'), ...rest }: Partial<JournalEntry> = {}): JournalEntry =>
  ({ chain: CNCOT, at: NOON, by: { kind: 'person', id: ANA }, did, ...rest });

/** A chain as the store would hold it. */
export function aChain(sha256: Sha256, tenantId: string, entries: readonly JournalEntry[]): RecordedEntry[] {
  let previous = GENESIS;
  return entries.map(({ chain, at, by, did }, index) => {
    const entry = { chain, seq: index + 1, at, by, ...recordedParts(did) };
    const recorded = { ...entry, previous, hash: linkHash(sha256, previous, canonicalEntry(tenantId, entry)) };
    previous = recorded.hash;
    return recorded;
  });
}
