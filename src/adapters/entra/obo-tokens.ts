// Tokens on behalf of a person who sent us theirs. A bounded map of our own: msal's looks through all of its entries at each
// call (21 ms with 2,000 people) and never forgets one.
import { createHash } from 'node:crypto';
import type { EntraApp } from './application.ts';
import { confidentialClient, federatedToken } from './application.ts';
import type { TokenTiming } from './app-tokens.ts';
import { repeat } from './app-tokens.ts';
import { EntraFault, entraFault } from './fault.ts';
import { entraNetwork } from './network.ts';

export interface OnBehalfOf {
  /** `assertion` is the person's own token for our API, as it came. Throws EntraFault: `consent-missing` and `interaction-required` are for the person. */
  token(assertion: string, tenantId: string, scopes: readonly string[]): Promise<string>;
  /** How many tokens are held. */
  readonly size: number;
}

/** A token is not used in its last minutes: what it is sent with may take a while. */
const EARLY_MS = 300_000;

export function oboTokens(app: EntraApp, { most = 5000, timeoutMs = 10_000, waitsMs = [200, 800] }: TokenTiming & { readonly most?: number } = {}): OnBehalfOf {
  const network = entraNetwork(timeoutMs);
  const federated = federatedToken(app.credential);
  const held = new Map<string, { until: number; token: Promise<string> }>();

  const exchange = async (assertion: string, tenantId: string, scopes: readonly string[], entry: { until: number }): Promise<string> => {
    try {
      const client = await confidentialClient(app, tenantId, network, federated);
      const answer = await network.attempt(() => client.acquireTokenOnBehalfOf({ oboAssertion: assertion, scopes: [...scopes] }));
      if (answer === null) throw new EntraFault('refused', { code: 'no-token' });
      entry.until = (answer.expiresOn?.getTime() ?? 0) - EARLY_MS;
      return answer.accessToken;
    } catch (error) {
      throw entraFault(error);
    }
  };

  return {
    get size() { return held.size; },
    token(assertion, tenantId, scopes) {
      // Keyed by the assertion itself, never by the person: only who holds the token gets what it is exchanged for.
      const key = createHash('sha256').update(assertion).update('\0').update(tenantId).update('\0').update([...scopes].sort().join(' ')).digest('base64url');
      const known = held.get(key);
      held.delete(key);
      if (known !== undefined && known.until > Date.now()) {
        held.set(key, known); // last used, last forgotten
        return known.token;
      }
      const entry = { until: Infinity, token: Promise.resolve('') };
      entry.token = repeat(() => exchange(assertion, tenantId, scopes, entry), waitsMs);
      entry.token.catch(() => { if (held.get(key) === entry) held.delete(key); });
      held.set(key, entry);
      for (const oldest of held.keys()) {
        if (held.size <= most) break;
        held.delete(oldest);
      }
      return entry.token;
    },
  };
}
