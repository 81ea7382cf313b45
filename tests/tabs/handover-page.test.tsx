// A departure: who follows is proposed, who gets what is read before the gesture, and what cannot be left vacant is not.
import { jest } from '@jest/globals';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import HandOverPage from '../../tabs/handover/page.tsx';
import { missing, proposedBy, requestOf } from '../../tabs/handover/view-model.ts';
import { aHandOver, handedOver } from '../support/tabs-handover.ts';
import { aRun, aStep } from './support/builders.ts';
import { signedIn, theDialog, Told, type Answer } from './support/signed-in.tsx';

jest.setTimeout(60_000);
afterEach(cleanup);

const PERSON = 'per-cct-chum-coord';
const page = (post: Answer, preview = aHandOver(), more: Record<string, Answer> = {}) =>
  signedIn(<HandOverPage />, { route: { page: 'handover', person: PERSON }, answers: { [`GET /api/handover/${PERSON}`]: preview, 'POST /api/handover': post, ...more } });
const posts = (scene: ReturnType<typeof page>) => scene.asked.filter(({ what }) => what === 'POST /api/handover').map(({ body }) => body as { dryRun: boolean });
const dry = (body: unknown): boolean => (body as { dryRun: boolean }).dryRun;

it('proposes the alternates, says who gets what, and hands over once that was read', async () => {
  const run = aRun([aStep('a', 'done')], { id: 'run-9', state: 'done', finishedAt: '2027-03-10T15:01:00Z' });
  const scene = page((body: unknown) => handedOver({ dryRun: dry(body), run: dry(body) ? null : 'run-9' }), aHandOver(), { 'GET /api/runs/run-9': run });
  expect(await screen.findByRole('heading', { level: 1, name: 'Fin de fonctions\u00A0: Coordination CCT CHUM' })).toBeTruthy();
  expect(screen.getByRole<HTMLInputElement>('combobox', { name: 'Relève, CTCOT CHUM, Présidence' }).value).toBe('Conseil clinique — CCT CHUM');
  expect(screen.getByText('1 autre action, à huis clos, passe aussi à la relève.')).toBeTruthy();
  await scene.user.click(screen.getByRole('checkbox', { name: 'À l’intérim' }));
  await scene.user.click(screen.getByRole('button', { name: 'Voir qui prend quoi' }));
  const dialog = await theDialog();
  expect(within(dialog.element).getByText('CNCOT, Membre : Conseil clinique — CCT CHUM')).toBeTruthy();
  expect(within(dialog.element).getByText('A-2027-004, Action à huis clos : à attribuer')).toBeTruthy();
  expect(posts(scene).map(({ dryRun }) => dryRun)).toEqual([true]);
  await scene.user.click(dialog.button('Confirmer et passer le relais'));
  expect(await screen.findByText('Le relais est passé')).toBeTruthy();
  expect(await screen.findByText('Les accès ont changé dans Teams.')).toBeTruthy();
  expect(posts(scene)[1]).toEqual({ person: PERSON, version: 3, seats: { 'cncot:membre:cct-chum': 'per-cct-chum-conseil', 'ctcot-chum:presidence:cct-chum': 'per-cct-chum-conseil' }, roles: 'per-cct-chum-conseil', actions: 'per-cct-chum-conseil', interim: true, dryRun: false });
});

it('does not let the chair go without a successor', async () => {
  const none = aHandOver();
  const scene = page(handedOver(), { ...none, seats: none.seats.map((seat) => ({ ...seat, proposed: null })) });
  const see = await screen.findByRole('button', { name: 'Voir qui prend quoi' });
  expect(see.getAttribute('aria-disabled')).toBe('true');
  await scene.user.click(see);
  expect(posts(scene)).toEqual([]);
  expect(screen.getByRole('combobox', { name: 'Relève, CTCOT CHUM, Présidence' }).getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByRole('combobox', { name: 'Relève, CNCOT, Membre' }).getAttribute('aria-invalid')).not.toBe('true');
});

it('reads again when the charter changed meanwhile, and keeps a refusal in sight', async () => {
  const scene = page(new Told(409, { code: 'hand-over-is-stale' }));
  await scene.user.click(await screen.findByRole('button', { name: 'Voir qui prend quoi' }));
  expect(await screen.findByText(/La charte ou une action a changé depuis/)).toBeTruthy();
  await waitFor(() => { expect(scene.asked.filter(({ what }) => what.startsWith('GET /api/handover'))).toHaveLength(2); });
  scene.answers['POST /api/handover'] = new Told(422, { code: 'cannot-hold', detail: 'Une personne, une voix.' });
  await scene.user.click(screen.getByRole('button', { name: 'Voir qui prend quoi' }));
  expect(await screen.findByText(/Une personne, une voix/)).toBeTruthy();
});

it('says when there is nothing to hand over, and when the reader may not', async () => {
  page(handedOver(), aHandOver({ seats: [], roles: [], actions: [], hidden: 0 }));
  expect(await screen.findByText('Rien à passer')).toBeTruthy();
  cleanup();
  signedIn(<HandOverPage />, { route: { page: 'handover', person: PERSON }, answers: { [`GET /api/handover/${PERSON}`]: new Told(403, { detail: 'Réservé à la coordination.' }) } });
  expect(await screen.findByText(/Réservé à la coordination/)).toBeTruthy();
});

it('asks of each seat, vacant ones too', () => {
  const preview = aHandOver();
  const chosen = { ...proposedBy(preview), seats: { 'ctcot-chum:presidence:cct-chum': null } };
  expect(missing(preview, chosen)).toEqual({ seats: ['ctcot-chum:presidence:cct-chum'], roles: false });
  expect(missing({ ...preview, roles: [{ name: 'x', required: true }] }, { ...chosen, roles: null }).roles).toBe(true);
  expect(requestOf(preview, chosen, true).seats).toEqual({ 'cncot:membre:cct-chum': null, 'ctcot-chum:presidence:cct-chum': null });
});
