// The part of a text in which the words that were looked for stand, each of them marked. The database finds by French stems; here a word
// is taken for the same when all but its ending is: enough to show people where to look.

import { plain } from '../../../shared/plain.ts';

export interface Fragment { readonly text: string; readonly found: boolean }

const AROUND = 60;
const LONGEST = 180;

export function excerptOf(text: string, words: string): readonly Fragment[] {
  const wanted = wordsOf(words).map(({ form }) => form);
  const line = text.replace(/\s+/g, ' ').trim();
  const found = wordsOf(line).filter(({ form }) => wanted.some((word) => isSameWord(word, form)));
  const from = boundary(line, Math.max(0, (found[0]?.from ?? 0) - AROUND));
  const until = line.length - from <= LONGEST ? line.length : boundary(line, from + LONGEST);
  const shown: Fragment[] = from > 0 ? [{ text: '…', found: false }] : [];
  let at = from;
  for (const word of found.filter((each) => each.until <= until)) {
    if (word.from > at) shown.push({ text: line.slice(at, word.from), found: false });
    shown.push({ text: line.slice(word.from, word.until), found: true });
    at = word.until;
  }
  if (at < until) shown.push({ text: line.slice(at, until), found: false });
  if (until < line.length) shown.push({ text: '…', found: false });
  return shown;
}

interface Word { readonly form: string; readonly from: number; readonly until: number }

function wordsOf(text: string): Word[] {
  return [...text.matchAll(/[\p{L}\p{N}]+/gu)].map((match) => ({ form: plain(match[0]), from: match.index, until: match.index + match[0].length }));
}

/** Two letters of ending at most: « réunion » and « réunions », « nationale » and « nationaux ». A beginning, while it is being typed. */
function isSameWord(wanted: string, word: string): boolean {
  if (word === wanted || (wanted.length >= 3 && word.startsWith(wanted))) return true;
  const stem = Math.max(4, Math.min(wanted.length, word.length) - 2);
  return wanted.length >= stem && word.slice(0, stem) === wanted.slice(0, stem) && Math.abs(word.length - wanted.length) <= 3;
}

/** The end of the word before that place, so that none is cut. */
function boundary(text: string, at: number): number {
  if (at === 0 || at >= text.length) return Math.min(at, text.length);
  const space = text.lastIndexOf(' ', at);
  return space === -1 ? at : space + 1;
}
