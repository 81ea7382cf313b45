// What follows from an act on a meeting. Each part of the product that has something to do then says what: the calendar, the card in
// the channel, the reminders. A use case saves it with the act, in one transaction.

import type { FollowUp } from '../../../shared/follow-up.ts';
import type { Charter } from '../../committees/domain/charter.ts';
import type { Meeting } from '../domain/meeting.ts';
import { noticeAt } from '../domain/notice.ts';
import type { Clock, MeetingStore } from '../ports.ts';

/** `planned`: adopted, nobody is told. `noticed`: the notice of meeting, or a revised one, is to leave. `answered`: somebody said whether they come. */
export type News = 'planned' | 'changed' | 'noticed' | 'answered';
export type Announce = (meeting: Meeting, news: News) => readonly FollowUp[];

/** What every act on a meeting needs. */
export interface ActDeps {
  readonly meetings: MeetingStore;
  readonly clock: Clock;
  readonly announce: Announce;
}

/** When the notice of meeting leaves by itself. */
export const noticeDue = (charter: Charter, meeting: Meeting): Date =>
  noticeAt(meeting, charter.rules, charter.calendar, charter.committees.find((c) => c.id === meeting.committee)?.easter);

export const CONVENE = 'convene';

/** At the committee's delay; at once when that is past. */
export const conveneLater = (charter: Charter, meeting: Meeting): FollowUp[] =>
  (meeting.state === 'planned' ? [{ job: CONVENE, payload: { meeting: meeting.id }, key: meeting.id, notBefore: noticeDue(charter, meeting) }] : []);
