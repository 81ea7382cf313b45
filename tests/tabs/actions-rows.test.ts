// What the client holds of actions once one has changed: nothing on its way undoes it, and no page goes on telling what is over.
import { InfiniteQueryObserver, QueryClient } from '@tanstack/react-query';
import { waitFor } from '@testing-library/react';
import type { ActionList } from '../../src/contract/actions.ts';
import { putRows, readAgain, refreshLists, resumeLists } from '../../tabs/actions/rows.ts';
import { anAction, anActionList } from './support/builders.ts';

const ROW = anAction('A-1');
const DONE = anAction('A-1', { state: 'done', closedOn: '2027-02-03', version: 2 });
const [LIST, MINE] = [['fr-CA', 'actions', '{}'], ['fr-CA', 'my-actions', '{}']] as const;
const OTHERS = ['desk', 'decision', 'decisions', 'follow-up'].map((name) => ['fr-CA', name, 'x']);

let cache: QueryClient;
beforeEach(() => {
  cache = new QueryClient({ defaultOptions: { queries: { retry: false, gcTime: Infinity } } });
  for (const key of [LIST, MINE]) cache.setQueryData(key, { pages: [anActionList([ROW])], pageParams: [null] });
  for (const key of OTHERS) cache.setQueryData(key, {});
});
const isForgotten = (key: readonly unknown[]) => cache.getQueryState(key)?.isInvalidated;
const statesIn = (key: readonly unknown[]) => cache.getQueryData<{ pages: ActionList[] }>(key)?.pages.flatMap(({ actions }) => actions.map(({ state }) => state));
const until = (isSo: () => boolean) => waitFor(() => { expect(isSo()).toBe(true); });

describe('after a change', () => {
  it('the other pages that tell of actions are read again', () => {
    readAgain(cache, [ROW], [{ ...ROW, priority: 'urgent' } as typeof ROW]);
    expect(OTHERS.map(isForgotten)).toEqual([true, true, true, true]);
    expect([LIST, MINE].map(isForgotten)).toEqual([false, false]);
  });

  it.each([
    ['closes', DONE],
    ['has another owner', { ...ROW, owner: { kind: 'person' as const, id: 'per-ana', person: 'per-ana', label: 'Ana' } }],
    ['has no owner any more', { ...ROW, owner: null }],
  ])('the lists are read again where one %s', (_what, now) => {
    readAgain(cache, [ROW], [now]);
    expect([LIST, MINE].map(isForgotten)).toEqual([true, true]);
  });

  it('of one thing, a list that was forgotten for another stays so', () => {
    readAgain(cache, [ROW], [DONE]);
    putRows(cache, [DONE]);
    expect(statesIn(LIST)).toEqual(['done']);
    expect(isForgotten(LIST)).toBe(true);
  });

  it('one row that is fresh does not make an old list so', () => {
    cache.setQueryData(LIST, { pages: [anActionList([ROW])], pageParams: [null] }, { updatedAt: 1000 });
    putRows(cache, [DONE]);
    expect(statesIn(LIST)).toEqual(['done']);
    expect(cache.getQueryState(LIST)?.dataUpdatedAt).toBe(1000);
  });
});

it('a list of what somebody answers for is asked anew where the owner changed, and no other', async () => {
  const asked: string[] = [];
  const observers = ['{}', '{"owner":"me"}'].map((query) => new InfiniteQueryObserver(cache, { queryKey: ['fr-CA', 'actions', query], queryFn: async () => { asked.push(query); return anActionList([ROW]); }, initialPageParam: null as string | null, getNextPageParam: (last: ActionList) => last.next, staleTime: Infinity }));
  const leave = observers.map((observer) => observer.subscribe(() => undefined));
  await until(() => observers.every((observer) => observer.getCurrentResult().data !== undefined));
  asked.length = 0;
  readAgain(cache, [ROW], [{ ...ROW, owner: null }]);
  await until(() => asked.length > 0);
  expect(asked).toEqual(['{"owner":"me"}']);
  for (const one of leave) one();
});

it('what is made or imported is told to the other pages too', async () => {
  await refreshLists(cache);
  expect([...OTHERS, LIST, MINE].map(isForgotten)).toEqual([true, true, true, true, true, true]);
});

it('a list that was being read anew is not put back as it was before the change, and is read once it is settled', async () => {
  const asked: ((list: ActionList) => void)[] = [];
  const observer = new InfiniteQueryObserver(cache, { queryKey: LIST, queryFn: async ({ signal }) => new Promise<ActionList>((resolve) => { if (!signal.aborted) asked.push(resolve); }), initialPageParam: null as string | null, getNextPageParam: (last: ActionList) => last.next, staleTime: Infinity });
  const leave = observer.subscribe(() => undefined);
  void observer.refetch();
  await until(() => asked.length === 1);
  putRows(cache, [DONE]);
  asked[0]?.(anActionList([ROW]));
  await new Promise((resolve) => { setTimeout(resolve, 20); });
  expect(statesIn(LIST)).toEqual(['done']);
  expect(asked).toHaveLength(1);
  void resumeLists(cache);
  await until(() => asked.length === 2);
  asked[1]?.(anActionList([DONE, anAction('A-2')]));
  await until(() => statesIn(LIST)?.length === 2);
  expect(statesIn(LIST)).toEqual(['done', 'todo']);
  leave();
});
