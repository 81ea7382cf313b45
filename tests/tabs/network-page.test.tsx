// The network page: the tree by keyboard, the filters, the committee beside it, and doors only for those who may open them.
import { jest } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import NetworkPage from '../../tabs/network/page.tsx';
import { focusSearch, moveRow, useKeys } from '../../tabs/ui/keys.ts';
import { aCommittee, aDetail, aMe, aRun, aStep } from './support/builders.ts';
import { signedIn, Told, type Answer } from './support/signed-in.tsx';

jest.setTimeout(60_000);
afterEach(cleanup);

const committees = [
  aCommittee('cdm', { level: 'ministeriel_strategique', levelName: 'Ministériel' }), aCommittee('cncot', { parentId: 'cdm', seats: { total: 4, vacant: 2, underRepresented: 0 } }),
  aCommittee('ctcot', { parentId: 'cncot', level: 'territorial', levelName: 'Territorial' }), aCommittee('loc', { parentId: 'ctcot', level: 'local', levelName: 'Local', name: 'Gouvernance locale — CHU Sainte-Justine' }),
];
const answers: Record<string, Answer> = { 'GET /api/committees': { network: 'Réseau québécois de la télésanté', committees }, 'GET /api/runs/latest': new Told(404, { code: 'no-run' }), 'GET /api/committees/cncot': aDetail('cncot', { name: 'Comité national', mandate: 'Coordonne les opérations.' }), 'GET /api/config': {} };
const wide = (is: boolean) => { globalThis.matchMedia = ((query: string) => ({ matches: is, media: query, addEventListener() {}, removeEventListener() {}, addListener() {}, removeListener() {} })) as unknown as typeof matchMedia; };
const tree = () => screen.findByRole('tree', { name: 'Arbre des instances' });
const shown = () => screen.getAllByRole('treeitem').map((item) => item.textContent?.split('Comité')[0]?.split('Gouvernance')[0]);

function WithKeys() { useKeys({ '/': focusSearch, j: () => moveRow(1), k: () => moveRow(-1) }); return <NetworkPage />; }

it('folds the local committees at first, unfolds by arrow, and walks by arrows and by j and k', async () => {
  wide(true);
  const scene = signedIn(<WithKeys />, { route: { page: 'network', open: null }, answers });
  await tree();
  expect(shown()).toEqual(['CDM', 'CNCOT', 'CTCOT']);
  const items = screen.getAllByRole('treeitem');
  items[2]?.focus();
  await scene.user.keyboard('{ArrowRight}');
  expect(shown()).toEqual(['CDM', 'CNCOT', 'CTCOT', 'LOC']);
  await scene.user.keyboard('{ArrowUp}');
  expect(document.activeElement?.textContent).toContain('CNCOT');
  await scene.user.keyboard('k');
  expect(document.activeElement?.textContent).toContain('CDM');
  await scene.user.keyboard('jj');
  expect(document.activeElement?.textContent).toContain('CTCOT');
  await scene.user.keyboard('/');
  expect(document.activeElement).toBe(screen.getByRole('searchbox', { name: 'Chercher une instance' }));
});

it('shows the chosen committee beside the tree, and the address keeps it', async () => {
  wide(true);
  const scene = signedIn(<NetworkPage />, { route: { page: 'network', open: null }, answers });
  await tree();
  screen.getAllByRole('treeitem')[1]?.focus();
  await scene.user.keyboard('{Enter}');
  const panel = await screen.findByRole('complementary', { name: 'Instance choisie' });
  expect(await within(panel).findByText('Coordonne les opérations.')).toBeTruthy();
  expect(scene.went).toEqual(['/tabs/network?open=cncot']);
  expect(scene.said).toContain('CNCOT. Comité cncot');
  await scene.user.click(within(panel).getByRole('button', { name: 'Fermer le panneau' }));
  expect(screen.queryByRole('complementary')).toBeNull();
});

it('opens the page instead where there is no room for two columns', async () => {
  wide(false);
  const scene = signedIn(<NetworkPage />, { route: { page: 'network', open: null }, answers });
  await tree();
  fireEvent.click(screen.getAllByRole('treeitem')[1] ?? document.body);
  await waitFor(() => expect(scene.went).toEqual(['/tabs/committee/cncot']));
});

it('filters by words and by what needs care, keeps the way up, and says how many were found', async () => {
  wide(true);
  const scene = signedIn(<NetworkPage />, { route: { page: 'network', open: null }, answers });
  await tree();
  await scene.user.type(screen.getByRole('searchbox', { name: 'Chercher une instance' }), 'sainte justine');
  await waitFor(() => expect(shown()).toEqual(['CDM', 'CNCOT', 'CTCOT', 'LOC']));
  expect(screen.getByText('1 sur 4 instances')).toBeTruthy();
  await scene.user.click(screen.getByRole('button', { name: 'Effacer les filtres' }));
  await scene.user.click(screen.getByRole('button', { name: '2 sièges vacants' }));
  await waitFor(() => expect(shown()).toEqual(['CDM', 'CNCOT']));
});

it('opens its doors to those who may: a member reads the tree and no more', async () => {
  wide(true);
  const no = { ok: false };
  signedIn(<NetworkPage />, { route: { page: 'network', open: null }, answers, me: aMe({ may: { plan: no, createCommittee: no, readJournal: no, administer: no } }) });
  await tree();
  for (const name of ['Plan', 'Écarts', 'Diagnostic', 'Journal']) expect(screen.queryByRole('link', { name })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Nouvelle instance' })).toBeNull();
  cleanup();
  signedIn(<NetworkPage />, { route: { page: 'network', open: null }, answers });
  await tree();
  expect(['Plan', 'Écarts', 'Diagnostic', 'Journal'].map((name) => screen.getByRole('link', { name }).getAttribute('href'))).toEqual(['/tabs/network/plan', '/tabs/network/drift', '/tabs/network/doctor', '/tabs/network/journal']);
});

it('says first that an application stopped', async () => {
  wide(true);
  const run = aRun([aStep('a', 'failed')], { id: 'run-3', state: 'failed', now: 'Arrêtée sur le canal CTCOT.' });
  const scene = signedIn(<NetworkPage />, { route: { page: 'network', open: null }, answers: { ...answers, 'GET /api/runs/latest': run } });
  expect(await screen.findByText(/Arrêtée sur le canal CTCOT\./)).toBeTruthy();
  await scene.user.click(screen.getByRole('button', { name: 'Voir et reprendre' }));
  expect(scene.went).toEqual(['/tabs/network/run/run-3']);
});
