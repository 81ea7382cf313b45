// The year across levels: which meeting above each meeting feeds, until when an item may be submitted to it, and what an item adopted
// too late would miss. And the other way: given the ministry's dates, days for the levels below that reach them in time.

import { addDays, weekday } from '../../../shared/dates.ts';
import type { CommitteeId } from '../../../shared/ids.ts';
import type { Charter, Committee } from '../../committees/domain/charter.ts';
import { obstaclesOf } from './collisions.ts';
import { broughtForward, isBusinessDay, previousBusinessDay } from './days-off.ts';
import type { Meeting, Obstacle } from './meeting.ts';
import { meetingOfSlot } from './year.ts';
import { at, dayOf, endOf, hourOf, instantOf } from './when.ts';

export interface Feeds {
  readonly meeting: Meeting;
  /** Last local day on which an item may be submitted to it. */
  readonly deadline: string;
}

export interface CascadeMeeting {
  readonly meeting: Meeting;
  /** The meeting above that an item adopted here reaches; null at the top, and when none is planned. */
  readonly feeds: Feeds | null;
  /** The next meeting above, when it is closed already: the item waits for the one it feeds. */
  readonly misses: Feeds | null;
}

export interface CascadeRow { readonly committee: CommitteeId; readonly parent: CommitteeId | null; readonly meetings: readonly CascadeMeeting[] }

/** The agenda leaves so many days before the meeting, brought forward to a working day; items come in until the working day before. */
export function deadlineOf(charter: Pick<Charter, 'calendar' | 'rules' | 'committees'>, meeting: Pick<Meeting, 'committee' | 'start'>): string {
  const easter = charter.committees.find((c) => c.id === meeting.committee)?.easter;
  const leaves = broughtForward(charter.calendar, addDays(dayOf(meeting.start), -charter.rules.documentDays), easter);
  return previousBusinessDay(charter.calendar, leaves, easter);
}

/** Of each committee that meets, from the top down. `meetings`: those of a year and of the weeks after it, of all the committees to be shown. */
export function cascade(charter: Charter, meetings: readonly Meeting[]): CascadeRow[] {
  const held = meetings.filter((m) => m.state !== 'cancelled').map((meeting) => ({ meeting, from: instantOf(meeting).getTime(), until: endOf(meeting).getTime(), deadline: deadlineOf(charter, meeting) })).sort((a, b) => a.from - b.from);
  const of = (id: CommitteeId | null): typeof held => held.filter(({ meeting: m }) => m.committee === id || (id !== null && m.jointly.includes(id)));
  return fromTheTop(charter).flatMap((committee): CascadeRow[] => {
    const own = held.filter(({ meeting: m }) => m.committee === committee.id);
    if (own.length === 0) return [];
    const above = of(committee.parent);
    return [{ committee: committee.id, parent: committee.parent, meetings: own.map(({ meeting, until }) => {
      const after = above.filter((a) => a.from >= until && a.meeting.id !== meeting.id);
      const [next] = after;
      const open = after.find((a) => dayOf(meeting.start) <= a.deadline);
      return { meeting, feeds: feedsOf(open), misses: next === open ? null : feedsOf(next) };
    }) }];
  });
}

const feedsOf = (above: Feeds | undefined): Feeds | null => (above === undefined ? null : { meeting: above.meeting, deadline: above.deadline });

/** Parents before those who report to them, in the charter's order. */
function fromTheTop(charter: Pick<Charter, 'committees'>): Committee[] {
  const depths = new Map<CommitteeId, number>();
  const depth = (committee: Committee, seen: ReadonlySet<CommitteeId>): number => {
    const known = depths.get(committee.id);
    if (known !== undefined) return known;
    const parent = charter.committees.find((c) => c.id === committee.parent);
    const found = parent === undefined || seen.has(parent.id) ? 0 : depth(parent, new Set([...seen, committee.id])) + 1;
    depths.set(committee.id, found);
    return found;
  };
  return charter.committees.map((committee, i) => ({ committee, i, depth: depth(committee, new Set()) })).sort((a, b) => a.depth - b.depth || a.i - b.i).map((c) => c.committee);
}

// ---- planning back from above

/** A date that the ministry gave. */
export interface GivenDate { readonly committee: CommitteeId; readonly start: string; readonly minutes?: number }

export interface ProposedMeeting {
  readonly committee: CommitteeId;
  readonly start: string;
  readonly minutes: number;
  readonly zone: string;
  readonly feeds: { readonly committee: CommitteeId; readonly start: string };
  /** Last day to submit to the meeting it feeds. */
  readonly deadline: string;
  /** What is in the way of the best day found; empty most of the time. */
  readonly obstacles: readonly Obstacle[];
}

/** Looked at before the deadline: an older item would be stale by the time it is heard above. */
const WEEKS_BACK = 3;
const USUAL_HOUR = '09:00';

/** For each given meeting one of each committee below it, and so on down; committees that have given dates keep to them. Days of the given year only. */
export function proposeYear(charter: Charter, given: readonly GivenDate[], year: number): ProposedMeeting[] {
  const placed: Meeting[] = [...given].sort((a, b) => (a.start < b.start ? -1 : 1)).flatMap(({ committee: id, start, minutes }) => {
    const committee = charter.committees.find((c) => c.id === id);
    return committee === undefined ? [] : [meetingOfSlot(committee, { slot: start, minutes: minutes ?? committee.cadence.minutes })];
  });
  const fixed = new Set(given.map((g) => g.committee));
  const proposals: ProposedMeeting[] = [];
  for (const committee of fromTheTop(charter)) {
    if (fixed.has(committee.id)) continue;
    for (const above of placed.filter((m) => m.committee === committee.parent)) {
      const deadline = deadlineOf(charter, above);
      const best = bestBefore(charter, committee, deadline, placed, year);
      if (best === null) continue;
      placed.push(best.meeting);
      const { start, minutes, zone } = best.meeting;
      proposals.push({ committee: committee.id, start, minutes, zone, feeds: { committee: above.committee, start: above.start }, deadline, obstacles: best.obstacles });
    }
  }
  return proposals;
}

/** The last free day of the committee's own weekday before the deadline; else the last free working day; else its own weekday, with what is in the way. */
function bestBefore(charter: Charter, committee: Committee, deadline: string, placed: readonly Meeting[], year: number): { readonly meeting: Meeting; readonly obstacles: readonly Obstacle[] } | null {
  const { start } = committee.cadence;
  const hour = start === null ? USUAL_HOUR : hourOf(start);
  const taken = new Set(placed.filter((m) => m.committee === committee.id).map((m) => dayOf(m.start)));
  const days = Array.from({ length: WEEKS_BACK * 7 }, (_, i) => addDays(deadline, -i)).filter((day) => day.startsWith(`${year}-`) && !taken.has(day) && isBusinessDay(charter.calendar, day, committee.easter));
  const isOwn = (day: string): boolean => start !== null && weekday(day) === weekday(dayOf(start));
  let fallback: { readonly meeting: Meeting; readonly obstacles: readonly Obstacle[] } | null = null;
  for (const day of [...days.filter(isOwn), ...days.filter((d) => !isOwn(d))]) {
    const meeting = meetingOfSlot(committee, { slot: at(day, hour), minutes: committee.cadence.minutes });
    const obstacles = obstaclesOf(charter, meeting, placed);
    if (obstacles.length === 0) return { meeting, obstacles };
    fallback ??= { meeting, obstacles };
  }
  return fallback;
}
