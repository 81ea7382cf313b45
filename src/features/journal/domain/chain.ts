// The chain: each entry's hash covers the entry and the hash before it, so that a change made behind the journal's back shows.
//
//   hash(n) = SHA-256, in lower-case hexadecimal, of: hash(n-1) + "\n" + canonical(entry n)
//   hash(0) = 64 zeros
//   canonical(entry) = the JSON of {tenant, chain, seq, at, by, act, facts, before, after}, in RFC 8785's form: UTF-8, no
//   white space, members sorted by UTF-16 code unit, numbers and strings as ECMAScript writes them. `at` is ISO 8601 in UTC
//   with milliseconds, `by` is {kind, id} or {kind}, absent `before` and `after` are null.
//
// Anybody can so check an exported journal without Gouverne.

import type { Chain, ChainHead, RecordedEntry } from './entry.ts';

/** SHA-256 of the text's UTF-8 bytes, in lower-case hexadecimal: pure code has no crypto of its own. */
export type Sha256 = (text: string) => string;

export const GENESIS = '0'.repeat(64);

export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      // PostgreSQL stores neither: refused here, where the reason can be said, rather than there.
      if (/[\p{Surrogate}\0]/u.test(value)) throw new TypeError('a journal entry holds text that cannot be stored: a lone surrogate or a NUL');
      return JSON.stringify(value);
    case 'boolean': return String(value);
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`a journal entry cannot hold ${value}`);
      return JSON.stringify(value);
    case 'object': {
      if (value === null) return 'null';
      if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
      if (!isPlain(value)) throw new TypeError('a journal entry holds plain data only: no dates, maps or classes');
      const members = Object.entries(value).filter(([, part]) => part !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
      return `{${members.map(([key, part]) => `${canonicalJson(key)}:${canonicalJson(part)}`).join(',')}}`;
    }
    case 'undefined': case 'bigint': case 'function': case 'symbol':
      throw new TypeError(`a journal entry cannot hold a ${typeof value}`);
    default: throw new TypeError('a journal entry holds plain data only');
  }
}
// Compared by name: plain data may come from another realm, whose Object is another object.
const isPlain = (value: object): boolean => {
  const prototype = Object.getPrototypeOf(value) as { constructor?: { name?: string } } | null;
  return prototype === null || prototype.constructor?.name === 'Object';
};

export const canonicalEntry = (tenantId: string, { chain, seq, at, by, act, facts, before, after }: Omit<RecordedEntry, 'previous' | 'hash'>): string =>
  canonicalJson({ tenant: tenantId, chain, seq, at: at.toISOString(), by, act, facts, before, after });

export const linkHash = (sha256: Sha256, previous: string, canonical: string): string => sha256(`${previous}\n${canonical}`);

/**
 * `altered`: the entry no longer hashes to its hash. `unlinked`: it does not follow from the entry before it.
 * `missing`: entries are not there, from this number on. `head`: the chain's head does not agree with its last entry.
 * `text`: what the entry sealed is no longer what it was.
 */
export type BrokenLink = { readonly chain: Chain; readonly seq: number; readonly why: 'altered' | 'unlinked' | 'missing' | 'head' | 'text' };

/** Where a walk along a chain has come to. */
export interface Walk {
  readonly chain: Chain;
  readonly seq: number;
  readonly hash: string;
}
export const walkFrom = (chain: Chain): Walk => ({ chain, seq: 0, hash: GENESIS });

/** One step of the walk. It goes on from a broken link, so that every one is found, and each named once. */
export function follow(sha256: Sha256, tenantId: string, walk: Walk, entry: RecordedEntry): { walk: Walk; broken: BrokenLink | null } {
  const next: Walk = { chain: walk.chain, seq: entry.seq, hash: entry.hash };
  const found = (why: BrokenLink['why'], seq: number) => ({ walk: next, broken: { chain: walk.chain, seq, why } });
  if (hashOf(sha256, tenantId, entry) !== entry.hash) return found('altered', entry.seq);
  if (entry.seq !== walk.seq + 1) return found('missing', walk.seq + 1);
  if (entry.previous !== walk.hash) return found('unlinked', entry.seq);
  return { walk: next, broken: null };
}

/** An altered entry may no longer be what an entry can be: that is an alteration too, not a fault of the verification. */
function hashOf(sha256: Sha256, tenantId: string, entry: RecordedEntry): string | null {
  try {
    return linkHash(sha256, entry.previous, canonicalEntry(tenantId, entry));
  } catch {
    return null;
  }
}

/**
 * What the head says of a chain that was walked to its end. Somebody may append meanwhile: `atStart` is the head as it was
 * before the walk, `now` the head after it.
 */
export function judgeEnd(walk: Walk, atStart: ChainHead | null, now: ChainHead | null): BrokenLink | null {
  if (atStart !== null && atStart.seq > walk.seq) return { chain: walk.chain, seq: walk.seq + 1, why: 'missing' };
  if (now === null || now.seq < walk.seq || (now.seq === walk.seq && now.hash !== walk.hash)) return { chain: walk.chain, seq: walk.seq, why: 'head' };
  return null;
}
