// « Mes actions », one action, a new one, an import: what matters first, what may be done and why not, nothing typed is lost.
import { jest } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { ReactElement } from 'react';
import type { ActionImported } from '../../src/contract/actions.ts';
import ActionPage from '../../tabs/actions/action-page.tsx';
import { emptyForm } from '../../tabs/actions/form-model.ts';
import ImportActionsPage from '../../tabs/actions/import-page.tsx';
import { NO_LINKS } from '../../tabs/actions/link-fields.tsx';
import NewActionPage from '../../tabs/actions/new-page.tsx';
import MyActionsPage from '../../tabs/my-actions/page.tsx';
import { newActionRoute, type Route } from '../../tabs/route.ts';
import { keepText } from '../../tabs/ui/kept.ts';
import { aCommittee, aDetail, aMe, aMeetingList, anAction, anActionDetail, anActionList, aSeat } from './support/builders.ts';
import { signedIn, theDialog, Told, type Answer } from './support/signed-in.tsx';

jest.setTimeout(60_000);
jest.useFakeTimers({ now: new Date('2027-02-03T15:00:00Z'), doNotFake: ['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'requestAnimationFrame', 'cancelAnimationFrame', 'requestIdleCallback', 'cancelIdleCallback', 'setImmediate', 'clearImmediate', 'setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] });
afterAll(() => { jest.useRealTimers(); });
afterEach(() => { cleanup(); sessionStorage.clear(); });

const CONFIG = { tenant: 'local', tenantId: 't', authority: 'a', clientId: 'c', scope: 's', appId: 'app', baseUrl: 'b', version: '1' };
const open = (page: ReactElement, route: Route, answers: Record<string, Answer>) => signedIn(page, { route, me: aMe({ committees: [{ id: 'cncot', acronym: 'CNCOT', name: 'Comité', role: 'Membre', roleId: 'membre' }] }), answers: { 'GET /api/config': CONFIG, 'GET /api/committees': { network: 'RQT', committees: [aCommittee('cncot'), aCommittee('bdp')] }, ...answers } });
type Scene = ReturnType<typeof open>;
const bodies = (scene: Scene, what: string) => scene.asked.filter((one) => one.what === what).map((one) => one.body);

describe('« Mes actions »', () => {
  const MINE = 'GET /api/me/actions?state=all&since=2027-01-04&limit=200';
  const LATE = anAction('A-2027-001', { due: '2027-01-25', late: true, lateDays: 9 });
  const mine = (answers: Record<string, Answer> = {}) => open(<MyActionsPage />, { page: 'my-actions' }, { [MINE]: anActionList([anAction('A-2027-003'), LATE, anAction('A-2027-004', { state: 'done', closedOn: '2027-02-01' })]), ...answers });
  const section = async (name: string) => within((await screen.findByRole('heading', { name })).closest('section')!);

  it('puts what is late on top, then later, then what was closed', async () => {
    mine();
    expect((await section('À faire maintenant (1)')).getByText('En retard de 9 jours')).toBeTruthy();
    expect((await section('Plus tard (1)')).getByRole('link', { name: 'Action A-2027-003' })).toBeTruthy();
    expect((await section('Fermées depuis 30 jours')).getByRole('link', { name: 'Action A-2027-004' })).toBeTruthy();
  });

  it('is completed with what was delivered, and moves among those closed', async () => {
    const CHANGE = `POST /api/actions/${LATE.id}/change`;
    const scene = mine({ [CHANGE]: anActionDetail(LATE.id, { state: 'done', closedOn: '2027-02-03', outcome: 'https://rqt.example/plan', version: 2 }) });
    await scene.user.click(await screen.findByRole('button', { name: 'Terminer A-2027-001' }));
    const dialog = await theDialog();
    await scene.user.type(within(dialog.element).getByRole('textbox', { hidden: true }), 'https://rqt.example/plan');
    await scene.user.click(dialog.button('Terminer l’action'));
    await screen.findByText('A-2027-001 est terminée');
    expect(bodies(scene, CHANGE)).toEqual([{ state: 'done', outcome: 'https://rqt.example/plan', version: 1 }]);
    expect(within(screen.getByText('Fermées depuis 30 jours').closest('section')!).getByText('Action A-2027-001')).toBeTruthy();
    expect(screen.getByText('Rien n’est en retard, rien n’échoit d’ici dimanche.')).toBeTruthy();
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Mes actions'));
  });

  it('is handed over to somebody of the committee', async () => {
    const CHANGE = `POST /api/actions/${LATE.id}/change`;
    const scene = mine({ [`GET /api/actions/${LATE.id}`]: anActionDetail(LATE.id), [CHANGE]: anActionDetail(LATE.id, { owner: { kind: 'person', id: 'per-ana', person: 'per-ana', label: 'Ana' }, version: 2 }) });
    await scene.user.click(await screen.findByRole('button', { name: 'Autres gestes pour A-2027-001' }));
    await scene.user.click(await screen.findByRole('menuitem', { name: 'Confier à…' }));
    const dialog = await theDialog();
    const field = await within(dialog.element).findByRole('combobox', { hidden: true });
    await scene.user.type(field, 'Ana');
    await scene.user.click(await screen.findByRole('option', { name: 'Ana', hidden: true }));
    await scene.user.click(dialog.button('Confier l’action'));
    await waitFor(() => expect(bodies(scene, CHANGE)).toEqual([{ owner: { kind: 'person', id: 'per-ana' }, version: 1 }]));
  });

  it('leaves the list once it is somebody else’s, who alone may take it back', async () => {
    const CHANGE = `POST /api/actions/${LATE.id}/change`;
    const ana = { kind: 'person' as const, id: 'per-ana', person: 'per-ana', label: 'Ana' };
    const scene = mine({ [`GET /api/actions/${LATE.id}`]: anActionDetail(LATE.id), [CHANGE]: anActionDetail(LATE.id, { owner: ana, version: 2, mayChange: false, mayEdit: false }) });
    await scene.user.click(await screen.findByRole('button', { name: 'Autres gestes pour A-2027-001' }));
    await scene.user.click(await screen.findByRole('menuitem', { name: 'Confier à…' }));
    const dialog = await theDialog();
    await scene.user.type(await within(dialog.element).findByRole('combobox', { hidden: true }), 'Ana');
    await scene.user.click(await screen.findByRole('option', { name: 'Ana', hidden: true }));
    scene.answers[MINE] = anActionList([anAction('A-2027-003')]);
    await scene.user.click(dialog.button('Confier l’action'));
    await waitFor(() => expect(screen.queryByRole('link', { name: 'Action A-2027-001', hidden: true })).toBeNull());
    expect(screen.getByText('Action A-2027-003')).toBeTruthy();
    expect(scene.said).toHaveLength(1);
    expect(screen.queryByRole('button', { name: 'Annuler ce changement', hidden: true })).toBeNull();
  });

  it('says what will be here when nothing is', async () => {
    mine({ [MINE]: anActionList([]) });
    expect(await screen.findByText('Aucune action ne vous attend')).toBeTruthy();
  });
});

describe('one action', () => {
  const ID = 'A-2027-005';
  const one = (over: Parameters<typeof anActionDetail>[1] = {}, answers: Record<string, Answer> = {}) => open(<ActionPage />, { page: 'action', id: ID }, { [`GET /api/actions/${ID}`]: anActionDetail(ID, over), ...answers });

  it('shows what it follows from, the message quoted, and how its due day moved', async () => {
    one({
      links: { meeting: { id: 'cncot/2027-01-07T09:00', title: 'CNCOT du 7 janvier', path: 'meeting/cncot/2027-01-07T09:00' }, item: 'Suivi', decision: { id: 'D-2027-001', title: 'Le calendrier', path: 'nowhere/D-2027-001' }, project: null, risk: null },
      message: { url: 'https://teams.microsoft.com/l/message/1', quote: 'Peux-tu t’en charger?' }, postponements: [{ from: '2027-01-25', to: '2027-02-12', on: '2027-02-02', by: 'Ana', reason: 'Un délai' }], outcome: 'Voir https://rqt.example/plan.',
    });
    expect((await screen.findByRole('link', { name: 'CNCOT du 7 janvier' })).getAttribute('href')).toBe('/tabs/meeting/cncot/2027-01-07T09%3A00');
    expect(screen.queryByRole('link', { name: 'Le calendrier' })).toBeNull();
    expect(screen.getByText('Peux-tu t’en charger?')).toBeTruthy();
    expect(screen.getByText('Du 25 janvier 2027 au 12 février 2027')).toBeTruthy();
    expect(screen.getByText('Le 2 février 2027, par Ana')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'https://rqt.example/plan' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Autres actions de cette décision' }).getAttribute('href')).toBe('/tabs/network/actions?state=all&decision=D-2027-001');
  });

  it('offers what the rule allows and says why not the rest', async () => {
    const scene = one({ may: { ...anActionDetail(ID).may, edit: { ok: false, why: 'Réservé au secrétariat.' } } });
    const button = await screen.findByRole('button', { name: 'Modifier' });
    expect(button.getAttribute('aria-disabled')).toBe('true');
    await scene.user.hover(button);
    await waitFor(() => expect(document.getElementById(button.getAttribute('aria-describedby') ?? '')?.textContent).toBe('Réservé au secrétariat.'));
    expect(screen.getByRole('button', { name: 'Changer l’échéance' }).getAttribute('aria-disabled')).not.toBe('true');
  });

  it('once closed, is reopened', async () => {
    const CHANGE = `POST /api/actions/${ID}/change`;
    const scene = one({ state: 'done', closedOn: '2027-02-01' }, { [CHANGE]: anActionDetail(ID, { state: 'in-progress', version: 2 }) });
    await scene.user.click(await screen.findByRole('button', { name: 'Rouvrir' }));
    expect(await screen.findByText('A-2027-005\u00a0: en cours', { normalizer: (text) => text })).toBeTruthy();
    expect(bodies(scene, CHANGE)).toEqual([{ state: 'in-progress', version: 1 }]);
  });

  it('sends of an edit only what was changed', async () => {
    const CHANGE = `POST /api/actions/${ID}/change`;
    const scene = one({}, { [CHANGE]: anActionDetail(ID, { title: 'Autre titre', version: 2 }) });
    await scene.user.click(await screen.findByRole('button', { name: 'Modifier' }));
    const dialog = await theDialog();
    const title = within(dialog.element).getByRole('textbox', { name: /À faire/, hidden: true });
    await scene.user.clear(title);
    await scene.user.type(title, 'Autre titre');
    await scene.user.click(dialog.button('Enregistrer'));
    await waitFor(() => expect(bodies(scene, CHANGE)).toEqual([{ title: 'Autre titre', version: 1 }]));
  });

  it('that is not for the reader says so', async () => {
    one({}, { [`GET /api/actions/${ID}`]: new Told(404, { detail: 'Cette action n’existe pas, ou sa consultation est restreinte.' }) });
    expect(await screen.findByText('Cette action n’existe pas, ou sa consultation est restreinte.')).toBeTruthy();
  });
});

const RIGHTS = { 'GET /api/actions?committee=cncot&limit=1': anActionList([]), 'GET /api/committees/cncot': aDetail('cncot', { seatList: [aSeat('cncot:1', { holder: { id: 'per-ana', title: 'Ana', email: 'ana@rqt.example' } })] }) };

describe('a new action', () => {
  const create = (answers: Record<string, Answer> = {}) => open(<NewActionPage />, newActionRoute({ committee: 'cncot' }), { ...RIGHTS, 'GET /api/meetings?from=2027-02-13&until=2027-02-13': aMeetingList([]), ...answers });
  const title = () => screen.getByRole<HTMLInputElement>('textbox', { name: /À faire/ });

  it('says beside each field what is missing, and sends nothing', async () => {
    const scene = create();
    await scene.user.click(await screen.findByRole('button', { name: 'Créer l’action' }));
    expect(screen.getByText('Dites ce qui est à faire.')).toBeTruthy();
    expect(screen.getByText('Choisissez un jour.')).toBeTruthy();
    expect(document.activeElement).toBe(title());
    expect(scene.asked.some(({ what }) => what.startsWith('POST'))).toBe(false);
  });

  it('is created for somebody by a day, which tells what becomes of the reminder', async () => {
    const scene = create({ 'POST /api/actions': anActionDetail('A-2027-009') });
    await scene.user.type(await screen.findByRole('textbox', { name: /À faire/ }), 'Déposer le plan');
    await scene.user.type(await screen.findByRole('combobox', { name: 'Responsable' }), 'Ana');
    await scene.user.click((await screen.findAllByRole('option', { name: /^Ana/ })).at(0)!);
    fireEvent.change(screen.getByLabelText(/^Jour/), { target: { value: '2027-02-13' } });
    expect(await screen.findByText(/C’est une fin de semaine/)).toBeTruthy();
    await scene.user.click(screen.getByRole('button', { name: 'Créer l’action' }));
    await waitFor(() => expect(scene.went).toEqual(['/tabs/action/A-2027-009']));
    expect(bodies(scene, 'POST /api/actions')).toEqual([expect.objectContaining({ committee: 'cncot', title: 'Déposer le plan', owner: { kind: 'person', id: 'per-ana' }, due: '2027-02-13', priority: 'medium' })]);
  });

  it.each([['as its page says', true, []], ['as the register says', false, [{ id: 'D-2027-007', inCamera: true }]]] as const)('of a decision taken in camera is in camera, %s, and cannot be otherwise', async (_how, told, decisions) => {
    const register = { today: '2027-02-01', mayRecord: { ok: true }, next: null, decisions: decisions.map((one) => ({ ...one, number: 'CNCOT-2027-007', title: 'Nomination', committee: { id: 'cncot', acronym: 'CNCOT' }, kind: 'decision', takenOn: '2027-01-07', standing: 'in-force', supersededBy: null, reviewOn: null, execution: { open: 0, late: 0, done: 0 }, reach: null, version: 1 })) };
    const scene = open(<NewActionPage />, newActionRoute({ committee: 'cncot', decision: 'D-2027-007', inCamera: told }), { ...RIGHTS, 'GET /api/meetings?from=2027-02-13&until=2027-02-13': aMeetingList([]), 'GET /api/decisions?committee=cncot&limit=200': register, 'POST /api/actions': anActionDetail('A-2027-009') });
    expect(await screen.findByText('La décision liée a été prise à huis clos : l’action reste entre les membres de l’instance.')).toBeTruthy();
    const box = screen.getByRole<HTMLInputElement>('checkbox', { name: 'Découle d’un point en huis clos' });
    expect([box.checked, box.disabled]).toEqual([true, true]);
    await scene.user.type(title(), 'Préparer l’entrée en poste');
    fireEvent.change(screen.getByLabelText(/^Jour/), { target: { value: '2027-02-12' } });
    await scene.user.click(screen.getByRole('button', { name: 'Créer l’action' }));
    await waitFor(() => expect(bodies(scene, 'POST /api/actions')).toEqual([expect.objectContaining({ inCamera: true, links: expect.objectContaining({ decision: 'D-2027-007' }) as unknown })]));
  });

  it('refused keeps what was typed, with the sentence at its field, also after a reload', async () => {
    const refusal = new Told(422, { code: 'in-the-past', errors: [{ field: 'due', line: null, column: null, code: 'in-the-past', message: 'Le 1er février 2027 est déjà passé.', remedy: '' }] });
    const scene = create({ 'POST /api/actions': refusal });
    await scene.user.type(await screen.findByRole('textbox', { name: /À faire/ }), 'Déposer le plan');
    fireEvent.change(screen.getByLabelText(/^Jour/), { target: { value: '2027-02-01' } });
    await scene.user.click(screen.getByRole('button', { name: 'Créer l’action' }));
    expect(await screen.findByText('Le 1er février 2027 est déjà passé.')).toBeTruthy();
    expect(title().value).toBe('Déposer le plan');
    cleanup();
    create();
    expect((await screen.findByRole<HTMLInputElement>('textbox', { name: /À faire/ })).value).toBe('Déposer le plan');
    expect(screen.getByText('Votre brouillon a été retrouvé.')).toBeTruthy();
  });

  it('found again for another committee keeps its words, and leaves the people and links of the first', async () => {
    const links = { ...NO_LINKS, meeting: 'cncot/2027-01-07T09:00', decision: 'D-2027-001', item: 'Suivi' };
    keepText('new-action.per-coord', { ...emptyForm('cncot'), title: 'Déposer le plan', owner: 'person:per-ana', due: { as: 'day', day: '2027-02-12', days: '' }, links });
    const scene = open(<NewActionPage />, newActionRoute({ committee: 'bdp', meeting: 'bdp/2027-02-01T09:00' }), {
      'GET /api/actions?committee=bdp&limit=1': anActionList([]), 'GET /api/committees/bdp': aDetail('bdp'), 'POST /api/actions': anActionDetail('A-2027-009'),
    });
    expect((await screen.findByRole<HTMLInputElement>('textbox', { name: /À faire/ })).value).toBe('Déposer le plan');
    await scene.user.click(screen.getByRole('button', { name: 'Créer l’action' }));
    await waitFor(() => expect(bodies(scene, 'POST /api/actions')).toEqual([expect.objectContaining({ committee: 'bdp', title: 'Déposer le plan', owner: null, links: { meeting: 'bdp/2027-02-01T09:00', decision: null, item: null, project: null, risk: null } })]));
  });
});

describe('an import', () => {
  const IMPORT = 'POST /api/actions/import';
  const reply = (over: Partial<ActionImported> = {}): ActionImported => ({ rows: 2, created: 0, preview: [{ line: 2, title: 'Déposer le plan', owner: null, due: '2027-02-12', priority: 'medium' }], errors: [], ignored: [], ...over });
  const choose = async (scene: Scene, name = 'actions.csv') => {
    await screen.findByText('Le fichier');
    const file = new File(['titre;échéance\r\nDéposer le plan;2027-02-12\r\n'], name, { type: 'text/csv' });
    // jsdom's files cannot be read whole.
    Object.assign(file, { arrayBuffer: async () => Uint8Array.from('titre', (one) => one.charCodeAt(0)).buffer });
    fireEvent.change(document.querySelector('input[type="file"]')!, { target: { files: [file] } });
    return scene;
  };
  const start = (answers: Record<string, Answer>) => open(<ImportActionsPage />, { page: 'import-actions', committee: 'cncot' }, { ...RIGHTS, ...answers });

  it('is judged before anything is made, then made', async () => {
    const scene = await choose(start({ [IMPORT]: (body: unknown) => ((body as { dryRun: boolean }).dryRun ? reply() : reply({ created: 2 })) }));
    expect(await screen.findByText('2 actions seront créées.')).toBeTruthy();
    expect(screen.getByText('Déposer le plan')).toBeTruthy();
    await scene.user.click(screen.getByRole('button', { name: 'Créer 2 actions' }));
    expect(await screen.findByText('2 actions créées')).toBeTruthy();
    expect(bodies(scene, IMPORT)).toEqual([{ committee: 'cncot', file: btoa('titre'), dryRun: true }, { committee: 'cncot', file: btoa('titre'), dryRun: false }]);
  });

  it('says each error with its line, and makes nothing', async () => {
    const scene = await choose(start({ [IMPORT]: reply({ errors: [{ line: 3, column: 'échéance', message: '« demain » n’est pas un jour.' }] }) }));
    expect(await screen.findByText('Ligne 3, échéance')).toBeTruthy();
    await scene.user.click(screen.getByRole('button', { name: 'Créer 2 actions' }));
    expect(bodies(scene, IMPORT)).toHaveLength(1);
  });

  it('refuses what is no CSV without sending it', async () => {
    const scene = await choose(start({}), 'actions.xlsx');
    expect(await screen.findByText(/Ce fichier n’est pas un CSV/)).toBeTruthy();
    expect(bodies(scene, IMPORT)).toEqual([]);
  });
});
