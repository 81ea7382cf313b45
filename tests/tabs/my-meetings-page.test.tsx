// « Mes séances »: what is due is answered in one act; the feed's address shows once; reminders come back when refused.
import { jest } from '@jest/globals';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import MyMeetingsPage from '../../tabs/my-meetings/page.tsx';
import { aMeeting, aMeetingDetail, aMeetingList } from './support/builders.ts';
import { signedIn, theDialog, Told } from './support/signed-in.tsx';

jest.setTimeout(60_000);
jest.useFakeTimers({ now: new Date('2027-06-23T12:00:00Z'), doNotFake: ['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'requestAnimationFrame', 'cancelAnimationFrame', 'requestIdleCallback', 'cancelIdleCallback', 'setImmediate', 'clearImmediate', 'setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] });
afterAll(() => { jest.useRealTimers(); });
afterEach(cleanup);

const DUE = aMeeting('cncot/2027-06-24T09:00', { convened: true, state: 'convened' });
const LATER = aMeeting('cncot/2027-07-08T09:00', { title: 'Séance de juillet', start: '2027-07-08T09:00', startsAt: '2027-07-08T13:00:00.000Z', endsAt: '2027-07-08T14:30:00.000Z' });
const MINE = 'GET /api/me/meetings?from=2027-06-23&until=2028-06-22';
const ANSWER = `PUT /api/meetings/${encodeURIComponent(DUE.id)}/answer`;
const REMINDERS = { before: ['P7D', 'P1D'], quiet: null, zone: 'America/Toronto', offered: [{ before: 'P7D', label: '7 jours avant' }, { before: 'P1D', label: 'La veille' }, { before: 'PT30M', label: '30 minutes avant' }] };
const NO_FEED = { exists: false, madeAt: null, url: null };
const open = (answers: Record<string, object> = {}) => signedIn(<MyMeetingsPage />, { route: { page: 'meetings' }, answers: { [MINE]: aMeetingList([LATER, DUE]), 'GET /api/me/feed': NO_FEED, 'GET /api/me/reminders': REMINDERS, ...answers } });
const section = async (name: string | RegExp) => within((await screen.findByRole('heading', { name })).closest('section')!);
const bodies = (scene: ReturnType<typeof open>, what: string) => scene.asked.filter((one) => one.what === what).map((one) => one.body);

it('puts what is due on top, then the week, then later', async () => {
  open();
  expect((await section('Réponses attendues (1)')).getByRole('link', { name: DUE.title })).toBeTruthy();
  expect((await section('Cette semaine')).getByRole('link', { name: DUE.title })).toBeTruthy();
  expect((await section('Plus tard')).getByRole('link', { name: 'Séance de juillet' })).toBeTruthy();
});

it('answers at once, tells the server, and gives the focus a place', async () => {
  const scene = open({ [ANSWER]: () => { scene.answers[MINE] = aMeetingList([{ ...DUE, answer: 'present' }, LATER]); return aMeetingDetail(DUE.id, { answer: 'present' }); } });
  await scene.user.click(await screen.findByRole('button', { name: /^Je participe/ }));
  expect(await screen.findByText('Aucune réponse n’est attendue de vous.')).toBeTruthy();
  expect(document.activeElement?.textContent).toBe('Réponses attendues (0)');
  expect(bodies(scene, ANSWER)).toEqual([{ answer: 'present', alternate: null, person: null }]);
  await scene.user.click(await screen.findByRole('button', { name: 'Changer ma réponse' }));
  expect(scene.went).toEqual(['/tabs/meeting/cncot/2027-06-24T09%3A00']);
});

it('gives the row back when the answer is refused', async () => {
  const scene = open({ [ANSWER]: new Told(422, {}) });
  await scene.user.click(await screen.findByRole('button', { name: /^Je m’absente/ }));
  expect(await screen.findByText('Votre réponse n’a pas été enregistrée. Réessayez.')).toBeTruthy();
  expect(screen.getByRole('button', { name: /^Je participe/ })).toBeTruthy();
});

it('says what will be here when nothing is', async () => {
  open({ [MINE]: aMeetingList([]) });
  expect(await screen.findByText('Aucune séance ne vous attend')).toBeTruthy();
});

describe('the calendar feed', () => {
  it('shows its address once it is made, to be copied', async () => {
    const scene = open({ 'POST /api/me/feed': { exists: true, madeAt: '2027-06-23T12:00:00.000Z', url: 'https://gouverne.example/calendrier/secret.ics' } });
    await scene.user.click(await screen.findByRole('button', { name: 'Créer mon adresse' }));
    expect((await screen.findByRole<HTMLInputElement>('textbox', { name: 'Adresse de votre calendrier' })).value).toBe('https://gouverne.example/calendrier/secret.ics');
    await scene.user.click(screen.getByRole('button', { name: 'Copier l’adresse' }));
    expect(await navigator.clipboard.readText()).toBe('https://gouverne.example/calendrier/secret.ics');
  });

  it('is revoked only after saying what stops', async () => {
    const scene = open({ 'GET /api/me/feed': { exists: true, madeAt: '2027-06-01T12:00:00.000Z', url: null }, 'DELETE /api/me/feed': NO_FEED });
    expect(await screen.findByText('Une adresse existe depuis le 1er juin 2027.')).toBeTruthy();
    await scene.user.click(screen.getByRole('button', { name: 'Révoquer' }));
    const dialog = await theDialog();
    expect(within(dialog.element).getByText(/cesseront de recevoir vos séances/)).toBeTruthy();
    expect(bodies(scene, 'DELETE /api/me/feed')).toEqual([]);
    await scene.user.click(dialog.button('Révoquer'));
    expect(await screen.findByText('Aucune adresse n’existe.')).toBeTruthy();
  });
});

describe('reminders', () => {
  const box = (name: string) => screen.getByRole<HTMLInputElement>('checkbox', { name });
  it('are kept at once, in the order offered, and taken back on demand', async () => {
    const scene = open({ 'PUT /api/me/reminders': (body: unknown) => body });
    await scene.user.click(await screen.findByRole('checkbox', { name: '30 minutes avant' }));
    await waitFor(() => expect(bodies(scene, 'PUT /api/me/reminders')).toEqual([{ ...REMINDERS, before: ['P7D', 'P1D', 'PT30M'] }]));
    await scene.user.click(await screen.findByRole('button', { name: 'Annuler ce changement' }));
    await waitFor(() => expect(box('30 minutes avant').checked).toBe(false));
  });

  it('come back as they were when refused', async () => {
    const scene = open({ 'PUT /api/me/reminders': new Told(500, {}) });
    await scene.user.click(await screen.findByRole('checkbox', { name: 'La veille' }));
    expect(await screen.findByText(/Ils sont revenus comme avant/)).toBeTruthy();
    expect(box('La veille').checked).toBe(true);
  });

  it('keep quiet from an evening to a morning', async () => {
    const scene = open({ 'PUT /api/me/reminders': (body: unknown) => body });
    await scene.user.click(await screen.findByRole('switch', { name: 'Heures de tranquillité' }));
    await waitFor(() => expect(bodies(scene, 'PUT /api/me/reminders')).toEqual([{ ...REMINDERS, quiet: { from: '20:00', until: '07:00' } }]));
    expect(await screen.findByLabelText('De')).toBeTruthy();
  });
});
