// Keeps us informed of what people change in the organizers' mailboxes: a subscription that is renewed at half its life, and the list
// of changes, read when something may have been missed and once a day in any case.

import { addDays } from '../../../shared/dates.ts';
import type { FollowUp } from '../../../shared/follow-up.ts';
import type { EntraId } from '../../../shared/ids.ts';
import type { MeetingId } from '../domain/meeting.ts';
import type { EventLink } from '../domain/outlook-changes.ts';
import type { Clock } from '../ports.ts';
import type { CalendarLinks, Mailboxes, Watch, Watches } from '../ports-outlook.ts';

export interface WatchDeps {
  readonly watches: Watches;
  readonly links: CalendarLinks;
  readonly mailboxes: Mailboxes;
  readonly clock: Clock;
  /** Today as an ISO date in the network's zone. */
  readonly today: () => string;
  readonly newSecret: () => string;
  readonly digest: (secret: string) => string;
  /** The work that makes an event and its meeting say the same. */
  readonly sync: (meeting: MeetingId) => FollowUp;
  readonly watch: (organizer: EntraId) => FollowUp;
}

/** Outlook's subscriptions live 4,230 minutes by the older pages and 10,080 by the newer ones: the shorter holds for both. */
export const LIFE_MS = 4_230 * 60_000;
const DAY_MS = 86_400_000;
/** The view of which changes are listed: last month to a year and a half ahead; renewed when less than a year and a month is left. */
const WINDOW = { before: 31, after: 550, least: 395 };

export const keepWatch = (deps: WatchDeps) => async (organizer: EntraId): Promise<void> => {
  const { watches, clock } = deps;
  const known = await watches.of(organizer);
  if (known === null) await watches.note(organizer, {});
  await subscribed(deps, known ?? (await watches.of(organizer))!);
  // Read after the subscription stands, so that nothing falls between them.
  const watch = (await watches.of(organizer))!;
  const now = clock.now();
  const missed = watch.staleAt !== null && watch.readAt !== null && watch.staleAt > watch.readAt;
  if (watch.readAt === null || missed || now.getTime() - watch.readAt.getTime() >= DAY_MS) await readChanges(deps, watch, now);
};

async function subscribed({ watches, mailboxes, clock, newSecret, digest }: WatchDeps, watch: Watch): Promise<void> {
  const { organizer } = watch;
  const now = clock.now();
  const until = new Date(now.getTime() + LIFE_MS);
  if (watch.subscription !== null && watch.expiresAt !== null && watch.expiresAt > now) {
    if (!watch.renew && watch.expiresAt.getTime() - now.getTime() > LIFE_MS / 2) return;
    const expiresAt = await mailboxes.renew(watch.subscription, until);
    if (expiresAt !== null) { await watches.note(organizer, { expiresAt, renew: false }); return; }
  }
  // One may have been made by a request whose answer was lost; its secret is the one that was noted before.
  const [standing, ...others] = watch.subscription === null && watch.stateHash !== null ? await mailboxes.subscribed(organizer) : [];
  for (const other of others) await mailboxes.unsubscribe(other.id);
  if (standing !== undefined) {
    await watches.note(organizer, { subscription: standing.id, since: now, expiresAt: standing.expiresAt, staleAt: now });
    return;
  }
  const secret = newSecret();
  await watches.note(organizer, { subscription: null, stateHash: digest(secret), staleAt: now, renew: false });
  const { id, expiresAt } = await mailboxes.subscribe(organizer, secret, until);
  await watches.note(organizer, { subscription: id, since: now, expiresAt, staleAt: now });
}

/** Whatever differs from what we know is looked at; the reading's own word is not taken for it. */
async function readChanges({ watches, links, mailboxes, today, sync }: WatchDeps, watch: Watch, now: Date): Promise<void> {
  const { organizer, deltaLink, windowUntil } = watch;
  const day = today();
  const goesOn = deltaLink !== null && windowUntil !== null && windowUntil >= addDays(day, WINDOW.least);
  const since = goesOn ? await mailboxes.changes(organizer, { link: deltaLink }) : null;
  const until = since === null ? addDays(day, WINDOW.after) : (windowUntil ?? day);
  const read = since ?? (await mailboxes.changes(organizer, { from: addDays(day, -WINDOW.before), until }));
  if (read === null) throw new Error('the calendar’s changes could not be read from the start');
  const seen = new Map(read.changes.map(({ eventId, etag }) => [eventId, etag]));
  // From the start, what is not listed is gone; going on, only what is listed changed.
  const ours: readonly EventLink[] = since === null ? await links.standing(organizer, day) : [...(await links.ofEvents(organizer, [...seen.keys()])).values()];
  const suspect = ours.filter((link) => link.seen === null || link.eventId === null || seen.get(link.eventId) !== link.seen.etag);
  await watches.note(organizer, { deltaLink: read.link, windowUntil: until, readAt: now }, suspect.map(({ meeting }) => sync(meeting)));
}

/** Every hour: each organizer's watch, and what could not be settled before. */
export const watchAll = ({ links, watches, today, sync, watch }: WatchDeps) => async (): Promise<void> => {
  const [standing, unsettled, known] = await Promise.all([links.standing(null, today()), links.unsettled(today()), watches.all()]);
  const organizers = new Set([...known.map(({ organizer }) => organizer), ...standing.flatMap(({ organizer }) => organizer ?? [])]);
  const busy = new Set(standing.map(({ organizer }) => organizer));
  await watches.enqueue([...[...organizers].filter((organizer) => busy.has(organizer)).map(watch), ...unsettled.map(({ meeting }) => sync(meeting))]);
};
