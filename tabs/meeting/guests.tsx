// Who is invited to this meeting only: people of the network, or an address with what it stands for.
import { useState } from 'react';
import { Button, Field, Input } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { NewMeeting } from '../../src/contract/meetings.ts';
import { useSession, useWords } from '../session.tsx';
import { newWords } from '../new-committee/words.ts';
import { RemoveIcon } from '../ui/icons.ts';
import { Picker } from '../ui/picker.tsx';
import { meetingWords } from './words.ts';

export interface Guest { readonly key: string; readonly name: string; readonly sent: NewMeeting['guests'][number] }
export const personGuest = (person: { readonly id: string; readonly title: string }): Guest => ({ key: person.id, name: person.title, sent: { person: person.id } });
export const addressGuest = (email: string, label: string): Guest => ({ key: email.toLowerCase(), name: `${label} (${email})`, sent: { email, label } });

const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/;

export function GuestList({ guests, onChange }: { readonly guests: readonly Guest[]; readonly onChange: (guests: readonly Guest[]) => void }) {
  const words = useWords(meetingWords);
  const picker = useWords(newWords).picker;
  const { queries } = useSession();
  const choices = useQuery(queries.choices);
  const [email, setEmail] = useState('');
  const [label, setLabel] = useState('');
  const [tried, setTried] = useState(false);
  const badEmail = tried && !ADDRESS.test(email.trim());
  const badLabel = tried && label.trim() === '';
  const invite = (guest: Guest): void => { if (!guests.some((one) => one.key === guest.key)) onChange([...guests, guest]); };
  const addAddress = (): void => {
    setTried(true);
    if (!ADDRESS.test(email.trim()) || label.trim() === '') return;
    invite(addressGuest(email.trim(), label.trim()));
    setEmail(''); setLabel(''); setTried(false);
  };
  const people = (choices.data?.persons ?? []).filter((one) => !guests.some((guest) => guest.key === one.id));
  return (
    <div className="stack">
      {guests.length === 0 ? <p className="muted">{words.noGuests}</p> : (
        <ul>
          {guests.map((one) => (
            <li key={one.key} className="row" data-between><span className="grow" style={{ overflowWrap: 'anywhere' }}>{one.name}</span><Button appearance="subtle" icon={<RemoveIcon />} aria-label={words.invite.remove(one.name)} onClick={() => onChange(guests.filter((guest) => guest.key !== one.key))} /></li>
          ))}
        </ul>
      )}
      {/* A new key empties the field once somebody is chosen. */}
      <Field label={words.invite.person}><Picker key={guests.length} value={null} words={picker} choices={people.map((one) => ({ id: one.id, name: one.title, detail: one.email }))} onChoose={(id) => { const person = people.find((one) => one.id === id); if (person !== undefined) invite(personGuest(person)); }} /></Field>
      <div className="when-fields">
        <Field label={words.invite.email} {...(badEmail && { validationState: 'error' as const, validationMessage: words.invite.badEmail })}><Input type="email" maxLength={200} value={email} onChange={(_event, data) => setEmail(data.value)} style={{ minWidth: 0 }} /></Field>
        <Field label={words.invite.label} {...(badLabel && { validationState: 'error' as const, validationMessage: words.invite.badLabel })}><Input maxLength={200} value={label} onChange={(_event, data) => setLabel(data.value)} style={{ minWidth: 0 }} /></Field>
      </div>
      <div><Button size="small" onClick={addAddress}>{words.invite.addAddress}</Button></div>
    </div>
  );
}
