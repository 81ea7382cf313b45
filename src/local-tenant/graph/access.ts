// Who is calling, and may they: the token, the permissions in it, resource-specific consent, and, for a person, their place in the team.

import { errors } from 'jose';
import type { TenantContext } from '../context.ts';
import type { Team } from '../state.ts';
import { GRAPH_APP_ID, GRAPH_AUDIENCE } from '../entra/tokens.ts';
import { badRequest, forbidden, GraphError } from './errors.ts';
import type { Call, Caller, Operation } from './operation.ts';

const challenge = { 'WWW-Authenticate': 'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"' };
const invalid = (message: string) => new GraphError(401, 'InvalidAuthenticationToken', message, { headers: challenge });

export async function identify(ctx: TenantContext, authorization: string | undefined): Promise<Caller> {
  if (authorization === undefined || authorization.trim() === '') throw invalid('Access token is empty.');
  const token = /^bearer\s+(\S+)$/i.exec(authorization.trim())?.[1];
  if (token === undefined) throw invalid('Access token is empty.');
  if (token.split('.').length !== 3) throw invalid('IDX14100: JWT is not well formed, there are no dots (.). The token needs to be in JWS or JWE Compact Serialization Format.');
  let claims;
  try {
    claims = await ctx.tokens.verify(token, [GRAPH_AUDIENCE, `${GRAPH_AUDIENCE}/`, GRAPH_APP_ID]);
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw invalid('Lifetime validation failed, the token is expired.');
    if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud') throw invalid('Access token validation failure. Invalid audience.');
    throw invalid('Signature is invalid.');
  }
  if (claims['tid'] !== ctx.tenant().id) throw invalid('The identity of the calling application could not be established.');
  const appId = [claims['appid'], claims['azp']].find((id) => typeof id === 'string') ?? '';
  if (typeof claims['scp'] === 'string') {
    const user = ctx.state.users.get(String(claims['oid']));
    if (user === undefined || !user.accountEnabled) throw invalid('The user identity of the access token is unknown or disabled.');
    return { kind: 'delegated', appId, user, granted: claims['scp'].split(' ') };
  }
  return { kind: 'app', appId, user: undefined, granted: Array.isArray(claims['roles']) ? claims['roles'].map(String) : [] };
}

/** /me needs a person. */
export function refuseMe(caller: Caller): void {
  if (caller.kind === 'app') throw badRequest('/me request is only valid with delegated authentication flow.');
}

export function authorize(ctx: TenantContext, operation: Operation, caller: Caller, params: Readonly<Record<string, string>>): void {
  const { permissions } = operation;
  const accepted = caller.kind === 'app' ? permissions.app : permissions.delegated;
  if (accepted === undefined) {
    if (permissions.refusal === 'outlook') throw forbidden('Access is denied. Check credentials and try again.', 'ErrorAccessDenied');
    throw caller.kind === 'app'
      ? new GraphError(412, 'PreconditionFailed', 'Requested API is not supported in application-only context')
      : new GraphError(412, 'PreconditionFailed', 'Requested API is not supported in delegated context');
  }
  if (accepted.length === 0 || accepted.some((permission) => caller.granted.includes(permission))) return;
  const rsc = caller.kind === 'app' ? rscOf(ctx, caller.appId, params['team']) : [];
  if (permissions.rsc?.some((permission) => rsc.includes(permission)) === true) return;
  switch (permissions.refusal) {
    case 'directory': throw forbidden('Insufficient privileges to complete the operation.', 'Authorization_RequestDenied');
    case 'outlook': throw forbidden('Access is denied. Check credentials and try again.', 'ErrorAccessDenied');
    case 'files': throw forbidden('Access denied', 'accessDenied');
    case 'teams': {
      const wanted = [...accepted, ...(permissions.rsc ?? [])].join(', ');
      const held = caller.granted.join(', ');
      throw caller.kind === 'app'
        ? forbidden(`Missing role permissions on the request. API requires one of '${wanted}'. Roles on the request '${held}'. Resource specific consent grants on the request '${rsc.join(', ')}'.`)
        : forbidden(`Missing scope permissions on the request. API requires one of '${accepted.join(', ')}'. Scopes on the request '${held}'`);
    }
    default: permissions.refusal satisfies never;
  }
}

/** Application permissions that this app's installations in the team brought with them; they never show in a token. */
export function rscOf(ctx: TenantContext, appId: string, teamId: string | undefined): string[] {
  if (teamId === undefined) return [];
  return ctx.state.installations
    .filter((i) => i.scope === 'team' && i.scopeId === teamId && webApplicationId(ctx.state.catalog.get(i.catalogAppId)?.manifest) === appId)
    .flatMap((i) => i.consented.filter((c) => c.permissionType === 'application').map((c) => c.permissionValue));
}

export function webApplicationId(manifest: Record<string, unknown> | undefined): string | undefined {
  return (manifest?.['webApplicationInfo'] as { id?: string } | undefined)?.id?.toLowerCase();
}

export const isAdmin = (caller: Caller): boolean => caller.user?.admin === true;

/** A person acts on a team only as its member (or owner); a Teams administrator on any. */
export function requirePlace(call: Call, team: Team, as: 'member' | 'owner'): void {
  const { caller, ctx } = call;
  if (caller.kind === 'app' || isAdmin(caller)) return;
  const membership = ctx.state.memberships.find((m) => m.teamId === team.id && m.channelId === null && m.userId === caller.user?.id);
  if (membership === undefined) throw forbidden('Failed to execute Teams backend request: the user is not a member of the team.', 'Forbidden', 'InsufficientPrivileges');
  if (as === 'owner' && !membership.roles.includes('owner')) throw forbidden('Failed to execute Teams backend request: the user is not an owner of the team.', 'Forbidden', 'InsufficientPrivileges');
}
