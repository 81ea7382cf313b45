// A run seen live: by events, by asking where events do not pass, after a reload; what failed first, and resumed.
import { jest } from '@jest/globals';
import { act, cleanup, screen, waitFor } from '@testing-library/react';
import type { Run } from '../../src/contract/provisioning.ts';
import RunPage from '../../tabs/plan/run-page.tsx';
import { aLine, aPlan, aRun, aStep, aTeam } from './support/builders.ts';
import { signedIn, theDialog, Told } from './support/signed-in.tsx';

jest.setTimeout(60_000);
afterEach(() => { cleanup(); jest.useRealTimers(); });

const steps = (done: number, of = 4) => Array.from({ length: of }, (_unused, place) => aStep(`étape ${place}`, place < done ? 'done' : place === done ? 'running' : 'todo'));
const at = (done: number, over: Partial<Run> = {}) => aRun(steps(done), { id: 'run-1', ...over });
const DONE = aRun([aStep('étape 0', 'done')], { id: 'run-1', state: 'done', finishedAt: '2026-11-21T14:01:30.000Z', now: 'Tout est en place.' });

it('asks every two seconds where events do not pass, until it is over', async () => {
  jest.useFakeTimers({ doNotFake: ['performance', 'queueMicrotask', 'nextTick'] });
  let reads = 0;
  const scene = signedIn(<RunPage />, { route: { page: 'run', id: 'run-1' }, answers: { 'GET /api/runs/run-1': () => { reads += 1; return reads < 4 ? at(reads) : DONE; }, 'GET /api/runs/run-1/events': () => new Told(502, {}) } });
  await act(async () => { await jest.advanceTimersByTimeAsync(100); });
  expect(screen.getByText('2 étapes sur 4')).toBeTruthy();
  for (let turn = 0; turn < 4; turn += 1) await act(async () => { await jest.advanceTimersByTimeAsync(2100); });
  expect(screen.getByText('Tout est en place.')).toBeTruthy();
  expect(screen.getByText(/1 min 30 s/)).toBeTruthy();
  expect(scene.said.at(-1)).toContain('Terminée');
  const before = reads;
  await act(async () => { await jest.advanceTimersByTimeAsync(10_000); });
  expect(reads).toBe(before);
});

it('says that the connection is interrupted, and catches up by itself', async () => {
  jest.useFakeTimers({ doNotFake: ['performance', 'queueMicrotask', 'nextTick'] });
  let answer: unknown = at(1);
  signedIn(<RunPage />, { route: { page: 'run', id: 'run-1' }, answers: { 'GET /api/runs/run-1': () => answer, 'GET /api/runs/run-1/events': () => new Told(502, {}) } });
  await act(async () => { await jest.advanceTimersByTimeAsync(100); });
  answer = new Told(500, {});
  await act(async () => { await jest.advanceTimersByTimeAsync(2100); });
  expect(screen.getByText(/La connexion est interrompue/)).toBeTruthy();
  answer = DONE;
  await act(async () => { await jest.advanceTimersByTimeAsync(2100); });
  expect(screen.queryByText(/La connexion est interrompue/)).toBeNull();
  expect(screen.getByText('Tout est en place.')).toBeTruthy();
});

describe('a run that stopped', () => {
  const failed = aRun([aStep('a', 'done'), aStep('Poser l’onglet', 'failed', { attempts: 3, reason: 'L’autorisation manque.', remedy: 'Une personne administratrice consent, puis vous reprenez.' })], { id: 'run-1', state: 'partial', finishedAt: '2026-11-21T14:01:30.000Z' });

  it('puts first what failed, why and what to do', async () => {
    signedIn(<RunPage />, { route: { page: 'run', id: 'run-1' }, answers: { 'GET /api/runs/run-1': failed } });
    const first = (await screen.findByRole('heading', { name: 'À régler' })).closest('section');
    expect(first?.textContent).toContain('L’autorisation manque.');
    expect(first?.textContent).toContain('À faire\u00a0: Une personne administratrice consent');
    expect(first?.textContent).toContain('3 essais');
  });

  it('resumes with what is left, shown before it is applied', async () => {
    const left = aPlan([aTeam('CNCOT', '~', [aLine('Gouverne', '+')])], { id: 'plan-left' });
    const scene = signedIn(<RunPage />, { route: { page: 'run', id: 'run-1' }, answers: { 'GET /api/runs/run-1': failed, 'GET /api/runs/run-2': at(0, { id: 'run-2' }), 'POST /api/plan': left, 'POST /api/apply': at(0, { id: 'run-2' }) } });
    await scene.user.click(await screen.findByRole('button', { name: 'Reprendre' }));
    const dialog = await theDialog();
    expect(dialog.element.textContent).toContain('Reprendre\u00a0: 1 changement reste à faire');
    await scene.user.click(dialog.button('Appliquer'));
    await waitFor(() => expect(scene.went).toEqual(['/tabs/network/run/run-2']));
    expect(scene.asked.find((one) => one.what === 'POST /api/apply')?.body).toEqual({ planId: 'plan-left' });
  });

  it('says that nothing is left when somebody finished it meanwhile', async () => {
    const scene = signedIn(<RunPage />, { route: { page: 'run', id: 'run-1' }, answers: { 'GET /api/runs/run-1': failed, 'POST /api/plan': aPlan([]) } });
    await scene.user.click(await screen.findByRole('button', { name: 'Reprendre' }));
    expect(await screen.findByText(/Il ne reste rien à faire/)).toBeTruthy();
    expect(scene.asked.map((one) => one.what)).not.toContain('POST /api/apply');
  });
});

it('invites to the plan when nothing was ever applied', async () => {
  signedIn(<RunPage />, { route: { page: 'run', id: 'latest' }, answers: { 'GET /api/runs/latest': new Told(404, { code: 'no-run' }) } });
  expect(await screen.findByText('Aucune application n’a encore eu lieu')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Voir le plan' }).getAttribute('href')).toBe('/tabs/network/plan');
});
