// Puts the page together: who, where, what is shown; follows the address and the tenant.

import type { Change } from '../wire.ts';
import { activityList } from './activity.ts';
import { appsView, appView, firstPage, isPersonal, personalView } from './apps.ts';
import { api, ApiError, follow } from './api.ts';
import { calendarView } from './calendar.ts';
import { redrawCards } from './cards.ts';
import { channelView, type ChannelView } from './channel.ts';
import { chatList, chatView } from './chat.ts';
import { goOr, routeToEntity, sayUnknown, teamsPath, understand, type EntityTarget } from './deep-links.ts';
import { announce, h, must, redraw } from './dom.ts';
import { describeContext, listen, themeChanged } from './frame.ts';
import { contextFor } from './host-context.ts';
import { hub } from './hub.ts';
import { icon, type IconName } from './icons.ts';
import { text } from './json.ts';
import { served } from './origins.ts';
import { complain, count, emptyPlace, face, faultPlace } from './parts.ts';
import { welcome } from './people-select.ts';
import { protocol } from './protocol.ts';
import { format, go, parse, type Route } from './router.ts';
import { become, confirmPerson, locale, session, setTheme, setWidth, takeFocusNote } from './session.ts';
import { findApp, findChannel, loadTenant, onOverview, refreshOverview, theOverview } from './store.ts';
import { logDrawer, topbar } from './topbar.ts';
import { channelName, teamsTree, type Tree } from './tree.ts';
import type { View } from './view.ts';
import { t } from './words.ts';

type Section = 'activity' | 'chat' | 'teams' | 'calendar' | 'apps';

const root = document.documentElement;
root.lang = locale();
setTheme(session.theme);
setWidth(session.width);
hub.openLink = (url) => { void openLink(url); };

const app = must('#app');
let route: Route = parse(location.hash);
let view: View | undefined;
let main: HTMLElement;
let rail: HTMLElement;
let list: HTMLElement;
let lists: Partial<Record<Section, Tree>> = {};

void start();

async function start(): Promise<void> {
  try {
    const tenant = await loadTenant();
    if (session.as === null || session.as === '') { ask(tenant.people); return; }
    await refreshOverview();
  } catch (error) {
    if (error instanceof ApiError && error.refusal === 'unknown-person') { const tenant = await loadTenant(); ask(tenant.people); return; }
    app.removeAttribute('aria-busy');
    app.replaceChildren(h('main', { class: 'main alone', id: 'main' }, h('h1', { class: 'visually-hidden', text: t.product }), faultPlace(error, () => location.reload())));
    return;
  }
  session.as = theOverview().me.id;
  confirmPerson(theOverview().me.id);
  build();
}

/** Nobody chosen yet: the question fills the page; people who arrive meanwhile appear. */
function ask(people: Parameters<typeof welcome>[0]): void {
  document.title = `${t.people.title} – ${t.product}`;
  app.removeAttribute('aria-busy');
  app.classList.add('asking');
  const show = (now: typeof people): void => { app.replaceChildren(h('header', { class: 'topbar' }, h('div', { class: 'brand' }, h('span', { class: 'brand-name', text: t.product }), h('span', { class: 'brand-short', attrs: { 'aria-hidden': 'true' }, text: t.productShort }), h('span', { class: 'brand-more', text: t.notTeams }))), h('main', { class: 'main alone', id: 'main' }, welcome(now, (person) => become(person.id)))); };
  show(people);
  app.querySelector<HTMLElement>('input')?.focus();
  if (people.length > 0) return;
  const look = async (): Promise<void> => {
    const tenant = await loadTenant().catch(() => undefined);
    if (tenant === undefined || tenant.people.length === 0) return;
    clearInterval(timer);
    show(tenant.people);
  };
  const timer = setInterval(() => { void look(); }, 2_000);
}

function build(): void {
  describeContext(contextFor);
  listen(protocol({
    openEntity, openLink,
    openAppDetails: (id) => goOr(findApp(id) === undefined ? undefined : { at: 'app', app: findApp(id)?.id ?? id }, id),
    goBack: () => history.back(),
    tabInstances,
    openTabInstance: (instance) => {
      const { internalTabInstanceId, channelId } = (instance ?? {}) as { internalTabInstanceId?: unknown; channelId?: unknown };
      const found = findChannel(text(channelId));
      if (found === undefined || typeof internalTabInstanceId !== 'string') return false;
      go({ at: 'channel', team: found.team.id, channel: found.channel.id, tab: internalTabInstanceId, sub: null, thread: null });
      return true;
    },
    openPage: (_frame, page, sub) => {
      if (route.at === 'personal') {
        const personal = findApp(route.app);
        if (personal === undefined || (page !== null && !personal.staticTabs.some((tab) => tab.entityId === page))) return false;
        go({ ...route, page, sub });
        return true;
      }
      if (route.at !== 'channel' || route.tab === null) return false;
      const tabs = (view as ChannelView | undefined)?.tabs();
      const tab = page === null ? tabs?.[0] : tabs?.find((entry) => entry.entityId === page);
      if (tab === undefined) return false;
      go({ ...route, tab: tab.id, sub, thread: null });
      return true;
    },
  }));

  const bar = topbar({
    theme: () => { redrawCards(); themeChanged(); },
    // An app that keeps its own steps hears of the press first, as in Teams.
    back: () => { const frame = view?.frame?.(); if (frame?.handlers.has('backButton') === true) frame.event('backButtonPress', []); else history.back(); },
    log: showLog,
  });
  rail = h('nav', { class: 'rail', attrs: { 'aria-label': t.rail.label } });
  list = h('div', { class: 'list' });
  main = h('main', { class: 'main', id: 'main', attrs: { tabindex: '-1' } });
  const skip = h('a', { class: 'skip', attrs: { href: '#main' }, on: { click: (event) => { event.preventDefault(); if (view === undefined) main.focus(); else view.focus(); } }, text: t.skip });
  app.before(skip);
  app.replaceChildren(bar.element, rail, list, main);
  app.removeAttribute('aria-busy');

  lists = { teams: teamsTree(), chat: chatList(), activity: activityList() };
  onOverview(() => { bar.update(); drawRail(); currentList()?.update(); });
  addEventListener('hashchange', () => { route = parse(location.hash); void arrive(); });
  addEventListener('host-reveal', () => { app.dataset['pane'] = 'main'; });
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') told({ overview: true, calendar: true, conversations: [], tabs: [], typing: [] }); });
  follow({ change: told, link: linked });
  const note = takeFocusNote();
  void arrive().finally(() => { if (note !== null) document.querySelector<HTMLElement>(`.topbar [data-key="${CSS.escape(note)}"]`)?.focus(); });
}

function told(change: Change): void {
  if (change.overview || change.conversations.length > 0) void refreshOverview().then(() => view?.changed(change)).catch(() => {});
  else view?.changed(change);
}

function linked(up: boolean): void {
  app.classList.toggle('offline', !up);
  document.querySelector('.offline-note')?.remove();
  if (!up) { app.before(h('p', { class: 'offline-note', attrs: { role: 'alert' } }, icon('warning', 16), h('span', { text: t.offline }))); return; }
  announce(t.online);
  told({ overview: true, calendar: true, conversations: [], tabs: [], typing: [] });
}

const sectionOf = (at: Route['at']): Section => (at === 'activity' ? 'activity' : at === 'chats' || at === 'chat' ? 'chat' : at === 'calendar' ? 'calendar' : at === 'apps' || at === 'app' || at === 'personal' ? 'apps' : 'teams');
const currentList = (): Tree | undefined => lists[sectionOf(route.at)];

function drawRail(): void {
  const overview = theOverview();
  const unreadActivity = overview.activity.filter((line) => line.unread).length;
  const unreadChats = overview.chats.reduce((sum, chat) => sum + chat.unread, 0);
  const personal = overview.apps.filter((entry) => isPersonal(entry));
  // A link names the app as its manifest does; the rail as the catalogue does.
  const openApp = route.at === 'personal' ? (findApp(route.app)?.id ?? route.app) : null;
  const section = sectionOf(route.at);
  const item = (key: string, label: string, to: Route, mark: Element, current: boolean, fresh = 0): HTMLElement => h('li', {}, h('a', {
    class: `rail-item${current ? ' current' : ''}`, attrs: { href: format(to), 'aria-current': current ? 'page' : null, 'data-key': `rail-${key}` },
  }, h('span', { class: 'rail-mark' }, mark, fresh > 0 ? count(fresh) : null), h('span', { class: 'rail-label', text: label }), fresh > 0 ? h('span', { class: 'visually-hidden', text: t.rail.unread(fresh) }) : null));
  const plain = (key: Section, label: string, to: Route, off: IconName, on: IconName, fresh = 0): HTMLElement => item(key, label, to, icon(section === key && openApp === null ? on : off, 24), section === key && openApp === null, fresh);
  redraw(rail, h('ul', {},
    plain('activity', t.rail.activity, { at: 'activity' }, 'activity', 'activityOn', unreadActivity),
    plain('chat', t.rail.chat, { at: 'chats' }, 'chat', 'chatOn', unreadChats),
    plain('teams', t.rail.teams, { at: 'teams' }, 'teams', 'teamsOn'),
    plain('calendar', t.rail.calendar, { at: 'calendar', week: null, mailbox: null }, 'calendar', 'calendarOn'),
    ...personal.map((entry) => item(`app-${entry.id}`, entry.name, firstPage(entry).at === 'chat' ? { at: 'app', app: entry.id } : firstPage(entry), face(entry.name, 'app', { icon: entry.icon, color: entry.accentColor, size: 24 }), openApp === entry.id)),
    plain('apps', t.rail.apps, { at: 'apps' }, 'apps', 'appsOn')));
}

/** The address changed, or the page begins: the right list, the right view. */
async function arrive(): Promise<void> {
  if (route.at === 'link') { await resolveLink(route.url); return; }
  if (route.at === 'home') { go(home(), 'replace'); return; }
  drawRail();
  const wanted = currentList();
  if (wanted === undefined) { list.hidden = true; list.replaceChildren(); }
  else {
    list.hidden = false;
    if (list.firstElementChild !== wanted.element) list.replaceChildren(wanted.element);
    wanted.show(route);
  }
  app.dataset['pane'] = route.at === 'teams' || route.at === 'chats' || route.at === 'activity' ? 'list' : 'main';
  if (view?.matches(route) === true) { view.show(route); return; }
  view?.dispose();
  view = viewFor(route);
  const first = main.childElementCount === 0;
  main.replaceChildren(view === undefined ? idle(route) : view.element);
  // A step that somebody took is heard; the beginning is not a step.
  if (!first) announce(document.title);
}

function viewFor(to: Route): View | undefined {
  switch (to.at) {
    case 'channel': return channelView(to);
    case 'chat': return chatView(to);
    case 'calendar': return calendarView(to);
    case 'apps': return appsView();
    case 'app': return appView(to);
    case 'personal': return personalView(to);
    case 'home':
    case 'link':
    case 'activity':
    case 'teams':
    case 'chats': return undefined;
    default: return to satisfies never;
  }
}

function idle(to: Route): HTMLElement {
  const [title, more, heading] = to.at === 'activity' ? [t.activity.pick, '', t.activity.title] : to.at === 'chats' ? [t.chat.pick, '', t.chat.title] : [t.teams.pick, t.teams.pickMore, t.teams.title];
  document.title = `${heading} – ${t.product}`;
  return h('div', { class: 'idle' }, h('h1', { class: 'visually-hidden', text: heading }), emptyPlace(title, more));
}

/** The last thing that concerns the person, or the first channel. */
function home(): Route {
  const { teams, chats } = theOverview();
  const team = teams.find((entry) => !entry.archived) ?? teams[0];
  const channel = team?.channels[0];
  if (team !== undefined && channel !== undefined) return { at: 'channel', team: team.id, channel: channel.id, tab: null, sub: null, thread: null };
  return chats.length > 0 ? { at: 'chats' } : { at: 'teams' };
}

function showLog(open: boolean): void {
  const drawer = document.querySelector('.drawer');
  if (!open || drawer !== null) {
    drawer?.remove();
    app.classList.remove('with-drawer');
    document.querySelector<HTMLElement>('.topbar [data-key=log]')?.focus();
    return;
  }
  const made = logDrawer(() => showLog(false));
  app.append(made);
  app.classList.add('with-drawer');
  made.querySelector<HTMLElement>('input')?.focus();
}

async function resolveLink(url: string, how: 'push' | 'replace' = 'replace'): Promise<boolean> {
  const target = teamsPath(url);
  const understood = target === undefined ? { is: 'unknown' as const } : understand(target);
  const done = understood.is === 'route' ? goOr(understood.route, url, how) : understood.is === 'entity' ? await openEntity(understood.target, url, how) : understood.is === 'dialog';
  if (understood.is === 'dialog') { if (how === 'replace') go(home(), 'replace'); understood.open(); return true; }
  if (understood.is === 'unknown') sayUnknown(url);
  // A link that leads nowhere must not stay in the address: a reload would say it again.
  if (!done && how === 'replace') go(home(), 'replace');
  return done;
}

async function openEntity(target: EntityTarget, url: string, how: 'push' | 'replace' = 'push'): Promise<boolean> {
  let tabs: ReturnType<ChannelView['tabs']>;
  const found = target.channelId === null ? undefined : findChannel(target.channelId);
  if (found !== undefined) {
    try { tabs = (await api.channel(found.team.id, found.channel.id)).tabs; } catch (error) { complain(error); return false; }
  }
  return goOr(routeToEntity(target, () => tabs), url, how);
}

/** From a card, a message or an app: inside the page where Teams would stay inside, a new window elsewhere. */
async function openLink(url: string): Promise<boolean> {
  if (!URL.canParse(url, location.href)) return false;
  const target = new URL(served(url), location.href);
  if (teamsPath(url) !== undefined) return resolveLink(url, 'push');
  if (target.origin === location.origin && target.pathname === location.pathname && target.hash !== '') { location.hash = target.hash; return true; }
  if (!/^(https?|mailto|tel):$/.test(target.protocol)) return false;
  // With noopener the browser always answers null: there is nothing to check.
  window.open(target, '_blank', 'noopener,noreferrer');
  return true;
}

function tabInstances(): unknown[] {
  if (route.at !== 'channel') return [];
  const here = findChannel(route.channel);
  if (here === undefined) return [];
  return ((view as ChannelView | undefined)?.tabs() ?? []).map((tab) => ({
    tabName: tab.name, internalTabInstanceId: tab.id, entityId: tab.entityId, channelId: here.channel.id, channelName: channelName(here.channel), groupId: here.team.id, teamId: here.team.internalId, teamName: here.team.name, url: tab.contentUrl, websiteUrl: tab.websiteUrl ?? undefined,
  }));
}
