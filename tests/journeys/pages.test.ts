// The built pages where people meet them: in the host page, on the whole network. A tab is added as anybody adds one, shows its
// committee to those who may see it, and is judged in three themes and two languages and on a narrow screen.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Frame, FrameLocator, Page } from 'playwright-core';
import { axeObjections, stickingOut } from '../support/accessibility.ts';
import { launchBrowser } from '../support/browser.ts';
import { rqtText, startProduct, type Product } from '../support/product.ts';
import { withSpaces } from '../support/teams-person.ts';

jest.setTimeout(120_000);

const CHAIR = 'coordination.clinique.msss@rqt.example'; // chairs the CNCOT, sits at the CNCCS
const EXPERT = 'expert.sad@rqt.example'; // sits at the CNCCS only
const THEMES = ['default', 'dark', 'contrast'] as const;
const LANGUAGES = ['fr', 'en'] as const;
type Look = { readonly theme?: (typeof THEMES)[number]; readonly lang?: (typeof LANGUAGES)[number] };

describe('the pages in Teams', () => {
  let g: Product;
  let browser: Browser;
  let page: Page;
  let faults: string[];
  beforeAll(async () => {
    // A term that is running whenever this is run.
    g = await startProduct({ name: 'pages', charter: rqtText().replace('jusqu_a: "2027-05-31"', 'jusqu_a: "2099-05-31"') });
    [browser] = await Promise.all([launchBrowser(), g.standUp()]);
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'fr-CA', reducedMotion: 'reduce' });
    context.setDefaultTimeout(20_000);
    page = await context.newPage();
    faults = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (line) => { if (/content security policy|refused to/i.test(line.text()) && !line.text().includes('res.cdn.office.net')) faults.push(line.text()); });
  });
  afterAll(async () => {
    await browser?.close();
    await g?.close();
  });

  const speak = async (email: string, lang: 'fr' | 'en'): Promise<void> => { expect((await g.api(email, 'PUT', '/api/me/preferences', { language: `${lang}-CA` })).status).toBe(200); };
  const channel = (team: string, name: string): string => {
    const { state } = g.tenant.context;
    const { id } = state.teams.find((one) => one.displayName === team)!;
    return `#/team/${id}/channel/${encodeURIComponent(state.channels.find((one) => one.teamId === id && one.displayName === name)!.id)}`;
  };
  const tabIn = (team: string, name: string, tab: string): string => {
    const at = channel(team, name);
    const channelId = decodeURIComponent(at.split('/').at(-1)!);
    return `${at}/tab/${g.tenant.context.state.tabs.find((one) => one.channelId === channelId && one.displayName === tab)!.id}`;
  };
  const open = async (email: string, at: string, { theme = 'default', lang = 'fr' }: Look = {}): Promise<void> => {
    // The same page with another hash would not begin again.
    await page.goto('about:blank');
    await page.goto(`${g.url}/teams/?as=${email}&theme=${theme}&lang=${lang}${at}`);
    await page.locator('.app:not([aria-busy])').waitFor();
  };
  const tab = (): FrameLocator => page.frameLocator('main iframe');
  const dialog = (): FrameLocator => page.frameLocator('dialog iframe');
  /** Drawn, and in the language that the server knows: what this browser remembers comes first. */
  const ready = (frame: FrameLocator, lang = 'fr'): Promise<void> => frame.locator(`html[lang="${lang}-CA"] main.page:not(:has([aria-busy="true"]))`).waitFor();
  const shown = async (frame: FrameLocator): Promise<string> => withSpaces(await frame.locator('main').innerText());
  const frameIn = async (place: 'main' | 'dialog'): Promise<Frame> => (await (await page.waitForSelector(`${place} iframe`)).contentFrame())!;
  const configure = async (lang: 'fr' | 'en' = 'fr'): Promise<void> => {
    await page.getByRole('button', { name: lang === 'fr' ? 'Ajouter un onglet' : 'Add a tab' }).click();
    await page.getByRole('dialog').getByRole('button', { name: /^Gouverne/ }).click();
    await ready(dialog(), lang);
    await dialog().getByText(lang === 'fr' ? 'Nom de l’onglet : CNCCS' : 'Name of the tab: CNCCS').waitFor();
  };

  describe('a tab is added', () => {
    it('with « + »: the committee and its view are proposed from the channel, and what is saved opens', async () => {
      await open(CHAIR, channel('RQT - CNCCS', 'Séances'));
      await page.getByText('CNCCS : Gouverne est en place').waitFor();
      await page.getByRole('button', { name: 'Ajouter un onglet' }).click();
      // As tall as what it offers, not as the window.
      expect((await page.getByRole('dialog').boundingBox())!.height).toBeLessThan(450);
      await page.keyboard.press('Escape');
      await configure();
      await dialog().getByText('Ce canal est celui de cette instance.').waitFor();
      expect(await dialog().getByRole('combobox', { name: 'Instance' }).inputValue()).toBe('CNCCS — Comité national de coordination clinique stratégique');
      expect(await dialog().getByRole('radio', { name: /^Aperçu/ }).isChecked()).toBe(true);
      await dialog().getByText('Composition', { exact: true }).click();
      await dialog().getByText('Nom de l’onglet : CNCCS · Composition').waitFor();
      await page.locator('.tab-save:not([aria-disabled])').click();
      await page.getByRole('tab', { name: 'CNCCS · Composition', selected: true }).waitFor();
      await ready(tab());
      expect(await tab().getByRole('tab', { name: 'Composition' }).getAttribute('aria-selected')).toBe('true');
      const kept = g.tenant.context.state.tabs.find((one) => one.displayName === 'CNCCS · Composition')!;
      expect(kept.configuration).toMatchObject({ entityId: 'committee/cnccs/composition', contentUrl: `${g.config.baseUrl}/tabs/committee/cnccs?view=composition` });
    });

    it('in a channel that is nobody’s: nothing is proposed, and nothing can be saved until a committee is chosen', async () => {
      await open(CHAIR, channel('RQT - Gouvernance ministérielle', 'General'));
      await page.getByRole('button', { name: 'Ajouter un onglet' }).click();
      await page.getByRole('dialog').getByRole('button', { name: /^Gouverne/ }).click();
      await ready(dialog());
      expect(await dialog().getByRole('combobox', { name: 'Instance' }).inputValue()).toBe('');
      expect(await page.locator('.tab-save').getAttribute('aria-disabled')).toBe('true');
      await dialog().getByRole('combobox', { name: 'Instance' }).fill('executif');
      await dialog().getByRole('option', { name: /^CEMT/ }).click();
      await page.locator('.tab-save:not([aria-disabled])').waitFor();
      await page.getByRole('dialog').getByRole('button', { name: 'Annuler' }).click();
    });
  });

  describe('the committee’s tab', () => {
    it('shows the mandate, the place in the network, how it works, and what is not well', async () => {
      await open(EXPERT, tabIn('RQT - CNCCS', 'Séances', 'CNCCS'));
      await ready(tab());
      const words = await shown(tab());
      for (const said of [
        'Comité national de coordination clinique stratégique', 'Votre rôle : Membre', '11\nsièges', '1\nsiège vacant', '1\ngroupe sous-représenté', 'Donne la vision clinique', 'Tous les deux mois, le 2e vendredi', 'Majorité des membres votants',
        'Instance de palier supérieur\n\nUne instance à diffusion restreinte.', '2 instances rattachées\nCC-SLD', 'CC-RE', 'RQT - CNCCS', 'Prêt',
      ]) expect(words).toContain(said);
    });

    it('shows each seat with who holds it, for whom, until when, and which groups are not heard', async () => {
      await tab().getByRole('tab', { name: 'Composition' }).click();
      await tab().getByRole('heading', { name: 'Représentation des parties prenantes' }).waitFor();
      const row = async (words: RegExp): Promise<string> => withSpaces(await tab().getByRole('row', { name: words }).innerText());
      expect(await row(/Usager ou usagère partenaire/)).toMatch(/Usagers et proches[\s\S]*Mandat du 1er juin 2025 au 31 mai 2099/);
      expect(await row(/Siège vacant/)).toContain('Usagers et proches');
      expect(await row(/Sous-représenté/)).toMatch(/Usagers et proches[\s\S]*1 sur 2/);
      await tab().getByRole('button', { name: 'Vacants (1)' }).click();
      await tab().getByText('1 sur 12').waitFor();
    });

    it('shows the alternate beside the titular', async () => {
      await open(CHAIR, tabIn('RQT - CNCOT', 'Séances', 'CNCOT'));
      await ready(tab());
      await tab().getByRole('tab', { name: 'Composition' }).click();
      const titular = tab().getByRole('row', { name: /coordination\.cct-chum@rqt\.example/ });
      expect(withSpaces(await titular.innerText())).toMatch(/Conseil[\s\S]*CHUM[\s\S]*Centre de coordination de la télésanté — CHUM/);
    });

    it('of a ministerial committee says nothing of it to somebody who was only let into its channel', async () => {
      await g.control('POST', '/person', { act: 'add-member', team: 'RQT - Gouvernance ministérielle', user: EXPERT });
      await g.control('POST', '/person', { act: 'add-member', team: 'RQT - Gouvernance ministérielle', channel: 'CDM', user: EXPERT });
      await open(EXPERT, tabIn('RQT - Gouvernance ministérielle', 'CDM', 'CDM'));
      await tab().getByRole('heading', { name: 'Cette instance ne vous est pas ouverte' }).waitFor();
      const words = await shown(tab());
      expect(words).not.toMatch(/directeur|Sous-ministre|mandat/i);
      expect(words).toMatch(/secrétariat|coordination/i);
    });
  });

  describe('the personal pages', () => {
    it('open in the rail: what concerns the person, then the whole network', async () => {
      await open(CHAIR, '');
      await page.getByRole('navigation', { name: 'Barre de navigation' }).getByRole('link', { name: 'Gouverne' }).click();
      await ready(tab());
      const home = await shown(tab());
      for (const said of ['CNCCS : 1 siège vacant', 'Mes comités', 'Rôle : Présidence · National · 6 sièges']) expect(home).toContain(said);
      await page.getByRole('tab', { name: 'Réseau' }).click();
      await tab().getByRole('heading', { name: 'Réseau québécois de la télésanté' }).waitFor();
      await ready(tab());
      expect(await shown(tab())).toContain('46 / 46\nespaces prêts');
    });
  });

  describe('the chat', () => {
    it('shows the greeting and what the bot answers, and its card leads to the tab', async () => {
      await open(EXPERT, `#/chat/${g.config.app.id}`);
      await page.locator('.message').getByText('Bonjour, je suis Gouverne').waitFor();
      await page.getByRole('textbox', { name: 'Votre message' }).fill('mon comité');
      await page.keyboard.press('Enter');
      await page.locator('.message').getByText('Donne la vision clinique').waitFor();
      await page.locator('.message').last().getByRole('link', { name: 'Ouvrir l’onglet' }).click();
      await tab().getByRole('heading', { name: 'Comité national de coordination clinique stratégique' }).waitFor();
    });
  });

  describe('for everyone', () => {
    it.each(LANGUAGES.flatMap((lang) => THEMES.map((theme) => [theme, lang] as const)))('have nothing that axe objects to in %s, %s', async (theme, lang) => {
      const found: string[] = [];
      const judge = async (name: string, document: Frame): Promise<void> => {
        expect(await document.getAttribute('html', 'lang')).toBe(`${lang}-CA`);
        found.push(...(await axeObjections(document)).map((one) => `${name}: ${one}`));
      };
      await speak(CHAIR, lang);
      await open(CHAIR, channel('RQT - CNCCS', 'Séances'), { theme, lang });
      await page.locator('.message').getByText('Gouverne est en place').waitFor();
      await judge('the channel', page.mainFrame());
      await configure(lang);
      await judge('around the configuration', page.mainFrame());
      await judge('the configuration', await frameIn('dialog'));
      await open(CHAIR, tabIn('RQT - CNCCS', 'Séances', 'CNCCS'), { theme, lang });
      await ready(tab(), lang);
      await judge('around the tab', page.mainFrame());
      await judge('the tab', await frameIn('main'));
      await tab().getByRole('tab', { name: lang === 'fr' ? 'Composition' : 'Membership' }).click();
      await tab().locator('#representation').waitFor();
      await judge('the composition', await frameIn('main'));
      expect(found).toEqual([]);
    });

    it.each(LANGUAGES)('fit 320 px in %s', async (lang) => {
      await speak(CHAIR, lang);
      await page.setViewportSize({ width: 320, height: 640 });
      const found: string[] = [];
      // Tabs and rail slide; what only screen readers see, and the hidden cross of an empty search field, lie outside on purpose.
      const measure = async (name: string, document: Frame): Promise<void> => { found.push(...(await stickingOut(document, '.tabs, .rail, .visually-hidden, .skip, .fui-SearchBox__dismiss')).map((one) => `${name}: ${one}`)); };
      await open(CHAIR, channel('RQT - CNCCS', 'Séances'), { lang });
      await page.locator('.message').getByText('Gouverne est en place').waitFor();
      await measure('the channel', page.mainFrame());
      await configure(lang);
      await measure('around the configuration', page.mainFrame());
      await measure('the configuration', await frameIn('dialog'));
      await open(CHAIR, tabIn('RQT - CNCCS', 'Séances', 'CNCCS'), { lang });
      await ready(tab(), lang);
      await measure('around the tab', page.mainFrame());
      await measure('the tab', await frameIn('main'));
      await tab().getByRole('tab', { name: lang === 'fr' ? 'Composition' : 'Membership' }).click();
      await tab().locator('#representation').waitFor();
      await measure('the composition', await frameIn('main'));
      expect(found).toEqual([]);
      await page.setViewportSize({ width: 1280, height: 900 });
    });

    it('raised no error and broke no policy of their own', () => { expect(faults).toEqual([]); });
  });
});
