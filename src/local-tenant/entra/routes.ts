// Entra ID v2.0 at its own addresses: `/{tenant}/oauth2/v2.0/…`, discovery, keys; also the v1 spelling that older libraries use.

import { randomUUID } from 'node:crypto';
import type { TenantContext } from '../context.ts';
import { decodeSegment, empty, json, RESET, router, type Handler, type Reply, type TenantRequest } from '../http.ts';
import { authorizeEndpoint, logoutEndpoint } from './authorize.ts';
import { deviceAuthPage, deviceCodeEndpoint } from './device.ts';
import { instanceDiscovery, keysDocument, openIdDocument } from './discovery.ts';
import { managedIdentityEndpoint } from './managed-identity.ts';
import { tokenEndpoint } from './token.ts';
import { GRAPH_AUDIENCE } from './tokens.ts';

/** Browsers call these from other origins (single-page applications). */
const CORS = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*', 'access-control-allow-methods': 'GET, POST, OPTIONS', 'access-control-max-age': '86400' };

export function entraRoutes(ctx: TenantContext): Handler {
  const authorize: Handler = (request) => authorizeEndpoint(ctx, request);
  const token: Handler = async (request) => withHeaders(await tokenEndpoint(ctx, request), CORS);
  const keys: Handler = (request) => keysDocument(ctx, request);
  const logout: Handler = (request) => logoutEndpoint(ctx, request);
  const device: Handler = (request) => deviceAuthPage(ctx, request);
  const deviceCode: Handler = (request) => deviceCodeEndpoint(ctx, request);
  const inner = router([
    ['OPTIONS', '/*', () => empty(204, CORS)],
    ['GET', '/common/discovery/instance', (request) => instanceDiscovery(request)],
    ['GET', '/msi/token', (request) => managedIdentityEndpoint(ctx, request)],
    ['GET', '/oidc/userinfo', (request) => userInfo(ctx, request)],
    ['POST', '/oidc/userinfo', (request) => userInfo(ctx, request)],
    ['GET', '/common/oauth2/deviceauth', device],
    ['POST', '/common/oauth2/deviceauth', device],
    ['GET', '/:tenant/v2.0/.well-known/openid-configuration', (request) => openIdDocument(ctx, request, '2.0')],
    ['GET', '/:tenant/.well-known/openid-configuration', (request) => openIdDocument(ctx, request, '1.0')],
    ['GET', '/:tenant/discovery/v2.0/keys', keys],
    ['GET', '/:tenant/discovery/keys', keys],
    ['GET', '/:tenant/oauth2/v2.0/authorize', authorize],
    ['POST', '/:tenant/oauth2/v2.0/authorize', authorize],
    ['GET', '/:tenant/oauth2/authorize', authorize],
    ['POST', '/:tenant/oauth2/authorize', authorize],
    ['POST', '/:tenant/oauth2/v2.0/token', token],
    ['POST', '/:tenant/oauth2/token', token],
    ['POST', '/:tenant/oauth2/v2.0/devicecode', deviceCode],
    ['POST', '/:tenant/oauth2/devicecode', deviceCode],
    ['GET', '/:tenant/oauth2/v2.0/logout', logout],
    ['GET', '/:tenant/oauth2/logout', logout],
  ], (request) => json(404, { error: 'not_found', error_description: `AADSTS90023: No such endpoint: ${request.path}` }));

  return async (request) => {
    ctx.counters.wire('login');
    await ctx.clock.wait(ctx.options.latencyMs);
    const path = decodeSegment(request.path);
    const fault = ctx.faults.draw('login', request.method, path);
    const operation = `login ${request.method} ${path.replace(/^\/[^/]+(?=\/(?:oauth2|v2\.0|discovery|\.well-known))/, '/{tenant}')}`;
    if (fault !== undefined && !fault.afterEffect) {
      ctx.counters.request(operation, fault.status, false);
      return fault.status === 0 ? RESET : broken(fault.status, fault.retryAfterS);
    }
    const reply = await inner(request);
    ctx.counters.request(operation, fault?.status ?? reply.status, false);
    if (fault !== undefined) return fault.status === 0 ? RESET : broken(fault.status, fault.retryAfterS);
    return withHeaders(reply, { 'x-ms-request-id': randomUUID(), 'strict-transport-security': 'max-age=31536000; includeSubDomains' });
  };
}

/** The front end's own error page is HTML, as clients find out the hard way. */
function broken(status: number, retryAfterS: number | undefined): Reply {
  const headers = { 'content-type': 'text/html', ...(retryAfterS === undefined ? {} : { 'retry-after': String(retryAfterS) }) };
  return status === 429 ? json(429, { error: 'throttled', error_description: 'AADSTS90055: The request was throttled: too many requests.', error_codes: [90055] }, retryAfterS === undefined ? {} : { 'retry-after': String(retryAfterS) }) : { status, headers, body: `<html><body><h1>${status} Service Unavailable</h1></body></html>` };
}

async function userInfo(ctx: TenantContext, request: TenantRequest): Promise<Reply> {
  const token = /^bearer\s+(\S+)$/i.exec(request.header('authorization') ?? '')?.[1];
  try {
    if (token === undefined) throw new Error('no token');
    const claims = await ctx.tokens.verify(token, [GRAPH_AUDIENCE]);
    const user = ctx.state.users.get(String(claims['oid']));
    if (user === undefined) throw new Error('not a person');
    return json(200, { sub: claims.sub, name: user.displayName, ...(user.givenName === null ? {} : { given_name: user.givenName }), ...(user.surname === null ? {} : { family_name: user.surname }), ...(user.mail === null ? {} : { email: user.mail }), picture: `${GRAPH_AUDIENCE}/v1.0/me/photo/$value` }, CORS);
  } catch {
    return json(401, { error: { code: 'InvalidAuthenticationToken', message: 'Access token validation failure.' } }, CORS);
  }
}

const withHeaders = (reply: Reply, headers: Record<string, string>): Reply => ({ ...reply, headers: { ...reply.headers, ...headers } });
