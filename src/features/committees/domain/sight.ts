// What of the committees' record a reader may know: whoever sees a committee sees its record, but what was said in camera is for those
// who take part in its work, and for the audit. Guests and observers do not.

import type { CommitteeId } from '../../../shared/ids.ts';
import type { Seat, SeatRole } from './charter.ts';
import { maySeeCommittee, territoryOf, type Roles } from './permissions.ts';

/** Committees whose record is seen, and those among them of which also what was said in camera. */
export interface Sight { readonly committees: readonly CommitteeId[]; readonly inCamera: readonly CommitteeId[] }

const GUESTS: ReadonlySet<SeatRole> = new Set(['observateur', 'invite', 'invite_permanent']);
export const takesPart = (seat: Pick<Seat, 'role'>): boolean => !GUESTS.has(seat.role);

export const sitsIn = (roles: Roles, committee: CommitteeId, as: (seat: Seat) => boolean): boolean => roles.seats.some((s) => s.committee.id === committee && as(s.seat));

export const seesInCamera = (roles: Roles, committee: CommitteeId): boolean => roles.auditor || sitsIn(roles, committee, takesPart);

export function sightOf(roles: Roles): Sight {
  const committees = roles.charter.committees.map(({ id }) => id).filter((id) => maySeeCommittee(roles, id).ok);
  return { committees, inCamera: committees.filter((id) => seesInCamera(roles, id)) };
}

/** The same for one committee, or for those of a territory, where either is asked for. */
export function narrowed(sight: Sight, { charter }: Roles, { committee, territory }: { readonly committee?: CommitteeId | undefined; readonly territory?: string | undefined }): Sight {
  if (committee === undefined && territory === undefined) return sight;
  const wanted = new Set(charter.committees.filter((each) => (committee === undefined || each.id === committee) && (territory === undefined || territoryOf(charter, each) === territory)).map(({ id }) => id));
  return { committees: sight.committees.filter((id) => wanted.has(id)), inCamera: sight.inCamera.filter((id) => wanted.has(id)) };
}
