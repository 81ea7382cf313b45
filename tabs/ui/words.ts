// The two languages of the screens: a dictionary is written in French, and the English one must have the same entries
// or it does not compile. French typography is set here once, so that the sources can be typed with plain spaces.
import type { Language } from '../../src/contract/common.ts';

export type { Language };
export type Entry = string | ((...facts: never[]) => string) | readonly string[] | Dictionary;
export interface Dictionary { readonly [key: string]: Entry }

/**
 * No-break spaces as Québec usage wants them (OQLF): before « : » and inside « », before %, $ and the units, never
 * before ; ! ?. Sources: domain vocabulary §10.
 */
export const french = (text: string): string =>
  text
    .replace(/ :/g, '\u00a0:')
    .replace(/« /g, '«\u00a0')
    .replace(/ »/g, '\u00a0»')
    .replace(/(\d) (?=(?:h|%|\$|s|min|j|kB|Mo)(?![\p{L}\d]))/gu, '$1\u00a0');

function typeset(entry: Entry): Entry {
  if (typeof entry === 'string') return french(entry);
  if (typeof entry === 'function') return (...facts: never[]) => french(entry(...facts));
  if (Array.isArray(entry)) return (entry as readonly string[]).map(french);
  return Object.fromEntries(Object.entries(entry as Dictionary).map(([key, value]) => [key, typeset(value)]));
}

export type Bilingual<Words> = Readonly<Record<Language, Words>>;

export function bilingual<Words extends Dictionary>(fr: Words, en: NoInfer<Words>): Bilingual<Words> {
  return { 'fr-CA': typeset(fr) as Words, 'en-CA': en };
}

/** French counts 0 and 1 as one; English only 1. */
const oneOf = { fr: (n: number) => Math.abs(n) < 2, en: (n: number) => n === 1 } as const;
export const frWord = (n: number, one: string, other: string): string => (oneOf.fr(n) ? one : other);
export const enWord = (n: number, one: string, other: string): string => (oneOf.en(n) ? one : other);
export const fr = (n: number, one: string, other: string): string => `${number('fr-CA', n)} ${frWord(n, one, other)}`;
export const en = (n: number, one: string, other: string): string => `${number('en-CA', n)} ${enWord(n, one, other)}`;

const numbers = { 'fr-CA': new Intl.NumberFormat('fr-CA'), 'en-CA': new Intl.NumberFormat('en-CA') };
export const number = (language: Language, n: number): string => numbers[language].format(n);
