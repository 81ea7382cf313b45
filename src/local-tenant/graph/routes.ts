// Microsoft Graph v1.0: reads the request, asks who calls, applies limits and faults, runs the operation, and writes down the exchange.

import type { TenantContext } from '../context.ts';
import type { Fault } from '../faults.ts';
import { randomFrom } from '../faults.ts';
import { decodeSegment, empty, RESET, type Handler, type Reply, type TenantRequest } from '../http.ts';
import { authorize, identify, refuseMe } from './access.ts';
import { APPS } from './apps.ts';
import { levels, readBatch, type Inner, type InnerReply } from './batch.ts';
import { CALENDAR_DELTA } from './calendar-delta.ts';
import { CALENDARS } from './calendars.ts';
import { CHANNELS } from './channels.ts';
import { CHAT_MESSAGES } from './chat-messages.ts';
import { DELTA } from './delta.ts';
import { DIRECTORY } from './directory.ts';
import { badRequest, errorBody, GraphError, newRequestId, notFound, overConcurrency, throttled, type GraphReply } from './errors.ts';
import { EVENTS } from './events.ts';
import { FILES } from './files.ts';
import { GROUPS } from './groups.ts';
import { matcher } from './match.ts';
import { MEMBERS } from './members.ts';
import { ONLINE_MEETINGS } from './online-meetings.ts';
import type { Caller, Operation } from './operation.ts';
import { refuseDuringOutage } from './outage.ts';
import { PLANNER_PLANS } from './planner-plans.ts';
import { PLANNER_TASKS } from './planner-tasks.ts';
import { SCHEDULE } from './schedule.ts';
import { SUBSCRIPTIONS } from './subscriptions.ts';
import { TABS } from './tabs.ts';
import { TEAMS } from './teams.ts';
import { limitsOf, mailboxPlace, throttleHeaders } from './throttle.ts';
import { USERS } from './users.ts';

/** Literals (`delta`, `$count`) stand before keys: the first match wins. */
export const OPERATIONS: readonly Operation[] = [...DELTA, ...CALENDAR_DELTA, ...USERS, ...GROUPS, ...DIRECTORY, ...TEAMS, ...CHANNELS, ...MEMBERS, ...APPS, ...CHAT_MESSAGES, ...TABS, ...FILES, ...SCHEDULE, ...CALENDARS, ...EVENTS, ...ONLINE_MEETINGS, ...PLANNER_PLANS, ...PLANNER_TASKS, ...SUBSCRIPTIONS];

const JSON_TYPE = 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';
const CORS = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'ETag, Location, Preference-Applied, Content-Range, request-id, client-request-id, ReadWriteConsistencyToken, Retry-After, SdkVersion, WWW-Authenticate' };
const DIAGNOSTIC = JSON.stringify({ ServerInfo: { DataCenter: 'Canada Central', Slice: 'E', Ring: '3', ScaleUnit: '000', RoleInstance: 'local' } });
/** Of a batch: "Outlook … 4 requests at a time per app and mailbox". */
const AT_ONCE = 4;
const WRITES = new Set(['POST', 'PATCH', 'PUT']);

/** One request as it is carried out: over the wire, or inside a batch. */
interface Plain { method: string; url: URL; origin: string; caller: Caller; header: (name: string) => string | undefined; body: () => unknown; bytes: Buffer; batched: boolean }
interface Outcome { reply: GraphReply; pattern: string; fault: Fault | undefined }

export function graphRoutes(ctx: TenantContext): Handler {
  const match = matcher(OPERATIONS);
  const secret = pagingSecret(ctx);
  const shuffle = randomFrom(ctx.options.randomSeed + 7);

  async function carryOut(request: Plain): Promise<Outcome> {
    let pattern = '(unknown)';
    let fault: Fault | undefined;
    let leave: (() => void) | undefined;
    try {
      const path = request.url.pathname.replace(/^\/v1\.0/, '').replace(/^\/me(?=\/|$)/, '/users/me') || '/';
      if (/^\/v1\.0\/me(?:\/|$)/.test(request.url.pathname)) refuseMe(request.caller);
      const { operation, params } = match(request.method, path);
      pattern = operation.path;
      authorize(ctx, operation, request.caller, params);
      const limited = limitsOf(ctx, { method: request.method, pattern, params: me(params, request.caller), search: request.url.searchParams, appId: request.caller.appId });
      const refused = ctx.limits.take(limited.windows);
      if (refused !== undefined) throw throttled(Math.max(1, Math.ceil(refused.retryAfterMs / 1000)), refused.window.name);
      const mailbox = mailboxPlace(ctx, pattern, me(params, request.caller), request.caller.appId);
      if (mailbox !== undefined) {
        leave = ctx.limits.enter(mailbox);
        if (leave === undefined) throw overConcurrency();
        await ctx.clock.wait(ctx.options.mailboxMs);
      }
      fault = ctx.faults.draw('graph', request.method, decodeSegment(request.url.pathname));
      if (fault !== undefined && !fault.afterEffect && fault.kind !== '207') return { reply: faulted(fault, request), pattern, fault };
      const call = { ctx, method: request.method, url: request.url, origin: request.origin, params, caller: request.caller, header: request.header, body: operation.content === true ? undefined : request.body(), bytes: request.bytes, partial: fault?.kind === '207', secret };
      const reply = await operation.run(call);
      if (fault?.afterEffect === true) return { reply: faulted(fault, request), pattern, fault };
      return { reply: { ...reply, headers: { ...throttleHeaders(ctx, limited.identity), ...reply.headers } }, pattern, fault: undefined };
    } catch (error) {
      if (!(error instanceof GraphError)) throw error;
      return { reply: failed(error, request), pattern, fault: undefined };
    } finally {
      leave?.();
    }
  }

  function failed(error: GraphError, request: { header: (name: string) => string | undefined }): GraphReply {
    return { status: error.status, headers: error.headers, body: errorBody(error, ctx.clock.date(), newRequestId(), request.header('client-request-id') ?? newRequestId()) };
  }
  function faulted(fault: Fault, request: { header: (name: string) => string | undefined }): GraphReply {
    const status = fault.status === 0 ? 503 : fault.status;
    const [code, message] = FAULTS[status] ?? ['UnknownError', ''];
    return failed(new GraphError(status, fault.code ?? code, fault.message ?? message, fault.retryAfterS === undefined ? {} : { headers: { 'Retry-After': String(fault.retryAfterS) } }), request);
  }

  async function batch(request: TenantRequest, caller: Caller, body: unknown): Promise<GraphReply> {
    const steps = levels(readBatch(body));
    const replies = new Map<string, InnerReply>();
    for (const [level, step] of steps.entries()) {
      // The wire's own delay was waited for already; each further level is another round inside the service.
      if (level > 0) await ctx.clock.wait(ctx.options.latencyMs);
      // A mailbox is worked on by four at a time, so no more are started together.
      for (let i = 0; i < step.length; i += AT_ONCE) {
        const some = step.slice(i, i + AT_ONCE);
        for (const reply of await Promise.all(some.map((inner) => one(request, caller, inner, replies)))) replies.set(reply.id.toLowerCase(), reply);
      }
    }
    const responses = [...replies.values()];
    // "The responses may come in another order than the requests."
    if (ctx.options.manners === 'real') for (let i = responses.length - 1; i > 0; i -= 1) { const j = Math.floor(shuffle() * (i + 1)); [responses[i], responses[j]] = [responses[j] as InnerReply, responses[i] as InnerReply]; }
    return { status: 200, body: { responses } };
  }

  async function one(request: TenantRequest, caller: Caller, inner: Inner, replies: ReadonlyMap<string, InnerReply>): Promise<InnerReply> {
    const header = (name: string) => inner.headers[name.toLowerCase()];
    const failedDependency = inner.dependsOn.some((d) => (replies.get(d.toLowerCase())?.status ?? 0) >= 400);
    const plain: Plain = {
      method: inner.method, url: new URL(`${request.url.origin}/v1.0${inner.url}`), origin: request.url.origin, caller, header, batched: true,
      // Content travels in a batch as base64.
      bytes: typeof inner.body === 'string' ? Buffer.from(inner.body, 'base64') : Buffer.alloc(0),
      body: () => {
        if (inner.body !== undefined && header('content-type') === undefined) throw badRequest('Write requests (excluding DELETE) must contain the Content-Type header declaration.');
        return inner.body;
      },
    };
    const { reply, pattern } = failedDependency ? { reply: failed(new GraphError(424, 'FailedDependency', 'Failed Dependency'), plain), pattern: '(dependent)' } : await carryOut(plain);
    ctx.counters.request(`${inner.method} ${pattern}`, reply.status, true);
    const headers = { ...(reply.body === undefined ? {} : { 'Content-Type': JSON_TYPE }), 'Cache-Control': 'no-cache', ...reply.headers };
    return { id: inner.id, status: reply.status, headers, ...(reply.body === undefined ? {} : { body: Buffer.isBuffer(reply.body) ? reply.body.toString('base64') : reply.body }) };
  }

  return async (request) => {
    const arrived = ctx.clock.date();
    ctx.counters.wire('graph');
    if (request.method === 'OPTIONS') return empty(200, { ...CORS, 'access-control-allow-methods': 'GET, POST, PATCH, PUT, DELETE', 'access-control-allow-headers': '*', 'access-control-max-age': '86400' });
    const bytes = await request.bytes();
    await ctx.clock.wait(ctx.options.latencyMs);
    let outcome: Outcome;
    try {
      refuseDuringOutage(ctx);
      if (request.path.startsWith('/beta')) throw notFound('The /beta endpoint is not offered by the local tenant: use /v1.0.', 'ResourceNotFound');
      if (!/^\/v1\.0(?:\/|$)/.test(request.path)) throw badRequest(`Invalid version: ${request.path.split('/')[1] ?? ''}.`);
      const caller = await identify(ctx, request.header('authorization'));
      const body = () => readJson(request, bytes);
      if (request.path === '/v1.0/$batch') {
        if (request.method !== 'POST') throw new GraphError(405, 'Request_BadRequest', 'Specified HTTP method is not allowed for the request target.');
        const fault = ctx.faults.draw('graph', 'POST', '/v1.0/$batch');
        const refused = fault !== undefined && !fault.afterEffect && fault.kind !== '207';
        const reply = refused ? faulted(fault, request) : await batch(request, caller, body());
        outcome = { reply: fault?.afterEffect === true ? faulted(fault, request) : reply, pattern: '/$batch', fault };
      } else {
        outcome = await carryOut({ method: request.method, url: request.url, origin: request.url.origin, caller, header: request.header, body, bytes, batched: false });
      }
    } catch (error) {
      if (!(error instanceof GraphError)) throw error;
      outcome = { reply: failed(error, request), pattern: '(refused)', fault: undefined };
    }
    const { reply, pattern, fault } = outcome;
    ctx.counters.request(`${request.method} ${pattern}`, reply.status, false);
    // What was never answered is no exchange to be judged; the client's own tests see what it does next.
    if (fault?.status === 0) return RESET;
    const written = write(ctx, request, reply);
    record(ctx, request, bytes, arrived, { status: reply.status, headers: written.headers as Record<string, string>, body: reply.body ?? null });
    return written;
  };
}

/** A person's own things count as theirs, also under /me. */
const me = (params: Record<string, string>, caller: Caller): Record<string, string> => (params['user'] === 'me' && caller.user !== undefined ? { ...params, user: caller.user.id } : params);

const FAULTS: Record<number, readonly [string, string]> = {
  412: ['PreconditionFailed', 'The precondition of the request is not met.'],
  429: ['TooManyRequests', 'Too many requests have been sent in a given amount of time. Please wait and try again.'],
  500: ['InternalServerError', 'An internal server error occurred while processing the request.'],
  502: ['BadGateway', 'Bad gateway.'],
  503: ['ServiceUnavailable', 'The service is temporarily unavailable. Please try again later.'],
  504: ['GatewayTimeout', 'The gateway did not receive an answer in time.'],
};

function readJson(request: TenantRequest, bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  const type = request.header('content-type');
  if (type === undefined && WRITES.has(request.method)) throw badRequest('Write requests (excluding DELETE) must contain the Content-Type header declaration.');
  if (!/^application\/json\b/i.test(type ?? '')) throw badRequest('Entity only allows writes with a JSON Content-Type header.');
  try { return JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, '')) as unknown; } catch { throw badRequest('Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.'); }
}

function write(ctx: TenantContext, request: TenantRequest, reply: GraphReply): Reply {
  const headers: Record<string, string> = {
    ...CORS, 'cache-control': 'no-cache', 'strict-transport-security': 'max-age=31536000', 'request-id': newRequestId(), 'client-request-id': request.header('client-request-id') ?? newRequestId(), 'x-ms-ags-diagnostic': DIAGNOSTIC, date: ctx.clock.date().toUTCString(),
    ...(reply.body === undefined ? {} : { 'content-type': JSON_TYPE, 'odata-version': '4.0' }), ...lower(reply.headers ?? {}),
  };
  return { status: reply.status, headers, ...(reply.body === undefined ? {} : { body: Buffer.isBuffer(reply.body) ? reply.body : JSON.stringify(reply.body) }) };
}

function record(ctx: TenantContext, request: TenantRequest, bytes: Buffer, arrived: Date, answer: { status: number; headers: Record<string, string>; body: unknown }): void {
  if (ctx.options.recordFile === undefined) return;
  const json = /^application\/json\b/i.test(request.header('content-type') ?? '');
  const parsed = () => { try { return JSON.parse(bytes.toString('utf8')) as unknown; } catch { return bytes.toString('utf8'); } };
  ctx.recorder.exchange({
    method: request.method, url: request.url.href, requestHeaders: Object.fromEntries(Object.entries(request.headers).map(([k, v]) => [k, Array.isArray(v) ? v.join(', ') : String(v)])),
    requestBody: bytes.length === 0 ? null : json ? parsed() : '(binary)', status: answer.status, responseHeaders: answer.headers, responseBody: Buffer.isBuffer(answer.body) ? '(binary)' : answer.body, time: arrived.toISOString(),
  });
}

/** Skip and delta tokens of the same tenant stay good across a restart. */
function pagingSecret(ctx: TenantContext): string {
  return (ctx.state.settings.get('paging-secret') as string | undefined) ?? (ctx.state.settings.put('paging-secret', newRequestId()) as string);
}
const lower = (headers: Readonly<Record<string, string>>): Record<string, string> => Object.fromEntries(Object.entries(headers).map(([k, v]) => [k.toLowerCase(), v]));
