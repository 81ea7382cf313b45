// `gouverne drift`: what people changed by hand in Teams, and the choice for each: keep it, or put back what the charter says.
import { Drift, DriftResolved, type DriftItem, type DriftResolution } from '../../contract/provisioning.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { Interrupted, Usage } from '../failures.ts';
import { pad, width, wrap } from '../style.ts';
import { waiting } from '../waiting.ts';
import { follow } from './apply.ts';

export async function drift(context: Context): Promise<ExitCode> {
  const { words, options, out, json, quiet, world } = context;
  const asked = options.has('adopt') || options.has('restore') || options.has('restore-all');
  if (options.has('restore') && options.has('restore-all')) throw new Usage(words.usage.twoWays('--restore', '--restore-all'), words.usage.seeHelpOf('drift'));
  if (asked && !options.has('yes') && (json || !world.interactive)) throw new Usage(words.usage.needsYes, words.usage.needsYesRemedy);

  const { api } = await context.connect();
  const found = await waiting(context, words.plan.reading, api.post('/api/drift', {}, Drift, { repeatable: true }));
  const items = inScope(found.items, options.values('committee'));
  if (!asked && json) context.printJson({ ...found, items } satisfies Drift);
  if (items.length === 0 && !asked) {
    if (!json) out.line(words.drift.none);
    return EXIT.ok;
  }
  if (!json && !quiet) out.lines(driftLines(items, context));
  else if (!json) out.line(words.drift.title(items.length));

  let resolution: DriftResolution;
  if (asked) resolution = chosenByOption(items, context);
  else if (!json && !quiet && world.interactive && !options.has('detailed-exitcode')) resolution = await chosenByQuestion(items, context);
  else {
    if (!json && !quiet) out.lines(['', out.style.dim(words.drift.howTo)]);
    return options.has('detailed-exitcode') ? EXIT.changes : EXIT.ok;
  }

  const { adopt, restore } = resolution;
  if (adopt.length + restore.length === 0) {
    if (json) context.printJson({ adopted: 0, restored: 0, run: null } satisfies DriftResolved);
    else out.line(words.drift.nothingChosen);
    return EXIT.ok;
  }
  if (!options.has('yes')) {
    const answer = await world.ask(words.drift.ask(adopt.length, restore.length));
    if (world.interrupt.aborted) throw new Interrupted();
    if (answer === null || answer.trim().toLowerCase() !== words.yes) {
      context.err.line(words.apply.cancelled);
      return EXIT.error;
    }
  }
  // Settling an item twice settles nothing more, but a lost answer is told as such rather than repeated: the person looks again.
  const settled = await api.post('/api/drift/resolve', resolution satisfies DriftResolution, DriftResolved, { repeatable: false });
  if (json) { context.printJson(settled); return EXIT.ok; }
  out.line(words.drift.settled(settled.adopted, settled.restored));
  return settled.run === null ? EXIT.ok : follow(context, api, settled.run, 0);
}

function inScope(items: readonly DriftItem[], committees: readonly string[]): DriftItem[] {
  if (committees.length === 0) return [...items];
  const wanted = new Set(committees.map((name) => name.toLowerCase()));
  return items.filter((item) => item.committee !== null && (wanted.has(item.committee.id.toLowerCase()) || wanted.has(item.committee.acronym.toLowerCase())));
}

function driftLines(items: readonly DriftItem[], { words, out }: Context): string[] {
  const paint = out.style;
  const label = Math.max(width(words.drift.adopt), width(words.drift.restore), width(words.drift.expected));
  const lines = [paint.bold(words.drift.title(items.length)), paint.dim(words.drift.how), ''];
  for (const team of new Set(items.map((item) => item.team))) {
    lines.push(paint.bold(team));
    for (const item of items.filter((other) => other.team === team)) {
      lines.push(
        `  ${paint.warn('~')} ${item.title}${item.committee === null ? '' : paint.dim(`  (${item.committee.acronym})`)}  ${paint.dim(item.id)}`,
        `      ${paint.dim(pad(words.drift.expected, label))}  ${item.expected}`,
        `      ${paint.dim(pad(words.drift.found, label))}  ${item.found}`,
        ...(['adopt', 'restore'] as const).flatMap((way) => {
          const choice = item[way];
          const [first = '', ...rest] = wrap(choice.ok ? choice.effect : words.drift.impossible(choice.why ?? ''), out.columns - label - 8, '');
          return [`      ${paint.link(pad(words.drift[way], label))}  ${first}`, ...rest.map((line) => `${' '.repeat(label + 8)}${line}`)];
        }),
        '',
      );
    }
  }
  return lines.slice(0, -1);
}

/** An id, or the beginning of one that no other shares. */
function itemNamed(items: readonly DriftItem[], typed: string, { words }: Context): DriftItem {
  const exact = items.find((item) => item.id === typed);
  if (exact !== undefined) return exact;
  const matching = items.filter((item) => item.id.startsWith(typed));
  const [only] = matching;
  if (only === undefined) throw new Usage(words.drift.unknownId(typed), words.drift.unknownIdRemedy);
  if (matching.length > 1) throw new Usage(words.drift.ambiguous(typed, matching.length), words.drift.unknownIdRemedy);
  return only;
}

function chosenByOption(items: readonly DriftItem[], context: Context): DriftResolution {
  const { words, options, err } = context;
  const named = (way: 'adopt' | 'restore'): DriftItem[] => options.values(way).map((typed) => itemNamed(items, typed, context));
  const adopt = named('adopt');
  let restore = named('restore');
  if (options.has('restore-all')) {
    const others = items.filter((item) => !adopt.includes(item));
    restore = others.filter((item) => item.restore.ok);
    const stuck = others.filter((item) => !item.restore.ok);
    if (stuck.length > 0) err.lines([err.style.warn(words.drift.skippedByRule(stuck.length)), ...stuck.map((item) => `  ${words.drift.refused(item.title, item.restore.why ?? '')}`)]);
  }
  for (const item of adopt) {
    if (restore.includes(item)) throw new Usage(words.drift.both(item.id), null);
    if (!item.adopt.ok) throw new Usage(words.drift.refused(item.title, item.adopt.why ?? ''), null);
  }
  for (const item of restore) if (!item.restore.ok) throw new Usage(words.drift.refused(item.title, item.restore.why ?? ''), null);
  return { adopt: [...new Set(adopt.map((item) => item.id))], restore: [...new Set(restore.map((item) => item.id))] };
}

async function chosenByQuestion(items: readonly DriftItem[], { words, world, err }: Context): Promise<DriftResolution> {
  const chosen: DriftResolution = { adopt: [], restore: [] };
  const { keys, choices } = words.drift;
  err.lines(['', words.drift.each]);
  for (const [index, item] of items.entries()) {
    const offered = [...(item.adopt.ok ? [choices.adopt] : []), ...(item.restore.ok ? [choices.restore] : []), choices.skip, choices.quit].join(', ');
    for (;;) {
      err.line(`  ${err.style.bold(item.title)}${item.committee === null ? '' : `  (${item.committee.acronym})`}`);
      const answer = await world.ask(words.drift.question(index + 1, items.length, offered));
      if (world.interrupt.aborted) throw new Interrupted();
      const key = answer === null ? keys.quit : (answer.trim().toLowerCase()[0] ?? keys.skip); // just Enter: leave it
      if (key === keys.quit) return chosen;
      if (key === keys.skip) break;
      if (key === keys.adopt && item.adopt.ok) { chosen.adopt.push(item.id); break; }
      if (key === keys.restore && item.restore.ok) { chosen.restore.push(item.id); break; }
      err.line(words.drift.notAChoice);
    }
  }
  return chosen;
}
