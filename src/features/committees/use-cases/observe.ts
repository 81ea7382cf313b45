// Reads what the plan compares: the tenant, our memory of it, and what was decided about changes made by hand.

import type { TeamKey } from '../../../shared/ids.ts';
import type { Charter } from '../domain/charter.ts';
import type { Accounts, FoundTeam } from '../domain/found.ts';
import type { Surroundings } from '../domain/missing-steps.ts';
import type { DesiredTeam } from '../domain/workspace.ts';
import type { Clock, ProvisioningStore, TenantTeams } from '../ports.ts';

export interface ObserveDeps {
  readonly teams: TenantTeams;
  readonly store: ProvisioningStore;
  readonly clock: Clock;
  /** How long after a write a read may still not show it. */
  readonly settleMs: number;
  /** False when no bot is configured: nobody is welcomed then. */
  readonly greets: boolean;
}

/** Accounts are looked up again after a day: somebody may have left. */
const ACCOUNTS_KEEP_MS = 24 * 3_600_000;

/** `these-teams`: what the charter no longer names is then not looked for, and teams beside them are not read. */
export const observe = (deps: ObserveDeps) => async (charter: Charter, desired: readonly DesiredTeam[], scope: 'network' | 'these-teams'): Promise<Surroundings> => {
  const { store, teams, clock } = deps;
  const [memory, adoptions, welcomed, pending, lastWrites] = await Promise.all([store.memory(), store.adoptions(), store.welcomed(), store.pendingCreations(), store.lastWrites()]);
  const these = new Set(desired.map((team) => team.key));
  const within = (key: TeamKey): boolean => scope === 'network' || these.has(key);
  await settled(clock, deps.settleMs, [...lastWrites].filter(([key]) => within(key)).map(([, at]) => at));

  const asked = new Set(pending.map((p) => p.key));
  const unknown = desired.filter((team) => !memory.teams.has(team.key) && !asked.has(team.key));
  const [accounts, catalogApp, granted, search, read] = await Promise.all([
    accountsOf(deps, charter),
    teams.catalogApp(),
    teams.granted(),
    unknown.length === 0 ? { ours: new Map<TeamKey, string>(), strangers: new Map<TeamKey, { id: string; name: string }>() } : teams.find(unknown),
    Promise.all([...memory.teams].filter(([key]) => within(key)).map(async ([key, { id }]) => [key, await teams.read(id)] as const)),
  ]);
  // Ours by its mark, though our memory of it was lost: read it and take it over.
  const regained = await Promise.all([...search.ours].map(async ([key, id]) => [key, await teams.read(id)] as const));
  const found = new Map<TeamKey, FoundTeam | 'removed'>([...read, ...regained].map(([key, team]) => [key, team ?? 'removed']));
  return { tenant: { teams: found, strangers: search.strangers, accounts, catalogApp, granted }, memory, adoptions, welcomed: deps.greets ? welcomed : null };
};

/** Waits until the service has had time to show the latest of these writes. */
async function settled(clock: Clock, settleMs: number, writes: readonly Date[]): Promise<void> {
  const latest = Math.max(0, ...writes.map((at) => at.getTime()));
  const wait = latest + settleMs - clock.now().getTime();
  if (wait > 0) await clock.sleep(wait);
}

async function accountsOf({ store, teams, clock }: ObserveDeps, charter: Charter): Promise<Accounts> {
  // Of those who are in the charter: whoever left it is not looked up again, and must not make the others look old.
  const { accounts, checkedAt } = await store.knownAccounts(charter.persons.map((person) => person.id));
  const fresh = checkedAt !== null && clock.now().getTime() - checkedAt.getTime() < ACCOUNTS_KEEP_MS;
  const missing = charter.persons.filter((person) => !fresh || accounts.get(person.id)?.is !== 'known');
  if (missing.length === 0) return accounts;
  const looked = await teams.accounts(missing);
  const all = new Map([...accounts, ...looked]);
  await store.rememberAccounts(looked, clock.now());
  return all;
}
