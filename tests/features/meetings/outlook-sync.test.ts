// The event in Outlook and the meeting say the same, whoever changes which, whatever gets lost on the way.

import { describe, expect, it } from '@jest/globals';
import type { Charter } from '../../../src/features/committees/domain/charter.ts';
import type { Meeting } from '../../../src/features/meetings/domain/meeting.ts';
import { changeMeetingAs, cancelMeetingAs, conveneMeetingAs, restoreMeetingAs } from '../../../src/features/meetings/use-cases/act-on-meeting.ts';
import { answerMeeting } from '../../../src/features/meetings/use-cases/answer-meeting.ts';
import type { ActDeps } from '../../../src/features/meetings/use-cases/announce.ts';
import { syncOutlook, type OutlookWarning } from '../../../src/features/meetings/use-cases/outlook-sync.ts';
import { committeeId, entraId, personId, type EntraId } from '../../../src/shared/ids.ts';
import { charterYaml, judged } from '../../support/charter-builder.ts';
import { fakeOutlook, memoryLinks, OutlookFault } from '../../support/fake-outlook.ts';
import { memoryMeetingStore } from '../../support/memory-meeting-store.ts';
import { storedMeeting } from '../../support/stored-meeting.ts';

const CHARTER = judged(charterYaml()).charter as Charter;
const SECRETARY = entraId('11111111-1111-4111-8111-111111111111');
const EMAIL = 'secr@rqt.example';
const NOW = new Date('2027-01-04T15:00:00Z');
const BY = { by: { kind: 'person', id: personId('per-secr') }, where: 'gouverne', seen: null } as const;
interface Organizer { readonly id: EntraId; readonly email: string }
/** The NAT's of 9 February, a Tuesday. */
const FEBRUARY = storedMeeting({ committee: committeeId('nat'), slot: '2027-02-09T13:30', start: '2027-02-09T13:30' });

function scene(meetings: readonly Meeting[] = [FEBRUARY], first: Organizer | null = { id: SECRETARY, email: EMAIL }) {
  const outlook = fakeOutlook();
  const links = memoryLinks();
  const store = memoryMeetingStore(meetings);
  const warnings: OutlookWarning[] = [];
  const clock = { at: NOW, now: () => clock.at };
  const act: ActDeps = { meetings: store, clock, announce: () => [] };
  const watched: string[] = [];
  const joinable: string[] = [];
  let organizer = first;
  const sync = syncOutlook({
    charter: async () => CHARTER, meetings: store, links, calendars: outlook, clock,
    organizer: async () => organizer, addressOf: async () => EMAIL, placeOf: async () => ({ page: 'https://g.example/m', channel: null }),
    change: changeMeetingAs(act), cancel: cancelMeetingAs(act), answer: answerMeeting(act),
    onProblem: () => {},
    follow: { watched: (one) => { watched.push(one); return []; }, joinable: ({ id }) => { joinable.push(id); return []; }, warned: (_meeting, warning) => { warnings.push(warning); return []; } },
  });
  return {
    outlook, links, store, warnings, watched, joinable, act, clock,
    sync: () => sync(FEBRUARY.id),
    appoint: (someone: Organizer) => { organizer = someone; },
    meeting: async () => (await store.find(FEBRUARY.id)) as Meeting,
    link: async () => (await links.of([FEBRUARY.id])).get(FEBRUARY.id),
    convene: () => conveneMeetingAs(act)(CHARTER, FEBRUARY.id, BY),
    journaled: () => store.saved.flatMap(({ journal }) => journal).map(({ did }) => did),
  };
}
/** Adopted, convened, and both in Outlook. */
async function convened() {
  const s = scene();
  await s.sync();
  await s.convene();
  await s.sync();
  s.outlook.writes.length = 0;
  return s;
}

describe('a meeting that is adopted', () => {
  it('stands in the organizer’s calendar, and nobody gets a mail', async () => {
    const s = scene();
    await s.sync();
    expect(s.outlook.events()).toEqual([expect.objectContaining({ organizer: SECRETARY, subject: 'NAT — Séance ordinaire', start: '2027-02-09T13:30', zone: 'America/Toronto', online: false, attendees: [] })]);
    expect([s.outlook.mails, s.watched]).toEqual([0, [SECRETARY]]);
  });

  it('gets one event, however often one looks', async () => {
    const s = scene();
    for (let i = 0; i < 3; i += 1) await s.sync();
    expect(s.outlook.writes).toEqual(['create']);
  });

  it('gets one event when the answer to its creation is lost', async () => {
    const s = scene();
    s.outlook.fail('create', new OutlookFault('lost'));
    await expect(s.sync()).rejects.toMatchObject({ kind: 'lost' });
    expect(await s.link()).toMatchObject({ state: 'asked', problem: 'lost' });
    await s.sync();
    expect([s.outlook.writes, (await s.link())?.state, (await s.link())?.problem]).toEqual([['create'], 'there', null]);
  });

  it('says what the meeting has become when only its creation’s answer was lost', async () => {
    const s = scene();
    s.outlook.fail('create', new OutlookFault('lost'));
    await s.sync().catch(() => {});
    await changeMeetingAs(s.act)(CHARTER, FEBRUARY.id, { start: '2027-02-10T13:30', title: 'Budget' }, BY);
    await s.sync();
    expect(s.outlook.events()).toEqual([expect.objectContaining({ start: '2027-02-10T13:30', subject: 'NAT — Budget' })]);
  });

  it('waits for somebody to organize it, and says so', async () => {
    const s = scene([FEBRUARY], null);
    await s.sync();
    expect(await s.link()).toMatchObject({ problem: 'no-organizer', organizer: null });
    s.appoint({ id: SECRETARY, email: EMAIL });
    await s.sync();
    expect([s.outlook.writes, (await s.link())?.problem]).toEqual([['create'], null]);
  });

  it('is left alone once it is over', async () => {
    const s = scene();
    s.clock.at = new Date('2027-02-10T15:00:00Z');
    await s.sync();
    expect(s.outlook.writes).toEqual([]);
  });
});

describe('a notice of meeting', () => {
  it('invites by seat and brings the Teams link, in one change', async () => {
    const s = scene();
    await s.sync();
    await s.convene();
    await s.sync();
    expect(s.outlook.writes).toEqual(['create', 'update attendees body online']);
    const [event] = s.outlook.events();
    const invited = new Map(event?.attendees.map(({ email, needed }) => [email, needed]));
    expect([invited.get('coord@rqt.example'), invited.get('expert@rqt.example'), invited.get('tech.a@rqt.example'), invited.get('verif@rqt.example')]).toEqual([true, true, false, false]);
    // Whose calendar it is in is not invited to it.
    expect(invited.has(EMAIL)).toBe(false);
    expect(event?.online).toBe(true);
  });

  it('leaves once, also when its answer is lost', async () => {
    const s = scene();
    await s.sync();
    await s.convene();
    s.outlook.fail('update', new OutlookFault('lost'));
    await expect(s.sync()).rejects.toMatchObject({ kind: 'lost' });
    const { mails } = s.outlook;
    await s.sync();
    expect(mails).toBeGreaterThan(3);
    expect([s.outlook.mails, s.outlook.writes.length]).toEqual([mails, 2]);
  });

  it('waits for the link of the Teams meeting, and tells when it is there', async () => {
    const s = scene();
    s.outlook.linkLags = true;
    await s.convene();
    expect(await s.sync()).toEqual({ again: { afterMs: 3_000 } });
    s.outlook.linkLags = false;
    expect(await s.sync()).toBeUndefined();
    expect([(await s.link())?.joinUrl, s.joinable, s.outlook.writes]).toEqual(['https://teams.microsoft.com/l/meetup-join/1', [FEBRUARY.id], ['create']]);
  });

  it.each(['forbidden', 'refused', 'unauthenticated'] as const)('that is %s is left to the hourly look, and says so', async (kind) => {
    const s = scene();
    s.outlook.fail('create', new OutlookFault(kind));
    expect(await s.sync()).toBeUndefined();
    expect([await s.link(), (await s.links.unsettled('2027-01-04')).length]).toEqual([expect.objectContaining({ state: 'asked', problem: kind }), 1]);
    await s.sync();
    expect([(await s.link())?.problem, s.outlook.writes]).toEqual([null, ['create']]);
  });

  it('waits as long as a throttled service says', async () => {
    const s = scene();
    s.outlook.fail('create', new OutlookFault('throttled', 7_000));
    expect(await s.sync()).toEqual({ again: { afterMs: 7_000 } });
  });
});

describe('a change made here', () => {
  it('moves the one event, and writes nothing else', async () => {
    const s = await convened();
    await changeMeetingAs(s.act)(CHARTER, FEBRUARY.id, { start: '2027-02-10T13:30' }, BY);
    await s.sync();
    await s.sync();
    expect(s.outlook.writes).toEqual(['update slot']);
  });

  it('invites a guest and leaves those whom people added in Outlook', async () => {
    const s = await convened();
    const [event] = s.outlook.events();
    s.outlook.byHand('event-1', { attendees: [...(event?.attendees ?? []), { email: 'added@elsewhere.example', name: 'Added', needed: false, answer: 'none', at: null }] });
    await changeMeetingAs(s.act)(CHARTER, FEBRUARY.id, { guests: [{ is: 'address', email: 'guest@elsewhere.example', label: 'Équipe ministérielle' }] }, BY);
    await s.sync();
    expect(s.outlook.writes).toEqual(['update attendees']);
    expect(s.outlook.events()[0]?.attendees.map(({ email }) => email)).toEqual(expect.arrayContaining(['guest@elsewhere.example', 'added@elsewhere.example', 'coord@rqt.example']));
  });

  it('uninvites a guest who was ours', async () => {
    const s = await convened();
    const guests = [{ is: 'address', email: 'guest@elsewhere.example', label: 'Équipe ministérielle' }] as const;
    await changeMeetingAs(s.act)(CHARTER, FEBRUARY.id, { guests }, BY);
    await s.sync();
    await changeMeetingAs(s.act)(CHARTER, FEBRUARY.id, { guests: [] }, BY);
    await s.sync();
    expect(s.outlook.events()[0]?.attendees.map(({ email }) => email)).not.toContain('guest@elsewhere.example');
  });

  it('calls the event off, once, and makes another when the meeting is held after all', async () => {
    const s = await convened();
    await cancelMeetingAs(s.act)(CHARTER, FEBRUARY.id, 'Faute de quorum', BY);
    s.outlook.fail('cancel', new OutlookFault('lost'));
    await s.sync().catch(() => {});
    await s.sync();
    await s.sync();
    expect([s.outlook.writes, s.outlook.events(), (await s.link())?.state]).toEqual([['cancel'], [], 'over']);
    await restoreMeetingAs(s.act)(CHARTER, FEBRUARY.id, BY);
    await s.sync();
    expect([s.outlook.events().length, (await s.link())?.generation]).toEqual([1, 2]);
  });
});

describe('a change made in Outlook', () => {
  it('moves the meeting by the same rules, and is not written back', async () => {
    const s = await convened();
    s.outlook.byHand('event-1', { start: '2027-02-11T10:00', minutes: 60 });
    await s.sync();
    await s.sync();
    expect(await s.meeting()).toMatchObject({ start: '2027-02-11T10:00', minutes: 60, version: 3, notice: { revision: 2, start: '2027-02-11T10:00' } });
    expect(s.journaled().filter(({ act }) => act === 'meeting-moved')).toEqual([{ act: 'meeting-moved', meeting: FEBRUARY.id, zone: 'America/Toronto', minutes: 60, where: 'outlook', before: '2027-02-09T13:30', after: '2027-02-11T10:00' }]);
    expect([s.outlook.writes, s.warnings]).toEqual([[], []]);
  });

  it('onto a day off is taken, and the secretariat is warned', async () => {
    const s = await convened();
    s.outlook.byHand('event-1', { start: '2027-06-24T13:30' });
    await s.sync();
    expect((await s.meeting()).start).toBe('2027-06-24T13:30');
    expect(s.warnings).toEqual([{ is: 'moved-onto', obstacles: [expect.objectContaining({ is: 'holiday' })] }]);
  });

  it('onto another meeting of the same people is taken, and the secretariat is warned', async () => {
    const s = scene([FEBRUARY, storedMeeting({ committee: committeeId('ctcot-nord'), slot: null, start: '2027-02-11T10:00' })]);
    await s.sync();
    s.outlook.byHand('event-1', { start: '2027-02-11T10:30' });
    await s.sync();
    expect(s.warnings).toEqual([{ is: 'moved-onto', obstacles: [expect.objectContaining({ is: 'collision', committee: 'ctcot-nord' })] }]);
  });

  it.each([
    ['into the past', { start: '2026-12-01T10:00' }, 'in-the-past'],
    ['to a whole day', { start: '2027-02-09T00:00', minutes: 1440, allDay: true }, 'all-day'],
  ])('%s is put back, and the secretariat is warned', async (_where, change, why) => {
    const s = await convened();
    s.outlook.byHand('event-1', change);
    await s.sync();
    expect([(await s.meeting()).start, s.outlook.events()[0]?.start, s.outlook.writes, s.warnings]).toEqual(['2027-02-09T13:30', '2027-02-09T13:30', ['update slot'], [{ is: 'put-back', why }]]);
  });

  it('of the subject names the meeting, and people’s words stay in Outlook', async () => {
    const s = await convened();
    s.outlook.byHand('event-1', { subject: 'Budget 2027' });
    await s.sync();
    await s.sync();
    expect([(await s.meeting()).title, s.outlook.events()[0]?.subject, s.outlook.writes]).toEqual(['Budget 2027', 'Budget 2027', []]);
    s.outlook.byHand('event-1', { subject: 'NAT — Budget révisé' });
    await s.sync();
    expect((await s.meeting()).title).toBe('Budget révisé');
  });

  it('that takes the event away cancels the meeting, and does not bring it back', async () => {
    const s = await convened();
    s.outlook.remove('event-1');
    await s.sync();
    await s.sync();
    expect([(await s.meeting()).state, (await s.link())?.state, s.outlook.events()]).toEqual(['cancelled', 'over', []]);
    expect(s.journaled()).toContainEqual({ act: 'meeting-cancelled', meeting: FEBRUARY.id, start: '2027-02-09T13:30', where: 'outlook' });
  });

  it('loses against a move decided here in the meantime: that one was told', async () => {
    const s = await convened();
    s.outlook.byHand('event-1', { start: '2027-02-11T10:00' });
    await changeMeetingAs(s.act)(CHARTER, FEBRUARY.id, { start: '2027-02-12T13:30' }, BY);
    await s.sync();
    expect([(await s.meeting()).start, s.outlook.events()[0]?.start]).toEqual(['2027-02-12T13:30', '2027-02-12T13:30']);
  });

  it('and another here, of something else, are both kept', async () => {
    const s = await convened();
    s.outlook.byHand('event-1', { subject: 'Budget' });
    await changeMeetingAs(s.act)(CHARTER, FEBRUARY.id, { start: '2027-02-12T13:30' }, BY);
    await s.sync();
    expect([await s.meeting(), s.outlook.events()[0]]).toEqual([expect.objectContaining({ start: '2027-02-12T13:30', title: 'Budget' }), expect.objectContaining({ start: '2027-02-12T13:30', subject: 'Budget' })]);
  });

  it('is decided anew when the event changes under our hands', async () => {
    const s = await convened();
    await changeMeetingAs(s.act)(CHARTER, FEBRUARY.id, { start: '2027-02-12T13:30' }, BY);
    const update = s.outlook.update.bind(s.outlook);
    s.outlook.update = (...args) => { s.outlook.update = update; s.outlook.byHand('event-1', { subject: 'Budget' }); return update(...args); };
    await s.sync();
    expect([(await s.meeting()).title, s.outlook.events()[0]?.start]).toEqual(['Budget', '2027-02-12T13:30']);
  });
});

describe('a mailbox that is gone', () => {
  const NEXT = entraId('22222222-2222-4222-8222-222222222222');

  it('leaves the meeting to whoever organizes now', async () => {
    const s = await convened();
    s.appoint({ id: NEXT, email: 'coord@rqt.example' });
    s.outlook.fail('read', new OutlookFault('not-found'));
    await s.sync();
    expect([s.outlook.events().filter(({ organizer }) => organizer === NEXT).length, (await s.link())?.organizer, (await s.link())?.generation]).toEqual([1, NEXT, 2]);
  });

  it('is no cancellation, and is said to be missing while nobody else organizes', async () => {
    const s = await convened();
    s.outlook.fail('read', new OutlookFault('not-found'));
    expect(await s.sync()).toBeUndefined();
    expect([(await s.meeting()).state, (await s.link())?.problem]).toEqual(['convened', 'not-found']);
  });

  it('stays the organizer while it is there, whoever is appointed', async () => {
    const s = await convened();
    s.appoint({ id: NEXT, email: 'coord@rqt.example' });
    await s.sync();
    expect([(await s.link())?.organizer, s.outlook.events().length]).toEqual([SECRETARY, 1]);
  });
});

describe('an answer in Outlook', () => {
  const answered = async (s: Awaited<ReturnType<typeof convened>>, answer: 'accepted' | 'declined' | 'tentative', at: Date): Promise<void> => {
    const [event] = s.outlook.events();
    s.outlook.byHand('event-1', { attendees: (event?.attendees ?? []).map((one) => (one.email === 'expert@rqt.example' ? { ...one, answer, at } : one)) });
    await s.sync();
  };
  const expert = personId('per-expert');

  it('is the person’s answer', async () => {
    const s = await convened();
    await answered(s, 'accepted', new Date('2027-01-04T16:00:00Z'));
    expect(await s.store.attendance([FEBRUARY.id])).toEqual([expect.objectContaining({ person: expert, answer: 'present', from: 'outlook' })]);
    await s.sync();
    expect(s.journaled().filter(({ act }) => act === 'attendance-answered')).toHaveLength(1);
  });

  it('yields to a later one given on the card, and overrules an earlier one', async () => {
    const s = await convened();
    const asked = { person: expert, alternate: null, from: 'card' } as const;
    const asker = { roles: null, by: { kind: 'person', id: expert } } as const;
    await answerMeeting(s.act)(CHARTER, FEBRUARY.id, { ...asked, answer: 'absent', at: new Date('2027-01-04T17:00:00Z') }, asker);
    await answered(s, 'accepted', new Date('2027-01-04T16:00:00Z'));
    expect(await s.store.attendance([FEBRUARY.id])).toEqual([expect.objectContaining({ answer: 'absent', from: 'card' })]);
    await answered(s, 'tentative', new Date('2027-01-04T18:00:00Z'));
    expect(await s.store.attendance([FEBRUARY.id])).toEqual([expect.objectContaining({ answer: 'tentative', from: 'outlook' })]);
  });

  it('of somebody whom the notice did not tell is none', async () => {
    const s = await convened();
    const [event] = s.outlook.events();
    s.outlook.byHand('event-1', { attendees: [...(event?.attendees ?? []), { email: 'gest.a@rqt.example', name: 'x', needed: false, answer: 'accepted', at: NOW }] });
    await s.sync();
    expect(await s.store.attendance([FEBRUARY.id])).toEqual([]);
  });
});
