// The year of a committee: drafted from its rule beside what stands, with what is in the way of each slot; then adopted as its
// secretary chose, slot by slot. Drafting changes nothing.

import { isDate, isLocalDateTime } from '../../../shared/dates.ts';
import { accept, refuse, type Decision } from '../../../shared/decision.ts';
import { looksLikeHealthNumber } from '../../../shared/health-number.ts';
import type { CommitteeId } from '../../../shared/ids.ts';
import { judgeRule, type RuleFault } from '../../committees/domain/cadence-rule.ts';
import type { Charter, Committee } from '../../committees/domain/charter.ts';
import type { Actor, JournalEntry } from '../../journal/domain/entry.ts';
import { collisionsOf, ownObstacles } from '../domain/collisions.ts';
import type { Meeting, MeetingId, Obstacle } from '../domain/meeting.ts';
import { dayOf, localIn } from '../domain/when.ts';
import { compareYear, meetingOfSlot, networkYear, outsideRule, planYear, yearSlots, type AdaptedCadence, type ComparedSlot, type SlotChoice, type YearRefusal, type YearSlot } from '../domain/year.ts';
import type { Recurrence } from '../ports.ts';
import { conveneLater, type ActDeps } from './announce.ts';

export interface YearAsked {
  readonly committee: CommitteeId;
  readonly year: number;
  /** Another rule from a day on; null: the committee's own again; absent: as the year was last adopted. */
  readonly cadence?: AdaptedCadence | null | undefined;
}

export type AskedRefusal =
  | { readonly why: 'unknown-committee'; readonly committee: string }
  | { readonly why: 'bad-rule'; readonly fault: RuleFault }
  | { readonly why: 'not-a-date'; readonly start: string }
  | { readonly why: 'no-duration' };
export type AdoptRefusal = AskedRefusal | YearRefusal | { readonly why: 'health-number'; readonly field: 'reason' } | { readonly why: 'planned-meanwhile' };

export interface DraftedSlot extends ComparedSlot {
  /** As it stands, or as it would be planned. */
  readonly planned: Meeting;
  readonly obstacles: readonly Obstacle[];
}

export interface DraftedYear {
  readonly committee: Committee;
  readonly cadences: readonly AdaptedCadence[];
  /** Slots of the rule that are past and that nobody planned are left out. */
  readonly slots: readonly DraftedSlot[];
  readonly past: number;
  /** Regular meetings that stand and that the rule no longer has. */
  readonly outside: readonly Meeting[];
}

export interface YearDeps extends ActDeps { readonly recurrence: Recurrence }

export const draftYear = (deps: Omit<YearDeps, 'announce'>) =>
  async (charter: Charter, asked: YearAsked): Promise<Decision<DraftedYear, AskedRefusal>> => {
    const year = await gather(deps, charter, asked);
    if (!year.ok) return year;
    const { committee, cadences, slots, own, others, today } = year.value;
    const compared = compareYear(slots, own);
    const shown = compared.filter((c) => c.meeting !== null || dayOf(c.slot) >= today);
    const meetings = shown.map((c) => c.meeting ?? meetingOfSlot(committee, c));
    const obstacles = obstaclesOfAll(charter, meetings, others);
    return accept({
      committee, cadences, past: compared.length - shown.length, outside: outsideRule(slots, own).filter((m) => m.slot?.startsWith(`${asked.year}-`) === true && dayOf(m.start) >= today),
      slots: shown.map((c, i) => ({ ...c, planned: meetings[i]!, obstacles: c.status === 'cancelled' ? [] : (obstacles.get(meetings[i]!.id) ?? []) })),
    });
  };

export interface AdoptedYear { readonly planned: readonly Meeting[]; readonly kept: readonly Meeting[]; readonly skipped: readonly Meeting[] }

export const adoptYear = (deps: YearDeps) =>
  async (charter: Charter, asked: YearAsked, choices: readonly SlotChoice[], by: Actor): Promise<Decision<AdoptedYear, AdoptRefusal>> => {
    if (choices.some(({ reason }) => typeof reason === 'string' && looksLikeHealthNumber(reason))) return refuse({ why: 'health-number', field: 'reason' });
    // Somebody may plan at the same moment: what then stands is found, and kept.
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const year = await gather(deps, charter, asked);
      if (!year.ok) return year;
      const { committee, cadences, slots, own, others, today } = year.value;
      const decision = planYear(committee, asked.year, slots, own, choices, today);
      if (!decision.ok) return decision;
      const { planned, skipped, kept } = decision.value;
      if (planned.length + skipped.length === 0) return accept({ planned, skipped, kept });
      const flagged = obstaclesOfAll(charter, planned, others).size;
      const saved = await deps.meetings.plan([...planned, ...skipped], {
        journal: journalOf(asked, planned, skipped, flagged, by, deps.clock.now()),
        next: planned.flatMap((meeting) => [...deps.announce(meeting, 'planned'), ...conveneLater(charter, meeting)]),
      }, { committee: committee.id, cadences });
      if (saved.length > 0) return accept({ planned, skipped, kept });
    }
    return refuse({ why: 'planned-meanwhile' });
  };

interface Gathered {
  readonly committee: Committee;
  readonly cadences: readonly AdaptedCadence[];
  readonly slots: readonly YearSlot[];
  /** Every meeting of the committee whose slot or day is near that year. */
  readonly own: readonly Meeting[];
  /** All that the network holds that year, and what is expected of the other committees that have not adopted it. */
  readonly others: readonly Meeting[];
  readonly today: string;
}

async function gather({ meetings, recurrence, clock }: Omit<YearDeps, 'announce'>, charter: Charter, { committee: id, year, cadence }: YearAsked): Promise<Decision<Gathered, AskedRefusal>> {
  const committee = charter.committees.find((c) => c.id === id);
  if (committee === undefined) return refuse({ why: 'unknown-committee', committee: id });
  if (cadence !== undefined && cadence !== null) {
    const wrong = judgeCadence(cadence);
    if (wrong !== null) return refuse(wrong);
  }
  // A meeting may have been moved out of its year: its slot must still be found.
  const [remembered, own, all] = await Promise.all([meetings.cadences(id), meetings.between([id], `${year - 1}-01-01`, `${year + 1}-12-31`), meetings.between(null, `${year}-01-01`, `${year}-12-31`)]);
  const cadences = cadence === null ? [] : cadence === undefined ? remembered : [...remembered.filter((c) => c.from < cadence.from), cadence];
  return accept({
    committee, cadences, own: own.filter((m) => m.committee === id),
    slots: yearSlots(committee, year, recurrence, cadences),
    others: networkYear(charter, year, recurrence, all).filter((m) => m.committee !== id || m.version > 0),
    today: localIn(clock.now(), committee.cadence.zone).slice(0, 10),
  });
}

function judgeCadence({ from, rule, start, minutes }: AdaptedCadence): AskedRefusal | null {
  if (!isDate(from)) return { why: 'not-a-date', start: from };
  if (!isLocalDateTime(start)) return { why: 'not-a-date', start };
  if (!Number.isInteger(minutes) || minutes <= 0) return { why: 'no-duration' };
  const fault = judgeRule(rule, start);
  return fault === null ? null : { why: 'bad-rule', fault };
}

/** Only those of which something is in the way. */
function obstaclesOfAll(charter: Charter, meetings: readonly Meeting[], others: readonly Meeting[]): ReadonlyMap<MeetingId, readonly Obstacle[]> {
  const ids = new Set(meetings.map((m) => m.id));
  const collisions = collisionsOf(charter, [...meetings, ...others.filter((m) => !ids.has(m.id))], ids);
  return new Map(meetings.flatMap((m) => {
    const obstacles = [...ownObstacles(charter, m), ...(collisions.get(m.id) ?? [])];
    return obstacles.length === 0 ? [] : [[m.id, obstacles] as const];
  }));
}

/** One line for the year; and one for each slot that was not taken as the rule had it. */
function journalOf({ committee, year }: YearAsked, planned: readonly Meeting[], skipped: readonly Meeting[], flagged: number, by: Actor, at: Date): JournalEntry[] {
  const entry = (did: JournalEntry['did']): JournalEntry => ({ chain: committee, at, by, did });
  return [
    entry({ act: 'year-adopted', year, planned: planned.length, flagged }),
    ...planned.filter((m) => m.slot !== null && m.slot !== m.start).map((m) => entry({ act: 'meeting-moved', meeting: m.id, zone: m.zone, minutes: m.minutes, where: 'gouverne', before: m.slot ?? '', after: m.start })),
    ...skipped.map((m) => entry({ act: 'meeting-cancelled', meeting: m.id, start: m.start, where: 'gouverne' })),
  ];
}
