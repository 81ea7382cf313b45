// A month as a grid of days, walked with the arrows; on a narrow frame only the days on which something happens are left.
import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { MeetingList, MeetingSummary } from '../../src/contract/meetings.ts';
import { CancelledMark, MovedMark, ObstacleMark } from '../meeting/marks.tsx';
import { PageLink } from '../layout.tsx';
import { useSession, useWords } from '../session.tsx';
import { day, localAt, localTime, time } from '../ui/format.ts';
import { HolidayIcon } from '../ui/icons.ts';
import { Mark } from '../ui/parts.tsx';
import { dayAfterKey, weeksOf } from './view-model.ts';
import { calendarWords } from './words.ts';

/** Any week will do: the names of its days are the same. */
const SUNDAY = Date.UTC(2023, 0, 1);
const weekdays = (language: 'fr-CA' | 'en-CA', weekday: 'long' | 'short'): readonly string[] =>
  Array.from({ length: 7 }, (_, place) => new Intl.DateTimeFormat(language, { weekday, timeZone: 'UTC' }).format(new Date(SUNDAY + place * 86_400_000)));

export interface MonthProps {
  readonly month: string;
  readonly title: string;
  readonly dates: ReadonlyMap<string, readonly MeetingSummary[]>;
  readonly marked: ReadonlyMap<string, MeetingList['days'][number]>;
  readonly today: string;
  /** The day on which the focus is, or would be. */
  readonly at: string;
  readonly onAt: (date: string) => void;
  /** Of several committees: the cell names which. */
  readonly several: boolean;
}

export function Month({ month, title, dates, marked, today, at, onAt, several }: MonthProps) {
  const { language } = useSession();
  const grid = useRef<HTMLDivElement>(null);
  const walked = useRef(false);
  // An arrow may lead to a day that is drawn only now.
  useEffect(() => {
    if (!walked.current) return;
    walked.current = false;
    grid.current?.querySelector<HTMLElement>(`[data-date="${at}"]`)?.focus();
  }, [at]);

  const onKey = (event: KeyboardEvent): void => {
    const date = (event.target as HTMLElement).closest<HTMLElement>('[data-date]')?.dataset['date'];
    if (date === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const inCell = (event.target as HTMLElement).dataset['date'] !== undefined;
    if (event.key === 'Enter' && inCell) { (event.target as HTMLElement).querySelector<HTMLElement>('a')?.focus(); event.preventDefault(); return; }
    if (event.key === 'Escape' && !inCell) { (event.target as HTMLElement).closest<HTMLElement>('[data-date]')?.focus(); return; }
    const next = dayAfterKey(date, event.key);
    if (next === null) return;
    event.preventDefault();
    walked.current = true;
    onAt(next);
  };
  /* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/interactive-supports-focus, jsx-a11y/control-has-associated-label -- a table with another display loses its meaning in Safari; the cells have the focus; those outside the month are empty */
  return (
    <div className="month" role="grid" aria-label={title} ref={grid} onKeyDown={onKey}>
      <div className="month-row month-head" role="row">{weekdays(language, 'long').map((name, place) => <span key={name} role="columnheader" aria-label={name}>{weekdays(language, 'short')[place]}</span>)}</div>
      {weeksOf(month).map((week) => (
        <div key={week.find((date) => date !== null)} className="month-row" role="row">
          {week.map((date, place) => (date === null
            ? <div key={place} role="gridcell" className="month-cell" data-outside="" />
            : <Day key={date} date={date} meetings={dates.get(date) ?? NONE} mark={marked.get(date)} isToday={date === today} isAt={date === at} several={several} />))}
        </div>
      ))}
    </div>
  );
  /* oxlint-enable jsx-a11y/prefer-tag-over-role, jsx-a11y/interactive-supports-focus, jsx-a11y/control-has-associated-label */
}
const NONE: readonly MeetingSummary[] = [];

function Day({ date, meetings, mark, isToday, isAt, several }: { readonly date: string; readonly meetings: readonly MeetingSummary[]; readonly mark: MeetingList['days'][number] | undefined; readonly isToday: boolean; readonly isAt: boolean; readonly several: boolean }) {
  const words = useWords(calendarWords);
  const { language } = useSession();
  const full = day(localAt(`${date}T12:00`), language, 'UTC', { year: false });
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- see Month
    <div role="gridcell" className="month-cell" data-date={date} data-empty={(meetings.length === 0 && mark === undefined) || undefined} data-off={mark !== undefined || undefined} data-today={isToday || undefined} tabIndex={isAt ? 0 : -1} {...(isToday && { 'aria-current': 'date' as const })}>
      <span className="month-day"><span aria-hidden="true" className="month-number">{Number(date.slice(8))}</span><span className="month-full">{full}</span>{isToday && <span className="month-today">{words.today}</span>}</span>
      {mark !== undefined && <span className="month-off"><Mark tone="calm" icon={HolidayIcon}><span className="strong">{mark.is === 'holiday' ? words.holiday : words.closure}</span> {mark.name}</Mark></span>}
      {meetings.length > 0 && <ul className="month-meetings">{meetings.map((meeting) => <li key={meeting.id}><MonthMeeting meeting={meeting} several={several} /></li>)}</ul>}
    </div>
  );
}

function MonthMeeting({ meeting, several }: { readonly meeting: MeetingSummary; readonly several: boolean }) {
  const { language, zone } = useSession();
  const here = time(new Date(meeting.startsAt), language, zone);
  const there = localTime(meeting.start, language);
  const cancelled = meeting.state === 'cancelled';
  return (
    <PageLink to={{ page: 'meeting', id: meeting.id }} className="month-meeting" row>
      <span className="month-time" data-cancelled={cancelled || undefined}><span aria-hidden="true">{here === there ? here : `${here} / ${there}`}</span><span className="visually-hidden">{meeting.hours}, </span></span>
      {' '}<span className="strong" data-cancelled={cancelled || undefined}>{several ? meeting.committee.acronym : meeting.title}</span>
      {cancelled && <CancelledMark />}
      {meeting.movedFrom !== null && !cancelled && <MovedMark />}
      {!cancelled && meeting.obstacles.map((obstacle) => <ObstacleMark key={obstacle.sentence} obstacle={obstacle} brief />)}
    </PageLink>
  );
}
