// Makes the event in Outlook and the meeting say the same. It looks before it writes, takes over what people changed in Outlook by the
// same rules as a change made here, writes what is left, and may be repeated at any moment: done twice, nothing is doubled and nobody
// is told twice.

import type { FollowUp } from '../../../shared/follow-up.ts';
import type { EntraId, PersonId } from '../../../shared/ids.ts';
import { addDays } from '../../../shared/dates.ts';
import type { Charter } from '../../committees/domain/charter.ts';
import { eventOf, personAt, titleFrom, type CalendarEvent, type EventLinks } from '../domain/calendar-event.ts';
import { obstaclesOf } from '../domain/collisions.ts';
import type { Answer, Meeting, MeetingId, Obstacle } from '../domain/meeting.ts';
import { changedInOutlook, changeFor, saidBy, seenIn, type ChangedInOutlook, type EventLink, type SeenEvent } from '../domain/outlook-changes.ts';
import { dayOf, endOf } from '../domain/when.ts';
import type { Clock, MeetingStore } from '../ports.ts';
import type { CalendarFault, CalendarLinks, Calendars } from '../ports-outlook.ts';
import type { Acting, ActRefusal, changeMeetingAs, cancelMeetingAs } from './act-on-meeting.ts';
import type { answerMeeting } from './answer-meeting.ts';

/** What the secretariat is to hear of a change that came from Outlook: what stands in its way now, or why it was put back. */
export type OutlookWarning = { readonly is: 'moved-onto'; readonly obstacles: readonly Obstacle[] } | { readonly is: 'put-back'; readonly why: ActRefusal['why'] | 'all-day' };

export interface SyncDeps {
  readonly charter: () => Promise<Charter | null>;
  readonly meetings: MeetingStore;
  readonly links: CalendarLinks;
  readonly calendars: Calendars;
  readonly clock: Clock;
  /** In whose mailbox a meeting without an event is put; null: nobody's is known. */
  readonly organizer: (charter: Charter, meeting: Meeting) => Promise<{ readonly id: EntraId; readonly email: string } | null>;
  /** Work address of an account, to leave the organizer out of those invited. */
  readonly addressOf: (charter: Charter, account: EntraId) => Promise<string | null>;
  readonly placeOf: (charter: Charter, meeting: Meeting) => Promise<EventLinks>;
  readonly change: ReturnType<typeof changeMeetingAs>;
  readonly cancel: ReturnType<typeof cancelMeetingAs>;
  readonly answer: ReturnType<typeof answerMeeting>;
  /** For the operator. */
  readonly onProblem: (meeting: MeetingId, fault: unknown) => void;
  /** What follows when a mailbox gets its first event, when the Teams link is known, and when the secretariat is to be warned. */
  readonly follow: {
    readonly watched: (organizer: EntraId) => readonly FollowUp[];
    readonly joinable: (meeting: Meeting) => readonly FollowUp[];
    readonly warned: (meeting: Meeting, warning: OutlookWarning) => readonly FollowUp[];
  };
}

export type Again = { readonly again: { readonly afterMs: number } };
type Outcome = Again | undefined | 'look-again';

/** Seconds after a change made by somebody else in the same moment, the rounds agree. */
const ROUNDS = 6;
const SOON_MS = 1_000;
/** The link of a Teams meeting may lag behind its event. */
const NOT_YET_MS = 3_000;
const OUTLOOK = { by: { kind: 'gouverne' }, where: 'outlook' } as const;

export const keyOf = ({ meeting, generation }: Pick<EventLink, 'meeting' | 'generation'>): string => `${meeting}#${generation}`;

export const syncOutlook = (deps: SyncDeps) => async (id: MeetingId): Promise<Again | undefined> => {
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      const outcome = await once(deps, id);
      if (outcome !== 'look-again') return outcome;
    }
    return { again: { afterMs: SOON_MS } };
  } catch (fault) {
    const { kind, retryAfterMs } = fault as Partial<CalendarFault>;
    const link = (await deps.links.of([id])).get(id);
    if (kind !== undefined && link !== undefined && link.problem !== kind) await deps.links.save({ ...link, problem: kind, at: deps.clock.now() });
    // The service said when to come back: no attempt is lost by it.
    if (kind === 'throttled' && typeof retryAfterMs === 'number') return { again: { afterMs: retryAfterMs } };
    // Somebody has to act first, and the hourly look tries again: three hundred meetings must not knock every minute meanwhile.
    if (kind !== undefined && link !== undefined && NEEDS_SOMEBODY.has(kind)) { deps.onProblem(id, fault); return undefined; }
    throw fault;
  }
};

const NEEDS_SOMEBODY: ReadonlySet<CalendarFault['kind']> = new Set(['forbidden', 'refused', 'not-found', 'unauthenticated']);

interface Case { readonly charter: Charter; readonly meeting: Meeting; readonly link: EventLink | null }

async function once(deps: SyncDeps, id: MeetingId): Promise<Outcome> {
  const [charter, meeting, links] = await Promise.all([deps.charter(), deps.meetings.find(id), deps.links.of([id])]);
  const link = links.get(id) ?? null;
  // The past stays as it was.
  if (charter === null || meeting === null || endOf(meeting) <= deps.clock.now()) return undefined;
  if (link !== null && link.state === 'there' && link.organizer !== null && link.eventId !== null) return keep(deps, { charter, meeting, link }, link.organizer, link.eventId);
  return make(deps, { charter, meeting, link: link?.state === 'asked' ? link : null }, link?.generation ?? 0);
}

/** There is no event yet, or its creation got no answer. */
async function make(deps: SyncDeps, { charter, meeting, link }: Case, generations: number): Promise<Outcome> {
  const { calendars, links, clock } = deps;
  if (meeting.state === 'cancelled' && link === null) return undefined;
  const organizer = await deps.organizer(charter, meeting);
  const asked: EventLink = { meeting: meeting.id, day: dayOf(meeting.start), organizer: organizer?.id ?? null, generation: link?.generation ?? generations + 1, state: 'asked', eventId: null, seen: null, said: null, joinUrl: null, webLink: null, problem: null, at: clock.now() };
  if (organizer === null) {
    await links.save({ ...asked, problem: 'no-organizer' });
    return undefined;
  }
  const askedBefore = link?.organizer === organizer.id;
  const wanted = eventOf(charter, meeting, organizer.email, await deps.placeOf(charter, meeting));
  const before = askedBefore ? await calendars.find(organizer.id, keyOf(asked), meeting) : null;
  if (wanted === null) {
    if (before !== null) await calendars.cancel(organizer.id, before, meeting.reason ?? '');
    await links.save({ ...asked, state: 'over', problem: null });
    return undefined;
  }
  // Written down before it is sent: whoever comes after a lost answer looks for it first.
  if (!askedBefore) await links.save(asked, deps.follow.watched(organizer.id));
  const event = before ?? (await calendars.create(organizer.id, keyOf(asked), wanted));
  // One that was found may hold what the meeting said then.
  return settle(deps, { charter, meeting, link: { ...asked, state: 'there' } }, event, before === null ? wanted : null);
}

/** There is an event: what people did to it comes first, then what it does not say yet. */
async function keep(deps: SyncDeps, { charter, meeting, link }: Case & { readonly link: EventLink }, organizer: EntraId, eventId: string): Promise<Outcome> {
  const { calendars, links, clock } = deps;
  const event = await look(deps, { charter, meeting, link }, organizer, eventId);
  if (event === 'look-again') return event;
  const wanted = eventOf(charter, meeting, (await deps.addressOf(charter, organizer)) ?? '', await deps.placeOf(charter, meeting));
  if (event === null || event.cancelled) return gone(deps, { charter, meeting, link });
  if (wanted === null) {
    await calendars.cancel(organizer, event, meeting.reason ?? '');
    await links.save({ ...link, state: 'over', problem: null, at: clock.now() });
    return undefined;
  }
  const changed = changedInOutlook(link, wanted, event);
  const taken = changed.slot === null && changed.subject === null ? null : await take(deps, { charter, meeting, link }, changed, event);
  if (taken === 'look-again') return taken;
  const change = changeFor(link, wanted, event, taken !== null);
  const written = change === null ? event : await calendars.update(organizer, event, change);
  if (written === null) return 'look-again';
  const refused = taken === null ? [] : deps.follow.warned(meeting, { is: 'put-back', why: taken });
  return settle(deps, { charter, meeting, link }, written, wanted, refused);
}

/** The event as it is; null when it is gone. A mailbox that is gone with whoever kept it leaves the meeting to the next organizer. */
async function look({ calendars, links, organizer: appoint, clock }: SyncDeps, { charter, meeting, link }: Case & { readonly link: EventLink }, organizer: EntraId, eventId: string): Promise<SeenEvent | null | 'look-again'> {
  try {
    return (await calendars.read(organizer, eventId, meeting.zone)) ?? (await calendars.find(organizer, keyOf(link), link.seen ?? meeting));
  } catch (fault) {
    const next = (fault as Partial<CalendarFault>).kind === 'not-found' ? await appoint(charter, meeting) : null;
    if (next === null || next.id === organizer) throw fault;
    await links.save({ ...link, state: 'over', problem: null, at: clock.now() });
    return 'look-again';
  }
}

/** Taken out of the calendar: by us, when the meeting was cancelled here, else by somebody in Outlook. */
async function gone(deps: SyncDeps, { charter, meeting, link }: Case & { readonly link: EventLink }): Promise<Outcome> {
  if (meeting.state !== 'cancelled') {
    const decision = await deps.cancel(charter, meeting.id, null, { ...OUTLOOK, seen: meeting.version });
    if (!decision.ok && decision.refusal.why === 'stale') return 'look-again';
  }
  await deps.links.save({ ...link, state: 'over', problem: null, at: deps.clock.now() });
  return undefined;
}

/** `look-again`: taken, or overtaken. Otherwise why it cannot be, and it is to be put back. */
async function take(deps: SyncDeps, { charter, meeting, link }: Case & { readonly link: EventLink }, { slot, subject }: ChangedInOutlook, event: SeenEvent): Promise<'look-again' | ActRefusal['why'] | 'all-day'> {
  if (slot !== null && event.allDay) return 'all-day';
  const acting: Acting = { ...OUTLOOK, seen: meeting.version };
  const decision = await deps.change(charter, meeting.id, { ...slot, ...(subject === null ? {} : { title: titleFrom(charter, meeting, subject) }) }, acting);
  if (!decision.ok) return decision.refusal.why === 'stale' ? 'look-again' : decision.refusal.why;
  const now = decision.value;
  const wanted = eventOf(charter, now, '', { page: '', channel: null });
  const obstacles = slot === null ? [] : obstaclesOf(charter, now, await deps.meetings.between(null, addDays(dayOf(now.start), -2), addDays(dayOf(now.start), 2)));
  // What was taken is what the event says already, in people's words; the rest of what changed here is still to be written.
  const said = link.said === null || wanted === null ? link.said : { ...link.said, ...(slot === null ? {} : { start: wanted.start, minutes: wanted.minutes, zone: wanted.zone }), ...(subject === null ? {} : { subject: wanted.subject }) };
  await deps.links.save({ ...link, day: dayOf(now.start), seen: seenIn(event), said, at: deps.clock.now() }, obstacles.length === 0 ? [] : deps.follow.warned(now, { is: 'moved-onto', obstacles }));
  return 'look-again';
}

/** Notes what stands, and takes the answers. `wanted`: what the event says by now; null when that is to be seen. */
async function settle(deps: SyncDeps, { charter, meeting, link }: Case & { readonly link: EventLink }, event: SeenEvent, wanted: CalendarEvent | null, next: readonly FollowUp[] = []): Promise<Outcome> {
  await takeAnswers(deps, charter, meeting, event);
  const said = wanted === null ? null : saidBy(wanted);
  const settled: EventLink = { ...link, day: dayOf(meeting.start), eventId: event.eventId, seen: seenIn(event), said, joinUrl: event.joinUrl, webLink: event.webLink, problem: null, at: deps.clock.now() };
  const joinable = event.joinUrl !== null && link.joinUrl === null ? deps.follow.joinable(meeting) : [];
  if (!same(settled, link)) await deps.links.save(settled, [...next, ...joinable]);
  if (wanted === null) return 'look-again';
  return wanted.online && event.joinUrl === null ? { again: { afterMs: NOT_YET_MS } } : undefined;
}
const same = (a: EventLink, b: EventLink): boolean => JSON.stringify({ ...a, at: null }) === JSON.stringify({ ...b, at: null });

const ANSWERS: Readonly<Record<SeenEvent['attendees'][number]['answer'], Answer | null>> = { accepted: 'present', declined: 'absent', tentative: 'tentative', none: null };

/** An answer in Outlook is the person's answer, unless they gave a later one elsewhere. */
async function takeAnswers(deps: SyncDeps, charter: Charter, meeting: Meeting, event: SeenEvent): Promise<void> {
  const given = event.attendees.flatMap(({ email, answer, at }): { person: PersonId; answer: Answer; at: Date }[] => {
    const person = personAt(charter, meeting, email);
    const said = ANSWERS[answer];
    return person === null || said === null || at === null ? [] : [{ person, answer: said, at }];
  });
  if (given.length === 0) return;
  const known = new Map((await deps.meetings.attendance([meeting.id])).map((one) => [one.person, one.at]));
  for (const { person, answer, at } of given) {
    if ((known.get(person)?.getTime() ?? -Infinity) >= at.getTime()) continue;
    // A refusal (the person is no longer convened, say) leaves the answer in Outlook, where it is.
    await deps.answer(charter, meeting.id, { person, answer, alternate: null, from: 'outlook', at }, { roles: null, by: { kind: 'person', id: person } });
  }
}
