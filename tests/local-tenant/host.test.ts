// The host page in a real browser: people, channels, posts, the chat with a bot, and the teams-js protocol with an app that was not written for it.

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { CardFactory, type Activity } from 'botbuilder';
import { decodeJwt } from 'jose';
import type { Browser, BrowserContext, FrameLocator, Page } from 'playwright-core';
import { personalConversationId } from '../../src/local-tenant/connector/addresses.ts';
import { teamsService } from '../../src/local-tenant/connector/service.ts';
import type { Channel, Team, User } from '../../src/local-tenant/state.ts';
import { launchBrowser } from '../support/browser.ts';
import { SIGN_IN_PAGE, startSampleApp, type SampleApp } from '../support/sample-app.ts';
import { startSampleBot, type SampleBot } from '../support/sample-bot.ts';
import { aManifest, aScene, APP_ID, BOT_ID, TENANT_ID, type Scene } from '../support/teams-scene.ts';

jest.setTimeout(90_000);

let browser: Browser;
let app: SampleApp;
let bot: SampleBot;
let scene: Scene;
let context: BrowserContext;
let page: Page;
/** What the pages asked of anybody but the app's own origin; teams-js itself looks for a list at a CDN. */
let abroad: string[] = [];
let faults: string[] = [];


/** Of a stranger; one test serves it. */
const SIGN_IN = 'https://connexion.example/';

/** A tenant, a bot and a page for each test. The browser keeps the scripts of the page before: they are its longest part. */
async function begin(): Promise<void> {
  bot = await startSampleBot();
  scene = await aScene({ tabsUrl: app.url, botEndpoint: bot.endpoint });
  app.tenantUrl = scene.tenant.url;
  bot.trust(scene.tenant.url);
  abroad = [];
  faults = [];
  page = await context.newPage();
  page.setDefaultTimeout(10_000);
  watch(page);
  // What the page before remembered is not this one's.
  await page.goto(`${app.url}/silent.html`);
  await page.evaluate(() => { localStorage.clear(); sessionStorage.clear(); });
}
async function end(): Promise<void> {
  // Routing would keep the browser from remembering anything.
  await context.unrouteAll();
  await Promise.all(context.pages().map((one) => one.close()));
  // A bot that is still answering must find the tenant there.
  await teamsService(scene.tenant.context).deliveries.settled();
  await scene.tenant.close();
  await bot.close();
  expect({ abroad, faults }).toEqual({ abroad: [], faults: [] });
}

function watch(watched: Page): void {
  watched.on('pageerror', (error) => faults.push(error.message));
  watched.on('console', (line) => { if (line.type() === 'error' && !/Failed to load resource/.test(line.text())) faults.push(line.text()); });
}

const asHash = (team: Team, channel: Channel, rest = ''): string => `#/team/${team.id}/channel/${encodeURIComponent(channel.id)}${rest}`;
const open = (user: User, hash = '', query = ''): Promise<unknown> => page.goto(`${app.url}/teams/?as=${user.id}${query}${hash}`);
const tree = () => page.getByRole('tree', { name: 'Équipes et canaux' });
const say = async (text: string): Promise<void> => { const box = page.getByRole('textbox', { name: 'Votre message' }); await box.fill(text); await box.press('Enter'); };
const messages = () => page.locator('.message');
const chatHash = `#/chat/${BOT_ID}`;
const world = () => scene.tenant.context.world;
const state = () => scene.tenant.context.state;
const textOf = (locator: ReturnType<FrameLocator['locator']>): Promise<string> => locator.innerText();

interface Box { readonly width: number; readonly right: number }
interface Drawn { readonly outerHTML: string; getBoundingClientRect(): Box; closest(selector: string): unknown; checkVisibility(how: object): boolean }
/** Runs in the page: what sticks out to the right, where nothing scrolls by design. */
const WIDER_THAN_THE_WINDOW = (elements: unknown[]): string[] => (elements as Drawn[]).filter((element) => {
  const box = element.getBoundingClientRect();
  return box.width > 0 && box.right > (globalThis as unknown as { innerWidth: number }).innerWidth + 1 && element.closest('.tabs, .rail, .visually-hidden, .skip') === null && element.checkVisibility({ visibilityProperty: true });
}).slice(0, 3).map((element) => element.outerHTML.slice(0, 100));

/** What happens a moment later, without a place in the page to wait for. */
async function eventually(test: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await test()) return;
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  throw new Error(`it never became true: ${test.toString()}`);
}

/** The frame of the app's page that is open. */
const inFrame = (): FrameLocator => page.frameLocator('main iframe, dialog iframe');
const tabFrame = (): FrameLocator => page.frameLocator('main iframe');
const dialogFrame = (): FrameLocator => page.frameLocator('dialog iframe');

function aTab(name = 'Aperçu', entityId = 'vue/apercu') {
  return world().addTab({ teamId: scene.team.id, channelId: scene.sessions.id, displayName: name, catalogAppId: scene.app.id, configuration: { entityId, contentUrl: `${app.url}/tab.html?go=${encodeURIComponent(goTo)}`, websiteUrl: null, removeUrl: null }, by: null });
}
let goTo = '';
async function openTab(rest = ''): Promise<void> {
  const tab = aTab();
  await open(scene.ana, asHash(scene.team, scene.sessions, `/tab/${tab.id}${rest}`));
  await tabFrame().getByText('prêt true').waitFor();
}
async function pressInTab(name: string): Promise<void> { await tabFrame().getByRole('button', { name, exact: true }).click(); }
const result = async (): Promise<string> => { const output = tabFrame().locator('#result:not(:empty)'); await output.waitFor(); return textOf(output); };

// One describe around all: its afterAll comes before the one that looks for processes left behind.
describe('the host page', () => {
beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startSampleApp()]);
  context = await browser.newContext({ viewport: { width: 1280, height: 800 }, permissions: ['clipboard-read', 'clipboard-write'] });
  context.on('request', (request) => { if (/^https?:/.test(request.url()) && new URL(request.url()).origin !== app.url && !request.url().startsWith('https://res.cdn.office.net/') && !request.url().startsWith(SIGN_IN)) abroad.push(request.url()); });
});
beforeEach(begin);
afterEach(end);
afterAll(async () => { await browser?.close(); await app?.close(); });

describe('who one is', () => {
  it('asks first, takes the choice from the keyboard, and keeps it over a reload', async () => {
    await page.goto(`${app.url}/teams/`);
    await page.getByRole('heading', { name: 'Qui êtes-vous?' }).waitFor();
    await page.keyboard.type('sécretariat');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /En tant que Ben Côté/ }).waitFor();
    expect(new URL(page.url()).searchParams.get('as')).toBe(scene.ben.id);
    await page.reload();
    await page.getByRole('button', { name: /En tant que Ben Côté/ }).waitFor();
  });

  it('takes an e-mail in the address, refuses an unknown one with a sentence', async () => {
    await page.goto(`${app.url}/teams/?as=ANA@essai.example`);
    await page.getByRole('button', { name: /En tant que Ana Roy/ }).waitFor();
    await page.goto(`${app.url}/teams/?as=nobody@essai.example`);
    await page.getByText('n’est pas une personne de ce tenant').waitFor();
  });

  it('switches person in place, and each browser tab keeps its own', async () => {
    await open(scene.ana, asHash(scene.team, scene.sessions));
    await page.getByRole('heading', { name: 'Séances' }).waitFor();
    const other = await context.newPage();
    watch(other);
    await other.goto(`${app.url}/teams/?as=${scene.cleo.id}#/teams`);
    await other.getByText('Vous n’êtes membre d’aucune équipe.').waitFor();
    await page.getByRole('button', { name: /Changer de personne/ }).click();
    await page.getByRole('option', { name: /Ben Côté/ }).first().click();
    await page.getByRole('button', { name: /En tant que Ben Côté/ }).waitFor();
    await page.getByRole('heading', { name: 'Séances' }).waitFor();
    await other.reload();
    await other.getByRole('button', { name: /En tant que Cléo Dubé/ }).waitFor();
  });

  it('says so when the tenant does not answer, and tries again', async () => {
    await context.route('**/teams/api/**', (route) => route.abort());
    await open(scene.ana);
    await page.getByText('Microsoft 365 local ne répond pas').waitFor();
    await context.unroute('**/teams/api/**');
    await page.getByRole('button', { name: 'Réessayer' }).click();
    await tree().waitFor();
  });
});

describe('teams and channels', () => {
  it('shows only what the person is in, with private, archived and new ones marked', async () => {
    const hidden = world().createChannel({ teamId: scene.team.id, displayName: 'Restreint', description: null, membershipType: 'private', members: [{ userId: scene.ana.id, roles: ['owner'] }] });
    const { team: old } = world().createTeam({ displayName: 'Ancien comité', description: null, visibility: 'private', firstChannelName: null, settings: {}, ownerIds: [scene.ana.id], installedAppIds: [], by: null, channels: [] });
    world().archiveTeam(old, true);
    teamsService(scene.tenant.context).openThread(scene.sessions, { from: scene.ben.id, fromBot: false, activity: { type: 'message', text: 'Bonjour' } });
    await open(scene.ana, asHash(scene.team, scene.general));
    await tree().waitFor();
    await expect(tree().getByRole('treeitem').evaluateAll((items) => items.map((item) => item.getAttribute('aria-label')))).resolves.toEqual([
      'Ancien comité, équipe archivée', 'Général', 'Comité d’essai', 'Général', 'Restreint, canal privé', 'Séances, nouveaux messages',
    ]);
    await open(scene.ben, asHash(scene.team, hidden));
    await page.getByText('Ce canal n’existe pas, ou vous n’en êtes pas membre.').waitFor();
    expect(await tree().getByRole('treeitem', { name: /Restreint/ }).count()).toBe(0);
  });

  it('is walked with the arrow keys and filtered by typing', async () => {
    await open(scene.ana, asHash(scene.team, scene.general));
    await tree().getByRole('treeitem', { name: 'Général' }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Séances' }).waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    expect(await tree().getByRole('treeitem', { name: 'Comité d’essai' }).getAttribute('aria-expanded')).toBe('false');
    expect(await tree().locator('[tabindex="0"]').count()).toBe(1);
    await page.getByRole('searchbox', { name: 'Filtrer les équipes et les canaux' }).fill('seances');
    await tree().getByRole('treeitem', { name: 'Séances' }).waitFor();
    expect(await tree().getByRole('treeitem', { name: 'Général' }).count()).toBe(0);
    await page.getByRole('searchbox').fill('zzz');
    await page.getByText('Aucune équipe ni aucun canal ne correspond.').waitFor();
  });

  it('shows at once a team, a channel and a tab that come while the page is open', async () => {
    await open(scene.ana, asHash(scene.team, scene.sessions));
    await page.getByRole('heading', { name: 'Séances' }).waitFor();
    world().createTeam({ displayName: 'Nouveau comité', description: null, visibility: 'private', firstChannelName: null, settings: {}, ownerIds: [scene.ana.id], installedAppIds: [], by: null, channels: [] });
    await tree().getByRole('treeitem', { name: 'Nouveau comité' }).waitFor();
    const channel = state().channels.get(scene.sessions.id);
    if (channel === undefined) throw new Error('no channel');
    world().patchChannel(channel, { displayName: 'Rencontres' });
    await page.getByRole('heading', { name: 'Rencontres' }).waitFor();
    aTab('Nouvel onglet');
    await page.getByRole('tab', { name: 'Nouvel onglet' }).waitFor();
  });

  it('keeps where one is in the address: back, forward, reload', async () => {
    const tab = aTab();
    await open(scene.ana, asHash(scene.team, scene.general));
    await tree().getByRole('treeitem', { name: 'Séances' }).click();
    await page.getByRole('tab', { name: 'Aperçu' }).click();
    await tabFrame().getByText('prêt true').waitFor();
    expect(new URL(page.url()).hash).toBe(asHash(scene.team, scene.sessions, `/tab/${tab.id}`));
    await page.goBack();
    await page.getByRole('tab', { name: 'Publications', selected: true }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Général' }).waitFor();
    await page.goForward();
    await page.goForward();
    await page.reload();
    await tabFrame().getByText('prêt true').waitFor();
  });
});

describe('posts in a channel', () => {
  it('carries a mention to the bot and shows its answer in the thread, for everyone, without reloading', async () => {
    const second = await context.newPage();
    watch(second);
    await second.goto(`${app.url}/teams/?as=${scene.ben.id}${asHash(scene.team, scene.sessions)}`);
    await open(scene.ana, asHash(scene.team, scene.sessions));
    await page.getByText('Rien n’a encore été publié dans ce canal.').waitFor();
    await page.getByRole('button', { name: 'Publier dans le canal' }).click();
    await page.keyboard.type('Bonjour @Gouv');
    await page.getByRole('option', { name: /Gouverne/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type('mon comité');
    await page.keyboard.press('Control+Enter');
    const heard = await bot.next((activity) => activity.type === 'message');
    expect(heard).toMatchObject({ text: 'Bonjour <at>Gouverne</at> mon comité', conversation: { conversationType: 'channel' }, channelData: { channel: { id: scene.sessions.id } } });
    expect(heard.entities).toContainEqual({ type: 'mention', text: '<at>Gouverne</at>', mentioned: { id: `28:${BOT_ID}`, name: 'Gouverne' } });
    await messages().getByText('Bonjour Ana Roy').waitFor();
    await second.locator('.message').getByText('Bonjour Ana Roy').waitFor();
    expect(await page.locator('.thread').count()).toBe(1);
  });

  it('tells the bot nothing of what does not name it', async () => {
    await open(scene.ana, asHash(scene.team, scene.sessions));
    await page.getByRole('button', { name: 'Publier dans le canal' }).click();
    await page.keyboard.type('Entre nous');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Entre nous').waitFor();
    await page.getByRole('button', { name: 'Répondre' }).click();
    await page.keyboard.type('@Gouverne aide');
    await page.keyboard.press('Enter');
    const heard = await bot.next((activity) => activity.type === 'message');
    expect(heard.text).toContain('aide');
    expect(bot.received.filter((activity) => activity.type === 'message')).toHaveLength(1);
  });

  it('keeps the text when sending fails, and says why', async () => {
    await open(scene.ana, asHash(scene.team, scene.sessions));
    await page.getByRole('button', { name: 'Publier dans le canal' }).click();
    await page.keyboard.type('Important');
    scene.tenant.context.faults.add({ match: { service: 'teams', method: 'POST', path: '/posts$' }, kinds: ['503'], times: 1 });
    await page.getByRole('button', { name: 'Publier', exact: true }).click();
    await page.getByText('Le message n’est pas parti. Votre texte est conservé.').waitFor();
    expect(await page.getByRole('textbox', { name: 'Votre message au canal' }).inputValue()).toBe('Important');
    await page.getByRole('button', { name: 'Publier', exact: true }).click();
    await messages().getByText('Important').waitFor();
    expect(state().messages.size).toBe(1);
  });

  it('marks what is new for a person until they have seen it, and brings it to their activity', async () => {
    teamsService(scene.tenant.context).openThread(scene.sessions, { from: scene.ben.id, fromBot: false, activity: { type: 'message', text: '<at>Ana Roy</at> peux-tu venir?', entities: [{ type: 'mention', text: '<at>Ana Roy</at>', mentioned: { id: scene.ana.id, name: 'Ana Roy' } }] } });
    await open(scene.ana, asHash(scene.team, scene.general));
    await page.getByRole('link', { name: /^Activité.*1 nouveauté$/ }).click();
    await page.getByRole('link', { name: /Ben Côté vous a mentionné/ }).click();
    await page.getByText('peux-tu venir?').first().waitFor();
    await page.getByRole('link', { name: 'Activité', exact: true }).waitFor();
    await page.reload();
    await tree().getByRole('treeitem', { name: 'Séances', exact: true }).waitFor();
  });

  it('does not let anybody write where the team is archived', async () => {
    world().archiveTeam(scene.team, true);
    await open(scene.ana, asHash(scene.team, scene.sessions));
    await page.getByText('Ce canal est archivé').first().waitFor();
    expect(await page.getByRole('button', { name: 'Publier dans le canal' }).count()).toBe(0);
  });
});

describe('the chat with a bot', () => {
  const card = (text: string, actions: unknown[] = []) => ({ type: 'message', attachments: [CardFactory.adaptiveCard({ type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text, wrap: true }, { type: 'Input.Text', id: 'motif', label: 'Motif' }], actions })] }) as Partial<Activity>;

  it('installs the app for the person when they first open it, so that a greeting comes before their question, and carries question and answer', async () => {
    await open(scene.cleo, chatHash);
    expect((await bot.next((activity) => activity.type === 'installationUpdate' && activity.conversation.conversationType === 'personal')).from.aadObjectId).toBe(scene.cleo.id);
    await say('aide');
    await messages().getByText('Bonjour Cléo Dubé').waitFor();
    const heard = await bot.next((activity) => activity.type === 'message');
    expect(heard).toMatchObject({ text: 'aide', locale: 'fr-CA', conversation: { id: personalConversationId(BOT_ID, scene.cleo.id), conversationType: 'personal', tenantId: TENANT_ID } });
  });

  it('speaks to the bot in the language of the page', async () => {
    await open(scene.ana, chatHash, '&lang=en');
    await page.getByRole('textbox', { name: 'Your message' }).fill('help');
    await page.keyboard.press('Enter');
    expect((await bot.next((activity) => activity.type === 'message')).locale).toBe('en-CA');
  });

  it('runs an Action.Execute and puts the card of the answer in its place', async () => {
    bot.onMessage = async (turn) => { await turn.sendActivity(card('Viendrez-vous?', [{ type: 'Action.Execute', title: 'Oui', verb: 'oui', data: { seance: 7 } }])); };
    bot.onInvoke = async (turn) => ({ status: 200, body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: `Noté : ${(turn.activity.value as { action: { data: { motif: string } } }).action.data.motif}` }] } } });
    await open(scene.ana, chatHash);
    await say('convocation');
    await messages().getByText('Viendrez-vous?').waitFor();
    await page.getByRole('textbox', { name: 'Motif' }).fill('en personne');
    await page.getByRole('button', { name: 'Oui' }).click();
    await messages().getByText('Noté : en personne').waitFor();
    expect(await messages().getByText('Viendrez-vous?').count()).toBe(0);
    expect((await bot.next((activity) => activity.type === 'invoke')).value).toMatchObject({ action: { type: 'Action.Execute', verb: 'oui', data: { seance: 7, motif: 'en personne' } }, trigger: 'manual' });
  });

  it('shows the bot’s refusal, and that it cannot be reached, under the card', async () => {
    bot.onMessage = async (turn) => { await turn.sendActivity(card('Vote', [{ type: 'Action.Execute', title: 'Pour', verb: 'pour' }])); };
    bot.onInvoke = async () => ({ status: 200, body: { statusCode: 403, type: 'application/vnd.microsoft.error', value: { code: 'no', message: 'Vous n’avez pas droit de vote.' } } });
    await open(scene.ana, chatHash);
    await say('vote');
    await page.getByRole('button', { name: 'Pour' }).click();
    await page.getByText('Vous n’avez pas droit de vote.').waitFor();
    bot.failWith = 500;
    await page.getByRole('button', { name: 'Pour' }).click();
    await page.getByText('Une erreur s’est produite. Réessayez.').waitFor();
  });

  it('sends an Action.Submit as a message with its value and opens a dialog for task/fetch', async () => {
    bot.onMessage = async (turn) => {
      if (turn.activity.value === undefined) await turn.sendActivity(card('Choix', [{ type: 'Action.Submit', title: 'Envoyer', data: { choix: 1 } }, { type: 'Action.Submit', title: 'Détail', data: { msteams: { type: 'task/fetch' } } }]));
      else await turn.sendActivity(`Reçu ${JSON.stringify(turn.activity.value)}`);
    };
    bot.onInvoke = async (turn) => (turn.activity.name === 'task/fetch'
      ? { status: 200, body: { task: { type: 'continue', value: { title: 'Le détail', width: 'medium', card: CardFactory.adaptiveCard({ type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'Dans le dialogue' }], actions: [{ type: 'Action.Submit', title: 'Soumettre', data: { fait: true } }] }) } } } }
      : { status: 200, body: { task: { type: 'message', value: 'C’est enregistré.' } } });
    await open(scene.ana, chatHash);
    await say('choix');
    await page.locator('.card').getByRole('button', { name: 'Envoyer' }).click();
    await messages().getByText('"choix":1').waitFor();
    await page.getByRole('button', { name: 'Détail' }).click();
    await page.getByRole('dialog', { name: 'Le détail' }).getByRole('button', { name: 'Soumettre' }).click();
    await page.getByRole('dialog').getByText('C’est enregistré.').waitFor();
    expect((await bot.next((activity) => activity.name === 'task/submit')).value).toMatchObject({ data: { fait: true } });
  });

  it('replaces an updated card in place, and drops a deleted message', async () => {
    let ids: string[] = [];
    bot.onMessage = async (turn) => { ids = [(await turn.sendActivity(card('État : ouvert')))?.id ?? '', (await turn.sendActivity('À oublier'))?.id ?? '']; };
    await open(scene.ana, chatHash);
    await say('état');
    await messages().getByText('À oublier').waitFor();
    const conversation = { id: personalConversationId(BOT_ID, scene.ana.id), conversationType: 'personal', isGroup: false, tenantId: TENANT_ID, name: '' };
    await bot.resume({ channelId: 'msteams', serviceUrl: `${scene.tenant.context.urls.connector}/`, bot: { id: `28:${BOT_ID}`, name: 'Gouverne' }, conversation }, async (turn) => {
      await turn.updateActivity({ ...card('État : fermé'), id: ids[0] ?? '' });
      await turn.deleteActivity(ids[1] ?? '');
    });
    await messages().getByText('État : fermé').waitFor();
    await messages().getByText('À oublier').waitFor({ state: 'detached' });
    expect(await messages().getByText('État : ouvert').count()).toBe(0);
    await page.getByText('Modifié').waitFor();
  });

  it('lets a person block the bot, which then cannot write', async () => {
    await open(scene.ana, chatHash);
    await say('bonjour');
    await page.locator('.message.bot').first().waitFor();
    await page.locator('.chat-head').getByRole('button', { name: 'Autres options' }).click();
    await page.getByRole('menuitem', { name: 'Bloquer cet agent' }).click();
    await page.getByText('Vous avez bloqué cet agent').waitFor();
    const conversation = { id: personalConversationId(BOT_ID, scene.ana.id), conversationType: 'personal', isGroup: false, tenantId: TENANT_ID, name: '' };
    await expect(bot.resume({ channelId: 'msteams', serviceUrl: `${scene.tenant.context.urls.connector}/`, bot: { id: `28:${BOT_ID}`, name: 'Gouverne' }, conversation }, async (turn) => { await turn.sendActivity('encore'); })).rejects.toMatchObject({ statusCode: 403 });
  });
});

describe('tabs, with an app that uses teams-js unmodified', () => {
  it('adds a tab: Save waits for the app, a refusal is shown, the tab opens with the real ids and its address filled in', async () => {
    await open(scene.ana, asHash(scene.team, scene.sessions));
    await page.getByRole('button', { name: 'Ajouter un onglet' }).click();
    await page.getByRole('dialog').getByRole('button', { name: /Gouverne/ }).click();
    const save = page.getByRole('button', { name: 'Enregistrer' });
    await dialogFrame().getByText('{}').waitFor();
    expect(await save.getAttribute('aria-disabled')).toBe('true');
    await dialogFrame().getByRole('combobox', { name: 'Vue' }).selectOption('composition');
    await eventually(async () => (await save.getAttribute('aria-disabled')) === null);
    await save.click();
    await page.getByText('L’application n’a pas pu enregistrer (pas de composition).').waitFor();
    await dialogFrame().getByRole('combobox', { name: 'Vue' }).selectOption('apercu');
    await save.click();
    await page.getByRole('tab', { name: 'Vue apercu', selected: true }).waitFor();
    await tabFrame().getByText('prêt true').waitFor();
    const got = JSON.parse(await textOf(tabFrame().locator('#context'))) as Record<string, Record<string, unknown>>;
    expect(got).toMatchObject({
      app: { locale: 'fr-ca', theme: 'default', host: { name: 'Teams', clientType: 'web' }, appId: { appIdAsString: APP_ID } },
      page: { id: 'vue/apercu', frameContext: 'content' },
      user: { id: scene.ana.id, displayName: 'Ana Roy', userPrincipalName: 'ana@essai.example', loginHint: 'ana@essai.example', tenant: { id: TENANT_ID } },
      team: { internalId: scene.team.internalId, groupId: scene.team.id, displayName: 'Comité d’essai', userRole: 0 },
      channel: { id: scene.sessions.id, displayName: 'Séances', membershipType: 'Regular' },
    });
    const source = await page.locator('main iframe').getAttribute('src');
    expect(source).toContain(`lieu=${encodeURIComponent(scene.sessions.id)}&theme=default&page=${encodeURIComponent('vue/apercu')}`);
    expect(state().tabs.values()).toMatchObject([{ displayName: 'Vue apercu', channelId: scene.sessions.id, configuration: { entityId: 'vue/apercu', removeUrl: `${app.url}/remove.html` } }]);
  });

  it('changes the settings, renames, and removes after the app’s own farewell', async () => {
    const tab = world().addTab({ teamId: scene.team.id, channelId: scene.sessions.id, displayName: 'Vue', catalogAppId: scene.app.id, configuration: { entityId: 'vue/apercu', contentUrl: `${app.url}/tab.html`, websiteUrl: null, removeUrl: `${app.url}/remove.html` }, by: null });
    await open(scene.ana, asHash(scene.team, scene.sessions, `/tab/${tab.id}`));
    const menu = () => page.getByRole('button', { name: /Options de l’onglet/ }).click();
    await menu();
    await page.getByRole('menuitem', { name: 'Paramètres' }).click();
    await dialogFrame().getByText('"entityId":"vue/apercu"').waitFor();
    await dialogFrame().getByRole('combobox', { name: 'Vue' }).selectOption('apercu');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByRole('tab', { name: 'Vue apercu' }).waitFor();
    await menu();
    await page.getByRole('menuitem', { name: 'Renommer' }).click();
    await page.getByRole('textbox', { name: 'Nom de l’onglet' }).fill('   ');
    await page.keyboard.press('Enter');
    await page.getByText('Donnez un nom à l’onglet').waitFor();
    await page.getByRole('textbox', { name: 'Nom de l’onglet' }).fill('Comité');
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: 'Comité' }).waitFor();
    await menu();
    await page.getByRole('menuitem', { name: 'Supprimer' }).click();
    await dialogFrame().getByText('Au revoir').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Supprimer' }).click();
    await page.getByRole('tab', { name: 'Comité' }).waitFor({ state: 'detached' });
    expect(state().tabs.size).toBe(0);
  });

  it('serves an app that is declared under a name of nobody’s from its own origin, and keeps that name in the tenant', async () => {
    world().putCatalogApp({ externalId: APP_ID, displayName: 'Gouverne', version: '1.2.4', manifest: aManifest({ tabsUrl: 'https://gouverne.example' }), localisations: {} });
    await open(scene.ana, asHash(scene.team, scene.sessions));
    await page.getByRole('button', { name: 'Ajouter un onglet' }).click();
    await page.getByRole('dialog').getByRole('button', { name: /Gouverne/ }).click();
    await dialogFrame().getByRole('combobox', { name: 'Vue' }).selectOption('apercu');
    const save = page.getByRole('button', { name: 'Enregistrer' });
    await eventually(async () => (await save.getAttribute('aria-disabled')) === null);
    await save.click();
    await tabFrame().getByText('prêt true').waitFor();
    expect(state().tabs.values()[0]?.configuration.contentUrl).toMatch(/^https:\/\/gouverne\.example\/tab\.html\?/);
    expect(await page.locator('main iframe').getAttribute('src')).toMatch(new RegExp(`^${app.url}/tab\\.html`));
    await pressInTab('Jeton');
    expect(decodeJwt(await result())).toMatchObject({ aud: APP_ID });
  });

  it('refuses a tab that leaves the app’s domains', async () => {
    const response = await fetch(`${app.url}/teams/api/teams/${scene.team.id}/channels/${encodeURIComponent(scene.sessions.id)}/tabs?as=${scene.ana.id}`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ appId: scene.app.id, name: 'x', contentUrl: 'https://ailleurs.example/' }),
    });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ error: 'outside-domains' });
  });

  it('gives a token for the person, made for the app, and refuses one on demand', async () => {
    await openTab();
    await pressInTab('Jeton');
    const token = await result();
    expect(decodeJwt(token)).toMatchObject({ aud: APP_ID, scp: 'access_as_user', oid: scene.ana.id, tid: TENANT_ID, preferred_username: 'ana@essai.example' });
    await scene.tenant.context.verifyToken(token, [APP_ID]);
    await page.getByRole('button', { name: 'Journal du protocole teams-js' }).click();
    await page.getByRole('checkbox', { name: 'Refuser les jetons d’authentification' }).check();
    await pressInTab('Jeton');
    await tabFrame().getByText('ERROR resourceRequiresConsent').waitFor();
    await page.getByText('authentication.getAuthToken').first().waitFor();
  });

  it('gives no token where the manifest names another origin, or an application that nobody registered', async () => {
    const declare = (version: string, webApplicationInfo: object) => world().putCatalogApp({ externalId: APP_ID, displayName: 'Gouverne', version, manifest: aManifest({ tabsUrl: app.url, webApplicationInfo }), localisations: {} });
    declare('1.2.4', { id: APP_ID, resource: `api://gouverne.example/${APP_ID}` });
    await openTab();
    await pressInTab('Jeton');
    expect(await result()).toBe('ERROR App resource defined in manifest and iframe origin do not match');
    declare('1.2.5', { id: 'c0000000-0000-4000-8000-000000000009', resource: `api://${new URL(app.url).host}/x` });
    await pressInTab('Jeton');
    await tabFrame().getByText('ERROR invalid_resource').waitFor();
  });

  it('tells the app when the theme changes, live', async () => {
    await openTab();
    await page.getByRole('button', { name: /Thème/ }).click();
    await page.getByRole('menuitemradio', { name: 'Sombre' }).click();
    await tabFrame().locator('#theme', { hasText: 'dark' }).waitFor();
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    await page.getByRole('button', { name: /Thème/ }).click();
    await page.getByRole('menuitemradio', { name: 'Contraste élevé' }).click();
    await tabFrame().locator('#theme', { hasText: 'contrast' }).waitFor();
  });

  it('opens dialogs: a page that talks to its opener and submits, a card, and one that is dismissed', async () => {
    await openTab();
    await pressInTab('Dialogue');
    await page.getByRole('dialog', { name: 'Détail' }).waitFor();
    await dialogFrame().getByText('task').waitFor();
    await dialogFrame().getByRole('button', { name: 'Dire' }).click();
    await tabFrame().getByText('bonjour parent').waitFor();
    await dialogFrame().getByRole('button', { name: 'Soumettre' }).click();
    expect(JSON.parse(await result())).toEqual({ err: null, result: { choix: 42 } });
    await pressInTab('Carte');
    await page.getByRole('dialog').getByRole('textbox', { name: 'Motif' }).fill('voilà');
    await page.getByRole('dialog').getByRole('button', { name: 'Envoyer la carte' }).click();
    await tabFrame().locator('#result', { hasText: '"motif":"voilà"' }).waitFor();
    expect(JSON.parse(await result())).toEqual({ err: null, result: { ok: 1, motif: 'voilà' } });
    await pressInTab('Dialogue');
    await dialogFrame().getByText('task').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Fermer' }).click();
    await tabFrame().locator('#result', { hasText: 'User cancelled/closed the task module.' }).waitFor();
  });

  it('lets the person choose people for the app, or give up', async () => {
    await openTab();
    await pressInTab('Personnes');
    await page.getByRole('dialog').getByRole('option', { name: /Ben Côté/ }).click();
    await page.getByRole('dialog').getByRole('option', { name: /Cléo Dubé/ }).click();
    await page.getByText('2 personnes choisies').waitFor();
    await page.getByRole('button', { name: 'Terminé' }).click();
    const chosen = JSON.parse(await result()) as { objectId: string; displayName: string; email: string }[];
    expect(chosen.map((person) => person.objectId).sort()).toEqual([scene.ben.id, scene.cleo.id].sort());
    await pressInTab('Personnes');
    await page.getByRole('dialog').getByRole('button', { name: 'Annuler' }).click();
    await tabFrame().getByText('8000').waitFor();
  });

  it('opens a sign-in window and hands its answer back', async () => {
    await openTab();
    await context.route(`${SIGN_IN}**`, (route) => route.fulfill(route.request().url().endsWith('/sdk.js') ? { contentType: 'text/javascript', body: app.sdk } : { contentType: 'text/html; charset=utf-8', body: SIGN_IN_PAGE }));
    const popup = context.waitForEvent('page');
    await pressInTab('Connexion');
    await popup;
    expect(await result()).toBe('code-123');
  });

  it('writes the clipboard, lists the tabs of the channel, and shows a failure that the app reports', async () => {
    await openTab();
    await pressInTab('Presse-papiers');
    await tabFrame().getByText('ok', { exact: true }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('copié');
    await pressInTab('Onglets');
    await tabFrame().locator('#result', { hasText: /^Aperçu$/ }).waitFor();
    await pressInTab('Échec');
    await page.getByRole('alert').getByText('Le serveur est parti').waitFor();
  });

  it('says when a page never makes contact', async () => {
    await page.clock.install();
    const tab = world().addTab({ teamId: scene.team.id, channelId: scene.sessions.id, displayName: 'Muet', catalogAppId: scene.app.id, configuration: { entityId: 'x', contentUrl: `${app.url}/silent.html`, websiteUrl: null, removeUrl: null }, by: null });
    await open(scene.ana, asHash(scene.team, scene.sessions, `/tab/${tab.id}`));
    await inFrame().getByText('silent').waitFor();
    await page.clock.runFor(16_000);
    await page.getByText('Gouverne ne répond pas.').waitFor();
  });
});

describe('links', () => {
  it('opens a Teams link that an app follows inside the page', async () => {
    goTo = `https://teams.microsoft.com/l/channel/${encodeURIComponent(scene.general.id)}/General?groupId=${scene.team.id}`;
    await openTab();
    await pressInTab('Lien');
    await page.getByRole('heading', { name: 'Général' }).waitFor();
    goTo = '';
  });

  it('tells the app, and the person, that a link leads nowhere', async () => {
    goTo = 'https://teams.microsoft.com/l/channel/19%3Anowhere%40thread.tacv2/x';
    await openTab();
    await pressInTab('Lien');
    await page.getByText('Ce lien ne mène à rien dans ce tenant.').waitFor();
    expect(await result()).toMatch(/^ERROR The link cannot be opened/);
    goTo = '';
  });

  it('goes to a page of the personal app with its sub-page, installing it for the person', async () => {
    await openTab();
    await pressInTab('Application');
    await page.getByRole('tab', { name: 'Accueil', selected: true }).waitFor();
    await tabFrame().getByText('"subPageId":"plus"').waitFor();
    await eventually(() => state().installations.values().some((entry) => entry.scope === 'user' && entry.scopeId === scene.ana.id));
  });

  it('offers a link to a sub-page, which works when it is pasted', async () => {
    await openTab();
    await pressInTab('Partager');
    const teams = await page.getByRole('textbox', { name: 'Adresse dans Teams' }).inputValue();
    expect(teams).toMatch(new RegExp(`^https://teams\\.microsoft\\.com/l/entity/${APP_ID}/vue%2Fapercu\\?label=`));
    const local = await page.getByRole('textbox', { name: 'Adresse dans la simulation' }).inputValue();
    expect(local.startsWith(`${app.url}/teams/l/entity/`)).toBe(true);
    await page.goto('about:blank');
    await page.goto(local);
    await page.getByRole('tab', { name: 'Aperçu', selected: true }).waitFor();
    await tabFrame().getByText('"subPageId":"séance/1"').waitFor();
  });

  it('shows the message that a link names', async () => {
    const { conversation, message } = teamsService(scene.tenant.context).openThread(scene.sessions, { from: scene.ben.id, fromBot: false, activity: { type: 'message', text: 'Le message visé' } });
    expect(conversation.id).toContain(message.id);
    await page.goto(`${app.url}/teams/?as=${scene.ana.id}#/l/message/${encodeURIComponent(scene.sessions.id)}/${message.id}?groupId=${scene.team.id}&parentMessageId=${message.id}`);
    await page.locator('.thread:focus').getByText('Le message visé').waitFor();
  });
});

describe('apps', () => {
  it('shows what an app is, adds it to a team, removes it for the person', async () => {
    const { team: other } = world().createTeam({ displayName: 'Autre comité', description: null, visibility: 'private', firstChannelName: null, settings: {}, ownerIds: [scene.ana.id], installedAppIds: [], by: null, channels: [] });
    await open(scene.ana, '#/apps');
    await page.getByRole('main').getByRole('link', { name: 'Gouverne' }).click();
    await page.getByText('Convoquer, décider, suivre').waitFor();
    await page.getByRole('button', { name: 'Ajouter à une équipe' }).click();
    await page.getByRole('dialog').getByRole('button', { name: /Autre comité/ }).click();
    await page.getByText('Gouverne est ajoutée à Autre comité.').waitFor();
    const told = await bot.next((activity) => activity.type === 'installationUpdate' && (activity.channelData as { team?: { aadGroupId?: string } }).team?.aadGroupId === other.id);
    expect(told.from.aadObjectId).toBe(scene.ana.id);
  });

  it('offers a search extension only where the manifest declares one', async () => {
    world().putCatalogApp({ externalId: APP_ID, displayName: 'Gouverne', version: '1.3.0', localisations: {}, manifest: aManifest({ tabsUrl: app.url, composeExtensions: [{ botId: BOT_ID, commands: [{ id: 'chercher', type: 'query', title: 'Chercher un comité', context: ['compose'], parameters: [{ name: 'mot', title: 'Nom du comité' }] }] }] }) });
    bot.onInvoke = async (turn) => ({ status: 200, body: { composeExtension: { type: 'result', attachmentLayout: 'list', attachments: [{ ...CardFactory.heroCard(`Comité ${(turn.activity.value as { parameters: { value: string }[] }).parameters[0]?.value}`), preview: CardFactory.thumbnailCard(`Comité ${(turn.activity.value as { parameters: { value: string }[] }).parameters[0]?.value}`) }] } } });
    await open(scene.ana, chatHash);
    await page.getByRole('button', { name: 'Extensions de messages' }).click();
    await page.getByRole('menuitem', { name: 'Chercher un comité' }).click();
    await page.getByRole('searchbox', { name: 'Nom du comité' }).fill('CNCOT');
    await page.getByRole('button', { name: 'Insérer Comité CNCOT' }).click();
    await eventually(async () => (await page.getByRole('textbox', { name: 'Votre message' }).inputValue()) === 'Comité CNCOT');
  });
});

describe('for everyone', () => {
  // Neighbours in this list are drawn by different parts of the page: that is how one knows to have arrived.
  const places: [string, () => string][] = [
    ['the activity', () => '#/activity'], ['a channel', () => asHash(scene.team, scene.sessions)], ['the apps', () => '#/apps'], ['a tab', () => asHash(scene.team, scene.sessions, `/tab/${state().tabs.values()[0]?.id ?? ''}`)],
    ['the chat', () => chatHash], ['an app', () => `#/apps/${scene.app.id}`], ['nothing found', () => '#/team/x/channel/y'],
  ];
  const furnish = (): void => {
    aTab();
    const service = teamsService(scene.tenant.context);
    const content = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'Bienvenue', size: 'large', weight: 'bolder', style: 'heading' }, { type: 'FactSet', facts: [{ title: 'Palier', value: 'National' }] }, { type: 'Input.Text', id: 'note', label: 'Note' }, { type: 'Input.ChoiceSet', id: 'choix', label: 'Choix', style: 'expanded', choices: [{ title: 'Oui', value: 'o' }] }], actions: [{ type: 'Action.Execute', title: 'Aller', verb: 'go' }] };
    const attachments = [{ contentType: 'application/vnd.microsoft.card.adaptive', content }];
    const { conversation } = service.openThread(scene.sessions, { from: BOT_ID, fromBot: true, activity: { type: 'message', text: '', attachments } });
    service.post(conversation, { from: scene.ben.id, fromBot: false, activity: { type: 'message', text: '<at>Ana Roy</at> voir https://exemple.example/x', entities: [{ type: 'mention', text: '<at>Ana Roy</at>', mentioned: { id: scene.ana.id, name: 'Ana Roy' } }] } });
    service.post(service.mailroom.personal(BOT_ID, scene.ana.id), { from: BOT_ID, fromBot: true, activity: { type: 'message', text: '**Bonjour**\n\n- un\n- `deux`', attachments } });
  };

  const EVERYTHING = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
  // Names and roles do not depend on the theme, nor colours on the language.
  const COLOURS = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };
  /** From place to place without loading the page again, as one goes. */
  const visit = async (hash: string): Promise<void> => {
    const before = await page.$('main > *');
    await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
    await eventually(async () => before === null || !(await before.evaluate((place) => place.isConnected)));
  };
  it.each([['default', 'fr', EVERYTHING], ['default', 'en', EVERYTHING], ['dark', 'fr', COLOURS], ['contrast', 'fr', COLOURS]] as const)('has nothing that axe objects to in %s, %s', async (theme, lang, rules) => {
    const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    furnish();
    const found: string[] = [];
    const check = async (name: string): Promise<void> => {
      // Frames hold the sample app's own pages, which are not what is judged here.
      const violations = await page.evaluate(async (runOnly) => {
        const run = (globalThis as unknown as { axe: { run: (context: unknown, options: unknown) => Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }> } }).axe.run;
        const result_ = await run({ exclude: ['iframe'] }, { runOnly, resultTypes: ['violations'], iframes: false });
        return result_.violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => `${node.html.slice(0, 160)} | ${node.failureSummary.slice(0, 200)}`).join('\n    ')}`);
      }, rules);
      found.push(...violations.map((violation) => `${name}: ${violation}`));
    };
    await page.goto(`${app.url}/teams/?lang=${lang}&theme=${theme}`);
    await page.getByRole('listbox').waitFor();
    await page.evaluate(axe);
    await check('who are you');
    await open(scene.ana, '#/apps', `&lang=${lang}&theme=${theme}`);
    await page.evaluate(axe);
    for (const [name, hash] of places) {
      await visit(hash());
      await page.locator('main .skeleton').first().waitFor({ state: 'detached' });
      if (name === 'a channel' || name === 'the chat') await page.getByText('Aller').first().waitFor();
      await check(name);
      expect(await page.locator('html').getAttribute('lang')).toBe(lang === 'fr' ? 'fr-CA' : 'en-CA');
    }
    await page.locator('.who').click();
    await page.getByRole('dialog').waitFor();
    await check('switching person');
    await page.keyboard.press('Escape');
    await page.locator('[data-key=theme]').click();
    await check('a menu');
    expect(found).toEqual([]);
  });

  it('fits 320 px without scrolling sideways, whether the window or the setting is narrow', async () => {
    furnish();
    await page.setViewportSize({ width: 320, height: 640 });
    await open(scene.ana, '#/apps');
    for (const [name, hash] of [...places, ['the list', () => '#/teams'] as [string, () => string]]) {
      await visit(hash());
      await page.locator('main .skeleton').first().waitFor({ state: 'detached' });
      const overflow = await page.locator('body *').evaluateAll(WIDER_THAN_THE_WINDOW);
      expect({ name, overflow }).toEqual({ name, overflow: [] });
    }
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole('button', { name: /Largeur/ }).click();
    await page.getByRole('menuitemradio', { name: '320 px' }).click();
    await eventually(async () => (await page.evaluate('document.body.getBoundingClientRect().width')) === 320);
  });

  it('is used from the keyboard alone: skip link, tabs, menus and dialogs that give the focus back', async () => {
    aTab();
    await open(scene.ana, asHash(scene.team, scene.sessions));
    await page.getByRole('heading', { name: 'Séances' }).waitFor();
    await page.keyboard.press('Tab');
    const focused = (): Promise<string> => page.evaluate<string>('document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? ""');
    expect(await focused()).toBe('Aller au contenu');
    await page.keyboard.press('Enter');
    expect(await focused()).toContain('Séances');
    await page.getByRole('tab', { name: 'Publications' }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await focused()).toContain('Aperçu');
    await page.keyboard.press('Enter');
    await tabFrame().getByText('prêt true').waitFor();
    await page.locator('[data-key=tab-menu]').focus();
    await page.keyboard.press('Enter');
    expect(await focused()).toContain('Actualiser l’onglet');
    await page.keyboard.press('Escape');
    expect(await focused()).toContain('Options de l’onglet');
    await page.locator('[data-key=person]').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    expect(await focused()).toContain('Changer de personne');
  });
});
});
