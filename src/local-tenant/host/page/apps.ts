// Applications: the organisation's catalogue, an app's details, and its personal pages.

import type { App } from '../wire.ts';
import { api } from './api.ts';
import { chatPart } from './chat.ts';
import { entityLink, offerLink } from './deep-links.ts';
import { h, redraw, rove, uid } from './dom.ts';
import { AppFrame } from './frame.ts';
import { fillIn, personalPlace } from './host-context.ts';
import { button, complain, emptyPage, emptyPlace, face, menuButton, openDialog, toast } from './parts.ts';
import { link } from './rich-text.ts';
import { format, go, type Route } from './router.ts';
import { findApp, refreshOverview, theOverview } from './store.ts';
import { hub } from './hub.ts';
import type { View } from './view.ts';
import { t } from './words.ts';

/** The app has something to open for a person: pages of its own, or a bot to talk with. */
export const isPersonal = (app: App): boolean => app.staticTabs.some((tab) => tab.contentUrl !== null) || app.bots.some((bot) => bot.scopes.includes('personal'));

export const firstPage = (app: App): Route => {
  const page = app.staticTabs.find((tab) => tab.contentUrl !== null);
  const bot = app.bots.find((entry) => entry.scopes.includes('personal'));
  return page === undefined && bot !== undefined ? { at: 'chat', bot: bot.id } : { at: 'personal', app: app.id, page: null, sub: null };
};

export function appsView(): View {
  const body = h('div', { class: 'apps-grid' });
  const element = h('div', { class: 'page' }, h('div', { class: 'page-head' }, h('h1', { attrs: { tabindex: '-1' }, text: t.apps.title }), h('p', { class: 'lead', text: t.apps.org })), body);
  const draw = (): void => {
    document.title = `${t.apps.title} – ${t.product}`;
    const { apps } = theOverview();
    if (apps.length === 0) { redraw(body, emptyPlace(t.apps.none, t.apps.noneMore)); return; }
    redraw(body, ...apps.map((app) => h('article', { class: 'app-tile' }, face(app.name, 'app', { icon: app.icon, color: app.accentColor, size: 48 }),
      h('h2', {}, h('a', { class: 'tile-link', attrs: { href: format({ at: 'app', app: app.id }), 'data-key': `app-${app.id}` }, text: app.name })),
      h('p', { class: 'muted', text: app.developer.name }), h('p', { text: app.shortDescription }))));
  };
  draw();
  return { element, matches: (route) => route.at === 'apps', show: draw, changed: (change) => { if (change.overview) draw(); }, focus: () => element.querySelector<HTMLElement>('h1')?.focus(), dispose: () => {} };
}

export function appView(first: Extract<Route, { at: 'app' }>): View {
  const element = h('div', { class: 'page' });
  const draw = (): void => {
    const app = findApp(first.app);
    if (app === undefined) { redraw(element, emptyPage(t.apps.notFound, t.teams.notFoundMore)); return; }
    document.title = `${app.name} – ${t.product}`;
    redraw(element, ...details(app, 1));
  };
  draw();
  return { element, matches: (route) => route.at === 'app' && route.app === first.app, show: draw, changed: (change) => { if (change.overview) draw(); }, focus: () => element.querySelector<HTMLElement>('h1')?.focus(), dispose: () => {} };
}

function details(app: App, level: 1 | 2): HTMLElement[] {
  const act = async (work: () => Promise<void>, said: string): Promise<void> => {
    try { await work(); await refreshOverview(); toast(said); } catch (error) { complain(error); }
  };
  const commands = [...new Map(app.bots.flatMap((bot) => bot.commands).map((command) => [command.title, command])).values()];
  const outward = (label: string, url: string | null) => (url === null ? null : link(url, [label], hub.openLink));
  const mayJoin = theOverview().teams.filter((team) => !team.archived && team.role !== 'guest');
  const heading = level === 1 ? 'h1' : 'h2';
  return [
    h('div', { class: 'app-head' }, face(app.name, 'app', { icon: app.icon, color: app.accentColor, size: 72 }),
      h('div', {}, h(heading, { attrs: { tabindex: '-1' }, text: app.fullName }), h('p', { class: 'muted', text: [t.apps.by(app.developer.name), t.apps.version(app.version)].join(' · ') }), h('p', { class: 'muted', text: app.teams.length > 0 ? t.apps.inTeams(app.teams.length) : '' }))),
    h('div', { class: 'app-acts' },
      isPersonal(app) ? button(t.apps.open, () => go(firstPage(app)), { kind: 'primary', key: 'open' }) : null,
      app.configurable !== null || app.bots.some((bot) => bot.scopes.includes('team')) ? button(t.apps.addToTeam, () => { void chooseTeam(app); }, { icon: 'teams', key: 'to-team', attrs: mayJoin.length === 0 ? { disabled: true } : {} }) : null,
      app.mine ? button(t.apps.remove, () => { void act(() => api.uninstall(app.id), t.apps.removed(app.name)); }, { icon: 'remove', kind: 'quiet', key: 'mine' }) : isPersonal(app) ? button(t.apps.add, () => { void act(() => api.install(app.id), t.apps.added); }, { icon: 'add', key: 'mine' }) : null),
    h('p', { class: 'app-description', text: app.fullDescription }),
    ...(commands.length === 0 ? [] : [h(level === 1 ? 'h2' : 'h3', { text: t.apps.commands }), h('dl', { class: 'commands' }, commands.flatMap((command) => [h('dt', { text: command.title }), h('dd', { text: command.description })]))]),
    h('p', { class: 'links' }, outward(t.apps.website, app.developer.websiteUrl), outward(t.apps.privacy, app.developer.privacyUrl), outward(t.apps.terms, app.developer.termsOfUseUrl)),
  ];
}

async function chooseTeam(app: App): Promise<void> {
  const teams = theOverview().teams.filter((team) => !team.archived && team.role !== 'guest');
  const team = await openDialog<(typeof teams)[number]>({
    title: t.apps.chooseTeam(app.name), size: { width: '480px' }, body: h('div', { class: 'app-choices' }),
    opened: (dialog, close) => {
      dialog.querySelector('.app-choices')?.append(...teams.map((entry) => {
        const already = app.teams.includes(entry.id);
        return h('button', { class: 'app-choice', attrs: { type: 'button', 'aria-disabled': already ? 'true' : null }, on: { click: () => { if (!already) close(entry); } } }, face(entry.name, 'team', { size: 32 }),
          h('span', { class: 'app-choice-text' }, h('span', { class: 'app-choice-name', text: entry.name }), h('span', { class: 'app-choice-more', text: already ? t.apps.alreadyThere : t.teams.members(entry.members) })));
      }));
      dialog.querySelector<HTMLElement>('.app-choice:not([aria-disabled])')?.focus();
    },
  });
  if (team === undefined) return;
  try { await api.installInTeam(team.id, app.id); await refreshOverview(); toast(t.apps.addedTo(app.name, team.name)); } catch (error) { complain(error); }
}

const CHAT = 'conversations';
const ABOUT = 'about';
type PersonalRoute = Extract<Route, { at: 'personal' }>;

/** The personal app: its static tabs, the chat with its bot, and what it is. Opening it installs it for the person, as a pinned app. */
export function personalView(first: PersonalRoute): View {
  let route = first;
  let frame: AppFrame | undefined;
  let frameKey = '';
  let chat: ReturnType<typeof chatPart> | undefined;
  let disposed = false;
  const panelId = uid('panel');
  const head = h('div', { class: 'channel-head' });
  const panel = h('div', { class: 'channel-panel', id: panelId, attrs: { role: 'tabpanel' } });
  const element = h('div', { class: 'channel' }, head, panel);
  const app = findApp(first.app);
  if (app !== undefined && !app.mine) void api.install(app.id).then(refreshOverview).catch(complain);

  function pages(of: App): { id: string; name: string; url: string | null }[] {
    const bot = of.bots.find((entry) => entry.scopes.includes('personal'));
    return [
      ...of.staticTabs.filter((tab) => tab.contentUrl !== null).map((tab) => ({ id: tab.entityId, name: tab.name, url: tab.contentUrl })),
      ...(bot === undefined ? [] : [{ id: CHAT, name: t.chat.chatTab, url: null }]),
      { id: ABOUT, name: t.chat.about, url: null },
    ];
  }

  function draw(): void {
    const now = findApp(first.app);
    if (now === undefined) { redraw(panel, emptyPage(t.apps.notFound, t.teams.notFoundMore)); return; }
    const all = pages(now);
    const page = all.find((entry) => entry.id === route.page) ?? all[0];
    if (page === undefined) { redraw(panel, emptyPage(t.apps.noPage, '')); return; }
    document.title = `${page.name} – ${now.name} – ${t.product}`;
    const list = h('div', { class: 'tabs', attrs: { role: 'tablist', 'aria-label': t.chat.tabs } }, all.map((entry, n) => h('button', {
      class: 'tab', id: `${panelId}-tab-${n}`, attrs: { type: 'button', role: 'tab', 'aria-selected': String(entry === page), 'aria-controls': panelId, tabindex: entry === page ? 0 : -1, 'data-key': `page-${entry.id}` },
      on: { click: () => go({ at: 'personal', app: now.id, page: entry.id, sub: null }) },
    }, h('span', { text: entry.name }))));
    list.addEventListener('keydown', (event) => { if (event.key !== 'Enter' && event.key !== ' ') rove(event, [...list.querySelectorAll<HTMLElement>('[role=tab]')], 'horizontal'); });
    panel.setAttribute('aria-labelledby', `${panelId}-tab-${all.indexOf(page)}`);
    redraw(head, h('div', { class: 'channel-title' }, face(now.name, 'app', { icon: now.icon, color: now.accentColor }), h('div', { class: 'channel-names' }, h('h1', { class: 'channel-name', attrs: { tabindex: '-1', 'data-key': 'title' }, text: now.name })),
      menuButton(button(t.more, () => {}, { icon: 'more', iconOnly: true, kind: 'quiet', key: 'app-menu' }), () => [
        ...(frame === undefined ? [] : [{ label: t.tab.reload, icon: 'refresh' as const, run: () => frame?.reload() }]),
        ...(page.url === null ? [] : [{ label: t.tab.copyLink, icon: 'link' as const, run: () => offerLink(entityLink(now.externalId, page.id, { label: page.name }), { at: 'personal', app: now.id, page: page.id, sub: null }) }]),
        { label: t.apps.details, icon: 'info', run: () => go({ at: 'app', app: now.id }) },
      ])), h('div', { class: 'tab-bar' }, list));
    if (page.url === null) showOwn(now, page.id); else showFrame(now, page.id, page.name, page.url);
  }

  function showOwn(now: App, id: string): void {
    frame?.dispose();
    frame = undefined;
    frameKey = '';
    panel.classList.remove('framed');
    const bot = now.bots.find((entry) => entry.scopes.includes('personal'));
    if (id === CHAT && bot !== undefined) {
      chat ??= chatPart(bot.id, () => disposed);
      if (panel.firstElementChild !== chat.element) panel.replaceChildren(chat.element);
      return;
    }
    redraw(panel, h('div', { class: 'page' }, ...details(now, 2)));
  }

  function showFrame(now: App, id: string, name: string, url: string): void {
    const key = `${id}|${url}|${route.sub ?? ''}`;
    if (key === frameKey && frame !== undefined) return;
    frame?.dispose();
    panel.classList.add('framed');
    panel.replaceChildren();
    frameKey = key;
    const place = personalPlace(id, route.sub);
    frame = new AppFrame({ url: fillIn(url, place), title: name, app: now, frameContext: 'content', place, events: { returnFocus: (forward) => { (forward ? document.querySelector<HTMLElement>('.topbar button') : head.querySelector<HTMLElement>('[aria-selected=true]'))?.focus(); } } }).mount(panel);
  }

  draw();
  return {
    element,
    matches: (to) => to.at === 'personal' && to.app === first.app,
    show: (to) => { if (to.at === 'personal') { route = to; draw(); } },
    changed: (change) => { chat?.changed(change.conversations, change.typing, change.overview); if (change.overview && frame === undefined && chat === undefined) draw(); },
    focus: () => { if (frame === undefined) head.querySelector<HTMLElement>('h1')?.focus(); else frame.focus(); },
    frame: () => frame,
    dispose: () => { disposed = true; frame?.dispose(); },
  };
}
