// What a client asks for, resolved: which resource, which permissions on it, and whether somebody consented to them.

import type { TenantContext } from '../context.ts';
import type { AppRegistration } from '../state.ts';
import { badScope, EntraError, noConsent, unknownResource } from './errors.ts';
import { BOT_FRAMEWORK_AUDIENCE, findResource, GRAPH_APP_ID, GRAPH_AUDIENCE } from './tokens.ts';

const OIDC = new Set(['openid', 'profile', 'email', 'offline_access']);
const GRAPH_NAMES = [GRAPH_AUDIENCE, 'https://graph.microsoft.com/', GRAPH_APP_ID];
const BOT_NAMES = [BOT_FRAMEWORK_AUDIENCE, 'https://api.botframework.com/'];

export interface Wanted {
  /** `aud` of the token. */
  readonly audience: string;
  /** The application whose API it is; undefined for Graph, the Bot Framework and resources that only a managed identity names. */
  readonly api: AppRegistration | undefined;
  readonly scopes: readonly string[];
  /** `…/.default`: whatever was consented. */
  readonly everything: boolean;
  readonly oidc: readonly string[];
  /** How the client wrote the resource, to answer in the same way. */
  readonly prefix: string;
}

/** Reads a `scope` parameter. */
export function readScope(ctx: TenantContext, scope: string): Wanted {
  const parts = scope.split(/\s+/).filter((part) => part !== '');
  if (parts.length === 0) throw badScope("''");
  const oidc = parts.filter((part) => OIDC.has(part.toLowerCase())).map((part) => part.toLowerCase());
  const others = parts.filter((part) => !OIDC.has(part.toLowerCase())).map((part) => split(ctx, part));
  const first = others[0];
  if (first === undefined) return { audience: GRAPH_AUDIENCE, api: undefined, scopes: [], everything: false, oidc, prefix: '' };
  if (others.some((o) => o.audience !== first.audience)) throw new EntraError('invalid_request', 28000, `Provided value for the input parameter scope is not valid because it contains more than one resource. Scope ${scope} is not valid.`);
  const everything = others.some((o) => o.name === '.default');
  if (everything && others.length > 1) throw new EntraError('invalid_scope', 70011, `The provided value for the input parameter 'scope' is not valid. One or more scopes in '${scope}' are not compatible with each other.`);
  return { audience: first.audience, api: first.api, scopes: everything ? [] : others.map((o) => o.name), everything, oidc, prefix: first.prefix };
}

function split(ctx: TenantContext, part: string): { audience: string; api: AppRegistration | undefined; name: string; prefix: string } {
  const slash = part.lastIndexOf('/');
  if (slash === -1) {
    if (!/^[A-Z][A-Za-z0-9]*([.-][A-Za-z0-9-]+)+$/.test(part)) throw badScope(part);
    return { audience: GRAPH_AUDIENCE, api: undefined, name: part, prefix: '' };
  }
  const name = part.slice(slash + 1);
  if (name === '') throw badScope(part);
  const resource = part.slice(0, slash);
  return { ...resolveResource(ctx, resource), name, prefix: `${resource}/` };
}

export function resolveResource(ctx: TenantContext, resource: string): { audience: string; api: AppRegistration | undefined } {
  const plain = resource.replace(/\/$/, '');
  if (GRAPH_NAMES.includes(plain) || GRAPH_NAMES.includes(resource)) return { audience: GRAPH_AUDIENCE, api: undefined };
  if (BOT_NAMES.includes(plain) || BOT_NAMES.includes(resource)) return { audience: BOT_FRAMEWORK_AUDIENCE, api: undefined };
  const api = findResource(ctx.state, resource);
  if (api === undefined) throw unknownResource(resource, ctx.tenant().displayName);
  return { audience: api.appId, api };
}

/** Delegated permissions that the client may have; refuses what nobody consented to. */
export function consentedScopes(client: AppRegistration, wanted: Wanted): string[] {
  const held = consents(client, wanted);
  if (wanted.everything) {
    if (held.length === 0) throw noConsent(client.appId, client.displayName);
    return held;
  }
  const granted: string[] = [];
  for (const scope of wanted.scopes) {
    if (wanted.api !== undefined && !wanted.api.exposedScopes.some((s) => same(s, scope))) throw new EntraError('invalid_client', 650053, `The application '${client.displayName}' asked for scope '${scope}' that doesn't exist on the resource '${wanted.api.appId}'. Contact the app vendor.`, { status: 400 });
    const found = held.find((s) => same(s, scope));
    if (found === undefined) throw noConsent(client.appId, client.displayName);
    granted.push(found);
  }
  // Entra puts every permission consented on the resource into the token, not only those asked for.
  return [...new Set([...granted, ...(wanted.scopes.length > 0 ? held : [])])];
}

function consents(client: AppRegistration, wanted: Wanted): string[] {
  const { api } = wanted;
  if (wanted.audience === GRAPH_AUDIENCE) return client.graphScopes;
  if (api === undefined) return [];
  if (api.appId === client.appId || api.preAuthorizedClients?.includes(client.appId) === true) return api.exposedScopes;
  return client.otherScopes?.[api.appId] ?? [];
}

/** Application permissions, from the administrator's consent. Nothing consented is a token without roles, as in the service. */
export function consentedRoles(client: AppRegistration, wanted: Wanted): string[] {
  if (wanted.audience === GRAPH_AUDIENCE) return client.graphRoles;
  return wanted.api === undefined ? [] : (client.otherRoles[wanted.api.appId] ?? []);
}

export const answeredScope = (wanted: Wanted, granted: readonly string[], oidc: readonly string[]): string =>
  [...granted.map((scope) => `${wanted.prefix}${scope}`), ...(wanted.everything ? [`${wanted.prefix}.default`] : []), ...oidc.filter((scope) => scope !== 'offline_access')].join(' ');

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
