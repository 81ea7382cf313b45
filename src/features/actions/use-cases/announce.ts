// What follows from an act on an action. Each part of the product that has something to do then says what: Planner, the reminders, the
// cards that show it. A use case saves it with the act, in one transaction.

import type { FollowUp } from '../../../shared/follow-up.ts';
import type { CommitteeId, DecisionId } from '../../../shared/ids.ts';
import { localTime } from '../../../shared/zones.ts';
import type { Charter } from '../../committees/domain/charter.ts';
import type { Roles } from '../../committees/domain/permissions.ts';
import { timesPostponed, type Action } from '../domain/action.ts';
import { sameOwner, type When } from '../domain/change-action.ts';
import type { ActionStore, Clock } from '../ports.ts';

/** `given`: somebody answers for it who did not before. `handed-back`: nobody does any more. `postponed-again`: put off for the second time or more. `heard`: the change came from Planner, which need not be told. */
export type ActionNews = 'created' | 'changed' | 'given' | 'handed-back' | 'postponed-again' | 'heard';
export type AnnounceAction = (action: Action, news: ReadonlySet<ActionNews>) => readonly FollowUp[];

/** What every act on an action needs. */
export interface ActionDeps {
  readonly actions: ActionStore;
  readonly clock: Clock;
  readonly announce: AnnounceAction;
  /** The decision to which an action is linked; null where whoever links it may not know of it. */
  readonly decisionBehind: (id: DecisionId, roles: Roles) => Promise<{ readonly inCamera: boolean } | null>;
}

/** The moment, and the day that it is where the committee sits. */
export const whenThere = (charter: Charter, committee: CommitteeId, now: Date): When =>
  ({ now, today: localTime(now, charter.committees.find(({ id }) => id === committee)?.zone ?? charter.zone).date });

/** What became of it, for whoever listens. `before` is null for one that was just made. */
export function newsOf(before: Action | null, after: Action, heard: boolean): ReadonlySet<ActionNews> {
  const news = new Set<ActionNews>([before === null ? 'created' : 'changed']);
  if (after.owner !== null && (before === null || !sameOwner(before.owner, after.owner))) news.add('given');
  if (after.owner === null && before !== null && before.owner !== null) news.add('handed-back');
  if (before !== null && timesPostponed(after) >= 2 && timesPostponed(after) > timesPostponed(before)) news.add('postponed-again');
  if (heard) news.add('heard');
  return news;
}
