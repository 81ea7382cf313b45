// What stands in the tenant and is the charter's, but is not in our memory yet: a team just created with its channels, a tab whose
// answer was lost, a channel that somebody had made under the right name. Remembered, it is known again under any name.

import type { FoundChannel, FoundMember, RememberedChannel } from '../domain/found.ts';
import type { Surroundings } from '../domain/missing-steps.ts';
import type { DesiredTeam } from '../domain/workspace.ts';
import type { EntraId, PersonId } from '../../../shared/ids.ts';
import type { TeamRole } from '../domain/found.ts';
import type { Remembering } from '../ports.ts';

/** Null when memory and tenant agree already. */
export function takeStock(desired: readonly DesiredTeam[], world: Surroundings): Remembering | null {
  const teams: NonNullable<Remembering['teams']>[number][] = [];
  const channels: NonNullable<Remembering['channels']>[number][] = [];
  for (const team of desired) {
    const found = world.tenant.teams.get(team.key);
    if (found === undefined || found === 'removed') continue;
    const remembered = world.memory.teams.get(team.key);
    if (remembered?.id !== found.id) teams.push({ key: team.key, id: found.id, name: found.name, webUrl: found.webUrl, people: asked(found.members, team.owners, team.members, world) });
    for (const channel of team.channels) {
      const known = world.memory.channels.get(channel.key);
      const name = world.adoptions.channelNames.get(channel.key) ?? channel.name;
      const there = found.channels.find((c) => c.id === known?.id) ?? found.channels.find((c) => c.name.toLowerCase() === name.toLowerCase() && c.kind === channel.kind);
      if (there === undefined) continue;
      const tabId = tabOf(there, channel.tab.entityId, known);
      if (known?.id === there.id && known.tabId === tabId) continue;
      channels.push({ key: channel.key, team: team.key, id: there.id, name: known?.id === there.id ? known.name : there.name, webUrl: there.webUrl, tabId, ...(known?.id === there.id || there.members === null ? {} : { people: asked(there.members, channel.owners, channel.members, world) }) });
    }
  }
  return teams.length === 0 && channels.length === 0 ? null : { teams, channels };
}

/** A tab that we remember and that is gone stays remembered: that is how its removal by hand is told from one never made. */
function tabOf(channel: FoundChannel, entityId: string, known: RememberedChannel | undefined): string | null {
  if (known?.tabId !== undefined && known.tabId !== null) return known.tabId;
  return channel.tabs?.find((tab) => tab.entityId === entityId)?.id ?? null;
}

/** Those present whom the charter asks for. The others were added by hand, and stay strangers to our memory. */
function asked(present: readonly FoundMember[], owners: readonly PersonId[], members: readonly PersonId[], world: Surroundings): Map<EntraId, TeamRole> {
  const wanted = new Set([...owners, ...members].map((person) => world.tenant.accounts.get(person)).flatMap((account) => (account?.is === 'known' ? [account.id] : [])));
  return new Map(present.filter((m) => wanted.has(m.user)).map((m) => [m.user, m.role]));
}
