// The calendar of the host page in a real browser: a person's week, their answers, and what an organizer does with the mouse in Outlook.

import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { aTenant, upn, type Tenant } from '../support/tenant.ts';

jest.setTimeout(90_000);

let browser: Browser;
let page: Page;
let tenant: Tenant;
let faults: string[] = [];

type Body = Record<string, unknown>;
const at = (dateTime: string, timeZone = 'America/Toronto') => ({ dateTime, timeZone });
const weekly = { pattern: { type: 'weekly', interval: 1, daysOfWeek: ['tuesday'], firstDayOfWeek: 'sunday' }, range: { type: 'numbered', startDate: '2027-02-02', numberOfOccurrences: 3 } };
const make = async (over: Body = {}): Promise<string> => String((await tenant.graph('POST', `/users/${upn('ana')}/events`, { subject: 'CNCOT', start: at('2027-02-02T10:00:00'), end: at('2027-02-02T11:30:00'), isOnlineMeeting: true, attendees: [{ emailAddress: { address: upn('ben') }, type: 'required' }, { emailAddress: { address: upn('cleo') }, type: 'required' }], ...over })).body['id']);
const read = async (id: string): Promise<Body> => (await tenant.graph('GET', `/users/${upn('ana')}/events/${id}`)).body;
const answers = async (id: string): Promise<string[]> => ((await read(id))['attendees'] as { status: { response: string } }[]).map((a) => a.status.response);
const open = async (who: string, rest = '', { theme, lang } = { theme: 'default', lang: 'fr' }): Promise<void> => { await page.goto('about:blank'); await page.goto(`${tenant.url}/teams/?as=${upn(who)}&theme=${theme}&lang=${lang}&width=full#/calendar/2027-02-02${rest}`); await page.getByRole('heading', { level: 1, name: /Calendrier|Calendar/ }).waitFor(); };
const meeting = (name: string) => page.getByRole('article', { name }).first();
const press = (name: RegExp | string) => page.getByRole('button', { name }).first().click();

interface Drawn { readonly outerHTML: string; getBoundingClientRect(): { width: number; right: number }; closest(selector: string): unknown }
const WIDER_THAN_THE_WINDOW = (elements: unknown[]): string[] => (elements as Drawn[]).filter((e) => { const box = e.getBoundingClientRect(); return box.width > 0 && box.right > (globalThis as unknown as { innerWidth: number }).innerWidth + 1 && e.closest('.visually-hidden, .skip') === null; }).slice(0, 3).map((e) => e.outerHTML.slice(0, 120));

describe('the calendar page', () => {
  beforeAll(async () => {
    browser = await launchBrowser();
    tenant = await aTenant({ manners: 'fast', limits: false });
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.setDefaultTimeout(10_000);
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (line) => { if (line.type() === 'error' && !/Failed to load resource/.test(line.text())) faults.push(line.text()); });
  });
  beforeEach(() => { tenant.local.context.state.calendarEvents.clear(); tenant.local.context.state.settings.delete('calendar-delegates'); faults = []; });
  afterAll(async () => { await browser?.close(); await tenant.local.close(); });

  it('is in the rail, and shows the week by days, on the person’s own clock', async () => {
    await make();
    await make({ subject: 'Aux Îles', start: at('2027-02-04T10:00:00', 'America/Halifax'), end: at('2027-02-04T11:00:00', 'America/Halifax') });
    await page.goto(`${tenant.url}/teams/?as=${upn('ben')}&lang=fr`);
    await page.getByRole('link', { name: 'Calendrier' }).click();
    await page.getByRole('heading', { level: 1, name: 'Calendrier' }).waitFor();
    await open('ben');
    expect(await page.getByRole('heading', { level: 2 }).allInnerTexts()).toEqual(['lundi 1er février', 'mardi 2 février', 'mercredi 3 février', 'jeudi 4 février', 'vendredi 5 février', 'samedi 6 février', 'dimanche 7 février']);
    expect([await meeting('CNCOT').locator('.meeting-time').innerText(), await meeting('Aux Îles').locator('.meeting-time').innerText()]).toEqual(['10 h – 11 h 30', '9 h – 10 h'].map((text) => text.replaceAll(/(\d) h/g, '$1\u00a0h').replaceAll(/h (\d)/g, 'h\u00a0$1')));
    expect(await meeting('CNCOT').innerText()).toMatch(/Organisée par Ana Présidente[^]*Sans réponse/);
    await tenant.advance(1000);
    await open('ben');
    expect(await meeting('CNCOT').getByRole('link', { name: /Rejoindre la réunion Teams/ }).getAttribute('href')).toMatch(/^https:\/\/teams\.microsoft\.com\/l\/meetup-join\//);
    await press('Semaine suivante');
    await page.getByRole('heading', { name: 'mardi 9 février' }).waitFor();
    expect(await page.getByRole('article').count()).toBe(0);
  });

  it('answers, and the organizer sees it at once; what was declined can be accepted after all', async () => {
    const id = await make();
    await open('ben');
    await press('Accepter – CNCOT');
    await page.getByText('Vous avez accepté.').waitFor();
    expect(await answers(id)).toEqual(['accepted', 'none']);
    expect(await page.getByRole('button', { name: 'Accepter – CNCOT' }).getAttribute('aria-pressed')).toBe('true');
    await press('Refuser – CNCOT');
    await meeting('CNCOT').getByText('Refusée').waitFor();
    await press('Provisoire – CNCOT');
    await meeting('CNCOT').locator('.badge', { hasText: 'Provisoire' }).waitFor();
    expect(await answers(id)).toEqual(['tentativelyAccepted', 'none']);
    expect(faults).toEqual([]);
  });

  it('follows what happens elsewhere without being asked', async () => {
    await open('cleo');
    const id = await make();
    await meeting('CNCOT').waitFor();
    await tenant.control('POST', '/person', { act: 'rename-meeting', user: upn('ana'), meeting: id, to: 'CTCOT' });
    await meeting('CTCOT').waitFor();
    await tenant.control('POST', '/person', { act: 'cancel-meeting', user: upn('ana'), meeting: id });
    await meeting('Annulé : CTCOT').getByText('Annulée', { exact: true }).waitFor();
    await press(/Retirer du calendrier/);
    await page.getByRole('article').waitFor({ state: 'detached' });
  });

  it('lets the organizer move a meeting, from the keyboard, and says why not', async () => {
    const id = await make();
    await open('ana');
    await page.getByRole('button', { name: 'Déplacer – CNCOT' }).focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Début').fill('2027-02-03T13:00');
    await page.getByLabel('Début').dispatchEvent('change');
    expect(await page.getByLabel('Fin').inputValue()).toBe('2027-02-03T14:30');
    await page.getByLabel('Fin').fill('2027-02-03T12:00');
    await press('Enregistrer');
    await page.getByRole('alert').filter({ hasText: 'La fin doit venir après le début.' }).waitFor();
    await page.getByLabel('Fin').fill('2027-02-03T15:00');
    await page.keyboard.press('Enter');
    await page.getByText('La réunion est déplacée.').waitFor();
    expect(await read(id)).toMatchObject({ start: { dateTime: '2027-02-03T18:00:00.0000000' }, end: { dateTime: '2027-02-03T20:00:00.0000000' } });
  });

  it('renames and calls off one meeting of a series or all, and keeps each in its place', async () => {
    const id = await make({ recurrence: weekly });
    await open('ana');
    await press('Renommer – CNCOT');
    await page.getByLabel('Objet').fill('Spéciale');
    await page.keyboard.press('Enter');
    await meeting('Spéciale').waitFor();
    await press('Déplacer – Spéciale');
    await page.getByLabel('Début').fill('2027-02-10T10:00');
    await page.getByLabel('Début').dispatchEvent('change');
    await press('Enregistrer');
    await page.getByText('ne peut pas passer par-dessus').waitFor();
    await page.keyboard.press('Escape');
    await press('Annuler la réunion – Spéciale');
    await page.getByRole('dialog').getByRole('button', { name: 'Annuler la réunion' }).click();
    await page.getByText('La réunion est annulée.').waitFor();
    expect((await tenant.graph('GET', `/users/${upn('ben')}/calendarView?startDateTime=2027-02-01&endDateTime=2027-03-01`)).body['value']).toHaveLength(2);
    await press('Semaine suivante');
    await press('Annuler la réunion – CNCOT');
    await page.getByRole('dialog').getByLabel('Toute la série').check();
    await page.getByRole('dialog').getByRole('button', { name: 'Annuler la réunion' }).click();
    await page.getByRole('article').waitFor({ state: 'detached' });
    expect((await tenant.graph('GET', `/users/${upn('ana')}/events/${id}`)).status).toBe(404);
  });

  it('opens the calendar that somebody shared, and no other', async () => {
    const id = await make();
    await open('cleo', `?mailbox=${tenant.id('ana')}`);
    await page.getByText('Il n’y a pas de boîte aux lettres ici').waitFor();
    await tenant.control('POST', '/person', { act: 'share-calendar', user: upn('ana'), with: upn('ben') });
    await open('ben');
    await page.getByLabel('Calendrier de').selectOption({ label: 'Ana Présidente' });
    await press('Renommer – CNCOT');
    await page.getByLabel('Objet').fill('Par Ben');
    await page.keyboard.press('Enter');
    await meeting('Par Ben').waitFor();
    expect((await read(id))['subject']).toBe('Par Ben');
    const refused = await fetch(`${tenant.url}/teams/api/calendar/${tenant.id('ben')}/${id}?as=${upn('ben')}`, { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ subject: 'x' }) });
    expect(refused.status).toBe(404);
  });

  it('has nothing for a guest, whose mailbox is elsewhere', async () => {
    await open('dev');
    await page.getByText('Il n’y a pas de boîte aux lettres ici').waitFor();
  });

  it('passes axe in three themes and two languages, and fits in 320 px', async () => {
    await make();
    const off = await make({ subject: 'Annulée', start: at('2027-02-05T10:00:00'), end: at('2027-02-05T11:00:00') });
    await tenant.control('POST', '/person', { act: 'cancel-meeting', user: upn('ana'), meeting: off });
    await tenant.control('POST', '/person', { act: 'share-calendar', user: upn('ana'), with: upn('ben') });
    await tenant.advance(1000);
    const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    for (const [theme, lang] of [['default', 'fr'], ['dark', 'en'], ['contrast', 'fr']] as const) {
      for (const width of [1280, 320]) {
        await page.setViewportSize({ width, height: 900 });
        await open('ben', '', { theme, lang });
        await page.locator('.meeting').first().waitFor();
        await page.locator('summary').first().click();
        await page.evaluate(axe);
        const found = await page.evaluate("axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then((r) => r.violations.map((v) => v.id + ' ' + v.nodes[0].html))");
        expect([theme, lang, width, found, await page.locator('body *').evaluateAll(WIDER_THAN_THE_WINDOW)]).toEqual([theme, lang, width, [], []]);
      }
    }
    await page.setViewportSize({ width: 1280, height: 900 });
    expect(faults).toEqual([]);
  });
});
