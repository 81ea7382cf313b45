// /_control: what tests, the bench and the curious need and the real service does not have. JSON in, JSON out; loopback only, like everything here.
//
//   GET  /_control                      this list of addresses
//   GET  /_control/options              timings in force          PATCH { latencyMs, teamReadyMs, limits, manners … }
//   GET  /_control/clock                { now, offsetMs }         PUT { offsetMs } | POST { advanceMs }
//   GET  /_control/faults               plans and their hits      POST a plan (see faults.ts), DELETE clears
//   POST /_control/operations/fail      { operationType, code, message }: the next such operation ends as failed
//   GET  /_control/counters             requests, statuses, limits reached, polls too fast, duplicates    DELETE resets
//   GET  /_control/log                  what went wrong inside, deliveries of notifications, deliveries of activities to the bots
//   GET  /_control/state                teams with channels, members, tabs, apps, by name   ?raw=true: every table
//   POST /_control/reset                empties the tenant (and keeps its keys), seeding again if a seed is given as the body
//   POST /_control/seed                 a seed as the body
//   PATCH /_control/registrations/{appId}   { grant: ["User.Read.All"], revoke: [...], scopes: { grant, revoke } }
//   POST /_control/mfa                  { userId, required }
//   POST /_control/keys/rotate          a new signing key for Entra
//   POST /_control/lifecycle            { subscriptionId, event }
//   POST /_control/notifications        { drop: 2, delayMs: 60000, twice: true, shuffle: true }: what becomes of change notifications; DELETE: as usual again
//   POST /_control/outage               { ms: 3600000, retryAfterS? }: Graph answers 503 for so long; 0 ends it
//   GET  /_control/calendars            every meeting by organizer, with the answers   DELETE /_control/deltas: tokens of calendarView/delta are gone
//   GET  /_control/planner              plans with their tasks, by name
//   GET  /_control/conversations        conversations of the bot with their messages
//   POST /_control/person               act as a person would in Teams (see person.ts)

import type { TenantContext } from '../context.ts';
import { teamsService } from '../connector/service.ts';
import { BadPlan } from '../faults.ts';
import { json, router, type Handler, type Reply, type TenantRequest } from '../http.ts';
import { identityHeader } from '../entra/managed-identity.ts';
import type { Notifications } from '../graph/notifications.ts';
import { startOutage } from '../graph/outage.ts';
import { TIMINGS } from '../options.ts';
import { BadSeed, seedTenant } from '../seed.ts';
import type { Operation } from '../state.ts';
import { BadAct } from './bad-act.ts';
import { personActs } from './person.ts';
import { plannerByName } from './planner-acts.ts';
import { conversations, meetings, stateByName, stateRaw } from './export.ts';

class BadControl extends Error {}
type Body = Record<string, unknown>;

const ADDRESSES = ['GET|PATCH /_control/options', 'GET|PUT|POST /_control/clock', 'GET|POST|DELETE /_control/faults', 'POST /_control/operations/fail', 'GET|DELETE /_control/counters', 'GET /_control/log', 'GET /_control/state', 'POST /_control/reset', 'POST /_control/seed', 'PATCH /_control/registrations/{appId}', 'POST /_control/mfa', 'POST /_control/keys/rotate', 'POST /_control/lifecycle', 'POST|DELETE /_control/notifications', 'POST /_control/outage', 'GET /_control/calendars', 'DELETE /_control/deltas', 'GET /_control/planner', 'GET /_control/conversations', 'POST /_control/person'];
const SETTABLE = new Set<string>([...TIMINGS, 'tokenLifetimeS', 'manners', 'tenantSize', 'allowLoopbackHttp']);

export function controlRoutes(ctx: TenantContext, notifications: Notifications): Handler {
  const body = async (request: TenantRequest): Promise<Body> => {
    const read = (await request.json()) ?? {};
    if (typeof read !== 'object' || Array.isArray(read)) throw new BadControl('the body must be a JSON object');
    return read as Body;
  };
  const act = personActs(ctx);
  const inner = router([
    ['GET', '/', () => json(200, { addresses: ADDRESSES })],
    ['GET', '/options', () => json(200, { ...ctx.options, limits: ctx.limits.enforced })],
    ['PATCH', '/options', async (request) => setOptions(ctx, await body(request))],
    ['GET', '/clock', () => json(200, clock(ctx))],
    ['PUT', '/clock', async (request) => { ctx.clock.setOffset(number(await body(request), 'offsetMs')); return json(200, clock(ctx)); }],
    ['POST', '/clock', async (request) => { ctx.clock.setOffset(ctx.clock.offsetMs + number(await body(request), 'advanceMs')); return json(200, clock(ctx)); }],
    ['GET', '/faults', () => json(200, { plans: ctx.faults.plans() })],
    ['POST', '/faults', async (request) => json(201, ctx.faults.add(await body(request)))],
    ['DELETE', '/faults', () => { ctx.faults.clear(); return json(200, { plans: [] }); }],
    ['POST', '/operations/fail', async (request) => failOperation(ctx, await body(request))],
    ['GET', '/counters', () => json(200, { ...ctx.counters.read(), limits: ctx.limits.seen(), faults: ctx.faults.plans().map((p) => ({ id: p.id, hits: p.hits })) })],
    ['DELETE', '/counters', () => { ctx.counters.reset(); ctx.limits.reset(); return json(200, {}); }],
    ['GET', '/log', () => json(200, { log: ctx.counters.logs(), notifications: notifications.log(), activities: teamsService(ctx).deliveries.list() })],
    ['GET', '/state', (request) => json(200, request.query.get('raw') === 'true' ? stateRaw(ctx) : { ...stateByName(ctx), identity: { endpoint: `${ctx.urls.login}/msi/token`, header: identityHeader(ctx) } })],
    ['POST', '/reset', async (request) => reset(ctx, await body(request))],
    ['POST', '/seed', async (request) => { await seedTenant(ctx, await body(request)); return json(200, stateByName(ctx)); }],
    ['PATCH', '/registrations/:appId', async (request) => setConsent(ctx, request.params['appId'] ?? '', await body(request))],
    ['POST', '/mfa', async (request) => setMfa(ctx, await body(request))],
    ['POST', '/keys/rotate', async () => { await ctx.keys.rotate(); return json(200, { kid: ctx.keys.signing().kid }); }],
    ['POST', '/lifecycle', async (request) => lifecycle(ctx, notifications, await body(request))],
    ['POST', '/notifications', async (request) => disturb(notifications, await body(request))],
    ['DELETE', '/notifications', () => json(200, notifications.mischief({ drop: 0, delayMs: 0, twice: false, shuffle: false }))],
    ['POST', '/outage', async (request) => { const given = await body(request); return json(200, startOutage(ctx, number(given, 'ms'), given['retryAfterS'] === undefined ? null : number(given, 'retryAfterS'))); }],
    ['GET', '/calendars', () => json(200, { meetings: meetings(ctx) })],
    ['DELETE', '/deltas', () => { ctx.book.forgetDeltas(); return json(200, {}); }],
    ['GET', '/planner', () => json(200, { plans: plannerByName(ctx) })],
    ['GET', '/conversations', () => json(200, { conversations: conversations(ctx) })],
    ['POST', '/person', async (request) => json(200, act(await body(request)))],
  ], (request) => json(404, { error: `no such control address: ${request.path}`, addresses: ADDRESSES }));

  return async (request) => {
    try {
      return await inner(request);
    } catch (error) {
      if (error instanceof BadControl || error instanceof BadPlan || error instanceof BadAct || error instanceof BadSeed) return json(400, { error: error.message });
      throw error;
    }
  };
}

const clock = (ctx: TenantContext) => ({ now: ctx.clock.date().toISOString(), offsetMs: ctx.clock.offsetMs });

function number(body: Body, name: string): number {
  const value = body[name];
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new BadControl(`${name} must be a number`);
  return value;
}
function text(body: Body, name: string): string {
  const value = body[name];
  if (typeof value !== 'string' || value === '') throw new BadControl(`${name} must be a text`);
  return value;
}

function disturb(notifications: Notifications, body: Body): Reply {
  for (const [name, value] of Object.entries(body)) {
    const counted = name === 'drop' || name === 'delayMs';
    if (!counted && name !== 'twice' && name !== 'shuffle') throw new BadControl(`"${name}" is not known: drop, delayMs, twice, shuffle`);
    if (counted ? !(typeof value === 'number' && value >= 0) : typeof value !== 'boolean') throw new BadControl(`${name} must be ${counted ? 'a number' : 'true or false'}`);
  }
  return json(200, notifications.mischief(body));
}

function setOptions(ctx: TenantContext, body: Body): Reply {
  for (const [name, value] of Object.entries(body)) {
    if (name === 'limits') { if (typeof value !== 'boolean') throw new BadControl('limits must be true or false'); continue; }
    if (!SETTABLE.has(name)) throw new BadControl(`"${name}" cannot be set; these can: limits, ${[...SETTABLE].join(', ')}`);
    if ((TIMINGS as string[]).includes(name) && !(typeof value === 'number' && value >= 0)) throw new BadControl(`${name} must be a number of milliseconds`);
  }
  if (typeof body['limits'] === 'boolean') ctx.limits.enforced = body['limits'];
  const { limits: _limits, ...rest } = body;
  Object.assign(ctx.options, rest);
  return json(200, { ...ctx.options, limits: ctx.limits.enforced });
}

function failOperation(ctx: TenantContext, body: Body): Reply {
  const type = text(body, 'operationType') as Operation['operationType'];
  if (type !== 'createTeam') throw new BadControl('only createTeam can be made to fail');
  ctx.failNextOperation(type, { code: typeof body['code'] === 'string' ? body['code'] : 'InternalServerError', message: typeof body['message'] === 'string' ? body['message'] : 'Failed to execute Templates backend request.' });
  return json(200, {});
}

async function reset(ctx: TenantContext, seed: Body): Promise<Reply> {
  const kept = ['entra-keys', 'bot-keys', 'grant-key', 'paging-secret', 'identity-header', 'tenant'].map((key) => [key, ctx.state.settings.get(key)] as const);
  ctx.state.clear();
  ctx.state.atomically(() => { for (const [key, value] of kept) if (value !== undefined) ctx.state.settings.put(key, value); });
  ctx.clock.setOffset(0);
  ctx.faults.clear();
  ctx.counters.reset();
  ctx.limits.reset();
  if (Object.keys(seed).length > 0) await seedTenant(ctx, seed);
  return json(200, stateByName(ctx));
}

function setConsent(ctx: TenantContext, appId: string, body: Body): Reply {
  const registration = ctx.state.registrations.get(appId.toLowerCase());
  if (registration === undefined) throw new BadControl(`no application ${appId}`);
  const names = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
  const change = (held: string[], given: Body) => [...new Set([...held.filter((name) => !names(given['revoke']).includes(name)), ...names(given['grant'])])];
  registration.graphRoles = change(registration.graphRoles, body);
  registration.graphScopes = change(registration.graphScopes, (body['scopes'] ?? {}) as Body);
  ctx.state.registrations.put(registration.appId, registration);
  return json(200, { appId: registration.appId, graphRoles: registration.graphRoles, graphScopes: registration.graphScopes });
}

function setMfa(ctx: TenantContext, body: Body): Reply {
  const userId = text(body, 'userId').toLowerCase();
  const now = (ctx.state.settings.get('mfa-users') as string[] | undefined) ?? [];
  const users = now.filter((id) => id !== userId);
  if (body['required'] !== false) users.push(userId);
  ctx.state.settings.put('mfa-users', users);
  return json(200, { users });
}

function lifecycle(ctx: TenantContext, notifications: Notifications, body: Body): Reply {
  const subscription = ctx.state.subscriptions.get(text(body, 'subscriptionId'));
  if (subscription === undefined) throw new BadControl('no such subscription');
  const event = text(body, 'event');
  if (event !== 'missed' && event !== 'subscriptionRemoved' && event !== 'reauthorizationRequired') throw new BadControl('event must be missed, subscriptionRemoved or reauthorizationRequired');
  notifications.lifecycle(subscription, event);
  return json(200, {});
}
