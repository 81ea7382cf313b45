// Where the bot speaks to a person or a channel: the conversation that Teams told us of, a chat that is opened, or, for somebody
// the bot never met, one that exists once the app is installed for them.
import type { Claimed, AppInstaller, AppOwners, ChatWindow, Clock, Conversations } from '../src/features/conversations/ports.ts';
import type { EntraId } from '../src/shared/ids.ts';
import type { Log } from '../src/shared/log.ts';
import type { CardMessage } from './cards/card.ts';
import type { Channel, Posted } from './channel.ts';
import { ConnectorFault } from './connector-fault.ts';

export interface Place { readonly serviceUrl: string; post(card: CardMessage): Promise<Posted> }

/** Runs one request at the service's pace; null when it may not go out any more. */
type Request = <T>(act: () => Promise<T>) => Promise<T | null>;

export interface Places {
  /** Null: nobody lets us. Throws ConnectorFault; opening a chat is called `open-chat` there. */
  of(claimed: Pick<Claimed, 'to' | 'place'>, request: Request): Promise<Place | null>;
  /** As ChatWindow.find; null also where nothing looks, or nothing could be read. */
  look(person: EntraId, message: string, since: Date): Promise<readonly string[] | null>;
}

export interface PlacesParts {
  readonly channel: Channel;
  readonly conversations: Conversations;
  /** Null without Microsoft Graph. */
  readonly installer: AppInstaller | null;
  readonly window: ChatWindow | null;
  readonly owners: AppOwners;
  readonly clock: Clock;
  readonly log: Log;
  /** Where to knock when Teams has told us of no conversation yet. */
  readonly serviceUrl: string;
}

/** An installation is not known everywhere at once: so long a refusal after it means nothing. */
const SETTLING_MS = 10 * 60_000;

export function createPlaces({ channel, conversations, installer, window, owners, clock, log, serviceUrl: globalUrl }: PlacesParts): Places {
  const chatAt = (serviceUrl: string, conversationId: string): Place => ({ serviceUrl, post: (card) => channel.postToConversation({ serviceUrl, conversationId }, card) });

  async function chatWith(person: EntraId, request: Request): Promise<Place | null> {
    const serviceUrl = (await conversations.latest())?.serviceUrl ?? globalUrl;
    const remember = async (key: string): Promise<Place> => {
      await conversations.remember({ key, kind: 'personal', serviceUrl, teamId: null, groupId: null, channelId: null, person, seenAt: clock.now() });
      return chatAt(serviceUrl, key);
    };
    let refusal: ConnectorFault;
    try {
      const opened = await request(() => channel.openChat({ serviceUrl, member: person }));
      if (opened === null) throw new ConnectorFault('later', 'open-chat', { code: 'not-sent' });
      return await remember(opened);
    } catch (cause) {
      if (!(cause instanceof ConnectorFault)) throw cause;
      if (cause.kind !== 'gone') throw new ConnectorFault(cause.kind === 'uncertain' ? 'later' : cause.kind, 'open-chat', { code: cause.code, retryAfterMs: cause.retryAfterMs, cause, ...(cause.status === null ? {} : { status: cause.status }) });
      refusal = cause;
    }
    const known = await owners.of(person);
    if (known?.state === 'installed' && clock.now().getTime() - known.at.getTime() < SETTLING_MS) throw new ConnectorFault('later', 'open-chat', { code: refusal.code, cause: refusal });
    const chat = known === null ? await install(person) : null;
    return chat === null ? null : remember(chat);
  }

  async function install(person: EntraId): Promise<string | null> {
    const chat = installer === null ? null : await installer.install(person);
    if (chat === null) return null;
    log.info('app-installed-for-person', { person });
    await owners.note(person, 'installed', clock.now());
    return chat;
  }

  return {
    async of({ to, place }, request) {
      if (to.is === 'person') return place === null ? chatWith(to.person, request) : chatAt(place.serviceUrl, place.key);
      const known = (await conversations.ofChannel(to.channelId)) ?? (await conversations.ofTeam(to.groupId)) ?? (await conversations.latest());
      const serviceUrl = known?.serviceUrl ?? globalUrl;
      return { serviceUrl, post: (card) => channel.postToChannel({ serviceUrl, channelId: to.channelId }, card) };
    },
    async look(person, message, since) {
      if (window === null) return null;
      try {
        const seen = await window.find(person, message, since);
        // Somebody who has the app only through a team of theirs: Graph shows the chat once it is theirs too.
        if (seen !== null || (await owners.of(person)) !== null || (await install(person)) === null) return seen;
        return await window.find(person, message, since);
      } catch (error) {
        // Graph is away: the ledger's own rule stands, and the next look may see.
        log.warn('chat-not-read', { person, error });
        return null;
      }
    },
  };
}
