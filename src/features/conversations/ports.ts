// What speaking to people needs from outside: where each conversation is, what was sent, and whose turn it is to send.

import type { EntraId } from '../../shared/ids.ts';
import type { CardFacts, OutgoingEdit, OutgoingMessage, Recipient, SendEnd } from './domain/outgoing.ts';
import type { ConversationReference } from './domain/reference.ts';
import type { Renewal } from './domain/send-limits.ts';
import type { Claim, Finding, LedgerEntry, MessageId, Observation, Outcome } from './domain/sending.ts';

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
  /** What a look showed. Nothing when the entry is no longer what it was `since` then. */
  found(id: MessageId, finding: Finding, since: Date, now: Date): Promise<void>;
  observe(id: MessageId, seen: { conversationId: string; activityId: string }, now: Date): Promise<Observation>;
  find(id: MessageId): Promise<LedgerEntry | null>;
  /** So that the message may be sent anew, when the app comes back to a place that it had left. */
  forget(id: MessageId): Promise<void>;
}

/** What the sender takes in hand. */
export interface Claimed {
  readonly message: string;
  readonly recipient: string;
  readonly to: Recipient;
  readonly card: CardFacts;
  readonly notAfter: Date;
  /** Times that it was put off before. */
  readonly attempts: number;
  readonly revision: number;
  /** When this sender took it. */
  readonly at: Date;
  readonly task:
    | { readonly do: 'send' }
    /** It may be there already. `since`: the state that the finding is about. */
    | { readonly do: 'look'; readonly since: Date }
    | { readonly do: 'edit'; readonly conversationId: string; readonly activityId: string };
  /** The chat with the person; null when none is known, or the recipient is a channel. */
  readonly place: ConversationReference | null;
}

/** What became of it. */
export interface Ended {
  readonly claimed: Claimed;
  /** How many requests the conversation's limits are to count. */
  readonly requests: number;
  /** The service asked for silence there. */
  readonly pauseMs: number;
  readonly how:
    | { readonly is: 'sent'; readonly conversationId: string; readonly activityId: string }
    /** Once more from that moment on. `ledger`: what is known of the message, null when nothing new is. */
    | { readonly is: 'again'; readonly at: Date; readonly ledger: Outcome | null }
    | { readonly is: 'over'; readonly end: SendEnd; readonly why: string };
}

export interface SendQueue {
  /**
   * One step of a sender, in one transaction: what ended is written down and followed up, and up to `most` that are due are
   * claimed, the urgent first, no two of one conversation, none that another replica has in hand.
   */
  exchange(holder: string, ended: readonly Ended[], most: number, now: Date): Promise<readonly Claimed[]>;
  /** Whether anything is due, for whomever. Reads only: what an idle replica asks. */
  isDue(now: Date): Promise<boolean>;
}

/** The tenant's requests a second, shared among the replicas that send. */
export interface Pace {
  /** How many places this replica's gate may have, and for how long from the moment of asking. */
  renew(renewal: Renewal): Promise<{ readonly limit: number; readonly forMs: number }>;
  /** Once none of its requests counts any more. */
  leave(holder: string): Promise<void>;
}

/** One conversation is served by one replica at a time, within its own limits. */
export interface Lanes {
  /** 0: it is this holder's until it leaves. Else the milliseconds until it is worth asking again. */
  enter(lane: string, holder: string): Promise<number>;
  /** `requests`: how many were answered meanwhile. */
  leave(lane: string, holder: string, requests: number): Promise<void>;
  /** The service asked for silence there. */
  pause(lane: string, ms: number): Promise<void>;
}

/** The chat between a person and the bot, read for our own messages only. */
export interface ChatWindow {
  /** The copies of a message that stand there, of those written since then. Null: nobody can tell (no permission, nothing legible). */
  find(person: EntraId, message: string, since: Date): Promise<readonly string[] | null>;
}

/** Gives a person the app, so that the bot may speak to somebody whom it never met. */
export interface AppInstaller {
  /** The chat's id for the Bot Connector, whether the app was installed now or before. Null: the organisation does not let us. */
  install(person: EntraId): Promise<string | null>;
}

/** Nobody is given the app a second time against their will. */
export interface AppOwners {
  of(person: EntraId): Promise<{ readonly state: 'installed' | 'left'; readonly at: Date } | null>;
  note(person: EntraId, state: 'installed' | 'left', at: Date): Promise<void>;
}

/** Whose turn it is to send: every documented limit, whichever replica sends. */
export interface SendLimiter {
  /** Waits until one more message may go to that conversation; one at a time there. */
  turn<T>(conversation: string, send: () => Promise<T>): Promise<T>;
  pause(conversation: string, ms: number): Promise<void>;
}

export interface Clock {
  now(): Date;
  /** Ends early when `until` aborts, where the clock can. */
  sleep(ms: number, until?: AbortSignal): Promise<void>;
}
