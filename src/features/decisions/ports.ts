// What the register needs from outside, in its own words. Adapters implement it; tests fake it.

import type { FollowUp } from '../../shared/follow-up.ts';
import type { ActionId, CommitteeId, DecisionId, PersonId } from '../../shared/ids.ts';
import type { Sight } from '../committees/domain/sight.ts';
import type { OutgoingEdit, OutgoingMessage } from '../conversations/domain/outgoing.ts';
import type { JournalEntry } from '../journal/domain/entry.ts';
import type { Meeting, MeetingId } from '../meetings/domain/meeting.ts';
import type { Reached } from './domain/reach.ts';
import type { Amendment, DecisionKind, RegisteredDecision, RegisterLine, Standing, UnnumberedDecision } from './domain/registered-decision.ts';

export interface Clock { now(): Date }

/** Saved in the same transaction as the facts: what was done, for the journal, and what is to be done next. */
export interface Saving { readonly journal: readonly JournalEntry[]; readonly next: readonly FollowUp[] }

/** Which decisions, of those that `sight` lets the reader know. */
export interface DecisionFilter {
  readonly sight: Sight;
  readonly kind?: DecisionKind | undefined;
  readonly standing?: Standing | undefined;
  /** In force, with open actions or institutions that have not applied it. */
  readonly awaiting?: boolean | undefined;
  readonly year?: number | undefined;
  readonly words?: string | undefined;
  /** By which standing is judged. */
  readonly today: string;
}

export interface RegisterPage<Line extends RegisterLine = RegisterLine> { readonly decisions: readonly Line[]; readonly next: string | null }

/** Of the actions that carry a decision out. */
export interface Execution { readonly open: number; readonly late: number; readonly done: number }
export interface Carrying { readonly id: ActionId; readonly title: string; readonly committee: CommitteeId; readonly owner: { readonly is: 'person' | 'seat'; readonly id: string } | null; readonly due: string; readonly state: string; readonly late: boolean }

export interface Recording {
  /** Superseded at the same time. */
  readonly replaces: readonly DecisionId[];
  readonly institutions: readonly string[];
  /** The series of numbers. */
  readonly series: { readonly network: string; readonly committee: string };
}

export interface DecisionStore {
  find(id: DecisionId): Promise<RegisteredDecision | null>;
  /** By either of its numbers, whatever the case: `d-2027-001`, `CNCOT-2027-001`. */
  findNumber(number: string): Promise<RegisterLine | null>;
  lines(ids: readonly DecisionId[]): Promise<readonly RegisterLine[]>;
  /** The newest first; `cursor` is what the page before gave. */
  list(filter: DecisionFilter, page: { readonly cursor: string | null; readonly limit: number }): Promise<RegisterPage>;
  /** The same with their texts, for exports. */
  listInFull(filter: DecisionFilter, page: { readonly cursor: string | null; readonly limit: number }): Promise<RegisterPage<RegisteredDecision>>;
  count(filter: DecisionFilter): Promise<number>;
  /** What it superseded, the oldest first. */
  replacedBy(id: DecisionId): Promise<readonly RegisterLine[]>;
  /** Actions that the reader may know of, counted in one look. */
  execution(ids: readonly DecisionId[], sight: Sight, today: string): Promise<ReadonlyMap<DecisionId, Execution>>;
  carrying(id: DecisionId, sight: Sight, today: string): Promise<readonly Carrying[]>;
  /** Numbered and saved with what it entails; null when one that it was to replace is superseded meanwhile. */
  record(decision: UnnumberedDecision, recording: Recording, saving: (recorded: RegisteredDecision) => Saving): Promise<RegisteredDecision | null>;
  /** Null when the version is no longer the one that was seen. */
  amend(decision: RegisteredDecision, amendment: Amendment, saving: Saving): Promise<RegisteredDecision | null>;
  review(decision: RegisteredDecision, reviewOn: string | null, saving: Saving): Promise<RegisteredDecision | null>;
  /** Asks these institutions too; null when the version is no longer the one that was seen. */
  ask(decision: RegisteredDecision, institutions: readonly string[], at: Date, saving: Saving): Promise<RegisteredDecision | null>;
  reach(id: DecisionId): Promise<readonly Reached[]>;
  /** Decisions that one of these institutions at least has not answered yet, the longest asked first; nothing of what was decided in camera. */
  unanswered(institutions: readonly string[], limit: number): Promise<readonly DecisionId[]>;
  /** False when the institution's answer is no longer the one that was seen. */
  answer(row: Reached, seen: Reached, saving: Saving): Promise<boolean>;
  /** Loads examples under their own numbers; those that stand stay as they are. Gives back those that were added. */
  addExamples(decisions: readonly RegisteredDecision[], saving: (added: readonly RegisteredDecision[]) => Saving): Promise<readonly RegisteredDecision[]>;
}

/** What a decision needs of the meetings. */
export interface MeetingsHeld {
  find(id: MeetingId): Promise<Meeting | null>;
  /** Who came instead of whom, as the answers to its notice say. */
  standIns(id: MeetingId): Promise<ReadonlyMap<PersonId, PersonId>>;
}

/** What is said of decisions through the send queue. */
export interface DecisionsTelling { say(saying: { readonly send: readonly OutgoingMessage[]; readonly edit: readonly OutgoingEdit[] }): Promise<void> }
