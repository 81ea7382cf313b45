// `gouverne doctor`: what is wrong and who must do what. Begins with what can be seen from here, so that it is of use when the server is down.
import { Me } from '../../contract/committees.ts';
import { Doctor, type Check } from '../../contract/provisioning.ts';
import { PublicConfig } from '../../contract/public-config.ts';
import type { z } from 'zod';
import { asFailure } from '../api.ts';
import type { Connection, Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { explain } from '../explain.ts';
import { Interrupted, NotSignedIn, ServerRefusal, StrangeReply, Unreachable } from '../failures.ts';
import { pad, width, remedy, wrap, type Style } from '../style.ts';
import { VERSION } from '../version.ts';
import { duration, type Words } from '../words.ts';

type Found = z.infer<typeof Check>;

/** Entra and jose both allow 5 minutes; from a minute on something is wrong with the clock. */
const CLOCK_WARNING_MS = 60_000;
const CLOCK_FAILURE_MS = 300_000;

export async function doctor(context: Context): Promise<ExitCode> {
  const { words, server, world, out, json, quiet } = context;
  const checks: Found[] = [{ id: 'address', state: 'ok', title: words.doctor.address.title, detail: words.doctor.address.chosen(server.url, words.doctor.address.from[server.from]), remedy: null }];
  checks.push(...cacheCheck(context));
  const reached = await reach(context);
  checks.push(...reached.checks);
  if (reached.config === null) {
    const kept = context.sessions.count();
    checks.push({ id: 'sign-in', state: 'unknown', title: words.doctor.signIn.title, detail: kept === 0 ? words.doctor.signIn.unknown : words.doctor.signIn.kept(kept), remedy: null });
    checks.push({ id: 'rest', state: 'unknown', title: words.doctor.rest.title, detail: words.doctor.rest.unknown, remedy: null });
  } else {
    checks.push(...await signedInChecks(context));
  }
  const report: z.infer<typeof Doctor> = { at: new Date(world.now()).toISOString(), ok: checks.every((check) => check.state !== 'failure'), checks };
  if (json) context.printJson(report);
  else out.lines(quiet ? [verdict(checks, words)] : doctorLines(checks, context));
  if (reached.config === null && reached.unreachable) return EXIT.unreachable;
  return report.ok ? EXIT.ok : EXIT.error;
}

function cacheCheck({ sessions, world, words }: Context): Found[] {
  const mode = world.modeOf(sessions.path);
  if (mode === null || (mode & 0o077) === 0) return [];
  return [{ id: 'session-file', state: 'warning', title: words.doctor.cache.title, detail: words.doctor.cache.open(sessions.path), remedy: words.doctor.cache.remedy(sessions.path) }];
}

interface Reached { readonly checks: readonly Found[]; readonly config: PublicConfig | null; readonly unreachable: boolean }

/** One plain request, for the answer, its time and the Date header: the clock is read where sign-in would trip over it. */
async function reach({ world, words, server, language }: Context): Promise<Reached> {
  const failed = (error: unknown): Reached => {
    const said = explain(error, words);
    return { checks: [{ id: 'server', state: 'failure', title: words.doctor.server.title, detail: said.lines.join(' '), remedy: said.remedies.join(' ') }], config: null, unreachable: error instanceof Unreachable };
  };
  const began = world.now();
  let response: Response;
  try {
    response = await world.fetch(`${server.url}/api/config`, { headers: { accept: 'application/json', 'gouverne-language': language }, signal: AbortSignal.any([world.interrupt, AbortSignal.timeout(15_000)]) });
  } catch (error) {
    const failure = asFailure(error, server.url, world.interrupt);
    if (failure instanceof Interrupted) throw failure;
    return failed(failure);
  }
  const took = world.now() - began;
  const config = PublicConfig.safeParse(await response.json().catch(() => undefined));
  if (!response.ok || !config.success) return failed(new StrangeReply(server.url, `HTTP ${response.status}`));
  const tenant = config.data.tenant === 'local' ? words.doctor.server.local : words.doctor.server.cloud;
  const same = config.data.version === VERSION;
  return {
    config: config.data,
    unreachable: false,
    checks: [
      { id: 'server', state: 'ok', title: words.doctor.server.title, detail: words.doctor.server.answers(took, config.data.version, tenant), remedy: null },
      { id: 'version', state: same ? 'ok' : 'warning', title: words.doctor.version.title, detail: same ? words.doctor.version.same(VERSION) : words.doctor.version.differ(VERSION, config.data.version), remedy: same ? null : words.doctor.version.remedy },
      clockCheck(response.headers.get('date'), began + took / 2, words),
    ],
  };
}

/** The Date header has whole seconds: the middle of that second is the best guess of when it was written. */
export function clockCheck(header: string | null, localNow: number, words: Words): Found {
  const check = { id: 'clock', title: words.doctor.clock.title, remedy: null };
  const there = header === null ? Number.NaN : Date.parse(header) + 500;
  if (Number.isNaN(there)) return { ...check, state: 'unknown', detail: words.doctor.clock.unknown };
  const ahead = localNow - there;
  const apart = Math.abs(ahead);
  if (apart < CLOCK_WARNING_MS) return { ...check, state: 'ok', detail: words.doctor.clock.right(Math.max(0, Math.round((apart - 500) / 1000))) };
  const said = ahead > 0 ? words.doctor.clock.ahead(duration(apart, words)) : words.doctor.clock.behind(duration(apart, words));
  return { ...check, state: apart < CLOCK_FAILURE_MS ? 'warning' : 'failure', detail: said, remedy: words.doctor.clock.remedy };
}

async function signedInChecks(context: Context): Promise<Found[]> {
  const { words } = context;
  const signIn = { id: 'sign-in', title: words.doctor.signIn.title };
  const rest = { id: 'rest', title: words.doctor.rest.title };
  let connection: Connection;
  try {
    connection = await context.connect();
    await connection.session.token(false);
  } catch (error) {
    return [failed(signIn, error, words), { ...rest, state: 'unknown', detail: words.doctor.rest.unknownSignIn, remedy: null }];
  }
  const { api, session } = connection;
  const found: Found[] = [];
  try {
    found.push({ ...signIn, state: 'ok', detail: session.kind === 'application' ? words.doctor.signIn.application(session.who) : words.doctor.signIn.as((await api.get('/api/me', Me)).person.title), remedy: null });
  } catch (error) {
    found.push(failed(signIn, error, words, error instanceof ServerRefusal && error.problem.status === 403 ? words.doctor.signIn.refused : words.doctor.signIn.as(session.who)));
  }
  try {
    return [...found, ...(await api.get('/api/doctor', Doctor)).checks];
  } catch (error) {
    // Whoever may not see it is told so above, or here; nothing is known to be wrong.
    const check = failed(rest, error, words);
    return [...found, error instanceof ServerRefusal && error.problem.status < 500 ? { ...check, state: 'unknown' } : check];
  }
}

/** The failure as a check; what is not one of ours is thrown on. */
function failed(check: { readonly id: string; readonly title: string }, error: unknown, words: Words, before: string | null = null): Found {
  if (!(error instanceof NotSignedIn || error instanceof ServerRefusal || error instanceof Unreachable || error instanceof StrangeReply)) throw error;
  const said = explain(error, words);
  return { ...check, state: 'failure', detail: [...(before === null ? [] : [`${before}.`]), ...said.lines].join(' '), remedy: said.remedies.join(' ') || null };
}

const MARKS = { ok: '✓', warning: '!', failure: '✗', unknown: '?' } as const satisfies Record<Found['state'], string>;

function colourOf(state: Found['state'], paint: Style): (text: string) => string {
  switch (state) {
    case 'ok': return paint.good;
    case 'warning': return paint.warn;
    case 'failure': return paint.bad;
    case 'unknown': return paint.dim;
    default: return state satisfies never;
  }
}

function doctorLines(checks: readonly Found[], { words, out, server }: Context): string[] {
  const paint = out.style;
  const state = Math.max(...Object.values(words.doctor.state).map(width));
  const title = Math.min(32, Math.max(...checks.map((check) => width(check.title))));
  const indent = ' '.repeat(state + title + 8);
  return [
    paint.bold(words.doctor.title(server.url)), '',
    ...checks.flatMap((check) => {
      const colour = colourOf(check.state, paint);
      const [first = '', ...others] = wrap(check.detail, out.columns - width(indent), '');
      return [
        `  ${colour(`${MARKS[check.state]} ${pad(words.doctor.state[check.state], state)}`)}  ${pad(check.title, title)}  ${first}`,
        ...others.map((line) => indent + line),
        ...(check.remedy === null ? [] : remedy(check.remedy, out.columns, indent)),
      ];
    }),
    '', verdict(checks, words),
  ];
}

function verdict(checks: readonly Found[], words: Words): string {
  const failures = checks.filter((check) => check.state === 'failure').length;
  const warnings = checks.filter((check) => check.state === 'warning').length;
  if (failures > 0) return words.doctor.failures(failures);
  return warnings > 0 ? words.doctor.warnings(warnings) : words.doctor.good;
}
