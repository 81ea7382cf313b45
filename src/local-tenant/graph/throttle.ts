// Documented throttling limits, as windows. Source: "Microsoft Graph service-specific throttling limits" and its includes
// throttling-teams.md (limits per app and tenant; "a maximum of four requests per second per app can be issued on a given team",
// "one request per second per app per tenant … on a given channel"), throttling-subscription-services.md, and the identity section
// (resource units, token bucket per app and tenant, by tenant size).

import type { Window } from '../limits.ts';
import type { TenantContext } from '../context.ts';
import { readOptions } from './odata.ts';

const SECOND = 1000;

/** Rows of the Teams table: [method, path pattern, requests per second per app and tenant]. The first that matches counts. */
const TEAMS: readonly (readonly [string, RegExp, number])[] = [
  ['POST', /^\/teams$/, 10],
  ['PUT', /^\/groups\/\{group\}\/team$/, 6],
  ['GET', /\/members$/, 60],
  ['GET', /^\/teams\/\{team\}\/(?:all)?channels$/i, 60],
  ['GET', /\/tabs(?:\/\{tab\})?$/, 30],
  ['GET', /\/installedApps/, 30],
  ['GET', /^\/appCatalogs/, 30],
  ['GET', /^\/teams\/\{team\}\/channels\/\{channel\}$/, 30],
  ['GET', /joinedTeams$|^\/teams\/\{team\}$/, 30],
  ['POST', /\/members(?:\/add)?$/, 30],
  ['POST', /\/channels$/, 30],
  ['POST', /\/tabs$/, 30],
  ['POST', /\/installedApps$/, 30],
  ['POST', /^\/appCatalogs/, 30],
  ['PATCH', /\/tabs\/\{tab\}$|^\/teams\/\{team\}$/, 30],
  ['PATCH', /\/channels\/\{channel\}$/, 30],
  ['DELETE', /\/channels\/\{channel\}$/, 15],
  ['DELETE', /\/tabs\/\{tab\}$/, 15],
  ['DELETE', /\/installedApps\/\{installation\}$/, 15],
  ['DELETE', /^\/appCatalogs/, 15],
];
const TEAMS_SERVICE = /^\/teams(?:\/|$)|^\/appCatalogs|^\/groups\/\{group\}\/team$|joinedTeams$|\/teamwork\//;
const OUTLOOK = /^\/(?:users\/\{user\}|groups\/\{group\})\/(?:events|calendar|calendars|calendarView|mailboxSettings|outlook)(?:\/|$)/;
const IDENTITY = /^\/(?:users|groups|directory|directoryObjects|organization|domains|servicePrincipals)(?:\/|$)/;
/** Resource units of the identity table; any other request is 1. */
const UNITS: readonly (readonly [string, RegExp, number])[] = [
  ['GET', /^\/users$/, 2],
  ['GET', /\/memberOf$|\/transitiveMemberOf$/, 2],
  ['GET', /^\/groups\/\{group\}\/members/, 3],
  ['GET', /^\/servicePrincipals\/\{principal\}\/appRoleAssignments$/, 2],
];
const BUCKETS = { S: 3500, M: 5000, L: 8000 };

export interface Limited { readonly windows: Window[]; /** The identity bucket, for the headers that announce its use. */ readonly identity: Window | undefined }

export function limitsOf(ctx: TenantContext, request: { method: string; pattern: string; params: Readonly<Record<string, string>>; search: URLSearchParams; appId: string }): Limited {
  const { method, pattern, params, appId } = request;
  const windows: Window[] = [{ key: appId, name: 'Graph: any request (per app)', limit: 130_000, windowMs: 10 * SECOND }];
  let identity: Window | undefined;
  if (TEAMS_SERVICE.test(pattern)) {
    const row = TEAMS.find(([m, path]) => m === method && path.test(pattern));
    const name = row === undefined ? `Teams: other ${method === 'GET' ? 'GET' : 'API'} calls` : `Teams: ${method} ${pattern.replaceAll(/\{\w+\}/g, '{id}')}`;
    windows.push({ key: appId, name, limit: row?.[2] ?? 30, windowMs: SECOND });
    if (params['team'] !== undefined) windows.push({ key: `${appId}|${params['team']}`, name: 'Teams: requests on one team', limit: 4, windowMs: SECOND });
    if (params['channel'] !== undefined) windows.push({ key: `${appId}|${params['channel']}`, name: 'Teams: requests on one channel', limit: 1, windowMs: SECOND });
    if (method === 'POST' && /^\/teams\/\{team\}\/members(?:\/add)?$/.test(pattern)) windows.push({ key: `${appId}|${params['team']}`, name: 'Teams: POST members of one team', limit: 4, windowMs: 60 * SECOND });
  } else if (OUTLOOK.test(pattern)) {
    windows.push({ key: mailboxKey(ctx, params, appId), name: 'Outlook: requests on one mailbox', limit: 10_000, windowMs: 600 * SECOND });
  } else if (IDENTITY.test(pattern)) {
    identity = { key: appId, name: 'Identity: resource units', limit: BUCKETS[sizeOf(ctx)], windowMs: 10 * SECOND, cost: unitsOf(method, pattern, request.search) };
    windows.push(identity);
    if (method !== 'GET') windows.push({ key: appId, name: 'Identity: writes', limit: 3000, windowMs: 150 * SECOND });
  } else if (pattern.startsWith('/subscriptions')) {
    windows.push({ key: appId, name: 'Subscriptions: any request', limit: 5000, windowMs: 20 * SECOND });
    if (method !== 'GET') windows.push({ key: appId, name: 'Subscriptions: writes', limit: 1000, windowMs: 20 * SECOND });
  }
  return { windows, identity };
}

/** "4 concurrent requests" per app and mailbox. Undefined for what is no mailbox's affair. */
export function mailboxPlace(ctx: TenantContext, pattern: string, params: Readonly<Record<string, string>>, appId: string): { key: string; name: string; limit: number } | undefined {
  return OUTLOOK.test(pattern) ? { key: mailboxKey(ctx, params, appId), name: 'Outlook: concurrent requests on one mailbox', limit: 4 } : undefined;
}
/** The same mailbox under either of its names. */
function mailboxKey(ctx: TenantContext, params: Readonly<Record<string, string>>, appId: string): string {
  const given = (params['user'] ?? params['group'] ?? '').toLowerCase();
  return `${appId}|${given.includes('@') ? (ctx.state.users.find((u) => u.userPrincipalName.toLowerCase() === given)?.id ?? given) : given}`;
}

function unitsOf(method: string, pattern: string, search: URLSearchParams): number {
  const options = readOptions(search);
  let units = UNITS.find(([m, path]) => m === method && path.test(pattern))?.[2] ?? 1;
  if (options.has('$select')) units -= 1;
  if (options.has('$expand')) units += 1;
  if (Number(options.get('$top') ?? 100) < 20) units -= 1;
  return Math.max(1, units);
}

function sizeOf(ctx: TenantContext): 'S' | 'M' | 'L' {
  if (ctx.options.tenantSize !== 'auto') return ctx.options.tenantSize;
  return ctx.state.users.size < 50 ? 'S' : ctx.state.users.size <= 500 ? 'M' : 'L';
}

/** x-ms-throttle-limit-percentage appears from 0.8 of the identity bucket on. */
export function throttleHeaders(ctx: TenantContext, identity: Window | undefined): Record<string, string> {
  if (identity === undefined) return {};
  const used = ctx.limits.used(identity);
  return { 'x-ms-resource-unit': String(identity.cost ?? 1), ...(used >= 0.8 ? { 'x-ms-throttle-limit-percentage': used.toFixed(2) } : {}) };
}
