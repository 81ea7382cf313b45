// Events in organizers' mailboxes through Graph v1.0: implements the meetings' port Calendars. Requests of one moment leave together
// (see batch.ts), so that a year is two batches and not twenty-six requests.

import { createHash } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import type { CalendarEvent, Invited } from '../../features/meetings/domain/calendar-event.ts';
import type { Slot } from '../../features/meetings/domain/meeting.ts';
import { instantOf } from '../../features/meetings/domain/when.ts';
import type { EventChange, SeenEvent } from '../../features/meetings/domain/outlook-changes.ts';
import type { Calendars } from '../../features/meetings/ports-outlook.ts';
import type { GraphSender } from './batch.ts';
import { GraphFault } from './graph-fault.ts';
import { outlookZone } from './outlook-zones.ts';

interface GraphTime { readonly dateTime: string; readonly timeZone: string }
interface GraphAttendee { readonly type?: string; readonly status?: { readonly response?: string; readonly time?: string | null }; readonly emailAddress?: { readonly name?: string | null; readonly address?: string | null } }
interface GraphEvent {
  readonly id: string;
  readonly '@odata.etag'?: string;
  readonly transactionId?: string | null;
  readonly subject?: string | null;
  readonly start: GraphTime;
  readonly end: GraphTime;
  readonly isAllDay?: boolean | null;
  readonly isCancelled?: boolean | null;
  readonly isOnlineMeeting?: boolean | null;
  readonly onlineMeeting?: { readonly joinUrl?: string | null } | null;
  readonly webLink?: string | null;
  readonly attendees?: readonly GraphAttendee[] | null;
}

const SELECT = '$select=id,subject,start,end,isAllDay,isCancelled,isOnlineMeeting,onlineMeeting,webLink,attendees';
/** Enough for three days of anybody's calendar. */
const AROUND = 200;
const DAY_MS = 86_400_000;

export function graphCalendars(sender: Pick<GraphSender, 'send'>): Calendars {
  const at = (organizer: string, eventId: string): string => `/users/${organizer}/events/${encodeURIComponent(eventId)}`;
  const inZone = (zone: string): Record<string, string> => ({ Prefer: `outlook.timezone="${outlookZone(zone)}"` });

  const calendars: Calendars = {
    async create(organizer, key, event) {
      try {
        const { body } = await sender.send({ method: 'POST', url: `/users/${organizer}/events`, headers: inZone(event.zone), body: newEvent(key, event) });
        return seenEvent(body as GraphEvent, event.zone);
      } catch (fault) {
        // Made by an earlier request whose answer was lost.
        const standing = fault instanceof GraphFault && fault.kind === 'conflict' ? await calendars.find(organizer, key, event) : null;
        if (standing === null) throw fault;
        return standing;
      }
    },

    async update(organizer, { eventId, etag, zone }, change) {
      try {
        const { body } = await sender.send({ method: 'PATCH', url: at(organizer, eventId), headers: { ...inZone(change.slot?.zone ?? zone), 'If-Match': etag }, body: changedEvent(change) });
        return seenEvent(body as GraphEvent, change.slot?.zone ?? zone);
      } catch (fault) {
        if (isGone(fault) || (fault instanceof GraphFault && fault.status === 412)) return null;
        throw fault;
      }
    },

    async cancel(organizer, event, comment) {
      try {
        // Only a meeting can be cancelled; an event without attendees is an appointment, and is taken away.
        if (event.attendees.length > 0) await sender.send({ method: 'POST', url: `${at(organizer, event.eventId)}/cancel`, body: { comment } });
        else await sender.send({ method: 'DELETE', url: at(organizer, event.eventId) });
      } catch (fault) {
        if (!isGone(fault)) throw fault;
      }
    },

    async read(organizer, eventId, zone) {
      try {
        const { body } = await sender.send({ method: 'GET', url: `${at(organizer, eventId)}?${SELECT}`, headers: inZone(zone) });
        return seenEvent(body as GraphEvent, zone);
      } catch (fault) {
        if (isGone(fault)) return null;
        throw fault;
      }
    },

    async find(organizer, key, slot) {
      // No filter takes a transaction id, so the days around are looked through for it.
      const at = instantOf(slot).getTime();
      const day = (ms: number): string => encodeURIComponent(`${new Date(ms).toISOString().slice(0, 19)}Z`);
      const { body } = await sender.send({ method: 'GET', url: `/users/${organizer}/calendarView?startDateTime=${day(at - DAY_MS)}&endDateTime=${day(at + DAY_MS)}&${SELECT},transactionId&$top=${AROUND}`, headers: inZone(slot.zone) });
      const id = guidOf(key);
      const found = (body as { value: GraphEvent[] }).value.find(({ transactionId }) => transactionId?.toLowerCase() === id);
      return found === undefined ? null : seenEvent(found, slot.zone);
    },
  };
  return calendars;
}

/** That event is not there; a mailbox that is not there is another matter, for then nothing was cancelled. */
const isGone = (fault: unknown): boolean => fault instanceof GraphFault && fault.kind === 'not-found' && fault.code === 'ErrorItemNotFound';

const newEvent = (key: string, event: CalendarEvent): object => ({
  transactionId: guidOf(key),
  subject: event.subject,
  body: { contentType: 'html', content: event.body },
  ...timesOf(event),
  attendees: event.attendees.map(attendeeOf),
  sensitivity: event.private ? 'private' : 'normal',
  // The days are Gouverne's to judge, with their collisions: a proposal in Outlook would go nowhere.
  allowNewTimeProposals: false,
  ...(event.online ? ONLINE : {}),
});

const changedEvent = ({ slot, subject, attendees, online, body }: EventChange): object => ({
  ...(subject === undefined ? {} : { subject }),
  ...(slot === undefined ? {} : { isAllDay: false, ...timesOf(slot) }),
  ...(attendees === undefined ? {} : { attendees: attendees.map(attendeeOf) }),
  ...(online === true ? ONLINE : {}),
  ...(body === undefined ? {} : { body: { contentType: 'html', content: body } }),
});
const ONLINE = { isOnlineMeeting: true, onlineMeetingProvider: 'teamsForBusiness' };

const attendeeOf = ({ email, name, needed }: Invited): object => ({ type: needed ? 'required' : 'optional', emailAddress: { address: email, name } });

function timesOf({ start, minutes, zone }: Slot): { readonly start: GraphTime; readonly end: GraphTime } {
  const timeZone = outlookZone(zone);
  const end = Temporal.PlainDateTime.from(start).toZonedDateTime(zone).add({ minutes }).toPlainDateTime();
  return { start: { dateTime: wall(Temporal.PlainDateTime.from(start)), timeZone }, end: { dateTime: wall(end), timeZone } };
}
const wall = (time: Temporal.PlainDateTime): string => time.toString({ smallestUnit: 'second' });

function seenEvent(event: GraphEvent, zone: string): SeenEvent {
  const start = localIn(event.start, zone);
  const end = localIn(event.end, zone);
  return {
    eventId: event.id,
    etag: event['@odata.etag'] ?? '',
    subject: event.subject ?? '',
    start: start.toPlainDateTime().toString({ smallestUnit: 'minute' }),
    minutes: Math.round(start.until(end, { largestUnit: 'minutes' }).total('minutes')),
    zone,
    cancelled: event.isCancelled ?? false,
    allDay: event.isAllDay ?? false,
    online: event.isOnlineMeeting ?? false,
    joinUrl: event.onlineMeeting?.joinUrl ?? null,
    webLink: event.webLink ?? null,
    attendees: (event.attendees ?? []).flatMap((attendee) => seenAttendee(attendee)),
  };
}

/** Asked for in the meeting's zone, and so answered; a service that answers in UTC all the same is understood. */
function localIn({ dateTime, timeZone }: GraphTime, zone: string): Temporal.ZonedDateTime {
  const time = Temporal.PlainDateTime.from(dateTime.slice(0, 19));
  return timeZone === 'UTC' ? time.toZonedDateTime('UTC').withTimeZone(zone) : time.toZonedDateTime(zone);
}

function seenAttendee({ type, status, emailAddress }: GraphAttendee): SeenEvent['attendees'] {
  const email = emailAddress?.address ?? '';
  if (email === '' || type === 'resource') return [];
  const answer = ANSWERS[status?.response ?? ''] ?? 'none';
  const at = Date.parse(status?.time ?? '');
  // « 0001-01-01 » stands for never.
  return [{ email, name: emailAddress?.name ?? email, needed: type !== 'optional', answer, at: Number.isNaN(at) || at < 0 ? null : new Date(at) }];
}
const ANSWERS: Readonly<Record<string, SeenEvent['attendees'][number]['answer']>> = { accepted: 'accepted', declined: 'declined', tentativelyAccepted: 'tentative' };

/** The same for the same key: Outlook makes no second event of it. */
function guidOf(key: string): string {
  const hex = createHash('sha256').update(key).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
