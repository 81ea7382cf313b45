// The health-insurance number is recognised however it is typed, and nothing else of the house is taken for one.
import { describe, expect, it } from '@jest/globals';
import { findHealthNumber, looksLikeHealthNumber } from '../../src/shared/health-number.ts';

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
    ['a GUID that begins with four letters and eight digits', 'abcd1234-5678-4abc-8def-0123456789ab'],
    ['a link to a message of Teams', 'https://teams.microsoft.com/l/message/19%3Aabcd12345678abcd12345678@thread.tacv2/1611060744833?groupId=dead1234-5678-4abc-8def-0123456789ab'],
    ['a fingerprint', `abcd12345678${'0f'.repeat(26)}`],
    ['nothing', ''],
  ])('%s', (_case, text) => {
    expect(looksLikeHealthNumber(text)).toBe(false);
  });
});

describe('in what comes in', () => {
  it('is found where it stands, the first one in reading order', () => {
    expect(findHealthNumber({ title: 'Suivi', links: { item: ['a', 'trem75031512'] }, detail: 'TREM 7503 1512' })).toEqual({ path: ['links', 'item', 1], line: null });
    expect(findHealthNumber({ charter: 'a: 1\nb: 2\nc: TREM 7503 1512\n' })).toEqual({ path: ['charter'], line: 3 });
    expect(findHealthNumber({ known: { 'TREM 7503 1512': 1 } })).toEqual({ path: ['known'], line: null });
    expect(findHealthNumber('TREM 7503 1512')).toEqual({ path: [], line: null });
    expect(findHealthNumber({ code: 'RCG-1021-075', phone: '418 555-1234', n: 75031512, none: null })).toBeNull();
  });

  // A pattern that backtracks would take minutes; a walk by recursion would fall.
  it.each([
    ['letters', 'ABCD '.repeat(1_000_000)],
    ['almost numbers', 'ABCD 1234 567 '.repeat(357_000)],
    ['separators', '- '.repeat(2_500_000)],
    ['one sign', 'A'.repeat(5_000_000)],
    ['digits', '1'.repeat(5_000_000)],
    ['letter by letter', 'A.B.C.D.1.2.3.4.5.6.7.'.repeat(227_000)],
  ])('takes five megabytes of %s in its stride', (_case, text) => {
    const from = performance.now();
    expect(findHealthNumber({ text })).toBeNull();
    expect(performance.now() - from).toBeLessThan(4_000);
  });
  it('takes five megabytes of brackets in its stride', () => {
    let deep: unknown = 'TREM 7503 1512';
    for (let n = 0; n < 500_000; n += 1) deep = [deep];
    expect(findHealthNumber(deep)?.path).toHaveLength(500_000);
  });
});
