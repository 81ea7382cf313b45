// Dates, hours and durations as people of the network read them.
import { dayAndTime, day, duration, matches, moment, shortDay, time } from '../../tabs/ui/format.ts';
import { initials } from '../../tabs/ui/initials.ts';

const TORONTO = 'America/Toronto';
const at = (iso: string): Date => new Date(iso);

describe('hours', () => {
  it.each([
    ['2027-03-04T14:00:00Z', '9 h', '9:00 a.m.'],
    ['2027-03-04T18:30:00Z', '13 h 30', '1:30 p.m.'],
    ['2027-03-04T13:05:00Z', '8 h 5', '8:05 a.m.'],
    ['2027-03-04T05:00:00Z', '0 h', '12:00 a.m.'],
  ])('reads %s as « %s » and “%s”', (iso, inFrench, inEnglish) => {
    expect(time(at(iso), 'fr-CA', TORONTO).replaceAll('\u00a0', ' ')).toBe(inFrench);
    expect(time(at(iso), 'en-CA', TORONTO).replaceAll('\u00a0', ' ')).toBe(inEnglish);
  });

  it('follows the reader’s zone across the change of hour, not the machine’s', () => {
    expect(time(at('2027-03-18T13:00:00Z'), 'fr-CA', TORONTO)).toBe('9\u00a0h');
    expect(time(at('2027-03-18T13:00:00Z'), 'fr-CA', 'America/Halifax')).toBe('10\u00a0h');
  });
});

it('writes the first of the month « 1er » and joins day and hour', () => {
  expect(day(at('2027-03-01T15:00:00Z'), 'fr-CA', TORONTO)).toBe('lundi 1er mars 2027');
  expect(dayAndTime(at('2027-03-04T14:00:00Z'), 'fr-CA', TORONTO, { year: false })).toBe('jeudi 4 mars à 9\u00a0h');
  expect(dayAndTime(at('2027-03-18T13:00:00Z'), 'en-CA', TORONTO)).toBe('Thursday, March 18, 2027 at 9:00 a.m.');
  expect(shortDay(at('2027-03-19T02:00:00Z'), TORONTO)).toBe('2027-03-18');
});

it('names only the hour of a moment of today, and ends a sentence in both cases', () => {
  const now = at('2027-03-04T20:00:00Z');
  expect(moment(at('2027-03-04T14:00:00Z'), now, 'fr-CA', TORONTO)).toBe('à 9\u00a0h');
  expect(moment(at('2027-03-03T14:00:00Z'), now, 'fr-CA', TORONTO)).toBe('le 3 mars à 9\u00a0h');
  expect(moment(at('2027-03-04T14:00:00Z'), now, 'en-CA', TORONTO)).toBe('at 9:00 a.m.');
  expect(moment(at('2027-03-03T14:00:00Z'), now, 'en-CA', TORONTO)).toBe('on March 3 at 9:00 a.m.');
});

it('says durations in the largest two units', () => {
  expect([45, 150, 120, 3900, 7200].map((s) => duration(s, 'en-CA'))).toEqual(['45 s', '2 min 30 s', '2 min', '1 h 5 min', '2 h']);
  expect(duration(150, 'fr-CA')).toBe('2\u00a0min\u00a030\u00a0s');
});

it('finds every typed word in any order, accents and apostrophes aside', () => {
  expect(matches('regions eloign', 'CC-RE', 'Comité conseil — Régions éloignées')).toBe(true);
  expect(matches('l\'estrie ciusss', 'CIUSSS de l’Estrie-CHUS')).toBe(true);
  expect(matches('estrie montreal', 'CIUSSS de l’Estrie-CHUS')).toBe(false);
  expect(matches('  ', null, undefined)).toBe(true);
});

it('takes two letters from the words that carry meaning', () => {
  expect(initials('Coordination provinciale — volet clinique')).toBe('CP');
  expect(initials('Répondant ou répondante clinique — CISSS-BSL')).toBe('RC');
  expect(initials('Agent ou agente de liaison — Santé Québec')).toBe('AL');
  expect(initials('—')).toBe('?');
});
