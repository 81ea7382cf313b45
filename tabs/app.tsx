// The signed-in part: who reads and in which language, the route, the footer that every page shares, help and shortcuts.
import { useCallback, useEffect, useMemo, useRef, useState, type ComponentType } from 'react';
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import type { Me } from '../src/contract/committees.ts';
import { arrival } from './arrival.ts';
import { createApi } from './api/client.ts';
import { isApiError } from './api/problem.ts';
import { actsOf, me as meQuery, queriesOf } from './api/queries.ts';
import { tokens } from './api/token.ts';
import { explain } from './errors.ts';
import { Help } from './help.tsx';
import { ErrorView, PageBoundary } from './layout.tsx';
import { Notices, useNotify } from './notify.tsx';
import { bringPage, readyPage } from './pages.ts';
import { prefetch, prefetchBy } from './prefetch.ts';
import { pathOf, readRoute, routeOfSubPage, type Page, type Route } from './route.ts';
import { LanguageContext, SessionContext, useSession, useShellWords, type Session } from './session.tsx';
import { shellWords } from './shell-words.ts';
import { appFailed, appReady, askToken, type Place } from './teams.ts';
import { SearchAnywhere } from './search-anywhere.tsx';
import { focusSearch, moveRow, useKeys } from './ui/keys.ts';
import { Shimmer } from './ui/parts.tsx';
import type { Language } from './ui/words.ts';

prefetchBy(bringPage);

/** The choice made last time on this machine by this person, so that English readers do not see French first. The server's answer decides. */
const languageKey = (person: string): string => `gouverne.language.${person}`;
function remembered(person: string): Language | null {
  try {
    const value = localStorage.getItem(languageKey(person));
    return value === 'en-CA' || value === 'fr-CA' ? value : null;
  } catch { return null; }
}
function remember(person: string, language: Language): void {
  try { localStorage.setItem(languageKey(person), language); } catch { /* storage refused: French shows first next time */ }
}

/** What the client asks for from the very next request on, before anything is drawn again. */
function speechOf(first: Language | null) {
  let spoken = first;
  return { now: () => spoken, turnTo: (next: Language) => { spoken = next; } };
}

export default function App({ place }: { readonly place: Place }) {
  const [language, setLanguage] = useState<Language | null>(() => remembered(place.person));
  const [speech] = useState(() => speechOf(remembered(place.person)));
  const [api] = useState(() => createApi({ tokens: tokens(askToken), language: speech.now }));
  // The client already tries reads again.
  const [cache] = useState(() => new QueryClient({ defaultOptions: { queries: { retry: false }, mutations: { retry: false } } }));
  const shown = language ?? 'fr-CA';
  useEffect(() => { document.documentElement.lang = shown; }, [shown]);
  return (
    <QueryClientProvider client={cache}>
      <LanguageContext.Provider value={shown}>
        <Notices>
          <SignedIn place={place} api={api} cache={cache} language={language} setLanguage={(next) => { speech.turnTo(next); setLanguage(next); remember(place.person, next); }} />
        </Notices>
      </LanguageContext.Provider>
    </QueryClientProvider>
  );
}

function SignedIn({ place, api, cache, language, setLanguage }: { readonly place: Place; readonly api: ReturnType<typeof createApi>; readonly cache: QueryClient; readonly language: Language | null; readonly setLanguage: (language: Language) => void }) {
  const who = useQuery(meQuery(api));
  const told = useRef(false);
  const first = useRef(true);

  useEffect(() => {
    if (who.data === undefined || !first.current) return;
    first.current = false;
    // The server knows the person's choice; what was remembered here was only a guess, and the reply is in its language.
    if (who.data.language === language) return;
    setLanguage(who.data.language);
    if (language !== null) void cache.invalidateQueries({ queryKey: ['me'] });
  }, [who.data, language, setLanguage, cache]);
  useEffect(() => {
    if (told.current) return;
    if (who.data !== undefined) { told.current = true; appReady(); }
    else if (who.isError) { told.current = true; appFailed(explain(who.error, shellWords[language ?? 'fr-CA']).title, isApiError(who.error) && (who.error.kind === 'sign-in' || who.error.kind === 'consent')); }
  }, [who.data, who.isError, who.error, language]);

  const words = useShellWords();
  if (who.data === undefined || language === null) {
    return <main className="page">{who.isError ? <ErrorView error={who.error} onRetry={() => { void who.refetch(); }} /> : <Shimmer label={words.loading} lines={[45, 90, 75]} block />}</main>;
  }
  return <Signed me={who.data} place={place} api={api} language={language} setLanguage={setLanguage} cache={cache} />;
}

function Signed({ me, place, api, language, setLanguage, cache }: { readonly me: Me; readonly place: Place; readonly api: ReturnType<typeof createApi>; readonly language: Language; readonly setLanguage: (language: Language) => void; readonly cache: QueryClient }) {
  const [route, setRoute] = useState<Route>(() => (place.subPage === null ? null : routeOfSubPage(place.subPage)) ?? readRoute(location.pathname, location.search));
  const [said, setSaid] = useState('');
  const notify = useNotify();
  const acts = useMemo(() => actsOf(api), [api]);
  const queries = useMemo(() => queriesOf(api, language), [api, language]);

  const go = useCallback<Session['go']>((next, { replace = false, keepFocus = false } = {}) => {
    if (replace) history.replaceState(null, '', pathOf(next));
    else history.pushState(null, '', pathOf(next));
    arrival.pending = !keepFocus;
    setRoute(next);
    if (!keepFocus) scrollTo(0, 0);
  }, []);
  useEffect(() => {
    const onBack = () => { arrival.pending = true; setRoute(readRoute(location.pathname, location.search)); };
    addEventListener('popstate', onBack);
    return () => removeEventListener('popstate', onBack);
  }, []);

  async function turn(from: Language, to: Language, undoable: boolean): Promise<void> {
    setLanguage(to);
    void cache.invalidateQueries({ queryKey: ['me'] });
    try {
      await acts.prefer(to);
      notify({ tone: 'success', title: shellWords[to].languageChanged, ...(undoable && { act: { name: shellWords[to].undo, run: () => { void turn(to, from, false); } } }) });
    } catch {
      setLanguage(from);
      notify({ tone: 'error', title: shellWords[from].languageNotChanged });
    }
  }

  const session: Session = {
    me, language, zone: me.person.zone, place, queries, acts, route, go, setLanguage: (next) => { if (next !== language) void turn(language, next, true); },
    // A repeated sentence must change to be read again.
    announce: (sentence) => setSaid((last) => (last === sentence ? `${sentence}\u200b` : sentence)),
  };
  return (
    <SessionContext.Provider value={session}>
      <Frame />
      <output aria-live="polite" className="visually-hidden" data-said="">{said}</output>
    </SessionContext.Provider>
  );
}

/** Pages that a reader most likely opens next, fetched when the browser has nothing to do. */
const NEXT: Partial<Record<Page, readonly Page[]>> = { home: ['committee', 'meetings', 'my-actions', 'network', 'search'], decisions: ['decision'], decision: ['action'], 'my-actions': ['action', 'actions'], actions: ['action', 'new-action'], meetings: ['meeting', 'calendar'], calendar: ['meeting', 'year'], network: ['committee', 'plan', 'new'], committee: ['network'], plan: ['run'], new: ['run'] };

/** Pages of their own: the search itself, what Teams frames, what is for everyone. */
const hasSearch = (page: Page): boolean => page !== 'search' && page !== 'config' && page !== 'privacy' && page !== 'terms';

function Frame() {
  const { route, me, go } = useSession();
  const words = useShellWords();
  const [helping, setHelping] = useState(false);
  const rows = route.page === 'actions' || route.page === 'my-actions' || (route.page === 'committee' && route.view === 'actions');
  useKeys({
    '/': focusSearch,
    j: () => moveRow(1),
    k: () => moveRow(-1),
    '?': () => setHelping(true),
    ...(me.may.createCommittee.ok && route.page !== 'config' && route.page !== 'new' && { c: () => go({ page: 'new' }) }),
  });
  useEffect(() => {
    const ahead = () => { for (const page of NEXT[route.page] ?? []) prefetch(page); };
    // Safari, and so Teams on a Mac or a phone, has no idle callback.
    if (!('requestIdleCallback' in globalThis)) { const timer = setTimeout(ahead, 1500); return () => clearTimeout(timer); }
    const asked = requestIdleCallback(ahead);
    return () => cancelIdleCallback(asked);
  }, [route.page]);
  return (
    <div className="shell-body">
      {hasSearch(route.page) && <SearchAnywhere />}
      <PageBoundary at={pathOf(route)}><Shown key={route.page} page={route.page} /></PageBoundary>
      {route.page !== 'config' && <Footer onHelp={() => setHelping(true)} />}
      <Help open={helping} onClose={() => setHelping(false)} create={me.may.createCommittee.ok || rows} choose={rows} words={words.keys} close={words.close} />
    </div>
  );
}

/** The page, at once when its code is here; else its outline until then. What cannot be fetched, the boundary explains. */
function Shown({ page }: { readonly page: Page }) {
  const words = useShellWords();
  const [brought, setBrought] = useState<ComponentType | null>(() => readyPage(page));
  const [lost, setLost] = useState<unknown>(null);
  useEffect(() => {
    if (brought !== null) return;
    bringPage(page).then((component) => setBrought(() => component), setLost);
  }, [page, brought]);
  if (lost !== null) throw lost;
  if (brought === null) return <main className="page"><Shimmer label={words.loading} lines={[45, 90, 75]} block /></main>;
  const Page = brought;
  return <Page />;
}

function Footer({ onHelp }: { readonly onHelp: () => void }) {
  const words = useShellWords();
  const { language, setLanguage, go } = useSession();
  const other: Language = language === 'fr-CA' ? 'en-CA' : 'fr-CA';
  const link = (page: 'privacy' | 'terms', name: string) => <a className="plain-link" href={pathOf({ page })} onClick={(event) => { if (!event.ctrlKey && !event.metaKey) { event.preventDefault(); go({ page }); } }}>{name}</a>;
  return (
    <footer className="footer">
      {link('privacy', words.privacy)}
      {link('terms', words.terms)}
      <button type="button" className="plain-link" lang={other} title={words.switchLanguage} onClick={() => setLanguage(other)}>{words.otherLanguage}</button>
      <button type="button" className="plain-link" onClick={onHelp}>{words.help}</button>
    </footer>
  );
}
