// A special meeting, or one held jointly with other committees: described, checked against that day, then put on the calendar.
import { useState } from 'react';
import { Button, Field, Input, Textarea } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { showsMeetings } from '../api/queries.ts';
import { Page } from '../layout.tsx';
import { ActDialog } from '../meeting/dialog.tsx';
import { GuestList } from '../meeting/guests.tsx';
import { isLocal } from '../meeting/local-time.ts';
import { useNotify } from '../notify.tsx';
import { calendarRoute } from '../route.ts';
import { useSession, useShellWords, useWords } from '../session.tsx';
import { localDayAndTime } from '../ui/format.ts';
import { CollisionIcon, GoodIcon, HolidayIcon, RemoveIcon, WarnIcon } from '../ui/icons.ts';
import { keepText, keptText } from '../ui/kept.ts';
import { Card, Mark } from '../ui/parts.tsx';
import { Picker } from '../ui/picker.tsx';
import { calendarWords } from '../calendar/words.ts';
import { emptyForm, missingIn, startOf, thatDay, toNewMeeting, type Missing, type SpecialForm, type ThatDay } from './view-model.ts';
import { specialWords } from './words.ts';
import '../meeting/meeting.css';

export default function SpecialMeetingPage() {
  const words = useWords(specialWords);
  const shell = useShellWords();
  const { route, me, acts, go, queries, language } = useSession();
  const cache = useQueryClient();
  const notify = useNotify();
  const asked = route.page === 'special' ? route.committee : null;
  const key = `special-meeting.${me.person.id}`;
  const [form, setForm] = useState<SpecialForm>(() => ({ ...emptyForm(asked), ...(keptText(key) as Partial<SpecialForm> | null), ...(asked !== null && { committee: asked }) }));
  const [tried, setTried] = useState(false);
  const [confirming, setConfirming] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const list = useQuery(queries.committees);
  const change = (over: Partial<SpecialForm>): void => { const next = { ...form, ...over }; setForm(next); keepText(key, next); };
  const missing = missingIn(form);
  const fault = (field: Missing) => (tried && missing.includes(field) ? { validationState: 'error' as const, validationMessage: words.missing[field] } : {});
  const dated = isLocal(startOf(form));
  const day = useQuery({ ...queries.meetings(null, form.date, form.date), enabled: dated });
  const found = dated && day.data !== undefined ? thatDay(form, day.data) : null;
  const committees = list.data?.committees ?? [];
  const nameOf = (id: string | null): string => committees.find((one) => one.id === id)?.acronym ?? id ?? '';
  const choices = committees.map((one) => ({ id: one.id, name: one.acronym, detail: one.name }));

  const send = (): void => {
    setTried(true); setFailure(null);
    if (missing.length === 0) { setConfirming(true); return; }
    document.getElementById(`special-${missing[0]}`)?.focus();
  };
  const plan = async (): Promise<void> => {
    setBusy(true); setFailure(null);
    try {
      const planned = await acts.planMeeting(toNewMeeting(form));
      keepText(key, null);
      cache.setQueryData(queries.meeting(planned.id).queryKey, planned);
      await cache.invalidateQueries({ predicate: showsMeetings });
      // Nobody was told yet: cancelling is the whole way back.
      const undo = async (): Promise<void> => { cache.setQueryData(queries.meeting(planned.id).queryKey, await acts.actOnMeeting(planned.id, 'cancel', { version: planned.version, reason: null })); await cache.invalidateQueries({ predicate: showsMeetings }); };
      notify({ tone: 'success', title: words.done, act: { name: shell.undo, run: () => { undo().catch(() => { void cache.invalidateQueries({ queryKey: queries.meeting(planned.id).queryKey }); }); } } });
      go({ page: 'meeting', id: planned.id });
    } catch (error) { setFailure(error); } finally { setBusy(false); }
  };
  return (
    <Page title={words.title} back={{ to: calendarRoute({ committee: form.committee }), name: words.calendar }} lead={words.lead}>
      <form noValidate className="stack" onSubmit={(event) => { event.preventDefault(); send(); }}>
        <Card title={words.who}>
          <div className="stack">
            <Field label={{ children: words.committee, htmlFor: 'special-committee' }} required {...fault('committee')}><Picker id="special-committee" required value={form.committee} clearable={false} words={words.picker} choices={choices} onChoose={(committee) => change({ committee })} /></Field>
            <Field label={words.joint} hint={words.jointHint}><Picker key={form.jointly.length} placeholder={words.addJoint} value={null} words={words.picker} choices={choices.filter((one) => one.id !== form.committee && !form.jointly.includes(one.id))} onChoose={(id) => { if (id !== null) change({ jointly: [...form.jointly, id] }); }} /></Field>
            {form.jointly.length > 0 && <ul>{form.jointly.map((id) => <li key={id} className="row" data-between><span className="strong">{nameOf(id)}</span><Button appearance="subtle" icon={<RemoveIcon />} aria-label={words.remove(nameOf(id))} onClick={() => change({ jointly: form.jointly.filter((one) => one !== id) })} /></li>)}</ul>}
          </div>
        </Card>
        <Card title={words.when}>
          <div className="when-fields">
            <Field label={{ children: words.date, htmlFor: 'special-when' }} required {...fault('when')}><Input id="special-when" type="date" value={form.date} onChange={(_event, data) => change({ date: data.value })} style={{ minWidth: 0 }} /></Field>
            <Field label={words.time} required><Input type="time" value={form.time} onChange={(_event, data) => change({ time: data.value })} style={{ minWidth: 0 }} /></Field>
            <Field label={{ children: words.minutes, htmlFor: 'special-minutes' }} required {...fault('minutes')}><Input id="special-minutes" inputMode="numeric" maxLength={4} value={form.minutes} onChange={(_event, data) => change({ minutes: data.value })} style={{ minWidth: 0 }} /></Field>
          </div>
          {dated && <div aria-live="polite" style={{ marginTop: 12 }}><h3 className="muted small">{words.thatDay}</h3>{found === null ? <p className="muted">{words.looking}</p> : <Found found={found} />}</div>}
        </Card>
        <Card>
          <div className="stack">
            <Field label={words.meetingTitle} hint={words.titleHint}><Input maxLength={200} value={form.title} onChange={(_event, data) => change({ title: data.value })} style={{ minWidth: 0 }} /></Field>
            <Field label={words.reason} hint={words.reasonHint}><Textarea maxLength={2000} rows={3} resize="vertical" value={form.reason} onChange={(_event, data) => change({ reason: data.value })} /></Field>
          </div>
        </Card>
        <Card title={words.guests}><GuestList guests={form.guests} onChange={(guests) => change({ guests })} /></Card>
        <div className="row" style={{ justifyContent: 'flex-end' }}><Button type="submit" appearance="primary">{words.plan}</Button></div>
      </form>
      <ActDialog open={confirming} title={words.confirm.title} go={words.confirm.go} close={words.confirm.close} busy={busy} failure={failure} onClose={() => setConfirming(false)} onGo={() => { void plan(); }}>
        <p className="strong">{words.confirm.effect(nameOf(form.committee), dated ? localDayAndTime(startOf(form), language) : '')}</p>
        {form.jointly.length > 0 && <p>{words.confirm.joint(form.jointly.map(nameOf).join(', '))}</p>}
        {found !== null && !isQuiet(found) && <div><p className="muted">{words.confirm.despite}</p><Found found={found} /></div>}
        <p>{words.confirm.told}</p>
      </ActDialog>
    </Page>
  );
}

const isQuiet = (found: ThatDay): boolean => found.day === null && !found.isWeekend && found.overlapping.length === 0;

function Found({ found }: { readonly found: ThatDay }) {
  const words = useWords(specialWords);
  const calendar = useWords(calendarWords);
  if (isQuiet(found)) return <Mark tone="good" icon={GoodIcon}>{words.free}</Mark>;
  return (
    <ul>
      {found.day !== null && <li><Mark tone="warn" icon={HolidayIcon}><span className="strong">{found.day.is === 'holiday' ? calendar.holiday : calendar.closure}</span> {found.day.name}</Mark></li>}
      {found.isWeekend && <li><Mark tone="warn" icon={WarnIcon}>{words.weekend}</Mark></li>}
      {found.overlapping.map((one) => <li key={one.id}><Mark tone="warn" icon={CollisionIcon}>{words.overlap(one.title, one.hours)}</Mark></li>)}
    </ul>
  );
}
