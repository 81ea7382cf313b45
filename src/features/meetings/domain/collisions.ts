// What stands in the way of a meeting: a day off, an hour that does not exist, or another meeting at the same hours that some of the
// same persons are convened to. Warnings for a human, who may go ahead all the same.

import { addDays } from '../../../shared/dates.ts';
import type { CommitteeId, PersonId } from '../../../shared/ids.ts';
import type { Charter } from '../../committees/domain/charter.ts';
import type { Convened } from './convened.ts';
import { convenedTo } from './convened.ts';
import { dayOff } from './days-off.ts';
import type { Meeting, MeetingId, Obstacle } from './meeting.ts';
import { dayOf, endOf, gapOf, instantOf, overlap } from './when.ts';

export type Collision = Extract<Obstacle, { readonly is: 'collision' }>;

/** What a collision needs to know of a meeting; `version` 0 is a slot that a rule expects and nobody planned yet. */
export type Placed = Pick<Meeting, 'id' | 'committee' | 'jointly' | 'guests' | 'start' | 'minutes' | 'zone' | 'state' | 'version'>;

interface Timed { readonly meeting: Placed; readonly from: Date; readonly until: Date; readonly people: () => ReadonlyMap<PersonId, Convened> }

/** Of each meeting (or of these only) that collides, its collisions, the earliest first. Cancelled meetings collide with none. */
export function collisionsOf(charter: Pick<Charter, 'committees'>, meetings: readonly Placed[], only?: ReadonlySet<MeetingId>): ReadonlyMap<MeetingId, Collision[]> {
  const timed = meetings.filter((m) => m.state !== 'cancelled').map((m) => timedOf(charter, m)).sort((a, b) => a.from.getTime() - b.from.getTime());
  const found = new Map<MeetingId, Collision[]>();
  const note = (one: Timed, other: Timed): void => {
    if (only !== undefined && !only.has(one.meeting.id)) return;
    const collision = collisionOf(one, other);
    if (collision !== null) found.set(one.meeting.id, [...(found.get(one.meeting.id) ?? []), collision]);
  };
  let running: Timed[] = [];
  for (const next of timed) {
    running = running.filter((before) => overlap(before, next));
    for (const before of running) {
      note(next, before);
      note(before, next);
    }
    running.push(next);
  }
  return found;
}

function timedOf(charter: Pick<Charter, 'committees'>, meeting: Placed): Timed {
  let people: ReadonlyMap<PersonId, Convened> | undefined;
  return {
    meeting, from: instantOf(meeting), until: endOf(meeting),
    // An alternate comes only when the titular cannot: being convened elsewhere as well hinders nobody.
    people: () => (people ??= new Map(convenedTo(charter, meeting, dayOf(meeting.start)).filter((c) => c.standsInFor === null).map((c) => [c.person, c]))),
  };
}

function collisionOf(one: Timed, other: Timed): Collision | null {
  const there = other.people();
  const common = [...one.people().values()].filter((c) => there.has(c.person));
  if (common.length === 0) return null;
  const { id, committee, start, zone, version } = other.meeting;
  return { is: 'collision', meeting: version === 0 ? null : id, committee, start, zone, persons: common.map((c) => c.person), voting: common.filter((c) => c.votes).map((c) => c.person) };
}

/** No meeting lasts longer than a day, and zones are at most 26 hours apart. */
const NEAR_DAYS = 3;

/** Everything in the way of one meeting: the day, the hour, then the others. */
export function obstaclesOf(charter: Pick<Charter, 'committees' | 'calendar'>, meeting: Placed, others: readonly Placed[]): Obstacle[] {
  // Days are cheap to compare: most of a year is left out before any hour is computed.
  const [first, last] = [addDays(dayOf(meeting.start), -NEAR_DAYS), addDays(dayOf(meeting.start), NEAR_DAYS)];
  const near = others.filter((other) => other.id !== meeting.id && first <= other.start && dayOf(other.start) <= last);
  return [...ownObstacles(charter, meeting), ...(collisionsOf(charter, [meeting, ...near], new Set([meeting.id])).get(meeting.id) ?? [])];
}

/** Of the meeting by itself: its day, and its hour. With the collisions of many meetings computed at once, the whole. */
export function ownObstacles(charter: Pick<Charter, 'committees' | 'calendar'>, meeting: Pick<Placed, 'committee' | 'jointly' | 'start' | 'zone'>): Obstacle[] {
  const off = offFor(charter, [meeting.committee, ...meeting.jointly], dayOf(meeting.start));
  const moved = gapOf(meeting.start, meeting.zone);
  return [...(off === null ? [] : [off]), ...(moved === null ? [] : [{ is: 'no-such-hour', moved } as const])];
}

/** A joint meeting is held on no day that one of its committees keeps. */
function offFor(charter: Pick<Charter, 'committees' | 'calendar'>, committees: readonly CommitteeId[], date: string): Obstacle | null {
  for (const id of committees) {
    const off = dayOff(charter.calendar, charter.committees.find((c) => c.id === id)?.easter, date);
    if (off !== null) return off;
  }
  return null;
}
