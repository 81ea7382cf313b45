// Diagnosis: what Gouverne needs in Microsoft 365, checked one by one, with what to do where something is amiss.
import { Button } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { Doctor } from '../../src/contract/provisioning.ts';
import { Loaded, Page } from '../layout.tsx';
import { useNotify } from '../notify.tsx';
import { useSession, useWords } from '../session.tsx';
import { moment } from '../ui/format.ts';
import { BadIcon, GoodIcon, RefreshIcon, UnknownIcon, WarnIcon } from '../ui/icons.ts';
import { useNow } from '../ui/now.ts';
import { Mark, Shimmer, type IconType, type Tone } from '../ui/parts.tsx';
import { doctorWords } from './words.ts';
import './doctor.css';

type Check = Doctor['checks'][number];
const LOOKS: Readonly<Record<Check['state'], readonly [Tone, IconType]>> = { ok: ['good', GoodIcon], warning: ['warn', WarnIcon], failure: ['bad', BadIcon], unknown: ['calm', UnknownIcon] };
/** What needs somebody comes first. */
const ORDER: readonly Check['state'][] = ['failure', 'warning', 'unknown', 'ok'];

export default function DoctorPage() {
  const words = useWords(doctorWords);
  const { queries, language, zone } = useSession();
  const query = useQuery(queries.doctor);
  const notify = useNotify();
  const now = useNow();
  const copy = (doctor: Doctor) => {
    const report = doctor.checks.map((check) => [`[${words.states[check.state]}] ${check.title}`, check.detail, check.remedy === null ? '' : words.remedy(check.remedy)].filter(Boolean).join('\n  ')).join('\n');
    navigator.clipboard.writeText(`Gouverne · ${doctor.at}\n${report}`).then(() => notify({ tone: 'success', title: words.copied }), () => notify({ tone: 'error', title: words.notCopied }));
  };
  return (
    <Page
      title={words.title}
      back={{ to: { page: 'network', open: null }, name: words.network }}
      lead={words.lead}
      actions={<>
        {query.data && <Button appearance="subtle" onClick={() => { if (query.data) copy(query.data); }}>{words.copy}</Button>}
        <Button appearance="primary" icon={<RefreshIcon />} disabledFocusable={query.isFetching} onClick={() => { void query.refetch(); }}>{words.again}</Button>
      </>}
    >
      <Loaded query={query} waiting={<Shimmer long label={words.checking} lines={[75, 90, 75, 60]} />}>
        {(doctor) => <Checks doctor={doctor} when={words.checkedAt(moment(new Date(doctor.at), now, language, zone))} />}
      </Loaded>
    </Page>
  );
}

function Checks({ doctor, when }: { readonly doctor: Doctor; readonly when: string }) {
  const words = useWords(doctorWords);
  const count = (state: Check['state']) => doctor.checks.filter((check) => check.state === state).length;
  const sorted = [...doctor.checks].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
  const wellness = doctor.ok && count('warning') === 0;
  return (
    <>
      <output className="row" data-between style={{ marginBottom: 12 }}>
        <Mark tone={wellness ? 'good' : count('failure') > 0 ? 'bad' : 'warn'} icon={wellness ? GoodIcon : count('failure') > 0 ? BadIcon : WarnIcon}><span className="strong">{wellness ? words.allWell : words.some(count('failure'), count('warning'))}</span></Mark>
        <span className="muted">{when}</span>
      </output>
      <ul className="card" data-flush aria-label={words.title}>
        {sorted.map((check) => {
          const [tone, icon] = LOOKS[check.state];
          return (
            <li key={check.id} className="check">
              <Mark tone={tone} icon={icon}>{words.states[check.state]}</Mark>
              <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
                <p className="strong">{check.title}</p>
                <p className="muted">{check.detail}</p>
                {check.remedy !== null && <p>{words.remedy(check.remedy)}</p>}
              </div>
            </li>
          );
        })}
      </ul>
    </>
  );
}
