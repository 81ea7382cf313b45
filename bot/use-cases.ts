// What the bot asks of the product. compose.ts gives it; tests give fakes.
import type { Decision } from '../src/shared/decision.ts';
import type { CommitteeId, EntraId } from '../src/shared/ids.ts';
import type { Language, Text } from '../src/shared/language.ts';
import type { ActionUseCases } from './use-cases-actions.ts';
import type { IncidentUseCases } from './use-cases-incidents.ts';
import type { DecisionUseCases } from './use-cases-decisions.ts';
import type { MeetingUseCases } from './use-cases-meetings.ts';

/** A committee as one reader may know it. */
export interface CommitteeView {
  readonly id: CommitteeId;
  readonly acronym: string;
  readonly name: Text;
  /** `restreinte`: a card then shows the acronym and the link, whatever else is given here. */
  readonly confidential: boolean;
  readonly levelName: Text;
  readonly mandate: Text;
  /** The function that chairs; null when the seat is vacant. */
  readonly chair: Text | null;
  /** The reader's own role there; null without a seat. */
  readonly role: Text | null;
  /** Deep links (src/shared/teams-links.ts); null until the workspace exists. */
  readonly links: { readonly tab: string | null; readonly channel: string | null };
}

/** Somebody who speaks to the bot. */
export interface Reader {
  readonly person: EntraId;
  /** French until the person chose otherwise; the locale of their Teams is not a choice (C-11, s. 18.1). */
  readonly language: Language;
  /** Holds a seat or a right in the charter. */
  readonly known: boolean;
}

/** What the app entered: a team, one of its private channels (which take the app on their own), or somebody's chat. */
export type Place =
  | { readonly is: 'team'; readonly teamId: string; readonly groupId: string | null; readonly channelId: string | null }
  | { readonly is: 'chat'; readonly person: EntraId };

export interface BotUseCases {
  readonly meetings: MeetingUseCases;
  readonly decisions: DecisionUseCases;
  readonly actions: ActionUseCases;
  readonly incidents: IncidentUseCases;
  helpFor(person: EntraId): Promise<Reader>;
  /** By importance to the reader; committees without a seat of theirs are not listed. */
  myCommittees(person: EntraId): Promise<readonly CommitteeView[]>;
  /** Whose channel it is; null when it is nobody's. `groupId`: the team's id in Graph, null where Teams never said. */
  committeeOfChannel(groupId: string | null, channelId: string, person: EntraId): Promise<CommitteeView | null>;
  /** `not-found` also for what the reader may not know to exist. */
  committee(id: CommitteeId, person: EntraId): Promise<Decision<CommitteeView, { readonly why: 'not-found' }>>;
  /** Enqueues the greetings that are missing there (`welcome-channel`, `welcome-chat`). Told twice of the same place: no effect. */
  appEntered(place: Place): Promise<void>;
  /** Where the person responsible for personal information is reached; null when the charter names nobody. */
  privacyOfficer(): Promise<{ readonly title: Text; readonly email: string } | null>;
}
