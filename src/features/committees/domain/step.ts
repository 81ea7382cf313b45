// One act on the tenant that would bring it closer to the charter. A step names what it needs, so that the same facts serve the
// plan that people read, the run that carries it out, and the journal.

import type { ChannelKey, CommitteeId, EntraId, PersonId, TeamKey } from '../../../shared/ids.ts';
import type { TeamRole } from './found.ts';

export interface Newcomer { readonly person: PersonId | null; readonly user: EntraId; readonly role: 'owner' | 'member' }

export type Act =
  /** With its standard channels, their tabs and our app in the same request; people come after. */
  | { readonly do: 'create-team'; readonly owner: EntraId }
  | { readonly do: 'rename-team'; readonly from: string; readonly to: string }
  | { readonly do: 'unarchive-team' }
  | { readonly do: 'archive-team'; readonly name: string }
  | { readonly do: 'install-app' }
  | { readonly do: 'add-members'; readonly people: readonly Newcomer[] }
  | { readonly do: 'set-role'; readonly user: EntraId; readonly membershipId: string; readonly from: TeamRole; readonly to: TeamRole; readonly name: string }
  | { readonly do: 'remove-member'; readonly user: EntraId; readonly membershipId: string; readonly name: string }
  | { readonly do: 'create-channel'; readonly people: readonly Newcomer[] }
  | { readonly do: 'rename-channel'; readonly from: string; readonly to: string }
  | { readonly do: 'unarchive-channel' }
  | { readonly do: 'archive-channel'; readonly name: string }
  | { readonly do: 'add-channel-member'; readonly newcomer: Newcomer }
  | { readonly do: 'set-channel-role'; readonly user: EntraId; readonly membershipId: string; readonly from: TeamRole; readonly to: TeamRole; readonly name: string }
  | { readonly do: 'remove-channel-member'; readonly user: EntraId; readonly membershipId: string; readonly name: string }
  | { readonly do: 'add-tab' }
  | { readonly do: 'update-tab'; readonly tabId: string; readonly from: string; readonly to: string }
  /** By the bot, not through Graph. */
  | { readonly do: 'welcome' };

export type StepKind = Act['do'];

export type Step = {
  /** The same act on the same thing always has the same id: that is how a run is resumed and a plan compared. */
  readonly id: string;
  readonly sign: '+' | '~' | '-';
  readonly team: TeamKey;
  readonly channel: ChannelKey | null;
  readonly committee: CommitteeId | null;
  /** Somebody changed by hand what this step puts back. */
  readonly drift: boolean;
} & Act;

/** Least privileged application permission of each act. Source: "Permissions" of each Graph v1.0 page. Null: not a Graph call. */
export const PERMISSION: Readonly<Record<StepKind, string | null>> = {
  'create-team': 'Team.Create',
  'rename-team': 'TeamSettings.ReadWrite.All',
  'unarchive-team': 'TeamSettings.ReadWrite.All',
  'archive-team': 'TeamSettings.ReadWrite.All',
  'install-app': 'TeamsAppInstallation.ReadWriteSelfForTeam.All',
  'add-members': 'TeamMember.ReadWrite.All',
  'set-role': 'TeamMember.ReadWrite.All',
  'remove-member': 'TeamMember.ReadWrite.All',
  'create-channel': 'Channel.Create',
  'rename-channel': 'ChannelSettings.ReadWrite.All',
  'unarchive-channel': 'ChannelSettings.ReadWrite.All',
  'archive-channel': 'ChannelSettings.ReadWrite.All',
  'add-channel-member': 'ChannelMember.ReadWrite.All',
  'set-channel-role': 'ChannelMember.ReadWrite.All',
  'remove-channel-member': 'ChannelMember.ReadWrite.All',
  'add-tab': 'TeamsTab.ReadWriteSelfForTeam.All',
  'update-tab': 'TeamsTab.ReadWriteSelfForTeam.All',
  welcome: null,
};

/** What Gouverne needs in order to read the tenant at all, whatever the plan. */
export const READING_PERMISSIONS: readonly string[] = [
  'Team.ReadBasic.All', 'Channel.ReadBasic.All', 'GroupMember.Read.All', 'User.Read.All', 'AppCatalog.Read.All',
];

/** What stands in the way of something that the charter asks for: it stops only what depends on it. */
export type Obstacle = {
  readonly id: string;
  readonly team: TeamKey;
  readonly channel: ChannelKey | null;
  readonly committee: CommitteeId | null;
} & (
  | { readonly is: 'unknown-account'; readonly person: PersonId }
  | { readonly is: 'disabled-account'; readonly person: PersonId }
  | { readonly is: 'no-owner-account' }
  | { readonly is: 'stranger-with-the-name'; readonly name: string }
  | { readonly is: 'app-not-in-catalogue' }
  | { readonly is: 'channel-of-another-kind'; readonly name: string; readonly found: string; readonly wanted: string }
  | { readonly is: 'last-owner'; readonly name: string }
  | { readonly is: 'permission-missing'; readonly permission: string; readonly steps: number }
);

export interface Unchanged { readonly id: string; readonly team: TeamKey; readonly channel: ChannelKey | null; readonly committee: CommitteeId | null; readonly name: string }

export interface Difference {
  readonly steps: readonly Step[];
  readonly obstacles: readonly Obstacle[];
  readonly unchanged: readonly Unchanged[];
}
