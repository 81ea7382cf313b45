// The chain and its canonical form: what changes must show, and what must not matter must not.
import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { assert, constantFrom, integer, jsonValue, property, string } from 'fast-check';
import type { BrokenLink } from '../../../src/features/journal/domain/chain.ts';
import { canonicalEntry, canonicalJson, follow, judgeEnd, walkFrom } from '../../../src/features/journal/domain/chain.ts';
import type { RecordedEntry } from '../../../src/features/journal/domain/entry.ts';
import { aChain, anEntry, CNCOT, NOON, renamed } from '../../support/journal-builder.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('the canonical form', () => {
  it('is that of RFC 8785: members sorted by code unit, nothing between them', () => {
    // The RFC's own example of sorting, and of numbers.
    expect(canonicalJson({ '€': 1, '\r': 2, '\ufb33': 3, '1': 4, '😀': 5, '\u0080': 6, 'ö': 7 })).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
    expect(canonicalJson(JSON.parse('[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001,-0]'))).toBe('[333333333.3333333,1e+30,4.5,0.002,1e-27,0]');
  });
  it('does not depend on the order in which members were written', () => {
    expect(canonicalJson({ b: [1, { d: null, c: true }], a: 'x' })).toBe(canonicalJson({ a: 'x', b: [1, { c: true, d: null }] }));
  });
  it('leaves out what is undefined, as JSON and the database do', () => {
    expect(canonicalJson({ a: 1, b: undefined })).toBe('{"a":1}');
  });
  it('is the same after a passage through JSON, for any plain value', () => {
    assert(property(jsonValue(), (value) => {
      let first: string;
      try { first = canonicalJson(value); } catch { return; }
      expect(canonicalJson(JSON.parse(first))).toBe(first);
    }));
  });
  it.each<[string, unknown]>([['a date', NOON], ['a number that is none', Number.NaN], ['infinity', Infinity], ['a map', new Map()], ['a function', () => 1], ['nothing inside a list', [undefined]], ['a NUL', 'a\0b'], ['half of an emoji', '\ud83d']])('refuses %s', (_, value) => {
    expect(() => canonicalJson({ value })).toThrow(TypeError);
  });
  it('of an entry is written down here, so that nobody changes it by accident', () => {
    const [entry] = aChain(sha256, 't1', [anEntry()]);
    expect(canonicalEntry('t1', entry!)).toBe('{"act":"channel-renamed","after":"B","at":"2027-01-07T17:00:00.000Z","before":"A","by":{"id":"per-ana","kind":"person"},"chain":"cncot","facts":{"channel":"cncot","team":"rqt-cncot"},"seq":1,"tenant":"t1"}');
    // printf '%064d\n%s' 0 "$canonical" | sha256sum says the same.
    expect(entry!.hash).toBe('7fd3c481df6d9dfe326fd24a07659ff1d29110edbc6744fc0472a28c7d18606a');
  });
});

function verify(entries: readonly RecordedEntry[], head: { seq: number; hash: string } | null): BrokenLink[] {
  const broken: BrokenLink[] = [];
  let walk = walkFrom(CNCOT);
  for (const entry of entries) {
    const step = follow(sha256, 't1', walk, entry);
    if (step.broken !== null) broken.push(step.broken);
    walk = step.walk;
  }
  const at = head === null ? null : { chain: CNCOT, ...head };
  const end = judgeEnd(walk, at, at);
  return end === null ? broken : [...broken, end];
}

describe('a chain', () => {
  const chain = aChain(sha256, 't1', ['A', 'B', 'C', 'D', 'E'].map((name, index) => anEntry({ at: new Date(NOON.getTime() + index), did: renamed(name, `${name}’`) })));
  const last = chain.at(-1)!;
  const changed = (seq: number, change: Partial<RecordedEntry>) => chain.map((entry) => (entry.seq === seq ? { ...entry, ...change } : entry));
  const rehashed = (entry: RecordedEntry): RecordedEntry => ({ ...entry, hash: sha256(`${entry.previous}\n${canonicalEntry('t1', entry)}`) });

  it('that nobody touched holds', () => {
    expect(verify(chain, last)).toEqual([]);
  });
  it.each<[string, Partial<RecordedEntry>]>([
    ['what was done', { act: 'tab-added' }],
    ['who did it', { by: { kind: 'gouverne' } }],
    ['when', { at: new Date(NOON.getTime() + 99) }],
    ['what was there before', { before: 'Z' }],
    ['a fact', { facts: { team: 'rqt-cncot', channel: 'cncot/2' } }],
    ['the hash itself', { hash: '0'.repeat(64) }],
  ])('names the entry where somebody changed %s', (_, change) => {
    expect(verify(changed(3, change), last)).toContainEqual({ chain: 'cncot', seq: 3, why: 'altered' });
  });
  it('names one broken link for one change', () => {
    expect(verify(changed(3, { before: 'Z' }), last)).toEqual([{ chain: 'cncot', seq: 3, why: 'altered' }]);
  });
  it('shows an entry that was rewritten together with its hash, by the one that follows it', () => {
    expect(verify(chain.map((entry) => (entry.seq === 3 ? rehashed({ ...entry, before: 'Z' }) : entry)), last)).toEqual([{ chain: 'cncot', seq: 4, why: 'unlinked' }]);
  });
  it('shows that the last entry was rewritten with its hash, by the head', () => {
    const forged = chain.map((entry) => (entry.seq === 5 ? rehashed({ ...entry, before: 'Z' }) : entry));
    expect(verify(forged, last)).toEqual([{ chain: 'cncot', seq: 5, why: 'head' }]);
  });
  it('names the first number that is missing in the middle', () => {
    expect(verify(chain.filter((entry) => entry.seq !== 2 && entry.seq !== 3), last)).toEqual([{ chain: 'cncot', seq: 2, why: 'missing' }]);
  });
  it('shows that its end was cut off', () => {
    expect(verify(chain.slice(0, 3), last)).toEqual([{ chain: 'cncot', seq: 4, why: 'missing' }]);
  });
  it('shows that all of it was removed', () => {
    expect(verify([], last)).toEqual([{ chain: 'cncot', seq: 1, why: 'missing' }]);
  });
  it('shows that its head was removed', () => {
    expect(verify(chain, null)).toEqual([{ chain: 'cncot', seq: 5, why: 'head' }]);
  });
  it('shows entries that were exchanged', () => {
    const [a, b, c, d, e] = chain as [RecordedEntry, RecordedEntry, RecordedEntry, RecordedEntry, RecordedEntry];
    expect(verify([a, { ...c, seq: 2 }, { ...b, seq: 3 }, d, e], last).map(({ seq, why }) => `${seq} ${why}`)).toEqual(['2 altered', '3 altered', '4 unlinked']);
  });
  it('of another tenant does not pass for this one’s', () => {
    const others = aChain(sha256, 't2', [anEntry()]);
    expect(verify(others, others[0]!)).toEqual([{ chain: 'cncot', seq: 1, why: 'altered' }]);
  });
  it('names any single change, wherever it is', () => {
    assert(property(integer({ min: 1, max: 5 }), constantFrom('act', 'before', 'after', 'previous', 'hash', 'facts'), string({ minLength: 1, maxLength: 20 }), (seq, field, value) => {
      const entry = chain[seq - 1]!;
      if (canonicalOrNull(entry[field as keyof RecordedEntry]) === canonicalOrNull(value)) return;
      expect(verify(changed(seq, { [field]: value }), last).map((link) => link.seq)).toContain(seq);
    }));
  });
});

const canonicalOrNull = (value: unknown): string | null => { try { return canonicalJson(value); } catch { return null; } };
