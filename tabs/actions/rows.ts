// The rows of a list as they come, page after page in the background; every list that holds a row is told at once of its change, and what
// cannot be told is read again.
import { useEffect, useMemo } from 'react';
import { useInfiniteQuery, type InfiniteData, type Query, type QueryClient, type QueryKey, type QueryState } from '@tanstack/react-query';
import { ActionRow, type ActionDetail, type ActionCounts, type ActionList, type ActionQuery } from '../../src/contract/actions.ts';
import type { May } from '../../src/contract/common.ts';
import { useSession } from '../session.tsx';
import { recounted } from './change-model.ts';
import { isOpen } from './filter.ts';

/** More than anybody reads: beyond, one narrows the list. */
export const MOST_ROWS = 5000;
/** The first page fills a screen; the others come in few requests. */
const FIRST = 200;
const NEXT = 1000;

export interface Rows {
  readonly rows: readonly ActionRow[];
  readonly today: string;
  readonly counts: ActionCounts;
  readonly mayCreate: May;
  readonly mayImport: May;
  /** Still coming in the background. */
  readonly coming: boolean;
  /** There are more than are ever fetched. */
  readonly tooMany: boolean;
}
export interface RowsQuery { readonly data: Rows | undefined; readonly error: unknown; readonly failed: boolean; readonly retry: () => void }

export function useRows(query: ActionQuery, { mine = false, enabled = true } = {}): RowsQuery {
  const { queries } = useSession();
  const { key, page, placeholderData } = queries.actions(query, mine);
  const found = useInfiniteQuery({
    queryKey: key, queryFn: ({ pageParam, signal }) => page(pageParam, pageParam === null ? FIRST : NEXT, signal), initialPageParam: null as string | null,
    getNextPageParam: (last: ActionList) => last.next, placeholderData, staleTime: 120_000, refetchOnWindowFocus: false, enabled,
  });
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = found;
  const count = data?.pages.reduce((sum, one) => sum + one.actions.length, 0) ?? 0;
  const more = hasNextPage && count < MOST_ROWS;
  useEffect(() => { if (more && enabled && !isFetching && !isError) void fetchNextPage(); }, [more, enabled, isFetching, isError, fetchNextPage]);
  const rows = useMemo((): Rows | undefined => {
    const first = data?.pages[0];
    if (first === undefined) return undefined;
    return { rows: data!.pages.flatMap((one) => one.actions), today: first.today, counts: first.counts, mayCreate: first.mayCreate, mayImport: first.mayImport, coming: more, tooMany: hasNextPage && !more };
  }, [data, more, hasNextPage]);
  return { data: rows, error: found.error, failed: isError, retry: () => { void (data === undefined ? found.refetch() : fetchNextPage()); } };
}

type Pages = InfiniteData<ActionList, string | null>;
const named = (...names: readonly string[]) => ({ queryKey }: { readonly queryKey: QueryKey }): boolean => names.includes(String(queryKey[1]));
const isList = named('actions', 'my-actions');
/** A list of what somebody answers for: only the server tells, for a person may hold several seats. */
const isOfOwner = (list: { readonly queryKey: QueryKey }): boolean => isList(list) && (list.queryKey[1] === 'my-actions' || /"(?:owner|answered)":/.test(String(list.queryKey[2])));
/** Other pages that tell of actions: how many are late, what became of a decision, what a meeting goes through. */
const tellsOfActions = named('desk', 'decision', 'decisions', 'follow-up', 'search');

/** Lists that a change stopped while all of them was being read anew. */
const stopped = new WeakSet<Query>();

/**
 * A page on its way was asked for before the change, and the client would put it after the pages as they were then: it is stopped.
 * `useRows` asks for the pages that follow by itself; a reading of everything begins again once the change is settled.
 */
function stop(list: Query): void {
  if (list.state.fetchStatus === 'idle') return;
  if (list.state.fetchMeta?.fetchMore === undefined) stopped.add(list);
  void list.cancel({ revert: true });
}
export async function resumeLists(cache: QueryClient): Promise<void> {
  const again = new Set(cache.getQueryCache().findAll({ predicate: (list) => stopped.delete(list) }));
  if (again.size > 0) await cache.invalidateQueries({ predicate: (list) => again.has(list) });
}

/** Puts the rows in the place of what each list holds of them, and counts them anew. A list that holds none is left alone. */
export function putRows(cache: QueryClient, rows: readonly ActionRow[]): void {
  const fresh = new Map(rows.map((row) => [row.id, row]));
  for (const list of cache.getQueryCache().findAll({ predicate: isList })) {
    // Before its first page a list shows nothing that could be undone.
    if (list.state.data === undefined) continue;
    stop(list);
    const { data, dataUpdatedAt, isInvalidated } = list.state as QueryState<Pages>;
    const held = data?.pages.flatMap((page) => page.actions.filter(({ id }) => fresh.has(id))) ?? [];
    if (data === undefined || held.length === 0) continue;
    const pages = data.pages.map((page) => (page.actions.some(({ id }) => fresh.has(id)) ? { ...page, actions: page.actions.map((one) => fresh.get(one.id) ?? one) } : page));
    // The counts of the whole stand on the first page.
    const counted = pages.map((page, place) => (place > 0 ? page : { ...page, counts: held.reduce((counts, before) => recounted(counts, before, fresh.get(before.id) ?? null, page.today), page.counts) }));
    // One row that is fresh does not make the list so.
    cache.setQueryData<Pages>(list.queryKey, { ...data, pages: counted }, { updatedAt: dataUpdatedAt });
    if (isInvalidated) list.invalidate();
  }
}
export const putRow = (cache: QueryClient, row: ActionRow): void => putRows(cache, [row]);

export const rowOf = (detail: ActionDetail): ActionRow => ActionRow.parse(detail);

/** What the server says of it, wherever it shows. */
export function putDetail(cache: QueryClient, key: QueryKey, detail: ActionDetail): void {
  void cache.cancelQueries({ queryKey: key, exact: true });
  cache.setQueryData(key, detail);
  putRow(cache, rowOf(detail));
}

type Told = Pick<ActionRow, 'id' | 'state' | 'owner'>;
/** What is to be read again once actions have changed and their rows are put: lists that may lack one now or hold it wrongly, and the other pages. */
export function readAgain(cache: QueryClient, before: readonly Told[], after: readonly Told[]): void {
  const known = new Map(before.map((row) => [row.id, row]));
  const differ = (fact: (row: Told) => unknown): boolean => after.some((row) => { const was = known.get(row.id); return was !== undefined && fact(was) !== fact(row); });
  const moved = differ(({ owner }) => owner?.id);
  // What was closed stays in sight until one leaves.
  if (moved || differ(({ state }) => isOpen(state))) void cache.invalidateQueries({ predicate: isList, refetchType: 'none' });
  if (moved) void cache.invalidateQueries({ predicate: isOfOwner });
  void cache.invalidateQueries({ predicate: tellsOfActions });
  void resumeLists(cache);
}
/** Something was made: what is on screen is read again too. */
export const refreshLists = (cache: QueryClient): Promise<void> => cache.invalidateQueries({ predicate: (query) => isList(query) || tellsOfActions(query) });
