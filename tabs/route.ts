// Every object has an address: what a path shows, the path of what is shown, and the sub-page name under which Teams
// carries it in a deep link.

export const VIEWS = ['overview', 'composition'] as const;
export type View = (typeof VIEWS)[number];
/** As written in addresses, in French like the names of the channels. */
const VIEW_WORDS: Record<View, string> = { overview: 'apercu', composition: 'composition' };
const viewOf = (word: string | null): View => VIEWS.find((view) => VIEW_WORDS[view] === word) ?? 'overview';
export const viewWord = (view: View): string => VIEW_WORDS[view];

export const SEAT_FILTERS = ['all', 'vacant', 'ending', 'voting'] as const;
export type SeatFilter = (typeof SEAT_FILTERS)[number];

/** Part of a long view that a count leads to. */
export type Section = 'representation';

export type Route =
  | { readonly page: 'config' | 'home' | 'plan' | 'drift' | 'doctor' | 'new' | 'privacy' | 'terms' | 'unknown' }
  | { readonly page: 'committee'; readonly id: string; readonly view: View; readonly only: SeatFilter; readonly at: Section | null }
  | { readonly page: 'network'; readonly open: string | null }
  | { readonly page: 'run'; readonly id: string }
  | { readonly page: 'journal'; readonly committee: string | null };
export type Page = Route['page'];

export function readRoute(pathname: string, search: string): Route {
  const [first, second, third] = pathname.replace(/^\/tabs\/?/, '').split('/').filter(Boolean).map(decode);
  const query = new URLSearchParams(search);
  switch (first) {
    case 'config': case 'home': case 'privacy': case 'terms':
      return second === undefined ? { page: first } : { page: 'unknown' };
    case 'committee':
      return second === undefined ? { page: 'unknown' } : { page: 'committee', id: second, view: viewOf(query.get('view')), only: filterOf(query.get('only')), at: query.get('at') === 'representation' ? 'representation' : null };
    case 'network':
      return network(second, third, query);
    case undefined:
    default:
      return { page: 'unknown' };
  }
}

function network(second: string | undefined, third: string | undefined, query: URLSearchParams): Route {
  switch (second) {
    case undefined: return { page: 'network', open: query.get('open') };
    case 'plan': case 'drift': case 'doctor': case 'new': return { page: second };
    case 'journal': return { page: 'journal', committee: query.get('committee') };
    case 'run': return { page: 'run', id: third ?? 'latest' };
    default: return { page: 'unknown' };
  }
}

const filterOf = (word: string | null): SeatFilter => SEAT_FILTERS.find((filter) => filter === word) ?? 'all';

function decode(word: string): string {
  try { return decodeURIComponent(word); } catch { return word; }
}

export function pathOf(route: Route): string {
  switch (route.page) {
    case 'config': case 'home': case 'privacy': case 'terms': return `/tabs/${route.page}`;
    case 'committee': {
      const query = new URLSearchParams();
      if (route.view !== 'overview') query.set('view', viewWord(route.view));
      if (route.only !== 'all') query.set('only', route.only);
      if (route.at !== null) query.set('at', route.at);
      return `/tabs/committee/${encodeURIComponent(route.id)}${query.size > 0 ? `?${query}` : ''}`;
    }
    case 'network': return `/tabs/network${route.open === null ? '' : `?open=${encodeURIComponent(route.open)}`}`;
    case 'plan': case 'drift': case 'doctor': case 'new': return `/tabs/network/${route.page}`;
    case 'journal': return `/tabs/network/journal${route.committee === null ? '' : `?committee=${encodeURIComponent(route.committee)}`}`;
    case 'run': return `/tabs/network/run/${encodeURIComponent(route.id)}`;
    case 'unknown': return '/tabs/home';
    default: return route satisfies never;
  }
}

export const committeeRoute = (id: string, view: View = 'overview', only: SeatFilter = 'all', at: Section | null = null): Route => ({ page: 'committee', id, view, only, at });

/** The static tab (manifest entity id) under which Teams opens a route: the committee's own tab is not one of them. */
export const staticTabOf = (route: Route): 'home' | 'network' => (route.page === 'home' || route.page === 'unknown' ? 'home' : 'network');

/** What Teams carries as sub-page id of the static tab, so that a deep link lands on the very object. */
export function subPageOf(route: Route): string {
  switch (route.page) {
    case 'committee': return `committee/${route.id}${route.view === 'overview' ? '' : `/${viewWord(route.view)}`}`;
    case 'network': return route.open === null ? '' : `open/${route.open}`;
    case 'run': return `run/${route.id}`;
    case 'journal': return route.committee === null ? 'journal' : `journal/${route.committee}`;
    case 'home': case 'unknown': case 'config': case 'privacy': case 'terms': return '';
    case 'plan': case 'drift': case 'doctor': case 'new': return route.page;
    default: return route satisfies never;
  }
}

/** Null when the id says nothing that we know: the tab's own address then decides. */
export function routeOfSubPage(subPage: string): Route | null {
  const [first, second, third] = subPage.split('/').filter(Boolean);
  if (first === 'committee' && second !== undefined) return committeeRoute(second, viewOf(third ?? null));
  if (first === 'open' && second !== undefined) return { page: 'network', open: second };
  if (first === 'run') return { page: 'run', id: second ?? 'latest' };
  if (first === 'journal') return { page: 'journal', committee: second ?? null };
  if (first === 'plan' || first === 'drift' || first === 'doctor' || first === 'new') return { page: first };
  return null;
}

/** https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-application */
export function teamsLink(appId: string, route: Route, label: string, origin: string): string {
  const context = subPageOf(route) === '' ? '' : `&context=${encodeURIComponent(JSON.stringify({ subEntityId: subPageOf(route) }))}`;
  return `https://teams.microsoft.com/l/entity/${appId}/${staticTabOf(route)}?webUrl=${encodeURIComponent(origin + pathOf(route))}&label=${encodeURIComponent(label)}${context}`;
}
