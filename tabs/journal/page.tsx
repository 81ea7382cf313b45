// The journal for auditors and coordinators: every act, page by page, with the proof that the chain is whole.
import { Button, Dropdown, MessageBar, MessageBarBody, MessageBarTitle, Option } from '@fluentui/react-components';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { JournalEntry } from '../../src/contract/journal.ts';
import { ErrorView, Page } from '../layout.tsx';
import { committeeRoute } from '../route.ts';
import { PageLink } from '../layout.tsx';
import { useSession, useWords } from '../session.tsx';
import { day, time } from '../ui/format.ts';
import { BrokenIcon, JournalIcon, UnknownIcon, VerifiedIcon, WorkingIcon } from '../ui/icons.ts';
import { Empty, Mark, Shimmer } from '../ui/parts.tsx';
import { byDay, pretty } from './view-model.ts';
import { journalWords } from './words.ts';
import './journal.css';

export default function JournalPage() {
  const words = useWords(journalWords);
  const { queries, route, go, language, zone } = useSession();
  const committee = route.page === 'journal' ? route.committee : null;
  const { key, page } = queries.journal(committee);
  const query = useInfiniteQuery({ queryKey: key, queryFn: ({ pageParam, signal }) => page(pageParam, signal), initialPageParam: null as string | null, getNextPageParam: (last) => last.next });
  const list = useQuery(queries.committees);
  const entries = query.data?.pages.flatMap((one) => one.entries) ?? [];
  const chosen = list.data?.committees.find((one) => one.id === committee);
  return (
    <Page title={words.title} back={{ to: { page: 'network', open: null }, name: words.network }} lead={words.lead} actions={<Proof />}>
      <div className="toolbar">
        <Dropdown aria-label={words.committee} value={committee === null ? words.all : (chosen?.acronym ?? committee)} selectedOptions={[committee ?? '']} onOptionSelect={(_event, data) => go({ page: 'journal', committee: data.optionValue === '' || data.optionValue === undefined ? null : data.optionValue }, { replace: true, keepFocus: true })} style={{ minWidth: 220 }}>
          <Option value="">{words.all}</Option>
          {(list.data?.committees ?? []).map((one) => <Option key={one.id} value={one.id} text={one.acronym}>{one.acronym}</Option>)}
        </Dropdown>
        {query.data && <output className="muted small">{words.shown(entries.length)}</output>}
      </div>
      {query.isPending && <Shimmer label={words.loading} lines={[75, 90, 60, 90, 75]} />}
      {query.isError && entries.length === 0 && <ErrorView error={query.error} onRetry={() => { void query.refetch(); }} />}
      {query.data && entries.length === 0 && <div className="card"><Empty icon={JournalIcon} title={words.none} words={words.noneHint} /></div>}
      {entries.length > 0 && (
        <section className="card" data-flush>
          {byDay(entries, zone).map((one) => (
            <div key={one.day}>
              <h2 className="journal-day">{day(new Date(one.entries[0]?.at ?? one.day), language, zone)}</h2>
              <ul className="journal-list">{one.entries.map((entry) => <Entry key={`${entry.chain}/${entry.seq}`} entry={entry} />)}</ul>
            </div>
          ))}
        </section>
      )}
      {query.isError && entries.length > 0 && <ErrorView error={query.error} onRetry={() => { void query.fetchNextPage(); }} />}
      {query.hasNextPage && !query.isError && <div style={{ marginTop: 12 }}><Button disabledFocusable={query.isFetchingNextPage} onClick={() => { void query.fetchNextPage(); }}>{words.more}</Button></div>}
    </Page>
  );
}

/** The badge of the chain; a break is named where it stands. */
function Proof() {
  const words = useWords(journalWords);
  const { queries } = useSession();
  const proof = useQuery(queries.proof);
  if (proof.isPending) return <Mark tone="info" icon={WorkingIcon}>{words.verifying}</Mark>;
  if (proof.data === undefined) return <Mark tone="calm" icon={UnknownIcon}>{words.notVerified}</Mark>;
  if (proof.data.ok) return <Mark tone="good" icon={VerifiedIcon}>{words.verified(proof.data.entries)}</Mark>;
  return (
    <MessageBar intent="error" layout="multiline" icon={<BrokenIcon />}>
      <MessageBarBody>
        <MessageBarTitle>{words.broken(proof.data.broken.length)}</MessageBarTitle>
        <ul>{proof.data.broken.slice(0, 5).map((one) => <li key={`${one.chain}/${one.seq}`}>{words.brokenAt(one.chain, one.seq, one.why)}</li>)}</ul>
        {words.brokenRemedy}
      </MessageBarBody>
    </MessageBar>
  );
}

function Entry({ entry }: { readonly entry: JournalEntry }) {
  const words = useWords(journalWords);
  const { language, zone } = useSession();
  const before = pretty(entry.before);
  const after = pretty(entry.after);
  return (
    <li className="journal-entry">
      <time className="journal-time" dateTime={entry.at}>{time(new Date(entry.at), language, zone)}</time>
      <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
        <p>{entry.sentence}</p>
        <p className="muted small">
          {words.by(entry.by?.title ?? words.system)}
          {entry.committee !== null && <>{' · '}<PageLink to={committeeRoute(entry.committee.id)} row>{entry.committee.acronym}</PageLink></>}
          {' · '}{entry.committee === null ? words.networkNumber(entry.seq) : words.number(entry.seq)}
        </p>
        <details>
          <summary>{words.details}</summary>
          <p className="small muted">{words.before}</p><pre>{before ?? words.nothing}</pre>
          <p className="small muted">{words.after}</p><pre>{after ?? words.nothing}</pre>
          <p className="small muted">{words.fingerprint}</p><p className="mono">{entry.hash}</p>
        </details>
      </div>
    </li>
  );
}
