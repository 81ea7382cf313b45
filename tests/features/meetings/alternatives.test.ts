// Where a meeting could go instead, the best first.
import { describe, expect, it } from '@jest/globals';
import type { Alternative, AlternativesAsked, Interval } from '../../../src/features/meetings/domain/alternatives.ts';
import { alternativesFor } from '../../../src/features/meetings/domain/alternatives.ts';
import { convenedTo } from '../../../src/features/meetings/domain/convened.ts';
import { isBusinessDay } from '../../../src/features/meetings/domain/days-off.ts';
import { dayOf, endOf, instantOf } from '../../../src/features/meetings/domain/when.ts';
import type { Meeting } from '../../../src/features/meetings/domain/meeting.ts';
import type { PersonId } from '../../../src/shared/ids.ts';
import { committeeId, personId } from '../../../src/shared/ids.ts';
import { theNetwork } from '../../support/charter-builder.ts';
import { meetingOn, networkOf2027 } from '../../support/network-year.ts';

const JUNE_24 = meetingOn('cncot', '2027-06-24');
const ask = (over: Partial<AlternativesAsked> = {}): Alternative[] => alternativesFor({ charter: theNetwork(), meeting: JUNE_24, others: networkOf2027(), busy: new Map(), today: '2027-01-05', ...over });
const on = (list: readonly Alternative[], day: string): Alternative | undefined => list.find((a) => dayOf(a.start) === day);
const hour = (day: string): Interval => ({ from: instantOf({ start: `${day}T09:00`, zone: 'America/Toronto' }), until: endOf({ start: `${day}T09:00`, minutes: 90, zone: 'America/Toronto' }) });
const everybody = (busy: (person: PersonId) => readonly Interval[]): ReadonlyMap<PersonId, readonly Interval[]> => new Map(convenedTo(theNetwork(), JUNE_24, '2027-06-24').map((c) => [c.person, busy(c.person)]));

describe('the alternatives to 24 June', () => {
  it('put the free 23 June first, and keep the usual way though it collides', () => {
    const list = ask();
    expect([list[0]?.start, list[0]?.strategy, list[0]?.obstacles]).toEqual(['2027-06-23T09:00', 'jour_ouvrable_precedent', []]);
    const friday = on(list, '2027-06-25');
    expect([friday?.strategy, friday?.obstacles.map((o) => (o.is === 'collision' ? [o.committee, o.persons.length, o.voting.length] : o.is)), friday?.forecast.state]).toEqual(['jour_ouvrable_suivant', [['cemt', 4, 2]], 'unlikely']);
    expect(list.at(-1)).toBe(friday);
  });

  it('leave out Canada Day, a week later, though it is one of the charter’s ways', () => {
    expect(on(ask({ most: 40 }), '2027-07-01')).toBeUndefined();
  });

  it('are working days at the committee’s hour, after today and within the horizon, as many as asked', () => {
    const list = ask({ today: '2027-06-21', horizonDays: 6, most: 20 });
    expect(list.map((a) => dayOf(a.start)).sort()).toEqual(['2027-06-22', '2027-06-23', '2027-06-25', '2027-06-28', '2027-06-29', '2027-06-30']);
    expect(list.every((a) => a.start.endsWith('T09:00') && isBusinessDay(theNetwork().calendar, dayOf(a.start)))).toBe(true);
    expect(ask({ most: 3 })).toHaveLength(3);
    expect(ask({ most: 1 }).map((a) => a.strategy)).toEqual(['jour_ouvrable_precedent', 'jour_ouvrable_suivant']);
  });

  it('put the charter’s usual way first where nothing is in its way, and later days before earlier ones as far off', () => {
    const usual = (charter = theNetwork()) => ask({ charter, others: [], most: 40 }).map((a) => dayOf(a.start).slice(5));
    expect(usual().slice(0, 2)).toEqual(['06-25', '06-23']);
    expect(usual().indexOf('06-30')).toBe(usual().indexOf('06-18') - 1);
    const { calendar } = theNetwork();
    expect(usual({ ...theNetwork(), calendar: { ...calendar, move: { ...calendar.move, usual: 'jour_ouvrable_precedent' } } }).slice(0, 2)).toEqual(['06-23', '06-25']);
  });

  it('where an observer only would be missing come after those where nobody would', () => {
    const elsewhere: Meeting = { ...meetingOn('bdp', '2027-06-28'), jointly: [], start: '2027-06-25T09:00', committee: committeeId('loc-chuq-ul'), guests: [{ is: 'person', person: personId('per-liaison-sq') }] };
    const list = ask({ others: [elsewhere], most: 40 });
    expect([dayOf(list[0]?.start ?? ''), list.at(-1)?.start, list.at(-1)?.forecast.state]).toEqual(['2027-06-23', '2027-06-25T09:00', 'possible']);
  });

  it('that are free come before those that are not', () => {
    const blocked = ask({ most: 40 }).map((a) => a.obstacles.length);
    expect(blocked).toEqual([...blocked].sort((a, b) => a - b));
  });

  it('take calendars into account: a likely quorum before one that is not', () => {
    const away = new Set(['per-cct-chum-coord', 'per-cct-estrie-coord', 'per-cct-cusm-coord', 'per-cct-chum-conseil', 'per-cct-estrie-conseil', 'per-cct-cusm-conseil']);
    const list = ask({ busy: everybody((p) => (away.has(p) ? [hour('2027-06-23')] : [])) });
    expect([list[0]?.start, list[0]?.forecast.state]).toEqual(['2027-06-22T09:00', 'likely']);
    expect(on(list, '2027-06-23')).toMatchObject({ forecast: { state: 'unlikely' }, busy: ['per-cct-chum-coord', 'per-cct-estrie-coord', 'per-cct-cusm-coord'] });
    expect(on(list, '2027-06-22')?.free).toHaveLength(9);
  });

  it('count on a free alternate, and say whose calendar could not be read', () => {
    const busy = new Map<PersonId, readonly Interval[] | null>(everybody((p) => (p === 'per-cct-chum-coord' ? [hour('2027-06-23')] : [])));
    busy.set(personId('per-coord-tech'), null);
    const best = on(ask({ busy }), '2027-06-23');
    expect([best?.busy, best?.unknown, best?.forecast.sure, best?.forecast.possible]).toEqual([['per-cct-chum-coord'], ['per-coord-tech'], 5, 1]);
  });
});

describe('a meeting that people have in their calendars', () => {
  it('does not stand in its own way when it is moved by a little', () => {
    const meeting = { ...JUNE_24, start: '2027-06-23T09:30' };
    const own: Interval = { from: instantOf(meeting), until: endOf(meeting) };
    const others = networkOf2027().map((m) => (m.id === meeting.id ? meeting : m));
    expect(on(ask({ meeting, others, busy: everybody(() => [own]) }), '2027-06-23')).toMatchObject({ start: '2027-06-23T09:00', busy: [] });
    expect(on(ask({ meeting, others, busy: everybody(() => [own, hour('2027-06-23')]), most: 40 }), '2027-06-23')?.free).toEqual([]);
  });
});
