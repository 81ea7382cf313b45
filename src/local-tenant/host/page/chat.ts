// Clavardage: the conversations of the person with the organisation's bots, and the one that is open.

import type { ChatLine, ChatPage, Message } from '../wire.ts';
import { api } from './api.ts';
import { composer, type Composer } from './composer.ts';
import { h, oneAtATime, redraw, rove, uid } from './dom.ts';
import { commandsFor, messageCommands, runExtension } from './extensions.ts';
import { dayName, sameDay, when } from './format.ts';
import { personalPlace } from './host-context.ts';
import { announceNew, messageElement, stayAtEnd, syncMessages, type MessageSurroundings } from './messages.ts';
import { button, complain, count, emptyPage, emptyPlace, face, faultPlace, menuButton, skeleton, type MenuItem } from './parts.ts';
import { format, go, type Route } from './router.ts';
import { appOfBot, findApp, refreshOverview, theOverview } from './store.ts';
import type { Tree } from './tree.ts';
import type { View } from './view.ts';
import { t } from './words.ts';

/** The list beside. */
export function chatList(): Tree {
  let route: Route = { at: 'chats' };
  const headId = uid('chats');
  const body = h('div', { class: 'tree-scroll' });
  const element = h('section', { class: 'pane', attrs: { 'aria-labelledby': headId } }, h('div', { class: 'pane-head' }, h('h2', { id: headId, text: t.chat.title })), body);
  const row = (chat: ChatLine, zone: string): HTMLElement => {
    const app = findApp(chat.appId);
    const selected = route.at === 'chat' && route.bot === chat.botId;
    return h('li', {}, h('a', { class: `chat-row${chat.unread > 0 ? ' unread' : ''}${selected ? ' selected' : ''}`, attrs: { href: format({ at: 'chat', bot: chat.botId }), 'aria-current': selected ? 'page' : null, 'data-key': `chat-${chat.botId}` } },
      face(chat.name, 'bot', { icon: app?.icon ?? null, color: app?.accentColor ?? null, size: 36 }),
      h('span', { class: 'chat-text' },
        h('span', { class: 'chat-top' }, h('span', { class: 'chat-name', text: chat.name }), chat.last === null ? null : h('span', { class: 'chat-time', text: when(chat.last.at, zone) })),
        h('span', { class: 'chat-last', text: chat.last === null ? app?.shortDescription ?? '' : chat.last.mine ? t.chat.me(chat.last.text) : chat.last.text })),
      chat.unread > 0 ? count(chat.unread) : null, chat.unread > 0 ? h('span', { class: 'visually-hidden', text: t.rail.unread(chat.unread) }) : null));
  };
  const draw = (): void => {
    const { chats, me } = theOverview();
    if (chats.length === 0) { redraw(body, emptyPlace(t.chat.none, t.chat.noneMore)); return; }
    const sorted = [...chats].sort((a, b) => (b.last?.at ?? 0) - (a.last?.at ?? 0));
    const list = h('ul', { class: 'chats', attrs: { 'aria-labelledby': headId } }, sorted.map((chat) => row(chat, me.zone)));
    list.addEventListener('keydown', (event) => { const links = [...list.querySelectorAll<HTMLElement>('a')]; if (rove(event, links, 'vertical')) for (const link of links) link.removeAttribute('tabindex'); });
    redraw(body, list);
  };
  return { element, update: draw, show: (to) => { route = to; draw(); } };
}

export function chatView(first: Extract<Route, { at: 'chat' }>): View {
  let disposed = false;
  const part = chatPart(first.bot, () => disposed);
  const element = h('div', { class: 'channel' }, part.head, part.element);
  return {
    element,
    matches: (route) => route.at === 'chat' && route.bot === first.bot,
    show: () => {},
    changed: (change) => part.changed(change.conversations, change.typing, change.overview),
    focus: () => part.focus(),
    dispose: () => { disposed = true; },
  };
}

/** The conversation itself: also the « Clavardage » page of a personal app. */
export function chatPart(botId: string, gone: () => boolean): { head: HTMLElement; element: HTMLElement; changed: (conversations: readonly string[], typing: readonly string[], overview: boolean) => void; focus: () => void } {
  let page: ChatPage | undefined;
  let loadedOnce = false;
  let typingTimer: ReturnType<typeof setTimeout> | undefined;
  let box: Composer | undefined;
  let footFor: string | undefined;
  const head = h('div', { class: 'channel-head chat-head' });
  const list = h('div', { class: 'chat-messages', attrs: { role: 'log', 'aria-live': 'off' } });
  const typing = h('p', { class: 'typing', attrs: { role: 'status' } });
  const scroll = h('div', { class: 'posts-scroll', attrs: { tabindex: '0', role: 'region' } }, skeleton(4));
  const foot = h('div', { class: 'posts-foot' });
  const element = h('div', { class: 'posts chat-part' }, scroll, foot);
  const end = stayAtEnd(scroll, list);

  const load = oneAtATime(async () => {
    let fresh: ChatPage;
    try { fresh = await api.chat(botId); } catch (error) {
      if (gone()) return;
      const missing = error instanceof Error && 'status' in error && error.status === 404;
      page = undefined;
      redraw(scroll, missing ? emptyPage(t.chat.notFound, t.teams.notFoundMore) : faultPlace(error, () => { void load(); }));
      foot.replaceChildren();
      return;
    }
    if (gone()) return;
    page = fresh;
    draw(fresh);
  });

  async function setBlocked(blocked: boolean): Promise<void> {
    await api.blockBot(botId, blocked);
    await refreshOverview();
    await load();
  }

  async function say(text: string): Promise<void> {
    await api.say(botId, { text });
    await load();
  }

  const around = (): MessageSurroundings => ({ place: { kind: 'personal' }, context: personalPlace('conversations', null), say: (text) => { void say(text).catch(complain); }, menu: messageMenu });
  const messageMenu = (message: Message): MenuItem[] => [
    { label: t.copy, icon: 'copy', run: () => { void navigator.clipboard.writeText(message.text).catch(() => {}); } },
    ...(message.mine ? [{ label: t.channel.deleteMessage, icon: 'remove' as const, danger: true, run: () => { void api.removeMessage(message.id).then(load).catch(complain); } }] : []),
    ...messageCommands(message, { place: { kind: 'personal' }, context: personalPlace('conversations', null), insert: (text) => box?.insert(text) }),
  ];

  function draw({ chat, messages }: ChatPage): void {
    const app = appOfBot(botId);
    const { zone } = theOverview().me;
    scroll.setAttribute('aria-label', t.chat.log(chat.name));
    redraw(head, h('div', { class: 'channel-title' }, face(chat.name, 'bot', { icon: app?.icon ?? null, color: app?.accentColor ?? null }),
      h('div', { class: 'channel-names' }, h('h1', { class: 'channel-name', attrs: { tabindex: '-1', 'data-key': 'title' }, text: chat.name }), h('p', { class: 'channel-team', text: t.composer.bot })),
      menuButton(button(t.more, () => {}, { icon: 'more', iconOnly: true, kind: 'quiet', key: 'chat-menu' }), () => [
        ...(app === undefined ? [] : [{ label: t.apps.details, icon: 'info' as const, run: () => go({ at: 'app', app: app.id }) }]),
        { label: chat.blocked ? t.chat.unblock : t.chat.block, icon: 'block', danger: !chat.blocked, run: () => { void setBlocked(!chat.blocked).catch(complain); } },
      ])));
    if (messages.length === 0) {
      redraw(scroll, emptyPlace(t.chat.start(chat.name), app !== undefined && app.bots.some((bot) => bot.commands.length > 0) ? t.chat.startMore : app?.shortDescription ?? ''), typing);
      list.replaceChildren();
    } else {
      if (!scroll.contains(list)) scroll.replaceChildren(list, typing);
      list.querySelectorAll(':scope > .day').forEach((day) => day.remove());
      const { added } = syncMessages(list, messages, (message) => messageElement(message, around()));
      messages.forEach((message, n) => {
        const before = messages[n - 1];
        if (before !== undefined && sameDay(before.at, message.at, zone)) return;
        list.querySelector(`[data-entry="${CSS.escape(message.id)}"]`)?.before(h('p', { class: 'day', text: dayName(message.at, zone) }));
      });
      if (loadedOnce) announceNew(added);
    }
    drawFoot(chat);
    drawSuggested(messages.at(-1));
    if (!loadedOnce) end.stick();
    loadedOnce = true;
    if (chat.unread > 0 && document.visibilityState === 'visible') void api.markRead(chat.conversationId, Math.max(...messages.map((message) => message.at))).then(refreshOverview).catch(() => {});
  }

  function drawSuggested(last: Message | undefined): void {
    foot.querySelector('.suggested')?.remove();
    const actions = last?.from.kind === 'bot' ? last.suggested.filter((action) => action.type === 'imBack') : [];
    if (actions.length === 0) return;
    foot.prepend(h('div', { class: 'suggested', attrs: { role: 'group', 'aria-label': t.chat.suggested } }, actions.map((action) => button(action.title, () => { void say(action.value).catch(complain); box?.focus(); }))));
  }

  function drawFoot(chat: ChatLine): void {
    const key = `${chat.blocked}`;
    if (footFor === key) return;
    footFor = key;
    if (chat.blocked) { box = undefined; foot.replaceChildren(h('p', { class: 'note warning', text: t.chat.blocked })); return; }
    const commands = appOfBot(botId)?.bots.find((bot) => bot.id === botId)?.commands.filter((command) => command.scopes.length === 0 || command.scopes.includes('personal')) ?? [];
    box = composer({
      label: t.composer.chat, draft: `chat|${botId}`, submitLabel: t.composer.send, enterSends: true, commands: () => commands,
      extensions: { commands: () => commandsFor('compose'), run: (command) => { void runExtension(command, { place: { kind: 'personal' }, context: personalPlace('conversations', null), insert: (text) => box?.insert(text) }); } },
      send: async (said) => { await api.say(botId, said); await load(); end.stick(); },
    });
    foot.replaceChildren(box.element);
  }

  function showTyping(name: string): void {
    typing.textContent = t.chat.typing(name);
    clearTimeout(typingTimer);
    typingTimer = setTimeout(() => { typing.textContent = ''; }, 5_000);
  }

  // Opening a bot's chat for the first time installs its app, as with a pinned app: its greeting comes before one's first question.
  const app = appOfBot(botId);
  if (app !== undefined && !app.mine) void api.install(app.id).then(refreshOverview).catch(complain);
  void load();
  return {
    head,
    element,
    changed: (conversations, typers, overview) => {
      if (page === undefined) { if (overview) void load(); return; }
      const { chat } = page;
      if (typers.includes(chat.conversationId)) showTyping(chat.name);
      if (conversations.includes(chat.conversationId)) { typing.textContent = ''; void load(); }
    },
    focus: () => { head.querySelector<HTMLElement>('h1')?.focus(); },
  };
}
