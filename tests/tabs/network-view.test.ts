// The tree of committees: filtered without losing the way up; and what needs a person, on the home page.
import { looksAfter, partsOf, placeOf, scopeOf, tasksOf } from '../../tabs/home/view-model.ts';
import { driftByCommittee, levelsOf, NO_FILTER, territoriesOf, totalsOf, treeRows } from '../../tabs/network/view-model.ts';
import { aCommittee, aDriftItem, aMe, aRun, aStep } from './support/builders.ts';

const NETWORK = [
  aCommittee('cdm', { level: 'ministeriel_strategique', levelName: 'Ministériel' }),
  aCommittee('cncot', { parentId: 'cdm', seats: { total: 4, vacant: 1, underRepresented: 0 } }),
  aCommittee('ctcot', { parentId: 'cncot', level: 'territorial', levelName: 'Territorial', territory: 'Territoire du CCT CHUM' }),
  aCommittee('loc', { parentId: 'ctcot', level: 'local', levelName: 'Local', territory: 'Territoire du CCT CHUM', institution: 'CHU Sainte-Justine', workspace: { state: 'absent', team: 't', channel: 'c', link: null } }),
  aCommittee('cnccs', { parentId: 'cdm', seats: { total: 4, vacant: 0, underRepresented: 2 } }),
];
const none = new Map<string, number>();
const ids = (rows: ReturnType<typeof treeRows>) => rows.map((row) => (row.wayOnly ? `(${row.committee.id})` : row.committee.id));

describe('the tree', () => {
  it('goes depth first, each committee under its parent', () => {
    expect(ids(treeRows(NETWORK, NO_FILTER, none))).toEqual(['cdm', 'cncot', 'ctcot', 'loc', 'cnccs']);
    expect(treeRows(NETWORK, NO_FILTER, none).map((row) => row.children)).toEqual([2, 1, 1, 0, 0]);
  });

  it('keeps the way up to what a filter finds, and says that it is only the way', () => {
    expect(ids(treeRows(NETWORK, { ...NO_FILTER, typed: 'sainte justine' }, none))).toEqual(['(cdm)', '(cncot)', '(ctcot)', 'loc']);
    expect(ids(treeRows(NETWORK, { ...NO_FILTER, level: 'territorial' }, none))).toEqual(['(cdm)', '(cncot)', 'ctcot']);
    expect(ids(treeRows(NETWORK, { ...NO_FILTER, territory: 'Territoire du CCT CHUM' }, none))).toEqual(['(cdm)', '(cncot)', 'ctcot', 'loc']);
    expect(ids(treeRows(NETWORK, { ...NO_FILTER, only: 'vacant' }, none))).toEqual(['(cdm)', 'cncot']);
    expect(ids(treeRows(NETWORK, { ...NO_FILTER, only: 'under' }, none))).toEqual(['(cdm)', 'cnccs']);
    expect(ids(treeRows(NETWORK, { ...NO_FILTER, only: 'workspace' }, none))).toEqual(['(cdm)', '(cncot)', '(ctcot)', 'loc']);
    expect(ids(treeRows(NETWORK, { ...NO_FILTER, only: 'drift' }, new Map([['cnccs', 1]])))).toEqual(['(cdm)', 'cnccs']);
    expect(treeRows(NETWORK, { ...NO_FILTER, typed: 'nothing like it' }, none)).toEqual([]);
  });

  it('puts at the top a committee whose parent the reader may not see', () => {
    expect(treeRows(NETWORK.filter((one) => one.id !== 'cdm'), NO_FILTER, none).filter((row) => row.parentId === null).map((row) => row.committee.id)).toEqual(['cncot', 'cnccs']);
  });

  it('counts differences by committee', () => {
    const item = (id: string, committee: string | null) => aDriftItem(id, { committee: committee === null ? null : { id: committee, acronym: committee, name: committee } });
    expect(driftByCommittee({ at: '', items: [item('1', 'cncot'), item('2', 'cncot'), item('3', null)] })).toEqual(new Map([['cncot', 2]]));
  });

  it('sums the health of the network and offers the levels and territories that there are', () => {
    expect(totalsOf(NETWORK)).toEqual({ committees: 5, ready: 4, notReady: 1, vacant: 1, under: 2 });
    expect(levelsOf(NETWORK).map((level) => level.id)).toEqual(['ministeriel_strategique', 'national', 'territorial', 'local']);
    expect(territoriesOf(NETWORK, 'fr-CA')).toEqual(['Territoire du CCT CHUM']);
  });
});

describe('to do now', () => {
  const seats = { total: 4, vacant: 1, underRepresented: 1 };
  const vacancy = aCommittee('cnccs', { seats });

  const unbalanced = aCommittee('cnccs', { seats: { ...seats, vacant: 0 } });

  it('puts a run that stopped first, then groups without a voice; vacant seats have their own line', () => {
    const run = aRun([aStep('a', 'failed')], { state: 'failed' });
    expect(tasksOf(aMe(), [unbalanced], run).map((task) => task.is)).toEqual(['run', 'under']);
    expect(tasksOf(aMe(), [vacancy], null)).toEqual([]);
  });

  it('shows members nothing of the coordination, and to a secretary the balance of their own committee', () => {
    const no = { ok: false };
    const member = aMe({ roles: ['member'], may: { plan: no, createCommittee: no, readJournal: no, administer: no }, committees: [{ id: 'cncot', acronym: 'CNCOT', name: 'n', role: 'Membre', roleId: 'membre' }] });
    expect(tasksOf(member, [unbalanced, aCommittee('cncot', { seats: unbalanced.seats })], aRun([], { state: 'failed' }))).toEqual([]);
    const secretary = { ...member, committees: [{ id: 'cnccs', acronym: 'CNCCS', name: 'n', role: 'Secrétariat', roleId: 'secretariat' as const }] };
    expect(tasksOf(secretary, [unbalanced, aCommittee('cncot', { seats: unbalanced.seats })], null).map((task) => task.is)).toEqual(['under']);
  });

  it('asks for missing workspaces, unless a run is already at it', () => {
    const absent = aCommittee('x', { workspace: { state: 'absent', team: 't', channel: 'c', link: null } });
    expect(tasksOf(aMe(), [absent], null).map((task) => task.is)).toEqual(['workspace']);
    expect(tasksOf(aMe(), [absent], aRun([aStep('a', 'running')])).map((task) => task.is)).toEqual(['run']);
  });
});

describe('the state of things', () => {
  it('concerns those who answer for committees', () => {
    const scope = { label: '', territories: [], coordinator: false };
    expect(looksAfter({ roles: ['member'] }, { scope })).toBe(false);
    expect(looksAfter({ roles: ['member', 'secretary'] }, { scope })).toBe(true);
    expect(looksAfter({ roles: ['member'] }, { scope: { ...scope, coordinator: true } })).toBe(true);
  });

  it('draws an action once, late before blocked', () => {
    expect(partsOf({ id: 'cncot', label: 'CNCOT', open: 5, late: 2, blocked: 1 })).toEqual([2, 1, 2]);
    // Both of the two are late and blocked.
    expect(partsOf({ id: 'cncot', label: 'CNCOT', open: 2, late: 2, blocked: 2 })).toEqual([2, 0, 0]);
  });

  it('asks for a territory, a committee, or all', () => {
    expect([scopeOf('t:ter-udem'), scopeOf('c:cncot'), scopeOf(null)]).toEqual([{ territory: 'ter-udem' }, { committee: 'cncot' }, {}]);
    expect(['t:ter-udem', 'c:cncot', null].map((chosen) => placeOf(scopeOf(chosen)))).toEqual([{ committee: null, territory: 'ter-udem', answered: true }, { committee: 'cncot', territory: null, answered: false }, { committee: null, territory: null, answered: true }]);
  });
});
