// Conversations and messages of the stand-in, whoever wrote them: bots through the Connector, people through the host page.

import type { Channel, Conversation, Message, State } from '../state.ts';
import { personalConversationId, splitThread, threadId } from './addresses.ts';

export interface Post {
  readonly from: string;
  readonly fromBot: boolean;
  readonly activity: Record<string, unknown>;
}

export class Mailroom {
  readonly #state: State;
  readonly #now: () => number;
  #lastId = 0;

  constructor(state: State, now: () => number) {
    this.#state = state;
    this.#now = now;
  }

  /** Teams numbers messages by the millisecond. Two in the same one, or a clock set back, must not share a number. */
  nextId(): string {
    if (this.#lastId === 0) for (const message of this.#state.messages.values()) this.#lastId = Math.max(this.#lastId, Number(message.id) || 0);
    this.#lastId = Math.max(this.#lastId + 1, Math.floor(this.#now()));
    return String(this.#lastId);
  }

  personal(botId: string, userId: string): Conversation {
    const id = personalConversationId(botId, userId);
    return this.#state.conversations.get(id)
      ?? this.#state.conversations.put(id, { id, kind: 'personal', botId, userId, teamId: null, channelId: null, createdAt: this.#now() });
  }

  /** A first message in a channel: it opens a thread that bears its number. */
  openThread(channel: Channel, post: Post): { conversation: Conversation; message: Message } {
    const id = this.nextId();
    const conversation: Conversation = {
      id: threadId(channel.id, id), kind: 'channel', botId: post.fromBot ? post.from : null, userId: null,
      teamId: channel.teamId, channelId: channel.id, createdAt: this.#now(),
    };
    this.#state.conversations.put(conversation.id, conversation);
    return { conversation, message: this.#store(id, conversation.id, post) };
  }

  post(conversation: Conversation, post: Post): Message { return this.#store(this.nextId(), conversation.id, post); }

  edit(message: Message, activity: Record<string, unknown>): Message {
    return this.#state.messages.put(message.id, { ...message, activity, updatedAt: this.#now() });
  }

  remove(message: Message): Message {
    return this.#state.messages.put(message.id, { ...message, deletedAt: this.#now() });
  }

  /** A message of this very conversation that still stands. */
  message(conversationId: string, id: string): Message | undefined {
    const message = this.#state.messages.get(id);
    return message !== undefined && message.deletedAt === null && message.conversationId === conversationId ? message : undefined;
  }

  inConversation(conversationId: string): Message[] {
    return this.#state.messages.filter((message) => message.conversationId === conversationId).sort(byNumber);
  }

  /** All threads of a channel, the message that opened each first. */
  threads(channelId: string): { conversationId: string; root: string; messages: Message[] }[] {
    const threads = new Map<string, Message[]>();
    for (const message of this.#state.messages.values()) {
      const { base } = splitThread(message.conversationId);
      if (base !== channelId) continue;
      const list = threads.get(message.conversationId);
      if (list === undefined) threads.set(message.conversationId, [message]); else list.push(message);
    }
    return [...threads].map(([conversationId, messages]) => ({ conversationId, root: splitThread(conversationId).root ?? '', messages: messages.sort(byNumber) }));
  }

  #store(id: string, conversationId: string, post: Post): Message {
    return this.#state.messages.put(id, { id, conversationId, from: post.from, fromBot: post.fromBot, activity: post.activity, createdAt: this.#now(), updatedAt: null, deletedAt: null });
  }
}

const byNumber = (a: Message, b: Message): number => Number(a.id) - Number(b.id);
