// What a mailbox tells of its events, and what people do in Outlook meanwhile: change notifications, their mishaps, an outage, acts by hand.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { APP_ID, aSeed, aTenant, errorOf, OTHER_APP_ID, upn, valueOf, type Tenant } from '../support/tenant.ts';

type Body = Record<string, unknown>;
let tenant: Tenant;
let server: Server;
let url: string;
/** Each delivery, with the changes that it carried. */
let posts: { path: string; value: Body[] }[] = [];
let refusals = 0;

const soon = (minutes = 50): string => new Date(tenant.local.context.clock.now() + minutes * 60_000).toISOString();
const subscribe = (over: Body = {}, more?: { token: string }) => tenant.graph('POST', '/subscriptions', { changeType: 'created,updated,deleted', notificationUrl: `${url}/hook`, lifecycleNotificationUrl: `${url}/life`, resource: `/users/${tenant.id('ana')}/events`, expirationDateTime: soon(), clientState: 'secret', ...over }, more);
const at = (dateTime: string) => ({ dateTime, timeZone: 'America/Toronto' });
const weekly = { pattern: { type: 'weekly', interval: 1, daysOfWeek: ['tuesday'], firstDayOfWeek: 'sunday' }, range: { type: 'numbered', startDate: '2027-02-02', numberOfOccurrences: 3 } };
const make = async (over: Body = {}): Promise<string> => String((await tenant.graph('POST', `/users/${upn('ana')}/events`, { subject: 'CNCOT', start: at('2027-02-02T10:00:00'), end: at('2027-02-02T11:00:00'), attendees: [{ emailAddress: { address: upn('ben') }, type: 'required' }, { emailAddress: { address: 'x@ailleurs.example' }, type: 'optional' }], ...over })).body['id']);
const rename = (id: string, subject: string) => tenant.graph('PATCH', `/users/${upn('ana')}/events/${id}`, { subject });
const read = async (id: string, who = 'ana'): Promise<Body> => (await tenant.graph('GET', `/users/${upn(who)}/events/${id}`)).body;
const person = (body: Body) => tenant.control('POST', '/person', body);
const act = async (body: Body): Promise<void> => { const reply = await person(body); if (reply.status !== 200) throw new Error(reply.text); };
const changes = (): [unknown, unknown][] => posts.flatMap((p) => p.value).map((v) => [v['changeType'] ?? v['lifecycleEvent'], (v['resourceData'] as Body | undefined)?.['id']]);
const responses = async (id: string): Promise<Record<string, string>> => Object.fromEntries(((await read(id))['attendees'] as { emailAddress: { address: string }; status: { response: string } }[]).map((a) => [a.emailAddress.address, a.status.response]));
const until = async (test: () => boolean): Promise<void> => {
  for (let i = 0; i < 300 && !test(); i += 1) await new Promise((done) => { setTimeout(done, 10); });
  expect(test()).toBe(true);
};
const view = async (who: string) => valueOf(await tenant.graph('GET', `/users/${upn(who)}/calendarView?startDateTime=2027-02-01&endDateTime=2027-03-31`)).map((e) => `${(e['start'] as { dateTime: string }).dateTime.slice(5, 16)} ${String(e['subject'])}`);

describe('events of a mailbox', () => {
  beforeAll(async () => {
    server = createServer((request, response) => {
      const asked = new URL(request.url ?? '/', 'http://x').searchParams.get('validationToken');
      let text = '';
      request.on('data', (chunk: Buffer) => { text += chunk.toString(); });
      request.on('end', () => {
        if (asked !== null) { response.writeHead(200, { 'content-type': 'text/plain' }); response.end(asked); return; }
        if (refusals > 0) { refusals -= 1; response.writeHead(503); response.end(); return; }
        posts.push({ path: request.url ?? '', value: (JSON.parse(text) as { value: Body[] }).value });
        response.writeHead(202);
        response.end();
      });
    });
    await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done); });
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    tenant = await aTenant({ manners: 'fast', limits: false });
  });
  beforeEach(async () => {
    const { calendarEvents, subscriptions, settings } = tenant.local.context.state;
    for (const table of [calendarEvents, subscriptions]) table.clear();
    settings.delete('outage');
    await tenant.control('DELETE', '/notifications');
    await tenant.control('PATCH', '/options', { notificationDelayMs: 0, manners: 'fast' });
    posts = [];
    refusals = 0;
  });
  afterAll(async () => { await tenant.local.close(); await new Promise((done) => { server.close(done); server.closeAllConnections(); }); });

  it('are told as they are made, changed and called off, each mailbox of its own copy', async () => {
    expect((await subscribe()).status).toBe(201);
    expect((await subscribe({ resource: `users('${upn('ben')}')/events` })).status).toBe(201);
    const id = await make();
    const copy = String(valueOf(await tenant.graph('GET', `/users/${upn('ben')}/events`))[0]?.['id']);
    await rename(id, 'CTCOT');
    await tenant.graph('POST', `/users/${upn('ana')}/events/${id}/cancel`, {});
    await until(() => changes().length === 6);
    expect(changes()).toEqual(expect.arrayContaining([['created', id], ['created', copy], ['updated', id], ['updated', copy], ['deleted', id]]));
    const told = posts.flatMap((p) => p.value).find((v) => v['changeType'] === 'created');
    expect(told).toMatchObject({ clientState: 'secret', tenantId: tenant.local.context.tenant().id, resource: `Users/${tenant.id('ana')}/Events/${id}`, resourceData: { '@odata.type': '#Microsoft.Graph.Event', '@odata.id': `Users/${tenant.id('ana')}/Events/${id}`, '@odata.etag': expect.stringMatching(/^W\//) as string, id } });
  });
  it('can be watched for seven days, with the right to read them, of a mailbox that is there, by a person their own', async () => {
    expect((await subscribe({ expirationDateTime: soon(10_080) })).status).toBe(201);
    expect(errorOf(await subscribe({ expirationDateTime: soon(10_082) })).message).toContain('10080 minutes');
    expect((await subscribe({ resource: `/users/${tenant.id('dev')}/events` })).status).toBe(404);
    expect(errorOf(await subscribe({ resource: `/groups/${tenant.id('ana')}/events` })).message).toContain('Unsupported resource');
    expect((await subscribe({}, { token: await tenant.appToken(OTHER_APP_ID, 'other') })).status).toBe(403);
    await tenant.control('PATCH', `/registrations/${APP_ID}`, { scopes: { grant: ['Calendars.Read'] } });
    const token = await tenant.userToken('ben', 'openid Calendars.Read');
    expect([(await subscribe({ resource: 'me/events' }, { token })).status, (await subscribe({}, { token })).status]).toEqual([201, 403]);
  });
  it('that happen close together arrive in one delivery, a moment later', async () => {
    await subscribe();
    await tenant.control('PATCH', '/options', { notificationDelayMs: 60_000 });
    const id = await make();
    await rename(id, 'Un');
    await rename(id, 'Deux');
    expect(posts).toEqual([]);
    await tenant.advance(60_001);
    await until(() => posts.length === 1);
    expect(changes()).toEqual([['created', id], ['updated', id], ['updated', id]]);
  });
  it('are lost, told twice, or told in the wrong order when a test wants it', async () => {
    await subscribe();
    await tenant.control('POST', '/notifications', { drop: 1 });
    const id = await make();
    await rename(id, 'Un');
    await until(() => posts.length === 1);
    expect(changes()).toEqual([['updated', id]]);
    await tenant.control('POST', '/notifications', { twice: true, shuffle: true, delayMs: 60_000 });
    await rename(id, 'Deux');
    await tenant.graph('DELETE', `/users/${upn('ana')}/events/${id}`);
    await tenant.advance(60_001);
    await until(() => posts.length === 2);
    expect(changes().slice(1).map(([what]) => what)).toEqual(['deleted', 'deleted', 'updated', 'updated']);
    expect((await tenant.control('POST', '/notifications', { loose: 1 })).status).toBe(400);
  });
  it('are tried again, and given up with a lifecycle notice', async () => {
    const subscription = String((await subscribe()).body['id']);
    const id = await make();
    await until(() => posts.length === 1);
    refusals = 6;
    await rename(id, 'Un');
    for (let i = 0; i < 200 && posts.length < 2; i += 1) { await new Promise((done) => { setTimeout(done, 10); }); await tenant.advance(1000); }
    expect(posts.at(-1)).toMatchObject({ path: '/life', value: [{ lifecycleEvent: 'missed', subscriptionId: subscription, clientState: 'secret' }] });
    for (const event of ['reauthorizationRequired', 'subscriptionRemoved']) await tenant.control('POST', '/lifecycle', { subscriptionId: subscription, event });
    await until(() => posts.length === 4);
    expect((await tenant.graph('GET', `/subscriptions/${subscription}`)).status).toBe(404);
  });
  it('wait for the end of an outage, during which nothing answers', async () => {
    await subscribe();
    const id = await make();
    await until(() => posts.length === 1);
    await tenant.control('POST', '/outage', { ms: 3_600_000, retryAfterS: 120 });
    const down = await rename(id, 'Un');
    expect([down.status, errorOf(down).code, down.headers.get('retry-after')]).toEqual([503, 'ServiceUnavailable', '120']);
    await act({ act: 'rename-meeting', user: upn('ana'), meeting: id, to: 'À la main' });
    expect(posts).toHaveLength(1);
    await tenant.advance(3_600_001);
    await until(() => posts.length === 2);
    expect((await read(id))['subject']).toBe('À la main');
  });

  describe('in the hands of people', () => {
    it('are answered, in the tenant or by mail', async () => {
      const id = await make();
      await act({ act: 'answer-meeting', user: upn('ben'), meeting: 'CNCOT', answer: 'accepted' });
      await act({ act: 'answer-meeting', user: 'x@ailleurs.example', organizer: upn('ana'), meeting: 'CNCOT', answer: 'declined' });
      expect(await responses(id)).toEqual({ [upn('ben')]: 'accepted', 'x@ailleurs.example': 'declined' });
      await act({ act: 'answer-meeting', user: upn('ben'), meeting: 'CNCOT', answer: 'declined' });
      expect(valueOf(await tenant.graph('GET', `/users/${upn('ben')}/events`))).toEqual([]);
      await act({ act: 'answer-meeting', user: upn('ben'), meeting: 'CNCOT', answer: 'tentativelyAccepted' });
      expect([await responses(id), valueOf(await tenant.graph('GET', `/users/${upn('ben')}/events`)).length]).toEqual([{ [upn('ben')]: 'tentativelyAccepted', 'x@ailleurs.example': 'declined' }, 1]);
    });
    it('are moved, renamed and called off by their organizer, whole or one by one', async () => {
      const id = await make({ recurrence: weekly });
      const by = { user: upn('ana'), meeting: id };
      await act({ act: 'move-meeting', ...by, on: '2027-02-09', start: '2027-02-10T14:00', end: '2027-02-10T15:00' });
      await act({ act: 'rename-meeting', ...by, on: '2027-02-16', to: 'Spéciale' });
      expect(await view('ben')).toEqual(['02-02T15:00 CNCOT', '02-10T19:00 CNCOT', '02-16T15:00 Spéciale']);
      await act({ act: 'cancel-meeting', ...by, on: '2027-02-02' });
      expect(await view('ben')).toEqual(['02-10T19:00 CNCOT', '02-16T15:00 Spéciale']);
      await act({ act: 'move-meeting', ...by, start: '2027-02-04T10:00', end: '2027-02-04T11:00' });
      expect(await view('ana')).toEqual(['02-04T15:00 CNCOT', '02-11T15:00 CNCOT', '02-18T15:00 CNCOT']);
      await act({ act: 'cancel-meeting', ...by });
      expect([await view('ana'), (await view('ben'))[0]]).toEqual([[], '02-04T15:00 Annulé : CNCOT']);
      const refused = await person({ act: 'move-meeting', user: upn('ben'), meeting: 'Annulé : CNCOT', start: '2027-02-04T10:00', end: '2027-02-04T11:00' });
      expect([refused.status, (refused.body as { error: string }).error]).toEqual([400, expect.stringContaining('only the organizer')]);
    });
    it('fill calendars with other things', async () => {
      await act({ act: 'busy', user: upn('cleo'), start: '2027-02-02T09:00', end: '2027-02-02T12:00', showAs: 'oof' });
      const schedule = valueOf(await tenant.graph('POST', `/users/${upn('ana')}/calendar/getSchedule`, { schedules: [upn('cleo')], startTime: at('2027-02-02T08:00:00'), endTime: at('2027-02-02T13:00:00'), availabilityViewInterval: 60 }));
      expect(schedule[0]?.['availabilityView']).toBe('03330');
    });
    it('are kept by whom the seed says', async () => {
      const seed = aSeed() as { users: Body[] };
      const shared = { ...seed, users: seed.users.map((u) => (u['userPrincipalName'] === upn('ana') ? { ...u, sharesCalendarWith: [upn('cleo')] } : u)) };
      expect((await tenant.control('POST', '/seed', shared)).status).toBe(200);
      await tenant.control('PATCH', `/registrations/${APP_ID}`, { scopes: { grant: ['Calendars.ReadWrite.Shared'] } });
      const id = await make();
      const token = await tenant.userToken('cleo', 'openid Calendars.ReadWrite.Shared');
      expect((await tenant.graph('PATCH', `/users/${upn('ana')}/events/${id}`, { subject: 'Par Cléo' }, { token })).status).toBe(200);
      const wrong = await tenant.control('POST', '/seed', { ...seed, users: [{ ...seed.users[0], sharesCalendarWith: ['x@rqt.example'] }] });
      expect([wrong.status, (wrong.body as { error: string }).error]).toEqual([400, expect.stringContaining('no person "x@rqt.example"')]);
    });
    it('are told apart when a test names them badly', async () => {
      await make();
      await make();
      for (const [body, sentence] of [
        [{ act: 'cancel-meeting', user: upn('ana'), meeting: 'CNCOT' }, 'there are 2 meetings'], [{ act: 'cancel-meeting', user: upn('ana'), meeting: 'CRCOT' }, 'no meeting "CRCOT"'], [{ act: 'cancel-meeting', user: upn('dev'), meeting: 'x' }, 'no mailbox'],
        [{ act: 'busy', user: upn('ana'), start: 'demain', end: '2027-02-02T12:00' }, 'start must be of the form'],
      ] as const) {
        const reply = await person(body);
        expect([reply.status, (reply.body as { error: string }).error]).toEqual([400, expect.stringContaining(sentence)]);
      }
    });
    it('are all listed, with who answered what', async () => {
      await make();
      expect((await tenant.control('GET', '/calendars')).body['meetings']).toMatchObject([{ subject: 'CNCOT', organizer: upn('ana'), attendees: [{ address: upn('ben'), response: 'none' }, { address: 'x@ailleurs.example' }] }]);
    });
  });
});
