// Events of a mailbox (and of a group's calendar): lists, single ones, series and their occurrences, answers and cancellations.

import { crossesNeighbour, instancesBetween, wholeOf, type Instance } from '../calendar/event.ts';
import { instantOf } from '../calendar/zones.ts';
import type { Mailbox } from '../calendar/book.ts';
import { readObject, TEXT, BOOLEAN, type Fields, type Json } from './body.ts';
import { listing } from './collection.ts';
import { badRequest, forbidden } from './errors.ts';
import { readEventChange, readNewEvent, readZoned, ZONED } from './event-body.ts';
import { cancelledOccurrences, EVENT, eventJson, keepsMeeting } from './event-json.ts';
import { parseFilter } from './filter.ts';
import { project, readQuery, type Expansion, type Query, type Rules } from './odata.ts';
import { accepted, context, created, noContent, ok, type Call, type Operation, type Permissions } from './operation.ts';
import { findInstance, mailboxOf, preferences, readsBasicOnly, readWindow, requireMatch, type Preferences } from './outlook.ts';
import { requireCalendar } from './calendars.ts';
import { PERMISSIONS } from './permissions.ts';

const EXPANDABLE = ['singleValueExtendedProperties', 'exceptionOccurrences'];
const LIST: Rules = { shape: EVENT, allow: ['$select', '$filter', '$orderby', '$top', '$skip', '$count', '$expand', '$skiptoken'], expandable: ['singleValueExtendedProperties'], maxTop: 1000 };
const ONE: Rules = { shape: EVENT, allow: ['$select', '$expand'], expandable: EXPANDABLE };
/** "The default page size of events is 10". */
const PAGE = 10;

const place = (call: Call, mailbox: Mailbox): string => `${call.params['group'] === undefined ? 'users' : 'groups'}('${encodeURIComponent(mailbox.id)}')`;

function open(call: Call, write: boolean): Mailbox {
  const mailbox = mailboxOf(call, write);
  requireCalendar(call, mailbox);
  return mailbox;
}

function list(call: Call) {
  const mailbox = open(call, false);
  return answerList(call, mailbox, call.ctx.book.eventsOf(mailbox.id).toSorted((a, b) => a.createdAt - b.createdAt || a.id.localeCompare(b.id)).map(wholeOf), 'events');
}
function view(call: Call) {
  const mailbox = open(call, false);
  const { from, to } = readWindow(call);
  const instances = call.ctx.book.eventsOf(mailbox.id).flatMap((event) => instancesBetween(event, from, to));
  return answerList(call, mailbox, instances.toSorted((a, b) => a.startAt - b.startAt || a.id.localeCompare(b.id)), 'calendarView');
}
function instances(call: Call) {
  const mailbox = open(call, false);
  const { event, kind } = findInstance(call, mailbox);
  if (kind !== 'seriesMaster') throw badRequest('Your request can\'t be completed. The event must be a series master.', 'ErrorInvalidRequest');
  const { from, to } = readWindow(call);
  return answerList(call, mailbox, instancesBetween(event, from, to).toSorted((a, b) => a.startAt - b.startAt), `events('${encodeURIComponent(event.id)}')/instances`);
}
function answerList(call: Call, mailbox: Mailbox, found: readonly Instance[], fragment: string) {
  const query = readQuery(call.url.searchParams, LIST, call.header);
  closedToBasic(call, query);
  const prefer = preferences(call);
  const rows = found.map((instance) => ({ row: filterRow(call, instance), shown: () => shown(call, instance, prefer, query) }));
  const skip = Number(call.url.searchParams.get('$skip') ?? 0);
  if (!Number.isInteger(skip) || skip < 0) throw badRequest(`Invalid value '${call.url.searchParams.get('$skip')}' for $skip query option found.`);
  const reply = listing(call, { rows, skip, query, fragment: `${place(call, mailbox)}/${fragment}`, pageSize: prefer.pageSize ?? PAGE });
  return { ...reply, headers: { ...reply.headers, ...prefer.headers } };
}
/** What $filter and $orderby see: times in UTC, and the extended properties by which a client finds its own again. */
const filterRow = (call: Call, instance: Instance): Json => ({ ...eventJson(call, instance, { zone: 'UTC', text: false }), singleValueExtendedProperties: instance.event.extended });

function shown(call: Call, instance: Instance, prefer: Pick<Preferences, 'zone' | 'text'>, query: Pick<Query, 'select' | 'expand'>): Json {
  const extra = Object.fromEntries(query.expand.flatMap((e): [string, unknown][] => {
    if (e.name === 'exceptionOccurrences') return [[e.name, exceptionsOf(instance).map((i) => eventJson(call, i, prefer))]];
    const own = extendedOf(instance, e);
    return own.length === 0 ? [] : [[e.name, own]];
  }));
  return { ...eventJson(call, instance, prefer), ...(query.select?.includes('cancelledOccurrences') === true ? cancelledOccurrences(instance.event) : {}), ...extra };
}
/** `$expand=singleValueExtendedProperties($filter=id eq '…')`: without the filter nothing comes back. */
function extendedOf({ event }: Instance, { filter }: Expansion): Json[] {
  if (filter === undefined) throw badRequest('The expand of singleValueExtendedProperties needs a $filter on id.', 'ErrorInvalidUrlQuery');
  const wanted = parseFilter(filter);
  return event.extended.filter((p) => wanted.test({ ...p })).map((p) => ({ id: p.id, value: p.value }));
}
const exceptionsOf = ({ event }: Instance): Instance[] => (event.recurrence === null ? [] : instancesBetween(event, -8.64e15, Date.parse('2100-01-01')).filter((i) => i.kind === 'exception'));

function closedToBasic(call: Call, query: Pick<Query, 'expand' | 'filter'>): void {
  const named = query.expand.length > 0 || [...(query.filter?.properties ?? [])].some((p) => p.startsWith('singleValueExtendedProperties') || p.startsWith('body'));
  if (named && readsBasicOnly(call)) throw forbidden('Access is denied. Check credentials and try again.', 'ErrorAccessDenied');
}

function one(call: Call, mailbox: Mailbox, instance: Instance, status: 200 | 201) {
  const query = status === 200 && call.method === 'GET' ? readQuery(call.url.searchParams, ONE, call.header) : { select: undefined, expand: [], filter: undefined };
  closedToBasic(call, query);
  const prefer = preferences(call);
  const row = shown(call, instance, prefer, query);
  const body = { '@odata.context': context(call, `${place(call, mailbox)}/events${query.select === undefined ? '' : `(${query.select.join(',')})`}/$entity`), ...project(row, query.select === undefined ? undefined : ['id', ...query.select, ...query.expand.map((e) => e.name)]) };
  const headers = { ...prefer.headers, ETag: String(row['@odata.etag']) };
  return status === 201 ? created(body, { ...headers, Location: `${call.origin}/v1.0/${place(call, mailbox)}/events('${instance.id}')` }) : ok(body, headers);
}
const get = (call: Call) => { const mailbox = open(call, false); return one(call, mailbox, findInstance(call, mailbox), 200); };

function create(call: Call) {
  const mailbox = open(call, true);
  const draft = readNewEvent(call.body);
  preferences(call);
  // "to avoid redundant POST operations in case of client retries": the event that is there already is the answer.
  const known = draft.transactionId === null ? undefined : call.ctx.book.eventsOf(mailbox.id).find((e) => e.transactionId === draft.transactionId);
  if (known !== undefined) call.ctx.counters.note('transaction-id-repeated', known.id);
  return one(call, mailbox, wholeOf(known ?? call.ctx.book.create(mailbox, draft)), 201);
}

function change(call: Call) {
  const mailbox = open(call, true);
  const instance = findInstance(call, mailbox);
  const { event, day } = instance;
  requireMatch(call, event);
  preferences(call);
  const wanted = readEventChange(call.body, instance.content, event.recurrence, day !== null);
  // An attendee changes their own copy only: reminder, categories, how it shows. The rest is the organizer's.
  if (!event.isOrganizer) for (const name of ['start', 'end', 'subject', 'body', 'location', 'locations', 'attendees', 'isAllDay'] as const) if (wanted.content[name] !== undefined) throw forbidden("Your request can't be completed. Only the organizer can change this meeting.", 'ErrorAccessDenied');
  if (day !== null && (wanted.content.start !== undefined || wanted.content.end !== undefined) && crossesNeighbour(event, day, instantOf(wanted.content.start ?? instance.content.start))) throw badRequest('Modified occurrence is crossing or overlapping adjacent occurrence.', 'ErrorOccurrenceCrossingBoundary');
  const joined = event.online !== null && call.ctx.clock.now() >= event.online.readyAt;
  // "preserve the meeting blob": a body without it disables the meeting.
  const lost = day === null && joined && event.online !== null && wanted.content.body !== undefined && !keepsMeeting(wanted.content.body.content, event.online.joinUrl);
  call.ctx.book.change(event, day, { ...wanted, ...(lost ? { online: false } : {}) });
  return one(call, mailbox, day === null ? wholeOf(event) : findInstance(call, mailbox), 200);
}

function remove(call: Call) {
  const mailbox = open(call, true);
  const { event, day } = findInstance(call, mailbox);
  requireMatch(call, event);
  call.ctx.book.remove(event, day);
  return noContent;
}

const COMMENT: Fields = { comment: TEXT };
const ANSWER: Fields = { comment: TEXT, sendResponse: BOOLEAN };
const PROPOSING: Fields = { ...ANSWER, proposedNewTime: { is: 'object', type: 'timeSlot', nullable: true, fields: { start: { is: 'object', type: 'dateTimeTimeZone', fields: ZONED }, end: { is: 'object', type: 'dateTimeTimeZone', fields: ZONED } } } };
/** Parameters of actions come as `Comment` in some examples and `comment` in others. */
const parameters = (body: unknown, fields: Fields): Json => (body === undefined ? {} : readObject(typeof body === 'object' && body !== null && !Array.isArray(body) ? Object.fromEntries(Object.entries(body).map(([name, value]) => [name.startsWith('@') ? name : `${name.charAt(0).toLowerCase()}${name.slice(1)}`, value])) : body, 'event', fields));

function cancel(call: Call) {
  const mailbox = open(call, true);
  const { event, day } = findInstance(call, mailbox);
  parameters(call.body, COMMENT);
  if (!event.isOrganizer) throw badRequest("Your request can't be completed. You need to be an organizer to cancel a meeting.", 'ErrorInvalidRequest');
  call.ctx.book.cancel(event, day);
  return accepted({});
}

function answer(response: 'accepted' | 'tentativelyAccepted' | 'declined') {
  return (call: Call) => {
    const mailbox = open(call, true);
    const { event, day, content } = findInstance(call, mailbox);
    const given = parameters(call.body, response === 'accepted' ? ANSWER : PROPOSING);
    if (event.isOrganizer) throw badRequest("Your request can't be completed. You can't respond to this meeting because you're the meeting organizer.", 'ErrorInvalidRequest');
    if (event.isCancelled) throw badRequest("Your request can't be completed. The meeting has been cancelled.", 'ErrorInvalidRequest');
    const send = given['sendResponse'] !== false;
    const slot = given['proposedNewTime'] as { start: Json; end: Json } | null | undefined;
    if (slot !== undefined && slot !== null) {
      if (!content.allowNewTimeProposals) throw badRequest("Your request can't be completed. The organizer does not allow new time proposals for this meeting.", 'ErrorInvalidRequest');
      if (!send) throw badRequest("Your request can't be completed. A new time can only be proposed when a response is sent.", 'ErrorInvalidRequest');
    }
    const proposed = slot === undefined || slot === null ? null : { start: readZoned(slot.start, 'proposedNewTime/start'), end: readZoned(slot.end, 'proposedNewTime/end') };
    call.ctx.book.answer(event, day, { response, send, proposed });
    return accepted({});
  };
}

const paths = (base: string, read: Permissions, write: Permissions): Operation[] => [
  { method: 'GET', path: `${base}/events`, permissions: read, run: list },
  { method: 'POST', path: `${base}/events`, permissions: write, run: create },
  { method: 'GET', path: `${base}/events/{event}`, permissions: read, run: get },
  { method: 'PATCH', path: `${base}/events/{event}`, permissions: write, run: change },
  { method: 'DELETE', path: `${base}/events/{event}`, permissions: write, run: remove },
  { method: 'GET', path: `${base}/events/{event}/instances`, permissions: read, run: instances },
  { method: 'POST', path: `${base}/events/{event}/cancel`, permissions: write, run: cancel },
  { method: 'POST', path: `${base}/events/{event}/accept`, permissions: write, run: answer('accepted') },
  { method: 'POST', path: `${base}/events/{event}/tentativelyAccept`, permissions: write, run: answer('tentativelyAccepted') },
  { method: 'POST', path: `${base}/events/{event}/decline`, permissions: write, run: answer('declined') },
  { method: 'GET', path: `${base}/calendarView`, permissions: read, run: view },
];

export const EVENTS: readonly Operation[] = [
  ...['/users/{user}', '/users/{user}/calendar', '/users/{user}/calendars/{calendar}'].flatMap((base) => paths(base, PERMISSIONS.readEvents, PERMISSIONS.writeEvents)),
  // Answers are personal: a group's calendar has none.
  ...['/groups/{group}', '/groups/{group}/calendar'].flatMap((base) => paths(base, PERMISSIONS.readGroupEvents, PERMISSIONS.writeGroupEvents).filter((o) => !/accept|decline|Accept/.test(o.path))),
];
