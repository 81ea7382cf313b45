// A meeting's own arithmetic: what it is now, who would be told, who could stand in, what changed meanwhile.
import { byRole, changesBetween, reached, shownState, standIns, toldOfChange, withAnswer } from '../../tabs/meeting/view-model.ts';
import { isLocal } from '../../tabs/meeting/local-time.ts';
import { meetingWords } from '../../tabs/meeting/words.ts';
import { aMeetingDetail, aMeetingPerson, person } from './support/builders.ts';

const NOTICE = { revision: 1, at: '2027-06-10T13:00:00.000Z', told: 2 };

it('is over once its end is past, unless it was cancelled', () => {
  const meeting = { state: 'convened' as const, endsAt: '2027-06-24T14:30:00.000Z' };
  expect(shownState(meeting, new Date('2027-06-24T14:29:59Z'))).toBe('convened');
  expect(shownState(meeting, new Date('2027-06-24T14:30:00Z'))).toBe('over');
  expect(shownState({ ...meeting, state: 'cancelled' }, new Date('2027-07-01T00:00:00Z'))).toBe('cancelled');
});

it('groups people by role in the order of the server', () => {
  const people = [aMeetingPerson('a', { role: 'Présidence' }), aMeetingPerson('b'), aMeetingPerson('c', { role: 'Présidence' })];
  expect(byRole(people).map(({ role, people: of }) => [role, of.map((one) => one.person?.id)])).toEqual([['Présidence', ['a', 'c']], ['Membre', ['b']]]);
});

describe('who is told', () => {
  const people = [aMeetingPerson('a'), aMeetingPerson('a', { role: 'Présidence' }), aMeetingPerson('b')];
  it('counts each address once, seated and invited alike', () => {
    expect(reached({ people, guests: [{ email: null, person: person('b'), label: 'B' }, { email: 'x@y.ca', person: null, label: 'X' }] })).toBe(3);
  });
  it('tells nobody of a change before the notice went out', () => {
    expect(toldOfChange(aMeetingDetail('m', { people }))).toBe(0);
    expect(toldOfChange(aMeetingDetail('m', { people, notice: NOTICE, state: 'convened' }))).toBe(2);
  });
});

it('proposes alternates for those who refused and, while the quorum is unsure, for the silent; the free ones first; never for somebody without a vote', () => {
  const alternate = (id: string, free: boolean | null) => ({ person: person(id), free });
  const people = [
    aMeetingPerson('silent', { alternates: [alternate('s1', true)] }),
    aMeetingPerson('refused', { answer: 'absent', alternates: [alternate('r1', false), alternate('r2', true)] }),
    aMeetingPerson('coming', { answer: 'present', alternates: [alternate('c1', true)] }),
    aMeetingPerson('guest', { votes: false, answer: 'absent', alternates: [alternate('g1', true)] }),
  ];
  const found = (state: 'possible' | 'likely') => standIns({ people, forecast: { state, sentence: '', sure: 0, possible: 0, needed: 0, of: 0, groups: [] } }).map((one) => [one.person.person?.id, one.alternates.map(({ person: { id } }) => id)]);
  expect(found('possible')).toEqual([['refused', ['r2', 'r1']], ['silent', ['s1']]]);
  expect(found('likely')).toEqual([['refused', ['r2', 'r1']]]);
});

it('shows an answer before the server has it, on its own row only', () => {
  const alternates = [{ person: person('sub'), free: true }];
  const meeting = aMeetingDetail('m', { people: [aMeetingPerson('me', { alternates }), aMeetingPerson('other')] });
  const after = withAnswer(meeting, 'me', true, 'alternate', 'sub');
  expect(after.answer).toBe('alternate');
  expect(after.people.map((one) => [one.answer, one.alternate?.id])).toEqual([['alternate', 'sub'], [null, undefined]]);
  expect(withAnswer(meeting, 'other', false, 'present', null).answer).toBeNull();
});

it('says what changed behind the reader’s back, and only that', () => {
  const words = meetingWords['fr-CA'];
  const seen = aMeetingDetail('m');
  expect(changesBetween(seen, { ...seen, version: 2 }, words)).toEqual([]);
  expect(changesBetween(seen, { ...seen, start: '2027-06-23T09:00', day: 'mercredi 23 juin 2027', state: 'cancelled', notice: NOTICE }, words)).toEqual(['date\u00a0: jeudi 24 juin 2027 à 9\u00a0h → mercredi 23 juin 2027 à 9\u00a0h', 'état\u00a0: Au calendrier → Annulée', 'avis de convocation']);
  expect(changesBetween(seen, { ...seen, guests: [{ email: 'x@y.ca', person: null, label: 'X' }], minutes: 120, title: 'Autre' }, words)).toHaveLength(3);
});

it.each([['2027-06-24T09:00', true], ['2027-02-30T09:00', false], ['2027-06-24T24:00', false], ['T09:00', false], ['2027-06-24T', false]])('%s is a local time: %s', (text, is) => { expect(isLocal(text)).toBe(is); });
