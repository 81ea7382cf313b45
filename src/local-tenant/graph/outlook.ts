// What every request on a mailbox shares: whose it is, what the Prefer header asks for, which event is meant, and Exchange's own refusals.

import type { Mailbox } from '../calendar/book.ts';
import { etagOf, occurrenceOf, readEventId, wholeOf, type Instance, type MailboxEvent } from '../calendar/event.ts';
import { ianaOf } from '../calendar/zones.ts';
import { badRequest, forbidden, GraphError, notFound } from './errors.ts';
import { findGroup } from './groups.ts';
import { param, type Call } from './operation.ts';
import { findUser } from './users.ts';

export const accessDenied = () => forbidden('Access is denied. Check credentials and try again.', 'ErrorAccessDenied');
export const unsupportedZone = (name: string) => badRequest(`The following TimeZone value is not supported: '${name}'.`, 'TimeZoneNotSupportedException');
export const invalidProperty = (message: string) => badRequest(message, 'ErrorPropertyValidationFailure');
const noItem = () => notFound('The specified object was not found in the store.', 'ErrorItemNotFound');

/** Who acts for whom: set by the person in Outlook (here: by /_control). Mailbox id → ids of people. */
export const delegatesOf = (call: Pick<Call, 'ctx'>, mailboxId: string): string[] => (call.ctx.state.settings.get('calendar-delegates') as Record<string, string[]> | undefined)?.[mailboxId] ?? [];

export function mailboxOf(call: Call, write = false): Mailbox {
  if (call.params['group'] !== undefined) return groupMailbox(call);
  const user = findUser(call, param(call, 'user'));
  const mailbox = call.ctx.book.mailboxOf(user);
  if (mailbox === undefined) throw notFound('The mailbox is either inactive, soft-deleted, or is hosted on-premise.', 'MailboxNotEnabledForRESTAPI');
  const { caller } = call;
  if (caller.kind === 'delegated' && caller.user?.id !== user.id) {
    const shared = caller.granted.some((g) => g === 'Calendars.ReadWrite.Shared' || (!write && g === 'Calendars.Read.Shared'));
    if (!shared || !delegatesOf(call, user.id).includes(caller.user?.id ?? '')) throw accessDenied();
  }
  return mailbox;
}
function groupMailbox(call: Call): Mailbox {
  const group = findGroup(call);
  if (!call.ctx.state.memberships.find((m) => m.teamId === group.id && m.channelId === null && m.userId === call.caller.user?.id)) throw accessDenied();
  return { id: group.id, name: group.displayName, address: `${group.mailNickname}@${call.ctx.tenant().domain}`, zone: 'America/Toronto', language: 'fr-CA' };
}

export interface Preferences { zone: string; text: boolean; pageSize: number | undefined; headers: Record<string, string> }

export function preferences(call: Call): Preferences {
  const prefer = call.header('prefer') ?? '';
  const zone = /outlook\.timezone\s*=\s*"([^"]*)"/i.exec(prefer)?.[1];
  if (zone !== undefined && ianaOf(zone) === undefined) throw unsupportedZone(zone);
  const text = /outlook\.body-content-type\s*=\s*"?text"?/i.test(prefer);
  const size = /odata\.maxpagesize\s*=\s*"?(\d+)"?/i.exec(prefer)?.[1];
  const applied = [zone === undefined ? [] : `outlook.timezone="${zone}"`, text ? 'outlook.body-content-type="text"' : [], size === undefined ? [] : `odata.maxpagesize=${size}`, /idtype\s*=\s*"?immutableid/i.test(prefer) ? 'IdType="ImmutableId"' : []].flat();
  return { zone: zone ?? 'UTC', text, pageSize: size === undefined ? undefined : Math.min(1000, Math.max(1, Number(size))), headers: applied.length === 0 ? {} : { 'Preference-Applied': applied.join(', ') } };
}

/** The event of this mailbox that the path names: whole, or one occurrence. */
export function findInstance(call: Call, mailbox: Mailbox): Instance {
  const id = param(call, 'event');
  if (!/^[\w\-+=/]{16,}$/.test(id)) throw badRequest('Id is malformed.', 'ErrorInvalidIdMalformed');
  const { rowId, day } = readEventId(id);
  const event = call.ctx.state.calendarEvents.get(rowId);
  if (event === undefined || event.mailboxId !== mailbox.id || event.deletedAt !== null) throw noItem();
  const found = day === null ? wholeOf(event) : occurrenceOf(event, day);
  if (found === undefined) throw noItem();
  return found;
}

/** If-Match with the etag that was read: 412 when somebody changed the event since. */
export function requireMatch(call: Call, event: MailboxEvent): void {
  const given = call.header('if-match')?.trim();
  if (given === undefined || given === '*' || given === etagOf(event)) return;
  throw new GraphError(412, 'ErrorIrresolvableConflict', 'The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.');
}

/** With ReadBasic alone, bodies and extended properties stay closed. */
export const readsBasicOnly = (call: Call): boolean => !call.caller.granted.some((g) => /^Calendars\.Read(?:Write)?(?:\.Shared)?$|^Group\.Read/.test(g));

/** Non-OData parameters of the query, whatever their case. */
export const queryText = (call: Call, name: string): string | undefined => [...call.url.searchParams].find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];

/** `startDateTime` and `endDateTime`: both needed; without an offset they are UTC. */
export function readWindow(call: Call): { from: number; to: number } {
  const [start, end] = ['startDateTime', 'endDateTime'].map((name) => queryText(call, name));
  if (start === undefined || end === undefined) throw badRequest('This request requires a time window specified by the query string parameters StartDateTime and EndDateTime.', 'ErrorInvalidRequest');
  const [from, to] = [instant('StartDateTime', start), instant('EndDateTime', end)];
  if (to < from) throw badRequest('The end of the time window must not be before its start.', 'ErrorInvalidParameter');
  if (to - from > 1825 * 86_400_000) throw badRequest('The requested time window is too large: at most 1825 days can be asked for at once.', 'ErrorCalendarViewRangeTooBig');
  return { from, to };
}
function instant(name: string, text: string): number {
  // A plus sign that was not encoded arrives as a space.
  const value = text.replace(/ (\d\d:\d\d)$/, '+$1');
  const at = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?(?:Z|[+-]\d\d:\d\d)?$/i.test(value) ? Date.parse(/T/i.test(value) ? (/(?:Z|[+-]\d\d:\d\d)$/i.test(value) ? value : `${value}Z`) : value) : NaN;
  if (Number.isNaN(at)) throw badRequest(`The value '${text}' of the query parameter '${name}' is not a valid date and time.`, 'ErrorInvalidParameter');
  return at;
}
