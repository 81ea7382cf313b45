// Conversations with the bot, from the tenant's Bot Connector and back, authentication on in both directions.
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { welcomeChat } from '../../bot/cards/welcome.ts';
import { CHAT_WELCOME } from '../../bot/greeter.ts';
import { accept, refuse } from '../../src/shared/decision.ts';
import { entraId } from '../../src/shared/ids.ts';
import { aCommittee, cardOf, LINKS, startGouverneBot, type BotInTest } from '../support/gouverne-bot.ts';
import { aUser } from '../support/teams-scene.ts';

jest.setTimeout(30_000);

let open: BotInTest | undefined;
afterEach(async () => { await open?.close(); open = undefined; });
const start = async (...given: Parameters<typeof startGouverneBot>): Promise<BotInTest> => (open = await startGouverneBot(...given));
const last = (bot: BotInTest, where: Parameters<BotInTest['written']>[0]) => cardOf(bot.written(where).at(-1));

describe('in the chat', () => {
  it('answers « aide » with what it understands', async () => {
    const bot = await start();
    await bot.write(bot.scene.ana, 'aide');
    const { summary, card, texts } = last(bot, bot.scene.ana);
    expect(summary).toBe('Ce que je comprends');
    expect(card).toMatchObject({ type: 'AdaptiveCard', version: '1.5', lang: 'fr' });
    expect(texts).toEqual(expect.arrayContaining(['mon\u00A0comité', 'mes\u00A0comités', 'aide', 'Mes comités']));
  });

  it('answers « mon comité » with the only one', async () => {
    const bot = await start();
    await bot.write(bot.scene.ana, 'Mon comité?');
    expect(last(bot, bot.scene.ana).texts).toEqual(expect.arrayContaining(['CNCOT', 'Coordonne les opérations provinciales de télésanté.', 'Coordination provinciale, volet clinique', 'Membre']));
  });

  it('answers « mon comité » with the list when there are several', async () => {
    const bot = await start({ useCases: { myCommittees: async () => [aCommittee(), aCommittee({ acronym: 'CEMT' })] } });
    await bot.write(bot.scene.ana, 'mon comité');
    expect(last(bot, bot.scene.ana)).toMatchObject({ summary: 'Vos 2 comités', texts: expect.arrayContaining(['CNCOT', 'CEMT']) as unknown });
  });

  it('answers the acronym or the name of one of somebody’s committees, and of no other', async () => {
    const bot = await start({ useCases: { myCommittees: async () => [aCommittee(), aCommittee({ acronym: 'CC-SLD', name: { fr: 'Comité conseil' } })] } });
    for (const [said, shown] of [['cc-sld', 'CC-SLD'], ['comité CNCOT', 'CNCOT'], ['Comité conseil', 'CC-SLD'], ['CEMT', 'Je n’ai pas compris']] as const) {
      await bot.write(bot.scene.ana, said);
      expect(last(bot, bot.scene.ana).summary).toBe(shown);
    }
    await bot.mention(bot.scene.ana, bot.scene.sessions, 'cc-sld');
    expect(last(bot, bot.scene.sessions).summary).toBe('Je n’ai pas compris');
  });

  it('says so, and what to do, when somebody has no seat', async () => {
    const bot = await start({ useCases: { myCommittees: async () => [] } });
    await bot.write(bot.scene.ana, 'mes comités');
    const { summary, card } = last(bot, bot.scene.ana);
    expect(summary).toBe('Vous n’avez de siège dans aucune instance');
    expect(card['actions']).toMatchObject([{ type: 'Action.OpenUrl', url: LINKS.home }]);
  });

  it('speaks French to somebody whose Teams is English, and English to somebody who chose it', async () => {
    const bot = await start({ useCases: { helpFor: async (person) => ({ person, known: true, language: person === entraId(aUser('Ben Côté', 'ben@essai.example').id) ? 'en-CA' : 'fr-CA' }) } });
    await bot.write(bot.scene.ana, 'my committees');
    await bot.write(bot.scene.ben, 'mes comités');
    expect(last(bot, bot.scene.ana).card).toMatchObject({ lang: 'fr' });
    expect(last(bot, bot.scene.ben)).toMatchObject({ summary: 'Your committee', card: { lang: 'en' } });
  });

  it('says what it understands, with buttons, when it does not', async () => {
    const bot = await start();
    await bot.write(bot.scene.ana, 'quel temps fait-il?');
    const { summary, card } = last(bot, bot.scene.ana);
    expect(summary).toBe('Je n’ai pas compris');
    expect(card['actions']).toMatchObject([{ type: 'Action.Execute', verb: 'my-committees' }, { type: 'Action.Execute', verb: 'help' }]);
  });

  it('refuses a health-insurance number without repeating it, anywhere', async () => {
    const bot = await start();
    await bot.write(bot.scene.ana, 'Vérifier l’accès à la PSV pour TREM 7503 1512');
    const { summary, card, texts } = last(bot, bot.scene.ana);
    expect(summary).toBe('Supprimez votre message');
    expect(texts.join(' ')).toContain('Supprimer');
    expect(JSON.stringify(card['actions'])).toContain('rprp%40essai.example');
    const everything = JSON.stringify([bot.written(bot.scene.ana), bot.logged, [...bot.ledger.all], [...bot.conversations.all]]);
    expect(everything).not.toMatch(/TREM|7503/);
    expect(bot.logged).toContainEqual({ event: 'health-number-refused', facts: { where: 'personal' } });
    expect(bot.stopped).toEqual([{ person: bot.scene.ana.id, where: 'message' }]);
  });

  it('stops it in the field of a card, by both ways of pressing, before anything reads it', async () => {
    const bot = await start();
    const data = { verb: 'action-make', reference: 'r-1', title: 'Vérifier trem-7503-1512' };
    const { body } = await bot.press(bot.scene.ana, 'chat', { action: { type: 'Action.Execute', verb: 'action-make', data }, trigger: 'manual' });
    expect(body).toMatchObject({ statusCode: 200, value: { body: [{ text: 'Supprimez votre message' }, expect.anything(), expect.anything(), expect.anything()] } });
    await bot.submit(bot.scene.ana, 'chat', data);
    expect(last(bot, bot.scene.ana).summary).toBe('Supprimez votre message');
    expect(bot.stopped).toEqual([{ person: bot.scene.ana.id, where: 'card' }, { person: bot.scene.ana.id, where: 'card' }]);
    expect(JSON.stringify([body, bot.written(bot.scene.ana), bot.logged])).not.toMatch(/trem|7503/i);
  });

  it('stops it in a search, in a dialog, and in the message on which a command was chosen', async () => {
    const bot = await start();
    const invoke = async (name: string, value: object) => (await bot.invoke(bot.scene.ana, name, value)).body;
    expect(await invoke('composeExtension/query', { commandId: 'meetings', parameters: [{ name: 'query', value: 'TREM75031512' }] })).toMatchObject({ composeExtension: { type: 'message', text: expect.stringContaining('Retirez-le') } });
    const message = { commandId: 'create-action', commandContext: 'message', messagePayload: { linkToMessage: 'https://teams.microsoft.com/l/message/19%3Aabcd12345678abcd12345678@thread.tacv2/1', body: { contentType: 'html', content: '<div><b>TREM</b>&nbsp;7503&nbsp;1512</div>' } } };
    const opened = await invoke('composeExtension/fetchTask', message);
    expect(opened).toMatchObject({ task: { type: 'continue', value: { title: 'Supprimez votre message' } } });
    // A dialog’s buttons all go to its command: only links stand there.
    expect(JSON.stringify(opened)).not.toMatch(/Action\.(Execute|Submit)|TREM|7503/);
    expect(await invoke('composeExtension/submitAction', { commandId: 'create-action', data: { reference: 'r-1', title: 'T R E M 7 5 0 3 1 5 1 2' } })).toMatchObject({ task: { value: { title: 'Supprimez votre message' } } });
    expect(bot.stopped.map(({ where }) => where)).toEqual(['extension', 'extension', 'extension']);
  });

  it('enters the incident that somebody reports, and says who is told', async () => {
    const bot = await start();
    await bot.mention(bot.scene.ana, bot.scene.sessions, 'TREM 7503 1512');
    const { card } = last(bot, bot.scene.sessions);
    const [report] = card['actions'] as { title: string; verb: string; data: object }[];
    expect(report).toMatchObject({ title: 'Aviser la personne responsable', verb: 'report-incident' });
    const { body } = await bot.press(bot.scene.ana, bot.scene.sessions, { action: { type: 'Action.Execute', verb: report!.verb, data: report!.data }, trigger: 'manual' });
    expect(JSON.stringify(body)).toContain('I-2027-001');
    expect(JSON.stringify(body)).toContain('Responsable de la protection des renseignements personnels');
    expect(bot.reports).toEqual([{ by: bot.scene.ana.id, place: 'channel', acronym: 'CNCOT', reference: expect.stringMatching(/^19:.* R-\d+$/) }]);
  });

  it('offers to write to whoever is in charge when it cannot enter the incident', async () => {
    const bot = await start({ useCases: { incidents: { stopped: async () => {}, report: async () => refuse({ why: 'unknown-person' as const }) } } });
    const { body } = await bot.press(bot.scene.ana, 'chat', { action: { type: 'Action.Execute', verb: 'report-incident', data: { reference: 'r-1' } }, trigger: 'manual' });
    expect(JSON.stringify(body)).toContain('rprp%40essai.example');
    expect(JSON.stringify(body)).toContain('sans répéter le numéro');
  });

  it('takes codes and phone numbers for what they are', async () => {
    const bot = await start();
    const { body } = await bot.press(bot.scene.ana, 'chat', { action: { type: 'Action.Execute', verb: 'help', data: { message: 'RCG-1021-075, 418 555-1234' } }, trigger: 'manual' });
    expect(JSON.stringify(body)).toContain('Ce que je comprends');
    expect(bot.stopped).toEqual([]);
    await bot.write(bot.scene.ana, 'RCG-1021-075');
    expect(last(bot, bot.scene.ana).summary).toBe('Je n’ai pas compris');
  });

  it('apologises with a reference when the product fails, and tells the operator under the same reference', async () => {
    const bot = await start({ useCases: { myCommittees: async () => { throw new Error('the store is down'); } } });
    await bot.write(bot.scene.ana, 'mes comités');
    expect(last(bot, bot.scene.ana).texts.join(' ')).toContain('R-1');
    expect(bot.logged.find((line) => line.event === 'bot-turn-failed')?.facts).toMatchObject({ reference: 'R-1', type: 'message' });
  });

  it('answers once what the service delivers twice', async () => {
    const bot = await start();
    await bot.write(bot.scene.ana, 'aide');
    expect(bot.written(bot.scene.ana)).toHaveLength(1);
    // The same activity once more, as after a lost answer: same id, same conversation.
    expect(await bot.repeatLast()).toBe(200);
    expect(bot.written(bot.scene.ana)).toHaveLength(1);
  });
});

describe('in a channel', () => {
  it('shows the channel’s committee to everybody, in French, without the role of who asked', async () => {
    const bot = await start({ useCases: { helpFor: async (person) => ({ person, known: true, language: 'en-CA' }) } });
    await bot.mention(bot.scene.ana, bot.scene.sessions, 'mon comité');
    const { card, texts } = last(bot, bot.scene.sessions);
    expect(card).toMatchObject({ lang: 'fr' });
    expect(texts).toContain('CNCOT');
    expect(texts).not.toContain('Membre');
    expect(texts).not.toContain('Votre rôle');
  });

  it('tells the product which team it is by its id in Graph, also when the message does not say', async () => {
    const asked: (string | null)[] = [];
    const bot = await start({ useCases: { committeeOfChannel: async (groupId) => { asked.push(groupId); return null; } } });
    await bot.mention(bot.scene.ana, bot.scene.sessions, 'mon comité');
    await bot.repeatLast((activity) => { activity.id = 'another'; activity.channelData.team = { id: '19:never-seen@thread.tacv2' }; });
    await bot.conversations.remember({ key: bot.scene.team.internalId, kind: 'channel', serviceUrl: 'https://smba.example/', teamId: bot.scene.team.internalId, groupId: bot.scene.team.id, channelId: bot.scene.team.internalId, person: null, seenAt: new Date() });
    await bot.repeatLast((activity) => { activity.id = 'a third'; activity.channelData.team = { id: bot.scene.team.internalId }; });
    expect(asked).toEqual([bot.scene.team.id, null, bot.scene.team.id]);
  });

  it('says that a channel is nobody’s', async () => {
    const bot = await start();
    await bot.mention(bot.scene.ana, bot.scene.general, 'mon comité');
    expect(last(bot, bot.scene.general).summary).toBe('Ce canal n’est celui d’aucune instance');
  });

  it('keeps somebody’s list of committees for their chat', async () => {
    const bot = await start();
    await bot.mention(bot.scene.ana, bot.scene.sessions, 'mes comités');
    const { card, texts } = last(bot, bot.scene.sessions);
    expect(texts).not.toContain('CNCOT');
    expect(card['actions']).toMatchObject([{ type: 'Action.OpenUrl', url: LINKS.chat }]);
  });

  it('answers in the thread where it was asked', async () => {
    const bot = await start();
    await bot.mention(bot.scene.ana, bot.scene.sessions, 'aide');
    const [answer] = bot.written(bot.scene.sessions);
    expect(answer?.conversationId).toMatch(/;messageid=/);
    expect(last(bot, bot.scene.sessions).texts.join(' ')).toContain('@Gouverne');
  });

  it('shows of a restricted committee its acronym and its link only', async () => {
    const bot = await start({ useCases: { committeeOfChannel: async () => aCommittee({ confidential: true, acronym: 'CDM' }) } });
    await bot.mention(bot.scene.ana, bot.scene.sessions, 'mon comité');
    const everything = JSON.stringify(last(bot, bot.scene.sessions).card);
    expect(everything).toContain('CDM');
    expect(everything).not.toContain('Coordination provinciale');
    expect(everything).not.toContain('Coordonne les opérations');
  });
});

describe('buttons', () => {
  const execute = (verb: string, data: object = {}) => ({ action: { type: 'Action.Execute', verb, data }, trigger: 'manual' });

  it('answer with a card in place of the pressed one, in the language of who pressed', async () => {
    const bot = await start({ useCases: { helpFor: async (person) => ({ person, known: true, language: 'en-CA' }) } });
    const answer = await bot.press(bot.scene.ana, bot.scene.sessions, execute('help'));
    expect(answer).toMatchObject({ status: 200, body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: { lang: 'en' } } });
    expect(bot.written(bot.scene.sessions)).toHaveLength(0);
  });

  it('check on the server whether the person may see what the button names', async () => {
    const bot = await start({ useCases: { committee: async (id, person) => (person === entraId(aUser('Ana Roy', 'ana@essai.example').id) ? accept(aCommittee()) : refuse({ why: 'not-found' as const })) } });
    const asked = execute('committee', { committeeId: 'cncot' });
    expect(JSON.stringify(await bot.press(bot.scene.ana, 'chat', asked))).toContain('CNCOT');
    const refused = JSON.stringify(await bot.press(bot.scene.ben, 'chat', asked));
    expect(refused).toContain('Je ne peux pas vous montrer cette instance');
    expect(refused).not.toContain('CNCOT');
  });

  it('of a card from long ago say that it is out of date', async () => {
    const bot = await start();
    expect(JSON.stringify(await bot.press(bot.scene.ana, 'chat', execute('close2')))).toContain('Cette carte n’est plus à jour');
    expect(JSON.stringify(await bot.press(bot.scene.ana, 'chat', 'rubbish'))).toContain('Cette carte n’est plus à jour');
  });

  it('work in clients from before universal actions, which write instead', async () => {
    const bot = await start();
    await bot.submit(bot.scene.ana, 'chat', { verb: 'my-committees' });
    expect(last(bot, bot.scene.ana).texts).toContain('CNCOT');
    await bot.submit(bot.scene.ana, bot.scene.sessions, { verb: 'my-committees' });
    expect(last(bot, bot.scene.sessions).texts).not.toContain('CNCOT');
  });

  it('leave the card as it was when the product fails, so that they can be pressed again', async () => {
    const bot = await start({ useCases: { myCommittees: async () => { throw new Error('the store is down'); } } });
    const answer = await bot.press(bot.scene.ana, 'chat', execute('my-committees'));
    expect(answer).toMatchObject({ status: 200, body: { statusCode: 500, type: 'application/vnd.microsoft.error', value: { code: 'R-1' } } });
  });
});

describe('coming and going', () => {
  it('remembers where it may speak, and asks for the greetings', async () => {
    const bot = await start({ installedInTeam: false });
    const { world } = bot.scene.tenant.context;
    world.installApp({ scope: 'team', scopeId: bot.scene.team.id, catalogAppId: bot.scene.app.id, by: bot.scene.ana.id });
    await eventually(() => bot.entered.length >= 2);
    // installationUpdate and conversationUpdate both come: whoever enqueues the greeting does it once, by its key.
    expect(bot.entered[0]).toEqual({ is: 'team', teamId: bot.scene.team.internalId, groupId: bot.scene.team.id, channelId: null });
    expect(await bot.conversations.ofTeam(bot.scene.team.id)).toMatchObject({ kind: 'channel', teamId: bot.scene.team.internalId, serviceUrl: `${bot.scene.tenant.context.urls.connector}/` });
  });

  it('remembers a chat without anybody’s name', async () => {
    const bot = await start({ installedInTeam: false });
    bot.scene.tenant.context.world.installApp({ scope: 'user', scopeId: bot.scene.cleo.id, catalogAppId: bot.scene.app.id, by: bot.scene.cleo.id });
    await eventually(() => bot.entered.length > 0);
    expect(bot.entered).toContainEqual({ is: 'chat', person: entraId(bot.scene.cleo.id) });
    expect(await bot.conversations.ofPerson(entraId(bot.scene.cleo.id))).toMatchObject({ kind: 'personal', person: entraId(bot.scene.cleo.id) });
    expect(JSON.stringify([...bot.conversations.all])).not.toContain('Cléo');
  });

  it('takes its addition to a private channel for an entry of that channel', async () => {
    const bot = await start();
    await bot.mention(bot.scene.ana, bot.scene.sessions, 'aide');
    await bot.repeatLast((activity) => {
      Object.assign(activity, { id: 'added', type: 'conversationUpdate', conversation: { ...activity.conversation, id: '19:private@thread.tacv2' }, membersAdded: [{ id: activity.recipient.id }] });
      activity.channelData = { ...activity.channelData, eventType: 'channelMemberAdded', channel: { id: '19:private@thread.tacv2', type: 'private' } };
    });
    expect(bot.entered).toContainEqual({ is: 'team', teamId: bot.scene.team.internalId, groupId: bot.scene.team.id, channelId: '19:private@thread.tacv2' });
    expect(await bot.conversations.ofChannel('19:private@thread.tacv2')).toMatchObject({ kind: 'channel', groupId: bot.scene.team.id });
  });

  it.each([['channelDeleted', 'the channel'], ['teamDeleted', 'the team']])('forgets on %s where it can no longer speak: %s', async (eventType) => {
    const bot = await start();
    await bot.mention(bot.scene.ana, bot.scene.sessions, 'aide');
    expect(await bot.conversations.ofChannel(bot.scene.sessions.id)).not.toBeNull();
    await bot.repeatLast((activity) => {
      Object.assign(activity, { id: 'gone', type: 'conversationUpdate' });
      activity.channelData = { ...activity.channelData, eventType, channel: { id: bot.scene.sessions.id } };
    });
    expect(await bot.conversations.ofChannel(bot.scene.sessions.id)).toBeNull();
  });

  it('of other people is none of its business', async () => {
    const bot = await start();
    await bot.mention(bot.scene.ana, bot.scene.sessions, 'aide');
    const before = bot.entered.length;
    await bot.repeatLast((activity) => { Object.assign(activity, { id: 'somebody', type: 'conversationUpdate', membersAdded: [{ id: '29:somebody' }] }); });
    expect(bot.entered).toHaveLength(before);
    expect(bot.written(bot.scene.sessions)).toHaveLength(1);
  });

  it('forgets a team that the app leaves', async () => {
    const bot = await start({ installedInTeam: false });
    const { world, state } = bot.scene.tenant.context;
    world.installApp({ scope: 'team', scopeId: bot.scene.team.id, catalogAppId: bot.scene.app.id, by: bot.scene.ana.id });
    await bot.mention(bot.scene.ana, bot.scene.sessions, 'aide');
    await eventually(() => bot.conversations.all.size >= 2);
    const installation = state.installations.find((entry) => entry.scopeId === bot.scene.team.id);
    if (installation === undefined) throw new Error('not installed');
    world.uninstallApp(installation, bot.scene.ana.id);
    await eventually(() => bot.conversations.all.size === 0);
    expect(await bot.conversations.latest()).toBeNull();
  });

  it('greets anew somebody who takes the app again', async () => {
    const bot = await start({ installedInTeam: false });
    const { world, state } = bot.scene.tenant.context;
    const person = entraId(bot.scene.cleo.id);
    const take = () => world.installApp({ scope: 'user', scopeId: bot.scene.cleo.id, catalogAppId: bot.scene.app.id, by: bot.scene.cleo.id });
    take();
    await eventually(() => bot.entered.length >= 2);
    const greet = () => bot.notifier.deliver({ message: CHAT_WELCOME, to: { is: 'person', person }, card: welcomeChat(CHAT_WELCOME, LINKS.home, 'fr-CA') });
    expect(await greet()).toMatchObject({ is: 'sent' });
    expect(await greet()).toMatchObject({ is: 'already-sent' });
    expect(bot.written(bot.scene.cleo)).toHaveLength(1);
    const installation = state.installations.find((entry) => entry.scopeId === bot.scene.cleo.id);
    if (installation === undefined) throw new Error('not installed');
    world.uninstallApp(installation, bot.scene.cleo.id);
    await eventually(() => bot.ledger.all.size === 0);
    take();
    await eventually(() => bot.entered.length >= 4);
    expect(await greet()).toMatchObject({ is: 'sent' });
    expect(bot.written(bot.scene.cleo)).toHaveLength(2);
  });
});

async function eventually(test: () => boolean, within = 5_000): Promise<void> {
  const end = Date.now() + within;
  while (!test()) {
    if (Date.now() > end) throw new Error('it did not happen in time');
    await new Promise((resolve) => { setTimeout(resolve, 10); });
  }
}
