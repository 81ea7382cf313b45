// Quorums of the network's charter, at the door and foreseen.
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Quorum } from '../../../src/features/committees/domain/charter.ts';
import { forecast } from '../../../src/features/meetings/domain/forecast.ts';
import type { Answer, Attendance } from '../../../src/features/meetings/domain/meeting.ts';
import { quorumOf, voicesOf } from '../../../src/features/meetings/domain/quorum.ts';
import { meetingId } from '../../../src/features/meetings/domain/meeting.ts';
import type { PersonId } from '../../../src/shared/ids.ts';
import { personId } from '../../../src/shared/ids.ts';
import { aSeat, theNetwork, withCommittee } from '../../support/charter-builder.ts';
import { committeeOf } from '../../support/network-year.ts';

const DAY = '2027-02-22';
const persons = (...ids: readonly string[]): PersonId[] => ids.map((id) => personId(`per-${id}`));
const at = (committee: string, present: readonly string[], standIns: Readonly<Record<string, string>> = {}, day = DAY, charter = theNetwork()) => {
  const committees = charter.committees.find((c) => c.id === committee) ?? committeeOf(committee);
  return quorumOf(charter, committees, day, persons(...present), new Map(Object.entries(standIns).map(([titular, other]) => [personId(`per-${titular}`), personId(`per-${other}`)])));
};
const withQuorum = (committee: string, quorum: Partial<Quorum>) => withCommittee(theNetwork(), committee, (c) => ({ ...c, quorum: { ...c.quorum, ...quorum } }));

describe('the quorum of the CHUQ-UL territory, 5 institutions of 9', () => {
  const FOUR = ['cisss-bsl-clin', 'ciusss-cn-clin', 'chuq-ul-tech', 'cisss-i-clin', 'cisss-i-tech', 'cct-chuq-coord', 'cct-chuq-secretariat'];
  const lastHere = (present: readonly string[]) => {
    const { state, present: heard, needed, of } = at('ctcot-chuq', present);
    return `${state}: ${heard} of ${of}, ${needed} needed`;
  };

  it('is not met by four, whoever else is there', () => {
    expect(lastHere(FOUR)).toBe('not-met: 4 of 9, 5 needed');
    expect(at('ctcot-chuq', FOUR).missing).toEqual({ voices: 1, groups: [], persons: [] });
  });

  it('is met as the fifth arrives, and lost as two leave', () => {
    expect(lastHere([...FOUR, 'cisss-g-clin'])).toBe('met: 5 of 9, 5 needed');
    expect(lastHere([...FOUR.slice(2), 'cisss-g-clin'])).toBe('not-met: 3 of 9, 5 needed');
  });

  it('keeps counting an institution whose seat is vacant among the nine', () => {
    const charter = withCommittee(theNetwork(), 'ctcot-chuq', (c) => ({ ...c, seats: c.seats.map((s) => (s.holder === 'per-cisss-g-clin' ? { ...s, holder: null } : s)) }));
    expect([at('ctcot-chuq', [], {}, DAY, charter).of, at('ctcot-chuq', ['cisss-g-tech'], {}, DAY, charter).present]).toEqual([9, 1]);
  });
});

describe('the other quorums of the network', () => {
  it('national coordination: a majority with three centres and the ministry', () => {
    const three = ['cct-chum-coord', 'cct-estrie-coord', 'cct-cusm-coord'];
    expect(at('cncot', [...three, 'coord-clin'])).toMatchObject({ state: 'met', present: 4, needed: 4, of: 6, groups: [{ group: 'gpp-cct', present: 3, needed: 3, of: 4, ok: true }, { group: 'gpp-ministere', present: 1, needed: 1, of: 2, ok: true }] });
    expect(at('cncot', [...three, 'cct-chuq-coord'])).toMatchObject({ state: 'not-met', missing: { voices: 0, groups: [{ group: 'gpp-ministere', voices: 1 }] } });
    expect(at('cncot', ['coord-clin', 'coord-tech', 'cct-chum-coord', 'cct-estrie-coord'])).toMatchObject({ state: 'not-met', missing: { groups: [{ group: 'gpp-cct', voices: 1 }] } });
    expect(at('cncot', [...three.slice(0, 2), 'cct-chuq-conseil', 'coord-tech']).state).toBe('met');
  });

  it('an alternate counts while the titular is away, never beside them', () => {
    expect(at('cncot', ['cct-chum-conseil']).present).toBe(1);
    expect(at('cncot', ['cct-chum-conseil', 'cct-chum-coord']).present).toBe(1);
    expect(at('cncot', ['secretariat-msss', 'portefeuille-msss', 'liaison-sq']).present).toBe(0);
  });

  it('ministry’s steering committee: three, with the deputy minister or whoever they send', () => {
    expect(at('cdm', ['sma', 'smadgti', 'smadgaapsn'])).toMatchObject({ state: 'not-met', present: 3, missing: { voices: 0, persons: ['per-sm'] } });
    expect(at('cdm', ['sma', 'smadgti', 'sm']).state).toBe('met');
    expect(at('cdm', ['sma', 'smadgti', 'gest-dgti'], { sm: 'gest-dgti' })).toMatchObject({ state: 'met', present: 3 });
    expect(at('cdm', ['sma', 'smadgti', 'gest-dgti'], { sm: 'gest-dgti' }, DAY, withQuorum('cdm', { delegable: false })).missing.persons).toEqual(['per-sm']);
    // Sent for somebody, but already there with a voice of their own: one voice.
    expect(at('cdm', ['sma', 'smadgti'], { sm: 'sma' })).toMatchObject({ state: 'not-met', present: 2 });
  });

  it('majority of the members in office: a term that ends takes its voice out of the count', () => {
    expect([at('cnccs', [], {}, '2027-05-31'), at('cnccs', [], {}, '2027-06-01')].map((q) => [q.of, q.needed])).toEqual([[10, 6], [9, 5]]);
    expect(at('cemt', ['gest-dgaapsn', 'coord-clin'])).toMatchObject({ present: 2, needed: 3, of: 4 });
  });

  it('a number of persons, and none at all', () => {
    expect(at('loc-chuq-ul', ['chuq-ul-gest', 'chuq-ul-tech'])).toMatchObject({ state: 'met', present: 2, needed: 2, of: 3 });
    expect(at('cc-vct', [])).toMatchObject({ state: 'none', needed: 0, missing: { voices: 0, groups: [], persons: [] } });
  });

  it('can be met, in every committee, when all who vote are there', () => {
    for (const committee of theNetwork().committees) {
      const all = committee.seats.flatMap((s) => s.holder ?? []);
      expect([committee.id, quorumOf(theNetwork(), committee, DAY, all).state]).not.toContain('not-met');
    }
  });
});

describe('voices', () => {
  it('somebody who stands in for two is placed where another cannot be', () => {
    const seats = [aSeat({ holder: personId('per-a') }), aSeat({ holder: personId('per-b') }), aSeat({ holder: personId('per-x'), votes: false, alternateOf: personId('per-a') }), aSeat({ holder: personId('per-x'), votes: false, alternateOf: personId('per-b') }), aSeat({ holder: personId('per-y'), votes: false, alternateOf: personId('per-a') })];
    const charter = withCommittee(theNetwork(), 'bdp', (c) => ({ ...c, seats }));
    expect([at('bdp', ['x'], {}, DAY, charter).present, at('bdp', ['x', 'y'], {}, DAY, charter).present, at('bdp', ['y'], { b: 'x' }, DAY, charter).present]).toEqual([1, 2, 1]);
  });

  it('somebody who holds two seats is one', () => {
    const charter = withCommittee(theNetwork(), 'bdp', (c) => ({ ...c, seats: [aSeat({ holder: personId('per-a') }), aSeat({ holder: personId('per-a'), role: 'presidence' })] }));
    expect(at('bdp', ['a'], {}, DAY, charter)).toMatchObject({ present: 1, of: 2 });
  });

  it('one more person never takes a voice away, and there are never more voices than persons', () => {
    const committee = committeeOf('ctcot-chuq');
    const all = [...new Set(committee.seats.flatMap((s) => s.holder ?? []))];
    fc.assert(fc.property(fc.subarray(all), fc.constantFrom(...all), (present, more) => {
      const [few, many] = [quorumOf(theNetwork(), committee, DAY, present), quorumOf(theNetwork(), committee, DAY, [...present, more])];
      expect(many.present).toBeGreaterThanOrEqual(few.present);
      expect(few.present).toBeLessThanOrEqual(present.length);
      const institutions = new Set(committee.seats.filter((s) => s.holder !== null && present.includes(s.holder) && (s.votes || s.alternateOf !== null) && theNetwork().institutions.some((i) => i.id === s.represents)).map((s) => s.represents));
      expect(few.present).toBe(institutions.size);
    }));
  });

  it('of an institution are those of its own seats', () => {
    expect(voicesOf(theNetwork(), committeeOf('ctcot-chuq'), DAY).find((v) => v.key === 'cisss-i')).toMatchObject({ titulars: ['per-cisss-i-clin'], alternates: ['per-cisss-i-tech'] });
  });
});

const answers = (of: Readonly<Record<string, string>>): Attendance[] => Object.entries(of).map(([who, answer], i) => {
  const alternate = answer.startsWith('per-') ? personId(answer) : null;
  return { meeting: meetingId('m'), person: personId(`per-${who}`), answer: alternate === null ? (answer as Answer) : 'alternate', alternate, from: 'card', at: new Date(i) };
});
const foreseen = (committee: string, of: Readonly<Record<string, string>>) => forecast(theNetwork(), committeeOf(committee), DAY, answers(of));

describe('the forecast', () => {
  it('is possible before anybody answered', () => {
    expect(foreseen('cncot', {})).toMatchObject({ state: 'possible', sure: 0, possible: 6, needed: 4, of: 6, toConvene: [] });
  });

  it('is likely once enough said yes, by group too', () => {
    const three = { 'cct-chum-coord': 'present', 'cct-estrie-coord': 'present', 'cct-cusm-coord': 'present' };
    expect(foreseen('cncot', { ...three, 'coord-clin': 'present' })).toMatchObject({ state: 'likely', sure: 4, possible: 2 });
    expect(foreseen('cncot', { ...three, 'cct-chuq-coord': 'present' })).toMatchObject({ state: 'possible', sure: 4, groups: [{ group: 'gpp-cct', sure: 4, ok: true }, { group: 'gpp-ministere', sure: 0, possible: 2, ok: false }] });
    expect(foreseen('cncot', { ...three, 'coord-clin': 'tentative', 'coord-tech': 'absent' })).toMatchObject({ state: 'possible', sure: 3, possible: 2 });
  });

  it('is unlikely once too many said no, and says who lacks', () => {
    const no = foreseen('cncot', { 'coord-clin': 'absent', 'coord-tech': 'absent' });
    expect([no.state, no.missing.groups.map((g) => g.group)]).toEqual(['unlikely', ['gpp-cct', 'gpp-ministere']]);
    expect(foreseen('cdm', { sm: 'absent', sma: 'present', smadgti: 'present', smadgaapsn: 'present' })).toMatchObject({ state: 'unlikely', sure: 3, missing: { voices: 0, persons: ['per-sm'] } });
    expect(foreseen('cdm', { sm: 'per-gest-dgti', sma: 'present', smadgti: 'present' })).toMatchObject({ state: 'likely', sure: 3 });
  });

  it('shows every group that the committee gathers, needed or not', () => {
    expect(foreseen('cnccs', { usager: 'absent', 'expert-pl': 'present' }).groups).toEqual([
      { group: 'gpp-ministere', sure: 0, possible: 2, needed: 0, of: 2, ok: true },
      { group: 'gpp-cliniciens', sure: 1, possible: 6, needed: 0, of: 7, ok: true },
      { group: 'gpp-usagers', sure: 0, possible: 0, needed: 0, of: 1, ok: true },
    ]);
  });

  it('counts on the alternate that somebody sends, until that one says no', () => {
    expect(foreseen('cncot', { 'cct-chum-coord': 'per-cct-chum-conseil' }).sure).toBe(1);
    expect(foreseen('cncot', { 'cct-chum-coord': 'per-cct-chum-conseil', 'cct-chum-conseil': 'absent' })).toMatchObject({ sure: 0, possible: 5 });
  });

  it('names the alternates to convene for those who will be away', () => {
    const away = { 'cct-chum-coord': 'absent', 'cct-cusm-coord': 'absent', 'cct-cusm-conseil': 'absent' };
    expect(foreseen('cncot', away)).toMatchObject({ possible: 5, toConvene: [{ titular: 'per-cct-chum-coord', alternate: 'per-cct-chum-conseil' }] });
    expect(foreseen('cncot', { ...away, 'cct-chum-conseil': 'present' })).toMatchObject({ sure: 1, toConvene: [] });
  });

  it('is none where the charter asks for no quorum', () => {
    expect(foreseen('cc-vct', { 'coord-tech': 'present' })).toMatchObject({ state: 'none', sure: 1, needed: 0 });
  });

  it('agrees with the quorum at the door when everybody keeps their word', () => {
    for (const id of ['cncot', 'cdm', 'cemt', 'ctcot-chuq', 'loc-chuq-ul', 'bdp']) {
      const committee = committeeOf(id);
      const all = [...new Set(committee.seats.flatMap((s) => s.holder ?? []))];
      fc.assert(fc.property(fc.subarray(all), (coming) => {
        const said = all.map((person, i): Attendance => ({ meeting: meetingId('m'), person, answer: coming.includes(person) ? 'present' : 'absent', alternate: null, from: 'card', at: new Date(i) }));
        const [ahead, there] = [forecast(theNetwork(), committee, DAY, said), quorumOf(theNetwork(), committee, DAY, coming)];
        expect([ahead.state === 'likely', ahead.sure, ahead.possible]).toEqual([there.state === 'met', there.present, 0]);
      }), { numRuns: 30 });
    }
  });

  it('goes by the latest answer', () => {
    const twice = answers({ 'coord-clin': 'present' }).concat(answers({ x: 'absent', 'coord-clin': 'absent' }));
    expect(forecast(theNetwork(), committeeOf('cncot'), DAY, [...twice].reverse()).sure).toBe(0);
  });
});
