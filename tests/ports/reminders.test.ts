// What was told of meetings, the reminders that people chose and the addresses of their feeds, on both engines.
import { describe, expect, it } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { journalStore } from '../../src/adapters/store/journal-store.ts';
import { outgoingStore } from '../../src/adapters/store/outgoing-store.ts';
import { calendarFeedsStore, reminderChoicesStore, tellingStore } from '../../src/adapters/store/reminders-store.ts';
import type { Saying, Told } from '../../src/features/meetings/ports-reminders.ts';
import { entraId, personId } from '../../src/shared/ids.ts';
import { aNotice, storedMeeting } from '../support/stored-meeting.ts';
import { everyStore, type StoreInTest } from '../support/stores.ts';

const NOON = new Date('2027-06-14T16:00:00.000Z');
const ANA = personId('per-ana');
const BEN = personId('per-ben');
const CHANNEL = { channelId: '19:s@thread.tacv2', groupId: 'g-1' };
const MEETING = storedMeeting().id;
const told = (revision: number, more: Partial<Told> = {}): Told => ({ meeting: MEETING, notice: aNotice({ revision }), channels: [CHANNEL], ...more });
const card = { kind: 'meeting', meeting: MEETING };
const saying: Saying = { send: [{ message: `meeting:${MEETING}`, to: { is: 'channel', ...CHANNEL }, card }, { message: 'reminders:x', to: { is: 'person', person: entraId('a-1') }, card }], edit: [] };
const QUIET = { before: ['P1D', 'PT30M'], quiet: { from: '20:00', until: '07:00' } };

let tenants = 0;
const nextTenant = (): string => `reminders-${(tenants += 1)}`;

const suite = (store: StoreInTest): void => {
  const journal = async (tenant: string) => (await journalStore(store.data.db).newest(tenant, { chains: 'all', before: null, limit: 10 })).map(({ act }) => act).reverse();

  describe('what was told of a meeting', () => {
    const telling = (tenant: string) => tellingStore(store.data, tenant, outgoingStore(tenant, { now: () => NOON }));
    const queued = async (tenant: string) => (await store.data.db.execute<{ n: number }>(sql`select count(*)::int as n from outgoing where tenant_id = ${tenant}`)).rows[0]?.n;

    it('is kept with what is to be said', async () => {
      const tenant = nextTenant();
      expect(await telling(tenant).of(MEETING)).toBeNull();
      expect(await telling(tenant).save(told(1), 0, saying, NOON)).toBe(true);
      expect(await telling(tenant).of(MEETING)).toEqual(told(1));
      expect(await queued(tenant)).toBe(2);
      expect(await telling('another').of(MEETING)).toBeNull();
    });
    it('is told once by two who tell at once, and says nothing the second time', async () => {
      const tenant = nextTenant();
      const saved = await Promise.all([1, 2, 3].map((n) => telling(tenant).save(told(1), 0, { send: [{ message: `m${n}`, to: { is: 'channel', ...CHANNEL }, card }], edit: [] }, NOON)));
      expect(saved.filter(Boolean)).toHaveLength(1);
      expect(await queued(tenant)).toBe(1);
      expect(await telling(tenant).save(told(2), 1, { send: [], edit: [] }, NOON)).toBe(true);
      expect(await telling(tenant).save(told(2), 1, saying, NOON)).toBe(false);
      expect((await telling(tenant).of(MEETING))?.notice.revision).toBe(2);
      expect(await queued(tenant)).toBe(1);
    });
  });

  describe('the reminders that somebody chose', () => {
    const choices = (tenant: string) => reminderChoicesStore(store.data, tenant);
    it('are the last ones, journaled once, and nobody else’s', async () => {
      const tenant = nextTenant();
      await choices(tenant).choose(ANA, QUIET, NOON, []);
      await choices(tenant).choose(ANA, QUIET, NOON, []);
      expect(await choices(tenant).of([ANA, BEN])).toEqual(new Map([[ANA, QUIET]]));
      await choices(tenant).choose(ANA, { before: [], quiet: null }, NOON, []);
      expect((await choices(tenant).of([ANA])).get(ANA)).toEqual({ before: [], quiet: null });
      expect(await journal(tenant)).toEqual(['reminders-chosen', 'reminders-chosen']);
      expect(await choices(nextTenant()).of([ANA])).toEqual(new Map());
    });
  });

  describe('the address of a feed', () => {
    const feeds = (tenant: string) => calendarFeedsStore(store.data, tenant);
    it('leads to its owner until another is made, or it is revoked', async () => {
      const tenant = nextTenant();
      expect(await feeds(tenant).of(ANA)).toBeNull();
      await feeds(tenant).make(ANA, 'hash-1', NOON);
      expect([await feeds(tenant).of(ANA), await feeds(tenant).owner('hash-1')]).toEqual([{ madeAt: NOON }, ANA]);
      expect(await feeds(nextTenant()).owner('hash-1')).toBeNull();
      await feeds(tenant).make(ANA, 'hash-2', NOON);
      expect([await feeds(tenant).owner('hash-1'), await feeds(tenant).owner('hash-2')]).toEqual([null, ANA]);
      await feeds(tenant).revoke(ANA, NOON);
      await feeds(tenant).revoke(ANA, NOON);
      expect([await feeds(tenant).of(ANA), await feeds(tenant).owner('hash-2')]).toEqual([null, null]);
      expect(await journal(tenant)).toEqual(['feed-made', 'feed-made', 'feed-revoked']);
    });
  });
};

everyStore('PGlite', suite);
everyStore('PostgreSQL', suite);
