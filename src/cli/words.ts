// Picks the language, and says durations and moments as people write them in Québec.
import { formatTime } from '../shared/format.ts';
import type { Language } from '../shared/language.ts';
import { localTime } from '../shared/zones.ts';
import { en } from './words-en.ts';
import { fr, type Words } from './words-fr.ts';

export type { Words };
export const wordsFor = (language: Language): Words => (language === 'en-CA' ? en : fr);

/** How long something takes, to the second below an hour. */
export function duration(ms: number, words: Words): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return words.time.seconds(seconds);
  if (seconds < 3600) return words.time.minutes(Math.floor(seconds / 60), seconds % 60);
  return words.time.hours(Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60));
}

/** As a clock on the wall shows it in that zone. */
export const clockTime = (iso: string, words: Words, zone: string): string => (isInstant(iso) ? formatTime(iso, zone, words.language) : iso);
export const moment = (iso: string, words: Words, zone: string): string => (isInstant(iso) ? words.time.at(localTime(iso, zone).date, clockTime(iso, words, zone)) : iso);
const isInstant = (iso: string): boolean => !Number.isNaN(Date.parse(iso));
