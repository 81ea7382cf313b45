// An event as one mailbox keeps it. A meeting is several of these under one uid: the organizer's, and a copy for each attendee of the tenant.

import { randomBytes } from 'node:crypto';
import type { Recurrence } from './recurrence.ts';
import { addDays, dayOf, instantOf, wallOf, type ZonedTime } from './zones.ts';
import { daysOf } from './recurrence.ts';

export type ResponseType = 'none' | 'organizer' | 'tentativelyAccepted' | 'accepted' | 'declined' | 'notResponded';
export type ShowAs = 'free' | 'tentative' | 'busy' | 'oof' | 'workingElsewhere' | 'unknown';
export interface Address { name: string; address: string }
export interface Attendee { emailAddress: Address; type: 'required' | 'optional' | 'resource'; response: ResponseType; respondedAt: number | null; proposed: { start: ZonedTime; end: ZonedTime } | null }

/** What an attendee's copy takes from the organizer's. */
export interface SharedContent {
  subject: string | null;
  body: { contentType: 'text' | 'html'; content: string };
  start: ZonedTime;
  end: ZonedTime;
  isAllDay: boolean;
  location: Record<string, unknown>;
  locations: Record<string, unknown>[];
  attendees: Attendee[];
  importance: string;
  sensitivity: string;
  responseRequested: boolean;
  allowNewTimeProposals: boolean;
  hideAttendees: boolean;
}
/** What each person sets for themselves. */
export interface OwnContent { showAs: ShowAs; isReminderOn: boolean; reminderMinutesBeforeStart: number; categories: string[] }
export type EventContent = SharedContent & OwnContent;
export type EventException = Partial<EventContent> & { response?: ResponseType; respondedAt?: number };

export interface MailboxEvent {
  id: string;
  mailboxId: string;
  /** iCalUId: the same in every copy. */
  uid: string;
  transactionId: string | null;
  isOrganizer: boolean;
  organizer: Address;
  content: EventContent;
  recurrence: Recurrence | null;
  /** By the day on which the occurrence was due, in the series' own zone. */
  exceptions: Record<string, EventException>;
  cancelledDays: string[];
  response: ResponseType;
  respondedAt: number | null;
  isCancelled: boolean;
  online: { joinUrl: string; readyAt: number } | null;
  extended: { id: string; value: string }[];
  /** Set where somebody was invited to one occurrence only: the day of it. */
  instanceOf: string | null;
  createdAt: number;
  modifiedAt: number;
  version: number;
  /** Out of the calendar (deleted, or declined); the row stays, as in Deleted Items. */
  deletedAt: number | null;
}

export const newEventId = (): string => `AAMkAGQ${randomBytes(32).toString('base64url')}AAA=`;
export const occurrenceId = (masterId: string, day: string): string => `${masterId.slice(0, -4)}FRAAg${day.replaceAll('-', '')}AAEAAAA=`;

/** The row's id, and the day where the id is that of an occurrence. */
export function readEventId(id: string): { rowId: string; day: string | null } {
  const m = /^(AAMkAGQ[\w-]{43})FRAAg(\d{4})(\d\d)(\d\d)AAEAAAA=$/.exec(id);
  return m === null ? { rowId: id, day: null } : { rowId: `${m[1]}AAA=`, day: `${m[2]}-${m[3]}-${m[4]}` };
}

export const changeKeyOf = (event: MailboxEvent): string => Buffer.from(`${event.id.slice(7, 19)}:${String(event.version).padStart(4, '0')}`).toString('base64');
export const etagOf = (event: MailboxEvent): string => `W/"${changeKeyOf(event)}"`;

/** One thing on a calendar: a single event, a whole series, or an occurrence of it. */
export interface Instance {
  event: MailboxEvent;
  /** null for a single event or the series itself. */
  day: string | null;
  kind: 'singleInstance' | 'seriesMaster' | 'occurrence' | 'exception';
  id: string;
  content: EventContent;
  response: ResponseType;
  respondedAt: number | null;
  startAt: number;
  endAt: number;
}

export function wholeOf(event: MailboxEvent): Instance {
  const { content } = event;
  return { event, day: null, kind: event.recurrence === null ? 'singleInstance' : 'seriesMaster', id: event.id, content, response: event.response, respondedAt: event.respondedAt, startAt: instantOf(content.start), endAt: instantOf(content.end) };
}

/** The occurrence due on that day; undefined where the series has none, or no longer. */
export function occurrenceOf(event: MailboxEvent, day: string): Instance | undefined {
  if (event.recurrence === null || event.cancelledDays.includes(day)) return undefined;
  for (const due of daysOf(event.recurrence, day)) if (due === day) return occurrence(event, day);
  return undefined;
}

function occurrence(event: MailboxEvent, day: string): Instance {
  const exception = event.exceptions[day];
  const content = { ...event.content, ...timesOn(event, day), ...exception };
  return {
    event, day, kind: exception === undefined || !changesContent(exception) ? 'occurrence' : 'exception', id: occurrenceId(event.id, day), content,
    response: exception?.response ?? event.response, respondedAt: exception?.respondedAt ?? event.respondedAt, startAt: instantOf(content.start), endAt: instantOf(content.end),
  };
}
/** An answer to one occurrence alone makes no exception of it in the attendee's calendar. */
const changesContent = (exception: EventException): boolean => Object.keys(exception).some((key) => key !== 'response' && key !== 'respondedAt' && key !== 'showAs');

/** When the occurrence was due before anybody moved it. */
export const dueAt = (event: MailboxEvent, day: string): number => instantOf(timesOn(event, day).start);

/** The series' hours on another day: the wall clock stays, whatever the season does. */
function timesOn(event: MailboxEvent, day: string): { start: ZonedTime; end: ZonedTime } {
  const { start, end } = event.content;
  const at = instantOf(start);
  const moved = { ...start, dateTime: `${day}T${start.dateTime.slice(11)}` };
  if (event.content.isAllDay) return { start: moved, end: { ...end, dateTime: `${addDays(day, Math.max(1, Math.round((instantOf(end) - at) / 86_400_000)))}T00:00:00` } };
  const length = Date.parse(`${wallOf(instantOf(end), start.timeZone)}Z`) - Date.parse(`${wallOf(at, start.timeZone)}Z`);
  return { start: moved, end: { dateTime: new Date(Date.parse(`${moved.dateTime.slice(0, 19)}Z`) + length).toISOString().slice(0, 19), timeZone: start.timeZone } };
}

/** What stands between two instants: occurrences rather than series. Touching the edge is not standing between. */
export function instancesBetween(event: MailboxEvent, from: number, to: number): Instance[] {
  const within = (i: Instance) => (i.startAt < to && i.endAt > from) || (i.startAt === i.endAt && i.startAt >= from && i.startAt < to);
  if (event.recurrence === null) return [wholeOf(event)].filter(within);
  return [...occurrences(event, dayOf(wallOf(to, event.content.start.timeZone)))].filter(within);
}

/** Occurrences due up to that day, and those that were moved from later ones. */
function* occurrences(event: MailboxEvent, lastDay: string): Generator<Instance> {
  if (event.recurrence === null) return;
  const moved = Object.keys(event.exceptions).toSorted().at(-1);
  for (const day of daysOf(event.recurrence, moved !== undefined && moved > lastDay ? moved : addDays(lastDay, 1))) if (!event.cancelledDays.includes(day)) yield occurrence(event, day);
}

/** Neighbours of an occurrence: no exception may be moved onto their days. */
function neighboursOf(event: MailboxEvent, day: string): { before: Instance | undefined; after: Instance | undefined } {
  let before: Instance | undefined;
  for (const instance of occurrences(event, addDays(day, 366 * 5))) {
    if (instance.day === null || instance.day < day) before = instance;
    else if (instance.day > day) return { before, after: instance };
  }
  return { before, after: undefined };
}

/** "an occurrence cannot be moved to or before the day of the previous occurrence, and cannot be moved to or after the day of the following occurrence". */
export function crossesNeighbour(event: MailboxEvent, day: string, startAt: number): boolean {
  const { before, after } = neighboursOf(event, day);
  const dayAt = (at: number) => dayOf(wallOf(at, event.content.start.timeZone));
  return (before !== undefined && dayAt(startAt) <= dayAt(before.startAt)) || (after !== undefined && dayAt(startAt) >= dayAt(after.startAt));
}
