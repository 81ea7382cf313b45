// The rules of the register: what a decision must be in order to be recorded, and the little that may be done with it afterwards. Facts
// in, facts out; who may is in permissions.ts.

import { isDate, isLocalDateTime } from '../../../shared/dates.ts';
import { accept, refuse, type Decision } from '../../../shared/decision.ts';
import { looksLikeHealthNumber } from '../../../shared/health-number.ts';
import type { CommitteeId, DecisionId, PersonId } from '../../../shared/ids.ts';
import type { Charter } from '../../committees/domain/charter.ts';
import type { Meeting, MeetingId } from '../../meetings/domain/meeting.ts';
import type { Missing, StandIns } from '../../meetings/domain/quorum.ts';
import { dayOf, gapOf, instantOf } from '../../meetings/domain/when.ts';
import type { Amendment, DecisionKind, QuorumThen, RegisteredDecision, RegisterLine, UnnumberedDecision, Vote } from './registered-decision.ts';
import { institutionFault, type AskRefusal } from './reach.ts';
import { countedVote, tableOf, voteFault, type VoteRefusal } from './vote.ts';

export const LONGEST_TITLE = 200;
export const LONGEST_TEXT = 20_000;
export const LONGEST_REASON = 1000;

export type TextField = 'title' | 'text' | 'item' | 'reason';
export type TextRefusal =
  | { readonly why: 'empty'; readonly field: TextField }
  | { readonly why: 'too-long'; readonly field: TextField; readonly most: number }
  | { readonly why: 'health-number'; readonly field: TextField };

export type RecordRefusal =
  | TextRefusal
  | VoteRefusal
  | AskRefusal
  | { readonly why: 'unknown-committee'; readonly committee: string }
  | { readonly why: 'not-a-date'; readonly takenAt: string }
  /** The clocks skip that hour; `moved` is the hour that they show then. */
  | { readonly why: 'no-such-hour'; readonly takenAt: string; readonly moved: string }
  | { readonly why: 'in-the-future'; readonly takenAt: string }
  /** Also of a meeting that the reader may not know to exist. */
  | { readonly why: 'no-meeting' }
  | { readonly why: 'meeting-of-others' }
  | { readonly why: 'meeting-cancelled' }
  | { readonly why: 'another-day'; readonly takenAt: string; readonly start: string }
  | { readonly why: 'nobody-there' }
  | { readonly why: 'unknown-person-there'; readonly person: string }
  /** A recommendation may be recorded all the same. */
  | { readonly why: 'no-quorum'; readonly quorum: QuorumThen; readonly missing: Missing }
  /** Also of a decision that the reader may not know to exist. */
  | { readonly why: 'no-such-replaced'; readonly decision: string }
  | { readonly why: 'already-superseded'; readonly decision: DecisionId; readonly by: DecisionId | null }
  | { readonly why: 'not-below'; readonly decision: DecisionId; readonly committee: CommitteeId }
  | { readonly why: 'replaced-is-later'; readonly decision: DecisionId }
  | { readonly why: 'recommendation-replaces'; readonly decision: DecisionId }
  | ReviewRefusal;

export type ReviewRefusal =
  | { readonly why: 'not-a-day'; readonly day: string }
  | { readonly why: 'review-in-the-past'; readonly day: string; readonly today: string }
  | { readonly why: 'is-superseded'; readonly by: DecisionId | null };

export type AmendRefusal = TextRefusal | { readonly why: 'same-text' };

export interface AskedDecision {
  readonly committee: CommitteeId;
  readonly kind: DecisionKind;
  readonly title: string;
  readonly text: string;
  readonly meeting: MeetingId | null;
  readonly item: string | null;
  readonly takenAt: string;
  readonly vote: Vote;
  readonly present: readonly PersonId[];
  readonly replaces: readonly DecisionId[];
  readonly reviewOn: string | null;
  readonly inCamera: boolean;
  readonly reach: 'all' | readonly string[];
}

/** What else the rule must know. `meeting` and `replaced`: those that were asked for and that the reader may know. */
export interface Around {
  readonly meeting: Meeting | null;
  readonly standIns: StandIns;
  readonly replaced: readonly RegisterLine[];
  readonly now: Date;
  readonly today: string;
}

/** What is recorded, and to which institutions it is sent. */
export interface Recorded { readonly decision: UnnumberedDecision; readonly institutions: readonly string[] }

export function recordDecision(charter: Charter, asked: AskedDecision, by: PersonId | null, around: Around): Decision<Recorded, RecordRefusal> {
  const committee = charter.committees.find(({ id }) => id === asked.committee);
  if (committee === undefined) return refuse({ why: 'unknown-committee', committee: asked.committee });
  const { takenAt, kind } = asked;
  const { zone } = committee;
  const fault = textFault({ title: asked.title, text: asked.text, item: asked.item }) ?? momentFault(takenAt, zone, around.now) ?? meetingFault(asked, around.meeting)
    ?? peopleFault(charter, asked.present) ?? reviewFault(asked.reviewOn, around.today) ?? replacedFault(charter, asked, around.replaced);
  if (fault !== null) return refuse(fault);
  const institutions = asked.reach === 'all' ? charter.institutions.map(({ id }) => id) : [...new Set(asked.reach)];
  const reach = institutionFault(charter, asked.inCamera, institutions);
  if (reach !== null) return refuse(reach);
  const table = tableOf(charter, committee, dayOf(takenAt), asked.present, around.standIns);
  if (table.quorum.state === 'not-met' && kind !== 'recommendation') return refuse({ why: 'no-quorum', quorum: table.quorum, missing: table.missing });
  const vote = voteFault(asked.vote, table);
  if (vote !== null) return refuse(vote);
  return accept({
    institutions,
    decision: {
      committee: asked.committee, kind, title: oneLine(asked.title), text: asked.text.trim(), takenAt, zone, meeting: asked.meeting, item: blankIsNull(asked.item),
      vote: countedVote(asked.vote, table.voters), quorum: table.quorum, present: table.present, supersededBy: null, reviewOn: asked.reviewOn, inCamera: asked.inCamera,
      reach: { asked: 0, applied: 0, left: 0 }, amendments: [], recordedAt: around.now, recordedBy: by, version: 1,
    },
  });
}

/** The text that holds from now on; what was recorded stays as it was. */
export function amendDecision(decision: RegisteredDecision, asked: { readonly text: string; readonly reason: string }, by: PersonId | null, now: Date): Decision<Amendment, AmendRefusal> {
  const fault = textFault({ text: asked.text, reason: asked.reason });
  if (fault !== null) return refuse(fault);
  if (asked.text.trim() === textNow(decision)) return refuse({ why: 'same-text' });
  return accept({ at: now, by, text: asked.text.trim(), reason: asked.reason.trim() });
}

export const textNow = ({ text, amendments }: Pick<RegisteredDecision, 'text' | 'amendments'>): string => amendments.at(-1)?.text ?? text;

/** Null: it is no longer to be reviewed. */
export function reviewDecision({ supersededBy }: Pick<RegisterLine, 'supersededBy'>, reviewOn: string | null, today: string): Decision<string | null, ReviewRefusal> {
  if (supersededBy !== null) return refuse({ why: 'is-superseded', by: supersededBy });
  const fault = reviewFault(reviewOn, today);
  return fault === null ? accept(reviewOn) : refuse(fault);
}

function reviewFault(reviewOn: string | null, today: string): ReviewRefusal | null {
  if (reviewOn === null) return null;
  if (!isDate(reviewOn)) return { why: 'not-a-day', day: reviewOn };
  return reviewOn <= today ? { why: 'review-in-the-past', day: reviewOn, today } : null;
}

function momentFault(takenAt: string, zone: string, now: Date): RecordRefusal | null {
  if (!isLocalDateTime(takenAt) || takenAt.length !== 16) return { why: 'not-a-date', takenAt };
  const moved = gapOf(takenAt, zone);
  if (moved !== null) return { why: 'no-such-hour', takenAt, moved };
  return instantOf({ start: takenAt, zone }) > now ? { why: 'in-the-future', takenAt } : null;
}

function meetingFault({ meeting: wanted, committee, takenAt }: AskedDecision, meeting: Meeting | null): RecordRefusal | null {
  if (wanted === null) return null;
  if (meeting === null) return { why: 'no-meeting' };
  if (meeting.committee !== committee && !meeting.jointly.includes(committee)) return { why: 'meeting-of-others' };
  if (meeting.state === 'cancelled') return { why: 'meeting-cancelled' };
  return dayOf(meeting.start) === dayOf(takenAt) ? null : { why: 'another-day', takenAt, start: meeting.start };
}

function peopleFault(charter: Charter, present: readonly PersonId[]): RecordRefusal | null {
  if (present.length === 0) return { why: 'nobody-there' };
  const unknown = present.find((person) => !charter.persons.some(({ id }) => id === person));
  return unknown === undefined ? null : { why: 'unknown-person-there', person: unknown };
}

/** A committee may replace what it decided itself, and what was decided below it. */
function replacedFault(charter: Charter, { committee, kind, takenAt, replaces }: AskedDecision, replaced: readonly RegisterLine[]): RecordRefusal | null {
  for (const id of replaces) {
    const old = replaced.find((line) => line.id === id);
    if (old === undefined) return { why: 'no-such-replaced', decision: id };
    if (old.supersededBy !== null) return { why: 'already-superseded', decision: id, by: old.supersededBy };
    if (!isAtOrBelow(charter, old.committee, committee)) return { why: 'not-below', decision: id, committee: old.committee };
    if (old.takenAt > takenAt) return { why: 'replaced-is-later', decision: id };
    if (kind === 'recommendation' && old.kind !== 'recommendation') return { why: 'recommendation-replaces', decision: id };
  }
  return null;
}

function isAtOrBelow(charter: Charter, committee: CommitteeId, above: CommitteeId): boolean {
  const seen = new Set<CommitteeId>();
  let here: CommitteeId | null = committee;
  while (here !== null && !seen.has(here)) {
    if (here === above) return true;
    seen.add(here);
    const at: CommitteeId = here;
    here = charter.committees.find(({ id }) => id === at)?.parent ?? null;
  }
  return false;
}

export function textFault(fields: Partial<Record<TextField, string | null>>): TextRefusal | null {
  for (const [field, given] of Object.entries(fields) as [TextField, string | null][]) {
    const text = (given ?? '').trim();
    if (text === '') {
      if (field === 'item') continue;
      return { why: 'empty', field };
    }
    if (looksLikeHealthNumber(text)) return { why: 'health-number', field };
    const most = field === 'text' ? LONGEST_TEXT : field === 'reason' ? LONGEST_REASON : LONGEST_TITLE;
    if (text.length > most) return { why: 'too-long', field, most };
  }
  return null;
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
const blankIsNull = (text: string | null): string | null => (text === null || text.trim() === '' ? null : oneLine(text));
