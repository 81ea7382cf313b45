// Refusals of Entra ID in its own words and codes ("Microsoft Entra authentication and authorization error codes").

import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { json, type Reply, type TenantRequest } from '../http.ts';

export class EntraError extends Error {
  readonly error: string;
  readonly code: number;
  readonly status: number;
  readonly suberror: string | undefined;
  readonly claims: string | undefined;
  constructor(error: string, code: number, message: string, more: { status?: number; suberror?: string; claims?: string } = {}) {
    super(message);
    this.error = error;
    this.code = code;
    this.status = more.status ?? (error === 'invalid_client' ? 401 : 400);
    this.suberror = more.suberror;
    this.claims = more.claims;
  }
}

/** The body of the token endpoint's errors; also the parameters of a refused sign-in. */
export function describe(error: EntraError, clock: Clock, request: TenantRequest): Record<string, unknown> {
  const trace = randomUUID();
  const correlation = request.header('client-request-id') ?? request.query.get('client-request-id') ?? randomUUID();
  const timestamp = clock.date().toISOString().replace('T', ' ').replace(/\.\d+Z$/, 'Z');
  return {
    error: error.error,
    error_description: `AADSTS${error.code}: ${error.message} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${timestamp}`,
    error_codes: [error.code],
    timestamp,
    trace_id: trace,
    correlation_id: correlation,
    error_uri: `https://login.microsoftonline.com/error?code=${error.code}`,
    ...(error.suberror === undefined ? {} : { suberror: error.suberror }),
    ...(error.claims === undefined ? {} : { claims: error.claims }),
  };
}
export const refusal = (error: EntraError, clock: Clock, request: TenantRequest): Reply => json(error.status, describe(error, clock, request), { 'cache-control': 'no-store', pragma: 'no-cache' });

export const missingParameter = (name: string) => new EntraError('invalid_request', 900144, `The request body must contain the following parameter: '${name}'.`);
export const unknownTenant = (tenant: string) => new EntraError('invalid_request', 90002, `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`);
export const unknownApplication = (appId: string, tenant: string) => new EntraError('unauthorized_client', 700016, `Application with identifier '${appId}' was not found in the directory '${tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`);
export const unknownResource = (resource: string, tenant: string) => new EntraError('invalid_resource', 500011, `The resource principal named ${resource} was not found in the tenant named ${tenant}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`);
export const noConsent = (appId: string, name: string) => new EntraError('invalid_grant', 65001, `The user or administrator has not consented to use the application with ID '${appId}' named '${name}'. Send an interactive authorization request for this user and resource.`, { suberror: 'consent_required' });
export const singleTenant = (appId: string, name: string) => new EntraError('invalid_request', 50194, `Application '${appId}'(${name}) is not configured as a multi-tenant application. Usage of the /common endpoint is not supported for such apps created after '10/15/2018'. Use a tenant-specific endpoint or configure the application to be multi-tenant.`);
export const badScope = (scope: string) => new EntraError('invalid_scope', 70011, `The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope ${scope} is not valid.`);
