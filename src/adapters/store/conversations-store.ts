// Where the bot may speak and what it said, in SQL. The ledger's rule is the feature's; here it is applied to a locked row,
// so that of all replicas one gets to send.
import { and, desc, eq, sql, type SQL } from 'drizzle-orm';
import type { ConversationReference } from '../../features/conversations/domain/reference.ts';
import { claim, found, intend, observe, settle, type LedgerEntry, type MessageId, type SendState } from '../../features/conversations/domain/sending.ts';
import type { Conversations, MessageLedger } from '../../features/conversations/ports.ts';
import { entraId } from '../../shared/ids.ts';
import type { Reader, Tx } from './engines.ts';
import type { Data } from './open-data.ts';
import { conversationReference, messageLedger } from './schema/index.ts';

export function placeOf({ key, kind, serviceUrl, channelId, teamThreadId, teamId, entraId: person, updatedAt }: typeof conversationReference.$inferSelect): ConversationReference {
  return { key, kind, serviceUrl, channelId, teamId: teamThreadId, groupId: teamId, person: person === null ? null : entraId(person), seenAt: updatedAt };
}

export const idOf = ({ messageId, recipient }: { messageId: string; recipient: string }): MessageId => ({ message: messageId, recipient });

export const ledgerEntryOf = (row: typeof messageLedger.$inferSelect): LedgerEntry => ({ ...idOf(row), state: stateOf(row), copies: row.copies, at: row.at });

export function ledgerRow(tenantId: string, { message, recipient, state, copies, at }: LedgerEntry): typeof messageLedger.$inferInsert {
  return {
    tenantId, messageId: message, recipient, copies, at,
    state: state.is,
    conversationId: state.is === 'sent' ? state.conversationId : null,
    activityId: state.is === 'sent' ? state.activityId : null,
    reason: state.is === 'failed' ? { why: state.why } : null,
  };
}

export function conversationsStore(data: Pick<Data, 'db' | 'tx'>, tenantId: string): Conversations {
  const t = conversationReference;
  const newest = async (...where: SQL[]): Promise<ConversationReference | null> => {
    const [row] = await data.db.select().from(t).where(and(eq(t.tenantId, tenantId), ...where)).orderBy(desc(t.updatedAt)).limit(1);
    return row === undefined ? null : placeOf(row);
  };
  const leave = (where: SQL): Promise<void> => data.tx(async (tx) => { await tx.delete(t).where(and(eq(t.tenantId, tenantId), where)); });

  return {
    remember: ({ key, kind, serviceUrl, teamId, groupId, channelId, person, seenAt }) => data.tx(async (tx) => {
      await tx
        .insert(t)
        .values({ tenantId, key, kind, serviceUrl, entraId: person, teamId: groupId, teamThreadId: teamId, channelId, updatedAt: seenAt })
        .onConflictDoUpdate({
          target: [t.tenantId, t.key],
          set: {
            kind, serviceUrl, updatedAt: seenAt,
            // What an event leaves out is not thereby gone.
            entraId: sql`coalesce(excluded.entra_id, ${t.entraId})`,
            teamId: sql`coalesce(excluded.team_id, ${t.teamId})`,
            teamThreadId: sql`coalesce(excluded.team_thread_id, ${t.teamThreadId})`,
            channelId: sql`coalesce(excluded.channel_id, ${t.channelId})`,
          },
          // Two events may be stored in the order in which they did not come.
          setWhere: sql`${t.updatedAt} <= excluded.updated_at`,
        });
    }),
    forget: (key) => leave(eq(t.key, key)),
    forgetTeam: (teamId) => leave(eq(t.teamThreadId, teamId)),
    ofPerson: (person) => newest(eq(t.entraId, person), eq(t.kind, 'personal')),
    ofChannel: (channelId) => newest(eq(t.channelId, channelId)),
    ofTeam: (groupId) => newest(eq(t.teamId, groupId)),
    latest: () => newest(),
  };
}

export function messageLedgerStore(data: Pick<Data, 'db' | 'tx'>, tenantId: string): MessageLedger {
  const t = messageLedger;
  const of = ({ message, recipient }: MessageId) => and(eq(t.tenantId, tenantId), eq(t.messageId, message), eq(t.recipient, recipient));

  const read = async (from: Reader | Tx, id: MessageId, lock: boolean): Promise<LedgerEntry | null> => {
    const query = from.select().from(t).where(of(id));
    const [row] = lock ? await query.for('update') : await query;
    return row === undefined ? null : ledgerEntryOf(row);
  };
  const write = async (tx: Tx, entry: LedgerEntry): Promise<void> => { await tx.update(t).set(ledgerRow(tenantId, entry)).where(of(entry)); };

  return {
    claim: (id, now) => data.tx(async (tx) => {
      // There is no row to lock before the first claim. One that certainly did not go out stands for it: anybody may send it.
      await tx.insert(t).values({ tenantId, messageId: id.message, recipient: id.recipient, state: 'failed', copies: 0, at: now }).onConflictDoNothing();
      const entry = await read(tx, id, true);
      const answer = claim(entry, now);
      if (answer.do === 'send') await write(tx, intend(id, entry, now));
      return answer;
    }),
    settle: (id, outcome, now) => data.tx(async (tx) => {
      const entry = await read(tx, id, true);
      if (entry !== null) await write(tx, settle(entry, outcome, now));
    }),
    found: (id, finding, since, now) => data.tx(async (tx) => {
      const entry = await read(tx, id, true);
      if (entry !== null) await write(tx, found(entry, finding, since, now));
    }),
    observe: (id, seen, now) => data.tx(async (tx) => {
      const seenAs = observe(await read(tx, id, true), seen, now);
      if (seenAs.is === 'settled') await write(tx, seenAs.entry);
      return seenAs;
    }),
    find: (id) => read(data.db, id, false),
    forget: (id) => data.tx(async (tx) => { await tx.delete(t).where(of(id)); }),
  };
}

function stateOf(row: typeof messageLedger.$inferSelect): SendState {
  switch (row.state) {
    case 'intended':
    case 'unknown':
      return { is: row.state };
    case 'sent':
      return { is: 'sent', conversationId: row.conversationId ?? '', activityId: row.activityId ?? '' };
    case 'failed': {
      const why = row.reason?.['why'];
      return { is: 'failed', why: typeof why === 'string' ? why : '' };
    }
    default:
      return row.state satisfies never;
  }
}
