// The $filter language of OData v4, as far as Graph takes it: comparisons, in, and/or/not, string functions, any/all over collections.

import { badRequest, GraphError } from './errors.ts';

export type Scalar = string | number | boolean | null;
export type Row = Readonly<Record<string, unknown>>;

export interface Filter {
  test(row: Row): boolean;
  /** Operators and functions used, lower-case: what the directory calls advanced is judged from these. */
  readonly uses: ReadonlySet<string>;
  /** Properties named, with `/` between levels. */
  readonly properties: ReadonlySet<string>;
  /** Values in the longest `in` or chain of `or`. */
  readonly widest: number;
}

type Token = { kind: 'word' | 'literal' | 'mark'; text: string; value?: Scalar };
type Evaluate = (row: Row, names: Readonly<Record<string, unknown>>) => unknown;

const COMPARE = new Set(['eq', 'ne', 'gt', 'ge', 'lt', 'le']);
const FUNCTIONS: Record<string, (a: unknown, b: unknown) => unknown> = {
  startswith: (a, b) => both(a, b) && fold(a).startsWith(fold(b)),
  endswith: (a, b) => both(a, b) && fold(a).endsWith(fold(b)),
  contains: (a, b) => both(a, b) && fold(a).includes(fold(b)),
  tolower: (a) => (typeof a === 'string' ? a.toLowerCase() : a),
  toupper: (a) => (typeof a === 'string' ? a.toUpperCase() : a),
};
const ARITY: Record<string, number> = { startswith: 2, endswith: 2, contains: 2, tolower: 1, toupper: 1 };
const fold = (v: unknown): string => (typeof v === 'string' ? v : JSON.stringify(v)).toLowerCase();
const both = (a: unknown, b: unknown): boolean => typeof a === 'string' && typeof b === 'string';

export function parseFilter(source: string): Filter {
  const tokens = tokenize(source);
  const uses = new Set<string>();
  const properties = new Set<string>();
  let at = 0;
  let widest = 1;
  const fail = (message: string): never => { throw badRequest(`Invalid filter clause: ${message}`); };
  const peek = () => tokens[at];
  const next = () => tokens[at++] ?? fail(`Syntax error: unexpected end of the expression in '${source}'.`);
  const isWord = (word: string) => peek()?.kind === 'word' && peek()?.text.toLowerCase() === word;
  const expect = (mark: string) => { const t = next(); if (t.kind !== 'mark' || t.text !== mark) fail(`Syntax error: '${mark}' expected at '${t.text}' in '${source}'.`); };

  function or(scope: readonly string[]): Evaluate {
    let left = and(scope);
    let width = 1;
    while (isWord('or')) { next(); uses.add('or'); const l = left; const r = and(scope); left = (row, names) => truthy(l(row, names)) || truthy(r(row, names)); width += 1; }
    widest = Math.max(widest, width);
    return left;
  }
  function and(scope: readonly string[]): Evaluate {
    let left = unary(scope);
    while (isWord('and')) { next(); uses.add('and'); const l = left; const r = unary(scope); left = (row, names) => truthy(l(row, names)) && truthy(r(row, names)); }
    return left;
  }
  function unary(scope: readonly string[]): Evaluate {
    if (!isWord('not')) return comparison(scope);
    next();
    uses.add('not');
    const inner = unary(scope);
    return (row, names) => !truthy(inner(row, names));
  }
  function comparison(scope: readonly string[]): Evaluate {
    const left = primary(scope);
    const t = peek();
    if (t?.kind !== 'word') return left;
    const operator = t.text.toLowerCase();
    if (COMPARE.has(operator)) {
      next();
      uses.add(operator);
      const right = primary(scope);
      return (row, names) => compare(left(row, names), operator, right(row, names));
    }
    if (operator === 'in') {
      next();
      uses.add('in');
      expect('(');
      const values = [primary(scope)];
      while (peek()?.text === ',') { next(); values.push(primary(scope)); }
      expect(')');
      widest = Math.max(widest, values.length);
      return (row, names) => values.some((v) => compare(left(row, names), 'eq', v(row, names)));
    }
    return left;
  }
  function primary(scope: readonly string[]): Evaluate {
    const t = next();
    if (t.kind === 'literal') { const value = t.value ?? null; return () => value; }
    if (t.kind === 'mark') {
      if (t.text !== '(') fail(`Syntax error: unexpected '${t.text}' in '${source}'.`);
      const inner = or(scope);
      expect(')');
      return inner;
    }
    const name = t.text;
    const lambda = /^(?:(.+)\/)?(any|all)$/i.exec(name);
    if (peek()?.text === '(' && lambda !== null) return overCollection(lambda[1] ?? '', lambda[2]?.toLowerCase() === 'all', scope);
    if (peek()?.text === '(') return call(name.toLowerCase(), scope);
    return path(name, scope);
  }
  function call(name: string, scope: readonly string[]): Evaluate {
    const run = FUNCTIONS[name];
    if (run === undefined) return fail(`An unknown function with name '${name}' was found. This may also be a function import or a key lookup on a navigation property, which is not allowed.`);
    uses.add(name);
    expect('(');
    const args = [or(scope)];
    while (peek()?.text === ',') { next(); args.push(or(scope)); }
    expect(')');
    if (args.length !== ARITY[name]) fail(`No function signature for the function with name '${name}' matches the specified arguments.`);
    return (row, names) => run(args[0]?.(row, names), args[1]?.(row, names));
  }
  function overCollection(collection: string, all: boolean, scope: readonly string[]): Evaluate {
    uses.add('any');
    const list = path(collection, scope);
    expect('(');
    if (peek()?.text === ')') { next(); return (row, names) => asList(list(row, names)).length > 0; }
    const variable = next().text;
    expect(':');
    const inner = or([...scope, variable]);
    expect(')');
    return (row, names) => { const test = (item: unknown) => truthy(inner(row, { ...names, [variable]: item })); return all ? asList(list(row, names)).every(test) : asList(list(row, names)).some(test); };
  }
  function path(name: string, scope: readonly string[]): Evaluate {
    // A cast (microsoft.graph.aadUserConversationMember/userId) names the same property.
    const parts = name.split('/').filter((part) => !/^(?:microsoft\.)?graph\./i.test(part));
    const [first = '', ...rest] = parts;
    if (scope.includes(first)) return (_row, names) => rest.reduce<unknown>(step, names[first]);
    properties.add(parts.join('/'));
    return (row) => parts.reduce<unknown>(step, row);
  }

  const expression = or([]);
  if (at < tokens.length) fail(`Syntax error at '${tokens[at]?.text}' in '${source}'.`);
  if (tokens.length === 1 && tokens[0]?.kind === 'literal') fail(`The $filter expression must evaluate to a single boolean value.`);
  return { test: (row) => truthy(expression(row, {})), uses, properties, widest };
}

function step(value: unknown, part: string): unknown {
  if (part === '$count') return asList(value).length;
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[part] : undefined;
}
const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const truthy = (value: unknown): boolean => value === true;

function compare(a: unknown, operator: string, b: unknown): boolean {
  const left = a ?? null;
  const right = b ?? null;
  if (operator === 'eq') return same(left, right);
  if (operator === 'ne') return !same(left, right);
  if (left === null || right === null) return false;
  const order = typeof left === 'number' && typeof right === 'number' ? left - right : isTime(left) && isTime(right) ? timeOf(left) - timeOf(right) : fold(left).localeCompare(fold(right));
  if (operator === 'gt') return order > 0;
  if (operator === 'ge') return order >= 0;
  if (operator === 'lt') return order < 0;
  return order <= 0;
}
/** Graph compares text without regard to case. */
const same = (a: unknown, b: unknown): boolean => (typeof a === 'string' && typeof b === 'string' ? (isTime(a) && isTime(b) ? timeOf(a) === timeOf(b) : fold(a) === fold(b)) : a === b);
/** A time without a zone is UTC, wherever this process runs. */
const timeOf = (v: string): number => Date.parse(/(?:Z|[+-]\d\d:\d\d)$/i.test(v) ? v : `${v}Z`);
const isTime = (v: unknown): v is string => typeof v === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(v);

const TOKEN = /\s*(?:('(?:[^']|'')*')|([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})|(\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?)|(-?\d+(?:\.\d+)?)(?![\w-])|([A-Za-z_@$][\w.$/-]*)|([(),:]))/giy;

function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  let last = 0;
  while (last < source.trimEnd().length) {
    TOKEN.lastIndex = last;
    const m = TOKEN.exec(source);
    if (m === null) throw badRequest(`Invalid filter clause: Syntax error at position ${last} in '${source}'.`);
    last = TOKEN.lastIndex;
    const [, string, id, time, number, word, mark] = m;
    if (string !== undefined) tokens.push({ kind: 'literal', text: string, value: string.slice(1, -1).replaceAll("''", "'") });
    else if (id !== undefined) tokens.push({ kind: 'literal', text: id, value: id });
    else if (time !== undefined) tokens.push({ kind: 'literal', text: time, value: time });
    else if (number !== undefined) tokens.push({ kind: 'literal', text: number, value: Number(number) });
    else if (word === 'true' || word === 'false') tokens.push({ kind: 'literal', text: word, value: word === 'true' });
    else if (word === 'null') tokens.push({ kind: 'literal', text: word, value: null });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word });
    else if (mark !== undefined) tokens.push({ kind: 'mark', text: mark });
  }
  if (tokens.length === 0) throw new GraphError(400, 'BadRequest', 'Invalid filter clause: the expression is empty.');
  return tokens;
}
