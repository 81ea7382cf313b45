// Which cards show which actions, on both engines.
import { describe, expect, it } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { actionCardsStore } from '../../src/adapters/store/action-cards-store.ts';
import { outgoingStore } from '../../src/adapters/store/outgoing-store.ts';
import type { ToldAction } from '../../src/features/actions/ports-reminders.ts';
import { actionId, entraId } from '../../src/shared/ids.ts';
import { everyStore, type StoreInTest } from '../support/stores.ts';

const NOON = new Date('2027-01-18T17:00:00.000Z');
const ANA = { is: 'person', person: entraId('a-1') } as const;
const BEN = { is: 'person', person: entraId('b-1') } as const;
const [ONE, TWO] = [actionId('A-2027-001'), actionId('A-2027-002')];
const DIGEST = { message: 'actions:2027-01-18', to: ANA };
const NOTHING = { send: [], edit: [] };
const told = (action: typeof ONE, as: ToldAction['as'] = 'before'): ToldAction => ({ action, as });

let tenants = 0;
const suite = (store: StoreInTest): void => {
  const scene = () => {
    const tenant = `action-cards-${(tenants += 1)}`;
    const telling = actionCardsStore(store.data, tenant, outgoingStore(tenant, { now: () => NOON }));
    const queued = async (): Promise<string[]> => (await store.data.db.execute<{ row: string }>(sql`select act || ' ' || message_id || ' ' || recipient as row from outgoing where tenant_id = ${tenant} order by 1`)).rows.map(({ row }) => row);
    return { telling, queued };
  };

  describe('a card', () => {
    it('is known by what it shows, and what it shows by the card', async () => {
      const { telling } = scene();
      await telling.remember([{ ...DIGEST, actions: [told(TWO, 'chair'), told(ONE)] }, { message: 'actions-given:x', to: BEN, actions: [told(ONE, 'given')] }], NOTHING, NOON);
      expect(await telling.shown(DIGEST)).toEqual([told(ONE), told(TWO, 'chair')]);
      expect(await telling.shown({ ...DIGEST, to: BEN })).toEqual([]);
      expect(await telling.showing(ONE)).toEqual([{ message: 'actions-given:x', to: BEN }, DIGEST]);
      expect(await scene().telling.showing(ONE)).toEqual([]);
    });
    it('shows an action once, as it was first told, however often it is made', async () => {
      const { telling } = scene();
      for (const as of ['before', 'after'] as const) await telling.remember([{ ...DIGEST, actions: [told(ONE, as)] }], NOTHING, NOON);
      expect(await telling.shown(DIGEST)).toEqual([told(ONE)]);
    });
    it('is remembered with what is to be said, or neither', async () => {
      const { telling, queued } = scene();
      const send = [{ ...DIGEST, card: { kind: 'action-card' } }];
      await telling.remember([{ ...DIGEST, actions: [told(ONE)] }], { send, edit: [{ message: 'actions:2027-01-11', to: ANA, card: { kind: 'action-card' } }] }, NOON);
      expect(await queued()).toEqual(['edit actions:2027-01-11 a-1', 'send actions:2027-01-18 a-1']);
      await expect(telling.remember([{ ...DIGEST, actions: [told(TWO)] }], { send: [{ ...DIGEST, card: undefined as never }], edit: [] }, NOON)).rejects.toThrow();
      expect(await telling.shown(DIGEST)).toEqual([told(ONE)]);
    });
    it('is forgotten when it is old', async () => {
      const { telling } = scene();
      await telling.remember([{ ...DIGEST, actions: [told(ONE)] }], NOTHING, NOON);
      await telling.forget(NOON);
      expect(await telling.showing(ONE)).toHaveLength(1);
      await telling.forget(new Date(NOON.getTime() + 1));
      expect(await telling.showing(ONE)).toEqual([]);
    });
  });
};

everyStore('PGlite', suite);
everyStore('PostgreSQL', suite);
