// Meetings and answers: one suite for the store on both engines and for the memory that the tests of use cases trust.
import { describe, expect, it } from '@jest/globals';
import { journalStore } from '../../src/adapters/store/journal-store.ts';
import { meetingsStore } from '../../src/adapters/store/meetings-store.ts';
import type { Meeting } from '../../src/features/meetings/domain/meeting.ts';
import type { MeetingStore, Saving } from '../../src/features/meetings/ports.ts';
import { committeeId, personId } from '../../src/shared/ids.ts';
import { storedMeeting, aNotice, anAnswer } from '../support/stored-meeting.ts';
import { memoryMeetingStore } from '../support/memory-meeting-store.ts';
import { everyStore, type StoreInTest } from '../support/stores.ts';

const NOON = new Date('2027-01-07T17:00:00.000Z');
const CNCOT = committeeId('cncot');
const CEMT = committeeId('cemt');
const nothing: Saving = { journal: [], next: [] };
const saving = (meeting: Meeting): Saving => ({
  journal: [{ chain: meeting.committee, at: NOON, by: { kind: 'gouverne' }, did: { act: 'meeting-planned', meeting: meeting.id, start: meeting.start, zone: meeting.zone, kind: meeting.kind, jointly: meeting.jointly } }],
  next: [{ job: 'follow', payload: { meeting: meeting.id }, key: meeting.id }],
});

/** Each test gets a tenant of its own, so that none sees what another wrote. */
let tenants = 0;
const nextTenant = (): string => `meetings-${(tenants += 1)}`;

function suite(make: (tenantId: string) => MeetingStore): void {
  const fresh = (): MeetingStore => make(nextTenant());
  const planned = async (store: MeetingStore, ...meetings: Meeting[]): Promise<void> => { expect(await store.plan(meetings, nothing)).toHaveLength(meetings.length); };

  describe('a meeting', () => {
    it('is read back as it was planned, with its guests and its last notice', async () => {
      const store = fresh();
      const meeting = storedMeeting({ slot: null, jointly: [CEMT], title: 'Budget « IPAM »', reason: 'Une 2e étape', guests: [{ is: 'person', person: personId('per-ben') }, { is: 'address', email: 'invite@exemple.test', label: 'Équipe ministérielle' }], notice: aNotice() });
      await planned(store, meeting);
      expect(await store.find(meeting.id)).toEqual(meeting);
      expect(await store.find(storedMeeting({ committee: CEMT }).id)).toBeNull();
    });

    it('is planned once: all of them, or none when one stands', async () => {
      const store = fresh();
      const standing = storedMeeting();
      await planned(store, standing);
      expect(await store.plan([storedMeeting({ slot: '2027-07-08T09:00' }), { ...standing, start: '2027-06-23T09:00' }], nothing)).toEqual([]);
      expect(await store.between(null, '2027-01-01', '2027-12-31')).toEqual([standing]);
    });

    it('is planned by the rules that the committee then has, until it is planned by others', async () => {
      const store = fresh();
      const july = { from: '2027-07-01', rule: 'FREQ=MONTHLY;BYDAY=1TH', start: '2027-07-01T09:00', minutes: 60 };
      const april = { ...july, from: '2027-04-01' };
      await store.plan([storedMeeting()], nothing, { committee: CNCOT, cadences: [july, april] });
      expect(await store.cadences(CNCOT)).toEqual([april, july]);
      expect(await store.cadences(CEMT)).toEqual([]);
      await store.plan([storedMeeting({ slot: null })], nothing);
      await store.plan([storedMeeting()], nothing, { committee: CNCOT, cadences: [] });
      expect(await store.cadences(CNCOT)).toEqual([april, july]);
      await store.plan([storedMeeting({ slot: '2027-07-08T09:00' })], nothing, { committee: CNCOT, cadences: [] });
      expect(await store.cadences(CNCOT)).toEqual([]);
    });

    it('is changed by whoever saw it as it is; another one is told', async () => {
      const store = fresh();
      const meeting = storedMeeting();
      await planned(store, meeting);
      const moved = await store.change({ ...meeting, start: '2027-06-23T09:00', state: 'convened', notice: aNotice() }, 1, nothing);
      expect(moved).toEqual({ ...meeting, start: '2027-06-23T09:00', state: 'convened', notice: aNotice(), version: 2 });
      expect(await store.change({ ...meeting, title: 'Autre' }, 1, nothing)).toBeNull();
      expect(await store.find(meeting.id)).toEqual(moved);
    });

    it('that is not there cannot be changed', async () => {
      expect(await fresh().change(storedMeeting(), 1, nothing)).toBeNull();
    });
  });

  describe('the meetings between two days', () => {
    const meetings = [
      storedMeeting({ slot: '2027-06-24T00:00' }), storedMeeting({ slot: '2027-06-25T23:59', state: 'cancelled' }), storedMeeting({ slot: '2027-06-26T00:00' }),
      storedMeeting({ committee: CEMT, slot: '2027-06-25T09:00' }), storedMeeting({ committee: committeeId('cdm'), slot: '2027-06-24T12:00', jointly: [CEMT] }),
    ];
    const found = async (committees: readonly string[] | null): Promise<string[]> => {
      const store = fresh();
      await planned(store, ...meetings);
      return (await store.between(committees === null ? null : committees.map(committeeId), '2027-06-24', '2027-06-25')).map(({ committee, start }) => `${committee} ${start}`);
    };
    it('are in order, with both days included and cancelled ones too', async () => {
      expect(await found(null)).toEqual(['cncot 2027-06-24T00:00', 'cdm 2027-06-24T12:00', 'cemt 2027-06-25T09:00', 'cncot 2027-06-25T23:59']);
    });
    it('are those of the committees asked for, joint ones included', async () => {
      expect(await found(['cncot'])).toEqual(['cncot 2027-06-24T00:00', 'cncot 2027-06-25T23:59']);
      expect(await found(['cemt'])).toEqual(['cdm 2027-06-24T12:00', 'cemt 2027-06-25T09:00']);
      expect(await found([])).toEqual([]);
    });
  });

  describe('an answer', () => {
    const later = new Date('2027-06-16T12:00:00.000Z');
    const meeting = storedMeeting();
    const asked = async (): Promise<MeetingStore> => { const store = fresh(); await planned(store, meeting, storedMeeting({ committee: CEMT })); return store; };

    it('is the latest one of the person, wherever it was given', async () => {
      const store = await asked();
      const absent = anAnswer({ answer: 'alternate', alternate: personId('per-ben'), from: 'outlook', at: later });
      expect(await store.answer(anAnswer(), nothing)).toBe(true);
      expect(await store.answer(absent, nothing)).toBe(true);
      expect(await store.answer(anAnswer({ answer: 'absent' }), nothing)).toBe(false);
      expect(await store.attendance([meeting.id])).toEqual([absent]);
    });
    it('given a second time is no act', async () => {
      const store = await asked();
      await store.answer(anAnswer(), nothing);
      expect(await store.answer(anAnswer({ at: later, from: 'card' }), nothing)).toBe(false);
    });
    it('is each person’s own, of each meeting', async () => {
      const store = await asked();
      const others = [anAnswer(), anAnswer({ person: personId('per-ben') }), anAnswer({ meeting: storedMeeting({ committee: CEMT }).id })];
      for (const answer of others) await store.answer(answer, nothing);
      expect(await store.attendance([meeting.id])).toEqual(others.slice(0, 2));
      expect(await store.attendance([])).toEqual([]);
    });
  });

  it('is one tenant’s own', async () => {
    await planned(fresh(), storedMeeting());
    expect(await fresh().between(null, '2027-01-01', '2027-12-31')).toEqual([]);
  });
}

describe('in memory', () => { suite(() => memoryMeetingStore()); });

const inSql = (store: StoreInTest): void => {
  suite((tenantId) => meetingsStore(store.data, tenantId));

  describe('what is saved with it', () => {
    const acts = async (tenantId: string): Promise<string[]> => (await journalStore(store.data.db).newest(tenantId, { chains: 'all', before: null, limit: 10 })).map(({ act }) => act);
    const followUps = async (meeting: string): Promise<number> => (await store.data.boss.findJobs('follow', { key: meeting })).length;

    it('is there with the fact, and only with it', async () => {
      const tenantId = nextTenant();
      const meetings = meetingsStore(store.data, tenantId);
      const meeting = storedMeeting({ slot: null, id: `cncot/x-${tenantId}` as Meeting['id'] });
      await meetings.plan([meeting], saving(meeting));
      await meetings.plan([meeting], saving(meeting));
      await meetings.change(meeting, 7, saving(meeting));
      await meetings.answer(anAnswer({ meeting: meeting.id }), nothing);
      await meetings.answer(anAnswer({ meeting: meeting.id }), saving(meeting));
      expect(await acts(tenantId)).toEqual(['meeting-planned']);
      expect(await followUps(meeting.id)).toBe(1);
    });

    it('is nothing when the follow-up is refused: the meeting is not planned either', async () => {
      const tenantId = nextTenant();
      const meetings = meetingsStore(store.data, tenantId);
      await expect(meetings.plan([storedMeeting()], { journal: saving(storedMeeting()).journal, next: [{ job: 'no-such-job', payload: {} }] })).rejects.toThrow('no-such-job');
      expect(await meetings.between(null, '2027-01-01', '2027-12-31')).toEqual([]);
      expect(await acts(tenantId)).toEqual([]);
    });
  });

  describe('of several at once', () => {
    it('one plans, one changes, one answers', async () => {
      const tenantId = nextTenant();
      const meetings = meetingsStore(store.data, tenantId);
      const meeting = storedMeeting();
      const plans = await Promise.all([1, 2, 3].map(() => meetings.plan([meeting], saving(meeting))));
      expect(plans.filter((plan) => plan.length > 0)).toHaveLength(1);
      const changes = await Promise.all(['a', 'b', 'c'].map((title) => meetings.change({ ...meeting, title }, 1, nothing)));
      expect(changes.filter((change) => change !== null)).toHaveLength(1);
      const answers = await Promise.all([1, 2, 3].map(() => meetings.answer(anAnswer(), nothing)));
      expect(answers.filter(Boolean)).toHaveLength(1);
    });
  });
};

const queues = { queues: [{ name: 'follow' }] };
everyStore('PGlite', inSql, queues);
everyStore('PostgreSQL', inSql, queues);
