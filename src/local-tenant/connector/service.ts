// Teams' side of a bot: what happens in the tenant becomes activities, and what people and bots write is kept and told to the open pages.

import type { TenantContext } from '../context.ts';
import { drawFor } from '../faults.ts';
import type { Bot, CatalogApp, Channel, Conversation, Message, Team, User } from '../state.ts';
import { chatBegan, installationActivity, invokeActivity, messageActivity, teamChanged, type Change, type Place, type Said, type Scene, type TeamsClient } from './activities.ts';
import { personalConversationId } from './addresses.ts';
import { Deliveries, type BotAnswer } from './deliver.ts';
import { Mailroom, type Post } from './mailroom.ts';
import { readManifest } from './manifest.ts';

/** Members added one by one within this time are told to the bot together, as a bulk addition is. */
const GATHER_MS = 250;

export interface TeamsService {
  readonly mailroom: Mailroom;
  readonly deliveries: Deliveries;
  /** The language and zone that a person's Teams last had. */
  client(user: User): TeamsClient;
  rememberClient(userId: string, client: TeamsClient): void;
  openThread(channel: Channel, post: Post): { conversation: Conversation; message: Message };
  post(conversation: Conversation, post: Post): Message;
  edit(message: Message, activity: Record<string, unknown>): Message;
  remove(message: Message): Message;
  /** What a person wrote, or sent with a card's button, goes to the bot. */
  tell(bot: Bot, from: User, client: TeamsClient, place: Place, said: Said): void;
  invoke(bot: Bot, from: User, client: TeamsClient, place: Place, invoke: { name: string; value: unknown; replyToId?: string | undefined; source?: string }): Promise<BotAnswer>;
  typing(conversationId: string, from: string): void;
  onTyping(listener: (typing: { conversationId: string; from: string }) => void): () => void;
}

const services = new WeakMap<TenantContext, TeamsService>();

/** One per tenant: the Connector and the host page are two doors of the same house. */
export function teamsService(ctx: TenantContext): TeamsService {
  let service = services.get(ctx);
  if (service === undefined) { service = openService(ctx); services.set(ctx, service); }
  return service;
}

function openService(ctx: TenantContext): TeamsService {
  const { state, events } = ctx;
  const mailroom = new Mailroom(state, () => ctx.clock.now());
  const deliveries = new Deliveries({
    now: () => ctx.clock.now(),
    token: (bot, serviceUrl) => ctx.botFrameworkToken({ botAppId: bot.appId, serviceUrl }),
    log: (line) => ctx.log('connector', line),
    closing: ctx.closing,
  });
  const typingListeners = new Set<(typing: { conversationId: string; from: string }) => void>();
  const scene = (bot: Bot): Scene => ({ tenantId: ctx.tenant().id, serviceUrl: `${ctx.urls.connector}/`, bot, now: ctx.clock.now() });

  const client = (user: User): TeamsClient => {
    const known = state.settings.get(`client|${user.id}`) as TeamsClient | undefined;
    return known ?? { locale: user.preferredLanguage ?? 'fr-CA', zone: user.zone };
  };

  tellInstallations();
  tellChanges();

  const service: TeamsService = {
    mailroom,
    deliveries,
    client,
    rememberClient: (userId, now) => {
      const known = state.settings.get(`client|${userId}`) as TeamsClient | undefined;
      if (known?.locale !== now.locale || known.zone !== now.zone) state.settings.put(`client|${userId}`, { locale: now.locale, zone: now.zone });
    },
    openThread: (channel, post) => {
      const opened = mailroom.openThread(channel, post);
      events.emit('message-added', { message: opened.message });
      return opened;
    },
    post: (conversation, post) => {
      const message = mailroom.post(conversation, post);
      events.emit('message-added', { message });
      return message;
    },
    edit: (message, activity) => {
      const edited = mailroom.edit(message, activity);
      events.emit('message-changed', { message: edited });
      return edited;
    },
    remove: (message) => {
      const removed = mailroom.remove(message);
      events.emit('message-deleted', { message: removed });
      return removed;
    },
    tell: (bot, from, from_, place, said) => deliveries.post(bot, messageActivity(scene(bot), from, from_, place, said)),
    invoke: (bot, from, from_, place, invoke) => deliveries.invoke(bot, invokeActivity(scene(bot), from, from_, place, invoke)),
    typing: (conversationId, from) => { for (const listener of typingListeners) listener({ conversationId, from }); },
    onTyping: (listener) => { typingListeners.add(listener); return () => { typingListeners.delete(listener); }; },
  };
  return service;

  function botsOf(app: CatalogApp, scope: 'team' | 'personal'): Bot[] {
    return readManifest(app).bots
      .filter((bot) => bot.scopes.includes(scope))
      .map((bot) => state.bots.get(bot.botId))
      .filter((bot): bot is Bot => bot !== undefined);
  }

  /** Who did it. An application has no face in Teams: the first owner stands for it, or any member. */
  function actor(by: string | null, teamId: string): User | undefined {
    const named = by === null ? undefined : state.users.get(by);
    if (named !== undefined) return named;
    const members = state.memberships.filter((entry) => entry.teamId === teamId && entry.channelId === null);
    const first = members.find((entry) => entry.roles.includes('owner')) ?? members[0];
    return first === undefined ? undefined : state.users.get(first.userId);
  }

  function tellInstallations(): void {
    const tell = (by: string | null, installation: { id: string; scope: string; scopeId: string }, app: CatalogApp, action: 'add' | 'remove') => {
      if (installation.scope === 'team') {
        const team = state.teams.get(installation.scopeId);
        const person = actor(by, installation.scopeId);
        if (team === undefined || person === undefined) return;
        for (const bot of botsOf(app, 'team')) {
          const both = [
            installationActivity(scene(bot), person, client(person), { kind: 'team', team }, action),
            teamChanged(scene(bot), person, team, { is: action === 'add' ? 'bot-added' : 'bot-removed' }),
          ];
          // The two arrive in either order: a bot must not depend on it.
          if (drawFor(installation.id, ctx.options.randomSeed) < 0.5) both.reverse();
          for (const activity of both) deliveries.post(bot, activity);
        }
      } else if (installation.scope === 'user') {
        const person = state.users.get(installation.scopeId);
        if (person === undefined) return;
        for (const bot of botsOf(app, 'personal')) {
          const conversationId = personalConversationId(bot.appId, person.id);
          if (action === 'add') mailroom.personal(bot.appId, person.id);
          const both = [
            installationActivity(scene(bot), person, client(person), { kind: 'personal', conversationId }, action),
            ...(action === 'add' ? [chatBegan(scene(bot), person, conversationId)] : []),
          ];
          if (drawFor(installation.id, ctx.options.randomSeed) < 0.5) both.reverse();
          for (const activity of both) deliveries.post(bot, activity);
        }
      }
    };
    events.on('app-installed', ({ installation, app, by }) => tell(by, installation, app, 'add'));
    events.on('app-uninstalled', ({ installation, app, by }) => tell(by, installation, app, 'remove'));
  }

  /** Teams tells every bot of a team what changes there. */
  function tellChanges(): void {
    // A bot that has not been told of its own installation yet is told of nothing else either.
    const botsIn = (teamId: string): Bot[] => state.installations
      .filter((entry) => entry.scope === 'team' && entry.scopeId === teamId && entry.createdAt + ctx.options.installEventMs <= ctx.clock.now())
      .flatMap((entry) => { const app = state.catalog.get(entry.catalogAppId); return app === undefined ? [] : botsOf(app, 'team'); });
    const tell = (team: Team | undefined, by: string | null, change: Change) => {
      if (team === undefined) return;
      const bots = botsIn(team.id);
      const person = bots.length === 0 ? undefined : actor(by, team.id);
      if (person === undefined) return;
      for (const bot of bots) deliveries.post(bot, teamChanged(scene(bot), person, team, change));
    };
    const gathering = new Map<string, { by: string | null; users: User[] }>();
    const gather = (is: 'members-added' | 'members-removed', teamId: string, userId: string, by: string | null) => {
      const user = state.users.get(userId);
      if (user === undefined || botsIn(teamId).length === 0) return;
      const key = `${is}|${teamId}`;
      const open = gathering.get(key);
      if (open !== undefined) { open.users.push(user); return; }
      const fresh = { by, users: [user] };
      gathering.set(key, fresh);
      setTimeout(() => { gathering.delete(key); tell(state.teams.get(teamId), fresh.by, { is, members: fresh.users }); }, GATHER_MS).unref();
    };
    events.on('member-added', ({ membership, by }) => { if (membership.channelId === null) gather('members-added', membership.teamId, membership.userId, by); });
    events.on('member-removed', ({ membership, by }) => { if (membership.channelId === null) gather('members-removed', membership.teamId, membership.userId, by); });
    events.on('channel-created', ({ channel, team }) => tell(team, null, { is: 'channel-created', channel }));
    events.on('channel-renamed', ({ channel, team }) => tell(team, null, { is: 'channel-renamed', channel }));
    events.on('channel-deleted', ({ channel, team }) => tell(team, null, { is: 'channel-deleted', channel }));
    events.on('team-renamed', ({ team }) => tell(team, null, { is: 'team-renamed' }));
    events.on('team-archived', ({ team }) => tell(team, null, { is: 'team-archived' }));
    events.on('team-unarchived', ({ team }) => tell(team, null, { is: 'team-unarchived' }));
    events.on('team-deleted', ({ team }) => tell(team, null, { is: 'team-deleted' }));
  }
}
