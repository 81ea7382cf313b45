// Meetings: their store, the rule's occurrences, what follows from an act on one, and the notice that leaves at the committee's delay.

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { MeetingRoutesDeps } from '../adapters/http/meeting-routes.ts';
import type { Job, JobTable } from '../adapters/jobs/job-table.ts';
import { occurrences } from '../adapters/recurrence/occurrences.ts';
import { meetingsStore } from '../adapters/store/meetings-store.ts';
import type { Data } from '../adapters/store/open-data.ts';
import type { Charters, ProvisioningStore } from '../features/committees/ports.ts';
import { slug } from '../features/committees/domain/workspace.ts';
import { meetingId, type MeetingId } from '../features/meetings/domain/meeting.ts';
import type { CalendarView, Recurrence } from '../features/meetings/ports.ts';
import { convenePastDue, conveneWhenDue } from '../features/meetings/use-cases/act-on-meeting.ts';
import { CONVENE, type ActDeps, type Announce } from '../features/meetings/use-cases/announce.ts';
import type { AlternativesDeps } from '../features/meetings/use-cases/find-alternatives.ts';
import { channelKey } from '../shared/ids.ts';
import { byClock } from './clocked-data.ts';

/** What the other parts of the product have to do with meetings: each adds its own. */
export interface MeetingParts {
  readonly announce: readonly Announce[];
  /** Null where no calendar is kept. */
  readonly calendarView: CalendarView | null;
  readonly calendars: AlternativesDeps['calendars'];
}

export interface MeetingsDeps extends MeetingParts {
  readonly data: Data;
  readonly tenantId: string;
  readonly charters: Pick<Charters, 'inForce'>;
  readonly store: Pick<ProvisioningStore, 'memory'>;
  readonly clock: { now(): Date };
  /** Address of a channel in Teams. */
  readonly link: (channelId: string, name: string, groupId: string) => string;
}

export interface MeetingsDesk extends Omit<MeetingRoutesDeps, 'read' | 'today'>, ActDeps {
  convene(meeting: MeetingId): ReturnType<ReturnType<typeof conveneWhenDue>>;
  convenePastDue(): Promise<void>;
}

/** Somebody is loading the charter: a moment later there is one. */
const NO_CHARTER_MS = 60_000;
/** A network's rules and years; beyond, the oldest are computed anew. */
const KEPT_RULES = 1_000;

export function openMeetings({ data, tenantId, charters, store, clock, link, announce, calendarView, calendars }: MeetingsDeps): MeetingsDesk {
  const meetings = meetingsStore(byClock(data, clock), tenantId);
  const acts: ActDeps = { meetings, clock, announce: (meeting, news) => announce.flatMap((part) => part(meeting, news)) };
  const convene = conveneWhenDue(acts);
  const pastDue = convenePastDue(acts);
  return {
    ...acts, calendarView, calendars, recurrence: remembered(occurrences), newId: randomUUID,
    async channelUrl(id) {
      const [inForce, memory] = await Promise.all([charters.inForce(), store.memory()]);
      const committee = inForce?.charter.committees.find((c) => c.id === id);
      const channel = memory.channels.get(channelKey(id));
      const team = committee === undefined ? undefined : [...memory.teams].find(([key]) => key === slug(committee.workspace.team))?.[1];
      return channel === undefined || team === undefined ? null : link(channel.id, channel.name, team.id);
    },
    async convene(id) {
      const charter = (await charters.inForce())?.charter;
      return charter === undefined ? { again: { afterMs: NO_CHARTER_MS } } : convene(charter, id);
    },
    async convenePastDue() {
      const charter = (await charters.inForce())?.charter;
      if (charter !== undefined) await pastDue(charter);
    },
  };
}

/** A rule gives the same days each time: every page of the calendar asks for those of the whole network. */
function remembered(recurrence: Recurrence): Recurrence {
  const known = new Map<string, readonly string[]>();
  return (...asked) => {
    const key = asked.join('|');
    const days = known.get(key) ?? recurrence(...asked);
    known.delete(key);
    known.set(key, days);
    if (known.size > KEPT_RULES) known.delete(known.keys().next().value ?? '');
    return days;
  };
}

const PAST_DUE = 'convene-past-due';

/** The rows of the job table; what they do is known once the meetings are open. A meeting put off meanwhile has more than one job to convene it: all but the last find nothing to do. */
export function meetingJobs(desk: () => MeetingsDesk | undefined): JobTable {
  const convene: Job<{ meeting: string }> = {
    payload: z.object({ meeting: z.string() }),
    rules: { policy: 'standard', retries: 20, waitSeconds: 5, longestWaitSeconds: 600 },
    run: async ({ meeting }) => desk()?.convene(meetingId(meeting)),
  };
  const pastDue: Job = {
    payload: z.object({}),
    rules: { policy: 'exclusive', every: { cron: '7 * * * *', payload: {} } },
    run: async () => desk()?.convenePastDue(),
  };
  return { [CONVENE]: convene, [PAST_DUE]: pastDue };
}
