// `gouverne login` and `gouverne logout`: the session kept for one server.
import { PublicConfig } from '../../contract/public-config.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { Usage } from '../failures.ts';
import { applicationOf, isLocal, openSession } from '../sign-in.ts';

export async function login(context: Context): Promise<ExitCode> {
  const { words, world, out, err, options, server } = context;
  if (applicationOf(world.env, words) !== null) {
    out.line(words.signIn.applicationNeedsNoLogin);
    return EXIT.ok;
  }
  const config = await context.publicApi().get('/api/config', PublicConfig);
  const signInWith = context.signInWith(config);
  if (isLocal(config)) {
    // --as is remembered: the next commands act as the same person.
    const session = await openSession(signInWith, true);
    await session.token(true);
    out.line(words.signIn.done(session.who));
    return EXIT.ok;
  }
  if (options.value('as') !== null) throw new Usage(words.signIn.asOnRealTenant, words.signIn.asOnRealTenantRemedy);
  const { isMicrosoftHost, signInByDeviceCode } = await import('../microsoft-sign-in.ts');
  if (!isMicrosoftHost(config)) err.line(err.style.warn(words.signIn.unknownHost(new URL(config.authority).host)));
  context.sessions.drop(server.url);
  const account = await signInByDeviceCode(signInWith, (line) => err.line(line));
  out.line(words.signIn.done(account.username));
  return EXIT.ok;
}

export async function logout(context: Context): Promise<ExitCode> {
  const { words, out, options, server, sessions } = context;
  if (options.has('all')) {
    sessions.dropAll();
    out.line(words.signIn.outEverywhere);
    return EXIT.ok;
  }
  out.line(sessions.drop(server.url) ? words.signIn.out(server.url) : words.signIn.wasOut(server.url));
  return EXIT.ok;
}
