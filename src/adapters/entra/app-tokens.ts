// Tokens for the application itself. In memory only: one per tenant, resource, hour and replica is cheaper than a shared cache.
import { setTimeout as pause } from 'node:timers/promises';
import type { ConfidentialClientApplication } from '@azure/msal-node';
import type { EntraApp } from './application.ts';
import { confidentialClient, federatedToken } from './application.ts';
import { EntraFault, entraFault } from './fault.ts';
import { entraNetwork } from './network.ts';

export interface AppTokens {
  /** `scope` is a resource's `/.default`. Callers who come at once share one request. Throws EntraFault. */
  token(scope: string, more?: { readonly tenantId?: string | undefined; readonly claims?: string | undefined }): Promise<string>;
  /** Entra's clock minus ours, from its last answer; null before the first. */
  skewMs(): number | null;
}

export interface TokenTiming {
  readonly timeoutMs?: number;
  /** Waits between attempts when Entra does not answer, or answers 5xx. */
  readonly waitsMs?: readonly number[];
}

export function appTokens(app: EntraApp, { timeoutMs = 10_000, waitsMs = [200, 800] }: TokenTiming = {}): AppTokens {
  const network = entraNetwork(timeoutMs);
  const federated = federatedToken(app.credential);
  const clients = new Map<string, Promise<ConfidentialClientApplication>>();
  // msal sends one request per caller: fifty cold calls were fifty POSTs.
  const asked = new Map<string, Promise<string>>();

  const once = async (tenantId: string, scope: string, claims: string | undefined): Promise<string> => {
    const client = clients.get(tenantId) ?? confidentialClient(app, tenantId, network, federated);
    clients.set(tenantId, client);
    try {
      const answer = await network.attempt(async () => (await client).acquireTokenByClientCredential({ scopes: [scope], ...(claims === undefined ? {} : { claims }) }));
      if (answer === null) throw new EntraFault('refused', { code: 'no-token' });
      return answer.accessToken;
    } catch (error) {
      // After a failure msal answers from memory for a minute, whatever Entra would say: a new application asks again.
      if (clients.get(tenantId) === client) clients.delete(tenantId);
      throw entraFault(error);
    }
  };

  return {
    skewMs: () => network.skewMs(),
    token(scope, { tenantId = app.tenantId, claims } = {}) {
      const key = `${tenantId}\n${scope}\n${claims ?? ''}`;
      const running = asked.get(key) ?? repeat(() => once(tenantId, scope, claims), waitsMs).finally(() => { asked.delete(key); });
      asked.set(key, running);
      return running;
    },
  };
}

/** Asking for a token changes nothing, so what the network lost may simply be asked again. */
export async function repeat<T>(ask: () => Promise<T>, waitsMs: readonly number[]): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      const wait = waitsMs[attempt];
      const { why, retryAfterMs } = error as EntraFault;
      const passing = why === 'network' || why === 'unavailable' || why === 'throttled';
      // A longer silence is for the caller to keep: a job waits better than a request.
      if (wait === undefined || !passing || (retryAfterMs ?? 0) > 2000) throw error;
      await pause(Math.max(wait, retryAfterMs ?? 0));
    }
  }
}

/** The application permissions inside a token of ours: what an administrator consented to. Null when it is no readable token. */
export function rolesIn(token: string): ReadonlySet<string> | null {
  try {
    const { roles } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as { roles?: unknown };
    return new Set(Array.isArray(roles) ? roles.map(String) : []);
  } catch {
    return null;
  }
}
