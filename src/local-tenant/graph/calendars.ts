// A mailbox's calendars (one: the default), its settings, and the time zones that Outlook takes.

import { createHash } from 'node:crypto';
import type { Mailbox } from '../calendar/book.ts';
import { WINDOWS_ZONES } from '../calendar/windows-zones.ts';
import { windowsOf } from '../calendar/zones.ts';
import { badRequest, notFound } from './errors.ts';
import { listing } from './collection.ts';
import { project, readQuery, type Shape } from './odata.ts';
import { context, ok, param, type Call, type Operation } from './operation.ts';
import { mailboxOf } from './outlook.ts';
import { PERMISSIONS } from './permissions.ts';
import type { Json } from './shapes.ts';
import { findUser } from './users.ts';

const CALENDAR: Shape = { type: 'calendar', properties: ['id', 'name', 'color', 'hexColor', 'isDefaultCalendar', 'changeKey', 'canShare', 'canViewPrivateItems', 'canEdit', 'allowedOnlineMeetingProviders', 'defaultOnlineMeetingProvider', 'isTallyingResponses', 'isRemovable', 'owner'], navigation: ['events', 'calendarView', 'calendarPermissions'] };
const SETTINGS: Shape = { type: 'mailboxSettings', properties: ['archiveFolder', 'automaticRepliesSetting', 'dateFormat', 'delegateMeetingMessageDeliveryOptions', 'language', 'timeFormat', 'timeZone', 'userPurpose', 'workingHours'] };

const idOf = (mailbox: Mailbox): string => `AAMkAGQ${createHash('sha256').update(mailbox.id).digest('base64url')}AAA=`;

/** Where a path names a calendar, it must be this mailbox's. */
export function requireCalendar(call: Call, mailbox: Mailbox): void {
  const given = call.params['calendar'];
  if (given === undefined || given === idOf(mailbox)) return;
  if (!/^[\w\-+=/]{16,}$/.test(given)) throw badRequest('Id is malformed.', 'ErrorInvalidIdMalformed');
  throw notFound('The specified object was not found in the store.', 'ErrorItemNotFound');
}

function calendarJson(mailbox: Mailbox): Json {
  return {
    id: idOf(mailbox), name: mailbox.language.startsWith('fr') ? 'Calendrier' : 'Calendar', color: 'auto', hexColor: '', isDefaultCalendar: true, changeKey: Buffer.from(`calendar:${mailbox.id.slice(0, 8)}`).toString('base64'), canShare: true, canViewPrivateItems: true, canEdit: true,
    allowedOnlineMeetingProviders: ['teamsForBusiness'], defaultOnlineMeetingProvider: 'teamsForBusiness', isTallyingResponses: true, isRemovable: false, owner: { name: mailbox.name, address: mailbox.address },
  };
}
function listCalendars(call: Call) {
  const mailbox = mailboxOf(call);
  const query = readQuery(call.url.searchParams, { shape: CALENDAR, allow: ['$select', '$filter', '$orderby', '$top', '$skip', '$count', '$skiptoken'] }, call.header);
  const row = calendarJson(mailbox);
  return listing(call, { rows: [{ row, shown: () => row }], query, fragment: `users('${encodeURIComponent(mailbox.id)}')/calendars`, pageSize: 10 });
}
function getCalendar(call: Call) {
  const mailbox = mailboxOf(call);
  requireCalendar(call, mailbox);
  const query = readQuery(call.url.searchParams, { shape: CALENDAR, allow: ['$select'] }, call.header);
  const named = call.params['calendar'] === undefined ? 'calendar' : 'calendars';
  return ok({ '@odata.context': context(call, `users('${encodeURIComponent(mailbox.id)}')/${named}/$entity`), ...project(calendarJson(mailbox), query.select === undefined ? undefined : ['id', ...query.select]) });
}

/** Office hours of everybody here: eight to five, on weekdays, at home. */
export const workingHours = (mailbox: Mailbox): Json => ({ daysOfWeek: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'], startTime: '08:00:00.0000000', endTime: '17:00:00.0000000', timeZone: { name: windowsOf(mailbox.zone) } });

function settingsJson(mailbox: Mailbox): Json {
  const utc = (day: string) => ({ dateTime: `${day}T00:00:00.0000000`, timeZone: 'UTC' });
  return {
    archiveFolder: '', timeZone: windowsOf(mailbox.zone), delegateMeetingMessageDeliveryOptions: 'sendToDelegateOnly', dateFormat: 'yyyy-MM-dd', timeFormat: 'HH:mm', userPurpose: 'user', workingHours: workingHours(mailbox),
    automaticRepliesSetting: { status: 'disabled', externalAudience: 'none', internalReplyMessage: '', externalReplyMessage: '', scheduledStartDateTime: utc('2026-01-01'), scheduledEndDateTime: utc('2026-01-02') },
    language: mailbox.language.startsWith('fr') ? { locale: 'fr-CA', displayName: 'French (Canada)' } : { locale: 'en-CA', displayName: 'English (Canada)' },
  };
}
function getSettings(call: Call) {
  const mailbox = mailboxOf(call);
  const query = readQuery(call.url.searchParams, { shape: SETTINGS, allow: ['$select'] }, call.header);
  return ok({ '@odata.context': context(call, `users('${encodeURIComponent(mailbox.id)}')/mailboxSettings`), ...project(settingsJson(mailbox), query.select) });
}
function getSetting(name: 'timeZone') {
  return (call: Call) => {
    const mailbox = mailboxOf(call);
    return ok({ '@odata.context': context(call, `users('${encodeURIComponent(mailbox.id)}')/mailboxSettings/${name}`), value: settingsJson(mailbox)[name] });
  };
}

function supportedTimeZones(call: Call) {
  // Only who asks must exist; the list is the same for all.
  findUser(call, param(call, 'user'));
  const given = call.params['standard'];
  const standard = given === undefined ? 'windows' : /^TimeZoneStandard=(?:microsoft\.graph\.timeZoneStandard)?'?(windows|iana)'?$/i.exec(given)?.[1]?.toLowerCase();
  if (standard === undefined) throw badRequest(`The value '${given}' is not a member of microsoft.graph.timeZoneStandard: windows, iana.`, 'RequestBroker--ParseUri');
  const zones = standard === 'iana' ? ['UTC', ...Intl.supportedValuesOf('timeZone').filter((z) => z.includes('/'))] : Object.keys(WINDOWS_ZONES);
  return ok({ '@odata.context': context(call, 'Collection(microsoft.graph.timeZoneInformation)'), value: zones.map((alias) => ({ alias, displayName: alias })) });
}

export const CALENDARS: readonly Operation[] = [
  { method: 'GET', path: '/users/{user}/calendars', permissions: PERMISSIONS.readEvents, run: listCalendars },
  { method: 'GET', path: '/users/{user}/calendars/{calendar}', permissions: PERMISSIONS.readEvents, run: getCalendar },
  { method: 'GET', path: '/users/{user}/calendar', permissions: PERMISSIONS.readEvents, run: getCalendar },
  { method: 'GET', path: '/users/{user}/mailboxSettings', permissions: PERMISSIONS.readMailboxSettings, run: getSettings },
  { method: 'GET', path: '/users/{user}/mailboxSettings/timeZone', permissions: PERMISSIONS.readMailboxSettings, run: getSetting('timeZone') },
  { method: 'GET', path: '/users/{user}/outlook/supportedTimeZones', permissions: PERMISSIONS.supportedTimeZones, run: supportedTimeZones },
  { method: 'GET', path: '/users/{user}/outlook/supportedTimeZones/{standard}', permissions: PERMISSIONS.supportedTimeZones, run: supportedTimeZones },
];
