// $filter, $search and $orderby over rows that know how they are shown.

import { ordered, searched, type Query } from './odata.ts';
import type { Json } from './shapes.ts';

export function filtered<T extends { row: Json }>(rows: readonly T[], query: Query): T[] {
  const { filter, search } = query;
  const kept = rows.filter(({ row }) => (filter === undefined || filter.test(row)) && (search === undefined || searched(row, search)));
  if (query.orderby.length === 0) return kept;
  const byRow = new Map(kept.map((entry) => [entry.row, entry]));
  return ordered(kept.map((entry) => entry.row), query.orderby).flatMap((row) => byRow.get(row) ?? []);
}
