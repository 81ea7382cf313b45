// The journal on both engines: complete, in order, and impossible to change without it showing.
import { describe, expect, it } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { appendJournal, journalStore, sha256 } from '../../src/adapters/store/journal-store.ts';
import { journalEntry } from '../../src/adapters/store/schema/index.ts';
import type { Chain, JournalEntry } from '../../src/features/journal/domain/entry.ts';
import { readJournal } from '../../src/features/journal/use-cases/read-journal.ts';
import { verifyJournal } from '../../src/features/journal/use-cases/verify-journal.ts';
import { committeeId } from '../../src/shared/ids.ts';
import { anEntry, CNCOT, NOON, renamed } from '../support/journal-builder.ts';
import type { StoreInTest } from '../support/stores.ts';
import { everyStore } from '../support/stores.ts';

const suite = (store: StoreInTest): void => {
  // Each test has a tenant of its own: they share one database, as tenants do.
  let tenants = 0;
  const newTenant = () => `tenant-${(tenants += 1)}`;
  const append = (tenant: string, ...entries: JournalEntry[]) => store.data.tx((tx) => appendJournal(tx, tenant, entries));
  const reader = () => journalStore(store.data.db);
  const verify = (tenant: string) => verifyJournal({ journal: reader(), sha256 })(tenant);
  const read = readJournalOf(reader);

  describe('appending', () => {
    it('numbers each chain from 1, without a gap', async () => {
      const tenant = newTenant();
      await append(tenant, anEntry(), anEntry({ chain: 'reseau' }), anEntry());
      await append(tenant, anEntry());
      expect((await reader().following(tenant, CNCOT, 0, 10)).map((entry) => entry.seq)).toEqual([1, 2, 3]);
      expect((await reader().following(tenant, 'reseau', 0, 10)).map((entry) => entry.seq)).toEqual([1]);
    });

    it('gives back exactly what was recorded, whatever its shape', async () => {
      const tenant = newTenant();
      // Names that look like JSON were once read back as numbers and nulls.
      const did = ['123', 'null', '{"a":1}', 'Équipe « œuvre » 😀', ''].map((name) => renamed(name, `${name}!`));
      const written = await append(tenant, ...did.map((act) => anEntry({ did: act })), anEntry({ by: { kind: 'application', id: 'app-1' }, did: { act: 'committee-changed', committee: committeeId('x'), acronym: 'X', fields: [], before: { n: 1e21, f: 0.1, deep: [null, { a: true }] }, after: null } }), anEntry({ by: { kind: 'gouverne' } }));
      expect(await reader().following(tenant, CNCOT, 0, 10)).toEqual(written);
      expect(await verify(tenant)).toMatchObject({ ok: true, entries: 7, broken: [] });
    });

    it('by forty writers at once leaves no gap, no twin and an unbroken chain', async () => {
      const tenant = newTenant();
      await Promise.all(Array.from({ length: 40 }, (_, n) => append(tenant, anEntry({ did: renamed(`${n}`, 'x') }), anEntry({ chain: 'reseau' }))));
      expect((await reader().following(tenant, CNCOT, 0, 100)).map((entry) => entry.seq)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
      expect(await verify(tenant)).toMatchObject({ ok: true, chains: 2, entries: 80 });
    });

    it('leaves no number behind when its transaction fails', async () => {
      const tenant = newTenant();
      await append(tenant, anEntry());
      await expect(store.data.tx(async (tx) => { await appendJournal(tx, tenant, [anEntry()]); throw new Error('no'); })).rejects.toThrow('no');
      await append(tenant, anEntry());
      expect(await verify(tenant)).toMatchObject({ ok: true, entries: 2 });
    });

    it('on many chains at once, in any order, by many writers, leaves every one unbroken', async () => {
      const tenant = newTenant();
      const chains = Array.from({ length: 12 }, (_, n) => committeeId(`loc-${n}`));
      await Promise.all(Array.from({ length: 20 }, (_, n) => append(tenant, ...[...chains.slice(n % 12), ...chains.slice(0, n % 12)].map((chain) => anEntry({ chain })))));
      expect(await verify(tenant)).toMatchObject({ ok: true, chains: 12, entries: 240 });
    });

    it('of many entries is one act', async () => {
      const tenant = newTenant();
      await append(tenant, ...Array.from({ length: 4203 }, (_, n) => anEntry({ did: renamed(`${n}`, 'x') })));
      expect(await verify(tenant)).toMatchObject({ ok: true, entries: 4203 });
    }, 60_000);

    it('keeps tenants apart, also on the same committee', async () => {
      const [one, two] = [newTenant(), newTenant()];
      await append(one, anEntry());
      await append(two, anEntry());
      await append(one, anEntry());
      expect(await verify(one)).toMatchObject({ ok: true, chains: 1, entries: 2 });
      expect((await reader().newest(two, { chains: 'all', before: null, limit: 10 }))).toHaveLength(1);
    });
  });

  describe('the database itself', () => {
    const changes = { UPDATE: sql`update journal_entry set act = 'x'`, DELETE: sql`delete from journal_entry`, TRUNCATE: sql`truncate journal_entry` };
    it.each(Object.keys(changes) as (keyof typeof changes)[])('refuses to %s an entry', async (verb) => {
      await append(newTenant(), anEntry());
      await expect(store.data.tx((tx) => tx.execute(changes[verb]))).rejects.toMatchObject({ cause: { message: expect.stringContaining('append-only') } });
    });
    it('refuses to move a head back, to change its hash, or to remove it', async () => {
      const tenant = newTenant();
      await append(tenant, anEntry(), anEntry());
      for (const change of [sql`update journal_head set seq = seq - 1 where tenant_id = ${tenant}`, sql`update journal_head set hash = 'x' where tenant_id = ${tenant}`, sql`delete from journal_head where tenant_id = ${tenant}`, sql`truncate journal_head`]) {
        await expect(store.data.tx((tx) => tx.execute(change))).rejects.toThrow();
      }
      expect(await verify(tenant)).toMatchObject({ ok: true });
    });
  });

  describe('verification', () => {
    /** What a superuser can do who switches the triggers off; they are on again afterwards. */
    const behindItsBack = (change: ReturnType<typeof sql>) => store.data.tx(async (tx) => {
      for (const table of ['journal_entry', 'journal_head']) await tx.execute(sql.raw(`alter table ${table} disable trigger all`));
      await tx.execute(change);
      for (const table of ['journal_entry', 'journal_head']) await tx.execute(sql.raw(`alter table ${table} enable trigger all`));
    });
    const filled = async () => {
      const tenant = newTenant();
      await append(tenant, ...Array.from({ length: 7 }, (_, n) => anEntry({ did: renamed(`before ${n}`, `after ${n}`) })), anEntry({ chain: 'reseau' }));
      return tenant;
    };

    it('names the entry of which one byte was changed in storage', async () => {
      const tenant = await filled();
      await behindItsBack(sql`update journal_entry set facts = replace(facts::text, 'rqt-cncot', 'rqt-cncou')::jsonb where tenant_id = ${tenant} and chain = 'cncot' and seq = 4`);
      expect(await verify(tenant)).toMatchObject({ ok: false, chains: 2, entries: 8, broken: [{ chain: 'cncot', seq: 4, why: 'altered' }] });
    });
    it('names a time moved by a millisecond, and a hand changed', async () => {
      const tenant = await filled();
      await behindItsBack(sql`update journal_entry set at = at + interval '1 millisecond' where tenant_id = ${tenant} and chain = 'cncot' and seq = 2`);
      await behindItsBack(sql`update journal_entry set by_id = 'per-ben' where tenant_id = ${tenant} and chain = 'reseau' and seq = 1`);
      expect((await verify(tenant)).broken).toEqual([{ chain: 'cncot', seq: 2, why: 'altered' }, { chain: 'reseau', seq: 1, why: 'altered' }]);
    });
    it('names what was removed, in the middle and at the end', async () => {
      const tenant = await filled();
      await behindItsBack(sql`delete from journal_entry where tenant_id = ${tenant} and chain = 'cncot' and seq in (3, 7)`);
      expect((await verify(tenant)).broken).toEqual([{ chain: 'cncot', seq: 3, why: 'missing' }, { chain: 'cncot', seq: 7, why: 'missing' }]);
    });
    it('names a chain whose entries are all gone, and one whose head is', async () => {
      const tenant = await filled();
      await behindItsBack(sql`delete from journal_entry where tenant_id = ${tenant} and chain = 'reseau'`);
      await behindItsBack(sql`delete from journal_head where tenant_id = ${tenant} and chain = 'cncot'`);
      expect((await verify(tenant)).broken).toEqual([{ chain: 'cncot', seq: 7, why: 'head' }, { chain: 'reseau', seq: 1, why: 'missing' }]);
    });
    it('is not disturbed by entries that arrive while it walks', async () => {
      const tenant = newTenant();
      await append(tenant, ...Array.from({ length: 1200 }, () => anEntry()));
      const journal = reader();
      const growing = { ...journal, following: async (...args: Parameters<typeof journal.following>) => { await append(tenant, anEntry()); return journal.following(...args); } };
      expect(await verifyJournal({ journal: growing, sha256 })(tenant)).toMatchObject({ ok: true, broken: [] });
    });
    it('gives the heads, to be kept elsewhere', async () => {
      const tenant = await filled();
      const { heads } = await verify(tenant);
      expect(heads.map(({ chain, seq }) => [chain, seq])).toEqual([['cncot', 7], ['reseau', 1]]);
      expect(heads[0]?.hash).toMatch(/^[0-9a-f]{64}$/);
    });
    it('of an empty journal is fine', async () => {
      expect(await verify(newTenant())).toEqual({ ok: true, chains: 0, entries: 0, broken: [], heads: [] });
    });
  });

  describe('reading', () => {
    const at = (minutes: number) => new Date(NOON.getTime() + minutes * 60_000);
    const LOCAL = committeeId('loc-cusm');
    it('goes page by page, newest first, through every entry once', async () => {
      const tenant = newTenant();
      // Several chains, and many entries of the same instant: where a careless cursor loses some.
      for (let n = 0; n < 12; n += 1) await append(tenant, ...[CNCOT, LOCAL, 'reseau' as const].map((chain) => anEntry({ chain, at: at(Math.floor(n / 4)) })));
      const seen: string[] = [];
      let before: string | undefined;
      let pages = 0;
      do {
        const page = await read(tenant, { chains: 'all', before, limit: 5 });
        seen.push(...page.entries.map(({ at: when, chain, seq }) => `${when.toISOString()} ${chain} ${seq}`));
        before = page.next ?? undefined;
        pages += 1;
      } while (before !== undefined);
      expect(pages).toBe(8);
      expect(new Set(seen).size).toBe(36);
      expect(seen.map((line) => line.slice(0, 24))).toEqual(seen.map((line) => line.slice(0, 24)).sort().reverse());
    });
    it('shows only the chains that the reader may see', async () => {
      const tenant = newTenant();
      await append(tenant, anEntry(), anEntry({ chain: LOCAL }), anEntry({ chain: 'reseau' }));
      expect((await read(tenant, { chains: [LOCAL] })).entries.map((entry) => entry.chain)).toEqual([LOCAL]);
      expect((await read(tenant, { chains: [] })).entries).toEqual([]);
    });
    it('says that there is no next page when the last one is exactly full', async () => {
      const tenant = newTenant();
      await append(tenant, anEntry(), anEntry());
      expect((await read(tenant, { chains: 'all', limit: 2 })).next).toBeNull();
    });
    it('is not shifted by what is appended meanwhile', async () => {
      const tenant = newTenant();
      await append(tenant, ...[1, 2, 3, 4].map((n) => anEntry({ at: at(n) })));
      const first = await read(tenant, { chains: 'all', limit: 2 });
      await append(tenant, anEntry({ at: at(9) }));
      const second = await read(tenant, { chains: 'all', before: first.next ?? '', limit: 2 });
      expect(second.entries.map((entry) => entry.seq)).toEqual([2, 1]);
    });
    it('refuses a page that nobody gave out', async () => {
      for (const before of ['', 'x', '1.2', '99999999999999999.1.a', "1'; drop table journal_entry; --.1.a"]) {
        expect(await readJournal({ journal: reader() })(newTenant(), { chains: 'all', before })).toEqual({ ok: false, refusal: { why: 'no-such-page' } });
      }
    });
    it('uses the index that begins with the tenant', async () => {
      const tenant = newTenant();
      await append(tenant, ...Array.from({ length: 600 }, (_, n) => anEntry({ at: at(n) })));
      await store.data.tx((tx) => tx.execute(sql`analyze journal_entry`));
      const { rows } = await store.data.db.execute<{ 'QUERY PLAN': string }>(sql`explain select * from ${journalEntry} where ${journalEntry.tenantId} = ${tenant} order by ${journalEntry.at} desc, ${journalEntry.chain} asc, ${journalEntry.seq} desc limit 50`);
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      expect(plan).toContain('journal_entry_newest');
      expect(plan).not.toContain('Sort');
    });
  });
};

function readJournalOf(reader: () => ReturnType<typeof journalStore>) {
  return async (tenant: string, wanted: { chains: readonly Chain[] | 'all'; before?: string | undefined; limit?: number }) => {
    const page = await readJournal({ journal: reader() })(tenant, wanted);
    if (!page.ok) throw new Error(page.refusal.why);
    return page.value;
  };
}

everyStore('PGlite', suite);
everyStore('PostgreSQL', suite);
