// Microsoft's own client libraries, unmodified, against the stand-in: over plain http with given metadata, and over https behind a TLS proxy.

import { createServer as createHttpsServer, type Server } from 'node:https';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { createHash } from 'node:crypto';
import { ConfidentialClientApplication, CryptoProvider, InteractionRequiredAuthError, PublicClientApplication } from '@azure/msal-node';
import { Client } from '@microsoft/microsoft-graph-client';
import { exportPKCS8, generateKeyPair } from 'jose';
import { selfSignedCertificate } from '../../src/local-tenant/entra/certificate.ts';
import { APP_ID, aTenant, claimsOf, GRAPH_SCOPE, SECRET, TENANT_ID, upn, type Tenant } from '../support/tenant.ts';

const SCOPE = `api://gouverne.example/${APP_ID}/access_as_user`;

let tenant: Tenant;
/** What architecture.md calls for: the authority keeps its real name, the endpoints in the metadata lead here. */
let auth: { clientId: string; authority: string; authorityMetadata: string };

const pair = async () => {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const der = await selfSignedCertificate(privateKey, 'localhost', Date.now());
  return { key: await exportPKCS8(privateKey), der: Buffer.from(der, 'base64'), certificate: `-----BEGIN CERTIFICATE-----\n${der.replaceAll(/(.{64})/g, '$1\n')}\n-----END CERTIFICATE-----\n` };
};

describe('Microsoft’s own clients', () => {
  beforeAll(async () => {
    tenant = await aTenant({ manners: 'fast' });
    const authorityMetadata = await (await fetch(`${tenant.url}/${TENANT_ID}/v2.0/.well-known/openid-configuration`)).text();
    auth = { clientId: APP_ID, authority: `https://login.microsoftonline.com/${TENANT_ID}`, authorityMetadata };
  });
  afterAll(async () => { await tenant.local.close(); });

  it('msal-node gets application tokens with a secret and with a certificate, and caches them', async () => {
    const withSecret = new ConfidentialClientApplication({ auth: { ...auth, clientSecret: SECRET } });
    const first = await withSecret.acquireTokenByClientCredential({ scopes: [GRAPH_SCOPE] });
    const second = await withSecret.acquireTokenByClientCredential({ scopes: [GRAPH_SCOPE] });
    expect(claimsOf(first?.accessToken ?? '')['roles']).toContain('Team.Create');
    expect([second?.fromCache, second?.accessToken]).toEqual([true, first?.accessToken]);

    const { key, der, certificate } = await pair();
    const registration = tenant.local.context.state.registrations.get(APP_ID);
    if (registration !== undefined) tenant.local.context.state.registrations.put(APP_ID, { ...registration, certificates: [certificate] });
    const withCertificate = new ConfidentialClientApplication({ auth: { ...auth, clientCertificate: { thumbprintSha256: createHash('sha256').update(der).digest('hex').toUpperCase(), privateKey: key } } });
    expect(claimsOf((await withCertificate.acquireTokenByClientCredential({ scopes: [GRAPH_SCOPE] }))?.accessToken ?? '')['appidacr']).toBe('2');
  });

  it('msal-node sees refusals as it would see the service’s', async () => {
    const wrong = new ConfidentialClientApplication({ auth: { ...auth, clientSecret: 'no' } });
    await expect(wrong.acquireTokenByClientCredential({ scopes: [GRAPH_SCOPE] })).rejects.toMatchObject({ errorCode: 'invalid_client', errorMessage: expect.stringContaining('AADSTS7000215') as string });
    const right = new ConfidentialClientApplication({ auth: { ...auth, clientSecret: SECRET } });
    const oboAssertion = await tenant.local.context.issueUserToken({ userId: tenant.id('ana'), clientAppId: APP_ID, audience: APP_ID, scopes: ['access_as_user'] });
    await expect(right.acquireTokenOnBehalfOf({ oboAssertion, scopes: ['Mail.Send'] })).rejects.toBeInstanceOf(InteractionRequiredAuthError);
    const ok = await right.acquireTokenOnBehalfOf({ oboAssertion, scopes: ['User.Read'] });
    expect(claimsOf(ok?.accessToken ?? '')['oid']).toBe(tenant.id('ana'));
    expect(ok?.account?.username).toBe(upn('ana'));
  });

  it('msal-node signs a person in with PKCE, and renews silently', async () => {
    const app = new PublicClientApplication({ auth });
    const { verifier, challenge } = await new CryptoProvider().generatePkceCodes();
    const url = await app.getAuthCodeUrl({ scopes: [SCOPE], redirectUri: 'http://localhost', codeChallenge: challenge, codeChallengeMethod: 'S256', prompt: 'none', loginHint: upn('cleo') });
    const response = await fetch(url, { redirect: 'manual' });
    const code = new URL(response.headers.get('location') ?? '').searchParams.get('code') ?? '';
    const result = await app.acquireTokenByCode({ code, scopes: [SCOPE], redirectUri: 'http://localhost', codeVerifier: verifier });
    expect([result?.account?.username, result?.tenantId, result?.scopes]).toEqual([upn('cleo'), TENANT_ID, expect.arrayContaining([SCOPE])]);
    const account = result?.account;
    if (account === null || account === undefined) throw new Error('no account');
    expect((await app.acquireTokenSilent({ account, scopes: [SCOPE] })).fromCache).toBe(true);
    const renewed = await app.acquireTokenSilent({ account, scopes: [SCOPE], forceRefresh: true });
    expect([renewed.fromCache, claimsOf(renewed.accessToken)['oid']]).toEqual([false, tenant.id('cleo')]);
  });

  it('msal-node signs in with a device code', async () => {
    const app = new PublicClientApplication({ auth });
    const result = await app.acquireTokenByDeviceCode({
      scopes: [SCOPE],
      deviceCodeCallback: ({ userCode, verificationUri }) => { void fetch(verificationUri, { method: 'POST', body: new URLSearchParams({ user_code: userCode, login_as: tenant.id('ben') }) }); },
    });
    expect(result?.account?.username).toBe(upn('ben'));
  }, 15_000);

  describe('behind a TLS proxy', () => {
    let proxy: Server;
    let origin: string;
    const before = getCACertificates('default');
    beforeAll(async () => {
      const { key, certificate } = await pair();
      setDefaultCACertificates([...before, certificate]);
      proxy = createHttpsServer({ key, cert: certificate }, (request, response) => {
        const upstream = httpRequest(`${tenant.url}${request.url ?? ''}`, { method: request.method ?? 'GET', headers: { ...request.headers, 'x-forwarded-proto': 'https' } }, (answer) => { response.writeHead(answer.statusCode ?? 502, answer.headers); answer.pipe(response); });
        request.pipe(upstream);
      });
      await new Promise<void>((done) => { proxy.listen(0, 'localhost', done); });
      origin = `https://localhost:${(proxy.address() as AddressInfo).port}`;
    });
    afterAll(async () => { setDefaultCACertificates(before); await new Promise((done) => { proxy.close(done); proxy.closeAllConnections(); }); });

    it('msal-node discovers everything by itself, and the Graph client follows pages', async () => {
      const app = new ConfidentialClientApplication({ auth: { clientId: APP_ID, clientSecret: SECRET, authority: `${origin}/${TENANT_ID}`, knownAuthorities: [new URL(origin).host] } });
      const token = async () => (await app.acquireTokenByClientCredential({ scopes: [GRAPH_SCOPE] }))?.accessToken ?? '';
      const answer = async (done: (error: unknown, token: string | null) => void) => { done(null, await token()); };
      const graph = Client.init({ baseUrl: origin, customHosts: new Set(['localhost']), authProvider: (done) => { void answer(done); } });
      const names: string[] = [];
      let page = (await graph.api('/users').select('id,displayName').top(2).get()) as { value: { displayName: string }[]; '@odata.nextLink'?: string };
      for (;;) {
        names.push(...page.value.map((u) => u.displayName));
        if (page['@odata.nextLink'] === undefined) break;
        expect(page['@odata.nextLink'].startsWith(origin)).toBe(true);
        page = (await graph.api(page['@odata.nextLink']).get()) as typeof page;
      }
      expect(names.toSorted()).toEqual(['Ana Présidente', 'Ben Secrétaire', 'Cléo Membre', 'Dev Invité', 'Éva Partie']);
      await expect(graph.api('/users/nobody@rqt.example').get()).rejects.toMatchObject({ statusCode: 404, code: 'Request_ResourceNotFound' });
    });

    it('the Graph client retries what is throttled, and trips over the empty 202 of POST /teams as it does in earnest', async () => {
      const token = await tenant.appToken();
      const graph = Client.init({ baseUrl: origin, customHosts: new Set(['localhost']), authProvider: (done) => { done(null, token); } });
      await tenant.control('POST', '/faults', { match: { service: 'graph', path: '/organization' }, kinds: [429], times: 1, retryAfterS: 1 });
      expect(((await graph.api('/organization').get()) as { value: unknown[] }).value).toHaveLength(1);
      await expect(graph.api('/teams').post({ 'template@odata.bind': "https://graph.microsoft.com/v1.0/teamsTemplates('standard')", displayName: 'X', members: [{ '@odata.type': '#microsoft.graph.aadUserConversationMember', roles: ['owner'], 'user@odata.bind': `https://graph.microsoft.com/v1.0/users('${tenant.id('ana')}')` }] })).rejects.toMatchObject({ statusCode: 202 });
    }, 15_000);
  });

  it('goes by the Host of the request under the services’ real names', async () => {
    const ask = (host: string, path: string, headers: Record<string, string> = {}) =>
      new Promise<{ status: number; body: Record<string, unknown> }>((resolve, reject) => {
        const request = httpRequest(`${tenant.url}${path}`, { headers: { host, 'x-forwarded-proto': 'https', ...headers } }, (response) => {
          let text = '';
          response.on('data', (chunk: Buffer) => { text += chunk.toString(); });
          response.on('end', () => resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) as Record<string, unknown> }));
        });
        request.on('error', reject);
        request.end();
      });
    expect((await ask('login.microsoftonline.com', `/${TENANT_ID}/v2.0/.well-known/openid-configuration`)).body['issuer']).toBe(`https://login.microsoftonline.com/${TENANT_ID}/v2.0`);
    const users = await ask('graph.microsoft.com', '/v1.0/users?$top=1', { authorization: `Bearer ${await tenant.appToken()}` });
    expect(users.body['@odata.nextLink']).toMatch(/^https:\/\/graph\.microsoft\.com\/v1\.0\/users\?/);
    expect((await ask('login.botframework.com', '/v1/.well-known/openidconfiguration')).body['jwks_uri']).toBe('https://login.botframework.com/v1/.well-known/keys');
  });

  it('listens on further ports, each with one service at its root', async () => {
    const apart = await aTenant({ manners: 'fast', ports: { graph: 0, login: 0, botframework: 0 } });
    try {
      const { graph, login, botframework } = apart.local.ports;
      const at = (port: number | undefined) => `http://127.0.0.1:${port}`;
      const document = (await (await fetch(`${at(login)}/${TENANT_ID}/v2.0/.well-known/openid-configuration`)).json()) as { token_endpoint: string };
      expect(document.token_endpoint.startsWith(at(login))).toBe(true);
      expect((await fetch(`${at(graph)}/v1.0/users`)).status).toBe(401);
      expect((await fetch(`${at(botframework)}/v1/.well-known/keys`)).status).toBe(200);
    } finally { await apart.local.close(); }
  });
});
