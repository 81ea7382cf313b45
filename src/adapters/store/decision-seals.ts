// Whether the decisions of the register still are what the journal sealed. Implements the journal's port SealedTexts.
import { and, eq, inArray } from 'drizzle-orm';
import { sealed, sealedAmendment } from '../../features/decisions/domain/seal.ts';
import type { RecordedEntry } from '../../features/journal/domain/entry.ts';
import type { SealedTexts } from '../../features/journal/ports.ts';
import { readDecision } from './decisions-store.ts';
import { sha256 } from './journal-store.ts';
import type { Data } from './open-data.ts';
import { decision } from './schema/index.ts';

interface Seal { readonly decision?: unknown; readonly amendment?: unknown; readonly sha256?: unknown }

const isSealing = ({ act }: RecordedEntry): boolean => act === 'decision-recorded' || act === 'decision-amended';

export const decisionSeals = (data: Pick<Data, 'db'>): SealedTexts => ({
  async broken(tenantId, entries) {
    const sealing = entries.filter(isSealing).map(({ seq, act, facts }) => ({ seq, act, seal: (facts ?? {}) as Seal }));
    if (sealing.length === 0) return [];
    const ids = [...new Set(sealing.map(({ seal }) => String(seal.decision)))];
    const rows = await data.db.select().from(decision).where(and(eq(decision.tenantId, tenantId), inArray(decision.id, ids)));
    const standing = new Map(rows.map((row) => [row.id, row] as const));
    return sealing.filter(({ act, seal }) => {
      const row = standing.get(String(seal.decision));
      if (row === undefined) return true;
      const found = readDecision(row);
      const amendment = found.amendments[Number(seal.amendment) - 1];
      const text = act === 'decision-recorded' ? sealed(found) : amendment === undefined ? null : sealedAmendment(amendment);
      return text === null || sha256(text) !== seal.sha256;
    }).map(({ seq }) => seq);
  },
});
