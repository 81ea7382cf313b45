// A sheet that opens well in French, and in which nobody's text becomes a formula.
import { describe, expect, it } from '@jest/globals';
import { csvFile, neutralCell } from '../../src/adapters/documents/csv.ts';

describe('a cell', () => {
  it.each([
    ['=cmd|\' /C calc\'!A0'], ['+1+1'], ['-2+3'], ['@SUM(A1:A9)'], ['  =1+1'], ['\u00A0=1+1'], ['\t=1+1'], ['\r=1+1'], ['\n=1+1'], ['＝1+1'], ['＋1'], ['－1'], ['＠A1'],
  ])('%j is shown and not calculated', (text) => {
    expect(neutralCell(text)).toBe(`'${text}`);
  });
  it.each([['Déposer le bilan'], ['A-2027-003'], ['2027-03-18'], ['a = b'], ['RCG-1021-075'], ['']])('%j stays as it is', (text) => {
    expect(neutralCell(text)).toBe(text);
  });
});

it('has the mark of UTF-8, semicolons, doubled quotation marks and lines as Windows ends them', () => {
  expect(csvFile([['Titre', 'Nombre'], ['Il a dit « oui »; puis "non"\nensuite', -2.5], ['=1+1', null]])).toBe('\uFEFFTitre;Nombre\r\n"Il a dit « oui »; puis ""non""\nensuite";-2,5\r\n\'=1+1;\r\n');
});
