// The seats editor: who holds each seat, in which role, for which group, for how long.
import { useEffect, useRef } from 'react';
import { Button, Checkbox, Dropdown, Input, Option, Tooltip } from '@fluentui/react-components';
import { useNotify } from '../notify.tsx';
import { AddIcon, RemoveIcon } from '../ui/icons.ts';
import { Card, Mark } from '../ui/parts.tsx';
import { BadIcon } from '../ui/icons.ts';
import { Picker } from '../ui/picker.tsx';
import { Entry, faultsOf, idOf, useForm } from './fields.tsx';
import { aSeat, votesByRole, type SeatForm } from './form-model.ts';

export function Seats() {
  const { form, words, change, faults } = useForm();
  const notify = useNotify();
  // After an act the focus goes on from there: to the new seat, or to the button that added it.
  const goTo = useRef<string | null>(null);
  useEffect(() => {
    const target = goTo.current === null ? null : document.getElementById(goTo.current);
    if (target === null) return;
    goTo.current = null;
    target.focus();
  });
  const add = () => {
    goTo.current = idOf(`seat-${form.seats.length}-role`);
    change((before) => ({ ...before, seats: [...before.seats, aSeat(String(Math.max(0, ...before.seats.map((seat) => Number(seat.key) || 0)) + 1), 'membre')] }));
  };
  const remove = (place: number) => {
    const removed = form.seats[place];
    if (removed === undefined) return;
    goTo.current = 'f-seats';
    change((before) => ({ ...before, seats: before.seats.filter((seat) => seat.key !== removed.key) }));
    notify({ tone: 'info', title: words.seatRemoved, act: { name: words.undo, run: () => change((before) => ({ ...before, seats: [...before.seats.slice(0, place), removed, ...before.seats.slice(place)] })) } });
  };
  return (
    <Card title={words.seats} note={words.seatsHint}>
      {form.seats.map((seat, place) => (
        <Seat key={seat.key} seat={seat} place={place} onRemove={() => remove(place)} onChange={(next) => change((before) => ({ ...before, seats: before.seats.map((one) => (one.key === seat.key ? next(one) : one)) }))} />
      ))}
      {faultsOf(faults, 'seats').map((fault) => <p key={fault.message} style={{ marginBottom: 8 }}><Mark tone="bad" icon={BadIcon}>{fault.message} {fault.remedy}</Mark></p>)}
      <Button id="f-seats" icon={<AddIcon />} onClick={add}>{words.addSeat}</Button>
    </Card>
  );
}

function Seat({ seat, place, onChange, onRemove }: { readonly seat: SeatForm; readonly place: number; readonly onChange: (next: (seat: SeatForm) => SeatForm) => void; readonly onRemove: () => void }) {
  const { form, choices, words } = useForm();
  const field = (name: string) => `seat-${place}-${name}`;
  const persons = choices.persons.map((one) => ({ id: one.id, name: one.title, detail: one.email }));
  const titulars = form.seats.filter((one) => one.key !== seat.key && one.personId !== null && !one.vacant && one.role !== 'substitut');
  return (
    <fieldset className="seat-form" aria-labelledby={idOf(field('title'))}>
      <div className="seat-form-head">
        <span className="strong" id={idOf(field('title'))}>{words.seat(place + 1)}</span>
        <Tooltip content={words.removeSeat(place + 1)} relationship="label"><Button appearance="subtle" icon={<RemoveIcon />} onClick={onRemove} /></Tooltip>
      </div>
      <div className="seat-form-grid">
        <Entry field={field('role')} label={words.role}>
          <Dropdown id={idOf(field('role'))} value={choices.roles.find((one) => one.id === seat.role)?.name ?? ''} selectedOptions={[seat.role]} onOptionSelect={(_event, data) => { const role = choices.roles.find((one) => one.id === data.optionValue)?.id; if (role !== undefined) onChange((before) => ({ ...before, role, votes: votesByRole(role) })); }} style={{ minWidth: 0 }}>
            {choices.roles.map((one) => <Option key={one.id} value={one.id}>{one.name}</Option>)}
          </Dropdown>
        </Entry>
        {!seat.vacant && (
          <Entry field={field('person')} label={words.person}>
            <Picker id={idOf(field('person'))} value={seat.personId} choices={persons} words={words.picker} placeholder={words.personHint} onChoose={(personId) => onChange((before) => ({ ...before, personId }))} />
          </Entry>
        )}
        <Entry field={field('represents')} label={words.represents}>
          <Picker id={idOf(field('represents'))} value={seat.represents} choices={choices.represents} words={words.picker} placeholder={words.picker.nothing} onChoose={(represents) => onChange((before) => ({ ...before, represents }))} />
        </Entry>
        {seat.role === 'substitut' && (
          <Entry field={field('alternate')} label={words.alternateOf} required>
            <Dropdown id={idOf(field('alternate'))} value={persons.find((one) => one.id === seat.alternateOf)?.name ?? ''} selectedOptions={seat.alternateOf === null ? [] : [seat.alternateOf]} onOptionSelect={(_event, data) => onChange((before) => ({ ...before, alternateOf: data.optionValue ?? null }))} style={{ minWidth: 0 }}>
              {titulars.map((one) => <Option key={one.key} value={one.personId ?? ''}>{persons.find((person) => person.id === one.personId)?.name ?? ''}</Option>)}
            </Dropdown>
          </Entry>
        )}
        {seat.withTerm && <Entry field={field('from')} label={words.from}><Input id={idOf(field('from'))} type="date" value={seat.from} onChange={(_event, data) => onChange((before) => ({ ...before, from: data.value }))} style={{ minWidth: 0 }} /></Entry>}
        {seat.withTerm && <Entry field={field('until')} label={words.until}><Input id={idOf(field('until'))} type="date" value={seat.until} onChange={(_event, data) => onChange((before) => ({ ...before, until: data.value }))} style={{ minWidth: 0 }} /></Entry>}
      </div>
      <div className="row">
        <Checkbox label={words.votes} checked={seat.votes} onChange={(_event, data) => onChange((before) => ({ ...before, votes: data.checked === true }))} />
        <Checkbox label={words.vacant} checked={seat.vacant} onChange={(_event, data) => onChange((before) => ({ ...before, vacant: data.checked === true }))} />
        <Checkbox label={words.term} checked={seat.withTerm} onChange={(_event, data) => onChange((before) => ({ ...before, withTerm: data.checked === true }))} />
      </div>
    </fieldset>
  );
}
