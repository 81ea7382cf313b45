// The calendar itself, of one committee or of many: the months of the year with their counts, then a month or a list.
import { useDeferredValue, useState, type ComponentType, type ReactNode } from 'react';
import { Button, Dropdown, Option, SearchBox, ToggleButton } from '@fluentui/react-components';
import { useQueries, useQuery } from '@tanstack/react-query';
import type { May } from '../../src/contract/common.ts';
import type { MeetingList, MeetingSummary } from '../../src/contract/meetings.ts';
import { ErrorView, MayButton } from '../layout.tsx';
import { levelsOf } from '../network/view-model.ts';
import { useSession, useWords } from '../session.tsx';
import { shortDay } from '../ui/format.ts';
import { AfterIcon, BeforeIcon, CalendarIcon, PlanMeetingIcon, PrintIcon, SearchIcon, YearIcon } from '../ui/icons.ts';
import { useKeys } from '../ui/keys.ts';
import { useNow } from '../ui/now.ts';
import { Empty, Shimmer } from '../ui/parts.tsx';
import { MeetingRows, monthName } from './list.tsx';
import { Month } from './month.tsx';
import { addMonths, byDate, comingOf, dateOf, daysMarked, filterMeetings, isFiltering, joined, monthCounts, monthOfDate, NO_FILTER, type Filter } from './view-model.ts';
import { calendarWords } from './words.ts';
import './calendar.css';

/** What stands above a calendar is made of the same meetings. */
export interface Above { readonly meetings: readonly MeetingSummary[]; readonly now: Date; readonly mayPlan: May }

export interface At { readonly month: string | null; readonly list: boolean }

export function Calendar({ committee, mine, at, onAt, scope, onTop: Top }: {
  readonly committee: string | null;
  readonly mine: boolean;
  readonly at: At;
  readonly onAt: (at: At) => void;
  /** Choice of whose meetings; absent where there is none. */
  readonly scope?: ReactNode;
  readonly onTop?: ComponentType<Above>;
}) {
  const { queries, zone } = useSession();
  const now = useNow();
  const today = shortDay(now, zone);
  const thisYear = Number(today.slice(0, 4));
  // Until a month is chosen, the next meeting decides; towards the end of a year it is in the next one.
  const years = at.month === null ? [thisYear, thisYear + 1] : [Number(at.month.slice(0, 4))];
  const found = useQueries({ queries: years.map((year) => (mine ? queries.myMeetings(`${year}-01-01`, `${year}-12-31`) : queries.meetings(committee, `${year}-01-01`, `${year}-12-31`))) });
  const lists = found.flatMap((one) => one.data ?? []);
  const failed = found.find((one) => one.isError && one.data === undefined);
  const words = useWords(calendarWords);
  if (failed !== undefined) return <ErrorView error={failed.error} onRetry={() => { for (const one of found) void one.refetch(); }} />;
  if (lists.length < years.length) return <Shimmer label={words.title} lines={[45]} block />;
  const { meetings, days } = joined(lists);
  const mayPlan = lists[0]?.mayPlan ?? { ok: false };
  const next = comingOf(meetings, now);
  const month = at.month ?? (next === null ? monthOfDate(today) : monthOfDate(dateOf(next)));
  return <>{Top !== undefined && <Top meetings={meetings} now={now} mayPlan={mayPlan} />}<Shown {...{ committee, meetings, days, month, today, now, scope, onAt, list: at.list, mayPlan }} several={committee === null} /></>;
}

interface ShownProps { readonly committee: string | null; readonly meetings: readonly MeetingSummary[]; readonly days: MeetingList['days']; readonly mayPlan: MeetingList['mayPlan']; readonly month: string; readonly today: string; readonly now: Date; readonly list: boolean; readonly several: boolean; readonly scope: ReactNode; readonly onAt: (at: At) => void }

function Shown({ committee, meetings, days, mayPlan, month, today, now, list, several, scope, onAt }: ShownProps) {
  const words = useWords(calendarWords);
  const { language, queries, announce, go, zone } = useSession();
  const known = useQuery({ ...queries.committees, enabled: several }).data?.committees ?? [];
  const [filter, setFilter] = useState<Filter>(NO_FILTER);
  const looked = useDeferredValue(filter);
  const [focused, setFocused] = useState<string | null>(null);
  const year = Number(month.slice(0, 4));
  const kept = filterMeetings(meetings, looked, new Map(known.map((one) => [one.id, one.level])));
  const ofYear = kept.filter((one) => dateOf(one).startsWith(String(year)));
  const ofMonth = ofYear.filter((one) => monthOfDate(dateOf(one)) === month);
  const dates = byDate(ofMonth);
  const day = focused !== null && monthOfDate(focused) === month ? focused : monthOfDate(today) === month ? today : ([...dates.keys()][0] ?? `${month}-01`);
  const turn = (to: string): void => { onAt({ month: to, list }); announce(words.in(monthName(to, language), kept.filter((one) => monthOfDate(dateOf(one)) === to).length)); };
  const walk = (date: string): void => { setFocused(date); if (monthOfDate(date) !== month) turn(monthOfDate(date)); };
  useKeys({ t: () => walk(today) });

  const levels = levelsOf(known);
  const next = comingOf(kept, now);
  const later = ofMonth.length === 0 && next !== null && monthOfDate(dateOf(next)) !== month ? monthOfDate(dateOf(next)) : null;
  const nothing = list ? ofYear.length === 0 : ofMonth.length === 0;
  const twoHours = !list && ofMonth.some((one) => one.zone !== zone);
  return (
    <>
      <div className="toolbar">
        {scope}
        <SearchBox className="toolbar-search" data-search="" contentBefore={<SearchIcon />} value={filter.typed} onChange={(_event, data) => setFilter((before) => ({ ...before, typed: data.value }))} placeholder={words.searchHint} aria-label={words.search} />
        {several && levels.length > 1 && (
          <Dropdown aria-label={words.level} value={levels.find((one) => one.id === filter.level)?.name ?? words.anyLevel} selectedOptions={[filter.level]} onOptionSelect={(_event, data) => setFilter((before) => ({ ...before, level: data.optionValue ?? '' }))} style={{ minWidth: 160 }}>
            <Option value="">{words.anyLevel}</Option>
            {levels.map((one) => <Option key={one.id} value={one.id}>{one.name}</Option>)}
          </Dropdown>
        )}
        {isFiltering(filter) && <Button appearance="subtle" onClick={() => setFilter(NO_FILTER)}>{words.clear}</Button>}
      </div>
      <div className="calendar-bar">
        <div className="row" data-tight data-no-print="">
          <Button appearance="subtle" icon={<BeforeIcon />} aria-label={words.before} onClick={() => turn(addMonths(month, -1))} />
          <Button appearance="subtle" icon={<AfterIcon />} aria-label={words.after} onClick={() => turn(addMonths(month, 1))} />
          <Button onClick={() => walk(today)}>{words.today}</Button>
        </div>
        <h2 className="calendar-month">{list ? year : monthName(month, language)} <output className="muted small">{words.count((list ? ofYear : ofMonth).filter((one) => one.state !== 'cancelled').length)}</output></h2>
        <div className="row" data-no-print="">
          <fieldset className="row bare" data-tight aria-label={words.view}>
            <ToggleButton size="small" checked={!list} onClick={() => onAt({ month, list: false })}>{words.month}</ToggleButton>
            <ToggleButton size="small" checked={list} onClick={() => onAt({ month, list: true })}>{words.list}</ToggleButton>
          </fieldset>
          <Button size="small" appearance="subtle" icon={<PrintIcon />} onClick={() => print()}>{words.print}</Button>
        </div>
      </div>
      <nav className="months" aria-label={words.months} data-no-print="">
        <button type="button" className="months-one" aria-label={words.yearBefore(year - 1)} onClick={() => turn(`${year - 1}-12`)}>{year - 1}</button>
        {monthCounts(kept, year).map((one) => (
          <button key={one.month} type="button" className="months-one" aria-pressed={one.month === month} onClick={() => turn(one.month)}>
            <span>{new Intl.DateTimeFormat(language, { month: 'short', timeZone: 'UTC' }).format(new Date(`${one.month}-15T00:00:00Z`))}</span><span className="months-count">{one.count}<span className="visually-hidden"> {words.shortCount(one.count)}</span></span>
          </button>
        ))}
        <button type="button" className="months-one" aria-label={words.yearBefore(year + 1)} onClick={() => turn(`${year + 1}-01`)}>{year + 1}</button>
      </nav>
      {nothing && (
        <div className="card" style={{ marginBottom: 12 }}>
          {isFiltering(looked) && meetings.length > 0
            ? <Empty icon={SearchIcon} title={words.noneMatch} words={words.noneMatchHint} act={<Button onClick={() => setFilter(NO_FILTER)}>{words.clear}</Button>} />
            : <Empty icon={CalendarIcon} title={words.none} words={words.noneHint} act={<div className="row">
              {later !== null && <Button appearance="primary" onClick={() => turn(later)}>{words.goTo(monthName(later, language))}</Button>}
              <MayButton may={mayPlan} icon={<YearIcon />} onAct={() => go({ page: 'year', committee, year })}>{words.year}</MayButton>
              <MayButton may={mayPlan} icon={<PlanMeetingIcon />} onAct={() => go({ page: 'special', committee })}>{words.special}</MayButton>
            </div>} />}
        </div>
      )}
      {list
        ? ofYear.length > 0 && <MeetingRows meetings={ofYear} now={now} several={several} />
        : (
          <>
            {twoHours && <p className="muted small" style={{ marginBottom: 6 }}>{words.twoHours}</p>}
            <Month month={month} title={monthName(month, language)} dates={dates} marked={daysMarked(days)} today={today} at={day} onAt={walk} several={several} />
            <p className="muted small" data-no-print="" style={{ marginTop: 8 }}>{words.keys}</p>
          </>
        )}
    </>
  );
}
