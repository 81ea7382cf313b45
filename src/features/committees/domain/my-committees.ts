// Where a person sits today, weightiest seat first: for the person's home, the bot, and what a page calls « mon rôle ».

import type { Committee, Seat, SeatRole } from './charter.ts';
import type { Roles } from './permissions.ts';

export interface MySeat { readonly committee: Committee; readonly seat: Seat }

const WEIGHT: Readonly<Record<SeatRole, number>> = { presidence: 0, copresidence: 1, secretariat: 2, membre: 3, substitut: 4, invite_permanent: 5, invite: 6, observateur: 7 };
const LEVELS = ['ministeriel_strategique', 'national', 'territorial', 'local', 'conseil', 'projet'] as const;

/** One line a committee: a person with two seats there is shown by the weightier one. */
export function myCommittees(roles: Roles): MySeat[] {
  const best = new Map<string, MySeat>();
  for (const held of roles.seats) {
    const before = best.get(held.committee.id);
    if (before === undefined || WEIGHT[held.seat.role] < WEIGHT[before.seat.role]) best.set(held.committee.id, held);
  }
  return [...best.values()].sort((a, b) => WEIGHT[a.seat.role] - WEIGHT[b.seat.role] || LEVELS.indexOf(a.committee.level) - LEVELS.indexOf(b.committee.level) || a.committee.acronym.localeCompare(b.committee.acronym, 'fr-CA'));
}

/** The seat that says what the person is in that committee; null without one. */
export const mySeat = (roles: Roles, committee: Committee['id']): Seat | null => myCommittees(roles).find((mine) => mine.committee.id === committee)?.seat ?? null;
