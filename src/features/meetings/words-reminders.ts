// Reminders in words: « 7 jours avant », “30 minutes before”.

import type { Text } from '../../shared/language.ts';
import { counted } from '../../shared/words.ts';
import { minutesIn } from './domain/lead-time.ts';

const UNITS = [
  { minutes: 24 * 60, fr: { one: 'jour', other: 'jours' }, en: { one: 'day', other: 'days' } },
  { minutes: 60, fr: { one: 'heure', other: 'heures' }, en: { one: 'hour', other: 'hours' } },
  { minutes: 1, fr: { one: 'minute', other: 'minutes' }, en: { one: 'minute', other: 'minutes' } },
] as const;

/** « 7 jours avant »; “30 minutes before”. What is no duration is said as it is written. */
export function durationWords(iso: string): Text {
  const minutes = minutesIn(iso);
  const unit = minutes === null ? undefined : UNITS.find((each) => minutes % each.minutes === 0);
  if (minutes === null || unit === undefined) return { fr: iso, en: iso };
  const n = minutes / unit.minutes;
  return { fr: `${counted(n, 'fr-CA', unit.fr)} avant`, en: `${counted(n, 'en-CA', unit.en)} before` };
}
