// One line of the journal: who did what, when, in which chain, with what was there before and after.

import type { CommitteeId, PersonId } from '../../../shared/ids.ts';
import type { Act } from './acts.ts';

/** Acts are chained per committee; what concerns the whole network has a chain of its own. */
export type Chain = CommitteeId | 'reseau';

/** `application`: a pipeline that signed in as itself, by its client id. `gouverne`: the program by itself. */
export type Actor =
  | { readonly kind: 'person'; readonly id: PersonId }
  | { readonly kind: 'application'; readonly id: string }
  | { readonly kind: 'gouverne' };

/** An act to be recorded; its number and its hash come when it is appended. */
export interface JournalEntry {
  readonly chain: Chain;
  readonly at: Date;
  readonly by: Actor;
  readonly did: Act;
}

/** An act as the store holds it. `act` is a plain string: a journal outlives the version that wrote it. */
export interface RecordedEntry {
  readonly chain: Chain;
  readonly seq: number;
  readonly at: Date;
  readonly by: Actor;
  readonly act: string;
  readonly facts: unknown;
  readonly before: unknown;
  readonly after: unknown;
  /** Hash of the entry before it in the chain. */
  readonly previous: string;
  readonly hash: string;
}

/** The last number given out in a chain, and its hash. */
export interface ChainHead {
  readonly chain: Chain;
  readonly seq: number;
  readonly hash: string;
}

export function recordedParts(did: Act): Pick<RecordedEntry, 'act' | 'facts' | 'before' | 'after'> {
  const { act, before = null, after = null, ...facts } = did as Act & { before?: unknown; after?: unknown };
  return { act, facts, before, after };
}
