// The calendar: walked by keyboard, filtered, marked in words; whose meetings it shows is in its address.
import { jest } from '@jest/globals';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import CalendarPage from '../../tabs/calendar/page.tsx';
import { calendarRoute } from '../../tabs/route.ts';
import { aCommittee, aMeeting, aMeetingList, HOLIDAY } from './support/builders.ts';
import { signedIn, Told } from './support/signed-in.tsx';

jest.setTimeout(60_000);
afterEach(cleanup);

const YEAR = 'from=2027-01-01&until=2027-12-31';
const on = (id: string, day: string, over: Parameters<typeof aMeeting>[1] = {}) => aMeeting(id, { start: `${day}T09:00`, startsAt: `${day}T13:00:00.000Z`, endsAt: `${day}T14:30:00.000Z`, ...over });
const LIST = aMeetingList([
  on('cncot/a', '2027-06-24', { obstacles: [HOLIDAY] }), on('cemt/b', '2027-06-25', { movedFrom: '2027-06-24T09:00' }), on('cncot/c', '2027-06-10', { state: 'cancelled' }), on('cncot/d', '2027-07-08'),
], { days: [{ date: '2027-06-24', is: 'holiday', name: 'Fête nationale' }] });
const open = (over: Parameters<typeof calendarRoute>[0] = {}, answers: Record<string, object> = {}) => signedIn(<CalendarPage />, { route: calendarRoute({ month: '2027-06', ...over }), answers: {
  [`GET /api/meetings?${YEAR}`]: LIST, 'GET /api/committees': { network: 'RQT', committees: [aCommittee('cncot'), aCommittee('cemt', { level: 'ministeriel_strategique', levelName: 'Ministériel' })] }, ...answers,
} });
const cell = (date: string): HTMLElement => document.querySelector<HTMLElement>(`[data-date="${date}"]`)!;

it('marks holidays, obstacles, moves and cancellations in words', async () => {
  open();
  await screen.findByRole('grid', { name: 'juin 2027' });
  expect(within(cell('2027-06-24')).getByText('Férié')).toBeTruthy();
  expect(within(cell('2027-06-24')).getByText('Jour férié')).toBeTruthy();
  expect(within(cell('2027-06-25')).getByText('Déplacée')).toBeTruthy();
  expect(within(cell('2027-06-10')).getByText('Annulée')).toBeTruthy();
  expect(screen.getByText('2 séances', { selector: 'output' })).toBeTruthy();
});

it('is walked with the arrows, across months; Enter opens, Escape comes back; t goes to today', async () => {
  const scene = open();
  await screen.findByRole('grid');
  cell('2027-06-24').focus();
  await scene.user.keyboard('{ArrowRight}');
  expect(document.activeElement).toBe(cell('2027-06-25'));
  await scene.user.keyboard('{Enter}');
  expect(document.activeElement?.textContent).toContain('CEMT');
  await scene.user.keyboard('{Escape}');
  expect(document.activeElement).toBe(cell('2027-06-25'));
  await scene.user.keyboard('{ArrowDown}');
  await waitFor(() => expect(document.activeElement).toBe(cell('2027-07-02')));
  expect(scene.went.at(-1)).toBe('/tabs/network/calendar?month=2027-07');
  (document.activeElement as HTMLElement).blur();
  await scene.user.keyboard('t');
  const { went } = scene;
  expect(went.at(-1)).toBe(`/tabs/network/calendar?month=${new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Toronto', year: 'numeric', month: '2-digit' }).format(new Date()).slice(0, 7)}`);
});

it('has one stop for Tab among its days', async () => {
  open();
  await screen.findByRole('grid');
  expect([...document.querySelectorAll('[role="gridcell"][tabindex="0"]')].map((one) => one.getAttribute('data-date'))).toEqual(['2027-06-10']);
});

it('filters by word, says when nothing matches, and clears', async () => {
  const scene = open();
  await scene.user.type(await screen.findByRole('searchbox', { name: 'Filtrer les séances' }), 'cemt');
  await waitFor(() => expect(within(cell('2027-06-24')).queryByText('CNCOT')).toBeNull());
  expect(within(cell('2027-06-25')).getByText('CEMT')).toBeTruthy();
  await scene.user.type(screen.getByRole('searchbox', { name: 'Filtrer les séances' }), ' nulle part');
  expect(await screen.findByText('Aucune séance ne correspond')).toBeTruthy();
  for (const clear of screen.getAllByRole('button', { name: 'Effacer le filtre' }).slice(0, 1)) await scene.user.click(clear);
  await waitFor(() => expect(within(cell('2027-06-24')).getByText('CNCOT')).toBeTruthy());
});

it('shows the year as a list by month', async () => {
  open({ list: true });
  expect(await screen.findByRole('link', { name: 'Séance cncot/d' })).toBeTruthy();
  expect(screen.getAllByRole('heading', { level: 2 }).map((one) => one.textContent)).toEqual(['2027 3 séances', 'juin 2027 2 séances', 'juillet 2027 1 séance']);
});

it('reads one committee’s meetings, or one’s own, by its address', async () => {
  const scene = open({ committee: 'cncot' }, { [`GET /api/meetings?committee=cncot&${YEAR}`]: aMeetingList([on('cncot/a', '2027-06-24', { title: 'Séance du CNCOT' })]) });
  expect(await screen.findByText('Séance du CNCOT')).toBeTruthy();
  await scene.user.click(screen.getByRole('combobox', { name: 'Instance' }));
  await scene.user.click(await screen.findByRole('option', { name: 'Mes séances' }));
  expect(scene.went.at(-1)).toBe('/tabs/network/calendar?mine=1&month=2027-06');
  await waitFor(() => expect(scene.asked.map((one) => one.what)).toContain(`GET /api/me/meetings?${YEAR}`));
});

it('invites to begin where there is nothing, saying why somebody may not', async () => {
  const scene = open({}, { [`GET /api/meetings?${YEAR}`]: aMeetingList([], { mayPlan: { ok: false, why: 'Réservé au secrétariat.' } }) });
  await screen.findByText('Aucune séance à ce moment');
  for (const button of screen.getAllByRole('button', { name: 'Générer l’année' })) { expect(button.getAttribute('aria-disabled')).toBe('true'); await scene.user.click(button); }
  expect(scene.went).toEqual([]);
});

it('says what failed and reads again', async () => {
  const scene = open({}, { [`GET /api/meetings?${YEAR}`]: new Told(403, { detail: 'Refusé.' }) });
  expect(await screen.findByRole('alert')).toBeTruthy();
  expect(scene.asked.length).toBeGreaterThan(0);
});
