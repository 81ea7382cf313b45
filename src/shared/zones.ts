// Time zones: which ones exist, what Québec calls its three, and the hour that a clock shows there. The zone is always said:
// nothing here looks at the machine's own.

import type { Language } from './language.ts';

/** The zones of Québec (Loi sur le temps légal): most of it; the Îles-de-la-Madeleine and Listuguj; the Basse-Côte-Nord. */
export const QUEBEC_ZONES = ['America/Toronto', 'America/Halifax', 'America/Blanc-Sablon'] as const;

const canonical: ReadonlySet<string> = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC']);
const judged = new Map<string, boolean>();

/** IANA names, written as IANA writes them. Older names such as America/Montreal are known too. */
export function isZone(text: string): boolean {
  if (canonical.has(text)) return true;
  // Intl also takes offsets and any case: `+05:00`, `america/toronto`; other services do not.
  if (!/^[A-Z][A-Za-z]+(\/[A-Z][A-Za-z_+-]*\d{0,2})+$/.test(text) || sameInAnotherCase(text) !== null) return false;
  const known = judged.get(text);
  if (known !== undefined) return known;
  let exists = true;
  try {
    new Intl.DateTimeFormat('en-CA', { timeZone: text }).format(0);
  } catch {
    exists = false;
  }
  if (judged.size < 1000) judged.set(text, exists);
  return exists;
}

const sameInAnotherCase = (text: string): string | null => [...canonical].find((zone) => zone.toLowerCase() === text.toLowerCase()) ?? null;

/** Every zone that can be chosen, those of Québec first. */
export const zones = (): readonly string[] => [...QUEBEC_ZONES, ...[...canonical].filter((zone) => !(QUEBEC_ZONES as readonly string[]).includes(zone)).sort()];

export interface LocalTime { readonly date: string; readonly hour: number; readonly minute: number }

const clocks = new Map<string, Intl.DateTimeFormat>();

/** What clock and calendar show at an instant in a zone. */
export function localTime(instant: Date | string, zone: string): LocalTime {
  let clock = clocks.get(zone);
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat('en-CA', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' });
    clocks.set(zone, clock);
  }
  const parts = new Map(clock.formatToParts(new Date(instant)).map((part) => [part.type, part.value]));
  const at = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  return { date: `${at('year')}-${at('month')}-${at('day')}`, hour: Number(at('hour')), minute: Number(at('minute')) };
}

interface Place { readonly hour: string; readonly at: string }
const PLACES: Readonly<Record<string, Readonly<Record<Language, Place>>>> = {
  'America/Toronto': { 'fr-CA': { hour: 'heure de Québec', at: 'à Québec' }, 'en-CA': { hour: 'Québec time', at: 'in Québec' } },
  'America/Halifax': { 'fr-CA': { hour: 'heure des Îles', at: 'aux Îles' }, 'en-CA': { hour: 'Îles time', at: 'in the Îles' } },
  'America/Blanc-Sablon': { 'fr-CA': { hour: 'heure de Blanc-Sablon', at: 'à Blanc-Sablon' }, 'en-CA': { hour: 'Blanc-Sablon time', at: 'in Blanc-Sablon' } },
  UTC: { 'fr-CA': { hour: 'temps universel', at: 'en temps universel' }, 'en-CA': { hour: 'UTC', at: 'in UTC' } },
};

/** How people name a zone: « heure des Îles », « à Québec ». Elsewhere, by the city of its IANA name. */
export function placeOf(zone: string, language: Language): Place {
  const known = PLACES[zone]?.[language];
  if (known !== undefined) return known;
  const city = (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
  return language === 'fr-CA' ? { hour: `heure de ${city}`, at: `à ${city}` } : { hour: `${city} time`, at: `in ${city}` };
}
