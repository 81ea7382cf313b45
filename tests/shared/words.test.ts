// The helpers of sentences: plurals, lists, hard spaces, and what a mistyped word meant.
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { nearest } from '../../src/shared/nearest.ts';
import { capitalised, counted, HARD_SPACE, listed, plural, quoted, typeset } from '../../src/shared/words.ts';

const shown = (text: string): string => text.replaceAll(HARD_SPACE, '·');
const SEATS = { 'fr-CA': { one: 'siège', other: 'sièges' }, 'en-CA': { one: 'seat', other: 'seats' } } as const;

describe('a plural', () => {
  it('begins at 2 in French, and 0 is plural in English', () => {
    expect([0, 1, 2, 12].map((n) => plural(n, 'fr-CA', SEATS['fr-CA']))).toEqual(['siège', 'siège', 'sièges', 'sièges']);
    expect([0, 1, 2, 12].map((n) => plural(n, 'en-CA', SEATS['en-CA']))).toEqual(['seats', 'seat', 'seats', 'seats']);
  });

  it('goes with its number', () => {
    expect(shown(counted(1, 'fr-CA', SEATS['fr-CA']))).toBe('1·siège');
    expect(shown(counted(1200, 'fr-CA', SEATS['fr-CA']))).toBe('1·200·sièges');
  });
});

describe('a list', () => {
  it('ends with « et » or « ou », without a comma before', () => {
    expect(listed([], 'fr-CA')).toBe('');
    expect(listed(['a'], 'fr-CA')).toBe('a');
    expect(listed(['a', 'b'], 'fr-CA')).toBe('a et b');
    expect(listed(['a', 'b', 'c'], 'fr-CA')).toBe('a, b et c');
    expect(listed(['a', 'b', 'c'], 'fr-CA', 'or')).toBe('a, b ou c');
    expect(listed(['a', 'b', 'c'], 'en-CA')).toBe('a, b and c');
  });
});

describe('typography', () => {
  it('puts hard spaces where French wants them, and nowhere else', () => {
    expect(shown(typeset('Vouliez-vous dire : « 9 h 30 »?'))).toBe('Vouliez-vous dire·: «·9·h·30·»?');
    expect(shown(typeset('41 % de 2 $'))).toBe('41·% de 2·$');
    expect(typeset('oui; non')).toBe('oui; non');
    expect(shown(typeset('3 heures'))).toBe('3 heures');
  });

  it('changes nothing the second time', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...Array.from('a9h :«»%$;!?\u00A0')) }), (text) => { expect(typeset(typeset(text))).toBe(typeset(text)); }));
  });

  it('quotes in each language’s marks', () => {
    expect(shown(quoted('CDM', 'fr-CA'))).toBe('«·CDM·»');
    expect(quoted('CDM', 'en-CA')).toBe('“CDM”');
  });

  it('puts a capital on an accented letter', () => {
    expect(capitalised('établissement')).toBe('Établissement');
    expect(capitalised('')).toBe('');
  });
});

describe('a mistyped word', () => {
  it('finds the nearest that was probably meant', () => {
    expect(nearest('parrent', ['parent', 'membres', 'mandat_fr'])).toBe('parent');
    expect(nearest('CNCTO', ['cncot', 'cnccs'])).toBe('cncot');
    expect(nearest('Mandat FR', ['mandat_en', 'mandat_fr'])).toBe('mandat_fr');
    expect(nearest('ctcot-chu', ['ctcot-chum', 'ctcot-chuq', 'cdm'])).toBe('ctcot-chum');
  });

  it('proposes nothing when nothing is near', () => {
    expect(nearest('xyz', ['parent', 'membres'])).toBeNull();
    expect(nearest('', ['a', 'abc'])).toBe('a');
  });
});
