// What `gouverne apply` and `gouverne status` do: ask first, follow the run, survive its accidents, and never start it twice.
import { stripVTControlCharacters } from 'node:util';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Run } from '../../src/contract/provisioning.ts';
import { fakeGouverne, type FakeGouverne, type Script } from '../support/fake-gouverne.ts';
import { aLine, aPlan, aRun, aStep, aTeam } from '../support/provisioning-replies.ts';
import { runCli } from '../support/run-cli.ts';

let server: FakeGouverne;
const serving = async (script: Partial<Script>): Promise<FakeGouverne> => (server = await fakeGouverne(script));
afterEach(() => server.close());

const plan = aPlan({ teams: [aTeam({ lines: [aLine({ act: 'Créer l’équipe', target: 'RQT - CTCOT CHUM' }), aLine(), aLine({ act: 'Ajouter l’onglet', target: 'Gouverne' })] })] });
const TEAM = aStep({ id: 'a' });
const CHANNEL = aStep({ id: 'b', act: 'Créer le canal privé', target: 'CTCOT CHUM' });
const TAB = aStep({ id: 'c', act: 'Ajouter l’onglet', target: 'Gouverne' });
const todo = aRun({ state: 'queued', steps: [{ ...TEAM, state: 'running' }, { ...CHANNEL, state: 'todo' }, { ...TAB, state: 'todo' }] });
const half = aRun({ steps: [TEAM, { ...CHANNEL, state: 'running' }, { ...TAB, state: 'todo' }] });
const retrying = aRun({ steps: [TEAM, CHANNEL, { ...TAB, state: 'retry', attempts: 2, reason: 'Teams a répondu « 503 ».', remedy: 'Rien à faire : un nouvel essai est prévu.', retryAt: '2026-11-21T14:06:00Z' }] });
const done = aRun({ steps: [TEAM, CHANNEL, { ...TAB, attempts: 3 }] });
const broken = aRun({ steps: [TEAM, { ...CHANNEL, state: 'failed', attempts: 5, reason: 'Il manque l’autorisation Channel.Create.', remedy: 'La personne qui administre Microsoft 365 doit l’accorder.' }, { ...TAB, state: 'blocked', reason: 'Attend le canal CTCOT CHUM.' }] });

describe('gouverne apply asks', () => {
  it('how many changes, and takes only the whole word', async () => {
    const { code, world, err } = await runCli(await serving({ plans: [plan] }), 'apply', { interactive: true, answers: ['o'] });
    expect(world.questions).toEqual(['Appliquer ces 3 changements? Tapez «\u00a0oui\u00a0»\u00a0: ']);
    expect(err).toContain('Annulé. Rien n’a été changé.');
    expect(server.asked()).toEqual(['POST /api/plan']);
    expect(code).toBe(1);
  });

  it('in English with the English word', async () => {
    const { code, world } = await runCli(await serving({ plans: [plan], apply: done }), 'apply --lang en', { interactive: true, answers: ['yes'] });
    expect(world.questions).toEqual(['Apply these 3 changes? Type “yes”: ']);
    expect(code).toBe(0);
  });

  it('nobody when nobody is there, and then touches nothing', async () => {
    const { code, err } = await runCli(await serving({ plans: [plan] }), 'apply');
    expect(err).toContain('Ajoutez --yes pour confirmer d’avance.');
    expect(server.seen).toEqual([]);
    expect(code).toBe(8);
  });

  it('nothing when there is nothing to do', async () => {
    const { code, out, world } = await runCli(await serving({ plans: [aPlan({ teams: [] })] }), 'apply', { interactive: true });
    expect(out).toContain('Rien à faire\u00a0: Teams est déjà dans l’état de la charte.');
    expect(world.questions).toEqual([]);
    expect(code).toBe(0);
  });

  it('before a new version of the charter comes into force, even when Teams does not change', async () => {
    const same = aPlan({ teams: [], charter: { ...plan.charter, version: 4, isNew: true } });
    const { code, world } = await runCli(await serving({ plans: [same], apply: aRun({ steps: [] }) }), 'apply', { interactive: true, answers: ['oui'] });
    expect(world.questions).toEqual(['Mettre en vigueur la version 4 de la charte? Tapez «\u00a0oui\u00a0»\u00a0: ']);
    expect(code).toBe(0);
  });

  it('nobody who may not apply', async () => {
    const { code, out } = await runCli(await serving({ plans: [{ ...plan, may: { apply: { ok: false, why: 'seule la coordination applique un plan.' } } }] }), 'apply --yes');
    expect(out).toContain('seule la coordination applique un plan.');
    expect(server.asked()).toEqual(['POST /api/plan']);
    expect(code).toBe(4);
  });

  it('again, with the plan as of now, when the plan is no longer true', async () => {
    const fresh = { ...plan, id: 'plan-8' };
    const outdated = { type: 'about:blank', title: 'Plan périmé', status: 409, code: 'plan-outdated', detail: 'Le plan a changé.' };
    const { code, world, err } = await runCli(await serving({ plans: [plan, fresh], apply: outdated }), 'apply', {
      interactive: true, answers: ['oui', 'oui'], onQuestion: (_question, { questions }) => { if (questions.length === 2) server.script.apply = done; },
    });
    expect(err).toContain('Teams ou la charte a changé depuis ce plan.');
    expect(world.questions).toHaveLength(2);
    expect(server.seen.filter((request) => request.path === '/api/apply').map((request) => request.body)).toEqual([{ planId: 'plan-7f3a' }, { planId: 'plan-8' }]);
    expect(code).toBe(0);
  });

  it('nobody while another run is under way, and names it', async () => {
    const busy = { type: 'about:blank', title: 'Ce n’est plus vrai', status: 409, code: 'another-run', detail: 'Une application est déjà en cours.', remedy: 'Attendre qu’elle se termine.', errors: [{ field: 'run', line: null, column: null, code: 'run', message: 'run-11', remedy: '' }] };
    const { code, err } = await runCli(await serving({ plans: [plan], apply: busy }), 'apply --yes -q');
    expect(err).toBe('Une application est déjà en cours.\n→ Attendre qu’elle se termine.\n');
    expect(code).toBe(1);
  });

  it('for no other plan than the one that was reviewed', async () => {
    const { code, err } = await runCli(await serving({ plans: [plan] }), 'apply --plan-id plan-1 --yes');
    expect(err).toContain('Le plan demandé est plan-1; celui d’aujourd’hui est plan-7f3a.');
    expect(server.asked()).toEqual(['POST /api/plan']);
    expect(code).toBe(1);
  });

  it('and stops at Ctrl-C', async () => {
    const { code, err } = await runCli(await serving({ plans: [plan] }), 'apply', { interactive: true, onQuestion: (_question, world) => world.pressCtrlC() });
    expect(err).toContain('Rien n’a été changé.');
    expect(server.asked()).toEqual(['POST /api/plan']);
    expect(code).toBe(130);
  });
});

describe('gouverne apply follows the run', () => {
  it('one line per step in a log, then the sum', async () => {
    const { code, out } = await runCli(await serving({ plans: [plan], apply: todo, runs: [todo, half, retrying, done] }), 'apply --yes --quiet');
    expect(out).toMatchSnapshot();
    expect(code).toBe(0);
    await server.close();
    const log = await runCli(await serving({ plans: [plan], apply: todo, runs: [todo, half, retrying, done] }), 'apply --yes');
    expect(log.out.slice(log.out.indexOf('Environ'))).toMatchSnapshot();
  });

  it('with a bar, the rate, the time and what is under way in a terminal', async () => {
    const slow = (count: number) => aRun({ state: 'running', total: 40, done: count, steps: [{ ...CHANNEL, state: 'running' }], now: `Créer le canal ${count}` });
    const runs = [slow(0), slow(10), slow(20), done];
    const { code, err } = await runCli(await serving({ plans: [plan], apply: slow(0), runs, stream: false }), 'apply --yes', { tty: true, onSleep: (_ms, world) => world.tick() });
    const frames = err.split('\u001b[2K').map((frame) => stripVTControlCharacters(frame));
    const last = frames.filter((frame) => frame.includes('20/40')).at(-1);
    expect(last).toMatch(/Application {2}█+░+ {2}20\/40 {2}50\u00a0% {2}10 étapes\/s {2}écoulé \d\u00a0s {2}reste environ 2\u00a0s/);
    expect(err).toContain('Créer le canal 20');
    expect(err.endsWith('\u001b[?25h')).toBe(true);
    expect(code).toBe(0);
  });

  it('in the width of a small terminal', async () => {
    const { err } = await runCli(await serving({ plans: [plan], apply: todo, runs: [half, done] }), 'apply --yes', { tty: true, columns: 48 });
    const frames = err.slice(err.indexOf('\u001b[?25l')).split('\u001b[2K').flatMap((frame) => stripVTControlCharacters(frame).split('\n'));
    expect(frames.length).toBeGreaterThan(4);
    for (const line of frames) expect(line.length).toBeLessThanOrEqual(48);
  });

  it('to the end that is not all good, with reason, remedy and what waits', async () => {
    const { code, out } = await runCli(await serving({ plans: [plan], apply: todo, runs: [half, broken] }), 'apply --yes');
    expect(out.slice(out.indexOf('Environ'))).toMatchSnapshot();
    expect(code).toBe(5);
  });

  it('as the contract’s JSON in a pipeline', async () => {
    const { code, out } = await runCli(await serving({ plans: [plan], apply: todo, runs: [half, done] }), 'apply --yes --json');
    expect(Run.parse(JSON.parse(out))).toEqual(done);
    expect(code).toBe(0);
  });

  it('not at all with --detach', async () => {
    const { code, out } = await runCli(await serving({ plans: [plan], apply: todo }), 'apply --yes --detach');
    expect(out).toContain('Exécution run-12 lancée.\nPour suivre\u00a0: gouverne status --follow');
    expect(server.asked().at(-1)).toBe('POST /api/apply');
    expect(code).toBe(0);
  });

  it('by asking where the server does not stream', async () => {
    const { code } = await runCli(await serving({ plans: [plan], apply: todo, runs: [half, half, done], stream: false }), 'apply --yes');
    expect(server.asked().filter((line) => line === 'GET /api/runs/run-12').length).toBeGreaterThanOrEqual(3);
    expect(code).toBe(0);
  });

  it('through a restart of the server', async () => {
    let cut = 3;
    const meddle: Script['meddle'] = (request, response) => {
      if (!request.path.startsWith('/api/runs/run-12') || cut === 0) return false;
      cut -= 1;
      response.destroy();
      return true;
    };
    const { code } = await runCli(await serving({ plans: [plan], apply: todo, runs: [half, done], meddle }), 'apply --yes');
    expect(cut).toBe(0);
    expect(code).toBe(0);
  });

  it('for two minutes after the server fell silent, then says that the run goes on', async () => {
    const meddle: Script['meddle'] = (request, response) => { if (request.path.startsWith('/api/runs/run-12')) { response.destroy(); return true; } return false; };
    const { code, err, world } = await runCli(await serving({ plans: [plan], apply: todo, meddle }), 'apply --yes', { now: 0 });
    expect(world.now()).toBeGreaterThan(120_000);
    expect(err).toContain('Il reprendra l’exécution où elle était à son retour.');
    expect(code).toBe(6);
  });

  it('until Ctrl-C, and then leaves it to the server', async () => {
    const { code, err } = await runCli(await serving({ plans: [plan], apply: todo, runs: [half], stream: false }), 'apply --yes', { onSleep: (_ms, world) => world.pressCtrlC() });
    expect(err).toContain('Vous pouvez partir\u00a0: le serveur continue d’appliquer le plan.\nPour suivre\u00a0: gouverne status --follow');
    expect(server.asked().filter((line) => line.startsWith('POST'))).toEqual(['POST /api/plan', 'POST /api/apply']);
    expect(code).toBe(130);
  });
});

describe('a lost answer', () => {
  const loseApply = (arrived: boolean): Script['meddle'] => {
    let lost = false;
    return (request, response) => {
      if (request.path !== '/api/apply' || lost) return false;
      lost = true;
      if (arrived) server.script.latest = half;
      response.destroy();
      return true;
    };
  };

  it('does not start a second run when the first request had arrived', async () => {
    const { code } = await runCli(await serving({ plans: [plan], latest: aRun({ id: 'run-11' }), runs: [half, done], meddle: loseApply(true) }), 'apply --yes');
    expect(server.asked().filter((line) => line === 'POST /api/apply')).toHaveLength(1);
    expect(server.asked()).toContain('GET /api/runs/run-12/events');
    expect(code).toBe(0);
  });

  it('is asked for again when it had not', async () => {
    const { code } = await runCli(await serving({ plans: [plan], latest: aRun({ id: 'run-11' }), apply: done, meddle: loseApply(false) }), 'apply --yes');
    expect(server.asked().filter((line) => line === 'POST /api/apply')).toHaveLength(2);
    expect(code).toBe(0);
  });
});

describe('gouverne status', () => {
  it('shows each step with state, reason, remedy and next attempt, in both languages', async () => {
    const mixed = aRun({ steps: [TEAM, { ...CHANNEL, state: 'failed', attempts: 5, reason: 'Il manque l’autorisation Channel.Create.', remedy: 'La personne qui administre Microsoft 365 doit l’accorder.' }, ...retrying.steps.slice(2), { ...TAB, id: 'd', team: 'RQT - CNCOT', state: 'running' }, { ...TAB, id: 'e', team: 'RQT - CNCOT', state: 'todo' }] });
    const { code, out } = await runCli(await serving({ latest: mixed }), 'status');
    expect(out).toMatchSnapshot();
    expect(code).toBe(0);
    expect((await runCli(server, 'status --lang en')).out).toMatchSnapshot();
    const unfinished = await runCli(server, 'status --unfinished');
    expect(unfinished.out).not.toContain('✓');
    expect(unfinished.out).toContain('à refaire');
  });

  it('leaves with 5 when the run ended with steps that are not done', async () => {
    expect((await runCli(await serving({ latest: broken }), 'status -q')).out).toBe('Exécution run-12\u00a0: terminée en partie, 1 sur 3\u00a0étapes faites, 1 en échec\n');
    expect((await runCli(server, 'status')).code).toBe(5);
  });

  it('says when there has been no run', async () => {
    const { code, out } = await runCli(await serving({ latest: null }), 'status');
    expect(out).toBe('Aucune exécution pour l’instant.\nVoyez ce qu’il y aurait à faire\u00a0: gouverne plan\n');
    expect(code).toBe(0);
    expect((await runCli(server, 'status --json')).out).toBe('null\n');
  });

  it('follows a run that goes on, and streams it as lines of JSON', async () => {
    const { code, out } = await runCli(await serving({ latest: half, runs: [retrying, done] }), 'status --follow --json');
    const lines = out.trimEnd().split('\n').map((line) => Run.parse(JSON.parse(line)));
    expect(lines.map((run) => run.done)).toEqual([1, 2, 3]);
    expect(code).toBe(0);
  });

  it('shows a run by its id, and refuses an unknown one', async () => {
    const missing = { type: 'about:blank', title: 'Introuvable', status: 404, code: 'unknown-run', detail: 'Aucune exécution ne porte ce numéro.' };
    const { code, err } = await runCli(await serving({ runs: [missing] }), 'status --run run-99');
    expect(err).toContain('Aucune exécution ne porte ce numéro.');
    expect(code).toBe(1);
  });
});
