// Outlook in memory: calendars that count what they are asked and told, watches, and links. It does what was asked before it loses
// the answer, when told to.

import type { CalendarEvent } from '../../src/features/meetings/domain/calendar-event.ts';
import type { MeetingId } from '../../src/features/meetings/domain/meeting.ts';
import type { EventLink, SeenEvent } from '../../src/features/meetings/domain/outlook-changes.ts';
import type { CalendarChange, CalendarFault, CalendarLinks, Calendars, Mailboxes, Watch, Watches } from '../../src/features/meetings/ports-outlook.ts';
import type { EntraId } from '../../src/shared/ids.ts';
import type { FollowUp } from '../../src/shared/follow-up.ts';

export class OutlookFault extends Error implements CalendarFault {
  readonly code = '';
  readonly kind: CalendarFault['kind'];
  readonly retryAfterMs: number | null;
  constructor(kind: CalendarFault['kind'], retryAfterMs: number | null = null) { super(kind); this.kind = kind; this.retryAfterMs = retryAfterMs; }
}

type Standing = Omit<SeenEvent, 'etag'> & { readonly organizer: EntraId; readonly key: string; readonly version: number };
type Call = keyof Calendars;

export interface FakeOutlook extends Calendars {
  /** Writes that reached it, in order: `create`, `update subject`, `cancel`. */
  readonly writes: string[];
  /** Mails that attendees got. */
  readonly mails: number;
  events(): readonly Standing[];
  /** What somebody does in Outlook. */
  byHand(eventId: string, change: Partial<Omit<SeenEvent, 'eventId' | 'etag'>>): void;
  remove(eventId: string): void;
  /** The next call of that name fails; `lost`: after it did what was asked. */
  fail(call: Call, fault: OutlookFault): void;
  /** While true no link of a Teams meeting is known yet. */
  linkLags: boolean;
}

export function fakeOutlook(): FakeOutlook {
  const standing = new Map<string, Standing>();
  const writes: string[] = [];
  const faults: { call: Call; fault: OutlookFault }[] = [];
  let made = 0;
  let mails = 0;
  const seen = ({ organizer: _organizer, key: _key, version, ...event }: Standing): SeenEvent => ({ ...event, etag: `W/"${version}"` });
  const done = <T>(call: Call, what: () => T): Promise<T> => {
    const next = faults.findIndex((one) => one.call === call);
    const [failing] = next < 0 ? [] : faults.splice(next, 1);
    if (failing !== undefined && failing.fault.kind !== 'lost') return Promise.reject(failing.fault);
    const result = what();
    return failing === undefined ? Promise.resolve(result) : Promise.reject(failing.fault);
  };
  const put = (event: Standing): Standing => { standing.set(event.eventId, event); return event; };
  const attendeesOf = (event: Pick<CalendarEvent, 'attendees'>, before: SeenEvent['attendees'] = []): SeenEvent['attendees'] => event.attendees.map((one) => ({ answer: 'none', at: null, ...before.find(({ email }) => email === one.email), ...one }));
  const joinUrl = (online: boolean): string | null => (online && !fake.linkLags ? 'https://teams.microsoft.com/l/meetup-join/1' : null);

  const fake: FakeOutlook = {
    writes, linkLags: false,
    get mails() { return mails; },
    events: () => [...standing.values()],
    byHand(eventId, change) { const event = standing.get(eventId); if (event === undefined) throw new Error('no such event'); put({ ...event, ...change, version: event.version + 1 }); },
    remove: (eventId) => { standing.delete(eventId); },
    fail: (call, fault) => { faults.push({ call, fault }); },
    create: (organizer, key, event) => done('create', () => {
      const known = [...standing.values()].find((one) => one.organizer === organizer && one.key === key);
      if (known !== undefined) return seen(known);
      made += 1;
      writes.push('create');
      mails += event.attendees.length;
      const { start, minutes, zone, subject, online } = event;
      return seen(put({ organizer, key, version: 1, eventId: `event-${made}`, start, minutes, zone, subject, online, cancelled: false, allDay: false, joinUrl: joinUrl(online), webLink: null, attendees: attendeesOf(event) }));
    }),
    update: (organizer, { eventId, etag }, { slot, ...change }) => done('update', () => {
      const event = standing.get(eventId);
      if (event === undefined || event.organizer !== organizer || seen(event).etag !== etag) return null;
      writes.push(`update ${Object.keys({ ...(slot === undefined ? {} : { slot }), ...change }).sort().join(' ')}`);
      const attendees = change.attendees === undefined ? event.attendees : attendeesOf({ attendees: change.attendees }, event.attendees);
      mails += slot !== undefined || change.subject !== undefined ? attendees.length : attendees.filter(({ email }) => !event.attendees.some((one) => one.email === email)).length;
      const online = change.online ?? event.online;
      return seen(put({ ...event, ...slot, subject: change.subject ?? event.subject, attendees, online, joinUrl: event.joinUrl ?? joinUrl(online), version: event.version + 1 }));
    }),
    cancel: (_organizer, { eventId }) => done('cancel', () => { if (standing.delete(eventId)) writes.push('cancel'); }),
    read: (organizer, eventId) => done('read', () => { const event = standing.get(eventId); return event === undefined || event.organizer !== organizer ? null : seen({ ...event, joinUrl: event.joinUrl ?? joinUrl(event.online) }); }),
    find: (organizer, key) => done('find', () => { const event = [...standing.values()].find((one) => one.organizer === organizer && one.key === key); return event === undefined ? null : seen(event); }),
  };
  return fake;
}

export function memoryLinks(): CalendarLinks & { readonly asked: FollowUp[] } {
  const rows = new Map<MeetingId, EventLink>();
  const asked: FollowUp[] = [];
  const all = (keep: (link: EventLink) => boolean): Promise<readonly EventLink[]> => Promise.resolve([...rows.values()].filter(keep));
  return {
    asked,
    of: (meetings) => Promise.resolve(new Map(meetings.flatMap((id) => { const link = rows.get(id); return link === undefined ? [] : [[id, link] as const]; }))),
    ofEvents: async (organizer, eventIds) => new Map((await all((l) => l.organizer === organizer && l.eventId !== null && eventIds.includes(l.eventId))).map((l) => [l.eventId ?? '', l])),
    standing: (organizer, from) => all((l) => l.state === 'there' && l.day >= from && (organizer === null || l.organizer === organizer)),
    unsettled: (from) => all((l) => l.day >= from && (l.state === 'asked' || l.problem !== null)),
    save: (link, next = []) => { rows.set(link.meeting, link); asked.push(...next); return Promise.resolve(); },
  };
}

export function memoryWatches(): Watches & { readonly asked: FollowUp[] } {
  const rows = new Map<EntraId, Watch>();
  const asked: FollowUp[] = [];
  return {
    asked,
    all: () => Promise.resolve([...rows.values()]),
    of: (organizer) => Promise.resolve(rows.get(organizer) ?? null),
    ofSubscriptions: (ids) => Promise.resolve([...rows.values()].filter(({ subscription }) => subscription !== null && ids.includes(subscription))),
    note(organizer, what, next = []) {
      rows.set(organizer, { organizer, subscription: null, stateHash: null, since: new Date(0), expiresAt: null, deltaLink: null, windowUntil: null, readAt: null, staleAt: null, renew: false, ...rows.get(organizer), ...what });
      asked.push(...next);
      return Promise.resolve();
    },
    enqueue: (next) => { asked.push(...next); return Promise.resolve(); },
  };
}

export interface FakeMailboxes extends Mailboxes {
  readonly subscriptions: Map<string, { readonly organizer: EntraId; readonly secret: string; expiresAt: Date }>;
  /** What the next reading lists. */
  changed: readonly CalendarChange[];
  /** Where readings began: `start`, or the link. */
  readonly readings: string[];
  readonly acts: string[];
  /** The next subscription is made, and its answer lost. */
  loseNext: boolean;
  linkTooOld: boolean;
}

export function fakeMailboxes(): FakeMailboxes {
  let made = 0;
  const fake: FakeMailboxes = {
    subscriptions: new Map(), changed: [], readings: [], acts: [], loseNext: false, linkTooOld: false,
    subscribe(organizer, secret, expiresAt) {
      made += 1;
      const id = `s-${made}`;
      fake.subscriptions.set(id, { organizer, secret, expiresAt });
      fake.acts.push('subscribe');
      if (!fake.loseNext) return Promise.resolve({ id, expiresAt });
      fake.loseNext = false;
      return Promise.reject(new OutlookFault('lost'));
    },
    subscribed: (organizer) => Promise.resolve([...fake.subscriptions].filter(([, one]) => one.organizer === organizer).map(([id, { expiresAt }]) => ({ id, expiresAt }))),
    renew(id, until) {
      fake.acts.push('renew');
      const one = fake.subscriptions.get(id);
      if (one === undefined) return Promise.resolve(null);
      one.expiresAt = until;
      return Promise.resolve(until);
    },
    unsubscribe: (id) => { fake.subscriptions.delete(id); fake.acts.push('unsubscribe'); return Promise.resolve(); },
    changes(_organizer, since) {
      fake.readings.push('link' in since ? since.link : 'start');
      if ('link' in since && fake.linkTooOld) return Promise.resolve(null);
      return Promise.resolve({ changes: fake.changed, link: `link-${fake.readings.length}` });
    },
  };
  return fake;
}
