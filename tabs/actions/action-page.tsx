// One action: what it is, who answers for it and until when, what it follows from, how its due day moved, and what the reader may do.
import type { ReactNode } from 'react';
import { Button } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { ActionDetail } from '../../src/contract/actions.ts';
import type { May } from '../../src/contract/common.ts';
import { isApiError } from '../api/problem.ts';
import { CopyLink, Loaded, MayButton, Page, PageLink } from '../layout.tsx';
import { actionsRoute, committeeRoute, routeOfPath } from '../route.ts';
import { useLanguage, useSession, useWords } from '../session.tsx';
import { openLink } from '../teams.ts';
import { day, localAt, shortDay } from '../ui/format.ts';
import { BecomesIcon, BlockedIcon, FinishIcon, InfoIcon, OpenIcon, RestrictedIcon } from '../ui/icons.ts';
import { useNow } from '../ui/now.ts';
import { Card, Chip, Empty, Facts, Mark, Shimmer } from '../ui/parts.tsx';
import { ActingHere, useActing } from './acting.tsx';
import { isOpen } from './filter.ts';
import { ActionStateMark, DueMark, InCameraChip, PriorityMark } from './marks.tsx';
import { actionPageWords } from './page-words.ts';
import { actionWords } from './words.ts';
import './actions.css';

export default function ActionPage() {
  const words = useWords(actionPageWords);
  const common = useWords(actionWords);
  const { queries, route, zone } = useSession();
  const today = shortDay(useNow(), zone);
  const id = route.page === 'action' ? route.id : '';
  const query = useQuery(queries.action(id));
  const back = { to: { page: 'my-actions' } as const, name: words.mine };
  if (query.data === undefined && isApiError(query.error) && (query.error.status === 404 || query.error.status === 403)) {
    return <Page title={words.closedTo} back={back}><div className="card"><Empty icon={RestrictedIcon} title={query.error.sentence ?? words.closedTo} words={query.error.remedy ?? ''} /></div></Page>;
  }
  if (query.data === undefined) return <Page title={common.action} back={back} waiting={query.isPending}><Loaded query={query} waiting={<Shimmer label={common.action} block lines={[60, 90, 75]} />}>{() => null}</Loaded></Page>;
  return <ActingHere today={today}><Action action={query.data} today={today} /></ActingHere>;
}

const useDay = () => { const language = useLanguage(); return (date: string): string => day(localAt(`${date}T12:00`), language, 'UTC', { weekday: false }); };

function Action({ action, today }: { readonly action: ActionDetail; readonly today: string }) {
  const words = useWords(actionPageWords);
  const common = useWords(actionWords);
  const { ask } = useActing();
  const dayOf = useDay();
  const { plannerUrl } = action;
  const open = isOpen(action.state);
  return (
    <Page
      title={action.title}
      back={{ to: committeeRoute(action.committee.id, 'actions'), name: action.committee.acronym }}
      eyebrow={<><span className="strong">{action.id}</span><PageLink to={committeeRoute(action.committee.id, 'actions')} row><Chip strong>{action.committee.acronym}</Chip></PageLink><ActionStateMark state={action.state} />{action.inCamera && <InCameraChip />}</>}
      lead={<span className="action-lead">{open ? <DueMark row={action} today={today} /> : action.closedOn !== null && <span>{common.closedOn(common.states[action.state], dayOf(action.closedOn))}</span>}<span>{action.owner?.label ?? common.nobody}</span></span>}
      actions={<>
        <CopyLink to={{ page: 'action', id: action.id }} label={action.id} link={action.url} />
        {plannerUrl !== null && <Button appearance="subtle" icon={<OpenIcon />} onClick={() => { void openLink(plannerUrl); }}>{words.planner}</Button>}
        {open && <MayButton may={action.may.progress} appearance="primary" icon={<FinishIcon />} onAct={() => ask('done', action)}>{common.finish}</MayButton>}
      </>}
    >
      <div className="split">
        <div className="stack">
          {action.blocked !== null && <Card title={words.blocked}><Mark tone="warn" icon={BlockedIcon}><span className="action-text">{action.blocked}</span></Mark></Card>}
          {action.outcome !== null && <Card title={action.state === 'cancelled' ? words.cancelledWhy : words.outcome}><p className="prose action-text"><WithLinks text={action.outcome} /></p></Card>}
          {action.detail !== null && <Card title={words.detail}><p className="prose action-text"><WithLinks text={action.detail} /></p></Card>}
          <Card title={words.about}>
            <Facts facts={[
              [words.owner, action.owner?.label ?? common.nobody], [words.due, <span key="due">{dayOf(action.due)}{action.dueNote !== null && <span className="muted small" style={{ display: 'block' }}>{action.dueNote}</span>}</span>],
              [words.priority, <PriorityMark key="priority" priority={action.priority} />], [words.committee, <PageLink key="committee" to={committeeRoute(action.committee.id)}>{action.committee.name}</PageLink>],
              [words.origin, action.origin], [words.created, words.createdOn(dayOf(action.created.on), action.created.by)],
            ]} />
          </Card>
          <Message action={action} />
          <History action={action} />
        </div>
        <div className="stack"><Acts action={action} /><Links action={action} /></div>
      </div>
    </Page>
  );
}

function Acts({ action }: { readonly action: ActionDetail }) {
  const words = useWords(actionPageWords);
  const { ask, move } = useActing();
  const { may, state } = action;
  const acts: readonly (readonly [string, May, () => void] | null)[] = isOpen(state)
    ? [
      state === 'in-progress' ? null : [words.start, may.progress, () => move(action, 'in-progress')],
      state === 'todo' ? null : [words.todo, may.progress, () => move(action, 'todo')],
      state === 'blocked' ? null : [words.block, may.progress, () => move(action, 'blocked')],
      [words.postpone, may.postpone, () => ask('due', action)], [words.handOver, may.handOver, () => ask('hand-over', action)],
      [words.edit, may.edit, () => ask('edit', action)], [words.cancel, may.cancel, () => ask('cancel', action)],
    ]
    : [[words.reopen, may.reopen, () => move(action, 'in-progress')]];
  // Nothing to do, and nobody to explain it to.
  if (!Object.values(may).some(({ ok }) => ok)) return null;
  return <Card title={words.acts}><div className="action-acts">{acts.map((act) => act && <MayButton key={act[0]} may={act[1]} onAct={act[2]}>{act[0]}</MayButton>)}</div></Card>;
}

function Links({ action }: { readonly action: ActionDetail }) {
  const words = useWords(actionPageWords);
  const { meeting, item, decision, project, risk } = action.links;
  const named: readonly (readonly [string, ActionDetail['links']['meeting']])[] = [[words.meeting, meeting], [words.decision, decision], [words.project, project], [words.risk, risk]];
  const rows = [
    ...named.flatMap(([name, thing]): (readonly [string, ReactNode])[] => (thing === null ? [] : [[name, <Linked key={name} thing={thing} />]])),
    ...(item === null ? [] : [[words.item, item] as const]),
  ];
  return (
    <Card title={words.links}>
      {rows.length === 0 ? <p className="muted">{words.noLinks}</p> : <Facts facts={rows} />}
      {decision !== null && <p style={{ marginTop: 8 }}><PageLink to={actionsRoute({ decision: decision.id, state: 'all' })}>{words.siblings}</PageLink></p>}
    </Card>
  );
}

function Linked({ thing }: { readonly thing: NonNullable<ActionDetail['links']['meeting']> }) {
  const route = thing.path === null ? null : routeOfPath(thing.path);
  return route === null ? <>{thing.title}</> : <PageLink to={route}>{thing.title}</PageLink>;
}

function Message({ action: { message } }: { readonly action: ActionDetail }) {
  const words = useWords(actionPageWords);
  if (message === null) return null;
  return (
    <Card title={words.message}>
      <blockquote className="action-quote" cite={message.url}>{message.quote}</blockquote>
      <Button appearance="subtle" icon={<OpenIcon />} style={{ marginTop: 8, marginInlineStart: -10 }} onClick={() => { void openLink(message.url); }}>{words.openMessage}</Button>
    </Card>
  );
}

function History({ action: { postponements } }: { readonly action: ActionDetail }) {
  const words = useWords(actionPageWords);
  const dayOf = useDay();
  return (
    <Card title={words.history}>
      {postponements.length === 0
        ? <Mark tone="calm" icon={InfoIcon}>{words.historyNone}</Mark>
        : <ol className="action-history">{postponements.map((one) => <li key={`${one.on}${one.from}${one.to}`}><Mark tone="info" icon={BecomesIcon}><span className="strong">{words.moved(dayOf(one.from), dayOf(one.to))}</span></Mark>{one.reason !== '' && <p>{one.reason}</p>}<p className="muted small">{words.movedBy(dayOf(one.on), one.by)}</p></li>)}</ol>}
    </Card>
  );
}

const ADDRESS = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/;
/** What was delivered is often an address: it opens, in Teams where it is of Teams. */
function WithLinks({ text }: { readonly text: string }) {
  return <>{text.split(ADDRESS).map((part, place) => (place % 2 === 0 ? part : <a key={`${part}${place}`} className="strong-link" href={part} target="_blank" rel="noreferrer" onClick={(event) => { event.preventDefault(); void openLink(part); }}>{part}</a>))}</>;
}
