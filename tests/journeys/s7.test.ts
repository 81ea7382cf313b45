// S7, an action that is late, with the clock moved: the days of its reminders, where it climbs, the answers given on its card, what a
// second postponement and a hand-over tell, and what is dictated to the bot.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ActionDetail, ActionList, MeetingFollowUp } from '../../src/contract/actions.ts';
import { MeetingDetail } from '../../src/contract/meetings.ts';
import { movedClock } from '../support/moved-clock.ts';
import { startProduct, type Product } from '../support/product.ts';
import { PEOPLE, smallNetwork } from '../support/small-network.ts';
import { personInTeams, type Place, type Read } from '../support/teams-person.ts';

jest.setTimeout(90_000);

/** The expert is the portfolio lead of S7, the manager chairs the project office, the coordination the committee above. */
const { secretary: SECRETARY, expert: OWNER, manager: CHAIR, chair: ABOVE, territory: TERRITORY, clinician: CLINICIAN } = PEOPLE;

const OFFICE = `  - id: bdp
    acronyme: BP
    nom_fr: "Bureau de projet"
    niveau: projet
    nature: operationnelle
    mandat_fr: "Tient le portefeuille provincial à jour."
    parent: cncot
    organisations: [org-msss]
    represente: [gpp-ministere]
    cadence: {frequence: au_besoin, libelle_fr: "Au besoin", rrule: null, duree_min: 60, adaptable: true}
    quorum: {type: aucun, libelle_fr: "Aucun"}
    trace: releve_decisions
    membres:
      - {personne: per-gest, role: presidence, votant: true, represente: org-msss}
      - {personne: per-expert, role: membre, votant: true, represente: icm}
      - {personne: per-territoire, role: membre, votant: true, represente: cct-chum}
      - {personne: per-secretariat, role: secretariat, votant: false}
    teams: {equipe: "RQT - CNCOT", canal: "Bureau de projet", type_canal: standard}
    prov: "suppose"
nommage_teams:`;
const CHARTER = smallNetwork((text) => text.replace('nommage_teams:', OFFICE)
  .replace('nommage_teams:', 'regles_communes: {rappels_action: {avant: ["P7D", "P1D"], apres: ["P1D", "P7D"], escalade_apres: "P14D", escalade_palier_superieur_apres: "P28D"}, heure_rappels: "08:30"}\nnommage_teams:'));

describe('an action that is late (S7)', () => {
  const clock = movedClock('2027-01-11T15:00:00Z');
  let g: Product;
  let channel: Place;
  /** A-2027-003, which is answered, and the one that nobody answers. */
  let answered: string;
  let silent: string;
  beforeAll(async () => {
    g = await startProduct({ name: 's7', charter: CHARTER, compose: { clock } });
    await g.standUp();
    for (const email of [OWNER, CHAIR, ABOVE, SECRETARY]) await as(email).takeApp();
    await g.quiet();
    const { teams, channels } = g.tenant.context.state;
    const { id: teamId } = teams.find((team) => team.displayName === 'RQT - CNCOT')!;
    channel = { teamId, channelId: channels.find((c) => c.teamId === teamId && c.displayName === 'Bureau de projet')!.id };
    await made('Lire le bilan', 'per-territoire', '2027-03-01');
    await made('Classer les fiches', 'per-territoire', '2027-03-01');
    answered = (await made('Mettre à jour la fiche Adoption IPAM', 'per-expert', '2027-01-25')).id;
    silent = (await made('Vérifier le budget', 'per-expert', '2027-01-25')).id;
    await g.quiet();
  });
  afterAll(async () => { await g.close(); });

  const as = (email: string) => personInTeams(g, email);
  const at = async (instant: string): Promise<void> => { await clock.jumpTo(instant, g.gouverne.data); await g.quiet(); };
  const told = async (email: string): Promise<readonly Read[]> => as(email).chat();
  /** What the person was told since `before`. */
  const since = async (email: string, before: readonly unknown[]): Promise<readonly Read[]> => (await told(email)).slice(before.length);
  const titles = (cards: readonly Read[]): (string | undefined)[] => cards.map(({ texts }) => texts[0]);
  /** All that is written on the cards: a card for two actions has no number in its title. */
  const wordsOf = (cards: readonly Read[]): string => cards.flatMap(({ texts }) => texts).join('\n');
  const action = async (id: string, email = SECRETARY): Promise<ActionDetail> => ActionDetail.parse((await g.api(email, 'GET', `/api/actions/${id}`)).body);
  const made = async (title: string, owner: string, due: string): Promise<ActionDetail> =>
    ActionDetail.parse((await g.api(SECRETARY, 'POST', '/api/actions', { committee: 'bdp', title, owner: { kind: 'person', id: owner }, due })).body);
  const change = async (id: string, asked: object): Promise<number> => (await g.api(SECRETARY, 'POST', `/api/actions/${id}/change`, { version: (await action(id)).version, ...asked })).status;

  it('tells its owner what was entrusted to them, in one card', async () => {
    await at('2027-01-11T15:02:00Z');
    expect(answered).toBe('A-2027-003');
    const [card] = (await told(OWNER)).slice(-1);
    expect(card!.texts).toEqual(expect.arrayContaining(['On vous confie 2 actions', 'A-2027-003, Mettre à jour la fiche Adoption IPAM', 'Échéance : lundi 25 janvier 2027', 'Terminée', 'Autre réponse']));
    expect(wordsOf(await told(CHAIR))).not.toContain('A-2027');
  });

  it('reminds on 18 and 22 January at half past eight, in one digest for two actions', async () => {
    for (const day of ['2027-01-18', '2027-01-22']) {
      const before = await told(OWNER);
      await at(`${day}T13:29:00Z`);
      expect(await since(OWNER, before)).toEqual([]);
      await at(`${day}T13:30:05Z`);
      expect(titles(await since(OWNER, before))).toEqual(['Vos actions du jour : 2']);
    }
    expect((await action(answered)).late).toBe(false);
  });

  it('says nothing on the days between, nor on the due day', async () => {
    const before = await told(OWNER);
    for (const day of ['2027-01-19', '2027-01-23', '2027-01-24', '2027-01-25']) await at(`${day}T13:30:05Z`);
    expect(await since(OWNER, before)).toEqual([]);
  });

  it('is late from 26 January, which nobody can type, and says so that day and on 1 February', async () => {
    const before = await told(OWNER);
    await at('2027-01-26T13:30:05Z');
    expect(await action(answered)).toMatchObject({ late: true, lateDays: 1, state: 'todo' });
    expect((await g.api(SECRETARY, 'POST', `/api/actions/${answered}/change`, { version: 1, state: 'late' })).status).toBe(400);
    await at('2027-02-01T13:30:05Z');
    const cards = await since(OWNER, before);
    expect(titles(cards)).toEqual(['Vos actions du jour : 2', 'Vos actions du jour : 2']);
    expect(cards[1]!.texts).toContain('À faire, en retard de 7 jours');
  });

  it('takes a new due day with its reason from the card, keeps the old one, and edits the cards that show it', async () => {
    await at('2027-02-02T14:00:00Z');
    const digest = (await told(OWNER)).at(-1)!;
    const form = await as(OWNER).press(digest, 'chat', `${answered} > Autre réponse`);
    expect(form.texts[0]).toBe(`Votre réponse : ${answered}, Mettre à jour la fiche Adoption IPAM`);
    const without = await as(OWNER).press(form, 'chat', 'Nouvelle échéance > Envoyer', { due: '2027-02-12' });
    expect(without.texts).toEqual(expect.arrayContaining(['Votre réponse n’a pas été notée', 'Dites pourquoi : la raison est obligatoire.']));
    const past = await as(OWNER).press(form, 'chat', 'Nouvelle échéance > Envoyer', { due: '2027-02-01', reason: 'Retard' });
    expect(past.texts.join(' ')).toMatch(/1er février 2027 est déjà passé/);
    const numbered = await as(OWNER).press(form, 'chat', 'Nouvelle échéance > Envoyer', { due: '2027-02-12', reason: 'Dossier TREM 7503 1512' });
    expect(JSON.stringify(numbered.card)).not.toContain('7503');
    expect(JSON.stringify(numbered.card)).toMatch(/num[ée]ro d’assurance maladie/);
    const done = await as(OWNER).press(form, 'chat', 'Nouvelle échéance > Envoyer', { due: '2027-02-12', reason: 'Données reçues en retard' });
    expect(done.texts).toEqual(expect.arrayContaining(['Échéance : vendredi 12 février 2027', 'En cours']));
    await g.quiet();
    expect(await action(answered)).toMatchObject({ due: '2027-02-12', state: 'in-progress', late: false, postponements: [{ from: '2027-01-25', to: '2027-02-12', reason: 'Données reçues en retard' }] });
    const now = (await told(OWNER)).find(({ id }) => id === digest.id)!;
    expect(now.texts).toEqual(expect.arrayContaining(['Échéance : vendredi 12 février 2027', 'Échéance : lundi 25 janvier 2027']));
    // Nothing that people wrote goes through the Bot Service.
    expect(JSON.stringify(await told(OWNER))).not.toContain('Données reçues');
  });

  it('changes nothing from a card that is no longer so, nor for somebody without the right', async () => {
    const old = (await told(OWNER)).at(-1)!;
    expect(await change(answered, { priority: 'urgent' })).toBe(200);
    expect((await as(OWNER).press(old, 'chat', `${answered} > Terminée`)).texts.join(' ')).toMatch(/Quelqu’un a modifié l’action/);
    expect((await as(TERRITORY).press(old, 'chat', `${silent} > Terminée`)).texts.join(' ')).toMatch(/Seuls la personne responsable/);
    expect((await action(silent)).state).toBe('todo');
    await g.quiet();
  });

  it('climbs to the chair on 8 February and to the chair above on the 22nd, and only what nobody answered', async () => {
    const [chair, above, owner] = [await told(CHAIR), await told(ABOVE), await told(OWNER)];
    await at('2027-02-08T13:30:05Z');
    const [card, ...more] = (await since(CHAIR, chair)).filter(({ texts }) => texts[0]?.includes('A-2027') === true);
    expect([card?.texts[0], more]).toEqual([`À titre de présidence : ${silent}, Vérifier le budget`, []]);
    expect(card!.texts).toEqual(expect.arrayContaining(['À faire, en retard de 14 jours', 'Expert ou experte — Soins à domicile', 'Autre réponse', 'Ouvrir l’action']));
    expect(card!.texts).not.toContain('Terminée');
    expect(titles(await since(ABOVE, above)).join()).not.toContain('présidence');
    await at('2027-02-11T13:30:05Z');
    expect(titles(await since(OWNER, owner))).toEqual([`Rappel : ${answered}, Mettre à jour la fiche Adoption IPAM`]);
    await at('2027-02-22T13:30:05Z');
    expect(titles(await since(ABOVE, above)).filter((title) => title?.includes('présidence') === true)).toEqual([`À titre de présidence : ${silent}, Vérifier le budget`]);
    expect((await since(CHAIR, chair)).filter(({ texts }) => texts[0]?.includes('présidence') === true)).toHaveLength(1);
    expect(wordsOf([...await since(CHAIR, chair), ...await since(ABOVE, above)])).not.toContain(answered);
  });

  it('is done from its card, takes a link, and is spoken of no more', async () => {
    const card = (await told(OWNER)).filter(({ texts }) => texts[0]?.includes(answered) === true).at(-1)!;
    const done = await as(OWNER).press(card, 'chat', 'Terminée');
    expect(done.texts).toEqual(expect.arrayContaining([`${answered} est terminée`, 'Terminée le 22 février 2027']));
    expect((await as(OWNER).press(done, 'chat', 'Joindre un lien > Envoyer', { outcome: 'https://rqt.example/fiche' })).texts[0]).toBe(`Le résultat de ${answered} est noté`);
    expect(await action(answered)).toMatchObject({ state: 'done', outcome: 'https://rqt.example/fiche' });
    await g.quiet();
    const shown = (await told(OWNER)).filter(({ texts }) => texts.join(' ').includes(answered));
    expect(shown.length).toBeGreaterThan(3);
    for (const { texts } of shown) expect(texts.join(' ')).toContain('Terminée le 22 février 2027');
    const before = await Promise.all([OWNER, CHAIR, ABOVE].map(told));
    // Open still, it would climb to the chair on 26 February and to the chair above on 12 March.
    for (const day of ['2027-02-23', '2027-02-26', '2027-03-12']) await at(`${day}T13:30:05Z`);
    for (const [i, email] of [OWNER, CHAIR, ABOVE].entries()) expect([email, wordsOf(await since(email, before[i]!))]).toEqual([email, expect.not.stringContaining(answered)]);
  });

  it('stands in the follow-up of the next meeting, and of no later one', async () => {
    const called = async (start: string): Promise<string> => MeetingDetail.parse((await g.api(SECRETARY, 'POST', '/api/meetings', { committee: 'bdp', start, minutes: 60 })).body).id;
    const [next, later] = [await called('2027-03-15T09:00'), await called('2027-03-17T09:00')];
    const followUp = async (id: string): Promise<MeetingFollowUp> => MeetingFollowUp.parse((await g.api(CHAIR, 'GET', `/api/meetings/${encodeURIComponent(id)}/follow-up`)).body);
    const ids = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id);
    const [first, second] = [await followUp(next), await followUp(later)];
    expect([first.since, ids(first.closed), ids(first.open)]).toEqual([null, [answered], [silent, 'A-2027-001', 'A-2027-002']]);
    expect([second.since, ids(second.closed)]).toEqual(['2027-03-15', []]);
  });

  it('tells the chair of a second postponement, and the new owner and the secretariat of a hand-over', async () => {
    const [chair, secretary, territory] = [await told(CHAIR), await told(SECRETARY), await told(OWNER)];
    const due = async (day: string): Promise<void> => { expect(await change(silent, { due: day, reason: 'Autre priorité' })).toBe(200); };
    await due('2027-03-19');
    await at('2027-03-12T13:40:00Z');
    expect(await since(CHAIR, chair)).toEqual([]);
    await due('2027-03-26');
    await at('2027-03-12T13:45:00Z');
    expect(titles(await since(CHAIR, chair))).toEqual([`Reportée de nouveau : ${silent}, Vérifier le budget`]);
    expect(await change(silent, { owner: null })).toBe(200);
    await at('2027-03-12T13:50:00Z');
    const [vacant] = await since(SECRETARY, secretary);
    expect(vacant!.texts[0]).toBe(`Sans responsable : ${silent}, Vérifier le budget`);
    const form = await as(SECRETARY).press(vacant!, 'chat', 'Autre réponse');
    expect((await as(SECRETARY).press(form, 'chat', 'Confier à… > Envoyer', { to: 'per-expert' })).texts[0]).toBe(`${silent} change de responsable`);
    await at('2027-03-12T13:55:00Z');
    expect(titles(await since(OWNER, territory))).toEqual([`On vous confie : ${silent}, Vérifier le budget`]);
  });

  it('leaves late rather than never when the server stood still, and once', async () => {
    await g.quiet();
    const before = await told(OWNER);
    await at('2027-03-19T15:10:00Z');
    await g.restart();
    await g.quiet();
    expect(titles(await since(OWNER, before))).toEqual([`Rappel : ${silent}, Vérifier le budget`]);
  });

  it('answers for one’s own, the late ones and one by its number; in the channel those of its committee', async () => {
    expect((await as(OWNER).say('mes actions')).texts).toEqual(expect.arrayContaining(['Vos actions ouvertes : 1', `${silent}, Vérifier le budget`]));
    expect((await as(OWNER).say(`action ${silent}`)).texts[0]).toBe(`${silent}, Vérifier le budget`);
    expect((await as(OWNER).say('action A-2027-999')).texts[0]).toBe('Cette action n’existe pas');
    expect((await as(CHAIR).say('actions en retard')).texts.slice(0, 2)).toEqual(['2 actions en retard', 'A-2027-001, Lire le bilan']);
    expect((await as(CHAIR).mention(channel, 'actions en retard')).texts[0]).toBe('2 actions en retard');
    expect((await as(CHAIR).mention(channel, 'mes actions')).texts[0]).toBe('Vos actions ne regardent que vous');
  });

  it('takes a dictated action once it was seen, and one only', async () => {
    const draft = await as(OWNER).mention(channel, 'nouvelle action : réviser le plan pour la présidence avant le 12 avril');
    expect(draft.texts).toEqual(expect.arrayContaining(['Voici ce que j’ai compris', 'réviser le plan', 'BP', 'Gestionnaire responsable en télésanté — CHUM', 'lundi 12 avril 2027']));
    const count = async (): Promise<number> => ActionList.parse((await g.api(SECRETARY, 'GET', '/api/actions?committee=bdp&state=all')).body).actions.length;
    const before = await count();
    const [first, second] = [await as(OWNER).press(draft, channel, 'Créer'), await as(OWNER).press(draft, channel, 'Créer')];
    expect([first.texts[0], second.texts[0], await count()]).toEqual(['Action A-2027-005 créée', 'Action A-2027-005 créée', before + 1]);
    expect(await action('A-2027-005')).toMatchObject({ title: 'réviser le plan', due: '2027-04-12', owner: { person: 'per-gest' } });
    const lacking = await as(OWNER).say('nouvelle action : réviser le plan avant la Saint-Glinglin');
    expect(lacking.texts).toEqual(expect.arrayContaining(['Il manque quelque chose', 'Je ne reconnais pas de jour dans « la Saint-Glinglin ».']));
    expect((await as(OWNER).press(lacking, 'chat', 'Corriger > Créer', { title: 'réviser le plan', committee: 'bdp', owner: 'nobody', due: '2027-05-03', priority: 'important' })).texts[0]).toBe('Action A-2027-006 créée');
  });

  it('is made of a message, which it quotes and links to; what is wrong comes back in the dialog', async () => {
    const [card] = await as(CHAIR).channel(channel);
    const dialog = await as(OWNER).choose('create-action', card!.id, channel);
    expect(dialog.texts[0]).toBe('Créer une action');
    const typed = { title: 'Suivre ce message', committee: 'bdp', owner: 'per-gest', due: '2027-01-01', priority: 'medium' };
    const again = await dialog.submit(typed);
    if (typeof again !== 'object') throw new Error('the dialog closed');
    expect(again.texts.join(' ')).toMatch(/1er janvier 2027 est déjà passé/);
    expect(JSON.stringify(again.card)).toContain('Suivre ce message');
    const result = await again.submit({ ...typed, due: '2027-05-03' });
    if (typeof result !== 'object') throw new Error('the dialog closed');
    expect(result.texts[0]).toBe('Action A-2027-007 créée');
    expect((await action('A-2027-007')).message?.url).toMatch(/^https:\/\//);
  });

  it('tells the channel of the week, on its first working day', async () => {
    const weekly = async (): Promise<readonly Read[]> => (await as(CHAIR).channel(channel)).filter(({ texts }) => texts[0]?.endsWith('actions de la semaine') === true);
    await at('2027-03-20T15:00:00Z');
    // The hour's sweep follows the machine's clock, which nobody moved.
    await g.gouverne.data.tx((tx) => g.gouverne.data.enqueue(tx, { job: 'action-reminders', payload: {} }));
    await g.quiet();
    expect(await weekly()).toEqual([]);
    await at('2027-03-22T12:30:05Z');
    const weeks = await weekly();
    expect(weeks).toHaveLength(1);
    expect(weeks[0]!.texts).toEqual(expect.arrayContaining(['BP : actions de la semaine', 'En retard', '2', 'À échéance cette semaine', '1', `${silent}, Vérifier le budget`]));
    expect(titles(await told(SECRETARY))).toContain('Actions de la semaine');
  });

  it('says nothing to a person of another committee', async () => {
    await as(CLINICIAN).takeApp();
    await g.quiet();
    expect((await as(CLINICIAN).say('my actions')).texts[0]).toMatch(/Aucune action ouverte|No open action/);
  });
});
