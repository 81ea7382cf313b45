// A run as people follow it: each step with its state, reason and remedy, and while it goes on a bar with rate and time left.
import { stripVTControlCharacters } from 'node:util';
import type { Run, RunStep } from '../contract/provisioning.ts';
import { formatNumber, formatPercent } from '../shared/format.ts';
import { actRoom, clip, pad, padStart, remedy, width, wrap, type Style } from './style.ts';
import { clockTime, duration, moment, type Words } from './words.ts';

export const isFinished = (run: Run): boolean => run.finishedAt !== null || run.state === 'done' || run.state === 'partial' || run.state === 'failed';

const MARKS = { todo: '·', running: '●', done: '✓', failed: '✗', retry: '↻', blocked: '⏸' } as const satisfies Record<RunStep['state'], string>;

function colourOf(state: RunStep['state'], paint: Style): (text: string) => string {
  switch (state) {
    case 'done': return paint.good;
    case 'failed': return paint.bad;
    case 'running': return paint.link;
    case 'retry': case 'blocked': return paint.warn;
    case 'todo': return paint.dim;
    default: return state satisfies never;
  }
}

export interface RunView { readonly words: Words; readonly paint: Style; readonly columns: number; readonly zone: string }

/** One step, and under it why it is not done and what to do about it. */
export function stepLines(step: RunStep, column: number, { words, paint, columns, zone }: RunView, indent = '  '): string[] {
  const states = Math.max(...Object.values(words.run.step).map(width));
  const colour = colourOf(step.state, paint);
  const retry = step.retryAt === null || step.state === 'done' ? '' : paint.dim(`  ${words.run.retryAt(clockTime(step.retryAt, words, zone), step.attempts)}`);
  const again = retry === '' && step.attempts > 1 ? paint.dim(`  ${words.run.attempts(step.attempts)}`) : '';
  const under = `${' '.repeat(width(indent))}    `;
  return [
    `${indent}${colour(`${MARKS[step.state]} ${pad(words.run.step[step.state], states)}`)}  ${pad(step.act, column)}  ${step.target}${retry}${again}`,
    ...(step.state === 'done' || step.reason === null ? [] : wrap(step.reason, columns, under)),
    ...(step.state === 'done' || step.remedy === null ? [] : remedy(step.remedy, columns, under)),
  ];
}

export const actColumn = (steps: readonly RunStep[], columns: number): number => Math.min(actRoom(columns), Math.max(0, ...steps.map((step) => width(step.act))));

export function runLines(run: Run, view: RunView, unfinishedOnly: boolean): string[] {
  const { words, paint, zone } = view;
  const who = run.startedBy === null ? null : run.startedBy.title;
  const lines = [
    paint.bold(words.run.title(run.id, words.run.state[run.state])),
    [words.run.startedBy(who, moment(run.startedAt, words, zone)), ...(run.finishedAt === null ? [] : [words.run.finished(moment(run.finishedAt, words, zone))])].join(', '),
    words.run.tally(run.done, run.total, run.running, run.failed),
    '',
  ];
  const steps = unfinishedOnly ? run.steps.filter((step) => step.state !== 'done') : run.steps;
  if (unfinishedOnly && steps.length === 0) return [...lines, words.run.allDone];
  const column = actColumn(steps, view.columns);
  for (const [team, all] of byTeam(run.steps)) {
    const shown = all.filter((step) => steps.includes(step));
    if (shown.length === 0) continue;
    lines.push(`${paint.bold(team)}  ${paint.dim(`${all.filter((step) => step.state === 'done').length}/${all.length}`)}`);
    lines.push(...shown.flatMap((step) => stepLines(step, column, view)), '');
  }
  return lines.slice(0, -1);
}

function byTeam(steps: readonly RunStep[]): Map<string, RunStep[]> {
  const teams = new Map<string, RunStep[]>();
  for (const step of steps) teams.set(step.team, [...(teams.get(step.team) ?? []), step]);
  return teams;
}

/** How fast steps get done, over the last quarter of a minute: a run slows down at the limits of Graph, and the estimate must follow. */
export function pace(): { add(at: number, done: number): void; perSecond(): number | null } {
  const WINDOW_MS = 15_000;
  let samples: { readonly at: number; readonly done: number }[] = [];
  return {
    add: (at, done) => {
      samples = [...samples.filter((sample) => at - sample.at <= WINDOW_MS), { at, done }];
    },
    perSecond: () => {
      const first = samples[0];
      const last = samples.at(-1);
      if (first === undefined || last === undefined || last.at - first.at < 1500 || last.done <= first.done) return null;
      return ((last.done - first.done) * 1000) / (last.at - first.at);
    },
  };
}

/** Two lines: the bar with its figures, and what is under way. */
export function progressLines(run: Run, elapsedMs: number, perSecond: number | null, view: RunView, notice: string | null): string[] {
  const { words, paint, columns } = view;
  const whole = (count: number): string => formatNumber(count, words.language);
  const share = run.total === 0 ? 1 : run.done / run.total;
  const left = run.total - run.done;
  const figures = [
    `${padStart(whole(run.done), width(whole(run.total)))}/${whole(run.total)}`,
    formatPercent(Math.floor(share * 100) / 100, words.language),
    ...(perSecond === null ? [] : [words.apply.rate(formatNumber(perSecond, words.language, 1))]),
    words.apply.elapsed(duration(elapsedMs, words)),
    ...(perSecond === null || left === 0 ? [] : [words.apply.remaining(duration((left / perSecond) * 1000, words))]),
    ...(run.failed > 0 ? [`${whole(run.failed)} ${words.run.step.failed}`] : []),
  ].join('  ');
  const title = `${words.apply.progress}  `;
  const room = Math.min(40, columns - width(title) - width(figures) - 3);
  const full = Math.round(share * room);
  const bar = room < 8 ? '' : `${paint.good('█'.repeat(full))}${paint.dim('░'.repeat(room - full))}  `;
  return [clipPainted(`${title}${bar}${figures}`, columns), paint.dim(clip(`  ${notice ?? run.now}`, columns - 1))];
}

/** Only the plain end of a painted line is ever too long here: the figures. */
const clipPainted = (text: string, columns: number): string => (width(text) <= columns - 1 ? text : clip(stripVTControlCharacters(text), columns - 1));

export function summary(run: Run, tookMs: number, { words, paint }: RunView): string {
  if (run.state === 'done') return paint.good(run.total === 0 ? words.apply.nothingWritten : words.apply.done(run.done, duration(tookMs, words)));
  if (run.state === 'partial') return paint.warn(words.apply.partial(run.done, run.total, run.failed));
  return paint.bad(words.apply.failed(run.done, run.total));
}
