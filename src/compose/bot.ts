// The bot: how it reaches Teams, what it knows of committees, and the greetings that follow an installation.

import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import { createBot } from '../../bot/bot.ts';
import { welcomeChat } from '../../bot/cards/welcome.ts';
import { CONNECTOR_SCOPE, openChannel } from '../../bot/channel.ts';
import { channelWelcome, CHAT_WELCOME, createGreeter, type Greeting } from '../../bot/greeter.ts';
import { createNotifier } from '../../bot/notifier.ts';
import { outgoingCards, type CardKinds } from '../../bot/outgoing-cards.ts';
import { createPlaces } from '../../bot/places.ts';
import { createSender, type Sender } from '../../bot/sender.ts';
import type { ActionUseCases } from '../../bot/use-cases-actions.ts';
import type { IncidentUseCases } from '../../bot/use-cases-incidents.ts';
import type { DecisionUseCases } from '../../bot/use-cases-decisions.ts';
import type { MeetingUseCases } from '../../bot/use-cases-meetings.ts';
import { sendLimiter } from '../../bot/send-limiter.ts';
import type { Job } from '../adapters/jobs/job-table.ts';
import { monotonicClock, type SystemClock } from '../adapters/clock/system-clock.ts';
import { conversationsStore, messageLedgerStore } from '../adapters/store/conversations-store.ts';
import type { Data, Tx } from '../adapters/store/open-data.ts';
import { appOwnersStore, sendQueueStore } from '../adapters/store/outgoing-store.ts';
import { sendLanes, sendPace } from '../adapters/store/send-pace.ts';
import type { Config } from '../config/config.ts';
import { slug } from '../features/committees/domain/workspace.ts';
import type { Charters, Greeter, ProvisioningStore } from '../features/committees/ports.ts';
import type { Outgoing } from '../features/conversations/ports.ts';
import type { committeeCards } from '../features/committees/use-cases/cards.ts';
import { channelKey, committeeId, type EntraId } from '../shared/ids.ts';
import type { Language } from '../shared/language.ts';
import type { Log } from '../shared/log.ts';
import { chatLink } from '../shared/teams-links.ts';
import type { Microsoft } from './microsoft.ts';
import type { BotVital } from './vitals.ts';

export const GREET = 'greet';
const GreetingPayload = z.object({ key: z.string(), committee: z.string(), teamId: z.string(), channelId: z.string() });
type GreetingPayload = z.infer<typeof GreetingPayload>;

/** Teams tells the bot of an installation a moment later than Graph says it is done. */
const NOT_YET_MS = 2_000;

export interface BotDesk extends BotVital {
  readonly messages: RequestHandler;
  readonly greeter: Greeter;
  readonly sender: Sender;
  greet(greeting: GreetingPayload): Promise<void | { readonly again: { readonly afterMs: number } }>;
}

/** The row of the job table; what it does is known once the bot is open. */
export const greetJob = (greet: (greeting: GreetingPayload) => ReturnType<BotDesk['greet']>): Job<GreetingPayload> => ({
  payload: GreetingPayload,
  rules: { policy: 'short', retries: 20, waitSeconds: 2, longestWaitSeconds: 300, atOnce: 4 },
  run: (greeting) => greet(greeting),
});

export interface BotDeps {
  readonly config: Config;
  readonly data: Data;
  readonly charters: Charters;
  readonly store: ProvisioningStore;
  readonly microsoft: Microsoft;
  readonly cards: ReturnType<typeof committeeCards>;
  readonly languageOf: (person: EntraId) => Promise<Language>;
  readonly outgoing: Outgoing<Tx>;
  readonly meetings: MeetingUseCases;
  readonly actions: ActionUseCases;
  readonly incidents: IncidentUseCases;
  readonly decisions: DecisionUseCases;
  /** What the features say through the queue. */
  readonly cardKinds?: CardKinds;
  readonly clock: SystemClock;
  readonly log: Log;
  /** Deep link to the personal tab « Accueil ». */
  readonly homeUrl: string;
  /** That to « Mes actions ». */
  readonly actionsUrl: string;
}

export function openBot({ config, data, charters, store, microsoft, cards, languageOf, outgoing, meetings, actions, decisions, incidents, cardKinds = {}, clock, log, homeUrl, actionsUrl }: BotDeps): BotDesk {
  const { id, tenantId } = config.app;
  const channel = openChannel({ appId: id, tenantId, token: () => microsoft.tokens.token(CONNECTOR_SCOPE), endpoints: { metadataUrl: config.bot.metadataUrl, issuer: config.bot.issuer }, timeoutMs: config.bot.timeoutMs, log });
  const conversations = conversationsStore(data, tenantId);
  const ledger = messageLedgerStore(data, tenantId);
  const owners = appOwnersStore(data, tenantId);
  const holder = randomUUID();
  const limiter = sendLimiter({ clock: monotonicClock(), pace: sendPace(data, tenantId), lanes: sendLanes(data, tenantId), holder });
  const notifier = createNotifier({ channel, conversations, ledger, limiter, clock, log, serviceUrl: config.bot.serviceUrl });
  const places = createPlaces({ channel, conversations, installer: microsoft.personalApp, window: microsoft.personalApp, owners, clock, log, serviceUrl: config.bot.serviceUrl });
  const kinds: CardKinds = {
    ...cardKinds,
    [CHAT_WELCOME]: { facts: z.object({}), make: async (_facts, { message, language }) => welcomeChat(message, homeUrl, language) },
  };
  const sender = createSender({ queue: sendQueueStore(data, tenantId), gate: limiter.gate, channel, conversations, ledger, cards: outgoingCards(kinds, languageOf), places, clock, log, holder });
  const greetLater = async (greeting: Greeting, notBefore?: Date): Promise<void> => {
    await data.tx((tx) => data.enqueue(tx, { job: GREET, payload: greeting, key: channelWelcome(greeting.key), ...(notBefore === undefined ? {} : { notBefore }) }));
  };
  const greeter = createGreeter({ notifier, now: () => clock.now(), committee: (committee, key) => cards.inChannel(committee, key), later: greetLater });

  const bot = createBot({
    useCases: {
      meetings, actions, decisions, incidents,
      helpFor: cards.helpFor,
      myCommittees: cards.myCommittees,
      committeeOfChannel: cards.committeeOfChannel,
      committee: cards.committee,
      privacyOfficer: cards.privacyOfficer,
      async appEntered(place) {
        if (place.is === 'chat') {
          const { person } = place;
          await data.tx((tx) => outgoing.send(tx, [{ message: CHAT_WELCOME, to: { is: 'person', person }, card: { kind: CHAT_WELCOME } }]));
          return;
        }
        // Every committee housed there that was not greeted yet; the ledger is the last word on "once".
        const { groupId } = place;
        const [inForce, memory, welcomed] = await Promise.all([charters.inForce(), store.memory(), store.welcomed()]);
        const team = [...memory.teams].find(([, known]) => known.id === groupId)?.[0];
        for (const committee of inForce?.charter.committees ?? []) {
          const key = channelKey(committee.id);
          const channel = memory.channels.get(key);
          const here = place.channelId === null ? slug(committee.workspace.team) === team : channel?.id === place.channelId;
          // The card leads to the tab: a channel that still waits for its own is greeted by the run that adds it.
          if (groupId === null || channel === undefined || channel.tabId === null || !here || welcomed.has(key)) continue;
          await greetLater({ key, committee: committee.id, teamId: groupId, channelId: channel.id });
        }
      },
    },
    conversations, ledger, owners, notifier, clock, log,
    links: { home: homeUrl, actions: actionsUrl, chat: chatLink(`28:${id}`), privacy: `${config.baseUrl}/tabs/privacy` },
    newReference: () => randomUUID().slice(0, 8),
  });

  return {
    greeter, sender,
    messages: async (req, res) => { await channel.handle(req, res, bot); },
    async greet(greeting) {
      const said = await greeter.welcome({ key: channelKey(greeting.key), committee: committeeId(greeting.committee), teamId: greeting.teamId, channelId: greeting.channelId });
      return said === 'waiting' ? { again: { afterMs: NOT_YET_MS } } : undefined;
    },
    async check() {
      await microsoft.tokens.token(CONNECTOR_SCOPE);
      const place = await conversations.latest();
      return place === null
        ? { ok: true, detail: { fr: 'L’identité de l’agent est acceptée; Teams ne lui a encore parlé nulle part.', en: 'The bot’s identity is accepted; Teams has not spoken to it anywhere yet.' }, remedy: { fr: `Point de terminaison attendu : ${config.baseUrl}/api/messages`, en: `Expected endpoint: ${config.baseUrl}/api/messages` } }
        : { ok: true, detail: { fr: 'L’agent parle et entend.', en: 'The bot speaks and hears.' }, remedy: null };
    },
  };
}

