// Recurrence rules of committees: what is badly written, what never fires, and what a reference implementation agrees to.
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { RRuleTemporal } from 'rrule-temporal';
import { judgeRule } from '../../../src/features/committees/domain/cadence-rule.ts';

const START = '2027-01-07T09:00';

describe('a rule is taken', () => {
  it.each([
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TH', START],
    ['FREQ=MONTHLY;BYDAY=-1FR', '2027-01-29T09:00'],
    ['FREQ=YEARLY;BYMONTH=3,6,9,12;BYDAY=3WE', '2027-03-17T14:00'],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', START],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', START],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', START],
    ['FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO', START],
    ['FREQ=YEARLY;BYYEARDAY=366', START],
    ['FREQ=YEARLY;BYDAY=20MO', START],
    ['FREQ=MONTHLY;BYDAY=5MO', START],
    ['FREQ=DAILY;COUNT=3', START],
    ['FREQ=WEEKLY;UNTIL=20271231T235959Z;WKST=SU', START],
  ])('%s', (rule, start) => {
    expect(judgeRule(rule, start)).toBeNull();
  });
});

describe('a rule is refused', () => {
  it.each([
    ['', START, 'syntax', ''],
    ['chaque mardi', START, 'syntax', 'chaque mardi'],
    ['FREQ=MENSUELLE', START, 'syntax', 'FREQ=MENSUELLE'],
    ['freq=weekly', START, 'syntax', 'freq=weekly'],
    ['FREQ=WEEKLY;', START, 'syntax', ''],
    ['FREQ=WEEKLY;BYDAY=', START, 'syntax', 'BYDAY='],
    ['FREQ=WEEKLY;BYDAY=MA', START, 'syntax', 'BYDAY=MA'],
    ['FREQ=WEEKLY;INTERVAL=deux', START, 'syntax', 'INTERVAL=deux'],
    ['FREQ=WEEKLY;UNTIL=20270230', START, 'syntax', 'UNTIL=20270230'],
    ['FREQ=WEEKLY;WKST=LU', START, 'syntax', 'WKST=LU'],
    ['INTERVAL=2;BYDAY=TH', START, 'no-frequency', 'FREQ'],
    ['FREQ=WEEKLY;FREQ=DAILY', START, 'part-twice', 'FREQ'],
    ['FREQ=WEEKLY;BYEASTER=0', START, 'unknown-part', 'BYEASTER'],
    ['FREQ=HOURLY', START, 'too-fine', 'FREQ=HOURLY'],
    ['FREQ=DAILY;BYHOUR=9', START, 'too-fine', 'BYHOUR=9'],
    ['FREQ=WEEKLY;INTERVAL=0', START, 'out-of-range', 'INTERVAL=0'],
    ['FREQ=WEEKLY;COUNT=0', START, 'out-of-range', 'COUNT=0'],
    ['FREQ=MONTHLY;BYMONTHDAY=32', START, 'out-of-range', 'BYMONTHDAY=32'],
    ['FREQ=MONTHLY;BYMONTHDAY=0', START, 'out-of-range', 'BYMONTHDAY=0'],
    ['FREQ=YEARLY;BYMONTH=13', START, 'out-of-range', 'BYMONTH=13'],
    ['FREQ=YEARLY;BYMONTH=-1', START, 'out-of-range', 'BYMONTH=-1'],
    ['FREQ=MONTHLY;BYDAY=6MO', START, 'out-of-range', 'BYDAY=6MO'],
    ['FREQ=YEARLY;BYDAY=54MO', START, 'out-of-range', 'BYDAY=54MO'],
    ['FREQ=WEEKLY;BYDAY=2TU', START, 'does-not-go-with-frequency', 'BYDAY=2TU'],
    ['FREQ=WEEKLY;BYMONTHDAY=3', START, 'does-not-go-with-frequency', 'BYMONTHDAY'],
    ['FREQ=MONTHLY;BYYEARDAY=3', START, 'does-not-go-with-frequency', 'BYYEARDAY'],
    ['FREQ=MONTHLY;BYWEEKNO=3', START, 'does-not-go-with-frequency', 'BYWEEKNO'],
    ['FREQ=MONTHLY;BYSETPOS=1', START, 'does-not-go-with-frequency', 'BYSETPOS'],
    ['FREQ=WEEKLY;COUNT=3;UNTIL=20271231', START, 'until-and-count', 'UNTIL, COUNT'],
    ['FREQ=WEEKLY;UNTIL=20261231', START, 'ends-before-it-starts', 'UNTIL'],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', START, 'never-fires', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'],
    ['FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31', '2027-04-30T09:00', 'never-fires', 'FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31'],
    ['FREQ=MONTHLY;INTERVAL=2;BYMONTH=2', START, 'never-fires', 'FREQ=MONTHLY;INTERVAL=2;BYMONTH=2'],
    ['FREQ=MONTHLY;BYDAY=TU;BYSETPOS=6', START, 'never-fires', 'FREQ=MONTHLY;BYDAY=TU;BYSETPOS=6'],
    ['FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29', START, 'never-fires', 'FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29'],
  ])('%s', (rule, start, because, part) => {
    expect(judgeRule(rule, start)).toEqual({ because, part });
  });

  it('is judged for its writing only while the start is unknown', () => {
    expect(judgeRule('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', null)).toBeNull();
    expect(judgeRule('FREQ=MONTHLY;BYDAY=6MO', null)?.because).toBe('out-of-range');
  });
});

/** Whether rrule-temporal finds a meeting; it gives up, with an error, on a rule that has none. */
function oracleFinds(rule: string, date: string): boolean {
  const oracle = new RRuleTemporal({ rruleString: `DTSTART;TZID=UTC:${date.replaceAll('-', '')}T090000\nRRULE:${rule};COUNT=1`, maxIterations: 500 });
  try {
    return oracle.all().length > 0;
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('Maximum iterations')) return false;
    throw error;
  }
}

describe('whether a rule fires', () => {
  it('is what a reference implementation finds', () => {
    const month = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 2 });
    const day = fc.constantFrom('MO', 'WE', 'FR', 'SU');
    const rule = fc.oneof(
      fc.tuple(fc.constantFrom('MONTHLY', 'YEARLY'), fc.integer({ min: 1, max: 4 }), month, fc.constantFrom(-31, -30, -1, 1, 29, 30, 31)).map(([f, i, m, d]) => `FREQ=${f};INTERVAL=${i};BYMONTH=${m.join()};BYMONTHDAY=${d}`),
      fc.tuple(fc.integer({ min: 1, max: 24 }), fc.constantFrom(-5, -1, 1, 4, 5), day).map(([i, n, d]) => `FREQ=MONTHLY;INTERVAL=${i};BYDAY=${n}${d}`),
      fc.tuple(fc.integer({ min: 1, max: 3 }), day, fc.constantFrom(1, 5, 6, -5)).map(([i, d, p]) => `FREQ=MONTHLY;INTERVAL=${i};BYDAY=${d};BYSETPOS=${p}`),
      fc.tuple(month, fc.constantFrom(13, 31)).map(([m, d]) => `FREQ=YEARLY;BYMONTH=${m.join()};BYMONTHDAY=${d};BYDAY=FR`),
      fc.tuple(fc.integer({ min: 1, max: 26 }), month).map(([i, m]) => `FREQ=WEEKLY;INTERVAL=${i};BYMONTH=${m.join()}`),
    );
    const start = fc.constantFrom('2027-01-07', '2027-02-28', '2028-02-29', '2027-04-30', '2027-12-31');
    fc.assert(
      fc.property(rule, start, (text, date) => {
        const found = oracleFinds(text, date);
        expect({ text, date, fires: judgeRule(text, `${date}T09:00`)?.because !== 'never-fires' }).toEqual({ text, date, fires: found });
      }),
      { numRuns: 60, seed: 11 },
    );
  });

  it('is known at once, even for a rule that never does', () => {
    for (let i = 0; i < 20; i += 1) expect(judgeRule('FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', START)).toMatchObject({ because: 'never-fires' });
  });
});
