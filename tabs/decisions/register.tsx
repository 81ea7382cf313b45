// The register of a committee or of the whole network: the newest first, filtered by the server, page after page.
import type { ReactNode } from 'react';
import { Button, Dropdown, Option, ToggleButton } from '@fluentui/react-components';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { DecisionList, DecisionRow } from '../../src/contract/decisions.ts';
import { ExportMenu } from '../export-menu.tsx';
import { ErrorView, MayButton, PageLink } from '../layout.tsx';
import { newDecisionRoute } from '../route.ts';
import { useLanguage, useSession, useWords } from '../session.tsx';
import { day, localAt, shortDay } from '../ui/format.ts';
import { AddIcon, DecisionIcon, SearchIcon, WorkingIcon } from '../ui/icons.ts';
import { useKeys } from '../ui/keys.ts';
import { useNow } from '../ui/now.ts';
import { Empty, GridTable, Shimmer, type Column } from '../ui/parts.tsx';
import { Picker } from '../ui/picker.tsx';
import { QuietSearch } from '../ui/quiet-search.tsx';
import type { Language } from '../ui/words.ts';
import { decisionQueryOf, isFilteringDecisions, KINDS, NO_DECISION_FILTER, STANDINGS, type DecisionFilter } from './address.ts';
import { DecisionInCamera, ExecutionMark, ReachMark, StandingMark } from './marks.tsx';
import { decisionWords, type DecisionWords } from './words.ts';
import './decisions.css';

export interface RegisterProps {
  readonly filter: DecisionFilter;
  readonly onFilter: (filter: DecisionFilter) => void;
  /** The committee whose page this is; null for all that the reader may see. */
  readonly within: string | null;
}

export function Register({ filter, onFilter, within }: RegisterProps) {
  const words = useWords(decisionWords);
  const { queries, acts, go } = useSession();
  const { key, page } = queries.decisions(decisionQueryOf(filter));
  const query = useInfiniteQuery({ queryKey: key, queryFn: ({ pageParam, signal }) => page(pageParam, signal), initialPageParam: null as string | null, getNextPageParam: (last: DecisionList) => last.next, placeholderData: keepPreviousData, staleTime: 60_000 });
  const rows = query.data?.pages.flatMap((one) => one.decisions) ?? [];
  const mayRecord = query.data?.pages[0]?.mayRecord ?? { ok: false };
  const record = (): void => go(newDecisionRoute({ committee: filter.committee }));
  useKeys({ ...(mayRecord.ok && { c: record }) });
  const isFiltering = isFilteringDecisions(filter, within);
  const clear = <Button onClick={() => onFilter({ ...NO_DECISION_FILTER, committee: within })}>{words.clear}</Button>;
  const act = <MayButton may={mayRecord} appearance="primary" icon={<AddIcon />} onAct={record}>{words.record}</MayButton>;
  return (
    <>
      <Filters filter={filter} onFilter={onFilter} within={within} />
      {query.data === undefined
        ? query.isError ? <ErrorView error={query.error} onRetry={() => { void query.refetch(); }} /> : <Shimmer label={words.loading} lines={[75, 90, 60, 90, 75]} block />
        : (
          <>
            <div className="row decision-bar" data-between="" data-no-print=""><output className="muted">{words.shown(rows.length, query.hasNextPage)}</output>{(rows.length > 0 || isFiltering) && <span className="row"><ExportMenu bring={(form) => acts.exportDecisions(decisionQueryOf(filter), form)} />{act}</span>}</div>
            <section className="card" data-flush="" data-stale={query.isPlaceholderData || undefined}>
              {rows.length > 0
                ? <Rows rows={rows} />
                : isFiltering
                  ? <Empty icon={SearchIcon} title={words.noneMatch} words={words.noneMatchHint} act={clear} />
                  : <Empty icon={DecisionIcon} title={words.none} words={words.noneHint} act={act} />}
            </section>
            {query.isError && <ErrorView error={query.error} onRetry={() => { void query.fetchNextPage(); }} />}
            {query.hasNextPage && !query.isError && <div style={{ marginTop: 12 }} data-no-print=""><Button disabledFocusable={query.isFetchingNextPage} {...(query.isFetchingNextPage && { icon: <WorkingIcon /> })} onClick={() => { void query.fetchNextPage(); }}>{words.more}</Button></div>}
            {rows.length > 0 && <p className="muted small" data-no-print="" style={{ marginTop: 8 }}>{words.keys}</p>}
          </>
        )}
    </>
  );
}

function Rows({ rows }: { readonly rows: readonly DecisionRow[] }) {
  const words = useWords(decisionWords);
  const language = useLanguage();
  return <GridTable label={words.title} columns={columnsOf(words, language)} rows={rows} keyOf={(row) => row.id} />;
}

const columnsOf = (words: DecisionWords, language: Language): readonly Column<DecisionRow>[] => [
  { key: 'number', name: words.columns.number, width: 'minmax(180px, 1fr)', cell: (row) => <span className="decision-number"><span className="strong">{row.number}</span><span className="muted small">{words.kinds[row.kind]}</span></span> },
  { key: 'title', name: words.columns.title, width: 'minmax(0, 3fr)', cell: (row) => <><PageLink to={{ page: 'decision', id: row.id }} row>{row.title}</PageLink>{row.inCamera && <> <DecisionInCamera /></>}</> },
  { key: 'on', name: words.columns.on, width: '150px', cell: (row) => day(localAt(`${row.takenOn}T12:00`), language, 'UTC', { weekday: false }) },
  { key: 'standing', name: words.columns.standing, width: '112px', cell: (row) => <StandingMark standing={row.standing} /> },
  { key: 'execution', name: words.columns.execution, width: 'minmax(150px, 1.2fr)', cell: (row) => <ExecutionMark execution={row.execution} /> },
  { key: 'reach', name: words.columns.reach, width: 'minmax(130px, 1fr)', empty: (row) => row.reach === null, cell: (row) => (row.reach === null ? <span className="muted"><span aria-hidden="true">—</span><span className="visually-hidden">{words.noReach}</span></span> : <ReachMark reach={row.reach} />) },
];

const FIRST_YEAR = 2024;

function Filters({ filter, onFilter, within }: RegisterProps) {
  const words = useWords(decisionWords);
  const { queries, zone } = useSession();
  const language = useLanguage();
  const thisYear = Number(shortDay(useNow(), zone).slice(0, 4));
  const committees = useQuery({ ...queries.committees, enabled: within === null }).data?.committees ?? [];
  const territories = new Map(committees.flatMap((one) => (one.territoryId === null || one.territory === null ? [] : [[one.territoryId, one.territory] as const])));
  const years = Array.from({ length: Math.max(1, thisYear - FIRST_YEAR + 1) }, (_none, back) => String(thisYear - back));
  if (filter.year !== null && !years.includes(String(filter.year))) years.push(String(filter.year));
  const change = (over: Partial<DecisionFilter>): void => onFilter({ ...filter, ...over });
  const { filters } = words;
  return (
    <div className="toolbar decision-filters">
      <QuietSearch value={filter.q} onChange={(q) => change({ q })} label={words.search} placeholder={words.searchHint} />
      <Choice label={filters.kind} any={filters.anyKind} value={filter.kind} names={KINDS.map((one) => [one, words.kinds[one]])} onChoose={(kind) => change({ kind: KINDS.find((one) => one === kind) ?? null })} />
      <Choice label={filters.standing} any={filters.anyStanding} value={filter.standing} names={STANDINGS.map((one) => [one, words.standings[one]])} onChoose={(standing) => change({ standing: STANDINGS.find((one) => one === standing) ?? null })} />
      {within === null && (
        <>
          <div className="decision-filter"><Picker label={filters.committee} placeholder={filters.anyCommittee} value={filter.committee} onChoose={(committee) => change({ committee })} words={words.picker} choices={committees.map((one) => ({ id: one.id, name: one.acronym, detail: one.name }))} /></div>
          {(territories.size > 1 || filter.territory !== null) && <Choice label={filters.territory} any={filters.anyTerritory} value={filter.territory} names={[...territories].sort(([, a], [, b]) => a.localeCompare(b, language))} onChoose={(territory) => change({ territory })} />}
        </>
      )}
      <Choice label={filters.year} any={filters.anyYear} value={filter.year?.toString() ?? null} names={years.map((one) => [one, one])} onChoose={(year) => change({ year: year === null ? null : Number(year) })} />
      {(within === null || filter.answered) && <ToggleButton checked={filter.answered} onClick={() => change({ answered: !filter.answered })}>{filters.answered}</ToggleButton>}
      <ToggleButton checked={filter.awaiting} onClick={() => change({ awaiting: !filter.awaiting })}>{filters.awaiting}</ToggleButton>
      {isFilteringDecisions(filter, within) && <Button appearance="subtle" onClick={() => onFilter({ ...NO_DECISION_FILTER, committee: within })}>{words.clear}</Button>}
    </div>
  );
}

/** One of a few, or any. */
function Choice({ label, any, value, names, onChoose }: { readonly label: string; readonly any: string; readonly value: string | null; readonly names: readonly (readonly [id: string, name: string])[]; readonly onChoose: (id: string | null) => void }): ReactNode {
  return (
    <Dropdown aria-label={label} className="decision-filter" value={names.find(([id]) => id === value)?.[1] ?? any} selectedOptions={[value ?? '']} onOptionSelect={(_event, data) => onChoose(data.optionValue === undefined || data.optionValue === '' ? null : data.optionValue)}>
      <Option value="">{any}</Option>
      {names.map(([id, name]) => <Option key={id} value={id}>{name}</Option>)}
    </Dropdown>
  );
}
