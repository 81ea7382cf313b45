// What of the committees' record a reader may know: whoever sees a committee sees its record, but what was said in camera is for those
// who take part in its work, and for the audit. Guests and observers do not.

import type { CommitteeId } from '../../../shared/ids.ts';
import type { Seat, SeatRole } from './charter.ts';
import { coordinates, maySeeCommittee, territoryOf, type Roles } from './permissions.ts';

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

/** Where somebody sits or which they coordinate; the administration and the audit answer for them all. Whether it is seen is another question. */
export const answersFor = (roles: Roles, committee: CommitteeId): boolean =>
  roles.auditor || roles.administrator || sitsIn(roles, committee, () => true) || coordinates(roles, [committee], roles.charter).ok;

export interface Narrowing {
  readonly committee?: CommitteeId | undefined;
  readonly territory?: string | undefined;
  /** Only what the reader answers for. */
  readonly answered?: boolean | undefined;
}

/** The same for one committee, those of a territory, or those for which the reader answers, as far as it is asked for. */
export function narrowed(sight: Sight, roles: Roles, { committee, territory, answered = false }: Narrowing): Sight {
  if (committee === undefined && territory === undefined && !answered) return sight;
  const { charter } = roles;
  const wanted = new Set(charter.committees.filter((each) => (committee === undefined || each.id === committee) && (territory === undefined || territoryOf(charter, each) === territory) && (!answered || answersFor(roles, each.id))).map(({ id }) => id));
  return { committees: sight.committees.filter((id) => wanted.has(id)), inCamera: sight.inCamera.filter((id) => wanted.has(id)) };
}
