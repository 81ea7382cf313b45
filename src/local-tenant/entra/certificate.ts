// A self-signed certificate for a signing key: Entra publishes one beside each key (x5c), and some libraries read nothing else.
// Written in DER by hand because Node makes no certificates, and the packages that do bring nine megabytes.

import type { CryptoKey } from 'jose';
import { webcrypto } from 'node:crypto';

const VALIDITY_MS = 5 * 365 * 86_400_000;
const SHA256_WITH_RSA = '1.2.840.113549.1.1.11';
const COMMON_NAME = '2.5.4.3';

export async function selfSignedCertificate(privateKey: CryptoKey, commonName: string, now: number): Promise<string> {
  const { n = '', e = '' } = await webcrypto.subtle.exportKey('jwk', privateKey);
  const algorithm = sequence(objectId(SHA256_WITH_RSA), der(0x05));
  const name = sequence(der(0x31, sequence(objectId(COMMON_NAME), der(0x0c, Buffer.from(commonName)))));
  const publicKey = sequence(sequence(objectId('1.2.840.113549.1.1.1'), der(0x05)), bitString(sequence(integer(Buffer.from(n, 'base64url')), integer(Buffer.from(e, 'base64url')))));
  const toBeSigned = sequence(der(0xa0, integer(Buffer.from([2]))), integer(webcrypto.getRandomValues(Buffer.alloc(16))), algorithm, name, sequence(time(now), time(now + VALIDITY_MS)), name, publicKey);
  const signature = Buffer.from(await webcrypto.subtle.sign('RSASSA-PKCS1-v1_5', privateKey, toBeSigned));
  return sequence(toBeSigned, algorithm, bitString(signature)).toString('base64');
}

function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const length = content.length < 128 ? [content.length] : content.length < 256 ? [0x81, content.length] : [0x82, content.length >> 8, content.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}
const sequence = (...parts: Buffer[]): Buffer => der(0x30, ...parts);
const bitString = (content: Buffer): Buffer => der(0x03, Buffer.from([0]), content);
/** Positive: a leading bit of 1 would read as negative. */
const integer = (bytes: Buffer): Buffer => der(0x02, ((bytes[0] ?? 0) & 0x80) === 0 ? bytes : Buffer.concat([Buffer.from([0]), bytes]));
const time = (ms: number): Buffer => der(0x17, Buffer.from(`${new Date(ms).toISOString().replaceAll(/[-:T]/g, '').slice(2, 14)}Z`));

function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const part of rest) {
    const base128: number[] = [];
    for (let left = part; ; left = Math.floor(left / 128)) { base128.unshift((left % 128) | (base128.length === 0 ? 0 : 0x80)); if (left < 128) break; }
    bytes.push(...base128);
  }
  return der(0x06, Buffer.from(bytes));
}
