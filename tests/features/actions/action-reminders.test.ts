// Who hears of an action, and when: S7's days, days off, zones and changes of hour, and to whom it climbs.
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { digestAt, digestOf, digestsBetween, hearers, reminderDays, type Step } from '../../../src/features/actions/domain/action-reminders.ts';
import type { Charter, SeatRole } from '../../../src/features/committees/domain/charter.ts';
import { isBusinessDay } from '../../../src/features/meetings/domain/days-off.ts';
import { localIn } from '../../../src/features/meetings/domain/when.ts';
import { addDays } from '../../../src/shared/dates.ts';
import { actionId, committeeId, personId, seatId } from '../../../src/shared/ids.ts';
import { theNetwork, withCommittee } from '../../support/charter-builder.ts';
import { storedAction } from '../../support/stored-action.ts';

const network = theNetwork();
const [OWNER, CHAIR, ABOVE, SECRETARY] = ['per-cct-cusm-portefeuille', 'per-portefeuille-msss', 'per-coord-clin', 'per-secretariat-msss'].map(personId) as [ReturnType<typeof personId>, ReturnType<typeof personId>, ReturnType<typeof personId>, ReturnType<typeof personId>];
const days = (due: string, charter: Charter = network): string[] => reminderDays(charter, { committee: committeeId('bdp'), due }).map(({ step, day }) => `${step} ${day}`);
const to = (step: Step, over: Parameters<typeof storedAction>[0] = {}, charter: Charter = network) => hearers(charter, storedAction(over), { step, day: '2027-02-08' });
const owned = (person: string) => ({ owner: { is: 'person', person: personId(person) } } as const);

describe('the days of a reminder', () => {
  it('are those of S7: brought forward before the due day, put off after it, then up', () => {
    expect(days('2027-01-25')).toEqual(['before 2027-01-18', 'before 2027-01-22', 'after 2027-01-26', 'after 2027-02-01', 'chair 2027-02-08', 'above 2027-02-22']);
  });

  it('that fall on a holiday are the working day before or after', () => {
    // 24 June 2027 is a Thursday.
    expect(days('2027-06-25').slice(0, 3)).toEqual(['before 2027-06-18', 'before 2027-06-23', 'after 2027-06-28']);
    expect(days('2027-06-23')).toContain('after 2027-06-25');
  });

  it('that fall together are one', () => {
    const weekly = { ...network, rules: { ...network.rules, actionReminders: { ...network.rules.actionReminders, before: ['P1D', 'P2D', 'P3D'], after: ['P5D', 'P6D'] } } };
    expect(days('2027-01-25', weekly).slice(0, 2)).toEqual(['before 2027-01-22', 'after 2027-02-01']);
  });

  it('are none where the charter says no duration of days', () => {
    const odd = { ...network, rules: { ...network.rules, actionReminders: { before: ['PT2H', '-P1D', 'demain', 'P0D', 'P1W'], after: [], toChairAfter: null, toParentAfter: null } } };
    expect(days('2027-01-25', odd)).toEqual(['before 2027-01-18']);
    const monthly = { ...odd, rules: { ...odd.rules, actionReminders: { ...odd.rules.actionReminders, before: ['P1M'] } } };
    expect(days('2027-03-31', monthly)).toEqual(['before 2027-02-26']);
  });

  it('are never days off, never on the wrong side of the due day, and climb in order', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1200 }), fc.constantFrom(...network.committees.map(({ id }) => id)), (n, committee) => {
      const due = addDays('2026-06-01', n);
      const found = reminderDays(network, { committee, due });
      const easter = network.committees.find(({ id }) => id === committee)?.easter;
      for (const { step, day } of found) {
        expect([day, isBusinessDay(network.calendar, day, easter)]).toEqual([day, true]);
        expect(step === 'before' ? day < due : day > due).toBe(true);
      }
      const [chair, above] = (['chair', 'above'] as const).map((step) => found.find((f) => f.step === step)?.day ?? '');
      expect(chair! >= addDays(due, 14) && above! >= addDays(due, 28) && chair! < above!).toBe(true);
    }), { numRuns: 100 });
  });
});

describe('those who hear of it', () => {
  it('are its owner, then the chair, then the chair above', () => {
    expect([to('before'), to('after'), to('chair'), to('above')]).toEqual([[OWNER], [OWNER], [CHAIR], [ABOVE]]);
  });

  it('are the holder of the seat that owns it, on that day', () => {
    const seat = network.committees.find(({ id }) => id === 'bdp')!.seats.find(({ holder }) => holder === OWNER)!;
    const bySeat = { owner: { is: 'seat', seat: seat.id } } as const;
    expect(to('after', bySeat)).toEqual([OWNER]);
    const passed = withCommittee(network, 'bdp', (c) => ({ ...c, seats: c.seats.map((s) => (s.id === seat.id ? { ...s, holder: personId('per-cct-cusm-conseil') } : s)) }));
    expect(to('after', bySeat, passed)).toEqual(['per-cct-cusm-conseil']);
  });

  it.each([['nobody', null], ['a seat that is gone', { is: 'seat', seat: seatId('x') }]] as const)('are the secretariat where %s answers for it', (_who, owner) => {
    expect(to('before', { owner })).toEqual([SECRETARY]);
    expect(to('chair', { owner })).toEqual([CHAIR]);
  });

  it('are the co-chair where the chair is its owner, else the chair above', () => {
    expect(to('chair', { committee: committeeId('cncot'), ...owned('per-coord-clin') })).toEqual(['per-coord-tech']);
    expect(to('chair', owned('per-portefeuille-msss'))).toEqual([ABOVE]);
  });

  it('are whoever chairs higher where a seat is vacant, and at the top the network’s coordination', () => {
    const without = (charter: Charter, id: string, ...roles: SeatRole[]) => withCommittee(charter, id, (c) => ({ ...c, seats: c.seats.map((s) => (roles.includes(s.role) ? { ...s, holder: null } : s)) }));
    expect(to('above', {}, without(network, 'cncot', 'presidence'))).toEqual(['per-coord-tech']);
    const nobody = network.committees.reduce((charter, { id }) => without(charter, id, 'presidence', 'copresidence'), network);
    const coordination = network.appRoles.filter(({ role, scope }) => role === 'coordination' && scope === 'reseau').flatMap(({ persons }) => persons);
    expect(coordination.length).toBeGreaterThan(0);
    expect(to('chair', {}, nobody)).toEqual(coordination);
    expect(to('above', { committee: committeeId('cdm') }, nobody)).toEqual(coordination);
    expect(to('chair', owned(coordination[0]!), nobody)).toEqual(coordination.slice(1));
  });

  it('are never its owner when it climbs, wherever it is', () => {
    fc.assert(fc.property(fc.constantFrom(...network.committees), fc.nat(), fc.constantFrom('chair' as const, 'above' as const), (committee, n, step) => {
      const people = committee.seats.flatMap(({ holder }) => holder ?? []);
      const owner = people[n % Math.max(1, people.length)];
      if (owner === undefined) return;
      const heard = to(step, { committee: committee.id, ...owned(owner) });
      expect(heard).not.toContain(owner);
      expect(heard.length).toBeGreaterThan(0);
    }));
  });
});

describe('a digest', () => {
  const at = (id: string, due: string, over: Parameters<typeof storedAction>[0] = {}) => storedAction({ id: actionId(id), due, ...over });
  const ids = (lines: readonly { readonly action: { readonly id: string } }[]): string[] => lines.map(({ action }) => action.id);

  it('has each action once, the latest first, and what climbed apart', () => {
    const actions = [at('A-1', '2027-02-09'), at('A-2', '2027-02-01'), at('A-3', '2027-01-25', owned('per-cct-chum-portefeuille')), at('A-4', '2027-02-15')];
    expect(ids(digestOf(network, actions, OWNER, '2027-02-08').own)).toEqual(['A-2', 'A-1', 'A-4']);
    const chair = digestOf(network, [...actions, at('A-5', '2027-02-09', owned(CHAIR))], CHAIR, '2027-02-08');
    expect([ids(chair.own), ids(chair.climbed)]).toEqual([['A-5'], ['A-3']]);
  });

  it('says nothing of what is done, cancelled, or was put off since', () => {
    for (const over of [{ state: 'done' }, { state: 'cancelled' }, { due: '2027-02-12' }] as const) expect(digestOf(network, [storedAction(over)], OWNER, '2027-01-26').own).toEqual([]);
    expect(ids(digestOf(network, [storedAction({ state: 'blocked' })], OWNER, '2027-01-26').own)).toEqual(['A-2027-003']);
  });

  it('leaves out a day that was set when the hour had passed', () => {
    const hour = digestAt(network, OWNER, '2027-01-22');
    const set = (ms: number) => digestOf(network, [storedAction({ createdAt: new Date(hour.getTime() + ms) })], OWNER, '2027-01-22').own.length;
    expect([set(-1), set(0), set(60_000)]).toEqual([1, 0, 0]);
    const put = { from: '2027-01-20', to: '2027-01-25', at: new Date(hour.getTime() + 1), by: null, reason: 'x' };
    expect(digestOf(network, [storedAction({ postponements: [put] })], OWNER, '2027-01-22').own).toEqual([]);
  });

  it('comes once a person a day, at half past eight where they are, on a working day, whatever the clocks do', () => {
    const zones = ['America/Toronto', 'America/Halifax', 'America/Blanc-Sablon'];
    const placed = { ...network, persons: network.persons.map((p, n) => ({ ...p, zone: zones[n % 3]! })) };
    const members = placed.committees.flatMap(({ id, seats }) => seats.flatMap(({ holder }) => (holder === null ? [] : [{ committee: id, person: holder }])));
    const some = fc.array(fc.tuple(fc.integer({ min: 0, max: 500 }), fc.constantFrom(...members)), { minLength: 1, maxLength: 30 });
    fc.assert(fc.property(some, fc.integer({ min: 0, max: 400 }), (made, from) => {
      const actions = made.map(([n, { committee, person }], at_) => at(`A-${at_}`, addDays('2027-01-15', n), { committee, owner: { is: 'person', person }, createdAt: new Date('2026-12-01T00:00:00Z') }));
      const start = new Date(Date.UTC(2027, 0, 4 + from));
      const until = new Date(start.getTime() + 45 * 86_400_000);
      const planned = digestsBetween(placed, actions, start, until);
      expect(new Set(planned.map(({ person, day }) => `${person} ${day}`)).size).toBe(planned.length);
      for (const { person, day, at: moment } of planned) {
        expect(localIn(moment, placed.persons.find(({ id }) => id === person)!.zone)).toBe(`${day}T08:30`);
        expect(moment >= start && moment < until).toBe(true);
        const { own, climbed } = digestOf(placed, actions, person, day);
        expect(own.length + climbed.length).toBeGreaterThan(0);
        expect(new Set(ids([...own, ...climbed])).size).toBe(own.length + climbed.length);
      }
      // Planned piece by piece, as a sweep does, nothing is missing and nothing is new.
      const middle = new Date((start.getTime() + until.getTime()) / 2);
      expect([...digestsBetween(placed, actions, start, middle), ...digestsBetween(placed, actions, middle, until)]).toEqual(planned);
      const oneByOne = new Set(actions.flatMap((action) => digestsBetween(placed, [action], start, until)).map(({ person, day }) => `${person} ${day}`));
      expect(oneByOne).toEqual(new Set(planned.map(({ person, day }) => `${person} ${day}`)));
    }), { numRuns: 25 });
  });
});
