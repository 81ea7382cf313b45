// The actions of a committee or of the whole network, as a list or as a board: counts, filters, views, selection, keys.
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle, ToggleButton } from '@fluentui/react-components';
import type { ActionCounts, ActionRow } from '../../src/contract/actions.ts';
import { ExportMenu } from '../export-menu.tsx';
import { ErrorView, LinkButton, MayButton } from '../layout.tsx';
import { newActionRoute } from '../route.ts';
import { useSession, useShellWords, useWords } from '../session.tsx';
import { addDays } from '../ui/days.ts';
import { shortDay } from '../ui/format.ts';
import { ActionIcon, AddIcon, BoardIcon, ListIcon, SearchIcon, UploadIcon } from '../ui/icons.ts';
import { useKeys } from '../ui/keys.ts';
import { useNow } from '../ui/now.ts';
import { Empty, Shimmer } from '../ui/parts.tsx';
import { ActingHere, useActing } from './acting.tsx';
import { Board } from './board.tsx';
import { BulkBar } from './bulk.tsx';
import { isFiltering, NO_FILTER, type ActionFilter } from './address.ts';
import { recounted } from './change-model.ts';
import { filterRows, queryOf, scopeOf } from './filter.ts';
import { SortedTable, type Selection } from './list.tsx';
import { listWords } from './list-words.ts';
import { MOST_ROWS, useRows, type Rows, type RowsQuery } from './rows.ts';
import { BY_DUE, sortRows } from './sort.ts';
import { CountStats, Toolbar } from './toolbar.tsx';
import { Views } from './views.tsx';
import './actions.css';

/** What was completed stays on the board for a while. */
const BOARD_DAYS = 30;
const NOTHING: ActionCounts = { open: 0, late: 0, blocked: 0, dueThisWeek: 0 };

export interface WorkbenchProps {
  readonly filter: ActionFilter;
  readonly board: boolean;
  readonly onAt: (filter: ActionFilter, board: boolean) => void;
  /** The committee whose page this is; null for all that the reader may see. */
  readonly within: string | null;
}

export function Workbench(props: WorkbenchProps) {
  const words = useWords(listWords);
  const { zone } = useSession();
  const today = shortDay(useNow(), zone);
  const { board } = props;
  // A board shows every state; what is blocked may still be looked at alone.
  const filter: ActionFilter = board && props.filter.state !== 'blocked' ? { ...props.filter, state: 'all' } : props.filter;
  const scope = { ...scopeOf(filter), ...(board && { state: 'all' as const, since: addDays(today, -BOARD_DAYS) }) };
  const whole = useRows(scope);
  // More than is ever fetched: the server then chooses among them.
  const looked = useDeferredValue(filter);
  const isNarrowed = whole.data?.tooMany === true && isFiltering(looked, props.within);
  const narrowed = useRows({ ...queryOf(looked), ...(board && { since: scope.since }) }, { enabled: isNarrowed });
  const found: RowsQuery = isNarrowed ? { ...narrowed, data: narrowed.data ?? whole.data } : whole;
  const { data } = found;
  if (data === undefined) return found.failed ? <ErrorView error={found.error} onRetry={found.retry} /> : <Shimmer label={words.loading} lines={[45, 90, 75, 90, 60, 90]} block />;
  return (
    <ActingHere today={data.today}>
      <Shown {...props} data={data} looked={looked} fetched={isNarrowed && narrowed.data !== undefined} found={found} />
    </ActingHere>
  );
}

function Shown({ filter, board, onAt, within, data, looked, fetched, found }: WorkbenchProps & { readonly data: Rows; readonly looked: ActionFilter; readonly fetched: boolean; readonly found: RowsQuery }) {
  const words = useWords(listWords);
  const { me, language, acts, go } = useSession();
  const { ask } = useActing();
  const { today } = data;
  const rows = useMemo(() => filterRows(data.rows, looked, { today, me: me.person.id, fetched }), [data.rows, looked, today, me.person.id, fetched]);
  // Where every row is here, the counts are of what else is filtered, so that pressing one shows as many.
  const counts = useMemo(
    () => (data.coming || data.tooMany || scopeOf(looked).state === 'closed' ? data.counts : filterRows(data.rows, { ...looked, state: 'open', late: false, week: false }, { today, me: me.person.id, fetched }).reduce((sum, row) => recounted(sum, null, row, today), NOTHING)),
    [data, looked, today, me.person.id, fetched],
  );
  const [selection, chosen, clear] = useSelection(rows);
  const several = within === null && filter.committee === null;
  const onFilter = (over: Partial<ActionFilter>): void => onAt({ ...filter, ...over }, board);
  const create = newActionRoute({ committee: filter.committee });
  const focused = () => { const id = document.activeElement?.closest<HTMLElement>('[data-action]')?.dataset['action']; return rows.find((row) => row.id === id); };
  useKeys({
    ...(data.mayCreate.ok && { c: () => go(create) }),
    x: () => { const row = focused(); if (row !== undefined && !board) selection.toggle(row.id, false, rows); },
    e: () => { const row = focused(); if (row?.mayEdit === true) ask('edit', row); else if (row?.mayChange === true) ask('due', row); },
  });
  const filtering = isFiltering(filter, within);
  const ways = <div className="row"><MayButton may={data.mayCreate} appearance="primary" icon={<AddIcon />} onAct={() => go(create)}>{words.create}</MayButton>{data.mayImport.ok && <LinkButton to={{ page: 'import-actions', committee: filter.committee }} icon={<UploadIcon />}>{words.import}</LinkButton>}</div>;
  return (
    <>
      <CountStats counts={counts} filter={filter} onFilter={onFilter} />
      <Toolbar filter={filter} onFilter={onFilter} rows={data.rows} within={within} board={board} />
      <div className="action-bar" data-no-print="">
        <output className="muted">{data.coming ? words.coming(data.rows.length) : words.count(rows.length)}</output>
        <div className="row">
          <fieldset className="row bare" data-tight aria-label={words.layout}>
            <ToggleButton icon={<ListIcon />} checked={!board} appearance="subtle" onClick={() => onAt(filter, false)}>{words.list}</ToggleButton>
            <ToggleButton icon={<BoardIcon />} checked={board} appearance="subtle" onClick={() => onAt(filter, true)}>{words.board}</ToggleButton>
          </fieldset>
          <Views filter={filter} board={board} onChoose={(next, asBoard) => { if (within === null || next.committee === within) onAt(next, asBoard); else go({ page: 'actions', filter: next, board: asBoard }); }} />
          <ExportMenu bring={(form) => acts.exportActions(queryOf(filter), form)} />
          {data.rows.length > 0 && ways}
        </div>
      </div>
      {data.tooMany && <MessageBar intent="info" layout="multiline" className="action-notice"><MessageBarBody><MessageBarTitle>{words.tooMany(MOST_ROWS)}</MessageBarTitle> {words.tooManyHint}</MessageBarBody></MessageBar>}
      {found.failed && <MessageBar intent="warning" layout="multiline" className="action-notice"><MessageBarBody>{words.partly}</MessageBarBody><MessageBarActions><Retry onRetry={found.retry} /></MessageBarActions></MessageBar>}
      {rows.length === 0
        ? <div className="card">{filtering && data.rows.length + data.counts.open > 0
          ? <Empty icon={SearchIcon} title={words.noneMatch} words={words.noneMatchHint} act={<Button onClick={() => onAt({ ...NO_FILTER, committee: within }, board)}>{words.clear}</Button>} />
          : <Empty icon={ActionIcon} title={words.none} words={words.noneHint} act={ways} />}</div>
        : board
          ? <><Board rows={sortRows(rows, BY_DUE, language)} today={today} several={several} /><p className="muted small" data-no-print="" style={{ marginTop: 8 }}>{words.boardHint}</p></>
          : <SortedTable rows={rows} today={today} several={several} selection={selection} />}
      {!board && rows.length > 0 && <p className="muted small" data-no-print="" style={{ marginTop: 8 }}>{words.keys}</p>}
      <BulkBar rows={chosen} today={today} onClear={clear} />
    </>
  );
}

/** Only what is on screen counts as chosen: nobody changes what a filter hides. */
function useSelection(rows: readonly ActionRow[]) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const last = useRef<string | null>(null);
  const chosen = useMemo(() => rows.filter(({ id }) => ids.has(id)), [rows, ids]);
  const toggle: Selection['toggle'] = (id, range, among) => {
    const [from, to] = [among.findIndex((row) => row.id === last.current), among.findIndex((row) => row.id === id)];
    const touched = range && from !== -1 ? among.slice(Math.min(from, to), Math.max(from, to) + 1).map((row) => row.id) : [id];
    const add = !ids.has(id);
    last.current = id;
    setIds((before) => { const next = new Set(before); for (const one of touched) if (add) next.add(one); else next.delete(one); return next; });
  };
  const selection: Selection = {
    has: (id) => ids.has(id), toggle,
    toggleAll: () => setIds(chosen.length === rows.length ? new Set() : new Set(rows.map(({ id }) => id))),
  };
  return [selection, chosen, () => setIds(new Set())] as const;
}

function Retry({ onRetry }: { readonly onRetry: () => void }) {
  return <Button onClick={onRetry}>{useShellWords().retry}</Button>;
}

