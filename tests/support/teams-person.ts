// A person in Teams, through the small API that the host page uses: takes the app, speaks to the bot in the chat or in a channel,
// presses buttons, and reads what stands there.

import { teamsService } from '../../src/local-tenant/connector/service.ts';
import type { ChannelPage, ChatPage, InvokeAnswer, Message, Overview } from '../../src/local-tenant/host/wire.ts';
import { objections } from './card-check.ts';
import { textsOf } from './gouverne-bot.ts';
import type { Product } from './product.ts';

export interface Read {
  readonly id: string;
  readonly conversationId: string;
  readonly language: string;
  /** Every text of the card in reading order, with ordinary spaces; the first is its title. */
  readonly texts: readonly string[];
  readonly card: Record<string, unknown>;
}

export interface Place { readonly teamId: string; readonly channelId: string }

export interface TeamsPerson {
  overview(): Promise<Overview>;
  /** As the host page does when somebody opens the chat for the first time. */
  takeApp(): Promise<void>;
  dropApp(): Promise<void>;
  /** The cards of the bot in this person's chat, oldest first. */
  chat(): Promise<Read[]>;
  /** Writes in the chat; the one answer. */
  say(text: string): Promise<Read>;
  /** The cards of the bot in a channel, oldest first. */
  channel(place: Place): Promise<Read[]>;
  /** Begins a thread with @Gouverne; the one answer there. */
  mention(place: Place, text: string): Promise<Read>;
  /**
   * Presses the button of that title; what only this person then sees. Throws when the card has no such button. « Bloquée > Envoyer » is
   * the button of a small form within the card, « A-2027-003 > Terminée » that of a row; `typed`: what stands in the inputs.
   */
  press(card: Read, where: 'chat' | Place, title: string, typed?: Readonly<Record<string, string>>): Promise<Read>;
  /** Searches through the message extension: the titles found, each of which would be put into a message, or what is said instead. */
  search(text: string): Promise<readonly string[] | string>;
  /** Chooses an app's command in the menu of a message that stands there: the dialog that opens. */
  choose(commandId: string, messageId: string, where: 'chat' | Place): Promise<Dialog>;
}

export interface Dialog extends Read {
  readonly title: string;
  /** Presses its button with what was filled in: the next dialog, the text that closes it, or nothing. */
  submit(filled: Record<string, unknown>): Promise<Dialog | string | undefined>;
}

/** Throws what the judges of cards object to: nothing that the bot says goes by unseen. */
function read(message: Pick<Message, 'id' | 'conversationId' | 'attachments'>): Read {
  const [attachment] = message.attachments;
  if (attachment?.contentType !== 'application/vnd.microsoft.card.adaptive') throw new Error(`message ${message.id} has no card`);
  const card = attachment.content as Record<string, unknown>;
  const found = objections(card);
  if (found.length > 0) throw new Error(`a card is not right: ${found.join('; ')}\n${JSON.stringify(card)}`);
  return { id: message.id, conversationId: message.conversationId, language: String(card['lang']), texts: textsOf(card).map(withSpaces), card };
}

/** French puts no-break spaces before its colons and inside its guillemets; they are not what a journey is about. */
export const withSpaces = (text: string): string => text.replaceAll(/[\u00A0\u202F]/g, ' ');

interface ButtonOf { readonly title: string; readonly verb?: string; readonly data?: Readonly<Record<string, unknown>>; readonly card?: { readonly actions?: readonly ButtonOf[] } }

function buttonOf(card: Record<string, unknown>, title: string): ButtonOf | undefined {
  const within = (node: unknown): ButtonOf[] => (Array.isArray(node) ? node.flatMap(within) : typeof node === 'object' && node !== null ? Object.entries(node).flatMap(([key, part]) => (key === 'actions' ? (part as ButtonOf[]) : within(part))) : []);
  const all = [...((card['actions'] ?? []) as ButtonOf[]), ...within(card['body'])];
  const [first = '', second] = title.split(' > ');
  if (second === undefined) return all.find((button) => button.title === first);
  const form = all.find((button) => button.title === first)?.card?.actions ?? all.filter(({ data }) => data?.['action'] === first);
  return form.find((button) => button.title === second);
}

export function personInTeams(g: Product, email: string): TeamsPerson {
  const bot = g.config.app.id;
  const { deliveries } = teamsService(g.tenant.context);
  const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(`${g.url}/teams/api/${path}${path.includes('?') ? '&' : '?'}as=${encodeURIComponent(email)}`, { method, ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }) });
    if (!response.ok) throw new Error(`${method} ${path} as ${email}: ${response.status} ${await response.text()}`);
    return (response.status === 204 ? undefined : await response.json()) as T;
  };
  const at = ({ teamId, channelId }: Place): string => `teams/${teamId}/channels/${encodeURIComponent(channelId)}`;
  const ofBot = (messages: readonly Message[]): Read[] => messages.filter((message) => message.from.kind === 'bot').map(read);
  const one = (answers: readonly Read[], asked: string): Read => {
    const [answer] = answers;
    if (answer === undefined || answers.length > 1) throw new Error(`« ${asked} » has ${answers.length} answers: ${answers.map((a) => a.texts[0]).join(', ')}`);
    return answer;
  };
  const pageOfChat = (): Promise<ChatPage> => call('GET', `chats/${bot}`);

  const extension = async (name: 'fetchTask' | 'submitAction', commandId: string, messageId: string, where: 'chat' | Place, data?: unknown): Promise<Dialog | string | undefined> => {
    const { status, body } = await call<InvokeAnswer>('POST', 'invokes', {
      botId: bot, name: `composeExtension/${name}`, messageId, place: where === 'chat' ? { kind: 'personal' } : { kind: 'channel', ...where, conversationId: null },
      value: { commandId, commandContext: 'message', context: { theme: 'default' }, ...(data === undefined ? {} : { data }) },
    });
    if (status !== 200) throw new Error(`the command « ${commandId} » was answered ${status}`);
    const task = (body as { task?: { type: string; value: unknown } } | undefined)?.task;
    if (task === undefined) return undefined;
    if (task.type === 'message') return String(task.value);
    const { title, card } = task.value as { title: string; card: { contentType: string; content: Record<string, unknown> } };
    const shown = read({ id: '', conversationId: '', attachments: [{ ...card, name: null, contentUrl: null }] });
    const { data: hidden } = ((shown.card['actions'] ?? []) as { type: string; data?: object }[]).find(({ type }) => type === 'Action.Submit' || type === 'Action.Execute') ?? {};
    return { ...shown, title, submit: (filled) => extension('submitAction', commandId, messageId, where, { ...hidden, ...filled }) };
  };

  return {
    async choose(commandId, messageId, where) {
      const dialog = await extension('fetchTask', commandId, messageId, where);
      if (dialog === undefined || typeof dialog === 'string') throw new Error(`the command « ${commandId} » opened no dialog: ${dialog ?? 'nothing'}`);
      return dialog;
    },
    overview: () => call('GET', 'overview'),
    takeApp: () => call('PUT', `apps/${g.config.app.manifestId}`),
    dropApp: () => call('DELETE', `apps/${g.config.app.manifestId}`),
    chat: async () => ofBot((await pageOfChat()).messages),
    async say(text) {
      const { id } = await call<{ id: string }>('POST', `chats/${bot}/messages`, { text });
      await deliveries.settled();
      const { messages } = await pageOfChat();
      return one(ofBot(messages.slice(messages.findIndex((message) => message.id === id) + 1)), text);
    },
    channel: async (place) => ofBot((await call<ChannelPage>('GET', at(place))).threads.flatMap((thread) => thread.messages)),
    async mention(place, text) {
      const { conversationId } = await call<{ conversationId: string }>('POST', `${at(place)}/posts`, { text: `@Gouverne ${text}`, mentions: [{ kind: 'bot', id: bot, name: 'Gouverne' }] });
      await deliveries.settled();
      const { threads } = await call<ChannelPage>('GET', at(place));
      return one(ofBot(threads.find((thread) => thread.conversationId === conversationId)?.messages ?? []), text);
    },
    async press(card, where, title, typed = {}) {
      const button = buttonOf(card.card, title);
      if (button?.verb === undefined) throw new Error(`the card has no button « ${title} »`);
      const { status, body } = await call<InvokeAnswer>('POST', 'invokes', {
        botId: bot, name: 'adaptiveCard/action', replyToId: card.id, place: where === 'chat' ? { kind: 'personal' } : { kind: 'channel', ...where, conversationId: card.conversationId },
        value: { action: { type: 'Action.Execute', title, verb: button.verb, data: { ...button.data, ...typed } }, trigger: 'manual' },
      });
      if (status !== 200) throw new Error(`the button « ${title} » was answered ${status}`);
      const { type, value } = body as { type: string; value: unknown };
      return read({ id: '', conversationId: card.conversationId, attachments: [{ contentType: type, content: value, name: null, contentUrl: null }] });
    },
    async search(text) {
      const value = { commandId: 'meetings', parameters: [{ name: text === '' ? 'initialRun' : 'query', value: text === '' ? 'true' : text }], queryOptions: { skip: 0, count: 25 } };
      const { status, body } = await call<InvokeAnswer>('POST', 'invokes', { botId: bot, name: 'composeExtension/query', place: { kind: 'personal' }, value });
      if (status !== 200) throw new Error(`the search for « ${text} » was answered ${status}`);
      const { composeExtension } = body as { composeExtension: { type: string; text?: string; attachments?: { contentType: string; content: object; preview: { content: { title: string } } }[] } };
      if (composeExtension.type === 'message') return composeExtension.text ?? '';
      for (const { contentType, content } of composeExtension.attachments ?? []) read({ id: 'found', conversationId: '', attachments: [{ contentType, content, name: null, contentUrl: null }] });
      return (composeExtension.attachments ?? []).map(({ preview }) => preview.content.title);
    },
  };
}
