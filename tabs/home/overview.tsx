// The state of things for those who answer for it: counts that lead to their rows, next meetings with their quorum, actions by committee,
// territory and person, decisions to carry out, vacant seats, drift.
import { useState } from 'react';
import { Button } from '@fluentui/react-components';
import type { ActionRow } from '../../src/contract/actions.ts';
import type { Desk, DeskQuery } from '../../src/contract/desk.ts';
import { shortDue } from '../actions/due.ts';
import { actionWords } from '../actions/words.ts';
import { ChartCard } from '../charts/chart-card.tsx';
import { ExecutionMark, ReachMark } from '../decisions/marks.tsx';
import { follow, PageLink } from '../layout.tsx';
import { actionsRoute, calendarRoute, committeeRoute, decisionsRoute, pathOf, type Route } from '../route.ts';
import { useLanguage, useSession, useWords } from '../session.tsx';
import { moment } from '../ui/format.ts';
import { BadIcon, BlockedIcon, DecidedIcon, DriftMarkIcon, GoodIcon, LaterIcon, TodoIcon, UnknownIcon, VacantIcon, WarnIcon } from '../ui/icons.ts';
import { useNow } from '../ui/now.ts';
import { Card, Chip, GridTable, Mark, Stat, Stats, type Column, type IconType, type Tone } from '../ui/parts.tsx';
import { number } from '../ui/words.ts';
import { partsOf, placeOf } from './view-model.ts';
import { deskWords } from './desk-words.ts';

export function StateOfThings({ desk, scope }: { readonly desk: Desk; readonly scope: DeskQuery }) {
  const words = useWords(deskWords);
  const place = placeOf(scope);
  const { actions } = desk;
  return (
    <>
      <Counts desk={desk} scope={scope} />
      <div className="split">
        <Meetings meetings={desk.meetings} committee={place.committee} />
        <div className="stack"><Vacancies seats={desk.vacantSeats} />{desk.drift !== null && <Drifting drift={desk.drift} />}</div>
      </div>
      <h2 className="home-title">{words.carried}</h2>
      <div className="home-charts">
        <Shares title={words.byCommittee} column={words.committee} rows={actions.byCommittee} to={(id) => ({ committee: id })} />
        {actions.byTerritory.length > 0 && <Shares title={words.byTerritory} column={words.territory} rows={actions.byTerritory} to={(id) => ({ ...place, territory: id })} />}
        <Shares title={words.byPerson} column={words.person} rows={actions.byPerson} to={(id) => ({ ...place, owner: id })} />
      </div>
      <div className="home-two">
        <Actions title={words.late(actions.counts.late)} none={words.noLate} rows={actions.late} all={actionsRoute({ ...place, late: true })} today={desk.today} of={actions.counts.late} />
        <Actions title={words.blocked(actions.counts.blocked)} none={words.noBlocked} rows={actions.blocked} all={actionsRoute({ ...place, state: 'blocked' })} today={desk.today} of={actions.counts.blocked} />
      </div>
      <Decisions desk={desk} all={decisionsRoute({ ...place, awaiting: true })} />
    </>
  );
}

function Counts({ desk, scope }: { readonly desk: Desk; readonly scope: DeskQuery }) {
  const words = useWords(deskWords);
  const { go } = useSession();
  const language = useLanguage();
  const place = placeOf(scope);
  const { counts } = desk.actions;
  const stat = (value: number, label: string, icon: IconType, tone: Tone, to: Route) => <Stat value={number(language, value)} label={label} icon={icon} tone={value > 0 ? tone : 'calm'} href={pathOf(to)} onGo={follow(() => go(to))} />;
  return (
    <Stats label={words.counts}>
      {stat(counts.late, words.countLate(counts.late), BadIcon, 'bad', actionsRoute({ ...place, late: true }))}
      {stat(counts.blocked, words.countBlocked(counts.blocked), BlockedIcon, 'warn', actionsRoute({ ...place, state: 'blocked' }))}
      {stat(counts.dueThisWeek, words.countWeek, LaterIcon, 'warn', actionsRoute({ ...place, week: true }))}
      {stat(counts.open, words.countOpen(counts.open), TodoIcon, 'calm', actionsRoute(place))}
    </Stats>
  );
}

const QUORUM: Readonly<Record<NonNullable<Desk['meetings'][number]['quorum']>['state'], readonly [Tone, IconType]>> = { likely: ['good', GoodIcon], possible: ['info', UnknownIcon], unlikely: ['warn', WarnIcon], none: ['calm', TodoIcon] };

function Meetings({ meetings, committee }: { readonly meetings: Desk['meetings']; readonly committee: string | null }) {
  const words = useWords(deskWords);
  return (
    <Card title={words.meetings} flush actions={<PageLink to={committee === null ? calendarRoute() : committeeRoute(committee, 'meetings')}>{words.calendar}</PageLink>}>
      {meetings.length === 0 ? <p className="home-nothing muted">{words.noMeetings}</p> : (
        <ul>
          {meetings.map((one) => {
            const [tone, icon] = QUORUM[one.quorum?.state ?? 'none'];
            return (
              <li key={one.id} className="home-line">
                <div style={{ minWidth: 0 }}><p><Chip strong>{one.committee.acronym}</Chip> <PageLink to={{ page: 'meeting', id: one.id }} row>{one.title}</PageLink></p><p className="muted">{words.at(one.day, one.hours)}</p></div>
                {one.quorum === null ? <span className="muted">{words.notConvened}</span> : <Mark tone={tone} icon={icon}>{one.quorum.sentence}</Mark>}
              </li>
            );
          })}
        </ul>
      )}
    </Card>
  );
}

const FEW = 5;

function Vacancies({ seats }: { readonly seats: Desk['vacantSeats'] }) {
  const words = useWords(deskWords);
  const [all, setAll] = useState(false);
  const shown = all || seats.length <= FEW + 1 ? seats : seats.slice(0, FEW);
  return (
    <Card title={words.vacant(seats.length)}>
      {seats.length === 0 ? <Mark tone="good" icon={GoodIcon}>{words.noVacant}</Mark> : (
        <>
          <ul className="home-list">{shown.map((one) => <li key={one.seat}><Mark tone="warn" icon={VacantIcon}><PageLink to={committeeRoute(one.committee.id, 'composition', 'vacant')} row>{one.committee.acronym}</PageLink> · {one.role}{one.represents !== null && <span className="muted"> · {one.represents}</span>}</Mark></li>)}</ul>
          {shown.length < seats.length && <Button size="small" appearance="transparent" onClick={() => setAll(true)} style={{ marginInlineStart: -8, marginTop: 6 }}>{words.others(seats.length - shown.length)}</Button>}
        </>
      )}
    </Card>
  );
}

function Drifting({ drift }: { readonly drift: NonNullable<Desk['drift']> }) {
  const words = useWords(deskWords);
  const { language, zone } = useSession();
  const now = useNow();
  return (
    <Card title={words.drift}>
      {drift.at === null ? <p className="muted">{words.neverLooked}</p> : drift.count === 0 ? <Mark tone="good" icon={GoodIcon}>{words.noDrift}</Mark> : <Mark tone="warn" icon={DriftMarkIcon}>{words.drifts(drift.count)}</Mark>}
      <p className="row" style={{ marginTop: 6 }}><PageLink to={{ page: 'drift' }}>{words.seeDrift}</PageLink>{drift.at !== null && <span className="muted small">{words.looked(moment(new Date(drift.at), now, language, zone))}</span>}</p>
    </Card>
  );
}

const LATE = 'var(--chart-bad)';
const BLOCKED = 'var(--chart-warn)';
const REST = 'var(--chart-rest)';
type Share = Desk['actions']['byCommittee'][number];

function Shares({ title, column, rows, to }: { readonly title: string; readonly column: string; readonly rows: readonly Share[]; readonly to: (id: string) => Parameters<typeof actionsRoute>[0] }) {
  const words = useWords(deskWords);
  const cell = (count: number, route: Route) => (count === 0 ? <span className="muted">0</span> : <PageLink to={route}>{count}</PageLink>);
  const columns: readonly Column<Share>[] = [
    { key: 'label', name: column, width: 'minmax(0, 2fr)', cell: (row) => row.label },
    { key: 'late', name: words.lateColumn, width: '72px', cell: (row) => cell(row.late, actionsRoute({ ...to(row.id), late: true })) },
    { key: 'blocked', name: words.blockedColumn, width: '72px', cell: (row) => cell(row.blocked, actionsRoute({ ...to(row.id), state: 'blocked' })) },
    { key: 'open', name: words.openColumn, width: '72px', cell: (row) => cell(row.open, actionsRoute(to(row.id))) },
  ];
  if (rows.length === 0) return <Card title={title} level={3}><p className="muted">{words.noActions}</p></Card>;
  return (
    <ChartCard
      title={title}
      level={3}
      bars={{ parts: [{ name: words.lateColumn, colour: LATE }, { name: words.blockedColumn, colour: BLOCKED }, { name: words.restColumn, colour: REST }], rows: rows.map((row) => ({ id: row.id, label: row.label, note: words.share(row.late, row.blocked), values: partsOf(row) })) }}
      table={<GridTable label={title} columns={columns} rows={rows} keyOf={(row) => row.id} />}
    />
  );
}

function Actions({ title, none, rows, all, today, of }: { readonly title: string; readonly none: string; readonly rows: readonly ActionRow[]; readonly all: Route; readonly today: string; readonly of: number }) {
  const words = useWords(deskWords);
  const common = useWords(actionWords);
  const language = useLanguage();
  const shown = rows.slice(0, FEW);
  return (
    <Card title={title} level={3} flush {...(of > shown.length && { actions: <PageLink to={all}>{words.seeAll(of)}</PageLink> })}>
      {rows.length === 0 ? <p className="home-nothing"><Mark tone="good" icon={GoodIcon}>{none}</Mark></p> : (
        <ul>
          {shown.map((row) => (
            <li key={row.id} className="home-line">
              <div style={{ minWidth: 0 }}><p><Chip strong>{row.committee.acronym}</Chip> <PageLink to={{ page: 'action', id: row.id }} row>{row.title}</PageLink></p><p className="muted small">{row.id} · {row.owner?.label ?? common.nobody}</p>{row.blocked !== null && <p className="small">{common.blockedWhy(row.blocked)}</p>}</div>
              <Mark tone={row.late ? 'bad' : 'calm'} icon={row.late ? BadIcon : LaterIcon}>{row.late ? common.late(row.lateDays) : shortDue(row.due, today, language)}</Mark>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Decisions({ desk, all }: { readonly desk: Desk; readonly all: Route }) {
  const words = useWords(deskWords);
  return (
    <Card title={words.decisions} flush actions={<PageLink to={all}>{words.seeRegister}</PageLink>}>
      {desk.decisions.length === 0 ? <p className="home-nothing"><Mark tone="good" icon={GoodIcon}>{words.noDecisions}</Mark></p> : (
        <ul>
          {desk.decisions.map((one) => (
            <li key={one.id} className="home-line">
              <div style={{ minWidth: 0 }}><p><DecidedIcon aria-hidden className="muted" /> <Chip strong>{one.committee.acronym}</Chip> <PageLink to={{ page: 'decision', id: one.id }} row>{one.title}</PageLink></p><p className="muted small">{one.number}</p></div>
              <div className="home-marks"><ExecutionMark execution={one.execution} />{one.reach !== null && <ReachMark reach={one.reach} />}</div>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
