// The lines of a plan, by team: sign, act, final name, before and after, note and permission.
import { useState } from 'react';
import { Button } from '@fluentui/react-components';
import type { Plan, PlanLine, Sign } from '../../src/contract/provisioning.ts';
import { PageLink } from '../layout.tsx';
import { committeeRoute } from '../route.ts';
import { useWords } from '../session.tsx';
import { Fold } from '../ui/fold.tsx';
import { BadIcon, BecomesIcon, CannotIcon, ChangeIcon, ArchiveIcon, DriftMarkIcon, GoodIcon, InfoIcon, PlusIcon, SameIcon, SearchIcon, UnknownIcon } from '../ui/icons.ts';
import { Card, Empty, GridTable, Mark, type Column, type IconType } from '../ui/parts.tsx';
import { countLines, shownTeams } from './view-model.ts';
import { planWords } from './words.ts';

const SIGN_ICONS: Readonly<Record<Sign, IconType>> = { '+': PlusIcon, '~': ChangeIcon, '=': SameIcon, '-': ArchiveIcon, '!': CannotIcon };

export function SignMark({ sign, count }: { readonly sign: Sign; readonly count?: number }) {
  const words = useWords(planWords);
  const Picture = SIGN_ICONS[sign];
  return <span className="plan-sign" data-sign={sign}><Picture aria-hidden /><span>{words.signs[sign]}{count !== undefined && ` ${count}`}</span></span>;
}

/** Beyond this, a plan opens folded: the counts of each team are read first. */
const OPEN_ALL_UNDER = 40;
const FIRST_LINES = 150;

export function PlanLines({ plan, shown }: { readonly plan: Plan; readonly shown: ReadonlySet<Sign> }) {
  const words = useWords(planWords);
  const teams = shownTeams(plan, shown);
  const total = teams.reduce((sum, one) => sum + one.lines.length, 0);
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const openAtFirst = total <= OPEN_ALL_UNDER;
  const isOpen = (key: string) => toggled.has(key) !== openAtFirst;
  const allOpen = teams.every((one) => isOpen(one.team.key));
  const toggleAll = () => setToggled(allOpen === openAtFirst ? new Set(teams.map((one) => one.team.key)) : new Set());
  if (teams.length === 0) return <div className="card"><Empty icon={SearchIcon} title={words.noLine} words={words.noLineHint} /></div>;
  return (
    <Card title={words.teams} note={words.lines(total)} flush actions={<Button size="small" appearance="transparent" onClick={toggleAll}>{allOpen ? words.collapseAll : words.expandAll}</Button>}>
      {teams.map(({ team, lines }) => (
        <Fold
          key={team.key}
          name={team.name}
          detail={words.teamPeople(team.owners, team.members)}
          marks={countLines(lines).map(({ sign, count }) => <SignMark key={sign} sign={sign} count={count} />)}
          open={isOpen(team.key)}
          onToggle={() => setToggled((before) => { const next = new Set(before); if (!next.delete(team.key)) next.add(team.key); return next; })}
        >
          <Lines lines={lines} />
        </Fold>
      ))}
    </Card>
  );
}

function Lines({ lines }: { readonly lines: readonly PlanLine[] }) {
  const words = useWords(planWords);
  const [most, setMost] = useState(FIRST_LINES);
  return (
    <>
      <ul>{lines.slice(0, most).map((line) => <Line key={line.id} line={line} />)}</ul>
      {lines.length > most && <Button appearance="transparent" onClick={() => setMost(lines.length)}>{words.more(lines.length - most)}</Button>}
    </>
  );
}

function Line({ line }: { readonly line: PlanLine }) {
  const words = useWords(planWords);
  return (
    <li className="plan-line">
      <SignMark sign={line.sign} />
      <div className="plan-line-body">
        <span>{line.act}</span> <span className="plan-line-target">{line.target}</span>
        {line.committee !== null && <> <span className="muted small">(<PageLink to={committeeRoute(line.committee.id)}>{line.committee.acronym}</PageLink>)</span></>}
        <div className="plan-line-details">
          {(line.before !== null || line.after !== null) && line.sign !== '=' && <Change before={line.before} after={line.after} />}
          {line.drift && <Mark tone="warn" icon={DriftMarkIcon}>{words.byHand}</Mark>}
          {line.note !== null && <Mark tone={line.sign === '!' ? 'bad' : 'info'} icon={line.sign === '!' ? BadIcon : InfoIcon}>{line.note}</Mark>}
        </div>
      </div>
    </li>
  );
}

function Change({ before, after }: { readonly before: string | null; readonly after: string | null }) {
  const words = useWords(planWords);
  return (
    <span className="plan-change">
      {before !== null && <><span className="visually-hidden">{words.before} </span><del>{before}</del></>}
      {before !== null && after !== null && <BecomesIcon aria-label={words.becomes} />}
      {after !== null && <><span className="visually-hidden">{words.after} </span><ins>{after}</ins></>}
    </span>
  );
}

export function Permissions({ plan }: { readonly plan: Plan }) {
  const words = useWords(planWords);
  if (plan.permissions.length === 0) return null;
  return <Card title={words.permissions} note={words.permissionsNote} flush><GridTable label={words.permissions} columns={permissionColumns(words)} rows={plan.permissions} keyOf={(one) => one.permission} /></Card>;
}

function permissionColumns(words: (typeof planWords)['fr-CA']): readonly Column<Plan['permissions'][number]>[] {
  return [
    { key: 'permission', name: words.permission, width: 'minmax(0, 1.4fr)', cell: (one) => <span className="mono">{one.permission}</span> },
    { key: 'why', name: words.why, width: 'minmax(0, 2fr)', cell: (one) => one.why },
    { key: 'steps', name: words.steps, width: '72px', cell: (one) => one.steps },
    { key: 'state', name: words.state, width: '110px', cell: (one) => (one.granted === null ? <Mark tone="calm" icon={UnknownIcon}>{words.unknown}</Mark> : one.granted ? <Mark tone="good" icon={GoodIcon}>{words.granted}</Mark> : <Mark tone="bad" icon={BadIcon}>{words.missing}</Mark>) },
  ];
}
