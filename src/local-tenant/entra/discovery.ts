// What a client reads before it asks for anything: the OpenID documents, the keys, and the list of clouds.

import type { TenantContext } from '../context.ts';
import { json, type Reply, type TenantRequest } from '../http.ts';
import { tenantNamed } from './clients.ts';
import { EntraError, refusal } from './errors.ts';

const CORS = { 'access-control-allow-origin': '*', 'cache-control': 'max-age=86400, private' };

export function openIdDocument(ctx: TenantContext, request: TenantRequest, version: '1.0' | '2.0'): Reply {
  const segment = request.params['tenant'] ?? '';
  try {
    const where = tenantNamed(ctx, segment);
    const origin = request.url.origin;
    const issuerTenant = where === 'this' ? ctx.tenant().id : '{tenantid}';
    const base = `${origin}/${segment}`;
    const v2 = version === '2.0';
    return json(200, {
      token_endpoint: v2 ? `${base}/oauth2/v2.0/token` : `${base}/oauth2/token`,
      token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
      jwks_uri: v2 ? `${base}/discovery/v2.0/keys` : `${origin}/common/discovery/keys`,
      response_modes_supported: ['query', 'fragment', 'form_post'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256'],
      response_types_supported: ['code'],
      scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
      issuer: v2 ? `${origin}/${issuerTenant}/v2.0` : `https://sts.windows.net/${issuerTenant}/`,
      request_uri_parameter_supported: false,
      userinfo_endpoint: v2 ? `${origin}/oidc/userinfo` : `${base}/openid/userinfo`,
      authorization_endpoint: v2 ? `${base}/oauth2/v2.0/authorize` : `${base}/oauth2/authorize`,
      device_authorization_endpoint: v2 ? `${base}/oauth2/v2.0/devicecode` : `${base}/oauth2/devicecode`,
      http_logout_supported: true,
      frontchannel_logout_supported: true,
      end_session_endpoint: v2 ? `${base}/oauth2/v2.0/logout` : `${base}/oauth2/logout`,
      claims_supported: ['sub', 'iss', 'cloud_instance_name', 'cloud_instance_host_name', 'cloud_graph_host_name', 'msgraph_host', 'aud', 'exp', 'iat', 'auth_time', 'acr', 'nonce', 'preferred_username', 'name', 'tid', 'ver', 'at_hash', 'c_hash', 'email'],
      code_challenge_methods_supported: ['plain', 'S256'],
      tenant_region_scope: where === 'this' ? 'NA' : null,
      cloud_instance_name: 'microsoftonline.com',
      cloud_graph_host_name: 'graph.windows.net',
      msgraph_host: 'graph.microsoft.com',
      rbac_url: 'https://pas.windows.net',
    }, CORS);
  } catch (error) {
    if (error instanceof EntraError) return refusal(new EntraError('invalid_tenant', error.code, error.message), ctx.clock, request);
    throw error;
  }
}

export function keysDocument(ctx: TenantContext, request: TenantRequest): Reply {
  return json(200, { keys: ctx.keys.published().map((key) => ({ ...key, cloud_instance_name: 'microsoftonline.com', issuer: `${request.url.origin}/{tenantid}/v2.0` })) }, CORS);
}

/** MSAL asks this before it trusts an authority: under which names the same cloud is known. */
export function instanceDiscovery(request: TenantRequest): Reply {
  const endpoint = request.query.get('authorization_endpoint');
  if (endpoint === null || !URL.canParse(endpoint)) return json(400, { error: 'invalid_request', error_description: "AADSTS900144: The request body must contain the following parameter: 'authorization_endpoint'.", error_codes: [900144] });
  const tenant = new URL(endpoint).pathname.split('/')[1] ?? 'common';
  const host = request.url.host;
  return json(200, {
    tenant_discovery_endpoint: `${request.url.origin}/${tenant}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [...new Set([host, 'login.microsoftonline.com', 'login.windows.net', 'login.microsoft.com', 'sts.windows.net'])] }],
  }, CORS);
}
