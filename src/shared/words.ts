// Small helpers for sentences in both languages: plurals, lists, quotation marks and the hard spaces of French typography
// (OQLF: hard space before « : » and inside « », none before « ; ! ? »).

import type { Language } from './language.ts';

export const HARD_SPACE = '\u00A0';

/** French text typed with plain spaces, with its hard spaces put in; what is typed right already stays as it is. */
export const typeset = (french: string): string =>
  french
    .replace(/ (?=[:»%$](?![\p{L}\p{N}]))/gu, HARD_SPACE)
    .replace(/« /g, `«${HARD_SPACE}`)
    .replace(/(?<=\d) (?=h(?![\p{L}]))/gu, HARD_SPACE)
    .replace(/(?<=\d\u00A0h) (?=\d)/g, HARD_SPACE);

export interface Forms { readonly one: string; readonly other: string }

/** In French 0 and 1 are singular; in English only 1 is. */
export const plural = (n: number, language: Language, forms: Forms): string =>
  (language === 'fr-CA' ? Math.abs(n) < 2 : n === 1) ? forms.one : forms.other;

/** « 1 siège », « 0 siège », « 2 sièges »; “0 seats”, “1 seat”. */
export const counted = (n: number, language: Language, forms: Forms): string =>
  `${new Intl.NumberFormat(language).format(n)}${HARD_SPACE}${plural(n, language, forms)}`;

/** « a », « a et b », « a, b et c »; “a, b and c”. */
export const listed = (items: readonly string[], language: Language, joined: 'and' | 'or' = 'and'): string => {
  if (items.length < 2) return items[0] ?? '';
  const word = { 'fr-CA': { and: 'et', or: 'ou' }, 'en-CA': { and: 'and', or: 'or' } }[language][joined];
  return `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1) ?? ''}`;
};

/** « texte » with hard spaces; “text”. */
export const quoted = (text: string, language: Language): string => (language === 'fr-CA' ? `«${HARD_SPACE}${text}${HARD_SPACE}»` : `“${text}”`);

/** First letter in upper case, accents included; the rest untouched. */
export const capitalised = (text: string): string => {
  const [first = ''] = text;
  return first.toUpperCase() + text.slice(first.length);
};
