// What needs somebody now, where to look first, and what a desk looks after.
import { describe, expect, it } from '@jest/globals';
import type { Action } from '../../../src/features/actions/domain/action.ts';
import { rolesOf } from '../../../src/features/committees/domain/permissions.ts';
import { pressing, type Facts } from '../../../src/features/desk/domain/pressing.ts';
import { committeesOf, hasDesk, keptAmong, territoriesOf } from '../../../src/features/desk/domain/scope.ts';
import { sharesOf } from '../../../src/features/desk/domain/shares.ts';
import { pressingWords } from '../../../src/features/desk/words.ts';
import { committeeId, personId, seatId } from '../../../src/shared/ids.ts';
import { aCommittee, aSeat, charterYaml, judged, theNetwork } from '../../support/charter-builder.ts';
import { storedAction } from '../../support/stored-action.ts';

const charter = theNetwork();
const TODAY = '2027-02-08';
const OWNER = personId('per-cct-cusm-portefeuille');
const CHAIR = personId('per-portefeuille-msss');
const roles = (person: string) => rolesOf(charter, personId(person), TODAY);
const action = (id: string, over: Partial<Action> = {}): Action => ({ ...storedAction(), id: id as Action['id'], ...over });
const facts = (over: Partial<Facts> = {}): Facts => ({ actions: [], unanswered: [], toAnswer: [], toReview: [], kept: [], drift: 0, today: TODAY, weekEnd: '2027-02-14', ...over });
const kinds = (person: string, over: Partial<Facts>): string[] => pressing(roles(person), facts(over)).map((what) => ('action' in what ? `${what.is} ${what.action.id}` : what.is));

describe('what needs somebody now', () => {
  const late = action('A-2027-003', { due: '2027-01-25' });

  it('is one’s own late actions first, then those of this week', () => {
    const due = action('A-2027-004', { due: '2027-02-10' });
    const later = action('A-2027-005', { due: '2027-02-20' });
    expect(kinds(OWNER, { actions: [due, later, late] })).toEqual(['action-late A-2027-003', 'action-due A-2027-004']);
  });

  it('climbs to the chair after fourteen days, and to the chair of the level above after twenty-eight (S7)', () => {
    expect(kinds(CHAIR, { actions: [late] })).toEqual(['climbed A-2027-003']);
    expect(kinds(CHAIR, { actions: [late], today: '2027-02-07' })).toEqual([]);
    const above = charter.committees.find(({ id }) => id === charter.committees.find((c) => c.id === 'bdp')!.parent)!.seats.find(({ role }) => role === 'presidence')!.holder!;
    expect(kinds(above, { actions: [late] })).toEqual([]);
    expect(kinds(above, { actions: [late], today: '2027-02-22' })).toEqual(['climbed A-2027-003']);
  });

  it('tells a chair of what is blocked, once', () => {
    expect(kinds(CHAIR, { actions: [action('A-2027-006', { state: 'blocked', blocked: 'Budget', due: '2027-03-01' }), { ...late, state: 'blocked', blocked: 'Budget' }] })).toEqual(['climbed A-2027-003', 'action-blocked A-2027-006']);
  });

  it('counts the vacant seats of a committee in one line, and the differences last', () => {
    // Beside the seat that is vacant already, a second one that votes; elsewhere one, and the seat of an alternate, whom nobody misses.
    const small = judged(charterYaml(
      ['{personne: per-usager, role: membre, represente: gpp-usagers, depuis: "2025-06-01", jusqu_a: "2027-05-31"}', '{vacant: true, role: membre, represente: gpp-usagers}'],
      ['{personne: per-a-tech, role: substitut, substitut_de: per-expert}', '{vacant: true, role: substitut, substitut_de: per-expert}'],
      ['{personne: per-b-clin, role: membre, represente: ch-b}', '{vacant: true, role: membre, represente: ch-b}'],
    )).charter!;
    const secretary = rolesOf(small, personId('per-secr'), TODAY);
    const kept = small.committees.map(({ id }) => id);
    expect(pressing(secretary, facts({ kept, drift: 2 }))).toEqual([{ is: 'vacant-seat', committee: 'nat', seats: 2 }, { is: 'vacant-seat', committee: 'ctcot-nord', seats: 1 }, { is: 'drift', count: 2 }]);
    expect(pressing(secretary, facts({ kept: [committeeId('dir')] }))).toEqual([]);
  });

  it('names eight committees with vacant seats at most', () => {
    const nine = Array.from({ length: 9 }, (_, i) => aCommittee({ id: committeeId(`nat-${i + 1}`), seats: [aSeat({ id: seatId(`nat-${i + 1}:membre`), holder: null })] }));
    const many = rolesOf({ ...charter, committees: nine }, personId('per-secretariat-msss'), TODAY);
    expect(pressing(many, facts({ kept: nine.map(({ id }) => id) }))).toEqual(['nat-1', 'nat-2', 'nat-3', 'nat-4', 'nat-5', 'nat-6', 'nat-7', 'nat-8'].map((committee) => ({ is: 'vacant-seat', committee, seats: 1 })));
  });

  it('is said in both languages', () => {
    const names = { committee: () => 'BDP', meeting: () => 'CNCOT, séance du 4 mars 2027, 9 h' };
    for (const what of [...pressing(roles(OWNER), facts({ actions: [late, action('A-2027-004', { due: TODAY }), action('A-2027-005', { due: '2027-02-09' })] })), ...pressing(roles(CHAIR), facts({ actions: [late], drift: 1 }))]) {
      const { fr, en } = pressingWords(what, names);
      expect(fr).not.toMatch(/undefined|null/);
      expect(fr).not.toBe(en);
    }
  });
});

describe('a desk', () => {
  it('looks after what its reader keeps, by territory when asked', () => {
    const coordinator = roles('per-secretariat-msss');
    expect(committeesOf(coordinator, { committee: null, territory: null })).toHaveLength(charter.committees.length);
    const of = committeesOf(coordinator, { committee: null, territory: 'ter-udem' });
    expect(of).toContain('ctcot-chum');
    expect(of).not.toContain('cncot');
    expect(territoriesOf(coordinator, committeesOf(coordinator, { committee: null, territory: null }))).toHaveLength(charter.territories.length);
    expect(committeesOf(coordinator, { committee: committeeId('cncot'), territory: null })).toEqual(['cncot']);
  });

  it('of a member is where they sit, and is no coordinator’s', () => {
    const member = roles(OWNER);
    expect(committeesOf(member, { committee: null, territory: null })).toContain('bdp');
    expect(keptAmong(member, committeesOf(member, { committee: null, territory: null }))).not.toContain('bdp');
    expect([hasDesk(member), hasDesk(roles(CHAIR))]).toEqual([false, true]);
  });
});

describe('shares', () => {
  it('put what is late first, then what is blocked', () => {
    const shares = sharesOf(charter, [
      action('A-2027-001', { committee: committeeId('cncot'), due: '2027-03-01' }), action('A-2027-002', { committee: committeeId('ctcot-chum'), state: 'blocked', blocked: 'x', due: '2027-03-01' }),
      action('A-2027-003', { committee: committeeId('bdp'), due: '2027-01-25' }), action('A-2027-004', { committee: committeeId('loc-chum'), owner: null, due: '2027-01-25' }),
    ], TODAY);
    expect(shares.committees).toEqual([{ id: 'bdp', open: 1, late: 1, blocked: 0 }, { id: 'loc-chum', open: 1, late: 1, blocked: 0 }, { id: 'ctcot-chum', open: 1, late: 0, blocked: 1 }, { id: 'cncot', open: 1, late: 0, blocked: 0 }]);
    expect(shares.territories).toEqual([{ id: 'ter-udem', open: 2, late: 1, blocked: 1 }]);
    expect(shares.people).toEqual([{ id: OWNER, open: 3, late: 1, blocked: 1 }]);
  });
});
