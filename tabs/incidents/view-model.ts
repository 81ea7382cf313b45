// The form of an incident: what stands in the fields, and what they mean once sent.
import type { Incident, IncidentFacts } from '../../src/contract/incidents.ts';
import { isApiError } from '../api/problem.ts';

const TEXTS = ['where', 'concerns', 'circumstances', 'riskReason', 'measures', 'authorityToldOn', 'peopleToldOn'] as const;
type TextName = (typeof TEXTS)[number];
export type IncidentForm = Readonly<Record<TextName | 'occurredOn' | 'learnedOn' | 'people', string>> & Pick<IncidentFacts, 'nature' | 'place' | 'risk'>;
export type FieldName = keyof IncidentForm;

export const emptyForm = (today: string): IncidentForm => ({
  nature: 'health-number', place: 'channel', risk: null, occurredOn: today, learnedOn: today, people: '', where: '', concerns: '', circumstances: '', riskReason: '', measures: '', authorityToldOn: '', peopleToldOn: '',
});

export function formOf(incident: Incident): IncidentForm {
  const { nature, place, risk, occurredOn, learnedOn, people } = incident;
  return { nature, place, risk, occurredOn, learnedOn, people: people === null ? '' : String(people), ...(Object.fromEntries(TEXTS.map((name) => [name, incident[name] ?? ''])) as Record<TextName, string>) };
}

export function factsOf(form: IncidentForm): IncidentFacts {
  const texts = Object.fromEntries(TEXTS.map((name) => [name, form[name].trim() === '' ? null : form[name].trim()])) as Record<TextName, string | null>;
  const people = form.people.trim();
  // What is no number goes as one that the rules refuse, with their sentence.
  return { nature: form.nature, place: form.place, risk: form.risk, occurredOn: form.occurredOn, learnedOn: form.learnedOn, people: people === '' ? null : /^\d+$/.test(people) ? Number(people) : -1, ...texts };
}

export const differs = (form: IncidentForm, incident: Incident): boolean => JSON.stringify(factsOf(form)) !== JSON.stringify(factsOf(formOf(incident)));

/** The server's sentence beside the field that it names. */
export const faultOf = (failure: unknown, field: FieldName): string | null => (isApiError(failure) ? (failure.fields.find((one) => one.field === field)?.message ?? null) : null);

export const tally = (incidents: readonly Incident[]): { readonly open: number; readonly closed: number } => {
  const open = incidents.filter(({ state }) => state === 'open').length;
  return { open, closed: incidents.length - open };
};
