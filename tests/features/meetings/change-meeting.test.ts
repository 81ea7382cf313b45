// What people do with a meeting, by the rule alone: which changes stand, which are refused, and what the journal says of them.
import { describe, expect, it } from '@jest/globals';
import { actsOf, callSpecial, cancelMeeting, changeMeeting, judgeSlot, MOST_PEOPLE, restoreMeeting } from '../../../src/features/meetings/domain/change-meeting.ts';
import type { Guest } from '../../../src/features/meetings/domain/meeting.ts';
import { committeeId, personId } from '../../../src/shared/ids.ts';
import { theNetwork } from '../../support/charter-builder.ts';
import { aNotice, storedMeeting } from '../../support/stored-meeting.ts';

const charter = theNetwork();
const JANUARY = new Date('2027-01-02T15:00:00Z');
const JULY = new Date('2027-07-02T15:00:00Z');
const june = storedMeeting();
const slot = (more: object) => ({ start: '2027-06-23T09:00', minutes: 90, zone: 'America/Toronto', ...more });
const guests = (n: number): Guest[] => Array.from({ length: n }, (_, i) => ({ is: 'address', email: `p${i}@exemple.test`, label: `P${i}` }));

describe('an hour', () => {
  it.each([
    ['an end before the beginning', slot({ minutes: 0 }), 'no-duration'],
    ['half a minute', slot({ minutes: 0.5 }), 'no-duration'],
    ['more than a day', slot({ minutes: 1441 }), 'too-long'],
    ['a zone that is none', slot({ zone: 'America/Torronto' }), 'unknown-zone'],
    ['a day that is none', slot({ start: '2027-06-31T09:00' }), 'not-a-date'],
    ['seconds, which nobody reads', slot({ start: '2027-06-23T09:00:00' }), 'not-a-date'],
    ['an hour that clocks skip', slot({ start: '2027-03-14T02:30' }), 'no-such-hour'],
    ['the past', slot({ start: '2027-01-02T09:59' }), 'in-the-past'],
  ])('is refused: %s', (_what, asked, why) => { expect(judgeSlot(asked, JANUARY)?.why).toBe(why); });

  it('on a holiday is for people to judge', () => { expect(judgeSlot(slot({ start: '2027-06-24T09:00' }), JANUARY)).toBeNull(); });
  it('that comes twice in autumn is the first of the two', () => { expect(judgeSlot(slot({ start: '2027-11-07T01:30' }), JANUARY)).toBeNull(); });
});

describe('a change', () => {
  it('leaves what it does not name as it is, and takes a blank title for none', () => {
    const named = { ...june, title: 'Budget', reason: 'Urgence', guests: guests(1) };
    expect(changeMeeting(charter, named, { start: '2027-06-23T09:00' }, JANUARY)).toEqual({ ok: true, value: { ...named, start: '2027-06-23T09:00' } });
    expect(changeMeeting(charter, named, { title: '  ', reason: null }, JANUARY)).toMatchObject({ ok: true, value: { title: null, reason: null } });
  });

  it('of what is under way may lengthen it, not move it into the past', () => {
    const now = new Date('2027-06-24T13:30:00Z');
    expect(changeMeeting(charter, june, { minutes: 120 }, now)).toMatchObject({ ok: true, value: { minutes: 120 } });
    expect(changeMeeting(charter, june, { guests: guests(1) }, now).ok).toBe(true);
    expect(changeMeeting(charter, june, { start: '2027-06-24T08:00' }, now)).toMatchObject({ ok: false, refusal: { why: 'in-the-past' } });
  });

  it('comes too late once it is cancelled or over', () => {
    expect(changeMeeting(charter, { ...june, state: 'cancelled' }, { title: 'X' }, JANUARY)).toMatchObject({ refusal: { why: 'is-cancelled' } });
    expect(changeMeeting(charter, june, { title: 'X' }, JULY)).toMatchObject({ refusal: { why: 'is-over' } });
    expect(cancelMeeting(june, null, JULY)).toMatchObject({ refusal: { why: 'is-over' } });
  });

  it('brings together as many people as Outlook takes, those convened counted, and no more', () => {
    const convened = 13;
    expect(changeMeeting(charter, june, { guests: guests(MOST_PEOPLE - convened) }, JANUARY).ok).toBe(true);
    expect(changeMeeting(charter, june, { guests: guests(MOST_PEOPLE - convened + 1) }, JANUARY)).toMatchObject({ refusal: { why: 'too-many-people', people: MOST_PEOPLE + 1 } });
  });

  it.each([
    ['title', { title: 'Suivi de TREM 7503 1512' }], ['reason', { reason: 'trem75031512' }], ['guests', { guests: [{ is: 'address', email: 'a@b.ca', label: 'TREM-7503-1512' }] as Guest[] }],
  ])('with a health insurance number in its %s is refused', (field, change) => {
    expect(changeMeeting(charter, june, change, JANUARY)).toMatchObject({ refusal: { why: 'health-number', field } });
  });
});

describe('a cancelled meeting', () => {
  it('is restored to what it was: convened when people had been', () => {
    expect(restoreMeeting({ ...june, state: 'cancelled' }, JANUARY)).toMatchObject({ value: { state: 'planned' } });
    expect(restoreMeeting({ ...june, state: 'cancelled', notice: aNotice() }, JANUARY)).toMatchObject({ value: { state: 'convened' } });
    expect(restoreMeeting(june, JANUARY)).toMatchObject({ refusal: { why: 'not-cancelled' } });
    expect(restoreMeeting({ ...june, state: 'cancelled' }, JULY)).toMatchObject({ refusal: { why: 'is-over' } });
  });
});

describe('a special meeting', () => {
  const asked = { committee: committeeId('cncot'), jointly: [committeeId('cnccs')], start: '2027-02-03T13:30', minutes: 60, title: null, reason: null, guests: [] };
  it('is in the zone of the committee that calls it', () => {
    expect(callSpecial(charter, june.id, { ...asked, committee: committeeId('loc-cisss-i'), jointly: [] }, JANUARY)).toMatchObject({ value: { zone: 'America/Halifax', kind: 'special', slot: null, version: 1 } });
  });
  it('names committees that exist, each once, and guests whom the charter knows', () => {
    expect(callSpecial(charter, june.id, { ...asked, jointly: [committeeId('cncot')] }, JANUARY)).toMatchObject({ refusal: { why: 'joint-with-itself' } });
    expect(callSpecial(charter, june.id, { ...asked, jointly: [committeeId('nulle-part')] }, JANUARY)).toMatchObject({ refusal: { why: 'unknown-committee', committee: 'nulle-part' } });
    expect(callSpecial(charter, june.id, { ...asked, guests: [{ is: 'person', person: personId('per-nulle-part') }] }, JANUARY)).toMatchObject({ refusal: { why: 'unknown-guest' } });
  });
});

describe('the journal', () => {
  it('says each thing that changed once, without what people typed as a reason', () => {
    const after = { ...june, start: '2027-06-23T09:00', title: 'Budget', reason: 'Fête', guests: guests(2) };
    expect(actsOf(june, after, 'outlook').map(({ act }) => act)).toEqual(['meeting-moved', 'meeting-renamed', 'guests-changed']);
    expect(JSON.stringify(actsOf(june, after, 'outlook'))).not.toMatch(/Fête|exemple\.test/);
    expect(actsOf(june, { ...june, minutes: 120 }, 'gouverne')).toMatchObject([{ act: 'meeting-moved', minutes: 120 }]);
    expect(actsOf(june, { ...june, reason: 'Fête' }, 'gouverne')).toEqual([]);
  });
});
