// What actions need from outside, in their own words. Adapters implement it; tests fake it.

import type { FollowUp } from '../../shared/follow-up.ts';
import type { ActionId, CommitteeId, DecisionId, PersonId, SeatId } from '../../shared/ids.ts';
import type { JournalEntry } from '../journal/domain/entry.ts';
import type { Action, ActionState, Priority } from './domain/action.ts';
import type { UnnumberedAction } from './domain/change-action.ts';

export interface Clock { now(): Date }

/** Saved in the same transaction as the facts: what was done, for the journal, and what is to be done next. */
export interface Saving { readonly journal: readonly JournalEntry[]; readonly next: readonly FollowUp[] }

/** Which actions. `committees` are those that the reader may see, `inCamera` those of which also what was said in camera; null is all of them. */
export interface ActionFilter {
  readonly committees: readonly CommitteeId[] | null;
  readonly inCamera: readonly CommitteeId[] | null;
  /** Only those of somebody: in person, or by these seats. */
  readonly owner?: { readonly person: PersonId; readonly seats: readonly SeatId[] } | 'nobody' | undefined;
  readonly states?: readonly ActionState[] | undefined;
  /** Due on that day or later. */
  readonly dueFrom?: string | undefined;
  /** Due before that day. */
  readonly dueBefore?: string | undefined;
  readonly priority?: Priority | undefined;
  readonly decision?: DecisionId | undefined;
  readonly project?: string | undefined;
  readonly words?: string | undefined;
  /** Open, or closed at that moment or later. */
  readonly closedSince?: Date | undefined;
  /** Closed by that moment. */
  readonly closedUntil?: Date | undefined;
}

export interface ActionPage { readonly actions: readonly Action[]; readonly next: string | null }
export interface Tally { readonly open: number; readonly late: number; readonly blocked: number; readonly dueThisWeek: number }

export interface ActionStore {
  find(id: ActionId): Promise<Action | null>;
  /** Those that exist, in the order asked. */
  findAll(ids: readonly ActionId[]): Promise<readonly Action[]>;
  /** By due day, then number; `cursor` is what the page before gave. */
  list(filter: ActionFilter, page: { readonly cursor: string | null; readonly limit: number }): Promise<ActionPage>;
  /** Of the open ones among these; `states`, the due days and `closedSince` do not count. */
  tally(filter: ActionFilter, today: string, weekEnd: string): Promise<Tally>;
  /** Every open action of these committees, by due day; null: of the network. For sweeps and for the coordinators' figures. */
  open(committees: readonly CommitteeId[] | null): Promise<readonly Action[]>;
  /** Numbered one after the other, `A-2027-001`, and saved with what each entails, all of them or none. `once`: of what asks for one; asked again, it gives the one that was made. */
  create(actions: readonly UnnumberedAction[], saving: (created: readonly Action[]) => Saving, once?: string): Promise<readonly Action[]>;
  /** Loads examples under their own numbers; those that stand stay as they are. Gives back those that were added. */
  addExamples(actions: readonly Action[], saving: (added: readonly Action[]) => Saving): Promise<readonly Action[]>;
  /** Null when the version is no longer the one that was seen. */
  change(action: Action, seen: number, saving: Saving): Promise<Action | null>;
}

/** Filters that somebody gave a name; only the one who named them reads them. */
export interface SavedView { readonly name: string; readonly query: object; readonly layout: 'list' | 'board' }
export interface SavedViews {
  of(person: PersonId): Promise<readonly SavedView[]>;
  save(person: PersonId, views: readonly SavedView[], at: Date): Promise<void>;
}
