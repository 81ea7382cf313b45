// Which committee a Teams channel belongs to, for a configuration page that proposes and a bot that answers in a channel.

import type { ChannelKey, CommitteeId } from '../../../shared/ids.ts';
import type { Charter, Committee } from './charter.ts';
import type { Memory } from './found.ts';
import { slug } from './workspace.ts';

export type PlaceOf =
  /** We made the channel for it. */
  | { readonly is: 'channel'; readonly committee: Committee }
  /** The only committee of the team. */
  | { readonly is: 'team'; readonly committee: Committee }
  | { readonly is: 'nobody' };

/** `groupId` is the team's id in Graph; null where Teams did not say. */
export function placeOf(charter: Charter, memory: Memory, groupId: string | null, channelId: string): PlaceOf {
  const committee = (id: CommitteeId): Committee | undefined => charter.committees.find((c) => c.id === id);
  for (const [key, channel] of memory.channels) {
    const found = channel.id === channelId ? committee(committeeOfChannel(key)) : undefined;
    if (found !== undefined) return { is: 'channel', committee: found };
  }
  const team = [...memory.teams].find(([, t]) => t.id === groupId)?.[0];
  const housed = team === undefined ? [] : charter.committees.filter((c) => slug(c.workspace.team) === team);
  // Of a team with one open committee and private ones, the open one speaks for the team.
  const open = housed.filter((c) => c.workspace.kind === 'standard');
  const [only] = housed.length === 1 ? housed : open;
  return only !== undefined && (housed.length === 1 || open.length === 1) ? { is: 'team', committee: only } : { is: 'nobody' };
}

/** A channel's key begins with its committee's id. */
export const committeeOfChannel = (key: ChannelKey): CommitteeId => key.split('/')[0] as CommitteeId;
