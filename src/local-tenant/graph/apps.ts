// The organisation's app catalog, and the apps installed in teams and for people. "List teamsApps", "Add app to team", "Install app for user".

import { BadPackage, readPackage } from '../app-package.ts';
import type { CatalogApp, Installation } from '../state.ts';
import { isAdmin, webApplicationId } from './access.ts';
import { BIND, boundKey, readObject, STRING, type Fields, type Json } from './body.ts';
import { listing } from './collection.ts';
import { badRequest, conflict, forbidden, notFound } from './errors.ts';
import { readQuery, type Rules } from './odata.ts';
import { context, created, noContent, ok, param, type Call, type Operation, type Permissions } from './operation.ts';
import { PERMISSIONS } from './permissions.ts';
import { CATALOG_APP, catalogAppJson, definitionJson, INSTALLATION, installationJson, STORE_APPS, storeAppJson } from './shapes.ts';
import { teamOf } from './team-access.ts';
import { findUser } from './users.ts';

const CATALOG: Rules = { shape: CATALOG_APP, allow: ['$filter', '$select', '$expand', '$skiptoken', '$top', '$orderby'], expandable: ['appDefinitions'] };
const INSTALLED: Rules = { shape: INSTALLATION, allow: ['$filter', '$select', '$expand'], expandable: ['teamsApp', 'teamsAppDefinition'], filterable: ['id', 'teamsApp', 'teamsAppDefinition'] };
const NEW_INSTALLATION: Fields = {
  'teamsApp@odata.bind': BIND,
  consentedPermissionSet: { is: 'object', type: 'teamsAppPermissionSet', nullable: true, fields: { resourceSpecificPermissions: { is: 'list', of: { is: 'object', type: 'teamsAppResourceSpecificPermission', fields: { permissionValue: STRING, permissionType: { is: 'enum', of: ['application', 'delegated'] } } } } } },
};

// ---- catalog

function listCatalog(call: Call) {
  const query = readQuery(call.url.searchParams, CATALOG, call.header);
  const definitions = (app: CatalogApp) => {
    const select = query.expand.find((e) => e.name === 'appDefinitions')?.select;
    const whole = definitionJson(app, app.version);
    return [select === undefined ? whole : Object.fromEntries(['id', ...select].map((name) => [name, whole[name] ?? null]))];
  };
  const expanded = query.expand.length > 0;
  const own = call.ctx.state.catalog.values().map((app) => ({ row: catalogAppJson(app), shown: () => ({ ...catalogAppJson(app), ...(expanded ? { appDefinitions: definitions(app) } : {}) }) }));
  const store = STORE_APPS.map((app) => ({ row: storeAppJson(app), shown: () => ({ ...storeAppJson(app), ...(expanded ? { appDefinitions: [] } : {}) }) }));
  return listing(call, { rows: [...own, ...store], query, fragment: 'appCatalogs/teamsApps', pageSize: 500, alwaysCount: true });
}
function findApp(call: Call): CatalogApp {
  const app = call.ctx.state.catalog.get(param(call, 'app').toLowerCase());
  if (app === undefined) throw notFound(`App with id '${param(call, 'app')}' was not found in the catalog.`, 'NotFound', 'AppNotFound');
  return app;
}
async function readZip(call: Call) {
  if (!/^application\/(?:zip|x-zip-compressed)\b/i.test(call.header('content-type') ?? '')) throw badRequest('Bad Request: the Content-Type of an app package is application/zip.');
  try { return await readPackage(call.bytes); } catch (error) {
    if (error instanceof BadPackage) throw badRequest(`Unable to parse teams app manifest. Error: ${error.message}`, 'BadRequest', 'InvalidPackage');
    throw error;
  }
}
const nameOf = (manifest: Json): string => String((manifest['name'] as { short?: string } | undefined)?.short ?? manifest['id']);

async function publish(call: Call) {
  if (!isAdmin(call.caller)) throw forbidden('User is not authorized to publish apps to the organization catalog.');
  const { manifest, localisations, icons } = await readZip(call);
  const externalId = String(manifest['id']).toLowerCase();
  if (call.ctx.state.catalog.find((a) => a.externalId === externalId) !== undefined) throw conflict(`App with same id already exists in the tenant. (${externalId})`, 'Conflict', 'AppDefinitionAlreadyExists');
  const app = call.ctx.world.putCatalogApp({ externalId, displayName: nameOf(manifest), version: String(manifest['version']), manifest, localisations, icons });
  return created({ '@odata.context': context(call, 'appCatalogs/teamsApps/$entity'), ...catalogAppJson(app) });
}
async function update(call: Call) {
  const app = findApp(call);
  if (!isAdmin(call.caller)) throw forbidden('User is not authorized to publish apps to the organization catalog.');
  const { manifest, localisations, icons } = await readZip(call);
  if (String(manifest['id']).toLowerCase() !== app.externalId) throw badRequest('Bad Request: the id in the manifest does not match the app in the catalog.', 'BadRequest', 'ExternalIdMismatch');
  if (String(manifest['version']) === app.version) throw conflict(`The version ${app.version} of the app already exists.`, 'Conflict', 'VersionAlreadyExists');
  const updated = call.ctx.world.putCatalogApp({ ...app, displayName: nameOf(manifest), version: String(manifest['version']), manifest, localisations, icons });
  return created({ '@odata.context': context(call, `appCatalogs/teamsApps('${app.id}')/appDefinitions/$entity`), ...definitionJson(updated, updated.version) });
}
function unpublish(call: Call) {
  const app = findApp(call);
  if (!isAdmin(call.caller)) throw forbidden('User is not authorized to remove apps from the organization catalog.');
  call.ctx.world.removeCatalogApp(app);
  return noContent;
}
function getApp(call: Call) {
  const app = findApp(call);
  return ok({ '@odata.context': context(call, 'appCatalogs/teamsApps/$entity'), ...catalogAppJson(app) });
}
function listDefinitions(call: Call) {
  const app = findApp(call);
  const row = definitionJson(app, app.version);
  const query = readQuery(call.url.searchParams, { shape: { type: 'teamsAppDefinition', properties: Object.keys(row) }, allow: ['$select', '$filter'] }, call.header);
  return listing(call, { rows: [{ row, shown: () => row }], query, fragment: `appCatalogs/teamsApps('${app.id}')/appDefinitions`, pageSize: 100 });
}

// ---- installations

interface Scope { kind: Installation['scope']; id: string; fragment: string }
const teamScope = (call: Call, write: boolean): Scope => { const team = teamOf(call, { write }); return { kind: 'team', id: team.id, fragment: `teams('${team.id}')/installedApps` }; };
const userScope = (call: Call): Scope => { const user = findUser(call, param(call, 'user')); return { kind: 'user', id: user.id, fragment: `users('${user.id}')/teamwork/installedApps` }; };
const installed = (call: Call, scope: Scope): Installation[] => call.ctx.state.installations.filter((i) => i.scope === scope.kind && i.scopeId === scope.id);

function shown(call: Call, installation: Installation, expand: readonly string[]): Json {
  const { teamsApp, teamsAppDefinition, ...rest } = installationJson(call, installation);
  return { ...rest, ...(expand.includes('teamsAppDefinition') ? { teamsAppDefinition } : {}), ...(expand.includes('teamsApp') ? { teamsApp } : {}) };
}
function list(scopeOf: (call: Call) => Scope) {
  return (call: Call) => {
    const query = readQuery(call.url.searchParams, INSTALLED, call.header);
    const scope = scopeOf(call);
    const now = call.ctx.clock.now();
    const names = query.expand.map((e) => e.name);
    const rows = installed(call, scope).filter((i) => i.listedFrom <= now).map((i) => ({ row: installationJson(call, i), shown: () => shown(call, i, names) }));
    return listing(call, { rows, query, fragment: scope.fragment, pageSize: 1000, alwaysCount: true });
  };
}
function findInstallation(call: Call, scope: Scope): Installation {
  const installation = installed(call, scope).find((i) => i.id === param(call, 'installation'));
  if (installation === undefined) throw notFound(`No installation found with id ${param(call, 'installation')}.`, 'NotFound', 'AppNotInstalled');
  return installation;
}
function get(scopeOf: (call: Call) => Scope) {
  return (call: Call) => {
    const query = readQuery(call.url.searchParams, { ...INSTALLED, allow: ['$select', '$expand'] }, call.header);
    const scope = scopeOf(call);
    return ok({ '@odata.context': context(call, `${scope.fragment}/$entity`), ...shown(call, findInstallation(call, scope), query.expand.map((e) => e.name)) });
  };
}

/** With only …Self… permissions an application installs itself and no other. */
function requireSelf(call: Call, permissions: Permissions, app: CatalogApp | undefined): void {
  const accepted = (call.caller.kind === 'app' ? permissions.app : permissions.delegated) ?? [];
  const held = call.caller.granted.filter((g) => accepted.includes(g));
  if (held.length === 0 || held.some((g) => !/Self/.test(g))) return;
  if (webApplicationId(app?.manifest) === call.caller.appId) return;
  throw forbidden('The calling application may only act on its own app: the webApplicationInfo.id of the manifest is not the id of the caller.', 'Forbidden', 'AppIdMismatch');
}

function rscWanted(app: CatalogApp | undefined): { permissionValue: string; permissionType: 'application' | 'delegated' }[] {
  const asked = (app?.manifest['authorization'] as { permissions?: { resourceSpecific?: { name: string; type: string }[] } } | undefined)?.permissions?.resourceSpecific ?? [];
  return asked.map((p) => ({ permissionValue: p.name, permissionType: p.type.toLowerCase() === 'delegated' ? 'delegated' : 'application' }));
}
/** Permissions for one team, for one person: which of those that the manifest asks concern this scope. */
const concerns = (scope: Scope, value: string): boolean => value.endsWith(scope.kind === 'team' ? '.Group' : '.User');

function install(scopeOf: (call: Call) => Scope, permissions: Permissions) {
  return (call: Call) => {
    const scope = scopeOf(call);
    const body = readObject(call.body, 'teamsAppInstallation', NEW_INSTALLATION);
    const appId = boundKey(body['teamsApp@odata.bind'], 'appCatalogs/teamsApps', call.origin);
    if (appId === undefined) throw badRequest('Bad Request: Invalid bind property name teamsApp in request.');
    const app = call.ctx.state.catalog.get(appId.toLowerCase());
    if (app === undefined && !STORE_APPS.some((s) => s.id === appId)) throw notFound(`App with id '${appId}' was not found in the catalog.`, 'NotFound', 'AppNotFound');
    requireSelf(call, permissions, app);
    const wanted = rscWanted(app).filter((p) => concerns(scope, p.permissionValue));
    const consented = ((body['consentedPermissionSet'] as { resourceSpecificPermissions?: Installation['consented'] } | null | undefined)?.resourceSpecificPermissions ?? []).map((c) => ({ permissionValue: c.permissionValue, permissionType: c.permissionType.toLowerCase() === 'delegated' ? ('delegated' as const) : ('application' as const) }));
    const missing = wanted.filter((w) => !consented.some((c) => c.permissionValue === w.permissionValue && c.permissionType === w.permissionType));
    if (missing.length > 0) throw badRequest(`Bad Request: the app requires resource-specific permissions that were not consented to in consentedPermissionSet: ${missing.map((m) => m.permissionValue).join(', ')}.`, 'BadRequest', 'ConsentRequired');
    if (consented.length > 0 && !call.caller.granted.some((g) => /AndConsent|ManageSelected|^Group\.ReadWrite\.All$|^Directory\.ReadWrite\.All$/.test(g))) throw forbidden('The permissions on the request do not allow consent to be given for the app.', 'Forbidden', 'ConsentNotAllowed');
    if (installed(call, scope).some((i) => i.catalogAppId === appId)) throw conflict(`The app '${app?.displayName ?? appId}' is already installed.`, 'Conflict', 'AppAlreadyInstalled');
    const installation = call.ctx.world.installApp({ scope: scope.kind, scopeId: scope.id, catalogAppId: app?.id ?? appId, consented, by: call.caller.user?.id ?? null });
    // "201 Created … It does not return anything in the response body."
    return { status: 201, headers: { Location: `/${scope.fragment}('${installation.id}')` } };
  };
}
function uninstall(scopeOf: (call: Call) => Scope, permissions: Permissions) {
  return (call: Call) => {
    const installation = findInstallation(call, scopeOf(call));
    requireSelf(call, permissions, call.ctx.state.catalog.get(installation.catalogAppId));
    call.ctx.world.uninstallApp(installation, call.caller.user?.id ?? null);
    return noContent;
  };
}
function upgrade(scopeOf: (call: Call) => Scope, permissions: Permissions) {
  return (call: Call) => {
    const installation = findInstallation(call, scopeOf(call));
    const app = call.ctx.state.catalog.get(installation.catalogAppId);
    requireSelf(call, permissions, app);
    if (app !== undefined && app.version === installation.version) throw badRequest('Bad Request: the app is already at its latest version.', 'BadRequest', 'AlreadyLatest');
    call.ctx.world.upgradeApp(installation);
    return noContent;
  };
}

/** The id of the chat between the person and the app's bot: also the bot's conversation ("Send proactive installation messages"). */
export const personalChatId = (userId: string, botId: string): string => `19:${userId}_${botId}@unq.gbl.spaces`;

function chat(call: Call) {
  const scope = userScope(call);
  const installation = findInstallation(call, scope);
  const bots = (call.ctx.state.catalog.get(installation.catalogAppId)?.manifest['bots'] as { botId?: string }[] | undefined) ?? [];
  const botId = bots[0]?.botId;
  if (botId === undefined) throw notFound('The app has no bot, and so no chat.', 'NotFound', 'ChatNotFound');
  const id = personalChatId(scope.id, botId.toLowerCase());
  const made = new Date(installation.createdAt).toISOString();
  return ok({ '@odata.context': context(call, 'chats/$entity'), id, topic: null, createdDateTime: made, lastUpdatedDateTime: made, chatType: 'oneOnOne', webUrl: `https://teams.microsoft.com/l/chat/${encodeURIComponent(id)}/0?tenantId=${call.ctx.tenant().id}`, tenantId: call.ctx.tenant().id, onlineMeetingInfo: null, viewpoint: null, isHiddenForAllMembers: false });
}

const readScope = (call: Call) => teamScope(call, false);
const writeScope = (call: Call) => teamScope(call, true);
const USER_APPS = '/users/{user}/teamwork/installedApps';

export const APPS: readonly Operation[] = [
  { method: 'GET', path: '/appCatalogs/teamsApps', permissions: PERMISSIONS.readCatalog, run: listCatalog },
  { method: 'POST', path: '/appCatalogs/teamsApps', permissions: PERMISSIONS.publish, run: publish, content: true },
  { method: 'GET', path: '/appCatalogs/teamsApps/{app}', permissions: PERMISSIONS.readCatalog, run: getApp },
  { method: 'DELETE', path: '/appCatalogs/teamsApps/{app}', permissions: PERMISSIONS.unpublish, run: unpublish },
  { method: 'GET', path: '/appCatalogs/teamsApps/{app}/appDefinitions', permissions: PERMISSIONS.readCatalog, run: listDefinitions },
  { method: 'POST', path: '/appCatalogs/teamsApps/{app}/appDefinitions', permissions: PERMISSIONS.publish, run: update, content: true },
  { method: 'GET', path: '/teams/{team}/installedApps', permissions: PERMISSIONS.readTeamApps, run: list(readScope) },
  { method: 'POST', path: '/teams/{team}/installedApps', permissions: PERMISSIONS.installInTeam, run: install(writeScope, PERMISSIONS.installInTeam) },
  { method: 'GET', path: '/teams/{team}/installedApps/{installation}', permissions: PERMISSIONS.readTeamApps, run: get(readScope) },
  { method: 'DELETE', path: '/teams/{team}/installedApps/{installation}', permissions: PERMISSIONS.uninstallFromTeam, run: uninstall(writeScope, PERMISSIONS.uninstallFromTeam) },
  { method: 'POST', path: '/teams/{team}/installedApps/{installation}/upgrade', permissions: PERMISSIONS.installInTeam, run: upgrade(writeScope, PERMISSIONS.installInTeam) },
  { method: 'GET', path: USER_APPS, permissions: PERMISSIONS.readUserApps, run: list(userScope) },
  { method: 'POST', path: USER_APPS, permissions: PERMISSIONS.installForUser, run: install(userScope, PERMISSIONS.installForUser) },
  { method: 'GET', path: `${USER_APPS}/{installation}`, permissions: PERMISSIONS.readUserApps, run: get(userScope) },
  { method: 'DELETE', path: `${USER_APPS}/{installation}`, permissions: PERMISSIONS.installForUser, run: uninstall(userScope, PERMISSIONS.installForUser) },
  { method: 'GET', path: `${USER_APPS}/{installation}/chat`, permissions: PERMISSIONS.readUserApps, run: chat },
];
