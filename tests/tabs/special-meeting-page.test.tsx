// A special or joint meeting: what is missing is named, that day is looked at, and it is planned only after a yes.
import { jest } from '@jest/globals';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import SpecialMeetingPage from '../../tabs/special-meeting/page.tsx';
import { aCommittee, aMeeting, aMeetingDetail, aMeetingList } from './support/builders.ts';
import { signedIn, theDialog, Told } from './support/signed-in.tsx';

jest.setTimeout(60_000);
beforeEach(() => sessionStorage.clear());
afterEach(cleanup);

const DAY = 'GET /api/meetings?from=2027-06-24&until=2027-06-24';
const PLANNED = aMeetingDetail('cncot/x-1', { kind: 'special' });
const open = (answers: Record<string, object> = {}) => signedIn(<SpecialMeetingPage />, { route: { page: 'special', committee: 'cncot' }, answers: {
  'GET /api/committees': { network: 'RQT', committees: [aCommittee('cncot'), aCommittee('cemt')] }, 'GET /api/choices': { levels: [], roles: [], persons: [], committees: [], institutions: [], represents: [], teams: [], zones: [] },
  [DAY]: aMeetingList([aMeeting('cemt/1', { title: 'Séance du CEMT', start: '2027-06-24T10:00', hours: '10 h' })], { days: [{ date: '2027-06-24', is: 'holiday', name: 'Fête nationale' }] }), 'POST /api/meetings': PLANNED, ...answers,
} });
const fill = async (scene: ReturnType<typeof open>) => { await scene.user.type(screen.getByLabelText(/^Date/), '2027-06-24'); };
const sent = (scene: ReturnType<typeof open>) => scene.asked.filter((one) => one.what === 'POST /api/meetings').map((one) => one.body);

it('names what is missing and gives it the focus', async () => {
  const scene = open();
  await scene.user.click(screen.getByRole('button', { name: 'Planifier la séance' }));
  expect(await screen.findByText('Choisissez une date et une heure.')).toBeTruthy();
  expect(document.activeElement?.id).toBe('special-when');
  expect(screen.queryByRole('alertdialog', { hidden: true })).toBeNull();
});

it('says what else that day holds, and plans jointly after a yes', async () => {
  const scene = open();
  await fill(scene);
  expect(await screen.findByText('Séance du CEMT, à 10 h, se tient en même temps.')).toBeTruthy();
  expect(screen.getByText('Fête nationale')).toBeTruthy();
  await scene.user.click(screen.getByRole('combobox', { name: 'Instances conjointes' }));
  await scene.user.click(await screen.findByRole('option', { name: /^CEMT/ }));
  await scene.user.type(screen.getByLabelText('Motif'), 'Urgence');
  await scene.user.click(screen.getByRole('button', { name: 'Planifier la séance' }));
  const dialog = await theDialog();
  expect(within(dialog.element).getByText('Conjointement avec CEMT.')).toBeTruthy();
  expect(within(dialog.element).getByText('Fête nationale')).toBeTruthy();
  expect(sent(scene)).toEqual([]);
  await scene.user.click(dialog.button('Planifier'));
  await waitFor(() => expect(scene.went).toEqual(['/tabs/meeting/cncot/x-1']));
  expect(sent(scene)).toEqual([{ committee: 'cncot', jointly: ['cemt'], start: '2027-06-24T09:00', minutes: 90, title: null, reason: 'Urgence', guests: [] }]);
});

it('keeps what was typed when the server refuses, with its sentence', async () => {
  const scene = open({ 'POST /api/meetings': new Told(422, { detail: 'Cette date est passée.', remedy: 'Choisissez une date à venir.' }) });
  await fill(scene);
  await scene.user.type(screen.getByLabelText('Motif'), 'Urgence');
  await scene.user.click(screen.getByRole('button', { name: 'Planifier la séance' }));
  const dialog = await theDialog();
  await scene.user.click(dialog.button('Planifier'));
  expect(await within(dialog.element).findByText(/Cette date est passée/)).toBeTruthy();
  cleanup();
  open();
  expect((await screen.findByLabelText<HTMLTextAreaElement>('Motif')).value).toBe('Urgence');
});

it('is taken back by cancelling, for nobody was told', async () => {
  const scene = open({ [`POST /api/meetings/${encodeURIComponent('cncot/x-1')}/cancel`]: { ...PLANNED, state: 'cancelled' } });
  await fill(scene);
  await scene.user.click(screen.getByRole('button', { name: 'Planifier la séance' }));
  await scene.user.click((await theDialog()).button('Planifier'));
  await scene.user.click(await screen.findByRole('button', { name: 'Annuler ce changement' }));
  await waitFor(() => expect(scene.asked.filter((one) => one.what.endsWith('/cancel')).map((one) => one.body)).toEqual([{ version: 1, reason: null }]));
});
