// Query options, read and judged once: which of them an operation grants, which properties exist, and how a collection is cut into pages.

import { createHmac } from 'node:crypto';
import { badRequest, GraphError } from './errors.ts';
import { parseFilter, type Filter, type Row } from './filter.ts';

export type OptionName = '$select' | '$filter' | '$expand' | '$top' | '$orderby' | '$count' | '$search' | '$skiptoken' | '$deltatoken' | '$skip' | '$format';
const SYSTEM: readonly string[] = ['$select', '$filter', '$expand', '$top', '$orderby', '$count', '$search', '$skiptoken', '$deltatoken', '$skip', '$format'];

export interface Expansion { name: string; select: string[] | undefined; /** What stands after `$filter=` inside the parentheses. */ filter: string | undefined }
export interface Query {
  readonly select: string[] | undefined;
  readonly expand: Expansion[];
  readonly filter: Filter | undefined;
  readonly orderby: { property: string; descending: boolean }[];
  readonly top: number | undefined;
  readonly count: boolean;
  readonly search: { property: string; text: string }[] | undefined;
  readonly skipToken: string | undefined;
  readonly deltaToken: string | undefined;
  readonly has: (name: OptionName) => boolean;
}

/** What an operation takes. `type` is the name in messages; properties not in `properties` do not exist. */
export interface Shape {
  readonly type: string;
  readonly properties: readonly string[];
  readonly navigation?: readonly string[];
}
export interface Rules {
  readonly shape: Shape;
  readonly allow: readonly OptionName[];
  /** Directory objects have limits and an advanced mode of their own. */
  readonly directory?: boolean;
  readonly expandable?: readonly string[];
  readonly maxTop?: number;
  readonly filterable?: readonly string[];
}

/** Options may come without their `$`; names are not case-sensitive, as on the service. */
export function readOptions(search: URLSearchParams): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of search) {
    const lower = name.toLowerCase();
    const system = SYSTEM.find((s) => s === lower || s === `$${lower}`);
    if (system === undefined) {
      if (lower.startsWith('$')) throw badRequest(`The query parameter '${name}' is not supported.`);
      continue;
    }
    if (found.has(system)) throw badRequest(`Query parameter '${system}' was specified multiple times, but it can be specified at most once.`);
    found.set(system, value);
  }
  return found;
}

export function readQuery(search: URLSearchParams, rules: Rules, header: (name: string) => string | undefined): Query {
  const options = readOptions(search);
  for (const name of options.keys()) {
    if (name === '$format' || rules.allow.includes(name as OptionName)) continue;
    if (rules.directory === true && name === '$skip') throw new GraphError(400, 'Request_BadRequest', "'$skip' is not supported by the service.");
    const plain = name.slice(1);
    throw badRequest(`Query option '${plain[0]?.toUpperCase()}${plain.slice(1)}' is not allowed. To allow it, set the 'AllowedQueryOptions' property on EnableQueryAttribute or QueryValidationSettings.`);
  }
  const value = (name: OptionName) => options.get(name);
  const empty = [...options].find(([name, v]) => v.trim() === '' && name !== '$skiptoken');
  if (empty !== undefined) throw badRequest(`The query parameter '${empty[0]}' must not be empty.`);
  const filter = value('$filter') === undefined ? undefined : parseFilter(value('$filter') ?? '');
  const query: Query = {
    select: readSelect(value('$select'), rules.shape),
    expand: readExpand(value('$expand'), rules),
    filter,
    orderby: readOrder(value('$orderby'), rules.shape),
    top: readTop(value('$top'), rules),
    count: readBoolean(value('$count'), '$count'),
    search: readSearch(value('$search')),
    skipToken: value('$skiptoken'),
    deltaToken: value('$deltatoken'),
    has: (name) => options.has(name),
  };
  for (const property of filter?.properties ?? []) {
    const first = property.split('/')[0] ?? '';
    const known = rules.filterable === undefined ? exists(rules.shape, first) : rules.filterable.includes(property) || rules.filterable.includes(first);
    if (known) continue;
    if (rules.directory === true) throw new GraphError(400, 'Request_UnsupportedQuery', `Unsupported or invalid query filter clause specified for property '${property}' of resource '${rules.shape.type[0]?.toUpperCase()}${rules.shape.type.slice(1)}'.`);
    throw badRequest(exists(rules.shape, first) ? `Invalid filter clause: filtering on the property '${property}' is not supported.` : `Could not find a property named '${property}' on type 'microsoft.graph.${rules.shape.type}'.`);
  }
  if (rules.directory === true) judgeDirectory(query, header('consistencylevel'));
  return query;
}

/** "Advanced query capabilities on Microsoft Entra ID objects": these need ConsistencyLevel: eventual, most of them $count=true as well. */
function judgeDirectory(query: Query, consistency: string | undefined): void {
  const eventual = consistency?.toLowerCase() === 'eventual';
  const uses = query.filter?.uses ?? new Set<string>();
  if (uses.has('contains') || uses.has('tolower') || uses.has('toupper')) throw new GraphError(400, 'Request_UnsupportedQuery', `Unsupported query: the function '${uses.has('contains') ? 'contains' : 'tolower'}' is not supported on directory objects.`);
  if ((query.filter?.widest ?? 0) > 15) throw new GraphError(400, 'Request_UnsupportedQuery', `Too many child clauses specified in search filter expression containing 'OR' operators: ${query.filter?.widest}. Max allowed: 15.`);
  const operator = ['ne', 'not', 'endswith'].find((name) => uses.has(name));
  const needs = operator !== undefined || (query.orderby.length > 0 && query.filter !== undefined);
  const refer = 'Refer to https://aka.ms/graph-docs/advanced-queries for more information';
  if (query.search !== undefined && !eventual) throw new GraphError(400, 'Request_UnsupportedQuery', "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'");
  if (operator !== undefined && !eventual) throw new GraphError(400, 'Request_UnsupportedQuery', `Operator '${operator}' is not supported because the 'ConsistencyLevel:eventual' header is missing. ${refer}`);
  if (operator !== undefined && !query.count) throw new GraphError(400, 'Request_UnsupportedQuery', `Operator '${operator}' is not supported because the required parameters might be missing. Try adding $count=true query parameter and ConsistencyLevel:eventual header. ${refer}`);
  if (needs && (!eventual || !query.count)) throw new GraphError(400, 'Request_UnsupportedQuery', `Sorting not supported for current query. ${refer}`);
  if (query.count && !eventual) throw new GraphError(400, 'Request_UnsupportedQuery', `$count is not currently supported without the 'ConsistencyLevel:eventual' header. ${refer}`);
}

const exists = (shape: Shape, name: string): boolean => shape.properties.includes(name) || shape.navigation?.includes(name) === true;

function readSelect(raw: string | undefined, shape: Shape): string[] | undefined {
  if (raw === undefined) return undefined;
  const names = raw.split(',').map((part) => part.trim().split('/')[0] ?? '');
  if (names.includes('*')) return undefined;
  for (const name of names) if (!shape.properties.includes(name) && shape.navigation?.includes(name) !== true) throw badRequest(`Parsing OData Select and Expand failed: Could not find a property named '${name}' on type 'microsoft.graph.${shape.type}'.`);
  return names;
}
function readExpand(raw: string | undefined, rules: Rules): Expansion[] {
  if (raw === undefined) return [];
  return splitTop(raw).map((part) => {
    const m = /^([\w.]+)(?:\((.*)\))?$/s.exec(part.trim());
    const name = m?.[1] ?? '';
    if (m === null || rules.shape.navigation?.includes(name) !== true) throw badRequest(`Parsing OData Select and Expand failed: Could not find a property named '${name === '' ? part.trim() : name}' on type 'microsoft.graph.${rules.shape.type}'.`);
    if (rules.expandable?.includes(name) !== true) throw badRequest(`The property '${name}' cannot be used in the $expand query option.`);
    const select = /\$select=([^;]+)/i.exec(m[2] ?? '')?.[1]?.split(',').map((s) => s.trim());
    const filter = /\$filter=([^;]+)/i.exec(m[2] ?? '')?.[1]?.trim();
    return { name, select, filter };
  });
}
function splitTop(raw: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const c of raw) {
    if (c === '(') depth += 1;
    if (c === ')') depth -= 1;
    if (c === ',' && depth === 0) { parts.push(part); part = ''; } else part += c;
  }
  return [...parts, part];
}
function readOrder(raw: string | undefined, shape: Shape): Query['orderby'] {
  if (raw === undefined) return [];
  return raw.split(',').map((part) => {
    const m = /^\s*([\w/]+)(?:\s+(asc|desc))?\s*$/i.exec(part);
    if (m?.[1] === undefined) throw badRequest(`Syntax error in '$orderby': '${raw}'.`);
    if (!exists(shape, m[1].split('/')[0] ?? '')) throw badRequest(`Could not find a property named '${m[1]}' on type 'microsoft.graph.${shape.type}'.`);
    return { property: m[1], descending: m[2]?.toLowerCase() === 'desc' };
  });
}
function readTop(raw: string | undefined, rules: Rules): number | undefined {
  if (raw === undefined) return undefined;
  const max = rules.maxTop ?? 999;
  const top = Number(raw);
  if (!/^\d+$/.test(raw) || top < 1 || top > max) throw new GraphError(400, rules.directory === true ? 'Request_UnsupportedQuery' : 'BadRequest', rules.directory === true ? `Invalid page size specified: '${raw}'. Must be between 1 and ${max} inclusive.` : `The limit of '${max}' for Top query has been exceeded. The value from the incoming request is '${raw}'.`);
  return top;
}
function readBoolean(raw: string | undefined, name: string): boolean {
  if (raw === undefined) return false;
  if (!/^(?:true|false)$/i.test(raw)) throw badRequest(`Invalid value '${raw}' for ${name} query option found. The ${name} query option requires 'true' or 'false'.`);
  return raw.toLowerCase() === 'true';
}
/** `"displayName:télé"`, and several joined by AND or OR (treated alike: each clause must be well formed). */
function readSearch(raw: string | undefined): Query['search'] {
  if (raw === undefined) return undefined;
  const clauses = [...raw.matchAll(/"([A-Za-z]+):([^"]*)"/g)];
  if (clauses.length === 0 || raw.replaceAll(/"[A-Za-z]+:[^"]*"|\bAND\b|\bOR\b|[\s()]/g, '') !== '') throw new GraphError(400, 'Request_UnsupportedQuery', `Syntax error: character '${raw[0] ?? ''}' is not valid at position 0 in '${raw}'. The search clause must be of the form "property:value" in double quotes.`);
  return clauses.map(([, property = '', text = '']) => ({ property, text }));
}

export function project(row: Record<string, unknown>, select: readonly string[] | undefined): Record<string, unknown> {
  if (select === undefined) return row;
  return Object.fromEntries(Object.entries(row).filter(([name]) => name.startsWith('@') || select.includes(name)));
}

const fold = (text: unknown): string => (typeof text === 'string' ? text : JSON.stringify(text ?? '')).normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

const at = (row: Row, path: string): unknown => path.split('/').reduce<unknown>((value, part) => (typeof value === 'object' && value !== null ? (value as Row)[part] : undefined), row);

export function ordered<T extends Row>(rows: T[], orderby: Query['orderby']): T[] {
  if (orderby.length === 0) return rows;
  return rows.toSorted((a, b) => {
    for (const { property, descending } of orderby) {
      const order = fold(at(a, property)).localeCompare(fold(at(b, property)));
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  });
}
/** Words of the property that begin with the text, accents and case aside. */
export const searched = (row: Row, search: NonNullable<Query['search']>): boolean => search.every(({ property, text }) => fold(row[property]).split(/[\s@._—–-]+/).some((word) => word.startsWith(fold(text))) || fold(row[property]).startsWith(fold(text)));

/** Position in a collection, sealed: a token that was changed, or that belongs to another question, is refused. */
export function makeToken(secret: string, value: unknown): string {
  const body = Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${body}.${createHmac('sha256', secret).update(body).digest('base64url').slice(0, 22)}`;
}
export function readToken(secret: string, token: string): unknown {
  const [body = '', seal = ''] = token.split('.');
  if (createHmac('sha256', secret).update(body).digest('base64url').slice(0, 22) !== seal) return undefined;
  return JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as unknown;
}

export interface PageRequest<T> {
  readonly rows: readonly T[];
  readonly pageSize: number;
  readonly keyOf: (row: T) => string;
  readonly secret: string;
  readonly skipToken: string | undefined;
  /** URL of this request: links lead back to it. */
  readonly url: URL;
  /** What else must be the same for a token to be good: the operation and its filter. */
  readonly question: string;
}

export function page<T>(p: PageRequest<T>): { rows: T[]; nextLink: string | undefined } {
  let start = 0;
  if (p.skipToken !== undefined) {
    const token = readToken(p.secret, p.skipToken) as { after?: string; question?: string; index?: number } | undefined;
    if (token?.question !== p.question || token.after === undefined) throw new GraphError(400, 'Directory_ExpiredPageToken', 'The specified page token value has expired and can no longer be included in your request.');
    const found = p.rows.findIndex((row) => p.keyOf(row) === token.after);
    // What the token points at has gone in the meantime: go on from the same place.
    start = found === -1 ? Math.min(token.index ?? 0, p.rows.length) : found + 1;
  }
  const rows = p.rows.slice(start, start + p.pageSize);
  const last = rows.at(-1);
  if (last === undefined || start + rows.length >= p.rows.length) return { rows, nextLink: undefined };
  return { rows, nextLink: linkWith(p.url, '$skiptoken', makeToken(p.secret, { after: p.keyOf(last), question: p.question, index: start + rows.length })) };
}

/** The same question with another token, spelt as Graph spells it. */
export function linkWith(url: URL, name: '$skiptoken' | '$deltatoken', token: string, keep: (name: string) => boolean = () => true): string {
  const kept = [...url.searchParams].filter(([key]) => !['$skiptoken', '$deltatoken', 'skiptoken', 'deltatoken'].includes(key.toLowerCase()) && keep(key.toLowerCase()));
  const query = [...kept, [name, token]].map(([key = '', value = '']) => `${key.startsWith('$') ? `$${encodeURIComponent(key.slice(1))}` : encodeURIComponent(key)}=${encodeURIComponent(value)}`).join('&');
  return `${url.origin}${url.pathname}?${query}`;
}
