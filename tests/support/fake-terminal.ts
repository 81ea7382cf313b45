// A terminal, a disk and a clock in memory, for the command line: what it printed is there to be read, and time passes when it sleeps.
import type { World } from '../../src/cli/world.ts';

export interface FakeWorld extends World {
  /** What was printed so far, results and notices apart. */
  printed(): { readonly out: string; readonly err: string };
  readonly files: Map<string, { readonly text: string; readonly secret: boolean; readonly mode: number }>;
  readonly questions: string[];
  pressCtrlC(): void;
  /** Lets the regular calls (the progress bar's) happen once. */
  tick(): void;
}

export interface FakeWorldOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly tty?: boolean;
  readonly interactive?: boolean;
  readonly columns?: number;
  /** What the person answers, in turn; after the last one the input ends. */
  readonly answers?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  readonly fetch?: typeof fetch;
  readonly now?: number;
  /** Called at each question, before it is answered. */
  readonly onQuestion?: (question: string, world: FakeWorld) => void;
  readonly onSleep?: (ms: number, world: FakeWorld) => void;
}

export function fakeWorld(options: FakeWorldOptions = {}): FakeWorld {
  let out = '';
  let err = '';
  let clock = options.now ?? Date.parse('2026-11-21T14:05:00Z');
  const interrupt = new AbortController();
  const files = new Map(Object.entries(options.files ?? {}).map(([path, text]) => [path, { text, secret: false, mode: 0o644 }]));
  const answers = [...(options.answers ?? [])];
  const ticks = new Set<() => void>();
  const tty = options.tty ?? false;
  const columns = options.columns ?? 100;
  const world: FakeWorld = {
    env: options.env ?? {},
    out: { write: (text) => { out += text; }, isTTY: tty, columns },
    err: { write: (text) => { err += text; }, isTTY: tty, columns },
    interactive: options.interactive ?? false,
    zone: 'America/Toronto',
    fetch: options.fetch ?? fetch,
    interrupt: interrupt.signal,
    now: () => clock,
    sleep: async (ms) => { clock += ms; options.onSleep?.(ms, world); },
    every: (_ms, tick) => { ticks.add(tick); return () => { ticks.delete(tick); }; },
    ask: async (question) => {
      world.questions.push(question);
      options.onQuestion?.(question, world);
      return interrupt.signal.aborted ? null : (answers.shift() ?? null);
    },
    readText: (path) => {
      const file = files.get(path);
      if (file === undefined) throw Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' });
      return file.text;
    },
    fileExists: (path) => files.has(path),
    writeText: (path, text, secret) => { files.set(path, { text, secret, mode: secret ? 0o600 : 0o644 }); },
    removeFile: (path) => { files.delete(path); },
    modeOf: (path) => files.get(path)?.mode ?? null,
    configDirectory: '/home/ana/.config/gouverne',
    printed: () => ({ out, err }),
    files,
    questions: [],
    pressCtrlC: () => interrupt.abort(),
    tick: () => { for (const tick of ticks) tick(); },
  };
  return world;
}
