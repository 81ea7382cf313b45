// POST /api/plan, /api/apply, /api/drift, /api/drift/resolve; GET /api/runs/…, /api/charter. The rules decide who may; the run itself
// is a job.

import { Router, type Response } from 'express';
import type { CharterFile } from '../../contract/charter-file.ts';
import type { May } from '../../contract/common.ts';
import { ApplyRequest, DriftResolution, PlanRequest, type Drift, type DriftResolved, type Plan, type Run as RunReply } from '../../contract/provisioning.ts';
import type { Charter } from '../../features/committees/domain/charter.ts';
import { charterChanges } from '../../features/committees/domain/charter-changes.ts';
import { driftOf, groundOf } from '../../features/committees/domain/drift.ts';
import type { CharterFault } from '../../features/committees/domain/fault.ts';
import type { Charters, Clock, ProvisioningStore, Run } from '../../features/committees/ports.ts';
import { applyPlan, type Amendment, type ApplyDeps } from '../../features/committees/use-cases/apply-plan.ts';
import { resolveDrift } from '../../features/committees/use-cases/resolve-drift.ts';
import { adoptRefusal } from '../../features/committees/words-provisioning.ts';
import { committeeId, type CommitteeId } from '../../shared/ids.ts';
import type { Language } from '../../shared/language.ts';
import { nearest } from '../../shared/nearest.ts';
import { callerOf, languageOfReply } from './caller.ts';
import type { Reading } from './network.ts';
import { HttpProblem } from './problem.ts';
import { noCharter, type ProvisioningDesk, type ReadCharter } from './provisioning-desk.ts';
import { concernedBy, driftView, foundOf, Naming, planView, runView } from './provisioning-views.ts';

export interface ProvisioningRights {
  readonly mayPlan: (reading: Reading) => May;
  /** On these committees; null: on the whole network. */
  readonly mayApply: (reading: Reading, only: readonly CommitteeId[] | null) => May;
  /** What was changed by hand in the workspace of all these committees; of none, whether the reader settles anything at all. */
  readonly mayResolve: (reading: Reading) => (committees: readonly CommitteeId[]) => May;
  readonly mayReadCharter: (reading: Reading) => May;
}

type TextInForce = { textInForce(): Promise<{ version: number; source: string; sha256: string; text: string; loadedAt: Date } | null> };

export interface ProvisioningRoutesDeps extends Pick<ApplyDeps, 'onPlanned'> {
  readonly read: (res: Response) => Promise<Reading>;
  readonly desk: ProvisioningDesk;
  readonly rights: ProvisioningRights;
  readonly readCharter: ReadCharter;
  readonly faultMessage: (fault: CharterFault, language: Language) => { readonly message: string; readonly remedy: string };
  readonly charters: Charters & TextInForce;
  readonly store: ProvisioningStore;
  readonly clock: Clock;
  readonly showRun: ShowRun;
  /** How often a run is read while somebody watches it. */
  readonly watchMs?: number;
}

export type ShowRun = (run: Run, res: Response) => Promise<RunReply>;

export const runReply = ({ desk, store, read }: Pick<ProvisioningRoutesDeps, 'desk' | 'store' | 'read'>): ShowRun => async (run, res) => {
  const [{ teams, channels, housed }, steps, reading] = await Promise.all([desk.names(), store.steps(run.id), read(res)]);
  return runView(run, steps, reading.naming, teams, channels, ({ committee, team }) => reading.sees(committee === null ? (housed.get(team) ?? []) : [committee]));
};

export function provisioningRoutes(deps: ProvisioningRoutesDeps): Router {
  const { desk, rights, charters, store, clock } = deps;
  const router = Router();
  const apply = applyPlan(deps);
  const resolve = resolveDrift(deps);

  const { read, showRun } = deps;
  const insist = (may: May): void => { if (!may.ok) throw new HttpProblem(403, 'not-allowed', { fr: may.why ?? '', en: may.why ?? '' }); };
  const onlyOf = (ids: readonly string[] | undefined): readonly CommitteeId[] | null => (ids === undefined || ids.length === 0 ? null : ids.map(committeeId));

  /** Refused by name: a plan that leaves out what was mistyped would look as if nothing were to be done. */
  const knownTo = (charter: Charter, only: readonly CommitteeId[] | null): void => {
    const ids = charter.committees.map((c) => c.id as string);
    const unknown = (only ?? []).filter((id) => !ids.includes(id));
    if (unknown.length === 0) return;
    const meant = unknown.flatMap((id) => nearest(id, ids) ?? []).join(', ');
    throw new HttpProblem(422, 'unknown-committee', { fr: `La charte n’a pas d’instance « ${unknown.join(', ')} ».`, en: `The charter has no committee “${unknown.join(', ')}”.` }, {
      remedy: meant === '' ? { fr: 'Nommer l’instance par son identifiant dans la charte.', en: 'Name the committee by its id in the charter.' } : { fr: `Peut-être : ${meant}.`, en: `Perhaps: ${meant}.` },
    });
  };

  /** The charter in the request, or null for the one in force; every fault of it at once. */
  const chartered = async (sent: PlanRequest['charter'], res: Response): Promise<Amendment | null> => {
    if (sent === undefined) return null;
    const current = await charters.inForce();
    const read = deps.readCharter(sent.text, sent.source, current?.charter ?? null);
    if (!read.ok) throw charterFaults(read.faults, languageOfReply(res));
    return read.charter.sha256 === current?.sha256 ? null : { charter: read.charter, over: current?.version ?? null };
  };
  const charterFaults = (faults: readonly CharterFault[], language: Language): HttpProblem => new HttpProblem(
    422, 'charter-faults',
    { fr: faults.length === 1 ? 'La charte a 1 faute; rien n’a été touché.' : `La charte a ${faults.length} fautes; rien n’a été touché.`, en: faults.length === 1 ? 'The charter has 1 fault; nothing was touched.' : `The charter has ${faults.length} faults; nothing was touched.` },
    { errors: faults.map((fault) => ({ field: fault.path, line: fault.line, column: fault.column, code: fault.why.is, ...deps.faultMessage(fault, language) })) },
  );
  const running = (run: Run): HttpProblem => new HttpProblem(409, 'another-run', { fr: 'Une application est déjà en cours.', en: 'Another run is under way.' }, { remedy: { fr: 'Attendre qu’elle se termine : `gouverne status --follow`.', en: 'Wait until it ends: `gouverne status --follow`.' }, errors: [{ field: 'run', line: null, column: null, code: 'run', message: run.id, remedy: '' }] });

  router.post('/plan', async (req, res) => {
    const body = PlanRequest.parse(req.body ?? {});
    const only = onlyOf(body.committees);
    const reading = await read(res);
    insist(rights.mayPlan(reading));
    const newCharter = (await chartered(body.charter, res))?.charter ?? null;
    knownTo(newCharter?.charter ?? reading.charter, only);
    const { planned, version, at, charter } = await desk.plan(newCharter, only);
    const about = newCharter ?? (await charters.inForce());
    // A charter that is not in force yet changes the network, whichever committees its application is limited to.
    const mayApply = rights.mayApply(reading, newCharter === null ? only : null);
    const view: Plan = planView(planned, new Naming(charter, reading.language), {
      charter: { version: newCharter === null ? version : version + 1, source: about?.source ?? '', sha256: about?.sha256 ?? '', committees: charter.committees.length, teams: planned.desired.length, persons: charter.persons.length, isNew: newCharter !== null },
      at: new Date(at), mayApply, sees: reading.sees, changes: newCharter === null ? null : charterChanges((await charters.inForce())?.charter ?? null, charter),
    });
    res.json(view);
  });

  router.post('/apply', async (req, res) => {
    const body = ApplyRequest.parse(req.body);
    const only = onlyOf(body.committees);
    const reading = await read(res);
    insist(rights.mayApply(reading, only));
    const amendment = await chartered(body.charter, res);
    if (amendment !== null) insist(rights.mayApply(reading, null));
    const open = await store.unfinished();
    if (open !== null) throw running(open);
    const { planned } = await desk.recall(body.planId, amendment?.charter ?? null, only);
    const decision = await apply(body.planId, planned, amendment, callerOf(res).person?.id ?? null);
    if (decision.ok) { res.status(202).json(await showRun(decision.value, res)); return; }
    if (decision.refusal.why === 'another-run') throw running(decision.refusal.run);
    throw new HttpProblem(409, 'plan-is-stale', { fr: 'Depuis que ce plan a été affiché, l’espace ou la charte a changé.', en: 'Since this plan was shown, the workspace or the charter has changed.' }, { remedy: { fr: 'Refaire le plan et le relire. Rien n’a été touché.', en: 'Make the plan again and read it. Nothing was touched.' } });
  });

  const runOf = async (id: string): Promise<Run> => {
    const run = id === 'latest' ? await store.latest() : await store.get(id);
    if (run === null) throw new HttpProblem(404, 'no-run', id === 'latest' ? { fr: 'Rien n’a encore été appliqué.', en: 'Nothing has been applied yet.' } : { fr: 'Cette application n’existe pas.', en: 'This run does not exist.' });
    return run;
  };

  router.get('/runs/:id', async (req, res) => {
    insist(rights.mayPlan(await read(res)));
    res.json(await showRun(await runOf(req.params.id), res));
  });

  // The same, as it changes, until it is finished. Read from the store, so that any replica can serve it.
  router.get('/runs/:id/events', async (req, res) => {
    insist(rights.mayPlan(await read(res)));
    const { id } = await runOf(req.params.id);
    res.set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache, no-transform', 'X-Accel-Buffering': 'no' });
    res.flushHeaders();
    const gone = new AbortController();
    res.on('close', () => gone.abort());
    for (let last = ''; !gone.signal.aborted; ) {
      const run = await showRun(await runOf(id), res);
      const now = JSON.stringify(run);
      res.write(now === last ? ': still\n\n' : `event: run\ndata: ${now}\n\n`);
      last = now;
      if (run.finishedAt !== null) break;
      await clock.sleep(deps.watchMs ?? 400, gone.signal);
    }
    res.end();
  });

  router.post('/drift', async (_req, res) => {
    const reading = await read(res);
    insist(rights.mayPlan(reading));
    const { planned, at } = await desk.plan(null, null);
    const view: Drift = driftView(planned, reading.naming, new Date(at), rights.mayResolve(reading), reading.sees);
    res.json(view);
  });

  router.post('/drift/resolve', async (req, res) => {
    const choice = DriftResolution.parse(req.body);
    const { person } = callerOf(res);
    if (person === null) throw new HttpProblem(403, 'person-needed', { fr: 'Régler un écart est le geste d’une personne de la charte.', en: 'Settling drift is the act of a person of the charter.' });
    const may = rights.mayResolve(await read(res));
    insist(may([]));
    const { planned } = await desk.recent();
    const all = driftOf(planned.difference.steps);
    const putBack = all.filter((drift) => choice.restore.includes(drift.id));
    for (const drift of [...all.filter(({ id }) => choice.adopt.includes(id)), ...putBack, ...putBack.flatMap((drift) => groundOf(drift, all))]) insist(may(concernedBy(planned, drift)));
    const decision = await resolve(planned, choice, (drift) => foundOf(drift, planned.surroundings), person.id);
    if (decision.ok) {
      const { adopted, restored, run } = decision.value;
      const view: DriftResolved = { adopted, restored, run: run === null ? null : await showRun(run, res) };
      res.status(run === null ? 200 : 202).json(view);
      return;
    }
    switch (decision.refusal.why) {
      case 'another-run': throw running(decision.refusal.run);
      case 'unknown-drift': throw new HttpProblem(409, 'drift-is-gone', { fr: 'Un de ces écarts n’existe plus.', en: 'One of these drifts no longer exists.' }, { remedy: { fr: 'Relire les écarts. Rien n’a été touché.', en: 'Read the drift again. Nothing was touched.' } });
      case 'both-ways': throw new HttpProblem(422, 'both-ways', { fr: 'Un écart à garder est aussi à remettre, ou ce qui est à remettre en dépend.', en: 'A drift to keep is also to be put back, or what is to be put back depends on it.' }, { remedy: { fr: 'Choisir l’un ou l’autre. Rien n’a été touché.', en: 'Choose one or the other. Nothing was touched.' } });
      case 'cannot-keep': throw new HttpProblem(422, 'cannot-keep', adoptRefusal(decision.refusal.because));
      default: decision.refusal satisfies never;
    }
  });

  router.get('/charter', async (_req, res) => {
    insist(rights.mayReadCharter(await read(res)));
    const file = (await charters.textInForce()) ?? noCharter();
    const view: CharterFile = { version: file.version, source: file.source, sha256: file.sha256, loadedAt: file.loadedAt.toISOString(), text: file.text };
    res.json(view);
  });

  return router;
}
