// What a desk looks after: one committee, a territory, or all that its reader answers for.

import type { CommitteeId } from '../../../shared/ids.ts';
import { mayKeepActions } from '../../actions/domain/permissions.ts';
import { isCoordinator, maySeeCommittee, territoryOf, type Roles } from '../../committees/domain/permissions.ts';
import { answersFor } from '../../committees/domain/sight.ts';

/** The committees of the scope: the one that was chosen, else those for which the reader answers. */
export function committeesOf(roles: Roles, { committee, territory }: { readonly committee: CommitteeId | null; readonly territory: string | null }): readonly CommitteeId[] {
  const { charter } = roles;
  const seen = charter.committees.filter(({ id }) => maySeeCommittee(roles, id).ok);
  if (committee !== null) return seen.flatMap(({ id }) => (id === committee ? [id] : []));
  return seen.filter((each) => answersFor(roles, each.id) && (territory === null || territoryOf(charter, each) === territory)).map(({ id }) => id);
}

/** Those of them that the reader keeps: as chair, secretariat or coordination. */
export const keptAmong = (roles: Roles, committees: readonly CommitteeId[]): readonly CommitteeId[] => committees.filter((id) => mayKeepActions(roles, id).ok);

/** Whether the whole desk is for the reader, or only what is theirs. */
export const hasDesk = (roles: Roles): boolean => isCoordinator(roles) || roles.administrator || roles.auditor || roles.charter.committees.some(({ id }) => roles.seats.some((held) => held.committee.id === id) && mayKeepActions(roles, id).ok);

/** Territories that the reader may choose among. */
export function territoriesOf(roles: Roles, committees: readonly CommitteeId[]): readonly string[] {
  const { charter } = roles;
  const among = new Set(charter.committees.flatMap((each) => (committees.includes(each.id) ? (territoryOf(charter, each) ?? []) : [])));
  return charter.territories.map(({ id }) => id).filter((id) => among.has(id));
}
