// Who may do what with the register: whoever sees a committee reads its decisions, chair and secretariat and those who coordinate the
// committee record them, an institution's own people say how far a decision has gone there.

import type { Decision } from '../../../shared/decision.ts';
import { accept, refuse } from '../../../shared/decision.ts';
import type { CommitteeId, PersonId } from '../../../shared/ids.ts';
import type { Charter, Committee, Seat } from '../../committees/domain/charter.ts';
import { coordinates, keepsSecretariat, maySeeCommittee, type PermissionRefusal, type Roles } from '../../committees/domain/permissions.ts';
import { seesInCamera, sitsIn, takesPart } from '../../committees/domain/sight.ts';
import { isFilled, seatsToday } from '../../committees/domain/term.ts';
import type { RegisterLine } from './registered-decision.ts';

export type DecisionRightRefusal =
  | PermissionRefusal
  /** Chair, secretariat or coordination only. */
  | { readonly why: 'register-keepers-only'; readonly committee: CommitteeId }
  /** Whoever was not in the room does not record what was said in camera. */
  | { readonly why: 'in-camera-members-only'; readonly committee: CommitteeId }
  /** Also of one that the reader may not know to exist. */
  | { readonly why: 'no-decision'; readonly decision: string }
  | { readonly why: 'not-their-institution'; readonly institution: string };

export type DecisionPermission = Decision<true, DecisionRightRefusal>;
const yes: DecisionPermission = accept(true);

const presides = (seat: Seat): boolean => seat.role === 'presidence' || seat.role === 'copresidence';
const keeps = (seat: Seat): boolean => presides(seat) || keepsSecretariat(seat);

/** `asked`: institutions to which it was sent; their people read what they are to apply, even from a committee that is closed to them. */
export function maySeeDecision(roles: Roles, { id, committee, inCamera }: Pick<RegisterLine, 'id' | 'committee' | 'inCamera'>, asked: readonly string[] = []): DecisionPermission {
  const hidden: DecisionPermission = refuse({ why: 'no-decision', decision: id });
  const seen = maySeeCommittee(roles, committee);
  if (inCamera) return seen.ok && seesInCamera(roles, committee) ? yes : hidden;
  if (seen.ok) return yes;
  if (seen.refusal.why === 'unknown-person') return seen;
  return asked.some((institution) => mayAnswerReach(roles, institution).ok) ? yes : hidden;
}

/** Recording, amending, setting a day of review, sending to institutions. */
export function mayRecord(roles: Roles, committee: CommitteeId, inCamera = false): DecisionPermission {
  const seen = maySeeCommittee(roles, committee);
  if (!seen.ok) return seen;
  if (!coordinates(roles, [committee], roles.charter).ok && !sitsIn(roles, committee, keeps)) return refuse(overOr(roles, committee));
  return inCamera && !sitsIn(roles, committee, takesPart) ? refuse({ why: 'in-camera-members-only', committee }) : yes;
}

function overOr(roles: Roles, committee: CommitteeId): DecisionRightRefusal {
  const past = roles.pastSeats.find((s) => s.committee.id === committee && keeps(s.seat));
  return past === undefined ? { why: 'register-keepers-only', committee } : { why: 'term-over', committee, until: past.seat.until };
}

/** Saying what became of a decision in an institution: the people of its local committee, and whoever coordinates its territory. */
export function mayAnswerReach(roles: Roles, institution: string): DecisionPermission {
  if (!roles.known) return refuse({ why: 'unknown-person' });
  const local = localCommittee(roles.charter, institution);
  if (local !== null && sitsIn(roles, local.id, takesPart)) return yes;
  const territory = roles.charter.institutions.find(({ id }) => id === institution)?.territory;
  const coordinated = roles.coordination === 'network' || (territory !== undefined && roles.coordination.includes(territory));
  return coordinated ? yes : refuse({ why: 'not-their-institution', institution });
}

export const localCommittee = (charter: Pick<Charter, 'committees'>, institution: string): Committee | null =>
  charter.committees.find((committee) => committee.level === 'local' && committee.institution === institution) ?? null;

/** Who is asked: those of the local committee; where there is none, or nobody in it, whoever coordinates the territory. */
export function answerers(charter: Charter, institution: string, today: string): PersonId[] {
  const local = localCommittee(charter, institution);
  const people = local === null ? [] : seatsToday(local, today).flatMap((seat) => (seat.holder !== null && isFilled(seat, today) && takesPart(seat) && seat.alternateOf === null ? [seat.holder] : []));
  if (people.length > 0) return [...new Set(people)];
  const territory = charter.institutions.find(({ id }) => id === institution)?.territory;
  return [...new Set(charter.appRoles.flatMap((role) => (role.role === 'coordination' && role.scope !== null && role.scope === territory ? role.persons : [])))];
}

/** The institutions for which somebody answers. */
export const institutionsOf = (roles: Roles): readonly string[] => roles.charter.institutions.map(({ id }) => id).filter((id) => mayAnswerReach(roles, id).ok);
