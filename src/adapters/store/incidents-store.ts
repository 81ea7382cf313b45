// The register of incidents in SQL: each change is one transaction with its line in the journal and, for a report, the message to whoever
// is in charge. Implements the incidents' ports IncidentStore and RefusedEntries.
import { and, desc, eq } from 'drizzle-orm';
import type { Outgoing } from '../../features/conversations/ports.ts';
import type { Recipient } from '../../features/conversations/domain/outgoing.ts';
import type { Incident } from '../../features/incidents/domain/incident.ts';
import type { IncidentStore, RefusedEntries } from '../../features/incidents/ports.ts';
import { reportOf } from '../../features/incidents/use-cases/report-incident.ts';
import { incidentId, personId, type IncidentId } from '../../shared/ids.ts';
import { appendJournal } from './journal-store.ts';
import { numberWord, takeNumbers } from './number-series.ts';
import type { Data, Tx } from './open-data.ts';
import { incident } from './schema/index.ts';

const t = incident;

export interface IncidentStoreDeps {
  readonly outgoing: Outgoing<Tx>;
  /** Who hears of a report, read before the transaction begins. */
  readonly inCharge: () => Promise<readonly Recipient[]>;
}

export function incidentsStore(data: Pick<Data, 'db' | 'tx'>, tenantId: string, { outgoing, inCharge }: IncidentStoreDeps): IncidentStore {
  const named = (id: IncidentId) => and(eq(t.tenantId, tenantId), eq(t.id, id));
  const reported = async (key: string | null, db: Pick<Tx, 'select'> = data.db): Promise<Incident | null> => {
    const [row] = key === null ? [] : await db.select().from(t).where(and(eq(t.tenantId, tenantId), eq(t.reportKey, key)));
    return row === undefined ? null : read(row);
  };
  return {
    all: async () => (await data.db.select().from(t).where(eq(t.tenantId, tenantId)).orderBy(desc(t.occurredOn), desc(t.id))).map(read),
    async find(id) {
      const [row] = await data.db.select().from(t).where(named(id));
      return row === undefined ? null : read(row);
    },
    async open(given, once) {
      const before = await reported(once);
      if (before !== null) return before;
      const told = given.origin === 'bot' ? await inCharge() : [];
      return data.tx(async (tx) => {
        // By the year in which it became known. A second press of the same card waits here for the first one, and then finds its incident.
        const series = `I-${given.learnedOn.slice(0, 4)}`;
        await takeNumbers(tx, tenantId, series, 0);
        const meanwhile = await reported(once, tx);
        if (meanwhile !== null) return meanwhile;
        const opened: Incident = { ...given, id: incidentId(numberWord(series, await takeNumbers(tx, tenantId, series, 1))), state: 'open', closedAt: null, version: 1 };
        await tx.insert(t).values({ tenantId, ...columns(opened), reportKey: once });
        if (told.length > 0) await outgoing.send(tx, told.map((to) => reportOf(opened, to)));
        await appendJournal(tx, tenantId, [{ chain: 'reseau', at: given.openedAt, by: { kind: 'person', id: given.openedBy }, did: { act: 'incident-opened', incident: opened.id, nature: opened.nature, origin: opened.origin } }]);
        return opened;
      });
    },
    change: (changed, seen, did, by, at) => data.tx(async (tx) => {
      const next: Incident = { ...changed, version: seen + 1 };
      const [row] = await tx.update(t).set(columns(next)).where(and(named(next.id), eq(t.version, seen))).returning({ version: t.version });
      if (row === undefined) return null;
      await appendJournal(tx, tenantId, [{ chain: 'reseau', at, by: { kind: 'person', id: by }, did }]);
      return next;
    }),
    exported: (count, by, at) => data.tx(async (tx) => { await appendJournal(tx, tenantId, [{ chain: 'reseau', at, by, did: { act: 'incidents-exported', count } }]); }),
  };
}

export const refusedEntriesStore = (data: Pick<Data, 'tx'>, tenantId: string): RefusedEntries => ({
  note: (entry, by, at) => data.tx(async (tx) => { await appendJournal(tx, tenantId, [{ chain: 'reseau', at, by, did: { act: 'entry-refused', ...entry } }]); }),
});

function columns({ where, ...rest }: Incident): Omit<typeof incident.$inferInsert, 'tenantId' | 'reportKey'> {
  return { ...rest, whereabouts: where };
}

const read = ({ tenantId: _tenant, reportKey: _key, whereabouts, id, openedBy, ...row }: typeof incident.$inferSelect): Incident => ({ ...row, id: incidentId(id), openedBy: personId(openedBy), where: whereabouts });
