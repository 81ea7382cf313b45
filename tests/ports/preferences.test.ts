// What people chose for their screens, on both engines.
import { describe, expect, it } from '@jest/globals';
import { journalStore } from '../../src/adapters/store/journal-store.ts';
import { preferencesStore } from '../../src/adapters/store/preferences-store.ts';
import { entraId, personId } from '../../src/shared/ids.ts';
import type { StoreInTest } from '../support/stores.ts';
import { everyStore } from '../support/stores.ts';

const NOON = new Date('2027-01-07T17:00:00.000Z');
const ANA = entraId('11111111-0000-4000-8000-000000000001');

const suite = (store: StoreInTest): void => {
  describe('a person’s language', () => {
    const journal = (tenant: string) => journalStore(store.data.db).newest(tenant, { chains: 'all', before: null, limit: 10 });
    it('is not known before it is chosen', async () => {
      expect(await preferencesStore(store.data, 't1').languageOf(ANA)).toBeNull();
    });
    it('is the last one chosen, each choice journaled with what was there before', async () => {
      const preferences = preferencesStore(store.data, 't2');
      await preferences.chooseLanguage(ANA, 'en-CA', personId('per-ana'), NOON);
      await preferences.chooseLanguage(ANA, 'fr-CA', personId('per-ana'), NOON);
      expect(await preferences.languageOf(ANA)).toBe('fr-CA');
      expect((await journal('t2')).map(({ act, by, before, after }) => [act, by, before, after])).toEqual([
        ['preference-changed', { kind: 'person', id: 'per-ana' }, 'en-CA', 'fr-CA'],
        ['preference-changed', { kind: 'person', id: 'per-ana' }, null, 'en-CA'],
      ]);
    });
    it('chosen again is no act', async () => {
      const preferences = preferencesStore(store.data, 't3');
      await preferences.chooseLanguage(ANA, 'en-CA', null, NOON);
      await preferences.chooseLanguage(ANA, 'en-CA', null, NOON);
      expect(await journal('t3')).toHaveLength(1);
    });
    it('is the same for two clicks at once, journaled once', async () => {
      const preferences = preferencesStore(store.data, 't4');
      await Promise.all([1, 2, 3].map(() => preferences.chooseLanguage(ANA, 'en-CA', null, NOON)));
      expect(await preferences.languageOf(ANA)).toBe('en-CA');
      expect(await journal('t4')).toHaveLength(1);
    });
    it('is one tenant’s own', async () => {
      await preferencesStore(store.data, 't5').chooseLanguage(ANA, 'en-CA', null, NOON);
      expect(await preferencesStore(store.data, 't6').languageOf(ANA)).toBeNull();
    });
  });
};

everyStore('PGlite', suite);
everyStore('PostgreSQL', suite);
