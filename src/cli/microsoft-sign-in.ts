// Signs in to Microsoft Entra ID with msal-node: a person by device code, an application by its secret. Loaded only when needed.
import { AuthError, ConfidentialClientApplication, InteractionRequiredAuthError, PublicClientApplication, type AccountInfo, type Configuration, type ICachePlugin, type INetworkModule, type NetworkResponse } from '@azure/msal-node';
import type { PublicConfig } from '../contract/public-config.ts';
import { asFailure } from './api.ts';
import { Interrupted, NotSignedIn, StrangeReply, Unreachable } from './failures.ts';
import { authorityOf } from './local-sign-in.ts';
import type { Session, SignInWith } from './session.ts';
import { duration } from './words.ts';
import type { World } from './world.ts';

/** Entra ID's public names; msal-node looks any other up there first, which a closed network would not allow. */
const MICROSOFT_HOSTS = new Set(['login.microsoftonline.com', 'login.microsoft.com', 'login.windows.net', 'sts.windows.net']);
export const isMicrosoftHost = (config: PublicConfig): boolean => MICROSOFT_HOSTS.has(new URL(config.authority).host);

function authOf(config: PublicConfig): Configuration['auth'] {
  const authority = authorityOf(config);
  return { clientId: config.clientId, authority, ...(isMicrosoftHost(config) ? {} : { knownAuthorities: [new URL(authority).host] }) };
}

/** One door to the network for the whole command: Ctrl-C and a proxy hold for sign-in too, and its failures are sorted like the others. */
function network(world: World): INetworkModule {
  const send = async <T>(method: string, url: string, options: { readonly headers?: Record<string, string>; readonly body?: string } | undefined): Promise<NetworkResponse<T>> => {
    const host = new URL(url).origin;
    let response: Response;
    try {
      response = await world.fetch(url, { method, signal: AbortSignal.any([world.interrupt, AbortSignal.timeout(30_000)]), ...(options?.headers === undefined ? {} : { headers: options.headers }), ...(options?.body === undefined ? {} : { body: options.body }) });
    } catch (error) {
      throw asFailure(error, host, world.interrupt);
    }
    const text = await response.text();
    try {
      return { status: response.status, headers: Object.fromEntries(response.headers), body: JSON.parse(text) as T };
    } catch {
      throw new StrangeReply(host, `HTTP ${response.status}`);
    }
  };
  return { sendGetRequestAsync: (url, options) => send('GET', url, options), sendPostRequestAsync: (url, options) => send('POST', url, options) };
}

/** msal-node keeps its tokens in our session file, and nowhere else. */
function client({ config, sessions, server, world }: SignInWith): PublicClientApplication {
  const cachePlugin: ICachePlugin = {
    beforeCacheAccess: async (context) => {
      const kept = sessions.get(server);
      if (kept !== null && kept.kind === 'msal' && kept.cache !== '') context.tokenCache.deserialize(kept.cache);
    },
    afterCacheAccess: async (context) => {
      if (!context.cacheHasChanged) return;
      const kept = sessions.get(server);
      const account = kept !== null && kept.kind === 'msal' ? { homeAccountId: kept.homeAccountId, who: kept.who } : { homeAccountId: null, who: '' };
      sessions.keep(server, { kind: 'msal', cache: context.tokenCache.serialize(), ...account });
    },
  };
  return new PublicClientApplication({ auth: authOf(config), cache: { cachePlugin }, system: { networkClient: network(world) } });
}

export async function personSession(with_: SignInWith): Promise<Session> {
  const { sessions, server, config } = with_;
  const kept = sessions.get(server);
  if (kept === null || kept.kind !== 'msal' || kept.homeAccountId === null) throw new NotSignedIn({ is: 'never' });
  const application = client(with_);
  const account = (await application.getAllAccounts()).find((known) => known.homeAccountId === kept.homeAccountId);
  if (account === undefined) throw new NotSignedIn({ is: 'over' });
  return {
    who: kept.who,
    kind: 'person',
    token: async (fresh) => {
      try {
        return (await application.acquireTokenSilent({ account, scopes: [config.scope], forceRefresh: fresh })).accessToken;
      } catch (error) {
        // An expired or revoked refresh token comes as the one or the other, by its sub-error.
        if (error instanceof InteractionRequiredAuthError || (error instanceof AuthError && error.errorCode === 'invalid_grant')) throw new NotSignedIn({ is: 'over' });
        throw sorted(error, with_);
      }
    },
  };
}

/** Shows the code, waits for the person, and keeps the session. */
export async function signInByDeviceCode(with_: SignInWith, say: (line: string) => void): Promise<AccountInfo> {
  const { config, words, sessions, server, world } = with_;
  const application = client(with_);
  const request = {
    scopes: [config.scope],
    deviceCodeCallback: (answer: { readonly verificationUri: string; readonly userCode: string; readonly expiresIn: number }) => {
      say(words.signIn.openPage(answer.verificationUri));
      say(words.signIn.enterCode(answer.userCode));
      say(words.signIn.waiting(duration(answer.expiresIn * 1000, words)));
    },
    cancel: false,
  };
  // msal-node looks at `cancel` only before each poll: Ctrl-C must not wait for that.
  const interrupted = new Promise<never>((_resolve, reject) => {
    world.interrupt.addEventListener('abort', () => { request.cancel = true; reject(new Interrupted()); }, { once: true });
  });
  try {
    const answer = await Promise.race([application.acquireTokenByDeviceCode(request), interrupted]);
    if (answer === null || answer.account === null) throw new NotSignedIn({ is: 'refused', detail: words.signIn.codeExpired });
    const kept = sessions.get(server);
    sessions.keep(server, { kind: 'msal', cache: kept !== null && kept.kind === 'msal' ? kept.cache : '', homeAccountId: answer.account.homeAccountId, who: answer.account.username });
    return answer.account;
  } catch (error) {
    throw sorted(error, with_);
  }
}

export async function applicationToken(world: World, config: PublicConfig, application: { readonly id: string; readonly secret: string }, scope: string): Promise<{ readonly token: string; readonly expiresAt: number }> {
  const auth = { ...authOf(config), clientId: application.id, clientSecret: application.secret };
  try {
    const answer = await new ConfidentialClientApplication({ auth, system: { networkClient: network(world) } }).acquireTokenByClientCredential({ scopes: [scope] });
    if (answer === null) throw new NotSignedIn({ is: 'refused', detail: scope });
    return { token: answer.accessToken, expiresAt: answer.expiresOn?.getTime() ?? 0 };
  } catch (error) {
    throw error instanceof AuthError ? new NotSignedIn({ is: 'refused', detail: messageOf(error) }) : error;
  }
}

/** msal-node wraps what the network threw: our own failures, which say what to do, come first. */
function sorted(error: unknown, { words, world, config }: SignInWith): unknown {
  for (let inner = error; inner instanceof Error; inner = inner.cause) {
    if (inner instanceof Unreachable || inner instanceof Interrupted || inner instanceof StrangeReply || inner instanceof NotSignedIn) return inner;
  }
  if (world.interrupt.aborted) return new Interrupted();
  if (!(error instanceof AuthError)) return error;
  if (error.errorCode === 'endpoints_resolution_error' || error.errorCode === 'network_error') return new Unreachable(new URL(config.authority).origin, error.errorCode, error);
  // While it polls, msal-node passes on Entra's error code alone, as the message.
  const detail = error.errorCode === 'device_code_expired' || error.errorMessage === 'expired_token' ? words.signIn.codeExpired
    : error.errorMessage === 'authorization_declined' ? words.signIn.declined
    : messageOf(error);
  return new NotSignedIn({ is: 'refused', detail });
}

/** Entra's own sentence, out of what msal-node puts around it (error codes, time, correlation id). */
function messageOf(error: AuthError): string {
  const said = error.errorMessage === '' ? error.errorCode : error.errorMessage;
  const [first = said] = (/Description: (.*?)(?: - Correlation ID:|$)/s.exec(said)?.[1] ?? said).split(/\r?\n| Trace ID:/);
  return first.trim();
}
