// What every command is given: what was typed, the words, two printers, and a connection that is made when first needed.
import { PublicConfig } from '../contract/public-config.ts';
import type { Language } from '../shared/language.ts';
import { api, type Api } from './api.ts';
import { Usage } from './failures.ts';
import type { Invocation, Options } from './invocation.ts';
import { sessions, type Sessions } from './sessions.ts';
import type { Session, SignInWith } from './session.ts';
import { isLocal, openSession } from './sign-in.ts';
import { style, wantsColour, type Style } from './style.ts';
import type { Words } from './words.ts';
import type { Terminal, World } from './world.ts';

export interface Printer {
  readonly style: Style;
  readonly columns: number;
  readonly isTTY: boolean;
  line(text?: string): void;
  lines(texts: readonly string[]): void;
  /** As it is, without a line end: for what is redrawn. */
  raw(text: string): void;
}

export interface Connection {
  readonly config: PublicConfig;
  readonly session: Session;
  readonly api: Api;
}

export interface Context {
  readonly world: World;
  readonly words: Words;
  readonly language: Language;
  readonly options: Options;
  readonly arguments: readonly string[];
  readonly server: Server;
  readonly sessions: Sessions;
  /** Results. */
  readonly out: Printer;
  /** Everything else: notices, questions, progress, errors. */
  readonly err: Printer;
  readonly json: boolean;
  readonly quiet: boolean;
  connect(): Promise<Connection>;
  /** Without sign-in. */
  publicApi(): Api;
  signInWith(config: PublicConfig): SignInWith;
  printJson(value: unknown): void;
}

export interface Server { readonly url: string; readonly from: 'option' | 'environment' | 'usual' }
export const USUAL_SERVER = 'http://localhost:3978';
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
export const isLoopback = (url: string): boolean => LOOPBACK.has(new URL(url).hostname);

export function serverOf(options: Options, env: World['env'], words: Words): Server {
  const option = options.value('server');
  const environment = env['GOUVERNE_URL'];
  const [typed, from] = option !== null ? [option, 'option'] as const : environment !== undefined && environment !== '' ? [environment, 'environment'] as const : [USUAL_SERVER, 'usual'] as const;
  const url = URL.canParse(typed) ? new URL(typed) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol) || url.username !== '') throw new Usage(words.usage.badUrl(typed), words.usage.badUrlRemedy);
  return { url: `${url.origin}${url.pathname}`.replace(/\/+$/, ''), from };
}

export function printer(terminal: Terminal, paint: Style): Printer {
  return {
    style: paint,
    get columns() { return Math.min(140, Math.max(40, terminal.columns)); },
    isTTY: terminal.isTTY,
    line: (text = '') => terminal.write(`${text}\n`),
    lines: (texts) => { if (texts.length > 0) terminal.write(`${texts.join('\n')}\n`); },
    raw: (text) => terminal.write(text),
  };
}

export function contextOf(world: World, invocation: Invocation, words: Words, language: Language): Context {
  const { options } = invocation;
  const noColour = options.has('no-color');
  const out = printer(world.out, style(wantsColour(world.env, world.out, noColour)));
  const err = printer(world.err, style(wantsColour(world.env, world.err, noColour)));
  const server = serverOf(options, world.env, words);
  const kept = sessions(world, (path) => err.line(words.failure.cacheUnreadable(path)));
  const quiet = options.has('quiet');
  const signInWith = (config: PublicConfig): SignInWith => ({ world, words, server: server.url, config, sessions: kept, as: options.value('as') });
  const publicApi = (): Api => api(world, server.url, language, null);
  let connection: Promise<Connection> | null = null;
  const connect = async (): Promise<Connection> => {
    const config = await publicApi().get('/api/config', PublicConfig);
    // A token of a real tenant opens real doors; that of the stand-in opens only itself.
    if (config.tenant !== 'local' && server.url.startsWith('http:') && !isLoopback(server.url)) throw new Usage(words.usage.clearText(server.url), words.usage.clearTextRemedy);
    const session = await openSession(signInWith(config));
    if (isLocal(config) && !quiet) err.line(err.style.dim(session.kind === 'application' ? words.signIn.asApplication(session.who) : words.signIn.as(session.who)));
    return { config, session, api: api(world, server.url, language, session.token) };
  };
  return {
    world, words, language, options, arguments: invocation.arguments, server, sessions: kept, out, err,
    json: options.has('json'), quiet,
    connect: () => (connection ??= connect()),
    publicApi,
    signInWith,
    printJson: (value) => out.line(JSON.stringify(value, null, 2)),
  };
}
