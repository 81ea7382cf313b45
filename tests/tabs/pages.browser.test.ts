/** @jest-environment node */
// The built pages in a real browser, inside a page that plays Teams, under the content security policy that they are made
// for: accessible in three themes and two languages, whole at 320 px, usable by keyboard alone, alive, and kept by Teams.
import { jest } from '@jest/globals';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Frame, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { MEMBER, startTabsFixture, type Fixture } from '../support/tabs-fixture.ts';
import { FixtureActions } from '../support/tabs-actions.ts';
import { FixtureMeetings } from '../support/tabs-meetings.ts';
import { aRun } from '../support/tabs-provisioning.ts';

jest.setTimeout(300_000);
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];
const COLOURS = { runOnly: { type: 'rule', values: COLOUR_RULES } };
const ALL_RULES = { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] } };
const NAMES_AND_ROLES = { ...ALL_RULES, rules: Object.fromEntries(COLOUR_RULES.map((rule) => [rule, { enabled: false }])) };

let fixture: Fixture;
let browser: Browser;
describe('the pages in a browser', () => {
beforeAll(async () => { [fixture, browser] = await Promise.all([startTabsFixture(), launchBrowser()]); });
afterAll(async () => { await browser?.close(); await fixture?.close(); });

interface Opened { readonly page: Page; readonly tab: Frame; readonly complaints: string[] }
let context: BrowserContext;
/** One for all the pages of a language: scripts are then read and compiled once, not once a page. Nothing that a page keeps outlives it. */
let kept: BrowserContext | null = null;
beforeEach(async () => {
  Object.assign(fixture, { plan: 'mixed', run: null, drift: true, workspaces: 'partial', meetings: new FixtureMeetings(), actions: new FixtureActions() });
  fixture.requests.length = 0;
  context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 900 }, permissions: ['clipboard-read', 'clipboard-write'] });
});
afterEach(async () => { await (context === kept ? Promise.all(context.pages().map((page) => page.close())) : context.close()); });

async function open(path: string, options: Parameters<Fixture['host']>[1] = {}): Promise<Opened> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('console', (message) => { if (/content security policy|refused to/i.test(message.text()) && !message.text().includes('res.cdn.office.net')) complaints.push(message.text()); });
  await page.goto(fixture.host(path, options));
  const tab = await tabOf(page);
  await tab.waitForSelector('main.page:not(:has([aria-busy="true"]))', { timeout: 20_000 });
  return { page, tab, complaints };
}
async function tabOf(page: Page): Promise<Frame> {
  const element = await page.waitForSelector('iframe');
  const frame = await element.contentFrame();
  if (frame === null) throw new Error('the tab has no frame');
  return frame;
}
/** What sticks out of the frame to the right, and would make it scroll sideways. */
const tooWide = (tab: Frame): Promise<string[]> => tab.evaluate(() => (document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1).slice(0, 5).map((one) => `${one.tagName}.${one.getAttribute('class')?.slice(0, 60) ?? ''}`)));
/** Once what changed is on the screen. */
const painted = (tab: Frame): Promise<void> => tab.evaluate(() => new Promise((resolve) => { requestAnimationFrame(() => { requestAnimationFrame(() => { resolve(); }); }); }));
const heading = (tab: Frame): Promise<string | null> => tab.textContent('h1');
const say = async (person: string, language: string): Promise<void> => {
  await fetch(`${fixture.url}/api/me/preferences`, { method: 'PUT', headers: { 'content-type': 'application/json', authorization: `Bearer x.${Buffer.from(JSON.stringify({ sub: person })).toString('base64url')}.x` }, body: JSON.stringify({ language }) });
};

interface Case { readonly name: string; readonly path: string; readonly options?: Parameters<Fixture['host']>[1]; readonly prepare?: (tab: Frame) => Promise<unknown>; readonly language?: 'en-CA' }
const MEETING = '/tabs/meeting/cnccs/2027-02-12T13:00';
const PAGES: readonly Case[] = [
  { name: 'home', path: '/tabs/home' },
  { name: 'home of a member', path: '/tabs/home', options: { as: MEMBER } },
  { name: 'network', path: '/tabs/network' },
  { name: 'network with a committee open', path: '/tabs/network?open=cnccs' },
  { name: 'committee', path: '/tabs/committee/cnccs', options: { channel: true } },
  { name: 'composition', path: '/tabs/committee/cnccs?view=composition', options: { channel: true } },
  { name: 'a territorial composition', path: '/tabs/committee/ctcot-chuq?view=composition' },
  { name: 'configuration', path: '/tabs/config', options: { frame: 'settings', channel: true } },
  { name: 'configuration in English', path: '/tabs/config', options: { frame: 'settings', channel: true }, language: 'en-CA' },
  { name: 'plan', path: '/tabs/network/plan' },
  { name: 'plan with another charter', path: '/tabs/network/plan', prepare: (tab) => tab.click('text=/Comparer une autre charte|Compare another charter/') },
  { name: 'plan about to be applied', path: '/tabs/network/plan', prepare: (tab) => tab.click('text=/^(Appliquer le plan|Apply the plan)$/') },
  { name: 'run', path: '/tabs/network/run/latest' },
  { name: 'drift', path: '/tabs/network/drift', prepare: (tab) => tab.click('text=/^(Tout rétablir|Restore all)$/') },
  { name: 'departure', path: '/tabs/handover/per-cct-chum-coord' },
  { name: 'departure about to be confirmed', path: '/tabs/handover/per-cct-chum-coord', prepare: (tab) => tab.click('text=/^(Voir qui prend quoi|See who takes what)$/') },
  { name: 'diagnosis', path: '/tabs/network/doctor' },
  { name: 'journal', path: '/tabs/network/journal' },
  { name: 'new committee', path: '/tabs/network/new' },
  { name: 'new committee with faults', path: '/tabs/network/new', prepare: async (tab) => { await tab.click('text=/^(Voir le plan|See the plan)$/'); await tab.waitForSelector('.summary-list'); } },
  { name: 'meeting', path: MEETING },
  { name: 'meeting of a member', path: MEETING, options: { as: MEMBER } },
  { name: 'meeting about to be moved', path: MEETING, prepare: async (tab) => { await tab.click('text=/^(Déplacer|Move)$/'); await tab.click('.alternative >> nth=1'); } },
  { name: 'meeting with guests to invite', path: MEETING, prepare: async (tab) => { await tab.click('text=/^(Inviter|Invite)$/'); await tab.click('text=/^(Ajouter cette adresse|Add this address)$/'); } },
  { name: 'meeting about to be cancelled', path: '/tabs/meeting/bdp/2027-01-11T13:30', prepare: (tab) => tab.click('text=/^(Annuler la séance|Cancel the meeting)$/') },
  { name: 'calendar', path: '/tabs/network/calendar?month=2027-03' },
  { name: 'calendar with closures, moves and cancellations', path: '/tabs/network/calendar?month=2027-12' },
  { name: 'calendar as a list', path: '/tabs/network/calendar?month=2027-03&as=list' },
  { name: 'calendar of a month without a meeting', path: '/tabs/network/calendar?month=2025-07' },
  { name: 'meetings of a committee', path: '/tabs/committee/ctcot-chuq?view=seances', options: { channel: true } },
  { name: 'year to adopt', path: '/tabs/network/year?committee=cncot&year=2027', prepare: async (tab) => { await tab.click('label:text-matches("^(Déplacer|Move)$")'); await tab.click('.alternative >> nth=0'); } },
  { name: 'year about to be adopted', path: '/tabs/network/year?committee=cncot&year=2027', prepare: async (tab) => { await tab.click('text=/^(Garder toutes les dates|Keep every date)$/'); await tab.click('text=/^(Adopter l’année|Adopt the year)$/'); } },
  { name: 'year adjusted to needs', path: '/tabs/network/year?committee=ctcot-chuq&year=2028', prepare: (tab) => tab.click('label:text-matches("Fréquence adaptée|Frequency adjusted")') },
  { name: 'year of a committee that meets as needed', path: '/tabs/network/year?committee=loc-cisss-bsl&year=2027' },
  { name: 'my meetings', path: '/tabs/meetings', options: { as: MEMBER }, prepare: (tab) => tab.click('text=/^(Créer mon adresse|Make my address)$/') },
  { name: 'special meeting', path: '/tabs/network/special?committee=cnccs', prepare: async (tab) => { await tab.fill('#special-when', '2027-06-24'); await tab.fill('#special-minutes', '0'); await tab.click('text=/^(Planifier la séance|Plan the meeting)$/'); } },
  { name: 'my actions', path: '/tabs/actions' },
  { name: 'actions, many of them about to be changed', path: '/tabs/network/actions', prepare: async (tab) => { await tab.click('.action-head input'); await tab.click('.bulk-bar button >> nth=1'); await tab.fill('[role="alertdialog"] input[type="date"]', '2020-01-01'); await tab.fill('[role="alertdialog"] textarea', 'x'); await tab.click('text=/^(Voir l’effet|See the effect)$/'); await tab.waitForSelector('.bulk-reasons'); } },
  { name: 'actions of a committee', path: '/tabs/committee/cncot?view=actions', options: { channel: true }, prepare: (tab) => tab.waitForSelector('.action-row') },
  { name: 'board of actions', path: '/tabs/network/actions?as=board' },
  { name: 'action', path: '/tabs/action/A-2027-005' },
  { name: 'new action with faults', path: '/tabs/network/new-action?committee=cncot', prepare: async (tab) => { await tab.click('.fold-head'); await tab.click('button[type="submit"], .action-form button >> nth=-1'); await tab.waitForSelector('[role="alert"]'); } },
  { name: 'import of actions', path: '/tabs/network/import-actions?committee=cncot', prepare: async (tab) => { await tab.setInputFiles('input[type="file"]', { name: 'actions.csv', mimeType: 'text/csv', buffer: Buffer.from('titre;échéance\r\nx;y\r\n') }); await tab.waitForSelector('.import-errors'); } },
  { name: 'cascade', path: '/tabs/network/cascade?year=2027', prepare: (tab) => tab.click('.fold-head >> nth=4') },
  { name: 'register of decisions', path: '/tabs/network/decisions' },
  { name: 'one decision', path: '/tabs/decision/D-2027-060', prepare: async (tab) => { await tab.click('text=/^(Réponses par établissement|Answers by institution)/'); await tab.click('button:has-text("Tab")'); } },
  { name: 'decision of a member', path: '/tabs/decision/D-2027-056', options: { as: MEMBER }, prepare: async (tab) => { await tab.click('text=/^(Répondre|Answer|Changer la réponse|Change the answer)/'); await tab.click('text=/^(Planifiée|Planned)/ >> nth=-1'); } },
  { name: 'decision to record with faults', path: '/tabs/network/new-decision?committee=cncot', prepare: async (tab) => { await tab.click('text=/^(Suites et portée|Follow-up and reach)/'); await tab.click('text=/^(Vérifier et consigner|Check and record)$/'); } },
  { name: 'search', path: '/tabs/search?q=plan' },
  { name: 'an address that leads nowhere', path: '/tabs/nowhere' },
  { name: 'an error', path: '/tabs/committee/unknown' },
  { name: 'privacy', path: '/tabs/privacy' },
  { name: 'terms', path: '/tabs/terms' },
];

type AxeResult = { violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] };
async function violations(tab: Frame, how: object): Promise<string[]> {
  return tab.evaluate(async (asked) => {
    const { axe } = globalThis as unknown as { axe: { run(context: unknown, options: unknown): Promise<AxeResult> } };
    const found = (await axe.run({ exclude: ['[data-tabster-dummy]'] }, { ...asked, resultTypes: ['violations'] })).violations;
    return found.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => `${node.html.slice(0, 160)} ${node.failureSummary.slice(0, 220)}`).join(' | ')}`);
  }, how);
}
const style = (tab: Frame, css: string): Promise<void> => tab.evaluate((rules) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(rules); document.adoptedStyleSheets = [sheet]; }, css);
/** Colours fade from one theme to the next: half a minute of waiting in all, and nothing of it is judged. */
const AT_ONCE = '*, *::before, *::after { transition: none !important; animation: none !important; }';
/** WCAG 1.4.12: what a person's own style sheet may ask for. */
const ROOMY = `${AT_ONCE} * { letter-spacing: .12em !important; word-spacing: .16em !important; line-height: 1.5 !important; }`;
const [WIDE, NARROW] = [{ width: 1280, height: 900 }, { width: 320, height: 640 }];

describe('in three themes and two languages', () => {
  beforeAll(async () => {
    kept = await browser.newContext({ locale: 'en-US', viewport: WIDE });
    await kept.addInitScript(() => { localStorage.clear(); });
  });
  afterAll(async () => { await kept?.close(); kept = null; });
  beforeEach(async () => {
    await context.close();
    context = kept!;
  });

  async function expectWhole(page: Page, tab: Frame): Promise<void> {
    await page.setViewportSize(NARROW);
    expect(await tooWide(tab)).toEqual([]);
    await style(tab, ROOMY);
    expect(await tooWide(tab)).toEqual([]);
  }

  it.each(PAGES)('$name is accessible, whole at 320 px, quiet about its policy', async ({ name, path, options, prepare, language = 'fr-CA' }) => {
    await Promise.all(['per-secretariat-msss', MEMBER].map((person) => say(person, language)));
    if (name === 'run') fixture.run = aRun('partial', 'fr-CA', 999, new Date(Date.now() - 120_000).toISOString());
    const { page, tab, complaints } = await open(path, options);
    await prepare?.(tab);
    expect(await tab.getAttribute('html', 'lang')).toBe(language);
    await tab.evaluate(AXE);
    await style(tab, AT_ONCE);
    const found: string[] = [];
    // Names and roles do not depend on the colours: they are judged once a language.
    for (const theme of ['default', 'dark', 'contrast']) {
      await page.evaluate((to) => { (globalThis as unknown as { __host: { setTheme(name: string): void } }).__host.setTheme(to); }, theme);
      await tab.waitForSelector(`html[data-theme="${theme === 'default' ? 'light' : theme}"]`);
      await painted(tab);
      found.push(...(await violations(tab, theme === 'default' ? ALL_RULES : COLOURS)).map((one) => `${theme}: ${one}`));
    }
    expect(found).toEqual([]);
    await expectWhole(page, tab);
    // The other language where the reader stands, with what is unfolded and what was typed. A dialog lies over the footer that turns it;
    // privacy and terms need no sign-in, and so stand in French with their English part marked; the configuration has no footer.
    if (!/privacy|terms|config/.test(path) && (await tab.$('[role="alertdialog"], [role="dialog"]')) === null) {
      await tab.evaluate(() => document.querySelector<HTMLButtonElement>('.footer button[lang]')!.click());
      await page.setViewportSize(WIDE);
      await tab.waitForSelector('html[lang="en-CA"]');
      await tab.waitForSelector('main.page:not(:has([aria-busy="true"]))');
      await painted(tab);
      expect(await violations(tab, NAMES_AND_ROLES)).toEqual([]);
      await expectWhole(page, tab);
    }
    expect(complaints).toEqual([]);
  });
});

describe('by keyboard alone', () => {
  beforeEach(async () => { await say('per-secretariat-msss', 'fr-CA'); });

  it('a committee is described, its plan read, and created', async () => {
    const { page, tab } = await open('/tabs/network/new');
    const press = async (...keys: string[]) => { for (const key of keys) await page.keyboard.press(key); };
    const active = () => tab.evaluate(() => document.activeElement?.id ?? '');
    const tabTo = async (id: string) => { for (let turn = 0; turn < 60; turn += 1) { if ((await active()) === id) return; await press('Tab'); } throw new Error(`${id} was not reached by Tab; the focus is on ${await active()}`); };
    await tab.focus('h1');
    await tabTo('f-level');
    await press('Enter');
    await page.keyboard.type('Conseil');
    await press('Enter');
    await tabTo('f-parentId');
    await page.keyboard.type('CNCCS');
    await press('ArrowDown', 'Enter');
    await tabTo('f-nameFr');
    await page.keyboard.type('Comité conseil — Soins à domicile');
    await tabTo('f-acronym');
    await page.keyboard.type('CC-SAD');
    await tabTo('f-mandateFr');
    await page.keyboard.type('Conseille le CNCCS sur les soins à domicile.');
    // Enter in a field sends the form: the fault that is left takes the focus.
    await tabTo('f-minutes');
    await press('Enter');
    await tab.waitForSelector('.summary-list');
    await expect(active()).resolves.toBe('f-seat-0-person');
    await page.keyboard.type('domicile');
    await press('ArrowDown', 'Enter');
    await tab.waitForFunction(() => document.querySelector('.names-value')?.textContent === 'RQT - Comités conseil');
    await tabTo('f-minutes').catch(async () => { await tab.focus('#f-minutes'); });
    await press('Enter');
    await tab.waitForSelector('text=Ce qui sera créé pour CC-SAD');
    for (let turn = 0; turn < 40 && (await tab.evaluate(() => document.activeElement?.textContent)) !== 'Créer l’instance'; turn += 1) await press('Tab');
    await press('Enter');
    await tab.waitForSelector('h1:has-text("Application du plan")');
    expect(fixture.requests.filter((one) => one.method === 'POST' && one.path === '/api/committees')).toHaveLength(1);
    expect(await tab.evaluate(() => document.activeElement?.tagName)).toBe('H1');
  });

  it('a dialog takes the focus, keeps it, stays readable, and gives it back', async () => {
    const { page, tab } = await open('/tabs/network/plan');
    await tab.focus('button:has-text("Appliquer le plan")');
    await page.keyboard.press('Enter');
    const dialog = await tab.waitForSelector('[role="alertdialog"]');
    await page.waitForTimeout(900);
    expect(await dialog.getAttribute('aria-hidden')).toBeNull();
    for (let turn = 0; turn < 5; turn += 1) {
      await page.keyboard.press('Tab');
      expect(await tab.evaluate(() => document.activeElement?.closest('[role="alertdialog"]') !== null || document.activeElement === document.body)).toBe(true);
    }
    await tab.focus('[role="alertdialog"] button:has-text("Ne rien faire")');
    await page.keyboard.press('Enter');
    await tab.waitForSelector('[role="alertdialog"]', { state: 'detached' });
    await tab.waitForFunction(() => document.activeElement?.textContent === 'Appliquer le plan');
    expect(fixture.requests.map((one) => one.path)).not.toContain('/api/apply');
  });

  it('the tree is walked, searched with / and a committee opened with Enter; c creates, ? helps', async () => {
    const { page, tab } = await open('/tabs/network');
    await page.keyboard.press('Tab');
    await tab.focus('h1');
    await page.keyboard.press('/');
    await page.keyboard.type('sainte-justine');
    await tab.waitForFunction(() => document.querySelectorAll('[role="treeitem"]').length === 5);
    await tab.focus('h1');
    for (const key of ['j', 'j']) await page.keyboard.press(key);
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    await tab.waitForSelector('aside:has-text("CHU Sainte-Justine")');
    await page.keyboard.press('?');
    await tab.waitForSelector('[role="dialog"]:has-text("Aide et raccourcis")');
    await page.keyboard.press('Escape');
    await tab.waitForSelector('[role="dialog"]', { state: 'detached' });
    await page.keyboard.press('c');
    await tab.waitForSelector('h1:has-text("Nouvelle instance")');
  });
});

describe('in Teams', () => {
  beforeEach(async () => { await say('per-secretariat-msss', 'fr-CA'); });
  const host = <T>(page: Page, read: (host: Record<string, unknown>) => T): Promise<T> => page.evaluate<T>(`(${read.toString()})(window.__host)`);

  it('the configuration lets Teams save once a committee is chosen, and keeps exactly that tab', async () => {
    const { page, tab } = await open('/tabs/config', { frame: 'settings', channel: true });
    await tab.waitForSelector('text=Ce canal est celui du CNCOT.');
    await page.waitForFunction(() => (window as unknown as { __host: { valid: boolean } }).__host.valid);
    await tab.click('label:has-text("Composition")');
    await page.evaluate(() => (window as unknown as { __host: { save(): void } }).__host.save());
    await page.waitForFunction(() => (window as unknown as { __host: { saved: unknown } }).__host.saved !== null);
    expect(await host(page, (one) => one['saved'])).toEqual({ entityId: 'committee/cncot/composition', contentUrl: `${fixture.url}/tabs/committee/cncot?view=composition`, websiteUrl: `${fixture.url}/tabs/committee/cncot?view=composition`, suggestedDisplayName: 'CNCOT · Composition' });
  });

  it('tells Teams that it is loaded, then ready; asks for one token however many requests start', async () => {
    const { page } = await open('/tabs/home');
    expect(await host(page, (one) => [one['loaded'], one['ready'], one['tokens']])).toEqual([true, true, 1]);
  });

  it('lands on the object of a deep link, and opens a committee where the person sits in Teams itself', async () => {
    const { page, tab } = await open('/tabs/network', { subPage: 'committee/cnccs' });
    expect(await heading(tab)).toBe('Comité national de coordination clinique stratégique');
    await tab.click('a:has-text("CC-SLD")');
    await page.waitForFunction(() => (window as unknown as { __host: { deep: string[] } }).__host.deep.length > 0);
    expect(await host(page, (one) => (one['deep'] as string[])[0])).toMatch(/^https:\/\/teams\.microsoft\.com\/l\/channel\//);
  });

  it('a count leads to the rows that it counts, with the focus there', async () => {
    const { tab } = await open('/tabs/committee/cnccs', { channel: true });
    await tab.click('a.stat:has-text("groupe sous-représenté")');
    await tab.waitForFunction(() => document.activeElement?.textContent === 'Représentation des parties prenantes');
    expect(await tab.evaluate(() => { const { top } = (document.activeElement as Element).getBoundingClientRect(); return top >= 0 && top < innerHeight; })).toBe(true);
    await tab.click('text=Aperçu');
    await tab.click('a.stat:has-text("siège vacant")');
    await tab.waitForSelector('text=1 sur 12');
    expect(await tab.getAttribute('button:has-text("Vacants (1)")', 'aria-pressed')).toBe('true');
  });

  it('gives the files that it offers: the desk’s workbook, the register in two forms', async () => {
    const { page, tab } = await open('/tabs/home');
    const saved = (press: () => Promise<unknown>): Promise<string> => Promise.all([page.waitForEvent('download'), press()]).then(([file]) => file.suggestedFilename());
    expect(await saved(() => tab.click('button:has-text("Exporter (Excel)")'))).toBe('accueil.xlsx');
    const register = await open('/tabs/network/decisions');
    for (const form of ['Classeur Excel', 'Fichier CSV']) {
      await register.tab.click('button:has-text("Exporter")');
      const [file] = await Promise.all([register.page.waitForEvent('download'), register.tab.click(`[role="menuitem"]:has-text("${form}")`)]);
      expect(file.suggestedFilename()).toBe(form === 'Fichier CSV' ? 'decisions.csv' : 'decisions.xlsx');
    }
  });

  it('copies a link that leads back', async () => {
    fixture.run = aRun('done', 'fr-CA', 999, new Date(Date.now() - 120_000).toISOString());
    const { page, tab } = await open('/tabs/network/run/latest');
    await tab.click('button:has-text("Copier le lien")');
    await tab.waitForSelector('text=Lien copié');
    const link = new URL(await page.evaluate(() => navigator.clipboard.readText()));
    expect(link.pathname).toBe('/l/entity/11111111-2222-4333-8444-555555555555/network');
    expect(link.searchParams.get('context')).toContain('run/run-1');
  });

  it('says that Teams does not answer after ten seconds, rather than wait for ever', async () => {
    const page = await context.newPage();
    await page.clock.install();
    await page.goto(fixture.host('/tabs/home', { mute: 'initialize' }));
    const tab = await tabOf(page);
    await tab.waitForSelector('text=Ouverture en cours…');
    await page.clock.runFor(11_000);
    await tab.waitForSelector('h1:has-text("Teams n’a pas répondu")');
  });

  it('names who must consent when Teams gives no token', async () => {
    const page = await context.newPage();
    await page.goto(fixture.host('/tabs/home', { token: 'resourceRequiresConsent' }));
    const tab = await tabOf(page);
    await tab.waitForSelector('[role="alert"]:has-text("Autorisation manquante")');
    expect(JSON.stringify(await host(page, (one) => one['failed']))).toContain('Autorisation manquante');
  });
});

describe('outside Teams', () => {
  it('offers to open the same object in Teams', async () => {
    const page = await context.newPage();
    await page.goto(`${fixture.url}/tabs/committee/cncot?view=composition`);
    const link = await page.waitForSelector('a:has-text("Ouvrir dans Teams")');
    expect(JSON.parse(new URL((await link.getAttribute('href')) ?? '').searchParams.get('context') ?? '{}')).toEqual({ subEntityId: 'committee/cncot/composition' });
  });

  it('shows privacy without sign-in, French first, each part in its language', async () => {
    const page = await context.newPage();
    await page.goto(`${fixture.url}/tabs/privacy`);
    await page.waitForSelector('h1:has-text("Confidentialité")');
    expect(await page.locator('section[lang]').evaluateAll((all) => all.map((one) => one.getAttribute('lang')))).toEqual(['fr-CA', 'en-CA']);
    expect(fixture.requests).toEqual([]);
  });

  it('reads as a page before any script has run', async () => {
    const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    await page.goto(`${fixture.url}/tabs/home`);
    expect(await page.textContent('h1')).toBe('Gouverne');
    expect(await page.textContent('noscript')).toMatch(/a besoin de JavaScript/);
    await page.context().close();
  });
});

describe('alive', () => {
  beforeEach(async () => { await say('per-secretariat-msss', 'fr-CA'); });
  const started = () => new Date(Date.now() - 30_000).toISOString();

  it('a run moves by itself, survives a reload, and ends', async () => {
    fixture.run = aRun('running', 'fr-CA', 10, started());
    const { page, tab } = await open('/tabs/network/run/run-1');
    await tab.waitForSelector('text=10 étapes sur 101');
    fixture.setRun(aRun('running', 'fr-CA', 60, started()));
    await tab.waitForSelector('text=60 étapes sur 101');
    await page.reload();
    const again = await tabOf(page);
    await again.waitForSelector('text=60 étapes sur 101');
    fixture.setRun(aRun('done', 'fr-CA', 101, started()));
    await again.waitForSelector('text=Teams correspond maintenant à la charte.');
    expect(await again.textContent('output[data-said]')).toContain('Terminée');
  });

  it('a read that fails is tried again without a word; one that keeps failing says so and can be retried', async () => {
    fixture.fault('GET', /committees$/, 'reset', 2);
    const { tab } = await open('/tabs/network');
    await tab.waitForSelector('[role="tree"]');
    fixture.fault('GET', /doctor/, { status: 503 }, 4);
    await tab.click('a:has-text("Diagnostic")');
    await tab.waitForSelector('[role="alert"]');
    await tab.click('button:has-text("Réessayer")');
    await tab.waitForSelector('text=1 problème, 1 avertissement');
  });

  it('an apply whose answer is lost is not sent twice', async () => {
    const { tab } = await open('/tabs/network/plan');
    fixture.fault('POST', /apply/, { status: 504, problem: { title: 'Passerelle', detail: 'Le service n’a pas répondu à temps.' } }, 1);
    await tab.click('button:has-text("Appliquer le plan")');
    await tab.click('[role="alertdialog"] button:has-text("Appliquer")');
    await tab.waitForSelector('[role="alert"]:has-text("Le service n’a pas répondu à temps.")');
    expect(fixture.requests.filter((one) => one.path === '/api/apply')).toHaveLength(1);
  });
});
});
