// Everything that Gouverne records having been done. An act holds ids, counts and the titles of things, never the name or
// the address of a person: the journal is kept when a person's data are destroyed.

import type { ActionId, ChannelKey, CommitteeId, DecisionId, EntraId, IncidentId, PersonId, TeamKey } from '../../../shared/ids.ts';
import type { Language } from '../../../shared/language.ts';

/** Somebody the charter knows, or an account that only Teams knows. */
export type Someone = PersonId | EntraId;
type MemberRole = 'owner' | 'member' | 'guest';

/** What somebody changed by hand in Teams: where, whose access when it is a person's, and a name or a role before and after. */
interface HandChange {
  readonly change: 'name' | 'tab' | 'person-added' | 'person-removed' | 'role' | 'archived';
  readonly place: TeamKey | ChannelKey;
  readonly person: Someone | null;
  readonly before: string | null;
  readonly after: string | null;
}

type ReachState = 'asked' | 'received' | 'planned' | 'applied' | 'not-applicable';
type ActionState = 'todo' | 'in-progress' | 'blocked' | 'done' | 'cancelled';

/** By act, its facts. `before` and `after` are what changed; they are stored apart so that every reader finds them. */
export interface ActFacts {
  'charter-loaded': { readonly version: number; readonly source: string; readonly sha256: string; readonly committees: number; readonly before: number | null; readonly after: number };
  'plan-applied': { readonly run: string; readonly charterVersion: number; readonly create: number; readonly change: number; readonly archive: number; readonly cannot: number };
  'run-resumed': { readonly run: string };
  'run-finished': { readonly run: string; readonly state: 'done' | 'partial' | 'failed'; readonly done: number; readonly failed: number };
  'committee-created': { readonly committee: CommitteeId; readonly acronym: string };
  'committee-changed': { readonly committee: CommitteeId; readonly acronym: string; readonly fields: readonly string[]; readonly before: unknown; readonly after: unknown };
  'committee-removed': { readonly committee: CommitteeId; readonly acronym: string };
  'team-created': { readonly team: TeamKey; readonly name: string; readonly graphId: string };
  'team-renamed': { readonly team: TeamKey; readonly before: string; readonly after: string };
  'team-archived': { readonly team: TeamKey; readonly name: string };
  'team-reopened': { readonly team: TeamKey; readonly name: string };
  'channel-created': { readonly team: TeamKey; readonly channel: ChannelKey; readonly name: string; readonly kind: 'standard' | 'private' | 'shared'; readonly graphId: string };
  'channel-renamed': { readonly team: TeamKey; readonly channel: ChannelKey; readonly before: string; readonly after: string };
  'channel-archived': { readonly team: TeamKey; readonly channel: ChannelKey; readonly name: string };
  'channel-reopened': { readonly team: TeamKey; readonly channel: ChannelKey; readonly name: string };
  'members-added': { readonly team: TeamKey; readonly channel: ChannelKey | null; readonly persons: readonly Someone[]; readonly role: MemberRole };
  'member-removed': { readonly team: TeamKey; readonly channel: ChannelKey | null; readonly person: Someone };
  'role-changed': { readonly team: TeamKey; readonly channel: ChannelKey | null; readonly person: Someone; readonly before: MemberRole; readonly after: MemberRole };
  'tab-added': { readonly team: TeamKey; readonly channel: ChannelKey };
  'tab-changed': { readonly team: TeamKey; readonly channel: ChannelKey; readonly before: string; readonly after: string };
  'app-installed': { readonly team: TeamKey };
  'welcome-posted': { readonly channel: ChannelKey };
  /** Somebody changed Teams by hand, and the charter now says the same. */
  'drift-adopted': HandChange;
  /** Somebody changed Teams by hand, and Gouverne put it back. */
  'drift-restored': HandChange;
  /** The year's meetings were adopted: how many were planned, and how many stand on a day on which one would rather not sit. */
  'year-adopted': { readonly year: number; readonly planned: number; readonly flagged: number };
  'meeting-planned': { readonly meeting: string; readonly start: string; readonly zone: string; readonly kind: 'regular' | 'special'; readonly jointly: readonly CommitteeId[] };
  /** `before` and `after` are local date-times in `zone`; `where` says whether it was moved here or in Outlook. */
  'meeting-moved': { readonly meeting: string; readonly zone: string; readonly minutes: number; readonly where: 'gouverne' | 'outlook'; readonly before: string; readonly after: string };
  'meeting-renamed': { readonly meeting: string; readonly start: string; readonly where: 'gouverne' | 'outlook'; readonly before: string | null; readonly after: string | null };
  'meeting-cancelled': { readonly meeting: string; readonly start: string; readonly where: 'gouverne' | 'outlook' };
  'meeting-restored': { readonly meeting: string; readonly start: string };
  'guests-changed': { readonly meeting: string; readonly start: string; readonly before: number; readonly after: number };
  /** The notice of meeting (revision 1), or a revised one, with how many were told. */
  'meeting-convened': { readonly meeting: string; readonly start: string; readonly revision: number; readonly told: number };
  'attendance-answered': { readonly meeting: string; readonly start: string; readonly person: PersonId; readonly alternate: PersonId | null; readonly where: 'card' | 'tab' | 'outlook'; readonly before: string | null; readonly after: string };
  /** `owner` is `person:{id}` or `seat:{id}`. */
  'action-created': { readonly action: ActionId; readonly due: string; readonly owner: string | null; readonly origin: string };
  'action-handed-over': { readonly action: ActionId; readonly before: string | null; readonly after: string | null };
  /** `times`: how often the due day was put off by now. */
  'action-due-changed': { readonly action: ActionId; readonly times: number; readonly before: string; readonly after: string };
  'action-state-changed': { readonly action: ActionId; readonly before: ActionState; readonly after: ActionState };
  /** Somebody left: seats and rights passed on, and the actions that were theirs in person. */
  'handed-over': { readonly person: PersonId; readonly seats: number; readonly roles: number; readonly actions: number; readonly interim: boolean };
  'action-changed': { readonly action: ActionId; readonly fields: readonly string[] };
  /** `sha256`: of the decision as it was recorded (decisions/domain/seal.ts). Of one taken in camera the vote is not told. */
  'decision-recorded': { readonly decision: DecisionId; readonly number: string; readonly kind: 'decision' | 'ruling' | 'direction' | 'recommendation'; readonly inCamera: boolean; readonly present: number; readonly votes: { readonly for: number; readonly against: number; readonly abstained: number } | null; readonly meeting: string | null; readonly sha256: string };
  'decision-superseded': { readonly decision: DecisionId; readonly by: DecisionId };
  /** `amendment`: the first one is 1. */
  'decision-amended': { readonly decision: DecisionId; readonly amendment: number; readonly sha256: string };
  'decision-review-set': { readonly decision: DecisionId; readonly before: string | null; readonly after: string | null };
  'decision-sent': { readonly decision: DecisionId; readonly institutions: number };
  'reach-answered': { readonly decision: DecisionId; readonly institution: string; readonly where: 'card' | 'tab'; readonly plannedOn: string | null; readonly before: ReachState; readonly after: ReachState };
  /** Something typed held what looks like a health insurance number, and went no further. `where`: `api/actions`, `bot/card`. */
  'entry-refused': { readonly where: string; readonly field: string | null };
  'incident-opened': { readonly incident: IncidentId; readonly nature: string; readonly origin: 'register' | 'bot' };
  'incident-changed': { readonly incident: IncidentId; readonly fields: readonly string[] };
  'incident-state-changed': { readonly incident: IncidentId; readonly before: 'open' | 'closed'; readonly after: 'open' | 'closed' };
  'incidents-exported': { readonly count: number };
  'preference-changed': { readonly before: Language | null; readonly after: Language };
  /** Durations before a meeting, and whether there are quiet hours; null before: what the charter says. */
  'reminders-chosen': { readonly before: readonly string[] | null; readonly after: readonly string[]; readonly quiet: boolean };
  /** The secret address of somebody's calendar feed; one made before no longer answers. */
  'feed-made': object;
  'feed-revoked': object;
}

export type ActName = keyof ActFacts;
export type Act<Name extends ActName = ActName> = { readonly [N in Name]: { readonly act: N } & ActFacts[N] }[Name];
