// The stand-in's Bot Connector against botbuilder with authentication on, and against what the documentation says of it.

import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { TeamsInfo, TurnContext, type Activity, type ConversationReference } from 'botbuilder';
import { teamsService } from '../../src/local-tenant/connector/service.ts';
import { personalConversationId, userMri } from '../../src/local-tenant/connector/addresses.ts';
import { block } from '../../src/local-tenant/connector/reach.ts';
import type { Place } from '../../src/local-tenant/connector/activities.ts';
import { startSampleBot, type SampleBot } from '../support/sample-bot.ts';
import { aManifest, aScene, aUser, botToken, BOT_ID, OTHER_BOT_ID, TENANT_ID, type Scene, type SceneOptions } from '../support/teams-scene.ts';

jest.setTimeout(30_000);

const open: { close(): Promise<void> }[] = [];
afterEach(async () => { for (const it of open.splice(0).reverse()) await it.close(); });

async function scene(options: SceneOptions = {}): Promise<Scene> {
  const made = await aScene(options);
  open.push(made.tenant);
  return made;
}

/** A tenant and a bot that trust each other. */
async function withBot(options: SceneOptions = {}): Promise<{ scene: Scene; bot: SampleBot }> {
  const bot = await startSampleBot();
  open.push(bot);
  const made = await scene({ ...options, botEndpoint: bot.endpoint });
  bot.trust(made.tenant.url);
  return { scene: made, bot };
}

/** What a stranger's HTTP client sees. */
async function connector(made: Scene, token?: string) {
  const bearer = token ?? await botToken(made.tenant);
  return async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${made.tenant.context.urls.connector}${path}`, {
      method, headers: { authorization: `Bearer ${bearer}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers }, ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = text === '' ? undefined : JSON.parse(text) as Record<string, unknown>;
    return { status: response.status, json, headers: response.headers, code: (json?.['error'] as { code?: string } | undefined)?.code };
  };
}

const personalChat = (made: Scene): Place => ({ kind: 'personal', conversationId: personalConversationId(BOT_ID, made.ana.id) });
const inMemory = (made: Scene) => made.tenant.context.state.messages.values();
const message = (text: string) => ({ type: 'message', text });
const CLIENT = { locale: 'fr-CA', zone: 'America/Toronto' };

describe('towards the bot, signed', () => {
  it('tells of an installation in a team by an installationUpdate and a conversationUpdate that adds the bot', async () => {
    const { scene: made, bot } = await withBot();
    const installation = await bot.next((activity) => activity.type === 'installationUpdate');
    const update = await bot.next((activity) => activity.type === 'conversationUpdate');
    expect(installation).toMatchObject({
      action: 'add', channelId: 'msteams', serviceUrl: `${made.tenant.context.urls.connector}/`, locale: 'fr-CA',
      from: { id: userMri(BOT_ID, made.ana.id), aadObjectId: made.ana.id }, recipient: { id: `28:${BOT_ID}` },
      conversation: { id: made.team.internalId, conversationType: 'channel', isGroup: true, tenantId: TENANT_ID },
      channelData: { tenant: { id: TENANT_ID }, team: { id: made.team.internalId, aadGroupId: made.team.id, name: 'Comité d’essai' } },
    });
    expect(update).toMatchObject({ membersAdded: [{ id: `28:${BOT_ID}` }], channelData: { eventType: 'teamMemberAdded', team: { aadGroupId: made.team.id } } });
    // As captured from Teams: a conversationUpdate says nothing of the client's language.
    expect(update.locale).toBeUndefined();
  });

  it('tells of an installation for a person in their chat', async () => {
    const { scene: made, bot } = await withBot({ installedInTeam: false });
    made.tenant.context.world.installApp({ scope: 'user', scopeId: made.cleo.id, catalogAppId: made.app.id, by: made.cleo.id });
    const installation = await bot.next((activity) => activity.type === 'installationUpdate');
    const update = await bot.next((activity) => activity.type === 'conversationUpdate');
    const id = personalConversationId(BOT_ID, made.cleo.id);
    expect(installation).toMatchObject({ action: 'add', conversation: { id, conversationType: 'personal' }, from: { aadObjectId: made.cleo.id } });
    expect(update.membersAdded?.map((member) => member.id)).toContain(`28:${BOT_ID}`);
  });

  it('brings a message with the person’s language and zone, and keeps the answer', async () => {
    const { scene: made, bot } = await withBot();
    const { context } = made.tenant;
    const service = teamsService(context);
    const chat = service.mailroom.personal(BOT_ID, made.ana.id);
    const gouverne = context.state.bots.get(BOT_ID);
    if (gouverne === undefined) throw new Error('no bot');
    service.tell(gouverne, made.ana, CLIENT, personalChat(made), { id: '1', text: 'aide', mentions: [] });
    const heard = await bot.next((activity) => activity.type === 'message');
    expect(heard).toMatchObject({
      text: 'aide', textFormat: 'plain', locale: 'fr-CA', from: { name: 'Ana Roy', aadObjectId: made.ana.id }, conversation: { conversationType: 'personal', tenantId: TENANT_ID },
      localTimezone: 'America/Toronto',
    });
    expect(heard.entities).toContainEqual({ type: 'clientInfo', locale: 'fr-CA', country: 'CA', platform: 'Web', timezone: 'America/Toronto' });
    await service.deliveries.settled();
    expect(service.mailroom.inConversation(chat.id).map((kept) => kept.activity['text'])).toEqual(['Bonjour Ana Roy']);
  });

  it('carries the answer to an Action.Execute back to the person', async () => {
    const { scene: made, bot } = await withBot();
    const card = { type: 'AdaptiveCard', version: '1.5', body: [] };
    bot.onInvoke = async (turn) => ({ status: 200, body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: { ...card, fallbackText: (turn.activity.value as { action: { verb: string } }).action.verb } } });
    const { context } = made.tenant;
    const gouverne = context.state.bots.get(BOT_ID);
    if (gouverne === undefined) throw new Error('no bot');
    const answer = await teamsService(context).invoke(gouverne, made.ana, CLIENT, personalChat(made), { name: 'adaptiveCard/action', value: { action: { type: 'Action.Execute', verb: 'oui', data: {} }, trigger: 'manual' } });
    expect(answer).toMatchObject({ status: 200, body: { statusCode: 200, value: { fallbackText: 'oui' } } });
  });

  it('tells the bot of people, channels and names that change in its team, several people at once', async () => {
    const { scene: made, bot } = await withBot();
    await bot.next((activity) => activity.type === 'installationUpdate');
    const { world, state } = made.tenant.context;
    const more = world.putUser(aUser('Dina Fortin', 'dina@essai.example'));
    world.addMember({ teamId: made.team.id, channelId: null, userId: made.cleo.id, roles: [], by: made.ana.id });
    world.addMember({ teamId: made.team.id, channelId: null, userId: more.id, roles: [], by: made.ana.id });
    const added = await bot.next((activity) => activity.type === 'conversationUpdate' && (activity.membersAdded?.length ?? 0) > 1);
    expect(added.membersAdded?.map((member) => member.aadObjectId)).toEqual([made.cleo.id, more.id]);
    const channel = state.channels.get(made.sessions.id);
    if (channel === undefined) throw new Error('no channel');
    world.patchChannel(channel, { displayName: 'Rencontres' });
    const renamed = await bot.next((activity) => (activity.channelData as { eventType?: string }).eventType === 'channelRenamed');
    expect(renamed.channelData).toMatchObject({ channel: { id: made.sessions.id, name: 'Rencontres' } });
  });

  it('is refused by a bot when the key is another’s: the bot looks at signature, audience and serviceUrl', async () => {
    const { scene: made, bot } = await withBot({ installedInTeam: false });
    const token = await made.tenant.context.botFrameworkToken({ botAppId: OTHER_BOT_ID, serviceUrl: `${made.tenant.context.urls.connector}/` });
    const quiet = jest.spyOn(console, 'error').mockImplementation(() => {});
    const response = await fetch(bot.endpoint, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` }, body: JSON.stringify({ type: 'message', channelId: 'msteams', serviceUrl: `${made.tenant.context.urls.connector}/` }) });
    quiet.mockRestore();
    expect(response.status).toBe(401);
    expect(bot.received).toEqual([]);
  });

  it('tries again when the bot answers 5xx, and leaves a trace for the operator', async () => {
    const { scene: made, bot } = await withBot({ installedInTeam: false });
    bot.failWith = 503;
    made.tenant.context.world.installApp({ scope: 'user', scopeId: made.ana.id, catalogAppId: made.app.id, by: made.ana.id });
    const { deliveries } = teamsService(made.tenant.context);
    while (!deliveries.list().some((delivery) => delivery.attempts > 0 && delivery.status === 503)) await new Promise((resolve) => { setTimeout(resolve, 20); });
    bot.failWith = null;
    await bot.next((activity) => activity.type === 'installationUpdate');
    await deliveries.settled();
    expect(deliveries.list().every((delivery) => delivery.state === 'delivered')).toBe(true);
    const seen = await (await fetch(`${made.tenant.url}/_control/log`)).json() as { log: { source: string; message: string }[]; activities: { type: string; attempts: number; state: string }[] };
    expect(seen.log.some((line) => line.source === 'connector' && line.message.includes('503'))).toBe(true);
    expect(seen.activities.find((activity) => activity.attempts > 1)).toMatchObject({ state: 'delivered' });
    // Nothing doubled: one of each.
    expect(bot.received.map((activity) => activity.type).sort()).toEqual(['conversationUpdate', 'installationUpdate']);
  });

  it('repeats no invoke: a person waits and sees the fault', async () => {
    const { scene: made, bot } = await withBot({ installedInTeam: false });
    bot.failWith = 500;
    const gouverne = made.tenant.context.state.bots.get(BOT_ID);
    if (gouverne === undefined) throw new Error('no bot');
    const { deliveries } = teamsService(made.tenant.context);
    const answer = await teamsService(made.tenant.context).invoke(gouverne, made.ana, CLIENT, personalChat(made), { name: 'task/fetch', value: {} });
    expect(answer.status).toBe(500);
    expect(deliveries.list()).toMatchObject([{ attempts: 1, state: 'failed', name: 'task/fetch' }]);
  });
});

describe('from the bot, with botbuilder', () => {
  const reference = (made: Scene, conversation: ConversationReference['conversation']): Partial<ConversationReference> => ({ channelId: 'msteams', serviceUrl: `${made.tenant.context.urls.connector}/`, bot: { id: `28:${BOT_ID}`, name: 'Gouverne' }, conversation });
  const teamReference = (made: Scene) => reference(made, { id: made.team.internalId, isGroup: true, conversationType: 'channel', tenantId: TENANT_ID, name: '' });

  it('posts a new thread in a channel, answers inside it, corrects and deletes', async () => {
    const { scene: made, bot } = await withBot();
    const serviceUrl = `${made.tenant.context.urls.connector}/`;
    let conversationId = '';
    await bot.adapter.createConversationAsync(BOT_ID, 'msteams', serviceUrl, 'https://api.botframework.com', {
      isGroup: true, bot: { id: `28:${BOT_ID}`, name: 'Gouverne' }, channelData: { channel: { id: made.sessions.id } }, activity: message('Bienvenue') as Activity,
    }, async (turn) => {
      conversationId = turn.activity.conversation.id;
      await turn.sendActivity('Première réponse');
    });
    expect(conversationId).toMatch(/^19:.*@thread\.tacv2;messageid=\d+$/);
    const root = conversationId.split(';messageid=')[1] ?? '';
    await bot.resume(reference(made, { id: conversationId, isGroup: true, conversationType: 'channel', tenantId: TENANT_ID, name: '' }), async (turn) => {
      await turn.updateActivity({ id: root, type: 'message', text: 'Bienvenue à tous' });
      const extra = await turn.sendActivity('À effacer');
      await turn.deleteActivity(extra?.id ?? '');
    });
    const standing = inMemory(made).filter((kept) => kept.deletedAt === null);
    expect(standing.map((kept) => kept.activity['text'])).toEqual(['Bienvenue à tous', 'Première réponse']);
    expect(standing.every((kept) => kept.conversationId === conversationId)).toBe(true);
  });

  it('begins a chat with a person of a team that has the app', async () => {
    const { scene: made, bot } = await withBot();
    await bot.adapter.createConversationAsync(BOT_ID, 'msteams', `${made.tenant.context.urls.connector}/`, 'https://api.botframework.com', {
      isGroup: false, bot: { id: `28:${BOT_ID}`, name: 'Gouverne' }, members: [{ id: userMri(BOT_ID, made.ben.id), name: '' }], tenantId: TENANT_ID, channelData: { tenant: { id: TENANT_ID } },
    }, async (turn) => { await turn.sendActivity('Bonjour Ben'); });
    expect(inMemory(made)).toMatchObject([{ conversationId: personalConversationId(BOT_ID, made.ben.id), fromBot: true, activity: { text: 'Bonjour Ben' } }]);
  });

  it('reads the roster page by page, one member by id, by object id and by UPN, the team and its channels', async () => {
    const { scene: made, bot } = await withBot();
    const { world } = made.tenant.context;
    for (let n = 0; n < 118; n += 1) world.addMember({ teamId: made.team.id, channelId: null, userId: world.putUser(aUser(`Personne ${n}`, `p${n}@essai.example`)).id, roles: [], by: null });
    await bot.resume(teamReference(made), async (turn) => {
      turn.activity.channelData = { team: { id: made.team.internalId } };
      const sizes: number[] = [];
      const seen = new Set<string>();
      let token: string | undefined;
      do {
        const page = await TeamsInfo.getPagedMembers(turn, 10, token);
        sizes.push(page.members.length);
        for (const member of page.members) seen.add(member.id);
        token = page.continuationToken === '' ? undefined : page.continuationToken;
      } while (token !== undefined);
      // Fewer than fifty are asked, fifty come.
      expect(sizes).toEqual([50, 50, 20]);
      expect(seen.size).toBe(120);
      for (const id of [userMri(BOT_ID, made.ben.id), made.ben.id, 'ben@essai.example']) expect(await TeamsInfo.getMember(turn, id)).toMatchObject({ aadObjectId: made.ben.id, userPrincipalName: 'ben@essai.example', email: 'ben@essai.example', tenantId: TENANT_ID });
      await expect(TeamsInfo.getMember(turn, made.cleo.id)).rejects.toMatchObject({ statusCode: 404 });
      expect(await TeamsInfo.getTeamDetails(turn)).toMatchObject({ id: made.team.internalId, name: 'Comité d’essai', aadGroupId: made.team.id, channelCount: 2, memberCount: 120 });
      const channels = await TeamsInfo.getTeamChannels(turn);
      expect(channels.map((channel) => channel.name)).toEqual([undefined, 'Séances']);
      expect(channels[0]?.id).toBe(made.team.internalId);
    });
  });

  it('sends to a list of people behind one request, and tells who could not be reached', async () => {
    const { scene: made, bot } = await withBot();
    await bot.resume(teamReference(made), async (turn) => {
      const people = [made.ana.id, made.ben.id, made.cleo.id, userMri(BOT_ID, made.ana.id), '29:nobody'].map((id) => ({ id }));
      const { operationId } = await TeamsInfo.sendMessageToListOfUsers(turn, message('Avis') as Activity, TENANT_ID, people);
      let state = await TeamsInfo.getOperationState(turn, operationId);
      while (state.state === 'Ongoing') { await new Promise((resolve) => { setTimeout(resolve, 30); }); state = await TeamsInfo.getOperationState(turn, operationId); }
      expect(state).toMatchObject({ state: 'Completed', totalEntriesCount: 5 });
      const failed = await TeamsInfo.getFailedEntries(turn, operationId);
      expect(JSON.stringify(failed)).toContain(made.cleo.id);
    });
    expect(inMemory(made).length).toBe(3);
  });

  it('answers a message in the thread that it came from', async () => {
    const { scene: made, bot } = await withBot();
    const { context } = made.tenant;
    const service = teamsService(context);
    bot.onMessage = async (turn) => { await turn.sendActivity(`reçu : ${TurnContext.removeRecipientMention(turn.activity)?.trim()}`); };
    const { conversation, message: root } = service.openThread(made.sessions, { from: made.ana.id, fromBot: false, activity: message('<at>Gouverne</at> mon comité') });
    const gouverne = context.state.bots.get(BOT_ID);
    if (gouverne === undefined) throw new Error('no bot');
    service.tell(gouverne, made.ana, CLIENT, { kind: 'channel', team: made.team, channel: made.sessions, conversationId: conversation.id }, { id: root.id, text: '<at>Gouverne</at> mon comité', mentions: [{ id: `28:${BOT_ID}`, name: 'Gouverne', text: '<at>Gouverne</at>' }] });
    const heard = await bot.next((activity) => activity.type === 'message');
    expect(heard).toMatchObject({ conversation: { id: conversation.id, isGroup: true }, channelData: { channel: { id: made.sessions.id }, team: { id: made.team.internalId }, teamsChannelId: made.sessions.id } });
    await service.deliveries.settled();
    expect(service.mailroom.inConversation(conversation.id).map((kept) => kept.activity['text'])).toEqual(['<at>Gouverne</at> mon comité', 'reçu : mon comité']);
  });
});

describe('refusals, as documented', () => {
  it('takes only a token of this tenant for the Bot Framework, of a bot that is registered', async () => {
    const made = await scene();
    const path = `/v3/conversations/${encodeURIComponent(made.sessions.id)}/activities`;
    expect((await fetch(`${made.tenant.context.urls.connector}${path}`, { method: 'POST', body: '{}' })).status).toBe(401);
    expect((await (await connector(made, 'garbage'))('POST', path, message('x'))).status).toBe(401);
    const forGraph = await made.tenant.context.issueUserToken({ userId: made.ana.id, clientAppId: BOT_ID, audience: 'https://graph.microsoft.com', scopes: ['User.Read'] });
    expect((await (await connector(made, forGraph))('POST', path, message('x'))).status).toBe(401);
    const ofAPerson = await made.tenant.context.issueUserToken({ userId: made.ana.id, clientAppId: BOT_ID, audience: 'https://api.botframework.com', scopes: ['x'] });
    expect((await (await connector(made, ofAPerson))('POST', path, message('x'))).status).toBe(403);
    const token = await botToken(made.tenant);
    made.tenant.context.state.bots.delete(BOT_ID);
    expect(await (await connector(made, token))('POST', path, message('x'))).toMatchObject({ status: 401, code: 'BotNotRegistered' });
    expect(inMemory(made)).toEqual([]);
  });

  it('refuses a bot that is not installed in the team, or not for the person', async () => {
    const made = await scene({ installedInTeam: false });
    const call = await connector(made);
    expect(await call('POST', '/v3/conversations', { isGroup: true, channelData: { channel: { id: made.sessions.id } }, activity: message('x') })).toMatchObject({ status: 403, code: 'BotNotInConversationRoster' });
    expect(await call('POST', '/v3/conversations', { members: [{ id: made.ana.id }], tenantId: TENANT_ID })).toMatchObject({ status: 403, code: 'BotNotInConversationRoster' });
    expect(await call('GET', `/v3/conversations/${encodeURIComponent(made.team.internalId)}/pagedmembers`)).toMatchObject({ status: 403 });
    made.tenant.context.world.installApp({ scope: 'user', scopeId: made.ana.id, catalogAppId: made.app.id, by: null });
    const chat = await call('POST', '/v3/conversations', { members: [{ id: userMri(BOT_ID, made.ana.id) }], tenantId: TENANT_ID });
    expect(chat).toMatchObject({ status: 201, json: { id: personalConversationId(BOT_ID, made.ana.id) } });
    const installation = made.tenant.context.state.installations.find((entry) => entry.scope === 'user');
    if (installation !== undefined) made.tenant.context.world.uninstallApp(installation, null);
    expect(await call('POST', `/v3/conversations/${encodeURIComponent(String(chat.json?.['id']))}/activities`, message('x'))).toMatchObject({ status: 403, code: 'BotNotInConversationRoster' });
  });

  it('stays out of a private channel until the app says that it can live there', async () => {
    const made = await scene();
    const { world } = made.tenant.context;
    const hidden = world.createChannel({ teamId: made.team.id, displayName: 'Restreint', description: null, membershipType: 'private', members: [{ userId: made.ana.id, roles: ['owner'] }] });
    const call = await connector(made);
    const post = () => call('POST', '/v3/conversations', { isGroup: true, channelData: { channel: { id: hidden.id } }, activity: message('x') });
    expect(await post()).toMatchObject({ status: 403 });
    world.putCatalogApp({ externalId: made.app.externalId, displayName: 'Gouverne', version: '1.2.4', manifest: aManifest({ supportedChannelTypes: ['privateChannels'] }), localisations: {} });
    expect(await post()).toMatchObject({ status: 201 });
    const roster = await call('GET', `/v3/conversations/${encodeURIComponent(hidden.id)}/pagedmembers`);
    expect(roster.json?.['members']).toHaveLength(1);
  });

  it('knows no e-mail address, no foreign chat, no invented id', async () => {
    const made = await scene();
    const call = await connector(made);
    expect(await call('POST', '/v3/conversations', { members: [{ id: 'ana@essai.example' }], tenantId: TENANT_ID })).toMatchObject({ status: 400, code: 'BadArgument' });
    expect(await call('POST', '/v3/conversations', { members: [{ id: userMri(OTHER_BOT_ID, made.ana.id) }], tenantId: TENANT_ID })).toMatchObject({ status: 400, code: 'BadArgument' });
    expect(await call('POST', '/v3/conversations', { members: [{ id: made.ana.id }] })).toMatchObject({ status: 400 });
    expect(await call('POST', '/v3/conversations', {})).toMatchObject({ status: 400 });
    expect(await call('POST', '/v3/conversations', '{bad')).toMatchObject({ status: 400 });
    teamsService(made.tenant.context).mailroom.personal(OTHER_BOT_ID, made.ana.id);
    for (const id of ['a:1unknown', '19:nowhere@thread.tacv2', `${made.sessions.id};messageid=1`, personalConversationId(OTHER_BOT_ID, made.ana.id)]) {
      expect(await call('POST', `/v3/conversations/${encodeURIComponent(id)}/activities`, message('x'))).toMatchObject({ status: 404, code: 'ConversationNotFound' });
    }
    const unknown = await call('PUT', `/v3/conversations/${encodeURIComponent(made.sessions.id)}/activities/1`, message('x'));
    expect(unknown).toMatchObject({ status: 404, code: 'ActivityNotFoundInConversation' });
  });

  it('lets a bot change only what it sent itself', async () => {
    const made = await scene();
    const { conversation, message: theirs } = teamsService(made.tenant.context).openThread(made.sessions, { from: made.ana.id, fromBot: false, activity: message('à moi') });
    const call = await connector(made);
    expect(await call('PUT', `/v3/conversations/${encodeURIComponent(conversation.id)}/activities/${theirs.id}`, message('x'))).toMatchObject({ status: 403 });
    expect(await call('DELETE', `/v3/conversations/${encodeURIComponent(conversation.id)}/activities/${theirs.id}`)).toMatchObject({ status: 403 });
    expect(inMemory(made)[0]?.activity['text']).toBe('à moi');
  });

  it('refuses what exceeds 100 KB counted in UTF-16, and takes what just fits', async () => {
    const made = await scene();
    const call = await connector(made);
    const path = `/v3/conversations/${encodeURIComponent(made.sessions.id)}/activities`;
    const room = 100 * 1024 / 2 - JSON.stringify(message('')).length;
    expect(await call('POST', path, message('a'.repeat(room)))).toMatchObject({ status: 201 });
    expect(await call('POST', path, message('a'.repeat(room + 1)))).toMatchObject({ status: 413, code: 'MessageSizeTooBig' });
  });

  it('refuses a message without content and a card that is none', async () => {
    const made = await scene();
    const call = await connector(made);
    const path = `/v3/conversations/${encodeURIComponent(made.sessions.id)}/activities`;
    expect(await call('POST', path, { type: 'message' })).toMatchObject({ status: 400 });
    expect(await call('POST', path, { text: 'x' })).toMatchObject({ status: 400 });
    expect(await call('POST', path, { type: 'message', attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: { type: 'Card' } }] })).toMatchObject({ status: 400 });
  });

  it('writes to nobody who blocked the bot, nor into an archived team', async () => {
    const made = await scene();
    const call = await connector(made);
    const chat = await call('POST', '/v3/conversations', { members: [{ id: made.ana.id }], tenantId: TENANT_ID });
    const path = `/v3/conversations/${encodeURIComponent(String(chat.json?.['id']))}/activities`;
    block(made.tenant.context.state, BOT_ID, made.ana.id, true);
    expect(await call('POST', path, message('x'))).toMatchObject({ status: 403, code: 'MessageWritesBlocked' });
    block(made.tenant.context.state, BOT_ID, made.ana.id, false);
    expect(await call('POST', path, message('x'))).toMatchObject({ status: 201 });
    made.tenant.context.world.archiveTeam(made.team, true);
    expect(await call('POST', `/v3/conversations/${encodeURIComponent(made.sessions.id)}/activities`, message('x'))).toMatchObject({ status: 403, code: 'MessageWritesBlocked' });
  });

  it('answers any region, and 404 elsewhere', async () => {
    const made = await scene();
    const token = await botToken(made.tenant);
    const status = async (path: string) => (await fetch(`${made.tenant.url}${path}`, { headers: { authorization: `Bearer ${token}` } })).status;
    const team = encodeURIComponent(made.team.internalId);
    expect(await status(`/connector/emea/v3/teams/${team}`)).toBe(200);
    expect(await status(`/connector/v3/teams/${team}`)).toBe(200);
    expect(await status(`/connector/ca/v3/nothing`)).toBe(404);
  });
});

describe('rate limits, on unless turned off', () => {
  // The tenant's time stands still unless a test moves it: a slow machine sees the same windows.
  beforeEach(() => { jest.spyOn(Date, 'now').mockReturnValue(Date.now()); });
  afterEach(() => { jest.restoreAllMocks(); });

  it('lets seven messages a second into one conversation, eight in two, sixty in thirty', async () => {
    const made = await scene({ tokenLifetimeS: 24 * 3_600 });
    const { clock, limits } = made.tenant.context;
    const call = await connector(made);
    const path = `/v3/conversations/${encodeURIComponent(made.sessions.id)}/activities`;
    const burst = async (n: number) => { const statuses: number[] = []; for (let i = 0; i < n; i += 1) statuses.push((await call('POST', path, message('x'))).status); return statuses; };
    expect(await burst(7)).toEqual(Array.from({ length: 7 }, () => 201));
    const eighth = await call('POST', path, message('x'));
    expect(eighth).toMatchObject({ status: 429, code: 'Throttled' });
    const wait = Number(eighth.headers.get('retry-after'));
    expect(wait).toBeGreaterThanOrEqual(1);
    // Another conversation is not concerned.
    expect((await call('POST', `/v3/conversations/${encodeURIComponent(made.general.id)}/activities`, message('x'))).status).toBe(201);
    // Time is moved, not waited for. Who waits as told gets through.
    const later = (ms: number) => clock.setOffset(clock.offsetMs + ms);
    later(wait * 1_000);
    expect((await call('POST', path, message('x'))).status).toBe(201);
    const seen = limits.seen().find((entry) => entry.name === 'Bot Connector: send, one bot on one conversation, 7 in 1 s');
    expect(seen).toMatchObject({ limit: 7, max: 8, refused: 1 });

    later(3_600_000);
    expect(await burst(4)).toEqual([201, 201, 201, 201]);
    later(1_200);
    expect(await burst(5)).toEqual([201, 201, 201, 201, 429]);

    later(3_600_000);
    for (let n = 0; n < 60; n += 1) { expect(await burst(1)).toEqual([201]); later(300); }
    const sixtyFirst = await call('POST', path, message('x'));
    expect(sixtyFirst.status).toBe(429);
    // Eighteen seconds are gone of the thirty.
    expect(Number(sixtyFirst.headers.get('retry-after'))).toBeGreaterThan(10);
  });

  it('holds one app to fifty requests a second on the tenant, whatever the conversations', async () => {
    const made = await scene();
    const { world, limits } = made.tenant.context;
    const call = await connector(made);
    const people = Array.from({ length: 60 }, (_, n) => world.putUser(aUser(`Personne ${n}`, `p${n}@essai.example`)));
    for (const person of people) world.addMember({ teamId: made.team.id, channelId: null, userId: person.id, roles: [], by: null });
    const answers = await Promise.all(people.map((person) => call('POST', '/v3/conversations', { members: [{ id: person.id }], tenantId: TENANT_ID })));
    const statuses = answers.map((answer) => answer.status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(50);
    expect(statuses.filter((status) => status === 429)).toHaveLength(10);
    expect(limits.seen().find((entry) => entry.name.includes('one app on the tenant'))).toMatchObject({ max: 60, refused: 10 });
  });

  it('only measures when limits are off', async () => {
    const made = await scene({ limits: false });
    const call = await connector(made);
    for (let n = 0; n < 10; n += 1) expect((await call('POST', `/v3/conversations/${encodeURIComponent(made.sessions.id)}/activities`, message('x'))).status).toBe(201);
    expect(made.tenant.context.limits.seen().find((entry) => entry.name.includes('send, one bot') && entry.limit === 7)?.max).toBe(10);
  });

  it('grants the old roster call five times a minute', async () => {
    const made = await scene();
    const call = await connector(made);
    const statuses = [];
    for (let n = 0; n < 6; n += 1) statuses.push((await call('GET', `/v3/conversations/${encodeURIComponent(made.team.internalId)}/members`)).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
  });
});

describe('faults on demand', () => {
  const cases: [kind: string, status: number, code: string][] = [['429', 429, 'Throttled'], ['412', 412, 'PreconditionFailed'], ['500', 500, 'ServiceError'], ['502', 502, 'ServiceError'], ['503', 503, 'ServiceUnavailable'], ['504', 504, 'GatewayTimeout'], ['403', 403, 'MessageWritesBlocked']];
  it.each(cases)('answers %s and sends nothing', async (kind, status, code) => {
    const made = await scene();
    const call = await connector(made);
    made.tenant.context.faults.add({ match: { service: 'connector', method: 'POST' }, kinds: [kind], times: 1, retryAfterS: 3 });
    const path = `/v3/conversations/${encodeURIComponent(made.sessions.id)}/activities`;
    const refused = await call('POST', path, message('x'));
    expect(refused).toMatchObject({ status, code });
    expect(refused.headers.get('retry-after')).toBe(status === 429 || status === 503 ? '3' : null);
    expect(inMemory(made)).toEqual([]);
    expect((await call('POST', path, message('x'))).status).toBe(201);
  });

  it('can leave Retry-After out', async () => {
    const made = await scene();
    const call = await connector(made);
    made.tenant.context.faults.add({ match: { service: 'connector' }, kinds: ['429-without-retry-after'], times: 1 });
    expect((await call('POST', `/v3/conversations/${encodeURIComponent(made.sessions.id)}/activities`, message('x'))).headers.has('retry-after')).toBe(false);
  });

  it('delivers and then loses the answer: a client that sends again makes two copies', async () => {
    const made = await scene();
    const call = await connector(made);
    made.tenant.context.faults.add({ match: { service: 'connector' }, kinds: ['504-after-effect'], times: 1 });
    const path = `/v3/conversations/${encodeURIComponent(made.sessions.id)}/activities`;
    expect((await call('POST', path, message('x'))).status).toBe(504);
    expect((await call('POST', path, message('x'))).status).toBe(201);
    expect(inMemory(made)).toHaveLength(2);
  });

  it('drops the connection, before the effect or after', async () => {
    const made = await scene();
    const call = await connector(made);
    const path = `/v3/conversations/${encodeURIComponent(made.sessions.id)}/activities`;
    made.tenant.context.faults.add({ match: { service: 'connector' }, kinds: ['reset'], times: 1 });
    await expect(call('POST', path, message('x'))).rejects.toThrow();
    expect(inMemory(made)).toHaveLength(0);
    made.tenant.context.faults.add({ match: { service: 'connector' }, kinds: ['reset-after-effect'], times: 1 });
    await expect(call('POST', path, message('x'))).rejects.toThrow();
    expect(inMemory(made)).toHaveLength(1);
  });
});
