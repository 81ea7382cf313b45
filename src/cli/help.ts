// The help pages: one per command, with every option and examples that can be pasted. What they may say is fixed by the table of commands.
import type { Language } from '../shared/language.ts';
import { COMMAND_NAMES, COMMANDS, EVERYWHERE, optionsOf, type CommandName } from './commands.ts';
import { EXIT } from './exit-codes.ts';
import { helpEn } from './help-en.ts';
import { helpFr } from './help-fr.ts';
import type { CommandHelp, HelpTexts } from './help-texts.ts';
import { pad, width, wrap, type Style } from './style.ts';

export const helpFor = (language: Language): HelpTexts => (language === 'en-CA' ? helpEn : helpFr);

type Row = readonly [left: string, right: string];

function table(rows: readonly Row[], columns: number, paint: Style): string[] {
  const left = Math.min(30, Math.max(0, ...rows.map(([first]) => width(first))));
  return rows.flatMap(([first, text]) => {
    const [line = '', ...rest] = wrap(text, columns - left - 6, '');
    const indent = ' '.repeat(left + 4);
    return width(first) > left
      ? [`  ${paint.link(first)}`, ...[line, ...rest].map((next) => indent + next)]
      : [`  ${paint.link(pad(first, left))}  ${line}`, ...rest.map((next) => indent + next)];
  });
}

function optionRows(specs: ReturnType<typeof optionsOf>, texts: Readonly<Record<string, string>>, help: HelpTexts): Row[] {
  return Object.entries(specs).map(([name, spec]) => {
    const value = spec.value === undefined ? '' : ` ${help.values[spec.value]}`;
    return [`${spec.short === undefined ? '' : `-${spec.short}, `}--${name}${value}`, texts[name] ?? ''];
  });
}

export function overview(language: Language, paint: Style, columns: number): string[] {
  const help = helpFor(language);
  return [
    ...wrap(help.tagline, columns, ''), '',
    paint.bold(help.usage), `  ${help.usageLine}`, '',
    paint.bold(help.commandsTitle), ...table(COMMAND_NAMES.map((name) => [name === 'journal' ? 'journal verify' : name, help.commands[name].summary]), columns, paint), '',
    paint.bold(help.everywhereTitle), ...table(optionRows(EVERYWHERE, help.everywhere, help), columns, paint), '',
    paint.bold(help.environmentTitle), ...table(help.environment, columns, paint), '',
    paint.bold(help.exitTitle), ...exitLines(help, columns, paint), '',
    help.more,
  ];
}

const exitLines = (help: HelpTexts, columns: number, paint: Style): string[] =>
  table(Object.entries(EXIT).map(([name, code]) => [String(code), help.exits[name as keyof typeof EXIT]]), columns, paint);

export function page(command: CommandName, language: Language, paint: Style, columns: number): string[] {
  const help = helpFor(language);
  const about: CommandHelp<CommandName> = help.commands[command];
  const options = optionRows(optionsOf(command), about.options, help);
  return [
    paint.bold(help.usage), `  gouverne ${command}${about.arguments === '' ? '' : ` ${about.arguments}`}${Object.keys(COMMANDS[command].options).length === 0 ? '' : ' [options]'}`, '',
    ...about.about.flatMap((paragraph) => [...wrap(paragraph, columns, ''), '']),
    ...(options.length === 0 ? [] : [paint.bold(help.optionsTitle), ...table(options, columns, paint), '']),
    paint.bold(help.everywhereTitle), ...table(optionRows(EVERYWHERE, help.everywhere, help), columns, paint), '',
    paint.bold(help.examplesTitle), ...about.examples.flatMap(([line, meaning]) => [`  ${paint.link(line)}`, ...wrap(meaning, columns, '      ')]),
  ];
}
