// Whose an action becomes when its owner leaves. Only people of its committee answer for it: else it is to be assigned.

import type { CommitteeId, PersonId } from '../../../shared/ids.ts';
import type { Charter } from '../../committees/domain/charter.ts';
import { isFilled } from '../../committees/domain/term.ts';
import type { Action } from './action.ts';

/** `heirs`: those who may take the actions of a committee, the first choice first. `after`: the charter once the person has left. */
export function passOn(after: Pick<Charter, 'committees'>, action: Action, heirs: (committee: CommitteeId) => readonly PersonId[], { now, today }: { readonly now: Date; readonly today: string }): Action {
  const seats = after.committees.find(({ id }) => id === action.committee)?.seats ?? [];
  const heir = heirs(action.committee).find((person) => seats.some((seat) => seat.holder === person && isFilled(seat, today)));
  return { ...action, owner: heir === undefined ? null : { is: 'person', person: heir }, changedAt: now };
}
