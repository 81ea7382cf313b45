// Access tokens, shaped as Entra ID shapes them: v2.0 for applications of the tenant, v1.0 for Graph and the Bot Framework, which ask for it.

import { createHash } from 'node:crypto';
import { errors, jwtVerify, SignJWT, type JWTPayload } from 'jose';
import type { Clock } from '../clock.ts';
import type { AppRegistration, State, User } from '../state.ts';
import { opaque, type KeySet } from './keys.ts';

export const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000';
export const GRAPH_AUDIENCE = 'https://graph.microsoft.com';
export const BOT_FRAMEWORK_AUDIENCE = 'https://api.botframework.com';

export interface TokenRequest {
  readonly registration: AppRegistration;
  /** Absent: the application itself. */
  readonly user?: User;
  /** `aud`: an application id, https://graph.microsoft.com or https://api.botframework.com. */
  readonly audience: string;
  readonly scopes: readonly string[];
  readonly roles: readonly string[];
  /** How the application proved itself: 0 not (public client), 1 secret, 2 certificate or federated credential. */
  readonly proof: '0' | '1' | '2';
  /** Base of the authority as the client called it. */
  readonly authority: string;
  readonly lifetimeS?: number;
  readonly tenantId?: string;
  /** Answer to a claims challenge: carried so that the resource sees it was met. */
  readonly nonce?: string;
}

export interface TokenIssuer {
  accessToken(request: TokenRequest): Promise<string>;
  idToken(request: { registration: AppRegistration; user: User; authority: string; nonce: string | undefined }): Promise<string>;
  /** Throws when the signature, the time or the audience is wrong. */
  verify(token: string, audiences?: readonly string[]): Promise<JWTPayload>;
}

/** One id per (object, purpose), always the same: service principals, pairwise subjects. */
export function derivedId(...parts: string[]): string {
  const hex = createHash('sha256').update(parts.join('|')).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16)}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
export const servicePrincipalId = (appId: string): string => derivedId('servicePrincipal', appId);

/** Entra lets clocks differ by five minutes. */
const SKEW_S = 300;

export function tokenIssuer(keys: KeySet, clock: Clock, tenantId: () => string, lifetimeS: number): TokenIssuer {
  const sign = (claims: JWTPayload) => {
    const { kid, key } = keys.signing();
    return new SignJWT(claims).setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid, x5t: kid }).sign(key);
  };
  const pairwise = (user: User, appId: string) => createHash('sha256').update(`${appId}|${user.id}`).digest('base64url');
  return {
    accessToken: ({ registration, user, audience, scopes, roles, proof, authority, lifetimeS: own, tenantId: other, nonce }) => {
      const tid = other ?? tenantId();
      const iat = Math.floor(clock.now() / 1000);
      const times = { iat, nbf: iat, exp: iat + (own ?? lifetimeS) };
      const oid = user?.id ?? servicePrincipalId(registration.appId);
      const version1 = audience === GRAPH_AUDIENCE || audience === BOT_FRAMEWORK_AUDIENCE;
      const application = { appid: registration.appId, appidacr: proof, app_displayname: registration.displayName };
      const person = user === undefined ? undefined : { name: user.displayName, ...(user.givenName === null ? {} : { given_name: user.givenName }), ...(user.surname === null ? {} : { family_name: user.surname }) };
      const rights = { ...(scopes.length > 0 ? { scp: scopes.join(' ') } : {}), ...(roles.length > 0 ? { roles: [...roles] } : {}) };
      const common = { aud: audience, ...times, aio: opaque(), oid, rh: `1.A${opaque()}.`, tid, uti: opaque(), ...(nonce === undefined ? {} : { nonce }) };
      if (version1) {
        return sign({
          ...common, iss: `https://sts.windows.net/${tid}/`, ...application, idp: `https://sts.windows.net/${tid}/`, idtyp: user === undefined ? 'app' : 'user',
          sub: user === undefined ? oid : pairwise(user, audience), ...rights, tenant_region_scope: 'NA', ver: '1.0', wids: [],
          ...(user === undefined || person === undefined ? {} : { ...person, unique_name: user.userPrincipalName, upn: user.userPrincipalName, amr: ['pwd'], acr: '1' }),
        });
      }
      return sign({
        ...common, iss: `${authority}/${tid}/v2.0`, azp: registration.appId, azpacr: proof, sub: user === undefined ? oid : pairwise(user, audience), ...rights, ver: '2.0',
        ...(user === undefined ? {} : { name: user.displayName, preferred_username: user.userPrincipalName }),
      });
    },
    idToken: ({ registration, user, authority, nonce }) => {
      const iat = Math.floor(clock.now() / 1000);
      return sign({
        aud: registration.appId, iss: `${authority}/${tenantId()}/v2.0`, iat, nbf: iat, exp: iat + lifetimeS, aio: opaque(), name: user.displayName, ...(nonce === undefined ? {} : { nonce }), oid: user.id,
        preferred_username: user.userPrincipalName, ...(user.mail === null ? {} : { email: user.mail }), rh: `1.A${opaque()}.`, sub: pairwise(user, registration.appId), tid: tenantId(), uti: opaque(), ver: '2.0',
      });
    },
    verify: async (token, audiences) => {
      const { payload } = await jwtVerify(
        token,
        (header) => {
          const key = keys.publicKey(header.kid);
          if (key === undefined) throw new errors.JWKSNoMatchingKey();
          return key;
        },
        { algorithms: ['RS256'], clockTolerance: SKEW_S, currentDate: clock.date(), ...(audiences === undefined ? {} : { audience: [...audiences] }) },
      );
      return payload;
    },
  };
}

/** Finds the application that an audience or a scope's resource names: its id, or one of its App ID URIs. */
export function findResource(state: State, resource: string): AppRegistration | undefined {
  const wanted = resource.toLowerCase().replace(/\/$/, '');
  const byId = wanted.replace(/^api:\/\//, '');
  return state.registrations.find((r) => r.appId === wanted || r.appId === byId || r.identifierUris.some((uri) => uri.toLowerCase().replace(/\/$/, '') === wanted));
}
