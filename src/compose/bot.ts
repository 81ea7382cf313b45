// The bot: how it reaches Teams, what it knows of committees, and the greetings that follow an installation.

import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import { createBot } from '../../bot/bot.ts';
import { CONNECTOR_SCOPE, openChannel } from '../../bot/channel.ts';
import { channelWelcome, CHAT_WELCOME, createGreeter, type Greeting } from '../../bot/greeter.ts';
import { createNotifier } from '../../bot/notifier.ts';
import { sendLimiter } from '../../bot/send-limiter.ts';
import type { Job } from '../adapters/jobs/job-table.ts';
import { monotonicClock, type SystemClock } from '../adapters/clock/system-clock.ts';
import { conversationsStore, messageLedgerStore } from '../adapters/store/conversations-store.ts';
import type { Data } from '../adapters/store/open-data.ts';
import { sendLanes, sendPace } from '../adapters/store/send-pace.ts';
import type { Config } from '../config/config.ts';
import { slug } from '../features/committees/domain/workspace.ts';
import type { Charters, Greeter, ProvisioningStore } from '../features/committees/ports.ts';
import type { committeeCards } from '../features/committees/use-cases/cards.ts';
import { channelKey, committeeId, entraId, type EntraId } from '../shared/ids.ts';
import type { Language } from '../shared/language.ts';
import type { Log } from '../shared/log.ts';
import { chatLink } from '../shared/teams-links.ts';
import type { Microsoft } from './microsoft.ts';
import type { BotVital } from './vitals.ts';

export const GREET = 'greet';
const GreetingPayload = z.discriminatedUnion('is', [
  z.object({ is: z.literal('channel'), key: z.string(), committee: z.string(), teamId: z.string(), channelId: z.string() }),
  z.object({ is: z.literal('chat'), person: z.string() }),
]);
type GreetingPayload = z.infer<typeof GreetingPayload>;

/** Teams tells the bot of an installation a moment later than Graph says it is done. */
const NOT_YET_MS = 2_000;

export interface BotDesk extends BotVital {
  readonly messages: RequestHandler;
  readonly greeter: Greeter;
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
  readonly clock: SystemClock;
  readonly log: Log;
  /** Deep link to the personal tab « Accueil ». */
  readonly homeUrl: string;
}

export function openBot({ config, data, charters, store, microsoft, cards, languageOf, clock, log, homeUrl }: BotDeps): BotDesk {
  const { id, tenantId } = config.app;
  const channel = openChannel({ appId: id, tenantId, token: () => microsoft.tokens.token(CONNECTOR_SCOPE), endpoints: { metadataUrl: config.bot.metadataUrl, issuer: config.bot.issuer }, timeoutMs: config.bot.timeoutMs, log });
  const conversations = conversationsStore(data, tenantId);
  const ledger = messageLedgerStore(data, tenantId);
  const limiter = sendLimiter({ clock: monotonicClock(), pace: sendPace(data, tenantId), lanes: sendLanes(data, tenantId), holder: randomUUID() });
  const notifier = createNotifier({ channel, conversations, ledger, limiter, clock, log, serviceUrl: config.bot.serviceUrl });
  const enqueue = async (greeting: Greeting, key: string, notBefore?: Date): Promise<void> => {
    await data.tx((tx) => data.enqueue(tx, { job: GREET, payload: greeting, key, ...(notBefore === undefined ? {} : { notBefore }) }));
  };
  const keyOf = (greeting: Greeting): string => (greeting.is === 'channel' ? channelWelcome(greeting.key) : `${CHAT_WELCOME}:${greeting.person}`);
  const greeter = createGreeter({
    notifier, languageOf, homeUrl, now: () => clock.now(),
    committee: (committee, key) => cards.inChannel(committee, key),
    later: (greeting, at) => enqueue(greeting, keyOf(greeting), at),
  });

  const bot = createBot({
    useCases: {
      helpFor: cards.helpFor,
      myCommittees: cards.myCommittees,
      committeeOfChannel: cards.committeeOfChannel,
      committee: cards.committee,
      privacyOfficer: cards.privacyOfficer,
      async appEntered(place) {
        if (place.is === 'chat') { await enqueue({ is: 'chat', person: place.person }, `${CHAT_WELCOME}:${place.person}`); return; }
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
          const greeting: Greeting = { is: 'channel', key, committee: committee.id, teamId: groupId, channelId: channel.id };
          await enqueue(greeting, keyOf(greeting));
        }
      },
    },
    conversations, ledger, notifier, clock, log,
    links: { home: homeUrl, chat: chatLink(`28:${id}`), privacy: `${config.baseUrl}/tabs/privacy` },
    newReference: () => randomUUID().slice(0, 8),
  });

  return {
    greeter,
    messages: async (req, res) => { await channel.handle(req, res, bot); },
    async greet(greeting) {
      const said = greeting.is === 'channel'
        ? await greeter.welcome({ key: channelKey(greeting.key), committee: committeeId(greeting.committee), teamId: greeting.teamId, channelId: greeting.channelId })
        : await greeter.welcomePerson(entraId(greeting.person));
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

