// Every object has an address, and an address leads back to it: in the browser, in Teams, in a deep link.
import { actionsRoute, calendarRoute, committeeRoute, decisionsRoute, newActionRoute, pathOf, readRoute, routeOfPath, routeOfSubPage, subPageOf, teamsLink, type Route } from '../../tabs/route.ts';

const ROUTES: readonly Route[] = [
  { page: 'config' }, { page: 'home' }, { page: 'plan' }, { page: 'drift' }, { page: 'doctor' }, { page: 'new' }, { page: 'privacy' }, { page: 'terms' },
  committeeRoute('cncot'), committeeRoute('cnccs', 'composition', 'vacant'), committeeRoute('cnccs', 'composition', 'all', 'representation'), committeeRoute('a/b é'),
  { page: 'network', open: null }, { page: 'network', open: 'cncot' }, { page: 'run', id: 'run-1' }, { page: 'journal', committee: null }, { page: 'journal', committee: 'cncot' },
  { page: 'meetings' }, { page: 'meeting', id: 'cncot/2027-06-24T09:00' }, { page: 'meeting', id: 'cncot/x-1f' }, committeeRoute('cncot', 'meetings'),
  calendarRoute(), calendarRoute({ committee: 'cncot', month: '2027-06', list: true }), calendarRoute({ mine: true }),
  { page: 'year', committee: null, year: null }, { page: 'year', committee: 'cncot', year: 2027 }, { page: 'special', committee: 'cncot' }, { page: 'cascade', year: 2027 },
  { page: 'handover', person: 'per-1' },
  { page: 'incidents', id: null }, { page: 'incidents', id: 'I-2027-001' },
  { page: 'my-actions' }, { page: 'action', id: 'A-2027-003' }, committeeRoute('cncot', 'actions'), actionsRoute(), actionsRoute({ committee: 'cncot' }, true),
  actionsRoute({ q: 'plan de relève', state: 'closed', late: true, week: true, owner: 'me', priority: 'urgent', committee: 'cncot', territory: 'ter-udem', answered: true, decision: 'D-2027-001' }), decisionsRoute({ awaiting: true, answered: true }),
  newActionRoute(), newActionRoute({ committee: 'cncot', meeting: 'cncot/2027-06-24T09:00', decision: 'D-2027-001' }), newActionRoute({ committee: 'cncot', decision: 'D-2027-001', inCamera: true }), { page: 'import-actions', committee: null }, { page: 'import-actions', committee: 'cncot' },
];

it.each(ROUTES.map((route) => [pathOf(route), route] as const))('%s leads back to its page', (path, route) => {
  const url = new URL(path, 'https://gouverne.example');
  expect(readRoute(url.pathname, url.search)).toEqual(route);
});

it('says that it does not know an address rather than guess', () => {
  for (const path of ['/tabs/nope', '/tabs/committee', '/tabs/home/more', '/tabs/network/nope', '/', '/tabs/%E0%A4%A', '/tabs/meeting/cncot']) expect(readRoute(path, '').page).toBe('unknown');
  expect(readRoute('/tabs/committee/cncot', '?view=nope&only=nope')).toEqual(committeeRoute('cncot'));
  expect(readRoute('/tabs/network/calendar', '?month=2027-13&as=nope')).toEqual(calendarRoute());
  expect(readRoute('/tabs/network/actions', '?state=nope&priority=nope&late=yes&as=nope')).toEqual(actionsRoute());
});

it('survives the way through a Teams deep link', () => {
  for (const route of ROUTES) {
    const subPage = subPageOf(route);
    if (subPage === '') continue;
    // A filter is a passing state of the view: it does not travel.
    const expected = route.page === 'committee' ? { ...route, only: 'all', at: null } : route.page === 'calendar' ? calendarRoute({ committee: route.committee }) : route.page === 'actions' ? actionsRoute({ committee: route.filter.committee }) : route.page === 'decisions' ? decisionsRoute({ committee: route.filter.committee }) : route.page === 'new-action' ? newActionRoute({ committee: route.committee }) : route;
    if (route.page === 'committee' && route.id.includes('/')) continue;
    expect(routeOfSubPage(subPage)).toEqual(expected);
  }
  expect(routeOfSubPage('something/else')).toBeNull();
});

it('follows what the server names, where a page shows it', () => {
  expect(routeOfPath('meeting/cncot/2027-06-24T09:00')).toEqual({ page: 'meeting', id: 'cncot/2027-06-24T09:00' });
  expect(routeOfPath('network/actions?late=1')).toEqual(actionsRoute({ late: true }));
  expect(routeOfPath('nowhere/x')).toBeNull();
});

it('builds the link that Teams understands', () => {
  const link = new URL(teamsLink('app-id', { page: 'run', id: 'run-1' }, 'Application', 'https://gouverne.example'));
  expect(link.pathname).toBe('/l/entity/app-id/network');
  expect(link.searchParams.get('webUrl')).toBe('https://gouverne.example/tabs/network/run/run-1');
  expect(JSON.parse(link.searchParams.get('context') ?? '')).toEqual({ subEntityId: 'run/run-1' });
  expect(new URL(teamsLink('app-id', { page: 'home' }, 'Accueil', 'https://gouverne.example')).pathname).toBe('/l/entity/app-id/home');
  expect(new URL(teamsLink('app-id', { page: 'action', id: 'A-2027-003' }, 'A-2027-003', 'https://gouverne.example')).pathname).toBe('/l/entity/app-id/actions');
  const meeting = new URL(teamsLink('app-id', { page: 'meeting', id: 'cncot/2027-06-24T09:00' }, 'CNCOT', 'https://gouverne.example'));
  expect(meeting.pathname).toBe('/l/entity/app-id/meetings');
  expect(JSON.parse(meeting.searchParams.get('context') ?? '')).toEqual({ subEntityId: 'meeting/cncot/2027-06-24T09:00' });
});
