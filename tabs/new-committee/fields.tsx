// What the sections of the form share: the form, how to change it, and the faults of each field.
import { createContext, useContext, type ReactNode } from 'react';
import { Field } from '@fluentui/react-components';
import type { Choices } from '../../src/contract/committees.ts';
import { fieldOf, type Fault, type Form } from './form-model.ts';
import type { NewWords } from './words.ts';

export interface FormState {
  readonly form: Form;
  readonly choices: Choices;
  readonly words: NewWords;
  readonly change: (next: (form: Form) => Form) => void;
  readonly touch: (field: string) => void;
  /** Only those that may be shown: after a first try, or once the field was left. */
  readonly faults: readonly Fault[];
}
export const FormContext = createContext<FormState | null>(null);
export function useForm(): FormState {
  const state = useContext(FormContext);
  if (state === null) throw new Error('useForm outside of the form');
  return state;
}

export const idOf = (field: string): string => `f-${field}`;
export const faultsOf = (faults: readonly Fault[], field: string): readonly Fault[] => faults.filter((fault) => fieldOf(fault.field) === field);

/** A labelled field with its faults beside it, each with its remedy. */
export function Entry({ field, label, hint, required, children, act }: { readonly field: string; readonly label: string; readonly hint?: string; readonly required?: boolean; readonly children: ReactNode; readonly act?: (fault: Fault) => ReactNode }) {
  const { faults, touch } = useForm();
  const mine = faultsOf(faults, field);
  return (
    <div onBlur={() => touch(field)} style={{ minWidth: 0 }}>
      <Field
        // The control has an id of its own, so that a fault can send the focus to it.
        label={{ children: label, htmlFor: idOf(field) }}
        required={required ?? false}
        {...(hint !== undefined && { hint })}
        {...(mine.length > 0 && { validationState: 'error' as const, validationMessage: <>{mine.map((fault, place) => <span key={`${fault.message}${place}`} style={{ display: 'block' }}>{fault.message} {fault.remedy}</span>)}</> })}
      >
        {children as never}
      </Field>
      {act !== undefined && mine.map((fault, place) => <div key={`act${place}`} style={{ marginTop: 4 }}>{act(fault)}</div>)}
    </div>
  );
}
