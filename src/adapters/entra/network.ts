// How msal reaches Entra ID: with a timeout, keeping the cause of a failure (msal drops it), and noticing how far our clock is off.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { EntraFault } from './fault.ts';

export interface EntraNetwork extends INetworkModule {
  /** Entra's clock minus ours, from its last answer; null before the first. Whole seconds, as its Date header has them. */
  skewMs(): number | null;
  /** Runs a token request; rejects with what the network did rather than with what msal makes of it. */
  attempt<T>(request: () => Promise<T>): Promise<T>;
}

export function entraNetwork(timeoutMs: number): EntraNetwork {
  const current = new AsyncLocalStorage<{ fault?: EntraFault }>();
  let skew: number | null = null;

  const send = async (method: 'GET' | 'POST', url: string, options?: NetworkRequestOptions): Promise<{ headers: Record<string, string>; body: unknown; status: number }> => {
    try {
      const response = await fetch(url, { method, headers: options?.headers ?? {}, signal: AbortSignal.timeout(timeoutMs), ...(method === 'POST' ? { body: options?.body ?? '' } : {}) });
      const text = await response.text();
      const date = Date.parse(response.headers.get('date') ?? '');
      if (!Number.isNaN(date)) skew = date - Math.floor(Date.now() / 1000) * 1000;
      // msal would not only fail on these: it would then refuse by itself for a minute, without asking again.
      if (response.status === 429) throw new EntraFault('throttled', { code: '429', retryAfterMs: retryAfter(response.headers.get('retry-after')) });
      if (response.status >= 500) throw new EntraFault('unavailable', { code: String(response.status), retryAfterMs: retryAfter(response.headers.get('retry-after')) });
      return { headers: Object.fromEntries(response.headers), body: JSON.parse(text) as unknown, status: response.status };
    } catch (error) {
      const fault = error instanceof EntraFault ? error : new EntraFault('network', { code: networkCode(error), cause: error });
      const attempt = current.getStore();
      if (attempt !== undefined) attempt.fault = fault;
      throw fault;
    }
  };

  return {
    sendGetRequestAsync: async <T>(url: string, options?: NetworkRequestOptions) => (await send('GET', url, options)) as NetworkResponse<T>,
    sendPostRequestAsync: async <T>(url: string, options?: NetworkRequestOptions) => (await send('POST', url, options)) as NetworkResponse<T>,
    skewMs: () => skew,
    async attempt(request) {
      const seen: { fault?: EntraFault } = {};
      try {
        return await current.run(seen, request);
      } catch (error) {
        throw seen.fault ?? error;
      }
    },
  };
}

function retryAfter(header: string | null): number | null {
  if (header === null) return null;
  if (/^\d+$/.test(header)) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now());
}

function networkCode(error: unknown): string {
  if (error instanceof SyntaxError) return 'not-json';
  const { name, code, cause } = error as { name?: string; code?: unknown; cause?: { code?: unknown } };
  if (name === 'TimeoutError') return 'timeout';
  return [cause?.code, code, name].find((word): word is string => typeof word === 'string') ?? 'unknown';
}
