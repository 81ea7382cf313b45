// Whom « moi », « la présidence » or a title names in a committee.
import { expect, it } from '@jest/globals';
import { spokenOwner } from '../../../src/features/actions/domain/spoken-owner.ts';
import { committeeId, personId } from '../../../src/shared/ids.ts';
import { theNetwork } from '../../support/charter-builder.ts';

const network = theNetwork();
const whom = (words: string, committee = 'bdp') => spokenOwner(network, committeeId(committee), words, personId('per-me'), '2027-01-20');

it.each([
  ['moi', 'per-me'], ['moi-même', 'per-me'], ['me', 'per-me'],
  ['la présidence', 'per-portefeuille-msss'], ['the chair', 'per-portefeuille-msss'], ['le secrétariat', 'per-secretariat-msss'], ['secretary', 'per-secretariat-msss'],
  ['Responsable de portefeuille — CCT CUSM', 'per-cct-cusm-portefeuille'], ['portfolio lead CUSM', 'per-cct-cusm-portefeuille'], ['CCT CUSM', 'per-cct-cusm-portefeuille'], ['cusm', 'per-cct-cusm-portefeuille'], ['per-cct-cusm-portefeuille', 'per-cct-cusm-portefeuille'], ['portefeuille.cct-cusm@rqt.example', 'per-cct-cusm-portefeuille'],
] as const)('« %s » is %s', (words, person) => {
  expect(whom(words)).toBe(person);
});

it.each([['several', 'responsable de portefeuille'], ['nobody', 'le pape'], ['somebody of another committee', 'Coordination CCT CUSM'], ['no word', '—'], ['the co-chair where there is none', 'la coprésidence']])('names nobody: %s', (_why, words) => {
  expect(whom(words)).toBeNull();
});

it('before a committee is chosen names oneself only', () => {
  expect([whom('moi', ''), whom('la présidence', '')]).toEqual(['per-me', null]);
});
