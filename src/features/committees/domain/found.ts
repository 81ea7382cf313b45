// What stands in the tenant, as read from Graph, and what Gouverne remembers of its own last application. Together they tell
// a change of the charter from a change that somebody made by hand.

import type { ChannelKey, EntraId, PersonId, TeamKey } from '../../../shared/ids.ts';
import type { ChannelKind } from './charter.ts';

export type TeamRole = 'owner' | 'member' | 'guest';

export interface FoundMember {
  /** Graph's membership id, needed to change or remove it. */
  readonly membershipId: string;
  readonly user: EntraId;
  readonly name: string;
  readonly role: TeamRole;
}

export interface FoundTab {
  readonly id: string;
  readonly name: string;
  readonly entityId: string | null;
  readonly contentUrl: string | null;
}

export interface FoundChannel {
  readonly id: string;
  readonly name: string;
  readonly kind: ChannelKind;
  readonly archived: boolean;
  readonly webUrl: string | null;
  /** Tabs of our own app; null when they were not read. */
  readonly tabs: readonly FoundTab[] | null;
  /** Private and shared channels; null when they were not read or are the team's. */
  readonly members: readonly FoundMember[] | null;
}

export interface FoundTeam {
  readonly id: string;
  readonly name: string;
  readonly archived: boolean;
  readonly webUrl: string | null;
  /** Id of our app's installation; null when it is not installed. */
  readonly installation: string | null;
  readonly channels: readonly FoundChannel[];
  readonly members: readonly FoundMember[];
}

/** What Gouverne itself made or last set, from its own store. */
export interface RememberedChannel {
  readonly id: string;
  /** The name that it was last given. */
  readonly name: string;
  readonly tabId: string | null;
  /** Role of each account as last applied; empty for a standard channel. */
  readonly people: ReadonlyMap<EntraId, TeamRole>;
}
export interface RememberedTeam {
  readonly id: string;
  readonly name: string;
  readonly people: ReadonlyMap<EntraId, TeamRole>;
}
export interface Memory {
  readonly teams: ReadonlyMap<TeamKey, RememberedTeam>;
  readonly channels: ReadonlyMap<ChannelKey, RememberedChannel>;
}

/** A person of the charter in the tenant's directory. */
export type Account =
  | { readonly is: 'known'; readonly id: EntraId }
  | { readonly is: 'unknown' }
  | { readonly is: 'disabled'; readonly id: EntraId };
export type Accounts = ReadonlyMap<PersonId, Account>;

/** What was decided about a change made by hand: kept, and so part of what the charter wants. */
export interface Adoptions {
  readonly teamNames: ReadonlyMap<TeamKey, string>;
  readonly channelNames: ReadonlyMap<ChannelKey, string>;
  /** Channels whose tab may stay away. */
  readonly withoutTab: ReadonlySet<ChannelKey>;
  /** Accounts that stay although no seat asks for them, with their role; key: team or channel key. */
  readonly extraPeople: ReadonlyMap<string, ReadonlyMap<EntraId, TeamRole>>;
  /** Accounts that stay away although a seat asks for them. */
  readonly absentPeople: ReadonlyMap<string, ReadonlySet<EntraId>>;
  /** Accounts that keep another role than their seat's. */
  readonly roles: ReadonlyMap<string, ReadonlyMap<EntraId, 'owner' | 'member'>>;
}

export interface Tenant {
  /** Teams that are known to be ours, by key. A team that was remembered and is gone is `removed`. */
  readonly teams: ReadonlyMap<TeamKey, FoundTeam | 'removed'>;
  /** Teams of the same name that do not bear our mark. */
  readonly strangers: ReadonlyMap<TeamKey, { readonly id: string; readonly name: string }>;
  readonly accounts: Accounts;
  /** Catalogue id of our app; null when it is not in the organisation's catalogue. */
  readonly catalogApp: string | null;
  /** Application permissions in our token; null when they could not be read. */
  readonly granted: ReadonlySet<string> | null;
}
