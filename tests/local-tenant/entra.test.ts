// Entra ID as the documentation says: flows, tokens, and refusals with their AADSTS codes.

import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { exportPKCS8, generateKeyPair, createRemoteJWKSet, jwtVerify, SignJWT } from 'jose';
import { selfSignedCertificate } from '../../src/local-tenant/entra/certificate.ts';
import { servicePrincipalId } from '../../src/local-tenant/entra/tokens.ts';
import { APP_ID, aSeed, aTenant, claimsOf, GRAPH_SCOPE, OTHER_APP_ID, SECRET, TENANT_ID, upn, type Answer, type Tenant } from '../support/tenant.ts';

const API = `api://gouverne.example/${APP_ID}`;
const SCOPE = `${API}/access_as_user`;
const codeOf = (reply: Answer): number => (reply.body['error_codes'] as number[])[0] ?? 0;
const credentials = { grant_type: 'client_credentials', client_id: APP_ID, client_secret: SECRET, scope: GRAPH_SCOPE };

let tenant: Tenant;
const authorize = (parameters: Record<string, string>, init: RequestInit = {}) =>
  fetch(`${tenant.url}/${TENANT_ID}/oauth2/v2.0/authorize?${new URLSearchParams({ client_id: APP_ID, response_type: 'code', redirect_uri: 'http://localhost:5555', scope: `openid profile offline_access ${SCOPE}`, state: 'é&', ...parameters }).toString()}`, { redirect: 'manual', ...init });
const answerTo = (response: Response): URLSearchParams => new URL(response.headers.get('location') ?? 'http://nowhere').searchParams;

describe('Entra ID', () => {
  beforeAll(async () => { tenant = await aTenant({ manners: 'fast' }); });
  afterAll(async () => { await tenant.local.close(); });

  describe('discovery', () => {
    it('publishes a v2.0 document whose addresses follow the Host of the request', async () => {
      const read = async (path: string) => (await (await fetch(`${tenant.url}${path}`)).json()) as Record<string, unknown>;
      const document = await read(`/${TENANT_ID}/v2.0/.well-known/openid-configuration`);
      expect(document).toMatchObject({ issuer: `${tenant.url}/${TENANT_ID}/v2.0`, token_endpoint: `${tenant.url}/${TENANT_ID}/oauth2/v2.0/token`, authorization_endpoint: `${tenant.url}/${TENANT_ID}/oauth2/v2.0/authorize`, jwks_uri: `${tenant.url}/${TENANT_ID}/discovery/v2.0/keys` });
      expect((await read('/common/v2.0/.well-known/openid-configuration'))['issuer']).toBe(`${tenant.url}/{tenantid}/v2.0`);
      expect((await read(`/${TENANT_ID}/.well-known/openid-configuration`))['issuer']).toBe(`https://sts.windows.net/${TENANT_ID}/`);
      expect((await read('/rqt.example/v2.0/.well-known/openid-configuration'))['issuer']).toBe(`${tenant.url}/${TENANT_ID}/v2.0`);
    });
    it('tells under which names the cloud is known', async () => {
      const url = new URL(`${tenant.url}/common/discovery/instance`);
      url.searchParams.set('authorization_endpoint', `https://login.microsoftonline.com/${TENANT_ID}/oauth2/v2.0/authorize`);
      const body = (await (await fetch(url)).json()) as { metadata: { aliases: string[] }[] };
      expect(body.metadata[0]?.aliases).toContain('login.microsoftonline.com');
    });
    it('says that a tenant it does not know is not found', async () => {
      const response = await fetch(`${tenant.url}/99999999-9999-4999-8999-999999999999/v2.0/.well-known/openid-configuration`);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ error: 'invalid_tenant', error_codes: [90002] });
    });
  });

  describe('client credentials', () => {
    it('give a v1-looking token for Graph with the consented roles', async () => {
      const claims = claimsOf(await tenant.appToken());
      expect(claims).toMatchObject({ aud: 'https://graph.microsoft.com', iss: `https://sts.windows.net/${TENANT_ID}/`, appid: APP_ID, app_displayname: 'Gouverne', appidacr: '1', idtyp: 'app', tid: TENANT_ID, ver: '1.0', oid: servicePrincipalId(APP_ID) });
      expect(claims['roles']).toContain('Team.Create');
      expect(claims['scp']).toBeUndefined();
    });
    it('give a v2.0 token for an API of the tenant, with its app roles', async () => {
      const claims = claimsOf(await tenant.appToken(OTHER_APP_ID, 'other', `${API}/.default`));
      expect(claims).toMatchObject({ aud: APP_ID, iss: `${tenant.url}/${TENANT_ID}/v2.0`, azp: OTHER_APP_ID, azpacr: '1', ver: '2.0', roles: ['Gouverne.Operate'] });
    });
    it('give a token without roles where nothing was consented', async () => {
      expect(claimsOf(await tenant.appToken(OTHER_APP_ID, 'other'))['roles']).toBeUndefined();
    });
    it('serve the Bot Framework, also under its own tenant name', async () => {
      const scope = 'https://api.botframework.com/.default';
      expect(claimsOf(await tenant.appToken(APP_ID, SECRET, scope))).toMatchObject({ aud: 'https://api.botframework.com', appid: APP_ID, tid: TENANT_ID });
      const { body } = await tenant.token({ ...credentials, scope }, 'botframework.com');
      expect(claimsOf(String(body['access_token']))['iss']).toBe('https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/');
    });
    it.each([
      ['a wrong secret', { client_secret: 'no' }, 401, 'invalid_client', 7000215],
      ['an unknown application', { client_id: '88888888-8888-4888-8888-888888888888' }, 400, 'unauthorized_client', 700016],
      ['a scope without .default', { scope: 'https://graph.microsoft.com/User.Read.All' }, 400, 'invalid_scope', 1002012],
      ['an unknown resource', { scope: 'https://nobody.example/.default' }, 400, 'invalid_resource', 500011],
      ['a malformed scope', { scope: 'user' }, 400, 'invalid_scope', 70011],
      ['no scope', { scope: '' }, 400, 'invalid_request', 900144],
      ['an unknown grant', { grant_type: 'password' }, 400, 'unsupported_grant_type', 70003],
    ])('refuse %s', async (_what, over, status, error, code) => {
      const reply = await tenant.token({ ...credentials, ...over });
      expect([reply.status, reply.body['error'], codeOf(reply)]).toEqual([status, error, code]);
      expect(reply.body['error_description']).toMatch(new RegExp(`^AADSTS${code}: .+ Trace ID: .+ Correlation ID: .+ Timestamp: \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\dZ$`));
    });
    it('refuse an unknown tenant, /common for a single-tenant application, and no credential at all', async () => {
      expect(codeOf(await tenant.token(credentials, 'nowhere.example'))).toBe(90002);
      expect(codeOf(await tenant.token(credentials, 'common'))).toBe(50194);
      const { client_secret: _secret, ...bare } = credentials;
      const reply = await tenant.token(bare);
      expect([reply.status, codeOf(reply)]).toEqual([401, 7000218]);
    });
    it('accept the secret in a Basic header', async () => {
      const response = await fetch(`${tenant.url}/${TENANT_ID}/oauth2/v2.0/token`, { method: 'POST', headers: { authorization: `Basic ${Buffer.from(`${APP_ID}:${SECRET}`).toString('base64')}` }, body: new URLSearchParams({ grant_type: 'client_credentials', scope: GRAPH_SCOPE }) });
      expect(response.status).toBe(200);
    });
    it('sign with a published key', async () => {
      const keys = createRemoteJWKSet(new URL(`${tenant.url}/common/discovery/v2.0/keys`));
      await expect(jwtVerify(await tenant.appToken(), keys, { audience: 'https://graph.microsoft.com' })).resolves.toBeDefined();
      const before = await tenant.appToken();
      await tenant.control('POST', '/keys/rotate');
      const fresh = createRemoteJWKSet(new URL(`${tenant.url}/common/discovery/v2.0/keys`));
      await expect(jwtVerify(before, fresh)).resolves.toBeDefined();
      const after = await tenant.appToken();
      await expect(jwtVerify(after, fresh)).resolves.toBeDefined();
      expect(JSON.parse(Buffer.from(after.split('.')[0] ?? '', 'base64url').toString())).not.toEqual(JSON.parse(Buffer.from(before.split('.')[0] ?? '', 'base64url').toString()));
    });
  });

  describe('a certificate', () => {
    const made = (async () => {
      const { privateKey } = await generateKeyPair('RS256', { extractable: true });
      const der = await selfSignedCertificate(privateKey, 'gouverne', Date.now());
      return { pem: `-----BEGIN CERTIFICATE-----\n${der}\n-----END CERTIFICATE-----`, der: Buffer.from(der, 'base64'), pkcs8: await exportPKCS8(privateKey), privateKey };
    })();
    const assertion = async (over: Record<string, unknown> = {}, header: Record<string, unknown> = {}) => {
      const { der, pkcs8 } = await made;
      const { importPKCS8 } = await import('jose');
      const alg = typeof header['alg'] === 'string' ? header['alg'] : 'PS256';
      const now = Math.floor(tenant.local.context.clock.now() / 1000);
      return new SignJWT({ aud: `${tenant.url}/${TENANT_ID}/oauth2/v2.0/token`, iss: APP_ID, sub: APP_ID, jti: randomUUID(), nbf: now, exp: now + 600, ...over }).setProtectedHeader({ alg, typ: 'JWT', 'x5t#S256': createHash('sha256').update(der).digest('base64url'), ...header }).sign(await importPKCS8(pkcs8, alg));
    };
    const withAssertion = async (client_assertion: string) => tenant.token({ grant_type: 'client_credentials', client_id: APP_ID, scope: GRAPH_SCOPE, client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', client_assertion });
    beforeAll(async () => {
      const registration = tenant.local.context.state.registrations.get(APP_ID);
      if (registration !== undefined) tenant.local.context.state.registrations.put(APP_ID, { ...registration, certificates: [(await made).pem] });
    });

    it('proves the application with PS256 and with RS256, by either thumbprint', async () => {
      const { der } = await made;
      for (const token of [await assertion(), await assertion({}, { alg: 'RS256' }), await assertion({}, { alg: 'RS256', 'x5t#S256': undefined, x5t: createHash('sha1').update(der).digest('base64url') })]) {
        const reply = await withAssertion(token);
        expect(reply.status).toBe(200);
        expect(claimsOf(String(reply.body['access_token']))['appidacr']).toBe('2');
      }
    });
    it.each([
      ['an audience that is not this token endpoint', { aud: 'https://elsewhere.example/token' }, {}, 700023],
      ['an assertion that has expired', { exp: 1000 }, {}, 700024],
      ['an assertion without jti', { jti: undefined }, {}, 50027],
      ['the name of another application', { sub: OTHER_APP_ID }, {}, 700021],
      ['an unregistered certificate', {}, { 'x5t#S256': 'AAAA' }, 700027],
    ])('is refused with %s', async (_what, claims, header, code) => {
      const reply = await withAssertion(await assertion(claims, header));
      expect([reply.status, codeOf(reply)]).toEqual([401, code]);
    });
    it('is refused when another key signed', async () => {
      const { der } = await made;
      const { privateKey } = await generateKeyPair('PS256');
      const now = Math.floor(Date.now() / 1000);
      const forged = await new SignJWT({ aud: `${tenant.url}/${TENANT_ID}/oauth2/v2.0/token`, iss: APP_ID, sub: APP_ID, jti: 'x', exp: now + 600 }).setProtectedHeader({ alg: 'PS256', 'x5t#S256': createHash('sha256').update(der).digest('base64url') }).sign(privateKey);
      expect(codeOf(await withAssertion(forged))).toBe(700027);
    });
  });

  describe('sign-in', () => {
    const verifier = randomBytes(40).toString('base64url');
    const challenge = { code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256' };
    const redeem = (code: string, over: Record<string, string> = {}) => tenant.token({ grant_type: 'authorization_code', client_id: APP_ID, code, redirect_uri: 'http://localhost:5555', code_verifier: verifier, ...over });

    it('shows the accounts to choose from, in the language of the browser, and sends the code back to a loopback port', async () => {
      const french = await (await authorize({}, { headers: { 'accept-language': 'fr-CA' } })).text();
      expect(french).toContain('<html lang="fr-CA">');
      expect(french).toContain('Choisir un compte');
      expect(french).toContain('Ana Présidente');
      expect(french).not.toContain('Éva Partie');
      expect(await (await authorize({ ui_locales: 'en' })).text()).toContain('Pick an account');
      const chosen = await authorize({ ...challenge }, { method: 'POST', body: new URLSearchParams({ login_as: tenant.id('ana') }) });
      expect(chosen.headers.get('location')).toMatch(/^http:\/\/localhost:5555\?/);
      expect(answerTo(chosen).get('state')).toBe('é&');
      const tokens = await redeem(answerTo(chosen).get('code') ?? '');
      expect(tokens.body).toMatchObject({ token_type: 'Bearer', expires_in: 3599 });
      expect(claimsOf(String(tokens.body['access_token']))).toMatchObject({ aud: APP_ID, scp: 'access_as_user', azp: APP_ID, azpacr: '0', oid: tenant.id('ana'), preferred_username: upn('ana'), name: 'Ana Présidente', tid: TENANT_ID, ver: '2.0', iss: `${tenant.url}/${TENANT_ID}/v2.0` });
      expect(claimsOf(String(tokens.body['id_token']))).toMatchObject({ aud: APP_ID, oid: tenant.id('ana') });
    });
    it('answers prompt=none with a login_hint silently, and says why when it cannot', async () => {
      expect(answerTo(await authorize({ prompt: 'none', login_hint: upn('ben') })).get('code')).not.toBeNull();
      expect(answerTo(await authorize({ prompt: 'none' })).get('error')).toBe('login_required');
      expect(answerTo(await authorize({ prompt: 'none', login_hint: 'x@y' })).get('error')).toBe('interaction_required');
      expect(answerTo(await authorize({ prompt: 'none', login_hint: upn('eva') })).get('error')).toBe('interaction_required');
    });
    it('remembers the person by a cookie, unless asked to choose, until sign-out', async () => {
      const cookie = (await authorize({ prompt: 'none', login_hint: upn('ben') })).headers.get('set-cookie')?.split(';')[0] ?? '';
      expect(answerTo(await authorize({}, { headers: { cookie } })).get('code')).not.toBeNull();
      expect((await authorize({ prompt: 'select_account' }, { headers: { cookie } })).status).toBe(200);
      expect((await authorize({ login_hint: upn('ana') }, { headers: { cookie } })).status).toBe(200);
      const out = await fetch(`${tenant.url}/${TENANT_ID}/oauth2/v2.0/logout?post_logout_redirect_uri=${encodeURIComponent('https://gouverne.example/signin')}`, { redirect: 'manual', headers: { cookie } });
      expect([out.headers.get('location'), out.headers.get('set-cookie')]).toEqual(['https://gouverne.example/signin', expect.stringContaining('Max-Age=0')]);
    });
    it('never sends anything to an address that was not registered', async () => {
      for (const redirect_uri of ['https://evil.example/', 'http://localhost:5555/other', 'http://127.0.0.1:5555']) {
        const response = await authorize({ redirect_uri, prompt: 'none', login_hint: upn('ana') });
        expect([response.status, response.headers.get('location')]).toEqual([400, null]);
        expect(await response.text()).toContain('AADSTS50011');
      }
      const unknown = await authorize({ client_id: randomUUID() });
      expect(await unknown.text()).toContain('AADSTS700016');
    });
    it('refuses what it does not offer, at the redirect address', async () => {
      expect(answerTo(await authorize({ response_type: 'token' })).get('error')).toBe('unsupported_response_type');
      expect(answerTo(await authorize({ scope: `${API}/nope`, prompt: 'none', login_hint: upn('ana') })).get('error_description')).toContain('AADSTS650053');
      const consent = answerTo(await authorize({ scope: 'Mail.Send', prompt: 'none', login_hint: upn('ana') }));
      expect([consent.get('error'), consent.get('error_description')]).toEqual(['interaction_required', expect.stringContaining('AADSTS65001')]);
      expect(answerTo(await authorize({}, { method: 'POST', body: new URLSearchParams({ cancel: '1' }) })).get('error')).toBe('access_denied');
    });
    it('answers in a fragment or a form when asked', async () => {
      const fragment = await authorize({ response_mode: 'fragment', prompt: 'none', login_hint: upn('ana') });
      expect(fragment.headers.get('location')).toMatch(/^http:\/\/localhost:5555#code=/);
      expect(await (await authorize({ response_mode: 'form_post', prompt: 'none', login_hint: upn('ana') })).text()).toContain('action="http://localhost:5555"');
    });
    it('lets a code be redeemed once, by who asked for it, with the verifier, within ten minutes', async () => {
      const newCode = async () => answerTo(await authorize({ ...challenge, prompt: 'none', login_hint: upn('ana') })).get('code') ?? '';
      const once = await newCode();
      expect((await redeem(once)).status).toBe(200);
      expect(codeOf(await redeem(once))).toBe(54005);
      expect(codeOf(await redeem(await newCode(), { code_verifier: randomBytes(40).toString('base64url') }))).toBe(501481);
      expect(codeOf(await redeem(await newCode(), { code_verifier: '' }))).toBe(50148);
      expect(codeOf(await redeem(await newCode(), { redirect_uri: 'http://localhost:6666' }))).toBe(500112);
      expect(codeOf(await redeem('nonsense'))).toBe(9002313);
      expect(codeOf(await redeem(await newCode(), { client_id: OTHER_APP_ID, client_secret: 'other' }))).toBe(700005);
      const late = await newCode();
      await tenant.advance(11 * 60_000);
      expect(codeOf(await redeem(late))).toBe(70008);
    });
    it('gives a refresh token only for offline_access, and a new token for it', async () => {
      const code = answerTo(await authorize({ ...challenge, prompt: 'none', login_hint: upn('ana') })).get('code') ?? '';
      const first = await redeem(code);
      const refreshed = await tenant.token({ grant_type: 'refresh_token', client_id: APP_ID, refresh_token: String(first.body['refresh_token']), scope: 'User.Read' });
      expect(claimsOf(String(refreshed.body['access_token']))).toMatchObject({ aud: 'https://graph.microsoft.com', oid: tenant.id('ana') });
      expect(codeOf(await tenant.token({ grant_type: 'refresh_token', client_id: APP_ID, refresh_token: 'nonsense' }))).toBe(9002313);
      const without = await redeem(answerTo(await authorize({ ...challenge, scope: SCOPE, prompt: 'none', login_hint: upn('ana') })).get('code') ?? '');
      expect(without.body['refresh_token']).toBeUndefined();
      await tenant.advance(91 * 86_400_000);
      expect(codeOf(await tenant.token({ grant_type: 'refresh_token', client_id: APP_ID, refresh_token: String(first.body['refresh_token']) }))).toBe(700082);
    });
  });

  describe('on behalf of a person', () => {
    const obo = (assertion: string, over: Record<string, string> = {}) => tenant.token({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', client_id: APP_ID, client_secret: SECRET, assertion, requested_token_use: 'on_behalf_of', scope: 'https://graph.microsoft.com/User.Read', ...over });
    const teamsToken = () => tenant.local.context.issueUserToken({ userId: tenant.id('ben'), clientAppId: '5e3ce6c0-2b1f-4285-8d4b-75ee78787346', audience: APP_ID, scopes: ['access_as_user'] });

    it('exchanges the token that Teams gave to a tab', async () => {
      const reply = await obo(await teamsToken());
      expect(reply.status).toBe(200);
      expect(claimsOf(String(reply.body['access_token']))).toMatchObject({ aud: 'https://graph.microsoft.com', oid: tenant.id('ben'), idtyp: 'user', upn: upn('ben') });
      expect(claimsOf(String(reply.body['access_token']))['scp']).toContain('User.Read');
    });
    it('says consent_required where nobody consented', async () => {
      const reply = await obo(await teamsToken(), { scope: 'https://graph.microsoft.com/Mail.Send' });
      expect(reply.body).toMatchObject({ error: 'invalid_grant', suberror: 'consent_required', error_codes: [65001] });
    });
    it('wants an assertion made for the calling application, that has not expired, of a person', async () => {
      const foreign = await tenant.local.context.issueUserToken({ userId: tenant.id('ben'), clientAppId: APP_ID, audience: OTHER_APP_ID, scopes: ['x'] });
      expect(codeOf(await obo(foreign))).toBe(500131);
      const old = await teamsToken();
      await tenant.advance(2 * 3_600_000);
      expect(codeOf(await obo(old))).toBe(500133);
      expect(codeOf(await obo('a.b.c'))).toBe(50013);
      expect(codeOf(await obo(await tenant.appToken(OTHER_APP_ID, 'other', `${API}/.default`)))).toBe(50013);
    });
    it('challenges whoever must use a second factor', async () => {
      await tenant.control('POST', '/mfa', { userId: tenant.id('ben') });
      const reply = await obo(await teamsToken());
      expect(reply.body).toMatchObject({ error: 'invalid_grant', suberror: 'basic_action', error_codes: [50076] });
      expect(JSON.parse(String(reply.body['claims']))).toHaveProperty('access_token');
      await tenant.control('POST', '/mfa', { userId: tenant.id('ben'), required: false });
      expect((await obo(await teamsToken())).status).toBe(200);
    });
  });

  describe('device code', () => {
    const begin = async () => (await (await fetch(`${tenant.url}/${TENANT_ID}/oauth2/v2.0/devicecode`, { method: 'POST', body: new URLSearchParams({ client_id: APP_ID, scope: `openid offline_access ${SCOPE}` }) })).json()) as Record<string, string>;
    const poll = (device_code: string) => tenant.token({ grant_type: 'urn:ietf:params:oauth:grant-type:device_code', client_id: APP_ID, device_code });
    const visit = (body: Record<string, string>) => fetch(`${tenant.url}/common/oauth2/deviceauth`, { method: 'POST', body: new URLSearchParams(body) });

    it('waits until the person has typed the code and chosen an account', async () => {
      const started = await begin();
      expect(started).toMatchObject({ interval: 5, expires_in: 900, verification_uri: `${tenant.url}/common/oauth2/deviceauth` });
      expect((await poll(started['device_code'] ?? '')).body).toMatchObject({ error: 'authorization_pending', error_codes: [70016] });
      expect((await visit({ user_code: 'WRONG' })).status).toBe(400);
      expect(await (await visit({ user_code: (started['user_code'] ?? '').toLowerCase() })).text()).toContain('Ana Présidente');
      expect((await visit({ user_code: started['user_code'] ?? '', login_as: tenant.id('ana') })).status).toBe(200);
      const tokens = await poll(started['device_code'] ?? '');
      expect(claimsOf(String(tokens.body['access_token']))['oid']).toBe(tenant.id('ana'));
      expect((await poll(started['device_code'] ?? '')).body['error']).toBe('bad_verification_code');
    });
    it('ends when it is declined or too late', async () => {
      const declined = await begin();
      await visit({ user_code: declined['user_code'] ?? '', cancel: '1' });
      expect((await poll(declined['device_code'] ?? '')).body['error']).toBe('authorization_declined');
      const late = await begin();
      await tenant.advance(16 * 60_000);
      expect((await poll(late['device_code'] ?? '')).body['error']).toBe('expired_token');
    });
  });

  it('lets a managed identity prove an application without a secret', async () => {
    const identity = '66666666-6666-4666-8666-666666666666';
    const seed = aSeed() as { registrations: Record<string, unknown>[] };
    seed.registrations = [{ ...seed.registrations[0], federatedSubjects: [servicePrincipalId(identity)] }, { appId: identity, displayName: 'id-gouverne', managedIdentity: true }];
    await tenant.control('POST', '/seed', seed);
    const { identity: endpoint } = (await tenant.control('GET', '/state')).body as { identity: { endpoint: string; header: string } };
    const ask = (header: string, resource: string) => fetch(`${endpoint.endpoint}?${new URLSearchParams({ 'api-version': '2019-08-01', resource, client_id: identity }).toString()}`, { headers: { 'x-identity-header': header } });
    expect((await ask('no', 'https://graph.microsoft.com')).status).toBe(401);
    const { access_token } = (await (await ask(endpoint.header, 'api://AzureADTokenExchange')).json()) as { access_token: string };
    const reply = await tenant.token({ grant_type: 'client_credentials', client_id: APP_ID, scope: GRAPH_SCOPE, client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', client_assertion: access_token });
    expect(reply.status).toBe(200);
    const refused = await tenant.token({ grant_type: 'client_credentials', client_id: APP_ID, scope: GRAPH_SCOPE, client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', client_assertion: await tenant.local.context.tokens.accessToken({ registration: tenant.local.context.state.registrations.get(APP_ID) as never, audience: 'api://AzureADTokenExchange', scopes: [], roles: [], proof: '2', authority: tenant.url }) });
    expect(codeOf(refused)).toBe(700213);
  });

  it('fails on demand as the front end does: 429, HTML 503, a dropped connection', async () => {
    await tenant.control('POST', '/faults', { match: { service: 'login', path: 'token' }, kinds: [429], times: 1, retryAfterS: 7 });
    const throttled = await tenant.token(credentials);
    expect([throttled.status, throttled.headers.get('retry-after')]).toEqual([429, '7']);
    await tenant.control('POST', '/faults', { match: { service: 'login' }, kinds: [503], times: 1 });
    expect((await tenant.token(credentials)).headers.get('content-type')).toBe('text/html');
    await tenant.control('POST', '/faults', { match: { service: 'login' }, kinds: ['reset'], times: 1 });
    await expect(tenant.token(credentials)).rejects.toThrow();
    expect((await tenant.token(credentials)).status).toBe(200);
  });
});
