// Reading the journal page by page: a position that survives what is appended meanwhile, as a word that fits in an address.

import type { Chain, RecordedEntry } from './entry.ts';

/** Newest first; entries of the same instant by chain, then last number first. */
export interface PagePosition {
  readonly at: Date;
  readonly chain: Chain;
  readonly seq: number;
}

export const positionOf = ({ at, chain, seq }: RecordedEntry): PagePosition => ({ at, chain, seq });

export const writePosition = ({ at, chain, seq }: PagePosition): string => `${at.getTime()}.${seq}.${chain}`;

/** Null when the word is not one that writePosition() wrote. */
export function readPosition(word: string): PagePosition | null {
  const parts = /^(-?\d{1,16})\.(\d{1,15})\.(.{1,200})$/.exec(word);
  if (parts === null) return null;
  const at = new Date(Number(parts[1]));
  return Number.isNaN(at.getTime()) ? null : { at, seq: Number(parts[2]), chain: parts[3] as Chain };
}
