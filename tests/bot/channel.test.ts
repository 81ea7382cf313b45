// The door of the bot: who is let in, who is not, and with what token the bot itself goes out.
import { createSign, generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import { openChannel, type Turn } from '../../bot/channel.ts';
import { helpCard } from '../../bot/cards/answers.ts';
import { ConnectorFault, codeOf, kindOfCode, kindOfStatus, retryAfterMs } from '../../bot/connector-fault.ts';
import { silentLog } from '../../src/shared/log.ts';

const APP = 'b0700000-0000-4000-8000-000000000001';
const TENANT = '7e000000-0000-4000-8000-000000000001';
const ISSUER = 'https://api.botframework.com';

interface Key { readonly kid: string; readonly privateKey: KeyObject; readonly jwk: object }
function aKey(endorsements: readonly string[] | undefined = ['msteams']): Key {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const kid = randomUUID();
  return { kid, privateKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', ...(endorsements === undefined ? {} : { endorsements }) } };
}

const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
const now = (): number => Math.floor(Date.now() / 1000);

/** A Bot Connector that keeps what it is asked, and the issuer of its tokens. */
class Service {
  readonly asked: { method: string; path: string; authorization: string | undefined; body: unknown }[] = [];
  key = aKey();
  keysStatus = 200;
  answers: ((request: IncomingMessage) => { status: number; body?: unknown; headers?: Record<string, string> } | 'cut')[] = [];
  readonly #server = createServer();

  get url(): string { return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`; }
  get serviceUrl(): string { return `${this.url}/ca/`; }

  async start(): Promise<void> {
    this.#server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const send = (status: number, body: unknown, headers: Record<string, string> = {}): void => { response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body)); };
        if (request.url === '/openid') return send(this.keysStatus, { issuer: ISSUER, jwks_uri: `${this.url}/keys` });
        if (request.url === '/keys') return send(this.keysStatus, { keys: [this.key.jwk] });
        const text = Buffer.concat(chunks).toString();
        this.asked.push({ method: request.method ?? '', path: decodeURIComponent(request.url ?? ''), authorization: request.headers.authorization, body: text === '' ? undefined : JSON.parse(text) });
        const answer = this.answers.shift()?.(request) ?? { status: request.method === 'POST' ? 201 : 200, body: { id: '1700000000001' } };
        if (answer === 'cut') return request.socket.destroy();
        send(answer.status, answer.body ?? {}, answer.headers);
      });
    });
    await new Promise<void>((resolve) => { this.#server.listen(0, '127.0.0.1', resolve); });
  }

  token(claims: Record<string, unknown> = {}, { key = this.key, alg = 'RS256' }: { key?: Key; alg?: string } = {}): string {
    const head = encoded({ alg, typ: 'JWT', kid: key.kid });
    const body = encoded({ iss: ISSUER, aud: APP, nbf: now() - 10, exp: now() + 3600, serviceurl: this.serviceUrl, ...claims });
    return `${head}.${body}.${alg === 'none' ? '' : createSign('RSA-SHA256').update(`${head}.${body}`).sign(key.privateKey).toString('base64url')}`;
  }

  async stop(): Promise<void> { await new Promise<void>((resolve) => { this.#server.close(() => resolve()); this.#server.closeAllConnections(); }); }
}

let service: Service;
let bot: Server;
let heard: Turn[];
let tokens: number;
let channel: ReturnType<typeof openChannel>;
const settings = () => ({ appId: APP, tenantId: TENANT, token: async () => { tokens += 1; return 'the-bot-s-token'; }, endpoints: { metadataUrl: `${service.url}/openid`, issuer: ISSUER }, timeoutMs: 500, log: silentLog });

beforeEach(async () => {
  service = new Service();
  await service.start();
  heard = [];
  tokens = 0;
  channel = openChannel(settings());
  const app = express();
  app.use(express.json());
  app.post('/api/messages', (request, response) => channel.handle(request, response, async (turn) => { heard.push(turn); return undefined; }));
  bot = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => { bot.once('listening', resolve); });
});
afterEach(async () => {
  await service.stop();
  await new Promise<void>((resolve) => { bot.close(() => resolve()); bot.closeAllConnections(); });
});

const anActivity = (more: object = {}) => ({
  type: 'message', id: '1', text: 'aide', channelId: 'msteams', serviceUrl: service.serviceUrl, from: { id: '29:ana', aadObjectId: randomUUID(), name: 'Ana Roy' }, recipient: { id: `28:${APP}` },
  conversation: { id: 'a:1', conversationType: 'personal', tenantId: TENANT }, channelData: { tenant: { id: TENANT } }, ...more,
});
async function knock(token: string | null, activity: unknown = anActivity()): Promise<{ status: number; code: string | undefined }> {
  const reply = await fetch(`http://127.0.0.1:${(bot.address() as AddressInfo).port}/api/messages`, { method: 'POST', headers: { 'content-type': 'application/json', ...(token === null ? {} : { authorization: token.startsWith('Basic') ? token : `Bearer ${token}` }) }, body: JSON.stringify(activity) });
  const text = await reply.text();
  return { status: reply.status, code: text === '' ? undefined : (JSON.parse(text) as { error?: { code?: string } }).error?.code };
}

describe('the door', () => {
  it('opens to the Bot Connector, and what it lets in bears no name', async () => {
    expect(await knock(service.token())).toEqual({ status: 200, code: undefined });
    expect(heard).toHaveLength(1);
    expect(JSON.stringify(heard[0]?.activity)).not.toContain('Ana Roy');
  });

  it('opens to a token that expired less than five minutes ago: clocks differ', async () => {
    expect(await knock(service.token({ exp: now() - 200 }))).toMatchObject({ status: 200 });
  });

  it.each<[string, (it: Service) => string | null]>([
    ['no token', () => null],
    ['another scheme', () => 'Basic abc'],
    ['rubbish', () => 'abc'],
    ['rubbish of three parts', () => 'a.b.c'],
    ['another audience', (it) => it.token({ aud: randomUUID() })],
    ['another issuer', (it) => it.token({ iss: 'https://sts.windows.net/x/' })],
    ['an expired token', (it) => it.token({ exp: now() - 3600 })],
    ['a token that is not valid yet', (it) => it.token({ nbf: now() + 3600 })],
    ['a token without end', (it) => it.token({ exp: undefined })],
    ['the signature of another key', (it) => it.token({}, { key: { ...aKey(), kid: it.key.kid } })],
    ['a key that nobody published', (it) => it.token({}, { key: aKey() })],
    ['no signature at all', (it) => it.token({}, { alg: 'none' })],
    ['a token for another service address', (it) => it.token({ serviceurl: 'https://evil.example/' })],
    ['a token without a service address', (it) => it.token({ serviceurl: undefined })],
  ])('stays shut (401) to %s', async (_what, token) => {
    expect(await knock(token(service))).toMatchObject({ status: 401 });
    expect(heard).toEqual([]);
    expect(service.asked).toEqual([]);
  });

  it('stays shut to a service address that was changed on the way', async () => {
    expect(await knock(service.token(), anActivity({ serviceUrl: 'https://evil.example/' }))).toMatchObject({ status: 401, code: 'service-url-not-signed' });
  });

  it('stays shut (403) to a key that may not speak for Teams', async () => {
    service.key = aKey(['webchat']);
    expect(await knock(service.token())).toMatchObject({ status: 403, code: 'key-not-endorsed' });
  });

  it('stays shut (403) to people of another tenant, whose tokens are as good as ours', async () => {
    expect(await knock(service.token(), anActivity({ conversation: { id: 'a:1', conversationType: 'personal', tenantId: randomUUID() } }))).toMatchObject({ status: 403, code: 'another-tenant' });
    expect(await knock(service.token(), anActivity({ conversation: { id: 'a:1' }, channelData: {} }))).toMatchObject({ status: 403 });
    expect(heard).toEqual([]);
  });

  it('says 400 to what is no activity, to nobody but the Bot Connector', async () => {
    expect(await knock(service.token(), { hello: 'world' })).toMatchObject({ status: 400, code: 'not-an-activity' });
    expect(await knock(service.token(), [])).toMatchObject({ status: 400 });
    expect(await knock(service.token(), anActivity({ channelId: 'webchat' }))).toMatchObject({ status: 400 });
    expect(await knock(null, { hello: 'world' })).toMatchObject({ status: 401 });
  });

  it('asks to come back (503) while the keys cannot be read, and reads them as soon as they can', async () => {
    service.keysStatus = 503;
    expect(await knock(service.token())).toMatchObject({ status: 503, code: 'keys-unreachable' });
    service.keysStatus = 200;
    expect(await knock(service.token())).toMatchObject({ status: 200 });
  });

  it('says 501 to an invoke that it does not know', async () => {
    expect(await knock(service.token(), anActivity({ type: 'invoke', name: 'task/fetch' }))).toMatchObject({ status: 501 });
  });
});

describe('on the way out', () => {
  const card = helpCard('chat', 'fr-CA');

  it('the bot bears its own token, and says in a notification what the card says', async () => {
    await channel.postToConversation({ serviceUrl: service.serviceUrl, conversationId: 'a:1' }, card);
    expect(service.asked).toMatchObject([{ method: 'POST', path: '/ca/v3/conversations/a:1/activities', authorization: 'Bearer the-bot-s-token', body: { type: 'message', summary: 'Ce que je comprends' } }]);
    expect(tokens).toBe(1);
  });

  it('a post in a channel is named by its thread, since the service hides the id of the message', async () => {
    service.answers.push(() => ({ status: 201, body: { id: '19:c@thread.tacv2;messageid=1700000000009', activityId: '1700000000009' } }));
    expect(await channel.postToChannel({ serviceUrl: service.serviceUrl, channelId: '19:c@thread.tacv2' }, card)).toEqual({ conversationId: '19:c@thread.tacv2;messageid=1700000000009', activityId: '1700000000009' });
    expect(service.asked[0]?.body).toMatchObject({ isGroup: true, bot: { id: `28:${APP}` }, tenantId: TENANT, channelData: { channel: { id: '19:c@thread.tacv2' } }, activity: { type: 'message' } });
  });

  it('a chat is opened for one person of this tenant', async () => {
    service.answers.push(() => ({ status: 201, body: { id: 'a:1new' } }));
    expect(await channel.openChat({ serviceUrl: service.serviceUrl, member: '29:ana' })).toBe('a:1new');
    expect(service.asked[0]?.body).toMatchObject({ isGroup: false, members: [{ id: '29:ana' }], tenantId: TENANT });
  });

  it('a card is edited and a message removed where they stand', async () => {
    const place = { serviceUrl: service.serviceUrl, conversationId: '19:c;messageid=1', activityId: '1' };
    await channel.updateCard(place, card);
    await channel.deleteMessage(place);
    expect(service.asked.map(({ method, path }) => `${method} ${path}`)).toEqual(['PUT /ca/v3/conversations/19:c;messageid=1/activities/1', 'DELETE /ca/v3/conversations/19:c;messageid=1/activities/1']);
  });

  it.each<[string, Service['answers'][number], Partial<ConnectorFault>]>([
    ['429', () => ({ status: 429, headers: { 'retry-after': '7' }, body: { error: { code: 'Throttled' } } }), { kind: 'later', status: 429, code: 'Throttled', retryAfterMs: 7_000 }],
    ['412', () => ({ status: 412 }), { kind: 'later' }],
    ['503', () => ({ status: 503, headers: { 'retry-after': '1' } }), { kind: 'later', retryAfterMs: 1_000 }],
    ['500', () => ({ status: 500 }), { kind: 'uncertain' }],
    ['502', () => ({ status: 502 }), { kind: 'uncertain' }],
    ['504', () => ({ status: 504 }), { kind: 'uncertain' }],
    ['a cut connection', () => 'cut', { kind: 'uncertain', status: null }],
    ['403', () => ({ status: 403, body: { error: { code: 'MessageWritesBlocked' } } }), { kind: 'gone', code: 'MessageWritesBlocked' }],
    ['404', () => ({ status: 404 }), { kind: 'gone' }],
    ['401', () => ({ status: 401 }), { kind: 'refused' }],
    ['413', () => ({ status: 413, body: { error: { code: 'MessageSizeTooBig' } } }), { kind: 'wrong', code: 'MessageSizeTooBig' }],
    ['a success of another kind', () => ({ status: 206, body: {} }), { kind: 'uncertain', code: 'unexpected-answer' }],
    ['a redirection', () => ({ status: 307, headers: { location: 'https://evil.example/' } }), { kind: 'wrong', status: 307 }],
  ])('%s is told as it is and never repeated underneath', async (_what, answer, fault) => {
    service.answers.push(answer);
    await expect(channel.postToConversation({ serviceUrl: service.serviceUrl, conversationId: 'a:1' }, card)).rejects.toMatchObject(fault);
    expect(service.asked).toHaveLength(1);
  });

  it('an answer that does not come in time leaves it uncertain', async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => { silent.listen(0, '127.0.0.1', resolve); });
    const serviceUrl = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`;
    await expect(channel.postToConversation({ serviceUrl, conversationId: 'a:1' }, card)).rejects.toMatchObject({ kind: 'uncertain', code: 'TIMEOUT' });
    silent.closeAllConnections();
    await new Promise((resolve) => { silent.close(resolve); });
  });

  it('without its token the bot sends nothing, and may try again', async () => {
    channel = openChannel({ ...settings(), token: async () => { throw new Error('AADSTS7000222'); } });
    await expect(channel.postToConversation({ serviceUrl: service.serviceUrl, conversationId: 'a:1' }, card)).rejects.toMatchObject({ kind: 'later', code: 'no-token' });
    expect(service.asked).toEqual([]);
  });

  it('the token goes nowhere in clear, but to this machine', async () => {
    await expect(channel.postToConversation({ serviceUrl: 'http://smba.example/', conversationId: 'a:1' }, card)).rejects.toThrow('must be https');
    await expect(channel.openChat({ serviceUrl: 'ftp://smba.example/', member: '29:ana' })).rejects.toThrow('must be https');
    expect(tokens).toBe(0);
  });
});

describe('the settings', () => {
  it('are refused where botbuilder would run without authentication', () => {
    for (const appId of ['', 'gouverne']) expect(() => openChannel({ ...settings(), appId })).toThrow('the application id is not a GUID');
    expect(() => openChannel({ ...settings(), tenantId: '' })).toThrow('the tenant id is not a GUID');
    expect(() => openChannel({ ...settings(), endpoints: { metadataUrl: 'http://login.example/openid', issuer: ISSUER } })).toThrow('must be https');
  });
});

describe('what went wrong', () => {
  it('is sorted by remedy', () => {
    expect([400, 401, 403, 404, 412, 413, 429, 500, 502, 503, 504].map(kindOfStatus)).toEqual(['wrong', 'refused', 'gone', 'gone', 'later', 'wrong', 'later', 'uncertain', 'uncertain', 'later', 'uncertain']);
    expect(['ECONNREFUSED', 'ENOTFOUND', 'ECONNRESET', 'UND_ERR_SOCKET', 'TIMEOUT', 'UNKNOWN'].map(kindOfCode)).toEqual(['later', 'later', 'uncertain', 'uncertain', 'uncertain', 'uncertain']);
    expect(codeOf(new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ECONNREFUSED' }) }))).toBe('ECONNREFUSED');
  });

  it('says when to come back, in seconds or by date', () => {
    const noon = Date.parse('2027-01-18T12:00:00Z');
    expect(retryAfterMs('3', noon)).toBe(3_000);
    expect(retryAfterMs('Mon, 18 Jan 2027 12:00:10 GMT', noon)).toBe(10_000);
    expect(retryAfterMs('Mon, 18 Jan 2027 11:00:00 GMT', noon)).toBe(0);
    for (const absent of [null, undefined, '', 'soon']) expect(retryAfterMs(absent, noon)).toBeNull();
  });
});
