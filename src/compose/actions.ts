// Actions: their store, what follows from an act on one, and their addresses.

import { actionsStore, savedViewsStore } from '../adapters/store/actions-store.ts';
import type { ActionRoutesDeps } from '../adapters/http/action-routes.ts';
import type { Data } from '../adapters/store/open-data.ts';
import type { Config } from '../config/config.ts';
import type { ActionDeps, AnnounceAction } from '../features/actions/use-cases/announce.ts';
import { dayOf } from '../features/meetings/domain/when.ts';
import { readMeeting } from '../features/meetings/use-cases/read-meetings.ts';
import { meetingTitle } from '../features/meetings/words.ts';
import { addDays } from '../shared/dates.ts';
import type { ActionId } from '../shared/ids.ts';
import { say } from '../shared/language.ts';
import { tabLink } from '../shared/teams-links.ts';
import { byClock } from './clocked-data.ts';
import type { MeetingsDesk } from './meetings.ts';

/** What the other parts of the product have to do with actions: each adds its own. */
export interface ActionParts {
  readonly announce: readonly AnnounceAction[];
  readonly plannerUrl: ((action: ActionId) => Promise<string | null>) | null;
  /** Title of a decision that the reader may know. */
  readonly decisionTitle: ((...asked: Parameters<ActionRoutesDeps['titlesOf']>) => Promise<string | null>) | null;
  readonly decisionBehind: ActionDeps['decisionBehind'];
}

export interface ActionsDeps extends ActionParts {
  readonly config: Config;
  readonly data: Data;
  readonly clock: { now(): Date };
  readonly meetings: MeetingsDesk;
}

export type ActionsDesk = Omit<ActionRoutesDeps, 'read' | 'today'> & ActionDeps;

/** Between two meetings of a committee that meets as needed. */
const LONGEST_BETWEEN_DAYS = 730;

export function openActions({ config, data, clock, meetings, announce, plannerUrl, decisionTitle, decisionBehind }: ActionsDeps): ActionsDesk {
  const { tenantId, manifestId } = config.app;
  const meeting = readMeeting(meetings);
  return {
    actions: actionsStore(byClock(data, clock), tenantId), clock, views: savedViewsStore(data, tenantId),
    decisionBehind,
    announce: (action, news) => announce.flatMap((part) => part(action, news)),
    pageOf: (action) => tabLink({ appId: manifestId, tenantId, entityId: 'home', subPageId: `action/${action}`, webUrl: `${config.baseUrl}/tabs/action/${action}`, label: action }),
    plannerUrl: async (action) => (plannerUrl === null ? null : plannerUrl(action)),
    async meetingWithBefore(id, reading) {
      const held = await meeting(reading.roles, id);
      if (held === null) return null;
      const { committee, start } = held.meeting;
      const earlier = await meetings.meetings.between([committee], addDays(dayOf(start), -LONGEST_BETWEEN_DAYS), dayOf(start));
      return { meeting: held.meeting, before: earlier.filter((m) => m.state !== 'cancelled' && m.start < start).at(-1) ?? null };
    },
    async titlesOf(links, reading) {
      const [held, decision] = await Promise.all([links.meeting === null ? null : meeting(reading.roles, links.meeting), links.decision === null || decisionTitle === null ? null : decisionTitle(links, reading)]);
      const acronyms = held === null ? [] : [held.meeting.committee, ...held.meeting.jointly].map((id) => reading.charter.committees.find((c) => c.id === id)?.acronym ?? id);
      return { meeting: held === null ? null : say(meetingTitle(held.meeting, acronyms), reading.language), decision };
    },
  };
}
