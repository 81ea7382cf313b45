// Meetings as one reader may know them, with what is in the way of each and what the reader answered. A year of the whole network is one
// reading of the store: collisions are computed once for all.

import { addDays } from '../../../shared/dates.ts';
import type { CommitteeId } from '../../../shared/ids.ts';
import type { Charter } from '../../committees/domain/charter.ts';
import type { Roles } from '../../committees/domain/permissions.ts';
import { latest } from '../domain/attendance.ts';
import { collisionsOf, obstaclesOf, ownObstacles } from '../domain/collisions.ts';
import { convenedTo } from '../domain/convened.ts';
import { forecast, type Forecast } from '../domain/forecast.ts';
import type { Attendance, Meeting, MeetingId, Obstacle } from '../domain/meeting.ts';
import { maySeeMeeting } from '../domain/permissions.ts';
import { dayOf } from '../domain/when.ts';
import { meetingOfSlot, networkYear } from '../domain/year.ts';
import type { MeetingStore, Recurrence } from '../ports.ts';

export interface ReadDeps { readonly meetings: MeetingStore; readonly recurrence: Recurrence }

export interface SeenMeeting {
  readonly meeting: Meeting;
  readonly obstacles: readonly Obstacle[];
  /** The reader is convened, and what the reader answered. */
  readonly convened: boolean;
  readonly answer: Attendance | null;
}

/** Which meetings: of one committee, of those to which the reader is convened, or all that the reader may know. */
export interface Window { readonly of: CommitteeId | 'mine' | 'all'; readonly from: string; readonly until: string }

/** All that the network holds in the years of a window, and what its rules let expect of committees that have not adopted theirs. */
export async function networkBetween({ meetings, recurrence }: ReadDeps, charter: Charter, from: string, until: string): Promise<readonly Meeting[]> {
  const [first, last] = [Number(from.slice(0, 4)), Number(until.slice(0, 4))];
  const standing = await meetings.between(null, `${first}-01-01`, `${last}-12-31`);
  const all = new Map<MeetingId, Meeting>();
  for (let year = first; year <= last; year += 1) for (const meeting of networkYear(charter, year, recurrence, standing)) all.set(meeting.id, meeting);
  return [...all.values()];
}

export const readMeetings = (deps: ReadDeps) =>
  async (roles: Roles, { of, from, until }: Window): Promise<readonly SeenMeeting[]> => {
    const { charter, person } = roles;
    const network = await networkBetween(deps, charter, from, until);
    const isMine = (meeting: Meeting): boolean => convenedTo(charter, meeting, dayOf(meeting.start)).some((c) => c.person === person);
    const asked = network.filter((m) => m.version > 0 && m.start >= from && m.start < addDays(until, 1) && (of === 'all' || of === 'mine' || [m.committee, ...m.jointly].includes(of)))
      .map((meeting) => ({ meeting, convened: isMine(meeting) }))
      .filter(({ meeting, convened }) => (of === 'mine' ? convened : convened || maySeeMeeting(roles, meeting).ok));
    const ids = asked.map(({ meeting }) => meeting.id);
    const collisions = collisionsOf(charter, network, new Set(ids));
    const answers = latestByMeeting((await deps.meetings.attendance(asked.filter((m) => m.convened).map(({ meeting }) => meeting.id))).filter((answer) => answer.person === person));
    return asked.map(({ meeting, convened }) => ({
      meeting, convened, answer: answers.get(meeting.id) ?? null,
      obstacles: meeting.state === 'cancelled' ? [] : [...ownObstacles(charter, meeting), ...(collisions.get(meeting.id) ?? [])],
    })).sort((a, b) => (a.meeting.start === b.meeting.start ? (a.meeting.id < b.meeting.id ? -1 : 1) : a.meeting.start < b.meeting.start ? -1 : 1));
  };

const latestByMeeting = (answers: readonly Attendance[]): ReadonlyMap<MeetingId, Attendance> => new Map(answers.map((answer) => [answer.meeting, answer]));

export interface MeetingInFull extends SeenMeeting { readonly answers: ReadonlyMap<Attendance['person'], Attendance> }

/** Null for a meeting that does not exist, or of which the reader may not know. */
export const readMeeting = (deps: ReadDeps) =>
  async (roles: Roles, id: MeetingId): Promise<MeetingInFull | null> => {
    const meeting = await deps.meetings.find(id);
    if (meeting === null || !maySeeMeeting(roles, meeting).ok) return null;
    const { charter, person } = roles;
    const [answers, around] = await Promise.all([deps.meetings.attendance([id]), networkBetween(deps, charter, addDays(dayOf(meeting.start), -1), addDays(dayOf(meeting.start), 1))]);
    const standing = latest(answers);
    return {
      meeting, answers: standing, answer: standing.get(person) ?? null,
      convened: convenedTo(charter, meeting, dayOf(meeting.start)).some((c) => c.person === person),
      obstacles: meeting.state === 'cancelled' ? [] : obstaclesOf(charter, meeting, around),
    };
  };

const WORSE: readonly Forecast['state'][] = ['none', 'likely', 'possible', 'unlikely'];

/** From the answers; of a joint meeting, that of the committee whose quorum is least sure. Null when its committees are gone. */
export function forecastOf(charter: Charter, meeting: Meeting, answers: readonly Attendance[]): Forecast | null {
  const committees = [meeting.committee, ...meeting.jointly].flatMap((id) => charter.committees.filter((c) => c.id === id));
  const forecasts = committees.map((committee) => forecast(charter, committee, dayOf(meeting.start), answers));
  return forecasts.sort((a, b) => WORSE.indexOf(b.state) - WORSE.indexOf(a.state))[0] ?? null;
}

/** A meeting that stands, or the one that a slot of a draft would be: `cncot/2027-06-24T09:00`. */
export async function meetingOrSlot({ meetings }: ReadDeps, roles: Roles, id: MeetingId): Promise<Meeting | null> {
  const standing = await meetings.find(id);
  if (standing !== null) return maySeeMeeting(roles, standing).ok ? standing : null;
  const [of = '', slot = ''] = id.split('/');
  const committee = roles.charter.committees.find((c) => c.id === of);
  if (committee === undefined || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(slot)) return null;
  const expected = meetingOfSlot(committee, { slot, minutes: committee.cadence.minutes });
  return maySeeMeeting(roles, expected).ok ? expected : null;
}
