// One search over actions, decisions and meetings: results as one types, by kind, with the words where they stand in the text.
import { useEffect, useEffectEvent, useState } from 'react';
import { Button, ToggleButton } from '@fluentui/react-components';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { SearchKind, SearchResults } from '../../src/contract/desk.ts';
import { ErrorView, Page, PageLink } from '../layout.tsx';
import { routeOfPath, type SearchRoute } from '../route.ts';
import { useLanguage, useSession, useWords } from '../session.tsx';
import { day, localAt } from '../ui/format.ts';
import { ActionIcon, CalendarIcon, DecisionIcon, SearchIcon } from '../ui/icons.ts';
import { focusSearch } from '../ui/keys.ts';
import { Chip, Empty, Shimmer, type IconType } from '../ui/parts.tsx';
import { QuietSearch } from '../ui/quiet-search.tsx';
import { searchWords } from './words.ts';
import './search.css';

/** One letter is in everything. */
const SHORTEST = 2;
const AT_FIRST = 20;
const AT_MOST = 100;
const KINDS = [null, 'action', 'decision', 'meeting'] as const satisfies readonly (SearchKind | null)[];
const ICONS: Readonly<Record<SearchKind, IconType>> = { action: ActionIcon, decision: DecisionIcon, meeting: CalendarIcon };

export default function SearchPage() {
  const words = useWords(searchWords);
  const { route, go, queries, announce } = useSession();
  const here: SearchRoute = route.page === 'search' ? route : { page: 'search', q: '', kind: null };
  const { q, kind } = here;
  const [all, setAll] = useState(false);
  const isAsked = q.length >= SHORTEST;
  const query = useQuery({ ...queries.search(q, kind, all ? AT_MOST : AT_FIRST), enabled: isAsked, placeholderData: keepPreviousData });
  const change = (over: Partial<SearchRoute>): void => { setAll(false); go({ ...here, ...over }, { replace: true, keepFocus: true }); };
  // Whoever opens a search types.
  useEffect(() => focusSearch(), []);
  const found = isAsked ? query.data : undefined;
  const told = useEffectEvent((results: SearchResults) => announce(results.results.length === 0 ? words.none(q) : words.shown(results.results.length, results.more)));
  useEffect(() => { if (found !== undefined && !query.isPlaceholderData) told(found); }, [found, query.isPlaceholderData]);
  return (
    <Page title={words.title}>
      <div className="toolbar search-bar">
        <QuietSearch value={q} onChange={(typed) => change({ q: typed })} label={words.label} placeholder={words.hint} />
        <fieldset className="row bare" data-tight="" aria-label={words.kindsLabel}>
          {KINDS.map((one) => <ToggleButton key={one ?? 'all'} appearance="subtle" checked={kind === one} onClick={() => change({ kind: one })}>{words.kinds[one ?? 'all']}</ToggleButton>)}
        </fieldset>
      </div>
      {!isAsked && <div className="card"><Empty icon={SearchIcon} title={words.start} words={words.startHint} /></div>}
      {isAsked && found === undefined && (query.isError ? <ErrorView error={query.error} onRetry={() => { void query.refetch(); }} /> : <Shimmer label={words.loading} lines={[75, 90, 60, 90]} />)}
      {found !== undefined && found.results.length === 0 && <div className="card"><Empty icon={SearchIcon} title={words.none(q)} words={words.noneHint} {...(kind !== null && { act: <Button onClick={() => change({ kind: null })}>{words.everything}</Button> })} /></div>}
      {found !== undefined && found.results.length > 0 && (
        <>
          <p className="muted" style={{ marginBottom: 8 }}>{words.shown(found.results.length, found.more)}</p>
          <section className="card" data-flush="" aria-label={words.title}><ul>{found.results.map((one) => <Result key={`${one.kind}/${one.id}`} result={one} />)}</ul></section>
          {found.more && !all && <div style={{ marginTop: 12 }}><Button disabledFocusable={query.isFetching} onClick={() => setAll(true)}>{words.more}</Button></div>}
          <p className="muted small" data-no-print="" style={{ marginTop: 8 }}>{words.keys}</p>
        </>
      )}
    </Page>
  );
}

function Result({ result }: { readonly result: SearchResults['results'][number] }) {
  const words = useWords(searchWords);
  const language = useLanguage();
  const route = routeOfPath(result.path);
  const Picture = ICONS[result.kind];
  // Words that stand in the title are shown there, once.
  const isTitle = result.excerpt.map(({ text }) => text).join('') === result.title;
  const title = isTitle ? <Marked parts={result.excerpt} /> : result.title;
  return (
    <li className="search-result">
      <Picture aria-hidden className="muted" />
      <div style={{ minWidth: 0 }}>
        <p className="search-words">{route === null ? <span className="strong">{title}</span> : <PageLink to={route} row>{title}</PageLink>}</p>
        {!isTitle && <p className="search-words muted"><Marked parts={result.excerpt} /></p>}
        <p className="row muted small" data-tight=""><Chip strong>{result.committee.acronym}</Chip><span>{[words.kindOf[result.kind], result.kind === 'meeting' ? '' : result.id, day(localAt(`${result.on.slice(0, 10)}T12:00`), language, 'UTC', { weekday: false }), result.state].filter((one) => one !== '').join(' · ')}</span></p>
      </div>
    </li>
  );
}

function Marked({ parts }: { readonly parts: SearchResults['results'][number]['excerpt'] }) {
  return <>{parts.map((part, place) => (part.found ? <mark key={`${place} ${part.text}`}>{part.text}</mark> : <span key={`${place} ${part.text}`}>{part.text}</span>))}</>;
}
