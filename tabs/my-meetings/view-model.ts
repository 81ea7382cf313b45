// What needs the reader now, what comes this week, what comes later.
import type { MeetingSummary } from '../../src/contract/meetings.ts';
import { addDays, dateOf } from '../calendar/view-model.ts';

export interface Mine { readonly due: readonly MeetingSummary[]; readonly week: readonly MeetingSummary[]; readonly later: readonly MeetingSummary[] }

/** `today`: the reader's own day. A week ends on Sunday; a meeting that goes on still counts. */
export function sortMine(meetings: readonly MeetingSummary[], now: Date, today: string): Mine {
  const coming = meetings.filter((one) => new Date(one.endsAt) > now).sort((a, b) => a.startsAt.localeCompare(b.startsAt));
  const weekday = new Date(`${today}T00:00:00Z`).getUTCDay();
  const sunday = addDays(today, weekday === 0 ? 0 : 7 - weekday);
  return {
    due: coming.filter((one) => one.convened && one.state === 'convened' && one.answer === null),
    week: coming.filter((one) => dateOf(one) <= sunday),
    later: coming.filter((one) => dateOf(one) > sunday),
  };
}
