// The plan: what must change in Teams for it to match the charter, read like a reviewed change, then applied by one button.
import { useEffect, useEffectEvent, useState } from 'react';
import { Button, MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { Plan, Sign } from '../../src/contract/provisioning.ts';
import { isApiError } from '../api/problem.ts';
import { ErrorView, LinkButton, MayButton, Page } from '../layout.tsx';
import { Reading } from '../reading.tsx';
import { useSession, useWords } from '../session.tsx';
import { duration, moment } from '../ui/format.ts';
import { DriftIcon, NothingIcon, PlanIcon, RefreshIcon, UploadIcon, PlusIcon, ChangeIcon, ArchiveIcon, SameIcon, CannotIcon } from '../ui/icons.ts';
import { keptText, keepText } from '../ui/kept.ts';
import { useNow } from '../ui/now.ts';
import { Empty, Stat, Stats, type IconType, type Tone } from '../ui/parts.tsx';
import { useApply } from './apply.ts';
import { CharterFaults, CharterInput, type CharterText } from './charter-input.tsx';
import { ConfirmApply } from './confirm.tsx';
import { Permissions, PlanLines } from './lines.tsx';
import { changesOf, COUNT_OF, missingPermissions, SHOWN_AT_FIRST, SIGNS } from './view-model.ts';
import { planWords } from './words.ts';
import './plan.css';

export default function PlanPage() {
  const words = useWords(planWords);
  const { queries, me, announce } = useSession();
  const key = `charter.${me.person.id}`;
  const [typed, setTyped] = useState<CharterText>(() => (keptText(key) as CharterText | null) ?? { source: '', text: '' });
  const [compared, setCompared] = useState<CharterText | null>(null);
  const [asking, setAsking] = useState(false);
  const [round, setRound] = useState(0);
  const query = useQuery(queries.plan(compared === null ? {} : { charter: compared }, `${round}${compared === null ? '' : ':other'}`));
  useEffect(() => { keepText(key, typed.text === '' ? null : typed); }, [key, typed]);
  const again = () => setRound((before) => before + 1);
  const faults = isApiError(query.error) && compared !== null ? query.error.fields : [];
  // Nothing to compare with yet: the first charter is loaded from here.
  const noCharter = isApiError(query.error) && query.error.code === 'no-charter' && compared === null;
  const plan = query.data;
  const onPlan = useEffectEvent((found: Plan) => announce(found.empty ? words.nothing : words.computed(changesOf(found))));
  useEffect(() => { if (plan !== undefined) onPlan(plan); }, [plan]);
  return (
    <Page
      title={words.title}
      back={{ to: { page: 'network', open: null }, name: words.network }}
      lead={plan && !plan.empty ? words.lead(changesOf(plan)) : undefined}
      actions={<>
        {!asking && !noCharter && <Button appearance="subtle" icon={<UploadIcon />} onClick={() => setAsking(true)}>{words.other}</Button>}
        <Button appearance="subtle" icon={<RefreshIcon />} disabledFocusable={query.isFetching} onClick={() => { if (!query.isFetching) again(); }}>{words.again}</Button>
        {plan && !plan.empty && <ApplyButton plan={plan} compared={compared} onStale={again} />}
      </>}
    >
      <div className="stack">
        {noCharter && <div className="card"><Empty icon={PlanIcon} title={words.noCharter} words={words.noCharterHint} /></div>}
        {(asking || noCharter || faults.length > 0) && <CharterInput typed={typed} onType={setTyped} busy={query.isFetching} compared={compared !== null} onCompare={() => { setCompared(typed); again(); }} onCurrent={() => { setCompared(null); setAsking(false); again(); }} />}
        {query.isError && !noCharter && (faults.length > 0 ? <CharterFaults faults={faults} text={compared?.text ?? ''} /> : <ErrorView error={query.error} onRetry={again} />)}
        {plan === undefined && !query.isError && <Reading skeleton />}
        {plan && <PlanView plan={plan} />}
      </div>
    </Page>
  );
}

function ApplyButton({ plan, compared, onStale }: { readonly plan: Plan; readonly compared: CharterText | null; readonly onStale: () => void }) {
  const words = useWords(planWords);
  const { announce } = useSession();
  const [asked, setAsked] = useState(false);
  const { state, apply, reset } = useApply();
  const confirm = async () => {
    const outcome = await apply({ planId: plan.id, ...(compared !== null && { charter: compared }) });
    setAsked(false);
    if (outcome === 'stale') { onStale(); announce(words.stale); }
  };
  return (
    <>
      <MayButton may={plan.may.apply} appearance="primary" onAct={() => { reset(); setAsked(true); }}>{words.apply}</MayButton>
      <ConfirmApply plan={plan} open={asked} busy={state.is === 'busy'} onClose={() => setAsked(false)} onConfirm={() => { void confirm(); }} />
      {state.is === 'failed' && <div style={{ flexBasis: '100%' }}><ErrorView error={state.error} onRetry={() => { reset(); setAsked(true); }} /></div>}
      {state.is === 'stale' && <MessageBar intent="warning" layout="multiline" style={{ flexBasis: '100%' }}><MessageBarBody><MessageBarTitle>{words.stale}</MessageBarTitle> {words.staleWords}</MessageBarBody></MessageBar>}
    </>
  );
}

const LOOKS: Readonly<Record<Sign, readonly [IconType, Tone]>> = { '+': [PlusIcon, 'good'], '~': [ChangeIcon, 'info'], '-': [ArchiveIcon, 'warn'], '!': [CannotIcon, 'bad'], '=': [SameIcon, 'calm'] };

/** Also the second step of a new committee: the same reading everywhere. */
export function PlanView({ plan, within }: { readonly plan: Plan; readonly within?: 'form' }) {
  const words = useWords(planWords);
  const { language, zone } = useSession();
  const [shown, setShown] = useState<ReadonlySet<Sign>>(SHOWN_AT_FIRST);
  const missing = missingPermissions(plan);
  const now = useNow();
  const toggle = (sign: Sign) => setShown((before) => { const next = new Set(before); if (!next.delete(sign)) next.add(sign); return next; });
  return (
    <>
      <p className="muted">
        {within !== 'form' && <>{plan.charter.isNew ? words.newCharter(plan.charter.source) : words.charter(plan.charter.version, plan.charter.source)}{' · '}{words.charterHolds(plan.charter.committees, plan.charter.teams, plan.charter.persons)}{' · '}</>}
        {words.computedAt(moment(new Date(plan.at), now, language, zone))}
        {!plan.empty && <>{' · '}{words.estimate(duration(plan.requests.seconds, language), plan.requests.operations)}</>}
      </p>
      {missing.permissions > 0 && (
        <MessageBar intent="error" layout="multiline"><MessageBarBody><MessageBarTitle>{words.missingTitle(missing.permissions)}</MessageBarTitle> {words.missingWords(missing.steps)}</MessageBarBody></MessageBar>
      )}
      {plan.empty && <div className="card"><Empty icon={NothingIcon} title={words.nothing} words={words.nothingHint} act={<LinkButton to={{ page: 'drift' }} icon={<DriftIcon />}>{words.seeDrift}</LinkButton>} /></div>}
      <Stats label={words.show}>
        {SIGNS.filter((sign) => plan.counts[COUNT_OF[sign]] > 0).map((sign) => {
          const count = plan.counts[COUNT_OF[sign]];
          const [icon, tone] = LOOKS[sign];
          return <Stat key={sign} value={count} label={words.counts[COUNT_OF[sign]](count)} icon={icon} tone={tone} pressed={shown.has(sign)} onPress={() => toggle(sign)} />;
        })}
      </Stats>
      {(!plan.empty || shown.has('=')) && <PlanLines plan={plan} shown={shown} />}
      {!plan.empty && <Permissions plan={plan} />}
    </>
  );
}
