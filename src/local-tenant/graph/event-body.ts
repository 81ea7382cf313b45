// Bodies of events as clients send them, read into what a calendar keeps. "Create event", "Update event", "event resource type".

import type { EventChange, NewEvent } from '../calendar/book.ts';
import type { Attendee, EventContent } from '../calendar/event.ts';
import { firstDay, NEEDS, NO_DATE, PATTERN_TYPES, RANGE_TYPES, shortestGap, WEEK_DAYS, WEEK_INDEXES, type PatternType, type Recurrence } from '../calendar/recurrence.ts';
import { ianaOf, instantOf, type ZonedTime } from '../calendar/zones.ts';
import { BOOLEAN, READ_ONLY, readObject, STRING, TEXT, textOf, type Field, type Fields, type Json } from './body.ts';
import { badRequest } from './errors.ts';
import { invalidProperty, unsupportedZone } from './outlook.ts';

/** "event resource type" > attendees. */
const MAX_ATTENDEES = 500;
const MAX_TRANSACTION_ID = 255;

const complex = (type: string, fields: Fields, nullable = false): Field => ({ is: 'object', type, fields, nullable });
const listOf = (of: Field): Field => ({ is: 'list', of });
const oneOf = (...of: string[]): Field => ({ is: 'enum', of });

export const ZONED: Fields = { dateTime: STRING, timeZone: TEXT };
const EMAIL: Fields = { address: TEXT, name: TEXT };
const DOUBLE: Field = { is: 'number' };
const LOCATION: Fields = {
  displayName: TEXT, locationEmailAddress: TEXT, locationUri: TEXT, uniqueId: TEXT, uniqueIdType: { is: 'enum', of: ['unknown', 'locationStore', 'directory', 'private', 'bing'], nullable: true },
  locationType: { is: 'enum', of: ['default', 'conferenceRoom', 'homeAddress', 'businessAddress', 'geoCoordinates', 'streetAddress', 'hotel', 'restaurant', 'localBusiness', 'postalAddress'], nullable: true },
  address: complex('physicalAddress', { street: TEXT, city: TEXT, state: TEXT, countryOrRegion: TEXT, postalCode: TEXT }, true),
  coordinates: complex('outlookGeoCoordinates', { accuracy: DOUBLE, altitude: DOUBLE, altitudeAccuracy: DOUBLE, latitude: DOUBLE, longitude: DOUBLE }, true),
};
const ATTENDEE: Fields = { emailAddress: complex('emailAddress', EMAIL), type: oneOf('required', 'optional', 'resource'), status: complex('responseStatus', { response: TEXT, time: TEXT }, true), proposedNewTime: complex('timeSlot', { start: complex('dateTimeTimeZone', ZONED), end: complex('dateTimeTimeZone', ZONED) }, true) };
const RECURRENCE: Fields = {
  pattern: complex('recurrencePattern', { type: oneOf(...PATTERN_TYPES), interval: { is: 'int' }, daysOfWeek: { is: 'list', of: oneOf(...WEEK_DAYS), nullable: true }, firstDayOfWeek: { is: 'enum', of: WEEK_DAYS, nullable: true }, dayOfMonth: { is: 'int' }, month: { is: 'int' }, index: { is: 'enum', of: WEEK_INDEXES, nullable: true } }),
  range: complex('recurrenceRange', { type: oneOf(...RANGE_TYPES), startDate: STRING, endDate: TEXT, numberOfOccurrences: { is: 'int' }, recurrenceTimeZone: TEXT }),
};
const EVENT: Fields = {
  subject: TEXT, body: complex('itemBody', { contentType: oneOf('text', 'html'), content: TEXT }, true), start: complex('dateTimeTimeZone', ZONED), end: complex('dateTimeTimeZone', ZONED), location: complex('location', LOCATION, true), locations: listOf(complex('location', LOCATION)),
  attendees: listOf(complex('attendee', ATTENDEE)), recurrence: complex('patternedRecurrence', RECURRENCE, true), importance: oneOf('low', 'normal', 'high'), sensitivity: oneOf('normal', 'personal', 'private', 'confidential'),
  showAs: oneOf('unknown', 'free', 'tentative', 'busy', 'oof', 'workingElsewhere'), isAllDay: BOOLEAN, isReminderOn: BOOLEAN, reminderMinutesBeforeStart: { is: 'int', min: 0 }, categories: listOf(STRING), responseRequested: BOOLEAN, allowNewTimeProposals: BOOLEAN, hideAttendees: BOOLEAN,
  isOnlineMeeting: BOOLEAN, onlineMeetingProvider: oneOf('unknown', 'skypeForBusiness', 'skypeForConsumer', 'teamsForBusiness'), transactionId: { is: 'string', max: MAX_TRANSACTION_ID, nullable: true }, organizer: complex('recipient', { emailAddress: complex('emailAddress', EMAIL) }),
  singleValueExtendedProperties: listOf(complex('singleValueLegacyExtendedProperty', { id: STRING, value: TEXT })),
  ...Object.fromEntries(['id', 'iCalUId', 'bodyPreview', 'webLink', 'onlineMeeting', 'onlineMeetingUrl', 'type', 'isCancelled', 'isOrganizer', 'isDraft', 'hasAttachments', 'seriesMasterId', 'cancelledOccurrences', 'responseStatus', 'changeKey', 'createdDateTime', 'lastModifiedDateTime', 'originalStart', 'originalStartTimeZone', 'originalEndTimeZone', 'uid', 'occurrenceId'].map((name) => [name, READ_ONLY])),
};

export function readNewEvent(body: unknown): NewEvent {
  const given = readObject(body, 'event', EVENT);
  for (const name of ['start', 'end']) if (given[name] === undefined) throw invalidProperty(`The property '${name}' is required when creating an event.`);
  const content: EventContent = {
    subject: null, body: { contentType: 'html', content: '' }, start: { dateTime: '', timeZone: 'UTC' }, end: { dateTime: '', timeZone: 'UTC' }, isAllDay: false, location: {}, locations: [], attendees: [], importance: 'normal', sensitivity: 'normal', responseRequested: true, allowNewTimeProposals: true, hideAttendees: false,
    showAs: 'busy', isReminderOn: true, reminderMinutesBeforeStart: 15, categories: [], ...readContent(given, []),
  };
  checkTimes(content);
  const recurrence = given['recurrence'] === undefined || given['recurrence'] === null ? null : readRecurrence(given['recurrence'] as Json, content);
  return { content: onFirstDay(content, recurrence), recurrence, online: given['isOnlineMeeting'] === true, transactionId: (given['transactionId'] as string | null | undefined) ?? null, extended: readExtended(given['singleValueExtendedProperties']) };
}

/** `before`: as the event, or the occurrence, is now; `occurrence`: what cannot be said of one. */
export function readEventChange(body: unknown, before: EventContent, now: Recurrence | null, occurrence: boolean): EventChange {
  const given = readObject(body, 'event', { ...EVENT, transactionId: READ_ONLY });
  if (occurrence && given['recurrence'] !== undefined && given['recurrence'] !== null) throw invalidProperty('The recurrence of a series can only be changed on its series master.');
  const content = readContent(given, before.attendees);
  const whole = { ...before, ...content };
  checkTimes(whole);
  const recurrence = occurrence || given['recurrence'] === undefined ? undefined : given['recurrence'] === null ? null : readRecurrence(given['recurrence'] as Json, whole);
  if (recurrence === undefined && !occurrence && now !== null && content.start !== undefined && content.start.dateTime.slice(0, 10) !== before.start.dateTime.slice(0, 10)) {
    // The series is moved as a whole: it then begins on the new day.
    const moved = { ...now, range: { ...now.range, startDate: content.start.dateTime.slice(0, 10) } };
    return { content: onFirstDay(whole, moved), recurrence: moved, ...more(given) };
  }
  return { content: recurrence === undefined || recurrence === null ? content : { ...content, start: onFirstDay(whole, recurrence).start, end: onFirstDay(whole, recurrence).end }, ...(recurrence === undefined ? {} : { recurrence }), ...more(given) };
}
const more = (given: Json): Pick<EventChange, 'online' | 'extended'> => ({
  // Once it is an online meeting, it stays one.
  ...(given['isOnlineMeeting'] === true ? { online: true } : {}),
  ...(given['singleValueExtendedProperties'] === undefined ? {} : { extended: readExtended(given['singleValueExtendedProperties']) }),
});

const PLAIN = ['subject', 'importance', 'sensitivity', 'showAs', 'isAllDay', 'isReminderOn', 'reminderMinutesBeforeStart', 'categories', 'responseRequested', 'allowNewTimeProposals', 'hideAttendees'] as const;
const ENUMS: Record<string, readonly string[]> = { importance: ['low', 'normal', 'high'], sensitivity: ['normal', 'personal', 'private', 'confidential'], showAs: ['unknown', 'free', 'tentative', 'busy', 'oof', 'workingElsewhere'] };
/** Enumerations may come in any case; they are kept as Graph writes them. */
const spelt = (value: unknown, of: readonly string[]): string => of.find((member) => member.toLowerCase() === String(value).toLowerCase()) ?? String(value);

function readContent(given: Json, before: readonly Attendee[]): Partial<EventContent> {
  const out: Json = {};
  for (const name of PLAIN) if (given[name] !== undefined && (given[name] !== null || name === 'subject')) out[name] = ENUMS[name] === undefined ? given[name] : spelt(given[name], ENUMS[name]);
  if (typeof given['body'] === 'object' && given['body'] !== null) { const { contentType, content } = given['body'] as Json; out['body'] = { contentType: contentType === undefined ? 'text' : spelt(contentType, ['text', 'html']), content: typeof content === 'string' ? content : '' }; }
  for (const name of ['start', 'end']) if (given[name] !== undefined) out[name] = readZoned(given[name] as Json, name);
  if (given['attendees'] !== undefined) out['attendees'] = readAttendees(given['attendees'] as Json[], before);
  if (Array.isArray(given['locations'])) Object.assign(out, { locations: given['locations'], location: given['location'] ?? given['locations'][0] ?? {} });
  else if (given['location'] !== undefined) Object.assign(out, { location: given['location'] ?? {}, locations: (given['location'] as Json | null)?.['displayName'] === undefined ? [] : [given['location']] });
  return out;
}

/** `{date}T{time}` on the clock of a named zone; a Z is only taken with UTC. */
export function readZoned(given: Json, name: string): ZonedTime {
  const zone = typeof given['timeZone'] === 'string' ? given['timeZone'] : 'UTC';
  if (ianaOf(zone) === undefined) throw unsupportedZone(zone);
  const text = typeof given['dateTime'] === 'string' ? given['dateTime'] : '';
  const m = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d)?(?:\.\d+)?(Z?)$/.exec(text);
  const wall = m === null ? '' : `${m[1]}${m[2] ?? ':00'}`;
  const real = m !== null && !Number.isNaN(Date.parse(`${wall}Z`)) && new Date(`${wall}Z`).toISOString().startsWith(wall);
  if (!real || (m[3] === 'Z' && ianaOf(zone) !== 'UTC')) throw invalidProperty(`The value '${text}' of '${name}/dateTime' is not a valid date and time in the form {date}T{time}.`);
  return { dateTime: wall, timeZone: zone };
}

function checkTimes({ start, end, isAllDay }: EventContent): void {
  if (instantOf(end) < instantOf(start)) throw badRequest('The EndDate property must be later than or equal to the StartDate property.', 'ErrorPropertyValidationFailure', 'ErrorCalendarEndDateIsEarlierThanStartDate');
  if (instantOf(end) - instantOf(start) > 1825 * 86_400_000) throw badRequest('The duration of the event is too long: at most 1825 days.', 'ErrorCalendarDurationIsTooLong');
  if (!isAllDay) return;
  if ([start, end].some((t) => !t.dateTime.endsWith('T00:00:00')) || start.timeZone !== end.timeZone || start.dateTime === end.dateTime) throw badRequest("The Event.Start property for an all-day event needs to be set to midnight, as does Event.End, in the same time zone and at least one day later.", 'ErrorPropertyValidationFailure');
}

function readAttendees(given: readonly Json[], before: readonly Attendee[]): Attendee[] {
  if (given.length > MAX_ATTENDEES) throw badRequest(`The number of attendees (${given.length}) exceeds the limit of ${MAX_ATTENDEES}.`, 'ErrorInvalidRequest');
  return given.map((raw): Attendee => {
    const email = (raw['emailAddress'] ?? {}) as { address?: string | null; name?: string | null };
    const address = email.address ?? '';
    if (!/^[^\s@<>]+@[^\s@<>]+$/.test(address)) throw badRequest(`At least one recipient isn't valid. '${address}' is not an SMTP address.`, 'ErrorInvalidRecipients');
    const known = before.find((a) => a.emailAddress.address.toLowerCase() === address.toLowerCase());
    return { emailAddress: { name: email.name ?? known?.emailAddress.name ?? address, address }, type: spelt(raw['type'] ?? 'required', ['required', 'optional', 'resource']) as Attendee['type'], response: known?.response ?? 'none', respondedAt: known?.respondedAt ?? null, proposed: known?.proposed ?? null };
  });
}

const EXTENDED_ID = /^(?:(?:String|Integer|Boolean|Double|Float|Long|Short|SystemTime|CLSID|Binary|Currency|ApplicationTime)(?:Array)?) (?:(?:\{[0-9a-f-]{36}\}|[A-Za-z]+) (?:Name .+|Id 0x[0-9a-f]+)|0x[0-9a-f]+)$/i;
function readExtended(given: unknown): { id: string; value: string }[] {
  return ((given ?? []) as { id: string; value?: string | null }[]).map(({ id, value }) => {
    if (!EXTENDED_ID.test(id)) throw badRequest(`The property ID '${id}' is not valid: it must be of the form 'String {guid} Name name'.`, 'ErrorInvalidProperty');
    return { id, value: value ?? '' };
  });
}

function readRecurrence(given: Json, content: EventContent): Recurrence {
  const [p, r] = [given['pattern'], given['range']] as [Json | undefined, Json | undefined];
  const wrong = (message: string) => invalidProperty(`The recurrence is not valid: ${message}`);
  if (p === undefined || r === undefined) throw wrong("'pattern' and 'range' are required.");
  const type = PATTERN_TYPES.find((t) => t.toLowerCase() === textOf(p, 'type').toLowerCase());
  if (type === undefined) throw wrong("'pattern/type' is required.");
  const interval = p['interval'];
  if (typeof interval !== 'number' || interval < 1 || interval > 999) throw wrong("'pattern/interval' is required and must be between 1 and 999.");
  checkPattern(type, p, wrong);
  const rangeType = RANGE_TYPES.find((t) => t.toLowerCase() === textOf(r, 'type').toLowerCase());
  if (rangeType === undefined) throw wrong("'range/type' is required.");
  const startDate = readDay(r['startDate'], wrong, 'range/startDate');
  if (startDate !== content.start.dateTime.slice(0, 10)) throw wrong(`'range/startDate' (${startDate}) must be the date of 'start' (${content.start.dateTime.slice(0, 10)}).`);
  const endDate = rangeType === 'endDate' ? readDay(r['endDate'], wrong, 'range/endDate') : NO_DATE;
  if (rangeType === 'endDate' && endDate < startDate) throw badRequest('The recurrence ends before it starts.', 'ErrorRecurrenceHasNoOccurrence');
  const count = typeof r['numberOfOccurrences'] === 'number' ? r['numberOfOccurrences'] : 0;
  if (rangeType === 'numbered' ? count < 1 || count > 999 : count > 0) throw wrong("'range/numberOfOccurrences' is for a numbered range, from 1 to 999.");
  if (rangeType === 'noEnd' && typeof r['endDate'] === 'string' && r['endDate'] !== NO_DATE) throw wrong("a range without end has no 'endDate'.");
  const zone = typeof r['recurrenceTimeZone'] === 'string' && r['recurrenceTimeZone'] !== '' ? r['recurrenceTimeZone'] : content.start.timeZone;
  if (ianaOf(zone) === undefined) throw unsupportedZone(zone);
  const recurrence: Recurrence = {
    pattern: { type, interval, daysOfWeek: ((p['daysOfWeek'] as string[] | null | undefined) ?? []).map((d) => spelt(d, WEEK_DAYS)), firstDayOfWeek: spelt(p['firstDayOfWeek'] ?? 'sunday', WEEK_DAYS), dayOfMonth: Number(p['dayOfMonth'] ?? 0), month: Number(p['month'] ?? 0), index: spelt(p['index'] ?? 'first', WEEK_INDEXES) },
    range: { type: rangeType, startDate, endDate, numberOfOccurrences: rangeType === 'numbered' ? count : 0, recurrenceTimeZone: zone },
  };
  if (firstDay(recurrence) === undefined) throw badRequest('The recurrence pattern has no valid occurrences.', 'ErrorRecurrenceHasNoOccurrence');
  const gap = shortestGap(recurrence);
  if (gap !== undefined && instantOf(content.end) - instantOf(content.start) > gap * 86_400_000) throw badRequest('The duration of the event must be shorter than the time between its occurrences.', 'ErrorOccurrenceTimeSpanTooBig');
  return recurrence;
}
function checkPattern(type: PatternType, p: Json, wrong: (message: string) => Error): void {
  const { required, allowed } = NEEDS[type];
  const isSet = (name: string) => p[name] !== undefined && p[name] !== null && p[name] !== 0 && !(Array.isArray(p[name]) && p[name].length === 0);
  // The table calls firstDayOfWeek required for weekly, and gives it a default (sunday).
  const missing = required.find((name) => name !== 'firstDayOfWeek' && !isSet(name));
  if (missing !== undefined) throw wrong(`'pattern/${missing}' is required for the type ${type}.`);
  // An answer carries every property, so an untouched one may come back: `first` and `sunday` are what they say when they say nothing.
  const idle = (name: string) => String(p[name]).toLowerCase() === (name === 'index' ? 'first' : name === 'firstDayOfWeek' ? 'sunday' : '');
  const extra = ['daysOfWeek', 'dayOfMonth', 'month', 'index', 'firstDayOfWeek'].find((name) => isSet(name) && ![...required, ...allowed].includes(name) && !idle(name));
  if (extra !== undefined) throw wrong(`'pattern/${extra}' does not go with the type ${type}.`);
  const within = (name: string, max: number) => { const value = p[name]; if (isSet(name) && !(typeof value === 'number' && value >= 1 && value <= max)) throw wrong(`'pattern/${name}' must be between 1 and ${max}.`); };
  within('dayOfMonth', 31);
  within('month', 12);
}
function readDay(value: unknown, wrong: (message: string) => Error, name: string): string {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value) || Number.isNaN(Date.parse(`${value}T00:00:00Z`)) || !new Date(`${value}T00:00:00Z`).toISOString().startsWith(value)) throw wrong(`'${name}' must be a date (YYYY-MM-DD).`);
  return value;
}

/** Where the pattern does not fall on its own first day, Outlook moves the start to the first one on which it does. */
function onFirstDay(content: EventContent, recurrence: Recurrence | null): EventContent {
  const day = recurrence === null ? undefined : firstDay(recurrence);
  if (day === undefined || day === content.start.dateTime.slice(0, 10)) return content;
  const by = Date.parse(`${day}T00:00:00Z`) - Date.parse(`${content.start.dateTime.slice(0, 10)}T00:00:00Z`);
  const moved = (t: ZonedTime): ZonedTime => ({ ...t, dateTime: new Date(Date.parse(`${t.dateTime}Z`) + by).toISOString().slice(0, 19) });
  return { ...content, start: moved(content.start), end: moved(content.end) };
}
