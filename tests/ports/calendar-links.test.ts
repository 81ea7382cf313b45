// What ties meetings to Outlook, on both engines.
import { describe, expect, it } from '@jest/globals';
import { calendarLinksStore, watchesStore } from '../../src/adapters/store/calendar-links-store.ts';
import { meetingId } from '../../src/features/meetings/domain/meeting.ts';
import type { EventLink } from '../../src/features/meetings/domain/outlook-changes.ts';
import type { Watch } from '../../src/features/meetings/ports-outlook.ts';
import { entraId } from '../../src/shared/ids.ts';
import { everyStore, type StoreInTest } from '../support/stores.ts';

const NOON = new Date('2027-01-07T17:00:00.000Z');
const ANA = entraId('11111111-1111-4111-8111-111111111111');
const BEN = entraId('22222222-2222-4222-8222-222222222222');
let tenants = 0;
const nextTenant = (): string => `outlook-${(tenants += 1)}`;

const aLink = (more: Partial<EventLink> = {}): EventLink => ({
  meeting: meetingId('cncot/2027-06-24T09:00'), day: '2027-06-24', organizer: ANA, generation: 1, state: 'there', eventId: 'AAMkA=',
  seen: { start: '2027-06-24T09:00', minutes: 90, zone: 'America/Toronto', subject: 'CNCOT — « Séance »', etag: 'W/"1"' },
  said: { start: '2027-06-24T09:00', minutes: 90, zone: 'America/Toronto', subject: 'CNCOT — « Séance »', online: true, invited: [{ email: 'ben@rqt.example', needed: true }] },
  joinUrl: 'https://teams.microsoft.com/l/meetup-join/1', webLink: null, problem: null, at: NOON, ...more,
});

const suite = (store: StoreInTest): void => {
  describe('an event link', () => {
    it('is read back as it was saved, and saved over', async () => {
      const links = calendarLinksStore(store.data, nextTenant());
      await links.save(aLink({ state: 'asked', eventId: null, seen: null, said: null, joinUrl: null }));
      await links.save(aLink());
      expect((await links.of([aLink().meeting])).get(aLink().meeting)).toEqual(aLink());
      expect(await links.of([meetingId('cncot/other')])).toEqual(new Map());
    });

    it('is found by its event, in that mailbox only', async () => {
      const links = calendarLinksStore(store.data, nextTenant());
      await links.save(aLink());
      expect([...(await links.ofEvents(ANA, ['AAMkA=', 'else'])).keys()]).toEqual(['AAMkA=']);
      expect((await links.ofEvents(BEN, ['AAMkA='])).size).toBe(0);
    });

    it('stands from a day on, while there is an event', async () => {
      const links = calendarLinksStore(store.data, nextTenant());
      await links.save(aLink());
      await links.save(aLink({ meeting: meetingId('cncot/b'), organizer: BEN }));
      await links.save(aLink({ meeting: meetingId('cncot/c'), state: 'over' }));
      const ids = async (...[organizer, from]: Parameters<typeof links.standing>): Promise<string[]> => (await links.standing(organizer, from)).map(({ meeting }) => meeting);
      expect(await ids(null, '2027-06-24')).toEqual(['cncot/2027-06-24T09:00', 'cncot/b']);
      expect(await ids(BEN, '2027-01-01')).toEqual(['cncot/b']);
      expect(await ids(null, '2027-06-25')).toEqual([]);
    });

    it('is unsettled while it was only asked for, or has a problem', async () => {
      const links = calendarLinksStore(store.data, nextTenant());
      await links.save(aLink());
      await links.save(aLink({ meeting: meetingId('cncot/2027-07-08T09:00'), day: '2027-07-08', state: 'asked', eventId: null, seen: null, said: null }));
      await links.save(aLink({ meeting: meetingId('cncot/c'), problem: 'forbidden' }));
      expect((await links.unsettled('2027-06-24')).map(({ meeting }) => meeting)).toEqual(['cncot/c', 'cncot/2027-07-08T09:00']);
      expect(await links.unsettled('2027-08-01')).toEqual([]);
    });

    it('brings its follow-ups with it', async () => {
      const links = calendarLinksStore(store.data, nextTenant());
      await links.save(aLink(), [{ job: 'follow', payload: { meeting: 'm' }, key: 'outlook-followed' }]);
      expect(await store.data.boss.findJobs('follow', { key: 'outlook-followed' })).toHaveLength(1);
    });
  });

  describe('a watch', () => {
    const empty: Watch = { organizer: ANA, subscription: null, stateHash: null, since: new Date(0), expiresAt: null, deltaLink: null, windowUntil: null, readAt: null, staleAt: null, renew: false };

    it('begins without a subscription and with nothing read', async () => {
      const watches = watchesStore(store.data, nextTenant());
      expect(await watches.of(ANA)).toBeNull();
      await watches.note(ANA, {});
      expect(await watches.of(ANA)).toEqual(empty);
    });

    it('keeps what is not named, and is found by its subscription', async () => {
      const watches = watchesStore(store.data, nextTenant());
      await watches.note(ANA, { subscription: 's-1', stateHash: 'abc', since: NOON, expiresAt: NOON });
      await watches.note(ANA, { staleAt: NOON, deltaLink: 'link', windowUntil: '2028-01-01', readAt: NOON });
      const [found] = await watches.ofSubscriptions(['s-1', 's-2']);
      expect(found).toEqual({ ...empty, subscription: 's-1', stateHash: 'abc', since: NOON, expiresAt: NOON, staleAt: NOON, deltaLink: 'link', windowUntil: '2028-01-01', readAt: NOON });
      await watches.note(ANA, { subscription: null });
      expect(await watches.ofSubscriptions(['s-1'])).toEqual([]);
      expect((await watches.all()).map(({ organizer }) => organizer)).toEqual([ANA]);
    });
  });
};

const queues = [{ name: 'follow' }];
everyStore('PGlite', suite, { queues });
everyStore('PostgreSQL', suite, { queues });
