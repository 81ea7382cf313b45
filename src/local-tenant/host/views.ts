// The tenant as one person sees it in Teams: their teams and channels, chats, apps, messages and what is new to them.

import { personalConversationId, splitThread, userMri } from '../connector/addresses.ts';
import { readManifest } from '../connector/manifest.ts';
import { appOfBot, installed, isBlocked, membersOf } from '../connector/reach.ts';
import { list, record, text, textOrNull } from '../connector/read.ts';
import type { TeamsService } from '../connector/service.ts';
import type { TenantContext } from '../context.ts';
import type { CatalogApp, Channel, Message as StoredMessage, Tab, Team, User } from '../state.ts';
import type { ActivityLine, App, ChannelLine, ChannelPage, ChannelTab, ChatLine, ChatPage, Mentionable, Message, Overview, Person, Sender, TeamLine, Tenant, Thread } from './wire.ts';

const ACTIVITY_KEPT = 60;

export interface Views {
  tenant(): Tenant;
  overview(me: User): Overview;
  channelPage(me: User, teamId: string, channelId: string): ChannelPage | null;
  chatPage(me: User, botId: string): ChatPage | null;
  /** The channel, if the person is in it. */
  channelOf(me: User, teamId: string, channelId: string): { team: Team; channel: Channel; role: TeamLine['role'] } | null;
  seesConversation(me: User, conversationId: string): boolean;
  markRead(me: User, conversation: string, upTo: number): void;
  apps(me: User): App[];
}

export function openViews(ctx: TenantContext, service: TeamsService): Views {
  const { state } = ctx;

  const person = (user: User): Person => ({ id: user.id, name: user.displayName, title: user.jobTitle === user.displayName ? null : user.jobTitle, upn: user.userPrincipalName, guest: user.userType === 'Guest', group: groupOf(user) });
  const localeOf = (me: User): string => service.client(me).locale;
  const readMarks = (me: User): Record<string, number> => (state.settings.get(`read|${me.id}`) as Record<string, number> | undefined) ?? {};

  /** Teams of the person that can be used. Lags of Graph's listings do not concern the client, which is told by push. */
  function teamsOf(me: User): { team: Team; role: TeamLine['role'] }[] {
    const now = ctx.clock.now();
    return state.memberships
      .filter((entry) => entry.userId === me.id && entry.channelId === null)
      .flatMap((entry) => {
        const team = state.teams.get(entry.teamId);
        if (team === undefined || team.readyAt > now || state.groups.get(team.id)?.deletedAt != null) return [];
        return [{ team, role: entry.roles.includes('owner') ? 'owner' as const : entry.roles.includes('guest') || me.userType === 'Guest' ? 'guest' as const : 'member' as const }];
      })
      .sort((a, b) => a.team.displayName.localeCompare(b.team.displayName, 'fr-CA', { numeric: true }));
  }

  function channelsOf(me: User, team: Team): Channel[] {
    const own = new Set(state.memberships.filter((entry) => entry.teamId === team.id && entry.channelId !== null && entry.userId === me.id).map((entry) => entry.channelId));
    return state.channels
      .filter((channel) => channel.teamId === team.id && channel.deletedAt === null && (channel.membershipType === 'standard' || own.has(channel.id)))
      .sort((a, b) => Number(b.isGeneral) - Number(a.isGeneral) || a.displayName.localeCompare(b.displayName, 'fr-CA', { numeric: true }));
  }

  function channelOf(me: User, teamId: string, channelId: string): { team: Team; channel: Channel; role: TeamLine['role'] } | null {
    const mine = teamsOf(me).find((entry) => entry.team.id === teamId.toLowerCase());
    const channel = mine === undefined ? undefined : channelsOf(me, mine.team).find((entry) => entry.id === channelId);
    return mine === undefined || channel === undefined ? null : { ...mine, channel };
  }

  /** Standing messages by conversation without thread: one pass, because an overview asks for all of them. */
  function messagesByPlace(): Map<string, StoredMessage[]> {
    const places = new Map<string, StoredMessage[]>();
    for (const message of state.messages.values()) {
      if (message.deletedAt !== null) continue;
      const { base } = splitThread(message.conversationId);
      const list = places.get(base);
      if (list === undefined) places.set(base, [message]); else list.push(message);
    }
    return places;
  }

  const isFrom = (message: StoredMessage, me: User): boolean => !message.fromBot && message.from === me.id;

  function mentionsMe(message: StoredMessage, me: User): boolean {
    const entities = list(message.activity['entities']);
    const inCards = attachmentsOf(message).flatMap((attachment) => {
      const teams = record(record(attachment.content)['msteams']);
      return list(teams['entities']);
    });
    return [...entities, ...inCards].some((entity) => {
      const id = text(record(record(entity)['mentioned'])['id']).toLowerCase();
      return record(entity)['type'] === 'mention' && id !== ''
        && (id === me.id || id === me.userPrincipalName.toLowerCase() || (message.fromBot && id === userMri(message.from, me.id).toLowerCase()));
    });
  }

  function sender(message: StoredMessage): Sender {
    if (!message.fromBot) return { kind: 'person', id: message.from, name: state.users.get(message.from)?.displayName ?? message.from, appId: null };
    const app = appOfBot(state, message.from);
    return { kind: 'bot', id: message.from, name: state.bots.get(message.from)?.displayName ?? app?.displayName ?? message.from, appId: app?.id ?? null };
  }

  function shown(message: StoredMessage, me: User): Message {
    const { activity } = message;
    const entities = list(activity['entities']);
    const suggested = record(activity['suggestedActions'])['actions'];
    return {
      id: message.id,
      conversationId: message.conversationId,
      from: sender(message),
      mine: isFrom(message, me),
      at: message.createdAt,
      revision: `${message.updatedAt ?? message.createdAt}`,
      edited: message.updatedAt !== null,
      text: text(activity['text']),
      format: activity['textFormat'] === 'plain' || !message.fromBot ? 'plain' : activity['textFormat'] === 'xml' ? 'xml' : 'markdown',
      mentions: entities.map(record).filter((entity) => entity['type'] === 'mention').map((entity) => {
        const id = text(record(entity['mentioned'])['id']);
        return { text: text(entity['text']), name: text(record(entity['mentioned'])['name']), me: id === me.id || (message.fromBot && id === userMri(message.from, me.id)) };
      }),
      attachments: attachmentsOf(message),
      layout: activity['attachmentLayout'] === 'carousel' ? 'carousel' : 'list',
      suggested: list(suggested).map(record).map((action) => ({ title: text(action['title']), type: text(action['type']), value: text(action['value']) || text(action['title']) })),
    };
  }

  function chatsOf(me: User, places: Map<string, StoredMessage[]>): ChatLine[] {
    const marks = readMarks(me);
    return state.catalog.values().flatMap((app) => {
      const manifest = readManifest(app, localeOf(me));
      return manifest.bots.filter((bot) => bot.scopes.includes('personal') && state.bots.has(bot.botId)).map((bot): ChatLine => {
        const conversationId = personalConversationId(bot.botId, me.id);
        const messages = places.get(conversationId) ?? [];
        const last = messages.reduce<StoredMessage | undefined>((best, message) => (best === undefined || Number(message.id) > Number(best.id) ? message : best), undefined);
        return {
          botId: bot.botId, appId: app.id, conversationId, name: state.bots.get(bot.botId)?.displayName ?? manifest.name,
          last: last === undefined ? null : { text: preview(last), at: last.createdAt, mine: isFrom(last, me) },
          unread: messages.filter((message) => !isFrom(message, me) && message.createdAt > (marks[conversationId] ?? 0)).length,
          blocked: isBlocked(state, bot.botId, me.id),
        };
      });
    });
  }

  function channelLine(me: User, channel: Channel, places: Map<string, StoredMessage[]>, marks: Record<string, number>): ChannelLine {
    const fresh = (places.get(channel.id) ?? []).filter((message) => !isFrom(message, me) && message.createdAt > (marks[channel.id] ?? 0));
    return {
      id: channel.id, name: channel.displayName, general: channel.isGeneral, type: channel.membershipType, archived: channel.isArchived,
      unread: fresh.length > 0, mentions: fresh.filter((message) => mentionsMe(message, me)).length,
    };
  }

  function teamLine(me: User, team: Team, role: TeamLine['role'], places: Map<string, StoredMessage[]>, marks: Record<string, number>): TeamLine {
    return {
      id: team.id, internalId: team.internalId, name: team.displayName, description: team.description, visibility: team.visibility, archived: team.isArchived, role,
      members: membersOf(state, team.id, null).length,
      channels: channelsOf(me, team).map((channel) => channelLine(me, channel, places, marks)),
    };
  }

  /** What concerns the person: words of a bot to them, mentions, answers in a thread where they wrote. */
  function activityOf(me: User, chats: ChatLine[], places: Map<string, StoredMessage[]>): ActivityLine[] {
    const marks = readMarks(me);
    const lines: ActivityLine[] = [];
    for (const chat of chats) {
      for (const message of places.get(chat.conversationId) ?? []) {
        if (isFrom(message, me)) continue;
        lines.push({ id: message.id, kind: 'chat', from: sender(message), at: message.createdAt, preview: preview(message), unread: message.createdAt > (marks[chat.conversationId] ?? 0), teamId: null, channelId: null, botId: chat.botId, root: null, place: chat.name });
      }
    }
    for (const { team } of teamsOf(me)) {
      for (const channel of channelsOf(me, team)) {
        const messages = places.get(channel.id) ?? [];
        const mine = new Set(messages.filter((message) => isFrom(message, me)).map((message) => message.conversationId));
        for (const message of messages) {
          if (isFrom(message, me)) continue;
          const mentioned = mentionsMe(message, me);
          if (!mentioned && !mine.has(message.conversationId)) continue;
          lines.push({
            id: message.id, kind: mentioned ? 'mention' : 'reply', from: sender(message), at: message.createdAt, preview: preview(message), unread: message.createdAt > (marks[channel.id] ?? 0),
            teamId: team.id, channelId: channel.id, botId: null, root: splitThread(message.conversationId).root, place: `${team.displayName} › ${channel.displayName}`,
          });
        }
      }
    }
    return lines.sort((a, b) => b.at - a.at).slice(0, ACTIVITY_KEPT);
  }

  function appView(app: CatalogApp, me: User, teamIds: readonly string[]): App {
    const manifest = readManifest(app, localeOf(me));
    const configurable = manifest.configurableTabs.find((tab) => tab.scopes.length === 0 || tab.scopes.includes('team'));
    return {
      id: app.id, externalId: manifest.externalId, name: manifest.name, fullName: manifest.fullName, shortDescription: manifest.shortDescription, fullDescription: manifest.fullDescription,
      version: manifest.version, manifestVersion: manifest.manifestVersion, accentColor: manifest.accentColor, icon: iconOf(app), developer: manifest.developer,
      bots: manifest.bots.map((bot) => ({ id: bot.botId, mri: userMri(bot.botId, me.id), name: state.bots.get(bot.botId)?.displayName ?? manifest.name, scopes: [...bot.scopes], commands: bot.commands.map((command) => ({ ...command, scopes: [...command.scopes] })) })),
      staticTabs: manifest.staticTabs.map((tab) => ({ entityId: tab.entityId, name: tab.name, contentUrl: tab.contentUrl, websiteUrl: tab.websiteUrl })),
      configurable: configurable === undefined ? null : { url: configurable.configurationUrl, canUpdate: configurable.canUpdateConfiguration },
      extensions: manifest.extensions.flatMap((extension) => extension.commands.map((command) => ({
        botId: extension.botId, id: command.id, type: command.type, title: command.title, description: command.description, context: [...command.context], fetchTask: command.fetchTask, initialRun: command.initialRun,
        parameters: command.parameters.map((parameter) => ({ ...parameter, choices: [...parameter.choices] })), taskInfo: command.taskInfo,
      }))),
      validDomains: [...manifest.validDomains], channelTypes: [...manifest.channelTypes],
      mine: installed(state, app, 'user', me.id),
      teams: teamIds.filter((id) => installed(state, app, 'team', id)),
    };
  }

  const apps = (me: User): App[] => {
    const teamIds = teamsOf(me).map(({ team }) => team.id);
    return state.catalog.values().map((app) => appView(app, me, teamIds)).sort((a, b) => a.name.localeCompare(b.name, 'fr-CA'));
  };

  function tabView(tab: Tab, me: User): ChannelTab[] {
    const app = state.catalog.get(tab.catalogAppId);
    if (tab.configuration.contentUrl === null) return [];
    const manifest = app === undefined ? undefined : readManifest(app, localeOf(me));
    return [{
      id: tab.id, name: tab.displayName, appId: tab.catalogAppId, externalAppId: manifest?.externalId ?? tab.catalogAppId, entityId: tab.configuration.entityId ?? '', contentUrl: tab.configuration.contentUrl,
      websiteUrl: tab.configuration.websiteUrl, removeUrl: tab.configuration.removeUrl, canUpdate: manifest?.configurableTabs.some((entry) => entry.canUpdateConfiguration) ?? false,
      accentColor: manifest?.accentColor ?? null, icon: app === undefined ? null : iconOf(app),
    }];
  }

  return {
    tenant: () => {
      const { id, displayName, domain } = ctx.tenant();
      return { id, name: displayName, domain, people: state.users.filter((user) => user.accountEnabled).map(person).sort((a, b) => a.name.localeCompare(b.name, 'fr-CA')) };
    },
    overview: (me) => {
      const places = messagesByPlace();
      const marks = readMarks(me);
      const chats = chatsOf(me, places);
      return {
        me: { ...person(me), ...service.client(me) },
        teams: teamsOf(me).map(({ team, role }) => teamLine(me, team, role, places, marks)),
        chats,
        apps: apps(me),
        activity: activityOf(me, chats, places),
      };
    },
    channelPage: (me, teamId, channelId) => {
      const found = channelOf(me, teamId, channelId);
      if (found === null) return null;
      const { team, channel, role } = found;
      const places = messagesByPlace();
      const marks = readMarks(me);
      const archived = team.isArchived || channel.isArchived;
      const teamApps = state.catalog.filter((app) => installed(state, app, 'team', team.id) && readManifest(app).channelTypes.includes(channel.membershipType));
      const bots: Mentionable[] = teamApps.flatMap((app) => readManifest(app, localeOf(me)).bots
        .filter((bot) => bot.scopes.includes('team') && state.bots.has(bot.botId))
        .map((bot): Mentionable => ({ kind: 'bot', id: bot.botId, name: state.bots.get(bot.botId)?.displayName ?? app.displayName, detail: null })));
      const people: Mentionable[] = membersOf(state, team.id, channel).filter((user) => user.id !== me.id).map((user) => ({ kind: 'person', id: user.id, name: user.displayName, detail: person(user).title }));
      const memberMayTab = record(team.settings['memberSettings'])['allowCreateUpdateRemoveTabs'] !== false;
      return {
        team: teamLine(me, team, role, places, marks),
        channel: channelLine(me, channel, places, marks),
        email: channel.email,
        tabs: state.tabs.filter((tab) => tab.channelId === channel.id).sort((a, b) => (a.sortOrderIndex < b.sortOrderIndex ? -1 : a.sortOrderIndex > b.sortOrderIndex ? 1 : a.createdAt - b.createdAt)).flatMap((tab) => tabView(tab, me)),
        threads: service.mailroom.threads(channel.id).flatMap((thread): Thread[] => {
          const standing = thread.messages.filter((message) => message.deletedAt === null);
          if (standing.length === 0) return [];
          return [{ conversationId: thread.conversationId, root: thread.root, messages: standing.map((message) => shown(message, me)), rootDeleted: !standing.some((message) => message.id === thread.root) }];
        }).sort((a, b) => Number(a.root) - Number(b.root)),
        mentionable: [...bots, ...people],
        posting: archived ? 'archived' : null,
        tabbing: archived ? 'archived' : role === 'guest' ? 'guest' : role === 'member' && !memberMayTab ? 'owners-only' : null,
      };
    },
    chatPage: (me, botId) => {
      const chat = chatsOf(me, messagesByPlace()).find((line) => line.botId === botId.toLowerCase());
      if (chat === undefined) return null;
      return { chat, messages: service.mailroom.inConversation(chat.conversationId).filter((message) => message.deletedAt === null).map((message) => shown(message, me)) };
    },
    channelOf,
    seesConversation: (me, conversationId) => {
      const channel = state.channels.get(splitThread(conversationId).base);
      if (channel !== undefined) return channelOf(me, channel.teamId, channel.id) !== null;
      return state.conversations.get(conversationId)?.userId === me.id;
    },
    markRead: (me, conversation, upTo) => {
      const marks = readMarks(me);
      if ((marks[conversation] ?? 0) < upTo) state.settings.put(`read|${me.id}`, { ...marks, [conversation]: upTo });
    },
    apps,
  };
}

/** People of one institution stand together: by their title where it names it, else by the end of a role's name (« Secrétariat — CCT CHUM »). */
function groupOf(user: User): string | null {
  if (user.jobTitle !== null && user.jobTitle !== user.displayName) return user.jobTitle;
  const at = user.displayName.lastIndexOf(' — ');
  return at < 0 ? null : user.displayName.slice(at + 3);
}

const iconOf = (app: CatalogApp): string | null => (app.icons?.color === undefined ? null : `api/apps/${app.id}/icon`);

function attachmentsOf(message: StoredMessage): Message['attachments'] {
  return list(message.activity['attachments']).map(record)
    // Teams' own second copy of a typed text.
    .filter((attachment) => attachment['contentType'] !== 'text/html')
    .map((attachment) => ({
      contentType: text(attachment['contentType']), content: attachment['content'] ?? null, name: textOrNull(attachment['name']), contentUrl: textOrNull(attachment['contentUrl']),
    }));
}

/** The line under a name: what a phone's notification would show. */
function preview(message: StoredMessage): string {
  const { activity } = message;
  const own = text(activity['summary']) || text(activity['text']);
  const plain = own.replaceAll(/<at>([^<]*)<\/at>/g, '$1').replaceAll(/<[^>]+>/g, ' ').replaceAll(/^\s*(?:[-*+]|\d+[.)])\s+/gm, '').replaceAll(/\[([^\]]+)\]\([^)]*\)/g, '$1').replaceAll(/[*_`#>]+/g, '').replaceAll(/\s+/g, ' ').trim();
  if (plain !== '') return plain.slice(0, 140);
  const [first] = attachmentsOf(message);
  const card = record(first?.content);
  return (text(card['fallbackText']) || firstText(card['body']) || text(card['title'])).slice(0, 140);
}

function firstText(node: unknown): string {
  if (Array.isArray(node)) { for (const entry of node) { const found = firstText(entry); if (found !== '') return found; } return ''; }
  const element = record(node);
  if (element['type'] === 'TextBlock' && typeof element['text'] === 'string') return element['text'];
  return firstText(element['items'] ?? element['columns'] ?? element['rows'] ?? element['cells'] ?? []);
}
