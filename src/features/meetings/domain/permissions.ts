// Who may do what with a committee's meetings. Planning is for those who keep the committee, those who coordinate it and the
// administration; answering is for those convened.

import type { Decision } from '../../../shared/decision.ts';
import { accept, refuse } from '../../../shared/decision.ts';
import type { CommitteeId } from '../../../shared/ids.ts';
import type { Seat } from '../../committees/domain/charter.ts';
import type { PermissionRefusal, Roles } from '../../committees/domain/permissions.ts';
import { coordinates, keepsSecretariat, maySeeCommittee } from '../../committees/domain/permissions.ts';
import { convenedTo } from './convened.ts';
import type { Meeting } from './meeting.ts';
import { dayOf } from './when.ts';

export type MeetingRightRefusal =
  | PermissionRefusal
  /** Secretariat, chair, coordination or administration only. */
  | { readonly why: 'keepers-only'; readonly committee: CommitteeId }
  /** Secretariat only; the chair where there is none. */
  | { readonly why: 'secretariat-only'; readonly committee: CommitteeId }
  | { readonly why: 'not-convened' };

export type MeetingPermission = Decision<true, MeetingRightRefusal>;
type Whose = Pick<Meeting, 'committee' | 'jointly' | 'guests' | 'start'>;
const yes: MeetingPermission = accept(true);

const presides = (seat: Seat): boolean => seat.role === 'presidence' || seat.role === 'copresidence';
const keeps = (seat: Seat): boolean => presides(seat) || keepsSecretariat(seat);

/** Generating a year, calling a meeting, moving, renaming, cancelling, restoring, convening, inviting. */
export function mayPlan(roles: Roles, committee: CommitteeId): MeetingPermission {
  const seen = maySeeCommittee(roles, committee);
  if (!seen.ok || roles.administrator || coordinates(roles, [committee], roles.charter).ok) return seen;
  if (roles.seats.some((s) => s.committee.id === committee && keeps(s.seat))) return yes;
  const past = roles.pastSeats.find((s) => s.committee.id === committee && keeps(s.seat));
  return refuse(past === undefined ? { why: 'keepers-only', committee } : { why: 'term-over', committee, until: past.seat.until });
}

/** That a meeting exists. Of a joint one, each committee must be open to the reader; whoever is convened sees it anyhow. */
export function maySeeMeeting(roles: Roles, meeting: Whose): MeetingPermission {
  const hidden = [meeting.committee, ...meeting.jointly].map((id) => maySeeCommittee(roles, id)).find((seen) => !seen.ok);
  return hidden === undefined || isConvened(roles, meeting) ? yes : hidden;
}

/** One's own presence. */
export const mayAnswer = (roles: Roles, meeting: Whose): MeetingPermission => (isConvened(roles, meeting) ? yes : refuse({ why: 'not-convened' }));

/** Somebody else's presence, as they said it to the secretariat. */
export function mayAnswerFor(roles: Roles, meeting: Whose): MeetingPermission {
  const mine = roles.seats.filter((s) => s.committee.id === meeting.committee);
  if (mine.some(({ seat }) => keepsSecretariat(seat))) return yes;
  const nobodyKeepsIt = !(roles.charter.committees.find((c) => c.id === meeting.committee)?.seats ?? []).some((seat) => seat.holder !== null && keepsSecretariat(seat));
  return nobodyKeepsIt && mine.some(({ seat }) => presides(seat)) ? yes : refuse({ why: 'secretariat-only', committee: meeting.committee });
}

/** The quorum forecast and who answered what: those who can still do something about it. */
export const maySeeForecast = (roles: Roles, meeting: Pick<Meeting, 'committee'>): MeetingPermission => mayPlan(roles, meeting.committee);

const isConvened = (roles: Roles, meeting: Whose): boolean => convenedTo(roles.charter, meeting, dayOf(meeting.start)).some((c) => c.person === roles.person);
