// The rules of committees, through the library, held to a slower reading of the same rules.
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { occurrences } from '../../../src/adapters/recurrence/occurrences.ts';
import { addDays, daysBetween, weekday } from '../../../src/shared/dates.ts';

const QUEBEC = 'America/Toronto';
const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const in2027 = (rule: string, start: string, zone = QUEBEC): readonly string[] => occurrences(rule, start, zone, '2027-01-01', '2027-12-31');

describe('a rule', () => {
  it('keeps the hour an hour does not exist at, for the domain to flag', () => {
    expect(occurrences('FREQ=WEEKLY;BYDAY=SU', '2027-03-07T02:30', QUEBEC, '2027-03-01', '2027-03-31')).toEqual(['2027-03-07T02:30', '2027-03-14T02:30', '2027-03-21T02:30', '2027-03-28T02:30']);
  });

  it('gives the days between two days, both included, and none before it begins', () => {
    const every = (from: string, until: string) => occurrences('FREQ=DAILY', '2027-02-10T23:30', QUEBEC, from, until);
    expect(every('2027-02-01', '2027-02-12')).toEqual(['2027-02-10T23:30', '2027-02-11T23:30', '2027-02-12T23:30']);
    expect(every('2027-02-11', '2027-02-11')).toEqual(['2027-02-11T23:30']);
  });

  it('counts from its start, not from the year asked for', () => {
    expect(occurrences('FREQ=MONTHLY;COUNT=14;BYDAY=1WE', '2026-12-02T13:30', QUEBEC, '2027-12-01', '2028-12-31')).toEqual(['2027-12-01T13:30', '2028-01-05T13:30']);
  });

  it.each([
    ['a day, to its end', '20270204', 3],
    ['a local hour', '20270204T090000', 3],
    ['a local hour just before', '20270204T085959', 2],
    ['an instant, read in the committee’s zone', '20270204T140000Z', 3],
    ['an instant just before', '20270204T135959Z', 2],
  ])('ends on %s', (_, until, count) => {
    expect(in2027(`FREQ=WEEKLY;INTERVAL=2;UNTIL=${until};BYDAY=TH`, '2027-01-07T09:00')).toHaveLength(count);
  });

  it('takes the last Friday of a month, fifth or fourth', () => {
    expect(in2027('FREQ=MONTHLY;BYDAY=-1FR', '2027-01-29T09:00').map((s) => s.slice(5, 10))).toEqual(['01-29', '02-26', '03-26', '04-30', '05-28', '06-25', '07-30', '08-27', '09-24', '10-29', '11-26', '12-31']);
  });

  it('every so many weeks comes at the same hour on the same weekday, whatever clocks do', () => {
    const starts = fc.integer({ min: 0, max: 364 }).map((n) => addDays('2027-01-01', n));
    fc.assert(fc.property(starts, fc.integer({ min: 1, max: 8 }), fc.integer({ min: 0, max: 1439 }), fc.constantFrom(QUEBEC, 'America/Halifax', 'Europe/Paris'), (day, weeks, minute, zone) => {
      const hour = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
      const expected = Array.from({ length: Math.floor(daysBetween(day, '2027-12-31') / (7 * weeks)) + 1 }, (_, i) => `${addDays(day, i * 7 * weeks)}T${hour}`);
      expect(in2027(`FREQ=WEEKLY;INTERVAL=${weeks};BYDAY=${DAYS[weekday(day) - 1]}`, `${day}T${hour}`, zone)).toEqual(expected);
    }), { numRuns: 60 });
  });

  it('every nth weekday of a month is that day, counted on a calendar', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 7 }), (nth, day) => {
      const expected = Array.from({ length: 365 }, (_, i) => addDays('2027-01-01', i)).filter((d) => weekday(d) === day && Math.ceil(Number(d.slice(8)) / 7) === nth);
      expect(in2027(`FREQ=MONTHLY;BYDAY=${nth}${DAYS[day - 1]}`, '2027-01-01T10:00').map((s) => s.slice(0, 10))).toEqual(expected);
    }), { numRuns: 28 });
  });
});
