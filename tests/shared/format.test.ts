// Hours, days, money and shares as the OQLF asks and as Canadian English writes them.
import { describe, expect, it } from '@jest/globals';
import { formatBothTimes, formatDate, formatDateTime, formatHour, formatMoney, formatNumber, formatPercent, formatTime } from '../../src/shared/format.ts';

/** Hard spaces shown, so that a plain one is seen. */
const shown = (text: string): string => text.replace(/[\u00A0\u202F]/g, '·');

describe('an hour', () => {
  it.each([
    [9, 0, '9·h', '9:00·a.m.'],
    [13, 30, '13·h·30', '1:30·p.m.'],
    [8, 5, '8·h·5', '8:05·a.m.'],
    [0, 0, '0·h', '12:00·a.m.'],
    [12, 15, '12·h·15', '12:15·p.m.'],
    [23, 59, '23·h·59', '11:59·p.m.'],
  ])('%i:%i', (hour, minute, fr, en) => {
    expect(shown(formatHour(hour, minute, 'fr-CA'))).toBe(fr);
    expect(shown(formatHour(hour, minute, 'en-CA'))).toBe(en);
  });
});

describe('a day', () => {
  it('is written out in full', () => {
    expect(formatDate('2027-03-18', 'fr-CA')).toBe('jeudi 18 mars 2027');
    expect(formatDate('2027-03-18', 'en-CA')).toBe('Thursday, March 18, 2027');
  });

  it('is « 1er » for the first of a month', () => {
    expect(formatDate('2027-05-01', 'fr-CA')).toBe('samedi 1er mai 2027');
    expect(formatDate('2027-05-01', 'en-CA')).toBe('Saturday, May 1, 2027');
  });

  it('may leave out the day of the week and the year', () => {
    expect(formatDate('2027-08-09', 'fr-CA', { weekday: false })).toBe('9 août 2027');
    expect(formatDate('2027-08-09', 'fr-CA', { year: false })).toBe('lundi 9 août');
    expect(formatDate('2027-08-09', 'en-CA', { weekday: false, year: false })).toBe('August 9');
  });

  it('agrees with Intl on the day of the week of any day', () => {
    for (const date of ['1999-12-31', '2000-02-29', '2026-11-21', '2028-02-29', '2100-03-01']) {
      const intl = new Intl.DateTimeFormat('fr-CA', { weekday: 'long', timeZone: 'UTC' }).format(new Date(`${date}T12:00:00Z`));
      expect(formatDate(date, 'fr-CA').split(' ')[0]).toBe(intl);
    }
  });
});

describe('an instant', () => {
  it('is read in the zone that is said, whatever the machine’s', () => {
    expect(shown(formatTime('2027-03-18T13:00:00Z', 'America/Toronto', 'fr-CA'))).toBe('9·h');
    expect(shown(formatTime('2027-03-18T13:00:00Z', 'America/Halifax', 'fr-CA'))).toBe('10·h');
    expect(shown(formatDateTime('2027-03-02T02:30:00Z', 'America/Toronto', 'fr-CA'))).toBe('lundi 1er mars 2027 à 21·h·30');
    expect(shown(formatDateTime('2027-03-18T13:00:00Z', 'America/Toronto', 'en-CA'))).toBe('Thursday, March 18, 2027 at 9:00·a.m.');
  });

  it.each([
    // The table of scenario S5: before and after the change of 14 March and of 7 November.
    ['2027-03-04T14:00:00Z', '10·h, heure des Îles — 9·h à Québec', '10·h, heure de Blanc-Sablon — 9·h à Québec'],
    ['2027-03-18T13:00:00Z', '10·h, heure des Îles — 9·h à Québec', '9·h'],
    ['2027-10-28T13:00:00Z', '10·h, heure des Îles — 9·h à Québec', '9·h'],
    ['2027-11-11T14:00:00Z', '10·h, heure des Îles — 9·h à Québec', '10·h, heure de Blanc-Sablon — 9·h à Québec'],
  ])('shows both hours to a reader of another zone: %s', (instant, iles, blancSablon) => {
    expect(shown(formatBothTimes(instant, 'America/Toronto', 'America/Toronto', 'fr-CA'))).toBe('9·h');
    expect(shown(formatBothTimes(instant, 'America/Halifax', 'America/Toronto', 'fr-CA'))).toBe(iles);
    expect(shown(formatBothTimes(instant, 'America/Blanc-Sablon', 'America/Toronto', 'fr-CA'))).toBe(blancSablon);
  });

  it('says the other day too when the clocks are on different days', () => {
    expect(shown(formatBothTimes('2027-03-02T03:30:00Z', 'America/Winnipeg', 'America/St_Johns', 'fr-CA'))).toBe('21·h·30, heure de Winnipeg — 0·h à St Johns, mardi 2 mars');
    expect(shown(formatBothTimes('2027-03-04T14:00:00Z', 'America/Halifax', 'America/Toronto', 'en-CA'))).toBe('10:00·a.m., Îles time — 9:00·a.m. in Québec');
  });
});

describe('an amount', () => {
  it('of money', () => {
    expect(shown(formatMoney(2_503_500, 'fr-CA'))).toBe('2·503·500·$');
    expect(shown(formatMoney(2_503_500, 'en-CA'))).toBe('$2,503,500');
    expect(shown(formatMoney(12.5, 'fr-CA'))).toBe('12,50·$');
    expect(shown(formatMoney(-96_500, 'fr-CA'))).toBe('-96·500·$');
  });

  it('as a share', () => {
    expect(shown(formatPercent(0.41, 'fr-CA'))).toBe('41·%');
    expect(shown(formatPercent(0.815, 'fr-CA'))).toBe('81,5·%');
    expect(shown(formatPercent(0.815, 'en-CA'))).toBe('81.5%');
  });

  it('as a number', () => {
    expect(shown(formatNumber(1234.5, 'fr-CA'))).toBe('1·234,5');
    expect(shown(formatNumber(1234.5, 'en-CA'))).toBe('1,234.5');
  });
});
