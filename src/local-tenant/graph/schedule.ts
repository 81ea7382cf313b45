// Free or busy: what getSchedule tells of up to twenty mailboxes. "calendar: getSchedule", "Get free/busy schedule of Outlook calendar users and resources".

import { instancesBetween, type Instance } from '../calendar/event.ts';
import { answered, instantOf } from '../calendar/zones.ts';
import { readObject, STRING, type Fields, type Json } from './body.ts';
import { workingHours } from './calendars.ts';
import { badRequest } from './errors.ts';
import { readZoned, ZONED } from './event-body.ts';
import { context, ok, type Call, type Operation } from './operation.ts';
import { mailboxOf, preferences } from './outlook.ts';
import { PERMISSIONS } from './permissions.ts';

/** "up to 20 entities at a time". */
const MAX_SCHEDULES = 20;
/** "the time period to look up must be less than 42 days". */
const MAX_DAYS = 42;
const MINUTE = 60_000;
const FIELDS: Fields = { schedules: { is: 'list', of: STRING }, startTime: { is: 'object', type: 'dateTimeTimeZone', fields: ZONED }, endTime: { is: 'object', type: 'dateTimeTimeZone', fields: ZONED }, availabilityViewInterval: { is: 'int' } };
/** Digits of availabilityView, and which of several prevails in one slot. */
const DIGITS: Record<string, { digit: string; weight: number }> = { oof: { digit: '3', weight: 4 }, busy: { digit: '2', weight: 3 }, tentative: { digit: '1', weight: 2 }, workingElsewhere: { digit: '4', weight: 1 } };

function getSchedule(call: Call) {
  mailboxOf(call);
  const raw = call.body;
  // The documentation writes `Schedules` in one place and `schedules` in another, and the interval as a text.
  const lower = typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? Object.fromEntries(Object.entries(raw).map(([name, value]) => [`${name.charAt(0).toLowerCase()}${name.slice(1)}`, /^availability/i.test(name) && typeof value === 'string' ? Number(value) : value as unknown])) : raw;
  const body = readObject(lower, 'calendar', FIELDS);
  const schedules = body['schedules'] as string[] | undefined;
  if (schedules === undefined || schedules.length === 0 || body['startTime'] === undefined || body['endTime'] === undefined) throw badRequest("The parameters 'schedules', 'startTime' and 'endTime' are required.", 'ErrorInvalidRequest');
  if (schedules.length > MAX_SCHEDULES) throw badRequest(`The number of schedules (${schedules.length}) exceeds the limit of ${MAX_SCHEDULES}.`, 'ErrorMailboxDataArrayTooBig');
  const [from, to] = [instantOf(readZoned(body['startTime'] as Json, 'startTime')), instantOf(readZoned(body['endTime'] as Json, 'endTime'))];
  if (to <= from) throw badRequest('The end time must be later than the start time.', 'ErrorInvalidTimeInterval');
  if (to - from > MAX_DAYS * 24 * 60 * MINUTE) throw badRequest(`The requested time duration specified for FreeBusyViewOptions.TimeWindow is too long. The allowed limit = ${MAX_DAYS} days.`, 'ErrorTimeIntervalTooBig');
  const interval = (body['availabilityViewInterval'] as number | undefined) ?? 30;
  if (interval < 5 || interval > 1440 || interval * MINUTE > to - from) throw badRequest('The MergedFreeBusyInterval value is invalid: it must be between 5 and 1440 minutes, and not longer than the time window.', 'ErrorInvalidMergedFreeBusyInterval');
  const prefer = preferences(call);
  const value = schedules.map((address) => scheduleOf(call, address, { from, to, interval, zone: prefer.zone }));
  return ok({ '@odata.context': context(call, 'Collection(microsoft.graph.scheduleInformation)'), value }, prefer.headers);
}

function scheduleOf(call: Call, address: string, { from, to, interval, zone }: { from: number; to: number; interval: number; zone: string }): Json {
  const mailbox = call.ctx.book.mailboxAt(address);
  if (mailbox === undefined) return { scheduleId: address, availabilityView: '', scheduleItems: [], error: { message: `Unable to resolve e-mail address ${address} to an Active Directory object.`, responseCode: 'ErrorMailRecipientNotFound' } };
  const instances = call.ctx.book.eventsOf(mailbox.id).filter((e) => !e.isCancelled).flatMap((event) => instancesBetween(event, from, to)).toSorted((a, b) => a.startAt - b.startAt);
  const slots = Array.from({ length: Math.ceil((to - from) / (interval * MINUTE)) }, (_, i) => slot(instances, from + i * interval * MINUTE, Math.min(to, from + (i + 1) * interval * MINUTE)));
  return { scheduleId: address, availabilityView: slots.join(''), scheduleItems: instances.map((i) => itemJson(i, zone)), workingHours: workingHours(mailbox) };
}
function slot(instances: readonly Instance[], from: number, to: number): string {
  const [top] = instances.filter((i) => i.startAt < to && i.endAt > from).flatMap((i) => DIGITS[i.content.showAs] ?? []).toSorted((a, b) => b.weight - a.weight);
  return top?.digit ?? '0';
}
function itemJson({ content, startAt, endAt }: Instance, zone: string): Json {
  const isPrivate = content.sensitivity === 'private';
  const location = content.location['displayName'];
  return { isPrivate, status: content.showAs, ...(isPrivate ? {} : { subject: content.subject, location: typeof location === 'string' ? location : '' }), start: answered(startAt, zone), end: answered(endAt, zone) };
}

export const SCHEDULE: readonly Operation[] = [{ method: 'POST', path: '/users/{user}/calendar/getSchedule', permissions: PERMISSIONS.getSchedule, run: getSchedule }];
