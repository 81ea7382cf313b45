// What a committee's page shows of its members on a given day, and which groups are heard.
import { describe, expect, it } from '@jest/globals';
import type { Charter, Seat } from '../../../src/features/committees/domain/charter.ts';
import { composition } from '../../../src/features/committees/domain/composition.ts';
import { seatsToday, termState } from '../../../src/features/committees/domain/term.ts';
import { personId, seatId } from '../../../src/shared/ids.ts';
import { aCharter, aSeat, theNetwork, withCommittee } from '../../support/charter-builder.ts';

const TODAY = '2026-11-21';
const of = (id: string, charter: Charter = theNetwork(), today = TODAY) => {
  const committee = charter.committees.find((c) => c.id === id);
  if (committee === undefined) throw new Error(`no committee ${id}`);
  return composition(charter, committee, today);
};
const heard = (id: string, charter?: Charter, today?: string) => Object.fromEntries(of(id, charter, today).representation.map((g) => [g.group, `${g.filled}/${g.seats.length} ${g.state}`]));

describe('a term', () => {
  it.each([
    [null, null, 'open'],
    ['2026-11-22', null, 'not-begun'],
    ['2026-11-21', null, 'current'],
    [null, '2026-11-20', 'ended'],
    [null, '2026-11-21', 'ends-soon'],
    [null, '2027-01-20', 'ends-soon'],
    [null, '2027-01-21', 'current'],
  ])('from %s until %s is %s', (from, until, state) => {
    expect(termState({ from, until }, TODAY)).toBe(state);
  });
});

describe('the seats of a page', () => {
  it('are in the order of a page, alternates beside their titular', () => {
    const { seats } = of('cncot');
    expect(seats.map((s) => s.group)).toEqual(['chair', 'chair', 'secretariat', 'voting', 'voting', 'voting', 'voting', 'guests', 'observers']);
    expect(seats.find((s) => s.holder === 'per-cct-cusm-coord')?.alternates.map((a) => a.person)).toEqual(['per-cct-cusm-conseil']);
  });

  it('count as seats when they vote in their own name', () => {
    expect(of('cncot').counts).toMatchObject({ total: 6, filled: 6, vacant: 0 });
    expect(of('ctcot-chum').counts.total).toBe(14);
    expect(of('loc-chum').counts.total).toBe(3);
  });

  it('may be vacant, or have a term that ends', () => {
    expect(of('cnccs').counts).toEqual({ total: 11, filled: 10, vacant: 1, ended: 0, endsSoon: 0, underRepresented: 1 });
    expect(of('cnccs', theNetwork(), '2027-05-01').counts).toMatchObject({ filled: 10, vacant: 1, endsSoon: 1, ended: 0 });
    expect(of('cnccs', theNetwork(), '2027-06-01').counts).toMatchObject({ filled: 9, vacant: 1, endsSoon: 0, ended: 1 });
  });
});

describe('one holder after another', () => {
  const line = (holder: string, from: string | null, until: string | null, n: number): Seat => aSeat({ id: seatId(`x:membre-${n}`), holder: personId(holder), represents: 'gpp-usagers', from, until });
  const first = line('per-usager', null, '2026-05-31', 1);
  const second = line('per-expert', '2026-06-01', '2027-05-31', 2);
  const third = line('per-a-gest', '2027-06-01', null, 3);
  const there = (today: string) => seatsToday({ seats: [first, second, third] }, today).map((s) => s.holder);

  it('is one seat, held by one person each day', () => {
    expect(there('2026-05-31')).toEqual(['per-usager']);
    expect(there('2026-06-01')).toEqual(['per-expert']);
    expect(there('2027-05-31')).toEqual(['per-expert']);
    expect(there('2027-06-01')).toEqual(['per-a-gest']);
  });

  it('and the last one stays, with the term ended, until somebody follows', () => {
    expect(seatsToday({ seats: [first, second] }, '2028-01-01')).toEqual([second]);
  });

  it('is told from two seats by the next day, or by the seat’s name across a gap', () => {
    expect(seatsToday({ seats: [first, third] }, '2027-07-01')).toEqual([first, third]);
    const named = { ...third, id: first.id };
    expect(seatsToday({ seats: [first, named] }, '2026-12-01')).toEqual([first]);
    expect(seatsToday({ seats: [first, named] }, '2027-07-01')).toEqual([named]);
  });

  it('takes over one seat only, when two ended on the same day', () => {
    const twin = { ...second, id: seatId('x:membre-5'), holder: personId('per-sm') };
    expect(seatsToday({ seats: [second, twin, third] }, '2027-06-01')).toEqual([twin, third]);
  });

  it('but two seats of a group that run at the same time are two', () => {
    const other = line('per-a-clin', '2026-01-01', null, 4);
    expect(seatsToday({ seats: [second, other] }, '2026-12-01')).toEqual([second, other]);
  });
});

describe('the voice of stakeholder groups', () => {
  it('is under-represented where a seat of the group is vacant', () => {
    expect(heard('cnccs')).toEqual({ 'gpp-ministere': '2/2 represented', 'gpp-cliniciens': '7/7 represented', 'gpp-usagers': '1/2 under-represented' });
  });

  it('is absent once the last holder’s term is over', () => {
    expect(heard('cnccs', theNetwork(), '2027-06-01')['gpp-usagers']).toBe('0/2 absent');
  });

  it('is found in every committee of the network', () => {
    expect(heard('cdm')).toEqual({ 'gpp-ministere': '4/4 represented' });
    expect(heard('cemt')).toEqual({ 'gpp-ministere': '4/4 represented' });
    expect(heard('cncot')).toEqual({ 'gpp-ministere': '2/2 represented', 'gpp-cct': '4/4 represented' });
    expect(heard('ctcot-chum')).toEqual({ 'gpp-cct': '1/1 represented', 'gpp-cliniciens': '13/13 represented', 'gpp-techno': '13/13 represented' });
    expect(heard('cc-vct')).toEqual({ 'gpp-cct': '1/1 represented', 'gpp-techno': '2/2 represented', 'gpp-cliniciens': '1/1 represented' });
    expect(heard('cc-sld')).toEqual({ 'gpp-cliniciens': '2/2 represented', 'gpp-universitaire': '1/1 represented', 'gpp-usagers': '1/1 represented' });
    expect(heard('bdp')).toEqual({ 'gpp-ministere': '1/1 represented', 'gpp-cct': '4/4 represented' });
    const locals = theNetwork().committees.filter((c) => c.level === 'local').map((c) => JSON.stringify(heard(c.id)));
    expect(new Set(locals)).toEqual(new Set([JSON.stringify({ 'gpp-directions': '1/1 represented', 'gpp-cliniciens': '1/1 represented', 'gpp-techno': '1/1 represented' })]));
  });

  it('is missing where the network forgot it: the remote regions have neither technology teams nor users', () => {
    expect(heard('cc-re')).toEqual({ 'gpp-cliniciens': '4/4 represented', 'gpp-techno': '0/0 absent', 'gpp-usagers': '0/0 absent' });
  });

  it('counts a vacant seat of an institution like its sisters', () => {
    const empty = withCommittee(theNetwork(), 'ctcot-estrie', (c) => ({ ...c, seats: c.seats.map((s) => (s.holder === 'per-cisss-me-clin' || s.holder === 'per-cisss-me-tech' ? { ...s, holder: null } : s)) }));
    expect(heard('ctcot-estrie', empty)).toEqual({ 'gpp-cct': '1/1 represented', 'gpp-cliniciens': '4/5 under-represented', 'gpp-techno': '4/5 under-represented' });
  });

  it('is what the charter says when it says it, and not a guest’s, an observer’s or a substitute’s', () => {
    const charter = aCharter();
    const nat = (seats: readonly Seat[]) => withCommittee(charter, 'nat', (c) => ({ ...c, represents: ['gpp-techno'], seats }));
    expect(heard('nat', nat([aSeat({ holder: personId('per-expert'), group: 'gpp-techno' })]))).toEqual({ 'gpp-techno': '1/1 represented' });
    for (const role of ['invite_permanent', 'observateur', 'substitut', 'secretariat'] as const) {
      expect(heard('nat', nat([aSeat({ holder: personId('per-a-tech'), role, votes: false })]))).toEqual({ 'gpp-techno': '0/0 absent' });
    }
    expect(heard('nat', nat([aSeat({ holder: personId('per-a-tech'), votes: false })]))).toEqual({ 'gpp-techno': '1/1 represented' });
  });
});

describe('the institutions of a territory', () => {
  it('are all heard in the network’s territorial committees', () => {
    expect(['ctcot-chum', 'ctcot-estrie', 'ctcot-cusm', 'ctcot-chuq'].flatMap((id) => of(id).missingInstitutions)).toEqual([]);
  });

  it('are named when they have no voting member, or none today', () => {
    const without = withCommittee(theNetwork(), 'ctcot-chuq', (c) => ({ ...c, seats: c.seats.filter((s) => s.represents !== 'cisss-i').map((s) => (s.represents === 'cisss-g' ? { ...s, until: '2026-11-20' } : s)) }));
    expect(of('ctcot-chuq', without).missingInstitutions).toEqual(['cisss-g', 'cisss-i']);
  });

  it('are not asked of a committee that has no territory', () => {
    expect(of('cnccs').missingInstitutions).toEqual([]);
  });
});
