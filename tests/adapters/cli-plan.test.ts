// What `gouverne plan` shows, in both languages, and how it refuses a charter with faults.
import { afterEach, describe, expect, it } from '@jest/globals';
import { main } from '../../src/cli/main.ts';
import { Problem } from '../../src/contract/common.ts';
import { Plan } from '../../src/contract/provisioning.ts';
import { AUTHORITY, fakeEntra, REAL_TENANT } from '../support/fake-entra.ts';
import { fakeGouverne, type FakeGouverne, type Script } from '../support/fake-gouverne.ts';
import { fakeWorld, type FakeWorld, type FakeWorldOptions } from '../support/fake-terminal.ts';
import { aLine, aPlan, aTeam, CTCOT } from '../support/provisioning-replies.ts';
import { runCli } from '../support/run-cli.ts';

let server: FakeGouverne;
const serving = async (script: Partial<Script>): Promise<FakeGouverne> => (server = await fakeGouverne(script));
afterEach(() => server.close());

const reviewed = aPlan({
  teams: [
    aTeam({
      name: 'RQT - CTCOT CHUM',
      lines: [
        aLine({ act: 'Créer l’équipe', target: 'RQT - CTCOT CHUM', permission: 'Team.Create' }),
        aLine({ target: 'Gouvernance locale — L’Estrie', committee: CTCOT, note: 'Nom dérivé : l’apostrophe droite a été remplacée par « ’ ».' }),
        aLine({ sign: '!', act: 'Ajouter un membre', target: 'Usager partenaire 2', note: 'Aucun compte n’a cette adresse. La personne qui administre les comptes doit le créer.' }),
      ],
    }),
    aTeam({
      key: 'rqt-cncot', name: 'RQT - CNCOT', sign: '=',
      lines: [
        aLine({ sign: '~', act: 'Renommer le canal', target: 'CNCOT', before: 'CNCOT (test)', after: 'CNCOT', drift: true }),
        aLine({ sign: '~', act: 'Changer le rôle', target: 'Coordination CCT CHUM', before: 'membre', after: 'propriétaire' }),
        aLine({ sign: '-', act: 'Retirer un membre', target: 'Expert Téléimagerie', before: 'membre', after: null }),
        aLine({ sign: '=', act: 'Laisser l’onglet', target: 'Gouverne' }),
      ],
    }),
    aTeam({ key: 'rqt-cemt', name: 'RQT - CEMT', sign: '=', lines: [aLine({ sign: '=', act: 'Laisser le canal', target: 'CEMT' })] }),
  ],
  permissions: [
    { permission: 'Team.Create', why: 'créer les équipes', granted: true, steps: 1 },
    { permission: 'Channel.Create', why: 'créer les canaux', granted: false, steps: 1 },
    { permission: 'TeamMember.ReadWrite.All', why: 'placer les membres', granted: null, steps: 2 },
  ],
});

describe('gouverne plan', () => {
  it('shows the difference by team in French', async () => {
    const { code, out, err } = await runCli(await serving({ plans: [reviewed] }), 'plan charters/rqt.yaml', { files: { 'charters/rqt.yaml': 'meta: {}\n' } });
    expect(out).toMatchSnapshot();
    expect(err).toBe('En tant que secretariat.telesante.msss@rqt.example (changer\u00a0: --as)\n');
    expect(code).toBe(0);
  });

  it('shows it in English', async () => {
    const { out } = await runCli(await serving({ plans: [reviewed] }), 'plan --lang en');
    expect(out).toMatchSnapshot();
  });

  it('asks the server in the language of the person, and sends the file under its own name only', async () => {
    await runCli(await serving({ plans: [reviewed] }), 'plan /home/ana/secret/rqt.yaml --lang en --committee cncot,cemt --committee ctcot-chum', { files: { '/home/ana/secret/rqt.yaml': 'meta: {}\n' } });
    const sent = server.seen.find((request) => request.path === '/api/plan');
    expect(sent?.headers['gouverne-language']).toBe('en-CA');
    expect(sent?.body).toEqual({ charter: { source: 'rqt.yaml', text: 'meta: {}\n' }, committees: ['cncot', 'cemt', 'ctcot-chum'] });
  });

  it('never takes the language from the machine', async () => {
    const { out } = await runCli(await serving({ plans: [aPlan({ teams: [] })] }), 'plan', { env: { LANG: 'en_US.UTF-8', LC_ALL: 'en_CA.UTF-8' } });
    expect(out).toContain('Rien à faire');
  });

  it('shows what stays only when asked', async () => {
    const { out } = await runCli(await serving({ plans: [reviewed] }), 'plan --all');
    expect(out).toMatch(/= Laisser le canal\s+CEMT/);
    expect(out).not.toContain('--all');
  });

  it('says the counts and nothing else when quiet', async () => {
    const { out, err } = await runCli(await serving({ plans: [reviewed] }), 'plan -q');
    expect(out.split('\n')).toEqual(['2 à créer, 2 à modifier, 2 sans changement, 1 à archiver ou retirer, 1 impossible', '']);
    expect(err).toBe('');
  });

  it('prints the contract’s JSON and nothing else on the output', async () => {
    const { out } = await runCli(await serving({ plans: [reviewed] }), 'plan --json');
    expect(Plan.parse(JSON.parse(out))).toEqual(reviewed);
  });

  it('leaves with 2 only when asked, and only when there are changes', async () => {
    expect((await runCli(await serving({ plans: [reviewed] }), 'plan --detailed-exitcode')).code).toBe(2);
    await server.close();
    expect((await runCli(await serving({ plans: [aPlan({ teams: [] })] }), 'plan --detailed-exitcode')).code).toBe(0);
  });

  it('says who must consent, with the link of a real tenant', async () => {
    const plan = (config: Script['config']) => serving({ plans: [reviewed], config });
    expect((await runCli(await plan({}), 'plan')).out).not.toContain('adminconsent');
    await server.close();
    await plan(REAL_TENANT);
    const { out } = await runCli(server, 'plan', { fetch: fakeEntra().fetch, env: { GOUVERNE_CLIENT_ID: 'pipeline', GOUVERNE_CLIENT_SECRET: 'bon-secret' } });
    expect(out).toContain(`${AUTHORITY}/adminconsent?client_id=gouverne-app`);
  });

  it('colours for a terminal, never without being asked in a pipe', async () => {
    const green = '\u001b[32m';
    expect((await runCli(await serving({ plans: [reviewed] }), 'plan')).out).not.toContain('\u001b');
    expect((await runCli(server, 'plan', { tty: true })).out).toContain(green);
    expect((await runCli(server, 'plan --no-color', { tty: true })).out).not.toContain(green);
    expect((await runCli(server, 'plan', { tty: true, env: { NO_COLOR: '1' } })).out).not.toContain(green);
    expect((await runCli(server, 'plan', { tty: true, env: { TERM: 'dumb' } })).out).not.toContain(green);
    expect((await runCli(server, 'plan', { env: { FORCE_COLOR: '1' } })).out).toContain(green);
  });

  it('says what it waits for to somebody who looks, and only when it takes long', async () => {
    let clock = 0;
    const slow: FakeWorldOptions = { tty: true, fetch: async (input, init) => {
      const response = await fetch(input, init);
      if ((input instanceof Request ? input.url : input.toString()).endsWith('/api/plan')) { world?.tick(); clock = 3000; world?.tick(); }
      return response;
    } };
    let world: FakeWorld | undefined = fakeWorld(slow);
    world = { ...world, now: () => clock, err: world.err };
    await serving({ plans: [reviewed] });
    await main(['plan', '--server', server.url], world);
    expect(world.printed().err.match(/Lecture de la charte et de Teams…/g)).toHaveLength(1);
    expect(world.printed().err).toContain('Lecture de la charte et de Teams…  3\u00a0s');
    expect(world.printed().err.endsWith('\r\u001b[2K')).toBe(true);
    expect((await runCli(server, 'plan')).err).not.toContain('Lecture');
  });

  it('says why somebody may not apply', async () => {
    const { out, code } = await runCli(await serving({ plans: [{ ...reviewed, may: { apply: { ok: false, why: 'seule la coordination applique un plan.' } } }] }), 'plan');
    expect(out).toContain('Vous ne pouvez pas appliquer ce plan\u00a0: seule la coordination applique un plan.');
    expect(out).not.toContain('gouverne apply');
    expect(code).toBe(0);
  });
});

describe('a charter with faults', () => {
  const long = `  - {id: loc-iles, nom_fr: "Comité local de télésanté du CISSS des Îles", ${'remarque: "rien de particulier à signaler", '.repeat(4)}parent: ctcot-chuqq, fuseau: America/Halifax}`;
  const text = ['instances:', '  - id: cncot', '\tparent: cdm', long].join('\n');
  const refusal: Problem = {
    type: 'about:blank', title: 'Charte refusée', status: 422, code: 'charter-faults', detail: 'La charte a 3 fautes.',
    errors: [
      { field: 'instances[1].parent', line: 4, column: long.indexOf('ctcot-chuqq') + 1, code: 'unknown-parent', message: 'L’instance « ctcot-chuqq » n’existe pas.', remedy: 'Vouliez-vous dire « ctcot-chuq »?' },
      { field: 'instances[0].membres', line: 2, column: 5, code: 'no-chair', message: 'Le comité « CNCOT » n’a pas de présidence.', remedy: 'Donnez le rôle « presidence » à un de ses membres.' },
      { field: 'instances[0].parent', line: 3, column: 10, code: 'loop', message: 'CNCOT relève de lui-même.', remedy: 'Choisissez une autre instance de palier supérieur.' },
      { field: 'meta', line: null, column: null, code: 'missing', message: 'La section « meta » manque.', remedy: 'Ajoutez-la.' },
    ],
  };
  const files = { 'charters/x.yaml': text };

  it('is refused with every fault at its place, in the order of the file', async () => {
    const { code, out, err } = await runCli(await serving({ plans: [refusal] }), 'plan charters/x.yaml', { files });
    expect(err).toMatchSnapshot();
    expect(out).toBe('');
    expect(code).toBe(3);
  });

  it('puts the caret under the fault, also in a long line and after a tab', async () => {
    const { err } = await runCli(await serving({ plans: [refusal] }), 'plan charters/x.yaml', { files, columns: 80 });
    const lines = err.split('\n');
    const under = (needle: string): string => {
      const at = lines.findIndex((line) => line.includes('│') && line.includes(needle));
      const caret = lines[at + 1]?.indexOf('^') ?? -1;
      return (lines[at] ?? '').slice(caret, caret + needle.length);
    };
    expect(under('ctcot-chuqq')).toBe('ctcot-chuqq');
    expect(under('cdm')).toBe('cdm');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(96);
  });

  it('is the server’s refusal in JSON', async () => {
    const { code, out } = await runCli(await serving({ plans: [refusal] }), 'plan charters/x.yaml --json', { files });
    expect(Problem.parse(JSON.parse(out))).toEqual(refusal);
    expect(code).toBe(3);
  });

  it('is not applied', async () => {
    const { code } = await runCli(await serving({ plans: [refusal] }), 'apply charters/x.yaml --yes', { files });
    expect(code).toBe(3);
    expect(server.asked()).toEqual(['POST /api/plan']);
  });

  it('is a file that can be read', async () => {
    const { code, err } = await runCli(await serving({}), 'plan charters/nulle-part.yaml');
    expect(err).toContain('Le fichier charters/nulle-part.yaml ne se lit pas.');
    expect(code).toBe(8);
    expect(server.seen).toEqual([]);
  });
});
