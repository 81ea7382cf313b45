// The log: what it tells, and what must never come out of it, whatever was put in.
import { describe, expect, it } from '@jest/globals';
import { DrizzleQueryError } from 'drizzle-orm';
import { jsonLines } from '../../src/adapters/log/json-lines.ts';
import type { LogLevel } from '../../src/shared/log.ts';
import { redact, redactText } from '../../src/shared/log.ts';

const NOON = new Date('2027-01-07T17:00:00.000Z');
function aLog(level: LogLevel | 'silent' = 'debug') {
  const lines: string[] = [];
  return { lines, log: jsonLines({ level, write: (line) => { lines.push(line); }, now: () => NOON }) };
}

describe('a line of the log', () => {
  it('is one line of JSON with its time, level, event and facts', () => {
    const { log, lines } = aLog();
    log.info('job-done', { job: 'greet', ms: 12 });
    expect(lines).toEqual(['{"job":"greet","ms":12,"at":"2027-01-07T17:00:00.000Z","level":"info","event":"job-done"}\n']);
  });
  it('keeps to one line, whatever the facts hold', () => {
    const { log, lines } = aLog();
    log.warn('odd', { text: 'a\nb\u2028c', at: 'not this', event: 'nor this' });
    expect(lines[0]!.trimEnd()).not.toMatch(/[\n\r]/);
    expect(JSON.parse(lines[0]!)).toMatchObject({ at: NOON.toISOString(), event: 'odd' });
  });
  it('bears what its log was given for all of them', () => {
    const { log, lines } = aLog();
    log.with({ request: 'r1' }).with({ job: 'greet' }).error('failed');
    expect(JSON.parse(lines[0]!)).toMatchObject({ request: 'r1', job: 'greet', event: 'failed' });
  });
  it.each<[LogLevel | 'silent', string[]]>([['debug', ['d', 'i', 'w', 'e']], ['info', ['i', 'w', 'e']], ['warn', ['w', 'e']], ['error', ['e']], ['silent', []]])('is not written below %s', (level, events) => {
    const { log, lines } = aLog(level);
    log.debug('d');
    log.info('i');
    log.warn('w');
    log.error('e');
    expect(lines.map((line) => (JSON.parse(line) as { event: string }).event)).toEqual(events);
  });
});

describe('an error in the log', () => {
  it('keeps its class, its kind, its place in our source and its cause, and nothing else that it carries', () => {
    const error = Object.assign(new TypeError('no', { cause: new Error('because') }), { kind: 'throttled', code: 'E1', response: { body: 'everything' } });
    expect(redact({ error })).toEqual({ error: { error: 'TypeError', message: 'no', kind: 'throttled', code: 'E1', at: expect.stringMatching(/^tests\/adapters\/log\.test\.ts:\d+:\d+$/), cause: expect.objectContaining({ message: 'because' }) } });
  });
  it('of the database is told without the values that somebody was saving', () => {
    const error = new DrizzleQueryError('insert into "preference" values ($1, $2)', ['Ana Tremblay', 'secret'], new Error('duplicate key'));
    expect(JSON.stringify(redact({ error }))).not.toMatch(/Tremblay|"secret"/);
    expect(JSON.stringify(redact({ error }))).toContain('duplicate key');
  });
});

describe('redaction', () => {
  it.each([
    ['a bearer token', 'Authorization: Bearer eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl', /eyJ|c2ln/],
    ['a token anywhere', 'invalid token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl!', /eyJ|c2ln/],
    ['a truncated token', 'token eyJhbGciOiJSUzI1NiJ9.eyJzdWI', /eyJ/],
    ['a secret in a form', 'grant_type=x&client_secret=a~b8Q.c&scope=y', /a~b8Q/],
    ['a secret in JSON', '{"client_secret":"a~b8Q.c","x":1}', /a~b8Q/],
    ['an assertion', 'assertion=abc.def.ghi', /abc/],
    ['a sign-in code', 'http://x/?code=0.AXoA-secret&state=1', /AXoA/],
    ['a password in an address', 'postgres://gouverne:hunter2@db.example/x', /hunter2/],
    ['an e-mail address', 'user ana.tremblay@ciusss.example not found', /tremblay/],
    ['an address with an accent', 'rené.côté@rqt.example', /côté|rené/],
    ['an address in a path of Graph', 'GET /users/ana.tremblay%40rqt.example', /tremblay/],
    ['a health insurance number', 'Dossier TREM 7503 1512 reçu', /7503|TREM/],
    ['one in lower case with dashes', 'trem-7503-1512', /7503/],
    ['one without spaces', 'TREM75031512', /7503/],
  ])('takes out %s', (_, text, forbidden) => {
    expect(redactText(text)).not.toMatch(forbidden);
    expect(JSON.stringify(redact({ deep: [{ text }] }))).not.toMatch(forbidden);
  });
  it.each([
    'Graph answered 403 Authorization_RequestDenied to POST /teams',
    'Status code: 503, retry after 30 s',
    'channel 19:9f2b@thread.tacv2 of team rqt-cncot',
    'RCG-1021-075 is not a committee',
    'run 0f8fad5b-d9cb-469f-a165-70867728950e, version 12',
    'CTCOT 2027-2028',
  ])('leaves « %s » as it is', (text) => {
    expect(redactText(text)).toBe(text);
  });
  it('hides what a telling name holds, whatever its form', () => {
    expect(redact({ password: 'x', authorization: ['Bearer x'], clientSecret: { a: 1 }, token: null })).toEqual({ password: '[secret]', authorization: '[secret]', clientSecret: '[secret]', token: null });
  });
  it('does not run away with circles, depth or length', () => {
    const circle: Record<string, unknown> = { a: 1 };
    circle['self'] = circle;
    expect(redact(circle)).toEqual({ a: 1, self: '[…]' });
    const deep = Array.from({ length: 50 }).reduce<unknown>((inside) => ({ inside }), 'end');
    expect(JSON.stringify(redact(deep)).length).toBeLessThan(200);
    expect((redact('x'.repeat(100_000)) as string).length).toBeLessThan(3000);
    expect((redact(Array.from({ length: 1000 }, (_, n) => n)) as unknown[]).length).toBe(50);
  });
  it('takes what is no plain data', () => {
    expect(redact({ big: 10n, when: NOON, never: undefined, act: () => 1, symbol: Symbol('x'), invalid: new Date(Number.NaN) })).toEqual({ big: '10', when: NOON.toISOString(), act: '[function]', symbol: '[symbol]', invalid: '[date]' });
  });
});
