// The greeting of a committee's channel: one card, never two. Who takes the app is greeted through the send queue.
import type { Greeter as CommitteeGreeter, TenantFault } from '../src/features/committees/ports.ts';
import type { CommitteeId, ChannelKey } from '../src/shared/ids.ts';
import { DEFAULT_LANGUAGE } from '../src/shared/language.ts';
import { welcomeChannel } from './cards/welcome.ts';
import type { Delivery, Notifier, ProactiveMessage } from './notifier.ts';
import type { CommitteeView } from './use-cases.ts';

type CommitteeChannel = Parameters<CommitteeGreeter['welcome']>[0];

/** What a job needs in order to come back to a greeting. */
export type Greeting = CommitteeChannel;

/** A greeting that could not be given now, and when to try again. */
export class GreetingDeferred extends Error implements TenantFault {
  readonly kind = 'throttled';
  readonly code = 'greeting-deferred';
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number) {
    super('the Bot Connector asks for patience');
    this.name = 'GreetingDeferred';
    this.retryAfterMs = retryAfterMs;
  }
}

export interface GreeterParts {
  readonly notifier: Notifier;
  /** As anybody in the channel may see it; null when the charter no longer has it: nobody is greeted then. */
  readonly committee: (id: CommitteeId, channel: ChannelKey) => Promise<CommitteeView | null>;
  /** Enqueues the same greeting for that moment. */
  readonly later: (greeting: Greeting, at: Date) => Promise<void>;
  readonly now: () => Date;
}

/** The ledger's names: what has been greeted is read from there. */
export const channelWelcome = (key: ChannelKey): string => `welcome:${key}`;
export const CHAT_WELCOME = 'welcome-chat';

/**
 * `sent`: given, or taken care of (an answer that was lost is settled later, through `later`). `waiting`: Teams does not let
 * the bot in there yet. Throws GreetingDeferred when the service asks for patience.
 */
export function createGreeter({ notifier, committee, later, now }: GreeterParts): CommitteeGreeter {
  const greet = async (greeting: Greeting, message: ProactiveMessage): Promise<'sent' | 'waiting'> => {
    const delivery: Delivery = await notifier.deliver(message);
    switch (delivery.is) {
      case 'sent':
      case 'already-sent':
      case 'unknown':
        return 'sent';
      case 'settling':
        await later(greeting, delivery.at);
        return 'sent';
      case 'no-access':
        return 'waiting';
      case 'later':
        throw new GreetingDeferred(Math.max(0, delivery.at.getTime() - now().getTime()));
      default:
        return delivery satisfies never;
    }
  };

  return {
    async welcome(channel) {
      const view = await committee(channel.committee, channel.key);
      if (view === null) return 'sent';
      const message = channelWelcome(channel.key);
      // A channel has readers of both languages: what is said to all of them is said in French (S11).
      return greet(channel, { message, to: { is: 'channel', channelId: channel.channelId, groupId: channel.teamId }, card: welcomeChannel(view, message, DEFAULT_LANGUAGE) });
    },
  };
}
