// What people changed by hand in Teams: seen, kept or put back as somebody decides, and nothing beside it touched or forgotten.

import { beforeEach, describe, expect, it } from '@jest/globals';
import { adopt, driftOf, groundOf, type Drift, type DriftKind } from '../../../src/features/committees/domain/drift.ts';
import type { StepKind } from '../../../src/features/committees/domain/step.ts';
import { entraId } from '../../../src/shared/ids.ts';
import { pictureOf } from '../../support/fake-tenant.ts';
import { aStandingNetwork } from '../../support/standing-network.ts';
import { ANA, aStep, BEN, member, OPEN, outsider, owner, PRIVATE, STEP_KINDS, STRANGER, TEAM } from '../../support/step-builder.ts';

describe('a step that undoes a change made by hand', () => {
  const KINDS: Readonly<Record<StepKind, readonly DriftKind[]>> = {
    'create-team': ['team-removed'], 'rename-team': ['team-renamed'], 'unarchive-team': ['team-archived'], 'install-app': ['app-removed'],
    'add-members': ['member-removed', 'member-removed', 'member-removed'], 'set-role': ['role-changed'], 'remove-member': ['member-added'],
    'create-channel': ['channel-removed'], 'rename-channel': ['channel-renamed'], 'unarchive-channel': ['channel-archived'],
    'add-channel-member': ['member-removed'], 'set-channel-role': ['role-changed'], 'remove-channel-member': ['member-added'],
    'add-tab': ['tab-removed'], 'update-tab': ['tab-renamed'],
    // Archiving follows the charter, and greeting is ours: nobody makes these by hand.
    'archive-team': [], 'archive-channel': [], welcome: [],
  };
  it.each(STEP_KINDS)('is a drift of its kind: %s', (kind) => {
    expect(driftOf([aStep(kind, { drift: true })]).map((drift) => drift.kind)).toEqual(KINDS[kind]);
  });
  it.each(STEP_KINDS)('is none when the charter is what changed: %s', (kind) => {
    expect(driftOf([aStep(kind)])).toEqual([]);
  });
  it('names the place, the committee and the account, each person of a bulk by itself', () => {
    const [first, second] = driftOf([aStep('add-members', { drift: true, people: [owner, member] })]);
    expect(first).toMatchObject({ id: `add-members:${TEAM}:${ANA}`, team: TEAM, channel: null, committee: null, user: ANA });
    expect(second).toMatchObject({ id: `add-members:${TEAM}:${BEN}`, user: BEN });
    expect(driftOf([aStep('remove-channel-member', { drift: true })])).toEqual([expect.objectContaining({ id: `remove-channel-member:${PRIVATE}`, channel: PRIVATE, committee: 'loc-chum', user: STRANGER })]);
  });
});

describe('keeping a change', () => {
  const as = (kind: StepKind, more: object = {}): Drift => driftOf([aStep(kind, { drift: true, ...more })])[0]!;
  const nothing = { name: null, role: null };
  it.each<[string, Drift, Parameters<typeof adopt>[1], object]>([
    ['a team’s name', as('rename-team'), { name: 'Autre', role: null }, { is: 'team-name', team: TEAM, name: 'Autre' }],
    ['a channel’s name', as('rename-channel'), { name: 'Autre', role: null }, { is: 'channel-name', channel: OPEN, committee: 'cncot', name: 'Autre' }],
    ['a channel without its tab', as('add-tab'), nothing, { is: 'no-tab', channel: OPEN, committee: 'cncot' }],
    ['somebody in a team', as('remove-member'), { name: null, role: 'guest' }, { is: 'extra-person', where: TEAM, committee: null, user: STRANGER, role: 'guest' }],
    ['somebody of whom no role is known', as('remove-channel-member'), nothing, { is: 'extra-person', where: PRIVATE, committee: 'loc-chum', user: STRANGER, role: 'member' }],
    ['somebody’s absence from a team', as('add-members', { people: [member] }), nothing, { is: 'absent-person', where: TEAM, committee: null, user: BEN }],
    ['somebody’s absence from a private channel', as('add-channel-member'), nothing, { is: 'absent-person', where: PRIVATE, committee: 'loc-chum', user: BEN }],
    ['another role in a team', as('set-role'), nothing, { is: 'role', where: TEAM, committee: null, user: BEN, role: 'owner' }],
    ['another role in a private channel', as('set-channel-role'), nothing, { is: 'role', where: PRIVATE, committee: 'loc-chum', user: BEN, role: 'owner' }],
  ])('is possible for %s', (_what, drift, found, kept) => {
    expect(adopt(drift, found)).toEqual({ ok: true, value: kept });
  });
  it.each<[StepKind]>([['create-team'], ['unarchive-team'], ['install-app'], ['create-channel'], ['unarchive-channel'], ['update-tab']])('is refused where the committee could not work: %s', (kind) => {
    const drift = as(kind);
    expect(adopt(drift, { name: 'Autre', role: 'member' })).toEqual({ ok: false, refusal: { why: 'a-committee-needs-it', kind: drift.kind } });
  });
  it('is refused for a name that nobody can read', () => {
    expect(adopt(as('rename-channel'), nothing).ok).toBe(false);
    expect(adopt(as('rename-team'), nothing).ok).toBe(false);
  });
});

describe('what must be put back with a change', () => {
  const drifts = (...steps: Parameters<typeof driftOf>[0]): Drift[] => driftOf(steps);
  const ground = (all: readonly Drift[], id: string): string[] => groundOf(all.find((d) => d.id === id)!, all).map((d) => d.kind);
  it('is the channel and the app, for a tab', () => {
    const all = drifts(aStep('install-app', { drift: true }), aStep('create-channel', { drift: true, channel: OPEN, people: [] }), aStep('add-tab', { drift: true }), aStep('create-channel', { drift: true }));
    expect(ground(all, `add-tab:${OPEN}`)).toEqual(['app-removed', 'channel-removed']);
  });
  it('is the place in the team, for somebody’s place in a private channel', () => {
    const all = drifts(aStep('add-members', { drift: true, people: [owner, member, outsider] }), aStep('add-channel-member', { drift: true }));
    expect(groundOf(all.find((d) => d.channel === PRIVATE)!, all).map((d) => d.user)).toEqual([BEN]);
  });
  it('is an open team, for everything in it', () => {
    const all = drifts(aStep('unarchive-team', { drift: true }), aStep('rename-channel', { drift: true }), aStep('remove-member', { drift: true }));
    expect(ground(all, `rename-channel:${OPEN}`)).toEqual(['team-archived']);
    expect(ground(all, `unarchive-team:${TEAM}`)).toEqual([]);
  });
  it('is nothing of another team', () => {
    const all = drifts(aStep('unarchive-team', { drift: true, team: 'rqt-autre' as typeof TEAM }), aStep('rename-channel', { drift: true }));
    expect(ground(all, `rename-channel:${OPEN}`)).toEqual([]);
  });
});

describe('a network changed by hand', () => {
  const user = (person: string) => entraId(`user-${person}`);
  const stranger = { membershipId: 'm-intrus', user: user('intrus'), name: 'Une personne', role: 'member' as 'member' | 'guest', from: 0 };
  const only = (...kinds: readonly DriftKind[]) => (all: readonly Drift[]) => all.filter((d) => kinds.includes(d.kind));
  let net: Awaited<ReturnType<typeof aStandingNetwork>>;
  beforeEach(async () => { net = await aStandingNetwork(); });

  /** A renamed channel, a removed tab, a stranger, somebody gone, another role. */
  function byHand(): void {
    const { national } = net;
    national.channels.find((c) => c.name === 'Séances')!.name = 'Réunions';
    // The tab of the renamed channel: putting it back says nothing of the name.
    national.channels.find((c) => c.name === 'Réunions')!.tabs = [];
    national.members.push(stranger);
    national.members = national.members.filter((m) => m.user !== user('m2'));
    national.members = national.members.map((m) => (m.user === user('m1') ? { ...m, role: 'owner' } : m));
  }

  it('shows nothing while nobody changed anything', async () => {
    expect(await net.left()).toEqual([]);
  });

  it('stays so when everything is kept, without one write', async () => {
    byHand();
    const before = net.tenant.writes;
    const { decision } = await net.settle((all) => ({ adopt: all }));
    expect(decision).toMatchObject({ ok: true, value: { adopted: 5, restored: 0, run: null } });
    expect(await net.left()).toEqual([]);
    expect(net.tenant.writes).toBe(before);
  });

  it('is the charter’s again when everything is put back', async () => {
    byHand();
    const { end } = await net.settle((all) => ({ restore: all }));
    expect(end).toBe('done');
    expect(net.tenant.picture()).toEqual(pictureOf(net.wanted));
    expect(await net.left()).toEqual([]);
  });

  it.each<DriftKind>(['channel-renamed', 'tab-removed', 'member-added', 'member-removed', 'role-changed'])('still shows the rest as made by hand after one was put back: %s', async (kind) => {
    byHand();
    const all = (await net.drift()).map((d) => d.kind);
    const { end } = await net.settle((drifts) => ({ restore: only(kind)(drifts) }));
    expect(end).toBe('done');
    expect((await net.drift()).map((d) => d.kind)).toEqual(all.filter((k) => k !== kind));
    // None of it has become something that a plan does without saying that somebody wanted it otherwise.
    expect((await net.left()).every((line) => line.endsWith('(drift)'))).toBe(true);
  });

  it('still shows it after a charter was applied that only builds', async () => {
    byHand();
    const kinds = (await net.drift()).map((d) => d.kind);
    net.territory.members = net.territory.members.filter((m) => m.user !== user('a2'));
    await net.settle((drifts) => ({ restore: drifts.filter((d) => d.user === user('a2')) }));
    expect((await net.drift()).map((d) => d.kind)).toEqual(kinds);
  });

  it('settles each as it was decided', async () => {
    byHand();
    const { decision, end } = await net.settle((all) => ({ adopt: only('channel-renamed', 'member-added')(all), restore: only('tab-removed', 'member-removed', 'role-changed')(all) }));
    expect(decision).toMatchObject({ ok: true, value: { adopted: 2, restored: 3 } });
    expect(end).toBe('done');
    expect(await net.left()).toEqual([]);
    expect(net.tenant.picture()).toEqual([...pictureOf(net.wanted).map((line) => line.replace('National / Séances', 'National / Réunions')), 'RQT - National: member user-intrus'].sort());
  });

  it('sees it when somebody changes again what was kept', async () => {
    byHand();
    await net.settle((all) => ({ adopt: all }));
    const { national } = net;
    national.channels.find((c) => c.name === 'Réunions')!.name = 'Rencontres';
    national.members = [...national.members.filter((m) => m.user !== user('intrus')), { membershipId: 'm-user-m2', user: user('m2'), name: 'm2', role: 'member' as const, from: 0 }].map((m) => (m.user === user('m1') ? { ...m, role: 'member' } : m));
    expect((await net.drift()).map((d) => [d.kind, d.user])).toEqual(expect.arrayContaining([['channel-renamed', null], ['member-removed', user('intrus')], ['member-added', user('m2')], ['role-changed', user('m1')]]));
    expect((await net.left()).every((line) => line.endsWith('(drift)'))).toBe(true);
  });

  it('leaves a guest who was kept in peace', async () => {
    net.national.members.push({ ...stranger, role: 'guest' });
    const { decision } = await net.settle((all) => ({ adopt: all }));
    expect(decision.ok).toBe(true);
    expect(await net.left()).toEqual([]);
    // No application can invite a guest again: once gone, a guest is simply gone.
    net.national.members = net.national.members.filter((m) => m.user !== user('intrus'));
    expect(await net.left()).toEqual([]);
  });

  describe('whose private channel somebody was brought into', () => {
    const glt = () => net.territory.channels.find((c) => c.name === 'GLT-A')!;
    const enter = (role: 'member' | 'guest') => { net.territory.members.push({ ...stranger, role }); glt().members.push({ ...stranger, role }); };
    const leave = () => { net.territory.members = net.territory.members.filter((m) => m.user !== stranger.user); glt().members = glt().members.filter((m) => m.user !== stranger.user); };

    it.each(['member', 'guest'] as const)('leaves a %s who was kept in peace, there and in the team', async (role) => {
      enter(role);
      expect((await net.drift()).map((d) => [d.kind, d.channel])).toEqual([['member-added', null], ['member-added', 'loc-a']]);
      await net.settle((all) => ({ adopt: all }));
      expect(await net.left()).toEqual([]);
    });
    it.each(['member', 'guest'] as const)('asks for nothing impossible once a %s who was kept only there has left the team', async (role) => {
      enter(role);
      await net.settle((all) => ({ adopt: all.filter((d) => d.channel !== null) }));
      expect((await net.drift()).map((d) => [d.kind, d.channel])).toEqual([['member-added', null]]);
      leave();
      expect(await net.left()).toEqual([]);
    });
    it('brings a colleague who was kept in both back to both, and no guest', async () => {
      enter('member');
      await net.settle((all) => ({ adopt: all }));
      leave();
      const { end } = await net.settle((all) => ({ restore: all }));
      expect(end).toBe('done');
      expect(net.tenant.picture()).toEqual(expect.arrayContaining(['RQT - Territoire: member user-intrus', 'RQT - Territoire / GLT-A: member user-intrus']));
    });
    it('is refused when the same person is to be kept there and removed from the team', async () => {
      enter('member');
      const { decision } = await net.settle((all) => ({ adopt: all.filter((d) => d.channel !== null), restore: all.filter((d) => d.channel === null) }));
      expect(decision).toEqual({ ok: false, refusal: { why: 'both-ways', ids: [`remove-channel-member:loc-a:${stranger.user}`] } });
      expect((await net.store.adoptions()).extraPeople).toEqual(new Map());
    });
  });

  it('takes a guest for the member that the charter asks for', async () => {
    net.national.members = net.national.members.map((m) => (m.user === user('m1') ? { ...m, role: 'guest' } : m));
    expect(await net.left()).toEqual([]);
  });

  it('keeps a chair a guest when that is decided', async () => {
    net.national.members = net.national.members.map((m) => (m.user === user('chair') ? { ...m, role: 'guest' } : m));
    expect((await net.drift()).map((d) => d.kind)).toEqual(['role-changed']);
    await net.settle((all) => ({ adopt: all }));
    expect(await net.left()).toEqual([]);
  });

  it('keeps somebody out of a team’s private channels who is to stay out of the team', async () => {
    const glt = net.territory.channels.find((c) => c.name === 'GLT-A')!;
    net.territory.members = net.territory.members.filter((m) => m.user !== user('a1'));
    glt.members = glt.members.filter((m) => m.user !== user('a1'));
    expect((await net.drift()).map((d) => [d.kind, d.channel])).toEqual([['member-removed', null], ['member-removed', 'loc-a']]);
    await net.settle((all) => ({ adopt: all.filter((d) => d.channel === null) }));
    expect(await net.left()).toEqual([]);
  });

  it('brings somebody back to the team when only the private channel was named', async () => {
    const glt = net.territory.channels.find((c) => c.name === 'GLT-A')!;
    net.territory.members = net.territory.members.filter((m) => m.user !== user('a2'));
    glt.members = glt.members.filter((m) => m.user !== user('a2'));
    const { decision, end } = await net.settle((all) => ({ restore: all.filter((d) => d.channel === 'loc-a') }));
    expect(decision).toMatchObject({ ok: true, value: { restored: 2 } });
    expect(end).toBe('done');
    expect(await net.left()).toEqual([]);
  });

  it('gives a deleted channel back with its tab and its people', async () => {
    net.territory.channels = net.territory.channels.filter((c) => c.name !== 'GLT-A');
    const { end } = await net.settle((all) => ({ restore: only('channel-removed')(all) }));
    expect(end).toBe('done');
    expect(net.tenant.picture()).toEqual(pictureOf(net.wanted));
  });

  it('puts back the app with the tab that needs it', async () => {
    net.national.installed = false;
    for (const channel of net.national.channels) channel.tabs = [];
    const { end } = await net.settle((all) => ({ restore: all.filter((d) => d.kind === 'tab-removed' && d.channel === 'nat') }));
    expect(end).toBe('done');
    expect((await net.drift()).map((d) => [d.kind, d.channel])).toEqual([['tab-removed', 'nat/suivis']]);
  });

  describe('is refused, with nothing kept and nothing begun,', () => {
    const untouched = async () => {
      expect(await net.store.adoptions()).toMatchObject({ channelNames: new Map(), extraPeople: new Map(), absentPeople: new Map() });
      expect(await net.store.unfinished()).toBeNull();
    };
    it('what is no drift any more', async () => {
      byHand();
      const { decision } = await net.settle((all) => ({ adopt: all, restore: [{ ...all[0]!, id: 'rename-channel:parti' }] }));
      expect(decision).toEqual({ ok: false, refusal: { why: 'unknown-drift', ids: ['rename-channel:parti'] } });
      await untouched();
    });
    it('what is to be kept and to be put back at once', async () => {
      byHand();
      const { decision } = await net.settle((all) => ({ adopt: all, restore: only('channel-renamed')(all) }));
      expect(decision).toEqual({ ok: false, refusal: { why: 'both-ways', ids: ['rename-channel:nat'] } });
      await untouched();
    });
    it('what stands on something that is to be kept away', async () => {
      const glt = net.territory.channels.find((c) => c.name === 'GLT-A')!;
      net.territory.members = net.territory.members.filter((m) => m.user !== user('a2'));
      glt.members = glt.members.filter((m) => m.user !== user('a2'));
      const { decision } = await net.settle((all) => ({ adopt: all.filter((d) => d.channel === null), restore: all.filter((d) => d.channel === 'loc-a') }));
      expect(decision).toMatchObject({ ok: false, refusal: { why: 'both-ways' } });
      await untouched();
    });
    it('what the committee needs, and all that was chosen with it', async () => {
      byHand();
      net.national.installed = false;
      const { decision } = await net.settle((all) => ({ adopt: all }));
      expect(decision).toMatchObject({ ok: false, refusal: { why: 'cannot-keep', because: { kind: 'app-removed' } } });
      await untouched();
    });
    it('what is to be put back while a run is under way', async () => {
      byHand();
      const started = await net.start();
      const { decision } = await net.settle((all) => ({ adopt: only('channel-renamed')(all), restore: only('tab-removed')(all) }));
      expect(decision).toMatchObject({ ok: false, refusal: { why: 'another-run', run: { id: started.ok ? started.value.id : '' } } });
      expect((await net.store.adoptions()).channelNames).toEqual(new Map());
    });
  });

  it('may be kept while a run is under way', async () => {
    byHand();
    await net.start();
    const { decision } = await net.settle((all) => ({ adopt: only('member-added')(all) }));
    expect(decision).toMatchObject({ ok: true, value: { adopted: 1, run: null } });
  });
});
