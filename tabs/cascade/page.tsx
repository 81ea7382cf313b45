// The cascade of a year, levels side by side: the meeting that each one feeds, its deadline, and what would come too late.
import { useDeferredValue, useState } from 'react';
import { Button, SearchBox, Switch } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { Cascade } from '../../src/contract/meetings.ts';
import { LinkButton, Loaded, Page, PageLink } from '../layout.tsx';
import { ObstacleMark } from '../meeting/marks.tsx';
import { calendarRoute, committeeRoute } from '../route.ts';
import { useSession, useWords } from '../session.tsx';
import { AfterIcon, BecomesIcon, BeforeIcon, CascadeIcon, SearchIcon, WarnIcon } from '../ui/icons.ts';
import { Fold } from '../ui/fold.tsx';
import { Empty, Mark, Shimmer } from '../ui/parts.tsx';
import { useNow } from '../ui/now.ts';
import { columnsOf, filterRows, missesOf, type CascadeFilter, type CascadeRow } from './view-model.ts';
import { cascadeWords } from './words.ts';
import './cascade.css';

export default function CascadePage() {
  const words = useWords(cascadeWords);
  const { route, go, queries } = useSession();
  const thisYear = useNow().getFullYear();
  const year = route.page === 'cascade' && route.year !== null ? route.year : thisYear;
  const query = useQuery(queries.cascade(year));
  const turn = (to: number): void => go({ page: 'cascade', year: to }, { replace: true, keepFocus: true });
  return (
    <Page
      title={words.title}
      wide
      back={{ to: calendarRoute(), name: words.calendar }}
      lead={words.lead}
      actions={<>
        <Button appearance="subtle" icon={<BeforeIcon />} aria-label={words.before(year - 1)} onClick={() => turn(year - 1)} />
        <output className="strong">{year}</output>
        <Button appearance="subtle" icon={<AfterIcon />} aria-label={words.before(year + 1)} onClick={() => turn(year + 1)} />
      </>}
    >
      <Loaded query={query} waiting={<Shimmer label={words.title} block lines={[75, 90, 60]} />}>{(data) => <Levels cascade={data} />}</Loaded>
    </Page>
  );
}

function Levels({ cascade }: { readonly cascade: Cascade }) {
  const words = useWords(cascadeWords);
  const { queries } = useSession();
  const committees = useQuery(queries.committees).data?.committees ?? [];
  const [filter, setFilter] = useState<CascadeFilter>({ typed: '', onlyMissing: false });
  const looked = useDeferredValue(filter);
  const rows = filterRows(cascade.rows, looked);
  const columns = columnsOf(rows, committees, words.otherLevel);
  if (!cascade.rows.some((row) => row.meetings.length > 0)) {
    return <div className="card"><Empty icon={CascadeIcon} title={words.none} words={words.noneHint} act={<LinkButton to={{ page: 'year', committee: null, year: cascade.year }} appearance="primary">{words.generate}</LinkButton>} /></div>;
  }
  return (
    <>
      <div className="toolbar">
        <SearchBox className="toolbar-search" data-search="" contentBefore={<SearchIcon />} value={filter.typed} onChange={(_event, data) => setFilter({ ...filter, typed: data.value })} placeholder={words.searchHint} aria-label={words.search} />
        <Switch label={words.onlyMissing} checked={filter.onlyMissing} onChange={(_event, data) => setFilter({ ...filter, onlyMissing: data.checked })} />
        <output className="muted small">{words.count(rows.reduce((sum, row) => sum + row.meetings.length, 0))}</output>
      </div>
      {columns.length === 0
        ? <div className="card"><Empty icon={SearchIcon} title={words.noneMatch} words={words.noneMatchHint} act={<Button onClick={() => setFilter({ typed: '', onlyMissing: false })}>{words.clear}</Button>} /></div>
        : (
          <div className="cascade">
            {columns.map((column) => (
              <section key={column.level} className="cascade-level" aria-label={column.name}>
                <h2 className="cascade-name">{column.name}</h2>
                <div className="card" data-flush>{column.rows.map((row) => <Row key={row.committee.id} row={row} unfolded={looked.onlyMissing || looked.typed.trim() !== ''} />)}</div>
              </section>
            ))}
          </div>
        )}
    </>
  );
}

function Row({ row, unfolded }: { readonly row: CascadeRow; readonly unfolded: boolean }) {
  const words = useWords(cascadeWords);
  const [open, setOpen] = useState<boolean | null>(null);
  const late = missesOf(row);
  const isOpen = open ?? unfolded;
  return (
    <Fold
      name={row.committee.acronym}
      detail={row.committee.name}
      marks={<><span className="muted small">{words.count(row.meetings.length)}</span>{late > 0 && <Mark tone="warn" icon={WarnIcon}>{words.missCount(late)}</Mark>}</>}
      open={isOpen}
      onToggle={() => setOpen(!isOpen)}
    >
      <p className="cascade-link"><PageLink to={committeeRoute(row.committee.id, 'meetings')}>{row.committee.name}</PageLink></p>
      <ul>
        {row.meetings.map((meeting) => (
          <li key={meeting.start} className="cascade-meeting">
            <p className="strong">{meeting.day}</p>
            {meeting.feeds === null
              ? <p className="muted small">{words.feedsNothing}</p>
              : <Mark tone="info" icon={BecomesIcon}>{words.feeds(meeting.feeds.committee.acronym, meeting.feeds.day)}<br /><span className="muted">{words.deadline(meeting.feeds.deadlineDay)}</span></Mark>}
            {meeting.misses !== null && <p><Mark tone="warn" icon={WarnIcon}><span className="strong">{words.misses}</span> {meeting.misses}</Mark></p>}
            {meeting.obstacles.map((obstacle) => <p key={obstacle.sentence}><ObstacleMark obstacle={obstacle} /></p>)}
          </li>
        ))}
      </ul>
    </Fold>
  );
}
