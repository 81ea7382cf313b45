// Planning a committee's year, and planning it again.
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { occurrences } from '../../../src/adapters/recurrence/occurrences.ts';
import type { Meeting } from '../../../src/features/meetings/domain/meeting.ts';
import type { PlannedYear, SlotChoice } from '../../../src/features/meetings/domain/year.ts';
import { compareYear, networkYear, outsideRule, planYear, yearSlots } from '../../../src/features/meetings/domain/year.ts';
import { theNetwork } from '../../support/charter-builder.ts';
import { committeeOf } from '../../support/network-year.ts';

const CNCOT = committeeOf('cncot');
const SLOTS = yearSlots(CNCOT, 2027, occurrences);
const starts = (meetings: readonly Meeting[]): string[] => meetings.map((m) => m.start.slice(5, 10));

function plan(choices: readonly SlotChoice[] = [], existing: readonly Meeting[] = [], today?: string): PlannedYear {
  const decision = planYear(CNCOT, 2027, SLOTS, existing, choices, today);
  if (!decision.ok) throw new Error(JSON.stringify(decision.refusal));
  return decision.value;
}
const refused = (choices: readonly SlotChoice[], existing: readonly Meeting[] = [], slots = SLOTS, today?: string) => {
  const decision = planYear(CNCOT, 2027, slots, existing, choices, today);
  return decision.ok ? 'accepted' : decision.refusal;
};
const move = (slot: string, start?: string): SlotChoice => ({ slot, do: 'move', start });
const JUNE_24 = '2027-06-24T09:00';

describe('a year', () => {
  it('has the slots of the rule, in order, at the committee’s hour', () => {
    expect(SLOTS).toHaveLength(26);
    expect(SLOTS[0]).toEqual({ slot: '2027-01-07T09:00', minutes: 90 });
    expect(SLOTS.map((s) => s.slot)).toEqual(SLOTS.map((s) => s.slot).sort());
    expect(new Set(SLOTS.map((s) => s.slot.slice(10)))).toEqual(new Set(['T09:00']));
  });

  it('has none for a committee that meets as needed', () => {
    expect(yearSlots(committeeOf('loc-chuq-ul'), 2027, occurrences)).toEqual([]);
    expect(refused([], [], [])).toEqual({ why: 'no-slots', year: 2027 });
  });

  it('follows another rule from a day on, until the next one begins', () => {
    const weekly = { from: '2027-03-01', rule: 'FREQ=WEEKLY;BYDAY=TU', start: '2027-03-02T13:00', minutes: 30 };
    const monthly = { from: '2027-04-01', rule: 'FREQ=MONTHLY;BYDAY=1MO', start: '2027-04-05T10:00', minutes: 120 };
    const slots = yearSlots(CNCOT, 2027, occurrences, [monthly, weekly]);
    expect(slots.slice(0, 11).map((s) => `${s.slot} ${s.minutes}`)).toEqual([
      '2027-01-07T09:00 90', '2027-01-21T09:00 90', '2027-02-04T09:00 90', '2027-02-18T09:00 90',
      '2027-03-02T13:00 30', '2027-03-09T13:00 30', '2027-03-16T13:00 30', '2027-03-23T13:00 30', '2027-03-30T13:00 30',
      '2027-04-05T10:00 120', '2027-05-03T10:00 120',
    ]);
    expect(slots).toHaveLength(4 + 5 + 9);
    expect(yearSlots(committeeOf('loc-chuq-ul'), 2027, occurrences, [monthly])).toHaveLength(9);
    expect(yearSlots(CNCOT, 2028, occurrences, [weekly, monthly])).toHaveLength(12);
  });

  it('is planned as its rule has it where nothing is chosen', () => {
    const { planned, kept, skipped } = plan();
    expect([planned.length, kept.length, skipped.length]).toEqual([26, 0, 0]);
    expect(planned[0]).toEqual({ id: 'cncot/2027-01-07T09:00', committee: 'cncot', kind: 'regular', jointly: [], slot: '2027-01-07T09:00', start: '2027-01-07T09:00', minutes: 90, zone: 'America/Toronto', state: 'planned', title: null, reason: null, guests: [], version: 1, notice: null });
  });

  it('is planned with what was chosen, and the rest keeps its rhythm', () => {
    const { planned, skipped } = plan([{ ...move(JUNE_24, '2027-06-23T09:00'), reason: 'Fête nationale' }, { slot: '2027-12-23T09:00', do: 'skip' }, { slot: '2027-07-08T09:00', do: 'keep' }]);
    const moved = planned.find((m) => m.slot === JUNE_24);
    expect([moved?.start, moved?.id, moved?.reason]).toEqual(['2027-06-23T09:00', 'cncot/2027-06-24T09:00', 'Fête nationale']);
    expect(skipped.map((m) => [m.slot, m.state])).toEqual([['2027-12-23T09:00', 'cancelled']]);
    expect(starts(planned)).toEqual(expect.arrayContaining(['07-08', '07-22']));
    expect(planned).toHaveLength(25);
  });

  it('planned again brings back nothing that was moved or cancelled', () => {
    const first = plan([move(JUNE_24, '2027-06-23T09:00'), { slot: '2027-12-23T09:00', do: 'skip' }]);
    const standing = [...first.planned, ...first.skipped];
    const again = plan([], standing);
    expect([again.planned, again.skipped, again.kept.length]).toEqual([[], [], 26]);
    expect(again.kept.find((m) => m.slot === JUNE_24)?.start).toBe('2027-06-23T09:00');
  });

  it('planned again fills only what nobody planned, whatever stands', () => {
    const all = plan().planned;
    fc.assert(fc.property(fc.subarray(all), fc.subarray(all), (standing, cancelled) => {
      const existing = standing.map((m): Meeting => (cancelled.includes(m) ? { ...m, state: 'cancelled' } : m));
      const { planned, kept } = plan([], existing);
      expect(kept).toEqual(existing);
      expect([...planned, ...kept].map((m) => m.slot ?? '').sort()).toEqual(SLOTS.map((s) => s.slot));
    }), { numRuns: 40 });
  });

  it('begun already leaves out what is past', () => {
    expect(starts(plan([], [], '2027-11-25').planned)).toEqual(['11-25', '12-09', '12-23']);
  });

  it.each([
    ['a slot that the rule does not have', [{ slot: '2027-06-25T09:00', do: 'keep' }], { why: 'unknown-slot', slot: '2027-06-25T09:00' }],
    ['two choices for one slot', [{ slot: JUNE_24, do: 'keep' }, { slot: JUNE_24, do: 'skip' }], { why: 'slot-chosen-twice', slot: JUNE_24 }],
    ['a move to nowhere', [move(JUNE_24)], { why: 'where-to', slot: JUNE_24 }],
    ['a move to no date', [move(JUNE_24, '2027-06-31T09:00')], { why: 'not-a-date', slot: JUNE_24, start: '2027-06-31T09:00' }],
    ['a move to an hour that does not exist', [move('2027-03-04T09:00', '2027-03-14T02:15')], { why: 'no-such-hour', start: '2027-03-14T02:15', moved: '2027-03-14T03:15' }],
    ['a move onto another of its meetings', [move(JUNE_24, '2027-07-08T09:00')], { why: 'taken', start: '2027-07-08T09:00' }],
  ] as readonly (readonly [string, readonly SlotChoice[], unknown])[])('refuses %s', (_, choices, refusal) => {
    expect(refused(choices)).toEqual(refusal);
  });

  it('refuses to change what stands, and to plan the past', () => {
    const [first] = plan().planned;
    expect(refused([{ slot: '2027-01-07T09:00', do: 'skip' }], first === undefined ? [] : [first])).toEqual({ why: 'stands-already', slot: '2027-01-07T09:00', meeting: 'cncot/2027-01-07T09:00' });
    expect(refused([move(JUNE_24, '2027-05-01T09:00')], [], SLOTS, '2027-05-02')).toEqual({ why: 'past', start: '2027-05-01T09:00' });
  });

  it('puts a slot that falls on an hour that does not exist where the clocks go', () => {
    const night = { ...CNCOT, cadence: { ...CNCOT.cadence, rule: 'FREQ=WEEKLY;BYDAY=SU', start: '2027-03-07T02:30' } };
    const decision = planYear(night, 2027, yearSlots(night, 2027, occurrences).slice(0, 2), [], []);
    expect(decision.ok && decision.value.planned.map((m) => [m.slot, m.start])).toEqual([['2027-03-07T02:30', '2027-03-07T02:30'], ['2027-03-14T02:30', '2027-03-14T03:30']]);
  });
});

describe('a slot', () => {
  it('is what became of its meeting', () => {
    const [a, b, c, d] = plan().planned as [Meeting, Meeting, Meeting, Meeting, ...Meeting[]];
    const compared = compareYear(SLOTS.slice(0, 5), [a, { ...b, start: '2027-01-22T09:00' }, { ...c, state: 'cancelled', start: '2027-02-05T09:00' }, { ...d, state: 'convened' }]);
    expect(compared.map((s) => [s.status, s.meeting?.id ?? null])).toEqual([['planned', a.id], ['moved', b.id], ['cancelled', c.id], ['convened', d.id], ['new', null]]);
  });

  it('of the old rule stands until somebody cancels it', () => {
    const { planned } = plan();
    const adapted = yearSlots(CNCOT, 2027, occurrences, [{ from: '2027-12-01', rule: 'FREQ=MONTHLY;BYDAY=2TH', start: '2027-12-09T09:00', minutes: 90 }]);
    expect(starts(outsideRule(adapted, planned))).toEqual(['12-23']);
    expect(outsideRule(adapted, planned.map((m) => ({ ...m, state: 'cancelled' as const })))).toEqual([]);
  });
});

describe('the network’s year', () => {
  it('expects of a committee that adopted nothing what its rule gives, and of the others what stands', () => {
    const [only] = plan().planned;
    const all = networkYear(theNetwork(), 2027, occurrences, only === undefined ? [] : [only]);
    expect(all.filter((m) => m.committee === 'cncot')).toEqual([only]);
    expect(all.filter((m) => m.committee === 'cemt').map((m) => m.version)).toEqual(Array.from({ length: 12 }, () => 0));
  });
});
