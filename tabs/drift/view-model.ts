// The choices made over a list of differences, and what they amount to.
import type { Drift, DriftItem, DriftResolution } from '../../src/contract/provisioning.ts';

export type Choice = 'leave' | 'adopt' | 'restore';
export type Choices = ReadonlyMap<string, Choice>;

/** All at once, where the rule allows it; what cannot be is left. */
export const chooseAll = (items: readonly DriftItem[], choice: Choice): Choices =>
  new Map(items.map((item) => [item.id, choice !== 'leave' && item[choice].ok ? choice : 'leave']));

/** Only items that are still there count: a fresh check may have dropped some. */
export function resolutionOf(items: readonly DriftItem[], choices: Choices): DriftResolution {
  const ids = (choice: Choice): string[] => items.filter((item) => choices.get(item.id) === choice && (choice === 'leave' || item[choice].ok)).map((item) => item.id);
  return { adopt: ids('adopt'), restore: ids('restore') };
}

export function byTeam(drift: Drift): readonly { readonly team: string; readonly items: readonly DriftItem[] }[] {
  const teams = new Map<string, DriftItem[]>();
  for (const item of drift.items) teams.set(item.team, [...(teams.get(item.team) ?? []), item]);
  return [...teams].map(([team, items]) => ({ team, items }));
}
