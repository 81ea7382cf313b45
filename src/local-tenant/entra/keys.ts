// Signing keys: made once, kept with the state, so that a token outlives a restart of the stand-in. Two sets, as in the service: Entra's and the Bot Framework's.

import { randomUUID } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose';
import type { State } from '../state.ts';
import { selfSignedCertificate } from './certificate.ts';

interface StoredKey { kid: string; privateJwk: JWK; x5c: string; createdAt: number }

export interface SigningKey { kid: string; key: CryptoKey }
export interface KeySet {
  /** The newest key signs. */
  signing(): SigningKey;
  /** Public halves, as a JWKS entry carries them. */
  published(): Record<string, unknown>[];
  publicKey(kid: string | undefined): CryptoKey | undefined;
  /** A new key signs from now on; the old one stays published, as in the service. */
  rotate(): Promise<void>;
}

export async function openKeys(state: State, name: 'entra-keys' | 'bot-keys', now: () => number): Promise<KeySet> {
  const loaded: { stored: StoredKey; private: CryptoKey; public: CryptoKey }[] = [];
  const load = async (stored: StoredKey) => {
    const { d: _d, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, ...publicJwk } = stored.privateJwk;
    loaded.push({ stored, private: (await importJWK(stored.privateJwk, 'RS256')) as CryptoKey, public: (await importJWK(publicJwk, 'RS256')) as CryptoKey });
  };
  const make = async () => {
    const { privateKey } = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true });
    const privateJwk = await exportJWK(privateKey);
    const kid = (await calculateJwkThumbprint({ kty: 'RSA', n: privateJwk.n ?? '', e: privateJwk.e ?? '' })).slice(0, 27);
    const x5c = await selfSignedCertificate(privateKey, name === 'bot-keys' ? 'api.botframework.local' : 'accounts.accesscontrol.local', now());
    const stored = { kid, privateJwk, x5c, createdAt: now() };
    await load(stored);
    state.settings.put(name, loaded.map((k) => k.stored));
  };
  for (const stored of (state.settings.get(name) as StoredKey[] | undefined) ?? []) await load(stored);
  if (loaded.length === 0) await make();
  return {
    signing: () => {
      const newest = loaded.at(-1);
      if (newest === undefined) throw new Error('no signing key');
      return { kid: newest.stored.kid, key: newest.private };
    },
    published: () => loaded.map(({ stored }) => ({ kty: 'RSA', use: 'sig', kid: stored.kid, x5t: stored.kid, n: stored.privateJwk.n, e: stored.privateJwk.e, x5c: [stored.x5c] })),
    publicKey: (kid) => loaded.find((k) => k.stored.kid === kid)?.public,
    rotate: make,
  };
}

/** `uti`, `rh`, trace ids: opaque, never the same twice. */
export const opaque = (): string => Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64url');
