// What people do with a meeting: call a special one, move, rename, cancel, restore it, invite to it. Facts in, facts out; who may is
// in permissions.ts, who is told in notice.ts.

import { isLocalDateTime } from '../../../shared/dates.ts';
import { accept, refuse, type Decision } from '../../../shared/decision.ts';
import { looksLikeHealthNumber } from '../../../shared/health-number.ts';
import type { CommitteeId, PersonId } from '../../../shared/ids.ts';
import { isZone } from '../../../shared/zones.ts';
import type { Charter } from '../../committees/domain/charter.ts';
import type { Act } from '../../journal/domain/acts.ts';
import { convenedTo } from './convened.ts';
import type { Guest, Meeting, MeetingId, Slot } from './meeting.ts';
import { endOf, gapOf, instantOf } from './when.ts';

/** Outlook takes 500 attendees to one event. */
export const MOST_PEOPLE = 500;
const DAY_MINUTES = 1440;

export type SlotRefusal =
  | { readonly why: 'not-a-date'; readonly start: string }
  | { readonly why: 'unknown-zone'; readonly zone: string }
  /** It would end before it begins, or as it begins. */
  | { readonly why: 'no-duration' }
  | { readonly why: 'too-long' }
  /** The clocks skip that hour; `moved` is the hour that they show then. */
  | { readonly why: 'no-such-hour'; readonly start: string; readonly moved: string }
  | { readonly why: 'in-the-past'; readonly start: string };

export type ChangeRefusal =
  | SlotRefusal
  | { readonly why: 'unknown-committee'; readonly committee: string }
  | { readonly why: 'joint-with-itself' }
  | { readonly why: 'unknown-guest'; readonly person: string }
  | { readonly why: 'too-many-people'; readonly people: number }
  | { readonly why: 'health-number'; readonly field: 'title' | 'reason' | 'guests' }
  | { readonly why: 'is-cancelled' }
  | { readonly why: 'not-cancelled' }
  | { readonly why: 'is-over' };

/** Null when a meeting can be held then. A holiday or a collision is no reason to refuse: whoever decides has seen it. */
export function judgeSlot({ start, minutes, zone }: Slot, now: Date): SlotRefusal | null {
  if (!isLocalDateTime(start) || start.length !== 16) return { why: 'not-a-date', start };
  if (!isZone(zone)) return { why: 'unknown-zone', zone };
  if (!Number.isInteger(minutes) || minutes <= 0) return { why: 'no-duration' };
  if (minutes > DAY_MINUTES) return { why: 'too-long' };
  const moved = gapOf(start, zone);
  if (moved !== null) return { why: 'no-such-hour', start, moved };
  return instantOf({ start, zone }) < now ? { why: 'in-the-past', start } : null;
}

/** What is asked of a meeting; what is absent stays as it is. */
export interface MeetingChange {
  readonly start?: string | undefined;
  readonly minutes?: number | undefined;
  /** Only Outlook gives another zone than the committee's. */
  readonly zone?: string | undefined;
  readonly title?: string | null | undefined;
  readonly reason?: string | null | undefined;
  readonly guests?: readonly Guest[] | undefined;
}

export interface SpecialMeeting extends Pick<Slot, 'start' | 'minutes'> {
  readonly committee: CommitteeId;
  readonly jointly: readonly CommitteeId[];
  readonly title: string | null;
  readonly reason: string | null;
  readonly guests: readonly Guest[];
}

/** A meeting outside the committee's rule, of one committee or of several jointly. */
export function callSpecial(charter: Charter, id: MeetingId, asked: SpecialMeeting, now: Date): Decision<Meeting, ChangeRefusal> {
  const { committee: of, jointly } = asked;
  const committee = charter.committees.find((c) => c.id === of);
  const unknown = [of, ...jointly].find((one) => !charter.committees.some((c) => c.id === one));
  if (committee === undefined || unknown !== undefined) return refuse({ why: 'unknown-committee', committee: unknown ?? of });
  if (new Set([of, ...jointly]).size < jointly.length + 1) return refuse({ why: 'joint-with-itself' });
  const meeting: Meeting = {
    id, committee: of, kind: 'special', jointly, slot: null, start: asked.start, minutes: asked.minutes, zone: committee.zone, state: 'planned',
    title: blankIsNull(asked.title), reason: blankIsNull(asked.reason), guests: asked.guests, version: 1, notice: null,
  };
  return judge(charter, meeting, judgeSlot(meeting, now));
}

export function changeMeeting(charter: Charter, meeting: Meeting, change: MeetingChange, now: Date): Decision<Meeting, ChangeRefusal> {
  const closed = closedTo(meeting, now);
  if (closed !== null) return refuse(closed);
  const changed: Meeting = {
    ...meeting,
    start: change.start ?? meeting.start, minutes: change.minutes ?? meeting.minutes, zone: change.zone ?? meeting.zone,
    title: change.title === undefined ? meeting.title : blankIsNull(change.title),
    reason: change.reason === undefined ? meeting.reason : blankIsNull(change.reason),
    guests: change.guests ?? meeting.guests,
  };
  // A meeting under way may still be given a guest or a longer end.
  return judge(charter, changed, sameSlot(meeting, changed) ? null : judgeSlot(changed, changed.start === meeting.start ? new Date(0) : now));
}

export function cancelMeeting(meeting: Meeting, reason: string | null, now: Date): Decision<Meeting, ChangeRefusal> {
  const closed = closedTo(meeting, now);
  if (closed !== null) return refuse(closed);
  const said = blankIsNull(reason);
  if (said !== null && looksLikeHealthNumber(said)) return refuse({ why: 'health-number', field: 'reason' });
  return accept({ ...meeting, state: 'cancelled', reason: said ?? meeting.reason });
}

/** Held after all: convened again when people had been convened to it. */
export function restoreMeeting(meeting: Meeting, now: Date): Decision<Meeting, ChangeRefusal> {
  if (meeting.state !== 'cancelled') return refuse({ why: 'not-cancelled' });
  if (endOf(meeting) <= now) return refuse({ why: 'is-over' });
  return accept({ ...meeting, state: meeting.notice === null ? 'planned' : 'convened' });
}

/** Null while something can still be done with it. */
export function closedTo(meeting: Meeting, now: Date): ChangeRefusal | null {
  if (meeting.state === 'cancelled') return { why: 'is-cancelled' };
  return endOf(meeting) <= now ? { why: 'is-over' } : null;
}

function judge(charter: Charter, meeting: Meeting, slot: SlotRefusal | null): Decision<Meeting, ChangeRefusal> {
  if (slot !== null) return refuse(slot);
  if (meeting.title !== null && looksLikeHealthNumber(meeting.title)) return refuse({ why: 'health-number', field: 'title' });
  if (meeting.reason !== null && looksLikeHealthNumber(meeting.reason)) return refuse({ why: 'health-number', field: 'reason' });
  const known = new Set<PersonId>(charter.persons.map((p) => p.id));
  for (const guest of meeting.guests) {
    if (guest.is === 'person' && !known.has(guest.person)) return refuse({ why: 'unknown-guest', person: guest.person });
    if (guest.is === 'address' && looksLikeHealthNumber(`${guest.label} ${guest.email}`)) return refuse({ why: 'health-number', field: 'guests' });
  }
  const people = invitedTo(charter, meeting);
  return people > MOST_PEOPLE ? refuse({ why: 'too-many-people', people }) : accept(meeting);
}

/** How many the event in Outlook would have: those convened, and the guests by address. */
const invitedTo = (charter: Charter, meeting: Meeting): number =>
  new Set([...convenedTo(charter, meeting, meeting.start.slice(0, 10)).map(({ person }) => person), ...meeting.guests.map((guest) => (guest.is === 'person' ? guest.person : guest.email.toLowerCase()))]).size;

const blankIsNull = (text: string | null): string | null => (text === null || text.trim() === '' ? null : text.trim());
const sameSlot = (a: Slot, b: Slot): boolean => a.start === b.start && a.minutes === b.minutes && a.zone === b.zone;

/** What changed, for the journal: ids, hours and titles; a reason is free text and stays with the meeting. */
export function actsOf(before: Meeting, after: Meeting, where: 'gouverne' | 'outlook'): Act[] {
  const { id: meeting, start, zone, minutes } = after;
  if (before.state !== 'cancelled' && after.state === 'cancelled') return [{ act: 'meeting-cancelled', meeting, start, where }];
  if (before.state === 'cancelled' && after.state !== 'cancelled') return [{ act: 'meeting-restored', meeting, start }];
  return [
    ...(sameSlot(before, after) ? [] : [{ act: 'meeting-moved', meeting, zone, minutes, where, before: before.start, after: start } as const]),
    ...(before.title === after.title ? [] : [{ act: 'meeting-renamed', meeting, start, where, before: before.title, after: after.title } as const]),
    ...(JSON.stringify(before.guests) === JSON.stringify(after.guests) ? [] : [{ act: 'guests-changed', meeting, start, before: before.guests.length, after: after.guests.length } as const]),
  ];
}
