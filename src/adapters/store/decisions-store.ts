// The register of decisions in SQL: each change is one transaction with its journal entries, the words by which it is found and the work
// that follows. Implements the decisions' port DecisionStore.
import { and, asc, desc, eq, gte, inArray, isNotNull, isNull, lt, min, or, sql, type SQL } from 'drizzle-orm';
import type { Sight } from '../../features/committees/domain/sight.ts';
import { isLeft, type Reached } from '../../features/decisions/domain/reach.ts';
import type { RegisteredDecision, RegisterLine } from '../../features/decisions/domain/registered-decision.ts';
import type { DecisionFilter, DecisionStore, Saving } from '../../features/decisions/ports.ts';
import { meetingId } from '../../features/meetings/domain/meeting.ts';
import type { SearchDocument } from '../../features/search/ports.ts';
import { actionId, committeeId, decisionId, personId, type DecisionId } from '../../shared/ids.ts';
import { anyOf, arrayOf, outOfCamera } from './any-of.ts';
import { appendJournal } from './journal-store.ts';
import { keepNumber, numberWord, takeNumbers } from './number-series.ts';
import type { Data, Tx } from './open-data.ts';
import { action, decision, decisionReach } from './schema/index.ts';
import { indexDocuments, wordsQuery } from './search-store.ts';

type Row = typeof decision.$inferSelect;
type ReachRow = typeof decisionReach.$inferSelect;
const t = decision;
const r = decisionReach;

/** A page of the register leaves the long texts where they are. */
const LINE = {
  id: t.id, number: t.number, committeeId: t.committeeId, kind: t.kind, title: t.title, takenAt: t.takenAt, zone: t.zone, supersededBy: t.supersededBy, reviewOn: t.reviewOn,
  inCamera: t.inCamera, reachAsked: t.reachAsked, reachApplied: t.reachApplied, reachLeft: t.reachLeft, version: t.version,
} as const;
type LineRow = Pick<Row, keyof typeof LINE>;

/** Above so many committees the register is read as one; below, each one's own pages are laid together. */
const FEW_COMMITTEES = 16;

export function decisionsStore(data: Pick<Data, 'db' | 'tx' | 'enqueue'>, tenantId: string): DecisionStore {
  const { db } = data;
  const one = (id: string) => and(eq(t.tenantId, tenantId), eq(t.id, id));
  const save = async (tx: Tx, changed: readonly RegisteredDecision[], { journal, next }: Saving): Promise<void> => {
    for (const followUp of next) await data.enqueue(tx, followUp);
    await indexDocuments(tx, tenantId, changed.map(documentOf));
    await appendJournal(tx, tenantId, journal);
  };
  /** Of the version that was seen; null when another one stands. */
  const change = (before: RegisteredDecision, after: Partial<RegisteredDecision>, saving: Saving, more: (tx: Tx) => Promise<void> = async () => {}) => data.tx(async (tx) => {
    const next: RegisteredDecision = { ...before, ...after, version: before.version + 1 };
    const { reviewOn, amendments } = columns(next);
    const [row] = await tx.update(t).set({ reviewOn, amendments, version: next.version }).where(and(one(before.id), eq(t.version, before.version))).returning();
    if (row === undefined) return null;
    await more(tx);
    await save(tx, [next], saving);
    const [now] = await tx.select().from(t).where(one(before.id));
    return readDecision(now ?? row);
  });
  const insertReach = async (tx: Tx, id: DecisionId, institutions: readonly string[], at: Date): Promise<void> => {
    if (institutions.length === 0) return;
    await tx.insert(r).values(institutions.map((institutionId) => ({ tenantId, decisionId: id, institutionId, state: 'asked' as const, askedAt: at })));
    await tx.update(t).set({ reachAsked: sql`${t.reachAsked} + ${institutions.length}`, reachLeft: sql`${t.reachLeft} + ${institutions.length}` }).where(one(id));
  };
  /** One statement, whatever is asked: the embedded database serves one at a time. */
  const pageWhere = async (filter: DecisionFilter, cursor: string | null, limit: number): Promise<SQL | undefined> => {
    const { committees } = filter.sight;
    const where = await matching(db, tenantId, filter, cursor === null ? null : readCursor(cursor));
    if (committees.length === 1 || committees.length > FEW_COMMITTEES || filter.awaiting === true) return and(where, anyOf(t.committeeId, committees));
    // Each committee's own newest, by its own index: through all of the register a territory's few decisions would be far between.
    const own = sql`select page.id from unnest(${arrayOf(committees)}::text[]) as asked(committee), lateral (select ${t.id} from ${t} where ${and(where, sql`${t.committeeId} = asked.committee`)} order by ${t.takenAt} desc, ${t.id} desc limit ${limit + 1}) as page`;
    return and(eq(t.tenantId, tenantId), sql`${t.id} in (${own})`);
  };
  const pageOf = <Found extends Pick<Row, 'id' | 'takenAt'>, Line>(rows: readonly Found[], limit: number, line: (row: Found) => Line): { readonly decisions: readonly Line[]; readonly next: string | null } => {
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return { decisions: page.map(line), next: rows.length > limit && last !== undefined ? `${last.takenAt}.${last.id}` : null };
  };
  const newest = [desc(t.takenAt), desc(t.id)];

  return {
    async find(id) {
      const [row] = await db.select().from(t).where(one(id));
      return row === undefined ? null : readDecision(row);
    },
    async findNumber(number) {
      const wanted = number.toUpperCase();
      const [row] = await db.select(LINE).from(t).where(and(eq(t.tenantId, tenantId), or(eq(t.id, wanted), eq(t.number, wanted)))).limit(1);
      return row === undefined ? null : readLine(row);
    },
    async lines(ids) {
      if (ids.length === 0) return [];
      const found = new Map((await db.select(LINE).from(t).where(and(eq(t.tenantId, tenantId), anyOf(t.id, ids)))).map((row) => [row.id, readLine(row)]));
      return ids.flatMap((id) => found.get(id) ?? []);
    },
    async list(filter, { cursor, limit }) {
      if (filter.sight.committees.length === 0) return { decisions: [], next: null };
      return pageOf(await db.select(LINE).from(t).where(await pageWhere(filter, cursor, limit)).orderBy(...newest).limit(limit + 1), limit, readLine);
    },
    async listInFull(filter, { cursor, limit }) {
      if (filter.sight.committees.length === 0) return { decisions: [], next: null };
      return pageOf(await db.select().from(t).where(await pageWhere(filter, cursor, limit)).orderBy(...newest).limit(limit + 1), limit, readDecision);
    },
    async count(filter) {
      const { committees } = filter.sight;
      if (committees.length === 0) return 0;
      const [row] = await db.select({ n: sql<number>`count(*)::int` }).from(t).where(and(await matching(db, tenantId, filter, null), anyOf(t.committeeId, committees)));
      return row?.n ?? 0;
    },
    async replacedBy(id) {
      return (await db.select(LINE).from(t).where(and(eq(t.tenantId, tenantId), isNotNull(t.supersededBy), eq(t.supersededBy, id))).orderBy(asc(t.takenAt), asc(t.id))).map(readLine);
    },
    async execution(ids, sight, today) {
      if (ids.length === 0) return new Map();
      const rows = await db.select({
        id: action.decisionId,
        open: sql<number>`count(*) filter (where ${OPEN_ACTION})::int`,
        late: sql<number>`count(*) filter (where ${OPEN_ACTION} and ${action.due} < ${today})::int`,
        done: sql<number>`count(*) filter (where ${action.state} = 'done')::int`,
      }).from(action).where(carryingOut(tenantId, ids, sight)).groupBy(action.decisionId);
      return new Map(rows.map(({ id, ...counts }) => [decisionId(id ?? ''), counts]));
    },
    async carrying(id, sight, today) {
      const a = action;
      const rows = await db.select({ id: a.id, title: a.title, committee: a.committeeId, ownerKind: a.ownerKind, ownerId: a.ownerId, due: a.due, state: a.state }).from(a).where(carryingOut(tenantId, [id], sight)).orderBy(asc(a.due), asc(a.id)).limit(500);
      return rows.map(({ id: own, committee, ownerKind, ownerId, ...rest }) => ({
        ...rest, id: actionId(own), committee: committeeId(committee), owner: ownerKind === null || ownerId === null ? null : { is: ownerKind, id: ownerId },
        late: rest.due < today && rest.state !== 'done' && rest.state !== 'cancelled',
      }));
    },
    record: (given, { replaces, institutions, series }, saving) => data.tx(async (tx) => {
      const standing = and(eq(t.tenantId, tenantId), inArray(t.id, [...replaces]), isNull(t.supersededBy));
      const free = replaces.length === 0 ? [] : await tx.select().from(t).where(standing).orderBy(asc(t.id)).for('update');
      if (free.length < replaces.length) return null;
      const id = decisionId(numberWord(series.network, await takeNumbers(tx, tenantId, series.network, 1)));
      const number = numberWord(series.committee, await takeNumbers(tx, tenantId, series.committee, 1));
      const recorded: RegisteredDecision = { ...given, id, number, reach: { asked: institutions.length, applied: 0, left: institutions.length } };
      await tx.insert(t).values({ tenantId, ...columns({ ...recorded, reach: given.reach }) });
      await insertReach(tx, id, institutions, given.recordedAt);
      if (free.length > 0) await tx.update(t).set({ supersededBy: id, version: sql`${t.version} + 1` }).where(standing);
      await save(tx, [recorded, ...free.map((row) => ({ ...readDecision(row), supersededBy: id }))], saving(recorded));
      return recorded;
    }),
    amend: (before, amendment, saving) => change(before, { amendments: [...before.amendments, amendment] }, saving),
    review: (before, reviewOn, saving) => change(before, { reviewOn }, saving),
    ask: (before, institutions, at, saving) => change(before, {}, saving, (tx) => insertReach(tx, before.id, institutions, at)),
    async reach(id) {
      return (await db.select().from(r).where(and(eq(r.tenantId, tenantId), eq(r.decisionId, id))).orderBy(asc(r.institutionId))).map(readReach);
    },
    async unanswered(institutions, limit) {
      if (institutions.length === 0) return [];
      const rows = await db.select({ id: r.decisionId }).from(r).innerJoin(t, and(eq(t.tenantId, r.tenantId), eq(t.id, r.decisionId)))
        .where(and(eq(r.tenantId, tenantId), sql`${r.state} = 'asked'`, inArray(r.institutionId, [...institutions]), isNull(t.supersededBy), eq(t.inCamera, false))).groupBy(r.decisionId).orderBy(asc(min(r.askedAt)), asc(r.decisionId)).limit(limit);
      return rows.map(({ id }) => decisionId(id));
    },
    answer: (row, seen, saving) => data.tx(async (tx) => {
      const mine = and(eq(r.tenantId, tenantId), eq(r.decisionId, row.decision), eq(r.institutionId, row.institution));
      const [standing] = await tx.select().from(r).where(mine).for('update');
      if (standing === undefined || !sameAnswer(readReach(standing), seen)) return false;
      await tx.update(r).set({ state: row.state, plannedOn: row.plannedOn, reason: row.reason, answeredAt: row.answeredAt, answeredBy: row.answeredBy }).where(mine);
      const moved = (is: (state: Reached['state']) => boolean): number => Number(is(row.state)) - Number(is(seen.state));
      await tx.update(t).set({ reachApplied: sql`${t.reachApplied} + ${moved((state) => state === 'applied')}`, reachLeft: sql`${t.reachLeft} + ${moved(isLeft)}` }).where(one(row.decision));
      await save(tx, [], saving);
      return true;
    }),
    addExamples: (examples, saving) => data.tx(async (tx) => {
      if (examples.length === 0) return [];
      const standing = new Set((await tx.select({ id: t.id }).from(t).where(and(eq(t.tenantId, tenantId), inArray(t.id, examples.map(({ id }) => id))))).map(({ id }) => id));
      const added = examples.filter(({ id }) => !standing.has(id));
      if (added.length === 0) return [];
      await tx.insert(t).values(added.map((each) => ({ tenantId, ...columns(each) })));
      // Whatever is recorded next comes after them.
      for (const word of added.flatMap(({ id, number }) => [id, number])) await keepNumber(tx, tenantId, word);
      await save(tx, added, saving(added));
      return added;
    }),
  };
}

/** Said as the actions' partial indexes say it, so that they serve. */
const OPEN_ACTION = sql`${action.state} in ('todo', 'in-progress', 'blocked')`;

const seenActions = ({ committees, inCamera }: Sight): SQL | undefined =>
  and(anyOf(action.committeeId, committees), outOfCamera(action.inCamera, action.committeeId, inCamera));
const carryingOut = (tenantId: string, ids: readonly string[], sight: Sight): SQL | undefined =>
  and(eq(action.tenantId, tenantId), isNotNull(action.decisionId), anyOf(action.decisionId, ids), seenActions(sight));

interface Position { readonly takenAt: string; readonly id: string }
const readCursor = (cursor: string): Position => ({ takenAt: cursor.slice(0, 16), id: cursor.slice(17) });

/** All but whose committees' they are. */
async function matching(db: Data['db'], tenantId: string, { sight, kind, standing, awaiting, year, words, today }: DecisionFilter, after: Position | null): Promise<SQL | undefined> {
  const query = words === undefined ? undefined : await wordsQuery(db, words);
  return and(
    eq(t.tenantId, tenantId),
    outOfCamera(t.inCamera, t.committeeId, sight.inCamera),
    kind === undefined ? undefined : eq(t.kind, kind),
    standing === undefined ? undefined : standingIs(standing, today),
    awaiting !== true ? undefined : and(isNull(t.supersededBy), sql`${t.id} in (${unfinished(tenantId, sight)})`),
    year === undefined ? undefined : and(gte(t.takenAt, `${year}-`), lt(t.takenAt, `${year + 1}-`)),
    query === undefined ? undefined : query === null ? sql`false` : sql`${t.id} in (select id from search_document where tenant_id = ${tenantId} and kind = 'decision' and words @@ ${query})`,
    after === null ? undefined : or(lt(t.takenAt, after.takenAt), and(eq(t.takenAt, after.takenAt), lt(t.id, after.id))),
  );
}

function standingIs(standing: NonNullable<DecisionFilter['standing']>, today: string): SQL | undefined {
  switch (standing) {
    case 'superseded': return sql`${t.supersededBy} is not null`;
    case 'to-review': return and(isNull(t.supersededBy), isNotNull(t.reviewOn), sql`${t.reviewOn} <= ${today}`);
    case 'in-force': return and(isNull(t.supersededBy), or(isNull(t.reviewOn), sql`${t.reviewOn} > ${today}`));
    default: return standing satisfies never;
  }
}

/** What is to be done is little beside the register: the few are gathered first. */
const unfinished = (tenantId: string, sight: Sight): SQL => sql`
  select ${action.decisionId} from ${action} where ${and(eq(action.tenantId, tenantId), isNotNull(action.decisionId), OPEN_ACTION, seenActions(sight))}
  union select pending.id from decision as pending where pending.tenant_id = ${tenantId} and pending.superseded_by is null and pending.reach_left > 0`;

function columns(of: RegisteredDecision): Omit<typeof decision.$inferInsert, 'tenantId'> {
  const { id, number, committee, kind, title, text, takenAt, zone, meeting, item, vote, quorum, present, supersededBy, reviewOn, inCamera, reach, amendments, recordedAt, recordedBy, version } = of;
  return {
    id, number, committeeId: committee, kind, title, text, takenAt, zone, meetingId: meeting, item, voteMode: vote.mode, votesFor: vote.for, votesAgainst: vote.against, votesAbstained: vote.abstained,
    quorum, present, supersededBy, reviewOn, inCamera, amendments: amendments.map((each) => ({ ...each, at: each.at.toISOString() })),
    reachAsked: reach.asked, reachApplied: reach.applied, reachLeft: reach.left, recordedAt, recordedBy, version,
  };
}

const readLine = (row: LineRow): RegisterLine => ({
  id: decisionId(row.id), number: row.number, committee: committeeId(row.committeeId), kind: row.kind, title: row.title, takenAt: row.takenAt, zone: row.zone,
  supersededBy: row.supersededBy === null ? null : decisionId(row.supersededBy), reviewOn: row.reviewOn, inCamera: row.inCamera,
  reach: { asked: row.reachAsked, applied: row.reachApplied, left: row.reachLeft }, version: row.version,
});

export const readDecision = (row: Row): RegisteredDecision => ({
  ...readLine(row), text: row.text, meeting: row.meetingId === null ? null : meetingId(row.meetingId), item: row.item,
  vote: { mode: row.voteMode, for: row.votesFor, against: row.votesAgainst, abstained: row.votesAbstained }, quorum: row.quorum, present: row.present,
  amendments: row.amendments.map(({ at, by, text, reason }) => ({ at: new Date(at), by: by === null ? null : personId(by), text, reason })),
  recordedAt: row.recordedAt, recordedBy: row.recordedBy === null ? null : personId(row.recordedBy),
});

const readReach = ({ decisionId: id, institutionId, state, plannedOn, reason, askedAt, answeredAt, answeredBy }: ReachRow): Reached =>
  ({ decision: decisionId(id), institution: institutionId, state, plannedOn, reason, askedAt, answeredAt, answeredBy: answeredBy === null ? null : personId(answeredBy) });

const sameAnswer = (a: Reached, b: Reached): boolean => a.state === b.state && a.plannedOn === b.plannedOn && a.reason === b.reason && a.answeredAt?.getTime() === b.answeredAt?.getTime();

const documentOf = (of: RegisteredDecision): SearchDocument => ({
  kind: 'decision', id: of.id, committee: of.committee, inCamera: of.inCamera, title: of.title, day: of.takenAt.slice(0, 10), state: of.supersededBy === null ? 'in-force' : 'superseded',
  body: [of.number, of.item, of.text, ...of.amendments.map(({ text }) => text)].filter((part) => part !== null).join('\n'),
});
