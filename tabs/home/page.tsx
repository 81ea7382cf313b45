// The personal tab « Accueil »: what needs this person now, the week's meetings, the committees where they sit, the language.
import { useEffect, useState } from 'react';
import { Field, Radio, RadioGroup } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { CommitteeSummary, Me } from '../../src/contract/committees.ts';
import { MeetingRow } from '../calendar/list.tsx';
import { addDays } from '../calendar/view-model.ts';
import { WorkspaceMark } from '../committee/overview.tsx';
import { Loaded, LinkButton, Page, PageLink } from '../layout.tsx';
import { sortMine } from '../my-meetings/view-model.ts';
import { committeeRoute } from '../route.ts';
import { useSession, useWords } from '../session.tsx';
import { BadIcon, DriftMarkIcon, MeetingIcon, NothingIcon, PeopleIcon, VacantIcon, WarnIcon, WorkingIcon } from '../ui/icons.ts';
import { Card, Chip, Empty, Mark, Shimmer, type IconType, type Tone } from '../ui/parts.tsx';
import { shortDay } from '../ui/format.ts';
import { useNow } from '../ui/now.ts';
import { tasksOf, type Task } from './view-model.ts';
import { homeWords } from './words.ts';
import '../calendar/calendar.css';
import './home.css';

export default function HomePage() {
  const words = useWords(homeWords);
  const { me, queries } = useSession();
  const list = useQuery(queries.committees);
  return (
    <Page title={words.title} lead={me.person.title}>
      <Loaded query={list} waiting={<Shimmer label={words.title} block lines={[60, 90, 75]} />}>{(data) => <Home committees={data.committees} />}</Loaded>
      <h2 className="home-title">{words.settings}</h2>
      <Preferences />
    </Page>
  );
}

function Home({ committees }: { readonly committees: readonly CommitteeSummary[] }) {
  const words = useWords(homeWords);
  const { me, queries, zone } = useSession();
  const [quiet, setQuiet] = useState(false);
  useEffect(() => { const timer = setTimeout(() => setQuiet(true), 1500); return () => clearTimeout(timer); }, []);
  const run = useQuery({ ...queries.run('latest'), enabled: me.may.plan.ok });
  const drift = useQuery({ ...queries.drift, enabled: quiet && me.may.plan.ok });
  const now = useNow();
  const today = shortDay(now, zone);
  const mine = sortMine(useQuery(queries.myMeetings(today, addDays(today, 365))).data?.meetings ?? [], now, today);
  const tasks = tasksOf(me, committees, run.data ?? null, drift.data, mine.due.length);
  const known = new Map(committees.map((one) => [one.id, one]));
  return (
    <>
      <h2 className="home-title">{words.now}{tasks.length > 0 && ` (${tasks.length})`}</h2>
      <section className="card" data-flush aria-label={words.now}>
        {tasks.length === 0
          ? <Empty icon={NothingIcon} title={words.nothing} words={words.nothingHint} />
          : <ul>{tasks.map((task) => <TaskRow key={keyOf(task)} task={task} />)}</ul>}
      </section>
      {mine.week.length > 0 && <><h2 className="home-title">{words.week}</h2><section className="card" data-flush aria-label={words.week}><ul>{mine.week.map((one) => <MeetingRow key={one.id} meeting={one} now={now} several answer />)}</ul></section></>}
      <h2 className="home-title">{words.mine}</h2>
      {me.committees.length === 0
        ? <div className="card"><Empty icon={PeopleIcon} title={words.noneMine} words={words.noneMineHint} act={<LinkButton to={{ page: 'network', open: null }}>{words.seeNetwork}</LinkButton>} /></div>
        : <div className="committee-cards">{me.committees.map((one) => <Mine key={`${one.id}/${one.roleId}`} mine={one} committee={known.get(one.id)} />)}</div>}
    </>
  );
}

const keyOf = (task: Task): string => ('committee' in task ? `${task.is}/${task.committee.id}` : task.is);

function lookOf(task: Task): readonly [Tone, IconType] {
  switch (task.is) {
    case 'run': return task.state === 'failed' ? ['bad', BadIcon] : task.state === 'partial' ? ['warn', WarnIcon] : ['info', WorkingIcon];
    case 'answers': return ['info', MeetingIcon];
    case 'drift': return ['warn', DriftMarkIcon];
    case 'workspace': return ['warn', WarnIcon];
    case 'vacant': return ['warn', VacantIcon];
    case 'under': return ['warn', WarnIcon];
    default: return task satisfies never;
  }
}

function TaskRow({ task }: { readonly task: Task }) {
  const words = useWords(homeWords);
  const [tone, icon] = lookOf(task);
  const sentence = task.is === 'run' ? words.run[task.state] : task.is === 'answers' ? words.answers(task.count) : task.is === 'drift' ? words.drift(task.count) : task.is === 'workspace' ? words.notReady(task.count) : words[task.is](task.count, task.committee.acronym);
  const act = task.is === 'run' ? (task.state === 'running' || task.state === 'queued' ? words.acts.running : words.acts.run) : words.acts[task.is];
  return (
    <li className="task">
      <div style={{ minWidth: 0 }}>
        <Mark tone={tone} icon={icon}><span className="strong">{sentence}</span></Mark>
        {'committee' in task && <p className="muted small" style={{ marginInlineStart: 21 }}>{task.committee.name}</p>}
      </div>
      <PageLink to={task.to} row>{act}<span className="visually-hidden"> ({sentence})</span></PageLink>
    </li>
  );
}

function Mine({ mine, committee }: { readonly mine: Me['committees'][number]; readonly committee: CommitteeSummary | undefined }) {
  const words = useWords(homeWords);
  return (
    <PageLink to={committeeRoute(mine.id)} className="committee-card" row>
      <span className="row" data-between><Chip strong>{mine.acronym}</Chip>{committee && committee.workspace.state !== 'ready' && <WorkspaceMark state={committee.workspace.state} />}</span>
      <span className="committee-card-name">{mine.name}</span>
      <span className="muted small">{words.role(mine.role)}{committee && ` · ${committee.levelName} · ${words.seats(committee.seats.total)}`}</span>
    </PageLink>
  );
}

function Preferences() {
  const words = useWords(homeWords);
  const { language, setLanguage } = useSession();
  return (
    <Card>
      <Field label={words.language} hint={words.languageHint}>
        <RadioGroup layout="horizontal" value={language} onChange={(_event, data) => setLanguage(data.value === 'en-CA' ? 'en-CA' : 'fr-CA')}>
          <Radio value="fr-CA" label={<span lang="fr-CA">{words.french}</span>} />
          <Radio value="en-CA" label={<span lang="en-CA">{words.english}</span>} />
        </RadioGroup>
      </Field>
      <p style={{ marginTop: 12 }}><PageLink to={{ page: 'privacy' }}>{words.privacy}</PageLink></p>
    </Card>
  );
}
