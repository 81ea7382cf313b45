// The authorization endpoint: checks what the client asks for, signs a person in (account picker, session or login_hint), and sends the code back.

import { randomUUID } from 'node:crypto';
import type { TenantContext } from '../context.ts';
import { html, redirect, type Reply, type TenantRequest } from '../http.ts';
import type { AppRegistration, User } from '../state.ts';
import { findClient } from './clients.ts';
import { describe, EntraError } from './errors.ts';
import { seal, unseal } from './opaque-tokens.ts';
import { accountPage, formPostPage, languageFor, problemPage, signedOutPage } from './pages.ts';
import { consentedScopes, readScope } from './scopes.ts';
import { CODE_LIFETIME_S } from './token.ts';

const SESSION_COOKIE = 'ESTSAUTHPERSISTENT';
const SESSION_LIFETIME_S = 90 * 86_400;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

export async function authorizeEndpoint(ctx: TenantContext, request: TenantRequest): Promise<Reply> {
  const form = request.method === 'POST' ? await request.form() : new URLSearchParams();
  // A client may also send the whole request as a form.
  const q = request.query.has('client_id') ? request.query : form;
  const language = languageFor(request);
  let client: AppRegistration;
  let redirectUri: string;
  try {
    client = findClient(ctx, q.get('client_id') ?? undefined, request.params['tenant'] ?? '');
    redirectUri = checkRedirect(client, q.get('redirect_uri'));
  } catch (error) {
    // Never back to an address that nobody registered.
    if (error instanceof EntraError) return html(error.status === 401 ? 400 : error.status, problemPage(language, String(describe(error, ctx.clock, request)['error_description'])));
    throw error;
  }
  const back = (fields: Record<string, string>, headers: Record<string, string> = {}): Reply => sendBack(q.get('response_mode') ?? 'query', redirectUri, { ...fields, ...(q.get('state') === null ? {} : { state: q.get('state') ?? '' }) }, language, headers);
  const refuse = (error: EntraError): Reply => {
    const body = describe(error, ctx.clock, request);
    return back({ error: String(body['error']), error_description: String(body['error_description']), ...(error.suberror === undefined ? {} : { error_subcode: error.suberror }) });
  };
  try {
    const wanted = checkRequest(ctx, q);
    if (form.has('cancel')) throw new EntraError('access_denied', 65004, 'User declined to consent to access the app.');
    const prompt = q.get('prompt') ?? '';
    const person = await whoIsIt(ctx, request, form, q, prompt);
    if (person === undefined) {
      if (prompt === 'none') throw q.get('login_hint') === null ? new EntraError('login_required', 50058, 'A silent sign-in request was sent but no user is signed in. The cookies used to represent the user\'s session were not sent in the request to Microsoft Entra ID.') : new EntraError('interaction_required', 50020, `User account '${q.get('login_hint') ?? ''}' from identity provider does not exist in the tenant and cannot access the application.`);
      const other = new URL(request.url);
      other.searchParams.set('ui_locales', language === 'fr' ? 'en' : 'fr');
      return html(200, accountPage({ language, app: client.displayName, people: inOrder(ctx, q.get('login_hint')), other: `${other.pathname}${other.search}` }));
    }
    try {
      consentedScopes(client, wanted);
    } catch (error) {
      // In a browser the service would show its consent page; here an administrator consents beforehand.
      if (error instanceof EntraError && error.code === 65001) throw new EntraError(prompt === 'none' ? 'interaction_required' : 'consent_required', prompt === 'none' ? 65001 : 90094, prompt === 'none' ? error.message : 'Admin consent is required for the permissions requested by this application.', { suberror: 'consent_required' });
      throw error;
    }
    const challenge = q.get('code_challenge');
    const code = await seal(ctx, {
      kind: 'code', clientId: client.appId, userId: person.id, scope: q.get('scope') ?? '', redirectUri: q.get('redirect_uri') ?? '', jti: randomUUID(),
      ...(challenge === null ? {} : { challenge, challengeMethod: q.get('code_challenge_method') ?? 'plain' }), ...(q.get('nonce') === null ? {} : { nonce: q.get('nonce') ?? '' }),
    }, CODE_LIFETIME_S);
    const session = await seal(ctx, { kind: 'session', clientId: '', userId: person.id, scope: '', jti: randomUUID() }, SESSION_LIFETIME_S);
    return back({ code, session_state: randomUUID() }, { 'set-cookie': `${SESSION_COOKIE}=${session}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${SESSION_LIFETIME_S}` });
  } catch (error) {
    if (error instanceof EntraError) return refuse(error);
    throw error;
  }
}

function checkRequest(ctx: TenantContext, q: URLSearchParams) {
  const type = q.get('response_type');
  if (type === null || type === '') throw new EntraError('invalid_request', 900144, "The request body must contain the following parameter: 'response_type'.");
  if (type !== 'code') throw new EntraError('unsupported_response_type', 700054, `response_type '${type}' is not enabled for the application.`);
  const mode = q.get('response_mode');
  if (mode !== null && !['query', 'fragment', 'form_post'].includes(mode)) throw new EntraError('invalid_request', 70007, `'${mode}' is not a supported value of 'response_mode' when requesting a token.`);
  const scope = q.get('scope');
  if (scope === null || scope.trim() === '') throw new EntraError('invalid_request', 900144, "The request body must contain the following parameter: 'scope'.");
  const method = q.get('code_challenge_method');
  if (method !== null && !['S256', 'plain'].includes(method)) throw new EntraError('invalid_request', 501491, 'Invalid size or method of Code_Challenge parameter.');
  const challenge = q.get('code_challenge');
  if (challenge !== null && (challenge.length < 43 || challenge.length > 128)) throw new EntraError('invalid_request', 501491, 'Invalid size of Code_Challenge parameter.');
  const prompt = q.get('prompt');
  if (prompt !== null && !['', 'none', 'login', 'consent', 'select_account', 'create'].includes(prompt)) throw new EntraError('invalid_request', 90023, `Unsupported 'prompt' value.`);
  return readScope(ctx, scope);
}

/** The person: chosen on the page, hinted at silently, or signed in before. Undefined: ask. */
async function whoIsIt(ctx: TenantContext, request: TenantRequest, form: URLSearchParams, q: URLSearchParams, prompt: string): Promise<User | undefined> {
  const chosen = form.get('login_as');
  if (chosen !== null) return enabled(ctx.state.users.get(chosen));
  const hint = q.get('login_hint');
  if (prompt === 'none' && hint !== null) return enabled(byHint(ctx, hint));
  if (['login', 'select_account', 'consent', 'create'].includes(prompt)) return undefined;
  const cookie = new RegExp(`(?:^|;\\s*)${SESSION_COOKIE}=([^;]+)`).exec(request.header('cookie') ?? '')?.[1];
  const opened = cookie === undefined ? undefined : await unseal(ctx, cookie, 'session');
  const session = opened === undefined || opened.expired ? undefined : enabled(ctx.state.users.get(opened.grant.userId));
  if (session === undefined || hint === null) return session;
  return byHint(ctx, hint)?.id === session.id ? session : undefined;
}

const byHint = (ctx: TenantContext, hint: string): User | undefined => ctx.state.users.find((u) => u.userPrincipalName.toLowerCase() === hint.toLowerCase() || u.mail?.toLowerCase() === hint.toLowerCase() || u.id === hint.toLowerCase());
const enabled = (user: User | undefined): User | undefined => (user?.accountEnabled === true ? user : undefined);

/** The hinted person first, then by name. */
function inOrder(ctx: TenantContext, hint: string | null): User[] {
  const hinted = hint === null ? undefined : byHint(ctx, hint);
  const byName = ctx.state.users.filter((u) => u.accountEnabled && u !== hinted).sort((a, b) => a.displayName.localeCompare(b.displayName, 'fr', { numeric: true }));
  return hinted === undefined ? byName : [hinted, ...byName];
}

/** Registered exactly; a loopback address of a public client may name any port ("Redirect URI restrictions": localhost exceptions). */
function checkRedirect(client: AppRegistration, asked: string | null): string {
  if (client.redirectUris.length === 0) throw new EntraError('invalid_client', 500113, 'No reply address is registered for the application.', { status: 400 });
  if (asked === null) {
    const only = client.redirectUris[0];
    if (client.redirectUris.length === 1 && only !== undefined) return only;
    throw new EntraError('invalid_request', 900144, "The request body must contain the following parameter: 'redirect_uri'.");
  }
  const matches = client.redirectUris.some((registered) => registered === asked || loopbackMatch(registered, asked));
  if (!matches) throw new EntraError('invalid_request', 50011, `The redirect URI '${asked}' specified in the request does not match the redirect URIs configured for the application '${client.appId}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal.`);
  return asked;
}

function loopbackMatch(registered: string, asked: string): boolean {
  if (!URL.canParse(registered) || !URL.canParse(asked)) return false;
  const [r, a] = [new URL(registered), new URL(asked)];
  return LOOPBACK.has(r.hostname) && r.hostname === a.hostname && r.protocol === a.protocol && r.pathname.replace(/\/$/, '') === a.pathname.replace(/\/$/, '') && r.search === a.search;
}

function sendBack(mode: string, redirectUri: string, fields: Record<string, string>, language: 'fr' | 'en', headers: Record<string, string>): Reply {
  if (mode === 'form_post') return html(200, formPostPage(language, redirectUri, fields), headers);
  const joined = new URLSearchParams(fields).toString();
  if (mode === 'fragment') return redirect(`${redirectUri}#${joined}`, headers);
  return redirect(`${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${joined}`, headers);
}

export function logoutEndpoint(ctx: TenantContext, request: TenantRequest): Reply {
  const gone = { 'set-cookie': `${SESSION_COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0` };
  const back = request.query.get('post_logout_redirect_uri');
  const known = back !== null && ctx.state.registrations.find((r) => r.redirectUris.some((uri) => uri === back || loopbackMatch(uri, back))) !== undefined;
  if (known && back !== null) return redirect(back, gone);
  return html(200, signedOutPage(languageFor(request)), gone);
}
