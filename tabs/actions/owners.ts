// Whoever may answer for an action of a committee: its people first, then its seats, vacant ones too.
import type { ActionOwner } from '../../src/contract/actions.ts';
import type { CommitteeDetail } from '../../src/contract/committees.ts';
import type { Choosable } from '../ui/picker.tsx';

export type OwnerId = Pick<ActionOwner, 'kind' | 'id'>;
export const ownerValue = ({ kind, id }: OwnerId): string => `${kind}:${id}`;
export function ownerFrom(value: string | null): OwnerId | null {
  const kind = value?.startsWith('seat:') === true ? 'seat' : 'person';
  return value === null ? null : { kind, id: value.slice(kind.length + 1) };
}

export interface OwnerWords { readonly seat: string; readonly vacant: string }

export const choicesOfOwners = (owners: readonly ActionOwner[], words: OwnerWords): readonly Choosable[] =>
  owners.map((one) => ({ id: ownerValue(one), name: one.label, ...(one.kind === 'seat' && { detail: one.person === null ? words.vacant : words.seat }) }));

export function choicesOfCommittee({ seatList }: Pick<CommitteeDetail, 'seatList'>, words: OwnerWords): readonly Choosable[] {
  const people = new Map(seatList.flatMap(({ holder, roleName }) => (holder === null ? [] : [[holder.id, { id: `person:${holder.id}`, name: holder.title, detail: roleName }] as const])));
  const seats = seatList.map((seat) => ({ id: `seat:${seat.id}`, name: [seat.roleName, seat.represents].filter(Boolean).join(', '), detail: seat.vacant ? words.vacant : `${words.seat} · ${seat.holder?.title ?? ''}` }));
  return [...people.values(), ...seats];
}
