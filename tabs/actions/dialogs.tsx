// The questions that an act on an action asks: what was delivered, what blocks it, until when, to whom, why it is cancelled. What is typed
// stays whatever happens.
import { useId, useState, type ReactNode } from 'react';
import { Field, MessageBar, MessageBarBody, MessageBarTitle, Textarea } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { ActionDetail } from '../../src/contract/actions.ts';
import { sentenceFor } from '../api/problem.ts';
import { Loaded } from '../layout.tsx';
import { ActDialog } from '../meeting/dialog.tsx';
import { useLanguage, useSession, useWords } from '../session.tsx';
import { day, localAt } from '../ui/format.ts';
import { Picker } from '../ui/picker.tsx';
import { useDialogue, type Dialogue, type DialogProps, type Seen } from './carrying.ts';
import { changesBetween } from './change-model.ts';
import { askedDue, DueField, NO_DUE } from './due-field.tsx';
import { choicesOfOwners, ownerFrom, ownerValue } from './owners.ts';
import { actionWords } from './words.ts';

/** `fields`: what the dialog has a field for; the server's sentence about any other stands at its foot. */
export function ActionDialog({ title, go, dialogue, fields, onClose, onGo, children }: { readonly title: string; readonly go: string; readonly dialogue: Dialogue; readonly fields: readonly string[]; readonly onClose: () => void; readonly onGo: () => void; readonly children: ReactNode }) {
  const words = useWords(actionWords);
  const { seen, was, busy, failure } = dialogue;
  return (
    <ActDialog open title={title} go={was === null ? go : words.stale.go} close={was === null ? words.keep : words.stale.leave} busy={busy} failure={sentenceFor(failure, ...fields) === null ? failure : null} onClose={onClose} onGo={onGo}>
      {was !== null && <Changes was={was} is={seen} kept />}
      {children}
    </ActDialog>
  );
}

function Changes({ was, is, kept }: { readonly was: Seen; readonly is: Seen; readonly kept?: boolean }) {
  const words = useWords(actionWords);
  const language = useLanguage();
  const changes = changesBetween(was, is, words, (one) => day(localAt(`${one}T12:00`), language, 'UTC', { weekday: false }));
  return (
    <MessageBar intent="warning" layout="multiline" role="alert">
      <MessageBarBody>
        <MessageBarTitle>{words.stale.title(is.id)}</MessageBarTitle>{' '}
        {changes.length === 0 ? words.stale.nothing : <>{words.stale.changes}<ul className="action-changes">{changes.map((one) => <li key={one}>{one}</li>)}</ul></>}
        {kept && <p>{words.stale.kept}</p>}
      </MessageBarBody>
    </MessageBar>
  );
}

/** The same, for an act that asked nothing. */
export function StaleDialog({ overtaken: { was, now, said }, onLeave, onAgain }: { readonly overtaken: { readonly was: Seen; readonly now: ActionDetail; readonly said: string }; readonly onLeave: () => void; readonly onAgain: () => void }) {
  const words = useWords(actionWords);
  return (
    <ActDialog open title={words.stale.title(now.id)} go={words.stale.go} close={words.stale.leave} busy={false} failure={null} onClose={onLeave} onGo={onAgain}>
      <Changes was={was} is={now} />
      <p>{words.stale.yours(said)}</p>
    </ActDialog>
  );
}

/** A text that the act wants, with its fault beside it. */
function Reason({ id, label, hint, required = true, fault, value, onChange }: { readonly id: string; readonly label: string; readonly hint?: string; readonly required?: boolean; readonly fault: string | null; readonly value: string; readonly onChange: (text: string) => void }) {
  return (
    <Field label={label} required={required} {...(hint !== undefined && { hint })} {...(fault !== null && { validationState: 'error' as const, validationMessage: fault })}>
      <Textarea id={id} rows={3} maxLength={4000} resize="vertical" value={value} onChange={(_event, data) => onChange(data.value)} />
    </Field>
  );
}
const focusOn = (id: string): void => { document.getElementById(id)?.focus(); };

export function DoneDialog({ asked, carry, onClose }: DialogProps) {
  const words = useWords(actionWords);
  const dialogue = useDialogue(carry, asked, onClose);
  const [outcome, setOutcome] = useState('');
  const id = useId();
  const go = (): void => { void dialogue.run({ state: 'done', ...(outcome.trim() !== '' && { outcome: outcome.trim() }) }, words.done.said(asked.id)); };
  return (
    <ActionDialog title={words.done.title(asked.id)} go={words.done.go} dialogue={dialogue} fields={['outcome']} onClose={onClose} onGo={go}>
      <p className="strong">{asked.title}</p>
      <Reason id={id} label={words.done.outcome} hint={words.done.outcomeHint} required={false} fault={sentenceFor(dialogue.failure, 'outcome')} value={outcome} onChange={setOutcome} />
    </ActionDialog>
  );
}

export function BlockDialog({ asked, carry, onClose }: DialogProps) {
  const words = useWords(actionWords);
  const dialogue = useDialogue(carry, asked, onClose);
  const [reason, setReason] = useState(asked.blocked ?? '');
  const [tried, setTried] = useState(false);
  const id = useId();
  const isMissing = reason.trim() === '';
  const go = (): void => { setTried(true); if (isMissing) focusOn(id); else void dialogue.run({ state: 'blocked', reason: reason.trim() }, words.block.said(asked.id)); };
  return (
    <ActionDialog title={words.block.title(asked.id)} go={words.block.go} dialogue={dialogue} fields={['reason']} onClose={onClose} onGo={go}>
      <p className="strong">{asked.title}</p>
      <Reason id={id} label={words.block.reason} hint={words.block.reasonHint} fault={tried && isMissing ? words.block.missing : sentenceFor(dialogue.failure, 'reason')} value={reason} onChange={setReason} />
    </ActionDialog>
  );
}

export function CancelDialog({ asked, carry, onClose }: DialogProps) {
  const words = useWords(actionWords);
  const dialogue = useDialogue(carry, asked, onClose);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const id = useId();
  const isMissing = reason.trim() === '';
  const go = (): void => { setTried(true); if (isMissing) focusOn(id); else void dialogue.run({ state: 'cancelled', reason: reason.trim() }, words.cancel.said(asked.id)); };
  return (
    <ActionDialog title={words.cancel.title(asked.id)} go={words.cancel.go} dialogue={dialogue} fields={['reason']} onClose={onClose} onGo={go}>
      <p className="strong">{asked.title}</p>
      <p>{words.cancel.effect}</p>
      <Reason id={id} label={words.cancel.reason} fault={tried && isMissing ? words.cancel.missing : sentenceFor(dialogue.failure, 'reason')} value={reason} onChange={setReason} />
    </ActionDialog>
  );
}

export function DueDialog({ asked, today, carry, onClose }: DialogProps) {
  const words = useWords(actionWords);
  const language = useLanguage();
  const dialogue = useDialogue(carry, asked, onClose);
  const [form, setForm] = useState(NO_DUE);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [dayId, reasonId] = [useId(), useId()];
  const due = askedDue(form);
  const { failure, seen } = dialogue;
  const dueFault = due === null ? words.due[form.as === 'day' ? 'missingDay' : 'missingDays'] : due === seen.due ? words.due.same : null;
  // A day that is brought forward needs no reason; of business days, only the server knows which day they make.
  const reasonFault = reason.trim() === '' && typeof due === 'string' && due > seen.due ? words.due.missingReason : null;
  const go = (): void => {
    setTried(true);
    if (due === null || dueFault !== null) { focusOn(dayId); return; }
    if (reasonFault !== null) { focusOn(reasonId); return; }
    void dialogue.run({ due, ...(reason.trim() !== '' && { reason: reason.trim() }) }, words.due.said(asked.id));
  };
  return (
    <ActionDialog title={words.due.title(asked.id)} go={words.due.go} dialogue={dialogue} fields={['due', 'reason']} onClose={onClose} onGo={go}>
      <p><span className="strong">{asked.title}</span><br /><span className="muted">{words.due.now(day(localAt(`${seen.due}T12:00`), language, 'UTC'))}{seen.postponed > 0 && ` · ${words.postponed(seen.postponed)}`}</span></p>
      <DueField id={dayId} form={form} onChange={setForm} today={today} error={tried && dueFault !== null ? dueFault : sentenceFor(failure, 'due')} />
      <Reason id={reasonId} label={words.due.reason} hint={words.due.reasonHint} required={typeof due !== 'string' || due > seen.due} fault={tried && reasonFault !== null ? reasonFault : sentenceFor(failure, 'reason')} value={reason} onChange={setReason} />
    </ActionDialog>
  );
}

export function HandOverDialog({ asked, carry, onClose }: DialogProps) {
  const words = useWords(actionWords);
  const { queries } = useSession();
  const detail = useQuery(queries.action(asked.id));
  const dialogue = useDialogue(carry, asked, onClose);
  const [chosen, setChosen] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const id = useId();
  const { seen, failure } = dialogue;
  const owner = ownerFrom(chosen);
  const fault = owner === null ? words.handOver.missing : seen.owner !== null && ownerValue(seen.owner) === chosen ? words.handOver.same : null;
  const shown = tried && fault !== null ? fault : sentenceFor(failure, 'owner');
  const go = (): void => { setTried(true); if (owner === null || fault !== null) focusOn(id); else void dialogue.run({ owner }, words.handOver.said(asked.id)); };
  return (
    <ActionDialog title={words.handOver.title(asked.id)} go={words.handOver.go} dialogue={dialogue} fields={['owner']} onClose={onClose} onGo={go}>
      <p><span className="strong">{asked.title}</span><br /><span className="muted">{words.handOver.now(seen.owner?.label ?? words.nobody)}</span></p>
      <Loaded query={detail}>
        {(action) => (
          <Field label={{ children: words.handOver.owner, htmlFor: id }} required hint={words.handOver.ownerHint} {...(shown !== null && { validationState: 'error' as const, validationMessage: shown })}>
            <Picker id={id} required value={chosen} onChoose={setChosen} words={words.picker} choices={choicesOfOwners(action.owners, words.owners)} invalid={shown !== null} />
          </Field>
        )}
      </Loaded>
      <p className="muted">{words.handOver.told}</p>
    </ActionDialog>
  );
}
