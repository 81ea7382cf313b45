// What Gouverne says of its own accord: once per message and recipient, at the service's pace, whatever fails on the way.
import type { EntraId } from '../src/shared/ids.ts';
import type { Log } from '../src/shared/log.ts';
import { recipientKey, type Recipient } from '../src/features/conversations/domain/outgoing.ts';
import { claim, type MessageId } from '../src/features/conversations/domain/sending.ts';
import type { Clock, Conversations, MessageLedger, SendLimiter } from '../src/features/conversations/ports.ts';
import type { CardMessage } from './cards/card.ts';
import type { Channel, Posted } from './channel.ts';
import { ConnectorFault } from './connector-fault.ts';

export interface ProactiveMessage {
  /** What makes it the same message next time: `welcome:cncot`. */
  readonly message: string;
  readonly to: Recipient;
  readonly card: CardMessage;
}

export type Delivery =
  | ({ readonly is: 'sent' } & Posted)
  /** Sent before, by whoever: nothing went out now. */
  | ({ readonly is: 'already-sent' } & Posted)
  /** Nothing was delivered and nothing is wrong with the message: again, not before that moment. */
  | { readonly is: 'later'; readonly at: Date; readonly why: 'throttled' | 'unreachable' }
  /** It may be there. To be looked at again at that moment, and not before. */
  | { readonly is: 'settling'; readonly at: Date }
  /** Twice nobody knows whether it arrived: left to people. */
  | { readonly is: 'unknown' }
  /** Teams does not let the bot speak there: not installed yet, taken away, or blocked by the person. */
  | { readonly is: 'no-access'; readonly code: string };

export interface Notifier {
  deliver(message: ProactiveMessage): Promise<Delivery>;
  /** An answer to somebody who wrote (`lane`: the person in a chat, else the channel): within the same limits, tried again when it certainly did not arrive, not written down. */
  answer<T>(lane: string, send: () => Promise<T>): Promise<T>;
  /** Edits what was sent; false when it was not. Repeating it changes nothing, so that every fault is simply tried again. */
  edit(id: MessageId, card: CardMessage): Promise<boolean>;
  /** Somebody used a card of ours: it arrived. If a lost answer had made two of it, the second one goes. */
  observed(id: MessageId, seen: Posted): Promise<void>;
}

export interface NotifierParts {
  readonly channel: Channel;
  readonly conversations: Conversations;
  readonly ledger: MessageLedger;
  readonly limiter: SendLimiter;
  readonly clock: Clock;
  readonly log: Log;
  /** Where to knock when Teams has told us of no conversation yet: the service's global address, or the local tenant's. */
  readonly serviceUrl: string;
  /** 0 ≤ x < 1 */
  readonly random?: () => number;
}

const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 1_000;
/** Longer than that is not waited for here: the job comes back. */
const LONGEST_PAUSE_MS = 20_000;

export function createNotifier({ channel, conversations, ledger, limiter, clock, log, serviceUrl: globalUrl, random = Math.random }: NotifierParts): Notifier {
  /** Runs it until it succeeds, fails for good, or would have to wait longer than a caller should. */
  async function persist<T>(lane: string, act: () => Promise<T>, repeatUnknown: boolean): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await limiter.turn(lane, act);
      } catch (cause) {
        if (!(cause instanceof ConnectorFault)) throw cause;
        const again = cause.kind === 'later' || (repeatUnknown && cause.kind === 'uncertain');
        const pause = pauseBefore(attempt, cause.retryAfterMs, random());
        if (again && cause.retryAfterMs !== null) await limiter.pause(lane, cause.retryAfterMs);
        if (!again || attempt >= ATTEMPTS || pause > LONGEST_PAUSE_MS) throw cause;
        log.debug('bot-send-again', { code: cause.code, status: cause.status, attempt, pause });
        await clock.sleep(pause);
      }
    }
  }

  /** Where to reach the recipient, and in which lane its limits are counted. */
  async function place(to: Recipient): Promise<{ serviceUrl: string; lane: string; post: (card: CardMessage) => Promise<Posted> }> {
    if (to.is === 'channel') {
      const known = (await conversations.ofChannel(to.channelId)) ?? (await conversations.ofTeam(to.groupId)) ?? (await conversations.latest());
      const serviceUrl = known?.serviceUrl ?? globalUrl;
      return { serviceUrl, lane: to.channelId, post: (card) => channel.postToChannel({ serviceUrl, channelId: to.channelId }, card) };
    }
    const chat = await conversations.ofPerson(to.person);
    if (chat !== null) return { serviceUrl: chat.serviceUrl, lane: to.person, post: (card) => channel.postToConversation({ serviceUrl: chat.serviceUrl, conversationId: chat.key }, card) };
    const serviceUrl = (await conversations.latest())?.serviceUrl ?? globalUrl;
    // Opening a chat that is open gives the same chat: unlike a message, it may be asked for again after any fault.
    const conversationId = await persist(
      to.person,
      async () => {
        const meanwhile = await conversations.ofPerson(to.person);
        if (meanwhile !== null) return meanwhile.key;
        const opened = await channel.openChat({ serviceUrl, member: to.person });
        await conversations.remember({ key: opened, kind: 'personal', serviceUrl, teamId: null, groupId: null, channelId: null, person: to.person, seenAt: clock.now() });
        return opened;
      },
      true,
    );
    return { serviceUrl, lane: to.person, post: (card) => channel.postToConversation({ serviceUrl, conversationId }, card) };
  }

  async function send(id: MessageId, to: Recipient, card: CardMessage): Promise<Delivery> {
    const { lane, post } = await place(to);
    return persist(
      lane,
      async (): Promise<Delivery> => {
        // Claimed only once it is our turn: waiting for it may take longer than a claim lasts.
        const mine = await ledger.claim(id, clock.now());
        if (mine.do === 'nothing') return { is: 'already-sent', conversationId: mine.conversationId, activityId: mine.activityId };
        if (mine.do === 'give-up') return { is: 'unknown' };
        if (mine.do === 'wait') return { is: 'settling', at: mine.until };
        try {
          const posted = await post(card);
          await ledger.settle(id, { is: 'sent', ...posted }, clock.now());
          return { is: 'sent', ...posted };
        } catch (cause) {
          if (!(cause instanceof ConnectorFault)) throw cause;
          await ledger.settle(id, cause.kind === 'uncertain' ? { is: 'unknown' } : { is: 'failed', why: cause.code }, clock.now());
          throw cause;
        }
      },
      false,
    );
  }

  return {
    async deliver({ message, to, card }) {
      const id = { message, recipient: recipientKey(to) };
      try {
        return await send(id, to, card);
      } catch (cause) {
        if (!(cause instanceof ConnectorFault)) throw cause;
        log.warn('bot-message-not-sent', { message, recipient: id.recipient, kind: cause.kind, code: cause.code, status: cause.status });
        switch (cause.kind) {
          case 'later':
            return { is: 'later', at: new Date(clock.now().getTime() + (cause.retryAfterMs ?? LONGEST_PAUSE_MS)), why: cause.status === null ? 'unreachable' : 'throttled' };
          case 'uncertain': {
            const next = claim(await ledger.find(id), clock.now());
            return next.do === 'wait' ? { is: 'settling', at: next.until } : { is: 'unknown' };
          }
          case 'gone':
            if (to.is === 'person') await leavePerson(to.person);
            return { is: 'no-access', code: cause.code };
          case 'refused':
          case 'wrong':
            throw cause;
          default:
            return cause.kind satisfies never;
        }
      }
    },

    answer: (lane, send) => persist(lane, send, false),

    async edit(id, card) {
      const entry = await ledger.find(id);
      if (entry?.state.is !== 'sent') return false;
      const { conversationId, activityId } = entry.state;
      await persist(id.recipient, async () => channel.updateCard({ serviceUrl: await serviceUrlOf(id), conversationId, activityId }, card), true);
      return true;
    },

    async observed(id, seen) {
      const observation = await ledger.observe(id, seen, clock.now());
      if (observation.is === 'settled') log.info('bot-message-seen', { message: id.message, recipient: id.recipient });
      if (observation.is !== 'second-copy') return;
      log.warn('bot-second-copy-removed', { message: id.message, recipient: id.recipient });
      await persist(id.recipient, async () => channel.deleteMessage({ serviceUrl: await serviceUrlOf(id), ...seen }), true);
    },
  };

  async function serviceUrlOf(id: MessageId): Promise<string> {
    const known = (await conversations.ofChannel(id.recipient)) ?? (await conversations.ofPerson(id.recipient as EntraId)) ?? (await conversations.latest());
    return known?.serviceUrl ?? globalUrl;
  }

  async function leavePerson(person: EntraId): Promise<void> {
    const chat = await conversations.ofPerson(person);
    if (chat !== null) await conversations.forget(chat.key);
  }
}

/** As long as the service asks, else twice as long each time; spread, so that those refused together do not come back together. */
function pauseBefore(attempt: number, retryAfterMs: number | null, random: number): number {
  const least = retryAfterMs ?? FIRST_PAUSE_MS * 2 ** (attempt - 1);
  return Math.round(least * (1 + random / 4));
}
