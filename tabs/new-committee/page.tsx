// A new committee in three steps: described, its plan read, its workspace set up. What is typed survives errors and reloads.
import { useEffect, useRef, useState } from 'react';
import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Choices, NewCommittee } from '../../src/contract/committees.ts';
import type { Draft, Plan } from '../../src/contract/provisioning.ts';
import { isApiError } from '../api/problem.ts';
import { ErrorView, LinkButton, Loaded, MayButton, Page } from '../layout.tsx';
import { useNotify } from '../notify.tsx';
import { WhatReachesPeople } from '../plan/confirm.tsx';
import { PlanView } from '../plan/page.tsx';
import { Reading } from '../reading.tsx';
import { useSession, useWords } from '../session.tsx';
import { PeopleIcon } from '../ui/icons.ts';
import { keepText, keptText } from '../ui/kept.ts';
import { Card, Chip, Empty, Facts } from '../ui/parts.tsx';
import { createOnce } from './create.ts';
import { FormContext, idOf, type FormState } from './fields.tsx';
import { EMPTY_FORM, fieldOf, inPageOrder, isUntouched, ownFaults, toNewCommittee, type Fault, type Form } from './form-model.ts';
import { Cleaned, Names } from './names.tsx';
import { Seats } from './seats.tsx';
import { Access, Identity, Mandate, Meetings } from './sections.tsx';
import { useDraft } from './use-draft.ts';
import { newWords } from './words.ts';
import './new-committee.css';

export default function NewCommitteePage() {
  const words = useWords(newWords);
  const { queries, me } = useSession();
  const choices = useQuery({ ...queries.choices, enabled: me.may.createCommittee.ok });
  const [step, setStep] = useState<'describe' | 'check'>('describe');
  return (
    <Page title={words.title} back={{ to: { page: 'network', open: null }, name: words.network }} lead={words.lead} wide>
      {!me.may.createCommittee.ok
        ? <div className="card"><Empty icon={PeopleIcon} title={words.refused} words={me.may.createCommittee.why ?? ''} act={<LinkButton to={{ page: 'network', open: null }}>{words.network}</LinkButton>} /></div>
        : <><StepList at={step} /><Loaded query={choices}>{(data) => <NewCommitteeForm choices={data} step={step} onStep={setStep} />}</Loaded></>}
    </Page>
  );
}

function StepList({ at }: { readonly at: 'describe' | 'check' }) {
  const words = useWords(newWords);
  return (
    <ol className="steps" aria-label={words.stepsLabel}>
      {(['describe', 'check', 'run'] as const).map((step, place) => <li key={step} className="step" {...(step === at && { 'aria-current': 'step' as const })}><span className="step-number">{place + 1}</span>{words.steps[step]}</li>)}
    </ol>
  );
}

interface Checked { readonly committee: NewCommittee; readonly plan: Plan; readonly names: NonNullable<Draft['names']> | null }

function NewCommitteeForm({ choices, step, onStep }: { readonly choices: Choices; readonly step: 'describe' | 'check'; readonly onStep: (step: 'describe' | 'check') => void }) {
  const words = useWords(newWords);
  const { me, acts, announce } = useSession();
  const key = `new-committee.${me.person.id}`;
  const [form, setForm] = useState<Form>(() => ({ ...EMPTY_FORM, zone: choices.zones.includes('America/Toronto') ? 'America/Toronto' : (choices.zones[0] ?? 'America/Toronto'), ...(keptText(key) as Partial<Form> | null) }));
  const [resumed, setResumed] = useState(() => keptText(key) !== null);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [tried, setTried] = useState(false);
  const [refusals, setRefusals] = useState<readonly Fault[]>([]);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const [checked, setChecked] = useState<Checked | null>(null);
  const summary = useRef<HTMLDivElement>(null);
  const draft = useDraft(form);

  useEffect(() => { keepText(key, isUntouched(form) ? null : form); }, [key, form]);
  const change: FormState['change'] = (next) => { setForm(next); setRefusals([]); };
  const all = inPageOrder([...ownFaults(form, words), ...(refusals.length > 0 ? refusals : (draft.draft?.faults ?? []))]);
  // While one still types, only what was left is judged; after a first try, everything.
  const shown = tried ? all : all.filter((fault) => touched.has(fieldOf(fault.field) ?? ''));

  const focusFirst = (faults: readonly Fault[]) => {
    announce(words.summary(faults.length));
    const field = faults.map((fault) => fieldOf(fault.field)).find((one) => one !== null && document.getElementById(idOf(one)) !== null);
    if (field === undefined || field === null) summary.current?.focus();
    else document.getElementById(idOf(field))?.focus();
  };
  /** Judged by the server as it will be created; the plan that comes back is what the next step shows. */
  const check = async (): Promise<Checked | null> => {
    setTried(true); setFailure(null);
    const own = ownFaults(form, words);
    const committee = toNewCommittee(form);
    if (own.length > 0 || committee === null) { setRefusals(draft.draft?.faults ?? []); setTimeout(() => focusFirst(inPageOrder([...own, ...(draft.draft?.faults ?? [])]))); return null; }
    setBusy(true);
    try {
      const judged = await acts.draft(committee);
      if (!judged.ok || judged.plan === null) { setRefusals(judged.faults); setTimeout(() => focusFirst(inPageOrder(judged.faults))); return null; }
      return { committee, plan: judged.plan, names: judged.names };
    } catch (error) {
      if (isApiError(error) && error.fields.length > 0) { const faults = error.fields.map(({ field, message, remedy }) => ({ field, message, remedy })); setRefusals(faults); setTimeout(() => focusFirst(inPageOrder(faults))); } else setFailure(error);
      return null;
    } finally { setBusy(false); }
  };
  const see = async () => {
    const next = await check();
    if (next === null) return;
    setChecked(next);
    onStep('check');
    scrollTo(0, 0);
  };

  if (step === 'check' && checked !== null) {
    return <CheckStep checked={checked} onEdit={() => onStep('describe')} onFaults={(faults) => { setRefusals(faults); onStep('describe'); setTimeout(() => focusFirst(faults)); }} onAgain={check} onChecked={setChecked} onCreated={() => keepText(key, null)} />;
  }
  return (
    <FormContext.Provider value={{ form, choices, words, change, touch: (field) => setTouched((before) => (before.has(field) ? before : new Set([...before, field]))), faults: shown }}>
      <form noValidate onSubmit={(event) => { event.preventDefault(); void see(); }}>
        {resumed && <MessageBar style={{ marginBottom: 16 }}><MessageBarBody>{words.resumed}</MessageBarBody><MessageBarActions><Button onClick={() => { setForm(EMPTY_FORM); setResumed(false); setTried(false); setTouched(new Set()); }}>{words.startAgain}</Button></MessageBarActions></MessageBar>}
        {tried && shown.length > 0 && <Summary faults={shown} at={summary} />}
        {failure !== null && <div style={{ marginBottom: 16 }}><ErrorView error={failure} onRetry={() => { void see(); }} /></div>}
        <div className="split">
          <div className="stack"><Identity /><Mandate /><Meetings /><Seats /><Access /></div>
          <div className="form-aside"><Names names={draft.draft?.names ?? null} busy={draft.busy} failure={draft.failure === null ? null : (isApiError(draft.failure) && draft.failure.sentence !== null ? `${draft.failure.sentence} ${draft.failure.remedy ?? ''}`.trim() : words.draftFailed)} /></div>
        </div>
        {busy && <Reading what={words.comparing} />}
        <div className="form-bar"><Button appearance="primary" type="submit" disabledFocusable={busy}>{busy ? words.checking : words.see}</Button></div>
      </form>
    </FormContext.Provider>
  );
}

/** Every fault at once, each a link to its field. */
function Summary({ faults, at }: { readonly faults: readonly Fault[]; readonly at: React.RefObject<HTMLDivElement | null> }) {
  const words = useWords(newWords);
  return (
    <div ref={at} tabIndex={-1} style={{ marginBottom: 16 }}>
      <MessageBar intent="error" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{words.summary(faults.length)}</MessageBarTitle> {words.summaryHint}
          <ul className="summary-list">
            {faults.map((fault, place) => {
              const field = fieldOf(fault.field);
              return <li key={`${fault.field}${place}`}>{field === null ? <>{fault.message} {fault.remedy}</> : <a className="strong-link" href={`#${idOf(field)}`} onClick={(event) => { event.preventDefault(); document.getElementById(idOf(field))?.focus(); }}>{fault.message}</a>}</li>;
            })}
          </ul>
        </MessageBarBody>
      </MessageBar>
    </div>
  );
}

function CheckStep({ checked, onEdit, onFaults, onAgain, onChecked, onCreated }: { readonly checked: Checked; readonly onEdit: () => void; readonly onFaults: (faults: readonly Fault[]) => void; readonly onAgain: () => Promise<Checked | null>; readonly onChecked: (checked: Checked) => void; readonly onCreated: () => void }) {
  const words = useWords(newWords);
  const { acts, go, announce } = useSession();
  const cache = useQueryClient();
  const notify = useNotify();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const [stale, setStale] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => { heading.current?.focus(); }, []);
  const { committee, plan, names } = checked;

  const create = async () => {
    setBusy(true); setFailure(null); setStale(false);
    try {
      const created = await createOnce(acts, committee, plan.id);
      onCreated();
      notify({ tone: 'success', title: words.created(created.committee.acronym) });
      void cache.invalidateQueries({ predicate: (query) => query.queryKey.includes('committees') || query.queryKey.includes('choices') });
      go({ page: 'run', id: created.run.id });
    } catch (error) {
      if (isApiError(error) && error.status === 422 && error.fields.length > 0) { onFaults(error.fields.map(({ field, message, remedy }) => ({ field, message, remedy }))); return; }
      if (isApiError(error) && error.code === 'plan-is-stale') {
        const fresh = await onAgain();
        if (fresh !== null) { onChecked(fresh); setStale(true); announce(words.stale); }
      } else setFailure(error);
    } finally { setBusy(false); }
  };
  return (
    <div className="stack">
      <h2 className="card-title" ref={heading} tabIndex={-1}>{words.titleOfPlan(committee.acronym)}</h2>
      {stale && <MessageBar intent="warning" layout="multiline"><MessageBarBody><MessageBarTitle>{words.stale}</MessageBarTitle> {words.staleWords}</MessageBarBody></MessageBar>}
      {names !== null && <Card title={words.names}><Facts facts={[[words.team, <span key="team" className="names-value">{names.team} <Chip>{names.teamExists ? words.teamExists : words.teamNew}</Chip></span>], [words.channel, <span key="channel" className="names-value">{names.channel}</span>], ]} />{names.cleaned.length > 0 && <p className="muted" style={{ marginTop: 8 }}><Cleaned pieces={names.cleaned} /></p>}</Card>}
      <PlanView plan={plan} within="form" />
      <Card><WhatReachesPeople plan={plan} within="form" /></Card>
      {failure !== null && <ErrorView error={failure} onRetry={() => { void create(); }} />}
      {busy && <Reading what={words.creating} />}
      <div className="form-bar">
        <Button onClick={onEdit} disabledFocusable={busy}>{words.edit}</Button>
        <MayButton may={plan.may.apply} appearance="primary" busy={busy} onAct={() => { void create(); }}>{words.create}</MayButton>
      </div>
    </div>
  );
}
