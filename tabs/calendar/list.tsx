// Meetings as rows by month: what is over is folded away, rows out of sight are not laid out.
import { useState } from 'react';
import { Button } from '@fluentui/react-components';
import type { MeetingSummary } from '../../src/contract/meetings.ts';
import { AnswerMark, MovedMark, ObstacleMark, StateMark } from '../meeting/marks.tsx';
import { PageLink } from '../layout.tsx';
import { useSession, useWords } from '../session.tsx';
import { localAt } from '../ui/format.ts';
import { Chip } from '../ui/parts.tsx';
import { byMonth } from './view-model.ts';
import { calendarWords } from './words.ts';

export const monthName = (month: string, language: 'fr-CA' | 'en-CA'): string => new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(localAt(`${month}-01T12:00`));

/** `several`: of more than one committee, so that each row says whose it is. */
export function MeetingRows({ meetings, now, several }: { readonly meetings: readonly MeetingSummary[]; readonly now: Date; readonly several: boolean }) {
  const words = useWords(calendarWords);
  const { language } = useSession();
  const [all, setAll] = useState(false);
  const past = meetings.filter((one) => new Date(one.endsAt) <= now);
  // Past meetings alone are what was asked for: nothing to fold.
  const folds = !all && past.length > 0 && past.length < meetings.length;
  const shown = folds ? meetings.filter((one) => new Date(one.endsAt) > now) : meetings;
  return (
    <>
      {folds && <div style={{ marginBottom: 12 }} data-no-print=""><Button appearance="subtle" onClick={() => setAll(true)}>{words.past(past.length)}</Button></div>}
      <section className="card" data-flush>
        {byMonth(shown).map(({ month, meetings: of }) => (
          <div key={month}>
            <h2 className="list-month">{monthName(month, language)} <span className="muted small">{words.count(of.filter((one) => one.state !== 'cancelled').length)}</span></h2>
            <ul>{of.map((meeting) => <MeetingRow key={meeting.id} meeting={meeting} now={now} several={several} />)}</ul>
          </div>
        ))}
      </section>
    </>
  );
}

export function MeetingRow({ meeting, now, several, answer }: { readonly meeting: MeetingSummary; readonly now: Date; readonly several: boolean; readonly answer?: boolean }) {
  return (
    <li className="meeting-row">
      <span className="meeting-row-when"><span className="strong">{meeting.day}</span><br /><span className="muted">{meeting.hours}</span></span>
      <span style={{ minWidth: 0 }}>
        {several && <><Chip strong>{meeting.committee.acronym}</Chip>{' '}</>}
        <PageLink to={{ page: 'meeting', id: meeting.id }} row>{meeting.title}</PageLink>
        {meeting.state !== 'cancelled' && meeting.obstacles.map((obstacle) => <span key={obstacle.sentence} style={{ display: 'block' }}><ObstacleMark obstacle={obstacle} /></span>)}
      </span>
      <span className="meeting-row-marks">
        <StateMark meeting={meeting} now={now} />
        {meeting.movedFrom !== null && <MovedMark />}
        {answer && meeting.convened && meeting.state === 'convened' && <AnswerMark answer={meeting.answer} />}
      </span>
    </li>
  );
}
