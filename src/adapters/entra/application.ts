// Our application before Entra ID: real msal-node everywhere. Between Entra ID and a local tenant only addresses differ.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { Configuration } from '@azure/msal-node';
import { ConfidentialClientApplication, ManagedIdentityApplication } from '@azure/msal-node';
import { EntraFault, entraFault } from './fault.ts';
import type { EntraNetwork } from './network.ts';

/** `managed-identity`: no secret at all; the identity's own token stands as a federated credential of the application. */
export type Credential =
  | { readonly kind: 'secret'; readonly secret: string }
  | { readonly kind: 'certificate'; readonly certificate: string; readonly privateKey: string }
  | { readonly kind: 'managed-identity'; readonly clientId: string };

export interface EntraApp {
  /** `https://login.microsoftonline.com`, or where the local tenant listens, which may be plain http. */
  readonly authority: string;
  readonly clientId: string;
  readonly tenantId: string;
  readonly credential: Credential;
}

/** Token exchange of workload identity federation; the same word in every cloud's documentation. */
const EXCHANGE = 'api://AzureADTokenExchange';

/** An msal application for one tenant. Cheap (0.1 ms), but for a plain-http authority, whose addresses are asked for first. */
export async function confidentialClient(app: EntraApp, tenantId: string, network: EntraNetwork, federated: () => Promise<string>): Promise<ConfidentialClientApplication> {
  const auth: Configuration['auth'] = { clientId: app.clientId, authority: `${app.authority}/${tenantId}`, clientCapabilities: ['CP1'], ...credentialOf(app.credential, federated) };
  const authority = new URL(app.authority);
  if (authority.protocol === 'http:') {
    // msal refuses an http authority in every mode, but takes endpoints as they are: the name is Entra's, the addresses are the tenant's.
    auth.authority = `https://login.microsoftonline.com/${tenantId}`;
    auth.authorityMetadata = await discover(app.authority, tenantId, network);
  } else if (authority.host !== 'login.microsoftonline.com') {
    // Otherwise msal asks login.microsoftonline.com whether it knows that host. With the port, which is part of the host here.
    auth.knownAuthorities = [authority.host];
  }
  return new ConfidentialClientApplication({ auth, system: { networkClient: network } });
}

/** The managed identity's token for the exchange. msal calls for it on every acquire, cached or not: the identity's application caches it. */
export function federatedToken(credential: Credential): () => Promise<string> {
  if (credential.kind !== 'managed-identity') return () => Promise.reject(new Error('no managed identity'));
  let identity: ManagedIdentityApplication | undefined;
  return async () => {
    identity ??= new ManagedIdentityApplication({ managedIdentityIdParams: { userAssignedClientId: credential.clientId } });
    try {
      return (await identity.acquireToken({ resource: EXCHANGE })).accessToken;
    } catch (error) {
      const { why, code } = entraFault(error);
      throw new EntraFault(why === 'refused' ? 'wrong-identity' : why, { code, cause: error });
    }
  };
}

function credentialOf(credential: Credential, federated: () => Promise<string>): Partial<Configuration['auth']> {
  switch (credential.kind) {
    case 'secret': return { clientSecret: credential.secret };
    case 'certificate': return { clientCertificate: judgeCertificate(credential.certificate, credential.privateKey) };
    case 'managed-identity': return { clientAssertion: federated };
    default: return credential satisfies never;
  }
}

/** Said here, before anything is sent: Entra only answers that the key was not found. */
function judgeCertificate(certificate: string, privateKey: string): NonNullable<Configuration['auth']['clientCertificate']> {
  const x509 = new X509Certificate(certificate);
  const now = Date.now();
  if (now > Date.parse(x509.validTo) || now < Date.parse(x509.validFrom)) throw new EntraFault('expired-certificate', { code: `valid ${x509.validFrom} – ${x509.validTo}` });
  if (!x509.checkPrivateKey(createPrivateKey(privateKey))) throw new EntraFault('wrong-certificate', { code: 'key-mismatch' });
  return { thumbprintSha256: x509.fingerprint256.replaceAll(':', ''), privateKey, x5c: certificate };
}

async function discover(authority: string, tenantId: string, network: EntraNetwork): Promise<string> {
  const { body, status } = await network.sendGetRequestAsync<{ error?: string; error_description?: string }>(`${authority}/${tenantId}/v2.0/.well-known/openid-configuration`);
  if (status !== 200) throw entraFault({ errorCode: body.error ?? String(status), errorMessage: body.error_description ?? '' });
  return JSON.stringify(body);
}
