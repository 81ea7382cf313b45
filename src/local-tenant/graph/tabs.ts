// Tabs of a channel. The app must be in the team, and only an app with configurable tabs takes a configuration. "Add tab to channel".

import type { Tab } from '../state.ts';
import type { NewTab } from '../world.ts';
import { BIND, boundKey, READ_ONLY, readObject, TEXT, textOf, type Fields, type Json } from './body.ts';
import { listing } from './collection.ts';
import { badRequest, notFound } from './errors.ts';
import { readQuery, type Rules } from './odata.ts';
import { context, created, noContent, ok, param, type Call, type Operation } from './operation.ts';
import { PERMISSIONS } from './permissions.ts';
import { STORE_APPS, TAB, tabJson } from './shapes.ts';
import { channelOf, teamOf } from './team-access.ts';
import { isLoopback } from './loopback.ts';

const CONFIGURATION: Fields = { entityId: TEXT, contentUrl: TEXT, removeUrl: TEXT, websiteUrl: TEXT };
export const TAB_IN_TEAM: Fields = { displayName: { is: 'string', max: 128 }, 'teamsApp@odata.bind': BIND, configuration: { is: 'object', fields: CONFIGURATION, type: 'teamsTabConfiguration', nullable: true }, id: READ_ONLY, webUrl: READ_ONLY };
const CHANGED: Fields = { displayName: { is: 'string', max: 128 }, configuration: { is: 'object', fields: CONFIGURATION, type: 'teamsTabConfiguration' }, id: READ_ONLY, webUrl: READ_ONLY, 'teamsApp@odata.bind': READ_ONLY };
const LIST: Rules = { shape: TAB, allow: ['$select', '$filter', '$expand'], expandable: ['teamsApp'], filterable: ['displayName', 'id', 'teamsApp/id', 'teamsApp/externalId'] };

/** Reads a tab from a request, also inside a POST /teams, where the apps are those that come with the team. */
export function readTab(call: Call, raw: unknown, installed: (appId: string) => boolean): NewTab {
  const body = readObject(raw, 'teamsTab', TAB_IN_TEAM);
  const appId = boundKey(body['teamsApp@odata.bind'], 'appCatalogs/teamsApps', call.origin);
  if (appId === undefined) throw badRequest('Bad Request: Invalid bind property name teamsApp in request.');
  const app = call.ctx.state.catalog.get(appId);
  const store = STORE_APPS.find((s) => s.id === appId);
  if (app === undefined && store === undefined) throw notFound(`App with id '${appId}' was not found in the catalog.`, 'NotFound', 'AppNotFound');
  if (store === undefined && !installed(appId)) throw badRequest(`Bad Request: the app '${appId}' is not installed in the team: install it before adding its tab.`, 'BadRequest', 'AppNotInstalled');
  const configurable = app === undefined || (app.manifest['configurableTabs'] as unknown[] | undefined)?.length !== undefined;
  const given = body['configuration'] as Json | null | undefined;
  if (!configurable && (given !== undefined || body['displayName'] !== undefined)) throw badRequest('Bad Request: displayName and configuration cannot be set for a static tab.', 'BadRequest', 'StaticTab');
  if (configurable && (typeof body['displayName'] !== 'string' || body['displayName'].trim() === '')) throw badRequest('Bad Request: a configured tab needs a displayName.');
  return { displayName: textOf(body, 'displayName', app?.displayName ?? store?.displayName), catalogAppId: appId, configuration: readConfiguration(call, given ?? {}) };
}

function readConfiguration(call: Call, given: Json): Tab['configuration'] {
  for (const name of ['contentUrl', 'websiteUrl', 'removeUrl']) {
    const url = given[name];
    if (typeof url !== 'string' || url === '' || /^https:\/\//i.test(url) || (call.ctx.options.allowLoopbackHttp && isLoopback(url))) continue;
    throw badRequest(`Bad Request: '${name}' must be an https address.`, 'BadRequest', 'InvalidTabUrl');
  }
  const text = (name: string) => (typeof given[name] === 'string' ? given[name] : null);
  return { entityId: text('entityId'), contentUrl: text('contentUrl'), removeUrl: text('removeUrl'), websiteUrl: text('websiteUrl') };
}

const found = (call: Call, write: boolean) => { const team = teamOf(call, { write }); return { team, channel: channelOf(call, team) }; };
function findTab(call: Call, channelId: string): Tab {
  const tab = call.ctx.state.tabs.get(param(call, 'tab').toLowerCase());
  if (tab === undefined || tab.channelId !== channelId) throw notFound(`NotFound: no tab found with id ${param(call, 'tab')}.`, 'NotFound', 'ItemNotFound');
  return tab;
}
const fragment = (teamId: string, channelId: string) => `teams('${teamId}')/channels('${encodeURIComponent(channelId)}')/tabs`;
function shownTab(call: Call, tab: Tab, expanded: boolean): Json {
  const { teamsApp, ...rest } = tabJson(call, tab);
  return expanded ? { ...rest, teamsApp } : rest;
}

function list(call: Call) {
  const query = readQuery(call.url.searchParams, LIST, call.header);
  const { team, channel } = found(call, false);
  const now = call.ctx.clock.now();
  const tabs = call.ctx.state.tabs.filter((t) => t.channelId === channel.id && t.listedFrom <= now).toSorted((a, b) => a.sortOrderIndex.localeCompare(b.sortOrderIndex));
  const expanded = query.expand.length > 0;
  return listing(call, { rows: tabs.map((t) => ({ row: tabJson(call, t), shown: () => shownTab(call, t, expanded) })), query, fragment: fragment(team.id, channel.id), pageSize: 1000, alwaysCount: true });
}
function get(call: Call) {
  const query = readQuery(call.url.searchParams, { ...LIST, allow: ['$select', '$expand'] }, call.header);
  const { team, channel } = found(call, false);
  return ok({ '@odata.context': context(call, `${fragment(team.id, channel.id)}/$entity`), ...shownTab(call, findTab(call, channel.id), query.expand.length > 0) });
}
function add(call: Call) {
  const { team, channel } = found(call, true);
  const { state } = call.ctx;
  const tab = readTab(call, call.body, (appId) => state.installations.find((i) => i.scope === 'team' && i.scopeId === team.id && i.catalogAppId === appId) !== undefined);
  if (state.tabs.find((t) => t.channelId === channel.id && t.displayName === tab.displayName && t.catalogAppId === tab.catalogAppId && t.configuration.entityId === tab.configuration.entityId) !== undefined) call.ctx.counters.note('tab-again', `${channel.displayName}: ${tab.displayName}`);
  const made = call.ctx.world.addTab({ ...tab, teamId: team.id, channelId: channel.id, by: call.caller.user?.id ?? null });
  return created({ '@odata.context': context(call, `${fragment(team.id, channel.id)}/$entity`), ...shownTab(call, made, false) });
}
function patch(call: Call) {
  const { team, channel } = found(call, true);
  const tab = findTab(call, channel.id);
  const body = readObject(call.body, 'teamsTab', CHANGED);
  call.ctx.world.patchTab(tab, { ...(body['displayName'] === undefined ? {} : { displayName: textOf(body, 'displayName') }), ...(body['configuration'] === undefined ? {} : { configuration: readConfiguration(call, { ...tab.configuration, ...(body['configuration'] as Json) }) }) });
  return ok({ '@odata.context': context(call, `${fragment(team.id, channel.id)}/$entity`), ...shownTab(call, tab, false) });
}
function remove(call: Call) {
  call.ctx.world.removeTab(findTab(call, found(call, true).channel.id));
  return noContent;
}

const TABS_PATH = '/teams/{team}/channels/{channel}/tabs';
export const TABS: readonly Operation[] = [
  { method: 'GET', path: TABS_PATH, permissions: PERMISSIONS.readTabs, run: list },
  { method: 'POST', path: TABS_PATH, permissions: PERMISSIONS.createTab, run: add },
  { method: 'GET', path: `${TABS_PATH}/{tab}`, permissions: PERMISSIONS.readTabs, run: get },
  { method: 'PATCH', path: `${TABS_PATH}/{tab}`, permissions: PERMISSIONS.changeTab, run: patch },
  { method: 'DELETE', path: `${TABS_PATH}/{tab}`, permissions: PERMISSIONS.deleteTab, run: remove },
];
