// The health-insurance number is recognised however it is typed, and nothing else of the house is taken for one.
import { describe, expect, it } from '@jest/globals';
import { looksLikeHealthNumber } from '../../src/shared/health-number.ts';

describe('a health-insurance number is recognised', () => {
  it.each([
    ['with spaces', 'TREM 7503 1512'],
    ['with dashes', 'TREM-7503-1512'],
    ['without separator', 'TREM75031512'],
    ['in lower case', 'trem75031512'],
    ['inside a sentence', 'Vérifier l’accès à la PSV pour TREM 7503 1512, svp'],
    ['with hard spaces, as mails have them', 'TREM\u00A07503\u00A01512'],
    ['with narrow hard spaces', 'TREM\u202F7503\u202F1512'],
    ['with a long dash', 'TREM – 7503 – 1512'.replaceAll(' – ', '–')],
    ['with dots', 'TREM.7503.1512'],
    ['in pairs of digits', 'TREM 75 03 15 12'],
    ['with a woman’s month', 'TREF 7553 1512'],
    ['letter by letter', 'T R E M 7 5 0 3 1 5 1 2'],
    ['in full-width signs', 'ＴＲＥＭ ７５０３ １５１２'],
    ['after a colon', 'NAM:TREM75031512'],
    ['before another number', 'TREM 7503 1512 2 fois'],
    ['on two lines', 'TREM\n7503 1512'],
    ['whose date cannot be one, since people mistype', 'ABCD 1234 5678'],
    ['whose digits begin like a year but hold a month', 'TREM 2009 1512'],
  ])('%s', (_case, text) => {
    expect(looksLikeHealthNumber(text)).toBe(true);
  });
});

describe('what is not one passes', () => {
  it.each([
    ['a code of the portfolio', 'RCG-1021-075'],
    ['a phone number', '418 555-1234'],
    ['a phone number after a word of four letters', 'CELL 418 555-1234'],
    ['a phone number with its country', 'cell +1 418 555 1234'],
    ['a pair of years', 'Plan 2024-2028'],
    ['a pair of years after a month', 'mars 2026-2027'],
    ['a compact date after an acronym', 'CEMT 20270318'],
    ['a longer acronym', 'CNCOT 7503 1512'],
    ['a longer number', 'LOTS 7503 15129'],
    ['an action', 'A-2027-003'],
    ['an amount', '2 503 500 $'],
    ['three letters', 'RQT 7503 1512'],
    ['an accented word that ends with four letters', 'éTREM 7503 1512'],
    ['a date', 'le jeudi 18 mars 2027 à 9 h 30'],
    ['a fiscal year with its amount', '2021-2022 : 2 503 500 $'],
    ['nothing', ''],
  ])('%s', (_case, text) => {
    expect(looksLikeHealthNumber(text)).toBe(false);
  });
});
