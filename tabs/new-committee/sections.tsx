// The sections of the form, from who the committee is to how it meets and who may see it.
import { Checkbox, Dropdown, Input, Option, Radio, RadioGroup, Textarea } from '@fluentui/react-components';
import { zonePlace } from '../committee/view-model.ts';
import { useSession } from '../session.tsx';
import { Card } from '../ui/parts.tsx';
import { Picker } from '../ui/picker.tsx';
import { FREQUENCIES, isAmbiguous, labelOf, placeInMonth, placeName } from './cadence.ts';
import { Entry, idOf, useForm } from './fields.tsx';
import { parentsFor, withInstitution, withLevel, type Form } from './form-model.ts';

export function Identity() {
  const { form, choices, words, change } = useForm();
  const set = <Key extends keyof Form>(key: Key) => (value: Form[Key]) => change((before) => ({ ...before, [key]: value }));
  return (
    <Card title={words.identity} note={words.noHealth}>
      <div className="form-one">
        <div className="form-two">
          <Entry field="level" label={words.level} required>
            <Dropdown id={idOf('level')} value={choices.levels.find((one) => one.id === form.level)?.name ?? ''} selectedOptions={form.level === null ? [] : [form.level]} onOptionSelect={(_event, data) => { const level = choices.levels.find((one) => one.id === data.optionValue)?.id; if (level !== undefined) change((before) => withLevel(before, level)); }} style={{ minWidth: 0 }}>
              {choices.levels.map((one) => <Option key={one.id} value={one.id}>{one.name}</Option>)}
            </Dropdown>
          </Entry>
          {form.level === 'local' && (
            <Entry field="institution" label={words.institution} required>
              <Picker id={idOf('institution')} value={form.institution} words={words.picker} required onChoose={(id) => change((before) => withInstitution(before, choices.institutions.find((one) => one.id === id) ?? null))} choices={choices.institutions.map((one) => ({ id: one.id, name: one.name, detail: one.hasCommittee ? `${one.acronym} · ${words.hasCommittee}` : one.acronym }))} />
            </Entry>
          )}
          <Entry field="parentId" label={words.parent} hint={words.parentHint} required>
            <Picker id={idOf('parentId')} value={form.parentId} words={words.picker} required onChoose={set('parentId')} choices={parentsFor(form.level, choices.committees).map((one) => ({ id: one.id, name: one.acronym, detail: one.name }))} />
          </Entry>
        </div>
        <Entry field="nameFr" label={words.nameFr} required><Input id={idOf('nameFr')} lang="fr-CA" maxLength={200} value={form.nameFr} onChange={(_event, data) => set('nameFr')(data.value)} style={{ minWidth: 0 }} /></Entry>
        <div className="form-two">
          <Entry field="nameEn" label={words.nameEn} hint={words.nameEnHint}><Input id={idOf('nameEn')} lang="en-CA" maxLength={200} value={form.nameEn} onChange={(_event, data) => set('nameEn')(data.value)} style={{ minWidth: 0 }} /></Entry>
          <Entry field="acronym" label={words.acronym} hint={words.acronymHint} required><Input id={idOf('acronym')} maxLength={40} value={form.acronym} onChange={(_event, data) => set('acronym')(data.value)} style={{ minWidth: 0 }} /></Entry>
        </div>
      </div>
    </Card>
  );
}

export function Mandate() {
  const { form, words, change } = useForm();
  return (
    <Card title={words.mandate}>
      <div className="form-two">
        <Entry field="mandateFr" label={words.mandateFr} hint={words.mandateHint} required><Textarea id={idOf('mandateFr')} lang="fr-CA" maxLength={2000} rows={4} resize="vertical" value={form.mandateFr} onChange={(_event, data) => change((before) => ({ ...before, mandateFr: data.value }))} /></Entry>
        <Entry field="mandateEn" label={words.mandateEn} hint={words.optional}><Textarea id={idOf('mandateEn')} lang="en-CA" maxLength={2000} rows={4} resize="vertical" value={form.mandateEn} onChange={(_event, data) => change((before) => ({ ...before, mandateEn: data.value }))} /></Entry>
      </div>
    </Card>
  );
}

export function Meetings() {
  const { form, choices, words, change } = useForm();
  const { language } = useSession();
  const set = <Key extends keyof Form>(key: Key) => (value: Form[Key]) => change((before) => ({ ...before, [key]: value }));
  const scheduled = form.frequency !== 'asNeeded';
  const first = { date: form.firstDate, time: form.firstTime, last: form.last };
  const monthly = form.frequency === 'monthly' || form.frequency === 'twoMonthly' || form.frequency === 'quarterly';
  return (
    <Card title={words.meetings}>
      <div className="form-one">
        <div className="form-two">
          <Entry field="frequency" label={words.frequency}>
            <Dropdown id={idOf('frequency')} value={words.frequencies[form.frequency]} selectedOptions={[form.frequency]} onOptionSelect={(_event, data) => set('frequency')(FREQUENCIES.find((one) => one === data.optionValue) ?? 'asNeeded')} style={{ minWidth: 0 }}>
              {FREQUENCIES.map((one) => <Option key={one} value={one}>{words.frequencies[one]}</Option>)}
            </Dropdown>
          </Entry>
          {scheduled && <Entry field="firstDate" label={words.firstDate} required><Input id={idOf('firstDate')} type="date" value={form.firstDate} onChange={(_event, data) => set('firstDate')(data.value)} style={{ minWidth: 0 }} /></Entry>}
          {scheduled && <Entry field="firstTime" label={words.firstTime} required><Input id={idOf('firstTime')} type="time" value={form.firstTime} onChange={(_event, data) => set('firstTime')(data.value)} style={{ minWidth: 0 }} /></Entry>}
          <Entry field="minutes" label={words.minutes}><Input id={idOf('minutes')} inputMode="numeric" maxLength={4} value={form.minutes} onChange={(_event, data) => set('minutes')(data.value)} style={{ minWidth: 0 }} /></Entry>
          <Entry field="zone" label={words.zone}>
            <Picker id={idOf('zone')} value={form.zone} words={words.picker} clearable={false} placeholder={words.zoneHint} onChoose={(zone) => { if (zone !== null) set('zone')(zone); }} choices={choices.zones.map((one) => ({ id: one, name: zonePlace(one, language), ...(zonePlace(one, language) !== one && { detail: one }) }))} />
          </Entry>
        </div>
        {monthly && isAmbiguous(form.firstDate) && (
          <Entry field="last" label={words.nthOr}>
            <RadioGroup layout="horizontal" value={form.last ? 'last' : 'nth'} onChange={(_event, data) => set('last')(data.value === 'last')}>
              {(['nth', 'last'] as const).map((one) => <Radio key={one} value={one} label={words.nth(placeName({ ...first, last: one === 'last' }, language))} />)}
            </RadioGroup>
          </Entry>
        )}
        {scheduled && placeInMonth(form.firstDate) !== null && <output className="muted">{words.label(labelOf(form.frequency, first, language))}</output>}
        <div className="form-two">
          <Entry field="quorum" label={words.quorum}>
            <Dropdown id={idOf('quorum')} value={words.quorums[form.quorum]} selectedOptions={[form.quorum]} onOptionSelect={(_event, data) => set('quorum')((['majorite', 'nombre', 'aucun'] as const).find((one) => one === data.optionValue) ?? 'majorite')} style={{ minWidth: 0 }}>
              {(['majorite', 'nombre', 'aucun'] as const).map((one) => <Option key={one} value={one}>{words.quorums[one]}</Option>)}
            </Dropdown>
          </Entry>
          {form.quorum === 'nombre' && <Entry field="minimum" label={words.quorumMinimum} required><Input id={idOf('minimum')} inputMode="numeric" maxLength={3} value={form.minimum} onChange={(_event, data) => set('minimum')(data.value)} style={{ minWidth: 0 }} /></Entry>}
        </div>
      </div>
    </Card>
  );
}

export function Access() {
  const { form, words, change } = useForm();
  return (
    <Card title={words.access}>
      <div className="form-one">
        <Entry field="channelKind" label={words.channelKind}>
          <RadioGroup value={form.channelKind} onChange={(_event, data) => change((before) => ({ ...before, channelKind: data.value === 'private' ? 'private' : 'standard' }))}>
            <Radio value="standard" label={words.kinds.standard} />
            <Radio value="private" label={words.kinds.private} />
          </RadioGroup>
        </Entry>
        <Checkbox id={idOf('confidential')} label={words.confidential} checked={form.confidential} onChange={(_event, data) => change((before) => ({ ...before, confidential: data.checked === true }))} />
      </div>
    </Card>
  );
}
