// The committee's meetings: the next one on top, then the calendar or the list.
import { useState } from 'react';
import { Button } from '@fluentui/react-components';
import type { CommitteeDetail } from '../../src/contract/committees.ts';
import type { MeetingSummary } from '../../src/contract/meetings.ts';
import { Calendar, type Above, type At } from '../calendar/calendar.tsx';
import { comingOf } from '../calendar/view-model.ts';
import { calendarWords } from '../calendar/words.ts';
import { LinkButton } from '../layout.tsx';
import { AnswerMark, MovedMark, ObstacleMark, StateMark } from '../meeting/marks.tsx';
import { meetingWords } from '../meeting/words.ts';
import { useSession, useWords } from '../session.tsx';
import { PlanMeetingIcon, YearIcon } from '../ui/icons.ts';
import { Card } from '../ui/parts.tsx';

export function CommitteeMeetings({ committee }: { readonly committee: CommitteeDetail }) {
  const [at, setAt] = useState<At>({ month: null, list: true });
  return <Calendar committee={committee.id} mine={false} at={at} onAt={setAt} onTop={Top} />;
}

function Top({ meetings, now, mayPlan }: Above) {
  const words = useWords(calendarWords);
  const { route, go } = useSession();
  const committee = route.page === 'committee' ? route.id : null;
  const next = comingOf(meetings, now);
  // Without any meeting, the calendar itself offers these acts.
  if (meetings.length === 0) return null;
  return (
    <>
      {next === null ? <p className="muted" style={{ marginBottom: 12 }}>{words.noneComing}</p> : <Next next={next} now={now} />}
      {mayPlan.ok && (
        <div className="row" style={{ marginBottom: 12 }} data-no-print="">
          <Button icon={<YearIcon />} onClick={() => go({ page: 'year', committee, year: next === null ? null : Number(next.start.slice(0, 4)) })}>{words.year}</Button>
          <Button icon={<PlanMeetingIcon />} onClick={() => go({ page: 'special', committee })}>{words.special}</Button>
        </div>
      )}
    </>
  );
}

function Next({ next, now }: { readonly next: MeetingSummary; readonly now: Date }) {
  const words = useWords(calendarWords);
  const common = useWords(meetingWords);
  return (
    <div style={{ marginBottom: 16 }}>
      <Card title={words.next} actions={<LinkButton to={{ page: 'meeting', id: next.id }} appearance="primary">{words.open}</LinkButton>}>
        <p className="strong">{common.at(next.day, next.hours)}</p>
        <p>{next.title}</p>
        <div className="row" style={{ marginTop: 6, gap: 12 }}>
          <StateMark meeting={next} now={now} />
          {next.movedFrom !== null && <MovedMark />}
          {next.convened && next.state === 'convened' && <AnswerMark answer={next.answer} />}
          {next.obstacles.map((obstacle) => <ObstacleMark key={obstacle.sentence} obstacle={obstacle} />)}
        </div>
      </Card>
    </div>
  );
}
