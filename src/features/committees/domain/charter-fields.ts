// Reading a map of the charter field by field: each wrong field becomes a fault where it stands and a harmless default, so that
// the reading goes on and every fault is found at once.

import { isDate } from '../../../shared/dates.ts';
import type { Text } from '../../../shared/language.ts';
import { nearest } from '../../../shared/nearest.ts';
import type { CharterFault, CharterFaultWhy } from './fault.ts';
import type { Located, LocatedMap } from './located.ts';
import { valueAt } from './located.ts';

export interface Place { readonly line: number | null; readonly column: number | null; readonly path: string }

/** Where a thing of the charter stands, or one of its fields: `where(seat, 'personne')`. */
export type Where = (thing: object, ...keys: readonly (string | number)[]) => Place;

interface Source { readonly node: Located; readonly path: string; readonly template: Source | null }

export interface Reading {
  readonly faults: CharterFault[];
  readonly sources: Map<object, Source>;
}

export const joined = (path: string, key: string | number): string => (typeof key === 'number' ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`);

/** Line and column are those of the deepest place that exists on the way: a missing field is shown at the thing that lacks it. */
export function whereOf(reading: Reading): Where {
  return (thing, ...keys) => {
    const own = reading.sources.get(thing);
    if (own === undefined) return { line: null, column: null, path: keys.reduce<string>(joined, '') };
    const first = keys[0];
    const source = typeof first === 'string' && own.template !== null && valueAt(own.node, first) === undefined && valueAt(own.template.node, first) !== undefined ? own.template : own;
    let { node } = source;
    for (const key of keys) {
      const next = typeof key === 'number' ? (node.is === 'list' ? node.items[key] : undefined) : valueAt(node, key);
      if (next === undefined) break;
      node = next;
    }
    return { line: node.line, column: node.column, path: keys.reduce<string>(joined, source.path) };
  };
}

export interface Fields {
  readonly path: string;
  has(key: string): boolean;
  fault(why: CharterFaultWhy, ...keys: readonly (string | number)[]): void;
  /** Ties what was read to its place, for the checks that come after. */
  as<Thing extends object>(thing: Thing): Thing;
  node(key: string): Located | undefined;
  text(key: string): string | null;
  requiredText(key: string): string;
  /** `nom_fr` (required) and `nom_en`. */
  named(stem: string): Text;
  id(key?: string): string;
  date(key: string): string | null;
  /** `harmless` null: the field is required, and a wrong value is read as the nearest, else as the last of the list. */
  oneOf<Value extends string>(key: string, values: readonly Value[], harmless: Value | null): Value;
  texts(key: string): string[];
  whole(key: string, least: number, most: number): number | null;
  flag(key: string): boolean | null;
  map(key: string, keys: readonly string[]): Fields | null;
  maps(key: string, keys: readonly string[]): Fields[];
}

/** The fields of a map; null, with a fault, when the node is none. Keys that the shape does not know are refused. */
export function fieldsOf(reading: Reading, node: Located, path: string, keys: readonly string[], template: { readonly node: LocatedMap; readonly path: string } | null = null): Fields | null {
  if (node.is !== 'map') {
    reading.faults.push({ line: node.line, column: node.column, path, why: { is: 'wrong-shape', field: lastKey(path), expected: 'map' } });
    return null;
  }
  for (const entry of node.entries) {
    if (!keys.includes(entry.key)) reading.faults.push({ line: entry.line, column: entry.column, path: joined(path, entry.key), why: { is: 'unknown-key', key: entry.key, nearest: nearest(entry.key, keys) } });
  }
  return openMap(reading, node, path, template);
}

const lastKey = (path: string): string => path.replace(/\[\d+\]$/, '').split('.').at(-1) ?? path;

function openMap(reading: Reading, own: LocatedMap, path: string, template: { readonly node: LocatedMap; readonly path: string } | null): Fields {
  const source: Source = { node: own, path, template: template === null ? null : { ...template, template: null } };
  const locate = (key: string): { readonly node: Located; readonly path: string } | undefined => {
    const mine = valueAt(own, key);
    if (mine !== undefined) return { node: mine, path: joined(path, key) };
    const theirs = template === null ? undefined : valueAt(template.node, key);
    return theirs === undefined ? undefined : { node: theirs, path: joined(template?.path ?? '', key) };
  };
  const faultAt = (at: { readonly node: Located; readonly path: string }, why: CharterFaultWhy): void => {
    reading.faults.push({ line: at.node.line, column: at.node.column, path: at.path, why });
  };
  /** A scalar that is not null, or undefined. */
  const scalar = (key: string, expected: 'text' | 'number' | 'whole-number' | 'yes-or-no') => {
    const at = locate(key);
    if (at === undefined || (at.node.is === 'value' && at.node.value === null)) return undefined;
    if (at.node.is === 'value') return { node: at.node, path: at.path };
    faultAt(at, { is: 'wrong-shape', field: key, expected });
    return undefined;
  };
  const fields: Fields = {
    path,
    has: (key) => locate(key) !== undefined,
    node: (key) => locate(key)?.node,
    fault(why, ...keys) {
      const place = whereOf(reading)(fields, ...keys);
      reading.faults.push({ ...place, why });
    },
    as(thing) {
      reading.sources.set(thing, source);
      return thing;
    },
    text(key) {
      const at = scalar(key, 'text');
      // A number or a boolean where text is wanted is what was typed: « 01 » stays « 01 ».
      const text = at?.node.source.trim() ?? '';
      return text === '' ? null : text;
    },
    requiredText(key) {
      const broken = reading.faults.length;
      const text = fields.text(key);
      if (text === null && reading.faults.length === broken) fields.fault({ is: 'missing', field: key }, key);
      return text ?? '';
    },
    named(stem) {
      const en = fields.text(`${stem}_en`);
      return { fr: fields.requiredText(`${stem}_fr`), ...(en === null ? {} : { en }) };
    },
    id(key = 'id') {
      const value = fields.requiredText(key);
      if (value !== '' && !/^[a-z0-9][a-z0-9_-]*$/.test(value)) fields.fault({ is: 'wrong-id', value, proposal: asId(value) }, key);
      return value;
    },
    date(key) {
      const value = fields.text(key);
      if (value !== null && !isDate(value)) fields.fault({ is: 'wrong-date', field: key, value }, key);
      return value;
    },
    oneOf(key, values, harmless) {
      const value = (harmless === null ? fields.requiredText(key) : fields.text(key)) ?? '';
      const known = values.find((v) => v === value);
      if (known !== undefined) return known;
      if (value !== '') fields.fault({ is: 'wrong-value', field: key, value, expected: values }, key);
      const meant = nearest(value, values);
      return harmless ?? values.find((v) => v === meant) ?? (values.at(-1) as (typeof values)[number]);
    },
    texts(key) {
      const at = locate(key);
      if (at === undefined || (at.node.is === 'value' && at.node.value === null)) return [];
      if (at.node.is !== 'list') {
        faultAt(at, { is: 'wrong-shape', field: key, expected: 'list' });
        return [];
      }
      return at.node.items.flatMap((item, i) => {
        if (item.is === 'value' && item.value !== null && item.source.trim() !== '') return [item.source.trim()];
        faultAt({ node: item, path: joined(at.path, i) }, { is: 'wrong-shape', field: key, expected: 'text' });
        return [];
      });
    },
    whole(key, least, most) {
      const at = scalar(key, 'whole-number');
      if (at === undefined) return null;
      const { value } = at.node;
      if (typeof value !== 'number' || !Number.isInteger(value)) faultAt(at, { is: 'wrong-shape', field: key, expected: 'whole-number' });
      else if (value < least || value > most) faultAt(at, { is: 'out-of-range', field: key, value, least, most });
      else return value;
      return null;
    },
    flag(key) {
      const at = scalar(key, 'yes-or-no');
      if (at === undefined) return null;
      if (typeof at.node.value === 'boolean') return at.node.value;
      faultAt(at, { is: 'wrong-shape', field: key, expected: 'yes-or-no' });
      return null;
    },
    map(key, keys) {
      const at = locate(key);
      if (at === undefined || (at.node.is === 'value' && at.node.value === null)) return null;
      return fieldsOf(reading, at.node, at.path, keys);
    },
    maps(key, keys) {
      const at = locate(key);
      if (at === undefined || (at.node.is === 'value' && at.node.value === null)) return [];
      if (at.node.is !== 'list') {
        faultAt(at, { is: 'wrong-shape', field: key, expected: 'list' });
        return [];
      }
      return at.node.items.flatMap((item, i) => fieldsOf(reading, item, joined(at.path, i), keys) ?? []);
    },
  };
  reading.sources.set(fields, source);
  return fields;
}

/** What an id may be made of, kept as near as can be. */
const asId = (value: string): string => {
  const plain = value.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9_]+/g, '-').replace(/^[-_]+|-+$/g, '');
  return plain === '' ? 'id-1' : plain;
};
