// Acts of people in Outlook: they answer, move, rename and call off meetings by hand. A meeting is named by its id, its iCalUId, or its subject if only one
// in that person's calendar has it; `on` (YYYY-MM-DD) names one occurrence of a series.
//
// { "act": "answer-meeting", "user", "meeting", "on"?, "answer": "accepted" | "tentativelyAccepted" | "declined", "send"?: true }
//   (an address outside the tenant may answer too: "user": "x@elsewhere.example", with "organizer" to say in whose calendar the meeting is)
// { "act": "move-meeting", "user", "meeting", "on"?, "start": "2027-02-09T10:00:00", "end", "zone"?: "America/Toronto" }
// { "act": "rename-meeting", "user", "meeting", "on"?, "to" }      { "act": "cancel-meeting" | "remove-meeting", "user", "meeting", "on"? }
// { "act": "busy", "user", "start", "end", "zone"?, "showAs"?: "busy", "subject"? }
// { "act": "share-calendar", "user", "with", "off"?: false }       { "act": "grant-meeting-policy", "app", "user"? }

import type { Answer, Mailbox } from '../calendar/book.ts';
import { occurrenceOf, wholeOf, type EventContent, type Instance, type MailboxEvent, type ShowAs } from '../calendar/event.ts';
import { WEEK_DAYS } from '../calendar/recurrence.ts';
import { ianaOf, instantOf, type ZonedTime } from '../calendar/zones.ts';
import type { TenantContext } from '../context.ts';
import type { User } from '../state.ts';
import { BadAct } from './bad-act.ts';

type Body = Record<string, unknown>;

export function calendarActs(ctx: TenantContext, read: { text: (body: Body, name: string) => string; user: (body: Body, name?: string) => User }): Record<string, (body: Body) => unknown> {
  const { state, book } = ctx;
  const { text, user } = read;
  const mailbox = (body: Body): Mailbox => {
    const found = book.mailboxOf(user(body));
    if (found === undefined) throw new BadAct(`${text(body, 'user')} has no mailbox here`);
    return found;
  };
  const meeting = (box: Mailbox, body: Body): MailboxEvent => {
    const name = text(body, 'meeting');
    // What was declined can still be found, in Deleted Items.
    const found = state.calendarEvents.filter((e) => e.mailboxId === box.id && (e.id === name || e.uid === name || e.content.subject === name)).filter((e, _i, all) => e.deletedAt === null || !all.some((other) => other.deletedAt === null));
    const [first] = found;
    if (first === undefined) throw new BadAct(`no meeting "${name}" in the calendar of ${box.address}`);
    if (found.length > 1) throw new BadAct(`there are ${found.length} meetings "${name}" in the calendar of ${box.address}: name it by its id`);
    return first;
  };
  const instance = (event: MailboxEvent, body: Body): Instance => {
    if (body['on'] === undefined) return wholeOf(event);
    const found = occurrenceOf(event, text(body, 'on'));
    if (found === undefined) throw new BadAct(`the series has no occurrence on ${text(body, 'on')}`);
    return found;
  };
  const zoned = (body: Body, name: string, otherwise: string): ZonedTime => {
    const given = text(body, name);
    const zone = typeof body['zone'] === 'string' ? body['zone'] : otherwise;
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?$/.test(given) || Number.isNaN(Date.parse(`${given}Z`))) throw new BadAct(`${name} must be of the form 2027-02-09T10:00:00`);
    if (ianaOf(zone) === undefined) throw new BadAct(`"${zone}" is not a time zone`);
    return { dateTime: given.length === 16 ? `${given}:00` : given, timeZone: zone };
  };
  const on = (body: Body): { box: Mailbox; event: MailboxEvent; found: Instance } => { const box = mailbox(body); const event = meeting(box, body); return { box, event, found: instance(event, body) }; };
  const own = (event: MailboxEvent): void => { if (!event.isOrganizer) throw new BadAct('only the organizer can do this: name their mailbox as "user"'); };

  return {
    'answer-meeting': (b) => {
      const response = ({ accepted: 'accepted', tentativelyAccepted: 'tentativelyAccepted', declined: 'declined' } as Record<string, Answer>)[text(b, 'answer')];
      if (response === undefined) throw new BadAct('answer must be accepted, tentativelyAccepted or declined');
      if (b['organizer'] !== undefined) {
        const event = meeting(mailbox({ ...b, user: b['organizer'] }), b);
        book.answered(event, instance(event, b).day, text(b, 'user'), response);
        return {};
      }
      const { event, found } = on(b);
      if (event.isOrganizer) throw new BadAct('an organizer does not answer their own meeting');
      book.answer(event, found.day, { response, send: b['send'] !== false });
      return {};
    },
    'move-meeting': (b) => {
      const { box, event, found } = on(b);
      own(event);
      moveTo(ctx, found, { start: zoned(b, 'start', box.zone), end: zoned(b, 'end', box.zone) });
      return { id: found.id };
    },
    'rename-meeting': (b) => { const { event, found } = on(b); own(event); book.change(event, found.day, { content: { subject: text(b, 'to') } }); return { id: found.id }; },
    'cancel-meeting': (b) => { const { event, found } = on(b); own(event); book.cancel(event, found.day); return { id: found.id }; },
    'remove-meeting': (b) => { const { event, found } = on(b); book.remove(event, found.day); return { id: found.id }; },
    'busy': (b) => {
      const box = mailbox(b);
      const content: EventContent = {
        subject: typeof b['subject'] === 'string' ? b['subject'] : null, body: { contentType: 'html', content: '' }, start: zoned(b, 'start', box.zone), end: zoned(b, 'end', box.zone), isAllDay: false, location: {}, locations: [], attendees: [], importance: 'normal', sensitivity: 'normal', responseRequested: true, allowNewTimeProposals: true, hideAttendees: false,
        showAs: (typeof b['showAs'] === 'string' ? b['showAs'] : 'busy') as ShowAs, isReminderOn: false, reminderMinutesBeforeStart: 15, categories: [],
      };
      if (instantOf(content.end) <= instantOf(content.start)) throw new BadAct('end must be after start');
      return { id: book.create(box, { content, recurrence: null, online: false, transactionId: null, extended: [] }).id };
    },
    'share-calendar': (b) => {
      const owner = mailbox(b).id;
      const to = user(b, text(b, 'with')).id;
      const all = (state.settings.get('calendar-delegates') as Record<string, string[]> | undefined) ?? {};
      const others = (all[owner] ?? []).filter((id) => id !== to);
      state.settings.put('calendar-delegates', { ...all, [owner]: b['off'] === true ? others : [...others, to] });
      return {};
    },
    'grant-meeting-policy': (b) => {
      const entry = `${text(b, 'app').toLowerCase()}|${b['user'] === undefined ? '*' : user(b).id}`;
      const all = (state.settings.get('meeting-policies') as string[] | undefined) ?? [];
      state.settings.put('meeting-policies', [...new Set([...all, entry])]);
      return {};
    },
  };
}

/** As dragging does in Outlook: a series moved to another day falls on that day from then on, where its pattern is of one day. */
function moveTo(ctx: TenantContext, { event, day }: Instance, to: { start: ZonedTime; end: ZonedTime }): void {
  const startDate = to.start.dateTime.slice(0, 10);
  const series = day === null ? event.recurrence : null;
  if (series === null || startDate === event.content.start.dateTime.slice(0, 10)) { ctx.book.change(event, day, { content: to }); return; }
  const { pattern } = series;
  const weekday = WEEK_DAYS[new Date(`${startDate}T00:00:00Z`).getUTCDay()] ?? 'monday';
  if (!(pattern.type === 'daily' || pattern.type === 'absoluteMonthly' || (pattern.type === 'weekly' && pattern.daysOfWeek.length === 1))) throw new BadAct('the days of this series come from its pattern: move its occurrences one by one ("on")');
  const moved = { ...pattern, ...(pattern.type === 'weekly' ? { daysOfWeek: [weekday] } : pattern.type === 'absoluteMonthly' ? { dayOfMonth: Number(startDate.slice(8)) } : {}) };
  ctx.book.change(event, null, { content: to, recurrence: { pattern: moved, range: { ...series.range, startDate } } });
}
