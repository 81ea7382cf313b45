// What `gouverne doctor`, `export` and `journal verify` say, also when the server is down, lies, or its clock is wrong.
import { afterEach, describe, expect, it } from '@jest/globals';
import { CharterFile } from '../../src/contract/charter-file.ts';
import type { Me } from '../../src/contract/committees.ts';
import { JournalProof } from '../../src/contract/journal.ts';
import { Doctor } from '../../src/contract/provisioning.ts';
import { fakeGouverne, type FakeGouverne, type Script } from '../support/fake-gouverne.ts';
import { SECRETARIAT } from '../support/provisioning-replies.ts';
import { runCli } from '../support/run-cli.ts';

let server: FakeGouverne;
const serving = async (script: Partial<Script>): Promise<FakeGouverne> => (server = await fakeGouverne(script));
afterEach(() => server.close());

const me: Me = {
  person: { ...SECRETARIAT, organisation: 'MSSS', zone: 'America/Toronto' }, language: 'fr-CA', roles: ['coordinator'], committees: [],
  may: { plan: { ok: true }, createCommittee: { ok: true }, readJournal: { ok: true }, administer: { ok: false, why: 'réservé' } }, tenant: 'local',
};
const report: Doctor = {
  at: '2026-11-21T14:05:00Z', ok: false,
  checks: [
    { id: 'token', state: 'ok', title: 'Jeton d’application', detail: 'obtenu en 40 ms', remedy: null },
    { id: 'consent', state: 'failure', title: 'Consentement', detail: 'il manque Channel.Create', remedy: 'La personne qui administre Microsoft 365 doit accorder le consentement.' },
    { id: 'catalogue', state: 'warning', title: 'Application au catalogue', detail: 'version 0.0.9, une plus récente existe', remedy: 'Téléversez appPackage/build/gouverne.zip.' },
  ],
};
const now = (): number => Date.now();

describe('gouverne doctor', () => {
  it('checks from here, then asks the server', async () => {
    const { code, out } = await runCli(await serving({ me, doctor: report }), 'doctor', { now: now() });
    expect(out.replace(/répond en [\d ]+ms/, 'répond en 3 ms').replace(/à .* de celle du serveur|à la même heure que le serveur/, 'à la même heure que le serveur')).toMatchSnapshot();
    expect(code).toBe(1);
  });

  it('is well when nothing failed', async () => {
    const { code, out } = await runCli(await serving({ me, doctor: { ...report, ok: true, checks: [report.checks[0]!] } }), 'doctor --lang en', { now: now() });
    expect(out).toContain('All is well.');
    expect(code).toBe(0);
  });

  it('says so in the contract’s JSON', async () => {
    const { out } = await runCli(await serving({ me, doctor: report }), 'doctor --json', { now: now() });
    const checks = Doctor.parse(JSON.parse(out)).checks;
    expect(checks.map((check) => `${check.id} ${check.state}`)).toEqual(['address ok', 'server ok', 'version ok', 'clock ok', 'sign-in ok', 'token ok', 'consent failure', 'catalogue warning']);
  });

  it('checks what it can when the server is down', async () => {
    await serving({});
    await server.close();
    const { code, out } = await runCli(server, 'doctor', { now: now() });
    expect(out.replaceAll(/\s+/g, ' ')).toContain('Rien n’écoute à cette adresse.');
    expect(out).toContain('Démarrez-le par npm start');
    expect(out).toMatch(/\? inconnu\s+Connexion\s+ne se vérifie pas sans le serveur/);
    expect(code).toBe(6);
    await serving({});
  });

  it.each([
    ['ahead', -400_000, 'cet ordinateur avance de 6\u00a0min', 'en échec'],
    ['behind', 400_000, 'cet ordinateur retarde de 6\u00a0min', 'en échec'],
    ['a little behind', 120_000, 'cet ordinateur retarde de', 'à voir'],
  ])('sees a clock that is %s', async (_name, clockOffsetMs, sentence, state) => {
    const { out } = await runCli(await serving({ me, doctor: { ...report, ok: true, checks: [] }, clockOffsetMs }), 'doctor', { now: now() });
    expect(out).toMatch(new RegExp(`${state}\\s+Horloge d’ici\\s+${sentence}`));
    expect(out).toContain('Remettez l’horloge à l’heure');
  });

  it('sees another program at that address', async () => {
    const meddle: Script['meddle'] = (_request, response) => { response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Bonjour</html>'); return true; };
    const { code, out } = await runCli(await serving({ meddle }), 'doctor', { now: now() });
    expect(out.replaceAll(/\s+/g, ' ')).toContain('n’est pas un serveur Gouverne de cette version');
    expect(code).toBe(1);
  });

  it('sees that the account is refused', async () => {
    const refused = { type: 'about:blank', title: 'Refusé', status: 403, code: 'unknown-person', detail: 'Ce compte n’est pas dans la charte.', remedy: 'Demandez un siège à la coordination.' };
    const { code, out } = await runCli(await serving({ me: refused, doctor: report }), 'doctor', { now: now() });
    expect(out).toContain('session ouverte, mais le serveur refuse ce compte');
    expect(out).toContain('→ Demandez un siège à la coordination.');
    expect(code).toBe(1);
  });

  it('sees a command and a server of different versions, and a session file that others can read', async () => {
    const { out } = await runCli(await serving({ me, doctor: { ...report, checks: [] }, config: { version: '9.9.9' } }), 'doctor', { now: now(), files: { '/home/ana/.config/gouverne/sessions.json': '{"version":1,"servers":{}}' } });
    expect(out).toContain('la commande est en 0.1.0, le serveur en 9.9.9');
    expect(out).toContain('→ chmod 600 /home/ana/.config/gouverne/sessions.json');
  });
});

describe('gouverne export', () => {
  const charter: CharterFile = { version: 4, source: 'rqt.yaml', sha256: 'abc', loadedAt: '2026-11-21T14:05:00Z', text: 'meta:\n  version: 1\n' };

  it('writes the charter, and only it, to the output', async () => {
    const { code, out, err } = await runCli(await serving({ charter }), 'export');
    expect(out).toBe(charter.text);
    expect(err).toContain('charte version 4 (rqt.yaml)');
    expect(code).toBe(0);
    expect(CharterFile.parse(JSON.parse((await runCli(server, 'export --json')).out))).toEqual(charter);
  });

  it('writes a file, and never over another unless forced', async () => {
    const { world, out } = await runCli(await serving({ charter }), 'export -o copie.yaml');
    expect(world.files.get('copie.yaml')?.text).toBe(charter.text);
    expect(out).toBe('');
    const kept = await runCli(server, 'export -o copie.yaml', { files: { 'copie.yaml': 'à moi' } });
    expect(kept.code).toBe(8);
    expect(kept.world.files.get('copie.yaml')?.text).toBe('à moi');
    expect((await runCli(server, 'export -o copie.yaml --force', { files: { 'copie.yaml': 'à moi' } })).world.files.get('copie.yaml')?.text).toBe(charter.text);
  });
});

describe('gouverne journal verify', () => {
  it('says that the journal is intact', async () => {
    const { code, out } = await runCli(await serving({ proof: { ok: true, chains: 47, entries: 1234, broken: [] } }), 'journal verify');
    expect(out).toBe('Journal intact\u00a0: 47\u00a0chaînes, 1\u00a0234\u00a0inscriptions vérifiées.\n');
    expect(code).toBe(0);
  });

  it('names each link that does not hold, with its own exit code', async () => {
    const proof: JournalProof = { ok: false, chains: 47, entries: 1234, broken: [{ chain: 'cncot', seq: 17, why: 'L’empreinte ne correspond plus au contenu.' }] };
    const { code, out } = await runCli(await serving({ proof }), 'journal verify');
    expect(out).toContain('Journal altéré\u00a0: 1\u00a0maillon ne tient pas.\n  ✗ chaîne cncot, inscription 17\n      L’empreinte ne correspond plus au contenu.');
    expect(code).toBe(9);
    expect(JournalProof.parse(JSON.parse((await runCli(server, 'journal verify --json')).out))).toEqual(proof);
  });

  it('does nothing else than verify', async () => {
    const { code, err } = await runCli(await serving({}), 'journal verfy');
    expect(err).toContain('Vouliez-vous dire «\u00a0verify\u00a0»?');
    expect(code).toBe(8);
  });
});
