// Meetings and answers in SQL: each change is one transaction with its journal entries and the work that follows. Implements the
// meetings' port MeetingStore.
import { and, asc, eq, gte, inArray, lt, or, sql } from 'drizzle-orm';
import { meetingId, type Attendance, type Meeting, type Notice } from '../../features/meetings/domain/meeting.ts';
import type { MeetingStore, Saving } from '../../features/meetings/ports.ts';
import type { SearchDocument } from '../../features/search/ports.ts';
import { addDays } from '../../shared/dates.ts';
import { formatDate } from '../../shared/format.ts';
import { committeeId, personId } from '../../shared/ids.ts';
import { appendJournal } from './journal-store.ts';
import type { Data, Tx } from './open-data.ts';
import { indexDocuments } from './search-store.ts';
import { adaptedCadence, attendance, meeting, type StoredNotice } from './schema/index.ts';

type Row = typeof meeting.$inferSelect;
type AnswerRow = typeof attendance.$inferSelect;

export function meetingsStore(data: Pick<Data, 'db' | 'tx' | 'enqueue'>, tenantId: string): MeetingStore {
  const { db } = data;
  const of = (id: string) => and(eq(meeting.tenantId, tenantId), eq(meeting.id, id));
  const save = async (tx: Tx, { journal, next }: Saving): Promise<void> => {
    for (const followUp of next) await data.enqueue(tx, followUp);
    await appendJournal(tx, tenantId, journal);
  };

  return {
    async find(id) {
      const [row] = await db.select().from(meeting).where(of(id));
      return row === undefined ? null : read(row);
    },
    async between(committees, from, until) {
      if (committees?.length === 0) return [];
      // A joint meeting is one of each of its committees.
      const theirs = committees === null ? undefined : or(inArray(meeting.committeeId, [...committees]), sql`jsonb_exists_any(${meeting.jointly}, array[${sql.join(committees.map((id) => sql`${id}`), sql`, `)}]::text[])`);
      const rows = await db.select().from(meeting)
        .where(and(eq(meeting.tenantId, tenantId), gte(meeting.start, from), lt(meeting.start, addDays(until, 1)), theirs))
        .orderBy(asc(meeting.start), asc(meeting.id));
      return rows.map(read);
    },
    async cadences(committee) {
      const rows = await db.select().from(adaptedCadence).where(and(eq(adaptedCadence.tenantId, tenantId), eq(adaptedCadence.committeeId, committee))).orderBy(asc(adaptedCadence.fromDay));
      return rows.map(({ fromDay, rule, start, minutes }) => ({ from: fromDay, rule, start, minutes }));
    },
    plan: (meetings, saving, by) => data.tx(async (tx) => {
      if (meetings.length === 0) return [];
      const standing = await tx.select({ id: meeting.id }).from(meeting).where(and(eq(meeting.tenantId, tenantId), inArray(meeting.id, meetings.map(({ id }) => id)))).limit(1);
      if (standing.length > 0) return [];
      // Of two that plan at once the second collides on the key, starts over, and finds what stands.
      await tx.insert(meeting).values(meetings.map((planned) => ({ tenantId, ...columns(planned) })));
      await indexDocuments(tx, tenantId, meetings.map(documentOf));
      if (by !== undefined) {
        await tx.delete(adaptedCadence).where(and(eq(adaptedCadence.tenantId, tenantId), eq(adaptedCadence.committeeId, by.committee)));
        if (by.cadences.length > 0) await tx.insert(adaptedCadence).values(by.cadences.map(({ from, rule, start, minutes }) => ({ tenantId, committeeId: by.committee, fromDay: from, rule, start, minutes })));
      }
      await save(tx, saving);
      return meetings;
    }),
    change: (changed, seen, saving) => data.tx(async (tx) => {
      const next: Meeting = { ...changed, version: seen + 1 };
      const { id, ...rest } = columns(next);
      const [row] = await tx.update(meeting).set(rest).where(and(of(id), eq(meeting.version, seen))).returning({ version: meeting.version });
      if (row === undefined) return null;
      await indexDocuments(tx, tenantId, [documentOf(next)]);
      await save(tx, saving);
      return next;
    }),
    async attendance(meetings) {
      if (meetings.length === 0) return [];
      const rows = await db.select().from(attendance).where(and(eq(attendance.tenantId, tenantId), inArray(attendance.meetingId, [...meetings]))).orderBy(asc(attendance.meetingId), asc(attendance.personId));
      return rows.map(readAnswer);
    },
    answer: (given, saving) => data.tx(async (tx) => {
      const { meeting: meetingOf, person, answer, alternate, from, at } = given;
      const columnsOf = { answer, alternateId: alternate, answeredFrom: from, at };
      // Inserted first, for there is no row to lock before the first answer.
      const [first] = await tx.insert(attendance).values({ tenantId, meetingId: meetingOf, personId: person, ...columnsOf }).onConflictDoNothing().returning({ person: attendance.personId });
      if (first === undefined) {
        const where = and(eq(attendance.tenantId, tenantId), eq(attendance.meetingId, meetingOf), eq(attendance.personId, person));
        const [current] = await tx.select().from(attendance).where(where).for('update');
        if (current !== undefined && (current.at > at || (current.answer === answer && current.alternateId === alternate))) return false;
        await tx.update(attendance).set(columnsOf).where(where);
      }
      await save(tx, saving);
      return true;
    }),
  };
}

function columns({ id, committee, kind, jointly, slot, start, minutes, zone, state, title, reason, guests, version, notice }: Meeting): Omit<typeof meeting.$inferInsert, 'tenantId'> & { readonly id: string } {
  return { id, committeeId: committee, kind, jointly, slot, start, minutes, zone, state, title, reason, guests, version, notice: notice === null ? null : { ...notice, at: notice.at.toISOString() } };
}

const read = ({ id, committeeId: committee, kind, jointly, slot, start, minutes, zone, state, title, reason, guests, version, notice }: Row): Meeting => ({
  id: meetingId(id), committee: committeeId(committee), kind, jointly, slot, start, minutes, zone, state, title, reason, guests, version, notice: notice === null ? null : readNotice(notice),
});

/** Somebody may look for « cncot 24 juin » as well as for its title. */
const documentOf = ({ id, committee, jointly, start, title, reason, kind }: Meeting): SearchDocument => ({
  kind: 'meeting', id, committee, inCamera: false, title: title ?? '', day: start.slice(0, 10), state: jointly.length > 0 ? 'joint' : kind,
  body: [`séance ${committee} ${formatDate(start.slice(0, 10), 'fr-CA')}`, reason ?? ''].join('\n'),
});

const readNotice = (notice: StoredNotice): Notice => ({ ...notice, convened: notice.convened.map(personId), at: new Date(notice.at) });

const readAnswer = ({ meetingId: id, personId: person, answer, alternateId, answeredFrom, at }: AnswerRow): Attendance => ({
  meeting: meetingId(id), person: personId(person), answer, alternate: alternateId === null ? null : personId(alternateId), from: answeredFrom, at,
});
