// The rows of a list as they come, page after page in the background; and every list that holds a row is told at once of its change.
import { useEffect, useMemo } from 'react';
import { useInfiniteQuery, type InfiniteData, type QueryClient, type QueryKey } from '@tanstack/react-query';
import { ActionRow, type ActionDetail, type ActionCounts, type ActionList, type ActionQuery } from '../../src/contract/actions.ts';
import type { May } from '../../src/contract/common.ts';
import { useSession } from '../session.tsx';
import { recounted } from './change-model.ts';

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
const isList = ({ queryKey }: { readonly queryKey: QueryKey }): boolean => queryKey[1] === 'actions' || queryKey[1] === 'my-actions';

/** Puts the rows in the place of what each list holds of them, and counts them anew. A list that holds none is left alone. */
export function putRows(cache: QueryClient, rows: readonly ActionRow[]): void {
  const fresh = new Map(rows.map((row) => [row.id, row]));
  cache.setQueriesData<Pages>({ predicate: isList }, (data) => {
    const held = data?.pages.flatMap((page) => page.actions.filter(({ id }) => fresh.has(id))) ?? [];
    if (data === undefined || held.length === 0) return data;
    const pages = data.pages.map((page) => (page.actions.some(({ id }) => fresh.has(id)) ? { ...page, actions: page.actions.map((one) => fresh.get(one.id) ?? one) } : page));
    // The counts of the whole stand on the first page.
    return { ...data, pages: pages.map((page, place) => (place > 0 ? page : { ...page, counts: held.reduce((counts, before) => recounted(counts, before, fresh.get(before.id) ?? null, page.today), page.counts) })) };
  });
}
export const putRow = (cache: QueryClient, row: ActionRow): void => putRows(cache, [row]);

export const rowOf = (detail: ActionDetail): ActionRow => ActionRow.parse(detail);

/** What the server says of it, wherever it shows. */
export function putDetail(cache: QueryClient, key: QueryKey, detail: ActionDetail): void {
  cache.setQueryData(key, detail);
  putRow(cache, rowOf(detail));
}

/** Lists that may lack it now, or hold it wrongly, are read again when they are next looked at. */
export const forgetLists = (cache: QueryClient): Promise<void> => cache.invalidateQueries({ predicate: isList, refetchType: 'none' });
/** Something was made: what is on screen is read again too. */
export const refreshLists = (cache: QueryClient): Promise<void> => cache.invalidateQueries({ predicate: isList });
