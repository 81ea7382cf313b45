// Follows a run until it is finished: events where the server streams them, questions where it does not, patience while it restarts.
import { Run, type RunStep } from '../contract/provisioning.ts';
import type { Api } from './api.ts';
import type { Context } from './context.ts';
import { Interrupted, Unreachable } from './failures.ts';
import { actColumn, isFinished, pace, progressLines, stepLines, type RunView } from './run-view.ts';
import type { World } from './world.ts';

const SILENCE_MS = 30_000;
const BETWEEN_LOOKS_MS = 1_000;
/** A server that restarts is back well within this; its run goes on meanwhile or resumes then. */
const PATIENCE_MS = 120_000;

/** The run each time it changes; 'silent' when the server did not answer and is being asked again. */
export async function* runUpdates(world: World, api: Api, first: Run): AsyncGenerator<Run | 'silent'> {
  let last = first;
  let silentSince: number | null = null;
  yield last;
  while (!isFinished(last)) {
    try {
      for await (const run of api.events(`/api/runs/${encodeURIComponent(first.id)}/events`, Run, SILENCE_MS)) {
        silentSince = null;
        last = run;
        yield run;
        if (isFinished(run)) return;
      }
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
    }
    try {
      last = await api.get(`/api/runs/${encodeURIComponent(first.id)}`, Run);
      silentSince = null;
      yield last;
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      silentSince ??= world.now();
      if (world.now() - silentSince > PATIENCE_MS) throw error;
      yield 'silent';
    }
    if (!isFinished(last)) await world.sleep(BETWEEN_LOOKS_MS, world.interrupt);
    if (world.interrupt.aborted) throw new Interrupted();
  }
}

/** Shows the run while it goes on: a live bar for somebody who looks, one line per step for a log. */
export async function watchRun(context: Context, api: Api, first: Run, onUpdate: (run: Run) => void = () => undefined): Promise<Run> {
  const { world, words, out, err } = context;
  const view: RunView = { words, paint: out.style, columns: out.columns, zone: world.zone };
  const silent = context.quiet || context.json;
  const bar = !silent && err.isTTY ? liveBar(context, first) : null;
  const seen = new Map<string, string>();
  const column = actColumn(first.steps, out.columns);
  let last = first;

  const report = (run: Run): void => {
    const news = run.steps.filter((step) => seen.get(step.id) !== stamp(step));
    for (const step of run.steps) seen.set(step.id, stamp(step));
    if (silent) return;
    // In front of a moving bar only what went wrong stays on screen; in a log every step that moved does.
    const told = news.filter((step) => step.state === 'failed' || step.state === 'retry' || (!out.isTTY && step.state === 'done'));
    if (told.length === 0) return;
    const digits = String(run.total).length;
    bar?.clear();
    for (const step of told) {
      const count = out.isTTY ? '' : `[${String(run.done).padStart(digits)}/${run.total}] `;
      out.lines(stepLines(step, column, view, out.isTTY ? '  ' : count));
    }
    bar?.draw();
  };

  if (isFinished(first)) { onUpdate(first); return first; }
  // What was done before one began to look is not news.
  for (const step of first.steps) if (step.state === 'done') seen.set(step.id, stamp(step));
  try {
    for await (const update of runUpdates(world, api, first)) {
      if (update === 'silent') { bar?.notice(words.apply.silent); continue; }
      last = update;
      bar?.show(update);
      report(update);
      onUpdate(update);
    }
  } finally {
    bar?.end();
  }
  return last;
}

const stamp = (step: RunStep): string => `${step.state}:${step.attempts}`;

interface Bar { show(run: Run): void; notice(text: string): void; clear(): void; draw(): void; end(): void }

/** Two lines at the foot of the terminal, drawn over themselves. */
function liveBar({ world, words, err }: Context, first: Run): Bar {
  const began = first.done > 0 ? Math.min(world.now(), Date.parse(first.startedAt)) : world.now();
  const speed = pace();
  let run = first;
  let notice: string | null = null;
  let drawn = 0;
  speed.add(world.now(), first.done);
  const clear = (): void => {
    if (drawn > 0) err.raw(`\r\u001b[2K${'\u001b[1A\u001b[2K'.repeat(drawn - 1)}`);
    drawn = 0;
  };
  const draw = (): void => {
    const lines = progressLines(run, world.now() - began, speed.perSecond(), { words, paint: err.style, columns: err.columns, zone: world.zone }, notice);
    clear();
    err.raw(lines.join('\n'));
    drawn = lines.length;
  };
  err.raw('\u001b[?25l'); // no blinking cursor in the bar; shown again at the end, whatever happens
  draw();
  const stop = world.every(250, draw);
  return {
    show: (next) => { run = next; notice = null; speed.add(world.now(), next.done); draw(); },
    notice: (text) => { notice = text; draw(); },
    clear, draw,
    end: () => { stop(); clear(); err.raw('\u001b[?25h'); },
  };
}
