// Thousands of actions as a table of which only what is on screen is drawn; it scrolls with the page, and its rows turn into cards on a
// narrow frame.
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Dropdown, Option } from '@fluentui/react-components';
import { defaultRangeExtractor, useWindowVirtualizer, type Range } from '@tanstack/react-virtual';
import type { ActionRow } from '../../src/contract/actions.ts';
import { useLanguage, useWords } from '../session.tsx';
import { SortDownIcon, SortUpIcon } from '../ui/icons.ts';
import { listWords } from './list-words.ts';
import { ListRow } from './row.tsx';
import { BY_DUE, COLUMNS, sortedBy, sortRows, type SortColumn, type Sorting } from './sort.ts';

const NARROW = '(max-width: 899px)';
const ROW_PX = 49;
const CARD_PX = 148;

export interface Selection {
  readonly has: (id: string) => boolean;
  /** `among`: the rows in the order in which they show, of which a range is taken up to the one that was chosen before. */
  readonly toggle: (id: string, range: boolean, among: readonly ActionRow[]) => void;
  readonly toggleAll: () => void;
}

/** The order is kept here, so that a press on a column draws the table alone. */
export function SortedTable({ rows, today, several, selection }: { readonly rows: readonly ActionRow[]; readonly today: string; readonly several: boolean; readonly selection: Selection }) {
  const words = useWords(listWords);
  const language = useLanguage();
  const [sorting, setSorting] = useState<Sorting>(BY_DUE);
  const sorted = useMemo(() => sortRows(rows, sorting, language), [rows, sorting, language]);
  const columns = columnsOf(several);
  return (
    <>
      {/* Where rows are cards there are no headings to press. */}
      <Dropdown aria-label={words.sort} value={words.sortBy(words.columns[sorting.by])} selectedOptions={[sorting.by]} onOptionSelect={(_event, data) => { const by = columns.find((one) => one === data.optionValue); if (by !== undefined) setSorting(sortedBy(sorting, by)); }} className="action-sort">
        {columns.map((one) => <Option key={one} value={one}>{words.columns[one]}</Option>)}
      </Dropdown>
      <ActionTable rows={sorted} today={today} several={several} sorting={sorting} onSort={(by) => setSorting(sortedBy(sorting, by))} selection={selection} />
    </>
  );
}
const columnsOf = (several: boolean): readonly SortColumn[] => COLUMNS.filter((column) => several || column !== 'committee');

/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a virtual table places its rows itself, which table elements do not let it do */
function ActionTable({ rows, today, several, sorting, onSort, selection }: { readonly rows: readonly ActionRow[]; readonly today: string; readonly several: boolean; readonly sorting: Sorting; readonly onSort: (by: SortColumn) => void; readonly selection: Selection }) {
  const words = useWords(listWords);
  const body = useRef<HTMLDivElement>(null);
  const narrow = useNarrow();
  const [margin, setMargin] = useState(0);
  // What stands above the table comes and goes.
  useLayoutEffect(() => {
    const measure = (): void => { if (body.current !== null) setMargin(Math.round(body.current.getBoundingClientRect().top + scrollY)); };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(document.body);
    return () => watch.disconnect();
  }, []);
  // The row that has the focus stays, however far one scrolls: a focus that is lost is lost for the keyboard.
  const withFocused = (range: Range): number[] => {
    const drawn = defaultRangeExtractor(range);
    const focused = document.activeElement?.closest<HTMLElement>('[data-action]')?.dataset['action'];
    const place = focused === undefined ? -1 : rows.findIndex(({ id }) => id === focused);
    return place === -1 || drawn.includes(place) ? drawn : [...drawn, place].sort((a, b) => a - b);
  };
  // oxlint-disable-next-line react/incompatible-library -- no compiler memoises this component, and what the virtualizer returns goes no further
  const virtual = useWindowVirtualizer({
    count: rows.length, estimateSize: () => (narrow ? CARD_PX : ROW_PX), overscan: 6, scrollMargin: margin, rangeExtractor: withFocused,
    // React 19 draws a scroll in time by itself, and complains of being forced to.
    useFlushSync: false,
  });
  const columns = columnsOf(several);
  return (
    <div className="action-table" role="table" aria-label={words.table} aria-rowcount={rows.length + 1} data-several={several || undefined}>
      <div role="rowgroup" className="action-head">
        <div role="row" aria-rowindex={1} className="action-head-row">
          <div role="columnheader" className="action-check"><AllBox count={rows.length} chosen={rows.reduce((sum, { id }) => sum + Number(selection.has(id)), 0)} onToggle={selection.toggleAll} /></div>
          {columns.map((column) => (
            <div key={column} role="columnheader" className={`action-${column}`} aria-sort={sorting.by !== column ? 'none' : sorting.down ? 'descending' : 'ascending'}>
              <button type="button" className="sort-button" onClick={() => onSort(column)}>{words.columns[column]}{sorting.by === column && (sorting.down ? <SortDownIcon aria-hidden /> : <SortUpIcon aria-hidden />)}</button>
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" ref={body} className="action-body" style={{ height: virtual.getTotalSize() }}>
        {/* By place, not by action: another order writes the same rows anew, and the focus of a row that leaves goes to the next one. */}
        {virtual.getVirtualItems().map(({ index, start, key }) => {
          const row = rows[index];
          return row === undefined ? null : <ListRow key={key} ref={virtual.measureElement} at={index} place={start - margin} row={row} today={today} index={index} several={several} selected={selection.has(row.id)} onSelect={(id, range) => selection.toggle(id, range, rows)} />;
        })}
      </div>
    </div>
  );
}
/* oxlint-enable jsx-a11y/prefer-tag-over-role */

function AllBox({ count, chosen, onToggle }: { readonly count: number; readonly chosen: number; readonly onToggle: () => void }) {
  const words = useWords(listWords);
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => { if (box.current !== null) box.current.indeterminate = chosen > 0 && chosen < count; }, [chosen, count]);
  return <label className="check-box"><input ref={box} type="checkbox" checked={count > 0 && chosen === count} aria-label={words.selectAll(count)} onChange={onToggle} /></label>;
}

function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(() => matchMedia(NARROW).matches);
  useEffect(() => {
    const media = matchMedia(NARROW);
    const tell = (): void => setNarrow(media.matches);
    media.addEventListener('change', tell);
    return () => media.removeEventListener('change', tell);
  }, []);
  return narrow;
}
