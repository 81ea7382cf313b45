// The calendar of the person on the host page, and of those whose calendar was shared with them: a week of it, answers, and what an organizer changes.

import type { Answer, Mailbox } from '../calendar/book.ts';
import { crossesNeighbour, instancesBetween, occurrenceOf, readEventId, wholeOf, type Instance } from '../calendar/event.ts';
import { addDays, instantOf, wallOf } from '../calendar/zones.ts';
import type { TenantContext } from '../context.ts';
import type { User } from '../state.ts';
import { Refused } from './refused.ts';
import type { CalendarMailbox, CalendarPage, Meeting, MeetingChange } from './wire.ts';

export interface Calendar {
  /** The week that holds `day` (today unless given), from Monday to Sunday on the person's own clock. */
  week(me: User, mailboxId: string | null, day: string | null): CalendarPage;
  answer(me: User, mailboxId: string, eventId: string, response: Answer): void;
  change(me: User, mailboxId: string, eventId: string, change: MeetingChange): void;
  /** The organizer calls it off; anybody else takes it out of their calendar. */
  cancel(me: User, mailboxId: string, eventId: string, whole: boolean): void;
  sees(me: User, mailboxId: string): boolean;
}

const MAX_SUBJECT = 255;

export function openCalendar(ctx: TenantContext): Calendar {
  const { state, book } = ctx;

  const sharedWith = (me: User): string[] => Object.entries((state.settings.get('calendar-delegates') as Record<string, string[]> | undefined) ?? {}).filter(([, people]) => people.includes(me.id)).map(([mailbox]) => mailbox);
  function mailboxesOf(me: User): Mailbox[] {
    return [me.id, ...sharedWith(me)].flatMap((id) => { const user = state.users.get(id); return (user === undefined ? undefined : book.mailboxOf(user)) ?? []; });
  }
  function mailbox(me: User, id: string | null): Mailbox {
    const all = mailboxesOf(me);
    const found = id === null ? all[0] : all.find((m) => m.id === id);
    if (found === undefined) throw new Refused('no-mailbox');
    return found;
  }
  function find(me: User, mailboxId: string, eventId: string): Instance {
    const box = mailbox(me, mailboxId);
    const { rowId, day } = readEventId(eventId);
    const event = state.calendarEvents.get(rowId);
    const found = event === undefined || event.mailboxId !== box.id ? undefined : day === null ? wholeOf(event) : occurrenceOf(event, day);
    if (found === undefined) throw new Refused('gone');
    return found;
  }
  const own = (me: User, mailboxId: string, eventId: string): Instance => {
    const found = find(me, mailboxId, eventId);
    if (!found.event.isOrganizer) throw new Refused('not-organizer');
    if (found.event.deletedAt !== null) throw new Refused('gone');
    return found;
  };

  function shown(instance: Instance): Meeting {
    const { event, content } = instance;
    const location = content.location['displayName'];
    return {
      id: instance.id, subject: content.subject ?? '', startAt: instance.startAt, endAt: instance.endAt, allDay: content.isAllDay, zone: content.start.timeZone, organizer: event.organizer.name, mine: event.isOrganizer, series: instance.day !== null,
      response: instance.response === 'notResponded' || instance.response === 'organizer' ? 'none' : instance.response, cancelled: event.isCancelled, declined: event.deletedAt !== null, free: content.showAs === 'free', location: typeof location === 'string' && location !== '' ? location : null,
      joinUrl: event.online !== null && event.online.readyAt <= ctx.clock.now() ? event.online.joinUrl : null, attendees: event.isOrganizer || !content.hideAttendees ? content.attendees.map((a) => ({ name: nameOf(a.emailAddress), response: a.response })) : [],
    };
  }
  const nameOf = ({ name, address }: { name: string; address: string }): string => book.mailboxAt(address)?.name ?? (name === '' ? address : name);

  return {
    week: (me, mailboxId, day) => {
      const all = mailboxesOf(me);
      const box = mailbox(me, mailboxId);
      const today = wallOf(ctx.clock.now(), me.zone).slice(0, 10);
      const wanted = day !== null && /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day)) ? day : today;
      const monday = addDays(wanted, -((new Date(`${wanted}T00:00:00Z`).getUTCDay() + 6) % 7));
      const at = (of: string) => instantOf({ dateTime: `${of}T00:00:00`, timeZone: me.zone });
      // What was declined stays to be seen, so that one can think again; what an organizer called off does not.
      const events = state.calendarEvents.filter((e) => e.mailboxId === box.id && (e.deletedAt === null || (e.response === 'declined' && !e.isCancelled)));
      const meetings = events.flatMap((event) => instancesBetween(event, at(monday), at(addDays(monday, 7)))).toSorted((a, b) => a.startAt - b.startAt || a.id.localeCompare(b.id)).map(shown);
      return { mailboxes: all.map((m): CalendarMailbox => ({ id: m.id, name: m.name, mine: m.id === me.id })), mailbox: box.id, zone: me.zone, today, days: Array.from({ length: 7 }, (_, i) => { const date = addDays(monday, i); return { date, at: at(date), until: at(addDays(date, 1)) }; }), meetings };
    },
    answer: (me, mailboxId, eventId, response) => {
      const { event, day } = find(me, mailboxId, eventId);
      if (event.isOrganizer || event.isCancelled) throw new Refused('bad-request');
      book.answer(event, day, { response, send: true });
    },
    change: (me, mailboxId, eventId, change) => {
      const found = own(me, mailboxId, eventId);
      const { event, day } = found;
      if (change.subject !== undefined) {
        const subject = change.subject.trim();
        if (subject === '' || subject.length > MAX_SUBJECT) throw new Refused('bad-request');
        book.change(event, change.whole ? null : day, { content: { subject } });
      }
      if (change.start === undefined || change.end === undefined) return;
      const walls = [change.start, change.end];
      const [startAt = NaN, endAt = NaN] = walls.map((wall) => (/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(wall) && !Number.isNaN(Date.parse(`${wall}Z`)) ? instantOf({ dateTime: `${wall}:00`, timeZone: me.zone }) : NaN));
      if (!(endAt > startAt)) throw new Refused('bad-time');
      // What was typed is the person's own clock; the series keeps its zone.
      const kept = (at: number) => ({ dateTime: wallOf(at, event.content.start.timeZone), timeZone: event.content.start.timeZone });
      if (day !== null && crossesNeighbour(event, day, startAt)) throw new Refused('crossing');
      book.change(event, day, { content: { start: kept(startAt), end: kept(endAt) } });
    },
    cancel: (me, mailboxId, eventId, whole) => {
      const { event, day } = find(me, mailboxId, eventId);
      book.remove(event, whole ? null : day);
    },
    sees: (me, mailboxId) => me.id === mailboxId || sharedWith(me).includes(mailboxId),
  };
}
