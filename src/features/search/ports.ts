// What searching needs from outside. Adapters implement it; tests fake it.

import type { CommitteeId } from '../../shared/ids.ts';
import type { Sight } from '../committees/domain/sight.ts';
import type { Meeting, MeetingId } from '../meetings/domain/meeting.ts';
import type { Fragment } from './domain/excerpt.ts';

export type SearchKind = 'action' | 'decision' | 'meeting';

/** One thing that can be found, as it is written beside what it repeats. */
export interface SearchDocument {
  readonly kind: SearchKind;
  readonly id: string;
  readonly committee: CommitteeId;
  readonly inCamera: boolean;
  readonly title: string;
  readonly body: string;
  /** ISO day: due, taken, held. */
  readonly day: string;
  /** Of an action `open`, `done` or `cancelled`; of a meeting `regular`, `special` or `joint`. */
  readonly state: string;
}

export interface Found extends Omit<SearchDocument, 'body'> { readonly excerpt: readonly Fragment[] }

/** Of a joint meeting, which committees it is of. */
export interface MeetingFinder { find(id: MeetingId): Promise<Meeting | null> }

export interface SearchIndex {
  /** The best first; the newest first where there are too many for one to be better than another. */
  search(asked: { readonly words: string; readonly kind: SearchKind | null; readonly limit: number }, sight: Sight): Promise<readonly Found[]>;
}
