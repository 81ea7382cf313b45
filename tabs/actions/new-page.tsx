// A new action: who does what by when; then, for those who want them, links and details. What is typed is kept until it is created.
import { useState } from 'react';
import { Button, Checkbox, Field, Input, MessageBar, MessageBarActions, MessageBarBody, Textarea } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ActionDetail } from '../../src/contract/actions.ts';
import { sentenceFor } from '../api/problem.ts';
import { Loaded, MayButton, Page } from '../layout.tsx';
import { Refusal } from '../meeting/dialog.tsx';
import { useNotify } from '../notify.tsx';
import { actionsRoute, committeeRoute, newActionRoute } from '../route.ts';
import { useSession, useShellWords, useWords } from '../session.tsx';
import { isDay, weekdayOf } from '../ui/days.ts';
import { Fold } from '../ui/fold.tsx';
import { shortDay } from '../ui/format.ts';
import { HolidayIcon } from '../ui/icons.ts';
import { keepText, keptText } from '../ui/kept.ts';
import { useNow } from '../ui/now.ts';
import { Card, Mark } from '../ui/parts.tsx';
import { Picker } from '../ui/picker.tsx';
import { DueField } from './due-field.tsx';
import { PriorityField } from './edit-dialog.tsx';
import { emptyForm, isWorthKeeping, keptForm, missingIn, toNewAction, type ActionForm, type Missing } from './form-model.ts';
import { LinkFields, NO_LINKS } from './link-fields.tsx';
import { choicesOfCommittee } from './owners.ts';
import { newActionWords } from './page-words.ts';
import { putDetail, refreshLists } from './rows.ts';
import { actionWords } from './words.ts';
import './actions.css';

export default function NewActionPage() {
  const words = useWords(newActionWords);
  const shell = useShellWords();
  const common = useWords(actionWords);
  const { route, me, queries, acts, go, zone, announce } = useSession();
  const cache = useQueryClient();
  const notify = useNotify();
  const today = shortDay(useNow(), zone);
  const from = route.page === 'new-action' ? route : newActionRoute();
  const [only] = me.committees.length === 1 ? me.committees : [];
  const start = from.committee ?? only?.id ?? null;
  const key = `new-action.${me.person.id}`;
  const [found] = useState(() => keptForm(keptText(key), start));
  // People, meetings and decisions of one committee mean nothing in another.
  const [arrived] = useState(() => (from.committee === null || from.committee === found.committee ? found : { ...found, committee: from.committee, owner: null, links: NO_LINKS }));
  const [form, setForm] = useState<ActionForm>(() => ({ ...arrived, links: { ...arrived.links, ...(from.meeting !== null && { meeting: from.meeting }), ...(from.decision !== null && { decision: from.decision }) } }));
  const [wasKept, setWasKept] = useState(() => isWorthKeeping(found));
  const [tried, setTried] = useState(false);
  const [unfolded, setUnfolded] = useState(() => from.meeting !== null || from.decision !== null || form.inCamera || form.detail !== '');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const { committee } = form;
  const { decision } = form.links;
  const taken = useQuery({ ...queries.decisionsOf(committee ?? ''), enabled: committee !== null && decision !== null }).data?.decisions ?? [];
  // As the server has it: what follows from a decision taken in camera is in camera.
  const isBound = decision !== null && ((from.inCamera && decision === from.decision) || taken.some((one) => one.id === decision && one.inCamera));
  const may = useQuery({ ...queries.actionRights(committee ?? ''), enabled: committee !== null }).data?.mayCreate ?? { ok: true };
  const change = (over: Partial<ActionForm>): void => { const next = { ...form, ...over }; setForm(next); keepText(key, isWorthKeeping(next) ? next : null); };
  const missing = missingIn(form);
  const said: Readonly<Record<Missing, string>> = { committee: words.missing.committee, title: words.missing.title, due: form.due.as === 'day' ? words.missing.day : words.missing.days };
  const sentenceOf = (field: Missing | 'detail' | 'owner'): string | null => (tried && missing.some((one) => one === field) ? said[field as Missing] : sentenceFor(failure, field));
  const fault = (field: Missing | 'detail' | 'owner') => { const sentence = sentenceOf(field); return sentence === null ? {} : { validationState: 'error' as const, validationMessage: sentence }; };
  const isPlaced = (['committee', 'title', 'due', 'detail', 'owner', 'item'] as const).some((field) => sentenceFor(failure, field) !== null);

  const takeBack = async (made: ActionDetail): Promise<void> => {
    try {
      putDetail(cache, queries.action(made.id).queryKey, await acts.changeAction(made.id, { state: 'cancelled', reason: words.mistake, version: made.version }));
      await refreshLists(cache);
      notify({ tone: 'success', title: common.cancel.said(made.id) });
    } catch { await cache.invalidateQueries({ queryKey: queries.action(made.id).queryKey }); }
  };
  const create = async (another: boolean): Promise<void> => {
    setTried(true); setFailure(null);
    if (missing[0] !== undefined) { document.getElementById(`action-${missing[0]}`)?.focus(); return; }
    setBusy(true);
    try {
      const made = await acts.createAction(toNewAction({ ...form, inCamera: form.inCamera || isBound }));
      keepText(key, null);
      cache.setQueryData(queries.action(made.id).queryKey, made);
      void refreshLists(cache);
      notify({ tone: 'success', title: words.created(made.id), body: made.title, ...(made.may.cancel.ok && { act: { name: shell.undo, run: () => { void takeBack(made); } } }) });
      if (!another) { go({ page: 'action', id: made.id }); return; }
      announce(words.created(made.id));
      // What is the same for the next one of a meeting stays.
      setForm({ ...emptyForm(form.committee), due: form.due, links: { ...NO_LINKS, meeting: form.links.meeting, decision: form.links.decision }, inCamera: form.inCamera });
      setTried(false); setWasKept(false);
      document.getElementById('action-title')?.focus();
    } catch (error) {
      setFailure(error);
      const refused = (['title', 'due', 'owner', 'detail'] as const).find((field) => sentenceFor(error, field) !== null);
      if (refused === 'detail') setUnfolded(true);
      if (refused !== undefined) document.getElementById(`action-${refused}`)?.focus();
    } finally { setBusy(false); }
  };
  const back = from.committee === null ? { to: actionsRoute(), name: words.back } : { to: committeeRoute(from.committee, 'actions'), name: words.back };
  return (
    <Page title={words.title} lead={words.lead} back={back}>
      {wasKept && <MessageBar intent="info" className="action-notice"><MessageBarBody>{words.kept}</MessageBarBody><MessageBarActions><Button onClick={() => { keepText(key, null); setForm(emptyForm(start)); setWasKept(false); setTried(false); setFailure(null); }}>{words.forget}</Button></MessageBarActions></MessageBar>}
      <form noValidate className="stack action-form" onSubmit={(event) => { event.preventDefault(); if (!busy) void create(false); }}>
        <Card title={words.what}>
          <div className="stack">
            <CommitteeField value={committee} onChoose={(next) => change({ committee: next, owner: null, links: NO_LINKS })} {...{ sentence: sentenceOf('committee') ?? (may.ok ? null : (may.why ?? null)) }} />
            <Field label={common.fields.title} required hint={common.fields.titleHint} {...fault('title')}><Input id="action-title" maxLength={200} value={form.title} onChange={(_event, data) => change({ title: data.value })} style={{ minWidth: 0 }} /></Field>
          </div>
        </Card>
        <Card title={words.who}><OwnerField committee={committee} value={form.owner} onChoose={(owner) => change({ owner })} sentence={sentenceOf('owner')} /></Card>
        <Card title={words.when}>
          <div className="stack">
            <DueField id="action-due" legend={words.due} form={form.due} onChange={(due) => change({ due })} today={today} error={sentenceOf('due')} />
            {form.due.as === 'day' && isDay(form.due.day) && <DayNote day={form.due.day} />}
            <PriorityField value={form.priority} onChange={(priority) => change({ priority })} />
          </div>
        </Card>
        <div className="card" data-flush="">
          <Fold name={words.more} detail={words.moreHint} open={unfolded} onToggle={() => setUnfolded(!unfolded)} level={2}>
            <div className="stack action-more">
              <Field label={common.fields.detail} hint={common.fields.detailHint} {...fault('detail')}><Textarea id="action-detail" rows={4} maxLength={4000} resize="vertical" value={form.detail} onChange={(_event, data) => change({ detail: data.value })} /></Field>
              {committee === null ? <p className="muted">{words.chooseFirst}</p> : <LinkFields committee={committee} form={form.links} onChange={(links) => change({ links })} itemFault={sentenceFor(failure, 'item')} />}
              <Field hint={isBound ? words.inCameraBound : words.inCameraHint}><Checkbox label={words.inCamera} checked={form.inCamera || isBound} disabled={isBound} onChange={(_event, data) => change({ inCamera: data.checked === true })} /></Field>
            </div>
          </Fold>
        </div>
        {failure !== null && !isPlaced && <Refusal error={failure} />}
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <MayButton may={may} busy={busy} onAct={() => { void create(true); }}>{words.another}</MayButton>
          <MayButton may={may} busy={busy} appearance="primary" onAct={() => { void create(false); }}>{words.create}</MayButton>
        </div>
      </form>
    </Page>
  );
}

/** The reader's own committees first. */
export function CommitteeField({ value, onChoose, sentence }: { readonly value: string | null; readonly onChoose: (committee: string | null) => void; readonly sentence: string | null }) {
  const common = useWords(actionWords);
  const { queries, me } = useSession();
  const committees = useQuery(queries.committees).data?.committees ?? [];
  const mine = new Set(me.committees.map(({ id }) => id));
  const choices = committees.toSorted((a, b) => Number(mine.has(b.id)) - Number(mine.has(a.id))).map((one) => ({ id: one.id, name: one.acronym, detail: one.name }));
  return <Field label={{ children: common.fields.committee, htmlFor: 'action-committee' }} required {...(sentence !== null && { validationState: 'error' as const, validationMessage: sentence })}><Picker id="action-committee" required clearable={false} value={value} onChoose={onChoose} words={common.picker} choices={choices} invalid={sentence !== null} /></Field>;
}

function OwnerField({ committee, value, onChoose, sentence }: { readonly committee: string | null; readonly value: string | null; readonly onChoose: (owner: string | null) => void; readonly sentence: string | null }) {
  const words = useWords(newActionWords);
  const common = useWords(actionWords);
  const { queries } = useSession();
  const detail = useQuery({ ...queries.committee(committee ?? ''), enabled: committee !== null });
  if (committee === null) return <p className="muted">{words.chooseFirst}</p>;
  return (
    <Loaded query={detail}>
      {(found) => <Field label={{ children: words.owner, htmlFor: 'action-owner' }} hint={common.handOver.ownerHint} {...(sentence !== null && { validationState: 'error' as const, validationMessage: sentence })}><Picker id="action-owner" value={value} onChoose={onChoose} placeholder={words.ownerLater} words={common.picker} choices={choicesOfCommittee(found, common.owners)} invalid={sentence !== null} /></Field>}
    </Loaded>
  );
}

/** A day off is taken as it is; one should know what becomes of the reminder. */
function DayNote({ day }: { readonly day: string }) {
  const words = useWords(newActionWords);
  const { queries } = useSession();
  const off = useQuery(queries.meetings(null, day, day)).data?.days.find((one) => one.date === day);
  const weekday = weekdayOf(day);
  const sentence = off !== undefined ? words.holiday(off.name) : weekday === 0 || weekday === 6 ? words.weekend : null;
  return sentence === null ? null : <Mark tone="info" icon={HolidayIcon}>{sentence}</Mark>;
}
