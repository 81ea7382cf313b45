// What somebody changed by hand in Teams since the last application: each change can be kept (the charter then says the same) or
// put back. It is read off the difference: a step that undoes a change made by hand is a drift.

import type { ChannelKey, CommitteeId, EntraId, TeamKey } from '../../../shared/ids.ts';
import type { Decision } from '../../../shared/decision.ts';
import { accept, refuse } from '../../../shared/decision.ts';
import type { TeamRole } from './found.ts';
import type { Step } from './step.ts';

export type DriftKind =
  | 'team-renamed' | 'team-archived' | 'team-removed' | 'app-removed'
  | 'channel-renamed' | 'channel-archived' | 'channel-removed'
  | 'tab-removed' | 'tab-renamed'
  | 'member-added' | 'member-removed' | 'role-changed';

export interface Drift {
  /** What approving its restoration names: a step, or one person of a bulk. */
  readonly id: string;
  readonly kind: DriftKind;
  readonly team: TeamKey;
  readonly channel: ChannelKey | null;
  readonly committee: CommitteeId | null;
  readonly step: Step;
  /** The account concerned; null when it is no person. */
  readonly user: EntraId | null;
}

/** What is kept when a change made by hand is adopted. */
export type AdoptedChange =
  | { readonly is: 'team-name'; readonly team: TeamKey; readonly name: string }
  | { readonly is: 'channel-name'; readonly channel: ChannelKey; readonly committee: CommitteeId; readonly name: string }
  | { readonly is: 'no-tab'; readonly channel: ChannelKey; readonly committee: CommitteeId }
  | { readonly is: 'extra-person'; readonly where: TeamKey | ChannelKey; readonly committee: CommitteeId | null; readonly user: EntraId; readonly role: TeamRole }
  | { readonly is: 'absent-person'; readonly where: TeamKey | ChannelKey; readonly committee: CommitteeId | null; readonly user: EntraId }
  | { readonly is: 'role'; readonly where: TeamKey | ChannelKey; readonly committee: CommitteeId | null; readonly user: EntraId; readonly role: 'owner' | 'member' };

export type AdoptRefusal = { readonly why: 'a-committee-needs-it'; readonly kind: DriftKind };

export function driftOf(steps: readonly Step[]): Drift[] {
  return steps.filter((step) => step.drift).flatMap((step): Drift[] => {
    const { team, channel, committee } = step;
    const one = (kind: DriftKind, user: EntraId | null = null, id: string = step.id): Drift => ({ id, kind, team, channel, committee, step, user });
    switch (step.do) {
      case 'create-team': return [one('team-removed')];
      case 'rename-team': return [one('team-renamed')];
      case 'unarchive-team': return [one('team-archived')];
      case 'install-app': return [one('app-removed')];
      case 'create-channel': return [one('channel-removed')];
      case 'rename-channel': return [one('channel-renamed')];
      case 'unarchive-channel': return [one('channel-archived')];
      case 'add-tab': return [one('tab-removed')];
      case 'update-tab': return [one('tab-renamed')];
      case 'add-members': return step.people.map((p) => one('member-removed', p.user, `${step.id}:${p.user}`));
      case 'add-channel-member': return [one('member-removed', step.newcomer.user)];
      case 'remove-member': case 'remove-channel-member': return [one('member-added', step.user)];
      case 'set-role': case 'set-channel-role': return [one('role-changed', step.user)];
      // Never made by hand: archiving follows the charter, and greeting is ours.
      case 'archive-team': case 'archive-channel': case 'welcome': return [];
      default: return step satisfies never;
    }
  });
}

/**
 * What has to be put back with it, because it stands on it: a tab on its channel and on our app, somebody's place in a private
 * channel on their place in the team, and everything on an open team.
 */
export function groundOf(drift: Drift, all: readonly Drift[]): Drift[] {
  const { step } = drift;
  const isTab = step.do === 'add-tab' || step.do === 'update-tab';
  return all.filter((other) => {
    if (other.team !== drift.team || other.id === drift.id) return false;
    switch (other.kind) {
      case 'team-removed': case 'team-archived': return true;
      case 'app-removed': return isTab;
      case 'channel-removed': return drift.channel !== null && other.channel === drift.channel;
      case 'channel-archived': return isTab && other.channel === drift.channel;
      case 'member-removed': return step.do === 'add-channel-member' && other.channel === null && other.user === drift.user;
      case 'team-renamed': case 'channel-renamed': case 'tab-removed': case 'tab-renamed': case 'member-added': case 'role-changed': return false;
      default: return other.kind satisfies never;
    }
  });
}

/** Whether keeping somebody in a private channel goes against removing them from its team: with the team they leave its channels. */
export const losesItsGround = (kept: Drift, putBack: readonly Drift[]): boolean =>
  kept.step.do === 'remove-channel-member' && putBack.some((other) => other.step.do === 'remove-member' && other.team === kept.team && other.user === kept.user);

/** Keeping a change is refused where the committee could no longer work: then the charter itself must change. */
export function adopt(drift: Drift, found: { readonly name: string | null; readonly role: TeamRole | null }): Decision<AdoptedChange, AdoptRefusal> {
  const { team, channel, committee, user, step } = drift;
  const where = channel ?? team;
  const no = refuse({ why: 'a-committee-needs-it', kind: drift.kind } as const);
  switch (drift.kind) {
    case 'team-renamed': return found.name === null ? no : accept({ is: 'team-name', team, name: found.name });
    case 'channel-renamed': return channel === null || committee === null || found.name === null ? no : accept({ is: 'channel-name', channel, committee, name: found.name });
    case 'tab-removed': return channel === null || committee === null ? no : accept({ is: 'no-tab', channel, committee });
    case 'member-added': return user === null ? no : accept({ is: 'extra-person', where, committee, user, role: found.role ?? 'member' });
    case 'member-removed': return user === null ? no : accept({ is: 'absent-person', where, committee, user });
    case 'role-changed': return user === null || (step.do !== 'set-role' && step.do !== 'set-channel-role') ? no : accept({ is: 'role', where, committee, user, role: step.from === 'owner' ? 'owner' : 'member' });
    case 'team-archived': case 'team-removed': case 'app-removed': case 'channel-archived': case 'channel-removed': case 'tab-renamed': return no;
    default: return drift.kind satisfies never;
  }
}
