// Days that exist, their arithmetic, and the zones in which a clock is read.
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { addDays, dayNumber, daysBetween, fromDayNumber, isDate, isLocalDateTime, isTime, weekday } from '../../src/shared/dates.ts';
import { isZone, localTime, placeOf, QUEBEC_ZONES, zones } from '../../src/shared/zones.ts';

describe('a day', () => {
  it('exists or not', () => {
    expect(['2027-02-28', '2028-02-29', '2000-02-29'].every(isDate)).toBe(true);
    expect(['2027-02-30', '2027-02-29', '2100-02-29', '2027-13-01', '2027-00-10', '2027-1-1', '27-01-01', '2027-01-01T09:00', '', 'demain', '0000-00-00'].some(isDate)).toBe(false);
  });

  it('has a number, and the number a day', () => {
    fc.assert(fc.property(fc.integer({ min: -25_000, max: 100_000 }), (day) => { expect(dayNumber(fromDayNumber(day))).toBe(day); }));
  });

  it('is counted across months and leap years', () => {
    expect(addDays('2028-02-28', 2)).toBe('2028-03-01');
    expect(daysBetween('2027-05-31', '2027-04-01')).toBe(-60);
    expect([weekday('2027-03-18'), weekday('2027-03-21'), weekday('1969-12-29')]).toEqual([4, 7, 1]);
  });
});

describe('a local date-time', () => {
  it('is a day that exists and an hour of the day', () => {
    expect(['2027-01-07T09:00', '2027-01-07T23:59:30'].every(isLocalDateTime)).toBe(true);
    expect(['2027-02-30T09:00', '2027-01-07T24:00', '2027-01-07T9:00', '2027-01-07', '2027-01-07T09:00Z', '2027-01-07T09:00T'].some(isLocalDateTime)).toBe(false);
    expect([isTime('08:30'), isTime('8:30'), isTime('24:00')]).toEqual([true, false, false]);
  });
});

describe('a zone', () => {
  it('is a name that IANA knows, old names included', () => {
    expect([...QUEBEC_ZONES, 'UTC', 'America/Montreal', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5'].every(isZone)).toBe(true);
  });

  it('is neither an offset, nor a city that has none, nor a name in another case', () => {
    expect(['America/Quebec', 'America/toronto', '+05:00', 'EST5EDT ', 'Toronto', '', 'constructor'].some(isZone)).toBe(false);
  });

  it('can be chosen, those of Québec first', () => {
    expect(zones().slice(0, 3)).toEqual(['America/Toronto', 'America/Halifax', 'America/Blanc-Sablon']);
    expect(new Set(zones()).size).toBe(zones().length);
    expect(zones().every(isZone)).toBe(true);
  });

  it('reads midnight as hour 0 of the day that begins', () => {
    expect(localTime('2027-01-07T05:00:00Z', 'America/Toronto')).toEqual({ date: '2027-01-07', hour: 0, minute: 0 });
  });

  it('has the name that people give it', () => {
    expect(placeOf('America/Halifax', 'fr-CA').hour).toBe('heure des Îles');
    expect(placeOf('America/Rankin_Inlet', 'fr-CA')).toEqual({ hour: 'heure de Rankin Inlet', at: 'à Rankin Inlet' });
  });
});
