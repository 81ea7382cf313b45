// Which cards show which actions, in SQL. Implements the actions' port ActionTelling.
import { and, eq, lt } from 'drizzle-orm';
import type { ActionTelling } from '../../features/actions/ports-reminders.ts';
import { recipientKey } from '../../features/conversations/domain/outgoing.ts';
import type { Outgoing } from '../../features/conversations/ports.ts';
import { actionId } from '../../shared/ids.ts';
import type { Data, Tx } from './open-data.ts';
import { actionCard } from './schema/index.ts';

export function actionCardsStore(data: Pick<Data, 'db' | 'tx'>, tenantId: string, outgoing: Outgoing<Tx>): ActionTelling {
  const t = actionCard;
  return {
    async showing(action) {
      const rows = await data.db.select({ message: t.messageId, to: t.destination }).from(t).where(and(eq(t.tenantId, tenantId), eq(t.actionId, action))).orderBy(t.at, t.messageId);
      return rows;
    },
    async shown({ message, to }) {
      const rows = await data.db.select({ action: t.actionId, as: t.toldAs }).from(t).where(and(eq(t.tenantId, tenantId), eq(t.messageId, message), eq(t.recipient, recipientKey(to)))).orderBy(t.actionId);
      return rows.map(({ action, as }) => ({ action: actionId(action), as }));
    },
    remember: (cards, { send, edit }, at) => data.tx(async (tx) => {
      const rows = cards.flatMap(({ message, to, actions }) => actions.map(({ action, as }) => ({ tenantId, messageId: message, recipient: recipientKey(to), actionId: action, destination: to, toldAs: as, at })));
      if (rows.length > 0) await tx.insert(t).values(rows).onConflictDoNothing();
      if (send.length > 0) await outgoing.send(tx, send);
      if (edit.length > 0) await outgoing.edit(tx, edit);
    }),
    async forget(before) {
      await data.tx(async (tx) => { await tx.delete(t).where(and(eq(t.tenantId, tenantId), lt(t.at, before))); });
    },
  };
}
