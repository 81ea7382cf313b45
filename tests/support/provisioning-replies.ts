// Replies of the provisioning API as a test needs them: only what a test says differs from an ordinary day.
import type { Drift, DriftItem, Plan, PlanLine, PlanTeam, Run, RunStep } from '../../src/contract/provisioning.ts';

export const CTCOT = { id: 'ctcot-chum', acronym: 'CTCOT CHUM', name: 'Comité territorial de coordination des opérations de télésanté — CCT CHUM' };
export const SECRETARIAT = { id: 'per-secretariat-msss', title: 'Secrétariat des instances de télésanté — MSSS', email: 'secretariat.telesante.msss@rqt.example' };

export const aLine = (line: Partial<PlanLine> = {}): PlanLine =>
  ({ id: 'line-1', sign: '+', act: 'Créer le canal privé', target: 'CTCOT CHUM', committee: null, before: null, after: null, permission: 'Channel.Create', drift: false, note: null, ...line });

export const aTeam = (team: Partial<PlanTeam> = {}): PlanTeam => ({ key: 'rqt-ctcot-chum', name: 'RQT - CTCOT CHUM', sign: '+', owners: 2, members: 14, lines: [aLine()], ...team });

export function aPlan(plan: Partial<Plan> = {}): Plan {
  const teams = plan.teams ?? [aTeam()];
  const signs = teams.flatMap((team) => team.lines.map((line) => line.sign));
  const count = (sign: PlanLine['sign']): number => signs.filter((one) => one === sign).length;
  const counts = { create: count('+'), change: count('~'), leave: count('='), archive: count('-'), cannot: count('!') };
  return {
    id: 'plan-7f3a', at: '2026-11-21T14:05:00Z', counts, empty: counts.create + counts.change + counts.archive === 0, teams,
    charter: { version: 3, source: 'rqt.yaml', sha256: '8c1f2a9b7d6e5f40aabbccdd', committees: 46, teams: 9, persons: 141, isNew: false },
    permissions: [], requests: { operations: 230, seconds: 72 }, may: { apply: { ok: true } },
    ...plan,
  };
}

export const aStep = (step: Partial<RunStep> = {}): RunStep =>
  ({ id: 'step-1', act: 'Créer l’équipe', target: 'RQT - CTCOT CHUM', team: 'RQT - CTCOT CHUM', committee: null, state: 'done', attempts: 1, reason: null, remedy: null, retryAt: null, ...step });

export function aRun(run: Partial<Run> = {}): Run {
  const steps = run.steps ?? [aStep()];
  const count = (state: RunStep['state']): number => steps.filter((step) => step.state === state).length;
  const over = steps.every((step) => step.state === 'done' || step.state === 'failed' || step.state === 'blocked');
  return {
    id: 'run-12', state: over ? (count('done') === steps.length ? 'done' : 'partial') : 'running', startedBy: SECRETARIAT, startedAt: '2026-11-21T14:05:00Z', finishedAt: over ? '2026-11-21T14:05:42Z' : null,
    total: steps.length, done: count('done'), running: count('running'), failed: count('failed'), now: 'Créer l’équipe RQT - CTCOT CHUM', steps,
    ...run,
  };
}

export const anItem = (item: Partial<DriftItem> = {}): DriftItem => ({
  id: 'channel-renamed:ctcot-chum', kind: 'channel-renamed', title: 'Canal renommé', team: 'RQT - CTCOT', committee: CTCOT, expected: 'CTCOT CHUM', found: 'CTCOT CHUM (bis)',
  adopt: { ok: true, effect: 'La charte nommera ce canal « CTCOT CHUM (bis) ».' }, restore: { ok: true, effect: 'Le canal reprendra le nom « CTCOT CHUM ».' }, ...item,
});
export const aDrift = (...items: DriftItem[]): Drift => ({ at: '2026-11-21T14:05:00Z', items });
