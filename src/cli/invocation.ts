// What was typed, checked against the table of commands: every word is known, every value is there, or a sentence says what was meant.
import { parseArgs } from 'node:util';
import { languageOf, type Language } from '../shared/language.ts';
import { nearest } from '../shared/nearest.ts';
import { COMMAND_NAMES, EVERYWHERE, EVERY_OPTION, COMMANDS, isCommand, optionsOf, type CommandName, type EveryOption } from './commands.ts';
import { Usage } from './failures.ts';
import type { Words } from './words.ts';

export interface Options {
  readonly has: (name: EveryOption) => boolean;
  readonly value: (name: EveryOption) => string | null;
  readonly values: (name: EveryOption) => readonly string[];
}

export interface Invocation {
  readonly command: CommandName;
  readonly arguments: readonly string[];
  readonly options: Options;
}

interface Typed { readonly words: readonly string[]; readonly given: ReadonlyMap<string, readonly (string | true)[]>; readonly raw: ReadonlyMap<string, string> }

function read(argv: readonly string[]): Typed {
  const options = Object.fromEntries(Object.entries(EVERY_OPTION).map(([name, spec]) => [name, { type: spec.type, ...(spec.short === undefined ? {} : { short: spec.short }) }]));
  const { tokens } = parseArgs({ args: [...argv], options, strict: false, allowPositionals: true, tokens: true });
  const words: string[] = [];
  const given = new Map<string, (string | true)[]>();
  const raw = new Map<string, string>();
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    given.set(token.name, [...(given.get(token.name) ?? []), token.value ?? true]);
    raw.set(token.name, token.rawName);
  }
  return { words, given, raw };
}

/** The language is needed before anything can be said, even that the command is wrong. French unless asked otherwise: never the machine's locale. */
export function languageWanted(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): Language {
  const typed = read(argv).given.get('lang')?.at(-1);
  return languageOf(typeof typed === 'string' ? typed : env['GOUVERNE_LANG']) ?? 'fr-CA';
}

export const coloursRefused = (argv: readonly string[]): boolean => read(argv).given.has('no-color');
export const jsonWanted = (argv: readonly string[]): boolean => read(argv).given.has('json');

/** The beginning of a command is what people type first when they forget the rest. */
export const commandMeant = (typed: string): CommandName | null =>
  (typed.length >= 2 ? COMMAND_NAMES.find((name) => name.startsWith(typed.toLowerCase())) : undefined) ?? COMMAND_NAMES.find((name) => name === nearest(typed, COMMAND_NAMES)) ?? null;

export function readInvocation(argv: readonly string[], words: Words): Invocation {
  const typed = read(argv);
  const [first, ...rest] = typed.words;
  const wantsHelp = typed.given.has('help') || first === undefined;
  const command = first ?? 'help';
  if (!isCommand(command)) {
    const near = commandMeant(command);
    throw new Usage(words.usage.unknownCommand(command), near === null ? words.usage.seeHelp : words.usage.didYouMean(near));
  }
  checkOptions(command, typed, words);
  const options: Options = {
    has: (name) => typed.given.has(name),
    value: (name) => { const last = typed.given.get(name)?.at(-1); return typeof last === 'string' ? last : null; },
    values: (name) => (typed.given.get(name) ?? []).flatMap((value) => (typeof value === 'string' ? value.split(',') : [])).map((value) => value.trim()).filter((value) => value !== ''),
  };
  if (wantsHelp && command !== 'help') return { command: 'help', arguments: [command], options };
  const [least, most] = COMMANDS[command].arguments;
  if (rest.length < least) throw new Usage(words.usage.argumentMissing(command), words.usage.seeHelpOf(command));
  if (rest.length > most) throw new Usage(words.usage.tooMany(command, rest[most] ?? ''), words.usage.seeHelpOf(command));
  return { command, arguments: rest, options };
}

function checkOptions(command: CommandName, typed: Typed, words: Words): void {
  const known = { ...EVERYWHERE, ...optionsOf(command) } as Readonly<typeof EVERY_OPTION>;
  for (const [name, values] of typed.given) {
    const shown = typed.raw.get(name) ?? `--${name}`;
    const spec = known[name];
    if (spec === undefined) {
      if (Object.hasOwn(EVERY_OPTION, name)) throw new Usage(words.usage.optionElsewhere(shown, command), words.usage.seeHelpOf(command));
      const near = nearest(name, Object.keys(known));
      throw new Usage(words.usage.unknownOption(shown), near === null ? words.usage.seeHelpOf(command) : words.usage.didYouMean(`--${near}`));
    }
    if (spec.type === 'boolean' && values.some((value) => value !== true)) throw new Usage(words.usage.noValueWanted(shown), words.usage.seeHelpOf(command));
    if (spec.type === 'string' && values.some((value) => value === true || value === '' || value.startsWith('--'))) throw new Usage(words.usage.valueMissing(shown), words.usage.seeHelpOf(command));
    if (spec.type === 'string' && spec.many !== true && values.length > 1) throw new Usage(words.usage.onlyOnce(shown), words.usage.seeHelpOf(command));
  }
  const language = typed.given.get('lang')?.at(-1);
  if (typeof language === 'string' && languageOf(language) === undefined) throw new Usage(words.usage.unknownLanguage(language), null);
}
