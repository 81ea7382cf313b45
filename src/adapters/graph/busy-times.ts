// Free and busy times through getSchedule: twenty mailboxes and six weeks a call, all calls of one question in one batch.

import type { BusyTimes } from '../../features/meetings/ports.ts';
import type { GraphSender } from './batch.ts';

interface Item { readonly status?: string; readonly start?: { readonly dateTime: string }; readonly end?: { readonly dateTime: string } }
interface Schedule { readonly scheduleId: string; readonly scheduleItems?: readonly Item[] | null; readonly error?: object | null }

/** Source: "calendar: getSchedule": « a maximum of 20 »; a longer period than about two months is refused (ErrorTimeRangeTooLarge…). */
const MAILBOXES = 20;
const LONGEST_MS = 42 * 86_400_000;
/** Working elsewhere is at work. */
const TAKEN: ReadonlySet<string> = new Set(['busy', 'tentative', 'oof']);

export const graphBusyTimes = (sender: Pick<GraphSender, 'send'>): BusyTimes => ({
  async busy(organizer, addresses, from, until) {
    const ask = async (schedules: readonly string[], begin: number, end: number): Promise<readonly Schedule[]> => {
      const { body } = await sender.send({
        method: 'POST', reads: true, url: `/users/${organizer}/calendar/getSchedule`,
        body: { schedules, startTime: utc(begin), endTime: utc(end), availabilityViewInterval: 60 },
      });
      return (body as { value: Schedule[] }).value;
    };
    const calls: Promise<readonly Schedule[]>[] = [];
    for (let i = 0; i < addresses.length; i += MAILBOXES) {
      for (let begin = from.getTime(); begin < until.getTime(); begin += LONGEST_MS) calls.push(ask(addresses.slice(i, i + MAILBOXES), begin, Math.min(begin + LONGEST_MS, until.getTime())));
    }
    const schedules = (await Promise.all(calls)).flat();
    return new Map(addresses.map((address) => {
      const theirs = schedules.filter(({ scheduleId }) => scheduleId.toLowerCase() === address.toLowerCase());
      const unreadable = theirs.length === 0 || theirs.some(({ error }) => error !== null && error !== undefined);
      return [address, unreadable ? null : theirs.flatMap(({ scheduleItems }) => scheduleItems ?? []).flatMap(intervalOf)] as const;
    }));
  },
});

const utc = (ms: number): { readonly dateTime: string; readonly timeZone: string } => ({ dateTime: new Date(ms).toISOString().slice(0, 19), timeZone: 'UTC' });
// Asked in UTC, answered in UTC.
const intervalOf = ({ status, start, end }: Item): { readonly from: Date; readonly until: Date }[] =>
  (start === undefined || end === undefined || !TAKEN.has(status ?? '') ? [] : [{ from: new Date(`${start.dateTime.slice(0, 19)}Z`), until: new Date(`${end.dateTime.slice(0, 19)}Z`) }]);
