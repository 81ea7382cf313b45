// A person's own choices in SQL. The pattern of every repository here: it is made for one tenant, reads with `data.db`, and
// writes facts and journal entry in one `data.tx`.
import { and, eq } from 'drizzle-orm';
import type { Preferences } from '../../features/people/ports.ts';
import { appendJournal } from './journal-store.ts';
import type { Data } from './open-data.ts';
import { preference } from './schema/index.ts';

export function preferencesStore(data: Pick<Data, 'db' | 'tx'>, tenantId: string): Preferences {
  const of = (subject: string) => and(eq(preference.tenantId, tenantId), eq(preference.subject, subject));
  return {
    async languageOf(person) {
      const [row] = await data.db.select({ language: preference.language }).from(preference).where(of(person));
      return row?.language ?? null;
    },
    chooseLanguage: (person, language, by, at) => data.tx(async (tx) => {
      // Inserted first, for there is no row to lock before the first choice: of two at once, the second finds the first one's.
      const [first] = await tx.insert(preference).values({ tenantId, subject: person, language, updatedAt: at }).onConflictDoNothing().returning({ language: preference.language });
      const [current] = first === undefined ? await tx.select({ language: preference.language }).from(preference).where(of(person)).for('update') : [];
      if (current?.language === language) return;
      if (current !== undefined) await tx.update(preference).set({ language, updatedAt: at }).where(of(person));
      await appendJournal(tx, tenantId, [{ chain: 'reseau', at, by: by === null ? { kind: 'gouverne' } : { kind: 'person', id: by }, did: { act: 'preference-changed', before: current?.language ?? null, after: language } }]);
    }),
  };
}
