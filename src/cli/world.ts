// Everything that the command line touches outside itself, so that tests can stand in for the terminal, the clock and the network.
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

export interface Terminal {
  write(text: string): void;
  readonly isTTY: boolean;
  readonly columns: number;
}

export interface World {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: Terminal;
  readonly err: Terminal;
  /** Somebody sits there and can answer a question. */
  readonly interactive: boolean;
  /** IANA zone of the person's computer. */
  readonly zone: string;
  readonly fetch: typeof fetch;
  /** Aborted by the first Ctrl-C; the second one ends the process. */
  readonly interrupt: AbortSignal;
  now(): number;
  /** Resolves early, without an error, when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Calls `tick` every so often until the returned function is called. */
  every(ms: number, tick: () => void): () => void;
  /** Null at the end of the input, or after Ctrl-C. */
  ask(question: string): Promise<string | null>;
  readText(path: string): string;
  fileExists(path: string): boolean;
  /** Writes whole or not at all; `secret` makes the file readable by its owner only. */
  writeText(path: string, text: string, secret: boolean): void;
  removeFile(path: string): void;
  /** Permission bits of a file, null where there is none or the system has no such notion. */
  modeOf(path: string): number | null;
  /** Where this system keeps a program's own files for this person. */
  readonly configDirectory: string;
}

export function configDirectory(env: World['env'], platform: NodeJS.Platform, home: string): string {
  const own = env['GOUVERNE_CONFIG_DIR'];
  if (own !== undefined && own !== '') return own;
  if (platform === 'win32') return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'gouverne');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'gouverne');
  const xdg = env['XDG_CONFIG_HOME'];
  return join(xdg !== undefined && xdg !== '' ? xdg : join(home, '.config'), 'gouverne');
}

export function realWorld(): World {
  const interrupt = new AbortController();
  process.on('SIGINT', () => {
    if (interrupt.signal.aborted) process.exit(130);
    interrupt.abort();
  });
  // `gouverne plan | head` closes the pipe early: that is the reader's right, not an error.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => { if (error.code === 'EPIPE') process.exit(0); throw error; });
  }
  return {
    env: process.env,
    out: terminal(process.stdout),
    err: terminal(process.stderr),
    interactive: isTerminal(process.stdin) && isTerminal(process.stderr),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    fetch: (input, init) => fetch(input, init),
    interrupt: interrupt.signal,
    now: () => Date.now(),
    sleep: (ms, signal) => new Promise((resolve) => {
      if (signal?.aborted === true) { resolve(); return; }
      const timer = setTimeout(done, ms);
      function done(): void { clearTimeout(timer); signal?.removeEventListener('abort', done); resolve(); }
      signal?.addEventListener('abort', done, { once: true });
    }),
    every: (ms, tick) => {
      const timer = setInterval(tick, ms);
      return () => clearInterval(timer);
    },
    ask: (question) => new Promise((resolve) => {
      const lines = createInterface({ input: process.stdin, output: process.stderr });
      let answer: string | null = null;
      // readline takes the terminal over, so that Ctrl-C reaches it and not the process.
      lines.on('SIGINT', () => { interrupt.abort(); lines.close(); });
      lines.on('close', () => resolve(answer));
      lines.question(question, (line) => { answer = line; lines.close(); });
    }),
    readText: (path) => readFileSync(path, 'utf8'),
    fileExists: (path) => existsSync(path),
    writeText: (path, text, secret) => {
      mkdirSync(dirname(path), { recursive: true, ...(secret ? { mode: 0o700 } : {}) });
      const draft = `${path}.${process.pid}.new`;
      try {
        writeFileSync(draft, text, secret ? { mode: 0o600 } : {});
        if (secret) chmodSync(draft, 0o600);
        renameSync(draft, path);
      } finally {
        rmSync(draft, { force: true });
      }
    },
    removeFile: (path) => rmSync(path, { force: true }),
    modeOf: (path) => (process.platform === 'win32' || !existsSync(path) ? null : statSync(path).mode & 0o777),
    configDirectory: configDirectory(process.env, process.platform, homedir()),
  };
}

/** Node leaves `isTTY` out, whatever its type says, where the stream is a file or a pipe. */
const isTerminal = (stream: { readonly isTTY?: boolean }): boolean => stream.isTTY ?? false;

const terminal = (stream: NodeJS.WriteStream): Terminal => ({
  write: (text) => { stream.write(text); },
  get isTTY() { return isTerminal(stream); },
  get columns() { return stream.columns ?? 100; },
});
