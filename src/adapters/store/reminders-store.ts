// What was told of meetings, what people chose of reminders, and the addresses of their feeds, in SQL. Implements the meetings' ports
// Telling, ReminderChoices and CalendarFeeds.
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Outgoing } from '../../features/conversations/ports.ts';
import type { Act } from '../../features/journal/domain/acts.ts';
import type { Actor } from '../../features/journal/domain/entry.ts';
import type { CalendarFeeds, ReminderChoice, ReminderChoices, Saying, Telling } from '../../features/meetings/ports-reminders.ts';
import { personId, type PersonId } from '../../shared/ids.ts';
import { appendJournal } from './journal-store.ts';
import type { Data, Tx } from './open-data.ts';
import { calendarFeed, meetingTold, reminderChoice } from './schema/index.ts';

export function tellingStore(data: Pick<Data, 'db' | 'tx'>, tenantId: string, outgoing: Outgoing<Tx>): Telling {
  const t = meetingTold;
  const say = async (tx: Tx, { send, edit }: Saying): Promise<void> => {
    if (send.length > 0) await outgoing.send(tx, send);
    if (edit.length > 0) await outgoing.edit(tx, edit);
  };
  return {
    async of(meeting) {
      const [row] = await data.db.select().from(t).where(and(eq(t.tenantId, tenantId), eq(t.meetingId, meeting)));
      if (row === undefined) return null;
      const { notice, channels } = row;
      return { meeting, channels, notice: { ...notice, convened: notice.convened.map(personId), at: new Date(notice.at) } };
    },
    save: ({ meeting, notice, channels }, seen, saying, at) => data.tx(async (tx) => {
      const facts = { revision: notice.revision, notice: { ...notice, at: notice.at.toISOString() }, channels, at };
      const [saved] = seen === 0
        ? await tx.insert(t).values({ tenantId, meetingId: meeting, ...facts }).onConflictDoNothing().returning({ revision: t.revision })
        : await tx.update(t).set(facts).where(and(eq(t.tenantId, tenantId), eq(t.meetingId, meeting), eq(t.revision, seen))).returning({ revision: t.revision });
      if (saved === undefined) return false;
      await say(tx, saying);
      return true;
    }),
    say: (saying) => data.tx((tx) => say(tx, saying)),
  };
}

const journaled = async (tx: Tx, tenantId: string, by: PersonId, at: Date, did: Act): Promise<void> => { await appendJournal(tx, tenantId, [{ chain: 'reseau', at, by: { kind: 'person', id: by }, did }]); };

export function reminderChoicesStore(data: Pick<Data, 'db' | 'tx' | 'enqueue'>, tenantId: string): ReminderChoices {
  const t = reminderChoice;
  return {
    async of(persons) {
      if (persons.length === 0) return new Map();
      const rows = await data.db.select().from(t).where(and(eq(t.tenantId, tenantId), inArray(t.personId, [...persons])));
      return new Map(rows.map((row) => [personId(row.personId), read(row)]));
    },
    choose: (person, choice, at, next) => data.tx(async (tx) => {
      const columns = { before: choice.before, quietFrom: choice.quiet?.from ?? null, quietUntil: choice.quiet?.until ?? null, updatedAt: at };
      // Inserted first, for there is no row to lock before the first choice.
      const [first] = await tx.insert(t).values({ tenantId, personId: person, ...columns }).onConflictDoNothing().returning();
      const where = and(eq(t.tenantId, tenantId), eq(t.personId, person));
      const [current] = first === undefined ? await tx.select().from(t).where(where).for('update') : [];
      if (current !== undefined && same(read(current), choice)) return;
      if (current !== undefined) await tx.update(t).set(columns).where(where);
      await journaled(tx, tenantId, person, at, { act: 'reminders-chosen', before: current?.before ?? null, after: choice.before, quiet: choice.quiet !== null });
      for (const followUp of next) await data.enqueue(tx, followUp);
    }),
  };
}

const read = ({ before, quietFrom, quietUntil }: Pick<typeof reminderChoice.$inferSelect, 'before' | 'quietFrom' | 'quietUntil'>): ReminderChoice => ({ before, quiet: quietFrom === null || quietUntil === null ? null : { from: quietFrom, until: quietUntil } });
const same = (a: ReminderChoice, b: ReminderChoice): boolean => a.before.join() === b.before.join() && a.quiet?.from === b.quiet?.from && a.quiet?.until === b.quiet?.until;

export function calendarFeedsStore(data: Pick<Data, 'db' | 'tx'>, tenantId: string): CalendarFeeds {
  const t = calendarFeed;
  const of = (person: PersonId) => and(eq(t.tenantId, tenantId), eq(t.personId, person));
  return {
    async of(person) {
      const [row] = await data.db.select({ madeAt: t.madeAt }).from(t).where(of(person));
      return row ?? null;
    },
    async owner(secretHash) {
      const [row] = await data.db.select({ person: t.personId }).from(t).where(and(eq(t.tenantId, tenantId), eq(t.secretHash, secretHash)));
      return row === undefined ? null : personId(row.person);
    },
    make: (person, secretHash, madeAt) => data.tx(async (tx) => {
      await tx.insert(t).values({ tenantId, personId: person, secretHash, madeAt }).onConflictDoUpdate({ target: [t.tenantId, t.personId], set: { secretHash: sql`excluded.secret_hash`, madeAt } });
      await journaled(tx, tenantId, person, madeAt, { act: 'feed-made' });
    }),
    revoke: (person, at) => data.tx((tx) => revokeFeed(tx, tenantId, person, { kind: 'person', id: person }, at)),
  };
}

export async function revokeFeed(tx: Tx, tenantId: string, person: PersonId, by: Actor, at: Date): Promise<void> {
  const gone = await tx.delete(calendarFeed).where(and(eq(calendarFeed.tenantId, tenantId), eq(calendarFeed.personId, person))).returning({ person: calendarFeed.personId });
  if (gone.length > 0) await appendJournal(tx, tenantId, [{ chain: 'reseau', at, by, did: { act: 'feed-revoked' } }]);
}
