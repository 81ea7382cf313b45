// What a help page must say, by command and option: a command or option without its sentence in both languages does not compile.
import type { CommandName, CommandOption, EVERYWHERE } from './commands.ts';
import type { EXIT } from './exit-codes.ts';

export interface CommandHelp<Command extends CommandName> {
  /** What may follow the command. */
  readonly arguments: string;
  /** One line, for the list. */
  readonly summary: string;
  readonly about: readonly string[];
  readonly options: { readonly [Option in CommandOption<Command>]: string };
  readonly examples: readonly (readonly [command: string, meaning: string])[];
}

export interface HelpTexts {
  readonly tagline: string;
  readonly usage: string;
  readonly usageLine: string;
  readonly commandsTitle: string;
  readonly optionsTitle: string;
  readonly everywhereTitle: string;
  readonly examplesTitle: string;
  readonly environmentTitle: string;
  readonly exitTitle: string;
  readonly more: string;
  /** What stands for a value, by kind. */
  readonly values: { readonly url: string; readonly file: string; readonly id: string; readonly ids: string; readonly email: string; readonly language: string };
  readonly everywhere: { readonly [Option in keyof typeof EVERYWHERE]: string };
  readonly environment: readonly (readonly [name: string, meaning: string])[];
  readonly exits: { readonly [Name in keyof typeof EXIT]: string };
  readonly commands: { readonly [Command in CommandName]: CommandHelp<Command> };
}
