// A decision to record: what, when, who was there, how they voted; then what follows. It is seen whole before it enters the register.
import { useState, type ReactNode } from 'react';
import { Button, Checkbox, Field, Input, MessageBar, MessageBarActions, MessageBarBody, Radio, RadioGroup, Textarea } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { CommitteeDetail } from '../../src/contract/committees.ts';
import { VoteMode } from '../../src/contract/decisions.ts';
import { sentenceFor } from '../api/problem.ts';
import { showsDecisions } from '../api/queries.ts';
import { Loaded, Page } from '../layout.tsx';
import { ActDialog, Refusal } from '../meeting/dialog.tsx';
import { useNotify } from '../notify.tsx';
import { committeeRoute, decisionsRoute, newDecisionRoute } from '../route.ts';
import { useSession, useWords } from '../session.tsx';
import { addDays } from '../ui/days.ts';
import { Fold } from '../ui/fold.tsx';
import { localDayAndTime, shortDay } from '../ui/format.ts';
import { RemoveIcon } from '../ui/icons.ts';
import { keepText, keptText } from '../ui/kept.ts';
import { useNow } from '../ui/now.ts';
import { Card } from '../ui/parts.tsx';
import { Picker } from '../ui/picker.tsx';
import { KINDS } from './address.ts';
import { attendants, emptyDecision, isCounted, isWorthKeeping, keptDecision, missingIn, takenAt, toNewDecision, type DecisionForm, type Missing } from './form-model.ts';
import { InstitutionPicker } from './institution-picker.tsx';
import { newDecisionWords } from './new-words.ts';
import { decisionWords } from './words.ts';
import './decisions.css';

type FormField = Missing | 'meeting' | 'item' | 'replaces' | 'reviewOn';
const PLACED: readonly FormField[] = ['title', 'text', 'takenAt', 'meeting', 'item', 'present', 'vote', 'replaces', 'reviewOn', 'institutions'];
/** Those that the folded part holds. */
const FOLDED: readonly FormField[] = ['replaces', 'reviewOn', 'institutions'];

interface Filling { readonly form: DecisionForm; readonly change: (over: Partial<DecisionForm>) => void; readonly sentence: (field: FormField) => string | null }
const faultOf = (sentence: string | null) => (sentence === null ? {} : { validationState: 'error' as const, validationMessage: sentence });

export default function NewDecisionPage() {
  const words = useWords(newDecisionWords);
  const { route, me, queries, acts, go, announce } = useSession();
  const cache = useQueryClient();
  const notify = useNotify();
  const from = route.page === 'new-decision' ? route : newDecisionRoute();
  const [only] = me.committees.length === 1 ? me.committees : [];
  const start = from.committee ?? only?.id ?? null;
  const key = `new-decision.${me.person.id}`;
  const [found] = useState(() => keptDecision(keptText(key), start));
  const [form, setForm] = useState<DecisionForm>(() => ({ ...found, ...(from.committee !== null && found.committee !== from.committee && { committee: from.committee, present: [], meeting: null, replaces: [] }), ...(from.meeting !== null && { meeting: from.meeting }), ...(from.replaces !== null && { replaces: [from.replaces] }) }));
  const [wasKept, setWasKept] = useState(() => isWorthKeeping(found));
  const [unfolded, setUnfolded] = useState(() => form.replaces.length > 0 || form.inCamera || form.reach !== 'none' || form.reviewOn !== '');
  const [tried, setTried] = useState(false);
  const [confirming, setConfirming] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const detail = useQuery({ ...queries.committee(form.committee ?? ''), enabled: form.committee !== null });
  const change: Filling['change'] = (over) => { const next = { ...form, ...over }; setForm(next); keepText(key, isWorthKeeping(next) ? next : null); };
  const missing = missingIn(form);
  const sentence: Filling['sentence'] = (field) => (tried && missing.some((one) => one === field) ? words.missing[field as Missing] : sentenceFor(failure, field));
  const filling: Filling = { form, change, sentence };
  const show = (field: FormField | undefined): void => {
    if (field !== undefined && FOLDED.includes(field)) setUnfolded(true);
    // The folded part is drawn first.
    setTimeout(() => document.getElementById(`decision-${field}`)?.focus());
  };
  const check = (): void => {
    setTried(true); setFailure(null);
    if (missing.length > 0) show(missing[0]); else setConfirming(true);
  };
  const record = async (): Promise<void> => {
    setBusy(true); setFailure(null);
    try {
      const made = await acts.recordDecision(toNewDecision(form));
      keepText(key, null);
      cache.setQueryData(queries.decision(made.id).queryKey, made);
      void cache.invalidateQueries({ predicate: (query) => showsDecisions(query) && query.queryKey[2] !== made.id });
      notify({ tone: 'success', title: words.recorded(made.number), body: made.title });
      go({ page: 'decision', id: made.id });
    } catch (error) {
      setFailure(error); setConfirming(false);
      announce(words.refused);
      show(PLACED.find((field) => sentenceFor(error, field) !== null));
    } finally { setBusy(false); }
  };
  const isPlaced = PLACED.some((field) => sentenceFor(failure, field) !== null);
  return (
    <Page title={words.title} lead={words.lead} back={{ to: from.committee === null ? decisionsRoute() : committeeRoute(from.committee, 'decisions'), name: words.back }}>
      {wasKept && <MessageBar intent="info" style={{ marginBottom: 12 }}><MessageBarBody>{words.kept}</MessageBarBody><MessageBarActions><Button onClick={() => { keepText(key, null); setForm(emptyDecision(start)); setWasKept(false); setTried(false); setFailure(null); }}>{words.forget}</Button></MessageBarActions></MessageBar>}
      <form noValidate className="stack decision-form" onSubmit={(event) => { event.preventDefault(); if (!busy) check(); }}>
        <What {...filling} />
        <When {...filling} />
        <Card title={words.who} note={words.whoHint}>{form.committee === null ? <p className="muted">{words.chooseFirst}</p> : <Loaded query={detail}>{(committee) => <Who {...filling} committee={committee} />}</Loaded>}</Card>
        <Vote {...filling} />
        <div className="card" data-flush=""><Fold name={words.more} detail={words.moreHint} open={unfolded} onToggle={() => setUnfolded(!unfolded)} level={2}><div className="stack decision-more"><Follows {...filling} /></div></Fold></div>
        {failure !== null && (isPlaced ? <MessageBar intent="error" layout="multiline"><MessageBarBody>{words.refused}</MessageBarBody></MessageBar> : <Refusal error={failure} />)}
        <div className="row" style={{ justifyContent: 'flex-end' }}><Button type="submit" appearance="primary">{words.see}</Button></div>
      </form>
      <ActDialog open={confirming} title={words.confirm.title} go={words.confirm.go} close={words.confirm.close} busy={busy} failure={null} onClose={() => setConfirming(false)} onGo={() => { void record(); }}>{confirming && <Summary form={form} committee={detail.data} />}</ActDialog>
    </Page>
  );
}

function What({ form, change, sentence }: Filling) {
  const words = useWords(newDecisionWords);
  const common = useWords(decisionWords);
  const { queries, me } = useSession();
  const mine = new Set(me.committees.map(({ id }) => id));
  const committees = useQuery(queries.committees).data?.committees ?? [];
  const choices = committees.toSorted((a, b) => Number(mine.has(b.id)) - Number(mine.has(a.id))).map((one) => ({ id: one.id, name: one.acronym, detail: one.name }));
  return (
    <Card title={words.what}>
      <div className="stack">
        <Field label={{ children: words.committee, htmlFor: 'decision-committee' }} required {...faultOf(sentence('committee'))}><Picker id="decision-committee" required clearable={false} value={form.committee} words={common.picker} choices={choices} invalid={sentence('committee') !== null} onChoose={(committee) => change({ committee, present: [], meeting: null, replaces: [] })} /></Field>
        <Field label={words.kind}>
          <RadioGroup value={form.kind} onChange={(_event, data) => change({ kind: KINDS.find((one) => one === data.value) ?? 'decision' })}>
            {KINDS.map((one) => <Radio key={one} value={one} label={<span>{common.kinds[one]} <span className="muted small">{words.kindHints[one]}</span></span>} />)}
          </RadioGroup>
        </Field>
        <Field label={words.name} hint={words.nameHint} required {...faultOf(sentence('title'))}><Input id="decision-title" maxLength={300} value={form.title} onChange={(_event, data) => change({ title: data.value })} style={{ minWidth: 0 }} /></Field>
        <Field label={words.text} hint={words.textHint} required {...faultOf(sentence('text'))}><Textarea id="decision-text" rows={6} maxLength={50_000} resize="vertical" value={form.text} onChange={(_event, data) => change({ text: data.value })} /></Field>
      </div>
    </Card>
  );
}

function When({ form, change, sentence }: Filling) {
  const words = useWords(newDecisionWords);
  const common = useWords(decisionWords);
  const { queries, zone } = useSession();
  const today = shortDay(useNow(), zone);
  // One that was just held: nobody records a decision of ten years ago from its meeting.
  const meetings = useQuery({ ...queries.meetings(form.committee, addDays(today, -400), today), enabled: form.committee !== null }).data?.meetings ?? [];
  const held = meetings.filter((one) => one.state !== 'cancelled').sort((a, b) => b.start.localeCompare(a.start));
  const choose = (id: string | null): void => {
    const chosen = held.find((one) => one.id === id);
    change({ meeting: id, ...(chosen !== undefined && { day: chosen.start.slice(0, 10), ...(form.time === '' && { time: chosen.start.slice(11, 16) }) }) });
  };
  return (
    <Card title={words.when}>
      <div className="stack">
        <Field label={{ children: words.meeting, htmlFor: 'decision-meeting' }} {...faultOf(sentence('meeting'))}><Picker id="decision-meeting" value={form.meeting} placeholder={words.meetingNone} words={common.picker} invalid={sentence('meeting') !== null} choices={held.map((one) => ({ id: one.id, name: one.day, detail: one.title }))} onChoose={choose} /></Field>
        <div className="decision-two">
          <Field label={words.day} required {...faultOf(sentence('takenAt'))}><Input id="decision-takenAt" type="date" max={today} value={form.day} onChange={(_event, data) => change({ day: data.value })} style={{ minWidth: 0 }} /></Field>
          <Field label={words.time} hint={words.timeHint} required><Input type="time" value={form.time} onChange={(_event, data) => change({ time: data.value })} style={{ minWidth: 0 }} /></Field>
        </div>
        <Field label={words.item} {...faultOf(sentence('item'))}><Input id="decision-item" maxLength={200} value={form.item} onChange={(_event, data) => change({ item: data.value })} style={{ minWidth: 0 }} /></Field>
      </div>
    </Card>
  );
}

function Who({ form, change, sentence, committee }: Filling & { readonly committee: CommitteeDetail }) {
  const words = useWords(newDecisionWords);
  const people = attendants(committee);
  const ticked = new Set(form.present);
  const tick = (id: string, isThere: boolean): void => change({ present: isThere ? [...form.present, id] : form.present.filter((one) => one !== id) });
  const fault = sentence('present');
  return (
    <fieldset className="bare stack" aria-describedby={fault === null ? undefined : 'decision-present-fault'}>
      <legend className="visually-hidden">{words.who}</legend>
      <div className="row">
        <Button id="decision-present" size="small" onClick={() => change({ present: people.filter(({ votes }) => votes).map(({ person }) => person.id) })}>{words.everybody}</Button>
        {ticked.size > 0 && <Button size="small" appearance="subtle" onClick={() => change({ present: [] })}>{words.nobody}</Button>}
        <output className="muted">{words.ticked(ticked.size, people.filter(({ person, votes }) => votes && ticked.has(person.id)).length)}</output>
      </div>
      <div className="decision-people">
        {people.map(({ person, roles, votes, alternate }) => <Checkbox key={person.id} checked={ticked.has(person.id)} onChange={(_event, data) => tick(person.id, data.checked === true)} label={<span>{person.title}<span className="muted small" style={{ display: 'block' }}>{[...roles, alternate ? words.alternate : votes ? words.voter : words.listener].join(' · ')}</span></span>} />)}
      </div>
      <p className="muted small">{words.rule(committee.quorum)}</p>
      {fault !== null && <p id="decision-present-fault" role="alert" className="decision-fault">{fault}</p>}
    </fieldset>
  );
}

function Vote({ form, change, sentence }: Filling) {
  const words = useWords(newDecisionWords);
  const counts = [...(isCounted(form.mode) ? [['for', words.for], ['against', words.against]] as const : []), ...(form.mode === 'unanimous' ? [] : [['abstained', words.abstained] as const])];
  const fault = sentence('vote');
  return (
    <Card title={words.vote}>
      <div className="stack">
        <Field label={words.mode} {...faultOf(fault)}>
          <RadioGroup id="decision-vote" value={form.mode} onChange={(_event, data) => change({ mode: VoteMode.options.find((one) => one === data.value) ?? 'unanimous' })}>
            {VoteMode.options.map((one) => <Radio key={one} value={one} label={words.modes[one]} />)}
          </RadioGroup>
        </Field>
        {counts.length > 0 && <div className="decision-two">{counts.map(([field, name]) => <Field key={field} label={name} required={field === 'for'}><Input inputMode="numeric" maxLength={4} value={form[field]} onChange={(_event, data) => change({ [field]: data.value })} style={{ minWidth: 0 }} /></Field>)}</div>}
      </div>
    </Card>
  );
}

function Follows({ form, change, sentence }: Filling) {
  const words = useWords(newDecisionWords);
  const common = useWords(decisionWords);
  const { queries, zone } = useSession();
  const today = shortDay(useNow(), zone);
  const taken = useQuery({ ...queries.decisionsOf(form.committee ?? ''), enabled: form.committee !== null }).data?.decisions ?? [];
  const institutions = useQuery({ ...queries.institutions, enabled: form.reach === 'some' }).data?.institutions ?? [];
  const nameOf = (id: string): string => { const one = taken.find((other) => other.id === id); return one === undefined ? id : `${one.number} · ${one.title}`; };
  const left = taken.filter((one) => one.standing !== 'superseded' && !form.replaces.includes(one.id));
  return (
    <>
      {form.committee === null ? <p className="muted">{words.chooseFirst}</p> : (
        <Field label={{ children: words.replacesAdd, htmlFor: 'decision-replaces' }} {...faultOf(sentence('replaces'))}><Picker key={form.replaces.length} id="decision-replaces" value={null} clearable={false} words={common.picker} invalid={sentence('replaces') !== null} choices={left.map((one) => ({ id: one.id, name: one.number, detail: one.title }))} onChoose={(id) => { if (id !== null) change({ replaces: [...form.replaces, id] }); }} /></Field>
      )}
      {form.replaces.length > 0 && <ul aria-label={words.replaces}>{form.replaces.map((id) => <li key={id} className="row" data-between=""><span style={{ flex: 1, minWidth: 0 }}>{nameOf(id)}</span><Button appearance="subtle" icon={<RemoveIcon />} aria-label={words.remove(nameOf(id))} onClick={() => change({ replaces: form.replaces.filter((one) => one !== id) })} /></li>)}</ul>}
      <Field label={words.review} hint={words.reviewHint} {...faultOf(sentence('reviewOn'))}><Input id="decision-reviewOn" type="date" min={addDays(today, 1)} value={form.reviewOn} onChange={(_event, data) => change({ reviewOn: data.value })} style={{ minWidth: 0, maxWidth: 240 }} /></Field>
      <Field hint={words.inCameraHint}><Checkbox label={words.inCamera} checked={form.inCamera} onChange={(_event, data) => change({ inCamera: data.checked === true, ...(data.checked === true && { reach: 'none' as const }) })} /></Field>
      <Field label={words.reach} hint={words.reachHint}>
        <RadioGroup id={form.reach === 'some' ? undefined : 'decision-institutions'} layout="horizontal" value={form.reach} disabled={form.inCamera} onChange={(_event, data) => change({ reach: data.value === 'all' || data.value === 'some' ? data.value : 'none' })}>
          {(['none', 'all', 'some'] as const).map((one) => <Radio key={one} value={one} label={words.reaches[one]} />)}
        </RadioGroup>
      </Field>
      {form.reach === 'some' && <InstitutionPicker id="decision-institutions" chosen={form.institutions} among={institutions} error={sentence('institutions')} onChoose={(chosen) => change({ institutions: chosen })} />}
    </>
  );
}

/** What enters the register, read once more. */
function Summary({ form, committee }: { readonly form: DecisionForm; readonly committee: CommitteeDetail | undefined }): ReactNode {
  const { confirm, modes } = useWords(newDecisionWords);
  const common = useWords(decisionWords);
  const { queries, language } = useSession();
  const taken = useQuery({ ...queries.decisionsOf(form.committee ?? ''), enabled: form.committee !== null }).data?.decisions ?? [];
  const everywhere = useQuery({ ...queries.institutions, enabled: form.reach === 'all' }).data?.institutions.length ?? 0;
  const { vote, replaces } = toNewDecision(form);
  const voters = committee === undefined ? 0 : attendants(committee).filter(({ person, votes }) => votes && form.present.includes(person.id)).length;
  const asked = form.reach === 'all' ? everywhere : form.reach === 'some' ? form.institutions.length : 0;
  return (
    <div className="decision-summary">
      <p className="strong">{common.kinds[form.kind]} · {committee?.acronym}</p>
      <p className="strong">{form.title}</p>
      <p className="decision-text decision-words">{form.text}</p>
      <p>{confirm.when(localDayAndTime(takenAt(form), language))}</p>
      <p>{confirm.present(form.present.length, voters)}</p>
      <p>{confirm.vote(modes[vote.mode])}{isCounted(vote.mode) && <>. {confirm.counts(vote.for, vote.against, vote.abstained)}</>}</p>
      {replaces.length > 0 && <p>{confirm.replaces(replaces.map((id) => taken.find((one) => one.id === id)?.number ?? id).join(', '))}</p>}
      <p>{asked > 0 ? confirm.reach(asked) : confirm.noReach}</p>
      {form.inCamera && <p>{confirm.inCamera}</p>}
      <p className="muted">{confirm.quorum} {confirm.forever}</p>
    </div>
  );
}
