// Organizations that open TLS at a proxy sign with an authority of their own. NODE_EXTRA_CA_CERTS would only work from the
// environment at start; this works once the configuration is read, for fetch, msal and the Graph client alike.
import { X509Certificate } from 'node:crypto';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';

/** Trusts these authorities (PEM, one or several) beside those that Node brings. */
export function trustAlso(pem: string): void {
  const given = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  const known = getCACertificates('default');
  const fingerprints = new Set(known.map(fingerprintOf));
  setDefaultCACertificates([...known, ...given.filter((certificate) => !fingerprints.has(fingerprintOf(certificate)))]);
}

const fingerprintOf = (pem: string): string => new X509Certificate(pem).fingerprint256;
