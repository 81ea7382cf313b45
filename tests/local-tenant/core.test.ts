// The stand-in as a program: seed, state that survives, clock, control, recording, and the command line.

import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { APP_ID, aFolder, aManifest, aMember, aSeed, aTenant, claimsOf, errorOf, teamIdOf, Tenant, TENANT_ID, upn, V1, valueOf } from '../support/tenant.ts';
import { startLocalTenant } from '../../src/local-tenant/start.ts';
import { openState, type User } from '../../src/local-tenant/state.ts';

describe('the seed', () => {
  it('gives people without an id one that belongs to their name, and is the same again', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 2; i += 1) { const tenant = await aTenant(); ids.push(tenant.id('ana')); await tenant.local.close(); }
    expect(ids[0]).toBe(ids[1]);
  });
  it('taken twice changes nothing but what differs', async () => {
    const tenant = await aTenant({ manners: 'fast' });
    try {
      const before = tenant.local.context.state.changes.size;
      const catalog = tenant.catalogId();
      const seed = aSeed({ bots: [{ appId: APP_ID, endpoint: 'http://127.0.0.1:10/api/messages', displayName: 'Gouverne' }] });
      expect((await tenant.control('POST', '/seed', seed)).status).toBe(200);
      expect([tenant.local.context.state.changes.size, tenant.catalogId(), tenant.local.context.state.bots.get(APP_ID)?.endpoint]).toEqual([before, catalog, 'http://127.0.0.1:10/api/messages']);
    } finally { await tenant.local.close(); }
  });
  it('lists every fault at once', async () => {
    await expect(startLocalTenant({ seed: { tenantId: 'x', displayName: 'y', users: [{ userPrincipalName: 'a' }, { displayName: 'b', userPrincipalName: 'b@c', zone: 'Nowhere' }, { displayName: 'b', userPrincipalName: 'B@c', colour: 1 }], registrations: [{ appId: 'z', displayName: 'z', graphRoles: 'all' }], catalog: [{ package: 'missing.zip' }], bots: [{ appId: 'q', displayName: 'q', endpoint: 'ftp://x' }] } })).rejects.toThrow(
      /tenantId "x" is not a GUID[^]*domain is missing[^]*not of the form name@domain[^]*displayName is missing[^]*zone "Nowhere"[^]*"colour" is not known[^]*userPrincipalName "b@c" is there twice[^]*appId "z" is not a GUID[^]*graphRoles must be a list[^]*not an http\(s\) address[^]*no such file/,
    );
    await expect(startLocalTenant({ seed: '/nowhere/seed.json' })).rejects.toThrow(/cannot read \/nowhere\/seed\.json/);
  });
});

describe('a restart', () => {
  const folder = aFolder();
  afterAll(() => folder.remove());

  it('keeps teams, members, tabs, tokens, page tokens, codes and what was still to happen', async () => {
    const options = { stateFile: folder.path('state.sqlite'), limits: false, memberLagMs: 0, directoryLagMs: 0, port: 0 };
    let tenant = await aTenant(options);
    const team = await tenant.aTeam('Durable');
    await tenant.graph('POST', `/teams/${team}/members`, aMember(tenant.id('ben')));
    const token = await tenant.appToken();
    const next = String((await tenant.graph('GET', '/users?$top=2')).body['@odata.nextLink']);
    const promised = await tenant.graph('POST', '/teams', { 'template@odata.bind': `${V1}/teamsTemplates('standard')`, displayName: 'Promise', members: [aMember(tenant.id('ana'), ['owner'])] });
    const exported = (await tenant.control('GET', '/state')).body;
    await tenant.local.close();

    tenant = new Tenant(await startLocalTenant(options));
    try {
      const created: string[] = [];
      tenant.local.context.events.on('team-created', ({ team: t }) => { created.push(t.displayName); });
      expect((await tenant.control('GET', '/state')).body['teams']).toEqual(exported['teams']);
      expect((await tenant.graph('GET', `/teams/${team}/members`, undefined, { token })).body['@odata.count']).toBe(2);
      expect(valueOf(await tenant.graph('GET', next.replace(/^http:\/\/[^/]+/, tenant.url), undefined, { token }))).toHaveLength(2);
      expect(created).toEqual([]);
      await tenant.advance(6000);
      expect((await tenant.graph('GET', promised.headers.get('location') ?? '', undefined, { token })).body['status']).toBe('succeeded');
      expect([created, teamIdOf(promised).length]).toEqual([['Promise'], 36]);
    } finally { await tenant.local.close(); }
  });
});

describe('the state file', () => {
  const folder = aFolder();
  afterAll(() => folder.remove());
  it('belongs to one local tenant at a time', async () => {
    const stateFile = folder.path('one.sqlite');
    const first = await aTenant({ stateFile });
    await expect(aTenant({ stateFile })).rejects.toThrow(/is in use by another local tenant/);
    await first.local.close();
    const again = await aTenant({ stateFile });
    await again.local.close();
  });
  it('takes back the whole of a change that fails half-way, in memory too', () => {
    const state = openState(folder.path('half.sqlite'));
    const user = { id: 'u', displayName: 'Ana' } as User;
    state.users.put('u', user);
    expect(() => state.atomically(() => { state.users.put('u', Object.assign(user, { displayName: 'Autre' })); state.users.put('v', user); throw new Error('half-way'); })).toThrow('half-way');
    expect(state.users.values()).toEqual([{ id: 'u', displayName: 'Ana' }]);
    state.close();
    const read = openState(folder.path('half.sqlite'));
    expect(read.users.values()).toEqual([{ id: 'u', displayName: 'Ana' }]);
    read.close();
  });
});

describe('control', () => {
  let tenant: Tenant;
  beforeAll(async () => { tenant = await aTenant({ manners: 'fast', limits: false }); });
  afterAll(async () => { await tenant.local.close(); });
  const act = (body: Record<string, unknown>) => tenant.control('POST', '/person', body);
  const team = async (name: string) => ((await tenant.control('GET', '/state')).body['teams'] as Record<string, unknown>[]).find((t) => t['displayName'] === name);

  it('acts as a person would in Teams, by names or ids', async () => {
    const id = await tenant.aTeam('Dérive', { channels: [{ displayName: 'Suivi' }], installedApps: [{ 'teamsApp@odata.bind': `${V1}/appCatalogs/teamsApps/${tenant.catalogId()}` }] });
    await act({ act: 'rename-channel', team: 'Dérive', channel: 'Suivi', to: 'Suivis' });
    await act({ act: 'add-member', team: id, user: upn('ben') });
    await act({ act: 'make-owner', team: id, user: 'Ben Secrétaire' });
    await act({ act: 'remove-member', team: id, user: upn('ana') });
    await act({ act: 'add-channel', team: id, to: 'À part', membershipType: 'private', members: [upn('ben')] });
    await act({ act: 'uninstall-app', team: id, app: 'Gouverne' });
    await act({ act: 'archive-team', team: id });
    expect(await team('Dérive')).toMatchObject({ isArchived: true, apps: [], members: [{ user: upn('ben'), roles: ['owner'] }], channels: [{ displayName: 'À part', membershipType: 'private', members: [{ user: upn('ben'), roles: ['owner'] }] }, { displayName: 'General' }, { displayName: 'Suivis' }] });
    await act({ act: 'delete-channel', team: id, channel: 'Suivis' });
    await act({ act: 'restore-channel', team: id, channel: 'Suivis' });
    await act({ act: 'rename-team', team: id, to: 'Dérivée' });
    await act({ act: 'delete-team', team: id });
    expect(await team('Dérivée')).toBeUndefined();
    await act({ act: 'restore-team', team: id });
    expect((await team('Dérivée'))?.['channels']).toHaveLength(3);
  });
  it.each([[{ act: 'dance' }, 'unknown act "dance"'], [{ act: 'rename-team', team: 'Nulle part', to: 'x' }, 'no team "Nulle part"'], [{ act: 'rename-team' }, '"team" must be given']])('refuses %j with a reason', async (body, reason) => {
    const reply = await act(body);
    expect([reply.status, reply.body['error']]).toEqual([400, expect.stringContaining(reason)]);
  });
  it('takes a permission away and gives it back, for the tokens that follow', async () => {
    await tenant.control('PATCH', `/registrations/${APP_ID}`, { revoke: ['Team.Create'] });
    expect(claimsOf(await tenant.appToken())['roles']).not.toContain('Team.Create');
    await tenant.control('PATCH', `/registrations/${APP_ID}`, { grant: ['Team.Create'] });
    expect(claimsOf(await tenant.appToken())['roles']).toContain('Team.Create');
  });
  it('moves the clock, which tokens and answers follow', async () => {
    await tenant.control('PUT', '/clock', { offsetMs: 86_400_000 });
    const reply = await tenant.graph('GET', '/organization', undefined, { token: await tenant.appToken() });
    expect(Date.parse(reply.headers.get('date') ?? '') - Date.now()).toBeGreaterThan(86_000_000);
    await tenant.control('PUT', '/clock', { offsetMs: 0 });
    expect((await tenant.control('PUT', '/clock', { offsetMs: 'x' })).status).toBe(400);
  });
  it('counts requests by operation, over the wire and in batches', async () => {
    await tenant.control('DELETE', '/counters');
    await tenant.graph('GET', '/organization');
    await tenant.graph('POST', '/$batch', { requests: [{ id: '1', method: 'GET', url: '/organization' }, { id: '2', method: 'GET', url: '/users/nobody@rqt.example' }] });
    expect((await tenant.control('GET', '/counters')).body).toMatchObject({ wire: { graph: 2 }, inBatch: 2, operations: { 'GET /organization': { requests: 2, statuses: { 200: 2 } }, 'GET /users/{user}': { requests: 1, statuses: { 404: 1 } }, 'POST /$batch': { requests: 1 } } });
  });
  it('sets waits while running, and refuses what it does not know', async () => {
    expect((await tenant.control('PATCH', '/options', { teamReadyMs: 42 })).body['teamReadyMs']).toBe(42);
    expect((await tenant.control('PATCH', '/options', { stateFile: 'x' })).status).toBe(400);
    expect((await tenant.control('PATCH', '/options', { latencyMs: -1 })).status).toBe(400);
    expect((await tenant.control('GET', '/nowhere')).status).toBe(404);
  });
  it('starts over without losing the keys', async () => {
    const token = await tenant.appToken();
    await tenant.aTeam('À effacer');
    const reply = await tenant.control('POST', '/reset', aSeed());
    expect([reply.status, reply.body['teams'], reply.body['users']]).toEqual([200, [], 5]);
    expect((await tenant.graph('GET', '/users', undefined, { token })).status).toBe(200);
  });
  it('names itself at its root', async () => {
    expect(await (await fetch(tenant.url)).json()).toMatchObject({ tenantId: TENANT_ID, services: { graph: tenant.url, connector: `${tenant.url}/connector/ca`, botframework: `${tenant.url}/botframework`, teams: `${tenant.url}/teams` } });
  });
});

describe('events', () => {
  it('follow an installation a little later, also when the team itself was only promised', async () => {
    const tenant = await aTenant({ limits: false });
    try {
      const heard: string[] = [];
      tenant.local.context.events.onAny((event) => { heard.push(event.name); });
      const reply = await tenant.graph('POST', '/teams', { 'template@odata.bind': `${V1}/teamsTemplates('standard')`, displayName: 'Avec app', members: [aMember(tenant.id('ana'), ['owner'])], installedApps: [{ 'teamsApp@odata.bind': `${V1}/appCatalogs/teamsApps/${tenant.catalogId()}` }] });
      expect([reply.status, heard]).toEqual([202, []]);
      await tenant.advance(5000);
      expect(heard).toEqual(['team-created', 'channel-created', 'member-added']);
      await tenant.advance(400);
      expect(heard.at(-1)).toBe('app-installed');
    } finally { await tenant.local.close(); }
  });
});

describe('the recording', () => {
  const folder = aFolder();
  afterAll(() => folder.remove());
  it('holds each exchange answered, with its token and the tenant’s time, and none that was dropped', async () => {
    const recordFile = folder.path('rec.ndjson');
    const tenant = await aTenant({ manners: 'fast', recordFile });
    await tenant.graph('POST', '/groups', { displayName: 'x' });
    await tenant.control('POST', '/faults', { match: { service: 'graph' }, kinds: ['reset'], times: 1 });
    await expect(tenant.graph('GET', '/organization')).rejects.toThrow();
    await tenant.graph('GET', '/organization?$select=id');
    await tenant.local.close();
    const lines = readFileSync(recordFile, 'utf8').trim().split('\n').map((l) => JSON.parse(l) as Record<string, unknown>);
    expect(lines).toEqual([
      { method: 'POST', url: `${tenant.url}/v1.0/groups`, requestHeaders: expect.objectContaining({ authorization: expect.stringMatching(/^Bearer ey/) as string }) as object, requestBody: { displayName: 'x' }, status: 400, responseHeaders: expect.objectContaining({ 'content-type': expect.stringContaining('application/json') as string }) as object, responseBody: { error: expect.objectContaining({ code: 'Request_BadRequest' }) as object }, time: expect.stringMatching(/Z$/) as string },
      expect.objectContaining({ method: 'GET', url: `${tenant.url}/v1.0/organization?$select=id`, requestBody: null, status: 200 }),
    ]);
  });
});

describe('the program', () => {
  const folder = aFolder();
  afterAll(() => folder.remove());
  type Child = ChildProcessByStdio<Writable, Readable, Readable>;
  const run = (...args: string[]): Child => spawn(process.execPath, ['src/local-tenant/main.ts', ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  const firstLine = (child: Child) => new Promise<Record<string, unknown>>((resolve, reject) => { createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line) as Record<string, unknown>)); child.once('exit', (code) => reject(new Error(`exit ${code}`))); });
  const ended = (child: Child) => new Promise<number | null>((resolve) => { if (child.exitCode !== null) resolve(child.exitCode); else child.once('exit', resolve); });

  it('says where it listens, keeps its state when it is killed, and ends with its parent', async () => {
    writeFileSync(folder.path('seed.json'), JSON.stringify(aSeed()));
    const args = ['--port', '0', '--state', folder.path('s.sqlite'), '--seed', folder.path('seed.json'), '--manners', 'fast', '--team-ready-ms', '7', '--exit-with-parent'];
    const first = run(...args);
    const ready = await firstLine(first);
    expect(ready).toMatchObject({ ready: true, url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as string, tenantId: TENANT_ID });
    const url = String(ready['url']);
    expect((await (await fetch(`${url}/_control/options`)).json() as Record<string, unknown>)['teamReadyMs']).toBe(7);
    await fetch(`${url}/_control/person`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ act: 'add-team', to: 'Gardée', user: upn('ana') }) });
    first.kill('SIGKILL');
    await ended(first);
    const second = run(...args);
    const again = String((await firstLine(second))['url']);
    const state = (await (await fetch(`${again}/_control/state`)).json()) as { teams: { displayName: string }[] };
    expect(state.teams.map((t) => t.displayName)).toEqual(['Gardée']);
    second.stdin.end();
    expect(await ended(second)).toBe(0);
  }, 20_000);
  it.each([[['--manners', 'rude'], /--manners must be real or fast/], [['--port', 'x'], /--port must be a whole number/], [['--nope'], /Unknown option '--nope'/], [['--seed', '/nowhere.json'], /cannot read \/nowhere\.json/]])('explains what is wrong with %j', async (args, message) => {
    const child = run(...args);
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => { said += chunk.toString(); });
    expect(await ended(child)).toBe(2);
    expect(said).toMatch(message);
  }, 20_000);
});

describe('app packages', () => {
  it('are read from the catalog upload of an administrator, and refused when something is missing', async () => {
    const { default: JSZip } = await import('jszip');
    const tenant = await aTenant({ manners: 'fast', limits: false });
    try {
      const token = await tenant.userToken('ana', 'AppCatalog.ReadWrite.All');
      const upload = async (files: Record<string, string>) => { const zip = new JSZip(); for (const [name, content] of Object.entries(files)) zip.file(name, content); return tenant.graph('POST', '/appCatalogs/teamsApps', await zip.generateAsync({ type: 'nodebuffer' }), { token, headers: { 'content-type': 'application/zip' } }); };
      const manifest = JSON.stringify(aManifest({ id: '99999999-9999-4999-8999-999999999999', localizationInfo: { defaultLanguageTag: 'fr', additionalLanguages: [{ languageTag: 'en', file: 'en.json' }] } }));
      expect(errorOf(await upload({ 'manifest.json': manifest })).message).toContain('the icon color.png is not in the package');
      expect(errorOf(await upload({ 'color.png': 'x' })).message).toContain('no manifest.json');
      const whole = { 'manifest.json': manifest, 'color.png': 'x', 'outline.png': 'x', 'en.json': '{"name.short":"Govern"}' };
      expect((await upload(whole)).body).toMatchObject({ externalId: '99999999-9999-4999-8999-999999999999', distributionMethod: 'organization', displayName: 'Gouverne' });
      expect((await upload(whole)).status).toBe(409);
      expect(tenant.local.context.state.catalog.find((a) => a.externalId.startsWith('9999'))?.localisations).toEqual({ en: { 'name.short': 'Govern' } });
    } finally { await tenant.local.close(); }
  });
});
