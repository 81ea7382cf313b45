// A channel: its header with tabs, its posts in threads, or the page of the tab that is open.

import type { App, ChannelPage, ChannelTab, Mentionable, Message, Thread } from '../wire.ts';
import { api } from './api.ts';
import { composer, type Composer } from './composer.ts';
import { channelLink, entityLink, messageLink, offerLink } from './deep-links.ts';
import { h, oneAtATime, redraw, rove, uid } from './dom.ts';
import { commandsFor, messageCommands, runExtension } from './extensions.ts';
import { AppFrame } from './frame.ts';
import { channelPlace, fillIn, tabPlace } from './host-context.ts';
import { icon } from './icons.ts';
import { announceNew, messageElement, stayAtEnd, syncMessages, type MessageSurroundings } from './messages.ts';
import { button, complain, confirm, emptyPage, emptyPlace, face, faultPlace, menuButton, skeleton, type MenuItem } from './parts.ts';
import { format, go, type Route } from './router.ts';
import { findApp, refreshOverview } from './store.ts';
import { addTab, changeTab, removeTab, renameTab } from './tab-dialogs.ts';
import { channelName } from './tree.ts';
import type { View } from './view.ts';
import { t } from './words.ts';
import { hub } from './hub.ts';

type ChannelRoute = Extract<Route, { at: 'channel' }>;
/** A long thread shows its end; the rest on demand. */
const REPLIES_SHOWN = 3;

export interface ChannelView extends View { tabs(): ChannelTab[] | undefined; frame(): AppFrame | undefined }

export function channelView(first: ChannelRoute): ChannelView {
  let route = first;
  let page: ChannelPage | undefined;
  let frame: AppFrame | undefined;
  let frameKey = '';
  let posts: PostsPart | undefined;
  let disposed = false;
  const panelId = uid('panel');
  const head = h('div', { class: 'channel-head' });
  const panel = h('div', { class: 'channel-panel', id: panelId, attrs: { role: 'tabpanel' } }, skeleton(4));
  const element = h('div', { class: 'channel' }, head, panel);

  const isHere = (other: Route): other is ChannelRoute => other.at === 'channel' && other.team === first.team && other.channel === first.channel;

  const load = oneAtATime(async () => {
    try {
      const fresh = await api.channel(first.team, first.channel);
      if (disposed) return;
      page = fresh;
    } catch (error) {
      if (disposed) return;
      frame?.dispose();
      frame = undefined;
      frameKey = '';
      posts = undefined;
      page = undefined;
      head.replaceChildren();
      const gone = error instanceof Error && 'status' in error && (error.status === 404 || error.status === 403);
      redraw(panel, gone ? emptyPage(t.teams.notFound, t.teams.notFoundMore) : faultPlace(error, () => { void load(); }));
      return;
    }
    draw();
  });

  function draw(): void {
    if (page === undefined) return;
    document.title = `${channelName(page.channel)} – ${page.team.name} – ${t.product}`;
    drawHead(page);
    const tab = route.tab === null ? undefined : page.tabs.find((entry) => entry.id === route.tab);
    if (route.tab === null) showPosts(page);
    else if (tab === undefined) { closeFrame(); posts = undefined; redraw(panel, emptyPlace(t.tab.notFound, t.tab.notFoundMore, button(t.channel.posts, () => go({ ...route, tab: null, sub: null, thread: null }, 'replace'), { kind: 'primary' }))); }
    else showTab(page, tab);
  }

  function drawHead(now: ChannelPage): void {
    const { team, channel } = now;
    const subtitle = [team.name, channel.type === 'private' ? t.teams.private : channel.type === 'shared' ? t.teams.shared : null, team.archived ? t.teams.archivedTeam : channel.archived ? t.teams.archivedChannel : null].filter((part) => part !== null).join(' · ');
    const tabItems = [{ id: null as string | null, name: t.channel.posts, tab: undefined as ChannelTab | undefined }, ...now.tabs.map((tab) => ({ id: tab.id as string | null, name: tab.name, tab: tab as ChannelTab | undefined }))];
    const selected = tabItems.findIndex((entry) => entry.id === route.tab);
    const list = h('div', { class: 'tabs', attrs: { role: 'tablist', 'aria-label': t.channel.tabs } }, tabItems.map((entry, at) =>
      h('button', {
        class: 'tab', id: `${panelId}-tab-${at}`,
        attrs: { type: 'button', role: 'tab', 'aria-selected': String(entry.id === route.tab), 'aria-controls': panelId, tabindex: entry.id === route.tab || (selected < 0 && at === 0) ? 0 : -1, 'data-key': `tab-${entry.id ?? 'posts'}` },
        on: { click: () => go({ ...route, tab: entry.id, sub: null, thread: null }) },
      }, entry.tab === undefined ? icon('post', 16) : face(findApp(entry.tab.appId)?.name ?? entry.name, 'app', { icon: entry.tab.icon, color: entry.tab.accentColor, size: 16 }), h('span', { text: entry.name }))));
    list.addEventListener('keydown', (event) => {
      const tabs = [...list.querySelectorAll<HTMLElement>('[role=tab]')];
      if (event.key === 'Enter' || event.key === ' ') return;
      rove(event, tabs, 'horizontal');
    });
    panel.setAttribute('aria-labelledby', `${panelId}-tab-${Math.max(0, selected)}`);
    const current = selected < 0 ? undefined : tabItems[selected]?.tab;
    const why = now.tabbing === null ? null : t.tab.why[now.tabbing];
    redraw(head,
      h('div', { class: 'channel-title' }, face(team.name, 'team', { size: 32 }),
        h('div', { class: 'channel-names' }, h('h1', { class: 'channel-name', attrs: { tabindex: '-1', 'data-key': 'title' } }, channelName(channel), channel.type === 'private' ? icon('lock', 16) : channel.type === 'shared' ? icon('shared', 16) : null), h('p', { class: 'channel-team', text: subtitle })),
        menuButton(button(t.more, () => {}, { icon: 'more', iconOnly: true, kind: 'quiet', key: 'channel-menu' }), () => [
          { label: t.channel.copyLink, icon: 'link', run: () => offerLink(channelLink(channel.id, channelName(channel), team.id), { ...route, tab: null, sub: null, thread: null }) },
        ])),
      h('div', { class: 'tab-bar' }, list,
        current === undefined ? null : menuButton(button(t.tab.menu(current.name), () => {}, { icon: 'chevronDown', iconOnly: true, kind: 'quiet', class: 'tab-menu', key: 'tab-menu' }), () => tabMenu(now, current, why)),
        button(t.channel.addTab, () => { void add(now); }, { icon: 'add', iconOnly: true, kind: 'quiet', class: 'tab-add', key: 'tab-add', attrs: why === null ? {} : { 'aria-disabled': 'true', title: why } })));
    // A long row of tabs scrolls: the open one is in sight.
    list.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  function tabMenu(now: ChannelPage, tab: ChannelTab, why: string | null): MenuItem[] {
    const app = findApp(tab.appId);
    const off = why === null ? {} : { disabled: why };
    return [
      { label: t.tab.reload, icon: 'refresh', run: () => { frame?.reload(); } },
      { label: t.tab.copyLink, icon: 'link', run: () => offerLink(entityLink(tab.externalAppId, tab.entityId, { label: tab.name, channelId: now.channel.id, ...(tab.websiteUrl === null ? {} : { webUrl: tab.websiteUrl }) }), { ...route, tab: tab.id, thread: null }) },
      ...(tab.websiteUrl === null ? [] : [{ label: t.tab.openWebsite, icon: 'openIn' as const, run: () => hub.openLink(tab.websiteUrl ?? '') }]),
      ...(tab.canUpdate && app?.configurable?.canUpdate === true ? [{ label: t.tab.settings, icon: 'settings' as const, ...off, run: () => { void changeTab(now, tab, app).then(reloadTab); } }] : []),
      { label: t.tab.rename, icon: 'rename', ...off, run: () => { void renameTab(now, tab).then(load); } },
      { label: t.tab.remove, icon: 'remove', danger: true, ...off, run: () => { void leaveTab(now, tab, app); } },
    ];
  }

  async function leaveTab(now: ChannelPage, tab: ChannelTab, app: App | undefined): Promise<void> {
    if (await removeTab(now, tab, app)) go({ ...route, tab: null, sub: null, thread: null }, 'replace');
  }

  async function reloadTab(): Promise<void> { frameKey = ''; await load(); }

  async function add(now: ChannelPage): Promise<void> {
    if (now.tabbing !== null) return;
    const id = await addTab(now);
    if (id === undefined) return;
    await load();
    go({ ...route, tab: id, sub: null, thread: null });
  }

  function closeFrame(): void { frame?.dispose(); frame = undefined; frameKey = ''; }

  function showTab(now: ChannelPage, tab: ChannelTab): void {
    posts = undefined;
    panel.classList.add('framed');
    const place = tabPlace(now.team, now.channel, tab, route.sub);
    const url = fillIn(tab.contentUrl, place);
    // The same page of the same tab stays as it is: a redraw must not throw away what was typed in it.
    const key = `${tab.id}|${tab.contentUrl}|${route.sub ?? ''}`;
    if (key === frameKey && frame !== undefined) return;
    closeFrame();
    panel.replaceChildren();
    frameKey = key;
    const app: App | null = findApp(tab.appId) ?? null;
    frame = new AppFrame({
      url, title: tab.name, app, frameContext: 'content', place,
      settings: { entityId: tab.entityId, contentUrl: tab.contentUrl, suggestedDisplayName: tab.name, ...(tab.websiteUrl === null ? {} : { websiteUrl: tab.websiteUrl }) },
      events: { returnFocus: (forward) => { if (forward) document.querySelector<HTMLElement>('.topbar button')?.focus(); else head.querySelector<HTMLElement>('[aria-selected=true]')?.focus(); } },
    }).mount(panel);
  }

  function showPosts(now: ChannelPage): void {
    closeFrame();
    panel.classList.remove('framed');
    if (posts === undefined) {
      posts = postsPart({ team: first.team, channel: first.channel, reload: load, route: () => route });
      panel.replaceChildren(posts.element);
    }
    posts.update(now);
    markRead(now);
  }

  function markRead(now: ChannelPage): void {
    const newest = Math.max(0, ...now.threads.flatMap((thread) => thread.messages.map((message) => message.at)));
    if (newest > 0 && now.channel.unread && document.visibilityState === 'visible') void api.markRead(now.channel.id, newest).then(refreshOverview).catch(() => {});
  }

  void load();
  return {
    element,
    matches: isHere,
    show: (to) => {
      if (!isHere(to)) return;
      const same = format(route) === format(to);
      route = to;
      if (!same) draw();
    },
    changed: (change) => {
      if (change.tabs.includes(first.channel) || change.conversations.includes(first.channel) || change.overview) void load();
    },
    focus: () => { if (frame === undefined) head.querySelector<HTMLElement>('h1')?.focus(); else frame.focus(); },
    frame: () => frame,
    tabs: () => page?.tabs,
    dispose: () => { disposed = true; frame?.dispose(); },
  };
}

interface PostsPart { element: HTMLElement; update(page: ChannelPage): void }

function postsPart(at: { team: string; channel: string; reload: () => Promise<void>; route: () => ChannelRoute }): PostsPart {
  let page: ChannelPage;
  let first = true;
  let shownThread: string | null = null;
  const replying = new Map<string, Composer>();
  const expanded = new Set<string>();
  const list = h('div', { class: 'threads' });
  const foot = h('div', { class: 'posts-foot' });
  const scroll = h('div', { class: 'posts-scroll', attrs: { tabindex: '0', role: 'region', 'aria-label': t.channel.posts } }, list);
  const element = h('div', { class: 'posts' }, scroll, foot);
  const end = stayAtEnd(scroll, list);
  let writing: Composer | undefined;

  const around = (thread: Thread): MessageSurroundings => ({
    place: { kind: 'channel', teamId: at.team, channelId: at.channel, conversationId: thread.conversationId },
    context: channelPlace(page.team, page.channel, { entityId: '' }),
    say: (text) => { void api.reply(at.team, at.channel, thread.root, { text }).then(at.reload).catch(complain); },
    menu: (message) => [
      { label: t.channel.copyLink, icon: 'link', run: () => offerLink(messageLink(at.channel, message.id, thread.root, at.team), { at: 'channel', team: at.team, channel: at.channel, tab: null, sub: null, thread: thread.root }) },
      ...(message.mine && page.posting === null ? [{ label: t.channel.deleteMessage, icon: 'remove' as const, danger: true, run: () => { void remove(message); } }] : []),
      ...messageCommands(message, { place: around(thread).place, context: around(thread).context, insert: (text) => startReply(thread, text) }),
    ],
  });
  const mentionable = (): readonly Mentionable[] => page.mentionable;

  async function remove(message: Message): Promise<void> {
    if (!(await confirm(t.channel.deleteMessage, message.text.slice(0, 160), t.channel.deleteMessage))) return;
    try { await api.removeMessage(message.id); await at.reload(); } catch (error) { complain(error); }
  }

  function startReply(thread: Thread, text?: string): void {
    expanded.add(thread.root);
    if (!replying.has(thread.root)) {
      replying.set(thread.root, composer({
        label: t.composer.reply, draft: `reply|${thread.conversationId}`, submitLabel: t.composer.send, enterSends: true, mentionable, autofocus: true,
        send: async (said) => { await api.reply(at.team, at.channel, thread.root, said); await at.reload(); },
        cancel: () => { replying.delete(thread.root); drawThreads(); list.querySelector<HTMLElement>(`[data-key="reply-${thread.root}"]`)?.focus(); },
      }));
      drawThreads();
    }
    if (text !== undefined) replying.get(thread.root)?.insert(text); else replying.get(thread.root)?.focus();
  }

  function threadElement(thread: Thread): HTMLElement {
    return h('section', { class: 'thread', attrs: { 'data-thread': thread.root, tabindex: '-1' } }, h('div', { class: 'thread-messages' }), h('div', { class: 'thread-foot' }));
  }

  function fillThread(element_: HTMLElement, thread: Thread): number {
    const [root] = thread.messages;
    element_.setAttribute('aria-label', t.channel.thread(root?.from.name ?? ''));
    const messages = element_.querySelector<HTMLElement>('.thread-messages');
    const foot_ = element_.querySelector<HTMLElement>('.thread-foot');
    if (messages === null || foot_ === null) return 0;
    const replies = thread.rootDeleted ? thread.messages : thread.messages.slice(1);
    const hidden = expanded.has(thread.root) ? 0 : Math.max(0, replies.length - REPLIES_SHOWN);
    const shown = [...(thread.rootDeleted ? [] : thread.messages.slice(0, 1)), ...replies.slice(hidden)];
    const surroundings = around(thread);
    const gap = messages.querySelector(':scope > .gap');
    const onGap = gap?.contains(document.activeElement) === true;
    gap?.remove();
    const { added } = syncMessages(messages, shown, (message) => messageElement(message, { ...surroundings, compact: message.id !== thread.root }));
    if (thread.rootDeleted) messages.prepend(h('p', { class: 'gap note', text: t.channel.deletedRoot }));
    else if (hidden > 0) messages.children[0]?.after(h('div', { class: 'gap' }, button(t.channel.showAll(replies.length), () => { expanded.add(thread.root); drawThreads(); messages.querySelectorAll<HTMLElement>('article')[1]?.focus(); }, { kind: 'quiet', key: `all-${thread.root}` })));
    if (onGap) messages.querySelector<HTMLElement>('.gap button')?.focus();
    const open = replying.get(thread.root);
    if (page.posting !== null) foot_.replaceChildren();
    else if (open === undefined) redraw(foot_, button(t.channel.reply, () => startReply(thread), { icon: 'reply', kind: 'quiet', key: `reply-${thread.root}` }));
    else if (foot_.firstElementChild !== open.element) foot_.replaceChildren(open.element);
    return added;
  }

  function drawThreads(): number {
    if (page.threads.length === 0) { redraw(list, emptyPlace(t.channel.empty, page.posting === null ? t.channel.emptyMore : t.channel.archivedPosting)); return 0; }
    list.querySelector(':scope > .empty')?.remove();
    const present = new Map([...list.querySelectorAll<HTMLElement>(':scope > .thread')].map((child) => [child.dataset['thread'] ?? '', child]));
    let added = 0;
    let last: Element | null = null;
    for (const thread of page.threads) {
      let child = present.get(thread.root);
      present.delete(thread.root);
      if (child === undefined) {
        child = threadElement(thread);
        if (last === null) list.prepend(child); else last.after(child);
      }
      added += fillThread(child, thread);
      last = child;
    }
    for (const gone of present.values()) gone.remove();
    return added;
  }

  function drawFoot(): void {
    if (page.posting !== null) { writing = undefined; redraw(foot, h('p', { class: 'note' }, icon('archive', 16), h('span', { text: t.channel.archivedPosting }))); return; }
    if (writing === undefined) {
      redraw(foot, button(t.channel.newPost, () => {
        writing = composer({
          label: t.composer.post, draft: `post|${at.channel}`, submitLabel: t.composer.publish, enterSends: false, mentionable, autofocus: true,
          commands: () => [],
          extensions: { commands: () => commandsFor('compose'), run: (command) => { void runExtension(command, { place: { kind: 'channel', teamId: at.team, channelId: at.channel, conversationId: null }, context: channelPlace(page.team, page.channel, { entityId: '' }), insert: (text) => writing?.insert(text) }); } },
          send: async (said) => { await api.post(at.team, at.channel, said); writing = undefined; await at.reload(); drawFoot(); end.stick(); foot.querySelector<HTMLElement>('button')?.focus(); },
          cancel: () => { writing = undefined; drawFoot(); foot.querySelector<HTMLElement>('button')?.focus(); },
        });
        foot.replaceChildren(writing.element);
      }, { icon: 'post', kind: 'primary', class: 'new-post', key: 'new-post' }));
    }
  }

  return {
    element,
    update: (now) => {
      const archivedBefore = first ? undefined : page.posting;
      page = now;
      const added = drawThreads();
      if (archivedBefore !== now.posting) drawFoot();
      const { thread } = at.route();
      if (thread !== null && thread !== shownThread) {
        shownThread = thread;
        end.leave();
        expanded.add(thread);
        drawThreads();
        const target = list.querySelector<HTMLElement>(`[data-thread="${CSS.escape(thread)}"]`);
        target?.scrollIntoView({ block: 'center' });
        target?.focus({ preventScroll: true });
      } else if (first) end.stick();
      if (thread === null) shownThread = null;
      if (!first) announceNew(added);
      first = false;
    },
  };
}
