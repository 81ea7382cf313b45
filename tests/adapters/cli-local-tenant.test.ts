// The command line's sign-in against the stand-in's own Entra ID, which knows nothing of it: the flows are the standard ones.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { localToken, openIdEndpoints, REDIRECT_URI, tokenRequest } from '../../src/cli/local-sign-in.ts';
import { NotSignedIn } from '../../src/cli/failures.ts';
import type { PublicConfig } from '../../src/contract/public-config.ts';
import { startLocalTenant, type LocalTenant } from '../../src/local-tenant/start.ts';
import { fakeWorld } from '../support/fake-terminal.ts';

const TENANT = '6f0d2c1e-9a1b-4c7d-8e21-0a6f3b5c9d10';
const GOUVERNE = 'b7c1f2a0-1111-4222-8333-944455556666';
const PIPELINE = 'b7c1f2a0-1111-4222-8333-944455557777';
const world = fakeWorld({ now: Date.now() });
let tenant: LocalTenant;
let config: PublicConfig;

describe('signing in to the local Microsoft 365', () => {
  beforeAll(async () => {
    tenant = await startLocalTenant({
      manners: 'fast',
      seed: {
        tenantId: TENANT, displayName: 'RQT', domain: 'rqt.example',
        users: [{ displayName: 'Secrétariat', userPrincipalName: 'secretariat.telesante.msss@rqt.example' }],
        registrations: [
          { appId: GOUVERNE, displayName: 'Gouverne', identifierUris: [`api://localhost/${GOUVERNE}`], exposedScopes: ['access_as_user'], exposedRoles: ['Gouverne.Operate'], redirectUris: [REDIRECT_URI], publicClient: true },
          { appId: PIPELINE, displayName: 'Pipeline', secrets: ['bon-secret'], otherRoles: { [GOUVERNE]: ['Gouverne.Operate'] } },
        ],
      },
    });
    config = { tenant: 'local', tenantId: TENANT, authority: `${tenant.url}/${TENANT}`, clientId: GOUVERNE, scope: `api://localhost/${GOUVERNE}/access_as_user`, appId: 'app', baseUrl: 'http://localhost', version: '0.1.0' };
  });
  afterAll(() => tenant.close());

  it('gives a person’s token for Gouverne, without a browser', async () => {
    const { accessToken, expiresAt } = await localToken(world, config, 'secretariat.telesante.msss@rqt.example');
    expect(decodeJwt(accessToken)).toMatchObject({ aud: GOUVERNE, tid: TENANT, ver: '2.0', scp: 'access_as_user', preferred_username: 'secretariat.telesante.msss@rqt.example' });
    expect(expiresAt).toBeGreaterThan(Date.now() + 60_000);
  });

  it('takes the authority with or without its tenant', async () => {
    for (const authority of [tenant.url, `${tenant.url}/`, `${tenant.url}/${TENANT}/v2.0`]) {
      expect((await openIdEndpoints(world, { ...config, authority })).token).toBe((await openIdEndpoints(world, config)).token);
    }
  });

  it('names the person that it does not know', async () => {
    const failure = await localToken(world, config, 'inconnu@rqt.example').then(() => null, (error: unknown) => error);
    expect(failure).toBeInstanceOf(NotSignedIn);
    expect((failure as NotSignedIn).why).toMatchObject({ is: 'unknown-person', person: 'inconnu@rqt.example' });
  });

  it('gives an application its role', async () => {
    const { token } = await openIdEndpoints(world, config);
    const form = { client_id: PIPELINE, grant_type: 'client_credentials', scope: `api://localhost/${GOUVERNE}/.default` };
    const good = await tokenRequest(world, token, { ...form, client_secret: 'bon-secret' });
    expect(good.ok && decodeJwt(good.accessToken)).toMatchObject({ aud: GOUVERNE, roles: ['Gouverne.Operate'] });
    expect(await tokenRequest(world, token, { ...form, client_secret: 'mauvais' })).toMatchObject({ ok: false, detail: expect.stringContaining('AADSTS7000215') });
  });
});
