// The personal tab « Accueil »: what needs this person now, then what is coming; for those who answer for committees, the state of things;
// the committees where they sit, the language.
import { useEffect, useState } from 'react';
import { Button, Field, Radio, RadioGroup } from '@fluentui/react-components';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { CommitteeSummary, Me } from '../../src/contract/committees.ts';
import type { Desk, DeskQuery } from '../../src/contract/desk.ts';
import { MeetingRow } from '../calendar/list.tsx';
import { addDays } from '../calendar/view-model.ts';
import { WorkspaceMark } from '../committee/overview.tsx';
import { ExportWorkbook } from '../export-file.tsx';
import { Loaded, LinkButton, Page, PageLink } from '../layout.tsx';
import { sortMine } from '../my-meetings/view-model.ts';
import { committeeRoute, routeOfPath } from '../route.ts';
import { useSession, useShellWords, useWords } from '../session.tsx';
import { shortDay } from '../ui/format.ts';
import { BadIcon, BlockedIcon, DecidedIcon, DriftMarkIcon, InstitutionIcon, LaterIcon, MeetingIcon, NothingIcon, ParentIcon, PeopleIcon, VacantIcon, WarnIcon, WorkingIcon } from '../ui/icons.ts';
import { later } from '../ui/later.tsx';
import { useNow } from '../ui/now.ts';
import { Card, Chip, Empty, Mark, Shimmer, type IconType, type Tone } from '../ui/parts.tsx';
import { Picker } from '../ui/picker.tsx';
import { deskWords } from './desk-words.ts';
import { looksAfter, scopeOf, tasksOf, type Task } from './view-model.ts';
import { homeWords } from './words.ts';
import '../calendar/calendar.css';
import './home.css';

// Most people have no such part.
const bringOverview = () => import('./overview.tsx');
const StateOfThings = later<{ readonly desk: Desk; readonly scope: DeskQuery }>(() => bringOverview().then((module) => module.StateOfThings), () => <Waiting />);

export default function HomePage() {
  const words = useWords(homeWords);
  const { me, queries, acts } = useSession();
  const [chosen, setChosen] = useState<string | null>(null);
  const scope = scopeOf(chosen);
  const desk = useQuery({ ...queries.desk(scope), placeholderData: keepPreviousData });
  const list = useQuery(queries.committees);
  const committees = list.data?.committees ?? [];
  const keeps = desk.data !== undefined && looksAfter(me, desk.data);
  // Whoever keeps a committee will need it: on its way while the desk is read.
  useEffect(() => { if (looksAfter(me, null)) bringOverview().catch(() => undefined); }, [me]);
  return (
    <Page title={words.title} wide={keeps} lead={me.person.title} {...(keeps && { actions: <ExportWorkbook bring={() => acts.exportDesk(scope)} /> })}>
      <Loaded query={desk} waiting={<Shimmer label={words.title} block lines={[60, 90, 75]} />}>
        {(data) => (
          <>
            <Now desk={data} committees={committees} />
            {keeps && <Scope desk={data} committees={committees} chosen={chosen} onChoose={setChosen} />}
            {keeps && <StateOfThings desk={data} scope={scope} />}
          </>
        )}
      </Loaded>
      {desk.data !== undefined && !keeps && <Week />}
      <h2 className="home-title">{words.mine}</h2>
      {me.committees.length === 0
        ? <div className="card"><Empty icon={PeopleIcon} title={words.noneMine} words={words.noneMineHint} act={<LinkButton to={{ page: 'network', open: null }}>{words.seeNetwork}</LinkButton>} /></div>
        : <div className="committee-cards">{me.committees.map((one) => <Mine key={`${one.id}/${one.roleId}`} mine={one} committee={committees.find(({ id }) => id === one.id)} />)}</div>}
      <h2 className="home-title">{words.settings}</h2>
      <Preferences />
    </Page>
  );
}

function Waiting() {
  return <Shimmer label={useShellWords().loading} lines={[90, 75, 90]} block />;
}

const AT_FIRST = 8;

function Now({ desk, committees }: { readonly desk: Desk; readonly committees: readonly CommitteeSummary[] }) {
  const words = useWords(homeWords);
  const { me, queries } = useSession();
  const [all, setAll] = useState(false);
  const run = useQuery({ ...queries.run('latest'), enabled: me.may.plan.ok });
  const tasks = tasksOf(me, committees, run.data ?? null);
  const lines = [...desk.now.map((one) => <DeskLine key={`${one.kind} ${one.path} ${one.text}`} line={one} />), ...tasks.map((task) => <TaskRow key={keyOf(task)} task={task} />)];
  const shown = all || lines.length <= AT_FIRST + 1 ? lines : lines.slice(0, AT_FIRST);
  return (
    <>
      <h2 className="home-title">{words.now}{lines.length > 0 && ` (${lines.length})`}</h2>
      <section className="card" data-flush aria-label={words.now}>
        {lines.length === 0 ? <Empty icon={NothingIcon} title={words.nothing} words={words.nothingHint} /> : <ul>{shown}</ul>}
        {shown.length < lines.length && <div className="home-nothing"><Button appearance="subtle" onClick={() => setAll(true)}>{words.more(lines.length - shown.length)}</Button></div>}
      </section>
    </>
  );
}

const LINES: Readonly<Record<Desk['now'][number]['kind'], readonly [Tone, IconType]>> = {
  'action-late': ['bad', BadIcon], 'action-due': ['warn', LaterIcon], 'action-blocked': ['warn', BlockedIcon], 'answer-meeting': ['info', MeetingIcon], reach: ['info', InstitutionIcon],
  'decision-review': ['warn', DecidedIcon], 'vacant-seat': ['warn', VacantIcon], climbed: ['bad', ParentIcon], drift: ['warn', DriftMarkIcon],
};

function DeskLine({ line }: { readonly line: Desk['now'][number] }) {
  const words = useWords(homeWords);
  const [tone, icon] = LINES[line.kind];
  const to = routeOfPath(line.path);
  return (
    <li className="task">
      <Mark tone={tone} icon={icon}><span className="strong">{line.text}</span></Mark>
      {to !== null && <PageLink to={to} row>{words.lineActs[line.kind]}<span className="visually-hidden"> ({line.text})</span></PageLink>}
    </li>
  );
}

function Scope({ desk, committees, chosen, onChoose }: { readonly desk: Desk; readonly committees: readonly CommitteeSummary[]; readonly chosen: string | null; readonly onChoose: (chosen: string | null) => void }) {
  const words = useWords(deskWords);
  const choices = [...desk.scope.territories.map((one) => ({ id: `t:${one.id}`, name: one.name, detail: words.territoryOf })), ...committees.map((one) => ({ id: `c:${one.id}`, name: one.acronym, detail: one.name }))];
  return <div className="home-scope" data-no-print=""><Field label={words.scope}><Picker value={chosen} onChoose={onChoose} placeholder={words.all} words={words.picker} choices={choices} /></Field></div>;
}

/** What is coming for somebody who answers for nothing but their own. */
function Week() {
  const words = useWords(homeWords);
  const { queries, zone } = useSession();
  const now = useNow();
  const today = shortDay(now, zone);
  const { week } = sortMine(useQuery(queries.myMeetings(today, addDays(today, 365))).data?.meetings ?? [], now, today);
  if (week.length === 0) return null;
  return <><h2 className="home-title">{words.week}</h2><section className="card" data-flush aria-label={words.week}><ul>{week.map((one) => <MeetingRow key={one.id} meeting={one} now={now} several answer />)}</ul></section></>;
}

const keyOf = (task: Task): string => ('committee' in task ? `${task.is}/${task.committee.id}` : task.is);

function lookOf(task: Task): readonly [Tone, IconType] {
  if (task.is !== 'run') return ['warn', WarnIcon];
  return task.state === 'failed' ? ['bad', BadIcon] : task.state === 'partial' ? ['warn', WarnIcon] : ['info', WorkingIcon];
}

function TaskRow({ task }: { readonly task: Task }) {
  const words = useWords(homeWords);
  const [tone, icon] = lookOf(task);
  const sentence = task.is === 'run' ? words.run[task.state] : task.is === 'workspace' ? words.notReady(task.count) : words.under(task.count, task.committee.acronym);
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
