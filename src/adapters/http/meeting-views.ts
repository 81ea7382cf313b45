// Meetings as the contract shows them to one reader: facts from the feature, sentences in the reader's language, hours in both zones
// where they differ. Of a restricted committee nothing is shown, not even that it is what a meeting collides with.

import type { CommitteeRef } from '../../contract/common.ts';
import type { Cascade, CascadeProposal, MeetingAlternatives, MeetingDetail, MeetingObstacle, MeetingPerson, MeetingSummary, QuorumForecast } from '../../contract/meetings.ts';
import { roleName, voiceName } from '../../features/committees/domain/names.ts';
import type { Alternative } from '../../features/meetings/domain/alternatives.ts';
import { alternatesOf } from '../../features/meetings/domain/attendance.ts';
import type { CascadeRow, ProposedMeeting } from '../../features/meetings/domain/cascade.ts';
import { agendaOf } from '../../features/meetings/domain/calendar-event.ts';
import { ownObstacles } from '../../features/meetings/domain/collisions.ts';
import { convenedTo, type Convened } from '../../features/meetings/domain/convened.ts';
import type { Attendance, Meeting, MeetingId, Obstacle } from '../../features/meetings/domain/meeting.ts';
import { maySeeForecast } from '../../features/meetings/domain/permissions.ts';
import { dayOf, endOf, instantOf } from '../../features/meetings/domain/when.ts';
import type { OnCalendar } from '../../features/meetings/ports.ts';
import { noticeDue } from '../../features/meetings/use-cases/announce.ts';
import { forecastOf, type MeetingInFull, type SeenMeeting } from '../../features/meetings/use-cases/read-meetings.ts';
import { alternativeWords, forecastWords, itemNature, meetingTitle, missesWords, notOnCalendar, obstacleWords, strategyWords } from '../../features/meetings/words.ts';
import type { CommitteeId, PersonId } from '../../shared/ids.ts';
import { formatBothTimes, formatDate, formatHour } from '../../shared/format.ts';
import type { Reading } from './network.ts';

type Placed = Pick<Meeting, 'start' | 'zone'>;

/** The reader's own zone; somebody outside the charter reads the network's. */
const zoneOf = ({ caller, charter }: Reading): string => caller.person?.zone ?? charter.zone;
export const dayWords = ({ start }: Pick<Placed, 'start'>, { language }: Reading): string => formatDate(dayOf(start), language);
/** Most readers share the committee's zone: of a year of meetings no instant is then looked up. */
export const hourWords = (placed: Placed, reading: Reading): string => (zoneOf(reading) === placed.zone
  ? formatHour(Number(placed.start.slice(11, 13)), Number(placed.start.slice(14, 16)), reading.language)
  : formatBothTimes(instantOf(placed), zoneOf(reading), placed.zone, reading.language));

/** By its id where the charter no longer has it: the meeting outlives its committee. */
export const committeeRef = (id: CommitteeId, { naming }: Reading): CommitteeRef => naming.committee(id) ?? { id, acronym: id, name: id };

export function obstacleView(obstacle: Obstacle, reading: Reading): MeetingObstacle {
  const seen = obstacle.is === 'collision' && reading.sees([obstacle.committee]) ? reading.naming.committee(obstacle.committee) : null;
  return { is: obstacle.is, sentence: reading.naming.say(obstacleWords(obstacle, seen?.acronym ?? null)), committee: seen, persons: obstacle.is === 'collision' ? obstacle.persons.length : 0 };
}

export function summaryView({ meeting, obstacles, answer, convened }: SeenMeeting, calendar: ReadonlyMap<MeetingId, OnCalendar>, reading: Reading): MeetingSummary {
  const { naming } = reading;
  const committees = [meeting.committee, ...meeting.jointly].map((id) => committeeRef(id, reading));
  return {
    id: meeting.id, committee: committees[0]!, jointly: committees.slice(1), kind: meeting.kind, state: meeting.state,
    title: naming.say(meetingTitle(meeting, committees.map((c) => c.acronym))),
    start: meeting.start, minutes: meeting.minutes, zone: meeting.zone, startsAt: instantOf(meeting).toISOString(), endsAt: endOf(meeting).toISOString(),
    day: dayWords(meeting, reading), hours: hourWords(meeting, reading),
    movedFrom: meeting.slot !== null && meeting.slot !== meeting.start ? meeting.slot : null, reason: meeting.reason,
    obstacles: obstacles.map((obstacle) => obstacleView(obstacle, reading)),
    // The way in is for those convened.
    joinUrl: convened || maySeeForecast(reading.roles, meeting).ok ? (calendar.get(meeting.id)?.joinUrl ?? null) : null,
    answer: answer?.answer ?? null, convened, version: meeting.version,
  };
}

export interface DetailAbout extends Pick<MeetingDetail, 'may' | 'channelUrl'> {
  /** Of alternates who could be convened: whether they are free then; null: not known. */
  readonly free: ReadonlyMap<PersonId, boolean | null>;
}

export function detailView(seen: MeetingInFull, calendar: ReadonlyMap<MeetingId, OnCalendar>, reading: Reading, about: DetailAbout): MeetingDetail {
  const { meeting, answers } = seen;
  const { naming, charter, roles } = reading;
  const keeper = maySeeForecast(roles, meeting).ok;
  const forecast = keeper ? forecastOf(charter, meeting, [...answers.values()]) : null;
  const held = calendar.get(meeting.id);
  const convened = convenedTo(charter, meeting, dayOf(meeting.start));
  return {
    ...summaryView(seen, calendar, reading),
    people: [
      ...convened.map((one) => personView(one, meeting, answers, about.free, keeper || one.person === roles.person, reading)),
      ...meeting.guests.flatMap((guest) => (guest.is === 'person' ? [] : [guestLine(guest.label, reading)])),
    ],
    agenda: agendaOf(charter).map(({ title, nature }) => ({ title: naming.say(title), nature: nature === null ? null : naming.say(itemNature[nature]) })),
    // Whoever only knows of the meeting learns that somebody is invited, not their address.
    guests: meeting.guests.map((guest) => (guest.is === 'person'
      ? { email: null, person: naming.person(guest.person), label: naming.say(naming.title(guest.person)) }
      : { email: keeper ? guest.email : null, person: null, label: guest.label })),
    forecast: forecast === null ? null : forecastView(forecast, reading),
    notice: meeting.notice === null ? null : { revision: meeting.notice.revision, at: meeting.notice.at.toISOString(), told: meeting.notice.convened.length + meeting.notice.guests.filter((guest) => guest.is === 'address').length },
    noticeAt: meeting.state === 'planned' ? noticeDue(charter, meeting).toISOString() : null,
    channelUrl: about.channelUrl,
    outlook: held === undefined ? { state: 'none', sentence: naming.say(notOnCalendar) } : { state: held.state, sentence: naming.say(held.sentence) },
    may: about.may,
  };
}

function personView({ person, seat, votes, standsInFor }: Convened, meeting: Meeting, answers: ReadonlyMap<PersonId, Attendance>, free: DetailAbout['free'], shown: boolean, { naming, charter }: Reading): MeetingPerson {
  const answer = shown ? answers.get(person) : undefined;
  const voice = voiceName(charter, seat);
  const { named, others } = standsInFor === null ? alternatesOf(charter, meeting, person) : { named: [], others: [] };
  return {
    person: naming.person(person), label: naming.say(naming.title(person)), role: naming.say(roleName(charter, seat.role)), votes,
    represents: voice === null ? null : naming.say(voice),
    answer: answer?.answer ?? null, answeredFrom: answer?.from ?? null, alternate: naming.person(answer?.alternate ?? null),
    alternates: (named.length > 0 ? named : others).flatMap((id) => { const ref = naming.person(id); return ref === null ? [] : [{ person: ref, free: free.get(id) ?? null }]; }),
  };
}

const guestLine = (label: string, { naming, charter }: Reading): MeetingPerson => ({ person: null, label, role: naming.say(roleName(charter, 'invite')), votes: false, represents: null, answer: null, answeredFrom: null, alternate: null, alternates: [] });

function forecastView(forecast: NonNullable<ReturnType<typeof forecastOf>>, { naming, charter }: Reading): QuorumForecast {
  const { state, sure, possible, needed, of, groups } = forecast;
  return {
    state, sentence: naming.say(forecastWords(forecast)), sure, possible, needed, of,
    groups: groups.map(({ group, ...counts }) => ({ name: naming.say(charter.groups.find((g) => g.id === group)?.name ?? { fr: group }), ...counts })),
  };
}

export function alternativeView(alternative: Alternative, zone: string, reading: Reading): MeetingAlternatives['alternatives'][number] {
  const { start, minutes, strategy, obstacles } = alternative;
  return {
    start, minutes, day: dayWords(alternative, reading), hours: hourWords({ start, zone }, reading), strategy: strategy === null ? null : reading.naming.say(strategyWords[strategy]),
    free: obstacles.length === 0 && alternative.busy.length === 0, obstacles: obstacles.map((obstacle) => obstacleView(obstacle, reading)), sentence: reading.naming.say(alternativeWords(alternative)),
  };
}

/** Rows of restricted committees are left out, and so is what feeds them. */
export function cascadeView(year: number, rows: readonly CascadeRow[], reading: Reading): Cascade {
  const { naming } = reading;
  return {
    year,
    rows: rows.filter(({ committee }) => reading.sees([committee])).map(({ committee, meetings }) => ({
      committee: committeeRef(committee, reading),
      meetings: meetings.filter(({ meeting }) => meeting.start.startsWith(`${year}-`)).map(({ meeting, feeds, misses }) => {
        const above = feeds !== null && reading.sees([feeds.meeting.committee]) ? feeds : null;
        const missed = misses !== null && reading.sees([misses.meeting.committee]) ? misses : null;
        return {
          start: meeting.start, day: dayWords(meeting, reading),
          feeds: above === null ? null : feedsView(above.meeting, above.deadline, reading),
          misses: missed === null ? null : naming.say(missesWords(committeeRef(missed.meeting.committee, reading).acronym, { start: missed.meeting.start, deadline: missed.deadline }, above?.meeting.start ?? null)),
          obstacles: ownObstacles(reading.charter, meeting).map((obstacle) => obstacleView(obstacle, reading)),
        };
      }),
    })),
  };
}

const feedsView = ({ committee, start }: Pick<Meeting, 'committee' | 'start'>, deadline: string, reading: Reading) =>
  ({ committee: committeeRef(committee, reading), start, day: dayWords({ start }, reading), deadline, deadlineDay: formatDate(deadline, reading.language) });

export function proposalView(year: number, proposed: readonly ProposedMeeting[], reading: Reading): CascadeProposal {
  return {
    year,
    meetings: proposed.filter(({ committee, feeds }) => reading.sees([committee]) && reading.sees([feeds.committee])).map((meeting) => ({
      committee: committeeRef(meeting.committee, reading), start: meeting.start, minutes: meeting.minutes, zone: meeting.zone, day: dayWords(meeting, reading), hours: hourWords(meeting, reading),
      feeds: feedsView(meeting.feeds, meeting.deadline, reading), obstacles: meeting.obstacles.map((obstacle) => obstacleView(obstacle, reading)),
    })),
  };
}
