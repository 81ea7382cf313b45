// One message as it is shown: who, when, text, cards, and what its buttons do.

import type { BotPlace, InvokeAnswer, Message } from '../wire.ts';
import { api } from './api.ts';
import { renderCard, type CardAction } from './cards.ts';
import { announce, h } from './dom.ts';
import { exact, when } from './format.ts';
import type { Place } from './host-context.ts';
import { hub } from './hub.ts';
import { icon } from './icons.ts';
import { text } from './json.ts';
import { button, complain, face, menuButton, sentence, type MenuItem } from './parts.ts';
import { markdown, plainText, tagged } from './rich-text.ts';
import { session } from './session.ts';
import { appOfBot, theOverview } from './store.ts';
import { followTask } from './tasks.ts';
import { t } from './words.ts';

export interface MessageSurroundings {
  /** Where invokes of this message happen. */
  place: BotPlace;
  context: Place;
  /** Says something in the person's name: imBack, suggested actions. */
  say: (text: string) => void;
  menu: (message: Message) => MenuItem[];
  compact?: boolean;
}

/** A card that a bot gave to this person alone in answer to a button; gone when the message itself changes. */
const ownCards = new Map<string, { revision: string; content: unknown }>();
/** Cards that refreshed themselves once for this revision. */
const refreshed = new Set<string>();

const CARD = 'application/vnd.microsoft.card.adaptive';

export function messageElement(message: Message, around: MessageSurroundings): HTMLElement {
  const { zone } = theOverview().me;
  const app = message.from.kind === 'bot' ? appOfBot(message.from.id) : undefined;
  const items = around.menu(message);
  const bubble = h('div', { class: 'bubble' });
  const element = h('article', {
    class: `message ${message.from.kind}${message.mine ? ' mine' : ''}${message.mentions.some((mention) => mention.me) ? ' mentions-me' : ''}${around.compact === true ? ' compact' : ''}`,
    attrs: { 'data-message': message.id, 'data-revision': message.revision, 'aria-label': t.channel.from(message.mine ? t.you : message.from.name, exact(message.at, zone)), tabindex: '-1' },
  },
  face(message.from.name, message.from.kind, { icon: app?.icon ?? null, color: app?.accentColor ?? null }),
  h('div', { class: 'message-main' },
    h('div', { class: 'message-head' },
      h('span', { class: 'message-name', text: message.from.name }),
      message.from.kind === 'bot' ? h('span', { class: 'tag', text: t.composer.bot }) : null,
      h('time', { class: 'message-time', title: exact(message.at, zone), attrs: { datetime: new Date(message.at).toISOString() }, text: when(message.at, zone) }),
      message.edited ? h('span', { class: 'message-edited', text: t.edited }) : null,
      items.length === 0 ? null : menuButton(button(t.channel.messageActions, () => {}, { icon: 'more', iconOnly: true, kind: 'quiet', class: 'message-menu', key: `menu-${message.id}` }), () => around.menu(message))),
    bubble));
  if (message.text !== '') bubble.append(h('div', { class: 'message-text' }, ...textOf(message)));
  for (const attachment of message.attachments) bubble.append(attachmentElement(message, attachment, around));
  if (message.layout === 'carousel' && message.attachments.length > 1) bubble.classList.add('carousel');
  return element;
}

function textOf(message: Message): Node[] {
  const options = { mentions: message.mentions, openLink: hub.openLink };
  if (message.format === 'plain') return plainText(message.text, options);
  return [message.format === 'xml' ? tagged(message.text, options) : markdown(message.text, options)];
}

function attachmentElement(message: Message, attachment: Message['attachments'][number], around: MessageSurroundings): HTMLElement {
  if (attachment.contentType === CARD) return cardElement(message, attachment.content, around);
  const hero = heroAsCard(attachment.contentType, attachment.content);
  if (hero !== undefined) return cardElement(message, hero, around);
  return h('p', { class: 'note' }, icon('info', 16), h('span', { text: `${attachment.name ?? t.card.attachment} — ${t.card.unsupported}` }));
}

function cardElement(message: Message, content: unknown, around: MessageSurroundings): HTMLElement {
  const status = h('p', { class: 'card-status', attrs: { role: 'status' } });
  const slot = h('div', { class: 'card-slot' });
  const box = h('div', { class: 'card-box' }, slot, status);
  let busy = false;

  const say = (said: string, kind: 'done' | 'fault' | 'busy'): void => {
    status.textContent = said;
    status.className = `card-status ${kind}`;
  };
  const draw = (card: unknown): void => { slot.replaceChildren(renderCard(card, (action) => { void press(action); }, hub.openLink)); };

  const settle = (answer: InvokeAnswer): void => {
    if (answer.status === null) { say(t.card.unreachable, 'fault'); return; }
    const body = (answer.body ?? {}) as { statusCode?: unknown; type?: unknown; value?: unknown };
    if (answer.status >= 400) { say(t.card.failed, 'fault'); return; }
    const code = typeof body.statusCode === 'number' ? body.statusCode : 200;
    if (code === 401 || body.type === 'application/vnd.microsoft.activity.loginRequest') { say(t.card.signIn, 'fault'); return; }
    if (code >= 400) {
      const told = (body.value as { message?: unknown } | undefined)?.message;
      say(typeof told === 'string' && told !== '' ? told : t.card.failed, 'fault');
      return;
    }
    if (body.type === CARD) {
      ownCards.set(message.id, { revision: message.revision, content: body.value });
      // The focus was on a button that is about to disappear: it goes to the card that replaces it.
      const had = slot.contains(document.activeElement);
      draw(body.value);
      if (had) { const card = slot.querySelector<HTMLElement>('.card'); if (card !== null) { card.tabIndex = -1; card.focus(); } }
      say('', 'done');
      return;
    }
    if (body.type === 'application/vnd.microsoft.activity.message') { say(text(body.value), 'done'); return; }
    say(t.card.sent, 'done');
  };

  const execute = async (action: { id: string | undefined; title: string | undefined; verb: string; data: unknown }, trigger: 'manual' | 'automatic'): Promise<void> => {
    settle(await api.invoke({
      botId: message.from.id, name: 'adaptiveCard/action', replyToId: message.id, place: around.place,
      value: { action: { type: 'Action.Execute', ...(action.id === undefined ? {} : { id: action.id }), ...(action.title === undefined ? {} : { title: action.title }), verb: action.verb, data: action.data }, trigger },
    }));
  };

  const press = async (action: CardAction): Promise<void> => {
    if (action.kind === 'open-url') { hub.openLink(action.url); return; }
    // A second press while the first is under way would be a second act.
    if (busy) return;
    busy = true;
    slot.setAttribute('aria-busy', 'true');
    const patience = setTimeout(() => say(t.card.sending, 'busy'), 300);
    try {
      if (action.kind === 'execute') await execute(action, 'manual');
      else await submit(action.data);
    } catch (error) {
      say(sentence(error), 'fault');
    } finally {
      clearTimeout(patience);
      if (status.classList.contains('busy')) say('', 'done');
      busy = false;
      slot.removeAttribute('aria-busy');
    }
  };

  const submit = async (data: unknown): Promise<void> => {
    const teams = ((data as { msteams?: unknown } | null)?.msteams ?? {}) as { type?: unknown; value?: unknown; text?: unknown; displayText?: unknown };
    if (teams.type === 'imBack') { around.say(text(teams.value)); return; }
    if (teams.type === 'task/fetch') {
      const answer = await api.invoke({ botId: message.from.id, name: 'task/fetch', value: { data, context: { theme: session.theme } }, place: around.place, replyToId: message.id });
      await followTask(answer, message.from.id, around.place, around.context);
      return;
    }
    if (teams.type === 'messageBack') {
      if (typeof teams.displayText === 'string' && teams.displayText !== '') { await api.say(message.from.id, { text: teams.displayText, value: teams.value }); return; }
      await api.submit(message.from.id, around.place, { text: typeof teams.text === 'string' ? teams.text : '', value: teams.value, replyToId: message.id });
      say(t.card.sent, 'done');
      return;
    }
    await api.submit(message.from.id, around.place, { text: '', value: data, replyToId: message.id });
    say(t.card.sent, 'done');
  };

  const own = ownCards.get(message.id);
  draw(own?.revision === message.revision ? own.content : content);
  const automatic = (content as { refresh?: { action?: { verb?: unknown; data?: unknown; id?: unknown }; userIds?: unknown } } | null)?.refresh;
  const once = `${message.id}|${message.revision}`;
  // Named people only: for the others the card stays as it is until they press something.
  if (automatic?.action !== undefined && Array.isArray(automatic.userIds) && automatic.userIds.length > 0 && !refreshed.has(once)) {
    const { me } = theOverview();
    const ids = automatic.userIds.map(String);
    const mri = appOfBot(message.from.id)?.bots.find((bot) => bot.id === message.from.id)?.mri;
    if (ids.includes(me.id) || (mri !== undefined && ids.includes(mri))) {
      refreshed.add(once);
      void execute({ id: typeof automatic.action.id === 'string' ? automatic.action.id : undefined, title: undefined, verb: text(automatic.action.verb), data: automatic.action.data }, 'automatic').catch(complain);
    }
  }
  return box;
}

/** Cards of the time before Adaptive Cards, shown with the same renderer. */
function heroAsCard(contentType: string, content: unknown): unknown {
  if (!['application/vnd.microsoft.card.hero', 'application/vnd.microsoft.card.thumbnail', 'application/vnd.microsoft.teams.card.o365connector'].includes(contentType)) return undefined;
  const hero = (content ?? {}) as { title?: unknown; subtitle?: unknown; text?: unknown; buttons?: unknown };
  const line = (raw: unknown, more: object): object[] => (text(raw) === '' ? [] : [{ type: 'TextBlock', text: text(raw), wrap: true, ...more }]);
  const actions = (Array.isArray(hero.buttons) ? hero.buttons : []).map((raw) => {
    const pressed = raw as { type?: unknown; title?: unknown; value?: unknown; text?: unknown; displayText?: unknown };
    if (pressed.type === 'openUrl') return { type: 'Action.OpenUrl', title: pressed.title, url: pressed.value };
    return { type: 'Action.Submit', title: pressed.title, data: { msteams: { type: pressed.type === 'invoke' ? 'task/fetch' : pressed.type, value: pressed.value, text: pressed.text, displayText: pressed.displayText } } };
  });
  return { type: 'AdaptiveCard', version: '1.5', body: [...line(hero.title, { weight: 'bolder', size: 'large' }), ...line(hero.subtitle, { isSubtle: true, spacing: 'none' }), ...line(hero.text, {})], actions };
}

/** Changes a list of messages into another, touching only those that are new, changed or gone: a half-typed card input elsewhere stays. */
export function syncMessages(list: HTMLElement, messages: readonly Message[], make: (message: Message, previous: Message | undefined) => HTMLElement): { added: number } {
  const present = new Map([...list.children].filter((child): child is HTMLElement => child instanceof HTMLElement).map((child) => [child.dataset['entry'] ?? '', child]));
  let added = 0;
  let cursor: Element | null = list.firstElementChild;
  messages.forEach((message, index) => {
    const previous = messages[index - 1];
    const stamp = `${message.revision}|${previous === undefined ? '' : previous.from.id}`;
    const old = present.get(message.id);
    present.delete(message.id);
    if (old !== undefined && old.dataset['stamp'] === stamp) {
      if (old !== cursor) list.insertBefore(old, cursor); else cursor = cursor?.nextElementSibling ?? null;
      return;
    }
    const fresh = h('div', { class: 'entry', attrs: { 'data-entry': message.id, 'data-stamp': stamp } }, make(message, previous));
    if (old === undefined) {
      added += 1;
      list.insertBefore(fresh, cursor);
    } else {
      const had = old.contains(document.activeElement);
      if (old === cursor) cursor = cursor?.nextElementSibling ?? null;
      old.replaceWith(fresh);
      if (had) fresh.querySelector<HTMLElement>('article')?.focus({ preventScroll: true });
    }
  });
  for (const gone of present.values()) {
    if (gone.dataset['entry'] === undefined) continue;
    gone.remove();
  }
  return { added };
}

/**
 * Keeps a conversation at its end while the person is there: cards are drawn late and grow. Who scrolled up is left in peace.
 */
export function stayAtEnd(scroll: HTMLElement, content: HTMLElement): { stick: () => void; leave: () => void } {
  let stuck = false;
  const toEnd = (): void => { if (stuck) scroll.scrollTop = scroll.scrollHeight; };
  scroll.addEventListener('wheel', (event) => { if (event.deltaY < 0) stuck = false; }, { passive: true });
  scroll.addEventListener('scroll', () => { if (scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 60) stuck = true; else if (!growing) stuck = false; });
  let growing = false;
  new ResizeObserver(() => { growing = true; toEnd(); requestAnimationFrame(() => { growing = false; }); }).observe(content);
  return { stick: () => { stuck = true; toEnd(); }, leave: () => { stuck = false; } };
}

export const announceNew = (n: number): void => { if (n > 0) announce(t.channel.newMessages(n)); };
