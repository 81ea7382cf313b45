// What the secretariat does with a meeting: each act shows who will be told before it is carried out.
import { useState } from 'react';
import { Field, Input, Textarea } from '@fluentui/react-components';
import type { May } from '../../src/contract/common.ts';
import { MayButton } from '../layout.tsx';
import { useSession, useWords } from '../session.tsx';
import { localDayAndTime } from '../ui/format.ts';
import { CancelIcon, ConveneIcon, GuestsIcon, MoveIcon, RenameIcon, RestoreIcon } from '../ui/icons.ts';
import { Card } from '../ui/parts.tsx';
import { useAct, useMeeting } from './acting.ts';
import { Alternatives, type Chosen } from './alternatives.tsx';
import { ActDialog } from './dialog.tsx';
import { addressGuest, GuestList, personGuest, type Guest } from './guests.tsx';
import { reached, toldOfChange } from './view-model.ts';
import { meetingWords } from './words.ts';

const ICONS = { convene: ConveneIcon, move: MoveIcon, rename: RenameIcon, guests: GuestsIcon, cancel: CancelIcon, restore: RestoreIcon } as const;
type ActName = keyof typeof ICONS;
const DIALOGS: Readonly<Record<ActName, (props: { readonly onClose: () => void }) => React.ReactNode>> = { convene: Convene, move: Move, rename: Rename, guests: Invite, cancel: Cancel, restore: Restore };

export function Acts() {
  const words = useWords(meetingWords);
  const { meeting } = useMeeting();
  const [open, setOpen] = useState<ActName | null>(null);
  const { may } = meeting;
  const offered: readonly (readonly [ActName, May])[] = meeting.state === 'cancelled'
    ? [['restore', may.restore]]
    : [...(meeting.state === 'planned' ? [['convene', may.convene] as const] : []), ['move', may.change], ['rename', may.change], ['guests', may.change], ['cancel', may.cancel]];
  // Nothing to do, and nobody to explain it to: members read, they do not keep the calendar.
  if (!may.change.ok && !may.restore.ok && !may.convene.ok && !may.cancel.ok) return null;
  const Chosen = open === null ? null : DIALOGS[open];
  return (
    <Card title={words.act}>
      <div className="meeting-acts">
        {offered.map(([act, allowed], place) => {
          const Picture = ICONS[act];
          return <MayButton key={act} may={allowed} appearance={place === 0 && act !== 'move' ? 'primary' : 'secondary'} icon={<Picture />} onAct={() => setOpen(act)}>{words.acts[act]}</MayButton>;
        })}
      </div>
      {Chosen !== null && <Chosen onClose={() => setOpen(null)} />}
    </Card>
  );
}

function Told() {
  const words = useWords(meetingWords);
  const { meeting } = useMeeting();
  const told = toldOfChange(meeting);
  return <p className="strong">{told === 0 ? words.toldNobody : words.told(told)}</p>;
}

function Move({ onClose }: { readonly onClose: () => void }) {
  const words = useWords(meetingWords);
  const { acts, language } = useSession();
  const { meeting } = useMeeting();
  const { busy, failure, run } = useAct();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [reason, setReason] = useState('');
  const from = words.at(meeting.day, meeting.hours);
  const to = chosen === null ? '' : chosen.said === '' ? localDayAndTime(chosen.start, language) : chosen.said;
  const go = async () => {
    if (chosen === null) return;
    const change = { start: chosen.start, minutes: chosen.minutes, ...(reason.trim() !== '' && { reason: reason.trim() }) };
    // Going back would be one more notice to everybody: only while nobody was told.
    const undo = meeting.notice === null ? (now: { version: number }) => acts.changeMeeting(meeting.id, { version: now.version, start: meeting.start, minutes: meeting.minutes, reason: meeting.reason }) : undefined;
    if (await run(() => acts.changeMeeting(meeting.id, { version: meeting.version, ...change }), words.move.done(to), undo)) onClose();
  };
  return (
    <ActDialog open title={words.move.title} go={words.move.go} close={words.close} may={chosen === null ? { ok: false, why: words.move.choose } : { ok: true }} busy={busy} failure={failure} onClose={onClose} onGo={() => { void go(); }}>
      <p className="muted">{words.move.stays(from)}</p>
      <Alternatives id={meeting.id} start={meeting.start} minutes={meeting.minutes} onChoose={setChosen} />
      <Field label={words.move.reason} hint={words.move.reasonHint}><Textarea maxLength={2000} rows={2} value={reason} onChange={(_event, data) => setReason(data.value)} /></Field>
      {chosen !== null && <div aria-live="polite"><p>{words.move.effect(from, to)}</p><Told /></div>}
    </ActDialog>
  );
}

function Rename({ onClose }: { readonly onClose: () => void }) {
  const words = useWords(meetingWords);
  const { acts } = useSession();
  const { meeting } = useMeeting();
  const { busy, failure, run } = useAct();
  const [title, setTitle] = useState(meeting.title);
  const kept = title.trim();
  const go = async () => {
    if (await run(() => acts.changeMeeting(meeting.id, { version: meeting.version, title: kept === '' ? null : kept }), words.rename.done)) onClose();
  };
  return (
    <ActDialog open title={words.rename.title} go={words.rename.go} close={words.close} may={{ ok: kept !== meeting.title }} busy={busy} failure={failure} onClose={onClose} onGo={() => { void go(); }}>
      <Field label={words.rename.label} hint={words.rename.hint}><Input maxLength={200} value={title} onChange={(_event, data) => setTitle(data.value)} style={{ width: '100%', minWidth: 0 }} /></Field>
      <Told />
    </ActDialog>
  );
}

function Invite({ onClose }: { readonly onClose: () => void }) {
  const words = useWords(meetingWords);
  const { acts } = useSession();
  const { meeting } = useMeeting();
  const { busy, failure, run } = useAct();
  const [before] = useState<readonly Guest[]>(() => meeting.guests.map((one) => (one.person === null ? addressGuest(one.email ?? '', one.label) : personGuest(one.person))));
  const [guests, setGuests] = useState(before);
  const added = guests.filter((one) => !before.some((other) => other.key === one.key)).length;
  const removed = before.filter((one) => !guests.some((other) => other.key === one.key)).length;
  const changed = added + removed > 0;
  const go = async () => {
    if (await run(() => acts.changeMeeting(meeting.id, { version: meeting.version, guests: guests.map((one) => one.sent) }), words.invite.done)) onClose();
  };
  return (
    <ActDialog open title={words.invite.title} go={words.invite.go} close={words.close} may={changed ? { ok: true } : { ok: false, why: words.invite.unchanged }} busy={busy} failure={failure} onClose={onClose} onGo={() => { void go(); }}>
      <GuestList guests={guests} onChange={setGuests} />
      {changed && <output className="strong">{words.invite.effect(added, removed)}. {meeting.notice === null ? words.toldNobody : words.invite.told}</output>}
    </ActDialog>
  );
}

function Cancel({ onClose }: { readonly onClose: () => void }) {
  const words = useWords(meetingWords);
  const { acts } = useSession();
  const { meeting } = useMeeting();
  const { busy, failure, run } = useAct();
  const [reason, setReason] = useState('');
  const undo = meeting.notice === null ? (now: { version: number }) => acts.actOnMeeting(meeting.id, 'restore', { version: now.version, reason: meeting.reason }) : undefined;
  const go = async () => {
    if (await run(() => acts.actOnMeeting(meeting.id, 'cancel', { version: meeting.version, reason: reason.trim() === '' ? null : reason.trim() }), words.cancel.done, undo)) onClose();
  };
  return (
    <ActDialog open title={words.cancel.title} go={words.cancel.go} close={words.close} busy={busy} failure={failure} onClose={onClose} onGo={() => { void go(); }}>
      <p>{words.at(meeting.day, meeting.hours)}. {words.cancel.stays}</p>
      <Field label={words.cancel.reason} hint={words.move.reasonHint}><Textarea maxLength={2000} rows={2} value={reason} onChange={(_event, data) => setReason(data.value)} /></Field>
      <Told />
    </ActDialog>
  );
}

function Restore({ onClose }: { readonly onClose: () => void }) {
  const words = useWords(meetingWords);
  const { acts } = useSession();
  const { meeting } = useMeeting();
  const { busy, failure, run } = useAct();
  const go = async () => { if (await run(() => acts.actOnMeeting(meeting.id, 'restore', { version: meeting.version, reason: null }), words.restore.done)) onClose(); };
  return <ActDialog open title={words.restore.title} go={words.restore.go} close={words.close} busy={busy} failure={failure} onClose={onClose} onGo={() => { void go(); }}><p>{words.at(meeting.day, meeting.hours)}</p><Told /></ActDialog>;
}

function Convene({ onClose }: { readonly onClose: () => void }) {
  const words = useWords(meetingWords);
  const { acts } = useSession();
  const { meeting } = useMeeting();
  const { busy, failure, run } = useAct();
  const go = async () => { if (await run(() => acts.actOnMeeting(meeting.id, 'convene', { version: meeting.version, reason: null }), words.convene.done)) onClose(); };
  return (
    <ActDialog open title={words.convene.title} go={words.convene.go} close={words.close} busy={busy} failure={failure} onClose={onClose} onGo={() => { void go(); }}>
      <p>{meeting.title}, {words.at(meeting.day, meeting.hours)}.</p>
      <p className="strong">{words.convene.told(reached(meeting))}</p>
    </ActDialog>
  );
}
