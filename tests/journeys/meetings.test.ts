// The year of a committee through the running product, on the whole network: scenarios S2 (the meeting of 24 June) and S5 (9 h stays 9 h),
// the notice that leaves by itself, answers and quorum, and what is refused with the sentence that helps. The product's clock stands in
// December 2026 and is moved.

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Problem } from '../../src/contract/common.ts';
import { JournalPage, JournalProof } from '../../src/contract/journal.ts';
import { Cascade, CascadeProposal, MeetingAlternatives, MeetingDetail, MeetingList, YearAdopted, YearDraft, type MeetingSummary } from '../../src/contract/meetings.ts';
import { movedClock } from '../support/moved-clock.ts';
import { rqtText, startProduct, type Product } from '../support/product.ts';

jest.setTimeout(120_000);

const SECRETARY = 'secretariat.telesante.msss@rqt.example';
const CHAIR = 'coordination.clinique.msss@rqt.example';
const CHUQ_SECRETARY = 'secretariat.cct-chuq@rqt.example';
const CHUM_COORDINATOR = 'coordination.cct-chum@rqt.example';
const ISLANDS = 'clinique.telesante.cisss-i@rqt.example';
const NORTH_SHORE = 'techno.telesante.cisss-cn9@rqt.example';
const QUEBEC = 'clinique.telesante.chuq-ul@rqt.example';
/** 24 June 2027 by the CNCOT's rule. */
const JUNE = 'cncot/2027-06-24T09:00';

describe('the calendar of the network', () => {
  const clock = movedClock('2026-12-15T15:00:00Z');
  let g: Product;
  beforeAll(async () => {
    g = await startProduct({ name: 'meetings', compose: { clock } });
    // Teams need not stand for a year to be planned.
    await g.gouverne.load(rqtText(), 'charters/rqt.yaml');
  });
  afterAll(async () => { await g.close(); });

  const path = (id: string, act = ''): string => `/api/meetings/${encodeURIComponent(id)}${act}`;
  const ask = async <T>(shape: { parse(body: unknown): T }, as: string, method: string, url: string, body?: unknown): Promise<T> => {
    const answer = await g.api(as, method, url, body);
    if (answer.status >= 400) throw new Error(`${method} ${url}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return shape.parse(answer.body);
  };
  const draft = (committee: string, more: object = {}): Promise<YearDraft> => ask(YearDraft, SECRETARY, 'POST', '/api/calendar/draft', { committee, year: 2027, ...more });
  const adopt = (committee: string, choices: readonly object[] = [], as = SECRETARY, more: object = {}): Promise<YearAdopted> => ask(YearAdopted, as, 'POST', '/api/calendar/adopt', { committee, year: 2027, choices, ...more });
  const list = async (query: string, as = SECRETARY): Promise<readonly MeetingSummary[]> => (await ask(MeetingList, as, 'GET', `/api/meetings?${query}`)).meetings;
  const year = (committee: string, as = SECRETARY): Promise<readonly MeetingSummary[]> => list(`committee=${committee}&from=2027-01-01&until=2027-12-31`, as);
  const meeting = (id: string, as = SECRETARY): Promise<MeetingDetail> => ask(MeetingDetail, as, 'GET', path(id));
  const refused = async (as: string, method: string, url: string, body: unknown): Promise<Problem & { readonly text: string }> => {
    const answer = await g.api(as, method, url, body);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    const problem = Problem.parse(answer.body);
    return { ...problem, text: `${problem.status} ${problem.code}` };
  };
  const journal = async (committee: string): Promise<JournalPage['entries']> => (await ask(JournalPage, SECRETARY, 'GET', `/api/journal?committee=${committee}&limit=200`)).entries;
  const acts = async (committee: string): Promise<string[]> => (await journal(committee)).map(({ act }) => act).reverse();

  interface Event { readonly id: string; readonly start: { readonly dateTime: string; readonly timeZone: string }; readonly organizer: string; readonly cancelled: boolean }
  /** What stands in Outlook, once everything asked for is done. Both ways in full: outlook.test.ts. */
  const events = async (): Promise<readonly Event[]> => {
    await g.quiet();
    return (await g.control<{ meetings: Event[] }>('GET', '/calendars')).meetings.filter((event) => !event.cancelled);
  };
  const starting = (all: readonly Event[], start: string): readonly Event[] => all.filter((event) => event.start.dateTime.startsWith(start));

  describe('S2: the meeting of 24 June', () => {
    it('is the only one of the CNCOT’s 26 that is flagged; 30 September and 11 November stay', async () => {
      const year2027 = await draft('cncot');
      expect(year2027.counts).toEqual({ total: 26, new: 26, flagged: 1, kept: 0 });
      expect(year2027.slots.filter((s) => s.obstacles.length > 0).map(({ slot, obstacles }) => [slot, obstacles.map((o) => o.sentence)])).toEqual([['2027-06-24T09:00', ['Jour férié\u00A0: Fête nationale']]]);
      expect(year2027.slots.map((s) => s.slot)).toEqual(expect.arrayContaining(['2027-09-30T09:00', '2027-11-11T09:00']));
      expect(year2027.mayAdopt).toEqual({ ok: true });
      // A draft changes nothing.
      expect(await year('cncot')).toEqual([]);
      expect(await acts('cncot')).toEqual(['committee-created']);
    });

    it('may go to the next business day, where four people also sit at the CEMT; 23 June is free and comes first', async () => {
      const { alternatives, calendars } = await ask(MeetingAlternatives, SECRETARY, 'GET', path(JUNE, '/alternatives'));
      expect(calendars).toBe('read');
      const on = (day: string) => alternatives.findIndex((a) => a.start === `${day}T09:00`);
      expect(alternatives[on('2027-06-25')]).toMatchObject({ strategy: 'Jour ouvrable suivant', free: false, obstacles: [{ is: 'collision', committee: { id: 'cemt' }, persons: 4, sentence: 'En conflit avec l’instance CEMT\u00A0: 4\u00A0personnes communes, dont 2\u00A0votantes' }] });
      expect(alternatives[on('2027-06-23')]).toMatchObject({ free: true, obstacles: [] });
      expect(on('2027-06-23')).toBeLessThan(on('2027-06-25'));
    });

    it('is adopted as it is, with the year: nothing moves without a human', async () => {
      const adopted = await adopt('cncot');
      expect(adopted).toMatchObject({ planned: 26, kept: 0, skipped: 0 });
      expect(adopted.meetings.every((m) => m.state === 'planned' && m.movedFrom === null)).toBe(true);
      expect((await acts('cncot')).slice(1)).toEqual(['year-adopted']);
      expect((await journal('cncot'))[0]?.sentence).toBe('Le calendrier 2027 a été adopté\u00A0: 26\u00A0séances, dont 1\u00A0à revoir.');
      expect((await meeting(JUNE)).noticeAt).toBe('2027-06-14T12:30:00.000Z');
      await g.quiet();
      expect((await year('cncot')).filter((m) => m.state !== 'planned')).toEqual([]);
    });
  });

  describe('S5: the meeting of nine o’clock stays at nine', () => {
    // CNCOT and CTCOT CHUQ-UL of 2027; the hour at Québec, in the Îles, at Blanc-Sablon, and UTC. Both clocks are shown where they differ.
    const TABLE = [
      ['cncot', '2027-03-04', 9, 10, 10, '14:00'], ['cncot', '2027-03-18', 9, 10, 9, '13:00'], ['cncot', '2027-10-28', 9, 10, 9, '13:00'], ['cncot', '2027-11-11', 9, 10, 10, '14:00'],
      ['ctcot-chuq', '2027-02-22', 10, 11, 11, '15:00'], ['ctcot-chuq', '2027-03-22', 10, 11, 10, '14:00'],
    ] as const;
    const fromQuebec = (hour: number, quebec: number, place: string): string => (hour === quebec ? `${hour}\u00A0h` : `${hour}\u00A0h, heure ${place} — ${quebec}\u00A0h à Québec`);
    const committees = new Map<string, readonly MeetingSummary[]>();
    const read = async (committee: string, as: string): Promise<readonly MeetingSummary[]> => {
      const key = `${committee} ${as}`;
      committees.set(key, committees.get(key) ?? await year(committee, as));
      return committees.get(key)!;
    };

    it('is planned for the territory too, with its own secretariat', async () => {
      expect(await adopt('ctcot-chuq', [{ slot: '2027-12-27T10:00', do: 'skip', reason: 'Période des Fêtes' }], CHUQ_SECRETARY)).toMatchObject({ planned: 11, skipped: 1 });
    });

    it('stands in Outlook in the committee’s zone, not in UTC', async () => {
      const all = await events();
      for (const [, day, quebec] of TABLE) {
        const [event] = starting(all, `${day}T${String(quebec).padStart(2, '0')}:00`);
        expect(event?.start.timeZone).toMatch(/^(Eastern Standard Time|America\/Toronto)$/);
      }
    });

    it.each(TABLE)('%s of %s', async (committee, day, quebec, islands, northShore, utc) => {
      const of = async (as: string): Promise<MeetingSummary> => {
        const found = (await read(committee, as)).find((m) => m.start.startsWith(day));
        if (found === undefined) throw new Error(`no meeting of ${committee} on ${day}`);
        return found;
      };
      const here = await of(QUEBEC);
      expect(here).toMatchObject({ startsAt: `${day}T${utc}:00.000Z`, zone: 'America/Toronto', hours: `${quebec}\u00A0h` });
      expect((await of(ISLANDS)).hours).toBe(fromQuebec(islands, quebec, 'des Îles'));
      expect((await of(NORTH_SHORE)).hours).toBe(fromQuebec(northShore, quebec, 'de Blanc-Sablon'));
    });
  });

  describe('a special meeting', () => {
    const special = { committee: 'cncot', jointly: ['cnccs'], start: '2027-02-03T13:30', minutes: 60, title: 'Budget IPAM', reason: 'Décision attendue', guests: [{ email: 'invitee@partenaire.example', label: 'Équipe ministérielle' }] };
    let id = '';
    it('of two committees convenes both, with guests by address, and is in both calendars', async () => {
      const called = await ask(MeetingDetail, SECRETARY, 'POST', '/api/meetings', special);
      id = called.id;
      expect(called).toMatchObject({ kind: 'special', title: 'Budget IPAM', jointly: [{ id: 'cnccs' }], noticeAt: '2027-01-22T13:30:00.000Z', guests: [{ email: 'invitee@partenaire.example', label: 'Équipe ministérielle' }] });
      for (const committee of ['cncot', 'cnccs']) expect((await year(committee)).map((m) => m.id)).toContain(id);
      // Others see that somebody is invited, not their address.
      expect((await meeting(id, QUEBEC)).guests).toEqual([{ email: null, person: null, label: 'Équipe ministérielle' }]);
    });

    it('is convened when its secretary says so, once', async () => {
      const convened = await ask(MeetingDetail, SECRETARY, 'POST', path(id, '/convene'), { version: 1 });
      expect(convened).toMatchObject({ state: 'convened', notice: { revision: 1 } });
      expect(await refused(SECRETARY, 'POST', path(id, '/convene'), { version: 2 })).toMatchObject({ code: 'all-told', detail: expect.stringContaining('rien n’a changé depuis') });
    });

    it('that somebody changed meanwhile is told as it has become', async () => {
      await ask(MeetingDetail, CHAIR, 'POST', path(id, '/change'), { version: 2, start: '2027-02-03T14:00' });
      expect(await refused(SECRETARY, 'POST', path(id, '/cancel'), { version: 2 })).toMatchObject({ status: 409, code: 'stale', detail: expect.stringContaining('mercredi 3 février 2027 à 14\u00A0h') });
    });

    it('once cancelled expects no answers, and tells those concerned once', async () => {
      const cancelled = await ask(MeetingDetail, SECRETARY, 'POST', path(id, '/cancel'), { version: 3, reason: 'Décision prise' });
      expect(cancelled).toMatchObject({ state: 'cancelled', notice: { revision: 3 }, may: { change: { ok: false }, restore: { ok: true }, answer: { ok: false, why: expect.stringContaining('annulée') } } });
    });
  });

  describe('answers', () => {
    const id = 'cncot/2027-01-21T09:00';
    const CHUM = 'per-cct-chum-coord';
    it('are one a person, say who comes instead, and make the quorum foreseeable to those who keep the committee', async () => {
      const mine = await ask(MeetingDetail, CHUM_COORDINATOR, 'PUT', path(id, '/answer'), { answer: 'present' });
      expect(mine).toMatchObject({ answer: 'present', convened: true, forecast: null });
      await ask(MeetingDetail, CHUM_COORDINATOR, 'PUT', path(id, '/answer'), { answer: 'present' });
      expect((await ask(MeetingDetail, CHUM_COORDINATOR, 'PUT', path(id, '/answer'), { answer: 'alternate' })).people.find((p) => p.person?.id === CHUM)).toMatchObject({ answer: 'alternate', alternate: { id: 'per-cct-chum-conseil' }, answeredFrom: 'tab' });
      await ask(MeetingDetail, CHAIR, 'PUT', path(id, '/answer'), { answer: 'present' });
      // What somebody told the secretariat.
      const seen = await ask(MeetingDetail, SECRETARY, 'PUT', path(id, '/answer'), { answer: 'present', person: 'per-coord-tech' });
      expect(seen.forecast).toMatchObject({ state: 'possible', sure: 3, needed: 4, of: 6, sentence: 'Quorum possible\u00A0: 3\u00A0voix annoncées sur 6, il en faut 4.' });
      // A member sees their own answer, not the others'.
      expect((await meeting(id, CHUM_COORDINATOR)).people.filter((p) => p.answer !== null).map((p) => p.person?.id)).toEqual([CHUM]);
      expect((await acts('cncot')).filter((act) => act === 'attendance-answered')).toHaveLength(4);
      expect(await refused(SECRETARY, 'PUT', path(id, '/answer'), { answer: 'alternate' })).toMatchObject({ code: 'no-alternate', detail: expect.stringContaining('substitut') });
    });

    it('are in one’s own calendar', async () => {
      const { meetings } = await ask(MeetingList, CHAIR, 'GET', '/api/me/meetings?from=2027-01-01&until=2027-01-31');
      expect(meetings.filter((m) => m.committee.id === 'cncot').map((m) => [m.start, m.answer])).toEqual([['2027-01-07T09:00', null], ['2027-01-21T09:00', 'present']]);
      const elsewhere = await ask(MeetingList, ISLANDS, 'GET', '/api/me/meetings?from=2027-01-01&until=2027-12-31');
      expect(new Set(elsewhere.meetings.map((m) => m.committee.id))).toEqual(new Set(['ctcot-chuq']));
    });
  });

  describe('another frequency from July on', () => {
    const cadence = { from: '2027-07-01', rule: 'FREQ=MONTHLY;BYDAY=1TU', start: '2027-07-06T13:30', minutes: 60 };
    it('is planned for the rest of the year, and remembered when the year is generated again', async () => {
      const adapted = await draft('cnccs', { cadence });
      expect(adapted.slots.map((s) => s.slot)).toEqual(['2027-02-12T13:00', '2027-04-09T13:00', '2027-06-11T13:00', '2027-07-06T13:30', '2027-08-03T13:30', '2027-09-07T13:30', '2027-10-05T13:30', '2027-11-02T13:30', '2027-12-07T13:30']);
      expect(await adopt('cnccs', [], SECRETARY, { cadence })).toMatchObject({ planned: 9 });
      expect((await draft('cnccs')).counts).toMatchObject({ total: 9, new: 0 });
      const own = await draft('cnccs', { cadence: null });
      expect(own.note).toContain('6\u00A0séances déjà planifiées ne suivent plus');
    });
  });

  describe('what cannot be is refused with the sentence that helps', () => {
    const call = (more: object): Promise<Problem & { readonly text: string }> => refused(SECRETARY, 'POST', '/api/meetings', { committee: 'cncot', start: '2027-03-10T09:00', minutes: 60, ...more });
    it.each([
      ['an end before its start', { minutes: -30 }, 'no-duration', /fin qui vient après le début/],
      ['an hour that clocks skip', { start: '2027-03-14T02:30' }, 'no-such-hour', /Choisissez 3\u00A0h\u00A030/],
      ['a date in the past', { start: '2026-12-01T09:00' }, 'in-the-past', /Choisissez une date à venir/],
      ['a day that does not exist', { start: '2027-02-30T09:00' }, 'not-a-date', /n’est ni un jour ni une heure/],
      ['six hundred guests', { guests: Array.from({ length: 600 }, (_, i) => ({ email: `p${i}@partenaire.example`, label: `P${i}` })) }, 'too-many-people', /613\u00A0personnes; Outlook en accepte 500/],
      ['a committee sitting with itself', { jointly: ['cncot'] }, 'joint-with-itself', /différentes/],
      ['a guest whom nobody knows', { guests: [{ person: 'per-nulle-part' }] }, 'unknown-guest', /adresse de courriel/],
      ['a health insurance number in a title', { title: 'Dossier TREM 7503 1512' }, 'health-number', /rien n’a été enregistré/],
    ])('%s', async (_what, more, code, sentence) => {
      expect(await call(more)).toMatchObject({ status: 422, code, detail: expect.stringMatching(sentence) });
    });

    it('a rule that never fires, and one that is badly written', async () => {
      const rule = (text: string) => refused(SECRETARY, 'POST', '/api/calendar/draft', { committee: 'cncot', year: 2027, cadence: { from: '2027-07-01', rule: text, start: '2027-07-01T09:00', minutes: 60 } });
      expect(await rule('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30')).toMatchObject({ status: 422, code: 'rule-never-fires', detail: expect.stringContaining('ne donne jamais de séance'), remedy: expect.stringContaining('Exemple') });
      expect(await rule('toutes les semaines')).toMatchObject({ code: 'rule-syntax' });
    });

    it('in English for whoever chose English', async () => {
      const answer = await g.api(SECRETARY, 'POST', '/api/meetings', { committee: 'cncot', start: '2026-12-01T09:00', minutes: 60 }, { 'gouverne-language': 'en-CA' });
      expect(Problem.parse(answer.body).detail).toBe('Tuesday, December 1, 2026 at 9:00\u00A0a.m. is already past. Choose a date to come.');
    });

    it('a move by somebody who only sits there, and a year that ends before it begins', async () => {
      expect(await refused(QUEBEC, 'POST', path('ctcot-chuq/2027-02-22T10:00', '/change'), { version: 1, start: '2027-02-23T10:00' })).toMatchObject({ status: 403, detail: expect.stringContaining('présidence') });
      expect(await refused(SECRETARY, 'GET', '/api/meetings?from=2027-12-31&until=2027-01-01', undefined)).toMatchObject({ status: 422 });
    });

    it('and of a restricted committee nothing is known', async () => {
      await adopt('cemt');
      expect((await list('from=2027-01-01&until=2027-12-31', ISLANDS)).filter((m) => m.committee.id === 'cemt')).toEqual([]);
      expect(await refused(ISLANDS, 'GET', path('cemt/2027-01-29T09:00'), undefined)).toMatchObject({ status: 404, code: 'no-meeting' });
      expect((await g.api(ISLANDS, 'GET', '/api/meetings?committee=cemt')).status).toBe(404);
    });
  });

  describe('across levels', () => {
    it('says which meeting feeds which, until when, and what would be missed', async () => {
      const { rows } = await ask(Cascade, SECRETARY, 'GET', '/api/cascade?year=2027');
      const territory = rows.find((r) => r.committee.id === 'ctcot-chuq');
      expect(territory?.meetings[0]).toMatchObject({ start: '2027-01-25T10:00', feeds: { committee: { id: 'cncot' }, start: '2027-02-04T09:00', deadline: '2027-01-28' }, misses: null });
      expect(territory?.meetings.map((m) => m.misses).find((sentence) => sentence !== null)).toMatch(/^Un point adopté ce jour-là manquerait la séance de l’instance CNCOT du /);
      expect((await ask(Cascade, ISLANDS, 'GET', '/api/cascade?year=2027')).rows.map((r) => r.committee.id)).not.toContain('cemt');
    });

    it('plans the levels below back from the ministry’s dates', async () => {
      const { meetings } = await ask(CascadeProposal, SECRETARY, 'POST', '/api/cascade/proposal', { year: 2027, given: [{ committee: 'cemt', start: '2027-05-28T09:00' }] });
      const national = meetings.find((m) => m.committee.id === 'cncot');
      expect(national).toMatchObject({ feeds: { committee: { id: 'cemt' }, start: '2027-05-28T09:00', deadline: '2027-05-20' }, start: '2027-05-20T09:00', obstacles: [] });
      expect(meetings.find((m) => m.committee.id === 'ctcot-chuq')?.feeds).toMatchObject({ committee: { id: 'cncot' }, start: '2027-05-20T09:00' });
    });
  });

  describe('S2, in June: the meeting of the 24th', () => {
    it('is convened by itself at the committee’s delay, ten days before at half past eight', async () => {
      await clock.jumpTo('2027-06-14T12:29:00Z', g.gouverne.data);
      await g.quiet();
      expect((await meeting(JUNE)).state).toBe('planned');
      await clock.jumpTo('2027-06-14T12:30:01Z', g.gouverne.data);
      await g.quiet();
      const convened = await meeting(JUNE);
      expect(convened).toMatchObject({ state: 'convened', notice: { revision: 1, told: 13 }, noticeAt: null });
    });

    it('once moved to 23 June is the only one that changed, with one revised notice', async () => {
      const planned = await events();
      const before = await year('cncot');
      const { version } = await meeting(JUNE);
      const moved = await ask(MeetingDetail, SECRETARY, 'POST', path(JUNE, '/change'), { version, start: '2027-06-23T09:00', reason: 'Fête nationale' });
      expect(moved).toMatchObject({ start: '2027-06-23T09:00', movedFrom: '2027-06-24T09:00', obstacles: [], notice: { revision: 2 }, day: 'mercredi 23 juin 2027', hours: '9\u00A0h' });
      const after = await year('cncot');
      expect(after.filter((m) => !before.some((b) => JSON.stringify(b) === JSON.stringify(m))).map((m) => m.id)).toEqual([JUNE]);
      expect(after.map((m) => m.start)).toEqual(expect.arrayContaining(['2027-07-08T09:00', '2027-07-22T09:00']));
      // The same again is no act, and tells nobody.
      await ask(MeetingDetail, SECRETARY, 'POST', path(JUNE, '/change'), { version: moved.version, start: '2027-06-23T09:00' });
      const said = (await journal('cncot')).map((entry) => entry.sentence).filter((sentence) => sentence.includes('23 juin')).reverse();
      expect(said).toEqual([
        'La séance du jeudi 24 juin 2027 à 9\u00A0h a été reportée au mercredi 23 juin 2027 à 9\u00A0h.',
        'L’avis de convocation révisé (2) à la séance du mercredi 23 juin 2027 à 9\u00A0h a été transmis\u00A0: 13\u00A0personnes.',
      ]);
      const inOutlook = await events();
      expect(starting(inOutlook, '2027-06-23T09:00')).toMatchObject([{ id: starting(planned, '2027-06-24T09:00')[0]?.id, organizer: SECRETARY }]);
      const others = (all: readonly Event[], start: string) => all.filter((event) => !starting(all, start).includes(event)).map(({ id, start: { dateTime } }) => `${id} ${dateTime}`).sort();
      expect(others(inOutlook, '2027-06-23T09:00')).toEqual(others(planned, '2027-06-24T09:00'));
    });

    it('is neither made again nor undone when the year is generated again; what is cancelled stays cancelled', async () => {
      const july = 'cncot/2027-07-22T09:00';
      await ask(MeetingDetail, CHAIR, 'POST', path(july, '/cancel'), { version: (await meeting(july)).version, reason: 'Vacances' });
      const again = await draft('cncot');
      expect(again.counts).toMatchObject({ new: 0 });
      const status = (slot: string) => again.slots.find((s) => s.slot === slot);
      expect(status('2027-06-24T09:00')).toMatchObject({ status: 'moved', start: '2027-06-23T09:00', obstacles: [] });
      expect(status('2027-07-22T09:00')).toMatchObject({ status: 'cancelled' });
      const before = await year('cncot');
      expect(await adopt('cncot')).toMatchObject({ planned: 0, skipped: 0 });
      expect(await year('cncot')).toEqual(before);
      expect((await refused(SECRETARY, 'POST', '/api/calendar/adopt', { committee: 'cncot', year: 2027, choices: [{ slot: '2027-07-22T09:00', do: 'move', start: '2027-07-21T09:00' }] })).text).toBe('409 stands-already');
      const restored = await ask(MeetingDetail, CHAIR, 'POST', path(july, '/restore'), { version: (await meeting(july)).version });
      expect(restored).toMatchObject({ state: 'planned', noticeAt: '2027-07-12T12:30:00.000Z' });
    });

    it('shows a collision to whoever sits there, and to others only that there is one', async () => {
      const { version } = await meeting(JUNE);
      const moved = await ask(MeetingDetail, SECRETARY, 'POST', path(JUNE, '/change'), { version, start: '2027-06-25T09:00' });
      expect(moved.obstacles).toMatchObject([{ is: 'collision', committee: { id: 'cemt' } }]);
      const [outside] = (await year('cncot', ISLANDS)).filter((m) => m.id === JUNE);
      expect(outside?.obstacles).toMatchObject([{ is: 'collision', committee: null, sentence: expect.stringContaining('une autre instance') }]);
      await ask(MeetingDetail, SECRETARY, 'POST', path(JUNE, '/change'), { version: moved.version, start: '2027-06-23T09:00' });
    });
  });

  it('is journaled act by act, in chains that hold', async () => {
    const entries = await journal('cncot');
    expect(entries.map((e) => e.sentence).filter((said) => /undefined|null|T\d\d:/.test(said))).toEqual([]);
    // What people typed stays with the meeting.
    expect(JSON.stringify(entries)).not.toMatch(/Fête nationale|Vacances|@partenaire/);
    expect(await ask(JournalProof, SECRETARY, 'GET', '/api/journal/verify')).toMatchObject({ ok: true, broken: [] });
  });
});
