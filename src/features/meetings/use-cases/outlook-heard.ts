// Outlook tells that something changed. What is told is only a reason to look: the event itself is read by the job that follows, so
// that a notification that comes twice, late or out of order does no harm, and a forged one nothing at all.

import type { FollowUp } from '../../../shared/follow-up.ts';
import type { EntraId } from '../../../shared/ids.ts';
import type { MeetingId } from '../domain/meeting.ts';
import type { Clock } from '../ports.ts';
import type { CalendarLinks, Watch, Watches } from '../ports-outlook.ts';

export interface Heard { readonly subscription: string; readonly secret: string; readonly eventId: string }
export type LifecycleEvent = 'missed' | 'subscriptionRemoved' | 'reauthorizationRequired';
export interface HeardOfSubscription { readonly subscription: string; readonly secret: string; readonly event: LifecycleEvent }

export interface HeardDeps {
  readonly watches: Watches;
  readonly links: CalendarLinks;
  readonly clock: Clock;
  /** Whether the secret is the one of that hash; takes the same time whether or not. */
  readonly matches: (secret: string, hash: string) => boolean;
  readonly sync: (meeting: MeetingId) => FollowUp;
  readonly watch: (organizer: EntraId) => FollowUp;
}

/** Resolves with how many were really ours, once the work that follows is certain to be done. */
export const hearOfEvents = (deps: HeardDeps) => async (heard: readonly Heard[]): Promise<number> => {
  const genuine = await ours(deps, heard);
  const byOrganizer = Map.groupBy(genuine, ({ watch }) => watch.organizer);
  const links = await Promise.all([...byOrganizer].map(([organizer, items]) => deps.links.ofEvents(organizer, [...new Set(items.map(({ item }) => item.eventId))])));
  // Other events of the same mailbox are none of our business.
  const meetings = new Set(links.flatMap((found) => [...found.values()].map(({ meeting }) => meeting)));
  await deps.watches.enqueue([...meetings].map(deps.sync));
  return genuine.length;
};

export const hearOfSubscriptions = (deps: HeardDeps) => async (heard: readonly HeardOfSubscription[]): Promise<number> => {
  const genuine = await ours(deps, heard);
  for (const { watch, item } of genuine) {
    const now = deps.clock.now();
    const next = [deps.watch(watch.organizer)];
    switch (item.event) {
      case 'missed': await deps.watches.note(watch.organizer, { staleAt: now }, next); break;
      case 'reauthorizationRequired': await deps.watches.note(watch.organizer, { renew: true }, next); break;
      case 'subscriptionRemoved': await deps.watches.note(watch.organizer, { subscription: null, stateHash: null, staleAt: now }, next); break;
      default: item.event satisfies never;
    }
  }
  return genuine.length;
};

async function ours<Item extends { readonly subscription: string; readonly secret: string }>({ watches, matches }: HeardDeps, heard: readonly Item[]): Promise<readonly { readonly watch: Watch; readonly item: Item }[]> {
  const known = new Map((await watches.ofSubscriptions([...new Set(heard.map(({ subscription }) => subscription))])).map((watch) => [watch.subscription, watch]));
  return heard.flatMap((item) => {
    const watch = known.get(item.subscription);
    return watch !== undefined && watch.stateHash !== null && matches(item.secret, watch.stateHash) ? [{ watch, item }] : [];
  });
}
