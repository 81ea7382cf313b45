// A searchable choice of one among many: by any word of its name or detail, accents aside; only the first matches are
// drawn. Leaving the field puts back what is chosen, so that a half-typed word never passes for a choice.
import { useState } from 'react';
import { Combobox, Option } from '@fluentui/react-components';
import { matches } from './format.ts';

export interface Choosable { readonly id: string; readonly name: string; readonly detail?: string | undefined; readonly disabled?: boolean }
const MOST = 40;

export function Picker({ id, choices, value, onChoose, words, placeholder, clearable = true, label, required, invalid, describedBy }: {
  readonly id?: string;
  readonly choices: readonly Choosable[];
  readonly value: string | null;
  readonly onChoose: (id: string | null) => void;
  readonly words: { readonly none: string; readonly more: (n: number) => string };
  readonly placeholder?: string;
  readonly clearable?: boolean;
  readonly label?: string;
  readonly required?: boolean;
  readonly invalid?: boolean;
  readonly describedBy?: string;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  // Opened by the text itself: who dictates or pastes presses no key.
  const [open, setOpen] = useState(false);
  const chosen = choices.find((one) => one.id === value);
  const found = typed === null ? choices : choices.filter((one) => matches(typed, one.name, one.detail));
  return (
    <Combobox
      {...(id !== undefined && { id })}
      {...(label !== undefined && { 'aria-label': label })}
      {...(placeholder !== undefined && { placeholder })}
      {...(required && { required: true })}
      {...(invalid && { 'aria-invalid': true })}
      {...(describedBy !== undefined && { 'aria-describedby': describedBy })}
      freeform
      open={open}
      onOpenChange={(_event, data) => setOpen(data.open)}
      clearable={clearable && value !== null}
      value={typed ?? chosen?.name ?? ''}
      selectedOptions={value === null ? [] : [value]}
      onChange={(event) => { setTyped(event.target.value); setOpen(true); }}
      onOptionSelect={(_event, data) => { setTyped(null); onChoose(data.optionValue === undefined || data.optionValue === '' ? null : data.optionValue); }}
      onBlur={() => { if (typed === '' && clearable) onChoose(null); setTyped(null); }}
      style={{ minWidth: 0, width: '100%' }}
    >
      {found.slice(0, MOST).map((one) => (
        <Option key={one.id} value={one.id} text={one.name} disabled={one.disabled ?? false}>
          <span style={{ minWidth: 0, overflowWrap: 'anywhere' }}>{one.name}{one.detail !== undefined && <><br /><span className="muted small">{one.detail}</span></>}</span>
        </Option>
      ))}
      {found.length === 0 && <Option value="" text={words.none} disabled>{words.none}</Option>}
      {found.length > MOST && <Option value="" text={words.more(found.length - MOST)} disabled>{words.more(found.length - MOST)}</Option>}
    </Combobox>
  );
}
