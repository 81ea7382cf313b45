// How an application proves itself at the token endpoint: a secret, an assertion signed with its certificate, or one from a managed identity that it trusts.

import { createHash, X509Certificate } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, jwtVerify, errors } from 'jose';
import type { TenantContext } from '../context.ts';
import { decodeSegment, type TenantRequest } from '../http.ts';
import type { AppRegistration } from '../state.ts';
import { EntraError, missingParameter, singleTenant, unknownApplication, unknownTenant } from './errors.ts';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
/** What a federated credential's token is made for. */
export const TOKEN_EXCHANGE_AUDIENCES = ['api://AzureADTokenExchange', 'fb60f99c-7a34-4190-8149-302f77469936'];
/** Multi-tenant bots get their token under this name rather than a tenant's. */
export const BOT_FRAMEWORK_TENANT = { name: 'botframework.com', id: 'd6d49420-f39b-4df7-a1dc-d59a935871db' };
const SHARED = new Set(['common', 'organizations', 'consumers']);

/** The tenant that a path names, by id, domain or a shared name. */
export function tenantNamed(ctx: TenantContext, segment: string): 'this' | 'shared' | 'botframework' {
  const name = segment.toLowerCase();
  const tenant = ctx.tenant();
  if (name === tenant.id || name === tenant.domain.toLowerCase()) return 'this';
  if (SHARED.has(name)) return 'shared';
  if (name === BOT_FRAMEWORK_TENANT.name || name === BOT_FRAMEWORK_TENANT.id) return 'botframework';
  throw unknownTenant(segment);
}

export function findClient(ctx: TenantContext, appId: string | undefined, tenantSegment: string): AppRegistration {
  const where = tenantNamed(ctx, tenantSegment);
  if (appId === undefined || appId === '') throw missingParameter('client_id');
  const client = ctx.state.registrations.get(appId.toLowerCase());
  if (client === undefined || client.managedIdentity === true) throw unknownApplication(appId, ctx.tenant().displayName);
  if (where === 'shared' && client.multiTenant !== true) throw singleTenant(client.appId, client.displayName);
  return client;
}

export interface ProvenClient { registration: AppRegistration; proof: '0' | '1' | '2' }

/** Reads and checks the client's credential. `required`: flows in which a public client has no place. */
export async function proveClient(ctx: TenantContext, request: TenantRequest, form: URLSearchParams, tenantSegment: string, required: boolean): Promise<ProvenClient> {
  const basic = basicCredentials(request);
  const assertion = form.get('client_assertion') ?? undefined;
  const secret = form.get('client_secret') ?? basic?.secret;
  const appId = form.get('client_id') ?? basic?.id ?? (assertion === undefined ? undefined : subjectOf(assertion));
  const registration = findClient(ctx, appId, tenantSegment);
  if (assertion !== undefined) {
    if (form.get('client_assertion_type') !== ASSERTION_TYPE) throw new EntraError('invalid_request', 900144, "The request body must contain the following parameter: 'client_assertion_type'.");
    await checkAssertion(ctx, request, registration, assertion, tenantSegment);
    return { registration, proof: '2' };
  }
  if (secret !== undefined) {
    if (!registration.secrets.includes(secret)) throw new EntraError('invalid_client', 7000215, `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${registration.appId}'.`);
    return { registration, proof: '1' };
  }
  if (required || !registration.publicClient) throw new EntraError('invalid_client', 7000218, "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.");
  return { registration, proof: '0' };
}

async function checkAssertion(ctx: TenantContext, request: TenantRequest, registration: AppRegistration, assertion: string, tenantSegment: string): Promise<void> {
  const header = readOrRefuse(() => decodeProtectedHeader(assertion));
  const claims = readOrRefuse(() => decodeJwt(assertion));
  if (TOKEN_EXCHANGE_AUDIENCES.includes(String(claims.aud))) { await checkFederated(ctx, registration, assertion, String(claims.sub)); return; }
  if (claims.iss !== registration.appId || claims.sub !== registration.appId) throw new EntraError('invalid_client', 700021, "Client assertion application identifier doesn't match 'client_id' parameter. Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials.");
  const thumbprint = { sha256: header['x5t#S256'] as string | undefined, sha1: header.x5t ?? header.kid };
  const certificate = registration.certificates.map((pem) => new X509Certificate(pem)).find((c) => matches(c, thumbprint));
  if (certificate === undefined) {
    throw new EntraError('invalid_client', 700027, `The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found., Thumbprint of key used by client: '${thumbprint.sha256 ?? thumbprint.sha1 ?? ''}'.]`);
  }
  const audiences = acceptedAudiences(ctx, request, tenantSegment);
  try {
    await jwtVerify(assertion, certificate.publicKey, { algorithms: ['PS256', 'RS256'], currentDate: ctx.clock.date(), clockTolerance: 300, audience: audiences, requiredClaims: ['exp', 'jti'] });
  } catch (error) {
    if (error instanceof errors.JWTExpired || (error instanceof errors.JWTClaimValidationFailed && error.claim === 'nbf')) throw new EntraError('invalid_client', 700024, `Client assertion is not within its valid time range. Current time: ${ctx.clock.date().toISOString()}, assertion valid from ${when(claims.nbf)}, expiry time of assertion ${when(claims.exp)}.`);
    if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud') throw new EntraError('invalid_client', 700023, `Client assertion audience claim does not match Realm issuer. Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials.`);
    if (error instanceof errors.JWTClaimValidationFailed) throw new EntraError('invalid_client', 50027, `JWT token is invalid or malformed: the claim '${error.claim}' is missing or wrong.`);
    throw new EntraError('invalid_client', 700027, 'The certificate with identifier used to sign the client assertion is not registered on application. [Reason - Client assertion failed signature validation.]');
  }
}

/** Each address under which the client may know this token endpoint. */
function acceptedAudiences(ctx: TenantContext, request: TenantRequest, tenantSegment: string): string[] {
  const names = [tenantSegment, ctx.tenant().id];
  const bases = [request.url.origin, ctx.urls.login];
  return bases.flatMap((base) => names.flatMap((name) => [`${base}/${name}/oauth2/v2.0/token`, `${base}/${name}/oauth2/token`, `${base}/${name}/v2.0`]));
}

async function checkFederated(ctx: TenantContext, registration: AppRegistration, assertion: string, subject: string): Promise<void> {
  try {
    await ctx.tokens.verify(assertion, TOKEN_EXCHANGE_AUDIENCES);
  } catch {
    throw new EntraError('invalid_client', 700027, 'Client assertion failed signature validation.');
  }
  if (registration.federatedSubjects?.includes(subject) !== true) throw new EntraError('invalid_client', 700213, `No matching federated identity record found for presented assertion subject '${subject}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion.`);
}

function matches(certificate: X509Certificate, given: { sha256: string | undefined; sha1: string | undefined }): boolean {
  const hash = (algorithm: 'sha256' | 'sha1') => createHash(algorithm).update(certificate.raw);
  if (given.sha256 !== undefined) return hash('sha256').digest('base64url') === given.sha256;
  if (given.sha1 === undefined) return false;
  return hash('sha1').digest('base64url') === given.sha1 || hash('sha1').digest('hex').toLowerCase() === given.sha1.toLowerCase();
}

function basicCredentials(request: TenantRequest): { id: string; secret: string } | undefined {
  const match = /^basic\s+(\S+)$/i.exec(request.header('authorization') ?? '');
  if (match?.[1] === undefined) return undefined;
  const [id = '', ...secret] = Buffer.from(match[1], 'base64').toString('utf8').split(':');
  return { id: decodeSegment(id), secret: decodeSegment(secret.join(':')) };
}

function readOrRefuse<T>(read: () => T): T {
  try { return read(); } catch { throw new EntraError('invalid_client', 50027, 'JWT token is invalid or malformed.'); }
}
const subjectOf = (assertion: string): string | undefined => readOrRefuse(() => decodeJwt(assertion)).sub;
const when = (seconds: unknown): string => (typeof seconds === 'number' ? new Date(seconds * 1000).toISOString() : 'unknown');
