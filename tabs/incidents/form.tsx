// The fields of an incident, with the server's sentence beside the one that it refuses.
import { Dropdown, Field, Input, Option, Textarea } from '@fluentui/react-components';
import { IncidentNature, IncidentPlace } from '../../src/contract/incidents.ts';
import { useWords } from '../session.tsx';
import { Card } from '../ui/parts.tsx';
import { faultOf, type FieldName, type IncidentForm } from './view-model.ts';
import { incidentsWords } from './words.ts';

const RISKS = ['none', 'serious', 'not-serious'] as const;

export function IncidentFields({ form, failure, locked, today, onChange }: { readonly form: IncidentForm; readonly failure: unknown; readonly locked: boolean; readonly today: string; readonly onChange: (over: Partial<IncidentForm>) => void }) {
  const words = useWords(incidentsWords);
  const field = (name: FieldName) => {
    const message = faultOf(failure, name);
    return { label: words[name as 'where'], ...(message === null ? {} : { validationState: 'error' as const, validationMessage: message }) };
  };
  const line = (name: 'where' | 'concerns') => <Input readOnly={locked} value={form[name]} onChange={(_event, data) => onChange({ [name]: data.value })} style={{ minWidth: 0 }} />;
  const text = (name: 'circumstances' | 'riskReason' | 'measures') => <Textarea readOnly={locked} rows={3} resize="vertical" value={form[name]} onChange={(_event, data) => onChange({ [name]: data.value })} />;
  const day = (name: 'occurredOn' | 'learnedOn' | 'authorityToldOn' | 'peopleToldOn') => <Input type="date" readOnly={locked} max={today} value={form[name]} onChange={(_event, data) => onChange({ [name]: data.value })} style={{ minWidth: 0 }} />;
  return (
    <>
      <Card title={words.what}>
        <div className="stack">
          <div className="incident-pair">
            <Field {...field('nature')} required><Choice value={form.nature} options={IncidentNature.options} names={words.natures} locked={locked} onChoose={(nature) => onChange({ nature })} /></Field>
            <Field {...field('place')} required><Choice value={form.place} options={IncidentPlace.options} names={words.places} locked={locked} onChoose={(place) => onChange({ place })} /></Field>
            <Field {...field('occurredOn')} required>{day('occurredOn')}</Field>
            <Field {...field('learnedOn')} required>{day('learnedOn')}</Field>
          </div>
          <Field {...field('where')} hint={words.whereHint}>{line('where')}</Field>
          <Field {...field('concerns')} hint={words.concernsHint}>{line('concerns')}</Field>
          <Field {...field('circumstances')}>{text('circumstances')}</Field>
        </div>
      </Card>
      <Card title={words.who}>
        <div className="stack">
          <div className="incident-pair">
            <Field {...field('people')} hint={words.peopleHint}><Input readOnly={locked} inputMode="numeric" maxLength={8} value={form.people} onChange={(_event, data) => onChange({ people: data.value })} style={{ minWidth: 0 }} /></Field>
            <Field {...field('risk')}><Choice value={form.risk ?? 'none'} options={RISKS} names={words.risks} locked={locked} onChoose={(risk) => onChange({ risk: risk === 'none' ? null : risk })} /></Field>
          </div>
          <Field {...field('riskReason')}>{text('riskReason')}</Field>
        </div>
      </Card>
      <Card title={words.done}>
        <div className="stack">
          <Field {...field('measures')}>{text('measures')}</Field>
          <div className="incident-pair">
            <Field {...field('authorityToldOn')}>{day('authorityToldOn')}</Field>
            <Field {...field('peopleToldOn')}>{day('peopleToldOn')}</Field>
          </div>
        </div>
      </Card>
    </>
  );
}

/** The props of the field around it reach the list, which is thus named by its label. */
function Choice<Value extends string>({ value, options, names, locked, onChoose, ...named }: { readonly value: Value; readonly options: readonly Value[]; readonly names: Readonly<Record<Value, string>>; readonly locked: boolean; readonly onChoose: (value: Value) => void }) {
  // A list that cannot be opened would not be read: what is locked is a text.
  if (locked) return <Input {...named} readOnly value={names[value]} style={{ minWidth: 0 }} />;
  return (
    <Dropdown {...named} value={names[value]} selectedOptions={[value]} onOptionSelect={(_event, data) => { const chosen = options.find((one) => one === data.optionValue); if (chosen !== undefined) onChoose(chosen); }} style={{ minWidth: 0 }}>
      {options.map((one) => <Option key={one} value={one}>{names[one]}</Option>)}
    </Dropdown>
  );
}
