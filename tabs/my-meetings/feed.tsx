// The secret address of one's calendar: made, shown once, replaced, revoked.
import { useState } from 'react';
import { Button, Input } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { CalendarFeed } from '../../src/contract/meetings.ts';
import { Loaded } from '../layout.tsx';
import { ActDialog, Refusal } from '../meeting/dialog.tsx';
import { useNotify } from '../notify.tsx';
import { useSession, useWords } from '../session.tsx';
import { day } from '../ui/format.ts';
import { FeedIcon, LinkIcon } from '../ui/icons.ts';
import { Card } from '../ui/parts.tsx';
import { myMeetingsWords } from './words.ts';

export function Feed() {
  const words = useWords(myMeetingsWords);
  const { queries } = useSession();
  const query = useQuery(queries.feed);
  return <Card title={words.feed} note={words.feedNote}><Loaded query={query}>{(feed) => <Address feed={feed} />}</Loaded></Card>;
}

function Address({ feed }: { readonly feed: CalendarFeed }) {
  const words = useWords(myMeetingsWords);
  const { acts, queries, language, zone } = useSession();
  const cache = useQueryClient();
  const notify = useNotify();
  const [asked, setAsked] = useState<'revoke' | 'remake' | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const [refused, setRefused] = useState(false);
  const carry = async (send: () => Promise<CalendarFeed>, done: string | null): Promise<void> => {
    setBusy(true); setFailure(null);
    try {
      cache.setQueryData(queries.feed.queryKey, await send());
      setAsked(null);
      if (done !== null) notify({ tone: 'success', title: done });
    } catch (error) { setFailure(error); } finally { setBusy(false); }
  };
  const copy = async (url: string): Promise<void> => {
    try { await navigator.clipboard.writeText(url); setRefused(false); notify({ tone: 'success', title: words.copied }); } catch { setRefused(true); }
  };
  const { url } = feed;
  return (
    <div className="stack">
      {url !== null && (
        <div>
          <p className="strong" style={{ marginBottom: 8 }}>{words.feedSecret}</p>
          <div className="my-address">
            <Input readOnly value={url} aria-label={words.feedAddress} onFocus={(event) => event.currentTarget.select()} style={{ minWidth: 0 }} />
            <Button icon={<LinkIcon />} onClick={() => { void copy(url); }}>{words.copy}</Button>
          </div>
          {refused && <p role="alert">{words.notCopied}</p>}
        </div>
      )}
      <p className="muted">{feed.exists ? (feed.madeAt === null ? '' : words.feedSince(day(new Date(feed.madeAt), language, zone, { weekday: false }))) : words.feedNone}</p>
      <div className="row">
        {feed.exists
          ? <><Button icon={<FeedIcon />} onClick={() => { setFailure(null); setAsked('remake'); }}>{words.feedAgain}</Button><Button appearance="subtle" onClick={() => { setFailure(null); setAsked('revoke'); }}>{words.feedRevoke}</Button></>
          : <Button icon={<FeedIcon />} disabledFocusable={busy} onClick={() => { if (!busy) void carry(acts.makeFeed, null); }}>{words.feedMake}</Button>}
      </div>
      {asked === null && failure !== null && <Refusal error={failure} />}
      <ActDialog open={asked !== null} title={words[asked ?? 'revoke'].title} go={words[asked ?? 'revoke'].go} close={words.close} busy={busy} failure={failure} onClose={() => setAsked(null)} onGo={() => { void carry(asked === 'remake' ? acts.makeFeed : acts.revokeFeed, words[asked ?? 'revoke'].done); }}>
        <p>{words[asked ?? 'revoke'].effect}</p>
      </ActDialog>
    </div>
  );
}
