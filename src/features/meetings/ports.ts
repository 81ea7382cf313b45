// What meetings need from outside, in their own words. Adapters implement it; tests fake it.

import type { FollowUp } from '../../shared/follow-up.ts';
import type { CommitteeId } from '../../shared/ids.ts';
import type { Text } from '../../shared/language.ts';
import type { JournalEntry } from '../journal/domain/entry.ts';
import type { Attendance, Meeting, MeetingId } from './domain/meeting.ts';
import type { AdaptedCadence } from './domain/year.ts';

export interface Clock { now(): Date }

/** The occurrences of a committee's rule (RFC 5545), as local date-times `2027-06-24T09:00`, between two local days, both included. */
export type Recurrence = (rule: string, start: string, zone: string, from: string, until: string) => readonly string[];

/** Saved in the same transaction as the facts: what was done, for the journal, and what is to be done next. */
export interface Saving { readonly journal: readonly JournalEntry[]; readonly next: readonly FollowUp[] }

export interface MeetingStore {
  find(id: MeetingId): Promise<Meeting | null>;
  /** Of these committees (all of them when null), joint ones included, that begin between two local days, both included; cancelled ones too. */
  between(committees: readonly CommitteeId[] | null, from: string, until: string): Promise<readonly Meeting[]>;
  /** The rules that replaced the committee's own, the earliest first. */
  cadences(committee: CommitteeId): Promise<readonly AdaptedCadence[]>;
  /** All of them with the journal and the follow-ups, in one transaction; none, and an empty list, when one of the ids stands already: look again. With the year, the rules that it was planned by. */
  plan(meetings: readonly Meeting[], saving: Saving, by?: { readonly committee: CommitteeId; readonly cadences: readonly AdaptedCadence[] }): Promise<readonly Meeting[]>;
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

/** Where a meeting stands in its organizer's calendar, for people to see. `waiting`: it is being written there. */
export interface OnCalendar { readonly state: 'waiting' | 'there' | 'failed'; readonly sentence: Text; readonly joinUrl: string | null }
export interface CalendarView { of(meetings: readonly MeetingId[]): Promise<ReadonlyMap<MeetingId, OnCalendar>> }
