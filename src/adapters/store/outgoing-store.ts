// The send queue in SQL. A row is a message to one person or channel; senders claim pages of rows and write down what became
// of the page before, in one transaction, so that thousands of recipients cost a few hundred transactions rather than thousands.
import { and, eq, inArray, lte, sql, type SQL } from 'drizzle-orm';
import type { OutgoingMessage, SendEnd, Urgency } from '../../features/conversations/domain/outgoing.ts';
import { recipientKey } from '../../features/conversations/domain/outgoing.ts';
import type { ConversationReference } from '../../features/conversations/domain/reference.ts';
import { claim, intend, settle, type Claim, type LedgerEntry, type MessageId, type Outcome } from '../../features/conversations/domain/sending.ts';
import type { AppOwners, Claimed, Ended, Outgoing, SendQueue } from '../../features/conversations/ports.ts';
import { idOf, ledgerEntryOf, ledgerRow, placeOf } from './conversations-store.ts';
import type { Tx } from './engines.ts';
import type { Data } from './open-data.ts';
import { appForPerson, conversationReference, messageLedger, outgoing, sender } from './schema/index.ts';
import { enterLanes, leaveLanes, notDead } from './send-pace.ts';

/** Rows of one insertion: PostgreSQL takes 65,535 parameters a statement. */
const AT_ONCE = 1_000;
const URGENCY: Readonly<Record<Urgency, number>> = { urgent: 0, normal: 1, bulk: 2 };
const DAY_MS = 24 * 3_600_000;

type Row = typeof outgoing.$inferSelect;
type Order = OutgoingMessage & { readonly now: Date };

const values = (tenantId: string, act: Row['act'], { message, to, card, notBefore, notAfter, urgency = 'normal', follow, now }: Order) => {
  const dueAt = notBefore ?? now;
  return { tenantId, act, messageId: message, recipient: recipientKey(to), destination: to, card, urgency: URGENCY[urgency], dueAt, notAfter: notAfter ?? new Date(dueAt.getTime() + DAY_MS), followUp: follow ?? null };
};

/** `asked`: tells the sender of this process that there is something to do once the transaction is over. */
export function outgoingStore(tenantId: string, clock: { now(): Date }, asked: () => void = () => {}): Outgoing<Tx> {
  return {
    async send(tx, messages) {
      const now = clock.now();
      for (const page of pages(messages)) await tx.insert(outgoing).values(page.map((order) => values(tenantId, 'send', { ...order, now }))).onConflictDoNothing();
      asked();
    },
    async edit(tx, edits) {
      const now = clock.now();
      for (const page of pages(edits)) {
        // What certainly did not leave yet leaves as it is to be; what may have is edited after.
        const facts = sql.join(page.map(({ message, to, card }) => sql`(${message}, ${recipientKey(to)}, ${JSON.stringify(card)}::jsonb)`), sql`, `);
        const { rows } = await tx.execute<{ message: string; recipient: string }>(sql`update outgoing set card = v.card from (values ${facts}) as v (message, recipient, card)
          where tenant_id = ${tenantId} and act = 'send' and message_id = v.message and outgoing.recipient = v.recipient and holder is null and attempts = 0 returning v.message, v.recipient`);
        const changed = new Set(rows.map(keyOf));
        const rest = page.filter(({ message, to }) => !changed.has(keyOf({ message, recipient: recipientKey(to) })));
        if (rest.length === 0) continue;
        await tx.insert(outgoing).values(rest.map((edit) => values(tenantId, 'edit', { ...edit, now }))).onConflictDoUpdate({
          target: [outgoing.tenantId, outgoing.messageId, outgoing.recipient, outgoing.act],
          set: { card: sql`excluded.card`, revision: sql`${outgoing.revision} + 1`, dueAt: sql`excluded.due_at`, notAfter: sql`excluded.not_after`, attempts: 0 },
        });
      }
      asked();
    },
  };
}

const sameRow = (tenantId: string, act: Row['act'], message: string, recipient: string): SQL[] =>
  [eq(outgoing.tenantId, tenantId), eq(outgoing.act, act), eq(outgoing.messageId, message), eq(outgoing.recipient, recipient)];

function* pages<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += AT_ONCE) yield all.slice(from, from + AT_ONCE);
}

/** The id of a message, as a pair of columns is compared with it. */
const among = (message: SQL | typeof outgoing.messageId | typeof messageLedger.messageId, recipient: typeof outgoing.recipient | typeof messageLedger.recipient, ids: readonly MessageId[]): SQL =>
  sql`(${message}, ${recipient}) in (${sql.join(ids.map((id) => sql`(${id.message}, ${id.recipient})`), sql`, `)})`;

export function sendQueueStore(data: Pick<Data, 'db' | 'tx' | 'enqueue'>, tenantId: string): SendQueue {
  return {
    exchange: (holder, ended, most, now) => data.tx(async (tx) => {
      await putDown(tx, holder, ended, now);
      return most > 0 ? takeUp(tx, holder, most, now) : [];
    }),
    async isDue(now) {
      const [row] = await data.db.select({ act: outgoing.act }).from(outgoing).where(and(eq(outgoing.tenantId, tenantId), lte(outgoing.dueAt, now))).limit(1);
      return row !== undefined;
    },
  };

  // ---- what ended

  async function putDown(tx: Tx, holder: string, ended: readonly Ended[], now: Date): Promise<void> {
    if (ended.length === 0) return;
    await leaveLanes(tx, tenantId, ended.map(({ claimed, requests, pauseMs }) => ({ lane: claimed.recipient, requests, pauseMs })), holder);
    const sends = ended.filter(({ claimed }) => claimed.task.do !== 'edit');
    const entries = await entriesOf(tx, sends.map(({ claimed }) => claimed));
    await writeEntries(tx, sends.flatMap(({ claimed, how }) => {
      const entry = entries.get(keyOf(claimed));
      const outcome = outcomeOf(how);
      if (entry === undefined || outcome === null) return [];
      // Only of what this sender intended: another one may have taken over since, and knows better.
      const mine = entry.state.is === 'intended' && entry.at.getTime() === claimed.at.getTime();
      return outcome.is === 'sent' || mine ? [settle(entry, outcome, now)] : [];
    }));
    await putBack(tx, holder, ended.flatMap(({ claimed, how }) => (how.is === 'again' ? [{ claimed, at: how.at }] : [])));
    await remove(tx, holder, ended.flatMap(({ claimed, how }) => (how.is === 'again' ? [] : [{ claimed, end: how.is === 'sent' ? 'delivered' as const : how.end }])), now);
  }

  async function putBack(tx: Tx, holder: string, later: readonly { claimed: Claimed; at: Date }[]): Promise<void> {
    for (const { claimed, at } of later) {
      await tx.update(outgoing).set({ holder: null, dueAt: at, attempts: sql`${outgoing.attempts} + 1` }).where(and(...sameRow(tenantId, actOf(claimed), claimed.message, claimed.recipient), eq(outgoing.holder, holder)));
    }
  }

  async function remove(tx: Tx, holder: string, done: readonly { claimed: Claimed; end: SendEnd }[], now: Date): Promise<void> {
    for (const act of ['send', 'edit'] as const) {
      const rows = done.filter(({ claimed }) => actOf(claimed) === act);
      if (rows.length === 0) continue;
      const mine = and(eq(outgoing.tenantId, tenantId), eq(outgoing.act, act), eq(outgoing.holder, holder));
      const triples = sql.join(rows.map(({ claimed }) => sql`(${claimed.message}, ${claimed.recipient}, ${claimed.revision}::integer)`), sql`, `);
      const gone = await tx.delete(outgoing).where(and(mine, sql`(${outgoing.messageId}, ${outgoing.recipient}, ${outgoing.revision}) in (${triples})`)).returning();
      // Other facts were asked for meanwhile: once more, with those.
      if (gone.length < rows.length) await tx.update(outgoing).set({ holder: null, dueAt: now }).where(and(mine, among(outgoing.messageId, outgoing.recipient, rows.map(({ claimed }) => claimed))));
      const ends = new Map(rows.map(({ claimed, end }) => [keyOf(claimed), end]));
      for (const row of gone) await followUp(tx, row, ends.get(keyOf(idOf(row))) ?? 'delivered');
    }
  }

  async function followUp(tx: Tx, row: Row, end: SendEnd): Promise<void> {
    if (row.followUp !== null) await data.enqueue(tx, { job: row.followUp.job, payload: { ...row.followUp.payload, ...idOf(row), end } });
  }

  // ---- what is next

  async function takeUp(tx: Tx, holder: string, most: number, now: Date): Promise<Claimed[]> {
    const rows = await dueRows(tx, most, now);
    const ids = rows.map(idOf);
    if (ids.length === 0) return [];
    const entries = await entriesOf(tx, ids);
    // A dead sender's intention is an unknown outcome, from then on.
    const unknown = rows.flatMap((row) => { const entry = entries.get(keyOf(idOf(row))); return row.holder !== null && row.act === 'send' && entry?.state.is === 'intended' ? [{ ...entry, state: { is: 'unknown' as const } }] : []; });
    await writeEntries(tx, unknown);
    const judged = rows.map((row) => ({ row, verdict: judge(row, entries.get(keyOf(idOf(row))) ?? null, now) }));
    for (const { row, verdict } of judged) {
      if (verdict.is === 'later') await tx.update(outgoing).set({ dueAt: verdict.until, holder: null }).where(and(...sameRow(tenantId, row.act, row.messageId, row.recipient)));
      if (verdict.is === 'over') await endNow(tx, row, verdict.end);
    }
    const ready = judged.flatMap(({ row, verdict }) => (verdict.is === 'ready' ? [{ row, task: verdict.task }] : []));
    const first = ready.filter(({ row }, at) => ready.findIndex((other) => other.row.recipient === row.recipient) === at).slice(0, most);
    const lanes = await enterLanes(tx, tenantId, first.map(({ row }) => row.recipient), holder);
    const taken = first.filter(({ row }) => lanes.has(row.recipient));
    if (taken.length === 0) return [];
    await writeEntries(tx, taken.flatMap(({ row, task }) => (task.do === 'send' ? [intend(idOf(row), entries.get(keyOf(idOf(row))) ?? null, now)] : [])));
    for (const act of ['send', 'edit'] as const) {
      const own = taken.filter(({ row }) => row.act === act).map(({ row }) => idOf(row));
      if (own.length > 0) await tx.update(outgoing).set({ holder }).where(and(eq(outgoing.tenantId, tenantId), eq(outgoing.act, act), among(outgoing.messageId, outgoing.recipient, own)));
    }
    const places = await placesOf(tx, taken.map(({ row }) => row));
    return taken.map(({ row, task }): Claimed => ({
      ...idOf(row), to: row.destination, card: row.card, notAfter: row.notAfter, attempts: row.attempts, revision: row.revision, at: now, task, place: places.get(row.recipient) ?? null,
    }));
  }

  /** Twice as many as wanted, for some share a conversation. An edit waits until its message is no longer in the queue. */
  async function dueRows(tx: Tx, most: number, now: Date): Promise<Row[]> {
    const alive = sql`(select ${sender.holder} from ${sender} where ${sender.tenantId} = ${tenantId} and ${notDead})`;
    return tx.select().from(outgoing).where(and(
      eq(outgoing.tenantId, tenantId),
      sql`${outgoing.dueAt} <= ${now.toISOString()}::timestamptz`,
      sql`(${outgoing.holder} is null or ${outgoing.holder} not in ${alive})`,
      sql`not exists (select 1 from send_lane l where l.tenant_id = ${outgoing.tenantId} and l.lane = ${outgoing.recipient} and ((l.holder is not null and l.until > clock_timestamp()) or l.next_at > clock_timestamp()))`,
      sql`(${outgoing.act} = 'send' or not exists (select 1 from outgoing s where s.tenant_id = ${outgoing.tenantId} and s.message_id = ${outgoing.messageId} and s.recipient = ${outgoing.recipient} and s.act = 'send'))`,
    )).orderBy(outgoing.urgency, outgoing.dueAt).limit(most * 2).for('update', { of: outgoing, skipLocked: true });
  }

  async function endNow(tx: Tx, row: Row, end: SendEnd): Promise<void> {
    await tx.delete(outgoing).where(and(...sameRow(tenantId, row.act, row.messageId, row.recipient)));
    await followUp(tx, row, end);
  }

  // ---- ledger and places of a page

  async function entriesOf(tx: Tx, ids: readonly MessageId[]): Promise<ReadonlyMap<string, LedgerEntry>> {
    if (ids.length === 0) return new Map();
    const rows = await tx.select().from(messageLedger).where(and(eq(messageLedger.tenantId, tenantId), among(messageLedger.messageId, messageLedger.recipient, ids))).orderBy(messageLedger.messageId, messageLedger.recipient).for('update');
    return new Map(rows.map((row) => [keyOf(idOf(row)), ledgerEntryOf(row)]));
  }

  async function writeEntries(tx: Tx, entries: readonly LedgerEntry[]): Promise<void> {
    if (entries.length === 0) return;
    await tx.insert(messageLedger).values(entries.map((entry) => ledgerRow(tenantId, entry))).onConflictDoUpdate({
      target: [messageLedger.tenantId, messageLedger.messageId, messageLedger.recipient],
      set: { state: sql`excluded.state`, conversationId: sql`excluded.conversation_id`, activityId: sql`excluded.activity_id`, reason: sql`excluded.reason`, copies: sql`excluded.copies`, at: sql`excluded.at` },
    });
  }

  async function placesOf(tx: Tx, rows: readonly Row[]): Promise<ReadonlyMap<string, ConversationReference>> {
    const people = rows.filter((row) => row.destination.is === 'person').map((row) => row.recipient);
    if (people.length === 0) return new Map();
    const t = conversationReference;
    const found = await tx.select().from(t).where(and(eq(t.tenantId, tenantId), eq(t.kind, 'personal'), inArray(t.entraId, people))).orderBy(t.updatedAt);
    return new Map(found.map((row) => [row.entraId ?? '', placeOf(row)]));
  }
}

const actOf = ({ task }: Claimed): Row['act'] => (task.do === 'edit' ? 'edit' : 'send');

const keyOf = ({ message, recipient }: MessageId): string => `${message} ${recipient}`;

function outcomeOf(how: Ended['how']): Outcome | null {
  switch (how.is) {
    case 'sent': return how;
    case 'again': return how.ledger;
    case 'over': return { is: 'failed', why: how.why };
    default: return how satisfies never;
  }
}

type Verdict = { readonly is: 'ready'; readonly task: Claimed['task'] } | { readonly is: 'later'; readonly until: Date } | { readonly is: 'over'; readonly end: SendEnd };

/** What may be done about a row now. That somebody had it in hand and is dead shows by the holder that is still written there. */
function judge(row: Row, entry: LedgerEntry | null, now: Date): Verdict {
  const verdict: Claim = claim(entry, now, { canLook: row.destination.is === 'person', abandoned: row.holder !== null });
  if (row.act === 'edit') {
    if (verdict.do === 'nothing') return { is: 'ready', task: { do: 'edit', conversationId: verdict.conversationId, activityId: verdict.activityId } };
    // It never arrived, or nobody can know: there is nothing to edit.
    return verdict.do === 'wait' ? { is: 'later', until: verdict.until } : { is: 'over', end: 'moot' };
  }
  switch (verdict.do) {
    case 'send': return { is: 'ready', task: { do: 'send' } };
    case 'look': return { is: 'ready', task: { do: 'look', since: verdict.since } };
    case 'wait': return { is: 'later', until: verdict.until };
    case 'nothing': return { is: 'over', end: 'delivered' };
    case 'give-up': return { is: 'over', end: 'given-up' };
    default: return verdict satisfies never;
  }
}

export function appOwnersStore(data: Pick<Data, 'db' | 'tx'>, tenantId: string): AppOwners {
  const t = appForPerson;
  return {
    async of(person) {
      const [row] = await data.db.select({ state: t.state, at: t.at }).from(t).where(and(eq(t.tenantId, tenantId), eq(t.entraId, person)));
      return row ?? null;
    },
    note: (person, state, at) => data.tx(async (tx) => { await tx.insert(t).values({ tenantId, entraId: person, state, at }).onConflictDoUpdate({ target: [t.tenantId, t.entraId], set: { state, at } }); }),
  };
}
