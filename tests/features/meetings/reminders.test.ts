// Reminders: which, when, and none where none is due.
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { isBusinessDay } from '../../../src/features/meetings/domain/days-off.ts';
import type { ReminderWish } from '../../../src/features/meetings/domain/reminders.ts';
import { digests, remindersFor } from '../../../src/features/meetings/domain/reminders.ts';
import { instantOf, localIn } from '../../../src/features/meetings/domain/when.ts';
import { personId } from '../../../src/shared/ids.ts';
import { theNetwork } from '../../support/charter-builder.ts';
import { meetingOn } from '../../support/network-year.ts';

const QUEBEC = 'America/Toronto';
const { calendar, rules } = theNetwork();
const wish = (over: Partial<ReminderWish> = {}): ReminderWish => ({
  meeting: meetingOn('cncot', '2027-03-04'), zone: QUEBEC, wanted: rules.meetingReminders, quiet: null, calendar, reminderTime: rules.reminderTime, answer: null, now: new Date('2027-01-01T00:00:00Z'), ...over,
});
const local = (over: Partial<ReminderWish> = {}): string[] => remindersFor(wish(over)).map((r) => `${r.before} ${localIn(r.at, over.zone ?? QUEBEC)}`);

describe('reminders', () => {
  it('leave seven days, one day and thirty minutes before', () => {
    expect(local()).toEqual(['P7D 2027-02-25T08:30', 'P1D 2027-03-03T08:30', 'PT30M 2027-03-04T08:30']);
  });

  it('thirty minutes before 9 h leave at 8 h 30 in Québec, before the change of hour as after', () => {
    const utc = (day: string) => remindersFor(wish({ meeting: meetingOn('cncot', day), wanted: ['PT30M'] })).map((r) => [localIn(r.at, QUEBEC), r.at.toISOString().slice(11, 16)]);
    expect(['2027-03-04', '2027-03-18', '2027-10-28', '2027-11-11'].flatMap(utc)).toEqual([
      ['2027-03-04T08:30', '13:30'], ['2027-03-18T08:30', '12:30'], ['2027-10-28T08:30', '12:30'], ['2027-11-11T08:30', '13:30'],
    ]);
  });

  it('leave at the hour of the reader’s own zone, except the one that is counted in minutes', () => {
    expect(local({ zone: 'America/Halifax' })).toEqual(['P7D 2027-02-25T08:30', 'P1D 2027-03-03T08:30', 'PT30M 2027-03-04T09:30']);
  });

  it('that fall on a day off are brought forward to the working day before', () => {
    expect(local({ meeting: meetingOn('bdp', '2027-01-25'), wanted: ['P7D', 'P1D'] })).toEqual(['P7D 2027-01-18T08:30', 'P1D 2027-01-22T08:30']);
    expect(local({ meeting: { ...meetingOn('cncot', '2027-06-24'), start: '2027-06-25T09:00' }, wanted: ['P1D'] })).toEqual(['P1D 2027-06-23T08:30']);
    expect(local({ meeting: { ...meetingOn('cncot', '2027-03-04'), start: '2027-03-30T09:00' }, wanted: ['P1D'] })).toEqual(['P1D 2027-03-25T08:30']);
  });

  it('thirty minutes before leave on a day off all the same', () => {
    expect(local({ meeting: meetingOn('cncot', '2027-06-24') }).at(-1)).toBe('PT30M 2027-06-24T08:30');
  });

  it('that fall together are one, the nearer to the meeting', () => {
    expect(local({ meeting: meetingOn('bdp', '2027-01-25'), wanted: ['P3D', 'P1D', 'P2D'] })).toEqual(['P1D 2027-01-22T08:30']);
  });

  it.each(['absent', 'alternate'] as const)('are none for somebody who answered %s', (answer) => {
    expect(local({ answer })).toEqual([]);
  });

  it('stay for somebody who comes, or may', () => {
    expect([local({ answer: 'present' }).length, local({ answer: 'tentative' }).length]).toEqual([3, 3]);
  });

  it('are none of a cancelled meeting, nor in the past', () => {
    expect(local({ meeting: { ...meetingOn('cncot', '2027-03-04'), state: 'cancelled' } })).toEqual([]);
    expect(local({ now: new Date('2027-03-03T13:30:00Z') })).toEqual(['PT30M 2027-03-04T08:30']);
    expect(local({ now: new Date('2027-03-04T14:00:00Z') })).toEqual([]);
  });

  it('pass over what is no duration before a meeting', () => {
    expect(local({ wanted: ['-P1D', 'P0D', 'demain', 'P1W', 'PT2H'] })).toEqual(['P1W 2027-02-25T08:30', 'PT2H 2027-03-04T07:00']);
  });

  it('keep out of quiet hours: at their end in the morning, just before them in the evening', () => {
    const night = { from: '20:00', until: '09:00' };
    expect(local({ quiet: night, wanted: ['P1D'] })).toEqual(['P1D 2027-03-03T09:00']);
    expect(local({ quiet: night, wanted: ['PT30M'] })).toEqual([]);
    expect(local({ quiet: { from: '12:00', until: '13:00' }, wanted: ['PT30M'], meeting: { ...meetingOn('cncot', '2027-03-04'), start: '2027-03-04T13:15' } })).toEqual(['PT30M 2027-03-04T13:00']);
    expect(local({ quiet: night, wanted: ['PT30M'], meeting: { ...meetingOn('cncot', '2027-03-04'), start: '2027-03-04T20:45' } })).toEqual(['PT30M 2027-03-04T19:59']);
    expect(local({ quiet: { from: '08:00', until: '08:00' } })).toHaveLength(3);
  });

  it('never leave in quiet hours, after the start, in the past or, counted in days, on a day off', () => {
    const hours = fc.integer({ min: 0, max: 1439 }).map((n) => `${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`);
    const starts = fc.tuple(fc.integer({ min: 0, max: 380 }), hours).map(([n, hour]) => `${new Date(Date.UTC(2027, 0, 10 + n)).toISOString().slice(0, 10)}T${hour}`);
    const zones = fc.constantFrom(QUEBEC, 'America/Halifax', 'America/Blanc-Sablon', 'America/Vancouver');
    fc.assert(fc.property(starts, hours, hours, hours, zones, (start, from, until, reminderTime, zone) => {
      const meeting = { ...meetingOn('cncot', '2027-03-04'), start };
      for (const { before, at } of remindersFor(wish({ meeting, zone, quiet: { from, until }, reminderTime }))) {
        const there = localIn(at, zone);
        const hour = there.slice(11);
        if (from !== until) expect(from < until ? hour >= from && hour < until : hour >= from || hour < until).toBe(false);
        expect(at < instantOf(meeting)).toBe(true);
        if (!before.startsWith('PT')) expect([there, isBusinessDay(calendar, there.slice(0, 10))]).toEqual([there, true]);
      }
    }), { numRuns: 300 });
  });
});

describe('a digest', () => {
  it('is what one person gets at one minute', () => {
    const [ana, ben] = [personId('per-ana'), personId('per-ben')];
    const nine = new Date('2027-03-03T14:00:00Z');
    const list = [{ person: ana, at: nine, of: 1 }, { person: ben, at: nine, of: 1 }, { person: ana, at: new Date('2027-03-03T13:30:00Z'), of: 2 }, { person: ana, at: nine, of: 3 }];
    expect(digests(list).map((d) => [d.person, d.at.toISOString().slice(11, 16), d.items.map((i) => i.of)])).toEqual([[ana, '13:30', [2]], [ana, '14:00', [1, 3]], [ben, '14:00', [1]]]);
  });
});
