// The meetings of one person, for the calendar of theirs that they keep elsewhere: cancelled ones too, so that they leave it.

import { addDays } from '../../../shared/dates.ts';
import type { PersonId } from '../../../shared/ids.ts';
import type { Charter } from '../../committees/domain/charter.ts';
import { convenedTo } from '../domain/convened.ts';
import type { Meeting } from '../domain/meeting.ts';
import { dayOf, endOf, localIn } from '../domain/when.ts';
import type { CalendarView, Clock, MeetingStore } from '../ports.ts';
import { showMeeting, type ShownMeeting } from './show-meeting.ts';

const BEHIND_DAYS = 60;
const AHEAD_DAYS = 550;

export interface FeedDeps {
  readonly charter: () => Promise<Charter | null>;
  readonly meetings: Pick<MeetingStore, 'between'>;
  readonly calendarView: CalendarView | null;
  readonly pageOf: (charter: Charter, meeting: Meeting) => string;
  readonly clock: Clock;
  readonly today: () => string;
}

export interface FedMeeting { readonly shown: ShownMeeting; readonly meeting: Meeting; /** Local date-time in the meeting's zone. */ readonly end: string }

/** An alternate's calendar has the meetings to which they were asked by name; the others are their titular's. */
export const feedMeetings = ({ charter, meetings, calendarView, pageOf, clock, today }: FeedDeps) =>
  async (person: PersonId): Promise<readonly FedMeeting[]> => {
    const network = await charter();
    if (network === null) return [];
    const named = ({ guests }: Meeting): boolean => guests.some((guest) => guest.is === 'person' && guest.person === person);
    const mine = (await meetings.between(null, addDays(today(), -BEHIND_DAYS), addDays(today(), AHEAD_DAYS)))
      .filter((meeting) => convenedTo(network, meeting, dayOf(meeting.start)).some((c) => c.person === person && (c.standsInFor === null || named(meeting))));
    const places = await calendarView?.of(mine.map(({ id }) => id));
    return mine.map((meeting) => ({
      meeting, end: localIn(endOf(meeting), meeting.zone),
      shown: showMeeting(network, meeting, { answers: [], joinUrl: places?.get(meeting.id)?.joinUrl ?? null, reader: person, page: pageOf(network, meeting), now: clock.now() }),
    }));
  };
