// Reminders and forecasts: put into the send queue when the notice of meeting leaves, each for its minute; when that minute comes, what
// is then true decides whether there is anything to say. Several that fall on the same minute are one message.

import { addDays } from '../../../shared/dates.ts';
import type { CommitteeId, EntraId, PersonId } from '../../../shared/ids.ts';
import type { Charter } from '../../committees/domain/charter.ts';
import { keepsSecretariat } from '../../committees/domain/permissions.ts';
import { seatsToday } from '../../committees/domain/term.ts';
import type { OutgoingMessage } from '../../conversations/domain/outgoing.ts';
import { latest } from '../domain/attendance.ts';
import { convenedTo } from '../domain/convened.ts';
import type { Attendance, Meeting, MeetingId } from '../domain/meeting.ts';
import { digests, remindersFor, type Reminder } from '../domain/reminders.ts';
import { dayOf, instantOf } from '../domain/when.ts';
import type { Clock, MeetingStore } from '../ports.ts';
import type { ReminderChoice, ReminderChoices, Telling } from '../ports-reminders.ts';

export const REMINDER_CARD = 'meeting-reminder';
export const FORECAST_CARD = 'meeting-forecast';
const REMINDER = 'reminders:';
export const reminderMessage = (at: Date): string => REMINDER + at.toISOString();
/** The minute of a reminder, of its message's name; null for another message. */
export const minuteOf = (message: string): Date | null => (message.startsWith(REMINDER) ? new Date(message.slice(REMINDER.length)) : null);

/** When chair and secretariat are told how the quorum looks. */
const FORECASTS = ['P7D', 'P3D', 'P1D'];
/** No reminder is asked for longer before. */
export const LONGEST_AHEAD_DAYS = 35;
const DAY_MS = 24 * 3_600_000;
/** Thousands of reminders come at the same minute: the network's meetings are read once for those of the same moment. */
const FRESH_MS = 1_000;

export interface RemindDeps {
  readonly charter: () => Promise<Charter | null>;
  readonly meetings: Pick<MeetingStore, 'find' | 'between' | 'attendance'>;
  readonly choices: Pick<ReminderChoices, 'of'>;
  readonly telling: Pick<Telling, 'say'>;
  readonly accounts: (persons: readonly PersonId[]) => Promise<ReadonlyMap<PersonId, EntraId>>;
  readonly clock: Clock;
}

/** Of one meeting, or of one person who chose other reminders. What was asked for before is not asked for again. */
export type Whose = { readonly meeting: MeetingId } | { readonly person: PersonId };

export const planReminders = ({ charter, meetings, choices, telling, accounts, clock }: RemindDeps) =>
  async (whose: Whose): Promise<void> => {
    const network = await charter();
    if (network === null) return;
    const now = clock.now();
    const today = now.toISOString().slice(0, 10);
    const asked = 'meeting' in whose ? [await meetings.find(whose.meeting)] : await meetings.between(null, addDays(today, -1), addDays(today, LONGEST_AHEAD_DAYS + 1));
    const convened = asked.flatMap((meeting) => (meeting?.state === 'convened' ? [meeting] : []));
    const people = (meeting: Meeting): PersonId[] => convenedTo(network, meeting, dayOf(meeting.start)).map(({ person }) => person).filter((person) => 'meeting' in whose || whose.person === person);
    const chosen = await choices.of([...new Set(convened.flatMap(people))]);
    const reminders = convened.flatMap((meeting) => people(meeting).flatMap((person) => {
      return wishesOf(network, meeting, person, chosen.get(person), { now, answer: null }).map((reminder) => ({ ...reminder, person, meeting }));
    }));
    const forecasts = convened.flatMap((meeting) => ('meeting' in whose ? forecastsOf(network, meeting, now) : []));
    const known = await accounts([...new Set([...reminders, ...forecasts].map(({ person }) => person))]);
    const send = [
      ...digests(reminders).map(({ person, at, items }) => ({ person, message: reminderMessage(at), card: { kind: REMINDER_CARD, at: at.toISOString() }, at, until: Math.max(...items.map(({ meeting }) => instantOf(meeting).getTime())), urgent: items.some(({ before }) => before.includes('T')) })),
      ...forecasts.map(({ person, at, before, meeting }) => ({ person, message: `forecast:${before}:${meeting.start}:${meeting.id}`, card: { kind: FORECAST_CARD, meeting: meeting.id, start: meeting.start }, at, until: instantOf(meeting).getTime(), urgent: false })),
    ].flatMap(({ person, message, card, at, until, urgent }): OutgoingMessage[] => {
      const account = known.get(person);
      return account === undefined ? [] : [{ message, to: { is: 'person', person: account }, card, notBefore: at, notAfter: new Date(Math.min(until, at.getTime() + DAY_MS)), urgency: urgent ? 'urgent' : 'normal' }];
    });
    await telling.say({ send, edit: [] });
  };

function wishesOf(charter: Charter, meeting: Meeting, person: PersonId, choice: ReminderChoice | undefined, { now, answer }: { readonly now: Date; readonly answer: Attendance['answer'] | null }): readonly Reminder[] {
  const known = charter.persons.find((p) => p.id === person);
  return remindersFor({
    meeting, now, answer, zone: known?.zone ?? charter.zone, wanted: choice?.before ?? charter.rules.meetingReminders, quiet: choice?.quiet ?? null,
    calendar: charter.calendar, easter: charter.committees.find((c) => c.id === meeting.committee)?.easter, reminderTime: charter.rules.reminderTime,
  });
}

function forecastsOf(charter: Charter, meeting: Meeting, now: Date): readonly (Reminder & { readonly person: PersonId; readonly meeting: Meeting })[] {
  return keepersOf(charter, meeting.committee, dayOf(meeting.start)).flatMap((person) => wishesOf(charter, meeting, person, { before: FORECASTS, quiet: null }, { now, answer: null }).map((reminder) => ({ ...reminder, person, meeting })));
}

/** Those who can still do something about the quorum: chair and secretariat. */
export const keepersOf = (charter: Charter, committee: CommitteeId, date: string): PersonId[] => [...new Set(seatsIn(charter, committee, date)
  .flatMap((seat) => (seat.holder !== null && (seat.role === 'presidence' || seat.role === 'copresidence' || keepsSecretariat(seat)) ? [seat.holder] : [])))];

const seatsIn = (charter: Charter, committee: CommitteeId, date: string) => {
  const found = charter.committees.find((c) => c.id === committee);
  return found === undefined ? [] : seatsToday(found, date);
};

/**
 * What there is to remind a person of at that minute, now that it has come; none when it no longer holds. `past`: what the reminder
 * was about, whatever the person answered since.
 */
export const remindersDue = ({ charter, meetings, choices, clock }: Pick<RemindDeps, 'charter' | 'meetings' | 'choices' | 'clock'>) => {
  let read: { readonly at: string; readonly since: number; readonly near: Promise<readonly Meeting[]> } | undefined;
  const near = (at: Date): Promise<readonly Meeting[]> => {
    const [key, now] = [at.toISOString(), clock.now().getTime()];
    if (read?.at === key && now - read.since < FRESH_MS) return read.near;
    const day = key.slice(0, 10);
    const found = meetings.between(null, addDays(day, -1), addDays(day, LONGEST_AHEAD_DAYS + 1));
    found.catch(() => { read = undefined; });
    read = { at: key, since: now, near: found };
    return found;
  };
  return async (person: PersonId, at: Date, { past = false } = {}): Promise<readonly Meeting[]> => {
    const [network, all, chosen] = await Promise.all([charter(), near(at), choices.of([person])]);
    if (network === null) return [];
    const mine = all.flatMap((meeting) => {
      const line = (past || meeting.state === 'convened') && instantOf(meeting) > at ? convenedTo(network, meeting, dayOf(meeting.start)).find((c) => c.person === person) : undefined;
      return line === undefined ? [] : [{ meeting, alternate: line.standsInFor !== null }];
    });
    const answers = await meetings.attendance(mine.map(({ meeting }) => meeting.id));
    const just = new Date(at.getTime() - 1);
    return mine.filter(({ meeting, alternate }) => {
      const standing = latest(answers.filter((a) => a.meeting === meeting.id));
      const answer = standing.get(person)?.answer ?? null;
      // An alternate is reminded once it is known that they come.
      const called = answer === 'present' || [...standing.values()].some((a) => a.answer === 'alternate' && a.alternate === person);
      if (alternate && !called && !past) return false;
      const due = wishesOf(network, past ? { ...meeting, state: 'convened' } : meeting, person, chosen.get(person), { now: just, answer: past ? null : answer });
      return due.some((reminder) => reminder.at.getTime() === at.getTime());
    }).map(({ meeting }) => meeting);
  };
};
