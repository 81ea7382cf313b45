// The Teams-like page and the small API with which it acts for the person who was picked. Every address in it is relative to where it is
// mounted, so that a product can show it below its own origin.

import type { Answer } from '../calendar/book.ts';
import type { TenantContext } from '../context.ts';
import { BadBody, empty, json, router, type Handler, type Reply, type Route, type TenantRequest } from '../http.ts';
import { list, record, text, textOrNull } from '../connector/read.ts';
import { teamsService } from '../connector/service.ts';
import type { User } from '../state.ts';
import { openActs } from './acts.ts';
import { asset, cardRenderer, page } from './assets.ts';
import { openCalendar } from './calendar.ts';
import { openLive } from './live.ts';
import { Refused } from './refused.ts';
import { openViews } from './views.ts';
import type { BotPlace, InvokeRequest, MeetingChange, NewTab, Problem, Refusal, Said } from './wire.ts';

const STATUS: Readonly<Record<Refusal, number>> = {
  'not-member': 403, 'archived': 403, 'guest': 403, 'owners-only': 403, 'blocked': 403, 'gone': 404, 'bad-request': 400, 'no-app': 404, 'channel-type': 403, 'outside-domains': 403,
  'name-missing': 400, 'already-installed': 409, 'unknown-person': 401, 'fault': 503,
  'no-mailbox': 404, 'not-organizer': 403, 'bad-time': 400, 'crossing': 400,
};

export function hostRoutes(ctx: TenantContext): Handler {
  const service = teamsService(ctx);
  const views = openViews(ctx, service);
  const acts = openActs(ctx, service, views);
  const calendar = openCalendar(ctx);
  const live = openLive(ctx, service, views, calendar);

  type Call = { me: User; request: TenantRequest; body: Record<string, unknown>; param: (name: string) => string };
  const as = (work: (call: Call) => unknown): Handler => async (request) => {
    const me = whoIs(ctx, request);
    const locale = request.query.get('locale');
    if (locale === 'fr-CA' || locale === 'en-CA') service.rememberClient(me.id, { locale, zone: me.zone });
    const parsed = request.method === 'GET' ? undefined : await request.json();
    const result = await work({ me, request, body: record(parsed), param: (name) => request.params[name] ?? '' });
    return result === undefined ? empty(204) : json(200, result, { 'cache-control': 'no-store' });
  };
  const found = <T>(value: T | null): T => { if (value === null) throw new Refused('gone'); return value; };

  const api: Route[] = [
    ['GET', '/api/tenant', () => json(200, views.tenant(), { 'cache-control': 'no-store' })],
    ['GET', '/api/events', (request) => {
      const me = whoIs(ctx, request);
      return { status: 200, headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' }, stream: (response) => live.join(me, response) };
    }],
    ['GET', '/api/overview', as(({ me }) => views.overview(me))],
    ['GET', '/api/teams/:team/channels/:channel', as(({ me, param }) => found(views.channelPage(me, param('team'), param('channel'))))],
    ['POST', '/api/teams/:team/channels/:channel/posts', as(({ me, param, body }) => acts.postInChannel(me, param('team'), param('channel'), said(body)))],
    ['POST', '/api/teams/:team/channels/:channel/threads/:root/replies', as(({ me, param, body }) => acts.replyInThread(me, param('team'), param('channel'), param('root'), said(body)))],
    ['POST', '/api/teams/:team/channels/:channel/tabs', as(({ me, param, body }) => acts.addTab(me, param('team'), param('channel'), newTab(body)))],
    ['PATCH', '/api/teams/:team/channels/:channel/tabs/:tab', as(({ me, param, body }) => acts.changeTab(me, param('team'), param('channel'), param('tab'), tabChange(body)))],
    ['DELETE', '/api/teams/:team/channels/:channel/tabs/:tab', as(({ me, param }) => acts.removeTab(me, param('team'), param('channel'), param('tab')))],
    ['PUT', '/api/teams/:team/apps/:app', as(({ me, param }) => acts.installInTeam(me, param('team'), param('app')))],
    ['GET', '/api/chats/:bot', as(({ me, param }) => found(views.chatPage(me, param('bot'))))],
    ['POST', '/api/chats/:bot/messages', as(({ me, param, body }) => acts.sayToBot(me, param('bot'), said(body)))],
    ['PUT', '/api/chats/:bot/blocked', as(({ me, param, body }) => acts.blockBot(me, param('bot'), body['blocked'] === true))],
    ['DELETE', '/api/messages/:message', as(({ me, param }) => acts.remove(me, param('message')))],
    ['POST', '/api/submits', as(({ me, body }) => acts.submit(me, text(body['botId']), place(body['place']), said(body)))],
    ['POST', '/api/invokes', as(({ me, body }) => acts.invoke(me, invoke(body)))],
    ['POST', '/api/read', as(({ me, body }) => views.markRead(me, text(body['conversation']), Number(body['upTo']) || 0))],
    ['PUT', '/api/apps/:app', as(({ me, param }) => acts.installForMe(me, param('app')))],
    ['DELETE', '/api/apps/:app', as(({ me, param }) => acts.removeForMe(me, param('app')))],
    ['GET', '/api/apps/:app/icon', (request) => {
      const color = ctx.state.catalog.get(request.params['app'] ?? '')?.icons?.color;
      return color === undefined ? empty(404) : { status: 200, headers: { 'content-type': 'image/png', 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' }, body: Buffer.from(color, 'base64') };
    }],
    ['GET', '/api/calendar', as(({ me, request }) => calendar.week(me, request.query.get('mailbox'), request.query.get('week')))],
    ['POST', '/api/calendar/:mailbox/:event/answer', as(({ me, param, body }) => calendar.answer(me, param('mailbox'), param('event'), answerOf(body)))],
    ['PATCH', '/api/calendar/:mailbox/:event', as(({ me, param, body }) => calendar.change(me, param('mailbox'), param('event'), meetingChange(body)))],
    ['DELETE', '/api/calendar/:mailbox/:event', as(({ me, param, request }) => calendar.cancel(me, param('mailbox'), param('event'), request.query.get('whole') === 'true'))],
    ['POST', '/api/token', as(({ me, body }) => acts.token(me, { appId: text(body['appId']), origin: text(body['origin']) }))],
  ];
  const routes = router([
    ['GET', '/', page],
    ['GET', '/page/:file', (request) => asset(request, request.params['file'] ?? '')],
    ['GET', '/vendor/adaptivecards.js', cardRenderer],
    // A deep link pasted into the address bar: the page itself finds the way, so the path goes behind the hash.
    ['GET', '/l/*', (request) => ({ status: 302, headers: { location: `${'../'.repeat(request.path.split('/').length - 2)}#${request.path}${request.url.search}`, 'cache-control': 'no-store' } })],
    ...api,
  ], () => json(404, { error: 'gone' } satisfies Problem));

  return async (request) => {
    // Everything in the page is relative to its own address, which must therefore end with a slash.
    if (request.path === '/' && !request.url.pathname.endsWith('/')) return { status: 308, headers: { location: `${request.url.pathname.split('/').at(-1) ?? ''}/${request.url.search}` } };
    try {
      if (!request.path.startsWith('/api/')) return await routes(request);
      if (foreign(request)) return json(403, { error: 'bad-request', detail: 'cross-site' } satisfies Problem);
      const fault = ctx.faults.draw('teams', request.method, request.path);
      if (fault !== undefined && !fault.afterEffect) return fault.status === 0 ? { status: 0, reset: true } : problem(new Refused('fault', fault.message ?? String(fault.status)), fault.status);
      const reply = await routes(request);
      return fault === undefined ? reply : fault.status === 0 ? { status: 0, reset: true } : problem(new Refused('fault', fault.message ?? String(fault.status)), fault.status);
    } catch (error) {
      if (error instanceof Refused) return problem(error);
      if (error instanceof BadBody) return problem(new Refused('bad-request'));
      throw error;
    }
  };
}

const problem = (refused: Refused, status = STATUS[refused.refusal]): Reply => json(status, { error: refused.refusal, ...(refused.detail === undefined ? {} : { detail: refused.detail }) } satisfies Problem);

/** Loopback is no wall against a page of another site that the same browser has open. */
function foreign(request: TenantRequest): boolean {
  const site = request.header('sec-fetch-site');
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}

/** By id, UPN or e-mail: links that say `?as=` are written by people. */
function whoIs(ctx: TenantContext, request: TenantRequest): User {
  const wanted = (request.query.get('as') ?? '').toLowerCase();
  const user = ctx.state.users.get(wanted) ?? ctx.state.users.find((entry) => entry.userPrincipalName.toLowerCase() === wanted || entry.mail?.toLowerCase() === wanted);
  if (wanted === '' || user === undefined || !user.accountEnabled) throw new Refused('unknown-person');
  return user;
}


function said(body: Record<string, unknown>): Said {
  const mentions = list(body['mentions']).map(record);
  return {
    text: text(body['text']),
    mentions: mentions.map((mention) => ({ kind: mention['kind'] === 'bot' ? 'bot' as const : 'person' as const, id: text(mention['id']), name: text(mention['name']) })),
    ...(body['value'] === undefined ? {} : { value: body['value'] }),
    ...(typeof body['replyToId'] === 'string' ? { replyToId: body['replyToId'] } : {}),
  };
}

function place(raw: unknown): BotPlace {
  const body = record(raw);
  return body['kind'] === 'channel' ? { kind: 'channel', teamId: text(body['teamId']), channelId: text(body['channelId']), conversationId: textOrNull(body['conversationId']) } : { kind: 'personal' };
}

const invoke = (body: Record<string, unknown>): InvokeRequest => ({
  botId: text(body['botId']), name: text(body['name']), value: body['value'], place: place(body['place']), ...(typeof body['replyToId'] === 'string' ? { replyToId: body['replyToId'] } : {}), ...(typeof body['messageId'] === 'string' ? { messageId: body['messageId'] } : {}),
});

const newTab = (body: Record<string, unknown>): NewTab => ({
  appId: text(body['appId']), name: text(body['name']), entityId: textOrNull(body['entityId']), contentUrl: text(body['contentUrl']), websiteUrl: textOrNull(body['websiteUrl']), removeUrl: textOrNull(body['removeUrl']),
});

function answerOf(body: Record<string, unknown>): Answer {
  const response = body['response'];
  if (response !== 'accepted' && response !== 'tentativelyAccepted' && response !== 'declined') throw new Refused('bad-request');
  return response;
}
const meetingChange = (body: Record<string, unknown>): MeetingChange => ({
  whole: body['whole'] === true, ...(typeof body['subject'] === 'string' ? { subject: body['subject'] } : {}), ...(typeof body['start'] === 'string' && typeof body['end'] === 'string' ? { start: body['start'], end: body['end'] } : {}),
});

function tabChange(body: Record<string, unknown>): Partial<NewTab> {
  const whole = newTab(body);
  return { ...(typeof body['name'] === 'string' ? { name: whole.name } : {}), ...(typeof body['contentUrl'] === 'string' ? { contentUrl: whole.contentUrl, entityId: whole.entityId, websiteUrl: whole.websiteUrl, removeUrl: whole.removeUrl } : {}) };
}
