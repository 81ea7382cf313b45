// A parsed file as plain data that remembers where each thing stands, so that a fault can name its line and column. The YAML
// adapter makes it; the rules read it without knowing the package.

import type { Json } from './charter.ts';

interface Spot {
  /** 1-based. */
  readonly line: number;
  readonly column: number;
}

export interface LocatedValue extends Spot {
  readonly is: 'value';
  readonly value: string | number | boolean | null;
  /** As the file writes it: `01`, where the value is the number 1. */
  readonly source: string;
}
export interface LocatedList extends Spot { readonly is: 'list'; readonly items: readonly Located[] }
export interface LocatedMap extends Spot { readonly is: 'map'; readonly entries: readonly LocatedEntry[] }
/** The place of an entry is that of its key. */
export interface LocatedEntry extends Spot { readonly key: string; readonly value: Located }

export type Located = LocatedValue | LocatedList | LocatedMap;

export const valueAt = (node: Located | undefined, key: string): Located | undefined =>
  node?.is === 'map' ? node.entries.find((entry) => entry.key === key)?.value : undefined;

/** The same without places. */
export function plain(node: Located): Json {
  switch (node.is) {
    case 'value':
      return node.value;
    case 'list':
      return node.items.map(plain);
    case 'map':
      return Object.fromEntries(node.entries.map((entry) => [entry.key, plain(entry.value)]));
    default:
      return node satisfies never;
  }
}

/** Every value under a node, with its path: `instances[2].nom_fr`. */
export function* valuesUnder(node: Located, path = ''): Generator<{ readonly path: string; readonly key: string; readonly node: LocatedValue }> {
  const stack: { node: Located; path: string; key: string }[] = [{ node, path, key: '' }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const here = next;
    if (here.node.is === 'value') yield { path: here.path, key: here.key, node: here.node };
    else if (here.node.is === 'list') here.node.items.forEach((item, i) => stack.push({ node: item, path: `${here.path}[${i}]`, key: here.key }));
    else for (const entry of here.node.entries) stack.push({ node: entry.value, path: here.path === '' ? entry.key : `${here.path}.${entry.key}`, key: entry.key });
  }
}
