// What the form of a departure holds: who takes each seat, the rights and the actions; what is still missing, and the request that it makes.
import type { z } from 'zod';
import type { HandOver, HandOverPreview } from '../../src/contract/handover.ts';

export interface Choices {
  /** Null: the seat is left to be filled. */
  readonly seats: Readonly<Record<string, string | null>>;
  readonly roles: string | null;
  readonly actions: string | null;
  readonly interim: boolean;
}

/** The alternates, where there are some. */
export const proposedBy = ({ seats, roles, proposed, actions }: HandOverPreview): Choices => ({
  seats: Object.fromEntries(seats.map(({ seat, proposed: first }) => [seat, first])),
  roles: roles.length === 0 ? null : proposed, actions: personal(actions).length === 0 ? null : proposed, interim: false,
});

/** Seats that cannot be left vacant, and rights that nobody else has, for which nobody is chosen yet. */
export const missing = ({ seats, roles }: HandOverPreview, chosen: Choices): { readonly seats: readonly string[]; readonly roles: boolean } => ({
  seats: seats.filter(({ seat, required }) => required !== null && (chosen.seats[seat] ?? null) === null).map(({ seat }) => seat),
  roles: chosen.roles === null && roles.some(({ required }) => required),
});

export const requestOf = ({ person, version, seats }: HandOverPreview, chosen: Choices, dryRun: boolean): z.input<typeof HandOver> =>
  ({ person: person.id, version, seats: Object.fromEntries(seats.map(({ seat }) => [seat, chosen.seats[seat] ?? null])), roles: chosen.roles, actions: chosen.actions, interim: chosen.interim, dryRun });

/** Those that no seat carries. */
export const personal = (actions: HandOverPreview['actions']): HandOverPreview['actions'] => actions.filter(({ owner }) => owner?.kind === 'person');
/** Those that follow their seat by themselves. */
export const carried = (actions: HandOverPreview['actions']): HandOverPreview['actions'] => actions.filter(({ owner }) => owner?.kind === 'seat');

export const isEmpty = ({ seats, roles, actions, hidden }: HandOverPreview): boolean => seats.length + roles.length + actions.length + hidden === 0;
