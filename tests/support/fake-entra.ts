// Microsoft Entra ID under its real name, for the command line's sign-in through msal-node: discovery, device code, tokens. Everything else goes to the network.
export const TENANT_ID = '6f0d2c1e-9a1b-4c7d-8e21-0a6f3b5c9d10';
export const AUTHORITY = `https://login.microsoftonline.com/${TENANT_ID}`;
/** What a server of a real tenant says of itself. */
export const REAL_TENANT = { tenant: 'microsoft365', tenantId: TENANT_ID, authority: AUTHORITY } as const;

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const ID_TOKEN = [encode({ alg: 'none' }), encode({ iss: `${AUTHORITY}/v2.0`, aud: 'gouverne-app', tid: TENANT_ID, oid: 'a1', sub: 's1', preferred_username: 'ana@msss.example', name: 'Ana', ver: '2.0', exp: 4_000_000_000 }), 'x'].join('.');

const DISCOVERY = { issuer: `${AUTHORITY}/v2.0`, authorization_endpoint: `${AUTHORITY}/oauth2/v2.0/authorize`, token_endpoint: `${AUTHORITY}/oauth2/v2.0/token`, device_authorization_endpoint: `${AUTHORITY}/oauth2/v2.0/devicecode`, jwks_uri: `${AUTHORITY}/discovery/v2.0/keys` };
const INSTANCES = { tenant_discovery_endpoint: `${AUTHORITY}/v2.0/.well-known/openid-configuration`, metadata: [{ preferred_network: 'login.microsoftonline.com', preferred_cache: 'login.windows.net', aliases: ['login.microsoftonline.com', 'login.windows.net'] }] };

export interface FakeEntra {
  readonly fetch: typeof fetch;
  /** Forms posted to the token endpoint. */
  readonly tokenRequests: URLSearchParams[];
  /** How often the person has not yet entered the code when asked. */
  pending: number;
  refuse: { readonly error: string; readonly error_description: string } | null;
  onToken: () => void;
}

export function fakeEntra(): FakeEntra {
  const entra: FakeEntra = {
    tokenRequests: [], pending: 0, refuse: null, onToken: () => undefined,
    fetch: async (input, init) => {
      const url = input instanceof Request ? input.url : input.toString();
      if (!url.startsWith('https://login.microsoftonline.com/')) return fetch(input, init);
      const path = new URL(url).pathname;
      if (path.endsWith('/openid-configuration')) return Response.json(DISCOVERY);
      if (path.endsWith('/discovery/instance')) return Response.json(INSTANCES);
      if (path.endsWith('/devicecode')) return Response.json({ device_code: 'appareil', user_code: 'ABCD-1234', verification_uri: 'https://microsoft.com/devicelogin', expires_in: 900, interval: 0, message: '…' });
      if (!path.endsWith('/token')) return Response.json({ error: 'not_found' }, { status: 404 });
      entra.tokenRequests.push(new URLSearchParams(typeof init?.body === 'string' ? init.body : ''));
      entra.onToken();
      if (init?.signal?.aborted === true) throw init.signal.reason;
      if (entra.refuse !== null) return Response.json(entra.refuse, { status: 400 });
      if (entra.pending > 0) { entra.pending -= 1; return Response.json({ error: 'authorization_pending', error_description: 'AADSTS70016: pending' }, { status: 400 }); }
      return Response.json({ token_type: 'Bearer', scope: 'api://localhost/gouverne-app/access_as_user', expires_in: 3600, access_token: 'le-jeton', refresh_token: 'rafraichir', id_token: ID_TOKEN, client_info: encode({ uid: 'a1', utid: TENANT_ID }) });
    },
  };
  return entra;
}
