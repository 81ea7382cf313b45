// The organisation, its domains, and the applications in it with what an administrator consented to: enough for a client to check its own footing.

import type { AppRegistration } from '../state.ts';
import { guidOf } from '../ids.ts';
import { derivedId, GRAPH_APP_ID, servicePrincipalId } from '../entra/tokens.ts';
import { listing } from './collection.ts';
import { noObject } from './errors.ts';
import { readQuery, type Rules, type Shape } from './odata.ts';
import { context, iso, ok, param, type Call, type Operation } from './operation.ts';
import { ALL_APP_ROLES, PERMISSIONS } from './permissions.ts';
import type { Json } from './shapes.ts';

const ORGANIZATION: Shape = { type: 'organization', properties: ['id', 'deletedDateTime', 'displayName', 'createdDateTime', 'country', 'countryLetterCode', 'city', 'preferredLanguage', 'tenantType', 'verifiedDomains', 'businessPhones', 'technicalNotificationMails', 'assignedPlans', 'provisionedPlans'] };
const DOMAIN: Shape = { type: 'domain', properties: ['id', 'authenticationType', 'isAdminManaged', 'isDefault', 'isInitial', 'isRoot', 'isVerified', 'supportedServices'] };
const PRINCIPAL: Shape = { type: 'servicePrincipal', properties: ['id', 'deletedDateTime', 'accountEnabled', 'appDisplayName', 'appId', 'appOwnerOrganizationId', 'appRoleAssignmentRequired', 'appRoles', 'displayName', 'oauth2PermissionScopes', 'servicePrincipalNames', 'servicePrincipalType', 'signInAudience', 'tags', 'alternativeNames', 'replyUrls'], navigation: ['appRoleAssignments', 'appRoleAssignedTo', 'oauth2PermissionGrants'] };
const ASSIGNMENT: Shape = { type: 'appRoleAssignment', properties: ['id', 'deletedDateTime', 'appRoleId', 'createdDateTime', 'principalDisplayName', 'principalId', 'principalType', 'resourceDisplayName', 'resourceId'] };
const GRANT: Shape = { type: 'oAuth2PermissionGrant', properties: ['id', 'clientId', 'consentType', 'principalId', 'resourceId', 'scope'] };
const list = (shape: Shape): Rules => ({ shape, allow: ['$select', '$filter', '$top', '$skiptoken', '$count', '$orderby', '$search'], directory: true });

function organization(call: Call): Json {
  const tenant = call.ctx.tenant();
  return { id: tenant.id, deletedDateTime: null, displayName: tenant.displayName, createdDateTime: '2020-01-01T00:00:00Z', country: 'Canada', countryLetterCode: 'CA', city: null, preferredLanguage: 'fr', tenantType: 'AAD', businessPhones: [], technicalNotificationMails: [], assignedPlans: [], provisionedPlans: [], verifiedDomains: [{ capabilities: 'Email, OfficeCommunicationsOnline', isDefault: true, isInitial: true, name: tenant.domain, type: 'Managed' }] };
}
function listOrganization(call: Call) {
  const row = organization(call);
  return listing(call, { rows: [{ row, shown: () => row }], query: readQuery(call.url.searchParams, list(ORGANIZATION), call.header), fragment: 'organization', pageSize: 100 });
}
function getOrganization(call: Call) {
  if (param(call, 'organization').toLowerCase() !== call.ctx.tenant().id) throw noObject(param(call, 'organization'));
  return ok({ '@odata.context': context(call, 'organization/$entity'), ...organization(call) });
}
function listDomains(call: Call) {
  const row: Json = { id: call.ctx.tenant().domain, authenticationType: 'Managed', isAdminManaged: true, isDefault: true, isInitial: true, isRoot: true, isVerified: true, supportedServices: ['Email', 'OfficeCommunicationsOnline'] };
  return listing(call, { rows: [{ row, shown: () => row }], query: readQuery(call.url.searchParams, list(DOMAIN), call.header), fragment: 'domains', pageSize: 100 });
}

/** Graph's own roles have published ids; here each id belongs to the role's name, which is what a client compares. */
const roleId = (resourceAppId: string, role: string): string => derivedId('role', resourceAppId, role);

function graphRegistration(call: Call): AppRegistration {
  const held = call.ctx.state.registrations.values().flatMap((r) => r.graphRoles);
  const scopes = call.ctx.state.registrations.values().flatMap((r) => r.graphScopes);
  return { appId: GRAPH_APP_ID, displayName: 'Microsoft Graph', secrets: [], certificates: [], identifierUris: ['https://graph.microsoft.com'], exposedScopes: [...new Set(scopes)], exposedRoles: [...new Set([...ALL_APP_ROLES, ...held])], redirectUris: [], publicClient: false, graphRoles: [], graphScopes: [], otherRoles: {} };
}
const registrations = (call: Call): AppRegistration[] => [graphRegistration(call), ...call.ctx.state.registrations.values()];

function principalJson(call: Call, r: AppRegistration): Json {
  return {
    id: servicePrincipalId(r.appId), deletedDateTime: null, accountEnabled: true, appDisplayName: r.displayName, appId: r.appId, appOwnerOrganizationId: r.appId === GRAPH_APP_ID ? 'f8cdef31-a31e-4b4a-93e4-5f571e91255a' : call.ctx.tenant().id, appRoleAssignmentRequired: false, displayName: r.displayName,
    servicePrincipalNames: [r.appId, ...r.identifierUris], servicePrincipalType: r.managedIdentity === true ? 'ManagedIdentity' : 'Application', signInAudience: r.multiTenant === true ? 'AzureADMultipleOrgs' : 'AzureADMyOrg', tags: [], alternativeNames: [], replyUrls: r.redirectUris,
    appRoles: r.exposedRoles.map((role) => ({ id: roleId(r.appId, role), value: role, displayName: role, description: role, isEnabled: true, allowedMemberTypes: ['Application'], origin: 'Application' })),
    oauth2PermissionScopes: r.exposedScopes.map((scope) => ({ id: derivedId('scope', r.appId, scope), value: scope, type: 'User', isEnabled: true, adminConsentDisplayName: scope, adminConsentDescription: scope, userConsentDisplayName: scope, userConsentDescription: scope })),
  };
}
function findPrincipal(call: Call): AppRegistration {
  const key = param(call, 'principal');
  const named = /^appId=(.+)$/i.exec(key)?.[1]?.toLowerCase();
  const found = registrations(call).find((r) => (named === undefined ? servicePrincipalId(r.appId) === key.toLowerCase() : r.appId === named));
  if (found === undefined) throw noObject(named ?? key);
  return found;
}
function listPrincipals(call: Call) {
  const rows = registrations(call).map((r) => { const row = principalJson(call, r); return { row, shown: () => row }; });
  return listing(call, { rows, query: readQuery(call.url.searchParams, list(PRINCIPAL), call.header), fragment: 'servicePrincipals', pageSize: 100 });
}
function getPrincipal(call: Call) {
  const query = readQuery(call.url.searchParams, { shape: PRINCIPAL, allow: ['$select'] }, call.header);
  const row = principalJson(call, findPrincipal(call));
  return ok({ '@odata.context': context(call, 'servicePrincipals/$entity'), ...(query.select === undefined ? row : Object.fromEntries(query.select.map((name) => [name, row[name] ?? null]))) });
}

function assignments(call: Call, client: AppRegistration): Json[] {
  const held = [...client.graphRoles.map((role) => [GRAPH_APP_ID, role] as const), ...Object.entries(client.otherRoles).flatMap(([app, roles]) => roles.map((role) => [app, role] as const))];
  return held.map(([appId, role]) => ({
    id: Buffer.from(guidOf(`${client.appId}|${appId}|${role}`).replaceAll('-', ''), 'hex').toString('base64url'), deletedDateTime: null, appRoleId: roleId(appId, role), createdDateTime: iso(call.ctx.clock.now()), principalDisplayName: client.displayName, principalId: servicePrincipalId(client.appId), principalType: 'ServicePrincipal',
    resourceDisplayName: registrations(call).find((r) => r.appId === appId)?.displayName ?? null, resourceId: servicePrincipalId(appId),
  }));
}
function listAssignments(call: Call) {
  const rows = assignments(call, findPrincipal(call)).map((row) => ({ row, shown: () => row }));
  return listing(call, { rows, query: readQuery(call.url.searchParams, list(ASSIGNMENT), call.header), fragment: 'appRoleAssignments', pageSize: 100 });
}
function listGrants(call: Call) {
  const client = findPrincipal(call);
  const held = [...(client.graphScopes.length > 0 ? [[GRAPH_APP_ID, client.graphScopes] as const] : []), ...Object.entries(client.otherScopes ?? {})];
  const rows = held.map(([appId, scopes]) => {
    const row: Json = { id: Buffer.from(guidOf(`${client.appId}|${appId}`).replaceAll('-', ''), 'hex').toString('base64url'), clientId: servicePrincipalId(client.appId), consentType: 'AllPrincipals', principalId: null, resourceId: servicePrincipalId(appId), scope: scopes.join(' ') };
    return { row, shown: () => row };
  });
  return listing(call, { rows, query: readQuery(call.url.searchParams, list(GRANT), call.header), fragment: 'oauth2PermissionGrants', pageSize: 100 });
}

export const DIRECTORY: readonly Operation[] = [
  { method: 'GET', path: '/organization', permissions: PERMISSIONS.readOrganization, run: listOrganization },
  { method: 'GET', path: '/organization/{organization}', permissions: PERMISSIONS.readOrganization, run: getOrganization },
  { method: 'GET', path: '/domains', permissions: PERMISSIONS.readDomains, run: listDomains },
  { method: 'GET', path: '/servicePrincipals', permissions: PERMISSIONS.readApplications, run: listPrincipals },
  { method: 'GET', path: '/servicePrincipals/{principal}', permissions: PERMISSIONS.readApplications, run: getPrincipal },
  { method: 'GET', path: '/servicePrincipals/{principal}/appRoleAssignments', permissions: PERMISSIONS.readApplications, run: listAssignments },
  { method: 'GET', path: '/servicePrincipals/{principal}/oauth2PermissionGrants', permissions: PERMISSIONS.readApplications, run: listGrants },
];
