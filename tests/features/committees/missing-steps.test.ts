// The difference between what the charter asks for and what stands: what is created, changed, kept, archived, and what cannot be.

import { describe, expect, it } from '@jest/globals';
import { driftOf, adopt } from '../../../src/features/committees/domain/drift.ts';
import type { Adoptions, FoundChannel, FoundTeam, Memory, RememberedChannel, TeamRole, Tenant } from '../../../src/features/committees/domain/found.ts';
import { difference, isReady, type Surroundings } from '../../../src/features/committees/domain/missing-steps.ts';
import type { Step } from '../../../src/features/committees/domain/step.ts';
import { desiredWorkspace, inTerm, slug } from '../../../src/features/committees/domain/workspace.ts';
import { takeStock } from '../../../src/features/committees/use-cases/take-stock.ts';
import { channelKey, entraId, personId, teamKey, type ChannelKey, type EntraId, type TeamKey } from '../../../src/shared/ids.ts';
import { aCommittee, aSeat, aSmallCharter, aTab } from '../../support/charters.ts';

const TODAY = '2027-01-04';
const charter = aSmallCharter();
const desired = desiredWorkspace(charter, TODAY, 'essai', aTab);
const NATIONAL = teamKey('rqt-national');
const NAT = channelKey('nat');
const accounts = new Map(charter.persons.map((p) => [p.id, { is: 'known', id: entraId(`u-${p.id}`) } as const]));
const noAdoptions: Adoptions = { teamNames: new Map(), channelNames: new Map(), withoutTab: new Set(), extraPeople: new Map(), absentPeople: new Map(), roles: new Map() };
const user = (person: string): EntraId => entraId(`u-${person}`);
const member = (person: string, role: TeamRole = 'member') => ({ membershipId: `m-${person}`, user: user(person), name: `Nom ${person}`, role });

/** The tenant exactly as the charter wants it, and our memory of having made it so. */
function inOrder(): { teams: Map<ReturnType<typeof teamKey>, FoundTeam>; memory: Memory } {
  const teams = new Map(desired.map((t) => [t.key, {
    id: `id-${t.key}`, name: t.name, archived: false, webUrl: null, installation: 'i',
    members: [...t.owners.map((p) => member(p, 'owner')), ...t.members.map((p) => member(p))],
    channels: t.channels.map((c): FoundChannel => ({ id: `id-${c.key}`, name: c.name, kind: c.kind, archived: false, webUrl: null, tabs: [{ id: `tab-${c.key}`, name: c.tab.name, entityId: c.tab.entityId, contentUrl: c.tab.contentUrl }], members: c.kind === 'standard' ? null : [...c.owners.map((p) => member(p, 'owner')), ...c.members.map((p) => member(p))] })),
  } satisfies FoundTeam]));
  const remembered = takeStock(desired, around(teams, { teams: new Map(), channels: new Map() }))!;
  return { teams, memory: { teams: new Map(remembered.teams!.map((t) => [t.key, { id: t.id, name: t.name, people: t.people! }])), channels: new Map(remembered.channels!.map((c): [ChannelKey, RememberedChannel] => [c.key, { id: c.id, name: c.name, tabId: c.tabId ?? null, people: c.people ?? new Map() }])) } };
}
function around(teams: Tenant['teams'], memory: Memory, more: Partial<Tenant> & { adoptions?: Partial<Adoptions> } = {}): Surroundings {
  const { adoptions, ...tenant } = more;
  return { tenant: { teams, strangers: new Map(), accounts, catalogApp: 'app', granted: null, ...tenant }, memory, adoptions: { ...noAdoptions, ...adoptions }, welcomed: null };
}
const said = (steps: readonly Step[]): string[] => steps.map((s) => `${s.sign} ${s.id}${s.drift ? ' (drift)' : ''}`);
const change = (team: FoundTeam, with_: Partial<FoundTeam>): FoundTeam => ({ ...team, ...with_ });

describe('an empty tenant', () => {
  const empty = around(new Map(), { teams: new Map(), channels: new Map() });
  const { steps } = difference(desired, empty);
  it('gets each team with its open channels in one request, then its people, then its private channels and their tabs', () => {
    expect(said(steps)).toEqual([
      '+ create-team:rqt-national', '+ add-members:rqt-national',
      '+ create-team:rqt-territoire', '+ add-members:rqt-territoire', '+ create-channel:loc-a', '+ add-tab:loc-a', '+ create-channel:loc-b', '+ add-tab:loc-b',
    ]);
  });
  it('lets nothing begin before what it stands on', () => {
    expect(steps.filter((s) => isReady(s, desired.find((t) => t.key === s.team), empty)).map((s) => s.do)).toEqual(['create-team', 'create-team']);
  });
  it('greets a channel once its tab stands there, or where none is wanted', () => {
    const { teams, memory } = inOrder();
    const team = teams.get(NATIONAL)!;
    const welcome: Step = { id: 'welcome:nat', sign: '+', team: NATIONAL, channel: NAT, committee: charter.committees[0]!.id, drift: false, do: 'welcome' };
    const ready = (tabs: FoundChannel['tabs'], adoptions: Partial<Adoptions> = {}): boolean => {
      const now = new Map(teams).set(NATIONAL, { ...team, channels: team.channels.map((c) => (c.id === 'id-nat' ? { ...c, tabs } : c)) });
      return isReady(welcome, desired.find((t) => t.key === NATIONAL), around(now, memory, { adoptions }));
    };
    expect(ready(team.channels.find((c) => c.id === 'id-nat')!.tabs)).toBe(true);
    expect(ready([])).toBe(false);
    expect(ready([], { withoutTab: new Set([NAT]) })).toBe(true);
    expect(ready(null)).toBe(true);
  });
  it('makes chairs and secretariats owners, and everybody else members', () => {
    expect(desired[0]!.owners).toEqual(['chair', 'sec']);
    expect(desired[0]!.members).toEqual(['m1', 'm2']);
    // A chair of a private channel owns the channel, not the team.
    expect(desired[1]!.owners).toEqual(['tchair']);
    expect(desired[1]!.channels.find((c) => c.key === 'loc-a')!.owners).toEqual(['a1']);
  });
  it('cannot make a team when nobody who would own it has an account', () => {
    const without = new Map([...accounts].filter(([id]) => id !== 'chair' && id !== 'sec'));
    const { obstacles, steps: left } = difference(desired, around(new Map(), empty.memory, { accounts: without }));
    expect(obstacles.map((o) => o.is)).toContain('no-owner-account');
    expect(left.some((s) => s.team === NATIONAL)).toBe(false);
    expect(left.some((s) => s.id === 'create-team:rqt-territoire')).toBe(true);
  });
  it('holds back only what a missing permission is needed for, and says how many steps wait', () => {
    const granted = new Set(['Team.Create', 'TeamMember.ReadWrite.All', 'TeamsTab.ReadWriteSelfForTeam.All']);
    const { steps: left, obstacles } = difference(desired, around(new Map(), empty.memory, { granted }));
    expect(said(left)).toEqual(['+ create-team:rqt-national', '+ add-members:rqt-national', '+ create-team:rqt-territoire', '+ add-members:rqt-territoire']);
    expect(obstacles).toEqual([expect.objectContaining({ is: 'permission-missing', permission: 'Channel.Create', steps: 4 })]);
  });
});

describe('a tenant in order', () => {
  const { teams, memory } = inOrder();
  it('has nothing to do, and says what it leaves', () => {
    const { steps, obstacles, unchanged } = difference(desired, around(teams, memory));
    expect(steps).toEqual([]);
    expect(obstacles).toEqual([]);
    expect(unchanged).toHaveLength(2 + 5);
  });
  it('has nothing to remember anew', () => {
    expect(takeStock(desired, around(teams, memory))).toBeNull();
  });
});

describe('what somebody changed by hand', () => {
  const { teams, memory } = inOrder();
  const national = teams.get(NATIONAL)!;
  const [seances, ...others] = national.channels;
  const with_ = (team: Partial<FoundTeam>, more: Parameters<typeof around>[2] = {}) => difference(desired, around(new Map([...teams, [NATIONAL, change(national, team)]]), memory, more));

  const byHand: readonly (readonly [string, Partial<FoundTeam>, string[], string[]])[] = [
    ['a renamed channel', { channels: [{ ...seances!, name: 'Réunions' }, ...others] }, ['~ rename-channel:nat (drift)'], ['channel-renamed']],
    ['a removed tab', { channels: [{ ...seances!, tabs: [] }, ...others] }, ['+ add-tab:nat (drift)'], ['tab-removed']],
    ['a removed channel', { channels: others }, ['+ create-channel:nat (drift)', '+ add-tab:nat (drift)'], ['channel-removed', 'tab-removed']],
    ['an added person', { members: [...national.members, member('intrus')] }, ['- remove-member:rqt-national:u-intrus (drift)'], ['member-added']],
    ['a removed person', { members: national.members.filter((m) => m.user !== user('m2')) }, ['+ add-members:rqt-national:back (drift)'], ['member-removed']],
    ['another role', { members: national.members.map((m) => (m.user === user('m1') ? { ...m, role: 'owner' as const } : m)) }, ['~ set-role:rqt-national:u-m1 (drift)'], ['role-changed']],
    ['a renamed team', { name: 'Autre' }, ['~ rename-team:rqt-national (drift)'], ['team-renamed']],
    ['an archived team', { archived: true }, ['~ unarchive-team:rqt-national (drift)'], ['team-archived']],
    ['the app removed', { installation: null }, ['+ install-app:rqt-national (drift)'], ['app-removed']],
  ];
  it.each(byHand)('shows %s', (_what, team, steps, kinds) => {
    const found = with_(team);
    expect(said(found.steps)).toEqual(steps);
    expect(driftOf(found.steps).map((d) => d.kind)).toEqual(kinds);
  });

  it('shows a deleted team, to be made again', () => {
    const { steps } = difference(desired, around(new Map<TeamKey, FoundTeam | 'removed'>([...teams, [NATIONAL, 'removed']]), memory));
    expect(steps[0]).toMatchObject({ id: 'create-team:rqt-national', drift: true });
  });

  it('is kept where it was adopted', () => {
    const renamed = { channels: [{ ...seances!, name: 'Réunions', tabs: [] }, ...others], members: [...national.members.filter((m) => m.user !== user('m2')), member('intrus')] };
    const adoptions = { channelNames: new Map([[NAT, 'Réunions']]), withoutTab: new Set([NAT]), extraPeople: new Map([[NATIONAL as string, new Map([[user('intrus'), 'member' as TeamRole]])]]), absentPeople: new Map([[NATIONAL as string, new Set([user('m2')])]]) };
    expect(with_(renamed, { adoptions }).steps).toEqual([]);
  });

  it('can be kept, except where the committee could not work', () => {
    const [rename] = driftOf(with_({ channels: [{ ...seances!, name: 'Réunions' }, ...others] }).steps);
    expect(adopt(rename!, { name: 'Réunions', role: null })).toEqual({ ok: true, value: { is: 'channel-name', channel: 'nat', committee: 'nat', name: 'Réunions' } });
    const [gone] = driftOf(with_({ channels: others }).steps);
    expect(adopt(gone!, { name: null, role: null })).toEqual({ ok: false, refusal: { why: 'a-committee-needs-it', kind: 'channel-removed' } });
  });
});

describe('a charter that changed', () => {
  const { teams, memory } = inOrder();
  const apply = (charter: ReturnType<typeof aSmallCharter>) => {
    const all = new Map([...accounts, ...charter.persons.map((p) => [p.id, { is: 'known', id: entraId(`u-${p.id}`) } as const] as const)]);
    return difference(desiredWorkspace(charter, TODAY, 'essai', aTab), around(teams, memory, { accounts: all }));
  };

  it('renames a channel without calling it drift', () => {
    expect(said(apply(aSmallCharter((all) => all.map((c) => (c.id === 'nat' ? { ...c, workspace: { ...c.workspace, channel: 'Réunions' } } : c)))).steps)).toEqual(['~ rename-channel:nat']);
  });
  it('archives the channel of a committee that is gone, and its team when it was the last', () => {
    expect(said(apply(aSmallCharter((all) => all.filter((c) => c.id !== 'loc-a'))).steps)).toEqual(['- remove-member:rqt-territoire:u-a1', '- archive-channel:loc-a']);
    expect(said(apply(aSmallCharter((all) => all.filter((c) => c.id !== 'nat'))).steps)).toEqual(['- archive-team:rqt-national']);
  });
  it('brings in the successor before the last owner leaves', () => {
    const { steps } = apply(aSmallCharter((all) => all.map((c) => (c.id === 'ter' ? { ...c, seats: [aSeat('ter', 'nouvelle', 'presidence'), ...c.seats.filter((s) => s.role !== 'presidence')] } : c))));
    expect(said(steps)).toEqual(['+ add-members:rqt-territoire', '- remove-member:rqt-territoire:u-tchair']);
  });
  it('refuses to change the kind of a channel, and says which', () => {
    const { obstacles } = apply(aSmallCharter((all) => all.map((c) => (c.id === 'loc-a' ? { ...c, workspace: { ...c.workspace, kind: 'standard' } } : c))));
    expect(obstacles).toEqual([expect.objectContaining({ is: 'channel-of-another-kind', name: 'GLT-A', found: 'private', wanted: 'standard' })]);
  });
});

describe('terms', () => {
  it('give access from their first to their last day', () => {
    const seat = { from: '2027-01-01', until: '2027-01-31' };
    expect(['2026-12-31', '2027-01-01', '2027-01-31', '2027-02-01'].map((day) => inTerm(seat, day))).toEqual([false, true, true, false]);
  });
  it('end membership the day after', () => {
    const ended = aSmallCharter(() => [aCommittee('nat', [aSeat('nat', 'chair', 'presidence'), aSeat('nat', 'm1', 'membre', { until: '2027-01-03' })], { team: 'RQT - National' })]);
    expect(desiredWorkspace(ended, TODAY, 'essai', aTab)[0]!.members).toEqual([]);
    expect(desiredWorkspace(ended, '2027-01-03', 'essai', aTab)[0]!.members).toEqual([personId('m1')]);
  });
});

describe('keys', () => {
  it('are plain whatever the name', () => {
    expect(slug('RQT - Territoire Estrie-CHUS')).toBe('rqt-territoire-estrie-chus');
    expect(slug('Comités conseil — Été')).toBe('comites-conseil-ete');
  });
});
