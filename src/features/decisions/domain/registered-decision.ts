// A decision of the register: what a committee decided, when, by which vote and with which quorum, who was there and in which role. Its
// text is locked once it is recorded; what is corrected afterwards is a dated amendment beside it.

import type { CommitteeId, DecisionId, PersonId } from '../../../shared/ids.ts';
import type { Text } from '../../../shared/language.ts';
import type { Committee, SeatRole } from '../../committees/domain/charter.ts';
import type { MeetingId } from '../../meetings/domain/meeting.ts';

/** Without a quorum a committee decides nothing: it may still recommend. */
export type DecisionKind = 'decision' | 'ruling' | 'direction' | 'recommendation';
export type VoteMode = 'unanimous' | 'consensus' | 'majority' | 'casting';
export interface Vote { readonly mode: VoteMode; readonly for: number; readonly against: number; readonly abstained: number }

/** The quorum at that minute, as the charter of that day worded it. */
export interface QuorumThen {
  readonly state: 'met' | 'not-met' | 'none';
  readonly present: number;
  readonly needed: number;
  readonly of: number;
  /** What a voice is there: a voting member, or an institution. */
  readonly counts: 'members' | 'institutions';
}

/** Somebody who was there, as they then were: the charter may name others today. */
export interface Presence {
  readonly person: PersonId;
  readonly title: Text;
  readonly role: SeatRole;
  /** Was a voice of the vote. */
  readonly votes: boolean;
  /** Organisation, institution or group for which the seat speaks. */
  readonly represents: string | null;
  /** Whose place was taken, of a voice that was somebody else's. */
  readonly standsInFor: PersonId | null;
}

export interface Amendment { readonly at: Date; readonly by: PersonId | null; readonly text: string; readonly reason: string }

/** How far it has gone in the institutions that it concerns: none when nobody was asked. */
export interface ReachCounts { readonly asked: number; readonly applied: number; /** Not answered for good: received and planned ones among them. */ readonly left: number }

/** One line of the register. */
export interface RegisterLine {
  /** Through the network: `D-2027-001`. */
  readonly id: DecisionId;
  /** Within the committee: `CNCOT-2027-001`. */
  readonly number: string;
  readonly committee: CommitteeId;
  readonly kind: DecisionKind;
  readonly title: string;
  /** Local date-time in `zone`. */
  readonly takenAt: string;
  readonly zone: string;
  readonly supersededBy: DecisionId | null;
  readonly reviewOn: string | null;
  readonly inCamera: boolean;
  readonly reach: ReachCounts;
  readonly version: number;
}

export interface RegisteredDecision extends RegisterLine {
  readonly text: string;
  readonly meeting: MeetingId | null;
  /** Title of the agenda item. */
  readonly item: string | null;
  readonly vote: Vote;
  readonly quorum: QuorumThen;
  readonly present: readonly Presence[];
  readonly amendments: readonly Amendment[];
  readonly recordedAt: Date;
  /** Null when Gouverne recorded it: an example of the charter file. */
  readonly recordedBy: PersonId | null;
}

/** Before it gets its numbers, which the store gives. */
export type UnnumberedDecision = Omit<RegisteredDecision, 'id' | 'number'>;

export type Standing = 'in-force' | 'to-review' | 'superseded';

/** `today`: the day where the committee sits. */
export function standingOf({ supersededBy, reviewOn }: Pick<RegisterLine, 'supersededBy' | 'reviewOn'>, today: string): Standing {
  if (supersededBy !== null) return 'superseded';
  return reviewOn !== null && reviewOn <= today ? 'to-review' : 'in-force';
}

export const takenOn = ({ takenAt }: Pick<RegisterLine, 'takenAt'>): string => takenAt.slice(0, 10);

/** The series of numbers of the network and of the committee in the year of a decision: `D-2027`, `CTCOT-CHUM-2027`. */
export function seriesOf({ takenAt }: Pick<RegisterLine, 'takenAt'>, { acronym }: Pick<Committee, 'acronym'>): { readonly network: string; readonly committee: string } {
  const year = takenAt.slice(0, 4);
  return { network: `D-${year}`, committee: `${acronym.trim().toUpperCase().replace(/\s+/g, '-')}-${year}` };
}
