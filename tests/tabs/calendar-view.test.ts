// Months, days and what falls on them; a year's decisions; one's own meetings; the cascade by level.
import { addMonths, byDate, byMonth, comingOf, dayAfterKey, filterMeetings, monthCounts, weeksOf } from '../../tabs/calendar/view-model.ts';
import { columnsOf, filterRows, type CascadeRow } from '../../tabs/cascade/view-model.ts';
import { sortMine } from '../../tabs/my-meetings/view-model.ts';
import { emptyForm, missingIn, thatDay, toNewMeeting } from '../../tabs/special-meeting/view-model.ts';
import { adoptionOf, cadenceAsked, keepAll, NOT_ADAPTED, outcomeOf, undecided, type Choices } from '../../tabs/year/view-model.ts';
import { aCommittee, aDraftSlot, aMeeting, aMeetingList, HOLIDAY } from './support/builders.ts';

const at = (id: string, start: string, over: Parameters<typeof aMeeting>[1] = {}) => aMeeting(id, { start, startsAt: `${start}:00.000Z`, endsAt: `${start.slice(0, 11)}23:00:00.000Z`, ...over });

describe('a month', () => {
  it('has whole weeks from Sunday, blank outside itself', () => {
    const weeks = weeksOf('2027-06');
    expect(weeks).toHaveLength(5);
    expect(weeks.every((week) => week.length === 7)).toBe(true);
    expect(weeks[0]?.slice(0, 3)).toEqual([null, null, '2027-06-01']);
    expect(weeks.flat().filter((date) => date !== null)).toHaveLength(30);
    expect(weeksOf('2026-02')).toHaveLength(4);
  });
  it('is followed by another, across the end of the year', () => {
    expect([addMonths('2027-12', 1), addMonths('2027-01', -1), addMonths('2027-01', 14)]).toEqual(['2028-01', '2026-12', '2028-03']);
  });
  it.each([
    ['2027-06-24', 'ArrowLeft', '2027-06-23'], ['2027-06-30', 'ArrowRight', '2027-07-01'], ['2027-06-03', 'ArrowUp', '2027-05-27'], ['2027-06-24', 'Home', '2027-06-20'], ['2027-06-24', 'End', '2027-06-26'],
    ['2027-03-31', 'PageUp', '2027-02-28'], ['2027-12-15', 'PageDown', '2028-01-15'], ['2027-06-24', 'a', null],
  ])('from %s, %s leads to %s', (date, key, expected) => { expect(dayAfterKey(date, key)).toBe(expected); });
});

describe('meetings in a calendar', () => {
  const meetings = [at('b/2', '2027-06-24T13:00'), at('a/1', '2027-06-24T09:00'), at('a/3', '2027-07-08T09:00', { state: 'cancelled' })];
  it('are of their own day, in the order of their hours', () => {
    expect(byDate(meetings).get('2027-06-24')?.map((one) => one.id)).toEqual(['a/1', 'b/2']);
    expect(byMonth(meetings).map(({ month, meetings: of }) => [month, of.length])).toEqual([['2027-06', 2], ['2027-07', 1]]);
  });
  it('count when they are held; the next one is never a cancelled one', () => {
    expect(monthCounts(meetings, 2027).filter((one) => one.count > 0)).toEqual([{ month: '2027-06', count: 2 }]);
    expect(comingOf(meetings, new Date('2027-06-24T10:00:00Z'))?.id).toBe('a/1');
    expect(comingOf(meetings, new Date('2027-07-01T00:00:00Z'))).toBeNull();
  });
  it('are filtered by words and by level, also of a joint committee', () => {
    const levels = new Map([['a', 'national'], ['b', 'local']] as const);
    const joint = at('b/9', '2027-06-25T09:00', { jointly: [{ id: 'a', acronym: 'A', name: 'Comité a' }] });
    const ids = (typed: string, level: string) => filterMeetings([...meetings, joint], { typed, level }, levels).map((one) => one.id);
    expect(ids('comite b', '')).toEqual(['b/2', 'b/9']);
    expect(ids('', 'national')).toEqual(['a/1', 'a/3', 'b/9']);
  });
});

describe('a year to adopt', () => {
  const plain = aDraftSlot('2027-06-10T09:00');
  const flagged = aDraftSlot('2027-06-24T09:00', { obstacles: [HOLIDAY] });
  const other = aDraftSlot('2027-12-30T09:00', { obstacles: [HOLIDAY] });
  const standing = aDraftSlot('2027-07-01T09:00', { status: 'moved', obstacles: [HOLIDAY] });
  const slots = [plain, flagged, other, standing];
  const request = { committee: 'cncot', year: 2027 };

  it('waits for a decision on each flagged date; a move without a date is none', () => {
    expect(undecided(slots, new Map())).toBe(2);
    const half: Choices = new Map([[flagged.slot, { do: 'move', start: null, said: '' }], [other.slot, { do: 'skip' }]]);
    expect(undecided(slots, half)).toBe(1);
    expect(adoptionOf(request, slots, half).choices).toEqual([{ slot: other.slot, do: 'skip' }]);
  });
  it('keeps all that is undecided at once, and touches no decision already taken', () => {
    const all = keepAll(slots, new Map([[other.slot, { do: 'skip' }]]));
    expect([...all]).toEqual([[other.slot, { do: 'skip' }], [flagged.slot, { do: 'keep' }]]);
  });
  it('says what will happen, and sends exactly that', () => {
    const choices: Choices = new Map([[flagged.slot, { do: 'move', start: '2027-06-23T09:00', said: 'mercredi' }], [other.slot, { do: 'skip' }], ['2027-01-01T09:00', { do: 'keep' }]]);
    expect(outcomeOf(slots, choices)).toEqual({ planned: 2, asIs: 1, kept: [], moved: [{ slot: flagged, said: 'mercredi' }], skipped: [other] });
    expect(adoptionOf(request, slots, choices)).toEqual({ ...request, choices: [{ slot: flagged.slot, do: 'move', start: '2027-06-23T09:00' }, { slot: other.slot, do: 'skip' }] });
  });
  it('asks for another rule only when it is complete, and for the committee’s own once it is turned off', () => {
    const adapted = { ...NOT_ADAPTED, on: true, date: '2027-09-01', time: '13:30' };
    expect(cadenceAsked(NOT_ADAPTED)).toBeUndefined();
    expect(cadenceAsked({ ...adapted, date: '' })).toBeUndefined();
    expect(cadenceAsked({ ...adapted, on: false })).toBeNull();
    expect(cadenceAsked(adapted)).toEqual({ rule: 'FREQ=MONTHLY;BYDAY=1WE', start: '2027-09-01T13:30', minutes: 90, from: '2027-09-01' });
  });
});

describe('my meetings', () => {
  const now = new Date('2027-06-23T12:00:00Z');
  it('are due when called and unanswered; the week ends on Sunday', () => {
    const due = at('a/1', '2027-06-24T09:00', { convened: true, state: 'convened' });
    const sunday = at('a/2', '2027-06-27T09:00');
    const monday = at('a/3', '2027-06-28T09:00', { convened: true, state: 'convened', answer: 'present' });
    const over = at('a/0', '2027-06-20T09:00', { convened: true, state: 'convened' });
    const mine = sortMine([monday, sunday, due, over], now, '2027-06-23');
    expect([mine.due, mine.week, mine.later].map((list) => list.map((one) => one.id))).toEqual([['a/1'], ['a/1', 'a/2'], ['a/3']]);
  });
  it('end their week on the very Sunday', () => {
    expect(sortMine([at('a/1', '2027-06-27T20:00'), at('a/2', '2027-06-28T09:00')], now, '2027-06-27').week.map((one) => one.id)).toEqual(['a/1']);
  });
});

describe('a special meeting', () => {
  const form = { ...emptyForm('cncot'), date: '2027-06-24', jointly: ['cemt', 'cncot'], title: ' ', reason: ' Urgence ' };
  it('names what is missing', () => {
    expect(missingIn(emptyForm(null))).toEqual(['committee', 'when']);
    expect(missingIn({ ...form, minutes: '4' })).toEqual(['minutes']);
    expect(missingIn(form)).toEqual([]);
  });
  it('sends what was typed, trimmed, never joint with itself', () => {
    expect(toNewMeeting(form)).toEqual({ committee: 'cncot', jointly: ['cemt'], start: '2027-06-24T09:00', minutes: 90, title: null, reason: 'Urgence', guests: [] });
  });
  it('sees the holiday, the weekend, and what is held at the same hours', () => {
    const list = aMeetingList([at('cemt/1', '2027-06-24T10:00'), at('cdm/1', '2027-06-24T10:30'), at('bdp/1', '2027-06-24T09:30', { state: 'cancelled' })], { days: [{ date: '2027-06-24', is: 'holiday', name: 'Fête nationale' }] });
    expect(thatDay(form, list)).toMatchObject({ day: { name: 'Fête nationale' }, isWeekend: false, overlapping: [{ id: 'cemt/1' }] });
    expect(thatDay({ ...form, date: '2027-06-26' }, list)).toEqual({ day: null, isWeekend: true, overlapping: [] });
  });
});

describe('the cascade', () => {
  const row = (id: string, misses: (string | null)[]): CascadeRow => ({ committee: { id, acronym: id.toUpperCase(), name: id }, meetings: misses.map((one, place) => ({ start: `2027-0${place + 1}-01T09:00`, day: '', feeds: null, misses: one, obstacles: [] })) });
  const rows = [row('nat', [null, 'trop tard']), row('loc', [null]), row('none', [])];
  it('stands by level as items climb, those that the reader does not know last', () => {
    const columns = columnsOf(rows.slice(0, 2), [aCommittee('nat'), aCommittee('loc', { level: 'local', levelName: 'Local' })], 'Autres');
    expect(columns.map((one) => [one.name, one.rows.length])).toEqual([['Local', 1], ['National', 1]]);
    expect(columnsOf([row('x', [null])], [], 'Autres').map((one) => one.name)).toEqual(['Autres']);
  });
  it('keeps, when asked, only what would come too late', () => {
    expect(filterRows(rows, { typed: '', onlyMissing: true }).map((one) => [one.committee.id, one.meetings.length])).toEqual([['nat', 1]]);
    expect(filterRows(rows, { typed: 'loc', onlyMissing: false }).map((one) => one.committee.id)).toEqual(['loc']);
  });
});
