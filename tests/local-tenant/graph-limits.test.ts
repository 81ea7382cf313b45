// What goes wrong on purpose: documented throttling, faults by plan, and $batch, whose requests are judged one by one.

import { aMember, aTenant, errorOf, V1, valueOf, type Answer, type Tenant } from '../support/tenant.ts';

let tenant: Tenant;
const template = { 'template@odata.bind': `${V1}/teamsTemplates('standard')` };
const newTeam = (displayName: string) => ({ ...template, displayName, members: [aMember(tenant.id('ana'), ['owner'])] });
interface Inner { id: string; status: number; headers: Record<string, string>; body?: Record<string, unknown> }
const batch = async (requests: Record<string, unknown>[]): Promise<Inner[]> => {
  const reply = await tenant.graph('POST', '/$batch', { requests });
  if (reply.status !== 200) throw new Error(reply.text);
  return (reply.body['responses'] as Inner[]).toSorted((a, b) => Number(a.id) - Number(b.id));
};
const statuses = (replies: readonly { status: number }[]): number[] => replies.map((r) => r.status);
const sorted = (numbers: number[]): number[] => numbers.toSorted((a, b) => a - b);
const many = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));
const json = { 'Content-Type': 'application/json' };

describe('limits', () => {
  beforeEach(async () => { tenant = await aTenant({ manners: 'fast' }); });
  afterEach(async () => { await tenant.local.close(); });

  it('ten teams a second, then 429 with Retry-After, and again when that has passed', async () => {
    const made = await Promise.all(many(12, (i) => tenant.graph('POST', '/teams', newTeam(`T${i}`))));
    expect(statuses(made).filter((s) => s === 202)).toHaveLength(10);
    const refused = made.find((r) => r.status === 429);
    expect([refused?.headers.get('retry-after'), errorOf(refused as Answer).code]).toEqual(['1', 'TooManyRequests']);
    await tenant.advance(1001);
    expect((await tenant.graph('POST', '/teams', newTeam('Encore'))).status).toBe(202);
  });
  it('four requests a second on one team, whatever they are, each team by itself', async () => {
    const [one, two] = [await tenant.aTeam('Un'), await tenant.aTeam('Deux')];
    const replies = await Promise.all([...many(5, () => tenant.graph('GET', `/teams/${one}`)), tenant.graph('GET', `/teams/${two}`)]);
    expect(sorted(statuses(replies))).toEqual([200, 200, 200, 200, 200, 429]);
  });
  it('one request a second on one channel', async () => {
    const team = await tenant.aTeam('Canal');
    const channel = String(valueOf(await tenant.graph('GET', `/teams/${team}/channels`))[0]?.['id']);
    await tenant.advance(1001);
    const replies = await Promise.all(many(2, () => tenant.graph('GET', `/teams/${team}/channels/${channel}`)));
    expect(sorted(statuses(replies))).toEqual([200, 429]);
  });
  it('four additions of members a minute and team, bulk ones counting as one', async () => {
    const team = await tenant.aTeam('Membres');
    const add = () => tenant.graph('POST', `/teams/${team}/members/add`, { values: [aMember(tenant.id('ben'))] });
    const seen: number[] = [];
    for (let i = 0; i < 5; i += 1) { seen.push((await add()).status); await tenant.advance(1100); }
    expect(seen).toEqual([200, 200, 200, 200, 429]);
    const refused = await add();
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50);
    await tenant.advance(61_000);
    expect((await add()).status).toBe(200);
  });
  it('resource units in the directory, announced before they run out', async () => {
    await tenant.control('PATCH', '/options', { tenantSize: 'S' });
    const left = 3500 / 3;
    const { context } = tenant.local;
    const key = '22222222-2222-4222-8222-222222222222';
    context.limits.take([{ key, name: 'Identity: resource units', limit: 3500, windowMs: 10_000, cost: 3500 - 500 }]);
    const reply = await tenant.graph('GET', '/users');
    expect([reply.headers.get('x-ms-resource-unit'), reply.headers.get('x-ms-throttle-limit-percentage')]).toEqual(['2', '0.86']);
    expect((await tenant.graph('GET', '/users?$select=id')).headers.get('x-ms-resource-unit')).toBe('1');
    context.limits.take([{ key, name: 'Identity: resource units', limit: 3500, windowMs: 10_000, cost: Math.ceil(left) }]);
    expect((await tenant.graph('GET', '/users')).status).toBe(429);
    await tenant.advance(10_001);
    expect((await tenant.graph('GET', '/users')).status).toBe(200);
  });
  it('are measured even when they are off, and show the highest rate seen', async () => {
    await tenant.control('PATCH', '/options', { limits: false });
    const team = await tenant.aTeam('Mesure');
    expect(statuses(await Promise.all(many(9, () => tenant.graph('GET', `/teams/${team}`))))).toEqual(many(9, () => 200));
    const { limits } = (await tenant.control('GET', '/counters')).body as { limits: { name: string; max: number; limit: number }[] };
    expect(limits.find((l) => l.name === 'Teams: requests on one team')).toMatchObject({ max: 9, limit: 4 });
  });
  it('note who does not wait', async () => {
    const team = await tenant.aTeam('Pressé');
    await Promise.all(many(6, () => tenant.graph('GET', `/teams/${team}`)));
    await tenant.graph('GET', `/teams/${team}`);
    const { limits } = (await tenant.control('GET', '/counters')).body as { limits: { name: string; tooSoon: number; refused: number }[] };
    const seen = limits.find((l) => l.name === 'Teams: requests on one team');
    expect(seen?.refused).toBe(3);
    expect(seen?.tooSoon).toBeGreaterThan(0);
  });
});

describe('$batch', () => {
  beforeAll(async () => { tenant = await aTenant({ manners: 'fast' }); });
  afterAll(async () => { await tenant.local.close(); });

  it('answers each request by itself, under an outer 200', async () => {
    const replies = await batch([{ id: '1', method: 'GET', url: `/users/${tenant.id('ana')}?$select=displayName` }, { id: '2', method: 'get', url: 'users/nobody@rqt.example' }, { id: '3', method: 'GET', url: '/nope' }, { id: '4', method: 'POST', url: '/groups', body: { displayName: 'x' } }]);
    expect(statuses(replies)).toEqual([200, 404, 400, 400]);
    expect(replies[0]?.body?.['displayName']).toBe('Ana Présidente');
    expect(replies[3]?.body).toMatchObject({ error: { message: expect.stringContaining('Content-Type header declaration') as string } });
  });
  it('lets requests wait for others, and fails those whose predecessor failed', async () => {
    const replies = await batch([
      { id: '3', method: 'GET', url: '/organization', dependsOn: ['2'] },
      { id: '1', method: 'GET', url: '/organization' },
      { id: '2', method: 'GET', url: '/users/nobody@rqt.example', dependsOn: ['1'] },
      { id: '4', method: 'GET', url: '/organization', dependsOn: ['3'] },
    ]);
    expect(statuses(replies)).toEqual([200, 404, 424, 424]);
  });
  it('throttles inside: the fifth request on one team waits, with Retry-After in its own headers', async () => {
    const team = await tenant.aTeam('En lot');
    const replies = await batch(many(6, (i) => ({ id: String(i), method: 'GET', url: `/teams/${team}` })));
    expect(sorted(statuses(replies))).toEqual([200, 200, 200, 200, 429, 429]);
    expect(replies.find((r) => r.status === 429)?.headers['Retry-After']).toBe('1');
  });
  it('creates teams with the address of each operation', async () => {
    const [reply] = await batch([{ id: '1', method: 'POST', url: '/teams', headers: json, body: newTeam('Par lot') }]);
    expect([reply?.status, reply?.body, reply?.headers['Location']]).toEqual([202, undefined, expect.stringMatching(/^\/teams\('.+'\)\/operations\('.+'\)$/)]);
  });
  it.each([
    ['more than twenty requests', many(21, (i) => ({ id: String(i), method: 'GET', url: '/organization' })), 'maximum value of 20'],
    ['none', [], 'no requests'],
    ['the same id twice', [{ id: 'a', method: 'GET', url: '/me' }, { id: 'A', method: 'GET', url: '/me' }], 'not unique'],
    ['a circle', [{ id: '1', method: 'GET', url: '/me', dependsOn: ['2'] }, { id: '2', method: 'GET', url: '/me', dependsOn: ['1'] }], 'circle'],
    ['a dependency that is not there', [{ id: '1', method: 'GET', url: '/me', dependsOn: ['9'] }], 'not in the batch'],
    ['an absolute url', [{ id: '1', method: 'GET', url: 'https://graph.microsoft.com/v1.0/me' }], 'must be relative'],
    ['no id', [{ method: 'GET', url: '/me' }], 'needs an id'],
    ['an unknown property', [{ id: '1', method: 'GET', url: '/me', atomicityGroup: 'x' }], 'atomicityGroup'],
  ])('is refused as a whole with %s', async (_what, requests, message) => {
    const reply = await tenant.graph('POST', '/$batch', { requests });
    expect([reply.status, errorOf(reply).code]).toEqual([400, 'BadRequest']);
    expect(errorOf(reply).message).toContain(message);
  });
  it('wants a token and the method POST', async () => {
    expect((await tenant.graph('POST', '/$batch', { requests: [] }, { token: undefined })).status).toBe(401);
    expect((await tenant.graph('GET', '/$batch')).status).toBe(405);
  });
});

describe('faults', () => {
  beforeEach(async () => { tenant = await aTenant({ manners: 'fast', limits: false }); });
  afterEach(async () => { await tenant.local.close(); });
  const plan = (body: Record<string, unknown>) => tenant.control('POST', '/faults', body);
  const teams = () => tenant.local.context.state.teams.size;

  it.each([[412, 'PreconditionFailed'], [429, 'TooManyRequests'], [500, 'InternalServerError'], [502, 'BadGateway'], [503, 'ServiceUnavailable'], [504, 'GatewayTimeout']])('%i comes once, with Graph’s body and without effect', async (status, code) => {
    await plan({ match: { service: 'graph', method: 'POST', path: '/teams$' }, kinds: [status], times: 1, retryAfterS: 3 });
    const reply = await tenant.graph('POST', '/teams', newTeam('x'));
    expect([reply.status, errorOf(reply).code, reply.headers.get('retry-after'), teams()]).toEqual([status, code, status === 429 || status === 503 ? '3' : null, 0]);
    expect((await tenant.graph('POST', '/teams', newTeam('x'))).status).toBe(202);
  });
  it('429 may come without Retry-After', async () => {
    await plan({ match: { service: 'graph' }, kinds: ['429-without-retry-after'], times: 1 });
    const reply = await tenant.graph('GET', '/organization');
    expect([reply.status, reply.headers.get('retry-after')]).toEqual([429, null]);
  });
  it('504 and a dropped connection may come after the effect', async () => {
    await plan({ match: { path: '/teams$' }, kinds: ['504-after-effect'], times: 1 });
    expect((await tenant.graph('POST', '/teams', newTeam('Fait'))).status).toBe(504);
    expect(teams()).toBe(1);
    await plan({ match: { path: '/teams$' }, kinds: ['reset-after-effect'], times: 1 });
    await expect(tenant.graph('POST', '/teams', newTeam('Fait aussi'))).rejects.toThrow();
    expect(teams()).toBe(2);
    await plan({ match: { path: '/teams$' }, kinds: ['reset'], times: 1 });
    await expect(tenant.graph('POST', '/teams', newTeam('Pas fait'))).rejects.toThrow();
    expect(teams()).toBe(2);
  });
  it('207: a bulk addition succeeds in part', async () => {
    const team = await tenant.aTeam('Partiel');
    await plan({ match: { path: 'members/add' }, kinds: [207], times: 1 });
    const add = () => tenant.graph('POST', `/teams/${team}/members/add`, { values: [aMember(tenant.id('ben')), aMember(tenant.id('cleo'))] });
    const reply = await add();
    expect([reply.status, valueOf(reply).map((r) => (r['error'] === null ? r['userId'] : 'failed'))]).toEqual([207, ['failed', tenant.id('cleo')]]);
    expect((await add()).status).toBe(200);
  });
  it('strike inside a batch too, a dropped connection as 503', async () => {
    await plan({ match: { path: '/organization' }, kinds: ['reset'], times: 1 });
    expect(statuses(await batch([{ id: '1', method: 'GET', url: '/organization' }, { id: '2', method: 'GET', url: '/domains' }]))).toEqual([503, 200]);
  });
  it('strike a share of the requests, the same ones for the same seed', async () => {
    const run = async () => {
      await tenant.control('DELETE', '/faults');
      await plan({ match: { service: 'graph' }, share: 0.2, kinds: [500, 503], seed: 42 });
      const out: number[] = [];
      for (let i = 0; i < 100; i += 1) out.push((await tenant.graph('GET', '/organization')).status);
      return out;
    };
    const [one, two] = [await run(), await run()];
    expect(one).toEqual(two);
    const struck = one.filter((s) => s !== 200).length;
    expect(struck).toBeGreaterThan(8);
    expect(struck).toBeLessThan(35);
    expect(new Set(one)).toEqual(new Set([200, 500, 503]));
  });
  it.each([[{ kinds: ['nope'] }, 'is no fault'], [{ kinds: [500], share: 2 }, 'share'], [{ kinds: [500], match: { path: '(' } }, 'regular expression'], [{ kinds: [500], times: 0 }, 'times'], [{ kinds: [500], what: 1 }, 'unknown property']])('a plan like %j is refused with a reason', async (body, reason) => {
    const reply = await plan(body);
    expect(reply.status).toBe(400);
    expect(String(reply.body['error'])).toContain(reason);
  });
  it('leave the team that a lost answer made to be found', async () => {
    await plan({ match: { path: '/teams$' }, kinds: ['504-after-effect'], times: 1 });
    await tenant.graph('POST', '/teams', newTeam('Perdue'));
    await tenant.advance(1000);
    const found = valueOf(await tenant.graph('GET', "/groups?$filter=displayName%20eq%20'Perdue'&$select=id,resourceProvisioningOptions"));
    expect(found).toEqual([{ id: tenant.local.context.state.teams.values()[0]?.id, resourceProvisioningOptions: ['Team'] }]);
    expect((await tenant.graph('GET', `/teams/${String(found[0]?.['id'])}`)).status).toBe(200);
  });
  it('delays are paid once by a request and once for each level of a batch', async () => {
    await tenant.control('PATCH', '/options', { latencyMs: 150 });
    const timed = async (run: () => Promise<unknown>) => { const from = performance.now(); await run(); return performance.now() - from; };
    await tenant.appToken();
    expect(await timed(() => batch(many(20, (i) => ({ id: String(i), method: 'GET', url: '/organization' }))))).toBeLessThan(20 * 150);
    expect(await timed(() => batch([{ id: '1', method: 'GET', url: '/organization' }, { id: '2', method: 'GET', url: '/organization', dependsOn: ['1'] }, { id: '3', method: 'GET', url: '/organization', dependsOn: ['2'] }]))).toBeGreaterThan(440);
  });
});
