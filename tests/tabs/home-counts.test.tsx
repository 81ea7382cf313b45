// The counts of the home page lead to the very rows that they count.
import { jest } from '@jest/globals';
import { cleanup, screen, within } from '@testing-library/react';
import type { Desk, DeskQuery } from '../../src/contract/desk.ts';
import { StateOfThings } from '../../tabs/home/overview.tsx';
import { anAction } from './support/builders.ts';
import { signedIn } from './support/signed-in.tsx';

jest.setTimeout(60_000);
afterEach(cleanup);

const share = (id: string) => [{ id, label: id, open: 9, late: 2, blocked: 1 }];
const DESK: Desk = {
  today: '2027-02-01', scope: { label: '', territories: [], coordinator: false }, now: [], meetings: [], decisions: [], vacantSeats: [], drift: null,
  actions: { counts: { open: 9, late: 2, blocked: 1, dueThisWeek: 3 }, late: [anAction('A-1', { late: true })], blocked: [], byCommittee: share('cncot'), byTerritory: share('ter-udem'), byPerson: share('per-ana') },
};
async function links(scope: DeskQuery): Promise<readonly string[]> {
  const scene = signedIn(<StateOfThings desk={DESK} scope={scope} />);
  for (const button of screen.getAllByRole('button', { name: /^Tableau/ })) await scene.user.click(button);
  const found = screen.getAllByRole('link').map((link) => link.getAttribute('href') ?? '').filter((href) => href.startsWith('/tabs/network/'));
  expect(within(screen.getByRole('table', { name: /territoire/i })).getAllByRole('link')).toHaveLength(3);
  cleanup();
  return [...new Set(found)].filter((href) => !href.includes('calendar')).toSorted();
}

it.each<readonly [string, DeskQuery, string]>([
  ['all that the reader answers for', {}, 'answered=1'],
  ['a territory', { territory: 'ter-laval' }, 'territory=ter-laval&answered=1'],
  ['one committee', { committee: 'cncot' }, 'committee=cncot'],
])('of %s, lead to the same scope', async (_what, scope, said) => {
  const place = new URLSearchParams(said);
  for (const href of await links(scope)) {
    const query = new URL(href, 'https://gouverne.example').searchParams;
    // A row of a committee counts all of it; one of a territory, what of it belongs to the scope.
    const ofCommittee = query.get('committee') === 'cncot';
    const wanted = ofCommittee ? { committee: 'cncot', answered: query.get('territory') === null ? null : place.get('answered') } : { committee: place.get('committee'), answered: place.get('answered') };
    expect({ href, committee: query.get('committee'), answered: query.get('answered') }).toEqual({ href, ...wanted });
    expect([place.get('territory'), 'ter-udem', ...(ofCommittee ? [null] : [])]).toContain(query.get('territory'));
  }
});
