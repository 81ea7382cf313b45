// Links as Teams writes them (https://teams.microsoft.com/l/…), read and made; opened inside the page wherever they come from.

import { h } from './dom.ts';
import { address } from './api.ts';
import { button, openDialog, toast, field } from './parts.ts';
import { format, go, type Route } from './router.ts';
import { findApp, findChannel, findChat, theOverview, theTenant } from './store.ts';
import { showTask } from './tasks.ts';
import { personalPlace } from './host-context.ts';
import { t } from './words.ts';

const TEAMS = new Set(['teams.microsoft.com', 'teams.cloud.microsoft', 'teams.live.com', 'gov.teams.microsoft.us']);

/** Path and query behind `/l/`, when the address is a Teams link or one of this page's own. */
export function teamsPath(url: string): URL | undefined {
  if (!URL.canParse(url, location.href)) return undefined;
  const parsed = new URL(url, location.href);
  if (TEAMS.has(parsed.hostname) && parsed.pathname.startsWith('/l/')) return parsed;
  const base = address('').pathname;
  if (parsed.origin === location.origin && parsed.pathname.startsWith(`${base}l/`)) return new URL(`https://teams.microsoft.com/${parsed.pathname.slice(base.length)}${parsed.search}`);
  return undefined;
}

interface LinkContext { subEntityId?: unknown; channelId?: unknown; chatId?: unknown; contextType?: unknown }

function contextOf(query: URLSearchParams): LinkContext {
  try { const parsed: unknown = JSON.parse(query.get('context') ?? '{}'); return typeof parsed === 'object' && parsed !== null ? parsed : {}; } catch { return {}; }
}

export interface EntityTarget { appId: string; pageId: string | null; subPageId: string | null; channelId: string | null }

/** A page of an app: its tab in the channel where one has it, otherwise the personal page of that name. */
export function routeToEntity({ appId, pageId, subPageId, channelId }: EntityTarget, tabsOf: (teamId: string, channelId: string) => readonly { id: string; entityId: string; appId: string; externalAppId: string }[] | undefined): Route | undefined {
  if (channelId !== null) {
    const found = findChannel(channelId);
    if (found === undefined) return undefined;
    const tabs = tabsOf(found.team.id, channelId);
    const tab = tabs?.find((entry) => (entry.externalAppId === appId || entry.appId === appId) && (pageId === null || entry.entityId === pageId));
    return { at: 'channel', team: found.team.id, channel: channelId, tab: tab?.id ?? null, sub: tab === undefined ? null : subPageId, thread: null };
  }
  const app = findApp(appId);
  if (app === undefined) return undefined;
  const page = app.staticTabs.find((tab) => tab.entityId === pageId);
  if (page === undefined && app.staticTabs.length === 0) return { at: 'app', app: app.id };
  return { at: 'personal', app: app.id, page: page?.entityId ?? null, sub: subPageId };
}

export type Understood = { is: 'route'; route: Route } | { is: 'entity'; target: EntityTarget } | { is: 'dialog'; open: () => void } | { is: 'unknown' };

export function understand(link: URL): Understood {
  const [, , kind, first, second] = link.pathname.split('/').map((part) => { try { return decodeURIComponent(part); } catch { return part; } });
  const query = link.searchParams;
  switch (kind ?? '') {
    case 'entity': {
      if (first === undefined) return { is: 'unknown' };
      const context = contextOf(query);
      return { is: 'entity', target: { appId: first, pageId: second ?? null, subPageId: typeof context.subEntityId === 'string' ? context.subEntityId : null, channelId: typeof context.channelId === 'string' ? context.channelId : null } };
    }
    case 'channel': {
      const found = first === undefined ? undefined : findChannel(first);
      return found === undefined ? { is: 'unknown' } : { is: 'route', route: { at: 'channel', team: found.team.id, channel: found.channel.id, tab: null, sub: null, thread: null } };
    }
    case 'team': {
      const team = theOverview().teams.find((entry) => entry.internalId === first || entry.id === query.get('groupId'));
      const channel = team?.channels[0];
      return team === undefined || channel === undefined ? { is: 'unknown' } : { is: 'route', route: { at: 'channel', team: team.id, channel: channel.id, tab: null, sub: null, thread: null } };
    }
    case 'message': {
      const found = first === undefined ? undefined : findChannel(first);
      if (found !== undefined) return { is: 'route', route: { at: 'channel', team: found.team.id, channel: found.channel.id, tab: null, sub: null, thread: query.get('parentMessageId') ?? second ?? null } };
      const chat = theOverview().chats.find((entry) => entry.conversationId === first);
      return chat === undefined ? { is: 'unknown' } : { is: 'route', route: { at: 'chat', bot: chat.botId } };
    }
    case 'chat': {
      const bot = (query.get('users') ?? '').split(',').map((user) => user.trim().replace(/^28:/, '')).find((user) => findChat(user) !== undefined);
      const chat = bot === undefined ? theOverview().chats.find((entry) => entry.conversationId === first) : findChat(bot);
      return chat === undefined ? { is: 'unknown' } : { is: 'route', route: { at: 'chat', bot: chat.botId } };
    }
    case 'app': {
      const app = first === undefined ? undefined : findApp(first);
      return app === undefined ? { is: 'unknown' } : { is: 'route', route: { at: 'app', app: app.id } };
    }
    case 'task': {
      const app = first === undefined ? undefined : findApp(first);
      if (app === undefined) return { is: 'unknown' };
      const number = (name: string): unknown => (/^\d+$/.test(query.get(name) ?? '') ? Number(query.get(name)) : query.get(name) ?? undefined);
      const card = query.get('card');
      const url = query.get('url');
      return { is: 'dialog', open: () => { void showTask({ info: { title: query.get('title') ?? app.name, ...(url === null ? {} : { url }), ...(card === null ? {} : { card }), width: number('width'), height: number('height') }, app, place: personalPlace('', null) }); } };
    }
    default: return { is: 'unknown' };
  }
}

export function sayUnknown(url: string): void {
  void openDialog({ title: t.link.unknown, body: h('p', { class: 'address', text: t.link.unknownMore(url) }), size: { width: '480px' } });
}

/** Our own address of a place, which works when it is pasted. */
export const localAddress = (route: Route): string => address(format(route)).href;

export const channelLink = (channelId: string, name: string, groupId: string): string =>
  `https://teams.microsoft.com/l/channel/${encodeURIComponent(channelId)}/${encodeURIComponent(name)}?groupId=${groupId}&tenantId=${theTenant().id}`;
export const messageLink = (channelId: string, messageId: string, root: string, groupId: string): string =>
  `https://teams.microsoft.com/l/message/${encodeURIComponent(channelId)}/${messageId}?tenantId=${theTenant().id}&groupId=${groupId}&parentMessageId=${root}&createdTime=${messageId}`;
export function entityLink(appId: string, pageId: string, more: { label?: string; webUrl?: string; subPageId?: string; channelId?: string }): string {
  const query = new URLSearchParams();
  if (more.webUrl !== undefined) query.set('webUrl', more.webUrl);
  if (more.label !== undefined) query.set('label', more.label);
  const context = { ...(more.subPageId === undefined ? {} : { subEntityId: more.subPageId }), ...(more.channelId === undefined ? {} : { channelId: more.channelId }) };
  if (Object.keys(context).length > 0) query.set('context', JSON.stringify(context));
  const search = query.toString();
  return `https://teams.microsoft.com/l/entity/${encodeURIComponent(appId)}/${encodeURIComponent(pageId)}${search === '' ? '' : `?${search}`}`;
}

async function copy(text: string): Promise<void> {
  try { await navigator.clipboard.writeText(text); toast(t.link.copiedAs); } catch { /* the address stands selected in its field */ }
}

/** Both addresses: the one that works here, and the one that Teams would give. */
export function offerLink(teamsUrl: string, route: Route | null): void {
  const row = (label: string, url: string): HTMLElement => {
    const input = h('input', { class: 'text-input', attrs: { type: 'text', readonly: true, value: url }, on: { focus: () => input.select() } });
    return h('div', { class: 'link-row' }, field(label, input), button(t.copy, () => { input.select(); void copy(url); }, { icon: 'copy', attrs: { 'aria-label': t.bar.value(t.copy, label) } }));
  };
  const here = route === null ? new URL(teamsUrl) : null;
  const local = route === null && here !== null ? address(`${here.pathname.slice(1)}${here.search}`).href : route === null ? teamsUrl : localAddress(route);
  void openDialog({ title: t.link.title, body: h('div', {}, row(t.link.local, local), row(t.link.teams, teamsUrl)), size: { width: '520px' } });
}

/** A route was found or not: the page follows, or says that the link leads nowhere. */
export function goOr(route: Route | undefined, url: string, how: 'push' | 'replace' = 'push'): boolean {
  if (route === undefined) { sayUnknown(url); return false; }
  go(route, how);
  return true;
}
