// Tokens from Entra ID, through the real msal-node: asked for once, asked for again after a blip, and refused with what to do.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import type { Credential, EntraApp } from '../../src/adapters/entra/application.ts';
import { appTokens, rolesIn } from '../../src/adapters/entra/app-tokens.ts';
import type { EntraFaultWhy } from '../../src/adapters/entra/fault.ts';
import { oboTokens } from '../../src/adapters/entra/obo-tokens.ts';
import { entraWords } from '../../src/adapters/entra/words.ts';
import type { TokenService } from '../support/token-service.ts';
import { aadsts, aCertificate, CLIENT, startTokenService, TENANT } from '../support/token-service.ts';

const GRAPH = 'https://graph.microsoft.com/.default';
const QUICK = { waitsMs: [5, 10], timeoutMs: 300 };

let entra: TokenService;
// Inside a describe: the check for leaks runs among the file's own afterAll hooks, in the order in which they were written.
describe('tokens from Entra ID', () => {
  beforeAll(async () => { entra = await startTokenService(); });
  afterAll(() => entra.close());
  beforeEach(() => {
    entra.asked.length = 0;
    entra.next.length = 0;
    entra.visits.clear();
    Object.assign(entra, { lifetimeS: 3600, skewMs: 0 });
  });
  const app = (credential: Credential = { kind: 'secret', secret: 's3cret' }): EntraApp => ({ authority: entra.url, clientId: CLIENT, tenantId: TENANT, credential });
  const numberOf = (token: string) => decodeJwt(token)['n'];

  describe('a token for the application', () => {
    it('comes over plain http from a local tenant, by client credentials', async () => {
      const token = await appTokens(app(), QUICK).token(GRAPH);
      expect(rolesIn(token)).toEqual(new Set(['Team.Create', 'User.Read.All']));
      expect(Object.fromEntries(entra.asked[0]!)).toMatchObject({ grant_type: 'client_credentials', client_id: CLIENT, client_secret: 's3cret', scope: GRAPH });
    });
    it('is asked for once by fifty callers at once, and kept', async () => {
      const tokens = appTokens(app(), QUICK);
      await Promise.all(Array.from({ length: 50 }, () => tokens.token(GRAPH)));
      await tokens.token(GRAPH);
      expect(entra.asked).toHaveLength(1);
    });
    it('is asked for anew when it would end within five minutes', async () => {
      entra.lifetimeS = 299;
      const tokens = appTokens(app(), QUICK);
      expect(numberOf(await tokens.token(GRAPH))).toBe(1);
      expect(numberOf(await tokens.token(GRAPH))).toBe(2);
    });
    it('is another for another resource, and for another tenant', async () => {
      const tokens = appTokens(app(), QUICK);
      await Promise.all([tokens.token(GRAPH), tokens.token('https://api.botframework.com/.default'), tokens.token(GRAPH, { tenantId: 'other' })]);
      expect(entra.asked.map((form) => form.get('scope'))).toEqual(expect.arrayContaining([GRAPH, 'https://api.botframework.com/.default']));
      expect(entra.asked).toHaveLength(3);
    });
    it('is asked for anew when Graph wants claims answered', async () => {
      const tokens = appTokens(app(), QUICK);
      await tokens.token(GRAPH);
      await tokens.token(GRAPH, { claims: '{"access_token":{"nbf":{"essential":true,"value":"1"}}}' });
      expect(entra.asked).toHaveLength(2);
      expect(JSON.parse(entra.asked[1]!.get('claims') ?? '{}')).toMatchObject({ access_token: { nbf: { value: '1' } } });
    });
    it('is signed for with a certificate, by its SHA-256 thumbprint', async () => {
      await appTokens(app({ kind: 'certificate', ...await aCertificate() }), QUICK).token(GRAPH);
      const [header] = entra.asked[0]!.get('client_assertion')!.split('.');
      expect(JSON.parse(Buffer.from(header!, 'base64url').toString())).toMatchObject({ alg: 'PS256', 'x5t#S256': expect.any(String) });
      expect(decodeJwt(entra.asked[0]!.get('client_assertion')!)).toMatchObject({ iss: CLIENT, sub: CLIENT, aud: `${entra.url}/${TENANT}/oauth2/v2.0/token` });
    });
    it('needs no secret where a managed identity stands for the application', async () => {
      // The identity endpoint of App Service and Container Apps is plain http given by the environment.
      process.env['IDENTITY_ENDPOINT'] = `${entra.url}/identity`;
      process.env['IDENTITY_HEADER'] = 'header';
      try {
        entra.next.push({ status: 200, body: { access_token: 'identity-token', expires_on: String(Math.floor(Date.now() / 1000) + 3600), resource: 'api://AzureADTokenExchange', token_type: 'Bearer' } });
        await appTokens(app({ kind: 'managed-identity', clientId: '33333333-3333-4333-8333-333333333333' }), QUICK).token(GRAPH);
        expect(entra.asked[1]!.get('client_assertion')).toBe('identity-token');
        expect(entra.asked[1]!.get('client_secret')).toBeNull();
      } finally {
        delete process.env['IDENTITY_ENDPOINT'];
        delete process.env['IDENTITY_HEADER'];
      }
    });
  });

  describe('when Entra ID falters', () => {
    it.each<[string, TokenService['next']]>([
      ['a 503', [{ status: 503, body: 'busy' }]],
      ['two 500s', [{ status: 500 }, { status: 500 }]],
      ['a reset', ['reset']],
      ['an HTML error page', [{ status: 502, headers: { 'content-type': 'text/html' }, body: '<html>' }]],
      ['a short 429', [{ status: 429, headers: { 'retry-after': '0' } }]],
      ['silence', ['hang']],
    ])('%s is asked again', async (_, answers) => {
      entra.next.push(...answers);
      await expect(appTokens(app(), QUICK).token(GRAPH)).resolves.toEqual(expect.any(String));
      expect(entra.asked).toHaveLength(answers.length + 1);
    });
    it('longer than we wait, the next caller asks again at once: msal’s own minute of silence is not kept', async () => {
      entra.next.push({ status: 503 }, { status: 503 }, { status: 503 });
      const tokens = appTokens(app(), QUICK);
      await expect(tokens.token(GRAPH)).rejects.toMatchObject({ kind: 'unavailable', why: 'unavailable', code: '503' });
      await expect(tokens.token(GRAPH)).resolves.toEqual(expect.any(String));
    });
    it('and asks for a long silence, it is left to the job to keep', async () => {
      entra.next.push({ status: 429, headers: { 'retry-after': '30' } });
      await expect(appTokens(app(), QUICK).token(GRAPH)).rejects.toMatchObject({ kind: 'throttled', retryAfterMs: 30_000 });
      expect(entra.asked).toHaveLength(1);
    });
    it('and cannot be reached, the cause is kept', async () => {
      await expect(appTokens({ ...app(), authority: 'http://127.0.0.1:4' }, QUICK).token(GRAPH)).rejects.toMatchObject({ kind: 'unavailable', why: 'network', code: 'ECONNREFUSED' });
    });
    it('fifty callers hear of it, and one asks', async () => {
      entra.next.push(aadsts(7000215));
      const tokens = appTokens(app(), QUICK);
      const heard = await Promise.allSettled(Array.from({ length: 50 }, () => tokens.token(GRAPH)));
      expect(heard.every((result) => result.status === 'rejected')).toBe(true);
      expect(entra.asked).toHaveLength(1);
    });
  });

  describe('a refusal is sorted by what to do', () => {
    it.each<[number, EntraFaultWhy, string]>([
      [7000215, 'wrong-secret', 'unauthenticated'], [7000222, 'expired-secret', 'unauthenticated'], [700027, 'wrong-certificate', 'unauthenticated'],
      [700213, 'wrong-identity', 'unauthenticated'], [700024, 'clock-skew', 'unauthenticated'], [700016, 'unknown-application', 'unauthenticated'],
      [7000112, 'disabled-application', 'unauthenticated'], [90002, 'unknown-tenant', 'unauthenticated'], [500011, 'unknown-resource', 'forbidden'],
      [65001, 'consent-missing', 'forbidden'], [999999, 'refused', 'unauthenticated'],
    ])('AADSTS%i: %s', async (number, why, kind) => {
      entra.next.push(aadsts(number));
      await expect(appTokens(app(), QUICK).token(GRAPH)).rejects.toMatchObject({ why, kind, code: `AADSTS${number}` });
      expect(entra.asked).toHaveLength(1);
    });
    it('an expired certificate is said before anything is sent', async () => {
      await expect(appTokens(app({ kind: 'certificate', ...await aCertificate({ age: 6 }) }), QUICK).token(GRAPH)).rejects.toMatchObject({ why: 'expired-certificate' });
      expect(entra.asked).toHaveLength(0);
    });
    it('and so is a certificate that does not belong to the key', async () => {
      const [one, other] = [await aCertificate(), await aCertificate()];
      await expect(appTokens(app({ kind: 'certificate', certificate: one.certificate, privateKey: other.privateKey }), QUICK).token(GRAPH)).rejects.toMatchObject({ why: 'wrong-certificate' });
    });
    it('an unknown tenant is told from the discovery document', async () => {
      await expect(appTokens({ ...app(), tenantId: 'nowhere' }, QUICK).token(GRAPH)).rejects.toMatchObject({ why: 'unknown-tenant' });
    });
    it('never repeats the secret, nor what Entra says at length', async () => {
      entra.next.push(aadsts(7000215, 'secret s3cret of ana@rqt.example'));
      const error = await appTokens(app(), QUICK).token(GRAPH).catch((thrown: unknown) => thrown as Error);
      expect((error as Error).message).toBe('Entra ID: wrong-secret (AADSTS7000215)');
    });
    it('each has its sentence and its remedy, in both languages', () => {
      for (const { why, remedy } of Object.values(entraWords)) {
        for (const { fr, en } of [why, remedy]) {
          expect(fr).toMatch(/\.$/);
          expect(fr).not.toMatch(/'|\s[;!?]/);
          expect(en).not.toBe(fr);
        }
      }
    });
    it('tells how far the clocks are apart', async () => {
      entra.skewMs = 600_000;
      const tokens = appTokens(app(), QUICK);
      expect(tokens.skewMs()).toBeNull();
      await tokens.token(GRAPH);
      expect(Math.abs(tokens.skewMs()! - 600_000)).toBeLessThanOrEqual(2000);
    });
  });

  describe('a token on behalf of a person', () => {
    const SCOPES = ['https://graph.microsoft.com/User.Read'];
    it('is exchanged for theirs, once, and kept', async () => {
      const obo = oboTokens(app(), QUICK);
      await Promise.all([obo.token('theirs', TENANT, SCOPES), obo.token('theirs', TENANT, SCOPES)]);
      await obo.token('theirs', TENANT, SCOPES);
      expect(entra.asked).toHaveLength(1);
      expect(Object.fromEntries(entra.asked[0]!)).toMatchObject({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: 'theirs', requested_token_use: 'on_behalf_of' });
    });
    it('is another for another person, other scopes or another tenant', async () => {
      const obo = oboTokens(app(), QUICK);
      await Promise.all([obo.token('a', TENANT, SCOPES), obo.token('b', TENANT, SCOPES), obo.token('a', TENANT, ['x']), obo.token('a', 'other', SCOPES)]);
      expect(entra.asked).toHaveLength(4);
    });
    it('is exchanged anew five minutes before its end', async () => {
      entra.lifetimeS = 290;
      const obo = oboTokens(app(), QUICK);
      await obo.token('theirs', TENANT, SCOPES);
      await obo.token('theirs', TENANT, SCOPES);
      expect(entra.asked).toHaveLength(2);
    });
    it('is forgotten when newer ones need the room, the one used last at the end', async () => {
      const obo = oboTokens(app(), { ...QUICK, most: 2 });
      await obo.token('a', TENANT, SCOPES);
      await obo.token('b', TENANT, SCOPES);
      await obo.token('a', TENANT, SCOPES);
      await obo.token('c', TENANT, SCOPES);
      expect(obo.size).toBe(2);
      await obo.token('a', TENANT, SCOPES);
      expect(entra.asked).toHaveLength(3);
    });
    it('is not kept when it was refused', async () => {
      entra.next.push(aadsts(65001, 'consent', { error: 'invalid_grant', suberror: 'consent_required' }));
      const obo = oboTokens(app(), QUICK);
      await expect(obo.token('theirs', TENANT, SCOPES)).rejects.toMatchObject({ why: 'consent-missing', kind: 'forbidden' });
      expect(obo.size).toBe(0);
      await expect(obo.token('theirs', TENANT, SCOPES)).resolves.toEqual(expect.any(String));
    });
    it('hands on what the person must be asked for', async () => {
      entra.next.push(aadsts(50076, 'MFA', { error: 'invalid_grant', suberror: 'basic_action', claims: '{"access_token":{"acrs":{"value":"c1"}}}' }));
      await expect(oboTokens(app(), QUICK).token('theirs', TENANT, SCOPES)).rejects.toMatchObject({ why: 'interaction-required', claims: expect.stringContaining('acrs') });
    });
    it('asks the person to sign in again when theirs has ended', async () => {
      entra.next.push(aadsts(500133, 'expired', { error: 'invalid_grant' }));
      await expect(oboTokens(app(), QUICK).token('theirs', TENANT, SCOPES)).rejects.toMatchObject({ why: 'session-expired' });
    });
  });
});
