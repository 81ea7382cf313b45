// What the bot tells of meetings on the running network, with time moved: the card in the channel that is edited in place, reminders at
// their minute on both sides of the change of clocks (S5), a digest, answers by card, and silence after a refusal or a cancellation.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { CalendarFeed, MeetingDetail, ReminderPreferences, YearAdopted } from '../../src/contract/meetings.ts';
import { movedClock } from '../support/moved-clock.ts';
import { startProduct, type Product } from '../support/product.ts';
import { PEOPLE, smallNetwork } from '../support/small-network.ts';
import { personInTeams, type Place, type Read } from '../support/teams-person.ts';

jest.setTimeout(90_000);

/** The clinician sits at the CTCOT, with the technician as alternate, and not at the CNCOT. */
const { secretary: SECRETARY, chair: CHAIR, territory: TERRITORY, clinician: CLINICIAN, technician: TECHNICIAN } = PEOPLE;

const CHARTER = smallNetwork((text) => text
  .replace('nommage_teams:', 'regles_communes: {rappels_seance: ["P7D", "P1D", "PT30M"]}\nnommage_teams:')
  .replace(/(acronyme: "CTCOT CHUM"[^]*?quorum: ){type: aucun, libelle_fr: "Aucun"}/, '$1{type: nombre, minimum: 2, libelle_fr: "Deux personnes"}'));

describe('the bot and the meetings', () => {
  const clock = movedClock('2027-02-20T15:00:00Z');
  let g: Product;
  let channel: Place;
  /** The CTCOT's of 4 March. */
  let special: string;
  beforeAll(async () => {
    g = await startProduct({ name: 'reminders', charter: CHARTER, compose: { clock } });
    await g.standUp();
    for (const email of [CHAIR, TERRITORY, SECRETARY]) await as(email).takeApp();
    await g.quiet();
    const { teams, channels } = g.tenant.context.state;
    const { id: teamId } = teams.find((team) => team.displayName === 'RQT - CNCOT')!;
    channel = { teamId, channelId: channels.find((c) => c.teamId === teamId && c.displayName === 'Séances')!.id };
    YearAdopted.parse((await g.api(SECRETARY, 'POST', '/api/calendar/adopt', { committee: 'cncot', year: 2027, choices: [] })).body);
    special = MeetingDetail.parse((await g.api(TERRITORY, 'POST', '/api/meetings', { committee: 'ctcot-chum', start: '2027-03-04T14:00', minutes: 60 })).body).id;
  });
  afterAll(async () => { await g.close(); });

  const as = (email: string) => personInTeams(g, email);
  const at = async (instant: string): Promise<void> => { await clock.jumpTo(instant, g.gouverne.data); await g.quiet(); };
  const titles = (cards: readonly Read[]): (string | undefined)[] => cards.map((card) => card.texts[0]);
  const told = async (email: string): Promise<(string | undefined)[]> => titles(await as(email).chat());
  /** What the person was told since: titles, the reminders of which begin with « Rappel ». */
  const since = async (email: string, before: readonly unknown[]): Promise<(string | undefined)[]> => (await told(email)).slice(before.length);
  const inChannel = async (day: string): Promise<Read[]> => (await as(CHAIR).channel(channel)).filter((card) => card.texts[0]?.includes(day) === true);
  const path = (slot: string, act: string): string => `/api/meetings/${encodeURIComponent(`cncot/${slot}`)}${act}`;
  const act = async (slot: string, doing: string, more: object = {}): Promise<MeetingDetail> => {
    const { version } = MeetingDetail.parse((await g.api(SECRETARY, 'GET', path(slot, ''))).body);
    return MeetingDetail.parse((await g.api(SECRETARY, 'POST', path(slot, doing), { version, ...more })).body);
  };

  it('says nothing of a meeting before its notice', async () => {
    expect(await inChannel('4 mars')).toEqual([]);
  });

  it('posts the notice in the channel at the committee’s delay, with the buttons that answer', async () => {
    await at('2027-02-22T13:30:05Z');
    const [notice, ...more] = await inChannel('4 mars');
    expect(more).toEqual([]);
    expect(notice!.texts).toEqual(expect.arrayContaining(['Avis de convocation : CNCOT, séance du 4 mars 2027', 'jeudi 4 mars 2027', '9 h', '0 présence, 0 substitut, 0 absence, 3 sans réponse', 'Présent', 'Mon substitut', 'Absent', 'Ouvrir la séance']));
  });

  it('takes an answer from the channel, shows it to its giver alone, and edits the card for all', async () => {
    const [notice] = await inChannel('4 mars');
    const answer = await as(CHAIR).press(notice!, channel, 'Présent');
    expect(answer.texts).toContain('Votre réponse : présent ou présente.');
    // A second click is harmless.
    await as(CHAIR).press(notice!, channel, 'Présent');
    await g.quiet();
    const after = await inChannel('4 mars');
    expect(after).toHaveLength(1);
    expect(after[0]!.id).toBe(notice!.id);
    expect(after[0]!.texts).toContain('1 présence, 0 substitut, 0 absence, 2 sans réponse');
    expect(JSON.stringify(after[0]!.card)).not.toContain('Votre réponse');
  });

  it('tells somebody who is not convened why their answer is not noted', async () => {
    const [notice] = await inChannel('4 mars');
    const { texts } = await as(CLINICIAN).press(notice!, channel, 'Présent');
    expect(texts.join(' ')).toMatch(/Votre réponse n’a pas été notée.*Vous n’êtes pas convoqué|n’existe plus|was not noted.*not convened/);
    expect((await inChannel('4 mars'))[0]!.texts).toContain('1 présence, 0 substitut, 0 absence, 2 sans réponse');
  });

  it('reminds seven days before at 8 h 30; two meetings of one day are one message', async () => {
    expect((await g.api(CLINICIAN, 'PUT', `/api/meetings/${encodeURIComponent(special)}/answer`, { answer: 'absent' })).status).toBe(200);
    const before = await told(TERRITORY);
    await at('2027-02-25T13:29:00Z');
    expect(await since(TERRITORY, before)).toEqual([]);
    await at('2027-02-25T13:30:05Z');
    expect((await since(TERRITORY, before)).filter((title) => title?.startsWith('Rappel'))).toEqual(['Rappel : 2 séances']);
    const [reminder] = (await as(CHAIR).chat()).filter((card) => card.texts[0]?.startsWith('Rappel') === true);
    expect(reminder!.texts).toEqual(expect.arrayContaining(['Rappel : CNCOT, séance du 4 mars 2027', 'Votre réponse : présent ou présente.']));
  });

  it('foresees the quorum for chair and secretariat, and for nobody else', async () => {
    for (const email of [CHAIR, SECRETARY]) {
      const [forecast] = (await as(email).chat()).filter((card) => card.texts[0] === 'Quorum : CNCOT, séance du 4 mars 2027');
      expect(forecast!.texts.join(' ')).toMatch(/Quorum (possible|probable) : 1 voix annoncée sur \d/);
    }
    expect((await told(TERRITORY)).filter((title) => title === 'Quorum : CNCOT, séance du 4 mars 2027')).toEqual([]);
  });

  it('convenes the alternate of somebody who will be away, once, with one button', async () => {
    const [forecast] = (await as(TERRITORY).chat()).filter((card) => card.texts[0] === 'Quorum : CTCOT CHUM, séance extraordinaire du 4 mars 2027');
    const who = 'Répondant ou répondante technologique — CHUM';
    expect(forecast!.texts).toContain(`${who}, à la place de : Répondant ou répondante clinique — CHUM`);
    expect(await told(TECHNICIAN)).toEqual([]);
    for (const _click of [1, 2]) expect((await as(TERRITORY).press(forecast!, 'chat', `Convoquer : ${who}`)).texts[0]).toBe('C’est fait');
    await g.quiet();
    const [asked, ...more] = (await as(TECHNICIAN).chat()).filter((card) => card.texts[0]?.startsWith('Votre présence') === true);
    expect([asked?.texts[0], more]).toEqual(['Votre présence est demandée : CTCOT CHUM, séance extraordinaire du 4 mars 2027', []]);
    expect((await as(TECHNICIAN).press(asked!, 'chat', 'Présent')).texts).toContain('Votre réponse : présent ou présente.');
    // Who does not keep the committee convenes nobody.
    expect((await as(TECHNICIAN).press({ ...forecast!, id: asked!.id }, 'chat', `Convoquer : ${who}`)).texts[0]).toBe('Personne n’a été convoqué');
  });

  it('reminds no more of what was refused', async () => {
    expect((await g.api(TERRITORY, 'PUT', path('2027-03-04T09:00', '/answer'), { answer: 'absent' })).status).toBe(200);
    const before = await told(TERRITORY);
    await at('2027-03-03T13:30:05Z');
    const reminders = (await since(TERRITORY, before)).filter((title) => title?.startsWith('Rappel'));
    expect(reminders).toHaveLength(1);
    expect(reminders[0]).toContain('CTCOT CHUM, séance extraordinaire du 4 mars 2027');
  });

  it.each([['4 mars', '2027-03-04', '13:30', '2027-02-22T13:30:05Z'], ['18 mars', '2027-03-18', '12:30', '2027-03-08T13:30:05Z']])('S5: the reminder of half an hour before 9 h leaves at 8 h 30 in Québec on %s', async (day, date, utc, noticed) => {
    if (Date.parse(noticed) > clock.now().getTime()) await at(noticed);
    await at(`${date}T${utc.replace('30', '28')}:00Z`);
    const [before, refused] = [await told(CHAIR), await told(TERRITORY)];
    await at(`${date}T${utc}:02Z`);
    expect(await since(CHAIR, before)).toEqual([`Rappel : CNCOT, séance du ${day} 2027`]);
    expect(await since(TERRITORY, refused)).toEqual(day === '4 mars' ? [] : ['Rappel : CNCOT, séance du 18 mars 2027']);
  });

  it('takes an answer from a reminder, which then shows it', async () => {
    const reminder = (await as(CHAIR).chat()).at(-1)!;
    expect((await as(CHAIR).press(reminder, 'chat', 'Absent')).texts).toContain('Votre réponse : absent ou absente.');
    await g.quiet();
    const now = (await as(CHAIR).chat()).find(({ id }) => id === reminder.id)!;
    expect(now.texts).toContain('Votre réponse : absent ou absente.');
    expect((await inChannel('18 mars'))[0]!.texts.join(' ')).toContain('1 absence');
  });

  it('edits the card of a meeting that moves, tells those concerned once, and notes nothing from an old card', async () => {
    await at('2027-03-22T12:30:05Z');
    const [old] = await inChannel('1er avril');
    const before = await told(TERRITORY);
    await act('2027-04-01T09:00', '/change', { start: '2027-03-31T09:00' });
    await g.quiet();
    const [moved, ...more] = await inChannel('31 mars');
    expect([moved?.id, more]).toEqual([old!.id, []]);
    expect(moved!.texts).toEqual(expect.arrayContaining(['mercredi 31 mars 2027', 'Séance déplacée : elle était prévue le jeudi 1er avril 2027 à 9 h.']));
    expect(await since(TERRITORY, before)).toEqual(['Avis révisé : CNCOT, séance du 31 mars 2027']);
    expect((await as(CHAIR).press(old!, channel, 'Présent')).texts[0]).toBe('Cette séance a été déplacée');
    expect(MeetingDetail.parse((await g.api(CHAIR, 'GET', path('2027-04-01T09:00', ''))).body).answer).toBeNull();
  });

  it('says in place that a meeting is cancelled, to those concerned once, and reminds of it no more', async () => {
    const [stands] = await inChannel('31 mars');
    const before = await told(TERRITORY);
    await act('2027-04-01T09:00', '/cancel', { reason: 'Congé' });
    await g.quiet();
    const [cancelled, ...more] = await inChannel('31 mars');
    expect([cancelled?.id, more]).toEqual([stands!.id, []]);
    expect(cancelled!.texts).toEqual(expect.arrayContaining(['Séance annulée : CNCOT, séance du 31 mars 2027', 'Cette séance est annulée : aucune réponse n’est attendue.']));
    expect(JSON.stringify(cancelled!.card)).not.toContain('Congé');
    expect((await as(TERRITORY).press(stands!, channel, 'Présent')).texts.join(' ')).toContain('Cette séance est annulée');
    expect(await since(TERRITORY, before)).toEqual(['Séance annulée : CNCOT, séance du 31 mars 2027']);
    await at('2027-03-30T12:30:05Z');
    await at('2027-03-31T12:30:05Z');
    expect((await since(TERRITORY, before)).filter((title) => title?.startsWith('Rappel'))).toEqual([]);
  });

  it('answers « prochaine séance » in the chat and in the channel, and the week in the chat only', async () => {
    expect((await as(CHAIR).say('prochaine séance')).texts[0]).toBe('Prochaine séance : CNCOT, séance du 15 avril 2027');
    expect((await as(CHAIR).mention(channel, 'prochaine séance')).texts[0]).toBe('Prochaine séance : CNCOT, séance du 15 avril 2027');
    expect((await as(CHAIR).say('my meetings this week')).texts[0]).toBe('Aucune séance cette semaine');
    expect((await as(CHAIR).mention(channel, 'mes séances cette semaine')).texts[0]).toBe('Vos séances ne regardent que vous');
  });

  it('finds meetings from the message extension: one’s own at first, then by name', async () => {
    expect((await as(CHAIR).search(''))[0]).toBe('CNCOT, séance du 15 avril 2027');
    expect(await as(CHAIR).search('2027-04-29')).toEqual(['CNCOT, séance du 29 avril 2027']);
    expect(await as(CHAIR).search('introuvable')).toBe('Aucune séance à venir ne correspond.');
  });

  it('of a restricted committee shows a date and a link to its own people, and nothing to anybody else', async () => {
    expect((await g.api(SECRETARY, 'POST', '/api/meetings', { committee: 'cdm', start: '2027-04-13T09:00', minutes: 60, title: 'Budget réservé', reason: 'Motif réservé' })).status).toBe(201);
    // Ten days before is a Saturday.
    await at('2027-04-02T12:30:05Z');
    const { teams, channels } = g.tenant.context.state;
    const teamId = teams.find((team) => team.displayName === 'RQT - Gouvernance ministérielle')!.id;
    const cards = await as(SECRETARY).channel({ teamId, channelId: channels.find((c) => c.teamId === teamId && c.displayName === 'CDM')!.id });
    expect(titles(cards)).toContain('Avis de convocation : CDM, séance extraordinaire du 13 avril 2027');
    expect(JSON.stringify(cards)).not.toMatch(/réservé|sans réponse/);
    expect((await as(SECRETARY).say('prochaine séance')).texts[0]).toBe('Prochaine séance : CDM, séance extraordinaire du 13 avril 2027');
    // What is inserted into a message is read by others.
    expect(await as(SECRETARY).search('cdm')).toBe('Aucune séance à venir ne correspond.');
    expect((await as(CHAIR).say('prochaine séance')).texts[0]).toBe('Prochaine séance : CNCOT, séance du 15 avril 2027');
  });

  it('keeps to the reminders and quiet hours that a person chose', async () => {
    const usual = ReminderPreferences.parse((await g.api(TERRITORY, 'GET', '/api/me/reminders')).body);
    expect(usual).toMatchObject({ before: ['P7D', 'P1D', 'PT30M'], quiet: null, zone: 'America/Toronto', offered: expect.arrayContaining([{ before: 'PT2H', label: '2\u00A0heures avant' }]) as unknown });
    expect((await g.api(TERRITORY, 'PUT', '/api/me/reminders', { before: ['P60D'], quiet: null })).status).toBe(422);
    await at('2027-04-05T12:30:05Z');
    expect((await g.api(TERRITORY, 'PUT', '/api/me/reminders', { before: ['PT2H'], quiet: { from: '20:00', until: '07:30' } })).status).toBe(200);
    await g.quiet();
    const before = await told(TERRITORY);
    await at('2027-04-08T12:30:05Z');
    await at('2027-04-15T11:29:00Z');
    expect(await since(TERRITORY, before)).toEqual([]);
    // Two hours before is seven o'clock, which is quiet: it comes when the quiet ends.
    await at('2027-04-15T11:30:05Z');
    await at('2027-04-15T12:30:05Z');
    expect(await since(TERRITORY, before)).toEqual(['Rappel : CNCOT, séance du 15 avril 2027']);
  });

  it('feeds a calendar by a secret address, until it is revoked', async () => {
    const feed = CalendarFeed.parse((await g.api(CHAIR, 'POST', '/api/me/feed')).body);
    const read = async (): Promise<Response> => fetch(feed.url!.replace(/^https?:\/\/[^/]+/, g.url));
    const answer = await read();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8']);
    const file = (await answer.text()).replaceAll('\r\n ', '');
    expect(file).toMatch(/UID:cncot%2F2027-04-01T09%3A00@[^]*?SEQUENCE:\d+\r\nSTATUS:CANCELLED\r\nDTSTART;TZID=America\/Toronto:20270331T090000/);
    expect(file).toContain('STATUS:CONFIRMED\r\nDTSTART;TZID=America/Toronto:20270415T090000');
    expect(file).toContain('STATUS:TENTATIVE');
    expect(file).not.toContain('Congé');
    // The address is never shown again.
    expect(CalendarFeed.parse((await g.api(CHAIR, 'GET', '/api/me/feed')).body)).toMatchObject({ exists: true, url: null });
    expect((await g.api(CHAIR, 'DELETE', '/api/me/feed')).status).toBe(200);
    expect((await read()).status).toBe(404);
    expect((await fetch(`${g.url}/feed/${'x'.repeat(43)}.ics`)).status).toBe(404);
    expect(JSON.stringify(g.log.lines)).not.toContain(feed.url!.split('/').at(-1)!.replace('.ics', ''));
  });
});

