// Signs in to the local Microsoft 365 without a browser: the standard authorization-code flow with PKCE, `prompt=none` and a `login_hint`.
// Plain requests, because msal-node refuses an authority over http.
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { PublicConfig } from '../contract/public-config.ts';
import { asFailure } from './api.ts';
import { NotSignedIn, StrangeReply } from './failures.ts';
import type { World } from './world.ts';

/** Entra takes any port on a native client's loopback redirect; nothing listens there, the answer is read from the Location header. */
export const REDIRECT_URI = 'http://localhost';

const Discovery = z.object({ authorization_endpoint: z.string(), token_endpoint: z.string() });
const TokenAnswer = z.object({ access_token: z.string(), expires_in: z.coerce.number() });
const TokenError = z.object({ error: z.string(), error_description: z.string().optional() });

async function ask(world: World, url: string, init: RequestInit): Promise<Response> {
  try {
    return await world.fetch(url, { ...init, signal: AbortSignal.any([world.interrupt, AbortSignal.timeout(30_000)]) });
  } catch (error) {
    throw asFailure(error, new URL(url).origin, world.interrupt);
  }
}

/** With or without its tenant, with or without `/v2.0`: both ways of writing an authority are usual. */
export function authorityOf(config: PublicConfig): string {
  const base = config.authority.replace(/\/+$/, '').replace(/\/v2\.0$/, '');
  return base.toLowerCase().endsWith(`/${config.tenantId.toLowerCase()}`) ? base : `${base}/${config.tenantId}`;
}

export async function openIdEndpoints(world: World, config: PublicConfig): Promise<{ readonly authorize: string; readonly token: string }> {
  const authority = authorityOf(config);
  const response = await ask(world, `${authority}/v2.0/.well-known/openid-configuration`, { headers: { accept: 'application/json' } });
  const document = Discovery.safeParse(await response.json().catch(() => undefined));
  if (!document.success) throw new StrangeReply(authority, 'openid-configuration');
  return { authorize: document.data.authorization_endpoint, token: document.data.token_endpoint };
}

export type TokenReply = { readonly ok: true; readonly accessToken: string; readonly expiresAt: number } | { readonly ok: false; readonly detail: string };

export async function tokenRequest(world: World, endpoint: string, form: Readonly<Record<string, string>>): Promise<TokenReply> {
  const response = await ask(world, endpoint, { method: 'POST', headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(form).toString() });
  const body: unknown = await response.json().catch(() => undefined);
  const answer = TokenAnswer.safeParse(body);
  if (response.ok && answer.success) return { ok: true, accessToken: answer.data.access_token, expiresAt: world.now() + answer.data.expires_in * 1000 };
  const error = TokenError.safeParse(body);
  return { ok: false, detail: error.success ? firstLine(error.data.error_description ?? error.data.error) : `HTTP ${response.status}` };
}

/** Entra's descriptions go on for lines (trace id, correlation id, time); the first says it. */
const firstLine = (text: string): string => text.split(/\r?\n| Trace ID:/)[0] ?? text;

export async function localToken(world: World, config: PublicConfig, person: string): Promise<{ readonly accessToken: string; readonly expiresAt: number }> {
  const endpoints = await openIdEndpoints(world, config);
  const verifier = randomBytes(32).toString('base64url');
  const state = randomBytes(16).toString('base64url');
  const scope = `${config.scope} openid profile offline_access`;
  const authorize = new URL(endpoints.authorize);
  const query = {
    client_id: config.clientId, response_type: 'code', response_mode: 'query', redirect_uri: REDIRECT_URI, scope, state, prompt: 'none', login_hint: person,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(query)) authorize.searchParams.set(name, value);

  const response = await ask(world, authorize.href, { redirect: 'manual' });
  await response.body?.cancel();
  const location = response.headers.get('location');
  if (location === null || response.status < 300 || response.status > 399) throw new StrangeReply(endpoints.authorize, `HTTP ${response.status}`);
  const answer = new URL(location, REDIRECT_URI).searchParams;
  if (answer.get('state') !== state) throw new StrangeReply(endpoints.authorize, 'state');
  const code = answer.get('code');
  if (code === null) throw new NotSignedIn({ is: 'unknown-person', person, detail: firstLine(answer.get('error_description') ?? answer.get('error') ?? '') });

  const token = await tokenRequest(world, endpoints.token, { client_id: config.clientId, grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI, code_verifier: verifier, scope });
  if (!token.ok) throw new NotSignedIn({ is: 'refused', detail: token.detail });
  return token;
}
