// Meetings, notices and answers as a store keeps them: what a test does not say does not matter.
import { meetingId, regularMeetingId, type Attendance, type Meeting, type Notice } from '../../src/features/meetings/domain/meeting.ts';
import { committeeId, personId } from '../../src/shared/ids.ts';

/** The CNCOT's of 24 June, unless said otherwise; without a slot, a special one. */
export const storedMeeting = (more: Partial<Meeting> = {}): Meeting => {
  const committee = more.committee ?? committeeId('cncot');
  const slot = more.slot === undefined ? '2027-06-24T09:00' : more.slot;
  return {
    id: slot === null ? meetingId(`${committee}/x-1`) : regularMeetingId(committee, slot), committee, kind: slot === null ? 'special' : 'regular', jointly: [], slot,
    start: slot ?? '2027-06-24T09:00', minutes: 90, zone: 'America/Toronto', state: 'planned', title: null, reason: null, guests: [], version: 1, notice: null, ...more,
  };
};

export const aNotice = (more: Partial<Notice> = {}): Notice => ({
  revision: 1, start: '2027-06-24T09:00', minutes: 90, zone: 'America/Toronto', title: null, cancelled: false, convened: [personId('per-ana')], guests: [], at: new Date('2027-06-14T12:00:00.000Z'), ...more,
});

export const anAnswer = (more: Partial<Attendance> = {}): Attendance => ({
  meeting: storedMeeting().id, person: personId('per-ana'), answer: 'present', alternate: null, from: 'tab', at: new Date('2027-06-15T12:00:00.000Z'), ...more,
});
