// The register through the running product, with the clock moved: recorded with a quorum and refused without one (S3), superseded, sealed,
// answered on their card by an institution's people, and in camera for nobody who was not in the room (S10).
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { Problem } from '../../src/contract/common.ts';
import { ActionDetail, BulkChanged } from '../../src/contract/actions.ts';
import { DecisionDetail, DecisionList, Reach } from '../../src/contract/decisions.ts';
import { JournalPage, JournalProof } from '../../src/contract/journal.ts';
import { SearchResults } from '../../src/contract/desk.ts';
import { movedClock } from '../support/moved-clock.ts';
import { startProduct, type Product } from '../support/product.ts';
import { PEOPLE, smallNetwork } from '../support/small-network.ts';
import { personInTeams, type Read } from '../support/teams-person.ts';

jest.setTimeout(90_000);

/** Chair, member and secretariat of the CNCOT; clinician and manager of the CHUM's own committee; somebody who observes. */
const { secretary: SECRETARY, chair: CHAIR, territory: MEMBER, clinician: CLINICIAN, manager: MANAGER, technician: TECHNICIAN, auditor: AUDITOR, expert: EXPERT }: Readonly<Record<keyof typeof PEOPLE, string>> = PEOPLE;
const OBSERVER = 'observation@rqt.example';
const CHARTER = smallNetwork((text) => text
  .replace('roles_applicatifs:', `  - {id: per-obs, titre_fr: "Liaison Santé Québec", courriel: ${OBSERVER}, organisation: org-msss, langue: fr-CA, fuseau: America/Toronto}\nroles_applicatifs:`)
  .replace('      - {vacant: true, role: membre, votant: true, represente: gpp-usagers}\n', '      - {vacant: true, role: membre, votant: true, represente: gpp-usagers}\n      - {personne: per-obs, role: observateur, votant: false}\n'));
const THERE = ['per-coord', 'per-territoire', 'per-secretariat'];

describe('the register of decisions', () => {
  const clock = movedClock('2027-03-04T15:00:00Z');
  let g: Product;
  beforeAll(async () => {
    g = await startProduct({ name: 'decisions', charter: CHARTER, compose: { clock } });
    await g.gouverne.load(CHARTER, 'charters/rqt.yaml');
    expect((await g.api(CLINICIAN, 'PUT', '/api/me/preferences', { language: 'en-CA' })).status).toBe(200);
    for (const email of [CLINICIAN, MANAGER, MEMBER, CHAIR, OBSERVER]) await as(email).takeApp();
    await g.quiet();
  });
  afterAll(async () => { await g.close(); });

  const as = (email: string) => personInTeams(g, email);
  const at = async (instant: string): Promise<void> => { await clock.jumpTo(instant, g.gouverne.data); await g.quiet(); };
  const asked = (over: object = {}): object => ({ committee: 'cncot', kind: 'ruling', title: 'Relève de niveau 2', text: 'Le CCT CUSM assure la relève de niveau 2 jusqu’au 30 juin.', takenAt: '2027-03-04T09:40', vote: { mode: 'unanimous' }, present: THERE, ...over });
  const record = async (over: object = {}, email = SECRETARY): Promise<DecisionDetail> => { const { status, body } = await g.api(email, 'POST', '/api/decisions', asked(over)); expect([status, body]).toEqual([201, expect.anything()]); return DecisionDetail.parse(body); };
  const refusal = async (email: string, method: string, path: string, body?: object): Promise<readonly [number, string, string]> => { const answer = await g.api(email, method, path, body); const problem = Problem.parse(answer.body); return [answer.status, problem.code, problem.detail.replaceAll('\u00A0', ' ')]; };
  const one = async (id: string, email = SECRETARY): Promise<DecisionDetail> => DecisionDetail.parse((await g.api(email, 'GET', `/api/decisions/${id}`)).body);
  const list = async (query = '', email = SECRETARY): Promise<string[]> => DecisionList.parse((await g.api(email, 'GET', `/api/decisions?${query}`)).body).decisions.map(({ id }) => id);
  const reach = async (id: string, email = SECRETARY): Promise<Reach> => Reach.parse((await g.api(email, 'GET', `/api/decisions/${id}/reach`)).body);
  const acts = async (): Promise<string[]> => JournalPage.parse((await g.api(SECRETARY, 'GET', '/api/journal?committee=cncot&limit=50')).body).entries.map(({ sentence }) => sentence.replaceAll('\u00A0', ' '));
  const cards = async (email: string): Promise<Read[]> => (await as(email).chat()).filter(({ texts }) => texts.some((text) => /D-2027-\d/.test(text)));

  it('records with a quorum what was decided, by whom, in which role', async () => {
    const decision = await record();
    expect(decision).toMatchObject({ id: 'D-2027-001', number: 'CNCOT-2027-001', kind: 'ruling', takenOn: '2027-03-04', standing: 'in-force', execution: { open: 0, late: 0, done: 0 }, reach: null, may: { amend: { ok: true }, reach: { ok: true } } });
    expect([decision.takenWords, decision.vote.sentence, decision.quorum.sentence].map((text) => text.replaceAll('\u00A0', ' '))).toEqual(['jeudi 4 mars 2027 à 9 h 40', 'À l’unanimité : 2 voix.', 'Quorum constaté : 2 voix sur 2 (il en faut 2).']);
    expect(decision.present.map(({ person, role, votes }) => [person.title, role, votes])).toEqual([['Coordination provinciale', 'Présidence', true], ['Coordination CCT CHUM', 'Membre', true], ['Secrétariat des instances', 'Secrétariat', false]]);
    expect((await acts())[0]).toBe('Inscription au registre : arbitrage D-2027-001 (CNCOT-2027-001); 2 pour, 0 contre, 0 abstention.');
  });

  it('S3: without a quorum nothing is decided, and it says how many are wanting; a recommendation stands', async () => {
    const alone = { present: ['per-coord', 'per-secretariat'] };
    expect(await refusal(SECRETARY, 'POST', '/api/decisions', asked(alone))).toEqual([422, 'no-quorum', 'Le quorum n’est pas atteint : 1 voix sur 2 (il en faut 2). Sans quorum rien n’est décidé; une recommandation peut être inscrite.']);
    const recommended = await record({ ...alone, kind: 'recommendation', title: 'Revoir la relève' });
    expect(recommended).toMatchObject({ id: 'D-2027-002', quorum: { met: false } });
    expect(recommended.quorum.sentence.replaceAll('\u00A0', ' ')).toBe('Quorum non atteint : 1 voix sur 2 (il en faut 2).');
  });

  it('refuses a vote that cannot be, a number that must not be, and whoever may not', async () => {
    expect(await refusal(SECRETARY, 'POST', '/api/decisions', asked({ vote: { mode: 'majority', for: 3 } }))).toEqual([422, 'too-many-voices', 'Vous comptez 3 voix et il n’y en avait que 2 à la table. Corrigez les nombres, ou la liste des présences.']);
    expect((await refusal(SECRETARY, 'POST', '/api/decisions', asked({ text: 'Accès pour trem 7503 1512.' }))).slice(0, 2)).toEqual([422, 'health-number']);
    expect(await refusal(MEMBER, 'POST', '/api/decisions', asked())).toEqual([403, 'not-allowed', 'Réservé à la présidence et au secrétariat de l’instance, et à la coordination.']);
    expect(await list()).toEqual(['D-2027-002', 'D-2027-001']);
  });

  it('supersedes at the same moment, and says so on both sides', async () => {
    const after = await record({ title: 'Relève de niveau 2, prolongée', takenAt: '2027-03-04T09:55', replaces: ['D-2027-001'] }, CHAIR);
    expect(after.replaces).toEqual([{ id: 'D-2027-001', number: 'CNCOT-2027-001', title: 'Relève de niveau 2' }]);
    const before = await one('D-2027-001');
    expect(before).toMatchObject({ standing: 'superseded', supersededBy: after.id, replacedBy: { id: after.id }, may: { supersede: { ok: false }, reach: { ok: false } } });
    expect(await refusal(SECRETARY, 'POST', '/api/decisions', asked({ replaces: ['D-2027-001'] }))).toEqual([422, 'already-superseded', `La décision D-2027-001 est déjà remplacée par ${after.id} : remplacez plutôt celle-ci.`]);
    expect([await list('standing=superseded'), await list('standing=in-force')]).toEqual([['D-2027-001'], [after.id, 'D-2027-002']]);
    expect((await acts())[0]).toBe(`La décision D-2027-001 a été remplacée par ${after.id}.`);
  });

  it('locks the text: a correction stands beside it, dated, with its reason', async () => {
    const { version } = await one('D-2027-003');
    const amended = DecisionDetail.parse((await g.api(SECRETARY, 'POST', '/api/decisions/D-2027-003/amend', { version, text: 'La relève est prolongée au 31 juillet.', reason: 'Date omise' })).body);
    expect(amended).toMatchObject({ text: 'Le CCT CUSM assure la relève de niveau 2 jusqu’au 30 juin.', textNow: 'La relève est prolongée au 31 juillet.', amendments: [{ on: '2027-03-04', by: 'Secrétariat des instances', reason: 'Date omise' }] });
    expect((await refusal(CHAIR, 'POST', '/api/decisions/D-2027-003/amend', { version, text: 'Autre', reason: 'x' })).slice(0, 2)).toEqual([409, 'stale']);
    expect(SearchResults.parse((await g.api(MEMBER, 'GET', '/api/search?q=prolongee')).body).results.map(({ id }) => id)).toContain('D-2027-003');
  });

  describe('sent to institutions', () => {
    it('reaches their own people, in their language, with the buttons that answer', async () => {
      const { version } = await one('D-2027-003');
      expect(DecisionDetail.parse((await g.api(SECRETARY, 'POST', '/api/decisions/D-2027-003/reach', { version, institutions: 'all' })).body).reach).toEqual({ asked: 2, applied: 0, left: 2 });
      await g.quiet();
      const [card, ...more] = await cards(CLINICIAN);
      expect(more).toEqual([]);
      expect(card).toMatchObject({ language: 'en' });
      expect(card!.texts).toEqual(expect.arrayContaining(['Decision to be applied: D-2027-003', 'CNCOT-2027-003', 'Thursday, March 4, 2027', 'Received', 'Planned for…', 'Applied', 'Not applicable…', 'Open the decision']));
      expect((await cards(MANAGER)).map(({ texts }) => texts[0])).toEqual(['Décision à appliquer : D-2027-003']);
      // The ICM has no committee of its own: whoever coordinates the territory is asked.
      expect((await cards(MEMBER)).map(({ texts }) => texts)).toEqual([expect.arrayContaining(['Institut de cardiologie de Montréal'])]);
      expect(await cards(CHAIR)).toEqual([]);
      expect(JSON.stringify((await cards(MANAGER)).map(({ card: drawn }) => drawn))).not.toContain('prolongée au 31 juillet');
    });

    it('takes the answer from the card, and shows it to all of them', async () => {
      const [card] = await cards(CLINICIAN);
      const refused = await as(CLINICIAN).press(card!, 'chat', 'Planned for… > Send', { plannedOn: '2027-03-01' });
      expect(refused.texts.slice(0, 2)).toEqual(['Your answer was not noted', 'March 1, 2027 is already past. Choose a day from March 4, 2027 on, or answer “Applied”.']);
      expect((await as(CLINICIAN).press(card!, 'chat', 'Planned for… > Send', { plannedOn: '2027-06-01' })).texts).toContain('Planned, June 1, 2027');
      await g.quiet();
      const [manager, ...more] = await cards(MANAGER);
      expect([manager!.texts[0], more]).toEqual(['Réponse notée : D-2027-003', []]);
      expect(manager!.texts).toContain('Planifiée, le 1er juin 2027');
      expect((await reach('D-2027-003')).institutions.map(({ id, state, plannedOn, by }) => [id, state, plannedOn, by])).toEqual([['chum', 'planned', '2027-06-01', 'Répondant ou répondante clinique — CHUM'], ['icm', 'asked', null, null]]);
      expect((await acts())[0]).toBe('Décision D-2027-003, réponse de l’établissement Centre hospitalier de l’Université de Montréal : planifiée, le 1er juin 2027.');
    });

    it('not applicable has a reason; whoever is not of the institution does not answer for it', async () => {
      const [card] = await cards(MEMBER);
      expect((await as(MEMBER).press(card!, 'chat', 'Sans objet… > Envoyer', { reason: 'Aucune télésanté de niveau 2' })).texts).toContain('Sans objet');
      expect(await refusal(EXPERT, 'PUT', '/api/decisions/D-2027-003/reach/chum', { state: 'applied' })).toEqual([403, 'not-allowed', 'Réservé aux responsables de l’établissement Centre hospitalier de l’Université de Montréal et à la coordination de son territoire.']);
      expect((await refusal(TECHNICIAN, 'PUT', '/api/decisions/D-2027-003/reach/chum', { state: 'not-applicable' })).slice(0, 2)).toEqual([422, 'no-reason']);
      const [own] = await as(OBSERVER).chat();
      expect((await as(OBSERVER).press({ ...card!, id: own!.id, conversationId: own!.conversationId }, 'chat', 'Appliquée')).texts[0]).toBe('Votre réponse n’a pas été notée');
      const found = await reach('D-2027-003');
      expect([found.counts, found.territories.map(({ id, counts }) => [id, counts.planned, counts['not-applicable']])]).toEqual([{ asked: 0, received: 0, planned: 1, applied: 0, 'not-applicable': 1 }, [['ter-udem', 1, 1]]]);
    });

    it('reminds whoever has not answered after a week and after three, and nobody else', async () => {
      const sent = await record({ title: 'Adopter le gabarit', takenAt: '2027-03-04T09:58', reach: ['chum'] });
      await g.quiet();
      const before = (await cards(MANAGER)).length;
      await at('2027-03-11T13:29:00Z');
      expect(await cards(MANAGER)).toHaveLength(before);
      await at('2027-03-11T13:31:00Z');
      expect((await cards(MANAGER)).slice(before).map(({ texts }) => texts[0])).toEqual([`Rappel, décision sans réponse : ${sent.id}`]);
      expect((await g.api(TECHNICIAN, 'PUT', `/api/decisions/${sent.id}/reach/chum`, { state: 'applied' })).status).toBe(200);
      await g.quiet();
      expect((await cards(MANAGER)).slice(before).map(({ texts }) => texts[0])).toEqual([`Réponse notée : ${sent.id}`]);
      await at('2027-03-25T13:00:00Z');
      expect(await cards(MANAGER)).toHaveLength(before + 1);
      expect(await list('awaiting=true')).toEqual(['D-2027-003']);
    });
  });

  describe('in camera (S10)', () => {
    it('is for those who take part and the audit: for others it does not exist, in lists, by its address, in searches, by the bot', async () => {
      const secret = await record({ kind: 'decision', title: 'Nomination confidentielle', text: 'Le comité retient la candidature.', inCamera: true });
      expect(await refusal(SECRETARY, 'POST', `/api/decisions/${secret.id}/reach`, { version: 1, institutions: 'all' })).toEqual([422, 'in-camera-stays', 'Ce qui est décidé à huis clos reste entre les membres : une décision à transmettre aux établissements s’inscrit sans huis clos.']);
      for (const email of [SECRETARY, CHAIR, MEMBER, AUDITOR]) expect([await list('', email), (await one(secret.id, email)).title]).toEqual([expect.arrayContaining([secret.id]), 'Nomination confidentielle']);
      for (const email of [OBSERVER, CLINICIAN]) {
        expect(await list('', email)).not.toContain(secret.id);
        expect((await refusal(email, 'GET', `/api/decisions/${secret.id}`)).slice(0, 2)).toEqual([404, 'no-decision']);
        expect((await refusal(email, 'GET', `/api/decisions/${secret.id}/reach`)).slice(0, 2)).toEqual([404, 'no-decision']);
        expect(JSON.stringify((await g.api(email, 'GET', '/api/search?q=candidature')).body)).not.toContain(secret.id);
        expect((await as(email).say(`décision ${secret.id}`)).texts[0]).toMatch(/^(Cette décision n’existe pas|This decision does not exist)$/);
        expect(JSON.stringify((await as(email).say('décisions du CNCOT')).card)).not.toContain(secret.id);
      }
      const mine = await as(CHAIR).say(`décision ${secret.number}`);
      expect(mine.texts[0]).toBe(secret.id);
      expect(JSON.stringify(mine.card)).not.toMatch(/confidentielle|candidature/);
      expect((await acts())[0]).toBe(`Inscription au registre, à huis clos : décision ${secret.id} (${secret.number}).`);
    });

    it('makes of what follows from it actions in camera, whatever was asked, and takes no link from whoever may not know of it', async () => {
      const [secret] = DecisionList.parse((await g.api(MEMBER, 'GET', '/api/decisions?q=Nomination')).body).decisions;
      const links = { decision: secret!.id };
      const make = (over: object, email = MEMBER) => g.api(email, 'POST', '/api/actions', { committee: 'cncot', title: 'Préparer l’entrée en poste', due: '2027-05-03', ...over });
      const made = ActionDetail.parse((await make({ links, inCamera: false })).body);
      expect(made).toMatchObject({ inCamera: true, decision: secret!.id });
      expect((await g.api(OBSERVER, 'GET', `/api/actions/${made.id}`)).status).toBe(404);
      const open = async () => ActionDetail.parse((await make({})).body);
      const [one_, other, kept] = [await open(), await open(), await open()];
      expect(one_.inCamera).toBe(false);
      const changed = await g.api(SECRETARY, 'POST', `/api/actions/${one_.id}/change`, { version: one_.version, links });
      expect([changed.status, ActionDetail.parse(changed.body).inCamera]).toEqual([200, true]);
      const bulk = (dryRun: boolean) => g.api(SECRETARY, 'POST', '/api/actions/bulk', { actions: [{ id: other.id, version: other.version }], change: { links }, dryRun });
      for (const dryRun of [true, false]) expect(BulkChanged.parse((await bulk(dryRun)).body)).toMatchObject({ refused: [], changed: [{ id: other.id, inCamera: true }] });
      for (const { id } of [one_, other]) expect((await g.api(OBSERVER, 'GET', `/api/actions/${id}`)).status).toBe(404);
      // In one's own committee too nothing is linked that one may not know of.
      const theirs = await refusal(TECHNICIAN, 'POST', '/api/actions', { committee: 'ctcot-chum', title: 'Suivre', due: '2027-05-03', links });
      expect(theirs).toEqual([422, 'no-decision', 'Cette décision n’existe pas, ou sa consultation est restreinte.']);
      expect(await refusal(SECRETARY, 'POST', `/api/actions/${kept.id}/change`, { version: kept.version, links: { decision: 'D-2027-099' } })).toEqual(theirs);
      expect(await acts()).toContain(`L’action ${one_.id} a été modifiée : huis clos et liens.`);
    });

    it('the bot answers with what everybody may know', async () => {
      const { texts } = await as(OBSERVER).say('décisions du CNCOT');
      expect(texts.slice(0, 2)).toEqual(['Les dernières décisions : CNCOT', 'Adopter le gabarit']);
      expect((await as(OBSERVER).say('décisions du CDM')).texts[0]).toBe('Je ne connais pas cette instance');
      expect((await as(CLINICIAN).say('decision d-2027-003')).texts).toEqual(expect.arrayContaining(['D-2027-003', 'Relève de niveau 2, prolongée']));
    });
  });

  it('tells that a decision is superseded, and by which only where one may know of it', async () => {
    const open = await record({ title: 'Gabarit de fiche', takenAt: '2027-03-04T09:50', reach: ['chum'] });
    await g.quiet();
    const card = (await cards(MANAGER)).find(({ texts }) => texts.includes(open.id) || texts[0]?.endsWith(open.id) === true);
    const secret = await record({ title: 'Remplacement confidentiel', takenAt: '2027-03-04T09:51', inCamera: true, replaces: [open.id] });
    const answer = `/api/decisions/${open.id}/reach/chum`;
    expect(await refusal(MEMBER, 'PUT', answer, { state: 'applied' })).toEqual([422, 'superseded', `Cette décision est remplacée par ${secret.id} : c’est à celle-ci qu’il faut répondre.`]);
    expect(await refusal(MANAGER, 'PUT', answer, { state: 'applied' })).toEqual([422, 'superseded', 'Cette décision est remplacée : il n’y a plus à y répondre.']);
    const pressed = await as(MANAGER).press(card!, 'chat', 'Appliquée');
    expect(pressed.texts.slice(0, 2)).toEqual(['Votre réponse n’a pas été notée', 'Cette décision est remplacée : il n’y a plus à y répondre.']);
    const heard = [pressed, await as(MANAGER).say(`décision ${open.id}`), await reach(open.id, MANAGER), await one(open.id, MANAGER), await one(open.id, OBSERVER)];
    expect(JSON.stringify(heard)).not.toContain(secret.id);
    expect((await one(open.id, MANAGER)).standing).toBe('superseded');
    expect((await as(MEMBER).say(`décision ${open.id}`)).texts).toContain(`Cette décision a été remplacée par ${secret.id}.`);
  });

  it('goes into a file as far as the reader may know it, where nothing is calculated', async () => {
    await record({ title: '=SOMME(A1:A9)', takenAt: '2027-03-04T09:59' });
    const file = async (email: string): Promise<string> => (await fetch(`${g.url}/api/decisions/export?format=csv`, { headers: { authorization: `Bearer ${await g.token(email)}` } })).text();
    const [mine, theirs] = [await file(MEMBER), await file(OBSERVER)];
    expect(mine.split('\r\n')[0]).toMatch(/^Numéro;Numéro de l’instance;Instance;Type;Prise le;Titre;/);
    expect([mine, theirs].map((text) => [text.includes('Nomination confidentielle'), text.includes('Relève de niveau 2, prolongée'), text.includes("'=SOMME")])).toEqual([[true, true, true], [false, true, true]]);
  });

  it('shows a byte that was changed behind its back', async () => {
    const proof = async (): Promise<JournalProof> => JournalProof.parse((await g.api(AUDITOR, 'GET', '/api/journal/verify')).body);
    expect(await proof()).toMatchObject({ ok: true, broken: [] });
    await g.gouverne.data.tx(async (tx) => { await tx.execute(sql`update decision set text = replace(text, '30 juin', '31 juin') where id = 'D-2027-003'`); });
    const { ok, broken } = await proof();
    expect([ok, broken.map(({ chain, why }) => [chain, why.replaceAll('\u00A0', ' ').replace(/\d+/, 'n')])]).toEqual([false, [['cncot', '« CNCOT », nº n : le texte inscrit au registre n’est plus celui qui avait été inscrit.']]]);
  });
});
