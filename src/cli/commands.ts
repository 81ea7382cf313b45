// Which commands there are and what each may be given: one table for the parser and for the help pages.

interface OptionSpec {
  readonly type: 'boolean' | 'string';
  readonly short?: string;
  /** May be repeated, or hold several values with commas between. */
  readonly many?: boolean;
  /** What stands for the value in the help page. */
  readonly value?: 'url' | 'file' | 'id' | 'ids' | 'email' | 'language';
}

const flag = { type: 'boolean' } as const;

export const EVERYWHERE = {
  server: { type: 'string', value: 'url' },
  as: { type: 'string', value: 'email' },
  lang: { type: 'string', value: 'language' },
  json: flag,
  quiet: { type: 'boolean', short: 'q' },
  'no-color': flag,
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
} as const satisfies Record<string, OptionSpec>;

export const COMMANDS = {
  plan: {
    arguments: [0, 1],
    options: { committee: { type: 'string', many: true, value: 'ids' }, all: flag, 'detailed-exitcode': flag },
  },
  apply: {
    arguments: [0, 1],
    options: { committee: { type: 'string', many: true, value: 'ids' }, all: flag, yes: { type: 'boolean', short: 'y' }, 'plan-id': { type: 'string', value: 'id' }, detach: flag },
  },
  status: {
    arguments: [0, 0],
    options: { follow: { type: 'boolean', short: 'f' }, run: { type: 'string', value: 'id' }, unfinished: flag },
  },
  drift: {
    arguments: [0, 0],
    options: {
      adopt: { type: 'string', many: true, value: 'ids' }, restore: { type: 'string', many: true, value: 'ids' }, 'restore-all': flag,
      committee: { type: 'string', many: true, value: 'ids' }, yes: { type: 'boolean', short: 'y' }, 'detailed-exitcode': flag,
    },
  },
  doctor: { arguments: [0, 0], options: {} },
  export: { arguments: [0, 0], options: { output: { type: 'string', short: 'o', value: 'file' }, force: flag } },
  journal: { arguments: [1, 1], options: {} },
  login: { arguments: [0, 0], options: {} },
  logout: { arguments: [0, 0], options: { all: flag } },
  help: { arguments: [0, 1], options: {} },
} as const satisfies Record<string, { readonly arguments: readonly [number, number]; readonly options: Record<string, OptionSpec> }>;

export type CommandName = keyof typeof COMMANDS;
export const COMMAND_NAMES = Object.keys(COMMANDS) as CommandName[];
export const isCommand = (word: string): word is CommandName => Object.hasOwn(COMMANDS, word);

export type CommandOption<Command extends CommandName> = keyof (typeof COMMANDS)[Command]['options'];
export type EveryOption = keyof typeof EVERYWHERE | { [Command in CommandName]: CommandOption<Command> }[CommandName];

export const optionsOf = (command: CommandName): Readonly<Record<string, OptionSpec>> => COMMANDS[command].options;
export const EVERY_OPTION: Readonly<Record<string, OptionSpec>> = Object.assign({}, EVERYWHERE, ...COMMAND_NAMES.map(optionsOf)) as Record<string, OptionSpec>;
