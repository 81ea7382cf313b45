// What telling people of their meetings needs from outside: what they chose, what they were told, and who hears it. Adapters implement
// it; tests fake it.

import type { FollowUp } from '../../shared/follow-up.ts';
import type { PersonId } from '../../shared/ids.ts';
import type { OutgoingEdit, OutgoingMessage } from '../conversations/domain/outgoing.ts';
import type { MeetingId, Notice } from './domain/meeting.ts';
import type { QuietHours } from './domain/reminders.ts';

export interface ReminderChoice {
  /** ISO 8601: `P7D`, `PT30M`. None: no reminder. */
  readonly before: readonly string[];
  readonly quiet: QuietHours | null;
}

export interface ReminderChoices {
  /** Those who chose; the others have what the network's charter says. */
  of(persons: readonly PersonId[]): Promise<ReadonlyMap<PersonId, ReminderChoice>>;
  /** Saved with its journal entry and the work that follows; the same choice again is no act. */
  choose(person: PersonId, choice: ReminderChoice, at: Date, next: readonly FollowUp[]): Promise<void>;
}

/** Secret addresses of personal calendar feeds. The secret itself is kept nowhere. */
export interface CalendarFeeds {
  of(person: PersonId): Promise<{ readonly madeAt: Date } | null>;
  owner(secretHash: string): Promise<PersonId | null>;
  /** The address made before no longer answers. */
  make(person: PersonId, secretHash: string, at: Date): Promise<void>;
  /** None there is no act. */
  revoke(person: PersonId, at: Date): Promise<void>;
}

export interface ChannelPlace { readonly channelId: string; readonly groupId: string }

/** What was last told in Teams of a meeting, and where its card stands. */
export interface Told { readonly meeting: MeetingId; readonly notice: Notice; readonly channels: readonly ChannelPlace[] }

export interface Saying { readonly send: readonly OutgoingMessage[]; readonly edit: readonly OutgoingEdit[] }

export interface Telling {
  of(meeting: MeetingId): Promise<Told | null>;
  /** With what is to be said, in one transaction. False when `seen`, the revision that was told (0: none), is so no longer. */
  save(told: Told, seen: number, saying: Saying, at: Date): Promise<boolean>;
  /** Nothing but what is to be said. */
  say(saying: Saying): Promise<void>;
}
