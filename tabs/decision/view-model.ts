// How far a decision has reached, in the order in which it is read: what is done first, what is silent last.
import type { Reach, ReachState } from '../../src/contract/decisions.ts';

export type InstitutionReach = Reach['institutions'][number];
export const REACH_STATES: readonly ReachState[] = ['applied', 'planned', 'received', 'not-applicable', 'asked'];

/** More than these are looked after from the table. */
const FEW = 3;
export function mineIn({ institutions }: Reach): readonly InstitutionReach[] {
  const mine = institutions.filter(({ may }) => may.ok);
  return mine.length <= FEW ? mine : [];
}

export interface TerritoryRow { readonly id: string; readonly name: string; readonly applied: number; readonly asked: number; readonly values: readonly number[] }
/** Those with the most still to do first. */
export const byTerritory = ({ territories }: Reach): readonly TerritoryRow[] =>
  territories
    .map(({ id, name, counts }) => ({ id, name, applied: counts.applied, asked: REACH_STATES.reduce((total, state) => total + counts[state], 0), values: REACH_STATES.map((state) => counts[state]) }))
    .sort((a, b) => leftOf(b) - leftOf(a) || a.name.localeCompare(b.name, 'fr-CA'));
const leftOf = ({ values }: TerritoryRow): number => values.reduce((total, value, place) => (REACH_STATES[place] === 'applied' || REACH_STATES[place] === 'not-applicable' ? total : total + value), 0);
