// One decision: its text, how and by whom it was taken, what it replaces, what carries it out, how far it has reached, and what the reader may do.
import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { DecisionDetail } from '../../src/contract/decisions.ts';
import { isApiError } from '../api/problem.ts';
import { StandingMark, DecisionInCamera } from '../decisions/marks.tsx';
import { decisionWords } from '../decisions/words.ts';
import { CopyLink, Loaded, MayButton, Page, PageLink } from '../layout.tsx';
import { actionsRoute, committeeRoute, decisionsRoute, newActionRoute, newDecisionRoute } from '../route.ts';
import { useSession, useWords } from '../session.tsx';
import { actionWords } from '../actions/words.ts';
import { AddIcon, ArchiveIcon, BadIcon, ChangeIcon, RestrictedIcon } from '../ui/icons.ts';
import { Card, Chip, Empty, Facts, Mark, Shimmer } from '../ui/parts.tsx';
import { AmendDialog, AskDialog, ReviewDialog } from './dialogs.tsx';
import { ReachSection } from './reach.tsx';
import { useDay } from './use-day.ts';
import { decisionPageWords } from './words.ts';
import '../decisions/decisions.css';

export default function DecisionPage() {
  const words = useWords(decisionPageWords);
  const common = useWords(decisionWords);
  const { queries, route } = useSession();
  const query = useQuery(queries.decision(route.page === 'decision' ? route.id : ''));
  const back = { to: decisionsRoute(), name: common.title };
  if (query.data === undefined && isApiError(query.error) && (query.error.status === 404 || query.error.status === 403)) {
    return <Page title={words.closedTo} back={back}><div className="card"><Empty icon={RestrictedIcon} title={query.error.sentence ?? words.closedTo} words={query.error.remedy ?? ''} /></div></Page>;
  }
  if (query.data === undefined) return <Page title={common.decision} back={back} waiting={query.isPending}><Loaded query={query} waiting={<Shimmer label={common.decision} block lines={[60, 90, 75]} />}>{() => null}</Loaded></Page>;
  return <Decision decision={query.data} />;
}

type Asking = 'amend' | 'review' | 'reach';
function Decision({ decision }: { readonly decision: DecisionDetail }) {
  const words = useWords(decisionPageWords);
  const common = useWords(decisionWords);
  const [asking, setAsking] = useState<Asking | null>(null);
  const close = (): void => setAsking(null);
  const { committee, number } = decision;
  return (
    <Page
      title={decision.title}
      back={{ to: committeeRoute(committee.id, 'decisions'), name: committee.acronym }}
      eyebrow={<><span className="strong">{number}</span><PageLink to={committeeRoute(committee.id, 'decisions')} row><Chip strong>{committee.acronym}</Chip></PageLink><Chip>{common.kinds[decision.kind]}</Chip><StandingMark standing={decision.standing} />{decision.inCamera && <DecisionInCamera />}</>}
      lead={decision.takenWords}
      actions={<CopyLink to={{ page: 'decision', id: decision.id }} label={number} link={decision.url} />}
    >
      <div className="split">
        <div className="stack">
          {decision.replacedBy !== null && <Card><Mark tone="warn" icon={ArchiveIcon}><span className="strong">{words.replacedBy}</span> <PageLink to={{ page: 'decision', id: decision.replacedBy.id }}>{decision.replacedBy.number} · {decision.replacedBy.title}</PageLink></Mark></Card>}
          <Text decision={decision} />
          <Execution decision={decision} />
          <ReachSection decision={decision} />
        </div>
        <div className="stack"><Acts decision={decision} onAsk={setAsking} /><About decision={decision} /><Present decision={decision} /></div>
      </div>
      {asking === 'amend' && <AmendDialog decision={decision} onClose={close} />}
      {asking === 'review' && <ReviewDialog decision={decision} onClose={close} />}
      {asking === 'reach' && <AskDialog decision={decision} onClose={close} />}
    </Page>
  );
}

function Text({ decision }: { readonly decision: DecisionDetail }) {
  const words = useWords(decisionPageWords);
  const dayOf = useDay();
  const { amendments } = decision;
  return (
    <>
      <Card title={amendments.length === 0 ? words.text : words.textNow}>
        <p className="prose decision-text decision-words">{decision.textNow}</p>
        {amendments.length > 0 && <details style={{ marginTop: 12 }}><summary>{words.original}</summary><p className="prose decision-text" style={{ marginTop: 8 }}>{decision.text}</p></details>}
      </Card>
      {amendments.length > 0 && (
        <Card title={words.amendments}>
          <ol className="decision-list">{amendments.map((one) => <li key={`${one.on}${one.text}`}><Mark tone="info" icon={ChangeIcon}><span className="strong">{words.amended(dayOf(one.on), one.by)}</span></Mark><p>{words.why(one.reason)}</p></li>)}</ol>
        </Card>
      )}
    </>
  );
}

function Execution({ decision }: { readonly decision: DecisionDetail }) {
  const words = useWords(decisionPageWords);
  const { states } = useWords(actionWords);
  const { go } = useSession();
  const dayOf = useDay();
  const { actions, may } = decision;
  const stateOf = (state: string): string => Object.entries(states).find(([id]) => id === state)?.[1] ?? state;
  return (
    <Card title={words.execution} actions={<MayButton may={may.createAction} size="small" icon={<AddIcon />} onAct={() => go(newActionRoute({ committee: decision.committee.id, decision: decision.id, inCamera: decision.inCamera }))}>{words.createAction}</MayButton>}>
      {actions.length === 0
        ? <p className="muted">{words.noActions}</p>
        : (
          <>
            <ul className="decision-list">
              {actions.map((one) => (
                <li key={one.id}>
                  <p><span className="muted small">{one.id}</span> <PageLink to={{ page: 'action', id: one.id }} row>{one.title}</PageLink></p>
                  <p className="row"><span className="muted">{words.due(one.owner, dayOf(one.due))}</span><Chip>{stateOf(one.state)}</Chip>{one.late && <Mark tone="bad" icon={BadIcon}>{words.lateTag}</Mark>}</p>
                </li>
              ))}
            </ul>
            <p style={{ marginTop: 10 }}><PageLink to={actionsRoute({ decision: decision.id, state: 'all' })}>{words.allActions}</PageLink></p>
          </>
        )}
    </Card>
  );
}

function About({ decision }: { readonly decision: DecisionDetail }) {
  const words = useWords(decisionPageWords);
  const common = useWords(decisionWords);
  const dayOf = useDay();
  const { meeting, item, replaces, recorded } = decision;
  return (
    <Card title={words.about}>
      <Facts facts={[
        [words.taken, decision.takenWords], [words.kind, common.kinds[decision.kind]],
        [words.vote, decision.vote.sentence], [words.quorum, decision.quorum.sentence],
        [words.committee, <PageLink key="committee" to={committeeRoute(decision.committee.id)}>{decision.committee.name}</PageLink>],
        meeting === null ? null : [words.meeting, <PageLink key="meeting" to={{ page: 'meeting', id: meeting.id }}>{meeting.title}</PageLink>],
        item === null ? null : [words.item, item],
        [words.replaces, replaces.length === 0 ? words.none : <ul key="replaces">{replaces.map((one) => <li key={one.id}><PageLink to={{ page: 'decision', id: one.id }}>{one.number} · {one.title}</PageLink></li>)}</ul>],
        [words.review, decision.reviewOn === null ? words.noReview : dayOf(decision.reviewOn)],
        [words.recorded, words.recordedOn(dayOf(recorded.on), recorded.by)],
      ]} />
    </Card>
  );
}

function Present({ decision: { present } }: { readonly decision: DecisionDetail }) {
  const words = useWords(decisionPageWords);
  return (
    <Card title={words.present(present.length)}>
      <ul className="decision-present">
        {present.map(({ person, role, votes, represents }) => <li key={person.id}>{person.title}<span className="muted small" style={{ display: 'block' }}>{[role, represents, votes ? words.votes : words.listens].filter((one) => one !== null).join(' · ')}</span></li>)}
      </ul>
    </Card>
  );
}

function Acts({ decision, onAsk }: { readonly decision: DecisionDetail; readonly onAsk: (asking: Asking) => void }) {
  const words = useWords(decisionPageWords);
  const { go } = useSession();
  const { may } = decision;
  // Nothing to do, and nobody to explain it to.
  if (!may.amend.ok && !may.review.ok && !may.supersede.ok && !may.reach.ok) return null;
  return (
    <Card title={words.acts}>
      <div className="decision-acts">
        <MayButton may={may.amend} onAct={() => onAsk('amend')}>{words.amend}</MayButton>
        <MayButton may={may.review} onAct={() => onAsk('review')}>{words.reviewAct}</MayButton>
        <MayButton may={may.reach} onAct={() => onAsk('reach')}>{words.reach}</MayButton>
        <MayButton may={may.supersede} onAct={() => go(newDecisionRoute({ committee: decision.committee.id, replaces: decision.id }))}>{words.supersede}</MayButton>
      </div>
    </Card>
  );
}
