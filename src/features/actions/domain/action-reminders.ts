// Who hears of an open action, and on which day: its owner before and after the due day, then the chair of the committee, then the chair
// above. Always on a working day, at the network's hour of reminders where the person is; one message a person a day.

import { Temporal } from 'temporal-polyfill';
import { addDays } from '../../../shared/dates.ts';
import type { CommitteeId, PersonId } from '../../../shared/ids.ts';
import type { Charter, Committee, SeatRole } from '../../committees/domain/charter.ts';
import { keepsSecretariat } from '../../committees/domain/permissions.ts';
import { isFilled } from '../../committees/domain/term.ts';
import { broughtForward, putOff } from '../../meetings/domain/days-off.ts';
import { at, dayOf, instantOf, localIn } from '../../meetings/domain/when.ts';
import { isOpen, ownerToday, type Action } from './action.ts';

/** `before` and `after`: to its owner. `chair` and `above`: it climbs. */
export type Step = 'before' | 'after' | 'chair' | 'above';
export interface ReminderDay { readonly step: Step; readonly day: string }
export type RemindedAction = Pick<Action, 'id' | 'committee' | 'due' | 'owner' | 'state' | 'postponements' | 'createdAt'>;

/** Days on which somebody hears of an action due that day, the earliest first. Two of the same step that fall together are one. */
export function reminderDays(charter: Pick<Charter, 'rules' | 'calendar' | 'committees'>, { committee, due }: Pick<Action, 'committee' | 'due'>): readonly ReminderDay[] {
  const { before, after, toChairAfter, toParentAfter } = charter.rules.actionReminders;
  const easter = charter.committees.find(({ id }) => id === committee)?.easter;
  const days = (step: Step, wanted: readonly (string | null)[]): ReminderDay[] => wanted.flatMap((iso) => {
    const length = iso === null ? null : lengthOf(iso);
    if (length === null) return [];
    const day = step === 'before' ? broughtForward(charter.calendar, moved(due, length.negated()), easter) : putOff(charter.calendar, moved(due, length), easter);
    return [{ step, day }];
  });
  const all = [...days('before', before), ...days('after', after), ...days('chair', [toChairAfter]), ...days('above', [toParentAfter])];
  const once = new Map(all.map((reminder) => [`${reminder.step} ${reminder.day}`, reminder]));
  return [...once.values()].sort((a, b) => a.day.localeCompare(b.day));
}

/** The day so long after another; null when the charter says nothing, or nothing that is a day at least. */
export function dayAfter(day: string, iso: string | null): string | null {
  const length = iso === null ? null : lengthOf(iso);
  return length === null ? null : moved(day, length);
}

/** Null for what is no duration, and for one shorter than a day. */
function lengthOf(iso: string): Temporal.Duration | null {
  try {
    const length = Temporal.Duration.from(iso);
    return length.sign > 0 && length.years + length.months + length.weeks + length.days > 0 ? length : null;
  } catch {
    return null;
  }
}

// Thousands of actions are gone through at once, and the calendar of months is slow to ask.
const moved = (day: string, length: Temporal.Duration): string =>
  (length.years === 0 && length.months === 0 ? addDays(day, length.weeks * 7 + length.days) : Temporal.PlainDate.from(day).add(length).toString());

/** Those who hear of it on that day; of an action that nobody answers for, the secretariat does in the owner's place. */
export function hearers(charter: Charter, action: Pick<Action, 'committee' | 'owner'>, { step, day }: ReminderDay): readonly PersonId[] {
  const committee = charter.committees.find(({ id }) => id === action.committee);
  if (committee === undefined) return [];
  const owner = ownerToday(charter, action.owner, day);
  if (step === 'chair') return chairFrom(charter, committee, owner, day);
  if (step === 'above') return chairFrom(charter, parentOf(charter, committee), owner, day);
  return owner === null ? secretariatOf(charter, committee, day) : [owner];
}

/** The secretariat of that day; where there is none, whoever chairs. */
export function secretariatOf(charter: Charter, committee: Committee, day: string): readonly PersonId[] {
  const own = committee.seats.flatMap((seat) => (seat.holder !== null && isFilled(seat, day) && keepsSecretariat(seat) ? [seat.holder] : []));
  return own.length > 0 ? [...new Set(own)] : chairFrom(charter, committee, null, day);
}

/** The chair, else the co-chair, of that committee or of the nearest above that has one; above all of them, the network's coordination. */
export function chairFrom(charter: Charter, committee: Committee | undefined, except: PersonId | null, day: string): readonly PersonId[] {
  const seen = new Set<CommitteeId>();
  for (let here = committee; here !== undefined && !seen.has(here.id); here = parentOf(charter, here)) {
    seen.add(here.id);
    for (const role of ['presidence', 'copresidence'] as const) {
      const found = holders(here, role, day).filter((person) => person !== except);
      if (found.length > 0) return found;
    }
  }
  const coordination = charter.appRoles.flatMap(({ role, scope, persons }) => (role === 'coordination' && scope === 'reseau' ? persons : []));
  return [...new Set(coordination)].filter((person) => person !== except);
}

const parentOf = (charter: Charter, { parent }: Committee): Committee | undefined => charter.committees.find(({ id }) => id === parent);
const holders = (committee: Committee, role: SeatRole, day: string): readonly PersonId[] =>
  [...new Set(committee.seats.flatMap((seat) => (seat.role === role && seat.holder !== null && isFilled(seat, day) ? [seat.holder] : [])))];

/** The hour of reminders of that day, where the person is. */
export const digestAt = (charter: Charter, person: PersonId, day: string): Date => instantOf({ start: at(day, charter.rules.reminderTime), zone: zoneOf(charter, person) });
export const zoneOf = (charter: Charter, person: PersonId): string => charter.persons.find(({ id }) => id === person)?.zone ?? charter.zone;

/** A day that was set after the hour of a reminder had passed calls for none. */
const setAt = ({ postponements, createdAt }: Pick<Action, 'postponements' | 'createdAt'>): Date => postponements.at(-1)?.at ?? createdAt;

export interface DigestLine<Of extends RemindedAction> { readonly action: Of; readonly step: Step }
export interface Digest<Of extends RemindedAction> { readonly own: readonly DigestLine<Of>[]; readonly climbed: readonly DigestLine<Of>[] }

/** What one person hears that day, each action once, by due day so that the late ones come first; what climbed is apart. */
export function digestOf<Of extends RemindedAction>(charter: Charter, actions: readonly Of[], person: PersonId, day: string): Digest<Of> {
  const hour = digestAt(charter, person, day);
  const lines = actions.flatMap((action): DigestLine<Of>[] => {
    if (!isOpen(action) || setAt(action) >= hour) return [];
    const heard = reminderDays(charter, action).filter((reminder) => reminder.day === day && hearers(charter, action, reminder).includes(person)).at(-1);
    return heard === undefined ? [] : [{ action, step: heard.step }];
  }).sort((a, b) => a.action.due.localeCompare(b.action.due) || a.action.id.localeCompare(b.action.id));
  return { own: lines.filter(({ step }) => !climbs(step)), climbed: lines.filter(({ step }) => climbs(step)) };
}

export const climbs = (step: Step): boolean => step === 'chair' || step === 'above';

export interface FutureDigest { readonly person: PersonId; readonly day: string; readonly at: Date }

/** The messages to plan for these actions, of which the hour comes between two moments: one a person and day, the earliest first. */
export function digestsBetween(charter: Charter, actions: readonly RemindedAction[], from: Date, until: Date): readonly FutureDigest[] {
  // Wherever on Earth the person is.
  const [first, last] = [addDays(dayOf(localIn(from, 'UTC')), -1), addDays(dayOf(localIn(until, 'UTC')), 1)];
  const found = new Map<string, FutureDigest>();
  for (const action of actions.filter(isOpen)) {
    for (const reminder of reminderDays(charter, action)) {
      if (reminder.day < first || reminder.day > last) continue;
      for (const person of hearers(charter, action, reminder)) {
        const moment = digestAt(charter, person, reminder.day);
        if (moment >= from && moment < until && setAt(action) < moment) found.set(`${person} ${reminder.day}`, { person, day: reminder.day, at: moment });
      }
    }
  }
  return [...found.values()].sort((a, b) => a.at.getTime() - b.at.getTime() || a.person.localeCompare(b.person));
}
