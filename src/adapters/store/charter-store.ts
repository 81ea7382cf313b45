// Every charter that was loaded, and the one in force. Implements the committees' port Charters.
import { and, desc, eq } from 'drizzle-orm';
import type { CommitteeId, PersonId } from '../../shared/ids.ts';
import type { JournalEntry } from '../../features/journal/domain/entry.ts';
import type { Charter } from '../../features/committees/domain/charter.ts';
import type { Charters, CharterVersion } from '../../features/committees/ports.ts';
import { appendJournal } from './journal-store.ts';
import type { Data, Tx } from './open-data.ts';
import { charterVersion } from './schema/index.ts';

type Row = typeof charterVersion.$inferSelect;
const read = (row: Row): CharterVersion => ({ version: row.version, source: row.source, sha256: row.sha256, charter: row.parsed, loadedAt: row.loadedAt });

export interface CharterStore extends Charters {
  textInForce(): Promise<{ readonly version: number; readonly source: string; readonly sha256: string; readonly text: string; readonly loadedAt: Date } | null>;
  /** As `load`, with what is to be saved in the same transaction; nothing of it when another charter came into force. */
  loadWith(charter: Charter, about: About, along: (tx: Tx) => Promise<void>): Promise<CharterVersion | null>;
}

export function charterStore(data: Data, tenantId: string): CharterStore {
  const inForce = and(eq(charterVersion.tenantId, tenantId), eq(charterVersion.inForce, true));
  // The charter is large and read by every request; its number tells whether the copy at hand is still the one in force.
  let kept: CharterVersion | null = null;
  // Twenty people ask at once: one look serves those who ask while it is under way.
  let look: Promise<CharterVersion | null> | null = null;
  const current = (): Promise<CharterVersion | null> => (look ??= latest().finally(() => { look = null; }));
  const latest = async (): Promise<CharterVersion | null> => {
    const [head] = await data.db.select({ version: charterVersion.version }).from(charterVersion).where(inForce);
    if (head === undefined) return null;
    if (kept?.version === head.version) return kept;
    const [row] = await data.db.select().from(charterVersion).where(and(eq(charterVersion.tenantId, tenantId), eq(charterVersion.version, head.version)));
    kept = row === undefined ? null : read(row);
    return kept;
  };
  const put = (charter: Charter, about: About, along: (tx: Tx) => Promise<void>): Promise<CharterVersion | null> => data.tx(async (tx) => {
    const [latest] = await tx.select().from(charterVersion).where(eq(charterVersion.tenantId, tenantId)).orderBy(desc(charterVersion.version)).limit(1).for('update');
    if (latest?.inForce === true && latest.sha256 === about.sha256) {
      await along(tx);
      return read(latest);
    }
    if ((latest?.version ?? null) !== about.over) return null;
    const version = (latest?.version ?? 0) + 1;
    await tx.update(charterVersion).set({ inForce: false }).where(inForce);
    // Two writers of the same number collide on the key: the second one starts over, and finds that it was overtaken.
    const [row] = await tx.insert(charterVersion).values({ tenantId, version, source: about.source, sha256: about.sha256, text: about.text, parsed: charter, inForce: true, loadedBy: about.by, loadedAt: about.at }).returning();
    await appendJournal(tx, tenantId, entries(charter.committees, latest?.parsed.committees ?? [], version, about));
    await along(tx);
    return read(row!);
  });
  const loadWith: CharterStore['loadWith'] = async (charter, about, along) => {
    try {
      return await put(charter, about, along);
    } finally {
      look = null;
    }
  };
  return {
    inForce: current,
    async textInForce() {
      const [row] = await data.db.select().from(charterVersion).where(inForce);
      return row === undefined ? null : { version: row.version, source: row.source, sha256: row.sha256, text: row.text, loadedAt: row.loadedAt };
    },
    load: (charter, about) => loadWith(charter, about, async () => {}),
    loadWith,
  };
}

type About = Parameters<Charters['load']>[1];

type Named = readonly { readonly id: CommitteeId; readonly acronym: string }[];

function entries(committees: Named, earlier: Named, version: number, about: About): JournalEntry[] {
  const by = actor(about.by);
  // A committee that was removed is called what it was called.
  const acronymOf = (id: CommitteeId): string => [...committees, ...earlier].find((c) => c.id === id)?.acronym ?? id;
  return [
    { chain: 'reseau', at: about.at, by, did: { act: 'charter-loaded', version, source: about.source, sha256: about.sha256, committees: committees.length, before: about.over, after: version } },
    ...about.changes.added.map((committee): JournalEntry => ({ chain: committee, at: about.at, by, did: { act: 'committee-created', committee, acronym: acronymOf(committee) } })),
    ...about.changes.changed.map(({ committee, acronym, fields, ...change }): JournalEntry => ({ chain: committee, at: about.at, by, did: { act: 'committee-changed', committee, acronym, fields, ...change } })),
    ...about.changes.removed.map((committee): JournalEntry => ({ chain: committee, at: about.at, by, did: { act: 'committee-removed', committee, acronym: acronymOf(committee) } })),
  ];
}

export const actor = (person: PersonId | null): JournalEntry['by'] => (person === null ? { kind: 'gouverne' } : { kind: 'person', id: person });
