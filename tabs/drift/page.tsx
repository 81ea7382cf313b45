// Drift: what people changed by hand in Teams; adopted or restored one by one or together, effect shown before.
import { useEffect, useEffectEvent, useState } from 'react';
import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, MessageBar, MessageBarBody, Radio, RadioGroup } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Drift, DriftItem } from '../../src/contract/provisioning.ts';
import { isApiError } from '../api/problem.ts';
import { ErrorView, Loaded, MayButton, Page, PageLink } from '../layout.tsx';
import { useNotify } from '../notify.tsx';
import { Reading } from '../reading.tsx';
import { committeeRoute } from '../route.ts';
import { useSession, useWords } from '../session.tsx';
import { moment } from '../ui/format.ts';
import { DriftMarkIcon, NothingIcon, RefreshIcon } from '../ui/icons.ts';
import { Card, Empty, Mark } from '../ui/parts.tsx';
import { useNow } from '../ui/now.ts';
import { useReturnFocus } from '../ui/return-focus.ts';
import { byTeam, chooseAll, resolutionOf, type Choice, type Choices } from './view-model.ts';
import { driftWords } from './words.ts';
import './drift.css';

export default function DriftPage() {
  const words = useWords(driftWords);
  const { queries, language, zone, announce } = useSession();
  const query = useQuery(queries.drift);
  const now = useNow();
  const onDrift = useEffectEvent((found: Drift) => announce(found.items.length === 0 ? words.none : words.count(found.items.length)));
  useEffect(() => { if (query.data !== undefined && !query.isPlaceholderData) onDrift(query.data); }, [query.data, query.isPlaceholderData]);
  return (
    <Page
      title={words.title}
      back={{ to: { page: 'network', open: null }, name: words.network }}
      lead={words.lead}
      actions={<>
        {query.data && <span className="muted">{words.checkedAt(moment(new Date(query.data.at), now, language, zone))}</span>}
        <Button appearance="subtle" icon={<RefreshIcon />} disabledFocusable={query.isFetching} onClick={() => { void query.refetch(); }}>{words.again}</Button>
      </>}
    >
      {query.data !== undefined && query.isFetching && <Reading />}
      <Loaded query={query} waiting={<Reading skeleton />}>
        {(drift) => (drift.items.length === 0 ? <div className="card"><Empty icon={NothingIcon} title={words.none} words={words.noneHint} /></div> : <Differences drift={drift} />)}
      </Loaded>
    </Page>
  );
}

function Differences({ drift }: { readonly drift: Drift }) {
  const words = useWords(driftWords);
  const { acts, go, queries } = useSession();
  const cache = useQueryClient();
  const notify = useNotify();
  const [choices, setChoices] = useState<Choices>(new Map());
  const [asked, setAsked] = useState(false);
  useReturnFocus(asked);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const [stale, setStale] = useState(false);
  const resolution = resolutionOf(drift.items, choices);
  const chosen = resolution.adopt.length + resolution.restore.length;

  const settle = async () => {
    setBusy(true); setFailure(null); setStale(false);
    try {
      const settled = await acts.settleDrift(resolution);
      setChoices(new Map());
      const { run } = settled;
      notify({ tone: 'success', title: words.settled(settled.adopted, settled.restored), ...(run !== null && { act: { name: words.seeRun, run: () => go({ page: 'run', id: run.id }) } }) });
      await cache.invalidateQueries({ predicate: (one) => ['drift', 'committees', 'committee'].some((key) => one.queryKey.includes(key)) });
      if (run !== null) go({ page: 'run', id: run.id });
    } catch (error) {
      // What was chosen stays chosen; only the list is read again.
      if (isApiError(error) && error.status === 409) { setStale(true); await cache.invalidateQueries({ queryKey: queries.drift.queryKey }); } else setFailure(error);
    } finally {
      setBusy(false); setAsked(false);
    }
  };

  return (
    <>
      {stale && <MessageBar intent="warning" style={{ marginBottom: 12 }} layout="multiline"><MessageBarBody>{words.stale}</MessageBarBody></MessageBar>}
      <div className="toolbar">
        <span className="strong">{words.count(drift.items.length)}</span>
        <Button size="small" onClick={() => setChoices(chooseAll(drift.items, 'adopt'))}>{words.allAdopt}</Button>
        <Button size="small" onClick={() => setChoices(chooseAll(drift.items, 'restore'))}>{words.allRestore}</Button>
        {chosen > 0 && <Button size="small" appearance="subtle" onClick={() => setChoices(new Map())}>{words.none2}</Button>}
      </div>
      <div className="stack">
        {byTeam(drift).map(({ team, items }) => (
          <Card key={team} title={team} note={words.count(items.length)} flush>
            {items.map((item) => <Difference key={item.id} item={item} choice={choices.get(item.id) ?? 'leave'} onChoose={(choice) => setChoices((before) => new Map(before).set(item.id, choice))} />)}
          </Card>
        ))}
        {failure !== null && <ErrorView error={failure} onRetry={() => { void settle(); }} />}
      </div>
      <div className="drift-bar">
        <output>{words.chosen(resolution.adopt.length, resolution.restore.length)}</output>
        <MayButton may={chosen > 0 ? { ok: true } : { ok: false, why: words.chooseFirst }} appearance="primary" busy={busy} onAct={() => setAsked(true)}>{words.settle}</MayButton>
      </div>
      <Dialog open={asked} modalType="alert" onOpenChange={(_event, data) => { if (!data.open && !busy) setAsked(false); }}>
        <DialogSurface>
          <DialogBody>
            <DialogTitle>{words.confirm.title(chosen)}</DialogTitle>
            <DialogContent>
              <div className="stack">
                <Effects title={words.confirm.adopt} items={drift.items.filter((item) => resolution.adopt.includes(item.id))} effect={(item) => item.adopt.effect} />
                <Effects title={words.confirm.restore} items={drift.items.filter((item) => resolution.restore.includes(item.id))} effect={(item) => item.restore.effect} />
                {busy && <Reading what={words.confirm.going} />}
              </div>
            </DialogContent>
            <DialogActions>
              <Button disabledFocusable={busy} onClick={() => setAsked(false)}>{words.confirm.cancel}</Button>
              <Button appearance="primary" disabledFocusable={busy} onClick={() => { if (!busy) void settle(); }}>{words.confirm.go}</Button>
            </DialogActions>
          </DialogBody>
        </DialogSurface>
      </Dialog>
    </>
  );
}

function Effects({ title, items, effect }: { readonly title: string; readonly items: readonly DriftItem[]; readonly effect: (item: DriftItem) => string }) {
  if (items.length === 0) return null;
  return (
    <div>
      <h3 className="strong">{title}</h3>
      <ul style={{ listStyle: 'disc', paddingInlineStart: 20, display: 'grid', gap: 4 }}>{items.map((item) => <li key={item.id}><span className="strong">{item.committee?.acronym ?? item.team}</span> — <span>{effect(item)}</span></li>)}</ul>
    </div>
  );
}

function Difference({ item, choice, onChoose }: { readonly item: DriftItem; readonly choice: Choice; readonly onChoose: (choice: Choice) => void }) {
  const words = useWords(driftWords);
  const refused = (['adopt', 'restore'] as const).filter((one) => !item[one].ok);
  return (
    <div className="drift-item">
      <div className="row" data-between>
        <Mark tone="warn" icon={DriftMarkIcon}><span className="strong">{item.title}</span></Mark>
        {item.committee !== null && <PageLink to={committeeRoute(item.committee.id)} row>{item.committee.acronym}</PageLink>}
      </div>
      <dl className="drift-sides">
        <div><dt className="muted small">{words.expected}</dt><dd style={{ overflowWrap: 'anywhere' }}>{item.expected}</dd></div>
        <div><dt className="muted small">{words.found}</dt><dd style={{ overflowWrap: 'anywhere' }}>{item.found}</dd></div>
      </dl>
      <RadioGroup layout="horizontal" aria-label={words.choice(item.title)} value={choice} onChange={(_event, data) => onChoose(data.value as Choice)} style={{ flexWrap: 'wrap' }}>
        <Radio value="leave" label={words.leave} />
        <Radio value="adopt" label={words.adopt} disabled={!item.adopt.ok} />
        <Radio value="restore" label={words.restore} disabled={!item.restore.ok} />
      </RadioGroup>
      {choice !== 'leave' && <p>{words.effect(item[choice].effect)}</p>}
      {refused.map((one) => item[one].why !== undefined && <p key={one} className="muted small">{words[one]} — {words.cannot(item[one].why ?? '')}</p>)}
    </div>
  );
}
