// What speaking to people needs from outside: where each conversation is, what was sent, and whose turn it is to send.

import type { EntraId } from '../../shared/ids.ts';
import type { OutgoingEdit, OutgoingMessage } from './domain/outgoing.ts';
import type { ConversationReference } from './domain/reference.ts';
import type { Claim, LedgerEntry, MessageId, Observation, Outcome } from './domain/sending.ts';

/**
 * The send queue. Asked for in the transaction of the act that causes it, so that what is announced happened and what happened
 * is announced. Sent once per message and recipient, at Teams' pace, by whichever replica gets to it.
 */
export interface Outgoing<Tx> {
  /** Thousands are one insertion. What was asked for before, sent or not, is not asked for again. */
  send(tx: Tx, messages: readonly OutgoingMessage[]): Promise<void>;
  /** What has not left yet leaves with the new card; what has is edited in place; what never arrived is left alone. The last edit wins. */
  edit(tx: Tx, edits: readonly OutgoingEdit[]): Promise<void>;
}

export interface Conversations {
  /** The latest record of a place replaces the earlier one: Teams may move a conversation to another region. */
  remember(reference: ConversationReference): Promise<void>;
  /** The app was taken away, or the person blocked the bot: nothing of them is kept. */
  forget(key: string): Promise<void>;
  /** The app left the team: so did the bot, from all of its channels. */
  forgetTeam(teamId: string): Promise<void>;
  ofPerson(person: EntraId): Promise<ConversationReference | null>;
  ofChannel(channelId: string): Promise<ConversationReference | null>;
  ofTeam(groupId: string): Promise<ConversationReference | null>;
  /** The place seen last, for its region: a channel nobody spoke in yet has no record of its own. */
  latest(): Promise<ConversationReference | null>;
}

export interface MessageLedger {
  /** One caller among all replicas gets `send`, and the entry is then `intended` in its name. */
  claim(id: MessageId, now: Date): Promise<Claim>;
  settle(id: MessageId, outcome: Outcome, now: Date): Promise<void>;
  observe(id: MessageId, seen: { conversationId: string; activityId: string }, now: Date): Promise<Observation>;
  find(id: MessageId): Promise<LedgerEntry | null>;
  /** So that the message may be sent anew, when the app comes back to a place that it had left. */
  forget(id: MessageId): Promise<void>;
}

/** Shared by all that sends. In one process today; the same port is served by the database when replicas share a queue. */
export interface SendLimiter {
  /** Waits until one more message may go to that conversation; one at a time there. `send` goes out before the next may. */
  turn<T>(conversation: string, send: () => Promise<T>): Promise<T>;
  /** The service asked for silence there. */
  pause(conversation: string, ms: number): void;
}

export interface Clock {
  now(): Date;
  sleep(ms: number): Promise<void>;
}
