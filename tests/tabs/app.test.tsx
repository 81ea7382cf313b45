// The shell: signs in, speaks the person's language, lands on the deep link's page, and fails with a sentence and a way on.
import { jest } from '@jest/globals';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { FluentProvider, teamsLightTheme } from '@fluentui/react-components';
import type { Me } from '../../src/contract/committees.ts';
import { aCommittee, aMe, aPlan } from './support/builders.ts';
import { HERE } from './support/signed-in.tsx';

jest.setTimeout(60_000);
const teams = { appReady: jest.fn(), appFailed: jest.fn(), openLink: jest.fn(async () => undefined), askToken: jest.fn(async () => `x.${btoa(JSON.stringify({ exp: 4_000_000_000 }))}.y`), settings: {}, isFramed: () => true };
jest.unstable_mockModule('../../tabs/teams.ts', () => teams);
const { default: App } = await import('../../tabs/app.tsx');

let me: Me;
let refuse: Set<string>;
const asked: { what: string; headers: Record<string, string>; body: unknown }[] = [];
beforeEach(() => {
  me = aMe({ may: { plan: { ok: false }, createCommittee: { ok: false }, readJournal: { ok: false }, administer: { ok: false } } });
  refuse = new Set();
  asked.length = 0;
  localStorage.clear();
  history.replaceState(null, '', '/tabs/home');
  document.documentElement.lang = 'fr-CA';
  globalThis.fetch = (async (path: string, init: RequestInit) => {
    const what = `${init.method ?? 'GET'} ${path}`;
    asked.push({ what, headers: init.headers as Record<string, string>, body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined });
    if (refuse.has(what)) throw new TypeError('Failed to fetch');
    const inEnglish = asked.at(-1)?.headers['gouverne-language'] === 'en-CA';
    const answers: Record<string, unknown> = { 'GET /api/me': me, 'PUT /api/me/preferences': {}, 'GET /api/committees': { network: inEnglish ? 'Network' : 'Réseau', committees: [aCommittee('cncot')] }, 'POST /api/plan': aPlan([]), 'GET /api/config': {} };
    return { ok: what in answers, status: what in answers ? 200 : 404, headers: new Map(), body: null, json: async () => answers[what] ?? { type: 't', title: 't', status: 404, detail: 'd', code: 'c' } } as unknown as Response;
  }) as typeof fetch;
  jest.clearAllMocks();
});
afterEach(cleanup);

const open = (subPage: string | null = null) => render(<FluentProvider theme={teamsLightTheme}><App place={{ ...HERE, subPage }} /></FluentProvider>);

it('speaks French until the person chose otherwise, whatever the browser says', async () => {
  expect(navigator.language).toBe('en-US');
  open();
  expect(await screen.findByRole('heading', { name: 'Accueil', level: 1 })).toBeTruthy();
  expect(document.documentElement.lang).toBe('fr-CA');
  expect(asked[0]?.headers).not.toHaveProperty('gouverne-language');
  expect(teams.appReady).toHaveBeenCalledTimes(1);
});

it('speaks English to somebody who chose it, and asks the server for it', async () => {
  me = aMe({ ...me, language: 'en-CA' });
  open();
  expect(await screen.findByRole('heading', { name: 'Home', level: 1 })).toBeTruthy();
  expect(document.documentElement.lang).toBe('en-CA');
  await waitFor(() => expect(asked.find((one) => one.what === 'GET /api/committees')?.headers['gouverne-language']).toBe('en-CA'));
});

it('changes language at once, saves it, and takes it back on demand', async () => {
  const user = userEvent.setup({ delay: null });
  open();
  await user.click(await screen.findByRole('radio', { name: 'English' }));
  expect(await screen.findByRole('heading', { name: 'Home', level: 1 })).toBeTruthy();
  expect(asked.find((one) => one.what.startsWith('PUT'))?.body).toEqual({ language: 'en-CA' });
  await user.click(await screen.findByRole('button', { name: 'Undo this change' }));
  expect(await screen.findByRole('heading', { name: 'Accueil', level: 1 })).toBeTruthy();
  await waitFor(() => expect(asked.findLast((one) => one.what.startsWith('PUT'))?.body).toEqual({ language: 'fr-CA' }));
});

it('goes back to the former language, and says so, when it cannot be saved', async () => {
  const user = userEvent.setup({ delay: null });
  open();
  await screen.findByRole('heading', { name: 'Accueil', level: 1 });
  refuse.add('PUT /api/me/preferences');
  await user.click(await screen.findByRole('button', { name: 'English' }));
  expect(await screen.findByText('La langue n’a pas pu être enregistrée. Elle reste comme avant.')).toBeTruthy();
  expect(screen.getByRole('heading', { name: 'Accueil', level: 1 })).toBeTruthy();
});

it('lands on the object that a deep link names', async () => {
  me = aMe();
  open('plan');
  expect(await screen.findByRole('heading', { name: 'Plan', level: 1 })).toBeTruthy();
});

it('tells Teams and the person when sign-in fails, and tries again', async () => {
  const user = userEvent.setup({ delay: null });
  teams.askToken.mockRejectedValueOnce(new Error('resourceRequiresConsent'));
  open();
  expect(await screen.findByRole('alert')).toBeTruthy();
  expect(screen.getByText(/administratrice de Microsoft 365/)).toBeTruthy();
  expect(teams.appFailed).toHaveBeenCalledWith('Autorisation manquante', true);
  await user.click(screen.getByRole('button', { name: 'Réessayer' }));
  expect(await screen.findByRole('heading', { name: 'Accueil', level: 1 })).toBeTruthy();
});

it('gives the focus to the title of the page that a link opens, and comes back with the browser’s button', async () => {
  const user = userEvent.setup({ delay: null });
  open();
  await user.click(await screen.findByRole('link', { name: 'Confidentialité' }));
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Confidentialité', level: 1 })));
  expect(location.pathname).toBe('/tabs/privacy');
  history.back();
  expect(await screen.findByRole('heading', { name: 'Accueil', level: 1 })).toBeTruthy();
});

it('answers ? with the keys, which can be silenced', async () => {
  const user = userEvent.setup({ delay: null });
  open();
  await screen.findByRole('heading', { name: 'Accueil', level: 1 });
  await user.keyboard('?');
  await user.click(await screen.findByRole('switch', { name: 'Raccourcis d’une seule touche' }));
  await user.click(screen.getByRole('button', { name: 'Fermer' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await user.keyboard('?');
  expect(screen.queryByRole('dialog')).toBeNull();
});
