// Open actions counted by committee, by territory and by person: where to look first.

import type { CommitteeId, PersonId } from '../../../shared/ids.ts';
import { isLate, ownerToday, type Action } from '../../actions/domain/action.ts';
import type { Charter } from '../../committees/domain/charter.ts';
import { territoryOf } from '../../committees/domain/permissions.ts';

export interface Share<Id extends string = string> { readonly id: Id; readonly open: number; readonly late: number; readonly blocked: number }
export interface Shares { readonly committees: readonly Share<CommitteeId>[]; readonly territories: readonly Share[]; readonly people: readonly Share<PersonId>[] }

/** The most late first, then the most blocked, then the most open. */
export function sharesOf(charter: Charter, actions: readonly Action[], today: string): Shares {
  const placed = new Map(charter.committees.map((committee) => [committee.id, territoryOf(charter, committee)]));
  return {
    committees: counted(actions, ({ committee }) => committee, today),
    territories: counted(actions, ({ committee }) => placed.get(committee) ?? null, today),
    people: counted(actions, ({ owner }) => ownerToday(charter, owner, today), today),
  };
}

function counted<Id extends string>(actions: readonly Action[], of: (action: Action) => Id | null, today: string): Share<Id>[] {
  const shares = new Map<Id, Share<Id>>();
  for (const action of actions) {
    const id = of(action);
    if (id === null) continue;
    const { open, late, blocked } = shares.get(id) ?? { open: 0, late: 0, blocked: 0 };
    shares.set(id, { id, open: open + 1, late: late + Number(isLate(action, today)), blocked: blocked + Number(action.state === 'blocked') });
  }
  return [...shares.values()].sort((a, b) => b.late - a.late || b.blocked - a.blocked || b.open - a.open || (a.id < b.id ? -1 : 1));
}
