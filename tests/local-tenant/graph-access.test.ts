// Who may call Graph, and how a wrong request is refused: tokens, permissions, addresses, bodies, query options.

import { APP_ID, ALL_ROLES, aManifest, aMember, aSeed, aTenant, errorOf, MANIFEST_ID, SECRET, V1, type Tenant } from '../support/tenant.ts';

let tenant: Tenant;
const NOBODY = '00000000-0000-4000-8000-000000000000';

describe('Graph’s door', () => {
  beforeAll(async () => { tenant = await aTenant({ manners: 'fast', limits: false }); });
  afterAll(async () => { await tenant.local.close(); });

  /** A token that holds these permissions and no other. */
  const holding = async (...graphRoles: string[]): Promise<string> => {
    await tenant.control('PATCH', `/registrations/${APP_ID}`, { revoke: ALL_ROLES, grant: graphRoles });
    const token = await tenant.appToken();
    await tenant.control('PATCH', `/registrations/${APP_ID}`, { revoke: graphRoles, grant: ALL_ROLES });
    return token;
  };

  describe('tokens', () => {
    it('are required, well formed, current, ours and made for Graph', async () => {
      const expired = await tenant.appToken();
      const forOther = await tenant.appToken(APP_ID, SECRET, 'https://api.botframework.com/.default');
      const [head, body] = (await tenant.appToken()).split('.');
      const messages: string[] = [];
      for (const token of [undefined, 'opaque', `${head}.${body}.AAAA`, forOther]) {
        const reply = await tenant.graph('GET', '/users', undefined, { token });
        expect([reply.status, errorOf(reply).code]).toEqual([401, 'InvalidAuthenticationToken']);
        expect(reply.headers.get('www-authenticate')).toContain('Bearer');
        messages.push(errorOf(reply).message);
      }
      await tenant.advance(3_600_000 + 400_000);
      messages.push(errorOf(await tenant.graph('GET', '/users', undefined, { token: expired })).message);
      expect(messages).toEqual(['Access token is empty.', expect.stringContaining('IDX14100'), 'Signature is invalid.', 'Access token validation failure. Invalid audience.', 'Lifetime validation failed, the token is expired.']);
      await tenant.control('PUT', '/clock', { offsetMs: 0 });
    });
    it('of a person work on /me; those of an application do not', async () => {
      const reply = await tenant.graph('GET', '/me');
      expect([reply.status, errorOf(reply).message]).toEqual([400, '/me request is only valid with delegated authentication flow.']);
      expect((await tenant.graph('GET', '/me?$select=displayName', undefined, { token: await tenant.userToken('cleo') })).body['displayName']).toBe('Cléo Membre');
    });
  });

  describe('permissions', () => {
    it('missing ones are named as the services behind /teams name them', async () => {
      const reply = await tenant.graph('GET', `/teams/${NOBODY}`, undefined, { token: await holding('User.Read.All') });
      expect([reply.status, errorOf(reply).code]).toEqual([403, 'Forbidden']);
      expect(errorOf(reply).message).toMatch(/^Missing role permissions on the request\. API requires one of 'Team\.ReadBasic\.All, .+'\. Roles on the request 'User\.Read\.All'\. Resource specific consent grants on the request ''\.$/);
    });
    it('missing ones are insufficient privileges to the directory', async () => {
      const reply = await tenant.graph('GET', '/users', undefined, { token: await holding('Team.Create') });
      expect([reply.status, errorOf(reply).code, errorOf(reply).message]).toEqual([403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.']);
    });
    it.each([
      ['GET', '/groups', 'GroupMember.Read.All'], ['GET', `/users/${NOBODY}`, 'User.Read.All'], ['GET', `/teams/${NOBODY}/channels`, 'Channel.ReadBasic.All'], ['GET', `/teams/${NOBODY}/members`, 'TeamMember.Read.All'],
      ['GET', '/appCatalogs/teamsApps', 'AppCatalog.Read.All'], ['GET', '/organization', 'Organization.Read.All'], ['GET', `/teams/${NOBODY}/installedApps`, 'TeamsAppInstallation.ReadForTeam.All'],
    ])('%s %s asks for %s and no more', async (method, path, permission) => {
      expect((await tenant.graph(method, path, undefined, { token: await holding(permission) })).status).not.toBe(403);
      expect((await tenant.graph(method, path, undefined, { token: await holding('Calendars.Read') })).status).toBe(403);
    });
    it('publishing an app is for people only, and for administrators', async () => {
      expect((await tenant.graph('POST', '/appCatalogs/teamsApps', Buffer.from('x'), { headers: { 'content-type': 'application/zip' } })).status).toBe(412);
      const reply = await tenant.graph('POST', '/appCatalogs/teamsApps', Buffer.from('x'), { token: await tenant.userToken('ben', 'AppCatalog.ReadWrite.All'), headers: { 'content-type': 'application/zip' } });
      expect(reply.status).toBe(403);
    });
    it('with User.Read alone a person reads nobody else', async () => {
      await tenant.control('PATCH', `/registrations/${APP_ID}`, { scopes: { revoke: ['User.ReadBasic.All'] } });
      const token = await tenant.userToken('ben', 'User.Read');
      expect((await tenant.graph('GET', `/users/${tenant.id('ben')}`, undefined, { token })).status).toBe(200);
      expect((await tenant.graph('GET', `/users/${tenant.id('ana')}`, undefined, { token })).status).toBe(403);
      await tenant.control('PATCH', `/registrations/${APP_ID}`, { scopes: { grant: ['User.ReadBasic.All'] } });
    });
    it('a person acts on the teams that they are in', async () => {
      const team = await tenant.aTeam('Fermée');
      const reply = await tenant.graph('GET', `/teams/${team}`, undefined, { token: await tenant.userToken('ben', 'Team.ReadBasic.All') });
      expect([reply.status, errorOf(reply).code]).toEqual([403, 'Forbidden']);
      await tenant.graph('POST', `/teams/${team}/members`, aMember(tenant.id('ben')));
      expect((await tenant.graph('GET', `/teams/${team}`, undefined, { token: await tenant.userToken('ben', 'Team.ReadBasic.All') })).status).toBe(200);
    });
    it('resource-specific consent counts in the team where the app was installed with it, and nowhere else', async () => {
      await tenant.control('POST', '/seed', aSeed({ catalog: [{ manifest: aManifest({ authorization: { permissions: { resourceSpecific: [{ name: 'TeamSettings.Read.Group', type: 'Application' }] } } }) }] }));
      const [inside, outside] = [await tenant.aTeam('Avec'), await tenant.aTeam('Sans')];
      const bind = { 'teamsApp@odata.bind': `${V1}/appCatalogs/teamsApps/${tenant.catalogId()}` };
      const unconsented = await tenant.graph('POST', `/teams/${inside}/installedApps`, bind);
      expect([unconsented.status, errorOf(unconsented).innerError['code']]).toEqual([400, 'ConsentRequired']);
      const consent = { ...bind, consentedPermissionSet: { resourceSpecificPermissions: [{ permissionValue: 'TeamSettings.Read.Group', permissionType: 'application' }] } };
      expect((await tenant.graph('POST', `/teams/${inside}/installedApps`, consent, { token: await holding('TeamsAppInstallation.ReadWriteSelfForTeam.All') })).status).toBe(403);
      expect((await tenant.graph('POST', `/teams/${inside}/installedApps`, consent, { token: await holding('TeamsAppInstallation.ReadWriteAndConsentSelfForTeam.All') })).status).toBe(201);
      const token = await holding('User.Read.All');
      expect((await tenant.graph('GET', `/teams/${inside}`, undefined, { token })).status).toBe(200);
      expect((await tenant.graph('GET', `/teams/${outside}`, undefined, { token })).status).toBe(403);
    });
    it('a Self permission installs the caller’s own app only', async () => {
      await tenant.control('POST', '/seed', aSeed({ catalog: [{ manifest: aManifest() }, { manifest: aManifest({ id: '77777777-7777-4777-8777-777777777777', webApplicationInfo: { id: NOBODY } }) }] }));
      const team = await tenant.aTeam('Une autre');
      const [own, foreign] = [MANIFEST_ID, '77777777-7777-4777-8777-777777777777'].map((id) => tenant.local.context.state.catalog.find((a) => a.externalId === id)?.id ?? '');
      const token = await holding('TeamsAppInstallation.ReadWriteSelfForTeam.All');
      const install = (id: string | undefined) => tenant.graph('POST', `/teams/${team}/installedApps`, { 'teamsApp@odata.bind': `${V1}/appCatalogs/teamsApps/${id}` }, { token });
      expect([(await install(foreign)).status, (await install(own)).status, (await install(own)).status]).toEqual([403, 201, 409]);
    });
  });

  describe('addresses', () => {
    it('/beta and other versions are not there', async () => {
      expect((await tenant.graph('GET', `${tenant.url}/beta/users`)).status).toBe(404);
    });
    it.each([
      ['/teems', 'teems'], [`/teams/${NOBODY}/chanels`, 'chanels'], [`/users/${NOBODY}/teamwork/nope`, 'nope'], [`/teams/${NOBODY}/clone/x`, 'clone'],
    ])('%s: the segment %s is named', async (path, segment) => {
      const reply = await tenant.graph('GET', path);
      expect([reply.status, errorOf(reply).code, errorOf(reply).message]).toEqual([400, 'BadRequest', `Resource not found for the segment '${segment}'.`]);
    });
    it('a method that the resource does not have is 405', async () => {
      expect((await tenant.graph('DELETE', `/teams/${NOBODY}`)).status).toBe(405);
      expect((await tenant.graph('PUT', '/users', {})).status).toBe(405);
    });
    it('both spellings of a key lead to the same thing', async () => {
      const team = await tenant.aTeam('Deux graphies');
      const channel = (await tenant.graph('GET', `/teams/${team}/primaryChannel`)).body['id'] as string;
      for (const path of [`/teams('${team}')/channels('${encodeURIComponent(channel)}')`, `/teams/${team}/channels/${channel}`, `/teams/${team}/channels/${encodeURIComponent(channel)}`]) expect((await tenant.graph('GET', path)).body['id']).toBe(channel);
    });
    it('ids are read before they are looked for', async () => {
      expect(errorOf(await tenant.graph('GET', '/teams/abc')).message).toBe('teamId needs to be a valid GUID.');
      const team = await tenant.aTeam('Pour un canal');
      expect((await tenant.graph('GET', `/teams/${team}/channels/general`)).status).toBe(400);
      expect((await tenant.graph('GET', `/teams/${team}/channels/19:unknown@thread.tacv2`)).status).toBe(404);
    });
  });

  describe('errors', () => {
    it('carry ids and a date, and give the client’s request id back', async () => {
      const reply = await tenant.graph('GET', `/teams/${NOBODY}`, undefined, { headers: { 'client-request-id': 'abc' } });
      expect(errorOf(reply)).toEqual({ code: 'NotFound', message: `No team found with Group Id ${NOBODY}`, innerError: { code: 'ItemNotFound', date: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/) as string, 'request-id': expect.any(String) as string, 'client-request-id': 'abc' } });
      expect([reply.headers.get('client-request-id'), reply.headers.has('request-id')]).toEqual(['abc', true]);
    });
  });

  describe('bodies', () => {
    const post = (body: unknown, headers?: Record<string, string>) => tenant.graph('POST', '/groups', body, headers === undefined ? {} : { headers });
    it('must be JSON, and say so', async () => {
      expect(errorOf(await post(Buffer.from('{}'))).message).toBe('Write requests (excluding DELETE) must contain the Content-Type header declaration.');
      expect(errorOf(await post(Buffer.from('{}'), { 'content-type': 'text/plain' })).message).toBe('Entity only allows writes with a JSON Content-Type header.');
      expect(errorOf(await post(Buffer.from('{'), { 'content-type': 'application/json' })).message).toContain('Unable to read JSON request payload');
      expect((await post([])).status).toBe(400);
    });
    it.each([
      ['an unknown property', { displayName: 'x', colour: 'red' }, "Invalid property 'colour'."],
      ['a read-only one', { displayName: 'x', mail: 'a@b' }, "Property 'mail' is read-only and cannot be set."],
      ['a wrong type', { displayName: 3 }, "Invalid value specified for property 'displayName' of resource 'Group'."],
      ['a missing one', { displayName: 'x' }, "A value is required for property 'mailEnabled' of resource 'Group'."],
    ])('of the directory refuse %s', async (_what, body, message) => {
      const reply = await post(body);
      expect([reply.status, errorOf(reply).code, errorOf(reply).message]).toEqual([400, 'Request_BadRequest', message]);
    });
    it.each([
      ['an unknown property', { colour: 'red' }, "does not exist on type 'microsoft.graph.team'"],
      ['a misspelt one', { DisplayName: 'x' }, "'DisplayName' does not exist"],
      ['a read-only one', { isArchived: true }, "'isArchived' cannot be set"],
      ['a wrong type', { memberSettings: { allowDeleteChannels: 'yes' } }, "'allowDeleteChannels' to the expected type 'Edm.Boolean'"],
      ['an unknown member of an enumeration', { visibility: 'hidden' }, 'private, public'],
      ['a property of another settings object', { funSettings: { allowDeleteChannels: true } }, "'microsoft.graph.teamFunSettings'"],
    ])('of a team refuse %s', async (_what, body, message) => {
      const reply = await tenant.graph('POST', '/teams', { 'template@odata.bind': `${V1}/teamsTemplates('standard')`, displayName: 'x', members: [aMember(tenant.id('ana'), ['owner'])], ...body });
      expect([reply.status, errorOf(reply).code]).toEqual([400, 'BadRequest']);
      expect(errorOf(reply).message).toContain(message);
    });
  });
});
