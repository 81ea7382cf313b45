// What the committees need from outside, in their own words. Adapters implement it; tests fake it.

import type { ChannelKey, CommitteeId, EntraId, PersonId, TeamKey } from '../../shared/ids.ts';
import type { CharterChanges } from './domain/charter-changes.ts';
import type { Charter } from './domain/charter.ts';
import type { Accounts, Adoptions, FoundChannel, FoundTeam, Memory, TeamRole } from './domain/found.ts';
import type { AdoptedChange } from './domain/drift.ts';
import type { Newcomer, Step } from './domain/step.ts';
import type { DesiredChannel, DesiredTeam } from './domain/workspace.ts';

export interface Clock {
  now(): Date;
  /** Resolves after that long, or as soon as the signal aborts. */
  sleep(ms: number, until?: AbortSignal): Promise<void>;
}

/** The tenant's Teams, through Graph. Every call may throw a fault with a `kind` (see TenantFault). */
export interface TenantTeams {
  /** Catalogue id of our app; null when it is not in the organisation's catalogue. */
  catalogApp(): Promise<string | null>;
  /** Work address of an account; null when the directory does not know it. */
  addressOf(account: EntraId): Promise<string | null>;
  accounts(persons: readonly { readonly id: PersonId; readonly email: string }[]): Promise<Accounts>;
  /** Application permissions in our own token; null when they cannot be told. */
  granted(): Promise<ReadonlySet<string> | null>;
  /** Looks for teams by name, and tells those that bear our mark from those that do not. */
  find(teams: readonly Pick<DesiredTeam, 'key' | 'name' | 'description'>[]): Promise<{ readonly ours: ReadonlyMap<TeamKey, string>; readonly strangers: ReadonlyMap<TeamKey, { readonly id: string; readonly name: string }> }>;
  /** Everything that the difference compares; null when the team is gone. */
  read(teamId: string): Promise<FoundTeam | null>;
  /** What a team that was just created got with it: its channels and their tabs. Its people are added meanwhile. */
  readCreated(teamId: string, team: DesiredTeam, owner: EntraId, withApp: boolean): Promise<FoundTeam>;

  createTeam(team: DesiredTeam, owner: EntraId, catalogApp: string | null, withoutTab: ReadonlySet<ChannelKey>): Promise<{ readonly id: string; readonly operation: string }>;
  /** State of a creation under way. May be asked again only after more than 30 s. */
  creation(operation: string): Promise<{ readonly is: 'running' } | { readonly is: 'done'; readonly tookMs: number } | { readonly is: 'failed'; readonly reason: string }>;
  renameTeam(teamId: string, name: string): Promise<void>;
  archiveTeam(teamId: string): Promise<void>;
  unarchiveTeam(teamId: string): Promise<void>;
  installApp(teamId: string, catalogApp: string): Promise<void>;
  /** Per account: added, or why not. An account that was there already counts as added. */
  addMembers(teamId: string, people: readonly Newcomer[]): Promise<ReadonlyMap<EntraId, { readonly ok: true; readonly membershipId: string; readonly name: string } | { readonly ok: false; readonly fault: TenantFault }>>;
  setRole(teamId: string, channelId: string | null, membershipId: string, role: TeamRole): Promise<void>;
  removeMember(teamId: string, channelId: string | null, membershipId: string): Promise<void>;
  createChannel(teamId: string, channel: DesiredChannel, name: string, people: readonly Newcomer[]): Promise<FoundChannel>;
  renameChannel(teamId: string, channelId: string, name: string): Promise<void>;
  archiveChannel(teamId: string, channelId: string): Promise<void>;
  unarchiveChannel(teamId: string, channelId: string): Promise<void>;
  addChannelMember(teamId: string, channelId: string, newcomer: Newcomer): Promise<{ readonly membershipId: string; readonly name: string }>;
  addTab(teamId: string, channelId: string, channel: DesiredChannel, catalogApp: string): Promise<string>;
  updateTab(teamId: string, channelId: string, tabId: string, channel: DesiredChannel): Promise<void>;
}

/** What a call to the tenant can end in, sorted by remedy. Thrown by TenantTeams. */
export interface TenantFault {
  readonly kind: 'lost' | 'throttled' | 'unavailable' | 'unauthenticated' | 'forbidden' | 'not-found' | 'conflict' | 'refused';
  readonly code: string;
  readonly message: string;
  readonly retryAfterMs: number | null;
}

/** The bot's greeting in a committee's channel; exactly once, whoever asks. */
export interface Greeter {
  /** `sent`, or `waiting` while Teams has not yet told the bot of its installation there. */
  welcome(channel: { readonly key: ChannelKey; readonly committee: CommitteeId; readonly teamId: string; readonly channelId: string }): Promise<'sent' | 'waiting'>;
}

// ---- the store

/** A charter as it was loaded, with its number: 1, 2, 3… Exactly one is in force. */
export interface CharterVersion {
  readonly version: number;
  readonly source: string;
  readonly sha256: string;
  readonly charter: Charter;
  readonly loadedAt: Date;
}

export interface Charters {
  inForce(): Promise<CharterVersion | null>;
  /**
   * Puts a charter in force, journaled; the same text again is no new version. `over`: the version that it was made from. Null when
   * another one came into force since: what that one changed would be lost.
   */
  load(charter: Charter, about: { readonly source: string; readonly sha256: string; readonly text: string; readonly by: PersonId | null; readonly at: Date; readonly over: number | null; readonly changes: CharterChanges }): Promise<CharterVersion | null>;
}

export type StepState =
  | { readonly is: 'todo' }
  | { readonly is: 'running' }
  | { readonly is: 'done' }
  | { readonly is: 'retry'; readonly at: Date; readonly reason: StepReason }
  | { readonly is: 'failed'; readonly reason: StepReason }
  /** It stands on something that failed. */
  | { readonly is: 'blocked'; readonly reason: StepReason };

export interface StepReason { readonly kind: TenantFault['kind'] | 'waiting' | 'failed-creation' | 'blocked'; readonly code: string; readonly message: string }

export interface RecordedStep {
  readonly step: Step;
  readonly state: StepState;
  readonly attempts: number;
  readonly startedAt: Date | null;
}

export type RunState = 'queued' | 'running' | 'done' | 'partial' | 'failed';
export interface Run {
  readonly id: string;
  readonly state: RunState;
  readonly startedBy: PersonId | null;
  readonly charterVersion: number;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  /** Steps that change or remove and that somebody saw in the plan: only these of their kind are carried out. */
  readonly approved: ReadonlySet<string>;
  /** Only these committees; null for the whole network. */
  readonly only: readonly CommitteeId[] | null;
  /** Nothing but what was approved, not even building: how single changes made by hand are put back. */
  readonly exact: boolean;
}

/** What a step changed, to be remembered in the same transaction as its end. */
export interface Remembering {
  readonly teams?: readonly { readonly key: TeamKey; readonly id: string; readonly name: string; readonly webUrl?: string | null; readonly people?: ReadonlyMap<EntraId, TeamRole>; readonly archived?: boolean }[];
  readonly channels?: readonly { readonly key: ChannelKey; readonly team: TeamKey; readonly id: string; readonly name: string; readonly webUrl?: string | null; readonly tabId?: string | null; readonly people?: ReadonlyMap<EntraId, TeamRole>; readonly archived?: boolean }[];
  /** A creation that was accepted and is not finished. */
  readonly creation?: { readonly key: TeamKey; readonly id: string; readonly operation: string; readonly at: Date; readonly nextCheckAt: Date };
  /** A creation that failed or was never carried out. */
  readonly creationGone?: TeamKey;
  /** How long the service took, so that the next first check is timed better. */
  readonly creationTookMs?: number;
}

/** How a step ended, or when it is to be tried again. */
export interface Outcome {
  readonly step: Step;
  readonly state: StepState;
  readonly remembering?: Remembering;
  /** It was found done and nothing of ours was under way: no act of ours. */
  readonly byOthers?: true;
}

/** A team whose creation was asked for: with what is known of the answer. */
export interface PendingCreation {
  readonly key: TeamKey;
  readonly askedAt: Date;
  /** Null when the answer was lost. */
  readonly accepted: { readonly id: string; readonly operation: string; readonly nextCheckAt: Date } | null;
}

export interface ProvisioningStore {
  /** Records the run, its first steps, the journal entry and the job that carries it out, in one transaction. Refuses while another run is unfinished. */
  start(run: { readonly by: PersonId | null; readonly charterVersion: number; readonly at: Date; readonly approved: ReadonlySet<string>; readonly only: readonly CommitteeId[] | null; readonly exact: boolean; readonly steps: readonly Step[] }): Promise<{ readonly ok: true; readonly run: Run } | { readonly ok: false; readonly running: Run }>;
  get(runId: string): Promise<Run | null>;
  latest(): Promise<Run | null>;
  unfinished(): Promise<Run | null>;
  steps(runId: string): Promise<readonly RecordedStep[]>;
  /** Before anything is sent: the steps are under way. A step that is new to the run is added to it. */
  begin(runId: string, steps: readonly Step[], at: Date): Promise<void>;
  /** After the answers: the steps' states, what is to be remembered, and the journal entries, in one transaction. */
  settle(runId: string, outcomes: readonly Outcome[], at: Date): Promise<void>;
  remember(remembering: Remembering, at: Date): Promise<void>;
  finish(runId: string, state: RunState, at: Date): Promise<void>;

  memory(): Promise<Memory>;
  /** When each team was last written to: a read sooner than the service settles may not show it. */
  lastWrites(): Promise<ReadonlyMap<TeamKey, Date>>;
  pendingCreations(): Promise<readonly PendingCreation[]>;
  /** What four of five recent creations of a team took at most, in milliseconds; null when none is known. */
  usualCreationMs(): Promise<number | null>;
  /** Channels that the bot has welcomed. */
  welcomed(): Promise<ReadonlySet<ChannelKey>>;
  /** `checkedAt`: when the one of these persons (of all, when none are named) was looked up that was looked up longest ago. */
  knownAccounts(among?: readonly PersonId[]): Promise<{ readonly accounts: Accounts; readonly checkedAt: Date | null }>;
  rememberAccounts(accounts: Accounts, at: Date): Promise<void>;

  adoptions(): Promise<Adoptions>;
  adopt(adoption: Adoption, by: PersonId, at: Date): Promise<void>;
}

/** A change made by hand in Teams that a coordinator decided to keep. */
export type Adoption = AdoptedChange;

/** Only one replica carries out a run at a time. */
export interface Leases {
  /** Runs the work while the lease is held and renewed; null when somebody else holds it. `lost` aborts when renewal failed. */
  hold<Result>(name: string, work: (lost: AbortSignal) => Promise<Result>): Promise<Result | null>;
}
