// The whole bot over HTTP with authentication on: its own server on one side, the local tenant's Entra and Bot Connector on the other.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createBot, type BotUseCases, type CommitteeView } from '../../bot/bot.ts';
import { openChannel, type Channel } from '../../bot/channel.ts';
import { createGreeter, type Greeting } from '../../bot/greeter.ts';
import type { Greeter } from '../../src/features/committees/ports.ts';
import { createNotifier, type Notifier } from '../../bot/notifier.ts';
import type { ActionUseCases } from '../../bot/use-cases-actions.ts';
import type { DecisionUseCases } from '../../bot/use-cases-decisions.ts';
import type { MeetingUseCases } from '../../bot/use-cases-meetings.ts';
import { sendLimiter } from '../../bot/send-limiter.ts';
import type { Clock } from '../../src/features/conversations/ports.ts';
import type { Place as Whereabouts } from '../../src/local-tenant/connector/activities.ts';
import { personalConversationId } from '../../src/local-tenant/connector/addresses.ts';
import { teamsService } from '../../src/local-tenant/connector/service.ts';
import type { Channel as TenantChannel, Message, User } from '../../src/local-tenant/state.ts';
import { accept, refuse } from '../../src/shared/decision.ts';
import { committeeId, incidentId } from '../../src/shared/ids.ts';
import type { Log } from '../../src/shared/log.ts';
import { memoryLanes, memoryPace } from './memory-pace.ts';
import { fakeConversations, fakeLedger, fakeOwners, type FakeConversations, type FakeLedger } from './fake-conversations.ts';
import { aScene, botToken, BOT_ID, TENANT_ID, type Scene, type SceneOptions } from './teams-scene.ts';

export function aCommittee(more: Partial<CommitteeView> = {}): CommitteeView {
  return {
    id: committeeId('cncot'),
    acronym: 'CNCOT',
    name: { fr: 'Comité national de coordination des opérations en télésanté', en: 'National Telehealth Operations Coordination Committee' },
    confidential: false,
    levelName: { fr: 'National', en: 'National' },
    mandate: { fr: 'Coordonne les opérations provinciales de télésanté.', en: 'Coordinates provincial telehealth operations.' },
    chair: { fr: 'Coordination provinciale, volet clinique', en: 'Provincial coordination, clinical' },
    role: { fr: 'Membre', en: 'Member' },
    links: { tab: 'https://teams.microsoft.com/l/entity/app/committee%2Fcncot?context=x', channel: 'https://teams.microsoft.com/l/channel/19%3Ax/S%C3%A9ances' },
    ...more,
  };
}

/** Nobody has a meeting. */
export const noMeetings: MeetingUseCases = {
  next: async () => null, nextOfChannel: async () => null, week: async () => [], search: async () => [], answer: async () => ({ is: 'gone' }), ofReminder: async () => null, convene: async () => ({ is: 'gone' }),
};

/** Nobody has an action. */
export const noActions: ActionUseCases = {
  today: () => '2027-01-20', mine: async () => ({ actions: [], count: 0, more: false }), late: async () => ({ actions: [], count: 0, more: false }), lateOfChannel: async () => 'nobody', find: async () => null, form: async () => null,
  respond: async () => ({ is: 'gone' }), onCard: async () => null, draft: async () => ({ is: 'not-allowed', why: { fr: 'Non.', en: 'No.' } }), make: async () => ({ is: 'not-allowed', why: { fr: 'Non.', en: 'No.' } }),
};

/** The register is empty. */
export const noDecisions: DecisionUseCases = { one: async () => ({ is: 'none' }), latest: async () => ({ acronym: null, restricted: false, decisions: [] }), answer: async () => ({ is: 'gone' }) };

export const LINKS = { home: 'https://teams.microsoft.com/l/entity/app/home', actions: 'https://teams.microsoft.com/l/entity/app/actions', chat: 'https://teams.microsoft.com/l/entity/app/conversations', privacy: 'https://gouverne.example/tabs/privacy' };

export const realClock: Clock = { now: () => new Date(), sleep: (ms) => new Promise((resolve) => { setTimeout(resolve, ms); }) };

export interface BotInTest {
  readonly scene: Scene;
  readonly channel: Channel;
  readonly notifier: Notifier;
  readonly greeter: Greeter;
  readonly conversations: FakeConversations;
  readonly ledger: FakeLedger;
  readonly useCases: BotUseCases;
  readonly entered: Parameters<BotUseCases['appEntered']>[0][];
  readonly deferred: { greeting: Greeting; at: Date }[];
  /** What was stopped, and where. */
  readonly stopped: { readonly person: string; readonly where: string }[];
  /** Incidents that were reported. */
  readonly reports: { readonly by: string; readonly place: string; readonly acronym: string | null; readonly reference: string }[];
  readonly logged: { event: string; facts: unknown }[];
  readonly endpoint: string;
  /** What the person wrote in the chat with the bot; resolves once the bot has dealt with it. */
  write(user: User, text: string): Promise<void>;
  /** What a person wrote to the bot in a channel, with the mention that Teams requires. */
  mention(user: User, channel: TenantChannel, text: string): Promise<void>;
  press(user: User, where: 'chat' | TenantChannel, value: unknown, replyToId?: string): Promise<{ status: number | null; body: unknown }>;
  /** Whatever else Teams asks of a bot, in the chat. */
  invoke(user: User, name: string, value: unknown): Promise<{ status: number | null; body: unknown }>;
  /** The same button in a client from before universal actions. */
  submit(user: User, where: 'chat' | TenantChannel, value: unknown, replyToId?: string): Promise<void>;
  /** What the bot wrote there that still stands, oldest first. */
  written(where: User | TenantChannel): Message[];
  /** Delivers the last message once more, as after a lost answer, or a variation of it; the HTTP status. */
  repeatLast(change?: (activity: RepeatedActivity) => void): Promise<number>;
  settled(): Promise<void>;
  close(): Promise<void>;
}

export async function startGouverneBot({ useCases: given = {}, clock = realClock, timeoutMs, installedInTeam = true, ...options }: SceneOptions & { useCases?: Partial<BotUseCases>; clock?: Clock; timeoutMs?: number } = {}): Promise<BotInTest> {
  const app = express();
  app.use(express.json({ limit: '256kb' }));
  const server = createServer(app);
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`;

  const scene = await aScene({ ...options, botEndpoint: endpoint, installedInTeam });
  const { context } = scene.tenant;
  const service = teamsService(context);
  const logged: { event: string; facts: unknown }[] = [];
  const keep = (event: string, facts: unknown): void => { logged.push({ event, facts }); };
  const keeping: Log = { debug: keep, info: keep, warn: keep, error: keep, with: () => keeping };

  const entered: BotInTest['entered'] = [];
  const committee = aCommittee();
  const stopped: BotInTest['stopped'] = [];
  const reports: BotInTest['reports'] = [];
  const useCases: BotUseCases = {
    meetings: noMeetings,
    actions: noActions,
    incidents: { stopped: async (person, where) => { stopped.push({ person, where }); }, report: async (by, seen) => { reports.push({ by, ...seen }); return accept({ id: incidentId('I-2027-001') }); } },
    decisions: noDecisions,
    helpFor: async (person) => ({ person, language: 'fr-CA', known: true }),
    myCommittees: async () => [committee],
    committeeOfChannel: async (_team, channelId) => (channelId === scene.sessions.id ? committee : null),
    committee: async (id) => (id === committee.id ? accept(committee) : refuse({ why: 'not-found' as const })),
    appEntered: async (place) => { entered.push(place); },
    privacyOfficer: async () => ({ title: { fr: 'Responsable de la protection des renseignements personnels', en: 'Privacy officer' }, email: 'rprp@essai.example' }),
    ...given,
  };
  const conversations = fakeConversations();
  const ledger = fakeLedger();
  const channel = openChannel({
    appId: BOT_ID,
    tenantId: TENANT_ID,
    token: () => botToken(scene.tenant),
    endpoints: { metadataUrl: `${scene.tenant.url}/botframework/v1/.well-known/openidconfiguration`, issuer: 'https://api.botframework.com' },
    log: keeping,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
  const notifier = createNotifier({ channel, conversations, ledger, limiter: sendLimiter({ clock, pace: memoryPace(clock), lanes: memoryLanes(clock), holder: 'test' }), clock, log: keeping, serviceUrl: `${context.urls.connector}/`, random: () => 0 });
  const deferred: BotInTest['deferred'] = [];
  const greeter = createGreeter({ notifier, committee: async () => committee, later: async (greeting, at) => { deferred.push({ greeting, at }); }, now: () => clock.now() });
  let references = 0;
  const bot = createBot({ useCases, conversations, ledger, owners: fakeOwners(), notifier, clock, links: LINKS, log: keeping, newReference: () => `R-${(references += 1)}` });
  let lastRequest: { authorization: string; body: string } | undefined;
  app.post('/api/messages', (request, _response, next) => {
    const { type } = request.body as { type?: string };
    if (type === 'message') lastRequest = { authorization: request.headers.authorization ?? '', body: JSON.stringify(request.body) };
    next();
  });
  app.post('/api/messages', (request, response) => channel.handle(request, response, bot));

  const client = { locale: 'en-US', zone: 'America/Toronto' };
  const gouverne = context.state.bots.get(BOT_ID);
  if (gouverne === undefined) throw new Error('no bot in the scene');
  const chatOf = (user: User): Whereabouts => ({ kind: 'personal', conversationId: service.mailroom.personal(BOT_ID, user.id).id });
  const threadIn = (user: User, place: TenantChannel, replyToId: string | undefined): Whereabouts => {
    const root = replyToId === undefined ? undefined : context.state.messages.get(replyToId)?.conversationId;
    const conversationId = root ?? service.openThread(place, { from: user.id, fromBot: false, activity: { type: 'message', text: '…' } }).conversation.id;
    return { kind: 'channel', team: scene.team, channel: place, conversationId };
  };
  const placeOf = (user: User, where: 'chat' | TenantChannel, replyToId?: string): Whereabouts => (where === 'chat' ? chatOf(user) : threadIn(user, where, replyToId));
  let said = 0;
  const nextId = (): string => `said-${(said += 1)}`;

  return {
    scene, channel, notifier, greeter, conversations, ledger, useCases, entered, deferred, stopped, reports, logged, endpoint,
    async write(user, text) {
      service.tell(gouverne, user, client, chatOf(user), { id: nextId(), text, mentions: [] });
      await service.deliveries.settled();
    },
    async mention(user, place, text) {
      service.tell(gouverne, user, client, threadIn(user, place, undefined), { id: nextId(), text: `<at>Gouverne</at> ${text}`, mentions: [{ text: '<at>Gouverne</at>', id: `28:${BOT_ID}`, name: 'Gouverne' }] });
      await service.deliveries.settled();
    },
    press: (user, where, value, replyToId) => service.invoke(gouverne, user, client, placeOf(user, where, replyToId), { name: 'adaptiveCard/action', value, replyToId }),
    invoke: (user, name, value) => service.invoke(gouverne, user, client, chatOf(user), { name, value }),
    async submit(user, where, value, replyToId) {
      service.tell(gouverne, user, client, placeOf(user, where, replyToId), { id: nextId(), text: '', mentions: [], value, replyToId });
      await service.deliveries.settled();
    },
    written: (where) => {
      const messages = 'userPrincipalName' in where ? service.mailroom.inConversation(personalConversationId(BOT_ID, where.id)) : service.mailroom.threads(where.id).flatMap((thread) => thread.messages);
      return messages.filter((message) => message.fromBot && message.deletedAt === null);
    },
    async repeatLast(change) {
      if (lastRequest === undefined) throw new Error('nothing came yet');
      return (await fetch(endpoint, { method: 'POST', headers: { 'content-type': 'application/json', authorization: lastRequest.authorization }, body: changed(lastRequest.body, change) })).status;
    },
    settled: () => service.deliveries.settled(),
    async close() {
      await service.deliveries.settled();
      await scene.tenant.close();
      await new Promise<void>((resolve) => { server.close(() => resolve()); server.closeAllConnections(); });
    },
  };
}

interface RepeatedActivity { id: string; type: string; text?: string; conversation: { id: string }; recipient: { id: string }; membersAdded?: { id: string }[]; channelData: { eventType?: string; team?: { id: string; aadGroupId?: string }; channel?: { id: string; type?: string } } }
function changed(body: string, change: ((activity: RepeatedActivity) => void) | undefined): string {
  const activity = JSON.parse(body) as RepeatedActivity;
  change?.(activity);
  return JSON.stringify(activity);
}

/** The card of a message, and every text on it in reading order. */
export function cardOf(message: Message | undefined): { summary: string; card: Record<string, unknown>; texts: string[] } {
  if (message === undefined) throw new Error('there is no such message');
  const [attachment] = message.activity['attachments'] as { contentType: string; content: Record<string, unknown> }[];
  if (attachment?.contentType !== 'application/vnd.microsoft.card.adaptive') throw new Error('the message has no card');
  return { summary: String(message.activity['summary']), card: attachment.content, texts: textsOf(attachment.content) };
}

export function textsOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(textsOf);
  if (typeof node !== 'object' || node === null) return [];
  const { body, items, columns, facts, actions, text, title, value, fallback: _fallback, ...rest } = node as Record<string, unknown>;
  const own = [text, title, value].filter((part): part is string => typeof part === 'string');
  return [...own, ...[body, items, columns, facts, actions, rest['selectAction']].flatMap(textsOf)];
}
