// What ties meetings to Outlook, in SQL. Implements the meetings' ports CalendarLinks and Watches.
import { and, asc, eq, gte, inArray, isNotNull, or, type SQL } from 'drizzle-orm';
import { meetingId } from '../../features/meetings/domain/meeting.ts';
import type { EventLink } from '../../features/meetings/domain/outlook-changes.ts';
import type { CalendarLinks, Watch, Watches } from '../../features/meetings/ports-outlook.ts';
import type { FollowUp } from '../../shared/follow-up.ts';
import { entraId } from '../../shared/ids.ts';
import type { Data, Tx } from './open-data.ts';
import { calendarEvent, mailboxWatch } from './schema/index.ts';

type Door = Pick<Data, 'db' | 'tx' | 'enqueue'>;
const enqueueAll = async (data: Door, tx: Tx, next: readonly FollowUp[]): Promise<void> => { for (const followUp of next) await data.enqueue(tx, followUp); };

export function calendarLinksStore(data: Door, tenantId: string): CalendarLinks {
  const t = calendarEvent;
  const links = async (...where: (SQL | undefined)[]): Promise<readonly EventLink[]> => (await data.db.select().from(t).where(and(eq(t.tenantId, tenantId), ...where)).orderBy(asc(t.day), asc(t.meetingId))).map(readLink);
  return {
    async of(meetings) {
      return meetings.length === 0 ? new Map() : new Map((await links(inArray(t.meetingId, [...meetings]))).map((link) => [link.meeting, link]));
    },
    async ofEvents(organizer, eventIds) {
      return eventIds.length === 0 ? new Map() : new Map((await links(eq(t.organizer, organizer), inArray(t.eventId, [...eventIds]))).map((link) => [link.eventId ?? '', link]));
    },
    standing: (organizer, from) => links(eq(t.state, 'there'), gte(t.day, from), organizer === null ? undefined : eq(t.organizer, organizer)),
    unsettled: (from) => links(gte(t.day, from), or(eq(t.state, 'asked'), isNotNull(t.problem))),
    save: (link, next = []) => data.tx(async (tx) => {
      const { meeting, ...row } = link;
      await tx.insert(t).values({ tenantId, meetingId: meeting, ...row }).onConflictDoUpdate({ target: [t.tenantId, t.meetingId], set: row });
      await enqueueAll(data, tx, next);
    }),
  };
}

function readLink({ meetingId: meeting, day, organizer, generation, state, eventId, seen, said, joinUrl, webLink, problem, at }: typeof calendarEvent.$inferSelect): EventLink {
  return { meeting: meetingId(meeting), day, organizer: organizer === null ? null : entraId(organizer), generation, state, eventId, seen, said, joinUrl, webLink, problem, at };
}

export function watchesStore(data: Door, tenantId: string): Watches {
  const t = mailboxWatch;
  const watches = async (...where: SQL[]): Promise<readonly Watch[]> => (await data.db.select().from(t).where(and(eq(t.tenantId, tenantId), ...where)).orderBy(asc(t.organizer))).map(readWatch);
  return {
    all: () => watches(),
    of: async (organizer) => (await watches(eq(t.organizer, organizer)))[0] ?? null,
    ofSubscriptions: async (ids) => (ids.length === 0 ? [] : watches(inArray(t.subscriptionId, [...ids]))),
    note: (organizer, { subscription, ...rest }, next = []) => data.tx(async (tx) => {
      const set = { ...rest, ...(subscription === undefined ? {} : { subscriptionId: subscription }) };
      await tx.insert(t).values({ tenantId, organizer, since: new Date(0), ...set }).onConflictDoNothing();
      if (Object.keys(set).length > 0) await tx.update(t).set(set).where(and(eq(t.tenantId, tenantId), eq(t.organizer, organizer)));
      await enqueueAll(data, tx, next);
    }),
    enqueue: (next) => (next.length === 0 ? Promise.resolve() : data.tx((tx) => enqueueAll(data, tx, next))),
  };
}

const readWatch = ({ organizer, subscriptionId, stateHash, since, expiresAt, deltaLink, windowUntil, readAt, staleAt, renew }: typeof mailboxWatch.$inferSelect): Watch =>
  ({ organizer: entraId(organizer), subscription: subscriptionId, stateHash, since, expiresAt, deltaLink, windowUntil, readAt, staleAt, renew });
