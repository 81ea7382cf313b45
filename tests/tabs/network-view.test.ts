// The tree of committees: filtered without losing the way up; and what needs a person, on the home page.
import { tasksOf } from '../../tabs/home/view-model.ts';
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

  it('puts a run that stopped first, then drift, then seats', () => {
    const run = aRun([aStep('a', 'failed')], { state: 'failed' });
    expect(tasksOf(aMe(), [], null, undefined, 2)).toEqual([{ is: 'answers', count: 2, to: { page: 'meetings' } }]);
    expect(tasksOf(aMe(), [vacancy], run, { at: '', items: [aDriftItem('1')] }).map((task) => task.is)).toEqual(['run', 'drift', 'vacant']);
  });

  it('shows members nothing of the coordination, and to a secretary the seats of their own committee', () => {
    const no = { ok: false };
    const member = aMe({ may: { plan: no, createCommittee: no, readJournal: no, administer: no }, committees: [{ id: 'cncot', acronym: 'CNCOT', name: 'n', role: 'Membre', roleId: 'membre' }] });
    expect(tasksOf(member, [vacancy, aCommittee('cncot', { seats })], aRun([], { state: 'failed' }), { at: '', items: [aDriftItem('1')] })).toEqual([]);
    const secretary = { ...member, committees: [{ id: 'cnccs', acronym: 'CNCCS', name: 'n', role: 'Secrétariat', roleId: 'secretariat' as const }] };
    expect(tasksOf(secretary, [vacancy, aCommittee('cncot', { seats })], null, undefined).map((task) => task.is)).toEqual(['vacant']);
  });

  it('asks for missing workspaces, unless a run is already at it', () => {
    const absent = aCommittee('x', { workspace: { state: 'absent', team: 't', channel: 'c', link: null } });
    expect(tasksOf(aMe(), [absent], null, undefined).map((task) => task.is)).toEqual(['workspace']);
    expect(tasksOf(aMe(), [absent], aRun([aStep('a', 'running')]), undefined).map((task) => task.is)).toEqual(['run']);
  });
});
