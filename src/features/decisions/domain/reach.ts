// How far a decision has gone in the institutions that it concerns: asked, received, planned, applied, or not applicable and why.

import { isDate } from '../../../shared/dates.ts';
import { accept, refuse, type Decision } from '../../../shared/decision.ts';
import { looksLikeHealthNumber } from '../../../shared/health-number.ts';
import type { DecisionId, PersonId } from '../../../shared/ids.ts';
import type { Charter } from '../../committees/domain/charter.ts';

export const REACH_STATES = ['asked', 'received', 'planned', 'applied', 'not-applicable'] as const;
export type ReachState = (typeof REACH_STATES)[number];
export type ReachAnswer = Exclude<ReachState, 'asked'>;
const LONGEST_REASON = 1000;

/** One institution's part. */
export interface Reached {
  readonly decision: DecisionId;
  readonly institution: string;
  readonly state: ReachState;
  /** The day for which it is planned; null in every other state. */
  readonly plannedOn: string | null;
  /** Why it is not applicable, or a remark. */
  readonly reason: string | null;
  readonly askedAt: Date;
  readonly answeredAt: Date | null;
  readonly answeredBy: PersonId | null;
}

export type AskRefusal =
  | { readonly why: 'unknown-institution'; readonly institution: string }
  /** What was said in camera stays with the committee's members. */
  | { readonly why: 'in-camera-stays' }
  | { readonly why: 'all-asked' };

export type ReachRefusal =
  | { readonly why: 'not-asked'; readonly institution: string }
  /** `by`: null where it is not for the reader to know. */
  | { readonly why: 'superseded'; readonly by: DecisionId | null }
  | { readonly why: 'no-planned-day' }
  | { readonly why: 'not-a-planned-day'; readonly day: string }
  | { readonly why: 'planned-in-the-past'; readonly day: string; readonly today: string }
  | { readonly why: 'no-reason' }
  | { readonly why: 'reason-too-long'; readonly most: number }
  | { readonly why: 'reason-health-number' };

export interface AskedAnswer { readonly state: ReachAnswer; readonly plannedOn: string | null; readonly reason: string | null }

export function institutionFault(charter: Charter, inCamera: boolean, institutions: readonly string[]): AskRefusal | null {
  if (inCamera && institutions.length > 0) return { why: 'in-camera-stays' };
  const unknown = institutions.find((wanted) => !charter.institutions.some(({ id }) => id === wanted));
  return unknown === undefined ? null : { why: 'unknown-institution', institution: unknown };
}

/** Those to be asked now: an institution is asked once. */
export function institutionsToAsk(charter: Charter, inCamera: boolean, wanted: 'all' | readonly string[], asked: readonly string[]): Decision<readonly string[], AskRefusal> {
  const institutions = wanted === 'all' ? charter.institutions.map(({ id }) => id) : [...new Set(wanted)];
  const fault = institutionFault(charter, inCamera, institutions);
  if (fault !== null) return refuse(fault);
  const fresh = institutions.filter((id) => !asked.includes(id));
  return fresh.length === 0 ? refuse({ why: 'all-asked' }) : accept(fresh);
}

/** `supersededBy`: what is now to be applied instead. The same answer again is accepted and changes nothing. */
export function answerReach(row: Reached, supersededBy: DecisionId | null, asked: AskedAnswer, by: PersonId | null, { now, today }: { readonly now: Date; readonly today: string }): Decision<Reached, ReachRefusal> {
  if (supersededBy !== null) return refuse({ why: 'superseded', by: supersededBy });
  const reason = asked.reason === null || asked.reason.trim() === '' ? null : asked.reason.trim();
  if (reason !== null && looksLikeHealthNumber(reason)) return refuse({ why: 'reason-health-number' });
  if (reason !== null && reason.length > LONGEST_REASON) return refuse({ why: 'reason-too-long', most: LONGEST_REASON });
  if (asked.state === 'not-applicable' && reason === null) return refuse({ why: 'no-reason' });
  const plannedOn = asked.state === 'planned' ? asked.plannedOn : null;
  if (asked.state === 'planned') {
    if (plannedOn === null || plannedOn === '') return refuse({ why: 'no-planned-day' });
    if (!isDate(plannedOn)) return refuse({ why: 'not-a-planned-day', day: plannedOn });
    if (plannedOn < today && plannedOn !== row.plannedOn) return refuse({ why: 'planned-in-the-past', day: plannedOn, today });
  }
  if (row.state === asked.state && row.plannedOn === plannedOn && row.reason === reason) return accept(row);
  return accept({ ...row, state: asked.state, plannedOn, reason, answeredAt: now, answeredBy: by });
}

export const isLeft = (state: ReachState): boolean => state !== 'applied' && state !== 'not-applicable';

export type StateCounts = Readonly<Record<ReachState, number>>;
export const countStates = (rows: readonly Pick<Reached, 'state'>[]): StateCounts =>
  Object.fromEntries(REACH_STATES.map((state) => [state, rows.filter((row) => row.state === state).length])) as unknown as StateCounts;
