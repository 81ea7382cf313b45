// The same change for many actions: asked, shown with what it will do and what will refuse it, then made, with a way back where there is one.
import { useId, useState } from 'react';
import { Button, Dropdown, Field, Option, ProgressBar, Textarea } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ActionPriority, ActionState, type ActionChange, type ActionRow, type BulkChanged } from '../../src/contract/actions.ts';
import { Loaded, MayButton } from '../layout.tsx';
import { ActDialog } from '../meeting/dialog.tsx';
import { useNotify } from '../notify.tsx';
import { useSession, useShellWords, useWords } from '../session.tsx';
import { GoodIcon, WarnIcon } from '../ui/icons.ts';
import { Mark } from '../ui/parts.tsx';
import { Picker } from '../ui/picker.tsx';
import { byReason, inParcels } from './bulk-model.ts';
import { undoneTogether } from './change-model.ts';
import { askedDue, DueField, NO_DUE } from './due-field.tsx';
import { PriorityField } from './edit-dialog.tsx';
import { listWords } from './list-words.ts';
import { choicesOfCommittee, ownerFrom } from './owners.ts';
import { putRows, readAgain } from './rows.ts';
import { actionWords } from './words.ts';

const KINDS = ['state', 'due', 'owner', 'priority'] as const;
type Kind = (typeof KINDS)[number];

export function BulkBar({ rows, today, onClear }: { readonly rows: readonly ActionRow[]; readonly today: string; readonly onClear: () => void }) {
  const words = useWords(listWords).bulk;
  const [kind, setKind] = useState<Kind | null>(null);
  const several = new Set(rows.map((row) => row.committee.id)).size > 1;
  if (rows.length === 0) return null;
  return (
    <section className="bulk-bar" aria-label={words.bar}>
      <output className="strong">{words.chosen(rows.length)}</output>
      <div className="row" data-tight>
        {KINDS.map((one) => <MayButton key={one} may={one === 'owner' && several ? { ok: false, why: words.oneCommittee } : { ok: true }} onAct={() => setKind(one)}>{words[one]}</MayButton>)}
        <Button appearance="subtle" onClick={onClear}>{words.none}</Button>
      </div>
      {kind !== null && <BulkDialog kind={kind} rows={rows} today={today} onClose={() => setKind(null)} />}
    </section>
  );
}

interface Judged { readonly change: ActionChange; readonly reply: BulkChanged }

function BulkDialog({ kind, rows, today, onClose }: { readonly kind: Kind; readonly rows: readonly ActionRow[]; readonly today: string; readonly onClose: () => void }) {
  const words = useWords(listWords).bulk;
  const common = useWords(actionWords);
  const shell = useShellWords();
  const { acts, announce } = useSession();
  const cache = useQueryClient();
  const notify = useNotify();
  // Those that were chosen when it was asked, whatever the list becomes meanwhile.
  const [chosen] = useState(rows);
  const [form, setForm] = useState<BulkForm>({ state: 'in-progress', priority: 'important', owner: null, due: NO_DUE, reason: '' });
  const [tried, setTried] = useState(false);
  const [judged, setJudged] = useState<Judged | null>(null);
  const [made, setMade] = useState<BulkChanged | null>(null);
  const [step, setStep] = useState<number | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const fault = faultOf(kind, form, { ...words, due: common.due });

  const carry = async (work: () => Promise<void>): Promise<void> => {
    setFailure(null); setStep(0);
    try { await work(); } catch (error) { setFailure(error); } finally { setStep(null); }
  };
  const judge = (): void => {
    setTried(true);
    if (fault !== null) return;
    const change = changeOf(kind, form);
    void carry(async () => { setJudged({ change, reply: await inParcels(chosen, change, true, acts.changeActions, setStep) }); });
  };
  const show = (before: readonly ActionRow[], after: readonly ActionRow[]): void => {
    const ids = new Set(after.map(({ id }) => id));
    putRows(cache, after);
    // Their own pages have words that the rows do not bring.
    void cache.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] === 'action' && ids.has(String(queryKey[2])) });
    readAgain(cache, before, after);
  };
  type Undoing = NonNullable<ReturnType<typeof undoneTogether>>;
  const takeBack = async (rows: readonly ActionRow[], groups: Undoing): Promise<void> => {
    const changedIds = new Map(rows.map((row) => [row.id, row]));
    let back = 0;
    for (const group of groups) {
      const { changed } = await inParcels(group.ids.flatMap((id) => changedIds.get(id) ?? []), group.change, false, acts.changeActions, () => undefined);
      show(rows, changed);
      back += changed.length;
    }
    notify({ tone: back === rows.length ? 'success' : 'warning', title: words.undone(back) });
  };
  const make = ({ change, reply }: Judged): void => {
    const accepted = new Set(reply.changed.map(({ id }) => id));
    void carry(async () => {
      const done = await inParcels(chosen.filter(({ id }) => accepted.has(id)), change, false, acts.changeActions, setStep);
      show(chosen, done.changed);
      // Those that the reader handed over to somebody else are not theirs to take back.
      const mine = done.changed.filter(({ mayChange }) => mayChange);
      const ids = new Set(mine.map(({ id }) => id));
      const back = undoneTogether(chosen.filter(({ id }) => ids.has(id)), change, today, common.undoneReason);
      notify({ tone: 'success', title: words.done(done.changed.length), ...(back !== null && back.length > 0 && { act: { name: shell.undo, run: () => { takeBack(mine, back).catch(() => notify({ tone: 'error', title: shell.errors.server.sentence, body: shell.errors.server.remedy })); } } }) });
      announce(words.done(done.changed.length));
      if (done.refused.length === 0) onClose(); else setMade(done);
    });
  };
  const busy = step !== null;
  const count = judged?.reply.changed.length ?? 0;
  if (made !== null) return <ActDialog open title={words.done(made.changed.length)} go={words.close} close={words.close} busy={false} failure={null} onClose={onClose} onGo={onClose}><Refused sentence={words.left(made.refused.length)} refused={made.refused} /></ActDialog>;
  return (
    <ActDialog
      open title={words.title(chosen.length)} busy={busy} failure={failure}
      go={judged === null ? words.preview : count === 0 ? words.back : words.go(count)} close={common.keep}
      onClose={onClose} onGo={() => { if (judged === null) judge(); else if (count === 0) setJudged(null); else make(judged); }}
    >
      {judged === null
        ? <BulkFields kind={kind} form={form} onChange={setForm} today={today} committee={chosen[0]?.committee.id ?? ''} fault={tried ? fault : null} />
        : (
          <>
            <Mark tone={count > 0 ? 'good' : 'warn'} icon={count > 0 ? GoodIcon : WarnIcon}><span className="strong">{count > 0 ? words.willChange(count) : words.nothing}</span></Mark>
            {kind === 'owner' && <p className="muted">{words.told}</p>}
            {judged.reply.refused.length > 0 && <Refused sentence={words.willStay(judged.reply.refused.length)} refused={judged.reply.refused} />}
            {count > 0 && <div><Button appearance="subtle" disabledFocusable={busy} onClick={() => setJudged(null)}>{words.back}</Button></div>}
          </>
        )}
      {step !== null && <div><ProgressBar value={chosen.length === 0 ? 0 : step / chosen.length} /><p className="muted small">{(judged === null ? words.judging : words.changing)(step, chosen.length)}</p></div>}
    </ActDialog>
  );
}

const NAMED = 8;
function Refused({ sentence, refused }: { readonly sentence: string; readonly refused: BulkChanged['refused'] }) {
  const words = useWords(listWords).bulk;
  return (
    <div>
      <Mark tone="warn" icon={WarnIcon}>{sentence}</Mark>
      <ul className="bulk-reasons">
        {byReason(refused).map(({ why, ids }) => <li key={why}>{why} <span className="muted">({ids.slice(0, NAMED).join(', ')}{ids.length > NAMED && ` ${words.more(ids.length - NAMED)}`})</span></li>)}
      </ul>
    </div>
  );
}

interface BulkForm { readonly state: ActionState; readonly priority: ActionPriority; readonly owner: string | null; readonly due: typeof NO_DUE; readonly reason: string }
const wantsReason = (kind: Kind, { state }: BulkForm): boolean => kind === 'due' || (kind === 'state' && (state === 'blocked' || state === 'cancelled'));

interface FaultWords { readonly missingReason: string; readonly missingOwner: string; readonly due: { readonly missingDay: string; readonly missingDays: string } }
function faultOf(kind: Kind, form: BulkForm, words: FaultWords): { readonly field: 'due' | 'owner' | 'reason'; readonly said: string } | null {
  if (kind === 'due' && askedDue(form.due) === null) return { field: 'due', said: words.due[form.due.as === 'day' ? 'missingDay' : 'missingDays'] };
  if (kind === 'owner' && form.owner === null) return { field: 'owner', said: words.missingOwner };
  return wantsReason(kind, form) && form.reason.trim() === '' ? { field: 'reason', said: words.missingReason } : null;
}

function changeOf(kind: Kind, form: BulkForm): ActionChange {
  const reason = wantsReason(kind, form) ? { reason: form.reason.trim() } : {};
  switch (kind) {
    case 'state': return { state: form.state, ...reason };
    case 'due': return { due: askedDue(form.due) ?? '', ...reason };
    case 'owner': return { owner: ownerFrom(form.owner) };
    case 'priority': return { priority: form.priority };
    default: return kind satisfies never;
  }
}

function BulkFields({ kind, form, onChange, today, committee, fault }: { readonly kind: Kind; readonly form: BulkForm; readonly onChange: (form: BulkForm) => void; readonly today: string; readonly committee: string; readonly fault: ReturnType<typeof faultOf> }) {
  const words = useWords(listWords).bulk;
  const common = useWords(actionWords);
  const { queries } = useSession();
  const detail = useQuery({ ...queries.committee(committee), enabled: kind === 'owner' });
  const id = useId();
  const faulty = (field: 'due' | 'owner' | 'reason') => (fault?.field === field ? { validationState: 'error' as const, validationMessage: fault.said } : {});
  return (
    <>
      {kind === 'state' && (
        <Field label={words.newState}>
          <Dropdown value={common.states[form.state]} selectedOptions={[form.state]} onOptionSelect={(_event, data) => { const state = ActionState.options.find((one) => one === data.optionValue); if (state !== undefined) onChange({ ...form, state }); }} style={{ minWidth: 0 }}>
            {ActionState.options.map((one) => <Option key={one} value={one}>{common.states[one]}</Option>)}
          </Dropdown>
        </Field>
      )}
      {kind === 'priority' && <PriorityField value={form.priority} onChange={(priority) => onChange({ ...form, priority })} />}
      {kind === 'due' && <DueField id={id} form={form.due} onChange={(due) => onChange({ ...form, due })} today={today} error={fault?.field === 'due' ? fault.said : null} />}
      {kind === 'owner' && (
        <Loaded query={detail}>
          {(found) => <Field label={{ children: common.handOver.owner, htmlFor: id }} required hint={common.handOver.ownerHint} {...faulty('owner')}><Picker id={id} required value={form.owner} onChoose={(owner) => onChange({ ...form, owner })} words={common.picker} choices={choicesOfCommittee(found, common.owners)} invalid={fault?.field === 'owner'} /></Field>}
        </Loaded>
      )}
      {wantsReason(kind, form) && <Field label={words.reason} required hint={words.reasonHint} {...faulty('reason')}><Textarea rows={3} maxLength={1000} value={form.reason} onChange={(_event, data) => onChange({ ...form, reason: data.value })} /></Field>}
    </>
  );
}
