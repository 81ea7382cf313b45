// A hand-over in SQL, in one transaction: the charter's new version, the actions that change hands, the leaver's calendar feed, and what
// those who follow are told. Implements the actions' port HandOvers.
import type { HandOvers } from '../../features/actions/ports-hand-over.ts';
import type { Outgoing } from '../../features/conversations/ports.ts';
import { actionsWithin } from './actions-store.ts';
import type { CharterStore } from './charter-store.ts';
import type { Data, Tx } from './open-data.ts';
import { revokeFeed } from './reminders-store.ts';

class Overtaken extends Error { override readonly name = 'Overtaken' }

export function handOverStore(data: Pick<Data, 'enqueue'>, tenantId: string, charters: Pick<CharterStore, 'loadWith'>, outgoing: Outgoing<Tx>): HandOvers {
  const within = actionsWithin(data, tenantId);
  return {
    async save({ file: { charter, ...text }, over, changes, actions, journal, next, tell, leaver, by, at }) {
      try {
        const loaded = await charters.loadWith(charter, { ...text, by: by.kind === 'person' ? by.id : null, at, over, changes }, async (tx) => {
          for (const action of actions) if ((await within.change(tx, action, action.version, { journal: [], next: [] })) === null) throw new Overtaken();
          await within.save(tx, [], { journal, next });
          await revokeFeed(tx, tenantId, leaver, by, at);
          if (tell.length > 0) await outgoing.send(tx, tell);
        });
        return loaded?.version ?? null;
      } catch (error) {
        if (error instanceof Overtaken) return null;
        throw error;
      }
    },
  };
}
