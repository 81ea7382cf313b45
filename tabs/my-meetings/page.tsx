// The personal tab « Mes séances »: answers due, this week, later; then the calendar feed and the reminders.
import { useRef, useState } from 'react';
import { Button } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { MeetingAnswer, MeetingList, MeetingSummary } from '../../src/contract/meetings.ts';
import { showsMeetings } from '../api/queries.ts';
import { MeetingRow } from '../calendar/list.tsx';
import { addDays } from '../calendar/view-model.ts';
import { LinkButton, Loaded, Page, PageLink } from '../layout.tsx';
import { ObstacleMark } from '../meeting/marks.tsx';
import { meetingWords } from '../meeting/words.ts';
import { useNotify } from '../notify.tsx';
import { calendarRoute } from '../route.ts';
import { useSession, useWords } from '../session.tsx';
import { shortDay } from '../ui/format.ts';
import { AbsentIcon, CalendarIcon, GoodIcon } from '../ui/icons.ts';
import { Card, Chip, Empty, Mark, Shimmer } from '../ui/parts.tsx';
import { useNow } from '../ui/now.ts';
import { Feed } from './feed.tsx';
import { Reminders } from './reminders.tsx';
import { sortMine } from './view-model.ts';
import { myMeetingsWords } from './words.ts';
import '../calendar/calendar.css';
import './my-meetings.css';

export default function MyMeetingsPage() {
  const words = useWords(myMeetingsWords);
  const { queries, zone } = useSession();
  const now = useNow();
  const today = shortDay(now, zone);
  const span = [today, addDays(today, 365)] as const;
  const query = useQuery(queries.myMeetings(...span));
  return (
    <Page title={words.title} actions={<LinkButton to={calendarRoute({ mine: true })} icon={<CalendarIcon />}>{words.calendar}</LinkButton>}>
      <Loaded query={query} waiting={<Shimmer label={words.title} block lines={[60, 90, 75]} />}>{(data) => <Mine list={data} now={now} today={today} span={span} />}</Loaded>
      <div className="my-settings"><Reminders /><Feed /></div>
    </Page>
  );
}

const FIRST_LATER = 12;

function Mine({ list, now, today, span }: { readonly list: MeetingList; readonly now: Date; readonly today: string; readonly span: readonly [string, string] }) {
  const words = useWords(myMeetingsWords);
  const { due, week, later } = sortMine(list.meetings, now, today);
  const [all, setAll] = useState(false);
  const shown = all || later.length <= FIRST_LATER + 1 ? later : later.slice(0, FIRST_LATER);
  if (week.length + later.length === 0) return <div className="card"><Empty icon={CalendarIcon} title={words.none} words={words.noneHint} act={<LinkButton to={{ page: 'home' }}>{words.seeCommittees}</LinkButton>} /></div>;
  return (
    <div className="stack">
      <Due due={due} span={span} />
      <Card title={words.week} flush>{week.length === 0 ? <p className="muted my-nothing">{words.weekNone}</p> : <ul>{week.map((one) => <MeetingRow key={one.id} meeting={one} now={now} several answer />)}</ul>}</Card>
      {later.length > 0 && (
        <Card title={words.later} note={words.count(later.length)} flush>
          <ul>{shown.map((one) => <MeetingRow key={one.id} meeting={one} now={now} several answer />)}</ul>
          {shown.length < later.length && <div style={{ padding: '8px 16px 12px' }}><Button appearance="subtle" onClick={() => setAll(true)}>{words.all(later.length - shown.length)}</Button></div>}
        </Card>
      )}
    </div>
  );
}

function Due({ due, span }: { readonly due: readonly MeetingSummary[]; readonly span: readonly [string, string] }) {
  const words = useWords(myMeetingsWords);
  const common = useWords(meetingWords);
  const { acts, queries, announce, go } = useSession();
  const cache = useQueryClient();
  const notify = useNotify();
  const section = useRef<HTMLDivElement>(null);
  const { queryKey } = queries.myMeetings(...span);
  const answer = async (meeting: MeetingSummary, said: MeetingAnswer): Promise<void> => {
    await cache.cancelQueries({ queryKey });
    const before = cache.getQueryData(queryKey);
    cache.setQueryData(queryKey, (list) => list && { ...list, meetings: list.meetings.map((one) => (one.id === meeting.id ? { ...one, answer: said } : one)) });
    // The row leaves with its button: the focus goes to the title of what is left.
    section.current?.querySelector<HTMLElement>('.card-title')?.focus();
    try {
      await acts.answer(meeting.id, { answer: said, alternate: null, person: null });
      announce(words.answered(common.answers[said]));
      notify({ tone: 'success', title: words.answered(common.answers[said]), body: meeting.title, act: { name: words.change, run: () => go({ page: 'meeting', id: meeting.id }) } });
      void cache.invalidateQueries({ predicate: (query) => showsMeetings(query) || (query.queryKey[1] === 'meeting' && query.queryKey[2] === meeting.id) });
    } catch {
      if (before !== undefined) cache.setQueryData(queryKey, before);
      notify({ tone: 'error', title: words.lost, body: meeting.title });
    }
  };
  return (
    <div ref={section}>
      <Card title={words.due(due.length)} flush>
        {due.length === 0
          ? <p className="my-nothing"><Mark tone="good" icon={GoodIcon}>{words.dueNone}</Mark></p>
          : (
            <ul>
              {due.map((meeting, place) => {
                const what = <span className="visually-hidden"> {words.for(meeting.title)}</span>;
                return (
                  <li key={meeting.id} className="my-due">
                    <div style={{ minWidth: 0 }}>
                      <p><Chip strong>{meeting.committee.acronym}</Chip> <PageLink to={{ page: 'meeting', id: meeting.id }} row>{meeting.title}</PageLink></p>
                      <p className="muted">{common.at(meeting.day, meeting.hours)}</p>
                      {meeting.obstacles.map((obstacle) => <ObstacleMark key={obstacle.sentence} obstacle={obstacle} />)}
                    </div>
                    <div className="row">
                      <Button appearance={place === 0 ? 'primary' : 'secondary'} icon={<GoodIcon />} onClick={() => { void answer(meeting, 'present'); }}>{words.present}{what}</Button>
                      <Button icon={<AbsentIcon />} onClick={() => { void answer(meeting, 'absent'); }}>{words.absent}{what}</Button>
                      <LinkButton to={{ page: 'meeting', id: meeting.id }} appearance="subtle">{words.more}{what}</LinkButton>
                    </div>
                  </li>
                );
              })}
            </ul>
          )}
      </Card>
    </div>
  );
}
