// The cascade: levels side by side, each meeting with what it feeds, and what would come too late in words.
import { jest } from '@jest/globals';
import { cleanup, screen, waitFor } from '@testing-library/react';
import type { Cascade } from '../../src/contract/meetings.ts';
import CascadePage from '../../tabs/cascade/page.tsx';
import { aCommittee } from './support/builders.ts';
import { signedIn } from './support/signed-in.tsx';

jest.setTimeout(60_000);
afterEach(cleanup);

const ref = (id: string) => ({ id, acronym: id.toUpperCase(), name: `Comité ${id}` });
const FEEDS = { committee: ref('cncot'), start: '2027-03-04T09:00', day: 'jeudi 4 mars 2027', deadline: '2027-02-25T17:00', deadlineDay: 'jeudi 25 février 2027' };
const CASCADE: Cascade = { year: 2027, rows: [
  { committee: ref('ctcot'), meetings: [{ start: '2027-02-22T10:00', day: 'lundi 22 février 2027', feeds: FEEDS, misses: null, obstacles: [] }, { start: '2027-03-22T10:00', day: 'lundi 22 mars 2027', feeds: null, misses: 'Un point adopté ce jour-là manquerait le CNCOT.', obstacles: [] }] },
  { committee: ref('cncot'), meetings: [{ start: '2027-03-04T09:00', day: 'jeudi 4 mars 2027', feeds: null, misses: null, obstacles: [] }] },
] };
const open = (cascade: Cascade) => signedIn(<CascadePage />, { route: { page: 'cascade', year: 2027 }, answers: { 'GET /api/cascade?year=2027': cascade, 'GET /api/committees': { network: 'RQT', committees: [aCommittee('cncot'), aCommittee('ctcot', { level: 'territorial', levelName: 'Territorial' })] } } });

it('stands from the lowest level to the highest, and says what a meeting feeds and until when', async () => {
  const scene = open(CASCADE);
  await waitFor(() => expect(screen.getAllByRole('heading', { level: 2 }).map((one) => one.textContent)).toEqual(['Territorial', 'National']));
  await scene.user.click(screen.getByRole('button', { name: /^CTCOT/ }));
  expect(screen.getByText(/Alimente CNCOT du jeudi 4 mars 2027/)).toBeTruthy();
  expect(screen.getByText('Dépôt au plus tard le jeudi 25 février 2027')).toBeTruthy();
});

it('keeps only what would come too late, opened', async () => {
  const scene = open(CASCADE);
  await scene.user.click(await screen.findByRole('switch', { name: 'Seulement ce qui arriverait trop tard' }));
  expect(await screen.findByText(/manquerait le CNCOT/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: /^CNCOT/ })).toBeNull();
});

it('invites to generate a year where there is none, and turns to another', async () => {
  const scene = open({ year: 2027, rows: [] });
  expect(await screen.findByText('Aucune séance cette année-là')).toBeTruthy();
  await scene.user.click(screen.getByRole('button', { name: 'Année 2028' }));
  expect(scene.went).toEqual(['/tabs/network/cascade?year=2028']);
});
