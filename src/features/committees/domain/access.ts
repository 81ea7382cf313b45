// Where somebody has access in Teams by the charter: the teams, and the private channels, of a day.

import type { PersonId } from '../../../shared/ids.ts';
import type { DesiredTeam } from './workspace.ts';

export interface Access { readonly team: string; readonly channels: readonly string[] }

export const accessOf = (desired: readonly DesiredTeam[], person: PersonId): readonly Access[] => desired.flatMap((team) => {
  if (![...team.owners, ...team.members].includes(person)) return [];
  return [{ team: team.name, channels: team.channels.filter(({ kind, owners, members }) => kind !== 'standard' && [...owners, ...members].includes(person)).map(({ name }) => name) }];
});

/** What one charter gives and the other no longer does. */
export const accessLost = (before: readonly DesiredTeam[], after: readonly DesiredTeam[], person: PersonId): readonly Access[] => {
  const left = new Map(accessOf(after, person).map((access) => [access.team, access.channels]));
  return accessOf(before, person).flatMap(({ team, channels }) => {
    const kept = left.get(team);
    const lost = channels.filter((name) => kept?.includes(name) !== true);
    return kept === undefined || lost.length > 0 ? [{ team, channels: lost }] : [];
  });
};
