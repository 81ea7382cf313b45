// S12: a health insurance number typed by mistake, by every way in. It is stopped, kept nowhere, and becomes an incident of the register
// that says everything but the number.

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { ActionDetail } from '../../src/contract/actions.ts';
import { Problem } from '../../src/contract/common.ts';
import { Incident, IncidentFile, IncidentList } from '../../src/contract/incidents.ts';
import { JournalPage } from '../../src/contract/journal.ts';
import { movedClock } from '../support/moved-clock.ts';
import { startProduct, type Answer, type Product } from '../support/product.ts';
import { PEOPLE, smallNetwork } from '../support/small-network.ts';
import { personInTeams, type Read } from '../support/teams-person.ts';

jest.setTimeout(90_000);

const { technician: TECHNICIAN, secretary: SECRETARY, auditor: AUDITOR } = PEOPLE;
const RPRP = 'rprp@rqt.example';
const TODAY = '2027-03-18';
const CHARTER = smallNetwork((text) => text
  .replace('roles_applicatifs:', `  - {id: per-rprp, titre_fr: "Responsable de la protection des renseignements personnels", titre_en: "Privacy officer", courriel: ${RPRP}, organisation: org-msss, langue: fr-CA, fuseau: America/Toronto}\nroles_applicatifs:\n  - {role: rprp, personnes: [per-rprp]}`));

const NUMBER = 'TREM 7503 1512';
const TITLE = `Vérifier l’accès à la PSV pour ${NUMBER}`;

describe('S12', () => {
  const clock = movedClock(`${TODAY}T15:00:00Z`);
  let g: Product;
  beforeAll(async () => {
    g = await startProduct({ name: 's12', charter: CHARTER, compose: { clock } });
    await g.standUp();
    for (const email of [TECHNICIAN, RPRP]) await as(email).takeApp();
    await g.quiet();
  });
  afterAll(async () => { await g.close(); });

  const as = (email: string) => personInTeams(g, email);
  const create = (title: string, more: object = {}): Promise<Answer<unknown>> => g.api(TECHNICIAN, 'POST', '/api/actions', { committee: 'ctcot-chum', title, due: '2027-04-12', ...more });
  const stopped = (answer: Answer<unknown>): Problem => { expect(answer.status).toBe(422); return Problem.parse(answer.body); };
  const journal = async (): Promise<string[]> => JournalPage.parse((await g.api(AUDITOR, 'GET', '/api/journal?committee=reseau&limit=200')).body).entries.map(({ sentence }) => sentence.replaceAll('\u00A0', ' '));
  const register = async (): Promise<IncidentList> => IncidentList.parse((await g.api(RPRP, 'GET', '/api/incidents')).body);
  const chat = async (email: string): Promise<Read[]> => as(email).chat();

  it('1. refuses the action, names the field and says what to do', async () => {
    const problem = stopped(await create(TITLE));
    expect(problem).toMatchObject({ code: 'health-number', errors: [{ field: 'title', code: 'health-number' }] });
    expect(problem.detail.replaceAll('\u00A0', ' ')).toBe('Le champ « title » contient ce qui ressemble à un numéro d’assurance maladie. Retirez-le : rien n’a été enregistré.');
    expect(problem.remedy).toContain('Retirez le numéro, puis enregistrez de nouveau');
    expect(JSON.stringify(problem)).not.toMatch(/TREM|7503/);
    const english = Problem.parse((await g.api(TECHNICIAN, 'POST', '/api/actions', { title: TITLE }, { 'gouverne-language': 'en-CA' })).body);
    expect(english.errors?.[0]?.message).toBe('This text seems to contain a health insurance number. Remove it: no health information may be entered here.');
  });

  it.each([
    ['with dashes', 'TREM-7503-1512'], ['in lower case', 'trem 7503 1512'], ['without separator', 'trem75031512'], ['with hard spaces', 'TREM\u00A07503\u00A01512'],
  ])('knows it %s, in any field', async (_case, number) => {
    expect(stopped(await create('Suivi', { detail: `À voir : ${number}` })).errors).toMatchObject([{ field: 'detail' }]);
    expect(stopped(await create('Suivi', { links: { item: number } })).errors).toMatchObject([{ field: 'links.item' }]);
  });

  it('knows it in a file, in a query and in an address, whatever the rest is worth', async () => {
    const file = Buffer.from(`Titre;Responsable;Échéance\r\n${'Déposer le bilan;;2027-04-12\r\n'.repeat(20)}${TITLE};;2027-04-12\r\n`).toString('base64');
    const imported = stopped(await g.api(TECHNICIAN, 'POST', '/api/actions/import', { committee: 'ctcot-chum', file, dryRun: true }));
    expect(imported.errors).toMatchObject([{ field: 'file', line: 22 }]);
    expect(stopped(await g.api(TECHNICIAN, 'GET', `/api/actions?q=${encodeURIComponent(NUMBER)}`)).errors).toMatchObject([{ field: 'q' }]);
    stopped(await g.api(TECHNICIAN, 'GET', `/api/actions/${encodeURIComponent(NUMBER)}`));
    // A name that the client chose is text as well.
    expect(JSON.stringify(stopped(await g.api(TECHNICIAN, 'POST', '/api/actions', { [NUMBER]: 1 })))).not.toMatch(/TREM|7503/);
    // Who has no right there is told nothing of what the rules would have said.
    expect((await g.api(null, 'POST', '/api/actions', { title: TITLE })).status).toBe(401);
  });

  it('2. keeps the action once the number is gone', async () => {
    const made = await create('Vérifier l’accès à la PSV');
    expect(made.status).toBe(201);
    expect(ActionDetail.parse(made.body)).toMatchObject({ title: 'Vérifier l’accès à la PSV' });
  });

  it('3. answers in the chat without repeating it, tells how to delete the message and offers to tell the one in charge', async () => {
    const card = await as(TECHNICIAN).say(TITLE);
    expect(card.texts).toEqual(expect.arrayContaining(['Supprimez votre message', 'Pointez votre message, ouvrez le menu « … », puis choisissez « Supprimer ».', 'Aviser la personne responsable']));
    expect(JSON.stringify(card)).not.toMatch(/TREM|7503/);
    const reported = await as(TECHNICIAN).press(card, 'chat', 'Aviser la personne responsable');
    expect(reported.texts[0]).toBe('Incident signalé : I-2027-001');
    // Pressed again by somebody who doubts: the same incident.
    expect((await as(TECHNICIAN).press(card, 'chat', 'Aviser la personne responsable')).texts[0]).toBe('Incident signalé : I-2027-001');
    await g.quiet();
    expect((await chat(RPRP)).map(({ texts }) => texts[0])).toEqual(['Bonjour, je suis Gouverne', 'Incident à examiner : I-2027-001']);
    // And in what was pasted from a mail into the bot’s search.
    expect(await as(TECHNICIAN).search('De : usager@exemple.ca\nNAM: trem75031512')).toContain('Retirez-le');
  });

  it('4. accepts the code of a project and a phone number', async () => {
    expect((await create('Relancer RCG-1021-075')).status).toBe(201);
    expect((await create('Appeler le 418 555-1234', { detail: 'Poste 4512, cell. 581 555-9876' })).status).toBe(201);
    expect((await as(TECHNICIAN).say('RCG-1021-075')).texts[0]).toBe('Je n’ai pas compris');
  });

  it('writes in the journal where it was stopped, once each, and nothing of what it said', async () => {
    const sentences = await journal();
    const refused = sentences.filter((sentence) => sentence.startsWith('Saisie refusée'));
    expect(refused).toContain('Saisie refusée : motif NAM (interface de programmation, « api/actions », champ « title »).');
    expect(refused).toContain('Saisie refusée : motif NAM (message à l’agent conversationnel).');
    expect(refused).toContain('Saisie refusée : motif NAM (extension de message).');
    // Two titles, eight fields of any kind, a file, a query, an address and a name; a message and a search.
    expect(refused).toHaveLength(2 + 8 + 4 + 2);
    const { rows } = await g.gouverne.data.db.execute(sql`select facts from journal_entry where act = 'entry-refused'`);
    expect(JSON.stringify(rows)).not.toMatch(/trem|7503/i);
  });

  it('has left the number in no table and in no line of the log', async () => {
    const { db } = g.gouverne.data;
    const tables = (await db.execute<{ name: string }>(sql`select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`)).rows;
    expect(tables.length).toBeGreaterThan(30);
    const holding: string[] = [];
    for (const { name } of tables) {
      const { rows } = await db.execute<{ n: number }>(sql.raw(`select count(*)::int as n from ${name} t where t::text ~* 'trem.{0,4}7503'`));
      if (rows[0]?.n !== 0) holding.push(name);
    }
    expect(holding).toEqual([]);
    expect(JSON.stringify(g.log.lines)).not.toMatch(/trem.{0,4}7503/i);
  });

  describe('the register', () => {
    it('holds what was reported, for the one in charge, who completes and closes it', async () => {
      const { incidents: [incident], mayOpen } = await register();
      expect(mayOpen).toEqual({ ok: true });
      expect(incident).toMatchObject({ id: 'I-2027-001', state: 'open', natureName: 'Numéro d’assurance maladie saisi', placeName: 'Clavardage', occurredOn: TODAY, origin: 'Signalé à l’agent conversationnel', measures: null });
      const path = '/api/incidents/I-2027-001';
      const early = Problem.parse((await g.api(RPRP, 'POST', `${path}/close`, { version: 1 })).body);
      expect(early).toMatchObject({ status: 422, code: 'incomplete' });
      expect(early.detail).toContain('Mesures prises');
      const { nature, occurredOn, learnedOn, place } = incident!;
      const facts = { nature, occurredOn, learnedOn, place, concerns: 'Un numéro d’assurance maladie', people: 1, risk: 'not-serious', measures: '=Message supprimé; personne avisée' };
      expect(stopped(await g.api(RPRP, 'POST', `${path}/change`, { ...facts, circumstances: `Il a écrit ${NUMBER}`, version: 1 })).errors).toMatchObject([{ field: 'circumstances' }]);
      const completed = Incident.parse((await g.api(RPRP, 'POST', `${path}/change`, { ...facts, version: 1 })).body);
      expect(completed).toMatchObject({ version: 2, people: 1, may: { close: { ok: true } } });
      expect((await g.api(RPRP, 'POST', `${path}/change`, { ...facts, people: 2, version: 1 })).status).toBe(409);
      expect(Incident.parse((await g.api(RPRP, 'POST', `${path}/close`, { version: 2 })).body)).toMatchObject({ state: 'closed', may: { change: { ok: false } } });
    });

    it('takes an incident that nobody reported', async () => {
      const entered = await g.api(RPRP, 'POST', '/api/incidents', { nature: 'loss', occurredOn: '2027-03-10', learnedOn: '2027-03-12', place: 'document', where: 'Clé USB', risk: 'serious' });
      expect(entered.status).toBe(201);
      expect(Incident.parse(entered.body)).toMatchObject({ id: 'I-2027-002', may: { close: { ok: false, why: expect.stringContaining('Commission d’accès à l’information') } } });
      expect(Problem.parse((await g.api(RPRP, 'POST', '/api/incidents', { nature: 'loss', occurredOn: '2027-03-19', learnedOn: '2027-03-19', place: 'document' })).body).code).toBe('to-come');
    });

    it('leaves as a file that Excel reads in French, without the number and without formulas', async () => {
      const { name, text } = IncidentFile.parse((await g.api(RPRP, 'POST', '/api/incidents/export', {})).body);
      expect(name).toBe(`registre-incidents-${TODAY}.csv`);
      expect(text.startsWith('\uFEFFNuméro;État;Nature;Date de l’incident;')).toBe(true);
      const lines = text.split('\r\n');
      expect(lines).toHaveLength(4);
      expect(lines[1]).toContain('I-2027-001;Fermé;Numéro d’assurance maladie saisi;2027-03-18;2027-03-18;Clavardage');
      expect(lines[1]).toContain(`"'=Message supprimé; personne avisée"`);
      expect(text).not.toMatch(/TREM|7503/);
    });

    it('is read by the audit, kept by nobody else, and closed to the others', async () => {
      expect(IncidentList.parse((await g.api(AUDITOR, 'GET', '/api/incidents')).body)).toMatchObject({ mayOpen: { ok: false }, incidents: [{ id: 'I-2027-001' }, { id: 'I-2027-002' }] });
      expect((await g.api(AUDITOR, 'POST', '/api/incidents/I-2027-002/close', { version: 1 })).status).toBe(403);
      for (const email of [TECHNICIAN, SECRETARY, PEOPLE.admin]) expect((await g.api(email, 'GET', '/api/incidents')).status).toBe(403);
    });

    it('has each of its acts in the journal', async () => {
      expect((await journal()).filter((sentence) => /incident I-|registre des incidents/.test(sentence))).toEqual([
        'Le registre des incidents a été exporté : 2 incidents.', 'L’incident I-2027-002 a été inscrit au registre.', 'L’incident I-2027-001 a été fermé.',
        expect.stringMatching(/^L’incident I-2027-001 a été complété : 4 champs\.$/), 'L’incident I-2027-001 a été signalé à l’agent conversationnel.',
      ]);
    });
  });
});
