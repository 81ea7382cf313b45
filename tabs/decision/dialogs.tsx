// What may be done with a decision afterwards: amend it with a reason, set its day of review, ask institutions how far it is with them.
import { useState } from 'react';
import { Field, Input, Radio, RadioGroup, Textarea } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { DecisionDetail } from '../../src/contract/decisions.ts';
import { sentenceFor } from '../api/problem.ts';
import { InstitutionPicker } from '../decisions/institution-picker.tsx';
import { ActDialog } from '../meeting/dialog.tsx';
import { useSession, useWords } from '../session.tsx';
import { addDays } from '../ui/days.ts';
import { shortDay } from '../ui/format.ts';
import { useNow } from '../ui/now.ts';
import { useCarrying } from './carrying.ts';
import { decisionPageWords } from './words.ts';

interface DialogProps { readonly decision: DecisionDetail; readonly onClose: () => void }
/** A fault next to its field, ours before the server's. */
const fault = (sentence: string | null) => (sentence === null ? {} : { validationState: 'error' as const, validationMessage: sentence });
/** A refusal that no field shows. */
const elsewhere = (failure: unknown, ...fields: readonly string[]): unknown => (sentenceFor(failure, ...fields) === null ? failure : null);

export function AmendDialog({ decision, onClose }: DialogProps) {
  const words = useWords(decisionPageWords);
  const { acts } = useSession();
  const { busy, failure, run } = useCarrying(decision.id, onClose);
  const [text, setText] = useState(decision.textNow);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const { amendDialog } = words;
  const textFault = text.trim() === '' ? amendDialog.missingText : text.trim() === decision.textNow.trim() ? amendDialog.same : null;
  const reasonFault = reason.trim() === '' ? amendDialog.missingReason : null;
  const go = (): void => {
    setTried(true);
    if (textFault !== null) { document.getElementById('amend-text')?.focus(); return; }
    if (reasonFault !== null) { document.getElementById('amend-reason')?.focus(); return; }
    void run(() => acts.amendDecision(decision.id, { version: decision.version, text: text.trim(), reason: reason.trim() }), amendDialog.said(decision.number));
  };
  return (
    <ActDialog open title={amendDialog.title(decision.number)} go={amendDialog.go} close={words.keep} busy={busy} failure={elsewhere(failure, 'text', 'reason')} onGo={go} onClose={onClose}>
      <p>{amendDialog.effect}</p>
      <Field label={amendDialog.text} required {...fault(tried && textFault !== null ? textFault : sentenceFor(failure, 'text'))}><Textarea id="amend-text" rows={8} maxLength={50_000} resize="vertical" value={text} onChange={(_event, data) => setText(data.value)} /></Field>
      <Field label={amendDialog.reason} required {...fault(tried && reasonFault !== null ? reasonFault : sentenceFor(failure, 'reason'))}><Textarea id="amend-reason" rows={2} maxLength={2000} resize="vertical" value={reason} onChange={(_event, data) => setReason(data.value)} /></Field>
    </ActDialog>
  );
}

export function ReviewDialog({ decision, onClose }: DialogProps) {
  const words = useWords(decisionPageWords);
  const { acts, zone } = useSession();
  const tomorrow = addDays(shortDay(useNow(), zone), 1);
  const { busy, failure, run } = useCarrying(decision.id, onClose);
  const [on, setOn] = useState(decision.reviewOn ?? '');
  const { reviewDialog } = words;
  return (
    <ActDialog open title={reviewDialog.title(decision.number)} go={reviewDialog.go} close={words.keep} busy={busy} failure={elsewhere(failure, 'reviewOn')} onClose={onClose} onGo={() => { void run(() => acts.reviewDecision(decision.id, { version: decision.version, reviewOn: on === '' ? null : on }), reviewDialog.said(decision.number)); }}>
      <Field label={reviewDialog.day} hint={reviewDialog.hint} {...fault(sentenceFor(failure, 'reviewOn'))}><Input type="date" min={tomorrow} value={on} onChange={(_event, data) => setOn(data.value)} style={{ minWidth: 0 }} /></Field>
    </ActDialog>
  );
}

export function AskDialog({ decision, onClose }: DialogProps) {
  const words = useWords(decisionPageWords);
  const { acts, queries } = useSession();
  const { busy, failure, run } = useCarrying(decision.id, onClose);
  const institutions = useQuery(queries.institutions).data?.institutions ?? [];
  const asked = useQuery({ ...queries.reach(decision.id), enabled: decision.reach !== null }).data?.institutions ?? [];
  const [all, setAll] = useState(true);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [tried, setTried] = useState(false);
  const { askDialog } = words;
  const left = institutions.filter(({ id }) => !asked.some((one) => one.id === id));
  const missing = !all && chosen.length === 0 ? askDialog.missing : null;
  const go = (): void => {
    setTried(true);
    if (missing !== null) { document.getElementById('ask-institution')?.focus(); return; }
    void run(() => acts.askInstitutions(decision.id, { version: decision.version, institutions: all ? 'all' : [...chosen] }), askDialog.said);
  };
  return (
    <ActDialog open title={askDialog.title(decision.number)} go={askDialog.go} close={words.keep} busy={busy} failure={elsewhere(failure, 'institutions')} onGo={go} onClose={onClose}>
      <p>{askDialog.effect}</p>
      <Field label={askDialog.whom}>
        <RadioGroup value={all ? 'all' : 'some'} onChange={(_event, data) => setAll(data.value === 'all')}>
          <Radio value="all" label={askDialog.all} />
          <Radio value="some" label={askDialog.some} />
        </RadioGroup>
      </Field>
      {all
        ? sentenceFor(failure, 'institutions') !== null && <p role="alert">{sentenceFor(failure, 'institutions')}</p>
        : <InstitutionPicker id="ask-institution" chosen={chosen} onChoose={setChosen} among={left} error={tried && missing !== null ? missing : sentenceFor(failure, 'institutions')} />}
    </ActDialog>
  );
}
