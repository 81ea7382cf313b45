// A meeting of a committee: when it is, what was decided about it, whom it convenes and what they answered.
//
// A regular meeting is known by the committee and by the slot that the committee's rule gave it (`cncot/2027-06-24T09:00`), whatever
// day it is held on afterwards: so that generating the year again finds what was moved and what was cancelled.

import type { CommitteeId, PersonId } from '../../../shared/ids.ts';
import type { Text } from '../../../shared/language.ts';

declare const brand: unique symbol;
/** `cncot/2027-06-24T09:00` for a regular meeting, `cncot/x-{uuid}` for a special one. */
export type MeetingId = string & { readonly [brand]: 'meeting' };
export const meetingId = (raw: string): MeetingId => raw as MeetingId;
export const regularMeetingId = (committee: CommitteeId, slot: string): MeetingId => meetingId(`${committee}/${slot}`);

/**
 * `planned`: adopted, nobody is convened yet. `convened`: the notice went out. `cancelled` stays, so that it is not generated
 * anew. A meeting whose end is past is over; nothing is written for that.
 */
export type MeetingState = 'planned' | 'convened' | 'cancelled';

/** Where and when, as the committee's members read it. */
export interface Slot {
  /** Local date-time in the committee's zone, `2027-06-24T09:00`. */
  readonly start: string;
  readonly minutes: number;
  /** IANA zone of the committee. */
  readonly zone: string;
}

export interface Meeting extends Slot {
  readonly id: MeetingId;
  readonly committee: CommitteeId;
  readonly kind: 'regular' | 'special';
  /** Other committees of a joint meeting: their members are convened too. */
  readonly jointly: readonly CommitteeId[];
  /** The slot of the committee's rule; null for a special meeting. */
  readonly slot: string | null;
  readonly state: MeetingState;
  /** A title given by people, here or in Outlook; null: the usual one (committee and date). */
  readonly title: string | null;
  /** Why a special meeting is called, or why this one was moved or cancelled; free text of the secretariat. */
  readonly reason: string | null;
  /** Invited for this meeting only: persons of the charter, or an e-mail address with what they stand for. */
  readonly guests: readonly Guest[];
  /** 1 once planned, then counts the changes; a writer says which one it saw. 0: a rule expects the meeting, nobody planned it. */
  readonly version: number;
  /** What those concerned were last told; null before the notice. */
  readonly notice: Notice | null;
}

export type Guest = { readonly is: 'person'; readonly person: PersonId } | { readonly is: 'address'; readonly email: string; readonly label: string };

export interface Notice {
  /** 1 for the first notice; each revised notice adds one. */
  readonly revision: number;
  /** What the people convened were told, to know whether a change concerns them. */
  readonly start: string;
  readonly minutes: number;
  readonly zone: string;
  readonly title: string | null;
  readonly cancelled: boolean;
  readonly convened: readonly PersonId[];
  readonly guests: readonly Guest[];
  readonly at: Date;
}

/** `present`, « mon substitut » (the alternate comes instead), `absent`. No answer is not an answer. */
export type Answer = 'present' | 'alternate' | 'absent' | 'tentative';

/** One person has one answer, wherever it was given: the latest counts. */
export interface Attendance {
  readonly meeting: MeetingId;
  readonly person: PersonId;
  readonly answer: Answer;
  /** Who comes instead, when the answer is `alternate`. */
  readonly alternate: PersonId | null;
  readonly from: 'card' | 'tab' | 'outlook';
  readonly at: Date;
}

/** A day on which the committee does not sit, and why. */
export type Obstacle =
  | { readonly is: 'holiday'; readonly name: Text }
  | { readonly is: 'closure'; readonly name: Text; readonly from: string; readonly until: string }
  | { readonly is: 'weekend' }
  /** Another committee sits at the same hours, and these persons are of both; `voting`: those of them who vote here. */
  | { readonly is: 'collision'; readonly meeting: MeetingId | null; readonly committee: CommitteeId; readonly start: string; readonly zone: string; readonly persons: readonly PersonId[]; readonly voting: readonly PersonId[] }
  /** The hour does not exist that day (spring); `moved` is what clocks show instead. Of one that comes twice (autumn) the first is meant. */
  | { readonly is: 'no-such-hour'; readonly moved: string };
