// How a run ends: what it says to have done is what it did, also after a crash, and when others did it or took the consent away.

import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '../../../src/features/committees/ports.ts';
import { entraId } from '../../../src/shared/ids.ts';
import { pictureOf } from '../../support/fake-tenant.ts';
import { aStandingNetwork } from '../../support/standing-network.ts';

const user = (person: string) => entraId(`user-${person}`);
const member = (person: string) => ({ membershipId: `m-user-${person}`, user: user(person), name: person, role: 'member' as const, from: 0 });

async function watched(options: Parameters<typeof aStandingNetwork>[0] = {}) {
  const net = await aStandingNetwork(options);
  const outcomes: Outcome[] = [];
  const settle = net.store.settle.bind(net.store);
  net.store.settle = async (run, all, at) => { await settle(run, all, at); outcomes.push(...all); };
  const told = (id: string) => outcomes.filter(({ step, state }) => step.id === id && state.is === 'done');
  return { ...net, national: net.national, territory: net.territory, outcomes, told, steps: async () => new Map((await net.store.steps((await net.store.latest())!.id)).map(({ step, state }) => [step.id, state])) };
}

describe('a run that finds a step done', () => {
  it('says so, and does not call what a person did its own act', async () => {
    const net = await watched();
    net.national.members = net.national.members.filter((m) => m.user !== user('m2'));
    await net.start();
    net.national.members.push(member('m2'));
    // Another process takes the run up, and reads the tenant as it is now.
    expect(await net.carry()).toBe('done');
    expect(net.told('add-members:rqt-national:back')).toEqual([expect.objectContaining({ state: { is: 'done' }, byOthers: true })]);
  });

  it('tells of a channel that it made before it was killed, with its name and its id', async () => {
    const net = await watched({ stand: false });
    await net.start();
    const createChannel = net.tenant.createChannel.bind(net.tenant);
    let killed = false;
    // The effect takes place, its answer is never written down: from then on nothing is.
    net.tenant.createChannel = async (...args: Parameters<typeof createChannel>) => {
      const made = await createChannel(...args);
      if (!killed) { killed = true; net.store.beforeWrite = () => { throw new Error('killed'); }; }
      return made;
    };
    await expect(net.carry()).rejects.toThrow('killed');
    net.store.beforeWrite = () => {};
    expect(await net.carry()).toBe('done');
    expect(net.tenant.picture()).toEqual(pictureOf(net.wanted));
    for (const key of ['loc-a', 'loc-b']) {
      const [end, ...more] = net.told(`create-channel:${key}`);
      expect(more).toEqual([]);
      expect(end).not.toHaveProperty('byOthers');
      expect(end?.remembering?.channels).toEqual([expect.objectContaining({ key, name: `GLT-${key.slice(-1).toUpperCase()}`, id: expect.stringMatching(/^channel-/) })]);
    }
  });
});

describe('a consent that is taken away between the plan and the run', () => {
  it('stops what needs it, said with the permission, and nothing else', async () => {
    const net = await watched();
    net.national.members = net.national.members.filter((m) => m.user !== user('m2'));
    net.national.channels.find((c) => c.name === 'Séances')!.tabs = [];
    await net.start();
    net.tenant.granted = async () => new Set(['TeamsTab.ReadWriteSelfForTeam.All']) as never;
    expect(await net.carry()).toBe('partial');
    const steps = await net.steps();
    expect(steps.get('add-members:rqt-national:back')).toEqual({ is: 'failed', reason: { kind: 'forbidden', code: 'TeamMember.ReadWrite.All', message: expect.any(String) } });
    expect(steps.get('add-tab:nat')).toEqual({ is: 'done' });
    expect(net.told('add-members:rqt-national:back')).toEqual([]);
    expect(net.national.members.some((m) => m.user === user('m2'))).toBe(false);
  });

  it('leaves it to be done once it is given again', async () => {
    const net = await watched();
    net.national.members = net.national.members.filter((m) => m.user !== user('m2'));
    await net.start();
    const granted = net.tenant.granted.bind(net.tenant);
    net.tenant.granted = async () => new Set<string>() as never;
    expect(await net.carry()).toBe('failed');
    net.tenant.granted = granted;
    await net.start();
    expect(await net.carry()).toBe('done');
    expect(net.tenant.picture()).toEqual(pictureOf(net.wanted));
  });
});
