// Charters on both engines: numbered, one in force, journaled committee by committee, and never one written over another unseen.
import { describe, expect, it } from '@jest/globals';
import { and, asc, eq } from 'drizzle-orm';
import { charterStore } from '../../src/adapters/store/charter-store.ts';
import { journalStore, sha256 } from '../../src/adapters/store/journal-store.ts';
import type { Data } from '../../src/adapters/store/open-data.ts';
import { charterVersion } from '../../src/adapters/store/schema/index.ts';
import type { Charter } from '../../src/features/committees/domain/charter.ts';
import { putInForce } from '../../src/features/committees/use-cases/apply-plan.ts';
import { verifyJournal } from '../../src/features/journal/use-cases/verify-journal.ts';
import { committeeId, personId, type PersonId } from '../../src/shared/ids.ts';
import { aCharter, aCommittee, theNetwork } from '../support/charter-builder.ts';
import { everythingTwice, refusing } from '../support/store-mishaps.ts';
import type { StoreInTest } from '../support/stores.ts';
import { everyStore } from '../support/stores.ts';

const NOON = new Date('2027-01-07T17:00:00.000Z');
const ANA = personId('per-coord');
const NAT = committeeId('nat');
const first = aCharter();
/** The same network with the national committee's mandate in other words. */
const reworded = (fr: string): Charter => ({ ...first, committees: first.committees.map((c) => (c.id === NAT ? { ...c, mandate: { fr } } : c)) });
const without = (id: string): Charter => ({ ...first, committees: first.committees.filter((c) => c.id !== committeeId(id)) });

interface Loading { readonly over?: number | null; readonly text?: string; readonly source?: string; readonly by?: PersonId | null; readonly data?: Data }

const suite = (store: StoreInTest): void => {
  // Each test has a tenant of its own: they share one database, as tenants do.
  let tenants = 0;
  const newTenant = () => `charter-${(tenants += 1)}`;
  const charters = (tenant: string, data = store.data) => charterStore(data, tenant);
  /** As a request does it: the text that stands for the charter is the charter itself, unless the test says another. */
  const load = async (tenant: string, charter: Charter, { over = null, text = JSON.stringify(charter), source = 'rqt.yaml', by = null, data = store.data }: Loading = {}) =>
    putInForce(charters(tenant, data), { charter: { charter, source, sha256: sha256(text), text }, over }, by, NOON);
  const versions = (tenant: string) => store.data.db.select({ version: charterVersion.version, inForce: charterVersion.inForce }).from(charterVersion).where(eq(charterVersion.tenantId, tenant)).orderBy(asc(charterVersion.version));
  const journal = async (tenant: string) => (await journalStore(store.data.db).newest(tenant, { chains: 'all', before: null, limit: 200 }));
  const told = async (tenant: string) => (await journal(tenant)).map(({ chain, act }) => `${chain} ${act}`).sort();

  describe('before the first charter', () => {
    it('none is in force, and there is no text', async () => {
      const none = charters(newTenant());
      expect(await none.inForce()).toBeNull();
      expect(await none.textInForce()).toBeNull();
    });
  });

  describe('loading', () => {
    it('puts the charter in force and gives it back exactly, with its number and its text', async () => {
      const tenant = newTenant();
      const loaded = await load(tenant, first, { text: 'instances: []\n# « œuvre » 😀', source: 'réseau.yaml', by: ANA });
      expect(loaded).toEqual({ version: 1, source: 'réseau.yaml', sha256: sha256('instances: []\n# « œuvre » 😀'), charter: first, loadedAt: NOON });
      expect(await charters(tenant).inForce()).toEqual(loaded);
      expect(await charters(tenant).textInForce()).toEqual({ version: 1, source: 'réseau.yaml', sha256: loaded?.sha256, text: 'instances: []\n# « œuvre » 😀', loadedAt: NOON });
    });

    it('keeps the whole network as it is', async () => {
      const tenant = newTenant();
      await load(tenant, theNetwork());
      expect((await charters(tenant).inForce())?.charter).toEqual(theNetwork());
    });

    it('of the same text again is no new version and no act, whoever loads it and from wherever', async () => {
      const tenant = newTenant();
      await load(tenant, first);
      const before = await told(tenant);
      expect(await load(tenant, first, { over: 1, by: ANA, source: 'copie.yaml' })).toMatchObject({ version: 1, source: 'rqt.yaml' });
      // Also by somebody who had not seen that it is in force already, as a second replica at its start.
      expect(await load(tenant, first, { over: null })).toMatchObject({ version: 1 });
      expect(await versions(tenant)).toEqual([{ version: 1, inForce: true }]);
      expect(await told(tenant)).toEqual(before);
    });

    it('numbers each further charter, of which the last alone is in force', async () => {
      const tenant = newTenant();
      await load(tenant, first);
      await load(tenant, reworded('Deux.'), { over: 1 });
      // An earlier text is a new version when it comes back: what was in force when is history.
      expect(await load(tenant, first, { over: 2 })).toMatchObject({ version: 3 });
      expect(await versions(tenant)).toEqual([{ version: 1, inForce: false }, { version: 2, inForce: false }, { version: 3, inForce: true }]);
      expect((await charters(tenant).inForce())?.charter).toEqual(first);
    });

    it('keeps the text of every version', async () => {
      const tenant = newTenant();
      await load(tenant, first, { text: 'un' });
      await load(tenant, reworded('Deux.'), { over: 1, text: 'deux' });
      const texts = await store.data.db.select({ text: charterVersion.text, parsed: charterVersion.parsed }).from(charterVersion).where(and(eq(charterVersion.tenantId, tenant), eq(charterVersion.version, 1)));
      expect(texts).toEqual([{ text: 'un', parsed: first }]);
    });
  });

  describe('the journal of a loading', () => {
    it('says the version, its source and what it follows, by whom, on the network’s chain', async () => {
      const tenant = newTenant();
      await load(tenant, first);
      await load(tenant, reworded('Deux.'), { over: 1, by: ANA, source: 'deux.yaml' });
      const [second, one] = (await journal(tenant)).filter(({ act }) => act === 'charter-loaded');
      expect(one).toMatchObject({ chain: 'reseau', at: NOON, by: { kind: 'gouverne' }, facts: { version: 1, source: 'rqt.yaml', committees: first.committees.length }, before: null, after: 1 });
      expect(second).toMatchObject({ chain: 'reseau', by: { kind: 'person', id: ANA }, facts: { version: 2, source: 'deux.yaml', sha256: sha256(JSON.stringify(reworded('Deux.'))) }, before: 1, after: 2 });
    });

    it('of the first charter creates every committee, each on its own chain', async () => {
      const tenant = newTenant();
      await load(tenant, first);
      expect(await told(tenant)).toEqual([...first.committees.map((c) => `${c.id} committee-created`), 'reseau charter-loaded'].sort());
      expect((await journal(tenant)).find(({ chain }) => chain === NAT)).toMatchObject({ facts: { committee: NAT, acronym: 'NAT' }, before: null, after: null });
    });

    it('says of a changed committee which fields, with what was there before and after', async () => {
      const tenant = newTenant();
      await load(tenant, first);
      await load(tenant, reworded('Autrement.'), { over: 1, by: ANA });
      const changes = (await journal(tenant)).filter(({ act }) => act === 'committee-changed');
      expect(changes).toEqual([expect.objectContaining({ chain: NAT, by: { kind: 'person', id: ANA }, facts: { committee: NAT, acronym: 'NAT', fields: ['mandate'] }, before: { mandate: { fr: 'Coordonne les opérations.' } }, after: { mandate: { fr: 'Autrement.' } } })]);
    });

    it('says which committee came and which went, each by its acronym', async () => {
      const tenant = newTenant();
      await load(tenant, first);
      const added = aCommittee({ id: committeeId('nat-2'), acronym: 'NAT-2' });
      await load(tenant, { ...without('loc-ch-a'), committees: [...without('loc-ch-a').committees, added] }, { over: 1 });
      const acts = (await journal(tenant)).map(({ chain, act, facts }) => ({ chain, act, acronym: (facts as { acronym?: string }).acronym }));
      expect(acts).toEqual(expect.arrayContaining([{ chain: 'nat-2', act: 'committee-created', acronym: 'NAT-2' }, { chain: 'loc-ch-a', act: 'committee-removed', acronym: 'GLT-CHA' }]));
    });

    it('is complete and unbroken, and holds no address of a person', async () => {
      const tenant = newTenant();
      await load(tenant, first);
      await load(tenant, reworded('Deux.'), { over: 1, by: ANA });
      expect(await verifyJournal({ journal: journalStore(store.data.db), sha256 })(tenant)).toMatchObject({ ok: true, broken: [] });
      expect(JSON.stringify(await journal(tenant))).not.toContain('@');
    });
  });

  describe('two who load at once', () => {
    it('cannot write one over the other: the second is told that what it was made from is no longer in force', async () => {
      const tenant = newTenant();
      await load(tenant, first);
      await load(tenant, reworded('Deux.'), { over: 1 });
      const before = await told(tenant);
      expect(await load(tenant, reworded('Aussi deux.'), { over: 1 })).toBeNull();
      expect((await charters(tenant).inForce())?.charter).toEqual(reworded('Deux.'));
      expect(await told(tenant)).toEqual(before);
    });

    it.each([['over nothing', null], ['over the same charter', 1]] as const)('%s: exactly one of twelve wins, and the journal knows of no other', async (_what, over) => {
      const tenant = newTenant();
      if (over !== null) await load(tenant, first);
      const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => load(tenant, reworded(`Version de ${n}.`), { over })));
      const won = answers.filter((answer) => answer !== null);
      expect(won).toHaveLength(1);
      expect(won[0]?.version).toBe((over ?? 0) + 1);
      expect(await charters(tenant).inForce()).toEqual(won[0]);
      expect((await versions(tenant)).filter((v) => v.inForce)).toHaveLength(1);
      expect((await told(tenant)).filter((line) => line === 'reseau charter-loaded')).toHaveLength((over ?? 0) + 1);
      expect(await verifyJournal({ journal: journalStore(store.data.db), sha256 })(tenant)).toMatchObject({ ok: true });
    });

    it('with the same text are of one mind: one version, told to all of them', async () => {
      const tenant = newTenant();
      const answers = await Promise.all(Array.from({ length: 6 }, () => load(tenant, first)));
      expect(answers.map((answer) => answer?.version)).toEqual([1, 1, 1, 1, 1, 1]);
      expect(await versions(tenant)).toHaveLength(1);
    });
  });

  describe('the charter in force', () => {
    it('is the one that another replica loaded a moment ago', async () => {
      const tenant = newTenant();
      const [mine, theirs] = [charters(tenant), charters(tenant)];
      await load(tenant, first);
      expect((await mine.inForce())?.version).toBe(1);
      await putInForce(theirs, { charter: { charter: reworded('Deux.'), source: 'x', sha256: 'x', text: 'x' }, over: 1 }, null, NOON);
      expect(await mine.inForce()).toMatchObject({ version: 2, charter: reworded('Deux.') });
      expect((await mine.textInForce())?.text).toBe('x');
    });

    it('is not read again while it stays the same', async () => {
      const tenant = newTenant();
      await load(tenant, first);
      const one = charters(tenant);
      expect((await one.inForce())?.charter).toBe((await one.inForce())?.charter);
    });

    it('is each tenant’s own', async () => {
      const [one, two] = [newTenant(), newTenant()];
      await load(one, first);
      await load(one, reworded('Deux.'), { over: 1 });
      await load(two, first);
      expect(await charters(two).inForce()).toMatchObject({ version: 1, charter: first });
      expect(await charters(one).inForce()).toMatchObject({ version: 2 });
      expect((await told(two))).toHaveLength(first.committees.length + 1);
    });
  });

  describe('one transaction', () => {
    it('may run twice and loads once', async () => {
      const tenant = newTenant();
      await load(tenant, first, { data: everythingTwice(store.data) });
      expect(await load(tenant, reworded('Deux.'), { over: 1, data: everythingTwice(store.data) })).toMatchObject({ version: 2 });
      expect(await versions(tenant)).toEqual([{ version: 1, inForce: false }, { version: 2, inForce: true }]);
      expect(await verifyJournal({ journal: journalStore(store.data.db), sha256 })(tenant)).toMatchObject({ ok: true, entries: first.committees.length + 3 });
    });

    it.each(['journal_entry', 'charter_version'])('leaves neither charter nor entry when %s cannot be written, and the one before in force', async (table) => {
      const tenant = newTenant();
      await load(tenant, first);
      const before = await told(tenant);
      await expect(refusing(store.data, table, tenant, () => load(tenant, reworded('Deux.'), { over: 1 }))).rejects.toMatchObject({ cause: { message: 'the disk is full' } });
      expect(await versions(tenant)).toEqual([{ version: 1, inForce: true }]);
      expect(await told(tenant)).toEqual(before);
      expect(await load(tenant, reworded('Deux.'), { over: 1 })).toMatchObject({ version: 2 });
    });
  });
};

everyStore('PGlite', suite);
everyStore('PostgreSQL', suite);
