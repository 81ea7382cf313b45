// Action items in SQL: each change is one transaction with its journal entries, the words by which it is found and the work that follows.
// Implements the actions' ports ActionStore and SavedViews.
import { and, asc, desc, eq, gt, gte, inArray, isNotNull, isNull, lt, lte, or, sql, type SQL } from 'drizzle-orm';
import { isOpen, type Action, type ActionState, type Owner } from '../../features/actions/domain/action.ts';
import { numbered } from '../../features/actions/domain/change-action.ts';
import type { ActionFilter, ActionStore, SavedViews, Saving } from '../../features/actions/ports.ts';
import { meetingId } from '../../features/meetings/domain/meeting.ts';
import type { SearchDocument } from '../../features/search/ports.ts';
import { actionId, committeeId, decisionId, personId, seatId } from '../../shared/ids.ts';
import { anyOf, outOfCamera } from './any-of.ts';
import { localTime } from '../../shared/zones.ts';
import { appendJournal } from './journal-store.ts';
import { keepNumber, numberWord, takeNumbers } from './number-series.ts';
import type { Data, Tx } from './open-data.ts';
import { action, actionRequest, savedView } from './schema/index.ts';
import { indexDocuments, wordsQuery } from './search-store.ts';

type Row = typeof action.$inferSelect;
const t = action;
const OPEN: readonly ActionState[] = ['todo', 'in-progress', 'blocked'];

export function actionsStore(data: Pick<Data, 'db' | 'tx' | 'enqueue'>, tenantId: string): ActionStore {
  const { db } = data;
  const { save, change } = actionsWithin(data, tenantId);

  return {
    async find(id) {
      const [row] = await db.select().from(t).where(and(eq(t.tenantId, tenantId), eq(t.id, id)));
      return row === undefined ? null : read(row);
    },
    async findAll(ids) {
      if (ids.length === 0) return [];
      const rows = new Map((await db.select().from(t).where(and(eq(t.tenantId, tenantId), inArray(t.id, [...ids])))).map((row) => [row.id, read(row)]));
      return ids.flatMap((id) => rows.get(id) ?? []);
    },
    async list(filter, { cursor, limit }) {
      if (filter.committees?.length === 0 && filter.owner === undefined) return { actions: [], next: null };
      const after = cursor === null ? null : readCursor(cursor);
      // What is to be done comes by its due day, what is over by the latest.
      const upwards = filter.states === undefined || filter.states.every((state) => OPEN.includes(state));
      const [order, beyond] = upwards ? [[asc(t.due), asc(t.id)], gt] : [[desc(t.due), desc(t.id)], lt];
      const rows = await db.select().from(t)
        .where(and(await matching(db, tenantId, filter), after === null ? undefined : or(beyond(t.due, after.due), and(eq(t.due, after.due), beyond(t.id, after.id)))))
        .orderBy(...order).limit(limit + 1);
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      return { actions: page.map(read), next: rows.length > limit && last !== undefined ? `${last.due}.${last.id}` : null };
    },
    async tally({ states: _states, dueFrom: _dueFrom, dueBefore: _dueBefore, closedSince: _closedSince, closedUntil: _closedUntil, ...filter }, today, weekEnd) {
      const [row] = await db.select({
        open: sql<number>`count(*)::int`,
        late: sql<number>`count(*) filter (where ${t.due} < ${today})::int`,
        blocked: sql<number>`count(*) filter (where ${t.state} = 'blocked')::int`,
        dueThisWeek: sql<number>`count(*) filter (where ${t.due} between ${today} and ${weekEnd})::int`,
      }).from(t).where(await matching(db, tenantId, { ...filter, states: OPEN }));
      return row ?? { open: 0, late: 0, blocked: 0, dueThisWeek: 0 };
    },
    async open(committees) {
      if (committees?.length === 0) return [];
      const rows = await db.select().from(t).where(and(eq(t.tenantId, tenantId), openOnly, committees === null ? undefined : inArray(t.committeeId, [...committees]))).orderBy(asc(t.due), asc(t.id));
      return rows.map(read);
    },
    create: (given, saving, once) => data.tx(async (tx) => {
      if (given.length === 0) return [];
      if (once !== undefined) {
        // The other one that asks at the same time waits here until the first is saved.
        const [first] = await tx.insert(actionRequest).values({ tenantId, key: once, actionId: '', at: given[0]!.createdAt }).onConflictDoNothing().returning({ key: actionRequest.key });
        if (first === undefined) {
          const rows = await tx.select({ row: t }).from(actionRequest).innerJoin(t, and(eq(t.tenantId, tenantId), eq(t.id, actionRequest.actionId))).where(and(eq(actionRequest.tenantId, tenantId), eq(actionRequest.key, once)));
          return rows.map(({ row }) => read(row));
        }
      }
      const created: Action[] = [];
      // Numbered by the year in which they are made, in the order given.
      for (const year of new Set(given.map(({ createdAt }) => yearOf(createdAt)))) {
        const ofYear = given.filter(({ createdAt }) => yearOf(createdAt) === year);
        const first = await takeNumbers(tx, tenantId, `A-${year}`, ofYear.length);
        created.push(...ofYear.map((each, n) => numbered(each, actionId(numberWord(`A-${year}`, first + n)))));
      }
      // A statement takes 65,535 parameters at most, and a row has twenty-six.
      for (let from = 0; from < created.length; from += 1000) await tx.insert(t).values(created.slice(from, from + 1000).map((each) => ({ tenantId, ...columns(each) })));
      if (once !== undefined) await tx.update(actionRequest).set({ actionId: created[0]!.id }).where(and(eq(actionRequest.tenantId, tenantId), eq(actionRequest.key, once)));
      await save(tx, created, saving(created));
      return created;
    }),
    addExamples: (examples, saving) => data.tx(async (tx) => {
      if (examples.length === 0) return [];
      const standing = new Set((await tx.select({ id: t.id }).from(t).where(and(eq(t.tenantId, tenantId), inArray(t.id, examples.map(({ id }) => id))))).map(({ id }) => id));
      const added = examples.filter(({ id }) => !standing.has(id));
      if (added.length === 0) return [];
      await tx.insert(t).values(added.map((each) => ({ tenantId, ...columns(each) })));
      // Whatever is made next comes after them.
      for (const { id } of added) await keepNumber(tx, tenantId, id);
      await save(tx, added, saving(added));
      return added;
    }),
    change: (changed, seen, saving) => data.tx((tx) => change(tx, changed, seen, saving)),
  };
}

/** The same inside somebody else's transaction. */
export function actionsWithin(data: Pick<Data, 'enqueue'>, tenantId: string) {
  const save = async (tx: Tx, actions: readonly Action[], { journal, next }: Saving): Promise<void> => {
    for (const followUp of next) await data.enqueue(tx, followUp);
    await indexDocuments(tx, tenantId, actions.map(documentOf));
    await appendJournal(tx, tenantId, journal);
  };
  return {
    save,
    change: async (tx: Tx, changed: Action, seen: number, saving: Saving): Promise<Action | null> => {
      const next: Action = { ...changed, version: seen + 1 };
      const { id, ...rest } = columns(next);
      const [row] = await tx.update(t).set(rest).where(and(eq(t.tenantId, tenantId), eq(t.id, id), eq(t.version, seen))).returning({ version: t.version });
      if (row === undefined) return null;
      await save(tx, [next], saving);
      return next;
    },
  };
}

/** Québec's year: the network numbers by its own calendar, whatever the server's zone. */
const yearOf = (at: Date): string => localTime(at, 'America/Toronto').date.slice(0, 4);

/** Said as the partial indexes say it, so that they serve. */
const openOnly = sql`${t.state} in ('todo', 'in-progress', 'blocked')`;

async function matching(db: Data['db'], tenantId: string, filter: ActionFilter): Promise<SQL | undefined> {
  const { committees, inCamera, owner, states, dueFrom, dueBefore, priority, decision, project, words, closedSince, closedUntil } = filter;
  const stated = states === undefined ? undefined : states.length === OPEN.length && OPEN.every((state) => states.includes(state)) ? openOnly : states.every((state) => OPEN.includes(state)) ? and(openOnly, inArray(t.state, [...states])) : inArray(t.state, [...states]);
  const query = words === undefined ? undefined : await wordsQuery(db, words);
  const seen = and(committees === null ? undefined : anyOf(t.committeeId, committees), inCamera === null ? undefined : outOfCamera(t.inCamera, t.committeeId, inCamera));
  // Whoever owns an action knows of it, whatever became of the seat through which its committee was seen: `committees` then only narrows.
  const owned = owner === undefined ? undefined : owner === 'nobody' ? isNull(t.ownerId) : inArray(t.ownerId, [owner.person, ...owner.seats]);
  return and(
    eq(t.tenantId, tenantId), stated, owned, seen,
    dueFrom === undefined ? undefined : gte(t.due, dueFrom),
    dueBefore === undefined ? undefined : lt(t.due, dueBefore),
    priority === undefined ? undefined : eq(t.priority, priority),
    decision === undefined ? undefined : and(isNotNull(t.decisionId), eq(t.decisionId, decision)),
    project === undefined ? undefined : and(isNotNull(t.projectId), eq(t.projectId, project)),
    closedSince === undefined ? undefined : or(isNull(t.closedAt), gte(t.closedAt, closedSince)),
    closedUntil === undefined ? undefined : and(isNotNull(t.closedAt), lte(t.closedAt, closedUntil)),
    query === undefined ? undefined : query === null ? sql`false` : sql`${t.id} in (select id from search_document where tenant_id = ${tenantId} and kind = 'action' and words @@ ${query})`,
  );
}

const readCursor = (cursor: string): { readonly due: string; readonly id: string } => ({ due: cursor.slice(0, 10), id: cursor.slice(11) });

function columns(of: Action): Omit<typeof action.$inferInsert, 'tenantId'> & { readonly id: string } {
  const { id, committee, title, detail, owner, due, state, blocked, outcome, priority, links, message, inCamera, origin, postponements, createdAt, createdBy, closedAt, changedAt, version } = of;
  return {
    id, committeeId: committee, title, detail, ownerKind: owner?.is ?? null, ownerId: owner === null ? null : owner.is === 'person' ? owner.person : owner.seat, due, state, blocked, outcome, priority,
    meetingId: links.meeting, item: links.item, decisionId: links.decision, projectId: links.project, riskId: links.risk, message, inCamera, origin,
    postponements: postponements.map((each) => ({ ...each, at: each.at.toISOString() })), createdAt, createdBy, closedAt, changedAt, version,
  };
}

const ownerOf = (kind: Row['ownerKind'], id: string | null): Owner | null =>
  (kind === null || id === null ? null : kind === 'person' ? { is: 'person', person: personId(id) } : { is: 'seat', seat: seatId(id) });

const read = (row: Row): Action => ({
  id: actionId(row.id), committee: committeeId(row.committeeId), title: row.title, detail: row.detail, owner: ownerOf(row.ownerKind, row.ownerId), due: row.due, state: row.state, blocked: row.blocked, outcome: row.outcome, priority: row.priority,
  links: { meeting: row.meetingId === null ? null : meetingId(row.meetingId), item: row.item, decision: row.decisionId === null ? null : decisionId(row.decisionId), project: row.projectId, risk: row.riskId },
  message: row.message, inCamera: row.inCamera, origin: row.origin,
  postponements: row.postponements.map(({ at, by, ...rest }) => ({ ...rest, at: new Date(at), by: by === null ? null : personId(by) })),
  createdAt: row.createdAt, createdBy: row.createdBy === null ? null : personId(row.createdBy), closedAt: row.closedAt, changedAt: row.changedAt, version: row.version,
});

const documentOf = (of: Action): SearchDocument => ({
  kind: 'action', id: of.id, committee: of.committee, inCamera: of.inCamera, title: of.title, day: of.due, state: isOpen(of) ? 'open' : of.state,
  body: [of.detail, of.blocked, of.outcome, of.message?.quote].filter((part) => part !== null && part !== undefined).join('\n'),
});

export function savedViewsStore(data: Pick<Data, 'db' | 'tx'>, tenantId: string): SavedViews {
  return {
    async of(person) {
      const [row] = await data.db.select({ views: savedView.views }).from(savedView).where(and(eq(savedView.tenantId, tenantId), eq(savedView.personId, person)));
      return row?.views ?? [];
    },
    save: (person, views, at) => data.tx(async (tx) => {
      await tx.insert(savedView).values({ tenantId, personId: person, views, updatedAt: at }).onConflictDoUpdate({ target: [savedView.tenantId, savedView.personId], set: { views: sql`excluded.views`, updatedAt: at } });
    }),
  };
}
