// Teams as the documentation describes them: asynchronous creation, channels of three kinds, members one by one and in bulk, apps and tabs.

import { aManifest, aMember, APP_ID, aSeed, aTenant, errorOf, SECRET, teamIdOf, upn, V1, valueOf, type Answer, type Tenant } from '../support/tenant.ts';

let tenant: Tenant;
const template = { 'template@odata.bind': `${V1}/teamsTemplates('standard')` };
const owner = () => [aMember(tenant.id('ana'), ['owner'])];
const create = (body: Record<string, unknown> = {}) => tenant.graph('POST', '/teams', { ...template, displayName: 'CNCOT', members: owner(), ...body });
const refusal = (reply: Answer) => [reply.status, errorOf(reply).innerError['code'] ?? errorOf(reply).code];
const channelNamed = async (team: string, name: string): Promise<string> => String(valueOf(await tenant.graph('GET', `/teams/${team}/channels?$filter=displayName%20eq%20'${encodeURIComponent(name)}'`))[0]?.['id']);
const newChannel = (team: string, body: Record<string, unknown>) => tenant.graph('POST', `/teams/${team}/channels`, body);

describe('a team', () => {
  beforeAll(async () => { tenant = await aTenant({ limits: false }); await tenant.advance(60_000); });
  afterAll(async () => { await tenant.local.close(); });

  describe('when it is created', () => {
    it('is promised with an empty 202 and relative, quoted addresses', async () => {
      const reply = await create();
      expect([reply.status, reply.text, reply.headers.get('content-length'), reply.headers.get('content-type')]).toEqual([202, '', '0', 'application/json']);
      expect(reply.headers.get('content-location')).toMatch(/^\/teams\('[0-9a-f-]{36}'\)$/);
      expect(reply.headers.get('location')).toMatch(/^\/teams\('[0-9a-f-]{36}'\)\/operations\('[0-9a-f-]{36}'\)$/);
    });
    it('is not there until its operation has succeeded', async () => {
      const reply = await create({ displayName: 'Patience' });
      const team = teamIdOf(reply);
      const poll = async () => (await tenant.graph('GET', reply.headers.get('location') ?? '')).body;
      expect(await poll()).toMatchObject({ status: 'notStarted', operationType: 'createTeam', attemptsCount: 1, targetResourceId: team, error: null });
      expect(refusal(await tenant.graph('GET', `/teams/${team}`))).toEqual([404, 'ItemNotFound']);
      expect(refusal(await newChannel(team, { displayName: 'Tôt' }))).toEqual([404, 'ItemNotFound']);
      expect((await tenant.graph('GET', `/groups/${team}`)).status).toBe(200);
      await tenant.advance(2000);
      expect((await poll())['status']).toBe('inProgress');
      await tenant.advance(3100);
      expect((await poll())['status']).toBe('succeeded');
      expect((await tenant.graph('GET', `/teams/${team}`)).body['displayName']).toBe('Patience');
    });
    it('counts checks that come sooner than thirty seconds after one another, and answers them', async () => {
      const reply = await create({ displayName: 'Impatience' });
      const count = async () => ((await tenant.control('GET', '/counters')).body as { notes: Record<string, { count: number }> }).notes['operation-polled-too-fast']?.count ?? 0;
      const before = await count();
      for (const wait of [0, 1000, 31_000]) { await tenant.advance(wait); await tenant.graph('GET', reply.headers.get('location') ?? ''); }
      expect(await count()).toBe(before + 1);
    });
    it('has an owner, a General channel, and what was asked for in the same request', async () => {
      const app = { 'teamsApp@odata.bind': `${V1}/appCatalogs/teamsApps/${tenant.catalogId()}` };
      const team = await tenant.aTeam('Complète', {
        description: 'd', visibility: 'private', memberSettings: { allowDeleteChannels: false }, installedApps: [app],
        channels: [{ displayName: 'General', tabs: [{ ...app, displayName: 'Accueil', configuration: { entityId: 'a', contentUrl: 'https://gouverne.example/a' } }] }, { displayName: 'Annonces', isFavoriteByDefault: true, tabs: [{ ...app, displayName: 'Comité', configuration: { entityId: 'b', contentUrl: 'https://gouverne.example/b' } }] }],
      });
      const { teams } = (await tenant.control('GET', '/state')).body as { teams: { displayName: string }[] };
      expect(teams.find((t) => t.displayName === 'Complète')).toMatchObject({
        visibility: 'private', ready: true, settings: { memberSettings: { allowDeleteChannels: false } }, apps: ['Gouverne'], members: [{ user: upn('ana'), roles: ['owner'] }],
        channels: [{ displayName: 'Annonces', tabs: [{ displayName: 'Comité', app: 'Gouverne' }] }, { displayName: 'General', isGeneral: true, tabs: [{ displayName: 'Accueil' }] }],
      });
      expect((await tenant.graph('GET', `/teams/${team}`)).body['memberSettings']).toMatchObject({ allowDeleteChannels: false, allowCreateUpdateChannels: true });
    });
    it('a second identical request makes a second team', async () => {
      const [one, two] = [await tenant.aTeam('Jumelle'), await tenant.aTeam('Jumelle')];
      expect(one).not.toBe(two);
      expect(((await tenant.control('GET', '/counters')).body as { notes: Record<string, { last: string[] }> }).notes['team-name-again']?.last).toContain('Jumelle');
    });
    it.each([
      ['no template', { 'template@odata.bind': undefined }, 400, 'BadRequest'],
      ['an unknown template', { 'template@odata.bind': `${V1}/teamsTemplates('nope')` }, 404, 'NotFound'],
      ['a template bound elsewhere', { 'template@odata.bind': "https://evil.example/v1.0/teamsTemplates('standard')" }, 400, 'BadRequest'],
      ['no name', { displayName: '  ' }, 400, 'BadRequest'],
      ['a name too long', { displayName: 'x'.repeat(257) }, 400, 'BadRequest'],
      ['no owner, for an application', { members: [] }, 400, 'OwnerRequired'],
      ['a private channel', { channels: [{ displayName: 'Clos', membershipType: 'private' }] }, 400, 'BadRequest'],
      ['two channels of one name', { channels: [{ displayName: 'Un' }, { displayName: 'UN' }] }, 400, 'NameAlreadyExists'],
      ['a forbidden channel name', { channels: [{ displayName: 'A/B' }] }, 400, 'InvalidChannelName'],
      ['an unknown app', { installedApps: [{ 'teamsApp@odata.bind': `${V1}/appCatalogs/teamsApps/00000000-0000-4000-8000-000000000000` }] }, 404, 'AppNotFound'],
    ])('is refused with %s', async (_what, over, status, code) => { expect(refusal(await create(over))).toEqual([status, code]); });
    it('is refused with a member who is no owner, with two, without a type, or with an unknown or disabled person', async () => {
      expect(refusal(await create({ members: [aMember(tenant.id('ana'))] }))).toEqual([400, 'OwnerRequired']);
      expect(refusal(await create({ members: [...owner(), aMember(tenant.id('ben'), ['owner'])] }))).toEqual([400, 'TooManyMembers']);
      expect((await create({ members: [{ roles: ['owner'], 'user@odata.bind': `${V1}/users/${tenant.id('ana')}` }] })).status).toBe(400);
      expect(refusal(await create({ members: [aMember('nobody@rqt.example', ['owner'])] }))).toEqual([404, 'UserNotFound']);
      expect(refusal(await create({ members: [aMember(upn('eva'), ['owner'])] }))).toEqual([404, 'UserNotFound']);
    });
    it('by a person makes them its owner', async () => {
      const reply = await tenant.graph('POST', '/teams', { ...template, displayName: 'De Ben' }, { token: await tenant.userToken('ben', 'Team.Create') });
      expect(reply.status).toBe(202);
      await tenant.advance(6000);
      expect(valueOf(await tenant.graph('GET', `/teams/${teamIdOf(reply)}/members`)).map((m) => [m['userId'], m['roles']])).toEqual([[tenant.id('ben'), ['owner']]]);
    });
    it('can fail after the promise, and then leaves no team', async () => {
      await tenant.control('POST', '/operations/fail', { operationType: 'createTeam', message: 'Quota' });
      const reply = await create({ displayName: 'Malchance' });
      await tenant.advance(6000);
      expect((await tenant.graph('GET', reply.headers.get('location') ?? '')).body).toMatchObject({ status: 'failed', error: { code: 'InternalServerError', message: 'Quota' } });
      expect((await tenant.graph('GET', `/teams/${teamIdOf(reply)}`)).status).toBe(404);
    });
    it('comes from a group that is old enough, without what the group gives', async () => {
      const group = String((await tenant.graph('POST', '/groups', { displayName: 'Groupe', groupTypes: ['Unified'], mailEnabled: true, mailNickname: 'groupe', securityEnabled: false, 'owners@odata.bind': [`${V1}/users/${tenant.id('ana')}`] })).body['id']);
      const from = (over: Record<string, unknown> = {}) => tenant.graph('POST', '/teams', { ...template, 'group@odata.bind': `${V1}/groups('${group}')`, ...over });
      expect((await from()).status).toBe(404);
      await tenant.advance(11_000);
      expect(errorOf(await from({ displayName: 'x' })).message).toContain("'displayName' cannot be given together with group@odata.bind");
      const reply = await from();
      expect([reply.status, teamIdOf(reply)]).toEqual([202, group]);
      await tenant.advance(6000);
      expect((await tenant.graph('GET', reply.headers.get('location') ?? '')).body['operationType']).toBe('unknownFutureValue');
      expect((await tenant.graph('GET', reply.headers.get('location') ?? '', undefined, { headers: { Prefer: 'include-unknown-enum-members' } })).body).toMatchObject({ operationType: 'teamifyGroup', status: 'succeeded' });
    });
  });

  it('changes its name and settings, which the group follows', async () => {
    const team = await tenant.aTeam('Avant');
    expect((await tenant.graph('PATCH', `/teams/${team}`, { displayName: 'Après', funSettings: { allowGiphy: false } })).status).toBe(204);
    expect((await tenant.graph('GET', `/groups/${team}`)).body['displayName']).toBe('Après');
    expect((await tenant.graph('GET', `/teams/${team}`)).body['funSettings']).toMatchObject({ allowGiphy: false, allowCustomMemes: true });
    expect((await tenant.graph('PATCH', `/teams/${team}`, { webUrl: 'x' })).status).toBe(400);
  });
  it('is read-only while it is archived, but for its members', async () => {
    const team = await tenant.aTeam('Archive');
    const archived = await tenant.graph('POST', `/teams/${team}/archive`, { shouldSetSpoSiteReadOnlyForMembers: true });
    expect([archived.status, archived.headers.get('content-location')]).toEqual([202, `/teams('${team}')`]);
    expect((await tenant.graph('GET', `/teams/${team}`)).body['isArchived']).toBe(true);
    expect(refusal(await newChannel(team, { displayName: 'x' }))).toEqual([403, 'TeamArchived']);
    expect((await tenant.graph('POST', `/teams/${team}/members`, aMember(tenant.id('ben')))).status).toBe(201);
    await tenant.graph('POST', `/teams/${team}/unarchive`);
    expect((await newChannel(team, { displayName: 'x' })).status).toBe(201);
  });
  it('is deleted with its group', async () => {
    const team = await tenant.aTeam('Éphémère');
    expect((await tenant.graph('DELETE', `/groups/${team}`)).status).toBe(204);
    expect((await tenant.graph('GET', `/teams/${team}`)).status).toBe(404);
  });

  describe('its channels', () => {
    it.each(['a/b', 'a\\b', 'a:b', 'a*b', 'a?b', 'a"b', "a'b", 'a<b', 'a>b', 'a|b', 'a#b', 'a%b', 'a&b', 'a{b', 'a}b', 'a+b', 'a~b', 'a..b', '_a', '.a', 'a.', 'CON', 'com1', 'Forms', 'desktop.ini', 'x'.repeat(51), '   '])('cannot be called %j', async (displayName) => {
      const team = (await sharedTeam()).id;
      expect(refusal(await newChannel(team, { displayName }))).toEqual([400, 'InvalidChannelName']);
    });
    it('have names of up to fifty characters, unique in the team whatever their case, for thirty days after deletion too', async () => {
      const team = (await sharedTeam()).id;
      const name = 'é'.repeat(50);
      const made = await newChannel(team, { displayName: name });
      expect(made.status).toBe(201);
      expect(refusal(await newChannel(team, { displayName: name.toUpperCase() }))).toEqual([400, 'NameAlreadyExists']);
      expect(errorOf(await newChannel(team, { displayName: 'General' })).message).toBe('Channel name already existed, please use other name.');
      expect((await tenant.graph('DELETE', `/teams/${team}/channels/${String(made.body['id'])}`)).status).toBe(204);
      expect(refusal(await newChannel(team, { displayName: name }))).toEqual([400, 'NameAlreadyExists']);
      const { offsetMs } = tenant.local.context.clock;
      await tenant.advance(31 * 86_400_000);
      expect((await tenant.graph('POST', `/teams/${team}/channels`, { displayName: name }, { token: await tenant.appToken() })).status).toBe(201);
      await tenant.control('PUT', '/clock', { offsetMs });
    });
    it('are renamed and described, except General', async () => {
      const team = await tenant.aTeam('Noms');
      const id = String((await newChannel(team, { displayName: 'Ancien', description: 'x' })).body['id']);
      expect((await tenant.graph('PATCH', `/teams/${team}/channels/${id}`, { displayName: 'Nouveau' })).status).toBe(204);
      expect((await tenant.graph('GET', `/teams/${team}/channels/${id}`)).body).toMatchObject({ displayName: 'Nouveau', description: 'x', membershipType: 'standard' });
      const general = await channelNamed(team, 'General');
      expect(refusal(await tenant.graph('PATCH', `/teams/${team}/channels/${general}`, { displayName: 'x' }))).toEqual([400, 'GeneralChannel']);
      expect(refusal(await tenant.graph('DELETE', `/teams/${team}/channels/${general}`))).toEqual([400, 'GeneralChannel']);
      expect((await tenant.graph('PATCH', `/teams/${team}/channels/${id}`, { membershipType: 'private' })).status).toBe(400);
    });
    it('private: only people of the team, with an owner, and not in the first moments of a team', async () => {
      const reply = await create({ displayName: 'Fraîche' });
      const team = teamIdOf(reply);
      await tenant.advance(5001);
      const body = { displayName: 'Huis clos', membershipType: 'private', members: owner() };
      const settled = tenant.local.context.state.teams.get(team)?.settledAt ?? 0;
      if (settled > tenant.local.context.clock.now()) expect((await newChannel(team, body)).status).toBe(404);
      await tenant.advance(1600);
      expect(refusal(await newChannel(team, { ...body, members: [...owner(), aMember(tenant.id('ben'))] }))).toEqual([400, 'NotInTeam']);
      await tenant.graph('POST', `/teams/${team}/members`, aMember(tenant.id('ben')));
      // The roster lags behind: the person was just added.
      expect(refusal(await newChannel(team, { ...body, members: [...owner(), aMember(tenant.id('ben'))] }))).toEqual([404, 'MemberNotFound']);
      await tenant.advance(900);
      expect(refusal(await newChannel(team, { ...body, members: [aMember(tenant.id('ben'))] }))).toEqual([400, 'OwnerRequired']);
      expect(refusal(await newChannel(team, { ...body, members: [] }))).toEqual([400, 'OwnerRequired']);
      const made = await newChannel(team, { ...body, members: [...owner(), aMember(upn('ben'))] });
      expect([made.status, made.body['membershipType']]).toEqual([201, 'private']);
      await tenant.advance(900);
      expect(valueOf(await tenant.graph('GET', `/teams/${team}/channels/${String(made.body['id'])}/members`)).map((m) => m['roles'])).toEqual([['owner'], []]);
      expect((await tenant.graph('GET', `/teams/${team}/channels`, undefined, { token: await tenant.userToken('ana', 'Channel.ReadBasic.All') })).body['@odata.count']).toBe(2);
    });
    it('private: hidden from who is in the team but not in the channel', async () => {
      const team = await tenant.aTeam('Secrets');
      await tenant.graph('POST', `/teams/${team}/members/add`, { values: [aMember(tenant.id('ben')), aMember(tenant.id('cleo'))] });
      await tenant.advance(1000);
      const made = await newChannel(team, { displayName: 'Huis clos', membershipType: 'private', members: [aMember(tenant.id('ben'), ['owner'])] });
      const seen = async (name: string) => valueOf(await tenant.graph('GET', `/teams/${team}/channels?$select=displayName`, undefined, { token: await tenant.userToken(name, 'Channel.ReadBasic.All') })).map((c) => c['displayName']);
      expect([await seen('ben'), await seen('cleo')]).toEqual([['General', 'Huis clos'], ['General']]);
      expect((await tenant.graph('GET', `/teams/${team}/channels/${String(made.body['id'])}`, undefined, { token: await tenant.userToken('cleo', 'Channel.ReadBasic.All') })).status).toBe(404);
    });
    it('standard: take no members', async () => {
      const { id } = await sharedTeam();
      expect((await newChannel(id, { displayName: 'Avec gens', members: owner() })).status).toBe(400);
    });
    it('shared: one owner at creation, made asynchronously, unknown to who did not ask for new kinds', async () => {
      const team = await tenant.aTeam('Partage');
      await tenant.graph('POST', `/teams/${team}/members`, aMember(tenant.id('ben')));
      expect(refusal(await newChannel(team, { displayName: 'Commun', membershipType: 'shared', members: [...owner(), aMember(tenant.id('ben'), ['owner'])] }))).toEqual([400, 'TooManyOwners']);
      const reply = await newChannel(team, { displayName: 'Commun', membershipType: 'shared', members: owner() });
      expect(reply.status).toBe(202);
      const list = (headers: Record<string, string> = {}) => tenant.graph('GET', `/teams/${team}/channels?$filter=displayName%20eq%20'Commun'`, undefined, { headers });
      expect(valueOf(await list())).toEqual([]);
      await tenant.advance(1600);
      expect((await tenant.graph('GET', reply.headers.get('location') ?? '')).body['status']).toBe('succeeded');
      expect(valueOf(await list())[0]?.['membershipType']).toBe('unknownFutureValue');
      expect(valueOf(await list({ Prefer: 'include-unknown-enum-members' }))[0]?.['membershipType']).toBe('shared');
    });
    it('have a folder once their site is there, a drive of their own if they are private', async () => {
      const team = await tenant.aTeam('Fichiers');
      await tenant.advance(1000);
      const open = String((await newChannel(team, { displayName: 'Ouvert' })).body['id']);
      const closed = String((await newChannel(team, { displayName: 'Clos', membershipType: 'private', members: owner() })).body['id']);
      const folder = (id: string, query = '') => tenant.graph('GET', `/teams/${team}/channels/${id}/filesFolder${query}`);
      expect(refusal(await folder(open))).toEqual([404, 'FolderNotReady']);
      await tenant.advance(9000);
      const [one, two] = [await folder(open), await folder(closed)];
      expect(one.body).toMatchObject({ name: 'Ouvert', folder: { childCount: 0 }, createdDateTime: '0001-01-01T00:00:00Z' });
      expect((one.body['parentReference'] as { driveId: string }).driveId).not.toBe((two.body['parentReference'] as { driveId: string }).driveId);
      expect((await folder(open, '?$select=id')).status).toBe(400);
      await tenant.graph('PATCH', `/teams/${team}/channels/${open}`, { displayName: 'Renommé' });
      expect((await folder(open)).body['name']).toBe('Ouvert');
    });
  });

  describe('its members', () => {
    it('are added with roles, shown a little later, promoted, and leave their private channels with the team', async () => {
      const team = await tenant.aTeam('Gens');
      const list = async () => valueOf(await tenant.graph('GET', `/teams/${team}/members`)).map((m) => m['displayName']);
      const added = await tenant.graph('POST', `/teams/${team}/members`, aMember(tenant.id('ben')));
      expect([added.status, added.body['@odata.type'], added.body['roles']]).toEqual([201, '#microsoft.graph.aadUserConversationMember', []]);
      expect(await list()).toEqual(['Ana Présidente']);
      await tenant.advance(900);
      expect(await list()).toEqual(['Ana Présidente', 'Ben Secrétaire']);
      const id = encodeURIComponent(String(added.body['id']));
      const promoted = await tenant.graph('PATCH', `/teams/${team}/members/${id}`, { '@odata.type': '#microsoft.graph.aadUserConversationMember', roles: ['owner'] });
      expect([promoted.status, promoted.body['roles']]).toEqual([200, ['owner']]);
      const closed = String((await newChannel(team, { displayName: 'Clos', membershipType: 'private', members: [aMember(tenant.id('ben'), ['owner'])] })).body['id']);
      expect((await tenant.graph('DELETE', `/teams/${team}/members/${id}`)).status).toBe(204);
      expect(tenant.local.context.state.memberships.filter((m) => m.channelId === closed)).toEqual([]);
    });
    it.each([
      ['without roles', { roles: undefined }, 400], ['with an unknown role', { roles: ['boss'] }, 400], ['without a type', { '@odata.type': undefined }, 400], ['bound to nothing', { 'user@odata.bind': undefined }, 400],
      ['bound relatively', { 'user@odata.bind': '/users/x' }, 400], ['unknown', { 'user@odata.bind': `${V1}/users('x@y')` }, 404],
    ])('are refused %s', async (_what, over, status) => {
      const { id } = await sharedTeam();
      expect((await tenant.graph('POST', `/teams/${id}/members`, { ...aMember(tenant.id('ben')), ...over })).status).toBe(status);
    });
    it('keep one owner', async () => {
      const { id } = await sharedTeam();
      const [ana] = valueOf(await tenant.graph('GET', `/teams/${id}/members`));
      const path = `/teams/${id}/members/${encodeURIComponent(String(ana?.['id']))}`;
      expect(refusal(await tenant.graph('DELETE', path))).toEqual([400, 'LastOwner']);
      expect(refusal(await tenant.graph('PATCH', path, { '@odata.type': '#microsoft.graph.aadUserConversationMember', roles: [] }))).toEqual([400, 'LastOwner']);
    });
    it('are added in bulk: 200 for all, 207 for some, each with its own result', async () => {
      const team = await tenant.aTeam('En lot');
      const add = (values: unknown[]) => tenant.graph('POST', `/teams/${team}/members/add`, { values });
      const all = await add([aMember(tenant.id('ben')), aMember(upn('cleo'), ['owner'])]);
      expect([all.status, valueOf(all).map((r) => r['error'])]).toEqual([200, [null, null]]);
      expect((await add([aMember(tenant.id('ben'))])).status).toBe(200);
      const some = await add([aMember(tenant.id('ben')), aMember(upn('eva')), aMember(upn('dev'))]);
      expect([some.status, valueOf(some).map((r) => (r['error'] as { code: string } | null)?.code ?? null)]).toEqual([207, [null, 'NotFound', 'Forbidden']]);
      expect((await add([])).status).toBe(400);
      expect(refusal(await add(Array.from({ length: 201 }, () => aMember(tenant.id('ben')))))).toEqual([400, 'TooManyMembers']);
      expect((await add([aMember(tenant.id('ben')), { roles: [] }])).status).toBe(400);
      expect(tenant.local.context.state.memberships.filter((m) => m.teamId === team)).toHaveLength(3);
    });
    it('are found by filter and come in pages', async () => {
      const team = await tenant.aTeam('Pages');
      await tenant.graph('POST', `/teams/${team}/members/add`, { values: [aMember(tenant.id('ben')), aMember(tenant.id('cleo'))] });
      await tenant.advance(1000);
      const byMail = await tenant.graph('GET', `/teams/${team}/members?$filter=(microsoft.graph.aadUserConversationMember/email%20eq%20'${upn('cleo')}')`);
      expect(valueOf(byMail).map((m) => m['displayName'])).toEqual(['Cléo Membre']);
      const first = await tenant.graph('GET', `/teams/${team}/members?$top=2`);
      expect([valueOf(first).length, valueOf(await tenant.graph('GET', String(first.body['@odata.nextLink']))).length]).toEqual([2, 1]);
      expect(errorOf(await tenant.graph('GET', `/teams/${team}/members?$orderby=displayName`)).message).toContain("Query option 'Orderby' is not allowed");
    });
    it('of a standard channel are those of the team', async () => {
      const { id } = await sharedTeam();
      const general = await channelNamed(id, 'General');
      expect(valueOf(await tenant.graph('GET', `/teams/${id}/channels/${general}/members`)).map((m) => m['displayName'])).toEqual(['Ana Présidente']);
      expect(refusal(await tenant.graph('POST', `/teams/${id}/channels/${general}/members`, aMember(tenant.id('ben'))))).toEqual([400, 'StandardChannel']);
    });
  });

  describe('its apps and tabs', () => {
    it('an app is installed once, without a body, and listed a little later', async () => {
      const team = await tenant.aTeam('Applications');
      const bind = { 'teamsApp@odata.bind': `${V1}/appCatalogs/teamsApps/${tenant.catalogId()}` };
      const first = await tenant.graph('POST', `/teams/${team}/installedApps`, bind);
      expect([first.status, first.text]).toEqual([201, '']);
      expect(refusal(await tenant.graph('POST', `/teams/${team}/installedApps`, bind))).toEqual([409, 'AppAlreadyInstalled']);
      const find = () => tenant.graph('GET', `/teams/${team}/installedApps?$expand=teamsApp,teamsAppDefinition&$filter=teamsApp/externalId%20eq%20'44444444-4444-4444-8444-444444444444'`);
      expect(valueOf(await find())).toEqual([]);
      await tenant.advance(400);
      expect(valueOf(await find())[0]).toMatchObject({ teamsApp: { id: tenant.catalogId(), externalId: '44444444-4444-4444-8444-444444444444', distributionMethod: 'organization' }, teamsAppDefinition: { version: '1.0.0', publishingState: 'published' } });
      const id = String(valueOf(await find())[0]?.['id']);
      expect((await tenant.graph('DELETE', `/teams/${team}/installedApps/${encodeURIComponent(id)}`)).status).toBe(204);
    });
    it('a tab needs its app in the team, a name, and https addresses', async () => {
      const team = await tenant.aTeam('Onglets');
      const general = await channelNamed(team, 'General');
      const bind = { 'teamsApp@odata.bind': `${V1}/appCatalogs/teamsApps/${tenant.catalogId()}` };
      const add = (over: Record<string, unknown> = {}) => tenant.graph('POST', `/teams/${team}/channels/${general}/tabs`, { ...bind, displayName: 'Comité', configuration: { entityId: 'c', contentUrl: 'https://gouverne.example/tab' }, ...over });
      expect(refusal(await add())).toEqual([400, 'AppNotInstalled']);
      await tenant.graph('POST', `/teams/${team}/installedApps`, bind);
      expect((await add({ displayName: undefined })).status).toBe(400);
      expect(refusal(await add({ configuration: { contentUrl: 'http://gouverne.example' } }))).toEqual([400, 'InvalidTabUrl']);
      expect((await add({ configuration: { contentUrl: 'https://x', colour: 'red' } })).status).toBe(400);
      const made = await add();
      expect(made.body).toMatchObject({ displayName: 'Comité', configuration: { entityId: 'c', contentUrl: 'https://gouverne.example/tab', removeUrl: null, websiteUrl: null } });
      expect(made.body['teamsApp']).toBeUndefined();
      await tenant.advance(400);
      const tabs = valueOf(await tenant.graph('GET', `/teams/${team}/channels/${general}/tabs?$expand=teamsApp`));
      expect(tabs.map((t) => [t['displayName'], (t['teamsApp'] as { id: string }).id])).toEqual([['Comité', tenant.catalogId()]]);
      const path = `/teams/${team}/channels/${general}/tabs/${String(made.body['id'])}`;
      expect((await tenant.graph('PATCH', path, { configuration: { contentUrl: 'https://gouverne.example/2' } })).body['configuration']).toMatchObject({ entityId: 'c', contentUrl: 'https://gouverne.example/2' });
      expect((await tenant.graph('DELETE', path)).status).toBe(204);
      expect((await tenant.graph('GET', path)).status).toBe(404);
      expect((await add({ 'teamsApp@odata.bind': `${V1}/appCatalogs/teamsApps/com.microsoft.teamspace.tab.web` })).status).toBe(201);
    });
    it('an app without configurable tabs takes no configuration', async () => {
      await tenant.control('POST', '/seed', aSeed({ catalog: [{ manifest: aManifest({ configurableTabs: undefined }) }] }));
      const team = await tenant.aTeam('Statique');
      const bind = { 'teamsApp@odata.bind': `${V1}/appCatalogs/teamsApps/${tenant.catalogId()}` };
      await tenant.graph('POST', `/teams/${team}/installedApps`, bind);
      const general = await channelNamed(team, 'General');
      expect(refusal(await tenant.graph('POST', `/teams/${team}/channels/${general}/tabs`, { ...bind, displayName: 'x', configuration: {} }))).toEqual([400, 'StaticTab']);
      await tenant.control('POST', '/seed', aSeed());
    });
    it('an app installed for a person opens a chat with its bot', async () => {
      const path = `/users/${upn('cleo')}/teamwork/installedApps`;
      const bind = { 'teamsApp@odata.bind': `${V1}/appCatalogs/teamsApps/${tenant.catalogId()}` };
      expect((await tenant.graph('POST', path, bind)).status).toBe(201);
      expect(refusal(await tenant.graph('POST', path, bind))).toEqual([409, 'AppAlreadyInstalled']);
      await tenant.advance(400);
      const id = encodeURIComponent(String(valueOf(await tenant.graph('GET', path))[0]?.['id']));
      const chat = (await tenant.graph('GET', `${path}/${id}/chat`)).body;
      expect(chat).toMatchObject({ chatType: 'oneOnOne', id: expect.stringContaining(tenant.id('cleo')) as string });
      const token = await tenant.appToken(APP_ID, SECRET, 'https://api.botframework.com/.default');
      const said = await fetch(`${tenant.url}/connector/ca/v3/conversations/${encodeURIComponent(String(chat['id']))}/activities`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify({ type: 'message', text: 'Bonjour' }) });
      expect(said.status).toBe(201);
    });
  });

  /** One team for the tests that change nothing in it. */
  let shared: { id: string } | undefined;
  async function sharedTeam(): Promise<{ id: string }> { return (shared ??= { id: await tenant.aTeam('Commune') }); }
});
