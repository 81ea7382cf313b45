// What the pages of actions work out by themselves: filters, order, the row to come, the way back, what somebody else changed.
import { ActionCounts } from '../../src/contract/actions.ts';
import { isFiltering, NO_FILTER, type ActionFilter } from '../../tabs/actions/address.ts';
import { byReason, inParcels } from '../../tabs/actions/bulk-model.ts';
import { changed, changesBetween, recounted, undoing, undoneTogether } from '../../tabs/actions/change-model.ts';
import { dueOf, shortDue } from '../../tabs/actions/due.ts';
import { filterOf, filterRows, ownersIn, queryOf, scopeOf } from '../../tabs/actions/filter.ts';
import { emptyForm, keptForm, missingIn, toNewAction } from '../../tabs/actions/form-model.ts';
import { faultOf, model, toBase64 } from '../../tabs/actions/import-model.ts';
import { choicesOfCommittee, ownerFrom } from '../../tabs/actions/owners.ts';
import { BY_DUE, sortedBy, sortRows } from '../../tabs/actions/sort.ts';
import { actionWords } from '../../tabs/actions/words.ts';
import { sortMyActions } from '../../tabs/my-actions/view-model.ts';
import { isDay, sundayOf } from '../../tabs/ui/days.ts';
import { aDetail, anAction, aSeat } from './support/builders.ts';

// A Wednesday.
const TODAY = '2027-02-03';
const words = actionWords['fr-CA'];
const filter = (over: Partial<ActionFilter>): ActionFilter => ({ ...NO_FILTER, ...over });
const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id).join(' ');

describe('a filter', () => {
  const ROWS = [
    anAction('A-1', { title: 'Déposer le plan de relève', due: '2027-01-25', late: true, lateDays: 9, priority: 'urgent' }),
    anAction('A-2', { due: '2027-02-07', owner: null }),
    anAction('A-3', { due: '2027-02-08', state: 'blocked', blocked: 'Sans réponse', owner: { kind: 'seat', id: 'cncot:1', person: 'per-me', label: 'Secrétariat (moi)' } }),
    anAction('A-4', { state: 'done', closedOn: '2027-02-01' }), anAction('A-5', { state: 'cancelled', closedOn: '2027-02-01' }),
  ];
  const kept = (over: Partial<ActionFilter>, fetched = false) => ids(filterRows(ROWS, filter(over), { today: TODAY, me: 'per-me', fetched }));
  it.each<readonly [string, Partial<ActionFilter>, string]>([
    ['open ones unless said otherwise', {}, 'A-1 A-2 A-3'], ['closed', { state: 'closed' }, 'A-4 A-5'], ['all', { state: 'all' }, 'A-1 A-2 A-3 A-4 A-5'], ['one state', { state: 'blocked' }, 'A-3'],
    ['late', { late: true }, 'A-1'], ['this week, until Sunday', { week: true }, 'A-2'], ['mine, also by a seat', { owner: 'me' }, 'A-3'], ['nobody’s', { owner: 'none' }, 'A-2'],
    ['priority', { priority: 'urgent' }, 'A-1'], ['words, accents aside', { q: 'releve PLAN' }, 'A-1'], ['a number', { q: 'a-2' }, 'A-2'],
  ])('keeps %s', (_what, over, expected) => { expect(kept(over)).toBe(expected); });

  it('leaves to the server the words that it has looked for', () => { expect(kept({ q: 'plans' })).toBe(''); expect(kept({ q: 'plans' }, true)).toBe('A-1 A-2 A-3'); });
  it('survives the way through a query, as a saved view keeps it', () => {
    const full = filter({ q: 'plan', state: 'closed', late: true, week: true, owner: 'me', priority: 'low', committee: 'cncot', territory: 'ter-udem', answered: true, decision: 'D-1' });
    expect(filterOf(queryOf(full))).toEqual(full);
    expect(filterOf(queryOf(NO_FILTER))).toEqual(NO_FILTER);
  });
  it('fetches the place and what is over; the rest is immediate', () => {
    expect(scopeOf(filter({ committee: 'cncot', state: 'blocked', late: true, q: 'x' }))).toEqual({ committee: 'cncot' });
    expect(scopeOf(filter({ answered: true, week: true }))).toEqual({ answered: 'true' });
    expect(scopeOf(filter({ state: 'done' }))).toEqual({ state: 'closed' });
    expect(scopeOf(filter({ state: 'all', territory: 't' }))).toEqual({ territory: 't', state: 'all' });
  });
  it('is none on the committee’s own page until something is chosen', () => {
    expect(isFiltering(filter({ committee: 'cncot', q: ' ' }), 'cncot')).toBe(false);
    expect(isFiltering(filter({ committee: 'cncot' }), null)).toBe(true);
  });
  it('names the people who answer for something, once each', () => {
    expect(ownersIn([...ROWS, ROWS.at(0)!], 'fr-CA')).toEqual([{ id: 'per-me', name: 'Secrétariat (moi)' }, { id: 'per-owner', name: 'Titre per-owner' }]);
  });
});

describe('the order', () => {
  const ROWS = [anAction('A-2027-1000', { due: '2027-03-01', priority: 'low', owner: null }), anAction('A-2027-999', { due: '2027-03-01', title: 'Écart', priority: 'urgent' }), anAction('A-2027-002', { due: '2027-02-01', title: 'Zone', state: 'blocked' })];
  const by = (column: Parameters<typeof sortedBy>[1], down = false) => ids(sortRows(ROWS, { by: column, down }, 'fr-CA'));
  it('is by due day, then by number as numbers go', () => { expect(ids(sortRows(ROWS, BY_DUE, 'fr-CA'))).toBe('A-2027-002 A-2027-999 A-2027-1000'); });
  it('puts É with E, nobody last, and what is urgent first', () => {
    expect(by('title')).toBe('A-2027-1000 A-2027-999 A-2027-002');
    expect(by('owner').endsWith('A-2027-1000')).toBe(true);
    expect(by('priority')).toBe('A-2027-999 A-2027-002 A-2027-1000');
    expect(by('state', true)).toBe('A-2027-002 A-2027-999 A-2027-1000');
    expect(by('id', true)).toBe('A-2027-1000 A-2027-999 A-2027-002');
  });
  it('turns over at a second press', () => { expect(sortedBy(BY_DUE, 'due')).toEqual({ by: 'due', down: true }); expect(sortedBy({ by: 'due', down: true }, 'title')).toEqual({ by: 'title', down: false }); });
});

describe('a change', () => {
  const ROW = anAction('A-1', { due: '2027-02-10', state: 'blocked', blocked: 'Sans réponse' });
  it('shows at once what it will make', () => {
    expect(changed(ROW, { state: 'done', outcome: 'fait' }, TODAY)).toMatchObject({ state: 'done', blocked: null, closedOn: TODAY, late: false });
    expect(changed(ROW, { due: '2027-02-01', reason: 'x' }, TODAY)).toMatchObject({ due: '2027-02-01', late: true, lateDays: 2, blocked: 'Sans réponse' });
    expect(changed(ROW, { due: { workingDays: 3 }, owner: null }, TODAY)).toMatchObject({ due: '2027-02-10', owner: null });
  });
  it('counts what it moves', () => {
    const counts: ActionCounts = { open: 5, late: 1, blocked: 2, dueThisWeek: 1 };
    expect(recounted(counts, ROW, { ...ROW, state: 'done' }, TODAY)).toEqual({ open: 4, late: 1, blocked: 1, dueThisWeek: 1 });
    expect(recounted(counts, null, anAction('A-9', { due: '2027-02-07' }), TODAY)).toEqual({ open: 6, late: 1, blocked: 2, dueThisWeek: 2 });
  });
  it.each<readonly [string, Parameters<typeof undoing>[0], Parameters<typeof undoing>[1], ReturnType<typeof undoing>]>([
    ['a state', ROW, { state: 'in-progress' }, { state: 'blocked', reason: 'Sans réponse' }],
    ['a due day', ROW, { due: '2027-03-01', reason: 'x' }, { due: '2027-02-10', reason: 'retour' }],
    ['no due day that is past', { ...ROW, due: '2027-01-10' }, { due: '2027-03-01', reason: 'x' }, null],
    ['an owner', ROW, { owner: { kind: 'seat', id: 's' } }, { owner: { kind: 'person', id: 'per-owner' } }],
    ['what nobody answered for', { ...ROW, owner: null }, { owner: { kind: 'person', id: 'p' } }, { owner: null }],
    ['a title and a priority', ROW, { title: 'b', priority: 'low' }, { title: 'Action A-1', priority: 'medium' }],
    ['no reopening whose outcome is not known', { ...ROW, state: 'done' }, { state: 'todo' }, null],
    ['a reopening whose outcome is', { ...ROW, state: 'done', outcome: 'fait' }, { state: 'todo' }, { state: 'done', outcome: 'fait' }],
    ['no details that were not seen', ROW, { detail: 'x' }, null],
    ['another reason of a blocking', ROW, { state: 'blocked', reason: 'autre' }, { state: 'blocked', reason: 'Sans réponse' }],
  ])('takes back %s', (_what, row, change, back) => { expect(undoing(row, change, TODAY, 'retour')).toEqual(back); });
  it('takes back together what goes back the same way, all or none', () => {
    const rows = [ROW, { ...ROW, id: 'A-2' }, anAction('A-3')];
    expect(undoneTogether(rows, { state: 'done' }, TODAY, 'r')?.map(({ ids }) => ids)).toEqual([['A-1', 'A-2'], ['A-3']]);
    expect(undoneTogether([...rows, anAction('A-4', { due: '2027-01-01' })], { due: '2027-03-01' }, TODAY, 'r')).toBeNull();
  });
  it('that somebody else made is told in sentences', () => {
    const is = { ...ROW, state: 'in-progress' as const, blocked: null, due: '2027-02-12', owner: null, priority: 'urgent' as const, title: 'Autre' };
    expect(changesBetween(ROW, is, words, (day) => day)).toEqual(['L’état est passé de «\u00a0bloquée\u00a0» à «\u00a0en cours\u00a0».', 'L’échéance est passée du 2027-02-10 au 2027-02-12.', 'Responsable\u00a0: Titre per-owner, puis À attribuer.', 'La priorité est passée de «\u00a0moyenne\u00a0» à «\u00a0urgente\u00a0».', 'Le titre est maintenant «\u00a0Autre\u00a0».']);
    expect(changesBetween(ROW, { ...ROW, version: 9 }, words, (day) => day)).toEqual([]);
  });
});

describe('a due day', () => {
  const said = (due: string, over = {}) => dueOf(anAction('A-1', { due, ...over }), TODAY, words);
  it('says how near it is, in words', () => {
    expect([said('2027-02-03'), said('2027-02-04'), said('2027-02-07'), said('2027-02-08')].map(({ near }) => near)).toEqual(['Aujourd’hui', 'Demain', 'Dans 4 jours', null]);
    expect(said('2027-01-25', { late: true, lateDays: 9 })).toEqual({ tone: 'bad', near: 'En retard de 9 jours' });
    expect(said('2027-01-25', { state: 'done' })).toEqual({ tone: 'calm', near: null });
  });
  it('is short, and says its year when that is another', () => {
    expect(shortDue('2027-02-01', TODAY, 'fr-CA')).toBe('lun. 1er févr.');
    expect(shortDue('2028-02-11', TODAY, 'fr-CA')).toBe('ven. 11 févr. 2028');
    expect(shortDue('2027-02-01', TODAY, 'en-CA')).toBe('Mon, Feb 1');
  });
  it('ends its week on Sunday', () => { expect([sundayOf('2027-02-01'), sundayOf('2027-02-07'), sundayOf('2027-02-08')]).toEqual(['2027-02-07', '2027-02-07', '2027-02-14']); expect([isDay('2027-02-29'), isDay('2028-02-29'), isDay('x')]).toEqual([false, true, false]); });
});

it('one’s own come late and due first, then later, then what was closed last', () => {
  const mine = sortMyActions([anAction('A-1', { due: '2027-03-01' }), anAction('A-2', { due: '2027-02-07' }), anAction('A-3', { due: '2027-01-01', late: true }), anAction('A-4', { state: 'done', closedOn: '2027-01-30' }), anAction('A-5', { state: 'cancelled', closedOn: '2027-02-02' })], TODAY);
  expect([mine.now, mine.later, mine.closed].map(ids)).toEqual(['A-3 A-2', 'A-1', 'A-5 A-4']);
});

describe('the form', () => {
  const FULL = { ...emptyForm('cncot'), title: ' Déposer ', due: { as: 'days' as const, day: '', days: '5' }, owner: 'seat:cncot:membre:1' };
  it('says what is missing, in its order', () => { expect(missingIn(emptyForm(null))).toEqual(['committee', 'title', 'due']); expect(missingIn(FULL)).toEqual([]); expect(missingIn({ ...FULL, due: { ...FULL.due, days: '-1' } })).toEqual(['due']); });
  it('sends working days as such, and a seat by its whole id', () => { expect(toNewAction(FULL)).toMatchObject({ title: 'Déposer', due: { workingDays: 5 }, owner: { kind: 'seat', id: 'cncot:membre:1' }, detail: null, links: { meeting: null, item: null } }); });
  it('finds again what an older page kept, or nothing', () => { expect(keptForm({ title: 'x' }, 'cncot')).toEqual({ ...emptyForm('cncot'), title: 'x' }); expect(keptForm(null, null)).toEqual(emptyForm(null)); });
  it('offers people once, then seats, and says which are vacant', () => {
    const seatList = [aSeat('s1', { holder: { id: 'p', title: 'Ana', email: '' }, roleName: 'Présidence' }), aSeat('s2', { holder: { id: 'p', title: 'Ana', email: '' } }), aSeat('s3', { holder: null, vacant: true, represents: 'MSSS' })];
    const offered = choicesOfCommittee(aDetail('cncot', { seatList }), words.owners);
    expect(offered.map(({ id }) => id)).toEqual(['person:p', 'seat:s1', 'seat:s2', 'seat:s3']);
    expect(offered.at(-1)).toMatchObject({ name: 'Membre, MSSS', detail: 'Siège à pourvoir' });
    expect(ownerFrom('person:p')).toEqual({ kind: 'person', id: 'p' });
  });
});

describe('a change of many', () => {
  it('goes in parcels that the server takes, and keeps count', async () => {
    const rows = Array.from({ length: 1201 }, (_, n) => ({ id: `A-${n}`, version: 1 }));
    const steps: number[] = [];
    const sizes: number[] = [];
    const all = await inParcels(rows, { priority: 'low' }, true, async ({ actions, dryRun }) => { sizes.push(actions.length); expect(dryRun).toBe(true); return { changed: [], refused: [{ id: actions.at(0)!.id, title: '', why: 'non' }] }; }, (done) => steps.push(done));
    expect(sizes).toEqual([500, 500, 201]);
    expect(steps).toEqual([0, 500, 1000, 1201]);
    expect(byReason([...all.refused, { id: 'A-x', title: '', why: 'autre' }])).toEqual([{ why: 'non', ids: ['A-0', 'A-500', 'A-1000'] }, { why: 'autre', ids: ['A-x'] }]);
  });
});

describe('the file of an import', () => {
  it('is refused before it is sent when it cannot be one', () => { expect([{ name: 'a.xlsx', size: 9 }, { name: 'a.CSV', size: 0 }, { name: 'a.csv', size: 3_000_000 }, { name: 'a.csv', size: 9 }].map(faultOf)).toEqual(['notCsv', 'empty', 'tooLarge', null]); });
  it('is sent byte for byte', () => { const bytes = Uint8Array.from({ length: 20_000 }, (_, n) => n % 256); expect(Uint8Array.from(atob(toBase64(bytes)), (one) => one.charCodeAt(0))).toEqual(bytes); });
  it('begins from a model that Excel in French opens', () => { expect(model(['titre', 'échéance'], [['Un; deux', '2027-02-12'], ['Trois']])).toBe('\uFEFFtitre;échéance\r\n"Un; deux";2027-02-12\r\nTrois;\r\n'); });
});
