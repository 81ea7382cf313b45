// « Suivi des actions »: what the meeting goes through of the actions of its committees. It comes with the page when it can, and says nothing
// where there is nothing.
import { useQuery } from '@tanstack/react-query';
import type { ActionRow } from '../../src/contract/actions.ts';
import type { MeetingDetail } from '../../src/contract/meetings.ts';
import { ActionStateMark, DueMark } from '../actions/marks.tsx';
import { PageLink } from '../layout.tsx';
import { useSession, useWords } from '../session.tsx';
import { shortDay } from '../ui/format.ts';
import { useNow } from '../ui/now.ts';
import { Card } from '../ui/parts.tsx';
import { meetingWords } from './words.ts';

/** The rest is a link away. */
const SHOWN = 8;

export function FollowUp({ meeting }: { readonly meeting: MeetingDetail }) {
  const words = useWords(meetingWords);
  const { queries, zone } = useSession();
  const { data } = useQuery(queries.followUp(meeting.id));
  const today = shortDay(useNow(), zone);
  if (data === undefined || data.open.length + data.closed.length === 0) return null;
  return (
    <Card title={words.followUp}>
      {data.open.length > 0 && <><h3 className="small strong">{words.stillOpen(data.open.length)}</h3><Rows rows={data.open} today={today} /></>}
      {data.closed.length > 0 && <><h3 className="small strong">{words.closedSince(data.closed.length)}</h3><Rows rows={data.closed} today={today} /></>}
    </Card>
  );
}

function Rows({ rows, today }: { readonly rows: readonly ActionRow[]; readonly today: string }) {
  const words = useWords(meetingWords);
  return (
    <ul className="stack meeting-follow-up">
      {rows.slice(0, SHOWN).map((row) => (
        <li key={row.id}>
          <PageLink to={{ page: 'action', id: row.id }}>{row.id} · {row.title}</PageLink>
          <div className="row small">{row.closedOn === null ? <DueMark row={row} today={today} /> : <ActionStateMark state={row.state} />}{row.owner !== null && <span className="muted">{row.owner.label}</span>}</div>
        </li>
      ))}
      {rows.length > SHOWN && <li className="muted small">{words.andMore(rows.length - SHOWN)}</li>}
    </ul>
  );
}
