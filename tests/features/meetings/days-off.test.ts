// Days off: the charter's list beside what Québec's laws give, and counting working days.
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Calendar } from '../../../src/features/committees/domain/charter.ts';
import { addBusinessDays, broughtForward, dayOff, daysOffBetween, isBusinessDay, nextBusinessDay, previousBusinessDay } from '../../../src/features/meetings/domain/days-off.ts';
import { easterSunday, quebecHolidays } from '../../../src/features/meetings/domain/quebec-holidays.ts';
import { addDays, daysBetween, weekday } from '../../../src/shared/dates.ts';
import { theNetwork } from '../../support/charter-builder.ts';

const calendar = (): Calendar => theNetwork().calendar;
const nameOf = (date: string): string | null => {
  const off = dayOff(calendar(), undefined, date);
  return off === null ? null : 'name' in off ? off.name.fr : off.is;
};
const days = fc.integer({ min: 0, max: 730 }).map((n) => addDays('2027-01-01', n));

describe('Québec’s holidays', () => {
  it('of 2027 and 2028 are those of the charter, day for day and word for word', () => {
    const listed = calendar().holidays.filter((h) => h.date < '2029');
    expect([...quebecHolidays(2027), ...quebecHolidays(2028)].sort((a, b) => (a.date < b.date ? -1 : 1))).toEqual(listed);
  });

  it.each([[2000, '2000-04-23'], [2008, '2008-03-23'], [2011, '2011-04-24'], [2024, '2024-03-31'], [2026, '2026-04-05'], [2038, '2038-04-25'], [2285, '2285-03-22']])('Easter of %d is on %s', (year, date) => {
    expect(easterSunday(year)).toBe(date);
  });

  it('come on the Monday when 24 June or 1 July is a Sunday', () => {
    const dates = (year: number) => quebecHolidays(year).map((h) => h.date.slice(5));
    expect(dates(2029)).toEqual(expect.arrayContaining(['06-24', '06-25', '07-02']));
    expect(dates(2029)).not.toContain('07-01');
    expect(dates(2027)).not.toContain('06-25');
  });

  it('of the patriots come on the Monday before 25 May, that day never included', () => {
    fc.assert(fc.property(fc.integer({ min: 1990, max: 2190 }), (year) => {
      const patriots = quebecHolidays(year).find((h) => h.name.en === 'National Patriots’ Day')?.date ?? '';
      expect([weekday(patriots), patriots >= `${year}-05-18`, patriots <= `${year}-05-24`]).toEqual([1, true, true]);
    }));
  });

  it('hold in years that the charter’s list does not reach', () => {
    expect(['2026-06-24', '2029-06-25', '2030-05-20', '2030-05-27'].map(nameOf)).toEqual(['Fête nationale', 'Fête nationale', 'Journée nationale des patriotes', null]);
  });
});

describe('a day off', () => {
  it('is a holiday before it is a closure, and a closure before it is a week-end', () => {
    expect(['2027-12-25', '2027-12-26', '2027-12-27', '2028-01-01', '2028-01-08', '2027-09-30', '2027-11-11'].map(nameOf)).toEqual(['Noël', 'Période des Fêtes', 'Période des Fêtes', 'Jour de l’An', 'weekend', null, null]);
  });

  it('at Easter is the one that the committee, or else the network, keeps', () => {
    const is = (easter: Parameters<typeof dayOff>[1], date: string) => dayOff(calendar(), easter, date)?.is ?? null;
    expect([is('vendredi_saint', '2027-03-26'), is('vendredi_saint', '2027-03-29'), is('lundi_de_paques', '2027-03-26'), is('lundi_de_paques', '2027-03-29'), is('les_deux', '2027-03-26'), is(undefined, '2027-03-29')])
      .toEqual(['holiday', null, null, 'holiday', 'holiday', 'holiday']);
  });

  it('is marked in a calendar, week-ends apart', () => {
    expect(daysOffBetween(calendar(), '2027-06-19', '2027-07-04').map((d) => [d.date, d.off.is])).toEqual([['2027-06-24', 'holiday'], ['2027-07-01', 'holiday']]);
    expect(daysOffBetween(calendar(), '2027-12-24', '2027-12-26').map((d) => d.off.is)).toEqual(['closure', 'holiday', 'closure']);
  });
});

describe('working days', () => {
  it('step over holidays, closures and week-ends', () => {
    expect([nextBusinessDay(calendar(), '2027-06-23'), previousBusinessDay(calendar(), '2027-06-25'), nextBusinessDay(calendar(), '2027-12-23'), previousBusinessDay(calendar(), '2027-03-30')]).toEqual(['2027-06-25', '2027-06-23', '2028-01-05', '2027-03-25']);
    expect([broughtForward(calendar(), '2027-01-24'), broughtForward(calendar(), '2027-01-25')]).toEqual(['2027-01-22', '2027-01-25']);
  });

  it('are counted there and back', () => {
    fc.assert(fc.property(days, fc.integer({ min: 1, max: 30 }), (date, n) => {
      const from = nextBusinessDay(calendar(), date);
      const there = addBusinessDays(calendar(), from, n);
      expect(addBusinessDays(calendar(), there, -n)).toBe(from);
      const between = Array.from({ length: daysBetween(from, there) }, (_, i) => addDays(from, i + 1)).filter((d) => isBusinessDay(calendar(), d));
      expect(between).toHaveLength(n);
    }), { numRuns: 50 });
  });

  it('are found even when a closure was written without end', () => {
    expect(nextBusinessDay({ holidays: [], easter: 'les_deux', closures: [{ from: '2027-01-01', until: '9999-12-31', name: { fr: 'Fermé' } }] }, '2027-02-01') < '2029').toBe(true);
  });
});
