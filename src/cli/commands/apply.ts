// `gouverne apply`: shows the plan, asks, and follows the run. The run is the server's: leaving, or losing the network, does not stop it.
import { Run, type ApplyRequest, type Plan } from '../../contract/provisioning.ts';
import type { Api } from '../api.ts';
import { planRequest, type CharterText } from '../charter-file.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { Interrupted, ServerRefusal, Unreachable, Usage } from '../failures.ts';
import { changesIn } from '../plan-view.ts';
import { isFinished, stepLines, actColumn, summary, type RunView } from '../run-view.ts';
import { watchRun } from '../watch.ts';
import { askPlan, charterArgument, showPlan } from './plan.ts';

const MOST_PLANS = 5;

export async function apply(context: Context): Promise<ExitCode> {
  const { words, options, err } = context;
  const charter = charterArgument(context);
  mustBeAbleToAsk(context);
  const { api, config } = await context.connect();
  const wanted = options.value('plan-id');
  for (let round = 1; round <= MOST_PLANS; round += 1) {
    const plan = await askPlan(context, api, charter);
    if (plan === null) return EXIT.faults;
    if (wanted !== null && plan.id !== wanted) {
      err.lines([err.style.bad(words.apply.otherPlan(wanted, plan.id)), words.apply.otherPlanRemedy]);
      return EXIT.error;
    }
    if (!context.json) showPlan(context, plan, charter, config);
    if (plan.empty && !plan.charter.isNew) {
      if (context.json) context.printJson(plan);
      return EXIT.ok;
    }
    if (!plan.may.apply.ok) {
      if (context.json || context.quiet) err.line(words.plan.mayNot(plan.may.apply.why ?? ''));
      return EXIT.notAllowed;
    }
    if (!(await confirmed(context, plan))) {
      err.line(words.apply.cancelled);
      return EXIT.error;
    }
    const run = await start(context, api, plan, charter);
    if (run !== null) return follow(context, api, run, plan.counts.cannot);
    if (!context.quiet) err.lines(['', err.style.warn(words.apply.outdated), '']);
  }
  err.lines([err.style.bad(words.apply.stillMoving), words.apply.stillMovingRemedy]);
  return EXIT.error;
}

function mustBeAbleToAsk({ options, world, json, words }: Context): void {
  if (!options.has('yes') && (json || !world.interactive)) throw new Usage(words.usage.needsYes, words.usage.needsYesRemedy);
}

async function confirmed({ options, world, words, out }: Context, plan: Plan): Promise<boolean> {
  if (options.has('yes')) return true;
  out.line();
  const count = changesIn(plan);
  const answer = await world.ask(count === 0 ? words.apply.askNewVersion(plan.charter.version) : words.apply.ask(count));
  if (world.interrupt.aborted) throw new Interrupted();
  return answer !== null && answer.trim().toLowerCase() === words.yes;
}

/** Null when the plan is no longer true (409) and must be shown again. A lost answer never starts a second run. */
async function start(context: Context, api: Api, plan: Plan, charter: CharterText | null): Promise<Run | null> {
  const request: ApplyRequest = { planId: plan.id, ...planRequest(charter, context.options.values('committee')) };
  const before = await latestRun(api);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await api.post('/api/apply', request, Run, { repeatable: false });
    } catch (error) {
      if (error instanceof ServerRefusal && error.problem.status === 409) {
        const now = await askPlan(context, api, charter);
        if (now === null || now.id === plan.id) throw error; // refused for another reason: a run is under way, say
        return null;
      }
      if (!(error instanceof Unreachable)) throw error;
      // The request may have arrived although the answer did not: look before asking again.
      const now = await latestRun(api);
      if (now !== null && now.id !== before?.id) return now;
      if (attempt >= 3) throw error;
    }
  }
}

async function latestRun(api: Api): Promise<Run | null> {
  try {
    return await api.get('/api/runs/latest', Run);
  } catch (error) {
    if (error instanceof ServerRefusal && error.problem.status === 404) return null;
    throw error;
  }
}

/** Also used when drift is put back: the same kind of run. */
export async function follow(context: Context, api: Api, run: Run, cannot: number): Promise<ExitCode> {
  const { words, err, out, quiet, json, options } = context;
  if (options.has('detach') && !isFinished(run)) {
    if (json) context.printJson(run);
    else if (!quiet) out.lines([words.apply.started(run.id), words.apply.follow]);
    return EXIT.ok;
  }
  if (!quiet && !json) out.line();
  let last: Run;
  try {
    last = await watchRun(context, api, run);
  } catch (error) {
    if (error instanceof Interrupted) {
      err.lines(['', words.apply.leaving, words.apply.follow]);
      return EXIT.interrupted;
    }
    if (error instanceof Unreachable) err.lines([err.style.bad(words.apply.lost), words.apply.follow]);
    throw error;
  }
  return conclude(context, last, cannot);
}

export function conclude(context: Context, run: Run, cannot: number): ExitCode {
  const { words, out, json, quiet, world } = context;
  const view: RunView = { words, paint: out.style, columns: out.columns, zone: world.zone };
  if (json) context.printJson(run);
  else {
    const left = run.steps.filter((step) => step.state !== 'done');
    if (left.length > 0 && !quiet) out.lines(['', ...left.flatMap((step) => stepLines(step, actColumn(left, view.columns), view)), '']);
    const took = run.finishedAt === null ? 0 : Math.max(1000, Date.parse(run.finishedAt) - Date.parse(run.startedAt)); // « 0 s » would read like nothing was done
    out.line(summary(run, took, view));
    if (cannot > 0) out.line(out.style.warn(words.apply.cannotLeft(cannot)));
    if (run.state !== 'done' && !quiet) out.line(words.apply.again);
  }
  return run.state === 'done' ? EXIT.ok : EXIT.partial;
}
