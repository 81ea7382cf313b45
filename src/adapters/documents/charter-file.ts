// The YAML of a charter: read into plain data that keeps its places, and written back in the French keys of the format.

import { Document, isAlias, isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { Node, Pair, YAMLSeq } from 'yaml';
import type { Charter, Json } from '../../features/committees/domain/charter.ts';
import { judgeCharter } from '../../features/committees/domain/check-charter.ts';
import type { CharterFault, CharterFaultWhy } from '../../features/committees/domain/fault.ts';
import type { Located, LocatedEntry } from '../../features/committees/domain/located.ts';
import { looksLikeHealthNumber } from '../../shared/health-number.ts';
import { listSections, otherSections } from './charter-keys.ts';

/** Aliases can make a small text enormous; the charter of a whole network has some 12,000 nodes. */
const MOST_NODES = 500_000;
const DEEPEST = 64;
/** The first break makes nonsense of many lines after it. */
const MOST_BREAKS = 5;
class TooMuch extends Error {}

export interface ParsedYaml { readonly tree: Located | null; readonly faults: CharterFault[] }

export function parseYaml(text: string): ParsedYaml {
  const lines = new LineCounter();
  const spot = (offset: number): { line: number; column: number } => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const tooMuch = (message: string): ParsedYaml => ({ tree: null, faults: [{ line: 1, column: 1, path: '', why: { is: 'not-yaml', code: 'RESOURCE_EXHAUSTION', message } }] });
  try {
    // Plain YAML 1.2: dates stay text and « non » is no boolean. Keys given twice are told apart below, with both places.
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false, version: '1.2', schema: 'core', logLevel: 'error' });
    if (document.errors.some((e) => e.code === 'RESOURCE_EXHAUSTION')) return tooMuch('nested too deeply');
    // A broken text reads as nonsense after the break: its other faults would mislead. One break, one fault a line.
    const breaks = new Map(document.errors.map((e) => [spot(e.pos[0]).line, e] as const).reverse());
    if (breaks.size > 0) return { tree: null, faults: [...breaks.values()].reverse().slice(0, MOST_BREAKS).map((e) => ({ ...spot(e.pos[0]), path: '', why: { is: 'not-yaml', code: e.code, message: unquoted(e.message) } })) };
    return treeOf(document, spot);
  } catch (error) {
    // A RangeError is the parser's recursion meeting the end of the stack.
    if (error instanceof TooMuch || error instanceof RangeError) return tooMuch(error.message);
    throw error;
  }
}

/** The parser's messages may quote the text, which may hold a health number: the quote goes, the code says enough. */
const unquoted = (message: string): string => (looksLikeHealthNumber(message) ? '' : message);

function treeOf(document: Document.Parsed, spot: (offset: number) => { line: number; column: number }): ParsedYaml {
  const faults: CharterFault[] = [];
  const fault = (offset: number, path: string, why: CharterFaultWhy): void => { faults.push({ ...spot(offset), path, why }); };
  let nodes = 0;

  const located = (node: Node | null | undefined, from: number, path: string, depth: number): Located => {
    nodes += 1;
    if (depth > DEEPEST) throw new TooMuch('nested too deeply');
    if (nodes > MOST_NODES) throw new TooMuch('too many nodes');
    const offset = node?.range?.[0] ?? from;
    if (isAlias(node)) {
      const target = node.resolve(document);
      if (target === undefined) fault(offset, path, { is: 'not-yaml', code: 'BAD_ALIAS', message: `no anchor ${node.source}` });
      return { ...located(target, offset, path, depth + 1), ...spot(offset) };
    }
    if (isMap(node)) return { is: 'map', ...spot(offset), entries: entries(node.items as Pair<Node, Node | null>[], offset, path, depth) };
    if (isSeq(node)) return { is: 'list', ...spot(offset), items: node.items.map((item, i) => located(item as Node, offset, `${path}[${i}]`, depth + 1)) };
    const raw: unknown = isScalar(node) ? node.value : null;
    const value = typeof raw === 'string' || typeof raw === 'number' || typeof raw === 'boolean' ? raw : null;
    return { is: 'value', ...spot(offset), value, source: typeof value === 'string' ? value : isScalar(node) ? (node.source ?? '') : '' };
  };

  const entries = (pairs: readonly Pair<Node, Node | null>[], from: number, path: string, depth: number): LocatedEntry[] => {
    const seen = new Map<string, LocatedEntry>();
    for (const pair of pairs) {
      const offset = pair.key.range?.[0] ?? from;
      const key = isScalar(pair.key) ? (pair.key.source ?? String(pair.key.value)) : String(pair.key);
      const inner = path === '' ? key : `${path}.${key}`;
      const first = seen.get(key);
      if (first !== undefined) fault(offset, inner, { is: 'duplicate-key', key, firstLine: first.line });
      else seen.set(key, { key, ...spot(offset), value: located(pair.value, offset + key.length, inner, depth + 1) });
    }
    return [...seen.values()];
  };

  return { tree: located(document.contents, 0, '', 0), faults };
}

// ---- writing

/**
 * The text of a charter. With `base`, the file that it came from, only what changed is written anew: comments, order and all
 * that Gouverne does not read stay as people typed them, and a comparison of both texts shows the change alone.
 */
export function writeCharter(charter: Charter, base?: string): string {
  return (base === undefined ? null : amendedText(charter, base)) ?? wholeText(charter);
}

const ORDER = ['meta', 'sources', 'organisations', 'groupes_parties_prenantes', 'territoires', 'regions', 'etablissements', 'axes', 'calendrier', 'roles', 'niveaux', 'natures', 'personnes', 'roles_applicatifs', 'regles_communes', 'ordre_du_jour_type', 'instances'];

function wholeText(charter: Charter): string {
  const sections: { readonly [section: string]: Json } = { ...listSections(charter), ...otherSections(charter) };
  const keys = [...ORDER.filter((key) => key in sections), ...Object.keys(sections).filter((key) => !ORDER.includes(key) && key !== 'nommage_teams'), 'nommage_teams'];
  const parts = keys.map((key) => textOf({ [key]: sections[key] ?? null }, key === 'instances' ? 3 : 2));
  return `# Charte exportée de Gouverne. Même format que le fichier d’origine : charters/rqt.yaml\n${parts.join('\n')}`;
}

/** YAML in blocks down to a depth, then one thing a line. Texts and dates are quoted, so that every reader reads them alike. */
function textOf(value: Json, blockDepth: number): string {
  const document = new Document(value, { version: '1.2', schema: 'core', aliasDuplicateObjects: false });
  visit(document, {
    Scalar(key, scalar) {
      if (key !== 'key' && typeof scalar.value === 'string' && !/^[A-Za-z][\w/.@-]*$/.test(scalar.value)) scalar.type = 'QUOTE_DOUBLE';
    },
    Collection(_key, collection, path) {
      const depth = path.filter((step) => isMap(step) || isSeq(step)).length;
      const pair = path.at(-1);
      // The seats of a committee: one a line.
      if (isPair(pair) && isScalar(pair.key) && pair.key.value === 'membres' && isSeq(collection)) return;
      if (depth >= blockDepth || isLeafOfItems(collection)) collection.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** A list of plain values, or an empty collection, goes on one line. */
const isLeafOfItems = (collection: unknown): boolean => (isSeq(collection) && collection.items.every((item) => isScalar(item))) || (isMap(collection) && collection.items.length === 0);

interface Edit { readonly from: number; readonly to: number; readonly text: string }

/** The base text with its items replaced, added and removed; null when that cannot be done faithfully. */
function amendedText(charter: Charter, base: string): string | null {
  const { tree, faults } = parseYaml(base);
  const before = tree === null || faults.length > 0 ? null : judgeCharter(tree).charter;
  if (before === null || JSON.stringify(otherSections(before)) !== JSON.stringify(otherSections(charter))) return null;
  const document = parseDocument(base, { version: '1.2', schema: 'core', logLevel: 'silent' });
  const [old, wanted] = [listSections(before), listSections(charter)];
  const edits: Edit[] = [];
  for (const section of Object.keys(wanted)) {
    const changes = editsOf(base, document.get(section), old[section] ?? [], wanted[section] ?? [], section === 'instances' ? 1 : 0);
    if (changes === null) return null;
    edits.push(...changes);
  }
  const text = edits.sort((a, b) => b.from - a.from).reduce((whole, edit) => whole.slice(0, edit.from) + edit.text + whole.slice(edit.to), base);
  return readsAs(text, charter) ? text : null;
}

/** A splice that went wrong must never be handed out: the text is read again and compared. */
function readsAs(text: string, charter: Charter): boolean {
  const { tree, faults } = parseYaml(text);
  const again = tree === null || faults.length > 0 ? null : judgeCharter(tree).charter;
  return again !== null && JSON.stringify([listSections(again), otherSections(again)]) === JSON.stringify([listSections(charter), otherSections(charter)]);
}

function editsOf(base: string, node: unknown, old: readonly { readonly [key: string]: Json }[], wanted: readonly { readonly [key: string]: Json }[], depth: number): Edit[] | null {
  if (JSON.stringify(old) === JSON.stringify(wanted)) return [];
  if (!isSeq(node) || node.flow === true || node.items.length !== old.length) return null;
  const list = node as YAMLSeq<Node>;
  const kept = old.filter((thing) => wanted.some((w) => w['id'] === thing['id'])).map((thing) => thing['id']);
  if (JSON.stringify(wanted.slice(0, kept.length).map((w) => w['id'])) !== JSON.stringify(kept)) return null; // reordered
  const edits: Edit[] = [];
  let end = 0;
  let indent = '';
  old.forEach((thing, i) => {
    const [start = 0, valueEnd = 0] = list.items[i]?.range ?? [];
    const lineStart = base.lastIndexOf('\n', start - 1) + 1;
    const last = base.slice(start, valueEnd).trimEnd().length + start;
    const lineEnd = base.indexOf('\n', last) === -1 ? base.length : base.indexOf('\n', last) + 1;
    indent = base.slice(lineStart, start).replace(/-.*$/, '');
    end = lineEnd;
    const now = wanted.find((w) => w['id'] === thing['id']);
    if (now === undefined) edits.push({ from: lineStart, to: lineEnd, text: '' });
    else if (JSON.stringify(now) !== JSON.stringify(thing)) edits.push({ from: start, to: last, text: itemText(now, depth, indent) });
  });
  const added = wanted.slice(kept.length).map((thing) => `${indent}- ${itemText(thing, depth, indent)}\n`).join('');
  if (added !== '') edits.push({ from: end, to: end, text: (base[end - 1] === '\n' ? '' : '\n') + added });
  return edits;
}

const itemText = (thing: Json, depth: number, indent: string): string => textOf(thing, depth).trimEnd().replaceAll('\n', `\n${indent}  `);
