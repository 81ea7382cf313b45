// What the program tells its operator, and the cleaning that every word of it goes through: logs carry ids, never names,
// e-mail addresses or free text, so what slips in by way of an error's message is taken out here.

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
export type LogFacts = Readonly<Record<string, unknown>>;

/** The event is a short fixed word (`job-failed`); everything that varies goes into the facts. */
export interface Log {
  debug(event: string, facts?: LogFacts): void;
  info(event: string, facts?: LogFacts): void;
  warn(event: string, facts?: LogFacts): void;
  error(event: string, facts?: LogFacts): void;
  /** The same log, with these facts on every line. */
  with(facts: LogFacts): Log;
}

export const silentLog: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, with: () => silentLog };

// Order matters: a token may contain what looks like an e-mail, so the longest secrets go first.
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  // A JSON Web Token, or what is left of a truncated one: header and payload are enough to know somebody by.
  [/eyJ[\w-]{5,}(?:\.[\w-]*){0,2}/g, '[token]'],
  [/\b(Bearer|Basic)\s+[\w\-.~+/=]+/gi, '$1 [token]'],
  // Secrets in forms, query strings, connection strings and JSON.
  [/\b(client_secret|client_assertion|assertion|refresh_token|access_token|id_token|password|pwd|secret|sig)("?\s*[=:]\s*"?)[^\s&"',;}]+/gi, '$1$2[secret]'],
  [/\b(code|code_verifier|device_code)=[^\s&"']+/gi, '$1=[secret]'],
  [/\b(\w{1,20}:\/\/[^\s/:@]{0,100}):[^\s/@]{1,200}@/g, '$1:[secret]@'],
  // Addresses, also percent-encoded as they stand in Graph's paths. Ids of Teams conversations look alike, and are ids.
  [/[\p{L}\p{N}._%+'’-]{1,64}(?:@|%40)(?!thread\.(?:tacv2|v2|skype)|unq\.gbl\.spaces)[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+/gu, '[e-mail]'],
  // Québec health insurance number: four letters and eight digits, however they are spaced.
  [/(?<![\p{L}\p{N}])\p{L}{4}[\s.\-–]{0,2}\d{4}[\s.\-–]{0,2}\d{4}(?!\p{N})/gu, '[health-number]'],
];

const LONGEST = 2000;

/** The text without tokens, secrets, addresses and what looks like a health insurance number; cut where it is long. */
export function redactText(text: string): string {
  // Cut before the patterns look at it, for they take their time on a megabyte; what the cut leaves of a word goes too.
  const looked = text.length > 2 * LONGEST ? text.slice(0, 2 * LONGEST).replace(/\S{0,200}$/, '…') : text;
  const clean = PATTERNS.reduce((rest, [pattern, mark]) => rest.replace(pattern, mark), looked);
  return clean.length > LONGEST ? `${clean.slice(0, LONGEST)}…` : clean;
}

const SECRET_KEYS = /^(authorization|cookie|set-cookie|password|secret|client_?secret|token|access_?token|refresh_?token|assertion|private_?key|connection_?string)$/i;
const DEPTH = 6;

/** A value as it may be logged: plain data, cleaned, cut where it is long, deep or circular. Errors keep their class, code and cause. */
export function redact(value: unknown, depth = 0, above: readonly unknown[] = []): unknown {
  if (typeof value === 'string') return redactText(value);
  if (value === null || value === undefined || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object') return `[${typeof value}]`;
  if (depth >= DEPTH || above.includes(value)) return '[…]';
  const inside = (part: unknown): unknown => redact(part, depth + 1, [...above, value]);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '[date]' : value.toISOString();
  if (isError(value)) return withoutEmpty({ error: value.name, message: messageOf(value), ...ownFacts(value, inside), at: firstFrame(value.stack), cause: value.cause === undefined ? undefined : inside(value.cause) });
  if (Array.isArray(value)) return value.slice(0, 50).map(inside);
  return withoutEmpty(Object.fromEntries(Object.entries(value).map(([key, part]) => [redactText(key), SECRET_KEYS.test(key) && part !== null && part !== undefined ? '[secret]' : inside(part)])));
}

// drizzle appends every parameter of the statement to its message: whatever somebody was saving.
const messageOf = (error: Error): string => redactText(error.message.replace(/\nparams: [\s\S]*$/, ''));

/** Errors may come from another realm (a worker, a test's sandbox), where `instanceof` says no. */
const isError = (value: object): value is Error => value instanceof Error || Object.prototype.toString.call(value) === '[object Error]';

// A fault of ours names its kind and what it concerns; libraries name a code or a status. Anything else an error carries
// (whole requests, bodies) stays out of the log.
const ERROR_FACTS = ['kind', 'why', 'code', 'status', 'statusCode', 'errorCode', 'subError', 'request', 'requestId', 'correlationId', 'retryAfterMs', 'constraint', 'table'];
const ownFacts = (error: Error, inside: (part: unknown) => unknown): Record<string, unknown> =>
  Object.fromEntries(ERROR_FACTS.flatMap((key) => { const part = (error as unknown as Record<string, unknown>)[key]; return part === undefined || part === '' ? [] : [[key, inside(part)]]; }));

// Only frames of our own source, from the repository's root on: a full path names the account that runs the program.
const firstFrame = (stack: string | undefined): string | undefined =>
  stack?.split('\n').flatMap((line) => /(?:^|\/)((?:src|bot|tests|bench)\/[^\s)]+:\d+:\d+)/.exec(line.includes('node_modules') ? '' : line)?.[1] ?? [])[0];
const withoutEmpty = (facts: Record<string, unknown>): Record<string, unknown> => Object.fromEntries(Object.entries(facts).filter(([, part]) => part !== undefined));
