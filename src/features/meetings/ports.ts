// What meetings need from outside, in their own words. Adapters implement it; tests fake it.

import type { FollowUp } from '../../shared/follow-up.ts';
import type { CommitteeId, EntraId } from '../../shared/ids.ts';
import type { Charter } from '../committees/domain/charter.ts';
import type { JournalEntry } from '../journal/domain/entry.ts';
import type { Attendance, Meeting, MeetingId, Slot } from './domain/meeting.ts';

export interface Clock { now(): Date }

/** The occurrences of a committee's rule (RFC 5545), as local date-times `2027-06-24T09:00`, between two local days, both included. */
export type Recurrence = (rule: string, start: string, zone: string, from: string, until: string) => readonly string[];

/** The charter in force. */
export interface Network { charter(): Promise<Charter | null> }

/** Saved in the same transaction as the facts: what was done, for the journal, and what is to be done next. */
export interface Saving { readonly journal: readonly JournalEntry[]; readonly next: readonly FollowUp[] }

export interface MeetingStore {
  find(id: MeetingId): Promise<Meeting | null>;
  /** Of these committees (all of them when null) that begin between two local days, both included; cancelled ones too. */
  between(committees: readonly CommitteeId[] | null, from: string, until: string): Promise<readonly Meeting[]>;
  /** Inserts those that are not there (by id) and leaves the others alone; with the journal and the follow-ups, in one transaction. */
  plan(meetings: readonly Meeting[], saving: Saving): Promise<readonly Meeting[]>;
  /** Null when the version is no longer the one that was seen. */
  change(meeting: Meeting, seen: number, saving: Saving): Promise<Meeting | null>;
  attendance(meetings: readonly MeetingId[]): Promise<readonly Attendance[]>;
  /** False when the same or a later answer stands already. */
  answer(attendance: Attendance, saving: Saving): Promise<boolean>;
}

/** Free and busy times of people, through Graph's getSchedule. */
export interface BusyTimes {
  /** Per address, busy intervals that touch the window; null when the mailbox cannot be read. Instants. */
  busy(organizer: string, addresses: readonly string[], from: Date, until: Date): Promise<ReadonlyMap<string, readonly { readonly from: Date; readonly until: Date }[] | null>>;
}

/** An event as a calendar holds it. */
export interface CalendarEvent extends Slot {
  readonly subject: string;
  readonly body: string;
  readonly attendees: readonly { readonly email: string; readonly name: string; readonly needed: boolean }[];
  /** A Teams link is wanted. */
  readonly online: boolean;
  /** Nobody is told of it. */
  readonly cancelled: boolean;
}

/** What a calendar shows of an event that is ours. */
export interface SeenEvent extends Slot {
  readonly eventId: string;
  readonly changeKey: string;
  readonly subject: string;
  readonly cancelled: boolean;
  readonly joinUrl: string | null;
  readonly webLink: string | null;
  readonly answers: readonly { readonly email: string; readonly answer: 'accepted' | 'declined' | 'tentative' | 'none'; readonly at: Date | null }[];
}

/** Calendars of the tenant through Graph, in the organizer's mailbox. Throws faults with a `kind` like the committees' TenantFault. */
export interface Calendars {
  /** The same `key` again gives the same event (transactionId, and our own mark to find it again). */
  create(organizer: EntraId, key: string, event: CalendarEvent): Promise<SeenEvent>;
  /** Null when the event is gone. */
  update(organizer: EntraId, eventId: string, change: Partial<CalendarEvent>): Promise<SeenEvent | null>;
  cancel(organizer: EntraId, eventId: string, comment: string): Promise<void>;
  read(organizer: EntraId, eventId: string): Promise<SeenEvent | null>;
  /** Finds by our mark an event whose creation got no answer. */
  find(organizer: EntraId, key: string): Promise<SeenEvent | null>;
}

/** Ties a meeting to its event in the organizer's mailbox. */
export interface EventLink {
  readonly meeting: MeetingId;
  readonly organizer: EntraId;
  readonly eventId: string;
  /** What the calendar held when we last wrote or read it: what differs from it was changed by people in Outlook. */
  readonly seen: { readonly start: string; readonly minutes: number; readonly zone: string; readonly subject: string; readonly cancelled: boolean; readonly changeKey: string };
  readonly joinUrl: string | null;
}
