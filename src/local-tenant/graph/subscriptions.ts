// Change notification subscriptions: what can be subscribed to, for how long, and the handshake with the endpoint. "subscription resource type".

import { randomUUID } from 'node:crypto';
import { guid } from '../ids.ts';
import type { Subscription } from '../state.ts';
import { BOOLEAN, READ_ONLY, readObject, STRING, TEXT, textOf, type Fields, type Json } from './body.ts';
import { badRequest, forbidden, GraphError, notFound } from './errors.ts';
import { isLoopback, reachable } from './loopback.ts';
import { readQuery } from './odata.ts';
import { context, created, iso, noContent, ok, param, type Call, type Operation } from './operation.ts';
import { PERMISSIONS } from './permissions.ts';
import { findUser } from './users.ts';

interface Watchable { readonly pattern: RegExp; readonly maxMinutes: number; readonly permissions: readonly string[]; readonly changes: readonly string[]; readonly teams: boolean; /** A mailbox's folder: quota by mailbox. */ readonly outlook?: true }
const ALL = ['created', 'updated', 'deleted'];
const GUID = '[0-9a-f-]{36}';
const THREAD = '19:[^/]+';
/** Lifetimes: "subscription resource type" > Subscription lifetime. Reading the resource is what is needed, and no more. */
const WATCHABLE: readonly Watchable[] = [
  { pattern: new RegExp(`^teams(?:/${GUID})?$`, 'i'), maxMinutes: 4320, permissions: ['Team.ReadBasic.All', 'TeamSettings.Read.All'], changes: ALL, teams: true },
  { pattern: new RegExp(`^(?:teams/getAllChannels|teams/${GUID}/channels)$`, 'i'), maxMinutes: 4320, permissions: ['Channel.ReadBasic.All', 'ChannelSettings.Read.All'], changes: ALL, teams: true },
  { pattern: new RegExp(`^teams/${GUID}/members$`, 'i'), maxMinutes: 4320, permissions: ['TeamMember.Read.All'], changes: ALL, teams: true },
  { pattern: new RegExp(`^teams/${GUID}/channels/${THREAD}/members$`, 'i'), maxMinutes: 4320, permissions: ['ChannelMember.Read.All'], changes: ALL, teams: true },
  { pattern: new RegExp(`^users(?:/${GUID})?$`, 'i'), maxMinutes: 41_760, permissions: ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All', 'User.Read'], changes: ['updated', 'deleted'], teams: false },
  { pattern: new RegExp(`^groups(?:/${GUID}(?:/(?:members|owners))?)?$`, 'i'), maxMinutes: 41_760, permissions: ['GroupMember.Read.All', 'Group.Read.All', 'Group.ReadWrite.All', 'Directory.Read.All'], changes: ['updated', 'deleted'], teams: false },
  { pattern: /^(?:users\/[^/]+|me)\/(?:events|calendar\/events)$/i, maxMinutes: 10_080, permissions: ['Calendars.Read', 'Calendars.ReadWrite'], changes: ALL, teams: false, outlook: true },
];
/** "within 10 seconds". */
const HANDSHAKE_MS = 10_000;
const PER_APP_AND_TENANT = 100;
const PER_MAILBOX = 1000;

const FIELDS: Fields = {
  changeType: STRING, notificationUrl: STRING, resource: STRING, expirationDateTime: { is: 'dateTime' }, clientState: { is: 'string', max: 128, nullable: true }, lifecycleNotificationUrl: TEXT, latestSupportedTlsVersion: TEXT, includeResourceData: BOOLEAN,
  encryptionCertificate: TEXT, encryptionCertificateId: TEXT, notificationQueryOptions: TEXT, notificationUrlAppId: TEXT, id: READ_ONLY, applicationId: READ_ONLY, creatorId: READ_ONLY,
};
const CHANGED: Fields = { expirationDateTime: { is: 'dateTime' }, notificationUrl: STRING, changeType: READ_ONLY, resource: READ_ONLY, clientState: READ_ONLY, lifecycleNotificationUrl: READ_ONLY, includeResourceData: READ_ONLY, id: READ_ONLY, applicationId: READ_ONLY, creatorId: READ_ONLY };

/** `teams('x')/channels` and `/teams/x/channels` are the same resource. */
const plainResource = (resource: string): string => resource.replace(/^\//, '').replaceAll(/\('([^']+)'\)/g, '/$1').replace(/\/$/, '');

const invalid = (message: string) => new GraphError(400, 'InvalidRequest', message);
const validation = (message: string) => new GraphError(400, 'ValidationError', message);

async function create(call: Call) {
  const body = readObject(call.body, 'subscription', FIELDS);
  for (const name of ['changeType', 'notificationUrl', 'resource', 'expirationDateTime']) if (typeof body[name] !== 'string' || body[name] === '') throw invalid(`The required property '${name}' is missing.`);
  const resource = plainResource(String(body['resource']));
  if (/^https?:|^(?:v1\.0|beta)\//i.test(resource)) throw invalid(`Invalid 'resource' value: '${resource}' must not include the base address.`);
  const watchable = WATCHABLE.find((w) => w.pattern.test(resource));
  if (watchable === undefined) throw invalid(`Unsupported resource: '${resource}'. The local tenant notifies of teams, channels, members, users, groups and the events of a mailbox.`);
  const changes = String(body['changeType']).split(',').map((c) => c.trim());
  const wrong = changes.find((c) => !watchable.changes.includes(c));
  if (wrong !== undefined) throw invalid(`Invalid 'changeType' value '${wrong}' for the resource '${resource}': supported are ${watchable.changes.join(', ')}.`);
  requireRead(call, watchable, resource);
  if (body['includeResourceData'] === true) throw invalid('Notifications with resource data are not offered by the local tenant.');
  const expirationAt = checkExpiration(call, String(body['expirationDateTime']), watchable);
  const lifecycle = (body['lifecycleNotificationUrl'] as string | null | undefined) ?? null;
  if (watchable.teams && lifecycle === null && expirationAt - call.ctx.clock.now() > 3_600_000) throw invalid("lifecycleNotificationUrl is a required property for subscription creation on this resource when the expirationDateTime value is set to greater than 1 hour.");
  const notificationUrl = String(body['notificationUrl']);
  const { state } = call.ctx;
  const watched = watchable.outlook === true ? folderOf(call, resource) : resource.toLowerCase();
  const current = state.subscriptions.filter((s) => s.expirationAt > call.ctx.clock.now());
  const mine = current.filter((s) => s.creatorAppId === call.caller.appId);
  if (watchable.teams && mine.some((s) => plainResource(s.resource) === resource)) throw forbidden(`Operation: Create; Exception: [Status Code: Forbidden; Reason: Application '${call.caller.appId}' has reached its limit of subscriptions (1) on the resource '${resource}'.]`, 'ExtensionError');
  if (watchable.outlook === true && current.filter((s) => s.watched === watched).length >= PER_MAILBOX) throw forbidden(`Operation: Create; Exception: [Status Code: Forbidden; Reason: The mailbox has reached its limit of subscriptions (${PER_MAILBOX}).]`, 'ExtensionError');
  if (!watchable.teams && watchable.outlook !== true && mine.filter((s) => /^(?:users|groups)(?:\/|$)/.test(s.watched) && !s.watched.endsWith('/events')).length >= PER_APP_AND_TENANT) throw forbidden(`Operation: Create; Exception: [Status Code: Forbidden; Reason: The subscription quota of the application (${PER_APP_AND_TENANT}) is exhausted.]`, 'ExtensionError');
  await handshake(call, notificationUrl);
  if (lifecycle !== null) await handshake(call, lifecycle);
  const subscription: Subscription = {
    id: guid(), resource: String(body['resource']), watched, changeType: changes.join(','), notificationUrl, lifecycleNotificationUrl: lifecycle, clientState: (body['clientState'] as string | null | undefined) ?? null, expirationAt,
    creatorAppId: call.caller.appId, creatorUserId: call.caller.user?.id ?? null, includeResourceData: false, createdAt: call.ctx.clock.now(),
  };
  state.subscriptions.put(subscription.id, subscription);
  return created({ '@odata.context': context(call, 'subscriptions/$entity'), ...json(subscription, true) });
}

/** `me/events`, `users/{upn}/events` and `users/{id}/calendar/events` are one folder. */
function folderOf(call: Call, resource: string): string {
  const [first = '', key = ''] = resource.split('/');
  const user = findUser(call, first.toLowerCase() === 'me' ? 'me' : key);
  if (call.caller.kind === 'delegated' && call.caller.user?.id !== user.id) throw forbidden('Access is denied. Check credentials and try again.', 'ErrorAccessDenied');
  if (call.ctx.book.mailboxOf(user) === undefined) throw notFound('The mailbox is either inactive, soft-deleted, or is hosted on-premise.', 'MailboxNotEnabledForRESTAPI');
  return `users/${user.id}/events`;
}

function requireRead(call: Call, watchable: Watchable, resource: string): void {
  if (!call.caller.granted.some((g) => watchable.permissions.includes(g))) throw forbidden(`Operation: Create; Exception: [Status Code: Forbidden; Reason: Caller does not have access to '${resource}' resource: one of ${watchable.permissions.join(', ')} is needed.]`, 'ExtensionError');
  const [kind, id] = resource.split('/');
  if (watchable.outlook === true || id === undefined || !new RegExp(`^${GUID}$`, 'i').test(id)) return;
  const { state } = call.ctx;
  const known = kind?.toLowerCase() === 'users' ? state.users.has(id.toLowerCase()) : state.groups.has(id.toLowerCase());
  if (!known) throw notFound(`Resource '${resource}' was not found.`, 'ResourceNotFound');
}

function checkExpiration(call: Call, raw: string, watchable: Watchable): number {
  const at = Date.parse(raw);
  const now = call.ctx.clock.now();
  if (at <= now) throw validation('Subscription expiration must be in the future.');
  if (at > now + watchable.maxMinutes * 60_000 + 60_000) throw validation(`Subscription expiration can only be ${watchable.maxMinutes} minutes in the future.`);
  return at;
}

/** The endpoint must answer 200 with the decoded token as text/plain, within ten seconds. */
async function handshake(call: Call, url: string): Promise<void> {
  if (!/^https:\/\//i.test(url) && !(call.ctx.options.allowLoopbackHttp && isLoopback(url))) throw invalid("The notification URL must use the 'https' scheme.");
  const token = `Validation: Testing client application reachability for subscription Request-Id: ${randomUUID()} é+&`;
  const address = new URL(url);
  address.searchParams.set('validationToken', token);
  let response: Response;
  try {
    response = await fetch(reachable(call.ctx, address.href), { method: 'POST', headers: { 'content-type': 'text/plain; charset=utf-8' }, body: '', signal: AbortSignal.timeout(HANDSHAKE_MS), redirect: 'manual' });
  } catch (error) {
    throw validation(error instanceof Error && error.name === 'TimeoutError' ? 'Subscription validation request timed out.' : `Subscription validation request failed. The notification endpoint could not be reached: ${address.host}.`);
  }
  const text = await response.text().catch(() => '');
  if (response.status !== 200) throw validation(`Subscription validation request failed. Notification endpoint must respond with 200 OK to validation request (it answered ${response.status}).`);
  if (!/^text\/plain\b/i.test(response.headers.get('content-type') ?? '')) throw validation(`Subscription validation request failed. The answer must have the content type text/plain (it was ${response.headers.get('content-type') ?? 'missing'}).`);
  if (text !== token) throw validation('Subscription validation request failed. HTTP status code is OK but the body is not the decoded validation token.');
}

function json(s: Subscription, withState: boolean): Json {
  return {
    id: s.id, resource: s.resource, applicationId: s.creatorAppId, changeType: s.changeType, clientState: withState ? s.clientState : null, notificationUrl: s.notificationUrl, notificationQueryOptions: null, lifecycleNotificationUrl: s.lifecycleNotificationUrl,
    expirationDateTime: iso(s.expirationAt), creatorId: s.creatorUserId ?? s.creatorAppId, includeResourceData: s.includeResourceData, latestSupportedTlsVersion: 'v1_2', encryptionCertificate: null, encryptionCertificateId: null, notificationUrlAppId: null,
  };
}

const mine = (call: Call): Subscription[] => call.ctx.state.subscriptions.filter((s) => s.creatorAppId === call.caller.appId && s.expirationAt > call.ctx.clock.now());
function find(call: Call): Subscription {
  const subscription = mine(call).find((s) => s.id === param(call, 'subscription').toLowerCase());
  if (subscription === undefined) throw notFound('The object was not found.', 'ResourceNotFound');
  return subscription;
}
const NO_OPTIONS = { shape: { type: 'subscription', properties: [] }, allow: [] };

function list(call: Call) {
  readQuery(call.url.searchParams, NO_OPTIONS, call.header);
  return ok({ '@odata.context': context(call, 'subscriptions'), value: mine(call).map((s) => json(s, false)) });
}
function get(call: Call) {
  readQuery(call.url.searchParams, NO_OPTIONS, call.header);
  return ok({ '@odata.context': context(call, 'subscriptions/$entity'), ...json(find(call), false) });
}
async function renew(call: Call) {
  const subscription = find(call);
  const body = readObject(call.body, 'subscription', CHANGED);
  if (body['expirationDateTime'] === undefined && body['notificationUrl'] === undefined) throw badRequest("Bad Request: 'expirationDateTime' is required.", 'InvalidRequest');
  const watchable = WATCHABLE.find((w) => w.pattern.test(plainResource(subscription.resource)));
  if (watchable === undefined) throw notFound('The object was not found.', 'ResourceNotFound');
  // The address is checked again only when it changes.
  if (typeof body['notificationUrl'] === 'string' && body['notificationUrl'] !== subscription.notificationUrl) await handshake(call, body['notificationUrl']);
  call.ctx.state.subscriptions.put(subscription.id, Object.assign(subscription, {
    ...(body['expirationDateTime'] === undefined ? {} : { expirationAt: checkExpiration(call, textOf(body, 'expirationDateTime'), watchable) }),
    ...(typeof body['notificationUrl'] === 'string' ? { notificationUrl: body['notificationUrl'] } : {}),
  }));
  return ok({ '@odata.context': context(call, 'subscriptions/$entity'), ...json(subscription, false) });
}
function remove(call: Call) {
  call.ctx.state.subscriptions.delete(find(call).id);
  return noContent;
}

export const SUBSCRIPTIONS: readonly Operation[] = [
  { method: 'GET', path: '/subscriptions', permissions: PERMISSIONS.subscriptions, run: list },
  { method: 'POST', path: '/subscriptions', permissions: PERMISSIONS.subscriptions, run: create },
  { method: 'GET', path: '/subscriptions/{subscription}', permissions: PERMISSIONS.subscriptions, run: get },
  { method: 'PATCH', path: '/subscriptions/{subscription}', permissions: PERMISSIONS.subscriptions, run: renew },
  { method: 'DELETE', path: '/subscriptions/{subscription}', permissions: PERMISSIONS.subscriptions, run: remove },
  { method: 'POST', path: '/subscriptions/{subscription}/reauthorize', permissions: PERMISSIONS.subscriptions, run: (call) => { find(call); return noContent; } },
];
