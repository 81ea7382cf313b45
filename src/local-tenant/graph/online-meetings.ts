// Online meetings behind events, found by their join address only. "Get onlineMeeting", "Configure application access to online meetings".

import { createHash } from 'node:crypto';
import { wholeOf } from '../calendar/event.ts';
import { isGuid } from '../ids.ts';
import { badRequest, forbidden, notFound } from './errors.ts';
import { readQuery } from './odata.ts';
import { context, iso, ok, param, type Call, type Operation } from './operation.ts';
import { PERMISSIONS } from './permissions.ts';
import { findUser } from './users.ts';

const SHAPE = { type: 'onlineMeeting', properties: ['id', 'joinWebUrl', 'JoinWebUrl', 'subject', 'startDateTime', 'endDateTime', 'creationDateTime', 'participants', 'chatInfo'] };

/** Applications need a policy that an administrator of Teams granted (CsApplicationAccessPolicy); /_control grants it here. */
function requirePolicy(call: Call, userId: string): void {
  const { caller, ctx } = call;
  if (caller.kind === 'delegated') { if (caller.user?.id !== userId) throw forbidden('The signed-in user can only read their own online meetings.', 'Forbidden'); return; }
  if (!isGuid(param(call, 'user'))) throw badRequest('With application permissions, the user must be given by object id.', 'BadRequest');
  const granted = (ctx.state.settings.get('meeting-policies') as string[] | undefined) ?? [];
  if (!granted.includes(`${caller.appId}|*`) && !granted.includes(`${caller.appId}|${userId}`)) throw forbidden(`No application access policy found for this app: ${caller.appId} is not authorized to perform operations on behalf of user ${userId}.`, 'Forbidden');
}

function find(call: Call) {
  const user = findUser(call, param(call, 'user'));
  requirePolicy(call, user.id);
  const query = readQuery(call.url.searchParams, { shape: SHAPE, allow: ['$filter', '$select'] }, call.header);
  const wanted = /^\s*joinWebUrl\s+eq\s+'(.*)'\s*$/is.exec(call.url.searchParams.get('$filter') ?? '')?.[1];
  if (query.filter === undefined || wanted === undefined) throw badRequest("Online meetings can only be found with $filter=JoinWebUrl eq '{joinWebUrl}'.", 'InvalidArgument');
  const { state, clock } = call.ctx;
  const event = state.calendarEvents.find((e) => e.mailboxId === user.id && e.isOrganizer && e.online !== null && e.online.readyAt <= clock.now() && decoded(e.online.joinUrl) === decoded(wanted));
  if (event?.online === undefined || event.online === null) throw notFound('Online meeting does not exist.', 'NotFound');
  const { startAt, endAt, content } = wholeOf(event);
  const threadId = decoded(/meetup-join\/([^/]+)/.exec(event.online.joinUrl)?.[1] ?? '');
  const meeting = {
    id: Buffer.from(`1*${user.id}*0**${createHash('sha256').update(threadId).digest('hex').slice(0, 24)}`).toString('base64'), creationDateTime: iso(event.createdAt), startDateTime: iso(startAt), endDateTime: iso(endAt), joinWebUrl: event.online.joinUrl, subject: content.subject,
    chatInfo: { threadId, messageId: '0', replyChainMessageId: null }, participants: { organizer: { upn: user.userPrincipalName, role: 'presenter', identity: { user: { id: user.id, displayName: user.displayName } } }, attendees: [] },
  };
  const row = query.select === undefined ? meeting : Object.fromEntries(Object.entries(meeting).filter(([name]) => name === 'id' || query.select?.includes(name)));
  return ok({ '@odata.context': context(call, `users('${encodeURIComponent(user.id)}')/onlineMeetings`), value: [row] });
}
/** The address carries percent signs of its own, and clients encode it once, twice or not at all. */
const decoded = (text: string): string => { try { return decodeURIComponent(decodeURIComponent(text)).toLowerCase(); } catch { return text.toLowerCase(); } };

export const ONLINE_MEETINGS: readonly Operation[] = [{ method: 'GET', path: '/users/{user}/onlineMeetings', permissions: PERMISSIONS.readOnlineMeetings, run: find }];
