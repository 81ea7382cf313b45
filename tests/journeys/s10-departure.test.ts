// S10, the departure: on 10 March 2027 the coordination of the CCT CHUM leaves, and the same gesture has its clinical advisor stand in for
// its seats, the chair of the CTCOT CHUM among them. Access ends the same day; what was done before stays in the name of who did it.

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ActionDetail, ActionList } from '../../src/contract/actions.ts';
import { CommitteeDetail } from '../../src/contract/committees.ts';
import { Problem } from '../../src/contract/common.ts';
import { DecisionDetail } from '../../src/contract/decisions.ts';
import { Desk } from '../../src/contract/desk.ts';
import { HandedOver, HandOverPreview, type HandOver } from '../../src/contract/handover.ts';
import { JournalPage } from '../../src/contract/journal.ts';
import { CalendarFeed, MeetingDetail } from '../../src/contract/meetings.ts';
import { Run } from '../../src/contract/provisioning.ts';
import { movedClock } from '../support/moved-clock.ts';
import { startProduct, type Product } from '../support/product.ts';
import { PEOPLE, smallNetwork } from '../support/small-network.ts';
import { personInTeams } from '../support/teams-person.ts';

jest.setTimeout(90_000);

const { secretary: SECRETARY, territory: LEAVER, chair: CNCOT_CHAIR, clinician: CLINICIAN, admin: ADMIN } = PEOPLE;
const ADVISOR = 'conseil@rqt.example';
const DAY = '2027-03-10';
const CHARTER = smallNetwork((text) => text
  .replace('roles_applicatifs:', `  - {id: per-conseil, titre_fr: "Conseil clinique — CCT CHUM", titre_en: "Clinical advisor — CHUM TCC", courriel: ${ADVISOR}, organisation: cct-chum, langue: fr-CA, fuseau: America/Toronto}\nroles_applicatifs:`)
  .replace('      - {vacant: true, role: membre, votant: true, represente: gpp-usagers}\n', '      - {vacant: true, role: membre, votant: true, represente: gpp-usagers}\n      - {personne: per-conseil, role: substitut, votant: false, substitut_de: per-territoire}\n'));

const [CNCOT_SEAT, CHAIR_SEAT] = ['cncot:membre:cct-chum', 'ctcot-chum:presidence:cct-chum'];
const NEXT_MEETING = 'cncot/2027-03-18T09:00';

describe('S10, a departure', () => {
  const clock = movedClock('2027-02-10T15:00:00Z');
  let g: Product;
  let inPerson: string;
  let bySeat: string;
  let late: string;
  let decision: string;
  beforeAll(async () => {
    g = await startProduct({ name: 's10-departure', charter: CHARTER, compose: { clock } });
    await g.standUp();
    for (const email of [ADVISOR, CNCOT_CHAIR]) await personInTeams(g, email).takeApp();
    await g.quiet();
    for (const committee of ['cncot', 'ctcot-chum']) expect((await g.api(SECRETARY, 'POST', '/api/calendar/adopt', { committee, year: 2027, choices: [] })).status).toBe(200);
    late = await made('cncot', 'Confirmer les hôtes de la tournée', { kind: 'person', id: 'per-territoire' }, '2027-02-20');
    inPerson = await made('cncot', 'Déposer le bilan du territoire', { kind: 'person', id: 'per-territoire' }, '2027-04-12');
    bySeat = await made('ctcot-chum', 'Préparer la rencontre des répondants', { kind: 'seat', id: CHAIR_SEAT }, '2027-04-12');
    expect((await g.api(LEAVER, 'POST', `/api/actions/${inPerson}/change`, { version: 1, state: 'blocked', reason: 'Le formulaire manque' })).status).toBe(200);
    await clock.jumpTo(`${DAY}T14:00:00Z`, g.gouverne.data);
    decision = DecisionDetail.parse((await g.api(SECRETARY, 'POST', '/api/decisions', { committee: 'cncot', kind: 'decision', title: 'Le calendrier est adopté', text: 'Tel que présenté.', takenAt: '2027-03-04T09:40', vote: { mode: 'unanimous' }, present: ['per-coord', 'per-territoire'] })).body).id;
    const { version } = MeetingDetail.parse((await g.api(SECRETARY, 'GET', `/api/meetings/${encodeURIComponent(NEXT_MEETING)}`)).body);
    await g.api(SECRETARY, 'POST', `/api/meetings/${encodeURIComponent(NEXT_MEETING)}/convene`, { version });
    expect((await g.api(LEAVER, 'PUT', `/api/meetings/${encodeURIComponent(NEXT_MEETING)}/answer`, { answer: 'absent' })).status).toBe(200);
    expect((await g.api(LEAVER, 'POST', '/api/me/feed', {})).status).toBe(201);
    await g.quiet();
  });
  afterAll(async () => { await g.close(); });

  const made = async (committee: string, title: string, owner: object, due: string): Promise<string> =>
    ActionDetail.parse((await g.api(SECRETARY, 'POST', '/api/actions', { committee, title, owner, due })).body).id;
  const preview = async (as: string = SECRETARY): Promise<HandOverPreview> => HandOverPreview.parse((await g.api(as, 'GET', '/api/handover/per-territoire')).body);
  const asked = async (over: Partial<HandOver> = {}): Promise<object> =>
    ({ person: 'per-territoire', version: (await preview()).version, seats: { [CNCOT_SEAT]: 'per-conseil', [CHAIR_SEAT]: 'per-conseil' }, roles: 'per-conseil', actions: 'per-conseil', interim: true, ...over });
  const hand = async (over: Partial<HandOver> = {}, as: string = SECRETARY) => g.api(as, 'POST', '/api/handover', await asked(over));
  const refused = async (over: Partial<HandOver>): Promise<Problem> => { const { status, body } = await hand(over); expect(status).toBe(422); return Problem.parse(body); };
  const plain = (text: string): string => text.replaceAll('\u00A0', ' ');
  const membersOf = (team: string): string[] => {
    const { state } = g.tenant.context;
    const id = state.teams.find(({ displayName }) => displayName === team)?.id;
    return state.memberships.filter(({ teamId, channelId }) => teamId === id && channelId === null).map(({ userId }) => state.users.find((user) => user.id === userId)?.userPrincipalName ?? userId);
  };

  it('shows what would pass on: seats, who may follow, rights, actions, access and why things are open', async () => {
    const seen = await preview();
    expect(seen.person).toMatchObject({ id: 'per-territoire', title: 'Coordination CCT CHUM' });
    expect(seen.seats.map(({ seat, required, proposed, successors }) => [seat, required !== null, proposed, successors[0]?.id])).toEqual([
      [CNCOT_SEAT, false, 'per-conseil', 'per-conseil'],
      [CHAIR_SEAT, true, 'per-conseil', expect.any(String)],
    ]);
    // A member who votes there cannot preside there as well.
    expect(seen.seats[1]!.successors.map(({ id }) => id)).not.toContain('per-clin');
    expect(seen.roles).toEqual([{ name: 'Coordination, Territoire du CCT CHUM', required: true }]);
    expect(seen.actions.map(({ id }) => id).sort()).toEqual([late, inPerson, bySeat].sort());
    expect(seen.access.map(({ team }) => team)).toEqual(['RQT - CNCOT', 'RQT - Territoire CHUM']);
    expect(seen.brief.map(plain)).toEqual([
      '3 actions ouvertes, dont 1 en retard et 1 bloquée.',
      `${late}, Confirmer les hôtes de la tournée : en retard de 18 jours.`,
      `${inPerson}, Déposer le bilan du territoire : bloquée (Le formulaire manque).`,
      'CNCOT : prochaine séance le jeudi 18 mars 2027 à 9 h.',
      'CTCOT CHUM : prochaine séance le mardi 13 avril 2027 à 13 h 30.',
    ]);
  });

  it('is for the coordination of all that the person has a part in, and the administration', async () => {
    for (const email of [CLINICIAN, ADVISOR, PEOPLE.auditor]) expect((await g.api(email, 'GET', '/api/handover/per-territoire')).status).toBe(403);
    expect((await g.api(ADMIN, 'GET', '/api/handover/per-territoire')).status).toBe(200);
    // The coordination of a territory does not hand over a seat of the national committee, its own either.
    const own = Problem.parse((await g.api(LEAVER, 'GET', '/api/handover/per-territoire')).body);
    expect(own).toMatchObject({ status: 403, detail: expect.stringContaining('coordination du réseau') });
    expect(own.detail).not.toContain('CNCOT');
    expect((await g.api(SECRETARY, 'GET', '/api/handover/per-personne')).status).toBe(404);
    expect((await hand({}, CLINICIAN)).status).toBe(403);
  });

  it('lets neither the last chair nor the last of a role go without a replacement, and forgets no seat', async () => {
    const chair = await refused({ seats: { [CNCOT_SEAT]: 'per-conseil', [CHAIR_SEAT]: null } });
    expect(chair).toMatchObject({ code: 'needs-replacement', errors: [{ field: `seats.${CHAIR_SEAT}` }] });
    expect(plain(chair.detail)).toBe('CTCOT CHUM : la présidence ne peut pas rester vacante : choisissez la personne qui suit.');
    expect(await refused({ roles: null })).toMatchObject({ code: 'last-in-role' });
    expect(await refused({ seats: { [CNCOT_SEAT]: 'per-conseil' } })).toMatchObject({ code: 'seat-not-said' });
    expect(await refused({ seats: { [CNCOT_SEAT]: 'per-coord', [CHAIR_SEAT]: 'per-conseil' } })).toMatchObject({ code: 'cannot-hold', detail: expect.stringContaining('une personne, une voix') });
    expect(await refused({ actions: 'per-territoire' })).toMatchObject({ code: 'to-themselves' });
    expect((await hand({ version: 99 })).status).toBe(409);
    expect((await preview()).version).toBe(1);
  });

  it('says who gets what before anything is done', async () => {
    const said = HandedOver.parse((await hand({ dryRun: true })).body);
    expect(said.seats.map(({ role, to }) => [role, to?.title])).toEqual([['Membre', 'Conseil clinique — CCT CHUM'], ['Présidence', 'Conseil clinique — CCT CHUM']]);
    expect(said.actions.map(({ id, to }) => [id, to?.id])).toEqual([[late, 'per-conseil'], [inPerson, 'per-conseil']]);
    expect(said.access.map(({ team }) => team)).toEqual(['RQT - CNCOT', 'RQT - Territoire CHUM']);
    expect((await preview()).version).toBe(1);
    expect(membersOf('RQT - CNCOT')).toContain(LEAVER);
  });

  it('passes everything on in one gesture', async () => {
    const { status, body } = await hand();
    expect(status).toBe(200);
    const done = HandedOver.parse(body);
    expect(done).toMatchObject({ dryRun: false, version: 2, waiting: false, run: expect.any(String) });
    for (;;) {
      const run = Run.parse((await g.api(SECRETARY, 'GET', `/api/runs/${done.run!}`)).body);
      if (run.finishedAt === null) { await new Promise((resolve) => { setTimeout(resolve, 50); }); continue; }
      expect(run.state).toBe('done');
      break;
    }
    await g.quiet();
  });

  it('has ended access the same day: teams, calendar feed, and all but what is open to the whole network', async () => {
    for (const team of ['RQT - CNCOT', 'RQT - Territoire CHUM']) {
      expect(membersOf(team)).not.toContain(LEAVER);
      expect(membersOf(team)).toContain(ADVISOR);
    }
    expect(CalendarFeed.parse((await g.api(LEAVER, 'GET', '/api/me/feed')).body).madeAt).toBeNull();
    expect((await g.api(LEAVER, 'POST', '/api/actions', { committee: 'ctcot-chum', title: 'Encore une', due: '2027-04-12' })).status).toBe(403);
    expect((await g.api(LEAVER, 'POST', '/api/plan', { committees: ['ctcot-chum'] })).status).toBe(403);
    expect(ActionList.parse((await g.api(LEAVER, 'GET', '/api/me/actions')).body).actions).toEqual([]);
    expect((await g.api(ADVISOR, 'POST', '/api/plan', { committees: ['ctcot-chum'] })).status).toBe(200);
  });

  it('has seated the advisor in the interim, from that day', async () => {
    const { seatList } = CommitteeDetail.parse((await g.api(SECRETARY, 'GET', '/api/committees/ctcot-chum')).body);
    expect(seatList.filter(({ role }) => role === 'presidence')).toMatchObject([{ id: CHAIR_SEAT, holder: { id: 'per-conseil' }, interim: true, term: { from: DAY } }]);
    const cncot = CommitteeDetail.parse((await g.api(SECRETARY, 'GET', '/api/committees/cncot')).body);
    // One person, one vote: whoever takes the seat no longer stands in for it.
    expect(cncot.seatList.find(({ id }) => id === CNCOT_SEAT)).toMatchObject({ holder: { id: 'per-conseil' }, alternates: [] });
    const meeting = MeetingDetail.parse((await g.api(SECRETARY, 'GET', `/api/meetings/${encodeURIComponent(NEXT_MEETING)}`)).body);
    expect(meeting.people.map(({ person }) => person?.id)).toContain('per-conseil');
    expect(meeting.people.map(({ person }) => person?.id)).not.toContain('per-territoire');
    // The seat that passed on is nobody's vacancy, and one answer of a form, not two.
    expect(Desk.parse((await g.api(SECRETARY, 'GET', '/api/desk')).body).vacantSeats.map(({ seat }) => seat)).not.toContain(CHAIR_SEAT);
    const { owners } = ActionDetail.parse((await g.api(SECRETARY, 'GET', `/api/actions/${bySeat}`)).body);
    expect(owners.filter(({ kind, id }) => kind === 'seat' && id === CHAIR_SEAT)).toHaveLength(1);
  });

  it('has passed the open actions on, those of a seat by themselves', async () => {
    const mine = ActionList.parse((await g.api(ADVISOR, 'GET', '/api/me/actions')).body).actions;
    expect(new Map(mine.map(({ id, owner }) => [id, owner?.kind]))).toEqual(new Map([[late, 'person'], [inPerson, 'person'], [bySeat, 'seat']]));
  });

  it('has briefed the successor, and told the chair of the committee', async () => {
    const brief = (await personInTeams(g, ADVISOR).chat()).find(({ texts }) => texts[0]?.startsWith('Vous assurez'));
    expect(brief?.texts).toEqual(expect.arrayContaining([
      'Vous assurez l’intérim : Coordination CCT CHUM', 'CNCOT, Membre, Centre de coordination de la télésanté — CHUM', 'CTCOT CHUM, Présidence, Centre de coordination de la télésanté — CHUM', '2 actions ouvertes à votre nom :',
      `${late}, Confirmer les hôtes de la tournée : en retard de 18 jours.`, `${inPerson}, Déposer le bilan du territoire : bloquée (Le formulaire manque).`,
    ]));
    const told = (await personInTeams(g, CNCOT_CHAIR).chat()).find(({ texts }) => texts[0]?.startsWith('Fin de fonctions'));
    expect(told?.texts).toEqual(expect.arrayContaining(['CNCOT, Membre, Centre de coordination de la télésanté — CHUM : Conseil clinique — CCT CHUM, par intérim']));
    expect(told?.texts.join()).not.toContain('CTCOT');
  });

  it('leaves past votes and answers in the name and role of whoever gave them', async () => {
    const { present } = DecisionDetail.parse((await g.api(SECRETARY, 'GET', `/api/decisions/${decision}`)).body);
    expect(JSON.stringify(present)).toContain('Coordination CCT CHUM');
    const sentences = async (committee: string): Promise<string[]> => JournalPage.parse((await g.api(SECRETARY, 'GET', `/api/journal?committee=${committee}&limit=200`)).body).entries.map(({ sentence }) => plain(sentence));
    const cncot = await sentences('cncot');
    expect(cncot).toContain('Réponse pour la séance du jeudi 18 mars 2027 à 9 h, Coordination CCT CHUM : absence.');
    expect(cncot).toContain(`L’action ${late} a changé de responsable : Coordination CCT CHUM avant, Conseil clinique — CCT CHUM maintenant.`);
    expect(await sentences('reseau')).toEqual(expect.arrayContaining(['Fin de fonctions, Coordination CCT CHUM : 2 sièges, 1 droit et 2 actions à l’intérim.', 'Accès retiré dans l’équipe « RQT - CNCOT » : Coordination CCT CHUM.']));
  });

  it('sees to what the request left undone: an access that still stands is ended by the job that was saved with it', async () => {
    const { state, world } = g.tenant.context;
    const [team, leaver] = [state.teams.find(({ displayName }) => displayName === 'RQT - CNCOT')!, state.users.find(({ userPrincipalName }) => userPrincipalName === LEAVER)!];
    world.addMember({ teamId: team.id, channelId: null, userId: leaver.id, roles: [], by: null });
    expect(membersOf('RQT - CNCOT')).toContain(LEAVER);
    await clock.jumpTo(`${DAY}T20:00:00Z`, g.gouverne.data);
    await g.quiet();
    expect(membersOf('RQT - CNCOT')).not.toContain(LEAVER);
  });

  it('has nothing left to hand over', async () => {
    const { version } = await preview();
    expect(Problem.parse((await g.api(SECRETARY, 'POST', '/api/handover', { person: 'per-territoire', version, seats: {}, roles: null, actions: null })).body).code).toBe('nothing-to-hand-over');
  });
});
