// Who the command line acts as: a person of a real tenant (device code, by msal-node), a role-person of the local Microsoft 365
// (authorization code with PKCE, answered without a browser), or an application of a pipeline (client credentials).
import type { PublicConfig } from '../contract/public-config.ts';
import { NotSignedIn, Usage } from './failures.ts';
import { localToken, openIdEndpoints, tokenRequest } from './local-sign-in.ts';
import type { Session, SignInWith } from './session.ts';
import type { Words } from './words.ts';
import type { World } from './world.ts';

/** The network secretariat may plan and apply everywhere: the local tenant's own default would be a guess. */
export const DEFAULT_LOCAL_PERSON = 'secretariat.telesante.msss@rqt.example';

/** Local: the authority is on this machine, over plain http. Behind a TLS proxy the stand-in is signed in to like the real service. */
export const isLocal = (config: PublicConfig): boolean => config.tenant === 'local' && config.authority.startsWith('http:');

export async function openSession(with_: SignInWith, remember = false): Promise<Session> {
  const application = pipeline(with_);
  if (application !== null) return application;
  if (isLocal(with_.config)) return localSession(with_, remember);
  if (with_.as !== null) throw new Usage(with_.words.signIn.asOnRealTenant, with_.words.signIn.asOnRealTenantRemedy);
  const { personSession } = await import('./microsoft-sign-in.ts'); // msal-node takes 0.1 s to load: only who needs it pays
  return personSession(with_);
}

/** A pipeline has no person: GOUVERNE_CLIENT_ID and GOUVERNE_CLIENT_SECRET name an application that holds the app role Gouverne.Operate. */
export function applicationOf(env: World['env'], words: Words): { readonly id: string; readonly secret: string } | null {
  const id = env['GOUVERNE_CLIENT_ID'] ?? '';
  const secret = env['GOUVERNE_CLIENT_SECRET'] ?? '';
  if (id === '' && secret === '') return null;
  if (id === '' || secret === '') throw new Usage(words.signIn.bothOrNone, words.signIn.bothOrNoneRemedy);
  return { id, secret };
}

function pipeline({ world, words, config }: SignInWith): Session | null {
  const application = applicationOf(world.env, words);
  if (application === null) return null;
  const scope = `${config.scope.replace(/\/[^/]*$/, '')}/.default`; // api://…/access_as_user names the same application as api://…/.default
  let current: { token: string; expiresAt: number } | null = null;
  return {
    who: application.id,
    kind: 'application',
    token: async (fresh) => {
      if (!fresh && current !== null && current.expiresAt > world.now() + 60_000) return current.token;
      if (isLocal(config)) {
        const endpoints = await openIdEndpoints(world, config);
        const answer = await tokenRequest(world, endpoints.token, { client_id: application.id, client_secret: application.secret, grant_type: 'client_credentials', scope });
        if (!answer.ok) throw new NotSignedIn({ is: 'refused', detail: answer.detail });
        current = { token: answer.accessToken, expiresAt: answer.expiresAt };
      } else {
        const { applicationToken } = await import('./microsoft-sign-in.ts');
        current = await applicationToken(world, config, application, scope);
      }
      return current.token;
    },
  };
}

/** A name without a domain gets the network's. */
export const personNamed = (typed: string): string => (typed.includes('@') ? typed : `${typed}@${DEFAULT_LOCAL_PERSON.split('@')[1] ?? ''}`).toLowerCase();

function localSession({ world, server, config, sessions, as }: SignInWith, remember: boolean): Session {
  const kept = sessions.get(server);
  // `--as` beside a command holds for that command; beside `login`, for those that follow.
  const login = remember ? personNamed(as ?? world.env['GOUVERNE_AS'] ?? DEFAULT_LOCAL_PERSON) : kept !== null && kept.kind === 'local' ? kept.login : null;
  const chosen = [as, world.env['GOUVERNE_AS'], login].find((name) => name !== null && name !== undefined && name !== '');
  const person = personNamed(chosen ?? DEFAULT_LOCAL_PERSON);
  return {
    who: person,
    kind: 'local',
    token: async (fresh) => {
      const last = sessions.get(server);
      if (!fresh && last !== null && last.kind === 'local' && last.as === person && last.expiresAt > world.now() + 60_000) return last.accessToken;
      const { accessToken, expiresAt } = await localToken(world, config, person);
      sessions.keep(server, { kind: 'local', login, as: person, accessToken, expiresAt });
      return accessToken;
    },
  };
}
