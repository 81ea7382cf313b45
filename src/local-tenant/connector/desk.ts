// What the Bot Connector does for a bot that calls it: finds the conversation, sends, edits, lists; each act refused as the service refuses it.

import type { TenantContext } from '../context.ts';
import { BOT_FRAMEWORK_AUDIENCE } from '../entra/tokens.ts';
import { empty, json, type Reply, type TenantRequest } from '../http.ts';
import type { Bot, CatalogApp, Channel, Conversation, Message, Team, User } from '../state.ts';
import { personOf, splitThread, userMri } from './addresses.ts';
import { activityNotFound, badArgument, badSyntax, conversationNotFound, memberNotFound, notInRoster, notRegistered, notYours, Refusal, tooBig, writesBlocked } from './errors.ts';
import { windowsFor, type Scenario } from './limits.ts';
import { list, record, text } from './read.ts';
import { appOfBot, installed, inTeam, isBlocked, membersOf, reachable, supportsChannel } from './reach.ts';
import { teamsService, type TeamsService } from './service.ts';

/** "100 KB, UTF-16, whole payload" ("Format your bot messages"). */
const MAX_PAYLOAD_BYTES = 100 * 1024;
/** Teams: at least 50, at most 500, 200 unless asked. */
const PAGE = { least: 50, most: 500, usual: 200 };

export interface Caller { readonly bot: Bot; readonly app: CatalogApp | undefined }
/** A conversation that exists for this bot, and where it is. */
export type Room =
  | { readonly kind: 'personal'; readonly conversation: Conversation; readonly user: User }
  | { readonly kind: 'channel'; readonly team: Team; readonly channel: Channel; readonly root: string | null; readonly conversation: Conversation | null };

export type Work = (call: { caller: Caller; request: TenantRequest; body: Record<string, unknown> }) => Reply | Promise<Reply>;

/** The acts of the Connector, on the tenant's state. */
export class Desk {
  readonly #ctx: TenantContext;
  readonly #service: TeamsService;

  constructor(ctx: TenantContext) {
    this.#ctx = ctx;
    this.#service = teamsService(ctx);
  }

  async serve(request: TenantRequest, scenario: Scenario, work: Work): Promise<Reply> {
    const caller = await this.#caller(request);
    const payload = await request.text();
    // Counted as UTF-16, two bytes a unit, whatever went over the wire.
    if (payload.length * 2 > MAX_PAYLOAD_BYTES) throw tooBig();
    const parsed = await request.json();
    const body = record(parsed);
    const full = this.#ctx.limits.take(windowsFor(this.#ctx.tenant().id, caller.bot.appId, scenario, meteredOn(request, body)));
    if (full !== undefined) return new Refusal(429, 'Throttled', 'Too many requests.').reply({ 'retry-after': String(Math.max(1, Math.ceil(full.retryAfterMs / 1_000))) });
    return work({ caller, request, body });
  }

  async #caller(request: TenantRequest): Promise<Caller> {
    const token = /^Bearer (\S+)$/i.exec(request.header('authorization') ?? '')?.[1];
    const denied = () => new Refusal(401, 'Unauthorized', 'Authorization has been denied for this request.');
    if (token === undefined) throw denied();
    let claims: Record<string, unknown>;
    try { claims = await this.#ctx.verifyToken(token, [BOT_FRAMEWORK_AUDIENCE]); } catch { throw denied(); }
    const tid = this.#ctx.tenant().id;
    // Bots of one tenant get their token from that tenant, multi-tenant bots from botframework.com; here there is one authority.
    if (claims['tid'] !== tid && claims['iss'] !== `https://sts.windows.net/${tid}/`) throw denied();
    if (claims['idtyp'] === 'user') throw new Refusal(403, 'Forbidden', 'A bot speaks with its own token, not with a person’s.');
    const bot = this.#ctx.state.bots.get((text(claims['appid']) || text(claims['azp'])).toLowerCase());
    if (bot === undefined) throw notRegistered();
    return { bot, app: appOfBot(this.#ctx.state, bot.appId) };
  }

  /** The conversation, if the bot may see it. */
  room(caller: Caller, id: string): Room {
    const { state } = this.#ctx;
    const { base, root } = splitThread(id);
    const channel = state.channels.get(base);
    if (channel !== undefined) {
      const team = state.teams.get(channel.teamId);
      if (team === undefined || channel.deletedAt !== null || !this.#stands(team)) throw conversationNotFound();
      if (caller.app === undefined || !inTeam(state, caller.app, team) || !supportsChannel(caller.app, channel)) throw notInRoster();
      const conversation = root === null ? null : state.conversations.get(id) ?? null;
      if (root !== null && conversation === null) throw conversationNotFound();
      return { kind: 'channel', team, channel, root, conversation };
    }
    // Graph names a bot's chat otherwise (GET …/teamwork/installedApps/{id}/chat); a bot may speak to either name.
    const chat = /^19:([0-9a-f-]{36})_([0-9a-f-]{36})@unq\.gbl\.spaces$/i.exec(id);
    if (chat?.[1] !== undefined && chat[2]?.toLowerCase() === caller.bot.appId) return this.room(caller, this.#service.mailroom.personal(caller.bot.appId, chat[1].toLowerCase()).id);
    const conversation = state.conversations.get(id);
    const user = conversation?.userId == null ? undefined : state.users.get(conversation.userId);
    // Another bot's chat is as good as none: its id could not even be read.
    if (conversation === undefined || user === undefined || conversation.botId !== caller.bot.appId) throw conversationNotFound();
    if (caller.app === undefined || !reachable(state, caller.app, user.id)) throw notInRoster();
    return { kind: 'personal', conversation, user };
  }

  readonly create: Work = ({ caller, body }) => {
    const channelData = record(body['channelData']);
    const tenantId = text(body['tenantId']) || text(record(channelData['tenant'])['id']);
    const channelId = text(record(channelData['channel'])['id']) || text(channelData['teamsChannelId']);
    if (channelId !== '') {
      if (Object.keys(record(body['activity'])).length === 0) throw badSyntax('Activity is missing: a conversation in a channel begins with a message.');
      const room = this.room(caller, splitThread(channelId).base);
      if (room.kind !== 'channel') throw conversationNotFound();
      const message = this.send_(caller, room, record(body['activity']));
      return json(201, { id: message.conversationId, activityId: message.id, serviceUrl: `${this.#ctx.urls.connector}/` });
    }
    if (body['isGroup'] === true) throw badSyntax('Incorrect conversation creation parameters: a bot cannot create a group chat.');
    const members = list(body['members']).map((member) => text(record(member)['id']));
    const [first] = members;
    if (first === undefined || first === '') throw badSyntax('Incorrect conversation creation parameters: members is missing.');
    if (members.length > 1) throw badSyntax('Incorrect conversation creation parameters: a personal chat has one member besides the bot.');
    if (tenantId === '') throw badSyntax('Incorrect conversation creation parameters: tenantId is missing.');
    if (tenantId.toLowerCase() !== this.#ctx.tenant().id) throw badArgument('Unknown tenant.');
    const conversation = this.openChat(caller, first);
    const opening = record(body['activity']);
    if (Object.keys(opening).length === 0) return json(201, { id: conversation.id, serviceUrl: `${this.#ctx.urls.connector}/` });
    const message = this.send_(caller, this.room(caller, conversation.id), opening);
    return json(201, { id: conversation.id, activityId: message.id, serviceUrl: `${this.#ctx.urls.connector}/` });
  };

  /** UPN and e-mail are no addresses for a bot ("Send proactive messages"). */
  openChat(caller: Caller, member: string): Conversation {
    const user = personOf(this.#ctx.state, caller.bot.appId, member);
    if (user === undefined) throw member.startsWith('29:') || member.includes('@') ? badArgument('Failed to decrypt pairwise id') : new Refusal(404, 'NotFound', 'The user was not found.');
    if (caller.app === undefined || !reachable(this.#ctx.state, caller.app, user.id)) throw notInRoster();
    return this.#service.mailroom.personal(caller.bot.appId, user.id);
  }

  readonly send: Work = ({ caller, request, body }) => {
    const room = this.room(caller, param(request, 'conversation'));
    if (body['type'] === 'typing') { this.#service.typing(param(request, 'conversation'), caller.bot.appId); return json(202, { id: String(this.#ctx.clock.now()) }); }
    return json(201, { id: this.send_(caller, room, body).id });
  };

  readonly reply: Work = ({ caller, request, body }) => {
    const room = this.room(caller, param(request, 'conversation'));
    if (body['type'] === 'typing') { this.#service.typing(param(request, 'conversation'), caller.bot.appId); return json(202, { id: String(this.#ctx.clock.now()) }); }
    if (room.kind === 'personal' || room.conversation !== null) return json(201, { id: this.send_(caller, room, body).id });
    // The channel itself is named: the message replied to says in which thread.
    const to = this.#ctx.state.messages.get(param(request, 'activity'));
    const thread = to === undefined || splitThread(to.conversationId).base !== room.channel.id ? undefined : this.#ctx.state.conversations.get(to.conversationId);
    if (thread === undefined) throw activityNotFound();
    return json(201, { id: this.send_(caller, { ...room, conversation: thread, root: splitThread(thread.id).root }, body).id });
  };

  /** Named with a trailing mark because `send` is the route. */
  send_(caller: Caller, room: Room, activity: Record<string, unknown>): Message {
    const { state } = this.#ctx;
    if (text(activity['type']) === '') throw badSyntax('Activity type is missing.');
    if (activity['type'] !== 'message') throw badSyntax(`Activity type ${text(activity['type'])} cannot be sent to Teams.`);
    if (text(activity['text']) === '' && text(activity['summary']) === '' && !Array.isArray(activity['attachments'])) throw badSyntax('The message has neither text nor attachments.');
    checkCards(activity);
    if (room.kind === 'personal' && (isBlocked(state, caller.bot.appId, room.user.id) || !room.user.accountEnabled)) throw writesBlocked();
    if (room.kind === 'channel' && (room.team.isArchived || room.channel.isArchived)) throw writesBlocked();
    const post = { from: caller.bot.appId, fromBot: true, activity };
    if (room.kind === 'personal') return this.#service.post(room.conversation, post);
    return room.conversation === null ? this.#service.openThread(room.channel, post).message : this.#service.post(room.conversation, post);
  }

  readonly update: Work = ({ caller, request, body }) => {
    const message = this.#own(caller, request);
    checkCards(body);
    this.#service.edit(message, body);
    return json(200, { id: message.id });
  };

  readonly remove: Work = ({ caller, request }) => {
    this.#service.remove(this.#own(caller, request));
    return empty(200);
  };

  /** In a channel the conversation may be named with or without its thread. */
  #own(caller: Caller, request: TenantRequest): Message {
    const room = this.room(caller, param(request, 'conversation'));
    const message = this.#ctx.state.messages.get(param(request, 'activity'));
    const here = room.kind === 'personal' ? room.conversation.id : room.conversation?.id;
    const inside = message !== undefined && message.deletedAt === null
      && (here === undefined ? room.kind === 'channel' && splitThread(message.conversationId).base === room.channel.id : message.conversationId === here);
    if (!inside) throw activityNotFound();
    if (!message.fromBot || message.from !== caller.bot.appId) throw notYours();
    return message;
  }

  roster(room: Room): User[] { return room.kind === 'personal' ? [room.user] : membersOf(this.#ctx.state, room.team.id, room.channel); }

  readonly members: Work = ({ caller, request }) =>
    // "return a maximum of 10K members per team"
    json(200, this.roster(this.room(caller, param(request, 'conversation'))).slice(0, 10_000).map((user) => this.account(caller, user)));

  readonly pagedMembers: Work = ({ caller, request }) => {
    const room = this.room(caller, param(request, 'conversation'));
    const all = this.roster(room);
    const asked = request.query.get('pageSize');
    const size = asked === null || asked === '' ? PAGE.usual : Math.max(PAGE.least, Math.min(PAGE.most, Math.trunc(Number(asked)) || PAGE.usual));
    const token = request.query.get('continuationToken');
    const from = token === null || token === '' ? 0 : readToken(token);
    if (from === null) throw badArgument('The continuation token is not valid.');
    const page = room.kind === 'personal' ? all : all.slice(from, from + size);
    const next = from + page.length;
    return json(200, { members: page.map((user) => this.account(caller, user)), ...(next < all.length ? { continuationToken: Buffer.from(`members:${next}`).toString('base64url') } : {}) });
  };

  readonly member: Work = ({ caller, request }) => {
    const room = this.room(caller, param(request, 'conversation'));
    const user = personOf(this.#ctx.state, caller.bot.appId, param(request, 'member'), { upn: true });
    if (user === undefined || !this.roster(room).some((other) => other.id === user.id)) throw memberNotFound();
    return json(200, this.account(caller, user));
  };

  account(caller: Caller, user: User): Record<string, unknown> {
    return {
      id: userMri(caller.bot.appId, user.id), name: user.displayName, objectId: user.id, aadObjectId: user.id, givenName: user.givenName ?? undefined, surname: user.surname ?? undefined,
      email: user.mail ?? undefined, userPrincipalName: user.userPrincipalName, tenantId: this.#ctx.tenant().id, userRole: user.userType === 'Guest' ? 'guest' : 'user',
    };
  }

  /** A team is named by its internal id, which is General's; some clients pass the group's id. */
  teamNamed(caller: Caller, id: string): Team {
    const { state } = this.#ctx;
    const team = state.teams.find((row) => row.internalId === splitThread(id).base) ?? state.teams.get(id.toLowerCase());
    if (team === undefined || !this.#stands(team)) throw conversationNotFound();
    if (caller.app === undefined || !installed(state, caller.app, 'team', team.id)) throw notInRoster();
    return team;
  }

  readonly team: Work = ({ caller, request }) => {
    const team = this.teamNamed(caller, param(request, 'team'));
    return json(200, {
      id: team.internalId, name: team.displayName, aadGroupId: team.id, type: 'standard', tenantId: this.#ctx.tenant().id,
      channelCount: this.#channelsOf(caller, team).length, memberCount: membersOf(this.#ctx.state, team.id, null).length,
    });
  };

  readonly channels: Work = ({ caller, request }) => {
    const team = this.teamNamed(caller, param(request, 'team'));
    return json(200, { conversations: this.#channelsOf(caller, team).map((channel) => ({ id: channel.id, ...(channel.isGeneral ? {} : { name: channel.displayName }), type: channel.membershipType })) });
  };

  /** Neither still being made nor deleted. */
  #stands(team: Team): boolean { return team.readyAt <= this.#ctx.clock.now() && this.#ctx.state.groups.get(team.id)?.deletedAt == null; }

  #channelsOf(caller: Caller, team: Team): Channel[] {
    return this.#ctx.state.channels
      .filter((channel) => channel.teamId === team.id && channel.deletedAt === null && caller.app !== undefined && supportsChannel(caller.app, channel))
      .sort((a, b) => Number(b.isGeneral) - Number(a.isGeneral) || a.createdAt - b.createdAt);
  }
}

/** What the per-conversation limits count together: a chat, a channel with all its threads, a team, or the person a chat is created with. */
function meteredOn(request: TenantRequest, body: Record<string, unknown>): string {
  const named = request.params['conversation'] ?? request.params['team'];
  if (named !== undefined) return splitThread(named).base;
  const channelData = record(body['channelData']);
  const channel = text(record(channelData['channel'])['id']) || text(channelData['teamsChannelId']);
  if (channel !== '') return splitThread(channel).base;
  const [first] = list(body['members']);
  return text(record(first)['id']);
}

/** A card that Teams cannot read is refused when it is sent, not when it is shown. */
function checkCards(activity: Record<string, unknown>): void {
  const attachments = list(activity['attachments']).map(record);
  for (const attachment of attachments) {
    if (text(attachment['contentType']) === '') throw badSyntax('An attachment has no contentType.');
    if (attachment['contentType'] !== 'application/vnd.microsoft.card.adaptive') continue;
    const card = record(attachment['content']);
    if (card['type'] !== 'AdaptiveCard') throw badArgument('Invalid adaptive card: type must be AdaptiveCard.');
    if (typeof card['version'] !== 'string') throw badArgument('Invalid adaptive card: version is missing.');
  }
}

function readToken(token: string): number | null {
  const match = /^members:(\d+)$/.exec(Buffer.from(token, 'base64url').toString('utf8'));
  return match === null ? null : Number(match[1]);
}

const param = (request: TenantRequest, name: string): string => request.params[name] ?? '';
