// What a person does on the host page, judged as Teams judges it and carried out on the tenant.

import { randomUUID } from 'node:crypto';
import { botMri, threadId } from '../connector/addresses.ts';
import type { Place } from '../connector/activities.ts';
import { readManifest } from '../connector/manifest.ts';
import { messagePayload } from '../connector/message-payload.ts';
import { record } from '../connector/read.ts';
import { appOfBot, block, installed, isBlocked } from '../connector/reach.ts';
import type { TeamsService } from '../connector/service.ts';
import { TEAMS_WEB_CLIENT, type TenantContext } from '../context.ts';
import { findResource } from '../entra/tokens.ts';
import type { Bot, CatalogApp, Channel, Conversation, Team, User } from '../state.ts';
import { Refused } from './refused.ts';
import type { BotPlace, InvokeAnswer, InvokeRequest, NewTab, Said, TokenAnswer } from './wire.ts';
import type { Views } from './views.ts';

const MAX_TEXT = 28_000;

export interface Acts {
  postInChannel(me: User, teamId: string, channelId: string, said: Said): { conversationId: string; id: string };
  replyInThread(me: User, teamId: string, channelId: string, root: string, said: Said): { conversationId: string; id: string };
  sayToBot(me: User, botId: string, said: Said): { conversationId: string; id: string };
  /** A card's Action.Submit: goes to the bot, shows nothing in the conversation. */
  submit(me: User, botId: string, place: BotPlace, said: Said): void;
  invoke(me: User, request: InvokeRequest): Promise<InvokeAnswer>;
  remove(me: User, messageId: string): void;
  installForMe(me: User, appId: string): void;
  removeForMe(me: User, appId: string): void;
  installInTeam(me: User, teamId: string, appId: string): void;
  blockBot(me: User, botId: string, blocked: boolean): void;
  addTab(me: User, teamId: string, channelId: string, tab: NewTab): { id: string };
  changeTab(me: User, teamId: string, channelId: string, tabId: string, change: Partial<NewTab>): void;
  removeTab(me: User, teamId: string, channelId: string, tabId: string): void;
  token(me: User, request: { appId: string; origin: string }): Promise<TokenAnswer>;
}

export function openActs(ctx: TenantContext, service: TeamsService, views: Views): Acts {
  const { state, world } = ctx;

  const needChannel = (me: User, teamId: string, channelId: string) => {
    const found = views.channelOf(me, teamId, channelId);
    if (found === null) throw new Refused('not-member');
    return found;
  };
  const needWritable = (me: User, teamId: string, channelId: string) => {
    const found = needChannel(me, teamId, channelId);
    if (found.team.isArchived || found.channel.isArchived) throw new Refused('archived');
    return found;
  };
  const needTabs = (me: User, teamId: string, channelId: string) => {
    const found = needWritable(me, teamId, channelId);
    if (found.role === 'guest') throw new Refused('guest');
    const settings = found.team.settings['memberSettings'];
    if (found.role === 'member' && settings?.['allowCreateUpdateRemoveTabs'] === false) throw new Refused('owners-only');
    return found;
  };
  const needApp = (id: string): CatalogApp => {
    const app = state.catalog.get(id) ?? state.catalog.find((entry) => entry.externalId === id);
    if (app === undefined) throw new Refused('no-app');
    return app;
  };
  const needBot = (id: string): { bot: Bot; app: CatalogApp } => {
    const bot = state.bots.get(id.toLowerCase());
    const app = bot === undefined ? undefined : appOfBot(state, bot.appId);
    if (bot === undefined || app === undefined) throw new Refused('no-app');
    return { bot, app };
  };
  const textOf = (said: Said): string => {
    const text = said.text.trim();
    if (text === '' || text.length > MAX_TEXT) throw new Refused('bad-request');
    return text;
  };

  /** The organisation pins its apps for everyone: opening one for the first time installs it, as a setup policy does. */
  function ensureMine(me: User, app: CatalogApp): void {
    if (!installed(state, app, 'user', me.id)) world.installApp({ scope: 'user', scopeId: me.id, catalogAppId: app.id, by: me.id });
  }

  /** Names that were picked from the list become mentions wherever they stand in the text. */
  function marked(said: Said, text: string): { text: string; mentions: { kind: 'bot' | 'person'; id: string; name: string }[] } {
    let rest = text;
    const found: { kind: 'bot' | 'person'; id: string; name: string }[] = [];
    for (const mention of [...(said.mentions ?? [])].sort((a, b) => b.name.length - a.name.length)) {
      if (!rest.includes(`@${mention.name}`) || found.some((entry) => entry.id === mention.id)) continue;
      rest = rest.replaceAll(`@${mention.name}`, `<at>${mention.name.replaceAll(/[<>]/g, '')}</at>`);
      found.push(mention);
    }
    return { text: rest, mentions: found };
  }

  function keep(me: User, said: Said, text: string, mentions: { kind: 'bot' | 'person'; id: string; name: string }[]) {
    return {
      from: me.id, fromBot: false,
      activity: { type: 'message', text, textFormat: 'plain', entities: mentions.map((mention) => ({ type: 'mention', mentioned: { id: mention.kind === 'bot' ? botMri(mention.id) : mention.id, name: mention.name }, text: `<at>${mention.name}</at>` })), ...(said.replyToId === undefined ? {} : { replyToId: said.replyToId }) },
    };
  }

  /** A bot hears in a channel only what names it. */
  function tellMentioned(me: User, place: { team: Team; channel: Channel }, conversation: Conversation, id: string, text: string, mentions: { kind: 'bot' | 'person'; id: string; name: string }[]): void {
    for (const mention of mentions.filter((entry) => entry.kind === 'bot')) {
      const bot = state.bots.get(mention.id);
      const app = bot === undefined ? undefined : appOfBot(state, bot.appId);
      if (bot === undefined || app === undefined || !installed(state, app, 'team', place.team.id)) continue;
      service.tell(bot, me, service.client(me), { kind: 'channel', ...place, conversationId: conversation.id }, {
        id, text, mentions: mentions.map((entry) => ({ id: entry.kind === 'bot' ? botMri(entry.id) : entry.id, name: entry.name, text: `<at>${entry.name}</at>` })),
      });
    }
  }

  function placeFor(me: User, bot: Bot, app: CatalogApp, place: BotPlace): Place {
    if (place.kind === 'personal') {
      if (isBlocked(state, bot.appId, me.id)) throw new Refused('blocked');
      ensureMine(me, app);
      return { kind: 'personal', conversationId: service.mailroom.personal(bot.appId, me.id).id };
    }
    const found = needChannel(me, place.teamId, place.channelId);
    return { kind: 'channel', team: found.team, channel: found.channel, conversationId: place.conversationId ?? found.channel.id };
  }

  /** Nobody chooses a command on what they cannot read. */
  function payloadOf(me: User, messageId: string): Record<string, unknown> {
    const message = state.messages.get(messageId);
    const conversation = message === undefined || message.deletedAt !== null ? undefined : state.conversations.get(message.conversationId);
    const readable = conversation !== undefined && (conversation.kind === 'channel' ? views.channelOf(me, conversation.teamId ?? '', conversation.channelId ?? '') !== null : conversation.userId === me.id);
    if (message === undefined || !readable) throw new Refused('gone');
    return messagePayload(message, { state, tenantId: ctx.tenant().id, locale: service.client(me).locale });
  }

  /** A tab must stay where the manifest says the app lives: the configuration page's own host, or a valid domain. */
  function needDomain(app: CatalogApp, url: string): void {
    const manifest = readManifest(app);
    if (!URL.canParse(url)) throw new Refused('bad-request');
    const { host, hostname, protocol } = new URL(url);
    if (protocol !== 'https:' && protocol !== 'http:') throw new Refused('bad-request');
    const own = manifest.configurableTabs.some((tab) => URL.canParse(tab.configurationUrl) && new URL(tab.configurationUrl).host === host);
    const allowed = manifest.validDomains.some((domain) => domain === host || domain === hostname || (domain.startsWith('*.') && hostname.endsWith(domain.slice(1))));
    if (!own && !allowed) throw new Refused('outside-domains', host);
  }

  return {
    postInChannel: (me, teamId, channelId, said) => {
      const place = needWritable(me, teamId, channelId);
      const { text, mentions } = marked(said, textOf(said));
      const { conversation, message } = service.openThread(place.channel, keep(me, said, text, mentions));
      tellMentioned(me, place, conversation, message.id, text, mentions);
      return { conversationId: conversation.id, id: message.id };
    },
    replyInThread: (me, teamId, channelId, root, said) => {
      const place = needWritable(me, teamId, channelId);
      const conversation = state.conversations.get(threadId(place.channel.id, root));
      if (conversation === undefined) throw new Refused('gone');
      const { text, mentions } = marked(said, textOf(said));
      const message = service.post(conversation, keep(me, said, text, mentions));
      tellMentioned(me, place, conversation, message.id, text, mentions);
      return { conversationId: conversation.id, id: message.id };
    },
    sayToBot: (me, botId, said) => {
      const { bot, app } = needBot(botId);
      const text = textOf(said);
      const place = placeFor(me, bot, app, { kind: 'personal' });
      const conversation = service.mailroom.personal(bot.appId, me.id);
      const message = service.post(conversation, keep(me, said, text, []));
      service.tell(bot, me, service.client(me), place, { id: message.id, text, mentions: [], replyToId: said.replyToId, value: said.value });
      return { conversationId: conversation.id, id: message.id };
    },
    submit: (me, botId, place, said) => {
      const { bot, app } = needBot(botId);
      service.tell(bot, me, service.client(me), placeFor(me, bot, app, place), { id: service.mailroom.nextId(), text: said.text, mentions: [], replyToId: said.replyToId, value: said.value });
    },
    invoke: (me, request) => {
      const { bot, app } = needBot(request.botId);
      const place = placeFor(me, bot, app, request.place);
      const extension = request.name.startsWith('composeExtension/');
      const value = extension ? { ...record(request.value), requestId: randomUUID().replaceAll('-', ''), ...(request.messageId === undefined ? {} : { messagePayload: payloadOf(me, request.messageId) }) } : request.value;
      return service.invoke(bot, me, service.client(me), place, { name: request.name, value, replyToId: request.replyToId, ...(extension ? { source: 'compose' } : {}) });
    },
    remove: (me, messageId) => {
      const message = state.messages.get(messageId);
      if (message === undefined || message.deletedAt !== null) throw new Refused('gone');
      if (message.fromBot || message.from !== me.id) throw new Refused('owners-only');
      service.remove(message);
    },
    installForMe: (me, appId) => ensureMine(me, needApp(appId)),
    removeForMe: (me, appId) => {
      const app = needApp(appId);
      const installation = state.installations.find((entry) => entry.scope === 'user' && entry.scopeId === me.id && entry.catalogAppId === app.id);
      if (installation === undefined) throw new Refused('gone');
      world.uninstallApp(installation, me.id);
    },
    installInTeam: (me, teamId, appId) => {
      const app = needApp(appId);
      const membership = state.memberships.find((entry) => entry.teamId === teamId && entry.channelId === null && entry.userId === me.id);
      const team = state.teams.get(teamId);
      if (membership === undefined || team === undefined) throw new Refused('not-member');
      if (team.isArchived) throw new Refused('archived');
      if (me.userType === 'Guest') throw new Refused('guest');
      if (!membership.roles.includes('owner') && team.settings['memberSettings']?.['allowAddRemoveApps'] === false) throw new Refused('owners-only');
      if (installed(state, app, 'team', teamId)) throw new Refused('already-installed');
      world.installApp({ scope: 'team', scopeId: teamId, catalogAppId: app.id, by: me.id });
    },
    blockBot: (me, botId, blocked) => {
      block(state, needBot(botId).bot.appId, me.id, blocked);
    },
    addTab: (me, teamId, channelId, tab) => {
      const { team, channel } = needTabs(me, teamId, channelId);
      const app = needApp(tab.appId);
      if (!installed(state, app, 'team', team.id)) throw new Refused('no-app');
      if (!readManifest(app).channelTypes.includes(channel.membershipType)) throw new Refused('channel-type');
      const name = tab.name.trim();
      if (name === '' || name.length > 128) throw new Refused('name-missing');
      needDomain(app, tab.contentUrl);
      const made = world.addTab({ teamId: team.id, channelId: channel.id, displayName: name, catalogAppId: app.id, configuration: { entityId: tab.entityId, contentUrl: tab.contentUrl, websiteUrl: tab.websiteUrl, removeUrl: tab.removeUrl }, by: me.id });
      return { id: made.id };
    },
    changeTab: (me, teamId, channelId, tabId, change) => {
      const { channel } = needTabs(me, teamId, channelId);
      const tab = state.tabs.get(tabId);
      if (tab === undefined || tab.channelId !== channel.id) throw new Refused('gone');
      const name = change.name?.trim();
      if (name !== undefined && (name === '' || name.length > 128)) throw new Refused('name-missing');
      if (change.contentUrl !== undefined) needDomain(needApp(tab.catalogAppId), change.contentUrl);
      world.patchTab(tab, {
        ...(name === undefined ? {} : { displayName: name }),
        ...(change.contentUrl === undefined ? {} : { configuration: { entityId: change.entityId ?? null, contentUrl: change.contentUrl, websiteUrl: change.websiteUrl ?? null, removeUrl: change.removeUrl ?? null } }),
      });
    },
    removeTab: (me, teamId, channelId, tabId) => {
      const { channel } = needTabs(me, teamId, channelId);
      const tab = state.tabs.get(tabId);
      if (tab === undefined || tab.channelId !== channel.id) throw new Refused('gone');
      world.removeTab(tab);
    },
    token: async (me, { appId, origin }) => {
      const app = needApp(appId);
      const web = readManifest(app).webApplication;
      // The client's own words, which an app's documentation tells people to search for.
      if (web === null) return { error: 'App resource not defined in manifest' };
      const registration = findResource(state, web.id);
      if (registration === undefined) return { error: 'invalid_resource' };
      const domain = /^api:\/\/([^/]+)\/.+/.exec(web.resource ?? '')?.[1];
      if (domain !== undefined && !sameSite(domain, origin)) return { error: 'App resource defined in manifest and iframe origin do not match' };
      if (!registration.exposedScopes.includes('access_as_user')) return { error: 'invalid_grant' };
      return { token: await ctx.issueUserToken({ userId: me.id, clientAppId: TEAMS_WEB_CLIENT, audience: registration.appId, scopes: ['access_as_user'] }) };
    },
  };
}

/** `localhost` and `127.0.0.1` are one machine, whichever of them stands in the address bar. */
function sameSite(domain: string, origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { host, hostname, port } = new URL(origin);
  const loopback = (name: string): boolean => name === 'localhost' || name === '127.0.0.1' || name === '[::1]';
  const [name = '', ofPort = ''] = domain.split(/:(?=\d+$)/);
  return domain === host || domain === hostname || (loopback(name) && loopback(hostname) && (ofPort === '' || ofPort === port));
}
