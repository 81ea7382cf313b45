// Collisions: who cannot be in two places, held to a comparison of every pair.
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Seat } from '../../../src/features/committees/domain/charter.ts';
import { collisionsOf, obstaclesOf } from '../../../src/features/meetings/domain/collisions.ts';
import { convenedTo } from '../../../src/features/meetings/domain/convened.ts';
import type { Meeting } from '../../../src/features/meetings/domain/meeting.ts';
import { meetingId } from '../../../src/features/meetings/domain/meeting.ts';
import { dayOf, endOf, instantOf } from '../../../src/features/meetings/domain/when.ts';
import { committeeId, personId } from '../../../src/shared/ids.ts';
import { aSeat, theNetwork, withCommittee } from '../../support/charter-builder.ts';
import { storedMeeting } from '../../support/stored-meeting.ts';

const CEMT = committeeId('cemt');
const BDP = committeeId('bdp');
let n = 0;
const meeting = (committee: string, start: string, more: Partial<Meeting> = {}): Meeting => storedMeeting({ committee: committeeId(committee), slot: null, id: meetingId(`${committee}/x-${(n += 1)}`), start, ...more });
const between = (a: Meeting, b: Meeting, charter = theNetwork()) => collisionsOf(charter, [a, b]).get(a.id) ?? [];

describe('a collision', () => {
  it('takes persons of both, at overlapping hours, told apart by whether they vote here', () => {
    const [collision] = between(meeting('bdp', '2027-03-01T09:30'), meeting('cncot', '2027-03-01T09:00'));
    expect([collision?.committee, collision?.persons, collision?.voting]).toEqual(['cncot', ['per-portefeuille-msss', 'per-secretariat-msss'], ['per-portefeuille-msss']]);
  });

  it('is none when one ends as the other begins, nor once one is cancelled, nor without a common person', () => {
    const nine = meeting('cncot', '2027-03-01T09:00');
    expect(between(nine, meeting('cemt', '2027-03-01T10:30'))).toEqual([]);
    expect(between(nine, meeting('cemt', '2027-03-01T09:00', { state: 'cancelled' }))).toEqual([]);
    expect(between({ ...nine, state: 'cancelled' }, meeting('cemt', '2027-03-01T09:00'))).toEqual([]);
    expect(between(nine, meeting('loc-chuq-ul', '2027-03-01T09:00'))).toEqual([]);
  });

  it('is seen at the instant, whatever the zones', () => {
    expect(between(meeting('cncot', '2027-03-01T09:00'), meeting('cemt', '2027-03-01T10:00', { zone: 'America/Halifax' }))).toHaveLength(1);
    expect(between(meeting('cncot', '2027-03-01T09:00'), meeting('cemt', '2027-03-01T09:00', { zone: 'Europe/Paris' }))).toEqual([]);
  });

  it('does not come of an alternate, who stays when the titular can come', () => {
    const charter = withCommittee(theNetwork(), 'bdp', (c) => ({ ...c, seats: [aSeat({ holder: personId('per-cct-chum-conseil') })] }));
    expect(between(meeting('cncot', '2027-03-01T09:00'), meeting('bdp', '2027-03-01T09:00'), charter)).toEqual([]);
  });

  it('comes of a guest, and of the committees of a joint meeting', () => {
    const asked = meeting('loc-chuq-ul', '2027-03-01T09:00', { guests: [{ is: 'person', person: personId('per-coord-clin') }, { is: 'address', email: 'x@y.example', label: 'X' }] });
    expect(between(asked, meeting('cncot', '2027-03-01T09:00')).map((c) => [c.persons, c.voting])).toEqual([[['per-coord-clin'], []]]);
    const joint = meeting('bdp', '2027-03-01T09:00', { jointly: [CEMT] });
    expect(between(joint, meeting('cncot', '2027-03-01T09:00'))[0]?.persons).toEqual(expect.arrayContaining(['per-portefeuille-msss', 'per-coord-clin', 'per-coord-tech']));
  });

  it('with a slot that nobody planned yet names no meeting', () => {
    expect(between(meeting('cncot', '2027-03-01T09:00'), meeting('cemt', '2027-03-01T09:00', { version: 0 }))[0]?.meeting).toBeNull();
  });

  it('ends with the term of who was in both', () => {
    const until = (date: string) => withCommittee(theNetwork(), 'bdp', (c) => ({ ...c, seats: [aSeat({ holder: personId('per-coord-clin'), until: date })] }));
    const pair = [meeting('bdp', '2027-03-01T09:00'), meeting('cncot', '2027-03-01T09:00')] as const;
    expect([between(...pair, until('2027-03-01')).length, between(...pair, until('2027-02-28')).length]).toEqual([1, 0]);
  });

  it('is found for every pair that has one, and for no other', () => {
    const some = fc.record({ committee: fc.constantFrom('cncot', 'cemt', 'bdp', 'cdm', 'cc-vct', 'ctcot-chum'), hour: fc.integer({ min: 0, max: 60 }), minutes: fc.integer({ min: 15, max: 300 }), zone: fc.constantFrom('America/Toronto', 'America/Halifax'), cancelled: fc.boolean() });
    fc.assert(fc.property(fc.array(some, { maxLength: 14 }), (drawn) => {
      const meetings = drawn.map(({ committee, hour, minutes, zone, cancelled }) => meeting(committee, new Date(Date.UTC(2027, 2, 13, hour)).toISOString().slice(0, 16), { minutes, zone, state: cancelled ? 'cancelled' : 'planned' }));
      const pairs = meetings.flatMap((a) => meetings.filter((b) => a !== b && collide(a, b)).map((b) => `${a.id} ${b.id}`));
      const found = [...collisionsOf(theNetwork(), meetings)].flatMap(([id, list]) => list.map((c) => `${id} ${c.meeting}`));
      expect(found.sort()).toEqual(pairs.sort());
    }), { numRuns: 150 });
  });

  it('is computed only for those asked for', () => {
    const [a, b] = [meeting('cncot', '2027-03-01T09:00'), meeting('cemt', '2027-03-01T09:00')];
    expect([...collisionsOf(theNetwork(), [a, b], new Set([b.id])).keys()]).toEqual([b.id]);
  });
});

function collide(a: Meeting, b: Meeting): boolean {
  if (a.state === 'cancelled' || b.state === 'cancelled' || instantOf(a) >= endOf(b) || instantOf(b) >= endOf(a)) return false;
  const people = (m: Meeting) => convenedTo(theNetwork(), m, dayOf(m.start)).filter((c) => c.standsInFor === null).map((c) => c.person);
  return people(a).some((p) => people(b).includes(p));
}

describe('what is in the way', () => {
  it('is the day, then the hour, then the others', () => {
    const others = [meeting('cemt', '2027-03-14T03:30'), meeting('cemt', '2027-06-24T09:00')];
    const night = meeting('cncot', '2027-03-14T02:30');
    expect(obstaclesOf(theNetwork(), night, others).map((o) => o.is)).toEqual(['weekend', 'no-such-hour', 'collision']);
    expect(obstaclesOf(theNetwork(), night, others)[1]).toEqual({ is: 'no-such-hour', moved: '2027-03-14T03:30' });
  });

  it('is not the meeting itself, wherever it stands now', () => {
    const here = meeting('cncot', '2027-03-01T09:00');
    expect(obstaclesOf(theNetwork(), { ...here, start: '2027-03-01T09:30' }, [here])).toEqual([]);
  });

  it('is another meeting that began the day before, or ends the day after', () => {
    const [evening, night] = [meeting('cemt', '2027-03-01T23:00', { minutes: 180 }), meeting('cncot', '2027-03-02T01:30')];
    expect([obstaclesOf(theNetwork(), night, [evening]).length, obstaclesOf(theNetwork(), evening, [night]).length]).toEqual([1, 1]);
  });

  it('of a joint meeting is also a day off of the other committee', () => {
    const charter = withCommittee({ ...theNetwork(), calendar: { ...theNetwork().calendar, easter: 'lundi_de_paques' } }, 'bdp', (c) => ({ ...c, easter: 'vendredi_saint' }));
    const friday = meeting('cncot', '2027-03-26T13:00');
    expect(obstaclesOf(charter, friday, [])).toEqual([]);
    expect(obstaclesOf(charter, { ...friday, jointly: [BDP] }, []).map((o) => o.is)).toEqual(['holiday']);
  });
});

describe('those convened', () => {
  const lines = (m: Meeting, charter = theNetwork()) => convenedTo(charter, m, dayOf(m.start));

  it('are all who hold a seat that day, alternates and observers too', () => {
    const cncot = lines(meeting('cncot', '2027-03-04T09:00'));
    expect(cncot).toHaveLength(13);
    expect(cncot.filter((c) => c.votes)).toHaveLength(6);
    expect(cncot.filter((c) => c.standsInFor !== null).map((c) => `${c.person} ${c.standsInFor}`)).toContain('per-cct-chum-conseil per-cct-chum-coord');
  });

  it('are not those whose term is over', () => {
    const has = (day: string) => lines(meeting('cnccs', `${day}T13:00`)).some((c) => c.person === 'per-usager');
    expect([has('2027-05-31'), has('2027-06-01')]).toEqual([true, false]);
  });

  it('come once, by the seat that votes, and guests last', () => {
    const seats: Seat[] = [aSeat({ role: 'observateur', votes: false, holder: personId('per-sm') }), aSeat({ holder: personId('per-sm') })];
    const charter = withCommittee(theNetwork(), 'bdp', (c) => ({ ...c, seats }));
    const guests = ['per-sm', 'per-usager'].map((p) => ({ is: 'person', person: personId(p) }) as const);
    expect(lines(meeting('bdp', '2027-03-01T13:30', { guests }), charter).map((c) => [c.person, c.votes, c.seat.role])).toEqual([['per-sm', true, 'membre'], ['per-usager', false, 'invite']]);
    const joint = lines(meeting('cncot', '2027-03-01T09:00', { jointly: [CEMT] }));
    expect(joint.filter((c) => c.person === 'per-coord-clin').map((c) => c.committee)).toEqual(['cncot']);
    expect(joint.filter((c) => c.committee === 'cemt').map((c) => c.person)).toEqual(['per-gest-dgaapsn', 'per-gest-dgti']);
  });
});
