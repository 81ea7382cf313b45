// The configurable tab of a committee channel, also reached from the network: overview, meetings, actions, decisions and composition of one committee.
import { Button, Tab, TabList } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { CommitteeDetail } from '../../src/contract/committees.ts';
import { isApiError, type ApiError } from '../api/problem.ts';
import { CopyLink, Loaded, Page } from '../layout.tsx';
import { committeeRoute, VIEWS } from '../route.ts';
import { useSession, useWords } from '../session.tsx';
import { openLink } from '../teams.ts';
import { OpenIcon, RestrictedIcon } from '../ui/icons.ts';
import { Empty } from '../ui/parts.tsx';
import { CommitteeActions } from './actions.tsx';
import { Composition } from './composition.tsx';
import { CommitteeDecisions } from './decisions.tsx';
import { CommitteeMeetings } from './meetings.tsx';
import { CommitteeChips, Overview } from './overview.tsx';
import { committeeWords } from './words.ts';
import './committee.css';

export default function CommitteePage() {
  const { queries, route } = useSession();
  const id = route.page === 'committee' ? route.id : '';
  const query = useQuery(queries.committee(id));
  const words = useWords(committeeWords);
  const { place } = useSession();
  // Coming from the tree, the name is known before the rest.
  const known = useQueryClient().getQueryData(queries.committees.queryKey)?.committees.find((one) => one.id === id);
  if (query.data === undefined && isApiError(query.error) && query.error.status === 404) return <Closed why={query.error} />;
  if (query.data === undefined) {
    return <Page title={known?.name ?? words.committee} waiting={query.isPending} {...(place.channelId === null && { back: { to: { page: 'network', open: null } as const, name: words.network } })}><Loaded query={query}>{() => null}</Loaded></Page>;
  }
  return <Committee committee={query.data} />;
}

/** Restricted, or not there: a reader is told the same of both, plainly, and where to ask. */
function Closed({ why }: { readonly why: ApiError }) {
  const words = useWords(committeeWords);
  const { place } = useSession();
  return (
    <Page title={words.closed} {...(place.channelId === null && { back: { to: { page: 'network', open: null } as const, name: words.network } })}>
      <div className="card"><Empty icon={RestrictedIcon} title={why.sentence ?? words.closed} words={why.remedy ?? ''} /></div>
    </Page>
  );
}

function Committee({ committee }: { readonly committee: CommitteeDetail }) {
  const words = useWords(committeeWords);
  const { route, go, place } = useSession();
  const view = route.page === 'committee' ? route.view : 'overview';
  const { link } = committee.workspace;
  // Inside the committee's own channel there is nowhere to go.
  const isHere = link !== null && place.channelId !== null && (link.includes(encodeURIComponent(place.channelId)) || link.includes(place.channelId));
  return (
    <Page
      title={committee.name}
      eyebrow={<CommitteeChips committee={committee} />}
      lead={committee.mine === null ? undefined : words.mine(committee.mine)}
      actions={<>
        <CopyLink to={committeeRoute(committee.id, view)} label={committee.acronym} link={view === 'overview' ? link : null} />
        {link !== null && !isHere && <Button icon={<OpenIcon />} onClick={() => { void openLink(link); }}>{words.open}</Button>}
      </>}
      {...(place.channelId === null && { back: { to: { page: 'network', open: null } as const, name: words.network } })}
    >
      <TabList
        selectedValue={view}
        aria-label={words.tabs}
        style={{ marginBottom: 16, marginLeft: -10, flexWrap: 'wrap' }}
        onTabSelect={(_event, data) => go(committeeRoute(committee.id, VIEWS.find((one) => one === data.value) ?? 'overview'), { keepFocus: true })}
      >
        {VIEWS.map((one) => <Tab key={one} value={one} id={`tab-${one}`}>{words.views[one]}</Tab>)}
      </TabList>
      <div role="tabpanel" aria-labelledby={`tab-${view}`}>
        {view === 'overview' ? <Overview committee={committee} /> : view === 'meetings' ? <CommitteeMeetings committee={committee} /> : view === 'actions' ? <CommitteeActions id={committee.id} /> : view === 'decisions' ? <CommitteeDecisions id={committee.id} /> : <Composition committee={committee} />}
      </div>
    </Page>
  );
}
