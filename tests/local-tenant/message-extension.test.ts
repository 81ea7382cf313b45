// Action commands of message extensions: what the bot is sent for one chosen on a message, and what the person then sees.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { teamsService } from '../../src/local-tenant/connector/service.ts';
import { axeObjections } from '../support/accessibility.ts';
import { launchBrowser } from '../support/browser.ts';
import { startSampleApp, type SampleApp } from '../support/sample-app.ts';
import { startSampleBot, type SampleBot } from '../support/sample-bot.ts';
import { aManifest, aScene, BOT_ID, TENANT_ID, type Scene } from '../support/teams-scene.ts';

jest.setTimeout(60_000);

let app: SampleApp;
let bot: SampleBot;
let scene: Scene;

const COMMANDS = [
  { id: 'note', type: 'action', title: 'Prendre note', context: ['message'], fetchTask: true },
  {
    id: 'fiche', type: 'action', title: 'Remplir une fiche', context: ['message', 'compose'],
    parameters: [{ name: 'titre', title: 'Titre', inputType: 'text', value: 'Sans titre', isRequired: true }, { name: 'urgent', title: 'Urgent', inputType: 'toggle' }, { name: 'genre', title: 'Genre', inputType: 'choiceset', choices: [{ title: 'Un', value: '1' }, { title: 'Deux', value: '2' }], value: '2' }],
  },
  { id: 'chercher', type: 'query', title: 'Chercher', context: ['compose'], parameters: [{ name: 'mot', title: 'Mot' }] },
];

const FORM = {
  task: {
    type: 'continue',
    value: { title: 'Nouvelle note', width: 'medium', height: 'small', card: { contentType: 'application/vnd.microsoft.card.adaptive', content: { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'Input.Text', id: 'titre', label: 'Titre', value: 'Déposer le bilan' }], actions: [{ type: 'Action.Submit', title: 'Enregistrer', data: { de: 'note' } }] } } },
  },
};

async function invoke(as: string, body: Record<string, unknown>): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${scene.tenant.url}/teams/api/invokes?as=${as}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ botId: BOT_ID, name: 'composeExtension/fetchTask', ...body }) });
  return { status: response.status, body: await response.json() as Record<string, unknown> };
}
const inSessions = (conversationId: string | null = null) => ({ kind: 'channel', teamId: scene.team.id, channelId: scene.sessions.id, conversationId });
const service = () => teamsService(scene.tenant.context);
const post = (activity: Record<string, unknown>, from = scene.ben.id) => service().openThread(scene.sessions, { from, fromBot: false, activity: { type: 'message', ...activity } });

describe('an action command', () => {
  beforeEach(async () => {
    app = await startSampleApp();
    bot = await startSampleBot();
    scene = await aScene({ botEndpoint: bot.endpoint, manifest: aManifest({ tabsUrl: app.url, composeExtensions: [{ botId: BOT_ID, commands: COMMANDS }] }) });
    app.tenantUrl = scene.tenant.url;
    bot.trust(scene.tenant.url);
    bot.onInvoke = async ({ activity }) => (activity.name === 'composeExtension/fetchTask' ? { status: 200, body: FORM } : { status: 200 });
  });
  afterEach(async () => {
    await service().deliveries.settled();
    await scene.tenant.close();
    await bot.close();
    await app.close();
  });

  it('brings the message on which it was chosen, as Teams describes it', async () => {
    const { conversation, message } = post({ text: 'Voir avec <at>Ana Roy</at> et <at>Gouverne</at> : 2 < 3', entities: [{ type: 'mention', mentioned: { id: scene.ana.id, name: 'Ana Roy' } }, { type: 'mention', mentioned: { id: `28:${BOT_ID}`, name: 'Gouverne' } }] });
    const answer = await invoke(scene.ana.id, { value: { commandId: 'note', commandContext: 'message', context: { theme: 'dark' } }, place: inSessions(conversation.id), messageId: message.id });
    expect(answer).toMatchObject({ status: 200, body: { status: 200, body: FORM } });
    const heard = await bot.next((activity) => activity.type === 'invoke');
    expect(heard).toMatchObject({ name: 'composeExtension/fetchTask', from: { aadObjectId: scene.ana.id }, conversation: { id: conversation.id, conversationType: 'channel' }, channelData: { source: { name: 'compose' }, channel: { id: scene.sessions.id } } });
    expect(heard.value).toEqual({
      commandId: 'note', commandContext: 'message', context: { theme: 'dark' }, requestId: expect.stringMatching(/^[0-9a-f]{32}$/),
      messagePayload: {
        linkToMessage: `https://teams.microsoft.com/l/message/${encodeURIComponent(scene.sessions.id)}/${message.id}?tenantId=${TENANT_ID}&groupId=${scene.team.id}&parentMessageId=${message.id}&createdTime=${message.id}`,
        id: message.id, replyToId: null, createdDateTime: new Date(message.createdAt).toISOString(), lastModifiedDateTime: null, deleted: false, subject: null, summary: null, importance: 'normal', locale: 'fr-ca',
        body: { contentType: 'html', content: '<div><div>Voir avec <at id="0">Ana Roy</at> et <at id="1">Gouverne</at> : 2 &lt; 3</div></div>' },
        from: { device: null, conversation: null, user: { userIdentityType: 'aadUser', id: scene.ben.id, displayName: 'Ben Côté' }, application: null },
        mentions: [
          { id: 0, mentionText: 'Ana Roy', mentioned: { device: null, conversation: null, user: { userIdentityType: 'aadUser', id: scene.ana.id, displayName: 'Ana Roy' }, application: null } },
          { id: 1, mentionText: 'Gouverne', mentioned: { device: null, conversation: null, user: null, application: { applicationIdentityType: 'bot', id: BOT_ID, displayName: 'Gouverne' } } },
        ],
        attachments: [],
      },
    });
  });

  it('says to which message a reply belongs, and names the bot that wrote in a chat', async () => {
    const { conversation, message: root } = post({ text: 'Question' });
    const reply = service().post(conversation, { from: scene.ana.id, fromBot: false, activity: { type: 'message', text: 'Réponse' } });
    await invoke(scene.ana.id, { value: { commandId: 'note', commandContext: 'message' }, place: inSessions(conversation.id), messageId: reply.id });
    expect((await bot.next((activity) => activity.type === 'invoke')).value).toMatchObject({ messagePayload: { id: reply.id, replyToId: root.id, body: { content: '<div><div>Réponse</div></div>' } } });
    const told = service().post(service().mailroom.personal(BOT_ID, scene.ana.id), { from: BOT_ID, fromBot: true, activity: { type: 'message', text: 'Bonjour' } });
    await invoke(scene.ana.id, { value: { commandId: 'note', commandContext: 'message' }, place: { kind: 'personal' }, messageId: told.id });
    const heard = await bot.next((activity) => activity.type === 'invoke' && activity.conversation.conversationType === 'personal');
    expect(heard.value).toMatchObject({ messagePayload: { from: { user: null, application: { id: BOT_ID, displayName: 'Gouverne' } }, linkToMessage: expect.stringContaining(encodeURIComponent('{"contextType":"chat"}')) } });
    expect((heard.value as { messagePayload: object }).messagePayload).not.toHaveProperty('mentions');
  });

  it('brings what is attached to the message: a card as the text of its JSON', async () => {
    const card = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'Déposer le bilan' }] };
    const { conversation, message } = post({
      text: 'Voir', summary: 'Un bilan',
      attachments: [{ contentType: 'text/html', content: '<div>Voir</div>' }, { contentType: 'application/vnd.microsoft.card.adaptive', content: card }, { contentType: 'reference', contentUrl: 'https://rqt.example/bilan.docx', name: 'bilan.docx', thumbnailUrl: 'https://rqt.example/bilan.png' }],
    });
    await invoke(scene.ana.id, { value: { commandId: 'note', commandContext: 'message' }, place: inSessions(conversation.id), messageId: message.id });
    const { messagePayload } = (await bot.next((activity) => activity.type === 'invoke')).value as { messagePayload: { summary: null; body: { content: string }; attachments: { id: string; content: string }[] } };
    expect(messagePayload.attachments).toEqual([
      { id: expect.any(String), contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content: expect.any(String), name: null, thumbnailUrl: null },
      { id: expect.any(String), contentType: 'reference', contentUrl: 'https://rqt.example/bilan.docx', content: null, name: 'bilan.docx', thumbnailUrl: 'https://rqt.example/bilan.png' },
    ]);
    const [first, second] = messagePayload.attachments.map(({ id }) => id);
    expect(JSON.parse(messagePayload.attachments[0]!.content)).toEqual(card);
    expect([messagePayload.summary, messagePayload.body.content, first === second]).toEqual([null, `<div><div>Voir</div></div><attachment id="${first}"></attachment><attachment id="${second}"></attachment>`, false]);
  });

  it('is not carried out on a message that the person cannot read', async () => {
    const { conversation, message } = post({ text: 'Entre membres' });
    const others = service().post(service().mailroom.personal(BOT_ID, scene.ben.id), { from: scene.ben.id, fromBot: false, activity: { type: 'message', text: 'À part' } });
    expect(await invoke(scene.cleo.id, { value: { commandId: 'note' }, place: { kind: 'personal' }, messageId: message.id })).toEqual({ status: 404, body: { error: 'gone' } });
    expect(await invoke(scene.ana.id, { value: { commandId: 'note' }, place: inSessions(conversation.id), messageId: others.id })).toEqual({ status: 404, body: { error: 'gone' } });
    expect(bot.received.filter((activity) => activity.type === 'invoke')).toEqual([]);
  });

  describe('on the page', () => {
    let browser: Browser;
    let page: Page;
    const faults: string[] = [];
    beforeAll(async () => {
      browser = await launchBrowser();
      page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      page.setDefaultTimeout(10_000);
      page.on('pageerror', (error) => faults.push(error.message));
    });
    afterAll(async () => { await browser?.close(); expect(faults).toEqual([]); });

    const openMenu = async (id: string): Promise<void> => {
      await page.locator(`[data-message="${id}"] .message-menu`).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('group', { name: 'Autres actions' }).waitFor();
    };
    const atSessions = (more = '') => page.goto(`${app.url}/teams/?as=${scene.ana.id}${more}#/team/${scene.team.id}/channel/${encodeURIComponent(scene.sessions.id)}`);

    it('opens its dialog from the menu of the message, keeps it while the bot fails, closes it when taken, and gives the focus back', async () => {
      const { message } = post({ text: 'Il faut déposer le bilan' });
      await atSessions();
      await openMenu(message.id);
      await page.keyboard.press('End');
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('dialog', { name: 'Nouvelle note' });
      await dialog.getByRole('textbox', { name: 'Titre' }).fill('Déposer le bilan de mars');
      bot.onInvoke = async () => ({ status: 500 });
      await dialog.getByRole('button', { name: 'Enregistrer' }).click();
      await dialog.getByText('Une erreur s’est produite. Réessayez.').waitFor();
      expect(await dialog.getByRole('textbox', { name: 'Titre' }).inputValue()).toBe('Déposer le bilan de mars');
      bot.onInvoke = async () => ({ status: 200, body: { composeExtension: { type: 'botMessagePreview', activityPreview: { type: 'message', attachments: [] } } } });
      await dialog.getByRole('button', { name: 'Enregistrer' }).click();
      await dialog.getByText('ce que la simulation n’offre pas').waitFor();
      bot.received.length = 0;
      bot.onInvoke = async () => ({ status: 200, body: { task: { type: 'message', value: 'C’est noté.' } } });
      await dialog.getByRole('button', { name: 'Enregistrer' }).click();
      await page.getByText('C’est noté.').waitFor();
      const heard = await bot.next((activity) => activity.name === 'composeExtension/submitAction');
      expect(heard.value).toMatchObject({ commandId: 'note', commandContext: 'message', data: { de: 'note', titre: 'Déposer le bilan de mars' }, messagePayload: { id: message.id } });
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(await page.evaluate(`document.activeElement.dataset.key`)).toBe(`menu-${message.id}`);
    });

    it.each([['fr', 'default'], ['en', 'dark'], ['fr', 'contrast']])('asks for the parameters of the manifest, with nothing that axe objects to (%s, %s)', async (lang, theme) => {
      const { message } = post({ text: 'Il faut une fiche' });
      await atSessions(`&lang=${lang}&theme=${theme}`);
      await page.locator(`[data-message="${message.id}"] .message-menu`).click();
      await page.getByRole('menuitem', { name: 'Remplir une fiche' }).waitFor();
      expect(await axeObjections(page.mainFrame())).toEqual([]);
      await page.getByRole('menuitem', { name: 'Remplir une fiche' }).click();
      const dialog = page.getByRole('dialog', { name: 'Remplir une fiche' });
      await dialog.getByRole('checkbox', { name: 'Urgent' }).check();
      expect(await axeObjections(page.mainFrame())).toEqual([]);
      await dialog.getByRole('textbox', { name: 'Titre' }).press('Enter');
      await dialog.waitFor({ state: 'detached' });
      const heard = await bot.next((activity) => activity.name === 'composeExtension/submitAction');
      expect(heard.value).toMatchObject({ commandId: 'fiche', data: { titre: 'Sans titre', urgent: 'true', genre: '2' }, messagePayload: { id: message.id }, context: { theme } });
    });
  });
});
