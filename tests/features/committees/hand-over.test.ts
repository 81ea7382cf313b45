// Somebody leaves: who may follow in each seat, what cannot be left vacant, and the charter once they have left.

import { describe, expect, it } from '@jest/globals';
import type { Charter, Committee, Seat } from '../../../src/features/committees/domain/charter.ts';
import { checkCharter } from '../../../src/features/committees/domain/check-charter.ts';
import { handOver, mayHandOver, seatsToPass, type AskedHandOver } from '../../../src/features/committees/domain/hand-over.ts';
import { rolesOf } from '../../../src/features/committees/domain/permissions.ts';
import { seatsToday } from '../../../src/features/committees/domain/term.ts';
import { committeeId, personId, seatId, type PersonId } from '../../../src/shared/ids.ts';
import { aCharter } from '../../support/charter-builder.ts';

const TODAY = '2027-03-10';
const [LEAVER, HEIR, OTHER] = [personId('per-cct'), personId('per-a-tech'), personId('per-coord')];

const asked = (seats: Readonly<Record<string, PersonId | null>>, over: Partial<AskedHandOver> = {}): AskedHandOver =>
  ({ person: LEAVER, seats: new Map(Object.entries(seats).map(([seat, to]) => [seatId(seat), to])), roles: HEIR, interim: false, ...over });
const seatsOf = (charter: Charter, person: PersonId): readonly string[] => charter.committees.flatMap(({ seats }) => seats.filter((seat) => seat.holder === person).map(({ id }) => id as string));
const all = (charter: Charter, to: PersonId | null): Record<string, PersonId | null> => Object.fromEntries(seatsToPass(charter, LEAVER, TODAY).map(({ seat }) => [seat.id, to]));
const changed = (charter: Charter, id: string, change: (committee: Committee) => Committee): Charter => ({ ...charter, committees: charter.committees.map((c) => (c.id === committeeId(id) ? change(c) : c)) });
const lines = (charter: Charter, id: string): readonly (readonly [PersonId | null, string | null, string | null])[] =>
  charter.committees.flatMap(({ seats }) => seats.filter((seat) => seat.id === seatId(id)).map((seat) => [seat.holder, seat.from, seat.until] as const));
const done = (charter: Charter, over: AskedHandOver): Charter => {
  const decision = handOver(charter, over, TODAY);
  if (!decision.ok) throw new Error(JSON.stringify(decision.refusal));
  expect(checkCharter(decision.value)).toEqual([]);
  return decision.value;
};
/** The national committee, where the one who leaves sits for the territory. */
const SEAT = 'nat:membre:cct-nord';
const standsIn = (holder: PersonId): Seat => ({ id: seatId('nat:substitut:cct-nord'), role: 'substitut', holder, votes: false, alternateOf: LEAVER, represents: null, group: null, axis: null, from: null, until: null, alsoSecretary: false });

describe('handing over', () => {
  const charter = aCharter();

  it('ends the term the day before, and begins the next one that day in the same seat', () => {
    const after = done(charter, asked(all(charter, HEIR), { interim: true }));
    expect(lines(after, SEAT)).toEqual([[LEAVER, null, '2027-03-09'], [HEIR, TODAY, null]]);
    const nat = after.committees.find(({ id }) => id === committeeId('nat'))!;
    expect(seatsToday(nat, TODAY).find(({ id }) => id === seatId(SEAT))).toMatchObject({ holder: HEIR, interim: true });
    expect(seatsToday(nat, '2027-03-09').find(({ id }) => id === seatId(SEAT))).toMatchObject({ holder: LEAVER });
    expect(rolesOf(after, LEAVER, TODAY)).toMatchObject({ seats: [], coordination: [] });
    expect(rolesOf(after, HEIR, TODAY).coordination).toEqual(['ter-nord']);
  });

  it('keeps what is left of the term', () => {
    const until = '2028-05-31';
    const limited = changed(charter, 'nat', (c) => ({ ...c, seats: c.seats.map((seat) => (seat.holder === LEAVER ? { ...seat, from: '2025-06-01', until } : seat)) }));
    expect(lines(done(limited, asked(all(limited, HEIR))), SEAT)).toEqual([[LEAVER, '2025-06-01', '2027-03-09'], [HEIR, TODAY, until]]);
  });

  it('leaves a seat to be filled when nobody follows, and keeps who held it', () => {
    expect(lines(done(charter, asked({ ...all(charter, HEIR), [SEAT]: null })), SEAT)).toEqual([[LEAVER, null, '2027-03-09']]);
  });

  it('has the alternate who takes the seat stand in no longer, and the others stand in for whoever does', () => {
    const third = personId('per-b-clin');
    const withBoth = changed(charter, 'nat', (c) => ({ ...c, seats: [...c.seats, standsIn(HEIR), { ...standsIn(third), id: seatId('nat:substitut:cct-nord-2') }] }));
    const after = done(withBoth, asked(all(withBoth, HEIR)));
    const today = seatsToday(after.committees.find(({ id }) => id === committeeId('nat'))!, TODAY).filter(({ until }) => until === null || until >= TODAY);
    expect(today.filter(({ alternateOf }) => alternateOf !== null).map(({ holder, alternateOf }) => [holder, alternateOf])).toEqual([[third, HEIR]]);
  });

  it('puts whoever follows in the quorum that required the one who leaves', () => {
    const required = changed(charter, 'nat', (c) => ({ ...c, quorum: { ...c.quorum, mustInclude: [OTHER, LEAVER] } }));
    expect(handOver(required, asked({ ...all(required, HEIR), [SEAT]: null }), TODAY)).toMatchObject({ ok: false, refusal: { why: 'needs-replacement', required: 'quorum' } });
    expect(done(required, asked(all(required, HEIR))).committees.find(({ id }) => id === committeeId('nat'))!.quorum.mustInclude).toEqual([OTHER, HEIR]);
  });

  it('lets the last chair, the last owner and the last of a role not go without a replacement', () => {
    const chairs = seatsToPass(charter, LEAVER, TODAY).filter(({ required }) => required === 'chair');
    expect(chairs.map(({ committee }) => committee.id)).toEqual(['ctcot-nord']);
    expect(handOver(charter, asked({ ...all(charter, HEIR), [chairs[0]!.seat.id]: null }), TODAY)).toMatchObject({ ok: false, refusal: { why: 'needs-replacement', required: 'chair' } });
    expect(handOver(charter, asked(all(charter, HEIR), { roles: null }), TODAY)).toMatchObject({ ok: false, refusal: { why: 'last-in-role', role: 'coordination', scope: 'ter-nord' } });
    // The secretariat alone keeps a committee whose chair is vacant.
    const alone = changed(charter, 'nat', (c) => ({ ...c, seats: c.seats.map((seat) => (seat.role === 'secretariat' ? { ...seat, holder: LEAVER } : seat.role === 'presidence' ? { ...seat, until: '2027-01-31' } : seat)) }));
    const secretariat = seatsToPass(alone, LEAVER, TODAY).find(({ seat }) => seat.role === 'secretariat');
    if (secretariat !== undefined) {
      expect(secretariat.required).toBe('owner');
      expect(handOver(alone, asked({ ...all(alone, HEIR), [secretariat.seat.id]: null }), TODAY)).toMatchObject({ ok: false, refusal: { why: 'needs-replacement', required: 'owner' } });
    }
  });

  it('gives nobody two votes in a committee', () => {
    expect(seatsToPass(charter, LEAVER, TODAY).find(({ seat }) => seat.id === seatId(SEAT))!.successors).not.toContain(OTHER);
    expect(handOver(charter, asked({ ...all(charter, HEIR), [SEAT]: OTHER }), TODAY)).toMatchObject({ ok: false, refusal: { why: 'cannot-hold', person: OTHER } });
  });

  it('wants to hear of every seat, of no other, and of a person who is somebody else', () => {
    expect(handOver(charter, asked({}), TODAY)).toMatchObject({ ok: false, refusal: { why: 'seat-not-said' } });
    expect(handOver(charter, asked({ ...all(charter, HEIR), 'dir:presidence:org-min': HEIR }), TODAY)).toMatchObject({ ok: false, refusal: { why: 'not-their-seat' } });
    expect(handOver(charter, asked(all(charter, LEAVER)), TODAY)).toMatchObject({ ok: false, refusal: { why: 'to-themselves' } });
    expect(handOver(charter, asked(all(charter, personId('per-nobody'))), TODAY)).toMatchObject({ ok: false, refusal: { why: 'unknown-person' } });
  });

  it('changes a seat that has not begun by its holder alone', () => {
    const tomorrow = changed(charter, 'nat', (c) => ({ ...c, seats: c.seats.map((seat) => (seat.holder === LEAVER ? { ...seat, from: '2027-04-01' } : seat)) }));
    expect(lines(done(tomorrow, asked(all(tomorrow, HEIR))), SEAT)).toEqual([[HEIR, '2027-04-01', null]]);
  });

  it('proposes the alternate of the one who leaves, wherever they may follow', () => {
    const withAlternate = changed(charter, 'nat', (c) => ({ ...c, seats: [...c.seats, standsIn(HEIR)] }));
    expect(seatsToPass(withAlternate, LEAVER, TODAY).find(({ seat }) => seat.id === seatId(SEAT))).toMatchObject({ proposed: HEIR });
  });

  it('is for whoever coordinates all that the person has a part in, and for the administration', () => {
    const may = (by: string, person = LEAVER): boolean => mayHandOver(rolesOf(charter, personId(by), TODAY), person, TODAY).ok;
    expect([may('per-coord'), may('per-admin')]).toEqual([true, true]);
    // The territory’s coordination sits in the national committee, which is not the territory’s to hand over.
    expect([may('per-cct'), may('per-verif'), may('per-a-clin'), may('per-nobody')]).toEqual([false, false, false, false]);
    expect(seatsOf(charter, personId('per-b-clin')).every((seat) => seat.startsWith('ctcot-nord') || seat.startsWith('loc'))).toBe(true);
    expect(may('per-cct', personId('per-b-clin'))).toBe(true);
  });
});
