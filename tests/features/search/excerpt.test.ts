// Where the words that were looked for stand.
import { describe, expect, it } from '@jest/globals';
import { excerptOf } from '../../../src/features/search/domain/excerpt.ts';

const marked = (text: string, words: string): string => excerptOf(text, words).map((part) => (part.found ? `[${part.text}]` : part.text)).join('');

describe('an excerpt', () => {
  it.each([
    ['Préparer les réunions des établissements', 'reunion', 'Préparer les [réunions] des établissements'],
    ['Transmettre les procès-verbaux', 'procès verbal', 'Transmettre les [procès]-[verbaux]'],
    ['Instances nationales et locales', 'national', 'Instances [nationales] et locales'],
    ['Mettre à jour la fiche', 'fich', 'Mettre à jour la [fiche]'],
    ['La réunion et la région', 'région', 'La réunion et la [région]'],
    ['Rien de tel', 'budget', 'Rien de tel'],
    ['', 'budget', ''],
  ])('of « %s » for « %s » is « %s »', (text, words, expected) => { expect(marked(text, words)).toBe(expected); });

  it('begins a little before the first word, cuts no word and says that it was cut', () => {
    const shown = marked(`${'avant '.repeat(40)}le budget de la région ${'après '.repeat(40)}`, 'budget');
    expect(shown).toMatch(/^…(avant )+le \[budget\] de la région (après )+…$/);
    expect(shown.length).toBeLessThan(200);
  });
});
