// What an institution may answer, to what, and how often; and when its people are reminded.
import { describe, expect, it } from '@jest/globals';
import { answerReach, countStates, institutionsToAsk, type AskedAnswer, type Reached } from '../../../src/features/decisions/domain/reach.ts';
import { reachMessage, tellReach } from '../../../src/features/decisions/use-cases/tell-reach.ts';
import type { OutgoingEdit, OutgoingMessage } from '../../../src/features/conversations/domain/outgoing.ts';
import { decisionId, entraId, personId } from '../../../src/shared/ids.ts';
import { theNetwork } from '../../support/charter-builder.ts';

const NOW = new Date('2027-03-18T15:00:00Z');
const ROW: Reached = { decision: decisionId('D-2027-001'), institution: 'chum', state: 'asked', plannedOn: null, reason: null, askedAt: NOW, answeredAt: null, answeredBy: null };
const LATER = new Date('2027-03-19T15:00:00Z');
const answer = (asked: Partial<AskedAnswer>, row = ROW, supersededBy: string | null = null) => answerReach(row, supersededBy === null ? null : decisionId(supersededBy), { state: 'received', plannedOn: null, reason: null, ...asked }, personId('per-chum-clin'), { now: LATER, today: '2027-03-19' });
const outcome = (...asked: Parameters<typeof answer>): string => { const decision = answer(...asked); return decision.ok ? decision.value.state : decision.refusal.why; };

describe('an answer', () => {
  it('says by whom and when', () => {
    expect(answer({ state: 'planned', plannedOn: '2027-06-01' })).toEqual({ ok: true, value: { ...ROW, state: 'planned', plannedOn: '2027-06-01', answeredAt: LATER, answeredBy: 'per-chum-clin' } });
  });
  it('planned has a day to come, not applicable a reason', () => {
    expect([
      outcome({ state: 'planned' }), outcome({ state: 'planned', plannedOn: '' }), outcome({ state: 'planned', plannedOn: '1er juin' }), outcome({ state: 'planned', plannedOn: '2027-03-18' }), outcome({ state: 'planned', plannedOn: '2027-03-19' }),
      outcome({ state: 'not-applicable' }), outcome({ state: 'not-applicable', reason: '  ' }), outcome({ state: 'not-applicable', reason: 'Sans télésanté' }), outcome({ state: 'applied' }),
      outcome({ state: 'not-applicable', reason: 'trem 7503-1512' }), outcome({ state: 'received', reason: 'x'.repeat(1001) }),
    ]).toEqual(['no-planned-day', 'no-planned-day', 'not-a-planned-day', 'planned-in-the-past', 'planned', 'no-reason', 'no-reason', 'not-applicable', 'applied', 'reason-health-number', 'reason-too-long']);
  });
  it('given again changes nothing, another one drops the day', () => {
    const planned: Reached = { ...ROW, state: 'planned', plannedOn: '2027-03-01', answeredAt: NOW };
    expect(answer({ state: 'planned', plannedOn: '2027-03-01' }, planned)).toEqual({ ok: true, value: planned });
    expect(answer({ state: 'applied', plannedOn: '2027-03-01' }, planned)).toMatchObject({ value: { state: 'applied', plannedOn: null } });
  });
  it('is asked of what holds now', () => { expect(answer({}, ROW, 'D-2027-009')).toEqual({ ok: false, refusal: { why: 'superseded', by: 'D-2027-009' } }); });
});

it('asks each institution once', () => {
  const network = theNetwork();
  expect(institutionsToAsk(network, false, ['chum', 'icm'], ['chum'])).toEqual({ ok: true, value: ['icm'] });
  expect(institutionsToAsk(network, false, ['chum'], ['chum'])).toEqual({ ok: false, refusal: { why: 'all-asked' } });
  expect(institutionsToAsk(network, true, 'all', [])).toEqual({ ok: false, refusal: { why: 'in-camera-stays' } });
  expect(countStates([ROW, { state: 'applied' }, ROW])).toEqual({ asked: 2, received: 0, planned: 0, applied: 1, 'not-applicable': 0 });
});

describe('telling', () => {
  const told = async (notice: Parameters<ReturnType<typeof tellReach>>[0], now = NOW) => {
    const said: { send: readonly OutgoingMessage[]; edit: readonly OutgoingEdit[] }[] = [];
    const account = (person: string) => entraId(`00000000-0000-4000-8000-${person.length.toString().padStart(12, '0')}`);
    await tellReach({
      charter: async () => theNetwork(), decisions: { reach: async () => [ROW] }, clock: { now: () => now },
      telling: { say: async (saying) => { said.push(saying); } }, accounts: async (persons) => new Map(persons.filter((person) => person !== 'per-chum-tech').map((person) => [person, account(person)])),
    })(notice);
    return said[0]!;
  };
  it('sends a card to each of the three leads who has an account, and two reminders for the morning of a business day', async () => {
    const { send, edit } = await told({ decision: ROW.decision, institutions: ['chum'], answered: false });
    expect(edit).toEqual([]);
    expect(send.map(({ message, notBefore }) => [message, notBefore?.toISOString()]).slice(0, 3)).toEqual([
      // 25 March is a Thursday; 8 April too.
      [reachMessage('D-2027-001', 'chum'), undefined], [reachMessage('D-2027-001', 'chum', 7), '2027-03-25T12:30:00.000Z'], [reachMessage('D-2027-001', 'chum', 21), '2027-04-08T12:30:00.000Z'],
    ]);
    expect(send).toHaveLength(6);
    // Asked on a Friday: 26 March 2027 is Good Friday, and the network keeps Easter Monday too.
    const friday = await told({ decision: ROW.decision, institutions: ['chum'], answered: false }, new Date('2027-03-19T15:00:00Z'));
    expect(friday.send[1]?.notBefore?.toISOString()).toBe('2027-03-30T12:30:00.000Z');
  });
  it('once answered edits the cards that stand, and asks for none', async () => {
    const messages = async (now: string) => { const { send, edit } = await told({ decision: ROW.decision, institutions: ['chum'], answered: true }, new Date(now)); expect(send).toEqual([]); return [...new Set(edit.map(({ message }) => message))]; };
    expect(await messages('2027-03-20T15:00:00Z')).toEqual(['reach:D-2027-001:chum']);
    expect(await messages('2027-03-26T15:00:00Z')).toEqual(['reach:D-2027-001:chum', 'reach7:D-2027-001:chum']);
  });
});
