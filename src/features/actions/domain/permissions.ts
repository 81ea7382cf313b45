// Who may do what with action items: whoever sees a committee sees its actions, those who take part in its work make some, the owner says
// how it goes, those who keep the committee change everything.

import type { Decision } from '../../../shared/decision.ts';
import { accept, refuse } from '../../../shared/decision.ts';
import type { ActionId, CommitteeId, PersonId } from '../../../shared/ids.ts';
import type { Seat } from '../../committees/domain/charter.ts';
import { coordinates, keepsSecretariat, maySeeCommittee, type PermissionRefusal, type Roles } from '../../committees/domain/permissions.ts';
import { seesInCamera, sitsIn, takesPart } from '../../committees/domain/sight.ts';
import { ownersOf, type Action } from './action.ts';

export type ActionRightRefusal =
  | PermissionRefusal
  /** Its owner, the chair or the secretariat only. */
  | { readonly why: 'owner-only'; readonly action: ActionId }
  /** Chair, secretariat or coordination only. */
  | { readonly why: 'action-keepers-only'; readonly committee: CommitteeId }
  | { readonly why: 'no-action'; readonly action: string };

export type ActionPermission = Decision<true, ActionRightRefusal>;
const yes: ActionPermission = accept(true);
type Whose = Pick<Action, 'id' | 'committee' | 'owner' | 'inCamera'>;

const keeps = (seat: Seat): boolean => seat.role === 'presidence' || seat.role === 'copresidence' || keepsSecretariat(seat);

/** Its owner knows of it whatever became of the seat through which the committee was seen. */
export function maySeeAction(roles: Roles, action: Whose): ActionPermission {
  if (owns(roles, action)) return yes;
  const seen = maySeeCommittee(roles, action.committee);
  if (!seen.ok) return seen;
  return !action.inCamera || seesInCamera(roles, action.committee) ? yes : refuse({ why: 'no-action', action: action.id });
}

export const owns = (roles: Roles, { owner }: Pick<Action, 'owner'>): boolean =>
  owner !== null && roles.known && (owner.is === 'person' ? owner.person === roles.person : roles.seats.some(({ seat }) => seat.id === owner.seat));

/** Members make actions for their own committee; guests and observers do not. */
export function mayCreateAction(roles: Roles, committee: CommitteeId): ActionPermission {
  const kept = mayKeepActions(roles, committee);
  if (kept.ok || sitsIn(roles, committee, takesPart)) return kept.ok ? kept : yes;
  const seen = maySeeCommittee(roles, committee);
  if (!seen.ok) return seen;
  const guest = roles.seats.find((s) => s.committee.id === committee);
  return guest === undefined ? refuse({ why: 'no-seat', committee }) : refuse({ why: 'no-say', role: guest.seat.role });
}

/** Changing anything of any action of the committee: chair, secretariat, coordination, administration. */
export function mayKeepActions(roles: Roles, committee: CommitteeId): ActionPermission {
  const seen = maySeeCommittee(roles, committee);
  if (!seen.ok || roles.administrator || coordinates(roles, [committee], roles.charter).ok || sitsIn(roles, committee, keeps)) return seen;
  return refuse({ why: 'action-keepers-only', committee });
}

/** Saying how it goes, asking for another day, handing it over: its owner, and those who keep the committee. */
export function mayProgress(roles: Roles, action: Whose): ActionPermission {
  const seen = maySeeAction(roles, action);
  if (!seen.ok || owns(roles, action)) return seen;
  return mayKeepActions(roles, action.committee).ok ? yes : refuse({ why: 'owner-only', action: action.id });
}

/** Its words, its priority, its links, cancelling it. */
export function mayEdit(roles: Roles, action: Whose): ActionPermission {
  const seen = maySeeAction(roles, action);
  return seen.ok ? mayKeepActions(roles, action.committee) : seen;
}

export const ownedBy = (roles: Roles, person: PersonId, today: string) => ownersOf(roles.charter, person, today);
