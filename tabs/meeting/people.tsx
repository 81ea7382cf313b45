// Who is convened, by role, with what they answered; and, for the chair and the secretariat, whether there will be a quorum
// and which alternates could make it so.
import { useState, type CSSProperties } from 'react';
import { Button, Radio, RadioGroup } from '@fluentui/react-components';
import type { MeetingDetail, MeetingPerson, QuorumForecast } from '../../src/contract/meetings.ts';
import { MayButton } from '../layout.tsx';
import { useSession, useWords } from '../session.tsx';
import { BadIcon, GoodIcon, InfoIcon, PeopleIcon, TodoIcon, UnknownIcon, WarnIcon } from '../ui/icons.ts';
import { Card, Empty, GridTable, Mark, Person, type Column, type IconType, type Tone } from '../ui/parts.tsx';
import { useAct, useMeeting } from './acting.ts';
import { ActDialog } from './dialog.tsx';
import { AnswerMark } from './marks.tsx';
import { byRole, standIns, type StandIn } from './view-model.ts';
import { meetingWords } from './words.ts';

const whoOf = (one: MeetingPerson) => <Who person={one} />;
function Who({ person }: { readonly person: MeetingPerson }) {
  const words = useWords(meetingWords);
  return <Person id={person.person?.id ?? person.label} title={person.label} detail={person.votes ? words.votes : undefined} />;
}
const answerOf = (one: MeetingPerson) => <Answer person={one} />;
function Answer({ person }: { readonly person: MeetingPerson }) {
  const words = useWords(meetingWords);
  return <><AnswerMark answer={person.answer} />{person.answeredFrom !== null && <span className="muted small" style={{ display: 'block', marginInlineStart: 21 }}>{words.from[person.answeredFrom]}</span>}</>;
}

export function People() {
  const words = useWords(meetingWords);
  const { meeting } = useMeeting();
  const { people } = meeting;
  const columns: readonly Column<MeetingPerson>[] = [
    { key: 'person', name: words.columns.person, width: 'minmax(0, 2fr)', cell: whoOf },
    { key: 'represents', name: words.columns.represents, width: 'minmax(0, 1.4fr)', cell: (one) => one.represents ?? '', empty: (one) => one.represents === null },
    { key: 'answer', name: words.columns.answer, width: 'minmax(0, 1fr)', cell: answerOf },
    { key: 'alternate', name: words.columns.alternate, width: 'minmax(0, 1.4fr)', cell: (one) => one.alternate?.title ?? one.alternates.map(({ person }) => person.title).join(', '), empty: (one) => one.alternate === null && one.alternates.length === 0 },
  ];
  return (
    <Card title={words.people} note={words.peopleNote(people.length, people.filter((one) => one.answer !== null).length)} flush>
      {people.length === 0
        ? <Empty icon={PeopleIcon} title={words.noPeople} words={words.noPeopleHint} />
        : byRole(people).map(({ role, people: of }, place) => (
          <div key={role} className="meeting-role">
            <h3 className="meeting-role-title">{role} <span className="muted small">{of.length}</span></h3>
            <GridTable label={role} headless={place > 0} columns={columns} rows={of} keyOf={(one) => `${one.person?.id ?? ''}${one.label}${one.represents ?? ''}`} />
          </div>
        ))}
    </Card>
  );
}

const FIRST_STAND_INS = 5;
const FORECASTS: Readonly<Record<QuorumForecast['state'], readonly [Tone, IconType]>> = { likely: ['good', GoodIcon], possible: ['warn', UnknownIcon], unlikely: ['bad', BadIcon], none: ['calm', TodoIcon] };

const enoughOf = (group: QuorumForecast['groups'][number]) => <Enough ok={group.ok} />;
function Enough({ ok }: { readonly ok: boolean }) {
  const words = useWords(meetingWords);
  return <Mark tone={ok ? 'good' : 'warn'} icon={ok ? GoodIcon : WarnIcon}>{ok ? words.enough : words.short}</Mark>;
}

export function Forecast({ forecast }: { readonly forecast: QuorumForecast }) {
  const words = useWords(meetingWords);
  const { meeting } = useMeeting();
  const [tone, icon] = FORECASTS[forecast.state];
  const named = standIns(meeting);
  const [all, setAll] = useState(false);
  const shown = all || named.length <= FIRST_STAND_INS + 1 ? named : named.slice(0, FIRST_STAND_INS);
  return (
    <Card title={words.forecast} note={words.forecastNote} actions={<Mark tone={tone} icon={icon}><span className="strong">{words.forecastStates[forecast.state]}</span></Mark>}>
      <p>{forecast.sentence}</p>
      {forecast.of > 0 && forecast.state !== 'none' && <QuorumBar {...forecast} />}
      {forecast.groups.length > 0 && (
        <div className="quorum-groups">
          <GridTable
            label={words.forecast}
            rows={forecast.groups}
            keyOf={(group) => group.name}
            columns={[
              { key: 'name', name: words.group, width: 'minmax(0, 2fr)', cell: (group) => group.name },
              { key: 'sure', name: words.sure, width: '84px', cell: (group) => `${group.sure} / ${group.of}` },
              { key: 'possible', name: words.possible, width: '84px', cell: (group) => group.possible },
              { key: 'needed', name: words.needed, width: '84px', cell: (group) => group.needed },
              { key: 'ok', name: '', width: '100px', cell: enoughOf },
            ]}
          />
        </div>
      )}
      {named.length > 0 && meeting.may.change.ok && meeting.state === 'convened' && (
        <div style={{ marginTop: 16 }}>
          <h3 className="strong">{words.standIns}</h3>
          <ul className="stand-ins">{shown.map((one) => <StandInRow key={one.person.person?.id} one={one} />)}</ul>
          {shown.length < named.length && <Button size="small" appearance="transparent" style={{ marginInlineStart: -8 }} onClick={() => setAll(true)}>{words.standInsMore(named.length - shown.length)}</Button>}
        </div>
      )}
    </Card>
  );
}

/** Sure, possible and needed voices on one line; the sentence beside it says the same. */
function QuorumBar({ sure, possible, needed, of }: Pick<QuorumForecast, 'sure' | 'possible' | 'needed' | 'of'>) {
  const words = useWords(meetingWords);
  const share = (n: number): string => `${Math.min(100, (100 * n) / of)}%`;
  return (
    <>
      <div className="quorum-bar" aria-hidden="true" style={{ '--sure': share(sure), '--possible': share(possible), '--needed': share(needed) } as CSSProperties}><span className="quorum-sure" /><span className="quorum-possible" /><span className="quorum-needed" /></div>
      <p className="muted small">{words.forecastBar(sure, possible, needed, of)}</p>
    </>
  );
}

const FREE: Readonly<Record<'free' | 'busy' | 'unknownFree', readonly [Tone, IconType]>> = { free: ['good', GoodIcon], busy: ['warn', WarnIcon], unknownFree: ['calm', UnknownIcon] };
function FreeMark({ free }: { readonly free: boolean | null }) {
  const words = useWords(meetingWords);
  const is = free === null ? 'unknownFree' : free ? 'free' : 'busy';
  const [tone, icon] = FREE[is];
  return <Mark tone={tone} icon={icon}>{words[is]}</Mark>;
}

const FIRST_NAMED = 2;

function StandInRow({ one: { person, alternates } }: { readonly one: StandIn }) {
  const words = useWords(meetingWords);
  const { acts } = useSession();
  const { meeting } = useMeeting();
  const { busy, failure, run, forget } = useAct();
  const [asked, setAsked] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const alternate = alternates.length === 1 ? alternates[0] : alternates.find((one) => one.person.id === chosen);
  const convene = async () => {
    if (alternate !== undefined && await run(() => acts.answer(meeting.id, { answer: 'alternate', alternate: alternate.person.id, person: person.person?.id ?? null }), words.substitute.done(alternate.person.title))) setAsked(false);
  };
  const names = `${alternates.slice(0, FIRST_NAMED).map((one) => one.person.title).join(', ')}${alternates.length > FIRST_NAMED ? '…' : ''}`;
  return (
    <li className="stand-in">
      <div style={{ minWidth: 0 }}>
        <p className="row" style={{ gap: 8 }}><span className="strong">{person.label}</span><AnswerMark answer={person.answer} /></p>
        <p className="muted small">{words.couldCome(names)}</p>
      </div>
      <MayButton size="small" may={meeting.may.change} onAct={() => { forget(); setChosen(null); setAsked(true); }}>{words.standIn}<span className="visually-hidden"> ({person.label})</span></MayButton>
      <ActDialog open={asked} title={words.substitute.title} go={words.substitute.go} close={words.close} may={alternate === undefined ? { ok: false, why: words.substitute.choose } : { ok: true }} busy={busy} failure={failure} onClose={() => setAsked(false)} onGo={() => { void convene(); }}>
        {alternates.length > 1 && (
          <RadioGroup aria-label={words.substitute.who(person.label)} value={chosen ?? ''} onChange={(_event, data) => setChosen(data.value)}>
            {alternates.map(({ person: who, free }) => <Radio key={who.id} value={who.id} label={<span>{who.title} <FreeMark free={free} /></span>} />)}
          </RadioGroup>
        )}
        {alternate !== undefined && <p>{words.substitute.effect(alternate.person.title, person.label)} <FreeMark free={alternate.free} /></p>}
      </ActDialog>
    </li>
  );
}

export function Guests({ meeting }: { readonly meeting: MeetingDetail }) {
  const words = useWords(meetingWords);
  return (
    <Card title={words.guests} note={words.guestsNote}>
      {meeting.guests.length === 0 ? <p className="muted">{words.noGuests}</p> : <ul className="stack">{meeting.guests.map((one) => <li key={one.person?.id ?? one.email ?? one.label}><Person id={one.person?.id ?? one.label} title={one.label} detail={one.person === null ? one.email : undefined} /></li>)}</ul>}
    </Card>
  );
}

export function Watch({ meeting }: { readonly meeting: MeetingDetail }) {
  const words = useWords(meetingWords);
  if (meeting.reason === null) return null;
  return <p className="prose"><Mark tone="info" icon={InfoIcon}><span className="strong">{words.reason} : </span>{meeting.reason}</Mark></p>;
}
