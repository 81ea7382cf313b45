// Answers to a notice of meeting, from the card, the tab or Outlook.
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { AskedAnswer } from '../../../src/features/meetings/domain/attendance.ts';
import { alternatesOf, answerTo, latest } from '../../../src/features/meetings/domain/attendance.ts';
import type { Answer, Attendance, Meeting } from '../../../src/features/meetings/domain/meeting.ts';
import { personId } from '../../../src/shared/ids.ts';
import { aSeat, theNetwork, withCommittee } from '../../support/charter-builder.ts';
import { meetingOn } from '../../support/network-year.ts';

const MEETING = meetingOn('cncot', '2027-03-04');
const NOON = new Date('2027-03-01T17:00:00Z');
const later = (minutes: number): Date => new Date(NOON.getTime() + minutes * 60_000);
const asked = (person: string, answer: Answer, over: Partial<AskedAnswer> = {}): AskedAnswer => ({ person: personId(`per-${person}`), answer, alternate: null, from: 'card', at: NOON, ...over });
const given = (one: AskedAnswer): Attendance => ({ meeting: MEETING.id, ...one });
const answer = (one: AskedAnswer, standing: readonly Attendance[] = [], meeting: Meeting = MEETING) => {
  const decision = answerTo(theNetwork(), meeting, standing, one);
  return decision.ok ? decision.value : decision.refusal;
};

describe('an answer', () => {
  it('is kept as it was given', () => {
    expect(answer(asked('coord-clin', 'present'))).toEqual({ is: 'new', attendance: { meeting: MEETING.id, person: 'per-coord-clin', answer: 'present', alternate: null, from: 'card', at: NOON } });
  });

  it('given again is no act, wherever it comes from; a different one is', () => {
    const standing = [given(asked('coord-clin', 'present'))];
    expect(answer(asked('coord-clin', 'present', { from: 'outlook', at: later(5) }), standing)).toEqual({ is: 'same', attendance: standing[0] });
    expect(answer(asked('coord-clin', 'absent', { from: 'outlook', at: later(5) }), standing)).toMatchObject({ is: 'new', attendance: { answer: 'absent', from: 'outlook' } });
  });

  it('that was given before the one that stands, and comes late, changes nothing', () => {
    const standing = [given(asked('coord-clin', 'absent', { at: later(10) }))];
    expect(answer(asked('coord-clin', 'present', { from: 'outlook', at: later(5) }), standing)).toEqual({ is: 'older', attendance: standing[0] });
  });

  it('given in the same second as another one counts, for it came after', () => {
    expect(answer(asked('coord-clin', 'present'), [given(asked('coord-clin', 'absent'))])).toMatchObject({ is: 'new', attendance: { answer: 'present' } });
  });

  it('is only for those convened, of a meeting that is to be held', () => {
    expect(answer(asked('chuq-ul-clin', 'present'))).toEqual({ why: 'not-convened', person: 'per-chuq-ul-clin' });
    expect(answer(asked('coord-clin', 'present'), [], { ...MEETING, state: 'cancelled' })).toEqual({ why: 'cancelled' });
    expect(answer(asked('coord-clin', 'present', { at: new Date('2027-03-04T15:30:00Z') }))).toEqual({ why: 'over' });
    expect(answer(asked('coord-clin', 'present', { at: new Date('2027-03-04T15:29:00Z') }))).toMatchObject({ is: 'new' });
  });

  it('is open to alternates, observers and guests of that meeting', () => {
    const invited: Meeting = { ...MEETING, guests: [{ is: 'person', person: personId('per-usager') }] };
    for (const person of ['cct-chum-conseil', 'liaison-sq', 'usager']) expect(answer(asked(person, 'present'), [], invited)).toMatchObject({ is: 'new' });
  });
});

describe('« mon substitut »', () => {
  it('is the one whom the charter names, without a word more', () => {
    expect(answer(asked('cct-chum-coord', 'alternate'))).toMatchObject({ is: 'new', attendance: { answer: 'alternate', alternate: 'per-cct-chum-conseil' } });
  });

  it('may be somebody of the same body, without a voice of their own at the table', () => {
    const sends = (alternate: string) => answer(asked('cct-chum-coord', 'alternate', { alternate: personId(`per-${alternate}`) }));
    expect(sends('cct-chum-portefeuille')).toMatchObject({ is: 'new', attendance: { alternate: 'per-cct-chum-portefeuille' } });
    expect(sends('cct-cusm-conseil')).toMatchObject({ why: 'not-an-alternate', alternate: 'per-cct-cusm-conseil' });
    expect(sends('coord-clin')).toMatchObject({ why: 'not-an-alternate' });
  });

  it('is to be named where the charter names none', () => {
    expect(answer(asked('coord-clin', 'alternate'))).toMatchObject({ why: 'which-alternate' });
    expect(answer(asked('liaison-sq', 'alternate'))).toEqual({ why: 'no-alternate', person: 'per-liaison-sq' });
  });

  it('is nobody who said not to be there', () => {
    expect(answer(asked('cct-chum-coord', 'alternate'), [given(asked('cct-chum-conseil', 'absent'))])).toEqual({ why: 'alternate-absent', alternate: 'per-cct-chum-conseil' });
  });

  it('is nobody who has a voice of their own there, though the charter names them', () => {
    const charter = withCommittee(theNetwork(), 'cncot', (c) => ({ ...c, seats: [...c.seats, aSeat({ holder: personId('per-cct-chum-conseil') })] }));
    expect(alternatesOf(charter, MEETING, personId('per-cct-chum-coord')).named).toEqual([]);
  });

  it('of an institution is its other respondent, then its manager', () => {
    expect(alternatesOf(theNetwork(), meetingOn('ctcot-chuq', '2027-02-22'), personId('per-cisss-i-clin'))).toEqual({ named: ['per-cisss-i-tech'], others: ['per-cisss-i-gest'] });
  });

  it('of the deputy minister is whoever they delegate in the ministry', () => {
    const { others } = alternatesOf(theNetwork(), meetingOn('cdm', '2027-03-17'), personId('per-sm'));
    expect(others).toContain('per-secretariat-msss');
    expect(others).not.toContain('per-sma');
    for (const apart of ['per-admin-gouverne', 'per-verif-interne', 'per-rprp']) expect(others).not.toContain(apart);
  });
});

describe('the answer that counts', () => {
  it('is the latest, in whatever order answers arrive', () => {
    const kinds = fc.constantFrom<Answer>('present', 'absent', 'tentative');
    fc.assert(fc.property(fc.array(kinds, { minLength: 1, maxLength: 8 }), fc.nat(), (given, seed) => {
      const list = given.map((kind, i): Attendance => ({ meeting: MEETING.id, person: personId('per-coord-clin'), answer: kind, alternate: null, from: 'tab', at: later(i) }));
      const turned = [...list.slice(seed % list.length), ...list.slice(0, seed % list.length)];
      expect(latest(turned).get(personId('per-coord-clin'))?.answer).toBe(given.at(-1));
    }));
  });
});
