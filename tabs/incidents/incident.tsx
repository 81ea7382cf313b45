// One incident, or the one that is being entered: its facts, and what may be done with it.
import { useState } from 'react';
import { Button } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { May } from '../../src/contract/common.ts';
import type { Incident } from '../../src/contract/incidents.ts';
import { CopyLink, Loaded, MayButton, Page } from '../layout.tsx';
import { Refusal } from '../meeting/dialog.tsx';
import { useNotify } from '../notify.tsx';
import { useSession, useWords } from '../session.tsx';
import { dayAndTime, shortDay } from '../ui/format.ts';
import { useNow } from '../ui/now.ts';
import { GoodIcon, WarnIcon } from '../ui/icons.ts';
import { Card, Facts, Mark, Shimmer } from '../ui/parts.tsx';
import { IncidentFields } from './form.tsx';
import { differs, emptyForm, factsOf, formOf } from './view-model.ts';
import { incidentsWords } from './words.ts';

export function StateMark({ state }: { readonly state: Incident['state'] }) {
  const words = useWords(incidentsWords);
  return state === 'open' ? <Mark tone="warn" icon={WarnIcon}>{words.open}</Mark> : <Mark tone="good" icon={GoodIcon}>{words.closed}</Mark>;
}

export function IncidentPage({ id }: { readonly id: string }) {
  const words = useWords(incidentsWords);
  const { queries } = useSession();
  const query = useQuery(queries.incident(id));
  return (
    <Page
      title={words.one(id)}
      back={{ to: { page: 'incidents', id: null }, name: words.register }}
      eyebrow={query.data && <StateMark state={query.data.state} />}
      actions={<CopyLink to={{ page: 'incidents', id }} label={words.one(id)} />}
    >
      <Loaded query={query} waiting={<Shimmer label={words.loading} block />}>{(incident) => <Kept key={incident.version} incident={incident} />}</Loaded>
    </Page>
  );
}

function Kept({ incident }: { readonly incident: Incident }) {
  const words = useWords(incidentsWords);
  const { acts, queries, language, zone } = useSession();
  const cache = useQueryClient();
  const notify = useNotify();
  const today = shortDay(useNow(), zone);
  const [form, setForm] = useState(() => formOf(incident));
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const changed = differs(form, incident);
  const act = async (work: () => Promise<Incident>, done: string): Promise<void> => {
    setBusy(true); setFailure(null);
    try {
      const next = await work();
      cache.setQueryData(queries.incident(incident.id).queryKey, next);
      await cache.invalidateQueries({ queryKey: queries.incidents.queryKey });
      notify({ tone: 'success', title: done });
    } catch (error) { setFailure(error); } finally { setBusy(false); }
  };
  // Closing what is written but not saved would lose it.
  const toClose: May = changed ? { ok: false, why: words.unsaved } : incident.may.close;
  const { version } = incident;
  return (
    <form noValidate className="stack" onSubmit={(event) => { event.preventDefault(); if (changed && !busy) void act(() => acts.changeIncident(incident.id, { ...factsOf(form), version }), words.saved); }}>
      <IncidentFields form={form} failure={failure} locked={!incident.may.change.ok} today={today} onChange={(over) => setForm({ ...form, ...over })} />
      <Card title={words.history}>
        <Facts facts={[[words.origin, incident.origin], [words.by, incident.opened.by?.title ?? '–'], [words.on, dayAndTime(new Date(incident.opened.at), language, zone)], incident.closedAt === null ? null : [words.closedOn, dayAndTime(new Date(incident.closedAt), language, zone)]]} />
      </Card>
      {failure !== null && <Refusal error={failure} />}
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        {incident.state === 'open'
          ? <>
              <MayButton may={toClose} busy={busy} onAct={() => { void act(() => acts.moveIncident(incident.id, 'close', version), words.shut); }}>{words.close}</MayButton>
              <Button type="submit" appearance="primary" disabledFocusable={!changed || busy || !incident.may.change.ok}>{words.save}</Button>
            </>
          : <MayButton may={incident.may.reopen} busy={busy} onAct={() => { void act(() => acts.moveIncident(incident.id, 'reopen', version), words.reopened); }}>{words.reopen}</MayButton>}
      </div>
    </form>
  );
}

export function NewIncidentPage() {
  const words = useWords(incidentsWords);
  const { acts, queries, go, zone } = useSession();
  const cache = useQueryClient();
  const notify = useNotify();
  const today = shortDay(useNow(), zone);
  const [form, setForm] = useState(() => emptyForm(today));
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const enter = async (): Promise<void> => {
    setBusy(true); setFailure(null);
    try {
      const entered = await acts.enterIncident(factsOf(form));
      cache.setQueryData(queries.incident(entered.id).queryKey, entered);
      await cache.invalidateQueries({ queryKey: queries.incidents.queryKey });
      notify({ tone: 'success', title: words.entered(entered.id) });
      go({ page: 'incidents', id: entered.id }, { replace: true });
    } catch (error) { setFailure(error); } finally { setBusy(false); }
  };
  return (
    <Page title={words.adding} back={{ to: { page: 'incidents', id: null }, name: words.register }} lead={words.lead}>
      <form noValidate className="stack" onSubmit={(event) => { event.preventDefault(); if (!busy) void enter(); }}>
        <IncidentFields form={form} failure={failure} locked={false} today={today} onChange={(over) => setForm({ ...form, ...over })} />
        {failure !== null && <Refusal error={failure} />}
        <div className="row" style={{ justifyContent: 'flex-end' }}><Button type="submit" appearance="primary" disabledFocusable={busy}>{words.enter}</Button></div>
      </form>
    </Page>
  );
}
