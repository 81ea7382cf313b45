// What may be asked of whom by when, and what may be done with it afterwards.
import { describe, expect, it } from '@jest/globals';
import { assert, integer, property } from 'fast-check';
import { isLate, lateDays, ownerToday, timesPostponed, type Action } from '../../../src/features/actions/domain/action.ts';
import { actsOf, changeAction, dueDay, newAction, type ActionChange, type AskedAction } from '../../../src/features/actions/domain/change-action.ts';
import { NO_LINKS } from '../../../src/features/actions/domain/action.ts';
import { newsOf } from '../../../src/features/actions/use-cases/announce.ts';
import { isBusinessDay } from '../../../src/features/meetings/domain/days-off.ts';
import { addDays } from '../../../src/shared/dates.ts';
import { accept, refuse } from '../../../src/shared/decision.ts';
import { committeeId, personId, seatId } from '../../../src/shared/ids.ts';
import { theNetwork } from '../../support/charter-builder.ts';
import { storedAction } from '../../support/stored-action.ts';

const charter = theNetwork();
const BDP = committeeId('bdp');
const OWNER = personId('per-cct-cusm-portefeuille');
const CHAIR = personId('per-portefeuille-msss');
const WHEN = { now: new Date('2027-01-20T15:00:00.000Z'), today: '2027-01-20' };
const asked = (given: Partial<AskedAction> = {}): AskedAction => ({ committee: BDP, title: 'Mettre à jour la fiche', detail: null, owner: { is: 'person', person: OWNER }, due: '2027-01-25', priority: 'medium', links: NO_LINKS, message: null, inCamera: false, origin: 'tab', ...given });
const make = (given: Partial<AskedAction> = {}) => newAction(charter, asked(given), CHAIR, WHEN);
const action = (given: Parameters<typeof storedAction>[0] = {}): Action => storedAction({ committee: BDP, owner: { is: 'person', person: OWNER }, ...given });
const change = (of: Action, what: ActionChange) => changeAction(charter, of, what, OWNER, WHEN);
const changed = (of: Action, what: ActionChange): Action => { const decision = change(of, what); if (!decision.ok) throw new Error(decision.refusal.why); return decision.value; };
const whyNot = (decision: { readonly ok: boolean; readonly refusal?: { readonly why: string } }): string => decision.refusal?.why ?? 'accepted';

describe('a new action', () => {
  it('is to be done, by somebody of the committee, for a day to come', () => {
    expect(make({ title: '  Mettre à jour\n la fiche ' })).toMatchObject({ ok: true, value: { title: 'Mettre à jour la fiche', state: 'todo', due: '2027-01-25', version: 1, createdBy: CHAIR, postponements: [] } });
    expect(make({ due: '2027-01-20' }).ok).toBe(true);
    expect(make({ due: '2027-01-19' })).toEqual(refuse({ why: 'in-the-past', due: '2027-01-19', today: '2027-01-20' }));
    expect(make({ owner: { is: 'person', person: personId('per-clin-nulle-part') } })).toEqual(refuse({ why: 'outside', person: 'per-clin-nulle-part', committee: BDP }));
    expect(make({ owner: { is: 'seat', seat: seatId('cncot:presidence') } })).toMatchObject({ refusal: { why: 'not-its-seat' } });
    expect(make({ owner: null }).ok).toBe(true);
  });

  it.each([
    ['no title', { title: '  ' }, 'no-title'], ['a title that is too long', { title: 'é'.repeat(201) }, 'too-long'], ['no such committee', { committee: committeeId('xyz') }, 'unknown-committee'],
    ['no such day', { due: '2027-02-30' }, 'not-a-day'], ['the 12th of nothing', { due: '12 février' }, 'not-a-day'], ['half a working day', { due: { workingDays: 0.5 } }, 'not-a-day'], ['yesterday in working days', { due: { workingDays: -1 } }, 'not-a-day'],
    ['a mistake of the century', { due: '2127-01-25' }, 'too-far'], ['a NAM in the title', { title: 'Vérifier l’accès pour TREM 7503 1512' }, 'health-number'], ['one with dashes in the description', { detail: 'trem-7503-1512' }, 'health-number'],
    ['one in the quoted message', { message: { url: 'https://x', quote: 'TREM75031512' } }, 'health-number'],
    ['one as its project', { links: { ...NO_LINKS, project: 'TREM75031512' } }, 'health-number'], ['one as its risk', { links: { ...NO_LINKS, risk: 'Accès, trem 7503 1512' } }, 'health-number'],
  ] as const)('with %s is refused', (_, given, why) => { expect(whyNot(make(given))).toBe(why); });

  it('may name a project code or a telephone number', () => {
    expect(make({ title: 'Relire RCG-1021-075' }).ok).toBe(true);
    expect(make({ detail: 'Appeler le 418 555-1234, poste 7503' }).ok).toBe(true);
  });

  it('due in working days falls on one, as many working days later, whatever comes between', () => {
    expect(dueDay(charter, BDP, { workingDays: 3 }, '2027-03-25')).toEqual(accept('2027-04-01'));
    assert(property(integer({ min: 0, max: 500 }), integer({ min: 1, max: 60 }), (start, days) => {
      const today = addDays('2027-01-01', start);
      const due = dueDay(charter, BDP, { workingDays: days }, today);
      if (!due.ok) throw new Error(due.refusal.why);
      let counted = 0;
      for (let day = addDays(today, 1); day <= due.value; day = addDays(day, 1)) if (isBusinessDay(charter.calendar, day)) counted += 1;
      expect(isBusinessDay(charter.calendar, due.value)).toBe(true);
      expect(counted).toBe(days);
    }));
  });
});

describe('an action', () => {
  it('takes no NAM as its project or its risk either, and a project of one line', () => {
    expect([{ project: 'TREM75031512' }, { risk: 'trem-7503-1512' }, { project: 'x'.repeat(201) }, { project: 'RCG-1021-075', risk: 'R-014' }].map((links) => whyNot(change(action(), { links })))).toEqual(['health-number', 'health-number', 'too-long', 'accepted']);
    // Of what stands already nothing is judged again.
    expect(change(action({ links: { ...NO_LINKS, project: 'TREM75031512' } }), { state: 'in-progress' }).ok).toBe(true);
  });

  it('is late from the day after its due day, until it is closed; nobody types it', () => {
    const open = action({ due: '2027-01-25' });
    expect(['2027-01-25', '2027-01-26', '2027-02-01'].map((today) => lateDays(open, today))).toEqual([0, 1, 7]);
    expect(isLate(changed(open, { state: 'done' }), '2027-03-01')).toBe(false);
  });

  it('keeps the history of its due days, and says why each was put off', () => {
    expect(whyNot(change(action(), { due: '2027-02-12' }))).toBe('postponed-without-reason');
    const once = changed(action(), { due: '2027-02-12', reason: 'Congés', state: 'in-progress' });
    expect(once).toMatchObject({ due: '2027-02-12', state: 'in-progress', postponements: [{ from: '2027-01-25', to: '2027-02-12', at: WHEN.now, by: OWNER, reason: 'Congés' }] });
    const sooner = changed(once, { due: '2027-02-01' });
    expect([sooner.postponements.length, timesPostponed(sooner)]).toEqual([2, 1]);
    expect(whyNot(change(action({ due: '2027-01-10' }), { due: '2027-01-19', reason: 'x' }))).toBe('in-the-past');
    // What stands already is not judged again: an action that is late may be started.
    expect(change(action({ due: '2027-01-10' }), { due: '2027-01-10', state: 'in-progress' }).ok).toBe(true);
  });

  it('of which a new due day is taken back at once was not put off, and the journal keeps both acts', () => {
    const LATER = '2027-02-12';
    const before = changed(action(), { due: '2027-02-01', reason: 'Congés' });
    const after = (minutes: number, by: typeof OWNER | null, from: Action, what: ActionChange) => changeAction(charter, from, what, by, { ...WHEN, now: new Date(WHEN.now.getTime() + minutes * 60_000) });
    const moved = after(1, CHAIR, before, { due: LATER, reason: 'Erreur' });
    if (!moved.ok) throw new Error(moved.refusal.why);
    const undone = after(6, CHAIR, moved.value, { due: '2027-02-01' });
    expect(undone).toMatchObject({ ok: true, value: { due: '2027-02-01', postponements: before.postponements } });
    expect(undone.ok && actsOf(moved.value, undone.value)).toEqual([{ act: 'action-due-changed', action: before.id, times: 1, before: LATER, after: '2027-02-01' }]);
    expect(actsOf(before, moved.value)).toEqual([{ act: 'action-due-changed', action: before.id, times: 2, before: '2027-02-01', after: LATER }]);
    // Somebody else’s, an older one, and one to another day stay in the history.
    for (const other of [after(2, OWNER, moved.value, { due: '2027-02-01' }), after(7, CHAIR, moved.value, { due: '2027-02-01' }), after(2, CHAIR, moved.value, { due: '2027-02-02' })]) expect(other).toMatchObject({ ok: true, value: { postponements: { length: 3 } } });
  });

  it('brought forward by mistake goes back without a reason, and was not put off', () => {
    const sooner = changed(action(), { due: '2027-01-22' });
    const back = changed(sooner, { due: '2027-01-25' });
    expect([back.due, back.postponements, timesPostponed(back)]).toEqual(['2027-01-25', [], 0]);
    expect(newsOf(sooner, back, false)).toEqual(new Set(['changed']));
    // What comes from Planner may be of anybody.
    const there = changeAction(charter, { ...sooner, postponements: sooner.postponements.map((each) => ({ ...each, by: null })) }, { due: '2027-01-25', reason: 'Planner' }, null, WHEN);
    expect(there).toMatchObject({ ok: true, value: { postponements: { length: 2 } } });
  });

  it('that is blocked says why, and no longer when it is not', () => {
    expect(whyNot(change(action(), { state: 'blocked', reason: '  ' }))).toBe('blocked-without-reason');
    const blocked = changed(action(), { state: 'blocked', reason: 'Pas de budget' });
    expect(blocked.blocked).toBe('Pas de budget');
    expect(changed(blocked, { priority: 'urgent' }).blocked).toBe('Pas de budget');
    expect(changed(blocked, { state: 'blocked', reason: 'Pas de réponse' }).blocked).toBe('Pas de réponse');
    expect(changed(blocked, { due: '2027-12-01', reason: 'Un délai de plus' }).blocked).toBe('Pas de budget');
    expect(changed(blocked, { state: 'in-progress' }).blocked).toBeNull();
  });

  it('that is closed is reopened before anything else, but for what was delivered', () => {
    const done = changed(action(), { state: 'done', outcome: 'https://exemple.test/fiche' });
    expect(done).toMatchObject({ state: 'done', outcome: 'https://exemple.test/fiche', closedAt: WHEN.now });
    expect(whyNot(change(done, { due: '2027-02-12', reason: 'x' }))).toBe('closed');
    expect(whyNot(change(done, { state: 'cancelled', reason: 'x' }))).toBe('closed');
    expect(changed(done, { outcome: 'Déposée' }).outcome).toBe('Déposée');
    expect(changed(done, { state: 'todo' })).toMatchObject({ state: 'todo', closedAt: null, outcome: null });
    expect(whyNot(change(action(), { state: 'cancelled' }))).toBe('cancelled-without-reason');
    expect(changed(action(), { state: 'cancelled', reason: 'Sans objet' }).outcome).toBe('Sans objet');
  });

  it('may stay with somebody who left, but is not given to them', () => {
    const left = action({ owner: { is: 'person', person: personId('per-partie') } });
    expect(change(left, { state: 'in-progress' }).ok).toBe(true);
    expect(change(left, { owner: left.owner, priority: 'low' }).ok).toBe(true);
    expect(whyNot(change(action(), { owner: { is: 'person', person: personId('per-partie') } }))).toBe('outside');
  });

  it('given to a seat is its holder’s', () => {
    const seat = charter.committees.find(({ id }) => id === BDP)!.seats.find(({ holder }) => holder === OWNER)!;
    expect(ownerToday(charter, { is: 'seat', seat: seat.id }, WHEN.today)).toBe(OWNER);
    expect(ownerToday(charter, { is: 'seat', seat: seatId('bdp:inconnu') }, WHEN.today)).toBeNull();
  });

  it('tells the journal what changed, without anybody’s words', () => {
    const after = changed(action(), { due: '2027-02-12', reason: 'Congés de Mme X', state: 'in-progress', title: 'Autre titre', owner: { is: 'person', person: CHAIR } });
    const acts = actsOf(action(), after);
    expect(acts.map(({ act }) => act)).toEqual(['action-handed-over', 'action-due-changed', 'action-state-changed', 'action-changed']);
    expect(JSON.stringify(acts)).not.toMatch(/Congés|Autre titre/);
    expect(actsOf(after, { ...after, changedAt: new Date() })).toEqual([]);
  });
});
