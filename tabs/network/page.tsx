// The personal tab « Réseau »: every committee by level with its health at a glance; coordinators act from here.
import { useDeferredValue, useEffect, useState } from 'react';
import { Button, Dropdown, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle, Option, SearchBox } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { CommitteeList } from '../../src/contract/committees.ts';
import { Loaded, LinkButton, MayButton, Page } from '../layout.tsx';
import { actionsRoute, calendarRoute, committeeRoute, decisionsRoute } from '../route.ts';
import { useSession, useWords } from '../session.tsx';
import { ActionIcon, AddIcon, CalendarIcon, DecisionIcon, DoctorIcon, DriftIcon, GoodIcon, IncidentIcon, JournalIcon, NetworkIcon, PlanIcon, SearchIcon, VacantIcon, WarnIcon } from '../ui/icons.ts';
import { Empty, Shimmer, Stat, Stats } from '../ui/parts.tsx';
import { Panel } from './panel.tsx';
import { CommitteeTree } from './tree.tsx';
import { driftByCommittee, isFiltering, levelsOf, NO_FILTER, territoriesOf, totalsOf, treeRows, type Concern, type Filter } from './view-model.ts';
import { networkWords } from './words.ts';
import './network.css';

export default function NetworkPage() {
  const words = useWords(networkWords);
  const { queries, me, go } = useSession();
  const list = useQuery(queries.committees);
  return (
    <Page
      title={list.data?.network ?? words.title}
      lead={list.data && words.lead(list.data.committees.length)}
      wide
      actions={<>
        <LinkButton to={calendarRoute()} appearance="subtle" icon={<CalendarIcon />}>{words.calendar}</LinkButton>
        <LinkButton to={actionsRoute()} appearance="subtle" icon={<ActionIcon />}>{words.actions}</LinkButton>
        <LinkButton to={decisionsRoute()} appearance="subtle" icon={<DecisionIcon />}>{words.decisions}</LinkButton>
        {me.may.plan.ok && <>
          <LinkButton to={{ page: 'plan' }} appearance="subtle" icon={<PlanIcon />}>{words.plan}</LinkButton>
          <LinkButton to={{ page: 'drift' }} appearance="subtle" icon={<DriftIcon />}>{words.drift}</LinkButton>
          <LinkButton to={{ page: 'doctor' }} appearance="subtle" icon={<DoctorIcon />}>{words.doctor}</LinkButton>
        </>}
        {(me.roles.includes('privacy') || me.roles.includes('auditor')) && <LinkButton to={{ page: 'incidents', id: null }} appearance="subtle" icon={<IncidentIcon />}>{words.incidents}</LinkButton>}
        {me.may.readJournal.ok && <LinkButton to={{ page: 'journal', committee: null }} appearance="subtle" icon={<JournalIcon />}>{words.journal}</LinkButton>}
        {(me.may.createCommittee.ok || me.may.plan.ok) && <MayButton may={me.may.createCommittee} appearance="primary" icon={<AddIcon />} onAct={() => go({ page: 'new' })}>{words.create}</MayButton>}
      </>}
    >
      <RunNotice />
      <Loaded query={list} waiting={<Shimmer label={words.tree} lines={[60, 75, 90, 75, 60, 45]} />}>{(data) => <Network list={data} />}</Loaded>
    </Page>
  );
}

/** A run that is under way, or that stopped before its end, is everybody's first question. */
function RunNotice() {
  const words = useWords(networkWords);
  const { queries, me, go } = useSession();
  const run = useQuery({ ...queries.run('latest'), enabled: me.may.plan.ok, refetchInterval: (query) => (query.state.data?.state === 'running' || query.state.data?.state === 'queued' ? 5000 : false) }).data;
  if (!run || run.state === 'done') return null;
  const isRunning = run.state === 'running' || run.state === 'queued';
  return (
    <MessageBar intent={isRunning ? 'info' : 'warning'} style={{ marginBottom: 16 }} layout="multiline">
      <MessageBarBody><MessageBarTitle>{isRunning ? words.running : words.failed}</MessageBarTitle> {run.now}</MessageBarBody>
      <MessageBarActions><Button onClick={() => go({ page: 'run', id: run.id })}>{isRunning ? words.follow : words.see}</Button></MessageBarActions>
    </MessageBar>
  );
}

function Network({ list }: { readonly list: CommitteeList }) {
  const words = useWords(networkWords);
  const { route, go, me, queries, language, announce } = useSession();
  const [filter, setFilter] = useState<Filter>(NO_FILTER);
  const looked = useDeferredValue(filter);
  // Reading the tenant is not free: only for those who can act on it, once the page is quiet.
  const [quiet, setQuiet] = useState(false);
  useEffect(() => { const timer = setTimeout(() => setQuiet(true), 1500); return () => clearTimeout(timer); }, []);
  const drift = useQuery({ ...queries.drift, enabled: quiet && me.may.plan.ok }).data;
  const drifts = driftByCommittee(drift);
  const { committees } = list;
  const rows = treeRows(committees, looked, drifts);
  const totals = totalsOf(committees);
  const open = route.page === 'network' ? route.open : null;
  const choose = (id: string) => {
    // A narrow frame has no room for two columns: the page itself then.
    if (!matchMedia('(min-width: 1000px)').matches) { go(committeeRoute(id)); return; }
    go({ page: 'network', open: id }, { replace: true, keepFocus: true });
    const chosen = committees.find((one) => one.id === id);
    if (chosen) announce(`${chosen.acronym}. ${chosen.name}`);
  };
  const only = (concern: Concern) => setFilter((before) => ({ ...before, only: before.only === concern ? 'all' : concern }));
  const territories = territoriesOf(committees, language);
  const levels = levelsOf(committees);

  if (committees.length === 0) {
    return <div className="card"><Empty icon={NetworkIcon} title={words.empty} words={words.emptyHint} act={me.may.plan.ok ? <LinkButton to={{ page: 'plan' }} appearance="primary">{words.loadCharter}</LinkButton> : undefined} /></div>;
  }
  return (
    <>
      <Stats label={words.totals}>
        <Stat value={words.readyOf(totals.ready, totals.committees)} label={words.ready} tone={totals.ready === totals.committees ? 'good' : 'calm'} icon={totals.ready === totals.committees ? GoodIcon : NetworkIcon} />
        {totals.notReady > 0 && <Stat value={totals.notReady} label={words.notReady(totals.notReady)} tone="warn" icon={WarnIcon} pressed={filter.only === 'workspace'} onPress={() => only('workspace')} />}
        <Stat value={totals.vacant} label={words.vacant(totals.vacant)} tone={totals.vacant > 0 ? 'warn' : 'good'} icon={totals.vacant > 0 ? VacantIcon : GoodIcon} {...(totals.vacant > 0 && { pressed: filter.only === 'vacant', onPress: () => only('vacant') })} />
        <Stat value={totals.under} label={words.under(totals.under)} tone={totals.under > 0 ? 'warn' : 'good'} icon={totals.under > 0 ? WarnIcon : GoodIcon} {...(totals.under > 0 && { pressed: filter.only === 'under', onPress: () => only('under') })} />
        {drift && <Stat value={drift.items.length} label={words.drifts(drift.items.length)} tone={drift.items.length > 0 ? 'warn' : 'good'} icon={drift.items.length > 0 ? WarnIcon : GoodIcon} {...(drift.items.length > 0 && { pressed: filter.only === 'drift', onPress: () => only('drift') })} />}
      </Stats>
      <div className="toolbar">
        <SearchBox className="toolbar-search" data-search="" contentBefore={<SearchIcon />} value={filter.typed} onChange={(_event, data) => setFilter((before) => ({ ...before, typed: data.value }))} placeholder={words.searchHint} aria-label={words.search} />
        <Dropdown aria-label={words.level} value={levels.find((one) => one.id === filter.level)?.name ?? words.anyLevel} selectedOptions={[filter.level]} onOptionSelect={(_event, data) => setFilter((before) => ({ ...before, level: data.optionValue ?? '' }))} style={{ minWidth: 170 }}>
          <Option value="">{words.anyLevel}</Option>
          {levels.map((one) => <Option key={one.id} value={one.id}>{one.name}</Option>)}
        </Dropdown>
        {territories.length > 1 && (
          <Dropdown aria-label={words.territory} value={filter.territory === '' ? words.anyTerritory : filter.territory} selectedOptions={[filter.territory]} onOptionSelect={(_event, data) => setFilter((before) => ({ ...before, territory: data.optionValue ?? '' }))} style={{ minWidth: 190 }}>
            <Option value="">{words.anyTerritory}</Option>
            {territories.map((one) => <Option key={one} value={one}>{one}</Option>)}
          </Dropdown>
        )}
        {isFiltering(filter) && <Button appearance="subtle" onClick={() => setFilter(NO_FILTER)}>{words.clear}</Button>}
        <output className="muted small">{words.found(rows.filter((row) => !row.wayOnly).length, committees.length)}</output>
      </div>
      <div className="network" data-open={open !== null || undefined}>
        <section className="card network-tree">
          {rows.length === 0
            ? <Empty icon={SearchIcon} title={words.nothing} words={words.nothingHint} act={<Button onClick={() => setFilter(NO_FILTER)}>{words.clear}</Button>} />
            : <CommitteeTree rows={rows} committees={committees} unfolded={isFiltering(looked)} drifts={drifts} chosen={open} onChoose={choose} />}
        </section>
        {open !== null && <Panel id={open} onClose={() => go({ page: 'network', open: null }, { replace: true, keepFocus: true })} />}
      </div>
    </>
  );
}
