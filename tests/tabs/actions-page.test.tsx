// The list and the board of actions: filters at once, changes at once and taken back, somebody faster told, many changed with their plan first.
import { jest } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { ActionList, ActionRow, BulkChange, SavedViews } from '../../src/contract/actions.ts';
import ActionsPage from '../../tabs/actions/page.tsx';
import { actionsRoute } from '../../tabs/route.ts';
import { aCommittee, anAction, anActionDetail, anActionList } from './support/builders.ts';
import { signedIn, theDialog, Told, type Answer } from './support/signed-in.tsx';

jest.setTimeout(60_000);
afterEach(cleanup);
// Rows without a height would all be on screen.
Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { configurable: true, get: () => 49 });

const LATE = anAction('A-2027-001', { title: 'Déposer le plan de relève', due: '2027-01-25', late: true, lateDays: 9 });
const NEXT = anAction('A-2027-002', { title: 'Transmettre le calendrier', due: '2027-02-12', state: 'in-progress' });
const ROWS = [LATE, NEXT];
const FIRST = 'GET /api/actions?limit=200';
const CHANGE = `POST /api/actions/${LATE.id}/change`;
const ANSWERS = { [FIRST]: anActionList(ROWS), 'GET /api/committees': { network: 'RQT', committees: [aCommittee('cncot'), aCommittee('bdp')] }, 'GET /api/me/views': { views: [] }, 'GET /api/config': { tenant: 'local', tenantId: 't', authority: 'a', clientId: 'c', scope: 's', appId: 'app', baseUrl: 'b', version: '1' } };
const open = (answers: Record<string, Answer> = {}, route = actionsRoute()) => signedIn(<ActionsPage />, { route, answers: { ...ANSWERS, ...answers } });
const titles = () => screen.queryAllByRole('row').slice(1).map((row) => within(row).getByRole('link').textContent);
const bodies = (scene: ReturnType<typeof open>, what: string) => scene.asked.filter((one) => one.what === what).map((one) => one.body);
const rowOf = async (row: ActionRow) => within((await screen.findByRole('link', { name: row.title })).closest<HTMLElement>('[role="row"]')!);
const saved = (over: Partial<Omit<ActionRow, 'committee'>>): object => anActionDetail(LATE.id, { ...LATE, committee: { id: 'cncot', acronym: 'CNCOT', name: 'Comité' }, version: 2, ...over });

describe('the list', () => {
  it('shows the actions by due day with their lateness, and sorts by a column', async () => {
    const scene = open();
    await screen.findByText('En retard de 9 jours');
    expect(titles()).toEqual(['Déposer le plan de relève', 'Transmettre le calendrier']);
    expect(screen.getByRole('columnheader', { name: 'Échéance' }).getAttribute('aria-sort')).toBe('ascending');
    await scene.user.click(screen.getByRole('button', { name: 'Échéance' }));
    expect(titles()).toEqual(['Transmettre le calendrier', 'Déposer le plan de relève']);
  });

  it('of what one answers for is the server’s to tell, and opens to the rest', async () => {
    const scene = open({ 'GET /api/actions?answered=true&limit=200': anActionList([NEXT]) }, actionsRoute({ answered: true }));
    await waitFor(() => expect(titles()).toEqual([NEXT.title]));
    const only = screen.getByRole('button', { name: 'Ce dont je réponds' });
    expect(only.getAttribute('aria-pressed')).toBe('true');
    await scene.user.click(only);
    await waitFor(() => expect(titles()).toHaveLength(2));
    await waitFor(() => expect(scene.went.at(-1)).toBe('/tabs/network/actions'));
  });

  it('brings the other pages by itself', async () => {
    open({ [FIRST]: anActionList([LATE], { next: 'c1', counts: { open: 2, late: 1, blocked: 0, dueThisWeek: 0 } }), 'GET /api/actions?limit=1000&cursor=c1': anActionList([NEXT]) });
    await screen.findByText('2 actions');
    expect(titles()).toHaveLength(2);
  });

  it('filters at once and keeps the filter in the address', async () => {
    const scene = open();
    await scene.user.click(await screen.findByRole('button', { name: /en retard/ }));
    await waitFor(() => expect(titles()).toEqual(['Déposer le plan de relève']));
    await waitFor(() => expect(scene.went.at(-1)).toBe('/tabs/network/actions?late=1'));
    await scene.user.type(screen.getByRole('searchbox', { name: 'Chercher dans cette liste' }), 'calendrier');
    expect(await screen.findByText('Aucune action ne correspond')).toBeTruthy();
    await scene.user.click(screen.getAllByRole('button', { name: 'Effacer les filtres' }).at(0)!);
    await waitFor(() => expect(titles()).toHaveLength(2));
    expect(scene.asked.filter(({ what }) => what.startsWith('GET /api/actions'))).toHaveLength(1);
  });

  it('counts what pressing the count would show, whatever else is filtered', async () => {
    const scene = open();
    const late = async () => (await screen.findByRole('button', { name: /en retard/ })).textContent;
    expect(await late()).toMatch(/^1/);
    await scene.user.type(screen.getByRole('searchbox', { name: 'Chercher dans cette liste' }), 'calendrier');
    await waitFor(async () => expect(await late()).toMatch(/^0/));
    expect(screen.getByRole('button', { name: /ouverte/ }).textContent).toMatch(/^1/);
  });

  it('invites when there is nothing, and forbids with a reason', async () => {
    open({ [FIRST]: anActionList([], { mayCreate: { ok: false, why: 'Les personnes observatrices lisent.' }, mayImport: { ok: false } }) });
    expect(await screen.findByText('Aucune action pour le moment')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Nouvelle action' }).getAttribute('aria-disabled')).toBe('true');
    expect(screen.queryByRole('link', { name: 'Importer' })).toBeNull();
  });
});

describe('a change in its place', () => {
  it('shows at once, counts at once, and can be taken back', async () => {
    const scene = open({ [CHANGE]: () => saved({ state: 'in-progress' }) });
    const row = await rowOf(LATE);
    await scene.user.click(row.getByRole('button', { name: /^À faire ?, changer l’état de A-2027-001$/ }));
    await scene.user.click(await screen.findByRole('menuitem', { name: 'En cours' }));
    expect(row.getByText('En cours')).toBeTruthy();
    expect(bodies(scene, CHANGE)).toEqual([{ state: 'in-progress', version: 1 }]);
    scene.answers[CHANGE] = saved({ state: 'todo', version: 3 });
    await scene.user.click(await screen.findByRole('button', { name: 'Annuler ce changement' }));
    await waitFor(() => expect(row.getByText('À faire')).toBeTruthy());
    expect(bodies(scene, CHANGE).at(-1)).toEqual({ state: 'todo', version: 2 });
  });

  it('comes back when it is refused, with the sentence', async () => {
    const scene = open({ [CHANGE]: new Told(403, { detail: 'Seule la présidence fait ce geste.' }) });
    const row = await rowOf(LATE);
    await scene.user.click(row.getByRole('button', { name: /changer l’état/ }));
    await scene.user.click(await screen.findByRole('menuitem', { name: 'En cours' }));
    expect(await screen.findByText('Seule la présidence fait ce geste.')).toBeTruthy();
    expect(row.getByText('À faire')).toBeTruthy();
  });

  it('that somebody else overtook says what changed, and is made again on demand', async () => {
    const is = saved({ owner: { kind: 'person', id: 'per-ana', person: 'per-ana', label: 'Ana' }, version: 4 });
    const scene = open({ [CHANGE]: new Told(409, { code: 'stale' }), [`GET /api/actions/${LATE.id}`]: is });
    const row = await rowOf(LATE);
    await scene.user.click(row.getByRole('button', { name: /changer l’état/ }));
    await scene.user.click(await screen.findByRole('menuitem', { name: 'En cours' }));
    const dialog = await theDialog();
    expect(within(dialog.element).getByText('Responsable : Titre per-owner, puis Ana.')).toBeTruthy();
    scene.answers[CHANGE] = saved({ state: 'in-progress', version: 5 });
    await scene.user.click(dialog.button('Appliquer quand même'));
    await waitFor(() => expect(bodies(scene, CHANGE).at(-1)).toEqual({ state: 'in-progress', version: 4 }));
  });

  it('to blocked asks why, keeps what was typed when overtaken, and says it in the list', async () => {
    const scene = open({ [CHANGE]: new Told(409, { code: 'stale' }), [`GET /api/actions/${LATE.id}`]: saved({ due: '2027-02-20', late: false, lateDays: 0, version: 7 }) });
    const row = await rowOf(LATE);
    await scene.user.click(row.getByRole('button', { name: /changer l’état/ }));
    await scene.user.click(await screen.findByRole('menuitem', { name: 'Bloquée…' }));
    const dialog = await theDialog();
    await scene.user.click(dialog.button('Signaler le blocage'));
    expect(within(dialog.element).getByText('Dites ce qui bloque l’action.')).toBeTruthy();
    expect(bodies(scene, CHANGE)).toEqual([]);
    const field = within(dialog.element).getByRole<HTMLTextAreaElement>('textbox', { hidden: true });
    await scene.user.type(field, 'Sans réponse du fournisseur');
    await scene.user.click(dialog.button('Signaler le blocage'));
    expect(await within(dialog.element).findByText(/L’échéance est passée/)).toBeTruthy();
    expect(field.value).toBe('Sans réponse du fournisseur');
    scene.answers[CHANGE] = saved({ state: 'blocked', blocked: 'Sans réponse du fournisseur', version: 8 });
    await scene.user.click(dialog.button('Appliquer quand même'));
    expect(await screen.findByText('Bloquée : Sans réponse du fournisseur')).toBeTruthy();
    expect(bodies(scene, CHANGE).at(-1)).toEqual({ state: 'blocked', reason: 'Sans réponse du fournisseur', version: 7 });
  });

  it('of the due day takes working days, and the server’s sentence stands at the field', async () => {
    const scene = open({ [CHANGE]: new Told(422, { code: 'postponed-without-reason', errors: [{ field: 'reason', line: null, column: null, code: 'x', message: 'Dites pourquoi l’échéance est reportée.', remedy: '' }] }) });
    const row = await rowOf(LATE);
    await scene.user.click(row.getByRole('button', { name: /changer l’échéance/ }));
    const dialog = await theDialog();
    await scene.user.click(within(dialog.element).getByRole('radio', { name: 'Dans un nombre de jours ouvrables', hidden: true }));
    await scene.user.type(within(dialog.element).getByRole('textbox', { name: /Jours ouvrables/, hidden: true }), '5');
    await scene.user.click(dialog.button('Changer l’échéance'));
    expect(await within(dialog.element).findByText('Dites pourquoi l’échéance est reportée.')).toBeTruthy();
    expect(bodies(scene, CHANGE)).toEqual([{ due: { workingDays: 5 }, version: 1 }]);
  });

  it('is not undone by a page that was on its way, and the rest of the list still comes', async () => {
    const REST = 'GET /api/actions?limit=1000&cursor=c1';
    let arrive: (list: ActionList) => void = () => undefined;
    const slow = new Promise<ActionList>((resolve) => { arrive = resolve; });
    const scene = open({ [FIRST]: anActionList([LATE], { next: 'c1' }), [REST]: () => slow, [CHANGE]: () => saved({ state: 'in-progress' }) });
    const row = await rowOf(LATE);
    await waitFor(() => expect(bodies(scene, REST)).toHaveLength(1));
    scene.answers[REST] = anActionList([NEXT]);
    await scene.user.click(row.getByRole('button', { name: /changer l’état/ }));
    await scene.user.click(await screen.findByRole('menuitem', { name: 'En cours' }));
    await screen.findByRole('button', { name: 'Annuler ce changement' });
    arrive(anActionList([NEXT]));
    await screen.findByText('2 actions');
    expect(row.getByText('En cours')).toBeTruthy();
    expect(titles()).toEqual([LATE.title, NEXT.title]);
  });

  it('is not offered on what the reader may only read', async () => {
    open({ [FIRST]: anActionList([{ ...LATE, mayChange: false, mayEdit: false }]) });
    const row = await rowOf(LATE);
    expect(row.queryAllByRole('button')).toEqual([]);
  });
});

describe('many at once', () => {
  it('are judged first, then changed, then taken back together', async () => {
    const BULK = 'POST /api/actions/bulk';
    const answer = (body: unknown): object => {
      const { actions, change } = body as BulkChange;
      const found = actions.flatMap(({ id }) => ROWS.find((row) => row.id === id) ?? []);
      return { changed: found.filter(({ id }) => id !== NEXT.id).map((row) => ({ ...row, ...(change.priority && { priority: change.priority }), version: row.version + 1 })), refused: found.filter(({ id }) => id === NEXT.id).map(({ id, title }) => ({ id, title, why: 'Réservé à la présidence.' })) };
    };
    const scene = open({ [BULK]: answer });
    await scene.user.click(await screen.findByRole('checkbox', { name: 'Choisir les 2 actions affichées' }));
    const bar = within(screen.getByRole('region', { name: 'Actions choisies' }));
    expect(bar.getByText('2 actions choisies')).toBeTruthy();
    await scene.user.click(bar.getByRole('button', { name: 'Priorité' }));
    const dialog = await theDialog();
    await scene.user.click(dialog.button('Voir l’effet'));
    expect(await within(dialog.element).findByText('1 action changera.')).toBeTruthy();
    expect(within(dialog.element).getByText(/Réservé à la présidence/).textContent).toContain(NEXT.id);
    expect((bodies(scene, BULK)[0] as BulkChange).dryRun).toBe(true);
    await scene.user.click(dialog.button('Changer 1 action'));
    await waitFor(() => expect(bodies(scene, BULK)[1]).toEqual({ actions: [{ id: LATE.id, version: 1 }], change: { priority: 'important' }, dryRun: false }));
    expect(await screen.findByText('1 action changée')).toBeTruthy();
    await scene.user.click(screen.getByRole('button', { name: 'Annuler ce changement' }));
    await waitFor(() => expect(bodies(scene, BULK)[2]).toEqual({ actions: [{ id: LATE.id, version: 2 }], change: { priority: 'medium' }, dryRun: false }));
  });

  it('offer to take back only what the reader may still change', async () => {
    const scene = open({ 'POST /api/actions/bulk': (body: unknown) => ({ changed: ROWS.map((row) => ({ ...row, priority: 'important', version: 2, mayChange: (body as BulkChange).dryRun, mayEdit: false })), refused: [] }) });
    await scene.user.click(await screen.findByRole('checkbox', { name: 'Choisir les 2 actions affichées' }));
    await scene.user.click(within(screen.getByRole('region', { name: 'Actions choisies' })).getByRole('button', { name: 'Priorité' }));
    const dialog = await theDialog();
    await scene.user.click(dialog.button('Voir l’effet'));
    await scene.user.click(await within(dialog.element).findByRole('button', { name: 'Changer 2 actions', hidden: true }));
    expect(await screen.findByText('2 actions changées')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Annuler ce changement', hidden: true })).toBeNull();
  });

  it('are chosen and left by the keyboard, which also creates', async () => {
    const scene = open();
    const link = await screen.findByRole('link', { name: LATE.title });
    link.focus();
    fireEvent.keyDown(link, { key: 'x' });
    expect(await screen.findByText('1 action choisie')).toBeTruthy();
    fireEvent.keyDown(link, { key: 'x' });
    await waitFor(() => expect(screen.queryByText('1 action choisie')).toBeNull());
    fireEvent.keyDown(link, { key: 'c' });
    await waitFor(() => expect(scene.went).toContain('/tabs/network/new-action'));
  });
});

describe('the board', () => {
  const BOARD = /^GET \/api\/actions\?state=all&since=/;
  const onBoard = (rows: readonly ActionRow[]) => {
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Toronto' }).format(new Date());
    const since = new Date(Date.parse(`${today}T00:00:00Z`) - 30 * 86_400_000).toISOString().slice(0, 10);
    return open({ [`GET /api/actions?state=all&since=${since}&limit=200`]: anActionList(rows) }, actionsRoute({}, true));
  };
  it('puts each action in the column of its state, and moves one that is dropped', async () => {
    const scene = onBoard([...ROWS, anAction('A-2027-003', { title: 'Fini', state: 'done', closedOn: '2027-02-01' })]);
    const todo = await screen.findByRole('region', { name: 'À faire\u00a0: 1 action' });
    expect(scene.asked.some(({ what }) => BOARD.test(what))).toBe(true);
    expect(within(screen.getByRole('region', { name: 'Terminée\u00a0: 1 action' })).getByRole('link', { name: 'Fini' })).toBeTruthy();
    scene.answers[CHANGE] = saved({ state: 'in-progress' });
    const card = within(todo).getByRole('link', { name: LATE.title }).closest('.board-card')!;
    const target = screen.getByRole('region', { name: 'En cours\u00a0: 1 action' }).querySelector('.board-drop')!;
    const dataTransfer = { setData: () => undefined, effectAllowed: '' };
    fireEvent.dragStart(card, { dataTransfer });
    fireEvent.dragOver(target, { dataTransfer });
    fireEvent.drop(target, { dataTransfer });
    expect(await screen.findByRole('region', { name: 'En cours\u00a0: 2 actions' })).toBeTruthy();
    expect(bodies(scene, CHANGE)).toEqual([{ state: 'in-progress', version: 1 }]);
  });

  it('shows what is blocked alone when its count is pressed, and all again', async () => {
    const STUCK = anAction('A-2027-003', { title: 'Obtenir le budget', due: '2027-02-12', state: 'blocked', blocked: 'Sans réponse' });
    const scene = onBoard([LATE, STUCK]);
    await screen.findByRole('link', { name: LATE.title });
    await scene.user.click(screen.getByRole('button', { name: /bloquée/ }));
    await waitFor(() => expect(screen.queryByRole('link', { name: LATE.title })).toBeNull());
    expect(screen.getByRole('link', { name: STUCK.title })).toBeTruthy();
    await waitFor(() => expect(scene.went.at(-1)).toBe('/tabs/network/actions?state=blocked&as=board'));
    await scene.user.click(screen.getByRole('button', { name: /bloquée/ }));
    await screen.findByRole('link', { name: LATE.title });
  });

  it('asks why of what is dropped on blocked', async () => {
    const scene = onBoard(ROWS);
    const card = (await screen.findByRole('link', { name: LATE.title })).closest('.board-card')!;
    const target = screen.getByRole('region', { name: /^Bloquée/ }).querySelector('.board-drop')!;
    const dataTransfer = { setData: () => undefined, effectAllowed: '' };
    fireEvent.dragStart(card, { dataTransfer });
    fireEvent.drop(target, { dataTransfer });
    expect(within((await theDialog()).element).getByText('Ce qui bloque A-2027-001')).toBeTruthy();
    expect(bodies(scene, CHANGE)).toEqual([]);
  });
});

it('a view is saved under a name, and found again', async () => {
  const scene = open({ 'PUT /api/me/views': (body: unknown) => body }, actionsRoute({ late: true }));
  await scene.user.click(await screen.findByRole('button', { name: 'Vues' }));
  await scene.user.click(await screen.findByRole('menuitem', { name: 'Enregistrer cette vue…' }));
  const dialog = await theDialog();
  await scene.user.type(within(dialog.element).getByRole('textbox', { hidden: true }), 'En retard');
  await scene.user.click(dialog.button('Enregistrer'));
  await screen.findByText('Vue enregistrée');
  expect(bodies(scene, 'PUT /api/me/views')).toEqual([{ views: [{ name: 'En retard', query: { late: 'true' }, layout: 'list' }] }]);
  // jsdom may keep the page hidden behind the dialog that has closed.
  fireEvent.click(screen.getByRole('button', { name: 'Vues', hidden: true }));
  expect(await screen.findByRole('menuitem', { name: 'En retard', hidden: true })).toBeTruthy();
});

describe('views made elsewhere meanwhile', () => {
  const view = (name: string) => ({ name, query: {}, layout: 'list' as const });
  const VIEWS = 'GET /api/me/views';
  const KEEP = 'PUT /api/me/views';

  it('are not erased by a new one, nor by taking it back', async () => {
    const scene = open({ [KEEP]: (body: unknown) => { scene.answers[VIEWS] = body as object; return body; } });
    await scene.user.click(await screen.findByRole('button', { name: 'Vues' }));
    await scene.user.click(await screen.findByRole('menuitem', { name: 'Enregistrer cette vue…' }));
    scene.answers[VIEWS] = { views: [view('Du bureau')] };
    const dialog = await theDialog();
    await scene.user.type(within(dialog.element).getByRole('textbox', { hidden: true }), 'Tout');
    await scene.user.click(dialog.button('Enregistrer'));
    await screen.findByText('Vue enregistrée');
    expect(bodies(scene, KEEP)).toEqual([{ views: [view('Du bureau'), view('Tout')] }]);
    scene.answers[VIEWS] = { views: [view('Du bureau'), view('Tout'), view('Du téléphone')] };
    fireEvent.click(screen.getByRole('button', { name: 'Annuler ce changement', hidden: true }));
    await waitFor(() => expect(bodies(scene, KEEP).at(-1)).toEqual({ views: [view('Du bureau'), view('Du téléphone')] }));
  });

  it('are not erased before they are known', async () => {
    let arrive: (views: object) => void = () => undefined;
    const scene = open({ [VIEWS]: () => new Promise<object>((resolve) => { arrive = resolve; }) });
    await scene.user.click(await screen.findByRole('button', { name: 'Vues' }));
    expect((await screen.findByRole('menuitem', { name: 'Enregistrer cette vue…' })).getAttribute('aria-disabled')).toBe('true');
    arrive({ views: [view('Du bureau')] });
    expect(await screen.findByRole('menuitem', { name: 'Du bureau' })).toBeTruthy();
    expect(screen.getByRole('menuitem', { name: 'Enregistrer cette vue…' }).getAttribute('aria-disabled')).not.toBe('true');
  });

  it('removed one right after the other and brought back, all are there', async () => {
    const scene = open({ [VIEWS]: { views: [view('A'), view('B'), view('C')] }, [KEEP]: (body: unknown) => { scene.answers[VIEWS] = body as object; return body; } });
    await scene.user.click(await screen.findByRole('button', { name: 'Vues' }));
    await scene.user.click(await screen.findByRole('menuitem', { name: 'Gérer les vues…' }));
    fireEvent.click(await screen.findByRole('button', { name: /^Supprimer.*A/, hidden: true }));
    fireEvent.click(screen.getByRole('button', { name: /^Supprimer.*B/, hidden: true }));
    await waitFor(() => expect(bodies(scene, KEEP)).toEqual([{ views: [view('B'), view('C')] }, { views: [view('C')] }]));
    await waitFor(() => expect(screen.getAllByRole('button', { name: 'Annuler ce changement', hidden: true })).toHaveLength(2));
    for (const button of screen.getAllByRole('button', { name: 'Annuler ce changement', hidden: true })) fireEvent.click(button);
    await waitFor(() => expect(bodies(scene, KEEP)).toHaveLength(4));
    expect((bodies(scene, KEEP)[3] as SavedViews).views.map(({ name }) => name).sort()).toEqual(['A', 'B', 'C']);
  });
});

it('more than is ever fetched is said, and the server then chooses', async () => {
  const page = (n: number): ActionList => anActionList(Array.from({ length: n === 0 ? 200 : 1000 }, (_, place) => anAction(`A-${n}-${place}`)), { next: `c${n + 1}` });
  const pages = Object.fromEntries(Array.from({ length: 6 }, (_, n) => [n === 0 ? FIRST : `GET /api/actions?limit=1000&cursor=c${n}`, page(n)]));
  const NARROWED = 'GET /api/actions?q=plans&limit=200';
  const scene = open({ ...pages, [NARROWED]: anActionList([LATE]) });
  expect(await screen.findByText(/La liste s’arrête à 5 000 actions/)).toBeTruthy();
  fireEvent.change(screen.getByRole('searchbox', { name: 'Chercher dans cette liste' }), { target: { value: 'plans' } });
  await waitFor(() => expect(scene.asked.some(({ what }) => what === NARROWED)).toBe(true));
  await waitFor(() => expect(titles()).toEqual([LATE.title]));
});
