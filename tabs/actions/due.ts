// A due day in words: how near it is, and how much that matters.
import type { ActionRow } from '../../src/contract/actions.ts';
import { daysBetween, sundayOf } from '../ui/days.ts';
import { localAt } from '../ui/format.ts';
import type { Tone } from '../ui/parts.tsx';
import type { Language } from '../ui/words.ts';
import { isOpen } from './filter.ts';
import type { ActionWords } from './words.ts';

const short: Readonly<Record<Language, readonly [sameYear: Intl.DateTimeFormat, otherYear: Intl.DateTimeFormat]>> = {
  'fr-CA': formats('fr-CA'), 'en-CA': formats('en-CA'),
};
function formats(language: Language): readonly [Intl.DateTimeFormat, Intl.DateTimeFormat] {
  const options = { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' } as const;
  return [new Intl.DateTimeFormat(language, options), new Intl.DateTimeFormat(language, { ...options, year: 'numeric' })];
}
/** « lun. 25 janv. »; with its year when that is not this one. */
export const shortDue = (due: string, today: string, language: Language): string => short[language][due.slice(0, 4) === today.slice(0, 4) ? 0 : 1].format(localAt(`${due}T12:00`)).replace(/\b1(?= \p{L}+\.?( |$))/u, language === 'fr-CA' ? '1er' : '1');

export interface Due { readonly tone: Tone; readonly near: string | null }
/** `near`: « En retard de 3 jours », « Demain »; null when the day itself says enough. */
export function dueOf(row: Pick<ActionRow, 'due' | 'state' | 'late' | 'lateDays'>, today: string, words: ActionWords): Due {
  if (row.late) return { tone: 'bad', near: words.late(row.lateDays) };
  if (!isOpen(row.state)) return { tone: 'calm', near: null };
  const days = daysBetween(today, row.due);
  if (days === 0) return { tone: 'warn', near: words.today };
  if (days === 1) return { tone: 'warn', near: words.tomorrow };
  return row.due <= sundayOf(today) ? { tone: 'warn', near: words.inDays(days) } : { tone: 'calm', near: null };
}
