// One meeting: the effect is read before the act, an answer shows at once and comes back when refused, a version conflict says
// what changed and does nothing.
import { jest } from '@jest/globals';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import type { MeetingDetail } from '../../src/contract/meetings.ts';
import { aMe, aMeetingDetail, aMeetingPerson, HOLIDAY, person } from './support/builders.ts';

jest.setTimeout(60_000);
jest.unstable_mockModule('../../tabs/teams.ts', () => ({ openLink: async () => undefined, settings: {} }));
const { default: MeetingPage } = await import('../../tabs/meeting/page.tsx');
const { signedIn, theDialog, Told } = await import('./support/signed-in.tsx');
afterEach(cleanup);

const ID = 'cncot/2027-06-24T09:00';
const PATH = `/api/meetings/${encodeURIComponent(ID)}`;
const GET = `GET ${PATH}`;
const NOTICE = { revision: 1, at: '2027-06-10T13:00:00.000Z', told: 2 };
const ALTERNATIVES = { alternatives: [
  { start: '2027-06-23T09:00', minutes: 90, day: 'mercredi 23 juin 2027', hours: '9 h', strategy: null, free: true, obstacles: [], sentence: '11 des 12 membres sont libres' },
  { start: '2027-06-25T09:00', minutes: 90, day: 'vendredi 25 juin 2027', hours: '9 h', strategy: 'jour ouvrable suivant', free: false, obstacles: [{ is: 'collision', sentence: 'Le CEMT se tient en même temps.', committee: null, persons: 4 }], sentence: '' },
], calendars: 'read' };
const people = [aMeetingPerson('per-coord', { alternates: [{ person: person('sub'), free: true }] }), aMeetingPerson('b')];
const planned = (over: Partial<MeetingDetail> = {}) => aMeetingDetail(ID, { people, obstacles: [HOLIDAY], ...over });
const convened = (over: Partial<MeetingDetail> = {}) => planned({ state: 'convened', notice: NOTICE, convened: true, ...over });
const open = (meeting: MeetingDetail, answers: Record<string, object> = {}) => signedIn(<MeetingPage />, { route: { page: 'meeting', id: ID }, answers: { [GET]: meeting, [`${GET}/alternatives`]: ALTERNATIVES, 'GET /api/config': {}, ...answers } });
const sent = (scene: ReturnType<typeof open>, what: string) => scene.asked.filter((one) => one.what === what).map((one) => one.body);

it('shows the draft agenda', async () => {
  open(planned({ agenda: [{ title: 'Suivi des actions', nature: 'pour information' }, { title: 'Levée de la séance', nature: null }] }));
  await screen.findByText('Projet d’ordre du jour');
  expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual(expect.arrayContaining(['Suivi des actions · pour information', 'Levée de la séance']));
});

it('says what stands in its way, in a word and a sentence', async () => {
  open(planned());
  const watch = within(await screen.findByRole('region', { name: 'À surveiller' }));
  expect(watch.getByText('Jour férié')).toBeTruthy();
  expect(watch.getByText(/Fête nationale/)).toBeTruthy();
});

describe('moving', () => {
  const moved = planned({ start: '2027-06-23T09:00', day: 'mercredi 23 juin 2027', version: 2, obstacles: [], movedFrom: '2027-06-24T09:00' });

  it('shows the alternatives with their obstacles, who will be told, and sends the version that was seen', async () => {
    const scene = open(convened(), { [`POST ${PATH}/change`]: { ...moved, state: 'convened', notice: { ...NOTICE, revision: 2 } } });
    await scene.user.click(await screen.findByRole('button', { name: 'Déplacer' }));
    const dialog = await theDialog();
    expect(await within(dialog.element).findByText('Le CEMT se tient en même temps.', { exact: false })).toBeTruthy();
    expect(dialog.button('Déplacer').getAttribute('aria-disabled')).toBe('true');
    await scene.user.click(within(dialog.element).getByRole('radio', { name: /mercredi 23 juin/, hidden: true }));
    expect(within(dialog.element).getByText('Du jeudi 24 juin 2027 à 9 h au mercredi 23 juin 2027 à 9 h.')).toBeTruthy();
    expect(within(dialog.element).getByText('2 personnes recevront un avis révisé.')).toBeTruthy();
    expect(sent(scene, `POST ${PATH}/change`)).toEqual([]);
    await scene.user.click(dialog.button('Déplacer'));
    expect(await screen.findByText(/Déplacée : prévue le jeudi 24 juin 2027 à 9/)).toBeTruthy();
    expect(sent(scene, `POST ${PATH}/change`)).toEqual([{ version: 1, start: '2027-06-23T09:00', minutes: 90 }]);
    // Everybody was told: going back is another act, with its own notice.
    expect(screen.queryByRole('button', { name: 'Annuler ce changement' })).toBeNull();
  });

  it('can be taken back while nobody was told', async () => {
    let times = 0;
    const scene = open(planned(), { [`POST ${PATH}/change`]: () => { times += 1; return times === 1 ? moved : planned({ version: 3 }); } });
    await scene.user.click(await screen.findByRole('button', { name: 'Déplacer' }));
    const dialog = await theDialog();
    await scene.user.click(await within(dialog.element).findByRole('radio', { name: /mercredi 23 juin/, hidden: true }));
    expect(within(dialog.element).getByText(/personne ne sera avisé/)).toBeTruthy();
    await scene.user.click(dialog.button('Déplacer'));
    await scene.user.click(await screen.findByRole('button', { name: 'Annuler ce changement' }));
    await waitFor(() => expect(sent(scene, `POST ${PATH}/change`).at(-1)).toEqual({ version: 2, start: '2027-06-24T09:00', minutes: 90, reason: null }));
  });

  it('judges a typed date by the same rule before anything is done', async () => {
    const scene = open(planned(), { [`${GET}/alternatives?from=2027-06-25&until=2027-06-25`]: { alternatives: [ALTERNATIVES.alternatives[1]], calendars: 'read' } });
    await scene.user.click(await screen.findByRole('button', { name: 'Déplacer' }));
    const dialog = within((await theDialog()).element);
    await scene.user.click(await dialog.findByRole('radio', { name: 'Une autre date', hidden: true }));
    const date = dialog.getByLabelText(/^Date/);
    await scene.user.clear(date);
    await scene.user.type(date, '2027-06-25');
    expect((await dialog.findAllByText('Le CEMT se tient en même temps.', { exact: false })).length).toBe(2);
  });

  it('keeps the dialog and says the server’s sentence when the date is refused', async () => {
    const scene = open(planned(), { [`POST ${PATH}/change`]: new Told(422, { detail: 'Cette date est passée.', remedy: 'Choisissez une date à venir.' }) });
    await scene.user.click(await screen.findByRole('button', { name: 'Déplacer' }));
    const dialog = await theDialog();
    await scene.user.click(await within(dialog.element).findByRole('radio', { name: /mercredi 23 juin/, hidden: true }));
    await scene.user.click(dialog.button('Déplacer'));
    expect(await within(dialog.element).findByText(/Cette date est passée\. Choisissez une date à venir\./)).toBeTruthy();
  });
});

it('does nothing when somebody was faster, and says what they changed', async () => {
  const scene = open(planned(), { [`POST ${PATH}/cancel`]: () => { scene.answers[GET] = planned({ version: 2, start: '2027-06-23T09:00', day: 'mercredi 23 juin 2027' }); return new Told(409, { code: 'stale' }); } });
  await scene.user.click(await screen.findByRole('button', { name: 'Annuler la séance' }));
  await scene.user.click((await theDialog()).button('Annuler la séance'));
  expect(await screen.findByText(/Rien n’a été fait de votre côté/)).toBeTruthy();
  expect(await screen.findByText(/date : jeudi 24 juin 2027 à 9 h → mercredi 23 juin 2027 à 9 h/)).toBeTruthy();
  await waitFor(() => expect(screen.queryByRole('alertdialog', { hidden: true })).toBeNull());
});

it('convenes after saying how many will be told', async () => {
  const scene = open(planned(), { [`POST ${PATH}/convene`]: convened({ version: 2 }) });
  await scene.user.click(await screen.findByRole('button', { name: 'Convoquer' }));
  const dialog = await theDialog();
  expect(within(dialog.element).getByText(/^2 personnes recevront l’avis/)).toBeTruthy();
  await scene.user.click(dialog.button('Convoquer'));
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Convoquer' })).toBeNull());
  expect(sent(scene, `POST ${PATH}/convene`)).toEqual([{ version: 1, reason: null }]);
});

it('invites a person of the network and an address, and tells only them', async () => {
  const scene = open(convened(), { 'GET /api/choices': { levels: [], roles: [], persons: [person('x')], committees: [], institutions: [], represents: [], teams: [], zones: [] }, [`POST ${PATH}/change`]: convened({ version: 2 }) });
  await scene.user.click(await screen.findByRole('button', { name: 'Inviter' }));
  const dialog = await theDialog();
  const within_ = within(dialog.element);
  await scene.user.type(within_.getByLabelText('Adresse de courriel'), 'equipe');
  await scene.user.click(dialog.button('Ajouter cette adresse'));
  expect(within_.getByText(/Écrivez une adresse complète/)).toBeTruthy();
  expect(within_.getByText(/Dites qui est cette personne/)).toBeTruthy();
  await scene.user.type(within_.getByLabelText('Adresse de courriel'), '@msss.example');
  await scene.user.type(within_.getByLabelText('Nom ou fonction'), 'Équipe ministérielle');
  await scene.user.click(dialog.button('Ajouter cette adresse'));
  expect(within_.getByText(/1 personne ajoutée\. Seules les personnes ajoutées ou retirées/)).toBeTruthy();
  await scene.user.click(dialog.button('Enregistrer'));
  await waitFor(() => expect(sent(scene, `POST ${PATH}/change`)).toEqual([{ version: 1, guests: [{ email: 'equipe@msss.example', label: 'Équipe ministérielle' }] }]));
});

describe('my answer', () => {
  const pressed = (name: string) => screen.getByRole('button', { name }).getAttribute('aria-pressed');
  it('shows at once, is sent, and can be taken back to the former one', async () => {
    const scene = open(convened({ answer: 'absent' }), { [`PUT ${PATH}/answer`]: (body: unknown) => convened({ answer: (body as { answer: 'present' }).answer }) });
    await scene.user.click(await screen.findByRole('button', { name: 'Je participe' }));
    expect(pressed('Je participe')).toBe('true');
    await waitFor(() => expect(sent(scene, `PUT ${PATH}/answer`)).toEqual([{ answer: 'present', alternate: null, person: null }]));
    await scene.user.click(await screen.findByRole('button', { name: 'Annuler ce changement' }));
    await waitFor(() => expect(pressed('Je m’absente')).toBe('true'));
  });

  it('comes back as it was when the server refuses, with the sentence', async () => {
    const scene = open(convened({ answer: 'absent' }), { [`PUT ${PATH}/answer`]: new Told(422, { detail: 'La séance est annulée.' }) });
    await scene.user.click(await screen.findByRole('button', { name: 'Je participe' }));
    expect(await screen.findByText(/La séance est annulée\./)).toBeTruthy();
    expect(pressed('Je m’absente')).toBe('true');
  });

  it('names the only alternate, and sends that one', async () => {
    const scene = open(convened(), { [`PUT ${PATH}/answer`]: convened({ answer: 'alternate' }) });
    await scene.user.click(await screen.findByRole('button', { name: /^Mon substitut.: Titre sub$/ }));
    await waitFor(() => expect(sent(scene, `PUT ${PATH}/answer`)).toEqual([{ answer: 'alternate', alternate: 'sub', person: null }]));
  });

  it('sends the same answer only once', async () => {
    const scene = open(convened({ answer: 'present' }), { [`PUT ${PATH}/answer`]: convened({ answer: 'present' }) });
    await scene.user.click(await screen.findByRole('button', { name: 'Je participe' }));
    expect(sent(scene, `PUT ${PATH}/answer`)).toEqual([]);
  });
});

describe('the quorum', () => {
  const forecast = { state: 'possible' as const, sentence: '5 sur 9; il en faut 5.', sure: 3, possible: 4, needed: 5, of: 9, groups: [{ name: 'Usagers', sure: 0, possible: 1, needed: 1, of: 1, ok: false }] };
  const short = convened({ forecast, people: [aMeetingPerson('b', { answer: 'absent', alternates: [{ person: person('sub'), free: true }] })] });

  it('is said by category, and a free alternate is called after a yes', async () => {
    const scene = open(short, { [`PUT ${PATH}/answer`]: short });
    expect(await screen.findByText('5 sur 9; il en faut 5.')).toBeTruthy();
    expect(screen.getByText('Manque')).toBeTruthy();
    await scene.user.click(screen.getByRole('button', { name: /^Convoquer le substitut/ }));
    const dialog = await theDialog();
    expect(within(dialog.element).getByText(/Titre sub sera convoqué ou convoquée à la place de : Titre b/)).toBeTruthy();
    await scene.user.click(dialog.button('Convoquer'));
    await waitFor(() => expect(sent(scene, `PUT ${PATH}/answer`)).toEqual([{ answer: 'alternate', alternate: 'sub', person: 'b' }]));
  });

  it('lets one choose between several alternates, each with whether they are free', async () => {
    const many = convened({ forecast, people: [aMeetingPerson('b', { answer: 'absent', alternates: [{ person: person('busy'), free: false }, { person: person('sub'), free: true }] })] });
    const scene = open(many, { [`PUT ${PATH}/answer`]: many });
    await scene.user.click(await screen.findByRole('button', { name: /^Convoquer le substitut/ }));
    const dialog = await theDialog();
    expect(dialog.button('Convoquer').getAttribute('aria-disabled')).toBe('true');
    expect(within(dialog.element).getAllByRole('radio', { hidden: true }).map((one) => (one as HTMLInputElement).value)).toEqual(['sub', 'busy']);
    await scene.user.click(within(dialog.element).getByRole('radio', { name: /Titre busy/, hidden: true }));
    await scene.user.click(dialog.button('Convoquer'));
    await waitFor(() => expect(sent(scene, `PUT ${PATH}/answer`)).toEqual([{ answer: 'alternate', alternate: 'busy', person: 'b' }]));
  });

  it('is not shown to those to whom the server does not tell it', async () => {
    open(convened());
    await screen.findByText('Personnes convoquées');
    expect(screen.queryByText('Prévision du quorum')).toBeNull();
  });
});

it('offers a member no act that the rule forbids', async () => {
  const no = { ok: false, why: 'Réservé au secrétariat.' };
  signedIn(<MeetingPage />, { me: aMe(), route: { page: 'meeting', id: ID }, answers: { [GET]: convened({ may: { change: no, convene: no, cancel: no, restore: no, answer: { ok: true } } }), 'GET /api/config': {} } });
  await screen.findByText('Votre réponse');
  for (const name of ['Déplacer', 'Annuler la séance', 'Convoquer']) expect(screen.queryByRole('button', { name })).toBeNull();
});

it('says plainly that a meeting is not open to the reader, with the remedy', async () => {
  open(planned(), { [GET]: new Told(404, { detail: 'Cette séance n’existe pas, ou vous n’y êtes pas convoqué.', remedy: 'Écrivez au secrétariat.' }) });
  expect(await screen.findByRole('heading', { name: 'Cette séance ne vous est pas ouverte', level: 1 })).toBeTruthy();
  expect(screen.getByText('Écrivez au secrétariat.')).toBeTruthy();
});
