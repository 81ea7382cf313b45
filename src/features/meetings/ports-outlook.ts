// What meetings need of people's calendars, and what is kept of them. Adapters implement it; tests fake it.

import type { EntraId } from '../../shared/ids.ts';
import type { FollowUp } from '../../shared/follow-up.ts';
import type { CalendarEvent } from './domain/calendar-event.ts';
import type { MeetingId, Slot } from './domain/meeting.ts';
import type { EventChange, EventLink, SeenEvent } from './domain/outlook-changes.ts';

/** What a call can end in, sorted by remedy: `lost` may have been done, so look before repeating. Thrown by Calendars and Mailboxes. */
export interface CalendarFault {
  readonly kind: 'lost' | 'throttled' | 'unavailable' | 'unauthenticated' | 'forbidden' | 'not-found' | 'conflict' | 'refused';
  readonly code: string;
  readonly retryAfterMs: number | null;
}

/** Events in the organizer's mailbox. `zone`: the one in which times are read. */
export interface Calendars {
  /** The same key again gives the same event. */
  create(organizer: EntraId, key: string, event: CalendarEvent): Promise<SeenEvent>;
  /** Null when the event was changed meanwhile, or is gone: look again. */
  update(organizer: EntraId, seen: Pick<SeenEvent, 'eventId' | 'etag' | 'zone'>, change: EventChange): Promise<SeenEvent | null>;
  /** Attendees are told, with the comment; without attendees the event is just taken away. Gone already is done. */
  cancel(organizer: EntraId, event: SeenEvent, comment: string): Promise<void>;
  /** Null when it is in no calendar any more. */
  read(organizer: EntraId, eventId: string, zone: string): Promise<SeenEvent | null>;
  /** Around that slot, by the key that it was created with: one whose creation got no answer, or that was taken back out of the bin. */
  find(organizer: EntraId, key: string, slot: Pick<Slot, 'start' | 'zone'>): Promise<SeenEvent | null>;
}

export interface CalendarLinks {
  of(meetings: readonly MeetingId[]): Promise<ReadonlyMap<MeetingId, EventLink>>;
  /** Meetings whose events these are. */
  ofEvents(organizer: EntraId, eventIds: readonly string[]): Promise<ReadonlyMap<string, EventLink>>;
  /** With an event there, of meetings that begin on that local day or later. */
  standing(organizer: EntraId | null, from: string): Promise<readonly EventLink[]>;
  /** Those that do not say what their meeting says yet, of meetings that begin on that local day or later. */
  unsettled(from: string): Promise<readonly EventLink[]>;
  save(link: EventLink, next?: readonly FollowUp[]): Promise<void>;
}

/** How Outlook tells us of changes in one mailbox. */
export interface Watch {
  readonly organizer: EntraId;
  /** Null while there is none, or when it was removed. */
  readonly subscription: string | null;
  /** Of the secret that every notification carries. */
  readonly stateHash: string | null;
  readonly since: Date;
  readonly expiresAt: Date | null;
  /** Where the next reading of the calendar's changes begins; null: from the start. */
  readonly deltaLink: string | null;
  /** Last local day that the reading covers. */
  readonly windowUntil: string | null;
  /** When the last reading began. */
  readonly readAt: Date | null;
  /** When something was missed: what was read before is not enough. */
  readonly staleAt: Date | null;
  /** The service asks for a renewal before its time. */
  readonly renew: boolean;
}

export interface Watches {
  all(): Promise<readonly Watch[]>;
  of(organizer: EntraId): Promise<Watch | null>;
  ofSubscriptions(ids: readonly string[]): Promise<readonly Watch[]>;
  /** What is absent stays as it is. With the follow-ups, in one transaction. */
  note(organizer: EntraId, what: Partial<Omit<Watch, 'organizer'>>, next?: readonly FollowUp[]): Promise<void>;
  /** Follow-ups alone. */
  enqueue(next: readonly FollowUp[]): Promise<void>;
}

/** A change of a calendar, as the list of changes has it. */
export interface CalendarChange { readonly eventId: string; readonly etag: string | null }

/** Subscriptions to a mailbox's events, and the list of what changed there. Throws CalendarFault. */
export interface Mailboxes {
  /** `secret` comes back with every notification. */
  subscribe(organizer: EntraId, secret: string, until: Date): Promise<{ readonly id: string; readonly expiresAt: Date }>;
  /** One of ours on this mailbox, whose creation may have got no answer. */
  subscribed(organizer: EntraId): Promise<readonly { readonly id: string; readonly expiresAt: Date }[]>;
  /** Null when the service no longer knows it. */
  renew(subscription: string, until: Date): Promise<Date | null>;
  unsubscribe(subscription: string): Promise<void>;
  /** Changes since the link was given; from the start without one. Null: the link is too old, start anew. */
  changes(organizer: EntraId, since: { readonly link: string } | { readonly from: string; readonly until: string }): Promise<{ readonly changes: readonly CalendarChange[]; readonly link: string } | null>;
}
