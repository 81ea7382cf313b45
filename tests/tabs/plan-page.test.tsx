// The plan page: read, filtered, confirmed, applied; a faulty charter listed with its lines; a stale plan shown anew.
import { jest } from '@jest/globals';
import { cleanup, screen, waitFor } from '@testing-library/react';
import PlanPage from '../../tabs/plan/page.tsx';
import { aLine, aMe, aPlan, aRun, aStep, aTeam } from './support/builders.ts';
import { signedIn, theDialog, Told } from './support/signed-in.tsx';

jest.setTimeout(60_000);
afterEach(() => { cleanup(); sessionStorage.clear(); });

const PLAN = aPlan([aTeam('CNCOT', '+', [aLine('Séances', '+'), aLine('Général', '='), aLine('Ancien', '-', { act: 'Archiver le canal' })])]);
const RUN = aRun([aStep('a', 'running')], { id: 'run-7' });

it('names what reaches people before anything is sent, then sends the plan that was read, once', async () => {
  const scene = signedIn(<PlanPage />, { route: { page: 'plan' }, answers: { 'POST /api/plan': PLAN, 'POST /api/apply': RUN } });
  await scene.user.click(await screen.findByRole('button', { name: 'Appliquer le plan' }));
  const dialog = await theDialog();
  expect(dialog.element.textContent).toContain('Appliquer 2 changements?');
  expect(dialog.element.textContent).toMatch(/L’équipe «\u00a0RQT - CNCOT\u00a0» apparaît dans Teams chez 12 personnes/);
  expect(dialog.element.textContent).toContain('Archiver le canal\u00a0: Ancien.');
  expect(scene.asked.map((one) => one.what)).not.toContain('POST /api/apply');
  await scene.user.click(dialog.button('Appliquer'));
  await waitFor(() => expect(scene.went).toEqual(['/tabs/network/run/run-7']));
  expect(scene.asked.filter((one) => one.what === 'POST /api/apply')).toEqual([{ what: 'POST /api/apply', body: { planId: 'plan-1' } }]);
});

it('hides what is already right until it is asked for', async () => {
  const scene = signedIn(<PlanPage />, { route: { page: 'plan' }, answers: { 'POST /api/plan': PLAN } });
  expect(await screen.findByText('Séances')).toBeTruthy();
  expect(screen.queryByText('Général')).toBeNull();
  await scene.user.click(screen.getByRole('button', { name: '1 inchangé', pressed: false }));
  expect(screen.getByText('Général')).toBeTruthy();
  await scene.user.click(screen.getByRole('button', { name: '1 à créer', pressed: true }));
  expect(screen.queryByText('Séances')).toBeNull();
});

it('says why it may not be applied, and sends nothing', async () => {
  const scene = signedIn(<PlanPage />, { route: { page: 'plan' }, answers: { 'POST /api/plan': { ...PLAN, may: { apply: { ok: false, why: 'Votre coordination se limite au territoire du CHUM.' } } } } });
  const button = await screen.findByRole('button', { name: 'Appliquer le plan' });
  expect(button.getAttribute('aria-disabled')).toBe('true');
  await scene.user.click(button);
  expect(screen.queryByRole('alertdialog')).toBeNull();
});

it('shows the current plan when the one that was read is no longer true', async () => {
  const scene = signedIn(<PlanPage />, { route: { page: 'plan' }, answers: { 'POST /api/plan': PLAN, 'POST /api/apply': new Told(409, { code: 'plan-is-stale' }) } });
  await scene.user.click(await screen.findByRole('button', { name: 'Appliquer le plan' }));
  await scene.user.click((await theDialog()).button('Appliquer'));
  await waitFor(() => expect(scene.asked.filter((one) => one.what === 'POST /api/plan')).toHaveLength(2));
  expect(scene.said).toContain('Teams ou la charte a changé depuis ce plan');
  expect(scene.went).toEqual([]);
});

it('goes to the run that somebody else began rather than fail', async () => {
  const errors = [{ field: 'run', line: null, column: null, code: 'run', message: 'run-9', remedy: '' }];
  const scene = signedIn(<PlanPage />, { route: { page: 'plan' }, answers: { 'POST /api/plan': PLAN, 'POST /api/apply': new Told(409, { code: 'another-run', errors }) } });
  await scene.user.click(await screen.findByRole('button', { name: 'Appliquer le plan' }));
  await scene.user.click((await theDialog()).button('Appliquer'));
  await waitFor(() => expect(scene.went).toEqual(['/tabs/network/run/run-9']));
});

describe('another charter', () => {
  const errors = [
    { field: 'instances[0].membres', line: 3, column: 1, code: 'no-chair', message: 'CNCOT n’a pas de présidence.', remedy: 'Ajoutez un siège de présidence.' },
    { field: 'instances[0].parent', line: 2, column: 9, code: 'loop', message: 'CNCOT et CEMT se renvoient l’une à l’autre.', remedy: 'Changez l’un des parents.' },
  ];

  it('shows every fault at its line with its remedy, keeps the text, and compares again', async () => {
    let faulty = true;
    const scene = signedIn(<PlanPage />, { route: { page: 'plan' }, answers: { 'POST /api/plan': (body: unknown) => ((body as { charter?: unknown }).charter === undefined ? aPlan([]) : faulty ? new Told(422, { code: 'charter-faults', errors }) : PLAN) } });
    expect(await screen.findByText('Teams correspond exactement à la charte')).toBeTruthy();
    await scene.user.click(screen.getByRole('button', { name: 'Comparer une autre charte' }));
    const field = screen.getByRole('textbox', { name: 'Texte de la charte' });
    await scene.user.type(field, 'instances:\n  parent: cemt\n  membres: non');
    await scene.user.click(screen.getByRole('button', { name: 'Comparer' }));
    expect(await screen.findByText('CNCOT et CEMT se renvoient l’une à l’autre.')).toBeTruthy();
    expect(screen.getByText('Ajoutez un siège de présidence.')).toBeTruthy();
    expect(screen.getAllByRole('button', { name: /^Ligne/ }).map((one) => one.textContent)).toEqual(['Ligne 2', 'Ligne 3']);
    await scene.user.click(screen.getByRole('button', { name: 'Ligne 2' }));
    const typed = field as HTMLTextAreaElement;
    expect(typed.value.slice(typed.selectionStart, typed.selectionEnd)).toBe('  parent: cemt');
    expect(document.activeElement).toBe(field);
    faulty = false;
    await scene.user.click(screen.getByRole('button', { name: 'Comparer' }));
    expect(await screen.findByText('Séances')).toBeTruthy();
    expect(scene.asked.at(-1)?.body).toEqual({ charter: { source: 'texte-colle.yaml', text: 'instances:\n  parent: cemt\n  membres: non' } });
  });

  it('loses nothing of what was pasted at a reload', async () => {
    const first = signedIn(<PlanPage />, { route: { page: 'plan' }, answers: { 'POST /api/plan': aPlan([]) } });
    await first.user.click(await screen.findByRole('button', { name: 'Comparer une autre charte' }));
    await first.user.type(screen.getByRole('textbox', { name: 'Texte de la charte' }), 'meta: 1');
    cleanup();
    const again = signedIn(<PlanPage />, { route: { page: 'plan' }, answers: { 'POST /api/plan': aPlan([]) } });
    await again.user.click(await screen.findByRole('button', { name: 'Comparer une autre charte' }));
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Texte de la charte' }).value).toBe('meta: 1');
  });

  it('asks for the first charter where none is in force', async () => {
    signedIn(<PlanPage />, { route: { page: 'plan' }, me: aMe(), answers: { 'POST /api/plan': new Told(409, { code: 'no-charter' }) } });
    expect(await screen.findByText('Aucune charte n’est encore en vigueur')).toBeTruthy();
    expect(screen.getByRole('textbox', { name: 'Texte de la charte' })).toBeTruthy();
  });
});
