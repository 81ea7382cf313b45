// Fills the tenant from a seed. Seeding again changes nothing that is the same already, and takes over what changed (a bot's endpoint, say).
//
// {
//   "tenantId": "guid", "displayName": "Réseau …", "domain": "rqt.example",
//   "users": [{ "id"?: "guid", "displayName": "…", "userPrincipalName": "x@rqt.example", "givenName"?, "surname"?, "mail"?: string|null,
//               "jobTitle"?, "preferredLanguage"?: "fr-CA", "zone"?: "America/Toronto", "userType"?: "Member"|"Guest", "accountEnabled"?: true,
//               "admin"?: false (Teams administrator: any team, the app catalog),
//               "sharesCalendarWith"?: ["y@rqt.example"] (they act for this mailbox in Outlook: move, rename, call off),
//               "apps"?: ["id in the manifest"] (theirs since long ago, as a setup policy gives them: no bot is told) }],
//   "registrations": [{ "appId": "guid", "displayName": "…", "secrets"?: ["…"], "certificates"?: ["-----BEGIN CERTIFICATE…"], "identifierUris"?: ["api://…"],
//               "exposedScopes"?: ["access_as_user"], "exposedRoles"?: [], "redirectUris"?: [], "publicClient"?: false,
//               "graphRoles"?: ["User.Read.All"], "graphScopes"?: ["User.Read"], "otherRoles"?: { "appId": ["Role"] }, "otherScopes"?: { "appId": ["scope"] },
//               "preAuthorizedClients"?: ["appId"], "federatedSubjects"?: ["guid"], "managedIdentity"?: false, "multiTenant"?: false }],
//   "catalog": [{ "manifest": {…}, "localisations"?: { "en": {…} }, "icons"?: { "color": "PNG in base64" } } | { "package": "path/to/app.zip" }],
//   "bots": [{ "appId": "guid", "endpoint": "http://127.0.0.1:3978/api/messages", "displayName": "…" }]
// }
//
// A person without an id gets one that belongs to the user principal name: the same in every tenant made from the same seed.

import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { readPackage, type AppPackage } from './app-package.ts';
import type { TenantContext } from './context.ts';
import { guidOf, isGuid } from './ids.ts';
import type { AppRegistration, Bot, User } from './state.ts';

export class BadSeed extends Error {
  constructor(problems: readonly string[]) { super(`The seed of the local tenant is not usable:\n${problems.map((p) => `  - ${p}`).join('\n')}`); }
}

type Row = Record<string, unknown>;
const USER_KEYS = ['id', 'displayName', 'givenName', 'surname', 'userPrincipalName', 'mail', 'jobTitle', 'preferredLanguage', 'zone', 'userType', 'accountEnabled', 'admin', 'apps', 'sharesCalendarWith'];
const LISTS = ['secrets', 'certificates', 'identifierUris', 'exposedScopes', 'exposedRoles', 'redirectUris', 'graphRoles', 'graphScopes', 'preAuthorizedClients', 'federatedSubjects'] as const;
const REGISTRATION_KEYS = ['appId', 'displayName', 'publicClient', 'otherRoles', 'otherScopes', 'managedIdentity', 'multiTenant', ...LISTS];

export async function seedTenant(ctx: TenantContext, seed: string | object): Promise<void> {
  const base = typeof seed === 'string' ? dirname(resolve(seed)) : process.cwd();
  const problems: string[] = [];
  const root = object(typeof seed === 'string' ? parseFile(seed) : seed, 'the seed', problems);
  for (const key of Object.keys(root)) if (!['tenantId', 'displayName', 'domain', 'users', 'registrations', 'catalog', 'bots'].includes(key)) problems.push(`"${key}" is not known`);
  const tenantId = text(root, 'tenantId', 'the seed', problems).toLowerCase();
  if (tenantId !== '' && !isGuid(tenantId)) problems.push(`tenantId "${tenantId}" is not a GUID`);
  const info = { id: tenantId, displayName: text(root, 'displayName', 'the seed', problems), domain: text(root, 'domain', 'the seed', problems).toLowerCase() };
  const users = rows(root, 'users', problems).map((row, i) => readUser(row, `users[${i}]`, problems, ctx.clock.now()));
  duplicates(users.map((u) => u.userPrincipalName.toLowerCase()), 'userPrincipalName', problems);
  duplicates(users.map((u) => u.id), 'user id', problems);
  const registrations = rows(root, 'registrations', problems).map((row, i) => readRegistration(row, `registrations[${i}]`, problems));
  duplicates(registrations.map((r) => r.appId), 'appId', problems);
  const bots = rows(root, 'bots', problems).map((row, i) => readBot(row, `bots[${i}]`, problems));
  const packages: AppPackage[] = [];
  for (const [i, row] of rows(root, 'catalog', problems).entries()) {
    const where = `catalog[${i}]`;
    if (typeof row['package'] === 'string') {
      const file = resolve(base, row['package']);
      if (!existsSync(file)) { problems.push(`${where}: no such file: ${file}`); continue; }
      try { packages.push(await readPackage(readFileSync(file))); } catch (error) { problems.push(`${where}: ${error instanceof Error ? error.message : String(error)}`); }
    } else {
      const manifest = object(row['manifest'], `${where}.manifest`, problems);
      if (typeof manifest['id'] !== 'string') problems.push(`${where}.manifest.id is missing`);
      packages.push({ manifest, localisations: (row['localisations'] ?? {}) as Record<string, Row>, icons: row['icons'] ?? {} });
    }
  }
  if (problems.length > 0) throw new BadSeed(problems);

  ctx.setTenant(info);
  for (const user of users) {
    const known = ctx.state.users.get(user.id);
    if (known === undefined || JSON.stringify({ ...user, createdAt: 0 }) !== JSON.stringify({ ...known, createdAt: 0 })) ctx.world.putUser({ ...user, createdAt: known?.createdAt ?? user.createdAt });
  }
  shareCalendars(ctx, users.map((user, i) => ({ user, names: strings(rows(root, 'users', [])[i]?.['sharesCalendarWith'] ?? [], `users[${i}].sharesCalendarWith`, problems) })), problems);
  if (problems.length > 0) throw new BadSeed(problems);
  for (const registration of registrations) ctx.state.registrations.put(registration.appId, registration);
  for (const bot of bots) ctx.state.bots.put(bot.appId, bot);
  for (const { manifest, localisations, icons } of packages) {
    const externalId = String(manifest['id']).toLowerCase();
    const name = (manifest['name'] as { short?: string } | undefined)?.short ?? externalId;
    ctx.world.putCatalogApp({ id: guidOf(`catalog|${externalId}`), externalId, displayName: name, version: typeof manifest['version'] === 'string' ? manifest['version'] : '1.0.0', manifest, localisations, icons });
  }
  for (const [i, row] of rows(root, 'users', []).entries()) {
    const user = users[i];
    for (const externalId of strings(row['apps'] ?? [], `users[${i}].apps`, problems)) {
      const app = ctx.state.catalog.get(guidOf(`catalog|${externalId.toLowerCase()}`));
      if (app === undefined) throw new BadSeed([`users[${i}].apps: no app "${externalId}" in the catalog`]);
      const id = guidOf(`installation|${user?.id ?? ''}|${app.id}`);
      if (user !== undefined && ctx.state.installations.find((one) => one.scopeId === user.id && one.catalogAppId === app.id) === undefined) {
        ctx.state.installations.put(id, { id, scope: 'user', scopeId: user.id, catalogAppId: app.id, version: app.version, consented: [], createdAt: ctx.clock.now(), listedFrom: 0 });
      }
    }
  }
}

/** Only adds: what people shared by hand stays. */
function shareCalendars(ctx: TenantContext, shares: readonly { user: User; names: readonly string[] }[], problems: string[]): void {
  const all = { ...(ctx.state.settings.get('calendar-delegates') as Record<string, string[]> | undefined) };
  for (const { user, names } of shares) {
    for (const name of names) {
      const to = ctx.state.users.find((u) => u.userPrincipalName.toLowerCase() === name.toLowerCase());
      if (to === undefined) problems.push(`sharesCalendarWith: no person "${name}"`);
      else all[user.id] = [...new Set([...(all[user.id] ?? []), to.id])];
    }
  }
  if (shares.some(({ names }) => names.length > 0)) ctx.state.settings.put('calendar-delegates', all);
}

function readUser(row: Row, where: string, problems: string[], now: number): User {
  for (const key of Object.keys(row)) if (!USER_KEYS.includes(key)) problems.push(`${where}: "${key}" is not known`);
  const userPrincipalName = text(row, 'userPrincipalName', where, problems);
  if (userPrincipalName !== '' && !/^[^\s@]+@[^\s@]+$/.test(userPrincipalName)) problems.push(`${where}: userPrincipalName "${userPrincipalName}" is not of the form name@domain`);
  const id = typeof row['id'] === 'string' ? row['id'].toLowerCase() : guidOf(`user|${userPrincipalName.toLowerCase()}`);
  if (!isGuid(id)) problems.push(`${where}: id "${id}" is not a GUID`);
  const zone = optional(row, 'zone', where, problems) ?? 'America/Toronto';
  if (!isZone(zone)) problems.push(`${where}: zone "${zone}" is not a time zone`);
  const userType = row['userType'] ?? 'Member';
  if (userType !== 'Member' && userType !== 'Guest') problems.push(`${where}: userType must be Member or Guest`);
  return {
    id, userPrincipalName, displayName: text(row, 'displayName', where, problems), givenName: optional(row, 'givenName', where, problems), surname: optional(row, 'surname', where, problems),
    mail: row['mail'] === undefined ? userPrincipalName : optional(row, 'mail', where, problems), jobTitle: optional(row, 'jobTitle', where, problems),
    preferredLanguage: optional(row, 'preferredLanguage', where, problems), zone, userType: userType === 'Guest' ? 'Guest' : 'Member', accountEnabled: row['accountEnabled'] !== false, admin: row['admin'] === true, createdAt: now,
  };
}

function isZone(zone: string): boolean {
  try { return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''; } catch { return false; }
}

function readRegistration(row: Row, where: string, problems: string[]): AppRegistration {
  for (const key of Object.keys(row)) if (!REGISTRATION_KEYS.includes(key)) problems.push(`${where}: "${key}" is not known`);
  const appId = text(row, 'appId', where, problems).toLowerCase();
  if (appId !== '' && !isGuid(appId)) problems.push(`${where}: appId "${appId}" is not a GUID`);
  const lists = Object.fromEntries(LISTS.map((key) => [key, strings(row[key] ?? [], `${where}.${key}`, problems)])) as Record<(typeof LISTS)[number], string[]>;
  const byApp = (key: 'otherRoles' | 'otherScopes') => Object.fromEntries(Object.entries((row[key] ?? {}) as Row).map(([app, names]) => [app.toLowerCase(), strings(names, `${where}.${key}`, problems)]));
  return {
    ...lists, appId, displayName: text(row, 'displayName', where, problems), publicClient: row['publicClient'] === true, otherRoles: byApp('otherRoles'), otherScopes: byApp('otherScopes'),
    preAuthorizedClients: lists.preAuthorizedClients.map((id) => id.toLowerCase()), managedIdentity: row['managedIdentity'] === true, multiTenant: row['multiTenant'] === true,
  };
}

function readBot(row: Row, where: string, problems: string[]): Bot {
  const appId = text(row, 'appId', where, problems).toLowerCase();
  const endpoint = text(row, 'endpoint', where, problems);
  if (endpoint !== '' && !/^https?:\/\//.test(endpoint)) problems.push(`${where}: endpoint "${endpoint}" is not an http(s) address`);
  return { appId, endpoint, displayName: text(row, 'displayName', where, problems) };
}

function parseFile(file: string): unknown {
  let content: string;
  try { content = readFileSync(file, 'utf8'); } catch (error) { throw new BadSeed([`cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`]); }
  try { return JSON.parse(content) as unknown; } catch (error) { throw new BadSeed([`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`]); }
}
function object(value: unknown, where: string, problems: string[]): Row {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Row;
  problems.push(`${where} must be an object`);
  return {};
}
function rows(root: Row, key: string, problems: string[]): Row[] {
  const value = root[key] ?? [];
  if (!Array.isArray(value)) { problems.push(`${key} must be a list`); return []; }
  return value.map((row, i) => object(row, `${key}[${i}]`, problems));
}
function text(row: Row, key: string, where: string, problems: string[]): string {
  const value = row[key];
  if (typeof value === 'string' && value.trim() !== '') return value;
  problems.push(`${where}: ${key} is missing`);
  return '';
}
function optional(row: Row, key: string, where: string, problems: string[]): string | null {
  const value = row[key];
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return value;
  problems.push(`${where}: ${key} must be text`);
  return null;
}
function strings(value: unknown, where: string, problems: string[]): string[] {
  if (Array.isArray(value) && value.every((v) => typeof v === 'string')) return value;
  problems.push(`${where} must be a list of texts`);
  return [];
}
function duplicates(values: readonly string[], what: string, problems: string[]): void {
  const seen = new Set<string>();
  for (const value of values) { if (seen.has(value) && value !== '') problems.push(`${what} "${value}" is there twice`); seen.add(value); }
}
