// Device code sign-in: a code for the device, a page where a person types it, and polling in between. Kept in the state: a restart loses nobody half-way.

import { randomBytes, randomInt } from 'node:crypto';
import type { TenantContext } from '../context.ts';
import { html, json, type Reply, type TenantRequest } from '../http.ts';
import { findClient } from './clients.ts';
import { EntraError, missingParameter, refusal } from './errors.ts';
import { deviceDonePage, devicePage, languageFor, wordsOf } from './pages.ts';
import { consentedScopes, readScope } from './scopes.ts';

const LIFETIME_S = 900;
const INTERVAL_S = 5;
/** Without letters and digits that look alike. */
const ALPHABET = 'BCDFGHJKLMNPQRSTVWXYZ23456789';

interface DeviceSession { deviceCode: string; userCode: string; clientId: string; scope: string; expiresAt: number; userId: string | null; declined: boolean; lastPollAt: number }

const read = (ctx: TenantContext): DeviceSession[] => ((ctx.state.settings.get('device-codes') as DeviceSession[] | undefined) ?? []).filter((s) => s.expiresAt > ctx.clock.now() - 86_400_000);
const write = (ctx: TenantContext, sessions: DeviceSession[]): void => { ctx.state.settings.put('device-codes', sessions); };

export async function deviceCodeEndpoint(ctx: TenantContext, request: TenantRequest): Promise<Reply> {
  const form = await request.form();
  try {
    const client = findClient(ctx, form.get('client_id') ?? undefined, request.params['tenant'] ?? '');
    const scope = form.get('scope');
    if (scope === null || scope.trim() === '') throw missingParameter('scope');
    if (!client.publicClient) throw new EntraError('invalid_client', 7000218, "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.");
    consentedScopes(client, readScope(ctx, scope));
    const session: DeviceSession = { deviceCode: randomBytes(48).toString('base64url'), userCode: Array.from({ length: 9 }, () => ALPHABET[randomInt(ALPHABET.length)]).join(''), clientId: client.appId, scope, expiresAt: ctx.clock.now() + LIFETIME_S * 1000, userId: null, declined: false, lastPollAt: 0 };
    write(ctx, [...read(ctx), session]);
    const uri = `${request.url.origin}/common/oauth2/deviceauth`;
    return json(200, {
      user_code: session.userCode, device_code: session.deviceCode, verification_uri: uri, expires_in: LIFETIME_S, interval: INTERVAL_S,
      message: `To sign in, use a web browser to open the page ${uri} and enter the code ${session.userCode} to authenticate.`,
    });
  } catch (error) {
    if (error instanceof EntraError) return refusal(error, ctx.clock, request);
    throw error;
  }
}

export function redeemDeviceCode(ctx: TenantContext, deviceCode: string, clientId: string): { userId: string; scope: string } {
  const sessions = read(ctx);
  const session = sessions.find((s) => s.deviceCode === deviceCode && s.clientId === clientId);
  if (session === undefined) throw new EntraError('bad_verification_code', 70000, 'The provided device code is malformed or not recognised.');
  const now = ctx.clock.now();
  if (session.expiresAt <= now) throw new EntraError('expired_token', 70020, 'The provided value for the input parameter \'device_code\' is not valid. This device code has expired.');
  if (session.declined) throw new EntraError('authorization_declined', 70018, 'The end user denied the authorization request.');
  const tooFast = now - session.lastPollAt < INTERVAL_S * 1000 - 500;
  write(ctx, sessions.map((s) => (s === session ? { ...s, lastPollAt: now } : s)));
  if (session.userId === null) {
    if (tooFast) ctx.counters.note('device-code-polled-too-fast');
    throw new EntraError('authorization_pending', 70016, 'OAuth 2.0 device flow error. Authorization is pending. Continue polling.');
  }
  write(ctx, sessions.filter((s) => s !== session));
  return { userId: session.userId, scope: session.scope };
}

/** The page at verification_uri: first the code, then the person. */
export async function deviceAuthPage(ctx: TenantContext, request: TenantRequest): Promise<Reply> {
  const form = request.method === 'POST' ? await request.form() : request.query;
  const language = languageFor(request);
  const words = wordsOf(language);
  const typed = (form.get('user_code') ?? form.get('otc') ?? '').toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  if (typed === '') return html(200, devicePage({ language, problem: undefined }));
  const sessions = read(ctx);
  const session = sessions.find((s) => s.userCode === typed && s.expiresAt > ctx.clock.now() && s.userId === null && !s.declined);
  if (session === undefined) return html(400, devicePage({ language, problem: words.codeUnknown }));
  const app = ctx.state.registrations.get(session.clientId)?.displayName ?? session.clientId;
  if (request.method === 'POST' && form.has('cancel')) {
    write(ctx, sessions.map((s) => (s === session ? { ...s, declined: true } : s)));
    return html(200, deviceDonePage({ language, message: words.deviceDeclined }));
  }
  const chosen = form.get('login_as');
  const user = chosen === null ? undefined : ctx.state.users.get(chosen);
  if (request.method === 'POST' && user !== undefined) {
    write(ctx, sessions.map((s) => (s === session ? { ...s, userId: user.id } : s)));
    return html(200, deviceDonePage({ language, message: words.deviceDone(app, user.displayName) }));
  }
  return html(200, devicePage({ language, problem: undefined, code: typed, app, people: ctx.state.users.filter((u) => u.accountEnabled) }));
}
