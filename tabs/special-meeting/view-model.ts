// The form of a special meeting: what is missing, what is sent, and what else happens at these hours.
import type { MeetingList, MeetingSummary, NewMeeting } from '../../src/contract/meetings.ts';
import { isLocal } from '../meeting/local-time.ts';
import type { Guest } from '../meeting/guests.tsx';

export interface SpecialForm { readonly committee: string | null; readonly jointly: readonly string[]; readonly date: string; readonly time: string; readonly minutes: string; readonly title: string; readonly reason: string; readonly guests: readonly Guest[] }
export const emptyForm = (committee: string | null): SpecialForm => ({ committee, jointly: [], date: '', time: '09:00', minutes: '90', title: '', reason: '', guests: [] });
export const startOf = (form: SpecialForm): string => `${form.date}T${form.time}`;

export type Missing = 'committee' | 'when' | 'minutes';
export function missingIn(form: SpecialForm): readonly Missing[] {
  const minutes = Number(form.minutes);
  return [
    ...(form.committee === null ? ['committee' as const] : []),
    ...(isLocal(startOf(form)) ? [] : ['when' as const]),
    ...(form.minutes.trim() !== '' && Number.isInteger(minutes) && minutes >= 5 && minutes <= 1440 ? [] : ['minutes' as const]),
  ];
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
export const toNewMeeting = (form: SpecialForm): NewMeeting => ({
  committee: form.committee ?? '', jointly: form.jointly.filter((id) => id !== form.committee), start: startOf(form), minutes: Number(form.minutes), title: orNull(form.title), reason: orNull(form.reason), guests: form.guests.map((one) => one.sent),
});

export interface ThatDay { readonly day: MeetingList['days'][number] | null; readonly isWeekend: boolean; readonly overlapping: readonly MeetingSummary[] }
const minutesOf = (local: string): number => Number(local.slice(11, 13)) * 60 + Number(local.slice(14, 16));
/** Hours are compared as they are said; the rule itself, with zones and shared members, speaks once the meeting is planned. */
export function thatDay(form: SpecialForm, list: MeetingList): ThatDay {
  const from = minutesOf(startOf(form));
  const until = from + Number(form.minutes);
  const weekday = new Date(`${form.date}T00:00:00Z`).getUTCDay();
  return {
    day: list.days.find((one) => one.date === form.date) ?? null,
    isWeekend: weekday === 0 || weekday === 6,
    overlapping: list.meetings.filter((one) => one.state !== 'cancelled' && one.start.slice(0, 10) === form.date && minutesOf(one.start) < until && minutesOf(one.start) + one.minutes > from),
  };
}
