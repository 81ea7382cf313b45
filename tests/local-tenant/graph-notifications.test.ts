// Change notifications: the handshake, what may be subscribed to and for how long, delivery with retries, lifecycle.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { aMember, APP_ID, aTenant, errorOf, OTHER_APP_ID, valueOf, type Tenant } from '../support/tenant.ts';

let tenant: Tenant;
let server: Server;
let url: string;
let received: Record<string, unknown>[] = [];
/** How the endpoint answers the handshake, and how many deliveries it refuses first. */
let handshake: 'right' | 'encoded' | 'html' | 'error' = 'right';
let refusals = 0;

const soon = (minutes = 30): string => new Date(tenant.local.context.clock.now() + minutes * 60_000).toISOString();
const subscribe = (over: Record<string, unknown> = {}, more?: { token: string }) => tenant.graph('POST', '/subscriptions', { changeType: 'updated', notificationUrl: `${url}/hook`, resource: '/groups', expirationDateTime: soon(), clientState: 'secret', ...over }, more);
const until = async (test: () => boolean): Promise<void> => {
  for (let i = 0; i < 200 && !test(); i += 1) await new Promise((done) => { setTimeout(done, 10); });
  expect(test()).toBe(true);
};

describe('subscriptions', () => {
  beforeAll(async () => {
    server = createServer((request, response) => {
      const token = new URL(request.url ?? '/', 'http://x').searchParams.get('validationToken');
      let text = '';
      request.on('data', (chunk: Buffer) => { text += chunk.toString(); });
      request.on('end', () => {
        if (token !== null) {
          if (handshake === 'error') { response.writeHead(500); response.end(); return; }
          response.writeHead(200, { 'content-type': handshake === 'html' ? 'text/html' : 'text/plain' });
          response.end(handshake === 'encoded' ? encodeURIComponent(token) : token);
          return;
        }
        if (refusals > 0) { refusals -= 1; response.writeHead(503); response.end(); return; }
        received.push(...((JSON.parse(text) as { value: Record<string, unknown>[] }).value.map((v) => ({ ...v, path: request.url }))));
        response.writeHead(202);
        response.end();
      });
    });
    await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done); });
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(async () => { tenant = await aTenant({ manners: 'fast', limits: false }); received = []; handshake = 'right'; refusals = 0; });
  afterEach(async () => { await tenant.local.close(); });
  afterAll(async () => { await new Promise((done) => { server.close(done); server.closeAllConnections(); }); });

  it('begin with a handshake that must return the decoded token as plain text', async () => {
    expect((await subscribe()).status).toBe(201);
    for (const [how, message] of [['encoded', 'decoded validation token'], ['html', 'text/plain'], ['error', '200 OK']] as const) {
      handshake = how;
      const reply = await subscribe({ resource: '/users' });
      expect([reply.status, errorOf(reply).code]).toEqual([400, 'ValidationError']);
      expect(errorOf(reply).message).toContain(message);
    }
    expect(errorOf(await subscribe({ notificationUrl: 'http://127.0.0.1:9/x' })).message).toContain('could not be reached');
  });
  it.each([
    ['plain http beyond this machine', { notificationUrl: 'http://gouverne.example/hook' }, "'https' scheme"],
    ['a resource that cannot be watched', { resource: '/planner/tasks' }, 'Unsupported resource'],
    ['an absolute resource', { resource: 'https://graph.microsoft.com/v1.0/users' }, 'base address'],
    ['a change that is not told', { changeType: 'created' }, "Invalid 'changeType'"],
    ['a date in the past', { expirationDateTime: '2020-01-01T00:00:00Z' }, 'in the future'],
    ['a client state too long', { clientState: 'x'.repeat(129) }, 'longer than 128'],
    ['nothing to watch', { resource: undefined }, "'resource' is missing"],
  ])('are refused with %s', async (_what, over, message) => {
    const reply = await subscribe(over);
    expect(reply.status).toBe(400);
    expect(errorOf(reply).message).toContain(message);
  });
  it('live as long as the resource allows: users 29 days, teams 3, and more than an hour only with a lifecycle address', async () => {
    const team = await tenant.aTeam();
    const of = (minutes: number, over: Record<string, unknown> = {}) => subscribe({ resource: `/teams/${team}/channels`, changeType: 'created,updated,deleted', expirationDateTime: soon(minutes), ...over });
    expect(errorOf(await of(61)).message).toContain('lifecycleNotificationUrl is a required property');
    expect((await of(4320, { lifecycleNotificationUrl: `${url}/life` })).status).toBe(201);
    expect((await subscribe({ expirationDateTime: soon(41_760) })).status).toBe(201);
    expect(errorOf(await subscribe({ resource: '/users', expirationDateTime: soon(41_762) })).message).toContain('41760 minutes');
    expect((await of(30)).status).toBe(403);
  });
  it('need the right to read what they watch', async () => {
    const reply = await subscribe({}, { token: await tenant.appToken(OTHER_APP_ID, 'other') });
    expect([reply.status, errorOf(reply).message]).toEqual([403, expect.stringContaining("Caller does not have access to 'groups'")]);
  });
  it('are renewed in time, seen by their maker only, and gone when they expire', async () => {
    const made = (await subscribe({ lifecycleNotificationUrl: `${url}/life` })).body;
    expect(made).toMatchObject({ applicationId: APP_ID, clientState: 'secret', changeType: 'updated', creatorId: APP_ID });
    const path = `/subscriptions/${String(made['id'])}`;
    expect((await tenant.graph('PATCH', path, { expirationDateTime: soon(40) })).status).toBe(200);
    expect((await tenant.graph('PATCH', path, { resource: '/users' })).status).toBe(400);
    expect((await tenant.graph('PATCH', path, {})).status).toBe(400);
    expect((await tenant.graph('GET', path, undefined, { token: await tenant.appToken(OTHER_APP_ID, 'other') })).status).toBe(404);
    expect((await tenant.graph('POST', `${path}/reauthorize`)).status).toBe(204);
    expect(valueOf(await tenant.graph('GET', '/subscriptions'))).toHaveLength(1);
    await tenant.advance(41 * 60_000);
    expect((await tenant.graph('PATCH', path, { expirationDateTime: soon(40) })).status).toBe(404);
  });
  it('tell of channels and members with the names of the resources and the client state', async () => {
    const team = await tenant.aTeam();
    await subscribe({ resource: `/teams('${team}')/channels`, changeType: 'created,updated,deleted' });
    await subscribe({ resource: `teams/${team}/members`, changeType: 'created,deleted' });
    const channel = String((await tenant.graph('POST', `/teams/${team}/channels`, { displayName: 'Neuf' })).body['id']);
    await tenant.control('POST', '/person', { act: 'rename-channel', team, channel: 'Neuf', to: 'Autre' });
    const member = String((await tenant.graph('POST', `/teams/${team}/members`, aMember(tenant.id('ben')))).body['id']);
    await tenant.control('POST', '/person', { act: 'remove-member', team, user: 'ben@rqt.example' });
    await until(() => received.length === 4);
    const resource = `teams('${team}')/channels('${channel}')`;
    expect(received.filter((r) => String(r['resource']).includes('channels')).map((r) => String(r['changeType'])).toSorted((a, b) => a.localeCompare(b))).toEqual(['created', 'updated']);
    expect(received.find((r) => r['changeType'] === 'updated')).toMatchObject({ clientState: 'secret', tenantId: tenant.local.context.tenant().id, resource, resourceData: { id: channel, '@odata.type': '#Microsoft.Graph.channel', '@odata.id': resource } });
    expect(received.filter((r) => String(r['resource']).includes('members')).map((r) => [r['changeType'], (r['resourceData'] as { id: string }).id]).toSorted((a, b) => String(a[0]).localeCompare(String(b[0])))).toEqual([['created', member], ['deleted', member]]);
  });
  it('are tried again when the endpoint refuses', async () => {
    const team = await tenant.aTeam();
    await subscribe({ resource: `/teams/${team}` });
    refusals = 2;
    await tenant.graph('PATCH', `/teams/${team}`, { description: 'x' });
    for (let i = 0; i < 3; i += 1) { await new Promise((done) => { setTimeout(done, 60); }); await tenant.advance(1000); }
    await until(() => received.length === 1);
  });
  it('say what was missed when they give up, and other lifecycle events when told to', async () => {
    const team = await tenant.aTeam();
    const id = String((await subscribe({ resource: `/teams/${team}`, lifecycleNotificationUrl: `${url}/life`, expirationDateTime: soon(100) })).body['id']);
    refusals = 6;
    await tenant.graph('PATCH', `/teams/${team}`, { description: 'x' });
    for (let i = 0; i < 8; i += 1) { await new Promise((done) => { setTimeout(done, 40); }); await tenant.advance(2000); }
    await until(() => received.length === 1);
    expect(received[0]).toMatchObject({ lifecycleEvent: 'missed', subscriptionId: id, path: '/life', clientState: 'secret' });
    await tenant.control('POST', '/lifecycle', { subscriptionId: id, event: 'reauthorizationRequired' });
    await tenant.control('POST', '/lifecycle', { subscriptionId: id, event: 'subscriptionRemoved' });
    await until(() => received.length === 3);
    expect((await tenant.graph('GET', `/subscriptions/${id}`)).status).toBe(404);
  });
  it('may tell the same thing twice', async () => {
    await tenant.local.close();
    tenant = await aTenant({ manners: 'real', limits: false, memberLagMs: 0 });
    const team = await tenant.aTeam();
    await subscribe({ resource: `/teams/${team}` });
    for (let i = 0; i < 40; i += 1) await tenant.graph('PATCH', `/teams/${team}`, { description: `x${i}` });
    await until(() => received.length > 40);
    expect(received.length).toBeLessThan(60);
  });
});
