// The steps of a run: first those that ask for somebody, with reason and remedy; then all, by team.
import { useState } from 'react';
import type { Run, RunStep } from '../../src/contract/provisioning.ts';
import { useSession, useWords } from '../session.tsx';
import { moment } from '../ui/format.ts';
import { Fold } from '../ui/fold.tsx';
import { BadIcon, BlockedIcon, GoodIcon, LaterIcon, TodoIcon, WarnIcon, WorkingIcon } from '../ui/icons.ts';
import { useNow } from '../ui/now.ts';
import { Card, Mark, type IconType, type Tone } from '../ui/parts.tsx';
import { stepsByTeam, toSettle } from './run-model.ts';
import { runWords } from './words.ts';

const STEP_LOOKS: Readonly<Record<RunStep['state'], readonly [Tone, IconType]>> = {
  todo: ['calm', TodoIcon], running: ['info', WorkingIcon], done: ['good', GoodIcon], failed: ['bad', BadIcon], retry: ['warn', LaterIcon], blocked: ['warn', BlockedIcon],
};
const RUN_LOOKS: Readonly<Record<Run['state'], readonly [Tone, IconType]>> = { queued: ['info', LaterIcon], running: ['info', WorkingIcon], done: ['good', GoodIcon], partial: ['warn', WarnIcon], failed: ['bad', BadIcon] };

export function RunStateMark({ state }: { readonly state: Run['state'] }) {
  const words = useWords(runWords);
  const [tone, icon] = RUN_LOOKS[state];
  return <Mark tone={tone} icon={icon}>{words.states[state]}</Mark>;
}

function StepMark({ state }: { readonly state: RunStep['state'] }) {
  const words = useWords(runWords);
  const [tone, icon] = STEP_LOOKS[state];
  return <Mark tone={tone} icon={icon}>{words.stepStates[state]}</Mark>;
}

export function ToSettle({ run }: { readonly run: Run }) {
  const words = useWords(runWords);
  const steps = toSettle(run);
  if (steps.length === 0) return null;
  return <Card title={words.toSettle} note={words.said.failed(run.failed)} flush><ul>{steps.map((step) => <Step key={step.id} step={step} withTeam />)}</ul></Card>;
}

export function Steps({ run }: { readonly run: Run }) {
  const words = useWords(runWords);
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const teams = stepsByTeam(run);
  const openAtFirst = (state: RunStep['state']) => teams.length === 1 || state === 'running';
  if (teams.length === 0) return null;
  return (
    <Card title={words.allSteps} flush>
      {teams.map(({ team, steps, done, state }) => (
        <Fold
          key={team}
          name={team}
          marks={<><span className="muted">{words.teamProgress(done, steps.length)}</span><StepMark state={state} /></>}
          open={toggled.has(team) !== openAtFirst(state)}
          onToggle={() => setToggled((before) => { const next = new Set(before); if (!next.delete(team)) next.add(team); return next; })}
        >
          <ul>{steps.map((step) => <Step key={step.id} step={step} />)}</ul>
        </Fold>
      ))}
    </Card>
  );
}

function Step({ step, withTeam }: { readonly step: RunStep; readonly withTeam?: boolean }) {
  const words = useWords(runWords);
  const { language, zone } = useSession();
  const now = useNow();
  return (
    <li className="run-step">
      <StepMark state={step.state} />
      <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
        <span>{step.act}</span> <span className="strong">{step.target}</span>
        {withTeam && <span className="muted small"> · {step.team}</span>}
        {step.attempts > 1 && <span className="muted small"> · {words.attempts(step.attempts)}</span>}
        {step.reason !== null && <p className="muted">{step.reason}</p>}
        {step.remedy !== null && <p className="strong">{words.remedy(step.remedy)}</p>}
        {step.retryAt !== null && <p className="muted">{words.retryAt(moment(new Date(step.retryAt), now, language, zone))}</p>}
      </div>
    </li>
  );
}
