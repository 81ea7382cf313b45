// The calendars' acts: the one place that changes events, carries them to the attendees' mailboxes and answers back, and tells the others.
// Like the tenant's other acts it judges nothing: refusals are Graph's affair, or Outlook's.

import type { Clock } from '../clock.ts';
import type { EventBus } from '../events.ts';
import { guid } from '../ids.ts';
import type { TenantOptions } from '../options.ts';
import type { State, TenantInfo, User } from '../state.ts';
import { newEventId, occurrenceId, occurrenceOf, type Address, type Attendee, type EventContent, type EventException, type MailboxEvent, type ResponseType, type SharedContent } from './event.ts';
import { daysOf, type Recurrence } from './recurrence.ts';
import { addDays, instantOf, type ZonedTime } from './zones.ts';

export interface Mailbox extends Address {
  id: string;
  /** IANA. */
  zone: string;
  language: string;
}
export interface NewEvent { content: EventContent; recurrence: Recurrence | null; online: boolean; transactionId: string | null; extended: { id: string; value: string }[] }
export interface EventChange { content: Partial<EventContent>; recurrence?: Recurrence | null; online?: boolean; extended?: { id: string; value: string }[] }
export type Answer = 'accepted' | 'tentativelyAccepted' | 'declined';

export interface Book {
  /** Everybody of the organisation has a mailbox, guests have theirs elsewhere. Shared mailboxes are accounts that nobody signs in to. */
  mailboxOf(user: User): Mailbox | undefined;
  mailboxAt(address: string): Mailbox | undefined;
  eventsOf(mailboxId: string): MailboxEvent[];
  create(mailbox: Mailbox, event: NewEvent): MailboxEvent;
  /** The whole event or series, or the occurrence due on that day. */
  change(event: MailboxEvent, day: string | null, change: EventChange): void;
  /** The organizer calls it off: attendees keep a cancelled copy, as in Outlook. */
  cancel(event: MailboxEvent, day: string | null): void;
  /** Out of this mailbox; if it is the organizer's, it is called off as well. */
  remove(event: MailboxEvent, day: string | null): void;
  answer(event: MailboxEvent, day: string | null, answer: { response: Answer; send: boolean; proposed?: Attendee['proposed'] }): void;
  /** An answer that came by mail, from somebody whose mailbox is not here. */
  answered(event: MailboxEvent, day: string | null, address: string, response: Answer, proposed?: Attendee['proposed']): void;
  /** Delta tokens made before now are worth nothing any more. */
  forgetDeltas(): void;
  deltaFloor(): number;
}

const SHARED: readonly (keyof SharedContent)[] = ['subject', 'body', 'start', 'end', 'isAllDay', 'location', 'locations', 'attendees', 'importance', 'sensitivity', 'responseRequested', 'allowNewTimeProposals', 'hideAttendees'];
const CHANGES_KEPT = 20_000;
/** As far as ids of a series are noted as gone when its pattern changes. */
const NOTED_DAYS = 366 * 3;
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const sameAddress = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

export function openBook({ state, clock, events, options, tenant }: { state: State; clock: Clock; events: EventBus; options: TenantOptions; tenant: () => TenantInfo }): Book {
  const mailboxOf = (user: User): Mailbox | undefined => (user.mail === null || user.userType === 'Guest' ? undefined : { id: user.id, name: user.displayName, address: user.mail, zone: user.zone, language: user.preferredLanguage ?? 'fr-CA' });
  const mailboxAt = (address: string): Mailbox | undefined => {
    const user = state.users.find((u) => (u.mail !== null && sameAddress(u.mail, address)) || sameAddress(u.userPrincipalName, address));
    return user === undefined ? undefined : mailboxOf(user);
  };

  function log(event: MailboxEvent, gone: string[]): void {
    const seq = Number(state.settings.get('calendar-seq') ?? 0) + 1;
    state.settings.put('calendar-seq', seq);
    state.calendarChanges.put(String(seq), { seq, at: clock.now(), mailboxId: event.mailboxId, eventId: event.id, gone });
    if (seq % 1000 !== 0) return;
    for (const change of state.calendarChanges.filter((c) => c.seq <= seq - CHANGES_KEPT)) state.calendarChanges.delete(String(change.seq));
    if (seq > CHANGES_KEPT) state.settings.put('calendar-floor', seq - CHANGES_KEPT);
  }
  function created(event: MailboxEvent): MailboxEvent {
    state.calendarEvents.put(event.id, event);
    log(event, []);
    events.emit('event-created', { event });
    return event;
  }
  function touched(event: MailboxEvent, gone: string[] = []): void {
    event.version += 1;
    event.modifiedAt = clock.now();
    state.calendarEvents.put(event.id, event);
    log(event, gone);
    events.emit('event-changed', { event });
  }
  function gone(event: MailboxEvent): void {
    event.version += 1;
    event.deletedAt = clock.now();
    state.calendarEvents.put(event.id, event);
    log(event, [event.id, ...(event.recurrence === null ? [] : idsOf(event, event.recurrence))]);
    events.emit('event-deleted', { event });
  }
  const idsOf = (event: MailboxEvent, recurrence: Recurrence): string[] => [...daysOf(recurrence, addDays(recurrence.range.startDate, NOTED_DAYS))].map((day) => occurrenceId(event.id, day));

  const copiesOf = (event: MailboxEvent): MailboxEvent[] => state.calendarEvents.filter((e) => e.uid === event.uid && !e.isOrganizer);
  const organizersOf = (event: MailboxEvent): MailboxEvent | undefined => (event.isOrganizer ? event : state.calendarEvents.find((e) => e.uid === event.uid && e.isOrganizer && e.deletedAt === null));

  /** Who gets what: the whole, or single occurrences to which they alone were invited. */
  function invitations(event: MailboxEvent): { mailbox: Mailbox; day: string | null }[] {
    // Hundreds of attendees among thousands of people: one pass over these, not one for each of those.
    const everybody = new Map(state.users.values().flatMap((user) => { const mailbox = mailboxOf(user); return mailbox === undefined ? [] : [user.userPrincipalName, mailbox.address].map((address) => [address.toLowerCase(), mailbox] as const); }));
    const whole = peopleOf(event.content.attendees, event, everybody);
    const extra = Object.entries(event.exceptions).flatMap(([day, exception]) => peopleOf(exception.attendees ?? [], event, everybody).filter((m) => !whole.some((w) => w.id === m.id)).map((mailbox) => ({ mailbox, day })));
    return [...whole.map((mailbox) => ({ mailbox, day: null })), ...extra];
  }
  function peopleOf(attendees: readonly Attendee[], event: MailboxEvent, everybody: ReadonlyMap<string, Mailbox>): Mailbox[] {
    const found = attendees.flatMap((a) => everybody.get(a.emailAddress.address.toLowerCase()) ?? []).filter((m) => m.id !== event.mailboxId);
    return [...new Map(found.map((m) => [m.id, m])).values()];
  }

  /** Carries the organizer's event into the attendees' mailboxes: new copies, changed ones, and cancelled ones for whoever is no longer invited. */
  function spread(event: MailboxEvent, moved: boolean): void {
    const wanted = invitations(event);
    const copies = copiesOf(event);
    for (const { mailbox, day } of wanted) {
      const copy = copies.find((c) => c.mailboxId === mailbox.id && c.instanceOf === day);
      const sent = sentTo(event, mailbox, day);
      if (copy === undefined) { created(newCopy(event, mailbox, day, sent)); continue; }
      const before = JSON.stringify([pick(copy.content), copy.recurrence, copy.exceptions, copy.cancelledDays, copy.online, copy.isCancelled]);
      const revived = copy.deletedAt !== null && moved;
      Object.assign(copy, { content: { ...copy.content, ...sent.content }, recurrence: sent.recurrence, cancelledDays: [...new Set([...sent.cancelledDays, ...(moved ? [] : copy.cancelledDays)])].toSorted(), online: event.online, isCancelled: false, exceptions: withOwnAnswers(sent.exceptions, moved ? {} : copy.exceptions) });
      // A new time asks everybody again, also who had declined.
      if (moved) Object.assign(copy, { response: 'notResponded', respondedAt: null, content: { ...copy.content, showAs: 'tentative' }, deletedAt: null });
      if (copy.deletedAt !== null) { state.calendarEvents.put(copy.id, copy); continue; }
      if (revived) created(Object.assign(copy, { version: copy.version + 1, modifiedAt: clock.now() }));
      else if (moved || JSON.stringify([pick(copy.content), copy.recurrence, copy.exceptions, copy.cancelledDays, copy.online, copy.isCancelled]) !== before) touched(copy);
    }
    for (const copy of copies) if (!copy.isCancelled && copy.deletedAt === null && !wanted.some((w) => w.mailbox.id === copy.mailboxId && w.day === copy.instanceOf)) callOff(copy);
  }
  const pick = (content: EventContent): unknown => SHARED.map((key) => content[key]);

  function sentTo(event: MailboxEvent, mailbox: Mailbox, day: string | null): { content: SharedContent; recurrence: Recurrence | null; exceptions: Record<string, EventException>; cancelledDays: string[] } {
    // Attendees see who else is invited, not what the others answered.
    const shared = (content: Partial<EventContent>): Partial<SharedContent> => Object.fromEntries(SHARED.filter((key) => key in content).map((key) => [key, key === 'attendees' ? content.attendees?.map((a) => ({ ...a, response: 'none' as const, respondedAt: null, proposed: null })) : content[key]]));
    const copy = structuredClone(day === null ? event.content : (occurrenceOf(event, day)?.content ?? event.content));
    const exceptions = day === null ? Object.fromEntries(Object.entries(event.exceptions).map(([d, exception]) => [d, shared(exception) as EventException]).filter(([, exception]) => Object.keys(exception as object).length > 0)) as Record<string, EventException> : {};
    const left = day === null ? Object.entries(event.exceptions).filter(([, exception]) => exception.attendees !== undefined && !exception.attendees.some((a) => sameAddress(a.emailAddress.address, mailbox.address))).map(([d]) => d) : [];
    return { content: shared(copy) as SharedContent, recurrence: day === null ? event.recurrence : null, exceptions, cancelledDays: [...event.cancelledDays, ...left].toSorted() };
  }
  function withOwnAnswers(exceptions: Record<string, EventException>, before: Record<string, EventException>): Record<string, EventException> {
    const out = { ...exceptions };
    for (const [day, { response, respondedAt, showAs }] of Object.entries(before)) if (response !== undefined) out[day] = { ...out[day], response, ...(respondedAt === undefined ? {} : { respondedAt }), ...(showAs === undefined ? {} : { showAs }) };
    return out;
  }
  function newCopy(event: MailboxEvent, mailbox: Mailbox, day: string | null, sent: ReturnType<typeof sentTo>): MailboxEvent {
    const now = clock.now();
    return {
      id: newEventId(), mailboxId: mailbox.id, uid: event.uid, transactionId: null, isOrganizer: false, organizer: event.organizer, content: { ...sent.content, showAs: 'tentative', isReminderOn: true, reminderMinutesBeforeStart: 15, categories: [] },
      recurrence: sent.recurrence, exceptions: sent.exceptions, cancelledDays: sent.cancelledDays, response: 'notResponded', respondedAt: null, isCancelled: false, online: event.online, extended: [], instanceOf: day, createdAt: now, modifiedAt: now, version: 1, deletedAt: null,
    };
  }
  /** « Annulé : … » in the calendar, taking no time, until the person removes it. */
  function callOff(copy: MailboxEvent): void {
    const user = state.users.get(copy.mailboxId);
    const prefix = (user?.preferredLanguage ?? 'fr').startsWith('fr') ? 'Annulé : ' : 'Canceled: ';
    Object.assign(copy, { isCancelled: true, content: { ...copy.content, subject: `${prefix}${copy.content.subject ?? ''}`, showAs: 'free', isReminderOn: false } });
    touched(copy);
  }

  function joinUrl(mailbox: Mailbox): string {
    const thread = Buffer.from(guid()).toString('base64').replaceAll('=', '');
    return `https://teams.microsoft.com/l/meetup-join/19%3ameeting_${thread}%40thread.v2/0?context=${encodeURIComponent(JSON.stringify({ Tid: tenant().id, Oid: mailbox.id }))}`;
  }

  function create(mailbox: Mailbox, given: NewEvent): MailboxEvent {
    const now = clock.now();
    const event: MailboxEvent = {
      id: newEventId(), mailboxId: mailbox.id, uid: `040000008200E00074C5B7101A82E008${guid().replaceAll('-', '').toUpperCase()}`, transactionId: given.transactionId, isOrganizer: true, organizer: { name: mailbox.name, address: mailbox.address },
      content: given.content, recurrence: given.recurrence, exceptions: {}, cancelledDays: [], response: 'organizer', respondedAt: null, isCancelled: false,
      online: given.online ? { joinUrl: joinUrl(mailbox), readyAt: now + options.onlineMeetingMs } : null, extended: given.extended, instanceOf: null, createdAt: now, modifiedAt: now, version: 1, deletedAt: null,
    };
    created(event);
    spread(event, false);
    return event;
  }

  function change(event: MailboxEvent, day: string | null, { content, recurrence, online, extended }: EventChange): void {
    const before = (day === null ? undefined : occurrenceOf(event, day)?.content) ?? event.content;
    const moved = timeOf(content.start, before.start) !== instantOf(before.start) || timeOf(content.end, before.end) !== instantOf(before.end) || (recurrence !== undefined && !same(recurrence, event.recurrence));
    const attendees = (content.attendees ?? (moved && event.isOrganizer ? before.attendees : undefined))?.map((a) => (moved ? { ...a, response: 'none' as const, respondedAt: null, proposed: null } : a));
    const next: Partial<EventContent> = { ...content, ...(attendees === undefined ? {} : { attendees }) };
    let lost: string[] = [];
    if (day !== null) event.exceptions[day] = { ...event.exceptions[day], ...next };
    else {
      event.content = { ...event.content, ...next };
      // Another pattern, or other hours, is another series: what was changed or cancelled in the old one is gone.
      if (event.recurrence !== null && moved) { event.exceptions = {}; event.cancelledDays = []; }
      else for (const exception of Object.values(event.exceptions)) for (const key of Object.keys(next) as (keyof EventContent)[]) if (same(exception[key], before[key])) delete exception[key];
      if (recurrence !== undefined) {
        const old = event.recurrence === null ? [] : idsOf(event, event.recurrence);
        event.recurrence = recurrence;
        const kept = new Set(recurrence === null ? [] : idsOf(event, recurrence));
        lost = old.filter((id) => !kept.has(id));
      }
    }
    if (online === true && event.online === null) event.online = { joinUrl: joinUrl({ id: event.mailboxId, ...event.organizer, zone: '', language: '' }), readyAt: clock.now() + options.onlineMeetingMs };
    if (online === false) event.online = null;
    if (extended !== undefined) event.extended = [...event.extended.filter((p) => !extended.some((e) => sameAddress(e.id, p.id))), ...extended];
    touched(event, lost);
    if (event.isOrganizer) spread(event, moved);
  }
  const timeOf = (given: ZonedTime | undefined, otherwise: ZonedTime): number => instantOf(given ?? otherwise);

  function cancel(event: MailboxEvent, day: string | null): void {
    if (day !== null) { dropDay(event, day); spread(event, false); return; }
    for (const copy of copiesOf(event)) if (copy.deletedAt === null && !copy.isCancelled) callOff(copy);
    event.isCancelled = true;
    gone(event);
  }
  function dropDay(event: MailboxEvent, day: string): void {
    event.cancelledDays = [...new Set([...event.cancelledDays, day])].toSorted();
    delete event.exceptions[day];
    touched(event, [occurrenceId(event.id, day)]);
  }
  function remove(event: MailboxEvent, day: string | null): void {
    if (event.isOrganizer) cancel(event, day);
    else if (day === null) gone(event);
    else dropDay(event, day);
  }

  function answer(event: MailboxEvent, day: string | null, { response, send, proposed }: { response: Answer; send: boolean; proposed?: Attendee['proposed'] }): void {
    const mine: { response: ResponseType; respondedAt: number } = { response, respondedAt: clock.now() };
    const showAs = response === 'accepted' ? (organizersOf(event)?.content.showAs ?? 'busy') : 'tentative';
    if (day !== null) {
      event.exceptions[day] = { ...event.exceptions[day], ...mine, showAs };
      if (response === 'declined') dropDay(event, day); else touched(event);
    } else {
      // In Deleted Items it can still be found by its person, and accepted after all.
      const back = event.deletedAt !== null && response !== 'declined';
      Object.assign(event, mine, { content: { ...event.content, showAs } }, back ? { deletedAt: null } : {});
      if (response === 'declined') gone(event);
      else if (back) created(Object.assign(event, { version: event.version + 1, modifiedAt: clock.now() }));
      else touched(event);
    }
    const organizers = organizersOf(event);
    const address = state.users.get(event.mailboxId)?.mail;
    if (send && organizers !== undefined && typeof address === 'string') answered(organizers, event.instanceOf ?? day, address, response, proposed);
  }
  function answered(event: MailboxEvent, day: string | null, address: string, response: Answer, proposed: Attendee['proposed'] = null): void {
    const noted = (attendees: readonly Attendee[]): Attendee[] => attendees.map((a) => (sameAddress(a.emailAddress.address, address) ? { ...a, response, respondedAt: clock.now(), proposed } : a));
    if (day === null) {
      event.content.attendees = noted(event.content.attendees);
      for (const exception of Object.values(event.exceptions)) if (exception.attendees !== undefined) exception.attendees = noted(exception.attendees);
    } else event.exceptions[day] = { ...event.exceptions[day], attendees: noted(event.exceptions[day]?.attendees ?? event.content.attendees) };
    touched(event);
  }

  const atomically = <A extends readonly unknown[], R>(act: (...args: A) => R) => (...args: A): R => state.atomically(() => act(...args));
  return {
    mailboxOf, mailboxAt,
    eventsOf: (mailboxId) => state.calendarEvents.filter((e) => e.mailboxId === mailboxId && e.deletedAt === null),
    create: atomically(create), change: atomically(change), cancel: atomically(cancel), remove: atomically(remove), answer: atomically(answer), answered: atomically(answered),
    forgetDeltas: () => { const next = Number(state.settings.get('calendar-seq') ?? 0) + 1; state.settings.put('calendar-seq', next); state.settings.put('calendar-floor', next); },
    deltaFloor: () => Number(state.settings.get('calendar-floor') ?? 0),
  };
}
