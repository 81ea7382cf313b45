// Acts on a meeting as they are saved: one notice a change to those concerned, the follow-ups, and what becomes of those who come second.
import { describe, expect, it } from '@jest/globals';
import { occurrences } from '../../../src/adapters/recurrence/occurrences.ts';
import { rolesOf } from '../../../src/features/committees/domain/permissions.ts';
import type { Meeting } from '../../../src/features/meetings/domain/meeting.ts';
import { cancelMeetingAs, changeMeetingAs, conveneMeetingAs, convenePastDue, conveneWhenDue, restoreMeetingAs } from '../../../src/features/meetings/use-cases/act-on-meeting.ts';
import { answerMeeting } from '../../../src/features/meetings/use-cases/answer-meeting.ts';
import { findAlternatives, whoIsFree } from '../../../src/features/meetings/use-cases/find-alternatives.ts';
import { adoptYear, draftYear } from '../../../src/features/meetings/use-cases/plan-year.ts';
import { committeeId, personId } from '../../../src/shared/ids.ts';
import { theNetwork } from '../../support/charter-builder.ts';
import { memoryMeetingStore } from '../../support/memory-meeting-store.ts';
import { storedMeeting } from '../../support/stored-meeting.ts';

const charter = theNetwork();
const june = storedMeeting();
const by = { kind: 'person', id: personId('per-secretariat-msss') } as const;
const seen = (version: number | null) => ({ by, where: 'gouverne', seen: version }) as const;

function scene(now = '2027-01-02T15:00:00Z', meetings: readonly Meeting[] = [june]) {
  const clock = { at: new Date(now), now() { return this.at; } };
  const store = memoryMeetingStore(meetings);
  const deps = { meetings: store, clock, announce: (meeting: Meeting, news: string) => [{ job: news, payload: { meeting: meeting.id, revision: meeting.notice?.revision ?? 0 } }] };
  return {
    clock, store, deps,
    /** Acts and follow-ups of each thing saved, in order. */
    said: () => store.saved.map(({ journal, next }) => [...journal.map(({ did }) => did.act), ...next.map(({ job }) => `> ${job}`)].join(' ')),
    told: () => store.saved.flatMap(({ journal }) => journal.flatMap(({ did }) => (did.act === 'meeting-convened' ? [[did.revision, did.told]] : []))),
  };
}

describe('before the notice', () => {
  it('a change tells nobody, and the notice is put off with the meeting', async () => {
    const { deps, store, said } = scene();
    expect(await changeMeetingAs(deps)(charter, june.id, { start: '2027-06-23T09:00' }, seen(1))).toMatchObject({ ok: true, value: { version: 2, notice: null } });
    expect(said()).toEqual(['meeting-moved > changed > convene']);
    expect(store.saved[0]?.next.at(-1)?.notBefore).toEqual(new Date('2027-06-11T12:30:00Z'));
  });

  it('the job that comes early comes again, at the hour; then it convenes, once', async () => {
    const { deps, clock, said, told } = scene('2027-06-14T12:29:00Z');
    const job = conveneWhenDue(deps);
    expect(await job(charter, june.id)).toEqual({ again: { afterMs: 60_000 } });
    clock.at = new Date('2027-06-14T12:30:00Z');
    expect(await job(charter, june.id)).toBeUndefined();
    expect(await job(charter, june.id)).toBeUndefined();
    expect(said()).toEqual(['meeting-convened > changed > noticed']);
    expect(told()).toEqual([[1, 13]]);
  });

  it('a longer delay in the charter is noticed without a job: what is past due is convened, and nothing else', async () => {
    const july = storedMeeting({ slot: '2027-07-08T09:00' });
    const { deps, store } = scene('2027-06-10T12:30:00Z', [june, july, storedMeeting({ slot: '2027-06-10T08:00' })]);
    const longer = { ...charter, rules: { ...charter.rules, noticeDays: 15 } };
    await convenePastDue(deps)(longer);
    await convenePastDue(deps)(longer);
    expect((await store.between(null, '2027-06-01', '2027-07-31')).map((m) => [m.start, m.state])).toEqual([['2027-06-10T08:00', 'planned'], [june.start, 'convened'], [july.start, 'planned']]);
    expect(store.saved).toHaveLength(1);
  });

  it('of what was cancelled, is over or is gone nobody is convened', async () => {
    for (const meetings of [[{ ...june, state: 'cancelled' as const }], [{ ...june, start: '2027-01-01T09:00' }], []]) {
      const { deps, store } = scene(undefined, meetings);
      expect(await conveneWhenDue(deps)(charter, june.id)).toBeUndefined();
      expect(store.saved).toEqual([]);
    }
  });
});

describe('after the notice', () => {
  const convened = async () => {
    const made = scene('2027-06-15T12:00:00Z');
    await conveneMeetingAs(made.deps)(charter, june.id, seen(1));
    return made;
  };
  it('each change is one revised notice: to all when it is moved, to the newcomer alone when one is invited', async () => {
    const { deps, told } = await convened();
    const change = changeMeetingAs(deps);
    await change(charter, june.id, { start: '2027-06-23T09:00', title: 'Budget' }, seen(2));
    await change(charter, june.id, { guests: [{ is: 'person', person: personId('per-chuq-ul-clin') }] }, seen(3));
    await change(charter, june.id, { reason: 'Fête nationale' }, seen(4));
    await change(charter, june.id, { start: '2027-06-23T09:00' }, seen(5));
    expect(told()).toEqual([[1, 13], [2, 13], [3, 1]]);
  });

  it('cancelling and restoring tell the same people', async () => {
    const { deps, told } = await convened();
    await cancelMeetingAs(deps)(charter, june.id, null, seen(2));
    expect(await restoreMeetingAs(deps)(charter, june.id, seen(3))).toMatchObject({ value: { state: 'convened', notice: { revision: 3, cancelled: false } } });
    expect(told()).toEqual([[1, 13], [2, 13], [3, 13]]);
  });

  it('convening again is for those who joined since', async () => {
    const { deps, told } = await convened();
    expect(await conveneMeetingAs(deps)(charter, june.id, seen(2))).toMatchObject({ refusal: { why: 'all-told' } });
    const joined = { ...charter, committees: charter.committees.map((c) => (c.id === june.committee ? { ...c, seats: [...c.seats, { ...c.seats[0]!, id: 'cncot:membre:x' as never, role: 'membre' as const, holder: personId('per-chuq-ul-clin') }] } : c)) };
    expect((await conveneMeetingAs(deps)(joined, june.id, seen(2))).ok).toBe(true);
    expect(told().at(-1)).toEqual([2, 1]);
  });
});

describe('whoever comes second', () => {
  it('is told what the meeting has become; what comes from Outlook is decided anew', async () => {
    const { deps, said } = scene();
    const change = changeMeetingAs(deps);
    await change(charter, june.id, { title: 'Budget' }, seen(1));
    expect(await change(charter, june.id, { title: 'Autre' }, seen(1))).toMatchObject({ refusal: { why: 'stale', meeting: { title: 'Budget', version: 2 } } });
    expect(await change(charter, june.id, { start: '2027-06-23T10:00' }, { by: { kind: 'gouverne' }, where: 'outlook', seen: null })).toMatchObject({ value: { title: 'Budget', start: '2027-06-23T10:00', version: 3 } });
    expect(said()).toHaveLength(2);
  });

  it('of two who plan a year at once finds it planned', async () => {
    const { deps, store } = scene(undefined, []);
    const adopt = adoptYear({ ...deps, recurrence: occurrences });
    const years = await Promise.all([1, 2].map(() => adopt(charter, { committee: committeeId('cncot'), year: 2027 }, [], by)));
    expect(years.map((y) => (y.ok ? y.value.planned.length + y.value.kept.length : 0))).toEqual([26, 26]);
    expect(await store.between(null, '2027-01-01', '2027-12-31')).toHaveLength(26);
    expect(store.saved).toHaveLength(1);
  });
});

describe('a year in the middle', () => {
  it('leaves past slots unplanned, and says how many', async () => {
    const { deps } = scene('2027-07-01T12:00:00Z', []);
    const draft = await draftYear({ ...deps, recurrence: occurrences })(charter, { committee: committeeId('cncot'), year: 2027 });
    expect(draft).toMatchObject({ ok: true, value: { past: 13, slots: { length: 13 } } });
  });

  it('finds a meeting that was moved into the next one', async () => {
    const moved = storedMeeting({ slot: '2027-12-23T09:00', start: '2028-01-06T09:00' });
    const { deps } = scene(undefined, [moved]);
    const draft = await draftYear({ ...deps, recurrence: occurrences })(charter, { committee: committeeId('cncot'), year: 2027 });
    expect(draft.ok && draft.value.slots.find((s) => s.slot === moved.slot)?.status).toBe('moved');
  });
});

describe('an answer', () => {
  const chum = personId('per-cct-chum-coord');
  const asker = { roles: rolesOf(charter, chum, '2027-01-02'), by: { kind: 'person', id: chum } } as const;
  const asked = (more: object) => ({ person: chum, answer: 'present', alternate: null, from: 'card', ...more }) as const;

  it('is one line in the journal; the same again, or an older one from Outlook, is none', async () => {
    const { deps, said } = scene();
    const answer = answerMeeting(deps);
    await answer(charter, june.id, asked({}), asker);
    expect(await answer(charter, june.id, asked({ from: 'tab' }), asker)).toMatchObject({ value: { changed: false } });
    await answer(charter, june.id, asked({ answer: 'absent', from: 'outlook', at: new Date('2027-01-01T00:00:00Z') }), { roles: null, by: { kind: 'gouverne' } });
    expect(said()).toEqual(['attendance-answered > answered']);
  });

  it('for somebody else is the secretariat’s', async () => {
    const { deps } = scene();
    expect(await answerMeeting(deps)(charter, june.id, asked({ person: personId('per-coord-tech') }), asker)).toMatchObject({ refusal: { why: 'not-allowed', right: { why: 'secretariat-only' } } });
  });
});

describe('people’s calendars', () => {
  const calendars = (busy: (email: string) => readonly { from: Date; until: Date }[] | null) => ({
    organizerOf: () => 'secretariat@rqt.example',
    busyTimes: { busy: (_organizer: string, emails: readonly string[]) => Promise.resolve(new Map(emails.map((email) => [email, busy(email)]))) },
  });
  const find = (of: Parameters<typeof findAlternatives>[0]['calendars']) => { const { deps } = scene(); return findAlternatives({ ...deps, recurrence: occurrences, calendars: of })(charter, june, { from: null, until: null }); };
  const all = { from: new Date('2027-06-23T13:00:00Z'), until: new Date('2027-06-23T14:00:00Z') };

  it('say who is free; a few that cannot be read are said, and none at all when Microsoft 365 is down', async () => {
    const read = await find(calendars(() => [all]));
    expect(read.calendars).toBe('read');
    expect(read.alternatives.find((a) => a.start === '2027-06-23T09:00')?.free).toEqual([]);
    expect((await find(calendars((email) => (email.startsWith('coordination') ? [] : null)))).calendars).toBe('partly');
    expect((await find(calendars(() => null))).calendars).toBe('not-read');
    expect((await find({ ...calendars(() => []), busyTimes: { busy: () => Promise.reject(Object.assign(new Error('down'), { kind: 'unavailable' })) } })).calendars).toBe('not-read');
    await expect(find({ ...calendars(() => []), busyTimes: { busy: () => Promise.reject(new TypeError('ours')) } })).rejects.toThrow('ours');
  });

  it('tell which alternate is free, the meeting itself apart', async () => {
    const [conseil, clinician] = [personId('per-cct-chum-conseil'), personId('per-coord-clin')];
    const held = { from: new Date('2027-06-24T13:00:00Z'), until: new Date('2027-06-24T14:30:00Z') };
    const free = (busy: readonly { from: Date; until: Date }[] | null) => { const { deps } = scene(); return whoIsFree({ ...deps, recurrence: occurrences, calendars: calendars(() => busy) })(charter, june, [conseil, clinician]); };
    expect([...(await free([held])).values()]).toEqual([true, true]);
    expect((await free([{ ...held, until: new Date('2027-06-24T15:00:00Z') }])).get(conseil)).toBe(false);
    expect((await free(null)).get(conseil)).toBeNull();
  });
});
