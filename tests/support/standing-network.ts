// A small network that stands in a tenant in memory, for people to change by hand: plan, apply and resolve as the HTTP edge does.

import { driftOf, type Drift } from '../../src/features/committees/domain/drift.ts';
import { desiredWorkspace } from '../../src/features/committees/domain/workspace.ts';
import type { Charters } from '../../src/features/committees/ports.ts';
import { applyPlan } from '../../src/features/committees/use-cases/apply-plan.ts';
import { carryOutRun, type RunDeps } from '../../src/features/committees/use-cases/carry-out-run.ts';
import { planCharter } from '../../src/features/committees/use-cases/plan-charter.ts';
import { resolveDrift } from '../../src/features/committees/use-cases/resolve-drift.ts';
import { personId } from '../../src/shared/ids.ts';
import { aSmallCharter, aTab } from './charters.ts';
import { FakeTenant } from './fake-tenant.ts';
import { MemoryProvisioningStore } from './memory-provisioning-store.ts';
import { VirtualClock } from './virtual-clock.ts';

const TODAY = '2027-01-04';
const COORD = personId('chair');

/** `stand: false`: nothing is applied yet. */
export async function aStandingNetwork({ stand = true }: { stand?: boolean } = {}) {
  const clock = new VirtualClock();
  const store = new MemoryProvisioningStore();
  const tenant = new FakeTenant({ clock });
  const charter = aSmallCharter();
  const charters: Charters = { inForce: async () => ({ version: 1, source: 'test', sha256: '', charter, loadedAt: clock.now() }), load: async () => { throw new Error('not needed'); } };
  const timing = { firstCheckMs: 6_000, betweenChecksMs: 31_000, settleMs: 3_000, teamSettleMs: 5_000, rosterMs: 1_000, attempts: 8 };
  const run: RunDeps = { teams: tenant, store, charters, greeter: null, clock, timing, network: 'essai', tabOf: aTab, today: () => TODAY };
  const plan = () => clock.run(planCharter({ ...run, settleMs: timing.settleMs, greets: false, digest: (text) => text })(charter, '', null));
  const apply = { charters, store, clock };
  const carry = async (): Promise<string> => { const open = await store.unfinished(); return open === null ? 'no run' : clock.run(carryOutRun(run)(open.id, new AbortController().signal)); };
  const start = async () => { const now = await plan(); return applyPlan(apply)(now.id, now, null, null); };
  if (stand) { await start(); await carry(); }
  const wanted = desiredWorkspace(charter, TODAY, 'essai', aTab);
  return {
    store, tenant, wanted, clock,
    get national() { return tenant.all.find((t) => t.name === 'RQT - National')!; },
    get territory() { return tenant.all.find((t) => t.name === 'RQT - Territoire')!; },
    drift: async () => driftOf((await plan()).difference.steps),
    left: async () => (await plan()).difference.steps.map((step) => `${step.sign} ${step.id}${step.drift ? ' (drift)' : ''}`),
    /** Resolves as the HTTP edge does; the run, if any, is carried out. */
    async settle(choose: (drifts: readonly Drift[]) => { readonly adopt?: readonly Drift[]; readonly restore?: readonly Drift[] }) {
      const now = await plan();
      const { adopt: kept = [], restore = [] } = choose(driftOf(now.difference.steps));
      const found = (drift: Drift) => {
        const team = now.surroundings.tenant.teams.get(drift.team);
        return { name: 'from' in drift.step ? drift.step.from : null, role: team === undefined || team === 'removed' ? null : (team.members.find((m) => m.user === drift.user)?.role ?? null) };
      };
      const decision = await resolveDrift(apply)(now, { adopt: kept.map((d) => d.id), restore: restore.map((d) => d.id) }, found, COORD);
      return { decision, end: decision.ok ? await carry() : null };
    },
    start, carry,
  };
}
