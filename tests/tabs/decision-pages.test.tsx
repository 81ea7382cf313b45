// The register, one decision, its recording and the search: filters reach the server, refusals stand at their field, nothing is recorded unseen.
import { jest } from '@jest/globals';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import type { DecisionDetail, DecisionRow, Reach } from '../../src/contract/decisions.ts';
import DecisionPage from '../../tabs/decision/page.tsx';
import NewDecisionPage from '../../tabs/decisions/new-page.tsx';
import { attendants, emptyDecision, missingIn, toNewDecision } from '../../tabs/decisions/form-model.ts';
import DecisionsPage from '../../tabs/decisions/page.tsx';
import { decisionsRoute, newDecisionRoute } from '../../tabs/route.ts';
import SearchPage from '../../tabs/search/page.tsx';
import { aCommittee, aDetail, aMeetingList, aSeat, person } from './support/builders.ts';
import { signedIn, theDialog, Told } from './support/signed-in.tsx';

jest.setTimeout(60_000);
beforeEach(() => { sessionStorage.clear(); });
afterEach(cleanup);

const OK = { ok: true };
const ROW: DecisionRow = { id: 'D-2027-001', number: 'CNCOT-2027-001', title: 'Le calendrier est adopté', committee: { id: 'cncot', acronym: 'CNCOT' }, kind: 'decision', takenOn: '2027-01-07', standing: 'in-force', supersededBy: null, reviewOn: null, inCamera: false, execution: { open: 3, late: 1, done: 0 }, reach: { asked: 34, applied: 5, left: 29 }, version: 4 };
const DETAIL: DecisionDetail = {
  ...ROW, committee: { id: 'cncot', acronym: 'CNCOT', name: 'Comité cncot' }, text: 'Texte adopté.', textNow: 'Texte adopté.', takenWords: 'jeudi 7 janvier 2027 à 9 h 40', meeting: null, item: null, vote: { mode: 'unanimous', for: 5, against: 0, abstained: 0, sentence: 'À l’unanimité : 5 voix.' },
  quorum: { present: 5, needed: 5, met: true, sentence: 'Quorum constaté : 5 voix sur 9 (il en faut 5).' }, present: [{ person: person('ana'), role: 'Présidence', votes: true, represents: null }], replaces: [], replacedBy: null, amendments: [], recorded: { on: '2027-01-07', by: null }, actions: [], url: 'https://teams.microsoft.com/l/x',
  may: { amend: OK, review: OK, supersede: OK, reach: { ok: false, why: 'Tous sont déjà interrogés.' }, createAction: OK },
};
const counts = { asked: 1, received: 0, planned: 0, applied: 1, 'not-applicable': 0 };
const at = (id: string, may: boolean): Reach['institutions'][number] => ({ id, acronym: id.toUpperCase(), name: `Établissement ${id}`, territory: 'ter-udem', state: 'asked', plannedOn: null, reason: null, by: null, on: null, may: { ok: may } });
const REACH: Reach = { decision: { id: ROW.id, number: ROW.number, title: ROW.title }, counts, territories: [{ id: 'ter-udem', name: 'Territoire du CHUM', counts }], institutions: [at('a', true), at('b', false)] };
const list = (decisions: DecisionRow[], next: string | null = null) => ({ today: '2027-02-01', decisions, next, mayRecord: OK });
const COMMITTEES = { network: 'Réseau', committees: [aCommittee('cncot')] };
const sent = (scene: ReturnType<typeof signedIn>, what: string) => scene.asked.filter((one) => one.what === what).map((one) => one.body);

describe('the register', () => {
  const FIRST = 'GET /api/decisions?limit=50';
  it('says standing, execution and reach in words, and goes on page after page', async () => {
    const scene = signedIn(<DecisionsPage />, { route: decisionsRoute(), answers: { 'GET /api/committees': COMMITTEES, [FIRST]: list([ROW], 'next'), [`${FIRST}&cursor=next`]: list([{ ...ROW, id: 'D-2026-009', number: 'CNCOT-2026-009', standing: 'superseded', reach: null }]) } });
    const row = within(await screen.findByRole('row', { name: /CNCOT-2027-001/ }));
    for (const said of ['En vigueur', '3 actions ouvertes, 1 en retard', 'Appliquée par 5 sur 34']) expect(row.getByText(said)).toBeTruthy();
    await scene.user.click(screen.getByRole('button', { name: 'Afficher les suivantes' }));
    expect(within(await screen.findByRole('row', { name: /CNCOT-2026-009/ })).getByText('Remplacée')).toBeTruthy();
  });

  it('of what one answers for opens to the rest', async () => {
    const scene = signedIn(<DecisionsPage />, { route: decisionsRoute({ answered: true }), answers: { 'GET /api/committees': COMMITTEES, 'GET /api/decisions?answered=true&limit=50': list([]), [FIRST]: list([ROW]) } });
    expect(await screen.findByText('Aucune décision ne correspond')).toBeTruthy();
    await scene.user.click(screen.getByRole('button', { name: 'Ce dont je réponds' }));
    expect(await screen.findByRole('row', { name: /CNCOT-2027-001/ })).toBeTruthy();
    expect(scene.went.at(-1)).toBe('/tabs/network/decisions');
  });

  it('asks the server for what is typed, once one pauses, and keeps it in the address', async () => {
    const scene = signedIn(<DecisionsPage />, { route: decisionsRoute(), answers: { 'GET /api/committees': COMMITTEES, [FIRST]: list([ROW]), 'GET /api/decisions?q=zz&limit=50': list([]) } });
    await scene.user.type(await screen.findByRole('searchbox'), 'zz');
    expect(await screen.findByText('Aucune décision ne correspond')).toBeTruthy();
    expect(scene.went).toEqual(['/tabs/network/decisions?q=zz']);
    for (const button of screen.getAllByRole('button', { name: 'Effacer les filtres' }).slice(0, 1)) await scene.user.click(button);
    expect(await screen.findByRole('row', { name: /CNCOT-2027-001/ })).toBeTruthy();
  });
});

describe('one decision', () => {
  const open = (answers: Record<string, object> = {}) => signedIn(<DecisionPage />, { route: { page: 'decision', id: ROW.id }, answers: { 'GET /api/decisions/D-2027-001': DETAIL, 'GET /api/decisions/D-2027-001/reach': REACH, ...answers } });

  it('shows the vote and the quorum at that minute, and gives an act that is refused its reason', async () => {
    open();
    expect(await screen.findByText('À l’unanimité : 5 voix.')).toBeTruthy();
    expect(screen.getByText('Quorum constaté : 5 voix sur 9 (il en faut 5).')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Interroger des établissements…' }).getAttribute('aria-disabled')).toBe('true');
  });

  it('amends with a reason only, and with the version that was read', async () => {
    const AMEND = 'POST /api/decisions/D-2027-001/amend';
    const scene = open({ [AMEND]: () => { const now = { ...DETAIL, version: 5, textNow: 'Autre texte.' }; scene.answers['GET /api/decisions/D-2027-001'] = now; return now; } });
    await scene.user.click(await screen.findByRole('button', { name: 'Modifier le texte…' }));
    const dialog = await theDialog();
    const text = within(dialog.element).getByLabelText(/Nouveau texte/);
    await scene.user.clear(text);
    await scene.user.type(text, 'Autre texte.');
    await scene.user.click(dialog.button('Enregistrer la modification'));
    expect(within(dialog.element).getByText('Dites pourquoi le texte change.')).toBeTruthy();
    expect(sent(scene, AMEND)).toEqual([]);
    await scene.user.type(within(dialog.element).getByLabelText(/Raison/), 'Coquille.');
    await scene.user.click(dialog.button('Enregistrer la modification'));
    await waitFor(() => expect(sent(scene, AMEND)).toEqual([{ version: 4, text: 'Autre texte.', reason: 'Coquille.' }]));
    expect((await screen.findAllByText('Autre texte.')).length).toBeGreaterThan(0);
  });

  it('answers for one’s own institution, with the reason that « sans objet » asks', async () => {
    const PUT = 'PUT /api/decisions/D-2027-001/reach/a';
    const scene = open({ [PUT]: { ...REACH, institutions: [{ ...at('a', true), state: 'not-applicable', reason: 'Aucun site.' }, at('b', false)] } });
    await scene.user.click(await screen.findByRole('button', { name: 'Répondre pour Établissement a' }));
    const dialog = await theDialog();
    await scene.user.click(within(dialog.element).getByRole('radio', { name: /Sans objet/, hidden: true }));
    await scene.user.click(dialog.button('Enregistrer la réponse'));
    expect(within(dialog.element).getByText('Dites pourquoi elle est sans objet.')).toBeTruthy();
    await scene.user.type(within(dialog.element).getByRole('textbox', { hidden: true }), 'Aucun site.');
    await scene.user.click(dialog.button('Enregistrer la réponse'));
    await waitFor(() => expect(sent(scene, PUT)).toEqual([{ state: 'not-applicable', plannedOn: null, reason: 'Aucun site.' }]));
  });

  it('taken in camera says so to the form of the action that follows from it', async () => {
    const scene = open({ 'GET /api/decisions/D-2027-001': { ...DETAIL, inCamera: true } });
    await scene.user.click(await screen.findByRole('button', { name: 'Créer une action' }));
    expect(scene.went).toEqual(['/tabs/network/new-action?committee=cncot&decision=D-2027-001&camera=1']);
  });

  it('says the same of one that is restricted and of one that is not there', async () => {
    open({ 'GET /api/decisions/D-2027-001': new Told(404, { detail: 'Cette décision n’existe pas, ou sa consultation est restreinte.' }) });
    expect(await screen.findByText('Cette décision n’existe pas, ou sa consultation est restreinte.')).toBeTruthy();
  });
});

describe('recording', () => {
  const CNCOT = aDetail('cncot', { seatList: [aSeat('ana', { alternates: [person('zoe')] }), aSeat('ben'), aSeat('obs', { votes: false, roleName: 'Observation' })] });
  const RECORD = 'POST /api/decisions';
  const open = (answers: Record<string, object> = {}) => signedIn(<NewDecisionPage />, { route: newDecisionRoute({ committee: 'cncot' }), answers: { 'GET /api/committees': COMMITTEES, 'GET /api/committees/cncot': CNCOT, 'GET /api/decisions?committee=cncot&limit=200': list([ROW]), [RECORD]: DETAIL, ...answers } });
  const fill = async (scene: ReturnType<typeof open>): Promise<void> => {
    // Meetings are looked up by the day on the clock, which is not this test's business.
    scene.answers[scene.asked.find(({ what }) => what.includes('/api/meetings'))?.what ?? ''] = aMeetingList([]);
    await scene.user.type(await screen.findByRole('textbox', { name: /^Titre/ }), 'Le plan est adopté');
    await scene.user.type(screen.getByRole('textbox', { name: /^Texte de la décision/ }), 'Il est résolu d’adopter le plan.');
    await scene.user.type(screen.getByLabelText(/^Jour/), '2026-01-07');
    await scene.user.type(screen.getByLabelText(/^Heure/), '09:40');
    await scene.user.click(await screen.findByRole('button', { name: 'Cocher tous les membres votants' }));
  };

  it('sends nothing before it was seen whole', async () => {
    const scene = open();
    await fill(scene);
    await scene.user.click(screen.getByRole('button', { name: 'Vérifier et consigner' }));
    const dialog = await theDialog();
    expect(within(dialog.element).getByText('2 personnes présentes, dont 2 avec droit de vote')).toBeTruthy();
    expect(sent(scene, RECORD)).toEqual([]);
    await scene.user.click(dialog.button('Consigner au registre'));
    await waitFor(() => expect(scene.went).toEqual(['/tabs/decision/D-2027-001']));
    expect(sent(scene, RECORD)).toEqual([expect.objectContaining({ committee: 'cncot', takenAt: '2026-01-07T09:40', present: ['ana', 'ben'], vote: { mode: 'unanimous', for: 0, against: 0, abstained: 0 }, reach: [] })]);
  });

  it('puts the server’s refusal at its field and keeps what was typed, also for the next visit', async () => {
    const message = 'Le quorum n’est pas atteint : 2 voix sur 9 (il en faut 5).';
    const scene = open({ [RECORD]: new Told(422, { code: 'no-quorum', detail: message, errors: [{ field: 'present', line: null, column: null, code: 'no-quorum', message, remedy: '' }] }) });
    await fill(scene);
    await scene.user.click(screen.getByRole('button', { name: 'Vérifier et consigner' }));
    await scene.user.click((await theDialog()).button('Consigner au registre'));
    expect(await screen.findByText(message)).toBeTruthy();
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: /^Titre/ }).value).toBe('Le plan est adopté');
    cleanup();
    open();
    expect(await screen.findByText('Ce que vous aviez commencé est encore là.')).toBeTruthy();
  });

  it('names what is missing at each field', async () => {
    const scene = open();
    await scene.user.click(await screen.findByRole('button', { name: 'Vérifier et consigner' }));
    expect(await screen.findByText('Donnez un titre.')).toBeTruthy();
    expect(sent(scene, RECORD)).toEqual([]);
  });

  it('asks only for the counts that the vote has', () => {
    const form = { ...emptyDecision('cncot'), title: 't', text: 't', day: '2027-01-07', time: '09:40', present: ['ana'], for: '3', against: '1', abstained: '2' };
    expect(toNewDecision({ ...form, mode: 'unanimous' }).vote).toEqual({ mode: 'unanimous', for: 0, against: 0, abstained: 0 });
    expect(toNewDecision({ ...form, mode: 'consensus' }).vote).toEqual({ mode: 'consensus', for: 0, against: 0, abstained: 2 });
    expect(toNewDecision({ ...form, mode: 'majority' }).vote).toEqual({ mode: 'majority', for: 3, against: 1, abstained: 2 });
    expect(missingIn({ ...form, mode: 'majority', against: 'une' })).toEqual(['vote']);
    expect(missingIn({ ...form, reach: 'some' })).toEqual(['institutions']);
  });

  it('offers each person once, those who vote first, then whoever may stand in', () => {
    expect(attendants(CNCOT).map(({ person: { id }, votes, alternate }) => [id, votes, alternate])).toEqual([['ana', true, false], ['ben', true, false], ['obs', false, false], ['zoe', false, true]]);
  });
});

describe('the search', () => {
  const FOUND = { results: [{ kind: 'decision', id: ROW.id, title: ROW.title, committee: ROW.committee, on: ROW.takenOn, state: 'En vigueur', excerpt: [{ text: 'Il adopte le ', found: false }, { text: 'plan', found: true }], path: 'decision/D-2027-001' }], more: false };
  it('answers as one types, marks the words, and leads to the object', async () => {
    const scene = signedIn(<SearchPage />, { route: { page: 'search', q: '', kind: null }, answers: { 'GET /api/search?q=plan&limit=20': FOUND } });
    expect(await screen.findByText('Que cherchez-vous?')).toBeTruthy();
    await scene.user.type(screen.getByRole('searchbox'), 'plan');
    expect((await screen.findByRole('link', { name: ROW.title })).getAttribute('href')).toBe('/tabs/decision/D-2027-001');
    expect(screen.getByText('plan').tagName).toBe('MARK');
    expect(scene.said).toContain('1 résultat');
  });

  it('offers to look everywhere when one kind has nothing', async () => {
    const scene = signedIn(<SearchPage />, { route: { page: 'search', q: 'plan', kind: 'meeting' }, answers: { 'GET /api/search?q=plan&kind=meeting&limit=20': { results: [], more: false }, 'GET /api/search?q=plan&limit=20': FOUND } });
    await scene.user.click(await screen.findByRole('button', { name: 'Chercher dans tout' }));
    expect(await screen.findByRole('link', { name: ROW.title })).toBeTruthy();
    expect(scene.went).toEqual(['/tabs/search?q=plan']);
  });
});
