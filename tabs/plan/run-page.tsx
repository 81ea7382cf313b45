// A run seen live: how far, what asks for somebody, each step by team; resumed from here after a failure.
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { MessageBar, MessageBarBody, ProgressBar } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import type { Plan, Run } from '../../src/contract/provisioning.ts';
import { CopyLink, ErrorView, LinkButton, Loaded, MayButton, Page } from '../layout.tsx';
import { useNotify } from '../notify.tsx';
import { Reading } from '../reading.tsx';
import { useSession, useWords } from '../session.tsx';
import { duration, moment } from '../ui/format.ts';
import { NothingIcon, ResumeIcon } from '../ui/icons.ts';
import { Empty } from '../ui/parts.tsx';
import { useNow } from '../ui/now.ts';
import { useReturnFocus } from '../ui/return-focus.ts';
import { useApply } from './apply.ts';
import { ConfirmApply } from './confirm.tsx';
import { elapsedSeconds, isOver, percentOf, remainingSeconds, worthSaying } from './run-model.ts';
import { RunStateMark, Steps, ToSettle } from './steps.tsx';
import { useRun } from './use-run.ts';
import { changesOf } from './view-model.ts';
import { runWords } from './words.ts';
import './plan.css';

export default function RunPage() {
  const words = useWords(runWords);
  const { route } = useSession();
  const id = route.page === 'run' ? route.id : 'latest';
  const { query, run, lost } = useRun(id);
  return (
    <Page
      title={words.title}
      back={{ to: { page: 'plan' }, name: words.plan }}
      eyebrow={run && <RunStateMark state={run.state} />}
      lead={run && words.leads[run.state]}
      actions={run && <><CopyLink to={{ page: 'run', id: run.id }} label={words.title} /><NextAct run={run} /></>}
    >
      <Loaded query={query}>
        {(found) => (found === null
          ? <div className="card"><Empty icon={NothingIcon} title={words.none} words={words.noneHint} act={<LinkButton to={{ page: 'plan' }} appearance="primary">{words.seePlan}</LinkButton>} /></div>
          : <RunView run={found} lost={lost} />)}
      </Loaded>
    </Page>
  );
}

/** Also the last step of a new committee. */
export function RunView({ run, lost }: { readonly run: Run; readonly lost: boolean }) {
  const words = useWords(runWords);
  const { announce, language, zone } = useSession();
  const cache = useQueryClient();
  const before = useRef<Run | null>(null);
  const now = useNow();
  const onRun = useEffectEvent((now: Run) => {
    const said = worthSaying(before.current, now);
    if (before.current !== null && isOver(now) && !isOver(before.current)) void cache.invalidateQueries({ predicate: (query) => query.queryKey.includes('committees') || query.queryKey.includes('committee') || query.queryKey.includes('drift') });
    before.current = now;
    if (said === null) return;
    announce([said.state && words.states[said.state], said.percent !== null && words.said.progress(said.percent, now.done, now.total), said.failed !== null && words.said.failed(said.failed)].filter(Boolean).join('. '));
  });
  useEffect(() => onRun(run), [run]);
  const started = moment(new Date(run.startedAt), now, language, zone);
  return (
    <div className="stack">
      {lost && <MessageBar intent="warning"><MessageBarBody>{words.lost}</MessageBarBody></MessageBar>}
      <section className="card run-progress" aria-label={words.progressLabel}>
        <div className="row" data-between><span className="strong">{run.now}</span><span className="muted">{words.progress(run.done, run.total)}</span></div>
        <ProgressBar value={percentOf(run)} max={100} thickness="large" shape="rounded" color={run.state === 'failed' || run.failed > 0 ? 'warning' : run.state === 'done' ? 'success' : 'brand'} aria-label={words.progressLabel} aria-valuetext={words.progress(run.done, run.total)} />
        <div className="run-figures">
          <Clock run={run} />
          <span>{run.startedBy === null ? words.startedAt(started) : words.by(run.startedBy.title, started)}</span>
        </div>
      </section>
      <ToSettle run={run} />
      <Steps run={run} />
    </div>
  );
}

/** Ticks by itself, so that the steps are not drawn again every second. */
function Clock({ run }: { readonly run: Run }) {
  const words = useWords(runWords);
  const { language } = useSession();
  const [now, setNow] = useState(() => Date.now());
  const over = isOver(run);
  useEffect(() => {
    if (over) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [over]);
  const left = remainingSeconds(run, now);
  return (
    <>
      <span>{over ? words.took : words.elapsed} {duration(elapsedSeconds(run, now), language)}</span>
      {left !== null && <span>{words.remaining} {duration(left, language)}</span>}
    </>
  );
}

function NextAct({ run }: { readonly run: Run }) {
  const words = useWords(runWords);
  const { me, acts } = useSession();
  const notify = useNotify();
  const { state, apply, reset } = useApply();
  const [plan, setPlan] = useState<Plan | null>(null);
  useReturnFocus(plan !== null);
  const [reading, setReading] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  if (run.state === 'queued' || run.state === 'running') return null;
  if (run.state === 'done') return <LinkButton to={{ page: 'network', open: null }} appearance="primary">{words.seeNetwork}</LinkButton>;
  // Resuming is a fresh difference applied: what was done is no longer in it.
  const resume = async () => {
    setReading(true); setFailure(null); reset();
    try {
      const fresh = await acts.plan({});
      if (fresh.empty) notify({ tone: 'success', title: words.nothingLeft });
      else setPlan(fresh);
    } catch (error) { setFailure(error); } finally { setReading(false); }
  };
  const trouble = state.is === 'failed' ? state.error : failure;
  return (
    <>
      <MayButton may={me.may.plan} appearance="primary" icon={<ResumeIcon />} busy={reading} onAct={() => { void resume(); }}>{words.resume}</MayButton>
      {plan !== null && <ConfirmApply plan={plan} open title={words.resumeTitle(changesOf(plan))} intro={words.resumeWords} busy={state.is === 'busy'} onClose={() => setPlan(null)} onConfirm={() => { void apply({ planId: plan.id }).finally(() => setPlan(null)); }} />}
      {reading && <div style={{ flexBasis: '100%' }}><Reading /></div>}
      {trouble !== null && <div style={{ flexBasis: '100%' }}><ErrorView error={trouble} onRetry={() => { void resume(); }} /></div>}
    </>
  );
}
