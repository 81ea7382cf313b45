// Events, busy times and watches against what the pages of Microsoft Graph show: requests as they must be, answers as they come.

import { describe, expect, it } from '@jest/globals';
import type { Operation } from '../../src/adapters/graph/batch.ts';
import { graphBusyTimes } from '../../src/adapters/graph/busy-times.ts';
import { graphCalendars } from '../../src/adapters/graph/calendars.ts';
import { GraphFault, type GraphAnswer } from '../../src/adapters/graph/graph-fault.ts';
import { graphMailboxes } from '../../src/adapters/graph/mailboxes.ts';
import type { CalendarEvent } from '../../src/features/meetings/domain/calendar-event.ts';
import { entraId } from '../../src/shared/ids.ts';

const ANA = entraId('11111111-1111-4111-8111-111111111111');
const EVENT: CalendarEvent = {
  start: '2027-03-18T09:00', minutes: 90, zone: 'America/Toronto', subject: 'CNCOT — Séance ordinaire', body: '<p>x</p>', online: true, private: false,
  attendees: [{ email: 'ben@rqt.example', name: 'Ben', needed: true }, { email: 'cleo@rqt.example', name: 'Cléo', needed: false }],
};
/** "Create event", response. */
const ANSWER = {
  '@odata.etag': 'W/"k=="', id: 'AAMkA/1=', subject: EVENT.subject, isAllDay: false, isCancelled: false, isOnlineMeeting: true, onlineMeeting: { joinUrl: 'https://teams.microsoft.com/l/x' }, webLink: 'https://outlook.office365.com/owa/?itemid=1',
  start: { dateTime: '2027-03-18T09:00:00.0000000', timeZone: 'Eastern Standard Time' }, end: { dateTime: '2027-03-18T10:30:00.0000000', timeZone: 'Eastern Standard Time' },
  attendees: [
    { type: 'required', status: { response: 'accepted', time: '2027-03-02T14:00:00Z' }, emailAddress: { name: 'Ben', address: 'ben@rqt.example' } },
    { type: 'optional', status: { response: 'none', time: '0001-01-01T00:00:00Z' }, emailAddress: { name: 'Cléo', address: 'cleo@rqt.example' } },
    { type: 'resource', status: { response: 'accepted', time: '2027-03-02T14:00:00Z' }, emailAddress: { name: 'Salle', address: 'salle@rqt.example' } },
  ],
};
const gone = new GraphFault('not-found', 'GET', { status: 404, code: 'ErrorItemNotFound' });

function answering(...answers: (object | null | GraphFault)[]) {
  const asked: Operation[] = [];
  const left = [...answers];
  return {
    asked,
    send(op: Operation): Promise<GraphAnswer> {
      asked.push(op);
      const next = left.length > 1 ? left.shift() : left[0];
      return next instanceof GraphFault ? Promise.reject(next) : Promise.resolve({ status: 200, headers: {}, body: next ?? null });
    },
  };
}

describe('an event', () => {
  it('is created in the committee’s zone, with a Teams link and who is needed', async () => {
    const graph = answering(ANSWER);
    const seen = await graphCalendars(graph).create(ANA, 'cncot/x#1', EVENT);
    expect(graph.asked[0]).toMatchObject({
      method: 'POST', url: `/users/${ANA}/events`, headers: { Prefer: 'outlook.timezone="Eastern Standard Time"' },
      body: {
        start: { dateTime: '2027-03-18T09:00:00', timeZone: 'Eastern Standard Time' }, end: { dateTime: '2027-03-18T10:30:00', timeZone: 'Eastern Standard Time' }, isOnlineMeeting: true, onlineMeetingProvider: 'teamsForBusiness',
        attendees: [{ type: 'required', emailAddress: { address: 'ben@rqt.example' } }, { type: 'optional' }],
      },
    });
    expect(seen).toMatchObject({ eventId: 'AAMkA/1=', etag: 'W/"k=="', start: '2027-03-18T09:00', minutes: 90, zone: 'America/Toronto', online: true, joinUrl: 'https://teams.microsoft.com/l/x' });
    expect(seen.attendees).toEqual([
      { email: 'ben@rqt.example', name: 'Ben', needed: true, answer: 'accepted', at: new Date('2027-03-02T14:00:00Z') },
      { email: 'cleo@rqt.example', name: 'Cléo', needed: false, answer: 'none', at: null },
    ]);
  });

  it('asks for the same event with the same key, and for another with another', async () => {
    const graph = answering(ANSWER);
    for (const key of ['a#1', 'a#1', 'a#2']) await graphCalendars(graph).create(ANA, key, EVENT);
    const [first, again, other] = graph.asked.map(({ body }) => (body as { transactionId: string }).transactionId);
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it('is asked for and read in UTC all the same where the service answers so', async () => {
    const utc = { ...ANSWER, start: { dateTime: '2027-03-18T13:00:00.0000000', timeZone: 'UTC' }, end: { dateTime: '2027-03-18T14:30:00.0000000', timeZone: 'UTC' } };
    expect(await graphCalendars(answering(utc)).read(ANA, 'AAMkA/1=', 'America/Toronto')).toMatchObject({ start: '2027-03-18T09:00', minutes: 90 });
  });

  it('lasts its minutes when clocks change meanwhile', async () => {
    const graph = answering(ANSWER);
    await graphCalendars(graph).create(ANA, 'k', { ...EVENT, start: '2027-03-13T23:00', minutes: 300 });
    expect(graph.asked[0]?.body).toMatchObject({ end: { dateTime: '2027-03-14T05:00:00' } });
  });

  it('is changed only as it was seen, with nothing but what changed', async () => {
    const graph = answering(ANSWER);
    await graphCalendars(graph).update(ANA, { eventId: 'AAMkA/1=', etag: 'W/"k=="', zone: 'America/Toronto' }, { slot: { start: '2027-03-19T09:00', minutes: 60, zone: 'America/Toronto' } });
    expect(graph.asked[0]).toMatchObject({ method: 'PATCH', url: `/users/${ANA}/events/AAMkA%2F1%3D`, headers: { 'If-Match': 'W/"k=="' } });
    expect(Object.keys(graph.asked[0]?.body as object)).toEqual(['isAllDay', 'start', 'end']);
  });

  it.each([['was changed meanwhile', new GraphFault('refused', 'PATCH', { status: 412 })], ['is gone', gone]])('that %s is to be looked at again', async (_how, fault) => {
    expect(await graphCalendars(answering(fault)).update(ANA, { eventId: 'a', etag: 'b', zone: 'America/Toronto' }, { subject: 'x' })).toBeNull();
  });

  it('is cancelled for those invited, and just taken away where nobody is', async () => {
    const graph = answering(ANSWER);
    const calendars = graphCalendars(graph);
    const seen = await calendars.create(ANA, 'k', EVENT);
    await calendars.cancel(ANA, seen, 'Reportée');
    await calendars.cancel(ANA, { ...seen, attendees: [] }, 'Reportée');
    await graphCalendars(answering(gone)).cancel(ANA, seen, '');
    expect(graph.asked.slice(1).map(({ method, url, body }) => [method, url.split('/').at(-1), body])).toEqual([['POST', 'cancel', { comment: 'Reportée' }], ['DELETE', 'AAMkA%2F1%3D', undefined]]);
  });

  it('is gone when Outlook does not find it, not when the mailbox is missing', async () => {
    expect(await graphCalendars(answering(gone)).read(ANA, 'a', 'America/Toronto')).toBeNull();
    const noMailbox = new GraphFault('not-found', 'GET', { status: 404, code: 'MailboxNotEnabledForRESTAPI' });
    await expect(graphCalendars(answering(noMailbox)).read(ANA, 'a', 'America/Toronto')).rejects.toBe(noMailbox);
  });

  it('is found by what it was created with, among the days around', async () => {
    const graph = answering(ANSWER);
    await graphCalendars(graph).create(ANA, 'cncot/x#1', EVENT);
    const { transactionId } = graph.asked[0]!.body as { transactionId: string };
    const view = answering({ value: [{ ...ANSWER, id: 'other', transactionId: null }, { ...ANSWER, transactionId: transactionId.toUpperCase() }] });
    expect(await graphCalendars(view).find(ANA, 'cncot/x#1', EVENT)).toMatchObject({ eventId: 'AAMkA/1=' });
    expect(await graphCalendars(view).find(ANA, 'cncot/x#2', EVENT)).toBeNull();
    expect(decodeURIComponent(view.asked[0]?.url ?? '')).toContain(`/users/${ANA}/calendarView?startDateTime=2027-03-17T13:00:00Z&endDateTime=2027-03-19T13:00:00Z&$select=`);
  });
});

describe('busy times', () => {
  const item = (status: string, from: string, until: string) => ({ status, start: { dateTime: `${from}.0000000`, timeZone: 'UTC' }, end: { dateTime: `${until}.0000000`, timeZone: 'UTC' } });

  it('are asked for twenty mailboxes and six weeks at a time', async () => {
    const graph = answering({ value: [] });
    const addresses = Array.from({ length: 25 }, (_, i) => `p${i}@rqt.example`);
    await graphBusyTimes(graph).busy(ANA, addresses, new Date('2027-01-01T00:00:00Z'), new Date('2027-03-01T00:00:00Z'));
    expect(graph.asked.map(({ body }) => { const { schedules, startTime, endTime } = body as { schedules: string[]; startTime: { dateTime: string }; endTime: { dateTime: string } }; return [schedules.length, startTime.dateTime.slice(0, 10), endTime.dateTime.slice(0, 10)]; }))
      .toEqual([[20, '2027-01-01', '2027-02-12'], [20, '2027-02-12', '2027-03-01'], [5, '2027-01-01', '2027-02-12'], [5, '2027-02-12', '2027-03-01']]);
  });

  it('are those in which somebody is taken; a calendar that cannot be read says so', async () => {
    const graph = answering({ value: [
      { scheduleId: 'Ana@rqt.example', scheduleItems: [item('busy', '2027-01-05T14:00:00', '2027-01-05T15:00:00'), item('free', '2027-01-06T14:00:00', '2027-01-06T15:00:00'), item('workingElsewhere', '2027-01-07T14:00:00', '2027-01-07T15:00:00')] },
      { scheduleId: 'ben@rqt.example', error: { responseCode: 'ErrorMailRecipientNotFound' } },
    ] });
    const busy = await graphBusyTimes(graph).busy(ANA, ['ana@rqt.example', 'ben@rqt.example', 'cleo@rqt.example'], new Date('2027-01-01T00:00:00Z'), new Date('2027-01-20T00:00:00Z'));
    expect([...busy]).toEqual([['ana@rqt.example', [{ from: new Date('2027-01-05T14:00:00Z'), until: new Date('2027-01-05T15:00:00Z') }]], ['ben@rqt.example', null], ['cleo@rqt.example', null]]);
  });
});

describe('a mailbox', () => {
  const UNTIL = new Date('2027-01-10T00:00:00Z');
  const sub = (more: object = {}) => ({ id: 's-1', resource: `users/${ANA}/events`, notificationUrl: 'https://g.example/api/graph/notifications', expirationDateTime: '2027-01-10T00:00:00Z', ...more });

  it('is subscribed to with a secret and an address for the subscription’s own life', async () => {
    const graph = answering(sub());
    expect(await graphMailboxes(graph, 'https://g.example').subscribe(ANA, 'secret', UNTIL)).toEqual({ id: 's-1', expiresAt: UNTIL });
    expect(graph.asked[0]?.body).toEqual({ changeType: 'updated,deleted', resource: `/users/${ANA}/events`, notificationUrl: 'https://g.example/api/graph/notifications', lifecycleNotificationUrl: 'https://g.example/api/graph/lifecycle', clientState: 'secret', expirationDateTime: '2027-01-10T00:00:00.000Z' });
  });

  it('knows its own subscriptions among others', async () => {
    const graph = answering({ value: [sub({ id: 'else', resource: 'users/other/events' }), sub(), sub({ id: 'older address', notificationUrl: 'https://old.example/x' })] });
    expect(await graphMailboxes(graph, 'https://g.example').subscribed(ANA)).toEqual([{ id: 's-1', expiresAt: UNTIL }]);
  });

  it('tells a renewal that comes too late', async () => {
    expect(await graphMailboxes(answering(new GraphFault('not-found', 'PATCH', { status: 404, code: 'ResourceNotFound' })), 'https://g.example').renew('s-1', UNTIL)).toBeNull();
  });

  it('reads what changed page by page, empty ones too, and keeps the link', async () => {
    const next = `https://graph.microsoft.com/v1.0/users/${ANA}/calendarView/delta?$skiptoken=2`;
    const graph = answering({ value: [{ id: 'a', '@odata.etag': 'W/"1"' }], '@odata.nextLink': next }, { value: [], '@odata.nextLink': next }, { value: [{ id: 'b', '@removed': { reason: 'deleted' } }], '@odata.deltaLink': 'https://graph.microsoft.com/v1.0/d' });
    expect(await graphMailboxes(graph, 'https://g.example').changes(ANA, { from: '2027-01-01', until: '2028-06-01' })).toEqual({ changes: [{ eventId: 'a', etag: 'W/"1"' }, { eventId: 'b', etag: null }], link: 'https://graph.microsoft.com/v1.0/d' });
    expect(graph.asked.map(({ url }) => url)).toEqual([`/users/${ANA}/calendarView/delta?startDateTime=2027-01-01T00:00:00Z&endDateTime=2028-06-01T00:00:00Z`, `/users/${ANA}/calendarView/delta?$skiptoken=2`, `/users/${ANA}/calendarView/delta?$skiptoken=2`]);
  });

  it('starts anew when its link has grown too old', async () => {
    expect(await graphMailboxes(answering(new GraphFault('not-found', 'GET', { status: 410, code: 'SyncStateNotFound' })), 'https://g.example').changes(ANA, { link: '/x' })).toBeNull();
  });
});
