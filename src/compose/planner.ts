// Planner: the job that keeps the plan of a committee and its actions in step, soon after a change here and at each cycle.

import { z } from 'zod';
import type { Job, JobTable } from '../adapters/jobs/job-table.ts';
import type { Data } from '../adapters/store/open-data.ts';
import { plannerLinksStore } from '../adapters/store/planner-store.ts';
import type { Config } from '../config/config.ts';
import { slug } from '../features/committees/domain/workspace.ts';
import type { Charters, ProvisioningStore } from '../features/committees/ports.ts';
import type { Accounts } from '../features/actions/domain/planner-action.ts';
import type { ActionDeps, AnnounceAction } from '../features/actions/use-cases/announce.ts';
import { plannedCommittees, syncPlanner, type Again } from '../features/actions/use-cases/planner-sync.ts';
import { REASONS } from '../features/actions/words-planner.ts';
import type { FollowUp } from '../shared/follow-up.ts';
import { committeeId, teamKey, type ActionId, type CommitteeId, type EntraId, type PersonId } from '../shared/ids.ts';
import type { Log } from '../shared/log.ts';
import { plannerTaskLink } from '../shared/teams-links.ts';
import type { Microsoft } from './microsoft.ts';

const PLANNER = 'planner';
const CYCLE = 'planner-cycle';

export interface PlannerDesk {
  sync(committee: CommitteeId): Promise<Again | undefined>;
  /** Looks at every plan. */
  cycle(): Promise<void>;
  /** For the doctor; null where Planner is not used. */
  health(): Promise<PlannerHealth | null>;
}

/** `stuck`: why a plan is not kept in step, a fault's kind each. */
interface PlannerHealth { readonly plans: number; readonly stuck: readonly string[]; readonly refused: number }

const syncing = (committee: CommitteeId): FollowUp => ({ job: PLANNER, payload: { committee }, key: committee });

/** What actions have of Planner: what follows from an act on one, and where it stands there. What came from Planner needs no telling, and what was said in camera is never put there. */
export function plannerParts({ config, data }: { readonly config: Config; readonly data: Data }): { readonly announce: AnnounceAction; readonly plannerUrl: (action: ActionId) => Promise<string | null> } {
  const { tenantId } = config.app;
  const links = plannerLinksStore(data, tenantId);
  return {
    announce: ({ committee, inCamera }, news) => (inCamera || news.has('heard') || config.planner === null ? [] : [syncing(committee)]),
    async plannerUrl(action) {
      const place = await links.placeOf(action);
      return place === null ? null : plannerTaskLink({ ...place, tenantId });
    },
  };
}

/** The rows of the job table; what they do is known once the desk is open. */
export function plannerJobs(config: Pick<Config, 'planner'>, desk: () => PlannerDesk | undefined): JobTable {
  const sync: Job<{ committee: string }> = {
    payload: z.object({ committee: z.string() }),
    // Those of one cycle are done side by side, so that their requests leave together.
    rules: { policy: 'stately', retries: 1_000, waitSeconds: 2, longestWaitSeconds: 60, together: 20 },
    run: async ({ committee }) => desk()?.sync(committeeId(committee)),
  };
  const cycle: Job = {
    payload: z.object({}),
    rules: { policy: 'exclusive', ...(config.planner === null ? {} : { every: { cron: `*/${config.planner.everyMinutes} * * * *`, payload: {} } }) },
    run: async () => desk()?.cycle(),
  };
  return { [PLANNER]: sync, [CYCLE]: cycle };
}

export interface PlannerDeskDeps {
  readonly config: Config;
  readonly data: Data;
  readonly microsoft: Microsoft;
  readonly charters: Pick<Charters, 'inForce'>;
  readonly store: Pick<ProvisioningStore, 'memory' | 'knownAccounts'>;
  readonly act: ActionDeps;
  readonly log: Log;
}

export function openPlanner({ config, data, microsoft, charters, store, act, log }: PlannerDeskDeps): PlannerDesk {
  const links = plannerLinksStore(data, config.app.tenantId);
  return {
    sync: syncPlanner({
      ...act, links, planner: microsoft.planner,
      charter: async () => (await charters.inForce())?.charter ?? null,
      accounts: async () => accountsOf((await store.knownAccounts()).accounts),
      groupOf: async (committee) => (await store.memory()).teams.get(teamKey(slug(committee.workspace.team)))?.id ?? null,
      reasons: { postponed: REASONS.postponed.fr, blocked: REASONS.blocked.fr, cancelled: REASONS.cancelled.fr },
      onProblem: (problem) => { log.warn('planner', problem); },
    }),
    async cycle() {
      if (config.planner !== null) await links.enqueue((await plannedCommittees(links)).map(syncing));
    },
    async health() {
      if (config.planner === null) return null;
      const [plans, refused] = await Promise.all([links.plans(), links.refusedTasks()]);
      // Without a team yet there is nothing to keep in step.
      return { plans: plans.filter(({ plan }) => plan !== null).length, stuck: plans.flatMap(({ problem }) => (problem === null || problem === 'no-team' ? [] : [problem])), refused };
    },
  };
}

function accountsOf(known: Awaited<ReturnType<ProvisioningStore['knownAccounts']>>['accounts']): Accounts {
  const ids = [...known].flatMap(([person, account]): (readonly [PersonId, EntraId])[] => (account.is === 'known' ? [[person, account.id]] : []));
  const [byPerson, byAccount] = [new Map(ids), new Map(ids.map(([person, id]) => [id, person]))];
  return { accountOf: (person) => byPerson.get(person) ?? null, personOf: (account) => byAccount.get(account) ?? null };
}
