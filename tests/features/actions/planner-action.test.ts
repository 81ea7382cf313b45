// What an action takes of Planner within its rules, and what a task made by hand becomes.

import { describe, expect, it } from '@jest/globals';
import { isOpen } from '../../../src/features/actions/domain/action.ts';
import { changeAction, newAction, type AskedAction } from '../../../src/features/actions/domain/change-action.ts';
import { actionOf, maySharePlan, mayOwnIn, takeFromPlanner, viewOfAction, type Accounts } from '../../../src/features/actions/domain/planner-action.ts';
import { FIELDS, type PlannerCard, type PlannerView } from '../../../src/features/actions/domain/planner-view.ts';
import { actionId, committeeId, entraId, personId } from '../../../src/shared/ids.ts';
import { theNetwork } from '../../support/charter-builder.ts';

const charter = theNetwork();
const committee = charter.committees.find(({ id }) => id === 'cncot')!;
const holder = committee.seats.find((seat) => seat.holder !== null)!.holder!;
const accounts: Accounts = { accountOf: (person) => entraId(`account-${person}`), personOf: (account) => (account.startsWith('account-') ? personId(account.slice(8)) : null) };
const TODAY = '2027-02-01';
const when = { now: new Date('2027-02-01T15:00:00Z'), today: TODAY };
const reasons = { postponed: 'changée', blocked: 'bloquée', cancelled: 'annulée' };
const mayOwn = mayOwnIn(charter, committee.id, accounts, TODAY);
const asked: AskedAction = { committee: committee.id, title: 'Préparer le bilan', detail: null, owner: { is: 'person', person: holder }, due: '2027-02-12', priority: 'medium', links: { meeting: null, item: null, decision: null, project: null, risk: null }, message: null, inCamera: false, origin: 'tab' };
const made = newAction(charter, asked, null, when);
if (!made.ok) throw new Error(made.refusal.why);
const action = { ...made.value, id: actionId('A-2027-001') };
const view = viewOfAction(charter, action, accounts, TODAY);
const take = (theirs: Partial<PlannerView>, of = action) => takeFromPlanner(charter, of, { ...view, ...theirs }, FIELDS.filter((field) => field in theirs), accounts, reasons, when);
const aCard = (over: Partial<PlannerCard> = {}): PlannerCard => ({ title: 'Relire la charte', due: '2027-03-01', assignees: [{ person: accounts.accountOf(holder)!, at: when.now }], bucket: 'todo', percent: 0, priority: 1, completedAt: null, ...over });

describe('an action', () => {
  it('takes what its rules allow, with the sentence that goes with it', () => {
    expect(take({ due: '2027-02-20', title: 'Bilan final', state: 'blocked' })).toEqual({ change: { state: 'blocked', title: 'Bilan final', due: '2027-02-20', reason: 'bloquée' }, refused: [] });
    expect(take({ assignee: null }).change).toEqual({ owner: null });
  });
  it('is changed before it is closed, and reopened before it is changed', () => {
    const closing = take({ state: 'done', title: 'Bilan final' });
    const done = changeAction(charter, action, closing.change!, null, when);
    expect([closing.refused, done.ok && [done.value.state, done.value.title]]).toEqual([[], ['done', 'Bilan final']]);
    if (!done.ok) throw new Error(done.refusal.why);
    const reopening = take({ state: 'todo', title: 'Bilan' }, { ...done.value });
    const open = changeAction(charter, done.value, reopening.change!, null, when);
    expect([reopening.refused, open.ok && isOpen(open.value) && open.value.title]).toEqual([[], 'Bilan']);
  });
  it.each([
    ['a day that is past', { due: '2027-01-04' }, 'in-the-past'],
    ['a health number', { title: 'Appeler TREM 1234 5678' }, 'health-number'],
    ['a stranger', { assignee: entraId('account-nobody') }, 'outside'],
  ] as const)('takes no %s', (_what, theirs, why) => {
    expect(take({ ...theirs, priority: 'urgent' })).toEqual({ change: { priority: 'urgent' }, refused: [{ field: Object.keys(theirs)[0], why }] });
  });
});

describe('a task made by hand', () => {
  it('becomes an action of the committee, for whoever it was given to', () => {
    expect(actionOf(committee.id, aCard(), accounts, mayOwn, TODAY)).toMatchObject({ title: 'Relire la charte', due: '2027-03-01', owner: { is: 'person', person: holder }, priority: 'urgent', origin: 'planner', inCamera: false });
  });
  it('gets ten working days where it has no day, and is due today where its day is past', () => {
    expect(actionOf(committee.id, aCard({ due: null }), accounts, mayOwn, TODAY).due).toEqual({ workingDays: 10 });
    expect(actionOf(committee.id, aCard({ due: '2027-01-04' }), accounts, mayOwn, TODAY).due).toBe(TODAY);
  });
  it('is to be assigned where it was given to a stranger', () => {
    expect(actionOf(committee.id, aCard({ assignees: [{ person: entraId('somebody'), at: when.now }] }), accounts, mayOwn, TODAY).owner).toBeNull();
  });
});

describe('a plan', () => {
  const with_ = (id: string, team: string, over: object = {}) => ({ ...committee, id: committeeId(id), confidentiality: 'interne' as const, workspace: { ...committee.workspace, team, kind: 'standard' as const }, ...over });
  it('is not for a restricted committee that shares its team', () => {
    const committees = [with_('open', 'T'), with_('closed', 'T', { confidentiality: 'restreinte' }), with_('alone', 'U', { confidentiality: 'restreinte' }), with_('private', 'T', { workspace: { ...committee.workspace, team: 'T', kind: 'private' } })];
    expect(committees.map(({ id }) => maySharePlan({ committees }, id))).toEqual([true, false, true, true]);
    expect(maySharePlan({ committees }, committeeId('none'))).toBe(false);
  });
});
