// An organization's own certificate authority is trusted beside the public ones, and only when it was named.
import { X509Certificate } from 'node:crypto';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { trustAlso } from '../../src/adapters/entra/trust.ts';
import { aCertificate } from '../support/token-service.ts';

describe('trusting an authority', () => {
  let before: string[];
  beforeAll(() => { before = getCACertificates('default'); });
  afterAll(() => { setDefaultCACertificates(before); });
  const trusted = () => new Set(getCACertificates('default').map((pem) => new X509Certificate(pem).fingerprint256));

  it('adds it to those that Node brings, once', async () => {
    const [one, two] = [await aCertificate(), await aCertificate()];
    trustAlso(`${one.certificate}\n# the next one\n${two.certificate}`);
    trustAlso(one.certificate);
    for (const { certificate } of [one, two]) expect(trusted()).toContain(new X509Certificate(certificate).fingerprint256);
    expect(trusted().size).toBe(new Set(before.map((pem) => new X509Certificate(pem).fingerprint256)).size + 2);
  });
  it('refuses what is no certificate, and leaves the others', () => {
    const { size } = trusted();
    expect(() => { trustAlso('-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----'); }).toThrow();
    expect(trusted().size).toBe(size);
  });
});
