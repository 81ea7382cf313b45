// The identity endpoint of a host in Azure (App Service and Container Apps: IDENTITY_ENDPOINT and IDENTITY_HEADER), for products that run there without a secret.

import { randomUUID } from 'node:crypto';
import type { TenantContext } from '../context.ts';
import { json, type Reply, type TenantRequest } from '../http.ts';
import type { AppRegistration } from '../state.ts';
import { TOKEN_EXCHANGE_AUDIENCES } from './clients.ts';
import { EntraError } from './errors.ts';
import { consentedRoles, resolveResource } from './scopes.ts';

/** A managed identity's token lives a day. */
const LIFETIME_S = 86_399;

/** What IDENTITY_HEADER must hold; made once and shown at /_control/state. */
export function identityHeader(ctx: TenantContext): string {
  return (ctx.state.settings.get('identity-header') as string | undefined) ?? (ctx.state.settings.put('identity-header', randomUUID()) as string);
}

export async function managedIdentityEndpoint(ctx: TenantContext, request: TenantRequest): Promise<Reply> {
  const refuse = (status: number, message: string) => json(status, { statusCode: status, message, correlationId: randomUUID() });
  if (request.header('x-identity-header') !== identityHeader(ctx)) return refuse(401, 'The X-IDENTITY-HEADER header is missing or wrong.');
  const resource = request.query.get('resource');
  if (resource === null || resource === '') return refuse(400, 'The resource parameter is required.');
  const wanted = request.query.get('client_id');
  const identities = ctx.state.registrations.filter((r) => r.managedIdentity === true);
  const identity: AppRegistration | undefined = wanted === null ? identities[0] : identities.find((r) => r.appId === wanted.toLowerCase());
  if (identity === undefined) return refuse(400, 'No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId.');
  try {
    const exchange = TOKEN_EXCHANGE_AUDIENCES.includes(resource.replace(/\/$/, ''));
    const target = exchange ? { audience: resource.replace(/\/$/, ''), api: undefined } : resolveResource(ctx, resource);
    const roles = consentedRoles(identity, { ...target, scopes: [], everything: true, oidc: [], prefix: '' });
    const token = await ctx.tokens.accessToken({ registration: identity, audience: target.audience, scopes: [], roles, proof: '2', authority: ctx.urls.login, lifetimeS: LIFETIME_S });
    return json(200, { access_token: token, expires_on: String(Math.floor(ctx.clock.now() / 1000) + LIFETIME_S), resource, token_type: 'Bearer', client_id: identity.appId });
  } catch (error) {
    if (error instanceof EntraError) return refuse(400, `AADSTS${error.code}: ${error.message}`);
    throw error;
  }
}
