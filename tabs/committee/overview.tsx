// Overview of one committee: what needs attention first, then mandate, place in the network and how it works.
import { useState } from 'react';
import { Button } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { CommitteeDetail } from '../../src/contract/committees.ts';
import type { CommitteeRef } from '../../src/contract/common.ts';
import { follow, PageLink } from '../layout.tsx';
import { committeeRoute, pathOf } from '../route.ts';
import { useSession, useWords } from '../session.tsx';
import { openLink } from '../teams.ts';
import { ArchiveIcon, ChildIcon, GoodIcon, InfoIcon, LaterIcon, LevelIcon, ParentIcon, RestrictedIcon, TodoIcon, UnknownIcon, VacantIcon, WarnIcon, WorkingIcon, PeopleIcon } from '../ui/icons.ts';
import { Card, Chip, Facts, Mark, Stat, Stats, type IconType } from '../ui/parts.tsx';
import { concerns, linkOf, sayProvenance, workspaceTone, zoneName, type HealthKind } from './view-model.ts';
import { committeeWords } from './words.ts';

const WORKSPACE_ICONS = { ready: GoodIcon, 'in-progress': WorkingIcon, partial: WarnIcon, absent: TodoIcon, archived: ArchiveIcon } as const;
const CONCERN_ICONS: Readonly<Record<HealthKind, IconType>> = { vacant: VacantIcon, 'under-represented': WarnIcon, ending: LaterIcon, workspace: WarnIcon };

export function ProvenanceHint({ committee }: { readonly committee: CommitteeDetail }) {
  const words = useWords(committeeWords);
  const { provenance } = committee;
  if (provenance.fictional) return <Chip icon={InfoIcon} tone="warn" title={provenance.text}>{words.fictional}</Chip>;
  if (provenance.assumed) return <Chip icon={UnknownIcon} tone="warn" title={provenance.text}>{words.assumed}</Chip>;
  return null;
}

export function CommitteeChips({ committee }: { readonly committee: CommitteeDetail }) {
  const words = useWords(committeeWords);
  return (
    <>
      <Chip strong>{committee.acronym}</Chip>
      <Chip icon={LevelIcon} title={words.level}>{committee.levelName}</Chip>
      {committee.confidential && <Chip icon={RestrictedIcon}>{words.restricted}</Chip>}
      <ProvenanceHint committee={committee} />
    </>
  );
}

export function WorkspaceMark({ state }: { readonly state: CommitteeDetail['workspace']['state'] }) {
  const words = useWords(committeeWords);
  return <Mark tone={workspaceTone(state)} icon={WORKSPACE_ICONS[state]}>{words.workspaceStates[state]}</Mark>;
}

export function Overview({ committee, compact }: { readonly committee: CommitteeDetail; readonly compact?: boolean }) {
  return (
    <>
      <Health committee={committee} />
      <div className={compact ? 'stack' : 'split'}>
        <div className="stack"><Mandate committee={committee} /><Functioning committee={committee} /></div>
        <div className="stack"><Place committee={committee} /><Workspace committee={committee} /></div>
      </div>
    </>
  );
}

/** The strip of counts; each leads to the rows that it counts. */
export function Health({ committee }: { readonly committee: CommitteeDetail }) {
  const words = useWords(committeeWords);
  const { go } = useSession();
  const toward = concerns(committee).filter((one) => one.kind !== 'workspace');
  // In the charter a seat is what votes; the secretariat and the guests are listed, not counted.
  const all = committeeRoute(committee.id, 'composition', 'voting');
  const label: Readonly<Record<HealthKind, (n: number) => string>> = { vacant: words.vacant, 'under-represented': words.underRepresented, ending: words.ending, workspace: () => words.workspace };
  return (
    <Stats label={words.health}>
      <Stat value={committee.seats.total} label={words.seats(committee.seats.total)} icon={PeopleIcon} href={pathOf(all)} onGo={follow(() => go(all))} />
      {toward.map((one) => <Stat key={one.kind} value={one.count} label={label[one.kind](one.count)} tone="warn" icon={CONCERN_ICONS[one.kind]} {...(one.to !== null && { href: pathOf(one.to), onGo: follow(() => { if (one.to !== null) go(one.to); }) })} />)}
      {toward.length === 0 && committee.seats.total > 0 && <div className="stat" data-tone="good" style={{ justifyContent: 'center' }}><Mark tone="good" icon={GoodIcon}>{words.allWell}</Mark></div>}
    </Stats>
  );
}

function Mandate({ committee }: { readonly committee: CommitteeDetail }) {
  const words = useWords(committeeWords);
  const { language } = useSession();
  return (
    <Card title={words.mandate} note={words.nature(language === 'fr-CA' ? committee.natureName.toLowerCase() : committee.natureName)}>
      {committee.mandate === '' ? <p className="muted">{words.noMandate}</p> : <p className="prose">{committee.mandate}</p>}
      {committee.provenance.text !== '' && <p className="card-note" style={{ marginTop: 12 }}>{words.provenance} <span lang="fr-CA">{sayProvenance(committee.provenance.text, words.provenanceTerms)}</span></p>}
    </Card>
  );
}

function Functioning({ committee }: { readonly committee: CommitteeDetail }) {
  const words = useWords(committeeWords);
  const { language } = useSession();
  return (
    <Card title={words.functioning}>
      <Facts facts={[
        [words.cadence, committee.cadence.label],
        committee.cadence.asNeeded ? null : [words.lasts, words.minutes(committee.cadence.minutes)],
        [words.zone, zoneName(committee.cadence.zone, language)],
        [words.quorum, committee.quorum],
        [words.record, committee.record],
        committee.territory === null ? null : [words.territory, committee.territory],
        committee.institution === null ? null : [words.institution, committee.institution],
      ]} />
    </Card>
  );
}

function Workspace({ committee }: { readonly committee: CommitteeDetail }) {
  const words = useWords(committeeWords);
  const { workspace } = committee;
  const hint = words.workspaceHints[workspace.state];
  return (
    <Card title={words.workspace} actions={<WorkspaceMark state={workspace.state} />}>
      {hint !== '' && <p style={{ marginBottom: 10 }}>{hint}</p>}
      <Facts facts={[[words.team, workspace.team], [words.channel, workspace.channel]]} />
    </Card>
  );
}

const FIRST_CHILDREN = 6;

function Place({ committee }: { readonly committee: CommitteeDetail }) {
  const words = useWords(committeeWords);
  const [all, setAll] = useState(false);
  const { children } = committee;
  const shown = all || children.length <= FIRST_CHILDREN + 1 ? children : children.slice(0, FIRST_CHILDREN);
  return (
    <Card title={words.place}>
      <div className="committee-place">
        <div>
          <h3>{words.parent}</h3>
          {committee.parent === null ? <p>{committee.parentHidden ? words.hiddenParent : words.noParent}</p> : <ul className="committee-links"><CommitteeLink committee={committee.parent} icon={ParentIcon} /></ul>}
        </div>
        <div>
          <h3>{children.length === 0 ? words.noChildren : words.children(children.length)}</h3>
          {children.length > 0 && <ul className="committee-links">{shown.map((child) => <CommitteeLink key={child.id} committee={child} icon={ChildIcon} />)}</ul>}
          {children.length > FIRST_CHILDREN + 1 && <Button size="small" appearance="transparent" onClick={() => setAll(!all)} aria-expanded={all} style={{ marginLeft: -8 }}>{all ? words.fewer : words.more(children.length - FIRST_CHILDREN)}</Button>}
        </div>
        {committee.advises.length > 0 && <div><h3>{words.advises}</h3><ul className="committee-links">{committee.advises.map((one) => <CommitteeLink key={one.id} committee={one} />)}</ul></div>}
        {committee.reportsTo.length > 0 && <div><h3>{words.reportsTo}</h3><ul className="committee-links">{committee.reportsTo.map((one) => <CommitteeLink key={one.id} committee={one} />)}</ul></div>}
      </div>
    </Card>
  );
}

function CommitteeLink({ committee, icon: Picture }: { readonly committee: CommitteeRef; readonly icon?: IconType }) {
  const { queries } = useSession();
  const list = useQuery(queries.committees);
  const { to, teams } = linkOf(committee, new Map(list.data?.committees.map((one) => [one.id, one])));
  return (
    <li>
      {Picture && <Picture aria-hidden />}
      <span style={{ minWidth: 0 }}>
        {teams === null
          ? <PageLink to={to} row><span className="committee-id">{committee.acronym}</span></PageLink>
          : <a className="strong-link" data-row="" href={teams} onClick={follow(() => { void openLink(teams); })}><span className="committee-id">{committee.acronym}</span></a>}
        {' '}<span className="muted">{committee.name}</span>
      </span>
    </li>
  );
}
