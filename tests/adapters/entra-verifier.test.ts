// Who may call the API: every way in which a token can be wrong, and the two in which it can be right.
import { createHmac, generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { TokenPolicy } from '../../src/adapters/entra/token-verifier.ts';
import { MICROSOFT_HOSTS, tokenVerifier } from '../../src/adapters/entra/token-verifier.ts';
import type { TokenService } from '../support/token-service.ts';
import { CLIENT, startTokenService, TENANT } from '../support/token-service.ts';

const OTHER_TENANT = '99999999-9999-4999-8999-999999999999';
const TEAMS = MICROSOFT_HOSTS[0]!;
const ANA = '44444444-4444-4444-8444-444444444444';
const PIPELINE = '55555555-5555-4555-8555-555555555555';
const ID_URI = `api://gouverne.example/${CLIENT}`;

describe('the token verifier', () => {
  let entra: TokenService;
  let policy: TokenPolicy;
  let verify: (token: string) => Promise<unknown>;
  const now = () => Math.floor(Date.now() / 1000);
  const person = (more: Record<string, unknown> = {}) => ({
    aud: CLIENT, iss: `${entra.url}/${TENANT}/v2.0`, iat: now() - 10, nbf: now() - 10, exp: now() + 3600, azp: TEAMS, azpacr: '0', name: 'Ana Tremblay', oid: ANA, preferred_username: 'ana@rqt.example', scp: 'access_as_user', sub: 'pairwise', tid: TENANT, ver: '2.0', ...more,
  });
  const application = (more: Record<string, unknown> = {}) => {
    const { scp: _scp, name: _name, preferred_username: _upn, ...rest } = person();
    return { ...rest, azp: PIPELINE, azpacr: '1', oid: PIPELINE, sub: PIPELINE, roles: ['Gouverne.Operate'], ...more };
  };
  const b64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

  beforeAll(async () => { entra = await startTokenService(); });
  afterAll(() => entra.close());
  beforeEach(() => {
    entra.keysAnswer = null;
    entra.visits.clear();
    policy = { clientId: CLIENT, idUri: ID_URI, authority: entra.url, tenants: new Set([TENANT]), clients: new Set([...MICROSOFT_HOSTS, CLIENT]), scope: 'access_as_user', appRoles: new Set(['Gouverne.Operate']) };
    verify = tokenVerifier(policy);
  });

  describe('lets in', () => {
    it('a person of the tenant through Teams, known by tenant and object id', async () => {
      const token = await entra.sign(person());
      expect(await verify(token)).toEqual({ kind: 'user', tid: TENANT, oid: ANA, clientId: TEAMS, scopes: ['access_as_user'], roles: [], token });
    });
    it('a person through our own command line', async () => {
      expect(await verify(await entra.sign(person({ azp: CLIENT })))).toMatchObject({ kind: 'user', clientId: CLIENT });
    });
    it('an application that was given one of our roles', async () => {
      expect(await verify(await entra.sign(application()))).toMatchObject({ kind: 'app', oid: PIPELINE, clientId: PIPELINE, roles: ['Gouverne.Operate'] });
    });
    it('a clock that is off by less than five minutes', async () => {
      await expect(verify(await entra.sign(person({ exp: now() - 290 })))).resolves.toMatchObject({ kind: 'user' });
      await expect(verify(await entra.sign(person({ nbf: now() + 290 })))).resolves.toMatchObject({ kind: 'user' });
    });
    it('a v1.0 token, where the configuration says so', async () => {
      const { azp: _azp, ...rest } = person();
      const token = await entra.sign({ ...rest, ver: '1.0', appid: TEAMS, aud: ID_URI, iss: `https://sts.windows.net/${TENANT}/` });
      await expect(tokenVerifier({ ...policy, v1Issuer: 'https://sts.windows.net' })(token)).resolves.toMatchObject({ kind: 'user', clientId: TEAMS });
      await expect(verify(token)).rejects.toMatchObject({ status: 401, reason: 'issuer' });
    });
    it('a token that the same authority issued under its other address', async () => {
      const token = await entra.sign(person({ iss: `http://localhost:3978/${TENANT}/v2.0` }));
      await expect(tokenVerifier({ ...policy, alsoIssuedBy: ['http://localhost:3978'] })(token)).resolves.toMatchObject({ kind: 'user' });
      await expect(verify(token)).rejects.toMatchObject({ reason: 'issuer' });
    });
    it('a token signed with a key that was published a moment ago', async () => {
      await verify(await entra.sign(person()));
      await entra.rotate();
      // The cooldown of 30 s is jose's own; a verifier that has not just fetched asks at once.
      await expect(tokenVerifier(policy)(await entra.sign(person()))).resolves.toMatchObject({ kind: 'user' });
    });
  });

  describe('refuses with 401', () => {
    const cases: [string, string, () => Promise<string> | string][] = [
      ['no token at all', 'malformed', () => ''],
      ['what is no token', 'malformed', () => 'a.b.c'],
      ['a token without a signature (alg none)', 'algorithm', () => `${b64({ alg: 'none', typ: 'JWT' })}.${b64(person())}.`],
      ['a token signed with a word that anybody can read, as if it were a secret (HS256)', 'algorithm', () => { const text = `${b64({ alg: 'HS256', typ: 'JWT', kid: 'key-1' })}.${b64(person())}`; return `${text}.${createHmac('sha256', 'public key').update(text).digest('base64url')}`; }],
      ['a token whose claims were changed after signing', 'signature', async () => { const [header, , signature] = (await entra.sign(person())).split('.'); return `${header}.${b64(person({ oid: 'somebody-else' }))}.${signature}`; }],
      ['a token signed by a key of somebody else’s under our key’s name', 'signature', async () => {
        const { SignJWT } = await import('jose');
        return new SignJWT(person()).setProtectedHeader({ alg: 'RS256', kid: 'key-1' }).sign(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);
      }],
      ['a token signed by a key that nobody published', 'unknown-key', () => entra.sign(person(), { kid: 'nobody' })],
      ['an expired token', 'expired', () => entra.sign(person({ exp: now() - 310 }))],
      ['a token of the future', 'not-yet-valid', () => entra.sign(person({ nbf: now() + 310 }))],
      ['a token for another audience', 'audience', () => entra.sign(person({ aud: 'https://graph.microsoft.com' }))],
      ['a v2.0 token for the audience of v1.0', 'audience', () => entra.sign(person({ aud: ID_URI }))],
      ['a token of our tenant issued by another', 'issuer', () => entra.sign(person({ iss: `${entra.url}/${OTHER_TENANT}/v2.0` }))],
      ['a token issued by a name that only begins like ours', 'issuer', () => entra.sign(person({ iss: `${entra.url}/${TENANT}/v2.0/` }))],
      ['a token of an unknown version', 'issuer', () => entra.sign(person({ ver: '3.0' }))],
      ['a token without an object id', 'malformed', () => { const { oid: _oid, ...rest } = person(); return entra.sign(rest); }],
      ['a token without an end', 'malformed', () => { const { exp: _exp, ...rest } = person(); return entra.sign(rest); }],
      ['a person’s id token, which has our audience and may carry roles', 'not-an-access-token', () => { const { scp: _scp, azp: _azp, ...rest } = person({ roles: ['Gouverne.Operate'] }); return entra.sign(rest); }],
      ['a token with a critical header that we do not know', 'malformed', () => entra.sign(person(), { crit: ['x'], x: 1 }).catch(() => `${b64({ alg: 'RS256', kid: 'key-1', crit: ['x'], x: 1 })}.${b64(person())}.AAAA`)],
    ];
    it.each(cases)('%s', async (_, reason, make) => {
      await expect(verify(await make())).rejects.toMatchObject({ status: 401, reason });
    });
  });

  describe('refuses with 403', () => {
    it.each<[string, string, () => Record<string, unknown>]>([
      ['a good token of another tenant', 'tenant', () => person({ tid: OTHER_TENANT, iss: `${entra.url}/${OTHER_TENANT}/v2.0` })],
      ['a person who comes through an application that we do not know', 'client', () => person({ azp: 'somebody-elses-app' })],
      ['a person whose token has another scope only', 'scope', () => person({ scp: 'profile email' })],
      ['a scope that only contains the name of ours', 'scope', () => person({ scp: 'access_as_user_readonly' })],
      ['an application without a role', 'role', () => application({ roles: [] })],
      ['an application with a role that is not one of ours', 'role', () => application({ roles: ['Mail.Read'] })],
    ])('%s', async (_, reason, claims) => {
      await expect(verify(await entra.sign(claims()))).rejects.toMatchObject({ status: 403, reason });
    });
  });

  describe('says 503, and not that the token is bad, when the keys', () => {
    it.each<[string, TokenService['keysAnswer']]>([
      ['answer 500', { status: 500 }], ['answer 404', { status: 404 }], ['are an HTML page', { status: 200, body: '<html>' }], ['are no key set', { status: 200, body: { keys: 'none' } }], ['are cut off', 'reset'],
    ])('%s', async (_, answer) => {
      entra.keysAnswer = answer;
      await expect(verify(await entra.sign(person()))).rejects.toMatchObject({ name: 'KeysUnreachable', status: 503, kind: 'unavailable' });
      entra.keysAnswer = null;
      await expect(verify(await entra.sign(person()))).resolves.toMatchObject({ kind: 'user' });
    });
  });

  describe('asks for the keys', () => {
    const keysAsked = () => entra.visits.get('/common/discovery/v2.0/keys') ?? 0;
    it('once for fifty tokens at once', async () => {
      const token = await entra.sign(person());
      await Promise.all(Array.from({ length: 50 }, () => verify(token)));
      expect(keysAsked()).toBe(1);
    });
    it('not again for a flood of forged key names', async () => {
      await verify(await entra.sign(person()));
      await Promise.allSettled(Array.from({ length: 50 }, async (_, n) => verify(await entra.sign(person(), { kid: `forged-${n}` }))));
      expect(keysAsked()).toBe(1);
    });
  });
});
