// Answers to a notice of meeting: present, « mon substitut », absent. One person has one answer, wherever it was given; the latest
// counts, and the same one again is no act.

import type { Decision } from '../../../shared/decision.ts';
import { accept, refuse } from '../../../shared/decision.ts';
import type { PersonId } from '../../../shared/ids.ts';
import type { Charter } from '../../committees/domain/charter.ts';
import { isVotingSeat } from '../../committees/domain/check-committee.ts';
import { isFilled, seatsToday } from '../../committees/domain/term.ts';
import { convenedTo } from './convened.ts';
import type { Answer, Attendance, Meeting } from './meeting.ts';
import { dayOf, endOf } from './when.ts';

export type AnswerRefusal =
  | { readonly why: 'not-convened'; readonly person: PersonId }
  | { readonly why: 'cancelled' }
  | { readonly why: 'over' }
  /** The person has nobody who could come instead. */
  | { readonly why: 'no-alternate'; readonly person: PersonId }
  | { readonly why: 'which-alternate'; readonly among: readonly PersonId[] }
  | { readonly why: 'not-an-alternate'; readonly alternate: PersonId; readonly among: readonly PersonId[] }
  /** That person said not to be there. */
  | { readonly why: 'alternate-absent'; readonly alternate: PersonId };

/** `same` and `older` change nothing and are written nowhere. */
export interface Answered { readonly is: 'new' | 'same' | 'older'; readonly attendance: Attendance }

export interface AskedAnswer { readonly person: PersonId; readonly answer: Answer; readonly alternate: PersonId | null; readonly from: Attendance['from']; readonly at: Date }

/** `standing`: all the answers to this meeting. That the asker may answer for this person is judged in permissions.ts. */
export function answerTo(charter: Charter, meeting: Meeting, standing: readonly Attendance[], asked: AskedAnswer): Decision<Answered, AnswerRefusal> {
  if (meeting.state === 'cancelled') return refuse({ why: 'cancelled' });
  if (asked.at >= endOf(meeting)) return refuse({ why: 'over' });
  if (!convenedTo(charter, meeting, dayOf(meeting.start)).some((c) => c.person === asked.person)) return refuse({ why: 'not-convened', person: asked.person });
  const answers = latest(standing);
  const alternate = asked.answer === 'alternate' ? chosenAlternate(charter, meeting, answers, asked) : accept(null);
  if (!alternate.ok) return alternate;
  const attendance: Attendance = { meeting: meeting.id, person: asked.person, answer: asked.answer, alternate: alternate.value, from: asked.from, at: asked.at };
  const before = answers.get(asked.person);
  if (before === undefined) return accept({ is: 'new', attendance });
  if (before.answer === attendance.answer && before.alternate === attendance.alternate) return accept({ is: 'same', attendance: before });
  return accept(before.at > asked.at ? { is: 'older', attendance: before } : { is: 'new', attendance });
}

/** The answer that counts, a person. */
export function latest(standing: readonly Attendance[]): ReadonlyMap<PersonId, Attendance> {
  const answers = new Map<PersonId, Attendance>();
  for (const one of standing) {
    const before = answers.get(one.person);
    if (before === undefined || before.at <= one.at) answers.set(one.person, one);
  }
  return answers;
}

function chosenAlternate(charter: Charter, meeting: Meeting, answers: ReadonlyMap<PersonId, Attendance>, { person, alternate }: AskedAnswer): Decision<PersonId, AnswerRefusal> {
  const { named, others } = alternatesOf(charter, meeting, person);
  if (alternate !== null && !named.includes(alternate) && !others.includes(alternate)) {
    return refuse(named.length + others.length === 0 ? { why: 'no-alternate', person } : { why: 'not-an-alternate', alternate, among: [...named, ...others] });
  }
  const [only] = named;
  if (alternate === null && (only === undefined || named.length > 1)) {
    return refuse(named.length + others.length === 0 ? { why: 'no-alternate', person } : { why: 'which-alternate', among: named.length > 0 ? named : others });
  }
  const chosen = alternate ?? (only as PersonId);
  return answers.get(chosen)?.answer === 'absent' ? refuse({ why: 'alternate-absent', alternate: chosen }) : accept(chosen);
}

export interface Alternates {
  /** Named in the charter for this person. */
  readonly named: readonly PersonId[];
  /** May be sent all the same: of the body that the seat speaks for, without a voice of their own at the table; whoever the chair delegates where the charter lets them. */
  readonly others: readonly PersonId[];
}

/** Who may come instead of somebody. Only a seat that votes can be stood in for. */
export function alternatesOf(charter: Charter, meeting: Pick<Meeting, 'committee' | 'jointly' | 'start'>, person: PersonId): Alternates {
  const date = dayOf(meeting.start);
  const named = new Set<PersonId>();
  const others = new Set<PersonId>();
  // Who runs, audits or watches over Gouverne itself speaks for nobody in a committee.
  const apart = new Set(charter.appRoles.filter(({ role }) => role !== 'coordination').flatMap(({ persons }) => persons));
  for (const id of [meeting.committee, ...meeting.jointly]) {
    const committee = charter.committees.find((c) => c.id === id);
    if (committee === undefined) continue;
    const seats = seatsToday(committee, date).filter((seat) => isFilled(seat, date));
    const own = seats.filter((seat) => seat.holder === person && isVotingSeat(seat));
    if (own.length === 0) continue;
    const voters = new Set(seats.filter(isVotingSeat).map((seat) => seat.holder));
    for (const seat of seats) if (seat.alternateOf === person && seat.holder !== null && !voters.has(seat.holder)) named.add(seat.holder);
    const bodies = new Set(own.flatMap((seat) => seat.represents ?? []));
    const delegates = committee.quorum.delegable === true && committee.quorum.mustInclude.includes(person);
    const ownBody = charter.persons.find((p) => p.id === person)?.organisation;
    for (const p of charter.persons) if (!voters.has(p.id) && !apart.has(p.id) && (bodies.has(p.organisation) || (delegates && p.organisation === ownBody))) others.add(p.id);
  }
  return { named: [...named], others: [...others].filter((p) => !named.has(p)) };
}
