// Who the command line acts as: on the local Microsoft 365, on a real tenant by device code, in a pipeline; and where it keeps the session.
import { afterEach, describe, expect, it } from '@jest/globals';
import { fakeEntra, REAL_TENANT } from '../support/fake-entra.ts';
import { fakeGouverne, type FakeGouverne, type Script } from '../support/fake-gouverne.ts';
import { fakeWorld } from '../support/fake-terminal.ts';
import { aPlan } from '../support/provisioning-replies.ts';
import { runCli } from '../support/run-cli.ts';
import { main } from '../../src/cli/main.ts';
import { configDirectory } from '../../src/cli/world.ts';

let server: FakeGouverne;
const serving = async (script: Partial<Script> = {}): Promise<FakeGouverne> => (server = await fakeGouverne({ plans: [aPlan({ teams: [] })], ...script }));
afterEach(() => server.close());

const SESSIONS = '/home/ana/.config/gouverne/sessions.json';
const signIns = (): number => server.seen.filter((request) => request.path.includes('/authorize')).length;

describe('on the local Microsoft 365', () => {
  it('acts as the network secretariat until told otherwise', async () => {
    const { err } = await runCli(await serving(), 'plan');
    expect(err).toBe('En tant que secretariat.telesante.msss@rqt.example (changer\u00a0: --as)\n');
  });

  it.each([
    ['--as', 'plan --as coordination.cct-chum@rqt.example', {}],
    ['a name without its domain', 'plan --as coordination.cct-chum', {}],
    ['GOUVERNE_AS', 'plan', { GOUVERNE_AS: 'coordination.cct-chum@rqt.example' }],
  ])('acts as the person given by %s', async (_name, command, env) => {
    const { err, code } = await runCli(await serving(), command, { env });
    expect(err).toContain('En tant que coordination.cct-chum@rqt.example');
    expect(code).toBe(0);
  });

  it('remembers who logged in, signs in once, and never shows the token', async () => {
    await serving();
    const world = fakeWorld();
    const run = (...words: string[]): Promise<number> => main([...words, '--server', server.url], world);
    expect(await run('login', '--as', 'coordination.cct-chum@rqt.example')).toBe(0);
    expect(await run('plan')).toBe(0);
    expect(await run('plan')).toBe(0);
    expect(signIns()).toBe(1);
    expect(world.printed().out).toContain('Connexion réussie\u00a0: coordination.cct-chum@rqt.example.');
    expect(world.printed().out + world.printed().err).not.toContain('le-jeton');
    expect(await run('plan', '--as', 'secretariat.telesante.msss@rqt.example')).toBe(0);
    expect(signIns()).toBe(2);
    expect(await run('plan')).toBe(0);
    expect(world.printed().err.trimEnd().split('\n').at(-1)).toContain('En tant que coordination.cct-chum@rqt.example');
  });

  it('keeps the session where only its owner reads it, and forgets it at logout', async () => {
    await serving();
    const world = fakeWorld();
    await main(['login', '--server', server.url], world);
    expect(world.files.get(SESSIONS)).toMatchObject({ secret: true, mode: 0o600 });
    expect(await main(['logout', '--server', server.url], world)).toBe(0);
    expect(world.files.get(SESSIONS)?.text).not.toContain('le-jeton');
    await main(['logout', '--server', server.url], world);
    expect(world.printed().out).toContain('Aucune session n’était gardée');
    await main(['login', '--server', server.url], world);
    await main(['logout', '--all', '--server', server.url], world);
    expect(world.files.has(SESSIONS)).toBe(false);
  });

  it('signs in again when the stand-in was set up anew and refuses the kept token', async () => {
    const stale = JSON.stringify({ version: 1, servers: {} });
    await serving();
    const world = fakeWorld({ files: { [SESSIONS]: stale } });
    world.writeText(SESSIONS, JSON.stringify({ version: 1, servers: { [server.url]: { kind: 'local', login: null, as: 'secretariat.telesante.msss@rqt.example', accessToken: 'vieux', expiresAt: 9e15 } } }), true);
    expect(await main(['plan', '--server', server.url], world)).toBe(0);
    expect(signIns()).toBe(1);
  });

  it('sets an unreadable session file aside', async () => {
    const { code, err, world } = await runCli(await serving(), 'plan', { files: { [SESSIONS]: '{oups' } });
    expect(err).toContain(`Le fichier de sessions ${SESSIONS} était illisible`);
    expect(world.files.get(`${SESSIONS}.unreadable`)?.text).toBe('{oups');
    expect(code).toBe(0);
  });

  it('refuses a person who is not in the network, with an example', async () => {
    const { code, err } = await runCli(await serving(), 'plan --as inconnu@rqt.example');
    expect(err).toContain('«\u00a0inconnu@rqt.example\u00a0» n’est pas un compte de ce Microsoft 365 local.');
    expect(err).toContain('secretariat.telesante.msss@rqt.example');
    expect(code).toBe(7);
  });
});

describe('on a real tenant', () => {
  it('asks to sign in first', async () => {
    const { code, err } = await runCli(await serving({ config: REAL_TENANT }), 'plan', { fetch: fakeEntra().fetch });
    expect(err).toBe('Aucune session n’est ouverte sur ce serveur.\n→ Connectez-vous\u00a0: gouverne login\n');
    expect(code).toBe(7);
  });

  it('signs in by device code, keeps msal-node’s cache, and uses it silently', async () => {
    await serving({ config: REAL_TENANT });
    const entra = fakeEntra();
    entra.pending = 1;
    const world = fakeWorld({ fetch: entra.fetch });
    expect(await main(['login', '--server', server.url], world)).toBe(0);
    expect(world.printed().err).toBe('Ouvrez https://microsoft.com/devicelogin\net entrez le code ABCD-1234\nJ’attends votre connexion (15\u00a0min au plus)…\n');
    expect(world.printed().out).toBe('Connexion réussie\u00a0: ana@msss.example.\n');
    expect(world.files.get(SESSIONS)).toMatchObject({ secret: true });
    const asked = entra.tokenRequests.length;
    expect(await main(['plan', '--server', server.url], world)).toBe(0);
    expect(entra.tokenRequests).toHaveLength(asked);
    expect(world.printed().out + world.printed().err).not.toContain('le-jeton');
  });

  it('gets a fresh token when the server refuses the kept one', async () => {
    await serving({ config: REAL_TENANT });
    const entra = fakeEntra();
    const world = fakeWorld({ fetch: entra.fetch });
    await main(['login', '--server', server.url], world);
    let refused = 0;
    server.script.meddle = (request, response) => {
      if (request.path !== '/api/plan' || refused > 0) return false;
      refused += 1;
      response.writeHead(401).end();
      return true;
    };
    expect(await main(['plan', '--server', server.url], world)).toBe(0);
    expect(entra.tokenRequests.at(-1)?.get('grant_type')).toBe('refresh_token');
  });

  it('says when the session is over', async () => {
    await serving({ config: REAL_TENANT });
    const entra = fakeEntra();
    const world = fakeWorld({ fetch: entra.fetch });
    await main(['login', '--server', server.url], world);
    entra.refuse = { error: 'invalid_grant', error_description: 'AADSTS700082: The refresh token has expired.' };
    server.script.meddle = (request, response) => { if (request.path !== '/api/plan') return false; response.writeHead(401).end(); return true; };
    expect(await main(['plan', '--server', server.url], world)).toBe(7);
    expect(world.printed().err).toContain('Votre session est terminée.\n→ Connectez-vous\u00a0: gouverne login');
  });

  it('tells why sign-in was refused', async () => {
    const entra = fakeEntra();
    entra.refuse = { error: 'authorization_declined', error_description: 'AADSTS70018: The user declined. Trace ID: 12 Correlation ID: 13' };
    const { code, err } = await runCli(await serving({ config: REAL_TENANT }), 'login', { fetch: entra.fetch });
    expect(err).toContain('La connexion a été refusée\u00a0: la demande a été refusée sur la page de connexion');
    expect(code).toBe(7);
    entra.refuse = { error: 'invalid_client', error_description: 'AADSTS7000215: Invalid client secret provided. Trace ID: 12 Correlation ID: 13' };
    const pipeline = await runCli(server, 'plan', { fetch: entra.fetch, env: { GOUVERNE_CLIENT_ID: 'pipeline', GOUVERNE_CLIENT_SECRET: 'mauvais' } });
    expect(pipeline.err).toContain('La connexion a été refusée\u00a0: AADSTS7000215: Invalid client secret provided.\n');
  });

  it('stops waiting for the code at Ctrl-C', async () => {
    const entra = fakeEntra();
    entra.pending = 1000;
    const world = fakeWorld({ fetch: entra.fetch });
    entra.onToken = () => { if (entra.tokenRequests.length === 2) world.pressCtrlC(); };
    await serving({ config: REAL_TENANT });
    expect(await main(['login', '--server', server.url], world)).toBe(130);
  });

  it('takes no --as', async () => {
    const { code, err } = await runCli(await serving({ config: REAL_TENANT }), 'plan --as ana@msss.example', { fetch: fakeEntra().fetch });
    expect(err).toContain('--as ne sert qu’avec le Microsoft 365 local.');
    expect(code).toBe(8);
  });

  it('never sends a token in clear text', async () => {
    const world = fakeWorld({ fetch: async () => Response.json({ tenant: 'microsoft365', tenantId: 't', authority: 'https://login.microsoftonline.com/t', clientId: 'c', scope: 'api://c/access_as_user', appId: 'a', baseUrl: 'b', version: '0.1.0' }) });
    await serving();
    expect(await main(['plan', '--server', 'http://gouverne.example.qc.ca'], world)).toBe(8);
    expect(world.printed().err).toContain('n’est pas en https\u00a0: votre jeton ne partira pas en clair.');
  });
});

describe('in a pipeline', () => {
  const env = { GOUVERNE_CLIENT_ID: 'pipeline', GOUVERNE_CLIENT_SECRET: 'bon-secret' };

  it('acts as its application, on the local Microsoft 365', async () => {
    const { code, err, world } = await runCli(await serving(), 'plan', { env });
    expect(err).toContain('En tant qu’application pipeline');
    expect(world.files.size).toBe(0);
    expect(code).toBe(0);
  });

  it('acts as its application, on a real tenant', async () => {
    const entra = fakeEntra();
    const { code } = await runCli(await serving({ config: REAL_TENANT }), 'plan', { env, fetch: entra.fetch });
    expect(entra.tokenRequests[0]?.get('scope')).toContain('api://localhost/gouverne-app/.default');
    expect(entra.tokenRequests[0]?.get('client_id')).toBe('pipeline');
    expect(code).toBe(0);
  });

  it('says that the secret is wrong, without showing it', async () => {
    const { code, err } = await runCli(await serving(), 'plan', { env: { ...env, GOUVERNE_CLIENT_SECRET: 'mauvais-secret' } });
    expect(err).toContain('AADSTS7000215');
    expect(err).not.toContain('mauvais-secret');
    expect(code).toBe(7);
  });

  it('wants both halves', async () => {
    const { code, err } = await runCli(await serving(), 'plan', { env: { GOUVERNE_CLIENT_ID: 'pipeline' } });
    expect(err).toContain('vont ensemble');
    expect(code).toBe(8);
  });
});

describe('the session file', () => {
  it('lies where each system keeps such files', () => {
    expect(configDirectory({}, 'linux', '/home/ana')).toBe('/home/ana/.config/gouverne');
    expect(configDirectory({ XDG_CONFIG_HOME: '/conf' }, 'linux', '/home/ana')).toBe('/conf/gouverne');
    expect(configDirectory({}, 'darwin', '/Users/ana')).toBe('/Users/ana/Library/Application Support/gouverne');
    expect(configDirectory({ APPDATA: '/c/Roaming' }, 'win32', '/c')).toBe('/c/Roaming/gouverne');
    expect(configDirectory({ GOUVERNE_CONFIG_DIR: '/ailleurs' }, 'linux', '/home/ana')).toBe('/ailleurs');
  });
});
