// A collection as Graph answers it: filtered, ordered, projected, paged, counted.

import { filtered } from './filtered.ts';
import { context, ok, type Call } from './operation.ts';
import { page, project, type Query } from './odata.ts';
import type { GraphReply } from './errors.ts';
import type { Json } from './shapes.ts';

export interface Listing {
  /** In the order in which they are listed unless $orderby says otherwise. `row` is what $filter sees; it must hold `id`. */
  readonly rows: readonly { row: Json; shown: () => Json }[];
  readonly query: Query;
  readonly fragment: string;
  readonly pageSize: number;
  /** Some lists (members, channels, tabs) tell their length without being asked. */
  readonly alwaysCount?: boolean;
  /** `$skip`, where the service takes it. */
  readonly skip?: number;
  /** $select is already applied by `shown`. */
  readonly projected?: boolean;
}

export function listing(call: Call, list: Listing): GraphReply {
  const { query } = list;
  const rows = filtered(list.rows, query);
  const question = `${call.method} ${call.url.pathname}?${call.url.searchParams.get('$filter') ?? ''}|${call.url.searchParams.get('$orderby') ?? ''}`;
  const cut = page({ rows: rows.slice(list.skip ?? 0), pageSize: query.top ?? list.pageSize, keyOf: (r) => String(r.row['id']), secret: call.secret, skipToken: query.skipToken, url: call.url, question });
  return ok({
    '@odata.context': context(call, query.select === undefined ? list.fragment : `${list.fragment}(${query.select.join(',')})`),
    ...(query.count || list.alwaysCount === true ? { '@odata.count': rows.length } : {}),
    ...(cut.nextLink === undefined ? {} : { '@odata.nextLink': cut.nextLink }),
    value: cut.rows.map((r) => (list.projected === true ? r.shown() : project(r.shown(), query.select === undefined ? undefined : ['id', ...query.select, ...query.expand.map((e) => e.name)]))),
  });
}
