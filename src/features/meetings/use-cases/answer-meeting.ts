// Somebody says whether they come, on the card, in the tab or in Outlook: one person has one answer. The secretariat may say it for
// somebody. An alternate whom the notice did not reach is invited with the answer.

import { accept, refuse, type Decision } from '../../../shared/decision.ts';
import type { PersonId } from '../../../shared/ids.ts';
import type { Charter } from '../../committees/domain/charter.ts';
import type { Roles } from '../../committees/domain/permissions.ts';
import type { Actor } from '../../journal/domain/entry.ts';
import { answerTo, latest, type AnswerRefusal } from '../domain/attendance.ts';
import { convenedTo } from '../domain/convened.ts';
import type { Answer, Attendance, Meeting, MeetingId } from '../domain/meeting.ts';
import { mayAnswer, mayAnswerFor, maySeeMeeting, type MeetingPermission, type MeetingRightRefusal } from '../domain/permissions.ts';
import { dayOf } from '../domain/when.ts';
import { changeMeetingAs, type ActRefusal } from './act-on-meeting.ts';
import type { ActDeps } from './announce.ts';

export interface Answering {
  readonly person: PersonId;
  readonly answer: Answer;
  readonly alternate: PersonId | null;
  readonly from: Attendance['from'];
  /** When it was given, where that is not now: in Outlook. */
  readonly at?: Date;
}

/** `roles`: of whoever answers; null when a calendar says what somebody answered there. */
export interface Asker { readonly roles: Roles | null; readonly by: Actor }

export type AnsweringRefusal = AnswerRefusal | ActRefusal | { readonly why: 'not-allowed'; readonly right: MeetingRightRefusal };

export const answerMeeting = (deps: ActDeps) => {
  const change = changeMeetingAs(deps);
  return async (charter: Charter, id: MeetingId, asked: Answering, { roles, by }: Asker): Promise<Decision<{ readonly meeting: Meeting; readonly changed: boolean }, AnsweringRefusal>> => {
    const meeting = await deps.meetings.find(id);
    if (meeting === null || (roles !== null && !maySeeMeeting(roles, meeting).ok)) return refuse({ why: 'no-meeting' });
    const right: MeetingPermission = roles === null ? accept(true) : roles.person === asked.person ? mayAnswer(roles, meeting) : mayAnswerFor(roles, meeting);
    if (!right.ok) return refuse({ why: 'not-allowed', right: right.refusal });
    const standing = await deps.meetings.attendance([id]);
    const decision = answerTo(charter, meeting, standing, { ...asked, at: asked.at ?? deps.clock.now() });
    if (!decision.ok) return decision;
    const { attendance } = decision.value;
    if (decision.value.is !== 'new') return accept({ meeting, changed: false });

    const invited = await withAlternate(charter, meeting, attendance.alternate);
    if (!invited.ok) return invited;
    const before = latest(standing).get(attendance.person)?.answer ?? null;
    const changed = await deps.meetings.answer(attendance, {
      journal: [{ chain: meeting.committee, at: deps.clock.now(), by, did: { act: 'attendance-answered', meeting: id, start: invited.value.start, person: attendance.person, alternate: attendance.alternate, where: attendance.from, before, after: attendance.answer } }],
      next: deps.announce(invited.value, 'answered'),
    });
    return accept({ meeting: invited.value, changed });

    /** Somebody of the same body may be sent without having a seat: the invitation follows from the answer. */
    async function withAlternate(of: Charter, stood: Meeting, alternate: PersonId | null): Promise<Decision<Meeting, ActRefusal>> {
      if (alternate === null || convenedTo(of, stood, dayOf(stood.start)).some((c) => c.person === alternate)) return accept(stood);
      return change(of, id, { guests: [...stood.guests, { is: 'person', person: alternate }] }, { by, where: asked.from === 'outlook' ? 'outlook' : 'gouverne', seen: null });
    }
  };
};
