// The plan and its run: what is read first, what reaches people, what is worth saying aloud; applied once.
import { ApiError } from '../../tabs/api/problem.ts';
import { applyOnce } from '../../tabs/plan/apply.ts';
import { chooseAll, resolutionOf, byTeam } from '../../tabs/drift/view-model.ts';
import { elapsedSeconds, percentOf, remainingSeconds, stepsByTeam, toSettle, worthSaying } from '../../tabs/plan/run-model.ts';
import { byPlace, changesOf, countLines, excerpt, lineRange, missingPermissions, reachOf, SHOWN_AT_FIRST, shownTeams } from '../../tabs/plan/view-model.ts';
import { byDay, pretty } from '../../tabs/journal/view-model.ts';
import { aDriftItem, aLine, aPlan, aRun, aStep, aTeam } from './support/builders.ts';

const PLAN = aPlan([
  aTeam('new', '+', [aLine('a', '+'), aLine('b', '+')]),
  aTeam('old', '~', [aLine('c', '~'), aLine('d', '='), aLine('e', '-', { act: 'Archiver le canal', target: 'Ancien' }), aLine('f', '!')]),
  aTeam('same', '=', [aLine('g', '=')]),
], { permissions: [{ permission: 'Team.Create', why: '', granted: true, steps: 1 }, { permission: 'A', why: '', granted: false, steps: 2 }, { permission: 'B', why: '', granted: null, steps: 4 }] });

describe('a plan', () => {
  it('leaves out at first what is already right', () => {
    expect(shownTeams(PLAN, SHOWN_AT_FIRST).map((one) => [one.team.key, one.lines.map((line) => line.id)])).toEqual([['new', ['a', 'b']], ['old', ['c', 'e', 'f']]]);
    expect(shownTeams(PLAN, new Set(['='])).map((one) => one.team.key)).toEqual(['old', 'same']);
    expect(countLines(PLAN.teams[1]?.lines ?? [])).toEqual([{ sign: '~', count: 1 }, { sign: '-', count: 1 }, { sign: '!', count: 1 }, { sign: '=', count: 1 }]);
  });

  it('counts as changes only what will be done', () => {
    expect(changesOf(PLAN)).toBe(4);
  });

  it('says before applying which teams appear, which change and what closes', () => {
    const reach = reachOf(PLAN);
    expect(reach.newTeams.map((team) => team.key)).toEqual(['new']);
    expect(reach.changedTeams.map((one) => [one.team.key, one.changes])).toEqual([['old', 1]]);
    expect(reach.archived.map((line) => line.target)).toEqual(['Ancien']);
  });

  it('counts as missing only what is known to be', () => {
    expect(missingPermissions(PLAN)).toEqual({ permissions: 1, steps: 2 });
  });
});

describe('a faulty charter', () => {
  const text = 'a: 1\nb: [\nc: 3\r\nd: 4';
  it('is shown where it is faulty, between its neighbours', () => {
    expect(excerpt(text, 2, 4)).toEqual([{ number: 1, text: 'a: 1', caret: null }, { number: 2, text: 'b: [', caret: 3 }, { number: 3, text: 'c: 3', caret: null }]);
    expect(excerpt(text, 4, null).map((line) => line.number)).toEqual([3, 4]);
    expect(excerpt(text, 99, 1)).toEqual([]);
  });

  it('can be selected line by line', () => {
    expect(text.slice(...lineRange(text, 2))).toBe('b: [');
    expect(text.slice(...lineRange(text, 4))).toBe('d: 4');
    expect(lineRange(text, 99)).toEqual([text.length, text.length]);
  });

  it('lists its faults in the order of the file, those without a line last', () => {
    const fault = (line: number | null, column: number | null) => ({ field: '', line, column, code: '', message: `${line}:${column}`, remedy: '' });
    expect(byPlace([fault(null, null), fault(9, 2), fault(2, 5), fault(2, 1)]).map((one) => one.message)).toEqual(['2:1', '2:5', '9:2', 'null:null']);
  });
});

describe('a run', () => {
  const steps = [aStep('a', 'done'), aStep('b', 'retry', { team: 'X' }), aStep('c', 'failed', { team: 'X' }), aStep('d', 'blocked'), aStep('e', 'todo')];

  it('puts first what asks for somebody', () => {
    expect(toSettle(aRun(steps)).map((step) => step.id)).toEqual(['c', 'd', 'b']);
  });

  it('groups steps by team under their worst state', () => {
    expect(stepsByTeam(aRun(steps)).map((one) => [one.team, one.done, one.state])).toEqual([['RQT', 1, 'blocked'], ['X', 0, 'failed']]);
    expect(stepsByTeam(aRun([aStep('a', 'done'), aStep('b', 'todo')]))[0]?.state).toBe('running');
    expect(stepsByTeam(aRun([aStep('a', 'done')]))[0]?.state).toBe('done');
    expect(stepsByTeam(aRun([aStep('a', 'todo')]))[0]?.state).toBe('todo');
  });

  it('speaks at the change of state, at each tenth and at a new failure, and otherwise keeps silent', () => {
    const at = (done: number, over = {}) => aRun([], { total: 100, done, ...over });
    expect(worthSaying(null, at(3))).toEqual({ state: 'running', percent: null, failed: null });
    expect(worthSaying(at(3), at(9))).toBeNull();
    expect(worthSaying(at(9), at(10))).toEqual({ state: null, percent: 10, failed: null });
    expect(worthSaying(at(10), at(10, { failed: 1 }))).toEqual({ state: null, percent: null, failed: 1 });
    expect(worthSaying(at(99), at(100, { state: 'done' }))).toEqual({ state: 'done', percent: null, failed: null });
  });

  it('estimates what is left from the pace, once there is one', () => {
    const now = Date.parse('2026-11-21T14:01:00.000Z');
    expect(elapsedSeconds(aRun([]), now)).toBe(60);
    expect(remainingSeconds(aRun([], { total: 100, done: 4 }), now)).toBeNull();
    expect(remainingSeconds(aRun([], { total: 100, done: 20 }), now)).toBe(240);
    expect(remainingSeconds(aRun([], { total: 100, done: 20, state: 'failed', finishedAt: '2026-11-21T14:00:30.000Z' }), now)).toBeNull();
    expect(percentOf(aRun([], { total: 3, done: 2 }))).toBe(66);
    expect(percentOf(aRun([], { total: 0, state: 'done' }))).toBe(100);
  });
});

describe('applying', () => {
  const lost = new ApiError('network');
  const run = aRun([aStep('a', 'running')], { id: 'run-2', startedAt: '2026-11-21T14:00:00.000Z' });
  const now = () => Date.parse('2026-11-21T14:00:05.000Z');

  it('looks at what began when the answer is lost, instead of asking twice', async () => {
    let asked = 0;
    let latest = [null, run];
    const acts = { apply: async () => { asked += 1; throw lost; }, latestRun: async () => latest.shift() ?? null };
    await expect(applyOnce(acts, { planId: 'p' }, now)).resolves.toBe(run);
    expect(asked).toBe(1);
    latest = [run, run];
    await expect(applyOnce(acts, { planId: 'p' }, now)).rejects.toBe(lost);
  });

  it('leaves refusals as they are', async () => {
    const refusal = new ApiError('problem', { status: 409, code: 'plan-is-stale' });
    await expect(applyOnce({ apply: async () => { throw refusal; }, latestRun: async () => run }, { planId: 'p' }, now)).rejects.toBe(refusal);
  });
});

describe('drift', () => {
  const items = [aDriftItem('1'), aDriftItem('2', { team: 'X', adopt: { ok: false, effect: '', why: 'non' } })];
  it('chooses all at once where the rule allows it', () => {
    expect(resolutionOf(items, chooseAll(items, 'adopt'))).toEqual({ adopt: ['1'], restore: [] });
    expect(resolutionOf(items, chooseAll(items, 'restore'))).toEqual({ adopt: [], restore: ['1', '2'] });
    expect(resolutionOf(items, chooseAll(items, 'leave'))).toEqual({ adopt: [], restore: [] });
  });

  it('forgets choices about what a fresh check no longer finds, and never sends what the rule refuses', () => {
    expect(resolutionOf(items, new Map([['gone', 'adopt'], ['2', 'adopt'], ['1', 'restore']]))).toEqual({ adopt: [], restore: ['1'] });
    expect(byTeam({ at: '', items }).map((one) => one.team)).toEqual(['RQT - CNCOT', 'X']);
  });
});

it('gathers the journal by the reader’s days', () => {
  const entry = (at: string, seq: number) => ({ chain: 'c', seq, at, by: null, act: 'a', sentence: '', committee: null, before: null, after: null, hash: '' });
  expect(byDay([entry('2026-11-22T03:00:00Z', 2), entry('2026-11-21T15:00:00Z', 1)], 'America/Toronto').map((one) => [one.day, one.entries.length])).toEqual([['2026-11-21', 2]]);
  expect([pretty(null), pretty('texte'), pretty({ a: 1 })]).toEqual([null, 'texte', '{\n  "a": 1\n}']);
});
