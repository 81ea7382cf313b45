// The token endpoint: client credentials, on-behalf-of, authorization code, refresh token and device code.

import { createHash, randomUUID } from 'node:crypto';
import { errors } from 'jose';
import type { TenantContext } from '../context.ts';
import { json, type Reply, type TenantRequest } from '../http.ts';
import type { User } from '../state.ts';
import { BOT_FRAMEWORK_TENANT, findClient, proveClient, tenantNamed, type ProvenClient } from './clients.ts';
import { redeemDeviceCode } from './device.ts';
import { EntraError, missingParameter, refusal } from './errors.ts';
import { redeemOnce, seal, unseal } from './opaque-tokens.ts';
import { answeredScope, consentedRoles, consentedScopes, readScope, type Wanted } from './scopes.ts';
import { BOT_FRAMEWORK_AUDIENCE } from './tokens.ts';

export const CODE_LIFETIME_S = 600;
const REFRESH_LIFETIME_S = 90 * 86_400;
const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const DEVICE_CODE = 'urn:ietf:params:oauth:grant-type:device_code';

export async function tokenEndpoint(ctx: TenantContext, request: TenantRequest): Promise<Reply> {
  const form = await request.form();
  const segment = request.params['tenant'] ?? '';
  try {
    if (!/^application\/x-www-form-urlencoded\b/i.test(request.header('content-type') ?? '')) throw missingParameter('grant_type');
    // The v1 endpoint names a resource where v2 takes a scope.
    if (!form.has('scope') && form.has('resource')) form.set('scope', `${form.get('resource')}/.default`);
    tenantNamed(ctx, segment);
    const grant = form.get('grant_type');
    if (grant === null || grant === '') throw missingParameter('grant_type');
    switch (grant) {
      case 'client_credentials': return await clientCredentials(ctx, request, form, segment);
      case JWT_BEARER: return await onBehalfOf(ctx, request, form, segment);
      case 'authorization_code': return await authorizationCode(ctx, request, form, segment);
      case 'refresh_token': return await refreshToken(ctx, request, form, segment);
      case DEVICE_CODE: case 'device_code': return await deviceCode(ctx, request, form, segment);
      default: throw new EntraError('unsupported_grant_type', 70003, `The app requested an unsupported grant type '${grant}'.`);
    }
  } catch (error) {
    if (error instanceof EntraError) return refusal(error, ctx.clock, request);
    throw error;
  }
}

async function clientCredentials(ctx: TenantContext, request: TenantRequest, form: URLSearchParams, segment: string): Promise<Reply> {
  const client = await proveClient(ctx, request, form, segment, true);
  const scope = form.get('scope');
  if (scope === null || scope.trim() === '') throw missingParameter('scope');
  const wanted = readScope(ctx, scope);
  if (!wanted.everything) throw new EntraError('invalid_scope', 1002012, `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`);
  const botframework = tenantNamed(ctx, segment) === 'botframework';
  if (botframework && wanted.audience !== BOT_FRAMEWORK_AUDIENCE) throw new EntraError('unauthorized_client', 700016, `Application with identifier '${client.registration.appId}' was not found in the directory 'Bot Framework'.`);
  const token = await ctx.tokens.accessToken({ ...client, audience: wanted.audience, scopes: [], roles: consentedRoles(client.registration, wanted), authority: request.url.origin, ...(botframework ? { tenantId: BOT_FRAMEWORK_TENANT.id } : {}) });
  return granted({ token_type: 'Bearer', expires_in: ctx.options.tokenLifetimeS, ext_expires_in: ctx.options.tokenLifetimeS, access_token: token });
}

async function onBehalfOf(ctx: TenantContext, request: TenantRequest, form: URLSearchParams, segment: string): Promise<Reply> {
  const client = await proveClient(ctx, request, form, segment, true);
  const assertion = form.get('assertion');
  if (assertion === null || assertion === '') throw missingParameter('assertion');
  if (form.get('requested_token_use') !== 'on_behalf_of') throw missingParameter('requested_token_use');
  const scope = form.get('scope');
  if (scope === null || scope.trim() === '') throw missingParameter('scope');
  const { appId, displayName } = client.registration;
  let claims;
  try {
    claims = await ctx.tokens.verify(assertion);
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw new EntraError('invalid_grant', 500133, 'Assertion is not within its valid time range. Ensure that the access token is not expired before using it for user assertion, or request a new token.');
    throw new EntraError('invalid_grant', 50013, 'Assertion failed signature validation. [Reason - The key was not found.]');
  }
  const audiences = [appId, ...client.registration.identifierUris].map((a) => a.toLowerCase());
  if (!audiences.includes(String(claims.aud).toLowerCase())) throw new EntraError('invalid_grant', 500131, `Assertion audience does not match the Client app presenting the assertion. The audience in the assertion was '${String(claims.aud)}' and the expected audience is '${appId}' or one of the Application Uris of this application with App ID '${appId}'(${displayName}). The downstream client must request a token for the expected audience (the application that made the OBO request) and this application should use that token as the assertion.`);
  const user = typeof claims['scp'] === 'string' ? ctx.state.users.get(String(claims['oid'])) : undefined;
  if (user === undefined) throw new EntraError('invalid_grant', 50013, 'Assertion contains an application token where a user token is expected (AADSTS50013).');
  return userTokens(ctx, request, client, user, readScope(ctx, scope), { refresh: true });
}

async function authorizationCode(ctx: TenantContext, request: TenantRequest, form: URLSearchParams, segment: string): Promise<Reply> {
  const client = await proveClient(ctx, request, form, segment, false);
  const code = form.get('code');
  if (code === null || code === '') throw missingParameter('code');
  const opened = await unseal(ctx, code, 'code');
  if (opened === undefined) throw new EntraError('invalid_grant', 9002313, 'Invalid request. Request is malformed or invalid.');
  const { grant, expired } = opened;
  if (grant.clientId !== client.registration.appId) throw new EntraError('invalid_grant', 700005, 'Provided Authorization Code is intended to use against other client application.');
  if (expired) throw new EntraError('invalid_grant', 70008, 'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.');
  if (grant.redirectUri !== form.get('redirect_uri')) throw new EntraError('invalid_grant', 500112, `The reply address '${form.get('redirect_uri') ?? ''}' does not match the reply address '${grant.redirectUri ?? ''}' provided when requesting Authorization code.`);
  checkVerifier(grant, form.get('code_verifier'));
  if (!redeemOnce(ctx, grant.jti, CODE_LIFETIME_S * 1000)) throw new EntraError('invalid_grant', 54005, 'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.');
  const user = knownUser(ctx, grant.userId);
  const scope = form.get('scope') ?? grant.scope;
  return userTokens(ctx, request, client, user, readScope(ctx, scope), { nonce: grant.nonce, oidcFrom: grant.scope });
}

function checkVerifier(grant: { challenge?: string; challengeMethod?: string }, verifier: string | null): void {
  if (grant.challenge === undefined) {
    if (verifier !== null) throw new EntraError('invalid_grant', 501482, 'The Code_Verifier was sent for a request that carried no code challenge.');
    return;
  }
  if (verifier === null || verifier === '') throw new EntraError('invalid_grant', 50148, 'The code_verifier does not match the code_challenge supplied in the authorization request for PKCE.');
  const made = grant.challengeMethod === 'plain' ? verifier : createHash('sha256').update(verifier).digest('base64url');
  if (made !== grant.challenge) throw new EntraError('invalid_grant', 501481, 'The Code_Verifier does not match the code_challenge supplied in the authorization request.');
}

async function refreshToken(ctx: TenantContext, request: TenantRequest, form: URLSearchParams, segment: string): Promise<Reply> {
  const client = await proveClient(ctx, request, form, segment, false);
  const token = form.get('refresh_token');
  if (token === null || token === '') throw missingParameter('refresh_token');
  const opened = await unseal(ctx, token, 'refresh');
  if (opened === undefined || opened.grant.clientId !== client.registration.appId) throw new EntraError('invalid_grant', 9002313, 'Invalid request. Request is malformed or invalid.');
  if (opened.expired) throw new EntraError('invalid_grant', 700082, `The refresh token has expired due to inactivity. The token was inactive for ${REFRESH_LIFETIME_S / 86_400}.00:00:00.`);
  const user = knownUser(ctx, opened.grant.userId);
  return userTokens(ctx, request, client, user, readScope(ctx, form.get('scope') ?? opened.grant.scope), { refresh: true, oidcFrom: opened.grant.scope });
}

async function deviceCode(ctx: TenantContext, request: TenantRequest, form: URLSearchParams, segment: string): Promise<Reply> {
  findClient(ctx, form.get('client_id') ?? undefined, segment);
  const client = await proveClient(ctx, request, form, segment, false);
  const code = form.get('device_code') ?? form.get('code');
  if (code === null || code === '') throw missingParameter('device_code');
  const { userId, scope } = redeemDeviceCode(ctx, code, client.registration.appId);
  return userTokens(ctx, request, client, knownUser(ctx, userId), readScope(ctx, scope), {});
}

interface UserTokenOptions { refresh?: boolean; nonce?: string | undefined; oidcFrom?: string }

async function userTokens(ctx: TenantContext, request: TenantRequest, client: ProvenClient, user: User, wanted: Wanted, options: UserTokenOptions): Promise<Reply> {
  const { registration, proof } = client;
  if (!user.accountEnabled) throw new EntraError('invalid_grant', 50057, 'The user account is disabled.');
  if (((ctx.state.settings.get('mfa-users') as string[] | undefined) ?? []).includes(user.id)) {
    throw new EntraError('invalid_grant', 50076, `Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '${wanted.audience}'.`, { suberror: 'basic_action', claims: JSON.stringify({ access_token: { capolids: { essential: true, values: [randomUUID()] } } }) });
  }
  const oidc = [...new Set([...wanted.oidc, ...(options.oidcFrom === undefined ? [] : readScope(ctx, options.oidcFrom).oidc)])];
  const scopes = consentedScopes(registration, wanted);
  // A sign-in alone still yields a token for Graph, as the service does, with the OpenID scopes in it.
  const inToken = [...scopes, ...(wanted.audience === 'https://graph.microsoft.com' ? oidc.filter((s) => s !== 'offline_access') : [])];
  const authority = request.url.origin;
  const accessToken = await ctx.tokens.accessToken({ registration, user, audience: wanted.audience, scopes: inToken, roles: [], proof, authority });
  const refresh = options.refresh === true || oidc.includes('offline_access');
  const scope = answeredScope(wanted, scopes, oidc);
  return granted({
    token_type: 'Bearer', scope, expires_in: ctx.options.tokenLifetimeS, ext_expires_in: ctx.options.tokenLifetimeS, access_token: accessToken,
    ...(refresh ? { refresh_token: await seal(ctx, { kind: 'refresh', clientId: registration.appId, userId: user.id, scope: [...oidc, scope].join(' '), jti: randomUUID() }, REFRESH_LIFETIME_S) } : {}),
    ...(oidc.includes('openid') ? { id_token: await ctx.tokens.idToken({ registration, user, authority, nonce: options.nonce }) } : {}),
    client_info: Buffer.from(JSON.stringify({ uid: user.id, utid: ctx.tenant().id })).toString('base64url'),
  });
}

function knownUser(ctx: TenantContext, userId: string): User {
  const user = ctx.state.users.get(userId);
  if (user === undefined) throw new EntraError('invalid_grant', 50020, 'User account from identity provider does not exist in the tenant and cannot access the application.');
  return user;
}

const granted = (body: Record<string, unknown>): Reply => json(200, body, { 'cache-control': 'no-store', pragma: 'no-cache' });

