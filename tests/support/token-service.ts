// A token service for the tests of the Entra adapter: Entra's addresses over plain http, real signatures, and any misbehaviour on demand.
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CryptoKey } from 'jose';
import { exportJWK, exportPKCS8, generateKeyPair, SignJWT } from 'jose';
import { selfSignedCertificate } from '../../src/local-tenant/entra/certificate.ts';

export const TENANT = '11111111-1111-4111-8111-111111111111';
export const CLIENT = '22222222-2222-4222-8222-222222222222';

/** What the token endpoint answers instead of a token. */
export type Answer =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown }
  | 'reset'
  | 'hang';

export interface TokenService {
  readonly url: string;
  /** Forms that the token endpoint got, oldest first. */
  readonly asked: URLSearchParams[];
  /** How often each address was asked for. */
  readonly visits: Map<string, number>;
  /** Answers to come, used up one by one; then tokens again. */
  readonly next: Answer[];
  /** Answer of the key endpoint, when it is not the keys. */
  keysAnswer: Answer | null;
  lifetimeS: number;
  /** Entra's clock minus ours, as its Date header shows it. */
  skewMs: number;
  /** A new signing key, published at once; tokens are signed with it from now on. */
  rotate(): Promise<void>;
  sign(claims: Record<string, unknown>, header?: Record<string, unknown>): Promise<string>;
  close(): Promise<void>;
}

export const aadsts = (code: number, message = 'said at length', more: Record<string, unknown> = {}): Answer =>
  ({ status: 400, body: { error: 'invalid_client', error_description: `AADSTS${code}: ${message}. Trace ID: x Correlation ID: y`, error_codes: [code], correlation_id: 'corr-1', ...more } });

export async function startTokenService(): Promise<TokenService> {
  let key: CryptoKey;
  let keys: Record<string, unknown>[] = [];
  const hanging = new Set<ServerResponse>();
  const service: TokenService = {
    url: '', asked: [], visits: new Map(), next: [], keysAnswer: null, lifetimeS: 3600, skewMs: 0,
    async rotate() {
      const pair = await generateKeyPair('RS256', { extractable: true });
      key = pair.privateKey;
      keys = [{ ...await exportJWK(pair.publicKey), kid: `key-${keys.length + 1}`, use: 'sig', alg: 'RS256' }, ...keys];
    },
    sign: (claims, header = {}) => new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: String(keys[0]?.['kid']), typ: 'JWT', ...header }).sign(key),
    async close() {
      for (const response of hanging) response.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => { server.close(resolve); });
    },
  };

  const reply = (response: ServerResponse, answer: Answer): void => {
    if (answer === 'reset') { response.socket?.destroy(); return; }
    if (answer === 'hang') { hanging.add(response); return; }
    const body = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? {});
    response.writeHead(answer.status, { 'content-type': 'application/json', date: new Date(Date.now() + service.skewMs).toUTCString(), ...answer.headers }).end(body);
  };
  const token = async (request: IncomingMessage): Promise<Answer> => {
    const form = new URLSearchParams(await read(request));
    service.asked.push(form);
    const instead = service.next.shift();
    if (instead !== undefined) return instead;
    const access_token = await service.sign({ aud: 'graph', n: service.asked.length, roles: ['Team.Create', 'User.Read.All'] });
    return { status: 200, body: { token_type: 'Bearer', expires_in: service.lifetimeS, ext_expires_in: service.lifetimeS, access_token } };
  };
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname;
    service.visits.set(path, (service.visits.get(path) ?? 0) + 1);
    const tenant = path.split('/')[1] ?? '';
    const base = `${service.url}/${tenant}`;
    if (path.endsWith('/.well-known/openid-configuration')) {
      if (tenant === 'nowhere') { reply(response, aadsts(90002)); return; }
      reply(response, { status: 200, body: { issuer: `${base}/v2.0`, token_endpoint: `${base}/oauth2/v2.0/token`, authorization_endpoint: `${base}/oauth2/v2.0/authorize`, jwks_uri: `${service.url}/common/discovery/v2.0/keys` } });
    } else if (path.endsWith('/keys')) reply(response, service.keysAnswer ?? { status: 200, body: { keys } });
    else void token(request).then((answer) => reply(response, answer));
  });
  await service.rotate();
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return Object.defineProperty(service, 'url', { value: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

async function read(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

/** A certificate and its key, as PEM; `age` in years makes an old one (they last five). */
export async function aCertificate({ age = 0 } = {}): Promise<{ certificate: string; privateKey: string }> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const certificate = await selfSignedCertificate(privateKey, 'Gouverne', Date.now() - age * 365 * 86_400_000);
  return { certificate: `-----BEGIN CERTIFICATE-----\n${certificate.replace(/(.{64})/g, '$1\n')}\n-----END CERTIFICATE-----\n`, privateKey: await exportPKCS8(privateKey) };
}
