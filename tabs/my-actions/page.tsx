// The personal tab « Mes actions », across all committees: what needs me now, then later, then what was closed lately.
import { useState } from 'react';
import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components';
import type { ActionRow } from '../../src/contract/actions.ts';
import { ActingHere, useActing } from '../actions/acting.tsx';
import { shortDue } from '../actions/due.ts';
import { isOpen } from '../actions/filter.ts';
import { ActionStateMark, InCameraChip, PriorityMark } from '../actions/marks.tsx';
import { BlockedWhy, DueButton, StateButton } from '../actions/row.tsx';
import { useRows, type Rows, type RowsQuery } from '../actions/rows.ts';
import { actionWords } from '../actions/words.ts';
import { ErrorView, LinkButton, Page, PageLink } from '../layout.tsx';
import { actionsRoute, newActionRoute } from '../route.ts';
import { useSession, useShellWords, useWords } from '../session.tsx';
import { addDays } from '../ui/days.ts';
import { shortDay } from '../ui/format.ts';
import { ActionIcon, AddIcon, FinishIcon, GoodIcon, MoreIcon } from '../ui/icons.ts';
import { useKeys } from '../ui/keys.ts';
import { useNow } from '../ui/now.ts';
import { Card, Chip, Empty, Mark, Shimmer } from '../ui/parts.tsx';
import { sortMyActions } from './view-model.ts';
import { myActionsWords } from './words.ts';
import '../actions/actions.css';

const CLOSED_DAYS = 30;
const AT_FIRST = 20;

export default function MyActionsPage() {
  const words = useWords(myActionsWords);
  const { zone } = useSession();
  const today = shortDay(useNow(), zone);
  const query = useRows({ state: 'all', since: addDays(today, -CLOSED_DAYS) }, { mine: true });
  const { data } = query;
  return (
    <Page title={words.title} actions={<><LinkButton to={actionsRoute()} appearance="subtle" icon={<ActionIcon />}>{words.all}</LinkButton>{data?.mayCreate.ok === true && <LinkButton to={newActionRoute()} icon={<AddIcon />}>{words.create}</LinkButton>}</>}>
      {data !== undefined
        ? <ActingHere today={data.today}><Mine data={data} query={query} /></ActingHere>
        : query.failed ? <ErrorView error={query.error} onRetry={query.retry} /> : <Shimmer label={words.loading} block lines={[60, 90, 75]} />}
    </Page>
  );
}

function Mine({ data, query }: { readonly data: Rows; readonly query: RowsQuery }) {
  const words = useWords(myActionsWords);
  const shell = useShellWords();
  const { go } = useSession();
  const { ask } = useActing();
  const { now, later, closed } = sortMyActions(data.rows, data.today);
  useKeys({
    ...(data.mayCreate.ok && { c: () => go(newActionRoute()) }),
    e: () => {
      const id = document.activeElement?.closest<HTMLElement>('[data-action]')?.dataset['action'];
      const row = [...now, ...later].find((one) => one.id === id);
      if (row?.mayChange === true) ask('due', row);
    },
  });
  if (data.rows.length === 0 && !data.coming) return <div className="card"><Empty icon={ActionIcon} title={words.none} words={words.noneHint} act={<LinkButton to={actionsRoute()}>{words.seeAll}</LinkButton>} /></div>;
  return (
    <div className="stack">
      {query.failed && <MessageBar intent="warning" layout="multiline"><MessageBarBody>{words.partly}</MessageBarBody><MessageBarActions><Button onClick={query.retry}>{shell.retry}</Button></MessageBarActions></MessageBar>}
      <Card title={words.now(now.length)} flush>
        {now.length === 0 ? <p className="my-nothing"><Mark tone="good" icon={GoodIcon}>{words.nowNone}</Mark></p> : <Lines rows={now} today={data.today} first />}
      </Card>
      {later.length > 0 && <Card title={words.later(later.length)} flush><Lines rows={later} today={data.today} /></Card>}
      {closed.length > 0 && <Card title={words.closed} flush><Lines rows={closed} today={data.today} /></Card>}
      <p className="muted small" data-no-print="">{words.keys}</p>
    </div>
  );
}

/** `first`: the first line of all carries the page's primary act. By place: the focus of a line that leaves goes to the next one. */
function Lines({ rows, today, first }: { readonly rows: readonly ActionRow[]; readonly today: string; readonly first?: boolean }) {
  const words = useWords(myActionsWords);
  const [all, setAll] = useState(false);
  const shown = all || rows.length <= AT_FIRST + 1 ? rows : rows.slice(0, AT_FIRST);
  return (
    <>
      <ul>{shown.map((row, place) => <Line key={`line ${place}`} row={row} today={today} primary={first === true && place === 0} />)}</ul>
      {shown.length < rows.length && <div style={{ padding: '8px 16px 12px' }}><Button appearance="subtle" onClick={() => setAll(true)}>{words.more(rows.length - shown.length)}</Button></div>}
    </>
  );
}

function Line({ row, today, primary }: { readonly row: ActionRow; readonly today: string; readonly primary: boolean }) {
  const words = useWords(actionWords);
  const { language } = useSession();
  const { ask, unfold } = useActing();
  const open = isOpen(row.state);
  return (
    <li className="my-action" data-action={row.id}>
      <div className="my-action-what">
        <p><span className="muted small">{row.id}</span> <Chip strong>{row.committee.acronym}</Chip>{row.inCamera && <> <InCameraChip /></>}</p>
        <p><PageLink to={{ page: 'action', id: row.id }} row>{row.title}</PageLink></p>
        <BlockedWhy row={row} />
      </div>
      <div className="my-action-facts">
        {open ? <><DueButton row={row} today={today} /><StateButton row={row} /></> : <><ActionStateMark state={row.state} />{row.closedOn !== null && <span className="muted">{shortDue(row.closedOn, today, language)}</span>}</>}
        {open && (row.priority === 'urgent' || row.priority === 'important') && <PriorityMark priority={row.priority} />}
      </div>
      <div className="row" data-tight>
        {open && row.mayChange && <Button appearance={primary ? 'primary' : 'secondary'} icon={<FinishIcon />} aria-label={words.finishOf(row.id)} onClick={() => ask('done', row)}>{words.finish}</Button>}
        <Button appearance="subtle" icon={<MoreIcon />} aria-label={words.menu(row.id)} aria-haspopup="menu" onClick={(event) => unfold('more', row, event.currentTarget)} />
      </div>
    </li>
  );
}
