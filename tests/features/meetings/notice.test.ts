// The notice of meeting: when it leaves, and whom a change concerns.
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { convenedTo } from '../../../src/features/meetings/domain/convened.ts';
import { isBusinessDay } from '../../../src/features/meetings/domain/days-off.ts';
import type { Guest, Meeting } from '../../../src/features/meetings/domain/meeting.ts';
import { concernedBy, noticeAt, noticeOf } from '../../../src/features/meetings/domain/notice.ts';
import { dayOf, instantOf, localIn } from '../../../src/features/meetings/domain/when.ts';
import { addDays } from '../../../src/shared/dates.ts';
import { personId } from '../../../src/shared/ids.ts';
import { theNetwork } from '../../support/charter-builder.ts';
import { meetingOn } from '../../support/network-year.ts';

const { calendar, rules } = theNetwork();
const leaves = (meeting: Pick<Meeting, 'start' | 'zone'>, noticeDays = rules.noticeDays): string => localIn(noticeAt(meeting, { ...rules, noticeDays }, calendar), meeting.zone);

describe('a notice', () => {
  it('leaves ten days before, at the hour of reminders, or on the working day before that', () => {
    expect(leaves(meetingOn('ctcot-estrie', '2027-02-17'))).toBe('2027-02-05T08:30'); // ten days before is a Sunday
    expect(leaves(meetingOn('cncot', '2027-03-04'))).toBe('2027-02-22T08:30');
    expect(leaves({ start: '2028-01-13T09:00', zone: 'America/Toronto' })).toBe('2027-12-23T08:30');
  });

  it('leaves before the meeting even without delay', () => {
    expect([leaves(meetingOn('cncot', '2027-03-04'), 0), leaves({ start: '2027-03-04T08:00', zone: 'America/Toronto' }, 0)]).toEqual(['2027-03-04T08:30', '2027-03-03T08:30']);
  });

  it('leaves on a working day, at least its delay before', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 0, max: 30 }), (n, delay) => {
      const meeting = { start: `${addDays('2027-01-20', n)}T09:00`, zone: 'America/Halifax' };
      const at = noticeAt(meeting, { ...rules, noticeDays: delay }, calendar);
      const day = dayOf(localIn(at, meeting.zone));
      expect([isBusinessDay(calendar, day), day <= addDays(dayOf(meeting.start), -delay), at < instantOf(meeting)]).toEqual([true, true, true]);
    }));
  });
});

describe('a change', () => {
  const meeting: Meeting = { ...meetingOn('cncot', '2027-06-24'), state: 'convened' };
  const convened = (m: Meeting) => convenedTo(theNetwork(), m, dayOf(m.start));
  const before = noticeOf(meeting, convened(meeting), new Date('2027-06-14T12:30:00Z'));
  const told: Meeting = { ...meeting, notice: before };
  const all = before.convened;
  const after = (change: Partial<Meeting>) => {
    const changed = { ...told, ...change };
    const { told: people, newly, dropped, newGuests, droppedGuests, why } = concernedBy(before, changed, convened(changed));
    return { told: people.length, newly, dropped, newGuests: newGuests.length, droppedGuests: droppedGuests.length, why };
  };
  const nobody = { told: 0, newly: [], dropped: [], newGuests: 0, droppedGuests: 0, why: [] };
  const guest = (person: string): Guest => ({ is: 'person', person: personId(person) });
  const address = (email: string): Guest => ({ is: 'address', email, label: 'Équipe ministérielle' });

  it('of hour, length or title concerns all who were told', () => {
    expect(all).toHaveLength(13);
    expect(after({ start: '2027-06-23T09:00' })).toEqual({ ...nobody, told: 13, why: ['moved'] });
    expect(after({ minutes: 60, title: 'Budget' })).toEqual({ ...nobody, told: 13, why: ['duration', 'renamed'] });
  });

  it('of the reason, or none, concerns nobody', () => {
    expect([after({}), after({ reason: 'Fête nationale' })]).toEqual([nobody, nobody]);
  });

  it('of the guests concerns only those who come or need not come any more', () => {
    expect(after({ guests: [guest('per-usager')] })).toEqual({ ...nobody, newly: ['per-usager'], why: ['people'] });
    expect(after({ guests: [guest('per-coord-clin')] })).toEqual(nobody);
    const withGuest: Meeting = { ...told, guests: [guest('per-usager'), address('A@msss.example')] };
    const notice = noticeOf(withGuest, convened(withGuest), new Date());
    expect(concernedBy(notice, told, convened(told))).toMatchObject({ told: [], dropped: ['per-usager'], droppedGuests: [address('A@msss.example')], why: ['people'] });
    expect(concernedBy(notice, { ...withGuest, guests: [guest('per-usager'), address('a@msss.example')] }, convened(withGuest)).why).toEqual([]);
  });

  it('of hour and guests tells each one once', () => {
    expect(after({ start: '2027-06-23T09:00', guests: [guest('per-usager'), address('x@y.example')] })).toEqual({ ...nobody, told: 13, newly: ['per-usager'], newGuests: 1, why: ['moved', 'people'] });
  });

  it('to cancelled concerns all who were told, once; and back again', () => {
    expect(after({ state: 'cancelled', start: '2027-06-23T09:00' })).toEqual({ ...nobody, told: 13, why: ['cancelled'] });
    const cancelled: Meeting = { ...told, state: 'cancelled' };
    const notice = noticeOf(cancelled, convened(cancelled), new Date());
    expect([notice.revision, notice.cancelled]).toEqual([2, true]);
    expect(concernedBy(notice, cancelled, convened(cancelled)).why).toEqual([]);
    expect(concernedBy(notice, { ...cancelled, state: 'convened' }, convened(told))).toMatchObject({ told: all, why: ['restored'] });
  });

  it('of who holds a seat on the new day concerns those who come and those who do not', () => {
    const cnccs: Meeting = { ...meetingOn('cnccs', '2027-04-09'), state: 'convened' };
    const notice = noticeOf(cnccs, convened(cnccs), new Date());
    const moved = { ...cnccs, start: '2027-06-04T13:00' };
    expect(concernedBy(notice, moved, convened(moved))).toMatchObject({ dropped: ['per-usager'], newly: [], why: ['moved', 'people'] });
  });

  it('once told concerns nobody any more', () => {
    const changes = fc.record({ start: fc.constantFrom(meeting.start, '2027-06-23T09:00', '2027-07-02T09:00'), minutes: fc.constantFrom(90, 60), title: fc.constantFrom(null, 'Budget'), state: fc.constantFrom('convened' as const, 'cancelled' as const), guests: fc.constantFrom<readonly Guest[]>([], [guest('per-usager')], [address('x@y.example')]) });
    fc.assert(fc.property(changes, (change) => {
      const changed = { ...told, ...change };
      const notice = noticeOf(changed, convened(changed), new Date());
      expect(concernedBy(notice, changed, convened(changed)).why).toEqual([]);
    }));
  });
});
