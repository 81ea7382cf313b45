// The address at which Graph tells us of changes: the handshake, and what becomes of notifications, genuine or not.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { graphNotifications } from '../../src/adapters/http/graph-notifications.ts';
import type { Heard, HeardOfSubscription } from '../../src/features/meetings/use-cases/outlook-heard.ts';
import { recordingLog } from '../support/recording-log.ts';

const TENANT = 'b5a1c9d2-3e47-4c0a-8f61-7a9e2d4c6b80';
let server: Server;
let url: string;
let heard: Heard[];
let lives: HeardOfSubscription[];
let broken: boolean;

describe('the address', () => {
  beforeAll(async () => {
    const app = express();
    app.use('/api', graphNotifications({
      tenantId: TENANT, log: recordingLog(),
      events: async (items) => { if (broken) throw new Error('no database'); heard.push(...items); return items.length; },
      lifecycle: async (items) => { lives.push(...items); return items.length; },
    }));
    server = app.listen(0, '127.0.0.1');
    await new Promise((resolve) => { server.once('listening', resolve); });
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/graph`;
  });
  afterAll(async () => { server.closeAllConnections(); await new Promise((resolve) => { server.close(resolve); }); });
  beforeEach(() => { heard = []; lives = []; broken = false; });

  const post = (path: string, body: unknown): Promise<Response> => fetch(`${url}/${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: typeof body === 'string' ? body : JSON.stringify(body) });
  const change = (more: object = {}) => ({ subscriptionId: 's-1', clientState: 'secret', tenantId: TENANT, changeType: 'updated', resource: 'Users/x/Events/AAMkA=', subscriptionExpirationDateTime: '2027-01-10T00:00:00Z', resourceData: { '@odata.type': '#Microsoft.Graph.Event', '@odata.id': 'Users/x/Events/AAMkA=', id: 'AAMkA=' }, ...more });

  it.each(['notifications', 'lifecycle'])('/%s answers the handshake with the decoded token, as plain text', async (path) => {
    const token = 'Validation: Testing é + & <script>';
    const answer = await fetch(`${url}/${path}?validationToken=${encodeURIComponent(token)}`, { method: 'POST', headers: { 'content-type': 'text/plain; charset=utf-8' }, body: '' });
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([200, 'text/plain; charset=utf-8', token]);
  });

  it('takes changes, several at once, and accepts them', async () => {
    const answer = await post('notifications', { value: [change(), change({ resourceData: undefined, resource: "Users/x/Events/BBMkA=" })] });
    expect([answer.status, heard]).toEqual([202, [{ subscription: 's-1', secret: 'secret', eventId: 'AAMkA=' }, { subscription: 's-1', secret: 'secret', eventId: 'BBMkA=' }]]);
  });

  it('takes what is said of the subscription itself', async () => {
    const { changeType: _changeType, resourceData: _data, ...rest } = change({ lifecycleEvent: 'missed' });
    expect((await post('lifecycle', { value: [rest] })).status).toBe(202);
    expect(lives).toEqual([{ subscription: 's-1', secret: 'secret', event: 'missed' }]);
  });

  it('tells a stranger nothing of what it believes', async () => {
    const answers = await Promise.all([post('notifications', { value: [change({ tenantId: 'another' })] }), post('notifications', { value: [{ subscriptionId: 's-1' }] }), post('notifications', 'null'), post('lifecycle', { value: [change({ lifecycleEvent: 'unheard-of' })] })]);
    expect(answers.map(({ status }) => status).slice(0, 2)).toEqual([202, 202]);
    expect(answers[3]?.status).toBe(202);
    expect([heard, lives]).toEqual([[], []]);
  });

  it('asks to be told again when it cannot note the work', async () => {
    broken = true;
    expect((await post('notifications', { value: [change()] })).status).toBe(503);
  });
});
