// A confidentiality incident as the law wants it kept (A-2.1, s. 63.8 to 63.11; regulation r. 3.1, s. 7): what happened, when, where, to
// how many people, what was done and who was told. Never the information itself.

import { isDate } from '../../../shared/dates.ts';
import { accept, refuse, type Decision } from '../../../shared/decision.ts';
import { looksLikeHealthNumber } from '../../../shared/health-number.ts';
import type { IncidentId, PersonId } from '../../../shared/ids.ts';

export const NATURES = ['health-number', 'health-information', 'access', 'use', 'disclosure', 'loss', 'other'] as const;
export type Nature = (typeof NATURES)[number];
export const PLACES = ['channel', 'chat', 'tab', 'document', 'elsewhere'] as const;
export type Place = (typeof PLACES)[number];
/** Of serious injury; null while it is being assessed. */
export const RISKS = ['serious', 'not-serious'] as const;
export type Risk = (typeof RISKS)[number];

export interface IncidentFacts {
  readonly nature: Nature;
  /** ISO days. */
  readonly occurredOn: string;
  readonly learnedOn: string;
  readonly place: Place;
  /** Which channel, which document. */
  readonly where: string | null;
  /** The kinds of information, never what it said. */
  readonly concerns: string | null;
  readonly circumstances: string | null;
  /** How many people it concerns; null when that is not known. */
  readonly people: number | null;
  readonly risk: Risk | null;
  readonly riskReason: string | null;
  readonly measures: string | null;
  /** When the Commission d’accès à l’information was told, and the people concerned. */
  readonly authorityToldOn: string | null;
  readonly peopleToldOn: string | null;
}

export type IncidentState = 'open' | 'closed';
export type IncidentOrigin = 'register' | 'bot';

export interface NewIncident extends IncidentFacts {
  readonly origin: IncidentOrigin;
  readonly openedAt: Date;
  /** Who entered it, or reported it to the bot. */
  readonly openedBy: PersonId;
}
export interface Incident extends NewIncident {
  readonly id: IncidentId;
  readonly state: IncidentState;
  readonly closedAt: Date | null;
  readonly version: number;
}

export const TEXTS = ['where', 'concerns', 'circumstances', 'riskReason', 'measures'] as const;
export type TextField = (typeof TEXTS)[number];
const DAYS = ['occurredOn', 'learnedOn', 'authorityToldOn', 'peopleToldOn'] as const;
export type DayField = (typeof DAYS)[number];

export type FactsRefusal =
  | { readonly why: 'health-number'; readonly field: TextField }
  | { readonly why: 'too-long'; readonly field: TextField; readonly most: number }
  | { readonly why: 'not-a-day' | 'to-come'; readonly field: DayField }
  /** Nobody learns of it, or is told of it, before it happened. */
  | { readonly why: 'before-it-happened'; readonly field: DayField }
  | { readonly why: 'not-a-number' };
export type IncidentRefusal =
  | FactsRefusal
  | { readonly why: 'is-closed' }
  | { readonly why: 'is-open' }
  /** What the register must say before it is closed. */
  | { readonly why: 'incomplete'; readonly missing: readonly Needed[] };
export type Needed = 'concerns' | 'risk' | 'measures' | 'authorityToldOn';

const MOST: Readonly<Record<TextField, number>> = { where: 200, concerns: 1000, circumstances: 4000, riskReason: 4000, measures: 4000 };
const MOST_PEOPLE = 10_000_000;

/** What may stand in the register; blanks are nothing. */
export function judgeFacts(given: IncidentFacts, today: string): Decision<IncidentFacts, FactsRefusal> {
  const texts = Object.fromEntries(TEXTS.map((field) => [field, given[field]?.trim() || null])) as Pick<IncidentFacts, TextField>;
  for (const field of TEXTS) {
    const text = texts[field] ?? '';
    if (looksLikeHealthNumber(text)) return refuse({ why: 'health-number', field });
    if (text.length > MOST[field]) return refuse({ why: 'too-long', field, most: MOST[field] });
  }
  for (const field of DAYS) {
    const day = given[field];
    if (day === null) continue;
    if (!isDate(day)) return refuse({ why: 'not-a-day', field });
    if (day > today) return refuse({ why: 'to-come', field });
    if (day < given.occurredOn) return refuse({ why: 'before-it-happened', field });
  }
  if (given.people !== null && !(Number.isInteger(given.people) && given.people >= 0 && given.people <= MOST_PEOPLE)) return refuse({ why: 'not-a-number' });
  return accept({ ...given, ...texts });
}

/** The incident with other facts, and which of them changed; an empty list is no change. */
export function change(incident: Incident, to: IncidentFacts, today: string): Decision<{ readonly incident: Incident; readonly fields: readonly (keyof IncidentFacts)[] }, IncidentRefusal> {
  if (incident.state === 'closed') return refuse({ why: 'is-closed' });
  const judged = judgeFacts(to, today);
  if (!judged.ok) return judged;
  const fields = (Object.keys(judged.value) as (keyof IncidentFacts)[]).filter((field) => judged.value[field] !== incident[field]);
  return accept({ incident: { ...incident, ...judged.value }, fields });
}

/** An incident that could harm somebody is not closed before the Commission knows of it (s. 63.8). */
export function missingToClose({ concerns, risk, measures, authorityToldOn }: IncidentFacts): readonly Needed[] {
  const needed = { concerns, risk, measures, ...(risk === 'serious' ? { authorityToldOn } : {}) };
  return (Object.keys(needed) as Needed[]).filter((field) => (needed as Partial<Record<Needed, unknown>>)[field] === null);
}

export function close(incident: Incident, at: Date): Decision<Incident, IncidentRefusal> {
  if (incident.state === 'closed') return refuse({ why: 'is-closed' });
  const missing = missingToClose(incident);
  return missing.length > 0 ? refuse({ why: 'incomplete', missing }) : accept({ ...incident, state: 'closed', closedAt: at });
}

export const reopen = (incident: Incident): Decision<Incident, IncidentRefusal> =>
  (incident.state === 'open' ? refuse({ why: 'is-open' }) : accept({ ...incident, state: 'open', closedAt: null }));

/** Of a message with a number, as the person who wrote it reports it with one press: the rest is for the one in charge. */
export const reportedToBot = (seen: { readonly place: 'channel' | 'chat'; readonly where: string | null; readonly day: string; readonly at: Date; readonly by: PersonId }): NewIncident => ({
  nature: 'health-number', occurredOn: seen.day, learnedOn: seen.day, place: seen.place, where: seen.where, concerns: null, circumstances: null, people: null, risk: null, riskReason: null,
  measures: null, authorityToldOn: null, peopleToldOn: null, origin: 'bot', openedAt: seen.at, openedBy: seen.by,
});
