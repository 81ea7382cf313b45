// Drift: the effect is read before the choice, all choices before the act; what the rule forbids cannot be chosen.
import { jest } from '@jest/globals';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import DriftPage from '../../tabs/drift/page.tsx';
import { aDriftItem, aRun, aStep } from './support/builders.ts';
import { signedIn, theDialog, Told } from './support/signed-in.tsx';

jest.setTimeout(60_000);
afterEach(cleanup);

const DRIFT = { at: '2026-11-21T14:05:00.000Z', items: [aDriftItem('1', { title: 'Canal renommé' }), aDriftItem('2', { title: 'Canal supprimé', adopt: { ok: false, effect: '', why: 'une instance garde son canal' } })] };
const group = (title: string) => within(screen.getByRole('radiogroup', { name: `Que faire\u00a0: ${title}` }));

it('shows the effect of each choice, then all of them, then settles exactly these', async () => {
  const run = aRun([aStep('a', 'running')], { id: 'run-5' });
  const scene = signedIn(<DriftPage />, { route: { page: 'drift' }, answers: { 'POST /api/drift': DRIFT, 'POST /api/drift/resolve': { adopted: 1, restored: 1, run } } });
  await screen.findByText('Canal renommé');
  await scene.user.click(group('Canal renommé').getByRole('radio', { name: 'Adopter' }));
  expect(screen.getByText('Effet : adopter 1')).toBeTruthy();
  await scene.user.click(group('Canal supprimé').getByRole('radio', { name: 'Rétablir' }));
  expect(screen.getByText('1 à adopter, 1 à rétablir')).toBeTruthy();
  await scene.user.click(screen.getByRole('button', { name: 'Régler les écarts' }));
  const dialog = await theDialog();
  expect(within(dialog.element).getByText('adopter 1')).toBeTruthy();
  expect(within(dialog.element).getByText('rétablir 2')).toBeTruthy();
  expect(scene.asked.map((one) => one.what)).not.toContain('POST /api/drift/resolve');
  await scene.user.click(dialog.button('Régler'));
  await waitFor(() => expect(scene.went).toEqual(['/tabs/network/run/run-5']));
  expect(scene.asked.find((one) => one.what === 'POST /api/drift/resolve')?.body).toEqual({ adopt: ['1'], restore: ['2'] });
});

it('says why a choice is impossible, leaves it out of a bulk choice, and needs at least one choice', async () => {
  const scene = signedIn(<DriftPage />, { route: { page: 'drift' }, answers: { 'POST /api/drift': DRIFT } });
  expect(await screen.findByText(/une instance garde son canal/)).toBeTruthy();
  expect(group('Canal supprimé').getByRole<HTMLInputElement>('radio', { name: 'Adopter' }).disabled).toBe(true);
  expect(screen.getByRole('button', { name: 'Régler les écarts' }).getAttribute('aria-disabled')).toBe('true');
  await scene.user.click(screen.getByRole('button', { name: 'Tout adopter' }));
  expect(screen.getByText('1 à adopter, 0 à rétablir')).toBeTruthy();
});

it('keeps the choices and reads again when Teams changed meanwhile', async () => {
  const scene = signedIn(<DriftPage />, { route: { page: 'drift' }, answers: { 'POST /api/drift': DRIFT, 'POST /api/drift/resolve': new Told(409, { code: 'drift-is-gone' }) } });
  await scene.user.click(await screen.findByRole('button', { name: 'Tout rétablir' }));
  await scene.user.click(screen.getByRole('button', { name: 'Régler les écarts' }));
  await scene.user.click((await theDialog()).button('Régler'));
  expect(await screen.findByText(/Teams a changé depuis cette vérification/)).toBeTruthy();
  expect(screen.getByText('0 à adopter, 2 à rétablir')).toBeTruthy();
  expect(scene.asked.filter((one) => one.what === 'POST /api/drift')).toHaveLength(2);
});

it('says when there is none', async () => {
  signedIn(<DriftPage />, { route: { page: 'drift' }, answers: { 'POST /api/drift': { ...DRIFT, items: [] } } });
  expect(await screen.findByText('Aucun écart')).toBeTruthy();
});
