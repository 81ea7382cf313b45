// One command from what was typed to an exit code. Results go to the output; notices, questions, progress and errors beside it.
import { isCommand, type CommandName } from './commands.ts';
import { contextOf, printer, type Context } from './context.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { explain } from './explain.ts';
import { ServerRefusal, Usage } from './failures.ts';
import { overview, page } from './help.ts';
import { coloursRefused, commandMeant, jsonWanted, languageWanted, readInvocation } from './invocation.ts';
import { remedy, style, wantsColour } from './style.ts';
import { VERSION } from './version.ts';
import { wordsFor } from './words.ts';
import type { World } from './world.ts';
import { apply } from './commands/apply.ts';
import { doctor } from './commands/doctor.ts';
import { drift } from './commands/drift.ts';
import { exportCharter } from './commands/export.ts';
import { journal } from './commands/journal.ts';
import { login, logout } from './commands/login.ts';
import { plan } from './commands/plan.ts';
import { status } from './commands/status.ts';

const RUN: Readonly<Record<CommandName, (context: Context) => Promise<ExitCode>>> = { plan, apply, status, drift, doctor, export: exportCharter, journal, login, logout, help };

async function help({ arguments: [subject], out, language, words }: Context): Promise<ExitCode> {
  if (subject === undefined || subject === 'help') {
    out.lines(overview(language, out.style, out.columns));
    return EXIT.ok;
  }
  if (!isCommand(subject)) {
    const near = commandMeant(subject);
    throw new Usage(words.usage.unknownCommand(subject), near === null ? words.usage.seeHelp : words.usage.didYouMean(near));
  }
  out.lines(page(subject, language, out.style, out.columns));
  return EXIT.ok;
}

export async function main(argv: readonly string[], world: World): Promise<ExitCode> {
  const language = languageWanted(argv, world.env);
  const words = wordsFor(language);
  try {
    const invocation = readInvocation(argv, words);
    if (invocation.options.has('version')) {
      world.out.write(`gouverne ${VERSION}\n`);
      return EXIT.ok;
    }
    return await RUN[invocation.command](contextOf(world, invocation, words, language));
  } catch (error) {
    const said = explain(error, words);
    const err = printer(world.err, style(wantsColour(world.env, world.err, coloursRefused(argv))));
    const [first = '', ...others] = said.lines;
    err.lines([said.exit === EXIT.interrupted ? first : err.style.bad(first), ...others, ...said.remedies.flatMap((next) => remedy(next, err.columns, ''))]);
    if (error instanceof ServerRefusal && jsonWanted(argv)) world.out.write(`${JSON.stringify(error.problem, null, 2)}\n`);
    return said.exit;
  }
}
