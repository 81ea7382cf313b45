// Every object has an address: what a path shows, the path of what is shown, and the sub-page name under which Teams
// carries it in a deep link.
import type { SearchKind } from '../src/contract/desk.ts';
import { filterWords, NO_FILTER, readFilter, type ActionFilter } from './actions/address.ts';
import { decisionFilterWords, NO_DECISION_FILTER, readDecisionFilter, type DecisionFilter } from './decisions/address.ts';

export const VIEWS = ['overview', 'meetings', 'actions', 'decisions', 'composition'] as const;
export type View = (typeof VIEWS)[number];
/** As written in addresses, in French like the names of the channels. */
const VIEW_WORDS: Record<View, string> = { overview: 'apercu', meetings: 'seances', actions: 'actions', decisions: 'decisions', composition: 'composition' };
const viewOf = (word: string | null): View => VIEWS.find((view) => VIEW_WORDS[view] === word) ?? 'overview';
export const viewWord = (view: View): string => VIEW_WORDS[view];

export const SEAT_FILTERS = ['all', 'vacant', 'ending', 'voting'] as const;
export type SeatFilter = (typeof SEAT_FILTERS)[number];

/** Part of a long view that a count leads to. */
export type Section = 'representation';

/** Of one committee, of the reader, or of all that the reader may see; `month`: `2027-06`, null for the one that comes. */
export interface CalendarRoute { readonly page: 'calendar'; readonly committee: string | null; readonly mine: boolean; readonly month: string | null; readonly list: boolean }

/** Those of all that the reader may see, as a list or as a board. */
export interface ActionsRoute { readonly page: 'actions'; readonly filter: ActionFilter; readonly board: boolean }
/** What is known of the action already, from where one comes. */
export interface NewActionRoute { readonly page: 'new-action'; readonly committee: string | null; readonly meeting: string | null; readonly decision: string | null; /** The decision was taken in camera. */ readonly inCamera: boolean }

/** The register of all that the reader may see. */
export interface DecisionsRoute { readonly page: 'decisions'; readonly filter: DecisionFilter }
/** `replaces`: the decision that the new one would replace. */
export interface NewDecisionRoute { readonly page: 'new-decision'; readonly committee: string | null; readonly meeting: string | null; readonly replaces: string | null }
export interface SearchRoute { readonly page: 'search'; readonly q: string; readonly kind: SearchKind | null }

export type Route =
  | { readonly page: 'config' | 'home' | 'meetings' | 'my-actions' | 'plan' | 'drift' | 'doctor' | 'new' | 'privacy' | 'terms' | 'unknown' }
  | { readonly page: 'committee'; readonly id: string; readonly view: View; readonly only: SeatFilter; readonly at: Section | null }
  | { readonly page: 'network'; readonly open: string | null }
  | { readonly page: 'run'; readonly id: string }
  | { readonly page: 'journal'; readonly committee: string | null }
  /** `cncot/2027-06-24T09:00`: the committee, then what tells the meeting apart there. */
  | { readonly page: 'meeting'; readonly id: string }
  | CalendarRoute
  /** `nouveau`: one that is being entered; null: the whole register. */
  | { readonly page: 'incidents'; readonly id: string | null }
  | { readonly page: 'year'; readonly committee: string | null; readonly year: number | null }
  | { readonly page: 'special'; readonly committee: string | null }
  | ActionsRoute
  | NewActionRoute
  | { readonly page: 'action'; readonly id: string }
  /** Somebody leaves. */
  | { readonly page: 'handover'; readonly person: string }
  | { readonly page: 'import-actions'; readonly committee: string | null }
  | DecisionsRoute
  | NewDecisionRoute
  | { readonly page: 'decision'; readonly id: string }
  | SearchRoute
  | { readonly page: 'cascade'; readonly year: number | null };
export type Page = Route['page'];

export function readRoute(pathname: string, search: string): Route {
  const [first, second, third] = pathname.replace(/^\/tabs\/?/, '').split('/').filter(Boolean).map(decode);
  const query = new URLSearchParams(search);
  switch (first) {
    case 'config': case 'home': case 'meetings': case 'privacy': case 'terms':
      return second === undefined ? { page: first } : { page: 'unknown' };
    case 'actions':
      return second === undefined ? { page: 'my-actions' } : { page: 'unknown' };
    case 'action':
      return second === undefined ? { page: 'unknown' } : { page: 'action', id: second };
    case 'decision':
      return second === undefined ? { page: 'unknown' } : { page: 'decision', id: second };
    case 'search':
      return second === undefined ? { page: 'search', q: query.get('q') ?? '', kind: searchKindOf(query.get('kind')) } : { page: 'unknown' };
    case 'handover':
      return second === undefined || third !== undefined ? { page: 'unknown' } : { page: 'handover', person: second };
    case 'incidents':
      return third === undefined ? { page: 'incidents', id: second ?? null } : { page: 'unknown' };
    case 'meeting':
      return second === undefined || third === undefined ? { page: 'unknown' } : { page: 'meeting', id: `${second}/${third}` };
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
    case 'calendar': return { page: 'calendar', committee: query.get('committee'), mine: query.get('mine') === '1', month: monthOf(query.get('month')), list: query.get('as') === 'list' };
    case 'year': return { page: 'year', committee: query.get('committee'), year: yearOf(query.get('year')) };
    case 'special': return { page: 'special', committee: query.get('committee') };
    case 'cascade': return { page: 'cascade', year: yearOf(query.get('year')) };
    case 'actions': return { page: 'actions', filter: readFilter(query), board: query.get('as') === 'board' };
    case 'new-action': return { page: 'new-action', committee: query.get('committee'), meeting: query.get('meeting'), decision: query.get('decision'), inCamera: query.get('camera') === '1' };
    case 'import-actions': return { page: 'import-actions', committee: query.get('committee') };
    case 'decisions': return { page: 'decisions', filter: readDecisionFilter(query) };
    case 'new-decision': return { page: 'new-decision', committee: query.get('committee'), meeting: query.get('meeting'), replaces: query.get('replaces') };
    default: return { page: 'unknown' };
  }
}

const monthOf = (word: string | null): string | null => (word !== null && /^20\d\d-(0[1-9]|1[0-2])$/.test(word) ? word : null);
const yearOf = (word: string | null | undefined): number | null => (word != null && /^20\d\d$/.test(word) ? Number(word) : null);
const SEARCH_KINDS: readonly SearchKind[] = ['action', 'decision', 'meeting'];
const searchKindOf = (word: string | null): SearchKind | null => SEARCH_KINDS.find((kind) => kind === word) ?? null;
const filterOf = (word: string | null): SeatFilter => SEAT_FILTERS.find((filter) => filter === word) ?? 'all';

function decode(word: string): string {
  try { return decodeURIComponent(word); } catch { return word; }
}

/** What is null is not said. */
function search(words: Readonly<Record<string, string | null>>): string {
  const said = Object.entries(words).filter((one): one is [string, string] => one[1] !== null);
  return said.length === 0 ? '' : `?${new URLSearchParams(said).toString()}`;
}

export function pathOf(route: Route): string {
  switch (route.page) {
    case 'config': case 'home': case 'meetings': case 'privacy': case 'terms': return `/tabs/${route.page}`;
    case 'my-actions': return '/tabs/actions';
    case 'action': return `/tabs/action/${encodeURIComponent(route.id)}`;
    case 'actions': return `/tabs/network/actions${search({ ...filterWords(route.filter), as: route.board ? 'board' : null })}`;
    case 'new-action': return `/tabs/network/new-action${search({ committee: route.committee, meeting: route.meeting, decision: route.decision, camera: route.inCamera ? '1' : null })}`;
    case 'import-actions': return `/tabs/network/import-actions${search({ committee: route.committee })}`;
    case 'decision': return `/tabs/decision/${encodeURIComponent(route.id)}`;
    case 'decisions': return `/tabs/network/decisions${search(decisionFilterWords(route.filter))}`;
    case 'new-decision': return `/tabs/network/new-decision${search({ committee: route.committee, meeting: route.meeting, replaces: route.replaces })}`;
    case 'search': return `/tabs/search${search({ q: route.q === '' ? null : route.q, kind: route.kind })}`;
    case 'meeting': return `/tabs/meeting/${route.id.split('/').map(encodeURIComponent).join('/')}`;
    case 'handover': return `/tabs/handover/${encodeURIComponent(route.person)}`;
    case 'incidents': return route.id === null ? '/tabs/incidents' : `/tabs/incidents/${encodeURIComponent(route.id)}`;
    case 'calendar': return `/tabs/network/calendar${search({ committee: route.committee, mine: route.mine ? '1' : null, month: route.month, as: route.list ? 'list' : null })}`;
    case 'year': return `/tabs/network/year${search({ committee: route.committee, year: route.year?.toString() ?? null })}`;
    case 'special': return `/tabs/network/special${search({ committee: route.committee })}`;
    case 'cascade': return `/tabs/network/cascade${search({ year: route.year?.toString() ?? null })}`;
    case 'committee': {
      const query = search({ view: route.view === 'overview' ? null : viewWord(route.view), only: route.only === 'all' ? null : route.only, at: route.at });
      return `/tabs/committee/${encodeURIComponent(route.id)}${query}`;
    }
    case 'network': return `/tabs/network${search({ open: route.open })}`;
    case 'plan': case 'drift': case 'doctor': case 'new': return `/tabs/network/${route.page}`;
    case 'journal': return `/tabs/network/journal${search({ committee: route.committee })}`;
    case 'run': return `/tabs/network/run/${encodeURIComponent(route.id)}`;
    case 'unknown': return '/tabs/home';
    default: return route satisfies never;
  }
}

export const committeeRoute = (id: string, view: View = 'overview', only: SeatFilter = 'all', at: Section | null = null): Route => ({ page: 'committee', id, view, only, at });

export const calendarRoute = (over: Partial<Omit<CalendarRoute, 'page'>> = {}): CalendarRoute => ({ page: 'calendar', committee: null, mine: false, month: null, list: false, ...over });

export const actionsRoute = (over: Partial<ActionFilter> = {}, board = false): ActionsRoute => ({ page: 'actions', filter: { ...NO_FILTER, ...over }, board });
export const newActionRoute = (over: Partial<Omit<NewActionRoute, 'page'>> = {}): NewActionRoute => ({ page: 'new-action', committee: null, meeting: null, decision: null, inCamera: false, ...over });

export const decisionsRoute = (over: Partial<DecisionFilter> = {}): DecisionsRoute => ({ page: 'decisions', filter: { ...NO_DECISION_FILTER, ...over } });
export const newDecisionRoute = (over: Partial<Omit<NewDecisionRoute, 'page'>> = {}): NewDecisionRoute => ({ page: 'new-decision', committee: null, meeting: null, replaces: null, ...over });

/** A page of this app as the server names it, `decision/D-2027-001`; null where it has none. */
export function routeOfPath(path: string): Route | null {
  const [pathname = '', query = ''] = path.split('?');
  const route = readRoute(`/tabs/${pathname}`, query);
  return route.page === 'unknown' ? null : route;
}

/** The static tab (manifest entity id) under which Teams opens a route: the committee's own tab is not one of them. */
export function staticTabOf(route: Route): 'home' | 'meetings' | 'actions' | 'network' {
  if (route.page === 'my-actions' || route.page === 'action') return 'actions';
  if (route.page === 'meetings' || route.page === 'meeting') return 'meetings';
  return route.page === 'home' || route.page === 'search' || route.page === 'decision' || route.page === 'unknown' ? 'home' : 'network';
}

/** What Teams carries as sub-page id of the static tab, so that a deep link lands on the very object. */
export function subPageOf(route: Route): string {
  switch (route.page) {
    case 'committee': return `committee/${route.id}${route.view === 'overview' ? '' : `/${viewWord(route.view)}`}`;
    case 'network': return route.open === null ? '' : `open/${route.open}`;
    case 'run': return `run/${route.id}`;
    case 'journal': return route.committee === null ? 'journal' : `journal/${route.committee}`;
    case 'meeting': return `meeting/${route.id}`;
    case 'handover': return `handover/${route.person}`;
    case 'incidents': return route.id === null ? 'incidents' : `incidents/${route.id}`;
    case 'calendar': return route.committee === null ? 'calendar' : `calendar/${route.committee}`;
    case 'year': return route.committee === null ? 'year' : `year/${route.committee}${route.year === null ? '' : `/${route.year}`}`;
    case 'special': return route.committee === null ? 'special' : `special/${route.committee}`;
    case 'cascade': return route.year === null ? 'cascade' : `cascade/${route.year}`;
    case 'action': return `action/${route.id}`;
    case 'actions': return route.filter.committee === null ? 'actions' : `actions/${route.filter.committee}`;
    case 'new-action': return route.committee === null ? 'new-action' : `new-action/${route.committee}`;
    case 'import-actions': return route.committee === null ? 'import-actions' : `import-actions/${route.committee}`;
    case 'decision': return `decision/${route.id}`;
    case 'decisions': return route.filter.committee === null ? 'decisions' : `decisions/${route.filter.committee}`;
    case 'new-decision': return route.committee === null ? 'new-decision' : `new-decision/${route.committee}`;
    case 'search': return 'search';
    case 'home': case 'meetings': case 'my-actions': case 'unknown': case 'config': case 'privacy': case 'terms': return '';
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
  if (first === 'meeting' && second !== undefined && third !== undefined) return { page: 'meeting', id: `${second}/${third}` };
  if (first === 'calendar') return calendarRoute({ committee: second ?? null });
  if (first === 'year') return { page: 'year', committee: second ?? null, year: yearOf(third) };
  if (first === 'handover' && second !== undefined) return { page: 'handover', person: second };
  if (first === 'incidents') return { page: 'incidents', id: second ?? null };
  if (first === 'special') return { page: 'special', committee: second ?? null };
  if (first === 'cascade') return { page: 'cascade', year: yearOf(second) };
  if (first === 'action' && second !== undefined) return { page: 'action', id: second };
  if (first === 'actions') return actionsRoute({ committee: second ?? null });
  if (first === 'new-action') return newActionRoute({ committee: second ?? null });
  if (first === 'decision' && second !== undefined) return { page: 'decision', id: second };
  if (first === 'decisions') return decisionsRoute({ committee: second ?? null });
  if (first === 'new-decision') return newDecisionRoute({ committee: second ?? null });
  if (first === 'search') return { page: 'search', q: '', kind: null };
  if (first === 'import-actions') return { page: 'import-actions', committee: second ?? null };
  if (first === 'plan' || first === 'drift' || first === 'doctor' || first === 'new') return { page: first };
  return null;
}

/** https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-application */
export function teamsLink(appId: string, route: Route, label: string, origin: string): string {
  const context = subPageOf(route) === '' ? '' : `&context=${encodeURIComponent(JSON.stringify({ subEntityId: subPageOf(route) }))}`;
  return `https://teams.microsoft.com/l/entity/${appId}/${staticTabOf(route)}?webUrl=${encodeURIComponent(origin + pathOf(route))}&label=${encodeURIComponent(label)}${context}`;
}
