// A committee's year: the slots that its rule gives, beside what stands already, and the meetings that its secretary adopts.
// Generating again changes nothing that stands: what was moved stays moved, what was cancelled stays cancelled.

import type { Decision } from '../../../shared/decision.ts';
import { accept, refuse } from '../../../shared/decision.ts';
import { isLocalDateTime } from '../../../shared/dates.ts';
import type { CommitteeId } from '../../../shared/ids.ts';
import type { Charter, Committee } from '../../committees/domain/charter.ts';
import type { Meeting, MeetingId } from './meeting.ts';
import { regularMeetingId } from './meeting.ts';
import { dayOf, gapOf } from './when.ts';

/** As the port of the same name: the rule's local date-times between two local days, both included. */
export type Occurrences = (rule: string, start: string, zone: string, from: string, until: string) => readonly string[];

/** Another rule from a day on, that day included: « fréquence adaptée ». */
export interface AdaptedCadence { readonly from: string; readonly rule: string; readonly start: string; readonly minutes: number }
export interface YearSlot { readonly slot: string; readonly minutes: number }
export type SlotStatus = 'new' | 'planned' | 'moved' | 'cancelled' | 'convened';
export interface ComparedSlot extends YearSlot { readonly status: SlotStatus; readonly meeting: Meeting | null }

/** What the secretary chose for a slot. A slot that is not named is kept on its day. */
export interface SlotChoice { readonly slot: string; readonly do: 'keep' | 'move' | 'skip'; readonly start?: string | undefined; readonly reason?: string | null | undefined }

export interface PlannedYear {
  /** To be inserted, to be held. */
  readonly planned: Meeting[];
  /** What stood already. */
  readonly kept: Meeting[];
  /** To be inserted as cancelled, so that the next generation does not bring them back. */
  readonly skipped: Meeting[];
}

export type YearRefusal =
  /** No rule, or one that gives no meeting that year. */
  | { readonly why: 'no-slots'; readonly year: number }
  | { readonly why: 'unknown-slot'; readonly slot: string }
  | { readonly why: 'slot-chosen-twice'; readonly slot: string }
  /** What stands is changed by itself, not by planning the year again. */
  | { readonly why: 'stands-already'; readonly slot: string; readonly meeting: MeetingId }
  | { readonly why: 'where-to'; readonly slot: string }
  | { readonly why: 'not-a-date'; readonly slot: string; readonly start: string }
  | { readonly why: 'no-such-hour'; readonly start: string; readonly moved: string }
  | { readonly why: 'past'; readonly start: string }
  /** Two meetings of the committee would begin together. */
  | { readonly why: 'taken'; readonly start: string };

/** The slots of a local year, in order; none for a committee that meets as needed. An adapted cadence holds until the next begins. */
export function yearSlots(committee: Pick<Committee, 'cadence'>, year: number, occurrences: Occurrences, cadences: readonly AdaptedCadence[] = []): YearSlot[] {
  const { cadence } = committee;
  const own = cadence.rule === null || cadence.start === null ? [] : [{ from: '0000-01-01', rule: cadence.rule, start: cadence.start, minutes: cadence.minutes }];
  const rules = [...own, ...[...cadences].sort((a, b) => (a.from < b.from ? -1 : 1))];
  const slots = new Map<string, YearSlot>();
  for (const [i, { from, rule, start, minutes }] of rules.entries()) {
    const next = rules[i + 1]?.from;
    const first = later(from, `${year}-01-01`);
    const last = `${year}-12-31`;
    if (first > last) continue;
    for (const slot of occurrences(rule, start, cadence.zone, first, last)) if (next === undefined || dayOf(slot) < next) slots.set(slot, { slot, minutes });
  }
  return [...slots.values()].sort((a, b) => (a.slot < b.slot ? -1 : 1));
}

const later = (a: string, b: string): string => (a > b ? a : b);

/** Each slot beside the meeting that stands for it, wherever that one was moved. */
export function compareYear(slots: readonly YearSlot[], existing: readonly Meeting[]): ComparedSlot[] {
  const bySlot = new Map(existing.flatMap((m) => (m.kind === 'regular' && m.slot !== null ? [[m.slot, m] as const] : [])));
  return slots.map(({ slot, minutes }) => {
    const meeting = bySlot.get(slot) ?? null;
    return { slot, minutes, status: meeting === null ? 'new' : statusOf(meeting), meeting };
  });
}

function statusOf(meeting: Meeting): SlotStatus {
  if (meeting.state === 'cancelled') return 'cancelled';
  if (meeting.start !== meeting.slot) return 'moved';
  return meeting.state;
}

/** Regular meetings that stand and that the rule, once adapted, no longer has: nobody cancels them but the secretary. */
export function outsideRule(slots: readonly YearSlot[], existing: readonly Meeting[]): Meeting[] {
  const has = new Set(slots.map((s) => s.slot));
  return existing.filter((m) => m.kind === 'regular' && m.state !== 'cancelled' && m.slot !== null && !has.has(m.slot));
}

/**
 * The year as adopted. `existing` are the committee's meetings of that year, moved and cancelled ones too; `today` is the local day:
 * slots before it are left out, for nobody is convened to the past.
 */
export function planYear(committee: Pick<Committee, 'id' | 'cadence'>, year: number, slots: readonly YearSlot[], existing: readonly Meeting[], choices: readonly SlotChoice[], today = '0000-01-01'): Decision<PlannedYear, YearRefusal> {
  if (slots.length === 0) return refuse({ why: 'no-slots', year });
  const { zone } = committee.cadence;
  const chosen = new Map<string, SlotChoice>();
  for (const choice of choices) {
    if (chosen.has(choice.slot)) return refuse({ why: 'slot-chosen-twice', slot: choice.slot });
    chosen.set(choice.slot, choice);
  }
  const compared = compareYear(slots, existing);
  const unknown = choices.find((choice) => !slots.some((s) => s.slot === choice.slot));
  if (unknown !== undefined) return refuse({ why: 'unknown-slot', slot: unknown.slot });

  const planned: Meeting[] = [];
  const skipped: Meeting[] = [];
  const taken = new Set(existing.filter((m) => m.state !== 'cancelled').map((m) => m.start));
  for (const { slot, minutes, meeting } of compared) {
    const choice = chosen.get(slot);
    if (meeting !== null) {
      if (choice !== undefined && choice.do !== 'keep') return refuse({ why: 'stands-already', slot, meeting: meeting.id });
      continue;
    }
    if (dayOf(slot) < today && choice === undefined) continue;
    const placed = placeOf(slot, choice, zone, today);
    if (!placed.ok) return placed;
    const drafted = { ...meetingOfSlot(committee, { slot, minutes }), start: placed.value, reason: choice?.reason ?? null, version: 1 };
    if (choice?.do === 'skip') skipped.push({ ...drafted, state: 'cancelled' });
    else if (taken.has(drafted.start)) return refuse({ why: 'taken', start: drafted.start });
    else {
      taken.add(drafted.start);
      planned.push(drafted);
    }
  }
  return accept({ planned, kept: compared.flatMap((c) => c.meeting ?? []), skipped });
}

function placeOf(slot: string, choice: SlotChoice | undefined, zone: string, today: string): Decision<string, YearRefusal> {
  if (choice?.do === 'skip') return accept(slot);
  // An hour that clocks skip cannot be kept; the one after the skip is where people would be.
  if (choice?.do !== 'move') return dayOf(slot) < today ? refuse({ why: 'past', start: slot }) : accept(gapOf(slot, zone) ?? slot);
  const { start } = choice;
  if (start === undefined) return refuse({ why: 'where-to', slot });
  if (!isLocalDateTime(start)) return refuse({ why: 'not-a-date', slot, start });
  const wanted = start.slice(0, 16);
  if (dayOf(wanted) < today) return refuse({ why: 'past', start: wanted });
  const moved = gapOf(wanted, zone);
  return moved === null ? accept(wanted) : refuse({ why: 'no-such-hour', start: wanted, moved });
}

/** The meeting that a slot would be. Version 0: a rule expects it, nobody planned it. */
export const meetingOfSlot = (committee: Pick<Committee, 'id' | 'cadence'>, { slot, minutes }: YearSlot): Meeting => ({
  id: regularMeetingId(committee.id, slot), committee: committee.id, kind: 'regular', jointly: [], slot, state: 'planned', title: null, reason: null, guests: [], version: 0, notice: null,
  start: slot, minutes, zone: committee.cadence.zone,
});

/**
 * All that the network is to hold that year: what stands and, for committees that adopted nothing yet, the slots of their rule. So a
 * secretary sees a collision with a committee that plans its year next week.
 */
export function networkYear(charter: Pick<Charter, 'committees'>, year: number, occurrences: Occurrences, existing: readonly Meeting[]): Meeting[] {
  const adopted = new Set<CommitteeId>(existing.flatMap((m) => (m.slot?.startsWith(`${year}-`) ? [m.committee] : [])));
  const expected = charter.committees.filter((c) => !adopted.has(c.id)).flatMap((c) => yearSlots(c, year, occurrences).map((slot) => meetingOfSlot(c, slot)));
  return [...existing, ...expected];
}
