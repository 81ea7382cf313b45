// The year across levels: what feeds what, what would miss, and planning back from the ministry's dates.
import { describe, expect, it } from '@jest/globals';
import { cascade, deadlineOf, proposeYear } from '../../../src/features/meetings/domain/cascade.ts';
import { dayOff, isBusinessDay } from '../../../src/features/meetings/domain/days-off.ts';
import type { Meeting } from '../../../src/features/meetings/domain/meeting.ts';
import { dayOf } from '../../../src/features/meetings/domain/when.ts';
import { addDays, weekday } from '../../../src/shared/dates.ts';
import { committeeId } from '../../../src/shared/ids.ts';
import { theNetwork } from '../../support/charter-builder.ts';
import { meetingOn, networkOf2027 } from '../../support/network-year.ts';

const rows = (meetings: readonly Meeting[] = networkOf2027()) => cascade(theNetwork(), meetings);
const row = (committee: string, day: string, meetings?: readonly Meeting[]) => {
  const found = rows(meetings).find((r) => r.committee === committee)?.meetings.find((m) => dayOf(m.meeting.start) === day);
  return found === undefined ? null : { feeds: found.feeds && [found.feeds.meeting.committee, dayOf(found.feeds.meeting.start), found.feeds.deadline], misses: found.misses && [dayOf(found.misses.meeting.start), found.misses.deadline] };
};

describe('an item', () => {
  it('is due the working day before the agenda leaves', () => {
    expect(deadlineOf(theNetwork(), meetingOn('cncot', '2027-03-04'))).toBe('2027-02-25');
    expect(deadlineOf(theNetwork(), meetingOn('cncot', '2027-04-01'))).toBe('2027-03-24'); // Good Friday and the week-end are stepped over
  });

  it('adopted on 17 February misses the national meeting of the morrow and waits for that of 4 March', () => {
    expect(row('ctcot-estrie', '2027-02-17')).toEqual({ feeds: ['cncot', '2027-03-04', '2027-02-25'], misses: ['2027-02-18', '2027-02-11'] });
  });

  it('adopted on the day of the deadline is in time', () => {
    expect(row('cncot', '2027-02-18')).toEqual({ feeds: ['cemt', '2027-02-26', '2027-02-18'], misses: null });
  });

  it('has nowhere to go from the top, nor after the last meeting above', () => {
    expect(row('cdm', '2027-03-17')).toEqual({ feeds: null, misses: null });
    expect(row('cemt', '2027-12-31')).toEqual({ feeds: null, misses: null });
  });

  it('does not go to a cancelled meeting, and follows one that was moved', () => {
    const change = (slot: string, over: Partial<Meeting>) => networkOf2027().map((m) => (m.id === slot ? { ...m, ...over } : m));
    expect(row('ctcot-estrie', '2027-02-17', change('cncot/2027-03-04T09:00', { state: 'cancelled' }))?.feeds).toEqual(['cncot', '2027-03-18', '2027-03-11']);
    expect(row('ctcot-estrie', '2027-02-17', change('cncot/2027-03-04T09:00', { start: '2027-03-08T09:00' }))?.feeds).toEqual(['cncot', '2027-03-08', '2027-03-02']);
  });

  it('goes to a joint meeting that the committee above takes part in', () => {
    const joint: Meeting = { ...meetingOn('bdp', '2027-02-22'), start: '2027-03-01T13:30', jointly: [committeeId('cncot')] };
    expect(row('ctcot-estrie', '2027-02-17', [...networkOf2027(), joint])?.feeds).toEqual(['bdp', '2027-03-01', '2027-02-23']);
  });
});

describe('the cascade', () => {
  it('goes from the top down, of committees that meet', () => {
    const order = rows().map((r) => r.committee);
    expect(order.slice(0, 4)).toEqual(['cdm', 'cemt', 'cnccs', 'cncot']);
    expect(order).toHaveLength(12);
    for (const r of rows()) if (r.parent !== null) expect(order.indexOf(r.parent)).toBeLessThan(order.indexOf(r.committee));
  });

  it('never sends an item to a meeting that is closed or past', () => {
    for (const r of rows()) for (const { meeting, feeds, misses } of r.meetings) {
      if (feeds !== null) expect([feeds.meeting.start > meeting.start, dayOf(meeting.start) <= feeds.deadline]).toEqual([true, true]);
      if (misses !== null) expect(dayOf(meeting.start) > misses.deadline).toBe(true);
    }
  });
});

describe('a year planned back from the ministry’s dates', () => {
  const given = networkOf2027().filter((m) => m.committee === 'cdm').map(({ committee, start, minutes }) => ({ committee, start, minutes }));
  const proposed = proposeYear(theNetwork(), given, 2027);

  it('has for each date one meeting of each committee below, that reaches it in time', () => {
    const below = theNetwork().committees.filter((c) => c.id !== 'cdm');
    expect(proposed).toHaveLength(given.length * below.length);
    for (const p of proposed) {
      expect([p.committee, dayOf(p.start) <= p.deadline, p.deadline < dayOf(p.feeds.start), dayOf(p.start) > addDays(p.deadline, -21)]).toEqual([p.committee, true, true, true]);
      expect(theNetwork().committees.find((c) => c.id === p.committee)?.parent).toBe(p.feeds.committee);
    }
  });

  it('is on working days, on each committee’s own weekday and hour, without a collision', () => {
    for (const p of proposed) {
      const { cadence, easter } = theNetwork().committees.find((c) => c.id === p.committee) ?? { cadence: null, easter: undefined };
      expect([p.start, dayOff(theNetwork().calendar, easter, dayOf(p.start)), p.obstacles]).toEqual([p.start, null, []]);
      if (cadence?.start != null) expect([weekday(dayOf(p.start)), p.start.slice(11)]).toEqual([weekday(dayOf(cadence.start)), cadence.start.slice(11)]);
    }
    expect(proposed.find((p) => p.committee === 'cemt')).toMatchObject({ start: '2027-03-05T09:00', deadline: '2027-03-11', feeds: { committee: 'cdm', start: '2027-03-17T14:00' } });
  });

  it('leaves alone committees that have dates of their own, and feeds those', () => {
    const both = proposeYear(theNetwork(), [...given, { committee: committeeId('cemt'), start: '2027-06-02T10:00' }], 2027);
    expect(both.filter((p) => p.committee === 'cemt')).toEqual([]);
    expect(both.filter((p) => p.committee === 'cncot').map((p) => [p.feeds.start, p.start])).toEqual([['2027-06-02T10:00', '2027-05-27T09:00']]);
  });

  it('goes round what is in the way, and meets once on a day', () => {
    const dates = ['2027-05-27T09:00', '2027-06-02T10:00'].map((start) => ({ committee: committeeId('cemt'), start }));
    expect(proposeYear(theNetwork(), dates, 2027).filter((p) => p.committee === 'cncot').map((p) => [p.feeds.start, p.start])).toEqual([['2027-05-27T09:00', '2027-05-20T09:00'], ['2027-06-02T10:00', '2027-05-13T09:00']]);
  });

  it('proposes nothing outside its year, and nothing for an unknown committee', () => {
    expect(proposeYear(theNetwork(), [{ committee: committeeId('cdm'), start: '2027-01-08T14:00' }], 2027).every((p) => p.start.startsWith('2027') && isBusinessDay(theNetwork().calendar, dayOf(p.start)))).toBe(true);
    expect(proposeYear(theNetwork(), [{ committee: committeeId('nobody'), start: '2027-03-17T14:00' }], 2027)).toEqual([]);
  });
});
