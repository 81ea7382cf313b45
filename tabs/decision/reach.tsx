// How far a decision has reached: one's own institution first, then progress by territory, as a chart and as a table, then each institution.
import { useState } from 'react';
import { Button, Field, Input, Radio, RadioGroup, Textarea } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { DecisionDetail, Reach, ReachAnswer, ReachState } from '../../src/contract/decisions.ts';
import { sentenceFor } from '../api/problem.ts';
import { ChartCard } from '../charts/chart-card.tsx';
import { ReachStateMark } from '../decisions/marks.tsx';
import { decisionWords } from '../decisions/words.ts';
import { Loaded, MayButton } from '../layout.tsx';
import { ActDialog } from '../meeting/dialog.tsx';
import { useSession, useWords } from '../session.tsx';
import { Fold } from '../ui/fold.tsx';
import { shortDay } from '../ui/format.ts';
import { InstitutionIcon } from '../ui/icons.ts';
import { useNow } from '../ui/now.ts';
import { Card, Empty, GridTable, type Column } from '../ui/parts.tsx';
import { useCarrying } from './carrying.ts';
import { useDay } from './use-day.ts';
import { byTerritory, mineIn, REACH_STATES, type InstitutionReach } from './view-model.ts';
import { decisionPageWords, type DecisionPageWords } from './words.ts';

const COLOURS: Readonly<Record<ReachState, string>> = {
  applied: 'var(--chart-good)', planned: 'var(--chart-plan)', received: 'var(--chart-known)', 'not-applicable': 'var(--chart-off)', asked: 'var(--chart-rest)',
};

export function ReachSection({ decision }: { readonly decision: DecisionDetail }) {
  const words = useWords(decisionPageWords);
  const { queries } = useSession();
  const query = useQuery({ ...queries.reach(decision.id), enabled: decision.reach !== null });
  if (decision.reach === null) return <Card title={words.reachTitle}><p className="muted">{words.reachNone}</p></Card>;
  return <Loaded query={query}>{(reach) => <><Mine decision={decision.id} reach={reach} /><Spread decision={decision.id} reach={reach} /></>}</Loaded>;
}

/** The institutions for which this reader speaks, when they are few; else the table has the act. */
function Mine({ decision, reach }: { readonly decision: string; readonly reach: Reach }) {
  const words = useWords(decisionPageWords);
  const [answering, setAnswering] = useState<InstitutionReach | null>(null);
  const mine = mineIn(reach);
  if (mine.length === 0) return null;
  return (
    <Card title={words.yours} note={words.yoursHint}>
      <ul className="decision-list">
        {mine.map((one) => (
          <li key={one.id} className="row" data-between="">
            <span className="row"><span className="strong">{one.name}</span><ReachStateMark state={one.state} /></span>
            <Button appearance={one.state === 'asked' ? 'primary' : 'secondary'} onClick={() => setAnswering(one)}>{one.state === 'asked' ? words.answer : words.change}<span className="visually-hidden"> {words.forName(one.name)}</span></Button>
          </li>
        ))}
      </ul>
      {answering !== null && <AnswerDialog decision={decision} institution={answering} onClose={() => setAnswering(null)} />}
    </Card>
  );
}

function Spread({ decision, reach }: { readonly decision: string; readonly reach: Reach }) {
  const words = useWords(decisionPageWords);
  const { reachStates } = useWords(decisionWords);
  const dayOf = useDay();
  const [open, setOpen] = useState(false);
  const [answering, setAnswering] = useState<InstitutionReach | null>(null);
  const look = { words, states: reachStates, dayOf, territoryOf: (id: string): string => reach.territories.find((one) => one.id === id)?.name ?? id };
  return (
    <>
      {reach.territories.length > 0 && (
        <ChartCard
          title={words.chart}
          bars={{ parts: REACH_STATES.map((state) => ({ name: reachStates[state], colour: COLOURS[state] })), rows: byTerritory(reach).map((row) => ({ id: row.id, label: row.name, note: words.reachCount(row.applied, row.asked), values: row.values })) }}
          table={<GridTable label={words.chart} columns={countColumns(look)} rows={reach.territories} keyOf={(row) => row.id} />}
        />
      )}
      <div className="card" data-flush="">
        {reach.institutions.length === 0
          ? <Empty icon={InstitutionIcon} title={words.reachNone} words="" />
          : <Fold name={words.byInstitution(reach.institutions.length)} open={open} onToggle={() => setOpen(!open)} level={2}><GridTable label={words.byInstitution(reach.institutions.length)} columns={answerColumns(look, reach, setAnswering)} rows={reach.institutions} keyOf={(row) => row.id} /></Fold>}
      </div>
      {answering !== null && <AnswerDialog decision={decision} institution={answering} onClose={() => setAnswering(null)} />}
    </>
  );
}

interface Look { readonly words: DecisionPageWords; readonly states: Readonly<Record<ReachState, string>>; readonly dayOf: (date: string) => string; readonly territoryOf: (id: string) => string }

const countColumns = ({ words, states }: Look): readonly Column<Reach['territories'][number]>[] => [
  { key: 'territory', name: words.territory, width: 'minmax(0, 2fr)', cell: (row) => row.name },
  ...REACH_STATES.map((state) => ({ key: state, name: states[state], width: 'minmax(0, 1fr)', cell: (row: Reach['territories'][number]) => row.counts[state] })),
];

const answerColumns = ({ words, dayOf, territoryOf }: Look, { institutions }: Reach, onAnswer: (institution: InstitutionReach) => void): readonly Column<InstitutionReach>[] => [
  { key: 'institution', name: words.institution, width: 'minmax(0, 2fr)', cell: (row) => <>{row.name}<span className="muted small" style={{ display: 'block' }}>{territoryOf(row.territory)}</span></> },
  { key: 'state', name: words.state, width: 'minmax(120px, 1fr)', cell: (row) => <ReachStateMark state={row.state} /> },
  { key: 'detail', name: words.detail, width: 'minmax(0, 2fr)', empty: (row) => row.plannedOn === null && row.reason === null && row.on === null, cell: (row) => <>{row.plannedOn !== null && <span>{words.planned(dayOf(row.plannedOn))} </span>}{row.reason !== null && <span>{row.reason} </span>}{row.on !== null && <span className="muted small">{words.saidBy(dayOf(row.on), row.by)}</span>}</> },
  ...(institutions.some(({ may }) => may.ok) ? [{ key: 'act', name: words.act, width: '150px', cell: (row: InstitutionReach) => <MayButton may={row.may} size="small" onAct={() => onAnswer(row)}>{row.state === 'asked' ? words.answer : words.change}<span className="visually-hidden"> {words.forName(row.name)}</span></MayButton> }] : []),
];

const ANSWERS = ['received', 'planned', 'applied', 'not-applicable'] as const satisfies readonly ReachAnswer['state'][];

function AnswerDialog({ decision, institution, onClose }: { readonly decision: string; readonly institution: InstitutionReach; readonly onClose: () => void }) {
  const words = useWords(decisionPageWords);
  const { reachStates } = useWords(decisionWords);
  const { acts, zone } = useSession();
  const today = shortDay(useNow(), zone);
  const { busy, failure, run } = useCarrying(decision, onClose);
  const [state, setState] = useState<ReachAnswer['state'] | null>(institution.state === 'asked' ? null : institution.state);
  const [plannedOn, setPlannedOn] = useState(institution.plannedOn ?? '');
  const [reason, setReason] = useState(institution.reason ?? '');
  const [tried, setTried] = useState(false);
  const { answerDialog } = words;
  const missing = state === null ? answerDialog.missingState : state === 'planned' && plannedOn === '' ? answerDialog.missingDay : state === 'not-applicable' && reason.trim() === '' ? answerDialog.missingReason : null;
  const fault = (field: 'plannedOn' | 'reason') => { const sentence = (tried ? missing : null) ?? sentenceFor(failure, field); return sentence === null ? {} : { validationState: 'error' as const, validationMessage: sentence }; };
  const go = (): void => {
    setTried(true);
    if (state === null || missing !== null) { document.getElementById('reach-answer')?.focus(); return; }
    void run(() => acts.answerReach(decision, institution.id, { state, plannedOn: state === 'planned' ? plannedOn : null, reason: state === 'not-applicable' ? reason.trim() : null }), answerDialog.said(institution.acronym));
  };
  return (
    <ActDialog open title={answerDialog.title(institution.name)} go={answerDialog.go} close={words.keep} busy={busy} failure={sentenceFor(failure, 'plannedOn', 'reason') === null ? failure : null} onGo={go} onClose={onClose}>
      <Field label={answerDialog.state} required {...(tried && state === null && { validationState: 'error' as const, validationMessage: answerDialog.missingState })}>
        <RadioGroup value={state ?? ''} onChange={(_event, data) => setState(ANSWERS.find((one) => one === data.value) ?? null)}>
          {ANSWERS.map((one) => <Radio key={one} value={one} label={<span>{reachStates[one]}<span className="muted small" style={{ display: 'block' }}>{answerDialog.hints[one]}</span></span>} />)}
        </RadioGroup>
      </Field>
      {state === 'planned' && <Field label={answerDialog.plannedOn} required {...fault('plannedOn')}><Input id="reach-answer" type="date" min={today} value={plannedOn} onChange={(_event, data) => setPlannedOn(data.value)} style={{ minWidth: 0 }} /></Field>}
      {state === 'not-applicable' && <Field label={answerDialog.reason} required {...fault('reason')}><Textarea id="reach-answer" rows={3} maxLength={2000} resize="vertical" value={reason} onChange={(_event, data) => setReason(data.value)} /></Field>}
    </ActDialog>
  );
}
