// What a hand-over needs from outside: one save of all that passes on. Adapters implement it; tests fake it.

import type { PersonId } from '../../shared/ids.ts';
import type { CharterChanges } from '../committees/domain/charter-changes.ts';
import type { Charter } from '../committees/domain/charter.ts';
import type { OutgoingMessage } from '../conversations/domain/outgoing.ts';
import type { Actor } from '../journal/domain/entry.ts';
import type { Action } from './domain/action.ts';
import type { Saving } from './ports.ts';

/** A charter as a file would hold it. */
export interface CharterText { readonly charter: Charter; readonly source: string; readonly sha256: string; readonly text: string }

export interface PassedOn extends Saving {
  readonly file: CharterText;
  /** Version from which the charter was made. */
  readonly over: number;
  readonly changes: CharterChanges;
  /** Each with the version that was seen. */
  readonly actions: readonly Action[];
  readonly tell: readonly OutgoingMessage[];
  readonly leaver: PersonId;
  readonly by: Actor;
  readonly at: Date;
}

export interface HandOvers {
  /** All of it or nothing: the version in force then; null when the charter or an action is no longer what was seen. */
  save(passed: PassedOn): Promise<number | null>;
}
