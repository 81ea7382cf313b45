// Some of the network's institutions, added one by one.
import { Button, Field } from '@fluentui/react-components';
import type { InstitutionList } from '../../src/contract/decisions.ts';
import { useWords } from '../session.tsx';
import { RemoveIcon } from '../ui/icons.ts';
import { Picker } from '../ui/picker.tsx';
import { decisionWords } from './words.ts';

export function InstitutionPicker({ id, chosen, onChoose, among, error }: { readonly id: string; readonly chosen: readonly string[]; readonly onChoose: (chosen: readonly string[]) => void; readonly among: InstitutionList['institutions']; readonly error: string | null }) {
  const { institutions: words, picker } = useWords(decisionWords);
  const nameOf = (one: string): string => among.find((other) => other.id === one)?.name ?? one;
  return (
    <>
      <Field label={{ children: words.add, htmlFor: id }} {...(error !== null && { validationState: 'error' as const, validationMessage: error })}>
        <Picker key={chosen.length} id={id} value={null} words={picker} clearable={false} invalid={error !== null} onChoose={(one) => { if (one !== null) onChoose([...chosen, one]); }} choices={among.filter((one) => !chosen.includes(one.id)).map((one) => ({ id: one.id, name: one.name, detail: `${one.acronym} · ${one.territory}` }))} />
      </Field>
      {chosen.length > 0 && <ul>{chosen.map((one) => <li key={one} className="row" data-between=""><span style={{ minWidth: 0, flex: 1 }}>{nameOf(one)}</span><Button appearance="subtle" icon={<RemoveIcon />} aria-label={words.remove(nameOf(one))} onClick={() => onChoose(chosen.filter((other) => other !== one))} /></li>)}</ul>}
    </>
  );
}
