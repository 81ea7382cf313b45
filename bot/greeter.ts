// The greetings: one card in each committee's channel, one in the chat of each person who takes the app, never two.
import type { Greeter as CommitteeGreeter, TenantFault } from '../src/features/committees/ports.ts';
import type { CommitteeId, EntraId, ChannelKey } from '../src/shared/ids.ts';
import { DEFAULT_LANGUAGE, type Language } from '../src/shared/language.ts';
import { welcomeChannel, welcomeChat } from './cards/welcome.ts';
import type { Delivery, Notifier, ProactiveMessage } from './notifier.ts';
import type { CommitteeView } from './use-cases.ts';

type CommitteeChannel = Parameters<CommitteeGreeter['welcome']>[0];

/** What a job needs in order to come back to a greeting: the payload of `welcome-channel` and of `welcome-chat`. */
export type Greeting = ({ readonly is: 'channel' } & CommitteeChannel) | { readonly is: 'chat'; readonly person: EntraId };

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

/**
 * `sent`: given, or taken care of (an answer that was lost is settled later, through `later`). `waiting`: Teams does not let
 * the bot in there yet. Throws GreetingDeferred when the service asks for patience.
 */
export interface Greeter extends CommitteeGreeter {
  welcomePerson(person: EntraId): Promise<'sent' | 'waiting'>;
}

export interface GreeterParts {
  readonly notifier: Notifier;
  /** As anybody in the channel may see it; null when the charter no longer has it: nobody is greeted then. */
  readonly committee: (id: CommitteeId, channel: ChannelKey) => Promise<CommitteeView | null>;
  readonly languageOf: (person: EntraId) => Promise<Language>;
  /** Enqueues the same greeting for that moment. */
  readonly later: (greeting: Greeting, at: Date) => Promise<void>;
  readonly now: () => Date;
  /** Deep link to the personal tab « Accueil ». */
  readonly homeUrl: string;
}

/** The ledger's names: what has been greeted is read from there. */
export const channelWelcome = (key: ChannelKey): string => `welcome:${key}`;
export const CHAT_WELCOME = 'welcome-chat';

export function createGreeter({ notifier, committee, languageOf, later, now, homeUrl }: GreeterParts): Greeter {
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
      return greet({ is: 'channel', ...channel }, { message, to: { is: 'channel', channelId: channel.channelId, groupId: channel.teamId }, card: welcomeChannel(view, message, DEFAULT_LANGUAGE) });
    },
    async welcomePerson(person) {
      return greet({ is: 'chat', person }, { message: CHAT_WELCOME, to: { is: 'person', person }, card: welcomeChat(CHAT_WELCOME, homeUrl, await languageOf(person)) });
    },
  };
}
