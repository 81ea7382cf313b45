// Where a meeting could go instead: the rule proposes and ranks, people's calendars say who is free where they can be read.

import { addDays, daysBetween } from '../../../shared/dates.ts';
import type { PersonId } from '../../../shared/ids.ts';
import type { Charter } from '../../committees/domain/charter.ts';
import { alternativesFor, type Alternative, type Interval } from '../domain/alternatives.ts';
import { convenedTo } from '../domain/convened.ts';
import type { Meeting } from '../domain/meeting.ts';
import { dayOf, endOf, instantOf, localIn, overlap } from '../domain/when.ts';
import type { BusyTimes, Clock } from '../ports.ts';
import { networkBetween, type ReadDeps } from './read-meetings.ts';

export interface AlternativesDeps extends ReadDeps {
  readonly clock: Clock;
  /** Null where nobody's calendar can be read. `organizerOf`: the address in whose name they are read. */
  readonly calendars: { readonly busyTimes: BusyTimes; readonly organizerOf: (charter: Charter, meeting: Meeting) => string | null } | null;
}

export interface FoundAlternatives {
  readonly alternatives: readonly Alternative[];
  readonly calendars: 'read' | 'partly' | 'not-read';
}

/** How far on both sides of the meeting's day one looks when nobody says. */
const USUAL_DAYS = 14;
const MOST_DAYS = 62;

export const findAlternatives = (deps: AlternativesDeps) =>
  async (charter: Charter, meeting: Meeting, window: { readonly from: string | null; readonly until: string | null }): Promise<FoundAlternatives> => {
    const base = dayOf(meeting.start);
    const far = (day: string | null): number => (day === null ? USUAL_DAYS : Math.abs(daysBetween(base, day)));
    const horizonDays = Math.min(MOST_DAYS, Math.max(far(window.from), far(window.until)));
    const [from, until] = [addDays(base, -horizonDays), addDays(base, horizonDays)];
    const others = await networkBetween(deps, charter, from, until);
    const { busy, calendars } = await busyBetween(deps, charter, meeting, from, until, convenedTo(charter, meeting, base).map((c) => c.person));
    return { alternatives: alternativesFor({ charter, meeting, others, busy, today: localIn(deps.clock.now(), meeting.zone).slice(0, 10), horizonDays }), calendars };
  };

/**
 * Whether each of these persons could come to the meeting as it stands: convened elsewhere at that hour, no; else as their calendar shows.
 * Null: not known.
 */
export const whoIsFree = (deps: AlternativesDeps) =>
  async (charter: Charter, meeting: Meeting, persons: readonly PersonId[]): Promise<ReadonlyMap<PersonId, boolean | null>> => {
    if (persons.length === 0) return new Map();
    const day = dayOf(meeting.start);
    const held: Interval = { from: instantOf(meeting), until: endOf(meeting) };
    const around = (await networkBetween(deps, charter, addDays(day, -1), addDays(day, 1))).filter((m) => m.id !== meeting.id && m.state !== 'cancelled' && overlap(held, { from: instantOf(m), until: endOf(m) }));
    const elsewhere = new Set(around.flatMap((m) => convenedTo(charter, m, dayOf(m.start)).filter((c) => c.standsInFor === null).map((c) => c.person)));
    const { busy } = await busyBetween(deps, charter, meeting, day, day, persons);
    return new Map(persons.map((person) => {
      const intervals = busy.get(person) ?? null;
      // The meeting itself stands in their calendar since the notice.
      const taken = intervals?.some((one) => overlap(one, held) && !(one.from.getTime() === held.from.getTime() && one.until.getTime() === held.until.getTime()));
      return [person, elsewhere.has(person) ? false : taken === undefined ? null : !taken];
    }));
  };

interface Busy { readonly busy: ReadonlyMap<PersonId, readonly Interval[] | null>; readonly calendars: FoundAlternatives['calendars'] }
const NOT_READ: Busy = { busy: new Map(), calendars: 'not-read' };

async function busyBetween({ calendars }: AlternativesDeps, charter: Charter, meeting: Meeting, from: string, until: string, persons: readonly PersonId[]): Promise<Busy> {
  const organizer = calendars?.organizerOf(charter, meeting) ?? null;
  if (calendars === null || organizer === null) return NOT_READ;
  const people = charter.persons.filter((p) => persons.includes(p.id));
  const { zone } = meeting;
  try {
    const read = await calendars.busyTimes.busy(organizer, people.map((p) => p.email), instantOf({ start: `${from}T00:00`, zone }), endOf({ start: `${until}T00:00`, minutes: 24 * 60, zone }));
    const busy = new Map(people.map((p) => [p.id, read.get(p.email) ?? null]));
    const known = [...busy.values()].filter((intervals) => intervals !== null).length;
    return { busy, calendars: known === 0 ? 'not-read' : known === people.length ? 'read' : 'partly' };
  } catch (error) {
    // The charter's own collisions are known without Microsoft 365: proposals are made all the same, and say what they do not know.
    if ((error as { kind?: unknown }).kind === undefined) throw error;
    return NOT_READ;
  }
}
