// Local hours and the instants they name, through the changes of clock of 2027 (14 March and 7 November).
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { endOf, gapOf, instantOf, localIn } from '../../../src/features/meetings/domain/when.ts';
import { meetingOn } from '../../support/network-year.ts';

const QUEBEC = 'America/Toronto';
const ILES = 'America/Halifax';
const BLANC_SABLON = 'America/Blanc-Sablon';

describe('a meeting’s hour', () => {
  it.each([
    ['cncot', '2027-03-04', '09:00', '10:00', '10:00', '14:00'],
    ['cncot', '2027-03-18', '09:00', '10:00', '09:00', '13:00'],
    ['cncot', '2027-10-28', '09:00', '10:00', '09:00', '13:00'],
    ['cncot', '2027-11-11', '09:00', '10:00', '10:00', '14:00'],
    ['ctcot-chuq', '2027-02-22', '10:00', '11:00', '11:00', '15:00'],
    ['ctcot-chuq', '2027-03-22', '10:00', '11:00', '10:00', '14:00'],
  ])('%s on %s is at %s in Québec, %s in the Îles, %s in Blanc-Sablon, %s UTC', (committee, day, quebec, iles, blancSablon, utc) => {
    const instant = instantOf(meetingOn(committee, day));
    expect([QUEBEC, ILES, BLANC_SABLON, 'UTC'].map((zone) => localIn(instant, zone))).toEqual([quebec, iles, blancSablon, utc].map((hour) => `${day}T${hour}`));
  });

  it('that clocks skip in spring is the one they show then', () => {
    expect(gapOf('2027-03-14T02:30', QUEBEC)).toBe('2027-03-14T03:30');
    expect(instantOf({ start: '2027-03-14T02:30', zone: QUEBEC })).toEqual(new Date('2027-03-14T07:30:00Z'));
    expect([gapOf('2027-03-14T02:30', BLANC_SABLON), gapOf('2027-03-14T01:59', QUEBEC), gapOf('2027-03-14T03:00', QUEBEC)]).toEqual([null, null, null]);
  });

  it('that comes twice in autumn is the first', () => {
    expect(gapOf('2027-11-07T01:30', QUEBEC)).toBeNull();
    expect(instantOf({ start: '2027-11-07T01:30', zone: QUEBEC })).toEqual(new Date('2027-11-07T05:30:00Z'));
  });

  it('ends after as many minutes as people sit, whatever clocks do', () => {
    expect(endOf({ start: '2027-11-07T00:30', minutes: 120, zone: QUEBEC })).toEqual(new Date('2027-11-07T06:30:00Z'));
  });

  it('is read back as it was written, unless it does not exist', () => {
    const minutes = fc.integer({ min: 0, max: 2 * 366 * 1440 }).map((n) => new Date(Date.UTC(2027, 0, 1) + n * 60_000).toISOString().slice(0, 16));
    fc.assert(fc.property(minutes, fc.constantFrom(QUEBEC, ILES, BLANC_SABLON, 'Europe/Paris', 'Australia/Lord_Howe'), (start, zone) => {
      expect(localIn(instantOf({ start, zone }), zone)).toBe(gapOf(start, zone) ?? start);
    }));
  });

  it('is refused when it is none', () => {
    expect(() => instantOf({ start: '2027-02-30T09:00', zone: QUEBEC })).toThrow(RangeError);
    expect(() => instantOf({ start: '2027-02-03T09:00', zone: 'America/Nowhere' })).toThrow(RangeError);
  });
});
