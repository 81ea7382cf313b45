// What the provisioning routes stand on: charters read from text, plans kept while people look at them, and the names for runs.

import type { Charter } from '../../features/committees/domain/charter.ts';
import type { CharterFault } from '../../features/committees/domain/fault.ts';
import type { Charters, Clock, ProvisioningStore } from '../../features/committees/ports.ts';
import type { NewCharter } from '../../features/committees/use-cases/apply-plan.ts';
import { planCharter, type PlanDeps, type PlannedCharter } from '../../features/committees/use-cases/plan-charter.ts';
import { driftOf } from '../../features/committees/domain/drift.ts';
import { desiredWorkspace } from '../../features/committees/domain/workspace.ts';
import type { CommitteeId, TeamKey } from '../../shared/ids.ts';
import { HttpProblem } from './problem.ts';

/** A text that was read: a charter, or every fault of it. `inForce` lends the committees that were created in Gouverne. */
export type ReadCharter = (text: string, source: string, inForce: Charter | null) => { readonly ok: true; readonly charter: NewCharter } | { readonly ok: false; readonly faults: readonly CharterFault[] };

export interface DeskDeps extends PlanDeps {
  readonly charters: Charters;
  readonly store: ProvisioningStore;
  readonly clock: Clock;
}

interface Kept { readonly planned: PlannedCharter; readonly newCharter: NewCharter | null; readonly version: number; readonly at: number }
/** People read a plan before they apply it; older than that, the tenant is read again. */
const KEEP_MS = 5 * 60_000;
const KEEP_MOST = 30;

export type ProvisioningDesk = ReturnType<typeof provisioningDesk>;

export function provisioningDesk(deps: DeskDeps) {
  const plans = new Map<string, Kept>();
  const plan = planCharter(deps);

  return {
    /** Reads the tenant and says what the charter would change there. */
    async plan(newCharter: NewCharter | null, only: readonly CommitteeId[] | null): Promise<Kept & { readonly charter: Charter }> {
      const version = await deps.charters.inForce();
      const charter = newCharter?.charter ?? version?.charter ?? noCharter();
      const planned = await plan(charter, newCharter?.sha256 ?? version?.sha256 ?? '', only);
      const kept: Kept = { planned, newCharter, version: version?.version ?? 0, at: deps.clock.now().getTime() };
      plans.set(planned.id, kept);
      for (const id of [...plans.keys()].slice(0, Math.max(0, plans.size - KEEP_MOST))) plans.delete(id);
      return { ...kept, charter };
    },
    /** The plan that was shown, if nothing was applied since and it is not old; else one read anew, which may turn out different. */
    async recall(planId: string, newCharter: NewCharter | null, only: readonly CommitteeId[] | null): Promise<Kept> {
      const kept = plans.get(planId);
      const [version, writes] = await Promise.all([deps.charters.inForce(), deps.store.lastWrites()]);
      const untouched = kept !== undefined && kept.version === (version?.version ?? 0) && Math.max(0, ...[...writes.values()].map((d) => d.getTime())) < kept.at && kept.newCharter?.sha256 === newCharter?.sha256;
      if (kept !== undefined && untouched && deps.clock.now().getTime() - kept.at < KEEP_MS) return kept;
      return this.plan(newCharter, only);
    },
    /** What was read of the whole network a moment ago, if nothing was applied since; else read anew. */
    async recent(): Promise<Kept> {
      const whole = [...plans.values()].findLast((kept) => kept.newCharter === null && kept.planned.only === null);
      return whole === undefined ? this.plan(null, null) : this.recall(whole.planned.id, null, null);
    },
    /** How much was found changed by hand when the whole network was last read, by whomever; null before. */
    lastDrift(): { readonly count: number; readonly at: Date } | null {
      const whole = [...plans.values()].findLast((kept) => kept.newCharter === null && kept.planned.only === null);
      return whole === undefined ? null : { count: driftOf(whole.planned.difference.steps).length, at: new Date(whole.at) };
    },
    /** Final names of teams and channels, and the committees of each team, for runs. */
    async names(): Promise<{ readonly teams: ReadonlyMap<TeamKey, string>; readonly channels: ReadonlyMap<string, string>; readonly housed: ReadonlyMap<TeamKey, readonly CommitteeId[]> }> {
      const [version, adoptions] = await Promise.all([deps.charters.inForce(), deps.store.adoptions()]);
      const desired = version === null ? [] : desiredWorkspace(version.charter, deps.today(), deps.network, deps.tabOf);
      return {
        teams: new Map(desired.map((t) => [t.key, adoptions.teamNames.get(t.key) ?? t.name])),
        housed: new Map(desired.map((t) => [t.key, t.committees])),
        channels: new Map(desired.flatMap((t) => t.channels.map((c) => [c.key as string, adoptions.channelNames.get(c.key) ?? c.name]))),
      };
    },
  };
}

export function noCharter(): never {
  throw new HttpProblem(409, 'no-charter', { fr: 'Aucune charte n’est en vigueur.', en: 'No charter is in force.' }, { remedy: { fr: 'Nommer la première charte dans CHARTER_FILE (par exemple charters/rqt.yaml) et redémarrer le serveur.', en: 'Name the first charter in CHARTER_FILE (for example charters/rqt.yaml) and restart the server.' } });
}
