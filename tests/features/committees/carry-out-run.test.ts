// The engine of provisioning against a tenant with bad manners: whatever happens, the end is exactly the charter, and nothing twice.

import { describe, expect, it } from '@jest/globals';
import { desiredWorkspace } from '../../../src/features/committees/domain/workspace.ts';
import { difference } from '../../../src/features/committees/domain/missing-steps.ts';
import type { Charter } from '../../../src/features/committees/domain/charter.ts';
import type { Charters } from '../../../src/features/committees/ports.ts';
import { carryOutRun, type RunDeps } from '../../../src/features/committees/use-cases/carry-out-run.ts';
import { observe } from '../../../src/features/committees/use-cases/observe.ts';
import { planCharter } from '../../../src/features/committees/use-cases/plan-charter.ts';
import { committeeId, personId } from '../../../src/shared/ids.ts';
import { aCommittee, aSeat, aSmallCharter, aTab } from '../../support/charters.ts';
import { FakeTenant, pictureOf, type FakeOptions } from '../../support/fake-tenant.ts';
import { MemoryProvisioningStore } from '../../support/memory-provisioning-store.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

const TODAY = '2027-01-04';
const timing = { firstCheckMs: 6_000, betweenChecksMs: 31_000, settleMs: 3_000, teamSettleMs: 5_000, rosterMs: 1_000, attempts: 8 };

function aNetwork(options: Partial<FakeOptions> = {}, charter: Charter = aSmallCharter()) {
  const clock = new VirtualClock();
  const store = new MemoryProvisioningStore();
  const tenant = new FakeTenant({ clock, ...options });
  const inForce = { charter };
  const charters: Charters = { inForce: async () => ({ version: 1, source: 'test', sha256: '', charter: inForce.charter, loadedAt: clock.now() }), load: async () => { throw new Error('not needed'); } };
  const deps: RunDeps = { teams: tenant, store, charters, greeter: null, clock, timing, network: 'essai', tabOf: aTab, today: () => TODAY };
  const wanted = () => desiredWorkspace(inForce.charter, TODAY, 'essai', aTab);
  const seen = () => observe({ ...deps, settleMs: timing.settleMs, greets: false })(inForce.charter, wanted(), 'network');
  const start = async () => {
    const open = await store.unfinished();
    if (open !== null) return open.id;
    const { steps } = difference(wanted(), await seen());
    const started = await store.start({ by: null, charterVersion: 1, at: clock.now(), approved: new Set(steps.map((s) => s.id)), only: null, exact: false, steps });
    if (!started.ok) throw new Error('another run is open');
    return started.run.id;
  };
  const apply = () => clock.run((async () => carryOutRun(deps)(await start(), new AbortController().signal))());
  return { clock, store, tenant, deps, wanted, start, apply, seen, amend: (c: Charter) => { inForce.charter = c; } };
}

/** A repeatable die. */
const dice = (seed: number) => () => { seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648; return seed / 2_147_483_648; };

describe('applying a charter', () => {
  it('ends in exactly what the charter asks for', async () => {
    const net = aNetwork();
    expect(await net.apply()).toBe('done');
    expect(net.tenant.picture()).toEqual(pictureOf(net.wanted()));
    expect((await net.store.steps('run-1')).every(({ state }) => state.is === 'done')).toBe(true);
  });

  it('tells of each team once, as the act of its creation', async () => {
    const net = aNetwork();
    const told: string[] = [];
    const settle = net.store.settle.bind(net.store);
    net.store.settle = (id, outcomes, at) => { for (const o of outcomes) if (o.step.do === 'create-team' && o.state.is === 'done') told.push(...(o.remembering?.teams ?? []).map((t) => t.key)); return settle(id, outcomes, at); };
    await net.apply();
    expect(told.sort()).toEqual(['rqt-national', 'rqt-territoire']);
  });

  it('sends no write the second time', async () => {
    const net = aNetwork();
    await net.apply();
    const before = net.tenant.writes;
    expect(await net.apply()).toBe('done');
    expect(net.tenant.writes).toBe(before);
  });

  it('looks once at a creation whose usual time it knows, and waits more than 30 s before it looks again', async () => {
    const slow = aNetwork({ teamReadyMs: 40_000 });
    const began = slow.clock.now().getTime();
    expect(await slow.apply()).toBe('done');
    expect(slow.clock.now().getTime() - began).toBeGreaterThan(6_000 + 2 * 31_000 - 31_000);
    expect(slow.store.took).toEqual([40_000, 40_000]);
  });

  it('waits until people are in the team before it makes their private channel', async () => {
    const net = aNetwork({ lagMs: 2_000 });
    expect(await net.apply()).toBe('done');
    expect(net.tenant.picture()).toEqual(pictureOf(net.wanted()));
  });

  it('leaves out a person without account, and nothing else', async () => {
    const net = aNetwork({ nobody: new Set([personId('m2')]) });
    expect(await net.apply()).toBe('done');
    expect(net.tenant.picture()).toEqual(pictureOf(net.wanted()).filter((line) => !line.endsWith('user-m2')));
  });

  it('does not touch a team of the same name that is not ours', async () => {
    const net = aNetwork();
    net.tenant.all.push({ id: 'theirs', name: 'RQT - National', mark: '', archived: false, installed: false, readyAt: 0, listedFrom: 0, channels: [], members: [] });
    await net.apply();
    expect(net.tenant.all.filter((t) => t.name === 'RQT - National')).toHaveLength(1);
    expect(net.tenant.picture().filter((l) => l.startsWith('RQT - Territoire'))).toEqual(pictureOf(net.wanted()).filter((l) => l.startsWith('RQT - Territoire')));
  });
});

describe('a lost answer', () => {
  it('makes no second team when the first one was made', async () => {
    let lost = 0;
    const net = aNetwork({ lagMs: 2_000 });
    const create = net.tenant.createTeam.bind(net.tenant);
    net.tenant.createTeam = async (...args) => { const made = await create(...args); if (lost < 2) { lost += 1; throw Object.assign(new Error('504'), { kind: 'lost', code: '', retryAfterMs: null }); } return made; };
    expect(await net.apply()).toBe('done');
    expect(lost).toBe(2);
    expect(net.tenant.picture()).toEqual(pictureOf(net.wanted()));
  });

  it('asks again when nothing came of the first request', async () => {
    let lost = 0;
    const net = aNetwork();
    const create = net.tenant.createTeam.bind(net.tenant);
    net.tenant.createTeam = async (...args) => { if (lost < 2) { lost += 1; throw Object.assign(new Error('reset'), { kind: 'lost', code: '', retryAfterMs: null }); } return create(...args); };
    expect(await net.apply()).toBe('done');
    expect(net.tenant.picture()).toEqual(pictureOf(net.wanted()));
  });
});

describe('killed at any moment, and started again', () => {
  class Killed extends Error {}
  const rounds = Array.from({ length: 120 }, (_, i) => i);

  it.each([['a service in good health', 0], ['a fifth of the requests going wrong', 0.2]])('ends in exactly the charter, with %s', async (_name, share) => {
    for (const round of rounds) {
      const roll = dice(round + 1);
      let calls = 0;
      let killAt = 1 + Math.floor(roll() * 60);
      let dead = false;
      const dies = (): void => { calls += 1; if (calls >= killAt) dead = true; if (dead) throw new Killed(); };
      const net = aNetwork({ lagMs: 1_500, beforeCall: dies, ...(share === 0 ? {} : { faults: { share, dice: roll } }) });
      net.store.beforeWrite = dies;
      for (let life = 0; life < 4; life += 1) {
        // A dead process does nothing more: its calls and writes all throw, and what it had launched ends in the void.
        const stop = new AbortController();
        const work = (async () => { try { return await carryOutRun(net.deps)(await net.start(), stop.signal); } catch (fault) { if (fault instanceof Killed || dead) return 'killed'; throw fault; } })();
        const end = await net.clock.run(Promise.race([work, (async () => { while (!dead) await net.clock.sleep(50); return 'killed'; })()]));
        stop.abort();
        await net.clock.run(net.clock.sleep(5_000));
        calls = 0;
        dead = false;
        killAt = life < 2 ? 1 + Math.floor(roll() * 60) : Infinity;
        if (end === 'done') break;
      }
      killAt = Infinity;
      let end = await net.apply();
      for (let again = 0; again < 3 && end !== 'done'; again += 1) end = await net.apply();
      expect({ round, end, picture: net.tenant.picture() }).toEqual({ round, end: 'done', picture: pictureOf(net.wanted()) });
    }
  }, 120_000);
});

describe('a charter that changes', () => {
  it('adds a committee to a team that stands, and archives the channel of one that is gone', async () => {
    const net = aNetwork();
    await net.apply();
    net.amend(aSmallCharter((all) => [...all.filter((c) => c.id !== 'loc-a'), aCommittee('loc-c', [aSeat('loc-c', 'c1', 'presidence'), aSeat('loc-c', 'm1', 'membre')], { team: 'RQT - Territoire', channel: 'GLT-C', kind: 'private' }, { level: 'local' })]));
    expect(await net.apply()).toBe('done');
    const team = net.tenant.all.find((t) => t.name === 'RQT - Territoire')!;
    expect(team.channels.find((c) => c.name === 'GLT-A')?.archived).toBe(true);
    expect(team.channels.find((c) => c.name === 'GLT-C')?.members.map((m) => `${m.role} ${m.user}`).sort()).toEqual(['member user-m1', 'owner user-c1']);
    expect(team.members.some((m) => m.user === 'user-a1')).toBe(false);
  });

  it('removes and renames only what somebody saw in the plan', async () => {
    const net = aNetwork();
    await net.apply();
    const channel = net.tenant.all[0]!.channels[0]!;
    channel.name = 'Renommé à la main';
    net.tenant.all[0]!.members.push({ membershipId: 'm-x', user: 'user-x' as never, name: 'x', role: 'member', from: 0 });
    const { steps } = await net.clock.run(net.seen().then((seen) => difference(net.wanted(), seen)));
    expect(steps.map((s) => [s.sign, s.do, s.drift])).toEqual([['-', 'remove-member', true], ['~', 'rename-channel', true]]);
    const started = await net.store.start({ by: null, charterVersion: 1, at: net.clock.now(), approved: new Set([steps[1]!.id]), only: null, exact: false, steps: [steps[1]!] });
    if (!started.ok) throw new Error('another run is open');
    expect(await net.clock.run(carryOutRun(net.deps)(started.run.id, new AbortController().signal))).toBe('done');
    expect(net.tenant.all[0]!.channels[0]!.name).toBe('Séances');
    expect(net.tenant.all[0]!.members.some((m) => m.user === ('user-x' as never))).toBe(true);
  });
});

describe('a run for some committees only', () => {
  const growing = (): Charter => aSmallCharter((committees) => [...committees, aCommittee('nouveau', [aSeat('nouveau', 'chair', 'presidence')], { team: 'RQT - National', channel: 'Nouveau' })]);

  it('reads only the teams that house them, and touches no other', async () => {
    const net = aNetwork();
    await net.apply();
    const charter = growing();
    net.amend(charter);
    const housed = net.wanted().find((t) => t.committees.includes(committeeId('nouveau')))!;
    const elsewhere = net.wanted().find((t) => t.key !== housed.key)!;
    const asked: string[] = [];
    const read = net.tenant.read.bind(net.tenant);
    net.tenant.read = (id) => { asked.push(id); return read(id); };
    const planned = await net.clock.run(planCharter({ ...net.deps, settleMs: timing.settleMs, greets: false, digest: (text) => text })(charter, 'sha', [committeeId('nouveau')]));
    expect(planned.difference.steps.map((s) => s.id)).toEqual(['create-channel:nouveau', 'add-tab:nouveau']);
    const memory = await net.store.memory();
    expect(new Set(asked)).toEqual(new Set([memory.teams.get(housed.key)!.id]));
    const started = await net.store.start({ by: null, charterVersion: 2, at: net.clock.now(), approved: new Set(planned.difference.steps.map((s) => s.id)), only: planned.only, exact: false, steps: planned.difference.steps });
    if (!started.ok) throw new Error('another run is open');
    // Even when somebody changed the other team by hand in between.
    await net.clock.run(net.tenant.renameTeam(memory.teams.get(elsewhere.key)!.id, 'Renommée à la main'));
    expect(await net.clock.run(carryOutRun(net.deps)(started.run.id, new AbortController().signal))).toBe('done');
    expect(net.tenant.picture().filter((line) => line.startsWith('team '))).toEqual(['team RQT - National', 'team Renommée à la main']);
  });

  it('does not take for missing the teams that were not read, when a run of the whole network follows at once', async () => {
    const net = aNetwork();
    await net.apply();
    const charter = growing();
    net.amend(charter);
    const planned = await net.clock.run(planCharter({ ...net.deps, settleMs: timing.settleMs, greets: false, digest: (text) => text })(charter, 'sha', [committeeId('nouveau')]));
    const started = await net.store.start({ by: null, charterVersion: 2, at: net.clock.now(), approved: new Set(planned.difference.steps.map((s) => s.id)), only: null, exact: false, steps: planned.difference.steps });
    if (!started.ok) throw new Error('another run is open');
    expect(await net.clock.run(carryOutRun({ ...net.deps, seen: () => planned.surroundings })(started.run.id, new AbortController().signal))).toBe('done');
    expect(net.tenant.picture()).toEqual(pictureOf(net.wanted()));
  });
});
