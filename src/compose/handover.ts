// Departures: one save of all that passes on, who is told, and the meetings that convene those who follow.

import { z } from 'zod';
import { handOverKinds } from '../../bot/handover-kinds.ts';
import type { CardKinds } from '../../bot/outgoing-cards.ts';
import type { HandOverRoutesDeps } from '../adapters/http/handover-routes.ts';
import type { Job, JobTable } from '../adapters/jobs/job-table.ts';
import type { CharterStore } from '../adapters/store/charter-store.ts';
import { handOverStore } from '../adapters/store/hand-over-store.ts';
import type { Data, Tx } from '../adapters/store/open-data.ts';
import type { Config } from '../config/config.ts';
import type { Charter } from '../features/committees/domain/charter.ts';
import type { ProvisioningStore } from '../features/committees/ports.ts';
import { planAccess, startAccessRun } from '../features/committees/use-cases/end-access.ts';
import type { PlanDeps } from '../features/committees/use-cases/plan-charter.ts';
import { seatName } from '../features/committees/words-hand-over.ts';
import type { Outgoing } from '../features/conversations/ports.ts';
import { briefSuccessor } from '../features/actions/use-cases/brief-successor.ts';
import { conveneMeetingAs } from '../features/meetings/use-cases/act-on-meeting.ts';
import { instantOf } from '../features/meetings/domain/when.ts';
import { addDays } from '../shared/dates.ts';
import { committeeId, personId, type CommitteeId, type EntraId, type PersonId } from '../shared/ids.ts';
import type { Log } from '../shared/log.ts';
import type { ActionsDesk } from './actions.ts';
import { asFile, faultMessage } from './charter-text.ts';
import { byClock } from './clocked-data.ts';
import type { MeetingsDesk } from './meetings.ts';

const AFTERWARDS = 'after-hand-over';
/** The request that hands over begins the same at once; the job finds what it left. */
const LATER_MS = 60_000;

/** What remains of a hand-over once it is saved, repeated until it holds: nobody who left keeps an access because a server stopped. */
export function handOverJobs(desk: () => HandOverDesk | undefined): JobTable {
  const afterwards: Job<{ committees: string[]; persons: string[] }> = {
    payload: z.object({ committees: z.array(z.string()), persons: z.array(z.string()) }),
    rules: { policy: 'stately', retries: 1_000, waitSeconds: 30, longestWaitSeconds: 600 },
    run: async ({ committees, persons }) => desk()?.finish(committees.map(committeeId), persons.map(personId)),
  };
  return { [AFTERWARDS]: afterwards };
}

export interface HandOverDesk {
  /** Access and notices that a hand-over of these people still asks for; throws when it cannot be begun yet. */
  finish(committees: readonly CommitteeId[], persons: readonly PersonId[]): Promise<void>;
  readonly routes: Omit<HandOverRoutesDeps, 'read' | 'planning' | 'store'>;
  readonly cardKinds: CardKinds;
}

export interface HandOverDeskDeps {
  readonly log: Log;
  readonly config: Config;
  readonly data: Data;
  readonly charters: CharterStore;
  readonly store: ProvisioningStore;
  readonly planning: PlanDeps;
  readonly outgoing: Outgoing<Tx>;
  readonly actions: ActionsDesk;
  readonly meetings: MeetingsDesk;
  readonly accounts: (persons: readonly PersonId[]) => Promise<ReadonlyMap<PersonId, EntraId>>;
  readonly clock: { now(): Date };
  readonly today: () => string;
  /** Personal tab « Mes actions ». */
  readonly page: string;
}

/** A notice leaves at most that long before its meeting. */
const CONVENED_DAYS = 120;

export function openHandOvers({ log, config, data, charters, store, planning, outgoing, actions, meetings, accounts, clock, today, page }: HandOverDeskDeps): HandOverDesk {
  const charter = async () => (await charters.inForce())?.charter ?? null;
  const again = conveneMeetingAs(meetings);
  const [plan, start] = [planAccess(planning), startAccessRun({ store, clock: planning.clock })];
  const file = async (of: Charter) => asFile(of, (await charters.textInForce())?.text);
  const convene = async (committees: readonly CommitteeId[]): Promise<void> => {
    const network = await charter();
    if (network === null || committees.length === 0) return;
    const ahead = await meetings.meetings.between(committees, today(), addDays(today(), CONVENED_DAYS));
    // Told again are only those who came or went; a meeting that has begun is left alone.
    for (const meeting of ahead) if (meeting.state === 'convened' && instantOf(meeting) > clock.now()) await again(network, meeting.id, { by: { kind: 'gouverne' }, where: 'gouverne', seen: null });
  };
  return {
    async finish(committees, persons) {
      const inForce = await charters.inForce();
      if (inForce === null) return;
      if ((await store.unfinished()) !== null) throw new Error('another run is under way');
      const access = await plan(await file(inForce.charter), committees, new Set((await accounts(persons)).values()));
      const started = await start(access, inForce.version, null);
      if (!started.ok) throw new Error('another run is under way');
      await convene(committees);
    },
    routes: {
      onLeft: (error) => { log.warn('hand-over-left', { error: String(error) }); },
      ...actions, accounts, today, faultMessage, meetings: meetings.meetings, convene,
      afterwards: ({ version, committees, persons, at }) => ({ job: AFTERWARDS, payload: { committees, persons }, key: String(version), notBefore: new Date(at.getTime() + LATER_MS) }),
      handOvers: handOverStore(byClock(data, clock), config.app.tenantId, charters, outgoing),
      asFile: file,
    },
    cardKinds: handOverKinds(briefSuccessor({ charter, actions: actions.actions, clock, seatName, pageOf: actions.pageOf, page })),
  };
}
