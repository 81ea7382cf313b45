// What `gouverne drift` finds, how each difference is settled, and that nothing is settled by accident.
import { afterEach, describe, expect, it } from '@jest/globals';
import { Drift, DriftResolved } from '../../src/contract/provisioning.ts';
import { fakeGouverne, type FakeGouverne, type Script } from '../support/fake-gouverne.ts';
import { aDrift, anItem, aRun, aStep } from '../support/provisioning-replies.ts';
import { runCli } from '../support/run-cli.ts';

let server: FakeGouverne;
const serving = async (script: Partial<Script>): Promise<FakeGouverne> => (server = await fakeGouverne(script));
afterEach(() => server.close());

const renamed = anItem();
const added = anItem({
  id: 'member-added:cncot:42', kind: 'member-added', title: 'Membre ajouté', team: 'RQT - CNCOT', committee: { id: 'cncot', acronym: 'CNCOT', name: 'Comité national' }, expected: 'aucun siège', found: 'Expert Téléimagerie, membre',
  adopt: { ok: false, why: 'un siège se donne dans la charte.', effect: '' }, restore: { ok: true, effect: 'La personne sera retirée de l’équipe.' },
});
const gone = anItem({ id: 'team-removed:rqt-cemt', kind: 'team-removed', title: 'Équipe supprimée', team: 'RQT - CEMT', committee: null, expected: 'RQT - CEMT', found: 'absente', restore: { ok: false, why: 'une équipe supprimée se restaure dans Teams pendant 30 jours.', effect: '' } });
const drift = aDrift(renamed, added, gone);
const resolved = { adopted: 1, restored: 1, run: aRun({ steps: [aStep({ act: 'Retirer un membre', target: 'Expert Téléimagerie' })] }) };
const sent = (): unknown => server.seen.find((request) => request.path === '/api/drift/resolve')?.body;

describe('gouverne drift', () => {
  it('shows what the charter wants, what Teams shows, and what each choice would do', async () => {
    const { code, out } = await runCli(await serving({ drift }), 'drift');
    expect(out).toMatchSnapshot();
    expect(code).toBe(0);
    expect((await runCli(server, 'drift --lang en')).out).toMatchSnapshot();
  });

  it('says when there is none', async () => {
    const { code, out } = await runCli(await serving({ drift: aDrift() }), 'drift --detailed-exitcode');
    expect(out).toBe('Aucun écart\u00a0: Teams est comme la charte le veut.\n');
    expect(code).toBe(0);
  });

  it('leaves with 2 when asked, and asks nothing then', async () => {
    const { code, world, out } = await runCli(await serving({ drift }), 'drift --detailed-exitcode --quiet', { interactive: true });
    expect(out).toBe('3\u00a0écarts entre la charte et Teams\n');
    expect(world.questions).toEqual([]);
    expect(code).toBe(2);
  });

  it('is the contract’s JSON, of the committees asked for', async () => {
    const { out } = await runCli(await serving({ drift }), 'drift --json --committee cncot');
    expect(Drift.parse(JSON.parse(out))).toEqual({ ...drift, items: [added] });
  });

  it('asks for each, offers only what is possible, and confirms before anything is sent', async () => {
    const { code, world, out } = await runCli(await serving({ drift, resolved }), 'drift', { interactive: true, answers: ['x', 'a', 'a', 'r', '', 'oui'] });
    expect(world.questions).toEqual([
      '  1/3  [a]dopter, [r]établir, [p]asser, [q]uitter\u00a0: ', '  1/3  [a]dopter, [r]établir, [p]asser, [q]uitter\u00a0: ',
      '  2/3  [r]établir, [p]asser, [q]uitter\u00a0: ', '  2/3  [r]établir, [p]asser, [q]uitter\u00a0: ',
      '  3/3  [a]dopter, [p]asser, [q]uitter\u00a0: ',
      'Adopter 1\u00a0écart et rétablir 1\u00a0écart? Tapez «\u00a0oui\u00a0»\u00a0: ',
    ]);
    expect(sent()).toEqual({ adopt: [renamed.id], restore: [added.id] });
    expect(out).toContain('1\u00a0écart adopté, 1\u00a0écart à rétablir.');
    expect(code).toBe(0);
  });

  it('changes nothing when one quits without choosing, or does not confirm', async () => {
    expect((await runCli(await serving({ drift, resolved }), 'drift', { interactive: true, answers: ['q'] })).out).toContain('Rien n’a été choisi.');
    expect((await runCli(server, 'drift', { interactive: true, answers: ['a', 'q', 'non'] })).code).toBe(1);
    expect((await runCli(server, 'drift', { interactive: true, answers: ['a'], onQuestion: (question, world) => { if (question.includes('2/3')) world.pressCtrlC(); } })).code).toBe(130);
    expect(sent()).toBeUndefined();
  });

  it('adopts and restores by id, or by the beginning of one', async () => {
    const { code, out } = await runCli(await serving({ drift, resolved }), 'drift --adopt channel-renamed --restore member-added:cncot:42 --yes --json');
    expect(sent()).toEqual({ adopt: [renamed.id], restore: [added.id] });
    expect(DriftResolved.parse(JSON.parse(out))).toEqual(resolved);
    expect(code).toBe(0);
  });

  it('restores all that can be, and says what cannot', async () => {
    const { err } = await runCli(await serving({ drift, resolved }), 'drift --restore-all --adopt channel-renamed --yes');
    expect(sent()).toEqual({ adopt: [renamed.id], restore: [added.id] });
    expect(err).toContain('1\u00a0écart ne peut pas être rétabli et reste tel quel\u00a0:');
    expect(err).toContain('une équipe supprimée se restaure dans Teams pendant 30 jours.');
  });

  it.each([
    ['drift --adopt nulle-part --yes', 'Aucun écart n’a l’identifiant «\u00a0nulle-part\u00a0».'],
    ['drift --adopt member-added --yes', '«\u00a0Membre ajouté\u00a0»\u00a0: un siège se donne dans la charte.'],
    ['drift --restore team-removed --yes', 'une équipe supprimée se restaure dans Teams'],
    ['drift --adopt channel-renamed --restore channel-renamed --yes', 'ne peut pas être adopté et rétabli à la fois'],
    ['drift --restore x --restore-all --yes', '--restore et --restore-all ne vont pas ensemble.'],
    ['drift --restore-all', 'Ajoutez --yes'],
  ])('refuses %s and sends nothing', async (command, sentence) => {
    const { code, err } = await runCli(await serving({ drift, resolved }), command);
    expect(err).toContain(sentence);
    expect(sent()).toBeUndefined();
    expect(code).toBe(8);
  });

  it('asks for a longer id when two begin alike', async () => {
    const { err } = await runCli(await serving({ drift: aDrift(renamed, { ...renamed, id: `${renamed.id}-2` }) }), 'drift --adopt channel- --yes');
    expect(err).toContain('«\u00a0channel-\u00a0» désigne 2\u00a0écarts\u00a0: donnez plus de caractères.');
  });

  it('follows what has to be written to Teams', async () => {
    const failed = aRun({ steps: [aStep({ state: 'failed', reason: 'La dernière personne propriétaire ne peut pas partir.' })] });
    const { code, out } = await runCli(await serving({ drift, resolved: { ...resolved, run: failed } }), 'drift --restore member-added --yes');
    expect(out).toContain('La dernière personne propriétaire ne peut pas partir.');
    expect(code).toBe(5);
  });
});
