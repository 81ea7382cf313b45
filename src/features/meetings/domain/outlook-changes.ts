// Outlook and Gouverne say the same of a meeting, whoever changed it. Three things are compared: what the calendar shows, what it
// held when we last looked, and what the meeting says. What differs from the last look was changed by people in Outlook; what the
// meeting says otherwise than last time was changed here. Where both changed the same thing, Gouverne's stands: it is what was told.

import type { EntraId } from '../../../shared/ids.ts';
import type { CalendarEvent, Invited } from './calendar-event.ts';
import type { MeetingId, Slot } from './meeting.ts';

/** What a calendar shows of an event that is ours; times in the meeting's zone. */
export interface SeenEvent extends Slot {
  readonly eventId: string;
  /** Changes with every change of the event. */
  readonly etag: string;
  readonly subject: string;
  readonly cancelled: boolean;
  readonly allDay: boolean;
  readonly online: boolean;
  readonly joinUrl: string | null;
  readonly webLink: string | null;
  readonly attendees: readonly (Invited & { readonly answer: 'accepted' | 'declined' | 'tentative' | 'none'; readonly at: Date | null })[];
}

/** Ties a meeting to its event in the organizer's mailbox. */
export interface EventLink {
  readonly meeting: MeetingId;
  /** Local day of the meeting. */
  readonly day: string;
  /** Null while nobody's mailbox could be found for it. */
  readonly organizer: EntraId | null;
  /** 1 for the meeting's first event; a meeting that is held after all, after having been cancelled, gets another. */
  readonly generation: number;
  /** `asked`: no answer yet, it may be there. `over`: there is none any more, and none is wanted. */
  readonly state: 'asked' | 'there' | 'over';
  readonly eventId: string | null;
  /** What the calendar held when we last looked. */
  readonly seen: Pick<SeenEvent, 'start' | 'minutes' | 'zone' | 'subject' | 'etag'> | null;
  /** What the meeting said when we last wrote or took. */
  readonly said: Said | null;
  readonly joinUrl: string | null;
  readonly webLink: string | null;
  /** Why the event does not say what the meeting says yet: a fault's kind; null when it does. */
  readonly problem: string | null;
  readonly at: Date;
}
export type Said = Pick<CalendarEvent, 'start' | 'minutes' | 'zone' | 'subject' | 'online'> & { readonly invited: readonly Pick<Invited, 'email' | 'needed'>[] };

export const saidBy = ({ start, minutes, zone, subject, online, attendees }: CalendarEvent): Said => ({ start, minutes, zone, subject, online, invited: attendees.map(({ email, needed }) => ({ email, needed })) });
export const seenIn = ({ start, minutes, zone, subject, etag }: SeenEvent): NonNullable<EventLink['seen']> => ({ start, minutes, zone, subject, etag });

type Held = Pick<Slot, 'start' | 'minutes'>;
const sameSlot = (a: Held, b: Held): boolean => a.start === b.start && a.minutes === b.minutes;

export interface ChangedInOutlook {
  readonly slot: Held | null;
  readonly subject: string | null;
}

/** What people changed in Outlook and nobody changed here since. */
export function changedInOutlook(link: EventLink, wanted: CalendarEvent, event: SeenEvent): ChangedInOutlook {
  const { seen, said } = link;
  // A time that was kept in another zone is not comparable: the committee's zone changed, and that is ours to say.
  const moved = seen !== null && seen.zone === event.zone && !sameSlot(seen, event) && !sameSlot(wanted, event) && (said === null || sameSlot(said, wanted));
  const renamed = seen !== null && seen.subject !== event.subject && wanted.subject !== event.subject && (said === null || said.subject === wanted.subject);
  return { slot: moved ? { start: event.start, minutes: event.minutes } : null, subject: renamed ? event.subject : null };
}

export type EventChange = Partial<Pick<CalendarEvent, 'subject' | 'attendees' | 'online' | 'body'>> & { readonly slot?: Slot };

/**
 * What is to be written so that the event says what the meeting says; null: nothing. Only what changed here is written, so that
 * Outlook tells people once and of nothing else. `putBack`: a change made in Outlook was refused.
 */
export function changeFor(link: EventLink, wanted: CalendarEvent, event: SeenEvent, putBack: boolean): EventChange | null {
  const { said } = link;
  const slot = !sameSlot(wanted, event) && (putBack || said === null || !sameSlot(said, wanted) || said.zone !== wanted.zone);
  const subject = wanted.subject !== event.subject && (putBack || said === null || said.subject !== wanted.subject);
  const online = wanted.online && !event.online;
  const attendees = said === null || !sameInvited(said.invited, wanted.attendees) ? attendeesFor(said?.invited ?? [], wanted.attendees, event) : null;
  const change: EventChange = {
    ...(slot ? { slot: { start: wanted.start, minutes: wanted.minutes, zone: wanted.zone } } : {}),
    ...(subject ? { subject: wanted.subject } : {}),
    ...(attendees === null ? {} : { attendees }),
    // The one moment at which the body may still be written: afterwards it holds the link of the Teams meeting.
    ...(online ? { online: true, body: wanted.body } : {}),
  };
  return Object.keys(change).length === 0 ? null : change;
}

/** All that the event is to have, for Outlook replaces the list as a whole: those that people added in Outlook stay. Null: as it is. */
function attendeesFor(before: Said['invited'], wanted: readonly Invited[], event: SeenEvent): readonly Invited[] | null {
  const ours = new Set([...before, ...wanted].map(key));
  const theirs = event.attendees.filter((attendee) => !ours.has(key(attendee))).map(({ email, name, needed }) => ({ email, name, needed }));
  const all = [...wanted, ...theirs];
  return sameInvited(event.attendees, all) ? null : all;
}

const key = ({ email }: Pick<Invited, 'email'>): string => email.toLowerCase();
const sameInvited = (a: Said['invited'], b: Said['invited']): boolean => {
  const listed = (list: Said['invited']): string => list.map((one) => `${key(one)} ${one.needed}`).sort().join('\n');
  return listed(a) === listed(b);
};
