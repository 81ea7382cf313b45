// Where a meeting could go instead: the charter's ways of moving and the nearest working days, at the committee's hour, the best
// first. Proposals only; a human chooses.

import { addDays, daysBetween } from '../../../shared/dates.ts';
import type { PersonId } from '../../../shared/ids.ts';
import type { Calendar, Charter, MoveStrategy } from '../../committees/domain/charter.ts';
import type { Placed } from './collisions.ts';
import { obstaclesOf, ownObstacles } from './collisions.ts';
import { convenedTo } from './convened.ts';
import { nextBusinessDay, previousBusinessDay } from './days-off.ts';
import type { Forecast } from './forecast.ts';
import { forecast } from './forecast.ts';
import type { Attendance, Meeting, Obstacle } from './meeting.ts';
import { at, dayOf, endOf, hourOf, instantOf, overlap } from './when.ts';

export interface Interval { readonly from: Date; readonly until: Date }

export interface AlternativesAsked {
  readonly charter: Charter;
  readonly meeting: Meeting;
  /** What the network holds around it (networkYear). */
  readonly others: readonly Placed[];
  /** What people's calendars show; null or absent: not known. */
  readonly busy: ReadonlyMap<PersonId, readonly Interval[] | null>;
  /** Local day; nothing is proposed for that day or before. */
  readonly today: string;
  /** How far from the meeting's day, on both sides. */
  readonly horizonDays?: number;
  readonly most?: number;
}

export interface Alternative {
  /** Local, in the meeting's zone. */
  readonly start: string;
  readonly minutes: number;
  readonly strategy: MoveStrategy | null;
  readonly obstacles: readonly Obstacle[];
  /** Of those convened, alternates apart. */
  readonly free: readonly PersonId[];
  readonly busy: readonly PersonId[];
  readonly unknown: readonly PersonId[];
  /** As if those who are free came and those who are not stayed away; of a joint meeting, the worst of the committees. */
  readonly forecast: Forecast;
}

const HORIZON = 14;
const MOST = 6;

/** Working days only. The charter's ways of moving stay in the list even when something is in their way: people look for them. */
export function alternativesFor(asked: AlternativesAsked): Alternative[] {
  const { charter, meeting, today, horizonDays = HORIZON, most = MOST } = asked;
  const base = dayOf(meeting.start);
  const hour = hourOf(meeting.slot ?? meeting.start);
  const strategies = strategyDays(charter, meeting, base);
  const days = new Set([...strategies.keys(), ...Array.from({ length: 2 * horizonDays + 1 }, (_, i) => addDays(base, i - horizonDays))]);
  const found = [...days]
    .filter((day) => day > today && at(day, hour) !== meeting.start && ownObstacles(charter, { ...meeting, start: at(day, hour) }).length === 0)
    .map((day) => alternativeOn(asked, at(day, hour), strategies.get(day) ?? null));
  const rank = rankIn(charter.calendar, base);
  found.sort((a, b) => compare(rank(a), rank(b)));
  const wanted = found.filter((a) => a.strategy !== null);
  const rest = found.filter((a) => a.strategy === null).slice(0, Math.max(0, most - wanted.length));
  return found.filter((a) => a.strategy !== null || rest.includes(a));
}

/** The day that each way of moving gives; « annuler » gives none. Of two that give the same day, the usual one names it. */
function strategyDays(charter: Charter, meeting: Meeting, base: string): ReadonlyMap<string, MoveStrategy> {
  const { calendar } = charter;
  const easter = charter.committees.find((c) => c.id === meeting.committee)?.easter;
  const dayBy = (strategy: MoveStrategy): string | null => {
    switch (strategy) {
      case 'jour_ouvrable_suivant':
        return nextBusinessDay(calendar, base, easter);
      case 'jour_ouvrable_precedent':
        return previousBusinessDay(calendar, base, easter);
      case 'semaine_suivante_meme_jour':
        return addDays(base, 7);
      case 'annuler':
        return null;
      default:
        return strategy satisfies never;
    }
  };
  const days = new Map<string, MoveStrategy>();
  for (const strategy of strategyOrder(calendar)) {
    const day = dayBy(strategy);
    if (day !== null && !days.has(day)) days.set(day, strategy);
  }
  return days;
}

const strategyOrder = ({ move }: Pick<Calendar, 'move'>): MoveStrategy[] => [...new Set([move.usual, ...move.strategies])];

function alternativeOn({ charter, meeting, others, busy }: AlternativesAsked, start: string, strategy: MoveStrategy | null): Alternative {
  const placed: Meeting = { ...meeting, start };
  const obstacles = obstaclesOf(charter, placed, others);
  const elsewhere = new Set(obstacles.flatMap((o) => (o.is === 'collision' ? o.persons : [])));
  const wanted: Interval = { from: instantOf(placed), until: endOf(placed) };
  const now: Interval = { from: instantOf(meeting), until: endOf(meeting) };
  const isBusy = (person: PersonId): boolean | null => {
    if (elsewhere.has(person)) return true;
    const known = busy.get(person);
    if (known === undefined || known === null) return null;
    // The meeting itself stands in everybody's calendar where it is now.
    return known.some((held) => overlap(held, wanted) && !(held.from.getTime() === now.from.getTime() && held.until.getTime() === now.until.getTime()));
  };
  const convened = convenedTo(charter, placed, dayOf(start));
  const answers = convened.flatMap(({ person }): Attendance[] => {
    const away = isBusy(person);
    return away === null ? [] : [{ meeting: meeting.id, person, answer: away ? 'absent' : 'present', alternate: null, from: 'outlook', at: now.from }];
  });
  const members = convened.filter((c) => c.standsInFor === null).map((c) => c.person);
  const forecasts = [meeting.committee, ...meeting.jointly].flatMap((id) => charter.committees.filter((c) => c.id === id)).map((c) => forecast(charter, c, dayOf(start), answers));
  return {
    start, minutes: meeting.minutes, strategy, obstacles,
    free: members.filter((p) => isBusy(p) === false), busy: members.filter((p) => isBusy(p) === true), unknown: members.filter((p) => isBusy(p) === null),
    forecast: forecasts.reduce((worst, one) => (STATES.indexOf(one.state) > STATES.indexOf(worst.state) ? one : worst)),
  };
}

const STATES: readonly Forecast['state'][] = ['none', 'likely', 'possible', 'unlikely'];

/** Nothing in the way, then a likely quorum, then the charter's ways in its order, then fewer people busy, then nearness; later before earlier. */
function rankIn(calendar: Pick<Calendar, 'move'>, base: string): (a: Alternative) => readonly number[] {
  const order = strategyOrder(calendar);
  return (a) => {
    const away = daysBetween(base, dayOf(a.start));
    return [a.obstacles.length, Math.max(1, STATES.indexOf(a.forecast.state)), a.strategy === null ? order.length : order.indexOf(a.strategy), a.busy.length, Math.abs(away), -away];
  };
}

function compare(a: readonly number[], b: readonly number[]): number {
  const i = a.findIndex((n, at) => n !== b[at]);
  return i < 0 ? 0 : (a[i] ?? 0) - (b[i] ?? 0);
}
