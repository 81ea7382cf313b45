// Activities as Teams posts them to a bot. Shapes after the captures in "Subscribe to conversation events", "Channel and group chat
// conversations with a bot" and "Universal Actions for Adaptive Cards"; where these differ from one another, the widest form.

import { randomUUID } from 'node:crypto';
import type { Bot, Channel, Team, User } from '../state.ts';
import { botMri, userMri } from './addresses.ts';

export type Activity = Record<string, unknown>;

/** What the person's Teams client says of itself. */
export interface TeamsClient {
  /** `fr-CA` */
  readonly locale: string;
  readonly zone: string;
}

export interface Scene {
  readonly tenantId: string;
  readonly serviceUrl: string;
  readonly bot: Bot;
  readonly now: number;
}

export interface ChannelPlace {
  readonly team: Team;
  readonly channel: Channel;
  /** With `;messageid=` inside a thread. */
  readonly conversationId: string;
}

const country = (locale: string): string => locale.split('-')[1]?.toUpperCase() ?? 'CA';

const clientInfo = (client: TeamsClient): Activity => ({ type: 'clientInfo', locale: client.locale, country: country(client.locale), platform: 'Web', timezone: client.zone });

/** `2026-11-21T17:04:05.123-05:00`: the person's wall clock, as localTimestamp has it. */
export function localTimestamp(epochMs: number, zone: string): string {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-CA', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'longOffset' })
      .formatToParts(epochMs).map((part) => [part.type, part.value]),
  );
  const offset = (parts['timeZoneName'] ?? 'GMT').replace('GMT', '') || '+00:00';
  return `${parts['year']}-${parts['month']}-${parts['day']}T${parts['hour']}:${parts['minute']}:${parts['second']}.${String(epochMs % 1_000).padStart(3, '0')}${offset}`;
}

function frame(scene: Scene, type: string, id: string, from: User, client: TeamsClient | null): Activity {
  return {
    type,
    id,
    timestamp: new Date(scene.now).toISOString(),
    ...(client === null ? {} : { localTimestamp: localTimestamp(scene.now, client.zone), localTimezone: client.zone }),
    channelId: 'msteams',
    serviceUrl: scene.serviceUrl,
    from: { id: userMri(scene.bot.appId, from.id), name: from.displayName, aadObjectId: from.id },
    recipient: { id: botMri(scene.bot.appId), name: scene.bot.displayName },
    ...(client === null ? {} : { locale: client.locale, entities: [clientInfo(client)] }),
  };
}

const personal = (scene: Scene, conversationId: string): Activity => ({
  conversation: { id: conversationId, conversationType: 'personal', tenantId: scene.tenantId },
  channelData: { tenant: { id: scene.tenantId } },
});

const teamData = (team: Team): Activity => ({ id: team.internalId, aadGroupId: team.id, name: team.displayName, type: 'standard', tenantId: undefined });

/** General has no name of its own in Teams' own events either. */
const channelInfo = (channel: Channel): Activity => ({ id: channel.id, ...(channel.isGeneral ? {} : { name: channel.displayName }), type: channel.membershipType });

function inTeam(scene: Scene, team: Team, conversationId: string, extra: Activity): Activity {
  return {
    conversation: { isGroup: true, conversationType: 'channel', tenantId: scene.tenantId, id: conversationId },
    channelData: { team: { ...teamData(team), tenantId: scene.tenantId }, tenant: { id: scene.tenantId }, ...extra },
  };
}

const inChannel = (scene: Scene, place: ChannelPlace, extra: Activity = {}): Activity =>
  inTeam(scene, place.team, place.conversationId, { teamsChannelId: place.channel.id, teamsTeamId: place.team.internalId, channel: channelInfo(place.channel), ...extra });

/** Where an activity happens: the chat with a person, or a channel. */
export type Place = { readonly kind: 'personal'; readonly conversationId: string } | ({ readonly kind: 'channel' } & ChannelPlace);

const at = (scene: Scene, place: Place, extra: Activity = {}): Activity =>
  place.kind === 'channel' ? inChannel(scene, place, extra) : withChannelData(personal(scene, place.conversationId), extra);

const withChannelData = (part: Activity, extra: Activity): Activity => ({ ...part, channelData: { ...(part['channelData'] as Activity), ...extra } });

export interface Said {
  readonly id: string;
  /** In a channel with `<at>Gouverne</at>` where bots and people are named. */
  readonly text: string;
  readonly mentions: readonly { readonly text: string; readonly id: string; readonly name: string }[];
  readonly replyToId?: string | undefined;
  /** Data of an Action.Submit. */
  readonly value?: unknown;
}

export function messageActivity(scene: Scene, from: User, client: TeamsClient, place: Place, said: Said): Activity {
  const mentions = said.mentions.map((mention) => ({ type: 'mention', mentioned: { id: mention.id, name: mention.name }, text: mention.text }));
  return {
    ...frame(scene, 'message', said.id, from, client),
    ...at(scene, place),
    ...(said.value === undefined || said.text !== '' ? { textFormat: 'plain', text: said.text } : {}),
    ...(said.text === '' ? {} : { attachments: [{ contentType: 'text/html', content: asHtml(said.text) }] }),
    entities: [...mentions, clientInfo(client)],
    ...(said.replyToId === undefined ? {} : { replyToId: said.replyToId }),
    ...(said.value === undefined ? {} : { value: said.value }),
  };
}

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Teams sends every typed message a second time, as HTML in which a mention is a span. */
function asHtml(text: string): string {
  let item = 0;
  const inner = text.split(/(<at>[^<]*<\/at>)/).map((piece) => {
    const mention = /^<at>([^<]*)<\/at>$/.exec(piece);
    if (mention === null) return escape(piece).replaceAll('\n', '<br>');
    const span = `<span itemtype="http://schema.skype.com/Mention" itemscope="" itemid="${item}">${escape(mention[1] ?? '')}</span>`;
    item += 1;
    return span;
  }).join('');
  return `<p>${inner}</p>`;
}

/** `adaptiveCard/action`, `task/fetch`, `task/submit`, `composeExtension/…` */
export function invokeActivity(scene: Scene, from: User, client: TeamsClient, place: Place, invoke: { name: string; value: unknown; replyToId?: string | undefined; source?: string }): Activity {
  return {
    ...frame(scene, 'invoke', `f:${randomUUID()}`, from, client),
    ...at(scene, place, { source: { name: invoke.source ?? 'message' } }),
    name: invoke.name,
    value: invoke.value,
    ...(invoke.replyToId === undefined ? {} : { replyToId: invoke.replyToId }),
  };
}

export function installationActivity(scene: Scene, by: User, client: TeamsClient, place: { kind: 'personal'; conversationId: string } | { kind: 'team'; team: Team }, action: 'add' | 'remove'): Activity {
  return {
    ...frame(scene, 'installationUpdate', `f:${randomUUID()}`, by, client),
    ...(place.kind === 'team'
      ? inTeam(scene, place.team, place.team.internalId, { settings: { selectedChannel: { id: place.team.internalId } }, source: { name: 'message' } })
      : withChannelData(personal(scene, place.conversationId), { settings: { selectedChannel: { id: place.conversationId } }, source: { name: 'message' } })),
    action,
  };
}

export type Change =
  | { readonly is: 'bot-added' | 'bot-removed' }
  | { readonly is: 'members-added' | 'members-removed'; readonly members: readonly User[] }
  | { readonly is: 'channel-created' | 'channel-renamed' | 'channel-deleted'; readonly channel: Channel }
  | { readonly is: 'team-renamed' | 'team-archived' | 'team-unarchived' | 'team-deleted' };

const EVENT_TYPES: Readonly<Record<Change['is'], string>> = {
  'bot-added': 'teamMemberAdded',
  'bot-removed': 'teamMemberRemoved',
  'members-added': 'teamMemberAdded',
  'members-removed': 'teamMemberRemoved',
  'channel-created': 'channelCreated',
  'channel-renamed': 'channelRenamed',
  'channel-deleted': 'channelDeleted',
  'team-renamed': 'teamRenamed',
  'team-archived': 'teamArchived',
  'team-unarchived': 'teamUnarchived',
  'team-deleted': 'teamDeleted',
};

/** conversationUpdate carries no locale and no clientInfo, unlike all the others. */
export function teamChanged(scene: Scene, by: User, team: Team, change: Change): Activity {
  const members = change.is === 'members-added' || change.is === 'members-removed'
    ? change.members.map((user) => ({ id: userMri(scene.bot.appId, user.id), aadObjectId: user.id }))
    : [{ id: botMri(scene.bot.appId) }];
  const list = change.is.endsWith('-added') ? { membersAdded: members } : change.is === 'bot-removed' || change.is === 'members-removed' ? { membersRemoved: members } : {};
  return {
    ...frame(scene, 'conversationUpdate', `f:${randomUUID()}`, by, null),
    ...inTeam(scene, team, team.internalId, { eventType: EVENT_TYPES[change.is], ...('channel' in change ? { channel: channelInfo(change.channel) } : {}) }),
    ...list,
  };
}

/** In a chat, bot and person appear as added together. */
export function chatBegan(scene: Scene, by: User, conversationId: string): Activity {
  return {
    ...frame(scene, 'conversationUpdate', `f:${randomUUID()}`, by, null),
    ...personal(scene, conversationId),
    membersAdded: [{ id: userMri(scene.bot.appId, by.id), aadObjectId: by.id }, { id: botMri(scene.bot.appId), name: scene.bot.displayName }],
  };
}
