// The plan: what applying a charter would do, read from the tenant as it stands, under a name that stands for exactly this difference.

import type { CommitteeId, TeamKey } from '../../../shared/ids.ts';
import type { Charter } from '../domain/charter.ts';
import { difference, type Surroundings } from '../domain/missing-steps.ts';
import { PERMISSION, type Difference, type Obstacle, type Step } from '../domain/step.ts';
import { desiredWorkspace, housing, type DesiredTeam, type TabOf } from '../domain/workspace.ts';
import { observe, type ObserveDeps } from './observe.ts';

export interface PlanDeps extends ObserveDeps {
  readonly network: string;
  readonly tabOf: TabOf;
  readonly today: () => string;
  /** SHA-256 in hexadecimal. */
  readonly digest: (text: string) => string;
}

export interface PlannedCharter {
  /** Stands for the charter and the difference: two plans that would do the same have the same name. */
  readonly id: string;
  readonly desired: readonly DesiredTeam[];
  readonly difference: Difference;
  readonly surroundings: Surroundings;
  readonly only: readonly CommitteeId[] | null;
  readonly estimate: { readonly operations: number; readonly seconds: number };
}

export const planCharter = (deps: PlanDeps) => async (charter: Charter, charterSha: string, only: readonly CommitteeId[] | null, seen?: Surroundings): Promise<PlannedCharter> => {
  const desired = desiredWorkspace(charter, deps.today(), deps.network, deps.tabOf);
  const focus = housing(desired, only);
  const surroundings = seen ?? (await observe(deps)(charter, focus, only === null ? 'network' : 'these-teams'));
  const whole = difference(focus, surroundings);
  const scoped = only === null ? whole : narrowed(whole, desired, only);
  const id = deps.digest(JSON.stringify([charterSha, only, scoped.steps, scoped.obstacles])).slice(0, 32);
  return { id, desired, difference: scoped, surroundings, only, estimate: estimateOf(scoped.steps) };
};

/** Only what concerns these committees: their channels, and the people and the app of the teams that house them. */
function narrowed(whole: Difference, desired: readonly DesiredTeam[], only: readonly CommitteeId[]): Difference {
  const teams = new Set<TeamKey>(desired.filter((t) => t.committees.some((c) => only.includes(c))).map((t) => t.key));
  const within = (x: Pick<Step | Obstacle, 'committee' | 'channel' | 'team'>): boolean => (x.committee === null ? x.channel === null && teams.has(x.team) : only.includes(x.committee));
  return { steps: whole.steps.filter(within), obstacles: whole.obstacles.filter(within), unchanged: whole.unchanged.filter(within) };
}

/** Requests of each kind of step: a creation is asked for, looked at, and read. */
const OPERATIONS: Readonly<Record<Step['do'], number>> = {
  'create-team': 5, 'rename-team': 1, 'unarchive-team': 1, 'archive-team': 1, 'install-app': 1, 'add-members': 1, 'set-role': 1, 'remove-member': 1, 'create-channel': 1, 'rename-channel': 1, 'unarchive-channel': 1, 'archive-channel': 1, 'add-channel-member': 1, 'set-channel-role': 1, 'remove-channel-member': 1, 'add-tab': 1, 'update-tab': 1, welcome: 0,
};

/** Seconds at the pace that the service allows: four requests a second on the team that has most to do, and the wait for a new one. */
function estimateOf(steps: readonly Step[]): PlannedCharter['estimate'] {
  const perTeam = new Map<TeamKey, number>();
  let operations = 0;
  for (const step of steps) {
    operations += OPERATIONS[step.do];
    perTeam.set(step.team, (perTeam.get(step.team) ?? 0) + OPERATIONS[step.do]);
  }
  const creating = steps.some((s) => s.do === 'create-team') ? 8 : 0;
  return { operations, seconds: operations === 0 ? 0 : Math.ceil(creating + Math.max(...perTeam.values()) / 4 + 1) };
}

/** Permissions that the steps need, with how many steps each; those of steps that wait for consent are in the obstacles. */
export function permissionsOf({ steps, obstacles }: Difference, granted: ReadonlySet<string> | null): { permission: string; steps: number; granted: boolean | null }[] {
  const needed = new Map<string, { steps: number; granted: boolean | null }>();
  for (const step of steps) {
    const permission = PERMISSION[step.do];
    if (permission !== null) needed.set(permission, { steps: (needed.get(permission)?.steps ?? 0) + 1, granted: granted === null ? null : granted.has(permission) });
  }
  for (const o of obstacles) if (o.is === 'permission-missing') needed.set(o.permission, { steps: o.steps, granted: false });
  return [...needed].map(([permission, rest]) => ({ permission, ...rest })).sort((a, b) => a.permission.localeCompare(b.permission));
}
