// `gouverne status`: the last run, or the one named, step by step; with --follow until it is finished.
import { Run } from '../../contract/provisioning.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { Interrupted, ServerRefusal } from '../failures.ts';
import { isFinished, runLines } from '../run-view.ts';
import { watchRun } from '../watch.ts';

export async function status(context: Context): Promise<ExitCode> {
  const { words, options, out, err, json, quiet, world } = context;
  const { api } = await context.connect();
  const id = options.value('run');
  let run: Run;
  try {
    run = await api.get(id === null ? '/api/runs/latest' : `/api/runs/${encodeURIComponent(id)}`, Run);
  } catch (error) {
    if (id !== null || !(error instanceof ServerRefusal) || error.problem.status !== 404) throw error;
    if (json) out.line('null');
    else out.lines([words.run.none, ...(quiet ? [] : [words.run.noneRemedy])]);
    return EXIT.ok;
  }
  if (options.has('follow') && !isFinished(run)) {
    try {
      // One line per change, so that a program reads them as they come.
      run = await watchRun(context, api, run, json ? (update) => out.line(JSON.stringify(update)) : undefined);
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      err.lines(['', words.apply.leaving, words.apply.follow]);
      return EXIT.interrupted;
    }
  } else if (json) context.printJson(run);
  if (!json) {
    if (quiet) out.line(`${words.run.title(run.id, words.run.state[run.state])}, ${words.run.tally(run.done, run.total, run.running, run.failed)}`);
    else out.lines(runLines(run, { words, paint: out.style, columns: out.columns, zone: world.zone }, options.has('unfinished')));
  }
  return run.state === 'partial' || run.state === 'failed' ? EXIT.partial : EXIT.ok;
}
