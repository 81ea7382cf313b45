// Whose token this is: signature, time, audience, tenant, issuer, client and scope, in that order. Identity is tenant and object
// id; names and addresses in a token are for display at best, and are not read.
import type { JWTPayload, JWTVerifyGetKey } from 'jose';
import { createRemoteJWKSet, errors, jwtVerify } from 'jose';

export interface TokenPolicy {
  /** Audience of v2.0 tokens: the application's client id. */
  readonly clientId: string;
  /** Audience of v1.0 tokens, `api://…`; needed only when `v1Issuer` is given. */
  readonly idUri?: string | undefined;
  /** `https://login.microsoftonline.com`: whose keys are asked for, and who issues. */
  readonly authority: string;
  /** The same authority under further addresses, as a local tenant behind a proxy has. */
  readonly alsoIssuedBy?: readonly string[] | undefined;
  /** `https://sts.windows.net`; without it v1.0 tokens are refused. The app registration decides which version is sent. */
  readonly v1Issuer?: string | undefined;
  /** The tenants that may call; never "any". */
  readonly tenants: ReadonlySet<string>;
  /** The applications through which a person may call: Teams and its hosts, and our own command line. */
  readonly clients: ReadonlySet<string>;
  /** The delegated permission that a person's token must carry. */
  readonly scope: string;
  /** The application roles of which an application's own token must carry one. */
  readonly appRoles: ReadonlySet<string>;
  readonly skewSeconds?: number;
}

export interface VerifiedToken {
  readonly kind: 'user' | 'app';
  readonly tid: string;
  readonly oid: string;
  /** The application that the token was issued to. */
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly roles: readonly string[];
  /** As it came, for an exchange on behalf of the person. */
  readonly token: string;
}

export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
  /** 401: not a good token, sign in again. 403: a good token of somebody who may not call. */
  readonly status: 401 | 403;
  readonly reason: string;
  constructor(status: 401 | 403, reason: string, cause?: unknown) {
    super(reason, cause === undefined ? undefined : { cause });
    this.status = status;
    this.reason = reason;
  }
}

/** Entra's signing keys could not be had: our trouble, not the caller's, and so a 503. */
export class KeysUnreachable extends Error {
  override readonly name = 'KeysUnreachable';
  readonly kind = 'unavailable';
  readonly status = 503;
  constructor(cause: unknown) {
    super('the signing keys of Entra ID could not be had', { cause });
  }
}

// "Grant client applications access to your web API" for tabs: Teams web, Teams desktop and mobile, Microsoft 365 web, Microsoft
// 365 desktop, Outlook desktop and Microsoft 365 mobile, Outlook web, Outlook mobile.
export const MICROSOFT_HOSTS: readonly string[] = ['5e3ce6c0-2b1f-4285-8d4b-75ee78787346', '1fec8e78-bce4-4aaf-ab1b-5451cc387264', '4765445b-32c6-49b0-83e6-1d93765276ca', '0ec893e0-5785-4de6-99da-4ed124e5296c', 'd3590ed6-52b3-4102-aeff-aad2292ab01c', 'bc59ab01-8403-45c6-8796-ac3ef710b3e3', '27922004-5251-4030-b22d-91ecd9a37ea4'];

const SKEW_SECONDS = 300; // Microsoft's own libraries' default
const REQUIRED = ['exp', 'nbf', 'iat', 'iss', 'aud', 'tid', 'oid', 'ver'];
// jose's names for a key server that does not answer, answers other than 200, or answers something that is no key set.
const KEY_TROUBLE = new Set(['ERR_JWKS_TIMEOUT', 'ERR_JOSE_GENERIC', 'ERR_JWKS_INVALID']);

/** Entra's published keys: all tenants', kept for half a day, asked for again when an unknown key turns up, at most every 30 s. */
export const publishedKeys = (authority: string): JWTVerifyGetKey =>
  createRemoteJWKSet(new URL(`${authority}/common/discovery/v2.0/keys`), { cacheMaxAge: 12 * 3_600_000, cooldownDuration: 30_000, timeoutDuration: 5000 });

/** Throws TokenRefused, or KeysUnreachable. What the caller may then do is for our own data to say. */
export function tokenVerifier(policy: TokenPolicy, keys: JWTVerifyGetKey = publishedKeys(policy.authority)): (token: string) => Promise<VerifiedToken> {
  const authorities = [policy.authority, ...(policy.alsoIssuedBy ?? [])];
  const audience = [policy.clientId, ...(policy.idUri === undefined ? [] : [policy.idUri])];
  return async (token) => {
    const claims = await signed(token, keys, { audience, clockTolerance: policy.skewSeconds ?? SKEW_SECONDS });
    const { tid, oid, ver, iss, aud } = claims;
    if (typeof tid !== 'string' || typeof oid !== 'string') throw new TokenRefused(401, 'malformed');
    if (!policy.tenants.has(tid)) throw new TokenRefused(403, 'tenant');
    const issuers = ver === '2.0' ? authorities.map((authority) => `${authority}/${tid}/v2.0`) : ver === '1.0' && policy.v1Issuer !== undefined ? [`${policy.v1Issuer}/${tid}/`] : [];
    // The tenant that the token names and the one that issued it must be the same, letter by letter.
    if (!issuers.includes(String(iss))) throw new TokenRefused(401, 'issuer');
    if (ver === '2.0' ? aud !== policy.clientId : aud !== policy.idUri) throw new TokenRefused(401, 'audience');
    const client = ver === '2.0' ? claims['azp'] : claims['appid'];
    const clientId = typeof client === 'string' ? client : '';
    const scopes = typeof claims['scp'] === 'string' ? claims['scp'].split(' ') : [];
    const roles = Array.isArray(claims['roles']) ? claims['roles'].map(String) : [];
    const verified = { tid, oid, clientId, scopes, roles, token };
    // A person's token carries scopes; an application's own carries roles only.
    if (scopes.length > 0) {
      if (!policy.clients.has(clientId)) throw new TokenRefused(403, 'client');
      if (!scopes.includes(policy.scope)) throw new TokenRefused(403, 'scope');
      return { kind: 'user', ...verified };
    }
    // An id token of ours also has our audience, and may carry a person's roles; in an application's own token it is itself the subject.
    if (claims.sub !== oid || clientId === '') throw new TokenRefused(401, 'not-an-access-token');
    if (!roles.some((role) => policy.appRoles.has(role))) throw new TokenRefused(403, 'role');
    return { kind: 'app', ...verified };
  };
}

async function signed(token: string, keys: JWTVerifyGetKey, options: { audience: string[]; clockTolerance: number }): Promise<JWTPayload & Record<string, unknown>> {
  try {
    const { payload } = await jwtVerify(token, keys, { ...options, algorithms: ['RS256'], requiredClaims: REQUIRED });
    return payload;
  } catch (error) {
    if (error instanceof errors.JOSEError && !KEY_TROUBLE.has(error.code)) throw new TokenRefused(401, reasonOf(error), error);
    throw new KeysUnreachable(error);
  }
}

const REASONS: Readonly<Record<string, string>> = { ERR_JWT_EXPIRED: 'expired', ERR_JWS_SIGNATURE_VERIFICATION_FAILED: 'signature', ERR_JWKS_NO_MATCHING_KEY: 'unknown-key', ERR_JOSE_ALG_NOT_ALLOWED: 'algorithm' };
function reasonOf(error: errors.JOSEError): string {
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'nbf') return 'not-yet-valid';
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud') return 'audience';
  return REASONS[error.code] ?? 'malformed';
}
