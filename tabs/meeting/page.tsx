// One meeting: when it is and what stands in its way, the reader's answer, who comes, and what the secretariat may do with it.
import { useState } from 'react';
import { Button, MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { MeetingDetail } from '../../src/contract/meetings.ts';
import { isApiError } from '../api/problem.ts';
import { CopyLink, Loaded, Page, PageLink } from '../layout.tsx';
import { committeeRoute, type Route } from '../route.ts';
import { useSession, useShellWords, useWords } from '../session.tsx';
import { openLink } from '../teams.ts';
import { dayAndTime, localDayAndTime } from '../ui/format.ts';
import { BadIcon, GoodIcon, JoinIcon, LaterIcon, OpenIcon, RestrictedIcon, TodoIcon } from '../ui/icons.ts';
import { useNow } from '../ui/now.ts';
import { Card, Chip, Empty, Facts, Mark, Shimmer, type IconType, type Tone } from '../ui/parts.tsx';
import { ActingContext } from './acting.ts';
import { Acts } from './acts.tsx';
import { MyAnswer } from './answer.tsx';
import { FollowUp } from './follow-up.tsx';
import { ObstacleMark, StateMark } from './marks.tsx';
import { Forecast, Guests, People, Watch } from './people.tsx';
import { changesBetween } from './view-model.ts';
import { meetingWords } from './words.ts';
import './meeting.css';

export default function MeetingPage() {
  const words = useWords(meetingWords);
  const { queries, route } = useSession();
  const id = route.page === 'meeting' ? route.id : '';
  // Outlook follows within seconds, and the Teams link a little later: they come by themselves.
  const query = useQuery({ ...queries.meeting(id), refetchInterval: (one) => (one.state.data !== undefined && isOnItsWay(one.state.data) ? ON_ITS_WAY_MS : false) });
  const back = { to: { page: 'meetings' } as const, name: words.mine };
  if (query.data !== undefined) return <Meeting key={id} meeting={query.data} showingOlder={query.isRefetchError} />;
  if (isApiError(query.error) && (query.error.status === 404 || query.error.status === 403)) {
    return <Page title={words.noSeatHere} back={back}><div className="card"><Empty icon={RestrictedIcon} title={query.error.sentence ?? words.noSeatHere} words={query.error.remedy ?? ''} /></div></Page>;
  }
  return <Page title={words.meeting} back={back} waiting={query.isPending}><Loaded query={query} waiting={<Shimmer label={words.meeting} block lines={[60, 90, 75, 90]} />}>{() => null}</Loaded></Page>;
}

const ON_ITS_WAY_MS = 8000;
const isOnItsWay = ({ outlook, state, joinUrl }: MeetingDetail): boolean => outlook.state === 'waiting' || (outlook.state === 'there' && state === 'convened' && joinUrl === null);

function Meeting({ meeting, showingOlder }: { readonly meeting: MeetingDetail; readonly showingOlder: boolean }) {
  const words = useWords(meetingWords);
  const { language } = useSession();
  const now = useNow();
  const [seen, setSeen] = useState<MeetingDetail | null>(null);
  const back: Route = meeting.convened ? { page: 'meetings' } : committeeRoute(meeting.committee.id, 'meetings');
  const { joinUrl } = meeting;
  return (
    <ActingContext.Provider value={{ meeting, onStale: setSeen }}>
      <Page
        title={meeting.title}
        back={{ to: back, name: meeting.convened ? words.mine : meeting.committee.acronym }}
        eyebrow={<>
          <PageLink to={committeeRoute(meeting.committee.id)} row><Chip strong>{meeting.committee.acronym}</Chip></PageLink>
          {meeting.jointly.length > 0 && <Chip>{words.joint(meeting.jointly.map((one) => one.acronym).join(', '))}</Chip>}
          {meeting.kind === 'special' && <Chip>{words.special}</Chip>}
          <StateMark meeting={meeting} now={now} />
        </>}
        lead={<>
          <span className="meeting-when">{words.at(meeting.day, meeting.hours)} <span className="muted">· {words.minutes(meeting.minutes)}</span></span>
          {meeting.movedFrom !== null && <span className="muted small" style={{ display: 'block' }}>{words.movedFrom(localDayAndTime(meeting.movedFrom, language))}</span>}
        </>}
        actions={<>
          <CopyLink to={{ page: 'meeting', id: meeting.id }} label={meeting.title} />
          {joinUrl !== null && meeting.state !== 'cancelled' && <Button icon={<JoinIcon />} onClick={() => { void openLink(joinUrl); }}>{words.join}</Button>}
        </>}
      >
        <div className="stack">
          {seen !== null && <Stale seen={seen} is={meeting} />}
          {showingOlder && <Older />}
          {meeting.obstacles.length > 0 && <Obstacles meeting={meeting} />}
          <Watch meeting={meeting} />
          <div className="split">
            <div className="stack">
              {meeting.convened && meeting.state === 'convened' && <MyAnswer />}
              {meeting.forecast !== null && <Forecast forecast={meeting.forecast} />}
              <People />
            </div>
            <div className="stack">
              <Acts />
              <Sent meeting={meeting} />
              <Agenda meeting={meeting} />
              <FollowUp meeting={meeting} />
              <Guests meeting={meeting} />
            </div>
          </div>
        </div>
      </Page>
    </ActingContext.Provider>
  );
}

/** Somebody was faster: what changed, so that the act can be thought over. */
function Stale({ seen, is }: { readonly seen: MeetingDetail; readonly is: MeetingDetail }) {
  const words = useWords(meetingWords);
  const changes = changesBetween(seen, is, words);
  return (
    <MessageBar intent="warning" layout="multiline" role="alert">
      <MessageBarBody>
        <MessageBarTitle>{words.stale}</MessageBarTitle>
        {changes.length === 0 ? words.staleNothing : <>{words.staleChanges}<ul className="meeting-changes">{changes.map((one) => <li key={one}>{one}</li>)}</ul></>}
      </MessageBarBody>
    </MessageBar>
  );
}

function Obstacles({ meeting }: { readonly meeting: MeetingDetail }) {
  const words = useWords(meetingWords);
  return (
    <section className="card meeting-obstacles" aria-label={words.watchOut}>
      <ul className="stack">{meeting.obstacles.map((obstacle) => <li key={obstacle.sentence}><ObstacleMark obstacle={obstacle} /></li>)}</ul>
    </section>
  );
}

const OUTLOOK: Readonly<Record<MeetingDetail['outlook']['state'], readonly [Tone, IconType]>> = { none: ['calm', TodoIcon], waiting: ['info', LaterIcon], there: ['good', GoodIcon], failed: ['bad', BadIcon] };

function Sent({ meeting }: { readonly meeting: MeetingDetail }) {
  const words = useWords(meetingWords);
  const { language, zone } = useSession();
  const { notice, channelUrl } = meeting;
  const when = (at: string): string => dayAndTime(new Date(at), language, zone, { weekday: false });
  const [tone, icon] = OUTLOOK[meeting.outlook.state];
  return (
    <Card title={words.notice}>
      <p>{notice === null ? words.noNotice : words.noticeSent(notice.revision, when(notice.at), notice.told)}</p>
      {notice === null && meeting.noticeAt !== null && meeting.state === 'planned' && <p className="muted">{words.noticeAt(when(meeting.noticeAt))}</p>}
      <div style={{ marginTop: 12 }}>
        <Facts facts={[[words.outlook, <Mark key="state" tone={tone} icon={icon}>{words.outlookStates[meeting.outlook.state]}</Mark>]]} />
        {meeting.outlook.sentence !== '' && <p className="muted small">{meeting.outlook.sentence}</p>}
      </div>
      {channelUrl !== null && <Button appearance="subtle" icon={<OpenIcon />} style={{ marginTop: 8, marginInlineStart: -10 }} onClick={() => { void openLink(channelUrl); }}>{words.channel}</Button>}
    </Card>
  );
}

function Agenda({ meeting }: { readonly meeting: MeetingDetail }) {
  const words = useWords(meetingWords);
  if (meeting.agenda.length === 0) return null;
  return (
    <Card title={words.agenda}>
      <ol className="meeting-agenda">{meeting.agenda.map(({ title, nature }) => <li key={title}>{title}{nature !== null && <span className="muted small"> · {nature}</span>}</li>)}</ol>
    </Card>
  );
}

function Older() {
  const words = useShellWords();
  return <MessageBar intent="warning" layout="multiline"><MessageBarBody>{words.showingOlder}</MessageBarBody></MessageBar>;
}
