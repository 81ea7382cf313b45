// Meetings and Outlook, both ways, through the running product: the year in the organizer's calendar, what people change there, what gets
// lost on the way, and a Graph that is down. The Graph traffic and the notifications go to the judge.

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { JournalPage } from '../../src/contract/journal.ts';
import { MeetingAlternatives, MeetingDetail, YearAdopted } from '../../src/contract/meetings.ts';
import { movedClock } from '../support/moved-clock.ts';
import { rqtText, startProduct, type Product } from '../support/product.ts';

jest.setTimeout(120_000);

const SECRETARY = 'secretariat.telesante.msss@rqt.example';
const CHAIR = 'coordination.clinique.msss@rqt.example';
const NOTIFICATIONS = 'artifacts/graph/outlook.notifications.jsonl';
/** Beside the repository, or wherever GRAPH_CONTRACT says. */
const CONTRACT = [process.env['GRAPH_CONTRACT'], resolve('../shared/graph-contract')].find((path) => path !== undefined && existsSync(`${path}/index.mjs`));

interface Event { id: string; uid: string; subject: string; organizer: string; start: { dateTime: string; timeZone: string }; end: { dateTime: string }; cancelled: boolean; joinUrl: string | null; attendees: { address: string; type: string; response: string }[] }
interface Counters { operations: Record<string, { requests: number } | number>; wire?: unknown }

describe('meetings and Outlook', () => {
  const clock = movedClock('2026-12-15T15:00:00Z');
  let g: Product;
  beforeAll(async () => {
    rmSync(NOTIFICATIONS, { force: true });
    g = await startProduct({ name: 'outlook', compose: { clock }, tenant: { recordNotificationsFile: NOTIFICATIONS } });
    await g.gouverne.load(rqtText(), 'charters/rqt.yaml');
  });
  afterAll(async () => { await g.close(); });

  const id = (slot: string): string => `cncot/${slot}`;
  const path = (meeting: string, act = ''): string => `/api/meetings/${encodeURIComponent(meeting)}${act}`;
  const ask = async <T>(shape: { parse(body: unknown): T }, method: string, url: string, body?: unknown, as = SECRETARY): Promise<T> => {
    const answer = await g.api(as, method, url, body);
    if (answer.status >= 400) throw new Error(`${method} ${url}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return shape.parse(answer.body);
  };
  const detail = (meeting: string): Promise<MeetingDetail> => ask(MeetingDetail, 'GET', path(meeting));
  const change = async (meeting: string, what: object): Promise<MeetingDetail> => ask(MeetingDetail, 'POST', path(meeting, '/change'), { version: (await detail(meeting)).version, ...what });
  const act = async (meeting: string, name: string): Promise<MeetingDetail> => ask(MeetingDetail, 'POST', path(meeting, `/${name}`), { version: (await detail(meeting)).version, reason: null });
  const events = async (): Promise<Event[]> => (await g.control<{ meetings: Event[] }>('GET', '/calendars')).meetings;
  const standing = async (): Promise<Event[]> => (await events()).filter(({ cancelled }) => !cancelled);
  /** The event that a meeting has now. */
  const eventOf = async (meeting: string): Promise<Event> => {
    const { rows } = await g.gouverne.data.db.execute<{ event_id: string }>(`select event_id from calendar_event where meeting_id = '${meeting}'`);
    const found = (await events()).find((event) => event.id === rows[0]?.event_id);
    if (found === undefined) throw new Error(`no event for ${meeting}`);
    return found;
  };
  const inOutlook = (name: string, meeting: Event, more: object = {}): Promise<unknown> => g.control('POST', '/person', { act: name, user: meeting.organizer, meeting: meeting.id, ...more });
  /** Until it is so: what is told by notification comes a moment later. */
  const until = async (so: () => Promise<boolean>): Promise<void> => {
    while (!(await so())) await new Promise((done) => { setTimeout(done, 50); });
    await g.quiet();
  };
  const acts = async (name: string): Promise<string[]> => (await ask(JournalPage, 'GET', '/api/journal?committee=cncot&limit=200')).entries.filter((entry) => entry.act === name).map(({ sentence }) => sentence);
  /** Requests of that kind since the last call. */
  const requests = async (): Promise<Record<string, number>> => {
    const { operations } = await g.control<Counters>('GET', '/counters');
    await g.control('DELETE', '/counters');
    return Object.fromEntries(Object.entries(operations).map(([name, seen]) => [name, typeof seen === 'number' ? seen : seen.requests]));
  };

  describe('the year', () => {
    it('once adopted, stands in the organizer’s calendar at nine o’clock of the committee’s zone, and nobody is invited', async () => {
      await requests();
      await ask(YearAdopted, 'POST', '/api/calendar/adopt', { committee: 'cncot', year: 2027, choices: [] });
      await g.quiet();
      const year = await standing();
      expect(year).toHaveLength(26);
      expect(new Set(year.map(({ organizer, start, attendees }) => `${organizer} ${start.dateTime.slice(11, 16)} ${start.timeZone} ${attendees.length}`))).toEqual(new Set([`${SECRETARY} 09:00 Eastern Standard Time 0`]));
      expect(await detail(id('2027-03-18T09:00'))).toMatchObject({ startsAt: '2027-03-18T13:00:00.000Z', outlook: { state: 'there' } });
      const seen = await requests();
      // One request for each event, in two batches and not in twenty-six round trips.
      expect([seen['POST /users/{user}/events'], seen['POST /$batch']]).toEqual([26, expect.any(Number)]);
      expect(seen['POST /$batch']).toBeLessThanOrEqual(5);
    });

    it('adopted again changes nothing in Outlook', async () => {
      await requests();
      await ask(YearAdopted, 'POST', '/api/calendar/adopt', { committee: 'cncot', year: 2027, choices: [] });
      await g.quiet();
      expect(Object.keys(await requests()).filter((name) => /^(POST|PATCH|DELETE) .*events/.test(name))).toEqual([]);
    });

    it('moved for one meeting, changes that one event', async () => {
      await requests();
      await change(id('2027-06-24T09:00'), { start: '2027-06-23T09:00' });
      await g.quiet();
      expect((await eventOf(id('2027-06-24T09:00'))).start.dateTime.slice(0, 16)).toBe('2027-06-23T09:00');
      const seen = await requests();
      expect([seen['PATCH /users/{user}/events/{event}'], seen['POST /users/{user}/events']]).toEqual([1, undefined]);
      expect(await standing()).toHaveLength(26);
    });

    it('is read where another date is looked for', async () => {
      const { calendars } = await ask(MeetingAlternatives, 'GET', path(id('2027-03-18T09:00'), '/alternatives'));
      expect(calendars).toBe('read');
    });
  });

  describe('what people do in Outlook', () => {
    const MARCH = id('2027-03-18T09:00');

    it('moves the meeting, once', async () => {
      await inOutlook('move-meeting', await eventOf(MARCH), { start: '2027-03-19T10:00:00', end: '2027-03-19T11:30:00', zone: 'America/Toronto' });
      await until(async () => (await detail(MARCH)).start === '2027-03-19T10:00');
      expect(await acts('meeting-moved')).toHaveLength(2);
      expect((await acts('meeting-moved'))[0]).toContain('Outlook');
      expect((await eventOf(MARCH)).start.dateTime.slice(0, 16)).toBe('2027-03-19T10:00');
    });

    it('onto a holiday is taken, and shown with what stands in the way', async () => {
      await inOutlook('move-meeting', await eventOf(MARCH), { start: '2027-03-26T09:00:00', end: '2027-03-26T10:30:00', zone: 'America/Toronto' });
      await until(async () => (await detail(MARCH)).start === '2027-03-26T09:00');
      expect((await detail(MARCH)).obstacles.map(({ is }) => is)).toContain('holiday');
      // The secretariat is told in the chat with the bot.
      const told = async (): Promise<number> => JSON.stringify(await g.control('GET', '/conversations')).split('"CNCOT\u00A0: séance déplacée dans Outlook"').length - 1;
      await until(async () => (await told()) > 0);
      expect(await acts('meeting-moved')).toHaveLength(3);
    });

    it('renames the meeting', async () => {
      await inOutlook('rename-meeting', await eventOf(MARCH), { to: 'CNCOT — Budget' });
      await until(async () => (await detail(MARCH)).title.includes('Budget'));
      expect(await acts('meeting-renamed')).toHaveLength(1);
    });

    it('cancels the meeting, and Gouverne does not bring it back', async () => {
      const APRIL = id('2027-04-01T09:00');
      await inOutlook('remove-meeting', await eventOf(APRIL));
      await until(async () => (await detail(APRIL)).state === 'cancelled');
      expect([(await standing()).length, await acts('meeting-cancelled')]).toEqual([25, [expect.stringContaining('Outlook')]]);
      await act(APRIL, 'restore');
      await g.quiet();
      expect(await standing()).toHaveLength(26);
    });

    it('is found by reading the changes when its notification was lost and the service says so', async () => {
      const MAY = id('2027-05-13T09:00');
      await g.control('POST', '/notifications', { drop: 1 });
      await inOutlook('move-meeting', await eventOf(MAY), { start: '2027-05-14T09:00:00', end: '2027-05-14T10:30:00', zone: 'America/Toronto' });
      await g.quiet();
      expect((await detail(MAY)).start).toBe('2027-05-13T09:00');
      const [watch] = (await g.gouverne.data.db.execute<{ subscription_id: string }>('select subscription_id from mailbox_watch')).rows;
      await g.control('POST', '/lifecycle', { subscriptionId: watch?.subscription_id, event: 'missed' });
      await until(async () => (await detail(MAY)).start === '2027-05-14T09:00');
      expect((await acts('meeting-moved')).filter((sentence) => sentence.includes('14 mai'))).toHaveLength(1);
    });

    it('is heard of again after the service took the subscription away', async () => {
      const subscription = async (): Promise<string | null> => (await g.gouverne.data.db.execute<{ subscription_id: string | null }>('select subscription_id from mailbox_watch')).rows[0]?.subscription_id ?? null;
      const before = await subscription();
      await g.control('POST', '/lifecycle', { subscriptionId: before, event: 'subscriptionRemoved' });
      await until(async () => { const now = await subscription(); return now !== null && now !== before; });
      const MAY = id('2027-05-27T09:00');
      await inOutlook('move-meeting', await eventOf(MAY), { start: '2027-05-28T09:00:00', end: '2027-05-28T10:30:00', zone: 'America/Toronto' });
      await until(async () => (await detail(MAY)).start === '2027-05-28T09:00');
    });

    it('is not believed from anybody but the service', async () => {
      const answer = await g.api(null, 'POST', '/api/graph/lifecycle', { value: [{ subscriptionId: 'guessed', clientState: 'guessed', lifecycleEvent: 'subscriptionRemoved', tenantId: g.config.app.tenantId }] });
      expect(answer.status).toBe(202);
    });
  });

  describe('the notice of meeting', () => {
    const FIRST = id('2027-01-07T09:00');

    it('invites those convened by seat, with a Teams link', async () => {
      await act(FIRST, 'convene');
      await until(async () => (await detail(FIRST)).joinUrl !== null);
      const event = await eventOf(FIRST);
      expect(event.joinUrl).toBe((await detail(FIRST)).joinUrl);
      const types = new Map(event.attendees.map(({ address, type }) => [address, type]));
      expect(types.get(CHAIR)).toBe('required');
      expect(types.has(SECRETARY)).toBe(false);
    });

    it('is answered in Outlook as on the card: one answer, the latest', async () => {
      const answerOf = async (): Promise<string | null | undefined> => (await detail(FIRST)).people.find(({ person }) => person?.email === CHAIR || person?.id === 'per-coord-clin')?.answer;
      await inOutlookAs(CHAIR, FIRST, 'accepted');
      await until(async () => (await answerOf()) === 'present');
      await ask({ parse: (body) => body }, 'PUT', path(FIRST, '/answer'), { answer: 'absent' }, CHAIR);
      await g.quiet();
      expect(await answerOf()).toBe('absent');
      expect((await acts('attendance-answered')).length).toBe(2);
    });

    const inOutlookAs = async (user: string, meeting: string, answer: string): Promise<unknown> => {
      const { uid } = await eventOf(meeting);
      return g.control('POST', '/person', { act: 'answer-meeting', user, meeting: uid, answer });
    };

    it('waits while Graph is down, and leaves once when it is back', async () => {
      const SECOND = id('2027-01-21T09:00');
      await requests();
      await g.control('POST', '/outage', { ms: 3_600_000 });
      await act(SECOND, 'convene');
      await change(SECOND, { title: 'Feuille de route' });
      await soon(async () => JSON.stringify((await g.control<Counters>('GET', '/counters')).operations).includes('"503"'));
      expect((await eventOf(SECOND)).attendees).toEqual([]);
      await g.control('POST', '/outage', { ms: 0 });
      await until(async () => (await eventOf(SECOND)).joinUrl !== null && (await detail(SECOND)).outlook.state === 'there');
      const mine = (await standing()).filter(({ start }) => start.dateTime.startsWith('2027-01-21'));
      expect(mine).toEqual([expect.objectContaining({ subject: 'CNCOT — Feuille de route' })]);
      expect(mine[0]?.attendees.length).toBeGreaterThan(5);
    });
    const soon = async (so: () => Promise<boolean>): Promise<void> => { while (!(await so())) await new Promise((done) => { setTimeout(done, 50); }); };
  });

  it('leave a clean record of notifications', async () => {
    if (CONTRACT === undefined) { console.warn('graph-contract is not here: notifications were NOT judged. Set GRAPH_CONTRACT to its folder.'); return; }
    const { checkNotification, checkValidationHandshake } = (await import(`${CONTRACT}/index.mjs`)) as { checkNotification: (body: unknown) => unknown[]; checkValidationHandshake: (answer: object) => unknown[] };
    const delivered = readFileSync(NOTIFICATIONS, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { body: unknown; status: number });
    expect(delivered.length).toBeGreaterThan(5);
    expect(delivered.flatMap(({ body }) => checkNotification(body))).toEqual([]);
    expect(new Set(delivered.map(({ status }) => status))).toEqual(new Set([202]));
    for (const address of ['notifications', 'lifecycle']) {
      const url = `${g.url}/api/graph/${address}?validationToken=${encodeURIComponent('Validation: é + & =')}`;
      const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'text/plain; charset=utf-8' } });
      expect(checkValidationHandshake({ url, status: answer.status, responseHeaders: Object.fromEntries(answer.headers), responseBody: await answer.text() })).toEqual([]);
    }
  });
});
