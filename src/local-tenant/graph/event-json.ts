// How an event looks in an answer. "event resource type".

import { changeKeyOf, dueAt, etagOf, occurrenceId, type Attendee, type Instance, type MailboxEvent } from '../calendar/event.ts';
import { recurrenceJson } from '../calendar/recurrence.ts';
import { answered, instantOf, type ZonedTime } from '../calendar/zones.ts';
import type { Shape } from './odata.ts';
import { iso, type Call } from './operation.ts';
import { readsBasicOnly, type Preferences } from './outlook.ts';
import type { Json } from './shapes.ts';

const DEFAULT = ['id', 'createdDateTime', 'lastModifiedDateTime', 'changeKey', 'categories', 'transactionId', 'originalStart', 'originalStartTimeZone', 'originalEndTimeZone', 'iCalUId', 'reminderMinutesBeforeStart', 'isReminderOn', 'hasAttachments', 'subject', 'bodyPreview', 'importance', 'sensitivity', 'isAllDay', 'isCancelled', 'isOrganizer', 'responseRequested', 'seriesMasterId', 'showAs', 'type', 'webLink', 'onlineMeetingUrl', 'isOnlineMeeting', 'onlineMeetingProvider', 'allowNewTimeProposals', 'isDraft', 'hideAttendees', 'recurrence', 'onlineMeeting', 'responseStatus', 'body', 'start', 'end', 'location', 'locations', 'attendees', 'organizer'];
export const EVENT: Shape = { type: 'event', properties: [...DEFAULT, 'cancelledOccurrences'], navigation: ['attachments', 'calendar', 'exceptionOccurrences', 'extensions', 'instances', 'multiValueExtendedProperties', 'singleValueExtendedProperties'] };

const NEVER = '0001-01-01T00:00:00Z';

/** Times in the zone that was asked for; whole days keep their midnight whatever the zone. */
const shownTime = (time: ZonedTime, isAllDay: boolean, zone: string): ZonedTime => (isAllDay ? { dateTime: `${time.dateTime.slice(0, 19)}.0000000`, timeZone: zone } : answered(instantOf(time), zone));

export function eventJson(call: Call, instance: Instance, { zone, text }: Pick<Preferences, 'zone' | 'text'>): Json {
  const { event, content } = instance;
  const online = event.online;
  const joined = online !== null && call.ctx.clock.now() >= online.readyAt;
  const body = bodyOf(instance, joined ? (online?.joinUrl ?? null) : null);
  const basic = readsBasicOnly(call);
  return {
    '@odata.etag': etagOf(event), id: instance.id, createdDateTime: iso(event.createdAt), lastModifiedDateTime: iso(event.modifiedAt), changeKey: changeKeyOf(event), categories: content.categories,
    ...(event.transactionId === null ? {} : { transactionId: event.transactionId }), ...(instance.day === null ? {} : { originalStart: iso(dueAt(event, instance.day)) }), originalStartTimeZone: content.start.timeZone, originalEndTimeZone: content.end.timeZone,
    iCalUId: event.uid, reminderMinutesBeforeStart: content.reminderMinutesBeforeStart, isReminderOn: content.isReminderOn, hasAttachments: false, subject: content.subject, ...(basic ? {} : { bodyPreview: plain(body).slice(0, 255) }),
    importance: content.importance, sensitivity: content.sensitivity, isAllDay: content.isAllDay, isCancelled: event.isCancelled, isOrganizer: event.isOrganizer, responseRequested: content.responseRequested,
    seriesMasterId: instance.day === null ? null : event.id, showAs: content.showAs, type: instance.kind, webLink: `https://outlook.office365.com/owa/?itemid=${encodeURIComponent(instance.id)}&exvsurl=1&path=/calendar/item`, onlineMeetingUrl: null,
    isOnlineMeeting: online !== null, onlineMeetingProvider: online === null ? 'unknown' : 'teamsForBusiness', allowNewTimeProposals: content.allowNewTimeProposals, isDraft: false, hideAttendees: content.hideAttendees,
    recurrence: instance.kind === 'seriesMaster' && event.recurrence !== null ? recurrenceJson(event.recurrence) : null, onlineMeeting: joined ? { joinUrl: online?.joinUrl } : null,
    responseStatus: { response: instance.response, time: instance.respondedAt === null ? NEVER : iso(instance.respondedAt) }, ...(basic ? {} : { body: text ? { contentType: 'text', content: plain(body) } : { contentType: 'html', content: body } }),
    start: shownTime(content.start, content.isAllDay, zone), end: shownTime(content.end, content.isAllDay, zone), location: locationJson(content.location), locations: content.locations.map(locationJson),
    attendees: seenAttendees(call, event, content.attendees).map((a) => attendeeJson(a, zone)), organizer: { emailAddress: event.organizer },
  };
}

/** Only on $select, and of a series. "cancelledOccurrences … Returned only on $select". */
export const cancelledOccurrences = (event: MailboxEvent): Json => ({ cancelledOccurrences: event.recurrence === null ? [] : event.cancelledDays.map((day) => `OID.${occurrenceId(event.id, day)}.${day}`) });

/** All that delta tells of an occurrence: the rest is its series master's. */
export const occurrenceJson = (instance: Instance, { zone }: Pick<Preferences, 'zone'>): Json => ({ '@odata.type': '#microsoft.graph.event', '@odata.etag': etagOf(instance.event), seriesMasterId: instance.event.id, type: 'occurrence', id: instance.id, start: shownTime(instance.content.start, instance.content.isAllDay, zone), end: shownTime(instance.content.end, instance.content.isAllDay, zone) });

const seenAttendees = (call: Call, event: MailboxEvent, attendees: readonly Attendee[]): readonly Attendee[] => {
  if (event.isOrganizer || !event.content.hideAttendees) return attendees;
  const own = call.ctx.state.users.get(event.mailboxId)?.mail?.toLowerCase();
  return attendees.filter((a) => a.emailAddress.address.toLowerCase() === own);
};
function attendeeJson(a: Attendee, zone: string): Json {
  const proposed = a.proposed === null ? {} : { proposedNewTime: { start: answered(instantOf(a.proposed.start), zone), end: answered(instantOf(a.proposed.end), zone) } };
  return { type: a.type, status: { response: a.response, time: a.respondedAt === null ? NEVER : iso(a.respondedAt) }, emailAddress: a.emailAddress, ...proposed };
}
function locationJson(location: Json): Json {
  const name = location['displayName'];
  const known = typeof name === 'string' && name !== '';
  return { displayName: known ? name : '', locationType: 'default', ...(known ? { uniqueId: name } : {}), uniqueIdType: known ? 'private' : 'unknown', ...(known ? {} : { address: {}, coordinates: {} }), ...Object.fromEntries(Object.entries(location).filter(([, value]) => value !== null)) };
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
/** Outlook keeps bodies as HTML, and puts the way into the meeting below it. */
function bodyOf({ content }: Instance, joinUrl: string | null): string {
  const { contentType, content: given } = content.body;
  const html = contentType === 'html' ? given : escaped(given).replaceAll(/\r?\n/g, '<br>');
  const blob = joinUrl === null || html.includes(joinUrl) ? '' : `<div class="me-email-text"><hr><a class="me-email-headline" href="${joinUrl}">Microsoft Teams</a></div>`;
  if (/<\/body>/i.test(html)) return html.replace(/<\/body>/i, `${blob}</body>`);
  return html === '' && blob === '' ? '' : `<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body>${html}${blob}</body></html>`;
}
/** The meeting stays in the body as long as its address does. */
export const keepsMeeting = (body: string, joinUrl: string): boolean => body.includes(joinUrl) || body.includes(escaped(joinUrl));

const plain = (html: string): string => html.replaceAll(/<(?:br|\/p|\/div|hr)[^>]*>/gi, '\r\n').replaceAll(/<head>.*?<\/head>|<[^>]+>/gis, '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&nbsp;', ' ').replaceAll('&amp;', '&').trim();
