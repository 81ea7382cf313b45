// Reminders and forecasts as they are put into the queue, what is still true when their minute comes, and what a notice tells to whom.
import { describe, expect, it } from '@jest/globals';
import type { Charter } from '../../../src/features/committees/domain/charter.ts';
import type { OutgoingMessage } from '../../../src/features/conversations/domain/outgoing.ts';
import type { Meeting } from '../../../src/features/meetings/domain/meeting.ts';
import type { ReminderChoice, Saying, Told } from '../../../src/features/meetings/ports-reminders.ts';
import { planReminders, remindersDue, type RemindDeps } from '../../../src/features/meetings/use-cases/remind-people.ts';
import { tellMeeting } from '../../../src/features/meetings/use-cases/tell-meeting.ts';
import { entraId, personId, type PersonId } from '../../../src/shared/ids.ts';
import { committeeId } from '../../../src/shared/ids.ts';
import { aCharter } from '../../support/charter-builder.ts';
import { memoryMeetingStore } from '../../support/memory-meeting-store.ts';
import { aNotice, anAnswer, storedMeeting } from '../../support/stored-meeting.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

const COORD = personId('per-coord'); // chairs NAT
const CCT = personId('per-cct'); // sits in NAT, chairs CTCOT Nord
const ALTERNATE = personId('per-a-tech'); // for the expert of NAT
const NAT = committeeId('nat');
const nobody = { journal: [], next: [] };
/** A Tuesday, 13 h 30. */
const aMeeting = (more: Partial<Meeting> = {}): Meeting => storedMeeting({ committee: NAT, slot: '2027-02-09T13:30', state: 'convened', ...more });

async function scene({ meetings = [aMeeting()], now = '2027-01-29T14:00:00Z', choices = new Map<PersonId, ReminderChoice>() }: { meetings?: readonly Meeting[]; now?: string; choices?: ReadonlyMap<PersonId, ReminderChoice> } = {}) {
  const charter: Charter = { ...aCharter(), rules: { ...aCharter().rules, meetingReminders: ['P7D', 'P1D', 'PT30M'] } };
  const clock = new VirtualClock(Date.parse(now));
  const store = memoryMeetingStore();
  await store.plan(meetings, nobody);
  const said: Saying[] = [];
  let told: Told | null = null;
  const deps: RemindDeps & Parameters<typeof tellMeeting>[0] = {
    clock, meetings: store, charter: async () => charter, choices: { of: async () => choices },
    accounts: async (persons) => new Map(persons.map((person) => [person, entraId(person)])),
    channelOf: async () => ({ channelId: '19:nat', groupId: 'g' }),
    telling: {
      of: async () => told,
      save: async (next, seen, saying) => {
        if ((told?.notice.revision ?? 0) !== seen) return false;
        told = next;
        said.push(saying);
        return true;
      },
      say: async (saying) => { said.push(saying); },
    },
  };
  const sent = (): readonly OutgoingMessage[] => said.flatMap(({ send }) => send);
  return {
    store, said, sent, tell: tellMeeting(deps), remind: planReminders(deps), due: remindersDue(deps),
    /** What somebody is to hear, and when. */
    of: (person: PersonId) => sent().filter(({ to }) => to.is === 'person' && to.person === entraId(person)).map(({ message, notBefore }) => `${message.split(':')[0]} ${notBefore?.toISOString().slice(0, 16)}`).sort(),
    change: async (meeting: Meeting, version = 1) => { await store.change(meeting, version, nobody); },
    answer: async (person: PersonId, answer: 'present' | 'absent' | 'alternate', alternate: PersonId | null = null) => { await store.answer(anAnswer({ meeting: aMeeting().id, person, answer, alternate }), nobody); },
  };
}
const AT = new Date('2027-02-02T13:30:00Z');

describe('reminders', () => {
  it('are put for their minute in the person’s zone, with the forecasts of chair and secretariat', async () => {
    const s = await scene();
    await s.remind({ meeting: aMeeting().id });
    expect(s.of(CCT)).toEqual(['reminders 2027-02-02T13:30', 'reminders 2027-02-08T13:30', 'reminders 2027-02-09T18:00']);
    // Three days before is a Saturday.
    expect(s.of(COORD)).toEqual(['forecast 2027-02-02T13:30', 'forecast 2027-02-05T13:30', 'forecast 2027-02-08T13:30', 'reminders 2027-02-02T13:30', 'reminders 2027-02-08T13:30', 'reminders 2027-02-09T18:00']);
    const last = s.sent().find(({ notBefore }) => notBefore?.toISOString() === '2027-02-09T18:00:00.000Z');
    expect(last).toMatchObject({ urgency: 'urgent', notAfter: new Date('2027-02-09T18:30:00Z') });
  });
  it('of two meetings of one day bear one name, and so are one message', async () => {
    const s = await scene({ meetings: [aMeeting(), aMeeting({ committee: committeeId('ctcot-nord'), id: 'ctcot-nord/x-1' as never, slot: null, start: '2027-02-09T09:00', kind: 'special' })] });
    await s.remind({ person: CCT });
    expect(s.of(CCT)).toEqual(['reminders 2027-02-02T13:30', 'reminders 2027-02-08T13:30', 'reminders 2027-02-09T13:30', 'reminders 2027-02-09T18:00']);
    expect((await s.due(CCT, AT)).map(({ committee }) => committee).sort()).toEqual(['ctcot-nord', 'nat']);
  });
  it('are those that the person chose; of a meeting nobody is convened to there are none', async () => {
    const s = await scene({ meetings: [aMeeting(), aMeeting({ slot: '2027-02-23T13:30', state: 'planned' })], choices: new Map([[CCT, { before: ['P1D'], quiet: null }]]) });
    await s.remind({ person: CCT });
    expect(s.of(CCT)).toEqual(['reminders 2027-02-08T13:30']);
  });

  describe('when their minute comes', () => {
    it('still hold', async () => expect(await (await scene()).due(CCT, AT)).toEqual([aMeeting()]));
    it('hold no more after a refusal, a move or a cancellation', async () => {
      const refused = await scene();
      await refused.answer(CCT, 'absent');
      const moved = await scene();
      await moved.change(aMeeting({ start: '2027-02-10T13:30' }));
      const cancelled = await scene();
      await cancelled.change(aMeeting({ state: 'cancelled' }));
      for (const s of [refused, moved, cancelled]) expect(await s.due(CCT, AT)).toEqual([]);
      // The card that is there already goes on showing what it was about.
      for (const s of [refused, cancelled]) expect(await s.due(CCT, AT, { past: true })).toHaveLength(1);
    });
    it('reach an alternate only once it is known that they come', async () => {
      const s = await scene();
      expect(await s.due(ALTERNATE, AT)).toEqual([]);
      await s.answer(personId('per-expert'), 'alternate', ALTERNATE);
      const after = await scene();
      await after.answer(personId('per-expert'), 'alternate', ALTERNATE);
      expect(await after.due(ALTERNATE, AT)).toEqual([aMeeting()]);
      expect(await after.due(personId('per-expert'), AT)).toEqual([]);
    });
  });
});

describe('a notice of meeting', () => {
  const notice = (revision: number, more = {}) => aNotice({ revision, start: '2027-02-09T13:30', convened: [COORD, CCT], ...more });
  it('is one card in the channel, edited when the job comes again', async () => {
    const s = await scene({ meetings: [aMeeting({ notice: notice(1) })] });
    await s.tell(aMeeting().id);
    await s.tell(aMeeting().id);
    expect(s.said.map(({ send, edit }) => [send.map(({ to }) => to.is), edit.map(({ message }) => message)])).toEqual([[['channel'], []], [[], [`meeting:${aMeeting().id}`]]]);
  });
  it('revised, is told once to those whom it concerns, as what it is to each', async () => {
    const s = await scene({ meetings: [aMeeting({ notice: notice(1) })] });
    await s.tell(aMeeting().id);
    await s.change(aMeeting({ start: '2027-02-10T13:30', notice: notice(2, { start: '2027-02-10T13:30', convened: [COORD, ALTERNATE] }) }));
    await s.tell(aMeeting().id);
    await s.tell(aMeeting().id);
    expect(s.sent().flatMap(({ to, card, message }) => (to.is === 'person' ? [[to.person, (card as { as?: string }).as, message]] : []))).toEqual([
      [COORD, 'changed', `notice:2:${aMeeting().id}`], [ALTERNATE, 'convened', `notice:2:${aMeeting().id}`], [CCT, 'dropped', `notice:2:${aMeeting().id}`],
    ]);
  });
  it('that never left tells nobody anything', async () => {
    const s = await scene({ meetings: [aMeeting({ state: 'planned' })] });
    await s.tell(aMeeting().id);
    expect(s.said).toEqual([]);
  });
});
