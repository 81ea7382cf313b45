// Scenario S6 in a browser: an advisory committee and a local governance are described in the form, their final names and their plan
// are read before anything happens, Microsoft 365 fails in the middle, and the workspace is completed without a duplicate.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { rqtText, startProduct, type Product } from '../support/product.ts';

jest.setTimeout(120_000);

const COORDINATION = 'secretariat.telesante.msss@rqt.example';
const ESTRIE = 'coordination.cct-estrie@rqt.example';
/** The network before Estrie-CHUS has its local governance. */
const withoutEstrie = rqtText().split('\n').filter((line) => !line.includes('{id: loc-ciussse-chus,')).join('\n');

describe('a new committee', () => {
  let g: Product;
  let browser: Browser;
  let page: Page;
  let tab: FrameLocator;

  beforeAll(async () => {
    g = await startProduct({ name: 's6', charter: withoutEstrie, compose: { timing: { attempts: 2 } } });
    await g.standUp();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await g.close();
  });

  const openForm = async (email: string): Promise<void> => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 1000 }, locale: 'fr-CA' });
    context.setDefaultTimeout(30_000);
    page = await context.newPage();
    await page.goto(`${g.url}/teams/?as=${email}&lang=fr#/app/${g.config.app.manifestId}/network?sub=new`);
    tab = page.frameLocator('iframe');
    await tab.getByRole('heading', { name: 'Nouvelle instance' }).waitFor();
  };
  const choose = async (field: string, option: string): Promise<void> => {
    await tab.getByRole('combobox', { name: field, exact: false }).first().click();
    await tab.getByRole('option', { name: option, exact: true }).click();
  };
  const pick = async (field: string, typed: string, option: RegExp, within: FrameLocator | ReturnType<FrameLocator['locator']> = tab): Promise<void> => {
    await within.getByRole('combobox', { name: field }).fill(typed);
    await tab.getByRole('option', { name: option }).click();
  };
  const seat = (n: number) => tab.getByRole('group', { name: `Siège ${n}`, exact: true });
  const standing = () => {
    const { state } = g.tenant.context;
    return { teams: state.teams.values().map((t) => t.displayName), channels: state.channels.values().map((c) => `${state.teams.get(c.teamId)?.displayName} / ${c.displayName}`), tabs: state.tabs.values().map((t) => t.channelId), memberships: state.memberships.values().map((m) => `${m.teamId} ${m.channelId ?? ''} ${m.userId}`) };
  };
  const twice = (all: readonly string[]): string[] => all.filter((one, place) => all.indexOf(one) !== place);

  it('is refused without a chair, with every fault at once and nothing lost', async () => {
    await openForm(COORDINATION);
    await tab.getByLabel('Nom en français').fill('Comité conseil — Soins à domicile');
    await tab.getByRole('button', { name: 'Voir le plan' }).click();
    const summary = tab.getByRole('group').filter({ hasText: 'à corriger' }).first();
    await summary.waitFor();
    const words = await tab.locator('.summary-list').innerText();
    for (const fault of ['palier', 'sigle', 'mandat', 'présidence']) expect(words.toLowerCase()).toContain(fault);
    expect(await tab.getByLabel('Nom en français').inputValue()).toBe('Comité conseil — Soins à domicile');
  });

  it('shows the final names while one types: derived ones cleaned, a typed one refused with what to take instead', async () => {
    await choose('Palier', 'Conseil');
    await pick('Instance de palier supérieur', 'CNCCS', /^CNCCS/);
    await tab.getByLabel('Sigle').fill("CC-Soins d'appoint: domicile");
    const aside = tab.locator('.form-aside');
    await aside.getByText('Remplacé ou retiré').waitFor();
    const derived = await aside.locator('dl').innerText();
    expect(derived).not.toMatch(/[':]/);
    await tab.getByLabel('Sigle').fill('CC-SAD');
    await aside.getByText('CC-SAD').first().waitFor();
    // The journey asks for a team of its own.
    await tab.getByLabel('Choisir moi-même les noms').check();
    await aside.getByLabel('Équipe').fill("RQT - Soins d'appoint");
    await aside.getByLabel('Canal').fill('Séances');
    await aside.getByRole('button', { name: /^Utiliser « RQT - Soins d’appoint »/ }).click();
    expect(await aside.getByLabel('Équipe').inputValue()).toBe('RQT - Soins d’appoint');
    await aside.getByLabel('Équipe').fill('RQT - Soins à domicile');
    await aside.getByText('nouvelle équipe').waitFor();
  });

  it('shows the plan before anything happens', async () => {
    await tab.getByLabel('Mandat en français').fill('Conseiller le CNCCS sur la télésanté à domicile.');
    await choose('Fréquence', 'Chaque mois');
    await tab.getByLabel('Première séance').fill('2027-02-09');
    await tab.getByLabel('Heure').fill('09:00');
    await pick('Personne', 'Soins à domicile', /Soins à domicile/, seat(1));
    await tab.getByRole('button', { name: 'Ajouter un siège' }).click();
    await pick('Personne', 'clinique.telesante.cusm', /CUSM/, seat(2));
    const before = standing();
    await tab.getByRole('button', { name: 'Voir le plan' }).click();
    await tab.getByRole('heading', { name: 'Ce qui sera créé pour CC-SAD' }).waitFor();
    const plan = await tab.locator('main').innerText();
    for (const said of ['RQT - Soins à domicile', 'nouvelle équipe', 'Séances']) expect(plan).toContain(said);
    expect(standing()).toEqual(before);
  });

  it('stops where Microsoft 365 fails, says which step and why, and resumes without a duplicate', async () => {
    // After the team is created, adding people to it is answered 503 for longer than we try.
    await g.control('POST', '/faults', { match: { service: 'graph', method: 'POST', path: '/members' }, share: 1, kinds: ['503'], retryAfterS: 1 });
    await tab.getByRole('button', { name: 'Créer l’instance' }).click();
    await tab.getByText('CC-SAD est créée; son espace se met en place.').first().waitFor();
    await tab.getByText('Arrêtée').or(tab.getByText('Terminée en partie')).first().waitFor();
    const stopped = await tab.locator('main').innerText();
    expect(stopped).toContain('Reprendre dans quelques minutes');
    expect(standing().teams.filter((t) => t === 'RQT - Soins à domicile')).toHaveLength(1);

    await fetch(`${g.tenant.url}/_control/faults`, { method: 'DELETE' });
    // And this time answers are lost after their effect.
    await g.control('POST', '/faults', { match: { service: 'graph' }, share: 0.5, kinds: ['504-after-effect', 'reset-after-effect'], times: 4 });
    await tab.getByRole('button', { name: 'Reprendre' }).click();
    await tab.getByRole('alertdialog').getByRole('button', { name: 'Appliquer', exact: true }).click();
    await tab.getByText('Tout est en place.').first().waitFor();
    await fetch(`${g.tenant.url}/_control/faults`, { method: 'DELETE' });

    const { state } = g.tenant.context;
    const now = standing();
    expect([twice(now.teams), twice(now.channels), twice(now.tabs), twice(now.memberships)]).toEqual([[], [], [], []]);
    const team = state.teams.find((t) => t.displayName === 'RQT - Soins à domicile')!;
    const channel = state.channels.find((c) => c.teamId === team.id && c.displayName === 'Séances')!;
    expect(state.tabs.filter((t) => t.channelId === channel.id).map((t) => t.displayName)).toEqual(['CC-SAD']);
    const roles = new Map(state.memberships.filter((m) => m.teamId === team.id && m.channelId === null).map((m) => [state.users.get(m.userId)?.userPrincipalName, m.roles.join()]));
    expect(roles.get('expert.sad@rqt.example')).toBe('owner');
  });

  it('greets in its channel once, and its tab shows it', async () => {
    const { state } = g.tenant.context;
    const team = state.teams.find((t) => t.displayName === 'RQT - Soins à domicile')!;
    const channel = state.channels.find((c) => c.teamId === team.id && c.displayName === 'Séances')!;
    const own = state.tabs.find((t) => t.channelId === channel.id)!;
    await page.goto(`${g.url}/teams/?as=expert.sad@rqt.example&lang=fr#/team/${team.id}/channel/${encodeURIComponent(channel.id)}/tab/${own.id}`);
    await tab.getByRole('heading', { name: /Soins à domicile/ }).first().waitFor();
    expect(await tab.locator('main').innerText()).toContain('Conseiller le CNCCS sur la télésanté à domicile.');
    expect(state.messages.filter((m) => m.conversationId.includes(channel.id))).toHaveLength(1);
  });

  it('of an institution is created by its territory, in a private channel of the territory’s team', async () => {
    await openForm(ESTRIE);
    await choose('Palier', 'Local');
    await pick('Établissement', 'Estrie', /Estrie-CHUS/);
    const aside = tab.locator('.form-aside');
    await aside.getByText('équipe existante').waitFor();
    expect(await aside.locator('dl').innerText()).toContain('RQT - Territoire Estrie-CHUS');
    if ((await tab.getByLabel('Nom en français').inputValue()) === '') await tab.getByLabel('Nom en français').fill('Gouvernance locale en télésanté — CIUSSS de l’Estrie-CHUS');
    await tab.getByLabel('Mandat en français').fill('Prioriser et déployer la télésanté à l’Estrie-CHUS.');
    await pick('Personne', 'gestion.telesante.ciussse-chus', /CIUSSSE-CHUS/, seat(1));
    await tab.getByRole('button', { name: 'Voir le plan' }).click();
    await tab.getByRole('button', { name: 'Créer l’instance' }).click();
    await tab.getByText('Tout est en place.').first().waitFor();
    const { state } = g.tenant.context;
    const team = state.teams.find((t) => t.displayName === 'RQT - Territoire Estrie-CHUS')!;
    const channel = state.channels.find((c) => c.teamId === team.id && /ESTRIE|CIUSSSE/i.test(c.displayName) && c.membershipType === 'private')!;
    const people = state.memberships.filter((m) => m.channelId === channel.id).map((m) => [state.users.get(m.userId)?.userPrincipalName, m.roles.join()]);
    expect(people).toContainEqual(['gestion.telesante.ciussse-chus@rqt.example', 'owner']);
    expect(state.tabs.filter((t) => t.channelId === channel.id)).toHaveLength(1);
    const now = standing();
    expect([twice(now.teams), twice(now.channels), twice(now.tabs), twice(now.memberships)]).toEqual([[], [], [], []]);
  });
});
