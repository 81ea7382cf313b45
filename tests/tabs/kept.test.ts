// What somebody typed is kept for the session, but never a health insurance number.
import { jest } from '@jest/globals';
import { keepText, keptText } from '../../tabs/ui/kept.ts';

beforeEach(() => sessionStorage.clear());

it('comes back as it was, and goes when told', () => {
  keepText('form', { name: 'Comité conseil' });
  expect(keptText('form')).toEqual({ name: 'Comité conseil' });
  keepText('form', null);
  expect(keptText('form')).toBeNull();
});

it.each(['Mandat de TREM 8407 1512', 'trem84071512', 'TREM-8407-1512'])('keeps nothing of a text that holds « %s »', (text) => {
  keepText('form', { mandate: 'avant' });
  keepText('form', { mandate: text });
  expect(sessionStorage).toHaveLength(0);
});

it.each(['RCG-1021-075', '418 555-1234', 'Séance du 2027-01-07', 'xtrem8407151299'])('takes « %s » for what it is', (text) => {
  keepText('form', { mandate: text });
  expect(keptText('form')).toEqual({ mandate: text });
});

it('does without a storage that refuses', () => {
  const full = jest.spyOn(Storage.prototype, 'setItem').mockImplementation(() => { throw new DOMException('full', 'QuotaExceededError'); });
  expect(() => keepText('form', { a: 1 })).not.toThrow();
  full.mockRestore();
});
