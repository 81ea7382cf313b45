// The sign-in pages as a person meets them: by keyboard, in both languages, without an accessibility fault.

import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { APP_ID, aTenant, TENANT_ID, type Tenant } from '../support/tenant.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let tenant: Tenant;
let browser: Browser;
/** Where the code is sent. */
let client: Server;
let redirectUri: string;

describe('the sign-in pages', () => {
  beforeAll(async () => {
    tenant = await aTenant({ manners: 'fast' });
    browser = await launchBrowser();
    client = createServer((_request, response) => { response.end('back'); });
    await new Promise<void>((done) => { client.listen(0, 'localhost', done); });
    redirectUri = `http://localhost:${(client.address() as AddressInfo).port}`;
  }, 60_000);
  afterAll(async () => { await browser.close(); await new Promise((done) => { client.close(done); client.closeAllConnections(); }); await tenant.local.close(); });

  const signIn = (language: string) => `${tenant.url}/${TENANT_ID}/oauth2/v2.0/authorize?${new URLSearchParams({ client_id: APP_ID, response_type: 'code', redirect_uri: redirectUri, scope: 'User.Read', ui_locales: language, prompt: 'select_account' }).toString()}`;
  const open = async (url: string, more: Parameters<Browser['newPage']>[0] = {}): Promise<Page> => {
    const page = await browser.newPage(more);
    await page.goto(url);
    return page;
  };
  const faults = async (page: Page): Promise<string[]> => {
    await page.evaluate(axe);
    return page.evaluate(async () => ((await (globalThis as unknown as { axe: { run: () => Promise<{ violations: { id: string }[] }> } }).axe.run()).violations.map((v) => v.id)));
  };

  it.each([['fr-CA', 'light', 1280], ['en-CA', 'dark', 320]] as const)('show no accessibility fault (%s, %s, %i px)', async (language, colorScheme, width) => {
    for (const url of [signIn(language), `${tenant.url}/common/oauth2/deviceauth?ui_locales=${language}`, signIn(language).replace('localhost', 'evil.example')]) {
      const page = await open(url, { colorScheme, viewport: { width, height: 800 } });
      expect(await faults(page)).toEqual([]);
      expect(await page.getAttribute('html', 'lang')).toBe(language);
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
      await page.close();
    }
  }, 60_000);

  it('find a person whatever the accents, and choose by keyboard only when one is left', async () => {
    const page = await open(signIn('fr'));
    await page.keyboard.type('e');
    await page.keyboard.press('Enter');
    expect(page.url()).toContain('/authorize');
    await page.getByLabel('Filtrer les comptes').fill('presidente');
    expect(await page.textContent('#count')).toBe('1 compte');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${redirectUri}/**`);
    expect(new URL(page.url()).searchParams.get('code')).not.toBeNull();
    await page.close();
  }, 60_000);

  it('change language in place', async () => {
    const page = await open(signIn('fr'));
    await page.getByRole('link', { name: 'English' }).click();
    expect(await page.textContent('h1')).toBe('Pick an account');
    await page.close();
  }, 60_000);
});
