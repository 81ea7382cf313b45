// A due day asked for as a day, or as a number of business days from today.
import { Field, Input, Radio, RadioGroup } from '@fluentui/react-components';
import type { NewAction } from '../../src/contract/actions.ts';
import { useLanguage, useWords } from '../session.tsx';
import { isDay } from '../ui/days.ts';
import { day, localAt } from '../ui/format.ts';
import { actionWords } from './words.ts';

export interface DueForm { readonly as: 'day' | 'days'; readonly day: string; readonly days: string }
export const NO_DUE: DueForm = { as: 'day', day: '', days: '' };
export type AskedDue = NewAction['due'];

/** Null while nothing that can be meant is typed. */
export function askedDue({ as, day: typed, days }: DueForm): AskedDue | null {
  if (as === 'day') return isDay(typed) ? typed : null;
  const count = Number(days);
  return days.trim() !== '' && Number.isInteger(count) && count >= 0 && count <= 500 ? { workingDays: count } : null;
}

export function DueField({ legend, form, onChange, error, id, today }: { readonly legend?: string; readonly form: DueForm; readonly onChange: (form: DueForm) => void; readonly error: string | null; readonly id: string; readonly today: string }) {
  const words = useWords(actionWords);
  const language = useLanguage();
  const fault = error === null ? {} : { validationState: 'error' as const, validationMessage: error };
  return (
    <fieldset className="bare due-field">
      <legend className="due-legend">{legend ?? words.due.legend}</legend>
      <RadioGroup layout="horizontal" aria-label={legend ?? words.due.legend} value={form.as} onChange={(_event, data) => onChange({ ...form, as: data.value === 'days' ? 'days' : 'day' })}>
        <Radio value="day" label={words.due.asDay} />
        <Radio value="days" label={words.due.asDays} />
      </RadioGroup>
      {form.as === 'day'
        ? <Field label={words.due.day} required {...(isDay(form.day) && { hint: day(localAt(`${form.day}T12:00`), language, 'UTC') })} {...fault}><Input id={id} type="date" min={today} value={form.day} onChange={(_event, data) => onChange({ ...form, day: data.value })} style={{ minWidth: 0 }} /></Field>
        : <Field label={words.due.days} required hint={words.due.daysHint} {...fault}><Input id={id} inputMode="numeric" maxLength={3} value={form.days} onChange={(_event, data) => onChange({ ...form, days: data.value })} style={{ minWidth: 0 }} /></Field>}
    </fieldset>
  );
}
