// The Entra adapter against the local tenant: the same code that will meet the real one, addresses apart.
import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Credential } from '../../src/adapters/entra/application.ts';
import { appTokens, rolesIn } from '../../src/adapters/entra/app-tokens.ts';
import { oboTokens } from '../../src/adapters/entra/obo-tokens.ts';
import { MICROSOFT_HOSTS, tokenVerifier } from '../../src/adapters/entra/token-verifier.ts';
import type { LocalTenant } from '../../src/local-tenant/start.ts';
import { startLocalTenant } from '../../src/local-tenant/start.ts';
import { aCertificate } from '../support/token-service.ts';

const TENANT = '11111111-1111-4111-8111-111111111111';
const CLIENT = '22222222-2222-4222-8222-222222222222';
const PIPELINE = '55555555-5555-4555-8555-555555555555';
const GRAPH = 'https://graph.microsoft.com/.default';
const QUICK = { waitsMs: [5] };

describe('with the local tenant', () => {
  let tenant: LocalTenant;
  let certificate: { certificate: string; privateKey: string };
  const app = (credential: Credential, clientId = CLIENT) => ({ authority: tenant.url, clientId, tenantId: TENANT, credential });
  const secret: Credential = { kind: 'secret', secret: 's3cret' };
  const verify = (token: string) => tokenVerifier({ clientId: CLIENT, authority: tenant.url, tenants: new Set([TENANT]), clients: new Set(MICROSOFT_HOSTS), scope: 'access_as_user', appRoles: new Set(['Gouverne.Operate']) })(token);

  beforeAll(async () => {
    certificate = await aCertificate();
    tenant = await startLocalTenant({
      seed: {
        tenantId: TENANT, displayName: 'Réseau', domain: 'rqt.example',
        users: [{ displayName: 'Ana', userPrincipalName: 'ana@rqt.example' }],
        registrations: [
          { appId: CLIENT, displayName: 'Gouverne', secrets: ['s3cret'], certificates: [certificate.certificate], identifierUris: [`api://localhost/${CLIENT}`], exposedScopes: ['access_as_user'], exposedRoles: ['Gouverne.Operate'], graphRoles: ['Team.Create'], graphScopes: ['User.Read'], preAuthorizedClients: [...MICROSOFT_HOSTS] },
          { appId: PIPELINE, displayName: 'Pipeline', secrets: ['p1peline'], otherRoles: { [CLIENT]: ['Gouverne.Operate'] } },
        ],
      },
    });
  });
  afterAll(() => tenant.close());

  it('a secret and a certificate both get a token with what was consented to', async () => {
    expect(new X509Certificate(certificate.certificate).subject).toContain('Gouverne');
    for (const credential of [secret, { kind: 'certificate', ...certificate } as const]) {
      expect(rolesIn(await appTokens(app(credential), QUICK).token(GRAPH))).toEqual(new Set(['Team.Create']));
    }
  });
  it('a wrong secret and an unknown application are told apart', async () => {
    await expect(appTokens(app({ kind: 'secret', secret: 'no' }), QUICK).token(GRAPH)).rejects.toMatchObject({ why: 'wrong-secret', code: 'AADSTS7000215' });
    await expect(appTokens(app(secret, '66666666-6666-4666-8666-666666666666'), QUICK).token(GRAPH)).rejects.toMatchObject({ why: 'unknown-application' });
    await expect(appTokens({ ...app(secret), tenantId: '77777777-7777-4777-8777-777777777777' }, QUICK).token(GRAPH)).rejects.toMatchObject({ why: 'unknown-tenant' });
    await expect(appTokens(app({ kind: 'certificate', ...await aCertificate() }), QUICK).token(GRAPH)).rejects.toMatchObject({ why: 'wrong-certificate' });
  });
  it('the token of a tab is verified, and exchanged on behalf of its person', async () => {
    const [user] = tenant.context.state.users.values();
    const token = await tenant.context.issueUserToken({ userId: user!.id, clientAppId: MICROSOFT_HOSTS[0]!, audience: CLIENT, scopes: ['access_as_user'] });
    expect(await verify(token)).toMatchObject({ kind: 'user', oid: user!.id, tid: TENANT });
    const graph = await oboTokens(app(secret), QUICK).token(token, TENANT, ['https://graph.microsoft.com/User.Read']);
    expect(graph.split('.')).toHaveLength(3);
  });
  it('a permission that nobody consented to is asked of an administrator', async () => {
    const [user] = tenant.context.state.users.values();
    const token = await tenant.context.issueUserToken({ userId: user!.id, clientAppId: MICROSOFT_HOSTS[0]!, audience: CLIENT, scopes: ['access_as_user'] });
    await expect(oboTokens(app(secret), QUICK).token(token, TENANT, ['https://graph.microsoft.com/Mail.Read'])).rejects.toMatchObject({ why: 'consent-missing' });
  });
  it('a pipeline with our role is let in as itself', async () => {
    const token = await appTokens(app({ kind: 'secret', secret: 'p1peline' }, PIPELINE), QUICK).token(`${CLIENT}/.default`);
    expect(await verify(token)).toMatchObject({ kind: 'app', clientId: PIPELINE, roles: ['Gouverne.Operate'] });
  });
});
