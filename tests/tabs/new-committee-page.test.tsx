// The form of a new committee at work: faults beside their field, names corrected in one click, nothing typed lost, the
// plan seen before anything is created.
import { jest } from '@jest/globals';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import type { Choices, NewCommittee } from '../../src/contract/committees.ts';
import type { Draft } from '../../src/contract/provisioning.ts';
import NewCommitteePage from '../../tabs/new-committee/page.tsx';
import { aLine, aMe, aPlan, aRun, aStep, aTeam, person } from './support/builders.ts';
import { signedIn, Told, type Answer, type Scene } from './support/signed-in.tsx';

jest.setTimeout(60_000);
afterEach(() => { cleanup(); sessionStorage.clear(); });

const CHOICES: Choices = {
  levels: [{ id: 'conseil', name: 'Conseil' }, { id: 'local', name: 'Local' }], roles: [{ id: 'presidence', name: 'Présidence' }, { id: 'membre', name: 'Membre' }, { id: 'substitut', name: 'Substitut' }],
  persons: [person('per-expert-sad'), person('per-coord-clin')], committees: [{ id: 'cnccs', acronym: 'CNCCS', name: 'Comité national de coordination clinique stratégique', level: 'national' }],
  institutions: [{ id: 'ciussse-chus', name: 'CIUSSS de l’Estrie-CHUS', acronym: 'CIUSSSE-CHUS', hasCommittee: true, parentId: 'ctcot-estrie' }], represents: [{ id: 'gpp-usagers', name: 'Usagers et proches' }], teams: ['RQT - Comités conseil'], zones: ['America/Toronto'],
};
const PLAN = aPlan([aTeam('Comités conseil', '~', [aLine('Soins à domicile', '+')])], { id: 'plan-new' });
const judged = (over: Partial<Draft> = {}): Draft => ({ ok: true, faults: [], names: { team: 'RQT - Comités conseil', channel: 'Soins à domicile', teamExists: true, cleaned: [] }, plan: PLAN, ...over });
const start = (answers: Record<string, Answer> = {}, me = aMe()): Scene => signedIn(<NewCommitteePage />, { route: { page: 'new' }, me, answers: { 'GET /api/choices': CHOICES, 'POST /api/committees/draft': judged(), ...answers, 'POST /api/committees/draft?plan=none': answers['POST /api/committees/draft'] ?? judged() } });

async function choose(scene: Scene, name: RegExp | string, option: RegExp | string): Promise<void> {
  await scene.user.click(await screen.findByRole('combobox', { name }));
  await scene.user.click(await screen.findByRole('option', { name: option }));
}
async function describeIt(scene: Scene): Promise<void> {
  await choose(scene, /^Palier/, 'Conseil');
  await choose(scene, /^Instance de palier supérieur/, /CNCCS/);
  await scene.user.type(screen.getByRole('textbox', { name: /^Nom en français/ }), 'Comité conseil — Soins à domicile');
  await scene.user.type(screen.getByRole('textbox', { name: /^Sigle/ }), 'CC-SAD');
  await scene.user.type(screen.getByRole('textbox', { name: /^Mandat en français/ }), 'Conseille le CNCCS.');
  await choose(scene, 'Personne', /per-expert-sad/);
}
const bodies = (scene: Scene, what: string): unknown[] => scene.asked.filter((one) => one.what === what).map((one) => one.body);

it('shows the plan before anything is created, then creates what was seen and follows it', async () => {
  const scene = start({ 'POST /api/committees': { committee: { id: 'cc-sad', acronym: 'CC-SAD', name: 'n' }, run: aRun([aStep('a', 'running')], { id: 'run-new' }) } });
  await describeIt(scene);
  expect(await screen.findByText('RQT - Comités conseil')).toBeTruthy();
  await scene.user.click(screen.getByRole('button', { name: 'Voir le plan' }));
  expect(await screen.findByRole('heading', { name: 'Ce qui sera créé pour CC-SAD' })).toBe(document.activeElement);
  expect(screen.getAllByText('Soins à domicile').length).toBeGreaterThan(0);
  expect(bodies(scene, 'POST /api/committees')).toEqual([]);
  await scene.user.click(screen.getByRole('button', { name: 'Créer l’instance' }));
  await waitFor(() => expect(scene.went).toEqual(['/tabs/network/run/run-new']));
  expect(bodies(scene, 'POST /api/committees')).toEqual([{ planId: 'plan-new', committee: expect.objectContaining({ acronym: 'CC-SAD', level: 'conseil', parentId: 'cnccs', seats: [expect.objectContaining({ personId: 'per-expert-sad', role: 'presidence', votes: true })] }) }]);
  expect(sessionStorage).toHaveLength(0);
});

it('puts every fault beside its field and at the top, and the focus on the first', async () => {
  const faults = [{ field: 'seats[0].personId', message: 'L’instance n’a pas de présidence.', remedy: 'Confiez ce siège à une personne.' }, { field: 'parent', message: 'CC-SAD serait au-dessus d’elle-même.', remedy: 'Choisissez une autre instance.' }];
  const scene = start({ 'POST /api/committees/draft': judged({ ok: false, faults, plan: null }) });
  await describeIt(scene);
  await scene.user.click(screen.getByRole('button', { name: 'Voir le plan' }));
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('combobox', { name: /^Instance de palier supérieur/ })));
  expect(screen.getByRole('combobox', { name: 'Personne' }).getAttribute('aria-invalid')).toBe('true');
  expect(screen.getAllByText(/Confiez ce siège à une personne\./).length).toBeGreaterThan(0);
  await scene.user.click(screen.getByRole('link', { name: 'L’instance n’a pas de présidence.' }));
  expect(document.activeElement).toBe(screen.getByRole('combobox', { name: 'Personne' }));
  expect(screen.queryByRole('button', { name: 'Créer l’instance' })).toBeNull();
});

it('judges nothing aloud before a field was left, and nothing at all that was not typed', async () => {
  const scene = start({ 'POST /api/committees/draft': judged({ ok: false, faults: [{ field: 'mandateFr', message: 'Le mandat manque.', remedy: '' }, { field: 'acronym', message: 'CC-SAD existe déjà.', remedy: '' }], plan: null }) });
  await choose(scene, /^Palier/, 'Conseil');
  await choose(scene, /^Instance de palier supérieur/, /CNCCS/);
  await scene.user.type(screen.getByRole('textbox', { name: /^Sigle/ }), 'CC-SAD');
  await scene.user.tab();
  expect(await screen.findByText(/CC-SAD existe déjà\./)).toBeTruthy();
  expect(screen.queryByText(/Le mandat manque\./)).toBeNull();
});

it('replaces a name that Teams refuses by the proposed one in one click', async () => {
  const scene = start({
    'POST /api/committees/draft': (body: unknown) => ((body as NewCommittee).channel?.includes("'") === true ? judged({ ok: false, faults: [{ field: 'channel', message: 'Teams refuse l’apostrophe droite.', remedy: '', proposal: 'Soins d’été' }], plan: null }) : judged()),
  });
  await describeIt(scene);
  await screen.findByText('RQT - Comités conseil');
  await scene.user.click(screen.getByRole('checkbox', { name: 'Choisir moi-même les noms' }));
  const channel = screen.getByRole<HTMLInputElement>('textbox', { name: /^Canal/ });
  expect(channel.value).toBe('Soins à domicile');
  await scene.user.clear(channel);
  await scene.user.type(channel, "Soins d'été");
  await scene.user.tab();
  await scene.user.click(await screen.findByRole('button', { name: /Utiliser «\u00a0Soins d’été\u00a0»/ }));
  expect(channel.value).toBe('Soins d’été');
  expect(document.activeElement).toBe(channel);
  await waitFor(() => expect(screen.queryByText(/Teams refuse l’apostrophe droite/)).toBeNull());
});

it('keeps what was typed through a failure and a reload, and forgets it when asked', async () => {
  const scene = start({ 'POST /api/committees/draft': new Told(500, {}) });
  await describeIt(scene);
  await scene.user.click(screen.getByRole('button', { name: 'Voir le plan' }));
  expect(await screen.findByRole('alert')).toBeTruthy();
  cleanup();
  const again = start();
  expect((await screen.findByRole<HTMLInputElement>('textbox', { name: /^Nom en français/ })).value).toBe('Comité conseil — Soins à domicile');
  await again.user.click(screen.getByRole('button', { name: 'Repartir de zéro' }));
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: /^Nom en français/ }).value).toBe('');
});

it('shows the current plan when things changed, and creates nothing meanwhile', async () => {
  const scene = start({ 'POST /api/committees': new Told(409, { code: 'plan-is-stale' }) });
  await describeIt(scene);
  await scene.user.click(screen.getByRole('button', { name: 'Voir le plan' }));
  await scene.user.click(await screen.findByRole('button', { name: 'Créer l’instance' }));
  expect(await screen.findByText('La situation a changé depuis que ce plan a été affiché')).toBeTruthy();
  expect(scene.went).toEqual([]);
});

describe('seats', () => {
  it('are added with the focus in them, removed with a way back', async () => {
    const scene = start();
    await scene.user.click(await screen.findByRole('button', { name: 'Ajouter un siège' }));
    const second = screen.getByRole('group', { name: 'Siège 2' });
    expect(document.activeElement).toBe(within(second).getByRole('combobox', { name: 'Rôle' }));
    expect(within(second).getByRole<HTMLInputElement>('checkbox', { name: 'Vote' }).checked).toBe(true);
    await scene.user.click(within(second).getByRole('button', { name: 'Retirer le siège 2' }));
    expect(screen.queryByRole('group', { name: 'Siège 2' })).toBeNull();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Ajouter un siège' }));
    await scene.user.click(await screen.findByRole('button', { name: 'Remettre le siège' }));
    expect(screen.getByRole('group', { name: 'Siège 2' })).toBeTruthy();
  });

  it('of an alternate name whom they stand in for, and do not vote', async () => {
    const scene = start();
    await describeIt(scene);
    await scene.user.click(screen.getByRole('button', { name: 'Ajouter un siège' }));
    const second = screen.getByRole('group', { name: 'Siège 2' });
    await scene.user.click(within(second).getByRole('combobox', { name: 'Rôle' }));
    await scene.user.click(await screen.findByRole('option', { name: 'Substitut' }));
    expect(within(second).getByRole<HTMLInputElement>('checkbox', { name: 'Vote' }).checked).toBe(false);
    await scene.user.click(within(second).getByRole('combobox', { name: /^Substitut de/ }));
    expect(await screen.findByRole('option', { name: 'Titre per-expert-sad' })).toBeTruthy();
  });
});

it('tells those who may not create why, and offers them the network', async () => {
  start({}, aMe({ may: { plan: { ok: false }, createCommittee: { ok: false, why: 'Seule la coordination crée une instance.' }, readJournal: { ok: false }, administer: { ok: false } } }));
  expect(await screen.findByText('Seule la coordination crée une instance.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Voir le plan' })).toBeNull();
});
