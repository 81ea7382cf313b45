// The settings frame: the committee suggested and said why, Save allowed only for what may be configured, the tab kept as chosen.
import { jest } from '@jest/globals';
import { cleanup, screen, waitFor } from '@testing-library/react';
import { aCommittee, aDetail } from './support/builders.ts';

jest.setTimeout(60_000);
const settings = { valid: jest.fn(), current: jest.fn(async (): Promise<{ entityId: string | null }> => ({ entityId: null })), onSave: jest.fn() };
jest.unstable_mockModule('../../tabs/teams.ts', () => ({ settings, openLink: async () => undefined }));
const { default: ConfigPage } = await import('../../tabs/config/page.tsx');
const { HERE, signedIn } = await import('./support/signed-in.tsx');

beforeEach(() => { jest.clearAllMocks(); settings.current.mockResolvedValue({ entityId: null }); });
afterEach(cleanup);

const CHANNEL = { ...HERE, frame: 'settings' as const, teamId: 'group', channelId: '19:c@thread.tacv2' };
const SUGGEST = 'GET /api/suggestion?teamId=group&channelId=19%3Ac%40thread.tacv2';
const answers = (over = {}) => ({
  'GET /api/committees': { network: 'RQT', committees: [aCommittee('cncot'), aCommittee('cdm', { level: 'ministeriel_strategique', levelName: 'Ministériel' })] },
  [SUGGEST]: { committee: { id: 'cncot', acronym: 'CNCOT', name: 'Comité cncot' }, why: 'Ce canal est celui du CNCOT.' },
  'GET /api/committees/cncot': aDetail('cncot', { mandate: 'Coordonne.' }), 'GET /api/committees/cdm': aDetail('cdm', { may: { configure: { ok: false, why: 'Réservé à la présidence.' } } }), ...over,
});
const kept = (): unknown => (settings.onSave.mock.lastCall?.[0] as (() => unknown) | undefined)?.();

it('proposes the channel’s committee, says why, previews it, and lets Teams save it', async () => {
  signedIn(<ConfigPage />, { route: { page: 'config' }, place: CHANNEL, answers: answers() });
  expect(await screen.findByText('Ce canal est celui du CNCOT.')).toBeTruthy();
  expect(await screen.findByText('Coordonne.')).toBeTruthy();
  expect(settings.valid).toHaveBeenLastCalledWith(true);
  expect(kept()).toEqual({ entityId: 'committee/cncot/apercu', contentUrl: 'http://localhost/tabs/committee/cncot', websiteUrl: 'http://localhost/tabs/committee/cncot', suggestedDisplayName: 'CNCOT' });
});

it('keeps the view that is chosen', async () => {
  const scene = signedIn(<ConfigPage />, { route: { page: 'config' }, place: CHANNEL, answers: answers() });
  await screen.findByText('Coordonne.');
  await scene.user.click(screen.getByRole('radio', { name: /^Composition/ }));
  expect(screen.getByText('Nom de l’onglet : CNCOT · Composition')).toBeTruthy();
  expect(kept()).toMatchObject({ entityId: 'committee/cncot/composition', contentUrl: 'http://localhost/tabs/committee/cncot?view=composition' });
});

it('says why a committee may not be shown, and keeps Save shut', async () => {
  const scene = signedIn(<ConfigPage />, { route: { page: 'config' }, place: CHANNEL, answers: answers() });
  await screen.findByText('Coordonne.');
  await scene.user.click(screen.getByRole('combobox', { name: /^Instance/ }));
  await scene.user.clear(screen.getByRole('combobox', { name: /^Instance/ }));
  await scene.user.type(screen.getByRole('combobox', { name: /^Instance/ }), 'cdm');
  await scene.user.click(await screen.findByRole('option', { name: /CDM/ }));
  expect(await screen.findByText(/Réservé à la présidence\./)).toBeTruthy();
  await waitFor(() => expect(settings.valid).toHaveBeenLastCalledWith(false));
  expect(kept()).toBeNull();
});

it('shows again what the tab already holds rather than what the channel suggests', async () => {
  settings.current.mockResolvedValue({ entityId: 'committee/cncot/composition' });
  signedIn(<ConfigPage />, { route: { page: 'config' }, place: CHANNEL, answers: answers({ [SUGGEST]: { committee: { id: 'cdm', acronym: 'CDM', name: 'x' }, why: '' } }) });
  expect(await screen.findByText('Nom de l’onglet : CNCOT · Composition')).toBeTruthy();
  expect(screen.getByRole<HTMLInputElement>('radio', { name: /^Composition/ }).checked).toBe(true);
});

it('tells somebody who sees no committee what to do', async () => {
  signedIn(<ConfigPage />, { route: { page: 'config' }, place: CHANNEL, answers: answers({ 'GET /api/committees': { network: 'RQT', committees: [] } }) });
  expect(await screen.findByText('Aucune instance ne vous est visible')).toBeTruthy();
  expect(settings.valid).not.toHaveBeenCalledWith(true);
});

it('keeps the view « Séances », by its own address', async () => {
  const scene = signedIn(<ConfigPage />, { route: { page: 'config' }, place: CHANNEL, answers: answers() });
  await screen.findByText('Coordonne.');
  await scene.user.click(screen.getByRole('radio', { name: /^Séances/ }));
  expect(screen.getByText('Mensuelle')).toBeTruthy();
  expect(kept()).toEqual({ entityId: 'committee/cncot/seances', contentUrl: 'http://localhost/tabs/committee/cncot?view=seances', websiteUrl: 'http://localhost/tabs/committee/cncot?view=seances', suggestedDisplayName: 'CNCOT · Séances' });
});
