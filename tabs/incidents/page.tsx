// The register of confidentiality incidents, for the privacy officer, who keeps it, and for the audit, which reads it.
import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { Incident, IncidentList } from '../../src/contract/incidents.ts';
import { Loaded, MayButton, Page, PageLink } from '../layout.tsx';
import { Refusal } from '../meeting/dialog.tsx';
import { useNotify } from '../notify.tsx';
import { useSession, useWords } from '../session.tsx';
import { AddIcon, DownloadIcon, GoodIcon, VerifiedIcon, WarnIcon } from '../ui/icons.ts';
import { Empty, GridTable, Shimmer, Stat, Stats, type Column } from '../ui/parts.tsx';
import { saveFile } from '../ui/save-file.ts';
import { IncidentPage, NewIncidentPage, StateMark } from './incident.tsx';
import { tally } from './view-model.ts';
import { incidentsWords } from './words.ts';
import './incidents.css';

export default function IncidentsPage() {
  const { route } = useSession();
  const id = route.page === 'incidents' ? route.id : null;
  if (id === null) return <Register />;
  return id === NEW ? <NewIncidentPage /> : <IncidentPage key={id} id={id} />;
}

const NEW = 'nouveau';

function Register() {
  const words = useWords(incidentsWords);
  const { queries, acts, go } = useSession();
  const notify = useNotify();
  const query = useQuery(queries.incidents);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const exported = async (count: number): Promise<void> => {
    setBusy(true); setFailure(null);
    try {
      const { name, text } = await acts.exportIncidents();
      saveFile({ name, content: new Blob([text], { type: 'text/csv;charset=utf-8' }) });
      notify({ tone: 'success', title: words.leaving(count) });
    } catch (error) { setFailure(error); } finally { setBusy(false); }
  };
  return (
    <Page
      title={words.title}
      back={{ to: { page: 'network', open: null }, name: words.network }}
      lead={words.lead}
      actions={query.data && <>
        <MayButton may={{ ok: true }} busy={busy} appearance="subtle" icon={<DownloadIcon />} onAct={() => { void exported(query.data.incidents.length); }}>{words.exported}</MayButton>
        <MayButton may={query.data.mayOpen} appearance="primary" icon={<AddIcon />} onAct={() => go({ page: 'incidents', id: NEW })}>{words.add}</MayButton>
      </>}
    >
      {failure !== null && <div style={{ marginBottom: 12 }}><Refusal error={failure} /></div>}
      <Loaded query={query} waiting={<Shimmer label={words.loading} lines={[75, 90, 60]} />}>{(data) => <Rows list={data} />}</Loaded>
    </Page>
  );
}

function Rows({ list: { incidents } }: { readonly list: IncidentList }) {
  const words = useWords(incidentsWords);
  if (incidents.length === 0) return <div className="card"><Empty icon={VerifiedIcon} title={words.none} words={words.noneHint} /></div>;
  const { open, closed } = tally(incidents);
  return (
    <>
      <Stats label={words.counts}>
        <Stat value={open} label={words.openOnes(open)} tone={open > 0 ? 'warn' : 'good'} icon={open > 0 ? WarnIcon : GoodIcon} />
        <Stat value={closed} label={words.closedOnes(closed)} />
      </Stats>
      <section className="card" data-flush><GridTable label={words.title} columns={columnsOf(words)} rows={incidents} keyOf={({ id }) => id} /></section>
    </>
  );
}

const columnsOf = (words: (typeof incidentsWords)['fr-CA']): readonly Column<Incident>[] => [
  { key: 'id', name: words.number, width: '120px', cell: (row) => <PageLink to={{ page: 'incidents', id: row.id }} row>{row.id}</PageLink> },
  { key: 'state', name: words.state, width: '110px', cell: (row) => <StateMark state={row.state} /> },
  { key: 'nature', name: words.nature, width: 'minmax(0, 2fr)', cell: (row) => row.natureName },
  { key: 'occurredOn', name: words.occurredOn, width: '140px', cell: (row) => row.occurredOn },
  { key: 'place', name: words.place, width: 'minmax(0, 1fr)', cell: (row) => [row.placeName, row.where].filter((part) => part !== null).join(', ') },
  { key: 'measures', name: words.measures, width: 'minmax(0, 2fr)', cell: (row) => row.measures ?? '–', empty: (row) => row.measures === null },
];
