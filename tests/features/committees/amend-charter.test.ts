// A committee that comes or goes, and what was done by hand in Teams and is kept.
import { describe, expect, it } from '@jest/globals';
import { addCommittee, inviteMember, removeCommittee, renameChannel, withdrawMember } from '../../../src/features/committees/domain/amend-charter.ts';
import type { AmendRefusal } from '../../../src/features/committees/domain/amend-charter.ts';
import type { Charter, Committee } from '../../../src/features/committees/domain/charter.ts';
import type { Decision } from '../../../src/shared/decision.ts';
import { committeeId, personId } from '../../../src/shared/ids.ts';
import { aCharter, aCommittee, aSeat, withCommittee } from '../../support/charter-builder.ts';

const TODAY = '2027-03-10';
const done = (decision: Decision<Charter, AmendRefusal>): Charter => {
  if (!decision.ok) throw new Error(JSON.stringify(decision.refusal));
  return decision.value;
};
const refusal = (decision: Decision<Charter, AmendRefusal>): AmendRefusal | null => (decision.ok ? null : decision.refusal);
const the = (charter: Charter, id: string): Committee => {
  const found = charter.committees.find((c) => c.id === id);
  if (found === undefined) throw new Error(`no committee ${id}`);
  return found;
};
const [DIR, NAT, CTCOT, LOCAL] = ['dir', 'nat', 'ctcot-nord', 'loc-ch-a'].map(committeeId) as [ReturnType<typeof committeeId>, ReturnType<typeof committeeId>, ReturnType<typeof committeeId>, ReturnType<typeof committeeId>];

describe('a committee', () => {
  it('comes when the charter stays sound', () => {
    expect(done(addCommittee(aCharter(), aCommittee())).committees.map((c) => c.id)).toEqual(['dir', 'nat', 'ctcot-nord', 'loc-ch-a', 'nat-2']);
    expect(refusal(addCommittee(aCharter(), aCommittee({ acronym: 'nat' })))).toMatchObject({ why: 'faults', faults: [{ why: { is: 'duplicate-acronym' } }] });
  });

  it('goes when nothing hangs on it', () => {
    expect(done(removeCommittee(aCharter(), LOCAL)).committees).toHaveLength(3);
    expect(refusal(removeCommittee(aCharter(), NAT))).toEqual({ why: 'has-children', committees: ['ctcot-nord'] });
    expect(refusal(removeCommittee(done(removeCommittee(aCharter(), LOCAL)), CTCOT))).toEqual({ why: 'referred-to', by: ['ter-nord'] });
    const advised = done(addCommittee(aCharter(), aCommittee({ advises: [LOCAL] })));
    expect(refusal(removeCommittee(advised, LOCAL))).toEqual({ why: 'referred-to', by: ['nat-2'] });
    expect(refusal(removeCommittee(aCharter(), committeeId('nope')))).toEqual({ why: 'unknown-committee', committee: 'nope' });
  });
});

describe('a channel renamed by hand', () => {
  it('keeps its new name', () => {
    expect(the(done(renameChannel(aCharter(), LOCAL, 'Gouvernance du CHA')), 'loc-ch-a').workspace).toMatchObject({ channel: 'Gouvernance du CHA', typed: true });
  });

  it('is refused where the name is against the convention, or taken', () => {
    expect(refusal(renameChannel(aCharter(), LOCAL, "Suivi de l'A"))).toMatchObject({ why: 'faults', faults: [{ why: { is: 'name-refused', proposal: 'Suivi de l’A' } }] });
    expect(refusal(renameChannel(aCharter(), LOCAL, 'ctcot'))).toMatchObject({ why: 'faults', faults: [{ why: { is: 'same-channel-twice' } }] });
  });
});

describe('somebody added by hand', () => {
  it('becomes a guest without a vote, from that day', () => {
    const seats = the(done(inviteMember(done(inviteMember(aCharter(), NAT, personId('per-b-clin'), TODAY)), NAT, personId('per-admin'), TODAY)), 'nat').seats;
    expect(seats.slice(-2)).toMatchObject([{ id: 'nat:invite', role: 'invite', holder: 'per-b-clin', votes: false, from: TODAY }, { id: 'nat:invite-2', holder: 'per-admin' }]);
  });

  it('is refused when unknown, or there already', () => {
    expect(refusal(inviteMember(aCharter(), NAT, personId('per-x'), TODAY))).toEqual({ why: 'unknown-person', person: 'per-x' });
    expect(refusal(inviteMember(aCharter(), NAT, personId('per-cct'), TODAY))).toEqual({ why: 'already-there', person: 'per-cct' });
    expect(inviteMember(aCharter(), NAT, personId('per-usager'), '2027-06-01').ok).toBe(true);
  });
});

describe('somebody taken out by hand', () => {
  it('loses the seat the same day; the seat stays, to be filled', () => {
    const nat = the(done(withdrawMember(aCharter(), NAT, personId('per-expert'), TODAY)), 'nat');
    expect(nat.seats.find((s) => s.holder === 'per-expert')).toMatchObject({ until: '2027-03-09', votes: true });
    expect(nat.seats).toHaveLength(8);
  });

  it('leaves a seat vacant that had not begun, with nobody to stand in for it', () => {
    const future = withCommittee(aCharter(), 'nat', (c) => ({ ...c, seats: c.seats.map((s) => (s.holder === 'per-expert' ? { ...s, from: TODAY } : s)) }));
    const nat = the(done(withdrawMember(future, NAT, personId('per-expert'), TODAY)), 'nat');
    expect(nat.seats.filter((s) => s.axis === 'axe-1')).toMatchObject([{ holder: null, from: null }]);
    expect(nat.seats.some((s) => s.role === 'substitut')).toBe(false);
  });

  it('is not the chair, unless somebody follows', () => {
    expect(refusal(withdrawMember(aCharter(), NAT, personId('per-coord'), TODAY))).toEqual({ why: 'chair-needs-replacement', person: 'per-coord' });
    const followed = withCommittee(aCharter(), 'dir', (c) => ({ ...c, seats: [...c.seats.map((s) => (s.role === 'presidence' ? { ...s, until: '2027-03-09' } : s)), aSeat({ role: 'presidence', holder: personId('per-coord'), from: TODAY })] }));
    expect(refusal(withdrawMember(followed, DIR, personId('per-sm'), TODAY))).toEqual({ why: 'not-there', person: 'per-sm' });
    expect(refusal(withdrawMember(followed, DIR, personId('per-coord'), TODAY))).toEqual({ why: 'chair-needs-replacement', person: 'per-coord' });
  });
});
